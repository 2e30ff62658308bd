# SPDX-License-Identifier: GPL-3.0-or-later
"""Paints one step: a part of the body large, the caregiver's hands, and the ways they go."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPen,
    QPolygonF,
    QTransform,
)

from caregiver_guide.figure import curves
from caregiver_guide.figure.curves import Point, Polygon
from caregiver_guide.figure.geometry import Tone
from caregiver_guide.figure.hand_shapes import Layer, Look, Part
from caregiver_guide.figure.marks import FigureStyle, RegionMark
from caregiver_guide.figure.painter import FigurePainter
from caregiver_guide.figure.stroke_specs import Arrow, Scene, StrokeWish
from caregiver_guide.figure.strokes import Strokes

_FORM_SHADE: Final = (-5.0, -3.0)
_VEIL: Final = 0.25
_VEIL_AT_NIGHT: Final = 0.2
_ARROW: Final = 6.5
_GONE: Final = 0.3
_HEAD: Final = 2.9
_THINGS: Final = {
    "pillow": ("#D3E4F3", "#4F7A9C"),
    "towel": ("#FBF3E4", "#8A6A3C"),
    "paper": ("#FFFFFF", "#40525A"),
    "water": ("#BFE0F2", "#2B6A94"),
}
_THINGS_AT_NIGHT: Final = {
    "pillow": ("#2C4252", "#9CC3DD"),
    "towel": ("#4E4636", "#E3CFA6"),
    "paper": ("#182327", "#EFF5F3"),
    "water": ("#1F4F70", "#BFE0F2"),
}


class StrokePainter:
    """Paints the scenes of a step into rectangles, in the colours of the moment."""

    def __init__(self, figure: FigurePainter, strokes: Strokes) -> None:
        """Keep the painter of the body and the pictures of all steps."""
        self.figure = figure
        self.strokes = strokes
        self._scenes = lru_cache(maxsize=32)(self._make_scenes)

    def scenes(self, wish: StrokeWish, skin: str = "") -> tuple[Scene, ...]:
        """Return what is shown of a step, from left to right; empty when there is no picture.

        Hands are placed on the build of ``skin``, and where that one is to be left alone.
        """
        return self._scenes(wish, self.figure.figure.skin(skin).build)

    def _make_scenes(self, wish: StrokeWish, build: str) -> tuple[Scene, ...]:
        return self.strokes.scenes(self.figure.figure.of_build(build), wish)

    def dots(
        self, scene: Scene, cell: QRectF, share: float, *, turned: bool = False
    ) -> list[QPointF]:
        """Return where in the cell something is that travels along the arrows."""
        place = self.place(scene, cell, turned)
        moving = [arrow for arrow in scene.arrows if arrow.moves]
        return [place.map(QPointF(*along(arrow.line, share))) for arrow in moving]

    def place(self, scene: Scene, cell: QRectF, turned: bool = False) -> QTransform:
        """Return the map from the units of the scene's view to the cell."""
        width, height = scene.size
        scale = min(cell.width() / width, cell.height() / height)
        place = QTransform()
        place.translate(cell.center().x(), cell.center().y())
        place.rotate(scene.turn + (180 if turned else 0))
        place.scale(scale, scale)
        place.translate(-scene.centre[0], -scene.centre[1])
        return place

    def paint(
        self,
        painter: QPainter,
        scene: Scene,
        cell: QRectF,
        marks: Sequence[RegionMark],
        style: FigureStyle,
        *,
        turned: bool = False,
        room: QRectF | None = None,
    ) -> None:
        """Paint the scene to fit the cell; arms and body run on to the edge of ``room``."""
        room = room or cell
        place = self.place(scene, cell, turned)
        scale = math.hypot(place.m11(), place.m12())
        turn = scene.turn + (180 if turned else 0)
        style = replace(
            style,
            pixel=style.pixel / scale,
            turned=turn,
            massage_veil=_VEIL_AT_NIGHT if style.colours.halo else _VEIL,
            show_seams=False,
        )
        skin = self.figure.figure.skin(style.tone)
        look, tone = self.strokes.shapes.looks[skin.tone], self.figure.figure.tone_of(skin)
        brush = _Brush(painter, style, look, tone, scale)
        shown = [_only(mark, scene.only) for mark in marks]
        away = _path(scene.away)
        painter.save()
        painter.setClipRect(room, Qt.ClipOperation.IntersectClip)
        painter.setTransform(place, True)
        for hand in scene.hands:
            brush.hand(hand, "under", QPainterPath())
        x, y, width, height = self.figure.figure.views[scene.view].bounds
        bounds = QRectF(x, y, width, height)
        painter.save()
        self._clip(painter, scene, bounds, brush.width)
        plain = [replace(mark, number=None) for mark in shown]
        self.figure.paint(painter, scene.view, bounds, plain, style)
        painter.restore()
        for hand in scene.hands:
            brush.hand(hand, "over", away)
        for arrow in scene.arrows:
            brush.arrow(arrow, away)
        self._badges(painter, scene, bounds, shown, style, place.inverted()[0].mapRect(room))
        painter.restore()

    def _clip(self, painter: QPainter, scene: Scene, bounds: QRectF, width: float) -> None:
        """Leave out the other half of an inset, or all but one part of the body."""
        if scene.half:
            half = QRectF(bounds)
            half.setLeft(0) if scene.centre[0] > 0 else half.setRight(0)
            painter.setClipRect(half, Qt.ClipOperation.IntersectClip)
        if scene.only:
            view = self.figure.figure.views[scene.view]
            path = _path(view.united(scene.only))
            grown = QPainterPathStroker()
            grown.setWidth(width * 1.4)
            painter.setClipPath(
                path.united(grown.createStroke(path)), Qt.ClipOperation.IntersectClip
            )

    def _badges(
        self,
        painter: QPainter,
        scene: Scene,
        bounds: QRectF,
        marks: Sequence[RegionMark],
        style: FigureStyle,
        window: QRectF,
    ) -> None:
        """Paint the numbers that lie wholly in the window."""
        rects = self.figure.badge_rects(scene.view, bounds, marks, style)
        seen = [mark for mark, rect in rects if window.contains(rect)]
        if scene.half:
            seen = [
                mark
                for mark, rect in rects
                if mark in seen and (rect.center().x() > 0) == (scene.centre[0] > 0)
            ]
        if seen:
            self.figure.paint_badges(painter, scene.view, bounds, seen, style)


