# SPDX-License-Identifier: GPL-3.0-or-later
"""The practice run: whatever is practised, under a line that says that nothing is saved."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.panel import IconMark, Panel
from caregiver_guide.ui.widgets.text import Text


class PracticeScreen(QWidget):
    """A line that stays on every screen of the practice run, and the run under it.

    Signals:
        leave_requested: The caregiver has practised enough.
    """

    leave_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Practice run"))
        words = Text(self.tr("Practice: nothing is saved"), "label")
        words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._leave = ActionButton(
            self.tr("Leave practice"), icon="cross", kind="quiet", size="small"
        )
        self._leave.clicked.connect(self.leave_requested)
        line = Panel("caution", 0)
        row = QHBoxLayout()
        row.setContentsMargins(20, 0, 12, 0)
        row.setSpacing(12)
        row.addWidget(IconMark("eye", size=22), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(words, 1)
        row.addWidget(self._leave)
        line.body.addLayout(row)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(line)

    def show_practice(self, run: QWidget) -> None:
        """Show a run."""
        self._column.addWidget(run, 1)
