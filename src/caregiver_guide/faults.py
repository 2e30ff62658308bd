# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults of our own and messages of Qt go into the log, without a word about a person."""

from __future__ import annotations

import logging
import re
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

LOGGER = logging.getLogger("caregiver_guide")
LOG_FILE = "caregiver-guide.log"
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'|“[^”]*”")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def keep_log(folder: Path) -> None:
    """Write what goes wrong to a small file in ``folder``; without the file, go on all the same."""
    LOGGER.setLevel(logging.INFO)
    handler = _LogFile(folder / LOG_FILE)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOGGER.addHandler(handler)
    LOGGER.propagate = False
    logging.raiseExceptions = False


class _LogFile(logging.Handler):
    """Makes the rotating file when there is something to write: mostly there never is."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        self._inner: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        if self._inner is None:
            self._inner = self._open()
        self._inner.emit(record)

    def close(self) -> None:
        """Close the file, if there is one."""
        if self._inner is not None:
            self._inner.close()
        super().close()

    def _open(self) -> logging.Handler:
        from caregiver_guide.fault_file import OwnerOnlyHandler

        inner = OwnerOnlyHandler(
            self._file, maxBytes=200_000, backupCount=2, encoding="utf-8", delay=True
        )
        inner.setFormatter(self.formatter)
        return inner


def hear_qt() -> None:
    """Send Qt's own messages to the log, with everything in quotes left out."""

    def hear(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        category = context.category or "default"
        LOGGER.log(_LEVELS.get(kind, logging.WARNING), "Qt %s: %s", category, bare(message))

    qInstallMessageHandler(hear)


def bare(message: str) -> str:
    """Return a message without quoted words and paths: they may hold a name."""
    return re.sub(r"(/[^\s:]+)+", "(path)", _QUOTED.sub("(…)", message))[:300]


def trace_of(error: BaseException) -> str:
    """Return what kind of error it was and where, without its words: they may tell of a person."""
    frames = traceback.extract_tb(error.__traceback__)
    where = " < ".join(
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in reversed(frames)
    )
    return f"{type(error).__name__} at {where or '?'}"


def catch_faults(tell: Callable[[], None]) -> None:
    """Log every error that nobody caught, then ``tell`` the caregiver; never while telling.

    One in another thread is only logged, in the same way.

    From then on the system is asked to keep no image of the memory of a program that broke down:
    it would hold what an encrypted log tells.
    """
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    is_telling = False

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        nonlocal is_telling
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        LOGGER.error("Fault: %s", trace_of(error))
        if is_telling:
            return
        is_telling = True
        try:
            tell()
        except Exception as second:
            LOGGER.error("Fault while telling: %s", trace_of(second))
        finally:
            is_telling = False

    def hook_of_thread(fault: threading.ExceptHookArgs) -> None:
        # Only logged: a window is told from its own thread.
        if fault.exc_value is not None and not isinstance(fault.exc_value, SystemExit):
            LOGGER.error("Fault in a thread: %s", trace_of(fault.exc_value))

    sys.excepthook = hook
    threading.excepthook = hook_of_thread
