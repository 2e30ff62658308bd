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
from caregiver_guide.storage.moved import moved_id
from caregiver_guide.storage.revisions import MOVED

__all__ = [
    "MOVED",
    "correct_moved",
    "hold_alone",
    "is_moved_away",
    "move_along",
    "move_massage",
    "moved_to",
    "names_of_others",
    "standing_copies",
]

_KEPT_BESIDE = frozenset({"reaction", "note", "follow-up"})
"""What may stand twice about one massage, where two people said different things."""


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
        moved = log.sessions.put(_with(session, "", to), by=by)
        for facts in log.kinds().values():
            if facts is log.sessions:
                continue
            binned = (one for one in facts.binned(session.person) if one.why != MOVED)
            said = [one for one in binned if getattr(one, "session", "") == session_id]
            for one in (*facts.of_sessions((session_id,)).get(session_id, ()), *said):
                is_in_bin, why = one.is_in_bin, one.why if one.is_in_bin else ""
                own = replace(_with(one, moved.id, to), is_in_bin=is_in_bin)
                facts.put(own, by=by, why=why)
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
    there = facts.one(log.became_of(said.id, getattr(said, "person", "")))
    if there is None or there.is_in_bin:
        return
    to = log.people.one(there.person)
    if to is not None:
        own = _with(said, getattr(there, "session", ""), to)
        facts.change(replace(own, id=there.id), by=by, why=why)


def moved_to(log: Log, session: SessionRecord) -> SessionRecord | None:
    """Return a moved massage as it is with whoever has it now; ``None`` if that is not known here.

    It may have been moved on, back to the first one too, and may lie in the bin there.
    """
    seen: set[str] = set()
    here = session
    while is_moved_away(here) and here.id not in seen:
        seen.add(here.id)
        there = log.sessions.one(log.became_of(here.id, here.person))
        if there is None:
            return None
        here = there
    return None if is_moved_away(here) else here


def move_along(
    log: Log, session: SessionRecord, said: Iterable[tuple[Facts[Any], Fact]], *, by: str = ""
) -> None:
    """Move what another computer added about a massage, not knowing, to where that is now.

    What was changed on two computers is decided by itself. If the massage was taken away there, it
    is asked about there.
    """
    there = moved_to(log, session)
    to = log.people.one(there.person) if there is not None else None
    if there is None or to is None:
        raise ValueError("nobody here has that massage")
    with log.batch():
        for facts, one in said:
            if len(facts.sides(one.id)) == 1:
                facts.put(_with(one, there.id, to), by=by)
                facts.give_away(one.id, moved_id(one.id, to.id), by=by)


def standing_copies(log: Log, session: SessionRecord) -> tuple[SessionRecord, ...]:
    """Return each copy of a moved massage that stands, of whomever: there should be one."""
    names = dict.fromkeys(
        (
            *log.sessions.given_as(session.id),
            *(moved_id(session.id, one.id) for one in log.people.all()),
        )
    )
    return tuple(one for one in log.sessions.several(tuple(names)) if not one.is_in_bin)


def hold_alone(
    log: Log,
    session: SessionRecord,
    right: SessionRecord,
    wrong: Iterable[SessionRecord],
    *,
    by: str = "",
) -> None:
    """Let one of the standing copies of a moved massage hold in the place of others.

    What was said of another copy alone goes along to the right one. What both say stays as the
    right one says it, but for reactions, notes and answers that differ: those go along, too.
    """
    to = log.people.one(right.person)
    if to is None:
        raise KeyError(right.person)
    first_ids = [
        one.id
        for facts in log.kinds().values()
        for one in facts.binned(session.person)
        if getattr(one, "session", "") == session.id
    ]
    with log.batch():
        for copy in wrong:
            known = {moved_id(one, copy.person): moved_id(one, to.id) for one in first_ids}
            for facts in log.kinds().values():
                for said in facts.of_sessions((copy.id,)).get(copy.id, ()):
                    if said.id == copy.id:
                        continue
                    name = known.get(said.id, moved_id(said.id, to.id))
                    facts.give_away(said.id, _say_too(facts, said, name, right, to, by), by=by)
            log.sessions.give_away(copy.id, right.id, by=by)
        log.sessions.give_away(session.id, right.id, by=by)


def _say_too(
    facts: Facts[Any], said: Fact, name: str, right: SessionRecord, to: Person, by: str
) -> str:
    """Write what was said of a copy of a massage about the right one; return under what name."""
    there = facts.one(name)
    own = _with(said, right.id, to)
    if there is None or there.is_in_bin:
        facts.put(replace(own, id=name), by=by)
        return name
    if facts.kind not in _KEPT_BESIDE or _words_of(there) == _words_of(own):
        return name
    facts.put(own, by=by)
    return own.id


def _words_of(fact: Fact) -> Fact:
    """Return what a fact says, without who wrote which version of it and when."""
    return replace(
        fact, id="", recorded_by="", written=fact.happened, version=0, why="", is_in_bin=False
    )


def _with(said: FactType, massage: str, to: Person) -> FactType:
    """Return a massage, or what was said about it, as it stands with another person.

    ``massage`` is the massage there.
    """
    own: dict[str, Any] = {"id": moved_id(said.id, to.id), "person": to.id, "is_in_bin": False}
    if isinstance(said, SessionRecord):
        own |= {"plan": "", "later_plans": (), "plan_json": ""}
    else:
        own["session"] = massage
    return replace(said, **own)
