# SPDX-License-Identifier: GPL-3.0-or-later
"""A massage that was written down for the wrong person, moved to the right one.

Chains run within one person, so nothing can change hands: everything said about the massage is
written anew for the right person, and with the wrong one a marker without words takes its place
(`storage/moved.py`). Its id follows from the one it had and the right person, so that moved on two
computers it is one thing. The plan is not taken along: it speaks of the wrong person's marks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from caregiver_guide.domain.session import Fact, Person, SessionRecord
from caregiver_guide.storage.facts import Facts, FactType
from caregiver_guide.storage.log import Log
from caregiver_guide.storage.moved import MOVED, moved_id

__all__ = [
    "MOVED",
    "correct_moved",
    "is_moved_away",
    "move_along",
    "move_massage",
    "moved_to",
    "names_of_others",
]


def move_massage(log: Log, session_id: str, to: Person, *, by: str = "") -> SessionRecord:
    """Move a massage with everything said about it, in one; return it as it is now.

    What had been taken away of that goes along too, and lies in the right person's bin.

    Raises ``KeyError`` for a massage nobody knows, ``ValueError`` for one that is that person's
    already, or that still runs.
    """
    session = log.sessions.one(session_id)
    if session is None:
        raise KeyError(session_id)
    if session.person == to.id or session.state in ("running", "paused"):
        raise ValueError("only a massage of somebody else that is over can be moved")
    with log.batch():
        moved = log.sessions.put(_with(session, session_id, to), by=by)
        for facts in log.kinds().values():
            if facts is log.sessions:
                continue
            binned = (one for one in facts.binned(session.person) if one.why != MOVED)
            said = [one for one in binned if getattr(one, "session", "") == session_id]
            for one in (*facts.of_sessions((session_id,)).get(session_id, ()), *said):
                is_in_bin, why = one.is_in_bin, one.why if one.is_in_bin else ""
                facts.put(replace(_with(one, session_id, to), is_in_bin=is_in_bin), by=by, why=why)
                facts.give_away(one.id, moved_id(one.id, to.id), by=by)
        log.sessions.give_away(session_id, moved.id, by=by)
    return moved


def is_moved_away(fact: Fact) -> bool:
    """Return whether what stands here speaks of somebody else, and nothing of it may be shown."""
    return fact.is_in_bin and fact.why == MOVED


def names_of_others(facts_about: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return, of things and whose they are, what each was before it was moved or has become.

    Those that were moved from nobody among them are left out.
    """
    whose = dict(facts_about)
    people = set(whose.values())
    found: dict[str, str] = {}
    for thing, owner in whose.items():
        for person in people - {owner}:
            there = moved_id(thing, person)
            if whose.get(there) == person:
                found[thing], found[there] = there, thing
    return found


def correct_moved(log: Log, facts: Facts[Any], said: Fact, *, by: str = "", why: str = "") -> None:
    """Let what was moved say, where it stands now, what ``said`` says of it with the wrong person.

    Nothing is written where it stands nowhere any more.
    """
    for person in log.people.all():
        there = facts.one(moved_id(said.id, person.id))
        if there is not None and not there.is_in_bin:
            massage = getattr(said, "session", said.id)
            facts.change(_with(said, massage, person), by=by, why=why)


def moved_to(log: Log, session: SessionRecord) -> Person | None:
    """Return with whom a moved massage stands now; ``None`` where that is not known here."""
    for person in log.people.all():
        there = log.sessions.one(moved_id(session.id, person.id))
        if there is not None and not there.is_in_bin:
            return person
    return None


def move_along(
    log: Log, session: SessionRecord, said: Iterable[tuple[Facts[Any], Fact]], *, by: str = ""
) -> None:
    """Move what another computer added about a massage, not knowing, to where that was moved."""
    to = moved_to(log, session)
    if to is None:
        raise ValueError("nobody here has that massage")
    with log.batch():
        for facts, one in said:
            facts.put(_with(one, session.id, to), by=by)
            facts.give_away(one.id, moved_id(one.id, to.id), by=by)


def _with(said: FactType, massage: str, to: Person) -> FactType:
    """Return a massage, or what was said about it, as it stands with another person."""
    own: dict[str, Any] = {"id": moved_id(said.id, to.id), "person": to.id, "is_in_bin": False}
    if isinstance(said, SessionRecord):
        own |= {"plan": "", "later_plans": (), "plan_json": ""}
    else:
        own["session"] = moved_id(massage, to.id)
    return replace(said, **own)
