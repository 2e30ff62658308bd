# SPDX-License-Identifier: GPL-3.0-or-later
"""The figure as values: views tiled by region shapes, hit-testing, and reading them from disk."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, cast

import msgspec

from caregiver_guide.domain.values import dataclass
from caregiver_guide.figure import curves
from caregiver_guide.figure.curves import Point, Polygon

ViewId = Literal[
    "front", "back", "foot.L", "foot.R", "hand.L", "hand.R",
    "head.front", "head.back", "head.L", "head.R",
]  # fmt: skip

REGIONS_FILE = "regions.json"
SKINS_FILE = "skins.toml"
TONES_FILE = "tones.toml"
PAPER = "paper"

_KINDS = ("behind", "fill", "stroke", "over")
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


class FigureError(Exception):
    """A file of the figure cannot be used; the message names file, key and remedy."""

    def __init__(self, file: Path, key: str, problem: str, remedy: str) -> None:
        """Say what is wrong with ``key`` of ``file`` and what puts it right."""
        where = f"{file}, {key}" if key else f"{file}"
        super().__init__(f"{where}: {problem}. {remedy}")
        self.file = file
        self.key = key
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Tone:
    """The colours of one figure; every value is ``#RRGGBB``."""

    skin: str
    shade: str
    light: str
    line: str
    seam: str
    hair: str
    brow: str
    hair_dark: str
    hair_light: str
    mouth: str
    blush: str
    nail: str
    cloth: str
    cloth_shade: str
    cloth_line: str


@dataclass(frozen=True, slots=True)
class RegionShape:
    """One region as one view shows it: polygons (odd-even) and a point well inside."""

    region: str
    polygons: tuple[Polygon, ...]
    anchor: Point
    room: float = 0.0
    """How far the anchor is from the nearest edge, in units of the view."""

    def contains(self, x: float, y: float) -> bool:
        """Say whether the point lies in the region."""
        return curves.contains(self.polygons, x, y)

    @property
    def area(self) -> float:
        """The area in square units; a hole counts less."""
        return sum(curves.signed_area(polygon) for polygon in self.polygons)


@dataclass(frozen=True, slots=True)
class Detail:
    """Something drawn on the figure that is not a region: a brow, a nail, the shorts."""

    name: str
    kind: Literal["behind", "fill", "stroke", "over"]
    """``behind`` is a fill under the skin, ``over`` a fill (or, with a width, a line) on it all."""
    tone: str
    """The field of ``Tone`` that colours it."""
    width: float
    lines: tuple[Polygon, ...]
    only: str = ""
    """What the skin must draw for it to be seen; nothing for what every figure has."""


