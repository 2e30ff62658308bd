# SPDX-License-Identifier: GPL-3.0-or-later
"""Where hands were, on the figure and as a list of places."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from caregiver_guide.domain.session import told_minutes
from caregiver_guide.figure.marks import PRINT_COLOURS, FigureStyle
from caregiver_guide.figure.painter import FigurePainter
from caregiver_guide.report.chart_picture import ChartWords, chart_picture
from caregiver_guide.report.charts import ChartStyle
from caregiver_guide.services.trends_view import PlaceTime, TrendsView
from caregiver_guide.ui.screens.trend_card import PICTURE_HEIGHT, TrendCard, span_words
from caregiver_guide.ui.widgets.flow_layout import SplitLayout
from caregiver_guide.ui.widgets.table_list import ListRow
from caregiver_guide.ui.widgets.text import Text
from caregiver_guide.ui.widgets.touch_map import Caption, TouchMap, paint_touch

_MOST_IN_PICTURE = 8


class TouchCard(TrendCard):
    """The figure beside the list, both always there: each place with its left and its right."""

    def __init__(self, figure: FigurePainter, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Where hands were"), self.tr("Minutes, place by place"), parent)
        self._figure = figure
        self._view: TrendsView | None = None
        self._map = TouchMap(figure)
        self._legend = Text("", "meta", "quiet")
        self.picture.addWidget(self._map)
        self.picture.addWidget(self._legend)
        self.picture.addStretch(1)
        both = QWidget()
        split = SplitLayout((300, 300), 0.44, 28, both)
        split.addWidget(self.shown)
        split.addWidget(self.table)
        self.body.insertWidget(2, both)
        self.keep_numbers_beside()

    def show_trends(self, view: TrendsView) -> None:
        """Show where hands were in the days of a view."""
        self._view = view
        self.show_done("")
        self.stand.setText(self._stand_words(view))
        self._legend.setText(
            self.tr("Darker is longer. R and L are {name}'s own right and left.").format(
                name=view.person_name
            )
        )
        self._map.show_shade(view.shade, view.skin, self._captions(), self._map_words(view))
        self.show_rows([self._row(one) for one in view.places])

    def picture_of(self) -> QImage:
        """Return the figure with the longest places in words."""
        view = self._view
        if view is None:
            raise LookupError("nothing is shown")

        def draw(painter: QPainter, rect: QRectF, style: ChartStyle) -> None:
            painter.setFont(style.font)
            painter.setPen(style.quiet)
            drawn = FigureStyle(tone="paper", colours=PRINT_COLOURS, shade=view.shade)
            paint_touch(painter, self._figure, rect, drawn, self._captions())

        title = self.tr("Where hands were, {name}, {days}").format(
            name=view.person_name, days=span_words(view.span)
        )
        places = [
            f"{one.place}: {self._minutes_words(one)}" for one in view.places[:_MOST_IN_PICTURE]
        ]
        left = len(view.places) - len(places)
        if left > 0:
            places.append(self.tr("and {count} more places").format(count=left))
        told = "; ".join(places)
        lines = (f"{told[:1].upper()}{told[1:]}.", self._legend.text(), self.stand.text())
        footer = self.tr("Family or aide record, not a medical assessment.")
        return chart_picture(ChartWords(title, lines, footer), draw, PICTURE_HEIGHT)

    def _captions(self) -> tuple[Caption, ...]:
        # In front view the person's right is at the viewer's left; seen from behind, it is not.
        right, left = self.tr("R"), self.tr("L")
        return (right, self.tr("Front"), left), (left, self.tr("Back"), right)

    def _stand_words(self, view: TrendsView) -> str:
        touch = view.touch
        words = (
            self.tr("This stands on 1 massage that tells where hands were.")
            if touch.massages == 1
            else self.tr("This stands on {count} massages that tell where hands were.")
        )
        parts = [words.format(count=touch.massages)]
        if touch.untold == 1:
            parts.append(self.tr("1 other does not."))
        elif touch.untold:
            parts.append(self.tr("{count} others do not.").format(count=touch.untold))
        parts.append(
            self.tr(
                "One step can touch several places, so these minutes are more than the whole. "
                "Neither more nor less is better."
            )
        )
        return " ".join(parts)

    def _map_words(self, view: TrendsView) -> str:
        if not view.places:
            return self.tr("Nowhere yet")
        longest = view.places[0]
        return self.tr("The figure. Longest: {place}, {minutes}.").format(
            place=longest.place, minutes=self._minutes_words(longest)
        )

    def _row(self, one: PlaceTime) -> ListRow:
        return ListRow(
            key=one.place,
            title=one.place[:1].upper() + one.place[1:],
            detail=self._minutes_words(one),
            opens=False,
        )

    def _minutes_words(self, one: PlaceTime) -> str:
        sides = (
            (one.middle, "{minutes}"),
            (one.left, self.tr("left {minutes}")),
            (one.right, self.tr("right {minutes}")),
        )
        return ", ".join(
            words.format(minutes=self._minutes(seconds)) for seconds, words in sides if seconds
        )

    def _minutes(self, seconds: int) -> str:
        minutes = told_minutes(seconds)
        return self.tr("{count} min").format(count=minutes) if minutes else self.tr("under 1 min")
