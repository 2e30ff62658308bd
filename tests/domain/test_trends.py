# SPDX-License-Identifier: GPL-3.0-or-later
"""Days, weeks, places and plans: counted by the wall calendar of where each massage was given."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver_guide.domain.body import Body, Region
from caregiver_guide.domain.scores import scores_of
from caregiver_guide.domain.session import (
    Moment,
    Rating,
    Reaction,
    SessionRecord,
    SessionStory,
    StepRecord,
    WeeklyPlan,
)
from caregiver_guide.domain.trends import (
    Span,
    columns_of,
    planned_on,
    reactions_by_place,
    touch_time_of,
    week_of,
    weeks_of,
)

WEDNESDAY = date(2026, 11, 18)
ZONES = ("Europe/Rome", "America/New_York", "Pacific/Auckland", "Pacific/Apia", "Asia/Kathmandu")


def moment(zone, *when):
    """The moment that a wall clock in a zone showed."""
    return Moment.of(datetime(*when, tzinfo=ZoneInfo(zone)), zone)


def massage(started, before=None, after=None, state="finished", steps=()):
    session = SessionRecord(
        id=str(started.utc_ms),
        person="p",
        caregiver="c",
        routine="m-hand",
        position="supine",
        minutes_asked=10,
        started=started,
        state=state,
        steps=tuple(steps),
        touch_seconds=600,
    )
    ratings = tuple(
        Rating(person="p", session=session.id, question="pain", when=when, value=value)
        for when, value in (("before", before), ("after", after))
        if value is not None
    )
    return SessionStory(session, ratings)


def step(seconds, *regions, outcome="done", is_touch=True):
    return StepRecord("s", None, is_touch, regions, 1, 60, seconds, outcome)


def region(name, side=None):
    full = f"{name}.{side}" if side else name
    return Region(full, name, side, "arm", name, (), *(False,) * 5)


BODY = Body([region("palm", "L"), region("palm", "R"), region("scalp")], {}, {})


def counted(span, stories, first_weekday=1):
    return {week.first: week.given for week in weeks_of(stories, span, first_weekday=first_weekday)}


# -- the calendar ------------------------------------------------------------------------------


@given(st.dates(min_value=date(1, 1, 8)), st.integers(1, 7))
def test_a_week_begins_on_the_day_the_place_says(day, first):
    """Every day lies in the seven days from its week's first day, which has that weekday."""
    start = week_of(day, first)
    assert start.isoweekday() == first
    assert timedelta() <= day - start < timedelta(days=7)


@given(
    st.lists(
        st.tuples(st.integers(0, 364 * 24 * 60), st.sampled_from(ZONES)),
        max_size=40,
    ),
    st.integers(1, 7),
)
def test_every_massage_is_in_the_week_of_its_own_wall_calendar(told, first):
    """In any zone, and through both changes of the clock, the date that was shown decides."""
    span = Span(date(2025, 12, 20), date(2027, 1, 10))
    stories, expected = [], Counter()
    for minutes, zone in told:
        instant = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
        there = instant.astimezone(ZoneInfo(zone))
        stories.append(massage(Moment.of(there, zone)))
        back = (there.weekday() - (first - 1)) % 7
        expected[there.date() - timedelta(days=back)] += 1
    weeks = counted(span, stories, first)
    assert {start: count for start, count in weeks.items() if count} == dict(expected)


def test_both_changes_of_the_clock_leave_a_day_a_day():
    """A massage at half past midnight belongs to its own day, in a day of 23 hours and of 25."""
    rome = "Europe/Rome"
    short = [moment(rome, 2026, 3, day, 0, 30) for day in (28, 29, 30)]
    long = [moment(rome, 2026, 10, day, 23, 30) for day in (24, 25, 26)]
    for moments, first, last in (
        (short, date(2026, 3, 28), date(2026, 3, 30)),
        (long, date(2026, 10, 24), date(2026, 10, 26)),
    ):
        pairs = scores_of([massage(one, 6, 4) for one in moments], "pain").asked.all
        columns = columns_of(pairs, Span(first, last))
        assert [column.pairs.count for column in columns] == [1, 1, 1]


