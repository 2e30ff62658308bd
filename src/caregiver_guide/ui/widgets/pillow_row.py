# SPDX-License-Identifier: GPL-3.0-or-later
"""A pillow to tick when it is in place, with the letter that it has in the picture."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.badge import paint_badge
from caregiver_guide.ui.widgets.check_row import CheckRow

_BOX: Final = 26
_GAP: Final = 12
_BADGE: Final = 28


class PillowRow(CheckRow):
    """A row to tick: box, letter, where the pillow goes, and why."""

    _mark_width = _BOX + _GAP + _BADGE

    def __init__(self, letter: str, where: str, why: str, name: str) -> None:
        super().__init__(where, why)
        self.letter = letter
        self.setAccessibleName(name)

    def _paint_mark(self, painter: QPainter, theme: Theme, rect: QRectF) -> None:
        """Paint the box and the letter beside it."""
        super()._paint_mark(painter, theme, rect)
        side, gap, badge = theme.px(_BOX), theme.px(_GAP), theme.px(_BADGE)
        left = self._mark_left(rect)
        x = left + side + gap + badge / 2
        spot = QPointF(x, rect.height() / 2)
        paint_badge(painter, spot, badge / 2, "letter", self.letter, theme, halo=False)
