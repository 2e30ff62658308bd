# SPDX-License-Identifier: GPL-3.0-or-later
"""A sheet over the whole window that keeps the keyboard until it is closed."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.painted import PaintedWidget, paint_box
from caregiver_guide.ui.widgets.reading_order import KEEPS, tab_stops
from caregiver_guide.ui.widgets.scroll_page import ScrollPage

_WIDEST: Final = 1136
_RADIUS: Final = 28
_EDGE: Final = 20


class Sheet(PaintedWidget):
    """A large panel over a dimmed window; Tab stays inside, and what is behind gets no click.

    Esc and a click beside the panel do nothing, unless the sheet may be dismissed.

    Attributes:
        page: The scrolling page inside, with its footer; put content into page.body.
        keeps_words: Whether the screen behind keeps what is half written here.
        openings: How often it was opened: the same sheet may be about another thing each time.

    Signals:
        closed: The sheet was closed.
        dismiss_requested: Esc was pressed on a sheet that may be dismissed.
    """

    closed = Signal()
    dismiss_requested = Signal()

    def __init__(self, name: str, parent: QWidget, widest: int = _WIDEST) -> None:
        super().__init__(parent)
        self.keeps_words = False
        self.openings = 0
        self._cover = parent
        self._widest = widest
        self._dismissable = False
        self._last_focus: QWidget | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty(KEEPS, True)
        self._panel = _SheetPanel(self)
        self.page = ScrollPage(margin=40)
        self.page.set_footer_plain(True)
        column = QVBoxLayout(self._panel)
        column.setContentsMargins(0, 14, 0, 14)
        column.addWidget(self.page)
        parent.installEventFilter(self)
        self.hide()

    def set_dismissable(self, dismissable: bool) -> None:
        """Say whether Esc asks to close the sheet."""
        self._dismissable = dismissable

    def open(self) -> None:
        """Show the sheet over its parent and move the keyboard into it."""
        self.openings += 1
        self._last_focus = self.window().focusWidget()
        self._place()
        self.show()
        self.raise_()
        # Heights depend on widths that only the shown page knows.
        self._place()
        self.page.scroll_to_top()
        self._walk(True, self)

    def close_sheet(self) -> None:
        """Hide the sheet and give the keyboard back."""
        if self.isHidden():
            return
        self.hide()
        if self._last_focus is not None and self._last_focus.isVisible():
            self._last_focus.setFocus(Qt.FocusReason.OtherFocusReason)
        focused = self.window().focusWidget()
        if self.isAncestorOf(focused):
            # Whoever had it before is gone; a key must never reach what is hidden.
            self._cover.setFocus(Qt.FocusReason.OtherFocusReason)
        self._last_focus = None
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the parent at every size."""
        # While the program ends, a sheet may hear of its cover after it has lost its own fields.
        if watched is getattr(self, "_cover", None) and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def event(self, event: QEvent) -> bool:
        """Fit the panel again when its content changes."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Walk in a circle inside the sheet."""
        return self._walk(forward, QApplication.focusWidget())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep every key; Esc asks to close a sheet that may be dismissed."""
        if event.key() == Qt.Key.Key_Escape and self._dismissable:
            self.dismiss_requested.emit()
        event.accept()

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Dim what is behind."""
        painter.fillRect(self.rect(), theme.colour("veil"))

    def _walk(self, forward: bool, focused: QWidget | None) -> bool:
        """Give the focus to the next widget of the sheet that takes it."""
        stops = list(tab_stops(self))
        if not stops:
            return False
        place = next((n for n, stop in enumerate(stops) if stop is focused), None)
        if place is None:
            place = -1 if forward else len(stops)
        widget = stops[(place + (1 if forward else -1)) % len(stops)]
        reason = Qt.FocusReason.TabFocusReason
        widget.setFocus(reason if forward else Qt.FocusReason.BacktabFocusReason)
        self.page.show_widget(widget)
        return True

    def _place(self) -> None:
        self.setGeometry(self._cover.rect())
        edge = _EDGE if self.width() < 1100 or self.height() < 700 else 36
        widest = Theme.current().px(self._widest)
        width = min(self.width() - 2 * edge, widest)
        wanted = self._panel.height_at(width)
        height = min(self.height() - 2 * _EDGE, wanted)
        box = QRect(0, 0, width, height)
        box.moveCenter(self.rect().center())
        self._panel.setGeometry(box)


class _SheetPanel(PaintedWidget):
    """The ground of the sheet."""

    def hasHeightForWidth(self) -> bool:
        """Return False: the sheet measures its page and scrolls what is too much."""
        return False

    def height_at(self, width: int) -> int:
        """Return the height that shows everything at a width."""
        page = self.findChild(ScrollPage)
        return page.full_height(width) + 28 if page is not None else 0

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint the ground."""
        edge = theme.colour("border") if theme.is_contrast or theme.is_dark else None
        paint_box(painter, QRectF(self.rect()), _RADIUS, theme.colour("surface"), edge, 2)
