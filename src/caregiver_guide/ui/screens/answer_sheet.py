# SPDX-License-Identifier: GPL-3.0-or-later
"""What the care team answered to a question."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caregiver_guide.domain.session import Question
from caregiver_guide.report.page_view import QuestionAnswer
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.fields import NoteField, TextField
from caregiver_guide.ui.widgets.sheet import Sheet
from caregiver_guide.ui.widgets.text import Heading, Text


class AnswerSheet(Sheet):
    """The question, room for the answer, and who gave it.

    Signals:
        answer_given: The caregiver wants a QuestionAnswer saved.
    """

    answer_given = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(self.tr("What did they answer?"), parent, 800)
        self.setProperty("overlay", True)
        self.set_dismissable(True)
        self.dismiss_requested.connect(self.close_sheet)
        self._id = ""
        self._question = Text("", "lead")
        self._answer = NoteField(self.tr("Their answer"), lines=3)
        self._who = TextField(self.tr("Who said so?"), self.tr("Only if you know."))
        self._cancel = ActionButton(self.tr("Cancel"), kind="plain", size="big")
        self._cancel.clicked.connect(self.close_sheet)
        self._save = ActionButton(
            self.tr("Save the answer"), icon="check", kind="primary", size="big"
        )
        self._save.clicked.connect(self._give)
        self._answer.edited.connect(lambda words: self._save.setEnabled(bool(words)))
        self.page.body.addWidget(Heading(self.tr("What did they answer?"), 1))
        self.page.body.addWidget(self._question)
        self.page.body.addWidget(self._answer)
        self.page.body.addWidget(self._who)
        self.page.body.addStretch()
        self.page.footer_start(self._cancel)
        self.page.footer_end(self._save)

    def show_question(self, question: Question) -> None:
        """Open for a question, with the answer that it has so far."""
        self._id = question.id
        self._question.setText(question.text)
        self._answer.setText(question.answer)
        self._who.setText(question.answered_by)
        self._save.setEnabled(bool(question.answer))
        self.open()

    def _give(self) -> None:
        self.answer_given.emit(QuestionAnswer(self._id, self._answer.text(), self._who.text()))
        self.close_sheet()
