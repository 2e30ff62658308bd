# SPDX-License-Identifier: GPL-3.0-or-later
"""A passphrase put on a log, changed and taken off again: nothing is lost, and nothing stays."""

import hashlib
import os
import threading
from contextlib import closing

import pytest
from sqlcipher3 import dbapi2

from caregiver_guide.domain.passphrase import as_before
from caregiver_guide.domain.session import Moment, Note
from caregiver_guide.storage import database, keys, protecting
from caregiver_guide.storage.backups import copy_backup, keep, newest_backup, read_facts
from caregiver_guide.storage.copies import backup_folder, half_made
from caregiver_guide.storage.errors import (
    BackupNeedsPassphrase,
    BackupWrongPassphrase,
    Damaged,
    DiskFull,
    NeedsPassphrase,
    NotOurs,
    PassphraseNotChanged,
    WrongPassphrase,
)
from caregiver_guide.storage.keys import is_encrypted
from caregiver_guide.storage.log import log_file, open_log
from caregiver_guide.storage.looking import verify_file
from caregiver_guide.storage.migrations.schema_1 import NO_UPDATE
from caregiver_guide.storage.protecting import change_passphrase
from caregiver_guide.storage.restore import prepare_restore

FIRST = "river-lamp-button-cloud"
SECOND = "paper-Möwe-garden-wheel"


def _rows(log):
    return log._database.rows("SELECT * FROM revision ORDER BY number")


def a_moment():
    return Moment(1_790_000_000_000, 120, "Europe/Rome")


def _bytes(folder):
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}


def _close(log):
    rows = _rows(log)
    log.close()
    return rows


@pytest.fixture(autouse=True)
def quick_keys(request, monkeypatch):
    """Work keys out in less time than the real ones, but where another program opens the file."""
    if "sqlcipher" not in request.node.name:
        monkeypatch.setattr(keys, "_ROUNDS", 1000)


@pytest.fixture
def path(data_dir):
    return log_file(data_dir)


def test_a_log_made_with_a_passphrase_opens_with_it_alone(data_dir, path, wall):
    """Without it, or with another, the log says what is wrong and is left as it is."""
    with open_log(data_dir, wall, passphrase=FIRST) as log:
        assert log.is_encrypted
    before = path.read_bytes()
    assert is_encrypted(path)
    with pytest.raises(NeedsPassphrase, match="passphrase"):
        open_log(data_dir, wall)
    with pytest.raises(WrongPassphrase, match="backup"):
        open_log(data_dir, wall, passphrase=SECOND)
    assert path.read_bytes() == before
    with open_log(data_dir, wall, passphrase=FIRST) as log:
        assert log.verify().is_ok


def test_any_program_that_knows_sqlcipher_opens_it_with_the_passphrase_alone(data_dir, path, wall):
    """The log outlives this app: nothing of ours stands between the passphrase and the file."""
    open_log(data_dir, wall, passphrase=FIRST).close()
    with closing(dbapi2.connect(str(path))) as connection:
        connection.execute(f"PRAGMA key = '{FIRST}'")
        assert connection.execute("SELECT count(*) FROM log_fact").fetchone()[0] > 0


def test_an_e_with_an_accent_is_the_same_however_it_was_typed(data_dir, wall):
    """Two keyboards write one letter in two ways, and a space at the end is nobody's wish."""
    open_log(data_dir, wall, passphrase="caf\u00e9 au lait").close()
    open_log(data_dir, wall, passphrase=" cafe\u0301 au lait\n").close()


def test_a_log_protected_before_opens_with_its_passphrase_as_it_came(
    data_dir, wall, monkeypatch, filled, tmp_path
):
    """A special blank was taken as it came once: such a log still opens, and can be changed."""
    came, plain = "harbor\u00a0candle\u2019s walnut", "harbor candle's walnut"
    filled.close()
    with monkeypatch.context() as before:
        before.setattr(protecting, "normalised", as_before)
        before.setattr(database, "forms_of", lambda text: (as_before(text),))
        change_passphrase(data_dir, wall, "", came)
    with pytest.raises(WrongPassphrase):
        open_log(data_dir, wall, passphrase=plain)
    with open_log(data_dir, wall, passphrase=came) as log:
        assert log.passphrase == came
        backup = keep(log.draft_backup(backup_folder(data_dir), "")).path
    restored = tmp_path / "restored"
    prepare_restore(backup, restored, wall(), passphrase=came).put_in_place(wall())
    open_log(restored, wall, passphrase=came).close()
    change_passphrase(data_dir, wall, came, came)
    with open_log(data_dir, wall, passphrase=plain) as log:
        assert log.passphrase == plain
    assert read_facts(backup, plain) is not None


