# SPDX-License-Identifier: GPL-3.0-or-later
"""Charts of the log: before and after over time, and massages a week; for screen and paper alike.

Before is hollow and stands left, after is filled and stands right; what was asked are circles, what
was watched are squares. So nothing is told by colour alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from caregiver_guide.domain.scores import Spread
from caregiver_guide.domain.trends import Column, Week
from caregiver_guide.domain.values import dataclass

_MOST_PAIRS: Final = 4
"""Pairs of one column that are drawn one by one; of more, their ranges and medians."""
_DOT: Final = 6.5
_LEAST_DOT: Final = 2.6
_HIGHEST: Final = 10
_WIDEST_BAR: Final = 46.0
_CENTRE: Final = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True)
class ChartStyle:
    """How a chart looks: its colours, its letters, and the painter's units in a pixel at 100 %.

    ``strong`` is the ink of what is told, ``alarm`` that of a reaction, ``shade`` lies behind days
    of the weekend. Where ``has_fills`` is false the grid is dotted, and nothing is shaded.
    """

    text: QColor
    quiet: QColor
    grid: QColor
    strong: QColor
    ground: QColor
    shade: QColor
    alarm: QColor
    font: QFont
    unit: float = 1.0
    has_fills: bool = True

    @property
    def line(self) -> float:
        """The height of a line of letters."""
        return QFontMetricsF(self.font).height()

    def width(self, words: str) -> float:
        """Return the width of words."""
        return QFontMetricsF(self.font).horizontalAdvance(words)


def print_style(font: QFont, unit: float = 1.0) -> ChartStyle:
    """Return the style of a chart on white paper, readable in grey too."""
    return ChartStyle(
        text=QColor("#111111"),
        quiet=QColor("#3A3A3A"),
        grid=QColor("#D6D6D6"),
        strong=QColor("#0B5A5E"),
        ground=QColor("#FFFFFF"),
        shade=QColor("#F1F1F1"),
        alarm=QColor("#8E1B24"),
        font=font,
        unit=unit,
    )


@dataclass(frozen=True, slots=True)
class AxisLabel:
    """What stands under a column: a few letters, and the month where one begins."""

    text: str
    month: str = ""
    is_weekend: bool = False


class ColumnChart:
    """A chart of columns side by side in a rectangle: its frame, axis and labels."""

    def __init__(self, labels: Sequence[AxisLabel], rect: QRectF, style: ChartStyle) -> None:
        self._labels = tuple(labels)
        self._style = style
        unit, line = style.unit, style.line
        left = style.width("88") + 10 * unit
        top = self._head()
        self._plot = QRectF(
            rect.left() + left,
            rect.top() + top,
            max(1.0, rect.width() - left - 4 * unit),
            max(1.0, rect.height() - top - 2 * line - 10 * unit),
        )

    @staticmethod
    def least_height(style: ChartStyle) -> float:
        """Return the height below which the chart cannot be read."""
        return style.line * 2 + 34 * style.unit + max(210 * style.unit, style.line * 6)

    @property
    def count(self) -> int:
        """The number of columns."""
        return len(self._labels)

    def slot(self, place: int) -> QRectF:
        """Return the room of one column, from the head of the chart to its labels."""
        width = self._plot.width() / max(1, self.count)
        top = self._plot.top() - self._head()
        bottom = self._plot.bottom() + self._style.line + 6 * self._style.unit
        return QRectF(self._plot.left() + place * width, top, width, bottom - top)

    def place_at(self, x: float) -> int | None:
        """Return the column at ``x``, ``None`` outside of all."""
        if not self.count or not self._plot.left() <= x <= self._plot.right():
            return None
        return min(self.count - 1, int((x - self._plot.left()) / self._plot.width() * self.count))

    def paint(self, painter: QPainter) -> None:
        """Draw the chart."""
        painter.save()
        painter.setFont(self._style.font)
        self._paint_weekends(painter)
        self._paint_grid(painter)
        self._paint_labels(painter)
        for place in range(self.count):
            self._paint_column(painter, place, self.slot(place))
        painter.restore()

    # -- to be said by each kind ---------------------------------------------------------

    def _head(self) -> float:
        """Return the height above the scale."""
        return 26 * self._style.unit

    def _top_value(self) -> int:
        """Return what the top of the scale stands for."""
        return _HIGHEST

    def _steps(self) -> tuple[int, ...]:
        """Return how far apart the lines of the scale may stand, the closest first."""
        return (1, 2, 5, 10)

    def _paint_column(self, painter: QPainter, place: int, slot: QRectF) -> None:
        """Draw what one column tells."""
        raise NotImplementedError

    # -- shared --------------------------------------------------------------------------

    def _y(self, value: float) -> float:
        return self._plot.bottom() - self._plot.height() * value / self._top_value()

    def _paint_weekends(self, painter: QPainter) -> None:
        if not self._style.has_fills:
            return
        for place, label in enumerate(self._labels):
            if label.is_weekend:
                slot = self.slot(place)
                box = QRectF(slot.left(), self._plot.top(), slot.width(), self._plot.height())
                painter.fillRect(box, self._style.shade)

    def _paint_grid(self, painter: QPainter) -> None:
        style, plot, most = self._style, self._plot, self._top_value()
        rows = max(1, int(plot.height() / (style.line * 1.3)))
        step = next(one for one in (*self._steps(), most) if most / one <= rows or one >= most)
        kind = Qt.PenStyle.SolidLine if style.has_fills else Qt.PenStyle.DotLine
        for value in range(0, most + 1, step):
            y = self._y(value)
            painter.setPen(QPen(style.grid, max(1.0, style.unit), kind))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(style.quiet)
            box = QRectF(
                plot.left() - style.width("88") - 8 * style.unit,
                y - style.line / 2,
                style.width("88"),
                style.line,
            )
            painter.drawText(
                box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(value)
            )

    def _paint_labels(self, painter: QPainter) -> None:
        style = self._style
        painter.setPen(style.quiet)
        slot = self._plot.width() / max(1, self.count)
        widest = max((style.width(label.text) for label in self._labels), default=0.0)
        step = max(1, math.ceil((widest + 6 * style.unit) / slot))
        top = self._plot.bottom() + 6 * style.unit
        for place, label in enumerate(self._labels):
            # Counted from the end, so that the newest is always named.
            if (self.count - 1 - place) % step == 0:
                x = self.slot(place).center().x() - widest
                painter.drawText(QRectF(x, top, 2 * widest, style.line), _CENTRE, label.text)
        self._paint_months(painter, top + style.line)

    def _paint_months(self, painter: QPainter, top: float) -> None:
        """Name each month under its first column; one that has no room is left out."""
        free = float("inf")
        for place in range(self.count - 1, -1, -1):
            label = self._labels[place]
            if not label.month:
                continue
            width = self._style.width(label.month) + self._style.unit
            left = self.slot(place).left() + 2 * self._style.unit
            left = min(left, self._plot.right() - width)
            if left + width + 8 * self._style.unit > free or left < self._plot.left():
                continue
            box = QRectF(left, top, width, self._style.line)
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft, label.month)
            free = left


class PairChart(ColumnChart):
    """Before and after by day or week, 0 to 10; a flag over a column says that something was seen.

    Up to four pairs of one column stand side by side. Of more, the lines reach from the lowest to
    the highest score and the marks are the medians; the rule of five pairs holds here too.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        labels: Sequence[AxisLabel],
        rect: QRectF,
        style: ChartStyle,
        *,
        is_watched: bool = False,
    ) -> None:
        super().__init__(labels, rect, style)
        self._columns = tuple(columns)
        self._is_watched = is_watched
        self._wide = self._radius_in(self.slot(0).width())
        alone = (one.pairs.count for one in self._columns if one.pairs.count <= _MOST_PAIRS)
        # All marks of a chart are of one size: a day with one massage is not worth more.
        self._size = self._radius_in(self.slot(0).width() / max(1, *alone, 1))

    def _steps(self) -> tuple[int, ...]:
        return (2, 5)

    def _paint_column(self, painter: QPainter, place: int, slot: QRectF) -> None:
        column = self._columns[place]
        if column.has_reaction:
            y = slot.top() + self._head() / 2 - 2 * self._style.unit
            paint_flag(painter, QPointF(slot.center().x(), y), self._style)
        pairs = column.pairs
        before, after = pairs.before, pairs.after
        if pairs.count > _MOST_PAIRS and before is not None and after is not None:
            self._paint_spreads(painter, slot, before, after)
            return
        room = slot.width() / max(1, pairs.count)
        for number, pair in enumerate(pairs.all):
            x = slot.left() + (number + 0.5) * room
            heights = (self._y(pair.before), self._y(pair.after))
            self._paint_slope(painter, x, room, heights, self._size)

    def _paint_spreads(
        self, painter: QPainter, slot: QRectF, before: Spread, after: Spread
    ) -> None:
        half, radius = self._half_of(slot.width()), self._wide
        middle, unit = slot.center().x(), self._style.unit
        for x, spread in ((middle - half, before), (middle + half, after)):
            painter.setPen(QPen(self._style.quiet, 1.4 * unit))
            low, high = self._y(spread.lowest), self._y(spread.highest)
            painter.drawLine(QPointF(x, low), QPointF(x, high))
            for y in (low, high):
                painter.drawLine(QPointF(x - radius * 0.7, y), QPointF(x + radius * 0.7, y))
        heights = (self._y(before.middle), self._y(after.middle))
        self._paint_slope(painter, middle, slot.width(), heights, radius)

    def _half_of(self, room: float) -> float:
        """Return how far before and after stand from the middle of their room."""
        return min(room * 0.25, 13 * self._style.unit)

    def _radius_in(self, room: float) -> float:
        unit = self._style.unit
        return max(_LEAST_DOT * unit, min(room * 0.2, _DOT * unit))

    def _paint_slope(
        self,
        painter: QPainter,
        x: float,
        room: float,
        heights: tuple[float, float],
        radius: float,
    ) -> None:
        """Draw a line from before (left, hollow) to after (right, filled) in ``room`` round x."""
        style, half = self._style, self._half_of(room)
        paint_slope(
            painter,
            QPointF(x - half, heights[0]),
            QPointF(x + half, heights[1]),
            radius,
            ink=style.strong,
            ground=style.ground,
            line=max(style.unit, min(2.4 * style.unit, radius * 0.45)),
            is_square=self._is_watched,
        )


