# SPDX-License-Identifier: GPL-3.0-or-later
"""The ten minutes of everybody else: a soft bell and a name, wherever the caregiver is by then."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from caregiver_guide.app.context import Context
from caregiver_guide.services.clocks import ms_to_next_day
from caregiver_guide.storage.errors import StorageError
from caregiver_guide.ui.main_window import Frame, MainWindow

if TYPE_CHECKING:
    from datetime import date

    from caregiver_guide.services.waiting_questions import WaitingQuestion
    from caregiver_guide.ui.widgets.waiting_bar import WaitingBar


class Waiting(QObject):
    """Tells on one person's screen that a question about another one waits: the name alone.

    Never in a massage, and never in a practised one: it waits for the end of it.

    Signals:
        bell_wished: Ring softly.
        turn_requested: Be with this person, by id.
    """

    bell_wished = Signal()
    turn_requested = Signal(str)

    def __init__(self, context: Context, window: MainWindow, is_giving: Callable[[], bool]) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._is_giving = is_giving
        self._due: list[WaitingQuestion] = []
        self._day: date | None = None  # of which it was looked last
        self._rings = False
        self._bar: WaitingBar | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._came)
        window.screen_changed.connect(self._say)

    def look(self, *, may_ring: bool = False) -> None:
        """See who else is still to be asked about today, and wait for whoever is next.

        With ``may_ring`` the bell tells of somebody who was not due before.
        """
        context = self._context
        self._timer.stop()
        now = context.now()
        if self._day != now.day:
            # Only how it went today is asked here.
            self._day, self._due = now.day, []
        if not context.has_person or len(context.log.people.all()) < 2:
            self._due = []
            self._say()
            return
        from caregiver_guide.services.waiting_questions import waiting_questions

        told = {one.session for one in self._due}
        try:
            found = waiting_questions(context.log, context.library.files, now, context.person.id)
        except StorageError:
            # What can be read of this person is told on its own screen; a reminder is no reason.
            self._say()
            return
        self._due = [one for one in found if one.is_due and one.session not in context.put_off]
        if may_ring and any(one.session not in told for one in self._due):
            self._rings = True
        waits = [one.due.utc_ms - now.utc_ms for one in found if not one.is_due]
        if self._due:
            waits.append(ms_to_next_day(now))
        if waits:
            # A millisecond late it is due; a millisecond early it would not be.
            self._timer.start(max(0, min(waits)) + 1)
        self._say()

    def heed_day(self) -> None:
        """Somebody is there: look again if it is another day than that of what is said.

        The timer that waits for it need not have run while the computer slept.
        """
        if self._due and self._context.today() != self._day:
            self.look()

    def stop(self) -> None:
        """Wait no more: the log is about to be closed."""
        self._timer.stop()
        self._due = []

    @property
    def is_waiting(self) -> bool:
        """Whether a reminder is on its way."""
        return self._timer.isActive()

    def _came(self) -> None:
        self.look(may_ring=True)

    def _may_say(self) -> bool:
        """Whether this is a screen on which a name may come: no massage, and no first question."""
        window = self._window
        is_there = window.frame is Frame.PLACES or window.current == "people"
        return is_there and window.current != "practice" and not self._is_giving()

    def _say(self) -> None:
        if not self._due or not self._may_say():
            if self._bar is not None:
                self._bar.clear()
            return
        if self._rings:
            self._rings = False
            self.bell_wished.emit()
        if self._bar is None:
            from caregiver_guide.ui.widgets.waiting_bar import WaitingBar

            self._bar = WaitingBar(self._window.stack, self._context.clocks.steady)
            self._bar.turn_requested.connect(self.turn_requested)
            self._bar.put_off.connect(self._put_off)
        self._bar.show_question(self._due[0].person)

    def _put_off(self) -> None:
        """Say no more of this one here; the card of the person among all still does."""
        self._context.put_off.add(self._due.pop(0).session)
        self._say()
