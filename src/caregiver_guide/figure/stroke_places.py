# SPDX-License-Identifier: GPL-3.0-or-later
"""Places one picture on one person: mirrored to the side, and off every place to avoid."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, product

from caregiver_guide.figure import curves
from caregiver_guide.figure.curves import Point, Polygon
from caregiver_guide.figure.geometry import Figure, RegionShape, View
from caregiver_guide.figure.hand_shapes import HandShapes, Part, Placement
from caregiver_guide.figure.stroke_specs import (
    WAYS,
    Arrow,
    ArrowKind,
    ArrowSpec,
    HandSpec,
    PictureSpec,
    Scene,
    Side,
    StrokeWish,
)

_SWEEP = 286.0
_HOLD_AT: Point = (0.0, -58.0)
_HOLD = 17.0
_LEAST_HOLD = 0.7
_REACHES = (58.0, 105.0, 150.0, 190.0)
_LEANS = (-60.0, -85.0)
_CLEAR = 0.014
"""Room between an arrow and a place to avoid, as a share of the window's width."""
_ENOUGH_OF_A_WAY = 0.45
_STEP = 26.0
_ENOUGH = 0.12
_ELSEWHERE = 2.0
_SAMPLE = 6.0


class Setting:
    """Places one picture on one person."""

    def __init__(
        self,
        shapes: HandShapes,
        figure: Figure,
        spec: PictureSpec,
        wish: StrokeWish,
        side: Side | None,
        is_last: bool = True,
    ) -> None:
        self.is_last = is_last
        self.shapes, self.spec, self.wish, self.side = shapes, spec, wish, side
        self.view: View = figure.views[
            spec.view if spec.view in figure.views else f"{spec.view}.{side}"
        ]
        region = spec.centre if side is None else f"{spec.centre}.{side}"
        shape = self.view.shape(region)
        if shape is None:
            raise ValueError(f"{self.view.id} does not show {region}")
        self.origin = shape.anchor
        self.mirror = side == "R"
        self.turn = -spec.turn if self.mirror else spec.turn
        self.avoided = wish.avoided - wish.regions
        self.polygons = self.view_outline()
        self.forbidden = curves.Inside(self.polygons)
        self.allowed = curves.Inside(self._in_sight(wish.regions))
        self.clear = _CLEAR * spec.window[2]

    # -- measures ------------------------------------------------------------------------

    def point(self, place: Point) -> Point:
        """Return where a point of the picture lies in the view."""
        x, y = (-place[0] if self.mirror else place[0]), place[1]
        s, c = math.sin(math.radians(-self.turn)), math.cos(math.radians(-self.turn))
        return (self.origin[0] + x * c - y * s, self.origin[1] + x * s + y * c)

    def view_outline(self) -> tuple[Polygon, ...]:
        """Return the outline of what is to be avoided, as far as this picture draws it."""
        return self._in_sight(self.avoided)

    def _in_sight(self, regions: frozenset[str]) -> tuple[Polygon, ...]:
        only = {one for other in (False, True) for one in self.regions(self.spec.only, other)}
        polygons = self.view.united(regions & only if only else regions)
        if not self.spec.half:
            return polygons
        is_right = self.origin[0] > 0
        return tuple(p for p in polygons if (sum(x for x, _ in p) > 0) == is_right)

    def placement(self, spec: HandSpec, at: Point, mirror: bool) -> Placement:
        """Return the placement of a hand, mirrored with the side or as the second of a pair."""
        x, angle, flip = at[0], spec.angle, spec.flip
        if mirror:
            x, angle, flip = -x, -angle, not flip
        place = self.point((x, at[1]))
        if self.mirror:
            angle, flip = -angle, not flip
        return Placement(place, angle - self.turn, spec.scale, flip)

    def regions(self, on: tuple[str, ...], mirror: bool) -> frozenset[str]:
        """Return the regions meant by places, on the side on which they are drawn."""
        side: Side | None = self.side
        if side is None:
            # Written for the left: +x in front, -x behind; the second of a pair is the other one.
            side = "R" if mirror else "L"
        found = set()
        for place in on:
            sided = f"{place}.{side}"
            found.add(sided if self._is_sided(place) else place)
        return frozenset(found)

    def _is_sided(self, place: str) -> bool:
        return self.view.shape(place) is None

    # -- the scene -----------------------------------------------------------------------

    def scene(self) -> Scene:
        """Return the picture with everything placed."""
        left, top, width, height = self.spec.window
        hands = list(self._hands())
        holds = [
            Arrow("hold", (place.point(_HOLD_AT),), None, _HOLD * max(place.scale, _LEAST_HOLD))
            for spec, place, _ in hands
            if spec.still
        ]
        only = {one for mirror in (False, True) for one in self.regions(self.spec.only, mirror)}
        return Scene(
            view=self.view.id,
            centre=self.point((left + width / 2, top + height / 2)),
            size=(width, height),
            turn=self.turn,
            only=frozenset(only),
            half=self.spec.half,
            hands=tuple(parts for _, _, parts in hands),
            arrows=(*self._arrows(), *holds),
            away=self.view_outline(),
            side=self.side,
        )

    def _hands(self) -> Iterator[tuple[HandSpec, Placement, tuple[Part, ...]]]:
        for spec in self.spec.hands:
            swaps = spec.follows and self._is_across()
            for mirror in (False, True) if spec.pair else (False,):
                found = self._hand(spec, mirror != swaps, mirror)
                if found is not None:
                    yield spec, *found

    def _is_across(self) -> bool:
        """Whether the caregiver is on the other side than the one that is touched."""
        wanted = self.wish.from_side
        return wanted is not None and wanted != (self.side or wanted)

    def _hand(
        self, spec: HandSpec, mirror: bool, other: bool
    ) -> tuple[Placement, tuple[Part, ...]] | None:
        """Return a hand where it is wanted, or on another place that is kept, or nothing."""
        on = self.regions(spec.on, other)
        if self.regions(spec.beneath, other) & self.avoided:
            return None
        if spec.only_for and not (self.is_last and _is_for(spec, self.wish.step)):
            return None
        is_kept = (not self.wish.regions or on <= self.wish.regions) and not on & self.avoided
        found = self._free(spec, mirror) if is_kept else None
        if found is not None or not spec.may_move:
            return found
        offers = [*(self._near(spec) if is_kept else ()), *self._other_places(spec, other)]
        best, share = None, _ENOUGH
        for offer in offers:
            moved = self._free(offer, mirror)
            if moved is not None:
                on_it = self._share_on(moved[1])
                if on_it > share:
                    best, share = moved, on_it
        return best

    def _free(self, spec: HandSpec, mirror: bool) -> tuple[Placement, tuple[Part, ...]] | None:
        """Return a hand as it is wanted, or nothing where it would meet a place to avoid."""
        place = self.placement(spec, spec.at, mirror)
        parts = self.shapes.placed(spec.shape, place)
        if spec.gone:
            parts = tuple(replace(part, gone=True) for part in parts)
        if spec.under:
            return place, tuple(replace(part, layer="under") for part in parts)
        above = [part.fill for part in parts if part.touches and part.layer == "over"]
        return None if any(map(self._meets, above)) else (place, parts)

    def _near(self, spec: HandSpec) -> Iterator[HandSpec]:
        """The same hand a little beside where it is wanted."""
        for ring in (1, 2, 3):
            for turn in range(0, 360, 45):
                x, y = math.cos(math.radians(turn)), math.sin(math.radians(turn))
                reach = ring * _STEP * spec.scale
                yield replace(spec, at=(spec.at[0] + x * reach, spec.at[1] + y * reach))

    def _other_places(self, spec: HandSpec, other: bool) -> Iterator[HandSpec]:
        """The same hand, or the other one, where it lies on or reaches a place that is kept."""
        s, c = math.sin(math.radians(self.turn)), math.cos(math.radians(self.turn))
        side = self.side or ("R" if other else "L")
        # Written for the left: in the picture's own measures, as every place of the data.
        sign = -1 if self.mirror or other else 1
        for region in sorted(self.wish.regions):
            shape = self.view.shape(region)
            if shape is None or region.partition(".")[2] not in ("", side):
                continue
            for target in (shape.anchor, self._furthest(shape)):
                dx, dy = target[0] - self.origin[0], target[1] - self.origin[1]
                x, y = sign * (dx * c - dy * s), dx * s + dy * c
                for angle, reach in product((spec.angle, *_LEANS), _REACHES):
                    lean, along = math.radians(angle), reach * spec.scale
                    at = (x - math.sin(lean) * along, y + math.cos(lean) * along)
                    yield replace(spec, at=at, angle=angle)
                    yield replace(spec, at=at, angle=angle, flip=not spec.flip)

    def _furthest(self, shape: RegionShape) -> Point:
        """Return the point of a region that is furthest from every place to avoid."""
        points = [
            point for polygon in self._in_sight(frozenset({shape.region})) for point in polygon
        ]
        if not points or not self.polygons:
            return shape.anchor
        edge = max(points, key=lambda point: curves.edge_distance(self.polygons, *point))
        return curves.between(edge, shape.anchor, 0.4)

    def _share_on(self, parts: tuple[Part, ...]) -> float:
        """Return how much of a hand lies where hands go today; less for what lies elsewhere."""
        above = [part.fill for part in parts if part.touches and part.layer == "over"]
        points = [point for polygon in above for point in _grid(polygon)]
        on = sum(self.allowed.holds(*point) for point in points)
        body = curves.Inside(self.view.outline)
        elsewhere = sum(body.holds(*point) for point in points) - on
        return (on - _ELSEWHERE * elsewhere) / max(1, len(points))

    def _meets(self, polygon: Polygon) -> bool:
        """Say whether a piece lies over a place to keep away from."""
        if not self.polygons or not polygon:
            return False
        if any(self.forbidden.holds(*point) for point in _grid(polygon)):
            return True
        inside = curves.Inside([polygon])
        return any(inside.holds(*point) for other in self.polygons for point in other)

    def _arrows(self) -> Iterator[Arrow]:
        for spec in self.spec.arrows:
            if self.wish.rests and spec.kind in WAYS:
                continue
            for mirror in (False, True) if spec.pair else (False,):
                regions = self.regions(spec.on, mirror)
                if self.wish.regions and regions and not regions & self.wish.regions:
                    continue
                line = self._clear_part(tuple(self._line(spec, mirror)), spec.kind)
                if line:
                    yield Arrow(spec.kind, line, spec.number, spec.radius)

    def _line(self, spec: ArrowSpec, mirror: bool) -> list[Point]:
        sign = -1 if mirror else 1
        points = spec.path
        if spec.kind == "circle":
            points = tuple(_circle(spec.path[0], spec.radius, spec.clockwise))
        elif len(points) > 1:
            points = tuple(curves.smooth(points))
        return [self.point((sign * x, y)) for x, y in points]

    def _clear_part(self, line: Polygon, kind: ArrowKind) -> Polygon:
        """Return the longest part of a way that keeps off; nothing if too little is left."""
        if not self.polygons:
            return line
        points = list(_dense(line))
        longest: list[Point] = []
        run: list[Point] = []
        for point in points:
            run = [*run, point] if self._is_clear(point) else []
            longest = max(longest, run, key=len)
        if len(longest) == len(points):
            return line
        is_enough = len(longest) >= _ENOUGH_OF_A_WAY * len(points)
        return tuple(longest) if kind in ("glide", "along") and is_enough else ()

    def _is_clear(self, point: Point) -> bool:
        return not self.forbidden.holds(*point) and (
            curves.edge_distance(self.polygons, *point) >= self.clear
        )


