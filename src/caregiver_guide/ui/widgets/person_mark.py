# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose screen it is: a disc with initials, and a band in the person's colour and pattern."""

import math
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from caregiver_guide.services.person_looks import PersonLook
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.painted import PaintedWidget
from caregiver_guide.ui.widgets.text_block import TextBlock

_PATTERNS: Final[dict[str, tuple[float, ...]]] = {
    "plum": (),
    "blue": (0.1, 1.9),
    "green": (2.6, 1.6),
    "brown": (4.0, 1.6, 1.2, 1.6),
    "rose": (6.0, 2.2),
    "slate": (1.0, 0.8),
}
"""Dash and gap of each colour's line, in widths of the line; the first has no gap at all."""

_DISC: Final = 40
_BAND: Final = 8
_SMALL: Final = 13


def paint_person(
    painter: QPainter, theme: Theme, centre: QPointF, radius: float, look: PersonLook
) -> None:
    """Paint a person's disc of ``radius`` pixels: initials on the colour, the pattern around."""
    colour = theme.colour(f"person_{look.colour}")
    line = max(2.0, radius * 0.11)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(centre, radius - 2 * line, radius - 2 * line)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_line(colour, look.colour, line))
    painter.drawEllipse(centre, radius - line / 2, radius - line / 2)
    font = theme.font("label")
    share = {1: 1.0, 2: 0.8}.get(len(look.initials), 0.6)
    font.setPixelSize(max(1, round(radius * share)))
    font.setWeight(font.Weight.Bold)
    painter.setFont(font)
    painter.setPen(theme.colour("on_person"))
    side = radius - 2 * line
    box = QRectF(centre.x() - side, centre.y() - side, 2 * side, 2 * side)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, look.initials)


def _line(colour: QColor, name: str, width: float) -> QPen:
    pen = QPen(colour, width)
    pattern = _PATTERNS.get(name, ())
    if pattern:
        pen.setDashPattern(list(pattern))
        round_cap = pattern[0] < 1
        pen.setCapStyle(Qt.PenCapStyle.RoundCap if round_cap else Qt.PenCapStyle.FlatCap)
    return pen


class PersonMark(PaintedWidget):
    """A person's disc beside words; it is named by the person."""

    def __init__(
        self, look: PersonLook | None = None, size: int = _DISC, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._size = size
        self._look: PersonLook | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_look(look)

    def show_look(self, look: PersonLook | None) -> None:
        """Show another person, or nobody."""
        self._look = look
        self.setAccessibleName("" if look is None else look.name)
        self.update()

    def sizeHint(self) -> QSize:
        """Return a square that grows with the text."""
        side = Theme.current().px(self._size)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Return the same square."""
        return self.sizeHint()

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint the disc."""
        if self._look is not None:
            radius = theme.px(self._size) / 2
            paint_person(painter, theme, QRectF(self.rect()).center(), radius, self._look)


class PersonBand(PaintedWidget):
    """A band across the top of the window; where nothing else names the person, it does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look: PersonLook | None = None
        self._names = False
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def show_person(self, look: PersonLook | None, *, names: bool) -> None:
        """Show whose screen it is, with the name in words or without."""
        self._look, self._names = look, names
        self.setAccessibleName("" if look is None else look.name)
        self.setVisible(look is not None)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Return True: a long name takes more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height for the name at a width."""
        theme = Theme.current()
        if not self._names or self._look is None:
            return theme.px(_BAND)
        words = TextBlock(self._look.name, "meta", max(1, width - self._beside(theme)))
        return max(theme.px(2 * _SMALL), math.ceil(words.size.height())) + 6

    def sizeHint(self) -> QSize:
        """Return the size of one line."""
        return QSize(200, self.heightForWidth(max(200, self.width())))

    def minimumSizeHint(self) -> QSize:
        """Return the same height."""
        return QSize(44, self.heightForWidth(max(200, self.width())))

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint the line with its pattern, and the name."""
        look = self._look
        if look is None:
            return
        if self._names:
            painter.fillRect(self.rect(), theme.colour("surface"))
        thick, middle = float(theme.px(_BAND)), self.height() / 2
        painter.setPen(_line(theme.colour(f"person_{look.colour}"), look.colour, thick * 0.8))
        if not self._names:
            painter.drawLine(QPointF(thick, middle), QPointF(self.width() - thick, middle))
            return
        radius = theme.px(_SMALL)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        words = TextBlock(look.name, "meta", max(1.0, self.width() - self._beside(theme)))
        start = 16.0
        x = self.width() - start - radius if mirrored else start + radius
        left = x - radius - 8 - words.width if mirrored else x + radius + 8
        used = x + radius + 24 + words.size.width()
        centre = self.height() / 2
        if not mirrored:
            painter.drawLine(QPointF(used, centre), QPointF(self.width() - start, centre))
        paint_person(painter, theme, QPointF(x, centre), radius, look)
        words.paint(painter, left, centre - words.size.height() / 2, theme.colour("text"))

    def _beside(self, theme: Theme) -> int:
        return 16 + 2 * theme.px(_SMALL) + 8 + 16
