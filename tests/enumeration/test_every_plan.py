# SPDX-License-Identifier: GPL-3.0-or-later
"""Every condition on every region and every pair of conditions, with every routine, one by one.

The number of plans and the time they took stand in pytest's summary. Each plan is held against
`by_the_book`, a second reading of the content files; see docs/plan-format.md for the properties.
"""

import gc
import time
from datetime import date
from itertools import combinations

import pytest
from tests.enumeration import by_the_book
from tests.enumeration.by_the_book import forbidden

from caregiver_guide.content.library import load_library
from caregiver_guide.domain.conditions import Kind
from caregiver_guide.domain.plan import Action, Effect, Verdict
from caregiver_guide.domain.planner import LEAST_TOUCH_SECONDS, LONGEST_SECONDS
from caregiver_guide.domain.profile import PRESSURE_2, Clearance, Finding, Profile
from caregiver_guide.paths import resource_dir

pytestmark = pytest.mark.enumeration

LIBRARY = load_library(resource_dir())
BOOK = LIBRARY.book
BODY = BOOK.body
TODAY = date(2026, 11, 21)
CONDITIONS = {
    name: found for name, found in BOOK.conditions.items() if found.kind is not Kind.DEFAULT
}
PLACES = [None, *range(len(BODY.regions))]
SHARDS = 8
NOBODY = BODY.mask(by_the_book.NEVER | by_the_book.LEGS)
STILL = BODY.mask(by_the_book.STILL)
LOTIONS = ("any", "water-based", "none")
MOVES = ("hand-sandwich", "three-minute", "vigil")
"""Routines that may move to the free hand or to a free place."""


def yes(*names):
    return tuple(Clearance(name, "Dr Ruiz", TODAY) for name in names)


