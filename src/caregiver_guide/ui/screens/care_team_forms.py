# SPDX-License-Identifier: GPL-3.0-or-later
"""The three parts of "What did the care team say?": who said it, one thing to ask, and the end."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.domain.profile import CARE_PLAN, LEGS, PRESSURE_2
from caregiver_guide.domain.session import TeamAnswer, TeamWord
from caregiver_guide.figure.painter import FigurePainter
from caregiver_guide.services.care_team_answers import TEAM_PAUSE, TeamItem
from caregiver_guide.services.care_team_record import TeamGiven, TeamSource
from caregiver_guide.services.care_team_view import TeamStepView, TeamSummaryView, TeamWhoView
from caregiver_guide.services.next_plan import NextPlan
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.choice_card import ChoiceCard, ChoiceGroup
from caregiver_guide.ui.widgets.clearing import clear_layout
from caregiver_guide.ui.widgets.date_field import DateField
from caregiver_guide.ui.widgets.day_words import short_day
from caregiver_guide.ui.widgets.fault_line import refuse
from caregiver_guide.ui.widgets.fields import NoteField, TextField
from caregiver_guide.ui.widgets.figure_picture import FigurePicture
from caregiver_guide.ui.widgets.flow_layout import SplitLayout, row_of
from caregiver_guide.ui.widgets.panel import Notice, Panel
from caregiver_guide.ui.widgets.pill_row import PillRow
from caregiver_guide.ui.widgets.step_change_words import step_change_words
from caregiver_guide.ui.widgets.text import Heading, Text

_PICTURE_HEIGHT: Final = 300
_STEPS_SHOWN: Final = 4
_SAID_SHOWN: Final = 4
_ICONS: Final[dict[str, str]] = {
    "as-marked": "check",
    "changed": "pencil",
    "gone": "leaf",
    "yes": "check",
    "partly": "minus",
    "no": "ban",
}


class TeamWhoForm(QWidget):
    """Who of the care team said it, and on which day. Both are needed, once for the whole visit.

    Signals:
        submitted: Enter was pressed in the name.
    """

    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Heading(self.tr("What did the care team say?"), 1)
        self._lead = Text("", "lead")
        self._new, self._left_off = Notice("info"), Notice("info")
        self._names = PillRow(self.tr("Who answered?"), tall=True)
        self._names.choice_made.connect(self._take_name)
        self.said_by = TextField(
            self.tr("Who answered?"),
            self.tr("A name and what they do, such as Nurse Kim. It is kept with each answer."),
        )
        self.said_by.edited.connect(lambda _words: self._names.choose(self.said_by.text() or None))
        self.said_by.submitted.connect(self.submitted)
        self.on = DateField(
            self.tr("On which day did they say it?"), self.tr("No day"), self.tr("Choose the day")
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(18)
        notices = (self._new, self._left_off)
        for part in (self._title, self._lead, *notices, self.said_by, self._names, self.on):
            column.addWidget(part)

    def show_who(self, view: TeamWhoView) -> None:
        """Ask who said it, with the name of before and today's date filled in."""
        self._lead.setText(self._lead_words(view))
        self._new.show_notice(
            self.tr("Marked after the page was made"),
            self.tr("Not on that page: {list}. It stays as it is.").format(
                list=", ".join(view.new)
            ),
        )
        self._new.setVisible(bool(view.new) and view.went_out is not None)
        self._left_off.show_notice(
            self.tr("Marked, but not on that page"),
            self.tr(
                "The care team did not see it there: {list}. It stays as it is. If they spoke of "
                "it, open the place under {name} & safety and write it down there."
            ).format(list=", ".join(view.left_off), name=view.person_name),
        )
        self._left_off.setVisible(bool(view.left_off) and view.went_out is not None)
        self._names.set_options([(name, name) for name in view.names])
        self._names.setVisible(bool(view.names))
        self._names.choose(view.said_by or None)
        self.said_by.setText(view.said_by)
        self.said_by.show_error("")
        self.on.set_today(view.today)
        self.on.set_range(None, view.today)
        self.on.set_value(view.on)

    def take_focus(self) -> None:
        """Put the keyboard on the name."""
        self.said_by.setFocus(Qt.FocusReason.OtherFocusReason)

    def check(self) -> TeamSource | None:
        """Return who said it and when, or say beside the fields what is missing."""
        name, on = self.said_by.text().strip(), self.on.value
        no_day = self.tr("We need the day on which they said so.")
        faults = (
            (self.said_by.fault, "" if name else self.tr("We need to know who said so.")),
            (self.on.fault, "" if on is not None else no_day),
        )
        return TeamSource(name, on) if not refuse(faults) and on is not None else None

    def _take_name(self, name: str) -> None:
        self.said_by.setText(name)
        self.said_by.show_error("")

    def _lead_words(self, view: TeamWhoView) -> str:
        if not view.items:
            return self.tr("There is nothing on the page to ask about.")
        if view.went_out is None:
            return self.tr("We go through it one thing at a time. Each answer is kept at once.")
        parts = (
            (view.count("zone"), self.tr("one place"), self.tr("{count} places")),
            (
                view.count("clearance", "pause", "positions"),
                self.tr("one box to tick"),
                self.tr("{count} boxes to tick"),
            ),
            (view.count("question"), self.tr("one question"), self.tr("{count} questions")),
        )
        counted = [
            one if count == 1 else many.format(count=count) for count, one, many in parts if count
        ]
        words = self.tr("On the page of {day}: {list}. We go through it one at a time.")
        return words.format(day=short_day(view.went_out), list=", ".join(counted))


