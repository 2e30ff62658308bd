# SPDX-License-Identifier: GPL-3.0-or-later
"""Real disks that fill up, are read-only, vanish or have no locks; clocks that go back."""

import errno
import multiprocessing
import os
import shutil
import subprocess
from contextlib import contextmanager, suppress
from dataclasses import replace
from hashlib import sha256

import pytest
from tests.faults.disk_calls import run_under
from tests.faults.family import Family, Wall, another_day, first_day

from caregiver_guide.domain.session import Note
from caregiver_guide.storage.errors import (
    DiskFull,
    FolderTrouble,
    Gone,
    Locked,
    ReadOnly,
    StorageError,
)
from caregiver_guide.storage.log import log_file, open_log

may_mount = pytest.mark.skipif(
    os.name != "posix" or os.geteuid() != 0 or shutil.which("mount") is None,
    reason="only the administrator of a Linux computer can put in another disk",
)


@contextmanager
def _mounted(where, *options):
    where.mkdir(exist_ok=True)
    mounted = subprocess.run(["mount", *options, where], check=False, capture_output=True)
    if mounted.returncode:
        pytest.skip(f"no other disk may be put in here: {mounted.stderr.decode().strip()}")
    try:
        yield where
    finally:
        subprocess.run(["umount", "--lazy", where], check=True)


@pytest.fixture
def small_disk(tmp_path):
    """A disk of one megabyte."""
    with _mounted(tmp_path / "small", "-t", "tmpfs", "-o", "size=1m", "none") as where:
        yield where


@contextmanager
def _read_only(where):
    """Make what is mounted read-only, as the switch on a stick does."""
    subprocess.run(["mount", "-o", "remount,ro", where], check=True)
    yield
    subprocess.run(["mount", "-o", "remount,rw", where], check=True)


def _live(steps, until):
    """Do the steps up to one by name, and return those that are left."""
    for number, step in enumerate(steps):
        step()
        if step.__name__ == until:
            return steps[number + 1 :]
    raise AssertionError(until)


def _fill_with(path):
    """Take all the room that is left."""
    with suppress(OSError), path.open("wb", buffering=0) as file:
        while file.write(b"\0" * 4096):
            pass


def _bytes_of(folder):
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


@may_mount
def test_a_disk_that_fills_up_in_a_massage_is_told_and_loses_nothing(small_disk):
    """Each writing says that the disk is full; with room again, the massage is written whole."""
    family = Family(small_disk / "data")
    rest = _live(first_day(family), "begin")
    ballast = small_disk / "photos"
    _fill_with(ballast)
    told = []
    long = (family.long_note, family.long_note)  # what is short may still find room in the file
    for step in (family.go_on, family.later, family.end, family.ratings, *long):
        try:
            step()
        except StorageError as problem:
            told.append(type(problem))
    assert len(told) >= 3
    assert set(told) == {DiskFull}
    assert family.log.people.all() == (family.pat,)

    ballast.unlink()
    for step in rest:
        step()
    with open_log(family.folder, Wall()) as log:
        assert log.verify().is_ok
        assert log.sessions.one(family.session.id).state == "finished"


@may_mount
def test_a_log_on_a_locked_stick_is_read_and_not_changed_by_a_byte(small_disk):
    """It opens for looking, says so when something is to be written, and stays as it is."""
    family = Family(small_disk / "data")
    for step in first_day(family):
        step()
    before = _bytes_of(family.folder)
    with _read_only(small_disk), open_log(family.folder, Wall()) as log:
        assert log.is_read_only
        assert log.verify().is_ok
        assert log.people.all() == (family.pat,)
        with pytest.raises(ReadOnly, match="read-only"):
            log.notes.add(Note(person=family.pat.id, text="x"))
    assert _bytes_of(family.folder) == before


@may_mount
def test_a_log_killed_while_it_wrote_and_then_locked_is_told(small_disk):
    """What is half written cannot be taken back there: a sentence says to copy it over first."""
    family = Family(small_disk / "data")
    for step in first_day(family):
        step()
    program = multiprocessing.get_context("fork").Process(
        target=_die_while_writing, args=(family.folder,)
    )
    program.start()
    program.join()
    assert (family.folder / "log.db-journal").stat().st_size > 0
    before = _bytes_of(family.folder)
    with _read_only(small_disk), pytest.raises(StorageError, match="copy it to this computer"):
        open_log(family.folder, Wall())
    assert _bytes_of(family.folder) == before
    with open_log(family.folder, Wall()) as log:
        assert log.verify().is_ok
        assert [note.text for note in log.notes.of(family.pat.id)][-1] != "half"


