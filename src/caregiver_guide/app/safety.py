# SPDX-License-Identifier: GPL-3.0-or-later
"""The screen "Pat & safety", connected: what is marked, healed, confirmed or allowed is written."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal

from caregiver_guide.app.context import Context
from caregiver_guide.storage.errors import StorageError
from caregiver_guide.ui.main_window import Frame, MainWindow

if TYPE_CHECKING:
    from datetime import date

    from caregiver_guide.domain.session import ZonesAnswerWord
    from caregiver_guide.services.safety_map import (
        ClearanceDraft,
        DrawingDraft,
        FindingDraft,
        PersonDraft,
    )
    from caregiver_guide.storage.log import Log
    from caregiver_guide.ui.screens.safety_screen import SafetyScreen

SAFETY = "safety"


class Safety(QObject):
    """Draws the marked places of a person and writes down what is said about them.

    Signals:
        answered: All that a massage needs to know is said; go on, on the way to one.
        left: The caregiver goes back to Today.
        history_wanted: An entry is to be shown with what it said before, by id.
        returned_to_massage: What is new is marked; back to the session that waits.
        team_requested: The care team said something about one place, by id.
        errand_done: The place that was to be changed for them was left.
    """

    answered = Signal()
    left = Signal()
    returned_to_massage = Signal()
    history_wanted = Signal(str)
    team_requested = Signal(str)
    errand_done = Signal()

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._leads_on = False
        self._in_massage = False
        window.add_screen(SAFETY, self._make, Frame.PLACES)

    def _make(self) -> SafetyScreen:
        from caregiver_guide.ui.screens.safety_screen import SafetyScreen

        screen = SafetyScreen(self._context.painter, clock=self._context.clocks.steady)
        screen.finding_saved.connect(self._save_finding)
        screen.finding_confirmed.connect(self._confirm_finding)
        screen.finding_ended.connect(self._end_finding)
        screen.finding_removed.connect(self._remove_finding)
        screen.removal_undone.connect(self._restore_finding)
        screen.ending_undone.connect(self._reopen_finding)
        screen.clearance_saved.connect(self._save_clearance)
        screen.clearance_ended.connect(self._end_clearance)
        screen.person_saved.connect(self._save_person)
        screen.drawing_saved.connect(self._save_drawing)
        screen.zones_answered.connect(self._answer_zones)
        screen.blank_map_requested.connect(self._print_blank_map)
        screen.history_wanted.connect(self.history_wanted)
        screen.saving_wanted.connect(self._write_owed)
        screen.next_requested.connect(self.answered)
        screen.massage_requested.connect(self.returned_to_massage)
        screen.back_requested.connect(self.left)
        screen.team_requested.connect(self.team_requested)
        screen.errand_done.connect(self.errand_done)
        return screen

    def show(self, *, leads_on: bool = False) -> None:
        """Show the screen; with ``leads_on`` it stands on the way to a massage."""
        self._leads_on = leads_on
        self._in_massage = False
        self._screen.mark_for("")
        self._screen.show_lists()
        self._draw()
        self._write_owed()

    def redraw(self) -> None:
        """Draw the screen as the log is now, on the way that it stands on."""
        self._draw()

    def mark_in_massage(self, session: str = "") -> None:
        """Begin to mark what was seen in a session that waits; the one way out leads back to it.

        What is half marked there belongs to that ``session``, by its id, and to no other time.
        """
        self._leads_on = False
        self._in_massage = True
        self._screen.mark_for(session or "massage")
        self._screen.show_lists()
        self._draw()
        self._screen.start_marking()

    def change_for_team(self, finding: str, said_by: str) -> None:
        """Show one place to be changed as the care team told it; the way out is ``errand_done``."""
        self.show()
        self._screen.change_for_team(finding, said_by)

    def mark(self) -> None:
        """Show the screen and begin to mark a place."""
        self.show()
        self._screen.start_marking()

    def look_again(self) -> None:
        """Show the screen and go through what nobody has looked at for too long."""
        self.show()
        self._screen.start_review()

    @property
    def _screen(self) -> SafetyScreen:
        return cast("SafetyScreen", self._window.screen_named(SAFETY))

    def _draw(self) -> None:
        from caregiver_guide.services.mistakes import mistake_lines
        from caregiver_guide.services.safety_map import FindingDraft, safety_view

        context = self._context
        log, person = context.log, context.person.id
        view = safety_view(
            context.library,
            context.person,
            log.zones.of(person),
            log.conditions.of(person),
            log.clearances.last_words(person),
            log.zones_answers.holding(person, context.today()),
            context.today(),
            leads_on=self._leads_on,
            in_massage=self._in_massage,
            unsaved=[one for one in context.owed if isinstance(one, FindingDraft)],
        )
        mistakes = mistake_lines(
            context.library,
            context.person.name,
            log.zones.binned(person),
            log.conditions.binned(person),
            self._name_of,
            context.today(),
        )
        self._screen.show_safety(replace(view, mistakes=mistakes))
        self._window.show_screen(SAFETY)
        if self._in_massage:
            self._window.frame_as(Frame.NOTHING)

    def _name_of(self, caregiver: str) -> str:
        """Return the name of whoever wrote something, empty where nobody knows."""
        found = self._context.log.caregivers.one(caregiver) if caregiver else None
        return "" if found is None else found.name

    def _save_finding(self, draft: FindingDraft) -> None:
        from caregiver_guide.services.safety_record import save_finding

        log, person, by, day = self._who()
        library = self._context.library
        self._write(draft, lambda: save_finding(log, library, person, draft, day, by=by))

    def _confirm_finding(self, finding: str) -> None:
        from caregiver_guide.services.safety_record import confirm_finding

        log, _, by, _ = self._who()
        self._write(("confirm", finding), lambda: confirm_finding(log, finding, by=by))

    def _end_finding(self, finding: str) -> None:
        from caregiver_guide.services.safety_record import end_finding

        log, _, by, day = self._who()
        self._write(("end", finding), lambda: end_finding(log, finding, day, by=by))

    def _remove_finding(self, finding: str) -> None:
        from caregiver_guide.services.safety_record import remove_finding

        log, _, by, _ = self._who()
        self._write(("remove", finding), lambda: remove_finding(log, finding, by=by))

    def _restore_finding(self, finding: str) -> None:
        from caregiver_guide.services.safety_record import restore_finding

        log, _, by, _ = self._who()
        self._write(("restore", finding), lambda: restore_finding(log, finding, by=by))

    def _reopen_finding(self, finding: str, until: date | None) -> None:
        from caregiver_guide.services.safety_record import reopen_finding

        log, _, by, _ = self._who()
        self._write(("reopen", finding), lambda: reopen_finding(log, finding, until, by=by))

    def _save_clearance(self, draft: ClearanceDraft) -> None:
        from caregiver_guide.services.safety_record import save_clearances

        log, person, by, _ = self._who()
        self._write(draft, lambda: save_clearances(log, person, (draft,), by=by))

    def _end_clearance(self, clearance: str) -> None:
        from caregiver_guide.services.safety_record import end_clearance

        log, _, by, day = self._who()
        self._write(("end", clearance), lambda: end_clearance(log, clearance, day, by=by))

    def _save_person(self, draft: PersonDraft) -> None:
        from caregiver_guide.services.safety_record import save_person

        log, person, by, _ = self._who()
        self._write(draft, lambda: save_person(log, person, draft, by=by))

    def _save_drawing(self, draft: DrawingDraft) -> None:
        from caregiver_guide.services.safety_record import save_drawing

        log, person, by, _ = self._who()
        self._write(draft, lambda: save_drawing(log, person, draft, by=by))

    def _answer_zones(self, word: ZonesAnswerWord) -> None:
        from caregiver_guide.services.safety_record import answer_zones

        log, person, by, day = self._who()
        self._write("answer", lambda: answer_zones(log, person, word, day, by=by))

    def _print_blank_map(self) -> None:
        from caregiver_guide.app.cards import Cards

        Cards(self._context).offer_blank_map()

    def _who(self) -> tuple[Log, str, str, date]:
        """Return where to write, about whom, by whom and on which day: as it is said, not later."""
        context = self._context
        return context.log, context.person.id, context.caregiver.id, context.today()

    def _write(self, what: Hashable, write: Callable[[], object]) -> None:
        """Write what was said, after all that the disk refused before; what it refuses is owed."""
        self._context.owe(what, write)
        self._context.did(self._context.settle)
        self._context.refresh_person()
        self._draw()

    def _write_owed(self) -> None:
        """Try again to write what the disk refused; say why no massage begins while it does."""
        context = self._context
        if not context.owes_mark:
            return
        try:
            context.settle()
        except StorageError as error:
            words = self.tr(
                "What you said about {name} on this screen is not saved yet, so no massage can "
                "begin. {trouble}"
            )
            said = words.format(name=context.person.name, trouble=error)
            context.prompts.tell(self.tr("This is not saved"), said)
        context.refresh_person()
        self._draw()
