# SPDX-License-Identifier: GPL-3.0-or-later
"""A log is checked whoever has it open, and the check leaves every byte as it was."""

import os
import shutil
import signal
import subprocess
import sys

import pytest
from sqlcipher3 import dbapi2

from caregiver_guide.domain.session import Note
from caregiver_guide.storage import looking
from caregiver_guide.storage.errors import Damaged, Gone, Locked, NotOurs, TooNew
from caregiver_guide.storage.log import open_log
from caregiver_guide.storage.looking import look_at, verify_file


def _all_bytes(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _count(database):
    return database.number("SELECT count(*) FROM revision")


def test_an_open_log_is_checked_without_changing_a_byte(filled, data_dir):
    """The app may stay open; nothing is written, not even beside the log."""
    before = _all_bytes(data_dir)
    report = verify_file(data_dir / "log.db")
    assert report.is_ok
    assert report.is_index_ok
    assert report.revisions == 13
    assert _all_bytes(data_dir) == before


def test_what_is_written_meanwhile_is_seen_or_not_and_never_half(filled, home, data_dir):
    """An entry that is written while the file is read makes it be read again."""
    reads = []

    def read(database):
        found = _count(database)
        if not reads:
            filled.notes.add(Note(person=home.pat.id, text="meanwhile"))
        reads.append(found)
        return found

    assert look_at(data_dir / "log.db", read) == 14
    assert reads == [13, 14]


def test_a_writing_that_never_ends_is_told(filled, data_dir, monkeypatch):
    """Nobody is told that a log is sound that could not be read at rest."""
    monkeypatch.setattr(looking, "_TRIES", 3)
    waited = []

    def read(_database):
        os.utime(data_dir / "log.db", ns=(0, len(waited)))
        return True

    with pytest.raises(Locked):
        look_at(data_dir / "log.db", read, waited.append)
    assert len(waited) == 3


_KILLED_WHILE_WRITING = """
import sys
from pathlib import Path
from caregiver_guide.domain.session import Note
from caregiver_guide.services.clocks import wall_clock
from caregiver_guide.storage.log import open_log
log = open_log(Path(sys.argv[1]), wall_clock)
with log.batch():
    log._database.run("PRAGMA cache_size = 2")
    for number in range(200):
        log.notes.add(Note(person="p", text="half " * 200))
    print("half", flush=True)
    sys.stdin.read()
"""


def test_what_a_killed_program_left_half_written_is_no_damage(filled, data_dir, wall):
    """The check sees what opening the log would bring back, and brings nothing back itself."""
    filled.close()
    other = subprocess.Popen(
        [sys.executable, "-c", _KILLED_WHILE_WRITING, str(data_dir)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with other:
        assert other.stdout.readline() == b"half\n"
        other.send_signal(signal.SIGKILL)
    before = _all_bytes(data_dir)
    assert before["log.db-journal"][:1] not in (b"", b"\0"), "the test needs a half written file"

    found = look_at(data_dir / "log.db", _count, lambda _seconds: None)
    assert found == 13
    assert verify_file(data_dir / "log.db").is_ok
    assert _all_bytes(data_dir) == before
    with open_log(data_dir, wall) as log:
        assert log.verify().revisions == 13


def test_damage_inside_an_open_log_is_found(filled, data_dir):
    """A row changed behind the app's back is named by ids alone."""
    copy = data_dir.with_name("copy.db")
    shutil.copyfile(data_dir / "log.db", copy)
    connection = dbapi2.connect(str(copy), isolation_level=None)
    connection.execute("DROP TRIGGER revision_is_never_changed")
    connection.execute("UPDATE revision SET body = replace(body, 'Pat', 'Jo')")
    connection.close()
    report = verify_file(copy)
    assert not report.is_ok
    assert "Pat" not in " ".join(report.faults)


@pytest.mark.parametrize(
    ("content", "error"), [(b"", Damaged), (b"Dear diary", NotOurs), (None, Gone)]
)
def test_what_is_no_log_is_told_as_opening_it_would(tmp_path, content, error):
    """An empty file passes the database's own check; it never passes ours."""
    path = tmp_path / "log.db"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(error):
        verify_file(path)


def test_a_newer_log_is_not_called_damaged(filled, data_dir):
    """It is the program that is too old."""
    filled.close()
    connection = dbapi2.connect(str(data_dir / "log.db"))
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(TooNew):
        verify_file(data_dir / "log.db")


def test_an_entry_written_while_the_app_checks_in_slices_raises_no_alarm(filled, home):
    """Whoever is quicker than the check at the start is not told that the log is damaged."""
    filled.verify()
    slices = filled.verifying()
    next(slices)
    filled.notes.add(Note(person=home.pat.id, text="quick"))
    for _done in slices:
        pass
    assert filled.report.is_ok
    assert filled.report.revisions == 14
