# SPDX-License-Identifier: GPL-3.0-or-later
"""A list of rows whose words wrap, walked by the arrow keys and read row by row."""

import math
from collections.abc import Sequence
from typing import Final, Literal

from PySide6.QtCore import (
    QModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QScrollArea,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from caregiver_guide.domain.values import dataclass
from caregiver_guide.ui.icons import paint_icon
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.badge import paint_badge
from caregiver_guide.ui.widgets.chip import ChipKind, chip_icon, chip_size, paint_chip
from caregiver_guide.ui.widgets.painted import paint_box
from caregiver_guide.ui.widgets.row_view import (
    OPENING_KEYS,
    ROW_SIDE,
    Index,
    RowModel,
    RowView,
    paint_row_ground,
)
from caregiver_guide.ui.widgets.text import Text
from caregiver_guide.ui.widgets.text_block import TextBlock, natural_width

_LEAST: Final = 56
_GAP: Final = 12
_ICON: Final = 26
_BADGE: Final = 28
_CHEVRON: Final = 20
_META_SHARE: Final = 0.4


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row: a title, perhaps a second line, words at the end, and marks at the start.

    A heading has a title only; the keys pass over it, and nothing opens. ``under`` is the heading
    that a row stands under, which a screen reader says with the row.
    """

    key: str
    title: str
    detail: str = ""
    meta: str = ""
    icon: str = ""
    badge: tuple[Literal["octagon", "diamond", "circle", "letter"], str] | None = None
    chip: tuple[str, ChipKind] | None = None
    opens: bool = True
    under: str = ""
    is_heading: bool = False

    @property
    def spoken(self) -> str:
        """Return the row in words, as a screen reader says it."""
        badge = self.badge[1] if self.badge is not None else ""
        chip = self.chip[0] if self.chip is not None else ""
        parts = (badge, self.title, self.detail, self.meta, chip, self.under)
        return ", ".join(part for part in parts if part)


class TableList(QWidget):
    """Rows to walk with the arrow keys; a click or Enter opens one.

    Signals:
        row_chosen: The present row changed, by key.
        row_activated: The caregiver wants to open a row, by key.
        remove_requested: The caregiver pressed Delete on a row, by key.
    """

    row_chosen = Signal(str)
    row_activated = Signal(str)
    remove_requested = Signal(str)

    def __init__(self, name: str, empty_words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._full_height = False
        self._quiet = False
        self._model = _Rows(self)
        self._view = _View(self._model, name, self)
        self._view.opened.connect(self._open)
        self._view.clicked.connect(self._open)
        self._view.remove_pressed.connect(self._remove)
        self._view.relaid.connect(self._fit_height)
        self._view.selectionModel().currentChanged.connect(self._current_changed)
        self._empty = Text(empty_words, "body", "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._empty)
        column.addWidget(self._view, 1)
        self.setFocusProxy(self._view)
        self.show_rows(())

    @property
    def rows(self) -> tuple[ListRow, ...]:
        """Return the rows now shown."""
        return self._model.rows

    def set_name(self, name: str) -> None:
        """Call the list something else, as a screen reader says it."""
        self._view.setAccessibleName(name)

    @property
    def chosen(self) -> str | None:
        """Return the key of the present row, or None."""
        index = self._view.currentIndex()
        return self._model.rows[index.row()].key if index.isValid() else None

    def show_rows(self, rows: Sequence[ListRow]) -> None:
        """Show other rows; the present row stays if its key is still there."""
        kept = self.chosen
        self._quiet = True
        self._model.show_rows(tuple(rows))
        self._quiet = False
        self._empty.setVisible(not rows and bool(self._empty.text()))
        self._view.setVisible(bool(rows))
        self.choose(kept)
        self._fit_height()

    def choose(self, key: str | None) -> None:
        """Make a row the present one without a signal; an unknown key makes none."""
        rows = enumerate(self._model.rows)
        place = next((i for i, row in rows if row.key == key and not row.is_heading), None)
        self._quiet = True
        index = self._model.index(place, 0) if place is not None else QModelIndex()
        self._view.setCurrentIndex(index)
        self._quiet = False

    def show_chosen(self) -> None:
        """Scroll the page to the present row, if there is one."""
        index = self._view.currentIndex()
        if index.isValid():
            self._bring_into_view(index)

    def set_full_height(self, full: bool) -> None:
        """Take the height of all rows, so that the page scrolls and not the list."""
        self._full_height = full
        self._fit_height()

    def row_height(self, place: int) -> int:
        """Return the height of a row in pixels as it is now laid out."""
        return self._view.visualRect(self._model.index(place, 0)).height()

    def _fit_height(self) -> None:
        if not self._full_height:
            self._view.setMinimumHeight(0)
            return
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self._view.setVerticalScrollBarPolicy(policy)
        self._view.setFixedHeight(self._view.rows_height() + 2)

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid() and not self._quiet:
            self._bring_into_view(current)
            self.row_chosen.emit(self._model.rows[current.row()].key)

    def _bring_into_view(self, index: QModelIndex) -> None:
        """Scroll the page to the present row and its heading, where the list does not scroll."""
        above = self.parentWidget() if self._full_height else None
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        page = above.widget() if above is not None else None
        if above is None or page is None:
            return
        rect = self._view.visualRect(index)
        if index.row() > 0 and self._model.rows[index.row() - 1].is_heading:
            rect = rect.united(self._view.visualRect(index.siblingAtRow(index.row() - 1)))
        for corner in (rect.bottomLeft(), rect.topLeft()):
            spot = self._view.viewport().mapTo(page, corner)
            above.ensureVisible(above.horizontalScrollBar().value(), spot.y(), 0, 12)

    def _open(self, index: QModelIndex) -> None:
        if self._model.rows[index.row()].is_heading:
            return
        self.row_activated.emit(self._model.rows[index.row()].key)

    def _remove(self, index: QModelIndex) -> None:
        self.remove_requested.emit(self._model.rows[index.row()].key)


class _Rows(RowModel[ListRow]):
    """The rows of a list."""


class _View(RowView):
    """The list itself, with single clicks and plain keys only."""

    opened = Signal(QModelIndex)
    remove_pressed = Signal(QModelIndex)
    relaid = Signal()

    def __init__(self, model: _Rows, name: str, parent: QWidget) -> None:
        super().__init__(name, parent)
        self._delegate = _RowDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setModel(model)

    def rows_height(self) -> int:
        """Return the height of all rows at the present width."""
        model = self.model()
        width = self.viewport().width()
        return sum(
            self._delegate.height(model.rows[place], width) if isinstance(model, _Rows) else 0
            for place in range(model.rowCount())
        )

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the first row when the keyboard comes in: the present row carries the ring."""
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.first_row())
        super().focusInEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Return the row that a key goes to; Qt stays where it is if that row is a heading."""
        kinds = QAbstractItemView.CursorAction
        if action in (kinds.MoveHome, kinds.MovePageUp):
            before = self.currentIndex().row()
            page = super().moveCursor(action, modifiers)
            if action == kinds.MovePageUp and page.isValid() and page.row() < before:
                return page
            return self.first_row()
        return super().moveCursor(action, modifiers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter or Space, ask to remove with Delete, else walk."""
        index = self.currentIndex()
        if event.key() in OPENING_KEYS and index.isValid():
            if not event.isAutoRepeat():
                self.opened.emit(index)
        elif event.key() == Qt.Key.Key_Delete and index.isValid():
            self.remove_pressed.emit(index)
        elif event.text().isprintable() and event.text():
            # Letters are keys of the screen (A adds a place); QListView would search with them.
            event.ignore()
        else:
            super().keyPressEvent(event)

    def lay_out_anew(self) -> None:
        """Measure every row again, and say so."""
        super().lay_out_anew()
        self.relaid.emit()


