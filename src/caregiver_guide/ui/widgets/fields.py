# SPDX-License-Identifier: GPL-3.0-or-later
"""Fields to write in or choose from, each with its label, a hint and room for a fault."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from caregiver_guide.ui.icons import paint_icon
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.fault_line import FaultLine
from caregiver_guide.ui.widgets.text import Text

_LEAST: Final = 52
_MOST_LISTED: Final = 8
"""Lines of a list that opens; the others are scrolled to, so that it never fills the screen."""


class _Field(QWidget):
    """A label over a control, a hint between, and words under it when something is wrong.

    Attributes:
        fault: What is wrong with it; it goes as soon as something else stands in the field.
    """

    def __init__(self, label: str, hint: str, control: QWidget, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._control = control
        self._label = Text(label, "label")
        self._label.setBuddy(control)
        self._hint = Text(hint, "body", "quiet")
        if not hint:
            # Never shown here: without a parent yet it would flash up as a window of its own.
            self._hint.hide()
        control.setAccessibleName(label)
        control.setAccessibleDescription(hint)
        self.fault = FaultLine(self, (control,))
        self.setFocusProxy(control)

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._label)
        column.addWidget(self._hint)
        column.addWidget(control)
        column.addWidget(self.fault)
        # Beside a higher field it keeps together, at the top.
        column.addStretch(1)
        self._grow()

    def set_label(self, label: str) -> None:
        """Show another label."""
        self._label.setText(label)
        self._control.setAccessibleName(label)

    def show_error(self, words: str) -> None:
        """Say what is wrong under the field, or nothing."""
        self.fault.say(words)

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._grow()

    def _grow(self) -> None:
        """Let the control be as high as its words ask, and never lower than a target."""
        line = Theme.current().font("body").pixelSize() * 1.3 + 2 * Theme.current().px(10) + 8
        self._control.setMinimumHeight(max(_LEAST, round(line)))


class TextField(_Field):
    """One line of words.

    Signals:
        edited: The caregiver changed the words; carries them.
        submitted: Enter was pressed in the field.
    """

    edited = Signal(str)
    submitted = Signal()

    def __init__(self, label: str, hint: str = "", parent: QWidget | None = None) -> None:
        self.line_edit = QLineEdit()
        super().__init__(label, hint, self.line_edit, parent)
        self.line_edit.textEdited.connect(self.edited)
        self.line_edit.textChanged.connect(lambda _words: self.fault.say(""))
        self.line_edit.returnPressed.connect(self.submitted)

    def text(self) -> str:
        """Return the words without spaces at their ends."""
        return self.line_edit.text().strip()

    def setText(self, text: str) -> None:
        """Show other words, without a signal."""
        self.line_edit.setText(text)


class NoteField(_Field):
    """Several lines of words; Tab leaves it.

    Signals:
        edited: The caregiver changed the words; carries them.
    """

    edited = Signal(str)

    def __init__(
        self, label: str, hint: str = "", lines: int = 4, parent: QWidget | None = None
    ) -> None:
        self._lines = lines
        self.text_edit = _Lines()
        self.text_edit.setTabChangesFocus(True)
        super().__init__(label, hint, self.text_edit, parent)
        self.text_edit.textChanged.connect(self._tell)

    def text(self) -> str:
        """Return the words without spaces at their ends."""
        return self.text_edit.toPlainText().strip()

    def setText(self, text: str) -> None:
        """Show other words, without a signal."""
        blocked = self.text_edit.blockSignals(True)
        self.text_edit.setPlainText(text)
        self.text_edit.blockSignals(blocked)
        self.fault.say("")

    def _tell(self) -> None:
        self.fault.say("")
        self.edited.emit(self.text())

    def _grow(self) -> None:
        """Show a few lines at once."""
        theme = Theme.current()
        line = theme.font("body").pixelSize() * 1.3
        self.text_edit.setMinimumHeight(round(line * self._lines) + 2 * theme.px(10) + 12)
        self.text_edit.updateGeometry()


class _Lines(QPlainTextEdit):
    """A field that asks for the lines it shows, so that no more than is needed lies below."""

    def sizeHint(self) -> QSize:
        """Return the least height, and Qt's width."""
        return QSize(super().sizeHint().width(), self.minimumHeight())


class ChoiceField(_Field):
    """One choice out of many, in a list that opens; ``empty`` shows while none is chosen.

    Signals:
        choice_made: The caregiver chose, by key.
    """

    choice_made = Signal(str)

    def __init__(
        self,
        label: str,
        options: Sequence[tuple[str, str]] = (),
        hint: str = "",
        parent: QWidget | None = None,
        *,
        empty: str = "",
    ) -> None:
        self.combo = _Combo()
        super().__init__(label, hint, self.combo, parent)
        self.combo.setPlaceholderText(empty)
        self.set_options(options)
        self.combo.currentIndexChanged.connect(lambda _place: self.fault.say(""))
        self.combo.activated.connect(lambda _place: self.choice_made.emit(self.chosen or ""))

    @property
    def chosen(self) -> str | None:
        """Return the key of the choice, or None."""
        key = self.combo.currentData()
        return key if isinstance(key, str) else None

    def choose(self, key: str | None) -> None:
        """Choose without a signal; an unknown key chooses none."""
        self.combo.setCurrentIndex(self.combo.findData(key) if key is not None else -1)

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Show other choices, as pairs of key and words; none is chosen then."""
        self.combo.clear()
        for key, words in options:
            self.combo.addItem(words, key)
        self.combo.setCurrentIndex(-1)


class _Combo(QComboBox):
    """A list that opens, with our own arrow; the wheel scrolls the page, not the choice."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setMaxVisibleItems(_MOST_LISTED)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the arrow over Qt's drawing."""
        super().paintEvent(event)
        paint_field_icon(self, "chevron-down")

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def minimumSizeHint(self) -> QSize:
        """Return a width that may shrink with the page."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), Theme.current().px(180)), hint.height())


def paint_field_icon(widget: QWidget, name: str) -> None:
    """Paint an icon at the end of a field."""
    theme = Theme.current()
    side = theme.px(22)
    end = theme.px(14)
    left = widget.width() - end - side
    if widget.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        left = end
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    token = "text2" if widget.isEnabled() else "disabled"
    spot = QRectF(left, (widget.height() - side) / 2, side, side)
    paint_icon(painter, name, spot, theme.colour(token))
    painter.end()
