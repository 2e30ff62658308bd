# SPDX-License-Identifier: GPL-3.0-or-later
"""The bar over a flow of steps: leave at the start, a named dot for each step, tools at the end."""

import math
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from caregiver_guide.ui.icons import paint_icon
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.painted import PaintedWidget, paint_dot, round_pen
from caregiver_guide.ui.widgets.text_block import TextBlock, natural_width

_DOT: Final = 13
_JOIN: Final = 18
_GAP: Final = 9
_APART: Final = 10
_ALONE: Final = 6


class StepDots(PaintedWidget):
    """Where in a flow the caregiver is, with a way out.

    Where the names of all steps do not fit, only the present one is named.

    Signals:
        leave_requested: The caregiver wants out.
    """

    leave_requested = Signal()

    def __init__(
        self, names: Sequence[str], leave_words: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._leave = ActionButton(leave_words, icon="cross", kind="quiet", size="small")
        self._leave.clicked.connect(self.leave_requested)
        self._dots = _Dots(tuple(names))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 10, 16, 10)
        self._row.setSpacing(12)
        self._row.addWidget(self._leave)
        self._row.addWidget(self._dots, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    @property
    def current(self) -> int:
        """Return the place of the present step, from 0."""
        return self._dots.current

    def show_current(self, index: int) -> None:
        """Show which step is the present one, from 0."""
        self._dots.show_current(index)

    def name_steps(self, names: Sequence[str]) -> None:
        """Give the steps other names."""
        self._dots.name_steps(tuple(names))

    def add_tool(self, widget: QWidget) -> None:
        """Put a widget at the end of the bar."""
        self._row.addWidget(widget)

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint ground and line."""
        painter.fillRect(self.rect(), theme.colour("surface"))
        painter.setPen(round_pen(theme.colour("line"), theme.outline))
        painter.drawLine(
            QPointF(0, self.height() - 0.75), QPointF(self.width(), self.height() - 0.75)
        )


class _Dots(PaintedWidget):
    """The dots and their names."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__()
        self._names = names
        self.current = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._tell()

    def name_steps(self, names: tuple[str, ...]) -> None:
        """Show other names."""
        self._names = names
        self._tell()
        self.updateGeometry()
        self.update()

    def show_current(self, index: int) -> None:
        """Show which step is the present one."""
        self.current = index
        self._tell()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size with all names."""
        return QSize(math.ceil(self._full_width()), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return the size of the dots alone, or of the number in words where that is less."""
        theme = Theme.current()
        dots = math.ceil(min(self._alone_width(), natural_width(self._short_words(), "label")))
        height = max(theme.px(2 * _DOT + 8), math.ceil(TextBlock("X", "meta").size.height()), 44)
        return QSize(dots, height)

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint the dots, and as many names as fit."""
        named = self._full_width() <= self.width()
        radius = theme.px(_DOT)
        join = theme.px(_JOIN) if named else theme.px(_ALONE)
        now = self._names[self.current]
        alone = self._alone_width()
        tell_now = not named and alone + theme.px(_GAP) + _name_width(now) <= self.width()
        if not named and not tell_now and self._paint_words(painter, theme):
            return
        width = self._full_width() if named else alone
        if tell_now:
            width += 2 * theme.px(_GAP) + _name_width(now)
        left = max(0.0, (self.width() - width) / 2)
        middle = self.height() / 2
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for place, name in enumerate(self._names):
            told = named or (tell_now and place == self.current)
            step = 2 * radius + (theme.px(_GAP) + _name_width(name) if told else 0)
            start = self.width() - left - step if mirrored else left
            self._paint_step(painter, theme, QPointF(start, middle), place, told, step)
            left += step + (theme.px(_APART) if named else 4)
            if place < len(self._names) - 1:
                end = left + join
                token = "primary" if place < self.current else "border"
                painter.setPen(round_pen(theme.colour(token), 2.2))
                ends = (self.width() - left, self.width() - end) if mirrored else (left, end)
                if named:
                    painter.drawLine(QPointF(ends[0], middle), QPointF(ends[1], middle))
                left = end + (theme.px(_APART) if named else 0)

    def _paint_step(
        self,
        painter: QPainter,
        theme: Theme,
        start: QPointF,
        place: int,
        told: bool,
        step: float,
    ) -> None:
        """Paint a dot and perhaps its name."""
        radius = theme.px(_DOT)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = start.x() + step - radius if mirrored else start.x() + radius
        centre = QPointF(x, start.y())
        done, now = place < self.current, place == self.current
        if done:
            paint_dot(painter, centre, radius, theme.colour("primary"))
            side = radius * 1.25
            spot = QRectF(x - side / 2, start.y() - side / 2, side, side)
            paint_icon(painter, "check", spot, theme.colour("on_primary"), 3.2)
        else:
            fill, edge, width = (
                ("primary_tint", "primary", 2.4) if now else ("surface", "border", 1.8)
            )
            paint_dot(painter, centre, radius - 1, theme.colour(fill), theme.colour(edge), width)
            font = theme.font("key")
            painter.setFont(font)
            painter.setPen(theme.colour("on_primary_tint" if now else "text2"))
            box = QRectF(x - radius, start.y() - radius, 2 * radius, 2 * radius)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(place + 1))
        if told:
            font = theme.font("meta")
            if now:
                font.setWeight(font.Weight.Bold)
            words = TextBlock(self._names[place], "meta", font=font)
            left = start.x() if mirrored else x + radius + theme.px(_GAP)
            token = "text" if now or done else "text2"
            words.paint(painter, left, start.y() - words.size.height() / 2, theme.colour(token))

    def _paint_words(self, painter: QPainter, theme: Theme) -> bool:
        """Paint the place in words alone, unless the dots fit better; say whether it did."""
        told = self.tr("{place} of {count}: {name}").format(
            place=self.current + 1, count=len(self._names), name=self._names[self.current]
        )
        words = TextBlock(told, "label", self.width(), Qt.AlignmentFlag.AlignHCenter)
        if words.line_count > 1:
            if self._alone_width() <= self.width():
                return False
            told = self._short_words()
            words = TextBlock(told, "label", self.width(), Qt.AlignmentFlag.AlignHCenter)
        words.paint_in(painter, QRectF(self.rect()), theme.colour("text"))
        return True

    def _short_words(self) -> str:
        """Return which step it is, without its name: the page below has that."""
        return self.tr("{place} of {count}").format(place=self.current + 1, count=len(self._names))

    def _alone_width(self) -> float:
        """Return the width of the dots without any name."""
        theme = Theme.current()
        dots = 2 * theme.px(_DOT) * len(self._names)
        return dots + (theme.px(_ALONE) + 4) * (len(self._names) - 1)

    def _full_width(self) -> float:
        theme = Theme.current()
        words = sum(_name_width(name) for name in self._names)
        dots = len(self._names) * (2 * theme.px(_DOT) + theme.px(_GAP))
        return words + dots + (len(self._names) - 1) * theme.px(_JOIN + 2 * _APART)

    def _tell(self) -> None:
        self.setAccessibleName(
            self.tr("Step {place} of {count}: {name}").format(
                place=self.current + 1, count=len(self._names), name=self._names[self.current]
            )
        )


def _name_width(name: str) -> float:
    """Return the width of a name in its heaviest form, so that nothing moves."""
    font = Theme.current().font("meta")
    font.setWeight(font.Weight.Bold)
    return math.ceil(TextBlock(name, "meta", font=font).size.width()) + 1.0
