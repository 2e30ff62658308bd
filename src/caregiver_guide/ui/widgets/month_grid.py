# SPDX-License-Identifier: GPL-3.0-or-later
"""A month of days to walk through: seven in a row, or under each other where letters are large."""

import math
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QEvent, QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from caregiver_guide.domain.values import dataclass
from caregiver_guide.ui.icons import paint_icon
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.painted import PaintedButton, paint_box, rounded
from caregiver_guide.ui.widgets.text import Text
from caregiver_guide.ui.widgets.text_block import TextBlock, natural_width

_SIDE: Final = 10
_TOP: Final = 8
_ICON: Final = 20
_RADIUS: Final = 12
_LEAST: Final = 56
_COLUMNS: Final = 7

_STEPS: Final = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -_COLUMNS,
    Qt.Key.Key_Down: _COLUMNS,
}


@dataclass(frozen=True, slots=True)
class MonthDay:
    """One day as it is drawn: what was, in a word or two, and the icons of what was noticed.

    ``long`` is the day with its name, ``spoken`` all of it for a screen reader.
    """

    day: date
    long: str
    words: str
    icons: tuple[str, ...]
    spoken: str
    is_today: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to open."""
        return not self.words


class MonthGrid(QWidget):
    """The days of a month; those on which something was can be opened.

    Keys: arrows walk by days and weeks, Home and End to the ends of the month, Page Up and Page
    Down to the months beside it, Enter opens.

    Signals:
        day_chosen: The caregiver wants to see a day (a date).
        month_wished: The month before (-1) or after (1) is to be shown.
        day_reached: The keyboard came to a day; its widget, to be scrolled to.
    """

    day_chosen = Signal(object)
    day_reached = Signal(object)
    month_wished = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._days: tuple[MonthDay, ...] = ()
        self._buttons: list[_DayButton] = []
        self._heads: list[Text] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        self._columns = 0
        self._first = QLocale().firstDayOfWeek().value
        for number in range(_COLUMNS):
            head = Text("", "meta", "quiet", self)
            head.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            weekday = Qt.DayOfWeek((self._first - 1 + number) % _COLUMNS + 1)
            head.setText(QLocale().standaloneDayName(weekday.value, QLocale.FormatType.ShortFormat))
            self._heads.append(head)

    @property
    def is_list(self) -> bool:
        """Whether the days stand under each other, those alone on which something was."""
        return self._columns == 1

    def show_days(self, days: Sequence[MonthDay]) -> None:
        """Show a month from its first day to its last; the present day stays where it can."""
        had = self._present()
        number = had.day.day.day if had is not None and had.hasFocus() else 0
        self._days = tuple(days)
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [_DayButton(one, self) for one in self._days]
        for button in self._buttons:
            button.clicked.connect(self._choose)
        self._columns = 0
        self._lay_out()
        if number:
            self._walk_to(min(number, len(self._buttons)) - 1)

    def take_focus(self) -> None:
        """Put the keyboard on the last day on which something was, or on the first day."""
        places = [place for place, one in enumerate(self._days) if not one.is_empty]
        self._walk_to(places[-1] if places else 0)

    def show_present(self) -> None:
        """Say again where the keyboard is: what was shown just now has its place only later."""
        present = self._present()
        if present is not None and present.hasFocus():
            self.day_reached.emit(present)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the days out as the width allows."""
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        """Lay the days out again when the text grows."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange) and self._buttons:
            self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk."""
        present = self._present()
        place = self._buttons.index(present) if present is not None else 0
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._step(place, _STEPS[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._walk_to(0 if key == Qt.Key.Key_Home else len(self._buttons) - 1)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.month_wished.emit(-1 if key == Qt.Key.Key_PageUp else 1)
        else:
            super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Return no width, so that the page decides it."""
        return QSize(0, super().minimumSizeHint().height())

    def _step(self, place: int, by: int) -> None:
        if self.is_list:
            shown = [i for i, one in enumerate(self._buttons) if not one.isHidden()]
            others = [i for i in shown if (i > place if by > 0 else i < place)]
            if others:
                self._walk_to(others[0] if by > 0 else others[-1])
            return
        if 0 <= place + by < len(self._buttons):
            self._walk_to(place + by)

    def _walk_to(self, place: int) -> None:
        if not 0 <= place < len(self._buttons):
            return
        for number, button in enumerate(self._buttons):
            is_there = number == place
            button.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if is_there else Qt.FocusPolicy.ClickFocus
            )
        self._buttons[place].setFocus(Qt.FocusReason.OtherFocusReason)
        self.day_reached.emit(self._buttons[place])

    def _present(self) -> "_DayButton | None":
        tabbed = Qt.FocusPolicy.StrongFocus
        held = (one for one in self._buttons if one.focusPolicy() == tabbed)
        return next(held, self._buttons[0] if self._buttons else None)

    def _choose(self) -> None:
        button = self.sender()
        if isinstance(button, _DayButton) and not button.day.is_empty:
            self.day_chosen.emit(button.day.day)

    def _lay_out(self) -> None:
        gaps = self._grid.spacing() * (_COLUMNS - 1)
        widest = max((one.grid_width() for one in self._buttons), default=0)
        columns = _COLUMNS if self.width() >= widest * _COLUMNS + gaps else 1
        if columns == self._columns or not self._buttons:
            return
        self._columns = columns
        for widget in (*self._heads, *self._buttons):
            self._grid.removeWidget(widget)
        is_grid = columns == _COLUMNS
        for number, head in enumerate(self._heads):
            head.setVisible(is_grid)
            if is_grid:
                self._grid.addWidget(head, 0, number)
        start = self._days[0].day
        lead = (start.isoweekday() - self._first) % _COLUMNS
        for number, button in enumerate(self._buttons):
            button.set_wide(not is_grid)
            button.setVisible(is_grid or not button.day.is_empty)
            if is_grid:
                row, column = divmod(lead + number, _COLUMNS)
                self._grid.addWidget(button, row + 1, column)
            else:
                self._grid.addWidget(button, number + 1, 0)
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, 1 if is_grid or column == 0 else 0)
        self._make_reachable()

    def _make_reachable(self) -> None:
        """Let Tab come to one day: the last on which something was."""
        places = [place for place, one in enumerate(self._days) if not one.is_empty]
        reached = places[-1] if places else 0
        for number, button in enumerate(self._buttons):
            button.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if number == reached else Qt.FocusPolicy.ClickFocus
            )


class _DayButton(PaintedButton):
    """One day: its number, what was, and icons of what was noticed."""

    def __init__(self, day: MonthDay, parent: QWidget) -> None:
        super().__init__(parent)
        self.day = day
        self._is_wide = False
        self.setText(str(day.day.day))
        self.setAccessibleName(day.spoken)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if not day.is_empty:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_wide(self, wide: bool) -> None:
        """Show the day in a line of its own, or in a cell of the grid."""
        self._is_wide = wide
        self.updateGeometry()
        self.update()

    def grid_width(self) -> int:
        """Return the width that a cell needs for its words on one line each."""
        theme = Theme.current()
        words = max(natural_width("30", "label"), natural_width(self.day.words, "meta"))
        marks = theme.px(_ICON + 4) * len(self.day.icons)
        top = natural_width("30", "label") + marks + (theme.px(4) if marks else 0)
        return math.ceil(max(words, top)) + 2 * theme.px(_SIDE)

    def hasHeightForWidth(self) -> bool:
        """Return True: a line wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that the words need."""
        theme = Theme.current()
        if not self._is_wide:
            lines = TextBlock("30", "label").size.height() + TextBlock("30", "meta").size.height()
            return max(_LEAST, math.ceil(lines) + 2 * theme.px(_TOP))
        day, words = self._line(width)
        tall = day.size.height() + words.size.height()
        return max(_LEAST, math.ceil(tall) + 2 * theme.px(_TOP))

    def sizeHint(self) -> QSize:
        """Return a cell."""
        width = self.grid_width()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the least height; the grid decides the width."""
        return QSize(0, self.heightForWidth(max(1, self.width())))

    def focus_shape(self) -> QPainterPath:
        """Return the outline that the focus ring follows."""
        return rounded(QRectF(self.rect()), _RADIUS)

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint the day."""
        rect = QRectF(self.rect())
        if not self.day.is_empty:
            fill = "surface2" if self.underMouse() else "primary_tint"
            edge = theme.colour("primary") if theme.is_contrast else theme.colour("border")
            paint_box(painter, rect, _RADIUS, theme.colour(fill), edge, theme.outline)
        if self.day.is_today:
            inner = rect.adjusted(1.5, 1.5, -1.5, -1.5)
            paint_box(painter, inner, _RADIUS - 1, None, theme.colour("primary"), 3)
        ink = "text2" if self.day.is_empty else "on_primary_tint"
        if self.underMouse() and not self.day.is_empty:
            ink = "text"
        side, top = theme.px(_SIDE), theme.px(_TOP)
        if self._is_wide:
            day, words = self._line(self.width())
        else:
            day = TextBlock(str(self.day.day.day), "label")
            words = TextBlock(self.day.words, "meta", rect.width() - 2 * side)
        day.paint(painter, side, top, theme.colour(ink))
        words.paint(painter, side, top + day.size.height(), theme.colour(ink))
        icon = theme.px(_ICON)
        left = rect.right() - side - icon
        for name in reversed(self.day.icons):
            spot = QRectF(left, top + (day.size.height() - icon) / 2, icon, icon)
            paint_icon(painter, name, spot, theme.colour(ink), 2.4)
            left -= icon + theme.px(4)

    def _line(self, width: int) -> tuple[TextBlock, TextBlock]:
        theme = Theme.current()
        marks = theme.px(_ICON + 4) * len(self.day.icons)
        room = max(1, width - 2 * theme.px(_SIDE))
        return TextBlock(self.day.long, "label", max(1, room - marks)), TextBlock(
            self.day.words, "meta", room
        )


def month_of(day: date, by: int) -> date:
    """Return the first day of the month ``by`` months (-1 or 1) from that of ``day``."""
    first = day.replace(day=1)
    return (first - timedelta(days=1) if by < 0 else first + timedelta(days=31)).replace(day=1)
