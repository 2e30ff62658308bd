# SPDX-License-Identifier: GPL-3.0-or-later
"""Position and pillows: how the person lies or sits, pillow by pillow, and what bars it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.figure.scene_painter import ScenePainter
from caregiver_guide.services.keep_away import KeepAway
from caregiver_guide.services.position_choice import Pillow, PositionCard, PositionChoiceView
from caregiver_guide.ui.screens.reasons_sheet import ReasonsSheet
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.chip import ChipKind
from caregiver_guide.ui.widgets.choice_card import ChoiceCard, ChoiceGroup
from caregiver_guide.ui.widgets.clearing import clear_layout
from caregiver_guide.ui.widgets.flow_layout import SplitLayout
from caregiver_guide.ui.widgets.keep_away_strip import KeepAwayStrip
from caregiver_guide.ui.widgets.panel import Notice, Panel
from caregiver_guide.ui.widgets.pillow_row import PillowRow
from caregiver_guide.ui.widgets.scene_picture import ScenePicture
from caregiver_guide.ui.widgets.scroll_page import ScrollPage
from caregiver_guide.ui.widgets.text import Heading, Text
from caregiver_guide.ui.widgets.way_on import WayOn

_CARD_RATIO = 0.56


class PositionScreen(QWidget):
    """The positions as pictures, and the pillows of the chosen one to tick off.

    A pillow appears in the picture when it is ticked; ticks are a help and no gate, and are gone
    when the screen is shown anew. A blocked position keeps its place, shows and says what bars
    it, and opens its reasons when chosen.

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
        self, parent: QWidget | None = None, *, scenes: ScenePainter | None = None
    ) -> None:
        super().__init__(parent)
        self._view: PositionChoiceView | None = None
        self._drawn: tuple[object, ...] = ()
        self._scenes = scenes
        self._in_place: dict[str, set[str]] = {}
        self._ticks: list[PillowRow] = []
        self._shown: PositionCard | None = None

        self._title = Heading(self.tr("Position and pillows"), 1)
        self._strip = KeepAwayStrip(self.tr("Keep away"), self.tr("Nothing is marked."))
        self._picture = ScenePicture(scenes)
        self._legend = Text("", "body", "quiet")
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
        self._show_cards(view)
        self._cards.choose(view.chosen)
        self._show_card(view.card)
        self._show_way_on(view)

    def set_motion(self, may_move: bool) -> None:
        """Let pillows come and go softly, or at once."""
        self._picture.set_motion(may_move)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the picture be as high as there is room for."""
        super().resizeEvent(event)
        self._picture.set_room(self.height())

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard on the way on, or on what is possible instead."""
        super().showEvent(event)
        if not event.spontaneous():
            # Yesterday's pillows are not in place today.
            self._in_place = {}
            for row in self._ticks:
                row.setChecked(False)
        self._page.scroll_to_top()
        if self._go_on.isEnabled():
            self._go_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        page = ScrollPage(margin=48)
        page.body.addWidget(self._title)

        left = Panel("card", 16)
        left.body.addWidget(self._picture)
        left.body.addWidget(self._legend)
        left.body.addWidget(self._strip)
        left.body.addStretch(1)
        right = Panel("card", 24)
        parts = (self._name, self._suits, self._blocked, self._instead, self._told, self._pillows)
        for part in (*parts, self._check, self._ask):
            right.body.addWidget(part)
        right.body.addStretch(1)
        split = SplitLayout((340, 380), share=0.54)
        split.addWidget(left)
        split.addWidget(right)
        page.body.addLayout(split)
        page.body.addWidget(Heading(self.tr("Another position"), 2))
        page.body.addWidget(self._cards)
        page.body.addStretch()
        page.footer_start(self._back, back=True)
        page.footer_end(self._go_on)
        self._way_on = WayOn(page, self._go_on)
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
            self._cards.add(self._choice(card))
        if had_focus:
            chosen = next(card for card in self._cards.cards if card.key == view.chosen)
            chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choice(self, card: PositionCard) -> ChoiceCard:
        """Return a position as a small picture; only what is not possible has a chip."""
        picture = ScenePicture(self._scenes, radius=16, is_small=True)
        picture.show_scene(card.picture, card.name)
        picture.set_quiet(not card.is_ok)
        chip = None if card.is_ok else self._chip(card)
        choice = ChoiceCard(
            card.id, card.name, (), chip, picture, muted=not card.is_ok, chip_under=True
        )
        choice.set_picture_ratio(_CARD_RATIO)
        return choice

    def _chip(self, card: PositionCard) -> tuple[str, ChipKind]:
        if card.blocked_by:
            return self.tr("No: {reason}").format(reason=card.blocked_by), "stop"
        return self.tr("Not for this massage"), "neutral"

    def _show_card(self, card: PositionCard) -> None:
        """Draw how to come into a position, or why it is barred."""
        self._name.setText(card.name)
        self._suits.setText(card.suits)
        self._told.setText(card.told)
        self._told.setVisible(card.is_ok)
        if self._shown != card:
            self._shown = card
            self._show_pillows(card)
        self._pillows.setVisible(card.is_ok)
        self._check.show_notice(" ".join(card.checks), "")
        self._check.setVisible(card.is_ok and bool(card.checks))
        self._blocked.show_notice(
            self._chip(card)[0],
            card.reasons[0].text if card.reasons else "",
            self.tr("Why?"),
        )
        self._blocked.setVisible(not card.is_ok)

    def _show_pillows(self, card: PositionCard) -> None:
        """Draw the scene, and the pillows to tick where the position is possible."""
        clear_layout(self._rows)
        self._picture.show_scene(
            card.picture,
            self.tr("Picture: {position}").format(position=card.name),
            is_barred=not card.is_ok,
        )
        in_place = self._in_place.get(card.id, set())
        self._ticks = [self._pillow_row(pillow) for pillow in card.pillows if card.is_ok]
        for row in self._ticks:
            row.setChecked(row.letter in in_place)
            row.toggled.connect(self._place_pillows)
            self._rows.addWidget(row)
        if card.is_ok:
            self._picture.set_pillows(frozenset(in_place))
        self._legend.setText(self._legend_words(card))
        self._tell_pillows()

    def _pillow_row(self, pillow: Pillow) -> PillowRow:
        name = self.tr("Pillow {letter} is in place: {where}")
        return PillowRow(
            pillow.letter,
            pillow.where,
            pillow.why,
            name.format(letter=pillow.letter, where=pillow.where),
        )

    def _place_pillows(self) -> None:
        """Show the pillows that are ticked."""
        if self._shown is None:
            return
        in_place = {row.letter for row in self._ticks if row.isChecked()}
        self._in_place[self._shown.id] = in_place
        self._picture.set_pillows(frozenset(in_place))
        self._tell_pillows()

    def _tell_pillows(self) -> None:
        """Say in words what the picture shows, for those who cannot see it."""
        card = self._shown
        if card is None:
            return
        parts = []
        if self._ticks:
            done = ", ".join(row.letter for row in self._ticks if row.isChecked())
            parts.append(
                self.tr("Pillows in place: {letters}.").format(letters=done)
                if done
                else self.tr("No pillow is in place yet.")
            )
        unseen = self._picture.unseen_numbers()
        for zone in card.picture.zones:
            where = f" ({self._unseen_words(card, zone)})" if zone.number in unseen else ""
            parts.append(f"{zone.number}: {zone.words}{where}.")
        self._picture.setAccessibleDescription(" ".join(parts))

    def _unseen_words(self, card: PositionCard, zone: KeepAway) -> str:
        down = card.picture.down
        if down is not None and all(region.endswith(f".{down}") for region in zone.regions):
            return self.tr("on the side that is down")
        return self.tr("hidden in this picture")

    def _legend_words(self, card: PositionCard) -> str:
        """Return what the marks in the picture mean, as far as it has them."""
        parts = []
        if card.picture.conflict:
            parts.append(self.tr("Stripes: the place that bars this position."))
        if card.picture.down is None and card.picture.bears:
            parts.append(self.tr("Thick line: what carries weight."))
        if self._picture.unseen_numbers():
            parts.append(self.tr("Hollow number: hidden in this picture."))
        return " ".join(parts)

    def _show_way_on(self, view: PositionChoiceView) -> None:
        self._ask.show_notice(view.ask, "")
        self._ask.setVisible(view.can_go_on)
        has_other = bool(view.instead) and not view.can_go_on
        self._instead.show_notice(view.instead, "", self.tr("Choose this"))
        self._instead.setVisible(has_other)
        self._go_on.setText(self.tr("{name} is comfortable").format(name=view.name))
        self._go_on.setEnabled(view.can_go_on)
        if view.can_go_on or not (has_other or self._shown_is_barred()):
            self._way_on.clear("")
        elif has_other:
            words = self.tr("See what you can do instead")
            self._way_on.ask_for(words, self._instead, self._page.setFocus, "")
        else:
            words = self.tr("See what is in the way")
            self._way_on.ask_for(words, self._blocked, self._page.setFocus, "")

    def _shown_is_barred(self) -> bool:
        return self._shown is not None and not self._shown.is_ok

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
