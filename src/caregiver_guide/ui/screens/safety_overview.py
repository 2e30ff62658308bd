# SPDX-License-Identifier: GPL-3.0-or-later
"""What hands must know about a person, as lists: places, the whole body, and the team's yes."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caregiver_guide.figure.marks import MarkKind
from caregiver_guide.services.safety_map import ClearanceLine, FindingLine, SafetyView
from caregiver_guide.ui.screens.mistakes_card import MistakesCard
from caregiver_guide.ui.widgets.badge import SHAPES
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.chip import ChipKind
from caregiver_guide.ui.widgets.day_words import short_day
from caregiver_guide.ui.widgets.flow_layout import FlowLayout, row_of
from caregiver_guide.ui.widgets.mark_sample import MarkSample
from caregiver_guide.ui.widgets.panel import Notice, Panel
from caregiver_guide.ui.widgets.table_list import ListRow, TableList
from caregiver_guide.ui.widgets.text import Heading, Text

OTHER = "other:"
"""Begins an allergy in somebody's own words."""


class SafetyOverview(QWidget):
    """Everything that is marked or noted, as lists.

    Signals:
        line_opened: A place or condition was chosen, by id.
        removal_wanted: It is to be taken away, by id.
        answered: There is nothing to mark: "nothing" or "must-ask".
        condition_wanted: Something of the whole person is to be noted.
        clearance_wanted: The care team allowed something.
        clearance_opened: What they allowed counts no more, by id.
        history_wanted: What they allowed is to be read, with who wrote it, by id.
        person_wanted: Allergies or drinks are to be changed.
        drawing_wanted: The person is to be drawn in another way.
        mark_wanted: A place is to be marked.
        review_wanted: What was marked long ago is to be looked at again.
        blank_map_wanted: An empty map is to be printed for the nurse.
        place_wanted: Something without a place was found and is to be marked, by id.
        put_back: What was taken away as a mistake counts again, by id.
    """

    line_opened = Signal(str)
    removal_wanted = Signal(str)
    answered = Signal(str)
    condition_wanted = Signal()
    clearance_wanted = Signal()
    clearance_opened = Signal(str)
    history_wanted = Signal(str)
    person_wanted = Signal()
    drawing_wanted = Signal()
    mark_wanted = Signal()
    review_wanted = Signal()
    blank_map_wanted = Signal()
    place_wanted = Signal(str)
    put_back = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._waiting = ""
        self._waits = Notice(
            "caution", action=self.tr("I found it: mark the place"), icon="warning"
        )
        self._waits.action_requested.connect(lambda: self.place_wanted.emit(self._waiting))
        self._again = Notice("info", action=self.tr("Look at them now"), icon="clock")
        self._again.action_requested.connect(self.review_wanted)
        self._zones_title = Heading("", 3)
        self._zones = self._list(self.tr("Marked places"))
        self._mark = ActionButton(self.tr("Mark a place"), icon="plus", kind="secondary")
        self._mark.clicked.connect(self.mark_wanted)
        self._answer = _ZonesQuestion()
        self._answer.answered.connect(self.answered)
        self._conditions = self._list(self.tr("Noted for the whole body"))
        self._refused: set[str] = set()
        self._clearances = self._list(self.tr("What the care team allowed"))
        self._clearances.row_activated.disconnect()
        self._clearances.row_activated.connect(self.history_wanted)
        self._clearances.remove_requested.disconnect()
        self._clearances.remove_requested.connect(self._remove_clearance)
        self._over = self._list(self.tr("Healed or gone"))
        self.mistakes = MistakesCard()
        self.mistakes.put_back.connect(self.put_back)
        self._person = Text("", "body")
        self._drinks = Text("", "body")

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._waits)
        column.addWidget(self._again)
        column.addWidget(self._zones_card())
        column.addWidget(self.mistakes)
        column.addWidget(self._legend())
        whole = (self.tr("The whole body"), self._conditions, self.tr("Add a condition"))
        column.addWidget(self._card(*whole, self.condition_wanted))
        allowed = (self.tr("The care team allowed"), self._clearances, self.tr("Add a yes"))
        column.addWidget(self._card(*allowed, self.clearance_wanted))
        column.addWidget(self._person_card())
        column.addWidget(self._drawing_card())
        self._over_card = Panel("card", 16)
        self._over_card.body.addWidget(Heading(self.tr("Healed or gone"), 3))
        self._over_card.body.addWidget(self._over)
        column.addWidget(self._over_card)

    def show_overview(self, view: SafetyView) -> None:
        """Show all lists."""
        count = len(view.zones)
        if count == 1:
            title = self.tr("One place marked")
        else:
            title = self.tr("{count} places marked").format(count=count)
        self._zones_title.setText(title if count else self.tr("No places marked"))
        self._zones.show_rows([self._row(line) for line in view.zones])
        self._zones.setVisible(bool(view.zones))
        self._conditions.show_rows([self._row(line) for line in view.conditions])
        self._over.show_rows([self._row(line) for line in view.over])
        self._over_card.setVisible(bool(view.over))
        self._refused = {line.id for line in view.clearances if line.is_refused}
        self._clearances.show_rows([self._clearance_row(line) for line in view.clearances])
        self._answer.show_answer(view)
        self.mistakes.show_mistakes(view)
        waiting = [line for line in view.zones if line.waits_for_mark]
        self._waiting = waiting[0].id if waiting else ""
        names = ", ".join(line.name for line in waiting)
        self._waits.show_notice(
            self.tr("Find it first: {what}").format(what=waiting[0].name) if waiting else "",
            self.tr("There is no massage until this has a place: {what}").format(what=names),
            self.tr("I found it: mark the place"),
        )
        self._waits.setVisible(bool(waiting))
        self._show_due(view)
        self._show_person(view)
        drawn = self.tr("How {name} is drawn").format(name=view.person_name)
        self._drawing_title.setText(drawn)
        self._drawing_button.setAccessibleDescription(drawn)

    def _show_due(self, view: SafetyView) -> None:
        due = view.due
        self._again.setVisible(bool(due))
        if not due:
            return
        first = min(line.looked_on for line in due)
        title = (
            self.tr("Are these still right?") if len(due) > 1 else self.tr("Is this still right?")
        )
        words = self.tr("Not looked at since {day}: {list}").format(
            day=short_day(first), list=", ".join(dict.fromkeys(line.name for line in due))
        )
        self._again.show_notice(title, words, self.tr("Look at them now"))

    def show_mark_button(self, shown: bool) -> None:
        """Offer to mark a place here, where the main button is another one."""
        self._mark.setVisible(shown)

    def _list(self, name: str) -> TableList:
        rows = TableList(name, self.tr("Nothing noted."))
        rows.set_full_height(True)
        rows.row_activated.connect(self.line_opened)
        rows.remove_requested.connect(self.removal_wanted)
        return rows

    def _zones_card(self) -> Panel:
        panel = Panel("card", 16)
        panel.body.addWidget(self._zones_title)
        panel.body.addWidget(self._zones)
        panel.body.addWidget(self._answer)
        panel.body.addWidget(self._mark)
        blank = ActionButton(
            self.tr("Print an empty map for the nurse"), icon="print", kind="quiet", size="small"
        )
        blank.clicked.connect(self.blank_map_wanted)
        panel.body.addLayout(row_of(blank))
        return panel

    def _card(self, title: str, rows: TableList, action: str, wish: object) -> Panel:
        panel = Panel("card", 16)
        panel.body.addWidget(Heading(title, 3))
        panel.body.addWidget(rows)
        button = ActionButton(action, icon="plus", kind="quiet", size="small")
        button.clicked.connect(wish)
        panel.body.addLayout(row_of(button))
        return panel

    def _person_card(self) -> Panel:
        panel = Panel("card", 16)
        panel.body.addWidget(Heading(self.tr("Allergies and drinks"), 3))
        panel.body.addWidget(self._person)
        panel.body.addWidget(self._drinks)
        button = ActionButton(self.tr("Change"), icon="pencil", kind="quiet", size="small")
        button.setAccessibleDescription(self.tr("Allergies and drinks"))
        button.clicked.connect(self.person_wanted)
        panel.body.addLayout(row_of(button))
        return panel

    def _drawing_card(self) -> Panel:
        panel = Panel("card", 16)
        self._drawing_title = Heading("", 3)
        panel.body.addWidget(self._drawing_title)
        panel.body.addWidget(Text(self.tr("Skin, build, hair and face in the pictures."), "body"))
        button = ActionButton(self.tr("Change"), icon="pencil", kind="quiet", size="small")
        button.clicked.connect(self.drawing_wanted)
        self._drawing_button = button
        panel.body.addLayout(row_of(button))
        return panel

    def _legend(self) -> Panel:
        panel = Panel("outline", 16)
        panel.body.addWidget(Heading(self.tr("What the marks mean"), 3))
        meanings = (
            (MarkKind.NO_TOUCH, self.tr("Do not touch")),
            (MarkKind.LIGHT, self.tr("Light pressure only")),
            (MarkKind.ASK, self.tr("Ask the care team first")),
        )
        for kind, words in meanings:
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(MarkSample(kind))
            row.addWidget(Text(words), 1)
            panel.body.addLayout(row)
        around = self.tr("A dashed line shows what hands also leave free around it.")
        panel.body.addWidget(Text(around, "body", "quiet"))
        return panel

    def _row(self, line: FindingLine) -> ListRow:
        place = line.place[:1].upper() + line.place[1:]
        if line.is_zone and not line.regions:
            place = self.tr("Place not known")
        place = f"{place}." if place else ""
        said = self._source(line)
        parts = [part for part in (place, line.told, self._dates(line), said) if part]
        badge = (SHAPES[line.mark], str(line.number)) if line.number else None
        if line.is_saved:
            return ListRow(line.id, line.name, " ".join(parts), badge=badge)
        parts.append(self.tr("Press to save it again."))
        chip: tuple[str, ChipKind] = (self.tr("Not saved"), "caution")
        return ListRow(line.id, line.name, " ".join(parts), badge=badge, chip=chip)

    def _source(self, line: FindingLine) -> str:
        """Say who said so on which day; a name without a day is seen when it is opened."""
        if not line.said_by or line.said_on is None:
            return ""
        words = self.tr("{who} said so on {day}.")
        return words.format(who=line.said_by, day=short_day(line.said_on))

    def _dates(self, line: FindingLine) -> str:
        if line.until is not None:
            words = self.tr("It counts to the end of {day}.")
            return words.format(day=short_day(line.until))
        if line.since is not None:
            return self.tr("Since {day}.").format(day=short_day(line.since))
        return ""

    def _remove_clearance(self, clearance: str) -> None:
        """Let a yes count no more; a no is ended by a new yes alone."""
        if clearance not in self._refused:
            self.clearance_opened.emit(clearance)

    def _clearance_row(self, line: ClearanceLine) -> ListRow:
        if line.is_refused:
            day = short_day(line.on)
            said = self.tr("Not allowed, since {day}.").format(day=day)
            if line.said_by:
                said = self.tr("Not allowed. {who} said so on {day}.").format(
                    who=line.said_by, day=day
                )
            return ListRow(line.id, line.title, said, icon="ban")
        said = self.tr("{who} said so on {day}.").format(who=line.said_by, day=short_day(line.on))
        if not line.counts:
            said = self.tr("{said} It is over.").format(said=said)
        elif line.until is not None:
            said = self.tr("{said} Until {day}.").format(said=said, day=short_day(line.until))
        return ListRow(line.id, line.title, said, icon="check" if line.counts else "clock")

    def _show_person(self, view: SafetyView) -> None:
        names = dict(view.allergy_choices)
        known = [names.get(one, one.removeprefix(OTHER).strip()) for one in view.allergies]
        if known:
            self._person.setText(self.tr("Allergies: {list}").format(list=", ".join(known)))
        else:
            self._person.setText(self.tr("No allergy noted."))
        self._drinks.setText(drink_words(self)[view.drinks])


