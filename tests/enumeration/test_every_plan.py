# SPDX-License-Identifier: GPL-3.0-or-later
"""Every zone on every region and every pair of conditions, with every routine, one by one.

The number of plans and the time they took are printed; see docs/plan-format.md for the properties.
"""

import time
from datetime import date
from itertools import combinations

import pytest

from caregiver_guide.content.library import load_library
from caregiver_guide.domain.conditions import Kind
from caregiver_guide.domain.plan import Action, Verdict
from caregiver_guide.domain.planner import LEAST_TOUCH_SECONDS, LONGEST_SECONDS
from caregiver_guide.domain.profile import Clearance, Finding, Profile
from caregiver_guide.paths import resource_dir

pytestmark = pytest.mark.enumeration

LIBRARY = load_library(resource_dir())
BOOK = LIBRARY.book
BODY = BOOK.body
TODAY = date(2026, 11, 21)
CONDITIONS = {
    name: found for name, found in BOOK.conditions.items() if found.kind is not Kind.DEFAULT
}
ZONES = [name for name, found in CONDITIONS.items() if found.kind is Kind.ZONE]
SHARDS = 8
NOBODY = frozenset(BODY.ids(BODY.never | BODY.private | BODY.legs))
STILL = frozenset(BODY.ids(BODY.still_only))


def cleared(*names):
    """Everything is cleared that can be, so that what stays behind is looked at."""
    return tuple(Clearance(name, "Dr Ruiz", TODAY) for name in names)


def look_at(day, plan):
    """Check one plan against the properties that need no second plan."""
    avoided = day.avoided_ids
    touch = 0
    for step in plan.steps:
        regions = step.regions
        if regions:
            assert avoided.isdisjoint(regions)
            assert NOBODY.isdisjoint(regions)
            assert step.pressure <= plan.max_pressure
            assert not step.pressure or STILL.isdisjoint(regions)
            for level, where, _ in day.rulings.pressure:
                assert step.pressure <= level or not BODY.mask(regions) & where
        if step.is_touch:
            touch += step.seconds
        if step.action is not Action.KEEP:
            assert step.reasons
    assert plan.seconds <= LONGEST_SECONDS
    if plan.verdict <= Verdict.ADAPTED:
        assert touch >= LEAST_TOUCH_SECONDS
        chosen = BOOK.positions[plan.position.id]
        assert plan.position.is_ok
        if not chosen.moves_nobody and not chosen.lies_on:
            assert all(not marked & chosen.bears for marked, _ in day.rulings.off_marked)
    else:
        assert not plan.steps
    if plan.verdict is Verdict.NOT_THIS_WAY:
        assert plan.instead is not None
    assert plan.verdict is Verdict.GO or plan.reasons


def day_of(findings, clearances=()):
    planner = LIBRARY.planner
    day = planner.day(Profile(on=TODAY, findings=findings, clearances=clearances))
    day.avoided_ids = frozenset(BODY.ids(day.rulings.avoided))
    return day


@pytest.fixture
def counted(record_property):
    """Counts plans, and says how many were made in which time."""
    started = time.perf_counter()
    count = [0]
    yield count
    record_property("plans", count[0])
    record_property("seconds", round(time.perf_counter() - started, 1))


@pytest.mark.parametrize("shard", range(SHARDS))
def test_every_zone_on_every_region(shard, counted):
    """Wherever a port, a wound or anything else sits, no routine in any position touches it."""
    for condition in ZONES[shard::SHARDS]:
        for number in range(len(BODY.regions)):
            findings = (Finding(condition, 1 << number),)
            day = day_of(findings, cleared(condition))
            for routine in BOOK.routines:
                for position in BOOK.positions:
                    look_at(day, day.plan_of(routine, position))
                    counted[0] += 1


@pytest.mark.parametrize("shard", range(SHARDS))
def test_every_pair_of_conditions(shard, counted):
    """Two things found at once are never milder than either of them alone."""
    alone = {
        name: {
            routine: (plan.verdict, plan.urgency or 0)
            for routine in BOOK.routines
            for plan in [day_of((found,)).plan_of(routine, BOOK.routines[routine].positions[0])]
        }
        for name in CONDITIONS
        for found in [representative(name)]
    }
    for first, second in list(combinations(CONDITIONS, 2))[shard::SHARDS]:
        findings = (representative(first), representative(second))
        day, lifted = day_of(findings), day_of(findings, cleared(first, second))
        for routine in BOOK.routines:
            position = BOOK.routines[routine].positions[0]
            plan = day.plan_of(routine, position)
            look_at(day, plan)
            look_at(lifted, lifted.plan_of(routine, position))
            counted[0] += 2
            # The hospice's word is the one way in which a second finding opens a door.
            if {first, second} == {"unresponsive", "end-of-life"}:
                continue
            for name in (first, second):
                verdict, urgency = alone[name][routine]
                assert plan.verdict >= verdict
                assert (plan.urgency or 0) >= urgency


def representative(name):
    """Return a condition on one place where it usually sits, or without a place."""
    usual = LIBRARY.conditions[name].usual
    if usual is None:
        return Finding(name)
    reader = _reader()
    mask = reader.mask(usual)
    return Finding(name, mask & -mask)


def _reader():
    from caregiver_guide.content.places import PlaceReader

    return PlaceReader(BODY, {})
