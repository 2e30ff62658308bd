# SPDX-License-Identifier: GPL-3.0-or-later
"""The figure from the front and from behind, darker where hands were longer."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from caregiver_guide.figure.marks import FigureStyle
from caregiver_guide.figure.painter import FigurePainter
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.figure_picture import figure_colours
from caregiver_guide.ui.widgets.painted import CARD_RADIUS, PaintedWidget, paint_box

_HEIGHT: Final = 460
_WIDTH: Final = 300
_PAD: Final = 12
VIEWS: Final = ("front", "back")
_LEFT: Final = Qt.AlignmentFlag.AlignLeft
_MIDDLE: Final = Qt.AlignmentFlag.AlignHCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight

Caption = tuple[str, str, str]
"""What stands under a view: at its left, in its middle and at its right."""


class TouchMap(PaintedWidget):
    """Shows where hands were; the words beside it say the same."""

    def __init__(self, figure: FigurePainter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figure = figure
        self._shade: Mapping[str, float] = {}
        self._skin = ""
        self._captions: tuple[Caption, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_shade(
        self, shade: Mapping[str, float], skin: str, captions: tuple[Caption, ...], words: str
    ) -> None:
        """Show how long hands were on each region (0 to 1), and say it in words to a reader.

        ``captions`` stand under front and back.
        """
        self._shade, self._skin, self._captions = shade, skin, captions
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for both views."""
        return QSize(_WIDTH, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Return the least room in which places can be told apart."""
        return QSize(_WIDTH // 2, _HEIGHT)

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint the ground and both views."""
        edge = theme.colour("border") if theme.is_contrast else None
        paint_box(painter, QRectF(self.rect()), CARD_RADIUS, theme.colour("scene"), edge, 2.0)
        room = QRectF(self.rect()).adjusted(_PAD, _PAD, -_PAD, -_PAD)
        painter.setFont(theme.font("meta"))
        painter.setPen(theme.colour("text2"))
        style = FigureStyle(tone=self._skin, colours=figure_colours(theme), shade=self._shade)
        paint_touch(painter, self._figure, room, style, self._captions)


def paint_touch(
    painter: QPainter,
    figure: FigurePainter,
    room: QRectF,
    style: FigureStyle,
    captions: tuple[Caption, ...],
) -> None:
    """Paint both views side by side in ``room``, each with its caption in the painter's letters."""
    figure = figure.in_skin(style.tone)
    line = painter.fontMetrics().height() * 1.2
    pen = painter.pen()
    height = room.height() - line
    width = min(room.width() / 2, max(height * 0.5, line * 6))
    left = room.center().x() - width
    for number, (view, caption) in enumerate(zip(VIEWS, captions, strict=True)):
        target = QRectF(left + number * width, room.top(), width, height)
        painter.save()
        figure.paint(painter, view, target, (), style)
        painter.restore()
        painter.setPen(pen)
        below = QRectF(target.left() + 4, target.bottom(), width - 8, line)
        for words, side in zip(caption, (_LEFT, _MIDDLE, _RIGHT), strict=True):
            painter.drawText(below, side | Qt.AlignmentFlag.AlignBottom, words)
