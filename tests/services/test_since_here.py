# SPDX-License-Identifier: GPL-3.0-or-later
"""Since you were last here: what others wrote, none of one's own, in the order of importance."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from caregiver_guide.domain.session import (
    Caregiver,
    CareTeamContact,
    ClearanceRecord,
    Moment,
    Note,
    Person,
    Question,
    Reaction,
    SessionRecord,
    ZoneRecord,
)
from caregiver_guide.services.since_here import since_here
from caregiver_guide.services.taking_away import put_back, take_away
from caregiver_guide.storage.log import open_log

START = Moment.of(datetime(2026, 11, 21, 9, tzinfo=UTC), "UTC")
HOUR = 3600


class Clock:
    """A clock that stands until a test moves it."""

    def __init__(self):
        self.now = START

    def __call__(self):
        return self.now

    def pass_hours(self, hours):
        self.now = self.now.later(hours * HOUR)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def log(tmp_path, clock):
    with open_log(tmp_path, clock) as opened:
        yield opened


@pytest.fixture
def people(log):
    """Ana of the family, Jo the aide, and Pat."""
    ana = log.caregivers.add(Caregiver(name="Ana"))
    jo = log.caregivers.add(Caregiver(name="Jo", role="aide"))
    return ana, jo, log.people.add(Person(name="Pat"), by=ana.id)


def rows(view):
    return [(row.kind, row.by) for row in view.rows]


def test_an_aide_is_told_what_others_wrote_since_the_visit_before(log, library, clock, people):
    """Her own entries of today's visit neither hide it nor stand among it."""
    ana, jo, pat = people
    log.notes.add(Note(person=pat.id, text="mine"), by=jo.id)
    clock.pass_hours(20)
    given = log.sessions.add(
        SessionRecord(
            person=pat.id, caregiver=ana.id, routine="m-hand", position="chair",
            minutes_asked=10, started=clock(), state="stopped", plan_json='{"rules":"1"}',
        ),
        by=ana.id,
    )  # fmt: skip
    log.reactions.add(
        Reaction(person=pat.id, session=given.id, what="dizzy", severity="minor"), by=ana.id
    )
    zone = ZoneRecord(person=pat.id, condition="port", regions=("chest.R",))
    log.zones.add(zone, by=ana.id)
    log.questions.add(Question(person=pat.id, text="Is the leg all right?"), by=ana.id)
    clock.pass_hours(5)
    log.notes.add(Note(person=pat.id, text="here again"), by=jo.id)
    view = since_here(log, library, pat, jo, clock())
    assert view.since == START
    assert rows(view) == [
        ("stopped", "Ana"),
        ("reaction", "Ana"),
        ("marked", "Ana"),
        ("question", "Ana"),
    ]
    assert [(row.place, row.id) for row in view.rows[:2]] == [("session", given.id)] * 2
    assert view.open_questions == 1
    assert "chest" in view.rows[2].what.lower()


def test_nothing_new_is_said_to_an_aide_and_kept_from_family(log, library, clock, people):
    """A card that says nothing is in the way of a family."""
    ana, jo, pat = people
    log.notes.add(Note(person=pat.id, text="mine"), by=jo.id)
    clock.pass_hours(20)
    assert since_here(log, library, pat, jo, clock()).is_nothing_new
    log.notes.add(Note(person=pat.id, text="hers"), by=ana.id)
    clock.pass_hours(20)
    assert since_here(log, library, pat, ana, clock()) is None
    assert rows(since_here(log, library, pat, jo, clock())) == [("note", "Ana")]


def test_who_was_never_here_is_told_of_the_last_two_weeks(log, library, clock, people):
    """And not of what is older."""
    ana, jo, pat = people
    log.notes.add(Note(person=pat.id, text="old"), by=ana.id)
    clock.pass_hours(24 * 20)
    log.notes.add(Note(person=pat.id, text="new"), by=ana.id)
    view = since_here(log, library, pat, jo, clock())
    assert view.since is None
    assert [row.what for row in view.rows] == ["new"]


def test_what_was_taken_away_meanwhile_is_no_news_but_a_mark_that_went_is(
    log, library, clock, people
):
    """Hands may go where they might not before: that has to be known."""
    ana, jo, pat = people
    zone = log.zones.add(ZoneRecord(person=pat.id, condition="port", regions=("chest.R",)))
    log.notes.add(Note(person=pat.id, text="mine"), by=jo.id)
    clock.pass_hours(20)
    log.zones.put_in_bin(zone.id, by=ana.id)
    note = log.notes.add(Note(person=pat.id, text="oops"), by=ana.id)
    log.notes.put_in_bin(note.id, by=ana.id)
    log.zones.add(
        ZoneRecord(person=pat.id, condition="bruise", since=date(2026, 11, 20)), by=ana.id
    )
    view = since_here(log, library, pat, jo, clock())
    assert [row.kind for row in view.rows] == ["marked", "gone"]


def test_one_caregiver_alone_is_told_nothing(log, library, clock):
    """There is nobody else who could have written."""
    ana = log.caregivers.add(Caregiver(name="Ana"))
    pat = log.people.add(Person(name="Pat"), by=ana.id)
    assert since_here(log, library, pat, ana, clock()) is None


