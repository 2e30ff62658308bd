# SPDX-License-Identifier: GPL-3.0-or-later
"""The places of the app, connected: what a screen wishes is done here, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from caregiver_guide import __version__
from caregiver_guide.app.backups import Backups
from caregiver_guide.app.bin import BIN, Bin
from caregiver_guide.app.call_back import CallBack
from caregiver_guide.app.care_page import CarePage
from caregiver_guide.app.care_plan import CarePlan
from caregiver_guide.app.clock_doubt import ClockDoubt
from caregiver_guide.app.conflicts import Conflicts
from caregiver_guide.app.context import Context
from caregiver_guide.app.first_run import WELCOME, FirstRun
from caregiver_guide.app.follow_ups import FollowUps
from caregiver_guide.app.locking import Locking
from caregiver_guide.app.log_pages import DETAIL, LogPages
from caregiver_guide.app.marking import Marking
from caregiver_guide.app.massage import Massage
from caregiver_guide.app.old_bars import OldBars
from caregiver_guide.app.people import EVERYBODY, WHO, People
from caregiver_guide.app.practice import Practice
from caregiver_guide.app.preferences import Preferences
from caregiver_guide.app.returning import come_back, turn_to, whereabouts
from caregiver_guide.app.safety import Safety
from caregiver_guide.app.stopping import count_signs
from caregiver_guide.app.undoing import Undoing
from caregiver_guide.app.unsaved import Unsaved
from caregiver_guide.app.waiting import Waiting
from caregiver_guide.services.guide_flow import Place
from caregiver_guide.services.session_recorder import (
    InterruptedSession,
    close_unfinished,
    find_interrupted,
    has_waited,
)
from caregiver_guide.storage.errors import Damaged, StorageError
from caregiver_guide.storage.settings import Settings
from caregiver_guide.ui.giver_words import use_giver_words
from caregiver_guide.ui.last_input import LastInput
from caregiver_guide.ui.main_window import Frame, MainWindow

if TYPE_CHECKING:
    from datetime import date

    from caregiver_guide.app.care_team import CareTeam
    from caregiver_guide.app.erasing import Erasing
    from caregiver_guide.app.locking import Hands
    from caregiver_guide.app.passphrases import Passphrases
    from caregiver_guide.app.settings_page import SettingsPage
    from caregiver_guide.app.sharing import Sharing
    from caregiver_guide.app.trends import Trends
    from caregiver_guide.domain.session import Caregiver, Person
    from caregiver_guide.services.locking import Whereabouts
    from caregiver_guide.services.since_here import SinceView
    from caregiver_guide.ui.screens.learn_screen import LearnScreen
    from caregiver_guide.ui.screens.settings_screen import SettingsScreen
    from caregiver_guide.ui.screens.today_screen import TodayScreen
    from caregiver_guide.ui.screens.trends_screen import TrendsScreen
    from caregiver_guide.ui.widgets.sheet import Sheet

CALENDAR = "calendar"
_NO_BUTTON = Qt.MouseButton.NoButton
_ONCE = Qt.ConnectionType.SingleShotConnection
_REDRAWN = frozenset(("today", "log", "trends", "page", "learn", "settings"))
_CHECK_AFTER_MS = 250


class Guide(QObject):
    """Everything around the massage: first run, Today, map, log, page, Learn, settings.

    Signals:
        finished: The window may close for good.
        restore_requested: A backup is to take the place of the log.
        passphrase_change_requested: The log is to open with another passphrase: the present one
            and the new one, empty for none.
        turn_requested: Begin anew with this Person and Caregiver, and say these words.
        emptied: Nobody is left in the log: begin anew, as on the first day.
        structure_checked: The database has checked its file, perhaps on another thread.

    Attributes:
        backups: The backups of the log that is open.
    """

    finished = Signal()
    restore_requested = Signal()
    passphrase_change_requested = Signal(str, str)
    turn_requested = Signal(object, object, str)
    emptied = Signal()
    structure_checked = Signal()

    def __init__(
        self, context: Context, window: MainWindow, app: QApplication, settings_file: Path
    ) -> None:
        super().__init__(window)
        self._context = context
        self.speak()
        self._window = window
        self.preferences = Preferences(context, app, settings_file, self._is_massage_seen, self)
        self._settings_problem = ""
        self._unfinished = ""
        self._owes_reminder = False
        self._day_shown: date | None = None
        self._checking: Iterator[float] | None = None
        self.structure_checked.connect(self._check_chains)
        self._may_check = True
        self.backups = Backups(context, settings_file, self.is_giving, self)
        self.clock = ClockDoubt(context, self)
        self.backups.changed.connect(self._show_backups)

        self.massage = Massage(context, window)
        self.massage.cut_off.connect(self._close_unfinished)
        self.massage.ended.connect(lambda: self.go("today"))
        self.massage.afterwards.saved.connect(
            lambda: self._window.tell_turned(self.tr("Saved: this massage is in the log"))
        )
        self._make_people()
        self.call_back = CallBack(context, window)
        self.call_back.answered.connect(self._called_back)
        self.practice = Practice(context, window)
        self.practice.screen_changed.connect(self.preferences.fit_words)
        self.practice.left.connect(self._practice_left)
        self.follow_ups = FollowUps(context, window)
        self.follow_ups.due.connect(self._after_is_due)
        self.waiting = Waiting(context, window, self.is_giving)
        self.waiting.bell_wished.connect(self.massage.session.sound.remind)
        self.waiting.turn_requested.connect(self.people.be_with)
        self.follow_ups.changed.connect(self._follow_up_changed)
        self.care_page = self._make_care_page()
        self._connect_log()
        self.safety = Safety(context, window)
        self.safety.answered.connect(self.massage.come_back)
        self.safety.history_wanted.connect(self.bin.open_entry)
        self.safety.team_requested.connect(lambda zone: self.care_team.begin("safety", zone))
        self.care_page.team_requested.connect(lambda: self.care_team.begin("page"))
        self.marking = Marking(context, window, self.massage.session, self.safety)
        self._make_first_run()
        self.safety.left.connect(lambda: self.go("today"))
        self.massage.map_requested.connect(lambda: self.safety.show(leads_on=True))
        self.massage.call_back_requested.connect(self.call_back.ask)
        for name, make, frame in (
            (WELCOME, self.first_run.make_screen, Frame.NOTHING),
            ("today", self._make_today, Frame.PLACES),
            ("trends", self._make_trends, Frame.PLACES),
            ("page", self.care_page.make_screen, Frame.PLACES),
            ("learn", self._make_learn, Frame.PLACES),
            ("settings", self._make_settings, Frame.PLACES),
        ):
            window.add_screen(name, make, frame)
        self._keep_watch()
        self._listen_to(window)

    def _listen_to(self, window: MainWindow) -> None:
        """Do what is wished in the window itself."""
        window.screen_changed.connect(self.preferences.fit_words)
        window.screen_changed.connect(self.backups.heed_day)
        window.place_chosen.connect(self.go)
        window.leave_requested.connect(self._leave)
        window.text_step_requested.connect(self.preferences.step_text)
        window.help_requested.connect(self._go_learn)
        window.people_requested.connect(self._ask_people)
        window.close_requested.connect(self._close)

    def speak(self) -> None:
        """Use the words of whoever gives care; each screen says those it was made with."""
        words = self._context.library.words
        use_giver_words(None if words is None else words.said)

    def _is_massage_seen(self) -> bool:
        """Whether the screen of a massage is seen, a practised one too."""
        return Place.SESSION.value in (self._window.current, self.practice.place)

    def _make_first_run(self) -> None:
        self.first_run = FirstRun(self._context, self._window, self.preferences)
        self.first_run.answered.connect(self._begun)
        self.first_run.restore_requested.connect(self.restore_requested)
        self.first_run.care_file_requested.connect(self._ask_care_file)
        self.first_run.practice_requested.connect(lambda: self.go("practice"))

    def _ask_care_file(self) -> None:
        self.sharing.ask_file()

    def _make_people(self) -> None:
        context, window = self._context, self._window
        self.people = People(context, window)
        self.people.changed.connect(self.speak)
        self.people.changed.connect(self._go_today)
        self.people.changed.connect(self._offer_passphrase)
        self.people.left.connect(self._go_today)
        self.people.turn_requested.connect(self._turn)
        self.people.settings_wished.connect(lambda changes: self.preferences.set(**changes))
        self.care_plan = CarePlan(context, window)
        self.care_plan.answered.connect(self._go_today)

    def _keep_watch(self) -> None:
        """Notice what is done: what is half written is kept, and a protected log locked in time."""
        self.unsaved = Unsaved(self._context, self._window)
        self.locking = Locking(self._context, self.hands, self)
        self.massage.session.over.connect(self.locking.recount)
        self.massage.cut_off.connect(self.locking.recount)
        self.massage.session.rested.connect(self.locking.rest)
        self.practice.rested.connect(self.locking.rest)
        self.practice.screen_changed.connect(self.locking.recount)
        self._last_input = LastInput(self._window)
        self._last_input.noticed.connect(self.locking.noticed)
        self._last_input.noticed.connect(self._heed_day)
        self._last_input.noticed.connect(self.waiting.heed_day)
        self._last_input.noticed.connect(OldBars(self._context.clocks.steady, self._window).noticed)
        self._last_input.acted.connect(self.unsaved.soon)
        self.undoing.written.connect(self.unsaved.follow_writing)
        self._window.lock_requested.connect(self._lock_by_key)

    def _lock_by_key(self) -> None:
        """Lock, or say why that is not done now."""
        practised = self.practice.massage
        is_practised = practised is not None and practised.session.is_running
        session = practised.session if practised and is_practised else self.massage.session
        if session.is_running and session.hands.rest_s is None:
            session.show_note(
                self.tr("The app does not lock while a massage runs. Pause it first.")
            )
        elif not self.locking.may_lock:
            words = self.tr(
                "This log has no passphrase, so locking would protect nothing. Add one in "
                "Settings, under Passphrase."
            )
            self._context.prompts.tell("", words)
        else:
            self.locking.lock_at_wish()

    def is_giving(self) -> bool:
        """Whether a massage runs or is paused, a practised one too."""
        return self.hands() is not None

    def hands(self) -> Hands | None:
        """Return the hands of the massage that runs or is paused, a practised one first."""
        practised = self.practice.massage
        if practised is not None and practised.session.is_running:
            return practised.session.hands
        return self.massage.session.hands if self.massage.session.is_running else None

    def _connect_log(self) -> None:
        """Make what shows and changes entries of the log."""
        context, window = self._context, self._window
        self.bin = Bin(context, window)
        self.bin.changed.connect(self._entry_changed)
        self.bin.left.connect(self._leave_bin)
        self.undoing = Undoing(context, window)
        self.undoing.done.connect(self.redraw)
        self.conflicts = Conflicts(context, window)
        self.conflicts.changed.connect(self.redraw)
        self.log_pages = LogPages(context, window, self.bin, self.follow_ups)
        self.log_pages.after_requested.connect(self._ask_after)
        self.log_pages.left.connect(self.go)
        self.log_pages.changed.connect(self._entry_changed)

    @property
    def context(self) -> Context:
        """What the parts of the app share."""
        return self._context

    @property
    def settings(self) -> Settings:
        """The settings of the moment."""
        return self._context.settings

    # -- start and end -------------------------------------------------------------------

    def start(self, settings_problem: str = "", was_at: Whereabouts | None = None) -> None:
        """Show the first screen: the paused session if one was cut off, else Today.

        After a lock it is the place ``was_at``, unless that was hours ago or on another day and
        it has to be asked who is here. Raises `StorageError` if the log cannot be read.
        """
        self._settings_problem = settings_problem
        if not self._context.has_person:
            self.go(WHO if self._context.is_nameless else WELCOME)
            return
        interrupted = find_interrupted(self._context.log, self._context.now())
        self._turn_to(interrupted)
        if was_at is not None and has_waited(was_at.left, self._context.now()):
            was_at = None if self.people.has_to_ask else was_at
        if interrupted is None and was_at is not None:
            turn_to(self._context, was_at)
            self.speak()
            self.people.show_here()
            open_session = self.log_pages.open_session
            come_back(self._context, self.massage, was_at, self.go, open_session)
        elif interrupted is None:
            self._show_first()
        elif not self.massage.may_resume(interrupted):
            self._close_unfinished(interrupted)
            self._show_first()
        else:
            self.people.show_here()
            self.massage.resume(interrupted)
        if not self._window.is_painted:
            self._window.painted.connect(self._check_soon)
        else:
            self._check_soon()

    def _show_first(self) -> None:
        """Show Today; a paid aide who sees several people says first with whom."""
        if self.people.has_to_ask:
            self.people.ask(is_start=True)
        else:
            self._show_today()

    def _go_today(self) -> None:
        self.go("today")

    def _begin(self) -> None:
        """Begin a massage; a paid aide looks into the care plan first, where that is due."""
        if self.care_plan.view().has_to_ask:
            self.care_plan.ask()
        else:
            self.massage.begin()

    def _heed_day(self) -> None:
        """Draw Today anew when somebody comes to it on another day than it was drawn on."""
        if self._window.current != "today" or self._day_shown in (None, self._context.today()):
            return
        QTimer.singleShot(0, self, self._show_day)

    def _show_day(self) -> None:
        """Draw Today anew, unless somebody has gone on by now or is asked something over it."""
        is_old = self._day_shown not in (None, self._context.today())
        # Nothing is taken away from under a press.
        is_held = self._last_input.is_touched or QApplication.mouseButtons() != _NO_BUTTON
        if is_old and self._window.current == "today" and not is_held and not self._over_today():
            self.go("today")

    def _over_today(self) -> list[Sheet]:
        """Return the sheets that lie over the screen."""
        from caregiver_guide.ui.widgets.sheet import Sheet

        return [sheet for sheet in self._window.findChildren(Sheet) if sheet.isVisible()]

    def _go_learn(self) -> None:
        self.go("learn")

    def _ask_people(self) -> None:
        """Show everybody, unless something runs that belongs to one person."""
        window, name = self._window, self._context.has_person and self._context.person.name
        if window.frame is Frame.PLACES:
            self.people.ask()
        elif self.massage.session.is_running:
            words = self.tr("Hands are with {name}. Stop or finish this massage first.")
            self.massage.session.show_note(words.format(name=name))
        elif window.frame is Frame.FLOW:
            words = self.tr("This is a massage for {name}. Leave it first, then turn to others.")
            self._context.prompts.tell("", words.format(name=name))

    def _turn(self, person: Person, caregiver: Caregiver, words: str) -> None:
        """Begin anew with somebody, once all that was said of safety is in the log."""
        if self._context.owes_mark and not self._context.did(self._context.settle):
            return
        self.turn_requested.emit(person, caregiver, words)

    def turned(self, words: str) -> None:
        """Show Today of the person just turned to, and say who it is."""
        self.people.show_here()
        self._window.tell_turned(words)
        self.go("today")
        self._check_soon()

    def _turn_to(self, interrupted: InterruptedSession | None) -> None:
        """Turn to the person of a session that was cut off."""
        if interrupted is None:
            return
        person = self._context.log.people.one(interrupted.session.person)
        caregiver = self._context.log.caregivers.one(interrupted.session.caregiver)
        if person is not None:
            self._context.care_for(person, caregiver)
            self.speak()

    def _close_unfinished(self, interrupted: InterruptedSession) -> None:
        log, session = self._context.log, interrupted.session
        if self._context.did(lambda: close_unfinished(log, interrupted)):
            count_signs(self._context, session.stop_reason, session.started.day)
            self._unfinished = self.tr(
                "The last massage was cut off. It is in the log as unfinished."
            )

    def _check_soon(self) -> None:
        """Let the first screen stand and take a press before the long reading begins."""
        QTimer.singleShot(_CHECK_AFTER_MS, self, self._begin_checking)

    def _begin_checking(self) -> None:
        """Check the whole log once Today stands, in slices, before the first write."""
        if self._may_check:
            self.waiting.look()
        if self._may_check:
            self.locking.begin()
        if not self._may_check or self._checking is not None:
            return
        if self._context.log.report is None:
            self._context.log.check_structure(self.structure_checked.emit)
        else:  # opening it, or a writing, was quicker
            self._checked()

    def _check_chains(self) -> None:
        """Go on with what takes many short steps, unless a writing has done it meanwhile."""
        if self._context.log.report is not None:
            self._checked()
        elif self._may_check and self._checking is None:
            self._checking = self._context.log.verifying()
            self._check_on()

    def _check_on(self) -> None:
        if self._checking is None:
            return
        try:
            next(self._checking)
        except StopIteration:
            self._checking = None
            self._checked()
            return
        except StorageError as error:
            self._checking = None
            self._context.trouble = str(error)
            return
        QTimer.singleShot(0, self, self._check_on)

    def _checked(self) -> None:
        report = self._context.log.report
        if report is None:
            return
        if not report.is_ok:
            self._context.trouble = str(Damaged(self._context.log.path))
            if self._window.current == "today":
                self.go("today")
            return
        if not report.is_index_ok:
            self._context.kept(self._context.log.rebuild_index)
        self.backups.catch_up()
        if self._window.current == "today" and self._context.has_person:
            today = cast("TodayScreen", self._window.screen_named("today"))
            today.show_conflicts(self.conflicts.shown())

    def stop_checking(self) -> None:
        """Leave off checking and waiting: the log is about to be closed."""
        self.unsaved.stop()
        self.locking.stop()
        self.backups.stop()
        self.undoing.let_go()
        self._last_input.let_go()
        self._may_check = False
        self._checking = None
        self.follow_ups.stop()
        self.waiting.stop()

    def _may_lose_owed(self) -> bool:
        """Write what the disk refused so far; where it still does, ask once whether to lose it."""
        if not self._context.owes_anything:
            return True
        try:
            self._context.settle()
        except StorageError as error:
            words = self.tr(
                "Something that you said about safety is not saved, because the disk refuses it. "
                "If you close now, it is lost. {trouble}"
            )
            return self._context.prompts.confirm(
                self.tr("Not everything is saved"),
                words.format(trouble=error),
                self.tr("Close and lose it"),
                self.tr("Stay"),
                grave=True,
            )
        return True

    def put_by(self) -> bool:
        """Keep what is half written and still owed; return whether nothing would be lost."""
        try:
            self._context.settle()
            self.massage.session.settle()
        except StorageError:
            return False
        return self.unsaved.look()

    def whereabouts(self) -> Whereabouts:
        """Return where somebody is in the app."""
        return whereabouts(self._context, self._window, self.massage, self.log_pages.session)

    def _close(self) -> None:
        if self.massage.session.is_running:
            self.massage.session.ask_to_stop()
            leave = self._context.prompts.confirm(
                self.tr("Close the app?"),
                self.tr("The massage is paused. It will be here when you open the app again."),
                self.tr("Close the app"),
                self.tr("Stay"),
            )
            if not leave:
                return
            self.massage.session.pause_for("closing")
        if self.massage.afterwards.is_open and not self.massage.afterwards.keep():
            return
        if not self._may_lose_owed():
            return
        self.unsaved.look()
        self.stop_checking()
        self._window.may_close = True
        self._window.close()
        self.finished.emit()

    # -- going places --------------------------------------------------------------------

    def go(self, place: str) -> None:
        """Show a place of the app, drawn afresh; ``start`` begins a massage."""
        shows = {
            WELCOME: self.first_run.show,
            WHO: self.people.ask_who,
            EVERYBODY: self._ask_people,
            "today": self._show_today,
            "safety": self.safety.show,
            "log": self.log_pages.show,
            CALENDAR: self.log_pages.show_calendar,
            "trends": self._show_trends,
            "page": self.care_page.show,
            "learn": self._show_learn,
            "settings": self._show_settings,
            "start": self._begin,
            "practice": self.practice.begin,
        }
        try:
            shows[place]()
        except StorageError as error:
            self._context.trouble = str(error)
            self._context.prompts.tell("", str(error))

    def redraw(self) -> None:
        """Draw the screen that is seen anew, as the log is now."""
        current = self._window.current
        if current == DETAIL:
            found = self._context.log.sessions.one(self._detail)
            if found is None or found.is_in_bin:
                self.go("log")
            else:
                self._open_session(self._detail)
        elif current == BIN:
            self.bin.draw()
        elif current == "safety":
            self.safety.redraw()
        elif current == "care-team":
            self.care_team.redraw()
        elif self._window.frame is Frame.PLACES:
            # Forms of many steps lie within one of these places.
            self.go(current if current in _REDRAWN else "page")

    def _tell_conflicts(self) -> None:
        """Say what a file brought that was changed here, too."""
        self.conflicts.look_again()
        if self._context.has_person:
            self.sharing.show_conflicts(self.conflicts.count())

    def _entry_changed(self) -> None:
        self.people.show_here()
        self.redraw()
        self.undoing.offer()

    def _leave_bin(self, place: str) -> None:
        if place == DETAIL:
            self._open_session(self._detail)
        else:
            self.go(place)

    def _leave(self) -> None:
        if self.massage.afterwards.is_open:
            self.massage.afterwards.leave()
            return
        choice = self._context.prompts.choose(self.tr("Leave the massage?"), *self._ways_to_leave())
        if choice in (None, "stay"):
            return
        if choice == "drop":
            self.massage.throw_answers_away()
        self.go("today")

    def _ways_to_leave(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        stay = ("stay", self.tr("Stay here"))
        if not self.massage.has_answered:
            leave = ("keep", self.tr("Leave the massage"))
            return self.tr("Nothing has started yet."), (leave, stay)
        return self.tr("Nothing has started yet. Today's answers can be kept."), (
            ("keep", self.tr("Leave and keep the answers")),
            ("drop", self.tr("Leave and throw them away")),
            stay,
        )

    # -- first run -----------------------------------------------------------------------

    def _begun(self, to_be_marked: bool) -> None:
        """Somebody is in the log now: mark what to keep away from, or show Today."""
        self.speak()
        self.people.show_here()
        if to_be_marked:
            self.safety.mark()
        else:
            self.go("today")
        self._offer_passphrase()

    def _offer_passphrase(self) -> None:
        """Offer an aide a passphrase for the log, over the first screen; one that has it locks."""
        context = self._context
        self.locking.begin()
        if context.caregiver.role == "aide" and not context.log.is_encrypted:
            self.passphrases.ask("aide")

    # -- today ---------------------------------------------------------------------------

    def _make_today(self) -> TodayScreen:
        from caregiver_guide.ui.screens.today_screen import TodayScreen

        screen = TodayScreen(self._context.painter)
        screen.start_requested.connect(self.massage.begin)
        screen.pick_another_requested.connect(self.massage.begin)
        screen.check_requested.connect(self.massage.begin)
        screen.map_requested.connect(lambda: self.go("safety"))
        screen.review_requested.connect(self.safety.look_again)
        screen.conflicts_requested.connect(self.conflicts.ask)
        screen.log_requested.connect(lambda: self.go("log"))
        screen.session_opened.connect(self._open_session)
        screen.page_requested.connect(lambda: self.go("page"))
        screen.call_back_requested.connect(self.call_back.ask)
        screen.practice_requested.connect(lambda: self.go("practice"))
        screen.go_on_requested.connect(self._go_on)
        screen.trouble_help_requested.connect(self._tell_trouble)
        screen.after_requested.connect(self._ask_after)
        screen.giver_requested.connect(self.people.ask_giver)
        screen.care_plan_requested.connect(self.care_plan.ask)
        screen.since_opened.connect(self._open_since)
        screen.follow_up_fine.connect(self.follow_ups.say_fine)
        screen.follow_up_requested.connect(self.follow_ups.ask)
        screen.follow_up_put_off.connect(self.follow_ups.put_off)
        screen.team_requested.connect(lambda: self.care_team.begin("today"))
        screen.team_put_off.connect(self._put_team_off)
        screen.numbers_requested.connect(lambda: self.go("settings"))
        return screen

    def _show_today(self) -> None:
        from caregiver_guide.services.today import read_today

        context = self._context
        is_ready = context.zones_answered and (context.has_news or context.owes_answer)
        trouble = context.trouble or self._settings_problem or self._unfinished
        trouble = " ".join(filter(None, (trouble or self.backups.untold(), self.clock.words())))
        care_plan = self.care_plan.view()
        view = read_today(
            context.log,
            context.library,
            context.person.id,
            context.caregiver.id,
            context.now(),
            profile=context.profile() if is_ready else None,
            emergency=context.emergency_number,
            interrupted=find_interrupted(context.log, context.now()),
            trouble=trouble,
        )
        view = replace(
            view,
            care_plan=None if care_plan.state == "not-needed" else care_plan,
            since=self._since(),
        )
        self.people.show_here()
        screen = cast("TodayScreen", self._window.screen_named("today"))
        screen.show_today(view)
        self._day_shown = view.now.day
        screen.show_conflicts(self.conflicts.shown())
        self._window.show_screen("today")
        screen.focus_first()
        self.follow_ups.wait_for(view.after)
        # What was said once about a session or a setting has been said.
        self._unfinished = self._settings_problem = ""

    def _since(self) -> SinceView | None:
        """Return what others wrote since whoever gives care now was here."""
        context = self._context
        if len(context.log.caregivers.all()) < 2:
            return None
        from caregiver_guide.services.since_here import since_here

        return since_here(
            context.log, context.library, context.person, context.caregiver, context.now()
        )

    def _open_since(self, place: str, thing: str) -> None:
        if place == "session" and thing:
            self._open_session(thing)
        elif place == "entry":
            self.bin.open_entry(thing)
        else:
            self.go("log" if place == "session" else place)

    def _go_on(self) -> None:
        interrupted = find_interrupted(self._context.log, self._context.now())
        if interrupted is None:
            return
        self._turn_to(interrupted)
        if self.massage.may_resume(interrupted):
            self.massage.resume(interrupted)
        else:
            self._close_unfinished(interrupted)
            self.go("today")

    def _after_is_due(self) -> None:
        """Say it where it does not startle: on Today, and with the soft bell."""
        if self.massage.session.is_running:
            return
        if self.practice.place:
            # A bell there would ask about the pretend person.
            self._owes_reminder = True
            return
        self.massage.session.sound.remind()
        self._draw_today()

    def _draw_today(self) -> None:
        """Draw Today anew where it is seen; what is typed into a sheet over it comes first."""
        over = self._over_today()
        if over:
            over[-1].closed.connect(self._draw_today_later, _ONCE)
        elif self._window.current == "today":
            self.go("today")

    def _draw_today_later(self) -> None:
        QTimer.singleShot(0, self, self._draw_today)

    def _practice_left(self) -> None:
        if self._owes_reminder:
            self._owes_reminder = False
            self._after_is_due()

    def _follow_up_changed(self) -> None:
        """Draw anew what shows how it went."""
        if self._window.current == DETAIL:
            self._open_session(self._detail)
        else:
            self.go("today")

    def _tell_trouble(self) -> None:
        self._context.prompts.tell("", self._context.trouble or self._settings_problem)

    # -- the care team's answer ----------------------------------------------------------

    @cached_property
    def care_team(self) -> CareTeam:
        """What walks the answers of the care team."""
        from caregiver_guide.app.care_team import CareTeam

        made = CareTeam(self._context, self._window, self.safety)
        made.left.connect(self.go)
        return made

    def _put_team_off(self) -> None:
        self.care_team.put_off()
        self.go("today")

    def _called_back(self) -> None:
        if self._window.frame is Frame.FLOW:
            self.massage.called_back()
        else:
            self.go("today")
            self.undoing.offer()

    # -- the log -------------------------------------------------------------------------

    @property
    def _detail(self) -> str:
        """The massage that was opened last."""
        return self.log_pages.session

    def _open_session(self, session: str) -> None:
        self.log_pages.open_session(session)

    def _ask_after(self, session: str) -> None:
        found = self._context.log.sessions.one(session)
        if found is not None:
            self.massage.afterwards.ask(found)

    def _make_care_page(self) -> CarePage:
        care_page = CarePage(self._context, self._window)
        care_page.paper_chosen.connect(lambda paper: self.preferences.set(paper=paper))
        return care_page

    # -- reading and settings ------------------------------------------------------------

    def _make_learn(self) -> LearnScreen:
        from caregiver_guide.ui.screens.learn_screen import LearnScreen

        screen = LearnScreen()
        screen.practice_requested.connect(lambda: self.go("practice"))
        return screen

    def _show_learn(self) -> None:
        from caregiver_guide.services.learn import learn_view

        context = self._context
        screen = cast("LearnScreen", self._window.screen_named("learn"))
        screen.show_learn(
            learn_view(
                context.library,
                context.person.name,
                version=__version__,
                emergency=context.emergency_number,
            )
        )
        self._window.show_screen("learn")

    @cached_property
    def settings_page(self) -> SettingsPage:
        """What shows the settings and uses what is chosen there."""
        from caregiver_guide.app.settings_page import SettingsPage

        parts = (self.preferences, self.backups, self.passphrases)
        made = SettingsPage(self._context, self._window, *parts)
        made.about_requested.connect(self._show_about)
        made.lock_minutes_changed.connect(self.locking.begin)
        return made

    def _make_settings(self) -> SettingsScreen:
        screen = self.settings_page.make_screen()
        screen.bin_requested.connect(lambda: self.bin.show("settings"))
        screen.backups.restore_requested.connect(self.restore_requested)
        screen.sharing.hand_over_requested.connect(self.sharing.ask_days)
        screen.sharing.take_in_requested.connect(self.sharing.ask_file)
        screen.sharing.tables_requested.connect(self.sharing.ask_folder)
        screen.sharing.erase_requested.connect(self._erasing.ask)
        return screen

    def _show_settings(self) -> None:
        self.settings_page.show(self._settings_problem)

    def _show_backups(self) -> None:
        if self._window.current == "settings":
            self.settings_page.show_backups()

    @cached_property
    def sharing(self) -> Sharing:
        """What hands the log over and takes care files in."""
        from caregiver_guide.app.sharing import Sharing

        made = Sharing(self._context, self._window)
        made.taken_in.connect(self.people.taken_in)
        made.taken_in.connect(self.undoing.forget)
        made.taken_in.connect(self._tell_conflicts)
        made.decide_requested.connect(self.conflicts.ask)
        return made

    @cached_property
    def trends(self) -> Trends:
        """What shows the trends and lets them out."""
        from caregiver_guide.app.trends import Trends

        made = Trends(self._context, self._window)
        made.start_requested.connect(lambda: self.go("start"))
        made.days_requested.connect(lambda: self.go(CALENDAR))
        made.changed.connect(self.undoing.offer)
        return made

    def _make_trends(self) -> TrendsScreen:
        return self.trends.make()

    def _show_trends(self) -> None:
        self.trends.show()

    @cached_property
    def _erasing(self) -> Erasing:
        from caregiver_guide.app.erasing import Erasing

        made = Erasing(self._context, self)
        made.begun.connect(self.backups.wait)
        made.erased.connect(self._turn_to_somebody)
        return made

    def _turn_to_somebody(self) -> None:
        """Show whoever is left in the log, or begin anew."""
        if self._context.has_person:
            self.people.turn_to(self._context.person, self._context.caregiver)
        else:
            self.emptied.emit()

    @cached_property
    def passphrases(self) -> Passphrases:
        """What asks for passphrases, and prints the recovery sheet."""
        from caregiver_guide.app.passphrases import Passphrases

        made = Passphrases(self._context, self._window, self)
        made.change_requested.connect(self.passphrase_change_requested)
        made.lock_requested.connect(self.locking.lock_at_wish)
        return made

    def _show_about(self) -> None:
        self._show_learn()
        screen = cast("LearnScreen", self._window.screen_named("learn"))
        screen.open_article("about-this-app")
