# SPDX-License-Identifier: GPL-3.0-or-later
"""What every card of the trends has: what it stands on, its numbers as a list, and ways out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QLocale, QPoint, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from caregiver_guide.domain.trends import Span, Step
from caregiver_guide.report.charts import AxisLabel
from caregiver_guide.ui.icons import icon
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.announce import announce
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.day_words import short_day
from caregiver_guide.ui.widgets.flow_layout import FlowLayout
from caregiver_guide.ui.widgets.panel import Panel
from caregiver_guide.ui.widgets.table_list import ListRow, TableList
from caregiver_guide.ui.widgets.text import Heading, Text

_MOST_WHOLE: Final = 14
_LIST_HEIGHT: Final = 460
PICTURE_HEIGHT: Final = 420


class TrendCard(Panel):
    """A card with a picture, the same numbers as a list, and a menu to copy or save both.

    Attributes:
        stand: The words that say how much it stands on, and what better means.
        shown: The picture and what belongs to it.
        picture: The layout to put that into.
        table: The numbers.

    Signals:
        out_requested: "copy-picture", "save-picture", "copy-numbers" or "save-numbers".
    """

    out_requested = Signal(str)

    def __init__(self, title: str, table_name: str, parent: QWidget | None = None) -> None:
        super().__init__("card", parent=parent)
        self.title = Heading(title, 2)
        self.stand = Text("", "body", "quiet")
        self.shown = QWidget()
        self.picture = QVBoxLayout(self.shown)
        self.picture.setContentsMargins(0, 0, 0, 0)
        self.picture.setSpacing(10)
        self.table = TableList(table_name)
        self._has_picture = True
        self._shows_numbers = False
        self._is_beside = False
        self._toggle = ActionButton("", icon="list", kind="plain", size="small")
        self._toggle.clicked.connect(lambda: self.show_numbers(not self._shows_numbers))
        self._out = ActionButton(
            self.tr("Copy or save"), icon="download", kind="plain", size="small"
        )
        self._out.clicked.connect(self._open_menu)
        self._menu = QMenu(self)
        self._menu.triggered.connect(lambda action: self.out_requested.emit(str(action.data())))
        self.done = Text("", "body", "ok")
        self.done.hide()
        self._lay_out()
        self._show_parts()

    def _lay_out(self) -> None:
        buttons = QWidget()
        self.buttons = FlowLayout(10, buttons)
        self.buttons.addWidget(self._toggle)
        self.buttons.addWidget(self._out)
        for part in (self.title, self.stand, self.shown, self.table, buttons, self.done):
            self.body.addWidget(part)

    @property
    def shows_numbers(self) -> bool:
        """Whether the numbers stand there instead of the picture."""
        return self._shows_numbers or not self._has_picture

    def show_numbers(self, shown: bool) -> None:
        """Show the numbers as a list, or the picture."""
        had_focus = self._toggle.hasFocus()
        self._shows_numbers = shown
        self._show_parts()
        if had_focus:
            self._toggle.setFocus()

    def set_has_picture(self, has_picture: bool) -> None:
        """Say whether there is a picture; without one the numbers always stand there."""
        self._has_picture = has_picture
        self._show_parts()

    def keep_numbers_beside(self) -> None:
        """Have the picture and the numbers both there at all times."""
        self._is_beside = True
        self._show_parts()

    def set_may_go_out(self, may_go: bool) -> None:
        """Say whether there is anything to copy or save."""
        self._out.setVisible(may_go)

    def show_rows(self, rows: Sequence[ListRow]) -> None:
        """Show the numbers; a long list scrolls by itself."""
        self.table.show_rows(rows)
        is_whole = len(rows) <= _MOST_WHOLE
        self.table.set_full_height(is_whole)
        self.table.setMinimumHeight(0 if is_whole else Theme.current().px(_LIST_HEIGHT))

    def show_done(self, words: str) -> None:
        """Say that something was copied or saved; nothing takes that back."""
        self.done.setText(words)
        self.done.setVisible(bool(words))
        announce(self, words)

    def picture_of(self) -> QImage:
        """Return the picture with its words, on white; to be said by each kind that has one."""
        raise NotImplementedError

    def _show_parts(self) -> None:
        self.shown.setVisible(self._is_beside or not self.shows_numbers)
        self.table.setVisible(self._is_beside or self.shows_numbers)
        self._toggle.setVisible(self._has_picture and not self._is_beside)
        self._toggle.setText(
            self.tr("Show the picture") if self._shows_numbers else self.tr("Show the numbers")
        )
        self._toggle.set_icon("chart" if self._shows_numbers else "list")

    def _open_menu(self) -> None:
        self._menu.clear()
        ways = [
            ("copy-numbers", "list", self.tr("Copy the numbers")),
            ("save-numbers", "download", self.tr("Save the numbers as a table (CSV)")),
        ]
        if self._has_picture:
            ways = [
                ("copy-picture", "chart", self.tr("Copy the picture")),
                ("save-picture", "download", self.tr("Save the picture (PNG)")),
                *ways,
            ]
        for key, sign, words in ways:
            self._menu.addAction(icon(sign), words).setData(key)
        self._menu.popup(self._out.mapToGlobal(QPoint(0, self._out.height() + 6)))


def span_words(span: Span) -> str:
    """Return "5 Nov 2026 to 18 Nov 2026"."""
    return f"{short_day(span.first)} – {short_day(span.last)}"


def axis_labels(days: Sequence[date], step: Step) -> tuple[AxisLabel, ...]:
    """Return what stands under columns that begin on ``days``, in the language of the window."""
    locale = QLocale()
    if step == "month":
        short = QLocale.FormatType.ShortFormat
        return tuple(
            AxisLabel(
                locale.standaloneMonthName(day.month, short),
                str(day.year) if not place or day.month == 1 else "",
            )
            for place, day in enumerate(days)
        )
    working = {day.value for day in locale.weekdays()}
    found: list[AxisLabel] = []
    month = 0
    for day in days:
        is_new = day.month != month
        month = day.month
        found.append(
            AxisLabel(
                text=locale.toString(day.day),
                month=locale.standaloneMonthName(day.month) if is_new else "",
                is_weekend=step == "day" and day.isoweekday() not in working,
            )
        )
    return tuple(found)


def plain_number(value: float) -> str:
    """Return 4, 4.5 or -1.87 as the place writes it, without a trailing zero."""
    return QLocale().toString(float(round(value, 2)), "g", 6)
