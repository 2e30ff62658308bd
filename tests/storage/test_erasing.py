# SPDX-License-Identifier: GPL-3.0-or-later
"""Erasing a person: everything about one goes for good, and nothing of anybody else."""

import signal
import subprocess
import sys
import textwrap

import pytest

from caregiver_guide.domain.session import Note, Person, ZoneRecord
from caregiver_guide.services.erasing import erased_lines
from caregiver_guide.storage import erasing
from caregiver_guide.storage.backups import keep
from caregiver_guide.storage.copies import backup_folder, half_made
from caregiver_guide.storage.erasing import erase_rows
from caregiver_guide.storage.errors import Damaged, DiskFull
from caregiver_guide.storage.handing_over import Days
from caregiver_guide.storage.log import open_log

SECRET = "Evangelina's own words"


@pytest.fixture
def sam(filled, home):
    """Somebody else in the same log, whose words must go."""
    person = filled.people.add(Person(name="Sam"), by=home.ana.id)
    for number in range(30):
        filled.notes.add(Note(person=person.id, text=f"{SECRET} {number} " * 60))
    filled.zones.add(ZoneRecord(person=person.id, condition="port"))
    return person


def test_everything_about_one_person_goes_and_nothing_about_another(filled, home, sam):
    """The other chains stand as they were, entry by entry."""
    before = filled._database.rows("SELECT * FROM revision WHERE person <> ?", (sam.id,))
    erased = filled.erase(sam)
    assert (erased.entries, erased.is_written_anew, erased.copies) == (32, True, ())
    assert filled._database.rows("SELECT * FROM revision") == before
    assert filled.people.one(sam.id) is None
    assert filled.notes.of(sam.id) == ()
    assert filled.verify().is_ok
    assert filled.verify().is_index_ok
    filled.notes.add(Note(person=home.pat.id, text="and the log goes on"))


def test_not_a_byte_of_it_is_left_in_the_file(filled, sam, data_dir):
    """What is erased can be found by nobody who opens the file."""
    assert SECRET.encode() in (data_dir / "log.db").read_bytes()
    filled.erase(sam)
    whole = (data_dir / "log.db").read_bytes()
    assert SECRET.encode() not in whole
    assert sam.id.encode() not in whole


def test_not_even_where_there_is_no_room_to_write_the_file_anew(filled, sam, data_dir, monkeypatch):
    """What was deleted is overwritten with zeros at once, but for what once stood elsewhere."""
    run = filled._database.run

    def full(sql, values=()):
        if sql == "VACUUM":
            raise DiskFull(data_dir / "log.db")
        return run(sql, values)

    monkeypatch.setattr(filled._database, "run", full)
    assert not filled.erase(sam).is_written_anew
    assert SECRET.encode() not in (data_dir / "log.db").read_bytes()


def test_history_is_held_by_the_database_again_afterwards(filled, sam):
    """The way is open for one transaction, and no longer."""
    before = filled._database.rows("SELECT sql FROM sqlite_master ORDER BY name")
    filled.erase(sam)
    assert filled._database.rows("SELECT sql FROM sqlite_master ORDER BY name") == before
    for sql in ("DELETE FROM revision", "UPDATE revision SET body = '{}'"):
        with pytest.raises(Exception, match="never"):
            filled._database.run(sql)


def test_the_copies_that_still_hold_the_person_are_named(filled, home, sam, data_dir, tmp_path):
    """Whoever erases has to know where to look next."""
    stick = tmp_path / "stick"
    stick.mkdir()
    folder = backup_folder(data_dir)
    kept = keep(filled.draft_backup(folder, ""))
    second = stick / kept.path.name
    second.write_bytes(kept.path.read_bytes())
    odd = folder / "caregiver-guide-2026-01-01-000000-00000000.db"
    odd.write_bytes(b"odd")
    erased = filled.erase(sam, stick)
    assert set(erased.copies) == {kept.path, second}
    assert erased.away is None
    assert erased.unread == (odd,)
    assert filled.erase(home.pat, stick).entries > 0


@pytest.mark.parametrize("is_empty", [True, False])
def test_a_stick_that_is_not_plugged_in_is_named(filled, sam, tmp_path, is_empty):
    """Its backups still hold the person, and nobody can look: so it is said where to look."""
    stick = tmp_path / "stick"
    if is_empty:  # only the place where it is plugged in
        stick.mkdir()
    erased = filled.erase(sam, stick)
    assert erased.away == stick
    assert any(str(stick) in line and "not here now" in line for line in erased_lines(erased))


def test_copies_that_were_cut_short_go_too_or_are_named(filled, sam, data_dir, tmp_path):
    """A half of a backup tells as much as a whole one, and nobody thinks of it."""
    stick = tmp_path / "stick"
    stick.mkdir()
    kept = keep(filled.draft_backup(backup_folder(data_dir), ""))
    halves = [half_made(folder) for folder in (backup_folder(data_dir), stick)]
    for half in halves:
        half.write_bytes(kept.path.read_bytes())
    kept_by_the_stick = half_made(stick)
    kept_by_the_stick.mkdir()
    erased = filled.erase(sam, stick)
    assert not any(half.exists() for half in halves)
    assert (erased.copies, erased.unread) == ((kept.path,), (kept_by_the_stick,))


