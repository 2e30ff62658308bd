# SPDX-License-Identifier: GPL-3.0-or-later
"""One page for the drawer: the passphrase of the log in large letters, and how to open it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from caregiver_guide.domain.session import Paper
from caregiver_guide.domain.values import dataclass
from caregiver_guide.report.paper import DrawPage, paper_size_mm
from caregiver_guide.report.sheet import GREY_INK, INK, Block, PlacedText, Sheet

RECOVERY_TITLE: Final = "Recovery sheet"

_MARGIN: Final = 20.0
_BODY: Final = 13.0
_LABEL: Final = 11.0
_LARGEST: Final = 34.0
_ONE_LINE: Final = 22.0
_LEAST: Final = 16.0
_PAD: Final = 8.0
_CENTRE: Final = Qt.AlignmentFlag.AlignHCenter


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """What stands on the page, in words; ``letters`` spell the passphrase out, word by word."""

    title: str
    why: str
    passphrase_label: str
    passphrase: str
    letters_label: str
    letters: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    how_title: str
    how: tuple[str, ...]
    keep_title: str
    keep: tuple[str, ...]


def recovery_page(sheet: RecoverySheet, paper: Paper = "a4") -> DrawPage:
    """Return the one page; nothing of it is kept anywhere."""

    def draw(painter: QPainter) -> tuple[PlacedText, ...]:
        page = Sheet(painter)
        _Drawing(page, sheet, paper).draw()
        return tuple(page.placed)

    return draw


class _Drawing:
    """Places the page from the top down."""

    def __init__(self, page: Sheet, sheet: RecoverySheet, paper: Paper) -> None:
        self._page = page
        self._sheet = sheet
        self._width = paper_size_mm(paper).width() - 2 * _MARGIN

    def draw(self) -> None:
        """Draw all of it."""
        page, sheet = self._page, self._sheet
        top = page.text(_MARGIN, _MARGIN, self._width, sheet.title, 22, bold=True, most_lines=2)
        top = page.text(_MARGIN, top + 2, self._width, sheet.why, _BODY, most_lines=4) + 6
        top = self._passphrase(top) + 8
        for label, words in sheet.facts:
            top = page.text(_MARGIN, top, self._width, label, _LABEL, ink=GREY_INK)
            top = page.text(_MARGIN, top, self._width, words, _BODY, most_lines=4) + 3
        top = self._list(top + 4, sheet.how_title, sheet.how, is_numbered=True)
        self._list(top + 4, sheet.keep_title, sheet.keep, is_numbered=False)

    def _passphrase(self, top: float) -> float:
        """Draw the box with the passphrase, and under it each of its letters."""
        page, sheet = self._page, self._sheet
        width = self._width - 2 * _PAD
        large = self._largest(sheet.passphrase, width)
        # A long passphrase of one's own is not spelled out: it has to fit the page above all.
        spelled = "   ".join(sheet.letters)
        letters = Block(spelled, width, _BODY, align=_CENTRE)
        letters = letters if letters.lines <= 6 else Block("", width, _BODY)
        label = Block(sheet.passphrase_label, width, _LABEL, align=_CENTRE)
        below = Block(sheet.letters_label, width, _LABEL, align=_CENTRE)
        height = 2 * _PAD + label.height + large.height + 4
        if letters.text:
            height += below.height + letters.height + 4
        page.box(_MARGIN, top, self._width, height, ink=INK, points=1.6, radius=4)
        left = _MARGIN + _PAD
        y = page.block(left, top + _PAD, label, ink=GREY_INK)
        y = page.block(left, y + 2, large) + 4
        if letters.text:
            y = page.block(left, y, below, ink=GREY_INK)
            page.block(left, y, letters)
        return top + height

    def _largest(self, passphrase: str, width: float) -> Block:
        """Return the passphrase in large letters on one line, a long one on two or more."""
        for lines, least in ((1, _ONE_LINE), (2, _LEAST)):
            points = _LARGEST
            while points >= least:
                block = Block(passphrase, width, points, bold=True, align=_CENTRE)
                if block.lines <= lines:
                    return block
                points -= 2
        return Block(passphrase, width, _LEAST, bold=True, align=_CENTRE)

    def _list(self, top: float, title: str, lines: tuple[str, ...], *, is_numbered: bool) -> float:
        page = self._page
        top = page.text(_MARGIN, top, self._width, title, 15, bold=True, most_lines=2) + 2
        for number, line in enumerate(lines, 1):
            sign = f"{number}." if is_numbered else "•"
            page.text(_MARGIN, top, 8, sign, _BODY, bold=is_numbered)
            top = page.text(_MARGIN + 8, top, self._width - 8, line, _BODY, most_lines=4) + 2
        return top
