# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet "What did they say?": who of the care team said what, and what that lifts."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.services.call_back import CallBackAnswer, CallBackView, SignChoice
from caregiver_guide.ui.screens.clearance_form import ClearanceForm
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.check_row import CheckRow
from caregiver_guide.ui.widgets.clearing import clear_layout
from caregiver_guide.ui.widgets.day_words import short_day
from caregiver_guide.ui.widgets.fault_line import refuse
from caregiver_guide.ui.widgets.panel import Notice
from caregiver_guide.ui.widgets.sheet import Sheet
from caregiver_guide.ui.widgets.text import Heading, Text


class CallBackSheet(Sheet):
    """Asks who said what, and when. Nothing ticked is a no, and is kept as well.

    Attributes:
        today: The last day that it offers, which is the day that it asks on.

    Signals:
        answer_given: What was said, a CallBackAnswer.
    """

    answer_given = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent, widest=880)
        self.setAccessibleName(self.tr("What did they say?"))
        self._title = Heading(self.tr("What did they say?"), 1)
        self._hint = Text("", "body", "quiet")
        self._stays = Notice("info")
        self._look_title = Heading(self.tr("Has the care team looked?"), 3)
        self._signs: dict[str, CheckRow] = {}
        self._looked = QWidget()
        self._rows = QVBoxLayout(self._looked)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(8)
        self._form = ClearanceForm()
        self._asked: tuple[str, ...] = ()
        self.today = date.min
        cancel = ActionButton(self.tr("Cancel"), kind="plain")
        cancel.clicked.connect(self.close_sheet)
        save = ActionButton(self.tr("Write it down"), icon="check", kind="primary", size="big")
        save.clicked.connect(self._save)

        body = self.page.body
        body.addWidget(self._title)
        body.addWidget(self._hint)
        body.addWidget(self._stays)
        body.addWidget(self._look_title)
        body.addWidget(self._looked)
        body.addWidget(self._form)
        body.addStretch()
        self.page.footer_start(cancel, back=True)
        self.page.footer_end(save)
        self.set_dismissable(True)
        self.dismiss_requested.connect(self.close_sheet)

    def show_call_back(self, view: CallBackView) -> None:
        """Open the sheet for what is open today."""
        self._show_signs(view.signs)
        if view.choices or view.signs:
            hint = self.tr("Tick only what they allowed. With nothing ticked, the answer is no.")
        else:
            hint = self.tr("Write down who you talked to and what they said.")
        self._hint.setText(hint)
        self._asked = tuple(choice.names for choice in view.choices)
        self.today = view.today
        self._form.show_choices(view.choices, view.today, view.contact)
        self._stays.show_notice(self.tr("This does not change with a yes:"), ", ".join(view.stays))
        self._stays.setVisible(bool(view.stays))
        self.open()
        first = next(iter(self._signs.values()), self._form.first_field())
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_day(self, today: date) -> None:
        """Ask on which day it was: another one has begun since this was opened."""
        self.today = today
        self._form.on.set_today(today)
        self._form.on.set_range(None, today)
        words = self.tr("A new day has begun. Is this the day on which they said so?")
        refuse(((self._form.on.fault, words),))

    def _show_signs(self, signs: tuple[SignChoice, ...]) -> None:
        clear_layout(self._rows)
        self._signs = {}
        for one in signs:
            days = ", ".join(short_day(day) for day in one.days)
            words = self.tr("{days}. Tick it if they have looked, and say a massage is all right.")
            row = CheckRow(one.name, words.format(days=days))
            self._rows.addWidget(row)
            self._signs[one.id] = row
        self._look_title.setVisible(bool(signs))
        self._looked.setVisible(bool(signs))

    @property
    def form(self) -> ClearanceForm:
        """Return the form inside."""
        return self._form

    def _save(self) -> None:
        form = self._form
        if not form.check(needs_one=False):
            return
        on = form.on.value
        if on is None:
            return
        answer = CallBackAnswer(
            said_by=form.said_by.text(),
            on=on,
            names=form.names,
            until=form.until.value,
            note=form.note.text(),
            signs=tuple(sign for sign, row in self._signs.items() if row.isChecked()),
            asked=self._asked,
        )
        # Whoever writes it down closes the sheet; if that fails, the words are still here.
        self.answer_given.emit(answer)
