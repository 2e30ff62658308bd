# SPDX-License-Identifier: GPL-3.0-or-later
"""Clears away what Python no longer needs, in the window's own thread and in no other.

Python looks for unused objects in whichever thread has just made one too many. Found by the
thread that makes a backup, a closed screen would be taken apart there, and Qt ends the program. So
it does now and then when screens are dropped and Python looks in the middle of that.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QAbstractEventDispatcher, QObject

NEW_OBJECTS = 2000
"""So many objects more than before are worth a look among the newest."""

_OLDER = 10
"""One look in so many goes to older objects too; of those, again one in so many to all."""


class Leftovers(QObject):
    """Looks for unused objects whenever the window is about to rest, and never wakes it for that.

    From here on until `let_python` Python does not look by itself.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._looks = 0
        gc.disable()

    def listen(self) -> None:
        """Begin; there must be an application by now."""
        QAbstractEventDispatcher.instance().aboutToBlock.connect(self.clear)

    def clear(self) -> None:
        """Take away what is unused, if enough was made since the last time."""
        if gc.get_count()[0] < NEW_OBJECTS:
            return
        self._looks += 1
        if self._looks % _OLDER:
            gc.collect(0)
        elif self._looks % (_OLDER * _OLDER):
            gc.collect(1)
        else:
            gc.collect()

    def let_python(self) -> None:
        """Let Python look by itself again: no other thread is at work, or no window is left."""
        gc.collect()
        gc.enable()
