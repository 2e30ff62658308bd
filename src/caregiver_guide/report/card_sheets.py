# SPDX-License-Identifier: GPL-3.0-or-later
"""Bedside cards in large print: a first sheet for the person, then two steps on each sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, Protocol

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QTransform

from caregiver_guide.domain.session import Paper
from caregiver_guide.report.cards import CardMark, CardSet, StepCard
from caregiver_guide.report.marks import draw_badge, draw_stop
from caregiver_guide.report.paper import DrawPage, paper_size_mm
from caregiver_guide.report.sheet import (
    ALARM,
    FAINT,
    GREY_INK,
    INK,
    LINE,
    MM,
    Block,
    PlacedText,
    Sheet,
    Span,
    text_width,
)


class CardPictures(Protocol):
    """Whoever draws the pictures into their rectangles."""

    def draw_step(self, painter: QPainter, area: QRectF, index: int) -> None:
        """Draw a step of the plan, by its index."""

    def draw_body(self, painter: QPainter, area: QRectF) -> None:
        """Draw front and back of the body with every mark on it."""


CARDS_TITLE: Final = "Bedside cards"

_MARGIN: Final = 11.0
_GAP: Final = 8.0
_PAD: Final = 5.0
_PICTURE: Final = 76.0
_TITLE: Final = 21.0
_WORDS: Final = 18.0
_MIDDLE: Final = 15.0
_SMALL: Final = 13.0
_LIST: Final = 14.0
_LEAST: Final = 12.0
_TEAL: Final = "#0B5A5E"
_STRIP: Final = "#FCEBE8"
_MOST_MARKS: Final = 3
_BEFORE_ROOM: Final = 92.0
"""So many millimetres what to do first may take on the first sheet: the body needs the rest."""

_AROUND_LINES: Final = 62.0
"""Millimetres of a whole sheet that its title and when to stop take at the most."""

_CENTRE: Final = Qt.AlignmentFlag.AlignHCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight


def card_pages(cards: CardSet, pictures: CardPictures, paper: Paper = "a4") -> list[DrawPage]:
    """Return the sheets of a set of cards, the first one saying for whom and how to begin."""
    size = paper_size_mm(paper)
    width = size.width() - 2 * _MARGIN - 2 * _PAD
    first, rest = _that_fit(cards.before, _half(width), _BEFORE_ROOM)
    sheets = [_whole_sheet(cards, pictures, size, lambda card: card.cover(first, len(rest)))]
    while rest:
        lines, rest = _that_fit(rest, width, size.height() - 2 * _MARGIN - _AROUND_LINES)
        sheets.append(_whole_sheet(cards, pictures, size, partial(_say_first, lines=lines)))
    pairs = [cards.steps[first : first + 2] for first in range(0, len(cards.steps), 2)]
    return [*sheets, *(_sheet(cards, pictures, size, pair) for pair in pairs)]


def _say_first(card: CardDrawing, lines: Sequence[str]) -> None:
    card.first_lines(lines)


def _half(width: float) -> float:
    return (width - 6) / 2


def _that_fit(
    lines: Sequence[str], width: float, room: float
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the lines that fit a height, one at least, and the others."""
    for number, line in enumerate(lines):
        room -= _bullet_block(line, width).height + 0.8
        if room < 0 and number:
            return tuple(lines[:number]), tuple(lines[number:])
    return tuple(lines), ()


def _bullet_block(words: str, width: float) -> Block:
    return Block(words, width - 6, _LIST)


def _whole_sheet(
    cards: CardSet, pictures: CardPictures, size: QSizeF, fill: Callable[[CardDrawing], None]
) -> DrawPage:
    def draw(painter: QPainter) -> tuple[PlacedText, ...]:
        sheet = Sheet(painter)
        area = (_MARGIN, _MARGIN, size.width() - 2 * _MARGIN, size.height() - 2 * _MARGIN)
        fill(CardDrawing(sheet, cards, pictures, area))
        return tuple(sheet.placed)

    return draw


