# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys and pedals: what each does in a massage, and a way to teach others."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.services.session_keys import (
    KEYS,
    MODIFIERS,
    TEACHABLE,
    Action,
    SessionKeys,
    Teaching,
    teach,
)
from caregiver_guide.ui.key_names import shown_name
from caregiver_guide.ui.widgets.announce import announce
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.flow_layout import FlowLayout
from caregiver_guide.ui.widgets.key_field import KeyField
from caregiver_guide.ui.widgets.panel import Panel
from caregiver_guide.ui.widgets.text import Heading, Text


class KeysCard(Panel):
    """One row for each thing that a key can be taught, and a place to try any key.

    Signals:
        keys_changed: The SessionKeys from now on, and what changed in words.
    """

    keys_changed = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._keys = SessionKeys()
        self._rows = {action: _KeyRow(action) for action in TEACHABLE}
        for row in self._rows.values():
            row.key_caught.connect(self.catch)
            row.forget_requested.connect(self._forget)
        self._others = Text("", "body", "quiet")
        self._try = KeyField(self.tr("Try a key"))
        self._try.key_pressed.connect(self._tell)
        self._try.say(self.tr("Press here, then press any key or the pedal."))
        self._lay_out()

    def _lay_out(self) -> None:
        body = self.body
        body.setSpacing(16)
        body.addWidget(Heading(self.tr("Keys and pedals"), 2))
        words = self.tr(
            "In a massage one press is enough: on a key, a clicker or a foot pedal. These keys "
            "work already. Any other key or pedal can be taught."
        )
        body.addWidget(Text(words, "body", "quiet"))
        for row in self._rows.values():
            body.addWidget(row)
        body.addWidget(self._others)
        body.addWidget(Heading(self.tr("Try a key"), 3))
        body.addWidget(self._try)

    def show_keys(self, keys: SessionKeys) -> None:
        """Show what is taught now."""
        self._keys = keys
        for action, row in self._rows.items():
            row.show_keys(_named(keys, action), keys.taught.get(action, ""))
        others = (action for action in KEYS if action not in TEACHABLE)
        self._others.setText(
            "\n".join(
                self.tr("{action}: {keys}").format(
                    action=action_words(action), keys=_named(keys, action)
                )
                for action in others
                if _named(keys, action)
            )
        )

    def catch(self, action: Action, key: str) -> None:
        """Take the key that was pressed for ``action``, or say why not."""
        found = teach(self._keys, action, key)
        words = self._words_of(found, action, key)
        row = self._rows[action]
        if found.refusal:
            row.refuse(words)
            return
        row.close_field()
        for other in self._rows.values():
            other.say("")
        self.keys_changed.emit(found.keys, self.tr("A key is taught."))
        row.say(words)

    def _forget(self, action: Action) -> None:
        for row in self._rows.values():
            row.say("")
        self.keys_changed.emit(self._keys.forget(action), self.tr("The taught key is forgotten."))

    def _words_of(self, found: Teaching, action: Action, key: str) -> str:
        """Return what became of a key that was to be taught."""
        refusals = {
            "no-name": self.tr("This computer has no name for that key. Please try another."),
            "modifier": self.tr("{key} alone cannot be taught. Please try another."),
            "stop": self.tr("{key} always means Stop. Please try another."),
            "walks": self.tr("Tab walks over the screen. Please try another."),
        }
        names = {"key": shown_name(key), "action": action_words(action)}
        if found.refusal:
            return refusals[found.refusal].format(**names)
        words = [self.tr("{key} is “{action}” from now on.").format(**names)]
        if found.taken_from is not None:
            before = action_words(found.taken_from)
            words.append(self.tr("It was taught for “{before}”.").format(before=before))
        elif found.usual is not None:
            before = action_words(found.usual)
            words.append(self.tr("It is no longer “{before}”.").format(before=before))
        return " ".join(words)

    def _tell(self, key: str) -> None:
        """Say what a key would do."""
        action = self._keys.action(key)
        if not key:
            words = self.tr("This computer has no name for that key.")
        elif key in MODIFIERS:
            words = self.tr("{key} alone does nothing in a massage.").format(key=shown_name(key))
        elif action is None:
            words = self.tr("{key} does nothing in a massage.").format(key=shown_name(key))
        else:
            words = self.tr("{key}: {action}").format(
                key=shown_name(key), action=action_words(action)
            )
        self._try.say(words)


