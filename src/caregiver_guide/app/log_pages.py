# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of the log, connected: the list of massages, and one massage with all that was said."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal

from caregiver_guide.app.bin import Bin
from caregiver_guide.app.context import Context
from caregiver_guide.app.follow_ups import FollowUps
from caregiver_guide.ui.main_window import Frame, MainWindow
from caregiver_guide.ui.widgets.day_words import clock_time, short_day

if TYPE_CHECKING:
    from datetime import date

    from caregiver_guide.app.moving import Moving
    from caregiver_guide.services.history import LogAsked, LogView, PastMassage
    from caregiver_guide.services.session_detail import Correction
    from caregiver_guide.ui.screens.log_screen import LogScreen
    from caregiver_guide.ui.screens.session_detail_screen import SessionDetailScreen

LOG = "log"
DETAIL = "session-detail"


class LogPages(QObject):
    """Shows the massages of the person cared for, and writes what is wished there.

    Signals:
        after_requested: The after of a massage is to be asked, by its id.
        left: A place of the app is to be shown, by name.
        changed: An entry is different now; what is shown may be drawn anew.

    Attributes:
        session: The massage that was opened last, by its id.
        view: The list as it was shown last.
    """

    after_requested = Signal(str)
    left = Signal(str)
    changed = Signal()

    def __init__(
        self, context: Context, window: MainWindow, bin_of_log: Bin, follow_ups: FollowUps
    ) -> None:
        super().__init__(window)
        self.session = ""
        self.view: LogView | None = None
        self._month: date | None = None
        self._context = context
        self._window = window
        self._bin = bin_of_log
        self._follow_ups = follow_ups
        window.add_screen(LOG, self._make_log, Frame.PLACES)
        window.add_screen(DETAIL, self._make_detail, Frame.PLACES)

    # -- the list ------------------------------------------------------------------------

    def _make_log(self) -> LogScreen:
        from caregiver_guide.ui.screens.log_screen import LogScreen

        screen = LogScreen(self._context.painter)
        screen.session_opened.connect(self.open_session)
        screen.entry_opened.connect(self._bin.open_entry)
        screen.older_requested.connect(self._show_older)
        screen.asked.connect(self._ask)
        screen.choices_requested.connect(self._show_choices)
        screen.month_requested.connect(self._show_month)
        screen.list_requested.connect(self._show_list)
        screen.search_requested.connect(self._search)
        screen.past_saved.connect(self.save_past)
        screen.bin_requested.connect(lambda: self._bin.show(LOG))
        return screen

    @property
    def _list(self) -> LogScreen:
        return cast("LogScreen", self._window.screen_named(LOG))

    def show(self) -> None:
        """Show all massages."""
        from caregiver_guide.services.history import LogAsked

        self._month = None
        self._ask(LogAsked())

    def show_calendar(self) -> None:
        """Show the present month of all massages, day by day."""
        self.show()
        self._show_month(self._context.today().replace(day=1))

    def _ask(self, asked: LogAsked) -> None:
        """Show the massages that are asked for; the calendar stays, unless its days are asked."""
        self._read(asked)
        if self._month is None or asked.first or asked.last:
            self._show_list()
        else:
            self._show_month(self._month)

    def _read(self, asked: LogAsked) -> LogView:
        from caregiver_guide.services.history import RoutineChoice, read_log

        context = self._context
        view = read_log(
            context.log, context.library, context.person.id, context.today(), asked=asked
        )
        givers = tuple(RoutineChoice(one.id, one.name) for one in context.log.caregivers.all())
        self.view = replace(view, givers=givers, giver=context.caregiver.id)
        return self.view

    def _show_list(self) -> None:
        if self.view is None:
            return
        self._month = None
        self._list.show_log(self.view)
        self._window.show_screen(LOG)

    def _show_older(self) -> None:
        from caregiver_guide.services.history import read_older

        context = self._context
        if self.view is None:
            return
        self.view = read_older(context.log, context.library, self.view)
        self._list.show_log(self.view)

    def _show_choices(self) -> None:
        from caregiver_guide.services.history import read_choices

        context = self._context
        self._list.show_choices(read_choices(context.log, context.library, context.person.id))

    def _show_month(self, month: date) -> None:
        from caregiver_guide.services.log_calendar import read_month

        context = self._context
        if self.view is None:
            return
        if self.view.asked.first or self.view.asked.last:
            self._read(replace(self.view.asked, first=None, last=None))
        self._month = month
        asked, today = self.view.asked, context.today()
        found = read_month(context.log, context.library, self.view.person, month, today, asked)
        self._list.show_month(found, self.view)

    def _search(self, typed: str) -> None:
        from caregiver_guide.services.log_search import search_log

        context = self._context
        found = search_log(context.log, context.library, context.person.id, typed)
        self._list.show_found(found, context.today())

    def save_past(self, draft: PastMassage) -> None:
        """Write a massage of an earlier time down; one in the future is given back."""
        from caregiver_guide.services.history import record_past_massage

        context = self._context
        if not self._is_another(draft):
            return
        try:
            written = context.did(
                lambda: record_past_massage(
                    context.log, context.person, context.caregiver.id, draft, context.now()
                )
            )
        except ValueError:
            # A time in the future: what was written stays there to be corrected.
            self._list.show_not_yet()
            return
        if written:
            self.show()

    def _is_another(self, draft: PastMassage) -> bool:
        """Ask about a massage that the log has for that time; return whether to write this one."""
        from caregiver_guide.services.history import minutes_of, routine_name, same_time

        context = self._context
        known = same_time(context.log, context.person.id, draft, context.now())
        if known is None:
            return True
        words = self.tr(
            "The log has {massage} on {day}, {time}, {count} min. Was it that one? Then correct it "
            "there, so that it is not counted twice."
        )
        answer = context.prompts.choose(
            self.tr("There is a massage at that time already"),
            words.format(
                massage=routine_name(context.library, known.routine),
                day=short_day(known.started.day),
                time=clock_time(known.started.local),
                count=minutes_of(known),
            ),
            (
                ("another", self.tr("It was another one: write it down")),
                ("stay", self.tr("Back to what I wrote")),
                ("same", self.tr("Open that one")),
            ),
        )
        if answer == "same":
            self._list.close_form()
            self.open_session(known.id)
        return answer == "another"

    # -- one massage ---------------------------------------------------------------------

    def _make_detail(self) -> SessionDetailScreen:
        from caregiver_guide.ui.screens.session_detail_screen import SessionDetailScreen

        screen = SessionDetailScreen(self._context.painter)
        screen.back_requested.connect(lambda: self.left.emit(LOG))
        screen.correction_saved.connect(self._correct)
        screen.note_saved.connect(self._add_note)
        screen.after_requested.connect(self.after_requested)
        screen.follow_up_requested.connect(self._follow_ups.ask)
        screen.move_requested.connect(self.moving.ask)
        screen.removal_requested.connect(self._bin.take_away)
        screen.entries_requested.connect(lambda one: self._bin.show_massage(one, DETAIL))
        return screen

    def open_session(self, session: str) -> None:
        """Show one massage; one that nobody knows changes nothing."""
        from caregiver_guide.services.session_detail import read_session

        context = self._context
        view = read_session(
            context.log, context.library, session, emergency=context.emergency_number
        )
        if view is None:
            return
        self.session = session
        screen = cast("SessionDetailScreen", self._window.screen_named(DETAIL))
        screen.show_session(view)
        self._window.show_screen(DETAIL, within=LOG)

    def _correct(self, correction: Correction) -> None:
        from caregiver_guide.services.session_detail import record_correction

        context = self._context
        context.did(lambda: record_correction(context.log, correction, by=context.caregiver.id))
        self.open_session(correction.session)

    def _add_note(self, session: str, text: str) -> None:
        from caregiver_guide.services.session_detail import record_note

        context = self._context
        context.did(lambda: record_note(context.log, session, text, by=context.caregiver.id))
        self.open_session(session)

    @cached_property
    def moving(self) -> Moving:
        """What moves a massage to another person."""
        from caregiver_guide.app.moving import Moving

        made = Moving(self._context, self)
        made.moved.connect(self.changed)
        return made
