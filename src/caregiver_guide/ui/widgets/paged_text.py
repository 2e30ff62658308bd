# SPDX-License-Identifier: GPL-3.0-or-later
"""Large words that turn pages of whole lines where there is no room for all of them."""

import math
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.painted import PaintedWidget
from caregiver_guide.ui.widgets.text_block import TextBlock, narrowest_width

_GAP: Final = 4


class PagedText(PaintedWidget):
    """Words in a type style; nothing is cut off and nothing scrolls: pages turn by whole lines.

    The page number stands under the words only where there is more than one page. Its wording,
    with {page} and {count} in it, is given by the screen.
    """

    def __init__(self, style: str, page_words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._page_words = page_words
        self._text = ""
        self._page = 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    @property
    def text(self) -> str:
        """Return all words."""
        return self._text

    @property
    def page(self) -> int:
        """Return the page now shown, from 0."""
        return min(self._page, self.page_count - 1)

    @property
    def page_count(self) -> int:
        """Return how many pages there are at the present size, 1 or more."""
        block = self._block(self.width())
        return max(1, math.ceil(block.line_count / self._lines_of_page(block)))

    def show_text(self, text: str) -> None:
        """Show other words from their first page."""
        if text == self._text:
            return
        self._text = text
        self._page = 0
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def set_style(self, style: str) -> None:
        """Show the words in another type style."""
        if style != self._style:
            self._style = style
            self.updateGeometry()
            self.update()

    def turn(self, pages: int) -> bool:
        """Turn forward (1) or back (-1); say whether there was such a page."""
        wanted = self.page + pages
        if not 0 <= wanted < self.page_count:
            return False
        self._page = wanted
        self.update()
        return True

    def height_for(self, width: int) -> int:
        """Return the height at which all words stand on one page."""
        return math.ceil(self._block(width).size.height())

    def least_height(self) -> int:
        """Return the height of one line with the page number under it."""
        line = TextBlock("X", self._style).size.height()
        return math.ceil(line + _GAP + self._note_height())

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        width = Theme.current().px(480)
        return QSize(width, self.height_for(width))

    def minimumSizeHint(self) -> QSize:
        """Return the size of the longest word on a page of one line."""
        width = math.ceil(narrowest_width(self._text, self._style))
        return QSize(width, math.ceil(TextBlock("X", self._style).size.height()))

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint the lines of the page, and which page it is."""
        block = self._block(self.width())
        lines = self._lines_of_page(block)
        count = max(1, math.ceil(block.line_count / lines))
        pitch = block.size.height() / max(1, block.line_count)
        page = min(self._page, count - 1)
        painter.save()
        painter.setClipRect(QRectF(0, 0, self.width(), math.ceil(lines * pitch)))
        block.paint(painter, 0.0, -page * lines * pitch, theme.colour("text"))
        painter.restore()
        if count > 1:
            note = TextBlock(self._page_words.format(page=page + 1, count=count), "meta")
            note.paint(painter, 0.0, self.height() - note.size.height(), theme.colour("text2"))

    def _block(self, width: int) -> TextBlock:
        align = Qt.AlignmentFlag.AlignLeft
        return TextBlock(self._text, self._style, max(1, width), align)

    def _lines_of_page(self, block: TextBlock) -> int:
        """Return how many lines a page holds: all of them if they fit."""
        if block.size.height() <= self.height() + 1 or not block.line_count:
            return max(1, block.line_count)
        pitch = block.size.height() / block.line_count
        room = self.height() - self._note_height() - _GAP
        return max(1, int(room // pitch))

    def _note_height(self) -> float:
        return TextBlock("X", "meta").size.height()
