# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts a running massage into the log, event by event, and finds one that was interrupted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, Self

import msgspec

from caregiver_guide.domain.body import Side
from caregiver_guide.domain.plan import Action, Effect, PlannedStep, Reason
from caregiver_guide.domain.session import (
    ConsentAnswer,
    Moment,
    SessionMode,
    SessionPlace,
    SessionPosition,
    SessionRecord,
    StepOutcome,
    StepPosition,
    StepRecord,
)
from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.session_course import Course, course_of
from caregiver_guide.storage.errors import StorageError
from caregiver_guide.storage.log import Log

if TYPE_CHECKING:
    from caregiver_guide.services.session_engine import SessionEvent

TOO_OLD_S = 6 * 3600
"""So long after its last sign of life, a massage is not gone on with."""


class _ShownReason(msgspec.Struct):
    condition: str
    region: str | None
    effect: Effect


class _ShownStep(msgspec.Struct):
    id: str
    side: Side | None
    kind: Literal["touch", "care"]
    action: Action
    regions: tuple[str, ...]
    pressure: int
    seconds: int
    reasons: tuple[_ShownReason, ...] = ()
    open_ended: bool = False


class _ShownPlan(msgspec.Struct):
    steps: tuple[_ShownStep, ...]


def planned_steps(plan_json: str) -> tuple[PlannedStep, ...]:
    """Return the steps of a plan in the public format; other text raises ``ValueError``."""
    plan = msgspec.json.decode(plan_json, type=_ShownPlan)
    return tuple(
        PlannedStep(
            id=step.id,
            side=step.side,
            is_touch=step.kind == "touch",
            action=step.action,
            regions=step.regions,
            pressure=step.pressure,
            seconds=step.seconds,
            is_open_ended=step.open_ended,
            reasons=tuple(Reason(one.condition, one.region, one.effect) for one in step.reasons),
        )
        for step in plan.steps
    )


@dataclass(frozen=True, slots=True)
class InterruptedSession:
    """A massage that never ended: what it was, and where it stood at its last sign of life.

    ``steps`` are those that ``position`` tells of; ``plan_steps`` all steps of the plan that was
    shown last, those left out included.
    """

    session: SessionRecord
    steps: tuple[PlannedStep, ...]
    place: SessionPlace
    is_too_old: bool
    plan_steps: tuple[PlannedStep, ...] = ()

    @property
    def position(self) -> SessionPosition:
        """Where to go on."""
        return self.place.position

    @property
    def seen(self) -> Moment:
        """When it was last known to go on."""
        return self.place.seen


def has_waited(since: Moment, now: Moment) -> bool:
    """Whether a rest since then is so long that it is no pause any more: hours, or over midnight.

    A clock that was set back has made no rest long.
    """
    return (now.utc_ms - since.utc_ms) / 1000 > TOO_OLD_S or now.day > since.day


