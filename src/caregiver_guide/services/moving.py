# SPDX-License-Identifier: GPL-3.0-or-later
"""A massage that was written down for the wrong person, moved to the right one.

Chains run within one person, so nothing can change hands: everything said about the massage is
written anew for the right person, and what stood with the wrong one goes into the bin, where it
stays readable. The plan is not taken along: it speaks of the wrong person's marks.
"""

from __future__ import annotations

from dataclasses import replace

from caregiver_guide.domain.session import Person, SessionRecord
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
        bare = replace(session, person=to.id, plan="", later_plans=(), plan_json="")
        moved = log.sessions.add(replace(bare, version=0), by=by)
        for facts in log.kinds().values():
            if facts is log.sessions:
                continue
            for said in facts.of_sessions((session_id,)).get(session_id, ()):
                own = replace(said, person=to.id, session=moved.id)
                facts.add(own, by=by, happened=said.happened)
                facts.put_in_bin(said.id, by=by, why=MOVED)
        log.sessions.put_in_bin(session_id, by=by, why=MOVED)
    return moved
