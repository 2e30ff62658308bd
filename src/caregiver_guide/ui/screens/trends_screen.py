# SPDX-License-Identifier: GPL-3.0-or-later
"""What the log says over weeks, in four cards; each says how much it stands on."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.figure.painter import FigurePainter
from caregiver_guide.services.trends_view import CHOICES, TrendsView
from caregiver_guide.ui.screens.noticed_card import NoticedCard
from caregiver_guide.ui.screens.score_card import ScoreCard
from caregiver_guide.ui.screens.touch_card import TouchCard
from caregiver_guide.ui.screens.trend_card import TrendCard
from caregiver_guide.ui.screens.week_card import WeekCard
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.flow_layout import SplitLayout
from caregiver_guide.ui.widgets.painted import digit_of
from caregiver_guide.ui.widgets.panel import Panel
from caregiver_guide.ui.widgets.pill_row import PillRow
from caregiver_guide.ui.widgets.scroll_page import ScrollPage
from caregiver_guide.ui.widgets.text import Heading, Text

_SCORES: Final = "scores"
_WEEKS: Final = "weeks"
_PLACES: Final = "places"
_REACTIONS: Final = "reactions"


class TrendsScreen(QWidget):
    """Before and after, massages a week, where hands were, and reactions by place.

    Keys: 1, 2, 3 choose the question, W the next span of days, T numbers or pictures.

    Attributes:
        cards: The cards by name: "scores", "weeks", "places", "reactions".

    Signals:
        days_chosen: Another span of days is wanted: "14", "28", "91" or "365".
        out_requested: Something is to be copied or saved: the card's name, and what of it.
        plan_requested: The plan of massages a week is to be set.
        start_requested: A massage is to begin.
        days_requested: The massages are to be seen day by day.
    """

    days_chosen = Signal(str)
    out_requested = Signal(str, str)
    plan_requested = Signal()
    start_requested = Signal()
    days_requested = Signal()

    def __init__(self, figure: FigurePainter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Heading(self.tr("Trends"), 1)
        self._words = Text("", "body", "quiet")
        self._days = PillRow(
            self.tr("How many days back?"),
            (
                ("14", self.tr("2 weeks")),
                ("28", self.tr("4 weeks")),
                ("91", self.tr("3 months")),
                ("365", self.tr("1 year")),
            ),
        )
        self._days.choice_made.connect(self.days_chosen)
        self._scores = ScoreCard()
        self._weeks = WeekCard()
        self._weeks.plan_requested.connect(self.plan_requested)
        self._weeks.days_requested.connect(self.days_requested)
        self._touch = TouchCard(figure)
        self._noticed = NoticedCard()
        self.cards: dict[str, TrendCard] = {
            _SCORES: self._scores,
            _WEEKS: self._weeks,
            _PLACES: self._touch,
            _REACTIONS: self._noticed,
        }
        for name, card in self.cards.items():
            card.out_requested.connect(lambda what, name=name: self.out_requested.emit(name, what))
        self._signs = Text("", "body")
        self._caveat = Text(
            self.tr(
                "These are your own notes. They show what happened around a massage, not what "
                "caused it. People often feel better after kind attention of any sort."
            ),
            "body",
            "quiet",
        )
        self._empty = Panel("card", 28)
        self._empty_title = Heading("", 2)
        self._empty_words = Text("", "body", "quiet")
        self._start = ActionButton(self.tr("Start a massage"), icon="hand")
        self._start.clicked.connect(self.start_requested)
        self._page = ScrollPage()
        self._lay_out()

    def _lay_out(self) -> None:
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._title)
        column.addWidget(self._words)
        head = QWidget()
        split = SplitLayout((300, 0), gap=16, parent=head)
        split.addWidget(words)
        split.addWidget(self._days)
        self._empty.body.addWidget(self._empty_title)
        self._empty.body.addWidget(self._empty_words)
        self._empty.body.addWidget(self._start, 0, Qt.AlignmentFlag.AlignLeft)
        self._row = QWidget()
        both = SplitLayout((330, 330), 0.5, 20, self._row)
        both.addWidget(_at_top(self._weeks))
        both.addWidget(_at_top(self._noticed))
        self._signs_card = Panel("card")
        self._signs_card.body.addWidget(Heading(self.tr("Signs of comfort"), 2))
        self._signs_card.body.addWidget(self._signs)
        body = self._page.body
        for part in (
            head,
            self._empty,
            self._scores,
            self._signs_card,
            self._row,
            self._touch,
            self._caveat,
        ):
            body.addWidget(part)
        body.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._page)

    def show_trends(self, view: TrendsView) -> None:
        """Show the trends of a person over a span of days."""
        self._words.setText(
            self.tr("How {name} felt, and what you did.").format(name=view.person_name)
        )
        self._days.choose(view.choice)
        self._days.setVisible(view.ever > 0)
        self._show_empty(view)
        self._scores.show_trends(view)
        self._weeks.show_trends(view)
        self._touch.show_trends(view)
        self._noticed.show_trends(view)
        self._signs.setText(self._signs_words(view))
        self._scores.setVisible(view.given > 0)
        self._signs_card.setVisible(view.tells_by_signs)
        self._row.setVisible(view.ever > 0 or view.noticed > 0)
        self._touch.setVisible(bool(view.places))
        self._caveat.setVisible(view.given > 0)

    def show_done(self, card: str, words: str) -> None:
        """Say at a card that something of it was copied or saved."""
        self.cards[card].show_done(words)

    def focus_first(self) -> None:
        """Put the keyboard on the questions, where 1, 2 and 3 choose; else on what there is."""
        for row in (self._scores.questions, self._days):
            if row.isVisibleTo(self) and row.pills:
                chosen = (pill for pill in row.pills if pill.isChecked())
                next(chosen, row.pills[0]).setFocus()
                return
        self._start.setFocus()

    @property
    def score_card(self) -> ScoreCard:
        """The card of before and after, which knows the question that is shown."""
        return self._scores

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard where it is of use."""
        super().showEvent(event)
        self.focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the question, the days, and numbers or pictures by one key each."""
        number = digit_of(event)
        if number is not None and self._scores.isVisible() and self._scores.pick_number(number):
            return
        if event.modifiers() or event.key() not in (Qt.Key.Key_W, Qt.Key.Key_T):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_W and self._days.isVisible():
            chosen = self._days.chosen or CHOICES[0]
            places = list(CHOICES)
            after = places[(places.index(chosen) + 1) % len(places)]  # type: ignore[arg-type]  # a pill's own key
            self.days_chosen.emit(after)
        elif event.key() == Qt.Key.Key_T:
            shown = not (self._scores.shows_numbers and self._weeks.shows_numbers)
            self._scores.show_numbers(shown)
            self._weeks.show_numbers(shown)

    def _show_empty(self, view: TrendsView) -> None:
        self._empty.setVisible(view.given == 0)
        self._start.setVisible(view.ever == 0)
        if view.ever == 0:
            self._empty_title.setText(self.tr("Trends begin with the first massage"))
            self._empty_words.setText(
                self.tr(
                    "After the first one you see here when it was and where hands were. "
                    "After 5 with a number before and after there is a picture of how {name} felt."
                ).format(name=view.person_name)
            )
            return
        self._empty_title.setText(self.tr("No massage in these days"))
        self._empty_words.setText(self.tr("Choose a longer time above to see earlier ones."))

    def _signs_words(self, view: TrendsView) -> str:
        signs = view.signs
        return self.tr(
            "Watched before and after {count} massages. Fewer signs of discomfort after {lower}, "
            "about as many after {same}, more after {higher}. Fewer is better. "
            "This is what you saw; it is no score."
        ).format(count=signs.count, lower=signs.lower, same=signs.same, higher=signs.higher)


def _at_top(widget: QWidget) -> QWidget:
    """Return a place that keeps a widget at its own height."""
    place = QWidget()
    column = QVBoxLayout(place)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(widget)
    column.addStretch(1)
    return place
