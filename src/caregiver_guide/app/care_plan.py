# SPDX-License-Identifier: GPL-3.0-or-later
"""A paid aide looks into the written care plan: asked before anything else, and written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from caregiver_guide.app.context import Context
from caregiver_guide.services.care_plan import CarePlanView, care_plan_view

if TYPE_CHECKING:
    from caregiver_guide.services.care_plan import CarePlanAnswer
    from caregiver_guide.ui.main_window import MainWindow


class CarePlan(QObject):
    """Asks over whatever screen is shown.

    Signals:
        answered: It is written down; look at the day afresh.
    """

    answered = Signal()

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context = context
        self._window = window

    def view(self) -> CarePlanView:
        """Return where the care plan stands for who gives care now."""
        context = self._context
        person = context.person
        return care_plan_view(
            context.log,
            context.library,
            person.id,
            person.name,
            context.caregiver.role,
            context.today(),
        )

    def ask(self) -> None:
        """Have the plan looked into."""
        from caregiver_guide.ui.screens.care_plan_sheet import CarePlanSheet

        sheet = CarePlanSheet(self._window)
        sheet.closed.connect(sheet.deleteLater)
        sheet.answered.connect(lambda answer: self._write(sheet, answer))
        sheet.show_plan(self.view())

    def _write(self, sheet: object, answer: CarePlanAnswer) -> None:
        from caregiver_guide.services.care_plan import record_care_plan
        from caregiver_guide.ui.screens.care_plan_sheet import CarePlanSheet

        context = self._context
        by, day, person = context.caregiver.id, context.today(), context.person.id
        if context.did(lambda: record_care_plan(context.log, person, answer, day, by=by)):
            if isinstance(sheet, CarePlanSheet):
                sheet.close_sheet()
            self.answered.emit()
