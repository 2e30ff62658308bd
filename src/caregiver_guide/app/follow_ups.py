# SPDX-License-Identifier: GPL-3.0-or-later
"""Asking again: ten minutes after a massage, and once from the next day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from caregiver_guide.app.afterwards import numbers_to_call
from caregiver_guide.app.context import Context
from caregiver_guide.ui.main_window import MainWindow
from caregiver_guide.ui.widgets.day_words import clock_time

if TYPE_CHECKING:
    from caregiver_guide.services.follow_up import AfterDue, FollowUpGiven
    from caregiver_guide.ui.screens.follow_up_sheet import FollowUpSheet


class FollowUps(QObject):
    """Waits for the ten minutes with one timer, and writes down what is answered later.

    Signals:
        due: Hands have been off for long enough: Today says so, and the bell may ring softly.
        changed: Something was answered or put off; what is shown may be drawn anew.
    """

    due = Signal()
    changed = Signal()

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        # A coarse timer may come a second early: then nothing would be due yet.
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.due)
        self._waits_for = ""

    # -- ten minutes ---------------------------------------------------------------------

    @property
    def is_waiting(self) -> bool:
        """Whether a reminder is on its way."""
        return self._timer.isActive()

    def wait_for(self, after: AfterDue | None) -> None:
        """Remind once when ``after`` is due; nothing to wait for ends the waiting."""
        if after is None or after.is_due:
            self.stop()
        elif not self.is_waiting or self._waits_for != after.session:
            self._waits_for = after.session
            left = after.due.utc_ms - self._context.now().utc_ms
            # A millisecond late it is due; a millisecond early it would not be.
            self._timer.start(max(0, left) + 1)

    def stop(self) -> None:
        """Remind no more."""
        self._timer.stop()
        self._waits_for = ""

    # -- the next day --------------------------------------------------------------------

    def say_fine(self, session: str) -> None:
        """Write down that all was as usual: one press."""
        from caregiver_guide.services.follow_up import USUAL, FollowUpGiven

        self._record(FollowUpGiven(session, (USUAL,)))

    def put_off(self, session: str) -> None:
        """Ask again later today."""
        from caregiver_guide.services.follow_up import put_off

        context = self._context
        files, by = context.library.files, context.caregiver.id
        context.did(lambda: put_off(context.log, files, session, context.now(), by=by))
        self.changed.emit()

    def ask(self, session: str) -> None:
        """Show all answers about one massage, with what to say on the telephone."""
        from caregiver_guide.services.call_script import call_facts
        from caregiver_guide.services.follow_up import follow_up_view
        from caregiver_guide.ui.screens.follow_up_sheet import FollowUpSheet

        context = self._context
        found = context.log.sessions.one(session)
        if found is None:
            return
        words = context.words()
        facts = call_facts(
            words, context.caregiver.name, found, context.profile(), context.now(), clock_time
        )
        sheet = FollowUpSheet(self._window)
        sheet.closed.connect(sheet.deleteLater)
        sheet.answer_given.connect(lambda given: self._answered(sheet, given))
        sheet.show_follow_up(
            follow_up_view(words, found, context.now(), facts, numbers_to_call(context))
        )

    def _answered(self, sheet: FollowUpSheet, given: FollowUpGiven) -> None:
        # What was ticked stays on the sheet if it could not be written.
        if self._record(given):
            sheet.close_sheet()

    def _record(self, given: FollowUpGiven) -> bool:
        from caregiver_guide.services.follow_up import record_follow_up

        context = self._context
        files, by, day = context.library.files, context.caregiver.id, context.today()
        written = context.did(lambda: record_follow_up(context.log, files, given, day, by=by))
        if written:
            self.changed.emit()
        return written
