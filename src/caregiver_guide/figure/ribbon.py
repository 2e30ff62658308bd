# SPDX-License-Identifier: GPL-3.0-or-later
"""A limb as a band along a curve, with its own width on either side of it."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from caregiver_guide.domain.values import dataclass
from caregiver_guide.figure import curves
from caregiver_guide.figure.curves import Point, Polygon, between

_CAP_STEPS = 10
_FINENESS = 2  # every second point of the curve is fine enough for a picture
_PATCH_STEPS = 28
_PULL = 0.42


@dataclass(frozen=True, slots=True)
class Width:
    """How far a band reaches to the left and right of its middle line, at ``along`` (0..1)."""

    along: float
    left: float
    right: float


def polar(start: Point, degrees: float, length: float) -> Point:
    """Return the point at a distance; 0 degrees is to the right, 90 is down."""
    angle = math.radians(degrees)
    return (start[0] + length * math.cos(angle), start[1] + length * math.sin(angle))


def bent(joints: Sequence[Point], share: float = 0.16) -> list[Point]:
    """Return knots for a line through joints that bends near each joint and is straight between.

    The joint itself is pulled towards the chord, so that a knee at 90 degrees is round.
    """
    knots = [joints[0]]
    for before, joint, after in zip(joints, joints[1:], joints[2:], strict=False):
        near, off = between(joint, before, share), between(joint, after, share)
        chord = between(near, off, 0.5)
        knots += [between(before, joint, 0.5), near, between(joint, chord, _PULL), off]
    return [*knots, between(joints[-2], joints[-1], 0.5), joints[-1]]


class _Rise:
    """A curve through values that never overshoots between them (monotone cubic)."""

    def __init__(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        self._xs, self._ys = tuple(xs), tuple(ys)
        steps = [b - a for a, b in pairwise(xs)]
        rise = [(ys[i + 1] - ys[i]) / step for i, step in enumerate(steps)]
        slopes = [rise[0]]
        for i in range(1, len(rise)):
            before, after = rise[i - 1], rise[i]
            if before * after <= 0:
                slopes.append(0.0)
                continue
            w1, w2 = 2 * steps[i] + steps[i - 1], steps[i] + 2 * steps[i - 1]
            slopes.append((w1 + w2) / (w1 / before + w2 / after))
        self._slopes = (*slopes, rise[-1])

    def at(self, x: float) -> float:
        xs, ys = self._xs, self._ys
        if x <= xs[0]:
            return ys[0]
        if x >= xs[-1]:
            return ys[-1]
        i = bisect_left(xs, x) - 1
        step = xs[i + 1] - xs[i]
        t = (x - xs[i]) / step
        u = 1 - t
        return (
            (1 + 2 * t) * u * u * ys[i]
            + t * u * u * step * self._slopes[i]
            + t * t * (3 - 2 * t) * ys[i + 1]
            - t * t * u * step * self._slopes[i + 1]
        )


class Ribbon:
    """A band along a smooth line through knots, walked from its first knot.

    Left is the walker's left as seen in a picture whose y grows downwards.
    """

    def __init__(
        self, knots: Sequence[Point], widths: Sequence[Width], caps: tuple[float, float] = (1, 1)
    ) -> None:
        """Walk the ``knots``; ``caps`` say how far the round ends stand out, 1 is a half circle."""
        line = curves.smooth(knots)
        self._line = [*line[:-1:_FINENESS], line[-1]]
        lengths = [0.0]
        for a, b in pairwise(self._line):
            lengths.append(lengths[-1] + math.dist(a, b))
        self.length = lengths[-1]
        self._along = [length / self.length for length in lengths]
        self._left = _Rise([w.along for w in widths], [w.left for w in widths])
        self._right = _Rise([w.along for w in widths], [w.right for w in widths])
        self._lefts = [self._left.at(along) for along in self._along]
        self._rights = [self._right.at(along) for along in self._along]
        self._caps = caps
        last = len(self._line) - 1
        self._normals = [
            _normal(self._line[max(0, i - 1)], self._line[min(last, i + 1)])
            for i in range(last + 1)
        ]

    def at(self, along: float) -> tuple[Point, Point]:
        """Return the point of the middle line and the direction to its left."""
        i = min(max(bisect_left(self._along, along), 1), len(self._along) - 1)
        start, end = self._along[i - 1], self._along[i]
        share = min(1.0, max(0.0, (along - start) / max(end - start, 1e-9)))
        point = between(self._line[i - 1], self._line[i], share)
        return point, self._normals[i - 1 if share < 0.5 else i]

    def side(self, along: float, across: float, grow: float = 0.0) -> Point:
        """Return a point of the band: across is -1 on its left edge, +1 on its right edge."""
        (x, y), (nx, ny) = self.at(along)
        rise = self._left if across < 0 else self._right
        reach = -across * (rise.at(along) + grow)
        return (x + nx * reach, y + ny * reach)

    def edge(self, start: float, end: float, across: float, grow: float = 0.0) -> list[Point]:
        """Return the line along the band at one distance from its middle."""
        # The points of the line itself need no search; they are most of an edge.
        widths = self._lefts if across < 0 else self._rights
        inner = []
        for place, (along, (x, y), (nx, ny)) in enumerate(
            zip(self._along, self._line, self._normals, strict=True)
        ):
            if start < along < end:
                reach = -across * (widths[place] + grow)
                inner.append((x + nx * reach, y + ny * reach))
        return [self.side(start, across, grow), *inner, self.side(end, across, grow)]

    def outline(
        self,
        start: float = 0.0,
        end: float = 1.0,
        grow: float = 0.0,
        caps: tuple[bool, bool] = (True, True),
    ) -> Polygon:
        """Return the outline of a stretch of the band, wider by ``grow``, its ends round or not."""
        points = self.edge(start, end, -1, grow)
        if caps[1]:
            points += self._cap(end, 1, grow)
        points += self.edge(start, end, 1, grow)[::-1]
        if caps[0]:
            points += self._cap(start, -1, grow)
        return tuple(points)

    def patch(self, along: tuple[float, float], across: tuple[float, float]) -> Polygon:
        """Return a soft-cornered part of the band between two places along it and two across."""
        points = []
        for step in range(_PATCH_STEPS):
            angle = 2 * math.pi * step / _PATCH_STEPS
            share = (_softened(math.cos(angle)), _softened(math.sin(angle)))
            points.append(
                self.side(
                    along[0] + (along[1] - along[0]) * share[0],
                    across[0] + (across[1] - across[0]) * share[1],
                )
            )
        return tuple(points)

    def discs(self, count: int) -> list[tuple[float, float, float]]:
        """Return discs (x, y, radius) that cover the band roughly, for keeping clear of it."""
        found = []
        for i in range(count):
            along = i / (count - 1)
            (x, y), _ = self.at(along)
            found.append((x, y, max(self._left.at(along), self._right.at(along))))
        return found

    def _cap(self, along: float, onward: int, grow: float) -> list[Point]:
        (x, y), (nx, ny) = self.at(along)
        left, right = self._left.at(along) + grow, self._right.at(along) + grow
        shift, radius = (left - right) / 2, (left + right) / 2
        x, y = x + nx * shift, y + ny * shift
        out = (-ny * onward, nx * onward)
        bulge = self._caps[0 if onward < 0 else 1]
        points = []
        for step in range(1, _CAP_STEPS):
            angle = math.pi * step / _CAP_STEPS
            away, aside = math.sin(angle) * radius * bulge, math.cos(angle) * radius * onward
            points.append((x + nx * aside + out[0] * away, y + ny * aside + out[1] * away))
        return points


def _softened(share: float) -> float:
    """Return -1..1 as 0..1, pushed outwards so that a circle becomes a box with soft corners."""
    return (1 + math.copysign(math.sqrt(abs(share)), share)) / 2


def _normal(before: Point, after: Point) -> Point:
    dx, dy = after[0] - before[0], after[1] - before[1]
    length = math.hypot(dx, dy) or 1.0
    return (dy / length, -dx / length)
