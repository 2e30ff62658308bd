# SPDX-License-Identifier: GPL-3.0-or-later
"""Line icons of the resources folder, painted in a colour of the theme that is shown."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtSvg import QSvgRenderer

from caregiver_guide.ui.theme import Theme, ThemeError

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

_SMALL = 22
_SMALL_STROKE = 2.2


def paint_icon(
    painter: QPainter, name: str, rect: QRectF, colour: QColor, stroke: float = 0.0
) -> None:
    """Paint an icon into a square; stroke is in units of a 24 grid, 0 for the usual width."""
    width = stroke or (_SMALL_STROKE if rect.width() < _SMALL else 2.0)
    _renderer(Theme.current().folder, name, colour.name(), width).render(painter, rect)


def icon(name: str, token: str = "text", size: int = 24) -> QIcon:
    """Return an icon for Qt's own controls, drawn sharply for screens of up to three times."""
    from PySide6.QtCore import QSize, Qt
    from PySide6.QtGui import QIcon, QPixmap

    picture = QIcon()
    for ratio in (1, 2, 3):
        pixmap = QPixmap(QSize(size, size) * ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        paint_icon(
            painter, name, QRectF(0, 0, size * ratio, size * ratio), Theme.current().colour(token)
        )
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        picture.addPixmap(pixmap)
    return picture


def icon_names(folder: Path | None = None) -> frozenset[str]:
    """Return the names of all icons that a resources folder has."""
    root = folder if folder is not None else Theme.current().folder
    return frozenset(path.stem for path in (root / "icons").glob("*.svg"))


@lru_cache(maxsize=512)
def _renderer(folder: Path, name: str, colour: str, stroke: float) -> QSvgRenderer:
    """Return a drawing tinted and stroked; kept, since a screen paints the same few again."""
    path = folder / "icons" / f"{name}.svg"
    try:
        drawing = path.read_text(encoding="utf-8")
    except OSError as fault:
        raise ThemeError(f"{path}: this icon cannot be read; install again") from fault
    tinted = drawing.replace("currentColor", colour)
    stroked = tinted.replace('stroke-width="2"', f'stroke-width="{stroke:g}"', 1)
    return QSvgRenderer(QByteArray(stroked.encode()))
