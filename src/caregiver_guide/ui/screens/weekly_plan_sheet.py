# SPDX-License-Identifier: GPL-3.0-or-later
"""How many massages a week are meant: said by the family, never by the app."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caregiver_guide.services.trends_view import PlanLine, TrendsView
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.day_words import short_day
from caregiver_guide.ui.widgets.pill_row import PillRow
from caregiver_guide.ui.widgets.sheet import Sheet
from caregiver_guide.ui.widgets.text import Heading, Text

_NUMBERS = (*range(1, 11), 14, 21, 28)
"""The keys 1 to 9 choose by place, so that each of them is its own number."""
_NONE = "0"
_MOST_TOLD = 6


class WeeklyPlanSheet(Sheet):
    """One number out of a few, or none; nothing is chosen beforehand where there is no plan.

    Signals:
        plan_given: The caregiver wants so many massages a week (0 for no plan) written down.
    """

    plan_given = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(self.tr("How many massages a week?"), parent, 800)
        self.setProperty("overlay", True)
        self.set_dismissable(True)
        self.dismiss_requested.connect(self.close_sheet)
        self._words = Text("", "body")
        self._numbers = PillRow(
            self.tr("How many massages a week?"),
            (*((str(one), str(one)) for one in _NUMBERS), (_NONE, self.tr("No plan"))),
        )
        self._before = Text("", "body", "quiet")
        self._cancel = ActionButton(self.tr("Cancel"), kind="plain", size="big")
        self._cancel.clicked.connect(self.close_sheet)
        self._save = ActionButton(
            self.tr("Save the plan"), icon="check", kind="primary", size="big"
        )
        self._save.clicked.connect(self._give)
        self._numbers.choice_made.connect(lambda _key: self._save.setEnabled(True))
        self.page.body.addWidget(Heading(self.tr("How many massages a week?"), 1))
        self.page.body.addWidget(self._words)
        self.page.body.addWidget(self._numbers)
        self.page.body.addWidget(self._before)
        self.page.body.addStretch()
        self.page.footer_start(self._cancel)
        self.page.footer_end(self._save)

    def show_plan(self, view: TrendsView) -> None:
        """Open with the number that is planned now, or none, and with what was planned before."""
        planned = view.planned
        self._words.setText(
            self.tr(
                "What do you and {name} want, or what did the care team say? You can change it "
                "at any time, and earlier weeks keep the plan they had. A missed day is no fault."
            ).format(name=view.person_name)
        )
        self._before.setText(" ".join(self._plan_words(plan) for plan in view.plans[-_MOST_TOLD:]))
        self._before.setVisible(bool(view.plans))
        self._numbers.choose(None if planned is None else str(planned))
        self._save.setEnabled(planned is not None and planned in _NUMBERS)
        self.open()

    def _plan_words(self, plan: PlanLine) -> str:
        day = short_day(plan.since)
        if not plan.massages:
            words = self.tr("From {day}: no plan.")
        elif plan.said_by:
            words = self.tr("From {day}: {count} a week, written by {name}.")
        else:
            words = self.tr("From {day}: {count} a week.")
        return words.format(day=day, count=plan.massages, name=plan.said_by)

    def _give(self) -> None:
        chosen = self._numbers.chosen
        if chosen is not None:
            self.plan_given.emit(int(chosen))
        self.close_sheet()
