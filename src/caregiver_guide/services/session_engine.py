# SPDX-License-Identifier: GPL-3.0-or-later
"""The running massage: which step, how long still, and what each press does, without a window.

Nothing here ticks by itself: whoever shows the massage calls `SessionEngine.tick` when
`SessionProgress.wake_in_s` has passed. Every verb first brings the time up to date, then acts, then
tells the listener, and only then returns what is to be shown. A listener that writes has therefore
written before anybody sees.

Time is counted in whole microseconds between two readings of one clock, so that a session of any
length is as long as the clock says, however unevenly the ticks come.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal

from caregiver_guide.domain.plan import PlannedStep
from caregiver_guide.domain.session import (
    ConsentWord,
    SessionEnd,
    SessionMode,
    SessionPosition,
    StepOutcome,
)
from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.session_course import Course, outcome_of

RunState = Literal["ready", "lead-in", "running", "paused", "finished", "stopped"]
PauseReason = Literal["asked", "stopping", "closing", "suspend", "gap", "interrupted", "new-plan"]
EventKind = Literal[
    "lead-in",
    "started",
    "paused",
    "went-on",
    "moved",
    "step-over",
    "more-time",
    "asked",
    "answered",
    "new-plan",
    "beat",
    "ended",
]
Cue = Literal["half-way", "ten-seconds", "step-over"]

GAP_LIMIT_S = 5.0
"""A longer silence than this is the machine asleep, not a slow tick."""

TOUCH_LIMIT_S = 1200.0
"""No massage touches longer; what is known of the person may allow less."""

BEAT_S = 5.0
"""How much time a power cut may cost at most."""

LEAD_IN_S = 10.0
"""The time to settle before the first step, where there is one."""

HALF_WAY_FROM_S = 60
"""Only a step of this length or more is said to be half over."""

TEN_SECONDS_FROM_S = 30
"""Only a step of this length or more is said to be over in ten seconds."""

MORE_TIME_S = 60
ASK_EVERY_S = 180.0
ASK_SHOWN_S = 20.0
SOFTEST = 2
"""So many levels of pressure there are to take away."""

_UNDER_A_MICROSECOND = 6


@dataclass(frozen=True, slots=True)
class SessionProgress:
    """One moment of a massage, as it is shown; times in seconds.

    ``step`` is the step as it is done now: with less pressure once the person has asked for softer
    (``is_softened``). ``step_elapsed_s`` and ``remaining_s`` belong to the countdown of this step
    (going back starts it anew); ``elapsed_s`` and ``touch_seconds`` are all time given so far,
    pauses left out. ``lead_in_s`` is what is left of the time to settle before the first step.

    ``ask_now`` says that it is time to ask the person: softer, same, or stop?

    ``cue`` is set in the one progress that a press or tick returns as the moment is passed, and in
    no other: half of a step (of a minute or more), its last ten seconds (of half a minute or
    more), and its end. Each comes once while a step is shown; one more minute brings the last two
    again. Where one tick passes several, the last is told; after a gap, none is. At "step-over" in
    the mode *go-on* the step shown may already be the next one.

    ``follows_alone`` says whether the next step will come by itself. ``wake_in_s`` is how long
    what is shown stays right while nobody presses anything; 0 where it stays for good.
    ``gap_s`` is how long before it was found out a gap had begun (0 where no gap made the pause).
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
    ended_by: SessionEnd
    mode: SessionMode
    follows_alone: bool
    lead_in_s: int
    is_softened: bool
    cue: Cue | None
    wake_in_s: float
    gap_s: float

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
    """Something worth writing down, with how the massage stands after it.

    ``steps`` are those that ``position`` tells of, as planned. ``answer`` is set where the person
    was asked: "softer, same, or stop?"
    """

    kind: EventKind
    progress: SessionProgress
    position: SessionPosition
    steps: tuple[PlannedStep, ...]
    answer: ConsentWord | None = None


