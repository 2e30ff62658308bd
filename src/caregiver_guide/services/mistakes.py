# SPDX-License-Identifier: GPL-3.0-or-later
"""What was marked and taken away again as a mistake, and is still listed below the marks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from caregiver_guide.content.library import Library
from caregiver_guide.domain.session import ConditionRecord, Moment, ZoneRecord
from caregiver_guide.services.moving import MOVED
from caregiver_guide.services.safety_map import finding_lines

_STANDS_ELSEWHERE = frozenset({"changed", MOVED})
"""Why a mark lies in the bin that is no mistake: it stands on as another one."""


@dataclass(frozen=True, slots=True)
class MistakeLine:
    """A mark or condition that was taken away; ``by`` is empty where nobody knows who did it."""

    id: str
    name: str
    place: str
    taken: Moment
    by: str


def mistake_lines(
    library: Library,
    name: str,
    zones: Iterable[ZoneRecord],
    conditions: Iterable[ConditionRecord],
    name_of: Callable[[str], str],
    today: date,
) -> tuple[MistakeLine, ...]:
    """Return what is listed of ``zones`` and ``conditions`` in the bin, the last taken away first.

    Each is listed to the end of its day; where hands were to keep off, for the days of
    ``mistake_listed_days``. What counted no more is not listed: nothing changed with it.
    """
    given = (*zones, *conditions)
    records = {one.id: one for one in given if one.why not in _STANDS_ELSEWHERE}
    lines = finding_lines(
        library,
        name,
        (one for one in records.values() if isinstance(one, ZoneRecord)),
        (one for one in records.values() if isinstance(one, ConditionRecord)),
        (),
        today,
    )
    found = []
    for line in lines:
        written = records[line.id].written
        days = library.files.today_check.mistake_listed_days if line.mark == "no-touch" else 1
        # What was taken away on a day to come (a clock was wrong) is listed, too.
        if line.counts and (today - written.day).days < days:
            by = name_of(records[line.id].recorded_by)
            found.append(MistakeLine(line.id, line.name, line.place, written, by))
    return tuple(sorted(found, key=lambda one: one.taken, reverse=True))
