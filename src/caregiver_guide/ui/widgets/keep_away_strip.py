# SPDX-License-Identifier: GPL-3.0-or-later
"""The strip that says what to keep away from, with the numbers that the pictures show."""

import math
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from caregiver_guide.services.keep_away import KeepAway
from caregiver_guide.ui.icons import paint_icon
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.badge import SHAPES, paint_badge
from caregiver_guide.ui.widgets.painted import CONTROL_RADIUS, PaintedWidget, paint_box
from caregiver_guide.ui.widgets.text_block import TextBlock, natural_width

_SIDE: Final = 20
_TOP: Final = 10
_ICON: Final = 24
_BADGE: Final = 13
_GAP: Final = 10
_APART: Final = 28


class KeepAwayStrip(PaintedWidget):
    """Marked places in a row that wraps; in short form only their numbers stand in the row.

    The screen gives the title ("Keep away") and what stands there when nothing is marked.
    """

    def __init__(self, title: str, none_words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._none_words = none_words
        self._items: tuple[KeepAway, ...] = ()
        self._is_short = False
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._tell()

    def show_places(self, items: Sequence[KeepAway]) -> None:
        """Show other places."""
        if tuple(items) != self._items:
            self._items = tuple(items)
            self._tell()
            self.updateGeometry()
            self.update()

    def set_short(self, short: bool) -> None:
        """Show only the numbers, or the words of every place too."""
        if short != self._is_short:
            self._is_short = short
            self.updateGeometry()
            self.update()

    def hasHeightForWidth(self) -> bool:
        """Return True: narrower means higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows at a width."""
        return math.ceil(self._flow(None, width))

    def sizeHint(self) -> QSize:
        """Return the size in one row."""
        theme = Theme.current()
        width = theme.px(2 * _SIDE + _ICON + _GAP) + natural_width(self._title, "h3")
        for item in self._items:
            width += theme.px(_APART + 2 * _BADGE + _GAP) + natural_width(item.words, "lead")
        return QSize(math.ceil(width), self.heightForWidth(math.ceil(width)))

    def minimumSizeHint(self) -> QSize:
        """Return the size of the title in one row."""
        icon = Theme.current().px(_ICON)
        width = 2 * self._side() + icon + self._gap()
        width += math.ceil(natural_width(self._title, self._head_style()))
        return QSize(width, 2 * self._top() + icon)

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint ground, title and places."""
        edge = theme.colour("stop") if theme.is_contrast else None
        fill = theme.colour("stop_tint" if self._items else "surface2")
        if theme.is_contrast and not self._items:
            edge = theme.colour("border")
        paint_box(painter, QRectF(self.rect()), CONTROL_RADIUS + 2, fill, edge, 2.0)
        self._flow(painter, self.width())

    def _flow(self, painter: QPainter | None, width: int) -> float:
        """Lay everything out in rows, painting if there is a painter; return the height."""
        theme = Theme.current()
        side, gap = self._side(), self._gap()
        top = float(self._top())
        icon, badge = theme.px(_ICON), theme.px(_BADGE)
        room = max(1.0, width - 2 * side)
        ink = theme.colour("on_stop_tint" if self._items else "text")
        row = max(TextBlock("X", "lead").size.height(), 2.0 * badge + 4, icon)
        head = TextBlock(self._title, self._head_style())
        if painter is not None:
            spot = QRectF(side, top + (row - icon) / 2, icon, icon)
            paint_icon(painter, "ban" if self._items else "info", spot, ink, 2.2)
            head.paint(painter, side + icon + gap, top + (row - head.size.height()) / 2, ink)
        left = icon + gap + head.size.width()
        if not self._items:
            return self._flow_none(painter, theme, left, room, row)
        for item in self._items:
            words = "" if self._is_short else item.words
            lead = 2 * badge + (gap if words else 0)
            natural = natural_width(words, "lead") if words else 0.0
            apart = float(gap if self._is_short else theme.px(_APART))
            if left + apart + lead + natural > room and left > 0:
                left, top, apart = 0.0, top + row + theme.px(6), 0.0
            left += apart
            block = TextBlock(words, "lead", max(1.0, min(natural, room - left - lead)))
            if painter is not None:
                centre = QPointF(side + left + badge, top + row / 2)
                paint_badge(painter, centre, badge - 1, SHAPES[item.kind], str(item.number), theme)
                text_top = top + max(0.0, (row - block.size.height()) / 2)
                block.paint(painter, side + left + lead, text_top, ink)
            left += lead + natural
            top += max(0.0, block.size.height() - row)
        return top + row + self._top()

    def _flow_none(
        self, painter: QPainter | None, theme: Theme, left: float, room: float, row: float
    ) -> float:
        """Lay out the words for nothing marked."""
        side, top = self._side(), float(self._top())
        left += self._gap()
        if left + natural_width(self._none_words, "lead") > room:
            left, top = 0.0, top + row
        block = TextBlock(self._none_words, "lead", max(1.0, room - left))
        if painter is not None:
            inset = max(0.0, (row - block.size.height()) / 2)
            block.paint(painter, side + left, top + inset, theme.colour("text"))
        return top + max(row, block.size.height()) + self._top()

    def _side(self) -> int:
        return 14 if self._is_short else Theme.current().px(_SIDE)

    def _top(self) -> int:
        return 8 if self._is_short else Theme.current().px(_TOP)

    def _gap(self) -> int:
        return 8 if self._is_short else Theme.current().px(_GAP)

    def _head_style(self) -> str:
        return "label" if self._is_short else "h3"

    def _tell(self) -> None:
        words = [f"{item.number}: {item.words}" for item in self._items] or [self._none_words]
        self.setAccessibleName(f"{self._title}. {'. '.join(words)}")
