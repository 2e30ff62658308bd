# SPDX-License-Identifier: GPL-3.0-or-later
"""What two computers changed at once: both versions side by side, and the caregiver decides."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.services.conflicts import BOTH, NOW, Conflict, Side
from caregiver_guide.services.entries import Entry
from caregiver_guide.ui.entry_words import EntryWords
from caregiver_guide.ui.widgets.announce import announce
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.clearing import clear_layout
from caregiver_guide.ui.widgets.flow_layout import SplitLayout, row_of
from caregiver_guide.ui.widgets.panel import Notice, Panel
from caregiver_guide.ui.widgets.sheet import Sheet
from caregiver_guide.ui.widgets.text import Heading, Text


class ConflictSheet(Sheet):
    """One thing at a time: what each computer says, who and when, and which one holds now.

    Signals:
        decided: The id of the entry, and the place of the right version, "both" or "now".
    """

    decided = Signal(str, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(self.tr("Changed on two computers"), parent, 980)
        self.setProperty("overlay", True)
        self.set_dismissable(True)
        self.dismiss_requested.connect(self.close_sheet)
        self._words = EntryWords(self)
        self._count = Text("", "label", "quiet")
        self._title = Heading("", 1)
        self._holds = Notice("info")
        self._sides = QWidget()
        self._rows = QVBoxLayout(self._sides)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(14)
        self._also = QWidget()
        self._also_row = QVBoxLayout(self._also)
        self._also_row.setContentsMargins(0, 0, 0, 0)
        self._then = Text(
            self.tr("Both stay readable in the log, whatever you decide."), "body", "quiet"
        )
        self._later = ActionButton(self.tr("Decide later"), kind="plain", size="big")
        self._later.clicked.connect(self.close_sheet)
        body = self.page.body
        for widget in (self._count, self._title, self._holds, self._sides, self._also, self._then):
            body.addWidget(widget)
        body.addStretch()
        self.page.footer_start(self._later, back=True)

    def show_conflicts(self, found: tuple[Conflict, ...]) -> None:
        """Show the first of what is to be decided; with nothing left the sheet closes."""
        if not found:
            self.close_sheet()
            return
        conflict = found[0]
        count = len(found)
        self._count.setText(
            self.tr("One thing was changed on two computers")
            if count == 1
            else self.tr("{count} things were changed on two computers").format(count=count)
        )
        told = (one.entry for one in conflict.sides if not one.entry.is_moved)
        self._title.setText(self._words.what(next(told, conflict.sides[0].entry)))
        asked = self.tr("Which one is right?")
        if conflict.holds == "twice":
            asked = self.tr("Whose massage was it?")
        self._holds.show_notice(asked, self._holds_words(conflict))
        self._show_sides(conflict)
        self._show_also(conflict)
        self.open()
        self._later.setFocus(Qt.FocusReason.OtherFocusReason)
        self.page.scroll_to_top()
        announce(self, f"{self._title.text()}. {self._holds_words(conflict)}")

    def _holds_words(self, conflict: Conflict) -> str:
        return {
            "both": self.tr("Until you decide, hands keep to both, each on its own line."),
            "not-taken-away": self.tr(
                "On one computer it was taken away, and on the other it was not. Until you decide, "
                "it counts."
            ),
            "moved": self.tr(
                "On one computer it was moved to another person, and on the other it was changed. "
                "It stays with the other person. Which words are right there?"
            ),
            "added": self.tr(
                "On one computer this massage was taken away, and on the other something was added "
                "about it. Until you decide, what was added stays."
            ),
            "left-behind": self.tr(
                "On one computer this massage was moved to another person, and on the other "
                "something was added about it. Until you decide, what was added stays here."
            ),
            "twice": self.tr(
                "On one computer this massage was moved here, and on the other to somebody else. "
                "Until you decide, it counts for both."
            ),
            "careful": self.tr(
                "Until you decide, every allergy of both counts, and the stricter word on drinks. "
                "All else is as the newer one says."
            ),
            "as-far-as-both": self.tr("Until you decide, it is allowed only as far as both say."),
            "no": self.tr("Until you decide, the no holds: it is not allowed."),
            "graver": self.tr("Until you decide, the graver one counts."),
            "newer": self.tr("Until you decide, the newer one is shown."),
            "older": self.tr("Until you decide, the older one is shown."),
        }[conflict.holds]

    def _show_sides(self, conflict: Conflict) -> None:
        clear_layout(self._rows)
        panels = [self._side(conflict, place, side) for place, side in enumerate(conflict.sides)]
        for start in range(0, len(panels), 2):
            pair = QWidget()
            split = SplitLayout((320, 320), 0.5, 16, pair)
            for panel in panels[start : start + 2]:
                split.addWidget(panel)
            self._rows.addWidget(pair)

    def _side(self, conflict: Conflict, place: int, side: Side) -> Panel:
        entry = side.entry
        panel = Panel("outline", 18)
        panel.body.setSpacing(8)
        name = self._name(conflict, side)
        panel.body.addWidget(Heading(name, 2))
        panel.body.addWidget(Text(self._words.written(entry), "body", "quiet"))
        if entry.is_moved:
            panel.body.addWidget(Text(self.tr("It was moved to another person."), "label"))
        elif entry.is_in_bin:
            panel.body.addWidget(Text(self.tr("It was taken away."), "label"))
        if conflict.holds == "moved" and entry.is_moved:
            panel.body.addWidget(Text(self.tr("What it says is in that person's log."), "body"))
        for part in entry.parts:
            words = self._words.told(part.name, part.value)
            is_other = part.name in side.differs
            if words or is_other:
                told = self.tr("{part}: {words}").format(
                    part=self._words.part(part.name), words=words or self.tr("nothing")
                )
                panel.body.addWidget(Text(told, "label" if is_other else "body"))
        words = self._button_words(conflict, entry)
        if words:
            button = ActionButton(words, icon="check", kind="secondary")
            button.setAccessibleDescription(name)
            button.clicked.connect(lambda: self.decided.emit(conflict.id, place))
            panel.body.addLayout(row_of(button))
        panel.body.addStretch()
        return panel

    def _name(self, conflict: Conflict, side: Side) -> str:
        if conflict.holds in ("added", "left-behind"):
            is_massage = side.entry.id == conflict.id
            return self.tr("The massage") if is_massage else self._words.what(side.entry)
        if conflict.holds == "twice":
            here, there = self.tr("With this person"), self.tr("With somebody else")
            return there if side.entry.is_moved else here
        if conflict.holds == "moved":
            moved, changed = self.tr("The moved one"), self.tr("The changed one")
            return moved if side.entry.is_moved else changed
        alike = [one for one in conflict.sides if one.is_newest == side.is_newest]
        if len(alike) > 1:
            number = conflict.sides.index(side) + 1
            return self.tr("Number {number}").format(number=number)
        return self.tr("The newer one") if side.is_newest else self.tr("The older one")

    def _button_words(self, conflict: Conflict, entry: Entry) -> str:
        """Return what the button of a side says; empty where there is nothing to press."""
        is_in_bin = entry.is_in_bin
        if conflict.holds == "added":
            if is_in_bin:
                return self.tr("Take away what was added, too")
            return self.tr("Put the massage back")
        if conflict.holds == "left-behind":
            return self.tr("Move what was added, too") if is_in_bin else ""
        if conflict.holds == "twice":
            if is_in_bin:
                return self.tr("It was somebody else's")
            return self.tr("It was this person's")
        if entry.is_moved:
            return self.tr("Leave it as it is there")
        is_taken_away = is_in_bin and conflict.holds != "moved"
        return self.tr("Yes, take it away") if is_taken_away else self.tr("This one is right")

    def _show_also(self, conflict: Conflict) -> None:
        clear_layout(self._also_row)
        buttons: list[QWidget] = []
        if conflict.may_keep_both:
            both = ActionButton(self.tr("Both are right: keep both"), kind="quiet")
            both.clicked.connect(lambda: self.decided.emit(conflict.id, BOTH))
            buttons.append(both)
        if conflict.may_keep_now:
            now = ActionButton(self.tr("Keep it as it counts now"), kind="quiet")
            now.clicked.connect(lambda: self.decided.emit(conflict.id, NOW))
            buttons.append(now)
        if buttons:
            self._also_row.addLayout(row_of(*buttons))
        self._also.setVisible(bool(buttons))
