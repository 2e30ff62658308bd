# SPDX-License-Identifier: GPL-3.0-or-later
"""Hears that the computer's screen is locked, where the system says so."""

from __future__ import annotations

import os
import sys
from typing import Any, Final

from PySide6.QtCore import SLOT, QObject, Signal, Slot

_SAVERS: Final = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    ("org.freedesktop.ScreenSaver", "/ScreenSaver"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
)
_LOGIND: Final = "org.freedesktop.login1"
# Their type hints say bytes, and they take only words.
_ACTIVE: Final[Any] = SLOT("_active(bool)")
_LOCK: Final[Any] = SLOT("_lock()")


class ScreenLock(QObject):
    """Listens between `start` and `stop`; nothing is asked again and again.

    Linux says it in two ways: the desktop's screen saver on the session bus, and logind on the
    system bus. Elsewhere, and without those, nothing is heard.

    Signals:
        locked: The screen is being locked.
    """

    locked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heard = 0

    @property
    def is_listening(self) -> bool:
        """Whether the system would be heard now."""
        return self._heard > 0

    def start(self) -> None:
        """Listen from now on."""
        if self._heard or not sys.platform.startswith("linux"):
            return
        from PySide6.QtDBus import QDBusConnection

        desktop, system = QDBusConnection.sessionBus(), QDBusConnection.systemBus()
        if desktop.isConnected():
            for name, path in _SAVERS:
                self._heard += desktop.connect("", path, name, "ActiveChanged", self, _ACTIVE)
        session = session_path(os.environ.get("XDG_SESSION_ID", ""))
        if session and system.isConnected():
            of = f"{_LOGIND}.Session"
            self._heard += system.connect(_LOGIND, session, of, "Lock", self, _LOCK)

    def stop(self) -> None:
        """Listen no more."""
        if not self._heard:
            return
        from PySide6.QtDBus import QDBusConnection

        self._heard = 0
        desktop, system = QDBusConnection.sessionBus(), QDBusConnection.systemBus()
        for name, path in _SAVERS:
            desktop.disconnect("", path, name, "ActiveChanged", self, _ACTIVE)
        session = session_path(os.environ.get("XDG_SESSION_ID", ""))
        if session:
            system.disconnect(_LOGIND, session, f"{_LOGIND}.Session", "Lock", self, _LOCK)

    @Slot(bool)
    def _active(self, is_on: bool) -> None:
        if is_on:
            self.locked.emit()

    @Slot()
    def _lock(self) -> None:
        self.locked.emit()


def session_path(session: str) -> str:
    """Return where logind keeps a session on the bus, or nothing for none.

    A sign that is no letter or digit, and a digit at the beginning, is written as its number.
    """
    if not session:
        return ""
    signs = (
        chr(byte)
        if chr(byte).isascii() and chr(byte).isalnum() and not (place == 0 and chr(byte).isdigit())
        else f"_{byte:02x}"
        for place, byte in enumerate(session.encode())
    )
    return f"/org/freedesktop/login1/session/{''.join(signs)}"
