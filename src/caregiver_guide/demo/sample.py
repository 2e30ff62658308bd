# SPDX-License-Identifier: GPL-3.0-or-later
"""Fill a log with varied sessions of a sample person, always the same for the same number."""

from __future__ import annotations

import json
import random

from caregiver_guide.content.library import Library
from caregiver_guide.domain.plan import Plan, PlannedStep, Verdict
from caregiver_guide.domain.profile import Profile
from caregiver_guide.domain.session import (
    Caregiver,
    Moment,
    Note,
    Person,
    Rating,
    Reaction,
    SessionRecord,
    StepRecord,
)
from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.plan_words import PlanWords, plan_as_json
from caregiver_guide.storage.log import Log

BATCH = 250
A_DAY = 2
NOTES = (
    "Evening suits {name} best.",
    "Left hand first today.",
    "Soft music helped.",
    "Short, because visitors came.",
)


@dataclass(frozen=True, slots=True)
class Sample:
    """Whom the sessions are for, who gave them, and when the newest was."""

    person: Person
    caregiver: Caregiver
    profile: Profile
    now: Moment


def fill(log: Log, library: Library, sample: Sample, count: int) -> None:
    """Add ``count`` (0 or more) sessions that end before ``sample.now``, two a day."""
    chance = random.Random(f"sessions {count}")  # noqa: S311 - variety, not secrecy
    plans = _plans(library, sample.profile)
    words = PlanWords(library, sample.person.name)
    texts = {
        plan.routine: json.dumps(plan_as_json(plan, words), ensure_ascii=False) for plan in plans
    }
    numbers = list(range(count))
    for first in range(0, count, BATCH):
        with log.batch():
            for number in numbers[first : first + BATCH]:
                back = count - number
                day, half = divmod(back - 1, A_DAY)
                hours = 24 * (day + 1) + 5 * half + chance.uniform(-1.5, 1.5)
                started = sample.now.later(-3600 * hours)
                plan = chance.choice(plans)
                _add(log, library, sample, plan, texts[plan.routine], started, chance)


def _plans(library: Library, profile: Profile) -> list[Plan]:
    """Return the plan of every routine that fits the sample person."""
    day = library.planner.day(profile)
    plans = [day.plan_of(routine, None, 10) for routine in library.book.routines]
    return [plan for plan in plans if plan.verdict <= Verdict.ADAPTED]


def _add(
    log: Log,
    library: Library,
    sample: Sample,
    plan: Plan,
    text: str,
    started: Moment,
    chance: random.Random,
) -> None:
    kind = chance.random()
    state = "not-wanted" if kind < 0.05 else "stopped" if kind < 0.12 else "finished"
    steps = _steps([step for step in plan.steps if step.is_done], state, started, chance)
    length = sum(step.seconds for step in steps)
    reasons = [reason.id for reason in library.files.stop_reasons.reason]
    session = log.sessions.add(
        SessionRecord(
            person=sample.person.id,
            caregiver=sample.caregiver.id,
            routine=plan.routine,
            position=plan.position.id,
            minutes_asked=10,
            started=started,
            ended=None if state == "not-wanted" else started.later(length),
            state=state,  # type: ignore[arg-type]  # three of the words of SessionState
            steps=steps,
            touch_seconds=sum(step.seconds for step in steps if step.is_touch),
            stop_reason=chance.choice(reasons[-4:]) if state == "stopped" else None,
            plan_json=text,
            happened=started,
        ),
        by=sample.caregiver.id,
        happened=started,
    )
    if state != "not-wanted":
        _rate(log, sample, session, chance)
        _react(log, library, sample, session, steps, chance)


def _steps(
    planned: list[PlannedStep], state: str, started: Moment, chance: random.Random
) -> tuple[StepRecord, ...]:
    if state == "not-wanted":
        return ()
    last = len(planned) - 1
    if state == "stopped":
        last = chance.randint(min(2, last), last)
    found = []
    at = 0
    for number, step in enumerate(planned[: last + 1]):
        is_cut = state == "stopped" and number == last
        seconds = max(1, int(step.seconds * (chance.uniform(0.2, 0.8) if is_cut else 1)))
        found.append(
            StepRecord(
                step=step.id,
                side=step.side,
                is_touch=step.is_touch,
                regions=step.regions,
                pressure=step.pressure,
                planned_seconds=step.seconds,
                seconds=seconds,
                outcome="stopped" if is_cut else "done",
                started=started.later(at),
            )
        )
        at += seconds
    return tuple(found)


def _rate(log: Log, sample: Sample, session: SessionRecord, chance: random.Random) -> None:
    watched = chance.random() < 0.15
    for question in ("pain", "worry", "tiredness"):
        before = chance.randint(2, 8)
        change = chance.choice((-3, -2, -2, -1, -1, 0, 0, 1))
        after = max(0, min(10, before + change))
        for when, value in (("before", before), ("after", after)):
            declined = chance.random() < 0.04
            log.ratings.add(
                Rating(
                    person=sample.person.id,
                    session=session.id,
                    question=question,
                    when=when,  # type: ignore[arg-type]  # before and after
                    value="declined" if declined else value,
                    source="watched" if watched else "asked",
                    minutes_since_hands_off=chance.randint(1, 12) if when == "after" else None,
                ),
                by=sample.caregiver.id,
                happened=session.ended or session.started,
            )


def _react(
    log: Log,
    library: Library,
    sample: Sample,
    session: SessionRecord,
    steps: tuple[StepRecord, ...],
    chance: random.Random,
) -> None:
    happened = (session.ended or session.started).later(60)
    if chance.random() < 0.12:
        mild = [r for r in library.files.reactions.reaction if r.kind in ("good", "usual", "watch")]
        reaction = chance.choice(mild)
        touched = [region for step in steps for region in step.regions]
        regions = (chance.choice(touched),) if reaction.asks_place and touched else ()
        log.reactions.add(
            Reaction(
                person=sample.person.id,
                session=session.id,
                what=reaction.id,
                severity="comfort" if reaction.kind == "good" else "minor",
                regions=regions,
                what_done="Rested the hands.",
            ),
            by=sample.caregiver.id,
            happened=happened,
        )
    if chance.random() < 0.1:
        note = chance.choice(NOTES).replace("{name}", sample.person.name)
        log.notes.add(
            Note(person=sample.person.id, session=session.id, text=note),
            by=sample.caregiver.id,
            happened=happened,
        )