class Case:
    """One person's day, what the files forbid on it, and all that was seen of its plans."""

    def __init__(self, findings, cleared=()):
        given = tuple(Finding(name, 0 if place is None else 1 << place) for name, place in findings)
        self.day = LIBRARY.planner.day(Profile(on=TODAY, findings=given, clearances=yes(*cleared)))
        self.names = {name for name, _ in findings}
        self.said = forbidden(
            [(name, None if place is None else BODY.regions[place].id) for name, place in findings],
            cleared,
        )
        self.avoided = BODY.mask(self.said.avoid) | NOBODY
        self.limits = [(level, BODY.mask(where)) for level, where in self.said.limits]
        self.levels = 2 if PRESSURE_2 in cleared else 1
        self.well = WELL[PRESSURE_2 in cleared] if findings else None
        self._steps = {}

    def plan(self, routine, position):
        return self.day.plan_of(routine, position)

    def look_at(self, plan):
        """Check one plan: first that the program read what stands in the files."""
        assert self.day.avoided == self.avoided
        self.look_at_verdict(plan)
        self.look_at_positions(plan)
        self.look_at_reasons(plan)
        if plan.steps:
            # Positions in which hands reach the same share their steps.
            key = id(plan.steps)
            if key not in self._steps:
                self._steps[key] = self.look_at_steps(plan)
            assert plan.seconds <= LONGEST_SECONDS
            assert self._steps[key] >= LEAST_TOUCH_SECONDS
        if self.well is not None:
            self.look_back(self.well[plan.routine, plan.position.id], plan)

    def look_at_verdict(self, plan):
        said = self.said
        verdict = plan.verdict
        assert plan.urgency == said.urgency
        assert (verdict is Verdict.STOP) or not said.stops
        assert verdict >= Verdict.ASK_FIRST or not said.asks
        assert verdict >= Verdict.ADAPTED or not said.report
        if any(plan.routine not in allowed for allowed in said.only_routines):
            assert verdict >= Verdict.NOT_THIS_WAY
        # Never a bare no: something is offered, or it is a stop, or a yes is owed.
        assert bool(plan.steps) == (verdict <= Verdict.ADAPTED)
        if verdict is Verdict.NOT_THIS_WAY:
            assert plan.instead is not None
            name, where = plan.instead.routine, plan.instead.position
            assert not said.is_barred(where, name)
            assert all(name in allowed for allowed in said.only_routines)
        elif verdict is Verdict.ASK_FIRST:
            assert said.asks
        elif verdict is Verdict.STOP:
            assert plan.instead is None

    def look_at_positions(self, plan):
        for status in plan.positions:
            assert status.is_ok != self.is_barred(status.id, plan.routine)
            assert status.is_ok != bool(status.reasons)
        assert plan.position.is_ok or plan.verdict >= Verdict.NOT_THIS_WAY
        lies_on = BOOK.positions[plan.position.id].lies_on
        if plan.steps and lies_on:
            down = [s.key for s in plan.say if s.key.startswith("free-side-")]
            assert len(down) == 1
            side = down[0].replace("free-side", "side")
            spared = by_the_book.POSITIONS[plan.position.id]["flat_only"]
            assert not self.said.bars(side, spared)

    def is_barred(self, position, routine):
        known = self._steps.get((position, routine))
        if known is None:
            known = self._steps[position, routine] = self.said.is_barred(position, routine)
        return known

    def look_at_reasons(self, plan):
        spoken = {reason.condition for reason in plan.reasons}
        assert self.names <= spoken
        assert spoken <= EXPLAINED

    def look_at_steps(self, plan):
        touch = 0
        for step in plan.steps:
            if not step.regions:
                assert step.pressure == 0
            else:
                regions = BODY.mask(step.regions)
                assert not regions & self.avoided
                assert step.pressure <= min(self.levels, plan.max_pressure)
                assert not step.pressure or not regions & STILL
                for level, where in self.limits:
                    assert step.pressure <= level or not regions & where
            if step.is_touch:
                touch += step.seconds
            if step.action is not Action.KEEP:
                assert step.reasons
                assert set(step.reasons) <= set(plan.reasons)
        assert all(plan.seconds <= most * 60 for most in self.said.minutes)
        return touch

    def look_back(self, before, plan):
        """Check that a finding made nothing less careful than it is for a well person."""
        assert plan.verdict >= before.verdict
        assert plan.max_pressure <= before.max_pressure
        assert LOTIONS.index(plan.lotion.allowed) >= LOTIONS.index(before.lotion.allowed)
        assert set(before.lotion.avoid) <= set(plan.lotion.avoid)
        assert set(before.confirm) <= set(plan.confirm)
        key = (id(plan.steps), id(before.steps))
        if not plan.steps or key in self._steps:
            return
        self._steps[key] = True
        assert plan.seconds <= before.seconds
        pairs = list(zip(before.steps, plan.steps, strict=True))
        assert all(new.pressure <= old.pressure for old, new in pairs)
        if plan.routine not in MOVES and plan.position.id != "high-side":
            assert all(set(new.regions) <= set(old.regions) for old, new in pairs)
        if before is self.well[plan.routine, plan.position.id]:
            assert all(new.reasons or written(new) == written(old) for old, new in pairs)


def written(step):
    """Return what a caregiver does in a step."""
    return step.regions, step.pressure, step.seconds


WELL = {}
for more in (False, True):
    WELL[more] = {
        (routine, position): case.plan(routine, position)
        for case in [Case((), (PRESSURE_2,) if more else ())]
        for routine in BOOK.routines
        for position in BOOK.positions
    }
EXPLAINED = {
    name
    for name, entry in LIBRARY.conditions.items()
    if all((entry.told, entry.why, entry.source, entry.grade))
}


