# SPDX-License-Identifier: GPL-3.0-or-later
"""The three questions as a form, for the screens before and after a massage."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.domain.session import NoNumber, RatingSource
from caregiver_guide.services.ratings_view import RatingGiven, RatingsView
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.panel import Panel
from caregiver_guide.ui.widgets.pill_row import PillRow
from caregiver_guide.ui.widgets.rating_scale import RatingAnswer, RatingScale
from caregiver_guide.ui.widgets.text import Text

_WIDEST: Final = 910


class RatingForm(QWidget):
    """Asked or watched, then the questions; nothing is answered beforehand and all may stay open.

    Up and Down walk between the questions.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: RatingsView | None = None
        self._scales: dict[str, RatingScale] = {}
        self._how = Text("", "body", "quiet")
        self._source = PillRow(self.tr("Who says it?"))
        self._source.choice_made.connect(lambda _key: self._show_how())
        self._panel = Panel("card", 24)
        self._panel.body.setSpacing(24)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(14)
        self._column.addWidget(self._source)
        self._column.addWidget(self._how)
        self._column.addWidget(self._panel)
        self._limit_width()

    @property
    def given(self) -> tuple[RatingGiven, ...]:
        """Return the answers given so far, open questions left out."""
        source: RatingSource = "watched" if self._source.chosen == "watched" else "asked"
        found: list[RatingGiven] = []
        for question in self._view.questions if self._view is not None else ():
            answer = self._scales[question.id].value
            if answer is not None:
                found.append(RatingGiven(question.id, _value(answer), source))
        return tuple(found)

    def show_ratings(self, view: RatingsView) -> None:
        """Draw the questions anew, with nothing answered."""
        self._view = view
        self._source.set_options(
            [
                ("asked", self.tr("{name} says the numbers").format(name=view.name)),
                ("watched", self.tr("I write what I see")),
            ]
        )
        self._source.choose("asked")
        self._show_how()
        while (item := self._panel.body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._scales = {}
        for question in view.questions:
            scale = RatingScale(question.text, question.low, question.high)
            scale.set_before(_answer(question.before))
            self._scales[question.id] = scale
            self._panel.body.addWidget(scale)

    def focus_first(self) -> None:
        """Put the keyboard on the first question."""
        if self._scales:
            next(iter(self._scales.values())).focus_scale()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._limit_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow a change of the window."""
        super().resizeEvent(event)
        self._limit_width()

    def _limit_width(self) -> None:
        """Keep what the ends of a scale mean under its ends."""
        spare = max(0, self.width() - Theme.current().px(_WIDEST))
        self._column.setContentsMargins(0, 0, spare, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk between the questions with Up and Down."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None or not self._walk(step):
            super().keyPressEvent(event)

    def _walk(self, step: int) -> bool:
        scales = list(self._scales.values())
        focused = self.window().focusWidget()
        here = next((n for n, scale in enumerate(scales) if scale.isAncestorOf(focused)), None)
        if here is None or not 0 <= here + step < len(scales):
            return False
        scales[here + step].focus_scale()
        return True

    def _show_how(self) -> None:
        if self._view is not None:
            is_watched = self._source.chosen == "watched"
            self._how.setText(self._view.watched if is_watched else self._view.how)


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
