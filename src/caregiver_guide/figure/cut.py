# SPDX-License-Identifier: GPL-3.0-or-later
"""Cuts the outlines of outline.toml into region shapes, one file for each build of builds.toml."""

from __future__ import annotations

import json
import math
import sys
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

from caregiver_guide.figure import curves
from caregiver_guide.figure.curves import CutError, Knot, Point, Polygon
from caregiver_guide.figure.geometry import REGIONS_FILE, regions_file

OUTLINE_FILE = "outline.toml"
BUILDS_FILE = "builds.toml"

_TOLERANCE = 0.08
_MARGIN = 14.0
_NEAR = 1e-6
_ABOUT = (
    "Made by `python -m caregiver_guide.figure.cut` from outline.toml and builds.toml; "
    "do not edit. Polygons are x, y, x, y ...; "
    "anchors are x, y and the distance to the nearest edge."
)

# What tomllib returns; its shape is checked by using it, and every fault names its table.
Spec: TypeAlias = Mapping[str, Any]
Pieces: TypeAlias = dict[str, list[Polygon]]
Map: TypeAlias = Callable[[Point], Point]
Drawn: TypeAlias = tuple[dict[str, list[Polygon]], list[dict[str, Any]]]


# ---------------------------------------------------------------- builds


def _shift(row: Spec, x: float) -> float:
    """Return how far a row of a build moves a point sideways; the middle stays where it is."""
    before = (0.0, 0.0)
    for at, by in row["shift"]:
        if x < at:
            share = (x - before[0]) / (at - before[0])
            return float(before[1] + (by - before[1]) * share)
        before = (at, by)
    return float(before[1])


def _build(spec: Spec) -> Map:
    """Return the map from the outline as it is written to the outline of a build."""
    rows: Sequence[Spec] = spec["rows"]
    head = spec["head"]
    chin, neck, scale = head["chin"], head["neck"], head["scale"]

    def sideways(x: float, y: float) -> float:
        above = next((row for row in reversed(rows) if row["y"] <= y), rows[0])
        below = next((row for row in rows if row["y"] > y), rows[-1])
        span = below["y"] - above["y"]
        share = min(1.0, max(0.0, (y - above["y"]) / span)) if span > 0 else 0.0
        first, second = _shift(above, x), _shift(below, x)
        return first + (second - first) * share

    def place(point: Point) -> Point:
        x, y = abs(point[0]), point[1]
        moved = x + sideways(x, y)
        if y < neck:
            share = min(1.0, (neck - y) / (neck - chin))
            moved *= 1 - (1 - scale) * share
            y = neck - (neck - y) * scale
        return (math.copysign(moved, point[0]) if moved else 0.0, y)

    return place


def _moved(knots: Iterable[Knot], place: Map) -> list[Knot]:
    return [(*place((float(knot[0]), float(knot[1]))), *knot[2:]) for knot in knots]


def _as_is(point: Point) -> Point:
    return point


def _after(first: Map, second: Map) -> Map:
    return lambda point: second(first(point))


# ---------------------------------------------------------------- outlines


def _turned(point: Point, degrees: float) -> Point:
    s, c = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    return (point[0] * c - point[1] * s, point[0] * s + point[1] * c)


def _graft(spec: Spec) -> Map:
    """Return the map from the large hand to the end of the arm."""
    scale, (dx, dy) = spec["scale"], spec["move"]

    def place(point: Point) -> Point:
        x, y = _turned((point[0] * scale, point[1] * scale), spec["turn"])
        return (x + dx, y + dy)

    return place


def _digit(spec: Spec) -> Callable[[float, float], Point]:
    """Return the map from (distance along the digit, distance across) to the hand."""
    (x, y), turn = spec["base"], spec["turn"]

    def at(along: float, across: float) -> Point:
        dx, dy = _turned((across, -along), turn)
        return (x + dx, y + dy)

    return at


def _digit_knots(spec: Spec, starts: float, ends: float) -> list[Knot]:
    at, length = _digit(spec), spec["length"]
    _, w1, w2, w3 = spec["widths"]
    waist = (w1 + w2) / 2 - 0.15
    knots = [at(length * 0.42, -w1)] if starts < 0.42 else []
    knots += [at(length * 0.62, -waist), at(length * 0.8, -w2)]
    for degrees in (-58, -20, 20, 58):
        dx, dy = w3 * math.cos(math.radians(degrees)), w3 * math.sin(math.radians(degrees))
        knots.append(at(length - w3 + dx, dy))
    knots += [at(length * 0.8, w2), at(length * 0.62, waist)]
    return [*knots, at(length * 0.42, w1)] if ends < 0.42 else list(knots)


