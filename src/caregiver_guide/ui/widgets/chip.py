# SPDX-License-Identifier: GPL-3.0-or-later
"""Small labels that say a state with an icon, a word and a colour."""

import math
from typing import Final, Literal

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from caregiver_guide.ui.icons import paint_icon
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.painted import PaintedWidget, paint_box
from caregiver_guide.ui.widgets.text_block import TextBlock, narrowest_width, natural_width

ChipKind = Literal["ok", "adapted", "ask", "stop", "caution", "flag", "neutral", "primary"]

_LOOKS: Final[dict[str, tuple[str, str, str]]] = {
    "ok": ("ok_tint", "on_ok_tint", "check"),
    "adapted": ("info_tint", "on_info_tint", "swap"),
    "ask": ("info_tint", "on_info_tint", "question"),
    "stop": ("stop_tint", "on_stop_tint", "ban"),
    "caution": ("caution_tint", "on_caution_tint", "warning"),
    "flag": ("caution_tint", "on_caution_tint", "flag"),
    "neutral": ("surface2", "text", ""),
    "primary": ("primary_tint", "on_primary_tint", ""),
}
_ICON: Final = 19
_GAP: Final = 7
_SIDE: Final = 12
_TOP: Final = 5
_RADIUS: Final = 12


class Chip(PaintedWidget):
    """A state in an icon, words and a tint; the words wrap if they must."""

    def __init__(
        self,
        text: str,
        kind: ChipKind = "neutral",
        icon: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_chip(text, kind, icon)

    def show_chip(self, text: str, kind: ChipKind, icon: str | None = None) -> None:
        """Show another state; an icon of None is the kind's own, an empty one is none."""
        self._text, self._kind = text, kind
        self._icon = _LOOKS[kind][2] if icon is None else icon
        self.setProperty("verdict", kind)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    @property
    def text(self) -> str:
        """Return the words now shown."""
        return self._text

    def hasHeightForWidth(self) -> bool:
        """Return True: narrower means higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height for the words wrapped into a width."""
        return chip_size(self._text, self._icon, width).height()

    def sizeHint(self) -> QSize:
        """Return the size on one line."""
        return chip_size(self._text, self._icon)

    def minimumSizeHint(self) -> QSize:
        """Return the size that the longest word needs."""
        width = math.ceil(narrowest_width(self._text, "meta")) + _around(self._icon)
        return QSize(width, chip_size("X", "").height())

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint the chip."""
        paint_chip(painter, QRectF(self.rect()), self._text, self._kind, self._icon)


def chip_size(text: str, icon: str, width: int = 0) -> QSize:
    """Return the size of a chip in pixels, on one line or wrapped into a width above 0."""
    theme = Theme.current()
    room = width - _around(icon) if width else natural_width(text, "meta")
    words = TextBlock(text, "meta", max(1.0, room))
    height = max(words.size.height(), theme.px(_ICON) if icon else 0) + 2 * theme.px(_TOP)
    return QSize(math.ceil(words.size.width()) + 1 + _around(icon), math.ceil(height))


def paint_chip(
    painter: QPainter, rect: QRectF, text: str, kind: str, icon: str | None = None
) -> None:
    """Paint a chip into a rectangle of its own size."""
    theme = Theme.current()
    fill, ink, usual = _LOOKS[kind]
    name = usual if icon is None else icon
    colour = theme.colour(ink)
    edge = colour if theme.is_contrast else None
    paint_box(painter, rect, _RADIUS, theme.colour(fill), edge, theme.outline)
    left = rect.left() + theme.px(_SIDE)
    if name:
        side = theme.px(_ICON)
        spot = QRectF(QPointF(left, rect.center().y() - side / 2), QSizeF(side, side))
        paint_icon(painter, name, spot, colour, 2.3)
        left += side + theme.px(_GAP)
    words = TextBlock(text, "meta", rect.width() - _around(name), Qt.AlignmentFlag.AlignLeft)
    words.paint(painter, left, rect.center().y() - words.size.height() / 2, colour)


def chip_icon(kind: str) -> str:
    """Return the icon that a kind of chip has of its own, perhaps none."""
    return _LOOKS[kind][2]


def _around(icon: str) -> int:
    """Return the width of a chip that is not words."""
    theme = Theme.current()
    return 2 * theme.px(_SIDE) + (theme.px(_ICON) + theme.px(_GAP) if icon else 0)
