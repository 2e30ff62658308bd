# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts a running massage into the log, event by event, and finds one that was interrupted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Self

import msgspec

from caregiver_guide.domain.body import Side
from caregiver_guide.domain.plan import Action, Effect, PlannedStep, Reason
from caregiver_guide.domain.session import (
    Moment,
    SessionPlace,
    SessionPosition,
    SessionRecord,
    StepOutcome,
    StepPosition,
    StepRecord,
)
from caregiver_guide.services.session_engine import SessionEvent
from caregiver_guide.storage.errors import StorageError
from caregiver_guide.storage.log import Log

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
    """A massage that never ended: what it was, and where it stood at its last sign of life."""

    session: SessionRecord
    steps: tuple[PlannedStep, ...]
    place: SessionPlace
    is_too_old: bool

    @property
    def position(self) -> SessionPosition:
        """Where to go on."""
        return self.place.position

    @property
    def seen(self) -> Moment:
        """When it was last known to go on."""
        return self.place.seen


class SessionRecorder:
    """Writes one massage: hand `hear` to the engine as its listener.

    A disk that fails does not end the massage: ``trouble`` tells of it, and the next event, the
    next beat or `retry` writes what is missing.
    """

    def __init__(
        self,
        log: Log,
        clock: Callable[[], Moment],
        session: SessionRecord,
        steps: Sequence[PlannedStep],
        started: Sequence[Moment | None] = (),
    ) -> None:
        self.session = session
        self.trouble: StorageError | None = None
        self._log = log
        self._clock = clock
        self._steps = _done_steps(steps)
        self._started = list(started) or [None] * len(self._steps)
        self._unwritten: tuple[SessionEvent, Moment] | None = None

    @classmethod
    def begin(
        cls,
        log: Log,
        clock: Callable[[], Moment],
        session: SessionRecord,
        steps: Sequence[PlannedStep],
        *,
        by: str = "",
    ) -> Self:
        """Write that a massage begins; a `StorageError` here means that nothing was written."""
        done = _done_steps(steps)
        position = SessionPosition(0, tuple(StepPosition() for _ in done))
        place = SessionPlace("", position, (None,) * len(done), clock())
        begun = log.sessions.begin(session, place, by=by)
        return cls(log, clock, begun, steps)

    @classmethod
    def resume(cls, log: Log, clock: Callable[[], Moment], interrupted: InterruptedSession) -> Self:
        """Go on writing a massage that was interrupted."""
        started = interrupted.place.started
        return cls(log, clock, interrupted.session, interrupted.steps, started)

    @property
    def is_written(self) -> bool:
        """Whether everything heard so far is on disk."""
        return self._unwritten is None

    def hear(self, event: SessionEvent) -> None:
        """Write what has just happened."""
        now = self._clock()
        index = event.position.index
        if event.kind in {"started", "went-on", "moved"} and self._started[index] is None:
            self._started[index] = now
        self._unwritten = (event, now)
        self.retry()

    def retry(self) -> bool:
        """Write what is not on disk yet; return whether all is."""
        if self._unwritten is None:
            return True
        event, now = self._unwritten
        try:
            if event.progress.is_over:
                self.session = self._log.sessions.end(
                    self._ended(event, now), by=self.session.recorded_by
                )
            else:
                self._log.sessions.keep_place(self._place(event.position, now))
        except StorageError as problem:
            self.trouble = problem
            return False
        self.trouble = None
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
            steps=_records(self._steps, position, self._started),
            touch_seconds=_touched(self._steps, position),
        )

    def _place(self, position: SessionPosition, now: Moment) -> SessionPlace:
        return SessionPlace(self.session.id, position, tuple(self._started), now)

    def _ended(self, event: SessionEvent, now: Moment) -> SessionRecord:
        return replace(
            self.session,
            state="finished" if event.progress.state == "finished" else "stopped",
            ended=now,
            steps=_records(self._steps, event.position, self._started),
            touch_seconds=_touched(self._steps, event.position),
            stop_reason=event.progress.stop_reason,
            ended_by=event.progress.ended_by,
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
        steps = _done_steps(planned_steps(session.plan_json))
    except ValueError:
        # A plan that this version cannot read is not gone on with.
        return InterruptedSession(session, (), _no_place(session, 0), is_too_old=True)
    if len(place.position.steps) != len(steps):
        return InterruptedSession(session, steps, _no_place(session, len(steps)), is_too_old=True)
    age = (now.utc_ms - place.seen.utc_ms) / 1000
    return InterruptedSession(session, steps, place, age > TOO_OLD_S)


def _no_place(session: SessionRecord, count: int) -> SessionPlace:
    """Return the place of a massage of which only the begin is still known."""
    position = SessionPosition(0, (StepPosition(),) * count)
    return SessionPlace(session.id, position, (None,) * count, session.started)


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


def _done_steps(steps: Sequence[PlannedStep]) -> tuple[PlannedStep, ...]:
    return tuple(step for step in steps if step.is_done)


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
                pressure=step.pressure,
                planned_seconds=step.seconds,
                seconds=int(done.seconds),
                outcome=done.outcome or open_outcome,
                started=started[index],
            )
        )
    return tuple(found)
