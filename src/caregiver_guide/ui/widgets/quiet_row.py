# SPDX-License-Identifier: GPL-3.0-or-later
"""A row that reminds without pressing: an icon, a sentence, and one or two things to do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.flow_layout import FlowLayout
from caregiver_guide.ui.widgets.panel import IconMark, Panel
from caregiver_guide.ui.widgets.text import Text


class QuietRow(Panel):
    """Words in an outline, with quiet buttons under them.

    Signals:
        pressed: The caregiver wants to do it.
        put_off: The caregiver wants to leave it for now.
    """

    pressed = Signal()
    put_off = Signal()

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__("outline", 14, parent)
        self._words = Text("", "body")
        self._action = ActionButton("", icon="arrow-right", kind="quiet", size="small")
        self._action.clicked.connect(self.pressed)
        self._later = ActionButton("", kind="quiet", size="small")
        self._later.clicked.connect(self.put_off)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._words)
        buttons = FlowLayout(12)
        buttons.addWidget(self._action)
        buttons.addWidget(self._later)
        words.addLayout(buttons)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(IconMark(icon), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.body.addLayout(row)

    def show_row(self, words: str, action: str, later: str = "") -> None:
        """Show other words; without any the row is not there."""
        self._words.setText(words)
        self._action.setText(action)
        self._action.setAccessibleDescription(words)
        self._later.setText(later)
        self._later.setVisible(bool(later))
        self.setVisible(bool(words))
