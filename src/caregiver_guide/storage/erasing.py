# SPDX-License-Identifier: GPL-3.0-or-later
"""Erasing one person: the only way by which anything ever leaves the log. See docs/erasing.md.

In one transaction the two triggers that keep history are taken away, every row of the person is
deleted, and the same triggers are put back. Chains run within one person. Only what was written
down for somebody else first and then moved to this person goes from the other's chain, where its
hash stays. Then the file is written anew, so that no page of it holds what was deleted.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from caregiver_guide.domain.values import dataclass
from caregiver_guide.storage.copies import backup_folder, remove_half_made
from caregiver_guide.storage.database import Database
from caregiver_guide.storage.errors import StorageError
from caregiver_guide.storage.looking import look_at
from caregiver_guide.storage.migrations.schema_1 import NO_DELETE, NO_UPDATE
from caregiver_guide.storage.moved import Moves, Words, holds_any, mark_moves
from caregiver_guide.storage.opening import ASIDE
from caregiver_guide.storage.own_facts import (
    ANEW_DUE,
    read_own_facts,
    with_new_replica,
    write_own_facts,
)
from caregiver_guide.storage.revisions import RevisionStore
from caregiver_guide.storage.short_lines import erase_lines

_TRIGGERS: Final = {
    "revision_is_never_changed": NO_UPDATE,
    "revision_is_never_deleted": NO_DELETE,
}

_ROWS = (
    "DELETE FROM session_now WHERE session IN (SELECT thing FROM current WHERE person = ?)",
    "DELETE FROM current WHERE person = ?",
    "DELETE FROM revision WHERE person = ?",
    "DELETE FROM left_out WHERE person = ?",
)

_LEAVE_OUT = """
INSERT OR REPLACE INTO left_out SELECT person, replica, seq, hash FROM revision WHERE number = ?
"""

_HOLDS = "SELECT EXISTS (SELECT 1 FROM revision WHERE person = ?)"


@dataclass(frozen=True, slots=True)
class Erased:
    """What became of an erasing.

    ``entries`` were deleted, and ``moved_here`` more that had stood with somebody else before they
    were moved to the person: of those the hashes stay. ``is_written_anew`` is false where the file
    could not be written anew; then a few words may still lie in it, and the next opening tries
    again. ``copies`` are the files of this data folder that still hold the person, ``unread`` those
    nobody could look into. ``away`` is the second folder of backups where none can be seen in it
    now: they may hold the person.
    """

    entries: int
    is_written_anew: bool
    copies: tuple[Path, ...]
    unread: tuple[Path, ...]
    moved_here: int = 0
    away: Path | None = None


def erase_person(
    database: Database, store: RevisionStore, person: str
) -> tuple[int, tuple[Words, ...]]:
    """Delete everything about a person, in one: every row, and what others' chains hold of it.

    Return how many entries there were, and which versions of others' went.
    """
    with store.writing():
        mark_moves(database, store)
        moves = Moves(database)
        moved = moves.words(moves.moved_to(person))
        return erase_rows(database, person, moved), moved


def erase_rows(database: Database, person: str, moved: Sequence[Words] = ()) -> int:
    """Delete every row of a person, and return how many entries there were; all or nothing.

    Of ``moved``, which others' chains hold, the hashes stay: those chains can still be checked.

    The log is a replica of its own from then on: if the person comes back in a file, what is
    written next has no number that an entry, erased here and kept elsewhere, has already.
    A person without a name, that is, the caregivers' own chain, raises ``ValueError``.
    """
    if not person:
        raise ValueError("only a person can be erased")
    database.run("PRAGMA secure_delete = ON")
    with database.transaction():
        entries = database.number("SELECT count(*) FROM revision WHERE person = ?", (person,))
        for name in _TRIGGERS:
            database.run(f"DROP TRIGGER {name}")
        erase_lines(database, person)
        for one in moved:
            database.run(_LEAVE_OUT, (one.number,))
            database.run("DELETE FROM revision WHERE number = ?", (one.number,))
            database.run("DELETE FROM draft WHERE session = ?", (one.thing,))
        for statement in _ROWS:
            database.run(statement, (person,))
        for made in _TRIGGERS.values():
            database.run(made)
        own = with_new_replica(read_own_facts(database), secrets.token_hex(16))
        write_own_facts(database, {**own, ANEW_DUE: "yes"})
    return entries


def write_anew(database: Database) -> bool:
    """Write the whole file anew without its empty pages; return whether that went well.

    Zeros over what was deleted are not enough: a page in use may hold what once stood in it.
    """
    try:
        database.run("VACUUM")
        own = read_own_facts(database)
        own.pop(ANEW_DUE, None)
        write_own_facts(database, own)
    except StorageError:
        return False
    return True


def copies_with(
    person: str, files: Iterable[Path], passphrase: str = "", moved: Sequence[Words] = ()
) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Return which files hold a person, and which could not be read: not with that passphrase.

    A file that holds one of ``moved``, from before it was moved to the person, holds the person.
    """
    holding: list[Path] = []
    unread: list[Path] = []

    def holds(database: Database) -> bool:
        return bool(database.number(_HOLDS, (person,))) or holds_any(database, moved)

    for file in files:
        try:
            if look_at(file, holds, passphrase=passphrase):
                holding.append(file)
        except StorageError:
            unread.append(file)
    return tuple(holding), tuple(unread)


def is_away(folder: Path) -> bool:
    """Return whether no backup can be seen in a second folder: a stick pulled out, for one.

    Its folder may be there without it, and empty.
    """
    try:
        return not any(folder.glob("caregiver-guide-*.db"))
    except OSError:
        return True


def copies_of_log(log: Path, second: Path | None = None) -> list[Path]:
    """Return every copy of the log that the app has made here, and in the second folder.

    What is half made there is removed; what cannot be removed is among them.
    """
    folders = [backup_folder(log.parent), *([second] if second else [])]
    found = [path for folder in folders for path in remove_half_made(folder)]
    found += [path for folder in folders for path in folder.glob("caregiver-guide-*.db")]
    return sorted([*found, *log.parent.glob(f"{ASIDE}*.db"), *log.parent.glob("log-schema-*.db")])
