# SPDX-License-Identifier: GPL-3.0-or-later
"""A chart as a picture of its own: title, chart, what it says, and what it is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPainter, QTextLayout, QTextOption

from caregiver_guide.domain.values import dataclass
from caregiver_guide.report.charts import ChartStyle, print_style

_WIDTH: Final = 1000
_MARGIN: Final = 36
_SCALE: Final = 2
_BODY: Final = 17
_TITLE: Final = 26
_GAP: Final = 14
_LINE_HEIGHT: Final = 1.2
_FAMILIES: Final = ("Inter", "DejaVu Sans")

DrawChart = Callable[[QPainter, QRectF, ChartStyle], None]
"""Draws a chart in a rectangle, in the style of the picture."""


@dataclass(frozen=True, slots=True)
class ChartWords:
    """What stands around a chart: its title, what it says, and the line that every picture has."""

    title: str
    lines: tuple[str, ...]
    footer: str


def chart_picture(words: ChartWords, draw: DrawChart, height: float) -> QImage:
    """Return a picture on white with a chart ``height`` pixels high, drawn twice as fine."""
    title, body = _font(_TITLE, bold=True), _font(_BODY)
    width = _WIDTH - 2 * _MARGIN
    lines = (*words.lines, words.footer)
    blocks = [_laid_out(line, body, width) for line in lines]
    head, head_height = _laid_out(words.title, title, width)
    told = sum(needed + _GAP for _, needed in blocks)
    whole = 2 * _MARGIN + head_height + 2 * _GAP + height + told
    image = QImage(_WIDTH * _SCALE, round(whole) * _SCALE, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(_SCALE, _SCALE)
    style = print_style(body)
    painter.setPen(style.text)
    head.draw(painter, QPointF(_MARGIN, _MARGIN))
    top = _MARGIN + head_height + _GAP
    draw(painter, QRectF(_MARGIN, top, width, height), style)
    painter.setPen(style.text)
    top += height + _GAP
    for block, needed in blocks:
        block.draw(painter, QPointF(_MARGIN, top))
        top += needed + _GAP
    painter.end()
    return image


def as_png(image: QImage) -> bytes:
    """Return a picture as the content of a PNG file."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # bytes in the stubs, str in Qt
    buffer.close()
    return bytes(content.data())


def _font(pixels: int, *, bold: bool = False) -> QFont:
    font = QFont(list(_FAMILIES))
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    return font


def _laid_out(words: str, font: QFont, width: float) -> tuple[QTextLayout, float]:
    """Return words in lines of ``width``, a word longer than that broken, and their height."""
    layout = QTextLayout(words, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    height = 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += line.height() * _LINE_HEIGHT
    layout.endLayout()
    return layout, height
