# SPDX-License-Identifier: GPL-3.0-or-later
"""A low card for something that is seen: its key, its picture, and words that have a short form."""

import math
from typing import Final, Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QSizePolicy, QWidget

from caregiver_guide.ui.icons import paint_icon
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.painted import CONTROL_RADIUS, PaintedRadio, paint_box, rounded
from caregiver_guide.ui.widgets.text_block import TextBlock, narrowest_width

SignTone = Literal["stop", "caution", "plain"]

_SIDE: Final = 14
_PAD: Final = 7
_ICON: Final = 26
_GAP: Final = 10
_KEY: Final = 22
_LEAST: Final = 56
_TIGHT_LEAST: Final = 48

_FILLS: Final[dict[SignTone, tuple[str, str, str]]] = {
    "stop": ("stop_tint", "on_stop_tint", "stop"),
    "caution": ("caution_tint", "on_caution_tint", "caution_line"),
    "plain": ("surface", "text", "border"),
}


class SignCard(PaintedRadio):
    """One sign to choose, with the key that chooses it; its tone says how grave it is.

    Shown short, it has its short words and no picture, so that many fit where words are large.
    Its accessible name is always the whole text.
    """

    def __init__(
        self,
        key: str,
        text: str,
        short: str,
        icon: str,
        tone: SignTone = "plain",
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.key = key
        self._words = text
        self._short = short
        self._icon = icon
        self._tone: SignTone = tone
        self._hint = hint
        self._is_short = False
        self.setText(text)
        self.setAccessibleName(text)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_short(self, is_short: bool) -> None:
        """Show the short words without the picture, or the whole ones with it."""
        if is_short != self._is_short:
            self._is_short = is_short
            self.updateGeometry()
            self.update()

    @property
    def shown_words(self) -> str:
        """Return the words that stand on the card now."""
        return self._short if self._is_short else self._words

    def hasHeightForWidth(self) -> bool:
        """Return True: narrower means higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height for the words at a width."""
        theme = Theme.current()
        words = TextBlock(self.shown_words, "label", self._room(theme, width)).size.height()
        least = _TIGHT_LEAST if self._is_short else _LEAST
        return max(least, math.ceil(words) + 2 * (_PAD if self._is_short else theme.px(_PAD)))

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        width = Theme.current().px(300)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the width that the longest word needs."""
        theme = Theme.current()
        word = math.ceil(narrowest_width(self.shown_words, "label"))
        return QSize(self._left(theme) + word + _SIDE, _TIGHT_LEAST)

    def focus_shape(self) -> QPainterPath:
        """Return the outline that the focus ring follows."""
        return rounded(QRectF(self.rect()), CONTROL_RADIUS)

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint ground, key, picture and words."""
        fill, ink, edge = _FILLS[self._tone]
        width = 2.0 if theme.is_contrast or self._tone == "stop" else 1.5
        if self.isChecked():
            edge, width = "primary", 4.0
        elif self.underMouse() and self._tone == "plain":
            fill = "surface2"
        box = QRectF(self.rect())
        paint_box(painter, box, CONTROL_RADIUS, theme.colour(fill), theme.colour(edge), width)
        middle = box.center().y()
        left = float(_SIDE)
        if self._hint:
            room = theme.px(_KEY)
            hint = TextBlock(self._hint, "key", room, Qt.AlignmentFlag.AlignHCenter)
            hint.paint(painter, left, middle - hint.size.height() / 2, theme.colour(ink))
            left += room + _GAP
        if not self._is_short:
            side = theme.px(_ICON)
            spot = QRectF(left, middle - side / 2, side, side)
            paint_icon(painter, self._icon, spot, theme.colour(ink))
        words = TextBlock(self.shown_words, "label", self._room(theme, self.width()))
        top = middle - words.size.height() / 2
        words.paint(painter, self._left(theme), top, theme.colour(ink))

    def _left(self, theme: Theme) -> int:
        """Return where the words begin."""
        left = _SIDE
        if self._hint:
            left += theme.px(_KEY) + _GAP
        if not self._is_short:
            left += theme.px(_ICON) + _GAP
        return left

    def _room(self, theme: Theme, width: int) -> int:
        return max(1, width - self._left(theme) - _SIDE)
