# SPDX-License-Identifier: GPL-3.0-or-later
"""What is taken away can be put back for thirty days, and is nowhere else meanwhile."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.lived_in_log import fill

from caregiver_guide.domain.session import (
    CheckAnswers,
    Note,
    Person,
    SessionRecord,
    TeamAnswer,
)
from caregiver_guide.report.page_view import read_page_view
from caregiver_guide.services.bin_view import bin_view, days_left
from caregiver_guide.services.entries import KINDS, Entries
from caregiver_guide.services.entry_change import NotYetError, change_entry, edit_fields
from caregiver_guide.services.history import read_log
from caregiver_guide.services.moving import move_massage
from caregiver_guide.services.taking_away import put_back, take_away
from caregiver_guide.services.today import read_today


@pytest.fixture
def home(log, library, wall):
    return fill(log, library, wall, massages=4)


def _seen(log, library, home):
    """Return what every place tells that reads massages."""
    pat, now = home.pat.id, log._store.now()
    listed = read_log(log, library, pat, now.day)
    today = read_today(log, library, pat, home.ana.id, now, profile=None)
    said = [
        {one.id for one in getattr(log, kind).of(pat)}
        for kind in ("ratings", "reactions", "notes", "comfort", "follow_ups")
    ]
    asked = (today.last, today.week, today.tell, today.after, today.follow_up)
    page = read_page_view(log, library, pat, now, made_with="x").summary
    told = (page.totals, page.scores, page.reactions, page.strip, page.ends, page.act_on)
    return listed.rows, listed.total, listed.usual, asked, said, told


def test_a_massage_taken_away_is_nowhere_and_comes_back_whole(log, library, home):
    """Log, Today, counts and what was said of it leave together, and come back as they were."""
    one = home.sessions[-1]
    before = _seen(log, library, home)
    take_away(log, one.id, by=home.ana.id)
    after = _seen(log, library, home)
    assert one.id not in {row.id for row in after[0]}
    assert after[1] == before[1] - 1
    assert after[5][0] != before[5][0]  # the totals of the page
    assert log.sessions.last(home.pat.id).id != one.id
    assert not log.sessions.story(one.id).ratings
    for kind in ("ratings", "reactions", "notes", "comfort", "follow_ups"):
        assert all(said.session != one.id for said in getattr(log, kind).of(home.pat.id))
    assert log.sessions.one(one.id).started == one.started  # still in the chain
    put_back(log, one.id, by=home.ana.id)
    assert _seen(log, library, home) == before
    assert log.verify().is_ok


def test_what_was_taken_away_before_stays_away(log, home):
    """A note taken away by itself does not come back with its massage."""
    one = home.sessions[-1]
    gone = log.notes.add(Note(person=home.pat.id, text="Wrong.", session=one.id))
    log.notes.put_in_bin(gone.id)
    take_away(log, one.id)
    put_back(log, one.id)
    assert gone.id not in {note.id for note in log.notes.of(home.pat.id)}


def test_a_massage_that_runs_cannot_be_taken_away(log, home):
    """Whoever is at it stops it first."""
    running = SessionRecord(
        person=home.pat.id,
        caregiver=home.ana.id,
        routine="m-hand",
        position="",
        minutes_asked=10,
        started=log._store.now(),
        state="running",
    )
    with pytest.raises(ValueError, match="over"):
        take_away(log, log.sessions.add(running).id)


def test_the_bin_lists_one_person_for_thirty_days(log, library, home):
    """Who, when, why and how long it is listed; nothing of anybody else, and no parts of it."""
    sam = log.people.add(Person(name="Sam"))
    other = log.notes.add(Note(person=sam.id, text="Sam's."))
    log.notes.put_in_bin(other.id)
    zone = log.zones.of(home.pat.id)[0]
    log.zones.put_in_bin(zone.id, by=home.ana.id, why="mistake")
    take_away(log, home.sessions[-1].id, by=home.ana.id)
    today = log._store.now().day
    view = bin_view(log, library, home.pat, today)
    assert {line.entry.id for line in view.bin} == {zone.id, home.sessions[-1].id}
    line = next(line for line in view.bin if line.entry.id == zone.id)
    assert (line.by, line.why, line.days_left, line.may_put_back) == ("Ana", "mistake", 30, True)
    assert len(bin_view(log, library, home.pat, today + timedelta(29)).bin) == 2
    assert bin_view(log, library, home.pat, today + timedelta(30)).bin == ()
    assert log.zones.one(zone.id).is_in_bin  # out of every list, and never out of the log
    assert days_left(today + timedelta(3), today) == 30


def test_what_was_moved_is_put_back_from_the_right_person_only(log, library, home):
    """The same massage must not count for two people."""
    sam = log.people.add(Person(name="Sam"))
    move_massage(log, home.sessions[-1].id, sam, by=home.ana.id)
    (line,) = bin_view(log, library, home.pat, log._store.now().day).bin
    assert not line.may_put_back
    assert "Sam" not in str(line)
    moved = line.entry.id
    assert not Entries(log, library, home.pat).view(moved).may_put_back
    with pytest.raises(ValueError, match="another person"):
        put_back(log, moved)
    assert log.sessions.one(moved).is_in_bin


def test_what_was_said_about_a_massage_comes_back_with_it_alone(log, library, home):
    """A reaction without its massage would be counted, and could not be opened."""
    one = home.sessions[-1]
    note = log.notes.add(Note(person=home.pat.id, text="Pink.", session=one.id))
    take_away(log, one.id)
    assert not Entries(log, library, home.pat).view(note.id).may_put_back
    with pytest.raises(ValueError, match="massage is in the bin"):
        put_back(log, note.id)
    assert Entries(log, library, home.pat).view(one.id).may_put_back
    put_back(log, one.id)
    assert not log.notes.one(note.id).is_in_bin


def test_every_kind_tells_what_it_said_before(log, library, home):
    """Changed by whom, when, from what to what, and why: in words, for each kind there is."""
    pat, ana = home.pat, home.ana
    entries = Entries(log, library, pat)
    note = log.notes.of(pat.id)[0]
    log.notes.change(replace(note, text="Slept badly."), by=ana.id, why="Typing mistake")
    version = entries.view(note.id).versions[0]
    assert (version.what, version.by, version.why) == ("changed", "Ana", "Typing mistake")
    (change,) = version.changes
    assert (change.name, change.before, change.after) == ("text", note.text, "Slept badly.")
    zone = log.zones.of(pat.id)[0]
    log.zones.change(replace(zone, regions=("heel.L",)), by=ana.id)
    (moved,) = entries.view(zone.id).versions[0].changes
    assert (moved.name, moved.after) == ("where", "left heel")
    log.zones.put_in_bin(zone.id, by=ana.id, why="mistake")
    assert entries.view(zone.id).versions[0].what == "taken-away"
    log.zones.take_from_bin(zone.id, by=ana.id)
    log.zones.change(log.zones.one(zone.id), by=ana.id, why="still so")
    assert [one.what for one in entries.view(zone.id).versions[:2]] == ["looked-at", "put-back"]
    massage = entries.view(home.sessions[-1].id)
    assert massage.entry.given_by == "Ana"
    assert [one.what for one in massage.versions] == ["written"]  # begin and end are no changes


def test_nobody_elses_entry_is_ever_shown(log, library, home):
    """Nothing of two people is on one screen."""
    sam = log.people.add(Person(name="Sam"))
    assert Entries(log, library, sam).view(home.sessions[-1].id) is None


def _changed(log, library, home, fact_id, **given):
    fields = edit_fields(log, library, home.pat, fact_id)
    values = {field.name: field.value for field in fields} | given
    return change_entry(log, fact_id, values, log._store.now(), by=home.ana.id, why="Asked again")


def test_every_kind_that_is_seen_can_be_put_right(log, library, home):
    """A rating, a reaction, a note, a mark, a yes, a question and a number to call."""
    log.contacts.add(_contact(home))
    for kind in ("ratings", "reactions", "notes", "zones", "conditions", "clearances", "contacts"):
        facts = getattr(log, kind)
        for fact in facts.of(home.pat.id)[:1]:
            fields = edit_fields(log, library, home.pat, fact.id)
            assert fields, kind
            assert not _changed(log, library, home, fact.id), kind  # nothing else is touched
    rating = next(one for one in log.ratings.of(home.pat.id) if one.number is not None)
    assert _changed(log, library, home, rating.id, value="9")
    assert log.ratings.one(rating.id).value == 9
    assert _changed(log, library, home, rating.id, value="declined")
    assert [one.value for one in log.ratings.history(rating.id)][-2:] == [9, "declined"]
    with pytest.raises(ValueError, match="needed"):
        _changed(log, library, home, log.notes.of(home.pat.id)[0].id, text="")


def _contact(home):
    from caregiver_guide.domain.session import CareTeamContact

    return CareTeamContact(person=home.pat.id, name="Nurse Lee", phone="555 0142")


def test_of_a_massage_only_what_was_told_can_be_told_anew(log, library, home):
    """Steps and seconds that the app counted stay; a time to come is refused."""
    counted = home.sessions[-1]
    assert {one.name for one in edit_fields(log, library, home.pat, counted.id)} == {
        "given_by",
        "position",
    }
    told = log.sessions.add(
        replace(counted, id="", is_told=True, steps=(), plan="", version=0), by=home.ana.id
    )
    assert _changed(log, library, home, told.id, minutes="5")
    assert log.sessions.one(told.id).touch_seconds == 300
    late = log._store.now().day + timedelta(1)
    with pytest.raises(NotYetError):
        _changed(log, library, home, told.id, day=late, time="09:00")


def test_everything_that_a_caregiver_wrote_is_in_one_list(log, library, home):
    """Checks and what the care team said stand there too, to be read and not to be changed."""
    assert set(KINDS) <= set(log.kinds())
    log.checks.add(CheckAnswers(person=home.pat.id, day=log._store.now().day, signs=("fever",)))
    log.team_answers.add(
        TeamAnswer(person=home.pat.id, asked="clearance", thing="legs", answer="yes")
    )
    view = bin_view(log, library, home.pat, log._store.now().day, "all")
    kinds = {entry.kind for entry in view.entries}
    assert kinds >= {"session", "rating", "note", "zone", "question", "contact", "person", "check"}
    check = next(entry for entry in view.entries if entry.kind == "check")
    assert check.value("signs") == library.conditions["fever"].name
    assert edit_fields(log, library, home.pat, check.id) == ()


def test_no_change_is_too_old_to_be_listed_and_the_newest_comes_first(log, library, home):
    """By when it was changed, not by when it was so; however much was written in between."""
    old, second = (log.notes.add(Note(person=home.pat.id, text=one)) for one in ("a", "b"))
    with log.batch():
        for number in range(45):
            log.notes.add(Note(person=home.pat.id, text=f"{number}"))
        for _ in range(3):
            log.notes.change(replace(old, text="aa"), by=home.ana.id, why="slip")
        begun = SessionRecord(
            person=home.pat.id,
            caregiver=home.ana.id,
            routine="m-hand",
            position="",
            minutes_asked=5,
            started=log._store.now(),
            state="running",
        )
        begun = log.sessions.add(begun, happened=begun.started)
        ended = log.sessions.change(replace(begun, state="finished", touch_seconds=300))
        log.notes.change(replace(second, text="bb"), by=home.ana.id, why="slip")

    def listed(most):
        view = bin_view(log, library, home.pat, log._store.now().day, "changed", listed=most)
        return [one.id for one in view.entries], view.has_more

    before = listed(2)
    assert before == ([second.id, old.id], True)
    assert ended.id not in listed(100)[0]
    log.sessions.change(replace(ended, caregiver=home.jo.id), by=home.jo.id, why="it was me")
    assert listed(1) == ([ended.id], True)
    log.notes.put_in_bin(second.id)
    assert second.id not in listed(100)[0]
    assert not listed(100)[1]
    whole = listed(100)[0]
    massage = home.sessions[0]
    take_away(log, massage.id)
    put_back(log, massage.id)
    assert listed(100)[0] == [massage.id, *(one for one in whole if one != massage.id)]


def test_what_was_taken_away_while_the_date_was_wrong_can_be_put_back(log, library, home, wall):
    """A computer whose battery was empty says 2020: that does not make the slip six years old."""
    slip, other = (log.notes.add(Note(person=home.pat.id, text=one)) for one in ("a", "b"))
    today = wall.moment
    wall.moment = today.later(-6 * 365 * 86_400)
    take_away(log, slip.id, by=home.ana.id)
    wall.moment = today.later(60)

    (line,) = bin_view(log, library, home.pat, today.day).bin
    assert (line.entry.id, line.days_left) == (slip.id, 30)
    put_back(log, slip.id, by=home.ana.id)
    take_away(log, other.id, by=home.ana.id)
    wall.moment = today.later(31 * 86_400)
    assert bin_view(log, library, home.pat, wall.moment.day).bin == ()


def test_a_date_that_ran_ahead_once_keeps_nothing_in_the_bin_for_ever(log, library, home, wall):
    """An entry of 2099 says nothing about what is taken away after it."""
    today = wall.moment
    wall.moment = today.later(73 * 365 * 86_400)
    slip = log.notes.add(Note(person=home.pat.id, text="a"))
    wall.moment = today
    take_away(log, slip.id, by=home.ana.id)
    wall.moment = today.later(29 * 86_400)
    assert [one.days_left for one in bin_view(log, library, home.pat, wall.moment.day).bin] == [1]
    wall.moment = today.later(31 * 86_400)
    assert bin_view(log, library, home.pat, wall.moment.day).bin == ()