def _sheet(
    cards: CardSet, pictures: CardPictures, size: QSizeF, steps: Sequence[StepCard]
) -> DrawPage:
    def draw(painter: QPainter) -> tuple[PlacedText, ...]:
        sheet = Sheet(painter)
        height = (size.height() - 2 * _MARGIN - _GAP) / 2
        for place, card in enumerate(steps):
            top = _MARGIN + place * (height + _GAP)
            area = (_MARGIN, top, size.width() - 2 * _MARGIN, height)
            CardDrawing(sheet, cards, pictures, area).step(card)
        if len(steps) > 1:
            _cut_line(sheet, size, _MARGIN + height + _GAP / 2)
        return tuple(sheet.placed)

    return draw


def _cut_line(sheet: Sheet, size: QSizeF, top: float) -> None:
    pen = QPen(QColor(LINE), 6)
    pen.setDashPattern([6, 6])
    sheet.painter.setPen(pen)
    sheet.painter.drawLine(QPointF(4 * MM, top * MM), QPointF((size.width() - 4) * MM, top * MM))


class CardDrawing:
    """Places one card in its area: left, top, width and height in millimetres."""

    def __init__(
        self,
        sheet: Sheet,
        cards: CardSet,
        pictures: CardPictures,
        area: tuple[float, float, float, float],
    ) -> None:
        """Draw a card of ``cards`` in ``area``."""
        self.sheet = sheet
        self.cards = cards
        self.pictures = pictures
        self.left, self.top, self.width, self.height = area
        self.right = self.left + self.width
        self.bottom = self.top + self.height
        sheet.box(*area, ink=INK, points=1.4, radius=4)

    def first_lines(self, lines: Sequence[str]) -> None:
        """Draw more of what to do first, over the whole width."""
        sheet, left, width = self.sheet, self.left + _PAD, self.width - 2 * _PAD
        self._stop_strip()
        words = f"{self.cards.title}: {self.cards.words.before}"
        top = sheet.text(left, self.top + _PAD - 1, width, words, _WORDS, bold=True, most_lines=3)
        for line in lines:
            top = self._bullet(left, top + 1, width, line)

    def cover(self, before: Sequence[str], more_before: int) -> None:
        """Draw for whom, what, how to lie, what to do first, and every marked place.

        So many lines as ``more_before`` says are on the next sheet.
        """
        sheet, cards, words = self.sheet, self.cards, self.cards.words
        left, width = self.left + _PAD, self.width - 2 * _PAD
        top = sheet.text(left, self.top + _PAD - 1, width, cards.title, 24, bold=True, most_lines=2)
        top = sheet.text(left, top, width, cards.person, _WORDS, bold=True, most_lines=2)
        top = sheet.text(left, top, width, cards.made, _LEAST, ink=GREY_INK, most_lines=2) + 2
        half = _half(width)
        bottom = self._stop_strip()
        beside = left + half + 6
        y = sheet.text(left, top, half, words.before, _MIDDLE, bold=True)
        for line in before:
            y = self._bullet(left, y, half, line)
        if more_before:
            left_over = words.more_before.format(count=more_before)
            y = sheet.text(left + 6, y, half - 6, left_over, _LIST, bold=True, most_lines=2)
        below = y
        y = sheet.text(beside, top, half, cards.position, _MIDDLE, bold=True, most_lines=2)
        if cards.lying:
            y = sheet.text(beside, y, half, cards.lying, _LIST, bold=True, most_lines=4) + 0.8
        for letter, where in cards.pillows:
            y = self._lettered(beside, y, half, letter, where)
        top = max(below, y) + 3
        sheet.line(left, top, left + width, top, ink=FAINT, points=1)
        top += 2
        picture = min(half, bottom - top - 4)
        area = QRectF(left * MM, top * MM, half * MM, picture * MM)
        sheet.painter.save()
        self.pictures.draw_body(sheet.painter, area)
        sheet.painter.restore()
        y = sheet.text(beside, top, half, words.keep_away, _MIDDLE, bold=True, ink=ALARM)
        if not cards.keep_away:
            sheet.text(beside, y, half, words.nothing_marked, _SMALL)
        self._all_marks(beside, y + 1, half, bottom - 2)

    def step(self, card: StepCard) -> None:
        """Draw one step: its picture, two sentences, how much pressure, and when to stop."""
        bottom = self._keep_strip(self._stop_strip())
        place = Block(card.place, _PICTURE, _SMALL, bold=True, align=_CENTRE, most_lines=4)
        picture = min(_PICTURE, bottom - self.top - _PAD - 2 - (place.height if card.place else 0))
        self._picture(card, picture)
        if card.place:
            self.sheet.block(self.left + _PAD, self.top + _PAD + picture + 0.8, place)
        left = self.left + _PAD + _PICTURE + 6
        width = self.right - left - _PAD
        sheet, words = self.sheet, self.cards.words
        count = words.of.format(number=card.number, count=len(self.cards.steps))
        top = self.top + _PAD
        sheet.text(left, top, width * 0.5, count, _LEAST, ink=GREY_INK, bold=True)
        sheet.text(left, top, width, card.time, _LEAST, ink=GREY_INK, align=_RIGHT)
        top = sheet.text(left, top + 6, width, card.title, _TITLE, bold=True, most_lines=3) + 1
        top = sheet.text(left, top, width, card.words, _WORDS, most_lines=6) + 1
        if card.changed:
            top = sheet.text(left, top, width, card.changed, _SMALL, bold=True, most_lines=3)
        if card.pace:
            top = sheet.text(left, top, width, card.pace, _SMALL, ink=GREY_INK, most_lines=2)
        if card.level is not None:
            self._pressure(card, left, width, bottom - 1)

    # -- pieces --------------------------------------------------------------------------

    def _picture(self, card: StepCard, side: float) -> None:
        sheet = self.sheet
        left, top = self.left + _PAD + (_PICTURE - side) / 2, self.top + _PAD
        sheet.box(left, top, side, side, ink=FAINT, fill="#FFFFFF", points=1, radius=3)
        painter = sheet.painter
        painter.save()
        edge = QPainterPath()
        area = QRectF(left * MM, top * MM, side * MM, side * MM)
        edge.addRoundedRect(area, 3 * MM, 3 * MM)
        painter.setClipPath(edge)
        self.pictures.draw_step(painter, area.adjusted(MM, MM, -MM, -MM), card.picture)
        painter.restore()

    def _pressure(self, card: StepCard, left: float, width: float, bottom: float) -> None:
        """Draw the pressure at the bottom of the words: an open hand, one drop or two."""
        sheet = self.sheet
        words = [Span(f"{card.pressure}. ", is_bold=True), Span(card.pressure_like)]
        block = Block(words, width - 17, _SMALL, most_lines=4)
        height = max(block.height + 4, 13.0)
        top = bottom - height
        sheet.box(left, top, width, height, ink=_TEAL, points=1.2, radius=2.5)
        _drops(sheet, left + 7.5, top + height / 2, card.level or 0)
        sheet.block(left + 14, top + (height - block.height) / 2, block)

    def _stop_strip(self) -> float:
        """Draw when to stop along the bottom, and return the y above it."""
        sheet, cards = self.sheet, self.cards
        width = self.width - 2 * _PAD
        words = [Span(f"{cards.words.stop}: ", is_bold=True), Span(f"{cards.stop} ")]
        block = Block(
            [*words, Span(cards.emergency, is_bold=True)], width - 12, _LEAST, most_lines=4
        )
        height = block.height + 3.2
        top = self.bottom - _PAD + 1.5 - height
        left = self.left + _PAD
        sheet.box(left, top, width, height, ink=ALARM, fill="#FFFFFF", points=1.4, radius=2)
        draw_stop(sheet, left + 5.2, top + height / 2, 3.4)
        sheet.block(left + 11, top + 1.6, block)
        return top - 1.6

    def _keep_strip(self, bottom: float) -> float:
        """Draw what to keep away from above ``bottom``, and return the y above it."""
        sheet, cards = self.sheet, self.cards
        width = self.width - 2 * _PAD - 8
        shown = cards.keep_away[:_MOST_MARKS]
        rows: list[tuple[CardMark | None, Block]] = [
            (mark, Block(mark.words, width - 9, _LEAST, most_lines=2)) for mark in shown
        ]
        more = len(cards.keep_away) - len(shown)
        if more:
            words = cards.words.more.format(count=more)
            rows.append((None, Block(words, width - 9, _LEAST)))
        if not rows:
            rows.append((None, Block(cards.words.nothing_marked, width - 9, _LEAST)))
        title = Block(cards.words.keep_away, width, _LEAST, bold=True)
        height = title.height + sum(max(block.height, 6.2) for _, block in rows) + 2.4
        top, left = bottom - height, self.left + _PAD
        sheet.box(left, top, self.width - 2 * _PAD, height, ink=None, fill=_STRIP, radius=2)
        y = sheet.block(left + 4, top + 1.2, title, ink=ALARM)
        for mark, block in rows:
            if mark is not None:
                draw_badge(sheet, left + 7, y + 3, mark.mark, mark.number)
            sheet.block(left + 13, y + 0.4, block)
            y += max(block.height, 6.2)
        return top - 2

    def _all_marks(self, left: float, top: float, width: float, bottom: float) -> None:
        """Draw every marked place, one under the other, as long as there is room."""
        sheet, marks = self.sheet, self.cards.keep_away
        for place, mark in enumerate(marks):
            block = Block(mark.words, width - 9, _LIST, most_lines=4)
            room = bottom - top - (0 if place == len(marks) - 1 else 5.5)
            if max(block.height, 6.2) > room:
                left_over = self.cards.words.more_marks.format(count=len(marks) - place)
                sheet.text(left + 9, top, width - 9, left_over, _LEAST)
                return
            draw_badge(sheet, left + 3, top + 3, mark.mark, mark.number)
            sheet.block(left + 9, top + 0.4, block)
            top += max(block.height, 6.2)

    def _bullet(self, left: float, top: float, width: float, words: str) -> float:
        block = _bullet_block(words, width)
        self.sheet.tick_box(left, top + 1.0)
        return self.sheet.block(left + 6, top, block) + 0.8

    def _lettered(self, left: float, top: float, width: float, letter: str, words: str) -> float:
        sheet = self.sheet
        block = Block(words, width - 8, _LIST, most_lines=4)
        sheet.circle(left + 2.8, top + 3.1, 2.7, ink=_TEAL, fill=_TEAL)
        across = text_width(letter, _LEAST, bold=True)
        sheet.text(left + 2.8 - across / 2, top + 0.5, 6, letter, _LEAST, bold=True, ink="#FFFFFF")
        return max(sheet.block(left + 8, top, block), top + 6.2) + 0.8


