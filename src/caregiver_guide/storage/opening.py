# SPDX-License-Identifier: GPL-3.0-or-later
"""Opening the log's file: made whole or not at all, never touched when it is newer than we are."""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from caregiver_guide.domain.session import Moment
from caregiver_guide.storage.copies import backup_folder, drop, half_made, prove_copy, write_copy
from caregiver_guide.storage.data_folder import (
    clear_away,
    folder_error,
    keep_for_owner,
    make_file,
    make_folder,
    put_in_place,
    sync_folder,
)
from caregiver_guide.storage.database import IN_MEMORY, Database
from caregiver_guide.storage.errors import (
    Damaged,
    FolderTrouble,
    Gone,
    NeedsPassphrase,
    NotOurs,
    ReadOnly,
    StorageError,
    TooNew,
)
from caregiver_guide.storage.keys import PAGE, is_noise
from caregiver_guide.storage.migrations import MIGRATIONS
from caregiver_guide.storage.migrations.migration import Migration
from caregiver_guide.storage.own_facts import write_own_facts
from caregiver_guide.storage.short_lines import has_lines, rebuild_lines

APPLICATION_ID = 0x4347_4C47
"""Stands in the file's header, so that no other program's file is taken for a log."""

ASIDE = "log-before-restore-"
"""How the log that a restored backup took the place of is called."""

_MAGIC = b"SQLite format 3\x00"
_SMALLEST_PAGE = 512


def log_file(data_dir: Path) -> Path:
    """Return where the log of a data folder lies."""
    return data_dir / "log.db"


def open_database(
    path: Path,
    now: Moment,
    origin: str,
    migrations: Sequence[Migration] = MIGRATIONS,
    passphrase: str = "",
) -> Database:
    """Open the log at ``path``, made or brought up to date where needed.

    A log made now is encrypted if there is a ``passphrase``; one that is not encrypted needs none.
    A file on a read-only medium opens for reading. Everything else that the world does raises
    the `StorageError` of its kind, with not a byte of the file changed.
    """
    latest = migrations[-1].number
    make_folder(path.parent)
    try:
        is_there = path.exists()
    except OSError as problem:
        raise folder_error(path.parent, problem) from problem
    if not is_there:
        _make(path, now, origin, migrations, passphrase)

    key = check_header(path, latest, passphrase)
    may_write = _may_write(path) and _may_write(path.parent)
    database = (
        _open_to_write(path, key, latest)
        if may_write
        else Database(path, may_write=False, passphrase=key)
    )
    try:
        check_inside(database, latest)
        _bring_up_to_date(database, now, migrations)
    except BaseException:
        database.close()
        raise
    if database.may_write:
        keep_for_owner(path)
        _clear_leftovers(path)
    return database


def _open_to_write(path: Path, key: str, latest: int) -> Database:
    """Open a log for writing, or for reading where the disk allows no more.

    SQLite opens for reading without a word where writing is refused, and even begins a transaction
    then. Only what may write says so; this has nothing to do.
    """
    try:
        database = Database(path, passphrase=key)
        try:
            check_inside(database, latest)
            database.run("DELETE FROM session_now WHERE 0")
        except BaseException:
            database.close()
            raise
    except ReadOnly:
        return Database(path, may_write=False, passphrase=key)
    return database


def _may_write(path: Path) -> bool:
    as_we_are = os.access in os.supports_effective_ids
    return os.access(path, os.W_OK, effective_ids=as_we_are)


def _make(
    path: Path, now: Moment, origin: str, migrations: Sequence[Migration], passphrase: str
) -> None:
    """Make an empty log under another name, and name it only when it is whole on disk."""
    made = beside(path, "new")
    try:
        make_file(made)
        database = Database(made, passphrase=passphrase)
        try:
            _furnish(database, now, origin, migrations)
        finally:
            database.close()
        put_in_place(made, path)
    except (OSError, StorageError) as problem:
        # Started in the same moment, another program was quicker, and cleared ours away.
        if not _is_there_to_stay(path):
            if isinstance(problem, OSError):
                raise folder_error(path.parent, problem) from problem
            raise
    finally:
        clear_away(made)


def make_in_memory(now: Moment, migrations: Sequence[Migration] = MIGRATIONS) -> Database:
    """Return an empty log that is on no disk, and gone when it is closed."""
    database = Database(IN_MEMORY)
    _furnish(database, now, "practice", migrations)
    return database


