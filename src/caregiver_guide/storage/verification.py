# SPDX-License-Identifier: GPL-3.0-or-later
"""Checking a whole file: the database's own check, every chain, then what follows from them."""

from __future__ import annotations

from collections.abc import Iterator

from caregiver_guide.domain.values import dataclass
from caregiver_guide.storage.chain import COLUMNS, Revision, chain_hash, revision_of
from caregiver_guide.storage.database import Database, Value
from caregiver_guide.storage.errors import Damaged
from caregiver_guide.storage.own_facts import read_own_facts
from caregiver_guide.storage.short_lines import has_lines, wrong_lines
from caregiver_guide.storage.structure import ask_structure

_SLICE = 400

_POINTERS = """
SELECT c.thing, coalesce(
    (c.thing, c.kind, c.person, c.session, c.state, c.is_in_bin, c.happened_ms)
    = (r.thing, r.kind, r.person, r.session, r.state, r.is_in_bin, r.happened_ms), 0)
    AND NOT EXISTS (
        SELECT 1 FROM revision AS newer WHERE newer.thing = c.thing
        AND (newer.version, newer.written_ms, newer.replica, newer.seq)
            > (r.version, r.written_ms, r.replica, r.seq))
FROM current AS c LEFT JOIN revision AS r ON r.number = c.revision
WHERE c.thing > ? ORDER BY c.thing LIMIT ?
"""

_THINGS = "SELECT count(DISTINCT thing) FROM revision WHERE thing > ? AND thing <= ?"
_THINGS_AFTER = "SELECT EXISTS (SELECT 1 FROM revision WHERE thing > ?)"

_NEXT_SLICE = (
    f"SELECT {', '.join(COLUMNS)} FROM revision "  # noqa: S608 - our own column names
    "WHERE (person, replica, seq) > (?, ?, ?) ORDER BY person, replica, seq LIMIT ?"
)

