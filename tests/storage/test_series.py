# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose copies a log thins out: its own, and never those of another computer on the same stick."""

import pytest

from caregiver_guide.domain.session import Moment, Note, Person
from caregiver_guide.services.backing_up import BackupPlaces, draft_if_needed, finish
from caregiver_guide.storage import keys
from caregiver_guide.storage.backups import newest_backup
from caregiver_guide.storage.copies import backup_folder
from caregiver_guide.storage.keys import is_encrypted
from caregiver_guide.storage.log import open_log
from caregiver_guide.storage.looking import look_at, verify_file
from caregiver_guide.storage.protecting import change_passphrase
from caregiver_guide.storage.restore import prepare_restore
from caregiver_guide.storage.retention import ALWAYS

FIRST = "river-lamp-button-cloud"
SECOND = "paper-Möwe-garden-wheel"


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def write(wall, stick):
    """Writes one note on a computer, and makes the backup of that day, here and on the stick."""

    def write(data_dir, text, at=wall, passphrase=""):
        with open_log(data_dir, at, passphrase=passphrase) as log:
            if not log.people.all():
                log.people.add(Person(name="Pat"))
            log.notes.add(Note(person=log.people.all()[0].id, text=text))
            places = BackupPlaces(backup_folder(data_dir), log.series, stick, passphrase)
            draft = draft_if_needed(log, places, "")
        assert finish(draft, places).second_problem == ""
        return newest_backup(stick, places.series, passphrase).path

    return write


def _restore(file, data_dir, wall):
    return prepare_restore(file, data_dir, wall()).put_in_place(wall())


def _last_note(file):
    rows = look_at(
        file,
        lambda database: database.rows(
            "SELECT json_extract(body, '$.text') FROM revision WHERE kind = 'note' "
            "ORDER BY number DESC LIMIT 1"
        ),
    )
    return rows[0][0] if rows else ""


def _names(folder):
    return sorted(path.name for path in folder.glob("*.db"))


def _series(folder):
    return {name.split("-")[-2] for name in _names(folder)}


@pytest.mark.parametrize("wrong", [None, Moment(0, 0), Moment(4_102_000_000_000, 0)])
def test_two_computers_of_one_backup_leave_each_others_copies_on_the_stick(
    write, stick, tmp_path, wall, wrong
):
    """The stick is there for the computer that is stolen: its last five are there, come what may.

    Also where the clock of the other one always stands in another century.
    """
    ours, theirs = tmp_path / "A", tmp_path / "B"
    _restore(write(ours, "A 0"), theirs, wall)
    for day in range(1, 9):
        wall.advance(86400)
        if day <= 5:
            write(ours, f"A {day}")
        write(theirs, f"B {day}", (lambda: wrong) if wrong else wall)
    last = {_last_note(path) for path in stick.glob("*.db")}
    assert {f"A {day}" for day in range(1, 6)} <= last
    assert {f"B {day}" for day in range(4, 9)} <= last
    assert len(_series(stick)) == 2
    with open_log(ours, wall) as one, open_log(theirs, wall) as other:
        assert one.log_id == other.log_id, "it is one log all the same: files join it again"
        assert newest_backup(stick, one.series).facts.holdings == one.holdings()
        assert newest_backup(stick, other.series).facts.holdings == other.holdings()


def test_restoring_again_and_again_fills_no_folder(write, stick, tmp_path, wall):
    """A log that is restored over itself goes on with its series, thinned out as ever."""
    here = tmp_path / "A"
    first = write(here, "first").rename(tmp_path / "kept by hand.db")
    for number in range(7):
        _restore(first, here, wall)
        write(here, f"after {number}")
    for folder in (stick, backup_folder(here)):
        assert len(_series(folder)) == 1
        assert len(_names(folder)) == ALWAYS
        assert _last_note(sorted(folder.glob("*.db"))[-1]) == "after 6"


def test_a_log_of_which_the_backup_holds_everything_is_not_kept_aside(write, tmp_path, wall):
    """The same backup restored twice leaves one log there; a single word more is kept."""
    here = tmp_path / "A"
    backup = write(here, "first")
    for _again in range(3):
        restored = _restore(backup, here, wall)
        assert (restored.aside, restored.had_no_more) == (None, True)
    with open_log(here, wall) as log:
        log.drafts.write("note", log.people.all()[0].id, "", "half a word")
    assert _restore(backup, here, wall).aside is not None
    damaged = bytearray((here / "log.db").read_bytes())
    at = damaged.index(b'"first"')
    damaged[at : at + 7] = b'"fired"'
    (here / "log.db").write_bytes(damaged)
    assert _restore(backup, here, wall).aside is not None, "a damaged one is kept, as is promised"


