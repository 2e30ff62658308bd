# SPDX-License-Identifier: GPL-3.0-or-later
"""Ends the bars that say what was done, where their timers did not run: the computer slept."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from caregiver_guide.ui.main_window import MainWindow
from caregiver_guide.ui.widgets.turned_bar import TURNED_SECONDS


class OldBars(QObject):
    """Looks, when somebody is there again, how long nobody was.

    A bar comes after something that somebody does. So each bar is at least as old as that is.
    """

    def __init__(self, clock: Callable[[], float], window: MainWindow) -> None:
        """Have a ``clock`` that gives seconds and goes on while the computer sleeps."""
        super().__init__(window)
        self._clock = clock
        self._window = window
        self._last = clock()

    def noticed(self) -> None:
        """Somebody is there: end what they would otherwise find of the evening before."""
        now = self._clock()
        away, self._last = now - self._last, now
        from caregiver_guide.ui.widgets.undo_bar import UNDO_SECONDS, UndoBar

        if away >= TURNED_SECONDS:
            self._window.end_turned()
        if away >= UNDO_SECONDS:
            for bar in self._window.findChildren(UndoBar):
                bar.end()
