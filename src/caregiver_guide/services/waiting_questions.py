# SPDX-License-Identifier: GPL-3.0-or-later
"""Of whom it is still to be said how they are after a massage: names alone, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from caregiver_guide.content.files import ContentFiles
from caregiver_guide.domain.session import Moment
from caregiver_guide.services.follow_up import after_due
from caregiver_guide.services.person_looks import PersonLook, person_looks
from caregiver_guide.storage.log import Log

_LOOKED_BACK = 6
"""How many massages back the newest one that was given is looked for."""


@dataclass(frozen=True, slots=True)
class WaitingQuestion:
    """A person of whose massage of today nobody has said yet how it went.

    It holds what may be seen on another person's screen: who it is, and nothing of the massage but
    its id. ``due`` is when hands have been off for long enough, ``is_due`` whether that is now.
    """

    person: PersonLook
    session: str
    due: Moment
    is_due: bool


def waiting_questions(
    log: Log, files: ContentFiles, now: Moment, without: str = ""
) -> tuple[WaitingQuestion, ...]:
    """Return the questions about everybody but the person ``without``, the first due first."""
    people = log.people.all()
    looks = person_looks(people)
    found = []
    for person in people:
        if person.id == without:
            continue
        recent = log.sessions.recent(person.id, limit=_LOOKED_BACK)
        after = after_due(files, log.sessions.stories(recent), now)
        if after is not None:
            found.append(WaitingQuestion(looks[person.id], after.session, after.due, after.is_due))
    return tuple(sorted(found, key=lambda one: one.due.utc_ms))
