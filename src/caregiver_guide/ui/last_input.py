# SPDX-License-Identifier: GPL-3.0-or-later
"""Notes that somebody is there: a key, a press or the mouse, in any window of the app."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

_DONE: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.TouchEnd,
        QEvent.Type.Drop,
    }
)
_THERE: Final = _DONE | {
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
    QEvent.Type.TabletPress,
    QEvent.Type.TabletMove,
}

_TOUCH: Final = {
    QEvent.Type.TouchBegin: True,
    QEvent.Type.TouchUpdate: True,
    QEvent.Type.TouchEnd: False,
    QEvent.Type.TouchCancel: False,
}


class LastInput(QObject):
    """Looks at what the system sends to the app's windows, and at nothing inside of them.

    Attributes:
        is_touched: Whether a finger lies on the screen.

    Signals:
        noticed: Somebody is there.
        acted: Somebody typed or pressed something: an answer may be another one now.
    """

    noticed = Signal()
    acted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.is_touched = False
        self._watched: QWindow | None = None
        self._app = QGuiApplication.instance()
        if isinstance(self._app, QGuiApplication):
            self._app.focusWindowChanged.connect(self._watch)
        self._watch(window.windowHandle())

    def let_go(self) -> None:
        """Look no more."""
        if isinstance(self._app, QGuiApplication):
            self._app.focusWindowChanged.disconnect(self._watch)
            self._app = None
        self._watch(None)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Tell what the event is worth, and let it pass."""
        kind = event.type()
        if kind in _TOUCH:
            self.is_touched = _TOUCH[kind]
        if kind in _THERE:
            self.noticed.emit()
            if kind in _DONE:
                self.acted.emit()
        return False

    def _watch(self, window: QWindow | None) -> None:
        """Turn to the window that has the keyboard; without one, stay at the last."""
        if window is None and self._app is not None:
            return
        before, self._watched = self._watched, window
        if before is window:
            return
        if before is not None and isValid(before):
            before.removeEventFilter(self)
            before.destroyed.disconnect(self._gone)
        if window is not None:
            window.destroyed.connect(self._gone)
            window.installEventFilter(self)

    def _gone(self) -> None:
        self._watched = None
