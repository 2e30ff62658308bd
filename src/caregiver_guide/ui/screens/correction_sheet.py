# SPDX-License-Identifier: GPL-3.0-or-later
"""Something in a record put right, one thing at a time, with the reason why."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.domain.session import RatingSource
from caregiver_guide.services.session_detail import (
    Correction,
    CorrectionKind,
    NoteLine,
    RatingLine,
    SessionView,
    SignLine,
)
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.clearing import clear_layout
from caregiver_guide.ui.widgets.fault_line import FaultLine, refuse
from caregiver_guide.ui.widgets.fields import ChoiceField, NoteField, TextField
from caregiver_guide.ui.widgets.panel import Panel
from caregiver_guide.ui.widgets.pill_row import PillRow
from caregiver_guide.ui.widgets.rating_scale import RatingAnswer, RatingScale
from caregiver_guide.ui.widgets.sheet import Sheet
from caregiver_guide.ui.widgets.sign_row import SignRow
from caregiver_guide.ui.widgets.text import Heading, Text

_OTHER = "other"


class CorrectionSheet(Sheet):
    """What is to be changed, what stood there, what should stand there, and why.

    Signals:
        correction_given: The caregiver wants a Correction saved.
    """

    correction_given = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(self.tr("Change this record"), parent, 900)
        self.setProperty("overlay", True)
        self.set_dismissable(True)
        self.dismiss_requested.connect(self.close_sheet)
        self._view: SessionView | None = None
        self._scale: RatingScale | None = None
        self._note: NoteField | None = None
        self._sign: SignRow | None = None
        self._source: PillRow | None = None

        self._title = Heading(self.tr("Change this record"), 1)
        self._hint = Text(
            self.tr("What stood there before stays readable in the log."), "body", "quiet"
        )
        self._what = ChoiceField(
            self.tr("What do you want to change?"), empty=self.tr("Choose what to change")
        )
        self._what.choice_made.connect(self._choose_target)
        self._old = Panel("sunken", 14)
        self._old_words = Text("", "body")
        self._old.body.addWidget(self._old_words)
        asked = QWidget()
        self._value = QVBoxLayout(asked)
        self._value.setContentsMargins(0, 0, 0, 0)
        self._value_fault = FaultLine(asked)
        self._why_label = Text(self.tr("Why?"), "label")
        self._why = PillRow(self.tr("Why?"))
        self._why.choice_made.connect(self._show_reason)
        self._reason = TextField(self.tr("The reason, in a few words"))
        self._why_fault = FaultLine(self._why)
        self._cancel = ActionButton(self.tr("Cancel"), kind="plain", size="big")
        self._cancel.clicked.connect(self.close_sheet)
        self._save = ActionButton(
            self.tr("Save the change"), icon="check", kind="primary", size="big"
        )
        self._save.clicked.connect(self._give)

        body = self.page.body
        body.addWidget(self._title)
        body.addWidget(self._hint)
        body.addWidget(self._what)
        body.addWidget(self._old)
        body.addWidget(asked)
        body.addWidget(self._value_fault)
        body.addWidget(self._why_label)
        body.addWidget(self._why)
        body.addWidget(self._why_fault)
        body.addWidget(self._reason)
        body.addStretch()
        if (content := self.page.area.widget()) is not None:
            content.installEventFilter(self)
        self.page.footer_start(self._cancel)
        self.page.footer_end(self._save)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the sheet the height of what it now asks, whenever that is laid out anew."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self.page.area.widget():
            self._place()
        return super().eventFilter(watched, event)

    def show_form(self, view: SessionView) -> None:
        """Open the form for a massage, with nothing chosen."""
        self._view = view
        self._what.set_options(self._targets(view))
        self._why.set_options(
            (
                ("typing", self.tr("Typing mistake")),
                ("later", self.tr("Remembered later")),
                ("person", self.tr("{name} corrected it").format(name=view.person_name)),
                (_OTHER, self.tr("Another reason")),
            )
        )
        self._reason.setText("")
        self._show_target("")
        self.open()

    def choose(self, target: str) -> None:
        """Choose what is to be changed, as the caregiver would."""
        self._what.choose(target)
        self._choose_target(target)

    def _choose_target(self, target: str) -> None:
        """Show what stands there and what can stand there, from the top of the page on."""
        self._show_target(target)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        if self._old.isVisible():
            self.page.show_from(self._old)

    def _targets(self, view: SessionView) -> list[tuple[str, str]]:
        options = []
        for line in view.ratings:
            options.append((f"{line.question}.before", self._rating_name(line, "before")))
            options.append((f"{line.question}.after", self._rating_name(line, "after")))
        for sign in view.signs if view.has_signs else ():
            options.append((f"{sign.sign}.before", self._sign_name(sign, "before")))
            options.append((f"{sign.sign}.after", self._sign_name(sign, "after")))
        for place, note in enumerate(view.notes, start=1):
            words = self.tr("Note {number}").format(number=place)
            options.append((note.id, self.tr("The note") if len(view.notes) == 1 else words))
        return options

    def _rating_name(self, line: RatingLine, when: str) -> str:
        words = self.tr("{question} before") if when == "before" else self.tr("{question} after")
        return words.format(question=line.words)

    def _sign_name(self, line: SignLine, when: str) -> str:
        words = self.tr("Sign {sign} before")
        if when != "before":
            words = self.tr("Sign {sign} after")
        return words.format(sign=line.words)

    def _show_target(self, target: str) -> None:
        clear_layout(self._value)
        for fault in (self._what.fault, self._value_fault, self._why_fault):
            fault.say("")
        self._scale = self._note = self._sign = self._source = None
        sign = self._sign_line(target)
        line, when = self._rating(target)
        note = self._note_line(target)
        if line is not None:
            self._show_rating(line, when)
        elif sign is not None:
            self._show_sign(sign, when)
        elif note is not None:
            self._old_words.setText(self.tr("Now it says: {text}").format(text=note.text))
            self._note = NoteField(self.tr("What should it say?"), lines=3)
            self._note.setText(note.text)
            self._value.addWidget(self._note)
        for widget in (self._old, self._why_label, self._why):
            widget.setVisible(any(found is not None for found in (line, sign, note)))
        self._show_reason(self._why.chosen or "")

    def _show_rating(self, line: RatingLine, when: str) -> None:
        value = line.before.value if when == "before" else line.after.value
        if value is None:
            self._old_words.setText(self.tr("Nothing was written down."))
        else:
            words = {"declined": self.tr("Declined"), "could-not-say": self.tr("Could not say")}
            old = words.get(str(value), str(value))
            self._old_words.setText(self.tr("Now it says: {text}").format(text=old))
        self._scale = RatingScale(self._rating_name(line, when), line.low, line.high)
        self._scale.set_value(_answer(value))
        self._value.addWidget(self._scale)
        self._source = PillRow(self.tr("Who said the number?"))
        name = self._view.person_name if self._view else ""
        self._source.set_options(
            (
                ("asked", self.tr("{name} said it").format(name=name)),
                ("watched", self.tr("I write what I saw")),
            )
        )
        self._source.choose(self._source_known(line, when))
        self._value.addWidget(Text(self.tr("Who said the number?"), "label"))
        self._value.addWidget(self._source)

    def _source_known(self, line: RatingLine, when: str) -> RatingSource:
        """Return how the number is known, or the other of the pair, or how this person tells."""
        both = (line.before, line.after) if when == "before" else (line.after, line.before)
        found = next((cell.source for cell in both if isinstance(cell.value, int)), None)
        return found or (self._view.source if self._view else "asked")

    def _show_sign(self, line: SignLine, when: str) -> None:
        value = line.value("before" if when == "before" else "after")
        if value is None:
            self._old_words.setText(self.tr("Nothing was written down."))
        else:
            old = self.tr("{value}: {words}").format(value=value, words=line.levels[value])
            self._old_words.setText(self.tr("Now it says: {text}").format(text=old))
        self._sign = SignRow(line.words, line.levels)
        self._sign.set_value(value)
        self._value.addWidget(self._sign)

    def _show_reason(self, chosen: str) -> None:
        self._why_fault.say("")
        self._reason.setVisible(chosen == _OTHER and self._why.isVisibleTo(self))
        if self._reason.isVisible():
            self._reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rating(self, target: str) -> tuple[RatingLine | None, str]:
        question, _, when = target.partition(".")
        lines = self._view.ratings if self._view else ()
        return next((line for line in lines if when and line.question == question), None), when

    def _sign_line(self, target: str) -> SignLine | None:
        sign, _, when = target.partition(".")
        lines = self._view.signs if self._view else ()
        return next((line for line in lines if when and line.sign == sign), None)

    def _note_line(self, target: str) -> NoteLine | None:
        notes = self._view.notes if self._view else ()
        return next((note for note in notes if note.id == target), None)

    def _give(self) -> None:
        target, value, why = self._what.chosen, self._new_value(), self._why_words()
        if self._view is None or target is None:
            refuse(((self._what.fault, self.tr("Choose what you want to change.")),))
            return
        no_why = "" if why else self.tr("Say why. A change needs a reason.")
        own = self._why.chosen == _OTHER
        wrong = "" if value is not None else self.tr("Say what it should be.")
        if value is not None and value == self._stands(target) and not self._new_source(target):
            wrong = self.tr("This is what it says now. Say what it should be.")
        faults = (
            (self._value_fault, wrong),
            (self._why_fault, "" if own else no_why),
            (self._reason.fault, no_why if own else ""),
        )
        if not refuse(faults) and value is not None:
            kind: CorrectionKind = "rating"
            if self._note is not None:
                kind = "note"
            elif self._sign is not None:
                kind = "sign"
            source = self._new_source(target)
            self.correction_given.emit(Correction(self._view.id, kind, target, value, why, source))

    def _stands(self, target: str) -> int | str | None:
        """Return what stands there now."""
        line, when = self._rating(target)
        if line is not None:
            return line.before.value if when == "before" else line.after.value
        sign, note = self._sign_line(target), self._note_line(target)
        if sign is not None:
            return sign.value("before" if target.endswith(".before") else "after")
        return note.text if note is not None else None

    def _new_source(self, target: str) -> RatingSource | None:
        """Return how the number is known where that is another than what stood there."""
        line, when = self._rating(target)
        if self._source is None or line is None:
            return None
        chosen: RatingSource = "watched" if self._source.chosen == "watched" else "asked"
        cell = line.before if when == "before" else line.after
        return None if isinstance(cell.value, int) and cell.source == chosen else chosen

    def _new_value(self) -> int | str | None:
        if self._note is not None:
            return self._note.text() or None
        if self._sign is not None:
            return self._sign.value
        answer: RatingAnswer | None = self._scale.value if self._scale is not None else None
        if answer is None:
            return None
        return answer.score if answer.score is not None else answer.kind

    def _why_words(self) -> str:
        """Return the reason as it is written down: words, so that they can be read anywhere."""
        chosen = self._why.chosen
        if chosen == _OTHER:
            return self._reason.text()
        name = self._view.person_name if self._view else ""
        words = {
            "typing": self.tr("Typing mistake"),
            "later": self.tr("Remembered later"),
            "person": self.tr("{name} corrected it").format(name=name),
        }
        return words.get(chosen or "", "")


def _answer(value: int | str | None) -> RatingAnswer | None:
    """Return what stands in the log as an answer on the scale."""
    if isinstance(value, int):
        return RatingAnswer.number(value)
    words = {"declined": RatingAnswer.DECLINED, "could-not-say": RatingAnswer.COULD_NOT_SAY}
    return words.get(value or "")
