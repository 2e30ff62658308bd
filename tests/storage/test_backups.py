# SPDX-License-Identifier: GPL-3.0-or-later
"""Backups: whole, read back before they have a name, and never the end of an older one."""

import fcntl
import os
import resource
import shutil
import stat
from dataclasses import replace

import pytest
from sqlcipher3 import dbapi2

from caregiver_guide.domain.session import Moment, Note
from caregiver_guide.storage import backups
from caregiver_guide.storage.backups import (
    BackupNews,
    copy_backup,
    draft_backup,
    is_backed_up,
    keep,
    newest_backup,
    read_facts,
    read_news,
    thin_out,
    write_news,
)
from caregiver_guide.storage.copies import backup_folder, bring_to_disk, half_made
from caregiver_guide.storage.errors import CopyUnsound, NoBackup, NoSecondFolder
from caregiver_guide.storage.looking import look_at, verify_file

SETTINGS = 'theme = "dark"\n'


@pytest.fixture
def folder(data_dir):
    return backup_folder(data_dir)


def _make(log, folder, settings=SETTINGS):
    return keep(log.draft_backup(folder, settings))


def _names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_backup_holds_everything_and_is_the_owners_alone(filled, folder):
    """One file, with the settings in it, that checks out from end to end."""
    backup = _make(filled, folder)
    assert _names(folder) == [backup.path.name]
    assert stat.S_IMODE(backup.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    report = verify_file(backup.path)
    assert report.is_ok
    assert report.is_index_ok
    assert report.revisions == 13
    facts = read_facts(backup.path)
    assert facts == backup.facts
    assert facts.settings == SETTINGS
    assert facts.holdings == filled.holdings()


def test_its_name_says_the_local_day_and_time_the_log_and_its_number(filled, folder, wall):
    """A person who looks for yesterday's backup finds it by its name."""
    stamp = wall.moment.local.strftime("%Y-%m-%d-%H%M%S")
    first, second = (_make(filled, folder) for _ in range(2))
    assert first.path.name == f"caregiver-guide-{stamp}-{filled.log_id[:8]}-0001.db"
    assert second.number == 2


def test_whether_anything_was_added_since_is_known(filled, home, folder):
    """No second backup is made of the same thing; a new entry or setting asks for one."""
    assert not is_backed_up(newest_backup(folder, filled.log_id), filled.holdings(), SETTINGS)
    _make(filled, folder)
    newest = newest_backup(folder, filled.log_id)
    assert is_backed_up(newest, filled.holdings(), SETTINGS)
    assert not is_backed_up(newest, filled.holdings(), "")
    filled.notes.add(Note(person=home.pat.id, text="x"))
    assert not is_backed_up(newest, filled.holdings(), SETTINGS)
    assert is_backed_up(None, replace(filled.holdings(), revisions=0), SETTINGS)


def test_a_copy_that_lost_something_never_gets_a_name(filled, folder):
    """A file that the database calls sound is thrown away when an entry is missing in it."""
    good = _make(filled, folder)
    draft = filled.draft_backup(folder, SETTINGS)
    connection = dbapi2.connect(str(draft.path), isolation_level=None)
    connection.execute("DROP TRIGGER revision_is_never_deleted")
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("DELETE FROM revision WHERE number = (SELECT max(number) FROM revision)")
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()
    with pytest.raises(CopyUnsound, match="did not read back"):
        keep(draft)
    assert _names(folder) == [good.path.name]


def test_an_empty_file_is_no_backup(filled, folder):
    """It passes the database's own check; it never counts as the newest, and is not removed."""
    good = _make(filled, folder)
    empty = good.path.with_name(good.path.name.replace("-0001", "-0002"))
    empty.write_bytes(b"")
    torn = good.path.with_name(good.path.name.replace("-0001", "-0003"))
    torn.write_bytes(good.path.read_bytes()[:-4096])
    assert newest_backup(folder, filled.log_id).path == good.path
    for _ in range(8):
        _make(filled, folder)
    assert empty.exists()
    assert torn.exists()


def test_older_backups_are_thinned_out_and_the_last_five_stay(filled, folder):
    """Eight in one day leave the last five; what else lies in the folder is left alone."""
    folder.mkdir()
    (folder / "my letter.txt").write_text("x")
    for _ in range(8):
        _make(filled, folder)
    numbers = [name[-7:-3] for name in _names(folder) if name.startswith("caregiver-guide")]
    assert numbers == ["0004", "0005", "0006", "0007", "0008"]
    assert (folder / "my letter.txt").exists()


def test_a_backup_on_a_stick_is_compared_byte_by_byte(filled, folder, tmp_path):
    """The stick's copy has its own number, and stands for itself."""
    stick = tmp_path / "stick"
    stick.mkdir()
    backup = _make(filled, folder)
    other = stick / backup.path.name.replace("-0001", "-0041")
    shutil.copyfile(backup.path, other)
    copied = copy_backup(backup, stick)
    assert copied.number == 42
    assert copied.path.read_bytes() == backup.path.read_bytes()
    assert len(_names(stick)) == 2


def test_a_stick_that_swallows_bytes_is_told(filled, folder, tmp_path, monkeypatch):
    """What does not read back as it was written is not called a backup."""
    stick = tmp_path / "stick"
    stick.mkdir()
    backup = _make(filled, folder)

    def swallow(source, target, _may_go_on):
        data = bytearray(source.read_bytes())
        data[5000] ^= 1
        target.write_bytes(data)

    monkeypatch.setattr(backups, "_copy_bytes", swallow)
    with pytest.raises(CopyUnsound):
        copy_backup(backup, stick)
    assert _names(stick) == []


def test_a_missing_stick_is_told_and_no_folder_is_made_for_it(filled, folder, tmp_path):
    """A folder that is not there is never made where a stick should be."""
    backup = _make(filled, folder)
    with pytest.raises(NoSecondFolder, match="is not there now"):
        copy_backup(backup, tmp_path / "media" / "STICK")
    assert not (tmp_path / "media").exists()
    with pytest.raises(NoBackup):
        filled.draft_backup(tmp_path / "media" / "STICK", "")


@pytest.mark.parametrize("room", [0, 8192, 40_000])
def test_a_full_disk_leaves_earlier_backups_and_nothing_half_made(filled, home, folder, room):
    """The sentence says so; the log goes on, and there is no file of no use."""
    good = _make(filled, folder)
    filled.notes.add(Note(person=home.pat.id, text="x" * 60_000))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        with pytest.raises(NoBackup, match="No backup could be made"):
            _make(filled, folder)
        with pytest.raises(NoBackup):
            copy_backup(good, folder.parent)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert _names(folder) == [good.path.name]
    assert _names(folder.parent) == ["backups", "log.db", "log.db-journal"]
    assert _make(filled, folder).number == 2


def test_a_folder_that_vanishes_in_between_is_told(filled, folder):
    """A stick pulled out between writing and reading back costs that backup and nothing else."""
    draft = filled.draft_backup(folder, SETTINGS)
    folder.rename(folder.with_name("elsewhere"))
    with pytest.raises((NoBackup, CopyUnsound)):
        keep(draft)
    assert filled.verify().is_ok


def test_a_file_where_the_folder_should_be_is_told(filled, folder):
    """The sentence names the folder."""
    folder.write_text("x")
    with pytest.raises(NoBackup, match="file, not a folder"):
        _make(filled, folder)


def test_what_a_killed_program_left_is_cleared_unless_it_may_be_in_use(filled, folder, wall):
    """Another program may just be writing its own."""
    folder.mkdir()
    old, young = half_made(folder), half_made(folder)
    for path, age in ((old, 4000), (young, 100)):
        path.write_bytes(b"half")
        seconds = wall.moment.utc_ms / 1000 - age
        os.utime(path, (seconds, seconds))
    _make(filled, folder)
    assert not old.exists()
    assert young.exists()


@pytest.mark.parametrize("is_refused", [False, True])
def test_a_backup_reaches_the_disk_itself_on_a_mac_too(filled, folder, monkeypatch, is_refused):
    """There the usual call ends at the disk's own memory; a disk without the other gets it."""
    full, usual = [], []

    def ask(handle, what):
        full.append(what)
        if is_refused:
            raise OSError(45, "Operation not supported")

    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", ask)
    monkeypatch.setattr(os, "fsync", usual.append)
    bring_to_disk(filled.path)
    assert full == [51, 51]  # the file, and its name in the folder
    assert len(usual) == (2 if is_refused else 0)


def test_what_a_copy_to_the_stick_left_is_cleared_by_the_next_one(filled, folder, tmp_path):
    """A stick pulled out in mid-copy does not carry a readable half of the log around for ever."""
    backup = _make(filled, folder)
    old, young = half_made(tmp_path), half_made(tmp_path)
    shutil.copyfile(backup.path, old)
    shutil.copyfile(backup.path, young)
    two_hours_ago = old.stat().st_mtime - 7200
    os.utime(old, (two_hours_ago, two_hours_ago))
    copied = copy_backup(backup, tmp_path)
    assert not old.exists()
    assert young.exists()
    assert copied.path.exists()


def test_a_log_that_another_program_has_open_can_be_backed_up(filled, folder, wall):
    """The copy is taken without a lock and read back like any other."""
    made = look_at(filled.path, lambda database: draft_backup(database, folder, wall(), SETTINGS))
    assert keep(made).facts.holdings == filled.holdings()


def test_a_wrong_clock_never_makes_an_older_backup_the_newest(filled, home, folder, wall):
    """After a day in 2099 the next backup is still the one that came last."""
    right = wall.moment
    wall.moment = Moment(4_102_444_800_000, 0, "UTC")
    _make(filled, folder)
    wall.moment = right
    filled.notes.add(Note(person=home.pat.id, text="later"))
    later = _make(filled, folder)
    assert newest_backup(folder, filled.log_id) == later


def test_what_the_last_backup_came_to_is_told_after_a_restart(folder):
    """A stick that was missing at closing is told the next morning; a broken note is no trouble."""
    assert read_news(folder) == BackupNews()
    folder.mkdir(parents=True)
    news = BackupNews(problem="The disk is full.", second="/media/s", second_made=Moment(5))
    write_news(folder, news)
    assert read_news(folder) == news
    assert stat.S_IMODE((folder / "news.json").stat().st_mode) == 0o600
    (folder / "news.json").write_bytes(b"{")
    assert read_news(folder) == BackupNews()


def test_thinning_out_a_folder_that_is_gone_is_no_trouble(tmp_path):
    """There is nothing to thin out."""
    thin_out(tmp_path / "gone")
