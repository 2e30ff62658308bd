# SPDX-License-Identifier: GPL-3.0-or-later
"""A date to type or pick from a calendar, or no date at all."""

import datetime as dt
from typing import Final

from PySide6.QtCore import QDate, QEvent, Qt, Signal
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QDateEdit, QVBoxLayout, QWidget

from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.fault_line import FaultLine
from caregiver_guide.ui.widgets.fields import paint_field_icon
from caregiver_guide.ui.widgets.flow_layout import FlowLayout
from caregiver_guide.ui.widgets.text import Text

_LEAST: Final = 56


class DateField(QWidget):
    """A date, or none; a button puts a date in, another takes it out.

    Attributes:
        fault: What is wrong with it; it goes as soon as another date stands there, or none.

    Signals:
        date_changed: The new dt.date, or None.
    """

    date_changed = Signal(object)

    def __init__(
        self,
        label: str,
        none_words: str,
        choose_words: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._today = dt.date(2000, 1, 1)
        self._has_date = False
        self._label = Text(label, "label")
        self._edit = _DateEdit()
        self._edit.setAccessibleName(label)
        self._edit.dateChanged.connect(self._tell)
        self._add = ActionButton(choose_words, icon="calendar", kind="plain")
        self._add.setAccessibleDescription(label)
        self._add.clicked.connect(self._put_today)
        self._drop = ActionButton(none_words, icon="cross", kind="quiet")
        self._drop.setAccessibleDescription(label)
        self._drop.clicked.connect(self._take_out)
        self.fault = FaultLine(self, (self._edit, self._add))

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._label)
        row = FlowLayout(10)
        for widget in (self._edit, self._add, self._drop):
            row.addWidget(widget)
        column.addLayout(row)
        column.addWidget(self.fault)
        column.addStretch(1)
        self._show_state()
        self._grow()

    @property
    def value(self) -> dt.date | None:
        """Return the date, or None."""
        if not self._has_date:
            return None
        shown = self._edit.date()
        return dt.date(shown.year(), shown.month(), shown.day())

    @property
    def editor(self) -> QDateEdit:
        """Return the field in which the date is typed."""
        return self._edit

    def set_value(self, value: dt.date | None) -> None:
        """Show a date, or none, without a signal."""
        self._has_date = value is not None
        if value is not None:
            blocked = self._edit.blockSignals(True)
            self._edit.setDate(QDate(value.year, value.month, value.day))
            self._edit.blockSignals(blocked)
        self.fault.say("")
        self._show_state()

    def set_today(self, today: dt.date) -> None:
        """Say which date is put in when one is asked for."""
        self._today = today

    def set_range(self, first: dt.date | None, last: dt.date | None) -> None:
        """Say which dates may be chosen; None leaves that end open."""
        if first is not None:
            self._edit.setMinimumDate(QDate(first.year, first.month, first.day))
        else:
            self._edit.clearMinimumDate()
        if last is not None:
            self._edit.setMaximumDate(QDate(last.year, last.month, last.day))
        else:
            self._edit.clearMaximumDate()

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._grow()

    def _put_today(self) -> None:
        self.set_value(self._today)
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()

    def _take_out(self) -> None:
        self.set_value(None)
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()

    def _tell(self) -> None:
        self.fault.say("")
        self.date_changed.emit(self.value)

    def _show_state(self) -> None:
        self._edit.setVisible(self._has_date)
        self._drop.setVisible(self._has_date)
        self._add.setVisible(not self._has_date)

    def _grow(self) -> None:
        theme = Theme.current()
        line = theme.font("body").pixelSize() * 1.3 + 2 * theme.px(10) + 8
        self._edit.setMinimumHeight(max(_LEAST, round(line)))
        self._edit.setMinimumWidth(theme.px(230))


class _DateEdit(QDateEdit):
    """Qt's date field with our own icon; the wheel scrolls the page, not the date."""

    def __init__(self) -> None:
        super().__init__()
        self.setCalendarPopup(True)
        # The month in letters, since 3/4 is read in two ways.
        self.setDisplayFormat("d MMM yyyy")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon over Qt's drawing."""
        super().paintEvent(event)
        paint_field_icon(self, "calendar")

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()
