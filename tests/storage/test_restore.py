# SPDX-License-Identifier: GPL-3.0-or-later
"""Restoring: first looked at, then swapped whole, and the log before it is never lost."""

import os
import random
import signal
import stat
import subprocess
import sys
from hashlib import sha256

import pytest
from sqlcipher3 import dbapi2

from caregiver_guide.domain.session import Note, Person
from caregiver_guide.storage.backups import keep
from caregiver_guide.storage.copies import backup_folder
from caregiver_guide.storage.errors import (
    BackupDamaged,
    BackupTooNew,
    BackupUnreadable,
    Locked,
    NotABackup,
    StorageError,
)
from caregiver_guide.storage.log import open_log
from caregiver_guide.storage.migrations import MIGRATIONS
from caregiver_guide.storage.migrations.migration import Migration
from caregiver_guide.storage.restore import prepare_restore
from caregiver_guide.storage.settings import Settings

SETTINGS = 'theme = "dark"\ntext_percent = 150\n'
NOW = MIGRATIONS[-1].number
SECOND = Migration(
    NOW + 1, "colours", ("CREATE TABLE colour (name TEXT PRIMARY KEY NOT NULL) STRICT",)
)


@pytest.fixture
def backup(filled, data_dir):
    """A backup of three massages; the log is closed."""
    made = keep(filled.draft_backup(backup_folder(data_dir), SETTINGS))
    filled.close()
    return made.path


def _names(folder):
    return sorted(path.name for path in folder.iterdir())


def _restore(file, data_dir, wall):
    return prepare_restore(file, data_dir, wall()).put_in_place(wall())


def _change(path, *statements):
    connection = dbapi2.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA foreign_keys = OFF")
    for statement in statements:
        connection.execute(statement)
    connection.close()


def test_the_preview_says_what_is_in_it_before_anything_is_changed(backup, data_dir, wall):
    """Names, massages, days, when it was made, its schema and its settings; then no means no."""
    before = sha256((data_dir / "log.db").read_bytes()).digest()
    restoring = prepare_restore(backup, data_dir, wall())
    seen = restoring.preview
    assert seen.people == ("Pat",)
    assert seen.massages == 3
    assert seen.first_day == seen.last_day == wall.moment.day
    assert (seen.entries, seen.schema) == (13, NOW)
    assert seen.made.day == wall.moment.day
    assert seen.settings == Settings(theme="dark", text_percent=150)
    restoring.drop()
    assert sha256((data_dir / "log.db").read_bytes()).digest() == before
    assert _names(data_dir) == ["backups", "log.db"]


def test_on_a_fresh_computer_everything_is_back(backup, tmp_path, wall):
    """People, massages and settings; the file is the owner's alone, and nothing else lies there."""
    fresh = tmp_path / "fresh" / "data"
    restored = _restore(backup, fresh, wall)
    assert restored.aside is None
    assert restored.settings.theme == "dark"
    assert _names(fresh) == ["log.db"]
    assert stat.S_IMODE((fresh / "log.db").stat().st_mode) == 0o600
    with open_log(fresh, wall) as log:
        (pat,) = log.people.all()
        assert pat.name == "Pat"
        assert log.sessions.count(pat.id) == 3
        assert len(log.ratings.of(pat.id)) == 6
        assert len(log.reactions.of(pat.id)) == 1
        assert log.verify().is_ok
        log.notes.add(Note(person=pat.id, text="goes on"))
        assert log.verify().is_ok


def test_the_log_before_it_is_kept_aside_and_can_be_restored_too(backup, data_dir, wall, home):
    """What was written since the backup is in the other file, and comes back the same way."""
    with open_log(data_dir, wall) as log:
        log.notes.add(Note(person=home.pat.id, text="since then"))
    restored = _restore(backup, data_dir, wall)
    stamp = wall.moment.local.strftime("%Y-%m-%d-%H%M%S")
    assert restored.aside.name == f"log-before-restore-{stamp}.db"
    with open_log(data_dir, wall) as log:
        assert log.notes.of(home.pat.id) == ()
    _restore(restored.aside, data_dir, wall)
    with open_log(data_dir, wall) as log:
        assert [note.text for note in log.notes.of(home.pat.id)] == ["since then"]
        assert log.verify().is_ok
    assert len([name for name in _names(data_dir) if name.startswith("log-before")]) == 2


def test_an_empty_log_is_not_kept_aside(backup, tmp_path, wall):
    """On a first start there is nothing to keep, and nothing to wonder about."""
    fresh = tmp_path / "fresh"
    open_log(fresh, wall).close()
    assert _restore(backup, fresh, wall).aside is None
    assert _names(fresh) == ["log.db"]


