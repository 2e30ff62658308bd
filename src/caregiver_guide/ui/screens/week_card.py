# SPDX-License-Identifier: GPL-3.0-or-later
"""Massages a week, beside the person's own plan where somebody set one."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from caregiver_guide.domain.session import told_minutes
from caregiver_guide.domain.trends import Week
from caregiver_guide.report.chart_picture import ChartWords, chart_picture
from caregiver_guide.report.charts import ChartStyle, WeekChart
from caregiver_guide.services.trends_view import TrendsView
from caregiver_guide.ui.screens.trend_card import (
    PICTURE_HEIGHT,
    TrendCard,
    axis_labels,
    span_words,
)
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.chart_view import ChartView, ShownChart
from caregiver_guide.ui.widgets.day_words import short_day
from caregiver_guide.ui.widgets.table_list import ListRow
from caregiver_guide.ui.widgets.text import Text
from caregiver_guide.ui.widgets.week_words import week_words


class WeekCard(TrendCard):
    """Bars of weeks; a dashed line where there is a plan, and never one where there is none.

    Signals:
        plan_requested: The caregiver wants to set or change the plan.
        days_requested: The caregiver wants to see the massages day by day.
    """

    plan_requested = Signal()
    days_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Massages a week"), self.tr("Massages, week by week"), parent)
        self._view: TrendsView | None = None
        self._plan = Text("", "body")
        self._chart = ChartView()
        self._chart.column_chosen.connect(self._tell_week)
        self._week = Text("", "label")
        self._legend = Text("", "meta", "quiet")
        self._set = ActionButton("", icon="pencil", kind="plain", size="small")
        self._set.clicked.connect(self.plan_requested)
        self._days = ActionButton(
            self.tr("See the days"), icon="calendar", kind="plain", size="small"
        )
        self._days.clicked.connect(self.days_requested)
        self.picture.addWidget(self._chart)
        self.picture.addWidget(self._week)
        self.picture.addWidget(self._legend)
        self.body.insertWidget(1, self._plan)
        self.buttons.addWidget(self._set)
        self.buttons.addWidget(self._days)

    def show_trends(self, view: TrendsView) -> None:
        """Show the weeks of a view."""
        self._view = view
        self.show_done("")
        self._plan.setText(self._plan_words(view))
        self._set.setText(
            self.tr("Set a plan") if view.planned is None else self.tr("Change the plan")
        )
        self._set.setEnabled(view.may_write)
        self.stand.setText(self._stand_words(view))
        self._legend.setText(self._legend_words(view))
        told = tuple(self._week_words(week, view) for week in view.weeks)
        self._chart.show_chart(
            ShownChart(
                make=lambda rect, style: self._made(view, rect, style),
                name=" ".join((self.title.text(), self._plan.text(), self.stand.text())),
                columns=told,
            ),
            len(view.weeks) - 1,
        )
        self._tell_week(len(view.weeks) - 1)
        self.show_rows([self._row(week, view) for week in reversed(view.weeks)])

    def picture_of(self) -> QImage:
        """Return the chart with what it says."""
        view = self._view
        if view is None:
            raise LookupError("nothing is shown")

        def draw(painter: QPainter, rect: QRectF, style: ChartStyle) -> None:
            self._made(view, rect, style).paint(painter)

        title = self.tr("Massages a week, {name}, {days}").format(
            name=view.person_name, days=span_words(view.span)
        )
        lines = (self._legend.text(), self._plan.text(), self.stand.text())
        footer = self.tr("Family or aide record, not a medical assessment.")
        return chart_picture(ChartWords(title, lines, footer), draw, PICTURE_HEIGHT)

    def _made(self, view: TrendsView, rect: QRectF, style: ChartStyle) -> WeekChart:
        labels = axis_labels([week.first for week in view.weeks], "week")
        return WeekChart(view.weeks, labels, rect, style)

    def _tell_week(self, place: int) -> None:
        if self._view is not None:
            self._week.setText(self._week_words(self._view.weeks[place], self._view))

    # -- in words ------------------------------------------------------------------------

    def _plan_words(self, view: TrendsView) -> str:
        if view.planned is None or view.planned_since is None:
            return self.tr("There is no plan of how many. None is needed.")
        words = (
            self.tr("Your own plan: 1 massage a week, since {day}.")
            if view.planned == 1
            else self.tr("Your own plan: {count} massages a week, since {day}.")
        )
        words = words.format(count=view.planned, day=short_day(view.planned_since))
        held = [week for week in view.weeks if week.is_over and week.planned]
        if not held:
            return words
        reached = sum(week.given >= (week.planned or 0) for week in held)
        more = self.tr("As many as planned or more: {reached} of {all} whole weeks.")
        return f"{words} {more.format(reached=reached, all=len(held))}"

    def _stand_words(self, view: TrendsView) -> str:
        given = sum(week.given for week in view.weeks)
        words = (
            self.tr("This stands on 1 massage in {weeks} weeks.")
            if given == 1
            else self.tr("This stands on {count} massages in {weeks} weeks.")
        )
        parts = [words.format(count=given, weeks=len(view.weeks))]
        if view.not_wanted == 1:
            parts.append(self.tr("Once, a massage was not wanted."))
        elif view.not_wanted:
            told = self.tr("{count} times, a massage was not wanted.")
            parts.append(told.format(count=view.not_wanted))
        parts.append(
            self.tr("More is not better by itself. What {name} wants is what counts.").format(
                name=view.person_name
            )
        )
        return " ".join(parts)

    def _legend_words(self, view: TrendsView) -> str:
        words = [self.tr("Hollow bar: the week is not over.")]
        if any(week.planned for week in view.weeks):
            words.append(self.tr("Dashed line: the plan."))
        return " ".join(words)

    def _count_words(self, week: Week) -> str:
        if not week.given:
            return self.tr("no massage")
        minutes = self.tr("{count} min").format(count=told_minutes(week.touch_seconds))
        words = self.tr("1 massage") if week.given == 1 else self.tr("{count} massages")
        return f"{words.format(count=week.given)}, {minutes}"

    def _week_words(self, week: Week, view: TrendsView) -> str:
        words = self.tr("{week}: {told}.").format(
            week=week_words(week.first, view.span.last), told=self._count_words(week)
        )
        if week.planned:
            planned = self.tr("Planned: {count}.").format(count=week.planned)
            return f"{words} {planned}"
        return words

    def _row(self, week: Week, view: TrendsView) -> ListRow:
        planned = self.tr("planned {count}").format(count=week.planned) if week.planned else ""
        days = self.tr("on 1 day") if week.days == 1 else self.tr("on {count} days")
        detail = [self._count_words(week)]
        if week.given:
            detail.append(days.format(count=week.days))
        if planned:
            detail.append(planned)
        return ListRow(
            key=week.first.isoformat(),
            title=week_words(week.first, view.span.last),
            detail=", ".join(detail),
            chip=None if week.is_over else (self.tr("Not over yet"), "neutral"),
            opens=False,
        )
