# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet "Is this the right backup?": what is in it, before anything is changed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.storage.restore import BackupPreview
from caregiver_guide.ui.widgets.announce import announce
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.clearing import clear_layout
from caregiver_guide.ui.widgets.day_words import clock_time, short_day
from caregiver_guide.ui.widgets.panel import Notice, Panel
from caregiver_guide.ui.widgets.sheet import Sheet
from caregiver_guide.ui.widgets.text import Heading, Text


class RestoreSheet(Sheet):
    """Shows what is in a backup, and asks whether it is to take the place of the log.

    Signals:
        agreed: Yes, restore it.
        called_off: No, leave everything as it is.
    """

    agreed = Signal()
    called_off = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent, widest=820)
        self.setAccessibleName(self.tr("Is this the right backup?"))
        self._title = Heading(self.tr("Is this the right backup?"), 1)
        self._lines = Panel("tint", 20)
        self._sound = Notice("ok")
        self._then = Text("", "body")
        self._unprotected = Notice("caution")
        self._file = Text("", "body", "quiet")
        self._cancel = ActionButton(self.tr("Leave everything as it is"), kind="plain", size="big")
        self._cancel.clicked.connect(self._call_off)
        self._restore = ActionButton(
            self.tr("Restore this backup"), icon="check", kind="primary", size="big"
        )
        self._restore.clicked.connect(self.agreed)
        body = self.page.body
        for widget in (
            self._title,
            self._unprotected,
            self._lines,
            self._sound,
            self._then,
            self._file,
        ):
            body.addWidget(widget)
        body.addStretch()
        self.page.footer_start(self._cancel, back=True)
        self.page.footer_end(self._restore)
        self.set_dismissable(True)
        self.dismiss_requested.connect(self._call_off)

    def show_backup(
        self,
        preview: BackupPreview,
        *,
        has_log: bool,
        keeps_ours: bool = False,
        was_protected: bool = False,
    ) -> None:
        """Open the sheet; ``has_log`` says that a log is kept aside.

        ``keeps_ours`` says that the restored log has the passphrase of the one that is open, and
        ``was_protected`` that the log of now has one, known or lost.
        """
        clear_layout(self._lines.body)
        lines = self._lines_of(preview)
        for label, words in lines:
            group = QVBoxLayout()
            group.setSpacing(2)
            group.addWidget(Text(label, "label"))
            group.addWidget(Text(words, "lead"))
            self._lines.body.addLayout(group)
        sound = self.tr("Read from end to end: every entry is as it was written.")
        self._sound.show_notice("", sound)
        then = [self.tr("It takes the place of the log that is here now.")] if has_log else []
        if has_log:
            then.append(
                self.tr(
                    "That log is not lost: it is kept beside it, with a name of its own, unless "
                    "the backup holds all of it."
                )
            )
        if preview.settings is not None:
            then.append(self.tr("Text size, colors, paper and keys come back too."))
        if preview.will_be_encrypted:
            then.append(
                self.tr("It will open with the passphrase that you use now.")
                if keeps_ours
                else self.tr("It will open with the passphrase of the backup.")
            )
        self._then.setText(" ".join(then))
        self._then.setVisible(bool(then))
        loses = was_protected and not preview.will_be_encrypted
        self._unprotected.show_notice(
            "",
            self.tr(
                "With this backup the log will open without a passphrase from then on. You can add "
                "one in Settings."
            )
            if loses
            else "",
        )
        self._unprotected.setVisible(loses)
        self._file.setText(str(preview.file))
        self.open()
        self._cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        first = [self._title.text(), self._unprotected.accessibleName() if loses else ""]
        announce(self, " ".join([*filter(None, first), *(words for _, words in lines)]))

    def _lines_of(self, preview: BackupPreview) -> list[tuple[str, str]]:
        made = self.tr("Nobody knows: somebody copied the log by hand.")
        if preview.made is not None:
            when = self.tr("{day} at {time}")
            made = when.format(day=short_day(preview.made.day), time=clock_time(preview.made.local))
        people = ", ".join(preview.people) or self.tr("Nobody yet")
        massages = self.tr("None yet")
        if preview.first_day is not None and preview.last_day is not None:
            words = (
                self.tr("1, on {first}")
                if preview.massages == 1
                else self.tr("{count}, from {first} to {last}")
            )
            massages = words.format(
                count=preview.massages,
                first=short_day(preview.first_day),
                last=short_day(preview.last_day),
            )
        return [
            (self.tr("Who is in it"), people),
            (self.tr("Massages"), massages),
            (self.tr("Made"), made),
        ]

    def _call_off(self) -> None:
        self.called_off.emit()
        self.close_sheet()