def _only(mark: RegionMark, only: frozenset[str]) -> RegionMark:
    return replace(mark, regions=mark.regions & only, margin=mark.margin & only) if only else mark


def _path(polygons: Iterable[Sequence[Point]], closed: bool = True) -> QPainterPath:
    path = QPainterPath()
    for polygon in polygons:
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in polygon]))
        if closed:
            path.closeSubpath()
    return path


class _Brush:
    """Draws hands and arrows in units of the view."""

    def __init__(
        self, painter: QPainter, style: FigureStyle, look: Look, tone: Tone, scale: float
    ) -> None:
        self.painter, self.style, self.look, self.tone = painter, style, look, tone
        self.colours = style.colours
        self.unit = style.pixel
        self.width = min(3.0, max(1.2, 2.2 / self.unit)) * self.unit
        self.ring = self.colours.halo or self.colours.under
        # Arrows grow a little slower than the figure, so that they read small and large.
        self.arrow_width = _ARROW * max(0.55, min(1.3, scale**0.5)) / scale

    def _pen(self, colour: str, width: float) -> QPen:
        return QPen(
            QBrush(QColor(colour)),
            width,
            Qt.PenStyle.SolidLine,
            Qt.PenCapStyle.RoundCap,
            Qt.PenJoinStyle.RoundJoin,
        )

    def hand(self, parts: Sequence[Part], layer: Layer, away: QPainterPath) -> None:
        """Paint the parts of a hand that lie on one layer, with a light band round it."""
        own = [part for part in parts if part.layer == layer]
        if not own:
            return
        self.painter.save()
        self._keep_off(own, away)
        if own[0].gone:
            self._shadow(own)
            self.painter.restore()
            return
        band = self._pen(self.ring, self.width + 4.4 * self.unit)
        for part in own:
            # Along the lines only, so that a thumb grows out of the hand that lies below.
            for line in part.lines if part.fill else ():
                self.painter.strokePath(_path([line], closed=False), band)
        arm = next((part for part in own if part.role == "skin" and not part.touches), None)
        for part in own:
            self._part(part, arm)
        self.painter.restore()

    def _shadow(self, parts: Sequence[Part]) -> None:
        """Paint where a hand was: one pale shape with a dashed edge, without its arm."""
        path = QPainterPath()
        for part in parts:
            if part.touches:
                path = path.united(_path([part.fill]))
        pale = QColor(self.look.skin)
        pale.setAlphaF(_GONE)
        self.painter.fillPath(path, pale)
        self.painter.strokePath(path, self._pen(self.ring, self.width * 2))
        pen = self._pen(self.look.line, self.width)
        pen.setDashPattern([3.0, 3.0])
        self.painter.strokePath(path, pen)

    def _keep_off(self, parts: Sequence[Part], away: QPainterPath) -> None:
        if away.isEmpty():
            return
        whole = QPainterPath()
        for part in parts:
            for line in (part.fill, *part.lines):
                whole.addPolygon(QPolygonF([QPointF(x, y) for x, y in line]))
        room = QPainterPath()
        room.addRect(whole.boundingRect().adjusted(-20, -20, 20, 20))
        self.painter.setClipPath(room.subtracted(away), Qt.ClipOperation.IntersectClip)

    def _part(self, part: Part, arm: Part | None) -> None:
        fill, line, width = self._colours(part)
        if part.fill and fill:
            path = _path([part.fill])
            self.painter.fillPath(path, QColor(fill))
            # A thumb that grows out of the hand below has no side of its own at its root.
            if part.role == "skin" and part.touches and arm is not None:
                self._shade(path, path.united(_path([arm.fill])))
        for points in part.lines:
            self.painter.strokePath(_path([points], closed=False), self._pen(line, width))

    def _shade(self, path: QPainterPath, form: QPainterPath) -> None:
        """Shade the side away from the light; a palm runs on into its arm without an edge."""
        shade = QPainterPath(form)
        shade.addPath(form.translated(*_FORM_SHADE))
        shade.setFillRule(Qt.FillRule.OddEvenFill)
        self.painter.save()
        self.painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
        colour = QColor(self.look.shade)
        colour.setAlphaF(0.5)
        self.painter.fillPath(shade, colour)
        self.painter.restore()

    def _colours(self, part: Part) -> tuple[str, str, float]:
        """Return fill, line and width of a part."""
        look, width = self.look, self.width
        if part.role in ("sleeve", "cuff"):
            return look.sleeve, look.sleeve_line, width
        if part.role == "skin":
            return look.skin, look.line, width
        if part.role == "nail":
            return look.nail, look.line, width * 0.5
        if part.role == "crease":
            return "", look.line, width * 0.6
        if part.role == "sign":
            # The tint of a marked place is light in every theme; a sign stands on the scene.
            fill = _THINGS_AT_NIGHT["paper"][0] if self.colours.halo else self.colours.massage.tint
            return fill, self.colours.massage.line, width * 1.3
        if part.role == "mark":
            return self.colours.massage.line, self.colours.massage.line, width * 1.3
        if part.role == "cloth":
            return self.tone.cloth, self.tone.cloth_line, width
        fill, line = (_THINGS_AT_NIGHT if self.colours.halo else _THINGS)[part.role]
        return fill, line, width

    # -- arrows --------------------------------------------------------------------------

    def arrow(self, arrow: Arrow, away: QPainterPath) -> None:
        """Paint an arrow or the sign of a still hold, with a light band under it."""
        self.painter.save()
        if not away.isEmpty():
            room = QPainterPath()
            room.addRect(_path([arrow.line]).boundingRect().adjusted(-60, -60, 60, 60))
            self.painter.setClipPath(room.subtracted(away), Qt.ClipOperation.IntersectClip)
        if arrow.kind == "hold":
            self._pause(arrow)
        elif arrow.kind == "spot":
            self._number(arrow.number or 1, QPointF(*arrow.line[0]), self.arrow_width * 1.75)
        else:
            self._way(arrow)
        self.painter.restore()

    def _pause(self, arrow: Arrow) -> None:
        """Paint the sign of a still hold: the two bars of a pause in one thin ring."""
        line, under = self.colours.massage.line, self.colours.under
        radius = arrow.radius
        w = min(self.arrow_width * 0.42, radius * 0.2)
        self.painter.save()
        self.painter.translate(QPointF(*arrow.line[0]))
        self.painter.rotate(-self.style.turned)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, wider in ((under, w * 1.5), (line, 0.0)):
            self.painter.setPen(self._pen(colour, w + wider))
            self.painter.drawEllipse(QPointF(), radius, radius)
            self.painter.setPen(self._pen(colour, w * 1.5 + wider))
            for x in (-radius * 0.26, radius * 0.26):
                self.painter.drawLine(QPointF(x, -radius * 0.34), QPointF(x, radius * 0.34))
        self.painter.restore()

    def _way(self, arrow: Arrow) -> None:
        line, under, w = self.colours.massage.line, self.colours.under, self.arrow_width
        shaft, head = _shaft_and_head(arrow.line, w)
        path = _path([shaft], closed=False)
        tip = _path([head])
        self.painter.strokePath(path, self._pen(under, w * 2))
        self.painter.strokePath(tip, self._pen(under, w))
        pen = self._pen(line, w)
        if arrow.kind == "along":
            pen.setDashPattern([0.1, 1.7])
        self.painter.strokePath(path, pen)
        self.painter.fillPath(tip, QColor(line))
        self.painter.strokePath(tip, self._pen(line, w * 0.3))
        if arrow.number is not None:
            self._number(arrow.number, QPointF(*arrow.line[0]), w * 1.75)

    def _number(self, number: int, centre: QPointF, radius: float) -> None:
        colours = self.colours.massage
        self.painter.setPen(self._pen(self.colours.under, radius * 0.34))
        self.painter.setBrush(QColor(colours.line))
        self.painter.drawEllipse(centre, radius, radius)
        self.painter.save()
        self.painter.translate(centre)
        self.painter.rotate(-self.style.turned)
        font = QFont(self.painter.font())
        if self.style.font_family:
            font.setFamily(self.style.font_family)
        # Text is measured in whole pixels, so it is drawn large and brought down to size.
        shrink = radius / 50
        self.painter.scale(shrink, shrink)
        font.setPixelSize(66)
        font.setWeight(QFont.Weight.Bold)
        self.painter.setFont(font)
        self.painter.setPen(QColor(self.colours.massage.number))
        box = QRectF(-50, -50, 100, 100)
        self.painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number))
        self.painter.restore()