def test_a_yes_that_was_taken_back_is_not_told_as_allowed(log, library, clock, people):
    """What counts is what hands may do now, not what was said in between."""
    ana, jo, pat = people
    on = clock().day
    ended, stands = (
        log.clearances.add(
            ClearanceRecord(person=pat.id, names=names, said_by="Nurse", on=on), by=ana.id
        )
        for names in ("legs", "pressure-2")
    )
    clock.pass_hours(48)
    yesterday = clock().day - timedelta(days=1)
    log.clearances.change(replace(ended, until=yesterday), by=ana.id)
    no = ClearanceRecord(
        person=pat.id, names="legs", said_by="Nurse", on=clock().day, is_refused=True
    )
    log.clearances.add(no, by=ana.id)
    log.clearances.put_in_bin(
        log.clearances.add(replace(stands, id="", version=0), by=ana.id).id, by=ana.id
    )
    view = since_here(log, library, pat, jo, clock())
    assert [row.kind for row in view.rows] == ["refused", "allowed"]


def test_what_is_still_so_is_no_news_and_what_healed_is_not_newly_marked(
    log, library, clock, people
):
    """Nine marks confirmed in a row say nothing new; a bruise that came and went neither."""
    ana, jo, pat = people
    bruise = ZoneRecord(person=pat.id, condition="bruise", regions=("chest.R",))
    old, healing = (log.zones.add(bruise, by=ana.id) for _ in range(2))
    log.notes.add(Note(person=pat.id, text="mine"), by=jo.id)
    clock.pass_hours(20)
    log.zones.change(old, by=ana.id, why="still so")
    log.zones.change(replace(healing, until=clock().day - timedelta(days=1)), by=ana.id)
    log.zones.add(replace(bruise, until=clock().day - timedelta(days=1)), by=ana.id)
    view = since_here(log, library, pat, jo, clock())
    assert [row.kind for row in view.rows] == ["gone"]


def test_a_new_allergy_and_no_drinks_are_told_and_the_last_massage_always(
    log, library, clock, people
):
    """However much was marked meanwhile."""
    ana, jo, pat = people
    log.notes.add(Note(person=pat.id, text="mine"), by=jo.id)
    clock.pass_hours(20)
    pat = log.people.change(replace(pat, allergies=("other: tea tree",), drinks="none"), by=ana.id)
    given = log.sessions.add(
        SessionRecord(
            person=pat.id, caregiver=ana.id, routine="m-hand", position="chair",
            minutes_asked=10, started=clock(), state="finished",
        ),
        by=ana.id,
    )  # fmt: skip
    for _ in range(9):
        log.zones.add(ZoneRecord(person=pat.id, condition="port", regions=("chest.R",)), by=ana.id)
    view = since_here(log, library, pat, jo, clock())
    assert [(row.kind, row.what) for row in view.rows[:2]] == [
        ("allergies", "tea tree"),
        ("drinks", "none"),
    ]
    assert view.rows[-1].id == given.id
    assert (len(view.rows), view.more) == (8, 4)


def test_how_stop_is_said_is_told_first_and_the_number_to_call_and_each_leads_to_its_history(
    log, library, clock, people
):
    """An aide needs the stop sign before she touches, whatever else is new."""
    ana, jo, pat = people
    lee = log.contacts.add(CareTeamContact(person=pat.id, name="Nurse Lee", phone="555"))
    log.notes.add(Note(person=pat.id, text="mine"), by=jo.id)
    clock.pass_hours(20)
    reaction = Reaction(person=pat.id, what="dizzy", severity="emergency")
    log.reactions.add(reaction, by=ana.id)
    log.contacts.change(replace(lee, phone="777"), by=ana.id)
    pat = log.people.change(replace(pat, says_stop="raises a hand", tells_by="signs"), by=ana.id)
    view = since_here(log, library, pat, jo, clock())
    assert [(row.kind, row.what) for row in view.rows if row.kind != "reaction"] == [
        ("says-stop", "raises a hand"),
        ("tells-by", "signs"),
        ("contact", "Nurse Lee, 777"),
    ]
    assert [row.kind for row in view.rows][:2] == ["says-stop", "reaction"]
    led = {row.kind: (row.place, row.id) for row in view.rows}
    assert led["says-stop"] == ("entry", pat.id)
    assert led["contact"] == ("entry", lee.id)


def test_what_somebody_else_took_away_or_called_less_grave_is_told_once(
    log, library, clock, people
):
    """Jo knows of the red heel; that it counts no more she has to hear, and who said so."""
    ana, jo, pat = people
    massage = SessionRecord(
        person=pat.id, caregiver=jo.id, routine="m-hand", position="chair",
        minutes_asked=10, started=clock(), state="finished",
    )  # fmt: skip
    kept, gone, back = (log.sessions.add(massage, by=jo.id) for _ in range(3))
    red = Reaction(person=pat.id, session=gone.id, what="dizzy", severity="needs-call")
    log.reactions.add(red, by=jo.id)
    log.notes.add(Note(person=pat.id, session=gone.id, text="goes along"), by=jo.id)
    note = log.notes.add(Note(person=pat.id, text="mine"), by=jo.id)
    eased = log.reactions.add(replace(red, session=kept.id), by=jo.id)
    clock.pass_hours(20)
    take_away(log, gone.id, by=ana.id)
    take_away(log, note.id, by=ana.id)
    take_away(log, back.id, by=ana.id)
    put_back(log, back.id, by=ana.id)
    log.reactions.change(replace(eased, severity="minor"), by=ana.id)
    view = since_here(log, library, pat, jo, clock())
    assert rows(view) == [
        ("less-grave", "Ana"),
        ("reaction-gone", "Ana"),
        ("massage-gone", "Ana"),
        ("note-gone", "Ana"),
    ]
    assert {row.place for row in view.rows} == {"entry"}
    assert view.rows[0].what.endswith(": Minor")
    new = log.caregivers.add(Caregiver(name="Kim", role="aide"))
    told = {row.kind for row in since_here(log, library, pat, new, clock()).rows}
    assert "massage-gone" not in told  # she never knew of it
