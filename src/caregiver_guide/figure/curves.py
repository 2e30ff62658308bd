# SPDX-License-Identifier: GPL-3.0-or-later
"""Plane geometry on plain points: smooth curves, cutting a polygon along a line, areas."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

Point = tuple[float, float]
Polygon = tuple[Point, ...]
Knot = Sequence[float | str]
"""A point of a curve as written by hand: ``[x, y]``, or ``[x, y, "c"]`` for a corner."""

_STEPS = 12
_SAME = 1e-6
_BAND = 8.0


class CutError(Exception):
    """A cut line does not divide its piece into two."""


def mirrored(points: Iterable[Point]) -> list[Point]:
    """Return the points reflected at x = 0, in reverse order, so that the turning is kept."""
    return [(0.0 - x, y) for x, y in reversed(list(points))]


def between(a: Point, b: Point, share: float) -> Point:
    """Return the point at ``share`` (0..1) of the way from ``a`` to ``b``."""
    return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)


def _controls(p0: Point | None, p1: Point, p2: Point, p3: Point | None) -> tuple[Point, Point]:
    d2 = math.sqrt(max(math.dist(p1, p2), _SAME))
    first = between(p1, p2, 1 / 3)
    if p0 is not None:
        d1 = math.sqrt(max(math.dist(p0, p1), _SAME))
        k = 3 * d1 * (d1 + d2)
        a, b, c = d1 * d1, 2 * d1 * d1 + 3 * d1 * d2 + d2 * d2, d2 * d2
        first = (
            (a * p2[0] - c * p0[0] + b * p1[0]) / k,
            (a * p2[1] - c * p0[1] + b * p1[1]) / k,
        )
    second = between(p2, p1, 1 / 3)
    if p3 is not None:
        d3 = math.sqrt(max(math.dist(p2, p3), _SAME))
        k = 3 * d3 * (d3 + d2)
        a, b, c = d3 * d3, 2 * d3 * d3 + 3 * d3 * d2 + d2 * d2, d2 * d2
        second = (
            (a * p1[0] - c * p3[0] + b * p2[0]) / k,
            (a * p1[1] - c * p3[1] + b * p2[1]) / k,
        )
    return first, second


def smooth(knots: Sequence[Knot], closed: bool = False) -> list[Point]:
    """Return a dense line through the knots (centripetal Catmull-Rom, which never overshoots)."""
    points: list[Point] = [(float(knot[0]), float(knot[1])) for knot in knots]
    corner = [len(knot) > 2 for knot in knots]
    count = len(points)
    dense: list[Point] = []
    for i in range(count if closed else count - 1):
        j = (i + 1) % count
        before = points[i - 1] if (closed or i > 0) and not corner[i] else None
        after = points[(i + 2) % count] if (closed or i + 2 < count) and not corner[j] else None
        p1, p2 = points[i], points[j]
        c1, c2 = _controls(before, p1, p2, after)
        for step in range(_STEPS):
            t = step / _STEPS
            u = 1 - t
            k1, k2, k3, k4 = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
            dense.append(
                (
                    k1 * p1[0] + k2 * c1[0] + k3 * c2[0] + k4 * p2[0],
                    k1 * p1[1] + k2 * c1[1] + k3 * c2[1] + k4 * p2[1],
                )
            )
    if not closed:
        dense.append(points[-1])
    return dense


def _furthest(line: Sequence[Point], first: int, last: int) -> tuple[float, int]:
    """Return how far the points between two of a line stray from it at most, and which does."""
    (ax, ay), (bx, by) = line[first], line[last]
    dx, dy = bx - ax, by - ay
    length = math.hypot(dx, dy)
    worst, at = 0.0, -1
    if length < _SAME:
        for i in range(first + 1, last):
            off = math.dist(line[i], line[first])
            if off > worst:
                worst, at = off, i
        return worst, at
    for i in range(first + 1, last):
        x, y = line[i]
        off = dx * (ay - y) - (ax - x) * dy
        if off < 0:
            off = -off
        if off > worst:
            worst, at = off, i
    return worst / length, at


def simplified(line: Sequence[Point], tolerance: float) -> list[Point]:
    """Return the open line with as few of its points as stay within ``tolerance`` of it."""
    keep = [False] * len(line)
    keep[0] = keep[-1] = True
    stack = [(0, len(line) - 1)]
    while stack:
        first, last = stack.pop()
        worst, at = _furthest(line, first, last)
        if worst > tolerance:
            keep[at] = True
            stack += [(first, at), (at, last)]
    return [point for point, kept in zip(line, keep, strict=True) if kept]


def signed_area(polygon: Sequence[Point]) -> float:
    """Return the area, positive or negative with the turning of the polygon."""
    total = 0.0
    x0, y0 = polygon[-1]
    for x1, y1 in polygon:
        total += x0 * y1 - x1 * y0
        x0, y0 = x1, y1
    return total / 2


def contains(polygons: Iterable[Sequence[Point]], x: float, y: float) -> bool:
    """Say whether the point is inside by the odd-even rule; shared edges belong to one side."""
    inside = False
    for polygon in polygons:
        x0, y0 = polygon[-1]
        for x1, y1 in polygon:
            if (y0 > y) != (y1 > y):
                # always from the upper to the lower end, so that both neighbours round alike
                if y0 < y1:
                    at = x0 + (y - y0) * (x1 - x0) / (y1 - y0)
                else:
                    at = x1 + (y - y1) * (x0 - x1) / (y0 - y1)
                if x < at:
                    inside = not inside
            x0, y0 = x1, y1
    return inside


class Inside:
    """Answers like `contains`, many times for the same polygons: edges are kept by height."""

    def __init__(self, polygons: Iterable[Sequence[Point]]) -> None:
        """Sort the edges of ``polygons`` into bands."""
        self._bands: dict[int, list[tuple[float, float, float, float]]] = {}
        for polygon in polygons:
            x0, y0 = polygon[-1]
            for x1, y1 in polygon:
                edge = (x0, y0, x1, y1) if y0 < y1 else (x1, y1, x0, y0)
                for band in range(int(edge[1] // _BAND), int(edge[3] // _BAND) + 1):
                    self._bands.setdefault(band, []).append(edge)
                x0, y0 = x1, y1

    def holds(self, x: float, y: float) -> bool:
        """Say whether the point is inside by the odd-even rule."""
        inside = False
        for x0, y0, x1, y1 in self._bands.get(int(y // _BAND), ()):
            if y0 <= y < y1 and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
                inside = not inside
        return inside


def edge_distance(polygons: Iterable[Sequence[Point]], x: float, y: float) -> float:
    """Return the distance from the point to the nearest edge of the polygons."""
    best = math.inf
    for polygon in polygons:
        ax, ay = polygon[-1]
        for bx, by in polygon:
            dx, dy = bx - ax, by - ay
            px, py = x - ax, y - ay
            along, length = px * dx + py * dy, dx * dx + dy * dy
            if along >= length:
                px, py = x - bx, y - by
            elif along > 0:
                t = along / length
                px, py = px - t * dx, py - t * dy
            square = px * px + py * py
            best = min(best, square)
            ax, ay = bx, by
    return math.sqrt(best)


def roomiest(polygons: Sequence[Sequence[Point]]) -> Point:
    """Return a point inside the polygons far from every edge, and not far from their middle."""
    xs = [x for polygon in polygons for x, _ in polygon]
    ys = [y for polygon in polygons for _, y in polygon]
    left, top, wide, high = min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)
    best: Point = ((left + wide / 2), (top + high / 2))
    middle, value = best, -math.inf
    centre, span = best, (wide, high)
    # No point is further from the edge than another one is, and than the two are apart: that
    # leaves out most of the points without measuring them.
    near, room = best, math.inf
    for _ in range(4):
        for i in range(-8, 9):
            for j in range(-8, 9):
                x, y = centre[0] + span[0] * i / 16, centre[1] + span[1] * j / 16
                lost = 0.12 * math.dist((x, y), middle)
                if room + math.dist((x, y), near) - lost <= value:
                    continue
                near, room = (x, y), edge_distance(polygons, x, y)
                if room - lost > value + 1e-3 and contains(polygons, x, y):
                    best, value = (x, y), room - lost
        centre, span = best, (span[0] / 5, span[1] / 5)
    return best


def _crossings(polygon: Sequence[Point], line: Sequence[Point]) -> list[tuple[float, float, Point]]:
    """Where the line meets the outline: (place along the line, along the outline, point)."""
    found: list[tuple[float, float, Point]] = []
    for i, (a, b) in enumerate(pairwise(line)):
        for j, c in enumerate(polygon):
            d = polygon[(j + 1) % len(polygon)]
            rx, ry, sx, sy = b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]
            cross = rx * sy - ry * sx
            if abs(cross) < 1e-12:
                continue
            t = ((c[0] - a[0]) * sy - (c[1] - a[1]) * sx) / cross
            u = ((c[0] - a[0]) * ry - (c[1] - a[1]) * rx) / cross
            if not (-1e-9 <= t <= 1 + 1e-9 and -1e-9 <= u <= 1 + 1e-9):
                continue
            point = (c[0] + u * sx, c[1] + u * sy)
            along = j + u
            if math.dist(point, c) < _SAME:
                point, along = c, float(j)
            elif math.dist(point, d) < _SAME:
                point, along = d, float((j + 1) % len(polygon))
            if all(math.dist(point, other) > _SAME for _, _, other in found):
                found.append((i + t, along, point))
    return sorted(found)


def _outline_walk(
    polygon: Sequence[Point], start: tuple[float, Point], end: tuple[float, Point]
) -> list[Point]:
    """The outline from one crossing forward to another, both ends included."""
    points = [start[1]]
    count = len(polygon)
    i = math.floor(start[0]) + 1
    stop = end[0] if end[0] > start[0] else end[0] + count
    while i < stop:
        points.append(polygon[i % count])
        i += 1
    points.append(end[1])
    return points


def _without_repeats(points: Sequence[Point]) -> Polygon:
    return tuple(p for i, p in enumerate(points) if math.dist(p, points[i - 1]) > _SAME)


def split(polygon: Sequence[Point], line: Sequence[Point]) -> tuple[Polygon, Polygon]:
    """Cut a polygon in two along a line that enters and leaves it once; edges are shared exactly.

    Raises ``CutError`` when the line crosses the outline more or less than twice.
    """
    hits = _crossings(polygon, line)
    if len(hits) != 2:
        where = ", ".join(f"({p[0]:.0f}, {p[1]:.0f})" for _, _, p in hits)
        raise CutError(f"the line crosses the outline {len(hits)} times, not twice: {where}")
    (t_in, at_in, p_in), (t_out, at_out, p_out) = hits
    inner = [p for i, p in enumerate(line) if t_in + 1e-9 < i < t_out - 1e-9]
    first = _outline_walk(polygon, (at_in, p_in), (at_out, p_out)) + inner[::-1]
    second = _outline_walk(polygon, (at_out, p_out), (at_in, p_in)) + inner
    return _without_repeats(first), _without_repeats(second)


Edge = tuple[Point, Point]


def union_outline(polygons: Iterable[Sequence[Point]]) -> tuple[Polygon, ...]:
    """Return the outline of polygons that share edges exactly: common edges cancel out."""
    edges: dict[Edge, int] = {}
    for polygon in polygons:
        for i, b in enumerate(polygon):
            a = polygon[i - 1]
            if edges.get((b, a)):
                edges[b, a] -= 1
            else:
                edges[a, b] = edges.get((a, b), 0) + 1
    onward: dict[Point, list[Point]] = {}
    for (a, b), times in edges.items():
        onward.setdefault(a, []).extend([b] * times)
    loops: list[Polygon] = []
    for start in list(onward):
        while onward[start]:
            loop = [start]
            here = onward[start].pop()
            while here != start:
                loop.append(here)
                here = onward[here].pop()
            loops.append(tuple(loop))
    return tuple(loops)


def seams(polygons: Sequence[Sequence[Point]]) -> tuple[Polygon, ...]:
    """Return the edges that two of the polygons share, once each, joined into lines."""
    owner = {
        (polygon[i - 1], b): number
        for number, polygon in enumerate(polygons)
        for i, b in enumerate(polygon)
    }
    lines: list[Polygon] = []
    for number, polygon in enumerate(polygons):
        line: list[Point] = []
        for i, b in enumerate(polygon):
            a = polygon[i - 1]
            if owner.get((b, a), -1) > number:
                line = line or [a]
                line.append(b)
            elif line:
                lines.append(tuple(line))
                line = []
        if line:
            lines.append(tuple(line))
    return tuple(lines)


def spans(polygons: Iterable[Sequence[Point]], y: float) -> list[tuple[float, float]]:
    """Return the stretches of the horizontal line at ``y`` that lie inside the polygons."""
    at: list[float] = []
    for polygon in polygons:
        x0, y0 = polygon[-1]
        for x1, y1 in polygon:
            if (y0 > y) != (y1 > y):
                at.append(x0 + (y - y0) * (x1 - x0) / (y1 - y0))
            x0, y0 = x1, y1
    at.sort()
    return list(zip(at[::2], at[1::2], strict=False))
