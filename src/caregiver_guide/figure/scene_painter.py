# SPDX-License-Identifier: GPL-3.0-or-later
"""Paints positions with their pillows and the marks on the person, on screen and on paper alike."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from caregiver_guide.domain.values import dataclass
from caregiver_guide.figure import marks
from caregiver_guide.figure.curves import Point, Polygon, signed_area
from caregiver_guide.figure.geometry import Figure, Tone
from caregiver_guide.figure.marks import FigureColours, MarkColours, MarkKind, RegionMark
from caregiver_guide.figure.painter import badge_path
from caregiver_guide.figure.pose import PARTS, PosedBody, Spot
from caregiver_guide.figure.scene import PillowPiece, Scene, Scenes
from caregiver_guide.figure.shapes import LINE_WIDTH, Shape

_GHOST = 0.16
_GHOST_LINE = 0.75
_HALO = 5.0
_KEPT = 64
_NONE: Mapping[str, float] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class SceneColours:
    """The colours of one theme: those of the marks, and the palette of furniture and clothes."""

    marks: FigureColours
    palette: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SceneBadge:
    """Where the number of a mark stands and what it points at, in the units of the scene.

    ``is_visible`` is false where the place is on the side that the picture does not show.
    """

    mark: RegionMark
    centre: Point
    radius: float
    pointed_at: Point
    is_visible: bool


class _PaintedShape:
    """The paths of one shape, built once."""

    __slots__ = ("clip", "path", "shape")

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.path = _path(shape.polygons, is_closed=not shape.is_open)
        self.clip = _path(shape.clip) if shape.clip else None


class _PaintedPiece:
    """The paths of a pillow, or of one part of it."""

    __slots__ = ("letter", "shapes")

    def __init__(self, piece: PillowPiece) -> None:
        self.letter = piece.letter
        self.shapes = tuple(map(_PaintedShape, piece.shapes))


class ScenePainter:
    """Paints any scene into a rectangle; it knows no widget."""

    def __init__(self, scenes: Scenes, figure: Figure) -> None:
        """Keep scenes and the figure's skins; paths are built when first needed."""
        self.scenes = scenes
        self.figure = figure
        self._parts: dict[tuple[str, int, str], tuple[_PaintedShape, ...]] = {}
        self._fixed: dict[tuple[str, str], tuple[_PaintedShape, ...]] = {}
        self._pieces: dict[tuple[str, str], tuple[_PaintedPiece, ...]] = {}
        self._silhouettes: dict[tuple[str, int], QPainterPath] = {}
        self._seated: dict[object, tuple[SceneBadge, ...]] = {}

    def transform(self, scene_id: str, target: QRectF) -> QTransform:
        """Return the map from the scene's units to the target: whole, centred, not stretched."""
        x, y, width, height = self.scenes.scenes[scene_id].frame
        scale = min(target.width() / width, target.height() / height)
        centre = target.center()
        return QTransform(
            scale,
            0,
            0,
            scale,
            centre.x() - (x + width / 2) * scale,
            centre.y() - (y + height / 2) * scale,
        )

    def badges(
        self,
        scene_id: str,
        target: QRectF,
        marked: Sequence[RegionMark],
        pillows: frozenset[str] = frozenset(),
        badge_radius: float = 13.0,
    ) -> tuple[SceneBadge, ...]:
        """Return where `paint` puts the badges, in the units of the target."""
        place = self.transform(scene_id, target)
        scene = self.scenes.scenes[scene_id]
        unit = 1 / place.m11()
        found = []
        for badge in self._badges(scene, marked, pillows, badge_radius * unit):
            centre, end = place.map(QPointF(*badge.centre)), place.map(QPointF(*badge.pointed_at))
            found.append(
                SceneBadge(
                    badge.mark,
                    (centre.x(), centre.y()),
                    badge.radius / unit,
                    (end.x(), end.y()),
                    badge.is_visible,
                )
            )
        return tuple(found)

    def paint(
        self,
        painter: QPainter,
        target: QRectF,
        scene_id: str,
        skin: str,
        colours: SceneColours,
        pillows: frozenset[str] = frozenset(),
        marked: Sequence[RegionMark] = (),
        conflict: frozenset[str] = frozenset(),
        *,
        bears: frozenset[str] = frozenset(),
        fading: Mapping[str, float] = _NONE,
        is_plain: bool = False,
        pixel: float = 1.0,
        badge_radius: float = 13.0,
        font_family: str = "",
    ) -> None:
        """Paint a scene into the target, the person in the colours of a skin.

        ``pillows`` are the letters in place; the others are faint outlines, and ``fading`` gives
        a letter that comes or goes its strength. Marks lie on the places they name. ``conflict``
        are the places that must not be pressed and would be; ``bears`` get a line along the edge
        that carries weight. A plain scene has no letters, and no outlines of missing pillows.
        ``pixel`` is one screen pixel (1/96 inch) in units of the target.
        """
        scene = self.scenes.scenes[scene_id]
        body = scene.body(pillows)
        place = self.transform(scene_id, target)
        unit = pixel / place.m11()
        tone = self.figure.tone_of(self.figure.skin(skin))
        brush = _SceneBrush(painter, tone, colours, unit, font_family)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setTransform(place, True)
        spots = _spots_of(scene, pillows, marked, conflict)
        first_part = next(name for name in scene.order if name in PARTS)
        for name in scene.order:
            if name == first_part:
                brush.halo(self._silhouette(scene, body))
            if name in PARTS:
                for shape in self._part(scene, body, name):
                    brush.shape(shape)
                if scene.view == "side":
                    self._paint_contacts(brush, body, name, conflict, bears)
                self._paint_spots(brush, spots, name, conflict)
            elif name in scene.pieces:
                for piece in self._piece(scene, name):
                    strength = 1.0 if piece.letter in pillows else 0.0
                    brush.pillow(piece, fading.get(piece.letter, strength), not is_plain)
            else:
                for shape in self._furniture(scene, name):
                    brush.shape(shape)
        self._paint_hidden(brush, spots, conflict)
        if not is_plain:
            for pillow in scene.pillows.values():
                brush.letter(
                    pillow.letter,
                    pillow.label,
                    pillow.pointed_at,
                    badge_radius * unit,
                    is_in_place=pillow.letter in pillows,
                )
        for badge in self._badges(scene, marked, pillows, badge_radius * unit):
            brush.badge(badge)
        painter.restore()

    # ------------------------------------------------------------ paths

    def _part(self, scene: Scene, body: PosedBody, name: str) -> tuple[_PaintedShape, ...]:
        key = (scene.id, id(body), name)
        if key not in self._parts:
            self._parts[key] = tuple(map(_PaintedShape, body.parts[name]))
        return self._parts[key]

    def _furniture(self, scene: Scene, name: str) -> tuple[_PaintedShape, ...]:
        key = (scene.id, name)
        if key not in self._fixed:
            self._fixed[key] = tuple(map(_PaintedShape, scene.furniture[name]))
        return self._fixed[key]

    def _piece(self, scene: Scene, name: str) -> tuple[_PaintedPiece, ...]:
        key = (scene.id, name)
        if key not in self._pieces:
            self._pieces[key] = tuple(map(_PaintedPiece, scene.pieces[name]))
        return self._pieces[key]

    def _silhouette(self, scene: Scene, body: PosedBody) -> QPainterPath:
        key = (scene.id, id(body))
        if key not in self._silhouettes:
            self._silhouettes[key] = _path(body.silhouette)
        return self._silhouettes[key]

    # ------------------------------------------------------------ marks

    def _paint_contacts(
        self,
        brush: _SceneBrush,
        body: PosedBody,
        part: str,
        conflict: frozenset[str],
        bears: frozenset[str],
    ) -> None:
        """Paint the edge of one part that carries weight; what must carry none comes last."""
        for region in sorted(bears, key=lambda region: region in conflict):
            spot = body.spot(region)
            if spot is not None and spot.part == part and spot.contact:
                brush.contact(spot.contact, in_conflict=region in conflict)

    def _paint_spots(
        self,
        brush: _SceneBrush,
        spots: Sequence[tuple[Spot, MarkKind]],
        part: str,
        conflict: frozenset[str],
    ) -> None:
        """Paint what lies on one part, so that nearer parts cover it as they cover the part."""
        for spot, kind in spots:
            if spot.part == part and spot.is_visible:
                brush.spot(spot, kind, is_pressed=spot.region in conflict)

    def _paint_hidden(
        self,
        brush: _SceneBrush,
        spots: Sequence[tuple[Spot, MarkKind]],
        conflict: frozenset[str],
    ) -> None:
        """Paint what the picture does not show as outlines over everything."""
        for spot, kind in spots:
            if not spot.is_visible:
                brush.hidden(spot, kind, is_pressed=spot.region in conflict)

    def _badges(
        self, scene: Scene, marked: Sequence[RegionMark], pillows: frozenset[str], radius: float
    ) -> tuple[SceneBadge, ...]:
        body = scene.body(pillows)
        key = (scene.id, id(body), tuple(marked), round(radius, 3))
        if key not in self._seated:
            if len(self._seated) >= _KEPT:
                self._seated.clear()
            self._seated[key] = _seat_badges(scene, pillows, marked, radius)
        return self._seated[key]


