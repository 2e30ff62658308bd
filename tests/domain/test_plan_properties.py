# SPDX-License-Identifier: GPL-3.0-or-later
"""What must hold for every plan, whatever is found on a person."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caregiver_guide.content.library import load_library
from caregiver_guide.domain.conditions import Kind
from caregiver_guide.domain.plan import Action, Effect, Verdict
from caregiver_guide.domain.planner import Planner
from caregiver_guide.domain.profile import GENERAL_CLEARANCES, Clearance, Finding, Profile
from caregiver_guide.domain.rulebook import DEFAULTS
from caregiver_guide.domain.rulings import rulings_of
from caregiver_guide.paths import resource_dir

LIBRARY = load_library(resource_dir())
BOOK = LIBRARY.book
BODY = BOOK.body
PLANNER = LIBRARY.planner
TODAY = date(2026, 11, 21)

CONDITIONS = [name for name, c in BOOK.conditions.items() if c.kind is not Kind.DEFAULT]
QUIET = [
    name
    for name in CONDITIONS
    if not any(rule.stop or rule.asks_first for rule in BOOK.conditions[name].rules)
]
ALTERNATIVES = {"vigil"}
"""Routines whose places move to what is free: the plan may then touch another place."""

days = st.integers(-400, 40).map(lambda n: TODAY + timedelta(days=n))
places = st.lists(st.integers(0, len(BODY.regions) - 1), max_size=3).map(
    lambda numbers: sum(1 << n for n in set(numbers))
)


@st.composite
def findings(draw, names=CONDITIONS):
    condition = draw(st.sampled_from(names))
    since = draw(st.none() | days)
    until = draw(st.none() | days)
    if since is not None and until is not None and until < since:
        since, until = until, since
    return Finding(condition, draw(places), since, until)


clearances = st.builds(
    Clearance,
    st.sampled_from([*CONDITIONS, *GENERAL_CLEARANCES]),
    st.just("Dr Ruiz"),
    days,
    st.none() | days,
)


@st.composite
def profiles(draw):
    # Half of all profiles hold only what lets a session go on, so that steps are looked at too.
    names = draw(st.sampled_from([CONDITIONS, QUIET]))
    found = draw(st.lists(findings(names), max_size=12))
    cleared = draw(st.lists(clearances, max_size=3))
    if draw(st.booleans()):
        cleared += [Clearance(f.condition, "Dr Ruiz", TODAY) for f in found]
    return Profile(
        on=TODAY,
        findings=tuple(found),
        clearances=tuple(cleared),
        giver=draw(st.sampled_from(["family", "family", "aide"])),
        allergies=tuple(draw(st.lists(st.sampled_from(["nut", "latex"]), max_size=2))),
        drinks=draw(st.sampled_from(["ask", "free", "limit", "none"])),
        is_first_session=draw(st.booleans()),
    )


routines = st.sampled_from(list(BOOK.routines))
positions = st.none() | st.sampled_from(list(BOOK.positions))
minutes = st.none() | st.integers(3, 20)
many = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))


def regions_of(plan):
    return {region for step in plan.steps for region in step.regions}


@many
@given(profiles(), routines, positions, minutes)
def test_hands_never_touch_what_is_avoided(profile, routine, position, asked):
    """No region that any finding avoids, and none that nobody may massage, is ever touched."""
    plan = PLANNER.plan(profile, routine, position, asked)
    touched = BODY.mask(regions_of(plan))

    assert not touched & rulings_of(BOOK, profile).avoided
    assert not touched & (BODY.never | BODY.private)
    cleared = any(c.names == "legs" and c.counts_on(TODAY) for c in profile.clearances)
    assert cleared or not touched & BODY.legs
    for step in plan.steps:
        if BODY.mask(step.regions) & BODY.still_only:
            assert step.pressure == 0


@many
@given(profiles(), routines, positions, minutes)
def test_hands_never_press_harder_than_the_lowest_limit(profile, routine, position, asked):
    """The lowest limit on any place of a step is the limit of the step, and 2 of everything."""
    plan = PLANNER.plan(profile, routine, position, asked)
    limits = rulings_of(BOOK, profile).pressure

    for step in plan.steps:
        assert step.pressure <= min(2, plan.max_pressure)
        for level, where, _ in limits:
            if BODY.mask(step.regions) & where:
                assert step.pressure <= level


@many
@given(profiles(), routines, positions)
def test_nobody_lies_on_a_marked_place(profile, routine, position):
    """A position in use bears no marked place of a rule that says keep weight off."""
    plan = PLANNER.plan(profile, routine, position)
    if plan.verdict > Verdict.ADAPTED:
        return
    chosen = BOOK.positions[plan.position.id]
    if chosen.moves_nobody or chosen.lies_on:
        return
    rulings = rulings_of(BOOK, profile)
    for marked, _ in rulings.off_marked:
        assert not marked & chosen.bears
    assert all(name != chosen.id for name, _ in rulings.no_positions)


@many
@given(profiles(), findings(), routines, st.sampled_from(list(BOOK.positions)), minutes)
def test_one_more_finding_never_makes_a_plan_milder(profile, more, routine, position, asked):
    """Whatever else is found, nothing gets less careful than it was before."""
    worse = replace(profile, findings=(*profile.findings, more))
    before = PLANNER.plan(profile, routine, position, asked)
    after = PLANNER.plan(worse, routine, position, asked)
    if {"unresponsive", "end-of-life"} <= {f.condition for f in worse.findings}:
        return

    assert after.verdict >= before.verdict
    assert (after.urgency or 0) >= (before.urgency or 0)
    assert after.max_pressure <= before.max_pressure
    assert set(before.confirm) <= set(after.confirm)
    assert set(before.lotion.avoid) <= set(after.lotion.avoid)
    assert set(before.lotion.not_on) <= set(after.lotion.not_on)
    order = ("any", "water-based", "none")
    assert order.index(after.lotion.allowed) >= order.index(before.lotion.allowed)
    for old, new in zip(before.positions, after.positions, strict=True):
        assert old.is_ok or not new.is_ok
    if after.verdict > Verdict.ADAPTED:
        return
    assert after.seconds <= before.seconds
    moves = routine in ALTERNATIVES or routine in ("hand-sandwich", "three-minute")
    if not moves and position != "high-side":
        assert regions_of(after) <= regions_of(before)
        pairs = zip(before.steps, after.steps, strict=True)
        assert all(new.pressure <= old.pressure for old, new in pairs)


@many
@given(profiles(), routines, positions, st.randoms(use_true_random=False))
def test_the_order_of_findings_does_not_matter(profile, routine, position, random):
    """The same findings in any order, or given twice, make the same plan."""
    shuffled = [*profile.findings, *profile.findings]
    random.shuffle(shuffled)
    other = replace(profile, findings=tuple(shuffled))

    assert PLANNER.plan(other, routine, position) == PLANNER.plan(profile, routine, position)


@many
@given(profiles(), routines, positions, minutes)
def test_nothing_is_changed_without_a_reason(profile, routine, position, asked):
    """Every change has a reason with words, source and grade, and every finding is spoken of."""
    plan = PLANNER.plan(profile, routine, position, asked)

    for reason in plan.reasons:
        entry = LIBRARY.conditions[reason.condition]
        assert all((entry.told, entry.source, entry.grade))
    spoken = {reason.condition for reason in plan.reasons}
    assert set(rulings_of(BOOK, profile).counting) <= spoken
    if plan.verdict not in (Verdict.GO,):
        assert plan.reasons
    for step in plan.steps:
        if step.action is not Action.KEEP:
            assert step.reasons
            assert set(step.reasons) <= set(plan.reasons)
    for status in plan.positions:
        assert status.is_ok != bool(status.reasons)


@many
@given(profiles(), routines, positions, minutes)
def test_there_is_never_a_bare_no(profile, routine, position, asked):
    """Unless it is a stop or a clearance is owed, steps or something else are offered."""
    plan = PLANNER.plan(profile, routine, position, asked)
    if plan.verdict is Verdict.NOT_THIS_WAY:
        assert plan.instead is not None
        other = PLANNER.plan(profile, plan.instead.routine, plan.instead.position)
        assert other.verdict <= Verdict.ADAPTED
    if plan.verdict <= Verdict.ADAPTED:
        assert sum(step.seconds for step in plan.steps if step.is_touch) >= 60
    else:
        assert plan.steps == ()
    assert 0 <= plan.seconds <= 1200


@many
@given(profiles(), clearances, routines, st.sampled_from(list(BOOK.positions)))
def test_a_clearance_never_makes_a_plan_stricter(profile, cleared, routine, position):
    """Somebody's yes can only lift what it names."""
    with_yes = replace(profile, clearances=(*profile.clearances, cleared))
    before = PLANNER.plan(profile, routine, position)
    after = PLANNER.plan(with_yes, routine, position)

    assert after.verdict <= before.verdict
    assert (after.urgency or 0) <= (before.urgency or 0)


