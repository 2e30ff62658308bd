# SPDX-License-Identifier: GPL-3.0-or-later
"""A log so large that its backup takes a while: nobody waits for it, in whatever they do."""

import pytest
from tests.journeys.conftest import settle
from tests.journeys.test_locking import open_unlocked, unlock, until

from caregiver_guide.domain.session import Note
from caregiver_guide.storage import keys, structure
from caregiver_guide.storage.backups import newest_backup
from caregiver_guide.storage.copies import backup_folder
from caregiver_guide.storage.log import open_log

pytestmark = pytest.mark.windows


@pytest.fixture(autouse=True)
def all_are_large(monkeypatch):
    """Every log is taken for a large one, and keys are quick."""
    monkeypatch.setattr(structure, "LARGE", 1)
    monkeypatch.setattr(keys, "_ROUNDS", 1000)


def _newest(home):
    with open_log(home.data_dir, home.clock.wall, passphrase=home.key) as log:
        return newest_backup(backup_folder(home.data_dir), log.log_id, home.key), log.holdings()


def _note(home, text):
    context = home.guide.context
    context.log.notes.add(Note(person=context.person.id, text=text), by=context.caregiver.id)


def test_a_caregiver_writes_and_turns_to_others_while_it_is_made(home, qtbot):
    """What they write is kept; a backup that stood in the way is made the next time."""
    home.key = ""
    home.furnish().open()
    qtbot.waitUntil(lambda: home.log.report is not None, timeout=5000)
    settle()
    home.guide.backups.wait()
    home.guide.backups.make_now()
    _note(home, "while it is made")
    home.guide.backups.wait()
    assert not list(backup_folder(home.data_dir).glob(".part-*"))
    home.guide.backups.make_now()
    home.guide.backups.turn_away()
    made = len(list(backup_folder(home.data_dir).glob("caregiver-guide-*.db")))
    home.guide.backups.make_now()
    until(lambda: not home.guide.backups.is_busy)  # the end of the other one did not end this one
    assert len(list(backup_folder(home.data_dir).glob("caregiver-guide-*.db"))) > made
    home.close()
    backup, holdings = _newest(home)
    assert backup.facts.holdings == holdings
    assert not list(backup_folder(home.data_dir).glob(".part-*"))


def test_a_locked_log_gets_its_backup_and_opens_while_that_is_made(home, qtbot):
    """Locking does not wait for a long copy, nor does unlocking."""
    from tests.journeys.test_locking import WORDS

    home.key = WORDS
    open_unlocked(home)
    qtbot.waitUntil(lambda: home.opening.log.report is not None, timeout=5000)
    settle()
    home.guide.backups.wait()
    _note(home, "before the lock")
    home.opening.lock(is_wished=True)
    assert home.opening.log is None
    unlock(home)  # leaves it off, if it is not there already
    assert "before the lock" in [
        one.text for one in home.opening.log.notes.of(home.guide.context.person.id)
    ]
    qtbot.waitUntil(lambda: home.opening.log.report is not None, timeout=5000)
    settle()
    home.guide.backups.wait()
    home.opening.lock(is_wished=True)
    home.opening._finishing.join()  # nobody is in a hurry now
    backup, holdings = _newest(home)
    assert backup.facts.holdings == holdings
    unlock(home)
    until(lambda: home.guide is not None)
    settle()
