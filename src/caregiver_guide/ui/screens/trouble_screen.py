# SPDX-License-Identifier: GPL-3.0-or-later
"""The log cannot be opened: what happened, what is kept, and what can be done."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.services.trouble import TroubleView
from caregiver_guide.ui.widgets.announce import announce
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.clearing import clear_layout
from caregiver_guide.ui.widgets.panel import IconMark, Panel
from caregiver_guide.ui.widgets.scroll_page import ScrollPage
from caregiver_guide.ui.widgets.text import Heading, Text


class TroubleScreen(QWidget):
    """One card with the sentences of the fault, and the ways on.

    Signals:
        retry_requested: The log is to be opened again.
        other_folder_requested: A log of another folder is to be opened.
        take_over_requested: The log is to be opened here although another computer has it.
        restore_requested: A backup is to take the place of the log.
        quit_requested: The app is to end.
    """

    retry_requested = Signal()
    other_folder_requested = Signal()
    take_over_requested = Signal()
    restore_requested = Signal()
    quit_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Heading("", 1)
        self._sentences = QVBoxLayout()
        self._sentences.setSpacing(10)
        self._folder = Text("", "body", "quiet")
        self._quit = ActionButton(self.tr("Quit"), icon="cross", kind="plain", size="big")
        self._quit.clicked.connect(self.quit_requested)
        self._other = ActionButton(self.tr("Choose another folder"), size="big")
        self._other.clicked.connect(self.other_folder_requested)
        self._take_over = ActionButton(self.tr("Open it here"), size="big")
        self._take_over.clicked.connect(self.take_over_requested)
        self._restore = ActionButton(self.tr("Restore from a backup"), size="big")
        self._restore.clicked.connect(self.restore_requested)
        self._retry = ActionButton(self.tr("Try again"), kind="primary", size="big")
        self._retry.clicked.connect(self.retry_requested)
        self._primary = self._retry

        self._page = ScrollPage(margin=160)
        card = Panel("card", 32)
        card.body.addWidget(IconMark("warning", "caution", 44), 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(self._title)
        card.body.addLayout(self._sentences)
        card.body.addWidget(self._folder)
        self._page.body.addStretch(1)
        self._page.body.addWidget(card)
        self._page.body.addStretch(2)
        self._page.footer_start(self._quit)
        self._page.footer_end(self._other, primary=False)
        self._page.footer_end(self._take_over, primary=False)
        self._page.footer_end(self._restore, primary=False)
        self._page.footer_end(self._retry)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._page)

    def show_trouble(self, view: TroubleView) -> None:
        """Say what is wrong and what can be done."""
        self._title.setText(self._title_words(view))
        clear_layout(self._sentences)
        for sentence in view.sentences:
            self._sentences.addWidget(Text(sentence, "lead"))
        self._folder.setText(self.tr("Folder of the log: {folder}").format(folder=view.folder))
        is_told = any(str(view.folder) in sentence for sentence in view.sentences)
        self._folder.setVisible(not is_told)
        self._retry.setVisible(view.may_retry)
        self._take_over.setVisible(view.may_take_over)
        self._restore.setVisible(view.may_restore)
        if view.may_restore:
            self._primary = self._restore
        else:
            self._primary = self._retry if view.may_retry else self._other
        for button in (self._other, self._restore, self._retry):
            button.set_kind("primary" if button is self._primary else "secondary")
        self._page.set_primary(self._primary)
        self._primary.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, f"{self._title.text()} {' '.join(view.sentences)}", urgent=True)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard on what helps most."""
        super().showEvent(event)
        self._primary.setFocus(Qt.FocusReason.OtherFocusReason)

    def _title_words(self, view: TroubleView) -> str:
        titles = {
            "locked": self.tr("The log is open somewhere else"),
            "elsewhere": self.tr("The log is open on another computer"),
            "damaged": self.tr("The log is damaged"),
            "too-new": self.tr("The log is from a newer version"),
            "read-only": self.tr("The log cannot be written"),
            "folder": self.tr("The folder of the log cannot be used"),
            "not-ours": self.tr("This file is not a log"),
            "disk": self.tr("The disk did not answer"),
        }
        return titles[view.kind]
