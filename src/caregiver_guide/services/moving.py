# SPDX-License-Identifier: GPL-3.0-or-later
"""A massage that was written down for the wrong person, moved to the right one.

Chains run within one person, so nothing can change hands: everything said about the massage is
written anew for the right person, and what stood with the wrong one goes into the bin, where it
stays readable. Its id follows from the one it had and the right person, so that moved on two
computers it is one thing. The plan is not taken along: it speaks of the wrong person's marks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from typing import Any

from caregiver_guide.domain.session import Fact, Person, SessionRecord
from caregiver_guide.storage.facts import Facts, FactType
from caregiver_guide.storage.log import Log

MOVED = "wrong person"


def move_massage(log: Log, session_id: str, to: Person, *, by: str = "") -> SessionRecord:
    """Move a massage with everything said about it, in one; return it as it is now.

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
            for said in facts.of_sessions((session_id,)).get(session_id, ()):
                facts.put(_with(said, session_id, to), by=by)
                facts.give_away(said.id, by=by, why=MOVED)
        log.sessions.give_away(session_id, by=by, why=MOVED)
    return moved


def correct_moved(log: Log, facts: Facts[Any], said: Fact, *, by: str = "", why: str = "") -> None:
    """Let what was moved say, where it stands now, what ``said`` says of it with the wrong person.

    Nothing is written where it stands nowhere any more.
    """
    for person in log.people.all():
        there = facts.one(_moved_id(said.id, person.id))
        if there is not None and not there.is_in_bin:
            massage = getattr(said, "session", said.id)
            facts.change(_with(said, massage, person), by=by, why=why)


def moved_to(log: Log, session: SessionRecord) -> Person | None:
    """Return with whom a moved massage stands now; ``None`` where that is not known here."""
    for person in log.people.all():
        there = log.sessions.one(_moved_id(session.id, person.id))
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
            facts.give_away(one.id, by=by, why=MOVED)


def _with(said: FactType, massage: str, to: Person) -> FactType:
    """Return a massage, or what was said about it, as it stands with another person."""
    own: dict[str, Any] = {"id": _moved_id(said.id, to.id), "person": to.id, "is_in_bin": False}
    if isinstance(said, SessionRecord):
        own |= {"plan": "", "later_plans": (), "plan_json": ""}
    else:
        own["session"] = _moved_id(massage, to.id)
    return replace(said, **own)


def _moved_id(thing: str, person: str) -> str:
    return sha256(f"{thing}\n{person}".encode()).hexdigest()[:32]
