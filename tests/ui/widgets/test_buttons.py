# SPDX-License-Identifier: GPL-3.0-or-later
"""Buttons answer the keys that caregivers expect of them."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from caregiver_guide.ui.widgets.buttons import ActionButton


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_keys_press_a_button(qtbot, show, key):
    """Enter and Space press the button that has the keyboard."""
    button = show(ActionButton("Save"))
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, key)


def test_space_is_not_a_press_in_a_session(qtbot, show):
    """While a massage runs Space means pause, so a session button leaves it alone."""
    button = show(ActionButton("Next step", size="session"))
    pressed = []
    button.clicked.connect(lambda: pressed.append(1))
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert pressed == []
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert pressed == [1]


def test_a_held_key_presses_once(show):
    """Holding Enter down does not run through several steps."""
    button = show(ActionButton("Next"))
    pressed = []
    button.clicked.connect(lambda: pressed.append(1))
    for repeats in (False, True, True):
        event = QKeyEvent(
            QEvent.Type.KeyPress,
            Qt.Key.Key_Return,
            Qt.KeyboardModifier.NoModifier,
            "\r",
            repeats,
        )
        QApplication.sendEvent(button, event)
    assert pressed == [1]


def test_a_button_that_is_off_cannot_be_pressed(qtbot, show):
    """A button that is off ignores pointer and keys."""
    button = show(ActionButton("Save"))
    button.setEnabled(False)
    with qtbot.assertNotEmitted(button.clicked):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(button, event)


def test_an_icon_alone_keeps_its_words(show):
    """A button shown as an icon tells its words as tooltip and to a screen reader."""
    button = show(ActionButton("Text size", "text-size", "quiet"))
    wide = button.sizeHint().width()
    button.set_compact(True)
    assert button.toolTip() == "Text size"
    assert button.accessibleName() == "Text size"
    assert button.sizeHint().width() < wide
    button.set_compact(False)
    assert button.toolTip() == ""


def test_words_can_change(show):
    """New words are also what a screen reader says."""
    button = show(ActionButton("Pause", "pause"))
    button.setText("Go on")
    assert button.accessibleName() == "Go on"
