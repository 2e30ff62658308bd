# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet that saves a care file: which days go into it, and what always does."""

import datetime as dt
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.date_field import DateField
from caregiver_guide.ui.widgets.fault_line import refuse
from caregiver_guide.ui.widgets.flow_layout import SplitLayout
from caregiver_guide.ui.widgets.panel import Notice
from caregiver_guide.ui.widgets.pill_row import PillRow
from caregiver_guide.ui.widgets.sheet import Sheet
from caregiver_guide.ui.widgets.text import Heading, Text

_A_MONTH: Final = dt.timedelta(days=29)
_ALL, _MONTH, _OWN = "all", "month", "own"


class HandOverSheet(Sheet):
    """Asks which days of one person's log go into a care file.

    Signals:
        days_chosen: The first and the last day, each a dt.date or None for no bound.
    """

    days_chosen = Signal(object, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(self.tr("Save a care file"), parent, 820)
        self.setProperty("overlay", True)
        self.set_dismissable(True)
        self.dismiss_requested.connect(self.close_sheet)
        self._today = dt.date(2000, 1, 1)
        self._title = Heading("", 1)
        self._label = Text(self.tr("Which days?"), "label")
        self._which = PillRow(
            self.tr("Which days?"),
            (
                (_ALL, self.tr("All days")),
                (_MONTH, self.tr("The last 30 days")),
                (_OWN, self.tr("Other days")),
            ),
        )
        self._which.choice_made.connect(lambda _key: self._show_days())
        self._first = DateField(self.tr("From"), self.tr("Clear"), self.tr("Choose the day"))
        self._last = DateField(self.tr("To"), self.tr("Clear"), self.tr("Choose the day"))
        self._days = QWidget()
        split = SplitLayout((300, 300), 0.5, 20, self._days)
        split.addWidget(self._first)
        split.addWidget(self._last)
        self._always = Notice(
            "info",
            text=self.tr(
                "Whatever days you choose, marked places, conditions and whom to call go along."
            ),
        )
        self._open_to_all = Notice("caution", icon="warning")
        self._cancel = ActionButton(self.tr("Cancel"), kind="plain", size="big")
        self._cancel.clicked.connect(self.close_sheet)
        self._save = ActionButton(
            self.tr("Save the care file"), icon="upload", kind="primary", size="big"
        )
        self._save.clicked.connect(self._give)
        body = self.page.body
        for widget in (
            self._title,
            self._label,
            self._which,
            self._days,
            self._always,
            self._open_to_all,
        ):
            body.addWidget(widget)
        body.addStretch()
        self.page.footer_start(self._cancel, back=True)
        self.page.footer_end(self._save)

    def show_form(self, name: str, today: dt.date) -> None:
        """Open the form for a person, with all days chosen."""
        self._today = today
        self._title.setText(self.tr("Save a care file about {name}").format(name=name))
        words = self.tr(
            "Anybody who has the file can read it. Give it only to people {name} agrees to."
        )
        self._open_to_all.show_notice("", words.format(name=name))
        for field, day in ((self._first, today - _A_MONTH), (self._last, today)):
            field.set_today(today)
            field.set_range(None, today)
            field.set_value(day)
        self._which.choose(_ALL)
        self._show_days()
        self.open()

    def choose(self, which: str) -> None:
        """Choose "all", "month" or "own", as the caregiver would."""
        self._which.choose(which)
        self._show_days()

    def _show_days(self) -> None:
        self._days.setVisible(self._which.chosen == _OWN)
        self._last.fault.say("")

    def _give(self) -> None:
        first: dt.date | None = None
        last: dt.date | None = None
        if self._which.chosen == _MONTH:
            first, last = self._today - _A_MONTH, self._today
        elif self._which.chosen == _OWN:
            first, last = self._first.value, self._last.value
        if first is not None and last is not None and first > last:
            words = self.tr("The first day is after the last one. Change one of them.")
            refuse(((self._last.fault, words),))
            return
        self.days_chosen.emit(first, last)