def _spots_of(
    scene: Scene,
    pillows: frozenset[str],
    marked: Sequence[RegionMark],
    conflict: frozenset[str],
) -> list[tuple[Spot, MarkKind]]:
    """Return every marked spot once with its strictest kind; what is in conflict comes last."""
    kinds = list(MarkKind)
    strictest: dict[str, MarkKind] = {}
    for mark in sorted(marked, key=lambda mark: -kinds.index(mark.kind)):
        strictest.update(dict.fromkeys(mark.regions, mark.kind))
    strictest.update(dict.fromkeys(conflict, MarkKind.NO_TOUCH))
    found = [
        (spot, kind)
        for region, kind in sorted(strictest.items())
        if (spot := scene.spot(region, pillows)) is not None
    ]
    return sorted(found, key=lambda item: (item[0].region in conflict, -kinds.index(item[1])))


# ---------------------------------------------------------------- where badges stand


def _seat_badges(
    scene: Scene, pillows: frozenset[str], marked: Sequence[RegionMark], radius: float
) -> tuple[SceneBadge, ...]:
    """Place one badge for each numbered mark beside the person, near the place it is about."""
    body = scene.body(pillows)
    taken = [(pillow.label, radius * 1.2) for pillow in scene.pillows.values()]
    found: list[SceneBadge] = []
    for mark in marked:
        if mark.number is None or mark.kind is MarkKind.MASSAGE:
            continue
        spot = _leading_spot(scene, pillows, mark)
        if spot is None:
            continue
        centre = _free_place(scene, body, spot.anchor, radius, taken)
        taken.append((centre, radius * 1.2))
        found.append(SceneBadge(mark, centre, radius, spot.anchor, spot.is_visible))
    return tuple(found)


