# SPDX-License-Identifier: GPL-3.0-or-later
"""Paper on which text is set in millimetres and points, and every piece of it remembered."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QPainter,
    QPen,
    QPolygonF,
    QRawFont,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

from caregiver_guide.domain.values import dataclass
from caregiver_guide.paths import resource_dir

MM: Final = 72 / 25.4 * 10
"""Painter units in a millimetre: the unit is a tenth of a point."""

SMALLEST_POINTS: Final = 9.0
LINE_HEIGHT: Final = 1.26

INK: Final = "#111111"
GREY_INK: Final = "#3A3A3A"
LINE: Final = "#8C8C8C"
FAINT: Final = "#D6D6D6"
SHADE: Final = "#F1F1F1"
ALARM: Final = "#8E1B24"

FAMILY: Final = "Inter"
_SPARE_FAMILY: Final = "DejaVu Sans"
_PICTURE: Final = "(picture)"
_OTHER_SCRIPT: Final = "(words in another script)"
_FILES: Final = (
    Path("inter") / "Inter-Regular.otf",
    Path("inter") / "Inter-Bold.otf",
    Path("dejavu") / "DejaVuSans.ttf",
)
_LONG_WORD: Final = 60
_SHORT_WORD: Final = 9
_UNSEEN: Final = frozenset({"Cf", "Mn", "Me"})


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A piece of text as it stands on the paper, in millimetres from the top left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    points: float

    def scaled(self, scale: float) -> PlacedText:
        """Return the same text where everything is ``scale`` times as large."""
        if scale == 1.0:
            return self
        edges = (self.left, self.top, self.right, self.bottom, self.points)
        return PlacedText(self.text, *(edge * scale for edge in edges))


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one weight."""

    text: str
    is_bold: bool = False


Words = str | Sequence[Span]


@lru_cache(maxsize=1)
def load_page_fonts() -> None:
    """Make the page's three font files known to Qt; once is enough."""
    for name in _FILES:
        QFontDatabase.addApplicationFont(str(resource_dir() / "fonts" / name))


@lru_cache(maxsize=64)
def page_font(tenths: int, is_bold: bool = False, is_spare: bool = False) -> QFont:
    """Return a font of the page in tenths of a point; the spare one has one weight."""
    font = QFont(_SPARE_FAMILY if is_spare else FAMILY)
    font.setPixelSize(tenths)
    font.setWeight(QFont.Weight.Bold if is_bold and not is_spare else QFont.Weight.Normal)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
    # Inter swaps arrows and colons for shapes that have no letter, so a PDF loses them when read.
    font.setFeature(QFont.Tag("calt"), 0)
    return font


@lru_cache(maxsize=4096)
def _font_for(sign: str) -> str:
    """Return which font has ``sign``: "main", "spare" or neither ("")."""
    code = ord(sign)
    if QRawFont.fromFont(page_font(110)).supportsCharacter(code):
        return "main"
    if QRawFont.fromFont(page_font(110, is_spare=True)).supportsCharacter(code):
        return "spare"
    return ""


def printable(text: str) -> str:
    """Return ``text`` with what no font of the page can draw told in words."""
    parts: list[str] = []
    pending = ""
    for sign in text:
        kind = unicodedata.category(sign)
        if pending and kind in _UNSEEN:
            continue
        if sign != " " and not _font_for(sign):
            if kind in _UNSEEN or 0x1F3FB <= ord(sign) <= 0x1F3FF:
                continue
            words = _OTHER_SCRIPT if kind.startswith(("L", "N", "M")) else _PICTURE
            if pending != words:
                parts.append(f" {words} ")
            pending = words
            continue
        if not (sign == " " and pending == _OTHER_SCRIPT):
            pending = ""
        parts.append(sign)
    return " ".join("".join(parts).split()) if "".join(parts) != text else text