class TeamStepForm(QWidget):
    """One thing with its answers, large; nothing is chosen beforehand.

    Signals:
        changed: Another answer is chosen now, or other words stand there.
        source_wanted: Somebody else said it, or on another day.
    """

    changed = Signal()
    source_wanted = Signal()

    def __init__(self, figure: FigurePainter | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: TeamStepView | None = None
        self._count = Text("", "label", "primary")
        self._source = Text("", "body", "quiet")
        other = ActionButton(
            self.tr("Somebody else said it"), icon="pencil", kind="quiet", size="small"
        )
        other.clicked.connect(self.source_wanted)
        self._title = Heading("", 1)
        self._name = Text("", "h2")
        self._place = Text("", "lead")
        self._told = Text("", "body")
        self._lifts = Text("", "body", "quiet")
        self._new = Notice("caution", icon="warning")
        self._stands = Notice("info")
        self._said = Notice("tint", icon="note")
        self._answers = ChoiceGroup(self.tr("Their answer"), 260, 3, 14)
        self._answers.choice_made.connect(self._choose)
        self._advice = Notice("info")
        self.until = DateField(
            self.tr("Until when?"), self.tr("No last day"), self.tr("Add a last day")
        )
        self.note = NoteField(self.tr("What did they say?"), self.tr("In their own words."), 3)
        self.note.edited.connect(lambda _words: self.changed.emit())
        self._picture = FigurePicture(figure)
        self._picture.setFixedHeight(_PICTURE_HEIGHT)

        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        parts: tuple[QWidget, ...] = (
            self._title, self._name, self._place, self._told, self._lifts, self._new,
            self._stands, self._said,
        )  # fmt: skip
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        both = QWidget()
        self._split = SplitLayout((420, 260), 0.64, parent=both)
        self._split.addWidget(words)
        self._split.addWidget(self._picture)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(16)
        whole.addLayout(row_of(self._count, self._source, other))
        for part in (both, self._answers, self._advice, self.until, self.note):
            whole.addWidget(part)

    def show_step(self, view: TeamStepView, given: TeamGiven | None = None) -> None:
        """Ask about one thing; ``given`` is what was chosen here before and not written yet."""
        self._view = view
        item = view.item
        self._count.setText(
            self.tr("{number} of {count}").format(number=view.number, count=view.count)
        )
        source = self.tr("{who}, on {day}")
        self._source.setText(source.format(who=view.source.said_by, day=short_day(view.source.on)))
        self._title.setText(self._title_words(item))
        has_name = item.asked not in ("pause", "positions") and item.thing != CARE_PLAN
        self._show(self._name, item.title if has_name else "")
        self._show(self._place, item.place)
        self._show(self._told, self._told_words(view))
        is_shut = item.asked == "clearance" and item.stands is None
        self._show(self._lifts, item.lifts if is_shut else "")
        self._show_notices(item)
        self._fill_answers(item)
        self._show_picture(view)
        self.until.set_today(view.today)
        self.until.set_value(given.until if given is not None else None)
        self.note.setText(given.note if given is not None else "")
        self._answers.choose(given.answer if given is not None else None)
        self._show_details()

    @property
    def title(self) -> str:
        """Return what is asked, for a screen reader."""
        return ". ".join(part for part in (self._title.text(), self._name.text()) if part)

    @property
    def given(self) -> TeamGiven | None:
        """Return the answer as it stands, or ``None`` while there is none."""
        if self._view is None:
            return None
        note = self.note.text().strip() if self.note.isVisibleTo(self) else ""
        if self._in_words:
            return TeamGiven("said", note=note) if note else None
        chosen = self._answers.chosen
        word = next((one for one in self._view.item.choices if one == chosen), None)
        if word is None:
            return None
        until = self.until.value if word == "yes" and self.until.isVisibleTo(self) else None
        return TeamGiven(word, until, note)

    def check(self) -> bool:
        """Say beside the field what is wrong with the last day; return whether nothing is."""
        given, view = self.given, self._view
        is_wrong = (
            given is not None
            and view is not None
            and given.until is not None
            and given.until < view.source.on
        )
        words = self.tr("The last day is before the first one.") if is_wrong else ""
        return not refuse(((self.until.fault, words),))

    @property
    def field(self) -> QWidget | None:
        """Return where words are written; ``None`` where an answer is chosen."""
        return self.note if self._in_words else None

    def pick_number(self, number: int) -> bool:
        """Choose the answer with this number, as the caregiver would."""
        return not self._in_words and self._answers.pick_number(number)

    @property
    def _in_words(self) -> bool:
        return self._view is not None and self._view.item.choices == ("said",)

    def _choose(self, _word: str) -> None:
        self._show_details()
        self.changed.emit()

    @staticmethod
    def _show(label: Text, words: str) -> None:
        label.setText(words)
        label.setVisible(bool(words))

    def _title_words(self, item: TeamItem) -> str:
        allowed = {
            LEGS: self.tr("May hands go here now?"),
            PRESSURE_2: self.tr("Is this pressure allowed now?"),
            CARE_PLAN: self.tr("Is massage in the care plan now?"),
            TEAM_PAUSE: self.tr("May massage go on?"),
        }
        if item.asked == "clearance" and item.thing in allowed:
            return allowed[item.thing]
        words = {
            "zone": self.tr("Is this still right?"),
            "pause": self.tr("Should massage pause?"),
            "clearance": self.tr("Is massage all right with this?"),
            "positions": self.tr("What did they say about new positions?"),
            "question": self.tr("What did they answer?"),
        }
        return words[item.asked]

    def _told_words(self, view: TeamStepView) -> str:
        item = view.item
        if item.asked == "pause":
            return self.tr("With a yes no massage begins until they say that it may go on.")
        if item.asked == "positions":
            return self.tr(
                "The words are kept. The app opens a position only where what stands in its way "
                "has its own yes."
            )
        return item.told

    def _show_notices(self, item: TeamItem) -> None:
        self._new.show_notice(
            self.tr("This was changed after the page was made"),
            self.tr("Here it stands as it is marked now."),
        )
        self._new.setVisible(item.is_changed)
        stands = item.stands
        if stands is not None:
            words = self.tr("{who} said yes on {day}.").format(
                who=stands.said_by, day=short_day(stands.on)
            )
            if stands.until is not None:
                until = self.tr("{said} Until {day}.")
                words = until.format(said=words, day=short_day(stands.until))
            self._stands.show_notice(self.tr("It is allowed now"), words)
        self._stands.setVisible(stands is not None and item.answer is None)
        self._show_said(item)

    def _show_said(self, item: TeamItem) -> None:
        """Show what is written down already, and that another answer stands beside it."""
        question = item.question
        words = ""
        if item.said:
            words = "\n".join(self._written(item, one) for one in item.said[-_SAID_SHOWN:])
        elif question is not None and question.answer:
            words = question.answer
            if question.answered_by:
                words = self.tr("{words} ({who})").format(words=words, who=question.answered_by)
        self._said.show_notice(self.tr("Written down already"), words)
        self._said.setVisible(bool(words))

    def _written(self, item: TeamItem, answer: TeamAnswer) -> str:
        words = said_words(self, item, answer)
        who = self._view.writers.get(answer.recorded_by, "") if self._view is not None else ""
        if not who:
            return words
        return self.tr("{words} Written down by {name}.").format(words=words, name=who)

    def _fill_answers(self, item: TeamItem) -> None:
        self._answers.clear()
        if not self._in_words:
            for word in item.choices:
                icon = {"yes": "pause", "no": "play"}.get(word, "") if item.asked == "pause" else ""
                title = answer_words(self, item, word)
                self._answers.add(ChoiceCard(word, title, icon=icon or _ICONS[word]))
        self._answers.setVisible(not self._in_words)

    def _show_picture(self, view: TeamStepView) -> None:
        self._picture.setVisible(view.picture is not None)
        if view.picture is not None:
            name = self.tr("{what}, marked on the picture of {name}.")
            self._picture.show_picture(
                view.picture, name=name.format(what=view.item.title, name=view.person_name)
            )

    def _show_details(self) -> None:
        """Show what the chosen answer asks for, and what it means for the plan."""
        view = self._view
        if view is None:
            return
        asked, chosen = view.item.asked, self._answers.chosen
        self.until.setVisible(asked == "clearance" and chosen == "yes")
        needs_words = self._in_words or (asked in ("clearance", "pause") and chosen is not None)
        self.note.setVisible(needs_words)
        self.until.fault.say("")
        words = self._advice_words(view.item, chosen)
        self._advice.show_notice("", words)
        self._advice.setVisible(bool(words))

    def _advice_words(self, item: TeamItem, chosen: str | None) -> str:
        words = {
            ("zone", "changed"): self.tr(
                "Next opens the map, to change what it is, where it is, or until when."
            ),
            ("zone", "gone"): self.tr(
                "It counts until the end of today. From tomorrow on the plan is without it."
            ),
            ("clearance", "partly"): self.tr(
                "The app cannot follow a yes in part. The plan stays as careful as with a no. "
                "Their words are kept."
            ),
            ("clearance", "no"): self.tr("A yes of earlier counts no more."),
        }
        if chosen == "no" and item.stands is None:
            return ""
        return words.get((item.asked, chosen or ""), "")


class TeamSummary(QWidget):
    """What was answered, with who said it, and what that changes for the next plan.

    Signals:
        more_said: Something else that they said is to be written down, in words.
        step_wanted: An answer is to be looked at again: its key.
    """

    more_said = Signal(str)
    step_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Heading(self.tr("This is written down"), 1)
        self._plan = Panel("tint", 20)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(10)
        self._left = Notice("info")
        self.more = NoteField(
            self.tr("Did they say anything else?"), self.tr("It is kept as a note."), 2
        )
        self._keep = ActionButton(self.tr("Keep this note"), icon="note", kind="plain")
        self._keep.clicked.connect(self.keep_more)
        self._kept = Text("", "body", "ok")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._title)
        column.addWidget(self._plan)
        column.addWidget(self._left)
        column.addLayout(self._lines)
        column.addWidget(self.more)
        column.addLayout(row_of(self._keep))
        column.addWidget(self._kept)

    def show_summary(self, view: TeamSummaryView) -> None:
        """Show all answers and what they change."""
        clear_layout(self._lines)
        for item in view.answered:
            self._lines.addWidget(self._line(item))
        self._title.setText(
            self.tr("This is written down") if view.answered else self.tr("Nothing was written")
        )
        self._show_plan(view.plan, view.source)
        left = self.tr("{count} things are left open. You can come back to them at any time.")
        one = self.tr("One thing is left open. You can come back to it at any time.")
        self._left.show_notice("", one if view.left == 1 else left.format(count=view.left))
        self._left.setVisible(view.left > 0)
        self.more.setText("")
        self._kept.hide()

    def keep_more(self) -> None:
        """Write down what stands in the field, if anything does."""
        words = self.more.text().strip()
        if words:
            self.more_said.emit(words)

    def show_kept(self) -> None:
        """Say that the words were written down."""
        self.more.setText("")
        self._kept.setText(self.tr("The note is kept."))
        self._kept.show()

    def _line(self, item: TeamItem) -> QWidget:
        row = Panel("outline", 14)
        row.body.setSpacing(4)
        titles = {
            "pause": self.tr("Massage pauses"),
            "positions": self.tr("New positions"),
        }
        title = titles.get(item.asked, item.title)
        if item.place:
            title = self.tr("{what}, {place}").format(what=title, place=item.place)
        row.body.addWidget(Text(title, "label"))
        if item.answer is not None:
            row.body.addWidget(Text(said_words(self, item, item.answer), "body"))
        button = ActionButton(
            self.tr("Change this answer"), icon="pencil", kind="quiet", size="small"
        )
        button.setAccessibleDescription(title)
        button.clicked.connect(lambda: self.step_wanted.emit(item.key))
        row.body.addLayout(row_of(button))
        return row

    def _show_plan(self, plan: NextPlan, source: TeamSource) -> None:
        clear_layout(self._plan.body)
        add = self._plan.body.addWidget
        add(Heading(self.tr("For the next plan"), 2))
        told = self.tr("As told by {who}, on {day}.")
        add(Text(told.format(who=source.said_by, day=short_day(source.on)), "body", "quiet"))
        if plan.is_same:
            add(Text(self.tr("Nothing changes. Every massage stays as it was."), "lead"))
        if plan.may_begin and not plan.could_begin:
            add(Text(self.tr("A massage may be given again."), "lead"))
        elif plan.could_begin and not plan.may_begin:
            add(Text(plan.told, "lead"))
        if plan.comes and plan.could_begin:
            add(Text(self.tr("Possible now: {list}").format(list=", ".join(plan.comes)), "lead"))
        if plan.goes and plan.may_begin:
            words = self.tr("Not possible any more: {list}")
            add(Text(words.format(list=", ".join(plan.goes)), "lead"))
        for change in plan.changes:
            add(Text(change.name, "label"))
            for step in change.steps[:_STEPS_SHOWN]:
                add(Text(step_change_words(self, step, plan.name), "body"))
            more = len(change.steps) - _STEPS_SHOWN
            if more > 0:
                add(Text(self.tr("and {count} more").format(count=more), "body", "quiet"))
        self._plan.set_kind("tint")


