# SPDX-License-Identifier: GPL-3.0-or-later
"""Reactions that were written as graver than they stand now, and who put them right."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from caregiver_guide.domain.session import Moment, Reaction, Severity
from caregiver_guide.domain.values import dataclass
from caregiver_guide.report.lines import SEVERITY_ORDER

if TYPE_CHECKING:
    from caregiver_guide.storage.log import Log

_SERIOUS = SEVERITY_ORDER["needs-call"]


@dataclass(frozen=True, slots=True)
class Corrected:
    """How grave a reaction was said to be, and the change that took that back.

    ``by`` is the name of who changed it, empty where nobody knows.
    """

    was: Severity
    by: str
    changed: Moment


def read_corrected(log: Log, reactions: Iterable[Reaction]) -> Mapping[str, Corrected]:
    """Return, by id, the reactions that somebody had to be called for and are milder now.

    Only what was ever changed is read again.
    """
    found = {}
    for reaction in reactions:
        one = None
        if reaction.version > 1:
            one = _corrected(reaction, log.reactions.history(reaction.id))
        if one is not None:
            was, change = one
            giver = log.caregivers.one(change.recorded_by) if change.recorded_by else None
            found[reaction.id] = Corrected(was, giver.name if giver else "", change.written)
    return found


def _corrected(now: Reaction, history: tuple[Reaction, ...]) -> tuple[Severity, Reaction] | None:
    """Return the gravest that was ever said, and the last version that made it milder."""
    gravest = min((one.severity for one in history), key=SEVERITY_ORDER.__getitem__)
    order = SEVERITY_ORDER[gravest]
    if order > _SERIOUS or SEVERITY_ORDER[now.severity] <= order:
        return None
    milder = [
        new
        for old, new in itertools.pairwise(history)
        if SEVERITY_ORDER[old.severity] == order < SEVERITY_ORDER[new.severity]
    ]
    return (gravest, milder[-1]) if milder else None