def test_a_log_without_a_passphrase_opens_whatever_is_typed(data_dir, wall):
    """What was taken off elsewhere is not asked for here."""
    open_log(data_dir, wall).close()
    with open_log(data_dir, wall, passphrase=FIRST) as log:
        assert not log.is_encrypted


def test_a_log_opened_on_one_thread_is_used_on_another(data_dir, wall):
    """The window does not stand still while the key is worked out."""
    found = []
    worker = threading.Thread(
        target=lambda: found.append(open_log(data_dir, wall, passphrase=FIRST))
    )
    worker.start()
    worker.join()
    with found[0] as log:
        assert log.people.all() == ()


@pytest.mark.parametrize("content", [b"Dear diary", bytes(8192), b"Dear diary, " * 1024, b""])
def test_what_is_no_noise_is_not_taken_for_an_encrypted_log(path, content):
    """Nobody is asked for the passphrase of a letter, or of a file that a disk has emptied."""
    path.parent.mkdir()
    path.write_bytes(content)
    assert not is_encrypted(path)


def test_an_encrypted_log_that_lost_its_end_is_damaged(data_dir, path, wall):
    """Then no passphrase helps, and a backup does."""
    open_log(data_dir, wall, passphrase=FIRST).close()
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(Damaged):
        open_log(data_dir, wall, passphrase=FIRST)


def test_an_encrypted_file_of_another_program_that_knows_sqlcipher_is_refused(data_dir, path, wall):
    """It opens with the passphrase, and is no log."""
    path.parent.mkdir()
    with closing(dbapi2.connect(str(path))) as connection:
        connection.execute(f"PRAGMA key = '{FIRST}'")
        connection.execute("CREATE TABLE recipe (cake TEXT)")
    with pytest.raises(NotOurs):
        open_log(data_dir, wall, passphrase=FIRST)


def test_a_passphrase_is_added_changed_and_removed_with_nothing_lost(
    filled, data_dir, path, wall, tmp_path
):
    """Every entry is there each time, and every backup here and on the stick follows."""
    stick = tmp_path / "stick"
    stick.mkdir()
    copy_backup(keep(filled.draft_backup(backup_folder(data_dir), "theme = 'dark'")), stick)
    log_id = filled.log_id
    (pat,) = filled.people.all()
    filled.notes.add(Note(person=pat.id, text="Slept well."))
    rows = _close(filled)
    for old, new in (("", FIRST), (FIRST, SECOND), (SECOND, "")):
        changed = change_passphrase(data_dir, wall, old, new, stick)
        assert changed.is_certain
        assert (len(changed.copies), changed.left, changed.away) == (2, (), ())
        assert is_encrypted(path) == bool(new)
        with open_log(data_dir, wall, passphrase=new) as log:
            assert _rows(log) == rows
            assert log.verify().is_ok
            found = log._database.number("SELECT count(*) FROM words WHERE words MATCH 'slept'")
            assert found == 1
        for folder in (backup_folder(data_dir), stick):
            assert newest_backup(folder, log_id, new).facts.settings == "theme = 'dark'"
            for copy in folder.glob("caregiver-guide-*.db"):
                assert is_encrypted(copy) == bool(new)
                assert verify_file(copy, new).is_ok
        left = [one.name for one in data_dir.iterdir() if one.is_file()]
        assert left == ["log.db"]


@pytest.fixture
def backup(filled, data_dir, tmp_path):
    """A backup of three massages with a passphrase, on a stick; the log is closed, and changed."""
    stick = tmp_path / "stick"
    stick.mkdir()
    filled.close()
    change_passphrase(data_dir, a_moment, "", FIRST)
    with open_log(data_dir, a_moment, passphrase=FIRST) as log:
        made = keep(log.draft_backup(stick, "theme = 'dark'"))
    change_passphrase(data_dir, a_moment, FIRST, SECOND)
    return made.path


def test_a_backup_with_an_older_passphrase_asks_for_that_one(backup, data_dir, wall):
    """Which passphrase is meant is said, and nothing is changed before it is right."""
    before = _bytes(data_dir), _bytes(backup.parent)
    with pytest.raises(BackupNeedsPassphrase, match="when the backup was made"):
        prepare_restore(backup, data_dir, wall())
    with pytest.raises(BackupWrongPassphrase, match="when the backup was made"):
        prepare_restore(backup, data_dir, wall(), passphrase=SECOND)
    assert (_bytes(data_dir), _bytes(backup.parent)) == before
    restoring = prepare_restore(backup, data_dir, wall(), passphrase=FIRST)
    assert restoring.preview.is_encrypted
    assert restoring.preview.massages == 3
    aside = restoring.put_in_place(wall()).aside
    with open_log(data_dir, wall, passphrase=FIRST) as log:
        assert log.verify().is_ok
    assert is_encrypted(aside)
    assert verify_file(aside, SECOND).is_ok
    assert _bytes(backup.parent) == before[1]