def _drops(sheet: Sheet, x: float, y: float, level: int) -> None:
    """Draw the sign of a pressure level round a point: a pause in a ring, one drop, or two."""
    if level == 0:
        # The sign of a still hold, as the pictures of the steps draw it.
        sheet.circle(x, y, 4.2, ink=_TEAL, fill="#FFFFFF", points=1.4)
        for bar in (x - 1.1, x + 1.1):
            sheet.line(bar, y - 1.6, bar, y + 1.6, ink=_TEAL, points=2.4)
        return
    for number in range(level):
        middle = x + (number - (level - 1) / 2) * 5.8
        place = QTransform.fromTranslate(middle * MM, y * MM)
        sheet.painter.fillPath(place.map(_drop()), QColor(_TEAL))


def _drop() -> QPainterPath:
    """Return a drop about 9 mm high round the origin: one side, and the same in the mirror."""
    half = QPainterPath(QPointF(0, -4.4))
    half.cubicTo(QPointF(1.2, -1.8), QPointF(2.7, -0.6), QPointF(2.7, 1.4))
    half.cubicTo(QPointF(2.7, 3.2), QPointF(1.2, 4.2), QPointF(0, 4.2))
    whole = QPainterPath(half)
    whole.connectPath(QTransform.fromScale(-1, 1).map(half).toReversed())
    return QTransform.fromScale(MM, MM).map(whole)
