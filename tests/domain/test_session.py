# SPDX-License-Identifier: GPL-3.0-or-later
"""The values of the log: when things happened, and what an answer can be."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver_guide.domain.session import Moment, Rating, SessionRecord, SessionStory


def test_a_moment_shows_the_time_on_the_wall_where_it_happened():
    """A massage at 23:30 in Delhi is listed on that day, whatever day it was in London."""
    there = datetime(2026, 3, 14, 23, 30, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    moment = Moment.of(there, "Asia/Kolkata")
    assert moment.local == there
    assert moment.day == date(2026, 3, 14)
    assert moment.iso == "2026-03-14T23:30:00+05:30"


@given(st.datetimes(), st.integers(-14 * 60, 14 * 60))
def test_no_moment_is_changed_by_being_kept(when, offset):
    """What was kept to the millisecond is read back, before 1970 too."""
    aware = when.replace(microsecond=when.microsecond // 1000 * 1000).replace(
        tzinfo=timezone(timedelta(minutes=offset))
    )
    try:
        aware.astimezone(UTC)
    except OverflowError:  # the calendar's first and last day
        return
    assert Moment.of(aware).local == aware


def test_a_time_without_its_offset_is_refused():
    """Half past two could be anywhere."""
    with pytest.raises(ValueError, match="offset"):
        Moment.of(datetime(2026, 3, 14, 2, 30))  # noqa: DTZ001 - that is the point


@pytest.mark.parametrize("value", [-1, 11])
def test_a_rating_is_a_number_from_nought_to_ten(value):
    """No other number can have been meant."""
    with pytest.raises(ValueError, match="0 to 10"):
        Rating(person="p", session="s", question="pain", when="before", value=value)


def test_declined_is_never_counted_as_a_number():
    """Whoever does not answer has not said nought."""
    rating = Rating(person="p", session="s", question="pain", when="before", value="declined")
    assert rating.number is None


def test_the_last_answer_to_a_question_counts():
    """Asked twice before a massage, the person's second answer is the one shown."""
    session = SessionRecord(
        person="p",
        caregiver="c",
        routine="m-hand",
        position="supine",
        minutes_asked=10,
        started=Moment(0),
        state="finished",
    )
    first, second = (
        Rating(person="p", session="s", question="pain", when="before", value=value)
        for value in (7, 5)
    )
    story = SessionStory(session, ratings=(first, second))
    assert story.rating("pain", "before") is second
    assert story.rating("pain", "after") is None