class Count:
    """How many plans were made and checked, and how long each of both took."""

    def __init__(self):
        self.plans = 0
        self.made = 0.0
        self.checked = 0.0

    def look_at(self, case, wishes):
        """Make all plans of a case, then check them, and return them."""
        started = time.process_time()
        plans = [case.plan(*wish) for wish in wishes]
        made = time.process_time()
        for plan in plans:
            case.look_at(plan)
        self.plans += len(plans)
        self.made += made - started
        self.checked += time.process_time() - made
        return plans


@pytest.fixture
def count(request):
    """Counts plans, and hands the figures over to pytest's summary."""
    counted = Count()
    # Plans hold no circles; looking for some among millions takes a quarter of the time.
    gc.disable()
    yield counted
    gc.enable()
    request.node.user_properties += [
        ("plans", counted.plans),
        ("seconds making plans", round(counted.made, 2)),
        ("seconds checking plans", round(counted.checked, 2)),
    ]


ALL = [(routine, position) for routine in BOOK.routines for position in BOOK.positions]
FIRST = [(name, routine.positions[0]) for name, routine in BOOK.routines.items()]


@pytest.mark.parametrize("shard", range(SHARDS))
def test_every_condition_on_every_region(shard, count):
    """Wherever a port, a wound or anything else sits, no routine in any position touches it.

    All 131 conditions, on all 92 regions and on none, with all routines in all positions; and all
    once more with every yes that changes anything, so that what stays behind is looked at.
    """
    for condition in list(CONDITIONS)[shard::SHARDS]:
        for place in PLACES:
            case = Case([(condition, place)])
            count.look_at(case, ALL)
            lifted = Case([(condition, place)], (condition, PRESSURE_2))
            if lifted.day.rulings != case.day.rulings:
                count.look_at(lifted, ALL)


@pytest.mark.parametrize("shard", range(SHARDS))
def test_every_pair_of_conditions(shard, count):
    """Two things found at once are never milder than either of them alone, in whatever order."""
    alone = {
        name: count.look_at(Case([(name, representative(name))]), FIRST) for name in CONDITIONS
    }
    for first, second in list(combinations(CONDITIONS, 2))[shard::SHARDS]:
        findings = [(name, representative(name)) for name in (first, second)]
        case = Case(findings)
        assert case.day.rulings == Case(findings[::-1]).day.rulings
        plans = count.look_at(case, FIRST)
        count.look_at(Case(findings, (first, second, PRESSURE_2)), FIRST)
        # The hospice's word is the one way in which a second finding opens a door.
        if {first, second} == {"unresponsive", "end-of-life"}:
            continue
        for name in (first, second):
            for before, plan in zip(alone[name], plans, strict=True):
                case.look_back(before, plan)
                assert (plan.urgency or 0) >= (before.urgency or 0)


@pytest.mark.parametrize("condition", CONDITIONS)
def test_what_each_rule_says_is_explained(condition):
    """Every reason that a rule gives has a source, a grade and words of its own or its owner's."""
    entry = LIBRARY.conditions[condition]
    assert condition in EXPLAINED
    reasons = Case([(condition, representative(condition))]).plan(*FIRST[0]).reasons
    assert any(reason.condition == condition for reason in reasons)
    for rule in (*entry.rule, *(entry.unknown or ())):
        assert bool(rule.source) == (rule.grade is not None)


def representative(name):
    """Return one place where a condition usually sits, or None for one without a place."""
    usual = LIBRARY.conditions[name].usual
    return None if usual is None else BODY.index[min(by_the_book.read(usual), key=BODY.index.get)]


def test_the_second_reading_knows_the_same_body():
    """Both readings mean the same places by the same words, else they prove nothing."""
    assert set(by_the_book.REGIONS) == set(BODY.index)
    assert by_the_book.CONDITIONS.keys() == CONDITIONS.keys()
    for number, region in enumerate(BODY.regions):
        assert BODY.mask(by_the_book.margin(region.id)) == BODY.around(number)
    assert Effect.AVOID_SITE in {
        reason.effect for reason in Case([("port", 0)]).plan("head-face", "supine").reasons
    }
