# SPDX-License-Identifier: GPL-3.0-or-later
"""What was moved to another person: all that stays with the wrong one is a marker without words.

A marker is a version in the bin that names the thing which the moved one became. The versions
before it hold words about somebody else. They are handed over as hashes alone, and go when that
person is erased (`erasing`). Versions of this program before markers left the words in the bin:
`unmarked` finds them, and where the thing that they became is in the log, it finds that as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

import msgspec

from caregiver_guide.domain.session import Moment
from caregiver_guide.domain.values import dataclass
from caregiver_guide.storage.chain import COLUMNS, Draft, Revision, revision_of
from caregiver_guide.storage.database import Database
from caregiver_guide.storage.revisions import FAR_AHEAD, MOVED, RevisionStore

BECAME: Final = "became"
"""The place in a marker's body that names the thing; empty where that is not known."""

SMALLEST: Final[Mapping[str, Mapping[str, Any]]] = {
    "session": {"caregiver": "", "routine": "", "position": "", "minutes_asked": 0},
    "rating": {"question": "pain", "when": "before", "value": "could-not-say"},
    "comfort-signs": {"when": "before"},
    "reaction": {"what": "", "severity": "comfort"},
    "note": {"text": ""},
    "follow-up": {"when": "after"},
    "consent-answer": {"at_s": 0, "answer": "not-answered"},
}
"""By kind, the least that has to stand in the body of a version: what can be moved, and no more."""

_STATE = "finished"
_PLANS = ("plan", "later_plans", "plan_json")

_IN_BIN = f"""
SELECT c.thing, c.person, r.body
FROM current AS c JOIN revision AS r ON r.number = c.revision
WHERE c.is_in_bin = 1 AND r.why = ? AND c.kind IN ({", ".join("?" * len(SMALLEST))})
"""  # noqa: S608 - only places for values

_ONCE_MOVED = """
SELECT DISTINCT m.thing, c.person FROM revision AS m
JOIN current AS c ON c.thing = m.thing JOIN revision AS r ON r.number = c.revision
WHERE m.why = ? AND m.is_in_bin = 1 AND NOT (c.is_in_bin = 1 AND r.why = ?)
"""

_SAID = """
SELECT c.thing, c.kind FROM current AS c JOIN revision AS r ON r.number = c.revision
WHERE c.session = ? AND c.is_in_bin = 1 AND r.why <> ?
"""

_VERSIONS = (
    f"SELECT number, {', '.join(COLUMNS)} FROM revision "  # noqa: S608 - our own column names
    "WHERE thing = ? ORDER BY version, written_ms, replica, seq"
)

_ALIKE = """
SELECT r.thing, r.body FROM current AS c JOIN revision AS r ON r.thing = c.thing
WHERE c.kind = ? AND c.person = ? AND c.happened_ms = ? AND r.version = 1
"""


def moved_id(thing: str, person: str) -> str:
    """Return what a thing is named by once it was moved to a person: on every computer the same."""
    return sha256(f"{thing}\n{person}".encode()).hexdigest()[:32]


def became(one: Revision) -> str | None:
    """Return what a marker names, perhaps nothing; ``None`` for a version that is no marker."""
    if not one.is_in_bin or one.why != MOVED:
        return None
    return _named(one.body)


def _named(body: str) -> str | None:
    said = msgspec.json.decode(body)
    return str(said[BECAME]) if isinstance(said, dict) and BECAME in said else None


def marker(before: Revision, replaces: str, name: str, now: Moment, by: str = "") -> Draft:
    """Return the marker that follows on ``before`` and names what it became.

    It holds over whatever another computer changed, not knowing. ``ValueError`` for a kind that
    nobody can move.
    """
    if before.kind not in SMALLEST:
        raise ValueError(f"a {before.kind} cannot be moved")
    body = dict(SMALLEST[before.kind])
    state = ""
    if before.kind == "session":
        state = _STATE
        body |= {"state": state, "started": msgspec.to_builtins(now)}
    return Draft(
        kind=before.kind,
        thing=before.thing,
        person=before.person,
        session=before.session,
        state=state,
        body=msgspec.json.encode(body | {BECAME: name}).decode(),
        happened=now,
        version=before.version + FAR_AHEAD,
        replaces=replaces,
        recorded_by=by,
        is_in_bin=True,
        why=MOVED,
    )


@dataclass(frozen=True, slots=True)
class Words:
    """A version that holds what was moved away: its place in the file, its thing and its hash."""

    number: int
    thing: str
    hash: str


