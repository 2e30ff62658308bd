# SPDX-License-Identifier: GPL-3.0-or-later
"""Says when a protected log is to be locked: nobody is there, the screen is locked, or a wish."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog

from caregiver_guide.app.context import Context
from caregiver_guide.domain.values import dataclass

if TYPE_CHECKING:
    from caregiver_guide.ui.screen_lock import ScreenLock
    from caregiver_guide.ui.suspend import Suspend

_TRIES: Final = 20
_LEAST_MS: Final = 1000
_AGAIN_MS: Final = 60_000

LONG_REST_S: Final = 3600
"""So long a paused massage keeps the log open by itself. The longest touches for twenty minutes, so
after an hour without a press no hand lies on anybody; and up to six hours it comes back paused."""


@dataclass(frozen=True, slots=True)
class Hands:
    """The hands of a massage, a practised one too: for how many seconds they have rested.

    ``None`` while they are at work. ``is_asked`` says that Stop lies over the massage: then
    somebody may be on the telephone, and read from the screen what to say.
    """

    rest_s: float | None
    is_asked: bool = False


class Locking(QObject):
    """Waits for a reason to lock, and never while a massage runs.

    One that is paused locks with the screen, or as the computer sleeps, once it has rested for
    the time that nobody may be missing, and without that after `LONG_REST_S`. Behind the lock it
    stands paused, as after a power cut.

    One timer waits for the rest of the time that nobody may be missing; what somebody does only
    notes when it was. A log that is not protected is never locked, and nothing is waited for.

    Signals:
        agreed: The log is to be locked, now; true where somebody wishes it and waits for it.
    """

    agreed = Signal(bool)

    def __init__(
        self, context: Context, hands: Callable[[], Hands | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._hands = hands
        self._is_away = False
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

    def is_held(self, *, is_wished: bool = False) -> bool:
        """Whether a massage keeps the log open: it runs, or has not rested for long.

        Somebody who wishes it may lock a paused one at once.
        """
        hands = self._hands()
        if hands is None or (is_wished and hands.rest_s is not None):
            return False
        return self._rest_left_s(hands) > 0

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
            self._screen_lock.locked.connect(self._leave)
            self._suspend = Suspend(self)
            self._suspend.coming.connect(self._leave)
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
        """Count the time that nobody is there from now on."""
        self._is_refused = self._is_away = False
        self._last = self._context.clocks.steady()
        if self._is_begun and not self._timer.isActive():
            self._wait()

    def recount(self) -> None:
        """Count anew at the end of a massage: what was waited for in it was another time."""
        self.count_from_now()
        if self._is_begun:
            self._wait()

    def rest(self) -> None:
        """A massage was paused, or is found to rest since long ago: wait, or lock."""
        if not self._is_begun or self._is_refused:
            return
        hands = self._hands()
        if hands is not None and (hands.rest_s or 0.0) >= LONG_REST_S:
            self.lock()  # the computer slept, and nobody said so
        else:
            self._wait()

    def _leave(self) -> None:
        """The screen is locked, or the computer sleeps: nobody is there until they are noticed."""
        self._is_away = True
        self.lock()

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
        if not self.may_lock or self.is_held(is_wished=self._is_wished):
            self._is_wished = False
            if self._is_begun:
                self._wait()
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
        return self._is_begun and not self._is_refused and self._left_s() <= 0

    def _rest_left_s(self, hands: Hands) -> float:
        """Return how long a massage keeps the log open, in seconds; without end while it runs."""
        if hands.rest_s is None:
            return math.inf
        minutes = self._context.settings.lock_minutes
        is_short = self._is_away and not hands.is_asked and minutes > 0
        due_s = min(60 * minutes, LONG_REST_S) if is_short else LONG_REST_S
        return due_s - hands.rest_s

    def _left_s(self) -> float:
        """Return in how many seconds the log is to be locked, as it stands now; without end: not.

        A massage that runs is waited for without a timer.
        """
        if not self.may_lock:
            return math.inf
        minutes, hands = self._context.settings.lock_minutes, self._hands()
        left = (
            self._last + 60 * minutes - self._context.clocks.steady() if minutes > 0 else math.inf
        )
        if hands is None:
            return left
        rest_left = self._rest_left_s(hands)
        return rest_left if self._is_away else max(left, rest_left)

    def _wait(self) -> None:
        """Wait for what is left of the time, if there is anything to wait for."""
        left = self._left_s()
        if math.isinf(left):
            self._timer.stop()
        else:
            self._timer.start(max(_LEAST_MS, round(1000 * left)))

    def _look(self) -> None:
        """See whether somebody was there meanwhile."""
        left = self._left_s()
        if left <= 0:
            self.lock()
        elif not math.isinf(left):
            self._wait()
