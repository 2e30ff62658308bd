# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps what is half written: it comes back after a lock, a fault or a power cut."""

from __future__ import annotations

import logging
from typing import Final

from PySide6.QtCore import QObject, QTimer

from caregiver_guide.app.context import Context
from caregiver_guide.storage.errors import StorageError
from caregiver_guide.ui.main_window import MainWindow
from caregiver_guide.ui.unsaved import KeepsUnsaved

LOGGER = logging.getLogger("caregiver_guide")
_PAUSE_MS: Final = 500
"""So long after the last key or press what is half done is written."""

Key = tuple[str, str, str]


class Unsaved(QObject):
    """Looks at the screen shown, a moment after something was done on it, and keeps a draft.

    Saving or throwing away on the screen drops its draft. Leaving the screen does neither: what
    was begun there stands there again.
    """

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._kept: dict[Key, str] = {}
        self._shown = ""
        self._person = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.look)
        self._arrive = QTimer(self)
        self._arrive.setSingleShot(True)
        self._arrive.timeout.connect(self._arrived)
        window.screen_changed.connect(self._turn)

    def soon(self) -> None:
        """Something was done: look once there is a pause."""
        self._pause.start()

    def stop(self) -> None:
        """Look no more."""
        self._pause.stop()
        self._arrive.stop()

    def look(self) -> bool:
        """Keep what is half done on the screen now; return whether nothing can be lost."""
        self._person = self._context.person.id if self._context.has_person else ""
        return self._look_at(self._window.current)

    def _look_at(self, name: str) -> bool:
        context = self._context
        if not name or not self._person or context.log.is_read_only:
            return True
        screen = self._window.screen_named(name)
        if not isinstance(screen, KeepsUnsaved):
            return True
        half = screen.half_done()
        about = screen.asks_about() if half is None else half.about
        key = (name, self._person, about)
        try:
            if half is None:
                self._drop(key)
            elif self._kept.get(key) != half.body:
                context.log.drafts.write(*key, half.body)
                self._kept[key] = half.body
        except StorageError as problem:
            LOGGER.info("A draft is not kept: %s", type(problem).__name__)
            return half is None
        return True

    def _drop(self, key: Key) -> None:
        """Drop a draft, if this run knows of it: one that never came back is still waited for."""
        if key in self._kept:
            self._context.log.drafts.drop(*key)
            del self._kept[key]

    def _turn(self, name: str) -> None:
        """Look at the screen that is left, and soon at the one that is shown."""
        if self._shown and self._shown != name and self._window.knows(self._shown):
            # Whose words they are was settled before: by now it may be somebody else's turn.
            self._look_at(self._shown)
        self._shown = name
        self._arrive.start(0)

    def _arrived(self) -> None:
        """Bring back what was half done on the screen that is shown now."""
        name, context = self._window.current, self._context
        self._person = context.person.id if context.has_person else ""
        if not name or not self._person:
            return
        screen = self._window.screen_named(name)
        if not isinstance(screen, KeepsUnsaved):
            return
        key = (name, self._person, screen.asks_about())
        try:
            body = context.log.drafts.read(*key)
        except StorageError:
            return
        half = screen.half_done()
        if body and (half is None or half.body != body):
            screen.bring_back(body)
            self._kept[key] = body
