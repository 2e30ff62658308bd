# SPDX-License-Identifier: GPL-3.0-or-later
"""The figure from the front and from behind, darker where hands were longer."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from caregiver_guide.figure.marks import FigureColours, FigureStyle
from caregiver_guide.figure.painter import FigurePainter
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.figure_picture import figure_colours
from caregiver_guide.ui.widgets.painted import CARD_RADIUS, PaintedWidget, paint_box

_HEIGHT: Final = 340
_WIDTH: Final = 300
_PAD: Final = 12
VIEWS: Final = ("front", "back")


class TouchMap(PaintedWidget):
    """Shows where hands were; the words beside it say the same."""

    def __init__(self, figure: FigurePainter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figure = figure
        self._shade: Mapping[str, float] = {}
        self._skin = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_shade(self, shade: Mapping[str, float], skin: str, words: str) -> None:
        """Show how long hands were on each region (0 to 1), and say it in words to a reader."""
        self._shade, self._skin = shade, skin
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
        paint_touch(painter, self._figure, room, self._shade, self._skin, figure_colours(theme))


def paint_touch(
    painter: QPainter,
    figure: FigurePainter,
    room: QRectF,
    shade: Mapping[str, float],
    skin: str,
    colours: FigureColours,
) -> None:
    """Paint both views side by side, as close together as they stand in ``room``."""
    figure = figure.in_skin(skin)
    style = FigureStyle(tone=skin, colours=colours, shade=shade)
    width = min(room.width() / 2, room.height() * 0.5)
    left = room.center().x() - width
    for number, view in enumerate(VIEWS):
        target = QRectF(left + number * width, room.top(), width, room.height())
        painter.save()
        figure.paint(painter, view, target, (), style)
        painter.restore()
