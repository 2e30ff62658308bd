# SPDX-License-Identifier: GPL-3.0-or-later
"""A bar that says what was done and offers to take it back for a while, and the place it has."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from caregiver_guide.services.clocks import steady_clock
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.announce import announce
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.painted import CONTROL_RADIUS, PaintedWidget, paint_box
from caregiver_guide.ui.widgets.text import Text
from caregiver_guide.ui.widgets.text_block import TextBlock

UNDO_SECONDS: Final = 12
_AROUND: Final = 20 + 8 + 16
_SHARE: Final = 5
"""The message takes this part of the window's height at most, where there are fewer words."""


class UndoBar(PaintedWidget):
    """What was done, and a button that takes it back; it closes by itself.

    It stands in an `UndoPlace`, which stays when the bar goes. The timer may be handed in, so that
    a test need not wait. ``clock`` gives seconds that go on while the computer sleeps: the timer
    does not.

    Signals:
        offered: The bar has something to say.
        undo_requested: The caregiver wants it taken back.
        expired: The time is over.
        dismissed: It has nothing more to say, and what stood around it is another thing now.
    """

    offered = Signal()
    undo_requested = Signal()
    expired = Signal()
    dismissed = Signal()

    def __init__(
        self,
        undo_words: str,
        timer: QTimer | None = None,
        parent: QWidget | None = None,
        *,
        clock: Callable[[], float] = steady_clock,
    ) -> None:
        super().__init__(parent)
        self.setProperty("panel", "note")
        self._message = self._short = ""
        self._clock = clock
        self._ends_at = 0.0
        self._timer = timer if timer is not None else QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.end)
        self._words = Text("", "body")
        self._words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._undo = ActionButton(undo_words, icon="undo", kind="quiet", size="small")
        self._undo.clicked.connect(self._take_back)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 8, 8, 8)
        row.setSpacing(16)
        row.addWidget(self._words, 1)
        row.addWidget(self._undo)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        # What goes by itself leaves its place empty: nothing comes under a hand that is late.
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.hide()

    @property
    def button(self) -> ActionButton:
        """Return the button that takes it back."""
        return self._undo

    def offer(self, message: str, seconds: float = UNDO_SECONDS, short: str = "") -> None:
        """Say what was done and offer to take it back for some seconds.

        ``short`` is shown where words are so large that the message would take the window.
        """
        self._message, self._short = message, short
        self.setAccessibleName(message)
        self.offered.emit()
        self.show()
        self._fit()
        self._ends_at = self._clock() + seconds
        self._timer.start(round(seconds * 1000))
        announce(self, message)

    def dismiss(self) -> None:
        """Close the bar and give up its place; what was done stays done."""
        self._timer.stop()
        self.hide()
        self.dismissed.emit()

    def end(self) -> None:
        """Close the bar because its time is over; its place stays."""
        self._timer.stop()
        if not self.isHidden():
            self._go()
            self.expired.emit()

    def end_if_old(self) -> None:
        """Close the bar if its time is over, though its timer may not have run."""
        if self._clock() >= self._ends_at:
            self.end()

    def _go(self) -> None:
        """Hide; the next key is not heard by whatever comes after the button."""
        self._undo.clearFocus()
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say it in few words where there is little room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = self.width() - _AROUND
        if not self._undo.isHidden():
            width -= self._undo.sizeHint().width()
        height = TextBlock(self._message, "body", max(1, width)).size.height()
        is_high = self._short and height > self.window().height() / _SHARE
        words = self._short if is_high else self._message
        if self._words.text() != words:
            self._words.setText(words)

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint the ground; dark themes have an edge, since a light bar would glare."""
        edge = theme.colour("border") if theme.is_dark else None
        paint_box(painter, QRectF(self.rect()), CONTROL_RADIUS, theme.colour("note"), edge)

    def _take_back(self) -> None:
        self._timer.stop()
        self._go()
        self.undo_requested.emit()


class UndoPlace(QWidget):
    """The place of a bar: it opens with the bar, and closes only when the screen changes anyway.

    When the time is over, or Undo was pressed, the bar goes and its place stays empty, so that no
    other button slides to where a hand is.
    """

    def __init__(self, bar: UndoBar, *, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> None:
        super().__init__()
        self._bar = bar
        row = QVBoxLayout(self)
        row.setContentsMargins(*margins)
        row.addWidget(bar)
        bar.offered.connect(self.show)
        bar.dismissed.connect(self.hide)
        self.hide()

    def give_back(self) -> None:
        """Close, unless the bar has something to say: something else is shown now."""
        if self._bar.isHidden():
            self.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        """Be gone when the screen is seen again."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.give_back()