def test_a_restored_log_writes_chains_of_its_own(backup, data_dir, wall, home):
    """Two logs that went different ways from one backup never hold two entries of one number."""
    with open_log(data_dir, wall) as log:
        replica, log_id = log.replica, log.log_id
    _restore(backup, data_dir, wall)
    with open_log(data_dir, wall) as log:
        assert log.replica != replica
        assert log.log_id == log_id
        log.notes.add(Note(person=home.pat.id, text="x"))
        assert log.verify().is_ok


def test_a_log_in_use_is_not_replaced(backup, data_dir, wall):
    """Nobody loses what they are writing in another window."""
    with open_log(data_dir, wall):
        restoring = prepare_restore(backup, data_dir, wall())
        with pytest.raises(Locked):
            restoring.put_in_place(wall())
    assert _names(data_dir) == ["backups", "log.db"]


def test_a_damaged_log_can_be_replaced_and_is_kept_aside(backup, data_dir, wall):
    """That is what backups are for."""
    (data_dir / "log.db").write_bytes(b"\0" * 8192)
    (data_dir / "log.db-journal").write_bytes(b"what a journal may hold")
    restored = _restore(backup, data_dir, wall)
    assert restored.aside.read_bytes() == b"\0" * 8192
    assert not (data_dir / "log.db-journal").exists(), "it must never meet the restored log"
    with open_log(data_dir, wall) as log:
        assert log.verify().revisions == 13


def test_a_newer_backup_is_refused_and_nothing_is_written(backup, data_dir, wall, tmp_path):
    """Not one byte, in the folder of the log or in the backup."""
    _change(backup, "PRAGMA user_version = 99")
    before = {path: path.read_bytes() for path in data_dir.rglob("*") if path.is_file()}
    with pytest.raises(BackupTooNew, match="newer Caregiver Guide"):
        prepare_restore(backup, data_dir, wall())
    assert {path: path.read_bytes() for path in data_dir.rglob("*") if path.is_file()} == before
    with pytest.raises(BackupTooNew):
        prepare_restore(backup, tmp_path / "fresh", wall())
    assert not (tmp_path / "fresh").exists()


def test_an_older_backup_is_brought_up_to_date_after_its_copy(backup, data_dir, wall):
    """The backup itself stays what it was."""
    before = backup.read_bytes()
    restoring = prepare_restore(backup, data_dir, wall(), (*MIGRATIONS, SECOND))
    assert restoring.preview.schema == NOW
    restoring.put_in_place(wall())
    connection = dbapi2.connect(str(data_dir / "log.db"))
    assert connection.execute("PRAGMA user_version").fetchone() == (NOW + 1,)
    assert connection.execute("SELECT count(*) FROM revision").fetchone() == (13,)
    assert connection.execute("SELECT count(*) FROM colour").fetchone() == (0,)
    connection.close()
    assert backup.read_bytes() == before


def test_a_backup_of_a_migrated_log_is_restored(backup, data_dir, wall):
    """A log that was brought up to date is still told from one that somebody tampered with."""
    restoring = prepare_restore(backup, data_dir, wall(), (*MIGRATIONS, SECOND))
    restoring.put_in_place(wall())
    again = prepare_restore(
        data_dir / "log.db", data_dir.parent / "b", wall(), (*MIGRATIONS, SECOND)
    )
    assert again.preview.schema == NOW + 1
    again.drop()


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER revision_is_never_changed",
        "CREATE TRIGGER x AFTER INSERT ON revision BEGIN DELETE FROM current; END",
        "CREATE VIEW x AS SELECT 1",
        "DROP TABLE session_now",
        "UPDATE current SET state = 1",
        "DELETE FROM log_fact",
        "UPDATE backup_fact SET value = '12' WHERE name = 'revisions'",
    ],
)
def test_a_backup_that_no_log_of_ours_wrote_is_refused(backup, data_dir, wall, statement):
    """A trigger smuggled in would do its work with every later entry."""
    before = (data_dir / "log.db").read_bytes()
    _change(backup, statement)
    if statement.startswith("UPDATE current"):
        # That can be worked out again from the history, which is whole.
        prepare_restore(backup, data_dir, wall()).put_in_place(wall())
        with open_log(data_dir, wall) as log:
            assert log.verify().is_index_ok
        return
    with pytest.raises(BackupDamaged, match="damaged"):
        prepare_restore(backup, data_dir, wall())
    assert (data_dir / "log.db").read_bytes() == before
    assert _names(data_dir) == ["backups", "log.db"]


