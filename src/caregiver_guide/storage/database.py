# SPDX-License-Identifier: GPL-3.0-or-later
"""The one connection to the log's file, and the world's troubles with it put into words."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Lock, RLock
from traceback import clear_frames
from typing import TypeVar

import peewee
from playhouse.sqlcipher_ext import SqlCipherDatabase
from sqlcipher3 import dbapi2

from caregiver_guide.domain.passphrase import forms_of
from caregiver_guide.storage.data_folder import FileIdentity, has_locks, has_no_room
from caregiver_guide.storage.errors import (
    Damaged,
    DiskFull,
    DiskTrouble,
    FolderTrouble,
    Gone,
    LeftOff,
    Locked,
    PerhapsSaved,
    ReadOnly,
    StorageError,
    WrongPassphrase,
)
from caregiver_guide.storage.keys import key_for, new_key

Value = str | int | None
Row = tuple[Value, ...]

IN_MEMORY = Path(":memory:")
"""Stands for a log that is on no disk."""

T = TypeVar("T")

_COPY_PAGES = 256
_COPY_QUIET_S = 0.03
_COPY_LOOKS = 200_000
"""A large file is copied a megabyte at a time, once its owner has left it alone for a moment; what
is asked of a copy looks after so many small steps whether it is still wanted."""

_MOVED_WHILE_OPEN = 1032
_INTERRUPTED = 9
_NOT_A_DATABASE = 26
_DONE = 101
_JOURNAL_HEADER_BYTES = 28
_DAMAGE = (
    "Could not decode",
    "malformed",
    "no such column",
    "no such table",
    "unsupported file format",
    "fts5: corruption",
    "invalid fts5 file format",
    "vtable constructor failed",
    # What the text index says of its own table's words once one of them is spoiled.
    "SQL logic error",
    "contentless_delete",
    "error in tokenizer constructor",
    "multiple ",
    "no such module",
    "no such tokenizer",
    "parse error in",
    "prefix length out of range",
    "reserved fts5",
    "too many prefix indexes",
    "unrecognized ",
)
_PRAGMAS: tuple[tuple[str, str | int], ...] = (
    ("busy_timeout", 300),
    ("locking_mode", "EXCLUSIVE"),
    ("synchronous", "EXTRA"),
    ("foreign_keys", "ON"),
    ("recursive_triggers", "ON"),  # INSERT OR REPLACE then meets the delete trigger too
    ("temp_store", "MEMORY"),
    ("trusted_schema", "OFF"),
    ("cell_size_check", "ON"),
)
_ENCRYPTED: tuple[tuple[str, str | int], ...] = (
    # Else a wrong passphrase writes lines to the terminal. Wiping all memory that the driver gives
    # back (cipher_memory_security) was measured to double the time of every check; keys it wipes.
    ("cipher_log_level", "NONE"),
)


class Database:
    """An open file, held by this program alone as long as it may write.

    DELETE journal with synchronous EXTRA: measured to lose no acknowledged entry in a power cut.
    A ``passphrase`` encrypts the file; without one, the same driver writes plain SQLite. A wrong
    one raises `WrongPassphrase`. It is tried as a plain keyboard types it, and then as it came:
    older logs were protected so. ``passphrase`` is then the form that opened the file. It may be
    opened on one thread and used on another, by one thread at a time. ``is_looking`` reads beside
    another program without a lock, and takes the file to be at rest: see `look_at`. `IN_MEMORY` in
    place of a file is on no disk at all, and gone when it is closed.
    """

    def __init__(
        self,
        path: Path,
        *,
        may_write: bool = True,
        is_looking: bool = False,
        passphrase: str = "",
    ) -> None:
        self.path = path
        self.may_write = may_write
        self._depth = 0
        self._use = RLock()
        self._has_guest = False
        self._used_s = 0.0
        self._is_copied = Lock()
        self._is_leaving = False
        self._may_go_on: Callable[[], bool] | None = None

        name = str(path) if may_write else f"{path.absolute().as_uri()}?mode=ro"
        if is_looking:
            name += "&immutable=1"
        *first, last = forms_of(passphrase)
        for form in first:
            with suppress(WrongPassphrase):
                self._connect(name, form)
                return
        self._connect(name, last)

    def _connect(self, name: str, passphrase: str) -> None:
        """Open the file with exactly this passphrase, empty for none."""
        self.passphrase = passphrase
        self._is_unlocked = not passphrase  # a key is tried with the first page that is read
        pragmas = [*(_ENCRYPTED if passphrase else ()), *_PRAGMAS]
        if self.may_write:
            pragmas.append(("journal_mode", "DELETE"))
        if sys.platform == "darwin":
            pragmas.append(("fullfsync", "ON"))
        self._peewee = SqlCipherDatabase(
            name,
            passphrase=key_for(self.path, passphrase) if passphrase else "",
            pragmas=pragmas,
            thread_safe=False,
            check_same_thread=False,
            uri=not self.may_write,
        )
        try:
            with self.told():
                self._peewee.connect()
            self._identity = FileIdentity(self.path) if self.path != IN_MEMORY else None
            if self.may_write:
                self._take()
            elif passphrase:
                self.number("SELECT count(*) FROM sqlite_master")
            self._is_unlocked = True
        except (Locked, DiskTrouble) as problem:
            self._peewee.close()
            if has_locks(self.path.parent):
                raise
            why = "its disk, perhaps in a network, does not keep two programs apart"
            raise FolderTrouble(self.path.parent, why) from problem
        except BaseException:
            self._peewee.close()
            raise

    @property
    def is_encrypted(self) -> bool:
        """Whether the file can be read with its passphrase only."""
        return bool(self.passphrase)

    def _take(self) -> None:
        """Lock every other program out from now on; the lock outlives this empty transaction."""
        with self.told():
            self._peewee.execute_sql("BEGIN EXCLUSIVE")
            self._peewee.execute_sql("COMMIT")

    def close(self) -> None:
        """Let the file go; a copy that is being made of it from another thread is left off."""
        self._is_leaving = True
        with self._is_copied, self.told():
            self._peewee.close()

    # -- a guest ---------------------------------------------------------------------------

    def rows_for_guest(self, sql: str) -> list[Row] | None:
        """Return all rows of a long question that only reads, asked from another thread.

        ``None`` when its owner wanted the file, or closed it: ask again later, or leave off.
        """
        with self._use:
            if self._peewee.is_closed():
                return None
            self._has_guest = True
            try:
                with self._told():
                    return list(self._peewee.connection().execute(sql).fetchall())
            except dbapi2.OperationalError as problem:
                if getattr(problem, "sqlite_errorcode", 0) != _INTERRUPTED:
                    raise
                return None
            finally:
                self._has_guest = False

    def send_guest_away(self) -> None:
        """Let a guest's question end without an answer, if there is one."""
        with self._alone():
            pass

    def copy_for_guest(
        self, target: Path, may_go_on: Callable[[], bool], at_last: Callable[[], T]
    ) -> T:
        """Copy the whole file, page by page, over an empty ``target``: from another thread.

        The owner goes on reading and writing, and waits for a megabyte at most; what is written
        meanwhile goes into the copy too. Returns what ``at_last`` finds in the file in the moment
        when the copy is whole. Raises `LeftOff` when it may not go on, or the file is closed; what
        stands in ``target`` then is nothing. The copy has the key of the file, if that has one, and
        is not brought to the disk.
        """
        with self._is_copied, self._use, self._told():
            if self._is_leaving or not may_go_on():
                raise LeftOff(target.parent)
            with closing(self._empty_copy(target)) as copy:

                def rest(status: int, _left: int, _all: int) -> None:
                    if status == _DONE:
                        return
                    self._let_owner_in()
                    if self._is_leaving or not may_go_on():
                        raise LeftOff(target.parent)

                try:
                    self._peewee.connection().backup(copy, pages=_COPY_PAGES, progress=rest)
                except dbapi2.Error as problem:
                    raise (told_by_words(self.path, problem) or problem) from problem
            return at_last()

    def _empty_copy(self, target: Path) -> dbapi2.Connection:
        copy = dbapi2.connect(str(target), check_same_thread=False)
        if self.passphrase:
            salt = bytes.fromhex(str(self.rows("PRAGMA cipher_salt")[0][0]))
            copy.execute(f'PRAGMA key = "{new_key(self.passphrase, salt)}"')
        copy.execute("PRAGMA journal_mode = OFF")
        copy.execute("PRAGMA synchronous = OFF")
        return copy

    def _let_owner_in(self) -> None:
        """Let go of the file until nobody has used it for a moment."""
        self._use.release()
        try:
            time.sleep(0.001)
            while (quiet := time.monotonic() - self._used_s) < _COPY_QUIET_S:
                time.sleep(_COPY_QUIET_S - quiet)
        finally:
            self._use.acquire()

    def heed(self, may_go_on: Callable[[], bool]) -> None:
        """Raise `LeftOff` from whatever is asked here, soon after ``may_go_on`` says no."""
        self._may_go_on = may_go_on
        self._peewee.connection().set_progress_handler(lambda: int(not may_go_on()), _COPY_LOOKS)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Have the connection for oneself; a guest is interrupted."""
        while not self._use.acquire(blocking=False):
            if self._has_guest:
                self._peewee.connection().interrupt()
            if self._use.acquire(timeout=0.002):
                break
        try:
            yield
        finally:
            self._used_s = time.monotonic()
            self._use.release()

    # -- questions -------------------------------------------------------------------------

    def table(self, name: str) -> peewee.Table:
        """Return a table to build queries with."""
        return peewee.Table(name).bind(self._peewee)

    def read(self, query: peewee.Select) -> list[Row]:
        """Return all rows of a query."""
        with self.told():
            return list(query.tuples().execute())

    def rows(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        """Return all rows of an SQL question."""
        with self.told():
            return list(self._peewee.execute_sql(sql, tuple(values)).fetchall())

    def each(self, sql: str) -> Iterator[Row]:
        """Yield the rows of an SQL question one by one, for one that has very many."""
        with self.told():
            yield from self._peewee.execute_sql(sql)

    def number(self, sql: str, values: Sequence[Value] = ()) -> int:
        """Return the one number that an SQL question answers with; 0 without an answer."""
        rows = self.rows(sql, values)
        return int(rows[0][0] or 0) if rows else 0

    def run(self, sql: str, values: Sequence[Value] = ()) -> None:
        """Do one SQL statement."""
        with self.told():
            self._peewee.execute_sql(sql, tuple(values))

    @contextmanager
    def transaction(self, stands: Callable[[], bool] | None = None) -> Iterator[None]:
        """Make everything inside true together on disk, or nothing of it; may be nested.

        The very last call of a commit can fail when all of it is there already. ``stands`` tells
        whether it is; then it is no failure, once another transaction has reached the disk. Where
        none does, nobody can tell: `PerhapsSaved`.
        """
        if self._depth:
            yield
            return
        with self._alone():
            yield from self._transaction(stands)

    def _transaction(self, stands: Callable[[], bool] | None) -> Iterator[None]:
        if not self.may_write:
            raise ReadOnly(self.path)
        if self._identity is not None:
            self._identity.check()
        self.run("BEGIN IMMEDIATE")
        self._depth = 1
        is_all_said = False
        try:
            yield
            is_all_said = True
            self.run("COMMIT")
        except BaseException as problem:
            self._roll_back()
            is_of_disk = is_all_said and isinstance(problem, DiskTrouble | DiskFull)
            if not is_of_disk or stands is None or not self._stands_after_all(stands):
                raise
            self._make_stay(stands, problem)
        finally:
            self._depth = 0

    def _roll_back(self) -> None:
        # A full disk may have ended the transaction already.
        with suppress(peewee.DatabaseError, dbapi2.Error):
            self._peewee.execute_sql("ROLLBACK")

    def _stands_after_all(self, stands: Callable[[], bool]) -> bool:
        """Return whether a transaction that was told as failed may be in the file nevertheless."""
        if self._peewee.connection().in_transaction:
            return False
        try:
            return stands()
        except StorageError:
            return self._is_journal_void()

    def _is_journal_void(self) -> bool:
        """Return whether no journal will bring back what was before, as soon as the disk answers.

        A commit ends with the header of the journal overwritten with zeros. Until then the
        transaction is undone by whoever opens the file next. A journal that cannot be read may be
        void.
        """
        journal = self.path.with_name(f"{self.path.name}-journal")
        try:
            with journal.open("rb") as file:
                return not any(file.read(_JOURNAL_HEADER_BYTES))
        except OSError:
            return True

    def _make_stay(self, stands: Callable[[], bool], problem: BaseException) -> None:
        """Put what stands in the file on the disk, or raise `PerhapsSaved`.

        The commit ends with the journal made void, on the disk as well. Where only that was
        refused, the file itself is on the disk already. One more transaction goes through the same
        journal, and ends in the same way: when that succeeds, no journal brings the file back to
        what was before.
        """
        try:
            self.run("BEGIN IMMEDIATE")
            self.write_as_it_is()
            self.run("COMMIT")
            is_there = stands()
        except StorageError:
            self._roll_back()
            raise PerhapsSaved(self.path) from problem
        if not is_there:
            raise problem

    def write_as_it_is(self) -> None:
        """Let the transaction under way reach the disk though it changes nothing."""
        version = self.number("PRAGMA user_version")
        self.run(f"PRAGMA user_version = {version}")

    @contextmanager
    def told(self) -> Iterator[None]:
        """Turn what the disk did into a `StorageError`; our own mistakes pass as they are."""
        with self._alone(), self._told():
            yield

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (UnicodeDecodeError, MemoryError) as problem:
            # The driver cannot even tell what is damaged, or believes a length of gigabytes.
            _let_go(problem)
            raise Damaged(self.path) from problem
        except (peewee.PeeweeException, dbapi2.Error) as problem:
            told = _translate(self.path, problem)
            if self._may_go_on is not None and _code(problem) == _INTERRUPTED:
                told = LeftOff(self.path.parent)
            if told is None:
                raise
            _let_go(problem)
            if isinstance(told, Damaged) and _is_no_database(problem) and not self._is_unlocked:
                told = WrongPassphrase(self.path)
            raise told from problem


def _let_go(problem: BaseException | None) -> None:
    """Free the cursor of a statement that failed: its error would keep the file locked by it."""
    while problem is not None:
        clear_frames(problem.__traceback__)
        problem = problem.__context__


def _is_no_database(problem: Exception) -> bool:
    return _code(problem) & 0xFF == _NOT_A_DATABASE


def _code(problem: Exception) -> int:
    original = getattr(problem, "orig", None) or problem
    return int(getattr(original, "sqlite_errorcode", 0) or 0)


def told_by_words(path: Path, problem: Exception) -> StorageError | None:
    """Return what to tell about a fault that comes in words, without a number; else ``None``."""
    words = str(problem)
    if "full" in words:
        return DiskFull(path)
    if "readonly" in words:
        return ReadOnly(path)
    if "malformed" in words or "not a database" in words:
        return Damaged(path)
    if "I/O" in words or "unable to open" in words or "locked" in words:
        return DiskTrouble(path)
    return None


def _translate(path: Path, problem: Exception) -> StorageError | None:
    """Return what to tell about a fault of the driver, ``None`` when it is our own."""
    original = getattr(problem, "orig", None) or problem
    extended = _code(problem)
    if extended == _MOVED_WHILE_OPEN:
        return Gone(path)
    plain: dict[int, type[Locked | ReadOnly | DiskFull | Damaged]] = {
        3: ReadOnly,  # SQLITE_PERM
        5: Locked,  # SQLITE_BUSY
        6: Locked,  # SQLITE_LOCKED
        8: ReadOnly,  # SQLITE_READONLY
        11: Damaged,  # SQLITE_CORRUPT
        13: DiskFull,  # SQLITE_FULL
        18: Damaged,  # SQLITE_TOOBIG: a length of gigabytes, which nobody wrote
        _NOT_A_DATABASE: Damaged,
    }
    if str(original).startswith(_DAMAGE) or str(original).endswith("already exists"):
        return Damaged(path)
    code = extended & 0xFF
    if code in plain:
        return plain[code](path)
    if code == 10:  # SQLITE_IOERR
        return DiskFull(path) if has_no_room(path.parent) else DiskTrouble(path)
    if code == 14:  # SQLITE_CANTOPEN
        return _cannot_open(path)
    return None


def _cannot_open(path: Path) -> StorageError:
    if not path.exists():
        return Gone(path)
    if not os.access(path, os.R_OK):
        return FolderTrouble(path.parent, "you may not read the log in it")
    if not os.access(path.parent, os.W_OK):
        return ReadOnly(path)
    return FolderTrouble(path.parent, "the log in it cannot be opened")
