# SPDX-License-Identifier: GPL-3.0-or-later
"""The three questions as a form, or the signs to watch, for before and after a massage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.domain.session import ComfortSign, NoNumber, RatingSource, TellsBy
from caregiver_guide.services.ratings_view import (
    RatingGiven,
    RatingQuestionView,
    RatingsView,
    SignsGiven,
)
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.announce import announce
from caregiver_guide.ui.widgets.clearing import clear_layout
from caregiver_guide.ui.widgets.panel import Notice, Panel
from caregiver_guide.ui.widgets.pill_row import PillRow
from caregiver_guide.ui.widgets.rating_scale import RatingAnswer, RatingScale
from caregiver_guide.ui.widgets.sign_row import SignRow
from caregiver_guide.ui.widgets.text import Text

_WIDEST: Final = 910


class RatingForm(QWidget):
    """Who says it, then the questions; nothing is answered beforehand and all may stay open.

    For a person who cannot say, signs of comfort take the place of the questions: one press
    turns from the one to the other, and only what is shown then is given. Up and Down walk between
    the rows; a digit answers one and goes on to the next.

    Signals:
        telling_changed: The caregiver turned to "numbers" or "signs".
        next_row: The row below what was just answered, which should be seen.
        sign_seen: A high number is one of today's signs, by its id.
    """

    telling_changed = Signal(str)
    next_row = Signal(object)
    sign_seen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: RatingsView | None = None
        self._scales: dict[str, RatingScale] = {}
        self._signs: dict[ComfortSign, SignRow] = {}
        self._how = Text("", "body", "quiet")
        self._source = PillRow(self.tr("Who says it?"))
        self._source.choice_made.connect(self._turn)
        self._panel = Panel("card", 20)
        self._panel.body.setSpacing(16)
        self._watch = Panel("card", 20)
        self._watch.body.setSpacing(14)
        self._wait = Notice("info", icon="clock")
        self._concern: Notice | None = None
        self._column = QVBoxLayout(self)
        self._column.setSpacing(12)
        for part in (
            self._source, self._how, self._panel, self._wait, self._watch,
        ):  # fmt: skip
            self._column.addWidget(part)
        self._limit_width()

    @property
    def given(self) -> tuple[RatingGiven, ...]:
        """Return the numbers given so far, open questions left out; none where signs count."""
        source: RatingSource = "watched" if self._source.chosen == "watched" else "asked"
        if self._tells_by == "signs" or self._view is None:
            return ()
        found: list[RatingGiven] = []
        for question in self._view.questions:
            answer = self._scales[question.id].value
            if answer is not None:
                found.append(RatingGiven(question.id, _value(answer), source))
        return tuple(found)

    @property
    def signs_given(self) -> SignsGiven | None:
        """Return the signs that were watched, or None where numbers count or nothing was seen."""
        if self._tells_by != "signs":
            return None
        seen = tuple(
            (sign, row.value) for sign, row in self._signs.items() if row.value is not None
        )
        return SignsGiven(seen) if seen else None

    def show_ratings(self, view: RatingsView) -> None:
        """Draw the questions anew, with nothing answered."""
        self._view = view
        self._source.set_options(
            [
                ("asked", self.tr("{name} says the numbers").format(name=view.name)),
                ("watched", self.tr("I write what I see")),
                ("signs", self.tr("{name} cannot say").format(name=view.name)),
            ]
        )
        self._source.choose("signs" if view.tells_by == "signs" else "asked")
        self._show_scales(view)
        self._show_signs(view)
        self._show_mode()

    def bring_back(self, given: Sequence[RatingGiven], signs: SignsGiven | None) -> None:
        """Show answers that were given before, without a signal."""
        if given:
            self._source.choose(given[0].source)
        elif signs is not None:
            self._source.choose("signs")
        for one in given:
            if one.question in self._scales:
                self._scales[one.question].set_value(_answer(one.value))
        for sign, value in signs.values if signs is not None else ():
            if sign in self._signs:
                self._signs[sign].set_value(value)
        self._show_mode()

    def choose(self, source: str) -> None:
        """Turn to "asked", "watched" or "signs", as the caregiver would."""
        self._source.choose(source)
        self._turn(source)

    def focus_first(self) -> None:
        """Put the keyboard on the first row."""
        rows = self._rows()
        if rows:
            rows[0].focus_scale()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._limit_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow a change of the window."""
        super().resizeEvent(event)
        self._limit_width()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk between the rows with Up and Down."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None or not self._walk(step):
            super().keyPressEvent(event)

    @property
    def _tells_by(self) -> TellsBy:
        return "signs" if self._source.chosen == "signs" else "numbers"

    def _show_scales(self, view: RatingsView) -> None:
        clear_layout(self._panel.body)
        self._scales, self._concern = {}, None
        for question in view.questions:
            scale = RatingScale(question.text, question.low, question.high)
            scale.set_before(_answer(question.before))
            self._connect(scale)
            self._scales[question.id] = scale
            self._panel.body.addWidget(scale)
            if question.concern is not None and self._concern is None:
                self._add_concern()

    def _show_signs(self, view: RatingsView) -> None:
        clear_layout(self._watch.body)
        self._signs = {}
        self._watch.body.addWidget(Text(view.signs_title, "h2"))
        for sign in view.signs:
            row = SignRow(sign.text, sign.levels, sign.before)
            self._connect(row)
            self._signs[sign.id] = row
            self._watch.body.addWidget(row)
        self._watch.body.addWidget(Text(view.signs_limits, "meta", "quiet"))
        self._wait.show_notice(self.tr("Not yet"), view.wait)

    def _asking(self) -> RatingQuestionView | None:
        """Return the question whose number asks something more, if there is one."""
        view = self._view
        if view is None or self._tells_by == "signs":
            return None
        for question in view.questions:
            answer = self._scales[question.id].value
            number = None if answer is None else answer.score
            concern = question.concern
            if concern is not None and number is not None and number >= concern.least:
                return question
        return None

    def _add_concern(self) -> None:
        """Have room under a question for what a high number asks."""
        self._concern = Notice("caution", icon="warning")
        self._concern.action_requested.connect(self._see_sign)
        self._concern.hide()
        self._panel.body.addWidget(self._concern)

    def _show_concern(self) -> None:
        """Ask more about a high number, right under it."""
        if self._concern is None:
            return
        asking = self._asking()
        concern = None if asking is None else asking.concern
        was_shown = not self._concern.isHidden()
        self._concern.setVisible(concern is not None)
        if concern is not None and not was_shown:
            self._concern.show_notice(concern.title, concern.text, concern.yes)
            announce(self, f"{concern.title} {concern.text}", urgent=True)

    def _see_sign(self) -> None:
        asking = self._asking()
        if asking is not None and asking.concern is not None:
            self.sign_seen.emit(asking.concern.sign)

    def _connect(self, row: RatingScale | SignRow) -> None:
        row.typed.connect(lambda: self._typed(row))
        row.answer_changed.connect(lambda answer: self._answered(row, answer))

    def _limit_width(self) -> None:
        """Keep what the ends of a scale mean under its ends."""
        spare = max(0, self.width() - Theme.current().px(_WIDEST))
        self._column.setContentsMargins(0, 0, spare, 0)

    def _rows(self) -> list[RatingScale | SignRow]:
        """Return the rows that are shown now."""
        if self._tells_by == "numbers":
            return list(self._scales.values())
        return [] if self._must_wait else list(self._signs.values())

    @property
    def _must_wait(self) -> bool:
        return self._view is not None and bool(self._view.wait)

    def _walk(self, step: int) -> bool:
        rows = self._rows()
        focused = self.window().focusWidget()
        here = next((n for n, row in enumerate(rows) if row.isAncestorOf(focused)), None)
        if here is None or not 0 <= here + step < len(rows):
            return False
        rows[here + step].focus_scale()
        return True

    def _typed(self, row: RatingScale | SignRow) -> None:
        """Go on to the next row after a digit; the last one keeps the keyboard for Enter."""
        rows = self._rows()
        place = rows.index(row) + 1
        if place < len(rows):
            rows[place].focus_scale()

    def _answered(self, row: RatingScale | SignRow, answer: object) -> None:
        rows = self._rows()
        place = rows.index(row) + 1
        if answer is not None and place < len(rows):
            self.next_row.emit(rows[place])
        self._show_concern()

    def _turn(self, _key: str) -> None:
        self._show_mode()
        self.telling_changed.emit(self._tells_by)

    def _show_mode(self) -> None:
        """Show the numbers, or the signs, and how to come to them."""
        view = self._view
        if view is None:
            return
        watches = self._tells_by == "signs"
        how = {"watched": view.watched, "signs": view.signs_how}
        self._how.setText(how.get(self._source.chosen or "", view.how))
        self._how.setVisible(not (watches and self._must_wait))
        self._panel.setVisible(not watches)
        self._watch.setVisible(watches and not self._must_wait)
        self._wait.setVisible(watches and self._must_wait)
        self._show_concern()


def _answer(value: int | NoNumber | None) -> RatingAnswer | None:
    if value is None:
        return None
    if isinstance(value, int):
        return RatingAnswer.number(value)
    return RatingAnswer.DECLINED if value == "declined" else RatingAnswer.COULD_NOT_SAY


def _value(answer: RatingAnswer) -> int | NoNumber:
    if answer.score is not None:
        return answer.score
    return "declined" if answer.kind == "declined" else "could-not-say"
