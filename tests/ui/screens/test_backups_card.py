# SPDX-License-Identifier: GPL-3.0-or-later
"""Backups on the screen: what is safe, since when, and what to do; and what is in one."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from tests.ui.clipping import every_size, nameless, settle

from caregiver_guide.domain.session import Moment
from caregiver_guide.services.backing_up import BackupsView
from caregiver_guide.storage.errors import NoBackup, NoSecondFolder
from caregiver_guide.storage.restore import BackupPreview
from caregiver_guide.storage.settings import Settings
from caregiver_guide.ui.screens.backups_card import BackupsCard
from caregiver_guide.ui.screens.restore_sheet import RestoreSheet
from caregiver_guide.ui.widgets.scroll_page import ScrollPage
from caregiver_guide.ui.widgets.text import Text

pytestmark = pytest.mark.windows

NOW = Moment(1_790_000_000_000, 120, "Europe/Rome")
DAY = 86_400
STICK = Path("/media/ana/" + "a-long-name-" * 8)
NONE = BackupsView(made=None, entries=0, now=NOW, folder="/home/ana/data/backups")
GOOD = replace(NONE, made=NOW, entries=13, second=str(STICK), second_made=NOW.later(-DAY))
BAD = replace(
    GOOD,
    problem=str(NoBackup(STICK, "there is no room left")),
    second_problem=str(NoSecondFolder(STICK)),
    place="The log lies in a folder that Dropbox copies. " * 4,
)
PREVIEW = BackupPreview(
    file=STICK / "caregiver-guide-2026-09-21-161320-1a2b3c4d-0001.db",
    made=NOW,
    people=("Pat", "Zoë " * 10),
    massages=24,
    first_day=date(2026, 3, 1),
    last_day=date(2026, 9, 20),
    entries=120,
    schema=1,
    log_id="1a" * 16,
    settings=Settings(),
)


def words_of(widget):
    return " ".join(one.text() for one in widget.findChildren(Text) if one.isVisibleTo(widget))


@pytest.fixture
def card(qtbot):
    shown = BackupsCard()
    qtbot.addWidget(shown)
    return shown


@pytest.mark.parametrize("view", [NONE, GOOD, BAD, replace(GOOD, is_busy=True)])
def test_nothing_is_cut_off_at_any_size(view, qtbot):
    """Long folders and long troubles are read whole."""
    page, card = ScrollPage(), BackupsCard()
    qtbot.addWidget(page)
    page.body.addWidget(card)
    card.show_backups(view)
    assert every_size(page) == []
    assert nameless(page) == []


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (0, "Last backup: today at"),
        (DAY, "Last backup: yesterday at"),
        (3 * DAY, "Last backup: Friday 18 September at"),
        (400 * DAY, "Last backup: 17 Aug 2025 at"),
        (-30 * 365 * DAY, "Last backup: 13 Sep 2056 at"),
    ],
)
def test_when_the_last_one_was_is_said_as_people_say_it(card, ago, words):
    """Also when the clock was wrong."""
    card.show_backups(replace(GOOD, made=NOW.later(-ago)))
    assert words in words_of(card)


def test_without_a_backup_it_says_when_there_will_be_one(card):
    """Nobody has to do anything."""
    card.show_backups(NONE)
    assert "There is no backup yet. The app makes one when you close it." in words_of(card)
    assert "A stick keeps them" in words_of(card)
    assert not card._drop.isVisibleTo(card)


def test_every_wish_reaches_the_app_once(card, qtbot):
    """Back up, choose, stop copying, restore; and nothing twice while one is being made."""
    wished = []
    for name in (
        "backup_requested",
        "second_folder_requested",
        "second_folder_dropped",
        "restore_requested",
    ):
        getattr(card, name).connect(lambda name=name: wished.append(name))
    card.show_backups(GOOD)
    for button in (card._make, card._choose, card._drop, card._restore):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    card.show_backups(replace(GOOD, is_busy=True))
    assert card._make.text() == "Making a backup…"
    qtbot.mouseClick(card._make, Qt.MouseButton.LeftButton)
    assert wished == [
        "backup_requested",
        "second_folder_requested",
        "second_folder_dropped",
        "restore_requested",
    ]


@pytest.fixture
def sheet(qtbot, open_at):
    ground = QWidget()
    shown = RestoreSheet(ground)
    open_at(ground)
    return shown


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"made": None, "settings": None},
        {"people": (), "massages": 0, "first_day": None, "last_day": None},
        {"massages": 1},
    ],
)
def test_a_preview_is_read_whole_at_every_size(qtbot, change):
    """Many names, and a file with a long way to it."""
    ground = QWidget()
    qtbot.addWidget(ground)
    shown = RestoreSheet(ground)
    shown.show_backup(replace(PREVIEW, **change), has_log=True, was_protected=True)
    assert every_size(ground) == []
    assert nameless(ground) == []


def test_a_preview_says_what_is_in_it_and_what_will_happen(sheet):
    """Who, how many, from when to when, that all was read, and where the log of now goes."""
    sheet.show_backup(PREVIEW, has_log=True)
    settle()
    words = words_of(sheet)
    for part in (
        "Pat, Zoë",
        "24, from 1 Mar 2026 to 20 Sep 2026",
        "every entry is as it was written",
        "That log is not lost",
        "Text size",
    ):
        assert part in words
    sheet.show_backup(replace(PREVIEW, settings=None, made=None), has_log=False)
    settle()
    words = words_of(sheet)
    assert "not lost" not in words
    assert "Text size" not in words
    assert "copied the log by hand" in words


def test_the_keyboard_begins_on_no_and_esc_is_no(sheet, qtbot):
    """Enter pressed too soon restores nothing."""
    said = []
    sheet.agreed.connect(lambda: said.append("yes"))
    sheet.called_off.connect(lambda: said.append("no"))
    sheet.show_backup(PREVIEW, has_log=True)
    settle()
    assert sheet._cancel.hasFocus()
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert said == ["no"]
    assert not sheet.isVisible()
