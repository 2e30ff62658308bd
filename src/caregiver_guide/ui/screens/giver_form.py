# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of a screen that asks who gives care: a name, a role, and the care plan of an aide."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.domain.profile import Giver
from caregiver_guide.services.people import NewCaregiver
from caregiver_guide.ui.widgets.date_field import DateField
from caregiver_guide.ui.widgets.fault_line import refuse
from caregiver_guide.ui.widgets.fields import NoteField, TextField
from caregiver_guide.ui.widgets.panel import Panel
from caregiver_guide.ui.widgets.pill_row import PillRow
from caregiver_guide.ui.widgets.text import Text


class GiverForm(QWidget):
    """A caregiver's name and role; an aide is asked what the care plan says.

    Signals:
        role_chosen: The role is another one now.
    """

    role_chosen = Signal(str)

    def __init__(
        self, parent: QWidget | None = None, *, asks_plan: bool = True, is_you: bool = True
    ) -> None:
        super().__init__(parent)
        self._asks_plan = asks_plan
        self.name = TextField(self.tr("Your first name") if is_you else self.tr("First name"))
        self._roles = PillRow(
            self.tr("Who you are") if is_you else self.tr("Who they are"),
            (
                ("family", self.tr("Family member or friend")),
                ("aide", self.tr("Home-health aide, or paid to help")),
            ),
            tall=True,
        )
        self._roles.choice_made.connect(self._role_chosen)
        self._plan = Panel("outline", 20)
        words = self.tr("A paid aide gives comfort touch only as the written care plan says.")
        self._plan.body.addWidget(Text(words, "body"))
        self.says = NoteField(
            self.tr("What does the care plan say about it?"), self.tr("In its own words."), 2
        )
        self.said_by = TextField(
            self.tr("Who wrote comfort touch into the care plan?"),
            self.tr("A name, or their role. Leave it empty if it is not in the plan."),
        )
        self.on = DateField(
            self.tr("On which day?"), self.tr("Not known"), self.tr("Choose the day")
        )
        for widget in (self.said_by, self.on, self.says):
            self._plan.body.addWidget(widget)
        asked = self.tr("Are you family, a friend, or an aide?")
        if not is_you:
            asked = self.tr("Are they family, a friend, or an aide?")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(18)
        column.addWidget(self.name)
        column.addWidget(Text(asked, "label"))
        column.addWidget(self._roles)
        column.addWidget(self._plan)
        self.choose_role("family")

    @property
    def role(self) -> Giver:
        """Return who gives care."""
        return "aide" if self._roles.chosen == "aide" else "family"

    @property
    def told(self) -> NewCaregiver:
        """Return what was told so far."""
        is_aide = self.role == "aide" and self._asks_plan
        return NewCaregiver(
            name=self.name.text(),
            role=self.role,
            plan_said_by=self.said_by.text() if is_aide else "",
            plan_on=self.on.value if is_aide else None,
            plan_says=self.says.text() if is_aide else "",
        )

    def choose_role(self, role: Giver) -> None:
        """Choose a role, as the caregiver would."""
        self._roles.choose(role)
        self._role_chosen(role)

    def set_today(self, today: date) -> None:
        """Take today's date: nothing was written later."""
        self.on.set_today(today)
        self.on.set_range(None, today)

    def check(self) -> bool:
        """Ask for a name, and for the day when somebody wrote the care plan."""
        no_name = self.tr("We need a name for the records.")
        is_written = self._asks_plan and self.role == "aide" and bool(self.said_by.text())
        needs_day = is_written and self.on.value is None
        faults = (
            (self.name.fault, "" if self.name.text() else no_name),
            (self.on.fault, self.tr("We need the day too.") if needs_day else ""),
        )
        return not refuse(faults)

    def _role_chosen(self, role: str) -> None:
        self._plan.setVisible(self._asks_plan and role == "aide")
        self.role_chosen.emit(role)
