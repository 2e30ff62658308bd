# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet of one entry: what it says, who wrote it, what it said before, and putting it right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.entries import EntryView, Version
from caregiver_guide.services.entry_change import EditField, Given
from caregiver_guide.ui.entry_words import EntryWords
from caregiver_guide.ui.widgets.announce import announce
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.clearing import clear_layout
from caregiver_guide.ui.widgets.date_field import DateField
from caregiver_guide.ui.widgets.day_words import clock_time
from caregiver_guide.ui.widgets.fault_line import FaultLine, refuse
from caregiver_guide.ui.widgets.fields import ChoiceField, NoteField, TextField
from caregiver_guide.ui.widgets.panel import Panel
from caregiver_guide.ui.widgets.pill_row import PillRow
from caregiver_guide.ui.widgets.sheet import Sheet
from caregiver_guide.ui.widgets.text import Heading, Text

_OTHER = "other"


@dataclass(frozen=True, slots=True)
class EntryGiven:
    """An entry as it should be, and why it is changed."""

    id: str
    values: dict[str, Given]
    why: str


class EntrySheet(Sheet):
    """One entry of any kind, with every version of it in words.

    Signals:
        entry_given: The caregiver wants an EntryGiven written down.
        removal_requested: It is to be taken away, by id and reason.
        return_requested: It is to be put back, by id.
    """

    entry_given = Signal(object)
    removal_requested = Signal(str, str)
    return_requested = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(self.tr("One entry"), parent, 860)
        self.setProperty("overlay", True)
        self.set_dismissable(True)
        self.dismiss_requested.connect(self.close_sheet)
        self._words = EntryWords(self)
        self._view: EntryView | None = None
        self._read: dict[str, Callable[[], Given]] = {}
        self._kind = Text("", "label", "quiet")
        self._title = Heading("", 1)
        self._written = Text("", "body", "quiet")
        self._says = Panel("tint", 16)
        self._says_words = Text("", "body")
        self._says.body.addWidget(self._says_words)
        self._form = QWidget()
        self._fields = QVBoxLayout(self._form)
        self._fields.setContentsMargins(0, 0, 0, 0)
        self._fields.setSpacing(14)
        self._first_field: QWidget | None = None
        self._why_label = Text(self.tr("Why do you change it?"), "label")
        self._why = PillRow(self.tr("Why do you change it?"))
        self._why.choice_made.connect(lambda _key: self._show_reason())
        self._why_fault = FaultLine(self._why)
        self._reason = TextField(self.tr("The reason, in a few words"))
        self._faults: dict[str, FaultLine] = {}
        self._needed: tuple[str, ...] = ()
        self._form_fault = FaultLine(self._form)
        self._versions_title = Heading(self.tr("What it said before"), 2)
        self._versions = QVBoxLayout()
        self._versions.setSpacing(10)
        self._make_buttons()
        self._lay_out()

    def _make_buttons(self) -> None:
        self._close = ActionButton(self.tr("Close"), kind="plain", size="big")
        self._close.clicked.connect(self.close_sheet)
        self._remove = ActionButton(self.tr("Take it away"), icon="cross", kind="plain", size="big")
        self._remove.clicked.connect(self._give_removal)
        self._return = ActionButton(self.tr("Put back"), icon="undo", kind="primary", size="big")
        self._return.clicked.connect(self._give_return)
        self._change = ActionButton(
            self.tr("Change it"), icon="pencil", kind="secondary", size="big"
        )
        self._change.clicked.connect(self._open_form)
        self._save = ActionButton(
            self.tr("Save the change"), icon="check", kind="primary", size="big"
        )
        self._save.clicked.connect(self._give)

    def _lay_out(self) -> None:
        body = self.page.body
        head = (self._kind, self._title, self._written, self._says)
        why = (self._why_label, self._why, self._why_fault, self._reason)
        for widget in (*head, self._form, self._form_fault, *why):
            body.addWidget(widget)
        body.addWidget(self._versions_title)
        body.addLayout(self._versions)
        body.addStretch()
        self.page.footer_start(self._close, back=True)
        for button in (self._remove, self._change):
            self.page.footer_end(button, primary=False)
        self.page.footer_end(self._return)
        self.page.footer_end(self._save)

    def show_entry(
        self, view: EntryView, fields: tuple[EditField, ...], today: date, *, may_remove: bool
    ) -> None:
        """Open the sheet with an entry; ``fields`` are what can be put right in it."""
        self._view = view
        entry = view.entry
        kind, title = self._words.kind(entry), self._words.title(entry)
        self._kind.setText(kind)
        self._kind.setVisible(kind != title)
        self._title.setText(title)
        self._written.setText(self._words.written(entry))
        told = [
            self.tr("{part}: {words}").format(part=self._words.part(part.name), words=words)
            for part in entry.parts
            if (words := self._words.told(part.name, part.value)) and words != self._title.text()
        ]
        self._says_words.setText("\n".join(told))
        self._says.setVisible(bool(told))
        self._fill_form(fields, today)
        self._show_versions(view)
        may = view.may_write
        self._remove.setVisible(may and may_remove and not entry.is_in_bin)
        self._return.setVisible(may and view.may_put_back)
        self._change.setVisible(may and bool(fields))
        self._show_form(False)
        self.open()
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self._words.what(entry))

    def show_fault(self, words: str, field: str = "") -> None:
        """Say what is missing or wrong in the form, under a field of it if that is known."""
        refuse(((self._faults.get(field, self._form_fault), words),))

    # -- the form ------------------------------------------------------------------------

    def open_form(self) -> None:
        """Show what can be put right, as the caregiver would."""
        self._open_form()

    def _open_form(self) -> None:
        self._show_form(True)
        self.page.scroll_to_top()
        if self._first_field is not None:
            self._first_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_form(self, is_open: bool) -> None:
        is_saving = is_open
        self._form.setVisible(is_open)
        self._why_label.setVisible(is_open)
        self._why.setVisible(is_open)
        self._save.setVisible(is_saving)
        if self._view is not None:
            may = self._view.may_write and not self._view.entry.is_in_bin
            self._change.setVisible(not is_open and may and bool(self._read))
            self._says.setVisible(not is_open and bool(self._says_words.text()))
            if is_open:
                self._remove.setVisible(False)
        self._show_reason()

    def _fill_form(self, fields: tuple[EditField, ...], today: date) -> None:
        clear_layout(self._fields)
        self._form_fault.say("")
        self._faults = {}
        self._needed = tuple(field.name for field in fields if field.is_needed)
        self._read = {}
        self._first_field = None
        for field in fields:
            shown = self._field(field, today)
            self._fields.addWidget(shown)
            self._first_field = self._first_field or shown
            if field.name == "time":
                along = self.tr("What was said about this massage goes along.")
                self._fields.addWidget(Text(along, "meta", "quiet"))
        name = self._view.person_name if self._view is not None else ""
        reasons = [
            ("typing", self.tr("Typing mistake")),
            ("later", self.tr("Remembered later")),
            ("person", self.tr("{name} corrected it").format(name=name)),
            (_OTHER, self.tr("Another reason")),
        ]
        if "time" in self._read:
            reasons.insert(0, ("clock", self.tr("The computer's clock was wrong")))
        self._why.set_options(reasons)
        self._reason.setText("")

    def _field(self, field: EditField, today: date) -> QWidget:
        label = self._label(field.name)
        if field.kind == "day":
            day = DateField(label, self.tr("Clear"), self.tr("Choose the day"))
            day.set_today(today)
            day.set_value(field.value if isinstance(field.value, date) else None)
            self._read[field.name] = lambda: day.value
            self._faults[field.name] = day.fault
            return day
        if field.kind == "choice":
            options = [(key, words or self._key(field.name, key)) for key, words in field.options]
            choice = ChoiceField(label, options, empty=self.tr("Not said"))
            choice.choose(str(field.value) if field.value is not None else None)
            self._read[field.name] = lambda: choice.chosen
            self._faults[field.name] = choice.fault
            return choice
        made = NoteField(label, lines=3) if field.kind == "words" else TextField(label)
        made.setText(str(field.value or ""))
        self._read[field.name] = made.text
        self._faults[field.name] = made.fault
        return made

    def _label(self, name: str) -> str:
        own = {"day": self.tr("On which day?"), "time": self.tr("At what time?")}
        return own.get(name) or self._words.part(name)

    def _key(self, name: str, key: str) -> str:
        if name == "minutes":
            return self.tr("{count} min").format(count=key)
        if name == "time":
            return clock_time(datetime.fromisoformat(f"2000-01-01T{key}:00+00:00"))
        return self._words.told(name, key)

    def _show_reason(self) -> None:
        self._why_fault.say("")
        shown = self._why.chosen == _OTHER and self._why.isVisibleTo(self)
        self._reason.setVisible(shown)
        if shown and self._reason.isVisible():
            self._reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _why_words(self) -> str:
        name = self._view.person_name if self._view is not None else ""
        words = {
            "clock": self.tr("The computer's clock was wrong"),
            "typing": self.tr("Typing mistake"),
            "later": self.tr("Remembered later"),
            "person": self.tr("{name} corrected it").format(name=name),
            _OTHER: self._reason.text(),
        }
        return words.get(self._why.chosen or "", "")

    def _give(self) -> None:
        if self._view is None:
            return
        given = {name: read() for name, read in self._read.items()}
        why = self._why_words()
        no_why = "" if why else self.tr("Say why. A change needs a reason.")
        own = self._why.chosen == _OTHER
        self._form_fault.say("")
        empty = self.tr("Something is missing. Fill it in, or take it away.")
        faults = [
            (fault, empty if name in self._needed and not given[name] else "")
            for name, fault in self._faults.items()
        ]
        faults += [
            (self._why_fault, "" if own else no_why),
            (self._reason.fault, no_why if own else ""),
        ]
        if refuse(faults):
            return
        self.entry_given.emit(EntryGiven(self._view.entry.id, given, why))

    def _give_removal(self) -> None:
        if self._view is not None:
            self.removal_requested.emit(self._view.entry.id, "")

    def _give_return(self) -> None:
        if self._view is not None:
            self.return_requested.emit(self._view.entry.id)

    # -- earlier versions ----------------------------------------------------------------

    def _show_versions(self, view: EntryView) -> None:
        clear_layout(self._versions)
        is_changed = len(view.versions) > 1
        self._versions_title.setText(
            self.tr("What it said before") if is_changed else self.tr("Nobody has changed it")
        )
        for version in view.versions if is_changed else ():
            self._versions.addWidget(self._version(version))

    def _version(self, version: Version) -> Panel:
        panel = Panel("outline", 14)
        panel.body.setSpacing(4)
        panel.body.addWidget(Text(self._words.version(version), "label"))
        for change in version.changes:
            panel.body.addWidget(Text(self._words.change(change), "body"))
        if version.why:
            why = self.tr("Why: {reason}").format(reason=self._words.why(version.why))
            panel.body.addWidget(Text(why, "body", "quiet"))
        return panel
