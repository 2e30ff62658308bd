# SPDX-License-Identifier: GPL-3.0-or-later
"""Paints the figure and the marks on it, at any size, on screen and on paper alike."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cached_property

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from caregiver_guide.domain.values import dataclass
from caregiver_guide.figure import curves, marks
from caregiver_guide.figure.curves import Point, Polygon
from caregiver_guide.figure.geometry import Detail, Figure, Tone, View
from caregiver_guide.figure.marks import FigureStyle, MarkColours, MarkKind, RegionMark

_FORM_SHADE = (-6.0, -2.5)  # the light comes from the upper right
_DASHES = {
    MarkKind.LIGHT: [2.2, 1.8],
    MarkKind.ASK: [0.1, 2.0],
    MarkKind.MASSAGE: [2.2, 2.4],
}
_KEPT = 64
_STRICTEST_LAST = (MarkKind.MASSAGE, MarkKind.ASK, MarkKind.LIGHT, MarkKind.NO_TOUCH)


@dataclass(frozen=True, slots=True)
class Badge:
    """Where the number of a mark sits, in the units of its view."""

    mark: RegionMark
    centre: Point
    radius: float
    pointed_at: Point | None
    """End of the leader when the badge stands beside its region."""


class _ViewPaths:
    """The paths of one view at one fineness, built once; those of its regions when asked for."""

    def __init__(self, view: View, tolerance: float) -> None:
        """Leave out points that lie within ``tolerance`` units of the line without them."""
        self.outline = _path(_thinned(view.outline, tolerance))
        self.form_shade = QPainterPath(self.outline)
        self.form_shade.addPath(self.outline.translated(*_FORM_SHADE))
        self.form_shade.setFillRule(Qt.FillRule.OddEvenFill)
        seams = curves.seams([p for shape in view.regions for p in shape.polygons])
        self.seams = _path((curves.simplified(seam, tolerance) for seam in seams), closed=False)
        self.details = [(detail, _detail_path(detail, tolerance)) for detail in view.details]
        self._view = view
        self._tolerance = tolerance

    @cached_property
    def regions(self) -> dict[str, QPainterPath]:
        """The path of each region: most pictures only draw the seams between them."""
        return {
            shape.region: _path(_thinned(shape.polygons, self._tolerance))
            for shape in self._view.regions
        }


def _thinned(polygons: Iterable[Polygon], tolerance: float) -> list[list[Point]]:
    """Return the polygons with fewer points; pieces too small for that stay as they are."""
    thin = [curves.simplified([*polygon, polygon[0]], tolerance)[:-1] for polygon in polygons]
    return [
        line if len(line) > 2 else list(polygon)
        for line, polygon in zip(thin, polygons, strict=True)
    ]


def _detail_path(detail: Detail, tolerance: float) -> QPainterPath:
    lines = (curves.simplified(line, min(tolerance, 0.3)) for line in detail.lines)
    return _path(lines, closed=not detail.width)


def _path(polygons: Iterable[Sequence[Point]], closed: bool = True) -> QPainterPath:
    path = QPainterPath()
    for polygon in polygons:
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in polygon]))
        if closed:
            path.closeSubpath()
    return path


def _pen(colour: str, width: float) -> QPen:
    return QPen(
        QBrush(QColor(colour)),
        width,
        Qt.PenStyle.SolidLine,
        Qt.PenCapStyle.RoundCap,
        Qt.PenJoinStyle.RoundJoin,
    )


def _blend(one: str, other: str, share: float) -> QColor:
    a, b = QColor(one), QColor(other)
    return QColor(
        round(a.red() + (b.red() - a.red()) * share),
        round(a.green() + (b.green() - a.green()) * share),
        round(a.blue() + (b.blue() - a.blue()) * share),
    )


class FigurePainter:
    """Paints any view of a figure into a rectangle, and finds regions under a point of it."""

    def __init__(self, figure: Figure) -> None:
        """Keep the figure; its paths are built when first needed."""
        self.figure = figure
        self._paths: dict[tuple[str, float], _ViewPaths] = {}
        self._united: dict[tuple[str, frozenset[str]], tuple[Polygon, ...]] = {}
        self._seated: dict[tuple[str, tuple[RegionMark, ...], float], tuple[Badge, ...]] = {}
        self._built: dict[str, FigurePainter] = {}

    def in_skin(self, name: str) -> FigurePainter:
        """Return the painter of the figure in the build of a skin, to point and to measure."""
        build = self.figure.skin(name).build
        figure = self.figure.of_build(build)
        if figure is self.figure:
            return self
        if build not in self._built:
            self._built[build] = FigurePainter(figure)
        return self._built[build]

    def transform(self, view_id: str, target: QRectF) -> QTransform:
        """Return the map from the view's units to the target: whole, centred, not stretched."""
        x, y, width, height = self.figure.views[view_id].bounds
        scale = min(target.width() / width, target.height() / height)
        centre = target.center()
        return QTransform(
            scale, 0, 0, scale,
            centre.x() - scale * (x + width / 2), centre.y() - scale * (y + height / 2),
        )  # fmt: skip

    def region_at(self, view_id: str, target: QRectF, point: QPointF) -> str | None:
        """Return the region painted at a point of the target, or None."""
        inverse, possible = self.transform(view_id, target).inverted()
        if not possible:
            return None
        place = inverse.map(point)
        return self.figure.views[view_id].region_at(place.x(), place.y())

    def region_path(self, view_id: str, region: str, target: QRectF) -> QPainterPath:
        """Return the region's outline in the target; empty when the view does not draw it."""
        path = self._paths_of(view_id, 0.0).regions.get(region)
        return QPainterPath() if path is None else self.transform(view_id, target).map(path)

    def badge_rects(
        self, view_id: str, target: QRectF, marked: Sequence[RegionMark], style: FigureStyle
    ) -> tuple[tuple[RegionMark, QRectF], ...]:
        """Return where `paint` puts the badges, in the target."""
        built = self.in_skin(style.tone)
        if built is not self:
            return built.badge_rects(view_id, target, marked, style)
        place = self.transform(view_id, target)
        found = []
        for badge in self._badges(view_id, marked, _unit(place, style) * style.badge_radius):
            (x, y), r = badge.centre, badge.radius
            found.append((badge.mark, place.mapRect(QRectF(x - r, y - r, 2 * r, 2 * r))))
        return tuple(found)

    def paint(
        self,
        painter: QPainter,
        view_id: str,
        target: QRectF,
        marked: Sequence[RegionMark] = (),
        style: FigureStyle | None = None,
    ) -> None:
        """Paint the view into the target; a mark paints only on the regions it names."""
        style = style or FigureStyle()
        built = self.in_skin(style.tone)
        if built is not self:
            built.paint(painter, view_id, target, marked, style)
            return
        place = self.transform(view_id, target)
        brush = _Brush(painter, style, _unit(place, style))
        paths = self._paths_of(view_id, _fineness(brush.unit))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setTransform(place, True)

        skin = self.figure.skin(style.tone)
        brush.figure(paths, self.figure.tone_of(skin), self.figure.draws(skin))
        for kind in _STRICTEST_LAST:
            for mark in marked:
                if mark.kind is kind:
                    self._paint_mark(brush, view_id, mark)
        if style.selected:
            brush.selected(self._outline_of(view_id, style.selected))
        for region, draw in ((style.hovered, brush.hovered), (style.focused, brush.focused)):
            if region and region in paths.regions:
                draw(paths.regions[region])
        for badge in self._badges(view_id, marked, brush.unit * style.badge_radius):
            brush.badge(badge)
        painter.restore()

    def paint_badges(
        self,
        painter: QPainter,
        view_id: str,
        target: QRectF,
        marked: Sequence[RegionMark],
        style: FigureStyle,
    ) -> None:
        """Paint the badges alone, over whatever else lies on the figure."""
        built = self.in_skin(style.tone)
        if built is not self:
            built.paint_badges(painter, view_id, target, marked, style)
            return
        place = self.transform(view_id, target)
        brush = _Brush(painter, style, _unit(place, style))
        painter.save()
        painter.setTransform(place, True)
        for badge in self._badges(view_id, marked, brush.unit * style.badge_radius):
            brush.badge(badge)
        painter.restore()

    def _paint_mark(self, brush: _Brush, view_id: str, mark: RegionMark) -> None:
        fineness = _fineness(brush.unit)
        polygons = _thinned(self._outline_of(view_id, mark.regions), fineness)
        margin = _thinned(self._outline_of(view_id, mark.margin - mark.regions), fineness)
        if margin:
            brush.margin(margin, mark.kind)
        if polygons:
            brush.mark(polygons, mark.kind, self._skin_colour(brush.style))

    def _skin_colour(self, style: FigureStyle) -> str:
        return self.figure.tones[self.figure.skin(style.tone).tone].skin

    def _paths_of(self, view_id: str, tolerance: float) -> _ViewPaths:
        key = (view_id, tolerance)
        if key not in self._paths:
            self._paths[key] = _ViewPaths(self.figure.views[view_id], tolerance)
        return self._paths[key]

    def _outline_of(self, view_id: str, regions: frozenset[str]) -> tuple[Polygon, ...]:
        key = (view_id, regions)
        if key not in self._united:
            self._united[key] = self.figure.views[view_id].united(regions)
        return self._united[key]

    # ------------------------------------------------------------ badges

    def _badges(
        self, view_id: str, marked: Sequence[RegionMark], radius: float
    ) -> tuple[Badge, ...]:
        """Place one badge on every connected part of a numbered mark, inside it if it fits."""
        key = (view_id, tuple(marked), radius)
        if key not in self._seated:
            # A few sizes and days stay; whoever resizes a window does not fill the memory.
            if len(self._seated) >= _KEPT:
                self._seated.clear()
            self._seated[key] = self._seat_badges(view_id, marked, radius)
        return self._seated[key]

    def _seat_badges(
        self, view_id: str, marked: Sequence[RegionMark], radius: float
    ) -> tuple[Badge, ...]:
        view = self.figure.views[view_id]
        badges: list[Badge] = []
        for mark in marked:
            if mark.number is None or mark.kind is MarkKind.MASSAGE:
                continue
            for cluster in view.clusters(mark.regions):
                polygons = self._outline_of(view_id, frozenset(cluster))
                x, y, room = _seat(view, cluster, polygons)
                # a badge that covers most of its place would hide the pattern
                area = sum(curves.signed_area(polygon) for polygon in polygons)
                fits = room > radius * 0.92 and area > 9 * radius * radius
                if fits and _is_free((x, y), radius, badges):
                    badges.append(Badge(mark, (x, y), radius, None))
                else:
                    centre = _beside(view, polygons, (x, y), radius, badges)
                    badges.append(Badge(mark, centre, radius, (x, y)))
        return tuple(badges)


