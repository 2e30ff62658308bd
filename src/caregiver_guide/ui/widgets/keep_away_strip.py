# SPDX-License-Identifier: GPL-3.0-or-later
"""The strip that says what to keep away from, with the numbers that the pictures show."""

import math
from collections.abc import Sequence
from typing import Final, Literal

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from caregiver_guide.services.keep_away import KeepAway
from caregiver_guide.ui.icons import paint_icon
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.badge import SHAPES, paint_badge
from caregiver_guide.ui.widgets.painted import CONTROL_RADIUS, PaintedWidget, paint_box
from caregiver_guide.ui.widgets.text_block import TextBlock, natural_width

Form = Literal["whole", "places", "small", "bare", "brief", "numbers"]
"""What is said of each marked place: what and where it is, where alone, that in small words,
that without the title, that in the fewest words, or its number alone."""
_FORMS: Final[tuple[Form, ...]] = ("whole", "places", "small", "bare", "brief", "numbers")
_SMALL: Final = ("small", "bare", "brief")
_UNTITLED: Final = ("bare", "brief")

_SIDE: Final = 20
_TOP: Final = 10
_ICON: Final = 24
_BADGE: Final = 13
_BADGE_SMALL: Final = 11
_GAP: Final = 10
_APART: Final = 28
_MORE: Final = 22


