# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys by name: as they are written down, and as a caregiver knows them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

_MODIFIERS: Final = {
    Qt.Key.Key_Shift: "Shift",
    Qt.Key.Key_Control: "Control",
    Qt.Key.Key_Alt: "Alt",
    Qt.Key.Key_AltGr: "AltGr",
    Qt.Key.Key_Meta: "Meta",
    Qt.Key.Key_Super_L: "Meta",
    Qt.Key.Key_Super_R: "Meta",
    Qt.Key.Key_Hyper_L: "Meta",
    Qt.Key.Key_Hyper_R: "Meta",
    Qt.Key.Key_CapsLock: "CapsLock",
    Qt.Key.Key_NumLock: "NumLock",
    Qt.Key.Key_ScrollLock: "ScrollLock",
}
_IGNORED: Final = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier


def key_name(event: QKeyEvent) -> str:
    """Return the name of what was pressed, with Ctrl, Alt and Shift; "" for a key without one.

    A modifier alone has its own name. The keypad is the same as the keys beside it.
    """
    try:
        key = Qt.Key(event.key())
    except ValueError:
        return ""
    if key in _MODIFIERS:
        return _MODIFIERS[key]
    if key == Qt.Key.Key_unknown:
        return ""
    sequence = QKeySequence(QKeyCombination(event.modifiers() & ~_IGNORED, key))
    name = sequence.toString(QKeySequence.SequenceFormat.PortableText)
    return name if QKeySequence.fromString(name) == sequence else ""


def is_modifier(event: QKeyEvent) -> bool:
    """Whether Ctrl, Alt, Shift or the like was pressed or let go."""
    return key_name(event) in _MODIFIERS.values()


def shown_name(name: str) -> str:
    """Return the words for a key by its portable name."""
    words = _words().get(name)
    if words is not None:
        return words
    return QKeySequence.fromString(name).toString(QKeySequence.SequenceFormat.NativeText) or name


def _words() -> dict[str, str]:
    tr = QCoreApplication.translate
    return {
        "Right": tr("KeyNames", "Right arrow"),
        "Left": tr("KeyNames", "Left arrow"),
        "Up": tr("KeyNames", "Up arrow"),
        "Down": tr("KeyNames", "Down arrow"),
        "PgDown": tr("KeyNames", "Page Down"),
        "PgUp": tr("KeyNames", "Page Up"),
        "Return": tr("KeyNames", "Enter"),
        "Space": tr("KeyNames", "Space"),
        "Media Next": tr("KeyNames", "Next (media key)"),
        "Media Previous": tr("KeyNames", "Previous (media key)"),
        "Media Play": tr("KeyNames", "Play (media key)"),
        "Media Pause": tr("KeyNames", "Pause (media key)"),
        "Media Stop": tr("KeyNames", "Stop (media key)"),
        "Toggle Media Play/Pause": tr("KeyNames", "Play and pause (media key)"),
    }
