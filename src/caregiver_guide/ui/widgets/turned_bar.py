# SPDX-License-Identifier: GPL-3.0-or-later
"""A bar in large words that says who the screen belongs to now."""

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from caregiver_guide.services.person_looks import PersonLook
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.announce import announce
from caregiver_guide.ui.widgets.painted import PaintedWidget
from caregiver_guide.ui.widgets.person_mark import PersonMark
from caregiver_guide.ui.widgets.text import Text

_ROOMY: Final = 300
"""How high a window is, in pixels at 100 %, that has room for more than a line of words."""


class TurnedBar(PaintedWidget):
    """Says in large words who it is, beside the disc, above the screen.

    It stays until another screen is shown: a page that moves up by itself moves under a hand.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", "tint")
        self._mark = PersonMark(size=52)
        self._words = Text("", "h2")
        self._words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 24, 8)
        row.setSpacing(18)
        row.addWidget(self._mark)
        row.addWidget(self._words, 1)
        self.hide()

    def tell(self, look: PersonLook, words: str) -> None:
        """Say it, aloud too where somebody listens."""
        is_roomy = self.window().height() / Theme.current().scale.factor >= _ROOMY
        self._words.set_style("h2" if is_roomy else "label")
        self._mark.setVisible(is_roomy)
        self._mark.show_look(look)
        self._words.setText(words)
        self.setAccessibleName(words)
        self.show()
        announce(self, words, urgent=True)

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint the ground and a line below."""
        painter.fillRect(self.rect(), theme.colour("primary_tint"))
        low = QRectF(0, self.height() - 3, self.width(), 3)
        painter.fillRect(low, theme.colour("primary"))
