# SPDX-License-Identifier: GPL-3.0-or-later
"""A question with a few large answers, in a window of its own."""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.flow_layout import FlowLayout
from caregiver_guide.ui.widgets.panel import IconMark
from caregiver_guide.ui.widgets.text import Heading, Text

_WIDE = 560


class QuestionDialog(QDialog):
    """A question with a few answers as large buttons; Enter is the last, Esc none of them."""

    def __init__(
        self,
        title: str,
        text: str,
        options: Sequence[tuple[str, str]],
        last_kind: Literal["primary", "stop"],
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.answer: str | None = None
        self.buttons: dict[str, ActionButton] = {}
        row = QWidget()
        flow = FlowLayout(12, row)
        for place, (key, words) in enumerate(options):
            is_last = place == len(options) - 1
            button = ActionButton(words, kind=last_kind if is_last else "plain")
            button.clicked.connect(lambda _checked=False, key=key: self._take(key))
            flow.addWidget(button)
            self.buttons[key] = button
        words_column = QVBoxLayout()
        words_column.setSpacing(8)
        if title:
            words_column.addWidget(Heading(title, 2))
        if text:
            words_column.addWidget(Text(text, "body"))
        words_column.addStretch()
        head = QHBoxLayout()
        head.setSpacing(16)
        icon = "warning" if last_kind == "stop" else "question" if len(options) > 1 else "info"
        head.addWidget(IconMark(icon, "stop" if last_kind == "stop" else "primary", 32))
        head.addLayout(words_column, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 24)
        column.setSpacing(24)
        column.addLayout(head)
        column.addWidget(row)
        width = min(Theme.current().px(_WIDE), self._room())
        # A dialog does not ask its words how high they are at its width, so that is done here.
        self.setFixedSize(width, column.totalHeightForWidth(width))
        self._last = list(self.buttons.values())[-1]
        self._last.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the last answer with Enter, unless a button has the keyboard."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._last.click()
        else:
            super().keyPressEvent(event)

    def _room(self) -> int:
        parent = self.parentWidget()
        return parent.window().width() - 40 if parent is not None else 1000

    def _take(self, key: str) -> None:
        self.answer = key
        self.accept()
