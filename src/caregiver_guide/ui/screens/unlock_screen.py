# SPDX-License-Identifier: GPL-3.0-or-later
"""Before a protected log: one field for the passphrase, and nothing about anybody."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.services.locking import UnlockView
from caregiver_guide.ui.widgets.announce import announce
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.day_words import exact_time
from caregiver_guide.ui.widgets.fault_line import refuse
from caregiver_guide.ui.widgets.flow_layout import row_of
from caregiver_guide.ui.widgets.panel import IconMark, Panel
from caregiver_guide.ui.widgets.passphrase_field import PassphraseField
from caregiver_guide.ui.widgets.scroll_page import ScrollPage
from caregiver_guide.ui.widgets.text import Heading, Text


class UnlockScreen(QWidget):
    """Asks for the passphrase of the log; Enter opens.

    Signals:
        passphrase_given: The passphrase that was typed.
        restore_requested: A backup is to take the place of the log.
        other_folder_requested: A log of another folder is to be opened.
        quit_requested: The app is to end.
    """

    passphrase_given = Signal(str)
    restore_requested = Signal()
    other_folder_requested = Signal()
    quit_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_busy = False
        self._state = Text("", "lead", "quiet")
        self._field = PassphraseField(self.tr("Passphrase"))
        self._field.submitted.connect(self._give)
        self._open = ActionButton(
            self.tr("Open"), icon="arrow-right", kind="primary", size="big", icon_at="end"
        )
        self._open.clicked.connect(self._give)
        self._busy = Text("", "label", "info")
        self._lost = ActionButton(
            self.tr("I have lost the passphrase"), icon="question", kind="quiet", size="small"
        )
        self._lost.clicked.connect(self._show_help)
        self._help = self._help_panel()
        self._quit = ActionButton(self.tr("Quit"), icon="cross", kind="plain", size="big")
        self._quit.clicked.connect(self.quit_requested)
        self._lay_out()

    def _help_panel(self) -> Panel:
        panel = Panel("tint", 20)
        self._folder = Text("", "body")
        lines = (
            self.tr(
                "Look for the recovery sheet: the page that was printed when the passphrase was "
                "set. The passphrase stands on it in large letters."
            ),
            self.tr(
                "Without the passphrase nobody can open this log. There is no second key, and "
                "nobody can send you one."
            ),
            self.tr(
                "A backup opens with the passphrase that held on the day it was made. One from "
                "before there was a passphrase opens without."
            ),
        )
        panel.body.addWidget(Heading(self.tr("What can still be done"), 2))
        for line in lines:
            panel.body.addWidget(Text(line, "body"))
        panel.body.addWidget(self._folder)
        self._restore = ActionButton(self.tr("Restore from a backup"))
        self._restore.clicked.connect(self.restore_requested)
        self._other = ActionButton(self.tr("Choose another folder"), kind="plain")
        self._other.clicked.connect(self.other_folder_requested)
        panel.body.addLayout(row_of(self._restore, self._other))
        panel.hide()
        return panel

    def _lay_out(self) -> None:
        self._page = ScrollPage(margin=160)
        card = Panel("card", 32)
        card.body.addWidget(IconMark("lock", "primary", 44), 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(Heading(self.tr("Caregiver Guide"), 1))
        card.body.addWidget(self._state)
        card.body.addWidget(self._field)
        card.body.addWidget(self._busy)
        card.body.addLayout(row_of(self._lost))
        card.body.addWidget(self._help)
        self._busy.hide()
        self._page.body.addStretch(1)
        self._page.body.addWidget(card)
        self._page.body.addStretch(2)
        self._page.footer_start(self._quit)
        self._page.footer_end(self._open)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._page)

    def show_unlock(self, view: UnlockView) -> None:
        """Ask, say that it was another one or was not tried, or that the log is being opened."""
        self._is_busy = view.state == "opening"
        locked = self.tr("Locked. Type the passphrase to go on where you were.")
        closed = self.tr("The log is protected. Type the passphrase to open it.")
        self._state.setText(locked if view.was_open else closed)
        self._folder.setText(self.tr("Folder of the log: {folder}").format(folder=view.folder))
        self._field.line_edit.setReadOnly(self._is_busy)
        # While this log is being opened no other one can be.
        self._restore.setEnabled(not self._is_busy)
        self._other.setEnabled(not self._is_busy)
        if not self._is_busy:
            self._say_busy("")
        self._say_pause(view)
        wrong = self.tr(
            "This is not the passphrase of this log. Look at each letter with “Show”, then try "
            "again."
        )
        refuse(((self._field.fault, wrong if view.state == "wrong" else ""),))
        if view.state != "opening":
            self._take_focus()

    def _say_pause(self, view: UnlockView) -> None:
        """Say from when the next passphrase is tried; what is typed meanwhile stays."""
        when = "" if view.again is None else exact_time(view.again.local)
        self._open.setEnabled(not when)
        self._open.setText(
            self.tr("Open from {time}").format(time=when) if when else self.tr("Open")
        )
        if when:
            words = (
                self.tr(
                    "There were several wrong passphrases. The next one can be tried in one "
                    "second, at {time}. You can type it now."
                )
                if view.pause == 1
                else self.tr(
                    "There were several wrong passphrases. The next one can be tried in {count} "
                    "seconds, at {time}. You can type it now."
                )
            )
            if view.state == "early":
                words = self.tr(
                    "This was not tried yet: there were several wrong passphrases. What you typed "
                    "stays. Press Open at {time}."
                )
            self._say_busy(words.format(count=view.pause, time=when))

    def say_again(self) -> None:
        """Say that the next passphrase can be tried, and leave the keyboard where it is."""
        self._open.setEnabled(True)
        self._open.setText(self.tr("Open"))
        self._say_busy(self.tr("You can try the next passphrase now."))

    def say_opening(self) -> None:
        """Say that the log is being opened: it takes a moment longer."""
        if self._is_busy:
            self._say_busy(self.tr("Opening the log…"))

    def forget(self) -> None:
        """Keep nothing of what was typed."""
        self._field.forget()

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard into the field."""
        super().showEvent(event)
        self._take_focus()

    def _take_focus(self) -> None:
        """Put the keyboard into the field, and the field where it is seen once all has its size."""
        self._field.line_edit.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, lambda: self._page.show_widget(self._field))

    def _say_busy(self, words: str) -> None:
        self._busy.setText(words)
        self._busy.setVisible(bool(words))
        if words:
            announce(self, words)

    def _give(self) -> None:
        passphrase = self._field.text()
        if self._is_busy:
            return
        if not passphrase:
            refuse(((self._field.fault, self.tr("Type the passphrase first.")),))
            return
        self.passphrase_given.emit(passphrase)

    def _show_help(self) -> None:
        self._help.setVisible(self._help.isHidden())
        if self._help.isVisible():
            self._page.show_widget(self._help)
