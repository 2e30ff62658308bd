# SPDX-License-Identifier: GPL-3.0-or-later
"""Positions: what bears weight, what hands can reach, and who must not use them."""

from __future__ import annotations

from caregiver_guide.domain.body import Mask
from caregiver_guide.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """A position is not used with any of ``conditions`` (marked on ``marked_on``, if given)."""

    conditions: frozenset[str]
    marked_on: Mask | None
    number: int


@dataclass(frozen=True, slots=True)
class Position:
    """A way to lie or sit. ``bears`` are the places with weight on them, ``reach`` those in reach.

    ``moves_nobody``: the person stays as they are, so that no finding blocks it. ``lies_on``
    names, for a position on whichever side is free, the positions that say which side that is;
    ``flat_only`` the conditions that bar those only because they lie flat.
    """

    id: str
    bears: Mask
    reach: Mask
    bars: tuple[Bar, ...] = ()
    moves_nobody: bool = False
    lies_on: tuple[str, ...] = ()
    flat_only: frozenset[str] = frozenset()
