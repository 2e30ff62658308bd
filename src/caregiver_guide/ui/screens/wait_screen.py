# SPDX-License-Identifier: GPL-3.0-or-later
"""Something takes a while and needs nobody: what it is, and that nothing can be lost."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.ui.widgets.announce import announce
from caregiver_guide.ui.widgets.panel import IconMark, Panel
from caregiver_guide.ui.widgets.scroll_page import ScrollPage
from caregiver_guide.ui.widgets.text import Heading, Text


class WaitScreen(QWidget):
    """One card with a title and a sentence; another screen follows by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Heading("", 1)
        self._words = Text("", "lead")
        page = ScrollPage(margin=160)
        card = Panel("card", 32)
        card.body.addWidget(IconMark("lock", "primary", 44), 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(self._title)
        card.body.addWidget(self._words)
        page.body.addStretch(1)
        page.body.addWidget(card)
        page.body.addStretch(2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)

    def show_wait(self, title: str, words: str) -> None:
        """Say what is going on."""
        self._title.setText(title)
        self._words.setText(words)
        announce(self, f"{title} {words}")
