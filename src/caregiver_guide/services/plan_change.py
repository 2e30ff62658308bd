# SPDX-License-Identifier: GPL-3.0-or-later
"""What a new mark in the middle of a massage changes, in words: step by step, and why."""

from __future__ import annotations

from typing import Literal

import msgspec

from caregiver_guide.domain.body import Side
from caregiver_guide.domain.plan import Action, Plan, PlannedStep, Reason, Verdict
from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.pictures import place_words
from caregiver_guide.services.plan_words import PlanWords, ReasonWords
from caregiver_guide.services.routine_choice import told_first
from caregiver_guide.services.session_recorder import planned_steps
from caregiver_guide.services.session_view import StepWords

ChangeKind = Literal[
    "left-out", "rests", "softer", "fewer-places", "other-length", "comes", "changed"
]


@dataclass(frozen=True, slots=True)
class StepChange:
    """One step that is done differently from now on.

    ``detail`` is the name of the new pressure, or the places that are left; of a step that is
    done in another way ("changed") whatever of both is new; else empty.
    """

    kind: ChangeKind
    title: str
    side: Side | None
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChangeView:
    """What is different from now on. ``may_go_on`` is false where the new plan says not to.

    ``told`` opens it in one sentence. ``says`` and ``confirms`` are only what the plan before did
    not say. ``call`` is whom to call, empty where nobody.
    """

    name: str
    may_go_on: bool
    told: str
    call: str
    steps: tuple[StepChange, ...]
    says: tuple[str, ...]
    confirms: tuple[str, ...]
    reasons: tuple[ReasonWords, ...]

    @property
    def calls_now(self) -> bool:
        """Whether it has to be told whom to call: it is new, or why the massage ends."""
        return bool(self.call) and (not self.may_go_on or self.call in self.says)

    @property
    def is_nothing(self) -> bool:
        """Whether everything goes on as before."""
        return self.may_go_on and not (self.steps or self.says or self.confirms)


class _Before(msgspec.Struct):
    say: tuple[str, ...] = ()
    confirm: tuple[str, ...] = ()


def goes_on(plan: Plan) -> bool:
    """Whether a massage that runs may go on under a plan."""
    return plan.verdict <= Verdict.ADAPTED and any(step.is_done for step in plan.steps)


def plan_change_view(
    words: PlanWords, before: str, plan: Plan, here: int, softer: int = 0
) -> PlanChangeView:
    """Return what ``plan`` changes from its step ``here`` (counted from 0) on.

    ``before`` is the plan that was followed until now, as JSON; without one nothing is compared.
    ``softer`` is by how many levels of pressure the person asked for less: it still holds.
    """
    told = msgspec.json.decode(before or "{}", type=_Before)
    steps = planned_steps(before) if before else ()
    changes = tuple(_changes(words, plan, steps, here, softer)) if goes_on(plan) else ()
    known = set(told.say)
    return PlanChangeView(
        name=words.name,
        may_go_on=goes_on(plan),
        told=words.fill(words.library.files.phrases[f"verdict.{plan.verdict.word}"]),
        call=words.call(plan) or "",
        steps=tuple(change for change, _ in changes),
        says=tuple(said for said in words.says(plan) if said not in known),
        confirms=tuple(one for one in words.confirms(plan) if one not in told.confirm),
        reasons=tuple(words.reason(one) for one in _reasons(plan, changes)),
    )


def _changes(
    words: PlanWords, plan: Plan, before: tuple[PlannedStep, ...], here: int, softer: int
) -> list[tuple[StepChange, PlannedStep]]:
    found = []
    for number, (was, step) in enumerate(zip(before, plan.steps, strict=False)):
        old, new = was.softer_by(softer), step.softer_by(softer)
        if number >= here and not new.is_done_like(old) and (old.is_done or new.is_done):
            found.append((_change(words, plan.routine, old, new), new))
    return found


def _change(words: PlanWords, routine: str, old: PlannedStep, new: PlannedStep) -> StepChange:
    entry = words.library.steps[routine, new.id]
    title = words.fill(entry.title)
    if not new.is_done:
        return StepChange("left-out", title, new.side)
    shown = StepWords(entry, new, words).title
    if not old.is_done:
        return StepChange("comes", shown, new.side)
    if new.action is Action.REST and old.action is not Action.REST:
        return StepChange("rests", title, new.side)
    is_elsewhere = new.regions != old.regions
    level = words.library.files.phrases[f"pressure.{new.pressure}.name"]
    if new.pressure < old.pressure and not is_elsewhere:
        return StepChange("softer", title, new.side, level)
    places = place_words(words, new.regions) if is_elsewhere else ""
    if new.pressure == old.pressure and set(new.regions) < set(old.regions):
        return StepChange("fewer-places", title, new.side, places)
    if new.pressure != old.pressure or is_elsewhere:
        told = (level if new.pressure != old.pressure else "", places)
        return StepChange("changed", shown, new.side, ". ".join(filter(None, told)))
    return StepChange("other-length", shown, new.side)


def _reasons(plan: Plan, changes: tuple[tuple[StepChange, PlannedStep], ...]) -> list[Reason]:
    """Return why: of each changed step, or of the whole plan where it says not to go on."""
    if not goes_on(plan):
        return told_first(plan.reasons)
    return told_first([reason for _, step in changes for reason in step.reasons])