@dataclass(frozen=True, slots=True)
class View:
    """One drawing of the body or a part, tiled by its regions without gap or overlap."""

    id: str
    bounds: tuple[float, float, float, float]
    """x, y, width, height with a small margin; y grows downwards."""
    regions: tuple[RegionShape, ...]
    outline: tuple[Polygon, ...]
    details: tuple[Detail, ...]
    _by_id: Mapping[str, RegionShape] = field(init=False, repr=False, compare=False)
    _boxes: list[tuple[float, float, float, float]] = field(
        default_factory=list, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        """Prepare the look-ups."""
        by_id = {shape.region: shape for shape in self.regions}
        object.__setattr__(self, "_by_id", by_id)

    def region_at(self, x: float, y: float) -> str | None:
        """Return the region that holds the point (in units of the view), or None outside."""
        if not self._boxes:  # few views are ever pointed at
            self._boxes.extend(_box(shape.polygons) for shape in self.regions)
        for shape, (left, top, right, bottom) in zip(self.regions, self._boxes, strict=True):
            if left <= x <= right and top <= y <= bottom and shape.contains(x, y):
                return shape.region
        return None

    def shape(self, region: str) -> RegionShape | None:
        """Return how this view draws the region, or None when it does not."""
        return self._by_id.get(region)

    def united(self, regions: Iterable[str]) -> tuple[Polygon, ...]:
        """Return the common outline of the regions this view shows, without the seams inside."""
        shapes = (self._by_id[region] for region in sorted(set(regions) & set(self._by_id)))
        return curves.union_outline(p for shape in shapes for p in shape.polygons)

    def clusters(self, regions: Iterable[str]) -> tuple[tuple[str, ...], ...]:
        """Return the regions this view shows, grouped by touching one another."""
        left = sorted(set(regions) & set(self._by_id))
        groups: list[tuple[str, ...]] = []
        while left:
            group = [left.pop(0)]
            for member in group:
                near = [other for other in left if self.touch(member, other)]
                group += near
                left = [other for other in left if other not in near]
            groups.append(tuple(sorted(group)))
        return tuple(groups)

    def touch(self, one: str, other: str) -> bool:
        """Say whether two regions share an edge in this view."""
        return len(_corners(self._by_id[one]) & _corners(self._by_id[other])) > 1

    def toward(self, region: str, dx: float, dy: float) -> str | None:
        """Return the region to step to from ``region`` in a direction, for the arrow keys."""
        start = self._by_id.get(region)
        if start is None:
            return None
        best, nearest = None, math.inf
        for shape in self.regions:
            x, y = shape.anchor[0] - start.anchor[0], shape.anchor[1] - start.anchor[1]
            ahead = x * dx + y * dy
            aside = abs(x * dy - y * dx)
            if shape.region == region or ahead <= 0 or aside > 2.5 * ahead:
                continue
            cost = ahead + 3 * aside
            if cost < nearest:
                best, nearest = shape.region, cost
        return best


@dataclass(frozen=True, slots=True)
class Trait:
    """One hair or one face: the details it draws, and colours that go before those of the tone."""

    draws: frozenset[str]
    colours: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Skin:
    """How a figure looks; it never changes what a region is called."""

    tone: str
    build: str
    hair: str
    face: str


@dataclass(frozen=True, slots=True)
class Figure:
    """All views of the body, and the skins that it can have.

    ``views`` are those of one build, the first as it is loaded; `of_build` has the others.
    """

    views: Mapping[str, View]
    tones: Mapping[str, Tone]
    offered: tuple[str, ...]
    builds: tuple[str, ...]
    hair: Mapping[str, Trait]
    faces: Mapping[str, Trait]
    build: str
    folder: Path
    _built: dict[str, Figure] = field(default_factory=dict, repr=False, compare=False)

    @property
    def skins(self) -> tuple[str, ...]:
        """The names of the tones to choose from; ``paper`` is for printing only."""
        return self.offered

    def skin(self, name: str) -> Skin:
        """Return the skin of that name: tone, build, hair and face with a "/" between them.

        What is left out, or not known here, is the first of its kind.
        """
        asked = (*name.split("/"), "", "", "", "")
        kinds = (tuple(self.tones), self.builds, tuple(self.hair), tuple(self.faces))
        return Skin(
            *(one if one in kind else kind[0] for one, kind in zip(asked[:4], kinds, strict=True))
        )

    def tone_of(self, skin: Skin) -> Tone:
        """Return the colours of a skin; paper keeps its own."""
        tone = self.tones[skin.tone]
        if skin.tone == PAPER:
            return tone
        return replace(tone, **{**self.faces[skin.face].colours, **self.hair[skin.hair].colours})

    def draws(self, skin: Skin) -> frozenset[str]:
        """Return the names of the details that a skin draws (``Detail.only``)."""
        return self.hair[skin.hair].draws | self.faces[skin.face].draws

    def of_build(self, build: str) -> Figure:
        """Return the figure in another build; it is read from disk when first asked for.

        Raises ``FigureError`` when its file cannot be used.
        """
        if build == self.build:
            return self
        if build not in self._built:
            self._built[self.build] = self
            changed = _read_views(self.folder / regions_file(build))
            views = MappingProxyType({**self.views, **changed})
            self._built[build] = replace(self, views=views, build=build)
        return self._built[build]

    def views_of(self, region: str) -> tuple[str, ...]:
        """Return the ids of the views that draw the region, front first; empty if unknown."""
        return tuple(view.id for view in self.views.values() if view.shape(region) is not None)


def regions_file(build: str) -> str:
    """Return the name of the file with the views that a build changes."""
    return f"regions-{build}.json"


def _box(polygons: Iterable[Polygon]) -> tuple[float, float, float, float]:
    xs, ys = zip(*(point for polygon in polygons for point in polygon), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _corners(shape: RegionShape) -> set[Point]:
    return {point for polygon in shape.polygons for point in polygon}


def load_figure(folder: Path) -> Figure:
    """Read the figure from its folder; raises ``FigureError`` when a file cannot be used."""
    tones = _read_tones(folder / TONES_FILE)
    offered, builds, hair, faces = _read_skins(folder / SKINS_FILE, tones)
    return Figure(
        views=MappingProxyType(_read_views(folder / REGIONS_FILE)),
        tones=MappingProxyType(tones),
        offered=offered,
        builds=builds,
        hair=MappingProxyType(hair),
        faces=MappingProxyType(faces),
        build=builds[0],
        folder=folder,
    )


_REBUILD = "Run `python -m caregiver_guide.figure.cut` or install the app again"


def _read_text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FigureError(file, "", f"cannot be read ({error})", "Install the app again") from error


def _read_views(file: Path) -> dict[str, View]:
    try:
        data = msgspec.json.decode(_read_text(file))
    except msgspec.DecodeError as error:
        raise FigureError(file, "", f"is not JSON ({error})", _REBUILD) from error
    try:
        return {name: _view(name, raw) for name, raw in data["views"].items()}
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        key = str(error.args[0]) if isinstance(error, KeyError) else "views"
        raise FigureError(file, key, f"is missing or malformed ({error})", _REBUILD) from error


def _view(name: str, raw: Mapping[str, object]) -> View:
    x, y, width, height = (float(v) for v in cast("list[float]", raw["bounds"]))
    shapes = cast("dict[str, dict[str, object]]", raw["regions"])
    details = cast("list[dict[str, object]]", raw["details"])
    return View(
        id=name,
        bounds=(x, y, width, height),
        regions=tuple(_shape(region, shape) for region, shape in shapes.items()),
        outline=_polygons(raw["outline"]),
        details=tuple(_detail(detail) for detail in details),
    )


def _shape(region: str, raw: Mapping[str, object]) -> RegionShape:
    x, y, room = cast("list[float]", raw["anchor"])
    return RegionShape(region, _polygons(raw["polygons"]), (float(x), float(y)), float(room))


def _detail(raw: Mapping[str, object]) -> Detail:
    tone, kind = str(raw["tone"]), str(raw["kind"])
    if tone not in Tone.__dataclass_fields__ or kind not in _KINDS:
        raise ValueError(f"detail {raw['name']} has tone {tone} and kind {kind}")
    return Detail(
        name=str(raw["name"]),
        kind=cast('Literal["behind", "fill", "stroke", "over"]', kind),
        tone=tone,
        width=float(cast("float", raw["width"])),
        lines=_polygons(raw["lines"]),
        only=str(raw.get("only", "")),
    )


def _polygons(raw: object) -> tuple[Polygon, ...]:
    """Points are written as one flat list x, y, x, y … for each polygon."""
    polygons = []
    for flat in cast("list[list[float]]", raw):
        # One word among the numbers and there is no sum; this is faster than asking each.
        sum(flat)
        polygons.append(tuple(zip(flat[::2], flat[1::2], strict=True)))
    return tuple(polygons)


def read_table(file: Path) -> dict[str, Any]:
    """Return what a TOML file of the figure holds; raises ``FigureError`` if it cannot be read."""
    try:
        return tomllib.loads(_read_text(file))
    except tomllib.TOMLDecodeError as error:
        raise FigureError(file, "", f"is not TOML ({error})", "Correct the line named") from error


def _read_skins(
    file: Path, tones: Iterable[str]
) -> tuple[tuple[str, ...], tuple[str, ...], dict[str, Trait], dict[str, Trait]]:
    data = read_table(file)
    offered = data.get("tones")
    if not isinstance(offered, list) or {*offered, PAPER} != {*tones, PAPER}:
        remedy = f"Name each tone of {TONES_FILE} once, without {PAPER}"
        raise FigureError(file, "tones", f"is {offered!r}", remedy)
    builds = data.get("builds")
    if not isinstance(builds, list) or not builds:
        raise FigureError(file, "builds", "names no build", 'Write builds = ["slim"]')
    hair, faces = _traits(file, data, "hair"), _traits(file, data, "face")
    return tuple(map(str, offered)), tuple(map(str, builds)), hair, faces


def _traits(file: Path, data: Mapping[str, object], kind: str) -> dict[str, Trait]:
    entries = data.get(kind)
    if not isinstance(entries, dict) or not entries:
        raise FigureError(file, kind, "holds nothing", f"Write at least one table [{kind}.…]")
    return {name: _trait(file, f"{kind}.{name}", raw) for name, raw in entries.items()}


def _trait(file: Path, key: str, raw: object) -> Trait:
    draws = raw.get("draws") if isinstance(raw, dict) else None
    colours = raw.get("colours", {}) if isinstance(raw, dict) else {}
    if not isinstance(draws, list) or not isinstance(colours, dict):
        raise FigureError(file, key, "draws nothing", 'Write draws = ["…"] under it')
    for name, value in colours.items():
        if name not in Tone.__dataclass_fields__ or not COLOUR.fullmatch(str(value)):
            remedy = 'Write colours = { hair = "#RRGGBB" }, with the names of tones.toml'
            raise FigureError(file, f"{key}.colours", f"has {name} = {value!r}", remedy)
    return Trait(frozenset(map(str, draws)), MappingProxyType(colours))


def _read_tones(file: Path) -> dict[str, Tone]:
    data = read_table(file)
    if not data:
        raise FigureError(file, "", "holds no tone", "Write at least one table of colours")
    return {name: _tone(file, name, raw) for name, raw in data.items()}


def _tone(file: Path, name: str, raw: object) -> Tone:
    colours = raw if isinstance(raw, dict) else {}
    for key in Tone.__dataclass_fields__:
        value = colours.get(key)
        if not isinstance(value, str) or not COLOUR.fullmatch(value):
            remedy = f'Write {key} = "#RRGGBB" under [{name}]'
            raise FigureError(file, f"{name}.{key}", f"is {value!r}, not a colour", remedy)
    for key in colours:
        if key not in Tone.__dataclass_fields__:
            remedy = f"Remove it, or use one of {', '.join(Tone.__dataclass_fields__)}"
            raise FigureError(file, f"{name}.{key}", "is not a known colour", remedy)
    return Tone(**colours)
