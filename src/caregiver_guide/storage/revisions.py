# SPDX-License-Identifier: GPL-3.0-or-later
"""Revisions: every fact as it was written, chained so that no change goes unnoticed.

A chain runs through all revisions of one person written by one replica (one data folder), so logs
merge as sets and one person can be taken out. The hash of a revision names it; it is the SHA-256
of a JSON array without spaces: the hash of the revision before it in its chain (empty for the
first), then its own columns in the order of `COLUMNS`, without the hash.

The newest revision of a thing is the one with the highest version, then the latest written, then
the highest replica: the same on every computer. Versions count what a change was made from, so a
clock set back hides nothing; what was given away to another person counts `FAR_AHEAD`, and holds
over what another computer changed in it, not knowing. The table ``current`` points to the newest;
it is an ordinary index, kept in the same transaction and rebuilt from the revisions when it is not
right. So are the lines that massages and words are found by (`short_lines`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import replace

from caregiver_guide.domain.session import Moment
from caregiver_guide.domain.values import dataclass
from caregiver_guide.storage.chain import (
    COLUMNS,
    MOST_REPLACED,
    Draft,
    Revision,
    chain_hash,
    revision_of,
)
from caregiver_guide.storage.database import Database, Value
from caregiver_guide.storage.doubts import Doubts
from caregiver_guide.storage.errors import Damaged, DiskFull, DiskTrouble, PerhapsSaved
from caregiver_guide.storage.short_lines import has_lines, keep_in_step, rebuild_lines
from caregiver_guide.storage.structure import StructureCheck
from caregiver_guide.storage.verification import Verification, VerifyReport

PLAN = "plan"
"""The kind of a plan as it was shown; its id follows from what it says."""

FAR_AHEAD = 1_000_000
"""So many versions at once are counted by what holds over every change that was made elsewhere."""

MOVED = "wrong person"
"""Why something lies in the bin that stands with another person now (`moved`)."""

_INSERT = (
    f"INSERT INTO revision ({', '.join(COLUMNS)}) "  # noqa: S608 - our own column names
    f"VALUES ({', '.join('?' * len(COLUMNS))})"
)

_POINT = """
INSERT INTO current VALUES (?, ?, ?, ?, ?, ?, ?, last_insert_rowid())
ON CONFLICT (thing) DO UPDATE SET
    kind = excluded.kind, person = excluded.person, session = excluded.session,
    state = excluded.state, is_in_bin = excluded.is_in_bin, happened_ms = excluded.happened_ms,
    revision = excluded.revision
