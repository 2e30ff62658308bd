# SPDX-License-Identifier: GPL-3.0-or-later
"""Choosing what goes into a care file: whole people, or what happened on some of their days.

What a plan depends on always goes along, whenever it was written: who somebody is, every place and
condition, every yes, every check and whether somebody has looked at what it found, whom to call,
how many massages a week are meant, and what is still to be asked. Of caregivers those go along who
had a hand in it. What belongs to a massage follows the day of the massage. Of what was moved to
another person the marker goes along, and nothing that was said about it (`moved`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

import msgspec

from caregiver_guide.domain.session import Moment
from caregiver_guide.domain.values import dataclass
from caregiver_guide.storage.care_entries import Entry, LeftOut
from caregiver_guide.storage.chain import COLUMNS, Revision, revision_of
from caregiver_guide.storage.database import Database
from caregiver_guide.storage.moved import Moves, became

ALWAYS: Final = frozenset(
    {
        "person",
        "contact",
        "zone",
        "condition",
        "clearance",
        "zones-answer",
        "check",
        "signs-looked",
        "question",
        "weekly-plan",
    }
)
"""The kinds that go along whatever days are chosen."""

_SLICE = 500

_CHAIN = (
    f"SELECT {', '.join(COLUMNS)} FROM revision "  # noqa: S608 - our own column names
    "WHERE person = ? AND replica = ? AND seq > ? ORDER BY seq LIMIT ?"
)

_OF_THING = "SELECT hash, replaces FROM revision WHERE thing = ?"

_REPLICAS = "SELECT DISTINCT replica FROM revision WHERE person = ? ORDER BY replica"

_LEFT_OUT = (
    "SELECT seq, hash FROM left_out WHERE person = ? AND replica = ? AND seq > ? AND seq < ? "
    "ORDER BY seq"
)

_THINGS = """
SELECT c.thing, c.kind, c.session, r.happened_ms, r.happened_offset
FROM current AS c JOIN revision AS r ON r.number = c.revision
WHERE c.person = ? AND c.kind <> 'plan'
"""

_WRITERS = "SELECT DISTINCT recorded_by FROM revision WHERE person = ? AND thing = ?"

_BODIES = "SELECT body FROM revision WHERE thing = ?"


@dataclass(frozen=True, slots=True)
class Days:
    """The days chosen, both included; ``None`` for no bound."""

    first: date | None = None
    last: date | None = None

    def holds(self, day: date) -> bool:
        """Return whether a day is one of them."""
        is_early = self.first is not None and day < self.first
        is_late = self.last is not None and day > self.last
        return not (is_early or is_late)


class _SessionBody(msgspec.Struct):
    """What a massage names besides itself."""

    caregiver: str = ""
    plan: str = ""
    later_plans: list[_LaterPlan] = []


class _LaterPlan(msgspec.Struct):
    plan: str = ""


class HandingOver:
    """What of a log goes into one care file."""

    def __init__(self, database: Database, people: Iterable[str], days: Days) -> None:
        self._database = database
        self._people = sorted(people)
        self._days = days
        self._things: set[str] = set()
        self._caregivers: set[str] = set()
        self._stands: dict[str, set[str]] = {}
        moves = Moves(database)
        self._moved = moves.marked().keys() | moves.unmarked().keys()
        for person in self._people:
            self._choose(person)
        self._add_writers_of_caregivers()

    def entries(self) -> Iterator[Entry]:
        """Yield every chain in order, what was not chosen as its hash alone."""
        yield from self._chains("", self._caregivers)
        for person in self._people:
            yield from self._chains(person, self._things)

    def _choose(self, person: str) -> None:
        rows = [
            (str(thing), str(kind), str(session), Moment(int(ms or 0), int(offset or 0)).day)
            for thing, kind, session, ms, offset in self._database.rows(_THINGS, (person,))
        ]
        moved = self._moved
        days = {
            thing: day for thing, kind, _, day in rows if kind == "session" and thing not in moved
        }
        chosen = {
            thing
            for thing, kind, session, day in rows
            if kind in ALWAYS or thing in moved or self._days.holds(days.get(session, day))
        }
        for thing, kind, _, _ in rows:
            if kind == "session" and thing in chosen and thing not in moved:
                self._add_named_by(thing)
        for thing in chosen:
            self._caregivers |= {
                str(row[0]) for row in self._database.rows(_WRITERS, (person, thing))
            }
        self._things |= chosen

    def _add_named_by(self, session: str) -> None:
        """Take the plans that a massage followed, and who gave it."""
        for (body,) in self._database.rows(_BODIES, (session,)):
            named = msgspec.json.decode(str(body), type=_SessionBody)
            self._things |= {named.plan, *(later.plan for later in named.later_plans)}
            self._caregivers.add(named.caregiver)

    def _add_writers_of_caregivers(self) -> None:
        """Take who wrote a caregiver down, until nobody is missing."""
        fresh = set(self._caregivers)
        while fresh:
            writers = {
                str(row[0]) for one in fresh for row in self._database.rows(_WRITERS, ("", one))
            }
            fresh = writers - self._caregivers
            self._caregivers |= fresh

    def _chains(self, person: str, chosen: set[str]) -> Iterator[Entry]:
        for (replica,) in self._database.rows(_REPLICAS, (person,)):
            waiting: list[LeftOut] = []
            for one in self._chain(person, str(replica)):
                if isinstance(one, LeftOut):
                    waiting.append(one)
                elif one.thing not in chosen or self._is_somebody_elses(one):
                    waiting.append(LeftOut("left-out", person, one.replica, one.seq, one.hash))
                else:
                    yield from waiting  # what is left out at the end need not be told
                    waiting.clear()
                    yield one

    def _is_somebody_elses(self, one: Revision) -> bool:
        """Return whether a version holds words that were moved to another person.

        One that stands beside the marker was changed on another computer meanwhile: whose that is
        nobody has decided, and everybody is asked.
        """
        return (
            one.thing in self._moved
            and became(one) is None
            and one.hash not in self._standing(one.thing)
        )

    def _standing(self, thing: str) -> set[str]:
        if thing not in self._stands:
            rows = self._database.rows(_OF_THING, (thing,))
            replaced = {each for _, replaces in rows for each in str(replaces).split()}
            self._stands[thing] = {str(hashed) for hashed, _ in rows} - replaced
        return self._stands[thing]

    def _chain(self, person: str, replica: str) -> Iterator[Entry]:
        """Yield a chain as it is in this log, with what was never handed over to it."""
        seq = 0
        while rows := self._database.rows(_CHAIN, (person, replica, seq, _SLICE)):
            for row in rows:
                one = revision_of(row, self._database.path)
                if one.seq > seq + 1:
                    gap = self._database.rows(_LEFT_OUT, (person, replica, seq, one.seq))
                    yield from (
                        LeftOut("left-out", person, replica, int(number or 0), str(hashed))
                        for number, hashed in gap
                    )
                yield one
                seq = one.seq
