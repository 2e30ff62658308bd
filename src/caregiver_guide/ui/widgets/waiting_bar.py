# SPDX-License-Identifier: GPL-3.0-or-later
"""A bar that says on one person's screen that a question about another person waits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout

from caregiver_guide.services.person_looks import PersonLook
from caregiver_guide.services.press_guard import PressGuard
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.announce import announce
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.flow_layout import row_of
from caregiver_guide.ui.widgets.painted import CONTROL_RADIUS, PaintedWidget, paint_box
from caregiver_guide.ui.widgets.person_mark import PersonMark
from caregiver_guide.ui.widgets.reading_order import LIES_OVER
from caregiver_guide.ui.widgets.text import Text

_EDGE: Final = 10
_MARK: Final = 48
_SHARE: Final = 0.6
"""It covers this part of the screen at most, where there are fewer words."""


class WaitingBar(PaintedWidget):
    """Who it is, by disc and name, and that a question waits; nothing else of that person.

    It comes by itself, so it lies over the top of the screen and moves nothing, and takes no press
    at once: whatever a hand was about to press is not taken for an answer. What has the keyboard
    is seen: where it would lie under the bar, the bar lies over the foot of the screen.

    Signals:
        turn_requested: The caregiver wants to be with this person, by id.
        put_off: Not now.
    """

    turn_requested = Signal(str)
    put_off = Signal()

    def __init__(self, over: QStackedWidget, clock: Callable[[], float]) -> None:
        """Lie over all screens of a stack; ``clock`` gives seconds that only go forward."""
        super().__init__(over)
        self.setProperty(LIES_OVER, True)
        self._guard = PressGuard(clock)
        self._person = self._name = ""
        self._decided_for: tuple[object, ...] = ()
        self._is_brief = self._is_low = False
        self._mark = PersonMark(size=_MARK)
        self._words = Text("", "label")
        self._words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._turn = ActionButton("", kind="secondary", size="small")
        self._turn.clicked.connect(self._be_with)
        self._later = ActionButton(self.tr("Not now"), kind="plain", size="small")
        self._later.clicked.connect(self._put_off)
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(self._words)
        words.addLayout(row_of(self._turn, self._later))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(16)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        over.installEventFilter(self)
        # A page scrolls to what has the keyboard only after this is told.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._step_aside)
        over.currentChanged.connect(self._screen_came)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        self.hide()

    @property
    def person(self) -> str:
        """The id of the person whose question waits, or nothing."""
        return self._person

    def show_question(self, look: PersonLook) -> None:
        """Say of whom a question waits."""
        is_new = look.id != self._person
        if is_new:
            self._is_low = False
        self._person = look.id
        words = self.tr("{name}: a question waits.").format(name=look.name)
        self._mark.show_look(look)
        self._words.setText(words)
        self._name = look.name
        self.setAccessibleName(words)
        self.show()
        self._place()
        self._step_aside()
        if is_new:
            self._guard.step_came()
            announce(self, words)

    def clear(self) -> None:
        """Say nothing more."""
        self._person = ""
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the edge of what it lies over."""
        if watched is self.parentWidget() and event.type() == QEvent.Type.Resize:
            self._place()
            self._soon.start()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Take the room that other words need, or words of another size."""
        is_done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return is_done

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint the ground with an edge: it lies over other words."""
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        fill, edge = theme.colour("surface"), theme.colour("primary")
        paint_box(painter, rect, CONTROL_RADIUS, fill, edge, 2.0)

    def _place(self) -> None:
        over = self.parentWidget()
        if over is None or self.isHidden():
            return
        width = max(1, over.width() - 2 * _EDGE)
        self._decide(width, over.height())
        height = self._height(width, is_brief=self._is_brief)
        top = over.height() - _EDGE - height if self._is_low else _EDGE
        self.setGeometry(_EDGE, top, width, height)
        self.raise_()

    def _screen_came(self) -> None:
        """Lie over the screen that came: it was put on top of all that lies over the others."""
        self._is_low = False
        self._place()
        self._soon.start()

    def _focus_moved(self) -> None:
        if not self.isHidden():
            self._soon.start()

    def _step_aside(self) -> None:
        """Go to the other edge where less of what has the keyboard lies under it there."""
        over, here = self.parentWidget(), QApplication.focusWidget()
        if over is None or here is None or self.isHidden():
            return
        if not over.isAncestorOf(here) or self.isAncestorOf(here):
            return
        seen = here.visibleRegion().boundingRect()
        seen.translate(here.mapTo(over, QPoint(0, 0)))
        now = self.geometry()
        other = QRect(now)
        other.moveTop(over.height() - now.top() - now.height())
        if _shared(seen, other) < _shared(seen, now):
            self._is_low = not self._is_low
            self._place()
            self._guard.step_came()

    def _decide(self, width: int, over: int) -> None:
        """Choose full or brief where the room, the words or their size are others than before.

        To measure it in full asks for the room again, so it must not be measured at each asking.
        """
        sizes = self._words.sizeHint(), self._later.sizeHint()
        case = (self._name, width, over, *sizes)
        if case != self._decided_for:
            self._decided_for = case
            self._is_brief = self._height(width, is_brief=False) > over * _SHARE

    def _height(self, width: int, *, is_brief: bool) -> int:
        """Say it in full or in brief; return the height that this needs at a width."""
        full = self.tr("Be with {name}").format(name=self._name)
        words = self.tr("Go there") if is_brief else full
        if self._turn.text() != words:
            self._turn.setText(words)
            self._turn.setAccessibleName(full)
        self._mark.setVisible(not is_brief)
        layout = self.layout()
        if layout is not None:
            # Rows within rows know only then that their words are others.
            layout.activate()
        return self.heightForWidth(width)

    def _be_with(self) -> None:
        if self._guard.takes():
            self.turn_requested.emit(self._person)

    def _put_off(self) -> None:
        if self._guard.takes():
            self.put_off.emit()


def _shared(one: QRect, other: QRect) -> int:
    """Return how many lines of pixels lie in both."""
    return max(0, one.intersected(other).height())
