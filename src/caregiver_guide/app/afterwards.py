# SPDX-License-Identifier: GPL-3.0-or-later
"""After the massage: ask how it was, now or later, and write down whatever is said."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal

from caregiver_guide.app.context import Context
from caregiver_guide.domain.session import Note, Rating, Reaction, SessionRecord
from caregiver_guide.services.guide_flow import STEPS, Place
from caregiver_guide.ui.main_window import Frame, MainWindow
from caregiver_guide.ui.widgets.day_words import clock_time

if TYPE_CHECKING:
    from caregiver_guide.services.after_view import AfterGiven
    from caregiver_guide.ui.screens.after_screen import AfterScreen


def _nothing() -> None:
    """Nothing has to be done before answers can be written."""


_SERIOUS = ("needs-call", "emergency")


class Afterwards(QObject):
    """Shows the screen After for one massage, and keeps its answers.

    Signals:
        ended: The answers are kept, or will be given later; Today comes next.
    """

    ended = Signal()

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._session: SessionRecord | None = None
        self._settle: Callable[[], None] = _nothing
        window.add_screen(Place.AFTER.value, self._make_screen, Frame.FLOW)

    def _make_screen(self) -> AfterScreen:
        from caregiver_guide.ui.screens.after_screen import AfterScreen

        screen = AfterScreen()
        screen.save_requested.connect(self._save)
        screen.later_requested.connect(self.leave)
        return screen

    @property
    def is_open(self) -> bool:
        """Whether answers are being given now."""
        return self._session is not None and self._window.current == Place.AFTER.value

    def ask(self, session: SessionRecord, settle: Callable[[], None] = _nothing) -> None:
        """Ask how ``session`` was; ``settle`` writes what is still owed, or raises."""
        from caregiver_guide.services.after_view import after_view
        from caregiver_guide.services.call_script import call_facts

        context = self._context
        self._session, self._settle = session, settle
        touched = dict.fromkeys(
            region for step in session.steps if step.seconds > 0 for region in step.regions
        )
        ratings = context.log.ratings.of_sessions((session.id,)).get(session.id, ())
        words, profile = context.words(), context.profile()
        # A rule that forbids every offer of a drink counts more than what is usually allowed.
        rulings = context.library.planner.rulings(profile)
        view = after_view(
            words,
            tuple(rating for rating in ratings if rating.when == "before"),
            tuple(touched),
            touch_limit=session.ended_by == "touch-limit",
            drinks="none" if rulings.no_drink else context.person.drinks,
            facts=call_facts(
                words, context.caregiver.name, session, profile, context.now(), clock_time
            ),
            stopped_for=session.stop_reason,
            numbers=self._numbers(),
            hospice_first=rulings.calls_hospice_first,
        )
        screen = cast("AfterScreen", self._window.screen_named(Place.AFTER.value))
        screen.show_after(view)
        self._window.show_screen(Place.AFTER.value, STEPS.index(Place.AFTER))

    def _numbers(self) -> tuple[str, ...]:
        """Return whom to call, in words: the care team, and the emergency number."""
        context = self._context
        team = [f"{one.name}: {one.phone}" for one in context.contacts() if one.phone]
        return (*team, context.words().fill(context.library.files.phrases["emergency-line"]))

    def leave(self) -> None:
        """Keep what has been answered so far; the rest can be said later."""
        if self.keep():
            self.ended.emit()

    def keep(self) -> bool:
        """Write what has been answered so far, and return whether nothing was lost."""
        if self._session is None:
            return True
        given = cast("AfterScreen", self._window.screen_named(Place.AFTER.value)).given
        return self._write_and_close(given)

    def _save(self, given: AfterGiven) -> None:
        if self._write_and_close(given):
            self.ended.emit()

    def _write_and_close(self, given: AfterGiven) -> bool:
        if not self._context.did(lambda: self._write(given)):
            return False
        self._session = None
        return True

    def _write(self, given: AfterGiven) -> None:
        session = self._session
        if session is None:
            return
        self._settle()
        context = self._context
        by = context.caregiver.id
        since = None
        if session.ended is not None:
            since = max(0, (context.now().utc_ms - session.ended.utc_ms) // 60_000)
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
                    ),
                    by=by,
                )
            self._count(given)
            if given.note:
                note = Note(person=session.person, session=session.id, text=given.note)
                context.log.notes.add(note, by=by)

    def _count(self, given: AfterGiven) -> None:
        """Answer today's check with what was noticed, where that forbids another massage."""
        from caregiver_guide.services.check_in import add_signs

        context = self._context
        entries = {one.id: one for one in context.library.files.reactions.reaction}
        noticed = [one.what for one in given.reactions if one.severity in _SERIOUS]
        signs = [sign for what in noticed for sign in entries[what].counts_as]
        if signs and self._session is not None:
            person, by = self._session.person, context.caregiver.id
            add_signs(context.log, person, context.today(), signs, by=by)
