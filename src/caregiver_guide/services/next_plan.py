# SPDX-License-Identifier: GPL-3.0-or-later
"""What is different in the next plan, whichever massage is chosen: two profiles, compared."""

from __future__ import annotations

import json
from dataclasses import replace

from caregiver_guide.domain.body import Side
from caregiver_guide.domain.plan import Plan, Verdict
from caregiver_guide.domain.profile import Profile
from caregiver_guide.domain.rulings import Rulings
from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.plan_change import StepChange, plan_change_view
from caregiver_guide.services.plan_words import PlanWords, plan_as_json
from caregiver_guide.services.routine_choice import default_minutes, mildest_plan


@dataclass(frozen=True, slots=True)
class MassageChange:
    """One massage that goes another way now, step by step."""

    name: str
    steps: tuple[StepChange, ...]


@dataclass(frozen=True, slots=True)
class NextPlan:
    """What is different from before. ``told`` says how any massage stands now.

    ``comes`` are the massages that can be given now and could not before, ``goes`` those that
    cannot any more, ``changes`` those that are given in another way.
    """

    name: str
    told: str
    may_begin: bool
    could_begin: bool
    comes: tuple[str, ...] = ()
    goes: tuple[str, ...] = ()
    changes: tuple[MassageChange, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether nothing is different."""
        is_other = self.may_begin != self.could_begin
        return not (is_other or self.comes or self.goes or self.changes)


def next_plan(words: PlanWords, before: Profile, after: Profile) -> NextPlan:
    """Return what ``after`` changes against ``before``, over every massage there is."""
    planner, routines = words.library.planner, words.library.book.routines
    then, now = planner.rulings(before), planner.rulings(after)
    comes, goes, changes = [], [], []
    verdicts = []
    for routine in routines:
        was = _plan(words, then, before, routine)
        plan = _plan(words, now, after, routine)
        verdicts.append(plan.verdict)
        name = words.library.routines[routine].name
        if _is_given(plan) and not _is_given(was):
            comes.append(name)
        elif _is_given(was) and not _is_given(plan):
            goes.append(name)
        elif _is_given(plan) and (steps := _steps(words, was, plan)):
            changes.append(MassageChange(name, steps))
    may_begin = not (now.stops or now.asks)
    phrase = words.library.files.phrases[f"verdict.{min(verdicts, default=Verdict.STOP).word}"]
    return NextPlan(
        name=words.name,
        told="" if may_begin else words.fill(phrase),
        may_begin=may_begin,
        could_begin=not (then.stops or then.asks),
        comes=tuple(comes),
        goes=tuple(goes),
        changes=tuple(changes),
    )


def _plan(words: PlanWords, rulings: Rulings, profile: Profile, routine: str) -> Plan:
    minutes = default_minutes(profile.is_first_session)
    return mildest_plan(words, rulings, profile, routine, minutes)


def _is_given(plan: Plan) -> bool:
    return plan.verdict <= Verdict.ADAPTED and any(step.is_done for step in plan.steps)


def _steps(words: PlanWords, was: Plan, plan: Plan) -> tuple[StepChange, ...]:
    before = json.dumps(plan_as_json(was, words), ensure_ascii=False)
    return _sides_joined(plan_change_view(words, before, plan, 0).steps)


def _sides_joined(steps: tuple[StepChange, ...]) -> tuple[StepChange, ...]:
    """Return each change once where it is the same on both sides."""
    sides: dict[StepChange, set[Side | None]] = {}
    for step in steps:
        sides.setdefault(replace(step, side=None), set()).add(step.side)
    return tuple(
        replace(step, side=next(iter(found)) if len(found) == 1 else None)
        for step, found in sides.items()
    )
