# SPDX-License-Identifier: GPL-3.0-or-later
"""Ways to show a widget as the caregiver gets it, and to see what was painted."""

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget


@pytest.fixture
def show(qtbot):
    """Show a widget at a size and let all layouts settle."""

    def shown(widget: QWidget, width: int = 0, height: int = 0) -> QWidget:
        qtbot.addWidget(widget)
        hint = widget.sizeHint()
        wide = width or hint.width()
        tall = height or (
            widget.heightForWidth(wide) if widget.hasHeightForWidth() else hint.height()
        )
        widget.resize(wide, tall)
        widget.show()
        widget.activateWindow()
        for _ in range(3):
            QApplication.processEvents()
        return widget

    return shown


@pytest.fixture
def ink():
    """Count the pixels of exactly one colour in what a widget paints at a size."""

    def count(widget: QWidget, width: int, height: int, colour: QColor) -> int:
        widget.resize(width, height)
        QApplication.processEvents()
        image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        wanted = colour.rgb()
        return sum(
            image.pixel(x, y) == wanted for y in range(image.height()) for x in range(image.width())
        )

    return count