def _leading_spot(scene: Scene, pillows: frozenset[str], mark: RegionMark) -> Spot | None:
    """Return the spot that the leader goes to: one that is seen, if there is one."""
    spots = [
        spot for region in sorted(mark.regions) if (spot := scene.spot(region, pillows)) is not None
    ]
    return min(spots, key=lambda spot: not spot.is_visible, default=None)


def _free_place(
    scene: Scene,
    body: PosedBody,
    anchor: Point,
    radius: float,
    taken: Sequence[tuple[Point, float]],
) -> Point:
    left, top, width, height = scene.frame
    room = radius * 1.25

    def cost(centre: Point, reach: float) -> float:
        x, y = centre
        outside = (
            max(0.0, left + room - x)
            + max(0.0, x - left - width + room)
            + max(0.0, top + room - y)
            + max(0.0, y - top - height + room)
        )
        on_body = sum(
            max(0.0, disc_radius + room - math.dist(centre, disc))
            for disc, disc_radius in body.discs
        )
        on_other = sum(max(0.0, size + room - math.dist(centre, spot)) for spot, size in taken)
        return reach + 20 * outside + 14 * on_body + 20 * on_other

    options = [
        (anchor[0] + reach * math.cos(angle), anchor[1] + reach * math.sin(angle), reach)
        for reach in (radius * step for step in (2.4, 3.4, 4.6, 6.0, 7.6, 9.4))
        for angle in (math.radians(15 * turn) for turn in range(24))
    ]
    x, y, _ = min(options, key=lambda option: cost((option[0], option[1]), option[2]))
    return (x, y)


# ---------------------------------------------------------------- painting


def _path(polygons: Iterable[Polygon], is_closed: bool = True) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for polygon in polygons:
        # Outlines of a silhouette overlap; turning alike, they add and leave no hole.
        turned = is_closed and signed_area(polygon) < 0
        line = reversed(polygon) if turned else polygon
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in line]))
        if is_closed:
            path.closeSubpath()
    return path


def _pen(colour: QColor | str, width: float) -> QPen:
    return QPen(
        QBrush(QColor(colour)),
        width,
        Qt.PenStyle.SolidLine,
        Qt.PenCapStyle.RoundCap,
        Qt.PenJoinStyle.RoundJoin,
    )


def _faint(colour: str, share: float) -> QColor:
    faint = QColor(colour)
    faint.setAlphaF(share)
    return faint