def test_a_restored_log_can_get_the_passphrase_of_the_one_before(backup, data_dir, wall):
    """Whoever unlocked the app goes on with the passphrase that they know."""
    restoring = prepare_restore(backup, data_dir, wall(), passphrase=FIRST, protect_with=SECOND)
    assert restoring.preview.will_be_encrypted
    restoring.put_in_place(wall())
    with open_log(data_dir, wall, passphrase=SECOND) as log:
        assert log.verify().is_ok
    left = [one.name for one in data_dir.iterdir() if one.is_file()]
    assert left == ["log.db"], "the backup held every word of the log before"


def test_a_plain_word_is_nowhere_once_a_passphrase_was_added(filled, data_dir, wall):
    """Neither the file before nor its journal stays."""
    keep(filled.draft_backup(backup_folder(data_dir), ""))
    filled.close()
    plain = [one for one in data_dir.rglob("*") if one.is_file() and b"pain" in one.read_bytes()]
    assert len(plain) == 2
    change_passphrase(data_dir, wall, "", FIRST)
    assert not any(b"pain" in one.read_bytes() for one in data_dir.rglob("*") if one.is_file())


def test_backups_on_a_stick_that_is_away_follow_when_it_is_back(filled, data_dir, wall, tmp_path):
    """The log remembers what opens them, and forgets it once they have followed."""
    stick = tmp_path / "stick"
    stick.mkdir()
    backup = keep(filled.draft_backup(backup_folder(data_dir), ""))
    there = copy_backup(backup, stick).path
    filled.close()
    change_passphrase(data_dir, wall, "", FIRST, stick)
    stick.rename(tmp_path / "elsewhere")
    changed = change_passphrase(data_dir, wall, FIRST, SECOND, stick)
    assert changed.away == (stick,)
    open_log(data_dir, wall, passphrase=SECOND).close()
    (tmp_path / "elsewhere").rename(stick)
    assert read_facts(there, SECOND) is None
    open_log(data_dir, wall, passphrase=SECOND).close()
    assert read_facts(there, SECOND) is not None
    with open_log(data_dir, wall, passphrase=SECOND) as log:
        assert not log._is_following_due


def test_the_backups_of_somebody_else_on_the_same_stick_are_left_alone(
    filled, data_dir, wall, tmp_path
):
    """Two families may share a stick; neither locks the other out."""
    stick = tmp_path / "stick"
    stick.mkdir()
    with open_log(tmp_path / "other", wall) as other:
        theirs = copy_backup(keep(other.draft_backup(tmp_path / "other" / "backups", "")), stick)
    filled.close()
    before = hashlib.sha256(theirs.path.read_bytes()).digest()
    change_passphrase(data_dir, wall, "", FIRST, stick)
    assert hashlib.sha256(theirs.path.read_bytes()).digest() == before


def test_a_wrong_passphrase_changes_nothing(filled, data_dir, path, wall):
    """Who does not know the old one cannot set a new one, or none."""
    filled.close()
    change_passphrase(data_dir, wall, "", FIRST)
    before = path.read_bytes()
    for new in (SECOND, ""):
        with pytest.raises(WrongPassphrase):
            change_passphrase(data_dir, wall, "not this one", new)
        with pytest.raises(NeedsPassphrase):
            change_passphrase(data_dir, wall, "", new)
    assert path.read_bytes() == before


def test_a_passphrase_that_anybody_guesses_is_never_set(filled, data_dir, path, wall):
    """The rule holds wherever it is called from."""
    filled.close()
    with pytest.raises(ValueError, match="easy"):
        change_passphrase(data_dir, wall, "", "1234567890")
    assert not is_encrypted(path)


