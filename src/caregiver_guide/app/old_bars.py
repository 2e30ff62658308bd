# SPDX-License-Identifier: GPL-3.0-or-later
"""Ends the bars that say what was done, where their timers did not run: the computer slept."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from caregiver_guide.ui.main_window import MainWindow


class OldBars(QObject):
    """Looks, when somebody is there again, whether the time of a bar is over.

    Each bar notes itself when it spoke: it may have come long after anybody was last noticed.
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
        self._window.end_old_turned()
        from caregiver_guide.ui.widgets.undo_bar import UNDO_SECONDS, UndoBar

        if away >= UNDO_SECONDS:
            # Somebody who is there all the time finds none that is old: its timer ran.
            for bar in self._window.findChildren(UndoBar):
                bar.end_if_old()
