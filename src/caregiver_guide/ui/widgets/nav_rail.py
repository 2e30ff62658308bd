# SPDX-License-Identifier: GPL-3.0-or-later
"""The way around the app: a rail at the side, or a bar with a menu where there is little room."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Literal

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.person_looks import PersonLook
from caregiver_guide.ui.icons import icon, paint_icon
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.painted import (
    PaintedRadio,
    PaintedWidget,
    paint_box,
    paint_dot,
    round_pen,
    rounded,
)
from caregiver_guide.ui.widgets.person_button import PersonButton
from caregiver_guide.ui.widgets.picking import PickOne
from caregiver_guide.ui.widgets.text import Text
from caregiver_guide.ui.widgets.text_block import (
    TextBlock,
    narrowest_width,
    natural_width,
    words_height,
)

NavMode = Literal["wide", "narrow", "bar"]

_WIDE_FROM: Final = 1100
_NARROW_FROM: Final = 900
_WIDE: Final = 240
_NARROW: Final = 96
_ICON: Final = 26
_BAR_MARGIN: Final = 16
_BAR_GAP: Final = 16


@dataclass(frozen=True, slots=True)
class NavItem:
    """One place of the app: its key, icon, name, and a short name for the narrow rail."""

    key: str
    icon: str
    text: str
    short: str


class NavRail(PaintedWidget):
    """The places of the app; the present one is marked by a bar, weight and tint.

    Signals:
        place_chosen: The caregiver wants to go to a place, by key.
        person_pressed: The caregiver wants to turn to somebody else.
        mode_changed: The rail became "wide", "narrow" or a top "bar"; the window then lays it
            beside or above the page.
    """

    place_chosen = Signal(str)
    person_pressed = Signal()
    mode_changed = Signal(str)

    def __init__(
        self,
        title: str,
        items: Sequence[NavItem],
        foot_items: Sequence[NavItem],
        menu_words: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._items = {item.key: item for item in (*items, *foot_items)}
        self._mode: NavMode = "wide"
        self._current: str | None = None
        self._picking = PickOne(self)
        self._picking.picked.connect(self._picked)
        self._buttons = {key: _NavButton(item) for key, item in self._items.items()}

        self._rail = QWidget()
        column = QVBoxLayout(self._rail)
        column.setContentsMargins(12, 20, 12, 16)
        column.setSpacing(4)
        self._brand = _Brand(title)
        column.addWidget(self._brand)
        column.addSpacing(8)
        self._person = PersonButton()
        self._person.clicked.connect(self.person_pressed)
        column.addWidget(self._person)
        column.addSpacing(8)
        for item in items:
            self._add(column, item)
        column.addStretch(1)
        column.addWidget(_Line())
        for item in foot_items:
            self._add(column, item)

        self._menu_button = ActionButton(menu_words, icon="menu", kind="plain", size="small")
        self._menu_button.clicked.connect(self._open_menu)
        self._menu = QMenu(self)
        self._menu.triggered.connect(lambda action: self.place_chosen.emit(str(action.data())))
        self._place = Text("", "h3")
        self._place.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._bar = QWidget()
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._bar)
        row.setContentsMargins(_BAR_MARGIN, 10, _BAR_MARGIN, 10)
        row.setSpacing(_BAR_GAP)
        self._bar_row = row
        row.addWidget(self._menu_button)
        self._bar_person = PersonButton()
        self._bar_person.set_flat(True)
        self._bar_person.clicked.connect(self.person_pressed)
        row.addWidget(self._bar_person)
        row.addWidget(self._place, 1)
        self._bar.hide()

        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._rail, 1)
        whole.addWidget(self._bar)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    @property
    def mode(self) -> NavMode:
        """Return "wide", "narrow" or "bar"."""
        return self._mode

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of all places in order."""
        return tuple(self._items)

    def show_current(self, key: str | None) -> None:
        """Mark the present place."""
        self._current = key
        self._picking.choose(key)
        self._place.setText(self._items[key].text if key in self._items else "")

    def rename(self, key: str, text: str, short: str) -> None:
        """Give a place another name, such as the person's."""
        self._items[key] = replace(self._items[key], text=text, short=short)
        self._buttons[key].show_item(self._items[key])
        self.show_current(self._current)

    def show_person(self, look: PersonLook | None, words: str) -> None:
        """Show whose screen it is; ``words`` are what a press does."""
        for button in (self._person, self._bar_person):
            button.show_person(look, words)

    def fit(self, window_size: QSize) -> NavMode:
        """Choose and return the form that suits the inner size of the window."""
        room = window_size.width() / Theme.current().scale.factor
        mode: NavMode = "bar"
        if room >= _WIDE_FROM:
            mode = "wide"
        elif room >= _NARROW_FROM:
            mode = "narrow"
        if mode != "bar":
            self._set_form(mode)
            if self._rail.sizeHint().height() > window_size.height():
                mode = "bar"
        self._set_form(mode)
        if mode == "bar":
            self._fit_bar(window_size.width())
        if mode != self._mode:
            self._mode = mode
            self.mode_changed.emit(mode)
        return mode

    def _fit_bar(self, width: int) -> None:
        """Leave the name of the place out where it would squeeze the others: each page has it.

        Where not even the menu and the longest part of the person's name stand side by side, the
        person has a row below.
        """
        room = width - 2 * _BAR_MARGIN - _BAR_GAP
        menu, person = self._menu_button, self._bar_person
        least = menu.sizeHint().width() + person.minimumSizeHint().width()
        is_stacked = not person.isHidden() and least > room
        below, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._bar_row.setDirection(below if is_stacked else beside)
        person.set_widest(room + _BAR_GAP if is_stacked else 0)
        needed = menu.sizeHint().width() + person.sizeHint().width()
        # On one line: a second one would make the bar higher, on every screen.
        needed += math.ceil(natural_width(self._place.text(), "h3")) + _BAR_GAP
        self._place.setVisible(needed <= room or person.isHidden())

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint ground and edge line."""
        painter.fillRect(self.rect(), theme.colour("surface"))
        painter.setPen(round_pen(theme.colour("line"), theme.outline))
        if self._mode == "bar":
            low = self.height() - 0.75
            painter.drawLine(QPointF(0, low), QPointF(self.width(), low))
            return
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        edge = 0.75 if mirrored else self.width() - 0.75
        painter.drawLine(QPointF(edge, 0), QPointF(edge, self.height()))

    def _add(self, column: QVBoxLayout, item: NavItem) -> None:
        button = self._buttons[item.key]
        column.addWidget(button)
        self._picking.add(item.key, button)

    def _set_form(self, mode: NavMode) -> None:
        self._rail.setVisible(mode != "bar")
        self._bar.setVisible(mode == "bar")
        narrow = mode == "narrow"
        self._brand.set_narrow(narrow)
        # Whose screen it is needs the room more than the name of the app does.
        self._brand.setVisible(not narrow or self._person.isHidden())
        self._person.set_narrow(narrow)
        for button in self._buttons.values():
            button.set_narrow(narrow)
        if mode == "bar":
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            self.setMinimumWidth(0)
            self.setMaximumWidth(16_777_215)
        else:
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
            least = max(button.least_width() for button in self._buttons.values())
            least = max(least, self._person.least_width()) + 24
            usual = Theme.current().px(_NARROW if narrow else _WIDE)
            self.setFixedWidth(max(usual, least))
        self.updateGeometry()

    def _picked(self, key: str) -> None:
        # The window marks the place once it is really shown: leaving a page may be declined.
        self._picking.choose(self._current)
        self.place_chosen.emit(key)

    def _open_menu(self) -> None:
        self._menu.clear()
        for item in self._items.values():
            self._menu.addAction(icon(item.icon), item.text.replace("&", "&&")).setData(item.key)
        below = QPoint(0, self._menu_button.height() + 6)
        self._menu.popup(self._menu_button.mapToGlobal(below))


class _NavButton(PaintedRadio):
    """One place: icon and name beside it, or the short name under it."""

    def __init__(self, item: NavItem) -> None:
        super().__init__()
        self._item = item
        self._narrow = False
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_item(item)

    def show_item(self, item: NavItem) -> None:
        """Show another name."""
        self._item = item
        self.setText(item.text)
        self.setAccessibleName(item.text)
        self.updateGeometry()
        self.update()

    def set_narrow(self, narrow: bool) -> None:
        """Show the short name under the icon, or the name beside it."""
        self._narrow = narrow
        self.updateGeometry()
        self.update()

    def least_width(self) -> int:
        """Return the width at which no word is broken."""
        if self._narrow:
            return math.ceil(narrowest_width(self._item.short, "key")) + 8
        return math.ceil(narrowest_width(self._item.text, "label")) + self._beside()

    def hasHeightForWidth(self) -> bool:
        """Return True: a long name takes more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height for the name at a width."""
        theme = Theme.current()
        if self._narrow:
            words = words_height(self._item.short, "key", max(1, width - 8))
            return math.ceil(theme.px(_ICON) + words + 14)
        words = words_height(self._item.text, "label", max(1, width - self._beside()))
        return max(48, math.ceil(words) + 2 * theme.px(10))

    def sizeHint(self) -> QSize:
        """Return the size in the rail's usual width."""
        width = Theme.current().px(_NARROW if self._narrow else _WIDE) - 24
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the least size."""
        return QSize(self.least_width(), self.heightForWidth(max(self.sizeHint().width(), 1)))

    def focus_shape(self) -> QPainterPath:
        """Return the outline that the focus ring follows."""
        return rounded(QRectF(self.rect()).adjusted(2, 0, -2, 0), 14)

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint tint, bar, icon and name."""
        rect = QRectF(self.rect())
        here = self.isChecked()
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        ink, token = theme.colour("text"), "text2"
        if here:
            edge = theme.colour("primary") if theme.is_contrast else None
            paint_box(painter, rect, 14, theme.colour("primary_tint"), edge, 2)
            left = rect.right() - 5 if mirrored else 0.0
            bar = QRectF(left, rect.height() * 0.2, 5, rect.height() * 0.6)
            paint_box(painter, bar, 2.5, theme.colour("primary"))
            ink, token = theme.colour("on_primary_tint"), "on_primary_tint"
        elif self.underMouse():
            paint_box(painter, rect, 14, theme.colour("surface2"))
        side = theme.px(_ICON)
        if self._narrow:
            spot = QRectF((rect.width() - side) / 2, 5, side, side)
            paint_icon(painter, self._item.icon, spot, theme.colour(token), 2.1)
            words = TextBlock(
                self._item.short, "key", rect.width() - 8, Qt.AlignmentFlag.AlignHCenter
            )
            words.paint(painter, 4, side + 7, ink)
            return
        font = theme.font("label")
        font.setWeight(font.Weight.DemiBold if here else font.Weight.Medium)
        words = TextBlock(self._item.text, "label", rect.width() - self._beside(), font=font)
        icon_left = rect.width() - 18 - side if mirrored else 18
        paint_icon(
            painter,
            self._item.icon,
            QRectF(icon_left, (rect.height() - side) / 2, side, side),
            theme.colour(token),
            2.1,
        )
        left = 10 if mirrored else 18 + side + 12
        words.paint(painter, left, (rect.height() - words.size.height()) / 2, ink)

    def _beside(self) -> int:
        return 18 + Theme.current().px(_ICON) + 12 + 10