@pytest.mark.parametrize("present", ["damaged", "another log"])
def test_what_lies_in_its_place_begins_no_series_each_time(write, stick, tmp_path, wall, present):
    """Where the log itself cannot say it, its newest backup in the same folder says the series."""
    here, other = tmp_path / "A", tmp_path / "other"
    backup, foreign = write(here, "first"), write(other, "of somebody else")
    for number in range(3):
        if present == "damaged":
            (here / "log.db").write_bytes(b"\0" * 8192)
        else:
            _restore(foreign, here, wall)
            write(here, f"else {number}")
        _restore(backup, here, wall)
        write(here, f"after {number}")
    logs = 1 if present == "damaged" else 2
    assert len(_series(backup_folder(here))) == logs
    with open_log(here, wall) as log:
        assert log.series == log.log_id


def test_a_first_start_before_restoring_is_still_another_computer(write, tmp_path, wall):
    """The empty log of a fresh computer does not count, nor do backups somebody copied there."""
    backup = write(tmp_path / "A", "first")
    there = tmp_path / "B"
    open_log(there, wall).close()
    copied = backup_folder(there)
    copied.mkdir()
    (copied / backup.name).write_bytes(backup.read_bytes())
    _restore(backup, there, wall)
    with open_log(there, wall) as log:
        assert log.series != log.log_id


def test_erasing_somebody_goes_on_with_the_series_and_names_the_older_one(
    write, stick, tmp_path, wall
):
    """Newer backups push out those with the person in them; what they cannot push out is named."""
    there = tmp_path / "B"
    older = write(tmp_path / "A", "first")
    _restore(older, there, wall)
    ours = write(there, "there")
    with open_log(there, wall) as log:
        series = log.series
        erased = log.erase(log.people.all()[0], stick)
    assert set(erased.copies) == {older, ours, *backup_folder(there).glob("*.db")}
    with open_log(there, wall) as log:
        assert log.series == series
    for number in range(ALWAYS):
        write(there, f"after {number}")
    assert not ours.exists()
    assert older.exists()


def test_a_passphrase_is_taken_on_by_our_copies_and_told_of_those_of_the_other(
    write, stick, tmp_path, wall, monkeypatch
):
    """What the other computer keeps on the stick opens with what is known there, and is named.

    What was ours before we came to this computer is ours: it follows.
    """
    monkeypatch.setattr(keys, "_ROUNDS", 1000)
    ours, theirs = tmp_path / "A", tmp_path / "B"
    of_a = write(ours, "A")
    _restore(of_a, theirs, wall)
    of_b = write(theirs, "B")
    changed = change_passphrase(ours, wall, "", FIRST, stick)
    assert changed.left == (of_b,)
    assert is_encrypted(of_a)
    assert not is_encrypted(of_b)
    change_passphrase(ours, wall, FIRST, "", stick)
    changed = change_passphrase(theirs, wall, "", SECOND, stick)
    assert changed.left == ()
    assert {of_a, of_b} <= set(changed.copies)
    for copy in (of_a, of_b):
        assert verify_file(copy, SECOND).is_ok


def test_a_restored_log_with_a_passphrase_keeps_its_series_too(
    write, stick, tmp_path, wall, monkeypatch
):
    """Over itself it is read with the passphrase that whoever unlocked it knows."""
    monkeypatch.setattr(keys, "_ROUNDS", 1000)
    here = tmp_path / "A"
    plain = write(here, "first")
    fresh = tmp_path / "B"
    _restore(plain, fresh, wall)
    change_passphrase(fresh, wall, "", FIRST)
    with open_log(fresh, wall, passphrase=FIRST) as log:
        series = log.series
    restoring = prepare_restore(plain, fresh, wall(), protect_with=FIRST)
    restoring.put_in_place(wall())
    with open_log(fresh, wall, passphrase=FIRST) as log:
        assert log.series == series != log.log_id


def test_a_copy_that_another_computer_made_is_no_backup_of_ours(write, stick, tmp_path, wall):
    """On a fresh computer a first backup of its own is made, and brought to the stick."""
    backup = write(tmp_path / "A", "first")
    there = tmp_path / "B"
    _restore(backup, there, wall)
    with open_log(there, wall) as log:
        places = BackupPlaces(backup_folder(there), log.series, stick)
        draft = draft_if_needed(log, places, "")
        assert draft is not None
    finish(draft, places)
    assert len(_series(stick)) == 2
    assert newest_backup(stick, places.series).number == 2
