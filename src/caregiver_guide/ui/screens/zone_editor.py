# SPDX-License-Identifier: GPL-3.0-or-later
"""Marking something in three steps: where it is, what it is, and since when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.services.half_done import HalfMarked
from caregiver_guide.services.safety_map import (
    BodyPart,
    ConditionChoice,
    FindingDraft,
    FindingLine,
    RegionChoice,
    SafetyView,
    found_choices,
)
from caregiver_guide.ui.widgets.brought_back import BroughtBack
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.check_row import CheckRow
from caregiver_guide.ui.widgets.chip import Chip, ChipKind
from caregiver_guide.ui.widgets.clearing import clear_layout
from caregiver_guide.ui.widgets.date_field import DateField
from caregiver_guide.ui.widgets.fault_line import refuse
from caregiver_guide.ui.widgets.fields import NoteField, TextField
from caregiver_guide.ui.widgets.flow_layout import CardGrid, row_of
from caregiver_guide.ui.widgets.panel import Panel
from caregiver_guide.ui.widgets.pill_row import PillRow
from caregiver_guide.ui.widgets.table_list import ListRow, TableList
from caregiver_guide.ui.widgets.text import Heading, Text

if TYPE_CHECKING:
    from caregiver_guide.ui.screens.reasons_sheet import ReasonsSheet

Step = Literal["where", "what", "details"]

_CHIPS: Final[dict[str, ChipKind]] = {"no-touch": "stop", "light": "caution", "ask": "ask"}
_USUAL: Final = "usual"
_MOST_THINGS: Final = 5


class ZoneEditor(QWidget):
    """The steps of marking. The map beside it is another way to answer the first one.

    Signals:
        regions_changed: Other regions are chosen now, a frozenset of ids.
        step_changed: Another step is shown: "where", "what" or "details".
        saved: The caregiver said that it is correct, a FindingDraft.
        cancelled: The caregiver left without a change.
        ended: It has healed or is over, by id.
        removed: It was marked by mistake, by id.
        team_requested: The care team said something about it, by id.
        history_requested: Who wrote it and what it said before is to be shown, by id.
    """

    regions_changed = Signal(object)
    step_changed = Signal(str)
    saved = Signal(object)
    cancelled = Signal()
    ended = Signal(str)
    removed = Signal(str)
    team_requested = Signal(str)
    history_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = FindingDraft("")
        self._step: Step = "where"
        self._has_place = True
        self._where = _Where()
        self._where.toggled.connect(self.toggle_region)
        self._where.thing_chosen.connect(self._choose_thing)
        self._where.unknown_chosen.connect(self._leave_place_open)
        self._what = _What()
        self._what.chosen.connect(self._choose_condition)
        self._details = _Details()
        self._details.place_requested.connect(lambda: self._go("where"))
        self._details.kind_requested.connect(lambda: self._go("what"))
        self._details.ended.connect(lambda: self.ended.emit(self._draft.id))
        self._details.removed.connect(lambda: self.removed.emit(self._draft.id))
        self._details.team_requested.connect(lambda: self.team_requested.emit(self._draft.id))
        self._details.history_requested.connect(lambda: self.history_requested.emit(self._draft.id))
        self._asks_team = True
        self._view: SafetyView | None = None
        self._begun = FindingDraft("")
        self._back_again = BroughtBack()

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self._back_again, self._where, self._what, self._details):
            column.addWidget(part)
        column.addStretch()

    # -- beginning -----------------------------------------------------------------------

    def show_view(self, view: SafetyView) -> None:
        """Take the words and choices of a view."""
        self._view = view
        self._where.show_regions(view.regions)
        self._where.show_things(view.choices)

    def begin(self, has_place: bool, regions: Sequence[str] = ()) -> None:
        """Begin to mark something new: at a place, or of the whole person."""
        self._has_place = has_place
        self._draft = self._begun = FindingDraft("", regions=tuple(regions))
        self._back_again.hide()
        self._details.clear()
        self._what.clear()
        self._where.clear()
        self._show_regions()
        self._go("where" if has_place else "what")

    def change(self, line: FindingLine, *, asks_team: bool = True) -> None:
        """Show something that is marked already, so that it can be changed.

        Without ``asks_team`` it is not offered to write down what the care team said of it.
        """
        self._asks_team = asks_team
        self._has_place = line.is_zone
        self._draft = FindingDraft(
            condition=line.condition,
            regions=line.regions,
            since=line.since,
            until=line.until,
            said_by=line.said_by,
            note=line.note,
            id=line.id,
        )
        self._begun = self._draft
        self._back_again.hide()
        self._details.show_dates(self._draft)
        self._what.clear()
        self._where.clear()
        self._show_regions()
        self._go("details")

    @property
    def half_done(self) -> HalfMarked | None:
        """What is said so far and not saved; ``None`` while nothing was said or changed."""
        finding = replace(
            self._draft,
            since=self._details.since.value,
            until=self._details.until.value,
            said_by=self._details.said_by.text(),
            note=self._details.note.text(),
        )
        return None if finding == self._begun else HalfMarked(self._step, self._has_place, finding)

    def bring_back(self, half: HalfMarked) -> None:
        """Go on with what was said and not saved."""
        self.begin(half.has_place, half.finding.regions)
        self._begun = FindingDraft("", id=half.finding.id)
        self._draft = half.finding
        self._details.show_dates(half.finding)
        self._back_again.tell()
        self._go(half.step)

    def ask_where(self) -> None:
        """Ask first where it is."""
        self._go("where")

    # -- the state -----------------------------------------------------------------------

    @property
    def step(self) -> Step:
        """Return the step now shown."""
        return self._step

    @property
    def draft(self) -> FindingDraft:
        """Return what is said so far."""
        return self._draft

    @property
    def is_new(self) -> bool:
        """Return whether nothing of it has been written down yet."""
        return not self._draft.id

    def toggle_region(self, region: str) -> None:
        """Add a region to the place, or take it out."""
        regions = self._draft.regions
        if region in regions:
            regions = tuple(one for one in regions if one != region)
        else:
            regions = (*regions, region)
        self._draft = replace(self._draft, regions=regions)
        self._show_regions()

    def look_at(self, region: str) -> None:
        """List the part of the body that a region belongs to, as the map beside shows it."""
        if self._step == "where":
            self._where.look_at(region)

    def may_go_on(self) -> bool:
        """Return whether this step has its answer."""
        if self._step == "what":
            return bool(self._draft.condition)
        # That nobody knows where it is has a button of its own, and is never meant by a slip.
        return self._step != "where" or bool(self._draft.regions)

    def go_on(self) -> None:
        """Go to the next step; from the last one, save."""
        if self._step == "where":
            self._go("what" if not self._draft.condition else "details")
        elif self._step == "what" and self._draft.condition:
            self._go("details")
        elif self._step == "details":
            self._save()

    def go_back(self) -> None:
        """Go to the step before; from the first one, leave."""
        if self._step == "details" and self.is_new:
            self._go("what")
        elif self._step == "what" and self._has_place and self.is_new:
            self._go("where")
        elif self._step != "details" and not self.is_new:
            self._go("details")
        else:
            self.cancelled.emit()

    def _go(self, step: Step) -> None:
        self._step = step
        if self._view is None:
            return
        self._where.setVisible(step == "where")
        self._what.setVisible(step == "what")
        self._details.setVisible(step == "details")
        if step == "where":
            choice = self._choice()
            self._where.begin(self._view.person_name, "" if choice is None else choice.name)
        elif step == "what":
            self._what.begin(self._view, self._draft.regions, self._has_place)
        else:
            self._show_details()
        self.step_changed.emit(step)

    def _show_regions(self) -> None:
        chosen = frozenset(self._draft.regions)
        self._where.show_chosen(chosen)
        self.regions_changed.emit(chosen)

    def _choose_condition(self, condition: str) -> None:
        self._draft = replace(self._draft, condition=condition)
        waiting = self._waiting(condition)
        if waiting is not None and self.is_new and self._draft.regions:
            # It is noted already and only had no place: one record, not two.
            self._draft = replace(
                self._draft,
                id=waiting.id,
                since=waiting.since,
                until=waiting.until,
                said_by=waiting.said_by,
                note=waiting.note,
            )
            self._details.show_dates(self._draft)
        self._go("details")

    def _choose_thing(self, condition: str) -> None:
        """Take what was typed as what it is, and ask where; what has no place needs none."""
        self._draft = replace(self._draft, condition=condition)
        self._where.clear()
        choice = self._choice()
        if choice is not None and not choice.is_zone:
            self._has_place = bool(self._draft.regions)
            self._go("details")
        else:
            self._go("where")

    def _leave_place_open(self) -> None:
        """Go on without a place: until it is found, the app asks for it."""
        self._draft = replace(self._draft, regions=())
        self._show_regions()
        self.go_on()

    def _choice(self) -> ConditionChoice | None:
        choices = self._view.choices if self._view is not None else ()
        return next((one for one in choices if one.id == self._draft.condition), None)

    def _waiting(self, condition: str) -> FindingLine | None:
        """Return what is noted of a condition without a place, and waits for one."""
        zones = self._view.zones if self._view is not None else ()
        lines = (line for line in zones if line.waits_for_mark)
        return next((line for line in lines if line.condition == condition), None)

    def _show_details(self) -> None:
        if self._view is None:
            return
        choice = self._choice()
        if choice is not None:
            chosen = [one for one in self._view.regions if one.id in self._draft.regions]
            self._details.show_details(self._view, choice, chosen, self._draft, self._has_place)
            is_kept = any(line.id == self._draft.id for line in self._view.zones)
            self._details.offer_team(is_kept and self._asks_team and not self._view.in_massage)

    def _save(self) -> None:
        dates = self._details.dates()
        if dates is None:
            return
        since, until = dates
        self._draft = replace(
            self._draft,
            since=since,
            until=until,
            said_by=self._details.said_by.text(),
            note=self._details.note.text(),
        )
        self.saved.emit(self._draft)


class _Where(QWidget):
    """The list of all regions, by part of the body or by a typed word."""

    toggled = Signal(str)
    thing_chosen = Signal(str)
    unknown_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._regions: tuple[RegionChoice, ...] = ()
        self._things: tuple[ConditionChoice, ...] = ()
        self._rows: dict[str, CheckRow] = {}
        self._chosen: frozenset[str] = frozenset()
        self._part: BodyPart = "head"
        self._shows_private = False
        self._title = Heading("", 2)
        hint = Text(
            self.tr("Press the place on the picture, or find it here. You can choose several."),
            "body",
            "quiet",
        )
        self._sum = Text("", "label", "primary")
        self._search = TextField(self.tr("Find a place"), self.tr("For example: heel"))
        self._search.edited.connect(lambda _words: self._fill())
        self._parts = PillRow(
            self.tr("Part of the body"),
            (
                ("head", self.tr("Head")),
                ("arms", self.tr("Arms")),
                ("front", self.tr("Chest and belly")),
                ("back", self.tr("Back")),
                ("legs", self.tr("Legs")),
                ("feet", self.tr("Feet")),
            ),
        )
        self._parts.choice_made.connect(self._show_part)
        holder = QWidget()
        self._grid = CardGrid(196, 2, 8, holder)
        self._private = ActionButton(self.tr("Show private places"), kind="quiet", size="small")
        self._private.clicked.connect(self._show_private)
        self._nothing = Text(self.tr("No place with that name. Try another word."), "body", "quiet")
        self._found = TableList(self.tr("What it may be"), "")
        self._found.set_full_height(True)
        self._found.row_activated.connect(self.thing_chosen)
        self._unknown = ActionButton(
            self.tr("I do not know where it is"), icon="question", kind="quiet", size="small"
        )
        self._unknown.clicked.connect(self.unknown_chosen)

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (
            self._title, hint, self._sum, self._search, self._parts, holder, self._nothing,
            self._found,
        ):  # fmt: skip
            column.addWidget(widget)
        column.addLayout(row_of(self._private))
        column.addLayout(row_of(self._unknown))

    def show_things(self, things: tuple[ConditionChoice, ...]) -> None:
        """Know what else may be typed here: a thing is found too, and its place asked for."""
        self._things = things

    def show_regions(self, regions: tuple[RegionChoice, ...]) -> None:
        """Offer other regions."""
        if regions != self._regions:
            self._regions = regions
            self._fill()

    def clear(self) -> None:
        """Forget what was typed."""
        self._search.setText("")
        self._shows_private = False

    def begin(self, name: str, thing: str = "") -> None:
        """Ask where on the body of a person something is."""
        if thing:
            words = self.tr("Where on {name}: {what}?").format(name=name, what=thing)
        else:
            words = self.tr("Where on {name}?").format(name=name)
        self._title.setText(words)
        if self._chosen:
            self._part = next(one.part for one in self._regions if one.id in self._chosen)
        self._parts.choose(self._part)
        self._fill()
        self._search.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_chosen(self, chosen: frozenset[str]) -> None:
        """Tick other regions, without a signal."""
        self._chosen = chosen
        for region, row in self._rows.items():
            blocked = row.blockSignals(True)
            row.setChecked(region in chosen)
            row.blockSignals(blocked)
            row.update()
        names = [one.words for one in self._regions if one.id in chosen]
        chosen_words = self.tr("Chosen: {places}").format(places=", ".join(names))
        # The line is always there, so that no row moves under the finger.
        self._sum.setText(chosen_words if names else self.tr("Nothing is chosen yet."))

    def look_at(self, region: str) -> None:
        """List the part of the body that a region belongs to, unless a word is typed."""
        part = next((one.part for one in self._regions if one.id == region), None)
        if part is not None and part != self._part and not self._search.text():
            self._part = part
            self._fill()

    def _show_part(self, part: str) -> None:
        self._part = next(one.part for one in self._regions if one.part == part)
        self._search.setText("")
        self._fill()

    def _show_private(self) -> None:
        self._shows_private = True
        self._fill()

    def _fill(self) -> None:
        """Show the rows of a part of the body, or of what was typed."""
        typed = self._search.text().casefold().split()
        if typed:
            found = [
                one for one in self._regions if all(part in one.words.casefold() for part in typed)
            ]
            # What was typed as it stands comes before places that only hold the same words.
            whole = " ".join(typed)
            found.sort(key=lambda one: (whole != one.words.casefold(), whole not in one.words))
        else:
            found = [one for one in self._regions if one.part == self._part]
        self._parts.choose(self._part)
        self._parts.setVisible(not typed)
        hidden = [one for one in found if one.is_private and not self._is_shown(one, bool(typed))]
        self._private.setVisible(bool(hidden))
        self._show_things(self._search.text().strip() if not found else "")
        self._nothing.setVisible(not found and not self._found.rows)
        clear_layout(self._grid)
        self._rows = {}
        for one in found:
            if one in hidden:
                continue
            row = CheckRow(one.words[:1].upper() + one.words[1:])
            row.setChecked(one.id in self._chosen)
            row.toggled.connect(lambda _on, region=one.id: self.toggled.emit(region))
            self._grid.addWidget(row)
            self._rows[one.id] = row

    def _show_things(self, typed: str) -> None:
        """Offer the things that a typed word may mean, where it names no place."""
        things = found_choices(self._things, typed)[:_MOST_THINGS] if typed else ()
        self._found.show_rows([ListRow(one.id, one.name, one.told) for one in things])
        self._found.setVisible(bool(things))

    def _is_shown(self, region: RegionChoice, is_typed: bool) -> bool:
        return self._shows_private or is_typed or region.id in self._chosen


class _What(QWidget):
    """What it is: what is usual at the place first, then by category or by a typed word."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._view: SafetyView | None = None
        self._regions: tuple[str, ...] = ()
        self._has_place = True
        self._category = ""
        self._title = Heading(self.tr("What is it?"), 2)
        self._search = TextField(
            self.tr("Type a word"), self.tr("For example: port, blood thinner, bruise")
        )
        self._search.edited.connect(lambda _words: self._fill())
        self._search.submitted.connect(self._choose_first)
        self._categories = PillRow(self.tr("Kinds"))
        self._categories.choice_made.connect(self._show_category)
        self._list = TableList(
            self.tr("What it may be"),
            self.tr("No match. Try another word, or clear it to choose a kind."),
        )
        self._list.set_full_height(True)
        self._list.row_activated.connect(self.chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (self._title, self._search, self._categories, self._list):
            column.addWidget(widget)

    def clear(self) -> None:
        """Forget what was typed."""
        self._search.setText("")
        self._category = ""

    def begin(self, view: SafetyView, regions: tuple[str, ...], has_place: bool) -> None:
        """Ask what is at the regions, or what the whole person has."""
        self._view, self._regions, self._has_place = view, regions, has_place
        words = self.tr("What is it?") if has_place else self.tr("What should hands know about?")
        self._title.setText(words)
        pills = self._pills(view)
        self._categories.set_options(pills)
        if self._category not in {key for key, _ in pills}:
            self._category = pills[0][0] if pills else ""
        self._fill()
        self._search.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def rows(self) -> tuple[ListRow, ...]:
        """Return the rows now shown."""
        return self._list.rows

    def _pills(self, view: SafetyView) -> list[tuple[str, str]]:
        words = {
            "device": self.tr("Tubes, ports, patches"),
            "skin": self.tr("Skin and wounds"),
            "circulation": self.tr("Heart and blood"),
            "cancer": self.tr("Cancer care"),
            "bones": self.tr("Bones and joints"),
            "nerves": self.tr("Nerves and feeling"),
            "whole-body": self.tr("Whole body"),
            "pregnancy": self.tr("Pregnancy"),
            "dementia": self.tr("Memory"),
            "product": self.tr("Lotion and skin products"),
        }
        offered = [choice for choice in view.choices if choice.is_zone == self._has_place]
        pills = [(key, words[key]) for key in dict.fromkeys(one.category for one in offered)]
        if self._has_place and any(set(self._regions) & one.usual for one in offered):
            pills.insert(0, (_USUAL, self.tr("Often here")))
        return pills

    def _show_category(self, category: str) -> None:
        self._category = category
        self._search.setText("")
        self._fill()

    def _fill(self) -> None:
        if self._view is None:
            return
        typed = self._search.text().strip()
        if typed:
            found = found_choices(self._view.choices, typed, self._regions)
        else:
            found = tuple(one for one in self._view.choices if self._is_offered(one))
            if self._category == _USUAL:
                # What sits in few places is more likely meant than what may be anywhere.
                found = tuple(sorted(found, key=lambda one: len(one.usual)))
        # What was found stands right under the word that was typed.
        self._categories.choose(self._category)
        self._categories.setVisible(not typed)
        self._list.show_rows([self._row(one) for one in found])

    def _is_offered(self, choice: ConditionChoice) -> bool:
        if choice.is_zone != self._has_place:
            return False
        if self._category == _USUAL:
            return bool(set(self._regions) & choice.usual)
        return choice.category == self._category

    def _row(self, choice: ConditionChoice) -> ListRow:
        words = self.tr("Also called: {words}").format(words=", ".join(choice.also[:3]))
        return ListRow(choice.id, choice.name, words if choice.also else "")

    def _choose_first(self) -> None:
        rows = self._list.rows
        if self._search.text() and rows:
            self.chosen.emit(rows[0].key)


class _Details(QWidget):
    """What was said, read back in words, with the dates and who said so."""

    place_requested = Signal()
    kind_requested = Signal()
    ended = Signal()
    removed = Signal()
    team_requested = Signal()
    history_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._read_back = Panel("tint", 20)
        self._name = Text("", "h2")
        self._place = Text("", "lead")
        self._side = Text("", "h3")
        self._told = Text("", "body")
        self._choice: ConditionChoice | None = None
        self._sheet: ReasonsSheet | None = None
        self._chip = Chip("", "stop")
        rows = (self._name, self._place, self._side, self._told)
        for widget in rows:
            self._read_back.body.addWidget(widget)
        self._read_back.body.insertWidget(3, self._chip, 0, Qt.AlignmentFlag.AlignLeft)
        self._title = Heading("", 2)
        self._change_place = ActionButton(self.tr("Change the place"), icon="person", size="small")
        self._change_place.clicked.connect(self.place_requested)
        self._change_kind = ActionButton(self.tr("Change what it is"), icon="pencil", size="small")
        self._change_kind.clicked.connect(self.kind_requested)
        why = ActionButton(self.tr("Why, and who says so"), icon="question", size="small")
        why.clicked.connect(self._open_reason)
        self.since = DateField(
            self.tr("Since when?"), self.tr("Not known"), self.tr("Add the day, if known")
        )
        self.until = DateField(
            self.tr("Until when? Without a day it counts until the care team says."),
            self.tr("No last day"),
            self.tr("Add a last day"),
        )
        self.said_by = TextField(
            self.tr("Who said so?"), self.tr("A name or a role. Leave it empty if nobody did.")
        )
        self.note = NoteField(self.tr("Note"), "", 2)
        self._ended = ActionButton(self.tr("It has healed or is gone"), icon="check", kind="plain")
        self._ended.clicked.connect(self.ended)
        self._team = ActionButton(
            self.tr("What did the care team say?"), icon="phone", kind="plain"
        )
        self._team.clicked.connect(self.team_requested)
        self._removed = ActionButton(self.tr("Marked by mistake"), icon="trash", kind="plain")
        self._removed.clicked.connect(self.removed)
        self._history = ActionButton(self.tr("Who wrote it, and when"), icon="list", kind="plain")
        self._history.clicked.connect(self.history_requested)
        self._gone = Panel("outline", 16)
        self._lay_out(changes=(self._change_place, self._change_kind, why))

    def _lay_out(self, changes: Sequence[QWidget]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self._title)
        column.addWidget(self._read_back)
        column.addLayout(row_of(*changes))
        fields: tuple[QWidget, ...] = (self.since, self.until, self.said_by)
        for field in (*fields, self.note):
            column.addWidget(field)
        column.addLayout(row_of(self._team, self._history))
        column.addWidget(self._gone)
        self._fill_gone()

    def _fill_gone(self) -> None:
        """Say under each of the two ways out what follows from it: hands keep away no more."""
        ended = self.tr("Hands keep away to the end of today, and no longer. It stays in the log.")
        removed = self.tr(
            "Press this only if it was never there. Hands stop keeping away at once. It is then "
            "listed below the marks, and you can put it back."
        )
        self._gone.body.addWidget(Heading(self.tr("Is it there no more?"), 3))
        for button, follows in ((self._ended, ended), (self._removed, removed)):
            button.setAccessibleDescription(follows)
            self._gone.body.addLayout(row_of(button))
            self._gone.body.addWidget(Text(follows, "body", "quiet"))

    def clear(self) -> None:
        """Forget dates and words."""
        self.show_dates(FindingDraft(""))

    def show_dates(self, draft: FindingDraft) -> None:
        """Show the dates and words of a draft."""
        self.since.set_value(draft.since)
        self.until.set_value(draft.until)
        self.said_by.setText(draft.said_by)
        self.note.setText(draft.note)

    def show_details(
        self,
        view: SafetyView,
        choice: ConditionChoice,
        regions: Sequence[RegionChoice],
        draft: FindingDraft,
        has_place: bool,
    ) -> None:
        """Read back what is marked and ask for the rest."""
        self.since.set_today(view.today)
        self.until.set_today(view.today)
        title = self.tr("Is this right?") if not draft.id else choice.name
        self._title.setText(title)
        self._name.setText(choice.name)
        place = ", ".join(one.words for one in regions)
        is_place = bool(regions) or (has_place and choice.is_zone)
        self._place.setText(place or self.tr("The place is not known yet."))
        self._place.setVisible(is_place)
        side = self._side_words(view.person_name, [one.id for one in regions])
        self._side.setText(side)
        self._side.setVisible(bool(side))
        marks = {
            "no-touch": self.tr("Do not touch"),
            "light": self.tr("Light pressure only"),
            "ask": self.tr("Ask first"),
        }
        self._chip.show_chip(marks[choice.mark], _CHIPS[choice.mark])
        self._told.setText(choice.told)
        self._choice = choice
        self._change_place.setVisible(is_place)
        self._gone.setVisible(bool(draft.id))
        self._history.setVisible(bool(draft.id) and not view.in_massage)

    def offer_team(self, offered: bool) -> None:
        """Offer to write down what the care team said about it."""
        self._team.setVisible(offered)

    def _open_reason(self) -> None:
        """Say why hands do what they do there, and from where that is known."""
        from caregiver_guide.ui.screens.reasons_sheet import ReasonsSheet

        if self._choice is not None:
            self._sheet = self._sheet or ReasonsSheet(self.window())
            self._sheet.show_reasons(self._choice.name, (self._choice.reason,))
            self._sheet.open()

    def dates(self) -> tuple[date | None, date | None] | None:
        """Return both dates, or say what is wrong with them and return None."""
        since, until = self.since.value, self.until.value
        is_wrong = since is not None and until is not None and until < since
        words = self.tr("The last day is before the first one.") if is_wrong else ""
        return None if refuse(((self.until.fault, words),)) else (since, until)

    def _side_words(self, name: str, regions: Sequence[str]) -> str:
        """Say whose side it is, since left and right are mixed up most easily."""
        has_right = any(region.endswith(".R") for region in regions)
        has_left = any(region.endswith(".L") for region in regions)
        if has_right and has_left:
            return self.tr("On both sides of {name}.").format(name=name)
        if has_right:
            return self.tr("This is {name}'s own RIGHT side.").format(name=name)
        if has_left:
            return self.tr("This is {name}'s own LEFT side.").format(name=name)
        return ""
