# SPDX-License-Identifier: GPL-3.0-or-later
"""Says when a protected log is to be locked: nobody is there, the screen is locked, or a wish."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog

from caregiver_guide.app.context import Context

if TYPE_CHECKING:
    from caregiver_guide.ui.screen_lock import ScreenLock
    from caregiver_guide.ui.suspend import Suspend

_TRIES: Final = 20
_LEAST_MS: Final = 1000
_AGAIN_MS: Final = 60_000


class Locking(QObject):
    """Waits for a reason to lock, and never while a massage runs or is paused.

    One timer waits for the rest of the time that nobody may be missing; what somebody does only
    notes when it was. A log that is not protected is never locked, and nothing is waited for.

    Signals:
        agreed: The log is to be locked, now; true where somebody wishes it and waits for it.
    """

    agreed = Signal(bool)

    def __init__(
        self, context: Context, is_giving: Callable[[], bool], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._is_giving = is_giving
        self._last = context.clocks.steady()
        self._is_begun = False
        self._is_wished = False
        self._is_refused = False
        self._tries = 0
        self._screen_lock: ScreenLock | None = None
        self._suspend: Suspend | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self.lock)

    @property
    def may_lock(self) -> bool:
        """Whether the log is protected, so that locking it protects anything."""
        return self._context.log.is_encrypted

    @property
    def waits_ms(self) -> int:
        """How long the timer still waits, in milliseconds; -1 where it does not wait."""
        return self._timer.remainingTime() if self._timer.isActive() else -1

    def begin(self) -> None:
        """Begin to wait, if the log is protected; called again after a change."""
        if not self.may_lock:
            self.stop()
            return
        self._is_begun = True
        self.count_from_now()
        self._wait()
        if self._screen_lock is None or self._suspend is None:
            from caregiver_guide.ui.screen_lock import ScreenLock
            from caregiver_guide.ui.suspend import Suspend

            self._screen_lock = ScreenLock(self)
            self._screen_lock.locked.connect(self.lock)
            self._suspend = Suspend(self)
            self._suspend.coming.connect(self.lock)
        self._screen_lock.start()
        self._suspend.start()

    def stop(self) -> None:
        """Wait for nothing any more."""
        self._is_begun = False
        self._timer.stop()
        self._again.stop()
        if self._screen_lock is not None:
            self._screen_lock.stop()
        if self._suspend is not None:
            self._suspend.stop()

    def noticed(self) -> None:
        """Somebody is there; if nobody was for too long, they find the log locked.

        The timer that waits for that need not have run while the computer slept.
        """
        if self._is_overdue():
            self.lock()
        else:
            self.count_from_now()

    def count_from_now(self) -> None:
        """Count the time that nobody is there from now on, as at the end of a massage."""
        self._is_refused = False
        self._last = self._context.clocks.steady()
        if self._is_begun and not self._timer.isActive():
            self._wait()

    def try_later(self) -> None:
        """The log could not be locked without losing something: try again in a minute."""
        self._is_refused = True
        if self._is_begun:
            self._timer.start(_AGAIN_MS)

    def lock_at_wish(self) -> None:
        """Lock because somebody wishes it, who has to hear if that cannot be."""
        self._is_wished = True
        self.lock()

    def lock(self) -> None:
        """Lock now, if that is allowed; a question that is open is answered with no first."""
        if not self.may_lock or self._is_giving():
            self._is_wished = False
            return
        asked = QApplication.activeModalWidget()
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        if asked is not None and self._tries < _TRIES:
            self._tries += 1
            if isinstance(asked, QDialog):
                asked.reject()
            else:
                asked.close()
            # Whoever asked has to hear the answer first.
            self._again.start(0)
            return
        self._tries = 0
        is_wished, self._is_wished = self._is_wished, False
        self.agreed.emit(is_wished)

    def _is_overdue(self) -> bool:
        minutes = self._context.settings.lock_minutes
        if not self._is_begun or self._is_refused or minutes <= 0:
            return False
        is_late = self._context.clocks.steady() - self._last >= 60 * minutes
        return is_late and self.may_lock and not self._is_giving()

    def _wait(self) -> None:
        """Wait for what is left of the time; a massage is waited for without a timer."""
        minutes = self._context.settings.lock_minutes
        if minutes <= 0 or not self.may_lock:
            self._timer.stop()
            return
        left = self._last + 60 * minutes - self._context.clocks.steady()
        self._timer.start(max(_LEAST_MS, round(1000 * left)))

    def _look(self) -> None:
        """See whether somebody was there meanwhile."""
        minutes = self._context.settings.lock_minutes
        left = self._last + 60 * minutes - self._context.clocks.steady()
        if minutes <= 0 or self._is_giving():
            return
        if left > 0:
            self._wait()
        else:
            self.lock()
