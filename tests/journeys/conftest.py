# SPDX-License-Identifier: GPL-3.0-or-later
"""The real window on a log of its own, and two ways to use it: one mouse, or one keyboard."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from caregiver_guide.app.context import Clocks
from caregiver_guide.app.start import Opening, make_application
from caregiver_guide.demo.clock import FastClock
from caregiver_guide.demo.walk import ScriptedPrompts
from caregiver_guide.domain.session import Moment
from caregiver_guide.services.first_run import FirstRunAnswers, record_first_run
from caregiver_guide.storage.log import open_log
from caregiver_guide.storage.settings import read_settings, write_settings
from caregiver_guide.ui.main_window import MainWindow
from caregiver_guide.ui.widgets.rating_scale import RatingScale
from caregiver_guide.ui.widgets.sheet import Sheet

AFTERNOON = Moment.of(datetime(2026, 11, 21, 15, 0, tzinfo=UTC), "UTC")
LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier


class Prompts(ScriptedPrompts):
    """Gives the answers that a test lays ready; without one it takes the first."""

    def __init__(self, page):
        super().__init__(page)
        self.answers = []
        self.asked = []
        self.file = None
        self.suggested = []
        self.chosen_folder = None

    def open_file(self, title, start, kind, suffix):
        return self.file

    def save_file(self, title, suggested, kind, suffix):
        self.suggested.append(suggested.name)
        return super().save_file(title, suggested, kind, suffix)

    def folder(self, title, start):
        return self.chosen_folder

    def confirm(self, title, text, yes, no, *, grave=False):
        self.asked.append(title)
        return self.answers.pop(0) if self.answers else True

    def choose(self, title, text, options):
        self.asked.append(title)
        return self.answers.pop(0) if self.answers else options[0][0]


class Strays(QObject):
    """Notes every window that opens beside the one of the app: each would take the keyboard."""

    def __init__(self, app):
        super().__init__()
        self.seen = []
        app.installEventFilter(self)

    def eventFilter(self, watched, event):
        """Look at every window that is shown."""
        is_shown = event.type() == QEvent.Type.Show and isinstance(watched, QWidget)
        if is_shown and watched.isWindow() and not isinstance(watched, MainWindow):
            self.seen.append(described(watched))
        return False


class Home:
    """One family's computer: folders that stay, a clock, and the app that is opened and closed."""

    def __init__(self, app, folder):
        self.app = app
        self.data_dir = folder / "data"
        self.config_dir = folder / "config"
        self.page = folder / "page.pdf"
        self.clock = FastClock(AFTERNOON)
        self.prompts = Prompts(self.page)
        self.opening = None
        self.speech = None

    def open(self, size=(1280, 800)):
        """Start the app and let the first screen be painted."""
        self.opening = Opening(
            self.app,
            self.data_dir,
            Clocks(self.clock.wall, self.clock.steady),
            self.prompts,
            config_dir=self.config_dir,
            has_sound=False,
            speech=self.speech,
            catches_faults=False,
        )
        self.opening.open()
        self.window.resize(*size)
        self.window.show()
        self.window.activateWindow()
        assert QTest.qWaitForWindowActive(self.window, 3000)
        settle()
        return self

    def furnish(self, name="Pat", answer="nothing", **more):
        """Put a person and a caregiver into the log, as the first run does."""
        answers = FirstRunAnswers(
            person_name=name,
            tone="sand",
            caregiver_name="Ana",
            role="family",
            zones_answer=answer,
            care_team_name="Nurse Lee",
            care_team_phone="555 0142",
            **more,
        )
        with open_log(self.data_dir, self.clock.wall) as log:
            record_first_run(log, answers, AFTERNOON.day)
        return self

    def furnish_settings(self, **changes):
        """Write settings, as chosen on another day."""
        path = self.config_dir / "settings.toml"
        write_settings(path, replace(read_settings(path).settings, **changes))

    def close(self):
        """End the program, as after the window has been closed."""
        if self.opening is None:
            return
        window = self.window
        window.may_close = True
        window.close()
        self.opening.close()
        self.app.commitDataRequest.disconnect(self.opening._desktop_ends)
        self.app.styleHints().colorSchemeChanged.disconnect(self.opening._follow_system)
        self.opening = None
        window.deleteLater()
        settle()

    @property
    def window(self):
        return self.opening.window

    @property
    def guide(self):
        return self.opening.guide

    @property
    def log(self):
        return self.guide.context.log

    @property
    def place(self):
        """Return the name of the screen that is shown."""
        return self.window.current

    def wait(self, seconds):
        """Let time pass second by second, as the session's own timer would count it."""
        for _ in range(int(seconds)):
            self.a_second()
        settle()

    def finish_step(self):
        """Let the present step of a massage run to its end."""
        massage = self.guide.massage
        for _ in range(900):
            if massage.session.is_step_over or not massage.session.is_running:
                break
            self.a_second()
        settle()
        assert massage.session.is_step_over or not massage.session.is_running

    def a_second(self):
        """Let one second pass; a running massage counts it."""
        self.clock.advance(1.0)
        if self.guide is not None and self.guide.massage.session.ticker.is_waiting:
            self.guide.massage.session.ticker.ticked.emit()


