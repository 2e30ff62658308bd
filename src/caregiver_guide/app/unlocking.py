# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens a protected log: asks for the passphrase, and tries it while the window stays alive."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from caregiver_guide.app.context import Clocks
from caregiver_guide.services.locking import UnlockState, UnlockView, pause_after
from caregiver_guide.storage.errors import StorageError, WrongPassphrase
from caregiver_guide.storage.log import Log
from caregiver_guide.ui.main_window import Frame, MainWindow
from caregiver_guide.ui.screens.unlock_screen import UnlockScreen
from caregiver_guide.ui.screens.wait_screen import WaitScreen

UNLOCK: Final = "unlock"
WAIT: Final = "wait"
_MOMENT_MS: Final = 400


class Unlocking(QObject):
    """Shows the screen before a protected log, and hands on the log once it is open.

    The passphrase is tried in another thread: making a key of it takes a tenth of a second and
    more. It is kept nowhere once it was tried. After several wrong ones a pause comes before the
    next, and grows.

    Signals:
        opened: The Log is open.
        failed: Something else than the passphrase stands in the way, a StorageError.
        restore_requested: A backup is to take the place of the log.
        other_folder_requested: A log of another folder is to be opened.
        quit_requested: The app is to end.
    """

    opened = Signal(object)
    failed = Signal(object)
    restore_requested = Signal()
    other_folder_requested = Signal()
    quit_requested = Signal()
    _tried = Signal()

    def __init__(self, clocks: Clocks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clocks = clocks
        self._wrong = 0
        self._free_at = 0.0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        # A coarse timer may come too early: then nothing could be tried yet.
        self._pause.setTimerType(Qt.TimerType.PreciseTimer)
        self._pause.timeout.connect(self._say_again)
        self._window: MainWindow | None = None
        self._folder = Path()
        self._was_open = False
        self._open: Callable[[str], Log] | None = None
        self._thread: threading.Thread | None = None
        self._result: Log | Exception | None = None
        self._moment = QTimer(self)
        self._moment.setSingleShot(True)
        self._moment.setInterval(_MOMENT_MS)
        self._moment.timeout.connect(self._say_opening)
        self._tried.connect(self._finish)

    @property
    def screen_name(self) -> str:
        """How the window knows the screen."""
        return UNLOCK

    @property
    def is_busy(self) -> bool:
        """Whether a passphrase is being tried."""
        return self._thread is not None

    def ask(
        self,
        window: MainWindow,
        folder: Path,
        open_: Callable[[str], Log],
        *,
        was_open: bool = False,
    ) -> None:
        """Ask for the passphrase of the log in ``folder``, which ``open_`` opens with it."""
        if folder != self._folder:
            self._wrong, self._free_at = 0, 0.0
        self._window, self._folder, self._open = window, folder, open_
        self._was_open = was_open
        window.add_screen(UNLOCK, self._make, Frame.NOTHING)
        self._show("ask")
        window.show_screen(UNLOCK)

    def work(self, window: MainWindow, title: str, words: str, job: Callable[[], Log]) -> None:
        """Show that something takes a while, and hand on the log that ``job`` opens."""
        if self._thread is not None:
            return
        self._window = window
        window.add_screen(WAIT, WaitScreen, Frame.NOTHING)
        screen = window.show_screen(WAIT)
        if isinstance(screen, WaitScreen):
            screen.show_wait(title, words)
        self._begin(job)

    def leave(self) -> None:
        """Drop the screens: the log is open, and another one is shown."""
        self._pause.stop()
        if self._window is not None:
            for name in (UNLOCK, WAIT):
                self._window.drop_screen(name)

    def let_go(self) -> None:
        """Let what is being tried come to its end, and close what it opened: the app ends."""
        self._moment.stop()
        self._pause.stop()
        if self._thread is None:
            return
        self._thread.join()
        self._thread = None
        result, self._result = self._result, None
        if isinstance(result, Log):
            with suppress(StorageError):
                result.close()

    def _make(self) -> UnlockScreen:
        screen = UnlockScreen()
        screen.passphrase_given.connect(self._try)
        screen.restore_requested.connect(self.restore_requested)
        screen.other_folder_requested.connect(self.other_folder_requested)
        screen.quit_requested.connect(self.quit_requested)
        return screen

    @property
    def _screen(self) -> UnlockScreen | None:
        if self._window is None or not self._window.knows(UNLOCK):
            return None
        screen = self._window.screen_named(UNLOCK)
        return screen if isinstance(screen, UnlockScreen) else None

    def _show(self, state: UnlockState) -> None:
        if self._screen is not None:
            left = max(0, math.ceil(self._left))
            view = UnlockView(
                str(self._folder),
                state,
                was_open=self._was_open,
                pause=left,
                again=self._clocks.wall().later(left) if left else None,
            )
            self._screen.show_unlock(view)
            if left:
                self._pause.start(1000 * left)

    def _say_opening(self) -> None:
        if self._screen is not None:
            self._screen.say_opening()

    def _try(self, passphrase: str) -> None:
        if self._thread is not None or self._open is None:
            return
        if self._left > 0:
            self._show("early")
            return
        self._pause.stop()
        open_ = self._open
        self._show("opening")
        self._moment.start()
        self._begin(lambda: open_(passphrase))

    @property
    def _left(self) -> float:
        """How many seconds no passphrase is tried yet, by a clock that nobody can set."""
        return self._free_at - self._clocks.steady()

    def _was_wrong(self) -> None:
        """Say so, and have the next one wait where there were several."""
        self._wrong += 1
        self._free_at = self._clocks.steady() + pause_after(self._wrong)
        self._show("wrong")

    def _say_again(self) -> None:
        """Take the next passphrase; the timer need not have run while the computer slept."""
        if self._screen is not None:
            self._screen.say_again()

    def _begin(self, job: Callable[[], Log]) -> None:
        """Do a job in another thread; `_finish` takes what it returns or raises."""

        def work() -> None:
            try:
                self._result = job()
            except Exception as problem:
                self._result = problem
            finally:
                self._tried.emit()

        self._thread = threading.Thread(target=work, name="unlock")
        self._thread.start()

    def _finish(self) -> None:
        if self._thread is None:
            return
        self._moment.stop()
        self._thread.join()
        self._thread = None
        result, self._result = self._result, None
        if isinstance(result, WrongPassphrase) and self._screen is not None:
            self._was_wrong()
        elif isinstance(result, StorageError):
            self._show("ask")
            self.failed.emit(result)
        elif isinstance(result, Log):
            self._wrong = 0
            if self._screen is not None:
                self._screen.forget()
            self.opened.emit(result)
        elif result is not None:
            self._show("ask")
            raise result