class Moves:
    """What was moved from one person to another, as a log knows it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._people = [
            str(row[0]) for row in database.rows("SELECT thing FROM current WHERE kind = 'person'")
        ]

    def marked(self) -> dict[str, str]:
        """Return what each thing became whose newest version is a marker."""
        found = ((thing, person, _named(body)) for thing, person, body in self._in_bin())
        return {
            thing: name or self._what_became_of(thing, person)
            for thing, person, name in found
            if name is not None
        }

    def unmarked(self) -> dict[str, str]:
        """Return what each thing became that was moved without a marker, where that is known.

        One whose moving was taken back is among them, as it lies with the person who has it no
        more, and what had been taken away of a massage before that was moved.
        """
        found = {
            thing: self._what_became_of(thing, person)
            for thing, person, body in self._in_bin()
            if _named(body) is None
        }
        for once_moved, owner in self._database.rows(_ONCE_MOVED, (MOVED, MOVED)):
            for person in self._people:
                there = moved_id(str(once_moved), person)
                if person != owner and self._lies_in_bin(there):
                    found[there] = str(once_moved)
        return found | self._said_about(self.marked() | found)

    def _said_about(self, moved: Mapping[str, str]) -> dict[str, str]:
        """Return what had been said about a moved massage and was taken away before that."""
        found: dict[str, str] = {}
        for massage, name in moved.items():
            rows = self._database.rows("SELECT person FROM current WHERE thing = ?", (name,))
            for thing, kind in self._database.rows(_SAID, (massage, MOVED)):
                if kind in SMALLEST:
                    found[str(thing)] = moved_id(str(thing), str(rows[0][0])) if rows else ""
        return found

    def became_of(self, thing: str, owner: str) -> str:
        """Return what a moved thing became, of whatever version of the program; "" if unknown."""
        newest = self._database.rows(
            "SELECT r.body FROM current AS c JOIN revision AS r ON r.number = c.revision "
            "WHERE c.thing = ?",
            (thing,),
        )
        name = _named(str(newest[0][0])) if newest else ""
        is_here = bool(name) and self._database.number(
            "SELECT count(*) FROM current WHERE thing = ?", (name,)
        )
        return str(name) if is_here else self._what_became_of(thing, owner) or name or ""

    def moved_to(self, person: str) -> tuple[str, ...]:
        """Return the things of others that became a person's, also by way of somebody else."""
        links = self.marked() | self.unmarked()
        theirs = {name for name in links.values() if self._is_of(name, person)}
        found: set[str] = set()
        is_growing = True
        while is_growing:
            more = {
                thing
                for thing, name in links.items()
                if thing not in found
                and (
                    name in theirs
                    or name in found
                    or name == moved_id(thing, person)
                    or self._is_of(moved_id(thing, person), person)  # moved to somebody else, too
                )
            }
            found |= more
            is_growing = bool(more)
        return tuple(sorted(thing for thing in found if not self._is_of(thing, person)))

    def words(self, things: Iterable[str]) -> tuple[Words, ...]:
        """Return the versions of moved things that are no markers."""
        found = []
        for thing in things:
            for row in self._database.rows(_VERSIONS, (thing,)):
                one = revision_of(row[1:], self._database.path)
                if became(one) is None:
                    found.append(Words(int(row[0] or 0), thing, one.hash))
        return tuple(found)

    def _in_bin(self) -> list[tuple[str, str, str]]:
        rows = self._database.rows(_IN_BIN, (MOVED, *SMALLEST))
        return [(str(thing), str(person), str(body)) for thing, person, body in rows]

    def _is_of(self, thing: str, person: str) -> bool:
        asked = "SELECT count(*) FROM current WHERE thing = ? AND person = ?"
        return self._database.number(asked, (thing, person)) > 0

    def _lies_in_bin(self, thing: str) -> bool:
        """Return whether a thing lies in the bin for any reason but that it was moved on."""
        asked = """
        SELECT count(*) FROM current AS c JOIN revision AS r ON r.number = c.revision
        WHERE c.thing = ? AND c.is_in_bin = 1 AND r.why <> ?
        """
        return self._database.number(asked, (thing, MOVED)) > 0

    def _what_became_of(self, thing: str, owner: str) -> str:
        """Return the thing by its name, or by what it says and when that was; else nothing."""
        others = [person for person in self._people if person != owner]
        for person in others:
            there = moved_id(thing, person)
            if self._is_of(there, person):
                return there
        rows = self._database.rows(_VERSIONS, (thing,))
        versions = [revision_of(row[1:], self._database.path) for row in rows]
        words = [one for one in versions if became(one) is None]
        said = [_without_plans(one.body) for one in words]
        times = sorted({one.happened_ms for one in words})
        for person, time in ((person, time) for person in others for time in times):
            for other, body in self._database.rows(_ALIKE, (words[0].kind, person, time)):
                if _without_plans(str(body)) in said:
                    return str(other)
        return ""


def _without_plans(body: str) -> object:
    said = msgspec.json.decode(body)
    if not isinstance(said, dict):
        return said
    return {name: value for name, value in said.items() if name not in _PLANS}


def mark_moves(database: Database, store: RevisionStore) -> None:
    """Write the marker of everything that was moved without one; all of them, or none."""
    found = Moves(database).unmarked()
    if not found:
        return
    with store.writing():
        for thing, name in sorted(found.items()):
            leaves = store.leaves(thing)
            replaces = store.every_version(thing)
            store.append(marker(leaves[-1], replaces, name, store.now()))


def holds_any(database: Database, words: Sequence[Words]) -> bool:
    """Return whether a file holds one of these versions with its words."""
    wanted = {one.hash for one in words}
    things = sorted({one.thing for one in words})
    for start in range(0, len(things), 500):
        some = things[start : start + 500]
        places = ", ".join("?" * len(some))
        asked = f"SELECT hash FROM revision WHERE thing IN ({places})"  # noqa: S608 - places alone
        if any(str(row[0]) in wanted for row in database.rows(asked, some)):
            return True
    return False
