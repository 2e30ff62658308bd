# SPDX-License-Identifier: GPL-3.0-or-later
"""Putting a backup in the place of the log: looked at first, swapped whole, the old log kept aside.

A backup is copied beside the log, checked entry by entry, and brought up to date there. Only then
does it take the log's name, by one step of the file system. Killed at any moment, the folder holds
the old log or the new one, whole. The restored log is a replica of its own from then on, so that
what is written into it never collides with what the log kept aside, or another computer, holds.
On another computer its backups are a series of their own.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import field, replace
from datetime import date
from pathlib import Path

import msgspec
import peewee
from sqlcipher3 import dbapi2

from caregiver_guide.domain.session import GIVEN_STATES, Moment
from caregiver_guide.domain.values import dataclass
from caregiver_guide.storage.backups import FACTS, BackupFacts, facts_of
from caregiver_guide.storage.copies import bring_to_disk, drop, holdings_of
from caregiver_guide.storage.data_folder import (
    folder_error,
    keep_for_owner,
    make_folder,
    put_in_place,
    sync_folder,
    why_not,
)
from caregiver_guide.storage.database import Database, Value
from caregiver_guide.storage.errors import (
    BackupDamaged,
    BackupNeedsPassphrase,
    BackupTooNew,
    BackupUnreadable,
    BackupWrongPassphrase,
    Damaged,
    FolderTrouble,
    Gone,
    Locked,
    NeedsPassphrase,
    NoBackup,
    NotABackup,
    NotOurs,
    StorageError,
    TooNew,
    WrongPassphrase,
)
from caregiver_guide.storage.looking import copy_aside
from caregiver_guide.storage.migrations import MIGRATIONS
from caregiver_guide.storage.migrations.migration import Migration
from caregiver_guide.storage.opening import (
    ASIDE,
    beside,
    check_header,
    check_inside,
    log_file,
    migrate,
)
from caregiver_guide.storage.own_facts import (
    FOLLOWING,
    read_own_facts,
    with_new_replica,
    with_series,
    write_own_facts,
)
from caregiver_guide.storage.present_log import (
    PresentLog,
    has_nothing_more,
    present_log,
    read_present,
    series_here,
)
from caregiver_guide.storage.protecting import write_with_key
from caregiver_guide.storage.revisions import rebuild_index
from caregiver_guide.storage.settings import Settings, settings_from
from caregiver_guide.storage.verification import Verification

_ODD = (
    Damaged,
    msgspec.MsgspecError,
    peewee.PeeweeException,
    dbapi2.Error,
    ArithmeticError,
    LookupError,
    TypeError,
    ValueError,
)
"""What reading a file may raise that no program of ours has written."""

_LONGEST_TEXT = 8 * 1024 * 1024
"""No entry of ours is longer; a longer one would only fill the memory."""


@dataclass(frozen=True, slots=True)
class BackupPreview:
    """What is in a backup; all of it was read and is as it was written.

    ``made`` and ``settings`` are ``None`` for a log that somebody copied by hand. ``schema`` is
    the one that it was made with. ``is_encrypted`` speaks of the backup, ``will_be_encrypted``
    of the log that it would become.
    """

    file: Path
    made: Moment | None
    people: tuple[str, ...]
    massages: int
    first_day: date | None
    last_day: date | None
    entries: int
    schema: int
    log_id: str
    settings: Settings | None
    is_encrypted: bool = False
    will_be_encrypted: bool = False


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restoring came to; ``aside`` is where the log before it lies, if one was kept.

    None is where there was none, an empty one, or one ``had_no_more`` than the restored one.
    """

    aside: Path | None
    settings: Settings | None
    had_no_more: bool = False


@dataclass(frozen=True, slots=True)
class _Keys:
    """What opens the backup, and what opens the log that it becomes; empty for nothing."""

    backup: str = field(repr=False)
    restored: str = field(repr=False)


class Restoring:
    """A backup that was checked and stands ready beside the log; put it in place, or drop it."""

    def __init__(self, ready: Path, log: Path, preview: BackupPreview, keys: _Keys) -> None:
        self.preview = preview
        self._ready = ready
        self._log = log
        self._keys = keys

    def put_in_place(self, now: Moment) -> Restored:
        """Give the backup the log's name, and keep the log that had it under another.

        The log must not be open in this program. Raises `Locked` while another one has it open,
        and a `StorageError` when the folder cannot be written; then the old log is in place.
        """
        try:
            present = present_log(self._log, (self._keys.restored, self._keys.backup))
            restored = self._in_its_series(present)
            had_no_more = has_nothing_more(self._log, present, restored)
            aside = None if had_no_more else _keep_aside(self._log, now, present)
            if self._log.exists():
                os.replace(self._ready, self._log)  # noqa: PTH105 - one step, over what is there
                sync_folder(self._log.parent)
            elif not put_in_place(self._ready, self._log):
                raise Locked(self._log)
        except OSError as problem:
            raise folder_error(self._log.parent, problem) from problem
        finally:
            self.drop()
        return Restored(aside, self.preview.settings, had_no_more)

    def _in_its_series(self, present: PresentLog | None) -> PresentLog:
        """Let the log that is ready go on with the series of this place, and look at it."""
        keys = dict.fromkeys((self._keys.restored, self._keys.backup, ""))
        with closing(Database(self._ready, passphrase=self._keys.restored)) as database:
            own = read_own_facts(database)
            series = series_here(self._log, present, own["log_id"], keys)
            write_own_facts(database, with_series(own, series))
            return read_present(database)

    def drop(self) -> None:
        """Remove what was made ready; the log stays as it is."""
        drop(self._ready)


