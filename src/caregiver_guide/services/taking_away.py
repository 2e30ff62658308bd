# SPDX-License-Identifier: GPL-3.0-or-later
"""Taking an entry away for thirty days, and putting it back: the log itself loses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from caregiver_guide.domain.session import Fact, SessionRecord
from caregiver_guide.services.moving import MOVED
from caregiver_guide.storage.facts import Facts
from caregiver_guide.storage.log import Log

WITH_MASSAGE = "with its massage"
"""Why something said about a massage lies in the bin: the massage was taken away."""


def take_away(log: Log, fact_id: str, *, by: str = "", why: str = "") -> None:
    """Put an entry into the bin; everything said about a massage goes along with it.

    Raises ``KeyError`` for what the log does not know, ``ValueError`` for a massage that still
    runs.
    """
    facts, fact = _found(log, fact_id)
    if fact.is_in_bin:
        return
    with log.batch():
        if isinstance(fact, SessionRecord):
            if fact.state in ("running", "paused"):
                raise ValueError("only a massage that is over can be taken away")
            take_along(log, fact, by=by)
        facts.put_in_bin(fact_id, by=by, why=why)


def take_along(log: Log, session: SessionRecord, *, by: str = "") -> None:
    """Put what was said about a massage into the bin along with it."""
    with log.batch():
        for said_in, said in said_about(log, session):
            said_in.take_along(said.id, by=by, why=WITH_MASSAGE)


def put_back(log: Log, fact_id: str, *, by: str = "", why: str = "") -> None:
    """Take an entry out of the bin; what went there along with a massage comes back with it.

    What had been taken away by itself before stays in the bin. ``KeyError`` for what the log does
    not know, ``ValueError`` for what only comes back with another entry.
    """
    facts, fact = _found(log, fact_id)
    if not fact.is_in_bin:
        return
    if not may_put_back(log, fact):
        raise ValueError("it stands with another person, or its massage is in the bin")
    with log.batch():
        facts.take_from_bin(fact_id, by=by, why=why)
        if isinstance(fact, SessionRecord):
            for said_in, said in ever_said_about(log, fact):
                said_in.bring_along(said.id, WITH_MASSAGE, by=by, why=why)


def may_put_back(log: Log, fact: Fact) -> bool:
    """Return whether something lies in the bin and can be put back by itself.

    What was moved stands with another person now, and would count for both. What was said about a
    massage that was taken away comes back with it alone.
    """
    if not fact.is_in_bin or fact.why == MOVED:
        return False
    massage = getattr(fact, "session", "") if fact.why == WITH_MASSAGE else ""
    session = log.sessions.one(massage) if massage else None
    return session is None or not session.is_in_bin


def _found(log: Log, fact_id: str) -> tuple[Facts[Any], Fact]:
    facts = log.facts_of(fact_id)
    fact = facts.one(fact_id) if facts is not None else None
    if facts is None or fact is None:
        raise KeyError(fact_id)
    return facts, fact


def said_about(log: Log, session: SessionRecord) -> Iterator[tuple[Facts[Any], Fact]]:
    """Return what was said about a massage and does not lie in the bin, with its kind."""
    for facts in log.kinds().values():
        for said in facts.of_sessions((session.id,)).get(session.id, ()):
            if said.id != session.id:
                yield facts, said


def ever_said_about(log: Log, session: SessionRecord) -> Iterator[tuple[Facts[Any], Fact]]:
    """Return what was said about a massage, what went along with it and what did not."""
    for facts in log.kinds().values():
        standing = facts.of_sessions((session.id,)).get(session.id, ())
        for said in (*facts.binned(session.person), *standing):
            if getattr(said, "session", "") == session.id:
                yield facts, said
