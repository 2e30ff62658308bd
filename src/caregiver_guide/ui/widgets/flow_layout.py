# SPDX-License-Identifier: GPL-3.0-or-later
"""Layouts that go on in the next row when a row is full."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from caregiver_guide.ui.theme import Theme


class _ItemLayout(QLayout):
    """The bookkeeping of a layout that keeps its items in a list and wraps them."""

    def __init__(self, gap: int, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Add an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, or None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove an item and return it, or None past the end."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Return that the layout does not ask for more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Return True: narrower means more rows."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows at a width."""
        return self._arrange(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def minimumSize(self) -> QSize:
        """Return the size of the widest item at its least."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, place: bool) -> int:
        """Place the items, or only measure; return the height of all rows with margins."""
        raise NotImplementedError

    def _mirrored(self, rect: QRect, box: QRect) -> QRect:
        """Return a box turned about the middle when the window reads from right to left."""
        widget = self.parentWidget()
        if widget is None or widget.layoutDirection() == Qt.LayoutDirection.LeftToRight:
            return box
        return QRect(QPoint(rect.left() + rect.right() - box.right(), box.top()), box.size())


class FlowLayout(_ItemLayout):
    """A row of widgets of their own widths that wraps onto more rows."""

    def __init__(self, gap: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(gap, parent)

    def sizeHint(self) -> QSize:
        """Return the size with everything in one row."""
        sizes = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() for size in sizes) + self._gap * max(0, len(sizes) - 1)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def _arrange(self, rect: QRect, place: bool) -> int:
        margins = self.contentsMargins()
        area = rect.marginsRemoved(margins)
        rows: list[list[tuple[QLayoutItem, QSize]]] = [[]]
        used = 0
        for item in self._shown():
            width = min(item.sizeHint().width(), max(1, area.width()))
            height = _height(item, width)
            if rows[-1] and used + self._gap + width > area.width():
                rows.append([])
                used = 0
            used += width + (self._gap if rows[-1] else 0)
            rows[-1].append((item, QSize(width, height)))
        top = area.top()
        for row in rows:
            tallest = max((size.height() for _, size in row), default=0)
            left = area.left()
            for item, size in row:
                if place:
                    middle = top + (tallest - size.height()) // 2
                    item.setGeometry(self._mirrored(area, QRect(QPoint(left, middle), size)))
                left += size.width() + self._gap
            top += tallest + self._gap
        return top - self._gap - area.top() + margins.top() + margins.bottom()


class CardGrid(_ItemLayout):
    """Columns of one width and rows of one height, as many columns as fit.

    min_width is the least width of a column in pixels at 100 %; it grows with the text, and no
    column is narrower than the longest word of any card.
    """

    def __init__(
        self, min_width: int, max_columns: int, gap: int = 24, parent: QWidget | None = None
    ) -> None:
        super().__init__(gap, parent)
        self._min_width = min_width
        self._max_columns = max_columns

    def columns_in(self, width: int) -> int:
        """Return how many columns fit a width."""
        longest = max((item.minimumSize().width() for item in self._shown()), default=0)
        least = max(Theme.current().px(self._min_width), longest)
        fitting = (width + self._gap) // (least + self._gap)
        return max(1, min(self._max_columns, fitting))

    def sizeHint(self) -> QSize:
        """Return the size with as many columns as there may be."""
        shown = self._shown()
        columns = max(1, min(self._max_columns, len(shown)))
        width = columns * (Theme.current().px(self._min_width) + self._gap) - self._gap
        return QSize(width, self.heightForWidth(width))

    def _arrange(self, rect: QRect, place: bool) -> int:
        margins = self.contentsMargins()
        area = rect.marginsRemoved(margins)
        shown = self._shown()
        columns = self.columns_in(area.width())
        width = max(1, (area.width() - self._gap * (columns - 1)) // columns)
        top = area.top()
        for start in range(0, len(shown), columns):
            row = shown[start : start + columns]
            tallest = max(_height(item, width) for item in row)
            for place_in_row, item in enumerate(row):
                if place:
                    left = area.left() + place_in_row * (width + self._gap)
                    item.setGeometry(self._mirrored(area, QRect(left, top, width, tallest)))
            top += tallest + self._gap
        height = top - self._gap - area.top() if shown else 0
        return height + margins.top() + margins.bottom()


class SplitLayout(_ItemLayout):
    """Two parts side by side, or one above the other where they would be too narrow.

    least holds the least widths of both parts in pixels at 100 %, growing with the text. share is
    the part of the width that the first one gets, from 0 to 1; without it the second part takes
    the width it likes and the first one the rest.
    """

    def __init__(
        self,
        least: tuple[int, int],
        share: float | None = None,
        gap: int = 24,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(gap, parent)
        self._least = least
        self._share = share

    def sizeHint(self) -> QSize:
        """Return the size side by side."""
        widths = [item.sizeHint().width() for item in self._shown()]
        width = sum(widths) + self._gap * max(0, len(widths) - 1)
        return QSize(width, self.heightForWidth(width))

    def is_split(self, width: int) -> bool:
        """Return whether the parts stand side by side at a width."""
        first, second = self._widths(width)
        theme = Theme.current()
        return first >= theme.px(self._least[0]) and second >= theme.px(self._least[1])

    def _widths(self, width: int) -> tuple[int, int]:
        room = width - self._gap
        if self._share is not None:
            first = round(room * self._share)
            return first, room - first
        shown = self._shown()
        liked = shown[-1].sizeHint().width() if shown else 0
        return room - liked, liked

    def _arrange(self, rect: QRect, place: bool) -> int:
        margins = self.contentsMargins()
        area = rect.marginsRemoved(margins)
        shown = self._shown()
        edges = margins.top() + margins.bottom()
        if len(shown) == 2 and self.is_split(area.width()):
            widths = self._widths(area.width())
            tallest = max(_height(item, width) for item, width in zip(shown, widths, strict=True))
            full = max(tallest, area.height()) if place else tallest
            left = area.left()
            for item, width in zip(shown, widths, strict=True):
                if place:
                    box = QRect(left, area.top(), width, full)
                    item.setGeometry(self._mirrored(area, box))
                left += width + self._gap
            return tallest + edges
        top = area.top()
        for item in shown:
            height = _height(item, area.width())
            if place:
                item.setGeometry(QRect(area.left(), top, area.width(), height))
            top += height + self._gap
        return top - (self._gap if shown else 0) - area.top() + edges


def _height(item: QLayoutItem, width: int) -> int:
    """Return the height an item needs at a width."""
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


def row_of(*widgets: QWidget) -> FlowLayout:
    """Return widgets in a row of their own sizes, wrapped where they do not fit.

    A button that is only aligned to the left cannot become higher when its words need two lines.
    """
    row = FlowLayout(10)
    for widget in widgets:
        row.addWidget(widget)
    return row
