# SPDX-License-Identifier: GPL-3.0-or-later
"""Once somebody's yes has lifted a rule, nobody is told that rule any more."""

import re
from datetime import date, timedelta
from itertools import chain, combinations

import pytest

from caregiver_guide.content.library import load_library
from caregiver_guide.domain.plan import Verdict
from caregiver_guide.domain.profile import LEGS, Clearance, Finding, Profile
from caregiver_guide.paths import resource_dir
from caregiver_guide.services.check_in import check_result
from caregiver_guide.services.plan_words import PlanWords, plan_as_json

DAY = date(2026, 11, 21)
LIBRARY = load_library(resource_dir())
BOOK = LIBRARY.book
WORDS = PlanWords(LIBRARY, "Pat", "112")
LIFTABLE = {
    name: condition
    for name, condition in BOOK.conditions.items()
    if any(rule.lifted_by for rule in (*condition.rules, *(condition.unknown or ())))
    and LIBRARY.conditions[name].kind != "default"
}
OPPOSITE = re.compile(r"(^|[.!?] )(No massage|Get help|Call |Ask the )")
"""Sentences that no massage begins with, whoever it is for."""


def yes(*names):
    return tuple(Clearance(name, "Dr Ruiz", DAY) for name in names)


def rules_of(condition):
    return (*condition.rules, *(condition.unknown or ()))


def lifting(condition):
    """Return every set of clearances that lifts something of one condition."""
    names = sorted({name for rule in rules_of(condition) for name in rule.lifted_by})
    return chain.from_iterable(combinations(names, n) for n in range(1, len(names) + 1))


def profiles(name, cleared):
    """One person with the condition and those sets of clearances, without a place and with some."""
    others = {rule.lifted_only_with for rule in rules_of(LIFTABLE[name])} - {None}
    own = LIBRARY.conditions[name].usual
    usual = 0 if own is None else BOOK.body.groups.get(own, 0)
    places = {0, usual, *(1 << BOOK.body.index[r] for r in ("chest.R", "calf.L", "scalp"))}
    for marked in sorted(places):
        found = (Finding(name, marked, until=DAY), *(Finding(other) for other in sorted(others)))
        for also in ((), (LEGS,)):
            yield Profile(DAY, found, yes(*cleared, *also))


def strings(value):
    """Return every text of a plan in the public format."""
    if isinstance(value, str):
        return {value}
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return set().union(*(strings(each) for each in inner))


def lifted_words(name, cleared):
    """Return the sentences of rules that these clearances lift, and of no other."""
    entry = LIBRARY.conditions[name]
    rules = [*entry.rule, *(entry.unknown or ())]
    lifts = {r.number: set(r.lifted_by) & set(cleared) for r in rules_of(LIFTABLE[name])}
    lifted = {rule.told for number, rule in enumerate(rules) if lifts[number]}
    kept = {rule.told for number, rule in enumerate(rules) if not lifts[number]}
    own = {entry.told} if entry.told_cleared else set()
    return {WORDS.fill(text) for text in (lifted | own) - kept - {None}}


@pytest.mark.parametrize("name", LIFTABLE)
def test_a_massage_that_may_be_given_is_never_forbidden_in_words(name):
    """No plan, and no result of the check, tells a sentence of a rule that has been lifted."""
    given = 0
    for cleared in lifting(LIFTABLE[name]):
        gone = lifted_words(name, cleared)
        for profile in profiles(name, cleared):
            day = LIBRARY.planner.day(profile)
            for routine in BOOK.routines:
                plan = day.plan_of(routine)
                if plan.verdict <= Verdict.ADAPTED:
                    given += 1
                    told = strings(plan_as_json(plan, WORDS))
                    assert not told & gone, (routine, told & gone)
                    assert not [text for text in WORDS.says(plan) if OPPOSITE.search(text)]
            result = check_result(LIBRARY, profile, WORDS)
            if result.may_go_on:
                shown = {line.text for line in (*result.first, *result.changes)}
                assert not shown & gone
                assert not [text for text in shown if OPPOSITE.search(text)]
    assert given, "a yes lifts it, and still no massage is possible"


@pytest.mark.parametrize("name", LIFTABLE)
def test_what_forbids_is_still_told_without_the_yes(name):
    """Until somebody has said yes, the sentences are those of the condition itself."""
    told = WORDS.fill(LIBRARY.conditions[name].told)
    for profile in profiles(name, ()):
        plan = LIBRARY.planner.plan(profile, "vigil")
        assert told in WORDS.says(plan)
        result = check_result(LIBRARY, profile, WORDS)
        assert result.reasons


def test_a_yes_for_one_of_two_places_keeps_the_strict_words():
    """Seeds whose day has come, and others whose day has not: nobody is told that all is fine."""
    later = Finding("radiation-inside", until=DAY + timedelta(days=9))
    both = (Finding("radiation-inside", until=DAY), later)
    for findings in (both, tuple(reversed(both))):
        plan = LIBRARY.planner.plan(Profile(DAY, findings, yes("radiation-inside")), "m-hand")
        assert plan.verdict is Verdict.STOP
        assert any("No massage until" in text for text in WORDS.says(plan))


@pytest.mark.parametrize("routine", BOOK.routines)
def test_lotion_is_not_spoken_of_where_none_is_used(routine):
    """Still hands need no label read; the limits themselves stay in the plan."""
    profile = Profile(DAY, (Finding("oxygen-tubing"), Finding("foot-diabetes")), allergies=("nut",))
    plan = LIBRARY.planner.plan(profile, routine)
    spoken = [one.key for one in plan.say if one.key.startswith("lotion.")]

    assert plan.verdict <= Verdict.ADAPTED
    assert plan.lotion.allowed == "water-based"
    assert "nut-oil" in plan.lotion.avoid
    assert bool(spoken) == LIBRARY.routines[routine].lotion


def plans(profile):
    planner = LIBRARY.planner
    return [
        plan_as_json(planner.plan(profile, routine), WORDS)
        for routine in ("m-hand", "foot-comfort")
    ]


@pytest.mark.parametrize(
    "name",
    sorted(
        set(LIFTABLE)
        & {
            n
            for c in LIFTABLE.values()
            for n in (name for rule in rules_of(c) for name in rule.lifted_by)
        }
    ),
)
def test_a_yes_says_nothing_of_a_mark_that_came_later(name):
    """The nurse allowed hands near the old port; the new one she has not seen."""
    place = 1 << BOOK.body.index["hand-back.R"]
    mark = Finding(name, place, until=DAY, noted=2000)
    before = (Clearance(name, "Dr Ruiz", DAY, noted=1000),)
    after = (Clearance(name, "Dr Ruiz", DAY, noted=2000),)
    assert plans(Profile(DAY, (mark,), before)) == plans(Profile(DAY, (mark,)))
    assert plans(Profile(DAY, (mark,), after)) == plans(Profile(DAY, (mark,), yes(name)))
