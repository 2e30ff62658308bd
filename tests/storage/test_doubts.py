# SPDX-License-Identifier: GPL-3.0-or-later
"""A disk that fails after the last byte: nobody can tell what is saved, and nothing is twice."""

from contextlib import contextmanager

import pytest

from caregiver_guide.domain.session import (
    NOT_YET,
    Note,
    Person,
    SessionPlace,
    SessionPosition,
    ZoneRecord,
)
from caregiver_guide.storage.errors import DiskTrouble, PerhapsSaved

DAY_S = 86_400


@contextmanager
def a_disk_that_fails_at_the_end(log, monkeypatch):
    """All of an entry reaches the file; then the disk answers no more, and that is told."""
    database, run = log._database, log._database.run

    def failing(sql, values=()):
        run(sql, values)
        if sql == "COMMIT":
            patch.setattr(database, "write_as_it_is", refused)
            raise DiskTrouble(database.path)

    def refused():
        raise DiskTrouble(database.path)

    with monkeypatch.context() as patch:
        patch.setattr(database, "run", failing)
        with pytest.raises(PerhapsSaved, match="save it again: the same entry is not written"):
            yield


def test_saving_again_what_may_be_saved_makes_no_second_entry(log, home, monkeypatch):
    """Save is pressed again: it is told as saved, and stands once in the log."""
    heard = []
    log.hear(heard.append)
    with a_disk_that_fails_at_the_end(log, monkeypatch):
        log.notes.add(Note(person=home.pat.id, text="Slept well."), by=home.ana.id)
    assert heard == []
    (before,) = log.notes.of(home.pat.id)
    again = log.notes.add(Note(person=home.pat.id, text="Slept well."), by=home.ana.id)
    assert log.notes.of(home.pat.id) == (again,) == (before,)
    assert [one.thing for one in heard[0]] == [again.id]
    assert log.verify().is_ok


def test_a_disk_that_fails_once_more_leaves_it_open(log, home, monkeypatch):
    """However often it fails: the entry is there once when it is told as saved."""
    for _ in range(3):
        with a_disk_that_fails_at_the_end(log, monkeypatch):
            log.notes.add(Note(person=home.pat.id, text="Slept well."))
    assert len(log.notes.of(home.pat.id)) == 1
    log.notes.add(Note(person=home.pat.id, text="Slept well."))
    assert len(log.notes.of(home.pat.id)) == 1


def test_the_same_words_are_a_second_entry_once_the_first_is_known_to_be_saved(
    log, home, monkeypatch
):
    """Two nights may be the same: after it was told as saved, or a day later, it counts again."""
    with a_disk_that_fails_at_the_end(log, monkeypatch):
        log.notes.add(Note(person=home.pat.id, text="Slept well."))
    for _ in range(2):
        log.notes.add(Note(person=home.pat.id, text="Slept well."))
    assert len(log.notes.of(home.pat.id)) == 2


def test_what_may_be_saved_is_another_entry_a_day_later_or_in_other_words(
    log, home, wall, monkeypatch
):
    """Nothing that somebody writes is taken for what they wrote before, but for the same."""
    with a_disk_that_fails_at_the_end(log, monkeypatch):
        log.notes.add(Note(person=home.pat.id, text="Slept well."))
    log.notes.add(Note(person=home.pat.id, text="Slept well, and ate."))
    log.notes.add(Note(person=home.pat.id, text="Slept well."), happened=wall().later(-DAY_S))
    wall.advance(DAY_S + 60)
    log.notes.add(Note(person=home.pat.id, text="Slept well."))
    assert len(log.notes.of(home.pat.id)) == 4


def test_a_person_with_marks_that_may_be_saved_is_there_once(log, home, monkeypatch):
    """What belongs together is known again together, although its ids are new."""

    def save():
        with log.batch():
            jo = log.people.add(Person(name="Jo"), by=home.ana.id)
            for region in ("shin.L", "shin.R"):
                mark = ZoneRecord(person=jo.id, condition="bruise", regions=(region,))
                log.zones.add(mark, by=home.ana.id)
        return jo

    with a_disk_that_fails_at_the_end(log, monkeypatch):
        save()
    jo = save()
    assert [one.name for one in log.people.all()] == ["Pat", "Jo"]
    assert [one.regions for one in log.zones.of(jo.id)] == [("shin.L",), ("shin.R",)]


def test_a_change_or_a_way_into_the_bin_that_may_be_saved_is_one_version(log, home, monkeypatch):
    """The history tells of what was done, not of how often the disk was asked."""
    note = log.notes.add(Note(person=home.pat.id, text="Slept well."))
    with a_disk_that_fails_at_the_end(log, monkeypatch):
        log.notes.put_in_bin(note.id, by=home.ana.id, why="Wrong person.")
    log.notes.put_in_bin(note.id, by=home.ana.id, why="Wrong person.")
    assert len(log.notes.history(note.id)) == 2


def test_a_massage_begun_again_when_its_begin_may_be_saved_is_one_massage(
    log, home, massage, wall, monkeypatch
):
    """It starts when it was begun the second time; no massage that never was stays behind."""
    place = SessionPlace("", SessionPosition(0, ()), (), NOT_YET)
    with a_disk_that_fails_at_the_end(log, monkeypatch):
        log.sessions.begin(massage(home), place)
    wall.advance(20)
    begun = log.sessions.begin(massage(home), place)
    assert log.sessions.place().session == begun.id
    assert log._database.number("SELECT count(*) FROM current WHERE kind = 'session'") == 1
    assert log.sessions.one(begun.id).started == begun.started
    assert log.sessions.one(begun.id).plan_json == begun.plan_json