class _SceneBrush:
    """Draws the layers of one painting, in the units of the scene."""

    def __init__(
        self,
        painter: QPainter,
        tone: Tone,
        colours: SceneColours,
        unit: float,
        font_family: str,
    ) -> None:
        self.painter = painter
        self.tone = tone
        self.colours = colours.marks
        self.palette = colours.palette
        self.unit = unit
        self.font_family = font_family
        # Thin lines stay visible in small pictures and do not grow fat in large ones.
        self.thick = min(2.2, max(0.75, 1.0 * unit / 1.6))
        self.gap = min(11.0, max(3.2, 9.5 * (1 / unit) ** 0.65)) * unit

    def _colour(self, name: str) -> str:
        found = self.palette.get(name)
        return found if found is not None else str(getattr(self.tone, name))

    def _fill(self, path: QPainterPath, colour: QColor | str) -> None:
        self.painter.fillPath(path, QBrush(QColor(colour)))

    def _clipped(self, clip: QPainterPath, *fills: tuple[QPainterPath, str]) -> None:
        self.painter.save()
        self.painter.setClipPath(clip, Qt.ClipOperation.IntersectClip)
        for path, colour in fills:
            self._fill(path, colour)
        self.painter.restore()

    def halo(self, silhouette: QPainterPath) -> None:
        """A band round the whole person, for dark grounds."""
        if self.colours.halo:
            width = 2 * (LINE_WIDTH * self.thick + 2.2 * self.unit)
            self.painter.strokePath(silhouette, _pen(self.colours.halo, width))

    def shape(self, painted: _PaintedShape) -> None:
        """One shape: its line outside its fill, so that the parts of a silhouette join."""
        shape, path = painted.shape, painted.path
        faded = shape.opacity < 1
        if faded:
            self.painter.save()
            self.painter.setOpacity(self.painter.opacity() * shape.opacity)
        if shape.is_open:
            self._open(shape, path)
        else:
            self._closed(shape, path, painted.clip)
        if faded:
            self.painter.restore()

    def _open(self, shape: Shape, path: QPainterPath) -> None:
        if shape.rim:
            pen = _pen(self._colour(shape.rim), shape.width + LINE_WIDTH * 2 * self.thick)
            self.painter.strokePath(path, pen)
        width = shape.width if shape.rim else shape.width * max(1.0, self.thick)
        self.painter.strokePath(path, _pen(self._colour(shape.line), width))

    def _closed(self, shape: Shape, path: QPainterPath, clip: QPainterPath | None) -> None:
        if shape.line:
            pen = _pen(self._colour(shape.line), shape.width * 2 * self.thick)
            if not shape.fill:
                pen.setWidthF(shape.width * self.thick)
            self.painter.strokePath(path, pen)
        if not shape.fill:
            return
        if clip is not None:
            self._clipped(clip, (path, self._colour(shape.fill)))
            return
        self._fill(path, self._colour(shape.shade or shape.fill))
        if shape.shade:
            lit = path.translated(*shape.light)
            self._clipped(path, (lit, self._colour(shape.fill)))

    def pillow(self, piece: _PaintedPiece, strength: float, has_outline: bool) -> None:
        """A pillow in place, or the outline of where it goes, or something between."""
        if strength < 1 and has_outline:
            rim = piece.shapes[0].path
            self._fill(rim, _faint(self._colour("pillow"), _GHOST))
            pen = _pen(_faint(self._ghost_line(), _GHOST_LINE), max(2.0, 1.3 * self.unit))
            pen.setDashPattern([3.0, 3.0])
            self.painter.strokePath(rim, pen)
        if strength > 0:
            self.painter.save()
            self.painter.setOpacity(self.painter.opacity() * strength)
            for shape in piece.shapes:
                self.shape(shape)
            self.painter.restore()

    def _ghost_line(self) -> str:
        # A dark ground swallows the dark edge of a pillow; its own blue stays visible there.
        return self._colour("pillow" if self.colours.halo else "pillow_line")

    # ------------------------------------------------------------ places

    def contact(self, line: Polygon, in_conflict: bool) -> None:
        """A line along an edge that carries weight."""
        colours = self.colours.no_touch if in_conflict else self.colours.massage
        path = _path([line], is_closed=False)
        width = max(7.0, 3.2 * self.unit)
        self.painter.strokePath(path, _pen(self.colours.under, width + 2 * self.unit))
        self.painter.strokePath(path, _pen(colours.line, width))

    def spot(self, spot: Spot, kind: MarkKind, is_pressed: bool = False) -> None:
        """A marked place that the picture shows: tint, pattern and edge."""
        colours, path = self.colours.of(kind), _path([spot.polygon])
        if is_pressed:
            self._pressed(path, colours)
        self._fill(path, _faint(colours.tint, 0.92))
        self._pattern(spot.polygon, kind, colours)
        width = (3.2 if is_pressed else 2.0) * self.unit
        self.painter.strokePath(path, _pen(self.colours.under, width + 2 * self.unit))
        self.painter.strokePath(path, _pen(colours.line, width))

    def hidden(self, spot: Spot, kind: MarkKind, is_pressed: bool = False) -> None:
        """A marked place on the far side: a dashed outline, hatched where it is pressed."""
        colours, path = self.colours.of(kind), _path([spot.polygon])
        if is_pressed:
            self._pressed(path, colours)
            self._fill(path, _faint(colours.tint, 0.7))
            self._pattern(spot.polygon, kind, colours)
        width = (2.6 if is_pressed else 1.6) * self.unit
        self.painter.strokePath(path, _pen(self.colours.under, width + 1.6 * self.unit))
        pen = _pen(colours.line, width)
        pen.setDashPattern([2.0, 2.0])
        self.painter.strokePath(path, pen)

    def _pressed(self, path: QPainterPath, colours: MarkColours) -> None:
        """A wide soft ring round a place that would be pressed."""
        self.painter.strokePath(path, _pen(_faint(colours.line, 0.45), 17 * self.unit))
        self.painter.strokePath(path, _pen(self.colours.under, 8 * self.unit))

    def _pattern(self, polygon: Polygon, kind: MarkKind, colours: MarkColours) -> None:
        if kind is MarkKind.NO_TOUCH:
            self.painter.setPen(_pen(colours.line, self.gap * 0.2))
            lines = marks.hatch([polygon], self.gap)
            self.painter.drawLines([QLineF(*one, *other) for one, other in lines])
        elif kind is not MarkKind.MASSAGE:
            radius = self.gap * 0.2
            self.painter.setPen(_pen(colours.line, 2 * radius))
            dots = marks.dots([polygon], self.gap, radius)
            self.painter.drawPoints(QPolygonF([QPointF(x, y) for x, y in dots]))

    # ------------------------------------------------------------ badges

    def _leader(self, start: Point, end: Point, colour: str, is_dashed: bool) -> None:
        line = _path([(start, end)], is_closed=False)
        self.painter.strokePath(line, _pen(self.colours.under, 4.4 * self.unit))
        pen = _pen(colour, 2.0 * self.unit)
        if is_dashed:
            pen.setDashPattern([1.6, 2.2])
        self.painter.strokePath(line, pen)

    def letter(
        self, letter: str, centre: Point, end: Point, radius: float, is_in_place: bool
    ) -> None:
        """The letter of a pillow with a leader; hollow until the pillow is in place."""
        ink = self.colours.massage
        self._leader(centre, end, ink.line, is_dashed=not is_in_place)
        self._end_dot(end, ink.line)
        circle = badge_path(MarkKind.ASK, *centre, radius)
        self._plate(circle, ink, letter, centre, radius, is_hollow=not is_in_place)

    def badge(self, badge: SceneBadge) -> None:
        """Octagon, diamond or circle; hollow with a dashed leader for the far side."""
        colours = self.colours.of(badge.mark.kind)
        self._leader(badge.centre, badge.pointed_at, colours.line, not badge.is_visible)
        self._end_dot(badge.pointed_at, colours.line)
        path = badge_path(badge.mark.kind, *badge.centre, badge.radius)
        hollow = not badge.is_visible
        self._plate(path, colours, str(badge.mark.number), badge.centre, badge.radius, hollow)

    def _end_dot(self, end: Point, colour: str) -> None:
        self.painter.setBrush(QColor(colour))
        self.painter.setPen(_pen(self.colours.under, self.unit))
        self.painter.drawEllipse(QPointF(*end), 3.4 * self.unit, 3.4 * self.unit)

    def _plate(
        self,
        path: QPainterPath,
        colours: MarkColours,
        text: str,
        centre: Point,
        radius: float,
        is_hollow: bool,
    ) -> None:
        self.painter.strokePath(path, _pen(self.colours.under, radius * 0.34))
        self._fill(path, self.colours.under if is_hollow else colours.line)
        if is_hollow:
            self.painter.strokePath(path, _pen(colours.line, radius * 0.16))
        font = QFont(self.painter.font())
        if self.font_family:
            font.setFamily(self.font_family)
        font.setPixelSize(max(1, round(2 * radius * (0.6 if len(text) < 2 else 0.5))))
        font.setWeight(QFont.Weight.Bold)
        self.painter.setFont(font)
        self.painter.setPen(QColor(colours.line if is_hollow else colours.number))
        x, y = centre
        box = QRectF(x - radius, y - radius, 2 * radius, 2 * radius)
        self.painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
