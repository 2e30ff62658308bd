# SPDX-License-Identifier: GPL-3.0-or-later
"""Before a backup that has a passphrase of its own: one field for it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from caregiver_guide.ui.widgets.announce import announce
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.passphrase_field import PassphraseField
from caregiver_guide.ui.widgets.sheet import Sheet
from caregiver_guide.ui.widgets.text import Heading, Text


class BackupPassphraseSheet(Sheet):
    """Asks for the passphrase of a backup; Enter tries it.

    Signals:
        passphrase_given: The passphrase that was typed.
    """

    passphrase_given = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent, widest=820)
        self.setAccessibleName(self.tr("This backup is protected"))
        self._field = PassphraseField(self.tr("Passphrase of the backup"))
        self._field.submitted.connect(self._give)
        self._field.edited.connect(lambda _words: self._field.show_error(""))
        self._cancel = ActionButton(self.tr("Leave everything as it is"), kind="plain", size="big")
        self._cancel.clicked.connect(self.close_sheet)
        self._look = ActionButton(
            self.tr("Look into it"), icon="arrow-right", kind="primary", size="big", icon_at="end"
        )
        self._look.clicked.connect(self._give)
        self._file = Text("", "body", "quiet")
        body = self.page.body
        body.addWidget(Heading(self.tr("This backup is protected"), 1))
        words = self.tr(
            "It opens with the passphrase that the log had when the backup was made. That may be "
            "an earlier one than today's."
        )
        body.addWidget(Text(words, "lead"))
        body.addWidget(self._field)
        body.addWidget(self._file)
        body.addStretch()
        self.page.footer_start(self._cancel, back=True)
        self.page.footer_end(self._look)
        self.set_dismissable(True)
        self.dismiss_requested.connect(self.close_sheet)

    def ask(self, file: str) -> None:
        """Open with an empty field for the backup ``file``."""
        self._file.setText(file)
        self._field.forget()
        self.open()
        self._turn_to_field()

    def show_wrong(self) -> None:
        """Say that it was another passphrase; what was typed stays, to be mended."""
        wrong = self.tr(
            "This is not the passphrase of this backup. Look at each letter with “Show”, then try "
            "again. Nothing was changed."
        )
        self._field.show_error(wrong)
        announce(self, wrong, urgent=True)
        self._turn_to_field()

    def forget(self) -> None:
        """Keep nothing of what was typed."""
        self._field.forget()

    def _turn_to_field(self) -> None:
        """Give the field the keyboard, with what is said of it in view also in very large text."""
        self._field.line_edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.page.show_from(self._field)

    def _give(self) -> None:
        if not self._field.text():
            self._field.show_error(self.tr("Type the passphrase first."))
            return
        self.passphrase_given.emit(self._field.text())