@pytest.mark.parametrize(
    ("content", "error"),
    [(None, BackupUnreadable), (b"", BackupDamaged), (b"Dear diary", NotABackup)],
)
def test_what_is_no_backup_is_told(data_dir, tmp_path, wall, content, error):
    """An empty file, a letter, a file that has gone: each has its sentence."""
    file = tmp_path / "file.db"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(error, match="Nothing was changed"):
        prepare_restore(file, data_dir, wall())
    assert not data_dir.exists()


def test_the_log_itself_is_no_backup_of_itself(filled, data_dir, wall):
    """Choosing the wrong file changes nothing."""
    filled.close()
    with pytest.raises(NotABackup):
        prepare_restore(data_dir / "log.db", data_dir, wall())


def test_no_damaged_backup_is_restored_as_something_else(backup, data_dir, wall):
    """A flipped bit or a torn end is refused, or it hit nothing that matters."""

    def told(log):
        return [one.all() for one in (log.people, log.sessions, log.ratings, log.reactions)]

    with open_log(data_dir, wall) as log:
        good = told(log)
    whole = backup.read_bytes()
    dice = random.Random(11)  # noqa: S311 - dice
    refused = 0
    for number in range(60):
        damaged = bytearray(whole)
        if number % 6 == 0:
            del damaged[dice.randrange(1, len(damaged)) :]
        else:
            for _ in range(dice.choice((1, 1, 8))):
                damaged[dice.randrange(len(damaged))] ^= 1 << dice.randrange(8)
        backup.write_bytes(damaged)
        try:
            _restore(backup, data_dir, wall)
        except StorageError:
            refused += 1
        with open_log(data_dir, wall) as log:
            assert [
                one.all() for one in (log.people, log.sessions, log.ratings, log.reactions)
            ] == good
    assert refused > 20


_RESTORE = """
import os, signal, sys
from pathlib import Path
from caregiver_guide.services.clocks import wall_clock
from caregiver_guide.storage.restore import prepare_restore
left = int(sys.argv[3])
def count(event, args):
    global left
    if event.split(".")[0] in ("open", "os", "shutil", "sqlite3"):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(count)
prepare_restore(Path(sys.argv[1]), Path(sys.argv[2]), wall_clock()).put_in_place(wall_clock())
print(left)
"""


def test_killed_at_any_moment_the_old_log_or_the_new_one_is_there(backup, data_dir, wall, home):
    """Never none, never half, and a log with what was written since is in the folder either way."""
    with open_log(data_dir, wall) as log:
        log.notes.add(Note(person=home.pat.id, text="since then"))
    old = (data_dir / "log.db").read_bytes()

    def restore(kill_at):
        return subprocess.run(
            [sys.executable, "-c", _RESTORE, str(backup), str(data_dir), str(kill_at)],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        )

    steps = 1_000_000 - int(restore(1_000_000).stdout)
    (aside,) = data_dir.glob("log-before-restore-*")
    assert aside.read_bytes() == old
    aside.unlink()
    seen = set()
    # Those before the last ones are of starting Python, and of its imports.
    for back in range(min(steps, 44)):
        (data_dir / "log.db").write_bytes(old)
        done = restore(steps - back)
        assert done.returncode == -signal.SIGKILL
        with open_log(data_dir, wall) as log:
            notes = [note.text for note in log.notes.of(home.pat.id)]
            assert log.verify().is_ok
        assert notes in ([], ["since then"])
        seen.add(len(notes))
        asides = list(data_dir.glob("log-before-restore-*.db"))
        assert [one.read_bytes() for one in asides] in ([], [old])
        assert notes or asides, "what was written since is in the log or beside it"
        assert _names(data_dir) == sorted(["backups", "log.db", *(one.name for one in asides)])
        for one in asides:
            one.unlink()
    assert seen == {0, 1}


def test_a_person_with_a_strange_name_is_previewed(filled, data_dir, wall):
    """Names are shown as they were written, and people in the bin are not."""
    filled.people.add(Person(name='Zoë 👩‍👧 "O\'Neil"'))
    gone = filled.people.add(Person(name="Gone"))
    filled.people.put_in_bin(gone.id)
    made = keep(filled.draft_backup(backup_folder(data_dir), ""))
    restoring = prepare_restore(made.path, data_dir, wall())
    assert restoring.preview.people == ("Pat", 'Zoë 👩‍👧 "O\'Neil"')
    assert restoring.preview.settings is None
    restoring.drop()