def answer_words(widget: QWidget, item: TeamItem, word: TeamWord) -> str:
    """Return an answer as it stands on a card."""
    if item.asked == "pause":
        return {
            "yes": widget.tr("Yes, massage pauses"),
            "no": widget.tr("No, massage goes on"),
            "not-answered": widget.tr("Not answered"),
        }[word]
    words: dict[TeamWord, str] = {
        "as-marked": widget.tr("Yes, it is as marked"),
        "changed": widget.tr("Something is different"),
        "gone": widget.tr("It has healed or is gone"),
        "yes": widget.tr("Yes, it is allowed"),
        "partly": widget.tr("Yes, but only in part"),
        "no": widget.tr("No, it is not allowed"),
        "said": widget.tr("Answered"),
        "not-answered": widget.tr("Not answered"),
    }
    return words[word]


def said_words(widget: QWidget, item: TeamItem, answer: TeamAnswer) -> str:
    """Return what was answered, by whom and on which day, in one or two sentences."""
    parts = [answer_words(widget, item, answer.answer)]
    if answer.answer == "said":
        parts = [answer.note]
    elif answer.note:
        parts.append(answer.note)
    if answer.until is not None:
        parts.append(widget.tr("Until {day}").format(day=short_day(answer.until)))
    if answer.said_by and answer.said_on is not None:
        source = widget.tr("{who}, on {day}")
        parts.append(source.format(who=answer.said_by, day=short_day(answer.said_on)))
    return ". ".join(part.rstrip(".") for part in parts) + "."
