# SPDX-License-Identifier: GPL-3.0-or-later
"""A page that scrolls up and down, never sideways, over a footer that stays."""

import math
from collections.abc import Callable
from typing import Final, Literal

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.painted import PaintedWidget, round_pen
from caregiver_guide.ui.widgets.reading_order import leave, step_focus
from caregiver_guide.ui.widgets.text import Text
from caregiver_guide.ui.widgets.text_block import TextBlock, natural_width

Kept = Literal["all", "main", "none"]
"""Which buttons stay below the page while it scrolls."""

CONTENT_WIDEST: Final = 1440
_NARROW: Final = 1100
_MARGIN: Final = 32
_ONE_COLUMN: Final = 900
_NOTE_LEAST: Final = 260
_FOOTER_SHARE: Final = 0.45
_NARROW_MARGIN: Final = 20
_AROUND: Final = 24


class ScrollPage(QWidget):
    """Content that scrolls, centred and at most 1440 wide, with buttons below that do not.

    Where words are so large that the buttons would take half of the page, only the primary one
    stays and the others scroll with the page; the last resort is that all of them scroll.

    Enter that no control used presses the primary button; Alt+Left presses Back.

    Attributes:
        body: The layout to put content into.
        area: The scroll area.
    """

    def __init__(self, margin: int = _MARGIN, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._margin = margin
        self._note = ""
        self._floating: tuple[QWidget, Callable[[], None], QWidget] | None = None
        self._float_is_due = False
        self._is_moving = False
        self._is_settling = False
        self._below: list[QWidget] = []
        self._primary: QAbstractButton | None = None
        self._back: QAbstractButton | None = None

        self._content = _Content()
        self.body = QVBoxLayout()
        self.body.setSpacing(20)
        self._inside = QVBoxLayout(self._content)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(0)
        self._inside.addLayout(self.body, 1)
        self.area: QScrollArea = _Area()
        # A viewport made here is known at once; asking Qt for its own makes the binding look
        # through every class of widget there is.
        viewport = QWidget()
        viewport.setAutoFillBackground(False)
        self.area.setViewport(viewport)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self._content)
        self._content.setAutoFillBackground(False)

        self._footer = _Footer()
        self._footer.resized.connect(self._settle_soon)
        self._footer.hide()
        self._starts: list[QWidget] = []
        self._ends: list[QWidget] = []
        # What scrolls with the page, where there is no room to keep it below.
        self._rest = _Footer()
        self._rest.plain = True
        self._rest.may_stack = True
        self._rest.hide()
        self._inside.addWidget(self._rest)
        self._kept: Kept = "all"
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.area, 1)
        self._column.addWidget(self._footer)
        self._set_margins()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow_focus)

    def footer_start(self, widget: QWidget, back: bool = False) -> None:
        """Put a widget at the start of the footer; with back it is what Alt+Left presses."""
        self._starts.append(widget)
        widget.installEventFilter(self)
        self._put_buttons()
        if back and isinstance(widget, QAbstractButton):
            self._back = widget

    def footer_end(self, widget: QWidget, primary: bool = True) -> None:
        """Put a widget at the end of the footer; a primary button is what Enter presses."""
        self._ends.append(widget)
        widget.installEventFilter(self)
        self._put_buttons()
        if primary and isinstance(widget, QAbstractButton):
            self._primary = widget

    def set_primary(self, button: QAbstractButton | None) -> None:
        """Say which button Enter presses, wherever it stands; None for none."""
        self._primary = button

    def keep_in_view(self, button: QWidget, put_back: Callable[[], None], place: QWidget) -> None:
        """Have a button of the content below the page where its own place would be out of sight.

        ``place`` is the part of the content it belongs to, at its top; ``put_back`` puts it there
        when there is room again. A page that is one narrow column has it below as well.
        """
        self._floating = button, put_back, place
        self._content.installEventFilter(self)
        self._float()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look again at where buttons belong when content or buttons come, go or change."""
        kinds = (QEvent.Type.LayoutRequest, QEvent.Type.Resize)
        if event.type() == QEvent.Type.ShowToParent and isinstance(watched, QWidget):
            row = watched.parentWidget()
            if isinstance(row, _Footer) and row.isHidden():
                # In a row that is not there it asks nobody for room by itself.
                QApplication.postEvent(self, QEvent(QEvent.Type.LayoutRequest))
        if watched is getattr(self, "_content", None) and event.type() in kinds:
            self._float_soon()
        return False

    def _float_soon(self) -> None:
        """Move the kept button once everything has found its place."""
        if self._floating is not None and not self._float_is_due:
            self._float_is_due = True
            QTimer.singleShot(0, self, self._float_now)

    def _float_now(self) -> None:
        self._float_is_due = False
        self._float()

    def _float(self) -> None:
        """Move the button that is kept in view to where it belongs now."""
        if self._floating is None:
            return
        button, put_back, _place = self._floating
        is_below = button in self._ends
        goes_below = self._is_narrow or not self._place_is_in_view()
        if is_below == goes_below:
            return
        had_focus = self.window().focusWidget() is button
        # Where things are is not known while they move: nothing may scroll to them yet.
        self._is_moving = True
        if goes_below:
            self._ends.append(button)
        else:
            self._ends.remove(button)
        self._put_buttons()
        if not goes_below:
            put_back()
        button.show()
        if had_focus:
            button.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, button, lambda: self._show_moved(button))
        self._is_moving = False

    @property
    def _is_narrow(self) -> bool:
        return self.width() < _ONE_COLUMN * Theme.current().scale.factor

    def _place_is_in_view(self) -> bool:
        """Return whether the kept button can be seen whole in its place before any scrolling."""
        if self._floating is None or not self.isVisible():
            return True
        button, _put_back, place = self._floating
        top = place.mapTo(self._content, QPoint(0, 0)).y()
        others = [one for one in (*self._starts, *self._ends) if one is not button]
        room = self.area.height() if any(not one.isHidden() for one in others) else self.height()
        return top + button.sizeHint().height() + _AROUND <= room

    def _show_moved(self, button: QWidget) -> None:
        """Scroll to a button that has the keyboard, once it stands in its new place."""
        if self._content.isAncestorOf(button) and self.window().focusWidget() is button:
            self.show_widget(button)

    def footer_note(self, words: str) -> None:
        """Show words between the footer's buttons, or none."""
        self._note = words
        self._footer.show_note(words if self._kept == "all" else "")
        self._rest.show_note("" if self._kept == "all" else words)

    def set_footer_plain(self, plain: bool) -> None:
        """Draw the footer without its own ground and line, as on a sheet, or with them."""
        self._footer.plain = plain
        self._footer.update()

    def scroll_to_top(self) -> None:
        """Show the beginning."""
        self.area.verticalScrollBar().setValue(0)

    def show_widget(self, widget: QWidget) -> None:
        """Scroll until a widget of the page is seen."""
        self.area.ensureWidgetVisible(widget, 0, _AROUND)

    def show_both(self, first: QWidget, last: QWidget) -> None:
        """Scroll until two widgets are seen with what lies between; of too much, the end."""
        if not (self._content.isAncestorOf(first) and self._content.isAncestorOf(last)):
            return
        bar, height = self.area.verticalScrollBar(), self.area.viewport().height()
        top = first.mapTo(self._content, QPoint(0, 0)).y() - _AROUND
        bottom = last.mapTo(self._content, QPoint(0, last.height())).y() + _AROUND
        bar.setValue(max(min(bar.value(), top), bottom - height))

    def show_from(self, widget: QWidget) -> None:
        """Scroll until a widget of the page stands at the top, or as near as the page lets it."""
        bar, seen = self.area.verticalScrollBar(), self.area.viewport()
        top = widget.mapTo(seen, widget.rect().topLeft()).y()
        bar.setValue(max(0, bar.value() + top - _AROUND))

    def scroll_down_to(self, widget: QWidget) -> None:
        """Scroll down until a widget is seen whole, or from its top; never up."""
        bar, seen = self.area.verticalScrollBar(), self.area.viewport()
        top = widget.mapTo(seen, widget.rect().topLeft()).y()
        if top + widget.height() > seen.height() and top > _AROUND:
            bar.setValue(bar.value() + top - _AROUND)

    def full_height(self, width: int) -> int:
        """Return the height at which nothing scrolls, for a page of a width."""
        content = self._inside.totalHeightForWidth(width)
        if content < 0:
            content = self._inside.totalSizeHint().height()
        return content + (0 if self._footer.isHidden() else self._footer.heightForWidth(width))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the primary button with Enter, Back with Alt+Left, and scroll."""
        bar = self.area.verticalScrollBar()
        steps = {
            Qt.Key.Key_Down: bar.singleStep(),
            Qt.Key.Key_Up: -bar.singleStep(),
            Qt.Key.Key_PageDown: bar.pageStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
        }
        key = Qt.Key(event.key())
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            if not _press(self._primary):
                super().keyPressEvent(event)
        elif key == Qt.Key.Key_Left and alt:
            if not _press(self._back):
                super().keyPressEvent(event)
        elif key in steps and bar.maximum() > 0:
            bar.setValue(bar.value() + steps[key])
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Walk with Tab in reading order, the footer's buttons last."""
        if step_focus(self, self._footer, forward):
            focused = QApplication.focusWidget()
            if focused is not None and self._content.isAncestorOf(focused):
                self.show_widget(focused)
            return True
        return leave(self, forward)

    def event(self, event: QEvent) -> bool:
        """Look again at the footer's place when what is in it has been laid out anew."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._dock_footer()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the content centred and the footer in its place."""
        super().resizeEvent(event)
        self._set_margins()
        self._float()
        self._float_soon()
        self._measure_footer()

    def showEvent(self, event: QShowEvent) -> None:
        """Measure what was filled while the page was hidden."""
        super().showEvent(event)
        self._float_soon()
        self._measure_footer()

    def changeEvent(self, event: QEvent) -> None:
        """Choose the margins again when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._set_margins()
            self._float()
            self._measure_footer()
            self._keep_place()

    def _keep_place(self) -> None:
        """Have what was pressed still be seen once words have another size."""
        focused = self.window().focusWidget()
        if self.isVisible() and self._content.isAncestorOf(focused):
            QTimer.singleShot(0, focused, lambda: self._show_moved(focused))

    def _measure_footer(self) -> None:
        """Forget what the footers held before, then find the buttons' place.

        Only on an event from outside: forgetting asks for a layout, which asks for this again.
        """
        for footer in (self._footer, self._rest):
            footer.row.invalidate()
            footer.column.invalidate()
        self._dock_footer()

    def _settle_soon(self) -> None:
        """Look, once everything has found its place, whether the page ends where its footer begins.

        A layout that runs while another one does may leave the page at the height it had before.
        """
        if not self._is_settling:
            self._is_settling = True
            QTimer.singleShot(0, self, self._settle)

    def _settle(self) -> None:
        self._is_settling = False
        if not self._footer.isHidden() and self.area.geometry().bottom() + 1 != self._footer.y():
            self._column.invalidate()
            self._column.activate()

    def _follow_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        """Scroll with the keyboard, whichever key moved it; a pointer needs no scrolling."""
        if old is None or new is None or QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return
        if self._is_moving:
            return
        if self._content.isAncestorOf(old) and self._content.isAncestorOf(new):
            self.show_widget(new)

    def _dock_footer(self) -> None:
        """Keep all buttons in view, or the main ones alone, or none, as there is room."""
        most = self.height() * _FOOTER_SHARE
        kept: Kept = "none"
        if self._needed([*self._starts, *self._ends], self._note) <= most:
            kept = "all"
        elif self._needed(self._main_buttons(), "") <= most:
            kept = "main"
        if kept != self._kept or (kept == "main" and self._below != self._main_buttons()):
            self._kept = kept
            self._put_buttons()
        for footer in (self._footer, self._rest):
            footer.hide_if_empty()

    def _main_buttons(self) -> list[QWidget]:
        """Return what must not scroll away: the main button, and Stop."""
        buttons = [one for one in (*self._starts, *self._ends) if not one.isHidden()]
        main = [one for one in buttons if one.property("kind") in ("primary", "stop")]
        return main or buttons[-1:]

    def _needed(self, buttons: list[QWidget], note: str) -> float:
        """Return the height that buttons and a note need below the page, or infinity."""
        shown = [button for button in buttons if not button.isHidden()]
        margins, gap = self._footer.column.contentsMargins(), self._footer.row.spacing()
        room = self.width() - margins.left() - margins.right() - gap * (len(shown) - 1)
        least = [button.minimumSizeHint().width() for button in shown]
        liked = [button.sizeHint().width() for button in shown]
        if sum(least) > room:
            return math.inf
        widths = shared_widths(least, liked, room)
        height = max(
            (one.heightForWidth(width) for one, width in zip(shown, widths, strict=True)), default=0
        )
        height += margins.top() + margins.bottom()
        return height + self._footer.note_height(note, room - sum(liked), room)

    def _put_buttons(self) -> None:
        """Put each button into the footer that stays, or into the one that scrolls."""
        main = self._main_buttons() if self._kept == "main" else []
        buttons = [*self._starts, *self._ends]
        focused = next((button for button in buttons if button.hasFocus()), None)
        below = {
            "all": buttons,
            "main": main,
            "none": [],
        }[self._kept]
        self._below = below
        for footer, mine in (
            (self._footer, below),
            (self._rest, [button for button in buttons if button not in below]),
        ):
            footer.put(
                [button for button in self._starts if button in mine],
                [button for button in self._ends if button in mine],
            )
        self.footer_note(self._note)
        # While Qt sends a first size it holds painting back, and what is moved then keeps that.
        notes = (*self._footer.notes, *self._rest.notes)
        for part in (self._footer, self._rest, *notes, *buttons):
            part.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, False)
        if focused is not None:
            focused.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_margins(self) -> None:
        narrow = self.window().width() < _NARROW * Theme.current().scale.factor
        side = min(self._margin, _NARROW_MARGIN) if narrow else self._margin
        widest = Theme.current().px(CONTENT_WIDEST)
        side = max(side, (self.width() - widest) // 2)
        self.body.setContentsMargins(side, 24, side, 24)
        for footer in (self._footer, self._rest):
            footer.column.setContentsMargins(side, 12, side, 12)


class _Area(QScrollArea):
    """A scroll area that leaves the keys to its page."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave every key to the page, which scrolls too; Qt would take Alt+Left for scrolling."""
        event.ignore()


