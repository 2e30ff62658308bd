# SPDX-License-Identifier: GPL-3.0-or-later
"""An empty body map on one sheet of paper, for the nurse to mark and to answer on."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from caregiver_guide.domain.session import Paper
from caregiver_guide.figure.marks import PRINT_COLOURS, FigureStyle
from caregiver_guide.figure.painter import FigurePainter
from caregiver_guide.report.cards import BlankMap
from caregiver_guide.report.paper import DrawPage, paper_size_mm
from caregiver_guide.report.sheet import (
    FAMILY,
    GREY_INK,
    INK,
    MM,
    Block,
    PlacedText,
    Sheet,
)

BLANK_MAP_TITLE: Final = "Body map"

_MARGIN: Final = 12.0
_BODY: Final = 11.0
_LINE: Final = _BODY * 1.26 * 25.4 / 72
_PIXEL: Final = 7.5
_FIGURES: Final = 92.0
_PARTS: Final = 34.0
_ROWS: Final = 4
_ROW: Final = 9.0
_CENTRE: Final = Qt.AlignmentFlag.AlignHCenter


def blank_map_page(blank: BlankMap, figure: FigurePainter, paper: Paper = "a4") -> DrawPage:
    """Return the one sheet."""

    def draw(painter: QPainter) -> tuple[PlacedText, ...]:
        sheet = Sheet(painter)
        _Drawing(sheet, blank, figure, paper).draw()
        return tuple(sheet.placed)

    return draw


class _Drawing:
    """Places the map, the lines to write on, and the questions."""

    def __init__(self, sheet: Sheet, blank: BlankMap, figure: FigurePainter, paper: Paper) -> None:
        self.sheet = sheet
        self.blank = blank
        self.figure = figure
        size = paper_size_mm(paper)
        self.left, self.right = _MARGIN, size.width() - _MARGIN
        self.width = self.right - self.left
        self.bottom = size.height() - _MARGIN

    def draw(self) -> None:
        """Draw all of it from the top down."""
        sheet, blank = self.sheet, self.blank
        top = sheet.text(self.left, _MARGIN - 2, self.width, blank.title, 18, bold=True)
        top = sheet.text(self.left, top, self.width, blank.person, _BODY, bold=True, most_lines=2)
        top = sheet.text(self.left, top, self.width, blank.how, _BODY, most_lines=2) + 2
        top = self._map(top)
        top = self._table(top + 3)
        top = self._questions(top + 4)
        self._signed()

    def _map(self, top: float) -> float:
        """Draw front, back, hands and feet, each with its side in words."""
        half = (self.width - 2 * _PARTS) / 2
        for number, (view, words) in enumerate(
            (("front", self.blank.front), ("back", self.blank.back))
        ):
            x = self.left + number * half
            self._view(view, x, top, half, _FIGURES)
            self.sheet.text(x, top + _FIGURES, half, words, _BODY, bold=True, align=_CENTRE)
            sides = (self.blank.right, self.blank.left)
            # In front view the person's right is at the viewer's left; seen from behind, it is not.
            first, second = sides if view == "front" else sides[::-1]
            y = top + _FIGURES * 0.66
            self.sheet.text(x, y, half * 0.34, first, 9, align=_CENTRE)
            self.sheet.text(x + half * 0.66, y, half * 0.34, second, 9, align=_CENTRE)
        x = self.left + 2 * half
        height = (_FIGURES - 2 * _LINE) / 2
        for row, (part, words) in enumerate(
            (("hand", self.blank.hands), ("foot", self.blank.feet))
        ):
            y = top + row * (height + _LINE + 2)
            self.sheet.text(x, y, 2 * _PARTS, words, _BODY, bold=True, align=_CENTRE)
            for column, side in enumerate(("R", "L")):
                left = x + column * _PARTS
                self._view(f"{part}.{side}", left, y + _LINE, _PARTS, height - _LINE - 2)
                name = self.blank.right if side == "R" else self.blank.left
                self.sheet.text(left, y + height - 2, _PARTS, name, 9, align=_CENTRE)
        return top + _FIGURES + _LINE

    def _view(self, view: str, left: float, top: float, width: float, height: float) -> None:
        style = FigureStyle(
            tone="paper", colours=PRINT_COLOURS, show_seams=False, pixel=_PIXEL, font_family=FAMILY
        )
        target = QRectF((left + 2) * MM, top * MM, (width - 4) * MM, height * MM)
        self.sheet.painter.save()
        self.figure.paint(self.sheet.painter, view, target, (), style)
        self.sheet.painter.restore()

    def _table(self, top: float) -> float:
        """Draw numbered lines to say what each mark is."""
        sheet = self.sheet
        shares = (0.32, 0.26, 0.16, 0.26)
        x = self.left + 8
        for share, words in zip(shares, self.blank.columns, strict=True):
            sheet.text(x, top, (self.width - 8) * share, words, 9, ink=GREY_INK)
            x += (self.width - 8) * share
        top += 5
        for row in range(_ROWS):
            y = top + (row + 1) * _ROW
            sheet.text(self.left, y - 6, 8, str(row + 1), _BODY, bold=True)
            sheet.line(self.left, y, self.right, y)
        return top + _ROWS * _ROW

    def _questions(self, top: float) -> float:
        """Draw the questions, each with a line for its answer, as many as there is room for."""
        sheet = self.sheet
        foot = self.bottom - 18
        blocks = [
            Block(words, self.width - 8, _BODY, most_lines=2) for words in self.blank.questions
        ]
        room = foot - top - sum(block.height for block in blocks)
        gap = max(5.5, min(9.0, room / max(1, len(blocks))))
        for block in blocks:
            sheet.tick_box(self.left, top + 0.5)
            top = sheet.block(self.left + 8, top, block)
            top += gap
            sheet.line(self.left + 8, top - 1.5, self.right, top - 1.5)
        return top

    def _signed(self) -> None:
        sheet = self.sheet
        third = self.width / len(self.blank.signed)
        y = self.bottom - 8
        for number, words in enumerate(self.blank.signed):
            left = self.left + number * third
            sheet.line(left, y, left + third - 6, y, ink=INK)
            sheet.text(left, y + 0.4, third - 6, words, 9, ink=GREY_INK)
        sheet.text(self.left, self.bottom - 2, self.width, self.blank.foot, 9, ink=GREY_INK)
