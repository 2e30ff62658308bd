# SPDX-License-Identifier: GPL-3.0-or-later
"""The pressure level as a picture and words: open hand, one drop, two drops."""

from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from caregiver_guide.ui.icons import paint_icon
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.painted import PaintedWidget
from caregiver_guide.ui.widgets.text import Text

_PICTURES: Final = {0: ("open-hand",), 1: ("drop",), 2: ("drop", "drop")}
_SIDE: Final = 34


class PressureMark(QWidget):
    """How much pressure hands may use; the picture and the words say the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = _Picture()
        self._words = Text("", "label")
        self._likeness = Text("", "body", "quiet")

        column = QVBoxLayout()
        column.setSpacing(0)
        column.addStretch()
        column.addWidget(self._words)
        column.addWidget(self._likeness)
        column.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self._picture)
        row.addLayout(column, 1)

    def show_level(self, level: int, words: str, likeness: str = "") -> None:
        """Show level 0, 1 or 2 with its words; an empty likeness takes no room."""
        self._picture.show_level(level)
        self._words.setText(words)
        self._likeness.setText(likeness)
        self._likeness.setVisible(bool(likeness))
        self.setAccessibleName(" ".join(part for part in (words, likeness) if part))

    def set_style(self, style: str) -> None:
        """Show the words in another type style."""
        self._words.set_style(style)


class _Picture(PaintedWidget):
    """One or two signs side by side, always in the width of two."""

    def __init__(self) -> None:
        super().__init__()
        self._level = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_level(self, level: int) -> None:
        """Show another level."""
        if level not in _PICTURES:
            raise ValueError(f"a pressure level is 0, 1 or 2, not {level}")
        if level != self._level:
            self._level = level
            self.update()

    def sizeHint(self) -> QSize:
        """Return the room for two signs."""
        side = Theme.current().px(_SIDE)
        return QSize(round(side * 1.7), side)

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint the signs in the middle."""
        signs = _PICTURES[self._level]
        side = float(theme.px(_SIDE))
        step = side * 0.7
        left = (self.width() - side - step * (len(signs) - 1)) / 2
        for place, name in enumerate(signs):
            paint_icon(
                painter,
                name,
                QRectF(left + place * step, 0, side, side),
                theme.colour("primary"),
                2.0,
            )
