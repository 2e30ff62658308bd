# SPDX-License-Identifier: GPL-3.0-or-later
"""A sheet of paper on the screen: the page as it will be printed, as wide as there is room."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.painted import PaintedWidget, paint_box

_WIDEST: Final = 794
_LIKED: Final = 560
_LEAST: Final = 200
_EDGE: Final = 2.0
_RATIO: Final = 1.4142


class PagePreview(PaintedWidget):
    """Shows a picture of a page at its own proportions; nothing in it can be pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QImage()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_picture(self, picture: QImage, words: str) -> None:
        """Show a page; the words are what a screen reader says of it."""
        self._picture = picture
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Return True: the paper keeps its proportions."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the paper at a width."""
        return round(min(width, _WIDEST) * self._proportion())

    def sizeHint(self) -> QSize:
        """Return a size at which the page can be read."""
        return QSize(_LIKED, self.heightForWidth(_LIKED))

    def minimumSizeHint(self) -> QSize:
        """Return the size of a thumbnail."""
        return QSize(_LEAST, 0)

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint the paper and its edge."""
        width = min(self.width(), _WIDEST)
        left = (self.width() - width) / 2
        paper = QRectF(left, 0, width, min(width * self._proportion(), self.height()))
        paint_box(painter, paper, 4, theme.colour("surface"), theme.colour("border"), _EDGE)
        if self._picture.isNull():
            return
        inner = paper.adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        ratio = self.devicePixelRatioF()
        wanted = QSize(round(inner.width() * ratio), round(inner.height() * ratio))
        shown = self._picture.scaled(
            wanted,
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        painter.drawImage(inner, shown)
        # White paper would light up a dark room.
        painter.fillRect(inner, theme.colour("paper_dim"))

    def _proportion(self) -> float:
        if self._picture.isNull() or not self._picture.width():
            return _RATIO
        return self._picture.height() / self._picture.width()
