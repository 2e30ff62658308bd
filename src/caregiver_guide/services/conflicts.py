# SPDX-License-Identifier: GPL-3.0-or-later
"""What two computers changed at once: both versions in words, which one holds, and deciding it.

Until somebody decides, the careful side holds (`storage/careful_facts.py` and
`storage/careful_clearances.py`), and nothing is hidden.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Literal

from caregiver_guide.content.library import Library
from caregiver_guide.domain.session import ClearanceRecord, Fact, Person, SessionRecord
from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.entries import KINDS, Entries, Entry
from caregiver_guide.services.moving import (
    MOVED,
    correct_moved,
    hold_alone,
    is_moved_away,
    move_along,
    moved_to,
    standing_copies,
)
from caregiver_guide.services.taking_away import put_back, said_about, take_along
from caregiver_guide.storage.facts import Facts
from caregiver_guide.storage.log import Log

Holds = Literal[
    "both",
    "careful",
    "as-far-as-both",
    "no",
    "not-taken-away",
    "graver",
    "moved",
    "newer",
    "older",
    "added",
    "left-behind",
    "twice",
]
"""What counts until somebody decides: each on its own line, the careful parts of both, what both
allow, the no of one of them, the side that did not take it away, the graver one, where it was moved
to, or the one that was changed most often, which may be the newer or the older one.
Or what was added about a massage that was taken away, or moved, on the other computer: that
stands, and the massage does not. Or a massage with two people, as two computers moved it."""

DECIDED = "decided"
"""Why a version stands that takes the place of several."""

BOTH, NOW = "both", "now"
"""Deciding that both are right, and that it stays as it counts now."""

_FINDINGS = frozenset({"zone", "condition"})
_REPORTS = frozenset({"reaction", "follow-up"})


@dataclass(frozen=True, slots=True)
class Side:
    """One version that stands: its entry, and what is different in it, in words by place.

    ``is_newest`` says whether it was written last, as far as the clocks of both were right.
    """

    entry: Entry
    differs: frozenset[str]
    is_newest: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """One entry of which several versions stand, the one changed most often first.

    ``may_keep_both`` offers both as entries of their own, ``may_keep_now`` what holds now.
    """

    id: str
    kind: str
    sides: tuple[Side, ...]
    holds: Holds
    may_keep_both: bool
    may_keep_now: bool


def conflicts(log: Log, library: Library, person: Person) -> tuple[Conflict, ...]:
    """Return what two computers changed at once about a person and nobody has decided."""
    entries = Entries(log, library, person)
    disputed = log.disputed(person.id)
    found = (_conflict(log, entries, fact_id) for fact_id in disputed)
    added = _added(log, entries, person, frozenset(disputed))
    twice = _moved_twice(log, entries, person)
    return (*(one for one in found if one is not None), *added, *twice)


def _moved_twice(log: Log, entries: Entries, person: Person) -> Iterator[Conflict]:
    """Return the massages that stand with a person and, since two computers moved them, elsewhere.

    With whom else is told to nobody who looks at this person's log.
    """
    for first, copies in _copies(log):
        own = next((one for one in copies if one.person == person.id), None)
        if own is not None:
            sides = (entries.entry("session", own), entries.entry("session", first))
            yield Conflict(
                id=own.id,
                kind="session",
                sides=tuple(Side(entry, frozenset(), is_newest=False) for entry in sides),
                holds="twice",
                may_keep_both=False,
                may_keep_now=False,
            )


def _copies(log: Log) -> Iterator[tuple[SessionRecord, tuple[SessionRecord, ...]]]:
    """Return each moved massage that stands with more than one person, with what it became."""
    for somebody in log.people.all():
        for first in log.sessions.binned(somebody.id):
            copies = standing_copies(log, first) if is_moved_away(first) else ()
            if len(copies) > 1:
                yield first, copies


def _added(
    log: Log, entries: Entries, person: Person, disputed: frozenset[str]
) -> Iterator[Conflict]:
    """Return the massages in the bin about which something stands that was not there then."""
    binned = {one.id: one for one in log.sessions.binned(person.id) if one.id not in disputed}
    standing: set[str] = set()
    for facts in log.kinds().values():
        for massage, found in facts.of_sessions(tuple(binned)).items():
            if facts.kind in KINDS and any(one.id not in disputed for one in found):
                standing.add(massage)
    for session in (one for one in binned.values() if one.id in standing):
        is_moved = session.why == MOVED
        if is_moved and moved_to(log, session) is None:
            continue  # it is asked about where the massage stands
        said = [
            entries.entry(kind.kind, one)
            for kind, one in said_about(log, session)
            if kind.kind in KINDS
        ]
        yield Conflict(
            id=session.id,
            kind="session",
            sides=tuple(
                Side(entry, frozenset(), is_newest=False)
                for entry in (entries.entry("session", session), *said)
            ),
            holds="left-behind" if is_moved else "added",
            may_keep_both=False,
            may_keep_now=False,
        )


def _conflict(log: Log, entries: Entries, fact_id: str) -> Conflict | None:
    facts = log.facts_of(fact_id)
    if facts is None or facts.kind not in KINDS:
        return None
    kind, sides = facts.kind, facts.sides(fact_id)[::-1]
    in_bin = {one.is_in_bin for one in sides}
    if _is_moved(sides):
        if len(in_bin) == 1:
            return None  # it stands with somebody else: nobody says that it is this person's
        names = facts.given_as(fact_id)
        if names and not facts.several(names):
            return None  # it is asked about where that person is known
        differs = _differs_there(log, entries, facts, sides)
    else:
        changed = [entries.changes(kind, sides[0], other) for other in sides[1:]]
        differs = frozenset(change.name for some in changed for change in some)
    if not differs and len(in_bin) == 1:
        return None  # both say the same
    if in_bin == {True} and _lies_with_massage(log, sides):
        return None  # it is asked about once the massage is put back
    last = max(one.written.utc_ms for one in sides)
    return Conflict(
        id=fact_id,
        kind=kind,
        sides=tuple(
            Side(entries.entry(kind, one), differs, one.written.utc_ms == last) for one in sides
        ),
        holds=_holds(kind, sides, is_taken_away=len(in_bin) > 1),
        may_keep_both=kind in _FINDINGS and in_bin == {False},
        may_keep_now=kind in {"person", "clearance", *_REPORTS} and not _is_moved(sides),
    )


def _differs_there(
    log: Log, entries: Entries, facts: Facts[Any], sides: Sequence[Fact]
) -> frozenset[str]:
    """Return the places in which a change says else than what was moved to another person.

    The places alone: what stands there is somebody else's, and not told here.
    """
    there = [facts.one(name) for name in facts.given_as(sides[0].id)]
    return frozenset(
        change.name
        for one in there
        for side in sides
        if one is not None and not is_moved_away(side)
        for change in entries.changes(facts.kind, one, side)
    )


def _holds(kind: str, sides: Sequence[Fact], *, is_taken_away: bool) -> Holds:
    if _is_moved(sides):
        return "moved"
    if is_taken_away and kind in _FINDINGS | _REPORTS:
        return "not-taken-away"
    if kind in _FINDINGS:
        return "both"
    if kind == "person":
        return "careful"
    if any(isinstance(one, ClearanceRecord) and one.is_refused for one in sides):
        return "no"
    if kind == "clearance":
        return "as-far-as-both"
    if kind in _REPORTS:
        return "graver"
    last = max(one.written.utc_ms for one in sides)
    return "newer" if sides[0].written.utc_ms == last else "older"


def _lies_with_massage(log: Log, sides: Sequence[Fact]) -> bool:
    """Return whether the massage that this was said about lies in the bin as well."""
    massage = getattr(sides[0], "session", "")
    session = log.sessions.one(massage) if massage else None
    return session is not None and session.is_in_bin


def _is_moved(sides: Sequence[Fact]) -> bool:
    """Return whether it was moved on one computer, which holds over what the other changed."""
    return is_moved_away(sides[0])


def decide(log: Log, fact_id: str, choice: int | str, *, by: str = "") -> None:
    """Write a version that takes the place of all that stand: a side by its place, both, or now.

    What was moved to another person stays there; a side that was not says what it says of it there.
    What was added about a massage in the bin follows that with 0, else the massage is put back.
    A massage that two computers moved to two people is this person's with 0, else another's.

    Raises ``KeyError`` for what nobody knows, ``ValueError`` for a choice that is not there.
    """
    facts = log.facts_of(fact_id)
    if facts is None:
        raise KeyError(fact_id)
    sides = facts.sides(fact_id)[::-1]
    if choice == NOW:
        facts.decide(_as_it_holds(facts, sides[0]), by=by, why=DECIDED)
        return
    place = 0 if choice == BOTH else choice
    lone = sides[0] if len(sides) == 1 else None
    if isinstance(lone, SessionRecord) and lone.is_in_bin and isinstance(place, int):
        _decide_added(log, lone, is_with_massage=place == 0, by=by)
        return
    if isinstance(lone, SessionRecord) and place in (0, 1) and _decide_whose(log, lone, place, by):
        return
    if not isinstance(place, int) or not 0 <= place < len(sides):
        raise ValueError(f"there is no version {choice!r}")
    with log.batch():
        if _is_moved(sides):
            if not is_moved_away(sides[place]):
                correct_moved(log, facts, sides[place], by=by, why=DECIDED)
            facts.give_away(fact_id, log.became_of(fact_id, _person_of(sides[0])), by=by)
            return
        if is_moved_away(sides[place]):
            facts.give_away(fact_id, log.became_of(fact_id, _person_of(sides[0])), by=by)
            return
        facts.decide(sides[place], by=by, why=DECIDED)
        for other in sides[1:] if choice == BOTH else ():
            own = replace(other, id="", version=0)
            facts.add(own, by=by, happened=other.happened)


def _decide_whose(log: Log, own: SessionRecord, place: int | str, by: str) -> bool:
    """Let a massage be one person's, if it stands with several; return whether it does."""
    found = ((first, copies) for first, copies in _copies(log) if own in copies)
    first, copies = next(found, (own, ()))
    others = tuple(one for one in copies if one.id != own.id)
    if not others:
        return False
    right, wrong = (own, others) if place == 0 else (others[0], (own,))
    hold_alone(log, first, right, wrong, by=by)
    return True


def _decide_added(log: Log, session: SessionRecord, *, is_with_massage: bool, by: str) -> None:
    if not is_with_massage:
        put_back(log, session.id, by=by, why=DECIDED)
    elif session.why == MOVED:
        move_along(log, session, tuple(said_about(log, session)), by=by)
    else:
        take_along(log, session, by=by)


def _person_of(fact: Fact) -> str:
    return str(getattr(fact, "person", fact.id))


def _as_it_holds(facts: Facts[Any], newest: Fact) -> Fact:
    """Return what counts now, in one version: a refusal too, and that it is in the bin."""
    held: Fact | None = facts.one(newest.id)
    return held or newest