def test_the_hour_that_comes_twice_is_two_massages_in_their_order():
    """At half past two, and an hour later at half past two again: both count, the first first."""
    early = Moment.of(datetime(2026, 10, 25, 2, 30, tzinfo=timezone(timedelta(hours=2))))
    late = Moment.of(datetime(2026, 10, 25, 2, 30, tzinfo=timezone(timedelta(hours=1))))
    scores = scores_of([massage(late, 5, 5), massage(early, 7, 4)], "pain")
    assert [pair.before for pair in scores.asked.all] == [7, 5]


def test_a_traveller_lives_a_day_twice_and_skips_another():
    """East over the date line a day comes twice; what was given on it stands on that day."""
    auckland = moment("Pacific/Auckland", 2026, 11, 18, 9, 0)
    honolulu = moment("Pacific/Honolulu", 2026, 11, 18, 9, 0)
    assert honolulu.utc_ms - auckland.utc_ms == 23 * 3600 * 1000
    columns = columns_of(
        scores_of([massage(auckland, 6, 4), massage(honolulu, 5, 3)], "pain").asked.all,
        Span(WEDNESDAY - timedelta(days=1), WEDNESDAY),
    )
    assert [column.pairs.count for column in columns] == [0, 2]


# -- columns -----------------------------------------------------------------------------------


@given(st.lists(st.integers(0, 400), max_size=60), st.sampled_from([1, 14, 28, 31, 32, 91, 365]))
def test_no_pair_is_lost_or_shown_twice(ago, days):
    """Every pair of the days asked for stands in one column, and no other one in any."""
    noon = datetime.combine(WEDNESDAY, datetime.min.time(), UTC) + timedelta(hours=12)
    stories = [massage(Moment.of(noon - timedelta(days=one)), 6, 4) for one in ago]
    span = Span.until(WEDNESDAY, days)
    columns = columns_of(scores_of(stories, "pain").asked.all, span)
    assert sum(column.pairs.count for column in columns) == sum(one < days for one in ago)
    assert all(
        pair.when.day in Span(column.first, column.last)
        for column in columns
        for pair in column.pairs.all
    )
    assert columns[0].first <= span.first
    assert columns[-1].last >= span.last
    assert all(
        later.first == earlier.last + timedelta(days=1) for earlier, later in pairwise(columns)
    )


def test_a_month_is_told_by_days_and_more_by_weeks_and_months():
    """Up to 31 days each has its column; 13 weeks are not 91 of them, nor is a year 53."""
    assert len(columns_of((), Span.until(WEDNESDAY, 14))) == 14
    assert len(columns_of((), Span.until(WEDNESDAY, 31))) == 31
    assert len(columns_of((), Span.until(WEDNESDAY, 91))) in (13, 14)
    year = columns_of((), Span.until(WEDNESDAY, 365))
    assert [(one.first.month, one.last.day) for one in year[:4]] == [
        (11, 30),
        (12, 31),
        (1, 31),
        (2, 28),
    ]


def test_a_reaction_stands_over_its_day_or_week():
    """The flag stands where it was noticed, also where there was no pair."""
    noticed = [WEDNESDAY - timedelta(days=3), WEDNESDAY - timedelta(days=300)]
    days = columns_of((), Span.until(WEDNESDAY, 14), noticed)
    assert [column.first for column in days if column.has_reaction] == noticed[:1]
    weeks = columns_of((), Span.until(WEDNESDAY, 91), noticed)
    assert [column.first for column in weeks if column.has_reaction] == [date(2026, 11, 9)]


def test_days_that_run_backwards_are_our_mistake():
    """A span ends on its first day or later."""
    with pytest.raises(ValueError, match="before they begin"):
        Span(WEDNESDAY, WEDNESDAY - timedelta(days=1))


# -- weeks and the person's own plan -------------------------------------------------------------


def plan(day, massages):
    when = datetime.combine(day, datetime.min.time(), UTC)
    return WeeklyPlan(person="p", massages=massages, happened=Moment.of(when))


def test_without_a_plan_there_is_no_goal():
    """Nobody is measured against a number that nobody set, nor against one taken back."""
    assert planned_on((), WEDNESDAY) is None
    taken_back = (plan(date(2026, 11, 1), 3), plan(date(2026, 11, 10), 0))
    assert planned_on(taken_back, WEDNESDAY) is None
    assert planned_on(taken_back, date(2026, 11, 9)) == 3
    assert planned_on(taken_back, date(2026, 10, 31)) is None