class WeekChart(ColumnChart):
    """Massages of each week as bars with their number above, and the plan as a dashed line.

    The bar of a week that is not over is hollow.
    """

    def __init__(
        self,
        weeks: Sequence[Week],
        labels: Sequence[AxisLabel],
        rect: QRectF,
        style: ChartStyle,
    ) -> None:
        self._weeks = tuple(weeks)
        super().__init__(labels, rect, style)

    def _head(self) -> float:
        return self._style.line + 8 * self._style.unit

    def _top_value(self) -> int:
        return max(3, *(max(week.given, week.planned or 0) for week in self._weeks), 3)

    def _paint_column(self, painter: QPainter, place: int, slot: QRectF) -> None:
        style, week, unit = self._style, self._weeks[place], self._style.unit
        bottom = self._plot.bottom()
        width = min(slot.width() * 0.6, _WIDEST_BAR * unit)
        box = QRectF(0, self._y(week.given), width, bottom - self._y(week.given))
        box.moveLeft(slot.center().x() - width / 2)
        pen = QPen(style.strong, 2 * unit)
        if week.given:
            inset = unit
            painter.setPen(pen)
            painter.setBrush(style.strong if week.is_over else style.ground)
            painter.drawRect(box.adjusted(inset, inset, -inset, 0))
        if week.planned:
            dashed = QPen(style.text, 2.4 * unit, Qt.PenStyle.CustomDashLine)
            dashed.setDashPattern([2.2, 1.6])
            dashed.setCapStyle(Qt.PenCapStyle.FlatCap)
            y = self._y(week.planned)
            edge = slot.width() * 0.06
            if week.given >= week.planned and week.is_over:
                # Over a filled bar the line needs a ground of its own.
                painter.setPen(QPen(style.ground, 5 * unit))
                painter.drawLine(QPointF(slot.left() + edge, y), QPointF(slot.right() - edge, y))
            painter.setPen(dashed)
            painter.drawLine(QPointF(slot.left() + edge, y), QPointF(slot.right() - edge, y))
        if style.width(str(week.given)) < slot.width():
            painter.setPen(style.text)
            head = QRectF(slot.left(), slot.top(), slot.width(), style.line)
            painter.drawText(head, _CENTRE, str(week.given))


