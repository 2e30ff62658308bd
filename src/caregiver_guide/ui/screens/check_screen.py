# SPDX-License-Identifier: GPL-3.0-or-later
"""Today's check: a few large questions before every massage, and what follows from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from caregiver_guide.services.check_in import (
    ONLY_NEW,
    Answer,
    CheckDraft,
    CheckQuestion,
    CheckResult,
    CheckView,
    asks_for_map,
    found_of,
)
from caregiver_guide.services.half_done import as_text, from_text
from caregiver_guide.services.plan_words import ReasonWords
from caregiver_guide.ui.unsaved import HalfDone
from caregiver_guide.ui.widgets.announce import announce
from caregiver_guide.ui.widgets.answer_row import AnswerRow
from caregiver_guide.ui.widgets.brought_back import BroughtBack
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.check_row import CheckRow
from caregiver_guide.ui.widgets.clearing import clear_layout
from caregiver_guide.ui.widgets.day_words import short_day
from caregiver_guide.ui.widgets.flow_layout import FlowLayout
from caregiver_guide.ui.widgets.painted import digit_of
from caregiver_guide.ui.widgets.panel import Notice, Panel, PanelKind
from caregiver_guide.ui.widgets.scroll_page import ScrollPage
from caregiver_guide.ui.widgets.text import Heading, Text
from caregiver_guide.ui.widgets.way_on import WayOn

if TYPE_CHECKING:
    from caregiver_guide.ui.screens.reasons_sheet import ReasonsSheet

_LAID_OUT_MS: Final = 100
_WHICH_SHARE: Final = 0.6
"""How much of the height the signs to tick keep above an emergency."""
_ASKS_ON: Final = ("yes", "not-sure")
_KINDS: Final[dict[str, PanelKind]] = {
    "go": "ok",
    "adapted": "ok",
    "not-this-way": "info",
    "ask-first": "info",
    "stop": "stop",
}


class CheckScreen(QWidget):
    """The questions of today's check and, under them, what follows.

    Keys: 1 to 9 go to a question, and on it 1 to 3 answer; Enter goes on, unless something
    forbids a massage.

    Signals:
        answers_changed: The answers as they stand now, a CheckDraft.
        next_requested: Go on to the routines.
        back_requested: Leave the check.
        map_requested: Something new is to be marked.
        call_back_requested: The care team has answered.
        today_requested: Go back to Today, without a massage.
    """

    answers_changed = Signal(object)
    next_requested = Signal()
    back_requested = Signal()
    map_requested = Signal()
    call_back_requested = Signal()
    today_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: CheckView | None = None
        self._result: CheckResult | None = None
        self._seeks_outcome = False
        self._last: _QuestionCard | None = None
        self._cards: dict[str, _QuestionCard] = {}
        self._sheet: ReasonsSheet | None = None

        self._stood_at = 0
        self._moving_on = QTimer(self)
        self._moving_on.setSingleShot(True)
        self._moving_on.timeout.connect(self._move_on)

        self._title = Heading("", 1)
        self._hint = Text("", "body", "quiet")
        self._back_again = BroughtBack()
        self._new_day = Notice("info")
        self._new_day.hide()
        self._open = Notice("caution")
        self._open.action_requested.connect(self.call_back_requested)
        self._nothing = ActionButton("", icon="check", kind="secondary")
        self._nothing.clicked.connect(self._answer_nothing)
        self._questions = QVBoxLayout()
        self._questions.setSpacing(14)
        self._outcome = _Outcome()
        self._outcome.call_back_requested.connect(self.call_back_requested)
        self._outcome.today_requested.connect(self.today_requested)
        self._outcome.map_requested.connect(self.map_requested)
        self._outcome.reasons_requested.connect(self._open_reasons)

        self._back = ActionButton(self.tr("Back"), icon="arrow-left", kind="plain")
        self._back.clicked.connect(self.back_requested)
        self._next = ActionButton("", icon="arrow-right", icon_at="end", kind="primary", size="big")
        self._next.clicked.connect(self._go_on)

        self._page = ScrollPage(margin=48)
        self._page.body.addWidget(self._head())
        self._page.body.addLayout(self._questions)
        # After the last question: whoever presses it has had them all before the eyes.
        self._page.body.addWidget(self._nothing)
        self._page.body.addWidget(self._outcome)
        self._page.body.addStretch()
        self._page.footer_start(self._back, back=True)
        self._page.footer_end(self._next)
        self._way_on = WayOn(self._page, self._next)
        self._page.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._page)
        bar = self._page.area.verticalScrollBar()
        bar.rangeChanged.connect(lambda _least, _most: self._scroll_to_outcome())

    def _head(self) -> QWidget:
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self._hint)
        column.addWidget(self._back_again)
        column.addWidget(self._new_day)
        column.addWidget(self._open)
        return head

    def show_check(self, view: CheckView) -> None:
        """Show the questions with the answers given so far."""
        is_other = self._view is None or self._view.questions != view.questions
        self._view = view
        self._back_again.hide()
        self._title.setText(view.title)
        self._hint.setText(view.not_sure)
        self._nothing.setText(view.nothing_new)
        self._tell_new_day(view.is_new_day)
        if view.nothing_marked:
            self._tell_nothing_marked()
        self._tell_open(view)
        if is_other:
            self._build(view)
            self._page.scroll_to_top()
        for card in self._cards.values():
            card.show_answer(view.draft)
        self._show_state()
        if is_other and self._cards:
            # On no answer: the questions are to be read, and a held Enter must answer nothing.
            self._page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell_open(self, view: CheckView) -> None:
        """Ask first what became of what is still open."""
        line = self.tr("{day}: {sign}.")
        lines = [line.format(day=short_day(one.day), sign=one.name) for one in view.open]
        words = self.tr("Has the care team looked? Until you write down what they said, it counts.")
        self._open.show_notice(
            self.tr("Still open"), "\n".join([*lines, words]), self.tr("What did they say?")
        )
        self._open.setVisible(bool(view.open))

    def _tell_new_day(self, is_new: bool) -> None:
        self._new_day.hide()
        if is_new:
            words = self.tr("Please answer all of it again, for today.")
            self._notice(self.tr("A new day has begun."), words)

    def _tell_nothing_marked(self) -> None:
        words = self.tr("You said that something is new. Mark it. Is it marked already? Answer No.")
        self._notice(self.tr("Nothing was marked."), words)

    def _notice(self, title: str, words: str) -> None:
        self._new_day.show_notice(title, words)
        self._new_day.show()
        self._page.scroll_to_top()
        announce(self, f"{title} {words}")

    def show_result(self, result: CheckResult | None) -> None:
        """Show what follows: a stop as soon as there is one, the rest once all is answered."""
        before = self._result
        self._result = result
        self._show_state()
        if result is not None and result != before and self._outcome.isVisibleTo(self):
            announce(self, result.title, urgent=not result.may_go_on)
            # While it is asked which sign it is, that question stays in view too.
            if result.is_emergency or (not self._asks_which() and self._is_complete()):
                self._show_outcome()

    @property
    def draft(self) -> CheckDraft:
        """Return the answers as they stand."""
        answers = {
            key: cast("Answer", card.answer)
            for key, card in self._cards.items()
            if card.answer is not None
        }
        signs = [card.ticked for card in self._cards.values()]
        return CheckDraft(answers, frozenset().union(*signs))

    def half_done(self) -> HalfDone | None:
        """Return the answers so far; a check that is complete is in the log."""
        if self._view is None or not self.draft.answers or self._is_complete():
            return None
        return HalfDone(as_text(self.draft), self.asks_about())

    def asks_about(self) -> str:
        """Return the day."""
        return "" if self._view is None else self._view.day.isoformat()

    def bring_back(self, body: str) -> None:
        """Show the answers that were given and not complete."""
        draft = from_text(body, CheckDraft)
        if draft is None or self._is_complete():
            return
        for card in self._cards.values():
            card.show_answer(draft)
        self._back_again.tell()
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to a question by its number."""
        number = digit_of(event)
        cards = list(self._cards.values())
        if number is not None and 1 <= number <= len(cards):
            card = cards[number - 1]
            card.take_focus()
            self._page.show_widget(card)
        else:
            super().keyPressEvent(event)

    def _place_outcome(self) -> None:
        """Have an emergency right under the question that found it, else below all questions."""
        result = self._result
        is_urgent = result is not None and result.is_emergency
        found = [card for card in self._cards.values() if card.answer in _ASKS_ON]
        column, body = self._questions, self._page.body
        column.removeWidget(self._outcome)
        body.removeWidget(self._outcome)
        if is_urgent and found:
            here = next((card for card in found if card is self._last), found[0])
            column.insertWidget(column.indexOf(here) + 1, self._outcome)
        else:
            body.insertWidget(body.indexOf(self._nothing) + 1, self._outcome)

    def _build(self, view: CheckView) -> None:
        # It may stand among the questions, and outlives them.
        self._questions.removeWidget(self._outcome)
        clear_layout(self._questions)
        self._cards, self._last = {}, None
        for number, question in enumerate(view.questions, 1):
            card = _QuestionCard(number, question)
            card.changed.connect(lambda one=card: self._card_changed(one))
            self._questions.addWidget(card)
            self._cards[question.id] = card

    def _answer_nothing(self) -> None:
        """Answer what is left with no, as the caregiver said on purpose; a yes stays a yes."""
        for card in self._cards.values():
            if card.answer is None:
                card.set_answer("no")
        self._tell()
        if self._next.isEnabled():
            # Enter leads on from here, and never presses the same button twice.
            self._next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _card_changed(self, card: _QuestionCard) -> None:
        self._last = card
        self._tell()
        if card.underMouse():
            # A second press that was not meant must still fall on the same answer.
            self._stood_at = self._page.area.verticalScrollBar().value()
            self._moving_on.start(QApplication.doubleClickInterval())
        else:
            self._moving_on.stop()

    def _move_on(self) -> None:
        """Scroll down to what is asked next, after a press and never under a hand."""
        last = self._last
        is_urgent = self._result is not None and self._result.is_emergency
        is_busy = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        has_scrolled = self._page.area.verticalScrollBar().value() != self._stood_at
        if last is None or is_urgent or is_busy or has_scrolled:
            return
        cards = list(self._cards.values())
        waiting = [one for one in cards[cards.index(last) + 1 :] if one.answer is None]
        if last.asks_which:
            self._page.scroll_down_to(last.signs)
        elif waiting and not last.ticked:
            self._page.scroll_down_to(waiting[0])

    def _tell(self) -> None:
        self._show_state()
        self.answers_changed.emit(self.draft)

    def _open_reasons(self) -> None:
        from caregiver_guide.ui.screens.reasons_sheet import ReasonsSheet

        result = self._result
        if result is not None:
            self._sheet = self._sheet or ReasonsSheet(self)
            self._sheet.show_reasons(result.title, result.reasons)
            self._sheet.open()

    def _asks_which(self) -> bool:
        return any(card.asks_which for card in self._cards.values())

    def _is_complete(self) -> bool:
        return self._view is not None and found_of(self._view, self.draft).is_complete

    def _show_state(self) -> None:
        """Show verdict, note and main button as the answers stand."""
        if self._view is None:
            return
        result, is_complete = self._result, self._is_complete()
        is_blocked = result is not None and not result.may_go_on
        marks = asks_for_map(self._view, self.draft)
        shown = result if result is not None and (is_blocked or is_complete) else None
        self._place_outcome()
        self._outcome.show_outcome(shown, self._view.person_name, marks)
        left = sum(1 for card in self._cards.values() if card.answer is None)
        if is_blocked and result is not None:
            which = self.tr("Which one is it? Until you tick it, we count them all.")
            note = which if self._asks_which() else result.title
            self._next.setText(self.tr("See what to do now"))
            self._next.set_kind("stop")
            self._next.set_icon("arrow-down")
        elif marks and is_complete:
            note = ""
            self._next.setText(self.tr("Mark it on the map"))
            self._next.set_kind("primary")
            self._next.set_icon("person")
        else:
            note = self._left_words(left)
            self._next.setText(self.tr("Next: choose a massage"))
            self._next.set_kind("primary")
            self._next.set_icon("arrow-right")
        self._next.setEnabled(is_blocked or (is_complete and shown is not None))
        self._lead_on(note, left, is_blocked)

    def _lead_on(self, note: str, left: int, is_blocked: bool) -> None:
        """Offer the way to the next question while one is left and nothing forbids a massage."""
        waiting = next((card for card in self._cards.values() if card.answer is None), None)
        if waiting is None or is_blocked:
            self._way_on.clear(note)
            return
        words = self.tr("1 question left")
        if left > 1:
            words = self.tr("{count} questions left").format(count=left)
        self._way_on.ask_for(words, waiting, waiting.take_focus, note)

    def _left_words(self, left: int) -> str:
        if left == 0:
            return ""
        if left == 1:
            return self.tr("One question is left.")
        return self.tr("{count} questions are left.").format(count=left)

    def _go_on(self) -> None:
        result = self._result
        if result is not None and result.may_go_on and self._is_complete():
            if self._view is not None and asks_for_map(self._view, self.draft):
                self.map_requested.emit()
            else:
                self.next_requested.emit()
        elif result is not None:
            self._show_outcome()

    def _show_outcome(self) -> None:
        # The heights of what has just been shown are known only bit by bit, as the layout runs.
        self._seeks_outcome = True
        self._scroll_to_outcome()
        QTimer.singleShot(_LAID_OUT_MS, self, self._stop_seeking)

    def _stop_seeking(self) -> None:
        self._seeks_outcome = False

    def _scroll_to_outcome(self) -> None:
        if self._seeks_outcome:
            self._page.body.activate()
            bar = self._page.area.verticalScrollBar()
            top = self._outcome.y() - 24
            if self._asks_which():
                # Whom to call is seen under the signs to tick; neither is waited for.
                room = self._page.area.viewport().height()
                top = max(0, top - round(room * _WHICH_SHARE))
            bar.setValue(min(bar.maximum(), top))


