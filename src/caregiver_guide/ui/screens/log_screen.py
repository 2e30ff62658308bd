# SPDX-License-Identifier: GPL-3.0-or-later
"""The massage log: every massage under its day, a calendar of them, and a search in the notes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.figure.painter import FigurePainter
from caregiver_guide.services.half_done import HalfPast, as_text, from_text
from caregiver_guide.services.history import ANYTHING, LogAsked, LogChoices, LogRow, LogView
from caregiver_guide.services.log_calendar import MonthView
from caregiver_guide.services.log_search import SearchHit, SearchView
from caregiver_guide.ui.screens.log_filter_sheet import LogFilterSheet
from caregiver_guide.ui.screens.log_month import LogMonth
from caregiver_guide.ui.screens.past_massage_sheet import PastMassageSheet
from caregiver_guide.ui.unsaved import HalfDone
from caregiver_guide.ui.widgets.announce import announce
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.chip import ChipKind
from caregiver_guide.ui.widgets.clearing import clear_layout
from caregiver_guide.ui.widgets.day_words import clock_time, short_day
from caregiver_guide.ui.widgets.fields import TextField
from caregiver_guide.ui.widgets.flow_layout import FlowLayout, SplitLayout, row_of
from caregiver_guide.ui.widgets.history_list import HistoryList, HistoryRow
from caregiver_guide.ui.widgets.panel import Panel
from caregiver_guide.ui.widgets.pill_row import PillRow
from caregiver_guide.ui.widgets.scroll_page import ScrollPage
from caregiver_guide.ui.widgets.text import Heading, Text
from caregiver_guide.ui.widgets.week_words import list_day, whole_day

_NEAR_END: Final = 400
_ENTRY: Final = "entry:"


class LogScreen(QWidget):
    """All massages of one person, a page at a time; a month of them; or where words stand.

    Keys: Up and Down walk, Enter opens, "/" goes to the search, F chooses which, C shows the
    calendar or the list, A adds a past massage.

    Signals:
        session_opened: A massage is to be shown, by id.
        entry_opened: Something written that belongs to no massage is to be shown, by id.
        older_requested: The list is to go on with older massages.
        asked: A LogAsked says which massages are to be shown.
        choices_requested: What can be asked for is to be read, for `show_choices`.
        month_requested: The month of a date is to be shown.
        list_requested: The list is to be shown.
        search_requested: Words are to be looked for.
        past_saved: A PastMassage is to be written down.
        bin_requested: What was taken away, and all entries, are to be shown.
    """

    session_opened = Signal(str)
    entry_opened = Signal(str)
    older_requested = Signal()
    asked = Signal(object)
    choices_requested = Signal()
    month_requested = Signal(object)
    list_requested = Signal()
    search_requested = Signal(str)
    past_saved = Signal(object)
    bin_requested = Signal()

    def __init__(self, figure: FigurePainter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figure = figure
        self._view: LogView | None = None
        self._sheet: PastMassageSheet | None = None
        self._filter: LogFilterSheet | None = None
        self._is_asking = False

        self._title = Heading(self.tr("Massage log"), 1)
        self._count = Text("", "body", "quiet")
        self._add = ActionButton(self.tr("Add a past massage"), icon="plus", kind="secondary")
        self._add.clicked.connect(self._open_form)
        self._bin = ActionButton(self.tr("Bin and earlier versions"), icon="list", kind="quiet")
        self._bin.clicked.connect(self.bin_requested)
        self._shape = PillRow(
            self.tr("How is the log to be shown?"),
            (("list", self.tr("List")), ("month", self.tr("Calendar"))),
        )
        self._shape.choose("list")
        self._shape.choice_made.connect(self._choose_shape)
        self._which = ActionButton(self.tr("Choose which"), icon="sliders", kind="plain")
        self._which.clicked.connect(self.choices_requested)
        self._search = TextField(self.tr("Search in what was written"))
        self._search.submitted.connect(self._ask_search)
        self._asked = QWidget()
        self._asked_row = FlowLayout(8, self._asked)
        self._make_list()
        self._make_found()
        self._month = LogMonth()
        self._month.day_chosen.connect(self._open_day)
        self._month.month_requested.connect(self.month_requested)
        self._month.day_reached.connect(self._show_widget)

        self._page = ScrollPage()
        self._lay_out()
        self._page.area.verticalScrollBar().valueChanged.connect(self._scrolled)

    def _make_list(self) -> None:
        self._list = HistoryList(self.tr("Massages, the newest first"))
        self._list.row_opened.connect(self.session_opened)
        self._list.row_reached.connect(self._show_rect)
        self._list.end_passed.connect(self._ask_older)
        self._empty_title = Heading("", 2)
        self._empty_words = Text("", "body", "quiet")
        self._show_all = ActionButton(self.tr("Show all massages"), icon="cross", kind="secondary")
        self._show_all.clicked.connect(lambda: self.asked.emit(LogAsked()))
        self._older = ActionButton(self.tr("Show older massages"), icon="arrow-down", kind="plain")
        self._older.clicked.connect(self._ask_older)
        self._end = Text("", "body", "quiet")
        self._end.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._card = Panel("card", 10)
        self._card.body.addWidget(self._list)
        self._empty = Panel("card", 28)
        self._empty.body.addWidget(self._empty_title)
        self._empty.body.addWidget(self._empty_words)
        self._empty.body.addLayout(row_of(self._show_all))
        self._list_part = _part(self._card, self._empty)
        column = self._list_part.layout()
        assert isinstance(column, QVBoxLayout)  # noqa: S101 - made one line above
        column.addWidget(self._older, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._end)

    def _make_found(self) -> None:
        self._found_title = Heading("", 2)
        self._found_words = Text("", "body", "quiet")
        self._found = HistoryList(self.tr("What was found, the newest first"))
        self._found.row_opened.connect(self._open_found)
        self._found.row_reached.connect(self._show_rect)
        self._close_search = ActionButton(
            self.tr("Close the search"), icon="cross", kind="plain", size="small"
        )
        self._close_search.clicked.connect(self._leave_search)
        self._found_card = Panel("card", 10)
        self._found_card.body.addWidget(self._found)
        self._found_part = _part(self._found_title, self._found_words, self._found_card)
        column = self._found_part.layout()
        assert isinstance(column, QVBoxLayout)  # noqa: S101 - made one line above
        column.addLayout(row_of(self._close_search))

    def _lay_out(self) -> None:
        head = QWidget()
        split = SplitLayout((260, 0), gap=16, parent=head)
        split.addWidget(_part(self._title, self._count, gap=2))
        ways = QWidget()
        beside_title = FlowLayout(12, ways)
        beside_title.addWidget(self._bin)
        beside_title.addWidget(self._add)
        split.addWidget(_part(ways))
        tools = QWidget()
        beside = SplitLayout((300, 300), 0.5, gap=20, parent=tools)
        beside.addWidget(self._search)
        shape = QWidget()
        row = FlowLayout(12, shape)
        row.addWidget(self._shape)
        row.addWidget(self._which)
        beside.addWidget(shape)
        body = self._page.body
        for part in (
            head,
            tools,
            self._asked,
            self._list_part,
            self._month,
            self._found_part,
        ):
            body.addWidget(part)
        self._month.hide()
        self._found_part.hide()
        body.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._page)

    # -- what is shown -------------------------------------------------------------------

    def show_log(self, view: LogView) -> None:
        """Show the massages of a view; the place in the list stays where it only grew."""
        before = self._view
        is_other = before is None or (before.person, before.asked) != (view.person, view.asked)
        self._view = view
        self._is_asking = False
        self._show_part(self._list_part)
        self._count.setText(self._count_words(view))
        self._add.setEnabled(view.may_write)
        self._show_asked(view)
        self._list.show_rows(self._rows(view))
        self._card.setVisible(bool(view.rows))
        self._empty.setVisible(not view.rows)
        self._show_empty(view)
        self._older.setVisible(view.has_more and bool(view.rows))
        self._end.setText(self._end_words(view))
        self._end.setVisible(not view.has_more and len(view.rows) > 20)
        if is_other:
            if before is not None and before.person != view.person:
                self._search.setText("")
            self._page.scroll_to_top()
            if self.isVisible():
                # The word that was pressed is gone, and the keyboard must not go with it.
                self.take_focus()
                announce(self, self._count.text())
        if self._sheet is not None and before is not None and before.total != view.total:
            # What the form asked for has been done; a refused one stays with its words.
            self._sheet.close_sheet()

    def show_month(self, month: MonthView, view: LogView) -> None:
        """Show a month; ``view`` is the list of the same massages."""
        is_new = not self._month.isVisible()
        self._view = view
        self._show_part(self._month)
        self._count.setText(self._count_words(view))
        self._show_asked(view)
        self._month.show_month(month)
        announce(self, self._month.words)
        if is_new:
            self._page.scroll_to_top()
            self._month.take_focus()

    def show_found(self, found: SearchView, today: date) -> None:
        """Show where words stand."""
        self._show_part(self._found_part)
        self._asked.hide()
        self._search.setText(found.typed)
        self._found.show_rows([self._hit_row(one, today) for one in found.hits])
        self._found_card.setVisible(bool(found.hits))
        self._found_title.setText(self._found_heading(found))
        words = ""
        if found.has_more:
            words = self.tr("These are the newest. Type one more word to find less.")
        elif not found.hits:
            words = self.tr(
                "Try fewer or shorter words: the beginning of a word is enough. "
                "Notes, what was done about a reaction, questions and marked places are searched."
            )
        self._found_words.setText(words)
        self._found_words.setVisible(bool(words))
        self._page.scroll_to_top()
        announce(self, self._found_title.text())
        if found.hits:
            self._found.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._search.line_edit.setFocus(Qt.FocusReason.OtherFocusReason)
            self._show_widget(self._found_title)

    def show_choices(self, choices: LogChoices) -> None:
        """Open the sheet in which massages are chosen."""
        if self._view is None:
            return
        if self._filter is None:
            self._filter = LogFilterSheet(self._figure, self.window())
            self._filter.asked.connect(self.asked)
        view = self._view
        self._filter.show_filter(choices, view.asked, view.person_name, view.today)

    def _show_part(self, shown: QWidget) -> None:
        for part in (self._list_part, self._month, self._found_part):
            part.setVisible(part is shown)
        self._shape.choose({self._list_part: "list", self._month: "month"}.get(shown))

    def take_focus(self) -> None:
        """Put the keyboard on the newest massage, or on what can be done without one."""
        if self._month.isVisibleTo(self):
            self._month.take_focus()
            return
        targets = (self._found, self._list, self._show_all)
        target = next((one for one in targets if one.isVisibleTo(self)), self._add)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_form(self) -> None:
        """Close the form of a past massage, with nothing written down."""
        if self._sheet is not None:
            self._sheet.close_sheet()

    def show_not_yet(self) -> None:
        """Say in the open form that its time lies in the future."""
        if self._sheet is not None:
            words = self.tr("That time has not come yet. Choose an earlier one.")
            self._sheet.show_time_fault(words)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard where it is of use."""
        super().showEvent(event)
        self.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the search with "/", choose with F, turn to the calendar with C, add with A."""
        plain = not event.modifiers()
        if event.key() == Qt.Key.Key_Slash:
            self._page.scroll_to_top()
            self._search.line_edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._search.line_edit.selectAll()
        elif event.key() == Qt.Key.Key_F and plain:
            self.choices_requested.emit()
        elif event.key() == Qt.Key.Key_C and plain:
            self._choose_shape("list" if self._month.isVisible() else "month")
        elif event.key() == Qt.Key.Key_Escape and self._found_part.isVisible():
            self._leave_search()
        elif event.key() == Qt.Key.Key_A and plain and self._add.isEnabled():
            self._open_form()
        else:
            super().keyPressEvent(event)

    # -- rows ----------------------------------------------------------------------------

    def _rows(self, view: LogView) -> tuple[HistoryRow, ...]:
        rows: list[HistoryRow] = []
        day = None
        words = ""
        for row in view.rows:
            if row.started.day != day:
                day = row.started.day
                words = whole_day(day, view.today)
                rows.append(HistoryRow("", words))
            rows.append(self._row(row, words))
        return tuple(rows)

    def _row(self, row: LogRow, under: str) -> HistoryRow:
        return HistoryRow(
            key=row.id,
            title=row.routine,
            time=clock_time(row.started.local),
            detail=" · ".join(self._details(row)),
            chips=tuple(self._chips(row)),
            under=under,
        )

    def _hit_row(self, hit: SearchHit, today: date) -> HistoryRow:
        kinds = {
            "reaction": self.tr("What was done about a reaction"),
            "follow-up": self.tr("How it was later"),
            "question": self.tr("Question to the care team"),
            "zone": self.tr("A marked place"),
            "condition": self.tr("Something that holds for the whole body"),
            "clearance": self.tr("What was allowed"),
            "team-answer": self.tr("What the care team said"),
        }
        title = kinds.get(hit.kind, self.tr("Note"))
        if hit.routine:
            title = self.tr("{what}, {massage}").format(what=title, massage=hit.routine)
        if hit.written_by:
            title = self.tr("{what}, by {name}").format(what=title, name=hit.written_by)
        found, place = [], 0
        for words, is_found in hit.pieces:
            if is_found:
                found.append((place, len(words)))
            place += len(words)
        return HistoryRow(
            key=hit.session or f"{_ENTRY}{hit.thing}",
            title=title,
            day=list_day(hit.happened.day, today),
            time=clock_time(hit.happened.local),
            detail=hit.text,
            found=tuple(found),
        )

    def _details(self, row: LogRow) -> list[str]:
        words = []
        if row.is_under_a_minute:
            words.append(self.tr("less than a minute"))
        elif row.minutes == 1:
            words.append(self.tr("1 minute"))
        elif row.minutes:
            words.append(self.tr("{count} minutes").format(count=row.minutes))
        if row.given_by:
            words.append(self.tr("by {name}").format(name=row.given_by))
        if row.pain_before is not None and row.pain_after is not None:
            pain = self.tr("pain {before}, then {after}")
            words.append(pain.format(before=row.pain_before, after=row.pain_after))
        elif row.pain_before is not None:
            words.append(self.tr("pain {before} before").format(before=row.pain_before))
        elif row.pain_after is not None:
            words.append(self.tr("pain {after} after").format(after=row.pain_after))
        return words

    def _chips(self, row: LogRow) -> list[tuple[str, ChipKind]]:
        chips: list[tuple[str, ChipKind]] = []
        if row.needs_call:
            chips.append((self.tr("Tell the care team"), "flag"))
        elif row.reactions == 1:
            chips.append((self.tr("1 reaction"), "caution"))
        elif row.reactions:
            chips.append((self.tr("{count} reactions").format(count=row.reactions), "caution"))
        stopped = self.tr("Stopped early") if row.was_cut_short else ""
        states = {
            "stopped": self.tr("Begun, not given") if row.was_begun_only else stopped,
            "unfinished": self.tr("Not finished"),
            "not-wanted": self.tr("Not wanted"),
        }
        if states.get(row.state):
            chips.append((states[row.state], "neutral"))
        if row.is_told:
            chips.append((self.tr("Written down afterwards"), "neutral"))
        if row.has_note:
            chips.append((self.tr("Note"), "neutral"))
        return chips

    # -- words ---------------------------------------------------------------------------

    def _count_words(self, view: LogView) -> str:
        if view.total == 0:
            return ""
        if not view.asked.is_all:
            words = self.tr("{found} of {count} massages for {name}")
            return words.format(found=view.found, count=view.total, name=view.person_name)
        if view.total == 1:
            return self.tr("1 massage for {name}").format(name=view.person_name)
        words = self.tr("{count} massages for {name}")
        return words.format(count=view.total, name=view.person_name)

    def _end_words(self, view: LogView) -> str:
        if view.asked.is_all:
            return self.tr("That is the beginning of the log.")
        return self.tr("Those are all.")

    def _found_heading(self, found: SearchView) -> str:
        if not found.hits:
            return self.tr("Nothing was found for “{words}”").format(words=found.typed)
        if len(found.hits) == 1:
            return self.tr("Found once: “{words}”").format(words=found.typed)
        words = self.tr("Found {count} times: “{words}”")
        return words.format(count=len(found.hits), words=found.typed)

    def _show_empty(self, view: LogView) -> None:
        self._show_all.setVisible(not view.asked.is_all)
        if not view.asked.is_all:
            self._empty_title.setText(self.tr("No massage is like this"))
            words = self.tr("Take one of the words above away, or show all massages.")
            self._empty_words.setText(words)
            return
        self._empty_title.setText(self.tr("Your massages will be listed here"))
        words = self.tr("Did you give {name} one without the app? You can add it.")
        self._empty_words.setText(words.format(name=view.person_name))

    def _show_asked(self, view: LogView) -> None:
        """Show what is asked as words that can be taken away one by one."""
        clear_layout(self._asked_row)
        words = self._asked_words(view)
        for text, without in words:
            button = ActionButton(text, icon="cross", kind="plain", size="small")
            button.setAccessibleName(self.tr("Take away: {words}").format(words=text))
            button.clicked.connect(lambda _=False, left=without: self.asked.emit(left))
            self._asked_row.addWidget(button)
        self._asked.setVisible(bool(words))
        has_any = bool(view.rows) or not view.asked.is_all
        for part in (self._shape, self._which, self._search):
            part.setVisible(has_any)

    def _asked_words(self, view: LogView) -> Sequence[tuple[str, LogAsked]]:
        asked, words = view.asked, view.asked_words
        found = []
        if asked.caregiver:
            given = self.tr("Given by {name}").format(name=words.caregiver)
            found.append((given, replace(asked, caregiver="")))
        if asked.region:
            place = self.tr("Hands on: {place}").format(place=words.region)
            found.append((place, replace(asked, region="")))
        if asked.noticed == ANYTHING:
            found.append((self.tr("With a reaction"), replace(asked, noticed="")))
        elif asked.noticed:
            noticed = self.tr("Noticed: {what}").format(what=words.noticed)
            found.append((noticed, replace(asked, noticed="")))
        if asked.stopped:
            found.append((self.tr("Stopped early"), replace(asked, stopped=False)))
        if asked.first or asked.last:
            found.append((self._days_words(asked), replace(asked, first=None, last=None)))
        return found

    def _days_words(self, asked: LogAsked) -> str:
        first = short_day(asked.first) if asked.first else ""
        last = short_day(asked.last) if asked.last else ""
        if asked.first == asked.last:
            return self.tr("On {day}").format(day=first)
        if first and last:
            return self.tr("From {first} until {last}").format(first=first, last=last)
        if first:
            return self.tr("Since {day}").format(day=first)
        return self.tr("Until {day}").format(day=last)

    # -- wishes --------------------------------------------------------------------------

    def _choose_shape(self, shape: str) -> None:
        if self._view is None:
            return
        if shape == "list":
            self.list_requested.emit()
            return
        rows = self._view.rows
        self.month_requested.emit(rows[0].started.day if rows else self._view.today)

    def _open_day(self, day: date) -> None:
        if self._view is not None:
            self.asked.emit(replace(self._view.asked, first=day, last=day))

    def _ask_search(self) -> None:
        if self._search.text():
            self.search_requested.emit(self._search.text())
        else:
            self._leave_search()

    def _leave_search(self) -> None:
        self._search.setText("")
        self.list_requested.emit()

    def _open_found(self, key: str) -> None:
        if key.startswith(_ENTRY):
            self.entry_opened.emit(key.removeprefix(_ENTRY))
        else:
            self.session_opened.emit(key)

    def _ask_older(self) -> None:
        if self._view is not None and self._view.has_more and not self._is_asking:
            self._is_asking = True
            self.older_requested.emit()

    def _scrolled(self, value: int) -> None:
        bar = self._page.area.verticalScrollBar()
        if value > 0 and bar.maximum() - value < _NEAR_END and self._list_part.isVisible():
            self._ask_older()

    def _show_rect(self, rect: QRect) -> None:
        self._scroll_to(self._found if self._found_part.isVisible() else self._list, rect)

    def _show_widget(self, widget: QWidget) -> None:
        self._scroll_to(widget, widget.rect())

    def _scroll_to(self, widget: QWidget, rect: QRect) -> None:
        """Bring what lies at ``rect`` of a widget into view."""
        inside = self._page.area.widget()
        if inside is None:
            return
        layout = inside.layout()
        if layout is not None:
            layout.activate()  # what was shown this very moment has no place yet
        top = widget.mapTo(inside, rect.topLeft()).y()
        bar, height = self._page.area.verticalScrollBar(), self._page.area.viewport().height()
        if top < bar.value() + 24:
            bar.setValue(top - 24)
        elif top + rect.height() > bar.value() + height - 24:
            bar.setValue(top + rect.height() - height + 24)

    def half_done(self) -> HalfDone | None:
        """Return the past massage that is being written down."""
        half = None if self._sheet is None else self._sheet.half_done
        return None if half is None else HalfDone(as_text(half))

    def asks_about(self) -> str:
        """Return nothing: there is one such form."""
        return ""

    def bring_back(self, body: str) -> None:
        """Open the form as it was left."""
        half = from_text(body, HalfPast)
        if half is not None and self._view is not None and self._view.may_write:
            self._open_form()
            if self._sheet is not None:
                self._sheet.bring_back(half)

    def _open_form(self) -> None:
        if self._view is None:
            return
        if self._sheet is None:
            self._sheet = PastMassageSheet(self.window())
            self._sheet.massage_given.connect(self.past_saved)
        self._sheet.show_form(self._view)


def _part(*widgets: QWidget, gap: int = 16) -> QWidget:
    """Return a place that keeps widgets under each other at their own height."""
    place = QWidget()
    column = QVBoxLayout(place)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(gap)
    for widget in widgets:
        column.addWidget(widget)
    return place