def paint_slope(
    painter: QPainter,
    before: QPointF,
    after: QPointF,
    radius: float,
    *,
    ink: QColor,
    ground: QColor,
    line: float,
    is_square: bool,
) -> None:
    """Draw one change: a line from a hollow mark to a filled one, squares for what was watched.

    ``radius`` is that of the marks and ``line`` the width of the pen, in the painter's units.
    """
    painter.setPen(QPen(ink, line))
    painter.drawLine(before, after)
    for point, fill in ((before, ground), (after, ink)):
        painter.setBrush(fill)
        if is_square:
            side = radius * 1.8
            painter.drawRect(QRectF(point.x() - side / 2, point.y() - side / 2, side, side))
        else:
            painter.drawEllipse(point, radius, radius)


def paint_flag(painter: QPainter, at: QPointF, style: ChartStyle) -> None:
    """Draw the flag of a reaction round a point."""
    unit = style.unit
    painter.setPen(QPen(style.alarm, 2 * unit))
    painter.setBrush(style.ground)
    corners = ((-5, -7), (6, -7), (3, -3), (6, 1), (-5, 1))
    cloth = QPolygonF([QPointF(at.x() + x * unit, at.y() + y * unit) for x, y in corners])
    painter.drawPolygon(cloth)
    pole = at.x() - 5 * unit
    painter.drawLine(QPointF(pole, at.y() - 7 * unit), QPointF(pole, at.y() + 8 * unit))
