# SPDX-License-Identifier: GPL-3.0-or-later
"""The button that says whose screen it is, and leads to everybody who is cared for."""

import math
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QSizePolicy, QWidget

from caregiver_guide.services.person_looks import PersonLook
from caregiver_guide.ui.icons import paint_icon
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.painted import PaintedButton, paint_box, rounded
from caregiver_guide.ui.widgets.person_mark import paint_person
from caregiver_guide.ui.widgets.text_block import (
    TextBlock,
    narrowest_width,
    natural_width,
    words_height,
)

_DISC: Final = 40
_CHEVRON: Final = 18
_PAD: Final = 8
_FLAT_WIDEST: Final = 260
_BOLD: Final = 1.1


class PersonButton(PaintedButton):
    """A person's disc and name; narrow, the name stands under the disc."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look: PersonLook | None = None
        self._narrow = False
        self._flat = False
        self._widest = 0
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def show_person(self, look: PersonLook | None, words: str) -> None:
        """Show a person; ``words`` say what a press does, for the ear and the mouse."""
        self._look = look
        name = "" if look is None else look.name
        self.setText(name)
        self.setAccessibleName(f"{name}. {words}" if words else name)
        self.setToolTip(words)
        self.setVisible(look is not None)
        self.updateGeometry()
        self.update()

    def set_narrow(self, narrow: bool) -> None:
        """Show the name under the disc, or beside it."""
        self._narrow = narrow
        self.updateGeometry()
        self.update()

    def set_flat(self, flat: bool) -> None:
        """Stand in a bar: as wide as the name, and no wider."""
        self._flat = flat
        self.setSizePolicy(
            QSizePolicy.Policy.Maximum if flat else QSizePolicy.Policy.Preferred,
            QSizePolicy.Policy.Minimum,
        )

    def set_widest(self, width: int) -> None:
        """Take this much of a bar at most, in pixels; 0 for what is usual."""
        if width != self._widest:
            self._widest = width
            self.updateGeometry()

    def least_width(self) -> int:
        """Return the width at which no word is broken."""
        if self._look is None:
            return 0
        style = "key" if self._narrow else "label"
        # Bold letters are wider than those that are measured.
        words = math.ceil(narrowest_width(self._look.name, style) * _BOLD)
        return words + (2 * _PAD if self._narrow else self._beside())

    def hasHeightForWidth(self) -> bool:
        """Return True: a long name takes more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height for the name at a width."""
        disc = Theme.current().px(_DISC)
        if self._narrow:
            height = words_height(self.text(), "key", max(1, width - 2 * _PAD))
            return math.ceil(disc + height) + 2 * _PAD + 2
        words = self._name_in(width)
        return max(disc, math.ceil(words.size.height())) + 2 * _PAD

    def sizeHint(self) -> QSize:
        """Return the size of one line, or of the rail's usual width."""
        wanted = math.ceil(natural_width(self.text(), "label") * _BOLD) + self._beside()
        if self._flat:
            widest = self._widest or Theme.current().px(_FLAT_WIDEST)
            width = min(wanted, max(widest, self.least_width()))
        else:
            width = self.least_width()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the least size."""
        width = self.least_width()
        return QSize(width, self.heightForWidth(max(width, self.width() if self.width() else 1)))

    def focus_shape(self) -> QPainterPath:
        """Return the outline that the focus ring follows."""
        return rounded(QRectF(self.rect()).adjusted(2, 0, -2, 0), 14)

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint ground, disc, name, and the sign that there is more."""
        look = self._look
        if look is None:
            return
        rect = QRectF(self.rect())
        ground = theme.colour("surface2" if self.underMouse() else "surface")
        paint_box(
            painter, rect.adjusted(1, 1, -1, -1), 14, ground, theme.colour("border"), theme.outline
        )
        radius = theme.px(_DISC) / 2
        ink = theme.colour("text")
        if self._narrow:
            paint_person(painter, theme, QPointF(rect.width() / 2, _PAD + radius), radius, look)
            centre = Qt.AlignmentFlag.AlignHCenter
            words = TextBlock(look.name, "key", rect.width() - 2 * _PAD, centre)
            words.paint(painter, _PAD, _PAD + 2 * radius + 2, ink)
            return
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        middle = rect.height() / 2
        x = rect.width() - _PAD - radius if mirrored else _PAD + radius
        paint_person(painter, theme, QPointF(x, middle), radius, look)
        words = self._name_in(rect.width())
        side = theme.px(_CHEVRON)
        left = _PAD + side + 10.0 if mirrored else _PAD + 2 * radius + 10
        words.paint(painter, left, middle - words.size.height() / 2, ink)
        spot = _PAD + 2.0 if mirrored else rect.width() - _PAD - side - 2
        where = QRectF(spot, middle - side / 2, side, side)
        paint_icon(painter, "chevron-down", where, theme.colour("text2"), 2.2)

    def _name_in(self, width: float) -> TextBlock:
        """Return the name beside the disc, in the bold letters that are painted."""
        font = Theme.current().font("label")
        font.setWeight(font.Weight.Bold)
        return TextBlock(self.text(), "label", max(1.0, width - self._beside()), font=font)

    def _beside(self) -> int:
        theme = Theme.current()
        return theme.px(_DISC) + theme.px(_CHEVRON) + 2 * _PAD + 24
