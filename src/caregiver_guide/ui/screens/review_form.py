# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking again at what was marked long ago, one mark after the other."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.services.safety_map import FindingLine, SafetyView
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.day_words import short_day
from caregiver_guide.ui.widgets.flow_layout import FlowLayout
from caregiver_guide.ui.widgets.panel import Panel
from caregiver_guide.ui.widgets.text import Heading, Text


class ReviewForm(QWidget):
    """One mark and four answers. A mark that nobody is sure of stays, and is asked about again.

    Signals:
        confirmed: It is still as it was written down, by id.
        ended: It has healed or is gone, by id.
        change_wanted: Something about it has changed, by id.
        finished: Nothing is left to look at.
    """

    confirmed = Signal(str)
    ended = Signal(str)
    change_wanted = Signal(str)
    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._passed: set[str] = set()
        self._line: FindingLine | None = None
        self._view: SafetyView | None = None
        self._left = Text("", "label", "primary")
        self._title = Heading("", 2)
        self._name = Text("", "h2")
        self._place = Text("", "lead")
        self._told = Text("", "body")
        self._lifts = Text("", "body")
        self._when = Text("", "body", "quiet")
        self.still = ActionButton("", icon="check", kind="primary", size="big")
        self.still.clicked.connect(lambda: self._say(self.confirmed))
        gone = ActionButton(self.tr("It has healed or is gone"), icon="leaf")
        gone.clicked.connect(lambda: self._say(self.ended))
        changed = ActionButton(self.tr("Something has changed"), icon="pencil")
        changed.clicked.connect(lambda: self._say(self.change_wanted))
        unsure = ActionButton(self.tr("Not sure: ask later"), icon="question", kind="plain")
        unsure.clicked.connect(self._pass)

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self._title)
        column.addWidget(self._left)
        card = Panel("tint", 20)
        for words in (self._name, self._place, self._told, self._lifts, self._when):
            card.body.addWidget(words)
        column.addWidget(card)
        others = FlowLayout(12)
        for button in (gone, changed, unsure):
            others.addWidget(button)
        column.addLayout(others)
        column.addStretch()

    def begin(self, view: SafetyView) -> None:
        """Start with the first mark that is due."""
        self._passed = set()
        self.show_due(view)

    def show_due(self, view: SafetyView) -> None:
        """Show the next mark that is due, or say that nothing is left."""
        self._view = view
        due = [line for line in view.due if line.id not in self._passed]
        if not due:
            self._line = None
            self.finished.emit()
            return
        line = self._line = due[0]
        self._title.setText(self.tr("Is this still right?"))
        if len(due) > 1:
            self._left.setText(self.tr("{count} to look at").format(count=len(due)))
        self._left.setVisible(len(due) > 1)
        self._name.setText(line.name)
        place = line.place
        if line.is_zone:
            place = self.tr("On {name}: {place}").format(name=view.person_name, place=place)
        self._place.setText(place)
        self._place.setVisible(line.is_zone and bool(line.regions))
        self._told.setText(line.told)
        self._lifts.setText(line.lifts)
        self._lifts.setVisible(bool(line.lifts))
        self._when.setText(self._when_words(line))
        self.still.setText(self.tr("Yes, still so"))
        self.still.setFocus(Qt.FocusReason.OtherFocusReason)

    def _when_words(self, line: FindingLine) -> str:
        looked = self.tr("Last looked at on {day}.").format(day=short_day(line.looked_on))
        if not line.said_by:
            return looked
        return self.tr("{looked} {who} said so.").format(looked=looked, who=line.said_by)

    def _say(self, signal: object) -> None:
        if self._line is not None:
            signal.emit(self._line.id)  # type: ignore[attr-defined]  # bound signals have no type

    def _pass(self) -> None:
        """Leave the mark as it is: it goes on counting."""
        if self._line is not None and self._view is not None:
            self._passed.add(self._line.id)
            self.show_due(self._view)
