# SPDX-License-Identifier: GPL-3.0-or-later
"""Step k of n, as a bar of n parts and in words."""

import math
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.painted import PaintedWidget, paint_box
from caregiver_guide.ui.widgets.text_block import TextBlock, natural_width

_BAR: Final = 10
_GAP: Final = 8
_LEAST_PART: Final = 14


class SegmentBar(PaintedWidget):
    """A bar of as many parts as there are steps, the words at its end, both saying the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step, self._total, self._part, self._words = 1, 1, 0.0, ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_progress(
        self, step: int, total: int, part: float, words: str, *, at_once: bool = False
    ) -> None:
        """Show step (from 1) of total, the part of it done from 0.0 to 1.0, and the words.

        Painted ``at_once``, the computer is not woken once more for it.
        """
        self._step, self._total = step, max(1, total)
        self._part = min(1.0, max(0.0, part))
        if words != self._words:
            self._words = words
            self.setAccessibleName(words)
            self.updateGeometry()
        elif at_once:
            self.repaint()
            return
        self.update()

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        words = natural_width(self._words, "label")
        return QSize(math.ceil(words) + 360, self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return the size of the words with a short bar."""
        words = TextBlock(self._words or "X", "label")
        bar = self._total * _LEAST_PART
        return QSize(math.ceil(words.size.width() + 2 * _GAP + bar), math.ceil(words.size.height()))

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint the parts and the words."""
        words = TextBlock(self._words, "label")
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        room = self.width() - words.size.width() - 2.5 * _GAP
        width = (room - _GAP * (self._total - 1)) / self._total
        gap = _GAP if width >= _LEAST_PART else 3
        width = max(2.0, (room - gap * (self._total - 1)) / self._total)
        top = (self.height() - _BAR) / 2
        for place in range(self._total):
            done = 1.0 if place < self._step - 1 else self._part if place == self._step - 1 else 0.0
            box = QRectF(place * (width + gap), top, width, _BAR)
            self._paint_part(painter, theme, box, done)
        painter.resetTransform()
        left = room + 2.5 * _GAP
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            left = 0.0
        words.paint(painter, left, (self.height() - words.size.height()) / 2, theme.colour("text"))

    def _paint_part(self, painter: QPainter, theme: Theme, box: QRectF, done: float) -> None:
        """Paint one part; what is still to come is hollow in high contrast."""
        if theme.is_contrast:
            paint_box(painter, box, _BAR / 2, None, theme.colour("line"), 2.0)
        else:
            paint_box(painter, box, _BAR / 2, theme.colour("line"))
        if done > 0:
            painter.save()
            painter.setClipRect(QRectF(box.left(), box.top(), box.width() * done, box.height()))
            paint_box(painter, box, _BAR / 2, theme.colour("primary"))
            painter.restore()