def test_a_person_who_comes_back_in_a_file_is_told_as_new(filled, sam, tmp_path):
    """Nobody comes back unseen."""
    path = tmp_path / "sam.care"
    filled.hand_over(path, [sam], Days(), "test")
    filled.erase(sam)
    news = filled.taking_in(path).look()
    assert not news.people[0].is_known
    filled.taking_in(path).take_in(news.seal)
    assert filled.people.one(sam.id).name == "Sam"
    filled.notes.add(Note(person=sam.id, text="goes on where the chain ended"))
    assert filled.verify().is_ok


def test_a_person_who_came_back_can_be_joined_with_every_fuller_log(filled, sam, tmp_path):
    """What another computer still holds of the erased chain is never met by another entry there."""
    older, fuller, back = (tmp_path / f"{name}.care" for name in ("older", "fuller", "back"))
    filled.hand_over(older, [sam], Days(), "test")
    filled.notes.add(Note(person=sam.id, text="only elsewhere"))
    filled.hand_over(fuller, [sam], Days(), "test")
    with open_log(tmp_path / "other", filled._store.now) as other:
        other.taking_in(fuller).take_in(other.taking_in(fuller).look().seal)
        filled.erase(sam)
        filled.taking_in(older).take_in(filled.taking_in(older).look().seal)
        mine = filled.notes.add(Note(person=sam.id, text="written after it came back"))
        filled.hand_over(back, [sam], Days(), "test")
        other.taking_in(back).take_in(other.taking_in(back).look().seal)
        filled.taking_in(fuller).take_in(filled.taking_in(fuller).look().seal)
        assert other.fingerprint(sam.id) == filled.fingerprint(sam.id)
        assert mine in other.notes.of(sam.id)
        assert filled.verify().is_ok


def test_the_log_stays_the_same_data_folder(filled, home, sam, data_dir, wall):
    """Whose log it is, open or opened again, follows from all that it ever wrote."""
    was = filled.replica
    filled.erase(sam)
    now = filled.replica
    assert now != was
    filled.notes.add(Note(person=home.pat.id, text="goes on"))
    filled.close()
    with open_log(data_dir, wall) as again:
        assert again.replica == now
        assert again.is_cared_for_here(home.pat)
        assert again.is_caregiver_here(home.ana)
        assert again.verify().is_ok


def test_caregivers_are_never_erased_by_mistake(filled):
    """Their chain has no person."""
    with pytest.raises(ValueError, match="only a person"):
        erase_rows(filled._database, "")


def test_a_damaged_log_is_not_touched(filled, sam):
    """Evidence of damage is not deleted."""
    filled._database.run("DROP TRIGGER revision_is_never_changed")
    filled._database.run("UPDATE revision SET why = 'x' WHERE number = 3")
    filled._store.report = None
    with pytest.raises(Damaged):
        filled.erase(sam)
    assert len(filled.notes.of(sam.id)) == 30


KILLED = textwrap.dedent(
    """
    import os, signal, sys
    from pathlib import Path
    from caregiver_guide.domain.session import Moment
    from caregiver_guide.storage.log import open_log

    with open_log(Path(sys.argv[1]), lambda: Moment(1_790_000_000_000)) as log:
        (sam,) = [one for one in log.people.all() if one.name == "Sam"]
        log.verify()
        run, left = log._database.run, int(sys.argv[2])
        run("PRAGMA cache_size = 5")  # so that much is on disk before the end

        def counted(sql, values=()):
            global left
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1
            run(sql, values)

        log._database.run = counted
        log.erase(sam)
    """
)


def test_killed_anywhere_the_person_is_there_whole_or_gone_whole(filled, home, sam, data_dir, wall):
    """No half of a person, and the triggers in their place."""
    filled.close()
    ends = set()
    for after in range(30):
        done = subprocess.run(
            [sys.executable, "-c", KILLED, str(data_dir), str(after)], check=False
        )
        assert done.returncode == -signal.SIGKILL
        with open_log(data_dir, wall) as log:
            assert log.verify().is_ok
            assert log.verify().is_index_ok
            left = log._database.number("SELECT count(*) FROM revision WHERE person = ?", (sam.id,))
            assert left in (0, 32)
            triggers = log._database.number(
                "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"
            )
            assert triggers == 2
            ends.add(left)
        if left == 0:
            break
    assert ends == {0, 32}
    assert erasing.copies_of_log(data_dir / "log.db") == []


def test_a_file_that_could_not_be_written_anew_is_at_the_next_start(
    filled, home, data_dir, wall, monkeypatch
):
    """Zeros are not enough: what once stood in a page goes when there is room again."""
    run = filled._database.run

    def full(sql, values=()):
        if sql == "VACUUM":
            raise DiskFull(filled.path)
        run(sql, values)

    monkeypatch.setattr(filled._database, "run", full)
    assert not filled.erase(home.pat).is_written_anew
    monkeypatch.undo()
    before = filled.path.stat().st_size
    filled.close()
    with open_log(data_dir, wall) as log:
        assert log.verify().is_ok
    assert filled.path.stat().st_size < before
    assert b"Pat" not in filled.path.read_bytes()
    before = filled.path.read_bytes()
    open_log(data_dir, wall).close()
    assert filled.path.read_bytes() == before
