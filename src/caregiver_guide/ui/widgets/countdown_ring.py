# SPDX-License-Identifier: GPL-3.0-or-later
"""The time left as a ring and a large number."""

import math
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from caregiver_guide.ui.icons import paint_icon
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.painted import PaintedWidget, round_pen
from caregiver_guide.ui.widgets.text_block import TextBlock, narrowest_width, natural_width

_RING: Final = 84
_LARGE_RING: Final = 116
_LOW_RING: Final = 48
_GAP: Final = 16
_FULL: Final = 360 * 16


class CountdownRing(PaintedWidget):
    """A ring that empties, with the time beside it and a few words under the time.

    In high contrast the part that is gone is hollow, so that no state is told by a fill alone.
    The accessible name is the time and its caption; it is announced only when the screen says so.
    ``instead`` are the words that stand in place of the time once it is over: there is always room
    for them, so that nothing moves when they come.
    """

    def __init__(self, parent: QWidget | None = None, *, instead: str = "") -> None:
        super().__init__(parent)
        self._instead = instead
        self._fraction, self._text, self._caption = 1.0, "", ""
        self._last_caption, self._last_time = "", ""
        self._icon = "clock"
        self._is_bare = False
        self._is_large = False
        self._is_low = False
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_bare(self, bare: bool) -> None:
        """Leave the ring out where there is room for the time alone."""
        if bare != self._is_bare:
            self._is_bare = bare
            self.updateGeometry()
            self.update()

    def set_large(self, large: bool) -> None:
        """Show ring and time so large that they are read from two metres away."""
        if large != self._is_large:
            self._is_large = large
            self.updateGeometry()
            self.update()

    def set_low(self, low: bool) -> None:
        """Show ring and time in one low line, where the room is needed for other words."""
        if low != self._is_low:
            self._is_low = low
            self.updateGeometry()
            self.update()

    def show_time(
        self,
        fraction: float,
        text: str,
        caption: str = "",
        icon: str = "clock",
        *,
        at_once: bool = False,
    ) -> None:
        """Show the fraction left from 0.0 to 1.0, the time in words, and a caption.

        Painted ``at_once``, it is no later than the call, and the computer is not woken once more.
        """
        same_size = _measured(text) == _measured(self._text) and caption == self._caption
        self._fraction = min(1.0, max(0.0, fraction))
        self._text, self._caption, self._icon = text, caption, icon
        if _is_time(text):
            self._last_caption, self._last_time = caption, _measured(text)
        self.setAccessibleName(" ".join(part for part in (text, caption) if part))
        if same_size and at_once:
            self.repaint()
            return
        if not same_size:
            self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Return True: a narrow caption takes more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height for time and caption beside the ring."""
        number, caption = self._blocks(width)
        words = number.size.height() + caption.size.height()
        if self._instead:
            # The same height whichever of the two stands there.
            instead = self._block(self._instead, width).size.height()
            words = max(self._time_height(width), instead)
        return math.ceil(max(self._side(), words))

    def _time_height(self, width: int) -> float:
        room = max(1.0, width - self._room())
        caption = TextBlock(self._last_caption, "meta", room)
        return TextBlock("0:00", self._style).size.height() + caption.size.height()

    def sizeHint(self) -> QSize:
        """Return the size with the caption on one line."""
        words = max(self._text_width(), natural_width(self._caption, "meta"))
        width = math.ceil(self._room() + words)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the size that the time itself needs."""
        words = max(self._text_width(), narrowest_width(self._caption, "meta"))
        return QSize(math.ceil(self._room() + words), math.ceil(self._side()))

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint ring, time and caption."""
        if not self._is_bare:
            self._draw_ring(painter, theme)
        number, caption = self._blocks(self.width())
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = 0.0 if mirrored else self._room()
        height = number.size.height() + caption.size.height()
        top = (self.height() - height) / 2
        number.paint(painter, left, top, theme.colour("text"))
        caption.paint(painter, left, top + number.size.height(), theme.colour("text2"))

    def _room(self) -> float:
        """Return the width that the ring takes, with the gap beside it."""
        return 0.0 if self._is_bare else self._side() + _GAP

    def _draw_ring(self, painter: QPainter, theme: Theme) -> None:
        side = self._side()
        stroke = side * 0.125
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        ring_left = self.width() - side if mirrored else 0.0
        ring = QRectF(ring_left, (self.height() - side) / 2, side, side)
        arc = ring.adjusted(stroke / 2 + 1, stroke / 2 + 1, -stroke / 2 - 1, -stroke / 2 - 1)
        self._paint_track(painter, theme, arc, stroke)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(round_pen(theme.colour("primary"), stroke))
        if self._fraction > 0:
            painter.drawArc(arc, 90 * 16, -round(_FULL * self._fraction))
        mark = side * 0.3
        spot = QRectF(ring.center().x() - mark / 2, ring.center().y() - mark / 2, mark, mark)
        paint_icon(painter, self._icon, spot, theme.colour("primary"), 2.2)

    def _paint_track(self, painter: QPainter, theme: Theme, arc: QRectF, stroke: float) -> None:
        """Paint the whole ring faintly, or as a hollow outline in high contrast."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if theme.is_contrast:
            painter.setPen(QPen(theme.colour("line"), 2.0))
            painter.drawEllipse(arc)
        else:
            painter.setPen(round_pen(theme.colour("line"), stroke))
            painter.drawEllipse(arc)

    def _text_width(self) -> float:
        """Return the width for the time, and for the words in its place on two lines, or one."""
        words = [text for text in (self._instead, self._text) if text and not _is_time(text)]
        wide = natural_width if self._is_low else _two_lines_width
        least = [wide(text, self._instead_style) for text in words]
        time = _measured(self._text) if _is_time(self._text) else self._last_time
        return max([natural_width(time, self._style), *least])

    def _blocks(self, width: int) -> tuple[TextBlock, TextBlock]:
        room = max(1.0, width - self._room())
        return self._block(self._text, width), TextBlock(self._caption, "meta", room)

    def _block(self, text: str, width: int) -> TextBlock:
        """Lay out the time in its large style, words in its place in a smaller one."""
        room = max(1.0, width - self._room())
        return TextBlock(text, self._style if _is_time(text) else self._instead_style, room)

    @property
    def _style(self) -> str:
        if self._is_low:
            return "timerLow"
        return "timerLarge" if self._is_large else "timer"

    @property
    def _instead_style(self) -> str:
        if self._is_low:
            return "label"
        return "sessionTitle" if self._is_large else "h2"

    def _side(self) -> float:
        if self._is_bare:
            return 0.0
        theme = Theme.current()
        ring = _LOW_RING if self._is_low else _LARGE_RING if self._is_large else _RING
        return ring * min(theme.scale.large_factor, 1.5)


def _is_time(text: str) -> bool:
    """Return whether a text is a time such as "0:48"."""
    return text[:1].isdigit()


def _two_lines_width(text: str, style: str) -> float:
    """Return the least width at which words in place of the time take two lines."""
    words = text.split()
    breaks = [(words[:place], words[place:]) for place in range(len(words))]
    return min(max(natural_width(" ".join(line), style) for line in lines) for lines in breaks)


def _measured(text: str) -> str:
    """Return the time that stands for every time of its length, so that no digit moves another."""
    return "".join("0" if letter.isdigit() else letter for letter in text)
