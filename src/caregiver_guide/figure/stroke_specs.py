# SPDX-License-Identifier: GPL-3.0-or-later
"""The values that pictures of steps are made of: as written, as wished for, and as placed."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from caregiver_guide.domain.values import dataclass
from caregiver_guide.figure.curves import Point, Polygon
from caregiver_guide.figure.hand_shapes import Part

Side: TypeAlias = Literal["L", "R"]
ArrowKind: TypeAlias = Literal["glide", "circle", "along", "hold", "spot"]

WAYS: Final = ("glide", "circle", "along")


@dataclass(frozen=True, slots=True)
class HandSpec:
    """One hand or thing of a picture as written, for the person's left side."""

    shape: str
    at: Point
    angle: float = 0.0
    scale: float = 1.0
    flip: bool = False
    under: bool = False
    """Whether all of it lies below the person."""
    pair: bool = False
    """A mirrored one lies on the other side of the picture's middle."""
    on: tuple[str, ...] = ()
    """The places it lies on; without all of them it is moved or left out."""
    beneath: tuple[str, ...] = ()
    """The places that it carries from below; where one is left out, the hand is too."""
    only_for: tuple[str, ...] = ()
    """The steps for which it is drawn, once in a row of pictures; all steps if empty."""
    still: bool = False
    """Whether the sign of a still hold lies on it."""
    may_move: bool = False
    gone: bool = False
    """Whether it shows where a hand was that has been lifted off."""
    follows: bool = False
    """Whether it changes sides with the caregiver."""


@dataclass(frozen=True, slots=True)
class ArrowSpec:
    """One way that hands go, or a number at a place."""

    kind: ArrowKind
    path: tuple[Point, ...]
    radius: float = 0.0
    clockwise: bool = True
    pair: bool = False
    on: tuple[str, ...] = ()
    number: int | None = None


@dataclass(frozen=True, slots=True)
class PictureSpec:
    """A kind of picture: what is shown large, the hands, and the ways they go."""

    id: str
    view: str
    centre: str
    window: tuple[float, float, float, float]
    turn: float = 0.0
    only: tuple[str, ...] = ()
    """Only these places of the body are drawn; all that the view shows if empty."""
    half: bool = False
    """Only the half of the view that holds the centre is drawn."""
    hands: tuple[HandSpec, ...] = ()
    arrows: tuple[ArrowSpec, ...] = ()
    steps: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()
    """Where still hands are shown so, whatever the step is."""
    sides: int = 0
    """Still hands are shown so only on so many sides at once; 0: however many."""

    @property
    def moves(self) -> bool:
        """Whether hands go anywhere in it."""
        return any(arrow.kind in WAYS for arrow in self.arrows)


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow where it is drawn, in units of the view."""

    kind: ArrowKind
    line: Polygon
    number: int | None = None
    radius: float = 0.0

    @property
    def moves(self) -> bool:
        """Whether something travels along it."""
        return self.kind in WAYS


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture of one step on one side: a window of a view, hands and arrows over it.

    ``centre`` is the middle of the window in units of the view and ``size`` its width and height
    as seen, after the view was turned by ``turn`` degrees.
    """

    view: str
    centre: Point
    size: tuple[float, float]
    turn: float
    only: frozenset[str]
    half: bool
    hands: tuple[tuple[Part, ...], ...]
    """Each hand or thing, as parts from back to front."""
    arrows: tuple[Arrow, ...]
    away: tuple[Polygon, ...]
    """What is in sight of the places where no hand and no arrow may be."""
    side: Side | None = None

    @property
    def is_still(self) -> bool:
        """Whether nothing moves."""
        return not any(arrow.moves for arrow in self.arrows)


@dataclass(frozen=True, slots=True)
class StrokeWish:
    """What is to be shown: a step by routine and id, where hands go today, and where never.

    ``rests`` shows still hands whatever the step is. ``from_side`` is the side of the person on
    which the caregiver is; empty, it is the side that is touched.
    """

    step: str
    regions: frozenset[str] = frozenset()
    avoided: frozenset[str] = frozenset()
    rests: bool = False
    from_side: Side | None = None
