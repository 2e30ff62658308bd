# SPDX-License-Identifier: GPL-3.0-or-later
"""A practice run: the real screens and the real engine, with a pretend person and no disk.

Everything of it lives in a window of its own that lies inside the app's window as one screen, on a
log that is in memory alone. Leaving takes it all away; the app's own screens were never touched.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal

from caregiver_guide.app.context import Context
from caregiver_guide.domain.values import dataclass
from caregiver_guide.ui.main_window import Frame, MainWindow

if TYPE_CHECKING:
    from caregiver_guide.app.massage import Massage
    from caregiver_guide.storage.log import Log
    from caregiver_guide.ui.screens.practice_screen import PracticeScreen

PRACTICE = "practice"


@dataclass(frozen=True, slots=True)
class _Run:
    """One practice run: its log, its window and its massage, and where it was begun."""

    log: Log
    window: MainWindow
    massage: Massage
    begun_at: str


class Practice(QObject):
    """Begins and ends practice runs; there is at most one.

    Signals:
        screen_changed: Another screen of the practice run is about to be seen, by name; "" where
            it is over.
        rested: The massage that is practised was paused.
        left: The practice run is over, and the real screen is seen again.
    """

    screen_changed = Signal(str)
    rested = Signal()
    left = Signal()

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._run: _Run | None = None

    @property
    def massage(self) -> Massage | None:
        """The massage that is practised, if one is."""
        return None if self._run is None else self._run.massage

    @property
    def place(self) -> str:
        """The screen of the practice run that is shown; nothing where there is no run."""
        return "" if self._run is None else self._run.window.current

    def begin(self) -> None:
        """Begin a practice run over the screen that is shown."""
        if self._run is not None:
            return
        from caregiver_guide.app.call_back import CallBack
        from caregiver_guide.app.marking import Marking
        from caregiver_guide.app.massage import Massage
        from caregiver_guide.app.safety import Safety
        from caregiver_guide.ui.screens.practice_screen import PracticeScreen

        context = self._pretend()
        inside = MainWindow(has_places=False, clock=context.clocks.steady)
        inside.name_person(context.person.name)
        massage = Massage(context, inside)
        massage.usual_minutes = context.library.files.practice.minutes
        safety = Safety(context, inside)
        Marking(context, inside, massage.session, safety)
        call_back = CallBack(context, inside)
        call_back.answered.connect(massage.go_on)
        massage.call_back_requested.connect(call_back.ask)
        massage.map_requested.connect(lambda: safety.show(leads_on=True))
        massage.session.rested.connect(self.rested)
        massage.ended.connect(self.leave)
        safety.answered.connect(massage.come_back)
        safety.left.connect(massage.come_back)
        inside.leave_requested.connect(self.leave)
        inside.screen_changed.connect(self.screen_changed)

        self._run = _Run(context.log, inside, massage, self._window.current)
        self._window.add_screen(PRACTICE, PracticeScreen, Frame.NOTHING)
        screen = cast("PracticeScreen", self._window.screen_named(PRACTICE))
        screen.leave_requested.connect(self.leave)
        screen.show_practice(inside)
        massage.begin()
        self._window.show_screen(PRACTICE)

    def _pretend(self) -> Context:
        """Return a context of its own: the pretend person, on a log that is on no disk."""
        from caregiver_guide.services.practice import furnish_practice
        from caregiver_guide.storage.log import practice_log

        real = self._context
        log = practice_log(real.clocks.wall)
        name = real.caregiver.name if real.has_person else ""
        furnish_practice(log, real.library, name, real.now())
        context = Context(
            real.library,
            log,
            real.settings,
            real.resources,
            Path(PRACTICE),
            real.clocks,
            real.prompts,
            has_sound=real.has_sound,
            speech=real.speech,
        )
        # Drawings are the same for everybody; reading them again would only cost time.
        context.painter = real.painter
        return context

    def leave(self) -> None:
        """Take everything of the practice run away, and show what was shown before it."""
        run, self._run = self._run, None
        if run is None:
            return
        run.massage.session.let_go()
        self._window.show_screen(run.begun_at)
        self._window.drop_screen(PRACTICE)
        run.log.close()
        self.screen_changed.emit(run.begun_at)
        self.left.emit()

    def let_go(self) -> None:
        """Ask nothing of the computer any more: the program ends."""
        if self._run is not None:
            self._run.massage.session.let_go()
