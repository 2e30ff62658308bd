# SPDX-License-Identifier: GPL-3.0-or-later
"""The one timer of a session: it waits for the next whole second and for nothing else."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal


class Ticker(QObject):
    """Emits ``ticked`` once for every call of :meth:`wait`.

    Nothing ticks on its own: whoever drew the last second asks for the next.
    """

    ticked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.ticked)

    def wait(self, seconds: float) -> None:
        """Emit once, ``seconds`` (0 or more) from now."""
        # A millisecond late shows the new second; a millisecond early would show the old one.
        self._timer.start(max(0, int(seconds * 1000) + 1))

    def stop(self) -> None:
        """Emit nothing more until asked again."""
        self._timer.stop()

    @property
    def is_waiting(self) -> bool:
        """Whether a tick is on its way."""
        return self._timer.isActive()
