# SPDX-License-Identifier: GPL-3.0-or-later
"""The log as rows: what was watched and what was said later stand in columns of their own."""

from datetime import UTC, datetime

from caregiver_guide.domain.session import (
    Caregiver,
    ComfortSigns,
    FollowUp,
    Moment,
    Person,
    SessionRecord,
    SessionStory,
)
from caregiver_guide.services.session_export import COLUMNS, as_csv, rows_of

THEN = Moment.of(datetime(2026, 11, 17, 15, 20, tzinfo=UTC))


def row(comfort=(), follow_ups=()):
    """The row of one massage with what was watched and said."""
    session = SessionRecord(
        id="s", person="p", caregiver="c", routine="m-hand", position="", minutes_asked=10,
        started=THEN, ended=THEN.later(600), state="finished", touch_seconds=600,
    )  # fmt: skip
    story = SessionStory(session, comfort=comfort, follow_ups=follow_ups)
    (found,) = rows_of(Person(name="Pat"), [story], {"c": Caregiver(name="Ana")})
    return found


def test_signs_are_never_mixed_with_numbers():
    """A person who cannot say has no pain number, and each sign in its own column."""
    seen = ComfortSigns(
        person="p", session="s", when="after", face=2, settles=0, minutes_since_hands_off=11
    )
    found = row(comfort=(seen,))
    assert (found["sign_face_after"], found["sign_settles_after"]) == (2, 0)
    assert found["sign_face_before"] is None
    assert found["sign_breath_after"] is None
    assert found["signs_minutes_since_hands_off"] == 11
    assert found["pain_after"] is None
    assert found["minutes_since_hands_off"] is None


def test_the_next_days_are_told_as_they_were_sorted():
    """Answered, not yet answered, and never asked can be told apart."""
    said = FollowUp(
        person="p", session="s", when="next-day", result="call-today", answers=("swelling",)
    )
    waiting = FollowUp(person="p", session="s", when="next-day", not_before=THEN)
    nothing = FollowUp(person="p", session="s", when="after", answers=("nothing-new",))
    found = row(follow_ups=(said, nothing))
    assert (found["next_days"], found["next_days_answers"]) == ("call-today", ["swelling"])
    assert found["nothing_new"]
    assert row(follow_ups=(waiting,))["next_days"] is None
    assert not row()["nothing_new"]


def test_every_column_is_there():
    """A stranger who reads the file finds the same columns in every row."""
    assert tuple(row()) == COLUMNS
    assert as_csv([row()]).splitlines()[0] == ",".join(COLUMNS)
