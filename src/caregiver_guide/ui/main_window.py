# SPDX-License-Identifier: GPL-3.0-or-later
"""The window: a stack of screens with the way around beside it, and no other business."""

from __future__ import annotations

import gc
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from caregiver_guide.services.clocks import steady_clock
from caregiver_guide.services.person_looks import PersonLook
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.nav_rail import NavItem, NavRail
from caregiver_guide.ui.widgets.person_mark import PersonBand
from caregiver_guide.ui.widgets.reading_order import leave, step_focus
from caregiver_guide.ui.widgets.step_dots import StepDots
from caregiver_guide.ui.widgets.turned_bar import TurnedBar

if TYPE_CHECKING:
    from caregiver_guide.ui.widgets.undo_bar import UndoBar, UndoPlace

ALL_PEOPLE = ("welcome", "who", "people", "practice")
"""The screens that are nobody's own: they ask who it is, or show everybody."""

_ROOMY = 400
"""How high a window is, in pixels at 100 %, in which the band names the person in a massage."""
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
        lock_requested: Ctrl+L was pressed.
        undo_requested: The last change is to be taken back.
        redo_requested: What was taken back is to be done again.
        close_requested: The window is about to close; it closes when the app says so.
        screen_changed: Another screen is about to be seen, by name.
        people_requested: The caregiver wants to turn to somebody else.
        painted: The window has been painted for the first time, whole.
    """

    place_chosen = Signal(str)
    leave_requested = Signal()
    text_step_requested = Signal(int)
    help_requested = Signal()
    lock_requested = Signal()
    undo_requested = Signal()
    redo_requested = Signal()
    close_requested = Signal()
    screen_changed = Signal(str)
    people_requested = Signal()
    painted = Signal()

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        has_places: bool = True,
        clock: Callable[[], float] = steady_clock,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._has_places = has_places
        if has_places:
            self.setWindowTitle(self.tr("Caregiver Guide"))
            self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        self.may_close = False
        self._is_painted = False
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._make_inside()

    def _make_inside(self) -> None:
        self._screens: dict[str, QWidget] = {}
        self._makers: dict[str, tuple[Callable[[], QWidget], Frame]] = {}
        self._current = ""
        self._look: PersonLook | None = None
        self.rail = NavRail(
            self.tr("Caregiver Guide"), self._items(), self._foot(), self.tr("Menu")
        )
        self.rail.place_chosen.connect(self.place_chosen)
        self.rail.person_pressed.connect(self.people_requested)
        self.rail.mode_changed.connect(lambda _mode: self._lay_out())
        self.dots = StepDots(
            self._steps(),
            self.tr("Leave"),
        )
        self.dots.leave_requested.connect(self.leave_requested)

        self._stack = QStackedWidget()
        self._band = PersonBand()
        self._turned = TurnedBar(clock=self._clock)
        self._inside = QWidget()
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._inside)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self.rail)
        self._layout.addWidget(self.dots)
        self._below: UndoPlace | None = None
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self._column.addWidget(self._turned)
        self._column.addWidget(self._stack, 1)
        self._layout.addLayout(self._column, 1)
        self._whole.addWidget(self._band)
        self._whole.addWidget(self._inside, 1)
        if self._has_places:
            self._add_keys()
        self.frame_as(Frame.NOTHING)

    def forget(self) -> None:
        """Drop every screen, sheet and half-written word, and all that belongs to somebody else.

        What is a child of the window goes with it.
        """
        # Rubbish is swept before, and not while widgets go: both at once has ended the program.
        was_enabled = gc.isenabled()
        gc.collect()
        gc.disable()
        for child in self.children():
            if child is not self._whole:
                if isinstance(child, QWidget):
                    child.hide()
                child.deleteLater()
                # Now, and not later: until then it would hear what is done in the window.
                QCoreApplication.sendPostedEvents(child, QEvent.Type.DeferredDelete.value)
        if was_enabled:  # in the app `Leftovers` sweeps, and no other
            gc.enable()
        self._make_inside()

    def _steps(self) -> tuple[str, ...]:
        return (
            self.tr("Check"),
            self.tr("Routine"),
            self.tr("Position"),
            self.tr("Ready"),
            self.tr("Before"),
            self.tr("Massage"),
            self.tr("After"),
        )

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
        people = QShortcut(QKeySequence("Ctrl+T"), self)
        people.activated.connect(self.people_requested)
        start = QShortcut(QKeySequence("Ctrl+N"), self)
        start.activated.connect(lambda: self._go("start"))
        for keys, wish in (
            ("Ctrl+Z", self.undo_requested),
            ("Ctrl+Shift+Z", self.redo_requested),
            ("Ctrl+Y", self.redo_requested),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(wish)
        full = QShortcut(QKeySequence("F11"), self)
        full.activated.connect(self._turn_full_screen)
        lock = QShortcut(QKeySequence("Ctrl+L"), self)
        lock.activated.connect(self.lock_requested)
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

    def put_below(self, bar: UndoBar) -> None:
        """Have a bar below whatever screen is shown, while it has something to say."""
        from caregiver_guide.ui.widgets.undo_bar import UndoPlace

        self._below = UndoPlace(bar, margins=(32, 8, 32, 12))
        self._column.addWidget(self._below)

    @property
    def stack(self) -> QStackedWidget:
        """Where the screens are shown: what lies over all of them lies over this."""
        return self._stack

    def drop_screen(self, name: str) -> None:
        """Forget a screen, with all that is in it."""
        self._makers.pop(name, None)
        screen = self._screens.pop(name, None)
        if screen is not None:
            self._stack.removeWidget(screen)
            screen.deleteLater()

    def knows(self, name: str) -> bool:
        """Whether there is a screen of this name, made or not."""
        return name in self._makers

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
        before, is_other = self._current, self._current != name
        self._current = name
        self._show_band()
        if is_other:
            self._lay_out()
            if before:
                self._turned.hide()
            if self._below is not None:
                self._below.give_back()
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
        self._show_band()
        self._lay_out()

    def show_person(self, look: PersonLook) -> None:
        """Show whose screen it is, on every screen there is; one person alone needs no colour."""
        self._look = look
        self.name_person(look.name)
        self.rail.show_person(look, self.tr("Turn to somebody else, or see who gives care."))
        self._show_band()
        self._lay_out()

    def tell_turned(self, words: str) -> None:
        """Say in large words whose screen it is, or what was saved, until another is shown."""
        if self._look is not None:
            self._turned.tell(self._look, words)

    def end_old_turned(self) -> None:
        """Say no more whose screen it is or what was saved, where that was some time ago."""
        self._turned.end_if_old()

    @property
    def _is_roomy(self) -> bool:
        """Whether a row for the name leaves a running massage its room."""
        is_high = self.height() / Theme.current().scale.factor >= _ROOMY
        return is_high or self.frame is Frame.FLOW

    def _show_band(self) -> None:
        """Name the person in the band where the rail does not."""
        is_needed = self._look is not None and not self._look.is_alone
        is_needed = is_needed and self._current not in ALL_PEOPLE
        self._band.show_person(
            self._look if is_needed else None,
            names=self.frame is not Frame.PLACES and self._is_roomy,
        )

    def _reword(self) -> None:
        """Name places and steps anew: whoever gives care may read other words."""
        for item in (*self._items(), *self._foot()):
            if item.key != "safety":
                self.rail.rename(item.key, item.text, item.short)
        self.dots.name_steps(self._steps())

    def name_person(self, name: str) -> None:
        """Call the person's own place by the person's name."""
        self.rail.rename("safety", self.tr("{name} & safety").format(name=name), self.tr("Safety"))

    @property
    def is_painted(self) -> bool:
        """Whether the window has been painted at least once."""
        return self._is_painted

    def _room(self) -> QSize:
        """Return the size that is left below the band."""
        high = 0 if self._band.isHidden() else self._band.heightForWidth(self.width())
        return QSize(self.width(), self.height() - high)

    # -- Qt's own ------------------------------------------------------------------------

    def _lay_out(self) -> None:
        is_beside = self.frame is Frame.PLACES and self.rail.fit(self._room()) != "bar"
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
        self._show_band()
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        """Lay out again when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_layout"):
            self._reword()
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
