# SPDX-License-Identifier: GPL-3.0-or-later
"""The window: a stack of screens with the way around beside it, and no other business."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from caregiver_guide.ui.widgets.nav_rail import NavItem, NavRail
from caregiver_guide.ui.widgets.reading_order import leave, step_focus
from caregiver_guide.ui.widgets.step_dots import StepDots

SMALLEST = (1024, 640)
USUAL = (1280, 800)


class Frame(StrEnum):
    """What stands around a screen."""

    PLACES = "places"
    FLOW = "flow"
    NOTHING = "nothing"


class MainWindow(QWidget):
    """Shows one screen at a time, by name.

    Without places it lies inside another window, has no keys of its own, and leads nowhere else.

    Signals:
        place_chosen: The caregiver wants to go to a place of the app, by name.
        leave_requested: The caregiver wants out of the massage flow.
        text_step_requested: Larger (1), smaller (-1) or usual (0) text.
        help_requested: F1 was pressed.
        close_requested: The window is about to close; it closes when the app says so.
        screen_changed: Another screen is about to be seen, by name.
        painted: The window has been painted for the first time, whole.
    """

    place_chosen = Signal(str)
    leave_requested = Signal()
    text_step_requested = Signal(int)
    help_requested = Signal()
    close_requested = Signal()
    screen_changed = Signal(str)
    painted = Signal()

    def __init__(self, parent: QWidget | None = None, *, has_places: bool = True) -> None:
        super().__init__(parent)
        self._has_places = has_places
        if has_places:
            self.setWindowTitle(self.tr("Caregiver Guide"))
            self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        self.may_close = False
        self._is_painted = False
        self._screens: dict[str, QWidget] = {}
        self._makers: dict[str, tuple[Callable[[], QWidget], Frame]] = {}
        self._current = ""

        self.rail = NavRail(
            self.tr("Caregiver Guide"), self._items(), self._foot(), self.tr("Menu")
        )
        self.rail.place_chosen.connect(self.place_chosen)
        self.rail.mode_changed.connect(lambda _mode: self._lay_out())
        self.dots = StepDots(
            (
                self.tr("Check"),
                self.tr("Routine"),
                self.tr("Position"),
                self.tr("Ready"),
                self.tr("Before"),
                self.tr("Massage"),
                self.tr("After"),
            ),
            self.tr("Leave"),
        )
        self.dots.leave_requested.connect(self.leave_requested)

        self._stack = QStackedWidget()
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self.rail)
        self._layout.addWidget(self.dots)
        self._layout.addWidget(self._stack, 1)
        if has_places:
            self._add_keys()
        self.frame_as(Frame.NOTHING)

    def _items(self) -> tuple[NavItem, ...]:
        return (
            NavItem("today", "home", self.tr("Today"), self.tr("Today")),
            NavItem("safety", "person", self.tr("Safety map"), self.tr("Safety")),
            NavItem("log", "list", self.tr("Massage log"), self.tr("Log")),
            NavItem("trends", "chart", self.tr("Trends"), self.tr("Trends")),
            NavItem("page", "page", self.tr("Care-team page"), self.tr("Page")),
            NavItem("learn", "book", self.tr("Learn"), self.tr("Learn")),
        )

    def _foot(self) -> tuple[NavItem, ...]:
        return (NavItem("settings", "sliders", self.tr("Settings"), self.tr("Settings")),)

    def _add_keys(self) -> None:
        for number, key in enumerate(self.rail.keys, start=1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(lambda place=key: self._go(place))
        for keys, step in (("Ctrl++", 1), ("Ctrl+=", 1), ("Ctrl+-", -1), ("Ctrl+0", 0)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda by=step: self.text_step_requested.emit(by))
        settings = QShortcut(QKeySequence("Ctrl+,"), self)
        settings.activated.connect(lambda: self._go("settings"))
        page = QShortcut(QKeySequence("Ctrl+P"), self)
        page.activated.connect(lambda: self._go("page"))
        start = QShortcut(QKeySequence("Ctrl+N"), self)
        start.activated.connect(lambda: self._go("start"))
        full = QShortcut(QKeySequence("F11"), self)
        full.activated.connect(self._turn_full_screen)
        helping = QShortcut(QKeySequence("F1"), self)
        helping.activated.connect(self._ask_help)

    def _go(self, place: str) -> None:
        # In a flow and on a first run there is one way out, and it asks.
        if self.frame is Frame.PLACES:
            self.place_chosen.emit(place)

    def _ask_help(self) -> None:
        if self.frame is Frame.PLACES:
            self.help_requested.emit()

    def _turn_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    # -- screens -------------------------------------------------------------------------

    def add_screen(self, name: str, make: Callable[[], QWidget], frame: Frame) -> None:
        """Know a screen by ``name``; it is made when it is first shown."""
        self._makers[name] = (make, frame)

    def screen_named(self, name: str) -> QWidget:
        """Return a screen, making it if this is the first time."""
        if name not in self._screens:
            make, _ = self._makers[name]
            screen = make()
            self._screens[name] = screen
            self._stack.addWidget(screen)
        return self._screens[name]

    def drop_screen(self, name: str) -> None:
        """Forget a screen, with all that is in it."""
        self._makers.pop(name, None)
        screen = self._screens.pop(name, None)
        if screen is not None:
            self._stack.removeWidget(screen)
            screen.deleteLater()

    def show_screen(self, name: str, step: int | None = None, within: str = "") -> QWidget:
        """Show a screen with what belongs around it.

        ``step`` is its place in the flow, ``within`` the place of the app that it belongs to.
        """
        screen = self.screen_named(name)
        self.frame_as(self._makers[name][1])
        if step is not None:
            self.dots.show_current(step)
        place = within or name
        self.rail.show_current(place if place in self.rail.keys else None)
        is_other = self._current != name
        self._current = name
        if is_other:
            self.screen_changed.emit(name)
        self._stack.setCurrentWidget(screen)
        return screen

    @property
    def current(self) -> str:
        """The name of the screen that is shown."""
        return self._current

    def frame_as(self, frame: Frame) -> None:
        """Put the places, the flow bar or nothing around the screen."""
        self.frame = frame
        self.rail.setVisible(frame is Frame.PLACES and self._has_places)
        self.dots.setVisible(frame is Frame.FLOW)
        self._lay_out()

    def name_person(self, name: str) -> None:
        """Call the person's own place by the person's name."""
        self.rail.rename("safety", self.tr("{name} & safety").format(name=name), name)

    @property
    def is_painted(self) -> bool:
        """Whether the window has been painted at least once."""
        return self._is_painted

    # -- Qt's own ------------------------------------------------------------------------

    def _lay_out(self) -> None:
        is_beside = self.frame is Frame.PLACES and self.rail.fit(self.size()) != "bar"
        self._layout.setDirection(
            QBoxLayout.Direction.LeftToRight if is_beside else QBoxLayout.Direction.TopToBottom
        )

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Walk with Tab from what stands around a screen into it, and round at the ends."""
        return step_focus(self, None, forward) or leave(self, forward)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell of the first painting; everything inside is painted before the timer comes."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the form of the rail that fits."""
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        """Lay out again when the text size changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(
            self, "_layout"
        ):
            self._lay_out()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask the app first: a massage may be running."""
        if not self.may_close:
            # Qt passes over a second close() in here, so the answer is taken from this one.
            self.close_requested.emit()
        if self.may_close:
            super().closeEvent(event)
        else:
            event.ignore()
