# SPDX-License-Identifier: GPL-3.0-or-later
"""Stop, connected: the sheet over the running session, and what was chosen on it, written at once.

Whatever the sheet shows was read when the session opened, so that Stop never waits for a disk.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from caregiver_guide.app.context import Context
from caregiver_guide.ui.widgets.day_words import clock_time

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from caregiver_guide.domain.session import SessionRecord
    from caregiver_guide.services.session_recorder import SessionRecorder
    from caregiver_guide.services.stop_view import StopView
    from caregiver_guide.ui.screens.stop_sheet import StopSheet


class Stopping(QObject):
    """The Stop sheet of one window, and who is told what when it is answered.

    Signals:
        ended: The session ends for today; carries the id of the reason, or "".
        went_back: The session goes on after all.
        waits: The session stays paused.
        mark_requested: What was seen has to be marked before anything goes on.
        advised: What the sheet says to do now, whom to call first; "" when a reason was taken back.
    """

    ended = Signal(str)
    went_back = Signal()
    waits = Signal()
    mark_requested = Signal()
    advised = Signal(str)

    def __init__(self, context: Context, cover: QWidget) -> None:
        super().__init__(cover)
        from caregiver_guide.ui.screens.stop_sheet import StopSheet

        self._context = context
        self._recorder: SessionRecorder | None = None
        self._so_far: Callable[[], SessionRecord] | None = None
        self.sheet: StopSheet = StopSheet(cover, context.clocks.steady)
        self.sheet.reason_chosen.connect(self._chosen)
        self.sheet.reason_chosen.connect(self._advise)
        self.sheet.end_requested.connect(self._end)
        self.sheet.go_back_requested.connect(lambda: self._leave(self.went_back.emit))
        self.sheet.wait_requested.connect(lambda: self._leave(self.waits.emit))
        self.sheet.mark_requested.connect(self._mark)

    @property
    def is_open(self) -> bool:
        """Whether the sheet lies over the session."""
        return self.sheet.isVisible()

    def prepare(self, recorder: SessionRecorder, so_far: Callable[[], SessionRecord]) -> None:
        """Read all that the sheet may need for a session; ``so_far`` tells how it stands then."""
        context = self._context
        self._recorder, self._so_far = recorder, so_far
        self._words = context.words()
        self._team = context.contacts()
        self._profile = context.profile()
        rulings = context.library.planner.rulings(self._profile)
        self._hospice_first = rulings.calls_hospice_first
        self.sheet.show_stop(self._view())

    def ask(self) -> None:
        """Show the sheet, with the reason that was chosen before the app was closed, if any."""
        if self.is_open:
            return
        before = self._recorder.session.stop_reason if self._recorder is not None else None
        self.sheet.open(before or "")
        self.sheet.tell(self._view())

    def _view(self) -> StopView:
        """Return the sheet with what there is to tell on the telephone at this moment."""
        from caregiver_guide.services.call_script import call_facts
        from caregiver_guide.services.stop_view import stop_view

        context = self._context
        facts = None
        if self._so_far is not None:
            facts = call_facts(
                self._words,
                context.caregiver.name,
                self._so_far(),
                self._profile,
                context.now(),
                clock_time,
            )
        return stop_view(
            self._words,
            self._team,
            context.emergency_number,
            facts,
            hospice_first=self._hospice_first,
        )

    def _chosen(self, reason: str) -> None:
        if self._recorder is not None:
            self._recorder.give_reason(reason)

    def _advise(self, reason_id: str) -> None:
        reason = self._view().reason(reason_id)
        self.advised.emit("" if reason is None else f"{reason.call} {reason.advice}".strip())

    def _end(self, reason: str) -> None:
        self.sheet.close_sheet()
        count_signs(self._context, reason)
        self.ended.emit(reason)

    def _mark(self) -> None:
        # The reason stays: cut off now, the session comes back to what was seen.
        self.sheet.close_sheet()
        self.mark_requested.emit()

    def _leave(self, tell: Callable[[], object]) -> None:
        # The session goes on, so it was not stopped for anything; the log keeps both entries.
        self._chosen("")
        self.sheet.close_sheet()
        tell()


def count_signs(context: Context, reason: str | None, day: date | None = None) -> None:
    """Write down what a reason to stop means, today or on ``day``: nothing starts after it."""
    from caregiver_guide.services.check_in import add_signs
    from caregiver_guide.services.stop_view import signs_of

    signs, unsure = signs_of(context.library, reason)
    person, by = context.person.id, context.caregiver.id
    if signs or unsure:
        context.did(
            lambda: add_signs(
                context.log, person, day or context.today(), signs, not_sure=unsure, by=by
            )
        )
