# SPDX-License-Identifier: GPL-3.0-or-later
"""A massage given without the app, written down in a few presses."""

import datetime as dt
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caregiver_guide.services.half_done import HalfPast
from caregiver_guide.services.history import LogView, PastMassage
from caregiver_guide.ui.widgets.brought_back import BroughtBack
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.date_field import DateField
from caregiver_guide.ui.widgets.day_words import clock_time
from caregiver_guide.ui.widgets.fault_line import FaultLine, refuse
from caregiver_guide.ui.widgets.fields import ChoiceField, NoteField
from caregiver_guide.ui.widgets.flow_layout import SplitLayout
from caregiver_guide.ui.widgets.pill_row import PillRow
from caregiver_guide.ui.widgets.sheet import Sheet
from caregiver_guide.ui.widgets.text import Heading, Text

_MINUTES: Final = (3, 5, 10, 15, 20)
_NUMBERS: Final = tuple((str(number), str(number)) for number in range(11))


class PastMassageSheet(Sheet):
    """When, which massage, how they lay and how long: all as the last time until said otherwise.

    So one press saves a massage that was given just now; everything else is a press more.

    Signals:
        massage_given: The caregiver wants a PastMassage saved.
    """

    massage_given = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(self.tr("Add a past massage"), parent, 860)
        self.setProperty("overlay", True)
        self.keeps_words = True
        self.set_dismissable(True)
        self.dismiss_requested.connect(self.close_sheet)
        self._today = dt.date(2000, 1, 1)
        self._title = Heading("", 1)
        self._hint = Text(
            self.tr("The log says that you wrote it down afterwards."), "body", "quiet"
        )
        self._make_when()
        self._make_what()
        self._begun = HalfPast()
        self._back_again = BroughtBack()
        self._cancel = ActionButton(self.tr("Cancel"), kind="plain", size="big")
        self._cancel.clicked.connect(self.close_sheet)
        self._save = ActionButton(
            self.tr("Save this massage"), icon="check", kind="primary", size="big"
        )
        self._save.clicked.connect(self._give)
        self._lay_out()

    def _make_when(self) -> None:
        self._when_label = Text(self.tr("When was it?"), "label")
        self._when = PillRow(
            self.tr("When was it?"),
            (
                ("now", self.tr("Just now")),
                ("today", self.tr("Earlier today")),
                ("yesterday", self.tr("Yesterday")),
                ("other", self.tr("Another day")),
            ),
        )
        self._when.choice_made.connect(lambda _when: self._show_when())
        self._when_fault = FaultLine(self._when)
        self._day = DateField(self.tr("Which day?"), self.tr("Clear"), self.tr("Choose the day"))
        self._time = ChoiceField(
            self.tr("At about what time?"), self._half_hours(), empty=self.tr("Choose a time")
        )

    def _make_what(self) -> None:
        self._routine = ChoiceField(self.tr("Which massage?"), empty=self.tr("Choose a massage"))
        self._position = ChoiceField(self.tr("In which position?"), empty=self.tr("Not said"))
        self._minutes_label = Text(self.tr("How many minutes?"), "label")
        self._minutes = PillRow(
            self.tr("How many minutes?"),
            tuple((str(n), self.tr("{count} min").format(count=n)) for n in _MINUTES),
        )
        self._minutes_fault = FaultLine(self._minutes)
        self._minutes.choice_made.connect(lambda _minutes: self._minutes_fault.say(""))
        only = self.tr("Only if you wish.")
        self._before = ChoiceField(
            self.tr("Pain before, 0 to 10"), _NUMBERS, only, empty=self.tr("No number")
        )
        self._after = ChoiceField(
            self.tr("Pain after, 0 to 10"), _NUMBERS, only, empty=self.tr("No number")
        )
        self._source_label = Text(self.tr("Who said the numbers?"), "label")
        self._source = PillRow(self.tr("Who said the numbers?"))
        self._giver = ChoiceField(self.tr("Who gave it?"))
        self._note = NoteField(self.tr("A note"), only, lines=2)

    def _lay_out(self) -> None:
        body = self.page.body
        head = (self._title, self._back_again, self._hint)
        when = (self._when_label, self._when, self._when_fault, self._day, self._time)
        for part in (*head, *when):
            body.addWidget(part)
        body.addLayout(_side_by_side(self._routine, self._position))
        body.addWidget(self._minutes_label)
        body.addWidget(self._minutes)
        body.addWidget(self._minutes_fault)
        body.addLayout(_side_by_side(self._before, self._after))
        body.addWidget(self._source_label)
        body.addWidget(self._source)
        body.addWidget(self._giver)
        body.addWidget(self._note)
        body.addStretch()
        body.setSpacing(14)
        self.page.footer_start(self._cancel)
        self.page.footer_end(self._save)

    def show_form(self, view: LogView) -> None:
        """Open the form for the person of a log, filled in as the last massage was."""
        self._title.setText(
            self.tr("A massage you gave {name} without the app").format(name=view.person_name)
        )
        self._today = view.today
        self._day.set_today(view.today)
        self._day.set_range(None, view.today)
        self._day.set_value(view.today)
        self._when.choose("now")
        self._time.choose(None)
        self._routine.set_options([(one.id, one.name) for one in view.routines])
        self._position.set_options([(one.id, one.name) for one in view.positions])
        usual = view.usual
        self._routine.choose(usual.routine if usual else None)
        self._position.choose(usual.position if usual else None)
        self._minutes.choose(_nearest(usual.minutes) if usual else None)
        for field in (self._before, self._after):
            field.choose(None)
        self._source.set_options(
            (
                ("asked", self.tr("{name} said them").format(name=view.person_name)),
                ("watched", self.tr("I write what I saw")),
            )
        )
        self._source.choose(view.source)
        self._giver.set_options([(one.id, one.name) for one in view.givers])
        self._giver.choose(view.giver or None)
        # Where one person alone gives care, there is nothing to ask.
        self._giver.setVisible(len(view.givers) > 1)
        self._note.setText("")
        self._minutes_fault.say("")
        self._show_when()
        self._back_again.hide()
        self._begun = self.filled_in
        self.open()

    @property
    def filled_in(self) -> HalfPast:
        """The fields as they stand."""
        day = self._day.value
        return HalfPast(
            self._when.chosen or "",
            "" if day is None else day.isoformat(),
            self._time.chosen or "",
            self._routine.chosen or "",
            self._position.chosen or "",
            self._minutes.chosen or "",
            self._before.chosen or "",
            self._after.chosen or "",
            self._note.text(),
            self._giver.chosen or "",
            self._today.isoformat(),
            self._source.chosen or "",
        )

    @property
    def half_done(self) -> HalfPast | None:
        """The fields while the form is open and something in it was changed."""
        half = self.filled_in
        return None if self.isHidden() or half == self._begun else half

    def bring_back(self, half: HalfPast) -> None:
        """Fill in the fields that were not saved; the form is open."""
        self._when.choose(half.when or None)
        self._day.set_value(dt.date.fromisoformat(half.day) if half.day else None)
        self._time.choose(half.time or None)
        self._keep_day(half)
        self._routine.choose(half.routine or None)
        self._position.choose(half.position or None)
        self._minutes.choose(half.minutes or None)
        self._before.choose(half.before or None)
        self._after.choose(half.after or None)
        self._note.setText(half.note)
        self._giver.choose(half.giver or self._giver.chosen)
        self._source.choose(half.source or self._source.chosen)
        self._show_when()
        self._back_again.tell()

    def _keep_day(self, half: HalfPast) -> None:
        """Say the day by its date where it was said in words that mean another day by now."""
        if half.when == "other" or half.today in ("", self._today.isoformat()):
            return
        day = dt.date.fromisoformat(half.today)
        self._when.choose("other")
        self._day.set_value(day - dt.timedelta(days=1) if half.when == "yesterday" else day)
        if half.when == "now":
            self._time.choose(None)

    def _half_hours(self) -> list[tuple[str, str]]:
        """Return the times to choose from; nobody remembers a massage to the minute."""
        times = [dt.datetime(2000, 1, 1, n // 2, 30 * (n % 2), tzinfo=dt.UTC) for n in range(48)]
        return [(one.strftime("%H:%M"), clock_time(one)) for one in times]

    def show_time_fault(self, words: str) -> None:
        """Say what is wrong with the time of the massage."""
        says_time = self._time.isVisibleTo(self)
        refuse(((self._time.fault if says_time else self._when_fault, words),))

    def _show_when(self) -> None:
        when = self._when.chosen
        for fault in (self._when_fault, self._day.fault, self._time.fault):
            fault.say("")
        self._time.setVisible(when != "now")
        self._day.setVisible(when == "other")

    def _given_day(self) -> dt.date | None:
        if self._when.chosen == "yesterday":
            return self._today - dt.timedelta(days=1)
        return self._day.value if self._when.chosen == "other" else self._today

    def _give(self) -> None:
        day, time = self._given_day(), self._time.chosen
        routine, minutes = self._routine.chosen, self._minutes.chosen
        is_now = self._when.chosen == "now"
        no_time = self.tr("Choose about what time it was.")
        no_minutes = self.tr("Choose how many minutes it was.")
        faults = (
            (self._day.fault, "" if day else self.tr("Choose the day.")),
            (self._time.fault, "" if time or is_now else no_time),
            (self._routine.fault, "" if routine else self.tr("Choose which massage it was.")),
            (self._minutes_fault, "" if minutes else no_minutes),
        )
        if not refuse(faults) and day is not None and routine and minutes:
            self.massage_given.emit(
                PastMassage(
                    day,
                    None if time is None or is_now else dt.time.fromisoformat(time),
                    routine,
                    int(minutes),
                    self._note.text(),
                    self._position.chosen or "",
                    _number(self._before),
                    _number(self._after),
                    self._giver.chosen or "",
                    "watched" if self._source.chosen == "watched" else "asked",
                )
            )


def _number(field: ChoiceField) -> int | None:
    """Return the number chosen, if one was."""
    return None if field.chosen is None else int(field.chosen)


def _nearest(minutes: int) -> str:
    """Return the round number of minutes that is nearest."""
    return str(min(_MINUTES, key=lambda each: abs(each - minutes)))


def _side_by_side(first: QWidget, second: QWidget) -> SplitLayout:
    """Return two fields side by side where there is room."""
    split = SplitLayout((300, 300), share=0.5, gap=16)
    split.addWidget(first)
    split.addWidget(second)
    return split
