# SPDX-License-Identifier: GPL-3.0-or-later
"""What the world does to a log: each time a clear sentence, and nothing lost."""

import errno
import os
import resource
import signal
import stat
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from caregiver_guide.domain.session import Note, Person
from caregiver_guide.storage import data_folder, opening
from caregiver_guide.storage.copies import backup_folder
from caregiver_guide.storage.errors import (
    CopyUnsound,
    Damaged,
    DiskFull,
    DiskTrouble,
    FolderTrouble,
    Gone,
    Locked,
    NoBackup,
    NotOurs,
    PerhapsSaved,
    ReadOnly,
    StorageError,
    TooNew,
)
from caregiver_guide.storage.log import open_log
from caregiver_guide.storage.migrations import MIGRATIONS
from caregiver_guide.storage.migrations.migration import Migration
from caregiver_guide.storage.opening import open_database
from caregiver_guide.storage.restore import prepare_restore


def _mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def _bytes_of(folder):
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


@contextmanager
def _as_somebody_else():
    """Be an ordinary user for a while, since no folder is closed to root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder():
    """A folder that an ordinary user can reach."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_nobody_else_on_the_computer_can_read_the_log(tmp_path, wall, umask):
    """Files are the owner's alone and so are new folders, whatever the account's defaults are."""
    before = os.umask(umask)
    try:
        folder = tmp_path / "new" / "data"
        with open_log(folder, wall) as log:
            log.people.add(Person(name="Pat"))
            assert [_mode(path) for path in folder.iterdir()] == [0o600] * len(
                list(folder.iterdir())
            )
        assert _mode(folder) == 0o700
        assert _mode(folder.parent) == 0o700
    finally:
        os.umask(before)


def test_a_log_that_others_could_read_is_closed_to_them(data_dir, wall):
    """A file copied back from a stick is taken in again."""
    open_log(data_dir, wall).close()
    (data_dir / "log.db").chmod(0o644)
    open_log(data_dir, wall).close()
    assert _mode(data_dir / "log.db") == 0o600


def test_every_entry_is_on_disk_before_it_is_acknowledged(log):
    """The settings that were measured to lose nothing in a power cut are the ones in force."""

    def setting(name):
        return log._database.rows(f"PRAGMA {name}")[0][0]

    assert setting("journal_mode") == "delete"
    assert setting("synchronous") == 3
    assert setting("locking_mode") == "exclusive"
    assert setting("foreign_keys") == 1
    strict = log._database.rows(
        "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
    )
    assert all(is_strict for name, is_strict in strict if not str(name).startswith("sqlite_"))


def test_a_second_program_is_told_that_the_log_is_open(log, data_dir, wall):
    """Two windows never write to one log."""
    with pytest.raises(Locked, match="open in another"):
        open_log(data_dir, wall)


_OPEN_ELSEWHERE = """
import sys
from pathlib import Path
from caregiver_guide.services.clocks import wall_clock
from caregiver_guide.storage.log import open_log
log = open_log(Path(sys.argv[1]), wall_clock)
print("open", flush=True)
sys.stdin.read()
"""


def test_another_process_holds_the_log_until_it_ends_even_by_force(data_dir, wall):
    """Nobody has to remove a lock by hand after a crash."""
    other = subprocess.Popen(
        [sys.executable, "-c", _OPEN_ELSEWHERE, str(data_dir)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with other:
        assert other.stdout.readline() == b"open\n"
        with pytest.raises(Locked):
            open_log(data_dir, wall)
        other.send_signal(signal.SIGKILL)
    open_log(data_dir, wall).close()


def test_a_newer_log_is_not_changed_by_a_byte(data_dir, wall):
    """An older program never harms what a newer one wrote."""
    open_log(data_dir, wall).close()
    connection = dbapi2.connect(str(data_dir / "log.db"))
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = _bytes_of(data_dir)
    with pytest.raises(TooNew, match="newer"):
        open_log(data_dir, wall)
    assert _bytes_of(data_dir) == before


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", Damaged),
        (b"\0" * 8192, Damaged),
        (b"Dear diary", NotOurs),
        (b"SQLite format 3\0", Damaged),
    ],
)
def test_a_file_that_is_no_log_is_left_as_it_is(data_dir, wall, content, error):
    """An emptied file is never taken for a new log, nor a letter for an old one."""
    data_dir.mkdir()
    (data_dir / "log.db").write_bytes(content)
    with pytest.raises(error):
        open_log(data_dir, wall)
    assert (data_dir / "log.db").read_bytes() == content


def test_another_programs_database_is_not_taken_for_a_log(data_dir, wall):
    """A music player's database stays a music player's."""
    data_dir.mkdir()
    connection = dbapi2.connect(str(data_dir / "log.db"))
    connection.execute("CREATE TABLE song (title)")
    connection.close()
    before = _bytes_of(data_dir)
    with pytest.raises(NotOurs):
        open_log(data_dir, wall)
    assert _bytes_of(data_dir) == before


