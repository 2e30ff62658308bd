# SPDX-License-Identifier: GPL-3.0-or-later
"""The database's own check of a whole file, on a thread of its own where it takes long.

It is one statement that reads every page: for a file of a gigabyte some ten seconds, in which a
window would stand still. So a large file is checked by a guest on the open connection. Whoever
else wants the file interrupts the guest, which tries again when all has been quiet for a moment.
Nobody but this program can write to the file meanwhile, and while the owner of the connection
writes the guest waits: what it reads is always one whole state.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from typing import Final

from caregiver_guide.storage.database import IN_MEMORY, Database, Row
from caregiver_guide.storage.errors import StorageError

INTEGRITY: Final = "PRAGMA integrity_check(20)"
FREE_PAGES: Final = "PRAGMA integrity_check(sqlite_schema)"
"""Looks at the list of free pages, which `INTEGRITY` leaves out in a file with a text index (seen
in SQLite 3.53.4): a page in use that counts as free would be written over."""

LARGE: Final = 24_000_000
"""From how many bytes on the check takes longer than anybody should wait."""

_QUIET_S: Final = 0.4
UNREADABLE: Final = "the file cannot be read"


def is_large(path: Path) -> bool:
    """Return whether reading all of a file takes longer than anybody should wait."""
    try:
        return path != IN_MEMORY and path.stat().st_size >= LARGE
    except OSError:
        return False


def ask_structure(rows_of: Callable[[str], list[Row] | None]) -> tuple[str, ...] | None:
    """Return what the database says of its file, ("ok",) if it is right; ``None`` if sent away."""
    said: dict[str, None] = {}
    for question in (INTEGRITY, FREE_PAGES):
        rows = rows_of(question)
        if rows is None:
            return None
        said.update(dict.fromkeys(str(row[0]) for row in rows))
    return tuple(said)


class StructureCheck:
    """One check of one open file; ``found`` is what the database said, ``None`` before that."""

    def __init__(self, database: Database) -> None:
        self.found: tuple[str, ...] | None = None
        self._database = database
        self._thread: Thread | None = None
        self._stop = Event()

    def begin(self, done: Callable[[], None]) -> None:
        """Check the file, and call ``done``: at once for a small file, else from another thread."""
        if self.found is None and not is_large(self._database.path):
            self.found = self._ask(self._database.rows)
        if self.found is not None:
            done()
            return
        self._thread = Thread(target=self._run, args=(done,), name="structure", daemon=True)
        self._thread.start()

    def wait(self) -> None:
        """Wait until a check that was begun has its answer, undisturbed."""
        if self._thread is not None:
            self._thread.join()

    def stop(self) -> None:
        """Leave off; after this nothing is called any more."""
        self._stop.set()
        thread, self._thread = self._thread, None
        if thread is not None:
            self._database.send_guest_away()
            thread.join()

    def _ask(self, rows_of: Callable[[str], list[Row] | None]) -> tuple[str, ...] | None:
        try:
            return ask_structure(rows_of)
        except StorageError:
            return (UNREADABLE,)

    def _run(self, done: Callable[[], None]) -> None:
        while not self._stop.is_set():
            self.found = self._ask(self._database.rows_for_guest)
            if self.found is not None:
                break
            self._stop.wait(_QUIET_S)
        if not self._stop.is_set():
            done()