_LEFT_OUT_BEFORE = """
SELECT seq, hash FROM left_out
WHERE person = ? AND replica = ? AND seq > ? AND seq < ? ORDER BY seq
"""


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What a check of the whole file found; ``faults`` hold ids and counts only.

    ``is_ok`` speaks of the history; ``is_index_ok`` of the tables that can be rebuilt from it.
    """

    is_ok: bool
    revisions: int
    faults: tuple[str, ...]
    is_index_ok: bool


class Verification:
    """One check of one file; it reads and never writes.

    The database's own check alone calls a quarter of all damaged files sound; the chains do not.
    """

    def __init__(self, database: Database, structure: tuple[str, ...] | None = None) -> None:
        """Take what the database's own check said, if it was asked already."""
        self.report: VerifyReport | None = None
        self._database = database
        self._structure = structure

    def whole(self) -> VerifyReport:
        """Check everything now."""
        for _done in self.slices():
            pass
        assert self.report is not None  # noqa: S101 - the last slice sets it
        return self.report

    def slices(self) -> Iterator[float]:
        """Check in slices, saying how much is done (0 to 1); then ``report`` is set."""
        faults: list[str] = []
        seen = 0
        is_index_ok = False
        try:
            found = self._structure
            if found is None:
                found = ask_structure(self._database.rows) or ()
            astray = sum(1 for said in found if _is_of_words(said))
            faults += [f"integrity: {said}" for said in structure_faults(found)]
            faults += self._own_faults()
            total = self._count()
            yield 0.1
            has_gaps = self._has_gaps()
            for links in self._links():
                seen += len(links)
                for one, before in links:
                    wrong = _faults(one, before)
                    if wrong and has_gaps:
                        wrong = self._faults_over_gap(one, before)
                    faults += wrong
                yield 0.1 + 0.8 * min(1.0, seen / max(1, total))
            # Between two slices the app may have written.
            if not total <= seen <= self._count():
                faults.append(f"chains hold {seen} of {total} revisions")
            for wrong_ones in self._wrong_pointers():
                astray += wrong_ones
                yield 0.9
            if has_lines(self._database) and not astray:
                for wrong_ones in wrong_lines(self._database):
                    astray += wrong_ones
                    yield 0.95
            is_index_ok = astray == 0
        except Damaged:
            faults.append(f"unreadable after {seen} revisions")
        self.report = VerifyReport(not faults, seen, tuple(faults), is_index_ok)
        yield 1.0

    def of_person(self, person: str) -> tuple[str, ...]:
        """Return what is wrong with the chains of one person, and with nobody else's."""
        faults: list[str] = []
        has_gaps = self._has_gaps()
        for links in self._links(person):
            for one, before in links:
                if one.person != person:
                    return tuple(faults)
                wrong = _faults(one, before)
                faults += self._faults_over_gap(one, before) if wrong and has_gaps else wrong
        return tuple(faults)

    def _own_faults(self) -> list[str]:
        try:
            read_own_facts(self._database)
        except Damaged:
            return ["what the log knows of itself is not what was written"]
        return []

    def _count(self) -> int:
        return self._database.number("SELECT count(*) FROM revision")

    def _links(self, person: str = "") -> Iterator[list[tuple[Revision, Revision | None]]]:
        """Yield every revision from a person's on, with the one before it, chain after chain."""
        last: Revision | None = None
        while True:
            after = (last.person, last.replica, last.seq) if last else (person, "", 0)
            links: list[tuple[Revision, Revision | None]] = []
            for row in self._database.rows(_NEXT_SLICE, (*after, _SLICE)):
                one = revision_of(row, self._database.path)
                links.append((one, last))
                last = one
            if not links:
                return
            if last is None or (last.person, last.replica, last.seq) <= after:
                raise Damaged(self._database.path)  # a damaged index goes round in circles
            yield links

    def _has_gaps(self) -> bool:
        """Return whether any chain has entries that were never handed over to this log."""
        is_there = "SELECT count(*) FROM sqlite_master WHERE name = 'left_out'"
        if not self._database.number(is_there):
            return False  # a file of the first schema
        return self._database.number("SELECT EXISTS (SELECT 1 FROM left_out)") == 1

    def _faults_over_gap(self, one: Revision, before: Revision | None) -> list[str]:
        """Return what is wrong with a revision that follows some known by their hash alone."""
        seq, chain = _end(one, before)
        gap = self._database.rows(_LEFT_OUT_BEFORE, (one.person, one.replica, seq, one.seq))
        for number, hashed in gap:
            if number != seq + 1:
                break
            seq, chain = seq + 1, str(hashed)
        return _faults_after(one, seq, chain)

    def _wrong_pointers(self) -> Iterator[int]:
        """Yield, slice after slice, how many rows of the index do not point to the newest."""
        last: Value = ""
        while rows := self._database.rows(_POINTERS, (last, _SLICE)):
            before, last = last, rows[-1][0]
            if str(last) <= str(before):
                raise Damaged(self._database.path)
            # In the same slice, since the app may write between two; all at once takes 0.1 s.
            things = self._database.number(_THINGS, (before, last))
            wrong = sum(1 for _thing, is_right in rows if not is_right)
            yield wrong + abs(things - len(rows))
        yield self._database.number(_THINGS_AFTER, (last,))


def structure_faults(found: tuple[str, ...]) -> tuple[str, ...]:
    """Return what the database's own check said that is more than a text index to be made anew."""
    return tuple(said for said in found if not _is_of_words(said, "ok"))


def _is_of_words(said: str, *others: str) -> bool:
    """Return whether the database's check speaks of the text index alone, or says ``others``."""
    return said in others or "FTS5 table main.words" in said or '"words"' in said


def _faults(one: Revision, before: Revision | None) -> list[str]:
    """Return what is wrong with one revision and its tie to the one before, in ids alone."""
    return _faults_after(one, *_end(one, before))


def _end(one: Revision, before: Revision | None) -> tuple[int, str]:
    """Return where the chain of ``one`` stood when ``before`` was the last revision read."""
    if before is None or (before.person, before.replica) != (one.person, one.replica):
        return 0, ""
    return before.seq, before.hash


def _faults_after(one: Revision, seq: int, previous: str) -> list[str]:
    place = f"revision {one.seq} of person {one.person!r} by replica {one.replica}"
    if one.seq != seq + 1:
        return [f"{place} does not follow the one before it"]
    if one.hash != chain_hash(one, previous):
        return [f"{place} is not what was written"]
    return []