class SessionEngine:
    """Runs the steps of a plan that are done, one after another.

    ``clock`` gives seconds that only go forward. In the mode *wait* a step stays until `next`,
    however long that takes; in *go-on* the next one follows by itself, unless the step is open
    ended or hands would have to go to another place. That is so before the first touch, where the
    next step belongs to another part of the body (``area_of`` says to which), and where it lies on
    the other side alone. The position of the person never changes within a session.

    ``lead_in_s`` is a time to settle before the first step: no step, and not counted.

    With ``resume`` the massage stands paused where it was, in the mode in which it was; ``steps``
    are then those that it tells of (`course_of`). No step at all: ``ValueError``.
    """

    def __init__(
        self,
        steps: Sequence[PlannedStep],
        clock: Callable[[], float],
        listener: Callable[[SessionEvent], None] | None = None,
        *,
        mode: SessionMode = "wait",
        lead_in_s: float = 0.0,
        area_of: Callable[[PlannedStep], str] | None = None,
        longest_s: float = TOUCH_LIMIT_S,
        resume: SessionPosition | None = None,
    ) -> None:
        self._clock = clock
        self._longest_s = min(longest_s, TOUCH_LIMIT_S)
        self._listener = listener
        self._area_of = area_of

        self._state: RunState = "ready"
        self._paused_because: PauseReason | None = None
        self._stop_reason: str | None = None
        self._ended_by: SessionEnd = ""
        self._cue: Cue | None = None
        self._gap_s = 0.0

        self._mode = mode
        self._plan = 0
        self._lead_in = lead_in_s
        self._softer = 0
        self._asked_at = 0.0
        self._is_asking = False
        if resume is None:
            self._take(Course.of(steps))
        else:
            self._take_up(steps, resume)

        self._last = self._now()
        self._since_beat = 0.0

    @property
    def position(self) -> SessionPosition:
        """Where the massage stands, enough to go on from there."""
        return SessionPosition(
            index=self._index,
            steps=tuple(self._done),
            mode=self._mode,
            plan=self._plan,
            lead_in_s=self._lead_in,
            softer=self._softer,
            asked_at_s=self._asked_at,
            is_asking=self._is_asking,
        )

    @property
    def steps(self) -> tuple[PlannedStep, ...]:
        """The steps that `position` tells of, as planned."""
        return self._steps

    @property
    def is_over(self) -> bool:
        """Whether the massage has ended."""
        return self._state in {"finished", "stopped"}

    def wait_s(self) -> float:
        """Return how many seconds from now the moment last returned stays right (0 or more).

        It is `SessionProgress.wake_in_s` less the time that drawing and writing have taken since.
        """
        passed = self._now() - self._last
        return max(0.0, _exact(self.progress.wake_in_s - passed))

    @property
    def progress(self) -> SessionProgress:
        """How the massage stood at the last call."""
        here = self._done[self._index]
        length = self._length(self._index)
        remaining = max(0.0, _exact(length - here.visit))
        numbers = [done.number for done in self._done]
        following = self._following
        return SessionProgress(
            state=self._state,
            step=self._shown(self._index),
            next_step=None if following is None else self._shown(following),
            index=len({*numbers[: self._index]} - {here.number}),
            count=len({*numbers}),
            step_elapsed_s=here.visit,
            step_length_s=length,
            remaining_s=math.ceil(remaining),
            fraction=min(1.0, here.visit / length) if length else 1.0,
            is_step_over=remaining == 0,
            elapsed_s=self._elapsed(),
            touch_seconds=int(self._touched()),
            minutes_left=self._minutes_left(remaining),
            ask_now=self._is_asking and self._is_under_way,
            paused_because=self._paused_because,
            stop_reason=self._stop_reason,
            ended_by=self._ended_by,
            mode=self._mode,
            follows_alone=self._follows_alone,
            lead_in_s=math.ceil(self._lead_in),
            is_softened=self._shown(self._index) != self._steps[self._index],
            cue=self._cue,
            wake_in_s=self._wake_in(remaining),
            gap_s=self._gap_s,
        )

    # -- presses and ticks ---------------------------------------------------------------

    def start(self) -> SessionProgress:
        """Begin with the time to settle where there is one, else with the first step."""
        if self._state == "ready":
            self._last = self._now()
            self._state = "lead-in" if self._lead_in > 0 else "running"
            self._tell("started" if self._state == "running" else "lead-in")
        return self.progress

    def tick(self) -> SessionProgress:
        """Bring the time up to date."""
        self._catch_up()
        return self.progress

    def pause(self, because: PauseReason = "asked") -> SessionProgress:
        """Rest the clock."""
        if self._catch_up() and self._is_counting:
            self._pause(because)
        return self.progress

    def go_on(self) -> SessionProgress:
        """Let the clock run again from where it rested."""
        if self._state == "paused":
            self._cue = None
            self._last = self._now()
            self._state = "lead-in" if self._lead_in > 0 else "running"
            self._paused_because = None
            self._gap_s = 0.0
            self._tell("went-on")
        else:
            self._catch_up()
        return self.progress

    def next(self) -> SessionProgress:
        """Go to the next step, or end after the last; a pause stays a pause.

        In the time to settle it goes to the first step.
        """
        was_settling = self._lead_in > 0
        may_press = self._catch_up()
        if was_settling:
            if may_press and self._lead_in > 0:
                self._begin()
        elif may_press and self._is_under_way:
            self._follow()
        return self.progress

    def back(self) -> SessionProgress:
        """Go back a step and count it down anew; from the first, start that one anew.

        A step that a later plan has changed is not returned to.
        """
        if self._catch_up() and self._is_under_way and self._lead_in <= 0:
            self._mark(None)
            open_before = [i for i in range(self._index) if not self._done[i].is_closed]
            self._come_to(open_before[-1] if open_before else self._index)
            self._tell("moved")
        return self.progress

    def one_more_minute(self) -> SessionProgress:
        """Give this step a minute more, counted from now when it is over."""
        if self._catch_up() and self._is_under_way and self._lead_in <= 0:
            here = self._done[self._index]
            beyond = max(0.0, here.visit - self._length(self._index))
            self._done[self._index] = replace(
                here, extra=here.extra + MORE_TIME_S, visit=_exact(here.visit - beyond)
            )
            self._tell("more-time")
        return self.progress

    def answer(self, word: Literal["softer", "same"]) -> SessionProgress:
        """Take the answer to "softer, same, or stop?"; the answer *stop* is `stop`.

        *Softer* lowers the pressure of every step from now on by one level, down to resting hands.
        It counts also when nobody has just asked, and after a gap: it can only be more careful.
        """
        self._catch_up()
        if self._is_under_way and (self._is_asking or word == "softer"):
            self._is_asking = False
            if word == "softer":
                self._softer = min(SOFTEST, self._softer + 1)
            self._tell("answered", word)
        return self.progress

    def stop(self, reason: str | None = None, *, was_said: bool = False) -> SessionProgress:
        """End now, whatever the clock says; ``reason`` is the id of the reason chosen.

        ``was_said`` is whether that reason is the person's own wish: only then is the question
        answered with *stop*, else by nobody.
        """
        self._catch_up()
        if not self.is_over:
            self._stop_reason = reason
            if self._done[self._index].seconds > 0:
                self._mark("stopped")
            if self._is_asking:
                self._is_asking = False
                self._tell("answered", "stop" if was_said else "not-answered")
            self._end("stopped")
        return self.progress

    def bound_touch(self, longest_s: float) -> None:
        """Touch no longer than so many seconds in all: what was found since allows less."""
        self._catch_up()
        self._longest_s = min(self._longest_s, longest_s)

    def replan(self, steps: Sequence[PlannedStep]) -> SessionProgress:
        """Follow a new plan from now on, because something was marked in the middle.

        ``steps`` are all steps of the new plan of the same routine, those left out included (as
        `Planner.plan` returns them; none where the plan says not to go on). What was done is kept
        as it was done, with its places and its pressure. If the step shown is changed or no longer
        allowed, it is left ("stopped", where time was given to it), and what comes instead, or the
        next step that is allowed, comes paused ("new-plan"), also where another reason had
        paused it. If nothing is left, the session ends:
        "stopped", ``ended_by`` "nothing-allowed". What the person asked for (softer) still holds.

        The listener hears "new-plan" (or "ended") once. The recorder has to know the text of the
        plan before: `SessionRecorder.next_plan`. A plan of another routine raises ``ValueError``
        and changes nothing.
        """
        self._catch_up()
        if self.is_over:
            return self.progress
        course = Course(self._steps, tuple(self._done), self._index)
        later = course.under(steps, self._plan + 1)
        self._plan += 1
        if later is None:
            self._take(course.closed(steps, self._plan))
            self._ended_by = "nothing-allowed"
            self._end("stopped")
            return self.progress
        was = self._steps[self._index]
        self._take(later)
        if self._is_under_way and not self._steps[self._index].is_done_like(was):
            # Whoever has paused to mark it is told as well.
            self._state = "paused"
            self._paused_because = "new-plan"
        self._tell("new-plan")
        return self.progress

    # -- where it stands -----------------------------------------------------------------

    def _take(self, course: Course) -> None:
        self._steps = course.steps
        self._done = list(course.done)
        self._index = course.index

    def _take_up(self, steps: Sequence[PlannedStep], resume: SessionPosition) -> None:
        if len(resume.steps) != len(steps):
            raise ValueError("the place to go on from belongs to another plan")
        self._take(Course(tuple(steps), resume.steps, resume.index))
        self._mode = resume.mode
        self._plan = resume.plan
        self._lead_in = resume.lead_in_s
        self._softer = resume.softer
        self._asked_at = resume.asked_at_s
        self._is_asking = resume.is_asking
        self._state = "paused"
        self._paused_because = "interrupted"

    @property
    def _following(self) -> int | None:
        """The index of the next step, passing over what is closed; ``None`` after the last."""
        later = range(self._index + 1, len(self._steps))
        return next((index for index in later if not self._done[index].is_closed), None)

    @property
    def _is_counting(self) -> bool:
        return self._state in {"lead-in", "running"}

    @property
    def _is_under_way(self) -> bool:
        return self._is_counting or self._state == "paused"

    def _shown(self, index: int) -> PlannedStep:
        return self._steps[index].softer_by(self._softer)

    def _length(self, index: int) -> int:
        return self._steps[index].seconds + self._done[index].extra

    def _elapsed(self) -> float:
        return _exact(sum(done.seconds for done in self._done))

    def _touched(self) -> float:
        pairs = zip(self._steps, self._done, strict=True)
        return _exact(sum(done.seconds for step, done in pairs if step.is_touch))

    def _minutes_left(self, remaining: float) -> int:
        if self.is_over:
            return 0
        pairs = zip(self._steps[self._index + 1 :], self._done[self._index + 1 :], strict=True)
        later = sum(step.seconds for step, done in pairs if not done.is_closed)
        return math.ceil((remaining + later) / 60)

    def _wake_in(self, remaining: float) -> float:
        if self._state == "lead-in":
            return self._lead_in % 1.0 or 1.0
        if self._state != "running":
            return 0.0
        here = self._done[self._index]
        return _exact((self._length(self._index) - here.visit) % 1.0) or 1.0

    # -- from step to step ---------------------------------------------------------------

    @property
    def _follows_alone(self) -> bool:
        """Whether the next step, or the end, comes by itself."""
        if self._mode == "wait" or self._steps[self._index].is_open_ended:
            return False
        return self._following is None or not self._hands_go_elsewhere(self._following)

    def _hands_go_elsewhere(self, index: int) -> bool:
        """Whether hands lie where no step before has brought them, or where none did at all."""
        step = self._steps[index]
        if not step.is_touch:
            return False
        before = next((one for one in reversed(self._steps[:index]) if one.is_touch), None)
        if before is None:
            return True
        if self._area_of is not None and self._area_of(step) != self._area_of(before):
            return True
        return {_one_side(step), _one_side(before)} == {"L", "R"}

    def _leave(self) -> None:
        """Say what became of the step."""
        self._mark(outcome_of(self._steps[self._index], self._done[self._index]))

    def _mark(self, outcome: StepOutcome | None) -> None:
        self._done[self._index] = replace(self._done[self._index], outcome=outcome)

    def _come_to(self, index: int) -> None:
        self._index = index
        self._done[index] = replace(self._done[index], visit=0.0, extra=0, outcome=None)

    def _begin(self) -> None:
        """Go from settling to the first step; a pause stays a pause."""
        self._lead_in = 0.0
        if self._state == "lead-in":
            self._state = "running"
        self._tell("started" if self._state == "running" else "moved")

    def _pause(self, because: PauseReason) -> None:
        self._state = "paused"
        self._paused_because = because
        self._tell("paused")

    def _end(self, state: Literal["finished", "stopped"]) -> None:
        if self._is_asking:
            self._is_asking = False
            self._tell("answered", "not-answered")
        self._state = state
        self._paused_because = None
        self._tell("ended")

    def _tell(self, kind: EventKind, answer: ConsentWord | None = None) -> None:
        self._since_beat = 0.0
        if self._listener is not None:
            self._listener(SessionEvent(kind, self.progress, self.position, self._steps, answer))

    # -- time ----------------------------------------------------------------------------

    def _now(self) -> float:
        return _exact(self._clock())

    def _catch_up(self) -> bool:
        """Count the time since the last call; return whether a press still means what it did.

        It does not when a gap has just been found or the time has run out: the caregiver then
        pressed on something that is no longer shown.
        """
        self._cue = None
        now = self._now()
        passed, self._last = max(0.0, _exact(now - self._last)), now
        if not self._is_counting:
            return not self.is_over
        if passed > GAP_LIMIT_S:
            self._gap_s = passed
            self._pause("gap")
            return False
        if self._state == "lead-in":
            passed = self._settle(passed)
        if self._state == "running":
            self._spend(passed)
        return not self.is_over

    def _settle(self, passed: float) -> float:
        """Count the time to settle; return what is left for the first step."""
        left = _exact(self._lead_in - passed)
        if left > 0:
            self._lead_in = left
            self._beat(passed)
            return 0.0
        self._begin()
        return -left

    def _spend(self, passed: float) -> None:
        """Give ``passed`` seconds to the step, and to those after it where they follow alone."""
        while self._state == "running":
            left = _exact(self._length(self._index) - self._done[self._index].visit)
            follows = self._follows_alone
            spent = min(passed, max(0.0, left)) if follows else passed
            self._count(spent)
            if self._ended_by:
                return
            if follows and left <= passed:
                passed = _exact(passed - spent)
                self._follow()
                continue
            if self._cue == "step-over":
                self._tell("step-over")
            break
        if self._state == "running":
            self._ask()
        self._beat(passed)

    def _follow(self) -> None:
        self._leave()
        if self._following is None:
            self._end("finished")
        else:
            self._come_to(self._following)
            self._tell("moved")

    def _count(self, seconds: float) -> None:
        here = self._done[self._index]
        step = self._shown(self._index)
        is_at_limit = False
        if step.is_touch:
            room = _exact(self._longest_s - self._touched())
            is_at_limit = seconds >= room
            seconds = min(seconds, max(0.0, room))
        there = replace(
            here, seconds=_exact(here.seconds + seconds), visit=_exact(here.visit + seconds)
        )
        if seconds > 0 and step.is_touch:
            level = step.pressure
            there = replace(
                there,
                firmest=level if here.firmest is None else max(level, here.firmest),
                softest=level if here.softest is None else min(level, here.softest),
            )
        self._done[self._index] = there
        self._cue = self._cue_between(here.visit, there.visit) or self._cue
        if is_at_limit:
            self._ended_by = "touch-limit"
            self._leave()
            self._end("finished")

    def _cue_between(self, before: float, after: float) -> Cue | None:
        """Return the last cue that lies after ``before`` and not after ``after``."""
        planned, length = self._steps[self._index].seconds, self._length(self._index)
        if before < length <= after:
            return "step-over"
        if length >= TEN_SECONDS_FROM_S and before < length - 10 <= after:
            return "ten-seconds"
        if planned >= HALF_WAY_FROM_S and before < planned / 2 <= after:
            return "half-way"
        return None

    def _ask(self) -> None:
        """Ask at half time and at least every three minutes; an answer may fail to come.

        Until half time the questions come evenly, so that no two follow closely. Nobody is asked
        about hands that do not touch: then it waits for the next touch.
        """
        elapsed = self._elapsed()
        if self._is_asking:
            if elapsed >= self._asked_at + ASK_SHOWN_S:
                self._is_asking = False
                self._tell("answered", "not-answered")
            return
        if elapsed >= self._asked_at + self._ask_after() and self._steps[self._index].is_touch:
            self._asked_at = elapsed
            self._is_asking = True
            self._tell("asked")

    def _ask_after(self) -> float:
        """Return how many seconds after the last question the next one is due."""
        half = self._planned() / 2
        evenly = half / max(1, math.ceil(half / ASK_EVERY_S))
        return evenly if self._asked_at + evenly <= half + 1 else ASK_EVERY_S

    def _planned(self) -> float:
        """Return how long the session is as planned; what a later plan took out, as it was."""
        pairs = zip(self._steps, self._done, strict=True)
        return sum(done.seconds if done.is_closed else step.seconds for step, done in pairs)

    def _beat(self, passed: float) -> None:
        self._since_beat += passed
        if self._is_counting and self._since_beat >= BEAT_S:
            self._tell("beat")


def limit_phrase(touch_seconds: float) -> str:
    """Return the name of the phrase that tells why a massage ended by itself after so much touch.

    Twenty minutes are the end for everybody; less is the end for this person today.
    """
    return "twenty-minutes" if touch_seconds >= TOUCH_LIMIT_S else "long-enough"


def _exact(seconds: float) -> float:
    """Return seconds as the nearest whole microsecond, so that sums of them stay exact."""
    return round(seconds, _UNDER_A_MICROSECOND)


def _one_side(step: PlannedStep) -> str:
    """Return the one side that a step lies on, or "" for both, or for the middle."""
    sides = {region.rpartition(".")[2] for region in step.regions if "." in region}
    return sides.pop() if len(sides) == 1 else ""