class KeepAwayStrip(PaintedWidget):
    """Marked places in a row that wraps, with as many words as the form has.

    With numbers alone, a sign at the end says that a press tells more, in ``more_words`` where
    they fit. The screen gives the title ("Keep away") and what stands there when nothing is marked.
    """

    def __init__(
        self, title: str, none_words: str, parent: QWidget | None = None, *, more_words: str = ""
    ) -> None:
        super().__init__(parent)
        self._title = title
        self._more_words = more_words
        self._none_words = none_words
        self._items: tuple[KeepAway, ...] = ()
        self._form: Form = "whole"
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._tell()

    def show_places(self, items: Sequence[KeepAway]) -> None:
        """Show other places."""
        if tuple(items) != self._items:
            self._items = tuple(items)
            self._tell()
            self.updateGeometry()
            self.update()

    @property
    def form(self) -> Form:
        """Return what is said of each place now."""
        return self._form

    @property
    def tells_less(self) -> bool:
        """Whether there are marked places whose words had no room."""
        return bool(self._items) and self._form == "numbers"

    def set_form(self, form: Form) -> None:
        """Say more or less of each place."""
        if form != self._form:
            self._form = form
            self.updateGeometry()
            self.update()

    def fit(self, width: int, height: int) -> None:
        """Say as much of each place as fits into a height in pixels, and no less than now."""
        least = self._form
        for form in _FORMS[: _FORMS.index(least)]:
            self.set_form(form)
            if self.heightForWidth(width) <= height:
                return
        self.set_form(least)

    def hasHeightForWidth(self) -> bool:
        """Return True: narrower means higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows at a width."""
        return math.ceil(self._flow(None, width))

    def sizeHint(self) -> QSize:
        """Return the size in one row."""
        theme = Theme.current()
        width = theme.px(2 * _SIDE + _ICON + _GAP) + natural_width(self._title, "h3")
        for item in self._items:
            width += theme.px(_APART + 2 * _BADGE + _GAP) + natural_width(item.words, "lead")
        return QSize(math.ceil(width), self.heightForWidth(math.ceil(width)))

    def minimumSizeHint(self) -> QSize:
        """Return the size of the title in one row."""
        icon = Theme.current().px(_ICON)
        width = 2 * self._side() + icon + self._gap()
        width += math.ceil(natural_width(self._title, self._head_style()))
        return QSize(width, 2 * self._top() + icon)

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint ground, title and places."""
        edge = theme.colour("stop") if theme.is_contrast else None
        fill = theme.colour("stop_tint" if self._items else "surface2")
        if theme.is_contrast and not self._items:
            edge = theme.colour("border")
        paint_box(painter, QRectF(self.rect()), CONTROL_RADIUS + 2, fill, edge, 2.0)
        self._flow(painter, self.width())

    def _words(self, item: KeepAway) -> str:
        """Return what is said of a place in this form."""
        if self._form == "numbers":
            return ""
        if self._form == "brief" and item.short:
            return item.short
        return item.words if self._form == "whole" else item.place or item.title

    def _flow(self, painter: QPainter | None, width: int) -> float:
        """Lay everything out in rows, painting if there is a painter; return the height."""
        theme = Theme.current()
        style = "lead" if self._form == "whole" else "meta" if self._form in _SMALL else "body"
        side, gap = self._side(), self._gap()
        top = float(self._top())
        icon = theme.px(_ICON)
        badge = theme.px(_BADGE_SMALL if self._form in _SMALL else _BADGE)
        room = max(1.0, width - 2 * side)
        ink = theme.colour("on_stop_tint" if self._items else "text")
        row = max(TextBlock("X", style).size.height(), 2.0 * badge + 4, icon)
        head = TextBlock(self._title, self._head_style())
        has_title = self._form not in _UNTITLED or not self._items
        if painter is not None:
            spot = QRectF(side, top + (row - icon) / 2, icon, icon)
            paint_icon(painter, "ban" if self._items else "info", spot, ink, 2.2)
            if has_title:
                head.paint(painter, side + icon + gap, top + (row - head.size.height()) / 2, ink)
        left = icon + gap + head.size.width() if has_title else float(icon)
        if not self._items:
            return self._flow_none(painter, theme, left, room, row)
        for item in self._items:
            words = self._words(item)
            lead = 2 * badge + (gap if words else 0)
            natural = natural_width(words, style) if words else 0.0
            apart = float(2 * gap if self._is_short else theme.px(_APART))
            # A sign alone would waste a row: long words wrap beside it.
            is_begun = left > icon or has_title
            if left + apart + lead + natural > room and left > 0 and is_begun:
                left, top, apart = 0.0, top + row + self._between(), 0.0
            left += apart
            block = TextBlock(words, style, max(1.0, min(natural, room - left - lead)))
            if painter is not None:
                centre = QPointF(side + left + badge, top + row / 2)
                paint_badge(painter, centre, badge - 1, SHAPES[item.kind], str(item.number), theme)
                text_top = top + max(0.0, (row - block.size.height()) / 2)
                block.paint(painter, side + left + lead, text_top, ink)
            left += lead + natural
            top += max(0.0, block.size.height() - row)
        if self.tells_less:
            top = self._flow_more(painter, theme, left + gap, top, row, room)
        return top + row + self._top()

    def _flow_more(
        self,
        painter: QPainter | None,
        theme: Theme,
        left: float,
        top: float,
        row: float,
        room: float,
    ) -> float:
        """Lay out the sign that a press tells more; return where its row begins."""
        size = float(theme.px(_MORE))
        if left + size > room:
            left, top = 0.0, top + row + self._between()
        if painter is not None:
            spot = QRectF(self._side() + left, top + (row - size) / 2, size, size)
            ink = theme.colour("on_stop_tint")
            paint_icon(painter, "question", spot, ink, 2.2)
            words = TextBlock(self._more_words, "label")
            left += size + self._gap()
            if self._more_words and left + words.size.width() <= room:
                inset = (row - words.size.height()) / 2
                words.paint(painter, self._side() + left, top + inset, ink)
        return top

    def _flow_none(
        self, painter: QPainter | None, theme: Theme, left: float, room: float, row: float
    ) -> float:
        """Lay out the words for nothing marked."""
        side, top = self._side(), float(self._top())
        left += self._gap()
        if left + natural_width(self._none_words, "lead") > room:
            left, top = 0.0, top + row
        block = TextBlock(self._none_words, "lead", max(1.0, room - left))
        if painter is not None:
            inset = max(0.0, (row - block.size.height()) / 2)
            block.paint(painter, side + left, top + inset, theme.colour("text"))
        return top + max(row, block.size.height()) + self._top()

    @property
    def _is_short(self) -> bool:
        return self._form != "whole"

    def _side(self) -> int:
        return 14 if self._is_short else Theme.current().px(_SIDE)

    def _top(self) -> int:
        return 8 if self._is_short else Theme.current().px(_TOP)

    def _gap(self) -> int:
        return 8 if self._is_short else Theme.current().px(_GAP)

    def _between(self) -> int:
        """Return the room between two rows."""
        return 4 if self._form in _SMALL else Theme.current().px(6)

    def _head_style(self) -> str:
        return "label" if self._is_short else "h3"

    def _tell(self) -> None:
        words = [f"{item.number}: {item.words}" for item in self._items] or [self._none_words]
        self.setAccessibleName(f"{self._title}. {'. '.join(words)}")
