# SPDX-License-Identifier: GPL-3.0-or-later
"""A few words of the caregiver's own, added to something."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caregiver_guide.ui.widgets.brought_back import BroughtBack
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.fields import NoteField
from caregiver_guide.ui.widgets.sheet import Sheet
from caregiver_guide.ui.widgets.text import Heading


class NoteSheet(Sheet):
    """One field for words; nothing is given while it is empty.

    Signals:
        words_given: The words that the caregiver wants saved.
    """

    words_given = Signal(str)

    def __init__(self, title: str, label: str, save_words: str, parent: QWidget) -> None:
        super().__init__(title, parent, 760)
        self.setProperty("overlay", True)
        self.keeps_words = True
        self.set_dismissable(True)
        self.dismiss_requested.connect(self.close_sheet)
        self._title = Heading(title, 1)
        self._field = NoteField(label, lines=4)
        self._cancel = ActionButton(self.tr("Cancel"), kind="plain", size="big")
        self._cancel.clicked.connect(self.close_sheet)
        self._save = ActionButton(save_words, icon="check", kind="primary", size="big")
        self._save.clicked.connect(lambda: self.words_given.emit(self._field.text()))
        self._field.edited.connect(lambda words: self._save.setEnabled(bool(words)))
        self._back_again = BroughtBack()
        self.page.body.addWidget(self._title)
        self.page.body.addWidget(self._back_again)
        self.page.body.addWidget(self._field)
        self.page.body.addStretch()
        self.page.footer_start(self._cancel)
        self.page.footer_end(self._save)

    def show_empty(self) -> None:
        """Open with an empty field."""
        self._field.setText("")
        self._save.setEnabled(False)
        self._back_again.hide()
        self.open()

    @property
    def words(self) -> str:
        """The words that stand in the field while the sheet is open."""
        return "" if self.isHidden() else self._field.text()

    def bring_back(self, words: str) -> None:
        """Open with words that were not saved."""
        self.show_empty()
        self._field.setText(words)
        self._save.setEnabled(bool(words))
        self._back_again.tell()
