# SPDX-License-Identifier: GPL-3.0-or-later
"""Which things of a person were changed, the newest change first, by its place in the log.

The place says when a change came into this log, whatever the clock said then. What stands about
the person is looked up in the index of versions; of that, only as much as is wanted is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from caregiver_guide.storage.database import Database, Row
from caregiver_guide.storage.named import caregivers_named

CAREGIVER = "caregiver"
"""The kind of those who are nobody's in particular: whom a person's entries name belongs here."""

_CHANGED = """
SELECT c.thing, (SELECT max(number) FROM revision WHERE thing = c.thing AND version > 1) AS place
FROM current AS c
WHERE (c.kind IN ({kinds}) AND c.person = ? OR c.thing IN ({named})) AND c.is_in_bin = 0
AND place IS NOT NULL ORDER BY place DESC
"""

# The versions of a massage that ran are its begin and its end, unless one more took their place.
# What went into the bin along with its massage, and came back with it, was not changed by that.
_OF_PERSON = """
SELECT c.thing, c.kind FROM current AS c WHERE c.thing IN ({things}) AND c.is_in_bin = 0
AND c.kind IN ({kinds}) AND (c.person = ? OR c.thing IN ({named}))
AND (c.kind <> 'session' OR EXISTS (
    SELECT 1 FROM revision AS was JOIN revision AS now ON now.number = c.revision
    WHERE was.thing = c.thing AND was.version < now.version AND was.state <> 'running'))
AND EXISTS (
    SELECT 1 FROM revision AS later WHERE later.thing = c.thing AND later.version > 1
    AND NOT (later.is_in_bin = 1 AND later.why = ?) AND NOT EXISTS (
        SELECT 1 FROM revision AS gone WHERE gone.thing = later.thing
        AND gone.hash = later.replaces AND gone.is_in_bin = 1 AND gone.why = ?))
"""

_SLICE = 500


def changed_things(
    database: Database, person: str, kinds: Sequence[str], most: int, along: str
) -> list[tuple[str, str]]:
    """Return kind and id of what stands about a person and was changed, at most ``most`` things.

    The caregivers whom the person's entries name are among them if their kind is asked for.
    ``along`` is why something lies in the bin that only went there along with its massage.
    """
    found: list[tuple[str, str]] = []
    for kind, thing in _walk(database, person, kinds, along):
        if len(found) >= most:
            break
        found.append((kind, thing))
    return found


def _walk(
    database: Database, person: str, kinds: Sequence[str], along: str
) -> Iterator[tuple[str, str]]:
    named = tuple(caregivers_named(database, person)) if CAREGIVER in kinds else ()
    asked = _CHANGED.format(kinds=_places(kinds), named=_places(named))
    changed: list[Row] = database.rows(asked, (*kinds, person, *named))
    for start in range(0, len(changed), _SLICE):
        things = [str(thing) for thing, _ in changed[start : start + _SLICE]]
        question = _OF_PERSON.format(
            things=_places(things), kinds=_places(kinds), named=_places(named)
        )
        rows = database.rows(question, (*things, *kinds, person, *named, along, along))
        known = {str(thing): str(kind) for thing, kind in rows}
        yield from ((known[thing], thing) for thing in things if thing in known)


def _places(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))