class _ZonesQuestion(QWidget):
    """Asks whether there is anything to keep away from, while nothing is marked."""

    answered = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._words = Text("", "body")
        self._nothing = ActionButton(self.tr("Nothing I know of"), icon="check")
        self._nothing.clicked.connect(lambda: self.answered.emit("nothing"))
        self._must_ask = ActionButton(self.tr("I must ask"), icon="question")
        self._must_ask.clicked.connect(lambda: self.answered.emit("must-ask"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._words)
        self._row = FlowLayout(10)
        self._row.addWidget(self._nothing)
        self._row.addWidget(self._must_ask)
        column.addLayout(self._row)

    def show_answer(self, view: SafetyView) -> None:
        """Show the question, or the answer given and its day."""
        has_zones = bool(view.zones)
        self._nothing.setVisible(not has_zones)
        self._must_ask.setVisible(not has_zones and view.answer != "must-ask")
        day = short_day(view.answered_on) if view.answered_on is not None else ""
        if has_zones:
            words = ""
        elif view.answer_state == "due" and view.answer == "marked":
            words = self.tr("All marks have healed or are gone. Is there nothing new? Then answer:")
            self._nothing.setText(self.tr("Nothing I know of"))
        elif view.answer_state == "due":
            words = self.tr(
                "{day}: nothing to keep away from that you knew of. Is that still so?"
            ).format(day=day)
            self._nothing.setText(self.tr("Still nothing I know of"))
        elif view.answer == "nothing":
            words = self.tr("{day}: nothing to keep away from that you know of.").format(day=day)
            self._nothing.setText(self.tr("Still nothing I know of"))
        elif view.answer == "must-ask":
            words = self.tr("{day}: you wanted to ask the care team.").format(day=day)
            self._nothing.setText(self.tr("I asked: nothing"))
        else:
            words = self.tr("If there is a port, cut, sore or line, mark it now. Or answer:")
            self._nothing.setText(self.tr("Nothing I know of"))
        self._words.setText(words)
        self.setVisible(not has_zones)


def drink_words(widget: QWidget) -> dict[str, str]:
    """Return what may be drunk, in words."""
    return {
        "ask": widget.tr("Ask before a drink"),
        "free": widget.tr("Drinks are allowed"),
        "limit": widget.tr("Drinks are limited"),
        "none": widget.tr("No drinks"),
    }