def test_a_damaged_log_is_left_as_it_is(filled, data_dir, path, wall):
    """A new file must never make right what is wrong: it is told, and a backup helps."""
    filled.close()
    with closing(dbapi2.connect(str(path), isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER revision_is_never_changed")
        connection.execute("UPDATE revision SET body = replace(body, '6', '4')")
        connection.execute(NO_UPDATE)
    before = path.read_bytes()
    with pytest.raises(Damaged):
        change_passphrase(data_dir, wall, "", FIRST)
    assert path.read_bytes() == before
    assert [one.name for one in data_dir.iterdir()] == ["log.db"]


def test_where_there_is_no_room_the_log_stays_as_it_is(filled, data_dir, path, wall, monkeypatch):
    """The sentence says that nothing was changed, and nothing half made stays."""
    rows = _close(filled)

    def full(made):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(protecting, "make_file", full)
    with pytest.raises(PassphraseNotChanged, match="no room"):
        change_passphrase(data_dir, wall, "", FIRST)
    assert [one.name for one in data_dir.iterdir()] == ["log.db"]
    with open_log(data_dir, wall) as log:
        assert _rows(log) == rows


def test_a_copy_that_was_cut_short_is_not_left_readable(filled, data_dir, wall, tmp_path):
    """Neither here nor on the stick; what cannot be removed is named."""
    stick = tmp_path / "stick"
    stick.mkdir()
    backup = keep(filled.draft_backup(backup_folder(data_dir), ""))
    halves = [half_made(folder) for folder in (backup_folder(data_dir), stick)]
    for half in halves:
        half.write_bytes(backup.path.read_bytes())
    kept_by_the_stick = half_made(stick)
    kept_by_the_stick.mkdir()
    filled.close()
    changed = change_passphrase(data_dir, wall, "", FIRST, stick)
    assert not any(half.exists() for half in halves)
    assert changed.left == (kept_by_the_stick,)


class Killed(BaseException):
    """Stands for the end of the program, of which nothing more is done."""


@pytest.mark.parametrize("end", [DiskFull, Killed])
def test_a_removal_that_comes_to_nothing_leaves_no_backup_readable(
    filled, data_dir, path, wall, end
):
    """Told "as it was", or killed: the backups are as it was too, at the latest once it opens."""
    backup = keep(filled.draft_backup(backup_folder(data_dir), "")).path
    rows = _close(filled)
    change_passphrase(data_dir, wall, "", FIRST)
    write, during = protecting.write_with_key, pytest.MonkeyPatch()

    def ending(database, made, new, salt=None):
        if made.parent != data_dir:
            return write(database, made, new, salt)
        assert not is_encrypted(backup)  # it went first
        if end is Killed:
            during.setattr(protecting, "open_database", None)  # nothing more is done
            raise Killed
        raise DiskFull(path)

    during.setattr(protecting, "write_with_key", ending)
    with pytest.raises((PassphraseNotChanged, TypeError)):
        change_passphrase(data_dir, wall, FIRST, "")
    during.undo()
    assert is_encrypted(backup) == (end is DiskFull)
    with open_log(data_dir, wall, passphrase=FIRST) as log:
        assert _rows(log) == rows
    assert is_encrypted(path)
    assert is_encrypted(backup)
    assert read_facts(backup, FIRST) is not None


@pytest.fixture
def half_written(filled, data_dir, wall):
    """A protected log, left by a program that was killed in the middle of a writing; its rows."""
    rows = _close(filled)
    change_passphrase(data_dir, wall, "", FIRST)
    program = os.fork()
    if program == 0:
        log = open_log(data_dir, wall, passphrase=FIRST)
        (pat,) = log.people.all()
        with log.batch():
            # Longer than what the database keeps back: part of it is in the file already.
            log.notes.add(Note(person=pat.id, text="An unfinished note. " * 300_000))
            os._exit(0)
    os.waitpid(program, 0)
    assert (data_dir / "log.db-journal").stat().st_size > 0
    return rows


def test_a_wrong_passphrase_spoils_no_log_that_was_cut_off(half_written, data_dir, wall):
    """Whoever mistypes first still finds every entry, and nothing that was half written."""
    with pytest.raises(WrongPassphrase):
        open_log(data_dir, wall, passphrase=SECOND)
    with pytest.raises(NeedsPassphrase):
        open_log(data_dir, wall)
    with open_log(data_dir, wall, passphrase=FIRST) as log:
        assert _rows(log) == half_written
        assert log.verify().is_ok


def test_a_log_that_nobody_can_open_is_kept_whole_when_a_backup_takes_its_place(
    half_written, data_dir, wall, tmp_path
):
    """Found again, the passphrase opens it: with what was half written taken back."""
    with open_log(tmp_path / "other", wall) as other:
        backup = keep(other.draft_backup(tmp_path / "other" / "backups", "")).path
    aside = prepare_restore(backup, data_dir, wall()).put_in_place(wall()).aside
    open_log(data_dir, wall).close()
    aside.rename(tmp_path / "log.db")
    journal = aside.with_name(f"{aside.name}-journal")
    if journal.exists():
        journal.rename(tmp_path / "log.db-journal")
    with open_log(tmp_path, wall, passphrase=FIRST) as log:
        assert _rows(log) == half_written
        assert log.verify().is_ok
