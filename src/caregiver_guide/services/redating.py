# SPDX-License-Identifier: GPL-3.0-or-later
"""The day and time of a massage that is over, put right: the computer's clock may have been wrong.

How long it was and its steps stay as they were counted. What was said about it under the same clock
goes along by the same difference, each as a version of its own.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final, TypeVar

from caregiver_guide.domain.session import Fact, FollowUp, Moment, SessionRecord
from caregiver_guide.services.taking_away import ever_said_about
from caregiver_guide.services.undoing import say_the_same
from caregiver_guide.storage.log import Log

_DAY_S: Final = 86_400
_SAID_WITHIN_S: Final = 7 * _DAY_S
"""How far from a massage something was said that goes along: beyond it, by another clock."""

FactType = TypeVar("FactType", bound=Fact)


def begun_at(session: SessionRecord, started: Moment) -> SessionRecord:
    """Return a massage as it was counted, begun at another time."""
    shift = _shift(session.started, started, _DAY_S)
    steps = tuple(
        replace(step, started=None if step.started is None else shift(step.started))
        for step in session.steps
    )
    plans = tuple(replace(plan, shown=shift(plan.shown)) for plan in session.later_plans)
    return replace(
        session,
        started=started,
        ended=started.later(length_s(session)),
        steps=steps,
        later_plans=plans,
    )


def length_s(session: SessionRecord) -> float:
    """Return how many seconds a massage took with its pauses.

    Where the clock was set in its middle, how long the steps took.
    """
    if session.ended is not None:
        whole = (session.ended.utc_ms - session.started.utc_ms) / 1000
        if 0 <= whole <= _DAY_S:
            return whole
    return max(session.touch_seconds, sum(step.seconds for step in session.steps))


def write_at(
    log: Log, was: SessionRecord, now_is: SessionRecord, now: Moment, *, by: str, why: str
) -> None:
    """Write a massage anew at its right time, and with it all that was said about it: in one.

    Nothing that was said comes to lie after ``now``. What lies in the bin goes along and stays
    there; where two computers say different things, both go along.
    """
    if was.started == now_is.started:
        log.sessions.change(now_is, by=by, why=why)
        return
    shift = _shift(was.started, now_is.started, _SAID_WITHIN_S)

    def moved(said: Fact) -> Fact:
        happened = shift(said.happened)
        if happened != said.happened:
            happened = min(happened, now)
        if isinstance(said, FollowUp) and said.not_before is not None:
            return replace(said, happened=happened, not_before=shift(said.not_before))
        return replace(said, happened=happened)

    said_in: dict[str, Any] = {}
    for facts, said in ever_said_about(log, was):
        if said.id != was.id:
            said_in[said.id.partition("~")[0]] = facts
    with log.batch():
        log.sessions.change(now_is, by=by, why=why)
        for thing, facts in said_in.items():
            facts.change_along(thing, moved, by=by, why=why)


def but_for_the_day(history: tuple[FactType, ...]) -> tuple[FactType, ...]:
    """Return the versions of something without those that went along with the day of its massage.

    They say nothing else than the version before them.
    """
    kept = (new for old, new in itertools.pairwise(history) if not _went_along(old, new))
    return (*history[:1], *kept)


def _went_along(old: Fact, new: Fact) -> bool:
    is_same = say_the_same(replace(old, happened=new.happened), new)
    return is_same and old.happened != new.happened


def _shift(old: Moment, new: Moment, within_s: int) -> Callable[[Moment], Moment]:
    """Return what brings a moment along from ``old`` to ``new``; a far one stays where it is."""
    by_ms = new.utc_ms - old.utc_ms

    def shift(one: Moment) -> Moment:
        if abs(one.utc_ms - old.utc_ms) > within_s * 1000:
            return one
        return Moment(one.utc_ms + by_ms, new.offset_min, new.zone)

    return shift