def test_a_file_where_the_folder_should_be_is_told(tmp_path, wall):
    """The sentence names the folder and what is wrong with it."""
    (tmp_path / "data").write_text("a file")
    with pytest.raises(FolderTrouble, match="it is a file, not a folder"):
        open_log(tmp_path / "data", wall)
    with pytest.raises(FolderTrouble, match="it is a file, not a folder"):
        open_log(tmp_path / "data" / "deeper", wall)


def test_a_folder_where_the_log_should_be_is_told(data_dir, wall):
    """Nothing is removed to make room."""
    (data_dir / "log.db").mkdir(parents=True)
    with pytest.raises(NotOurs):
        open_log(data_dir, wall)


def test_a_folder_that_may_not_be_written_is_told(open_folder, wall):
    """Somebody else's folder is not ours to write in."""
    open_folder.chmod(0o555)
    with _as_somebody_else(), pytest.raises(FolderTrouble, match="may not write"):
        open_log(open_folder / "data", wall)
    assert list(open_folder.iterdir()) == []


def test_a_log_that_may_not_be_read_is_told(open_folder, wall):
    """The owner is told who stands in the way."""
    open_log(open_folder / "data", wall).close()
    (open_folder / "data" / "log.db").chmod(0)
    with _as_somebody_else(), pytest.raises(FolderTrouble):
        open_log(open_folder / "data", wall)


def test_a_read_only_log_is_read_and_says_so_when_written(open_folder, wall):
    """A log on a locked stick can be looked at."""
    folder = open_folder / "data"
    with open_log(folder, wall) as log:
        pat = log.people.add(Person(name="Pat"))
    folder.chmod(0o555)
    (folder / "log.db").chmod(0o444)
    before = _bytes_of(folder)
    with _as_somebody_else(), open_log(folder, wall) as log:
        assert log.is_read_only
        assert log.people.all() == (pat,)
        assert log.verify().is_ok
        with pytest.raises(ReadOnly, match="read-only"):
            log.notes.add(Note(person=pat.id, text="x"))
    assert _bytes_of(folder) == before


def test_a_full_disk_keeps_every_earlier_entry_and_takes_new_ones_when_there_is_room(
    filled, home, data_dir, wall
):
    """The entry that did not fit is told; the massage and the log go on."""
    count = filled._database.number("SELECT count(*) FROM revision")
    full = filled._database.number("PRAGMA page_count")
    filled._database.run(f"PRAGMA max_page_count = {full}")
    with pytest.raises(DiskFull, match="full"):
        filled.notes.add(Note(person=home.pat.id, text="x" * 10_000))
    assert filled._database.number("SELECT count(*) FROM revision") == count

    filled._database.run("PRAGMA max_page_count = 100000")
    filled.notes.add(Note(person=home.pat.id, text="y" * 10_000))
    filled.close()
    with open_log(data_dir, wall) as log:
        assert log.verify().is_ok
        assert len(log.notes.of(home.pat.id)) == 1


