# SPDX-License-Identifier: GPL-3.0-or-later
"""The one vocabulary of places on the body, and sets of them as integers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal

from caregiver_guide.domain.values import dataclass

Side = Literal["L", "R"]

Mask = int
"""A set of regions: bit *n* stands for the region with index *n* of the vocabulary."""


MOST_SETS_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Region:
    """A named place on the recipient's body; sides are the recipient's own."""

    id: str
    place: str
    side: Side | None
    group: str
    name: str
    views: tuple[str, ...]
    is_never: bool
    is_bony: bool
    is_rest_only: bool
    is_legs: bool
    is_private: bool
    short: str = ""


@dataclass(frozen=True, slots=True)
class Spread:
    """Places that follow from a mark: some always, some for each marked region.

    ``table[n]`` is what a mark on region *n* adds. Because the answer for several marks is the
    union of the answers for each, another mark can only add places.
    """

    always: Mask
    table: tuple[Mask, ...]

    def of(self, marked: Mask) -> Mask:
        """Return every place that this spread covers for the ``marked`` regions."""
        found = self.always
        table = self.table
        while marked:
            low = marked & -marked
            found |= table[low.bit_length() - 1]
            marked ^= low
        return found


def bits(mask: Mask) -> Iterator[int]:
    """Yield the indices of the regions in ``mask``, in the order of the vocabulary."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


class Body:
    """All regions, their neighbours and groups; every set of places is one integer."""

    def __init__(
        self,
        regions: Iterable[Region],
        neighbours: Mapping[str, Iterable[str]],
        groups: Mapping[str, Iterable[str]],
    ) -> None:
        """Number the ``regions``; ``neighbours`` and ``groups`` name them by id."""
        self.regions = tuple(regions)
        self._ids: dict[Mask, tuple[str, ...]] = {}
        self.index = {region.id: number for number, region in enumerate(self.regions)}
        self.everywhere: Mask = (1 << len(self.regions)) - 1
        self._around = tuple(
            self.mask(neighbours.get(region.id, ())) | (1 << number)
            for number, region in enumerate(self.regions)
        )
        self.groups = {name: self.mask(ids) for name, ids in groups.items()}
        self.places: dict[str, Mask] = {}
        for number, region in enumerate(self.regions):
            self.places[region.place] = self.places.get(region.place, 0) | (1 << number)

        self.left = self._where(lambda region: region.side == "L")
        self.right = self._where(lambda region: region.side == "R")
        self.never = self._where(lambda region: region.is_never)
        self.legs = self._where(lambda region: region.is_legs)
        self.still_only = self._where(lambda region: region.is_bony or region.is_rest_only)
        self.private = self._where(lambda region: region.is_private)

    def _where(self, holds: Callable[[Region], bool]) -> Mask:
        return sum(1 << number for number, region in enumerate(self.regions) if holds(region))

    def mask(self, ids: Iterable[str]) -> Mask:
        """Return the set of the regions named; an unknown id raises ``KeyError``."""
        found = 0
        for region_id in ids:
            found |= 1 << self.index[region_id]
        return found

    def ids(self, mask: Mask) -> tuple[str, ...]:
        """Return the ids of a set of regions, in the order of the vocabulary."""
        known = self._ids.get(mask)
        if known is None:
            known = tuple(self.regions[number].id for number in bits(mask))
            # The same few sets come again and again; a bound keeps a long day small.
            if len(self._ids) < MOST_SETS_KEPT:
                self._ids[mask] = known
        return known

    def with_margin(self, mask: Mask) -> Mask:
        """Return the regions of ``mask`` and all their neighbours (a hand's width, grade D)."""
        found = 0
        for number in bits(mask):
            found |= self._around[number]
        return found

    def around(self, number: int) -> Mask:
        """Return region ``number`` and its neighbours."""
        return self._around[number]

    def side_of(self, number: int) -> Mask:
        """Return all regions on the side of region ``number``; both sides for a midline one."""
        side = self.regions[number].side
        if side == "L":
            return self.everywhere & ~self.right
        if side == "R":
            return self.everywhere & ~self.left
        return self.everywhere