class _RowDelegate(QStyledItemDelegate):
    """Measures and paints a row."""

    def height(self, row: ListRow, width: int) -> int:
        """Return the height of a row at a width, 56 pixels or more."""
        if row.is_heading:
            above, below = self._around(row)
            return math.ceil(self._heading(row, width).size.height()) + above + below
        _, title, detail, meta = self._blocks(row, width)
        words = title.size.height() + detail.size.height()
        if row.chip is not None and not self._chip_at_end(row, width):
            words += self._chip_height(row, width) + 6
        return max(_LEAST, math.ceil(max(words, meta.size.height())) + 2 * Theme.current().px(9))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of a row at the width of the list."""
        view, model = self.parent(), index.model()
        if not isinstance(view, _View) or not isinstance(model, _Rows):
            return super().sizeHint(option, index)
        width = view.viewport().width()
        return QSize(width, self.height(model.rows[index.row()], width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        model = index.model()
        if not isinstance(model, _Rows):
            return
        theme, row = Theme.current(), model.rows[index.row()]
        state = option.state
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(rect.topLeft())
        size = QRectF(0, 0, rect.width(), rect.height())
        if row.is_heading:
            words = self._heading(row, int(rect.width()))
            ink = theme.colour("primary")
            words.paint(painter, theme.px(ROW_SIDE), self._around(row)[0], ink)
        else:
            has_line = not model.ends_group(index.row())
            if state & QStyle.StateFlag.State_Selected:
                self._paint_chosen(painter, theme, size)
                state &= ~QStyle.StateFlag.State_MouseOver
            paint_row_ground(painter, theme, size, state, has_line=has_line)
            self._paint_row(painter, theme, size, row)
        painter.restore()

    def _heading(self, row: ListRow, width: int) -> TextBlock:
        return TextBlock(row.title, "h3", max(1, width - 2 * Theme.current().px(ROW_SIDE)))

    def _around(self, row: ListRow) -> tuple[int, int]:
        """Return the room above and below the words of a heading; the first needs less above."""
        view = self.parent()
        model = view.model() if isinstance(view, _View) else None
        first = isinstance(model, _Rows) and model.rows[0] is row
        px = Theme.current().px
        return px(8 if first else 26), px(6)

    @staticmethod
    def _paint_chosen(painter: QPainter, theme: Theme, rect: QRectF) -> None:
        """Paint what tells the present row."""
        box = rect.adjusted(1, 1, -1, -2)
        edge = theme.colour("primary") if theme.is_contrast else None
        paint_box(painter, box, 12, theme.colour("primary_tint"), edge, 2)
        bar = QRectF(1, rect.height() * 0.2, 5, rect.height() * 0.6)
        paint_box(painter, bar, 2.5, theme.colour("primary"))

    def _paint_row(self, painter: QPainter, theme: Theme, rect: QRectF, row: ListRow) -> None:
        """Paint marks and words."""
        width = int(rect.width())
        left, title, detail, meta = self._blocks(row, width)
        middle = rect.height() / 2
        start = float(theme.px(ROW_SIDE))
        if row.badge is not None:
            radius = theme.px(_BADGE) / 2
            centre = QPointF(start + radius, middle)
            paint_badge(painter, centre, radius, row.badge[0], row.badge[1], theme, halo=False)
            start += 2 * radius + theme.px(_GAP)
        if row.icon:
            side = theme.px(_ICON)
            spot = QRectF(start, middle - side / 2, side, side)
            paint_icon(painter, row.icon, spot, theme.colour("text2"))
        chip_below = row.chip is not None and not self._chip_at_end(row, width)
        height = title.size.height() + detail.size.height()
        height += self._chip_height(row, width) + 6 if chip_below else 0
        top = middle - height / 2
        title.paint(painter, left, top, theme.colour("text"))
        detail.paint(painter, left, top + title.size.height(), theme.colour("text2"))
        end = rect.width() - theme.px(ROW_SIDE)
        if row.opens:
            side = theme.px(_CHEVRON)
            spot = QRectF(end - side, middle - side / 2, side, side)
            paint_icon(painter, "chevron-right", spot, theme.colour("text2"))
            end -= side + theme.px(_GAP)
        if row.meta:
            end -= meta.size.width()
            meta.paint(painter, end, middle - meta.size.height() / 2, theme.colour("text2"))
            end -= theme.px(_GAP)
        if row.chip is not None:
            words, kind = row.chip
            size = chip_size(words, chip_icon(kind), self._chip_room(row, width))
            spot = QRectF(QPointF(end - size.width(), middle - size.height() / 2), size)
            if chip_below:
                spot = QRectF(QPointF(left, top + height - size.height()), size)
            paint_chip(painter, spot, words, kind)

    def _blocks(self, row: ListRow, width: int) -> tuple[float, TextBlock, TextBlock, TextBlock]:
        """Return where the words start, and title, detail and end words in lines."""
        theme = Theme.current()
        left = theme.px(ROW_SIDE)
        left += theme.px(_BADGE + _GAP) if row.badge is not None else 0
        left += theme.px(_ICON + _GAP) if row.icon else 0
        right = theme.px(ROW_SIDE) + (theme.px(_CHEVRON + _GAP) if row.opens else 0)
        room = max(1, width - left - right)
        meta_room = min(natural_width(row.meta, "meta"), room * _META_SHARE) if row.meta else 0
        meta = TextBlock(row.meta, "meta", max(1.0, meta_room))
        if row.meta:
            room = max(1, room - math.ceil(meta.size.width()) - theme.px(_GAP))
        if self._chip_at_end(row, width) and row.chip is not None:
            size = chip_size(row.chip[0], chip_icon(row.chip[1]))
            room = max(1, room - size.width() - theme.px(_GAP))
        title_style = "label" if row.detail else "body"
        return (
            left,
            TextBlock(row.title, title_style, room),
            TextBlock(row.detail, "body", room),
            meta,
        )

    def _chip_at_end(self, row: ListRow, width: int) -> bool:
        """Return whether the chip stands at the end of the row rather than under the words."""
        if row.chip is None:
            return False
        size = chip_size(row.chip[0], chip_icon(row.chip[1]))
        return size.width() < width * 0.3

    def _chip_room(self, row: ListRow, width: int) -> int:
        if self._chip_at_end(row, width):
            return 0
        theme = Theme.current()
        marks = _BADGE + _GAP if row.badge is not None else 0
        marks += _ICON + _GAP if row.icon else 0
        return width - theme.px(2 * ROW_SIDE + marks)

    def _chip_height(self, row: ListRow, width: int) -> int:
        if row.chip is None:
            return 0
        size = chip_size(row.chip[0], chip_icon(row.chip[1]), self._chip_room(row, width))
        return size.height()