def test_a_disk_that_refuses_to_write_is_told_and_nothing_is_lost(filled, home, data_dir, wall):
    """The system says no in the middle of a writing: all earlier entries are there."""
    size = (data_dir / "log.db").stat().st_size
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        with pytest.raises((DiskTrouble, DiskFull), match="not saved"):
            filled.notes.add(Note(person=home.pat.id, text="x" * 100_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    filled.notes.add(Note(person=home.pat.id, text="after"))
    filled.close()
    with open_log(data_dir, wall) as log:
        assert log.verify().is_ok
        assert [note.text for note in log.notes.of(home.pat.id)] == ["after"]


def test_a_log_made_on_a_full_disk_leaves_nothing_half_made(data_dir, wall):
    """The next start finds an empty folder, not a broken log."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        with pytest.raises(StorageError):
            open_log(data_dir, wall)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(data_dir.iterdir()) == []
    open_log(data_dir, wall).close()


def test_a_folder_taken_away_while_open_is_told(filled, home, data_dir):
    """Nothing is written into a file that nobody will find again."""
    data_dir.rename(data_dir.with_name("elsewhere"))
    with pytest.raises(Gone, match="moved or removed"):
        filled.notes.add(Note(person=home.pat.id, text="x"))


def test_what_a_killed_start_left_behind_is_cleared_away(data_dir, wall):
    """No litter collects beside the log."""
    open_log(data_dir, wall).close()
    (data_dir / "log.db.new-0123abcd").write_bytes(b"half")
    (data_dir / "log.db.restore-0123abcd").write_bytes(b"half")
    (data_dir / "log-before-restore-2026-09-21-161320.db").hardlink_to(data_dir / "log.db")
    open_log(data_dir, wall).close()
    assert [path.name for path in data_dir.iterdir()] == ["log.db"]


NEXT = MIGRATIONS[-1].number + 1
SECOND = Migration(
    NEXT, "colours", ("CREATE TABLE colour (name TEXT PRIMARY KEY NOT NULL) STRICT",)
)
BROKEN = Migration(NEXT + 1, "broken", ("CREATE TABLE shape (name TEXT) STRICT", "CREATE NONSENSE"))


def test_a_new_schema_is_reached_with_a_checked_copy_of_the_old_log_beside_it(
    filled, data_dir, wall
):
    """Whatever goes wrong later, the log as it was before is at hand."""
    count = filled._database.number("SELECT count(*) FROM revision")
    filled.close()
    database = open_database(data_dir / "log.db", wall(), "app", (*MIGRATIONS, SECOND))
    assert database.number("PRAGMA user_version") == NEXT
    applied = database.rows("SELECT number, name FROM migration")
    assert (applied[0], applied[-1]) == ((1, "first"), (NEXT, "colours"))
    assert database.number("SELECT count(*) FROM revision") == count
    database.close()

    (copy,) = backup_folder(data_dir).iterdir()
    assert copy.name.startswith(f"caregiver-guide-schema-{NEXT - 1}-")
    assert _mode(copy) == 0o600
    connection = dbapi2.connect(str(copy))
    assert connection.execute("PRAGMA user_version").fetchone() == (NEXT - 1,)
    assert connection.execute("SELECT count(*) FROM revision").fetchone() == (count,)
    connection.close()
    restoring = prepare_restore(copy, data_dir.parent / "back", wall())
    assert restoring.preview.massages == 3
    restoring.drop()


def test_no_migration_begins_without_a_copy_that_was_read_back(filled, data_dir, wall):
    """A full disk or a log damaged inside leaves the old schema, and a sentence."""
    filled.close()
    before = _bytes_of(data_dir)
    backup_folder(data_dir).write_text("a file where the backups should be")
    with pytest.raises(FolderTrouble, match="it is a file, not a folder"):
        open_database(data_dir / "log.db", wall(), "app", (*MIGRATIONS, SECOND))
    backup_folder(data_dir).unlink()
    assert _bytes_of(data_dir) == before

    size = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192, size[1]))
    try:
        with pytest.raises(NoBackup):
            open_database(data_dir / "log.db", wall(), "app", (*MIGRATIONS, SECOND))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, size)
    assert list(backup_folder(data_dir).iterdir()) == []
    backup_folder(data_dir).rmdir()
    assert _bytes_of(data_dir) == before

    connection = dbapi2.connect(str(data_dir / "log.db"), isolation_level=None)
    connection.execute("DROP TRIGGER revision_is_never_changed")
    connection.execute("UPDATE revision SET body = replace(body, 'Pat', 'Jo')")
    connection.close()
    with pytest.raises(CopyUnsound):
        open_database(data_dir / "log.db", wall(), "app", (*MIGRATIONS, SECOND))
    connection = dbapi2.connect(str(data_dir / "log.db"))
    assert connection.execute("PRAGMA user_version").fetchone() == (NEXT - 1,)
    connection.close()


def test_a_migration_that_fails_leaves_the_schema_before_it(filled, data_dir, wall):
    """A log is never between two schemas."""
    filled.close()
    with pytest.raises(Exception, match="NONSENSE"):
        open_database(data_dir / "log.db", wall(), "app", (*MIGRATIONS, SECOND, BROKEN))
    connection = dbapi2.connect(str(data_dir / "log.db"))
    assert connection.execute("PRAGMA user_version").fetchone() == (NEXT,)
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    assert "colour" in names
    assert "shape" not in names
    connection.close()


def test_a_log_that_needs_a_new_schema_is_not_changed_where_nothing_can_be_written(
    filled, data_dir, wall, monkeypatch
):
    """The sentence says what to do: copy it to this computer."""
    filled.close()
    monkeypatch.setattr(opening, "_may_write", lambda _path: False)
    with pytest.raises(ReadOnly, match="copy it to this computer"):
        open_database(data_dir / "log.db", wall(), "app", (*MIGRATIONS, SECOND))


def test_a_log_remembers_who_made_it_and_has_a_replica_of_its_own(tmp_path, wall):
    """A demonstration's log is never taken for a family's."""
    with (
        open_log(tmp_path / "a", wall, origin="demo") as one,
        open_log(tmp_path / "b", wall) as two,
    ):
        assert (one.origin, two.origin) == ("demo", "app")
        assert one.replica != two.replica
        assert len(one.replica) == 32
    with open_log(tmp_path / "a", wall) as again:
        assert again.origin == "demo"


@pytest.mark.parametrize(
    "error",
    [Locked, ReadOnly, DiskFull, DiskTrouble, PerhapsSaved, Gone, Damaged, TooNew, NotOurs],
)
def test_every_trouble_says_what_happened_what_was_kept_and_what_to_do(error):
    """No sentence leaves a caregiver alone with a word like 'errno'."""
    told = str(error(Path("/home/ana/care/log.db")))
    assert "/home/ana/care" in told
    assert len(told.split(". ")) >= 2
    assert told.endswith(".")


def test_a_change_that_is_written_again_counts_up(log, home):
    """Versions are counted from what they were made from."""
    note = log.notes.add(Note(person=home.pat.id, text="a"))
    changed = log.notes.change(replace(note, text="b"))
    assert log.notes.change(replace(changed, text="c")).version == 3


def test_a_log_that_knows_itself_wrongly_is_not_written_to(data_dir, wall):
    """With one letter of its replica spoiled, it would begin new chains without a word."""
    with open_log(data_dir, wall) as log:
        spoiled = "f" + log.replica[1:] if log.replica[0] != "f" else "0" + log.replica[1:]
    connection = dbapi2.connect(str(data_dir / "log.db"))
    connection.execute("UPDATE log_fact SET value = ? WHERE name = 'replica'", (spoiled,))
    connection.commit()
    connection.close()
    with pytest.raises(Damaged):
        open_log(data_dir, wall)


def test_a_log_without_the_check_of_itself_still_opens(data_dir, wall):
    """Logs made before there was one are read as they are."""
    with open_log(data_dir, wall) as log:
        replica = log.replica
    connection = dbapi2.connect(str(data_dir / "log.db"))
    connection.execute("DELETE FROM log_fact WHERE name = 'check'")
    connection.commit()
    connection.close()
    with open_log(data_dir, wall) as log:
        assert log.replica == replica


def test_a_new_folder_is_on_disk_before_anything_in_it_is_acknowledged(data_dir, wall, monkeypatch):
    """A power cut cannot take the folder, and the first entries with it."""
    synced = []
    monkeypatch.setattr(data_folder, "sync_folder", synced.append)
    open_log(data_dir / "deeper", wall).close()
    assert {data_dir.parent, data_dir} <= set(synced)


def test_a_file_that_cannot_be_removed_does_not_hide_what_happened(data_dir, wall, monkeypatch):
    """A disk that refuses everything still gets its sentence."""

    def refuse(*_what, **_more):
        raise OSError(errno.EROFS, "Read-only file system")

    data_dir.mkdir()
    monkeypatch.setattr(Path, "unlink", refuse)
    monkeypatch.setattr(Path, "chmod", refuse)
    with pytest.raises(FolderTrouble, match="it is read-only"):
        open_log(data_dir, wall)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b"USING fts5", b"USING fts9"),
        (b'diacritics 2"', b"diacritics 2 "),
        (b"prefix = '2 3'", b"prefix = '2 x'"),
        (b"prefix = '2 3'", b"prefyx = '2 3'"),
        (b'diacritics 2",\n', b'diacritics 2"\x0c\n'),
    ],
)
def test_a_log_whose_text_index_is_told_in_spoiled_words_is_told_as_damaged(
    filled, data_dir, wall, right, wrong
):
    """One byte in how the index is described is damage like any other, and has its sentence."""
    filled.close()
    path = data_dir / "log.db"
    content = path.read_bytes()
    assert content.count(right) == 1
    path.write_bytes(content.replace(right, wrong))
    try:
        with open_log(data_dir, wall) as log:
            report = log.verify()
            is_ok = report.is_ok and report.is_index_ok
    except Damaged:
        is_ok = False
    assert not is_ok


def test_a_log_whose_list_of_free_pages_is_spoiled_is_told_as_damaged(filled, data_dir, wall):
    """Nothing is written over a page that is in use and only said to be free."""
    filled.close()
    path = data_dir / "log.db"
    content = bytearray(path.read_bytes())
    content[39] += 7
    path.write_bytes(content)
    with open_log(data_dir, wall) as log:
        assert not log.verify().is_ok
        with pytest.raises(Damaged):
            log.notes.add(Note(person="pat", text="x"))


@pytest.mark.parametrize("version", range(MIGRATIONS[-1].number))
def test_a_log_whose_schema_number_is_spoiled_is_told_as_damaged(filled, data_dir, wall, version):
    """One byte in the header leads nobody through migrations that were made long ago."""
    filled.close()
    connection = dbapi2.connect(str(data_dir / "log.db"))
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    rows = "SELECT count(*), max(hash) FROM revision"
    connection = dbapi2.connect(str(data_dir / "log.db"))
    before = connection.execute(rows).fetchall()
    with pytest.raises(Damaged):
        open_log(data_dir, wall)
    assert connection.execute(rows).fetchall() == before
    connection.close()
