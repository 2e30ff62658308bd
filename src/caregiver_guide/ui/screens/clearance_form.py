# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of a screen that asks what somebody allowed, who said it, and when."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.domain.profile import GENERAL_CLEARANCES
from caregiver_guide.services.safety_map import ClearanceChoice
from caregiver_guide.ui.widgets.check_row import CheckRow
from caregiver_guide.ui.widgets.clearing import clear_layout
from caregiver_guide.ui.widgets.date_field import DateField
from caregiver_guide.ui.widgets.fault_line import FaultLine, refuse
from caregiver_guide.ui.widgets.fields import NoteField, TextField
from caregiver_guide.ui.widgets.flow_layout import SplitLayout
from caregiver_guide.ui.widgets.text import Heading


class ClearanceForm(QWidget):
    """What was allowed, by whom and on which day; the last two are needed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, CheckRow] = {}
        asked = QWidget()
        self._choices = QVBoxLayout(asked)
        self._choices.setContentsMargins(0, 0, 0, 0)
        self._choices.setSpacing(8)
        self._none = FaultLine(asked)
        self.said_by = TextField(self.tr("Who said so?"), self.tr("A name, or their role."))
        self.on = DateField(self.tr("On which day?"), self.tr("No day"), self.tr("Choose the day"))
        self.until = DateField(
            self.tr("Until when?"), self.tr("No last day"), self.tr("Add a last day")
        )
        self.note = NoteField(self.tr("What did they say?"), self.tr("In their own words."), 2)

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(Heading(self.tr("What is allowed now?"), 3))
        column.addWidget(asked)
        column.addWidget(self._none)
        column.addWidget(self.said_by)
        days = QWidget()
        split = SplitLayout((260, 260), 0.5, parent=days)
        split.addWidget(self.on)
        split.addWidget(self.until)
        column.addWidget(days)
        column.addWidget(self.note)

    def show_choices(
        self, choices: Sequence[ClearanceChoice], today: date, said_by: str = ""
    ) -> None:
        """Offer other choices, none ticked, on an empty form."""
        clear_layout(self._choices)
        self._rows = {}
        for choice in choices:
            title = choice.title
            if choice.names not in GENERAL_CLEARANCES:
                title = self.tr("Massage is all right with: {what}").format(what=title)
            row = CheckRow(title, choice.lifts)
            self._choices.addWidget(row)
            self._rows[choice.names] = row
        self._none.say("")
        self.said_by.setText(said_by)
        self.said_by.show_error("")
        self.on.set_today(today)
        self.on.set_range(None, today)
        self.on.set_value(today)
        self.until.set_today(today)
        self.until.set_value(None)
        self.note.setText("")

    @property
    def names(self) -> tuple[str, ...]:
        """Return what is ticked."""
        return tuple(name for name, row in self._rows.items() if row.isChecked())

    @property
    def rows(self) -> tuple[CheckRow, ...]:
        """Return the rows to tick, in their order."""
        return tuple(self._rows.values())

    def first_field(self) -> QWidget:
        """Return where the keyboard begins."""
        return next(iter(self._rows.values()), self.said_by)

    def check(self, needs_one: bool) -> bool:
        """Say beside the fields what is missing; return whether nothing is."""
        on, until = self.on.value, self.until.value
        is_none = needs_one and not self.names
        no_name = self.tr("We need to know who said so.")
        no_day = self.tr("We need the day on which they said so.")
        ends_early = on is not None and until is not None and until < on
        early = self.tr("The last day is before the first one.")
        faults = (
            (self._none, self.tr("Tick what they allowed.") if is_none else ""),
            (self.said_by.fault, "" if self.said_by.text() else no_name),
            (self.on.fault, "" if on is not None else no_day),
            (self.until.fault, early if ends_early else ""),
        )
        return not refuse(faults)
