# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps of a running massage in order: what was done under earlier plans, then what is left.

While nothing changes, these are the steps of the plan that take place. When a place is marked in
the middle, `Course.under` keeps what was done as it was done, and takes the rest from the new plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from caregiver_guide.domain.plan import PlannedStep
from caregiver_guide.domain.session import StepOutcome, StepPosition
from caregiver_guide.domain.values import dataclass


def outcome_of(step: PlannedStep, done: StepPosition) -> StepOutcome:
    """Return what became of a step that is left: done if half of its time or more was given."""
    return "done" if max(done.seconds, done.visit) * 2 >= step.seconds else "skipped"


def course_of(
    plans: Sequence[Sequence[PlannedStep]], done: Sequence[StepPosition]
) -> tuple[PlannedStep, ...]:
    """Return the steps that ``done`` tells of, each from the plan that it belongs to.

    ``plans`` are all plans of the session, the first one first. A place that none of them has
    raises ``ValueError``.
    """
    try:
        if any(place.number < 0 for place in done):
            # Written before places had numbers: there was one plan, and these are its steps.
            (plan,) = plans
            steps = tuple(step for step in plan if step.is_done)
            return tuple(step for step, _ in zip(steps, done, strict=True))
        return tuple(plans[place.plan][place.number] for place in done)
    except IndexError as problem:
        raise ValueError("a step belongs to no plan of this session") from problem


@dataclass(frozen=True, slots=True)
class Course:
    """Steps, how far each has come, and the ``index`` of the one shown.

    Closed steps stand before the one shown; nobody returns to them.
    """

    steps: tuple[PlannedStep, ...]
    done: tuple[StepPosition, ...]
    index: int

    @classmethod
    def of(cls, plan: Sequence[PlannedStep]) -> Course:
        """Return the steps of a first plan that take place; none at all is a ``ValueError``."""
        pairs = [
            (step, StepPosition(number=number)) for number, step in enumerate(plan) if step.is_done
        ]
        if not pairs:
            raise ValueError("a massage needs a step")
        return cls(tuple(step for step, _ in pairs), tuple(done for _, done in pairs), 0)

    def under(self, plan: Sequence[PlannedStep], plan_index: int) -> Course | None:
        """Return the steps as a new plan has them; ``None`` when it leaves nothing to do now.

        What was done stands with its own places and pressure. A step that the new plan changes is
        closed where time was given to it; the one shown then begins anew with the time it had left.
        Steps of another routine raise ``ValueError``.
        """
        self._check(plan)
        past = list(self._past(plan, plan_index))
        rest = list(self._rest(plan, plan_index))
        if not rest:
            return None
        pairs = past + rest
        return Course(tuple(step for step, _ in pairs), tuple(done for _, done in pairs), len(past))

    def closed(self, plan: Sequence[PlannedStep], plan_index: int) -> Course:
        """Return what was done, where the new plan leaves nothing to do."""
        pairs = [pair for pair in self._past(plan, plan_index) if _has_come(pair[1])]
        pairs = pairs or [(self.steps[self.index], replace(self.done[self.index], is_closed=True))]
        return Course(
            tuple(step for step, _ in pairs), tuple(done for _, done in pairs), len(pairs) - 1
        )

    def _check(self, plan: Sequence[PlannedStep]) -> None:
        for step, done in zip(self.steps, self.done, strict=True):
            if plan and (done.number >= len(plan) or plan[done.number].id != step.id):
                raise ValueError("a new plan is for the routine that runs")

    def _past(
        self, plan: Sequence[PlannedStep], plan_index: int
    ) -> Iterator[tuple[PlannedStep, StepPosition]]:
        """Yield what stands before the step shown: as it was, and what is closed from now on."""
        for index, (step, done) in enumerate(zip(self.steps, self.done, strict=True)):
            if done.is_closed:
                yield step, done
            elif plan and plan[done.number].is_done_like(step):
                if index < self.index:
                    yield step, done
            elif index == self.index and done.seconds > 0:
                yield step, replace(done, outcome="stopped", is_closed=True)
            elif _has_come(done):
                outcome = done.outcome or outcome_of(step, done)
                yield step, replace(done, outcome=outcome, is_closed=True)

    def _rest(
        self, plan: Sequence[PlannedStep], plan_index: int
    ) -> Iterator[tuple[PlannedStep, StepPosition]]:
        """Yield the steps from the one shown on, as the new plan has them."""
        before = {
            done.number: (step, done)
            for step, done in zip(self.steps, self.done, strict=True)
            if not done.is_closed
        }
        here = self.done[self.index]
        for number, step in enumerate(plan):
            if number < here.number or not step.is_done:
                continue
            if number in before and step.is_done_like(before[number][0]):
                yield before[number]
                continue
            fresh = StepPosition(plan=plan_index, number=number)
            if number == here.number:
                fresh = replace(fresh, visit=min(here.visit, step.seconds), extra=here.extra)
            yield step, fresh


def _has_come(done: StepPosition) -> bool:
    return done.seconds > 0 or done.outcome is not None
