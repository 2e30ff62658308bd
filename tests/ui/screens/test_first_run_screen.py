# SPDX-License-Identifier: GPL-3.0-or-later
"""The first run on the screen: one question each, and nothing needed but two names."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from tests.ui.clipping import SIZES, every_size, nameless, settle, show_at

from caregiver_guide.services.first_run import FirstRunAnswers, first_run_view
from caregiver_guide.ui.screens.first_run_screen import CARDS, FirstRunScreen

pytestmark = pytest.mark.windows

DAY = date(2026, 11, 21)


@pytest.fixture
def screen(qtbot, library, figure):
    """The first card."""
    screen = FirstRunScreen(figure)
    qtbot.addWidget(screen)
    screen.show_first_run(first_run_view(library, figure.figure.tones, DAY))
    show_at(screen, SIZES[0])
    return screen


def words(screen):
    return " ".join(one.text() for one in screen.findChildren(QLabel) if one.isVisible())


def enter(qtbot, screen):
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Return)
    settle()


def test_the_keyboard_alone_answers_everything(qtbot, screen):
    """Enter goes on, names are typed where the keyboard already is, a digit answers."""
    finished = []
    screen.finished.connect(finished.append)
    enter(qtbot, screen)
    qtbot.keyClicks(screen.focusWidget(), "Pat")
    enter(qtbot, screen)
    qtbot.keyClicks(screen.focusWidget(), "Ana")
    enter(qtbot, screen)
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_2)
    enter(qtbot, screen)
    qtbot.keyClicks(screen.focusWidget(), "Ward 3")
    enter(qtbot, screen)
    assert finished == [
        FirstRunAnswers("Pat", "slate", "Ana", "family", "nothing", care_team_name="Ward 3")
    ]


def test_the_promise_stands_first(screen):
    """Before anything is asked, the app says what it is not."""
    assert "not medical care" in words(screen)
    assert screen.place == 0


def test_a_name_is_needed_and_the_reason_is_said(qtbot, screen):
    """Without a name nothing goes on, and the sentence says why; spaces are no name."""
    enter(qtbot, screen)
    qtbot.keyClicks(screen.focusWidget(), "   ")
    enter(qtbot, screen)
    assert screen.place == 1
    assert "We need a name to put on the screens." in words(screen)


def test_an_aide_is_asked_who_wrote_the_care_plan(qtbot, screen):
    """Only an aide is asked, the answer may be left out, and a name needs its day."""
    screen._show_card(2)
    screen._giver.form.name.setText("Jo")
    assert "care plan" not in words(screen)
    screen._giver.form.choose_role("aide")
    settle()
    assert "care plan" in words(screen)
    screen._giver.form.said_by.setText("Nurse Lee")
    screen._next.click()
    assert screen.place == 2
    screen._giver.form.on.set_value(DAY)
    screen._next.click()
    assert screen.place == 3
    assert (screen.answers.role, screen.answers.care_plan_on) == ("aide", DAY)


def test_the_question_of_places_is_not_answered_for_anybody(screen):
    """Until one of the three answers is chosen, nothing goes on."""
    screen._show_card(3)
    assert not screen._next.isEnabled()
    screen._zones.choose("must-ask")
    assert screen._next.isEnabled()
    assert screen.answers.zones_answer == "must-ask"


def test_text_size_and_colours_are_wished_at_once(qtbot, screen):
    """The caregiver sees the size while choosing it."""
    screen._show_card(4)
    with qtbot.waitSignal(screen.text_size_chosen) as size:
        screen._comfort._sizes.pills[2].click()
    with qtbot.waitSignal(screen.theme_chosen) as theme:
        screen._comfort.theme.pills[3].click()
    assert (size.args, theme.args) == ([150], ["contrast"])
    assert (screen.answers.text_percent, screen.answers.theme) == (150, "contrast")


def test_the_country_shows_its_emergency_number(screen):
    """The number belongs to the country, and is said to be checked."""
    screen._show_card(4)
    screen._comfort.country.choose("NZ")
    screen._comfort.country.choice_made.emit("NZ")
    assert "Emergency number: 111." in words(screen)
    assert screen.answers.country == "NZ"


def test_going_back_keeps_the_answers(qtbot, screen):
    """Alt and Left go back, and what was written is still there."""
    screen._show_card(1)
    screen._person.name.setText("Pat")
    screen._next.click()
    where = screen.focusWidget()
    qtbot.keyClick(where, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert screen.place == 1
    assert screen._person.name.text() == "Pat"


@pytest.mark.parametrize("place", range(CARDS))
def test_no_card_is_cut_off_at_any_size(screen, place):
    """Every word is whole, from 100 to 200 percent, the questions for an aide too."""
    screen._giver.form.choose_role("aide")
    screen._show_card(place)
    assert every_size(screen) == []
    assert nameless(screen) == []


@pytest.mark.parametrize("name", ["سلام " * 60, "Pat 🌷🌷", "W" * 300])
def test_any_name_fits(screen, name):
    """A long name, another script and pictures in a name are kept as they are, and wrap."""
    screen._person.name.setText(name)
    screen._show_card(3)
    assert every_size(screen) == []
    assert screen.answers.person_name == name.strip()