def _unit(place: QTransform, style: FigureStyle) -> float:
    """One screen pixel in the units of the view."""
    return style.pixel / place.m11()


def _fineness(unit: float) -> float:
    """Return how far lines may stray, in units: a fifth of a screen pixel, in few steps."""
    return next((step for step in (0.8, 0.4, 0.2) if step <= 0.2 * unit), 0.0)


def _seat(
    view: View, cluster: Sequence[str], polygons: Sequence[Polygon]
) -> tuple[float, float, float]:
    """Return the best point for a badge inside touching regions, and its room."""
    shapes = [shape for region in cluster if (shape := view.shape(region)) is not None]
    total = sum(shape.area for shape in shapes)
    x = sum(shape.anchor[0] * shape.area for shape in shapes) / total
    y = sum(shape.anchor[1] * shape.area for shape in shapes) / total
    middle = curves.edge_distance(polygons, x, y) if curves.contains(polygons, x, y) else 0.0
    widest = max(shapes, key=lambda shape: shape.room)
    if middle >= widest.room * 0.8:
        return (x, y, middle)
    return (*widest.anchor, widest.room)


def _is_free(centre: Point, radius: float, badges: Iterable[Badge]) -> bool:
    return all(math.dist(centre, other.centre) > radius + other.radius for other in badges)


