# SPDX-License-Identifier: GPL-3.0-or-later
"""Hears that the computer is about to sleep, where the system says so."""

from __future__ import annotations

import sys
from typing import Any, Final

from PySide6.QtCore import SLOT, QObject, Signal, Slot

_WHERE: Final = (
    "org.freedesktop.login1",
    "/org/freedesktop/login1",
    "org.freedesktop.login1.Manager",
    "PrepareForSleep",
)
# Its type hints say bytes, and it takes only words.
_SLOT: Final[Any] = SLOT("_prepare(bool)")


class Suspend(QObject):
    """Listens between `start` and `stop`; nothing is asked again and again.

    Linux says it over the system bus (logind). Elsewhere, and without that bus, nothing is heard:
    the session engine then finds the gap by itself.

    Signals:
        coming: The computer is about to sleep.
    """

    coming = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_listening = False

    @property
    def is_listening(self) -> bool:
        """Whether the system would be heard now."""
        return self._is_listening

    def start(self) -> None:
        """Listen from now on."""
        if self._is_listening or not sys.platform.startswith("linux"):
            return
        from PySide6.QtDBus import QDBusConnection

        bus = QDBusConnection.systemBus()
        if bus.isConnected():
            self._is_listening = bus.connect(*_WHERE, self, _SLOT)

    def stop(self) -> None:
        """Listen no more."""
        if not self._is_listening:
            return
        from PySide6.QtDBus import QDBusConnection

        self._is_listening = False
        QDBusConnection.systemBus().disconnect(*_WHERE, self, _SLOT)

    @Slot(bool)
    def _prepare(self, is_coming: bool) -> None:
        if is_coming:
            self.coming.emit()
