# SPDX-License-Identifier: GPL-3.0-or-later
"""The way through one massage, from the check to the last answer: connects its screens."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal

from caregiver_guide.app.afterwards import Afterwards
from caregiver_guide.app.context import Context
from caregiver_guide.app.marking import is_as_shown, plan_of, was_marking
from caregiver_guide.app.session import RunningSession, new_record
from caregiver_guide.domain.plan import Plan, Verdict
from caregiver_guide.domain.session import (
    CheckAnswers,
    SessionMode,
    SessionRecord,
)
from caregiver_guide.services.day_checks import LOOKED_AT
from caregiver_guide.services.guide_flow import STEPS, FlowState, Place, next_place
from caregiver_guide.services.locking import Way
from caregiver_guide.services.session_recorder import (
    InterruptedSession,
)
from caregiver_guide.ui.main_window import Frame, MainWindow

if TYPE_CHECKING:
    from caregiver_guide.app.cards import Cards
    from caregiver_guide.services.check_in import CheckDraft
    from caregiver_guide.services.ratings_view import RatingGiven, SignsGiven
    from caregiver_guide.ui.screens.check_screen import CheckScreen
    from caregiver_guide.ui.screens.position_screen import PositionScreen
    from caregiver_guide.ui.screens.prepare_screen import PrepareScreen
    from caregiver_guide.ui.screens.ratings_screen import RatingsScreen
    from caregiver_guide.ui.screens.routine_screen import RoutineScreen


class Massage(QObject):
    """The way through one massage.

    ``usual_minutes`` is the length offered first; 0 leaves it to the day.

    Signals:
        map_requested: The safety map has to be answered or changed first.
        ended: The way is over; Today comes next.
        call_back_requested: The care team has answered.
        cut_off: The massage has rested too long to be gone on with: an InterruptedSession that is
            still to be closed. ``ended`` comes right after it.
    """

    map_requested = Signal()
    ended = Signal()
    call_back_requested = Signal()
    cut_off = Signal(object)

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._state = FlowState()
        self._routine: str | None = None
        self._position: str | None = None
        self._minutes = 0
        self._mode: SessionMode = "wait"
        self.usual_minutes = 0
        self._given: tuple[RatingGiven, ...] = ()
        self._signs: SignsGiven | None = None
        self._draft: CheckDraft | None = None
        self._draft_day = context.today()
        self._map_done = False
        self._answered_before: CheckAnswers | None = None
        self._marks_before: frozenset[tuple[str, int]] | None = None

        for place, make in (
            (Place.CHECK, self._make_check),
            (Place.ROUTINE, self._make_routine),
            (Place.POSITION, self._make_position),
            (Place.PREPARE, self._make_prepare),
            (Place.BEFORE, self._make_before),
        ):
            window.add_screen(place.value, make, Frame.FLOW)
        self.session = RunningSession(context, window)
        self.session.over.connect(self._session_over)
        self.session.waited_long.connect(self._go_on_late)
        self.afterwards = Afterwards(context, window)
        self.afterwards.ended.connect(self.ended)

    # -- the way -------------------------------------------------------------------------

    def begin(self) -> None:
        """Start on the way: with the check, or with what has to be answered before it."""
        self._begin_answers()
        self.come_back()

    def come_back(self) -> None:
        """Go on from the map, to the check as it was left."""
        self._routine = self._position = None
        self._minutes = 0
        self._mode = "wait"
        self.session.sound.choose(None)
        self._given, self._signs = (), None
        self._state = FlowState(zones_answered=self._context.zones_answered)
        if not self._state.zones_answered:
            self.map_requested.emit()
            return
        self._show_check()

    @property
    def way(self) -> Way:
        """How far the way has come, without a word of it."""
        return Way(self._routine, self._position, self._minutes, self._mode)

    def come_back_to(self, place: Place, way: Way) -> None:
        """Go the way again as far as ``place``, looking at the day afresh at every step.

        It ends where the person is asked: a yes holds for the moment that it was given in.
        """
        self.begin()
        self._routine, self._position = way.routine, way.position
        self._minutes, self._mode = way.minutes, way.mode
        steps = (
            (Place.CHECK, self.go_on),
            (Place.ROUTINE, self._routine_agreed),
            (Place.POSITION, self._position_agreed),
        )
        for here, go_on in steps:
            if here is place or self._window.current != here.value:
                return
            if here is Place.CHECK and not self._context.is_checked:
                return
            go_on()

    def go_on(self) -> None:
        """Show the first screen whose answer is missing, looking at the day afresh."""
        context = self._context
        is_checked = context.is_checked
        verdict = self._verdict_of_day() if is_checked else None
        self._state = replace(
            self._state,
            zones_answered=context.zones_answered,
            check_complete=is_checked,
            verdict_of_check=verdict,
        )
        self._show(next_place(self._state))

    def called_back(self) -> None:
        """Go on after what the care team said: what they looked at is no answer any more."""
        from caregiver_guide.services.check_in import found_of

        own, before = self._context.checks_on(self._context.today()).own, self._answered_before
        if own is not None and before is not None and _is_looked_at(own, before):
            self._answered_before = own
        if self._draft is not None and own is not None:
            found = found_of(self._check_view, self._draft)
            if (found.signs, found.not_sure) != (own.signs, own.not_sure):
                self._draft = None
        self.go_on()

    def _show(self, place: Place) -> None:
        if place is Place.SAFETY:
            self.map_requested.emit()
        elif place is Place.CHECK:
            self._show_check()
        elif place is Place.ROUTINE:
            self._show_routine()
        elif place is Place.POSITION:
            self._show_position()
        elif place is Place.PREPARE:
            self._show_prepare()
        elif place is Place.BEFORE:
            self._show_before()
        elif place is Place.SESSION:
            self._begin_session()
        else:
            self.ended.emit()

    def _verdict_of_day(self) -> Verdict:
        """Return whether anything stops or asks first today, whatever the routine."""
        return self._verdict_on(self._context.today())

    def _verdict_on(self, day: date) -> Verdict:
        rulings = self._context.library.planner.rulings(self._context.profile(on=day))
        if rulings.stops:
            return Verdict.STOP
        return Verdict.ASK_FIRST if rulings.asks else Verdict.GO

    def _step_of(self, place: Place) -> int:
        return STEPS.index(place)

    # -- check ---------------------------------------------------------------------------

    def _make_check(self) -> CheckScreen:
        from caregiver_guide.ui.screens.check_screen import CheckScreen

        screen = CheckScreen()
        screen.answers_changed.connect(self._check_changed)
        screen.next_requested.connect(self.go_on)
        screen.back_requested.connect(self.ended)
        screen.today_requested.connect(self.ended)
        screen.map_requested.connect(self._mark_news)
        screen.call_back_requested.connect(self.call_back_requested)
        return screen

    def _show_check(self, *, is_new_day: bool = False) -> None:
        from caregiver_guide.services.check_in import check_view

        context = self._context
        found = context.checks_on(context.today())
        view = check_view(context.library, context.words(), found.day, found.own, found.open)
        if self._draft is not None and self._draft_day == view.day:
            # Back from the map: every answer stands as it was left.
            view = replace(view, draft=self._draft)
        nothing_marked = self._look_at_marks()
        self._check_view = replace(
            view,
            map_done=self._map_done,
            is_new_day=is_new_day,
            nothing_marked=nothing_marked,
        )
        screen = cast("CheckScreen", self._window.screen_named(Place.CHECK.value))
        screen.show_result(None)
        screen.show_check(self._check_view)
        self._window.show_screen(Place.CHECK.value, self._step_of(Place.CHECK))
        if self._draft is not None and self._draft_day == view.day:
            # What was asked for on the map may make these answers complete.
            self._check_changed(self._draft)
        elif found.own is not None or found.has_news:
            self._show_check_result()

    def _show_check_result(self) -> None:
        from caregiver_guide.services.check_in import check_result

        context = self._context
        screen = cast("CheckScreen", self._window.screen_named(Place.CHECK.value))
        screen.show_result(
            check_result(context.library, context.profile(), context.words(), context.phone)
        )

    def _mark_news(self) -> None:
        """Go to the map with what is new; it has been dealt with once something is marked there."""
        self._marks_before = self._marks()
        self.map_requested.emit()

    def _marks(self) -> frozenset[tuple[str, int]]:
        """Return every place and condition as it stands, by id and version."""
        log, person = self._context.log, self._context.person.id
        marks = (*log.zones.of(person), *log.conditions.of(person))
        return frozenset((one.id, one.version) for one in marks)

    def _look_at_marks(self) -> bool:
        """Note whether what is new was marked; return whether it was not, after all."""
        if self._marks_before is None:
            return False
        if self._marks() - self._marks_before:
            self._map_done, self._marks_before = True, None
        return not self._map_done

    def _check_changed(self, draft: CheckDraft) -> None:
        from caregiver_guide.services.check_in import asks_for_map, found_of, record_check

        context = self._context
        if self._check_view.day != context.today():
            self._begin_new_day()
            return
        self._draft, self._draft_day = draft, self._check_view.day
        found = found_of(self._check_view, draft)
        if asks_for_map(self._check_view, draft):
            # What is new has to be marked, and the check looked at again, before it is complete.
            found = replace(found, is_complete=False)
        written = context.kept(
            lambda: record_check(
                context.log, context.person.id, context.today(), found, by=context.caregiver.id
            )
        )
        if written is not None:
            self._show_check_result()

    def _begin_new_day(self) -> None:
        """Ask all of it anew: what was answered in the evening is no answer of the morning."""
        self._begin_answers()
        self._show_check(is_new_day=True)

    def _begin_answers(self) -> None:
        """Note what stood answered here when this way began: more than that is not thrown away."""
        self._draft = None
        self._map_done = False
        self._marks_before = None
        self._answered_before = self._context.checks_on(self._context.today()).own

    @property
    def has_answered(self) -> bool:
        """Whether an answer of today's check was given on this way."""
        own = self._context.checks_on(self._context.today()).own
        # After midnight there may be none: those of the evening are no answers of today.
        return own is not None and own != self._answered_before

    def throw_answers_away(self) -> None:
        """Take back what was answered on this way; what a massage has shown stays."""
        from caregiver_guide.services.check_in import take_back_answers

        context = self._context
        person, day, by = context.person.id, context.today(), context.caregiver.id
        before = self._answered_before
        if context.did(lambda: take_back_answers(context.log, person, day, before, by=by)):
            # The screen shows them no more either, so that no draft brings them back.
            self._draft = None
            self._show_check()

    # -- routine and position ------------------------------------------------------------

    def _make_routine(self) -> RoutineScreen:
        from caregiver_guide.ui.screens.routine_screen import RoutineScreen

        screen = RoutineScreen(figure=self._context.painter)
        screen.routine_chosen.connect(self._routine_chosen)
        screen.minutes_chosen.connect(self._minutes_chosen)
        screen.back_requested.connect(self._show_check)
        screen.go_on_requested.connect(self._routine_agreed)
        return screen

    def _show_routine(self) -> None:
        from caregiver_guide.services.routine_choice import default_minutes, routine_choice_view

        context = self._context
        if not self._minutes:
            usual = default_minutes(context.is_first_session)
            self._minutes = self.usual_minutes or usual
        profile = context.profile()
        last = context.log.sessions.last(context.person.id)
        view = routine_choice_view(
            context.words(),
            profile,
            self._minutes,
            self._routine,
            context.keep_away(profile),
            context.person.skin,
            "" if last is None else last.routine,
        )
        screen = cast(
            "RoutineScreen",
            self._window.screen_named(Place.ROUTINE.value),
        )
        screen.show_routines(view)
        self._window.show_screen(Place.ROUTINE.value, self._step_of(Place.ROUTINE))
        self._routine_view = view

    def _routine_chosen(self, routine: str) -> None:
        self._routine = routine
        self._position = None
        self._show_routine()

    def _minutes_chosen(self, minutes: int) -> None:
        self._minutes = minutes
        self._show_routine()

    def _routine_agreed(self) -> None:
        card = self._routine_view.card(self._routine or self._routine_view.chosen)
        if card is None:
            return
        self._routine = card.id
        self._state = replace(
            self._state,
            plan=card.plan,
            position_agreed=False,
            confirmed=False,
            permission="",
            before_done=False,
        )
        self.go_on()

    def _make_position(self) -> PositionScreen:
        from caregiver_guide.ui.screens.position_screen import PositionScreen

        screen = PositionScreen(scenes=self._context.scenes)
        screen.position_chosen.connect(self._position_chosen)
        screen.instead_requested.connect(self._instead)
        screen.back_requested.connect(self._show_routine)
        screen.comfortable.connect(self._position_agreed)
        return screen

    def _show_position(self) -> None:
        from caregiver_guide.services.position_choice import position_choice_view

        context = self._context
        profile = context.profile()
        assert self._routine is not None  # noqa: S101 - a routine is chosen before a position
        view = position_choice_view(
            context.words(),
            profile,
            self._routine,
            self._minutes,
            self._position,
            context.keep_away(profile),
            context.person.skin,
        )
        self._plan: Plan = view.plan
        screen = cast(
            "PositionScreen",
            self._window.screen_named(Place.POSITION.value),
        )
        screen.set_motion(context.may_move)
        screen.show_positions(view)
        self._window.show_screen(Place.POSITION.value, self._step_of(Place.POSITION))

    def _position_chosen(self, position: str) -> None:
        self._position = position
        self._show_position()

    def _instead(self, routine: str, position: str) -> None:
        self._routine, self._position = routine, position
        self._show_position()

    def _position_agreed(self) -> None:
        self._state = replace(self._state, plan=self._plan, position_agreed=True)
        self.go_on()

    # -- preparing and asking ------------------------------------------------------------

    def _make_prepare(self) -> PrepareScreen:
        from caregiver_guide.ui.screens.prepare_screen import PrepareScreen

        screen = PrepareScreen()
        screen.permission_given.connect(self._permitted)
        screen.declined.connect(self._declined)
        screen.mode_chosen.connect(self._mode_chosen)
        screen.sound_chosen.connect(self.session.sound.choose)
        screen.back_requested.connect(self._back_to_position)
        screen.cards_requested.connect(lambda: self._cards().offer(self._plan))
        return screen

    def _cards(self) -> Cards:
        from caregiver_guide.app.cards import Cards

        return Cards(self._context)

    def _back_to_position(self) -> None:
        self._state = replace(self._state, position_agreed=False)
        self._show_position()

    def _show_prepare(self) -> None:
        from caregiver_guide.services.prepare_view import prepare_view

        context = self._context
        screen = cast(
            "PrepareScreen",
            self._window.screen_named(Place.PREPARE.value),
        )
        screen.show_preparation(
            prepare_view(
                context.words(),
                self._plan,
                context.keep_away(),
                self._mode,
                self.session.sound.profile,
            )
        )
        self._window.show_screen(Place.PREPARE.value, self._step_of(Place.PREPARE))

    def _mode_chosen(self, mode: SessionMode) -> None:
        self._mode = mode

    def _permitted(self, how: str) -> None:
        self._state = replace(self._state, confirmed=True, permission=how)
        self.go_on()

    def _declined(self) -> None:
        context = self._context
        context.kept(
            lambda: context.log.sessions.add(
                new_record(context, self._plan, self._minutes, "not-wanted"),
                by=context.caregiver.id,
            )
        )
        self.ended.emit()

    def _make_before(self) -> RatingsScreen:
        from caregiver_guide.ui.screens.ratings_screen import RatingsScreen

        screen = RatingsScreen()
        screen.ratings_given.connect(self._rated_before)
        screen.telling_changed.connect(self.afterwards.remember_telling)
        screen.back_requested.connect(self._back_to_prepare)
        screen.sign_seen.connect(self._count_sign)
        return screen

    def _count_sign(self, sign: str) -> None:
        """Answer today's check with what a high number was found to mean, and show what follows."""
        from caregiver_guide.services.check_in import add_signs

        context = self._context
        person, day, by = context.person.id, context.today(), context.caregiver.id
        if context.did(lambda: add_signs(context.log, person, day, (sign,), by=by)):
            self.go_on()

    def _back_to_prepare(self) -> None:
        self._state = replace(self._state, confirmed=False, permission="")
        self._show_prepare()

    def _show_before(self) -> None:
        from caregiver_guide.services.ratings_view import ratings_view

        screen = cast(
            "RatingsScreen",
            self._window.screen_named(Place.BEFORE.value),
        )
        context = self._context
        tells_by = context.person.tells_by
        screen.show_ratings(ratings_view(context.words(), "before", tells_by=tells_by))
        self._window.show_screen(Place.BEFORE.value, self._step_of(Place.BEFORE))

    def _rated_before(
        self, given: tuple[RatingGiven, ...], signs: SignsGiven | None = None
    ) -> None:
        self._given, self._signs = given, signs
        self._state = replace(self._state, before_done=True)
        self.go_on()

    # -- the session ---------------------------------------------------------------------

    def _plan_is_of_today(self) -> bool:
        """Whether the plan agreed on is still the plan, now that hands are about to touch.

        Midnight, a clearance that ran out, or a place marked meanwhile may have changed it.
        """
        context, plan = self._context, self._plan
        if not context.zones_answered or not context.is_checked:
            return False
        now = context.library.planner.plan(
            context.profile(), plan.routine, plan.position.id, self._minutes
        )
        return now == plan

    def _begin_session(self) -> None:
        if not self._plan_is_of_today():
            self._state = replace(
                self._state, position_agreed=False, confirmed=False, permission=""
            )
            self.go_on()
            return
        given, signs = self._given, self._signs
        if not self.session.begin(self._plan, self._minutes, given, signs, mode=self._mode):
            self._state = replace(self._state, before_done=False)

    def may_resume(self, interrupted: InterruptedSession) -> bool:
        """Whether a session that was cut off is still what this person may be given.

        Its plan is made again for the day it began on and for today, with everything marked since:
        after midnight a clearance may have run out.
        """
        context, session = self._context, interrupted.session
        library = context.library
        known = all((session.routine, step.id) in library.steps for step in interrupted.steps)
        if interrupted.is_too_old or not interrupted.steps or not known:
            return False
        day = session.started.day
        # A date that was set back brings back no day before the session began.
        today = max(context.today(), day)
        answered = any(context.checks_on(one).is_complete for one in {day, today})
        if not answered or not context.zones_answered_on(today):
            return False
        # What was found since, perhaps after midnight, counts as well.
        if self._verdict_on(today) is not Verdict.GO:
            return False
        # Something new was being marked: the plan is made again as soon as it is resumed.
        if was_marking(context, session):
            return True
        return is_as_shown(plan_of(context, session), interrupted)

    def _go_on_late(self, interrupted: InterruptedSession) -> None:
        """Give up a massage that has rested for long, unless it still may be given."""
        if not self.may_resume(interrupted):
            self.session.give_up()
            self.cut_off.emit(interrupted)
            self.ended.emit()

    def resume(self, interrupted: InterruptedSession) -> None:
        """Go on with a session that was cut off: straight into its paused step."""
        self._state = FlowState(
            zones_answered=True,
            check_complete=True,
            verdict_of_check=Verdict.GO,
            position_agreed=True,
            confirmed=True,
            permission="yes",
            before_done=True,
        )
        self.session.resume(interrupted)

    def _session_over(self, session: SessionRecord) -> None:
        self._state = replace(self._state, session_over=True, plan=None)
        self.afterwards.begin(session, self.session.settle)


def _is_looked_at(own: CheckAnswers, before: CheckAnswers) -> bool:
    """Whether all that changed since ``before`` is what the care team has looked at."""
    return own.why == LOOKED_AT and (own.id, own.version) == (before.id, before.version + 1)
