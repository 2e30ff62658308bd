# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet "Take in": what a care file would bring, before anything is changed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.services.taking_in import NewsKind, PersonLine, TakeInView
from caregiver_guide.ui.widgets.announce import announce
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.clearing import clear_layout
from caregiver_guide.ui.widgets.day_words import short_day
from caregiver_guide.ui.widgets.panel import Notice, Panel
from caregiver_guide.ui.widgets.sheet import Sheet
from caregiver_guide.ui.widgets.text import Heading, Text


class TakeInSheet(Sheet):
    """Shows by person what is new, changed and the same, and asks whether to take it in.

    Signals:
        agreed: Yes, take it in.
        decide_requested: What both computers changed is to be decided now.
    """

    agreed = Signal()
    decide_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(self.tr("Take in a care file"), parent, 820)
        self.setProperty("overlay", True)
        self.set_dismissable(True)
        self.dismiss_requested.connect(self.close_sheet)
        self._title = Heading("", 1)
        self._file = Text("", "body", "quiet")
        self._done = Notice("ok")
        self._both = Notice("caution")
        self._both.action_requested.connect(self.decide_requested)
        self._people = QWidget()
        self._rows = QVBoxLayout(self._people)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(14)
        self._then = Text(
            self.tr("Nothing that is here is lost. Nothing comes in twice."), "body", "quiet"
        )
        self._leave = ActionButton("", kind="plain", size="big")
        self._leave.clicked.connect(self.close_sheet)
        self._take = ActionButton(self.tr("Take it in"), icon="check", kind="primary", size="big")
        self._take.clicked.connect(self.agreed)
        body = self.page.body
        for widget in (self._title, self._file, self._done, self._both, self._people, self._then):
            body.addWidget(widget)
        body.addStretch()
        self.page.footer_start(self._leave, back=True)
        self.page.footer_end(self._take)

    def show_news(self, view: TakeInView) -> None:
        """Open the sheet with what a file would bring."""
        title = (
            self.tr("Everything in this care file is here already")
            if view.is_nothing_new
            else self.tr("What this care file brings")
        )
        self._title.setText(title)
        made = self.tr("{file}, made on {day}")
        self._file.setText(made.format(file=view.file_name, day=short_day(view.made)))
        clear_layout(self._rows)
        for person in view.people:
            self._rows.addWidget(self._person(person))
        self._done.setVisible(False)
        self._both.setVisible(False)
        self._then.setVisible(not view.is_nothing_new)
        self._take.setVisible(not view.is_nothing_new)
        self._leave.setText(self.tr("Close") if view.is_nothing_new else self.tr("Leave it"))
        self.open()
        self._leave.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, title)

    def show_taken_in(self) -> None:
        """Say that it is in the log now."""
        words = self.tr("It is in the log now.")
        self._title.setText(words)
        self._done.show_notice("", self.tr("All of it was taken in, as it was written."))
        self._done.setVisible(True)
        self._then.setVisible(False)
        self._take.setVisible(False)
        self._leave.setText(self.tr("Close"))
        self._leave.setFocus(Qt.FocusReason.OtherFocusReason)
        self.page.scroll_to_top()
        announce(self, words)

    def show_conflicts(self, count: int, name: str) -> None:
        """Say how many things of the person cared for are to be decided now."""
        title = (
            self.tr("One thing was changed on two computers")
            if count == 1
            else self.tr("{count} things were changed on two computers").format(count=count)
        )
        words = self.tr("It is about {name}. Until you decide, the careful side holds.")
        self._both.show_notice(title, words.format(name=name), self.tr("Look and decide"))
        self._both.setVisible(count > 0)

    def _person(self, person: PersonLine) -> Panel:
        panel = Panel("tint", 20)
        panel.body.setSpacing(6)
        panel.body.addWidget(Heading(person.name, 2))
        known = self.tr("Is in this log already.") if person.is_known else self.tr("New here.")
        panel.body.addWidget(Text(known, "body", "quiet"))
        if person.first_day is not None and person.last_day is not None:
            days = (
                self.tr("Massages on {first}.")
                if person.first_day == person.last_day
                else self.tr("Massages from {first} to {last}.")
            )
            first, last = short_day(person.first_day), short_day(person.last_day)
            panel.body.addWidget(Text(days.format(first=first, last=last), "body", "quiet"))
        self._warn(panel, person)
        new = [self._counted(line.kind, line.new) for line in person.lines if line.new]
        changed = [self._counted(line.kind, line.changed) for line in person.lines if line.changed]
        for label, counts in ((self.tr("New"), new), (self.tr("Changed"), changed)):
            if counts:
                panel.body.addSpacing(6)
                panel.body.addWidget(Text(label, "label"))
                panel.body.addWidget(Text("\n".join(counts), "lead"))
        if person.same:
            panel.body.addSpacing(6)
            here = (
                self.tr("1 entry is here already.")
                if person.same == 1
                else self.tr("{count} entries are here already.").format(count=person.same)
            )
            panel.body.addWidget(Text(here, "body", "quiet"))
        return panel

    def _warn(self, panel: Panel, person: PersonLine) -> None:
        """Say what a caregiver would stumble over later."""
        if person.has_namesake:
            words = self.tr(
                "Somebody else in this log is called {name}, too. They stay two people."
            )
            panel.body.addSpacing(6)
            panel.body.addWidget(Notice("caution", text=words.format(name=person.name)))
        if not person.both:
            return
        title = self.tr("Changed on both computers: {count}").format(count=person.both)
        if person.careful:
            words = self.tr(
                "Both stay in the log. The more careful one counts until you decide. Look at the "
                "marked places and at what is allowed afterwards."
            )
        else:
            words = self.tr("Both stay in the log. The newer one is shown.")
        panel.body.addSpacing(6)
        panel.body.addWidget(Notice("caution" if person.careful else "info", title, words))

    def _counted(self, kind: NewsKind, count: int) -> str:
        """Return "12 massages"."""
        one = count == 1
        words: dict[NewsKind, str] = {
            "massage": self.tr("1 massage") if one else self.tr("{count} massages"),
            "place": self.tr("1 place to keep away from")
            if one
            else self.tr("{count} places to keep away from"),
            "condition": self.tr("1 condition") if one else self.tr("{count} conditions"),
            "yes": self.tr("1 thing the care team allowed")
            if one
            else self.tr("{count} things the care team allowed"),
            "reaction": self.tr("1 reaction") if one else self.tr("{count} reactions"),
            "note": self.tr("1 note") if one else self.tr("{count} notes"),
            "question": self.tr("1 question") if one else self.tr("{count} questions"),
            "contact": self.tr("1 number to call") if one else self.tr("{count} numbers to call"),
            "other": self.tr("1 other entry, such as an answer")
            if one
            else self.tr("{count} other entries, such as answers"),
        }
        return words[kind].format(count=count)
