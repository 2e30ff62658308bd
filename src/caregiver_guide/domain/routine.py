# SPDX-License-Identifier: GPL-3.0-or-later
"""Routines and their steps, as written: what each touches, how firmly and how long."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from caregiver_guide.domain.body import Mask, Side
from caregiver_guide.domain.values import dataclass


class On(StrEnum):
    """Which side of the person a step is for."""

    EACH = "each"
    BOTH = "both"
    ONE = "one"
    OTHER = "other"
    NOBODY = "none"


@dataclass(frozen=True, slots=True)
class Step:
    """One step as written: ``places`` are the regions of both sides, best alternative first.

    ``touches`` is all of them together.

    ``level`` is the highest pressure it may rise to (0 to 2), ``seconds`` its length for one
    side. Steps of one ``round`` are done on the right side one after another, then on the left.
    """

    id: str
    is_touch: bool
    on: On
    places: tuple[Mask, ...]
    level: int
    seconds: int
    area: str
    round: str = ""
    is_open_ended: bool = False
    touches: Mask = field(init=False)

    def __post_init__(self) -> None:
        """Join the alternatives once."""
        touches: Mask = 0
        for places in self.places:
            touches |= places
        object.__setattr__(self, "touches", touches)


@dataclass(frozen=True, slots=True)
class SidedStep:
    """A step for one side (``None``: both at once, the midline, or no touch)."""

    step: Step
    side: Side | None


@dataclass(frozen=True, slots=True)
class LeaveOut:
    """A step to leave out when time is short; without a side, on both."""

    step: str
    side: Side | None


@dataclass(frozen=True, slots=True)
class Routine:
    """A routine as written, its shared opening and close included.

    ``positions`` are best first; ``leave_out`` is the order in which steps go when time is short;
    ``nearest`` the other routines, nearest first; ``barred`` the conditions with which one of its
    positions is not used (a foot on a stool after a new hip). ``touches`` is every place that any
    step names.
    """

    id: str
    steps: tuple[SidedStep, ...]
    positions: tuple[str, ...]
    leave_out: tuple[LeaveOut, ...]
    nearest: tuple[str, ...]
    barred: tuple[tuple[str, frozenset[str]], ...] = ()
    confirms: tuple[str, ...] = ()
    has_lotion: bool = True
    is_dry: bool = False
    touches: Mask = field(init=False)
    seconds: int = field(init=False)
    highest_level: int = field(init=False)

    def __post_init__(self) -> None:
        """Add up the steps once: the length as written, in seconds, and all places touched."""
        touches: Mask = 0
        for sided in self.steps:
            touches |= sided.step.touches
        levels = (sided.step.level for sided in self.steps)
        object.__setattr__(self, "touches", touches)
        object.__setattr__(self, "seconds", sum(sided.step.seconds for sided in self.steps))
        object.__setattr__(self, "highest_level", max(levels, default=0))

    def area_of(self, step: str) -> str:
        """Return the part of the body that a step belongs to, as the content names it.

        It is empty for a step that belongs to none (washing hands) or is not of this routine.
        """
        return next((sided.step.area for sided in self.steps if sided.step.id == step), "")
