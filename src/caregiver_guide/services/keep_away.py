# SPDX-License-Identifier: GPL-3.0-or-later
"""The marked places of a person as a numbered list: what, where, and what hands do there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from caregiver_guide.domain.profile import Profile
from caregiver_guide.domain.rulebook import UNKNOWN_CONDITION
from caregiver_guide.domain.session import ZoneRecord
from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.plan_words import PlanWords
from caregiver_guide.services.profile_of import finding_of

ZoneKind = Literal["no-touch", "light", "ask"]


@dataclass(frozen=True, slots=True)
class KeepAway:
    """One marked place: its number on every picture, its words, and what hands do there.

    ``regions`` is empty when the place is not known; ``place`` then is empty too. ``short`` is the
    place in the fewest words, for large letters.
    """

    number: int
    title: str
    place: str
    kind: ZoneKind
    regions: tuple[str, ...]
    short: str = ""

    @property
    def words(self) -> str:
        """What and where, in one line."""
        return f"{self.title}, {self.place}" if self.place else self.title


def keep_away(
    words: PlanWords, profile: Profile, zones: Iterable[ZoneRecord]
) -> tuple[KeepAway, ...]:
    """Return the ``zones`` that count on the profile's day, numbered from 1 in their own order."""
    found: list[KeepAway] = []
    for zone in zones:
        kind = zone_kind(words, profile, zone)
        if kind is None:
            continue
        library = words.library
        entry = library.conditions.get(zone.condition, library.conditions[UNKNOWN_CONDITION])
        title = words.fill(entry.name)
        regions = tuple(r for r in zone.regions if r in library.book.body.index)
        place = words.places(regions)
        short = words.short_places(regions)
        found.append(KeepAway(len(found) + 1, title, place, kind, regions, short))
    return tuple(found)


def zone_kind(words: PlanWords, profile: Profile, zone: ZoneRecord) -> ZoneKind | None:
    """Return what hands do at a zone today, by its rules alone; ``None`` when it has ended."""
    planner, book = words.library.planner, words.library.book
    body = book.body
    finding = finding_of(book, zone)
    marked = finding.marked
    alone = Profile(profile.on, (finding,), profile.clearances, giver="family")
    rulings = planner.rulings(alone)
    if not rulings.counting:
        return None
    if rulings.stops or rulings.avoided & (marked or body.everywhere):
        return "no-touch"
    if rulings.asks:
        return "ask"
    if any(places & marked for _, places, _ in rulings.pressure):
        return "light"
    return "ask"