def _circle(centre: Point, radius: float, clockwise: bool) -> Iterator[Point]:
    steps = 36
    for i in range(steps + 1):
        turn = math.radians(125 + _SWEEP * i / steps)
        x, y = math.cos(turn) * radius, math.sin(turn) * radius
        yield (centre[0] + (x if clockwise else -x), centre[1] + y)


def _dense(line: Polygon) -> Iterator[Point]:
    if len(line) == 1:
        yield line[0]
    for a, b in pairwise(line):
        steps = max(1, math.ceil(math.dist(a, b) / _SAMPLE))
        for i in range(steps + 1):
            yield curves.between(a, b, i / steps)


def _grid(polygon: Polygon) -> Iterator[Point]:
    """Points all along the edge of a polygon and evenly inside it."""
    yield from _dense((*polygon, polygon[0]))
    top = min(y for _, y in polygon)
    bottom = max(y for _, y in polygon)
    row = top + _SAMPLE / 2
    while row < bottom:
        for start, end in curves.spans([polygon], row):
            x = start
            while x < end:
                yield (x, row)
                x += _SAMPLE
        row += _SAMPLE


def _is_for(spec: HandSpec, step: str) -> bool:
    anywhere = f"*/{step.partition('/')[2]}"
    return step in spec.only_for or anywhere in spec.only_for
