# SPDX-License-Identifier: GPL-3.0-or-later
"""Choose a routine: what is possible today, what changed, and why."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.domain.plan import Verdict
from caregiver_guide.figure.painter import FigurePainter
from caregiver_guide.services.routine_choice import RoutineCard, RoutineChoiceView
from caregiver_guide.ui.screens.reasons_sheet import ReasonsSheet
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.chip import ChipKind
from caregiver_guide.ui.widgets.choice_card import ChoiceCard, ChoiceGroup
from caregiver_guide.ui.widgets.figure_picture import FigurePicture
from caregiver_guide.ui.widgets.flow_layout import SplitLayout
from caregiver_guide.ui.widgets.keep_away_strip import KeepAwayStrip
from caregiver_guide.ui.widgets.panel import Notice
from caregiver_guide.ui.widgets.pill_row import PillRow
from caregiver_guide.ui.widgets.scroll_page import ScrollPage
from caregiver_guide.ui.widgets.text import Heading, Text

CHIPS: Final[dict[Verdict, ChipKind]] = {
    Verdict.GO: "ok",
    Verdict.ADAPTED: "adapted",
    Verdict.NOT_THIS_WAY: "ask",
    Verdict.ASK_FIRST: "ask",
    Verdict.STOP: "stop",
}


_LOW: Final = 420
"""How high the screen is, in pixels at 100 %, with room for the places above the routines."""
_UNDER_CHIP: Final = 0.36


class RoutineScreen(QWidget):
    """Cards of all routines, the minutes wished for, and the reasons of what is chosen.

    Signals:
        routine_chosen: A routine was chosen, by id.
        minutes_chosen: Another number of minutes was wished for.
        back_requested: The caregiver wants the screen before.
        go_on_requested: The chosen routine shall be given; only where it is possible.
    """

    routine_chosen = Signal(str)
    minutes_chosen = Signal(int)
    back_requested = Signal()
    go_on_requested = Signal()

    def __init__(
        self, parent: QWidget | None = None, *, figure: FigurePainter | None = None
    ) -> None:
        super().__init__(parent)
        self._figure = figure
        self._view: RoutineChoiceView | None = None
        self._drawn: tuple[object, ...] = ()
        self._offered: list[tuple[str, str]] = []
        self._is_low = False

        self._title = Heading(self.tr("Choose a routine"), 1)
        self._minutes = PillRow(self.tr("How many minutes?"))
        self._minutes.choice_made.connect(lambda key: self.minutes_chosen.emit(int(key)))
        self._first = Text("", "body", "quiet")
        self._strip = KeepAwayStrip(self.tr("Keep away"), self.tr("Nothing is marked."))
        self._nothing = Notice("info", icon="open-hand")
        self._cards = ChoiceGroup(self.tr("Routines"), min_card_width=300, max_columns=3)
        self._cards.choice_made.connect(self._choose)
        self._why = ActionButton(self.tr("What changes?"), icon="question", size="normal")
        self._why.clicked.connect(self._open_reasons)
        self._back = ActionButton(self.tr("Back"), icon="arrow-left", kind="plain", size="big")
        self._back.clicked.connect(self.back_requested)
        self._go_on = ActionButton(
            self.tr("Next: position and pillows"),
            icon="arrow-right",
            kind="primary",
            size="big",
            icon_at="end",
        )
        self._go_on.clicked.connect(self.go_on_requested)
        self._lay_out()
        self._reasons = ReasonsSheet(self)

    def show_routines(self, view: RoutineChoiceView) -> None:
        """Draw the routines of today."""
        self._view = view
        offered = [(str(n), self.tr("{minutes} min").format(minutes=n)) for n in view.offered]
        if offered != self._offered:
            self._offered = offered
            self._minutes.set_options(offered)
        self._minutes.choose(str(view.minutes))
        self._first.setText(
            self.tr("The first massage is five minutes at most.") if view.is_first else ""
        )
        self._first.setVisible(view.is_first)
        self._strip.show_places(view.keep_away)
        self._nothing.setVisible(bool(view.nothing_possible))
        self._nothing.show_notice(
            self.tr("No massage today. That is all right."), view.nothing_possible
        )
        self._show_cards(view)
        self._cards.choose(view.chosen or None)
        self._show_chosen()

    def focus_first(self) -> None:
        """Put the keyboard on the chosen card, or on the first."""
        for card in self._cards.cards:
            if card.key == (self._cards.chosen or card.key):
                card.setFocus()
                return

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard where the answer is."""
        super().showEvent(event)
        self.focus_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have the first routine in view."""
        super().resizeEvent(event)
        self._place_strip()

    def changeEvent(self, event: QEvent) -> None:
        """Look again when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._place_strip()

    def _place_strip(self) -> None:
        """Name the places below the routines where they would push these out of sight.

        Every routine already keeps away from them, and the next pages show them again.
        """
        is_low = self.height() < _LOW * Theme.current().scale.factor
        body = self._page.body
        if is_low != self._is_low:
            self._is_low = is_low
            body.removeWidget(self._strip)
            other = self._cards if is_low else self._nothing
            body.insertWidget(body.indexOf(other) + (1 if is_low else 0), self._strip)

    def _lay_out(self) -> None:
        page = ScrollPage(margin=48)
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self._first)
        split = SplitLayout((300, 0), gap=24)
        split.addWidget(head)
        split.addWidget(self._minutes)
        page.body.addLayout(split)
        page.body.addWidget(self._strip)
        page.body.addWidget(self._nothing)
        page.body.addWidget(self._cards)
        page.body.addStretch()
        page.footer_start(self._back, back=True)
        page.footer_end(self._why, primary=False)
        page.footer_end(self._go_on)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)
        self._page = page

    def _show_cards(self, view: RoutineChoiceView) -> None:
        """Draw the cards anew where something other than the choice has changed."""
        drawn = (view.cards, view.keep_away)
        if drawn == self._drawn:
            return
        self._drawn = drawn
        had_focus = any(card.hasFocus() for card in self._cards.cards)
        self._cards.clear()
        for card in view.cards:
            self._cards.add(self._card(card))
        if had_focus:
            self.focus_first()

    def _card(self, card: RoutineCard) -> ChoiceCard:
        picture = FigurePicture(self._figure, radius=16)
        picture.show_picture(card.picture, name=card.name)
        picture.set_quiet(not card.can_start)
        picture.set_lead(_UNDER_CHIP)
        lines = [self._when_and_how(card), card.line]
        return ChoiceCard(
            card.id,
            card.name,
            [line for line in lines if line],
            (card.chip, "ok" if card.is_as_usual else CHIPS[card.verdict]),
            picture,
            muted=not card.can_start,
        )

    def _when_and_how(self, card: RoutineCard) -> str:
        if not card.minutes:
            return card.summary
        return self.tr("{minutes} min. {position}.").format(
            minutes=card.minutes, position=card.position
        )

    def _choose(self, routine: str) -> None:
        self._show_chosen()
        self.routine_chosen.emit(routine)

    def _show_chosen(self) -> None:
        """Offer to go on only with what is possible, and say why not."""
        card = self._chosen_card()
        self._why.setEnabled(card is not None)
        self._go_on.setEnabled(card is not None and card.can_start)
        if card is None:
            self._page.footer_note(self.tr("Choose one."))
        elif not card.can_start:
            self._page.footer_note(
                self.tr("{routine}: {chip}").format(routine=card.name, chip=card.chip.lower())
            )
        else:
            self._page.footer_note("")

    def _chosen_card(self) -> RoutineCard | None:
        if self._view is None or self._cards.chosen is None:
            return None
        return self._view.card(self._cards.chosen)

    def _open_reasons(self) -> None:
        card = self._chosen_card()
        if card is not None:
            self._reasons.show_card(card)
            self._reasons.open()
