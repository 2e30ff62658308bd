# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet that saves a care file: who and which days go into it, and what always does."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.check_row import CheckRow
from caregiver_guide.ui.widgets.clearing import clear_layout
from caregiver_guide.ui.widgets.date_field import DateField
from caregiver_guide.ui.widgets.fault_line import FaultLine, refuse
from caregiver_guide.ui.widgets.flow_layout import SplitLayout
from caregiver_guide.ui.widgets.panel import Notice
from caregiver_guide.ui.widgets.pill_row import PillRow
from caregiver_guide.ui.widgets.sheet import Sheet
from caregiver_guide.ui.widgets.text import Heading, Text

_A_MONTH: Final = dt.timedelta(days=29)
_ALL, _MONTH, _OWN = "all", "month", "own"
_ONE, _EVERYBODY, _SOME = "one", "everybody", "some"


class HandOverSheet(Sheet):
    """Asks whose log, and which days of it, go into a care file.

    Signals:
        chosen: The ids of the people, the first and the last day (dt.date, or None for no bound).
    """

    chosen = Signal(object, object, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(self.tr("Save a care file"), parent, 820)
        self.setProperty("overlay", True)
        self.set_dismissable(True)
        self.dismiss_requested.connect(self.close_sheet)
        self._today = dt.date(2000, 1, 1)
        self._title = Heading("", 1)
        self._people = _PeopleChoice()
        self._people.who.choice_made.connect(lambda _key: self._show_who())
        self._people.changed.connect(self._say_who)
        self._label = Text(self.tr("Which days?"), "label")
        self._which = PillRow(
            self.tr("Which days?"),
            (
                (_ALL, self.tr("All days")),
                (_MONTH, self.tr("The last 30 days")),
                (_OWN, self.tr("Other days")),
            ),
        )
        self._which.choice_made.connect(lambda _key: self._show_days())
        self._first = DateField(self.tr("From"), self.tr("Clear"), self.tr("Choose the day"))
        self._last = DateField(self.tr("To"), self.tr("Clear"), self.tr("Choose the day"))
        self._days = QWidget()
        split = SplitLayout((300, 300), 0.5, 20, self._days)
        split.addWidget(self._first)
        split.addWidget(self._last)
        self._always = Notice(
            "info",
            text=self.tr(
                "Whatever days you choose, marked places, conditions and whom to call go along."
            ),
        )
        self._open_to_all = Notice("caution", icon="warning")
        self._cancel = ActionButton(self.tr("Cancel"), kind="plain", size="big")
        self._cancel.clicked.connect(self.close_sheet)
        self._save = ActionButton(
            self.tr("Save the care file"), icon="upload", kind="primary", size="big"
        )
        self._save.clicked.connect(self._give)
        body = self.page.body
        for widget in (
            self._title,
            self._people,
            self._label,
            self._which,
            self._days,
            self._always,
            self._open_to_all,
        ):
            body.addWidget(widget)
        body.addStretch()
        self.page.footer_start(self._cancel, back=True)
        self.page.footer_end(self._save)

    def show_form(
        self, person: tuple[str, str], others: Sequence[tuple[str, str]], today: dt.date
    ) -> None:
        """Open the form for a person (id and name), with all days chosen.

        ``others`` are the other people of this log, who may go along: ids and names.
        """
        self._today = today
        self._people.show_people((person, *others))
        self._people.setVisible(bool(others))
        for field, day in ((self._first, today - _A_MONTH), (self._last, today)):
            field.set_today(today)
            field.set_range(None, today)
            field.set_value(day)
        self._which.choose(_ALL)
        self._show_days()
        self._show_who()
        self.open()

    def choose(self, which: str) -> None:
        """Choose "all", "month" or "own", as the caregiver would."""
        self._which.choose(which)
        self._show_days()

    def choose_who(self, which: str) -> None:
        """Choose "one", "everybody" or "some", as the caregiver would."""
        self._people.who.choose(which)
        self._show_who()

    def _show_who(self) -> None:
        self._people.show_list()
        self._say_who()

    def _say_who(self) -> None:
        names = self._people.names()
        title = self.tr("Save a care file about several people")
        words = self.tr(
            "Anybody who has the file can read it. Give it only to people each of them agrees to."
        )
        if len(names) == 1:
            title = self.tr("Save a care file about {name}").format(name=names[0])
            words = self.tr(
                "Anybody who has the file can read it. Give it only to people {name} agrees to."
            ).format(name=names[0])
        self._title.setText(title)
        self._open_to_all.show_notice("", words)

    def _show_days(self) -> None:
        self._days.setVisible(self._which.chosen == _OWN)
        self._last.fault.say("")

    def _give(self) -> None:
        first: dt.date | None = None
        last: dt.date | None = None
        if self._which.chosen == _MONTH:
            first, last = self._today - _A_MONTH, self._today
        elif self._which.chosen == _OWN:
            first, last = self._first.value, self._last.value
        people = self._people.chosen()
        nobody = "" if people else self.tr("Choose one person at least.")
        is_turned = first is not None and last is not None and first > last
        turned = self.tr("The first day is after the last one. Change one of them.")
        faults = ((self._people.fault, nobody), (self._last.fault, turned if is_turned else ""))
        if not refuse(faults):
            self.chosen.emit(people, first, last)


class _PeopleChoice(QWidget):
    """Whose log goes along: of this person, of everybody, or of some. Names alone are shown.

    Signals:
        changed: Somebody was ticked, or is ticked no more.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[str, CheckRow]] = []
        self.first_name = ""
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self.who = PillRow(self.tr("Who goes into the file?"), ())
        self._list = QWidget()
        self._boxes = QVBoxLayout(self._list)
        self._boxes.setContentsMargins(0, 0, 0, 0)
        self._boxes.setSpacing(8)
        self.fault = FaultLine(self._list)
        self._layout.addWidget(Text(self.tr("Who goes into the file?"), "label"))
        self._layout.addWidget(self.who)
        self._layout.addWidget(self._list)
        self._layout.addWidget(self.fault)

    def show_people(self, people: Sequence[tuple[str, str]]) -> None:
        """Show people by id and name; the first is the one who is cared for now."""
        self.first_name = people[0][1]
        self.who.set_options(
            (
                (_ONE, self.tr("{name} alone").format(name=self.first_name)),
                (_EVERYBODY, self.tr("All {count} people").format(count=len(people))),
                (_SOME, self.tr("Choose people")),
            )
        )
        self.who.choose(_ONE)
        clear_layout(self._boxes)
        self._rows = [(one, CheckRow(name)) for one, name in people]
        for place, (_, row) in enumerate(self._rows):
            row.setChecked(place == 0)
            row.toggled.connect(lambda _on: self._ticked())
            self._boxes.addWidget(row)
        self.show_list()

    def show_list(self) -> None:
        """Show the names to tick, if people are to be chosen one by one."""
        self._list.setVisible(self.who.chosen == _SOME)
        self.fault.say("")

    def _ticked(self) -> None:
        self.fault.say("")
        self.changed.emit()

    def names(self) -> tuple[str, ...]:
        """Return the names of those who go along."""
        chosen = self.chosen()
        return tuple(row.text() for one, row in self._rows if one in chosen)

    def chosen(self) -> tuple[str, ...]:
        """Return the ids of those who go along."""
        if self.who.chosen == _ONE:
            return (self._rows[0][0],)
        is_all = self.who.chosen == _EVERYBODY
        return tuple(one for one, row in self._rows if is_all or row.isChecked())
