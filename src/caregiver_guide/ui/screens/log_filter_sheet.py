# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet "Which massages?": who gave them, where, what was noticed, and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caregiver_guide.figure.painter import FigurePainter
from caregiver_guide.services.history import ANYTHING, LogAsked, LogChoices
from caregiver_guide.ui.screens.place_sheet import PlaceSheet
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.date_field import DateField
from caregiver_guide.ui.widgets.fields import ChoiceField
from caregiver_guide.ui.widgets.flow_layout import SplitLayout, row_of
from caregiver_guide.ui.widgets.pill_row import PillRow
from caregiver_guide.ui.widgets.sheet import Sheet
from caregiver_guide.ui.widgets.text import Heading, Text

_STOPPED: Final = "stopped"
_SPANS: Final = (7, 30, 90)


class LogFilterSheet(Sheet):
    """Any of these may be asked for, together or alone.

    Signals:
        asked: The list is to show what a LogAsked asks for.
    """

    asked = Signal(object)

    def __init__(self, figure: FigurePainter, parent: QWidget) -> None:
        super().__init__("", parent, 860)
        title = self.tr("Which massages?")
        self.setAccessibleName(title)
        self.setProperty("overlay", True)
        self.set_dismissable(True)
        self.dismiss_requested.connect(self.close_sheet)
        self._figure = figure
        self._places: PlaceSheet | None = None
        self._choices: LogChoices | None = None
        self._name = ""
        self._today = date(2000, 1, 1)
        self._who = ChoiceField(self.tr("Who gave it?"))
        self._noticed = ChoiceField(self.tr("What was noticed?"))
        self._where = ChoiceField(self.tr("Where were hands?"))
        self._body = ActionButton(self.tr("Show me on the body"), icon="person", kind="plain")
        self._body.clicked.connect(self._open_body)
        when = self.tr("When was it?")
        self._when_label = Text(when, "label")
        self._when = PillRow(
            when,
            (
                ("", self.tr("Any time")),
                ("7", self.tr("Last 7 days")),
                ("30", self.tr("Last 30 days")),
                ("90", self.tr("Last 3 months")),
                ("own", self.tr("Choose the days")),
            ),
        )
        self._when.choice_made.connect(lambda _key: self._show_days())
        self._first = DateField(
            self.tr("From"), self.tr("From the beginning"), self.tr("Choose the first day")
        )
        self._last = DateField(
            self.tr("Until"), self.tr("Until today"), self.tr("Choose the last day")
        )
        self._days = QWidget()
        split = SplitLayout((260, 260), gap=16, parent=self._days)
        split.addWidget(self._first)
        split.addWidget(self._last)
        cancel = ActionButton(self.tr("Cancel"), kind="plain", size="big")
        cancel.clicked.connect(self.close_sheet)
        show = ActionButton(self.tr("Show them"), icon="check", kind="primary", size="big")
        show.clicked.connect(self._give)
        body = self.page.body
        body.addWidget(Heading(title, 1))
        for part in (self._who, self._noticed, self._where):
            body.addWidget(part)
        body.addLayout(row_of(self._body))
        for other in (self._when_label, self._when, self._days):
            body.addWidget(other)
        self.page.footer_start(cancel)
        self.page.footer_end(show)

    def show_filter(self, choices: LogChoices, asked: LogAsked, name: str, today: date) -> None:
        """Open with what is asked now."""
        self._choices, self._name, self._today = choices, name, today
        everything = self.tr("All")
        self._who.set_options(
            [("", self.tr("Anybody")), *((one.id, one.name) for one in choices.caregivers)]
        )
        self._noticed.set_options(
            [
                ("", everything),
                (ANYTHING, self.tr("Worth a look")),
                (_STOPPED, self.tr("Stopped early")),
                *((one.id, one.name) for one in choices.reactions),
            ]
        )
        self._where.set_options(
            [("", self.tr("Anywhere")), *((one.id, one.name) for one in choices.regions)]
        )
        self._who.choose(asked.caregiver)
        self._noticed.choose(_STOPPED if asked.stopped else asked.noticed)
        self._choose_place(asked.region)
        for field in (self._first, self._last):
            field.set_today(today)
            field.set_range(None, today)
        self._first.set_value(asked.first)
        self._last.set_value(asked.last)
        self._when.choose(self._span_of(asked))
        self._show_days()
        self.open()

    def _span_of(self, asked: LogAsked) -> str:
        if asked.first is None and asked.last is None:
            return ""
        if asked.first is not None and asked.last in (None, self._today):
            length = (self._today - asked.first).days + 1
            if length in _SPANS:
                return str(length)
        return "own"

    def _show_days(self) -> None:
        self._days.setVisible(self._when.chosen == "own")

    def _choose_place(self, region: str) -> None:
        """Choose a place; one where hands have never been is taken into the list."""
        names = self._choices.region_names if self._choices else {}
        if region and self._where.combo.findData(region) < 0:
            self._where.combo.addItem(names.get(region, region), region)
        self._where.choose(region)

    def _open_body(self) -> None:
        if self._choices is None:
            return
        if self._places is None:
            self._places = PlaceSheet(self._figure, self.window())
            self._places.places_chosen.connect(self._placed)
        chosen = self._where.chosen
        self._places.show_places(
            self._name,
            self._choices.skin,
            self._choices.region_names,
            (chosen,) if chosen else (),
        )

    def _placed(self, places: tuple[str, ...]) -> None:
        # The list is asked for one place: the one that was pressed last.
        self._choose_place(places[-1] if places else "")

    def _give(self) -> None:
        noticed = self._noticed.chosen or ""
        asked = LogAsked(
            caregiver=self._who.chosen or "",
            region=self._where.chosen or "",
            noticed="" if noticed == _STOPPED else noticed,
            stopped=noticed == _STOPPED,
        )
        span = self._when.chosen or ""
        if span == "own":
            first, last = self._first.value, self._last.value
            if first is not None and last is not None and first > last:
                first, last = last, first
            asked = replace(asked, first=first, last=last)
        elif span:
            asked = replace(asked, first=self._today - timedelta(days=int(span) - 1))
        self.close_sheet()
        self.asked.emit(asked)