def _beside(
    view: View,
    polygons: Sequence[Sequence[Point]],
    seat: Point,
    radius: float,
    badges: Sequence[Badge],
) -> Point:
    """Return a free place near the region, off the body and within the view if possible."""
    left, top, width, height = view.bounds
    points = [point for polygon in polygons for point in polygon]

    def cost(angle: int, extra: float) -> tuple[float, Point, list[Point]]:
        dx, dy = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        reach = max((x - seat[0]) * dx + (y - seat[1]) * dy for x, y in points)
        reach += radius * extra
        x, y = seat[0] + dx * reach, seat[1] + dy * reach
        rim = [
            (x + radius * math.cos(math.radians(a)), y + radius * math.sin(math.radians(a)))
            for a in range(0, 360, 45)
        ]
        off_view = sum(
            not (left <= px <= left + width and top <= py <= top + height) for px, py in rim
        )
        is_free = _is_free((x, y), radius, badges)
        inward = dx * (1 if seat[0] > 0 else -1) < 0
        total = reach + off_view * 30 + (0 if is_free else 900) + 8 * inward
        return total + 3 * abs(dy) * radius / 10, (x, y), rim

    # Whether a place lies on the body takes long to find out, so it is asked only where the rest
    # of the cost leaves a chance; the least cost wins all the same.
    options = sorted(
        cost(angle, extra) for angle in range(0, 360, 15) for extra in (1.55, 2.6, 4.0)
    )
    inside = curves.Inside(view.outline)
    best, chosen = math.inf, seat
    for least, centre, rim in options:
        if least > best:
            break
        total = least + 60 * sum(inside.holds(*p) for p in rim)
        best, chosen = min((best, chosen), (total, centre))
    return chosen


