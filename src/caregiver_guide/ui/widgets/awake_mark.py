# SPDX-License-Identifier: GPL-3.0-or-later
"""A small mark that says that the screen stays on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from caregiver_guide.ui.widgets.panel import IconMark
from caregiver_guide.ui.widgets.text import Text


class AwakeMark(QWidget):
    """An icon and words; where there is no room for the words they are its tooltip alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = self.tr("Screen stays on")
        self.setAccessibleName(words)
        self.setToolTip(words)
        self._words = Text(words, "meta", "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconMark("screen", size=22), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._words)

    def set_short(self, is_short: bool) -> None:
        """Show the icon alone, or the words too."""
        self._words.setVisible(not is_short)
