# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws the icon as PNG: ``python packaging/render_icon.py ICON.svg OUT.png PIXELS``."""

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer


def main(arguments: list[str]) -> int:
    """Write one square picture and return 0, or 1 if it cannot be drawn or written."""
    source, target, pixels = arguments
    app = QGuiApplication([])
    renderer = QSvgRenderer(source)
    image = QImage(int(pixels), int(pixels), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    is_written = renderer.isValid() and image.save(target)
    del app
    return 0 if is_written else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
