# SPDX-License-Identifier: GPL-3.0-or-later
"""A month of the log: on which days there was a massage, how long, and what was noticed."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.services.log_calendar import CalendarDay, MonthView
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.day_words import long_day
from caregiver_guide.ui.widgets.flow_layout import FlowLayout, row_of
from caregiver_guide.ui.widgets.month_grid import MonthDay, MonthGrid, month_of
from caregiver_guide.ui.widgets.panel import IconMark, Panel
from caregiver_guide.ui.widgets.text import Heading, Text


class LogMonth(QWidget):
    """One month with its days; a day on which something was can be opened.

    Signals:
        day_chosen: The massages of a day (a date) are to be listed.
        month_requested: The month of a date is to be shown.
        day_reached: The keyboard came to a day; its widget, to be scrolled to.
    """

    day_reached = Signal(object)
    day_chosen = Signal(object)
    month_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: MonthView | None = None
        self._title = Heading("", 2)
        self._words = Text("", "body", "quiet")
        self._before = ActionButton(
            self.tr("Month before"), icon="arrow-left", kind="plain", size="small"
        )
        self._before.clicked.connect(lambda: self._turn(-1))
        self._after = ActionButton(
            self.tr("Month after"), icon="arrow-right", kind="plain", size="small", icon_at="end"
        )
        self._after.clicked.connect(lambda: self._turn(1))
        self._grid = MonthGrid(self.tr("Days of the month"))
        self._grid.day_chosen.connect(self.day_chosen)
        self._grid.month_wished.connect(self._turn)
        self._grid.day_reached.connect(self.day_reached)
        card = Panel("card", 16)
        card.body.addWidget(self._title)
        card.body.addWidget(self._words)
        card.body.addLayout(row_of(self._before, self._after))
        card.body.addWidget(self._grid)
        card.body.addWidget(self._legend())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)

    def show_month(self, view: MonthView) -> None:
        """Show a month."""
        self._view = view
        month = QLocale().toString(QDate(view.month.year, view.month.month, 1), "MMMM yyyy")
        self._title.setText(month)
        self._words.setText(self._month_words(view))
        self._before.setEnabled(view.has_earlier)
        self._after.setEnabled(view.has_later)
        self._grid.setAccessibleName(self.tr("Days of {month}").format(month=month))
        self._grid.show_days([self._day(one, view.today) for one in view.days])

    @property
    def words(self) -> str:
        """The month and how many massages it held, as they are spoken."""
        return f"{self._title.text()}. {self._words.text()}"

    def take_focus(self) -> None:
        """Put the keyboard on the last day on which something was."""
        self._grid.take_focus()
        QTimer.singleShot(0, self, self._grid.show_present)

    def _legend(self) -> QWidget:
        legend = QWidget()
        row = FlowLayout(18, legend)
        for icon, words in (
            ("warning", self.tr("A reaction")),
            ("flag", self.tr("Tell the care team")),
            ("minus", self.tr("Not given")),
        ):
            pair = QWidget()
            both = FlowLayout(8, pair)
            both.addWidget(IconMark(icon, "text2", 20))
            both.addWidget(Text(words, "meta", "quiet"))
            row.addWidget(pair)
        return legend

    def _month_words(self, view: MonthView) -> str:
        if view.massages == 0:
            words = self.tr("No massage for {name} in this month.")
            return words.format(name=view.person_name)
        if view.massages == 1:
            return self.tr("1 massage for {name}").format(name=view.person_name)
        words = self.tr("{count} massages for {name}")
        return words.format(count=view.massages, name=view.person_name)

    def _day(self, one: CalendarDay, today: date) -> MonthDay:
        icons = []
        if one.needs_call:
            icons.append("flag")
        elif one.reactions:
            icons.append("warning")
        if (one.not_wanted or one.begun) and not one.massages:
            icons.append("minus")
        return MonthDay(
            day=one.day,
            long=long_day(one.day),
            words=self._short(one),
            icons=tuple(icons),
            spoken=self._spoken(one, is_today=one.day == today),
            is_today=one.day == today,
        )

    def _short(self, one: CalendarDay) -> str:
        if one.is_empty:
            return ""
        if one.massages == 0:
            return self.tr("no") if one.not_wanted else self.tr("begun")
        if one.minutes == 0:
            return self.tr("< 1 min")
        return self.tr("{count} min").format(count=one.minutes)

    def _spoken(self, one: CalendarDay, *, is_today: bool) -> str:
        words = [long_day(one.day)]
        if is_today:
            words.append(self.tr("today"))
        if one.massages == 1:
            words.append(self.tr("1 massage"))
        elif one.massages:
            words.append(self.tr("{count} massages").format(count=one.massages))
        if one.minutes == 1:
            words.append(self.tr("1 minute"))
        elif one.minutes:
            words.append(self.tr("{count} minutes").format(count=one.minutes))
        if one.reactions == 1:
            words.append(self.tr("1 reaction"))
        elif one.reactions:
            words.append(self.tr("{count} reactions").format(count=one.reactions))
        if one.needs_call:
            words.append(self.tr("tell the care team"))
        if one.not_wanted:
            words.append(self.tr("not wanted"))
        if one.begun:
            words.append(self.tr("begun, not given"))
        if one.is_empty:
            words.append(self.tr("nothing written down"))
        return ", ".join(words)

    def _turn(self, by: int) -> None:
        if self._view is None:
            return
        if self._view.has_earlier if by < 0 else self._view.has_later:
            self.month_requested.emit(month_of(self._view.month, by))
