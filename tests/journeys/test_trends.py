# SPDX-License-Identifier: GPL-3.0-or-later
"""The trends in the real window: reached, planned, taken back, and let out as picture and CSV."""

import csv
import stat

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from tests.journeys.conftest import settle

from caregiver_guide.services.history import PastMassage, record_past_massage
from caregiver_guide.ui.widgets.text import Text

pytestmark = pytest.mark.windows
CTRL = Qt.KeyboardModifier.ControlModifier


def words(home):
    found = home.window.findChildren(Text)
    return " ".join(one.text() for one in found if one.isVisibleTo(home.window) and one.text())


@pytest.fixture
def six(home):
    """Pat's log with six massages of the last days, told afterwards, and the app open."""
    home.furnish().open()
    context = home.guide.context
    for number in range(6):
        past = PastMassage(
            day=context.today(),
            started=None,
            routine="m-hand",
            minutes=5,
            before=6,
            after=4 if number else 6,
        )
        record_past_massage(
            home.log,
            context.person,
            context.caregiver.id,
            past,
            context.now().later(-3600 * number),
        )
    return home


def test_trends_are_one_key_away_and_a_plan_can_be_taken_back(six, mouse, keyboard):
    """Ctrl+4 shows them; a plan is set in three presses and is kept; Ctrl+Z takes it back."""
    keyboard.key(Qt.Key.Key_4, CTRL)
    assert six.place == "trends"
    assert "Pain was lower after 5 of 6 massages" in words(six)

    mouse.press("Set a plan")
    mouse.press("3")
    mouse.press("Save the plan")
    assert "Your own plan: 3 massages a week" in words(six)
    assert [plan.massages for plan in six.log.weekly_plans.of(six.guide.context.person.id)] == [3]

    assert mouse.shows("Undo")
    keyboard.key(Qt.Key.Key_Z, CTRL)
    assert "There is no plan of how many." in words(six)

    mouse.press("See the days")
    assert six.place == "log"
    assert "November 2026" in words(six)


def test_what_is_copied_or_saved_is_there_and_only_its_owner_can_read_it(six, tmp_path):
    """The picture and the numbers go to the clipboard or to a file of its owner's."""
    six.guide.go("trends")
    settle()
    screen = six.window.screen_named("trends")
    screen.out_requested.emit("scores", "copy-numbers")
    copied = QApplication.clipboard().text()
    assert len(list(csv.DictReader(copied.splitlines()))) == 6
    screen.out_requested.emit("weeks", "copy-picture")
    assert QApplication.clipboard().image().width() > 1000

    for card, what, name in (
        ("scores", "save-picture", "pain.png"),
        ("reactions", "save-numbers", "reactions.csv"),
    ):
        six.prompts.page = tmp_path / name
        screen.out_requested.emit(card, what)
        assert f"Saved as {name}." in words(six) or card == "reactions"
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    assert not QImage(str(tmp_path / "pain.png")).isNull()
    # An aide reads the names too, and gives no massage.
    assert len(six.prompts.suggested) == 2
    assert not any("massage" in name for name in six.prompts.suggested)


def test_a_place_that_takes_no_file_is_told_and_nothing_is_half_there(six, tmp_path):
    """A folder that is gone: a sentence with what to do, and no rest of a file."""
    told = []
    six.prompts.tell = lambda title, text: told.append(text)
    six.guide.go("trends")
    six.prompts.page = tmp_path / "gone" / "pain.png"
    six.window.screen_named("trends").out_requested.emit("scores", "save-picture")

    assert "It could not be saved there" in told[0]
    assert "Choose another place." in told[0]
    assert list(tmp_path.rglob("pain*")) == []
