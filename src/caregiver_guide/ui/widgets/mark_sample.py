# SPDX-License-Identifier: GPL-3.0-or-later
"""A sample of how a mark looks on the body, for a legend: its tint, pattern and edge."""

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from caregiver_guide.figure.marks import MarkKind, dots, hatch
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.body_map import figure_colours
from caregiver_guide.ui.widgets.painted import PaintedWidget, paint_box, round_pen, rounded

_WIDTH = 46
_HEIGHT = 28
_RADIUS = 8.0


class MarkSample(PaintedWidget):
    """A small patch with the pattern of one kind of mark; the words beside it say what it means."""

    def __init__(self, kind: MarkKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a size that grows with the text."""
        theme = Theme.current()
        return QSize(theme.px(_WIDTH), theme.px(_HEIGHT))

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint the patch."""
        colours = figure_colours(theme).of(self._kind)
        rect = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        paint_box(painter, rect, _RADIUS, QColor(colours.tint))
        painter.save()
        painter.setClipPath(rounded(rect, _RADIUS))
        corners = tuple(
            (corner.x(), corner.y())
            for corner in (rect.topLeft(), rect.topRight(), rect.bottomRight(), rect.bottomLeft())
        )
        if self._kind is MarkKind.NO_TOUCH:
            painter.setPen(round_pen(QColor(colours.line), 1.8))
            painter.drawLines([QLineF(*one, *other) for one, other in hatch([corners], 8.0)])
        else:
            self._paint_dots(painter, corners, colours.line, colours.tint)
        painter.restore()
        pen = round_pen(QColor(colours.line), 2.4)
        if self._kind is not MarkKind.NO_TOUCH:
            pen.setStyle(
                Qt.PenStyle.DashLine if self._kind is MarkKind.LIGHT else Qt.PenStyle.DotLine
            )
        painter.strokePath(rounded(rect, _RADIUS), pen)

    def _paint_dots(
        self,
        painter: QPainter,
        corners: tuple[tuple[float, float], ...],
        line: str,
        tint: str,
    ) -> None:
        is_ring = self._kind is MarkKind.ASK
        gap = 10.0 if is_ring else 8.0
        radius = 3.2 if is_ring else 1.8
        points = QPolygonF([QPointF(x, y) for x, y in dots([corners], gap, radius)])
        painter.setPen(_round_point(line, 2 * radius))
        painter.drawPoints(points)
        if is_ring:
            painter.setPen(_round_point(tint, 1.1 * radius))
            painter.drawPoints(points)


def _round_point(colour: str, width: float) -> QPen:
    return round_pen(QColor(colour), width)
