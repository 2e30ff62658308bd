# SPDX-License-Identifier: GPL-3.0-or-later
"""Around the lock: what the system says, a window closed too soon, lost passphrases, aides."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit
from tests.journeys.conftest import AFTERNOON, settle
from tests.journeys.test_locking import (
    WORDS,
    furnish,
    open_unlocked,
    unlock,
    until,
    write_by_hand,
)

from caregiver_guide.services.first_run import FirstRunAnswers
from caregiver_guide.services.locking import pause_after
from caregiver_guide.storage.copies import backup_folder
from caregiver_guide.storage.log import open_log
from caregiver_guide.ui.own_clipboard import clear_own, copy_text

pytestmark = pytest.mark.windows


@pytest.mark.parametrize("who", ["screen", "sleep"])
def test_the_system_says_that_the_screen_is_locked_or_that_it_will_sleep(home, mouse, who):
    """The log is locked with it, and the page behind the lock is the one that was there."""
    locking = open_unlocked(home)
    home.guide.go("learn")
    settle()
    said = locking._screen_lock.locked if who == "screen" else locking._suspend.coming
    said.emit()
    settle()
    assert home.place == "unlock"
    unlock(home)
    assert home.place == "learn"


def test_after_several_wrong_passphrases_the_next_one_waits(home, mouse):
    """The button says from when; what is typed stays, and the right one opens then."""
    furnish(home)
    home.open()
    for number in range(3):
        unlock(home, f"wrong {number}")
        assert mouse.button("Open").isEnabled()
    unlock(home, "wrong again")
    timer, field = home.opening.unlocking._pause, home.window.findChild(QLineEdit)
    assert (timer.isSingleShot(), timer.isActive(), timer.interval()) == (True, True, 2000)
    button = next(one for one in mouse.seen(QAbstractButton) if "Open from" in one.text())
    assert (button.text(), button.isEnabled()) == ("Open from 3:00:02\u202fPM", False)
    assert "The next one can be tried in 2 seconds, at 3:00:02\u202fPM." in mouse.words()
    home.clock.advance(1)
    unlock(home)
    assert home.place == "unlock"
    assert field.text() == WORDS
    assert "in 1 seconds" not in mouse.words()
    assert "This is not the passphrase" not in mouse.words()  # nobody has tried it
    assert "This was not tried yet" in mouse.words()
    home.clock.advance(1)
    timer.timeout.emit()
    assert mouse.button("Open").isEnabled()
    assert "You can try the next passphrase now." in mouse.words()
    assert field.text() == WORDS
    QTest.keyClick(field, Qt.Key.Key_Return)
    until(lambda: not home.opening.unlocking.is_busy)
    assert home.place == "today"
    assert not timer.isActive()


@pytest.mark.parametrize(("wrong", "seconds"), [(1, 0), (3, 0), (4, 2), (5, 4), (7, 16), (90, 30)])
def test_the_pause_grows_and_is_never_longer_than_half_a_minute(wrong, seconds):
    """Whoever only mistypes goes on at once; nobody is locked out."""
    assert pause_after(wrong) == seconds


def test_large_words_can_be_had_before_the_log_is_open(home):
    """Whoever cannot read the field needs larger words to type into it; they stay behind it."""
    furnish(home)
    home.open()
    for _ in range(2):
        QTest.keyClick(
            home.window.windowHandle(), Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier
        )
    settle()
    larger = home.opening.settings.settings.text_percent
    assert larger > 100
    unlock(home)
    assert home.guide.settings.text_percent == larger


def test_ctrl_l_says_why_it_does_not_lock(home, mouse):
    """A log without a passphrase has no lock that would protect anything."""
    home.furnish().open()
    said = []
    home.prompts.tell = lambda title, text: said.append(text)
    QTest.keyClick(home.window.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert home.place == "today"
    assert "no passphrase" in said[0]


def test_a_window_closed_while_the_log_is_being_opened_leaves_nothing_open(home):
    """The passphrase is tried to its end, and the log is let go at once."""
    furnish(home)
    home.open()
    field = home.window.findChild(QLineEdit)
    QTest.keyClicks(field, WORDS)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert home.opening.unlocking.is_busy
    home.close()
    with open_log(home.data_dir, home.clock.wall, passphrase=WORDS) as log:
        assert [one.name for one in log.people.all()] == ["Pat"]


def test_behind_a_lost_passphrase_a_backup_comes_back_with_its_own(home, mouse, tmp_path):
    """The first screen leads to it; the backup asks for the passphrase of its own day."""
    furnish(home)
    home.open()
    unlock(home)
    home.guide.backups.make_now()
    home.guide.backups.wait()
    backup = shutil.copy(max(backup_folder(home.data_dir).glob("*.db")), tmp_path / "stick.db")
    home.opening.lock()
    settle()
    mouse.press("I have lost the passphrase")
    home.prompts.file = tmp_path / "stick.db"
    assert backup
    mouse.press("Restore from a backup")
    write_by_hand(home, "The backup's passphrase", "something else")
    mouse.press("Open it")
    assert "does not open the backup" in mouse.words()
    field = next(
        one for one in mouse.seen(QLineEdit) if one.accessibleName() == "The backup's passphrase"
    )
    field.clear()
    write_by_hand(home, "The backup's passphrase", WORDS)
    mouse.press("Open it")
    assert "Pat" in mouse.words()
    mouse.press("Restore this backup")
    settle()
    assert home.place == "unlock"
    unlock(home)
    assert home.place == "today"


def test_an_aide_is_offered_a_passphrase_on_the_first_day_and_may_say_no(home, mouse):
    """Over the first screen, with words to take; no means no, and Settings has it later."""
    home.open()
    answers = FirstRunAnswers(
        person_name="Pat",
        tone="sand",
        caregiver_name="Jo",
        role="aide",
        zones_answer="nothing",
        care_plan_said_by="Nurse Lee",
        care_plan_on=AFTERNOON.day,
    )
    home.guide.first_run.write(answers)
    settle()
    assert mouse.shows("Use these words")
    mouse.press("Not now")
    assert home.place == "today"
    assert not home.log.is_encrypted
    home.guide.passphrases.ask("aide")
    settle()
    mouse.press("Use these words")
    taken = next(one for one in mouse.seen(QLineEdit) if one.accessibleName() == "New passphrase")
    words = taken.text()
    assert len(words.split("-")) == 4
    again = next(one for one in mouse.seen(QLineEdit) if one.accessibleName() == "The same again")
    QApplication.clipboard().setText(words)
    QTest.keyClick(again, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert again.text() == ""
    write_by_hand(home, "The same again", words)
    mouse.press("Protect the log")
    until(lambda: home.opening.guide is not None and home.place == "today")
    assert home.log.passphrase == words


def test_a_log_protected_before_anybody_is_in_it_locks_from_the_first_day(home):
    """Whoever made it with a command has answered the first questions behind the passphrase."""
    with open_log(home.data_dir, home.clock.wall, passphrase=WORDS):
        pass
    home.open()
    unlock(home)
    assert home.place == "welcome"
    answers = FirstRunAnswers(
        person_name="Pat",
        tone="sand",
        caregiver_name="Jo",
        role="family",
        zones_answer="nothing",
    )
    home.guide.first_run.write(answers)
    settle()
    assert home.guide.locking.waits_ms > 0


def test_the_clipboard_keeps_what_others_put_there(qapp):
    """What the app copied goes with the lock; a shopping list stays."""
    clipboard = QApplication.clipboard()
    copy_text("Pat, pain 6")
    clear_own()
    assert clipboard.text() == ""
    copy_text("Pat, pain 6")
    clipboard.setText("Bread, milk")
    clear_own()
    assert clipboard.text() == "Bread, milk"
    clipboard.clear()