def is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction is written from right to left."""
    for sign in text:
        direction = unicodedata.bidirectional(sign)
        if direction in {"R", "AL"}:
            return True
        if direction == "L":
            return False
    return False


class Block:
    """Text broken into lines for a width, ready to be measured and drawn."""

    def __init__(
        self,
        words: Words,
        width: float,
        points: float = 11.0,
        *,
        bold: bool = False,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        most_lines: int = 99,
    ) -> None:
        """Break ``words`` for ``width`` millimetres; more lines than ``most_lines`` end in "…"."""
        self.points = max(points, SMALLEST_POINTS)
        self._align = align
        self._width = width * MM
        self._tenths = round(self.points * 10)
        spans = [Span(words, bold)] if isinstance(words, str) else list(words)
        spans = [Span(printable(span.text), span.is_bold) for span in spans]
        self.is_cut = False
        self._set(spans)
        if self._layout.lineCount() > most_lines:
            self.is_cut = True
            self._shorten(spans, most_lines)

    def _set(self, spans: Sequence[Span]) -> None:
        self.text = "".join(span.text for span in spans)
        layout = QTextLayout(self.text, page_font(self._tenths))
        option = QTextOption(self._align | Qt.AlignmentFlag.AlignAbsolute)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(
            Qt.LayoutDirection.RightToLeft
            if is_right_to_left(self.text)
            else Qt.LayoutDirection.LeftToRight
        )
        layout.setTextOption(option)
        layout.setFormats(_formats(spans, self._tenths))
        layout.setCacheEnabled(True)
        layout.beginLayout()
        step = self._tenths * LINE_HEIGHT
        top = 0.0
        self._used = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(self._width)
            # The line's own box is higher for a spare font; the grid of lines is the page's.
            line.setPosition(QPointF(0, top + (step - line.height()) / 2))
            self._used = max(self._used, line.naturalTextWidth())
            top += step
        layout.endLayout()
        self._layout = layout
        self._height = top

    def _shorten(self, spans: Sequence[Span], most_lines: int) -> None:
        """Keep the lines before the last one, and of that as much as leaves room for "…"."""
        start = self._layout.lineAt(most_lines - 1).textStart()
        low, high = start, start + self._layout.lineAt(most_lines - 1).textLength() + _LONG_WORD
        while low < high:
            tried = (low + high + 1) // 2
            self._set_cut(spans, start, tried)
            if self._layout.lineCount() <= most_lines:
                low = tried
            else:
                high = tried - 1
        kept = "".join(span.text for span in _first(spans, low))
        at_word = kept.rfind(" ")
        if 0 < len(kept) - at_word <= _SHORT_WORD and at_word > start and len(kept) < low + 2:
            low = at_word
        self._set_cut(spans, start, low)

    def _set_cut(self, spans: Sequence[Span], start: int, end: int) -> None:
        kept = _first(spans, end)
        tied: list[Span] = []
        position = 0
        for span in kept:
            # The last line must not break once more, so its spaces are made unbreakable.
            text = "".join(
                "\u00a0" if sign == " " and position + number >= start else sign
                for number, sign in enumerate(span.text)
            )
            tied.append(Span(text, span.is_bold))
            position += len(span.text)
        self._set([*tied, Span("…", bool(kept) and kept[-1].is_bold)])

    @property
    def lines(self) -> int:
        """The number of lines."""
        return self._layout.lineCount()

    @property
    def height(self) -> float:
        """The height in millimetres."""
        return self._height / MM

    @property
    def used_width(self) -> float:
        """The width of the longest line in millimetres."""
        return self._used / MM

    def draw(self, painter: QPainter, left: float, top: float) -> PlacedText:
        """Draw the text with its top left corner there, and return where it stands."""
        self._layout.draw(painter, QPointF(left * MM, top * MM))
        boxes = [self._layout.lineAt(number).naturalTextRect() for number in range(self.lines)]
        start = min((box.left() for box in boxes), default=0.0) / MM
        end = max((box.right() for box in boxes), default=0.0) / MM
        return PlacedText(self.text, left + start, top, left + end, top + self.height, self.points)


def _formats(spans: Sequence[Span], tenths: int) -> list[QTextLayout.FormatRange]:
    """Return the font of every run: the page's own, or the spare one where it has no glyph."""
    found: list[QTextLayout.FormatRange] = []
    start = 0
    for span in spans:
        run, run_font = 0, "main"
        # Positions count UTF-16 units, as Qt does.
        for sign in span.text:
            size = 2 if ord(sign) > 0xFFFF else 1
            font = run_font if sign == " " else _font_for(sign) or "main"
            if font != run_font and run:
                found.append(_range(start, run, tenths, span.is_bold, run_font))
                start, run = start + run, 0
            run_font = font
            run += size
        if run:
            found.append(_range(start, run, tenths, span.is_bold, run_font))
            start += run
    return found


def _range(
    start: int, length: int, tenths: int, is_bold: bool, font: str
) -> QTextLayout.FormatRange:
    piece = QTextLayout.FormatRange()
    form = QTextCharFormat()
    form.setFont(page_font(tenths, is_bold, font == "spare"))
    piece.start = start
    piece.length = length
    piece.format = form
    return piece


