# SPDX-License-Identifier: GPL-3.0-or-later
"""Typing a passphrase: the present one, a new one, and that one again by hand."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QWidget

from caregiver_guide.domain.passphrase import normalised
from caregiver_guide.ui.widgets.announce import announce
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.fault_line import refuse
from caregiver_guide.ui.widgets.flow_layout import row_of
from caregiver_guide.ui.widgets.panel import Notice, Panel
from caregiver_guide.ui.widgets.passphrase_field import PassphraseField
from caregiver_guide.ui.widgets.sheet import Sheet
from caregiver_guide.ui.widgets.text import Heading, Text

Purpose = Literal["add", "aide", "change", "remove", "recovery", "backup"]

_ASKS_PRESENT: Final = frozenset({"change", "remove", "recovery", "backup"})
_ASKS_NEW: Final = frozenset({"add", "aide", "change"})


class PassphraseSheet(Sheet):
    """Asks for what its purpose needs; nothing is given while something is missing.

    Signals:
        given: The present passphrase and the new one, either empty where it was not asked for.
        suggestion_requested: Other words are wished.
        new_typed: The new passphrase as it stands, to be advised on.
        called_off: Nothing is to be done.
    """

    given = Signal(str, str)
    suggestion_requested = Signal()
    new_typed = Signal(str)
    called_off = Signal()

    def __init__(self, purpose: Purpose, parent: QWidget) -> None:
        super().__init__("", parent, 820)
        self.keeps_words = True  # none are to be kept
        self._purpose = purpose
        self._asks_present = purpose in _ASKS_PRESENT
        self._asks_new = purpose in _ASKS_NEW
        title, words, button = self._words()
        self.setAccessibleName(title)
        self.set_dismissable(True)
        self.dismiss_requested.connect(self._call_off)
        self._present = PassphraseField(
            self.tr("The backup's passphrase")
            if purpose == "backup"
            else self.tr("The present passphrase")
        )
        rule = self.tr("10 characters or more, with words. Small and large letters count.")
        self._new = PassphraseField(self.tr("New passphrase"), rule)
        again = self.tr("Type it by hand: then you know it.")
        self._advice = Notice("info")
        self._advice.hide()
        self._new.line_edit.textChanged.connect(self.new_typed)
        self._again = PassphraseField(self.tr("The same again"), again, by_hand=True)
        self._suggested = Text("", "h2")
        self._title = Heading(title, 1)
        body = self.page.body
        body.addWidget(self._title)
        for line in words:
            body.addWidget(Text(line, "body"))
        if self._asks_present:
            body.addWidget(self._present)
        if self._asks_new:
            body.addWidget(self._suggestion_panel())
            body.addWidget(self._new)
            body.addWidget(self._advice)
            body.addWidget(self._again)
        body.addStretch()
        stay = self.tr("Not now") if purpose == "aide" else self.tr("Cancel")
        self._cancel = ActionButton(stay, kind="plain", size="big")
        self._cancel.clicked.connect(self._call_off)
        self._done = ActionButton(button, icon="check", kind="primary", size="big")
        self._done.clicked.connect(self._give)
        self.page.footer_start(self._cancel, back=True)
        self.page.footer_end(self._done)
        for field in (self._present, self._new, self._again):
            field.edited.connect(lambda _words: self._clear_faults())

    def _words(self) -> tuple[str, list[str], str]:
        """Return the title, what is told under it, and what the main button says."""
        lost = self.tr(
            "Nobody can open the log without it, and nobody can send you another one. A recovery "
            "sheet to print comes right after this."
        )
        if self._purpose == "add":
            return self.tr("Add a passphrase"), [lost], self.tr("Protect the log")
        if self._purpose == "aide":
            work = self.tr(
                "You carry health facts of the people you work for. So the log should open with a "
                "passphrase only. You can also add it later, in Settings."
            )
            return self.tr("Protect the log"), [work, lost], self.tr("Protect the log")
        if self._purpose == "change":
            return self.tr("Change the passphrase"), [lost], self.tr("Change it")
        if self._purpose == "remove":
            words = self.tr(
                "Then whoever can use this computer can read the log and its backups. Printed "
                "recovery sheets are worth nothing any more."
            )
            return self.tr("Remove the passphrase"), [words], self.tr("Remove it")
        if self._purpose == "recovery":
            words = self.tr("Type the passphrase first: the sheet shows it in large letters.")
            return self.tr("The recovery sheet"), [words], self.tr("Next")
        words = self.tr("A backup has the passphrase that held on the day it was made.")
        return self.tr("This backup is protected"), [words], self.tr("Open it")

    def _suggestion_panel(self) -> Panel:
        panel = Panel("tint", 16)
        words = self.tr("A suggestion: four words that chance has chosen.")
        panel.body.addWidget(Text(words, "body"))
        panel.body.addWidget(self._suggested)
        use = ActionButton(self.tr("Use these words"), icon="check", size="small")
        use.clicked.connect(self._use_suggestion)
        other = ActionButton(self.tr("Another suggestion"), icon="swap", kind="plain", size="small")
        other.clicked.connect(self.suggestion_requested)
        panel.body.addLayout(row_of(use, other))
        return panel

    def suggest(self, passphrase: str) -> None:
        """Show a suggestion."""
        self._suggested.setText(passphrase)

    def begin(self) -> None:
        """Open with empty fields."""
        self.open()
        first = self._present if self._asks_present else self._new
        first.line_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_wrong(self, words: str) -> None:
        """Say that the present passphrase is another one; it stays to be mended."""
        refuse(((self._present.fault, words),))

    def show_weak(self, words: str) -> None:
        """Say why the new passphrase will not do."""
        refuse(((self._new.fault, words),))

    def show_advice(self, words: str) -> None:
        """Say calmly what would be better; nothing is refused for it."""
        if words == self._advice.accessibleName() and self._advice.isHidden() != bool(words):
            return
        self._advice.show_notice("", words)
        self._advice.setVisible(bool(words))
        if words and self.isVisible():
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
            self.page.show_both(self._new, self._advice)
            announce(self, words)

    def forget(self) -> None:
        """Keep nothing of what was typed or suggested."""
        for field in (self._present, self._new, self._again):
            field.forget()
        self._suggested.setText("")

    def _use_suggestion(self) -> None:
        self._new.setText(self._suggested.text())
        self._new.set_shown(True)
        self._clear_faults()
        self._again.line_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear_faults(self) -> None:
        for field in (self._present, self._new, self._again):
            field.show_error("")

    def _call_off(self) -> None:
        self.forget()
        self.called_off.emit()
        self.close_sheet()

    def _give(self) -> None:
        present, new, again = self._present.text(), self._new.text(), self._again.text()
        if self._asks_present and not present:
            self.show_wrong(self.tr("Type the passphrase first."))
        elif self._asks_new and not new:
            self.show_weak(self.tr("Type a passphrase, or use the suggestion."))
        elif self._asks_new and normalised(again) != normalised(new):
            words = (
                self.tr("This is not the same. Type it again.")
                if again
                else self.tr("Type it once more, by hand.")
            )
            refuse(((self._again.fault, words),))
        else:
            self.given.emit(present, new if self._asks_new else "")