def _shaft_and_head(line: Polygon, width: float) -> tuple[list[Point], list[Point]]:
    """Return the line without its end, and the head that takes the end's place."""
    length = width * _HEAD
    tip = line[-1]
    kept = list(line)
    while len(kept) > 2 and math.dist(kept[-1], tip) < length * 0.8:
        kept.pop()
    base = kept[-1]
    span = math.dist(base, tip) or 1.0
    dx, dy = (tip[0] - base[0]) / span, (tip[1] - base[1]) / span
    half = length * 0.57
    back = (tip[0] - dx * length, tip[1] - dy * length)
    notch = curves.between(back, tip, 0.22)
    head = [
        tip,
        (back[0] - dy * half, back[1] + dx * half),
        notch,
        (back[0] + dy * half, back[1] - dx * half),
    ]
    return [*kept, notch] if math.dist(kept[-1], tip) > length * 0.8 else kept, head


def along(line: Polygon, share: float) -> Point:
    """Return the point at a share (0..1) of the way along a line."""
    lengths = [math.dist(a, b) for a, b in pairwise(line)]
    left = share * sum(lengths)
    for (a, b), length in zip(pairwise(line), lengths, strict=True):
        if left <= length and length > 0:
            return curves.between(a, b, left / length)
        left -= length
    return line[-1]
