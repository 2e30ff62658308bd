# SPDX-License-Identifier: GPL-3.0-or-later
"""A log that cannot be opened, on the screen: plain words and a way on."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from tests.ui.clipping import every_size, nameless, settle

from caregiver_guide.services.trouble import trouble_view
from caregiver_guide.storage.errors import (
    Damaged,
    FolderTrouble,
    Locked,
    NotOurs,
    OpenElsewhere,
    ReadOnly,
    TooNew,
)
from caregiver_guide.ui.screens.trouble_screen import TroubleScreen
from caregiver_guide.ui.widgets.text import Text

pytestmark = pytest.mark.windows

FOLDER = Path("/home/ana") / ("a long name " * 8) / "caregiver-guide"
KINDS = (
    Locked(FOLDER / "log.db"),
    Damaged(FOLDER / "log.db"),
    TooNew(FOLDER / "log.db"),
    ReadOnly(FOLDER / "log.db"),
    NotOurs(FOLDER / "log.db"),
    FolderTrouble(FOLDER, "nobody may write there"),
    OpenElsewhere(FOLDER / "log.db", "the-computer-in-the-kitchen"),
)


def words_of(widget):
    return " ".join(one.text() for one in widget.findChildren(Text) if one.isVisible())


@pytest.mark.parametrize("error", KINDS, ids=lambda error: type(error).__name__)
def test_nothing_is_cut_off_at_any_size(qtbot, error):
    """Each kind of trouble reads well at every size, with a long path."""
    shown = TroubleScreen()
    qtbot.addWidget(shown)
    shown.show_trouble(trouble_view(error, FOLDER))

    assert every_size(shown) == []
    assert nameless(shown) == []


def test_enter_tries_again_and_the_other_ways_are_there(open_at, qtbot):
    """A locked log: Enter tries again; another folder and leaving are one button each."""
    screen = TroubleScreen()
    screen.show_trouble(trouble_view(KINDS[0], FOLDER))
    open_at(screen)
    wishes = []
    screen.retry_requested.connect(lambda: wishes.append("retry"))
    screen.other_folder_requested.connect(lambda: wishes.append("folder"))
    screen.quit_requested.connect(lambda: wishes.append("quit"))

    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Return)
    screen._other.click()
    screen._quit.click()

    assert wishes == ["retry", "folder", "quit"]


def test_a_newer_log_is_not_tried_again(open_at, qtbot):
    """Where trying again cannot help it is not offered, and Enter chooses another folder."""
    screen = TroubleScreen()
    screen.show_trouble(trouble_view(KINDS[2], FOLDER))
    open_at(screen)

    assert not screen._retry.isVisible()
    with qtbot.waitSignal(screen.other_folder_requested, timeout=100):
        qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Return)


def test_a_log_open_on_another_computer_can_be_taken_over(open_at, qtbot):
    """Its computer is named; Enter still tries again, and opening here is a button of its own."""
    screen = TroubleScreen()
    screen.show_trouble(trouble_view(KINDS[-1], FOLDER))
    open_at(screen)
    assert "the-computer-in-the-kitchen" in words_of(screen)
    with qtbot.waitSignal(screen.take_over_requested, timeout=100):
        screen._take_over.click()
    with qtbot.waitSignal(screen.retry_requested, timeout=100):
        qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Return)
    screen.show_trouble(trouble_view(KINDS[0], FOLDER))
    assert not screen._take_over.isVisible()


def test_another_trouble_replaces_the_first(open_at):
    """When trying again fails in another way, only the new sentences are there."""
    screen = TroubleScreen()
    screen.show_trouble(trouble_view(KINDS[0], FOLDER))
    open_at(screen)

    screen.show_trouble(trouble_view(KINDS[1], FOLDER))
    settle()

    words = words_of(screen)
    assert "damaged" in words
    assert "another Caregiver Guide window" not in words
