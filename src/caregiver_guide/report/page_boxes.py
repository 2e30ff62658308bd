# SPDX-License-Identifier: GPL-3.0-or-later
"""The boxes of the page, each drawn in its own place that never moves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt

from caregiver_guide.figure.painter import FigurePainter
from caregiver_guide.report.lines import TICKS, ReactionLine, ScoreLine, Shown, ZoneLine
from caregiver_guide.report.map_box import draw_map
from caregiver_guide.report.marks import draw_badge, draw_flag
from caregiver_guide.report.page_layout import (
    BODY,
    BODY_LINE,
    HEADING,
    HEADING_LINE,
    LONG_TITLE,
    SMALL,
    SMALL_LINE,
    TITLE,
    Area,
    Layout,
)
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
from caregiver_guide.report.strip_box import StripBox
from caregiver_guide.report.summary import Summary

_GUTTER: Final = 5.0
_TICKS_WIDTH: Final = 23.0
_PERIOD: Final = 75.0
_ANSWER_LINE: Final = 6.4
_FIRST_LINE: Final = 4.4

_RIGHT: Final = Qt.AlignmentFlag.AlignRight
_CENTRE: Final = Qt.AlignmentFlag.AlignHCenter


class PageDrawing:
    """Places a summary on sheets; long content is shortened, never made smaller."""

    def __init__(
        self, sheet: Sheet, summary: Summary, figure: FigurePainter | None, layout: Layout
    ) -> None:
        """Draw ``summary`` where ``layout`` has its boxes."""
        self.sheet = sheet
        self.summary = summary
        self.words = summary.words
        self.figure = figure if summary.options.shows_figure else None
        self.at = layout
        self._shown: dict[str, int] = {}

    def draw(self, page: int = 1) -> Shown:
        """Draw every box of a page, and return how much of each had room."""
        boxes = {
            "title": self.title,
            "who": self.who,
            "act_on": self.act_on,
            "zones": self.zones,
            "scores": self.scores,
            "reactions": self.reactions,
            "strip": self.strip,
            "manner": self.manner,
            "questions": self.questions,
            "ticks": self.ticks,
            "footer": self.footer,
        }
        for box, area in self.at.areas.items():
            if area.page == page:
                boxes[box]()
        if self.at["footer"].page != page:
            self.foot(page)
        if self.at["title"].page != page:
            self.short_title()
        return Shown(**self._shown)

    def heading(self, area: Area, text: str, beside: str = "", *, inset: float = 0.0) -> float:
        """Draw a box's heading, with a few small words at its right, and return the y below."""
        sheet, left, width = self.sheet, area.left + inset, area.width - 2 * inset
        if beside:
            room = width - text_width(text, HEADING, bold=True) - 3
            left_of = left + width - room
            top = area.top + 1.1
            sheet.text(left_of, top, room, beside, SMALL, align=_RIGHT, ink=GREY_INK)
        return sheet.text(left, area.top, width, text, HEADING, bold=True)

    # ------------------------------------------------------------ who

    def title(self) -> None:
        """Draw the title and the period."""
        area, sheet, summary = self.at["title"], self.sheet, self.summary
        room = area.width - (0.0 if self.at.is_large else _PERIOD)
        fits = text_width(self.words.title, TITLE, bold=True) < room - 1
        points = TITLE if fits else LONG_TITLE
        sheet.text(area.left, area.top - 1, room, self.words.title, points, bold=True)
        period = [Span(summary.period_words, is_bold=True), Span(f", {summary.days_words}")]
        if self.at.is_large:
            sheet.text(area.left, area.top + 7.6, area.width, period, BODY)
        else:
            left = area.right - _PERIOD
            sheet.text(left, area.top + 1.6, _PERIOD, period, BODY, align=_RIGHT)
        sheet.line(area.left, area.bottom, area.right, area.bottom, ink=INK, points=1.6)

    def short_title(self) -> None:
        """Draw whose page it is on the second sheet, which may lie alone."""
        area, sheet, summary = self.at["title"], self.sheet, self.summary
        who = [Span(summary.who[0].text, is_bold=True), Span(f", {summary.period_words}")]
        sheet.text(area.left, area.top - 0.6, area.width, who, BODY)

    def who(self) -> None:
        """Draw who it is about, who gives the massages, whom to call, and how complete it is."""
        area, sheet, who = self.at["who"], self.sheet, self.summary.who
        if self.at.is_large:
            half = area.width * 0.58
            rest = area.width - half
            places = [(0.0, 0.0, half), (half, 0.0, rest), (0.0, 9.6, half), (half, 9.6, rest)]
        else:
            name = Block(who[0].text, area.width, BODY, bold=True)
            first = min(max(name.used_width + 4, area.width * 0.24), area.width * 0.36)
            born = max(24.0, text_width(who[1].text, BODY) + 4)
            rest = area.width - first - born
            widths = (first, born, rest * 0.6, rest * 0.4)
            lefts = (0.0, first, first + born, first + born + rest * 0.6)
            places = [(left, 0.0, width) for left, width in zip(lefts, widths, strict=True)]
        for item, (left, down, width) in zip(who, places, strict=True):
            x, y = area.left + left, area.top + down
            below = sheet.text(x, y, width - 3, item.label, SMALL, ink=GREY_INK)
            sheet.text(x, below - 0.2, width - 3, item.text, BODY, bold=item is who[0])
        lines = 2 if self.at.is_large else 1
        top = area.bottom - lines * BODY_LINE - 0.8
        told = self.summary.totals
        if self.at.is_large and self.summary.ends:
            told = f"{told} {', '.join(one.text for one in self.summary.ends)}."
        sheet.text(area.left, top, area.width, told, BODY, most_lines=lines)
        sheet.line(area.left, area.bottom, area.right, area.bottom)

    # ------------------------------------------------------------ what to act on

    def act_on(self) -> None:
        """Draw what the care team should look at first."""
        area, sheet, listing = self.at["act_on"], self.sheet, self.summary.act_on
        inside = area.left + 4.0
        width = area.width - 7.0
        room = area.height - HEADING_LINE - 1.2
        blocks = _fitting(listing.first, width - 4, room, most_lines=2, points=BODY)
        self._shown["act_on"] = len(blocks)
        sheet.box(area.left, area.top, area.width, area.height, fill=SHADE, ink=None)
        sheet.box(area.left, area.top, 1.4, area.height, fill=INK, ink=None)
        left_over = listing.left(len(blocks)) if listing.items else ""
        head = Area(inside, area.top + 0.7, width, HEADING_LINE)
        top = self.heading(head, self.words.act_on, left_over)
        if not listing.items:
            sheet.text(inside, top, width, listing.empty, BODY)
        for block in blocks:
            sheet.circle(inside + 1.2, top + BODY_LINE / 2 + 0.1, 0.75, fill=INK)
            top = sheet.block(inside + 4, top, block)

    # ------------------------------------------------------------ the map and its list

    def zones(self) -> None:
        """Draw the body map with its numbered list, conditions and clearances."""
        area, listing = self.at["zones"], self.summary.zones
        if self.at.is_large:
            # In large print what holds for the whole person stands under both, in fewer lines.
            below = self.conditions(area) - 1.6
            area = Area(area.left, area.top, area.width, below - area.top)
        column = area
        if self.figure is not None:
            used = self.at.map_width + _GUTTER
            column = Area(area.left + used, area.top, area.width - used, area.height)
        top = self.zone_heading(column)
        below = area.bottom + 0.5 if self.at.is_large else self.conditions(column)
        shown = self.zone_rows(column, top, below - 0.5)
        self._shown["zones"] = shown
        if not listing.items:
            self.sheet.text(column.left, top, column.width, listing.empty, BODY, most_lines=2)
        if self.figure is not None:
            draw_map(
                self.sheet,
                self.summary,
                self.figure,
                (area.left, area.top, self.at.map_width, area.height),
                numbered=shown,
            )

    def zone_heading(self, area: Area) -> float:
        """Draw the heading with the two columns of tick boxes."""
        sheet, words = self.sheet, self.words
        has_ticks = bool(self.summary.zones.items)
        width = area.width - (_TICKS_WIDTH if has_ticks else 0.0)
        below = sheet.text(
            area.left, area.top, width, words.places, HEADING, bold=True, most_lines=2
        )
        if has_ticks:
            ticks = area.right - _TICKS_WIDTH
            half = _TICKS_WIDTH / 2
            top = area.top - 0.2
            bold = {"align": _CENTRE, "bold": True}
            sheet.text(ticks, top - 2.2, _TICKS_WIDTH, words.still_right, SMALL, **bold)  # type: ignore[arg-type]
            sheet.text(ticks, top + 1.5, half, words.yes, SMALL, align=_CENTRE)
            sheet.text(ticks + half - 1, top + 1.5, half + 2, words.change, SMALL, align=_CENTRE)
        return below + 0.4

    def zone_rows(self, area: Area, top: float, bottom: float) -> int:
        """Draw the zones that fit, the most serious first, and return how many."""
        sheet, listing = self.sheet, self.summary.zones
        inside = area.width - _TICKS_WIDTH - 7.5
        lines = 3 if self.at.is_large else 2
        shown = 0
        for line in listing.first:
            blocks = _zone_blocks(line, inside, lines)
            height = sum(block.height for block in blocks) + 0.9
            more = listing.left(shown + 1)
            if top + height + (SMALL_LINE if more else 0) > bottom:
                break
            shown += 1
            draw_badge(sheet, area.left + 2.7, top + 2.7, line.mark, line.number)
            y = top
            for block in blocks:
                y = sheet.block(area.left + 7.5, y, block)
            ticks = area.right - _TICKS_WIDTH
            for column in (0.25, 0.75):
                sheet.tick_box(ticks + _TICKS_WIDTH * column - 1.8, top + 0.8)
            top += height
            sheet.line(area.left + 7.5, top - 0.5, area.right, top - 0.5, ink=FAINT)
        if more := listing.left(shown) if listing.items else "":
            sheet.text(area.left + 7.5, top, area.width - 7.5, more, SMALL, ink=GREY_INK)
        return shown

    def conditions(self, area: Area) -> float:
        """Draw conditions and clearances at the bottom of the column; return where they begin."""
        words, summary = self.words, self.summary
        lines = 3 if self.at.is_large else 2
        allowed = tuple(line.text for line in summary.clearances.first)
        blocks = []
        for box, label, items, listing in (
            ("conditions", words.conditions, summary.conditions.first, summary.conditions),
            ("clearances", words.clearances, allowed, summary.clearances),
        ):
            block, self._shown[box] = _run_in(
                label, items, listing.empty, listing.left, area.width, lines
            )
            blocks.append(block)
        top = area.bottom - sum(block.height for block in blocks)
        y = top
        for block in blocks:
            y = self.sheet.block(area.left, y, block)
        return top

    # ------------------------------------------------------------ before and after

    def scores(self) -> None:
        """Draw the table of scores before and after."""
        area, sheet, words = self.at["scores"], self.sheet, self.words
        sheet.line(area.left, area.top - 1.6, self.at["strip"].right, area.top - 1.6)
        columns = (
            (words.column_massages, 11.0),
            (words.column_lower, 10.5),
            (words.column_same, 11.0),
            (words.column_higher, 11.5),
            (words.column_missing, 13.0),
        )
        first = area.right - sum(size for _, size in columns)
        top = self.heading(area, words.before_after)
        left = first
        for label, size in columns:
            sheet.text(left, area.top + 1.3, size, label, SMALL, align=_RIGHT, ink=GREY_INK)
            left += size
        top += 0.4
        for row in self.summary.scores:
            sheet.line(area.left, top, area.right, top, ink=FAINT)
            top = self.score_row(row, top + 0.4, first, [size for _, size in columns])
        sheet.line(area.left, top, area.right, top, ink=FAINT)
        notes = " ".join(filter(None, (words.scale, self.summary.no_numbers)))
        most = max(1, int((area.bottom - top - 0.2) / SMALL_LINE))
        sheet.text(area.left, top + 0.4, area.width, notes, SMALL, most_lines=most, ink=GREY_INK)

    def score_row(self, row: ScoreLine, top: float, first: float, sizes: Sequence[float]) -> float:
        """Draw one question's row and return the y below it."""
        sheet, area = self.sheet, self.at["scores"]
        name = area.left + 22.0
        room = first - name
        sheet.text(area.left, top, 22.0, row.name, BODY, bold=True)
        if row.has_asked:
            sheet.text(name, top, room + 3, _told(row), BODY)
        else:
            sheet.text(name, top + 0.4, room + 8, row.asked, SMALL, ink=GREY_INK)
        numbers = (row.count, row.lower, row.same, row.higher, row.missing)
        left = first
        for place, (number, size) in enumerate(zip(numbers, sizes, strict=True)):
            is_last = place == len(sizes) - 1
            if row.missing if is_last else row.has_asked:
                sheet.text(left, top, size, str(number), BODY, align=_RIGHT)
            left += size
        below = top + BODY_LINE
        if row.watched:
            # The counts stand at its end, so the line gets the whole width before it is cut.
            needed = text_width(row.watched, SMALL) + 1
            indent = max(0.0, min(22.0, area.width - needed))
            width = area.width - indent
            below = sheet.text(
                area.left + indent, below - 0.3, width, row.watched, SMALL, ink=GREY_INK
            )
        return below + 0.4

    # ------------------------------------------------------------ reactions

    def reactions(self) -> None:
        """Draw the reactions, those of the skin first."""
        area, sheet, listing = self.at["reactions"], self.sheet, self.summary.reactions
        if self.at.is_large:
            sheet.line(area.left, area.top - 1.6, area.right, area.top - 1.6)
        room = area.height - HEADING_LINE - 0.4
        shown: list[tuple[Block, Block]] = []
        for lines in ((2, 6), (2, 3), (1, 2), (1, 1)):
            tried = _reaction_blocks(listing.first, area.width - 5, room, lines)
            if len(tried) > len(shown):
                shown = tried
            if len(shown) == len(listing.items) or len(shown) > 1:
                break
        self._shown["reactions"] = len(shown)
        more = listing.left(len(shown)) if listing.items else ""
        top = self.heading(area, self.words.reactions, more) + 0.4
        if not listing.items:
            sheet.text(area.left, top, area.width, listing.empty, BODY)
        for blocks in shown:
            draw_flag(sheet, area.left + 1.6, top + 2.5)
            for block in blocks:
                top = sheet.block(area.left + 5, top, block)
            top += 0.8

    # ------------------------------------------------------------ day by day, and how

    def strip(self) -> None:
        """Draw each day; in large print what the marks mean has a line of its own."""
        is_large = self.at.is_large
        StripBox(self.sheet, self.summary, self.at["strip"], is_apart=is_large).draw()

    def manner(self) -> None:
        """Say how massages were given, what the person likes, and what was noted."""
        area, listing = self.at["manner"], self.summary.manner
        most = int(area.height / BODY_LINE + 0.05)
        if not listing.items:
            self._shown["manner"] = 0
            words = f"{self.words.manner}: {listing.empty}"
            self.sheet.text(area.left, area.top, area.width, words, BODY)
            return
        block, shown = _flowing(listing.first, listing.left, area.width, most)
        self._shown["manner"] = shown
        self.sheet.block(area.left, area.top, block)

    # ------------------------------------------------------------ questions and the answer

    def questions(self) -> None:
        """Draw the family's questions, each with a box to tick and room for the answer."""
        area, sheet, listing = self.at["questions"], self.sheet, self.summary.questions
        sheet.line(area.left, area.top - 1.6, area.right, area.top - 1.6)
        is_large = self.at.is_large
        fit = max(1, int((area.height - HEADING_LINE) / (2 * BODY_LINE + _FIRST_LINE)))
        items = tuple(line.text for line in listing.first[: fit if is_large else None])
        self._shown["questions"] = len(items)
        more = listing.left(len(items)) if listing.items else ""
        top = self.heading(area, self.words.questions, more) + 0.2
        if not items:
            below = sheet.text(area.left, top, area.width, listing.empty, BODY)
            self.answer_lines(area.left, below, area.width, area.bottom)
            return
        columns = 1 if is_large or len(items) == 1 else 2
        rows = -(-len(items) // columns)
        width = (area.width - (columns - 1) * _GUTTER) / columns
        height = (area.bottom - top) / rows
        for number, text in enumerate(items):
            left = area.left + (number % columns) * (width + _GUTTER)
            y = top + (number // columns) * height
            sheet.tick_box(left, y + 0.6)
            lines = max(1, min(4, int((height - _FIRST_LINE + 0.1) / BODY_LINE)))
            below = sheet.text(left + 5.5, y, width - 5.5, text, BODY, most_lines=lines)
            self.answer_lines(left + 5.5, below, width - 5.5, y + height)

    def answer_lines(self, left: float, top: float, width: float, bottom: float) -> None:
        """Draw lines to write on, as many as there is room for, and one at least."""
        y = min(top + _FIRST_LINE + 0.6, bottom)
        while y <= bottom + 0.1:
            self.sheet.line(left, y, left + width, y, ink=LINE)
            y += _ANSWER_LINE

    def ticks(self) -> None:
        """Draw the boxes that a nurse may tick, and room for initials and the date."""
        area, sheet, words = self.at["ticks"], self.sheet, self.words
        left, y = area.left, area.top
        texts = [words.ticks[tick] for tick in TICKS]
        used = sum(text_width(text, BODY) + 6.2 for text in texts)
        gap = min(6.0, (area.width - used) / len(texts)) if self.at.is_large else 2.5
        for text in texts:
            sheet.tick_box(left, y + 0.6)
            width = text_width(text, BODY) + 1
            sheet.text(left + 5.2, y, width, text, BODY)
            left += 5.2 + width + gap
        if self.at.is_large:
            left, y = area.left, y + 6.0
        labels = (words.initials_line, words.date_line)
        widths = [text_width(text, BODY) + 1 for text in labels]
        room = (area.right - left - sum(widths) - 5) / 2
        for text, width in zip(labels, widths, strict=True):
            sheet.text(left, y, width, text, BODY)
            sheet.line(left + width + 1, y + 4.4, left + width + room, y + 4.4, ink=INK)
            left += width + room + 3

    # ------------------------------------------------------------ footer

    def footer(self) -> None:
        """Draw how it was gathered and made, and what it is not."""
        area, sheet, summary = self.at["footer"], self.sheet, self.summary
        sheet.line(area.left, area.top - 1.2, area.right, area.top - 1.2, ink=INK, points=0.8)
        made = 2 if self.at.is_large else 1
        lines = round(area.height / SMALL_LINE) - 1 - made
        sheet.text(
            area.left,
            area.top,
            area.width,
            summary.method,
            SMALL,
            most_lines=lines,
            ink=GREY_INK,
        )
        y = area.top + lines * SMALL_LINE
        sheet.text(area.left, y, area.width, summary.made, SMALL, most_lines=made, ink=GREY_INK)
        self.foot(area.page)

    def foot(self, page: int) -> None:
        """Draw the last line of a page."""
        area, sheet = self.at["footer"], self.sheet
        y = area.bottom - SMALL_LINE
        told = self.summary.page_of(page)
        width = text_width(told, SMALL, bold=True) + 2
        sheet.text(area.left, y, area.width - width, self.words.not_medical, SMALL, bold=True)
        sheet.text(area.right - width, y, width, told, SMALL, bold=True, align=_RIGHT)


def _told(row: ScoreLine) -> list[Span]:
    """Return what was asked, and what its middle change is called."""
    return [Span(row.asked, is_bold=True), Span(f"  {row.meaning}" if row.meaning else "")]


def _fitting(
    texts: tuple[str, ...], width: float, height: float, *, most_lines: int, points: float
) -> list[Block]:
    """Return the texts that fit, in order; the last may end in "…"."""
    line = points * BODY_LINE / BODY
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
    lines: tuple[ReactionLine, ...], width: float, room: float, most_lines: tuple[int, int]
) -> list[tuple[Block, Block]]:
    """Return the reactions that fit in ``room``; each has so many lines of each size at most."""
    shown: list[tuple[Block, Block]] = []
    for line in lines:
        head = Block(line.head, width, BODY, bold=True, most_lines=most_lines[0])
        rest = Block(line.rest, width, SMALL, most_lines=most_lines[1])
        room -= head.height + rest.height + 1.0
        if room < 0:
            break
        shown.append((head, rest))
    return shown


def _zone_blocks(line: ZoneLine, width: float, lines: int) -> tuple[Block, Block]:
    return (
        Block(line.name, width, BODY, bold=True, most_lines=lines - 1),
        Block(line.detail, width, SMALL, most_lines=lines),
    )


def _flowing(
    items: tuple[str, ...], left: Callable[[int], str], width: float, most_lines: int
) -> tuple[Block, int]:
    """Return the items as one paragraph, the first ones first, and how many had room."""
    for shown in range(len(items), 0, -1):
        text = " ".join(items[:shown])
        more = left(shown)
        block = Block(f"{text} ({more})" if more else text, width, BODY)
        if block.lines <= most_lines:
            return block, shown
    return Block(items[0], width, BODY, most_lines=most_lines), 1


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
        return Block(spans, width, BODY, most_lines=most_lines), 0
    for shown in range(len(items), 0, -1):
        more = left(shown)
        text = "; ".join(items[:shown]) + (f"; {more}." if more else ".")
        spans = [Span(f"{label}: ", is_bold=True), Span(text)]
        block = Block(spans, width, BODY)
        if block.lines <= most_lines:
            return block, shown
    return Block(spans, width, BODY, most_lines=most_lines), 1
