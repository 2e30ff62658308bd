# SPDX-License-Identifier: GPL-3.0-or-later
"""The running massage: which step, how long still, and what each press does, without a window.

Nothing here ticks by itself: whoever shows the massage calls `SessionEngine.tick` once a second
or so. Every verb first brings the time up to date, then acts, then tells the listener, and only
then returns what is to be shown. A listener that writes has therefore written before anybody sees.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from caregiver_guide.domain.plan import PlannedStep
from caregiver_guide.domain.session import SessionPosition, StepOutcome, StepPosition

RunState = Literal["ready", "running", "paused", "finished", "stopped"]
PauseReason = Literal["asked", "stopping", "closing", "suspend", "gap", "interrupted"]
Mode = Literal["wait", "go-on"]
EventKind = Literal[
    "started", "paused", "went-on", "moved", "step-over", "more-time", "beat", "ended"
]

GAP_LIMIT_S = 5.0
"""A longer silence than this is the machine asleep, not a slow tick."""

TOUCH_LIMIT_S = 1200.0
"""No massage touches longer."""

BEAT_S = 5.0
"""How much time a power cut may cost at most."""

MORE_TIME_S = 60
ASK_EVERY_S = 180.0
ASK_SHOWN_S = 20.0


@dataclass(frozen=True, slots=True)
class SessionProgress:
    """One moment of a massage, as it is shown; times in seconds.

    ``step_elapsed_s`` and ``remaining_s`` belong to the countdown of this step (going back starts
    it anew); ``elapsed_s`` and ``touch_seconds`` are all time given so far, pauses left out.
    ``ask_now`` says that it is time to ask the person: softer, same, or stop?
    """

    state: RunState
    step: PlannedStep
    next_step: PlannedStep | None
    index: int
    count: int
    step_elapsed_s: float
    step_length_s: int
    remaining_s: int
    fraction: float
    is_step_over: bool
    elapsed_s: float
    touch_seconds: int
    minutes_left: int
    ask_now: bool
    paused_because: PauseReason | None
    stop_reason: str | None
    ended_by: Literal["", "touch-limit"]

    @property
    def is_paused(self) -> bool:
        """Whether hands and clock rest."""
        return self.state == "paused"

    @property
    def is_over(self) -> bool:
        """Whether the massage has ended."""
        return self.state in {"finished", "stopped"}


@dataclass(frozen=True, slots=True)
class SessionEvent:
    """Something worth writing down, with how the massage stands after it."""

    kind: EventKind
    progress: SessionProgress
    position: SessionPosition


class SessionEngine:
    """Runs the steps of a plan that are done, one after another.

    ``clock`` gives seconds that only go forward. In the mode *wait* a step stays until `next`,
    however long that takes; in *go-on* the next one follows by itself, unless the step is open
    ended. With ``resume`` the massage stands paused where it was. No step at all: ``ValueError``.
    """

    def __init__(
        self,
        steps: Sequence[PlannedStep],
        clock: Callable[[], float],
        listener: Callable[[SessionEvent], None] | None = None,
        *,
        mode: Mode = "wait",
        resume: SessionPosition | None = None,
    ) -> None:
        self._steps = tuple(step for step in steps if step.is_done)
        if not self._steps:
            raise ValueError("a massage needs a step")
        if resume is not None and len(resume.steps) != len(self._steps):
            raise ValueError("the place to go on from belongs to another plan")
        self._clock = clock
        self._listener = listener
        self._mode = mode

        self._state: RunState = "ready"
        self._paused_because: PauseReason | None = None
        self._stop_reason: str | None = None
        self._ended_by: Literal["", "touch-limit"] = ""
        self._index = 0
        self._done = [StepPosition() for _ in self._steps]
        if resume is not None:
            self._index = resume.index
            self._done = list(resume.steps)
            self._state = "paused"
            self._paused_because = "interrupted"

        self._last = clock()
        self._since_beat = 0.0
        self._asks = self._times_to_ask()

    @property
    def position(self) -> SessionPosition:
        """Where the massage stands, enough to go on from there."""
        return SessionPosition(self._index, tuple(self._done))

    @property
    def is_over(self) -> bool:
        """Whether the massage has ended."""
        return self._state in {"finished", "stopped"}

    @property
    def progress(self) -> SessionProgress:
        """How the massage stood at the last call."""
        step = self._steps[self._index]
        here = self._done[self._index]
        length = self._length(self._index)
        remaining = max(0.0, length - here.visit)
        elapsed = sum(done.seconds for done in self._done)
        return SessionProgress(
            state=self._state,
            step=step,
            next_step=self._steps[self._index + 1] if not self._is_last else None,
            index=self._index,
            count=len(self._steps),
            step_elapsed_s=here.visit,
            step_length_s=length,
            remaining_s=math.ceil(remaining),
            fraction=min(1.0, here.visit / length) if length else 1.0,
            is_step_over=remaining == 0,
            elapsed_s=elapsed,
            touch_seconds=int(self._touched()),
            minutes_left=self._minutes_left(remaining),
            ask_now=self._state == "running"
            and any(ask <= elapsed < ask + ASK_SHOWN_S for ask in self._asks),
            paused_because=self._paused_because,
            stop_reason=self._stop_reason,
            ended_by=self._ended_by,
        )

    def start(self) -> SessionProgress:
        """Begin with the first step."""
        if self._state == "ready":
            self._last = self._clock()
            self._state = "running"
            self._tell("started")
        return self.progress

    def tick(self) -> SessionProgress:
        """Bring the time up to date."""
        self._catch_up()
        return self.progress

    def pause(self, because: PauseReason = "asked") -> SessionProgress:
        """Rest the clock."""
        if self._catch_up() and self._state == "running":
            self._pause(because)
        return self.progress

    def go_on(self) -> SessionProgress:
        """Let the clock run again from where it rested."""
        if self._state == "paused":
            self._last = self._clock()
            self._state = "running"
            self._paused_because = None
            self._tell("went-on")
        else:
            self._catch_up()
        return self.progress

    def next(self) -> SessionProgress:
        """Go to the next step, or end after the last; a pause stays a pause."""
        if self._catch_up() and self._is_under_way:
            self._leave()
            if self._is_last:
                self._end("finished")
            else:
                self._come_to(self._index + 1)
                self._tell("moved")
        return self.progress

    def back(self) -> SessionProgress:
        """Go back a step and count it down anew; from the first, start that one anew."""
        if self._catch_up() and self._is_under_way:
            self._mark(None)
            self._come_to(max(0, self._index - 1))
            self._tell("moved")
        return self.progress

    def one_more_minute(self) -> SessionProgress:
        """Give this step a minute more, counted from now when it is over."""
        if self._catch_up() and self._is_under_way:
            here = self._done[self._index]
            beyond = max(0.0, here.visit - self._length(self._index))
            self._done[self._index] = replace(
                here, extra=here.extra + MORE_TIME_S, visit=here.visit - beyond
            )
            self._tell("more-time")
        return self.progress

    def stop(self, reason: str | None = None) -> SessionProgress:
        """End now, whatever the clock says; ``reason`` is the id of the reason chosen."""
        self._catch_up()
        if not self.is_over:
            self._stop_reason = reason
            if self._done[self._index].seconds > 0:
                self._mark("stopped")
            self._end("stopped")
        return self.progress

    @property
    def _is_last(self) -> bool:
        return self._index == len(self._steps) - 1

    @property
    def _is_under_way(self) -> bool:
        return self._state in {"running", "paused"}

    def _length(self, index: int) -> int:
        return self._steps[index].seconds + self._done[index].extra

    def _touched(self) -> float:
        pairs = zip(self._steps, self._done, strict=True)
        return sum(done.seconds for step, done in pairs if step.is_touch)

    def _minutes_left(self, remaining: float) -> int:
        if self.is_over:
            return 0
        later = sum(self._steps[index].seconds for index in self._later)
        return math.ceil((remaining + later) / 60)

    @property
    def _later(self) -> range:
        return range(self._index + 1, len(self._steps))

    def _times_to_ask(self) -> tuple[float, ...]:
        """Return the seconds at which to ask: at half time, and never three minutes without."""
        half = sum(step.seconds for step in self._steps) / 2
        asks: list[float] = []
        last = 0.0
        while last < 3 * TOUCH_LIMIT_S:
            soonest = last + ASK_EVERY_S
            last = half if last < half <= soonest else soonest
            asks.append(last)
        return tuple(asks)

    def _catch_up(self) -> bool:
        """Count the time since the last call; return whether a press still means what it did.

        It does not when a gap has just been found or the time has run out: the caregiver then
        pressed on something that is no longer shown.
        """
        now = self._clock()
        passed, self._last = max(0.0, now - self._last), now
        if self._state != "running":
            return not self.is_over
        if passed > GAP_LIMIT_S:
            self._pause("gap")
            return False
        self._spend(passed)
        return not self.is_over

    def _spend(self, passed: float) -> None:
        """Give ``passed`` seconds to the step, and to those after it where they follow alone."""
        while self._state == "running":
            here = self._done[self._index]
            left = self._length(self._index) - here.visit
            follows = self._mode == "go-on" and not self._steps[self._index].is_open_ended
            spent = min(passed, max(0.0, left)) if follows else passed
            self._count(spent)
            if self._ended_by:
                return
            if follows and left <= passed:
                passed -= spent
                self._follow()
                continue
            if left > 0 and passed >= left:
                self._tell("step-over")
            break
        self._beat(passed)

    def _follow(self) -> None:
        self._leave()
        if self._is_last:
            self._end("finished")
        else:
            self._come_to(self._index + 1)
            self._tell("moved")

    def _count(self, seconds: float) -> None:
        here = self._done[self._index]
        is_at_limit = False
        if self._steps[self._index].is_touch:
            room = TOUCH_LIMIT_S - self._touched()
            is_at_limit = seconds >= room
            seconds = min(seconds, max(0.0, room))
        self._done[self._index] = replace(
            here, seconds=here.seconds + seconds, visit=here.visit + seconds
        )
        if is_at_limit:
            self._ended_by = "touch-limit"
            self._leave()
            self._end("finished")

    def _beat(self, passed: float) -> None:
        self._since_beat += passed
        if self._state == "running" and self._since_beat >= BEAT_S:
            self._tell("beat")

    def _leave(self) -> None:
        """Say what became of the step: done if at least half of its time was given."""
        here = self._done[self._index]
        was_given = here.seconds * 2 >= self._steps[self._index].seconds
        self._mark("done" if was_given else "skipped")

    def _mark(self, outcome: StepOutcome | None) -> None:
        self._done[self._index] = replace(self._done[self._index], outcome=outcome)

    def _come_to(self, index: int) -> None:
        self._index = index
        self._done[index] = replace(self._done[index], visit=0.0, extra=0, outcome=None)

    def _pause(self, because: PauseReason) -> None:
        self._state = "paused"
        self._paused_because = because
        self._tell("paused")

    def _end(self, state: Literal["finished", "stopped"]) -> None:
        self._state = state
        self._paused_because = None
        self._tell("ended")

    def _tell(self, kind: EventKind) -> None:
        self._since_beat = 0.0
        if self._listener is not None:
            self._listener(SessionEvent(kind, self.progress, self.position))
