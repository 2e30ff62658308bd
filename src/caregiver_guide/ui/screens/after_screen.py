# SPDX-License-Identifier: GPL-3.0-or-later
"""After the massage: how the person is now, what was noticed, and what to look after."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.figure.painter import FigurePainter
from caregiver_guide.services.after_view import AfterGiven, AfterView
from caregiver_guide.services.half_done import as_text, from_text
from caregiver_guide.ui.screens.rating_form import RatingForm
from caregiver_guide.ui.screens.reaction_detail import ReactionDetail
from caregiver_guide.ui.unsaved import HalfDone
from caregiver_guide.ui.widgets.brought_back import BroughtBack
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.check_row import CheckRow
from caregiver_guide.ui.widgets.clearing import clear_layout
from caregiver_guide.ui.widgets.fields import NoteField
from caregiver_guide.ui.widgets.flow_layout import CardGrid, SplitLayout, row_of
from caregiver_guide.ui.widgets.panel import Notice, Panel
from caregiver_guide.ui.widgets.scroll_page import ScrollPage
from caregiver_guide.ui.widgets.text import Heading, Text

_MARGIN: Final = 48
_URGENT_FIRST = {"emergency": 0, "call-today": 1, "watch": 2, "usual": 3, "good": 4}


class AfterScreen(QWidget):
    """The three questions again, with the answers from before marked, and what was noticed.

    Nothing moves under a finger: what is asked about a tick opens below the boxes, and nothing
    scrolls by itself. "Nothing new" takes all other ticks back, and any other tick takes it back.
    Saving with nothing answered is fine.

    Right after the last step hands are full of lotion: then the first thing is to wipe them, and
    to ask at once or in ten minutes.

    Signals:
        save_requested: The massage shall be saved; carries an AfterGiven.
        later_requested: The answers shall be given later today.
        telling_changed: The person tells by "numbers" or by "signs" from now on.
    """

    save_requested = Signal(object)
    later_requested = Signal()
    telling_changed = Signal(str)

    def __init__(self, figure: FigurePainter | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figure = figure
        self._view: AfterView | None = None
        self._boxes: dict[str, CheckRow] = {}
        self._details: dict[str, ReactionDetail] = {}
        self._nothing: CheckRow | None = None
        self._is_asking = False
        self._back_again = BroughtBack()

        self._title = Heading("", 1)
        self._limit = Notice("info", icon="clock")
        self._first = Notice("stop", icon="phone")
        self._say = Notice("caution", icon="phone")
        self._form = RatingForm()
        self._form.telling_changed.connect(self.telling_changed)
        self._wipe = Panel("card", 28)
        self._wipe_steps = QVBoxLayout()
        self._now = ActionButton("", icon="question", kind="primary", size="big")
        self._now.clicked.connect(self.ask_now)
        self._remind = ActionButton("", icon="clock", size="big")
        self._remind.clicked.connect(self.later_requested)
        self._answers = QWidget()
        self._jumps = QWidget()
        self._to_noticed = self._jump(self.tr("What you noticed"))
        self._to_note = self._jump(self.tr("Write a note"))
        self._to_noticed.clicked.connect(self._go_to_noticed)
        self._to_note.clicked.connect(self._go_to_note)
        self._reactions = Panel("card", 20)
        self._list = QWidget()
        self._grid = CardGrid(220, 2, 10, self._list)
        self._detail_room = QVBoxLayout()
        self._detail_room.setSpacing(12)
        self._note = NoteField(self.tr("Anything else to remember?"), lines=3)
        self._care = Panel("tint", 20)
        self._later = ActionButton(self.tr("Later today"), icon="clock", kind="plain", size="big")
        self._later.clicked.connect(self.later_requested)
        self._save = ActionButton(
            self.tr("Save this massage"), icon="check", kind="primary", size="big", icon_at="end"
        )
        self._save.clicked.connect(lambda: self.save_requested.emit(self.given))
        self._lay_out()

    @property
    def form(self) -> RatingForm:
        """Return the questions, or the signs to watch."""
        return self._form

    @property
    def view(self) -> AfterView:
        """Return what is drawn; there is nothing to draw before `show_after`."""
        if self._view is None:
            raise LookupError("no massage is asked about")
        return self._view

    @property
    def given(self) -> AfterGiven:
        """Return everything that was answered so far."""
        return AfterGiven(
            ratings=self._form.given,
            signs=self._form.signs_given,
            reactions=tuple(detail.given for detail in self._details.values()),
            nothing_new=self._nothing is not None and self._nothing.isChecked(),
            note=self._note.text(),
        )

    def half_done(self) -> HalfDone | None:
        """Return the answers given so far, while they are asked for."""
        given = self.given if self._is_asking and self._view is not None else AfterGiven()
        return None if given == AfterGiven() else HalfDone(as_text(given), self.asks_about())

    def asks_about(self) -> str:
        """Return the massage, by id."""
        return "" if self._view is None else self._view.session

    def bring_back(self, body: str) -> None:
        """Show the answers that were given and not saved."""
        given = from_text(body, AfterGiven)
        if given is None or not self._is_asking:
            return
        self.ask_now()
        self._form.bring_back(given.ratings, given.signs)
        for reaction in given.reactions:
            if reaction.what in self._boxes:
                self._boxes[reaction.what].setChecked(True)
                self._details[reaction.what].bring_back(reaction)
        if given.nothing_new and self._nothing is not None:
            self._nothing.setChecked(True)
        self._note.setText(given.note)
        self._back_again.tell()

    def close_answers(self) -> None:
        """Ask no more: the answers are saved."""
        self._is_asking = False

    def show_after(self, view: AfterView) -> None:
        """Draw the questions anew, with nothing answered."""
        self._view = view
        self._is_asking = True
        self._back_again.hide()
        self._title.setText(self.tr("How is {name} now?").format(name=view.name))
        self._limit.show_notice(view.touch_limit, "")
        self._limit.setVisible(bool(view.touch_limit))
        self._first.show_notice(self.tr("Before anything else"), "\n".join(view.first))
        self._first.setVisible(bool(view.first))
        self._say.show_notice(view.say_title, view.first_say)
        self._say.setVisible(bool(view.first_say))
        self._form.show_ratings(view.ratings)
        self._show_boxes(view)
        self._show_care(view)
        self._note.setText("")
        self._show_wipe(view)
        self._page.scroll_to_top()

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard on the first thing that is asked."""
        super().showEvent(event)
        self._take_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lead down where there is one column."""
        super().resizeEvent(event)
        self._show_jumps()

    def changeEvent(self, event: QEvent) -> None:
        """Look again when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._show_jumps()

    def _take_focus(self) -> None:
        if self._answers.isHidden():
            first = self._remind if self._remind.kind == "primary" else self._now
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._form.focus_first()
            # Once everything has found its place.
            QTimer.singleShot(0, self, self._show_first)

    def _show_first(self) -> None:
        """Have what is asked first in view, where a small window has it below the edge."""
        here = self.window().focusWidget()
        if self._answers.isAncestorOf(here):
            self._page.show_widget(here)

    def _show_wipe(self, view: AfterView) -> None:
        """Begin with clean hands, or with the questions where they are asked later."""
        clear_layout(self._wipe_steps)
        for line in view.aftercare_first:
            self._wipe_steps.addWidget(Text(line, "session"))
        waits = view.ratings.tells_by == "signs"
        ask = self.tr("Ask {name} now").format(name=view.name)
        self._now.setText(self.tr("Write down what I noticed") if waits else ask)
        self._now.set_kind("secondary" if waits else "primary")
        words = self.tr("Remind me in {minutes} minutes").format(minutes=view.wait_minutes)
        self._remind.setText(words)
        self._remind.set_kind("primary" if waits else "secondary")
        self._ask(first=view.asks_first)
        if view.asks_first:
            begun = self.tr("The massage was begun, and not given")
            self._title.setText(begun if view.was_begun_only else self.tr("The massage is over"))

    def _ask(self, *, first: bool) -> None:
        """Show what is asked first, or the answers."""
        self._wipe.setVisible(first)
        self._answers.setVisible(not first)
        self._show_jumps()
        for button in (self._later, self._save):
            button.setVisible(not first)
        for button in (self._remind, self._now):
            button.setVisible(first)
        asked = self._remind if self._remind.kind == "primary" else self._now
        self._page.set_primary(asked if first else self._save)

    def ask_now(self) -> None:
        """Show the questions, hands clean."""
        if self._view is not None:
            self._title.setText(self.tr("How is {name} now?").format(name=self._view.name))
        self._ask(first=False)
        self._page.scroll_to_top()
        self._take_focus()

    def _lay_out(self) -> None:
        page = ScrollPage(margin=_MARGIN)
        page.body.addWidget(self._title)
        page.body.addWidget(self._back_again)
        page.body.addWidget(self._limit)
        page.body.addWidget(self._first)
        page.body.addWidget(self._say)
        self._wipe.body.addWidget(Heading(self.tr("First, end gently."), 2))
        self._wipe_steps.setSpacing(14)
        self._wipe.body.addLayout(self._wipe_steps)
        later = self.tr("You can also finish later today. Today will show it.")
        self._wipe.body.addWidget(Text(later, "body", "quiet"))
        page.body.addWidget(self._wipe)
        self._reactions.body.addWidget(Heading(self.tr("Did you notice anything?"), 2))
        self._reactions.body.addWidget(self._list)
        self._reactions.body.addLayout(self._detail_room)
        self._reactions.body.addWidget(self._note)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(20)
        column.addWidget(self._form)
        column.addStretch()
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(20)
        column.addWidget(self._reactions)
        column.addWidget(self._care)
        column.addStretch()
        self._jumps.setLayout(row_of(self._to_noticed, self._to_note))
        page.body.addWidget(self._jumps)
        self._split = split = SplitLayout((500, 400), share=0.54)
        split.addWidget(left)
        split.addWidget(right)
        self._answers.setLayout(split)
        page.body.addWidget(self._answers)
        page.body.addStretch()
        page.footer_start(self._later)
        page.footer_end(self._remind)
        page.footer_end(self._now)
        page.footer_end(self._save)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)
        self._page = page

    def _jump(self, words: str) -> ActionButton:
        return ActionButton(words, icon="arrow-down", size="small", icon_at="end")

    def _show_jumps(self) -> None:
        """Lead to what stands below the questions, where it does not stand beside them."""
        is_beside = self._split.is_split(self._page.width() - 2 * _MARGIN)
        self._jumps.setVisible(not is_beside and not self._answers.isHidden())

    def _go_to_noticed(self) -> None:
        self._page.show_from(self._reactions)
        if self._nothing is not None:
            self._nothing.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to_note(self) -> None:
        self._page.show_from(self._note)
        self._note.text_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_boxes(self, view: AfterView) -> None:
        clear_layout(self._grid)
        for what in list(self._details):
            self._close_detail(what)
        self._boxes = {}
        nothing = CheckRow(view.nothing_new)
        nothing.toggled.connect(self._clear_others)
        self._nothing = nothing
        self._grid.addWidget(nothing)
        for reaction in view.reactions:
            box = CheckRow(reaction.text, tone="caution" if reaction.is_to_tell else "normal")
            box.toggled.connect(lambda on, what=reaction.id: self._toggle(what, on))
            self._boxes[reaction.id] = box
            self._grid.addWidget(box)

    def _show_care(self, view: AfterView) -> None:
        body = self._care.body
        clear_layout(body)
        body.addWidget(Heading(self.tr("For a while now"), 3))
        for line in view.aftercare:
            body.addWidget(Text(line, "body"))
        for title, lines in (
            (self.tr("Usually fine"), view.usual),
            (self.tr("Call the care team today if you see"), view.call_today),
            (view.call_now_title, view.call_now),
        ):
            body.addWidget(Heading(title, 3))
            for line in lines:
                body.addWidget(Text(line, "body"))

    def _clear_others(self, on: bool) -> None:
        if on:
            for box in self._boxes.values():
                box.setChecked(False)

    def _toggle(self, what: str, on: bool) -> None:
        if on and self._nothing is not None:
            self._nothing.setChecked(False)
        if on and self._view is not None and what not in self._details:
            self._open_detail(what, self._view)
        elif not on:
            self._close_detail(what)
        has_news = any(
            self._view is not None and self._view.reaction(key).is_to_tell for key in self._details
        )
        # The footer is always in view: it says where the advice is, however far down that opens.
        words = self.tr("What to do now is below the list. This goes on the care-team page.")
        self._page.footer_note(words if has_news else "")

    def _open_detail(self, what: str, view: AfterView) -> None:
        """Open what is asked about a reaction, the most urgent one on top."""
        detail = ReactionDetail(view.reaction(what), view, self._figure)
        rank = _URGENT_FIRST[view.reaction(what).kind]
        place = sum(_URGENT_FIRST[view.reaction(key).kind] <= rank for key in self._details)
        self._details[what] = detail
        self._detail_room.insertWidget(place, detail)

    def _close_detail(self, what: str) -> None:
        detail = self._details.pop(what, None)
        if detail is not None:
            self._detail_room.removeWidget(detail)
            detail.hide()
            detail.deleteLater()
