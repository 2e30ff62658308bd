# SPDX-License-Identifier: GPL-3.0-or-later
"""After the massage: ask how it was, at once, in ten minutes or later, and keep the answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal

from caregiver_guide.app.context import Context
from caregiver_guide.domain.session import Note, Rating, Reaction, SessionRecord
from caregiver_guide.services.follow_up import close_after, leave_after_open, minutes_between
from caregiver_guide.services.guide_flow import STEPS, Place
from caregiver_guide.services.session_engine import limit_phrase
from caregiver_guide.ui.main_window import Frame, MainWindow
from caregiver_guide.ui.widgets.day_words import clock_time

if TYPE_CHECKING:
    from caregiver_guide.domain.session import TellsBy
    from caregiver_guide.services.after_view import AfterGiven
    from caregiver_guide.ui.screens.after_screen import AfterScreen


def _nothing() -> None:
    """Nothing has to be done before answers can be written."""


_SERIOUS = ("needs-call", "emergency")


class Afterwards(QObject):
    """Shows the screen After for one massage, and keeps its answers.

    Signals:
        ended: The answers are kept, or will be given later; Today comes next.
        saved: The answers were saved at a wish; what comes next is shown.
    """

    ended = Signal()
    saved = Signal()

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._session: SessionRecord | None = None
        self._settle: Callable[[], None] = _nothing
        self._hands_off: tuple[str, float] = ("", 0.0)
        window.add_screen(Place.AFTER.value, self._make_screen, Frame.FLOW)

    def _make_screen(self) -> AfterScreen:
        from caregiver_guide.ui.screens.after_screen import AfterScreen

        screen = AfterScreen(self._context.painter)
        screen.save_requested.connect(self._save)
        screen.later_requested.connect(self.leave)
        screen.telling_changed.connect(self.remember_telling)
        return screen

    @property
    def is_open(self) -> bool:
        """Whether answers are being given now."""
        return self._session is not None and self._window.current == Place.AFTER.value

    @property
    def session_asked_about(self) -> str:
        """The massage that answers are being given about, by id, or nothing."""
        return "" if self._session is None else self._session.id

    def begin(self, session: SessionRecord, settle: Callable[[], None] = _nothing) -> None:
        """Hands have just been lifted: first wipe them, then ask how ``session`` was.

        ``settle`` writes what is still owed, or raises.
        """
        rested = minutes_between(session.ended, self._context.now())
        # One that was stopped after a night in pause ended long before.
        self._hands_off = session.id, self._context.clocks.steady() - 60 * (rested or 0)
        self._show(session, settle, asks_first=not rested)

    def ask(self, session: SessionRecord) -> None:
        """Ask how ``session`` was, some time after it."""
        self._show(session, _nothing, asks_first=False)

    def _show(
        self, session: SessionRecord, settle: Callable[[], None], *, asks_first: bool
    ) -> None:
        from caregiver_guide.services.after_view import after_view
        from caregiver_guide.services.call_script import call_facts

        context = self._context
        self._session, self._settle = session, settle
        touched = dict.fromkeys(
            region for step in session.steps if step.seconds > 0 for region in step.regions
        )
        story = context.log.sessions.stories((session,))[0]
        words, profile = context.words(), context.profile()
        # A rule that forbids every offer of a drink counts more than what is usually allowed.
        since = self._minutes_since(session)
        rulings = context.library.planner.rulings(profile)
        routine = context.library.routines.get(session.routine)
        view = after_view(
            words,
            tuple(rating for rating in story.ratings if rating.when == "before"),
            tuple(touched),
            touch_limit=(
                limit_phrase(session.touch_seconds) if session.ended_by == "touch-limit" else ""
            ),
            drinks="none" if rulings.no_drink else context.person.drinks,
            facts=call_facts(
                words, context.caregiver.name, session, profile, context.now(), clock_time
            ),
            stopped_for=session.stop_reason,
            numbers=numbers_to_call(context),
            tells_by=context.person.tells_by,
            signs_before=story.signs("before"),
            must_wait=since is not None
            and since < context.library.files.comfort_signs.wait_minutes,
            asks_first=asks_first,
            tone=context.person.skin,
            hospice_first=rulings.calls_hospice_first,
            has_lotion=routine is None or routine.lotion,
            was_begun_only=session.was_begun_only,
        )
        screen = cast("AfterScreen", self._window.screen_named(Place.AFTER.value))
        screen.show_after(replace(view, session=session.id))
        self._window.show_screen(Place.AFTER.value, STEPS.index(Place.AFTER))

    def _minutes_since(self, session: SessionRecord) -> int | None:
        """Return the whole minutes since hands were off, ``None`` where nobody can know.

        In the run in which the session ended no clock that somebody sets is asked.
        """
        of, then = self._hands_off
        if of == session.id:
            return int(max(0.0, self._context.clocks.steady() - then) // 60)
        return minutes_between(session.ended, self._context.now())

    def remember_telling(self, tells_by: TellsBy) -> None:
        """Write down whether the person can say numbers or is watched for signs."""
        from caregiver_guide.services.ratings_view import remember_telling

        context = self._context
        person, by = context.person.id, context.caregiver.id
        context.did(lambda: remember_telling(context.log, person, tells_by, by=by))
        context.refresh_person()

    def leave(self) -> None:
        """Keep what has been answered so far; the rest can be said later."""
        if self.keep():
            self.ended.emit()

    def keep(self) -> bool:
        """Write what has been answered so far, and return whether nothing was lost."""
        if self._session is None:
            return True
        given = cast("AfterScreen", self._window.screen_named(Place.AFTER.value)).given
        return self._write_and_close(given, is_done=False)

    def _save(self, given: AfterGiven) -> None:
        if self._write_and_close(given, is_done=True):
            self.ended.emit()
            self.saved.emit()

    def _write_and_close(self, given: AfterGiven, *, is_done: bool) -> bool:
        if not self._context.did(lambda: self._write(given, is_done=is_done)):
            return False
        self._session = None
        cast("AfterScreen", self._window.screen_named(Place.AFTER.value)).close_answers()
        return True

    def _write(self, given: AfterGiven, *, is_done: bool) -> None:
        session = self._session
        if session is None:
            return
        self._settle()
        context = self._context
        by = context.caregiver.id
        since = self._minutes_since(session)
        with context.log.batch():
            for rating in given.ratings:
                context.log.ratings.add(
                    Rating(
                        person=session.person,
                        session=session.id,
                        question=rating.question,
                        when="after",
                        value=rating.value,
                        source=rating.source,
                        minutes_since_hands_off=since,
                    ),
                    by=by,
                )
            for reaction in given.reactions:
                context.log.reactions.add(
                    Reaction(
                        person=session.person,
                        session=session.id,
                        what=reaction.what,
                        severity=reaction.severity,
                        regions=reaction.regions,
                        what_done=reaction.what_done,
                        lasted=reaction.lasted,
                    ),
                    by=by,
                )
            if given.signs is not None:
                seen = given.signs.fact(session.person, session.id, "after", since)
                context.log.comfort.add(seen, by=by)
            self._close(session, given, is_done=is_done and not self._must_watch(given, since))
            self._count(given)
            context.log.drafts.drop(Place.AFTER.value, session.person, session.id)
            if given.note:
                note = Note(person=session.person, session=session.id, text=given.note)
                context.log.notes.add(note, by=by)

    def _close(self, session: SessionRecord, given: AfterGiven, *, is_done: bool) -> None:
        """Ask no more, or go on asking for what a first answer has left open."""
        log, by = self._context.log, self._context.caregiver.id
        if is_done:
            close_after(log, session, nothing_new=given.nothing_new, by=by)
        elif given.ratings or given.reactions or given.signs is not None:
            leave_after_open(log, session, self._context.now(), by=by)

    def _must_watch(self, given: AfterGiven, since: int | None) -> bool:
        """Whether signs are still to be watched, once hands have been off for long enough."""
        wait = self._context.library.files.comfort_signs.wait_minutes
        is_early = since is not None and since < wait
        return self._context.person.tells_by == "signs" and given.signs is None and is_early

    def _count(self, given: AfterGiven) -> None:
        """Answer today's check with what was noticed, where that forbids another massage."""
        from caregiver_guide.services.check_in import add_signs

        context = self._context
        entries = {one.id: one for one in context.library.files.reactions.reaction}
        noticed = [one.what for one in given.reactions if one.severity in _SERIOUS]
        signs = [sign for what in noticed for sign in entries[what].counts_as]
        unsure = [sign for what in noticed for sign in entries[what].not_sure_of]
        if (signs or unsure) and self._session is not None:
            person, by = self._session.person, context.caregiver.id
            add_signs(context.log, person, context.today(), signs, not_sure=unsure, by=by)


def numbers_to_call(context: Context) -> tuple[str, ...]:
    """Return whom to call, in words: the care team, and the emergency number."""
    team = [f"{one.name}: {one.phone}" for one in context.contacts() if one.phone]
    return (*team, context.words().fill(context.library.files.phrases["emergency-line"]))
