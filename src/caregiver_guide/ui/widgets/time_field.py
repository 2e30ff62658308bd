# SPDX-License-Identifier: GPL-3.0-or-later
"""A time of day to type, with its label."""

import datetime as dt
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTime
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QTimeEdit, QVBoxLayout, QWidget

from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.fields import paint_field_icon
from caregiver_guide.ui.widgets.text import Text

_LEAST: Final = 56


class TimeField(QWidget):
    """A time of day; Up and Down change the hours or minutes that the cursor is on."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = Text(label, "label")
        self._edit = _TimeEdit()
        self._edit.setAccessibleName(label)
        self.setFocusProxy(self._edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._label)
        column.addWidget(self._edit, 0, Qt.AlignmentFlag.AlignLeft)
        self._grow()

    @property
    def value(self) -> dt.time:
        """Return the time, to the minute."""
        shown = self._edit.time()
        return dt.time(shown.hour(), shown.minute())

    def set_value(self, value: dt.time) -> None:
        """Show a time."""
        self._edit.setTime(QTime(value.hour, value.minute))

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._grow()

    def _grow(self) -> None:
        theme = Theme.current()
        line = theme.font("body").pixelSize() * 1.3 + 2 * theme.px(10) + 8
        self._edit.setMinimumHeight(max(_LEAST, round(line)))
        self._edit.setMinimumWidth(theme.px(170))


class _TimeEdit(QTimeEdit):
    """Qt's time field with our own icon; the wheel scrolls the page, not the time."""

    def __init__(self) -> None:
        super().__init__()
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon over Qt's drawing."""
        super().paintEvent(event)
        paint_field_icon(self, "clock")

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()
