# SPDX-License-Identifier: GPL-3.0-or-later
"""The practice run: whatever is practised, under a line that says that nothing is saved."""

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.panel import IconMark, Panel
from caregiver_guide.ui.widgets.text import Text

_LOW: Final = 420


class PracticeScreen(QWidget):
    """A line that stays on every screen of the practice run, and the run under it.

    Signals:
        leave_requested: The caregiver has practised enough.
    """

    leave_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Practice run"))
        self._words = Text(self.tr("Practice: nothing is saved"), "label")
        self._words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._leave = ActionButton(
            self.tr("Leave practice"), icon="cross", kind="quiet", size="small"
        )
        self._leave.clicked.connect(self.leave_requested)
        line = Panel("caution", 0)
        row = QHBoxLayout()
        row.setContentsMargins(20, 0, 12, 0)
        row.setSpacing(12)
        self._mark = IconMark("eye", size=22)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._words, 1)
        row.addWidget(self._leave)
        line.body.addLayout(row)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(line)

    def show_practice(self, run: QWidget) -> None:
        """Show a run."""
        self._column.addWidget(run, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the line low where the run needs the room."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Look at the room again when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_column"):
            self._fit()

    def _fit(self) -> None:
        # What is hidden here has its like below: Leave in the bar of the flow, Stop in a massage.
        is_low = self.height() < _LOW * Theme.current().scale.factor
        self._words.set_style("mapWords" if is_low else "label")
        self._mark.setVisible(not is_low)
        self._leave.setVisible(not is_low)
