# SPDX-License-Identifier: GPL-3.0-or-later
"""Prepare and ask: a checklist, questions that must be settled, and the person's answer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.services.prepare_view import PrepareView
from caregiver_guide.ui.widgets.answer_row import AnswerRow
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.check_row import CheckRow
from caregiver_guide.ui.widgets.flow_layout import SplitLayout, row_of
from caregiver_guide.ui.widgets.keep_away_strip import KeepAwayStrip
from caregiver_guide.ui.widgets.panel import Notice, Panel
from caregiver_guide.ui.widgets.pill_row import PillRow
from caregiver_guide.ui.widgets.scroll_page import ScrollPage
from caregiver_guide.ui.widgets.sound_row import SoundRow
from caregiver_guide.ui.widgets.text import Heading, Text
from caregiver_guide.ui.widgets.way_on import WayOn


class PrepareScreen(QWidget):
    """Only the person's answer, and a yes to every question of the plan, lead on.

    The ticks of the checklist are a help and no gate. Y and N answer for the person; Enter does
    nothing before there is an answer.

    Signals:
        permission_given: The person agreed; "yes", or "watch" for somebody who cannot say and
            welcomed the touch.
        declined: The person does not want a massage now.
        mode_chosen: How steps follow each other in this session, as a ``SessionMode``.
        sound_chosen: What is heard in this session, as a ``SoundProfile``.
        back_requested: The caregiver wants the screen before.
        cards_requested: The steps are to be printed as cards for the bedside.
    """

    permission_given = Signal(str)
    declined = Signal()
    mode_chosen = Signal(str)
    sound_chosen = Signal(str)
    back_requested = Signal()
    cards_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: PrepareView | None = None
        self._questions: list[AnswerRow] = []

        self._title = Heading(self.tr("Get ready, then ask"), 1)
        self._strip = KeepAwayStrip(self.tr("Keep away"), self.tr("Nothing is marked."))
        self._ask = Text("", "h2")
        self._tell = Text("", "body")
        self._answer = PillRow(self.tr("What did the answer say?"), tall=True)
        self._answer.choice_made.connect(lambda _key: self._show_way_on())
        self._reply = Notice("tint", icon="heart")
        self._watch = Notice("info", icon="eye")
        self._confirm_panel = Panel("caution", 20)
        self._items_panel = Panel("card", 20)
        self._says_panel = Panel("card", 20)
        self._mode = PillRow(self.tr("When the time of a step is up"), tall=True)
        self._mode.set_options(
            [("wait", self.tr("Wait for me")), ("go-on", self.tr("Go on by itself"))]
        )
        self._mode.choice_made.connect(self._choose_mode)
        self._mode_words = Text("", "body", "quiet")
        self._sound = SoundRow(self.tr("What you hear"), tall=True)
        self._sound.choice_made.connect(self._choose_sound)
        self._sound_words = Text("", "body", "quiet")
        self._back = ActionButton(self.tr("Back"), icon="arrow-left", kind="plain", size="big")
        self._back.clicked.connect(self.back_requested)
        self._go_on = ActionButton(
            self.tr("Next"), icon="arrow-right", kind="primary", size="big", icon_at="end"
        )
        self._go_on.clicked.connect(self._send)
        self._lay_out()

    def show_preparation(self, view: PrepareView) -> None:
        """Draw what to prepare and ask; no answer is given beforehand."""
        self._view = view
        self._strip.show_places(view.keep_away)
        self._ask.setText(f"“{view.ask}”")
        self._tell.setText(f"“{view.tell}”")
        self._answer.set_options(
            [
                ("yes", self.tr("{name} said yes").format(name=view.name)),
                ("no", self.tr("{name} said not now").format(name=view.name)),
                ("watch", self.tr("{name} cannot say").format(name=view.name)),
            ]
        )
        self._mode.choose(view.mode)
        self._show_mode(view.mode)
        self._sound.choose(view.sound)
        self._show_sound(view.sound)
        self._show_confirms(view)
        self._show_items(view)
        self._show_says(view)
        self._show_way_on()
        self._page.scroll_to_top()

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard on the first question."""
        super().showEvent(event)
        rows = [*(row.answers for row in self._questions), self._answer.pills]
        rows[0][0].setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer for the person with Y and N."""
        keys = {Qt.Key.Key_Y: 1, Qt.Key.Key_N: 2}
        number = keys.get(Qt.Key(event.key()))
        if number is not None and not event.modifiers() and not event.isAutoRepeat():
            self._answer.pick_number(number)
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        page = ScrollPage(margin=48)
        page.body.addWidget(self._title)
        page.body.addWidget(self._strip)

        ask = self._ask_panel = Panel("card", 24)
        ask.body.addWidget(Heading(self.tr("Ask first"), 2))
        for part in (self._ask, self._tell, self._answer, self._reply, self._watch):
            ask.body.addWidget(part)
        pace = Panel("card", 24)
        pace.body.addWidget(Heading(self.tr("When the time of a step is up"), 2))
        pace.body.addWidget(self._mode)
        pace.body.addWidget(self._mode_words)
        pace.body.addWidget(Heading(self.tr("What you hear"), 2))
        pace.body.addWidget(self._sound)
        pace.body.addWidget(self._sound_words)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(20)
        column.addWidget(self._confirm_panel)
        column.addWidget(ask)
        column.addWidget(pace)
        column.addStretch()
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(20)
        column.addWidget(self._items_panel)
        column.addWidget(self._says_panel)
        column.addStretch()
        split = SplitLayout((380, 400), share=0.48)
        split.addWidget(left)
        split.addWidget(right)
        page.body.addLayout(split)
        page.body.addStretch()
        page.footer_start(self._back, back=True)
        page.footer_end(self._go_on)
        self._way_on = WayOn(page, self._go_on)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)
        self._page = page

    def _choose_mode(self, mode: str) -> None:
        self._show_mode(mode)
        self.mode_chosen.emit(mode)

    def _choose_sound(self, profile: str) -> None:
        self._show_sound(profile)
        self.sound_chosen.emit(profile)

    def _show_sound(self, profile: str) -> None:
        words = {
            "voice": self.tr("A voice reads the steps. A soft bell rings when a step is over."),
            "bell": self.tr("Soft bells tell when a step is half over, and when it is over."),
            "silent": self.tr("Nothing is heard. The edge of the screen glows softly."),
        }
        self._sound_words.setText(words[profile])

    def _show_mode(self, mode: str) -> None:
        self._mode_words.setText(
            self.tr("The next step comes alone. A new place on the body always waits for you.")
            if mode == "go-on"
            else self.tr("Each step stays until you press Next. Take all the time you like.")
        )

    def _show_confirms(self, view: PrepareView) -> None:
        _empty(self._confirm_panel)
        self._questions = []
        self._confirm_panel.setVisible(bool(view.confirms))
        self._confirm_panel.body.addWidget(Heading(self.tr("Look and check"), 2))
        for question in view.confirms:
            row = AnswerRow(question, [("yes", self.tr("Yes")), ("no", self.tr("No"))])
            row.answered.connect(lambda _key: self._show_way_on())
            self._questions.append(row)
            self._confirm_panel.body.addWidget(row)

    def _show_items(self, view: PrepareView) -> None:
        _empty(self._items_panel)
        self._items_panel.body.addWidget(Heading(self.tr("Get ready"), 2))
        for item in view.items:
            self._items_panel.body.addWidget(CheckRow(item))
        cards = ActionButton(
            self.tr("Print the steps as cards"), icon="print", kind="quiet", size="small"
        )
        cards.clicked.connect(self.cards_requested)
        self._items_panel.body.addLayout(row_of(cards))

    def _show_says(self, view: PrepareView) -> None:
        _empty(self._says_panel)
        self._says_panel.setVisible(bool(view.says))
        self._says_panel.body.addWidget(Heading(self.tr("Today"), 2))
        for sentence in view.says:
            self._says_panel.body.addWidget(Text(sentence, "body"))

    def _show_way_on(self) -> None:
        """Say what an answer means, and what is still missing."""
        view = self._view
        if view is None:
            return
        answer = self._answer.chosen
        self._reply.setVisible(answer == "no")
        self._reply.show_notice(view.no_is_fine, view.no_reason)
        self._watch.setVisible(answer == "watch")
        signs = "\n".join(f"•  {sign}" for sign in view.watch)
        self._watch.show_notice(
            view.watch_title, f"{view.cannot_say}\n\n{signs}\n\n{view.watch_then}"
        )
        missing = sum(row.value is None for row in self._questions)
        refused = any(row.value == "no" for row in self._questions)
        is_agreed = answer in {"yes", "watch"}
        if answer == "no":
            self._go_on.setText(self.tr("Leave it for today"))
        elif answer == "watch":
            self._go_on.setText(self.tr("Next: {name} welcomed it").format(name=view.name))
        else:
            self._go_on.setText(self.tr("Next: how is {name} now?").format(name=view.name))
        self._go_on.setEnabled(answer == "no" or (is_agreed and not missing and not refused))
        self._lead_on(answer, self._note(answer, missing, refused), refused)

    def _lead_on(self, answer: str | None, note: str, refused: bool) -> None:
        """Offer the way to the next question, while one waits for its answer."""
        waiting = next((row for row in self._questions if row.value is None), None)
        if answer == "no" or refused or self._view is None:
            self._way_on.clear(note)
        elif waiting is not None:
            words = self.tr("First: look and check")
            self._way_on.ask_for(words, waiting, waiting.answers[0].setFocus, note)
        elif answer is None:
            words = self.tr("Now ask {name}").format(name=self._view.name)
            self._way_on.ask_for(words, self._ask_panel, self._answer.pills[0].setFocus, note)
        else:
            self._way_on.clear(note)

    def _note(self, answer: str | None, missing: int, refused: bool) -> str:
        name = self._view.name if self._view is not None else ""
        if answer == "no":
            return ""
        if refused:
            return self.tr("Put it right first. If you cannot, no massage now.")
        if missing:
            return self.tr("Look and check first.")
        if answer is None:
            return self.tr("Ask {name}, and wait for the answer.").format(name=name)
        return ""

    def _send(self) -> None:
        answer = self._answer.chosen
        if answer == "no":
            self.declined.emit()
        elif answer is not None:
            self.permission_given.emit(answer)


def _empty(panel: Panel) -> None:
    """Take everything out of a panel."""
    while (item := panel.body.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
