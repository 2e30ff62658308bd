# SPDX-License-Identifier: GPL-3.0-or-later
"""A chart on the screen: in the theme's colours, growing with the text, and walked by keys."""

import math
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath
from PySide6.QtWidgets import QSizePolicy, QWidget

from caregiver_guide.domain.values import dataclass
from caregiver_guide.report.charts import ChartStyle, ColumnChart
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.announce import announce
from caregiver_guide.ui.widgets.painted import CONTROL_RADIUS, PaintedWidget, round_pen, rounded

_USUAL_WIDTH: Final = 520
_LEAST_WIDTH: Final = 200

MakeChart = Callable[[QRectF, ChartStyle], ColumnChart]


@dataclass(frozen=True, slots=True)
class ShownChart:
    """A chart to be shown: what makes it for a rectangle, and each of its columns in words."""

    make: MakeChart
    name: str
    columns: tuple[str, ...]


class ChartView(PaintedWidget):
    """Shows a chart; left and right, Home and End and a click choose one of its columns.

    A screen reader hears the name of the chart, and then each column in words.

    Signals:
        column_chosen: One of the columns was chosen, by its place.
    """

    column_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: ShownChart | None = None
        self._chosen: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def chosen(self) -> int | None:
        """The place of the chosen column, if there is one."""
        return self._chosen

    def show_chart(self, shown: ShownChart, chosen: int | None = None) -> None:
        """Show a chart, with one of its columns chosen, without a signal."""
        self._shown = shown
        self._chosen = chosen if chosen is not None and chosen < len(shown.columns) else None
        self.setAccessibleName(shown.name)
        self._describe()
        self.updateGeometry()
        self.update()

    def focus_shape(self) -> QPainterPath:
        """Return the outline that the focus ring follows."""
        return rounded(QRectF(self.rect()), CONTROL_RADIUS)

    def sizeHint(self) -> QSize:
        """Return a comfortable width and the height that the letters need."""
        return QSize(_USUAL_WIDTH, self._height())

    def minimumSizeHint(self) -> QSize:
        """Return the least width that still shows something."""
        return QSize(_LEAST_WIDTH, self._height())

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint the chosen column's ground and the chart."""
        if self._shown is None:
            return
        chart = self._shown.make(QRectF(self.rect()), chart_style(theme))
        if self._chosen is not None:
            slot = chart.slot(self._chosen)
            least = theme.px(14)
            if slot.width() < least:
                slot = QRectF(slot.center().x() - least / 2, slot.top(), least, slot.height())
            painter.setBrush(theme.colour("primary_tint"))
            painter.setPen(round_pen(theme.colour("primary"), theme.outline))
            painter.drawPath(rounded(slot.adjusted(1, 1, -1, -1), 8))
        chart.paint(painter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk from column to column."""
        last = len(self._shown.columns) - 1 if self._shown is not None else -1
        now = self._chosen if self._chosen is not None else last + 1
        steps = {
            Qt.Key.Key_Left: now - 1,
            Qt.Key.Key_Right: now + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        place = steps.get(Qt.Key(event.key()))
        if place is None or last < 0:
            super().keyPressEvent(event)
        else:
            self._choose(max(0, min(last, place)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the column that was pressed."""
        if self._shown is None:
            return
        chart = self._shown.make(QRectF(self.rect()), chart_style(Theme.current()))
        place = chart.place_at(event.position().x())
        if place is not None:
            self._choose(place)

    def _choose(self, place: int) -> None:
        if place == self._chosen or self._shown is None:
            return
        self._chosen = place
        self._describe()
        announce(self, self._shown.columns[place])
        self.update()
        self.column_chosen.emit(place)

    def _describe(self) -> None:
        words = ""
        if self._shown is not None and self._chosen is not None:
            words = self._shown.columns[self._chosen]
        self.setAccessibleDescription(words)

    def _height(self) -> int:
        return math.ceil(ColumnChart.least_height(chart_style(Theme.current())))


def chart_style(theme: Theme) -> ChartStyle:
    """Return the style of a chart in a theme, at the present size of the text."""
    return ChartStyle(
        text=theme.colour("text"),
        quiet=theme.colour("text2"),
        grid=theme.colour("line"),
        strong=theme.colour("primary"),
        ground=theme.colour("surface"),
        shade=theme.colour("sunken"),
        alarm=theme.colour("caution"),
        font=theme.font("meta"),
        unit=theme.scale.factor,
        has_fills=not theme.is_contrast,
    )
