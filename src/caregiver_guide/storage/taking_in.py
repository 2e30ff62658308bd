# SPDX-License-Identifier: GPL-3.0-or-later
"""Taking a care file into the log: what it would bring is told first, then all of it or nothing.

The log afterwards holds every entry that it held or the file holds, so it does not matter in what
order files are taken in, or how often. What is shown follows from the entries alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from sys import intern

from caregiver_guide.storage.care_entries import Entry, Kinds, LeftOut
from caregiver_guide.storage.care_file import CareFileReader
from caregiver_guide.storage.care_file_errors import CareFileChanged, CareFileDoesNotFit
from caregiver_guide.storage.chain import Revision
from caregiver_guide.storage.database import Database
from caregiver_guide.storage.moved import SMALLEST, became
from caregiver_guide.storage.revisions import PLAN, RevisionStore

_SLICE = 2000
_GIVEN_KIND = "session"


@dataclass(frozen=True, slots=True)
class KindNews:
    """How many things of one kind a file brings anew, changes, or has as they are here.

    ``both`` counts those of the changed ones that were changed here as well.
    """

    kind: str
    new: int = 0
    changed: int = 0
    same: int = 0
    both: int = 0


@dataclass(frozen=True, slots=True)
class PersonNews:
    """What a file brings about one person.

    ``is_known`` says whether the person is in the log already, ``has_namesake`` whether the log
    knows somebody else by that name. The days are those of the massages, ``None`` without any.
    """

    id: str
    name: str
    is_known: bool
    has_namesake: bool
    kinds: tuple[KindNews, ...]
    first_day: date | None
    last_day: date | None

    def of(self, kind: str) -> KindNews:
        """Return the counts of one kind."""
        return next((one for one in self.kinds if one.kind == kind), KindNews(kind))

    @property
    def is_nothing_new(self) -> bool:
        """Whether the log has all of it."""
        return not any(one.new or one.changed for one in self.kinds)


@dataclass(frozen=True, slots=True)
class CareFileNews:
    """What taking a file in would change; ``seal`` names exactly this file."""

    path: Path
    seal: str
    made: str
    made_with: str
    first_day: date | None
    last_day: date | None
    people: tuple[PersonNews, ...]
    entries: int
    new_entries: int

    @property
    def is_nothing_new(self) -> bool:
        """Whether the log has every entry of it."""
        return self.new_entries == 0


@dataclass(slots=True)
class _Thing:
    """One thing of the file: whether the log had it, which entries are new, and what is shown.

    ``fresh`` are the hashes of the new entries and of what they replace, for a thing that the log
    had. There may be many thousands of these, so they are small.
    """

    person: str
    kind: str
    is_known: bool
    is_in_bin: bool = False
    is_touched: bool = False
    version: int = 0
    written_ms: int = 0
    replica: str = ""
    name: str = ""
    day: date | None = None
    is_marker: bool = False
    fresh: list[tuple[str, str]] | None = None

    def note(self, one: Revision, name: str, *, is_new: bool) -> None:
        """Count an entry in; the newest version says what is shown."""
        if is_new:
            self.is_touched = True
            if self.is_known:
                self.fresh = self.fresh or []
                self.fresh.append((one.hash, one.replaces))
        order = (one.version, one.written_ms, one.replica)
        if order > (self.version, self.written_ms, self.replica):
            self.version, self.written_ms = one.version, one.written_ms
            self.replica = intern(one.replica)
            self.is_in_bin = bool(one.is_in_bin)
            self.is_marker = became(one) is not None
            self.name = name
            self.day = one.happened.day if one.kind == _GIVEN_KIND else None


class TakingIn:
    """One care file beside one log."""

    def __init__(self, database: Database, store: RevisionStore, kinds: Kinds, path: Path) -> None:
        self._database = database
        self._store = store
        self._kinds = kinds
        self._path = path

    def look(self) -> CareFileNews:
        """Read the whole file and return what it would bring; nothing is written."""
        return self._go_through(CareFileReader(self._path, self._kinds), is_written=False)

    def take_in(self, seal: str) -> CareFileNews:
        """Write everything that is new, in one transaction, and return what it was.

        ``seal`` is what `look` said of the file; another one raises `CareFileChanged`, and
        every fault of the file, the log or the disk leaves the log as it was.
        """
        with self._store.writing():
            news = self._go_through(CareFileReader(self._path, self._kinds), is_written=True)
            if news.seal != seal:
                raise CareFileChanged(self._path)
        return news

    def _go_through(self, reader: CareFileReader, *, is_written: bool) -> CareFileNews:
        known = _KnownChain(self._database)
        things: dict[bytes, _Thing] = {}
        waiting: list[Revision] = []
        entries = new_entries = 0
        for one in reader.entries():
            here, is_whole = known.at(one)
            if here not in ("", one.hash):
                raise CareFileDoesNotFit(self._path)
            if isinstance(one, LeftOut):
                if is_written and not here:
                    self._add_left_out(one)
                continue
            entries += 1
            is_waiting = not is_whole and self._was_moved_away(one, is_left_out=bool(here))
            if is_waiting:
                waiting.append(one)
            is_new = not is_whole and not is_waiting
            new_entries += is_new
            self._note(things, one, is_new=is_new)
            if is_written and is_new:
                if here:
                    self._drop_left_out(one)
                self._store.add_as_written(one)
        for one in waiting:
            thing = things[bytes.fromhex(one.thing)]
            if self._came_back(one.thing, thing):
                new_entries += 1
                thing.note(one, "", is_new=True)
                if is_written:
                    self._drop_left_out(one)
                    self._store.add_as_written(one)
            elif is_written:
                self._add_left_out(one)
        return CareFileNews(
            path=self._path,
            seal=reader.seal,
            made=reader.head.made,
            made_with=reader.head.made_with,
            first_day=reader.head.first_day,
            last_day=reader.head.last_day,
            people=self._people(things),
            entries=entries,
            new_entries=new_entries,
        )

    def _was_moved_away(self, one: Revision, *, is_left_out: bool) -> bool:
        """Return whether a version holds words that were moved to another person.

        Left out here, they stay so, and so do those of somebody who is not in this log: that
        person may have been erased here.
        """
        if one.kind not in SMALLEST:
            return False
        here = self._store.thing(one.thing)
        name = None if here is None else became(here)
        if name is None or became(one) is not None:
            return False
        return is_left_out or self._store.thing(name) is None

    def _came_back(self, thing: str, told: _Thing) -> bool:
        """Return whether, with the file, something moved away stands with its person again."""
        here = self._store.thing(thing)
        if here is None or told.is_marker:
            return False
        order = (told.version, told.written_ms, told.replica)
        return order >= (here.version, here.written_ms, here.replica)

    def _note(self, things: dict[bytes, _Thing], one: Revision, *, is_new: bool) -> None:
        """Count an entry to its thing; a thing belongs to one person and is of one kind."""
        key = bytes.fromhex(one.thing)
        thing = things.get(key)
        if thing is None:
            rows = self._database.rows(
                "SELECT person, kind FROM current WHERE thing = ?", (one.thing,)
            )
            if rows and rows[0] != (one.person, one.kind):
                raise CareFileDoesNotFit(self._path)
            thing = _Thing(intern(one.person), intern(one.kind), bool(rows))
            things[key] = thing
        elif (thing.person, thing.kind) != (one.person, one.kind):
            raise CareFileDoesNotFit(self._path)
        name = self._kinds["person"].read(one).name if one.kind == "person" else ""
        thing.note(one, name, is_new=is_new)

    def _people(self, things: dict[bytes, _Thing]) -> tuple[PersonNews, ...]:
        of_person: dict[str, dict[str, KindNews]] = {}
        days: dict[str, list[date]] = {}
        who: dict[str, tuple[str, bool]] = {}
        for key, thing in things.items():
            if thing.kind == "person":
                who[thing.person] = (thing.name, thing.is_known)
            if thing.day is not None and not thing.is_in_bin:
                days.setdefault(thing.person, []).append(thing.day)
            kinds = of_person.setdefault(thing.person, {})
            before = kinds.get(thing.kind, KindNews(thing.kind))
            kinds[thing.kind] = self._counted(before, key.hex(), thing)
        names = [(one.id, one.name.casefold().strip()) for one in self._kinds["person"].all()]
        return tuple(
            PersonNews(
                id=person,
                name=name,
                is_known=is_known,
                has_namesake=any(
                    other != person and name.casefold().strip() == known for other, known in names
                ),
                kinds=tuple(of_person[person][kind] for kind in sorted(of_person[person])),
                first_day=min(days.get(person, ()), default=None),
                last_day=max(days.get(person, ()), default=None),
            )
            for person, (name, is_known) in sorted(who.items(), key=lambda item: item[1][0])
        )

    def _counted(self, before: KindNews, thing_id: str, thing: _Thing) -> KindNews:
        new, changed, same, both = before.new, before.changed, before.same, before.both
        if not thing.is_touched:
            same += 1
        elif thing.is_known:
            changed += 1
            # A plan is named by what it says: shown on two computers, it is the same plan.
            both += thing.kind != PLAN and self._is_changed_on_both(thing_id, thing.fresh or ())
        elif not thing.is_in_bin:
            new += 1
        return KindNews(thing.kind, new, changed, same, both)

    def _is_changed_on_both(self, thing: str, fresh: Iterable[tuple[str, str]]) -> bool:
        """Return whether a thing has more than one version that no other was made from."""
        rows = self._database.rows("SELECT hash, replaces FROM revision WHERE thing = ?", (thing,))
        versions = {(str(hashed), str(replaces)) for hashed, replaces in rows} | set(fresh)
        replaced = {hashed for _, replaces in versions for hashed in replaces.split()}
        return sum(hashed not in replaced for hashed, _ in versions) > 1

    def _add_left_out(self, one: Entry) -> None:
        values = (one.person, one.replica, one.seq, one.hash)
        self._database.run("INSERT OR IGNORE INTO left_out VALUES (?, ?, ?, ?)", values)

    def _drop_left_out(self, one: Revision) -> None:
        self._database.run(
            "DELETE FROM left_out WHERE person = ? AND replica = ? AND seq = ?",
            (one.person, one.replica, one.seq),
        )


class _KnownChain:
    """The hashes that the log holds of a chain, read in slices as a file comes by."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._slice: tuple[str, str, int] = ("", "", -1)
        self._whole: dict[int, str] = {}
        self._left_out: dict[int, str] = {}

    def at(self, one: Entry) -> tuple[str, bool]:
        """Return the hash that the log has at the place of an entry (or ""), and if it is whole."""
        here = (one.person, one.replica, one.seq // _SLICE)
        if here != self._slice:
            self._slice = here
            self._whole = self._read("revision", one)
            self._left_out = self._read("left_out", one)
        whole = self._whole.get(one.seq, "")
        return whole or self._left_out.get(one.seq, ""), bool(whole)

    def _read(self, table: str, one: Entry) -> dict[int, str]:
        start = one.seq // _SLICE * _SLICE
        rows = self._database.rows(
            f"SELECT seq, hash FROM {table} "  # noqa: S608 - one of our own two tables
            "WHERE person = ? AND replica = ? AND seq >= ? AND seq < ?",
            (one.person, one.replica, start, start + _SLICE),
        )
        return {int(seq or 0): str(hashed) for seq, hashed in rows}
