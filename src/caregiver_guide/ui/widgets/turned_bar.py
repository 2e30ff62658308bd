# SPDX-License-Identifier: GPL-3.0-or-later
"""A bar in large words that says who the screen belongs to now."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from caregiver_guide.services.clocks import steady_clock
from caregiver_guide.services.person_looks import PersonLook
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.announce import announce
from caregiver_guide.ui.widgets.painted import PaintedWidget
from caregiver_guide.ui.widgets.person_mark import PersonMark
from caregiver_guide.ui.widgets.text import Text

TURNED_SECONDS: Final = 120
"""How long it says so: what is read the next morning is no news."""

_ROOMY: Final = 300
"""How high a window is, in pixels at 100 %, that has room for more than a line of words."""


class TurnedBar(PaintedWidget):
    """Says in large words who it is, beside the disc, above the screen.

    It speaks for two minutes at most. Its place stays until another screen is shown: a page that
    moves up by itself moves under a hand.
    """

    def __init__(
        self, parent: QWidget | None = None, *, clock: Callable[[], float] = steady_clock
    ) -> None:
        """Have a ``clock`` that gives seconds and goes on while the computer sleeps."""
        super().__init__(parent)
        self._clock = clock
        self._ends_at = 0.0
        self.setProperty("panel", "tint")
        self._mark = PersonMark(size=52)
        self._words = Text("", "h2")
        self._words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 24, 8)
        row.setSpacing(18)
        row.addWidget(self._mark)
        row.addWidget(self._words, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(1000 * TURNED_SECONDS)
        self._timer.timeout.connect(self.end)
        self.hide()

    @property
    def is_over(self) -> bool:
        """Whether it says nothing, or nothing more."""
        return self._words.isHidden()

    def end(self) -> None:
        """Say nothing more, and keep the place as it is."""
        self._timer.stop()
        self.setMinimumHeight(self.height())
        self._words.hide()
        self._mark.hide()
        self.setAccessibleName("")
        self.update()

    def end_if_old(self) -> None:
        """Say nothing more if its time is over, though its timer may not have run."""
        if not self.isHidden() and not self.is_over and self._clock() >= self._ends_at:
            self.end()

    def tell(self, look: PersonLook, words: str) -> None:
        """Say it, aloud too where somebody listens."""
        is_roomy = self.window().height() / Theme.current().scale.factor >= _ROOMY
        self._words.set_style("h2" if is_roomy else "label")
        self._mark.setVisible(is_roomy)
        self._mark.show_look(look)
        self._words.setText(words)
        self._words.show()
        self.setMinimumHeight(0)
        self.setAccessibleName(words)
        self.show()
        self._ends_at = self._clock() + TURNED_SECONDS
        self._timer.start()
        announce(self, words, urgent=True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Wait for nothing while another screen is shown."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._timer.stop()

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint the ground and a line below, while there is something to say."""
        if self.is_over:
            return
        painter.fillRect(self.rect(), theme.colour("primary_tint"))
        low = QRectF(0, self.height() - 3, self.width(), 3)
        painter.fillRect(low, theme.colour("primary"))
