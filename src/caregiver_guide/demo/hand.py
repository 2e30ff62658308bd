# SPDX-License-Identifier: GPL-3.0-or-later
"""A pair of hands: presses in the real window what a caregiver would press."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QWidget,
)

from caregiver_guide.demo.clock import FastClock
from caregiver_guide.ui.leftovers import Leftovers
from caregiver_guide.ui.widgets.history_list import HistoryList
from caregiver_guide.ui.widgets.table_list import TableList

W = TypeVar("W", bound=QWidget)


class NotThereError(LookupError):
    """Something that should be on the screen is not."""


class Hand:
    """Finds things by the words that a caregiver reads, and presses them."""

    def __init__(self, window: QWidget, clock: FastClock, pictures: Path | None = None) -> None:
        self.window = window
        self.clock = clock
        self.pictures = pictures
        self.taken: list[Path] = []

    # -- looking -------------------------------------------------------------------------

    def visible(self, kind: type[W]) -> Iterator[W]:
        """Yield every widget of a kind that is on the screen now."""
        for widget in self.window.findChildren(kind):
            if widget.isVisibleTo(self.window) and widget.isEnabled():
                yield widget

    def button(self, words: str, number: int = 0) -> QAbstractButton:
        """Return the button with these words (its text or its accessible name)."""
        found = [b for b in self.visible(QAbstractButton) if words in _names(b)]
        if len(found) <= number:
            seen = sorted({name for b in self.visible(QAbstractButton) for name in _names(b)})
            raise NotThereError(f"no button '{words}' among {seen}")
        return found[number]

    def shows(self, words: str) -> bool:
        """Return whether a button with these words can be pressed."""
        return any(words in _names(button) for button in self.visible(QAbstractButton))

    def field(self, name: str) -> QLineEdit | QPlainTextEdit:
        """Return the field with this accessible name."""
        fields: list[QLineEdit | QPlainTextEdit] = [
            *self.visible(QLineEdit),
            *self.visible(QPlainTextEdit),
        ]
        for field in fields:
            if field.accessibleName() == name:
                return field
        seen = sorted(field.accessibleName() for field in fields)
        raise NotThereError(f"no field '{name}' among {seen}")

    # -- pressing ------------------------------------------------------------------------

    def press(self, words: str, number: int = 0) -> None:
        """Press a button, once the moment after the last press has passed."""
        self.clock.advance(1.0)
        self.button(words, number).click()
        self.settle()

    def open_row(self, words: str) -> None:
        """Open the row of a list that begins with these words."""
        for table in self.visible(TableList):
            for row in table.rows:
                if row.title.startswith(words):
                    table.choose(row.key)
                    view = table.findChild(QListView)
                    self.key(Qt.Key.Key_Return, view)
                    return
        raise NotThereError(f"no row '{words}'")

    def open_newest(self) -> None:
        """Open the newest massage of the log."""
        for history in self.visible(HistoryList):
            self.key(Qt.Key.Key_Home, history)
            self.key(Qt.Key.Key_Return, history)
            return
        raise NotThereError("no log")

    def write(self, name: str, text: str) -> None:
        """Write into a field as by hand."""
        field = self.field(name)
        field.setFocus()
        if isinstance(field, QLineEdit):
            field.setText(text)
            field.textEdited.emit(text)
        else:
            field.setPlainText(text)
        self.settle()

    def key(self, key: Qt.Key, widget: QWidget | None = None, text: str = "") -> None:
        """Press and let go of a key."""
        self.clock.advance(1.0)
        target = widget or QApplication.focusWidget() or self.window
        none = Qt.KeyboardModifier.NoModifier
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(kind, key, none, text))
        self.settle()

    def touch(self, widget: QWidget, place: QPointF) -> None:
        """Press the left button of the mouse at a place of a widget."""
        self.clock.advance(1.0)
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        plain = Qt.KeyboardModifier.NoModifier
        at = widget.mapToGlobal(place)
        for kind, held in (
            (QEvent.Type.MouseButtonPress, left),
            (QEvent.Type.MouseButtonRelease, none),
        ):
            QApplication.sendEvent(widget, QMouseEvent(kind, place, at, left, held, plain))
        self.settle()

    def settle(self) -> None:
        """Let the window lay out and paint what has changed."""
        for _ in range(3):
            QApplication.sendPostedEvents()
            QApplication.processEvents()
        _leftovers().clear()

    # -- pictures ------------------------------------------------------------------------

    def picture(self, name: str) -> None:
        """Keep a picture of the whole window, numbered in the order taken."""
        if self.pictures is None:
            return
        self.settle()
        path = self.pictures / f"{len(self.taken) + 1:02}-{name}.png"
        if not self.window.grab().save(str(path)):
            raise OSError(28, "the picture could not be written", str(path))
        self.taken.append(path)


def _names(button: QAbstractButton) -> set[str]:
    return {button.text().replace("&", ""), button.accessibleName()} - {""}


@cache
def _leftovers() -> Leftovers:
    """Return what sweeps between two presses: swept in the middle of one, Qt ends the program."""
    return Leftovers()