class SessionRecorder:
    """Writes one massage: hand `hear` to the engine as its listener.

    A disk that fails does not end the massage: ``trouble`` tells of it, and the next event, the
    next beat or `retry` writes what is missing. ``interrupted`` is the time of day at which a pause
    that nobody asked for began (the machine slept, the program was killed), while that pause lasts.
    """

    def __init__(
        self,
        log: Log,
        clock: Callable[[], Moment],
        session: SessionRecord,
        course: Course,
        started: Sequence[Moment | None] = (),
    ) -> None:
        self.session = session
        self.trouble: StorageError | None = None
        self.interrupted: Moment | None = None
        self._log = log
        self._clock = clock
        self._steps = course.steps
        pairs = zip(course.done, started, strict=False)
        self._started = {_key(done): moment for done, moment in pairs if moment is not None}
        self._next_plan = ""
        self._plans_heard = len(session.later_plans)
        self._plans: list[tuple[str, Moment]] = []
        self._answers: list[ConsentAnswer] = []
        self._may_have_touched = False
        self._rests_since: Moment | None = None
        self._unwritten: tuple[SessionEvent, Moment] | None = None

    @classmethod
    def begin(
        cls,
        log: Log,
        clock: Callable[[], Moment],
        session: SessionRecord,
        steps: Sequence[PlannedStep],
        *,
        mode: SessionMode = "wait",
        lead_in_s: float = 0.0,
        by: str = "",
    ) -> Self:
        """Write that a massage begins; a `StorageError` here means that nothing was written."""
        course = Course.of(steps)
        position = SessionPosition(0, course.done, mode=mode, lead_in_s=lead_in_s)
        place = SessionPlace("", position, (None,) * len(course.done), clock())
        begun = log.sessions.begin(session, place, by=by)
        return cls(log, clock, begun, course)

    @classmethod
    def resume(cls, log: Log, clock: Callable[[], Moment], interrupted: InterruptedSession) -> Self:
        """Go on writing a massage that was interrupted."""
        position = interrupted.position
        course = Course(interrupted.steps, position.steps, position.index)
        made = cls(log, clock, interrupted.session, course, interrupted.place.started)
        made.interrupted = interrupted.seen
        made._may_have_touched = True
        made._rests_since = interrupted.seen
        return made

    @property
    def is_written(self) -> bool:
        """Whether everything heard so far is on disk."""
        return self._unwritten is None

    def next_plan(self, plan_json: str) -> None:
        """Take the text of the plan that `SessionEngine.replan` is about to be given.

        It is written, as shown from that moment on, with the event that the engine then tells of;
        the plans before it stay as they are.
        """
        self._next_plan = plan_json

    def hear(self, event: SessionEvent) -> None:
        """Write what has just happened."""
        now = self._clock()
        self._steps = event.steps
        if event.progress.state == "running":
            self._started.setdefault(_key(event.position.steps[event.position.index]), now)
            self._may_have_touched |= event.progress.step.is_touch
        self._note_interruption(event, now)
        if event.progress.is_paused:
            self._rests_since = self._rests_since or self.interrupted or now
        elif not event.progress.is_over:
            self._rests_since = None
        if event.position.plan > self._plans_heard:
            self._plans_heard = event.position.plan
            self._plans.append((self._next_plan, now))
        if event.answer is not None:
            self._answers.append(self._answered(event, now))
        self._unwritten = (event, now)
        self.retry()

    def retry(self) -> bool:
        """Write what is not on disk yet; return whether all is."""
        if self._unwritten is None:
            return True
        event, now = self._unwritten
        try:
            with self._log.batch():
                session = self._write(event, now)
        except StorageError as problem:
            self.trouble = problem
            return False
        self.session = session
        self.trouble = None
        self._plans.clear()
        self._answers.clear()
        self._unwritten = None
        return True

    def give_reason(self, reason: str) -> bool:
        """Write at once why the massage is about to stop ("": taken back); return whether it is.

        The end of the massage writes it again, so a disk that fails now loses nothing yet.
        """
        told = replace(self.session, stop_reason=reason or None)
        if told.stop_reason == self.session.stop_reason:
            return True
        try:
            self.session = self._log.sessions.change(told, by=self.session.recorded_by)
        except StorageError:
            self.session = told
            return False
        return True

    def so_far(self, position: SessionPosition) -> SessionRecord:
        """Return the massage as it went up to ``position``, whether it is written or not."""
        return replace(
            self.session,
            steps=_records(self._steps, position, self._started_of(position)),
            touch_seconds=_touched(self._steps, position),
        )

    def _write(self, event: SessionEvent, now: Moment) -> SessionRecord:
        log, session, by = self._log, self.session, self.session.recorded_by
        for answer in self._answers:
            log.consents.add(answer, by=by, happened=answer.happened)
        for plan_json, shown in self._plans:
            session = log.sessions.show_plan(session, plan_json, shown, by=by)
        if event.progress.is_over:
            return log.sessions.end(self._ended(session, event, now), by=by)
        log.sessions.keep_place(self._place(event.position, now))
        return session

    def _note_interruption(self, event: SessionEvent, now: Moment) -> None:
        """Remember the time of day at which a gap began, until the massage goes on."""
        if event.kind == "paused" and event.progress.paused_because in {"gap", "suspend"}:
            self.interrupted = now.later(-event.progress.gap_s)
            self._may_have_touched = True
        elif event.kind in {"paused", "went-on"}:
            self.interrupted = None

    def _answered(self, event: SessionEvent, now: Moment) -> ConsentAnswer:
        assert event.answer is not None  # noqa: S101 - asked by the caller
        return ConsentAnswer(
            person=self.session.person,
            session=self.session.id,
            at_s=int(event.progress.elapsed_s),
            answer=event.answer,
            happened=now,
        )

    def _started_of(self, position: SessionPosition) -> tuple[Moment | None, ...]:
        return tuple(self._started.get(_key(done)) for done in position.steps)

    def _place(self, position: SessionPosition, now: Moment) -> SessionPlace:
        # Of a rest that nobody asked for, its begin was the last sign of life, not its end.
        seen = self.interrupted or now
        return SessionPlace(self.session.id, position, self._started_of(position), seen)

    def _ended(self, session: SessionRecord, event: SessionEvent, now: Moment) -> SessionRecord:
        rests = self._rests_since
        return replace(
            session,
            state="finished" if event.progress.state == "finished" else "stopped",
            # Stopped after a night in pause, it ended where hands were last at work.
            ended=rests if rests is not None and has_waited(rests, now) else now,
            steps=_records(event.steps, event.position, self._started_of(event.position)),
            touch_seconds=_touched(event.steps, event.position),
            # Where the new plan allows nothing, what was seen is why.
            stop_reason=event.progress.stop_reason or session.stop_reason,
            ended_by=event.progress.ended_by,
            is_untouched=not self._may_have_touched,
        )


