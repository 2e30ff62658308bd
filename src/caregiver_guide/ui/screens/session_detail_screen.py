# SPDX-License-Identifier: GPL-3.0-or-later
"""One massage from the log: what was done, how it felt, and what was written about it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from caregiver_guide.domain.session import RatingTime, ReactionLength
from caregiver_guide.figure.painter import FigurePainter
from caregiver_guide.services.corrections import EntryChange
from caregiver_guide.services.session_detail import (
    ChangeLine,
    FollowUpLine,
    PlanShown,
    RatingCell,
    SessionView,
    SignLine,
    StepLine,
)
from caregiver_guide.ui.entry_words import EntryWords
from caregiver_guide.ui.screens.correction_sheet import CorrectionSheet
from caregiver_guide.ui.screens.day_map_card import DayMapCard
from caregiver_guide.ui.screens.note_sheet import NoteSheet
from caregiver_guide.ui.unsaved import HalfDone
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.chip import Chip, ChipKind
from caregiver_guide.ui.widgets.clearing import clear_layout
from caregiver_guide.ui.widgets.day_words import clock_time, long_day, short_day
from caregiver_guide.ui.widgets.flow_layout import FlowLayout, SplitLayout, row_of
from caregiver_guide.ui.widgets.panel import Notice, NoticeKind, Panel
from caregiver_guide.ui.widgets.scroll_page import ScrollPage
from caregiver_guide.ui.widgets.table_list import ListRow, TableList
from caregiver_guide.ui.widgets.text import Heading, Text

_VERDICTS: Final[dict[str, ChipKind]] = {
    "go": "ok",
    "adapted": "adapted",
    "not-this-way": "stop",
    "ask-first": "ask",
    "stop": "stop",
}


class SessionDetailScreen(QWidget):
    """Everything about one massage; what stood there before a change stays readable.

    Keys: E changes the record, N adds a note, Alt+Left goes back to the log.

    Signals:
        back_requested: Back to the log.
        correction_saved: A Correction is to be written down.
        note_saved: A note is to be added: the massage's id, and the words.
        after_requested: How it was afterwards is to be said now: the massage's id.
        follow_up_requested: How it was the next day is to be said, or said anew: its id.
        move_requested: It was somebody else's massage: its id.
        removal_requested: It is to be taken away with all that was said about it: its id.
        entries_requested: All that was written about it is to be shown: its id.
    """

    back_requested = Signal()
    correction_saved = Signal(object)
    note_saved = Signal(str, str)
    after_requested = Signal(str)
    follow_up_requested = Signal(str)
    move_requested = Signal(str)
    removal_requested = Signal(str)
    entries_requested = Signal(str)

    def __init__(self, figure: FigurePainter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figure = figure
        self._words = EntryWords(self)
        self._view: SessionView | None = None
        self._correction: CorrectionSheet | None = None
        self._note: NoteSheet | None = None

        self._title = Heading("", 1)
        self._when = Text("", "body", "quiet")
        self._chips = QWidget()
        self._chip_row = FlowLayout(8, self._chips)
        self._first = QVBoxLayout()
        self._second = QVBoxLayout()
        self._back = ActionButton(self.tr("Back"), icon="arrow-left", kind="plain")
        self._back.clicked.connect(self.back_requested)
        self._add = ActionButton(self.tr("Add a note"), icon="note", kind="plain")
        self._add.clicked.connect(self._open_note)
        self._after = ActionButton(self.tr("How was it after?"), icon="question")
        self._after.clicked.connect(self._ask_after)
        self._change = ActionButton(self.tr("Change this record"), icon="pencil")
        self._change.clicked.connect(self._open_correction)
        self._move = ActionButton(self.tr("Wrong person? Move it"), icon="swap", kind="plain")
        self._move.clicked.connect(self._ask_move)

        self._entries = ActionButton(
            self.tr("Everything written about it"), icon="list", kind="plain"
        )
        self._entries.clicked.connect(self._ask_entries)
        self._remove = ActionButton(self.tr("Take this massage away"), icon="cross", kind="plain")
        self._remove.clicked.connect(self._ask_removal)

        self._page = ScrollPage()
        columns = QWidget()
        split = SplitLayout((430, 430), 0.5, 24, columns)
        for column in (self._first, self._second):
            part = QWidget()
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(20)
            part.setLayout(column)
            split.addWidget(part)
        self._page.body.addWidget(self._title)
        self._page.body.addWidget(self._when)
        self._page.body.addWidget(self._chips)
        self._page.body.addWidget(columns)
        self._page.body.addLayout(row_of(self._entries, self._move, self._remove))
        self._page.body.addStretch(1)
        self._page.footer_start(self._back, back=True)
        self._page.footer_end(self._after, primary=False)
        self._page.footer_end(self._add, primary=False)
        self._page.footer_end(self._change, primary=False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._page)

    def show_session(self, view: SessionView) -> None:
        """Show one massage; a form that was open is closed once what it asked for is done."""
        before, self._view = self._view, view
        is_other = before is None or before.id != view.id
        self._title.setText(view.routine)
        self._when.setText(self._when_words(view))
        self._show_chips(view)
        self._fill(self._first, [self._ratings(view), self._steps(view)])
        self._fill(
            self._second,
            [
                self._reactions(view),
                self._follow_up(view),
                self._notes(view),
                self._changes(view),
                self._day_map(view),
                self._plan(view),
            ],
        )
        self._after.setVisible(view.lacks_after)
        self._move.setVisible(view.may_move)
        for button in (self._after, self._add, self._change, self._remove):
            button.setEnabled(view.may_write)
        for sheet in (self._correction, self._note):
            if sheet is not None and view != before:
                sheet.close_sheet()
        if is_other:
            self._page.scroll_to_top()

    def _ask_move(self) -> None:
        if self._view is not None:
            self.move_requested.emit(self._view.id)

    def _ask_removal(self) -> None:
        if self._view is not None:
            self.removal_requested.emit(self._view.id)

    def _ask_entries(self) -> None:
        if self._view is not None:
            self.entries_requested.emit(self._view.id)

    def _ask_after(self) -> None:
        if self._view is not None:
            self.after_requested.emit(self._view.id)

    def _ask_next_day(self) -> None:
        if self._view is not None:
            self.follow_up_requested.emit(self._view.id)

    def take_focus(self) -> None:
        """Put the keyboard on the way back."""
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard where it is of use."""
        super().showEvent(event)
        self.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Change with E, add a note with N."""
        plain = not event.modifiers() and self._view is not None and self._view.may_write
        if event.key() == Qt.Key.Key_E and plain:
            self._open_correction()
        elif event.key() == Qt.Key.Key_N and plain:
            self._open_note()
        else:
            super().keyPressEvent(event)

    def _fill(self, column: QVBoxLayout, parts: list[QWidget | None]) -> None:
        clear_layout(column)
        for part in parts:
            if part is not None:
                column.addWidget(part)
        column.addStretch()

    def _when_words(self, view: SessionView) -> str:
        lines = []
        words = self.tr("{day}, {time}")
        day = long_day(view.started.day)
        lines.append(words.format(day=day, time=clock_time(view.started.local)))
        if view.is_under_a_minute:
            lines.append(self.tr("less than a minute of touch"))
        elif view.minutes == 1:
            lines.append(self.tr("1 minute of touch"))
        elif view.minutes:
            lines.append(self.tr("{count} minutes of touch").format(count=view.minutes))
        if view.given_by:
            words = (
                self.tr("begun by {name}") if view.was_begun_only else self.tr("given by {name}")
            )
            lines.append(words.format(name=view.given_by))
        if view.written_by and view.written_by != view.given_by:
            lines.append(self.tr("written down by {name}").format(name=view.written_by))
        if view.position:
            lines.append(view.position)
        return " · ".join(lines)

    def _show_chips(self, view: SessionView) -> None:
        clear_layout(self._chip_row)
        chips: list[tuple[str, ChipKind]] = []
        if view.was_begun_only:
            chips.append((self.tr("Begun, not given"), "neutral"))
        elif view.was_cut_short:
            chips.append((self.tr("Stopped early"), "neutral"))
        elif view.state == "unfinished":
            chips.append((self.tr("Not finished"), "neutral"))
        elif view.state == "not-wanted":
            chips.append((self.tr("Not wanted"), "neutral"))
        if view.stop_reason:
            chips.append((view.stop_reason, "neutral"))
        elif view.state == "stopped" and not view.allowed_no_more:
            chips.append((self.tr("No reason given"), "neutral"))
        if view.touch_limit:
            words = self.tr("Ended after {count} minutes of touch")
            chips.append((words.format(count=view.touch_limit), "neutral"))
        for moment in view.plan_changes:
            words = self.tr("The plan changed at {time}")
            chips.append((words.format(time=clock_time(moment.local)), "neutral"))
        if view.allowed_no_more:
            chips.append((self.tr("The plan made again allowed no more"), "neutral"))
        if view.is_told:
            words = self.tr("Written down afterwards, on {day}")
            chips.append((words.format(day=short_day(view.written.day)), "neutral"))
        elif view.is_written_late:
            words = self.tr("Written down later, on {day}")
            chips.append((words.format(day=short_day(view.written.day)), "neutral"))
        if view.changes:
            day = short_day(view.changes[-1].when.day)
            chips.append((self.tr("Changed on {day}, see Changes").format(day=day), "neutral"))
        for words, kind in chips:
            self._chip_row.addWidget(Chip(words, kind))
        self._chips.setVisible(bool(chips))

    # -- what was noted --------------------------------------------------------------------

    def _ratings(self, view: SessionView) -> QWidget:
        card = Panel()
        title = self.tr("How {name} felt").format(name=view.person_name)
        card.body.addWidget(Heading(title, 2))
        has_numbers = any(
            cell.value is not None for line in view.ratings for cell in (line.before, line.after)
        )
        if has_numbers:
            self._add_numbers(card, view)
        if view.has_signs:
            self._add_signs(card, view)
        if not has_numbers and not view.has_signs:
            card.body.addWidget(Text(self.tr("No numbers were written down."), "body", "quiet"))
        elif view.minutes_after is not None:
            card.body.addWidget(Text(self._minutes_words(view.minutes_after), "meta", "quiet"))
        return card

    def _add_numbers(self, card: Panel, view: SessionView) -> None:
        heads = [Text(words, "meta", "quiet") for words in (self.tr("Before"), self.tr("After"))]
        rows = [
            (Text(line.words, "label"), self._cell(line.before), self._cell(line.after))
            for line in view.ratings
        ]
        card.body.addWidget(_Table((heads[0], heads[1]), rows))
        card.body.addWidget(Text(self.tr("0 is none, 10 is the worst."), "meta", "quiet"))

    def _add_signs(self, card: Panel, view: SessionView) -> None:
        """Show what was watched, in words, apart from the numbers."""
        card.body.addWidget(Heading(self.tr("Signs that were watched"), 3))
        heads = [Text(words, "meta", "quiet") for words in (self.tr("Before"), self.tr("After"))]
        rows = [
            (Text(line.words, "label"), self._sign(line, "before"), self._sign(line, "after"))
            for line in view.signs
        ]
        card.body.addWidget(_Table((heads[0], heads[1]), rows))
        card.body.addWidget(Text(view.signs_limits, "meta", "quiet"))

    def _sign(self, line: SignLine, when: RatingTime) -> Text:
        value = line.value(when)
        if value is None:
            return Text(self.tr("Not watched"), "body", "quiet")
        words = self.tr("{value}: {words}")
        return Text(words.format(value=value, words=line.levels[value]), "body")

    def _minutes_words(self, minutes: int) -> str:
        """Say how long hands had been off when the after was answered."""
        if minutes == 1:
            return self.tr("After: 1 minute after hands were off.")
        if minutes >= 120:
            hours = round(minutes / 60)
            return self.tr("After: {hours} hours after hands were off.").format(hours=hours)
        return self.tr("After: {minutes} minutes after hands were off.").format(minutes=minutes)

    def _cell(self, cell: RatingCell) -> Text:
        words = {
            None: self.tr("No answer"),
            "declined": self.tr("Declined"),
            "could-not-say": self.tr("Could not say"),
        }
        if isinstance(cell.value, int):
            is_watched = cell.source == "watched"
            shown = self.tr("{number}, watched") if is_watched else "{number}"
            return Text(shown.format(number=cell.value), "number")
        return Text(words[cell.value], "body", "quiet")

    def _steps(self, view: SessionView) -> QWidget:
        card = Panel()
        card.body.addWidget(Heading(self.tr("What was done"), 2))
        if view.state == "not-wanted":
            words = self.tr("{name} did not want a massage then. That is fine.")
            card.body.addWidget(Text(words.format(name=view.person_name), "body"))
            return card
        if view.was_begun_only and not view.steps:
            words = self.tr("It was stopped before any touch.")
            card.body.addWidget(Text(words, "body"))
            return card
        if not view.steps:
            words = self.tr("The steps were not written down one by one.")
            card.body.addWidget(Text(words, "body", "quiet"))
            return card
        done = [step for step in view.steps if step.outcome != "skipped"]
        if done:
            card.body.addWidget(self._step_list(self.tr("The steps, in their order"), done))
        for words in self._asked(view):
            card.body.addWidget(Text(words, "body"))
        self._add_left_out(card, view)
        return card

    def _add_left_out(self, card: Panel, view: SessionView) -> None:
        """Add what was left out: the steps of one reason together, so that it is read once."""
        groups: dict[tuple[str, ...], list[StepLine]] = {}
        for step in view.steps:
            if step.outcome == "skipped":
                groups.setdefault(step.reasons, []).append(step)
        if groups:
            card.body.addWidget(Heading(self.tr("What was left out"), 3))
        for reasons, steps in groups.items():
            if reasons:
                card.body.addWidget(Text(" ".join(reasons), "body"))
            card.body.addWidget(self._step_list(self.tr("Steps left out"), steps))

    def _step_list(self, name: str, steps: Sequence[StepLine]) -> TableList:
        listed = TableList(name)
        listed.set_full_height(True)
        listed.show_rows([self._step_row(place, step) for place, step in enumerate(steps)])
        return listed

    def _asked(self, view: SessionView) -> list[str]:
        """Return what was answered each time the person was asked."""
        words = {
            "softer": self.tr("After {length}, {name} asked for softer."),
            "same": self.tr("Asked after {length}: {name} liked it the same."),
            "stop": self.tr("Asked after {length}: stop."),
            "not-answered": self.tr("Asked after {length}: no answer was noted."),
        }
        return [
            words[one.answer].format(length=self._length(one.at_s), name=view.person_name)
            for one in view.consents
        ]

    def _step_row(self, place: int, step: StepLine) -> ListRow:
        name = self._view.person_name if self._view else ""
        sides = {
            "L": self.tr("{title}, {name}’s left"),
            "R": self.tr("{title}, {name}’s right"),
        }
        title = sides.get(step.side or "", "{title}").format(title=step.title, name=name)
        outcome: tuple[str, ChipKind] | None = None
        if step.outcome == "stopped":
            outcome = (self.tr("Stopped here"), "neutral")
        return ListRow(
            key=str(place),
            title=title,
            detail=" ".join(self._step_words(step)),
            meta=self._length(step.seconds) if step.seconds else "",
            icon="minus" if step.outcome == "skipped" else "check",
            chip=outcome,
            opens=False,
        )

    def _step_words(self, step: StepLine) -> list[str]:
        """Return how firm the plan allowed it to be, and why it was changed.

        Why it was left out stands over all that were.
        """
        if step.outcome == "skipped":
            return []
        words = (
            self.tr("Resting hands."),
            self.tr("Light lotion pressure."),
            self.tr("Rub-in lotion pressure."),
        )
        if step.pressure is None:
            return list(step.reasons)
        return [words[min(max(step.pressure, 0), 2)], *step.reasons]

    def _length(self, seconds: int) -> str:
        minutes, rest = divmod(seconds, 60)
        if not minutes:
            return self.tr("{seconds} s").format(seconds=rest)
        if not rest:
            return self.tr("{minutes} min").format(minutes=minutes)
        return self.tr("{minutes} min {seconds} s").format(minutes=minutes, seconds=rest)

    def _reactions(self, view: SessionView) -> QWidget:
        card = Panel()
        card.body.addWidget(Heading(self.tr("Reactions"), 2))
        if not view.reactions:
            said = self.tr("Nothing new was noticed.")
            words = said if view.nothing_new else self.tr("None was written down.")
            card.body.addWidget(Text(words, "body", "quiet"))
        for one in view.reactions:
            is_grave = one.severity in ("needs-call", "emergency")
            notice = Notice("caution" if is_grave else "info")
            title = self.tr("{what}, {place}") if one.place else "{what}"
            parts = [one.severity_words]
            if one.lasted:
                parts.append(self._how_long(one.lasted))
            if one.what_done:
                parts.append(self.tr("What you did: {text}").format(text=one.what_done))
            if one.note:
                parts.append(one.note)
            notice.show_notice(title.format(what=one.what, place=one.place), "\n".join(parts))
            card.body.addWidget(notice)
        return card

    def _how_long(self, lasted: ReactionLength) -> str:
        return {
            "": "",
            "minutes": self.tr("Gone within 15 minutes"),
            "hour": self.tr("Gone within an hour"),
            "day": self.tr("Gone within a day"),
            "longer": self.tr("Longer than a day"),
            "still": self.tr("Not over when it was written down"),
        }[lasted]

    def _follow_up(self, view: SessionView) -> QWidget | None:
        """Show what was said the next day, as plainly as a reaction."""
        if view.follow_up is None and not view.may_follow_up:
            return None
        card = Panel()
        card.body.addWidget(Heading(self.tr("The next days"), 2))
        if view.follow_up is None:
            words = self.tr("Nobody has said yet how it went.")
            card.body.addWidget(Text(words, "body", "quiet"))
        else:
            card.body.addWidget(self._follow_up_notice(view.follow_up))
        ask = ActionButton(self.tr("How was the next day?"), icon="clock", kind="quiet")
        ask.setEnabled(view.may_write)
        ask.clicked.connect(self._ask_next_day)
        card.body.addLayout(row_of(ask))
        return card

    def _follow_up_notice(self, asked: FollowUpLine) -> Notice:
        kinds: dict[str, NoticeKind] = {
            "fine": "ok",
            "call-today": "caution",
            "emergency": "stop",
        }
        titles = {
            "fine": self.tr("Fine"),
            "call-today": self.tr("To call the care team about"),
            "emergency": self.tr("An emergency"),
        }
        lines = [", ".join(asked.answers)]
        if asked.what_done:
            lines.append(self.tr("What you did: {text}").format(text=asked.what_done))
        day = short_day(asked.written.day)
        by = self.tr("{name}, {day}") if asked.written_by else "{day}"
        lines.append(by.format(name=asked.written_by, day=day))
        notice = Notice(kinds.get(asked.result, "info"))
        notice.show_notice(titles.get(asked.result, ""), "\n".join(lines))
        return notice

    def _notes(self, view: SessionView) -> QWidget | None:
        if not view.notes:
            return None
        card = Panel()
        card.body.addWidget(Heading(self.tr("Notes"), 2))
        for note in view.notes:
            card.body.addWidget(Text(note.text, "body"))
            words = self.tr("{name}, {day}") if note.written_by else "{day}"
            day = short_day(note.written.day)
            by = Text(words.format(name=note.written_by, day=day), "meta", "quiet")
            card.body.addWidget(by)
        return card

    def _changes(self, view: SessionView) -> QWidget | None:
        if not view.changes:
            return None
        card = Panel()
        card.body.addWidget(Heading(self.tr("Changes"), 2))
        for change in view.changes:
            words = (
                self.tr("Changed on {day} by {name}") if change.by else self.tr("Changed on {day}")
            )
            head = words.format(day=short_day(change.when.day), name=change.by)
            card.body.addWidget(Text(head, "label"))
            card.body.addWidget(Text(self._change_words(change), "body"))
            if change.why:
                why = self.tr("Why: {reason}").format(reason=self._words.why(change.why))
                card.body.addWidget(Text(why, "body", "quiet"))
        return card

    def _entry_change_words(self, change: EntryChange) -> str:
        """Return a change of the massage or of a reaction, a line for each part of it."""
        lines = [self._words.change(part) for part in change.parts]
        if change.was_taken_away:
            lines.insert(0, self.tr("It was taken away."))
        elif change.was_put_back:
            lines.insert(0, self.tr("It was put back."))
        title = self.tr("This massage") if change.kind == "session" else change.title
        return "\n".join((title, *lines))

    def _change_words(self, change: ChangeLine | EntryChange) -> str:
        if isinstance(change, EntryChange):
            return self._entry_change_words(change)
        old, new = self._value_words(change.before), self._value_words(change.after)
        if change.kind == "note":
            return self.tr("Note: “{old}” became “{new}”").format(old=old, new=new)
        if change.kind == "follow-up":
            return self.tr("The next days: “{old}” became “{new}”").format(old=old, new=new)
        if change.before is None:
            words = (
                self.tr("{question} before: {new} was added")
                if change.time == "before"
                else self.tr("{question} after: {new} was added")
            )
        else:
            words = (
                self.tr("{question} before: {old} became {new}")
                if change.time == "before"
                else self.tr("{question} after: {old} became {new}")
            )
        return words.format(question=change.question, old=old, new=new)

    def _value_words(self, value: int | str | None) -> str:
        words = {"declined": self.tr("declined"), "could-not-say": self.tr("could not say")}
        return "" if value is None else words.get(str(value), str(value))

    def _day_map(self, view: SessionView) -> QWidget | None:
        if view.day_map is None:
            return None
        return DayMapCard(self._figure, view.day_map, view.person_name)

    def _plan(self, view: SessionView) -> QWidget:
        card = Panel()
        card.body.addWidget(Heading(self.tr("The plan you were shown"), 2))
        plan = view.plan
        if plan is None:
            words = self.tr("No plan was shown: this massage was written down afterwards.")
            card.body.addWidget(Text(words, "body", "quiet"))
            return card
        row = QWidget()
        flow = FlowLayout(8, row)
        flow.addWidget(Chip(self._verdict(plan), _VERDICTS.get(plan.verdict, "neutral")))
        flow.addWidget(Chip(self._pressure(plan), "neutral"))
        card.body.addWidget(row)
        for said in plan.says:
            card.body.addWidget(Text(said, "body"))
        if plan.reasons:
            card.body.addWidget(Heading(self.tr("Why"), 3))
        for reason in plan.reasons:
            card.body.addWidget(Text(reason.text, "body"))
            if reason.known:
                card.body.addWidget(Text(reason.known, "meta", "quiet"))
        if plan.rules:
            words = self.tr("With the rules of that day, {version}. They may have changed since.")
            card.body.addWidget(Text(words.format(version=plan.rules), "meta", "quiet"))
        return card

    def _verdict(self, plan: PlanShown) -> str:
        words = {
            "go": self.tr("Good fit"),
            "adapted": self.tr("Adapted"),
            "not-this-way": self.tr("Not like this"),
            "ask-first": self.tr("Ask first"),
            "stop": self.tr("Not today"),
        }
        return words.get(plan.verdict, plan.verdict)

    def _pressure(self, plan: PlanShown) -> str:
        words = (
            self.tr("Resting hands"),
            self.tr("Light lotion pressure"),
            self.tr("Rub-in lotion pressure"),
        )
        return words[min(max(plan.max_pressure, 0), 2)]

    def half_done(self) -> HalfDone | None:
        """Return the note that is being written."""
        words = "" if self._note is None else self._note.words
        return HalfDone(words, self.asks_about()) if words else None

    def asks_about(self) -> str:
        """Return the massage, by id."""
        return "" if self._view is None else self._view.id

    def bring_back(self, body: str) -> None:
        """Open the note that was not saved."""
        if self._view is not None and self._view.may_write:
            self._note_sheet().bring_back(body)

    def _note_sheet(self) -> NoteSheet:
        if self._note is None:
            self._note = NoteSheet(
                self.tr("Add a note"),
                self.tr("What do you want to remember?"),
                self.tr("Save the note"),
                self.window(),
            )
            self._note.words_given.connect(self._give_note)
        return self._note

    def _open_note(self) -> None:
        self._note_sheet().show_empty()

    def _give_note(self, words: str) -> None:
        if self._view is not None:
            self.note_saved.emit(self._view.id, words)

    def _open_correction(self) -> None:
        if self._view is None:
            return
        if self._correction is None:
            self._correction = CorrectionSheet(self.window())
            self._correction.correction_given.connect(self.correction_saved)
        self._correction.show_form(self._view)


class _Table(QWidget):
    """Numbers before and after beside what they are of, or under it where it is narrow."""

    def __init__(self, heads: tuple[Text, Text], rows: Sequence[tuple[Text, Text, Text]]) -> None:
        super().__init__()
        self._heads = heads
        self._rows = tuple(rows)
        self._is_wide: bool | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(10)
        self._arrange(is_wide=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow a change of the width."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def minimumSizeHint(self) -> QSize:
        """Return no width: where it is narrow the words stand above the numbers."""
        return QSize(0, super().minimumSizeHint().height())

    def _fit(self) -> None:
        columns = zip(*self._rows, strict=True)
        first, *others = [
            max(cell.minimumSizeHint().width() for cell in column) for column in columns
        ]
        heads = [head.minimumSizeHint().width() for head in self._heads]
        numbers = sum(max(pair) for pair in zip(others, heads, strict=True))
        gaps = 2 * self._grid.horizontalSpacing()
        self._arrange(is_wide=first + numbers + gaps <= self.width())

    def _arrange(self, *, is_wide: bool) -> None:
        if is_wide == self._is_wide:
            return
        self._is_wide = is_wide
        grid = self._grid
        while grid.takeAt(0) is not None:
            pass
        start = 1 if is_wide else 0
        for column, head in enumerate(self._heads, start=start):
            grid.addWidget(head, 0, column)
        for place, (words, before, after) in enumerate(self._rows):
            row = 1 + place * (1 if is_wide else 2)
            grid.addWidget(words, row, 0, 1, 1 if is_wide else 2)
            numbers = row if is_wide else row + 1
            grid.addWidget(before, numbers, start)
            grid.addWidget(after, numbers, start + 1)
        for column, share in enumerate((3, 2, 2) if is_wide else (1, 1, 0)):
            grid.setColumnStretch(column, share)