def test_a_week_is_held_against_the_plan_of_its_own_time():
    """A plan made now does not judge the weeks before it; a massage not wanted is none given."""
    plans = (plan(date(2026, 11, 4), 2), plan(WEDNESDAY, 5))
    stories = [
        massage(moment("Europe/Rome", 2026, 11, 16, 9, 0)),
        massage(moment("Europe/Rome", 2026, 11, 16, 20, 0)),
        massage(moment("Europe/Rome", 2026, 11, 17, 9, 0), state="not-wanted"),
        massage(moment("Europe/Rome", 2026, 11, 11, 9, 0), state="stopped"),
    ]
    weeks = weeks_of(stories, Span(date(2026, 11, 1), WEDNESDAY), plans)
    assert [(week.first.day, week.given, week.days, week.planned) for week in weeks] == [
        (26, 0, 0, None),
        (2, 0, 0, 2),
        (9, 1, 1, 2),
        (16, 2, 1, 5),
    ]
    assert [week.is_over for week in weeks] == [True, True, True, False]
    assert weeks[-1].touch_seconds == 1200


def test_nobody_plans_more_than_four_a_day():
    """A plan is a number that a person can mean."""
    for massages in (-1, 29):
        with pytest.raises(ValueError, match="0 to 28"):
            WeeklyPlan(person="p", massages=massages)


# -- where hands were ----------------------------------------------------------------------------


@given(
    st.lists(
        st.tuples(
            st.integers(0, 300),
            st.sets(st.sampled_from(["palm.L", "palm.R", "scalp", "no-such-place"])),
            st.sampled_from(["done", "skipped", "stopped"]),
            st.booleans(),
        ),
        max_size=30,
    )
)
def test_minutes_are_those_of_the_steps_that_touched_a_place(steps):
    """Each place has the whole time of every step on it that was really done; nothing else."""
    story = massage(Moment(1), steps=[step(s, *r, outcome=o, is_touch=t) for s, r, o, t in steps])
    found = touch_time_of([story], BODY)
    done = [one for one in steps if one[2] != "skipped" and one[3] and one[0]]
    assert found.touch_seconds == sum(one[0] for one in done)
    for name in BODY.index:
        assert found.regions.get(name, 0) == sum(one[0] for one in done if name in one[1])
    assert "no-such-place" not in found.regions
    assert (found.massages, found.untold) == ((1, 0) if done else (0, 1))


def test_a_massage_not_wanted_touched_nobody():
    """Where no hands were, no minutes are."""
    declined = massage(Moment(1), state="not-wanted", steps=[step(60, "scalp")])
    found = touch_time_of([declined], BODY)
    assert (found.regions, found.massages, found.untold) == ({}, 0, 0)


# -- reactions -----------------------------------------------------------------------------------


def noticed(what, severity, *regions, at=1):
    return Reaction(
        id=f"{what}{at}",
        person="p",
        what=what,
        severity=severity,
        regions=regions,
        happened=Moment(at),
    )


def test_the_gravest_place_comes_first_and_those_without_a_place_last():
    """A place is judged by the worst that was noticed there; nothing noticed is left out."""
    calm = noticed("calm", "comfort")
    bruise = noticed("skin-mark", "needs-call", "palm.R", at=2)
    pink = noticed("pink-skin", "minor", "palm.L", "scalp", at=3)
    again = noticed("tender", "minor", "palm.L", at=4)
    found = reactions_by_place([calm, pink, bruise, again], BODY)
    assert [place.region for place in found] == ["palm.R", "palm.L", "scalp", ""]
    assert [one.what for one in found[1].reactions] == ["tender", "pink-skin"]
    assert found[0].worst == "needs-call"


def test_what_is_harmless_is_left_out_unless_it_was_grave():
    """Sleep is no reaction to look into; sleep that needed a call is."""
    found = reactions_by_place(
        [noticed("calm", "comfort"), noticed("calm", "needs-call", at=2)],
        BODY,
        frozenset({"calm"}),
    )
    assert [one.severity for place in found for one in place.reactions] == ["needs-call"]
