# SPDX-License-Identifier: GPL-3.0-or-later
"""What was taken away in the last thirty days, what was changed, and all that was written."""

from __future__ import annotations

from datetime import date
from typing import Literal

from caregiver_guide.content.library import Library
from caregiver_guide.domain.session import Fact, Moment, Person
from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.entries import KINDS, READ_ONLY, Entries, Entry
from caregiver_guide.services.moving import MOVED
from caregiver_guide.services.taking_away import WITH_MASSAGE
from caregiver_guide.storage.log import Log

BIN_DAYS = 30
"""How many days what was taken away is listed in the bin."""

LISTED = 100
"""How many entries are listed at once; so many more come with each press."""

EntriesWanted = Literal["bin", "changed", "all", "massage"]

_BECAME_ANOTHER = frozenset({WITH_MASSAGE, "changed"})
"""Why something lies in the bin that is no entry of its own: another one stands for it."""


@dataclass(frozen=True, slots=True)
class BinLine:
    """Something that was taken away: what, by whom, when and why, and for how long it is listed.

    ``days_left`` is 1 to 30. What was moved to another person can only be moved from there.
    """

    entry: Entry
    by: str
    taken: Moment
    why: str
    days_left: int
    may_put_back: bool


@dataclass(frozen=True, slots=True)
class BinView:
    """The bin of one person, the last taken away first, or a list of entries, the newest first.

    What was changed is in the order of the changes, the newest first, as they came into the log.

    ``massage`` is the massage whose entries are listed, if it is those of one only.
    """

    person_name: str
    wanted: EntriesWanted
    bin: tuple[BinLine, ...]
    entries: tuple[Entry, ...]
    has_more: bool
    may_write: bool
    massage: Entry | None = None


def bin_view(
    log: Log,
    library: Library,
    person: Person,
    today: date,
    wanted: EntriesWanted = "bin",
    listed: int = LISTED,
    session: str = "",
) -> BinView:
    """Return what the screen of the bin shows about one person, and nobody else.

    ``session`` is the massage whose entries are wanted with "massage".
    """
    entries = Entries(log, library, person)
    if wanted == "massage":
        return _of_massage(log, entries, person, session)
    found: tuple[Entry, ...] = ()
    has_more = False
    if wanted != "bin":
        is_changed = wanted == "changed"
        most = listed + 1
        facts = _changed(log, person, most) if is_changed else _written(log, person.id, most)
        found = tuple(entries.entry(kind, fact) for kind, fact in facts[:listed])
        has_more = len(facts) > listed
    return BinView(
        person_name=person.name,
        wanted=wanted,
        bin=_bin(log, entries, person.id, today) if wanted == "bin" else (),
        entries=found,
        has_more=has_more,
        may_write=not log.is_read_only,
    )


def _of_massage(log: Log, entries: Entries, person: Person, session: str) -> BinView:
    massage = log.sessions.one(session)
    if massage is None or massage.person != person.id:
        raise KeyError(session)
    own = entries.entry("session", massage)
    found = [own]
    for kind in KINDS:
        facts = log.kinds()[kind]
        said = facts.of_sessions((session,)).get(session, ())
        found += [entries.entry(kind, fact) for fact in said if fact.id != session]
    may_write = not log.is_read_only
    return BinView(person.name, "massage", (), tuple(found), False, may_write, massage=own)


def _bin(log: Log, entries: Entries, person: str, today: date) -> tuple[BinLine, ...]:
    lines = []
    taken = log.taken_away(person)
    for kind in (one for one in KINDS if one not in READ_ONLY | {"person"}):
        for fact in log.kinds()[kind].binned(person):
            left = days_left(taken.get(fact.id, fact.written).day, today)
            is_part = bool(getattr(fact, "session", "")) and fact.why == MOVED
            if left and not is_part and fact.why not in _BECAME_ANOTHER:
                lines.append(_line(entries, kind, fact, left))
    return tuple(sorted(lines, key=lambda line: line.taken, reverse=True))


def _line(entries: Entries, kind: str, fact: Fact, left: int) -> BinLine:
    return BinLine(
        entry=entries.entry(kind, fact),
        by=entries.name_of(fact.recorded_by),
        taken=fact.written,
        why=fact.why,
        days_left=left,
        may_put_back=fact.why != MOVED,
    )


def days_left(taken: date, today: date) -> int:
    """Return for how many days more something is listed in the bin; 0 when no more.

    What was taken away on a day to come (a clock was wrong) is listed for all of them.
    """
    return max(0, BIN_DAYS - max(0, (today - taken).days))


def _changed(log: Log, person: Person, most: int) -> list[tuple[str, Fact]]:
    """Return the entries that were changed, the newest change first."""
    kinds = log.kinds()
    things = log.changed(person, KINDS, most, WITH_MASSAGE)
    found = ((kind, kinds[kind].one(thing)) for kind, thing in things)
    return [(kind, fact) for kind, fact in found if fact is not None]


def _written(log: Log, person: str, most: int) -> list[tuple[str, Fact]]:
    """Return the newest entries of every kind, the newest first."""
    found: list[tuple[str, Fact]] = []
    for kind in KINDS:
        facts = log.kinds()[kind]
        if kind == "person":
            own = facts.one(person)
            some: tuple[Fact, ...] = (own,) if own is not None else ()
        else:
            some = facts.recently(person, most)
        found += [(kind, fact) for fact in some]
    found.sort(key=lambda pair: pair[1].happened, reverse=True)
    return found[:most]


def is_end(log: Log, fact: Fact) -> bool:
    """Return whether the versions of a massage are but its begin and its end."""
    if not hasattr(fact, "touch_seconds"):
        return False
    return all(one.state == "running" for one in log.sessions.history(fact.id)[:-1])