WHERE (?, ?, ?, ?) > (
    SELECT version, written_ms, replica, seq FROM revision WHERE number = current.revision
)
"""

_NEWEST = """
SELECT thing, kind, person, session, state, is_in_bin, happened_ms, number FROM (
    SELECT *, row_number() OVER (
        PARTITION BY thing ORDER BY version DESC, written_ms DESC, replica DESC, seq DESC
    ) AS place FROM revision
) WHERE place = 1
"""

_VERSIONS = """
SELECT r.number, r.number = c.revision, r.hash, r.replaces
FROM current AS c JOIN revision AS r ON r.thing = c.thing
WHERE c.kind = ? AND c.person = ? ORDER BY r.happened_ms, r.version, r.written_ms, r.replica, r.seq
"""

_FORKED_OF_KIND = """
SELECT DISTINCT r.thing FROM current AS c JOIN revision AS r ON r.thing = c.thing
WHERE c.kind = ? AND c.person = ? GROUP BY r.thing, r.version HAVING count(*) > 1 OR r.version > ?
"""

_OF_THINGS = f"SELECT {', '.join(COLUMNS)} FROM revision WHERE thing IN"  # noqa: S608 - our own names
_IN_LINE = "thing, version, written_ms, replica, seq"

_BY_NUMBER = f"SELECT {', '.join(COLUMNS)} FROM revision WHERE number = ?"  # noqa: S608 - our own names

_VERSIONS_SINCE = f"""
SELECT {", ".join(f"r.{name}" for name in COLUMNS)}
FROM current AS c JOIN revision AS r ON r.thing = c.thing
WHERE c.kind = ? AND c.person = ? AND c.happened_ms >= ?
ORDER BY r.happened_ms, r.thing, r.version, r.written_ms, r.replica, r.seq
"""  # noqa: S608 - our own column names

_EARLIEST_AFTER = """
SELECT written_ms, written_offset FROM revision
WHERE person = ? AND replica = ? AND seq > ? ORDER BY written_ms + written_offset * 60000 LIMIT 1
"""

_LONG_AGO = -(2**62)
_LATE = 20_000
_WRITTEN_BY = """
SELECT number, written_ms FROM revision
WHERE person = ? AND recorded_by = ? AND number > (SELECT max(number) FROM revision) - ?
ORDER BY number DESC
"""
_ARRIVED = f"""
SELECT {", ".join(COLUMNS)} FROM revision
WHERE person = ? AND number > ? AND recorded_by <> ?
AND number > (SELECT max(number) FROM revision) - ? ORDER BY number
"""  # noqa: S608 - our own column names

_LATELY = 100
_NEWEST_OF = """
SELECT written_ms, written_offset FROM revision
WHERE person = ? AND replica = ? ORDER BY seq DESC LIMIT ?
"""

_TAKEN_AWAY = """
SELECT b.thing, max(b.written_ms, coalesce(b.latest, b.written_ms)), b.written_offset FROM (
    SELECT number, thing, written_ms, written_offset,
        max(iif(written_ms <= ?, written_ms, NULL)) OVER (PARTITION BY replica ORDER BY seq)
        AS latest FROM revision WHERE person = ?
) AS b JOIN current AS c ON c.revision = b.number WHERE c.is_in_bin
"""

_LAST_SESSIONS = """
SELECT p.thing, (SELECT max(s.happened_ms) FROM current AS s
                 WHERE s.kind = 'session' AND s.person = p.thing AND s.is_in_bin = 0)
FROM current AS p WHERE p.kind = 'person'
"""

_LATE_SESSIONS = """
SELECT thing FROM revision
WHERE kind = 'session' AND number > (SELECT max(number) FROM revision) - 2000
ORDER BY number DESC LIMIT 60
"""
"""Massages by their late versions: each has two or three."""

_CURRENT = (
    f"SELECT {', '.join(f'r.{name}' for name in COLUMNS)} "  # noqa: S608 - our own column names
    "FROM current AS c JOIN revision AS r ON r.number = c.revision"
)


@dataclass(frozen=True, slots=True)
class LogAge:
    """How old the log was: a time by the wall, and the place in the chain of one replica.

    In that chain the place says what had been written, whatever the clock of the computer said
    then: it may have stood in another year. Of other chains only the times are known.
    """

    when: Moment
    replica: str = ""
    seq: int = 0

    def had(self, one: Revision) -> bool:
        """Return whether a revision of the same person stood in the log by then."""
        if self.replica and one.replica == self.replica:
            return one.seq <= self.seq
        return one.written_ms <= self.when.utc_ms


@dataclass(frozen=True, slots=True)
class ChainHead:
    """The end of one of a person's chains."""

    replica: str
    seq: int
    hash: str


