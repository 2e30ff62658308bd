# SPDX-License-Identifier: GPL-3.0-or-later
"""A backup that has a passphrase comes back in the real window, and asks for the right one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from tests.journeys.conftest import AFTERNOON, settle
from tests.journeys.test_locking import WORDS, furnish, unlock, until

from caregiver_guide.domain.session import Person
from caregiver_guide.services.first_run import FirstRunAnswers, record_first_run
from caregiver_guide.storage import database, keys
from caregiver_guide.storage.backups import keep
from caregiver_guide.storage.log import open_log
from caregiver_guide.storage.protecting import change_passphrase
from caregiver_guide.ui.screens.passphrase_sheet import PassphraseSheet

pytestmark = pytest.mark.windows
LATER = "button meadow paper wheel"
ANSWERS = FirstRunAnswers(
    person_name="Pat",
    tone="sand",
    caregiver_name="Ana",
    role="family",
    zones_answer="nothing",
    care_team_name="Nurse Lee",
    care_team_phone="555 0142",
)


@pytest.fixture
def stick(home, tmp_path, monkeypatch):
    """A stick with a backup from before the passphrase was changed and Lee came along."""
    monkeypatch.setattr(keys, "_ROUNDS", 1000)
    furnish(home)
    folder = tmp_path / "stick"
    with open_log(home.data_dir, home.clock.wall, passphrase=WORDS) as log:
        home.prompts.file = keep(log.draft_backup(folder, "")).path
    change_passphrase(home.data_dir, home.clock.wall, WORDS, LATER)
    with open_log(home.data_dir, home.clock.wall, passphrase=LATER) as log:
        log.people.add(Person(name="Lee"))
    return folder


def _type(home, mouse, words):
    field = home.window.findChild(PassphraseSheet).findChild(QLineEdit)
    field.clear()
    QTest.keyClicks(field, words)
    mouse.press("Open it")
    settle()


def _people(home, words):
    with open_log(home.data_dir, home.clock.wall, passphrase=words) as log:
        return {person.name for person in log.people.all()}


def test_a_backup_from_before_asks_for_its_own_passphrase_and_the_log_keeps_ours(
    home, mouse, stick
):
    """Somebody who unlocked the app types the earlier passphrase once, and never again."""
    home.open()
    unlock(home, LATER)
    home.opening.look_at_backup(home.prompts.file)
    settle()
    assert "This backup is protected" in mouse.words()
    _type(home, mouse, "not the right one")
    assert "does not open the backup" in mouse.words()
    _type(home, mouse, WORDS)
    assert "Is this the right backup?" in mouse.words()
    assert "It will open with the passphrase that you use now." in mouse.words()
    mouse.press("Restore this backup")
    settle()
    assert home.place == "unlock"
    home.close()
    assert _people(home, LATER) == {"Pat"}


def test_a_locked_log_becomes_an_open_one_with_a_word_before_and_a_passphrase_after(
    home, mouse, tmp_path, monkeypatch
):
    """A stick from before the log was protected: nobody loses the passphrase without knowing."""
    monkeypatch.setattr(keys, "_ROUNDS", 1000)
    home.furnish()
    with open_log(home.data_dir, home.clock.wall) as log:
        home.prompts.file = keep(log.draft_backup(tmp_path / "stick", "")).path
    change_passphrase(home.data_dir, home.clock.wall, "", LATER)
    home.open()
    mouse.press("I have lost the passphrase")
    mouse.press("Restore from a backup")
    settle()
    assert "the log will open without a passphrase from then on." in mouse.words()
    mouse.press("Restore this backup")
    settle()
    assert home.place == "today"
    assert not home.log.is_encrypted
    sheet = home.window.findChild(PassphraseSheet)
    assert sheet.isVisible()
    assert "Add a passphrase" in mouse.words()


def test_a_passphrase_that_no_paper_shows_is_told_and_changed_before_a_sheet(
    home, mouse, monkeypatch
):
    """Set before special spaces counted as plain ones: no sheet is printed that opens nothing."""
    monkeypatch.setattr(keys, "_ROUNDS", 1000)
    came = "harbor\u00a0candle\u00a0walnut river"
    with monkeypatch.context() as before:
        before.setattr(database, "forms_of", lambda text: (text,))
        with open_log(home.data_dir, home.clock.wall, passphrase=came) as log:
            record_first_run(log, ANSWERS, AFTERNOON.day)
    home.open()
    field = home.window.findChild(QLineEdit)
    field.setText(came)
    QTest.keyClick(field, Qt.Key.Key_Return)
    until(lambda: not home.opening.unlocking.is_busy)
    assert home.place == "today"
    assert "A recovery sheet does not open this log" in mouse.words()
    passphrases = home.guide.passphrases
    passphrases.ask("recovery").given.emit(came, "")
    settle()
    assert "cannot be read on paper" in home.prompts.told[-1]
    shown = [one for one in home.window.findChildren(PassphraseSheet) if one.isVisible()]
    assert "Change the passphrase" in shown[-1].accessibleName()


def test_who_lost_the_passphrase_restores_a_backup_that_opens_with_another(home, mouse, stick):
    """From the screen before the locked log; it then has the passphrase of the backup."""
    home.open()
    mouse.press("I have lost the passphrase")
    mouse.press("Restore from a backup")
    settle()
    _type(home, mouse, WORDS)
    assert "It will open with the passphrase of the backup." in mouse.words()
    mouse.press("Restore this backup")
    settle()
    unlock(home, WORDS)
    home.close()
    assert _people(home, WORDS) == {"Pat"}
