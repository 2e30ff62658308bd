# SPDX-License-Identifier: GPL-3.0-or-later
"""Scenes as values: a posed person, furniture and lettered pillows, read from scenes.toml."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, replace
from pathlib import Path
from types import MappingProxyType

from caregiver_guide.domain.values import dataclass
from caregiver_guide.figure import shapes
from caregiver_guide.figure.curves import Point, Polygon, between, contains
from caregiver_guide.figure.geometry import Tone
from caregiver_guide.figure.pose import (
    PARTS,
    Pose,
    PosedBody,
    Side,
    SideView,
    Spot,
    load_side_view,
    read_pose,
)
from caregiver_guide.figure.ribbon import Ribbon, Width, bent
from caregiver_guide.figure.shapes import Place, Shape
from caregiver_guide.figure.tables import Table, read_tables

SCENES_FILE = "scenes.toml"
COLOURS_FILE = "scene-colours.toml"

PALETTES = ("light", "dark", "contrast", "paper")
COLOUR_NAMES = (
    "blanket",
    "blanket_line",
    "blanket_shade",
    "brake",
    "brake_line",
    "frame",
    "frame_line",
    "ground",
    "metal",
    "metal_line",
    "pillow",
    "pillow_line",
    "pillow_shade",
    "seat",
    "seat_line",
    "seat_shade",
    "sheet",
    "sheet_line",
    "sheet_shade",
    "shirt",
    "shirt_line",
    "shirt_shade",
    "trousers",
    "trousers_line",
    "trousers_shade",
    "tyre",
    "wood",
    "wood_line",
    "wood_shade",
)
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_SCENE_KEYS = (
    "like",
    "mirror",
    "view",
    "frame",
    "order",
    "pose",
    "pose_with",
    "furniture",
    "pillows",
)
_WELL_INSIDE = 0.75
_SEEN_LEAST = 0.3
_LETTER = re.compile(r"[A-Z]")


@dataclass(frozen=True, slots=True)
class Pillow:
    """One lettered pillow: where its letter stands, and the point that its leader goes to."""

    letter: str
    label: Point
    pointed_at: Point


@dataclass(frozen=True, slots=True)
class PillowPiece:
    """What is drawn of a pillow at one place of the painting order."""

    letter: str
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """One position as a picture; ``order`` is what is painted, from back to front.

    ``view`` is "side" or "above". ``near`` is the person's side that the picture shows: seen from
    above, the other side is the one that is down.
    """

    id: str
    view: str
    frame: tuple[float, float, float, float]
    near: Side
    order: tuple[str, ...]
    furniture: Mapping[str, tuple[Shape, ...]]
    pieces: Mapping[str, tuple[PillowPiece, ...]]
    pillows: Mapping[str, Pillow]
    poses: Mapping[str, Pose]
    """The pose, under an empty name, and the pose with a pillow in place, under its letter."""
    side_view: SideView
    place: Place
    _bodies: dict[str, PosedBody] = field(default_factory=dict, repr=False, compare=False)
    _spots: dict[tuple[str, str], Spot | None] = field(
        default_factory=dict, repr=False, compare=False
    )

    @property
    def down(self) -> Side | None:
        """The side that the person lies on, in a picture from above."""
        if self.view != "above":
            return None
        return "L" if self.near == "R" else "R"

    @property
    def usual_pillows(self) -> frozenset[str]:
        """The pillows that can be in place together without a change of pose."""
        return frozenset(self.pillows) - frozenset(self.poses)

    def body(self, pillows: frozenset[str] = frozenset()) -> PosedBody:
        """Return the person as they lie or sit with these pillows."""
        name = self._pose_with(pillows)
        if name not in self._bodies:
            self._bodies[name] = PosedBody(self.side_view, self.poses[name], self.place, self.near)
        return self._bodies[name]

    def spot(self, region: str, pillows: frozenset[str] = frozenset()) -> Spot | None:
        """Return where a region lies in the picture; what a nearer thing hides is not visible."""
        key = (self._pose_with(pillows), region)
        if key not in self._spots:
            spot = self.body(pillows).spot(region)
            if spot is not None and spot.is_visible:
                spot = _as_seen(spot, self._before(spot.part, pillows))
            self._spots[key] = spot
        return self._spots[key]

    def _pose_with(self, pillows: frozenset[str]) -> str:
        return next((letter for letter in self.poses if letter and letter in pillows), "")

    def _before(self, part: str, pillows: frozenset[str]) -> list[Polygon]:
        """Return the outlines of all that is painted over a part, pillows and floor apart."""
        parts = self.body(pillows).parts
        over = self.order[self.order.index(part) + 1 :]
        return [
            polygon
            for name in over
            for shape in (*self.furniture.get(name, ()), *parts.get(name, ()))
            if shape.fill and not shape.is_open and not shape.clip
            for polygon in shape.polygons
        ]


@dataclass(frozen=True, slots=True)
class Scenes:
    """All scenes, and the colours of furniture, clothes and pillows in each theme."""

    scenes: Mapping[str, Scene]
    palettes: Mapping[str, Mapping[str, str]]


def load_scenes(folder: Path) -> Scenes:
    """Read the scenes from the folder of the figure; raises ``FigureError``."""
    side_view = load_side_view(folder)
    data = read_tables(folder / SCENES_FILE)
    return Scenes(
        scenes=MappingProxyType({name: _scene(data, name, side_view) for name in data}),
        palettes=MappingProxyType(_palettes(read_tables(folder / COLOURS_FILE))),
    )


def _palettes(data: Table) -> dict[str, Mapping[str, str]]:
    data.only(PALETTES)
    found: dict[str, Mapping[str, str]] = {}
    for theme in PALETTES:
        table = data.table(theme)
        table.only(COLOUR_NAMES)
        for name in COLOUR_NAMES:
            value = table.raw.get(name)
            if not isinstance(value, str) or not _COLOUR.fullmatch(value):
                remedy = f'Write {name} = "#RRGGBB" under [{theme}]'
                raise table.fault(name, f"is {value!r}, not a colour", remedy)
        found[theme] = MappingProxyType({name: table.text(name) for name in COLOUR_NAMES})
    return found


# ---------------------------------------------------------------- one scene


def _scene(data: Table, name: str, side_view: SideView) -> Scene:
    table = _with_likeness(data, name)
    table.only(_SCENE_KEYS)
    view = table.text("view")
    if view not in ("side", "above"):
        raise table.fault("view", f"is {view!r}", 'Write view = "side" or "above"')
    x, y, width, height = table.numbers("frame", 4)
    mirrored = table.flag("mirror")
    reflect = _reflection(2 * x + width if mirrored else None)
    pose_table = table.table("pose")
    flip = pose_table.number("flip") if "flip" in pose_table else None

    def place(point: Point) -> Point:
        return reflect(point if flip is None else (point[0], flip - point[1]))

    furniture = _furniture(table, reflect)
    pieces, pillows = _pillows(table, reflect)
    scene = Scene(
        id=name,
        view=view,
        frame=(x, y, width, height),
        near="R" if mirrored == (flip is not None) else "L",
        order=table.words("order"),
        furniture=MappingProxyType(furniture),
        pieces=MappingProxyType(pieces),
        pillows=MappingProxyType(pillows),
        poses=MappingProxyType(_poses(table, side_view)),
        side_view=side_view,
        place=place,
    )
    _check_order(table, scene)
    return scene


def _with_likeness(data: Table, name: str) -> Table:
    """Return the table of a scene; what it does not say is taken from the scene it is like."""
    table = data.table(name)
    if "like" not in table:
        return table
    model = table.text("like")
    names = list(data)
    if model not in names[: names.index(name)]:
        raise table.fault("like", f"names {model!r}", "Name a scene that is written before it")
    base = _with_likeness(data, model)
    merged = {**base.raw, **table.raw}
    merged["pose"] = {**base.table("pose").raw, **table.table("pose").raw}
    return Table(data.file, name, merged)


def _reflection(twice_middle: float | None) -> Place:
    if twice_middle is None:
        return lambda point: point
    return lambda point: (twice_middle - point[0], point[1])


def _poses(table: Table, side_view: SideView) -> dict[str, Pose]:
    usual = table.table("pose")
    poses = {"": read_pose(usual, side_view)}
    changes = table.table("pose_with")
    for letter in changes:
        change = changes.table(letter)
        merged = Table(change.file, change.path, {**usual.raw, **change.raw})
        poses[letter] = read_pose(merged, side_view)
    return poses


def _check_order(table: Table, scene: Scene) -> None:
    """Everything is painted exactly once."""
    known = (*PARTS, *scene.furniture, *scene.pieces)
    for name in scene.order:
        if name not in known:
            remedy = f"Use the names of {', '.join(known)}"
            raise table.fault("order", f"names {name!r}, which is nowhere", remedy)
    for name in known:
        if scene.order.count(name) != 1:
            problem = f"names {name!r} {scene.order.count(name)} times"
            raise table.fault("order", problem, "Name everything exactly once")


def _as_seen(spot: Spot, over: Iterable[Polygon]) -> Spot:
    """Return the spot with its anchor where it can be seen, or as one that cannot be seen."""
    x, y = spot.anchor
    xs, ys = [px for px, _ in spot.polygon], [py for _, py in spot.polygon]
    near = [
        polygon
        for polygon in over
        if max(px for px, _ in polygon) > min(xs)
        and min(px for px, _ in polygon) < max(xs)
        and max(py for _, py in polygon) > min(ys)
        and min(py for _, py in polygon) < max(ys)
    ]

    def is_free(point: Point) -> bool:
        return not any(contains([polygon], *point) for polygon in near)

    if is_free(spot.anchor):
        return spot
    within = [between((x, y), point, _WELL_INSIDE) for point in spot.polygon]
    free = [point for point in within if is_free(point)]
    if len(free) < _SEEN_LEAST * len(within):
        return replace(spot, is_visible=False)
    middle = (sum(p[0] for p in free) / len(free), sum(p[1] for p in free) / len(free))
    return replace(spot, anchor=min(free, key=lambda point: math.dist(point, middle)))


# ---------------------------------------------------------------- pillows


_PILLOW_FORMS: Mapping[str, Callable[[Point, Point, float], tuple[Shape, ...]]] = {
    "pillow": shapes.pillow,
    "step": shapes.step,
    "roll": shapes.roll,
    "fold": shapes.fold,
}


def _pillows(
    table: Table, place: Place
) -> tuple[dict[str, tuple[PillowPiece, ...]], dict[str, Pillow]]:
    pieces: dict[str, tuple[PillowPiece, ...]] = {}
    pillows: dict[str, Pillow] = {}
    group = table.table("pillows")
    for letter in group:
        one = group.table(letter)
        one.only(("label", "pieces"))
        parts = one.tables("pieces")
        if not _LETTER.fullmatch(letter) or not parts:
            remedy = "Write [scene.pillows.A] with pieces = [{ ... }]"
            raise one.fault("pieces", "has no letter or no piece", remedy)
        aim = parts[0].point("aim" if "aim" in parts[0] else "at")
        pillows[letter] = Pillow(letter, place(one.point("label")), place(aim))
        for part in parts:
            layer = part.text("layer", letter)
            piece = PillowPiece(letter, _piece(part, place))
            pieces[layer] = (*pieces.get(layer, ()), piece)
    return pieces, pillows


def _piece(table: Table, place: Place) -> tuple[Shape, ...]:
    form = table.text("form", "pillow")
    if form in _PILLOW_FORMS:
        table.only(("form", "layer", "at", "size", "turn", "aim"))
        found = _PILLOW_FORMS[form](
            table.point("at"), table.pair("size"), table.number("turn", 0.0)
        )
    elif form in _FORMS:
        found = _FORMS[form](table)
    else:
        remedy = f"Use one of {', '.join((*_PILLOW_FORMS, *_FORMS))}"
        raise table.fault("form", f"is {form!r}", remedy)
    return tuple(shape.placed(place) for shape in found)


# ---------------------------------------------------------------- furniture


def _furniture(table: Table, place: Place) -> dict[str, tuple[Shape, ...]]:
    found: dict[str, tuple[Shape, ...]] = {}
    for part in table.tables("furniture"):
        name, form = part.text("name"), part.text("form")
        if form not in _FORMS:
            raise part.fault("form", f"is {form!r}", f"Use one of {', '.join(_FORMS)}")
        placed = tuple(shape.placed(place) for shape in _FORMS[form](part))
        found[name] = (*found.get(name, ()), *placed)
    return found


def _colour(table: Table, key: str, default: str = "") -> str:
    name = table.text(key, default)
    if name and name not in COLOUR_NAMES and name not in Tone.__dataclass_fields__:
        remedy = f"Use one of {', '.join(COLOUR_NAMES)}"
        raise table.fault(key, f"is {name!r}, not a colour of {COLOURS_FILE}", remedy)
    return name


_COMMON = ("name", "form", "layer", "fill", "line", "shade", "light")


def _solid(table: Table, *polygons: tuple[Point, ...]) -> tuple[Shape, ...]:
    """One filled silhouette with its line and, if wished, a shaded side."""
    return (
        Shape(
            polygons,
            _colour(table, "fill"),
            _colour(table, "line"),
            shade=_colour(table, "shade"),
            light=table.pair("light", (0.0, -18.0)),
        ),
    )


def _box(table: Table) -> tuple[Shape, ...]:
    table.only((*_COMMON, "box", "radius"))
    x, y, width, height = table.numbers("box", 4)
    return _solid(table, shapes.box(x, y, width, height, table.number("radius", 8.0)))


def _blob(table: Table) -> tuple[Shape, ...]:
    table.only((*_COMMON, "points"))
    return _solid(table, shapes.closed(table.knots("points")))


def _band(table: Table) -> tuple[Shape, ...]:
    """A mattress or cushion: a thick line that bends only near its points."""
    table.only((*_COMMON, "points", "thick", "bend"))
    joints = [(row[0], row[1]) for row in table.rows("points", 2)]
    half = table.number("thick") / 2
    knots = bent(joints, table.number("bend", 0.1))
    band = Ribbon(knots, [Width(0, half, half), Width(1, half, half)], caps=(0.8, 0.8))
    return _solid(table, band.outline())


def _tube(table: Table) -> tuple[Shape, ...]:
    table.only((*_COMMON, "points", "thick"))
    return (
        Shape(
            (shapes.opened(table.knots("points")),),
            line=_colour(table, "fill"),
            rim=_colour(table, "line"),
            width=table.number("thick"),
            is_open=True,
        ),
    )


def _disc(table: Table) -> tuple[Shape, ...]:
    table.only((*_COMMON, "at", "half"))
    return _solid(table, shapes.ellipse(table.point("at"), table.pair("half")))


def _wheel(table: Table) -> tuple[Shape, ...]:
    """A tyre, a hand rim and spokes."""
    table.only((*_COMMON, "at", "radius", "thick", "spokes"))
    at, radius, thick = table.point("at"), table.number("radius"), table.number("thick")
    line, tyre = _colour(table, "line"), _colour(table, "fill")
    rim = radius - thick * 1.1
    count = int(table.number("spokes", 12))
    angles = [math.radians(360 * i / count + 8) for i in range(count)]
    spokes = tuple(
        (at, (at[0] + rim * 0.95 * math.cos(a), at[1] + rim * 0.95 * math.sin(a))) for a in angles
    )
    ring = shapes.ellipse(at, (radius, radius), steps=72)
    hand_rim = shapes.ellipse(at, (rim, rim), steps=72)
    return (
        Shape(spokes, line=line, width=3.0, is_open=True),
        Shape(((*hand_rim, hand_rim[0]),), line=line, width=7.0, is_open=True),
        Shape(((*ring, ring[0]),), line=tyre, width=thick, is_open=True),
        Shape((shapes.ellipse(at, (15, 15)),), line, tyre),
    )


def _ground(table: Table) -> tuple[Shape, ...]:
    """The soft shadow on the floor."""
    table.only((*_COMMON, "at", "half"))
    half = table.pair("half")
    return (Shape((shapes.ellipse(table.point("at"), half),), "ground", opacity=0.12),)


_FORMS: Mapping[str, Callable[[Table], tuple[Shape, ...]]] = {
    "box": _box,
    "blob": _blob,
    "band": _band,
    "tube": _tube,
    "disc": _disc,
    "wheel": _wheel,
    "ground": _ground,
}
