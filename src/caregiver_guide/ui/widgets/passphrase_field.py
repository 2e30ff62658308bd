# SPDX-License-Identifier: GPL-3.0-or-later
"""A field for a passphrase: hidden until it is asked to show itself."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.fields import TextField
from caregiver_guide.ui.widgets.flow_layout import SplitLayout
from caregiver_guide.ui.widgets.text import Text

_SECRET: Final = (
    Qt.InputMethodHint.ImhSensitiveData
    | Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhNoAutoUppercase
    | Qt.InputMethodHint.ImhHiddenText
)


class PassphraseField(TextField):
    """One line that shows dots, with a button beside it that shows the letters.

    Caps Lock is told as soon as a letter that was typed gives it away: nothing else can tell.
    ``by_hand`` takes typed letters alone, and nothing from the clipboard.
    """

    def __init__(
        self,
        label: str,
        hint: str = "",
        parent: QWidget | None = None,
        *,
        by_hand: bool = False,
    ) -> None:
        super().__init__(label, hint, parent)
        self.line_edit.setInputMethodHints(_SECRET)
        self._eye = ActionButton("", icon="eye", kind="plain")
        self._eye.clicked.connect(lambda: self.set_shown(not self.is_shown))
        self._caps = Text(self.tr("Caps Lock is on."), "label")
        self._caps.hide()
        self._has_caps: bool | None = None
        self._by_hand = by_hand
        if by_hand:
            self.line_edit.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
            self.line_edit.setAcceptDrops(False)
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            place = column.indexOf(self.line_edit)
            column.removeWidget(self.line_edit)
            row = QWidget()
            split = SplitLayout((240, 150), 0.72, 10, row)
            split.addWidget(self.line_edit)
            split.addWidget(self._eye)
            column.insertWidget(place, row)
            column.insertWidget(place + 1, self._caps)
        self.line_edit.installEventFilter(self)
        self.set_shown(False)

    @property
    def is_shown(self) -> bool:
        """Whether the letters can be read."""
        return self.line_edit.echoMode() == QLineEdit.EchoMode.Normal

    def text(self) -> str:
        """Return what was typed, with every space."""
        return self.line_edit.text()

    def set_shown(self, shown: bool) -> None:
        """Show the letters, or dots."""
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.line_edit.setEchoMode(mode)
        self._eye.setText(self.tr("Hide") if shown else self.tr("Show"))
        words = self.tr("Hide the passphrase") if shown else self.tr("Show the passphrase")
        self._eye.setAccessibleName(words)

    def forget(self) -> None:
        """Take out what was typed, and hide what will be."""
        self.line_edit.clear()
        self.set_shown(False)
        self.show_error("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Learn from each letter whether Caps Lock is on; let nothing be pasted by hand."""
        if self._by_hand and _pastes(event):
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._learn(event)
        return super().eventFilter(watched, event)

    def _learn(self, event: QKeyEvent) -> None:
        letter = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self._has_caps = None if self._has_caps is None else not self._has_caps
        elif len(letter) == 1 and letter.lower() != letter.upper():
            with_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._has_caps = letter.isupper() != with_shift
        self._caps.setVisible(bool(self._has_caps))


def _pastes(event: QEvent) -> bool:
    """Return whether an event would put the clipboard into the field."""
    if isinstance(event, QKeyEvent):
        is_press = event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
        return is_press and event.matches(QKeySequence.StandardKey.Paste)
    if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
        return event.button() == Qt.MouseButton.MiddleButton
    return False
