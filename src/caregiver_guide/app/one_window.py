# SPDX-License-Identifier: GPL-3.0-or-later
"""One window for one data folder: a second start brings the first window to the front."""

from __future__ import annotations

import logging
import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLockFile, QObject, QSysInfo, QThread, Signal

from caregiver_guide.storage.data_folder import keep_for_owner, make_folder
from caregiver_guide.storage.errors import Locked, OpenElsewhere, StorageError

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

LOGGER = logging.getLogger("caregiver_guide")

_FILE: Final = "window.lock"
_ANSWER: Final = b"here\n"
_PATIENCE_MS: Final = 3000
_STEP_MS: Final = 100


class OneWindow(QObject):
    """Holds a data folder for this program, and hears when the app is started on it again.

    The lock is a file in the folder. It names its program and its computer, so that one left by a
    program that was killed, or by a computer that lost its power, is taken over at once. Who asks
    comes through a local socket that only this account can reach; no network is touched.

    Signals:
        asked_for: The app was started again on this folder; that start ends by itself.
    """

    asked_for = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock: QLockFile | None = None
        self._folder: Path | None = None
        self._server: QLocalServer | None = None

    def take(self, folder: Path, *, by_force: bool = False) -> None:
        """Hold ``folder``, and let the one held before go.

        Raises `Locked` when a window of this computer has it, `OpenElsewhere` when another
        computer has it, and any `StorageError` of making the folder. ``by_force`` takes it from
        another computer, which is right only when that one has it open no more.
        """
        if self._folder == folder and self._lock is not None:
            return
        self.release()
        make_folder(folder)
        lock = _lock_of(folder)
        if not lock.tryLock(0) and lock.error() == QLockFile.LockError.LockFailedError:
            computer = _holder(lock)
            # Without a name in it, the file was cut off by a power cut as it was made.
            may_take = not computer or (by_force and computer != QSysInfo.machineHostName())
            if not (may_take and lock.removeStaleLockFile() and lock.tryLock(0)):
                raise _refusal(folder, computer)
        # A folder that can only be read takes no lock file, and then nobody writes in it.
        if lock.isLocked():
            keep_for_owner(folder / _FILE)
            self._lock = lock
        self._folder = folder

    def release(self) -> None:
        """Let the folder go."""
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
            self._server = None
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None
        self._folder = None

    def listen(self) -> None:
        """Hear from now on when the app is started again on this folder."""
        if self._server is not None or self._lock is None or self._folder is None:
            return
        from PySide6.QtNetwork import QLocalServer

        name = _socket_name(self._folder)
        # One that is there belongs to a program that was killed: the lock is ours.
        QLocalServer.removeServer(name)
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._answer)
        if not server.listen(name):
            LOGGER.info("A second start will not be heard: %s", server.serverError().name)
            server.deleteLater()
            return
        self._server = server

    def _answer(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            caller = self._server.nextPendingConnection()
            caller.disconnected.connect(caller.deleteLater)
            caller.write(_ANSWER)
            caller.flush()
            caller.disconnectFromServer()
            self.asked_for.emit()


def hold_or_call(folder: Path) -> OneWindow | None:
    """Hold ``folder`` for this start of the app; ``None`` where the first window came instead.

    What stands in the way is told by the window, which takes the folder again.
    """
    window = OneWindow()
    try:
        window.take(folder)
    except Locked:
        if call_first_window(folder):
            return None
    except StorageError:
        LOGGER.info("The data folder cannot be held; the window says why.")
    return window


def call_first_window(folder: Path) -> bool:
    """Bring the window that has ``folder`` open to the front; return whether it answered.

    Where the first program is still starting, its answer is waited for, three seconds at most.
    """
    from PySide6.QtNetwork import QLocalSocket

    for _ in range(_PATIENCE_MS // _STEP_MS):
        socket = QLocalSocket()
        socket.connectToServer(_socket_name(folder))
        if socket.waitForConnected(_PATIENCE_MS):
            has_answered = socket.waitForReadyRead(_PATIENCE_MS)
            return has_answered and socket.readAll().data() == _ANSWER
        QThread.msleep(_STEP_MS)
    return False


def _lock_of(folder: Path) -> QLockFile:
    lock = QLockFile(str(folder / _FILE))
    # Never old by age: a massage may be left open for days.
    lock.setStaleLockTime(0)
    return lock


def _holder(lock: QLockFile) -> str:
    """Return the name of the computer that holds a lock, or nothing."""
    _pid, computer, _program = lock.getLockInfo()
    return str(computer)


def _refusal(folder: Path, computer: str) -> StorageError:
    from caregiver_guide.storage.opening import log_file

    path = log_file(folder)
    is_here = not computer or computer == QSysInfo.machineHostName()
    return Locked(path) if is_here else OpenElsewhere(path, computer)


def _socket_name(folder: Path) -> str:
    """Return the same name for the same folder, where only this account can reach it."""
    with suppress(OSError):
        folder = folder.resolve()
    name = f"caregiver-guide-{sha256(str(folder).encode()).hexdigest()[:16]}"
    private = os.environ.get("XDG_RUNTIME_DIR", "")
    return str(Path(private) / name) if private and Path(private).is_dir() else name
