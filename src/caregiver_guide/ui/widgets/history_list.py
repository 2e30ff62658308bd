# SPDX-License-Identifier: GPL-3.0-or-later
"""A long list of dated rows under headings, walked by the arrow keys and read row by row."""

import math
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPointF,
    QRect,
    QRectF,
    QSize,
    QSizeF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from caregiver_guide.domain.values import dataclass
from caregiver_guide.ui.icons import paint_icon
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.chip import ChipKind, chip_icon, chip_size, paint_chip
from caregiver_guide.ui.widgets.row_view import (
    OPENING_KEYS,
    ROW_SIDE,
    Index,
    RowModel,
    RowView,
    paint_row_ground,
)
from caregiver_guide.ui.widgets.text_block import TextBlock

_LEAST: Final = 64
_GAP: Final = 16
_TOP: Final = 10
_DAY: Final = 168
_TIME: Final = 92
_CHEVRON: Final = 20
_WIDE: Final = 640
_CHIP_GAP: Final = 8
_HEAD_TOP: Final = 22
_HEAD_BELOW: Final = 6


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One dated row; a row without a key is a heading over those that follow.

    ``under`` is the heading as it is read out with the row. ``found`` are stretches of the detail
    that stand out, each as its start and length.
    """

    key: str
    title: str
    day: str = ""
    time: str = ""
    detail: str = ""
    chips: tuple[tuple[str, ChipKind], ...] = ()
    under: str = ""
    found: tuple[tuple[int, int], ...] = ()

    @property
    def is_heading(self) -> bool:
        """Return whether the row only heads others."""
        return not self.key

    @property
    def spoken(self) -> str:
        """Return the row in words, as a screen reader says it."""
        chips = (words for words, _ in self.chips)
        parts = (self.under, self.day, self.time, self.title, self.detail, *chips)
        return ", ".join(part for part in parts if part)


class HistoryList(RowView):
    """Rows at their full height, so that the page around scrolls; a click or Enter opens one.

    Signals:
        row_opened: The caregiver wants to open a row, by key.
        row_reached: The keyboard came to a row; its place in the list, to be scrolled to.
        end_passed: The caregiver walked down from the last row.
    """

    row_opened = Signal(str)
    row_reached = Signal(QRect)
    end_passed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._rows = _Rows(self)
        self._delegate = _RowDelegate(self)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(self._delegate)
        self.setModel(self._rows)
        self.clicked.connect(self._open)

    @property
    def rows(self) -> tuple[HistoryRow, ...]:
        """Return the rows now shown, headings among them."""
        return self._rows.rows

    @property
    def chosen(self) -> str | None:
        """Return the key of the present row, or None."""
        index = self.currentIndex()
        return self.rows[index.row()].key if index.isValid() else None

    def show_rows(self, rows: Sequence[HistoryRow]) -> None:
        """Show other rows; where only more were added at the end, everything else stays."""
        wanted = tuple(rows)
        if wanted == self.rows:
            return
        if self.rows and wanted[: len(self.rows)] == self.rows:
            self._rows.add_rows(wanted[len(self.rows) :])
        else:
            kept = self.chosen
            self._rows.show_rows(wanted)
            self.choose(kept)
        self._fit_height()

    def choose(self, key: str | None) -> None:
        """Make a row the present one; an unknown key makes none."""
        place = next((i for i, row in enumerate(self.rows) if key and row.key == key), None)
        self.setCurrentIndex(self._rows.index(place, 0) if place is not None else QModelIndex())

    def row_rect(self, key: str) -> QRect:
        """Return where a row lies in the list; an unknown key has no size."""
        place = next((i for i, row in enumerate(self.rows) if row.key == key), None)
        return self.visualRect(self._rows.index(place, 0)) if place is not None else QRect()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the first row when the keyboard comes in."""
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.first_row())
        super().focusInEvent(event)
        if self.currentIndex().isValid():
            self.row_reached.emit(self.visualRect(self.currentIndex()))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Say where the keyboard has come to."""
        super().currentChanged(current, previous)
        if current.isValid() and self.hasFocus():
            self.row_reached.emit(self.visualRect(current))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter or Space, else walk; letters are keys of the screen."""
        index = self.currentIndex()
        if event.key() in OPENING_KEYS and index.isValid():
            if not event.isAutoRepeat():
                self._open(index)
        elif event.key() == Qt.Key.Key_Down and index.row() == len(self.rows) - 1:
            self.end_passed.emit()
        elif event.text().isprintable() and event.text():
            event.ignore()
        elif event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            # The list shows all of itself; what a page is, only the page knows.
            event.ignore()
        else:
            super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Return no width, so that the page decides it."""
        return QSize(0, self.minimumHeight())

    def lay_out_anew(self) -> None:
        """Measure every row again, and be as high as all of them."""
        self._delegate.forget()
        super().lay_out_anew()
        self._fit_height()

    def _fit_height(self) -> None:
        width = self.viewport().width()
        whole = sum(self._delegate.height(row, width) for row in self.rows)
        if whole + 2 != self.minimumHeight():
            self.setFixedHeight(whole + 2)

    def _open(self, index: QModelIndex) -> None:
        row = self.rows[index.row()]
        if not row.is_heading:
            self.row_opened.emit(row.key)


class _Rows(RowModel[HistoryRow]):
    """The rows of the log, headings among them."""


@dataclass(frozen=True, slots=True)
class _Laid:
    """A row laid out for a width: its words, and where its chips go."""

    height: int
    day: TextBlock
    time: TextBlock
    title: TextBlock
    detail: TextBlock
    words_left: float
    chips: tuple[QRectF, ...]
    is_wide: bool


class _RowDelegate(QStyledItemDelegate):
    """Measures and paints a row; what was laid out is kept until width or theme change."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._heights: dict[HistoryRow, int] = {}
        self._width = 0

    def forget(self) -> None:
        """Measure everything again."""
        self._heights = {}

    def height(self, row: HistoryRow, width: int) -> int:
        """Return the height of a row at a width."""
        if width != self._width:
            self._width = width
            self.forget()
        if row not in self._heights:
            self._heights[row] = (
                _heading_height(row, width) if row.is_heading else _laid(row, width).height
            )
        return self._heights[row]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of a row at the width of the list."""
        view, model = self.parent(), index.model()
        if not isinstance(view, HistoryList) or not isinstance(model, _Rows):
            return super().sizeHint(option, index)
        width = view.viewport().width()
        return QSize(width, self.height(model.rows[index.row()], width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        model = index.model()
        if not isinstance(model, _Rows):
            return
        theme, row = Theme.current(), model.rows[index.row()]
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(rect.topLeft())
        size = QRectF(0, 0, rect.width(), rect.height())
        if row.is_heading:
            words = _heading_words(row, int(rect.width()))
            top = size.height() - words.size.height() - theme.px(_HEAD_BELOW)
            words.paint(painter, theme.px(ROW_SIDE), top, theme.colour("primary"))
        else:
            has_line = not model.ends_group(index.row())
            paint_row_ground(painter, theme, size, option.state, has_line=has_line)
            _paint_row(painter, theme, size, row)
        painter.restore()


def _heading_words(row: HistoryRow, width: int) -> TextBlock:
    return TextBlock(row.title, "h3", max(1, width - 2 * Theme.current().px(ROW_SIDE)))


def _heading_height(row: HistoryRow, width: int) -> int:
    theme = Theme.current()
    words = _heading_words(row, width).size.height()
    return math.ceil(words) + theme.px(_HEAD_TOP) + theme.px(_HEAD_BELOW)


def _laid(row: HistoryRow, width: int) -> _Laid:
    """Lay a row out: day, words and chips side by side, or under each other where it is narrow."""
    theme = Theme.current()
    side, gap = theme.px(ROW_SIDE), theme.px(_GAP)
    end = width - side - theme.px(_CHEVRON) - gap
    is_wide = width >= theme.px(_WIDE)
    day_room = theme.px(_DAY if row.day else _TIME) if is_wide else end - side
    left = side + (day_room + gap if is_wide else 0)
    sizes = [chip_size(words, chip_icon(kind), max(1, end - left)) for words, kind in row.chips]
    across = sum(size.width() + theme.px(_CHIP_GAP) for size in sizes)
    beside = is_wide and bool(sizes) and across < (end - left) * 0.55
    room = max(1, end - left - (across + gap if beside else 0))
    day, time = TextBlock(row.day, "label", day_room), TextBlock(row.time, "meta", day_room)
    title = TextBlock(row.title, "label", room)
    detail = TextBlock(row.detail, "body", room, strong=row.found)
    if not is_wide:
        # One line says when, since two would push the words far down.
        when = ", ".join(words for words in (row.day, row.time) if words)
        day, time = TextBlock(when, "meta", day_room), TextBlock("", "meta")

    words = title.size.height() + detail.size.height()
    dates = day.size.height() + time.size.height()
    head = 0.0 if is_wide else dates
    below, chips_height = _flow(sizes, end - left, theme.px(_CHIP_GAP))
    needed = head + words + (0 if beside or not sizes else chips_height + theme.px(6))
    height = max(_LEAST, math.ceil(max(needed, dates)) + 2 * theme.px(_TOP))
    if beside:
        start = end - across + theme.px(_CHIP_GAP)
        spots = []
        for size in sizes:
            spots.append(QRectF(QPointF(start, (height - size.height()) / 2), QSizeF(size)))
            start += size.width() + theme.px(_CHIP_GAP)
    else:
        top = (height + needed) / 2 - chips_height
        spots = [spot.translated(left, top) for spot in below]
    return _Laid(height, day, time, title, detail, left, tuple(spots), is_wide)


def _flow(sizes: Sequence[QSize], width: float, gap: int) -> tuple[list[QRectF], float]:
    """Return places for chips in rows of a width, and the height of all rows."""
    spots: list[QRectF] = []
    left, top, tallest = 0.0, 0.0, 0.0
    for size in sizes:
        if left and left + size.width() > width:
            left, top, tallest = 0.0, top + tallest + gap, 0.0
        spots.append(QRectF(QPointF(left, top), QSizeF(size)))
        left += size.width() + gap
        tallest = max(tallest, size.height())
    return spots, top + tallest


def _paint_row(painter: QPainter, theme: Theme, rect: QRectF, row: HistoryRow) -> None:
    """Paint day, words, chips and the mark that it opens."""
    laid = _laid(row, int(rect.width()))
    text, quiet = theme.colour("text"), theme.colour("text2")
    dates = laid.day.size.height() + laid.time.size.height()
    words = laid.title.size.height() + laid.detail.size.height()
    side = float(theme.px(ROW_SIDE))
    if laid.is_wide:
        top = (rect.height() - dates) / 2
        laid.day.paint(painter, side, top, text)
        laid.time.paint(painter, side, top + laid.day.size.height(), quiet)
        chips_below = bool(laid.chips) and laid.chips[0].left() <= laid.words_left
        block = laid.chips[-1].bottom() if chips_below else 0.0
        top = (rect.height() - words) / 2 if not chips_below else rect.height() - block
    else:
        lowest = laid.chips[-1].bottom() if laid.chips else (rect.height() + dates + words) / 2
        top = rect.height() - lowest
        laid.day.paint(painter, side, top, quiet)
        top += dates
    laid.title.paint(painter, laid.words_left, top, text)
    laid.detail.paint(painter, laid.words_left, top + laid.title.size.height(), quiet)
    for spot, (chip_words, kind) in zip(laid.chips, row.chips, strict=True):
        paint_chip(painter, spot, chip_words, kind)
    mark = theme.px(_CHEVRON)
    spot = QRectF(rect.width() - side - mark, (rect.height() - mark) / 2, mark, mark)
    paint_icon(painter, "chevron-right", spot, quiet)
