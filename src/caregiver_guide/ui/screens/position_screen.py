# SPDX-License-Identifier: GPL-3.0-or-later
"""Position and pillows: how the person lies or sits, and what must not carry weight."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caregiver_guide.figure.painter import FigurePainter
from caregiver_guide.services.position_choice import Pillow, PositionCard, PositionChoiceView
from caregiver_guide.ui.screens.reasons_sheet import ReasonsSheet
from caregiver_guide.ui.widgets.badge import Badge
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.chip import ChipKind
from caregiver_guide.ui.widgets.choice_card import ChoiceCard, ChoiceGroup
from caregiver_guide.ui.widgets.figure_picture import FigurePicture
from caregiver_guide.ui.widgets.flow_layout import SplitLayout
from caregiver_guide.ui.widgets.keep_away_strip import KeepAwayStrip
from caregiver_guide.ui.widgets.panel import Notice, Panel
from caregiver_guide.ui.widgets.scroll_page import ScrollPage
from caregiver_guide.ui.widgets.text import Heading, Text

_PICTURE_LEAST = 380


class PositionScreen(QWidget):
    """The positions, the pillows of the chosen one, and where weight rests.

    A blocked position keeps its place, says what bars it, and opens its reasons when chosen.

    Signals:
        position_chosen: A position was chosen, by id.
        instead_requested: What is possible instead was accepted: routine and position, by id.
        back_requested: The caregiver wants the screen before.
        comfortable: The person lies or sits well; only where the massage is possible so.
    """

    position_chosen = Signal(str)
    instead_requested = Signal(str, str)
    back_requested = Signal()
    comfortable = Signal()

    def __init__(
        self, parent: QWidget | None = None, *, figure: FigurePainter | None = None
    ) -> None:
        super().__init__(parent)
        self._view: PositionChoiceView | None = None
        self._drawn: tuple[object, ...] = ()

        self._title = Heading(self.tr("Position and pillows"), 1)
        self._strip = KeepAwayStrip(self.tr("Keep away"), self.tr("Nothing is marked."))
        self._picture = FigurePicture(figure)
        self._picture.setMinimumHeight(_PICTURE_LEAST)
        self._legend = Text(
            self.tr("Shaded: what carries weight. Marked places should carry none."),
            "body",
            "quiet",
        )
        self._name = Heading("", 2)
        self._suits = Text("", "body", "quiet")
        self._told = Text("", "body")
        self._pillows = QWidget()
        self._rows = QVBoxLayout(self._pillows)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(12)
        self._check = Notice("caution", icon="warning")
        self._ask = Notice("tint", icon="question")
        self._blocked = Notice("stop", action=self.tr("Why?"), icon="ban")
        self._blocked.action_requested.connect(self._open_reasons)
        self._instead = Notice("info", action=self.tr("Choose this"), icon="swap")
        self._instead.action_requested.connect(self._take_instead)
        self._cards = ChoiceGroup(self.tr("Positions"), min_card_width=240, max_columns=4, gap=12)
        self._cards.choice_made.connect(self._choose)
        self._back = ActionButton(self.tr("Back"), icon="arrow-left", kind="plain", size="big")
        self._back.clicked.connect(self.back_requested)
        self._go_on = ActionButton("", icon="check", kind="primary", size="big", icon_at="end")
        self._go_on.clicked.connect(self.comfortable)
        self._lay_out()
        self._reasons = ReasonsSheet(self)

    def show_positions(self, view: PositionChoiceView) -> None:
        """Draw the positions for one routine, one of them chosen."""
        self._view = view
        self._strip.show_places(view.keep_away)
        card = view.card
        self._picture.show_picture(
            view.picture,
            under=(self.tr("From the front"), self.tr("From the back")),
            name=self.tr("Where weight rests in this position: {position}").format(
                position=card.name
            ),
        )
        self._show_cards(view)
        self._cards.choose(view.chosen)
        self._show_card(card)
        self._show_way_on(view)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard on the way on, or on what is possible instead."""
        super().showEvent(event)
        self._page.scroll_to_top()
        if self._go_on.isEnabled():
            self._go_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        page = ScrollPage(margin=48)
        page.body.addWidget(self._title)

        left = Panel("card", 16)
        left.body.addWidget(self._picture, 1)
        left.body.addWidget(self._legend)
        left.body.addWidget(self._strip)
        right = Panel("card", 24)
        parts = (self._name, self._suits, self._blocked, self._instead, self._told, self._pillows)
        for part in (*parts, self._check, self._ask):
            right.body.addWidget(part)
        right.body.addStretch(1)
        split = SplitLayout((380, 340), share=0.52)
        split.addWidget(right)
        split.addWidget(left)
        page.body.addLayout(split)
        page.body.addWidget(Heading(self.tr("Another position"), 2))
        page.body.addWidget(self._cards)
        page.body.addStretch()
        page.footer_start(self._back, back=True)
        page.footer_end(self._go_on)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)
        self._page = page

    def _show_cards(self, view: PositionChoiceView) -> None:
        """Draw the cards anew where something other than the choice has changed."""
        if view.cards == self._drawn:
            return
        self._drawn = view.cards
        had_focus = any(card.hasFocus() for card in self._cards.cards)
        self._cards.clear()
        for card in view.cards:
            chip = self._chip(card)
            self._cards.add(ChoiceCard(card.id, card.name, (), chip, muted=not card.is_ok))
        if had_focus:
            chosen = next(card for card in self._cards.cards if card.key == view.chosen)
            chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chip(self, card: PositionCard) -> tuple[str, ChipKind]:
        if card.is_ok:
            return self.tr("Possible"), "ok"
        if card.blocked_by:
            return self.tr("No: {reason}").format(reason=card.blocked_by), "stop"
        return self.tr("Not for this massage"), "neutral"

    def _show_card(self, card: PositionCard) -> None:
        """Draw how to come into a position, or why it is barred."""
        self._name.setText(card.name)
        self._suits.setText(card.suits)
        self._told.setText(card.told)
        self._told.setVisible(card.is_ok)
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for pillow in card.pillows if card.is_ok else ():
            self._rows.addWidget(_pillow_row(pillow, self.tr("Pillow {letter}")))
        self._pillows.setVisible(card.is_ok)
        self._check.show_notice(" ".join(card.checks), "")
        self._check.setVisible(card.is_ok and bool(card.checks))
        self._blocked.show_notice(
            self._chip(card)[0],
            card.reasons[0].text if card.reasons else "",
            self.tr("Why?"),
        )
        self._blocked.setVisible(not card.is_ok)

    def _show_way_on(self, view: PositionChoiceView) -> None:
        self._ask.show_notice(view.ask, "")
        self._ask.setVisible(view.can_go_on)
        has_other = bool(view.instead) and not view.can_go_on
        self._instead.show_notice(view.instead, "", self.tr("Choose this"))
        self._instead.setVisible(has_other)
        self._go_on.setText(self.tr("{name} is comfortable").format(name=view.name))
        self._go_on.setEnabled(view.can_go_on)

    def _choose(self, position: str) -> None:
        self._page.scroll_to_top()
        self.position_chosen.emit(position)

    def _open_reasons(self) -> None:
        if self._view is not None:
            card = self._view.card
            self._reasons.show_reasons(card.name, card.reasons, self._view.instead)
            self._reasons.open()

    def _take_instead(self) -> None:
        if self._view is not None and self._view.instead_routine:
            self.instead_requested.emit(self._view.instead_routine, self._view.instead_position)


def _pillow_row(pillow: Pillow, name: str) -> QWidget:
    """Return a pillow as a step: its letter, where it goes, and why."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(14)
    badge = Badge("letter", pillow.letter, name.format(letter=pillow.letter))
    row.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(Text(pillow.where, "label"))
    words.addWidget(Text(pillow.why, "body", "quiet"))
    row.addLayout(words, 1)
    return line
