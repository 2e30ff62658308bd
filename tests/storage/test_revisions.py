# SPDX-License-Identifier: GPL-3.0-or-later
"""History only grows, and a change that went round us is noticed."""

import random
import shutil
import time
from dataclasses import replace
from threading import Event

import pytest
from sqlcipher3 import dbapi2

from caregiver_guide.domain.session import (
    NOT_YET,
    Caregiver,
    Note,
    SessionPlace,
    SessionPosition,
    StepPosition,
)
from caregiver_guide.storage import structure, verification
from caregiver_guide.storage.errors import Damaged, StorageError
from caregiver_guide.storage.log import open_log
from caregiver_guide.storage.verification import _NEXT_SLICE, Verification


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE revision SET body = '{}'",
        "DELETE FROM revision",
        "INSERT OR REPLACE INTO revision SELECT * FROM revision LIMIT 1",
    ],
)
def test_the_database_itself_refuses_to_change_history(filled, sql):
    """Even our own mistake cannot overwrite what a caregiver wrote."""
    with pytest.raises(Exception, match="never"):
        filled._database.run(sql)


def test_every_fact_stands_in_a_chain_of_its_person(filled, home):
    """Taking one person out later leaves every other chain whole."""
    rows = filled._database.rows("SELECT DISTINCT person FROM revision WHERE kind = 'rating'")
    assert rows == [(home.pat.id,)]
    assert filled._database.rows("SELECT DISTINCT person FROM revision WHERE kind = 'caregiver'")[
        0
    ] == ("",)
    assert filled.verify().is_ok
    assert filled.verify().revisions == 13


def _behind_our_back(path, *statements):
    connection = dbapi2.connect(str(path), isolation_level=None)
    connection.execute("DROP TRIGGER revision_is_never_changed")
    connection.execute("DROP TRIGGER revision_is_never_deleted")
    connection.execute("PRAGMA foreign_keys = OFF")
    for statement in statements:
        connection.execute(statement)
    connection.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE revision SET body = replace(body, '\"value\":3', '\"value\":1')",
        "UPDATE revision SET written_ms = written_ms + 1 WHERE seq = 2",
        "UPDATE revision SET recorded_by = 'somebody' WHERE number = 5",
        "DELETE FROM revision WHERE number = 4",
    ],
)
def test_a_row_changed_by_another_program_is_noticed_before_anything_is_written(
    filled, home, data_dir, wall, statement
):
    """The database calls such a file sound; the chain does not."""
    filled.close()
    _behind_our_back(data_dir / "log.db", statement)
    with open_log(data_dir, wall) as log:
        assert log.people.all()[0].name == "Pat", "reading goes on"
        with pytest.raises(Damaged):
            log.notes.add(Note(person=home.pat.id, text="not written"))
        assert not log.report.is_ok
        assert home.pat.name not in " ".join(log.report.faults)


def test_the_table_of_newest_versions_is_rebuilt_from_history(filled, home, data_dir, wall):
    """What can be worked out again is never a loss."""
    good = filled._database.rows("SELECT * FROM current ORDER BY thing")
    filled.close()
    _behind_our_back(data_dir / "log.db", "UPDATE current SET happened_ms = 5, state = 'x'")
    with open_log(data_dir, wall) as log:
        report = log.verify()
        assert report.is_ok
        assert not report.is_index_ok
        log.rebuild_index()
        assert log._database.rows("SELECT * FROM current ORDER BY thing") == good
        assert log.verify().is_index_ok


@pytest.mark.parametrize("which", ["min(thing)", "max(thing)", "thing"])
def test_a_thing_that_the_table_leaves_out_is_found_and_put_back(filled, data_dir, wall, which):
    """The first one, the last one, or all of them: nothing that was written is out of sight."""
    good = filled._database.rows("SELECT * FROM current ORDER BY thing")
    filled.close()
    gone = f"DELETE FROM current WHERE thing IN (SELECT {which} FROM current)"
    _behind_our_back(data_dir / "log.db", gone)
    with open_log(data_dir, wall) as log:
        report = log.verify()
        assert report.is_ok
        assert not report.is_index_ok
        log.rebuild_index()
        assert log._database.rows("SELECT * FROM current ORDER BY thing") == good
        assert log.verify().is_index_ok


def test_no_question_about_the_table_grows_with_the_log(filled, home, data_dir, wall, monkeypatch):
    """The window breathes between two slices: each asks for a few hundred rows, and no more."""
    monkeypatch.setattr(verification, "_SLICE", 2)
    work = [0]

    def most_work():
        filled._database._peewee.connection().set_progress_handler(lambda: work.append(0), 1)
        most = 0
        for _wrong in Verification(filled._database)._wrong_pointers():
            most, work[:] = max(most, len(work)), []
        filled._database._peewee.connection().set_progress_handler(None, 1)
        return most

    before = most_work()
    for number in range(60):
        filled.notes.add(Note(person=home.pat.id, text=f"note {number}"))
    assert most_work() < 2 * before


def test_the_newest_version_is_the_same_whatever_order_versions_came_in(filled, home):
    """Two computers that have the same versions show the same one."""
    note = filled.notes.add(Note(person=home.pat.id, text="one"))
    for text in ("two", "three"):
        filled.notes.change(Note(id=note.id, person=home.pat.id, text=text))
    before = filled._database.rows("SELECT * FROM current ORDER BY thing")
    filled.rebuild_index()
    assert filled._database.rows("SELECT * FROM current ORDER BY thing") == before
    assert filled.notes.one(note.id).text == "three"


