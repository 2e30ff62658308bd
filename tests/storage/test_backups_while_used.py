# SPDX-License-Identifier: GPL-3.0-or-later
"""The backup of a log so large that it is copied while somebody reads and writes it."""

import resource
import threading
from hashlib import sha256
from itertools import count

import pytest

from caregiver_guide.domain.session import Caregiver, Note, Person
from caregiver_guide.storage import database
from caregiver_guide.storage.backups import copy_backup, keep
from caregiver_guide.storage.copies import always, backup_folder, holdings_of
from caregiver_guide.storage.database import Database
from caregiver_guide.storage.errors import LeftOff, NoBackup
from caregiver_guide.storage.log import open_log

SECRET = "a lantern under four quiet trees"


@pytest.fixture(autouse=True)
def small_slices(monkeypatch):
    """A page at a time, so that a small log is copied in many slices, and much is looked after."""
    monkeypatch.setattr(database, "_COPY_PAGES", 1)
    monkeypatch.setattr(database, "_COPY_QUIET_S", 0.0)
    monkeypatch.setattr(database, "_COPY_LOOKS", 20)


@pytest.fixture(params=["", "four words that nobody guesses"], ids=["plain", "protected"])
def family(request, data_dir, wall):
    """A log with and without a passphrase, and whoever is in it."""
    with open_log(data_dir, wall, passphrase=request.param) as log:
        ana = log.caregivers.add(Caregiver(name="Ana"))
        pat = log.people.add(Person(name="Pat"), by=ana.id)
        for number in range(60):
            log.notes.add(Note(person=pat.id, text=f"entry {number} " * 40), by=ana.id)
        yield log, pat


def _names(folder):
    return sorted(path.name for path in folder.glob("*")) if folder.is_dir() else []


def test_what_is_written_while_the_log_is_copied_is_in_the_backup(family, data_dir):
    """The first pages are copied long before; the entries that change them come with the rest."""
    log, pat = family
    calls = count()

    def writes_now_and_then():
        if next(calls) % 10 == 5:
            log.notes.add(Note(person=pat.id, text="in the middle of it"))
        return True

    before = log.holdings().revisions
    draft = log.draft_backup(backup_folder(data_dir), "", writes_now_and_then)
    assert log.holdings().revisions > before
    assert keep(draft).facts.holdings == log.holdings()
    assert _names(backup_folder(data_dir))[0].endswith("-0001.db")
    assert log.verify().is_ok


def test_a_caregiver_writes_while_another_thread_makes_the_backup(family, data_dir):
    """Nothing is refused and nothing lost, in the log as in the backup."""
    log, pat = family
    made = []

    def work():
        made.append(keep(log.draft_backup(backup_folder(data_dir), "", always)))

    before = log.holdings().revisions
    worker = threading.Thread(target=work)
    worker.start()
    for number in range(20):
        log.notes.add(Note(person=pat.id, text=f"meanwhile {number}"))
    worker.join()
    assert before <= made[0].facts.holdings.revisions <= before + 20
    assert log.holdings().revisions == before + 20
    assert log.verify().is_ok


def test_what_was_deleted_before_is_not_in_the_backup(data_dir, wall):
    """Words that were thrown away may still lie in the log's empty room; no backup takes them."""
    with open_log(data_dir, wall) as log:
        log.drafts.write("page", "pat", "", SECRET)
        log.drafts.drop("page", "pat")
        draft = log.draft_backup(backup_folder(data_dir), "", always)
        assert SECRET.encode() in draft.path.read_bytes()
        assert SECRET.encode() not in keep(draft).path.read_bytes()


def test_a_backup_can_be_left_off_at_any_moment_and_leaves_nothing(family, data_dir, tmp_path):
    """The window does not wait for it, and what is there already stays."""
    log, _pat = family
    folder, stick = backup_folder(data_dir), tmp_path / "stick"
    stick.mkdir()
    good = keep(log.draft_backup(folder, ""))
    asked = count()
    keep(log.draft_backup(folder, "", lambda: next(asked) >= 0), lambda: next(asked) >= 0)
    many = next(asked)
    there = _names(folder)
    for stop in range(0, many, max(1, many // 10)):
        asked = count()

        def not_for_long(asked=asked, stop=stop):
            return next(asked) < stop

        with pytest.raises(LeftOff):
            keep(log.draft_backup(folder, "", not_for_long), not_for_long)
        assert _names(folder) == there
    with pytest.raises(LeftOff):
        copy_backup(good, stick, lambda: False)
    assert _names(stick) == []
    assert log.verify().is_ok


def test_a_log_that_is_closed_meanwhile_ends_its_copy_first(family, data_dir, wall):
    """Once it is closed, nobody holds the file any more: it can be opened at once."""
    log, _pat = family
    began, told = threading.Event(), []

    def begins():
        began.set()
        return True

    def work():
        try:
            log.draft_backup(backup_folder(data_dir), "", begins)
        except LeftOff as problem:
            told.append(str(problem))

    worker = threading.Thread(target=work)
    worker.start()
    assert began.wait(30)
    log.close()
    open_log(data_dir, wall, passphrase=log.passphrase).close()
    worker.join()
    assert not told or "not finished" in told[0]
    assert not told or _names(backup_folder(data_dir)) == []


def test_the_ends_of_all_chains_are_found_without_reading_every_entry(family, wall):
    """What a backup says of its log is the same as before, so older backups still count."""
    log, pat = family
    log.notes.add(Note(person=pat.id, text="one more"))
    log.close()
    with_key = Database(log.path, passphrase=log.passphrase)
    rows = with_key.rows(
        "SELECT person, replica, max(seq), hash FROM revision GROUP BY person, replica "
        "ORDER BY person, replica"
    )
    words = "".join("\t".join(map(str, row)) + "\n" for row in rows)
    assert len(rows) == 2
    assert holdings_of(with_key).heads == sha256(words.encode()).hexdigest()
    with_key.close()


def test_a_full_disk_ends_the_copy_with_a_sentence_and_the_log_goes_on(family, data_dir):
    """The copy is what has no room; what is written into the log meanwhile stands."""
    log, pat = family
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    calls = count()

    def room_for_ten_pages():
        if next(calls) == 3:
            resource.setrlimit(resource.RLIMIT_FSIZE, (10 * 4096, before[1]))
        return True

    try:
        with pytest.raises(NoBackup, match="earlier backups are kept"):
            log.draft_backup(backup_folder(data_dir), "", room_for_ten_pages)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert _names(backup_folder(data_dir)) == []
    log.notes.add(Note(person=pat.id, text="after it"))
    assert log.verify().is_ok
    assert keep(log.draft_backup(backup_folder(data_dir), "", always)).number == 1
