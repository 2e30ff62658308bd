# SPDX-License-Identifier: GPL-3.0-or-later
"""The strip of days: the minutes of each, how one score changed, and marks, side by side."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor

from caregiver_guide.domain.values import dataclass
from caregiver_guide.report.charts import paint_slope
from caregiver_guide.report.lines import DayMark
from caregiver_guide.report.marks import draw_flag, draw_stop
from caregiver_guide.report.page_layout import HEADING, HEADING_LINE, SMALL, SMALL_LINE, Area
from caregiver_guide.report.sheet import FAINT, GREY_INK, INK, LINE, MM, SHADE, Sheet, text_width
from caregiver_guide.report.summary import Summary

Mark = Callable[[float, float], None]
"""Draws a sign with its left edge and its middle at a point, in millimetres."""

_WEEKEND: Final = 5
_NAMES: Final = 17.0
_WIDE: Final = 10.5
_DOT: Final = 0.85
_LINE: Final = 11.0
"""Of a change from before to after: millimetres of the marks, tenths of a point of the pen."""
_RIGHT: Final = Qt.AlignmentFlag.AlignRight
_CENTRE: Final = Qt.AlignmentFlag.AlignHCenter


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of the strip from its top, in millimetres."""

    top: float
    bottom: float

    @property
    def minutes(self) -> float:
        return self.top + SMALL_LINE + 0.3

    @property
    def plot(self) -> float:
        return self.minutes + SMALL_LINE + 1.8

    @property
    def marks(self) -> float:
        return self.bottom - 3.9

    def scale(self, value: float) -> float:
        """Return the height of a score from 0 to 10."""
        return self.plot + (self.marks - 1.4 - self.plot) * (10 - value) / 10


