# SPDX-License-Identifier: GPL-3.0-or-later
"""Large rows to tick, and switches, whose words wrap."""

import math
from typing import Final, Literal

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QSizePolicy, QWidget

from caregiver_guide.ui.icons import paint_icon
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.painted import (
    CONTROL_RADIUS,
    PaintedCheck,
    paint_box,
    paint_dot,
    rounded,
)
from caregiver_guide.ui.widgets.text_block import TextBlock, narrowest_width

_LEAST: Final = 56
_BOX: Final = 26
_SWITCH: Final = 60
_SIDE: Final = 14
_GAP: Final = 14


class CheckRow(PaintedCheck):
    """A row to tick, with a second line if wished.

    tone "caution" marks a row whose tick is something to tell the care team.
    """

    _mark_width = _BOX

    def __init__(
        self,
        text: str,
        detail: str = "",
        tone: Literal["normal", "caution"] = "normal",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._detail = detail
        self._tone = tone
        self.setText(text)
        self.setAccessibleName(text)
        self.setAccessibleDescription(detail)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_words(self, text: str, detail: str = "") -> None:
        """Show other words."""
        self._detail = detail
        self.setText(text)
        self.setAccessibleName(text)
        self.setAccessibleDescription(detail)
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """Return True: narrower means higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height for the words wrapped into a width."""
        words = sum(block.size.height() for block in self._blocks(width))
        return max(_LEAST, math.ceil(words) + 2 * Theme.current().px(12))

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        width = Theme.current().px(320)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the size that the longest word needs."""
        words = narrowest_width(self.text(), "body")
        return QSize(math.ceil(words) + self._around(), _LEAST)

    def focus_shape(self) -> QPainterPath:
        """Return the outline that the focus ring follows."""
        return rounded(QRectF(self.rect()), CONTROL_RADIUS)

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint row, mark and words."""
        rect = QRectF(self.rect())
        on = self.isChecked()
        fill, edge, width, ink = "surface", "border", theme.outline, "text"
        if on and self._tone == "caution":
            fill, edge, width, ink = "caution_tint", "caution_line", 2.5, "on_caution_tint"
        elif on and self._outlined:
            fill, edge, width = "surface", "primary", 2.5
        elif self.underMouse() and self.isEnabled():
            fill = "surface2"
        if not self.isEnabled():
            ink = "disabled"
        if self._outlined:
            paint_box(painter, rect, CONTROL_RADIUS, theme.colour(fill), theme.colour(edge), width)
        blocks = self._blocks(self.width())
        top = (rect.height() - sum(block.size.height() for block in blocks)) / 2
        self._paint_mark(painter, theme, rect)
        left = theme.px(_SIDE + self._mark_width + _GAP)
        for place, block in enumerate(blocks):
            if self.isRightToLeft():
                left = theme.px(_SIDE)
            token = "text2" if place and ink == "text" else ink
            block.paint(painter, left, top, theme.colour(token))
            top += block.size.height()

    _outlined = True

    def isRightToLeft(self) -> bool:
        """Return whether the window reads from right to left."""
        return self.layoutDirection() == self.layoutDirection().RightToLeft

    def _paint_mark(self, painter: QPainter, theme: Theme, rect: QRectF) -> None:
        """Paint the box, ticked or not."""
        side = theme.px(_BOX)
        box = QRectF(self._mark_left(rect), (rect.height() - side) / 2, side, side)
        if not self.isChecked():
            paint_box(painter, box, 7, theme.colour("surface"), theme.colour("border"), 2.0)
            return
        fill, ink = ("primary", "on_primary")
        if self._tone == "caution":
            fill, ink = ("caution", "surface")
        paint_box(painter, box, 7, theme.colour(fill))
        inset = side * 0.16
        inner = box.adjusted(inset, inset, -inset, -inset)
        paint_icon(painter, "check", inner, theme.colour(ink), 3.4)

    def _mark_left(self, rect: QRectF) -> float:
        theme = Theme.current()
        side = theme.px(_SIDE)
        if self.isRightToLeft():
            return rect.width() - side - theme.px(self._mark_width)
        return float(side)

    def _blocks(self, width: int) -> list[TextBlock]:
        room = max(1, width - self._around())
        style = "label" if self._detail else "body"
        blocks = [TextBlock(self.text(), style, room)]
        if self._detail:
            blocks.append(TextBlock(self._detail, "body", room))
        return blocks

    def _around(self) -> int:
        return Theme.current().px(2 * _SIDE + self._mark_width + _GAP)


class Switch(CheckRow):
    """A row with a switch, for settings that hold at once; a check mark shows that it is on."""

    _mark_width = _SWITCH
    _outlined = False

    def _paint_mark(self, painter: QPainter, theme: Theme, rect: QRectF) -> None:
        """Paint the switch, its knob at the end and checked when on."""
        width, height = theme.px(_SWITCH), theme.px(34)
        track = QRectF(self._mark_left(rect), (rect.height() - height) / 2, width, height)
        on = self.isChecked()
        at_end = on != self.isRightToLeft()
        reach = height / 2
        knob = QPointF(
            track.right() - reach if at_end else track.left() + reach, track.center().y()
        )
        fill, edge = ("primary", "primary") if on else ("surface", "border")
        paint_box(painter, track, reach, theme.colour(fill), theme.colour(edge), 2.0)
        radius = reach - theme.px(5)
        paint_dot(painter, knob, radius, theme.colour("on_primary" if on else "border"))
        if on:
            side = radius * 1.3
            spot = QRectF(knob.x() - side / 2, knob.y() - side / 2, side, side)
            paint_icon(painter, "check", spot, theme.colour("primary"), 3.4)
