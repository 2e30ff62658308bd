# SPDX-License-Identifier: GPL-3.0-or-later
"""The massage log: every massage, the newest first, under its week."""

from typing import Final

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.services.half_done import HalfPast, as_text, from_text
from caregiver_guide.services.history import LogRow, LogView
from caregiver_guide.ui.screens.past_massage_sheet import PastMassageSheet
from caregiver_guide.ui.unsaved import HalfDone
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.chip import ChipKind
from caregiver_guide.ui.widgets.day_words import clock_time
from caregiver_guide.ui.widgets.flow_layout import SplitLayout, row_of
from caregiver_guide.ui.widgets.history_list import HistoryList, HistoryRow
from caregiver_guide.ui.widgets.panel import Panel
from caregiver_guide.ui.widgets.pill_row import PillRow
from caregiver_guide.ui.widgets.scroll_page import ScrollPage
from caregiver_guide.ui.widgets.text import Heading, Text
from caregiver_guide.ui.widgets.week_words import list_day, week_start, week_words

_NEAR_END: Final = 400


class LogScreen(QWidget):
    """All massages of a person, a page at a time.

    Keys: Up and Down walk, Enter opens, "/" goes to the filter, A adds a past massage.

    Signals:
        session_opened: A massage is to be shown, by id.
        older_requested: The list is to go on with older massages.
        filter_chosen: Which massages are to be listed: "all", "reactions" or "stopped".
        past_saved: A PastMassage is to be written down.
        bin_requested: What was taken away, and all entries, are to be shown.
    """

    session_opened = Signal(str)
    older_requested = Signal()
    filter_chosen = Signal(str)
    past_saved = Signal(object)
    bin_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: LogView | None = None
        self._sheet: PastMassageSheet | None = None
        self._is_asking = False

        self._title = Heading(self.tr("Massage log"), 1)
        self._count = Text("", "body", "quiet")
        self._add = ActionButton(self.tr("Add a past massage"), icon="plus", kind="secondary")
        self._add.clicked.connect(self._open_form)
        self._bin = ActionButton(
            self.tr("Bin and earlier versions"), icon="list", kind="quiet", size="small"
        )
        self._bin.clicked.connect(self.bin_requested)
        self._filter = PillRow(
            self.tr("Show which massages?"),
            (
                ("all", self.tr("All")),
                ("reactions", self.tr("With reactions")),
                ("stopped", self.tr("Stopped early")),
            ),
        )
        self._filter.choose("all")
        self._filter.choice_made.connect(self._choose_filter)
        self._list = HistoryList(self.tr("Massages, the newest first"))
        self._list.row_opened.connect(self.session_opened)
        self._list.row_reached.connect(self._show_rect)
        self._list.end_passed.connect(self._ask_older)
        self._empty_title = Heading("", 2)
        self._empty_words = Text("", "body", "quiet")
        self._older = ActionButton(self.tr("Show older massages"), icon="arrow-down", kind="plain")
        self._older.clicked.connect(self._ask_older)
        self._end = Text("", "body", "quiet")
        self._end.setAlignment(Qt.AlignmentFlag.AlignHCenter)

        self._page = ScrollPage()
        self._lay_out()
        self._page.area.verticalScrollBar().valueChanged.connect(self._scrolled)

    def _lay_out(self) -> None:
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._title)
        column.addWidget(self._count)
        head = QWidget()
        split = SplitLayout((260, 0), gap=16, parent=head)
        split.addWidget(words)
        split.addWidget(_at_top(self._add))
        self._card = Panel("card", 10)
        self._card.body.addWidget(self._list)
        self._empty = Panel("card", 28)
        self._empty.body.addWidget(self._empty_title)
        self._empty.body.addWidget(self._empty_words)
        body = self._page.body
        body.addWidget(head)
        body.addWidget(self._filter)
        body.addWidget(self._card)
        body.addWidget(self._empty)
        body.addWidget(self._older, 0, Qt.AlignmentFlag.AlignHCenter)
        body.addWidget(self._end)
        body.addLayout(row_of(self._bin))
        body.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._page)

    def show_log(self, view: LogView) -> None:
        """Show the massages of a view; the place in the list stays where it only grew."""
        before = self._view
        is_other = before is None or (before.person, before.wanted) != (view.person, view.wanted)
        self._view = view
        self._is_asking = False
        self._count.setText(self._count_words(view))
        self._add.setEnabled(view.may_write)
        self._filter.choose(view.wanted)
        self._filter.setVisible(bool(view.rows) or view.wanted != "all")
        self._list.show_rows(self._rows(view))
        self._card.setVisible(bool(view.rows))
        self._empty.setVisible(not view.rows)
        self._show_empty(view)
        self._older.setVisible(view.has_more and bool(view.rows))
        self._end.setText(self.tr("That is the beginning of the log."))
        self._end.setVisible(not view.has_more and len(view.rows) > 20)
        if is_other:
            if self.isVisible() and before is None:
                self.take_focus()
            self._page.scroll_to_top()
        if self._sheet is not None and before is not None and before.total != view.total:
            # What the form asked for has been done; a refused one stays with its words.
            self._sheet.close_sheet()

    def take_focus(self) -> None:
        """Put the keyboard on the newest massage, or on what can be done without one."""
        target = self._list if self._list.isVisibleTo(self) else self._add
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_form(self) -> None:
        """Close the form of a past massage, with nothing written down."""
        if self._sheet is not None:
            self._sheet.close_sheet()

    def show_not_yet(self) -> None:
        """Say in the open form that its time lies in the future."""
        if self._sheet is not None:
            self._sheet.show_fault(self.tr("That time has not come yet. Choose an earlier one."))

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard where it is of use."""
        super().showEvent(event)
        self.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the filter with "/", add a past massage with A."""
        if event.key() == Qt.Key.Key_Slash and self._filter.isVisible():
            pills = self._filter.pills
            chosen = next((pill for pill in pills if pill.isChecked()), pills[0])
            chosen.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif event.key() == Qt.Key.Key_A and not event.modifiers() and self._add.isEnabled():
            self._open_form()
        else:
            super().keyPressEvent(event)

    def _rows(self, view: LogView) -> tuple[HistoryRow, ...]:
        rows: list[HistoryRow] = []
        week = None
        for row in view.rows:
            start = week_start(row.started.day)
            if start != week:
                week = start
                rows.append(HistoryRow("", week_words(start, view.today)))
            rows.append(self._row(row, view))
        return tuple(rows)

    def _row(self, row: LogRow, view: LogView) -> HistoryRow:
        return HistoryRow(
            key=row.id,
            title=row.routine,
            day=list_day(row.started.day, view.today),
            time=clock_time(row.started.local),
            detail=" · ".join(self._details(row)),
            chips=tuple(self._chips(row)),
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
        states = {
            "stopped": self.tr("Stopped early") if row.was_cut_short else "",
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

    def _count_words(self, view: LogView) -> str:
        if view.total == 0:
            return ""
        if view.total == 1:
            return self.tr("1 massage for {name}").format(name=view.person_name)
        words = self.tr("{count} massages for {name}")
        return words.format(count=view.total, name=view.person_name)

    def _show_empty(self, view: LogView) -> None:
        if view.wanted == "reactions":
            self._empty_title.setText(self.tr("No massage with a reaction"))
            self._empty_words.setText(self.tr("None has been written down."))
        elif view.wanted == "stopped":
            self._empty_title.setText(self.tr("No massage was stopped early"))
            words = self.tr("Stopping is always fine. It would be listed here.")
            self._empty_words.setText(words)
        else:
            self._empty_title.setText(self.tr("Your massages will be listed here"))
            words = self.tr("Did you give {name} one without the app? You can add it.")
            self._empty_words.setText(words.format(name=view.person_name))

    def _choose_filter(self, wanted: str) -> None:
        self._is_asking = True
        self.filter_chosen.emit(wanted)

    def _ask_older(self) -> None:
        if self._view is not None and self._view.has_more and not self._is_asking:
            self._is_asking = True
            self.older_requested.emit()

    def _scrolled(self, value: int) -> None:
        bar = self._page.area.verticalScrollBar()
        if value > 0 and bar.maximum() - value < _NEAR_END:
            self._ask_older()

    def _show_rect(self, rect: QRect) -> None:
        top = self._card.y() + self._list.y() + rect.y()
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


def _at_top(widget: QWidget) -> QWidget:
    """Return a place that keeps a widget at its own height."""
    place = QWidget()
    column = QVBoxLayout(place)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(widget)
    column.addStretch()
    return place
