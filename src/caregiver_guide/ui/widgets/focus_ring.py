# SPDX-License-Identifier: GPL-3.0-or-later
"""The two-tone ring around whatever has the keyboard, drawn outside of it."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPainterPathStroker, QPen, QRegion
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.painted import CONTROL_RADIUS, rounded

RING_GAP: Final = 2.0
RING_WIDTH: Final = 3.5
_REACH: Final = 7
_FIELDS: Final = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox)
_MOVES: Final = frozenset(
    {
        QEvent.Type.Move,
        QEvent.Type.Resize,
        QEvent.Type.Show,
        QEvent.Type.Hide,
        QEvent.Type.LayoutRequest,
        QEvent.Type.ParentChange,
    }
)


class FocusRing(QObject):
    """Follows the keyboard focus of the whole application with one ring.

    A widget with a method `focus_shape()` returning a QPainterPath in its own coordinates says
    where the ring goes; an empty path means that it shows its focus itself. Text fields and Qt's
    own buttons get a ring around their edge. A control that was pressed by a pointer gets none
    until a key is used, except for fields, which show where words will go.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self._ring: _Ring | None = None
        self._is_wanted = False
        app.focusChanged.connect(self._follow)

    @property
    def target(self) -> QWidget | None:
        """Return the widget that the ring is around, or None."""
        return self._target

    def update_shape(self) -> None:
        """Ask the focused widget for its shape again, after it moved inside the widget."""
        self._place()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Move with the widget and with all that it lies in."""
        if event.type() in _MOVES:
            self._place()
        elif event.type() == QEvent.Type.KeyPress:
            self._is_wanted = True
            self._place()
        return False

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._let_go()
        if new is None or _shape_of(new).isEmpty():
            return
        host = _host_of(new)
        self._target = new
        self._ring = _Ring(host)
        self._ring.destroyed.connect(self._ring_gone)
        widget: QWidget | None = new
        while widget is not None and widget is not host:
            self._watched.append(widget)
            widget.installEventFilter(self)
            widget = widget.parentWidget()
        by_pointer = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        self._is_wanted = not by_pointer or isinstance(new, _FIELDS)
        self._place()

    def _let_go(self) -> None:
        for widget in self._watched:
            # One that went with its window takes its filters along.
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched = []
        self._target = None
        if self._ring is not None:
            ring, self._ring = self._ring, None
            if isValid(ring):
                ring.destroyed.disconnect(self._ring_gone)
                ring.hide()
                ring.deleteLater()

    def _ring_gone(self) -> None:
        """Forget a ring that went with its window."""
        self._ring, self._target, self._watched = None, None, []

    def _place(self) -> None:
        if self._ring is not None and self._target is not None:
            self._ring.follow(self._target)
            # What is hidden has no place: a ring around it would lie across something else.
            self._ring.setVisible(self._is_wanted and self._target.isVisible())


class _Ring(QWidget):
    """The ring itself, lying over the host; pointers go through it."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._shape = QPainterPath()
        self.setObjectName("focusRing")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def follow(self, target: QWidget) -> None:
        """Lie around a widget of the same window."""
        host = self._host
        shape = _shape_of(target)
        bounds = shape.boundingRect().toAlignedRect().adjusted(-_REACH, -_REACH, _REACH, _REACH)
        corner = target.mapTo(host, bounds.topLeft())
        self._shape = shape.translated(-bounds.left(), -bounds.top())
        self.setGeometry(corner.x(), corner.y(), bounds.width(), bounds.height())
        # The hole lets the focused widget repaint without the ring over it.
        hole = bounds.adjusted(_REACH + 6, _REACH + 6, -_REACH - 6, -_REACH - 6)
        region = QRegion(self.rect())
        if hole.isValid():
            region -= QRegion(hole.translated(-bounds.topLeft()))
        self.setMask(region)
        self.raise_()
        self.update()

    def paintEvent(self, _event: QEvent) -> None:
        """Paint the gap and the ring around the shape."""
        theme = Theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(Qt.PenStyle.NoPen))
        outside = QPainterPath()
        outside.addRect(QRectF(self.rect()))
        painter.setClipPath(outside - self._shape)
        ring = _grown(self._shape, RING_GAP + RING_WIDTH)
        painter.fillPath(ring, theme.colour("focus"))
        painter.fillPath(_grown(self._shape, RING_GAP), theme.colour("focus_gap"))
        painter.end()


def install_focus_ring(app: QApplication) -> FocusRing:
    """Start following the focus of the application; to be called once."""
    return FocusRing(app)


def _grown(shape: QPainterPath, reach: float) -> QPainterPath:
    """Return a shape with a border of a width around it."""
    stroker = QPainterPathStroker()
    stroker.setWidth(2 * reach)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return stroker.createStroke(shape) | shape


def _shape_of(widget: QWidget) -> QPainterPath:
    """Return where a widget wants its ring, or an empty path."""
    own = getattr(widget, "focus_shape", None)
    if own is not None:
        shape = own()
        return shape if isinstance(shape, QPainterPath) else QPainterPath()
    if isinstance(widget, (*_FIELDS, QPushButton)):
        return rounded(QRectF(widget.rect()), CONTROL_RADIUS)
    return QPainterPath()


def _host_of(widget: QWidget) -> QWidget:
    """Return the ancestor to draw on: what a scroll area moves, else the window."""
    host = widget
    while not host.isWindow():
        parent = host.parentWidget()
        viewport = parent.parentWidget() if parent is not None else None
        if isinstance(viewport, QScrollArea) and viewport.widget() is host and host is not widget:
            return host
        if parent is None:
            break
        host = parent
    return host
