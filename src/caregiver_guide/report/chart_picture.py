# SPDX-License-Identifier: GPL-3.0-or-later
"""A chart as a picture of its own: title, chart, what it says, and what it is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter

from caregiver_guide.report.charts import ChartStyle, print_style

_WIDTH: Final = 1000
_MARGIN: Final = 36
_SCALE: Final = 2
_BODY: Final = 17
_TITLE: Final = 26
_GAP: Final = 14
_FAMILIES: Final = ("Inter", "DejaVu Sans")
_WRAPPED: Final = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere

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
    heights = [_height(line, body, width) for line in lines]
    head = _height(words.title, title, width) + _GAP
    whole = 2 * _MARGIN + head + height + sum(heights) + _GAP * (len(lines) + 1)
    image = QImage(_WIDTH * _SCALE, round(whole) * _SCALE, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(_SCALE, _SCALE)
    style = print_style(body)
    _write(painter, words.title, title, QRectF(_MARGIN, _MARGIN, width, head), style)
    top = _MARGIN + head
    draw(painter, QRectF(_MARGIN, top, width, height), style)
    top += height + _GAP
    for line, needed in zip(lines, heights, strict=True):
        _write(painter, line, body, QRectF(_MARGIN, top, width, needed), style)
        top += needed + _GAP
    painter.end()
    return image


def as_png(image: QImage) -> bytes:
    """Return a picture as the content of a PNG file."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, b"PNG")
    buffer.close()
    return bytes(content.data())


def _font(pixels: int, *, bold: bool = False) -> QFont:
    font = QFont(list(_FAMILIES))
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    return font


def _height(line: str, font: QFont, width: float) -> float:
    room = QRectF(0, 0, width, 100_000)
    return QFontMetricsF(font).boundingRect(room, int(_WRAPPED), line).height() if line else 0.0


def _write(painter: QPainter, line: str, font: QFont, box: QRectF, style: ChartStyle) -> None:
    painter.setFont(font)
    painter.setPen(style.text)
    painter.drawText(box, int(_WRAPPED), line)