def find_interrupted(log: Log, now: Moment) -> InterruptedSession | None:
    """Return the massage that never ended, if there is one; nothing is written."""
    place = log.sessions.place()
    if place is None:
        return None
    session = log.sessions.one(place.session)
    if session is None:
        return None
    try:
        plans = [planned_steps(text) for text in log.sessions.plans_json(session)]
        steps = course_of(plans, place.position.steps)
    except ValueError:
        # A plan that this version cannot read, or a place that it does not have, is not gone on
        # with; what was begun is still known.
        return InterruptedSession(session, (), _no_place(session), is_too_old=True)
    if not steps:
        return InterruptedSession(session, (), _no_place(session), is_too_old=True)
    age = (now.utc_ms - place.seen.utc_ms) / 1000
    place = replace(place, position=_numbered(place.position, plans[0]))
    return InterruptedSession(session, steps, place, age > TOO_OLD_S, plans[-1])


def _numbered(position: SessionPosition, plan: Sequence[PlannedStep]) -> SessionPosition:
    """Return a place with the numbers of its steps, where it was written without them."""
    if all(done.number >= 0 for done in position.steps):
        return position
    numbers = [number for number, step in enumerate(plan) if step.is_done]
    pairs = zip(position.steps, numbers, strict=True)
    return replace(position, steps=tuple(replace(done, number=number) for done, number in pairs))


def _key(done: StepPosition) -> tuple[int, int]:
    """Return what a step is known by: a later plan may have the same one again, changed."""
    return done.plan, done.number


def _no_place(session: SessionRecord) -> SessionPlace:
    """Return the place of a massage of which only the begin is still known."""
    return SessionPlace(session.id, SessionPosition(0, ()), (), session.started)


def close_unfinished(log: Log, interrupted: InterruptedSession, *, by: str = "") -> SessionRecord:
    """Write a massage down as unfinished, ended at its last sign of life."""
    position = interrupted.position
    return log.sessions.end(
        replace(
            interrupted.session,
            state="unfinished",
            ended=interrupted.seen,
            steps=_records(interrupted.steps, position, interrupted.place.started, last="stopped"),
            touch_seconds=_touched(interrupted.steps, position),
        ),
        by=by or interrupted.session.recorded_by,
    )


def _touched(steps: Sequence[PlannedStep], position: SessionPosition) -> int:
    pairs = zip(steps, position.steps, strict=True)
    return int(sum(done.seconds for step, done in pairs if step.is_touch))


def _records(
    steps: Sequence[PlannedStep],
    position: SessionPosition,
    started: Sequence[Moment | None],
    last: StepOutcome = "skipped",
) -> tuple[StepRecord, ...]:
    """Return the steps that were come to; ``last`` is the outcome of the one still open."""
    found = []
    for index, (step, done) in enumerate(zip(steps, position.steps, strict=True)):
        if done.outcome is None and not done.seconds:
            continue
        open_outcome = last if index == position.index else "skipped"
        found.append(
            StepRecord(
                step=step.id,
                side=step.side,
                is_touch=step.is_touch,
                regions=step.regions,
                pressure=step.pressure if done.firmest is None else done.firmest,
                planned_seconds=step.seconds,
                seconds=int(done.seconds),
                outcome=done.outcome or open_outcome,
                started=started[index],
                softened_to=None if done.softest == done.firmest else done.softest,
            )
        )
    return tuple(found)