def checks_of_today(home):
    """Return what all checks of the day say together."""
    context = home.guide.context
    return context.checks_on(context.today())


def settle():
    """Let the window lay out and paint what has changed."""
    for _ in range(3):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def stirs(home):
    """Move the mouse over the window, as somebody who comes to it does."""
    move = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(5, 5),
        QPointF(5, 5),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(home.window.windowHandle(), move)
    settle()


def names_of(button):
    """Return the words by which a caregiver knows a button."""
    return {button.text().replace("&", ""), button.accessibleName()} - {""}


class Looker:
    """What both ways share: finding things on the screen by their words."""

    def __init__(self, home):
        self.home = home

    @property
    def window(self):
        return self.home.window

    def seen(self, kind):
        """Return all widgets of a kind on the screen; under an open sheet, only the sheet's."""
        sheets = [sheet for sheet in self.window.findChildren(Sheet) if sheet.isVisible()]
        root = sheets[-1] if sheets else self.window
        return [one for one in root.findChildren(kind) if one.isVisible()]

    def shows(self, words):
        return any(words in names_of(button) for button in self.seen(QAbstractButton))

    def button(self, words, number=0):
        """Return the button that has these words, or begins with them if they end in a dot."""
        found = [button for button in self.seen(QAbstractButton) if words in names_of(button)]
        if words.endswith("…"):
            begin = words[:-1]
            found = [
                button
                for button in self.seen(QAbstractButton)
                if any(name.startswith(begin) for name in names_of(button))
            ]
        seen = sorted({name for one in self.seen(QAbstractButton) for name in names_of(one)})
        assert len(found) > number, f"no button '{words}' on {self.home.place} among {seen}"
        assert found[number].isEnabled(), f"'{words}' cannot be pressed"
        return found[number]

    def words(self):
        """Return everything that can be read on the screen."""
        parts = []
        for widget in self.seen(QWidget):
            text = getattr(widget, "text", None)
            parts.append(text() if callable(text) else "")
            parts.append(widget.accessibleName())
        return "\n".join(part for part in parts if part)


class Mouse(Looker):
    """Only ever presses the left button of the mouse where something can be seen."""

    def press(self, words, number=0):
        self.click(self.button(words, number))

    def click(self, widget, place=None):
        """Click in the middle of a widget (or at a place of it), if nothing lies over it there."""
        self.home.a_second()
        place = QPointF(widget.rect().center()) if place is None else place
        self._scroll_to(widget, place)
        at = widget.mapTo(self.window, place)
        at = at.toPoint()
        assert self.window.rect().contains(at), f"{described(widget)} is outside of the window"
        top = self.window.childAt(at)
        assert top is widget or widget.isAncestorOf(top), (
            f"{described(widget)} is covered by {described(top)}"
        )
        QTest.mouseClick(self.window.windowHandle(), LEFT, PLAIN, at)
        settle()

    def write(self, name, text):
        """Click into a field and write; the mouse only says where."""
        fields = [*self.seen(QLineEdit), *self.seen(QPlainTextEdit)]
        found = [field for field in fields if field.accessibleName() == name]
        assert found, f"no field '{name}' among {[field.accessibleName() for field in fields]}"
        self.click(found[0])
        assert QApplication.focusWidget() is found[0]
        QTest.keyClicks(found[0], text)
        settle()

    def row(self, words):
        """Click the row of a list that begins with these words."""
        for view in self.seen(QListView):
            model = view.model()
            for number in range(model.rowCount()):
                index = model.index(number, 0)
                said = str(index.data() or "") or str(
                    index.data(Qt.ItemDataRole.AccessibleTextRole) or ""
                )
                if said.startswith(words):
                    view.scrollTo(index)
                    settle()
                    middle = QPointF(view.visualRect(index).center())
                    self.click(view.viewport(), middle)
                    return
        raise AssertionError(f"no row '{words}'")

    def say_yes_to_all(self):
        """Answer what has to be looked at before a massage."""
        count = sum(button.text() == "Yes" for button in self.seen(QAbstractButton))
        for number in range(count):
            self.press("Yes", number)

    def rate(self, *numbers):
        """Press a number for each question, in their order."""
        for scale, number in zip(self.seen(RatingScale), numbers, strict=True):
            self.press(f"{scale.accessibleName()} {number}")

    def next_step(self):
        """Press the main button of the step player, whatever it says now."""
        self.press(next(word for word in ("Next step", "Next", "Finish") if self.shows(word)))

    def come_to(self, place):
        """Go from Today on the shortest way to a screen of the flow."""
        for name, words in (
            ("check", ["Start a massage"]),
            ("routine", ["Nothing new today", "Next: choose a massage"]),
            ("position", ["Slow hand massage…", "Next: position and pillows"]),
            ("prepare", ["Pat is comfortable"]),
            ("before", ["Pat said yes", "Next: how is Pat now?"]),
            ("session", ["Start the massage", "Begin now"]),
        ):
            for word in words:
                self.press(word)
                if word == "Pat is comfortable":
                    self.say_yes_to_all()
            assert self.home.place == name
            if name == place:
                return
        raise AssertionError(f"no way to {place}")

    def _scroll_to(self, widget, place):
        """Turn the wheel until the place is seen."""
        parent = widget.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                at = widget.mapTo(parent.widget(), place).toPoint()
                parent.ensureVisible(at.x(), at.y(), 0, 60)
            parent = parent.parentWidget()
        settle()