def _die_while_writing(folder):
    log = open_log(folder, Wall(), new_id=lambda: "f" * 32)
    log._database.run("PRAGMA cache_size = 1")  # so that pages reach the file before the end
    with log.batch():
        for _ in range(40):
            log._database.run(
                "INSERT INTO session_now VALUES (1, '', ?, '') ON CONFLICT (only_one) DO UPDATE "
                "SET body = excluded.body",
                ("half" * 4000,),
            )
        os._exit(1)


def test_a_folder_removed_in_a_massage_is_told_each_time_and_no_new_log_appears(folder):
    """Nothing goes into a file that nobody will find again, nor into a new, empty one."""
    family = Family(folder / "data")
    rest = _live(first_day(family), "begin")
    shutil.rmtree(family.folder)
    for step in (family.go_on, family.end, *rest[3:5]):
        with pytest.raises(Gone, match="moved or removed"):
            step()
    assert not family.folder.exists()
    family.close()
    assert not family.folder.exists()


def test_a_clock_set_back_a_year_hides_nothing(folder):
    """What is corrected later is the newest, whatever the clock said; the chains stay whole."""
    family = Family(folder / "data")
    steps = first_day(family)
    _live(steps, "note")
    wall = family.wall
    wall.moment = wall.moment.later(-365 * 24 * 3600)
    family.correction()
    changed = family.log.notes.change(replace(family.remark, text="Slept badly."), why="Asked.")
    family.close()
    family.open()
    assert family.log.notes.one(changed.id).text == "Slept badly."
    assert family.log.reactions.one(family.noticed.id) == family.noticed
    for step in another_day(family):
        step()
    with open_log(family.folder, Wall()) as log:
        report = log.verify()
        assert report.is_ok
        assert report.is_index_ok
        assert len(log.sessions.recent(family.pat.id)) == 2


def test_two_programs_that_start_together_make_one_log(folder):
    """Whoever comes second is told so; never are there two logs, or half of one."""
    context = multiprocessing.get_context("fork")
    for number in range(12):
        data = folder / str(number)
        gate, answers = context.Barrier(3), context.Queue()
        programs = [
            context.Process(target=_open_and_write, args=(data, gate, answers)) for _ in range(3)
        ]
        for program in programs:
            program.start()
        told = [answers.get(timeout=30) for _ in programs]
        for program in programs:
            program.join()
        assert set(told) <= {"written", "Locked"}
        assert "written" in told
        with open_log(data, Wall()) as log:
            assert log.verify().is_ok
            assert len(log.caregivers.all()) == told.count("written")
        assert [path.name for path in data.iterdir()] == ["log.db"]


def _open_and_write(data, gate, answers):
    family = Family(data, first_id=os.getpid() * 1000)
    gate.wait()
    try:
        family.open()
        family.caregiver()
        family.close()
        answers.put("written")
    except Locked:
        answers.put("Locked")
    except BaseException as problem:
        answers.put(repr(problem))


@pytest.mark.parametrize("error", [errno.ENOLCK, errno.EOPNOTSUPP, errno.EINVAL, errno.ENOSYS])
def test_a_disk_without_locks_is_refused_for_what_it_is(layer, folder, error):
    """A network drive that keeps no two programs apart is named, and nobody hunts for a window."""
    for told in run_under(layer, "tests.faults.test_bad_media:open_without_locks", folder, error):
        assert told == (
            "FolderTrouble",
            str(FolderTrouble(folder / "data", _NO_LOCKS)),
            [],
        )


_NO_LOCKS = "its disk, perhaps in a network, does not keep two programs apart"


def open_without_locks(layer, folder, error):
    """Open a new log and an old one on such a disk; return what was told, and what is new there."""
    told = []
    family = Family(folder / "data")
    layer.watch(folder)
    for _ in ("a new log", "an old one"):
        before = set(folder.rglob("*.*"))
        layer.without_locks(error)
        try:
            family.open()
        except StorageError as problem:
            left = sorted(str(path) for path in set(folder.rglob("*.*")) - before)
            told.append((type(problem).__name__, str(problem), left))
        layer.without_locks(0)
        family.open()
        family.close()
    assert log_file(family.folder).exists()
    return told
