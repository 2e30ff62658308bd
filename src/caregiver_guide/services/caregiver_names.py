# SPDX-License-Identifier: GPL-3.0-or-later
"""What caregivers were called before, and whether a new name sounds like somebody else's."""

from __future__ import annotations

import itertools
import unicodedata

from caregiver_guide.domain.profile import Giver
from caregiver_guide.domain.session import Caregiver, Moment
from caregiver_guide.domain.values import dataclass
from caregiver_guide.storage.log import Log

_ALIKE = 0.85
"""From this part of letters in common on, two names are one name and a slip of the finger."""


@dataclass(frozen=True, slots=True)
class EarlierCaregiver:
    """What a caregiver was called, and was, until ``until``; ``by`` is who changed it.

    ``name`` is empty where only the role was another, ``role`` is None where only the name was.
    """

    name: str
    role: Giver | None
    until: Moment
    by: str


def earlier_of(log: Log, caregiver: Caregiver) -> tuple[EarlierCaregiver, ...]:
    """Return what a caregiver was called and was before, the newest first; nothing for most."""
    if caregiver.version == 1:
        return ()
    found = []
    for old, new in itertools.pairwise(log.caregivers.history(caregiver.id)):
        if (old.name, old.role) == (new.name, new.role):
            continue
        by = log.caregivers.one(new.recorded_by) if new.recorded_by else None
        found.append(
            EarlierCaregiver(
                name="" if old.name == new.name else old.name,
                role=None if old.role == new.role else old.role,
                until=new.written,
                by=by.name if by is not None else "",
            )
        )
    return tuple(reversed(found))


def is_quite_another(before: str, after: str) -> bool:
    """Return whether a name may be somebody else's: no word of it, and hardly a letter, is left.

    A family name that is added, a short form and a slip of the finger leave the person the same.
    """
    from difflib import SequenceMatcher

    old, new = _plain(before), _plain(after)
    if not old or not new or set(old.split()) & set(new.split()):
        return False
    if old.startswith(new) or new.startswith(old):
        return False
    return SequenceMatcher(None, old, new, autojunk=False).ratio() < _ALIKE


def _plain(name: str) -> str:
    """Return a name without accents, large letters and full stops."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    kept = (one for one in letters if not unicodedata.combining(one))
    return " ".join("".join(one if one.isalnum() else " " for one in kept).split())
