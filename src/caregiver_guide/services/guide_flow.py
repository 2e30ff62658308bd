# SPDX-License-Identifier: GPL-3.0-or-later
"""Which screen comes next on the way through one massage: a table, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from caregiver_guide.domain.plan import Plan, Verdict
from caregiver_guide.domain.values import dataclass


class Place(StrEnum):
    """A screen on the way through one massage."""

    SAFETY = "safety"
    CHECK = "check"
    ROUTINE = "routine"
    POSITION = "position"
    PREPARE = "prepare"
    BEFORE = "before"
    SESSION = "session"
    AFTER = "after"
    TODAY = "today"


STEPS = (
    Place.CHECK,
    Place.ROUTINE,
    Place.POSITION,
    Place.PREPARE,
    Place.BEFORE,
    Place.SESSION,
    Place.AFTER,
)
"""The seven dots of the flow bar, in order."""


@dataclass(frozen=True, slots=True)
class FlowState:
    """What has been answered so far on the way through one massage."""

    zones_answered: bool = False
    check_complete: bool = False
    verdict_of_check: Verdict | None = None
    plan: Plan | None = None
    position_agreed: bool = False
    confirmed: bool = False
    permission: str = ""
    before_done: bool = False
    session_over: bool = False
    after_done: bool = False


Rule = tuple[Callable[[FlowState], bool], Place]

TABLE: tuple[Rule, ...] = (
    # No plan is made before the zones have been answered once and today's check is complete.
    (lambda state: not state.zones_answered, Place.SAFETY),
    (lambda state: not state.check_complete, Place.CHECK),
    # A stop, or an answer that is still owed, ends the way here: the check shows what to do.
    (lambda state: state.verdict_of_check in (Verdict.STOP, Verdict.ASK_FIRST), Place.CHECK),
    (lambda state: state.plan is None, Place.ROUTINE),
    (lambda state: not state.position_agreed, Place.POSITION),
    (lambda state: not _may_start(state.plan), Place.POSITION),
    (lambda state: not state.confirmed or state.permission not in ("yes", "watch"), Place.PREPARE),
    (lambda state: not state.before_done, Place.BEFORE),
    (lambda state: not state.session_over, Place.SESSION),
    (lambda state: not state.after_done, Place.AFTER),
)


def _may_start(plan: Plan | None) -> bool:
    return plan is not None and plan.verdict <= Verdict.ADAPTED


def next_place(state: FlowState) -> Place:
    """Return the first screen whose answer is still missing; Today when the way is done."""
    for is_missing, place in TABLE:
        if is_missing(state):
            return place
    return Place.TODAY


def place_before(place: Place) -> Place:
    """Return the screen that Back leads to."""
    if place not in STEPS or place is Place.CHECK:
        return Place.TODAY
    if place is Place.AFTER:
        return Place.AFTER
    return STEPS[STEPS.index(place) - 1]
