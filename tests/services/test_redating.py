# SPDX-License-Identifier: GPL-3.0-or-later
"""A massage that was counted while the computer's clock was wrong gets its right day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from caregiver_guide.domain.session import (
    Caregiver,
    ComfortSigns,
    ConsentAnswer,
    FollowUp,
    Moment,
    Note,
    Person,
    Rating,
    Reaction,
    SessionRecord,
    StepRecord,
)
from caregiver_guide.report.page_view import read_page_view
from caregiver_guide.services.corrections import EntryChange
from caregiver_guide.services.entry_change import NotYetError, change_entry, edit_fields
from caregiver_guide.services.history import read_log
from caregiver_guide.services.session_detail import read_session
from caregiver_guide.services.today import read_today
from caregiver_guide.services.undoing import change_of, take_back
from caregiver_guide.storage.log import open_log

NOW = Moment.of(datetime(2026, 11, 22, 15, tzinfo=UTC), "UTC")
DAY = 86_400


@pytest.fixture
def log(tmp_path):
    with open_log(tmp_path, lambda: NOW) as opened:
        yield opened


def _told(log, pat, ana, started):
    """Write a massage that the app counted, with one thing of each kind said about it."""
    step = StepRecord("smooth-forearm", "R", True, ("forearm-back.R",), 1, 60, 60, "done", started)
    one = log.sessions.add(
        SessionRecord(
            person=pat, caregiver=ana, routine="m-hand", position="", minutes_asked=5,
            started=started, ended=started.later(400), touch_seconds=300, state="finished",
            steps=(step,),
        ),
        by=ana,
    )  # fmt: skip
    about = {"person": pat, "session": one.id}
    over = started.later(500)
    said = (
        (log.ratings, Rating(**about, question="pain", when="after", value=4)),
        (log.reactions, Reaction(**about, what="dizzy", severity="needs-call")),
        (log.notes, Note(**about, text="Slept well.")),
        (log.comfort, ComfortSigns(**about, when="after", breath=1)),
        (log.follow_ups, FollowUp(**about, when="next-day", result="fine")),
        (log.consents, ConsentAnswer(**about, at_s=60, answer="same", happened=over)),
    )
    for facts, fact in said:
        facts.add(fact, by=ana, happened=over)
    gone = log.notes.add(Note(**about, text="oops"), by=ana, happened=over)
    log.notes.put_in_bin(gone.id, by=ana, why="typing")
    return one, tuple(facts for facts, _ in said), gone


def _to(log, library, person, one, day, at="10:00"):
    values = {each.name: each.value for each in edit_fields(log, library, person, one.id)}
    given = values | {"day": day, "time": at}
    return change_entry(log, one.id, given, NOW, by=one.caregiver, why="The clock was wrong")


@pytest.mark.parametrize("year", [2020, 2099])
def test_what_a_wrong_clock_counted_gets_its_day_with_all_that_was_said_about_it(
    log, library, year
):
    """Lists, Today and page follow, the steps stay as counted, and one undo takes it all back."""
    ana = log.caregivers.add(Caregiver(name="Ana")).id
    pat = log.people.add(Person(name="Pat"), by=ana)
    wrong = Moment.of(datetime(year, 1, 1, 0, 7, 30, tzinfo=UTC), "UTC")
    one, kinds, gone = _told(log, pat.id, ana, wrong)
    late = Note(person=pat.id, session=one.id, text="said under the right clock")
    late = log.notes.add(late, by=ana, happened=NOW.later(-3600))
    with pytest.raises(NotYetError):
        _to(log, library, pat, one, NOW.day + timedelta(1))
    written = []
    log.hear(written.extend)
    assert _to(log, library, pat, one, date(2026, 11, 21))
    log.hear(None)
    begun = Moment.of(datetime(2026, 11, 21, 10, tzinfo=UTC), "UTC")
    moved = log.sessions.one(one.id)
    assert (moved.started, moved.ended) == (begun, begun.later(400))
    assert moved.steps[0].started == begun
    assert (moved.steps[0].seconds, moved.touch_seconds) == (60, 300)
    for facts in kinds:
        said = [each for each in facts.of(pat.id) if each.id != late.id]
        assert [each.happened for each in said] == [begun.later(500)], facts.kind
        assert facts.history(said[0].id)[0].happened == wrong.later(500)
    assert log.notes.one(late.id).happened == late.happened
    binned = log.notes.one(gone.id)
    assert (binned.happened, binned.is_in_bin, binned.why) == (begun.later(500), True, "typing")
    today = read_today(log, library, pat.id, ana, NOW, profile=None)
    assert today.last is not None
    assert [row.started for row in read_log(log, library, pat.id, NOW.day).rows] == [begun]
    page = read_page_view(log, library, pat.id, NOW, made_with="x").summary
    assert page.reactions
    change = change_of(log, pat.id, written)
    take_back(log, change, by=ana)
    assert log.sessions.one(one.id).started == wrong
    assert log.reactions.of(pat.id)[0].happened == wrong.later(500)
    assert log.verify().is_ok


def test_the_massage_says_who_gave_it_another_day_and_nothing_else_seems_changed(log, library):
    """That a number went along with the day is no other number."""
    ana = log.caregivers.add(Caregiver(name="Ana")).id
    pat = log.people.add(Person(name="Pat"), by=ana)
    one, _, _ = _told(log, pat.id, ana, NOW.later(-9 * DAY))
    _to(log, library, pat, one, date(2026, 11, 20))
    (line,) = read_session(log, library, one.id).changes
    assert isinstance(line, EntryChange)
    assert [part.name for part in line.parts] == ["started"]
    assert (line.by, line.why) == ("Ana", "The clock was wrong")


def test_a_clock_that_was_set_in_the_middle_makes_no_massage_of_years(log, library):
    """Its length is that of its steps then; so it can be given a day of this week."""
    ana = log.caregivers.add(Caregiver(name="Ana")).id
    pat = log.people.add(Person(name="Pat"), by=ana)
    one, _, _ = _told(log, pat.id, ana, Moment.of(datetime(2020, 1, 1, tzinfo=UTC), "UTC"))
    one = log.sessions.change(replace(one, ended=NOW), by=ana)
    assert _to(log, library, pat, one, NOW.day, "15:00")  # told to the half hour
    assert log.sessions.one(one.id).ended == NOW
