# SPDX-License-Identifier: GPL-3.0-or-later
"""Plain drawn shapes of a scene: outlines with the names of their colours, and simple forms."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

from caregiver_guide.domain.values import dataclass
from caregiver_guide.figure import curves
from caregiver_guide.figure.curves import Knot, Point, Polygon

Place: TypeAlias = Callable[[Point], Point]
"""Where a point of one drawing lies in another."""

LINE_WIDTH = 2.4
_FINENESS = 2  # every second point of a curve is fine enough for a picture
_ROUND_STEPS = 8
_PILLOW = (
    (-0.97, -0.80),
    (-0.5, -0.97),
    (0.0, -1.0),
    (0.5, -0.97),
    (0.97, -0.80),
    (0.98, 0.0),
    (0.97, 0.80),
    (0.5, 0.97),
    (0.0, 1.0),
    (-0.5, 0.97),
    (-0.97, 0.80),
    (-0.98, 0.0),
)
_CREASE = ((0.40, 0.12), (0.33, 0.02), (0.30, -0.12))


@dataclass(frozen=True, slots=True)
class Shape:
    """Outlines painted as one silhouette; colours are names in the tone or in the palette.

    ``shade`` darkens the side away from ``light``. ``clip`` keeps the fill inside other outlines.
    ``is_open`` lines are only stroked; ``rim`` is then the colour on either side of them.
    """

    polygons: tuple[Polygon, ...]
    fill: str = ""
    line: str = ""
    width: float = LINE_WIDTH
    shade: str = ""
    light: Point = (0.0, 0.0)
    clip: tuple[Polygon, ...] = ()
    is_open: bool = False
    rim: str = ""
    opacity: float = 1.0

    def placed(self, place: Place) -> Shape:
        """Return the shape with all of its points moved by ``place``."""
        ox, oy = place((0.0, 0.0))
        lx, ly = place(self.light)
        return replace(
            self,
            polygons=tuple(tuple(place(point) for point in line) for line in self.polygons),
            clip=tuple(tuple(place(point) for point in line) for line in self.clip),
            light=(lx - ox, ly - oy),
        )


def placing(at: Point, turn: float = 0.0, scale: Point = (1.0, 1.0)) -> Place:
    """Return the map that scales, then turns by degrees, then moves to ``at``."""
    s, c = math.sin(math.radians(turn)), math.cos(math.radians(turn))

    def place(point: Point) -> Point:
        x, y = point[0] * scale[0], point[1] * scale[1]
        return (at[0] + x * c - y * s, at[1] + x * s + y * c)

    return place


def closed(knots: Sequence[Knot], place: Place | None = None, every: int = _FINENESS) -> Polygon:
    """Return the closed smooth curve through knots; ``every`` so many of its points are kept."""
    points = curves.smooth(knots, closed=True)[::every]
    return tuple(points if place is None else (place(point) for point in points))


def opened(knots: Sequence[Knot], place: Place | None = None) -> Polygon:
    """Return the open smooth curve through knots."""
    points = curves.smooth(knots)
    points = [*points[:-1:_FINENESS], points[-1]]
    return tuple(points if place is None else (place(point) for point in points))


def box(x: float, y: float, width: float, height: float, radius: float) -> Polygon:
    """Return a rectangle with round corners."""
    radius = min(radius, width / 2, height / 2)
    corners = (
        (x + width - radius, y + radius, -90),
        (x + width - radius, y + height - radius, 0),
        (x + radius, y + height - radius, 90),
        (x + radius, y + radius, 180),
    )
    points = []
    for cx, cy, start in corners:
        for step in range(_ROUND_STEPS + 1):
            angle = math.radians(start + 90 * step / _ROUND_STEPS)
            points.append((cx + radius * math.cos(angle), cy + radius * math.sin(angle)))
    return tuple(points)


def ellipse(at: Point, half: Point, turn: float = 0.0, steps: int = 32) -> Polygon:
    """Return an ellipse round a point, by its half axes."""
    place = placing(at, turn)
    angles = (2 * math.pi * step / steps for step in range(steps))
    return tuple(place((half[0] * math.cos(a), half[1] * math.sin(a))) for a in angles)


def arc(at: Point, radius: float, start: float, end: float, inward: float = 0.0) -> Polygon:
    """Return an arc by degrees; its radius shrinks by ``inward`` to its end, as of a spiral."""
    count = max(4, int(abs(end - start) / 12))
    points = []
    for step in range(count + 1):
        share = step / count
        angle = math.radians(start + (end - start) * share)
        reach = radius - inward * share
        points.append((at[0] + reach * math.cos(angle), at[1] + reach * math.sin(angle)))
    return tuple(points)


def pillow(at: Point, size: Point, turn: float) -> tuple[Shape, ...]:
    """Return a soft pillow with two creases."""
    width, height = size
    place = placing(at, turn)
    rim = closed([(x * width / 2, y * height / 2) for x, y in _PILLOW], place)
    creases = tuple(
        opened([(side * x * width, y * height) for x, y in _CREASE], place) for side in (-1, 1)
    )
    turned = placing((0.0, 0.0), turn)
    light = turned((-width * 0.02, -height * 0.16))
    return (
        Shape((rim,), "pillow", "pillow_line", shade="pillow_shade", light=light),
        Shape(creases, line="pillow_line", width=2.0, is_open=True, opacity=0.75),
    )


def step(at: Point, size: Point, turn: float) -> tuple[Shape, ...]:
    """Return a pillow of a stair seen from above: its end is shaded as the face of the step."""
    top, _ = pillow(at, size, turn)
    light = placing((0.0, 0.0), turn)((-size[0] * 0.02 - 26.0, -10.0))
    return (replace(top, light=light),)


def roll(at: Point, size: Point, turn: float) -> tuple[Shape, ...]:
    """Return a rolled towel, its end with a spiral towards the end of the band."""
    width, height = size
    radius = height / 2
    place = placing(at, turn)
    body = tuple(place(p) for p in box(-width / 2, -radius, width, height, radius))
    end = (width / 2 - radius, 0.0)
    spiral = tuple(place(p) for p in arc(end, radius * 0.66, -150, 330, radius * 0.42))
    hem = tuple(place(p) for p in ((-width * 0.36, -radius * 0.3), (width * 0.08, -radius * 0.3)))
    light = placing((0.0, 0.0), turn)((0.0, -height * 0.18))
    return (
        Shape((body,), "pillow", "pillow_line", shade="pillow_shade", light=light),
        Shape((spiral, hem), line="pillow_line", width=2.0, is_open=True, opacity=0.75),
    )


def fold(at: Point, size: Point, turn: float) -> tuple[Shape, ...]:
    """Return a folded towel: a flat pile with the lines of its folds."""
    width, height = size
    place = placing(at, turn)
    body = tuple(place(p) for p in box(-width / 2, -height / 2, width, height, height * 0.4))
    lines = tuple(
        tuple(place(p) for p in ((-width * 0.36, y * height), (width * 0.47, y * height)))
        for y in (-0.16, 0.16)
    )
    light = placing((0.0, 0.0), turn)((0.0, -height * 0.2))
    return (
        Shape((body,), "pillow", "pillow_line", shade="pillow_shade", light=light),
        Shape(lines, line="pillow_line", width=2.0, is_open=True, opacity=0.75),
    )
