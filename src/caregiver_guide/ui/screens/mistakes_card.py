# SPDX-License-Identifier: GPL-3.0-or-later
"""What was taken away as a mistake: it stays in sight for a while, and one press puts it back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.services.mistakes import MistakeLine
from caregiver_guide.services.safety_map import SafetyView
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.clearing import clear_layout
from caregiver_guide.ui.widgets.day_words import clock_time, short_day
from caregiver_guide.ui.widgets.flow_layout import row_of
from caregiver_guide.ui.widgets.panel import Panel
from caregiver_guide.ui.widgets.text import Heading, Text


class MistakesCard(Panel):
    """The marks that count no more because somebody called them a mistake.

    Signals:
        put_back: It was no mistake, by id.
    """

    put_back = Signal(str)

    def __init__(self) -> None:
        super().__init__("outline", 16)
        self._first: ActionButton | None = None
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self.body.addWidget(Heading(self.tr("Taken away as a mistake"), 3))
        self.body.addWidget(Text(self.tr("Hands do not keep away from these now."), "body"))
        self.body.addLayout(self._list)
        self.hide()

    def show_mistakes(self, view: SafetyView) -> None:
        """List what was taken away, the last first."""
        clear_layout(self._list)
        self._first = None
        for line in view.mistakes:
            self._list.addWidget(self._row(line, view))
        self.setVisible(bool(view.mistakes))

    def focus_first(self) -> None:
        """Begin with the button of the last one that was taken away."""
        if self._first is not None:
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, line: MistakeLine, view: SafetyView) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        what = f"{line.name}, {line.place}" if line.place else line.name
        column.addWidget(Text(what, "label"))
        column.addWidget(Text(self._when(line, view), "body", "quiet"))
        back = ActionButton(self.tr("Put it back"), icon="undo", kind="secondary", size="small")
        back.setAccessibleDescription(what)
        back.clicked.connect(lambda: self.put_back.emit(line.id))
        column.addLayout(row_of(back))
        self._first = self._first or back
        return row

    def _when(self, line: MistakeLine, view: SafetyView) -> str:
        """Say when it was taken away, and by whom."""
        if line.taken.day == view.today:
            when = clock_time(line.taken.local)
            words = (
                self.tr("Today at {when}, by {name}.") if line.by else self.tr("Today at {when}.")
            )
        else:
            when = short_day(line.taken.day)
            words = self.tr("On {when}, by {name}.") if line.by else self.tr("On {when}.")
        return words.format(when=when, name=line.by)