def _hand_knots(spec: Spec) -> list[Knot]:
    """Walk round the large hand, digit by digit, from the wrist and back to it."""
    digits = spec["digits"]
    thumb, at = digits["thumb"], _digit(digits["thumb"])
    w0, w1, *_ = thumb["widths"]
    knots: list[Knot] = [(-29.5, spec["wrist"], "c"), *spec["thumb_side"]]
    knots += [at(3, -w0), at(thumb["length"] * 0.28, -(w0 * 0.45 + w1 * 0.55))]
    knots += [at(thumb["length"] * 0.52, -w1), *_digit_knots(thumb, 0.5, 0.5)]
    knots += [at(thumb["length"] * 0.49, w1 - 0.2), *spec["webs"]]

    fingers = [digits[name] for name in ("index", "middle", "ring", "little")]
    knots.append(_digit(fingers[0])(2, -fingers[0]["widths"][0]))
    for i, finger in enumerate(fingers):
        at, w0 = _digit(finger), finger["widths"][0]
        knots += [at(19 if i else 22, 0.1 - w0), *_digit_knots(finger, 0, 0), at(19, w0 - 0.1)]
        if i + 1 < len(fingers):
            following = fingers[i + 1]
            x, y = curves.between(at(11, w0), _digit(following)(11, -following["widths"][0]), 0.5)
            knots.append((x, y + 1.5))
        else:
            knots.append(at(2, w0 + 0.6))
    return [*knots, *spec["little_side"], (29.5, spec["wrist"], "c")]


def _toe(spec: Spec) -> Map:
    """Return the map from a unit toe (radius 1, nail up) to the foot."""
    (x, y), (rx, ry) = spec["centre"], spec["half"]

    def at(point: Point) -> Point:
        dx, dy = _turned((point[0] * rx, point[1] * ry), spec["turn"])
        return (x + dx, y + dy)

    return at


def _foot_knots(spec: Spec, base: str) -> list[Knot]:
    """Walk round the foot; between the big toe's side and the little toe's side go the toes."""
    knots: list[Knot] = [*spec[base]]
    for i, toe in enumerate(spec["toes"]):
        at = _toe(toe)
        for degrees in (-112, -80, -45, -15, 15, 45, 80, 112):
            s, c = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
            # the big toe's outer side runs on into the foot, so its first point is left out
            if i or degrees > -100:
                knots.append(at((s, -c)))
        if i + 1 < len(spec["toes"]):
            other = _toe(spec["toes"][i + 1])
            knots.append(curves.between(at((0.86, 0.72)), other((-0.86, 0.72)), 0.5))
    return knots


def _closed(knots: Sequence[Knot]) -> Polygon:
    line = curves.smooth(knots, closed=True)
    return tuple(curves.simplified([*line, line[0]], _TOLERANCE)[:-1])


def _half(walk: Spec, hand: Sequence[Knot], foot: str, build: Map) -> Polygon:
    """Return the half of the body with x >= 0, closed along the middle."""
    graft, drop = _graft(walk["graft"]), walk["graft"]["drop"]
    grafted: list[Knot] = [
        graft((float(knot[0]), float(knot[1]))) for knot in hand[drop : len(hand) - drop]
    ]
    half: list[Knot] = [*walk["head"], *walk["arm_outside"], *grafted, *walk["arm_inside"]]
    half = _moved([*half, *walk["side"], *walk[foot], *walk["leg_inside"]], build)
    other: list[Knot] = [(-float(knot[0]), *knot[1:]) for knot in reversed(half[1:-1])]
    line = curves.smooth([*half, *other], closed=True)
    crotch = line.index((float(half[-1][0]), float(half[-1][1])))
    return tuple(curves.simplified(line[: crotch + 1], _TOLERANCE))


# ---------------------------------------------------------------- cutting


def _line(spec: Spec, lines: Spec, frames: Mapping[str, Map]) -> list[Point]:
    """Return the points of a cut line, in the measures of the drawing that it cuts."""
    source: Spec = lines[spec["line"]] if "line" in spec else spec
    knots: list[Knot] = [*source["points"]]
    frame = source.get("frame", "")
    if not frame:
        knots = _moved(knots, frames[""])
    # a line that ends on the middle runs on into its mirror image, so that both halves meet evenly
    if knots[0][0] == 0:
        knots = [(-float(knots[1][0]), knots[1][1]), *knots]
    if knots[-1][0] == 0:
        knots = [*knots, (-float(knots[-2][0]), knots[-2][1])]
    dense = curves.smooth(knots, closed=bool(spec.get("closed")))
    if frame and frame in frames:
        dense = [frames[frame](point) for point in dense]
    if spec.get("closed"):
        dense.append(dense[0])
    return curves.simplified(dense, _TOLERANCE)


