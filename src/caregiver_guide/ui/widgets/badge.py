# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbered badges whose shape says what hands should do: octagon, diamond, circle, letter."""

import math
from collections.abc import Mapping
from typing import Final, Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.painted import PaintedWidget, round_pen

BadgeShape = Literal["octagon", "diamond", "circle", "letter"]

SHAPES: Final[Mapping[str, BadgeShape]] = {
    "no-touch": "octagon",
    "light": "diamond",
    "ask": "circle",
}
"""The shape for what hands do at a marked place."""

_FILLS: Final = {
    "octagon": ("stop", "on_stop"),
    "diamond": ("caution", "surface"),
    "circle": ("info", "surface"),
    "letter": ("primary", "on_primary"),
}
_DIAMETER: Final = 28


class Badge(PaintedWidget):
    """A numbered badge beside words; its accessible name says what the shape means."""

    def __init__(
        self, shape: BadgeShape, text: str, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_badge(shape, text, name)

    def show_badge(self, shape: BadgeShape, text: str, name: str = "") -> None:
        """Show another badge."""
        self._shape, self._text = shape, text
        self.setAccessibleName(name or text)
        self.update()

    def sizeHint(self) -> QSize:
        """Return a square that grows with the text."""
        side = Theme.current().px(_DIAMETER)
        return QSize(side, side)

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint the badge."""
        centre = QRectF(self.rect()).center()
        paint_badge(painter, centre, theme.px(_DIAMETER) / 2, self._shape, self._text, theme, False)


def paint_badge(
    painter: QPainter,
    centre: QPointF,
    radius: float,
    shape: str,
    text: str,
    theme: Theme,
    halo: bool = True,
) -> None:
    """Paint a badge of a radius in pixels; the halo parts it from any ground it lies on."""
    fill, ink = _FILLS[shape]
    if halo:
        painter.setBrush(theme.colour("surface"))
        painter.setPen(round_pen(theme.colour("surface"), radius * 0.34))
        _paint_shape(painter, centre, radius, shape)
    painter.setPen(QPen(Qt.PenStyle.NoPen))
    painter.setBrush(theme.colour(fill))
    _paint_shape(painter, centre, radius, shape)
    font = theme.font("label")
    size = radius * (1.12 if len(text) < 2 else 0.92)
    font.setPixelSize(max(1, round(size * (0.85 if shape == "diamond" else 1.0))))
    font.setWeight(font.Weight.Bold)
    painter.setFont(font)
    painter.setPen(theme.colour(ink))
    box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _paint_shape(painter: QPainter, centre: QPointF, radius: float, shape: str) -> None:
    if shape in ("circle", "letter"):
        painter.drawEllipse(centre, radius, radius)
        return
    corners, turn = (8, 22.5) if shape == "octagon" else (4, 0.0)
    reach = radius * (1.03 if shape == "octagon" else 1.08)
    points = [
        QPointF(
            centre.x() + reach * math.cos(math.radians(turn + i * 360 / corners)),
            centre.y() + reach * math.sin(math.radians(turn + i * 360 / corners)),
        )
        for i in range(corners)
    ]
    painter.drawPolygon(QPolygonF(points))