class RevisionStore:
    """Appends revisions and reads them back; nothing here changes or removes one.

    The first writing checks the whole file, if nobody asked for that before, and raises `Damaged`
    rather than write to a file that is not sound.
    """

    def __init__(
        self,
        database: Database,
        clock: Callable[[], Moment],
        replica: str,
        new_id: Callable[[], str],
    ) -> None:
        self.report: VerifyReport | None = None
        self.new_id = new_id
        self.path = database.path
        self.now = clock
        self._database = database
        self._replica = replica
        self.structure = StructureCheck(database)
        self._sound: set[str] = set()
        self._heads: dict[str, tuple[int, str]] = {}
        self._depth = 0
        self._fresh: list[Revision] = []
        self._doubts = Doubts()
        self.heard: Callable[[tuple[Revision, ...]], None] | None = None
        """Told of what was written here together, once it is on the disk."""
        self._revision = database.table("revision")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Write everything inside in one transaction; may be nested."""
        if not self._depth and self._database.may_write:
            self._be_sure_of_file()
        try:
            with self._database.transaction(self._stands):
                self._depth += 1
                try:
                    yield
                finally:
                    self._depth -= 1
        except BaseException as problem:
            fresh, self._fresh = tuple(self._fresh), []
            self._heads.clear()
            if isinstance(problem, PerhapsSaved):
                self._doubts.doubt(fresh)
            elif isinstance(problem, DiskTrouble | DiskFull) and self._doubts.holds_any(fresh):
                raise PerhapsSaved(self.path) from problem  # it may be there since the first time
            raise
        if not self._depth and self._fresh:
            fresh, self._fresh = tuple(self._fresh), []
            self._doubts.settle(fresh)
            if self.heard is not None:
                self.heard(fresh)

    def _stands(self) -> bool:
        """Return whether what was just written is in the file: the last of it, so all of it."""
        if not self._fresh:
            return False
        last = self._fresh[-1]
        rows = self._database.rows(
            "SELECT hash FROM revision WHERE person = ? AND replica = ? AND seq = ?",
            (last.person, last.replica, last.seq),
        )
        return rows == [(last.hash,)]

    @property
    def is_found_damaged(self) -> bool:
        """Whether a check has found the file not sound; before there was one, it has not."""
        is_wrong = self.report is not None and not self.report.is_ok
        return is_wrong or self.structure.found not in (None, ("ok",))

    def _be_sure_of_file(self) -> None:
        """Raise `Damaged` rather than let anybody write to a file that is not sound.

        Once a large file's structure was found right, a writing does not wait for all its chains:
        those that it adds to are read then and there (`_be_sure_of_chains`), the others soon.
        """
        self.structure.wait()
        found = self.structure.found
        if self.report is None and found == ("ok",):
            return
        report = self.report or self.verify()
        if not report.is_ok:
            raise Damaged(self.path)
        if not report.is_index_ok:
            rebuild_index(self._database)
            self.report = replace(report, is_index_ok=True)

    def _be_sure_of_chains(self, person: str) -> None:
        if self.report is None and person not in self._sound:
            if Verification(self._database).of_person(person):
                raise Damaged(self.path)
            self._sound.add(person)

    def append(self, draft: Draft) -> Revision:
        """Write one revision at the end of its chain, and return it.

        What was told as `PerhapsSaved`, is there and is written again is returned as it stands.
        """
        with self.writing():
            written_before = self._doubted(draft)
            if written_before is not None:
                self._fresh.append(written_before)
                self._database.write_as_it_is()
                return written_before
            self._be_sure_of_chains(draft.person)
            seq, previous = self._heads.get(draft.person) or self._read_head(draft.person)
            written = self.now()
            revision = Revision(
                kind=draft.kind,
                thing=draft.thing,
                person=draft.person,
                session=draft.session,
                state=draft.state,
                version=draft.version,
                replaces=draft.replaces,
                replica=self._replica,
                seq=seq + 1,
                recorded_by=draft.recorded_by,
                happened_ms=draft.happened.utc_ms,
                happened_offset=draft.happened.offset_min,
                happened_zone=draft.happened.zone,
                written_ms=written.utc_ms,
                written_offset=written.offset_min,
                written_zone=written.zone,
                is_in_bin=int(draft.is_in_bin),
                why=draft.why,
                body=draft.body,
                hash="",
            )
            revision = revision._replace(hash=chain_hash(revision, previous))
            self._write(revision)
            self._fresh.append(revision)
        self._heads[draft.person] = (revision.seq, revision.hash)
        return revision

    def _doubted(self, draft: Draft) -> Revision | None:
        """Return what ``draft`` says once more, where the first time may not have been told."""
        alike = self._doubts.like(draft, self.now, self._fresh)
        return next((one for one in alike if self._is_newest(one)), None)

    def doubted_state(self, kind: str, person: str, state: str) -> str:
        """Return, by id, a person's thing in a state that was told as `PerhapsSaved`, if there."""
        alike = self._doubts.in_state(kind, person, state)
        return next((one.thing for one in alike if self._is_newest(one)), "")

    def _is_newest(self, one: Revision) -> bool:
        found = self.thing(one.thing)
        return found is not None and found.hash == one.hash

    def add_as_written(self, one: Revision) -> None:
        """Add a revision that another data folder wrote, as it is; its chain was checked before."""
        with self.writing():
            self._be_sure_of_chains(one.person)
            self._write(one)
        self._heads.pop(one.person, None)

    def _write(self, one: Revision) -> None:
        self._database.run(_INSERT, one)
        self._database.run(
            _POINT,
            (
                one.thing,
                one.kind,
                one.person,
                one.session,
                one.state,
                one.is_in_bin,
                one.happened_ms,
                one.version,
                one.written_ms,
                one.replica,
                one.seq,
            ),
        )
        keep_in_step(self._database, one.thing, one.kind)

    def _read_head(self, person: str) -> tuple[int, str]:
        rows = self._database.rows(
            "SELECT seq, hash FROM revision WHERE person = ? AND replica = ? "
            "ORDER BY seq DESC LIMIT 1",
            (person, self._replica),
        )
        return (int(rows[0][0] or 0), str(rows[0][1])) if rows else (0, "")

    def thing(self, thing: str) -> Revision | None:
        """Return the newest revision of a thing, from the bin too."""
        found = self._select("c.thing = ?", (thing,))
        return found[0] if found else None

    def things(self, things: Sequence[str]) -> list[Revision]:
        """Return the newest revisions of some things, from the bin too, in the order of time."""
        found: list[Revision] = []
        for start in range(0, len(things), 500):
            some = things[start : start + 500]
            found += self._select(f"c.thing IN ({_places(some)})", some)
        return found

    def of_person(self, kind: str, person: str, *, in_bin: bool = False) -> list[Revision]:
        """Return the newest revisions of a kind and person, the oldest event first."""
        return self._select(
            "c.kind = ? AND c.person = ? AND c.is_in_bin = ?", (kind, person, int(in_bin))
        )

    def of_kind(self, kind: str) -> list[Revision]:
        """Return the newest revisions of a kind, whoever's they are."""
        return self._select("c.kind = ? AND c.is_in_bin = 0", (kind,))

    def of_sessions(
        self, kind: str, sessions: list[str], *, in_bin: bool = False
    ) -> list[Revision]:
        """Return the newest revisions of a kind that belong to ``sessions``."""
        found: list[Revision] = []
        for start in range(0, len(sessions), 500):  # SQLite's statements hold so many values
            some = sessions[start : start + 500]
            found += self._select(
                f"c.session IN ({_places(some)}) AND c.kind = ? AND c.is_in_bin = ?",
                (*some, kind, int(in_bin)),
            )
        return found

    def running(self) -> list[Revision]:
        """Return the massages begun in this data folder that have no end, the oldest first.

        Only the last massage of each person is looked at, so that many others cost no time, and
        those that the log was told of last: a clock that ran ahead may have dated others later.
        """
        own = "c.kind = 'session' AND c.state = 'running' AND c.is_in_bin = 0 AND r.replica = ? AND"
        last = self._select(
            f"{own} (c.person, c.happened_ms) IN ({_LAST_SESSIONS})", (self._replica,)
        )
        known = {one.thing for one in last}
        late = self._select(f"{own} c.thing IN ({_LATE_SESSIONS})", (self._replica,))
        return sorted(
            (*last, *(one for one in late if one.thing not in known)),
            key=lambda one: one.happened_ms,
        )

    def in_time(
        self,
        kind: str,
        person: str,
        *,
        start: Moment | None = None,
        end: Moment | None = None,
        states: tuple[str, ...] = (),
        newest: int = 0,
    ) -> list[Revision]:
        """Return what happened from ``start`` until before ``end``, the oldest event first.

        ``states`` keeps sessions in one of them; ``newest`` asks for so many of the last ones.
        """
        asked = "c.kind = ? AND c.person = ? AND c.is_in_bin = 0"
        values: list[Value] = [kind, person]
        if start is not None:
            asked += " AND c.happened_ms >= ?"
            values.append(start.utc_ms)
        if end is not None:
            asked += " AND c.happened_ms < ?"
            values.append(end.utc_ms)
        if states:
            asked += f" AND c.state IN ({_places(states)})"
            values.extend(states)
        return self._select(asked, values, newest)

    def _select(self, asked: str, values: Sequence[Value], newest: int = 0) -> list[Revision]:
        """Return what the index points to where ``asked`` holds, the oldest event first.

        Written out as SQL: putting a query together anew takes longer than answering it.
        """
        if not newest:
            rows = self._database.rows(
                f"{_CURRENT} WHERE {asked} ORDER BY c.happened_ms, c.revision", values
            )
            return [revision_of(row, self.path) for row in rows]
        rows = self._database.rows(
            f"{_CURRENT} WHERE {asked} ORDER BY c.happened_ms DESC, c.revision DESC LIMIT ?",
            (*values, newest),
        )
        return [revision_of(row, self.path) for row in reversed(rows)]

    def count(self, kind: str, person: str, states: tuple[str, ...]) -> int:
        """Return how many things of a kind a person has in ``states``."""
        counted = self._database.rows(
            "SELECT state, count(*) FROM current "
            "WHERE kind = ? AND person = ? AND is_in_bin = 0 GROUP BY state",
            (kind, person),
        )
        return sum(int(number or 0) for state, number in counted if state in states)

    def history(self, thing: str) -> list[Revision]:
        """Return every revision of a thing, the oldest first."""
        table = self._revision
        own = table.c
        query = (
            table.select(*(getattr(own, name) for name in COLUMNS))
            .where(own.thing == thing)
            .order_by(own.version, own.written_ms, own.replica, own.seq)
        )
        return [revision_of(row, self.path) for row in self._database.read(query)]

    def leaves(self, thing: str) -> list[Revision]:
        """Return the versions of a thing that no other was made from, the newest last.

        There are two and more when it was changed on two computers at once.
        """
        versions = self.history(thing)
        replaced = {hashed for one in versions for hashed in one.replaces.split()}
        return [one for one in versions if one.hash not in replaced]

    def every_version(self, thing: str) -> str:
        """Return the hashes of every version of a thing, those that stand first, with spaces.

        A marker names all of them (`moved`): what it stood over can nowhere look as if it stood,
        not even where the versions between are known by their hashes alone.
        """
        standing = [one.hash for one in reversed(self.leaves(thing))]
        older = [one.hash for one in reversed(self.history(thing)) if one.hash not in standing]
        return " ".join((*standing, *older)[:MOST_REPLACED])

    def forked_of(self, things: Sequence[str]) -> dict[str, list[Revision]]:
        """Return the versions that stand, the newest last, of those things that have several.

        One question for all of them, and one more only where a thing was ever changed.
        """
        found: dict[str, list[Revision]] = {}
        for start in range(0, len(things), 500):
            some = things[start : start + 500]
            asked = f"SELECT thing FROM revision WHERE thing IN ({_places(some)}) "  # noqa: S608
            rows = self._database.rows(f"{asked} GROUP BY thing HAVING count(*) > 1", some)
            changed = [str(thing) for (thing,) in rows]
            versions = self._database.rows(
                f"{_OF_THINGS} ({_places(changed)}) ORDER BY {_IN_LINE}", changed
            )
            self._add_leaves(found, [revision_of(row, self.path) for row in versions])
        return {thing: leaves for thing, leaves in found.items() if len(leaves) > 1}

    def _add_leaves(self, found: dict[str, list[Revision]], versions: list[Revision]) -> None:
        replaced = {hashed for one in versions for hashed in one.replaces.split()}
        for one in versions:
            if one.hash not in replaced:
                found.setdefault(one.thing, []).append(one)

    def leaves_since(self, kind: str, person: str, since_ms: int) -> list[Revision]:
        """Return every version that stands, in the bin too, of what happened from then on."""
        rows = self._database.rows(_VERSIONS_SINCE, (kind, person, since_ms))
        versions = [revision_of(row, self.path) for row in rows]
        replaced = {hashed for one in versions for hashed in one.replaces.split()}
        return [one for one in versions if one.hash not in replaced]

    def leaves_as_of(self, kind: str, person: str, age: LogAge) -> list[Revision]:
        """Return every version that stood when the log was that old, in the bin too.

        They are in the order of the things, of each the newest last.
        """
        rows = self._database.rows(_VERSIONS_SINCE, (kind, person, _LONG_AGO))
        versions = [revision_of(row, self.path) for row in rows]
        versions.sort(
            key=lambda one: (one.thing, one.version, one.written_ms, one.replica, one.seq)
        )
        replaced: set[str] = set()
        found = []
        for one in reversed(versions):  # what took the place of another comes before it
            is_there = age.had(one)
            if is_there and one.hash not in replaced:
                found.append(one)
            if is_there or one.hash in replaced:
                replaced.update(one.replaces.split())
        return found[::-1]

    def earliest_after(self, one: Revision) -> Moment | None:
        """Return the earliest time by the wall that stands after a revision in its own chain."""
        rows = self._database.rows(_EARLIEST_AFTER, (one.person, one.replica, one.seq))
        return Moment(int(rows[0][0] or 0), int(rows[0][1] or 0)) if rows else None

    def forked(self, person: str) -> list[str]:
        """Return the things of a person of which several versions stand.

        Two that were made from the same one have the same number, but for one that is far ahead:
        only these are looked at. A plan that was shown on two computers says the same on both.
        """
        rows = self._database.rows(
            "SELECT DISTINCT thing FROM revision WHERE person = ? AND kind <> ? "
            "GROUP BY thing, version HAVING count(*) > 1 OR version > ?",
            (person, PLAN, FAR_AHEAD),
        )
        return [str(thing) for (thing,) in rows if len(self.leaves(str(thing))) > 1]

    def forked_of_kind(self, kind: str, person: str) -> list[str]:
        """Return a person's things of one kind of which several versions stand.

        It reads nothing but the two indexes, however many things there are.
        """
        rows = self._database.rows(_FORKED_OF_KIND, (kind, person, FAR_AHEAD))
        return list(self.forked_of([str(thing) for (thing,) in rows]))

    def other_leaves(self, kind: str, person: str) -> dict[str, list[Revision]]:
        """Return, by thing, the leaves that are not the newest version."""
        versions = self._database.rows(_VERSIONS, (kind, person))
        replaced = {hashed for row in versions for hashed in str(row[3]).split()}
        found: dict[str, list[Revision]] = {}
        for number, is_newest, hashed, _ in versions:
            if is_newest or hashed in replaced:
                continue
            (row,) = self._database.rows(_BY_NUMBER, (number,))
            one = revision_of(row, self.path)
            found.setdefault(one.thing, []).append(one)
        return found

    def written_by(self, person: str, caregiver: str) -> list[tuple[int, int]]:
        """Return place and time (UTC milliseconds) of a caregiver's late entries, newest first.

        Only the last entries of the log are looked through, so that old ones cost no time.
        """
        rows = self._database.rows(_WRITTEN_BY, (person, caregiver, _LATE))
        return [(int(number or 0), int(written or 0)) for number, written in rows]

    def arrived_since(self, person: str, place: int, but_not: str) -> list[Revision]:
        """Return what came into the log after ``place``, but for what one caregiver wrote.

        The order is that of coming in: what a care file brought today is new today.
        """
        rows = self._database.rows(_ARRIVED, (person, place, but_not, _LATE))
        return [revision_of(row, self.path) for row in rows]

    def arrival(self, thing: str) -> int:
        """Return the place in the order of coming in at which something was first written."""
        return self._database.number("SELECT min(number) FROM revision WHERE thing = ?", (thing,))

    def newest_of(self, person: str, replicas: AbstractSet[str]) -> Moment | None:
        """Return the newest time by the wall in the late entries of some chains of a person."""
        found = [
            Moment(int(ms or 0), int(offset or 0))
            for one in replicas
            for ms, offset in self._database.rows(_NEWEST_OF, (person, one, _LATELY))
        ]
        return max(found, default=None, key=lambda one: one.utc_ms)

    def taken_away(self, person: str) -> dict[str, Moment]:
        """Return when each thing in the bin was put there: not before what was written before it.

        A clock that stood in another year does not make it old; one that ran ahead is not asked.
        """
        rows = self._database.rows(_TAKEN_AWAY, (self.now().utc_ms, person))
        return {str(thing): Moment(int(ms or 0), int(at or 0)) for thing, ms, at in rows}

    def go_on_as(self, replica: str) -> None:
        """Write under another name from now on: in chains of its own."""
        self._replica = replica
        self._heads.clear()

    def has_written(self, person: str) -> bool:
        """Return whether this data folder itself wrote anything about a person."""
        return self._read_head(person)[0] > 0

    def heads(self, person: str) -> tuple[ChainHead, ...]:
        """Return the ends of a person's chains, in the order of the replicas."""
        found: list[ChainHead] = []
        while True:
            rows = self._database.rows(
                "SELECT replica, seq, hash FROM revision WHERE person = ? AND replica = "
                "(SELECT min(replica) FROM revision WHERE person = ? AND replica > ?) "
                "ORDER BY seq DESC LIMIT 1",
                (person, person, found[-1].replica if found else ""),
            )
            if not rows:
                return tuple(found)
            replica, seq, chain = rows[0]
            if found and str(replica) <= found[-1].replica:  # a damaged index goes round in circles
                raise Damaged(self.path)
            found.append(ChainHead(str(replica), int(seq or 0), str(chain)))

    def verify(self) -> VerifyReport:
        """Check the whole file now."""
        self.structure.wait()
        self.report = Verification(self._database).whole()
        return self.report

    def verifying(self) -> Iterator[float]:
        """Check the whole file in slices, saying how much is done (0 to 1); sets ``report``.

        It leaves off when a writing has checked the whole file meanwhile.
        """
        verification = Verification(self._database, self.structure.found)
        before = self.report
        for done in verification.slices():
            if self.report is not before:
                return
            self.report = verification.report or before
            before = self.report
            yield done

    def rebuild_index(self) -> None:
        """Make every table for quick reading anew from the revisions."""
        with self.writing():
            rebuild_index(self._database)
        self.report = None


def rebuild_index(database: Database) -> None:
    """Make every table that follows from the revisions anew, in one transaction."""
    with database.transaction():
        database.run("DELETE FROM current")
        database.run(f"INSERT INTO current {_NEWEST}")
        if has_lines(database):
            rebuild_lines(database)


def _places(values: Sequence[str]) -> str:
    """Return as many places for values as an SQL list needs."""
    return ", ".join("?" * len(values))