class _Brush:
    """Draws the layers of one painting, in the units of the view."""

    def __init__(self, painter: QPainter, style: FigureStyle, unit: float) -> None:
        self.painter = painter
        self.style = style
        self.colours = style.colours
        self.unit = unit
        # patterns grow a little slower than the figure, so that they read small and large
        self.gap = min(11.0, max(3.2, 9.5 * (1 / unit) ** 0.65)) * unit

    def _stroke(self, path: QPainterPath, pen: QPen) -> None:
        self.painter.strokePath(path, pen)

    def _fill(self, path: QPainterPath, colour: QColor) -> None:
        self.painter.fillPath(path, QBrush(colour))

    def figure(self, paths: _ViewPaths, tone: Tone, draws: frozenset[str]) -> None:
        """Skin, form, clothes, minutes, seams, face and outline."""
        details = [(one, path) for one, path in paths.details if not one.only or one.only in draws]
        line = self.colours.outline or tone.line
        width = self._line_width()
        behind = [(one, path) for one, path in details if one.kind == "behind"]
        if self.colours.halo:
            halo = _pen(self.colours.halo, width + 5.5 * self.unit)
            loose = [path for one, path in details if one.kind in ("behind", "over")]
            for path in (paths.outline, *loose):
                self._stroke(path, halo)
        for detail, path in behind:
            self._loose(path, detail, tone, width)
        self._fill(paths.outline, QColor(tone.skin))
        self._clipped_fill(paths.outline, paths.form_shade, _blend(tone.skin, tone.shade, 0.47))
        for detail, path in details:
            if detail.kind == "fill":
                self._fill(path, QColor(getattr(tone, detail.tone)))
        for region, share in self.style.shade.items():
            if region in paths.regions and share > 0:
                strength = 0.22 + 0.5 * min(1.0, share)
                colour = _blend(tone.skin, self.colours.minutes, strength)
                self._fill(paths.regions[region], colour)
        if self.style.show_seams:
            self._seams(paths, tone)
        for detail, path in details:
            if detail.kind == "stroke" and not (detail.name == "form" and self.style.show_seams):
                thick = width * 0.85 if detail.tone == "line" else detail.width
                thick = max(thick, 0.7 * self.unit)
                self._stroke(path, _pen(getattr(tone, detail.tone), thick))
        self._stroke(paths.outline, _pen(line, width))
        for detail, path in details:
            if detail.name in ("sleeve", "trousers"):
                self._fill(path, QColor(getattr(tone, detail.tone)))
                self._stroke(path, _pen(tone.cloth_line, width))
            elif detail.kind == "over":
                self._over(path, detail, tone, paths)

    def _loose(self, path: QPainterPath, detail: Detail, tone: Tone, width: float) -> None:
        """A shirt, a scarf, long hair: what reaches beyond the outline has an edge of its own."""
        colour = QColor(getattr(tone, detail.tone))
        self._fill(path, colour)
        edge = QColor(tone.cloth_line) if detail.tone == "cloth" else colour.darker(165)
        self._stroke(path, _pen(edge.name(), width))

    def _over(self, path: QPainterPath, detail: Detail, tone: Tone, paths: _ViewPaths) -> None:
        """Hair or a scarf on top of it all; the seams go on above it, faintly."""
        width = self._line_width()
        if detail.width:
            self._stroke(path, _pen(getattr(tone, detail.tone), max(detail.width, 0.7 * self.unit)))
            return
        self._loose(path, detail, tone, width)
        if self.style.show_seams:
            colour = tone.cloth_line if detail.tone == "cloth" else tone.hair_light
            self._seams_within(path, paths, colour)

    def _line_width(self) -> float:
        return min(3.0, max(1.0, 2.1 / self.unit)) * self.unit

    def _clipped_fill(self, clip: QPainterPath, path: QPainterPath, colour: QColor) -> None:
        self.painter.save()
        self.painter.setClipPath(clip, Qt.ClipOperation.IntersectClip)
        self._fill(path, colour)
        self.painter.restore()

    def _seams(self, paths: _ViewPaths, tone: Tone) -> None:
        width = max(1.2, 0.7 * self.unit)
        self._stroke(paths.seams, _pen(self.colours.seam or tone.seam, width))
        for detail, path in paths.details:
            if detail.name == "shorts":
                self._seams_within(path, paths, tone.cloth_line)

    def _seams_within(self, clip: QPainterPath, paths: _ViewPaths, colour: str) -> None:
        self.painter.save()
        self.painter.setClipPath(clip, Qt.ClipOperation.IntersectClip)
        self._stroke(paths.seams, _pen(colour, max(1.2, 0.7 * self.unit)))
        self.painter.restore()

    def mark(self, polygons: Sequence[Sequence[Point]], kind: MarkKind, skin: str) -> None:
        """Tint, pattern and edge of a marked place."""
        colours, path = self.colours.of(kind), _path(polygons)
        share = 0.8 if kind is MarkKind.MASSAGE else 1.0
        tint = _blend(skin, colours.tint, share)
        if kind is MarkKind.MASSAGE and self.style.massage_veil is not None:
            tint = QColor(self.colours.halo or colours.tint)
            tint.setAlphaF(self.style.massage_veil)
        self._fill(path, tint)
        if kind is MarkKind.NO_TOUCH:
            self._hatch(polygons, colours)
        elif kind is MarkKind.LIGHT:
            self._dots(polygons, self.gap, self.gap * 0.2, colours.line)
        elif kind is MarkKind.ASK:
            self._dots(polygons, self.gap * 1.2, self.gap * 0.34, colours.line)
            self._dots(polygons, self.gap * 1.2, self.gap * 0.34, colours.tint, 0.58)
        width = min(2.6 * self.unit, max(3.4, 1.4 * self.unit))
        self._edge(path, kind, colours.line, width * (0.8 if kind is MarkKind.MASSAGE else 1))

    def _hatch(self, polygons: Sequence[Sequence[Point]], colours: MarkColours) -> None:
        self.painter.setPen(_pen(colours.line, self.gap * 0.2))
        lines = marks.hatch(polygons, self.gap)
        self.painter.drawLines([QLineF(*one, *other) for one, other in lines])

    def _dots(
        self,
        polygons: Sequence[Sequence[Point]],
        gap: float,
        radius: float,
        colour: str,
        share: float = 1.0,
    ) -> None:
        self.painter.setPen(_pen(colour, 2 * radius * share))
        points = marks.dots(polygons, gap, radius)
        self.painter.drawPoints(QPolygonF([QPointF(x, y) for x, y in points]))

    def _edge(self, path: QPainterPath, kind: MarkKind, colour: str, width: float) -> None:
        self._stroke(path, _pen(self.colours.under, width * 2))
        pen = _pen(colour, width)
        if kind in _DASHES:
            pen.setDashPattern(_DASHES[kind])
        self._stroke(path, pen)

    def margin(self, polygons: Sequence[Sequence[Point]], kind: MarkKind) -> None:
        """A thin dashed border round the places near a mark."""
        colours, path = self.colours.of(kind), _path(polygons)
        self._stroke(path, _pen(self.colours.under, 2.2 * self.unit))
        pen = QPen(_blend(colours.line, self.colours.under, 0.25), 1.2 * self.unit)
        pen.setDashPattern([4.0, 3.0])
        self._stroke(path, pen)

    def selected(self, polygons: Sequence[Sequence[Point]]) -> None:
        """Tint and solid line of chosen regions."""
        path = _path(polygons)
        tint = QColor(self.colours.selected.tint)
        tint.setAlphaF(0.85)
        self._fill(path, tint)
        self._stroke(path, _pen(self.colours.under, 6.5 * self.unit))
        self._stroke(path, _pen(self.colours.selected.line, 3.2 * self.unit))

    def hovered(self, path: QPainterPath) -> None:
        """A veil and a line round the region under the pointer."""
        veil = QColor(self.colours.selected.tint)
        veil.setAlphaF(0.4)
        self._fill(path, veil)
        self._stroke(path, _pen(self.colours.under, 4.2 * self.unit))
        self._stroke(path, _pen(self.colours.selected.line, 2.0 * self.unit))

    def focused(self, path: QPainterPath) -> None:
        """The focus ring round a region."""
        self._stroke(path, _pen(self.colours.focus_gap, 7.5 * self.unit))
        self._stroke(path, _pen(self.colours.focus, 3.5 * self.unit))

    def badge(self, badge: Badge) -> None:
        """Octagon, diamond or circle with the number, and a leader if it stands beside."""
        colours, r = self.colours.of(badge.mark.kind), badge.radius
        x, y = badge.centre
        if badge.pointed_at is not None:
            end = QPointF(*badge.pointed_at)
            for colour, width in ((self.colours.under, 4.4), (colours.line, 1.9)):
                self.painter.setPen(_pen(colour, width * self.unit))
                self.painter.drawLine(QPointF(x, y), end)
            self.painter.setBrush(QColor(colours.line))
            self.painter.setPen(_pen(self.colours.under, self.unit))
            self.painter.drawEllipse(end, 3 * self.unit, 3 * self.unit)
        self.painter.setPen(_pen(self.colours.under, r * 0.3))
        self.painter.setBrush(QColor(colours.line))
        self.painter.drawPath(badge_path(badge.mark.kind, x, y, r))
        self._number(str(badge.mark.number), QRectF(x - r, y - r, 2 * r, 2 * r), colours.number)

    def _number(self, text: str, box: QRectF, colour: str) -> None:
        font = QFont(self.painter.font())
        if self.style.font_family:
            font.setFamily(self.style.font_family)
        share = 0.6 if len(text) < 2 else 0.5
        # whole units of the view only: never less than was asked for
        font.setPixelSize(max(1, math.ceil(box.height() * share)))
        font.setWeight(QFont.Weight.Bold)
        self.painter.setFont(font)
        self.painter.setPen(QColor(colour))
        self.painter.save()
        self.painter.translate(box.center())
        self.painter.rotate(-self.style.turned)
        self.painter.translate(-box.center())
        self.painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        self.painter.restore()


def badge_path(kind: MarkKind, x: float, y: float, r: float) -> QPainterPath:
    """Return the shape that says what hands do: octagon, diamond or circle."""
    path = QPainterPath()
    if kind is MarkKind.NO_TOUCH:
        corners = [math.radians(22.5 + 45 * i) for i in range(8)]
        rim = [QPointF(x + 1.06 * r * math.cos(a), y + 1.06 * r * math.sin(a)) for a in corners]
        path.addPolygon(QPolygonF(rim))
        path.closeSubpath()
    elif kind is MarkKind.LIGHT:
        path.addRoundedRect(QRectF(-0.86 * r, -0.86 * r, 1.72 * r, 1.72 * r), 0.3 * r, 0.3 * r)
        path = QTransform().translate(x, y).rotate(45).map(path)
    else:
        path.addEllipse(QPointF(x, y), r, r)
    return path