class StripBox:
    """Draws the days of a summary in a place of the sheet.

    With ``is_apart`` what the marks mean stands under the heading, not beside it.
    """

    def __init__(
        self, sheet: Sheet, summary: Summary, area: Area, *, is_apart: bool = False
    ) -> None:
        self.sheet = sheet
        self.summary = summary
        self.words = summary.words
        self.area = area
        self.is_apart = is_apart
        # In large print they stand with the totals.
        self.ends = () if is_apart else summary.ends
        above = HEADING_LINE + (SMALL_LINE if is_apart else 0.0)
        self.rows = _Rows(area.top + above + 0.3, area.bottom)

    def draw(self) -> None:
        """Draw the heading with what the marks mean, the rows, and each day."""
        sheet, area, words = self.sheet, self.area, self.words
        sheet.line(area.left, area.top - 1.4, area.right, area.top - 1.4)
        sheet.text(area.left, area.top, 40, words.day_by_day, HEADING, bold=True)
        beside = area.left + text_width(words.day_by_day, HEADING, bold=True) + 5
        if self.is_apart:
            self.legend(area.left, area.top + HEADING_LINE)
            self.word(beside, area.top + 1.0, self.summary.strip_note)
        else:
            self.word(self.legend(beside, area.top + 1.0), area.top + 1.0, self.summary.strip_note)
        first = area.left + _NAMES
        column = (area.right - first) / max(1, len(self.summary.strip))
        for number, day in enumerate(self.summary.strip):
            self.day(day, first + number * column, column)
        self.labels(first)

    def labels(self, first: float) -> None:
        """Draw the names of the rows and the lines of the scale."""
        sheet, area, rows = self.sheet, self.area, self.rows
        sheet.line(area.left, rows.minutes, area.right, rows.minutes, ink=INK, points=0.8)
        sheet.text(area.left, rows.minutes + 0.3, _NAMES, self.words.row_minutes, SMALL)
        middle = rows.scale(5) - SMALL_LINE / 2
        name = self.summary.strip_question
        if self.summary.options.shows_scores:
            sheet.text(area.left, middle, _NAMES - 3, name, SMALL)
        for value in (0, 5, 10):
            sheet.line(first, rows.scale(value), area.right, rows.scale(value), ink=FAINT)
        for value in (0, 10):
            y = rows.scale(value) - SMALL_LINE / 2
            sheet.text(first - 7, y, 6, str(value), SMALL, align=_RIGHT, ink=GREY_INK)
        sheet.line(area.left, rows.bottom, area.right, rows.bottom, ink=LINE)

    def day(self, day: DayMark, left: float, width: float) -> None:
        """Draw one day of the strip."""
        sheet, words, rows = self.sheet, self.words, self.rows
        if day.day.weekday() >= _WEEKEND:
            sheet.box(left, rows.top, width, rows.bottom - rows.top, fill=SHADE, ink=None)
        is_wide = width > _WIDE
        label = f"{day.weekday} {day.day.day}" if is_wide else str(day.day.day)
        sheet.text(left - 1, rows.top, width + 2, label, SMALL, align=_CENTRE, bold=is_wide)
        minutes = "–" if self.summary.options.shows_days else ""
        if day.massages:
            minutes = words.under_a_minute_mark if day.is_under_a_minute else str(day.minutes)
            if text_width(minutes, SMALL, bold=True) > width - 0.6:
                minutes = words.hours_mark.format(hours=round(day.minutes / 60))
        elif day.was_not_wanted:
            minutes = words.not_wanted_mark
        y = rows.minutes + 0.3
        sheet.text(left - 1, y, width + 2, minutes, SMALL, align=_CENTRE, bold=day.massages > 0)
        self.slopes(day, left + width / 2, min(2.6, width * 0.3))
        self.marks(day, left, width)

    def marks(self, day: DayMark, left: float, width: float) -> None:
        """Draw the signs of what there was on a day, side by side."""
        found = [
            mark
            for mark, is_there in (
                (draw_flag, day.has_reaction),
                (draw_stop, day.was_stopped),
                (self.told, day.is_told),
            )
            if is_there
        ]
        step = min(4.8, width / max(1, len(found)), max(3.4, width * 0.5))
        x = left + width / 2 - step * (len(found) - 1) / 2
        for mark in found:
            mark(self.sheet, x, self.rows.marks + 1.8)
            x += step

    def told(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw the star of a massage that was written down afterwards."""
        sheet.text(x - 3, y - SMALL_LINE / 2 + 0.5, 6, "*", SMALL, align=_CENTRE, bold=True)

    def slopes(self, day: DayMark, x: float, half: float) -> None:
        """Draw every pair of one day: asked as circles, watched as squares."""
        for pairs, is_square in ((day.watched, True), (day.asked, False)):
            for pair in pairs:
                paint_slope(
                    self.sheet.painter,
                    QPointF((x - half) * MM, self.rows.scale(pair.before) * MM),
                    QPointF((x + half) * MM, self.rows.scale(pair.after) * MM),
                    _DOT * MM,
                    ink=QColor(INK),
                    ground=QColor("#FFFFFF"),
                    line=_LINE,
                    is_square=is_square,
                )

    def legend(self, x: float, top: float) -> float:
        """Say what the marks mean and what did not go to its end; return where it ends.

        Where there is no room for all the words, a sign and a number stand for the longest.
        """
        entries = self.entries(is_short=False)
        needed = sum(indent + text_width(text, SMALL) + 3.4 for _, indent, text in entries)
        if needed > self.area.right - x:
            entries = self.entries(is_short=True)
        y = top + SMALL_LINE / 2
        for mark, indent, text in entries:
            if mark is not None:
                mark(x, y)
            x = self.word(x + indent, top, text)
        return x

    def entries(self, *, is_short: bool) -> list[tuple[Mark | None, float, str]]:
        """Return what is explained: what draws it, how wide that is, and the words."""
        sheet, words, strip = self.sheet, self.words, self.summary.strip

        def dot(fill: str) -> Mark:
            return lambda x, y: sheet.circle(x + 1, y, 0.9, fill=fill, points=1.0)

        found: list[tuple[Mark | None, float, str]] = []
        if any(day.asked or day.watched for day in strip):
            found += [
                (dot("#FFFFFF"), 2.8, words.legend_before),
                (dot(INK), 2.8, words.legend_after),
            ]
        if any(day.watched for day in strip):
            square = partial(sheet.square, half=0.9, fill=INK, points=1.0)
            found.append((lambda x, y: square(x + 1, y), 2.8, words.legend_watched))
        if any(day.has_reaction for day in strip):
            found.append((lambda x, y: draw_flag(sheet, x + 1.6, y), 4.2, words.legend_reaction))
        for end in self.ends:
            is_drawn = end.kind in ("stopped", "not-wanted")
            text = str(end.count) if is_short and is_drawn else end.text
            if end.kind == "stopped":
                found.append((lambda x, y: draw_stop(sheet, x + 1.6, y), 4.2, text))
            elif end.kind == "not-wanted":
                found.append((None, 0.0, words.legend_not_wanted.format(text=text)))
            else:
                found.append((None, 0.0, text))
        if any(day.is_told for day in strip):
            found.append((None, 0.0, words.legend_told))
        return found

    def word(self, left: float, top: float, text: str) -> float:
        """Draw one word of the legend and return where the next begins."""
        width = min(text_width(text, SMALL) + 1, max(0.0, self.area.right - left))
        if width > 5 or (text and len(text) < 3):
            self.sheet.text(left, top, width, text, SMALL, ink=GREY_INK)
        return left + width + 2.4
