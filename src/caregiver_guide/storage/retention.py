# SPDX-License-Identifier: GPL-3.0-or-later
"""Which backups stay: the newest of each of the last days, weeks and months, and the last five.

What came last is told by the number of a backup, never by the clock: a clock that stood in 1970 or
2099 for a while gives its backups wrong days, and takes the place of no more than one day, week
and month. So no clock is asked here at all.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import date

from caregiver_guide.domain.values import dataclass

DAYS = 7
WEEKS = 5
MONTHS = 12
ALWAYS = 5
"""How many of the last backups stay, whatever days they bear."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One backup: of which series, its number in its folder, and the day it bears.

    ``is_sound`` says that it was read back; one that was not is never removed, and never counts.
    """

    name: str
    series: str
    number: int
    day: date
    is_sound: bool


def to_remove(backups: Iterable[Kept]) -> tuple[str, ...]:
    """Return the names of the backups that may go, the oldest first."""
    by_series: dict[str, list[Kept]] = {}
    for one in backups:
        if one.is_sound:
            by_series.setdefault(one.series, []).append(one)
    removed: list[str] = []
    for some in by_series.values():
        newest_first = sorted(some, key=lambda one: (one.number, one.day, one.name), reverse=True)
        staying = {one.name for one in newest_first[:ALWAYS]}
        staying |= _newest_of_each(newest_first, DAYS, lambda day: day)
        staying |= _newest_of_each(newest_first, WEEKS, lambda day: day.isocalendar()[:2])
        staying |= _newest_of_each(newest_first, MONTHS, lambda day: (day.year, day.month))
        removed += [one.name for one in reversed(newest_first) if one.name not in staying]
    return tuple(removed)


def _newest_of_each(
    newest_first: list[Kept], most: int, label: Callable[[date], Hashable]
) -> set[str]:
    """Return the newest backup of each of the last ``most`` days, weeks or months."""
    found: dict[Hashable, str] = {}
    for one in newest_first:
        if len(found) < most:
            found.setdefault(label(one.day), one.name)
    return set(found.values())