@many
@given(st.sampled_from(CONDITIONS), routines)
def test_a_zone_without_a_place_is_never_passed_over(condition, routine):
    """A zone whose place is unknown asks first, or counts for every place it may be."""
    found = BOOK.conditions[condition]
    if found.kind is not Kind.ZONE:
        return
    plan = PLANNER.plan(Profile(on=TODAY, findings=(Finding(condition),)), routine)

    assert any(reason.condition == condition for reason in plan.reasons)
    if found.waits_for_mark:
        assert plan.verdict >= Verdict.ASK_FIRST
        cleared = Profile(
            on=TODAY,
            findings=(Finding(condition),),
            clearances=(Clearance(condition, "Dr Ruiz", TODAY),),
        )
        assert PLANNER.plan(cleared, routine).verdict >= Verdict.ASK_FIRST


@many
@given(profiles(), st.sampled_from(QUIET), routines)
def test_an_unknown_place_counts_beside_all_else(profile, condition, routine):
    """Among any other findings, a zone without a place still asks, or keeps hands away."""
    if BOOK.conditions[condition].kind is not Kind.ZONE:
        return
    more = replace(profile, findings=(*profile.findings, Finding(condition)))
    plan = PLANNER.plan(more, routine)

    assert any(reason.condition == condition for reason in plan.reasons)
    if BOOK.conditions[condition].waits_for_mark:
        assert plan.verdict >= Verdict.ASK_FIRST
    else:
        # Whatever it is and wherever it sits, hands stay off all that they stayed off before.
        assert not rulings_of(BOOK, profile).avoided & ~rulings_of(BOOK, more).avoided


