# SPDX-License-Identifier: GPL-3.0-or-later
"""The care team has answered: ask what they said, and write it down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from caregiver_guide.app.context import Context
from caregiver_guide.domain.session import contact_to_call

if TYPE_CHECKING:
    from caregiver_guide.domain.day_checks import DayOfChecks
    from caregiver_guide.services.call_back import CallBackAnswer
    from caregiver_guide.ui.main_window import MainWindow
    from caregiver_guide.ui.screens.call_back_sheet import CallBackSheet


class CallBack(QObject):
    """Asks over whatever screen is shown.

    Signals:
        answered: It is written down; look at the day afresh.
    """

    answered = Signal()

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context = context
        self._window = window

    def ask(self) -> None:
        """Show the questions."""
        from caregiver_guide.services.call_back import call_back_view
        from caregiver_guide.ui.screens.call_back_sheet import CallBackSheet

        context = self._context
        contact = contact_to_call(context.contacts())
        checks = context.checks_on(context.today())
        sheet: CallBackSheet = CallBackSheet(self._window)
        sheet.closed.connect(sheet.deleteLater)
        sheet.answer_given.connect(lambda answer: self._write(sheet, answer, checks))
        sheet.show_call_back(
            call_back_view(
                context.library,
                context.profile(),
                context.words(),
                "" if contact is None else contact.name,
                checks.open,
            )
        )

    def _write(self, sheet: CallBackSheet, answer: CallBackAnswer, checks: DayOfChecks) -> None:
        from caregiver_guide.services.call_back import record_call_back

        context = self._context
        now = context.now()
        if now.day != sheet.today:
            # Midnight came in between: nobody but who asked knows on which day they said so.
            sheet.ask_day(now.day)
            return
        person, by = context.person.id, context.caregiver.id
        if context.did(
            lambda: record_call_back(context.log, person, answer, checks, now=now, by=by)
        ):
            sheet.close_sheet()
            self.answered.emit()
