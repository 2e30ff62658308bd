# SPDX-License-Identifier: GPL-3.0-or-later
"""Plain words laid out in lines of a given width, measured and painted by the same hand."""

import math
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QTextLayout,
    QTextOption,
)

from caregiver_guide.ui.theme import Theme

_LINE_SEPARATOR: Final = "\u2028"
_UNBOUNDED: Final = 1_000_000.0
_LONGEST_WORD_EMS: Final = 9.0
_NATURAL: Final = -1.0
_NARROWEST: Final = -2.0
"""Stand in the place of a width, among the lengths that a theme knows."""


class TextBlock:
    """Words of one type style broken into lines that fit a width; no word is ever cut off.

    Attributes:
        text: The words.
        style: The name of their type style.
        width: The width that the lines were broken for.
        size: The width that the longest line takes and the height of all lines, in pixels.
        pitch: The distance from one line to the next, in pixels.
        line_count: How many lines there are; 0 for no words.

    ``strong`` are stretches, each as its start and length, that stand out: bold and underlined.
    """

    def __init__(
        self,
        text: str,
        style: str,
        width: float = _UNBOUNDED,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        font: QFont | None = None,
        strong: Sequence[tuple[int, int]] = (),
    ) -> None:
        theme = Theme.current()
        used = font if font is not None else theme.font(style)
        pitch = used.pixelSize() * theme.line_height(style)
        self._layout = QTextLayout(text.replace("\n", _LINE_SEPARATOR), used)
        option = QTextOption(align)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        if strong:
            self._layout.setFormats([_strong(start, length) for start, length in strong])
        self._layout.setCacheEnabled(True)
        self.text = text
        self.style = style
        self.width = max(1.0, width)
        self.line_count = 0
        self.pitch = pitch
        widest, top = 0.0, 0.0
        if text:
            self._layout.beginLayout()
            while (line := self._layout.createLine()).isValid():
                line.setLineWidth(self.width)
                step = self.pitch = max(self.pitch, line.height())
                line.setPosition(QPointF(0, top + (step - line.height()) / 2))
                widest = max(widest, line.naturalTextWidth())
                top += step
                self.line_count += 1
            self._layout.endLayout()
        self.size = QSizeF(widest, top)

    @property
    def drawn_rect(self) -> QRectF:
        """Return where the ink of the lines lies, from the corner that they are painted at."""
        found = QRectF()
        for number in range(self.line_count):
            found = found.united(self._layout.lineAt(number).naturalTextRect())
        return found

    def paint(self, painter: QPainter, left: float, top: float, colour: QColor) -> None:
        """Paint the lines with their top left corner at a point."""
        if self.line_count:
            painter.setPen(colour)
            self._layout.draw(painter, QPointF(left, top))

    def paint_in(self, painter: QPainter, rect: QRectF, colour: QColor) -> None:
        """Paint the lines in a rectangle of the width they were laid out for, centred upright."""
        self.paint(
            painter, rect.left(), rect.top() + (rect.height() - self.size.height()) / 2, colour
        )


def _strong(start: int, length: int) -> QTextLayout.FormatRange:
    """Return a stretch that is told from the others without any colour."""
    from PySide6.QtGui import QTextCharFormat

    found = QTextLayout.FormatRange()
    found.start, found.length = start, length
    shape = QTextCharFormat()
    shape.setFontWeight(QFont.Weight.Bold)
    shape.setFontUnderline(True)
    found.format = shape
    return found


def words_height(text: str, style: str, width: float = _UNBOUNDED) -> float:
    """Return how high the words are in pixels, in lines that fit a width."""

    def measure() -> float:
        return TextBlock(text, style, width).size.height()

    return Theme.current().length_of((text, style, width), measure)


def natural_width(text: str, style: str) -> float:
    """Return the width in pixels that the words need to stand without a break of ours."""

    def measure() -> float:
        return float(math.ceil(TextBlock(text, style).size.width())) + 1

    return Theme.current().length_of((text, style, _NATURAL), measure) if text else 0.0


def narrowest_width(text: str, style: str) -> float:
    """Return the width of the longest word, which is where wrapping stops looking good.

    A word longer than nine times the letter height (a name of 300 letters) counts as that much:
    it may be broken anywhere.
    """
    theme = Theme.current()

    def measure() -> float:
        font = theme.font(style)
        metrics = QFontMetricsF(font)
        longest = max((metrics.horizontalAdvance(word) for word in text.split()), default=0.0)
        return min(math.ceil(longest) + 1.0, font.pixelSize() * _LONGEST_WORD_EMS)

    return theme.length_of((text, style, _NARROWEST), measure)