def test_a_check_in_slices_ends_with_a_report(filled):
    """The window can go on breathing while the log is checked."""
    shares = list(filled.verifying())
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert filled.report.is_ok


def _all_that_is_told(log):
    facts = [
        getattr(log, name)
        for name in ("people", "caregivers", "sessions", "ratings", "reactions", "notes")
    ]
    return [one for kind in facts for one in kind.all()]


def test_no_damaged_file_reads_back_as_something_else_unnoticed(filled, data_dir, wall, tmp_path):
    """A flipped bit or a torn end is told; or it hit nothing that matters."""
    good = _all_that_is_told(filled)
    filled.close()
    whole = (data_dir / "log.db").read_bytes()
    dice = random.Random(7)  # noqa: S311 - dice
    silent = noticed = 0
    for number in range(80):
        damaged = bytearray(whole)
        if number % 8 == 0:
            del damaged[dice.randrange(1, len(damaged)) :]
        else:
            for _ in range(dice.choice((1, 1, 8))):
                damaged[dice.randrange(len(damaged))] ^= 1 << dice.randrange(8)
        place = tmp_path / "damaged"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        (place / "log.db").write_bytes(damaged)
        try:
            with open_log(place, wall) as log:
                report = log.verify()
                if not (report.is_ok and report.is_index_ok):
                    noticed += 1
                elif _all_that_is_told(log) != good:
                    silent += 1
        except StorageError:
            noticed += 1
    assert silent == 0
    assert noticed > 20


def test_an_index_that_goes_round_in_circles_is_told_as_damage(filled, home, monkeypatch):
    """A damaged index may lead back to where it was; nobody waits for ever."""
    store = filled._store
    rows = filled._database.rows
    first = rows("SELECT replica, seq, hash FROM revision LIMIT 1")
    monkeypatch.setattr(
        filled._database,
        "rows",
        lambda sql, values=(): first if "min(replica)" in sql else rows(sql, values),
    )
    with pytest.raises(Damaged):
        store.heads(home.pat.id)

    a_slice = filled._database.rows(_NEXT_SLICE, ("", "", 0, 1000))
    monkeypatch.setattr(
        filled._database,
        "rows",
        lambda sql, values=(): a_slice if sql == _NEXT_SLICE else rows(sql, values),
    )
    report = filled.verify()
    assert not report.is_ok
    assert any("unreadable" in fault for fault in report.faults)


def test_a_massage_that_runs_is_found_though_its_place_is_lost(log, home, massage):
    """A disk that lost one writing does not leave a massage in no list."""
    place = SessionPlace("", SessionPosition(0, (StepPosition(),)), (None,), log._store.now())
    begun = log.sessions.begin(massage(home, state="running"), place)
    log._database.run("DELETE FROM session_now")
    lost = log.sessions.place()
    assert lost.session == begun.id
    assert (lost.position.steps, lost.seen) == ((), NOT_YET)
    log.sessions.end(replace(begun, state="unfinished"))
    assert log.sessions.place() is None


def test_a_large_file_is_checked_by_a_guest_that_makes_nobody_wait(filled, home, monkeypatch):
    """Whoever reads or writes has the log at once; the check begins again and finds the same."""
    monkeypatch.setattr(structure, "LARGE", 0)
    monkeypatch.setattr(structure, "_QUIET_S", 0.0)
    slow = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 300000000) "
    monkeypatch.setattr(structure, "INTEGRITY", slow + "SELECT count(*) FROM n")
    filled._store.report = None  # as it is when a log was opened just now
    done = Event()
    filled.check_structure(done.set)
    started = time.monotonic()
    for _ in range(20):
        assert len(filled.people.all()) == 1
    assert time.monotonic() - started < 5
    assert not done.is_set()
    monkeypatch.setattr(structure, "INTEGRITY", "PRAGMA integrity_check(20)")
    for _ in range(200):  # whoever still counts is sent away
        if done.wait(0.1):
            break
        assert len(filled.people.all()) == 1
    assert done.is_set()
    filled.notes.add(Note(person=home.pat.id, text="written before the chains were read"))
    assert filled.report is None
    for _ in filled.verifying():
        pass
    assert filled.report.is_ok
    assert filled.report.is_index_ok


def test_a_chain_that_is_not_sound_takes_no_entry_even_before_all_are_read(
    filled, home, data_dir, wall
):
    """The structure of the file is right, and a word in it is not: nothing is added to that."""
    run = filled._database.run
    run("DROP TRIGGER revision_is_never_changed")
    run("UPDATE revision SET body = replace(body, 'Pat', 'Jo') WHERE kind = 'person'")
    filled.close()
    with open_log(data_dir, wall) as again:
        again.check_structure(lambda: None)
        with pytest.raises(Damaged):
            again.notes.add(Note(person=home.pat.id, text="x"))
        again.caregivers.add(Caregiver(name="Jo"))
        assert not again.verify().is_ok
        with pytest.raises(Damaged):
            again.caregivers.add(Caregiver(name="Kim"))
