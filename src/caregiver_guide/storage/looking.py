# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking at a log that another program may have open: without a lock, changing not one byte.

Never for the log that this very program has open: the system ends all locks of a program on a file
when the program closes that file once.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from caregiver_guide.domain.values import dataclass
from caregiver_guide.storage.data_folder import FILE_MODE, folder_error
from caregiver_guide.storage.database import Database
from caregiver_guide.storage.errors import Gone, Locked, StorageError
from caregiver_guide.storage.migrations import MIGRATIONS
from caregiver_guide.storage.opening import check_header, check_inside
from caregiver_guide.storage.verification import Verification, VerifyReport

T = TypeVar("T")

_LATEST = MIGRATIONS[-1].number
_TRIES = 40
_PAUSE = 0.05
"""Seconds until the next try: a writing takes a few thousandths."""


@dataclass(frozen=True, slots=True)
class _State:
    """What a writing changes."""

    file: int
    size: int
    changed_ns: int
    is_half_written: bool


def look_at(
    path: Path,
    read: Callable[[Database], T],
    wait: Callable[[float], None] = time.sleep,
    *,
    passphrase: str = "",
) -> T:
    """Return what ``read`` finds in the log at ``path``.

    While another program writes, the file is between two states; then it is read again. What a
    killed program left half written is read from a private copy, in which it is taken back, as
    opening the log would. Raises `Locked` when the other program never stops writing, and every
    `StorageError` that opening it would raise.
    """
    key = check_header(path, _LATEST, passphrase)
    for _ in range(_TRIES):
        before = _state(path)
        if not before.is_half_written:
            found = _read_in_place(path, read, before, key)
            if found is not None:
                return found[0]
        wait(_PAUSE)
    if not _state(path).is_half_written:
        raise Locked(path)
    return _read_copy(path, read, key)


def verify_file(path: Path, passphrase: str = "") -> VerifyReport:
    """Check the log or backup at ``path`` wholly, whoever has it open; else a `StorageError`."""
    report = look_at(path, _report, passphrase=passphrase)
    if report.is_ok and report.is_index_ok:
        return report
    # What was read in the very moment of a writing does not turn up a second time.
    return look_at(path, _report, passphrase=passphrase)


def copy_aside(path: Path, target: Path) -> None:
    """Copy the log at ``path``, and what a killed program left beside it, to ``target``.

    Raises `Locked` when it is written meanwhile, and a `StorageError` for the place of the copy.
    """
    before = _state(path)
    try:
        for source, made in ((path, target), (_journal(path), _journal(target))):
            if source == path or before.is_half_written:
                shutil.copyfile(source, made)
                made.chmod(FILE_MODE)
    except OSError as problem:
        raise folder_error(target.parent, problem) from problem
    if _state(path) != before:
        raise Locked(path)


def _report(database: Database) -> VerifyReport:
    return Verification(database).whole()


def _read_in_place(
    path: Path, read: Callable[[Database], T], before: _State, key: str
) -> tuple[T] | None:
    """Return what was read in a tuple of one; ``None`` if the file was written meanwhile."""
    try:
        database = Database(path, may_write=False, is_looking=True, passphrase=key)
        try:
            check_inside(database, _LATEST)
            found = read(database)
        finally:
            database.close()
    except StorageError:
        if _state(path) == before:
            raise
        return None
    return (found,) if _state(path) == before else None


def _read_copy(path: Path, read: Callable[[Database], T], key: str) -> T:
    with tempfile.TemporaryDirectory(prefix="caregiver-guide-") as folder:
        copy = Path(folder) / path.name
        copy_aside(path, copy)
        database = Database(copy, passphrase=key)
        try:
            check_inside(database, _LATEST)
            return read(database)
        finally:
            database.close()


def _journal(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")


def _state(path: Path) -> _State:
    """Return the state of the file; a journal that begins with zeros belongs to no writing."""
    try:
        state = path.stat()
    except OSError as problem:
        raise Gone(path) from problem
    try:
        with _journal(path).open("rb") as file:
            is_half_written = file.read(1) not in (b"", b"\0")
    except OSError:
        is_half_written = False
    return _State(state.st_ino, state.st_size, state.st_mtime_ns, is_half_written)
