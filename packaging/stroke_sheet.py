# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws every step of every routine on sheets, for whoever redraws a picture.

python packaging/stroke_sheet.py OUT [light|dark|contrast|paper] [routine ...]
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter

from caregiver_guide.content.library import Library, load_library
from caregiver_guide.domain.body import Mask
from caregiver_guide.figure.geometry import load_figure
from caregiver_guide.figure.marks import (
    DARK_COLOURS,
    HIGH_CONTRAST_COLOURS,
    LIGHT_COLOURS,
    PRINT_COLOURS,
    FigureStyle,
    MarkKind,
    RegionMark,
)
from caregiver_guide.figure.painter import FigurePainter
from caregiver_guide.figure.stroke_painter import StrokePainter
from caregiver_guide.figure.stroke_specs import StrokeWish
from caregiver_guide.figure.strokes import load_strokes
from caregiver_guide.paths import resource_dir

_THEMES = {
    "light": (LIGHT_COLOURS, "#E3EEEB", "#1B2A2E", "slate"),
    "dark": (DARK_COLOURS, "#22353A", "#EFF5F3", "sand"),
    "contrast": (HIGH_CONTRAST_COLOURS, "#000000", "#FFFFFF", "deep"),
    "paper": (PRINT_COLOURS, "#FFFFFF", "#000000", "paper"),
}
_CELL = (430, 330)
_COLUMNS = 4


def _wishes(library: Library, routine: str) -> list[tuple[str, StrokeWish]]:
    """Return each step of a routine as it is shown, without any finding."""
    body = library.book.body
    found = []
    for sided in library.book.routines[routine].steps:
        step = sided.step
        mask: Mask = step.places[0] if step.places else 0
        side = sided.side or ("R" if step.on in ("one", "other") else None)
        if side == "R" and mask:
            mask &= ~body.left
        elif side == "L" and mask:
            mask &= ~body.right
        wish = StrokeWish(f"{routine}/{step.id}", frozenset(body.ids(mask)))
        found.append((f"{step.id} {sided.side or ''}", wish))
    return found


def main() -> int:
    """Write one sheet for each routine."""
    out, theme = Path(sys.argv[1]), (sys.argv[2:] or ["light"])[0]
    application = QGuiApplication([])
    folder = resource_dir()
    library, figure = load_library(folder), load_figure(folder / "figure")
    painter = StrokePainter(FigurePainter(figure), load_strokes(folder / "figure", figure))
    colours, scene, text, tone = _THEMES[theme]
    style = FigureStyle(tone=tone, colours=colours)
    out.mkdir(parents=True, exist_ok=True)
    for routine in sys.argv[3:] or library.book.routines:
        wishes = _wishes(library, routine)
        rows = -(-len(wishes) // _COLUMNS)
        image = QImage(_COLUMNS * _CELL[0], rows * _CELL[1], QImage.Format.Format_RGB32)
        image.fill(QColor(text))
        brush = QPainter(image)
        brush.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, (title, wish) in enumerate(wishes):
            column, row = number % _COLUMNS, number // _COLUMNS
            cell = QRectF(column * _CELL[0] + 2, row * _CELL[1] + 2, _CELL[0] - 4, _CELL[1] - 4)
            brush.fillRect(cell, QColor(scene))
            scenes = painter.scenes(wish)
            marks = [RegionMark(wish.regions, MarkKind.MASSAGE)]
            for place, one in enumerate(scenes):
                width = cell.width() / len(scenes)
                part = QRectF(cell.left() + place * width, cell.top(), width, cell.height())
                painter.paint(brush, one, part.adjusted(4, 4, -4, -4), marks, style)
            brush.setPen(QColor(text))
            brush.setFont(QFont("DejaVu Sans", 9))
            words = title if scenes else f"NONE {title}"
            brush.drawText(cell.adjusted(6, 4, 0, -4), Qt.AlignmentFlag.AlignBottom, words)
        brush.end()
        image.save(str(out / f"{routine}-{theme}.png"))
    del application
    return 0


if __name__ == "__main__":
    sys.exit(main())