class Keyboard(Looker):
    """Only ever presses keys; says at every step where the keyboard is."""

    def key(self, key, modifier=PLAIN, times=1):
        for _ in range(times):
            self.home.a_second()
            QTest.keyClick(self.window.windowHandle(), key, modifier)
            settle()

    def keys(self, text):
        """Type words into whatever has the keyboard."""
        for letter in text:
            QTest.keyClick(self.window.windowHandle(), letter)
        settle()

    @property
    def here(self):
        """Return what has the keyboard."""
        return QApplication.focusWidget()

    @property
    def name(self):
        """Return how a screen reader would call what has the keyboard."""
        here = self.here
        if here is None:
            return ""
        text = getattr(here, "text", None)
        written = text() if callable(text) and isinstance(here, QAbstractButton) else ""
        return here.accessibleName() or written.replace("&", "")

    def expect(self, words):
        """Say where the keyboard should be, and that one can see it there."""
        assert self.name.startswith(words), f"the keyboard is on '{self.name}', not on '{words}'"
        self.expect_seen()

    def expect_seen(self):
        """What has the keyboard can be seen, and has its ring around it or shows it itself."""
        here = self.here
        assert here is not None, "nothing has the keyboard"
        assert here.isVisible(), f"{described(here)} has the keyboard and is hidden"
        seen = here.visibleRegion().boundingRect()
        assert not seen.isEmpty(), f"{described(here)} has the keyboard out of sight"
        middle = here.mapTo(self.window, seen.center())
        top = self.window.childAt(middle)
        assert top is here or here.isAncestorOf(top) or top is None, (
            f"{described(here)} has the keyboard under {described(top)}"
        )
        if isinstance(here, QAbstractItemView) and here.model().rowCount():
            assert here.currentIndex().isValid(), f"no row of {described(here)} is the present one"
        rings = self.window.findChildren(QWidget, "focusRing")
        draws_itself = hasattr(here, "focus_shape") and here.focus_shape().isEmpty()
        assert draws_itself or any(ring.isVisible() for ring in rings), (
            f"{described(here)} has the keyboard and no ring"
        )

    def tab_to(self, words, most=60, back=False):
        """Walk with Tab until something of that name has the keyboard."""
        key = Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab
        modifier = Qt.KeyboardModifier.ShiftModifier if back else PLAIN
        met = []
        for _ in range(most):
            if self.name.startswith(words):
                self.expect_seen()
                return
            self.key(key, modifier)
            self.expect_seen()
            assert self.name, f"{described(self.here)} has no name"
            met.append(self.name)
        raise AssertionError(f"Tab does not come to '{words}' on {self.home.place}: {met}")


def described(widget):
    """Return a widget in words for a message."""
    if widget is None:
        return "nothing"
    text = getattr(widget, "text", None)
    said = widget.accessibleName() or (text() if callable(text) else "")
    return f"{type(widget).__name__} '{said}'"


@pytest.fixture
def home(qtbot, qapp, tmp_path):
    """A computer on which the app was never opened; what is open is closed afterwards."""
    family = Home(make_application(), tmp_path / "home")
    strays = Strays(qapp)
    yield family
    family.close()
    settle()
    qapp.removeEventFilter(strays)
    assert strays.seen == []


@pytest.fixture
def mouse(home):
    """A mouse on the open window."""
    return Mouse(home)


@pytest.fixture
def keyboard(home):
    """A keyboard on the open window."""
    return Keyboard(home)