class _QuestionCard(Panel):
    """One question with its answers and, after a yes, its signs to tick."""

    changed = Signal()

    def __init__(self, number: int, question: CheckQuestion) -> None:
        super().__init__("card", 16)
        self._question = question.id
        self._row = AnswerRow(
            question.text,
            (
                ("yes", self.tr("Yes")),
                ("no", self.tr("No")),
                ("not-sure", self.tr("Not sure")),
            ),
            question.help,
        )
        self._row.answered.connect(self._answered)
        self._signs: dict[str, CheckRow] = {}
        self._details = QWidget()
        column = QVBoxLayout(self._details)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(8)
        self._which = Text("", "body", "quiet")
        column.addWidget(self._which)
        for sign in question.signs:
            self._add_sign(column, sign.id, sign.text)
        if question.leads_to_map:
            self._add_sign(
                column,
                ONLY_NEW,
                self.tr("None of these. Something new is there, and it looks well."),
            )
        self._details.hide()
        self.body.addWidget(self._row)
        self.body.addWidget(self._details)
        self.setAccessibleName(f"{number}. {question.text}")

    @property
    def answer(self) -> str | None:
        """Return yes, no, not-sure, or None."""
        return self._row.value

    @property
    def asks_which(self) -> bool:
        """Whether the answer is no clear no, and no sign has been ticked yet."""
        return self.answer in _ASKS_ON and len(self._signs) > 1 and not self.ticked

    @property
    def signs(self) -> QWidget:
        """Return what is asked after a yes."""
        return self._details

    @property
    def ticked(self) -> frozenset[str]:
        """Return the signs ticked after a yes, or where somebody was not sure."""
        if self.answer not in _ASKS_ON:
            return frozenset()
        return frozenset(key for key, row in self._signs.items() if row.isChecked())

    def show_answer(self, draft: CheckDraft) -> None:
        """Show an answer and its ticks, without a signal."""
        self.set_answer(draft.answers.get(self._question))
        for key, row in self._signs.items():
            blocked = row.blockSignals(True)
            row.setChecked(key in draft.signs)
            row.blockSignals(blocked)
            row.update()

    def set_answer(self, answer: str | None) -> None:
        """Show an answer without a signal."""
        self._row.set_value(answer)
        self._ask_on(answer)

    def take_focus(self) -> None:
        """Put the keyboard on the chosen answer, else on the first."""
        answers = self._row.answers
        chosen = next((one for one in answers if one.isChecked()), answers[0])
        chosen.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _add_sign(self, column: QVBoxLayout, key: str, words: str) -> None:
        row = CheckRow(words)
        row.toggled.connect(self.changed)
        self._signs[key] = row
        column.addWidget(row)

    def _answered(self, answer: str) -> None:
        self._ask_on(answer)
        self.changed.emit()

    def _ask_on(self, answer: str | None) -> None:
        """Ask which sign it is, or could be; none ticked means that all of them count."""
        self._details.setVisible(answer in _ASKS_ON)
        if answer == "not-sure":
            words = self.tr("Which of these could it be? If you tick none, all of them count.")
        else:
            words = self.tr("Which of these? If you tick none, all of them count.")
        self._which.setText(words)


