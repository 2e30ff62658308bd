# SPDX-License-Identifier: GPL-3.0-or-later
"""The folder of the log: made for its owner alone, whatever the account's defaults are."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from contextlib import suppress
from pathlib import Path

from caregiver_guide.storage.errors import DiskFull, FolderTrouble, Gone, StorageError

FOLDER_MODE = 0o700
FILE_MODE = 0o600
_HARDLY_ANY_ROOM = 64 * 1024

_WHY = {
    errno.EACCES: "you may not write there",
    errno.EPERM: "you may not write there",
    errno.ENOTDIR: "it is a file, not a folder",
    errno.EEXIST: "it is a file, not a folder",
    errno.EROFS: "it is read-only",
    errno.ENAMETOOLONG: "its name is too long",
    errno.ELOOP: "its links go round in a circle",
    errno.ENOENT: "it is not there",
    errno.ENODEV: "it is not there",
    errno.ENOSPC: "there is no room left",
    errno.EDQUOT: "there is no room left",
    errno.EFBIG: "there is no room left",
    errno.EIO: "the disk does not answer as it should",
}

_CANNOT_SYNC_A_FOLDER = {errno.EINVAL, errno.ENOTSUP}


_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL}


def make_folder(folder: Path) -> None:
    """Make ``folder`` and what is missing above it, for the owner alone; else `StorageError`."""
    missing = []
    here = folder
    try:
        while not here.exists():
            missing.append(here)
            here = here.parent
        for one in reversed(missing):
            one.mkdir(mode=FOLDER_MODE, exist_ok=True)
            one.chmod(FOLDER_MODE)
            sync_name_of(one)
    except OSError as problem:
        raise folder_error(folder, problem) from problem
    if not folder.is_dir():
        raise FolderTrouble(folder, _WHY[errno.ENOTDIR])


def sync_name_of(folder: Path) -> None:
    """Let no power cut take a new folder, with what was said to be saved in it.

    Where the folder above may not be read, that is left to the system.
    """
    with suppress(OSError):
        sync_folder(folder.parent)


def folder_error(folder: Path, problem: OSError) -> StorageError:
    """Return what to tell about ``problem`` in ``folder``."""
    if problem.errno in {errno.ENOSPC, errno.EDQUOT}:
        return DiskFull(folder / "log.db")
    return FolderTrouble(folder, why_not(problem))


def why_not(problem: OSError) -> str:
    """Return in a few words why a folder cannot be used."""
    return _WHY.get(problem.errno or 0, (problem.strerror or "it cannot be used").lower())


def has_no_room(folder: Path) -> bool:
    """Return whether the disk of a folder is as good as full."""
    try:
        return shutil.disk_usage(folder).free < _HARDLY_ANY_ROOM
    except OSError:
        return False


def has_locks(folder: Path) -> bool:
    """Return whether the disk of a folder can keep two programs from writing to one file.

    Tried on a file of its own: looking at the log would end this program's own lock on it.
    """
    try:
        import fcntl
    except ImportError:  # Windows always can
        return True
    tried = folder / f"log.db.new-{secrets.token_hex(4)}"
    try:
        with tried.open("x") as file:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as problem:
        return problem.errno not in _NO_LOCKS
    finally:
        clear_away(tried)
    return True


def make_file(path: Path) -> None:
    """Make an empty file for the owner alone; one that exists raises ``FileExistsError``."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, FILE_MODE))
    with suppress(PermissionError):  # a stick that knows no owners
        path.chmod(FILE_MODE)


def keep_for_owner(path: Path) -> None:
    """Take every right to ``path`` from everybody but its owner, where the system lets us."""
    with suppress(OSError):
        if path.stat().st_mode & 0o077:
            path.chmod(FILE_MODE)


def sync_handle(handle: int) -> None:
    """Bring an open file or folder onto the medium itself; raises ``OSError``.

    On a Mac, fsync leaves it to the disk when; F_FULLFSYNC does not, and some disks refuse it.
    """
    try:
        import fcntl

        fcntl.fcntl(handle, fcntl.__dict__["F_FULLFSYNC"])
    except (ImportError, KeyError, OSError):
        os.fsync(handle)


def sync_folder(folder: Path) -> None:
    """Bring names made or changed in ``folder`` onto the disk, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        sync_handle(handle)
    except OSError as problem:
        if problem.errno not in _CANNOT_SYNC_A_FOLDER:
            raise
    finally:
        os.close(handle)


def put_in_place(made: Path, target: Path) -> bool:
    """Give a finished file its name; return whether the name was still free."""
    try:
        os.link(made, target)
    except FileExistsError:
        return False
    except OSError:  # a stick without links
        if target.exists():
            return False
        made.rename(target)
    clear_away(made)
    sync_folder(target.parent)
    return True


def clear_away(path: Path) -> None:
    """Remove a file that nobody needs; where that fails it stays, and the next start removes it."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


class FileIdentity:
    """Tells whether a path still names the file that was opened."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._was = self._now()

    def _now(self) -> tuple[int, int]:
        state = self._path.stat()
        return state.st_dev, state.st_ino

    def check(self) -> None:
        """Raise `Gone` when the file was moved, removed or replaced."""
        try:
            is_same = self._now() == self._was
        except OSError as problem:
            raise Gone(self._path) from problem
        if not is_same:
            raise Gone(self._path)
