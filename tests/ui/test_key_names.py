# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys are called by one name in the table, on the screen and in the user guide."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from caregiver_guide.services.session_keys import KEYS
from caregiver_guide.ui.key_names import key_name, shown_name

pytestmark = pytest.mark.windows

GUIDE = Path(__file__).parents[2] / "docs" / "user-guide.md"
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
KEYPAD = Qt.KeyboardModifier.KeypadModifier


def named(key, modifiers=NONE):
    return key_name(QKeyEvent(QEvent.Type.KeyPress, key, modifiers))


def test_every_key_of_the_table_is_a_key_that_qt_sends():
    """No key of the table is misspelled: each is found again when it is pressed."""
    for name in (name for keys in KEYS.values() for name in keys):
        combination = QKeySequence.fromString(name)[0]
        assert named(combination.key(), combination.keyboardModifiers()) == name


@pytest.mark.parametrize(
    ("key", "modifiers", "name"),
    [
        (Qt.Key.Key_F13, NONE, "F13"),
        (Qt.Key.Key_F24, CTRL | SHIFT, "Ctrl+Shift+F24"),
        (Qt.Key.Key_X, CTRL, "Ctrl+X"),
        (Qt.Key.Key_1, KEYPAD, "1"),
        (Qt.Key.Key_Plus, SHIFT, "Shift++"),
        (Qt.Key.Key_Control, CTRL, "Control"),
        (Qt.Key.Key_Shift, SHIFT, "Shift"),
        (Qt.Key.Key_AltGr, NONE, "AltGr"),
        (Qt.Key.Key_unknown, NONE, ""),
        (Qt.Key.Key_VolumeUp, NONE, "Volume Up"),
    ],
)
def test_a_pressed_key_has_its_name(key, modifiers, name):
    """Pedals send what they like, with Ctrl or as F13 to F24; all of them can be told apart."""
    assert named(key, modifiers) == name


def test_the_user_guide_has_every_key_of_a_massage():
    """Nobody looks a key up in vain, and none stands there that does nothing."""
    table = GUIDE.read_text("utf-8").split("## Keys")[1]
    rows = table[table.index("| In a massage") : table.index("| Everywhere")].splitlines()
    listed = [set(re.split(", ", row.split("|")[2].strip())) for row in rows]
    known = {
        action: {shown_name(key) for key in keys if "Media" not in key}
        for action, keys in KEYS.items()
    }
    for action, names in known.items():
        assert any(names <= row for row in listed), (action, names)
    assert set().union(*listed) == set().union(*known.values(), {"The media keys"})