def _cut(outline: Polygon, spec: Spec, lines: Spec, frames: Mapping[str, Map]) -> Pieces:
    """Carry out the cuts of one drawing in order; what is never taken is ``rest``."""
    pieces: Pieces = {"rest": [outline]}
    for step in spec["cuts"]:
        take = step["take"]
        if "rename" in step:
            pieces.setdefault(take, []).extend(pieces.pop(step["rename"]))
            continue
        source = pieces[step.get("of", "rest")]
        line, (x, y) = _line(step, lines, frames), frames[""](step["at"])
        if step.get("closed"):
            inner = tuple(line[:-1])
            taken = inner if curves.signed_area(inner) > 0 else inner[::-1]
            source.append(taken[::-1])
        else:
            try:
                one, other = curves.split(source[0], line)
            except CutError as error:
                raise CutError(f"{take}: {error}") from error
            taken, source[0] = (one, other) if curves.contains([one], x, y) else (other, one)
        if not curves.contains([taken], x, y):
            raise CutError(f"{take}: the point {step['at']} lies on neither side of the line")
        pieces.setdefault(take, []).append(taken)
    pieces.setdefault(spec["rest"], []).extend(pieces.pop("rest"))
    return pieces


def _stitched(shapes: Pieces) -> Pieces:
    """Give every polygon the corners that its neighbours have on its edges."""
    corners = sorted({p for polygons in shapes.values() for polygon in polygons for p in polygon})

    def stitch(polygon: Polygon) -> Polygon:
        points: list[Point] = []
        for i, b in enumerate(polygon):
            a = polygon[i - 1]
            left, right = min(a[0], b[0]) - _NEAR, max(a[0], b[0]) + _NEAR
            top, bottom = min(a[1], b[1]) - _NEAR, max(a[1], b[1]) + _NEAR
            on = [
                p
                for p in corners
                if left <= p[0] <= right
                and top <= p[1] <= bottom
                and p not in (a, b)
                and curves.edge_distance([(a, b)], *p) < _NEAR
            ]
            points += sorted(on, key=partial(math.dist, a))
            points.append(b)
        return tuple(points)

    return {place: [stitch(p) for p in polygons] for place, polygons in shapes.items()}


def _snapped(polygon: Iterable[Point]) -> Polygon:
    """Round to a tenth of a unit and drop the repeats; neighbours round alike."""
    points = [(round(x, 1) + 0.0, round(y, 1) + 0.0) for x, y in polygon]
    return tuple(p for i, p in enumerate(points) if p != points[i - 1])


def _united(polygons: Iterable[Polygon]) -> list[Polygon]:
    snapped = (_snapped(polygon) for polygon in polygons)
    loops = curves.union_outline(polygon for polygon in snapped if len(polygon) > 2)
    return [loop for loop in loops if abs(curves.signed_area(loop)) > 0.05]


def _positive(shapes: Pieces) -> Pieces:
    """Turn all outer polygons one way and all holes the other, as the figure expects."""
    turned: Pieces = {}
    for place, polygons in shapes.items():
        outer = polygons[0]
        sign = 1 if curves.signed_area(outer) > 0 else -1
        turned[place] = [p if sign > 0 else p[::-1] for p in polygons]
    return turned


# ---------------------------------------------------------------- details


def _detail_lines(
    spec: Spec, outline: Polygon | None, lines: Spec, frames: Mapping[str, Map], root: Spec
) -> list[Polygon]:
    """Return the lines of one detail, before mirroring."""
    if "cuts" in spec and outline is not None:
        piece, (x, y) = outline, frames[""](spec["at"])
        for step in spec["cuts"]:
            try:
                one, other = curves.split(piece, _line(step, lines, frames))
            except CutError as error:
                raise CutError(f"detail {spec['name']}: {error}") from error
            piece = one if curves.contains([one], x, y) else other
        return [piece]
    closed = bool(spec.get("closed")) or not spec.get("width")
    drawn: list[Polygon] = []
    for place in _each(spec.get("each", ""), root):
        dense = curves.smooth(_moved(_moved(spec["points"], place), frames[""]), closed)
        if closed:
            dense.append(dense[0])
        drawn.append(tuple(curves.simplified(dense, _TOLERANCE)))
    return drawn


