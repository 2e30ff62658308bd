# SPDX-License-Identifier: GPL-3.0-or-later
"""What the lists of rows share: how Qt asks for a row, how it is laid out anew, and its ground."""

from typing import Final, Generic, Protocol, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    Qt,
)
from PySide6.QtGui import QPainter, QPainterPath, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QWidget

from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.painted import paint_box, round_pen

Index = QModelIndex | QPersistentModelIndex

ROW_SIDE: Final = 14
"""The room at both sides of a row's words, in pixels at 100 %."""

OPENING_KEYS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Row(Protocol):
    """What is asked of a row, whatever else it shows."""

    @property
    def title(self) -> str:
        """Return the words it begins with."""

    @property
    def spoken(self) -> str:
        """Return the row in words, as a screen reader says it."""

    @property
    def is_heading(self) -> bool:
        """Return whether the row only heads others."""


R = TypeVar("R", bound=Row)


class RowModel(QAbstractListModel, Generic[R]):
    """The rows as Qt's views and screen readers ask for them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: tuple[R, ...] = ()

    def show_rows(self, rows: tuple[R, ...]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def add_rows(self, rows: tuple[R, ...]) -> None:
        """Add rows at the end."""
        first = len(self.rows)
        self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
        self.rows += rows
        self.endInsertRows()

    def ends_group(self, place: int) -> bool:
        """Return whether a row is the last one of all, or the last before a heading."""
        return place + 1 >= len(self.rows) or self.rows[place + 1].is_heading

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many rows there are, headings among them."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that a heading cannot be chosen, so that keys and mouse pass over it."""
        if index.isValid() and self.rows[index.row()].is_heading:
            return Qt.ItemFlag.ItemNeverHasChildren
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row's title, or all of it in words for a screen reader."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        return None


class RowView(QListView):
    """A list of rows as high as their words, each pressed once and never written into."""

    def __init__(self, name: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setProperty("rows", True)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)

    def focus_shape(self) -> QPainterPath:
        """Return an empty path: the present row carries the ring."""
        return QPainterPath()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the rows out for the new width."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.lay_out_anew()

    def changeEvent(self, event: QEvent) -> None:
        """Lay the rows out again when theme or text size change."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.lay_out_anew()

    def lay_out_anew(self) -> None:
        """Measure every row again."""
        self.scheduleDelayedItemsLayout()

    def first_row(self) -> QModelIndex:
        """Return the first row that is no heading; an index that is not valid if there is none."""
        every = (self.model().index(row, 0) for row in range(self.model().rowCount()))
        return next(
            (one for one in every if one.flags() & Qt.ItemFlag.ItemIsEnabled), QModelIndex()
        )


def paint_row_ground(
    painter: QPainter, theme: Theme, rect: QRectF, state: QStyle.StateFlag, *, has_line: bool
) -> None:
    """Paint what tells the pointer's row and the row of the keyboard, and the line below."""
    box = rect.adjusted(1, 1, -1, -2)
    if state & QStyle.StateFlag.State_MouseOver:
        edge = theme.colour("primary") if theme.is_contrast else None
        paint_box(painter, box, 12, theme.colour("surface2"), edge, 2)
    if has_line:
        painter.setPen(round_pen(theme.colour("line"), 1.0))
        low, side = rect.bottom() - 0.5, theme.px(ROW_SIDE)
        painter.drawLine(QPointF(side, low), QPointF(rect.right() - side, low))
    if state & QStyle.StateFlag.State_HasFocus:
        paint_box(painter, box, 12, None, theme.colour("focus"), 3.5)
        inner = box.adjusted(3.5, 3.5, -3.5, -3.5)
        paint_box(painter, inner, 9, None, theme.colour("focus_gap"), 2)
