# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies of a whole log that were read back before anybody relies on them.

A copy of nothing passes the database's own check. So a copy is right only when every chain in it
is, and when it holds as many revisions and the same ends of chains as the log it was made from.
"""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from caregiver_guide.domain.values import dataclass
from caregiver_guide.storage.data_folder import (
    has_no_room,
    make_file,
    sync_folder,
    sync_handle,
    why_not,
)
from caregiver_guide.storage.database import Database, Row
from caregiver_guide.storage.errors import (
    CopyUnsound,
    Damaged,
    DiskFull,
    DiskTrouble,
    LeftOff,
    Locked,
    NoBackup,
    ReadOnly,
    StorageError,
)
from caregiver_guide.storage.verification import Verification

_HALF_MADE = ".part-"

_FIRST_CHAIN = "SELECT person, replica FROM revision ORDER BY person, replica LIMIT 1"
_NEXT_CHAIN = """
SELECT * FROM (SELECT person, replica FROM revision WHERE person = ?1 AND replica > ?2
    ORDER BY replica LIMIT 1)
UNION ALL SELECT * FROM (SELECT person, replica FROM revision WHERE person > ?1
    ORDER BY person, replica LIMIT 1)
LIMIT 1
"""
_END = """
SELECT person, replica, seq, hash FROM revision WHERE person = ? AND replica = ?
ORDER BY seq DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a log holds: its schema, how many revisions, and a hash over the ends of all chains."""

    schema: int
    revisions: int
    heads: str


def backup_folder(data_dir: Path) -> Path:
    """Return where the backups of a data folder lie."""
    return data_dir / "backups"


def holdings_of(database: Database) -> Holdings:
    """Return what a log or a copy of it holds now."""
    heads = sha256()
    for row in _ends_of_chains(database):
        heads.update("\t".join(map(str, row)).encode() + b"\n")
    return Holdings(
        schema=database.number("PRAGMA user_version"),
        revisions=database.number("SELECT count(*) FROM revision"),
        heads=heads.hexdigest(),
    )


def _ends_of_chains(database: Database) -> Iterator[Row]:
    """Yield person, replica, number and hash of the last revision of each chain, in their order.

    Each is found by itself: reading every entry takes seconds in a large log.
    """
    rows = database.rows(_FIRST_CHAIN)
    while rows:
        chain = rows[0]
        yield from database.rows(_END, chain)
        rows = database.rows(_NEXT_CHAIN, chain)
        if rows and tuple(map(str, rows[0])) <= tuple(map(str, chain)):
            raise Damaged(database.path)  # a damaged index goes round in circles


def half_made(folder: Path) -> Path:
    """Return a free name for something that is not finished yet."""
    return folder / f"{_HALF_MADE}{secrets.token_hex(6)}"


def clear_half_made(folder: Path, now_s: float) -> None:
    """Remove what a killed program left half made; what is younger than an hour may be in use."""
    with suppress(OSError):
        for leftover in folder.glob(f"{_HALF_MADE}*"):
            if abs(now_s - leftover.stat().st_mtime) > 3600:
                leftover.unlink(missing_ok=True)


def remove_half_made(folder: Path) -> tuple[Path, ...]:
    """Remove all that is half made, whatever its age; return what cannot be removed.

    Only where what it may tell must not stay: another program that is just writing there has to
    begin again, and says so.
    """
    with suppress(OSError):
        for leftover in folder.glob(f"{_HALF_MADE}*"):
            drop(leftover)
    return half_made_in(folder)


def half_made_in(folder: Path) -> tuple[Path, ...]:
    """Return what is half made in a folder; nothing where the folder cannot be read."""
    with suppress(OSError):
        return tuple(sorted(folder.glob(f"{_HALF_MADE}*")))
    return ()


def write_copy(database: Database, target: Path) -> Holdings:
    """Write the whole log into a new file ``target``, for the owner alone; return what it holds.

    What is written meanwhile by another program is not in it. Raises `NoBackup` for everything
    that is wrong with the place of the copy; then there is no file.
    """
    holdings = holdings_of(database)
    with _written_to(target):
        database.run("VACUUM INTO ?", (str(target),))
    return holdings


def write_rough_copy(database: Database, target: Path, may_go_on: Callable[[], bool]) -> Holdings:
    """Do the same from another thread while the log is in use, page by page as it stands.

    So it holds what was deleted and not written over yet: write a copy of it, then drop it. Raises
    `LeftOff` when it may not go on, or the log is closed.
    """
    with _written_to(target):
        return database.copy_for_guest(target, may_go_on, lambda: holdings_of(database))


@contextmanager
def _written_to(target: Path) -> Iterator[None]:
    """Make an empty file, and tell what goes wrong with it; then there is no file."""
    try:
        make_file(target)
        yield
    except OSError as problem:
        drop(target)
        raise NoBackup(target.parent, why_not(problem)) from problem
    except (Damaged, LeftOff, Locked):
        drop(target)
        raise
    except StorageError as problem:
        drop(target)
        raise NoBackup(target.parent, why_not_written(problem, target.parent)) from problem
    except BaseException:
        drop(target)
        raise


def drop(path: Path) -> None:
    """Remove something half made; a folder that has vanished holds nothing of it any more."""
    for leftover in (path, path.with_name(f"{path.name}-journal")):
        with suppress(OSError):
            leftover.unlink(missing_ok=True)


def bring_to_disk(path: Path) -> None:
    """Bring a file and its name onto the disk, so that what is read next comes from there."""
    handle = os.open(path, os.O_RDWR)
    try:
        sync_handle(handle)
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(handle)
    sync_folder(path.parent)


def always() -> bool:
    """Return that a copy is wanted to its end."""
    return True


def prove_copy(
    copy: Path,
    holdings: Holdings,
    passphrase: str = "",
    may_go_on: Callable[[], bool] = always,
) -> None:
    """Raise `CopyUnsound` unless ``copy`` reads back as a log that holds just ``holdings``.

    With the ``passphrase``, or without one: a copy that opens in any other way is wrong. Raises
    `LeftOff` soon after it may not go on.
    """
    try:
        bring_to_disk(copy)
        database = Database(copy, may_write=False, passphrase=passphrase)
        try:
            if may_go_on is not always:
                database.heed(may_go_on)
            is_right = Verification(database).whole().is_ok and holdings_of(database) == holdings
        finally:
            database.close()
    except OSError as problem:
        raise NoBackup(copy.parent, why_not(problem)) from problem
    except LeftOff:
        raise
    except StorageError as problem:
        raise CopyUnsound(copy.parent) from problem
    if not is_right:
        raise CopyUnsound(copy.parent)


def why_not_written(problem: StorageError, folder: Path) -> str:
    """Return in a few words what kept a copy from being written into a folder."""
    if isinstance(problem, DiskFull) or has_no_room(folder):
        return why_not(OSError(errno.ENOSPC, ""))
    if not folder.is_dir():
        return why_not(OSError(errno.ENOENT, ""))
    if isinstance(problem, ReadOnly) or not os.access(folder, os.W_OK):
        return why_not(OSError(errno.EROFS, ""))
    if isinstance(problem, DiskTrouble):
        return why_not(OSError(errno.EIO, ""))
    return "it cannot be used"
