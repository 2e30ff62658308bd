# SPDX-License-Identifier: GPL-3.0-or-later
"""The boxes of the page, each drawn in its own place that never moves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSizeF, Qt

from caregiver_guide.figure.painter import FigurePainter
from caregiver_guide.report.lines import (
    TICKS,
    DayMark,
    ReactionLine,
    ScoreLine,
    Shown,
    ZoneLine,
)
from caregiver_guide.report.map_box import draw_map
from caregiver_guide.report.marks import draw_badge, draw_flag, draw_stop
from caregiver_guide.report.sheet import (
    FAINT,
    GREY_INK,
    INK,
    LINE,
    SHADE,
    Block,
    Sheet,
    Span,
    text_width,
)
from caregiver_guide.report.summary import Summary

_BODY: Final = 11.0
_SMALL: Final = 9.0
_HEADING: Final = 12.5
_SIDE_MARGIN: Final = 12.0
_TOP_MARGIN: Final = 8.5
_BODY_LINE: Final = _BODY * 1.26 * 25.4 / 72
_SMALL_LINE: Final = _SMALL * 1.26 * 25.4 / 72
_HEADING_LINE: Final = _HEADING * 1.26 * 25.4 / 72
_GUTTER: Final = 5.0
_MAP_WIDTH: Final = 66.0
_SCORES_WIDTH: Final = 108.0
_TICKS_WIDTH: Final = 23.0
_WEEKEND: Final = 5

_RIGHT: Final = Qt.AlignmentFlag.AlignRight
_CENTRE: Final = Qt.AlignmentFlag.AlignHCenter


@dataclass(frozen=True, slots=True)
class Places:
    """Where each box begins, in millimetres from the top of the paper."""

    left: float
    right: float
    title: float
    who: float
    act_on: float
    zones: float
    scores: float
    strip: float
    questions: float
    ticks: float
    footer: float

    @classmethod
    def on(cls, size: QSizeF) -> Places:
        """Return the places for paper of ``size`` in millimetres; Letter is the shortest."""
        spare = max(0.0, size.height() - 279.4)
        act_on = _TOP_MARGIN + 23.0
        zones = act_on + _HEADING_LINE + 3 * _BODY_LINE + 5.8 + min(spare, _BODY_LINE)
        scores = zones + 70.3 + spare * 0.3
        strip = scores + 41.0
        questions = strip + 42.5 + spare * 0.28
        footer = size.height() - _TOP_MARGIN - 4 * _SMALL_LINE
        return cls(
            left=_SIDE_MARGIN,
            right=size.width() - _SIDE_MARGIN,
            title=_TOP_MARGIN,
            who=_TOP_MARGIN + 10.5,
            act_on=act_on,
            zones=zones,
            scores=scores,
            strip=strip,
            questions=questions,
            ticks=footer - 7.0,
            footer=footer,
        )

    @property
    def width(self) -> float:
        """The width between the margins."""
        return self.right - self.left


class PageDrawing:
    """Places a summary on a sheet; long content is shortened, never made smaller."""

    def __init__(
        self, sheet: Sheet, summary: Summary, figure: FigurePainter | None, size: QSizeF
    ) -> None:
        """Draw ``summary`` on paper of ``size`` millimetres."""
        self.sheet = sheet
        self.summary = summary
        self.words = summary.words
        self.figure = figure if summary.shows_figure else None
        self.at = Places.on(size)
        self._shown: dict[str, int] = {}

    def draw(self) -> Shown:
        """Draw every box, and return how much of each had room."""
        self.title()
        self.who()
        self.act_on()
        self.zones()
        self.scores()
        self.reactions()
        self.strip()
        self.questions()
        self.ticks()
        self.footer()
        return Shown(**self._shown)

    def heading(self, left: float, top: float, width: float, text: str, beside: str = "") -> float:
        """Draw a box's heading, with a few small words at its right, and return the y below."""
        sheet = self.sheet
        if beside:
            room = width - text_width(text, _HEADING, bold=True) - 3
            sheet.text(
                left + width - room, top + 1.1, room, beside, _SMALL, align=_RIGHT, ink=GREY_INK
            )
        return sheet.text(left, top, width, text, _HEADING, bold=True)

    # ------------------------------------------------------------ who

    def title(self) -> None:
        """Draw the title and the period."""
        at, sheet, summary = self.at, self.sheet, self.summary
        sheet.text(at.left, at.title - 1, 122, self.words.title, 18, bold=True)
        aside = at.right - 62
        period = [Span(summary.period_words, is_bold=True), Span(f", {summary.days_words}")]
        sheet.text(aside - 10, at.title + 1.6, 72, period, _BODY, align=_RIGHT)
        sheet.line(at.left, at.who - 1.6, at.right, at.who - 1.6, ink=INK, points=1.6)

    def who(self) -> None:
        """Draw who it is about, who gives the massages, and whom to call."""
        at, sheet = self.at, self.sheet
        name = Block(self.summary.who[0].text, at.width, _BODY, bold=True)
        first = min(max(name.used_width + 4, at.width * 0.24), at.width * 0.42)
        widths = [first, *(share * (at.width - first) for share in (0.19, 0.51, 0.3))]
        left = at.left
        for item, width in zip(self.summary.who, widths, strict=True):
            below = sheet.text(left, at.who, width - 3, item.label, _SMALL, ink=GREY_INK)
            is_name = item is self.summary.who[0]
            sheet.text(left, below - 0.2, width - 3, item.text, _BODY, bold=is_name)
            left += width
        bottom = at.who + _SMALL_LINE + _BODY_LINE + 1.0
        sheet.line(at.left, bottom, at.right, bottom)

    # ------------------------------------------------------------ what to act on

    def act_on(self) -> None:
        """Draw what the care team should look at first."""
        at, sheet, listing = self.at, self.sheet, self.summary.act_on
        height = at.zones - at.act_on - 3.4
        inside = at.left + 4.0
        width = at.width - 7.0
        blocks = _fitting(
            listing.first, width - 4, height - _HEADING_LINE - 1.8, most_lines=2, points=_BODY
        )
        self._shown["act_on"] = len(blocks)
        sheet.box(at.left, at.act_on, at.width, height, fill=SHADE, ink=None)
        sheet.box(at.left, at.act_on, 1.4, height, fill=INK, ink=None)
        left_over = listing.left(len(blocks)) if listing.items else ""
        top = self.heading(inside, at.act_on + 0.9, width, self.words.act_on, left_over)
        if not listing.items:
            sheet.text(inside, top, width, listing.empty, _BODY)
        for block in blocks:
            sheet.circle(inside + 1.2, top + _BODY_LINE / 2 + 0.1, 0.75, fill=INK)
            top = sheet.block(inside + 4, top, block)

    # ------------------------------------------------------------ the map and its list

    def zones(self) -> None:
        """Draw the body map with its numbered list, conditions and clearances."""
        at, listing = self.at, self.summary.zones
        left = at.left
        height = at.scores - at.zones - 3.5
        if self.figure is not None:
            left += _MAP_WIDTH + _GUTTER
        width = at.right - left
        top = self.zone_heading(left, width)
        below = self.conditions(left, width, at.zones + height)
        shown = self.zone_rows(left, top, width, below - 0.5)
        self._shown["zones"] = shown
        if not listing.items:
            self.sheet.text(left, top, width, listing.empty, _BODY, most_lines=2)
        if self.figure is not None:
            draw_map(
                self.sheet,
                self.summary,
                self.figure,
                (at.left, at.zones, _MAP_WIDTH, height),
                numbered=shown,
            )

    def zone_heading(self, left: float, width: float) -> float:
        """Draw the heading with the two columns of tick boxes."""
        sheet, words = self.sheet, self.words
        below = self.heading(left, self.at.zones, width - _TICKS_WIDTH, words.places)
        if self.summary.zones.items:
            ticks = left + width - _TICKS_WIDTH
            half = _TICKS_WIDTH / 2
            top = self.at.zones - 0.2
            sheet.text(
                ticks, top - 2.2, _TICKS_WIDTH, words.still_right, _SMALL, align=_CENTRE, bold=True
            )
            sheet.text(ticks, top + 1.5, half, words.yes, _SMALL, align=_CENTRE)
            sheet.text(ticks + half - 1, top + 1.5, half + 2, words.change, _SMALL, align=_CENTRE)
        return below + 0.4

    def zone_rows(self, left: float, top: float, width: float, bottom: float) -> int:
        """Draw the zones that fit, the most serious first, and return how many."""
        sheet, listing = self.sheet, self.summary.zones
        inside = width - _TICKS_WIDTH - 7.5
        shown = 0
        for line in listing.first:
            blocks = _zone_blocks(line, inside)
            height = sum(block.height for block in blocks) + 0.9
            more = listing.left(shown + 1)
            if top + height + (_SMALL_LINE if more else 0) > bottom:
                break
            shown += 1
            draw_badge(sheet, left + 2.7, top + 2.7, line.mark, line.number)
            y = top
            for block in blocks:
                y = sheet.block(left + 7.5, y, block)
            ticks = left + width - _TICKS_WIDTH
            for column in (0.25, 0.75):
                sheet.tick_box(ticks + _TICKS_WIDTH * column - 1.8, top + 0.8)
            top += height
            sheet.line(left + 7.5, top - 0.5, left + width, top - 0.5, ink=FAINT)
        if more := listing.left(shown) if listing.items else "":
            sheet.text(left + 7.5, top, width - 7.5, more, _SMALL, ink=GREY_INK)
        return shown

    def conditions(self, left: float, width: float, bottom: float) -> float:
        """Draw conditions and clearances at the bottom of the column; return where they begin."""
        blocks = []
        words, summary = self.words, self.summary
        allowed = tuple(line.text for line in summary.clearances.first)
        for box, label, items, listing in (
            ("conditions", words.conditions, summary.conditions.first, summary.conditions),
            ("clearances", words.clearances, allowed, summary.clearances),
        ):
            block, self._shown[box] = _run_in(label, items, listing.empty, listing.left, width)
            blocks.append(block)
        top = bottom - sum(block.height for block in blocks)
        y = top
        for block in blocks:
            y = self.sheet.block(left, y, block)
        return top

    # ------------------------------------------------------------ before and after

    def scores(self) -> None:
        """Draw the table of scores before and after."""
        at, sheet, words = self.at, self.sheet, self.words
        width = _SCORES_WIDTH
        sheet.line(at.left, at.scores - 1.6, at.right, at.scores - 1.6)
        columns = (
            (words.column_massages, 12.0),
            (words.column_lower, 11.0),
            (words.column_same, 11.5),
            (words.column_higher, 12.0),
            (words.column_missing, 13.5),
        )
        name = 22.0
        first = at.left + width - sum(size for _, size in columns)
        top = self.heading(at.left, at.scores, width, words.before_after)
        y = at.scores + 1.3
        left = first
        for label, size in columns:
            sheet.text(left, y, size, label, _SMALL, align=_RIGHT, ink=GREY_INK)
            left += size
        top += 0.4
        for row in self.summary.scores:
            sheet.line(at.left, top, at.left + width, top, ink=FAINT)
            top = self.score_row(row, top + 0.5, (name, first, tuple(size for _, size in columns)))
        sheet.line(at.left, top, at.left + width, top, ink=FAINT)
        notes = " ".join(filter(None, (words.scale, self.summary.no_numbers)))
        most = max(1, int((at.strip - 1.6 - top - 0.6) / _SMALL_LINE))
        sheet.text(at.left, top + 0.6, width, notes, _SMALL, most_lines=most, ink=GREY_INK)

    def score_row(
        self, row: ScoreLine, top: float, columns: tuple[float, float, tuple[float, ...]]
    ) -> float:
        """Draw one question's row and return the y below it."""
        sheet, at = self.sheet, self.at
        name, first, sizes = columns
        sheet.text(at.left, top, name, row.name, _BODY, bold=True)
        room = first - at.left - name
        if row.has_asked:
            sheet.text(at.left + name, top, room + 3, row.asked, _BODY, bold=True)
        else:
            sheet.text(at.left + name, top + 0.4, room + 8, row.asked, _SMALL, ink=GREY_INK)
        numbers = (row.count, row.lower, row.same, row.higher, row.missing)
        left = first
        for place, (number, size) in enumerate(zip(numbers, sizes, strict=True)):
            is_last = place == len(sizes) - 1
            if row.missing if is_last else row.has_asked:
                sheet.text(left, top, size, str(number), _BODY, align=_RIGHT)
            left += size
        below = top + _BODY_LINE
        if row.watched:
            # The counts stand at its end, so the line gets the whole width before it is cut.
            needed = text_width(row.watched, _SMALL) + 1
            indent = max(0.0, min(name, _SCORES_WIDTH - needed))
            below = sheet.text(
                at.left + indent,
                below - 0.3,
                _SCORES_WIDTH - indent,
                row.watched,
                _SMALL,
                ink=GREY_INK,
            )
        return below + 0.4

    # ------------------------------------------------------------ reactions

    def reactions(self) -> None:
        """Draw the reactions, those of the skin first."""
        at, sheet, listing = self.at, self.sheet, self.summary.reactions
        left = at.left + _SCORES_WIDTH + _GUTTER
        width = at.right - left
        bottom = at.strip - 3.0
        room = bottom - at.scores - _HEADING_LINE - 0.4
        shown: list[tuple[Block, Block]] = []
        for rest_lines in (6, 3, 2):
            shown = _reaction_blocks(listing.first, width - 5, room, rest_lines)
            if len(shown) == len(listing.items):
                break
        self._shown["reactions"] = len(shown)
        more = listing.left(len(shown)) if listing.items else ""
        top = self.heading(left, at.scores, width, self.words.reactions, more) + 0.4
        if not listing.items:
            sheet.text(left, top, width, listing.empty, _BODY)
        for blocks in shown:
            draw_flag(sheet, left + 1.6, top + 2.5)
            for block in blocks:
                top = sheet.block(left + 5, top, block)
            top += 1.0

    # ------------------------------------------------------------ day by day

    def strip(self) -> None:
        """Draw each day with its minutes, the change in pain, and marks."""
        at, sheet, words, summary = self.at, self.sheet, self.words, self.summary
        sheet.line(at.left, at.strip - 1.6, at.right, at.strip - 1.6)
        name = text_width(words.day_by_day, _HEADING, bold=True) + 4
        top = self.heading(at.left, at.strip, name, words.day_by_day)
        sheet.text(at.left + name, at.strip + 0.35, at.width - name, summary.totals, _BODY)
        first = at.left + 17.0
        column = (at.right - first) / max(1, len(summary.strip))
        rows = _StripRows(top + 0.3, at.questions - at.strip - 33.5)
        for number, day in enumerate(summary.strip):
            self.day(day, first + number * column, column, rows)
        self.strip_labels(first, rows)
        self.legend(rows.bottom + 0.5)
        self.manner(rows.bottom + 0.5 + _SMALL_LINE)

    def strip_labels(self, first: float, rows: _StripRows) -> None:
        """Draw the names of the rows and the lines of the scale."""
        at, sheet, words = self.at, self.sheet, self.words
        sheet.line(at.left, rows.minutes, at.right, rows.minutes, ink=INK, points=0.8)
        sheet.text(at.left, rows.minutes + 0.5, 17, words.row_minutes, _SMALL)
        sheet.text(at.left, rows.scale(5) - _SMALL_LINE / 2, 12, words.row_pain, _SMALL)
        for value in (0, 5, 10):
            y = rows.scale(value)
            sheet.line(first, y, at.right, y, ink=FAINT)
        for value in (0, 10):
            y = rows.scale(value) - _SMALL_LINE / 2
            sheet.text(first - 7, y, 6, str(value), _SMALL, align=_RIGHT, ink=GREY_INK)
        sheet.line(at.left, rows.bottom, at.right, rows.bottom, ink=LINE)

    def day(self, day: DayMark, left: float, width: float, rows: _StripRows) -> None:
        """Draw one day of the strip."""
        sheet, words = self.sheet, self.words
        if day.day.weekday() >= _WEEKEND:
            height = rows.bottom - rows.top
            sheet.box(left, rows.top, width, height, fill=SHADE, ink=None)
        is_wide = width > 10.5
        label = f"{day.weekday} {day.day.day}" if is_wide else str(day.day.day)
        sheet.text(left - 1, rows.top, width + 2, label, _SMALL, align=_CENTRE, bold=is_wide)
        minutes = "–"
        if day.massages:
            minutes = words.under_a_minute_mark if day.is_under_a_minute else str(day.minutes)
        elif day.was_not_wanted:
            minutes = words.not_wanted_mark
        y = rows.minutes + 0.3
        sheet.text(left - 1, y, width + 2, minutes, _SMALL, align=_CENTRE, bold=day.massages > 0)
        self.slopes(day, left + width / 2, min(2.6, width * 0.3), rows)
        marks = [
            mark
            for mark, is_there in ((draw_flag, day.has_reaction), (draw_stop, day.was_stopped))
            if is_there
        ]
        step = min(4.8, max(3.4, width * 0.5))
        x = left + width / 2 - step * (len(marks) - 1) / 2
        for mark in marks:
            mark(sheet, x, rows.marks + 1.8)
            x += step

    def slopes(self, day: DayMark, x: float, half: float, rows: _StripRows) -> None:
        """Draw every pair for pain of one day: asked as circles, watched as squares."""
        sheet = self.sheet
        for pairs, mark in ((day.watched, sheet.square), (day.asked, sheet.circle)):
            for pair in pairs:
                before, after = rows.scale(pair.before), rows.scale(pair.after)
                sheet.line(x - half, before, x + half, after, ink=INK, points=1.1)
            for pair in pairs:
                mark(x - half, rows.scale(pair.before), 0.85, fill="#FFFFFF", points=1.0)
                mark(x + half, rows.scale(pair.after), 0.85, fill=INK, points=1.0)

    def legend(self, top: float) -> None:
        """Say what the marks of the strip mean."""
        sheet, words = self.sheet, self.words
        x, y = self.at.left, top + _SMALL_LINE / 2
        sheet.circle(x + 1, y, 0.9, fill="#FFFFFF", points=1.0)
        x = self.legend_word(x + 2.8, top, words.legend_before)
        sheet.circle(x + 1, y, 0.9, fill=INK, points=1.0)
        x = self.legend_word(x + 2.8, top, words.legend_after)
        if any(day.watched for day in self.summary.strip):
            sheet.square(x + 1, y, 0.9, fill=INK, points=1.0)
            x = self.legend_word(x + 2.8, top, words.legend_watched)
        draw_flag(sheet, x + 1.6, y)
        x = self.legend_word(x + 4.2, top, words.legend_reaction)
        draw_stop(sheet, x + 1.6, y)
        x = self.legend_word(x + 4.2, top, words.legend_stopped)
        x = self.legend_word(x, top, words.legend_not_wanted)
        room = self.at.right - x
        sheet.text(x, top, room, self.summary.strip_note, _SMALL, ink=GREY_INK)

    def legend_word(self, left: float, top: float, text: str) -> float:
        """Draw one word of the legend and return where the next begins."""
        width = text_width(text, _SMALL) + 1
        self.sheet.text(left, top, width, text, _SMALL, ink=GREY_INK)
        return left + width + 3.5

    def manner(self, top: float) -> None:
        """Say how massages were given, what the person likes, and what was noted."""
        at = self.at
        most = int((at.questions - 2.4 - top) / _SMALL_LINE)
        text = " ".join(self.summary.manner)
        if text and most > 0:
            self.sheet.text(at.left, top, at.width, text, _SMALL, most_lines=most)

    # ------------------------------------------------------------ questions and the answer

    def questions(self) -> None:
        """Draw the family's questions, each with a box to tick and room for the answer."""
        at, sheet, listing = self.at, self.sheet, self.summary.questions
        sheet.line(at.left, at.questions - 1.6, at.right, at.questions - 1.6)
        items = tuple(line.text for line in listing.first)
        self._shown["questions"] = len(items)
        more = listing.left(len(items)) if listing.items else ""
        top = self.heading(at.left, at.questions, at.width, self.words.questions, more) + 0.3
        bottom = at.ticks - 1.2
        if not items:
            below = sheet.text(at.left, top, at.width, listing.empty, _BODY)
            self.answer_lines(at.left, below, at.width, bottom)
            return
        width = (at.width - _GUTTER) / 2 if len(items) > 1 else at.width
        height = (bottom - top) / (2 if len(items) > 2 else 1)
        for number, text in enumerate(items):
            left = at.left + (number % 2) * (width + _GUTTER)
            y = top + (number // 2) * height
            sheet.tick_box(left, y + 0.6)
            below = sheet.text(left + 5.5, y, width - 5.5, text, _BODY, most_lines=2)
            self.answer_lines(left + 5.5, below, width - 5.5, y + height)

    def answer_lines(self, left: float, top: float, width: float, bottom: float) -> None:
        """Draw lines to write on, as many as there is room for."""
        y = top + 4.6
        while y <= bottom + 0.1:
            self.sheet.line(left, y, left + width, y, ink=LINE)
            y += 6.5

    def ticks(self) -> None:
        """Draw the boxes that a nurse may tick, and room for initials and the date."""
        at, sheet, words = self.at, self.sheet, self.words
        left = at.left
        y = at.ticks
        known = dict(words.ticks)
        for text in (known[tick] for tick in TICKS):
            sheet.tick_box(left, y + 0.6)
            width = text_width(text, _BODY) + 1
            sheet.text(left + 5.2, y, width, text, _BODY)
            left += 5.2 + width + 2.5
        labels = (words.initials_line, words.date_line)
        widths = [text_width(text, _BODY) + 1 for text in labels]
        room = (at.right - left - sum(widths) - 5) / 2
        for text, width in zip(labels, widths, strict=True):
            sheet.text(left, y, width, text, _BODY)
            sheet.line(left + width + 1, y + 4.4, left + width + room, y + 4.4, ink=INK)
            left += width + room + 3

    # ------------------------------------------------------------ footer

    def footer(self) -> None:
        """Draw how it was gathered and made, and what it is not."""
        at, sheet, summary, words = self.at, self.sheet, self.summary, self.words
        sheet.line(at.left, at.footer - 1.2, at.right, at.footer - 1.2, ink=INK, points=0.8)
        y = sheet.text(
            at.left, at.footer, at.width, summary.method, _SMALL, most_lines=2, ink=GREY_INK
        )
        y = at.footer + 2 * _SMALL_LINE
        y = sheet.text(at.left, y, at.width, summary.made, _SMALL, ink=GREY_INK)
        sheet.text(at.left, y, at.width - 25, words.not_medical, _SMALL, bold=True)
        sheet.text(at.right - 25, y, 25, words.page_of, _SMALL, bold=True, align=_RIGHT)


@dataclass(frozen=True, slots=True)
class _StripRows:
    """The rows of the strip from its top, in millimetres."""

    top: float
    plot_height: float

    @property
    def minutes(self) -> float:
        return self.top + _SMALL_LINE + 0.3

    @property
    def plot(self) -> float:
        return self.minutes + _SMALL_LINE + 1.8

    @property
    def marks(self) -> float:
        return self.plot + self.plot_height + 1.4

    @property
    def bottom(self) -> float:
        return self.marks + 3.9

    def scale(self, value: float) -> float:
        """Return the height of a score from 0 to 10."""
        return self.plot + self.plot_height * (10 - value) / 10


def _fitting(
    texts: tuple[str, ...], width: float, height: float, *, most_lines: int, points: float
) -> list[Block]:
    """Return the texts that fit, in order; the last may end in "…"."""
    line = points * 1.26 * 25.4 / 72
    left = int(height / line + 0.01)
    found: list[Block] = []
    for text in texts:
        if left < 1:
            break
        block = Block(text, width, points, most_lines=min(most_lines, left))
        left -= block.lines
        found.append(block)
    return found


def _reaction_blocks(
    lines: tuple[ReactionLine, ...], width: float, room: float, rest_lines: int
) -> list[tuple[Block, Block]]:
    """Return the reactions that fit in ``room``, each with at most ``rest_lines`` small lines."""
    shown: list[tuple[Block, Block]] = []
    for line in lines:
        head = Block(line.head, width, _BODY, bold=True, most_lines=2)
        rest = Block(line.rest, width, _SMALL, most_lines=rest_lines)
        room -= head.height + rest.height + 1.0
        if room < 0:
            break
        shown.append((head, rest))
    return shown


def _zone_blocks(line: ZoneLine, width: float) -> tuple[Block, Block]:
    return (
        Block(line.name, width, _BODY, bold=True, most_lines=1),
        Block(line.detail, width, _SMALL, most_lines=2),
    )


def _run_in(
    label: str,
    items: tuple[str, ...],
    empty: str,
    left: Callable[[int], str],
    width: float,
    most_lines: int = 2,
) -> tuple[Block, int]:
    """Return a paragraph that begins with its label, and how many of its items had room."""
    if not items:
        spans = [Span(f"{label}: ", is_bold=True), Span(empty)]
        return Block(spans, width, _BODY, most_lines=1), 0
    for shown in range(len(items), 0, -1):
        more = left(shown)
        text = "; ".join(items[:shown]) + (f"; {more}." if more else ".")
        spans = [Span(f"{label}: ", is_bold=True), Span(text)]
        block = Block(spans, width, _BODY)
        if block.lines <= most_lines:
            return block, shown
    return Block(spans, width, _BODY, most_lines=most_lines), 1