def prepare_restore(
    file: Path,
    data_dir: Path,
    now: Moment,
    migrations: Sequence[Migration] = MIGRATIONS,
    *,
    passphrase: str = "",
    protect_with: str = "",
) -> Restoring:
    """Copy the backup ``file`` beside the log of ``data_dir``, check it, and bring it up to date.

    A log that was copied by hand will do as well. The backup itself is never changed. An encrypted
    one is opened with ``passphrase``. The restored log has the same, unless there is another to
    ``protect_with``: the one of the log that it takes the place of.

    Raises `NotABackup`, `BackupDamaged`, `BackupTooNew`, `BackupUnreadable`,
    `BackupNeedsPassphrase`, `BackupWrongPassphrase`, or a `StorageError` for the data folder;
    nothing made ready stays there then, and a newer backup is not even copied.
    """
    log = log_file(data_dir)
    # First of all: closing the log once would end the lock of a program that has it open.
    if log.exists() and file.exists() and log.samefile(file):
        raise NotABackup(file)
    key = _refuse_by_header(file, migrations, passphrase)
    make_folder(data_dir)
    ready = copied = beside(log, "restore")
    try:
        _copy(file, copied)
        preview = _make_ready(copied, file, now, migrations, key)
        if protect_with and protect_with != key:
            ready = beside(log, "restore")
            with closing(Database(copied, passphrase=key)) as database:
                write_with_key(database, ready, protect_with)
            drop(copied)
        bring_to_disk(ready)
        preview = replace(preview, will_be_encrypted=bool(key or protect_with))
    except BaseException as problem:
        drop(ready)
        drop(copied)
        if isinstance(problem, OSError):
            raise folder_error(data_dir, problem) from problem
        raise
    return Restoring(ready, log, preview, _Keys(key, protect_with or key))


def _refuse_by_header(file: Path, migrations: Sequence[Migration], passphrase: str) -> str:
    """Return what opens the file, empty if it needs nothing."""
    try:
        return check_header(file, migrations[-1].number, passphrase)
    except NeedsPassphrase as problem:
        raise BackupNeedsPassphrase(file) from problem
    except TooNew as problem:
        raise BackupTooNew(file) from problem
    except NotOurs as problem:
        raise NotABackup(file) from problem
    except Damaged as problem:
        raise BackupDamaged(file) from problem
    except (Gone, FolderTrouble) as problem:
        raise BackupUnreadable(file, "it is not there, or you may not read it") from problem
    except (StorageError, OSError) as problem:
        raise BackupUnreadable(file, "the disk does not answer as it should") from problem


def _copy(file: Path, ready: Path) -> None:
    """Copy what may lie on a slow stick; what is written meanwhile is no backup."""
    try:
        if shutil.disk_usage(ready.parent).free < file.stat().st_size + (1 << 20):
            raise NoBackup(ready.parent, "there is no room left")
        copy_aside(file, ready)
    except Gone as problem:
        raise BackupUnreadable(file, "it is not there any more") from problem
    except OSError as problem:
        raise BackupUnreadable(file, why_not(problem)) from problem


def _make_ready(
    ready: Path, file: Path, now: Moment, migrations: Sequence[Migration], key: str
) -> BackupPreview:
    """Check the copy from end to end, bring it up to date, and return what is in it."""
    try:
        database = Database(ready, passphrase=key)
        try:
            check_inside(database, migrations[-1].number)
            schema = database.number("PRAGMA user_version")
            _check(database, file, schema, migrations)
            facts = facts_of(database)
            if facts is not None and facts.holdings != holdings_of(database):
                raise BackupDamaged(file)
            with database.transaction():
                database.run(f"DROP TABLE IF EXISTS {FACTS}")
                own = read_own_facts(database)
                own.pop(FOLLOWING, None)  # it spoke of the copies of another folder
                write_own_facts(database, with_new_replica(own, secrets.token_hex(16)))
            migrate(database, now, migrations)
            return _look(database, file, facts, schema)
        finally:
            database.close()
    except WrongPassphrase as problem:
        raise BackupWrongPassphrase(file) from problem
    except NotOurs as problem:
        raise NotABackup(file) from problem
    except TooNew as problem:
        raise BackupTooNew(file) from problem
    except _ODD as problem:
        raise BackupDamaged(file) from problem


