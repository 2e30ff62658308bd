# SPDX-License-Identifier: GPL-3.0-or-later
"""Words and answers that nobody has saved yet: plain rows beside the log, without a history."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from caregiver_guide.domain.session import Moment
from caregiver_guide.storage.database import Database
from caregiver_guide.storage.errors import Damaged
from caregiver_guide.storage.revisions import RevisionStore

_ALWAYS_KEPT: Final = 50


class Drafts:
    """What is half written, by place, person and session; written over and dropped at will.

    ``place`` names where in the app it belongs, ``session`` what it is about there, or nothing.
    What cannot be read or written raises a `StorageError`. A file that was found damaged is left
    as it is here too: in one, new rows can go over old entries.
    """

    def __init__(self, store: RevisionStore, database: Database) -> None:
        self._store = store
        self._database = database

    @contextmanager
    def _writing(self) -> Iterator[None]:
        if self._store.is_found_damaged:
            raise Damaged(self._database.path)
        with self._database.transaction():
            yield

    def write(self, place: str, person: str, session: str, body: str) -> None:
        """Keep ``body``, in place of what was kept there before."""
        with self._writing():
            self._database.run(
                "INSERT OR REPLACE INTO draft VALUES (?, ?, ?, ?, ?)",
                (place, person, session, body, self._store.now().utc_ms),
            )

    def read(self, place: str, person: str, session: str = "") -> str:
        """Return what is kept there, or nothing."""
        rows = self._database.rows(
            "SELECT body FROM draft WHERE place = ? AND person = ? AND session = ?",
            (place, person, session),
        )
        return str(rows[0][0]) if rows else ""

    def drop(self, place: str, person: str, session: str = "") -> None:
        """Keep nothing there any more."""
        if not self.read(place, person, session):
            return
        with self._writing():
            self._database.run(
                "DELETE FROM draft WHERE place = ? AND person = ? AND session = ?",
                (place, person, session),
            )

    def drop_older(self, days: int) -> None:
        """Keep nothing that was written more than ``days`` ago: nobody has come back for it.

        The newest fifty stay whatever the clock says, since it may be wrong now or have been then.
        """
        before = self._store.now().utc_ms - days * 86_400_000
        if self.count() > _ALWAYS_KEPT:
            with self._writing():
                self._database.run(
                    "DELETE FROM draft WHERE written_ms < ? AND (place, person, session) NOT IN "
                    "(SELECT place, person, session FROM draft ORDER BY written_ms DESC LIMIT ?)",
                    (before, _ALWAYS_KEPT),
                )

    def has_since(self, when: Moment) -> bool:
        """Return whether anything was kept after ``when``; a time to come was a wrong clock."""
        asked = "SELECT count(*) FROM draft WHERE written_ms > ? AND written_ms <= ?"
        return self._database.number(asked, (when.utc_ms, self._store.now().utc_ms)) > 0

    def count(self) -> int:
        """Return how many are kept."""
        return self._database.number("SELECT count(*) FROM draft")
