# SPDX-License-Identifier: GPL-3.0-or-later
"""A row of pills of which one is chosen: minutes, filters, text sizes."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QSizePolicy, QWidget

from caregiver_guide.ui.icons import paint_icon
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.flow_layout import FlowLayout
from caregiver_guide.ui.widgets.painted import CONTROL_RADIUS, PaintedRadio, paint_box, rounded
from caregiver_guide.ui.widgets.picking import PickOne
from caregiver_guide.ui.widgets.text_block import TextBlock, narrowest_width, natural_width

_HEIGHT = 48
_TALL = 60
_SIDE = 18
_CHECK = 18


class Pill(PaintedRadio):
    """One choice of a row, with a check mark when it is chosen; its words wrap if they must."""

    def __init__(self, text: str, tall: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least = _TALL if tall else _HEIGHT
        self._radius = CONTROL_RADIUS if tall else _HEIGHT / 2
        self.setText(text)
        self.setAccessibleName(text)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Return True: narrower means higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height for the words wrapped into a width."""
        words = TextBlock(self.text(), "label", max(1, width - self._around()))
        return max(self._least, math.ceil(words.size.height()) + 2 * Theme.current().px(10))

    def sizeHint(self) -> QSize:
        """Return the size on one line, with room for the check mark."""
        width = math.ceil(natural_width(self.text(), "label")) + self._around()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the size that the longest word needs."""
        return QSize(math.ceil(narrowest_width(self.text(), "label")) + self._around(), self._least)

    def focus_shape(self) -> QPainterPath:
        """Return the outline that the focus ring follows."""
        return rounded(QRectF(self.rect()), self._radius)

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint the pill."""
        rect = QRectF(self.rect())
        chosen = self.isChecked()
        fill, ink, edge = "surface", "text", "border"
        if chosen:
            fill, ink, edge = "primary", "on_primary", "primary"
        elif self.underMouse() and self.isEnabled():
            fill = "surface2"
        if not self.isEnabled():
            ink = "disabled"
        paint_box(
            painter, rect, self._radius, theme.colour(fill), theme.colour(edge), theme.outline
        )
        words = TextBlock(
            self.text(), "label", rect.width() - self._around(), Qt.AlignmentFlag.AlignHCenter
        )
        shift = theme.px(_CHECK + 6) if chosen else 0
        left = (rect.width() - words.width + shift) / 2
        words.paint_in(painter, QRectF(left, 0, words.width, rect.height()), theme.colour(ink))
        if chosen:
            side = theme.px(_CHECK)
            start = left + (words.width - words.size.width()) / 2 - theme.px(6) - side
            spot = QRectF(start, (rect.height() - side) / 2, side, side)
            paint_icon(painter, "check", spot, theme.colour(ink), 3.0)

    def _around(self) -> int:
        return Theme.current().px(2 * _SIDE + _CHECK + 6)


class PillRow(QWidget):
    """One choice out of a few short ones, in a row that wraps.

    Signals:
        choice_made: The caregiver chose, by key.
    """

    choice_made = Signal(str)

    def __init__(
        self,
        name: str,
        options: Sequence[tuple[str, str]] = (),
        tall: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._name = name
        self._tall = tall
        self._row = FlowLayout(10, self)
        self._picking = PickOne(self)
        self._picking.picked.connect(self.choice_made)
        self.set_options(options)

    @property
    def chosen(self) -> str | None:
        """Return the key of the chosen pill, or None."""
        return self._picking.chosen

    @property
    def pills(self) -> tuple[PaintedRadio, ...]:
        """Return the pills in their order."""
        return self._picking.buttons

    def choose(self, key: str | None) -> None:
        """Choose a pill, or none, without a signal."""
        self._picking.choose(key)

    def pick_number(self, number: int) -> bool:
        """Choose the pill with this number, counted from 1, as the caregiver would."""
        return self._picking.pick_number(number)

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Show other choices, as pairs of key and words; none is chosen then."""
        for button in self._picking.buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._picking.clear()
        for key, words in options:
            pill = Pill(words, self._tall)
            pill.setAccessibleDescription(self._name)
            self._row.addWidget(pill)
            self._picking.add(key, pill)