class _Brand(PaintedWidget):
    """The sign and the name of the app at the head of the rail."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self._narrow = False
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_narrow(self, narrow: bool) -> None:
        """Show the sign alone, or with the name."""
        self._narrow = narrow
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for the sign and two lines."""
        theme = Theme.current()
        words = 2 * theme.font("label").pixelSize() * 1.2
        return QSize(60, math.ceil(max(theme.px(40), words)) + 4)

    def minimumSizeHint(self) -> QSize:
        """Return the same height."""
        return self.sizeHint()

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint sign and name."""
        radius = theme.px(20)
        middle = self.height() / 2
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = self.width() / 2 if self._narrow else 10.0 + radius
        if mirrored and not self._narrow:
            x = self.width() - x
        paint_dot(painter, QPointF(x, middle), radius, theme.colour("primary"))
        side = radius * 1.2
        spot = QRectF(x - side / 2, middle - side / 2 + 1, side, side)
        paint_icon(painter, "heart", spot, theme.colour("on_primary"), 2.3)
        if self._narrow:
            return
        font = theme.font("label")
        font.setWeight(font.Weight.Bold)
        room = self.width() - 2 * radius - 22
        left = 0.0 if mirrored else x + radius + 12
        first, _, second = self._title.partition(" ")
        blocks = [TextBlock(words, "label", room, font=font) for words in (first, second) if words]
        pitch = font.pixelSize() * 1.2
        top = middle - pitch * len(blocks) / 2
        for block, token in zip(blocks, ("text", "primary"), strict=False):
            block.paint(painter, left, top + (pitch - block.size.height()) / 2, theme.colour(token))
            top += pitch


class _Line(PaintedWidget):
    """A thin line between two groups of places."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(13)

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint the line."""
        painter.setPen(round_pen(theme.colour("line"), theme.outline))
        painter.drawLine(QPointF(10, 6), QPointF(self.width() - 10, 6))
