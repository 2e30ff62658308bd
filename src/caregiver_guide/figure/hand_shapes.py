# SPDX-License-Identifier: GPL-3.0-or-later
"""The caregiver's hands and the few things they use, read from data as plain outlines."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias, cast

from caregiver_guide.domain.values import dataclass
from caregiver_guide.figure import curves
from caregiver_guide.figure.curves import Point, Polygon
from caregiver_guide.figure.geometry import COLOUR, FigureError, read_table

HANDS_FILE: Final = "helper-hands.toml"

Layer: TypeAlias = Literal["under", "over"]
Spec: TypeAlias = Mapping[str, Any]

_TOLERANCE = 0.15
_CAP = 7
_ROLES: Final = ("pillow", "towel", "paper", "water", "cloth", "sign", "mark")


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a hand or a thing: what is filled, and the lines drawn on it.

    ``role`` says which colour it takes; ``under`` is painted below the person's skin.
    """

    role: str
    layer: Layer
    fill: Polygon
    lines: tuple[Polygon, ...]
    touches: bool = False
    """Whether this piece lies on the person: a palm or a digit, not an arm."""
    gone: bool = False
    """Whether it only shows where a hand was."""

    def placed(self, place: Placement) -> Part:
        """Return the piece where a placement puts it."""
        return Part(
            self.role,
            self.layer,
            tuple(map(place.point, self.fill)),
            tuple(tuple(map(place.point, line)) for line in self.lines),
            self.touches,
            self.gone,
        )


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a shape is put: scaled, flipped left to right, turned clockwise, then moved."""

    at: Point
    angle: float = 0.0
    scale: float = 1.0
    flip: bool = False

    def point(self, point: Point) -> Point:
        """Return where a point of the shape comes to lie."""
        x = (-point[0] if self.flip else point[0]) * self.scale
        y = point[1] * self.scale
        s, c = math.sin(math.radians(self.angle)), math.cos(math.radians(self.angle))
        return (self.at[0] + x * c - y * s, self.at[1] + x * s + y * c)


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of the caregiver beside one tone of the person; every value ``#RRGGBB``."""

    skin: str
    shade: str
    line: str
    nail: str
    sleeve: str
    sleeve_line: str


@dataclass(frozen=True, slots=True)
class HandShapes:
    """All shapes by name, and how the caregiver looks beside each tone of the person."""

    shapes: Mapping[str, tuple[Part, ...]]
    looks: Mapping[str, Look]

    def placed(self, name: str, place: Placement) -> tuple[Part, ...]:
        """Return the parts of a shape where a placement puts them, back to front."""
        return tuple(part.placed(place) for part in self.shapes[name])


def load_hand_shapes(folder: Path) -> HandShapes:
    """Read the shapes; raises ``FigureError`` when the file cannot be used."""
    file = folder / HANDS_FILE
    data = read_table(file)
    shapes: dict[str, tuple[Part, ...]] = {}
    for kind in ("hand", "thing"):
        for name, raw in cast("dict[str, Spec]", data.get(kind, {})).items():
            try:
                shapes[name] = _hand(raw, data["arm"]) if kind == "hand" else _thing(raw)
            except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
                remedy = "Write it like the other tables of the file; README.md explains the keys"
                raise FigureError(
                    file, f"{kind}.{name}", f"is missing or malformed ({error})", remedy
                ) from error
    return HandShapes(shapes, {name: _look(file, name, raw) for name, raw in data["look"].items()})


def _look(file: Path, name: str, raw: Spec) -> Look:
    for key in Look.__dataclass_fields__:
        if not COLOUR.fullmatch(str(raw.get(key, ""))):
            remedy = f'Write {key} = "#RRGGBB" under [look.{name}]'
            raise FigureError(file, f"look.{name}.{key}", f"is {raw.get(key)!r}", remedy)
    return Look(**{key: raw[key] for key in Look.__dataclass_fields__})


# ---------------------------------------------------------------- shapes


def _closed(knots: Sequence[curves.Knot]) -> Polygon:
    line = curves.smooth(knots, closed=True)
    return tuple(curves.simplified([*line, line[0]], _TOLERANCE)[:-1])


def _open(knots: Sequence[curves.Knot]) -> Polygon:
    return tuple(curves.simplified(curves.smooth(knots), _TOLERANCE))


def _hand(raw: Spec, arm: Spec) -> tuple[Part, ...]:
    """Return arm, then the digits in the order they are written, and the palm over their roots."""
    layer = _layer(raw.get("layer", "over"))
    digits = [digit for spec in raw["digits"] for digit in _digit(spec, layer)]
    palm = Part(
        "skin",
        layer,
        _closed(raw["palm"]),
        tuple(_open(line) for line in raw["lines"]),
        touches=True,
    )
    before = [part for part in digits if part.layer == layer]
    after = [part for part in digits if part.layer != layer]
    return (*_arm(arm, layer), *before, palm, *_creases(raw, layer), *after)


