# SPDX-License-Identifier: GPL-3.0-or-later
"""Teaching a key: press it once, and it does its thing from then on."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.ui.clipping import every_size, nameless, settle

from caregiver_guide.services.session_keys import KEYS, SessionKeys
from caregiver_guide.ui.screens.keys_card import KeysCard, action_words
from caregiver_guide.ui.widgets.scroll_page import ScrollPage
from caregiver_guide.ui.widgets.text import Text

pytestmark = pytest.mark.windows

CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def card(open_at):
    """The card, following what it asks for as Settings does, and all that it asked."""
    shown = KeysCard()
    shown.asked = []

    def follow(keys, words):
        shown.asked.append((keys, words))
        shown.show_keys(keys)

    shown.keys_changed.connect(follow)
    shown.show_keys(SessionKeys())
    return open_at(shown)


def teach(card, action, key, modifiers=NONE):
    """Press Teach, then a key."""
    QTest.mouseClick(card._rows[action]._teach, Qt.MouseButton.LeftButton)
    settle()
    press(key, modifiers)


def press(key, modifiers=NONE):
    """Press as the desktop does: first the window is asked whether the key is its own."""
    target = QApplication.focusWidget()
    asked = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifiers)
    asked.ignore()
    QApplication.sendEvent(target, asked)
    if not asked.isAccepted():
        QTest.keyClick(target, key, modifiers)
    else:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(kind, key, modifiers))
    settle()


def words_of(widget):
    return " ".join(one.text() for one in widget.findChildren(Text) if one.isVisible())


def test_every_action_has_words():
    """Whatever a key does can be said to the one who tries it."""
    assert all(action_words(action) for action in KEYS)


@pytest.mark.parametrize("theme", ["light", "contrast"])
def test_nothing_is_cut_off_at_any_size(qtbot, theme, show_theme):
    """The card reads well at every size, also while it waits for a key."""
    page, shown = ScrollPage(), KeysCard()
    page.body.addWidget(shown)
    page.body.addStretch(1)
    qtbot.addWidget(page)
    shown.show_keys(SessionKeys({"next": "Ctrl+Shift+F13", "pause": "Toggle Media Play/Pause"}))
    shown._rows["back"]._field.show()
    shown._rows["back"].refuse("Toggle Media Play/Pause always means Stop. Please try another.")
    shown._rows["stop"].say("Ctrl+Shift+F13 is “Stop” from now on. It was taught for “Next step”.")
    assert every_size(page, theme) == []
    assert nameless(shown) == []
    show_theme()


@pytest.mark.parametrize(
    ("key", "modifiers", "name"),
    [(Qt.Key.Key_F13, NONE, "F13"), (Qt.Key.Key_X, CTRL, "Ctrl+X"), (Qt.Key.Key_Q, NONE, "Q")],
)
def test_a_pedal_is_taught_by_pressing_it(card, key, modifiers, name):
    """Teach, press the pedal, done: the row says so, and the keyboard is back on the button."""
    teach(card, "next", key, modifiers)
    assert card.asked[-1][0].taught == {"next": name}
    words = words_of(card._rows["next"])
    assert f"Taught: {name}" in words
    assert f"{name} is “Next step” from now on." in words
    assert QApplication.focusWidget() is card._rows["next"]._teach


def test_the_keyboard_alone_can_teach(card):
    """Enter on Teach, then the key: no mouse is needed, and that Enter is not what is taught."""
    card._rows["pause"]._teach.setFocus(Qt.FocusReason.TabFocusReason)
    press(Qt.Key.Key_Return)
    assert card.asked == []
    press(Qt.Key.Key_Return)
    assert card.asked[-1][0].taught == {"pause": "Return"}


def test_stop_s_own_keys_are_refused_in_words(card):
    """Esc always means Stop; the field says so and still waits."""
    teach(card, "next", Qt.Key.Key_Escape)
    assert "Esc always means Stop" in words_of(card._rows["next"])
    press(Qt.Key.Key_F14)
    assert card.asked[-1][0].taught == {"next": "F14"}


def test_shift_or_ctrl_alone_is_refused_but_may_come_with_a_key(card):
    """A pedal may send Ctrl and F13 one after the other; Ctrl alone is no key."""
    QTest.mouseClick(card._rows["stop"]._teach, Qt.MouseButton.LeftButton)
    field = QApplication.focusWidget()
    QTest.keyPress(field, Qt.Key.Key_Control)
    assert card.asked == []
    QTest.keyPress(field, Qt.Key.Key_F13, CTRL)
    assert card.asked[-1][0].taught == {"stop": "Ctrl+F13"}

    teach(card, "next", Qt.Key.Key_Shift)
    assert "Shift alone cannot be taught" in words_of(card._rows["next"])
    assert card.asked[-1][0].taught == {"stop": "Ctrl+F13"}


def test_a_conflict_is_said_in_words(card):
    """A pedal taught twice, or a key that meant something, is not changed in silence."""
    teach(card, "next", Qt.Key.Key_F13)
    teach(card, "stop", Qt.Key.Key_F13)
    assert "It was taught for “Next step”." in words_of(card._rows["stop"])
    assert "Taught" not in words_of(card._rows["next"])
    teach(card, "pause", Qt.Key.Key_PageDown)
    assert "It is no longer “Next step”." in words_of(card._rows["pause"])
    assert "Page Down" not in words_of(card._rows["next"])


def test_a_taught_key_can_be_forgotten(card):
    """Forget takes the key away again; then the table is as it was."""
    teach(card, "pause", Qt.Key.Key_PageDown)
    QTest.mouseClick(card._rows["pause"]._forget, Qt.MouseButton.LeftButton)
    assert card.asked[-1][0].taught == {}
    assert "Page Down" in words_of(card._rows["next"])
    assert not card._rows["pause"]._forget.isVisible()


def test_tab_leaves_the_field_and_teaches_nothing(card):
    """Nobody is caught in the field: Tab goes on, and the field is gone."""
    teach(card, "next", Qt.Key.Key_Tab)
    assert card.asked == []
    assert not card._rows["next"]._field.isVisible()


def test_trying_a_key_says_what_it_would_do(card):
    """Any key can be tried before the massage, also one that the window uses for itself."""
    used = []
    shortcut = QShortcut(QKeySequence("Ctrl+P"), card)
    shortcut.activated.connect(lambda: used.append("Ctrl+P"))
    card.show_keys(SessionKeys({"stop": "F13"}))
    card._try.setFocus(Qt.FocusReason.TabFocusReason)
    for key, modifiers, words in (
        (Qt.Key.Key_F13, NONE, "F13: Stop"),
        (Qt.Key.Key_PageDown, NONE, "Page Down: Next step"),
        (Qt.Key.Key_MediaTogglePlayPause, NONE, "Play and pause (media key): Pause, or go on"),
        (Qt.Key.Key_X, NONE, "X does nothing in a massage."),
        (Qt.Key.Key_P, CTRL, "Ctrl+P does nothing in a massage."),
        (Qt.Key.Key_Shift, NONE, "Shift alone does nothing in a massage."),
        (Qt.Key.Key_unknown, NONE, "This computer has no name for that key."),
    ):
        press(key, modifiers)
        assert card._try.text == words
    QTest.keyClick(card._try, Qt.Key.Key_P, CTRL)
    assert used == []
    assert card.asked == []