class _KeyRow(QWidget):
    """What can be taught, by which keys it is done, and the field that takes a new one."""

    key_caught = Signal(str, str)
    forget_requested = Signal(str)

    def __init__(self, action: Action) -> None:
        super().__init__()
        self._action = action
        name = action_words(action)
        self._usual = Text("", "body", "quiet")
        self._taught = Text("", "body")
        self._teach = ActionButton(self.tr("Teach a key"), icon="keyboard", size="small")
        self._teach.setAccessibleName(self.tr("Teach a key for “{action}”").format(action=name))
        self._teach.clicked.connect(self._turn_field)
        self._forget = ActionButton(self.tr("Forget"), icon="cross", kind="quiet", size="small")
        self._forget.setAccessibleName(self.tr("Forget the key for “{action}”").format(action=name))
        self._forget.clicked.connect(lambda: self.forget_requested.emit(self._action))
        self._field = KeyField(self.tr("The key for “{action}”").format(action=name))
        self._field.key_pressed.connect(lambda key: self.key_caught.emit(self._action, key))
        self._field.left.connect(self.close_field)
        self._field.hide()
        self._said = Text("", "body")
        self._said.hide()

        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Text(name, "label"))
        words.addWidget(self._usual)
        words.addWidget(self._taught)
        buttons = FlowLayout(8)
        buttons.addWidget(self._teach)
        buttons.addWidget(self._forget)
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addLayout(words)
        row.addLayout(buttons)
        row.addWidget(self._field)
        row.addWidget(self._said)

    def show_keys(self, usual: str, key: str) -> None:
        """Show the usual keys, and which one is taught, if one is."""
        self._usual.setText(usual)
        self._usual.setVisible(bool(usual))
        self._taught.setText(self.tr("Taught: {key}").format(key=shown_name(key)) if key else "")
        self._taught.setVisible(bool(key))
        self._forget.setVisible(bool(key))

    def say(self, words: str) -> None:
        """Say what became of a key, or nothing."""
        self._said.setText(words)
        self._said.setVisible(bool(words))
        announce(self, words)

    def refuse(self, words: str) -> None:
        """Say why a key cannot be taken, and wait for another."""
        self._field.say(words)

    def close_field(self) -> None:
        """Wait for no key any more."""
        if self._field.isHidden():
            return
        had_focus = self._field.hasFocus()
        self._field.hide()
        self._teach.setText(self.tr("Teach a key"))
        if had_focus:
            self._teach.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn_field(self) -> None:
        if not self._field.isHidden():
            self.close_field()
            return
        self.say("")
        self._field.say(self.tr("Press the key or the pedal now."))
        self._field.show()
        self._teach.setText(self.tr("Leave it"))
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)


def action_words(action: Action) -> str:
    """Return what a key does, in a few words."""
    tr = QCoreApplication.translate
    return {
        "stop": tr("KeysCard", "Stop"),
        "pause": tr("KeysCard", "Pause, or go on"),
        "next": tr("KeysCard", "Next step"),
        "back": tr("KeysCard", "Step before"),
        "primary": tr("KeysCard", "The main button"),
        "more-time": tr("KeysCard", "One more minute"),
        "say-again": tr("KeysCard", "Say it again"),
        "voice": tr("KeysCard", "Voice on or off"),
        "how": tr("KeysCard", "How? (the whole text)"),
        "turn-picture": tr("KeysCard", "Turn the picture"),
        "page-on": tr("KeysCard", "The next page of long words"),
        "page-back": tr("KeysCard", "The page before"),
        "softer": tr("KeysCard", "Softer, when the person asks for it"),
        "same": tr("KeysCard", "Same, when the person was asked"),
    }[action]


def _named(keys: SessionKeys, action: Action) -> str:
    """Return the usual keys of an action, without those that were taught something else."""
    names = (shown_name(key) for key in KEYS[action] if keys.action(key) == action)
    return QCoreApplication.translate("KeysCard", ", ").join(dict.fromkeys(names))
