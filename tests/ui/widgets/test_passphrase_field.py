# SPDX-License-Identifier: GPL-3.0-or-later
"""The field for a passphrase: hidden, shown on a press, and honest about Caps Lock."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.passphrase_field import PassphraseField

pytestmark = pytest.mark.windows

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def shown(qtbot, show_theme):
    """A function that shows a field, and returns it."""

    def show(**more):
        field = PassphraseField("Passphrase", **more)
        qtbot.addWidget(field)
        field.show()
        return field

    return show


def test_letters_are_dots_until_show_is_pressed(shown):
    """One press shows what was typed, another hides it; every space is kept."""
    field = shown()
    QTest.keyClicks(field.line_edit, " two words ")
    assert field.line_edit.echoMode() == QLineEdit.EchoMode.Password
    assert field.text() == " two words "
    (eye,) = field.findChildren(ActionButton)
    assert eye.accessibleName() == "Show the passphrase"
    eye.click()
    assert field.is_shown
    assert eye.accessibleName() == "Hide the passphrase"
    field.forget()
    assert not field.is_shown
    assert field.text() == ""


def test_caps_lock_is_told_by_the_letter_that_gives_it_away(shown):
    """A large letter without Shift, or a small one with it; a digit tells nothing."""
    field = shown()

    def is_told():
        return field._caps.isVisibleTo(field)

    QTest.keyClick(field.line_edit, "a")
    assert not is_told()
    QTest.keyClick(field.line_edit, "A")
    assert is_told()
    QTest.keyClick(field.line_edit, "7")
    assert is_told()
    QTest.keyClick(field.line_edit, Qt.Key.Key_CapsLock)
    assert not is_told()
    QTest.keyClick(field.line_edit, "B", SHIFT)
    assert not is_told()


def test_what_has_to_be_typed_by_hand_takes_nothing_from_the_clipboard(shown):
    """Whoever pastes twice has typed the passphrase never."""
    QApplication.clipboard().setText("harbor")
    for by_hand, text in ((True, ""), (False, "harbor")):
        field = shown(by_hand=by_hand)
        QTest.keyClick(field.line_edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        assert field.text() == text
    QApplication.clipboard().clear()
