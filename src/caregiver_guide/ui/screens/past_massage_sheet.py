# SPDX-License-Identifier: GPL-3.0-or-later
"""A massage of an earlier time, written down in half a minute."""

import datetime as dt
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caregiver_guide.services.history import LogView, PastMassage
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.date_field import DateField
from caregiver_guide.ui.widgets.day_words import clock_time
from caregiver_guide.ui.widgets.fields import ChoiceField, NoteField
from caregiver_guide.ui.widgets.pill_row import PillRow
from caregiver_guide.ui.widgets.sheet import Sheet
from caregiver_guide.ui.widgets.text import Heading, Text

_MINUTES: Final = (3, 5, 10, 15, 20)


class PastMassageSheet(Sheet):
    """Day, time, routine, minutes and a note of a massage that was given without the app.

    Signals:
        massage_given: The caregiver wants a PastMassage saved.
    """

    massage_given = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(self.tr("Add a past massage"), parent, 860)
        self.setProperty("overlay", True)
        self.set_dismissable(True)
        self.dismiss_requested.connect(self.close_sheet)
        self._title = Heading("", 1)
        self._hint = Text(
            self.tr("The log keeps when it was, and that you wrote it down later."), "body", "quiet"
        )
        self._day = DateField(self.tr("Which day?"), self.tr("Clear"), self.tr("Choose the day"))
        self._time = ChoiceField(
            self.tr("At about what time?"), self._half_hours(), empty=self.tr("Choose a time")
        )
        self._routine = ChoiceField(self.tr("Which massage?"), empty=self.tr("Choose a massage"))
        self._minutes_label = Text(self.tr("How many minutes?"), "label")
        self._minutes = PillRow(
            self.tr("How many minutes?"),
            tuple((str(n), self.tr("{count} min").format(count=n)) for n in _MINUTES),
        )
        self._note = NoteField(self.tr("A note"), self.tr("Only if you wish."), lines=3)
        self._fault = Text("", "label", "stop")
        self._cancel = ActionButton(self.tr("Cancel"), kind="plain", size="big")
        self._cancel.clicked.connect(self.close_sheet)
        self._save = ActionButton(
            self.tr("Save this massage"), icon="check", kind="primary", size="big"
        )
        self._save.clicked.connect(self._give)

        body = self.page.body
        body.addWidget(self._title)
        body.addWidget(self._hint)
        body.addWidget(self._day)
        body.addWidget(self._time)
        body.addWidget(self._routine)
        body.addWidget(self._minutes_label)
        body.addWidget(self._minutes)
        body.addWidget(self._note)
        body.addWidget(self._fault)
        body.addStretch()
        self._fault.hide()
        self.page.footer_start(self._cancel)
        self.page.footer_end(self._save)

    def show_form(self, view: LogView) -> None:
        """Open an empty form for the person of a log."""
        self._title.setText(
            self.tr("A massage you gave {name} earlier").format(name=view.person_name)
        )
        self._day.set_today(view.today)
        self._day.set_range(None, view.today)
        self._day.set_value(view.today)
        self._time.choose(None)
        self._routine.set_options([(one.id, one.name) for one in view.routines])
        self._minutes.choose(None)
        self._note.setText("")
        self.show_fault("")
        self.open()

    def _half_hours(self) -> list[tuple[str, str]]:
        """Return the times to choose from; nobody remembers a massage to the minute."""
        times = [dt.datetime(2000, 1, 1, n // 2, 30 * (n % 2), tzinfo=dt.UTC) for n in range(48)]
        return [(one.strftime("%H:%M"), clock_time(one)) for one in times]

    def show_fault(self, words: str) -> None:
        """Say what is missing or wrong, or nothing."""
        self._fault.setText(words)
        self._fault.setVisible(bool(words))
        if words:
            self.page.show_widget(self._fault)

    def _give(self) -> None:
        day, time = self._day.value, self._time.chosen
        routine, minutes = self._routine.chosen, self._minutes.chosen
        if day is None:
            self.show_fault(self.tr("Choose the day."))
        elif time is None:
            self.show_fault(self.tr("Choose about what time it was."))
        elif routine is None:
            self.show_fault(self.tr("Choose which massage it was."))
        elif minutes is None:
            self.show_fault(self.tr("Choose how many minutes it was."))
        else:
            self.show_fault("")
            self.massage_given.emit(
                PastMassage(
                    day, dt.time.fromisoformat(time), routine, int(minutes), self._note.text()
                )
            )
