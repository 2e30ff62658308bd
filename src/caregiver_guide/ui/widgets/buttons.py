# SPDX-License-Identifier: GPL-3.0-or-later
"""Buttons whose words wrap rather than be cut off."""

import math
from typing import Final, Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QPainter, QPainterPath
from PySide6.QtWidgets import QSizePolicy, QWidget

from caregiver_guide.domain.values import dataclass
from caregiver_guide.ui.icons import paint_icon
from caregiver_guide.ui.theme import TYPE_STYLES, Theme
from caregiver_guide.ui.widgets.painted import (
    CONTROL_RADIUS,
    PaintedButton,
    paint_box,
    rounded,
    text_token,
)
from caregiver_guide.ui.widgets.text_block import (
    TextBlock,
    narrowest_width,
    natural_width,
    words_height,
)

Kind = Literal["primary", "secondary", "plain", "quiet", "stop", "tint"]
Size = Literal["small", "normal", "big", "session"]


@dataclass(frozen=True, slots=True)
class _Measure:
    """The least height in pixels, the type style, and the paddings and icon at 100 %."""

    height: int
    style: str
    side: int
    top: int
    icon: int


_MEASURES: Final = {
    "small": _Measure(44, "label", 14, 8, 20),
    "normal": _Measure(56, "label", 20, 10, 22),
    "big": _Measure(72, "button", 28, 14, 26),
    "session": _Measure(96, "sessionButton", 16, 10, 32),
}
_GAP: Final = 10
_TIGHT: Final = 0.75
_COMFORTABLE_EMS: Final = 20
_INKS: Final = {
    "primary": "on_primary",
    "secondary": "primary",
    "plain": "text",
    "quiet": "primary",
    "stop": "stop",
    "tint": "on_primary_tint",
}
_EDGES: Final = {"secondary": "primary", "plain": "border", "stop": "stop"}