def _each(name: str, root: Spec) -> list[Map]:
    """Return the maps for a detail that repeats: over the digits, the toes, or nothing."""
    if name == "toes":
        return [_toe(toe) for toe in root["foot"]["toes"]]
    digits = root["hand"]["digits"]
    names = {"digits": list(digits), "thumb": ["thumb"]}.get(name, [])
    if name == "fingers":
        names = [digit for digit in digits if digit != "thumb"]
    if not names:
        return [_as_is]

    def map_of(digit: Spec) -> Map:
        at, length, width = _digit(digit), digit["length"], digit["widths"][1]
        return lambda point: at(point[0] * length, point[1] * width)

    return [map_of(digits[name]) for name in names]


def _baked_detail(spec: Spec, drawn: Iterable[Polygon]) -> dict[str, Any]:
    return {
        "name": spec["name"],
        "kind": spec["kind"],
        "tone": spec["tone"],
        "width": spec.get("width", 0),
        **({"only": spec["only"]} if "only" in spec else {}),
        "lines": [_flat(_snapped_line(line)) for line in drawn],
    }


def _snapped_line(line: Iterable[Point]) -> list[Point]:
    return [(round(x, 1) + 0.0, round(y, 1) + 0.0) for x, y in line]


# ---------------------------------------------------------------- views


def _flat(polygon: Iterable[Point]) -> list[float]:
    return [value for point in polygon for value in point]


def _baked(
    regions: Mapping[str, Sequence[Polygon]], details: list[dict[str, Any]]
) -> dict[str, Any]:
    """Return one view as it is written: bounds, outline, regions with anchors, details."""
    outline = curves.union_outline(p for polygons in regions.values() for p in polygons)
    points = [point for polygon in outline for point in polygon]
    for detail in details:
        for line in detail["lines"]:
            points += zip(line[::2], line[1::2], strict=True)
    left, top = min(x for x, _ in points) - _MARGIN, min(y for _, y in points) - _MARGIN
    right, bottom = max(x for x, _ in points) + _MARGIN, max(y for _, y in points) + _MARGIN
    shapes = {}
    for region, polygons in sorted(regions.items()):
        biggest = max(polygons, key=curves.signed_area)
        holes = [p for p in polygons if curves.signed_area(p) < 0]
        x, y = curves.roomiest([biggest, *holes])
        room = curves.edge_distance([biggest, *holes], x, y)
        shapes[region] = {
            "anchor": [round(x, 1) + 0.0, round(y, 1) + 0.0, round(room, 1)],
            "polygons": [_flat(polygon) for polygon in polygons],
        }
    return {
        "bounds": [round(v, 1) for v in (left, top, right - left, bottom - top)],
        "outline": [_flat(polygon) for polygon in outline],
        "regions": shapes,
        "details": details,
    }


def _mirror_all(polygons: Iterable[Polygon]) -> list[Polygon]:
    return [tuple(curves.mirrored(polygon)) for polygon in polygons]


def _body_view(name: str, root: Spec, hand: Sequence[Knot], build: Map) -> Drawn:
    """Return the front or the back: the cut half and its mirror image, joined in the middle."""
    spec, lines = root[name], root["lines"]
    frames = {"": build, "hand": _after(_graft(root["walk"]["graft"]), build)}
    half = _half(root["walk"], hand, f"foot_{name}", build)
    near, far = ("L", "R") if name == "front" else ("R", "L")

    regions: dict[str, list[Polygon]] = {}
    for place, polygons in _positive(_stitched(_cut(half, spec, lines, frames))).items():
        if place in root["middle"]:
            regions[place] = _united([*polygons, *_mirror_all(polygons)])
        else:
            united = _united(polygons)
            regions[f"{place}.{near}"] = united
            regions[f"{place}.{far}"] = _mirror_all(united)
    return regions, _body_details(spec.get("details", ()), root, half, frames)


def _body_details(
    specs: Iterable[Spec], root: Spec, half: Polygon | None, frames: Mapping[str, Map]
) -> list[dict[str, Any]]:
    """Return what is drawn on the front or the back, on both halves unless it says otherwise."""
    details = []
    for detail in specs:
        drawn = _detail_lines(detail, half, root["lines"], frames, root)
        if "cuts" in detail and any(x == 0 for x, _ in drawn[0]):
            drawn = _united([*drawn, *_mirror_all(drawn)])
        elif detail.get("mirror", True):
            drawn = [*drawn, *_mirror_all(drawn)]
        details.append(_baked_detail(detail, drawn))
    return details


def _head_view(spec: Spec, body: Drawn, root: Spec, build: Map) -> dict[str, Any]:
    """Return the head from in front or behind: those regions of the body, with details."""
    regions, details = body
    places = set(spec["places"])
    kept = {region: shape for region, shape in regions.items() if region.split(".")[0] in places}
    shared = [detail for detail in details if detail["name"] in spec["share"]]
    own = _body_details(spec.get("details", ()), root, None, {"": build})
    return _baked(kept, [*own, *shared])