def _check(database: Database, file: Path, schema: int, migrations: Sequence[Migration]) -> None:
    """Raise `BackupDamaged` unless everything in it is as a log of ours writes it.

    An index that is not right is made anew from the history, as at every start. The tables and
    triggers have to be our own, word for word: a trigger that somebody else put in would do its
    work with every later entry.
    """
    if not 1 <= schema <= migrations[-1].number or _shape(database) != _own_shape(
        schema, migrations
    ):
        raise BackupDamaged(file)
    longest = "SELECT max(length(body)) FROM revision"
    if database.number(longest) > _LONGEST_TEXT:
        raise BackupDamaged(file)
    report = Verification(database).whole()
    if not report.is_ok:
        raise BackupDamaged(file)
    if not report.is_index_ok:
        rebuild_index(database)
        _check_again(database, file)


def _check_again(database: Database, file: Path) -> None:
    """Raise `BackupDamaged` for what a spoiled index had hidden and a new file does not heal.

    The database's own check ends early at a spoiled text index. Pages that nothing uses any more
    are left out when the file is written anew.
    """
    if not Verification(database).whole().is_ok:
        database.run("VACUUM")
        if not Verification(database).whole().is_ok:
            raise BackupDamaged(file)


def _shape(database: Database) -> set[tuple[Value, ...]]:
    found = database.rows(
        "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE tbl_name <> ?", (FACTS,)
    )
    return set(found)


def _own_shape(schema: int, migrations: Sequence[Migration]) -> set[tuple[Value, ...]]:
    """Return what our own migrations make, up to a schema."""
    connection = dbapi2.connect(":memory:")
    try:
        for migration in migrations:
            for statement in migration.statements if migration.number <= schema else ():
                connection.execute(statement)
        return set(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master"))
    finally:
        connection.close()


def _look(database: Database, file: Path, facts: BackupFacts | None, schema: int) -> BackupPreview:
    """Return what a preview says, read from the newest version of everything."""
    places = ", ".join("?" * len(GIVEN_STATES))
    massages = (
        "FROM current AS c JOIN revision AS r ON r.number = c.revision "
        f"WHERE c.kind = 'session' AND c.is_in_bin = 0 AND c.state IN ({places})"
    )
    moments = database.rows(
        f"SELECT r.happened_ms, r.happened_offset {massages} ORDER BY c.happened_ms", GIVEN_STATES
    )
    days = [Moment(int(ms or 0), int(offset or 0)).day for ms, offset in moments]
    people = database.rows(
        "SELECT r.body FROM current AS c JOIN revision AS r ON r.number = c.revision "
        "WHERE c.kind = 'person' AND c.is_in_bin = 0 ORDER BY c.happened_ms, c.revision"
    )
    names = [str(msgspec.json.decode(str(row[0]))["name"]) for row in people]
    (log_id,) = database.rows("SELECT value FROM log_fact WHERE name = 'log_id'")[0]
    return BackupPreview(
        file=file,
        made=facts.made if facts else None,
        people=tuple(names),
        massages=len(days),
        first_day=days[0] if days else None,
        last_day=days[-1] if days else None,
        entries=database.number("SELECT count(*) FROM revision"),
        schema=schema,
        log_id=str(log_id),
        settings=settings_from(facts.settings) if facts else None,
        is_encrypted=database.is_encrypted,
    )


def _keep_aside(log: Path, now: Moment, present: PresentLog | None) -> Path | None:
    """Give the log a second name before it loses its own; ``None`` where nothing was in one.

    What cannot be read is kept.
    """
    if not log.exists() or (present is not None and present.holdings.revisions == 0):
        return None
    stamp = now.local.strftime("%Y-%m-%d-%H%M%S")
    number = 0
    while True:
        again = f"-{number}" if number else ""
        aside = log.with_name(f"{ASIDE}{stamp}{again}.db")
        if _second_name(log, aside):
            return aside
        number += 1


def _second_name(log: Path, aside: Path) -> bool:
    """Let ``aside`` name the log as well, with its journal; return whether the name was free."""
    journal = log.with_name(f"{log.name}-journal")
    if aside.exists():
        return False
    if journal.exists():
        shutil.copyfile(journal, aside.with_name(f"{aside.name}-journal"))
        bring_to_disk(aside.with_name(f"{aside.name}-journal"))
    try:
        os.link(log, aside)
    except OSError:  # a stick without links
        made = beside(log, "restore")
        shutil.copyfile(log, made)
        bring_to_disk(made)
        made.rename(aside)
    keep_for_owner(aside)
    sync_folder(log.parent)
    with suppress(OSError):
        journal.unlink(missing_ok=True)
    return True
