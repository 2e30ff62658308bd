# SPDX-License-Identifier: GPL-3.0-or-later
"""The massage log: complete, in order, quick however long, and open to what was forgotten."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from tests.lived_in_log import NOW, TODAY, at, massage

from caregiver_guide.domain.session import Person, Reaction
from caregiver_guide.report.facts import Period
from caregiver_guide.report.summary import read_summary
from caregiver_guide.services.entry_change import change_entry
from caregiver_guide.services.follow_up import FollowUpGiven, record_follow_up
from caregiver_guide.services.history import (
    ANYTHING,
    LogAsked,
    PastMassage,
    past_moment,
    read_log,
    read_older,
    record_past_massage,
)
from caregiver_guide.services.log_calendar import read_month
from caregiver_guide.services.session_detail import Correction, read_session, record_correction
from caregiver_guide.services.today import read_today


def test_the_newest_massage_comes_first_and_none_is_left_out(log, library, home):
    """The log lists every massage once, the newest first."""
    view = read_log(log, library, home.pat.id, TODAY)

    assert [row.id for row in view.rows] == [one.id for one in reversed(home.sessions)]
    assert not view.has_more
    assert view.total == 13, "one of the fourteen was not wanted"


def test_a_row_says_what_was_given_and_how_it_felt(log, library, home):
    """A row has the routine, the minutes, who gave it, pain before and after, and flags."""
    row = read_log(log, library, home.pat.id, TODAY).rows[0]

    assert row.routine == library.routines["hand-sandwich"].name
    assert (row.minutes, row.given_by) == (9, "J. Reyes")
    assert (row.pain_before, row.pain_after) == (6, 3), "the corrected number counts"
    assert (row.reactions, row.needs_call, row.has_note) == (1, True, True)


def test_older_massages_follow_without_a_gap_or_a_double(log, library, home):
    """Going on in pages gives the same list as reading all at once."""
    whole = read_log(log, library, home.pat.id, TODAY)
    view = read_log(log, library, home.pat.id, TODAY, limit=4)

    while view.has_more:
        view = read_older(log, library, view, limit=4)

    assert view.rows == whole.rows


def test_massages_of_the_same_moment_are_all_listed(log, library, home, wall):
    """Two massages written for the same time do not hide each other at the edge of a page."""
    started = at(30)
    ids = {log.sessions.add(massage(home.pat, home.ana, started)).id for _ in range(5)}
    view = read_log(log, library, home.pat.id, TODAY, limit=2)

    while view.has_more:
        view = read_older(log, library, view, limit=2)

    assert ids <= {row.id for row in view.rows}
    assert len(view.rows) == len({row.id for row in view.rows}) == 19


@pytest.mark.parametrize(
    ("asked", "places"),
    [
        (LogAsked(stopped=True), [3]),
        (LogAsked(noticed=ANYTHING), [13, 2]),
        (LogAsked(noticed="tender"), [2]),
        (LogAsked(region="hand-back.L", first=TODAY), []),
        (LogAsked(first=TODAY - timedelta(days=4), last=TODAY - timedelta(days=2)), [12, 11]),
        (LogAsked(stopped=True, noticed="tender"), []),
    ],
)
def test_a_filter_shows_those_massages_only(log, library, home, asked, places):
    """The filters find massages stopped early, and those with a reaction worth a look."""
    view = read_log(log, library, home.pat.id, TODAY, asked=asked)

    assert view.found == len(places)
    assert [row.id for row in view.rows] == [home.sessions[place].id for place in places]
    assert view.total == 13


def test_a_stop_whose_end_nobody_told_is_found(log, library, home):
    """Chest pain was chosen, then the laptop shut: the log lists it as stopped early."""
    cut = massage(home.pat, home.ana, at(1), state="unfinished", stop_reason="chest-or-breath")
    cut = log.sessions.add(cut)

    view = read_log(log, library, home.pat.id, TODAY, asked=LogAsked(stopped=True))

    assert cut.id in {row.id for row in view.rows}
    assert all(row.was_cut_short for row in view.rows)


def test_a_serious_next_day_is_something_noticed(log, library, home):
    """A bruise the day after: the list marks that massage, the filter and the month find it."""
    session = home.sessions[5]
    given = FollowUpGiven(session.id, ("bruise-or-tear",))
    record_follow_up(log, library.files, given, session.started.day, by=home.ana.id)
    asked = LogAsked(noticed=ANYTHING)

    view = read_log(log, library, home.pat.id, TODAY, asked=asked)
    row = next(row for row in view.rows if row.id == session.id)
    assert (row.reactions, row.needs_call) == (1, True)
    assert view.found == len(view.rows) == 3

    day = session.started.day
    month = read_month(log, library, home.pat.id, day, TODAY, asked)
    assert next(one for one in month.days if one.day == day).needs_call


def test_a_massage_stopped_before_any_touch_is_told_as_begun(log, library, home):
    """The list and the month say that it was begun, and count no massage; its reaction stays."""
    began = at(0, 9)
    begun = replace(
        massage(home.pat, home.ana, began, state="stopped"),
        steps=(),
        touch_seconds=0,
        is_untouched=True,
    )
    begun = log.sessions.add(begun)
    log.reactions.add(
        Reaction(person=home.pat.id, session=begun.id, what="rash", severity="needs-call")
    )

    row = next(one for one in read_log(log, library, home.pat.id, TODAY).rows if one.id == begun.id)
    assert (row.was_begun_only, row.needs_call) == (True, True)

    assert read_log(log, library, home.pat.id, TODAY).total == 13

    month = read_month(log, library, home.pat.id, TODAY, TODAY, LogAsked())
    day = next(one for one in month.days if one.day == TODAY)
    others = sum(one.started.day == TODAY for one in home.sessions)
    assert (day.massages, day.begun, day.not_wanted, day.needs_call) == (others, 1, 0, True)
    assert not day.is_empty

    page = read_summary(log, library, home.pat.id, Period.last(1, TODAY), NOW, made_with="x")
    assert [one.text for one in page.ends] == ["1 stopped early", "1 of them before any touch"]
    assert sum(one.massages for one in page.strip) == others
    assert page.strip[-1].was_stopped


def test_calm_or_sleepy_is_no_reaction_to_look_at(log, library, home):
    """A person who fell asleep calmly is not flagged."""
    calm = Reaction(
        person=home.pat.id, session=home.sessions[5].id, what="calm", severity="comfort"
    )
    log.reactions.add(calm)

    rows = read_log(log, library, home.pat.id, TODAY).rows

    assert next(row for row in rows if row.id == home.sessions[5].id).reactions == 0


def test_a_filter_finds_what_lies_far_back(log, library, home, wall):
    """One stopped massage behind hundreds of others is still found."""
    with log.batch():
        for number in range(600):
            log.sessions.add(massage(home.pat, home.ana, at(0, 1).later(number)))

    view = read_log(log, library, home.pat.id, TODAY, asked=LogAsked(stopped=True))

    assert [row.id for row in view.rows] == [home.sessions[3].id]
    assert not view.has_more


def test_a_new_person_has_an_empty_log(log, library):
    """Before the first massage there is nothing to show and nothing to go on with."""
    pat = log.people.add(Person(name="Pat"))

    view = read_log(log, library, pat.id, TODAY)

    assert (view.rows, view.has_more, view.total) == ((), False, 0)
    with pytest.raises(KeyError):
        read_log(log, library, "nobody", TODAY)


def test_a_past_massage_keeps_when_it_was_and_when_it_was_written(log, library, home):
    """A massage added later has its own day and time, and the day of the writing besides."""
    yesterday = TODAY - timedelta(days=1)
    draft = PastMassage(yesterday, time(9, 30), "m-hand", 10, "Liked it.")

    written = record_past_massage(log, home.pat, home.ana.id, draft, NOW)

    assert written.started.local.replace(tzinfo=None).isoformat() == "2026-11-17T09:30:00"
    assert written.happened == written.started
    assert written.written.day == TODAY
    assert written.position == "", "nobody said how Pat lay"
    assert log.sessions.story(written.id).notes[0].text == "Liked it."
    assert read_log(log, library, home.pat.id, TODAY).total == 14


def test_a_massage_in_the_future_is_refused(log, home):
    """Nobody can write down a massage that has not been given."""
    draft = PastMassage(TODAY, time(23, 0), "m-hand", 10)

    with pytest.raises(ValueError, match="future"):
        record_past_massage(log, home.pat, home.ana.id, draft, NOW)

    assert log.sessions.count(home.pat.id) == 13


def test_a_massage_given_just_now_ends_now(log, home):
    """Just now: it began so many minutes ago, and no minute of it lies in the future."""
    written = record_past_massage(
        log, home.pat, home.ana.id, PastMassage(TODAY, None, "m-hand", 20), NOW
    )
    assert written.ended == NOW
    assert (NOW.utc_ms - written.started.utc_ms) == 20 * 60_000


def test_a_time_to_the_half_hour_never_ends_in_the_future(log, home):
    """At nine, ten minutes long, written down at five past: it is taken to end now."""
    began = NOW.later(-5 * 60)
    draft = PastMassage(began.day, began.local.time(), "m-hand", 10)
    written = record_past_massage(log, home.pat, home.ana.id, draft, NOW)
    assert written.ended == NOW


def test_what_is_told_is_recorded_as_told_and_says_so(log, library, home):
    """No plan and no step stands beside it; the list and the record name it as written down."""
    draft = PastMassage(TODAY, None, "m-hand", 10, "", "semi-30-45", 6, 3)
    written = record_past_massage(log, home.pat, home.ana.id, draft, NOW)
    story = log.sessions.story(written.id)
    assert (story.session.steps, story.session.plan_json) == ((), "")
    assert story.session.is_told
    assert story.session.position == "semi-30-45"
    assert [(one.when, one.value) for one in story.ratings] == [("before", 6), ("after", 3)]
    rows = {one.id: one for one in read_log(log, library, home.pat.id, TODAY).rows}
    row = rows.pop(written.id)
    assert (row.is_told, row.pain_before, row.pain_after) == (True, 6, 3)
    assert not any(one.is_told for one in rows.values())


def test_a_number_nobody_said_is_not_counted_as_asked(log, library, home):
    """Of a person who tells by signs a number of later is what somebody saw, in both forms."""
    pat = log.people.change(replace(home.pat, tells_by="signs"))
    draft = PastMassage(TODAY, None, "m-hand", 10, before=6)
    written = record_past_massage(log, pat, home.ana.id, draft, NOW)
    record_correction(log, Correction(written.id, "rating", "pain.after", 3, "Remembered later"))

    pain = [one for one in log.sessions.story(written.id).ratings if one.question == "pain"]
    assert [(one.when, one.source) for one in pain] == [("before", "watched"), ("after", "watched")]

    said = replace(draft, source="asked", started=time(8, 0))
    told = record_past_massage(log, pat, home.ana.id, said, NOW)
    (number,) = log.sessions.story(told.id).ratings
    assert number.source == "asked"
    change_entry(log, number.id, {"value": "6", "source": "watched"}, NOW, why="Nobody said it")
    assert log.ratings.one(number.id).source == "watched"


@pytest.mark.parametrize(
    ("seconds", "minutes", "is_short"), [(61, 1, False), (59, 0, True), (90, 2, False)]
)
def test_log_detail_today_and_page_tell_the_same_minutes(
    log, library, home, seconds, minutes, is_short
):
    """61 seconds are one minute everywhere, and less than a minute is never called one."""
    sam = log.people.add(Person(name="Sam"))
    given = replace(
        massage(sam, home.ana, NOW.later(-600)), touch_seconds=seconds, ended=NOW.later(-500)
    )
    written = log.sessions.add(given)
    row = read_log(log, library, sam.id, TODAY).rows[0]
    detail = read_session(log, library, written.id)
    last = read_today(log, library, sam.id, home.ana.id, NOW, profile=None).last
    (day,) = read_summary(log, library, sam.id, Period(TODAY, TODAY), NOW).strip
    told = [(one.minutes, one.is_under_a_minute) for one in (row, detail, last, day)]
    assert told == [(minutes, is_short)] * 4


def test_a_day_in_summer_has_summer_time():
    """Half past nine in July is half past nine on July's clock, though written in November."""
    july = past_moment(PastMassage(date(2026, 7, 1), time(9, 30), "m-hand", 5), NOW)
    unknown = past_moment(
        PastMassage(date(2026, 7, 1), time(9, 30), "m-hand", 5), replace(NOW, zone="Nowhere/Land")
    )

    assert (july.offset_min, july.local.hour) == (120, 9)
    assert (unknown.offset_min, unknown.local.hour) == (60, 9), "an unknown zone keeps its offset"