class _Content(QWidget):
    """What scrolls: it never asks for more width than the page has."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("page", True)

    def minimumSizeHint(self) -> QSize:
        """Return no width, so that nothing is ever pushed out at the side."""
        return QSize(0, 0)


class _Footer(PaintedWidget):
    """The row of buttons that stays in view; a note stands between them, or above if need be.

    Signals:
        resized: It has another size now.
    """

    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.plain = False
        self.may_stack = False
        self._buttons: list[QWidget] = []
        self._words = ""
        self._between = Text("", "body", "quiet")
        self._between.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._above = Text("", "body", "quiet")
        self.row = QHBoxLayout()
        self.row.setSpacing(16)
        self.row.addWidget(self._between, 100)
        self.row.addStretch(1)
        self.column = QVBoxLayout(self)
        self.column.setSpacing(8)
        self.column.addWidget(self._above)
        self.column.addLayout(self.row)
        self._fit()

    @property
    def notes(self) -> tuple[QWidget, ...]:
        """The two places of the note, of which one is seen at most."""
        return (self._between, self._above)

    def put(self, starts: list[QWidget], ends: list[QWidget]) -> None:
        """Hold these buttons, in this order; a footer without any is not there."""
        for button in self._buttons:
            self.row.removeWidget(button)
        self._buttons = [*starts, *ends]
        for place, button in enumerate(starts):
            self.row.insertWidget(place, button)
        for button in ends:
            self.row.addWidget(button)
        self.hide_if_empty()
        self._fit()

    def hide_if_empty(self) -> None:
        """Be there only while there is a button to press."""
        is_empty = all(button.isHidden() for button in self._buttons)
        if is_empty != self.isHidden():
            self.setVisible(not is_empty)

    def note_height(self, words: str, between: int, room: int) -> float:
        """Return the height that a note adds: none where it stands between the buttons."""
        if not words or between >= self._note_width(words):
            return 0.0
        return TextBlock(words, "body", max(1, room)).size.height() + self.column.spacing()

    @staticmethod
    def _note_width(words: str) -> float:
        return min(natural_width(words, "body"), Theme.current().px(_NOTE_LEAST))

    def show_note(self, words: str) -> None:
        """Show words between the buttons, or none."""
        self._words = words
        self._between.setText(words)
        self._above.setText(words)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Return no width, so that no button ever makes a window wider than it is."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Move the note when the width changes."""
        super().resizeEvent(event)
        self._fit()
        self.resized.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Move the note when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        margins = self.column.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        self._stack(room)
        for button in self._buttons:
            if not button.isHidden():
                room -= button.sizeHint().width() + self.row.spacing()
        fits = room >= self._note_width(self._words)
        self._between.setVisible(bool(self._words) and fits)
        self._above.setVisible(bool(self._words) and not fits)

    def _stack(self, room: int) -> None:
        """Put what scrolls one below the other where it is too wide for a row."""
        if not self.may_stack or room <= 0:
            return
        shown = [button for button in self._buttons if not button.isHidden()]
        least = sum(button.minimumSizeHint().width() for button in shown)
        least += self.row.spacing() * (len(shown) - 1)
        below, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        direction = below if least > room else beside
        if self.row.direction() != direction:
            self.row.setDirection(direction)

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint ground and line."""
        if self.plain:
            return
        painter.fillRect(self.rect(), theme.colour("surface"))
        painter.setPen(round_pen(theme.colour("line"), theme.outline))
        painter.drawLine(QPointF(0, 0.75), QPointF(self.width(), 0.75))


def shared_widths(least: list[int], liked: list[int], room: int) -> list[int]:
    """Return how wide a row lays out what would like more room than there is.

    What lacks is taken in equal parts from each, and from none beyond its least.
    """
    widths, open_ones = list(liked), list(range(len(liked)))
    while open_ones and sum(widths) > room:
        lack = sum(widths) - room
        for place in open_ones:
            widths[place] = max(least[place], widths[place] - math.ceil(lack / len(open_ones)))
        open_ones = [place for place in open_ones if widths[place] > least[place]]
    return widths


def _press(button: QAbstractButton | None) -> bool:
    """Press a button if it can be pressed; say whether it was."""
    if button is None or not button.isEnabled() or not button.isVisible():
        return False
    button.click()
    return True
