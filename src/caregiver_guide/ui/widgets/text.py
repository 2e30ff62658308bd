# SPDX-License-Identifier: GPL-3.0-or-later
"""Words on the screen: labels that wrap, grow with the text size and are never cut off."""

import math
from typing import Final, Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLabel, QWidget

from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.painted import text_token
from caregiver_guide.ui.widgets.text_block import (
    TextBlock,
    narrowest_width,
    natural_width,
    words_height,
)

Tone = Literal["normal", "quiet", "primary", "stop", "caution", "ok", "info"]

_TOKENS: Final = {
    "quiet": "text2",
    "primary": "primary",
    "stop": "stop",
    "caution": "caution",
    "ok": "ok",
    "info": "info",
}
_COMFORTABLE_EMS: Final = 34


class Text(QLabel):
    """Plain words in a type style, wrapped to the width they are given.

    The words are shown as they are: no mark-up is read, so a name may hold any sign. On a tinted
    panel the normal and quiet tones take that panel's own ink.
    """

    def __init__(
        self,
        text: str = "",
        style: str = "body",
        tone: Tone = "normal",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone: Tone = tone
        self._blocks: dict[int, TextBlock] = {}
        self._liked: QSize | None = None
        self._least: QSize | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("textStyle", style)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show other words."""
        if text == self.text():
            return
        self._forget_sizes()
        super().setText(text)
        self.updateGeometry()

    @property
    def style_name(self) -> str:
        """Return the name of the type style."""
        return str(self.property("textStyle"))

    def set_style(self, style: str) -> None:
        """Show the words in another type style."""
        if style != self.style_name:
            self.setProperty("textStyle", style)
            self._measure_again()

    def set_tone(self, tone: Tone) -> None:
        """Show the words in another tone."""
        if tone != self._tone:
            self._tone = tone
            self.update()

    def setAlignment(self, alignment: Qt.AlignmentFlag) -> None:
        """Place the words left, centred or right, and top, middle or bottom."""
        self._forget_sizes()
        super().setAlignment(alignment)

    def hasHeightForWidth(self) -> bool:
        """Return True: narrower means higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that all lines need at a width."""
        return math.ceil(self._block(width).size.height())

    def sizeHint(self) -> QSize:
        """Return the size on one line, or on lines of a comfortable length."""
        if self._liked is None:
            style = self.style_name
            comfortable = Theme.current().font(style).pixelSize() * _COMFORTABLE_EMS
            width = math.ceil(min(natural_width(self.text(), style), comfortable))
            self._liked = QSize(width, self.heightForWidth(width))
        return QSize(self._liked)

    def minimumSizeHint(self) -> QSize:
        """Return the width of the longest word and the height of one line."""
        if self._least is None:
            style = self.style_name
            width = math.ceil(narrowest_width(self.text(), style))
            self._least = QSize(width, math.ceil(words_height("X", style)))
        return QSize(self._least)

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when theme or text size change."""
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._measure_again()
        super().changeEvent(event)

    def paintEvent(self, _event: QEvent) -> None:
        """Paint the lines."""
        theme = Theme.current()
        token = _TOKENS.get(self._tone, "")
        if self._tone in ("normal", "quiet"):
            token = text_token(self.parentWidget(), token or "text")
        if not self.isEnabled():
            token = "disabled"
        block = self._block(self.width())
        spare = self.height() - block.size.height()
        top = 0.0
        if self.alignment() & Qt.AlignmentFlag.AlignVCenter:
            top = spare / 2
        elif self.alignment() & Qt.AlignmentFlag.AlignBottom:
            top = spare
        painter = QPainter(self)
        block.paint(painter, QRectF(self.rect()).left(), max(0.0, top), theme.colour(token))
        painter.end()

    def _block(self, width: int) -> TextBlock:
        """Return the lines at a width; the last few widths are kept, since layouts ask often."""
        found = self._blocks.get(width)
        if found is None:
            if len(self._blocks) > 4:
                self._blocks.clear()
            across = self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask
            found = TextBlock(self.text(), self.style_name, width, across)
            self._blocks[width] = found
        return found

    def _forget_sizes(self) -> None:
        """Measure anew when asked next: layouts ask often, for the same words."""
        self._blocks = {}
        self._liked = self._least = None

    def _measure_again(self) -> None:
        self._forget_sizes()
        self.updateGeometry()
        self.update()


class Heading(Text):
    """The title of a screen (level 1), a card (level 2) or a section (level 3)."""

    def __init__(
        self, text: str = "", level: Literal[1, 2, 3] = 1, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, f"h{level}", "normal", parent)
        self._level = level

    def is_of(self, level: int) -> bool:
        """Return whether it is a title of that level."""
        return self._level == level
