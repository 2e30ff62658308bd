# SPDX-License-Identifier: GPL-3.0-or-later
"""Backups: whole copies of the log with the settings in them, read back before they get a name.

A backup is one SQLite file, the log's own tables and one more, ``backup_fact``: when it was made
and by which version, what the log held, and the text of the settings file. It is written under
another name, brought to the disk, read back and compared with the log, and only then named:

    caregiver-guide-2026-11-21-180422-1a2b3c4d-0007.db

The day and time are local, then come the first eight characters of the log's series (its id, in a
log that was never restored elsewhere), and the number of the backup in its folder. The number alone
says which one came last. Only backups of one series stand in for each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import msgspec

from caregiver_guide import __version__
from caregiver_guide.domain.session import Moment
from caregiver_guide.domain.values import dataclass
from caregiver_guide.storage.copies import (
    Holdings,
    always,
    bring_to_disk,
    clear_half_made,
    drop,
    half_made,
    prove_copy,
    write_copy,
    write_rough_copy,
)
from caregiver_guide.storage.data_folder import (
    FOLDER_MODE,
    keep_for_owner,
    make_file,
    put_in_place,
    sync_name_of,
    why_not,
)
from caregiver_guide.storage.database import Database
from caregiver_guide.storage.errors import (
    CopyUnsound,
    Damaged,
    LeftOff,
    NoBackup,
    NoSecondFolder,
    StorageError,
)
from caregiver_guide.storage.keys import PAGE
from caregiver_guide.storage.migrations import MIGRATIONS
from caregiver_guide.storage.opening import check_header, check_inside
from caregiver_guide.storage.own_facts import read_own_facts, series_of
from caregiver_guide.storage.retention import Kept, to_remove

FACTS = "backup_fact"
FACTS_TABLE = (
    "CREATE TABLE IF NOT EXISTS backup_fact (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) "
    "STRICT"
)

_NAME = re.compile(
    r"caregiver-guide-(\d{4}-\d\d-\d\d)-(\d\d)(\d\d)(\d\d)-([0-9a-f]{8})-(\d{4,12})\.db"
)


@dataclass(frozen=True, slots=True)
class BackupFacts:
    """What a backup says of itself; ``settings`` is the text of the settings file."""

    made: Moment
    program: str
    settings: str
    holdings: Holdings


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that has its name."""

    path: Path
    series: str
    number: int
    facts: BackupFacts
    passphrase: str = field(default="", repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class DraftBackup:
    """A copy of the log that is not read back yet; `keep` it, from any thread, or `drop` it.

    One that ``is_rough`` was made while the log was in use, and is still to be written anew.
    """

    path: Path
    series: str
    facts: BackupFacts
    passphrase: str = field(default="", repr=False)
    is_rough: bool = False


# -- making --------------------------------------------------------------------------------


def draft_backup(
    database: Database,
    folder: Path,
    now: Moment,
    settings: str,
    while_used: Callable[[], bool] | None = None,
) -> DraftBackup:
    """Copy the log into ``folder`` (made if it is the last one missing) under no name yet.

    The copy of an encrypted log is encrypted with the same passphrase. ``while_used`` is given on
    another thread than the one that uses the log meanwhile; when it says no, that is `LeftOff`.
    Raises `NoBackup` when it is not possible; then nothing of it stays there.
    """
    series = series_of(read_own_facts(database))
    make_backup_folder(folder)
    clear_half_made(folder, now.utc_ms / 1000)
    path = half_made(folder)
    is_rough = while_used is not None
    holdings = (
        write_copy(database, path)
        if while_used is None
        else write_rough_copy(database, path, while_used)
    )
    program = f"Caregiver Guide {__version__}"
    facts = BackupFacts(now, program, settings, holdings)
    return DraftBackup(path, series, facts, database.passphrase, is_rough)


def keep(draft: DraftBackup, may_go_on: Callable[[], bool] = always) -> Backup:
    """Put the facts into a draft, read all of it back, name it, and thin out older backups.

    Raises `NoBackup` or `CopyUnsound`, and `LeftOff` soon after it may not go on; then the draft is
    gone and no older backup is touched.
    """
    folder = draft.path.parent
    if draft.is_rough:
        draft = _written_anew(draft, may_go_on)
    try:
        _write_facts(draft)
        prove_copy(draft.path, draft.facts.holdings, draft.passphrase, may_go_on)
        backup = _give_name(draft.path, draft.series, draft.facts, draft.passphrase)
    finally:
        drop(draft.path)
    thin_out(folder, draft.passphrase)
    return backup


def _written_anew(draft: DraftBackup, may_go_on: Callable[[], bool]) -> DraftBackup:
    """Write a rough draft anew, with nothing in it that was deleted."""
    made = half_made(draft.path.parent)
    try:
        database = Database(draft.path, passphrase=draft.passphrase)
        try:
            database.heed(may_go_on)
            write_copy(database, made)
        finally:
            database.close()
    except Damaged as problem:
        raise CopyUnsound(made.parent) from problem
    finally:
        drop(draft.path)
    return replace(draft, path=made, is_rough=False)


def copy_backup(backup: Backup, folder: Path, may_go_on: Callable[[], bool] = always) -> Backup:
    """Copy a backup into another folder, such as one on a stick, and thin out older ones there.

    The copy is read back and compared byte by byte. Raises `NoBackup` or `CopyUnsound`, and
    `LeftOff` soon after it may not go on.
    """
    if not folder.is_dir():
        raise NoSecondFolder(folder)
    made = half_made(folder)
    try:
        make_file(made)
        # What was cut short there earlier, by the clock that dates the files of this folder.
        clear_half_made(folder, made.stat().st_mtime)
        _copy_bytes(backup.path, made, may_go_on)
        bring_to_disk(made)
        if _digest(made, may_go_on) != _digest(backup.path, may_go_on) or (
            read_facts(made, backup.passphrase) != backup.facts
        ):
            raise CopyUnsound(folder)
        copied = _give_name(made, backup.series, backup.facts, backup.passphrase)
    except OSError as problem:
        raise NoBackup(folder, why_not(problem)) from problem
    finally:
        drop(made)
    thin_out(folder, backup.passphrase)
    return copied


def make_backup_folder(folder: Path) -> None:
    """Make the folder of backups for its owner alone; what lies above it has to be there."""
    try:
        folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
        sync_name_of(folder)
    except OSError as problem:
        raise NoBackup(folder, why_not(problem)) from problem


def _write_facts(draft: DraftBackup) -> None:
    facts = draft.facts
    rows = {
        "made_ms": str(facts.made.utc_ms),
        "made_offset": str(facts.made.offset_min),
        "made_zone": facts.made.zone,
        "program": facts.program,
        "settings": facts.settings,
        "schema": str(facts.holdings.schema),
        "revisions": str(facts.holdings.revisions),
        "heads": facts.holdings.heads,
    }
    try:
        database = Database(draft.path, passphrase=draft.passphrase)
        try:
            with database.transaction():
                database.run(FACTS_TABLE)
                database.run(f"DELETE FROM {FACTS}")  # noqa: S608 - our own name
                for row in rows.items():
                    database.run(f"INSERT INTO {FACTS} VALUES (?, ?)", row)  # noqa: S608
        finally:
            database.close()
    except StorageError as problem:
        raise NoBackup(draft.path.parent, "there is no room left, or it is gone") from problem


def _give_name(made: Path, series: str, facts: BackupFacts, passphrase: str) -> Backup:
    """Name a proven copy; a number that another program took meanwhile is passed over."""
    folder = made.parent
    number = max((one.number for one in _named(folder)), default=0) + 1
    keep_for_owner(made)
    stamp = facts.made.local.strftime("%Y-%m-%d-%H%M%S")
    try:
        while True:
            path = folder / f"caregiver-guide-{stamp}-{series[:8]}-{number:04}.db"
            if put_in_place(made, path):
                return Backup(path, series, number, facts, passphrase)
            number += 1
    except OSError as problem:
        raise NoBackup(folder, why_not(problem)) from problem


def _copy_bytes(source: Path, made: Path, may_go_on: Callable[[], bool]) -> None:
    with made.open("wb") as file:
        for piece in _pieces(source, made.parent, may_go_on):
            file.write(piece)


def _digest(path: Path, may_go_on: Callable[[], bool]) -> bytes:
    hashed = sha256()
    for piece in _pieces(path, path.parent, may_go_on):
        hashed.update(piece)
    return hashed.digest()


def _pieces(path: Path, folder: Path, may_go_on: Callable[[], bool]) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            if not may_go_on():
                raise LeftOff(folder)
            yield piece


# -- finding -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Named:
    """What the name of a backup says."""

    path: Path
    day: date
    series: str
    number: int


def _named(folder: Path) -> Iterator[_Named]:
    """Yield what bears the name of a backup in ``folder``, in no order."""
    with suppress(OSError):
        for path in folder.iterdir():
            found = _NAME.fullmatch(path.name)
            if found is None:
                continue
            with suppress(ValueError):  # no such day
                yield _Named(path, date.fromisoformat(found[1]), found[5], int(found[6]))


def read_facts(path: Path, passphrase: str = "") -> BackupFacts | None:
    """Return what a backup says of itself; ``None`` for a file that is torn or no backup.

    ``None`` also for one that the ``passphrase`` does not open.

    A quick look: a backup got its name after every entry was read, and restoring reads them again.
    """
    if not _has_its_size(path, passphrase):
        return None
    try:
        database = _looked_at(path, passphrase)
        try:
            return facts_of(database)
        finally:
            database.close()
    except (OSError, StorageError):
        return None


def _looked_at(path: Path, passphrase: str) -> Database:
    key = check_header(path, MIGRATIONS[-1].number, passphrase)
    return Database(path, may_write=False, is_looking=True, passphrase=key)


def _has_its_size(path: Path, passphrase: str) -> bool:
    """Return whether a file begins as a log does, and is as long as it says."""
    try:
        with path.open("rb") as file:
            header = file.read(100)
        size = path.stat().st_size
        if check_header(path, MIGRATIONS[-1].number, passphrase):
            database = _looked_at(path, passphrase)
            try:
                check_inside(database, MIGRATIONS[-1].number)
                return size == PAGE * database.number("PRAGMA page_count")
            finally:
                database.close()
    except (OSError, StorageError):
        return False
    page = int.from_bytes(header[16:18], "big")
    return size == (65536 if page == 1 else page) * int.from_bytes(header[28:32], "big")


def facts_of(database: Database) -> BackupFacts | None:
    """Return what an open backup says of itself; ``None`` for a log that was copied by hand."""
    known = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?"
    if not database.number(known, (FACTS,)):
        return None
    rows = database.rows(f"SELECT name, value FROM {FACTS}")  # noqa: S608 - our own name
    told = {str(name): str(value) for name, value in rows}
    try:
        return BackupFacts(
            Moment(int(told["made_ms"]), int(told["made_offset"]), told["made_zone"]),
            told["program"],
            told["settings"],
            Holdings(int(told["schema"]), int(told["revisions"]), told["heads"]),
        )
    except (KeyError, ValueError):
        return None


def newest_backup(folder: Path, series: str, passphrase: str = "") -> Backup | None:
    """Return the newest whole backup of a series that can be read; ``None`` without one."""
    named = sorted(_named(folder), key=lambda one: one.number, reverse=True)
    for one in named:
        facts = read_facts(one.path, passphrase) if one.series == series[:8] else None
        if facts is not None:
            return Backup(one.path, series, one.number, facts, passphrase)
    return None


def series_in(folder: Path, log_id: str, passphrases: Iterable[str]) -> str | None:
    """Return the series of the newest backup of a log in ``folder``; ``None`` without one."""
    for one in sorted(_named(folder), key=lambda one: one.number, reverse=True):
        for passphrase in passphrases:
            with suppress(OSError, StorageError), closing(_looked_at(one.path, passphrase)) as file:
                own = read_own_facts(file)
                if own["log_id"] == log_id:
                    return series_of(own)
    return None


def is_backed_up(backup: Backup | None, holdings: Holdings, settings: str) -> bool:
    """Return whether nothing was added since a backup was made."""
    if backup is None:
        return holdings.revisions == 0
    return (backup.facts.holdings, backup.facts.settings) == (holdings, settings)


def thin_out(folder: Path, passphrase: str = "") -> None:
    """Remove the backups that newer ones stand in for; whatever cannot be removed or read stays."""
    kept = [
        Kept(one.path.name, one.series, one.number, one.day, _has_its_size(one.path, passphrase))
        for one in _named(folder)
    ]
    for name in to_remove(kept):
        with suppress(OSError):
            (folder / name).unlink()


# -- what is told later --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BackupNews:
    """What the last backup came to, so that the next start can tell it.

    ``problem`` and ``second_problem`` are sentences, or empty; ``second`` is the other folder, and
    ``second_made`` when the backup was made that a copy last brought there. What Today has told
    once is in ``told``.
    """

    problem: str = ""
    second: str = ""
    second_made: Moment | None = None
    second_problem: str = ""
    told: tuple[str, ...] = ()


def read_news(folder: Path) -> BackupNews:
    """Return what the last backup came to; nothing when that is not known."""
    try:
        return msgspec.json.decode((folder / "news.json").read_bytes(), type=BackupNews)
    except (OSError, msgspec.MsgspecError):
        return BackupNews()


def write_news(folder: Path, news: BackupNews) -> None:
    """Keep what the last backup came to; where nothing can be written, the next one tells it."""
    made = half_made(folder)
    with suppress(OSError):
        make_file(made)
        made.write_bytes(msgspec.json.encode(news))
        made.replace(folder / "news.json")
    drop(made)
