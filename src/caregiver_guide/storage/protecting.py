# SPDX-License-Identifier: GPL-3.0-or-later
"""Adding, changing and removing the passphrase of a log. See docs/encryption.md.

The log is never changed in its place. A copy with the new key is written under another name, read
back, compared row by row, brought to the disk, and only then gets the log's name, in one step of
the file system. Killed at any moment, the folder holds the old log or the new one, whole.

Backups and logs kept aside follow in the same way, one by one. That they have to is written in the
new log itself, so that the next opening goes on with it. When the passphrase is removed, the copies
go first, while the log still knows what opens them. Before that, the log, still protected, notes
that they have to follow it: a removal that fails or is cut short leaves no copy readable for good.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Literal

import msgspec
import peewee
from sqlcipher3 import dbapi2

from caregiver_guide.domain.passphrase import normalised, passphrase_fault
from caregiver_guide.domain.session import Moment
from caregiver_guide.domain.values import dataclass
from caregiver_guide.storage.copies import (
    backup_folder,
    bring_to_disk,
    drop,
    half_made,
    holdings_of,
    prove_copy,
    remove_half_made,
    why_not_written,
)
from caregiver_guide.storage.data_folder import keep_for_owner, make_file, sync_folder, why_not
from caregiver_guide.storage.database import Database, told_by_words
from caregiver_guide.storage.errors import (
    CopyUnsound,
    Damaged,
    DiskFull,
    DiskTrouble,
    Gone,
    NeedsPassphrase,
    NoBackup,
    PassphraseNotChanged,
    ReadOnly,
    StorageError,
    WrongPassphrase,
)
from caregiver_guide.storage.keys import new_key
from caregiver_guide.storage.migrations import MIGRATIONS
from caregiver_guide.storage.opening import (
    ASIDE,
    beside,
    check_header,
    log_file,
    open_database,
)
from caregiver_guide.storage.own_facts import (
    FOLLOWING,
    read_own_facts,
    series_before,
    series_of,
    write_own_facts,
)
from caregiver_guide.storage.verification import Verification

_Fate = Literal["follows", "left", "later", "not ours"]


class _Following(msgspec.Struct):
    """What is still to be done: in which folders ("" is the log's own), and what opens the copies.

    It stands in an encrypted log only.
    """

    folders: list[str]
    earlier: list[str]


@dataclass(frozen=True, slots=True)
class PassphraseChanged:
    """What became of a log whose passphrase was added, changed or removed.

    ``copies`` have followed it, ``left`` have not: they open as before, or nobody knows how.
    ``away`` are folders that could not be reached now; what is in them follows when the log is
    opened while they are there, but not after a removal. ``is_certain`` is false where the disk did
    not confirm the last step: after a power cut the passphrase before may still be the right one.
    """

    copies: tuple[Path, ...] = ()
    left: tuple[Path, ...] = ()
    away: tuple[Path, ...] = ()
    is_certain: bool = True


def change_passphrase(
    data_dir: Path,
    clock: Callable[[], Moment],
    old: str,
    new: str,
    second: Path | None = None,
) -> PassphraseChanged:
    """Encrypt the log of ``data_dir`` with ``new`` in place of ``old``, and its copies as well.

    An empty ``old`` adds a passphrase, an empty ``new`` removes it. ``second`` is the second folder
    of backups. The log must not be open in this program. Raises `PassphraseNotChanged` or what
    opening the log raises, and the log is as it was then; ``ValueError`` for a passphrase that the
    rule forbids.
    """
    new = normalised(new)
    if new and passphrase_fault(new):
        raise ValueError("this passphrase is too easy to guess")
    path = log_file(data_dir)
    if not path.exists():
        raise Gone(path)
    folders = ["", *([str(second.absolute())] if second else [])]
    changed = PassphraseChanged()
    database = open_database(path, clock(), "app", passphrase=old)
    try:
        if not database.may_write:
            raise ReadOnly(path)
        if database.passphrase == new:
            return changed
        if not new:
            changed = _let_copies_go_first(database, folders)
        is_certain = _change_log(database, new, folders)
    except BaseException:
        database.close()
        if not new:
            _seal_copies_again(path, clock, old)
        raise
    finally:
        database.close()
    if new:
        with (
            suppress(StorageError),  # then the next opening goes on with it
            closing(open_database(path, clock(), "app", passphrase=new)) as database,
        ):
            changed = go_on_following(database)
    return replace(changed, is_certain=is_certain)


def go_on_following(database: Database) -> PassphraseChanged:
    """Let the copies follow the passphrase of an open log, as far as they have not yet."""
    own = read_own_facts(database)
    following = _following_in(own)
    told = own.pop(FOLLOWING, None)
    if told is None or not database.is_encrypted:
        return PassphraseChanged()
    changed, later = _follow(database, following, database.passphrase)
    if later:
        own[FOLLOWING] = _text(_Following(later, following.earlier))
    with suppress(StorageError):  # done again at the next opening, and nothing is left to do then
        if own.get(FOLLOWING) != told:
            write_own_facts(database, own)
    return changed


def _let_copies_go_first(database: Database, folders: list[str]) -> PassphraseChanged:
    """Take the passphrase off the copies, once the log has noted that they follow it."""
    if not Verification(database).whole().is_ok:
        raise Damaged(database.path)
    own = read_own_facts(database)
    before = _following_in(own)
    following = _Following([*dict.fromkeys([*folders, *before.folders])], before.earlier)
    try:
        write_own_facts(database, {**own, FOLLOWING: _text(following)})
    except (DiskFull, DiskTrouble, ReadOnly) as problem:
        raise PassphraseNotChanged(database.path, _why(problem, database.path.parent)) from problem
    return _follow(database, following, "")[0]


def _seal_copies_again(path: Path, clock: Callable[[], Moment], passphrase: str) -> None:
    """Let the copies follow a log that kept its passphrase; else the next opening does it."""
    with (
        suppress(StorageError),
        closing(open_database(path, clock(), "app", passphrase=passphrase)) as database,
    ):
        go_on_following(database)


# -- the log itself ------------------------------------------------------------------------


def _change_log(database: Database, new: str, folders: list[str]) -> bool:
    """Put a copy with another key in the place of the open log, which is closed then.

    Returns whether the disk confirmed it.
    """
    path = database.path
    made = beside(path, "key")
    own = read_own_facts(database)
    holdings = holdings_of(database)
    try:
        write_with_key(database, made, new)
        with closing(Database(made, passphrase=new)) as copy:
            copy.run("PRAGMA secure_delete = ON")
            write_own_facts(copy, _facts_after(own, database.passphrase, new, folders))
        try:
            prove_copy(made, holdings, new)
        except CopyUnsound:
            # It has the same rows: checking it has checked the log.
            if not Verification(database).whole().is_ok:
                raise Damaged(path) from None
            raise
        _take_place(database, made, new)
    except (OSError, CopyUnsound, NoBackup, DiskFull, DiskTrouble, ReadOnly) as problem:
        raise PassphraseNotChanged(path, _why(problem, path.parent)) from problem
    finally:
        drop(made)
    try:
        sync_folder(path.parent)
    except OSError:
        return False
    return True


def _facts_after(own: dict[str, str], before: str, new: str, folders: list[str]) -> dict[str, str]:
    """Return what the log knows of itself with its new passphrase; no plain log knows the old."""
    after = {name: value for name, value in own.items() if name != FOLLOWING}
    if new:
        earlier = [*([before] if before else []), *_following_in(own).earlier]
        after[FOLLOWING] = _text(_Following(folders, earlier))
    return after


def _take_place(database: Database, made: Path, new: str) -> None:
    """Give the finished file the name of the open log."""
    path = database.path
    # Open already, so that no other program comes between the old file and the new one.
    guard = Database(made, passphrase=new)
    try:
        # Nothing is half written; but it may hold pages of the file that goes.
        path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
        if os.name == "nt":  # what is open cannot be replaced there
            database.close()
            guard.close()
        os.replace(made, path)  # noqa: PTH105 - one step, over what is there
    finally:
        database.close()
        guard.close()


# -- its copies ----------------------------------------------------------------------------


def _follow(
    database: Database, following: _Following, new: str
) -> tuple[PassphraseChanged, list[str]]:
    """Let all copies follow that can be reached; return also the folders to come back to."""
    known = (new, database.passphrase, *following.earlier)
    own = read_own_facts(database)
    salt = bytes.fromhex(str(database.rows("PRAGMA cipher_salt")[0][0])) if new else None
    found: dict[_Fate, list[Path]] = {"follows": [], "left": [], "later": [], "not ours": []}
    later: list[str] = []
    away: list[Path] = []
    for name in following.folders:
        folder = Path(name) if name else database.path.parent
        if not folder.is_dir():
            later.append(name)
            away.append(folder)
            continue
        found["left"] += remove_half_made(folder if name else backup_folder(folder))
        for copy in _copies_in(folder, is_own=not name):
            # In the folder of the log is what this log took the place of: it follows too.
            fate = _follow_one(copy, new, salt, known, own if name else None)
            found[fate].append(copy)
            if fate == "later" and name not in later:
                later.append(name)
    left = (*found["left"], *found["later"])
    return PassphraseChanged(tuple(found["follows"]), left, tuple(away)), later


def _copies_in(folder: Path, *, is_own: bool) -> list[Path]:
    """Return every copy of a log in a folder of backups, or in the folder of the log itself."""
    name = "caregiver-guide-*.db"
    if not is_own:
        return sorted(folder.glob(name))
    asides = (*folder.glob(f"{ASIDE}*.db"), *folder.glob("log-schema-*.db"))
    return sorted((*backup_folder(folder).glob(name), *asides))


def _follow_one(
    copy: Path, new: str, salt: bytes | None, known: Iterable[str], own: dict[str, str] | None
) -> _Fate:
    """Encrypt one copy anew under another name, compare it, and put it in place of itself.

    Where ``own`` is what the log knows of itself, others keep copies there too: those of another
    log are not ours. Those of another computer, which went on from a backup of this log, are opened
    with what is known there; they stay as they are.
    """
    # What a killed program leaves of it is removed with what else it left in that folder.
    is_backup = not copy.name.startswith("log-")
    made = half_made(copy.parent) if is_backup else beside(log_file(copy.parent), "key")
    try:
        before = _opened_with(copy, known)
        if before is None:
            return "left"
        with closing(Database(copy, passphrase=before)) as database:
            if own and own["log_id"] != _log_id(database):
                return "not ours"
            if before == new:
                return "follows"
            if not database.may_write or (own and not _is_of_its_series(database, own)):
                return "left"
            write_with_key(database, made, new, salt)
        with closing(Database(made, passphrase=new)) as made_now:
            _forget_following(made_now)
        bring_to_disk(made)
        keep_for_owner(made)
        os.replace(made, copy)  # noqa: PTH105 - one step, over what is there
        sync_folder(copy.parent)
    except (Damaged, CopyUnsound):
        return "left"
    except (OSError, StorageError):
        return "later"
    finally:
        drop(made)
    return "follows"


def _opened_with(copy: Path, known: Iterable[str]) -> str | None:
    """Return which passphrase opens a copy, empty for one without; ``None`` if nobody knows it."""
    for one in known:
        try:
            key = check_header(copy, MIGRATIONS[-1].number, one)
            with closing(
                Database(copy, may_write=False, is_looking=True, passphrase=key)
            ) as database:
                database.number("SELECT count(*) FROM sqlite_master")
                return database.passphrase
        except (NeedsPassphrase, WrongPassphrase):
            continue
    return None


def _log_id(database: Database) -> str:
    rows = database.rows("SELECT value FROM log_fact WHERE name = 'log_id'")
    return str(rows[0][0]) if rows else ""


def _is_of_its_series(copy: Database, own: dict[str, str]) -> bool:
    """Return whether a copy is of a series that the log is, or was before it came here."""
    return series_of(read_own_facts(copy)) in {series_of(own), *series_before(own)}


def _forget_following(database: Database) -> None:
    """Leave out of a copy what only the log itself has to know."""
    own = read_own_facts(database)
    if own.pop(FOLLOWING, None) is not None:
        database.run("PRAGMA secure_delete = ON")
        write_own_facts(database, own)


# -- both ----------------------------------------------------------------------------------


def write_with_key(database: Database, made: Path, new: str, salt: bytes | None = None) -> None:
    """Write all that is in an open file into a new file with another key, and compare them.

    Raises `CopyUnsound`, and what the disk did.
    """
    make_file(made)
    database.run("ATTACH ? AS other KEY ?", (str(made), new_key(new, salt) if new else ""))
    try:
        # Nothing relies on it before it was read back, and brought to the disk.
        database.run("PRAGMA other.journal_mode = OFF")
        database.run("PRAGMA other.synchronous = OFF")
        _export(database)
        for name in ("application_id", "user_version"):
            number = database.number(f"PRAGMA {name}")
            database.run(f"PRAGMA other.{name} = {number}")
    finally:
        with suppress(StorageError, peewee.PeeweeException, dbapi2.Error):
            database.run("DETACH other")
    with closing(Database(made, passphrase=new)) as copy:
        if _digest(copy) != _digest(database):
            raise CopyUnsound(made.parent)


def _export(database: Database) -> None:
    """Copy everything; what the disk did comes as words of this one function, without a number."""
    try:
        database.rows("SELECT sqlcipher_export('other')")
    except (peewee.PeeweeException, dbapi2.Error) as problem:
        raise (told_by_words(database.path, problem) or problem) from problem


def _digest(database: Database) -> str:
    """Return a hash over every table and every row, whatever the key."""
    hashed = sha256()
    master = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
    shape = [*database.rows(master), *database.rows("PRAGMA user_version")]
    hashed.update(repr((shape, database.rows("PRAGMA application_id"))).encode())
    for kind, name, _table, sql in shape[:-1]:
        if kind == "table" and not str(sql).upper().startswith("CREATE VIRTUAL"):
            for row in database.each(f'SELECT * FROM "{name}"'):  # noqa: S608 - a name of our own
                hashed.update(repr(row).encode())
    return hashed.hexdigest()


def _following_in(own: dict[str, str]) -> _Following:
    told = own.get(FOLLOWING)
    return msgspec.json.decode(told, type=_Following) if told else _Following([], [])


def _text(following: _Following) -> str:
    return msgspec.json.encode(following).decode()


def _why(problem: Exception, folder: Path) -> str:
    if isinstance(problem, OSError):
        return why_not(problem)
    if isinstance(problem, CopyUnsound):
        return "what was written did not read back as it was"
    return why_not_written(problem, folder) if isinstance(problem, StorageError) else ""