class _Outcome(Panel):
    """What follows from the answers, in large words where there is no massage."""

    call_back_requested = Signal()
    today_requested = Signal()
    map_requested = Signal()
    reasons_requested = Signal()

    def __init__(self) -> None:
        super().__init__("ok", 24)
        self.hide()

    def show_outcome(self, result: CheckResult | None, name: str, marks: bool) -> None:
        """Show what follows, or nothing yet; with ``marks`` something has to be marked first."""
        self.setVisible(result is not None)
        if result is None:
            return
        clear_layout(self.body)
        self.set_kind(_KINDS[result.word])
        self.setAccessibleName(result.title)
        self.body.addWidget(Heading(result.title, 1 if not result.may_go_on else 2))
        if result.may_go_on:
            self._show_changes(result, name, marks)
        else:
            self._show_stop(result, name)
        self.set_kind(_KINDS[result.word])

    def _show_stop(self, result: CheckResult, name: str) -> None:
        says_whom = result.call in result.title or (result.phone and result.phone in result.title)
        if result.call and not says_whom:
            self.body.addWidget(Text(result.call, "h2"))
        if result.phone and result.phone not in result.title:
            self.body.addWidget(
                Text(self.tr("Care team: {phone}").format(phone=result.phone), "h2")
            )
        for reason in result.first:
            self.body.addWidget(self._reason(reason, large=True))
        if result.hold:
            self.body.addWidget(Text(result.hold, "lead"))
        buttons = FlowLayout(16)
        if result.find_first:
            found = ActionButton(self.tr("I found it: mark the place"), icon="person")
            found.clicked.connect(self.map_requested)
            buttons.addWidget(found)
        elif result.can_be_lifted or result.call:
            said = ActionButton(self.tr("What did they say?"), icon="phone", kind="secondary")
            said.clicked.connect(self.call_back_requested)
            buttons.addWidget(said)
        if result.reasons:
            buttons.addWidget(self._why())
        today = ActionButton(self.tr("Back to Today"), icon="home", kind="plain")
        today.clicked.connect(self.today_requested)
        buttons.addWidget(today)
        self.body.addLayout(buttons)

    def _why(self) -> ActionButton:
        why = ActionButton(self.tr("Why, and who says so"), icon="question", kind="plain")
        why.clicked.connect(self.reasons_requested)
        return why

    def _show_changes(self, result: CheckResult, name: str, marks: bool) -> None:
        if marks:
            words = self.tr(
                "Mark what is new on the map first. Then the massage keeps away from it."
            )
            self.body.addWidget(Text(words, "lead"))
            button = ActionButton(self.tr("Mark it on the map"), icon="person", kind="secondary")
            button.clicked.connect(self.map_requested)
            row = FlowLayout(16)
            row.addWidget(button)
            self.body.addLayout(row)
        if result.call:
            self.body.addWidget(Text(result.call, "h3"))
        for reason in result.changes:
            self.body.addWidget(self._reason(reason, large=False))
        if result.word == "go":
            words = self.tr("Nothing that we know of speaks against a gentle massage for {name}.")
            self.body.addWidget(Text(words.format(name=name), "body"))
        if result.reasons:
            row = FlowLayout(16)
            row.addWidget(self._why())
            self.body.addLayout(row)

    def _reason(self, reason: ReasonWords, large: bool) -> QWidget:
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(Text(reason.title, "label"))
        # What begins with the name of the sign need not say it twice, one under the other.
        said = reason.text.removeprefix(f"{reason.title}: ")
        words = f"{said[:1].upper()}{said[1:]}"
        column.addWidget(Text(words, "lead" if large else "body"))
        if large and reason.lifts:
            column.addWidget(Text(reason.lifts, "body", "quiet"))
        return block
