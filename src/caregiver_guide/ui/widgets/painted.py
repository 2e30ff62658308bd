# SPDX-License-Identifier: GPL-3.0-or-later
"""The base of widgets that paint themselves from the theme, and the few strokes they share."""

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QWidget

from caregiver_guide.ui.theme import Theme

CONTROL_RADIUS: Final = 14.0
CARD_RADIUS: Final = 20.0
MIN_TARGET: Final = 44

_RESTYLED: Final = frozenset(
    {QEvent.Type.StyleChange, QEvent.Type.FontChange, QEvent.Type.PaletteChange}
)
WALKING_KEYS: Final = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down})
_DIGITS: Final = range(int(Qt.Key.Key_0), int(Qt.Key.Key_9) + 1)


class PaintedWidget(QWidget):
    """A widget that paints itself with Theme.current() and follows a change of theme or size."""

    def changeEvent(self, event: QEvent) -> None:
        """Measure and paint again when theme, font or enabled state change."""
        _follow(self, event)
        super().changeEvent(event)

    def paintEvent(self, _event: QEvent) -> None:
        """Paint with smooth edges."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter, Theme.current())
        painter.end()

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint the widget; to be said by each kind."""


class PaintedButton(QAbstractButton):
    """A button that paints itself, answers Enter as well as Space, and ignores key repeat."""

    def changeEvent(self, event: QEvent) -> None:
        """Measure and paint again when theme, font or enabled state change."""
        _follow(self, event)
        super().changeEvent(event)

    def paintEvent(self, _event: QEvent) -> None:
        """Paint with smooth edges."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter, Theme.current())
        painter.end()

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint the button; to be said by each kind."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on Enter too; a held key presses once."""
        if event.isAutoRepeat():
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in WALKING_KEYS:
            # QAbstractButton would walk by geometry; a row of buttons decides that itself.
            event.ignore()
        else:
            super().keyPressEvent(event)


class PaintedRadio(QRadioButton):
    """One of several answers that exclude each other; it paints itself and presses anywhere.

    Which of them is chosen, and the keys, are the business of a PickOne.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Screen readers say "radio button" only for one that excludes others.
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def changeEvent(self, event: QEvent) -> None:
        """Measure and paint again when theme, font or enabled state change."""
        _follow(self, event)
        super().changeEvent(event)

    def paintEvent(self, _event: QEvent) -> None:
        """Paint with smooth edges."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter, Theme.current())
        painter.end()

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint the answer; to be said by each kind."""

    def show_checked(self, checked: bool) -> None:
        """Show the answer as chosen or not; unlike Qt, none of a group may be chosen."""
        self.setAutoExclusive(False)
        self.setChecked(checked)
        self.setAutoExclusive(True)

    def hitButton(self, position: QPoint) -> bool:
        """Return True anywhere inside."""
        return self.rect().contains(position)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the focus without Qt's own idea of where Tab may stop in a group."""
        QWidget.focusInEvent(self, event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows to the group or the page; Qt would choose what they reach."""
        if event.key() in WALKING_KEYS:
            event.ignore()
        else:
            super().keyPressEvent(event)


class PaintedCheck(QCheckBox):
    """A yes or no of its own, pressed anywhere or with Space; Enter is left to the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def changeEvent(self, event: QEvent) -> None:
        """Measure and paint again when theme, font or enabled state change."""
        _follow(self, event)
        super().changeEvent(event)

    def paintEvent(self, _event: QEvent) -> None:
        """Paint with smooth edges."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter, Theme.current())
        painter.end()

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint the row; to be said by each kind."""

    def hitButton(self, position: QPoint) -> bool:
        """Return True anywhere inside."""
        return self.rect().contains(position)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with Space; leave the arrows to the page."""
        if event.key() in WALKING_KEYS:
            event.ignore()
        else:
            super().keyPressEvent(event)


def _follow(widget: QWidget, event: QEvent) -> None:
    """Measure and paint a widget again after a change of how it looks."""
    if event.type() in _RESTYLED:
        widget.updateGeometry()
    widget.update()


def rounded(rect: QRectF, radius: float) -> QPainterPath:
    """Return a rectangle with round corners, never rounder than a pill."""
    path = QPainterPath()
    bounded = min(radius, rect.width() / 2, rect.height() / 2)
    path.addRoundedRect(rect, bounded, bounded)
    return path


def paint_box(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    fill: QColor | None,
    edge: QColor | None = None,
    width: float = 1.5,
) -> None:
    """Paint a rounded box whose edge, if it has one, lies wholly inside the rectangle."""
    inset = width / 2 if edge is not None else 0.0
    inner = rect.adjusted(inset, inset, -inset, -inset)
    painter.setPen(round_pen(edge, width) if edge is not None else QPen(Qt.PenStyle.NoPen))
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawPath(rounded(inner, radius - inset))


def paint_dot(
    painter: QPainter,
    centre: QPointF,
    radius: float,
    fill: QColor | None,
    edge: QColor | None = None,
    width: float = 2.0,
) -> None:
    """Paint a disc whose edge, if it has one, lies on its rim."""
    painter.setPen(round_pen(edge, width) if edge is not None else QPen(Qt.PenStyle.NoPen))
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(centre, radius, radius)


def round_pen(colour: QColor, width: float) -> QPen:
    """Return a pen with round ends and joins."""
    return QPen(
        colour,
        width,
        Qt.PenStyle.SolidLine,
        Qt.PenCapStyle.RoundCap,
        Qt.PenJoinStyle.RoundJoin,
    )


def digit_of(event: QKeyEvent) -> int | None:
    """Return the digit that a key types, with no modifier but the keypad's, else None."""
    plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if plain == Qt.KeyboardModifier.NoModifier and event.key() in _DIGITS:
        return event.key() - int(Qt.Key.Key_0)
    return None


def text_token(widget: QWidget | None, usual: str = "text") -> str:
    """Return the colour token for words on the ground that a widget stands on.

    The nearest ancestor with the property `panel` decides; tinted panels have their own ink.
    """
    tinted = {
        "caution": "on_caution_tint",
        "stop": "on_stop_tint",
        "ok": "on_ok_tint",
        "info": "on_info_tint",
        "tint": "on_primary_tint",
        "note": "on_note",
    }
    while widget is not None:
        kind = widget.property("panel")
        if isinstance(kind, str):
            return tinted.get(kind, usual)
        widget = widget.parentWidget()
    return usual