@pytest.mark.parametrize("strange", ["finding", "routine", "position"])
def test_an_id_that_nobody_knows_is_an_error(strange):
    """A name without a rule is never passed over in silence."""
    names = {"finding": "port", "routine": "m-hand", "position": "supine", strange: "no-such-id"}
    profile = Profile(on=TODAY, findings=(Finding(names["finding"]),))

    with pytest.raises(KeyError):
        PLANNER.plan(profile, names["routine"], names["position"])


@many
@given(profiles(), routines, st.sampled_from(list(BOOK.positions)), minutes)
def test_what_was_planned_before_changes_no_plan(profile, routine, position, asked):
    """A plan depends on its own day alone, not on who was planned for before, or what else."""
    fresh = Planner(BOOK).plan(profile, routine, position, asked)
    day = PLANNER.day(profile)
    for other in BOOK.routines:
        day.plan_of(other)

    assert day.plan_of(routine, position, asked) == fresh
    assert PLANNER.plan(profile, routine, position, asked) == fresh


@many
@given(profiles(), routines, st.sampled_from(list(BOOK.positions)), minutes)
def test_each_step_that_differs_says_why(profile, routine, position, asked):
    """Against the same routine for a well person, no step is other without a reason of its own."""
    well = Profile(on=TODAY, clearances=profile.clearances)
    plan = PLANNER.plan(profile, routine, position, asked)
    usual = PLANNER.plan(well, routine, position)
    if not plan.steps or not usual.steps:
        return
    for old, new in zip(usual.steps, plan.steps, strict=True):
        same = (old.regions, old.pressure, old.seconds) == (new.regions, new.pressure, new.seconds)
        # The free side of the bed is named in a sentence of its own, and turns all steps with it.
        assert same or new.reasons or position == "high-side"


@many
@given(routines, positions)
def test_a_well_person_gets_the_routine_as_written(routine, position):
    """With nothing found, the first position and the whole routine are a good fit."""
    plan = PLANNER.plan(Profile(on=TODAY), routine, position)
    if position in (None, BOOK.routines[routine].positions[0]):
        assert plan.verdict is Verdict.GO
        assert plan.seconds == BOOK.routines[routine].seconds
        assert all(reason.effect is Effect.NOTE for reason in plan.reasons)


def test_every_default_rule_has_words():
    """The rules for everybody are explained like every other."""
    for name in DEFAULTS:
        entry = LIBRARY.conditions[name]
        assert all((entry.told, entry.why, entry.source, entry.grade))


@many
@given(profiles(), days, routines, st.sampled_from(list(BOOK.positions)), minutes)
def test_a_night_in_between_makes_no_step_freer(profile, on, routine, position, asked):
    """Of two days' plans hands follow the stricter one in each place, level and minute."""
    plans = [
        PLANNER.plan(one, routine, position, asked) for one in (profile, replace(profile, on=on))
    ]
    both = plans[0].careful_as(plans[1])
    order = ("any", "water-based", "none")

    assert both.verdict == max(plan.verdict for plan in plans)
    for plan in plans if both.verdict <= Verdict.ADAPTED else ():
        for old, new in zip(plan.steps, both.steps, strict=True):
            assert old.is_done or not new.is_done
            assert set(new.regions) <= set(old.regions)
            assert not new.is_done or new.pressure <= old.pressure
            assert new.seconds <= old.seconds
        assert order.index(both.lotion.allowed) >= order.index(plan.lotion.allowed)
        assert set(both.lotion.avoid) >= set(plan.lotion.avoid)
        assert set(both.lotion.not_on) >= set(plan.lotion.not_on)
        assert set(both.confirm) >= set(plan.confirm)
        said = {one.key: one.note for one in both.say}
        assert [key for key in said if key.startswith("verdict.")] == [
            f"verdict.{both.verdict.word}"
        ]
        if any(one.key == "lotion.not-on" for one in plan.say):
            assert said["lotion.not-on"] == ", ".join(both.lotion.not_on)
        assert "drink-offer" not in said or any(one.key == "drink-offer" for one in plan.say)
