# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet that has a paid aide look into the written care plan before hands touch anybody."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from caregiver_guide.services.care_plan import CarePlanAnswer, CarePlanView
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.date_field import DateField
from caregiver_guide.ui.widgets.day_words import short_day
from caregiver_guide.ui.widgets.fault_line import refuse
from caregiver_guide.ui.widgets.fields import NoteField, TextField
from caregiver_guide.ui.widgets.flow_layout import SplitLayout
from caregiver_guide.ui.widgets.panel import Notice
from caregiver_guide.ui.widgets.sheet import Sheet
from caregiver_guide.ui.widgets.text import Heading, Text


class CarePlanSheet(Sheet):
    """What the plan says, who wrote it, and on which day; or that it says nothing of touch.

    Signals:
        answered: What was read, a CarePlanAnswer.
    """

    answered = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(self.tr("The written care plan"), parent, 860)
        self.setProperty("overlay", True)
        self.set_dismissable(True)
        self.dismiss_requested.connect(self.close_sheet)
        self._title = Heading("", 1)
        self._hint = Text("", "body", "quiet")
        self._before = Notice("info", icon="page")
        self._says = NoteField(
            self.tr("What does it say?"),
            self.tr("In its own words: where, how long, how often."),
            2,
        )
        self._by = TextField(self.tr("Who wrote it?"), self.tr("A name, or their role."))
        self._on = DateField(self.tr("On which day?"), self.tr("No day"), self.tr("Choose the day"))
        both = QWidget()
        split = SplitLayout((280, 280), 0.5, parent=both)
        split.addWidget(self._by)
        split.addWidget(self._on)
        self._not = ActionButton(self.tr("Not in the plan"), icon="ban", kind="plain", size="big")
        self._not.clicked.connect(self._refuse)
        self._cancel = ActionButton(self.tr("Cancel"), kind="plain", size="big")
        self._cancel.clicked.connect(self.close_sheet)
        self._yes = ActionButton(
            self.tr("It is in the plan"), icon="check", kind="primary", size="big"
        )
        self._yes.clicked.connect(self._agree)
        body = self.page.body
        for widget in (self._title, self._hint, self._before, self._says, both):
            body.addWidget(widget)
        body.addStretch()
        self.page.footer_start(self._cancel, back=True)
        self.page.footer_start(self._not)
        self.page.footer_end(self._yes)

    def show_plan(self, view: CarePlanView) -> None:
        """Open with what was read before, to be looked at again."""
        title = self.tr("Is comfort touch in {name}'s written care plan?")
        self._title.setText(title.format(name=view.person_name))
        self._hint.setText(self.tr("Look into the plan itself. Do what it says, and no more."))
        entry = view.entry
        self._before.setVisible(entry is not None)
        if entry is not None:
            when = self.tr("Read last on {day}").format(day=short_day(entry.read_on))
            words = self.tr("Is it still the same? If not, write what it says now.")
            if view.state == "due" and view.days is not None:
                words = self.tr("That is more than {days} days ago. Is it still the same?")
            self._before.show_notice(when, words.format(days=view.days))
        self._says.setText("" if entry is None else entry.says)
        self._by.setText("" if entry is None else entry.written_by)
        self._on.set_today(view.today)
        self._on.set_range(None, view.today)
        self._on.set_value(None if entry is None else entry.on)
        for field in (self._says, self._by, self._on):
            field.fault.say("")
        self.open()
        self.page.scroll_to_top()
        self._says.text_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _agree(self) -> None:
        says, by, on = self._says.text(), self._by.text(), self._on.value
        no_words = self.tr("We need what the plan says.")
        no_name = self.tr("We need to know who wrote it.")
        no_day = self.tr("We need the day on which it was written.")
        faults = (
            (self._says.fault, "" if says else no_words),
            (self._by.fault, "" if by else no_name),
            (self._on.fault, "" if on is not None else no_day),
        )
        if refuse(faults):
            return
        self.answered.emit(CarePlanAnswer(is_in_plan=True, says=says, written_by=by, on=on))

    def _refuse(self) -> None:
        self.answered.emit(CarePlanAnswer(is_in_plan=False))
