# SPDX-License-Identifier: GPL-3.0-or-later
"""What a chart draws: every pair where its numbers say, and nothing by colour alone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from caregiver_guide.domain.scores import Pair, Pairs
from caregiver_guide.domain.session import Moment
from caregiver_guide.domain.trends import Span, Week, columns_of
from caregiver_guide.report.chart_picture import ChartWords, as_png, chart_picture
from caregiver_guide.report.charts import AxisLabel, PairChart, WeekChart, print_style
from caregiver_guide.report.sheet import load_page_fonts

TODAY = date(2026, 11, 18)
RECT = QRectF(0, 0, 700, 320)


@pytest.fixture
def style(qapp):
    load_page_fonts()
    font = QFont("Inter")
    font.setPixelSize(15)
    return print_style(font)


def moment(days_ago):
    noon = datetime(2026, 11, 18, 12, tzinfo=UTC) - timedelta(days=days_ago)
    return Moment.of(noon, "UTC")


def labels(columns):
    return [AxisLabel(str(one.first.day), "November" if not n else "") for n, one in columns]


def drawn(chart):
    picture = QImage(RECT.size().toSize(), QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    chart.paint(painter)
    painter.end()
    return picture


def darkened(picture, around):
    """How many pixels in a small square round a point are dark."""
    middle = around.toPoint()
    return sum(
        picture.pixelColor(middle.x() + x, middle.y() + y).lightness() < 140
        for x in range(-3, 4)
        for y in range(-3, 4)
    )


def pair_chart(pairs, style, days=14, **more):
    columns = columns_of(pairs, Span.until(TODAY, days))
    return PairChart(columns, labels(enumerate(columns)), RECT, style, **more)


def inked(picture, colour, around):
    """How many pixels of a colour lie in a small square round a point."""
    middle = around.toPoint()
    return sum(
        picture.pixelColor(middle.x() + x, middle.y() + y) == colour
        for x in range(-3, 4)
        for y in range(-3, 4)
    )


def test_before_is_hollow_at_the_left_and_after_filled_at_the_right(style):
    """One massage, from 8 to 2: read without colour by place and by filling."""
    chart = pair_chart([Pair(8, 2, moment(4))], style)
    picture = drawn(chart)
    slot = chart.slot(9)
    half = chart._half_of(slot.width())
    before = QPointF(slot.center().x() - half, chart._y(8))
    after = QPointF(slot.center().x() + half, chart._y(2))

    assert before.y() < after.y(), "a higher score stands higher"
    assert inked(picture, QColor("#FFFFFF"), before) > 20
    assert inked(picture, style.strong, after) > 40


def test_what_was_watched_is_square(style):
    """The same scores, watched: other marks, so that they are never taken for what was said."""
    pairs = [Pair(6, 4, moment(2))]
    assert drawn(pair_chart(pairs, style)) != drawn(pair_chart(pairs, style, is_watched=True))


def test_few_pairs_are_drawn_one_by_one_and_many_by_median_and_range(style):
    """Four pairs of a day stand side by side; of seven there is a line from lowest to highest."""
    chart = pair_chart([Pair(n, 1, moment(3)) for n in (9, 8, 3, 4, 5, 6, 7)], style)
    picture = drawn(chart)
    slot = chart.slot(10)
    x = slot.center().x() - chart._half_of(slot.width())

    assert darkened(picture, QPointF(x, chart._y(8.5))) > 5, "up to the highest, 9"
    assert darkened(picture, QPointF(x, chart._y(3.5))) > 5, "down to the lowest, 3"
    assert darkened(picture, QPointF(x, chart._y(9.6))) == 0
    four = drawn(pair_chart([Pair(n, 1, moment(3)) for n in (9, 8, 3, 4)], style))
    assert all(
        darkened(four, QPointF(slot.left() + part * slot.width(), chart._y(9.4))) == 0
        for part in (0.2, 0.4, 0.6, 0.8)
    )


@pytest.mark.parametrize("days", [1, 14, 28, 91, 365])
def test_four_hundred_pairs_are_drawn_inside_the_chart(style, days):
    """A full log is drawn at every width and span, and each column can be pressed."""
    pairs = [Pair(n % 11, n * 3 % 11, moment(n % days)) for n in range(400)]
    for width in (200, 700):
        columns = columns_of(pairs, Span.until(TODAY, days))
        rect = QRectF(0, 0, width, 320)
        chart = PairChart(columns, labels(enumerate(columns)), rect, style)
        drawn(chart)
        for place in range(chart.count):
            assert rect.contains(chart.slot(place))
            assert chart.place_at(chart.slot(place).center().x()) == place


def test_a_click_beside_the_columns_is_none_of_them(style):
    """The numbers of the scale are no column."""
    chart = pair_chart([], style)
    assert chart.place_at(0) is None
    assert chart.place_at(10_000) is None


def week(number, given, planned=None, *, is_over=True):
    first = date(2026, 11, 2) + timedelta(days=7 * number)
    return Week(first, given, given, given * 600, planned, is_over)


def test_a_plan_is_a_line_and_without_one_there_is_none(style):
    """The dashed line stands at the planned number, only in weeks that had a plan."""
    weeks = [week(0, 2), week(1, 2, 4), week(2, 1, 4, is_over=False)]
    names = [AxisLabel(str(one.first.day)) for one in weeks]
    chart = WeekChart(weeks, names, RECT, style)
    bare = WeekChart([week(0, 2), week(1, 2), week(2, 1, is_over=False)], names, RECT, style)
    picture = drawn(chart)
    y = chart._y(4)

    def dashes(place):
        slot = chart.slot(place)
        return sum(
            inked(picture, style.text, QPointF(slot.left() + part / 20 * slot.width(), y))
            for part in range(2, 19)
        )

    assert dashes(0) == 0
    assert dashes(1) > 0
    assert dashes(2) > 0
    assert bare._top_value() == 3
    assert drawn(bare) != picture


def test_a_week_that_is_not_over_is_hollow(style):
    """The present week's bar is an outline, so that nobody takes it for a poor one."""
    weeks = [week(0, 3), week(1, 3, is_over=False)]
    chart = WeekChart(weeks, [AxisLabel("2"), AxisLabel("9")], RECT, style)
    picture = drawn(chart)
    over, present = (QPointF(chart.slot(n).center().x(), chart._y(1.5)) for n in (0, 1))

    assert inked(picture, style.strong, over) == 49
    assert inked(picture, style.ground, present) == 49


def test_a_picture_holds_every_word_however_long(style):
    """A name of 500 letters without a space is broken, not cut, and the picture grows."""

    def draw(painter, rect, chart_style):
        PairChart((), (), rect, chart_style).paint(painter)

    short = chart_picture(ChartWords("Pat", ("One.",), "End."), draw, 200)
    long = chart_picture(ChartWords("P" * 500, ("One. " * 60,), "End."), draw, 200)

    assert long.width() == short.width()
    assert long.height() > short.height() + 200
    assert as_png(short).startswith(b"\x89PNG")
    edge = {long.pixelColor(long.width() - 20, y).name() for y in range(0, long.height(), 4)}
    assert edge == {"#ffffff"}


def test_pairs_below_five_have_no_median_in_a_column():
    """The rule of five holds inside a column too."""
    assert Pairs((Pair(6, 4),) * 4).before is None
