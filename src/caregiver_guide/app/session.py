# SPDX-License-Identifier: GPL-3.0-or-later
"""The session that runs: connects engine, recorder, ticker and the screen of its steps."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, cast

from PySide6.QtCore import QObject, Signal

from caregiver_guide.app.computer import Computer
from caregiver_guide.app.context import Context
from caregiver_guide.app.locking import Hands
from caregiver_guide.app.marking import is_as_shown, plan_of
from caregiver_guide.app.session_sound import SessionSound
from caregiver_guide.domain.plan import Plan
from caregiver_guide.domain.session import Moment, Rating, SessionMode, SessionRecord, SessionState
from caregiver_guide.services.guide_flow import STEPS, Place
from caregiver_guide.services.plan_words import plan_as_json
from caregiver_guide.services.session_recorder import (
    TOO_OLD_S,
    InterruptedSession,
    SessionRecorder,
    close_unfinished,
    find_interrupted,
    has_waited,
)
from caregiver_guide.ui.main_window import Frame, MainWindow
from caregiver_guide.ui.ticker import Ticker
from caregiver_guide.ui.widgets.day_words import clock_time

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from caregiver_guide.domain.plan import PlannedStep
    from caregiver_guide.services.ratings_view import RatingGiven, SignsGiven
    from caregiver_guide.services.session_engine import (
        PauseReason,
        SessionEngine,
        SessionEvent,
        SessionProgress,
    )
    from caregiver_guide.ui.screens.session_screen import SessionScreen


class RunningSession(QObject):
    """One session from its first step to its last second, recorded as it goes.

    Signals:
        over: The session has ended, with its SessionRecord; `settle` writes what is still owed.
        rested: Hands were lifted: it is paused, whoever asked for it.
        mark_requested: Something new was seen and has to be marked; hands and clock rest.
        plan_outdated: What was marked before the app closed has to be followed first.
        waited_long: Something is pressed after hours of rest, or on another day: an
            InterruptedSession, as if it were found when the app opens. Whoever hears it gives it up
            if it must not go on.
    """

    over = Signal(object)
    rested = Signal()
    mark_requested = Signal()
    plan_outdated = Signal()
    waited_long = Signal(object)

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._engine: SessionEngine | None = None
        self._recorder: SessionRecorder | None = None
        self._beat: SessionEvent | None = None
        self._shown: SessionProgress | None = None
        self._was_running = False
        self._rests_since: Moment | None = None
        self._rest_began_s = 0.0

        self.ticker = Ticker(self)
        self.ticker.ticked.connect(self._tick)
        self.computer = Computer(self)
        self.computer.sleep_coming.connect(lambda: self.pause_for("suspend"))
        self.computer.awake_changed.connect(self._show_awake)
        self.sound = SessionSound(context, self)
        window.add_screen(Place.SESSION.value, self._make_screen, Frame.NOTHING)

    @property
    def is_running(self) -> bool:
        """Whether a session is under way, paused or not."""
        return self._engine is not None and not self._engine.is_over

    @property
    def hands(self) -> Hands:
        """The hands of the session that runs: since when they rest, by the steady clock.

        One that was found cut off rests since it stood here again.
        """
        if self._shown is None or not self._shown.is_paused:
            return Hands(None)
        return Hands(self._context.clocks.steady() - self._rest_began_s, self.stopping.is_open)

    @property
    def is_step_over(self) -> bool:
        """Whether the time of the present step is over."""
        return self._shown is not None and self._shown.is_step_over

    @property
    def is_asking(self) -> bool:
        """Whether it is time to ask the person: softer, same, or stop."""
        return self._shown is not None and self._shown.ask_now

    @property
    def shown(self) -> SessionProgress | None:
        """What the screen shows of the session that runs."""
        return self._shown

    @property
    def record(self) -> SessionRecord | None:
        """The session as it was last written."""
        return None if self._recorder is None else self._recorder.session

    @property
    def here(self) -> int:
        """The number of the step shown among all steps of its plan, from 0."""
        if self._engine is None:
            return 0
        position = self._engine.position
        return max(0, position.steps[position.index].number)

    @property
    def softer(self) -> int:
        """By how many levels of pressure the person asked for less, from 0."""
        return 0 if self._engine is None else self._engine.position.softer

    # -- begin and go on -----------------------------------------------------------------

    def begin(
        self,
        plan: Plan,
        minutes: int,
        given: Sequence[RatingGiven],
        signs: SignsGiven | None = None,
        *,
        mode: SessionMode = "wait",
    ) -> bool:
        """Write that a session of ``plan`` begins, and show it; return whether it could be."""
        from caregiver_guide.services.session_engine import LEAD_IN_S, SessionEngine

        context = self._context
        recorder = context.kept(lambda: self._record(plan, minutes, given, signs, mode))
        if recorder is None:
            return False
        self._recorder = recorder
        self._engine = SessionEngine(
            plan.steps,
            context.clocks.steady,
            self._hear,
            mode=mode,
            lead_in_s=LEAD_IN_S,
            area_of=self._area_of(plan.routine),
            longest_s=self._longest_s(),
        )
        self.sound.begin(self._open(), self._words)
        self._show_progress(self._engine.start())
        return True

    def _record(
        self,
        plan: Plan,
        minutes: int,
        given: Sequence[RatingGiven],
        signs: SignsGiven | None,
        mode: SessionMode,
    ) -> SessionRecorder:
        from caregiver_guide.services.session_engine import LEAD_IN_S

        context = self._context
        left_over = find_interrupted(context.log, context.now())
        with context.log.batch():
            if left_over is not None:
                close_unfinished(context.log, left_over, by=context.caregiver.id)
            recorder = SessionRecorder.begin(
                context.log,
                context.clocks.wall,
                new_record(context, plan, minutes, "running"),
                plan.steps,
                mode=mode,
                lead_in_s=LEAD_IN_S,
                by=context.caregiver.id,
            )
            for one in given:
                context.log.ratings.add(
                    Rating(
                        person=context.person.id,
                        session=recorder.session.id,
                        question=one.question,
                        when="before",
                        value=one.value,
                        source=one.source,
                    ),
                    by=context.caregiver.id,
                )
            if signs is not None:
                seen = signs.fact(context.person.id, recorder.session.id, "before")
                context.log.comfort.add(seen, by=context.caregiver.id)
        return recorder

    def resume(self, interrupted: InterruptedSession) -> None:
        """Go on with a session that was cut off: straight into its paused step."""
        from caregiver_guide.services.session_engine import SessionEngine

        context = self._context
        self._recorder = SessionRecorder.resume(context.log, context.clocks.wall, interrupted)
        self._engine = SessionEngine(
            interrupted.steps,
            context.clocks.steady,
            self._hear,
            area_of=self._area_of(interrupted.session.routine),
            longest_s=self._longest_s(),
            resume=interrupted.position,
        )
        self.sound.begin(self._open(), self._words)
        self._show_progress(self._engine.progress)
        self._was_running = False
        if interrupted.session.stop_reason is None:
            return
        if is_as_shown(plan_of(context, interrupted.session), interrupted):
            # It was about to stop: the answer stands there again, with whom to call.
            self.stopping.ask()
        else:
            self.plan_outdated.emit()

    def _longest_s(self) -> float:
        """Return how many seconds of touch are good for the person today at the most."""
        return self._context.library.planner.longest_seconds(self._context.profile())

    def _area_of(self, routine: str) -> Callable[[PlannedStep], str]:
        """Return what says to which part of the body a step of ``routine`` belongs."""
        written = self._context.library.book.routines[routine]
        return lambda step: written.area_of(step.id)

    # -- the screen ----------------------------------------------------------------------

    def _make_screen(self) -> SessionScreen:
        from caregiver_guide.app.stopping import Stopping
        from caregiver_guide.ui.screens.session_screen import SessionScreen

        screen = SessionScreen(
            figure=self._context.painter,
            clock=self._context.clocks.steady,
            strokes=self._context.strokes,
        )
        screen.stop_requested.connect(self.ask_to_stop)
        screen.back_requested.connect(lambda: self._verb("back"))
        screen.pause_requested.connect(lambda: self._verb("pause"))
        screen.go_on_requested.connect(lambda: self._verb("go_on"))
        screen.next_requested.connect(lambda: self._verb("next"))
        screen.more_time_requested.connect(lambda: self._verb("one_more_minute"))
        screen.answer_given.connect(self._answered)
        screen.say_again_requested.connect(self.sound.say_again)
        screen.voice_requested.connect(self.sound.turn_voice)
        self.stopping: Stopping = Stopping(self._context, screen)
        self.stopping.advised.connect(self.sound.read_sheet)
        self.stopping.ended.connect(self._stopped)
        self.stopping.went_back.connect(self._back_from_stop)
        self.stopping.mark_requested.connect(self.mark_requested)
        screen.mark_requested.connect(self._mark_new)
        return screen

    def _open(self) -> SessionScreen:
        from caregiver_guide.services.session_keys import keys_of

        context = self._context
        self._zones = context.keep_away()
        self._words = context.words()
        self._window.show_screen(Place.SESSION.value)
        screen = cast("SessionScreen", self._window.screen_named(Place.SESSION.value))
        screen.set_motion(context.may_move)
        keys = keys_of(context.settings)
        screen.set_keys(keys)
        self.stopping.sheet.set_keys(keys)
        if self._recorder is not None:
            self.stopping.prepare(self._recorder, self._so_far)
        self._window.dots.show_current(STEPS.index(Place.SESSION))
        return screen

    def _so_far(self) -> SessionRecord:
        """Return the session as it went up to now."""
        assert self._recorder is not None  # noqa: S101 - asked for in a session alone
        assert self._engine is not None  # noqa: S101
        return self._recorder.so_far(self._engine.position)

    def _verb(self, name: str) -> None:
        if self._engine is None or self._engine.is_over or self._has_waited():
            return
        self._show_progress(getattr(self._engine, name)())

    def _answered(self, word: Literal["softer", "same"]) -> None:
        if self._engine is None or self._engine.is_over or self._has_waited():
            return
        self._show_progress(self._engine.answer(word))

    def _has_waited(self) -> bool:
        """Whether it has rested so long that it has to be looked at anew, and say so if it has.

        A night in pause is no other thing than a night with the app closed.
        """
        since, now = self._rests_since, self._context.now()
        if since is None:
            return False
        if not has_waited(since, now):
            return False
        is_too_old = (now.utc_ms - since.utc_ms) / 1000 > TOO_OLD_S
        found = find_interrupted(self._context.log, now)
        if found is None:
            return False
        # The place was written again when the gap was noticed; what counts is when it began.
        self.waited_long.emit(replace(found, is_too_old=found.is_too_old or is_too_old))
        if self._engine is None:
            return True
        self._rests_since = now
        return False

    def give_up(self) -> None:
        """Let go of the session as it was last written: it is not gone on with."""
        self.ticker.stop()
        self.sound.hush()
        self.computer.let_go()
        self._engine = self._recorder = self._shown = self._beat = self._rests_since = None

    def _tick(self) -> None:
        if self.is_running and self._engine is not None:
            self._show_progress(self._engine.tick())

    def _show_progress(self, progress: SessionProgress) -> None:
        from caregiver_guide.services.session_view import session_view

        assert self._recorder is not None  # noqa: S101 - progress comes from a recorded session
        screen = cast("SessionScreen", self._window.screen_named(Place.SESSION.value))
        routine = self._recorder.session.routine
        tone = self._context.person.skin
        since = self._recorder.interrupted
        interrupted_at = "" if since is None else clock_time(since.local)
        view = session_view(progress, routine, self._words, self._zones, tone, interrupted_at)
        screen.show_progress(view)
        self._write_beat()
        self.sound.tell(view, progress)
        was_lifted = False
        if self._shown is None or self._shown.state != progress.state:
            self.computer.follow(progress.state)
            self._rests_since = (since or self._context.now()) if progress.is_paused else None
            self._rest_began_s = self._context.clocks.steady() - progress.gap_s
            was_lifted = progress.is_paused
        self._shown = progress
        if was_lifted:
            self.rested.emit()
        if progress.is_over:
            self._end()
        elif progress.wake_in_s and self._engine is not None:
            self.ticker.wait(self._engine.wait_s())
        else:
            self.ticker.stop()

    def _hear(self, event: SessionEvent) -> None:
        """Write what happens before it is shown, but for mere seconds: those right after.

        A disk may take its time, and the number on the screen would be late by that much.
        """
        assert self._recorder is not None  # noqa: S101 - the recorder is there before the engine
        self._beat = event if event.kind == "beat" else None
        if self._beat is None:
            self._recorder.hear(event)

    def _write_beat(self) -> None:
        beat, self._beat = self._beat, None
        if beat is not None and self._recorder is not None:
            self._recorder.hear(beat)

    def _show_awake(self, is_awake: bool) -> None:
        screen = cast("SessionScreen", self._window.screen_named(Place.SESSION.value))
        screen.show_awake(is_awake)

    # -- a new mark ----------------------------------------------------------------------

    def _mark_new(self) -> None:
        """Rest, and ask for what was seen to be marked; the log knows why at once."""
        if not self.is_running or self._engine is None or self._recorder is None:
            return
        self.sound.hush()
        reasons = self._context.library.files.stop_reasons.reason
        self._show_progress(self._engine.pause("stopping"))
        self._recorder.give_reason(next(one.id for one in reasons if one.leads_to == "map"))
        self.mark_requested.emit()

    def follow_plan(self, steps: Sequence[PlannedStep], plan_json: str) -> None:
        """Follow ``steps`` from now on, paused; none ends the session, no text changes nothing."""
        if self._engine is None or self._recorder is None:
            return
        self._open()
        progress = self._engine.progress
        if plan_json:
            self._recorder.next_plan(plan_json)
            self._engine.bound_touch(self._longest_s())
            progress = self._engine.replan(steps)
        if not progress.is_over:
            self._recorder.give_reason("")
        self._show_progress(progress)

    def end_here(self) -> None:
        """End the session that waits for the map: what is new there could not be saved."""
        if self._engine is None or self._recorder is None or not self.is_running:
            return
        self._open()
        self._stopped(self._recorder.session.stop_reason or "")

    # -- pausing, stopping, ending -------------------------------------------------------

    def ask_to_stop(self) -> None:
        """Stop time at once and ask why."""
        if not self.is_running or self._engine is None or self.stopping.is_open:
            return
        self.sound.hush()
        if self._window.current != Place.SESSION.value:
            # It waits for the map already.
            return
        self._was_running = not self._engine.progress.is_paused
        self._show_progress(self._engine.pause("stopping"))
        self.stopping.ask()

    def pause_for(self, because: PauseReason) -> None:
        """Pause for the computer's sake (``suspend`` or ``closing``), and be silent at once."""
        if self.is_running and self._engine is not None:
            self.sound.hush()
            self._show_progress(self._engine.pause(because))

    def _stopped(self, reason: str) -> None:
        assert self._engine is not None  # noqa: S101 - the sheet is only open in a session
        reasons = self._context.library.files.stop_reasons.reason
        was_said = any(one.id == reason and one.own_wish for one in reasons)
        self._show_progress(self._engine.stop(reason or None, was_said=was_said))

    def _back_from_stop(self) -> None:
        # Whoever had paused before asking to stop comes back to the pause.
        if self._was_running:
            self._verb("go_on")

    def _end(self) -> None:
        self.ticker.stop()
        self._shown = None
        if self._recorder is not None and self._recorder.trouble is not None:
            self._recorder.retry()
            if self._recorder.trouble is not None:
                self._context.prompts.tell("", str(self._recorder.trouble))
        if self._recorder is not None:
            self.over.emit(self._recorder.session)

    def show_note(self, words: str) -> None:
        """Say something on the screen of the session for some seconds."""
        screen = cast("SessionScreen", self._window.screen_named(Place.SESSION.value))
        screen.show_note(words)
        if self._shown is not None:
            self._show_progress(self._shown)

    def let_go(self) -> None:
        """Ask nothing of the computer any more: the program ends."""
        self.ticker.stop()
        self.computer.let_go()
        self.sound.let_go()

    def settle(self) -> None:
        """Write the end of the session if the disk refused it before; raise if it still does."""
        recorder = self._recorder
        if recorder is not None and not recorder.retry() and recorder.trouble is not None:
            raise recorder.trouble


def new_record(context: Context, plan: Plan, minutes: int, state: SessionState) -> SessionRecord:
    """Return a session of ``plan`` in ``state`` as it begins now; nothing is written."""
    return SessionRecord(
        person=context.person.id,
        caregiver=context.caregiver.id,
        routine=plan.routine,
        position=plan.position.id,
        minutes_asked=minutes,
        started=context.now(),
        state=state,
        plan_json=json.dumps(plan_as_json(plan, context.words()), ensure_ascii=False),
    )
