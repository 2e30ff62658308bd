# SPDX-License-Identifier: GPL-3.0-or-later
"""What is drawn over the figure: kinds of mark, their colours and their patterns."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import field
from enum import Enum
from types import MappingProxyType

from caregiver_guide.domain.values import dataclass
from caregiver_guide.figure.curves import Point, spans


class MarkKind(Enum):
    """What hands do at a mark; the order is the order of strictness, strictest first."""

    NO_TOUCH = "no_touch"
    LIGHT = "light"
    ASK = "ask"
    MASSAGE = "massage"


@dataclass(frozen=True, slots=True)
class RegionMark:
    """A mark on regions; it paints on the views that draw them and nowhere else."""

    regions: frozenset[str]
    kind: MarkKind
    number: int | None = None
    """Shown in the badge; no badge without it, nor for ``MASSAGE``."""
    margin: frozenset[str] = frozenset()
    """Regions that only get a lighter dashed border."""


@dataclass(frozen=True, slots=True)
class MarkColours:
    """The colours of one kind of mark, as ``#RRGGBB``."""

    tint: str
    line: str
    number: str = "#FFFFFF"


@dataclass(frozen=True, slots=True)
class FigureColours:
    """The colours of a theme that the figure takes up; the defaults are the light theme."""

    no_touch: MarkColours = MarkColours("#FFF5F3", "#A3222B")
    light: MarkColours = MarkColours("#FFF6E0", "#8A5200")
    ask: MarkColours = MarkColours("#EEF2FB", "#2B4F8A")
    massage: MarkColours = MarkColours("#FFF3DC", "#0B5A5E")
    under: str = "#FFFFFF"
    """Under-stroke of every mark and badge, so that it reads on all tones."""
    selected: MarkColours = MarkColours("#DDEEEB", "#0B5A5E")
    minutes: str = "#0B5A5E"
    """Full strength of ``FigureStyle.shade``."""
    focus: str = "#1D4ED8"
    focus_gap: str = "#FFFFFF"
    halo: str | None = None
    """A band round the figure, for dark grounds."""
    outline: str | None = None
    """Instead of the outline colour of the tone."""
    seam: str | None = None
    """Instead of the seam colour of the tone."""

    def of(self, kind: MarkKind) -> MarkColours:
        """Return the colours of a kind of mark."""
        return {
            MarkKind.NO_TOUCH: self.no_touch,
            MarkKind.LIGHT: self.light,
            MarkKind.ASK: self.ask,
            MarkKind.MASSAGE: self.massage,
        }[kind]


LIGHT_COLOURS = FigureColours()
DARK_COLOURS = FigureColours(
    no_touch=MarkColours("#43191C", "#FFA49B", "#3D060A"),
    light=MarkColours("#3B2B0C", "#FFCF7A", "#2E2006"),
    ask=MarkColours("#1B2B49", "#AEC8FF", "#0E1A33"),
    # As light as by day: a dark tint made hands look gloved, and like a place not to touch.
    massage=MarkColours("#FBEBCB", "#86D8CF", "#06282A"),
    under="#0F171A",
    selected=MarkColours("#17393B", "#86D8CF", "#06282A"),
    minutes="#17393B",
    focus="#FFE08A",
    focus_gap="#0F171A",
    halo="#F3D9C4",
)
BEDROOM_COLOURS = FigureColours(
    no_touch=MarkColours("#34130E", "#EC8F7C", "#2B0703"),
    light=MarkColours("#272108", "#D2BC66", "#1E1904"),
    ask=MarkColours("#251B24", "#C3A9BF", "#1C121B"),
    massage=MarkColours("#F0CF9B", "#F2A94E", "#2B1700"),
    under="#0B0705",
    selected=MarkColours("#2F2010", "#D29B60", "#221203"),
    minutes="#2F2010",
    focus="#F6E6A6",
    focus_gap="#0B0705",
    halo="#8A6A54",
)
HIGH_CONTRAST_COLOURS = FigureColours(
    no_touch=MarkColours("#000000", "#FF8F85", "#000000"),
    light=MarkColours("#000000", "#FFC247", "#000000"),
    ask=MarkColours("#000000", "#8FD3FF", "#000000"),
    massage=MarkColours("#FFF6C2", "#FFE600", "#000000"),
    under="#000000",
    selected=MarkColours("#000000", "#FFE600", "#000000"),
    minutes="#000000",
    focus="#00E5FF",
    focus_gap="#000000",
    halo="#FFFFFF",
)
PRINT_COLOURS = FigureColours(
    no_touch=MarkColours("#FFFFFF", "#A3222B"),
    light=MarkColours("#FFFFFF", "#6B4000"),
    ask=MarkColours("#FFFFFF", "#2B4F8A"),
    massage=MarkColours("#FFFFFF", "#000000"),
    minutes="#5A5A5A",
)


@dataclass(frozen=True, slots=True)
class FigureStyle:
    """How the figure looks for one painting, marks apart."""

    tone: str = "sand"
    """A tone, or a whole skin: "sand/full/scarf/older" (`Figure.skin`)."""
    colours: FigureColours = LIGHT_COLOURS
    hovered: str | None = None
    focused: str | None = None
    selected: frozenset[str] = frozenset()
    shade: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    """Region to 0..1: how much of it was massaged."""
    show_seams: bool = True
    pixel: float = 1.0
    """Length of one screen pixel (1/96 inch on paper) in the painter's units."""
    badge_radius: float = 13.0
    """In screen pixels; the number is 1.2 times as high."""
    font_family: str = ""
    """Of the numbers; the painter's own font if empty."""
    massage_veil: float | None = None
    """How strong the tint of where hands go lies over skin, hair and face; hiding them if None."""
    turned: float = 0.0
    """By how many degrees the painter is turned; the numbers stand upright all the same."""


# ---------------------------------------------------------------- patterns


def hatch(polygons: Sequence[Sequence[Point]], gap: float) -> list[tuple[Point, Point]]:
    """Return lines rising at 45 degrees, ``gap`` apart, cut to the polygons."""
    k = math.sqrt(0.5)
    turned = [[(k * (x - y), k * (x + y)) for x, y in polygon] for polygon in polygons]
    lines = []
    for row in _rows(turned, gap):
        for start, end in spans(turned, row):
            if end - start > gap * 0.2:
                lines.append(
                    ((k * (start + row), k * (row - start)), (k * (end + row), k * (row - end)))
                )
    return lines


def dots(polygons: Sequence[Sequence[Point]], gap: float, radius: float) -> list[Point]:
    """Return the centres of dots in staggered rows, each dot wholly inside the polygons."""
    points = []
    for number, row in enumerate(_rows(polygons, gap * 0.85)):
        near = [spans(polygons, row + shift) for shift in (-radius, 0, radius)]
        for start, end in near[1]:
            offset = gap / 2 if number % 2 else 0.0
            x = math.ceil((start + radius - offset) / gap) * gap + offset
            while x + radius <= end:
                if all(any(a <= x <= b for a, b in row_spans) for row_spans in near):
                    points.append((x, row))
                x += gap
    return points


def _rows(polygons: Sequence[Sequence[Point]], gap: float) -> list[float]:
    """Heights a gap apart; they fall on one grid, so that neighbours' patterns run on."""
    ys = [y for polygon in polygons for _, y in polygon]
    first, last = math.ceil(min(ys) / gap), math.floor(max(ys) / gap)
    return [number * gap for number in range(first, last + 1)]