def _layer(word: str) -> Layer:
    if word == "under":
        return "under"
    if word == "over":
        return "over"
    raise ValueError(f"layer is {word!r}, not under or over")


def _creases(raw: Spec, layer: Layer) -> list[Part]:
    return [Part("crease", layer, (), (_open(line),)) for line in raw.get("creases", ())]


def _arm(raw: Spec, layer: Layer) -> Iterable[Part]:
    """The wrist and forearm, and over it the sleeve that runs out of the picture."""
    for role in ("skin", "sleeve", "cuff"):
        outline = _closed(raw[role])
        yield Part(role, layer, outline, (*((*outline, outline[0]),),))


def _digit(raw: Spec, layer: Layer) -> Iterable[Part]:
    """A finger along its joints: round at the tip, open at the root, with its nail if seen."""
    own = _layer(raw.get("layer", layer))
    centre = curves.smooth([(x, y) for x, y in raw["joints"]])
    widths = [float(width) for width in raw["widths"]]
    rim = _rim(centre, widths)
    yield Part("skin", own, tuple(rim), (tuple(rim),), touches=True)
    if raw.get("nail"):
        yield _nail(centre, widths[-1], own)
    for share in raw.get("bends", ()):
        at = round(share * (len(centre) - 1))
        (ax, ay), (bx, by) = _across(centre, at)
        x, y = centre[at]
        half = _width(widths, share) * 0.5
        line = _open(
            [(x - ax * half, y - ay * half), (x + bx, y + by), (x + ax * half, y + ay * half)]
        )
        yield Part("crease", own, (), (line,))


def _rim(centre: Sequence[Point], widths: Sequence[float]) -> list[Point]:
    count = len(centre) - 1
    left, right = [], []
    for i, (x, y) in enumerate(centre):
        (ax, ay), _ = _across(centre, i)
        half = _width(widths, i / count)
        left.append((x - ax * half, y - ay * half))
        right.append((x + ax * half, y + ay * half))
    (ax, ay), (bx, by) = _across(centre, count)
    (x, y), half = centre[-1], widths[-1]
    cap = []
    for i in range(1, _CAP):
        turn = math.pi * i / _CAP
        s, c = -math.cos(turn) * half, math.sin(turn) * half
        cap.append((x + ax * s + bx * c, y + ay * s + by * c))
    return curves.simplified([*left, *cap, *reversed(right)], _TOLERANCE)


def _across(line: Sequence[Point], at: int) -> tuple[Point, Point]:
    """Return the directions across (to the right) and along a line at one of its points."""
    (x0, y0), (x1, y1) = line[max(0, at - 1)], line[min(len(line) - 1, at + 1)]
    length = math.hypot(x1 - x0, y1 - y0)
    dx, dy = (x1 - x0) / length, (y1 - y0) / length
    return (-dy, dx), (dx, dy)


def _width(widths: Sequence[float], share: float) -> float:
    place = share * (len(widths) - 1)
    at = min(int(place), len(widths) - 2)
    return widths[at] + (widths[at + 1] - widths[at]) * (place - at)


def _nail(centre: Sequence[Point], half: float, layer: Layer) -> Part:
    (ax, ay), (bx, by) = _across(centre, len(centre) - 1)
    x, y = centre[-1]
    shape: tuple[Point, ...] = (
        *((0.72, 0.0), (0.6, 0.48), (0.05, 0.62), (-0.6, 0.5), (-0.78, 0.0)),
        *((-0.6, -0.5), (0.05, -0.62), (0.6, -0.48)),
    )
    rim = _closed([(x + half * (bx * u + ax * v), y + half * (by * u + ay * v)) for u, v in shape])
    return Part("nail", layer, rim, ((*rim, rim[0]),))


def _thing(raw: Spec) -> tuple[Part, ...]:
    """Return the pieces of a pillow, a cloth or a sign, in the order they are written."""
    return tuple(_piece(piece) for piece in raw["pieces"])


def _piece(raw: Spec) -> Part:
    if raw["role"] not in _ROLES:
        raise ValueError(f"role is {raw['role']!r}, not one of {', '.join(_ROLES)}")
    fill = _closed(raw["outline"]) if "outline" in raw else ()
    lines = [(*fill, fill[0])] if fill else []
    lines += [_open(line) for line in raw.get("lines", ())]
    return Part(raw["role"], _layer(raw.get("layer", "over")), fill, tuple(lines))
