# SPDX-License-Identifier: GPL-3.0-or-later
"""The care-team page: how it will look, which days it covers, and what is on it."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.domain.session import Question
from caregiver_guide.figure.painter import FigurePainter
from caregiver_guide.report.facts import Period
from caregiver_guide.report.page import page_picture, shown_on_page
from caregiver_guide.report.page_view import PageView
from caregiver_guide.report.text import summary_text
from caregiver_guide.services.care_team_answers import TeamDue
from caregiver_guide.services.clocks import steady_clock
from caregiver_guide.ui.screens.answer_sheet import AnswerSheet
from caregiver_guide.ui.screens.page_cards import OptionsCard, SentCard, WishesCard
from caregiver_guide.ui.screens.today_rows import page_out_words, team_row_words
from caregiver_guide.ui.unsaved import HalfDone
from caregiver_guide.ui.widgets.announce import announce
from caregiver_guide.ui.widgets.brought_back import BroughtBack
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.clearing import clear_layout
from caregiver_guide.ui.widgets.date_field import DateField
from caregiver_guide.ui.widgets.day_words import short_day
from caregiver_guide.ui.widgets.fault_line import refuse
from caregiver_guide.ui.widgets.fields import TextField
from caregiver_guide.ui.widgets.flow_layout import FlowLayout, SplitLayout
from caregiver_guide.ui.widgets.page_preview import PagePreview
from caregiver_guide.ui.widgets.panel import Notice, Panel
from caregiver_guide.ui.widgets.pill_row import PillRow
from caregiver_guide.ui.widgets.quiet_row import QuietRow
from caregiver_guide.ui.widgets.scroll_page import ScrollPage
from caregiver_guide.ui.widgets.text import Heading, Text
from caregiver_guide.ui.widgets.undo_bar import UndoBar, UndoPlace

_DPI: Final = 144.0


class PageScreen(QWidget):
    """The page beside everything that can be chosen about it.

    Keys: P prints, Ctrl+S saves as PDF.

    Signals:
        print_requested: The page is to be printed.
        save_requested: The page is to be saved as a PDF.
        text_copy_requested: The page's words are to be put on the clipboard.
        period_chosen: Which days: the choice, and a Period when the days are the caregiver's own.
        options_chosen: What is on the page, a PageOptions.
        paper_chosen: The paper, "a4" or "letter".
        question_added: Words of a new question.
        question_answered: A QuestionAnswer.
        question_removed: A question is to be taken off, by id.
        removal_undone: A question taken off is to come back, by id.
        wishes_given: What the person likes, and how they say stop.
        team_requested: What the care team said about the last page is to be written down.
    """

    print_requested = Signal()
    save_requested = Signal()
    text_copy_requested = Signal()
    period_chosen = Signal(str, object)
    options_chosen = Signal(object)
    paper_chosen = Signal(str)
    question_added = Signal(str)
    question_answered = Signal(object)
    question_removed = Signal(str)
    removal_undone = Signal(str)
    wishes_given = Signal(str, str)
    team_requested = Signal()

    def __init__(
        self,
        painter: FigurePainter,
        parent: QWidget | None = None,
        *,
        clock: Callable[[], float] = steady_clock,
    ) -> None:
        super().__init__(parent)
        self._painter = painter
        self._view: PageView | None = None
        self._drawn: object = None
        self._sheet: AnswerSheet | None = None

        self._trouble = Notice("stop")
        self._done = Notice("ok")
        self._done.hide()
        self._team = QuietRow("note")
        self._team.hide()
        self._team.pressed.connect(self.team_requested)
        self._preview = PagePreview()
        self._words = Text("", "body")
        self._form = PillRow(
            self.tr("How to show the page"),
            (("picture", self.tr("As it looks")), ("words", self.tr("As words"))),
        )
        self._form.choose("picture")
        self._form.choice_made.connect(lambda _form: self._show_form())
        self._days = _DaysCard()
        self._days.period_chosen.connect(self.period_chosen)
        self._options = OptionsCard()
        self._options.options_chosen.connect(self.options_chosen)
        self._options.paper_chosen.connect(self.paper_chosen)
        self._questions = _QuestionsCard(clock)
        self._questions.question_added.connect(self.question_added)
        self._questions.answer_requested.connect(self._open_answer)
        self._questions.question_removed.connect(self.question_removed)
        self._questions.removal_undone.connect(self.removal_undone)
        self._wishes = WishesCard()
        self._wishes.wishes_given.connect(self.wishes_given)
        self._sent = SentCard()
        self._copy = ActionButton(self.tr("Copy as text"), icon="note", kind="plain")
        self._copy.clicked.connect(self.text_copy_requested)
        self._save = ActionButton(self.tr("Save as PDF"), icon="download", size="big")
        self._save.clicked.connect(self.save_requested)
        self._print = ActionButton(self.tr("Print"), icon="print", kind="primary", size="big")
        self._print.clicked.connect(self.print_requested)
        self._lay_out()

    def _lay_out(self) -> None:
        self._page = ScrollPage()
        first, second = QWidget(), QWidget()
        left, right = QVBoxLayout(first), QVBoxLayout(second)
        for column in (left, right):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(20)
        self._word_card = Panel()
        self._word_card.body.addWidget(self._words)
        left.addWidget(self._form)
        left.addWidget(self._preview)
        left.addWidget(self._word_card)
        left.addStretch()
        right.addWidget(self._days)
        right.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignLeft)
        for card in (self._questions, self._wishes, self._options, self._sent):
            right.addWidget(card)
        right.addStretch()
        self._columns = QWidget()
        split = SplitLayout((400, 380), 0.56, 24, self._columns)
        split.addWidget(first)
        split.addWidget(second)
        body = self._page.body
        body.addWidget(Heading(self.tr("Page for the care team"), 1))
        body.addWidget(self._trouble)
        body.addWidget(self._done)
        body.addWidget(self._team)
        body.addWidget(self._columns)
        body.addStretch(1)
        self._page.footer_end(self._save, primary=False)
        self._page.footer_end(self._print, primary=False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._page)

    def show_page(self, view: PageView) -> None:
        """Show the page, or the sentence why there is none."""
        self._view = view
        self._done.hide()
        self._trouble.setVisible(bool(view.trouble))
        self._trouble.show_notice(self.tr("The page cannot be made now"), view.trouble)
        self._columns.setVisible(view.summary is not None)
        self._days.show_days(view)
        self._options.show_options(view)
        self._questions.show_questions(view)
        self._wishes.show_wishes(view)
        self._sent.show_pages(view)
        self._show_buttons(view)
        self._draw()

    def show_team(self, due: TeamDue | None) -> None:
        """Offer to write down what the care team said, once a page was made."""
        words = team_row_words(self, due)
        sent = self._view.sent if self._view is not None else ()
        if not words and sent:
            last = page_out_words(self, sent[0].way, sent[0].happened.day)
            words = self.tr("{page} What they said is written down.").format(page=last)
        self._team.show_row(words, self.tr("What did the care team say?"))

    def show_done(self, words: str) -> None:
        """Say that the page was printed, saved or copied."""
        self._done.show_notice(words, "")
        self._done.show()
        self._page.scroll_to_top()
        announce(self, words)

    def take_focus(self) -> None:
        """Put the keyboard on what makes the page."""
        button = self._print if self._print.isVisibleTo(self) else self._save
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard where it is of use."""
        super().showEvent(event)
        self.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Print with P, save with Ctrl+S."""
        is_control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_P and not event.modifiers() and self._print.isVisible():
            self._print.click()
        elif event.key() == Qt.Key.Key_S and is_control and self._save.isEnabled():
            self._save.click()
        else:
            super().keyPressEvent(event)

    def _show_buttons(self, view: PageView) -> None:
        has_page = view.summary is not None
        self._print.setVisible(view.has_printer)
        self._print.setEnabled(has_page)
        self._save.setEnabled(has_page)
        self._save.set_kind("secondary" if view.has_printer else "primary")
        note = self.tr("This page has health facts. Give it only to people {name} agrees to.")
        note = note.format(name=view.person_name)
        if not view.has_printer:
            note = self.tr(
                "No printer was found. Save the page as PDF. It has health facts: give it only "
                "to people {name} agrees to."
            ).format(name=view.person_name)
        self._page.footer_note(note if has_page else "")

    def _draw(self) -> None:
        """Draw the page anew if anything on it has changed."""
        view = self._view
        if view is None or view.summary is None:
            return
        if self._drawn != (view.summary, view.paper):
            self._drawn = (view.summary, view.paper)
            picture: QImage = page_picture(view.summary, self._painter, view.paper, _DPI)
            words = self.tr(
                "The page as it will be printed, {period}. Choose “As words” to read it."
            )
            self._preview.show_picture(picture, words.format(period=view.summary.period_words))
            shown = shown_on_page(view.summary, self._painter, view.paper)
            self._words.setText(summary_text(view.summary, shown))
        self._show_form()

    def _show_form(self) -> None:
        is_picture = self._form.chosen != "words"
        self._preview.setVisible(is_picture)
        self._word_card.setVisible(not is_picture)

    def half_done(self) -> HalfDone | None:
        """Return the question that is being written."""
        return HalfDone(self._questions.words) if self._questions.words else None

    def asks_about(self) -> str:
        """Return nothing: there is one field."""
        return ""

    def bring_back(self, body: str) -> None:
        """Show the question that was not added."""
        self._questions.bring_back(body)

    @property
    def begun_question(self) -> str:
        """The question that is written and not on the page."""
        return self._questions.words

    def leave_question(self) -> None:
        """Empty the field: its question is on the page now."""
        self._questions.empty()

    def go_to_question(self, words: str) -> None:
        """Bring the question that is not on the page into view, and say so under it."""
        self._questions.point_at(words)

    def _open_answer(self, question: Question) -> None:
        if self._sheet is None:
            self._sheet = AnswerSheet(self.window())
            self._sheet.answer_given.connect(self.question_answered)
        self._sheet.show_question(question)


class _DaysCard(Panel):
    """Which days the page covers."""

    period_chosen = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._view: PageView | None = None
        self._row = PillRow(self.tr("Which days?"))
        self._row.choice_made.connect(self._choose)
        self._first = DateField(self.tr("First day"), self.tr("Clear"), self.tr("Choose the day"))
        self._last = DateField(self.tr("Last day"), self.tr("Clear"), self.tr("Choose the day"))
        for field in (self._first, self._last):
            field.date_changed.connect(lambda _day: self._choose_own())
        self._shown = Text("", "body", "quiet")
        self.body.addWidget(Heading(self.tr("Which days?"), 2))
        self.body.addWidget(self._row)
        for widget in (self._first, self._last):
            self.body.addWidget(widget)
        self.body.addWidget(self._shown)

    def show_days(self, view: PageView) -> None:
        """Show which days are chosen."""
        before, self._view = self._view, view
        if before is None or (before.last_page is None) != (view.last_page is None):
            self._row.set_options(self._choices(view))
        self._row.choose(view.choice)
        words = self.tr("{first} to {last}")
        first, last = short_day(view.period.start), short_day(view.period.end)
        self._shown.setText(words.format(first=first, last=last))
        for field, day in ((self._first, view.period.start), (self._last, view.period.end)):
            field.set_today(view.today)
            field.set_range(None, view.today)
            field.set_value(day)
        self._show_own(view.choice == "own")

    def _choices(self, view: PageView) -> list[tuple[str, str]]:
        choices = [(n, self.tr("{count} days").format(count=n)) for n in ("7", "14", "30")]
        if view.last_page is not None:
            choices.append(("since-last", self.tr("Since the last page")))
        return [*choices, ("own", self.tr("Other days"))]

    def _choose(self, choice: str) -> None:
        if choice == "own":
            self._show_own(True)
            self._choose_own()
        else:
            self._show_own(False)
            self.period_chosen.emit(choice, None)

    def _choose_own(self) -> None:
        first, last = self._first.value, self._last.value
        missing = self.tr("Choose the first and the last day.")
        wrong = self.tr("The last day comes before the first. Choose another one.")
        self._first.fault.say(missing if first is None else "")
        self._last.fault.say(missing if last is None and first is not None else "")
        if first is not None and last is not None:
            self._last.fault.say(wrong if last < first else "")
            if first <= last:
                self.period_chosen.emit("own", Period(first, last))

    def _show_own(self, is_own: bool) -> None:
        for widget in (self._first, self._last):
            widget.setVisible(is_own)
        self._shown.setVisible(not is_own)
        for field in (self._first, self._last):
            field.fault.say("")


class _QuestionsCard(Panel):
    """What the care team is asked, and what they answered."""

    question_added = Signal(str)
    answer_requested = Signal(object)
    question_removed = Signal(str)
    removal_undone = Signal(str)

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__()
        self._removed = ""
        self._may_write = True
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self._none = Text(
            self.tr("None yet. The page leaves room for their words."), "body", "quiet"
        )
        self._undo = UndoBar(self.tr("Undo"), clock=clock)
        self._undo.undo_requested.connect(lambda: self.removal_undone.emit(self._removed))
        self._field = TextField(self.tr("A new question"))
        self._field.submitted.connect(self._add)
        self._add_button = ActionButton(self.tr("Add the question"), icon="plus", kind="plain")
        self._add_button.clicked.connect(self._add)
        self.body.addWidget(Heading(self.tr("Questions for the team"), 2))
        self.body.addWidget(self._none)
        self.body.addLayout(self._list)
        self._back_again = BroughtBack()
        self.body.addWidget(UndoPlace(self._undo))
        self.body.addWidget(self._back_again)
        self.body.addWidget(self._field)
        self.body.addWidget(self._add_button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_questions(self, view: PageView) -> None:
        """Show the questions, the open ones first."""
        self._may_write = view.may_write
        clear_layout(self._list)
        for question in sorted(view.questions, key=lambda one: not one.is_open):
            self._list.addWidget(self._row(question))
        self._none.setVisible(not view.questions)
        self._field.setVisible(view.may_write)
        self._add_button.setVisible(view.may_write)

    def _row(self, question: Question) -> QWidget:
        row = Panel("outline", 14)
        row.body.setSpacing(6)
        row.body.addWidget(Text(question.text, "body"))
        if not question.is_open:
            words = self.tr("Answer: {text}").format(text=question.answer)
            row.body.addWidget(Text(words, "body", "ok"))
            row.body.addWidget(Text(self._answered(question), "meta", "quiet"))
        if self._may_write:
            row.body.addWidget(self._buttons(question))
        return row

    def _buttons(self, question: Question) -> QWidget:
        place = QWidget()
        flow = FlowLayout(8, place)
        words = self.tr("They answered") if question.is_open else self.tr("Change the answer")
        answer = ActionButton(words, icon="note", kind="quiet", size="small")
        answer.setAccessibleDescription(question.text)
        answer.clicked.connect(lambda: self.answer_requested.emit(question))
        remove = ActionButton(self.tr("Remove"), icon="cross", kind="quiet", size="small")
        remove.setAccessibleDescription(question.text)
        remove.clicked.connect(lambda: self._remove(question.id))
        flow.addWidget(answer)
        flow.addWidget(remove)
        return place

    def _answered(self, question: Question) -> str:
        day = short_day(question.answered_on) if question.answered_on else ""
        if question.answered_by and day:
            words = self.tr("{name}, written down on {day}")
        elif question.answered_by:
            words = "{name}"
        else:
            words = self.tr("Written down on {day}")
        return words.format(name=question.answered_by, day=day)

    def _add(self) -> None:
        text = self._field.text()
        if text:
            self.empty()
            self.question_added.emit(text)

    def empty(self) -> None:
        """Take the words out of the field."""
        self._field.setText("")
        self._back_again.hide()

    def point_at(self, words: str) -> None:
        """Say something under the field, and have it seen."""
        refuse(((self._field.fault, words),))

    @property
    def words(self) -> str:
        """The question that is being written."""
        return self._field.text()

    def bring_back(self, words: str) -> None:
        """Show a question that was not added."""
        self._field.setText(words)
        self._back_again.tell()

    def _remove(self, question: str) -> None:
        self._removed = question
        self.question_removed.emit(question)
        self._undo.offer(self.tr("The question was removed."))
