# SPDX-License-Identifier: GPL-3.0-or-later
"""The card "Since you were last here": what others wrote, by whom, when, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.clearing import clear_layout
from caregiver_guide.ui.widgets.day_words import clock_time, short_day
from caregiver_guide.ui.widgets.flow_layout import row_of
from caregiver_guide.ui.widgets.panel import Panel
from caregiver_guide.ui.widgets.text import Heading, Text

if TYPE_CHECKING:
    from caregiver_guide.services.since_here import SinceKind, SinceRow, SinceView

_LONGEST = 90
_EDGE = 16
_ICON_ROOM = 28
_ICONS: dict[SinceKind, str] = {
    "massage": "hand",
    "stopped": "stop",
    "reaction": "flag",
    "marked": "person",
    "changed": "person",
    "gone": "person",
    "allowed": "check",
    "refused": "ban",
    "allergies": "drop",
    "drinks": "drops",
    "says-stop": "stop",
    "tells-by": "person",
    "contact": "phone",
    "contact-gone": "phone",
    "less-grave": "flag",
    "reaction-gone": "cross",
    "follow-up-gone": "cross",
    "massage-gone": "cross",
    "moved": "cross",
    "question": "question",
    "answer": "check",
    "follow-up": "clock",
    "note": "note",
    "note-gone": "cross",
    "question-gone": "cross",
}


class SinceCard(Panel):
    """What is new for whoever gives care now; each line leads to its place.

    Signals:
        opened: Go to a place of the app, and to an id there or "".
    """

    opened = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("card", 20, parent)
        self._title = Heading("", 2)
        self._words = Text("", "body", "quiet")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self._more = Text("", "body", "quiet")
        self._questions = ActionButton("", icon="question", kind="quiet", size="small")
        self._questions.clicked.connect(lambda: self.opened.emit("page", ""))
        self.body.addWidget(self._title)
        self.body.addWidget(self._words)
        self.body.addLayout(self._rows)
        self.body.addWidget(self._more)
        self.body.addLayout(row_of(self._questions))

    def show_since(self, view: SinceView | None) -> None:
        """Show what is new, or that nothing is; nothing at all where nobody has to be told."""
        self.setVisible(view is not None)
        if view is None:
            return
        clear_layout(self._rows)
        if view.since is None:
            self._title.setText(self.tr("What others wrote lately"))
            words = self.tr("You have not written about {name} yet.")
            self._words.setText(words.format(name=view.person_name))
        else:
            self._title.setText(self.tr("Since you were last here"))
            words = self.tr("You were last here on {day}, {time}.")
            self._words.setText(
                words.format(day=short_day(view.since.day), time=clock_time(view.since.local))
            )
        for row in view.rows:
            self._rows.addWidget(self._row(row, view.person_name))
        if view.is_nothing_new:
            self._rows.addWidget(Text(self.tr("Nothing new."), "lead"))
        self._more.setText(self.tr("And {count} more in the log.").format(count=view.more))
        self._more.setVisible(view.more > 0)
        one = self.tr("1 question waits for the care team")
        many = self.tr("{count} questions wait for the care team")
        self._questions.setText(
            one if view.open_questions == 1 else many.format(count=view.open_questions)
        )
        self._questions.setVisible(view.open_questions > 0)

    def _row(self, row: SinceRow, name: str) -> QWidget:
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(0)
        told = self._told(row, name)
        button = ActionButton(told, icon=_ICONS[row.kind], kind="quiet", size="small")
        button.clicked.connect(lambda: self.opened.emit(row.place, row.id))
        column.addLayout(row_of(button))
        who = row.by or self.tr("Somebody")
        when = self.tr("{who}, {day}, {time}").format(
            who=who, day=short_day(row.when.day), time=clock_time(row.when.local)
        )
        below = QVBoxLayout()
        # Under the words of the button, past its edge and its icon.
        below.setContentsMargins(Theme.current().px(_ICON_ROOM) + _EDGE, 0, 0, 0)
        below.addWidget(Text(when, "meta", "quiet"))
        column.addLayout(below)
        return line

    def _told(self, row: SinceRow, name: str) -> str:
        words: dict[SinceKind, str] = {
            "massage": self.tr("Massage: {what}"),
            "stopped": self.tr("Massage stopped early: {what}"),
            "reaction": self.tr("Noticed: {what}"),
            "marked": self.tr("Newly marked. {what}"),
            "changed": self.tr("Mark changed. {what}"),
            "gone": self.tr("No longer marked. {what}"),
            "allowed": self.tr("Allowed now. {what}"),
            "refused": self.tr("Not allowed. {what}"),
            "allergies": self.tr("Allergies now: {what}")
            if row.what
            else self.tr("No allergy is noted now"),
            "drinks": self._drinks(row.what) if row.kind == "drinks" else "",
            "says-stop": self.tr("How {name} says stop now: {what}")
            if row.what
            else self.tr("How {name} says stop is not noted any more"),
            "tells-by": self.tr("{name} cannot tell in numbers now: watch for signs")
            if row.what == "signs"
            else self.tr("{name} tells in numbers now"),
            "contact": self.tr("Whom to call now: {what}"),
            "contact-gone": self.tr("Not to call any more: {what}"),
            "less-grave": self.tr("Called less grave now: {what}")
            if row.what
            else self.tr("How it went later is called less grave now"),
            "reaction-gone": self.tr("Taken away. It was noticed: {what}"),
            "follow-up-gone": self.tr("Taken away. How it went later: {what}"),
            "massage-gone": self.tr("Massage taken away: {what}"),
            "moved": self.tr("A massage was taken away: it was somebody else's"),
            "note-gone": self.tr("Note taken away: {what}"),
            "question-gone": self.tr("Question taken away: {what}"),
            "question": self.tr("Question for the care team: {what}"),
            "answer": self.tr("The care team answered: {what}"),
            "follow-up": self.tr("How it went later: {what}")
            if row.what
            else self.tr("How it went later was answered"),
            "note": self.tr("Note: {what}"),
        }
        what = row.what if len(row.what) <= _LONGEST else f"{row.what[:_LONGEST].rstrip()} …"
        return words[row.kind].format(what=what, name=name)

    def _drinks(self, code: str) -> str:
        return {
            "free": self.tr("Drinks are allowed now"),
            "limit": self.tr("Drinks are limited now"),
            "none": self.tr("No drinks now"),
        }.get(code, self.tr("Ask before any drink now"))
