# SPDX-License-Identifier: GPL-3.0-or-later
"""A field that takes one key, whatever it usually means."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPainterPath
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.ui.key_names import is_modifier, key_name
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.announce import announce
from caregiver_guide.ui.widgets.painted import CONTROL_RADIUS, PaintedWidget, paint_box, rounded
from caregiver_guide.ui.widgets.text import Text

_PADDING: Final = 16


class KeyField(PaintedWidget):
    """Names each key that is pressed while it has the keyboard; Tab alone leads out of it.

    Signals:
        key_pressed: The name of a key with its Ctrl, Alt and Shift; one of these alone counts when
            it is let go.
        left: The keyboard went elsewhere.
    """

    key_pressed = Signal(str)
    left = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._alone = ""
        self._words = Text("", "lead")
        box = QVBoxLayout(self)
        box.setContentsMargins(_PADDING, _PADDING, _PADDING, _PADDING)
        box.addWidget(self._words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name)

    @property
    def text(self) -> str:
        """What the field says."""
        return self._words.text()

    def say(self, words: str) -> None:
        """Show words, and have a screen reader say them while the keyboard is here."""
        self._words.setText(words)
        self.setAccessibleDescription(words)
        if self.hasFocus():
            announce(self, words)

    def focus_shape(self) -> QPainterPath:
        """Return the outline that the focus ring follows."""
        return rounded(QRectF(self.rect()), CONTROL_RADIUS)

    def event(self, event: QEvent) -> bool:
        """Take every key but Tab, whatever the window uses it for elsewhere."""
        is_tab = isinstance(event, QKeyEvent) and event.key() in (
            Qt.Key.Key_Tab,
            Qt.Key.Key_Backtab,
        )
        if event.type() == QEvent.Type.ShortcutOverride and not is_tab:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Name the key; wait for more where it is Ctrl, Alt or Shift."""
        event.accept()
        name = key_name(event)
        if event.isAutoRepeat():
            return
        if is_modifier(event):
            self._alone = name
        else:
            self._alone = ""
            self.key_pressed.emit(name)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Name a modifier that was pressed alone."""
        event.accept()
        if self._alone and not event.isAutoRepeat() and is_modifier(event):
            alone, self._alone = self._alone, ""
            self.key_pressed.emit(alone)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the keyboard has gone, unless the whole window has lost it for a while."""
        super().focusOutEvent(event)
        self._alone = ""
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.left.emit()

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint the box."""
        rect = QRectF(self.rect())
        paint_box(
            painter, rect, CONTROL_RADIUS, theme.colour("surface"), theme.colour("border"), 2.0
        )