def _first(spans: Sequence[Span], length: int) -> list[Span]:
    """Return the first ``length`` UTF-16 units of ``spans``, without half a sign or a space."""
    kept: list[Span] = []
    left = length
    for span in spans:
        units = span.text.encode("utf-16-le")[: left * 2]
        text = units.decode("utf-16-le", errors="ignore")
        left -= len(units) // 2
        if text:
            kept.append(Span(text, span.is_bold))
        if left <= 0:
            break
    if kept:
        kept[-1] = Span(kept[-1].text.rstrip(" ,;:."), kept[-1].is_bold)
    return kept


class Sheet:
    """A painter spoken to in millimetres, that remembers the text it set."""

    def __init__(self, painter: QPainter, scale: float = 1.0) -> None:
        """Draw with ``painter``, whose unit is a tenth of a point.

        What is drawn is ``scale`` times as large on paper; text is remembered as it is there.
        """
        self.painter = painter
        self.placed: list[PlacedText] = []
        self._scale = scale

    def text(
        self,
        left: float,
        top: float,
        width: float,
        words: Words,
        points: float = 11.0,
        *,
        bold: bool = False,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        most_lines: int = 1,
        ink: str = INK,
    ) -> float:
        """Set text in a box of ``width`` and return the y below it."""
        block = Block(words, width, points, bold=bold, align=align, most_lines=most_lines)
        return self.block(left, top, block, ink=ink)

    def block(self, left: float, top: float, block: Block, *, ink: str = INK) -> float:
        """Draw a measured block and return the y below it."""
        if block.text:
            self.painter.setPen(QColor(ink))
            self.placed.append(block.draw(self.painter, left, top).scaled(self._scale))
        return top + block.height

    def line(
        self,
        left: float,
        top: float,
        right: float,
        bottom: float,
        *,
        ink: str = LINE,
        points: float = 0.5,
    ) -> None:
        """Draw a straight line of ``points`` width."""
        pen = QPen(QColor(ink), points * 10)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        self.painter.setPen(pen)
        self.painter.drawLine(QPointF(left * MM, top * MM), QPointF(right * MM, bottom * MM))

    def box(
        self,
        left: float,
        top: float,
        width: float,
        height: float,
        *,
        ink: str | None = LINE,
        fill: str | None = None,
        points: float = 0.6,
        radius: float = 0.0,
    ) -> None:
        """Draw a box; without ``ink`` no edge, without ``fill`` nothing inside."""
        self._shape(ink, fill, points)
        area = QRectF(left * MM, top * MM, width * MM, height * MM)
        self.painter.drawRoundedRect(area, radius * MM, radius * MM)

    def tick_box(self, left: float, top: float, size: float = 3.6) -> None:
        """Draw an empty box to be ticked by hand."""
        self.box(left, top, size, size, ink=INK, fill="#FFFFFF", points=0.9, radius=0.5)

    def circle(
        self, x: float, y: float, radius: float, *, ink: str = INK, fill: str, points: float = 0.9
    ) -> None:
        """Draw a circle round a point."""
        self._shape(ink, fill, points)
        self.painter.drawEllipse(QPointF(x * MM, y * MM), radius * MM, radius * MM)

    def square(
        self, x: float, y: float, half: float, *, ink: str = INK, fill: str, points: float = 0.9
    ) -> None:
        """Draw a square round a point."""
        self._shape(ink, fill, points)
        area = QRectF((x - half) * MM, (y - half) * MM, 2 * half * MM, 2 * half * MM)
        self.painter.drawRect(area)

    def polygon(
        self,
        points: Sequence[tuple[float, float]],
        *,
        ink: str | None = INK,
        fill: str | None = None,
        thickness: float = 0.9,
    ) -> None:
        """Draw a closed shape through points in millimetres."""
        self._shape(ink, fill, thickness)
        self.painter.drawPolygon(QPolygonF([QPointF(x * MM, y * MM) for x, y in points]))

    def _shape(self, ink: str | None, fill: str | None, points: float) -> None:
        pen = QPen(Qt.PenStyle.NoPen) if ink is None else QPen(QColor(ink), points * 10)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self.painter.setPen(pen)
        self.painter.setBrush(
            QBrush(Qt.BrushStyle.NoBrush) if fill is None else QBrush(QColor(fill))
        )


def text_width(text: str, points: float, *, bold: bool = False) -> float:
    """Return how wide a short ``text`` is, in millimetres."""
    return QFontMetricsF(page_font(round(points * 10), bold)).horizontalAdvance(text) / MM