def _furnish(database: Database, now: Moment, origin: str, migrations: Sequence[Migration]) -> None:
    migrate(database, now, migrations)
    with database.transaction():
        database.run(f"PRAGMA application_id = {APPLICATION_ID}")
        write_own_facts(
            database,
            {
                "replica": secrets.token_hex(16),
                "log_id": secrets.token_hex(16),
                "origin": origin,
            },
        )


def _is_there_to_stay(path: Path) -> bool:
    """Return whether a log has its name, and no power cut can take that away."""
    try:
        sync_folder(path.parent)
        return path.exists()
    except OSError:
        return False


def beside(path: Path, what: str) -> Path:
    """Return a free name beside a log; what bears it is removed when the log is next opened."""
    return path.with_name(f"{path.name}.{what}-{secrets.token_hex(4)}")


def _clear_leftovers(path: Path) -> None:
    """Remove what a killed program left half made; the lock on the log is ours by now."""
    for what in ("new", "restore", "key"):
        for leftover in path.parent.glob(f"{path.name}.{what}-*"):
            clear_away(leftover)
    for other in path.parent.glob(f"{ASIDE}*.db"):
        if other.samefile(path):  # killed after it got a second name, before it lost the first
            clear_away(other)


def check_header(path: Path, latest: int, passphrase: str = "") -> str:
    """Refuse what must not be opened, by reading alone; else a `StorageError`.

    Returns the passphrase to open it with: the one given, or none for a file that needs none. What
    an encrypted file is, only `check_inside` can tell.
    """
    try:
        with path.open("rb") as file:
            page = file.read(PAGE)
            header = page[:100]
            size = os.fstat(file.fileno()).st_size
    except IsADirectoryError as problem:
        raise NotOurs(path) from problem
    except FileNotFoundError as problem:
        raise Gone(path) from problem
    except PermissionError as problem:
        raise FolderTrouble(path.parent, "you may not read the log in it") from problem
    except OSError as problem:
        raise folder_error(path.parent, problem) from problem

    if not header.startswith(_MAGIC):
        if is_noise(page):
            if size % PAGE:  # it has lost its end
                raise Damaged(path)
            if not passphrase:
                raise NeedsPassphrase(path)
            return passphrase
        looks_like_pages = size % _SMALLEST_PAGE == 0
        raise Damaged(path) if looks_like_pages else NotOurs(path)
    if len(header) < 100:
        raise Damaged(path)
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise NotOurs(path)
    if int.from_bytes(header[60:64], "big") > latest:
        raise TooNew(path)
    return ""


def check_inside(database: Database, latest: int) -> None:
    """Refuse an encrypted file for what `check_header` finds in others; else a `StorageError`."""
    if not database.is_encrypted:
        return
    if database.number("PRAGMA application_id") != APPLICATION_ID:
        raise NotOurs(database.path)
    if database.number("PRAGMA user_version") > latest:
        raise TooNew(database.path)


def _bring_up_to_date(database: Database, now: Moment, migrations: Sequence[Migration]) -> None:
    version = database.number("PRAGMA user_version")
    latest = migrations[-1].number
    if version > latest:
        raise TooNew(database.path)
    if version == latest:
        return
    if not database.may_write:
        raise ReadOnly(database.path)
    _keep_copy(database, now, version)
    migrate(database, now, migrations)


def migrate(database: Database, now: Moment, migrations: Sequence[Migration]) -> None:
    """Apply every migration that is missing, each whole with its record or not at all.

    What follows from the revisions is made by the last one, in the shape that it has by then.
    """
    version = database.number("PRAGMA user_version")
    for migration in migrations:
        if migration.number <= version:
            continue
        with database.transaction():
            for statement in migration.statements:
                database.run(statement)
            database.run(
                "INSERT INTO migration VALUES (?, ?, ?)",
                (migration.number, migration.name, now.utc_ms),
            )
            if migration is migrations[-1] and has_lines(database):
                rebuild_lines(database)
            database.run(f"PRAGMA user_version = {migration.number}")


def _keep_copy(database: Database, now: Moment, version: int) -> None:
    """Put a copy of the old file that was read back among the backups before anything changes."""
    folder = backup_folder(database.path.parent)
    copy = half_made(folder)
    stamp = now.local.strftime("%Y-%m-%d-%H%M%S")
    try:
        make_folder(folder)
        prove_copy(copy, write_copy(database, copy), database.passphrase)
        for again in range(100):
            name = f"caregiver-guide-schema-{version}-{stamp}-{again:02}.db"
            if put_in_place(copy, folder / name):
                return
    except OSError as problem:
        raise folder_error(folder, problem) from problem
    finally:
        drop(copy)
    raise FolderTrouble(folder, "it is full of copies of this very second")