def _inset(name: str, root: Spec, hand: Sequence[Knot], side: str) -> dict[str, Any]:
    """Return an inset of one or two drawings; the right one is the mirror image of the left."""
    outlines = {
        "hand": lambda: _closed(hand),
        "sole": lambda: _closed(_foot_knots(root["foot"], "sole")),
        "top": lambda: _closed(_foot_knots(root["foot"], "top")),
        "profile": lambda: _closed(root["profile"]["outline"]),
    }
    regions: dict[str, list[Polygon]] = {}
    details: list[dict[str, Any]] = []
    for part in root["inset"][name]:
        outline = outlines[part["outline"]]()
        pieces = _positive(_stitched(_cut(outline, part, root["lines"], {"": _as_is})))
        dx, dy = part["move"]

        def place(
            line: Polygon, flip: bool = part["flip"], dx: float = dx, dy: float = dy
        ) -> Polygon:
            points = curves.mirrored(line) if flip else list(line)
            moved = [(x + dx, y + dy) for x, y in points]
            return tuple(curves.mirrored(moved) if side == "R" else moved)

        for region, polygons in pieces.items():
            united = _united(place(polygon) for polygon in polygons)
            own = region if region in root["middle"] else f"{region}.{side}"
            regions.setdefault(own, []).extend(united)
        for detail in part["details"]:
            drawn = _detail_lines(detail, outline, root["lines"], {"": _as_is}, root)
            details.append(_baked_detail(detail, [place(line) for line in drawn]))
    return _baked(regions, details)


def _views(root: Spec, build: Map) -> dict[str, dict[str, Any]]:
    """Return what a build changes: the body and the head from in front and behind."""
    hand = _hand_knots(root["hand"])
    views: dict[str, dict[str, Any]] = {}
    for name in ("front", "back"):
        drawn = _body_view(name, root, hand, build)
        views[name] = _baked(*drawn)
        views[f"head.{name}"] = _head_view(root["head"][name], drawn, root, build)
    return views


def _insets(root: Spec) -> dict[str, dict[str, Any]]:
    hand = _hand_knots(root["hand"])
    return {
        f"{name}.{side}": _inset(name, root, hand, side)
        for name in ("foot", "hand", "head")
        for side in ("L", "R")
    }


def _common(boxes: Sequence[Sequence[float]]) -> list[float]:
    """Return the box that holds all boxes, so that no build stands elsewhere than another."""
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right = max(box[0] + box[2] for box in boxes)
    bottom = max(box[1] + box[3] for box in boxes)
    return [round(value, 1) for value in (left, top, right - left, bottom - top)]


def bake(root: Spec, builds_of: Spec) -> dict[str, dict[str, Any]]:
    """Return the whole figure as it is written, by the name of the file.

    The first build has all views; the others have only those that they change. Raises
    ``CutError``.
    """
    builds: dict[str, dict[str, dict[str, Any]]] = {
        name: _views(root, _build(spec)) for name, spec in builds_of.items()
    }
    for view in next(iter(builds.values())):
        bounds = _common([views[view]["bounds"] for views in builds.values()])
        for views in builds.values():
            views[view]["bounds"] = bounds
    first = next(iter(builds))
    # in this order a view that shows a place small comes after one that shows it as it is
    order = ("front", "back", "foot.L", "foot.R", "hand.L", "hand.R")
    whole = {**builds[first], **_insets(root)}
    builds[first] = {name: whole[name] for name in (*order, *sorted(set(whole) - set(order)))}
    return {
        (REGIONS_FILE if name == first else regions_file(name)): {"about": _ABOUT, "views": views}
        for name, views in builds.items()
    }


def main(folder: Path) -> int:
    """Rebuild the files of regions in ``folder``; return 0, or 2 after saying what is wrong."""
    try:
        root = tomllib.loads((folder / OUTLINE_FILE).read_text(encoding="utf-8"))
        builds = tomllib.loads((folder / BUILDS_FILE).read_text(encoding="utf-8"))
        for name, data in bake(root, builds).items():
            text = json.dumps(data, separators=(",", ":"))
            (folder / name).write_text(text + "\n", encoding="utf-8")
            sys.stdout.write(f"{folder / name}\n")
    except (OSError, tomllib.TOMLDecodeError, CutError) as error:
        sys.stderr.write(f"{folder / OUTLINE_FILE}: {error}\n")
        return 2
    return 0


if __name__ == "__main__":
    default = Path(__file__).parents[3] / "resources" / "figure"
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else default))
