# SPDX-License-Identifier: GPL-3.0-or-later
"""Cards of which one is chosen: routines, positions, reasons to stop."""

import math
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from caregiver_guide.ui.icons import paint_icon
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.chip import ChipKind, chip_icon, chip_size, paint_chip
from caregiver_guide.ui.widgets.flow_layout import CardGrid
from caregiver_guide.ui.widgets.painted import (
    CARD_RADIUS,
    PaintedRadio,
    PaintedWidget,
    paint_box,
    paint_dot,
    rounded,
)
from caregiver_guide.ui.widgets.picking import PickOne
from caregiver_guide.ui.widgets.text_block import TextBlock, narrowest_width

_PAD: Final = 12
_INDENT: Final = 8
_ICON: Final = 30
_CHECK_RADIUS: Final = 15
_PICTURE_RATIO: Final = 0.33
_PICTURE_HIGHEST: Final = 150
_RING: Final = 4.0
_SHADOW_ROOM: Final = 5
_ROW_LEAST: Final = 76
_COMPACT: Final = 62


class ChoiceCard(PaintedRadio):
    """A choice with a picture or an icon, a chip, a title and lines of words.

    With a picture the words stand under it; with only an icon they stand beside it. Chosen, it
    has a thick ring and a check mark. A muted card looks set back but can be chosen all the same.
    A compact one is as low as a row of a list. The chip lies over the picture, or under the title
    where the picture must stay whole.
    """

    def __init__(
        self,
        key: str,
        title: str,
        lines: Sequence[str] = (),
        chip: tuple[str, ChipKind] | None = None,
        picture: QWidget | None = None,
        icon: str = "",
        muted: bool = False,
        compact: bool = False,
        chip_under: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.key = key
        self._chip_under = chip_under
        self._row_style, self._row_least = ("label", _COMPACT) if compact else ("h3", _ROW_LEAST)
        self._lines = tuple(line for line in lines if line)
        self._chip = chip
        self._picture = picture
        self._icon = icon
        self._muted = muted
        self._ratio = _PICTURE_RATIO
        self._highest = _PICTURE_HIGHEST
        self._cover: _Cover | None = None
        self.setText(title)
        self._tell_name()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if picture is not None:
            picture.setParent(self)
            picture.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            picture.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._cover = _Cover(self)
            self._cover.raise_()
        self.toggled.connect(self._uncover)

    def show_words(
        self,
        title: str,
        lines: Sequence[str] = (),
        chip: tuple[str, ChipKind] | None = None,
        muted: bool = False,
    ) -> None:
        """Show other words on the same picture."""
        self.setText(title)
        self._lines = tuple(line for line in lines if line)
        self._chip = chip
        self._muted = muted
        self._tell_name()
        self.updateGeometry()
        self.update()

    def set_picture_ratio(self, ratio: float, highest: int = _PICTURE_HIGHEST) -> None:
        """Set the picture's height as a part of the card's width, and its bound at 100 %."""
        self._ratio, self._highest = ratio, highest
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """Return True: narrower means higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height for picture and wrapped words at a width."""
        return math.ceil(self._flow(None, Theme.current(), width)) + _SHADOW_ROOM

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        width = Theme.current().px(300)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the width that the longest word of the title needs."""
        theme = Theme.current()
        beside = theme.px(_ICON + 14) if self._is_row() else 0
        style = self._row_style if self._is_row() else "h2"
        width = math.ceil(narrowest_width(self.text(), style)) + 2 * theme.px(_PAD + _INDENT)
        return QSize(width + beside + (0 if self._is_row() else self._mark_room(theme)), 44)

    def focus_shape(self) -> QPainterPath:
        """Return the outline that the focus ring follows."""
        return rounded(self._box(), CARD_RADIUS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the picture."""
        super().resizeEvent(event)
        self._place_picture()

    def changeEvent(self, event: QEvent) -> None:
        """Place the picture again when the text size changes."""
        super().changeEvent(event)
        self._place_picture()

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint ground, words and ring."""
        box = self._box()
        if not self._muted and not theme.is_contrast and theme.colour("shadow").alpha():
            for drop in (5.0, 3.0, 1.5):
                painter.fillPath(
                    rounded(box.translated(0, drop - 0.5), CARD_RADIUS), theme.colour("shadow")
                )
        row = self._is_row()
        fill = "sunken" if self._muted else "surface"
        edge = "border" if self._muted or row or theme.is_contrast else ""
        if theme.is_dark and not edge:
            edge = "line"
        width = 2.0 if theme.is_contrast else 1.5
        if self.isChecked():
            fill = "primary_tint" if row else fill
            edge, width = "primary", _RING
        elif self.underMouse() and self.isEnabled():
            edge = edge or "border"
            fill = "surface2" if row else fill
        line = theme.colour(edge) if edge else None
        paint_box(painter, box, CARD_RADIUS, theme.colour(fill), line, width)
        self._flow(painter, theme, self.width())
        if self.isChecked() and not row and self._picture is None:
            self._paint_check(painter, theme)

    def paint_over_picture(self, painter: QPainter, theme: Theme) -> None:
        """Paint what lies over the picture: the chip and the check mark."""
        if self._chip is not None and not self._chip_under:
            words, kind = self._chip
            room = self._picture_rect(self.width()).width() - 20
            size = chip_size(words, chip_icon(kind), math.floor(room))
            paint_chip(painter, QRectF(QPointF(10, 10), size), words, kind)
        if self.isChecked() and self._cover is not None:
            inset = theme.px(_CHECK_RADIUS) + 10
            spot = QPointF(self._cover.width() - inset, inset)
            _paint_check_mark(painter, theme, spot)

    def _flow(self, painter: QPainter | None, theme: Theme, width: int) -> float:
        """Lay the words out, painting them if there is a painter; return the height needed."""
        if self._is_row():
            return self._flow_row(painter, theme, width)
        side = theme.px(_PAD + _INDENT)
        top = float(_PAD)
        room = max(1, width - 2 * side)
        if self._picture is not None:
            top = self._picture_rect(width).bottom() + theme.px(10)
        elif self._chip is not None:
            top = self._flow_chip(painter, side, top + theme.px(_INDENT), room) + theme.px(8)
        else:
            top += theme.px(_INDENT)
        title = TextBlock(self.text(), "h2", room - self._mark_room(theme))
        if painter is not None:
            title.paint(painter, side, top, theme.colour("text"))
        top += title.size.height()
        if self._picture is not None and self._chip_under:
            top = self._flow_chip(painter, side, top + theme.px(6), room)
        for place, words in enumerate(self._lines):
            style, token = (
                ("meta", "text2") if place == 0 and len(self._lines) > 1 else ("body", "text")
            )
            block = TextBlock(words, style, room)
            top += theme.px(2)
            if painter is not None:
                block.paint(painter, side, top, theme.colour(token))
            top += block.size.height()
        return top + theme.px(_PAD)

    def _flow_chip(self, painter: QPainter | None, left: float, top: float, room: int) -> float:
        """Lay out the chip, if there is one; return where it ends."""
        if self._chip is None:
            return top
        words, kind = self._chip
        size = chip_size(words, chip_icon(kind), room)
        if painter is not None:
            paint_chip(painter, QRectF(QPointF(left, top), size), words, kind)
        return top + size.height()

    def _flow_row(self, painter: QPainter | None, theme: Theme, width: int) -> float:
        """Lay out an icon with the words beside it."""
        side, icon, gap = theme.px(_PAD + _INDENT), theme.px(_ICON), theme.px(14)
        left = side + icon + gap
        room = max(1, width - left - side)
        blocks = [TextBlock(self.text(), self._row_style, room)]
        blocks += [TextBlock(words, "body", room) for words in self._lines]
        height = sum(block.size.height() for block in blocks)
        pad = 6 if self._row_least == _COMPACT else _PAD + 2
        needed = max(height, icon) + 2 * theme.px(pad)
        full = max(needed, float(self._row_least))
        if painter is not None:
            full = self._box().height()
            ink = "on_primary_tint" if self.isChecked() else "text"
            name = "check" if self.isChecked() else self._icon
            spot = QRectF(side, (full - icon) / 2, icon, icon)
            paint_icon(painter, name, spot, theme.colour(ink if self.isChecked() else "text2"))
            top = (full - height) / 2
            for block in blocks:
                block.paint(painter, left, top, theme.colour(ink))
                top += block.size.height()
        return full

    def _mark_room(self, theme: Theme) -> int:
        """Return the width beside the title that the check mark takes."""
        return 2 * theme.px(_CHECK_RADIUS) if self._picture is None and self._chip is None else 0

    def _is_row(self) -> bool:
        return self._picture is None and bool(self._icon)

    def _box(self) -> QRectF:
        return QRectF(self.rect()).adjusted(0, 0, 0, -_SHADOW_ROOM)

    def _picture_rect(self, width: int) -> QRectF:
        inner = width - 2 * _PAD
        least = 0.0
        if self._chip is not None and not self._chip_under:
            size = chip_size(self._chip[0], chip_icon(self._chip[1]), inner - 20)
            least = size.height() + 20
        height = min(inner * self._ratio, Theme.current().px(self._highest))
        return QRectF(_PAD, _PAD, inner, max(height, least))

    def _place_picture(self) -> None:
        if self._picture is not None and self._cover is not None:
            rect = self._picture_rect(self.width()).toRect()
            self._picture.setGeometry(rect)
            self._cover.setGeometry(rect)

    def _paint_check(self, painter: QPainter, theme: Theme) -> None:
        box = self._box()
        inset = theme.px(_CHECK_RADIUS) + 14
        _paint_check_mark(painter, theme, QPointF(box.right() - inset, box.top() + inset))

    def _uncover(self) -> None:
        if self._cover is not None:
            self._cover.update()

    def _tell_name(self) -> None:
        chip = self._chip[0] if self._chip is not None else ""
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(" ".join(part for part in (chip, *self._lines) if part))


class _Cover(PaintedWidget):
    """Lies over a card's picture and carries the chip and the check mark."""

    def __init__(self, card: ChoiceCard) -> None:
        super().__init__(card)
        self._card = card
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint the card's chip and check mark."""
        self._card.paint_over_picture(painter, theme)


class ChoiceGroup(QWidget):
    """Cards in columns, of which one is chosen; see PickOne for the keys.

    Signals:
        choice_made: The caregiver chose a card, by key.
    """

    choice_made = Signal(str)

    def __init__(
        self,
        name: str,
        min_card_width: int = 300,
        max_columns: int = 3,
        gap: int = 20,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._grid = CardGrid(min_card_width, max_columns, gap, self)
        self._picking = PickOne(self)
        self._picking.picked.connect(self.choice_made)
        self._cards: list[ChoiceCard] = []

    @property
    def chosen(self) -> str | None:
        """Return the key of the chosen card, or None."""
        return self._picking.chosen

    @property
    def cards(self) -> tuple[ChoiceCard, ...]:
        """Return the cards in their order."""
        return tuple(self._cards)

    def add(self, card: ChoiceCard) -> None:
        """Add a card at the end."""
        self._cards.append(card)
        self._grid.addWidget(card)
        self._picking.add(card.key, card)

    def clear(self) -> None:
        """Remove all cards."""
        self._picking.clear()
        for card in self._cards:
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = []

    def choose(self, key: str | None) -> None:
        """Choose a card, or none, without a signal."""
        self._picking.choose(key)

    def pick_number(self, number: int) -> bool:
        """Choose the card with this number, counted from 1, as the caregiver would."""
        return self._picking.pick_number(number)


def _paint_check_mark(painter: QPainter, theme: Theme, centre: QPointF) -> None:
    radius = theme.px(_CHECK_RADIUS)
    paint_dot(painter, centre, radius, theme.colour("primary"), theme.colour("surface"), 2.5)
    side = radius * 1.2
    spot = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
    paint_icon(painter, "check", spot, theme.colour("on_primary"), 3.0)
