# SPDX-License-Identifier: GPL-3.0-or-later
"""What a session asks of the computer: a screen that stays on, and a word before it sleeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from caregiver_guide.services.session_engine import RunState
    from caregiver_guide.ui.awake import Awake
    from caregiver_guide.ui.suspend import Suspend


class Computer(QObject):
    """Follows a session; before the first and after the last second it asks for nothing.

    Signals:
        sleep_coming: The computer is about to sleep.
        awake_changed: Whether the screen stays on.
    """

    sleep_coming = Signal()
    awake_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._awake: Awake | None = None
        self._suspend: Suspend | None = None

    @property
    def is_awake(self) -> bool:
        """Whether the screen stays on now."""
        return self._awake is not None and self._awake.is_active

    def follow(self, state: RunState) -> None:
        """Keep the screen on while a session runs, and a while longer while it is paused."""
        if state in ("lead-in", "running"):
            self._start()
            if self._awake is not None:
                self._awake.keep()
        elif state == "paused":
            if self._awake is not None:
                self._awake.rest()
        else:
            self.let_go()

    def let_go(self) -> None:
        """Ask for nothing any more."""
        if self._awake is not None:
            self._awake.let_go()
        if self._suspend is not None:
            self._suspend.stop()

    def _start(self) -> None:
        if self._suspend is None:
            from caregiver_guide.ui.suspend import Suspend

            self._suspend = Suspend(self)
            self._suspend.coming.connect(self.sleep_coming)
        self._suspend.start()
        # Drawn into memory, for a demo or a test, there is no screen that could go dark.
        if self._awake is None and QGuiApplication.platformName() != "offscreen":
            from caregiver_guide.ui.awake import Awake

            self._awake = Awake(self)
            self._awake.changed.connect(self.awake_changed)
