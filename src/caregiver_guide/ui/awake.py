# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps the screen on while hands are busy, through the desktop's own means."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread

from PySide6.QtCore import QObject, Signal

from caregiver_guide.ui.ticker import Ticker

LOGGER = logging.getLogger("caregiver_guide")

REST_S = 300.0
"""So long a pause may be before the screen is let go."""


class Awake(QObject):
    """Keeps the screen on from `keep` until `let_go`, or until a rest has lasted five minutes.

    The desktop is asked in a thread of its own, so that one that hangs makes no press wait. What
    is held ends with the process, however that ends. A desktop that cannot do it is no fault.

    Signals:
        changed: Whether the screen stays on, once the desktop has said so.
    """

    changed = Signal(bool)
    _answered = Signal(object, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hold: _Hold | None = None
        self._is_active = False
        self._answered.connect(self._take_answer)
        self.rest_timer = Ticker(self)
        self.rest_timer.ticked.connect(self.let_go)

    @property
    def is_active(self) -> bool:
        """Whether the screen stays on now."""
        return self._is_active

    def keep(self) -> None:
        """Keep the screen on from now on."""
        self.rest_timer.stop()
        if self._hold is None:
            self._hold = _Hold(self._answered.emit)

    def rest(self) -> None:
        """Keep it on for five minutes more, unless `keep` comes first."""
        if self._hold is not None and not self.rest_timer.is_waiting:
            self.rest_timer.wait(REST_S)

    def let_go(self) -> None:
        """Let the screen go dark whenever the desktop wants."""
        self.rest_timer.stop()
        if self._hold is not None:
            self._hold.release()
            self._hold = None
        self._show(False)

    def _take_answer(self, hold: object, is_active: bool) -> None:
        # An answer about what has been let go since is old news.
        if hold is self._hold:
            self._show(is_active)

    def _show(self, is_active: bool) -> None:
        if is_active != self._is_active:
            self._is_active = is_active
            self.changed.emit(is_active)


class _Hold:
    """One request to keep the screen on, in its own thread; released, or gone with the process."""

    def __init__(self, answer: Callable[[object, bool], None]) -> None:
        self._answer = answer
        self._released = Event()
        Thread(target=self._run, name="keep-awake", daemon=True).start()

    def release(self) -> None:
        """Let go; returns at once."""
        self._released.set()

    def _run(self) -> None:
        try:
            from wakepy import keep

            with keep.presenting(on_fail="pass") as mode:
                self._tell(mode.active)
                self._released.wait()
        except Exception as problem:  # whatever a desktop does, a massage goes on
            LOGGER.info("The screen is not kept on: %s", type(problem).__name__)
            self._tell(False)

    def _tell(self, is_active: bool) -> None:
        # The window may have been closed meanwhile.
        with suppress(RuntimeError):
            self._answer(self, is_active)