class ActionButton(PaintedButton):
    """A button with words, an icon if wished, and under them the key that does the same.

    Enter presses it while it has the focus. Space does too, except for size "session", where
    Space belongs to Pause and is left to the screen. In compact form only the icon shows; the
    words stay as tooltip and accessible name.
    """

    def __init__(
        self,
        text: str,
        icon: str = "",
        kind: Kind = "secondary",
        size: Size = "normal",
        icon_at: Literal["start", "end"] = "start",
        key_hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._size: Size = size
        self._icon_at = icon_at
        self._key_hint = key_hint
        self._compact = False
        self._is_tight = False
        self.set_kind(kind)
        self.setText(text)

        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def setText(self, text: str) -> None:
        """Show other words."""
        if text == self.text() and text == self.accessibleName():
            return
        super().setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    @property
    def kind(self) -> str:
        """Return the kind now shown."""
        return str(self.property("kind"))

    def set_kind(self, kind: Kind) -> None:
        """Show the button as another kind."""
        if kind != self.property("kind"):
            self.setProperty("kind", kind)
            # What stays in view below a page depends on it.
            self.updateGeometry()
            self.update()

    def set_icon(self, name: str) -> None:
        """Show another icon, or none for an empty name."""
        if name == self._icon:
            return
        self._icon = name
        self.updateGeometry()
        self.update()

    def set_key_hint(self, words: str) -> None:
        """Show another key under the words, or none."""
        if words == self._key_hint:
            return
        self._key_hint = words
        self.updateGeometry()
        self.update()

    def set_tight(self, tight: bool) -> None:
        """Show the words of a button of size "session" smaller, where four must share a row."""
        if tight != self._is_tight and self._size == "session":
            self._is_tight = tight
            self.updateGeometry()
            self.update()

    def set_compact(self, compact: bool) -> None:
        """Show only the icon, or the words too."""
        self._compact = compact and bool(self._icon)
        self.setToolTip(self.text() if self._compact else "")
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Return True: narrower means higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height for the words wrapped into a width."""
        measure = _MEASURES[self._size]
        inner = max(self._words_height(width), self._px(measure.icon) if self._icon else 0)
        needed = math.ceil(inner + self._hint_height() + 2 * self._px(measure.top))
        return max(measure.height, needed)

    def sizeHint(self) -> QSize:
        """Return the size with the words on one line if that is not too long."""
        comfortable = Theme.current().font(self._style()).pixelSize() * _COMFORTABLE_EMS
        words = min(natural_width(self._shown_text(), self._style()), comfortable)
        width = self._width_around(words)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the size that the longest word needs."""
        measure = _MEASURES[self._size]
        width = self._width_around(narrowest_width(self._shown_text(), self._style()), tight=True)
        return QSize(width, measure.height)

    def focus_shape(self) -> QPainterPath:
        """Return the outline that the focus ring follows."""
        return rounded(QRectF(self.rect()), CONTROL_RADIUS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Space to the screen while a session runs."""
        if self._size == "session" and event.key() == Qt.Key.Key_Space:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that the pointer is over the button."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Show that the pointer has left."""
        super().leaveEvent(event)
        self.update()

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint ground, icon, words and key."""
        rect = QRectF(self.rect())
        ink = self._paint_ground(painter, theme, rect)
        measure = _MEASURES[self._size]
        words = self._words(self.width())
        icon_size = self._px(measure.icon) if self._icon else 0
        gap = self._px(_GAP) if icon_size and words.line_count else 0
        row_height = max(words.size.height(), icon_size)
        hint_height = self._hint_height()
        row_top = (rect.height() - row_height - hint_height) / 2
        left = (rect.width() - icon_size - gap - words.size.width()) / 2
        starts = (self._icon_at == "start") == (not self.isRightToLeft())
        words_left = left + icon_size + gap if starts else left
        icon_left = left if starts else left + words.size.width() + gap
        if icon_size:
            spot = QRectF(icon_left, row_top + (row_height - icon_size) / 2, icon_size, icon_size)
            paint_icon(painter, self._icon, spot, ink, 2.2)
        words.paint(
            painter,
            words_left - self._slack(words),
            row_top + (row_height - words.size.height()) / 2,
            ink,
        )
        if self._key_hint:
            self._paint_hint(painter, theme, rect, row_top + row_height, ink)

    def isRightToLeft(self) -> bool:
        """Return whether the window reads from right to left."""
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _paint_ground(self, painter: QPainter, theme: Theme, rect: QRectF) -> QColor:
        """Paint the box by kind and state and return the colour for what stands on it."""
        kind = self.kind
        ink, fill, edge = _INKS[kind], "surface", _EDGES.get(kind, "")
        if kind == "quiet":
            ink, fill = text_token(self.parentWidget(), "primary"), ""
        if kind == "primary":
            fill = "primary"
        if kind == "tint":
            fill = "primary_tint"
        if not self.isEnabled():
            ink, edge = "disabled", "disabled" if kind != "quiet" else ""
            fill = "surface2" if kind == "primary" else fill
        elif self.isDown() or self.isChecked():
            fill = {"primary": "primary_press", "stop": "stop_tint"}.get(kind, "primary_tint")
            ink = {"primary": ink, "stop": "on_stop_tint"}.get(kind, "on_primary_tint")
        elif self.underMouse():
            fill = {"primary": "primary_hover", "stop": "stop_tint"}.get(kind, "surface2")
            ink = "text" if kind == "quiet" else ink
        if theme.is_contrast and not edge and kind != "quiet":
            edge = "primary"
        is_wrong = bool(self.property("fault"))
        edge = "stop" if is_wrong else edge
        width = 3.0 if is_wrong or (kind == "stop" and self._size == "session") else 2.0
        paint_box(
            painter,
            rect,
            CONTROL_RADIUS,
            theme.colour(fill) if fill else None,
            theme.colour(edge) if edge else None,
            width,
        )
        return theme.colour(ink)

    def _paint_hint(
        self, painter: QPainter, theme: Theme, rect: QRectF, top: float, ink: QColor
    ) -> None:
        """Paint the key cap under the words."""
        words = TextBlock(self._key_hint, "key")
        height = words.size.height() + theme.px(6)
        width = max(words.size.width() + theme.px(16), height + theme.px(4))
        cap = QRectF((rect.width() - width) / 2, top + theme.px(8), width, height)
        paint_box(painter, cap, 7, None, ink, 1.5)
        words.paint(
            painter, cap.left() + (width - words.size.width()) / 2, cap.top() + theme.px(3), ink
        )

    def _hint_height(self) -> float:
        if not self._key_hint:
            return 0.0
        return TextBlock(self._key_hint, "key").size.height() + Theme.current().px(14)

    def _shown_text(self) -> str:
        return "" if self._compact else self.text()

    def _sides(self, tight: bool = False) -> int:
        """Return the width that is not words: paddings, icon and the gap beside it."""
        measure = _MEASURES[self._size]
        side = min(measure.side, 14) if tight else measure.side
        icon = self._px(measure.icon) if self._icon else 0
        return 2 * self._px(side) + icon + (self._px(_GAP) if icon and self._shown_text() else 0)

    def _px(self, length: float) -> int:
        """Return a length that grows as the words of this size of button do."""
        theme = Theme.current()
        if not TYPE_STYLES[_MEASURES[self._size].style].large:
            return theme.px(length)
        return theme.large_px(length * (_TIGHT if self._is_tight else 1.0))

    def _style(self) -> str:
        style = _MEASURES[self._size].style
        return f"{style}Tight" if self._is_tight else style

    def _width_around(self, words: float, tight: bool = False) -> int:
        least = max(44, _MEASURES[self._size].height if self._size == "session" else 44)
        return max(least, math.ceil(words) + self._sides(tight))

    def _words_height(self, width: int) -> float:
        """Return how high the words are, which mostly stand on one line."""
        style, text = self._style(), self._shown_text()
        if natural_width(text, style) <= width - self._sides():
            return words_height(text, style)
        return self._words(width).size.height()

    def _words(self, width: int) -> TextBlock:
        """Return the words wrapped beside the icon; side paddings give way before words break."""
        style = self._style()
        text = self._shown_text()
        roomy = width - self._sides()
        needed = natural_width(text, style)
        if needed <= roomy:
            return TextBlock(text, style, roomy, Qt.AlignmentFlag.AlignHCenter)
        room = max(1.0, width - self._sides(tight=True))
        words = TextBlock(text, style, room, Qt.AlignmentFlag.AlignHCenter)
        # Lines of like length read better than a last word alone; no word is broken for that.
        longest = narrowest_width(text, style)
        for part in (1.0, 1.1, 1.2, 1.3):
            even = min(room, max(longest, needed / max(1, words.line_count) * part))
            block = TextBlock(text, style, even, Qt.AlignmentFlag.AlignHCenter)
            if block.line_count <= words.line_count:
                return block
        return words

    def _slack(self, words: TextBlock) -> float:
        """Return how far the first drawn line starts inside the width it was laid out for."""
        return (words.width - words.size.width()) / 2
