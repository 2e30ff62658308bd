# SPDX-License-Identifier: GPL-3.0-or-later
"""The bin and every entry, connected: what is taken away, put back or put right is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal

from caregiver_guide.app.context import Context
from caregiver_guide.ui.main_window import Frame, MainWindow

if TYPE_CHECKING:
    from caregiver_guide.services.bin_view import EntriesWanted
    from caregiver_guide.ui.screens.bin_screen import BinScreen
    from caregiver_guide.ui.screens.entry_sheet import EntryGiven, EntrySheet

BIN = "bin"
_SAFETY_KINDS = frozenset({"zone", "condition", "clearance", "zones-answer", "person"})
_NEVER_TAKEN = frozenset(
    {"person", "zones-answer", "check", "signs-looked", "team-answer", "caregiver"}
)


class Bin(QObject):
    """Shows the bin and single entries of the person cared for, and writes what is wished there.

    Signals:
        left: Back to where the caregiver came from, by the name of the place.
        changed: An entry is different now; what is shown may be drawn anew.
    """

    left = Signal(str)
    changed = Signal()

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._came_from = "log"
        self._wanted: EntriesWanted = "bin"
        self._massage = ""
        self._listed = 0
        self._sheet: EntrySheet | None = None
        window.add_screen(BIN, self._make, Frame.PLACES)

    def _make(self) -> BinScreen:
        from caregiver_guide.ui.screens.bin_screen import BinScreen

        screen = BinScreen()
        screen.put_back_requested.connect(self.put_back)
        screen.entry_opened.connect(self.open_entry)
        screen.removal_requested.connect(self._remove)
        screen.wanted_chosen.connect(self._choose)
        screen.more_requested.connect(self._show_more)
        screen.back_requested.connect(lambda: self.left.emit(self._came_from))
        return screen

    def show(self, came_from: str = "log") -> None:
        """Show what was taken away; Back leads to ``came_from``."""
        self._came_from = came_from
        self._wanted, self._listed = "bin", 0
        self.draw()

    def show_massage(self, session: str, came_from: str) -> None:
        """Show everything that was written about one massage."""
        self._came_from, self._wanted, self._massage = came_from, "massage", session
        self.draw()

    def draw(self) -> None:
        """Draw the screen as the log is now."""
        from caregiver_guide.services.bin_view import LISTED, bin_view

        self._listed = max(self._listed, LISTED)
        context = self._context
        view = bin_view(
            context.log,
            context.library,
            context.person,
            context.today(),
            self._wanted,
            self._listed,
            session=self._massage,
        )
        cast("BinScreen", self._window.screen_named(BIN)).show_bin(view)
        within = "settings" if self._came_from == "settings" else "log"
        self._window.show_screen(BIN, within=within)

    def _choose(self, wanted: str) -> None:
        self._wanted, self._listed = cast("EntriesWanted", wanted), 0
        self.draw()

    def _show_more(self) -> None:
        from caregiver_guide.services.bin_view import LISTED

        self._listed += LISTED
        self.draw()

    # -- one entry -----------------------------------------------------------------------

    def open_entry(self, fact_id: str) -> None:
        """Show one entry of the person cared for with all its versions."""
        from caregiver_guide.services.entries import Entries
        from caregiver_guide.services.entry_change import edit_fields
        from caregiver_guide.ui.screens.entry_sheet import EntrySheet

        context = self._context
        view = Entries(context.log, context.library, context.person).view(fact_id)
        if view is None:
            return
        if self._sheet is None:
            self._sheet = EntrySheet(self._window)
            self._sheet.entry_given.connect(self._change)
            self._sheet.removal_requested.connect(self.take_away)
            self._sheet.return_requested.connect(self.put_back)
        fields = edit_fields(context.log, context.library, context.person, fact_id)
        may_remove = view.entry.kind not in _NEVER_TAKEN
        self._sheet.show_entry(view, fields, context.today(), may_remove=may_remove)

    def _change(self, given: EntryGiven) -> None:
        from caregiver_guide.services.entry_change import NotYetError, change_entry

        context, sheet = self._context, self._sheet
        log, by, now = context.log, context.caregiver.id, context.now()

        def write() -> object:
            return change_entry(log, given.id, given.values, now, by=by, why=given.why)

        try:
            written = self._write(given.id, write)
        except NotYetError:
            words = self.tr("That time has not come yet. Choose an earlier one.")
            if sheet is not None:
                sheet.show_fault(words, "time")
            return
        except ValueError:
            if sheet is not None:
                sheet.show_fault(self.tr("Something is missing. Fill it in, or take it away."))
            return
        if written:
            self._done()

    def _remove(self, fact_id: str) -> None:
        """Take an entry of the list away, unless it is of a kind that only changes."""
        facts = self._context.log.facts_of(fact_id)
        if facts is not None and facts.kind not in _NEVER_TAKEN:
            self.take_away(fact_id)

    def take_away(self, fact_id: str, why: str = "") -> bool:
        """Move an entry to the bin, with all that was said about it; return whether it is there."""
        from caregiver_guide.services.taking_away import take_away

        context = self._context
        log, by = context.log, context.caregiver.id
        written = self._write(fact_id, lambda: take_away(log, fact_id, by=by, why=why))
        if written:
            self._done()
        return written

    def put_back(self, fact_id: str) -> None:
        """Put an entry back where it was, with all that went along with it."""
        from caregiver_guide.services.taking_away import put_back

        context = self._context
        log, by = context.log, context.caregiver.id
        if self._write(fact_id, lambda: put_back(log, fact_id, by=by, why="put back")):
            self._done()

    def _write(self, fact_id: str, write: Callable[[], object]) -> bool:
        """Write it; what is about the person's safety stays owed where the disk refuses it."""
        context = self._context
        facts = context.log.facts_of(fact_id)
        if facts is None:
            return False
        if facts.kind in _SAFETY_KINDS - {"person"}:
            written = context.settled(("entry", fact_id), write)
        else:
            written = context.did(write)
        context.refresh_person()
        return written

    def _done(self) -> None:
        if self._sheet is not None:
            self._sheet.close_sheet()
        self.changed.emit()
