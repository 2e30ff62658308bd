# SPDX-License-Identifier: GPL-3.0-or-later
"""One question over time: before and after, in a picture, in a sentence and as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.domain.scores import ENOUGH_PAIRS, Pair, Pairs, QuestionScores
from caregiver_guide.domain.session import RatingSource
from caregiver_guide.domain.trends import Column
from caregiver_guide.report.chart_picture import ChartWords, chart_picture
from caregiver_guide.report.charts import ChartStyle, PairChart
from caregiver_guide.services.trends_view import Measure, TrendsView
from caregiver_guide.ui.screens.trend_card import (
    PICTURE_HEIGHT,
    TrendCard,
    axis_labels,
    plain_number,
    span_words,
)
from caregiver_guide.ui.widgets.chart_view import ChartView, ShownChart
from caregiver_guide.ui.widgets.chip import ChipKind
from caregiver_guide.ui.widgets.day_words import clock_time, short_day
from caregiver_guide.ui.widgets.flow_layout import SplitLayout
from caregiver_guide.ui.widgets.pill_row import PillRow
from caregiver_guide.ui.widgets.table_list import ListRow
from caregiver_guide.ui.widgets.text import Heading, Text
from caregiver_guide.ui.widgets.week_words import list_day, month_words

_MOST_TOLD: Final = 4


class ScoreCard(TrendCard):
    """Shows one question at a time, of one source: what was asked or what was watched.

    Keys 1, 2 and 3 choose the question; the screen hands them on.

    Signals:
        measure_chosen: Another question or source is shown.
    """

    measure_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self._view: TrendsView | None = None
        self._at = 0
        self._source: RatingSource = "asked"
        self.questions = PillRow(self.tr("Which question?"))
        self.questions.choice_made.connect(self._choose_question)
        self.sources = PillRow(self.tr("Who gave the number?"))
        self.sources.choice_made.connect(self._choose_source)
        self._says = Heading("", 2)
        self._more = Text("", "body")
        self._better = Text("", "body", "quiet")
        self._chart = ChartView()
        self._chart.column_chosen.connect(self._tell_column)
        self._column = Text("", "label")
        self._legend = Text("", "meta", "quiet")
        self._arrange()

    def _arrange(self) -> None:
        self.title.hide()
        self.picture.addWidget(self._chart)
        self.picture.addWidget(self._column)
        self.picture.addWidget(self._legend)
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(10)
        for part in (self._says, self._more, self._better, self.stand):
            column.addWidget(part)
        self._under = QVBoxLayout()
        column.addLayout(self._under)
        column.addStretch(1)
        self._left = shown = QWidget()
        self._beside = inner = QVBoxLayout(shown)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.shown)
        inner.addWidget(self.table)
        inner.addStretch(1)
        both = QWidget()
        split = SplitLayout((380, 220), 0.64, 28, both)
        split.addWidget(shown)
        split.addWidget(words)
        choices = QWidget()
        head = SplitLayout((260, 0), gap=24, parent=choices)
        head.addWidget(self.questions)
        head.addWidget(self.sources)
        self.body.insertWidget(0, choices)
        self.body.insertWidget(1, both)

    @property
    def measure(self) -> Measure | None:
        """The question that is shown."""
        return self._view.measures[self._at] if self._view is not None else None

    @property
    def source(self) -> RatingSource:
        """Whether what was asked is shown, or what was watched."""
        return self._source

    def show_trends(self, view: TrendsView) -> None:
        """Show the same question of another view; of another person, the first one."""
        if self._view is None or self._view.person != view.person:
            self._at = 0
        if [one.id for one in view.measures] != [one.id for one in self._known()]:
            self.questions.set_options([(one.id, one.name) for one in view.measures])
        self._view = view
        self._choose_best_source()
        self._show_measure()

    def pick_number(self, number: int) -> bool:
        """Show the question with this number, counted from 1."""
        return self.questions.pick_number(number)

    def picture_of(self) -> QImage:
        """Return the chart with what it says."""
        view, measure = self._view, self.measure
        if view is None or measure is None:
            raise LookupError("nothing is shown")
        columns = measure.columns(self._source)
        labels = axis_labels([one.first for one in columns], columns[0].step)
        is_watched = self._source == "watched"

        def draw(painter: QPainter, rect: QRectF, style: ChartStyle) -> None:
            PairChart(columns, labels, rect, style, is_watched=is_watched).paint(painter)

        lines = (
            self._legend.text(),
            self._says.text(),
            self._more.text(),
            self.stand.text(),
            self._better.text(),
        )
        title = self.tr("{question} before and after, {name}, {days}").format(
            question=measure.name, name=view.person_name, days=span_words(view.span)
        )
        words = ChartWords(title, tuple(line for line in lines if line), self._footer())
        return chart_picture(words, draw, PICTURE_HEIGHT)

    # -- choosing ------------------------------------------------------------------------

    def _known(self) -> tuple[Measure, ...]:
        return self._view.measures if self._view is not None else ()

    def _choose_question(self, key: str) -> None:
        self._at = next(n for n, one in enumerate(self._known()) if one.id == key)
        self._choose_best_source()
        self._show_measure()
        self.measure_chosen.emit()

    def _choose_source(self, key: str) -> None:
        self._source = "watched" if key == "watched" else "asked"
        self._show_measure()
        self.measure_chosen.emit()

    def _choose_best_source(self) -> None:
        """Show what the person said, unless there is only what was watched."""
        measure = self.measure
        if measure is not None:
            scores = measure.scores
            only_watched = not scores.asked.count and scores.watched.count
            self._source = "watched" if only_watched else "asked"

    # -- showing -------------------------------------------------------------------------

    def _show_measure(self) -> None:
        view, measure = self._view, self.measure
        if view is None or measure is None:
            return
        self.show_done("")
        self.questions.choose(measure.id)
        self._show_sources(view, measure.scores)
        pairs = measure.pairs(self._source)
        self.set_has_picture(pairs.is_enough)
        name = self.tr("{question}, number by number").format(question=measure.name)
        self.table.set_name(name)
        self._says.setText(self._headline(measure, pairs))
        self._more.setText(self._more_words(measure, pairs))
        self._better.setText(self._better_words(measure))
        self.stand.setText(self._stand_words(measure.scores, pairs))
        self.show_rows(self._rows(pairs, view))
        self._place_table(pairs)
        self._show_chart(view, measure, pairs)

    def _place_table(self, pairs: Pairs) -> None:
        """Put the numbers where the picture is, or, before there is one, under the words.

        Without a picture the words have the whole width, and without a number there is no list.
        """
        if pairs.is_enough:
            self._beside.insertWidget(1, self.table)
        else:
            self._under.addWidget(self.table)
            self.table.setVisible(bool(pairs.count))
        self._left.setVisible(pairs.is_enough)
        self.set_may_go_out(bool(pairs.count))

    def _show_sources(self, view: TrendsView, scores: QuestionScores) -> None:
        said = self.tr("{name} said it").format(name=view.person_name)
        if said not in (pill.text() for pill in self.sources.pills):
            self.sources.set_options((("asked", said), ("watched", self.tr("You watched"))))
        self.sources.choose(self._source)
        self.sources.setVisible(bool(scores.asked.count and scores.watched.count))

    def _show_chart(self, view: TrendsView, measure: Measure, pairs: Pairs) -> None:
        if not pairs.is_enough:
            return
        columns = measure.columns(self._source)
        labels = axis_labels([one.first for one in columns], columns[0].step)
        is_watched = self._source == "watched"
        self._chart.show_chart(
            ShownChart(
                make=lambda rect, style: PairChart(
                    columns, labels, rect, style, is_watched=is_watched
                ),
                name=" ".join((self._says.text(), self._more.text())),
                columns=tuple(self._column_words(one, view) for one in columns),
            ),
            max(n for n, one in enumerate(columns) if one.pairs.count),
        )
        self._legend.setText(self._legend_words(columns))
        self._tell_column(self._chart.chosen or 0)

    def _tell_column(self, place: int) -> None:
        view, measure = self._view, self.measure
        if view is not None and measure is not None:
            self._column.setText(self._column_words(measure.columns(self._source)[place], view))

    # -- in words ------------------------------------------------------------------------

    def _headline(self, measure: Measure, pairs: Pairs) -> str:
        if not pairs.count:
            words = self.tr("{question}: no number before and after yet")
        elif pairs.count == 1:
            words = self.tr("{question}: 1 massage with a number before and after")
        elif not pairs.is_enough:
            words = self.tr("{question}: {count} massages with a number before and after")
        elif pairs.lower or not pairs.higher:
            words = self.tr("{question} was lower after {lower} of {count} massages")
        else:
            words = self.tr("{question} was higher after {higher} of {count} massages")
        return words.format(
            question=measure.name, count=pairs.count, lower=pairs.lower, higher=pairs.higher
        )

    def _more_words(self, measure: Measure, pairs: Pairs) -> str:
        if not pairs.is_enough:
            if self._source == "watched":
                return self.tr("A picture is drawn from {count} on.").format(count=ENOUGH_PAIRS)
            if not pairs.count:
                return self.tr("With a number before and after, a massage is listed here.")
            return self.tr(
                "After {count} massages we draw a picture. Until then, each one is listed."
            ).format(count=ENOUGH_PAIRS)
        parts = [self._counts(pairs), self._middles(pairs), self._little(pairs)]
        if self._source == "watched":
            parts.append(self.tr("These numbers are what was watched, not what was said."))
        return " ".join(part for part in parts if part)

    def _counts(self, pairs: Pairs) -> str:
        counted = (
            (pairs.lower, self.tr("Lower after {count}.")),
            (pairs.same, self.tr("About the same after {count}.")),
            (pairs.higher, self.tr("Higher after {count}.")),
        )
        # The headline has said the first of them already.
        told = counted[1:] if pairs.lower or not pairs.higher else (counted[1],)
        words = [template.format(count=count) for count, template in told if count]
        if not pairs.higher:
            words.append(self.tr("Never higher."))
        return " ".join(words)

    def _middles(self, pairs: Pairs) -> str:
        if pairs.before is None or pairs.after is None:
            return ""
        return self.tr(
            "The middle score was {before} before and {after} after. "
            "Before, the scores went from {low_before} to {high_before}; "
            "after, from {low_after} to {high_after}."
        ).format(
            before=plain_number(pairs.before.middle),
            after=plain_number(pairs.after.middle),
            low_before=pairs.before.lowest,
            high_before=pairs.before.highest,
            low_after=pairs.after.lowest,
            high_after=pairs.after.highest,
        )

    def _little(self, pairs: Pairs) -> str:
        if pairs.little == "lower":
            return self.tr("After each of the last 3 massages it was a little lower: 1 point.")
        if pairs.little == "higher":
            return self.tr("After each of the last 3 massages it was a little higher: 1 point.")
        return ""

    def _better_words(self, measure: Measure) -> str:
        return self.tr(
            "A lower number is better: 0 is {low}, 10 is {high}. "
            "Lower and higher mean 2 points or more."
        ).format(low=measure.low, high=measure.high)

    def _stand_words(self, scores: QuestionScores, pairs: Pairs) -> str:
        if not scores.massages:
            return ""
        other = scores.asked.count if self._source == "watched" else scores.watched.count
        reasons = (
            (scores.declined, self.tr("{count} declined")),
            (scores.could_not_say, self.tr("{count} could not say")),
            (scores.no_answer, self.tr("{count} without a number")),
            (scores.mixed, self.tr("{count} asked once and watched once")),
            (
                other,
                self.tr("{count} said by the person")
                if self._source == "watched"
                else self.tr("{count} only watched"),
            ),
        )
        missing = ", ".join(words.format(count=count) for count, words in reasons if count)
        words = self.tr("This stands on {count} of {all} massages.")
        if missing and not pairs.count:
            words = self.tr("In these days: {list}.")
        elif missing:
            words = self.tr("This stands on {count} of {all} massages. The others: {list}.")
        elif pairs.count == 1:
            words = ""
        return words.format(count=pairs.count, all=scores.massages, list=missing)

    def _legend_words(self, columns: Sequence[Column]) -> str:
        kind = self.tr("square") if self._source == "watched" else self.tr("circle")
        words = [self.tr("Hollow {kind}: before. Filled: after.").format(kind=kind)]
        if any(one.pairs.count > _MOST_TOLD for one in columns):
            words.append(
                self.tr(
                    "With 5 and more in one column, the marks are the middle scores "
                    "and the thin lines go from the lowest to the highest."
                )
            )
        if any(one.has_reaction for one in columns):
            words.append(self.tr("Flag: a reaction."))
        return " ".join(words)

    def _column_words(self, column: Column, view: TrendsView) -> str:
        day = list_day(column.first, view.span.last)
        if column.step == "week":
            day = self.tr("Week from {day}").format(day=day)
        elif column.step == "month":
            day = month_words(column.first)
        pairs = column.pairs
        if not pairs.count:
            told = self.tr("no number before and after")
        elif pairs.before is not None and pairs.after is not None:
            told = self.tr("{count} massages, middle score {before} before, {after} after").format(
                count=pairs.count,
                before=plain_number(pairs.before.middle),
                after=plain_number(pairs.after.middle),
            )
        else:
            told = "; ".join(self._pair_words(pair) for pair in pairs.all)
        words = self.tr("{day}: {told}.").format(day=day, told=told)
        return f"{words} {self.tr('A reaction was noticed.')}" if column.has_reaction else words

    def _pair_words(self, pair: Pair) -> str:
        return self.tr("{before} before, {after} after").format(
            before=pair.before, after=pair.after
        )

    def _rows(self, pairs: Pairs, view: TrendsView) -> list[ListRow]:
        return [
            *self._sums(pairs),
            *(self._row(number, pair, view) for number, pair in enumerate(reversed(pairs.all))),
        ]

    def _row(self, number: int, pair: Pair, view: TrendsView) -> ListRow:
        chips: dict[str, tuple[str, ChipKind]] = {
            "lower": (self.tr("Lower"), "ok"),
            "same": (self.tr("About the same"), "neutral"),
            "higher": (self.tr("Higher"), "caution"),
        }
        when = f"{short_day(pair.when.day)}, {clock_time(pair.when.local)}"
        return ListRow(
            key=f"{number}",
            title=when,
            detail=self._pair_words(pair),
            chip=chips[pair.direction],
            opens=False,
        )

    def _sums(self, pairs: Pairs) -> list[ListRow]:
        """Return the rows that stand over those of the massages, from five pairs on."""
        change, average, part = pairs.change, pairs.average_change, pairs.part_changed
        if change is None or average is None:
            return []
        rows = [
            (
                "counts",
                self.tr("Lower, about the same, higher"),
                self.tr("{lower}, {same}, {higher}").format(
                    lower=pairs.lower, same=pairs.same, higher=pairs.higher
                ),
            ),
            ("middles", self.tr("Middle and range"), self._middles(pairs)),
            (
                "change",
                self.tr("Middle of the changes"),
                self.tr("{middle}; the changes go from {low} to {high}").format(
                    middle=self._change_words(change.middle),
                    low=self._change_words(change.lowest),
                    high=self._change_words(change.highest),
                ),
            ),
        ]
        told = self._change_words(average)
        if part is not None:
            told = self.tr("{points}, which is {percent} % of the score before").format(
                points=told, percent=plain_number(round(abs(part) * 100))
            )
        rows.append(("average", self.tr("Average change"), told))
        return [
            ListRow(key=key, title=title, detail=text, opens=False) for key, title, text in rows
        ]

    def _change_words(self, change: float) -> str:
        if not change:
            return self.tr("no change")
        one = abs(change) == 1
        if change < 0:
            words = self.tr("1 point lower") if one else self.tr("{points} points lower")
        else:
            words = self.tr("1 point higher") if one else self.tr("{points} points higher")
        return words.format(points=plain_number(abs(change)))

    def _footer(self) -> str:
        return self.tr(
            "Family or aide record, not a medical assessment. It shows what happened around a "
            "massage, not what caused it. People often feel better after kind attention "
            "of any sort."
        )
