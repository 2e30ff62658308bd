# SPDX-License-Identifier: GPL-3.0-or-later
"""Every screen of the app in every state worth looking at, reached one after the other.

The gallery takes a picture at each stop, and a test measures there; a new state is added here once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from caregiver_guide.app.care_team import CARE_TEAM
from caregiver_guide.app.context import MADE_WITH, Clocks
from caregiver_guide.app.guide import Guide
from caregiver_guide.app.start import Opening
from caregiver_guide.demo.clock import FastClock
from caregiver_guide.demo.hand import Hand
from caregiver_guide.demo.sample import Sample, fill
from caregiver_guide.demo.walk import ScriptedPrompts
from caregiver_guide.domain.profile import PRESSURE_2, Finding, Giver
from caregiver_guide.domain.session import (
    Caregiver,
    Moment,
    Note,
    Person,
    Question,
    Reaction,
    SessionRecord,
    ZoneRecord,
)
from caregiver_guide.domain.values import dataclass
from caregiver_guide.report.facts import PageOptions
from caregiver_guide.services.care_plan import CarePlanAnswer, record_care_plan
from caregiver_guide.services.check_in import CheckDraft, add_signs
from caregiver_guide.services.day_checks import record_looked
from caregiver_guide.services.first_run import FirstRunAnswers, record_first_run
from caregiver_guide.services.guide_flow import Place
from caregiver_guide.services.history import ANYTHING, LogAsked
from caregiver_guide.services.locking import UnlockView
from caregiver_guide.services.passphrase import advice_line, fault_line
from caregiver_guide.services.taking_away import take_away
from caregiver_guide.services.taking_in import NewsLine, PersonLine, TakeInView
from caregiver_guide.services.trends_view import record_weekly_plan
from caregiver_guide.storage.errors import NoBackup, NoSecondFolder
from caregiver_guide.storage.handing_over import Days
from caregiver_guide.storage.log import open_log
from caregiver_guide.storage.places import RiskyPlace
from caregiver_guide.storage.settings import Settings, ThemeName, write_settings
from caregiver_guide.ui.question_dialog import QuestionDialog
from caregiver_guide.ui.screens.after_screen import AfterScreen
from caregiver_guide.ui.screens.care_team_screen import CareTeamScreen
from caregiver_guide.ui.screens.caregiver_sheet import CaregiverSheet
from caregiver_guide.ui.screens.check_screen import CheckScreen
from caregiver_guide.ui.screens.conflict_sheet import ConflictSheet
from caregiver_guide.ui.screens.first_run_screen import FirstRunScreen
from caregiver_guide.ui.screens.hand_over_sheet import HandOverSheet
from caregiver_guide.ui.screens.learn_screen import LearnScreen
from caregiver_guide.ui.screens.log_screen import LogScreen
from caregiver_guide.ui.screens.page_screen import PageScreen
from caregiver_guide.ui.screens.passphrase_card import PassphraseView
from caregiver_guide.ui.screens.passphrase_sheet import Purpose
from caregiver_guide.ui.screens.people_screen import PeopleScreen
from caregiver_guide.ui.screens.position_screen import PositionScreen
from caregiver_guide.ui.screens.ratings_screen import RatingsScreen
from caregiver_guide.ui.screens.safety_screen import SafetyScreen
from caregiver_guide.ui.screens.settings_screen import SettingsScreen
from caregiver_guide.ui.screens.take_in_sheet import TakeInSheet
from caregiver_guide.ui.screens.trends_screen import TrendsScreen
from caregiver_guide.ui.screens.unlock_screen import UnlockScreen
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.check_row import CheckRow
from caregiver_guide.ui.widgets.choice_card import ChoiceCard
from caregiver_guide.ui.widgets.fields import NoteField, TextField
from caregiver_guide.ui.widgets.rating_scale import RatingAnswer, RatingScale
from caregiver_guide.ui.widgets.sheet import Sheet
from caregiver_guide.ui.widgets.waiting_bar import WaitingBar

S = TypeVar("S", bound=QWidget)

PERSON = "Pat"
CAREGIVER = "Ana"
NURSE = "Nurse Lee"
LONG_NAME = "Maria Magdalena Featherstonehaugh"
FOUR_WORDS = "harbor-candle-walnut-river"
AFTERNOON = Moment.of(datetime(2026, 11, 18, 15, 0, tzinfo=UTC), "UTC")
"""When every tour begins, so that its pictures are the same each time."""

MASSAGES = 24
FAMILY_ASKS = "May the left foot be rubbed again?"
TICK = 4.0
"""Seconds at a time: few enough that the clock does not look as if the computer had slept."""
LONGEST_STEP = 900
NEW_MARK_AT = 5
"""The step of the massage in which something new is seen."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One state of one screen, as it is shown now.

    Attributes:
        name: Its name in files and tests.
        title: What a reader of the gallery calls it.
        group: The part of the app that it belongs to.
        window: What is shown: the window of the app, or one that lies over it.
        is_main: The state that a screen is usually seen in.
        may_resize: Whether the window takes any size; a question has its own.
    """

    name: str
    title: str
    group: str
    window: QWidget
    is_main: bool = False
    may_resize: bool = True


class Tour:
    """Leads through the app on a log of its own, in one folder, for one look.

    Attributes:
        opening: The app as it is open now.
    """

    def __init__(
        self,
        app: QApplication,
        folder: Path,
        theme: ThemeName = "light",
        percent: int = 100,
        size: tuple[int, int] = (1280, 800),
        role: Giver = "family",
    ) -> None:
        self._app = app
        self._role = role
        self._folder = folder
        self._size = size
        self._settings = Settings(theme=theme, text_percent=percent, country="US")
        self.clock = FastClock(AFTERNOON)
        write_settings(folder / "config" / "settings.toml", self._settings)
        self.opening = self._open(folder / "data")

    # -- the stops -----------------------------------------------------------------------

    def stops(self) -> Iterator[Stop]:
        """Yield every state while it is on the screen; look at it before asking for the next."""
        try:
            yield from self._first_run()
            yield from self._nothing_yet()
            yield from self._practice()
            yield from self._marking()
            self._fill_log()
            yield from self._places()
            yield from self._checking()
            yield from self._choosing()
            yield from self._massage()
            yield from self._after()
            yield from self._later()
            yield from self._several()
            yield from self._protecting()
            yield from self._trouble()
        finally:
            self.close()

    def _stop(self, name: str, title: str, group: str, *, is_main: bool = False) -> Stop:
        self.settle()
        return Stop(name, title, group, self.opening.window, is_main)

    def _first_run(self) -> Iterator[Stop]:
        group = "First run"
        screen = self._screen(FirstRunScreen, "welcome")
        yield self._stop("first-run-1", "What this is, and what it is not", group, is_main=True)
        self.press_main()
        yield self._stop("first-run-2", "Who is cared for", group)
        self.press_main()
        yield self._stop("first-run-2-no-name", "Who is cared for: a name is missing", group)
        self._write(0, PERSON)
        self.press_main()
        yield self._stop("first-run-3", "Who gives care", group)
        self._write(0, CAREGIVER)
        self.press("GiverForm", "Home-health aide, or paid to help")
        yield self._stop("first-run-3-aide", "Who gives care: an aide needs a care plan", group)
        self.press("GiverForm", "Family member or friend")
        self.press_main()
        yield self._stop("first-run-4", "Is anything to keep away from?", group)
        self._choose("nothing")
        self.press_main()
        self._write(0, NURSE)
        self._write(1, "555 0142")
        yield self._stop("first-run-5", "Numbers and reading comfort", group, is_main=True)
        # The rest of the tour is for the same people, whatever the cards have offered.
        answers = replace(
            screen.answers,
            tone="sand",
            text_percent=self._settings.text_percent,
            theme=self._settings.theme,
            country="US",
        )
        self._begin_with(answers)

    def skip_first_run(self) -> None:
        """Have the same people as after the first cards, without their pictures."""
        self._begin_with(
            FirstRunAnswers(
                person_name=PERSON,
                tone="sand",
                caregiver_name=CAREGIVER,
                role="family",
                zones_answer="nothing",
            )
        )

    def _begin_with(self, answers: FirstRunAnswers) -> None:
        context = self.guide.context
        if self._role == "aide":
            answers = replace(
                answers,
                role=self._role,
                care_plan_said_by=NURSE,
                care_plan_on=context.today(),
                care_plan_says="Hands, 10 minutes",
            )
        context.care_for(*record_first_run(context.log, answers, context.today()))
        self.guide.speak()
        self.opening.window.name_person(context.person.name)

    def _read_care_plan(self) -> None:
        """An aide looks into the care plan again: what the care team said may have changed it."""
        if self._role == "aide":
            context = self.guide.context
            read = CarePlanAnswer(is_in_plan=True, says="Hands", written_by=NURSE)
            person, by = context.person.id, context.caregiver.id
            record_care_plan(context.log, person, read, context.today(), by=by)

    def _nothing_yet(self) -> Iterator[Stop]:
        self.guide.go("today")
        yield self._stop("today-empty", "Today, before the first massage", "Today")
        self.guide.go("safety")
        yield self._stop("map-empty", "Nothing is marked", "Safety map")
        self.guide.go("log")
        yield self._stop("log-empty", "The log, before the first massage", "Log")
        self.guide.go("page")
        yield self._stop("page-empty", "The page, before the first massage", "Care-team page")
        self.guide.go("trends")
        yield self._stop("trends-empty", "Trends, before the first massage", "Trends")

    def _page(self) -> Iterator[Stop]:
        """The page in large print without the name, and pages that went out."""
        page = self._screen(PageScreen, "page")
        page.wishes_given.emit("Soft music, and warm hands.", "Lifts the left hand.")
        page.options_chosen.emit(PageOptions(shows_name=False, shows_notes=False, is_large=True))
        yield self._stop("page-large", "Large print, initials only", "Care-team page")
        page.options_chosen.emit(PageOptions())
        page.text_copy_requested.emit()
        yield self._stop("page-sent", "A page that went out", "Care-team page")
        self.press("SentCard", "Read it")
        yield self._stop("page-sent-words", "What it said", "Care-team page")
        self._close_sheets()

    def _practice(self) -> Iterator[Stop]:
        """Try a massage with the pretend person, as far as its first step and the Stop sheet."""
        group = "Practice"
        self.guide.go("practice")
        yield self._stop("practice-check", "A practice run begins", group, is_main=True)
        massage = self.guide.practice.massage
        assert massage is not None  # noqa: S101 - begun above
        self.press("CheckScreen", "Nothing new today")
        for _ in range(3):
            self.press_main()
        self._permit_in(self.opening.window)
        self.press_main()
        yield self._stop("practice-step", "A step of a practice run", group)
        massage.session.ask_to_stop()
        yield self._stop("practice-stop", "Stop in a practice run", group)
        self.guide.practice.leave()

    def _marking(self) -> Iterator[Stop]:
        group = "Safety map"
        self._mark("port", ("collarbone.R",), None)
        self._mark("incision", ("belly-lower.L", "belly-lower.R"), timedelta(days=9))
        self._mark("pressure-injury", ("heel.L",), None)
        self.guide.go("safety")
        screen = self._screen(SafetyScreen, "safety")
        yield self._stop("map", "What is marked", group, is_main=True)
        screen.start_marking()
        yield self._stop("mark-where", "Marking: where?", group, is_main=True)
        screen.editor.toggle_region("knee.R")
        yield self._stop("mark-where-chosen", "Marking: a place is chosen", group)
        self.press_main()
        yield self._stop("mark-what", "Marking: what is it?", group)
        bruise = self.guide.context.library.conditions["bruise"].name
        self._write(0, bruise)
        self._hand.open_row(bruise)
        self.settle()
        yield self._stop("mark-details", "Marking: read back before it is kept", group)
        screen.editor.cancelled.emit()
        self.clock.advance(16 * 86_400)
        self.guide.go("safety")
        screen.start_review()
        yield self._stop("map-review", "Looking again after two weeks", group)
        for record in self.guide.context.log.zones.of(self.guide.context.person.id):
            screen.finding_confirmed.emit(record.id)
        self.guide.go("safety")
        first = self.guide.context.log.zones.of(self.guide.context.person.id)[0].id
        screen.open_line(first)
        yield self._stop("mark-change", "A mark, and what follows when it is called gone", group)
        self.press("ZoneEditor", "Marked by mistake")
        yield self._stop("map-mistake", "A mark was taken away as a mistake", group)
        self.press("MistakesCard", "Put it back")

    def _mark(self, condition: str, regions: tuple[str, ...], age: timedelta | None) -> None:
        context = self.guide.context
        since = None if age is None else context.today() - age
        zone = ZoneRecord(
            person=context.person.id,
            condition=condition,
            regions=regions,
            since=since,
            said_by=NURSE,
        )
        context.log.zones.add(zone, by=context.caregiver.id)

    def _fill_log(self) -> None:
        context = self.guide.context
        body = context.library.book.body
        port = Finding("port", body.mask(("collarbone.R",)))
        profile = replace(context.profile(), findings=(port,))
        sample = Sample(context.person, context.caregiver, profile, context.now())
        fill(context.log, context.library, sample, MASSAGES)

    def _places(self) -> Iterator[Stop]:
        self.guide.go("today")
        yield self._stop("today", "Today, with a log", "Today", is_main=True)
        self.guide.go("log")
        yield self._stop("log", "The log", "Log", is_main=True)
        log = self._screen(LogScreen, "log")
        self.press("LogScreen", "Add a past massage")
        yield self._stop("log-past", "Adding a past massage", "Log")
        self._close_sheets()
        context = self.guide.context
        newest = context.log.sessions.recent(context.person.id, limit=1)[0]
        yield from self._ways_through_the_log(log)
        log.session_opened.emit(newest.id)
        yield self._stop("one-massage", "One massage", "Log", is_main=True)
        self.press("SessionDetailScreen", "Change this record")
        yield self._stop("one-massage-change", "Changing a record", "Log")
        self._close_sheets()
        yield from self._bin(newest.id)
        yield from self._trends()
        self.guide.go("page")
        yield self._stop("page", "The page for the care team", "Care-team page", is_main=True)
        yield from self._team()
        yield from self._page()
        self.guide.go("learn")
        yield self._stop("learn", "The list", "Learn", is_main=True)
        self._write(0, "zzz")
        yield self._stop("learn-no-match", "Nothing found", "Learn")
        self._write(0, "")
        self._screen(LearnScreen, "learn").open_article(next(iter(context.library.files.learn)))
        yield self._stop("learn-article", "One article", "Learn")
        self.guide.go("settings")
        yield self._stop("settings", "Settings", "Settings", is_main=True)
        settings = self._screen(SettingsScreen, "settings")
        settings.settings_changed.emit(replace(context.settings, paper="letter"))
        settings.teach("next", "F13")
        yield self._stop("settings-keys", "A pedal is taught", "Settings")
        settings.settings_changed.emit(replace(context.settings, next_key=""))
        yield from self._backups(settings)
        yield from self._sharing(settings)
        yield from self._question()

    def _team(self) -> Iterator[Stop]:
        """Let the page go out, and walk what the care team said about it."""
        context, team, group = self.guide.context, self.guide.care_team, "Care-team page"
        log, person, by = context.log, context.person.id, context.caregiver.id
        question = log.questions.add(Question(person=person, text=FAMILY_ASKS), by=by)
        self.guide.go("page")
        self.guide.care_page.copy()
        yield self._stop("page-out", "The page went out", group)
        team.begin("page")
        yield self._stop("team-who", "Who of the care team answered", group)
        self._write(0, "")
        self.press_main()
        yield self._stop("team-who-no-name", "Who answered: a name is missing", group)
        self._write(0, "Nurse Kim")
        self.press_main()
        screen = self._screen(CareTeamScreen, CARE_TEAM)
        seen: set[str] = set()
        while screen.part == "step" and team.item is not None:
            item = team.item
            name, is_new = f"team-{item.asked}", item.asked not in seen
            if is_new:
                yield self._stop(name, f"One thing to ask: {item.asked}", group, is_main=not seen)
            seen.add(item.asked)
            if item.choices == ("said",):
                self._words("Yes, gently.")
            elif item.asked == "clearance" and item.thing != PRESSURE_2:
                self._choose("partly")
            else:
                self._choose({"pause": "no", "clearance": "yes"}.get(item.asked, "as-marked"))
            if is_new or item.thing == PRESSURE_2:
                yield self._stop(
                    f"{name}-{'answered' if is_new else 'yes'}", f"Answered: {item.asked}", group
                )
            self.press_main()
        yield self._stop("team-summary", "What changes for the next plan", group, is_main=True)
        # The rest of the tour is as if nobody had answered.
        team.show(f"clearance/{PRESSURE_2}")
        yield self._stop("team-again", "An answer is looked at again", group)
        self.press("CareTeamScreen", "Not answered")
        log.questions.put_in_bin(question.id, by=by)

    def _words(self, text: str) -> None:
        """Write into the field of notes."""
        field = next(iter(self._hand.visible(NoteField)))
        field.text_edit.setPlainText(text)

    def _bin(self, massage: str) -> Iterator[Stop]:
        """Take things away, look at them in the bin, and change an entry."""
        context, taken = self.guide.context, self.guide.bin
        log, by = context.log, context.caregiver.id
        taken.show()
        yield self._stop("bin-empty", "Nothing was taken away", "Log")
        note = Note(person=context.person.id, text="Liked the music.", session=massage)
        note = log.notes.add(note, by=by)
        log.notes.change(replace(note, text="Liked the radio."), by=by, why="Typing mistake")
        zone = log.zones.of(context.person.id)[-1]
        log.zones.put_in_bin(zone.id, by=by, why="mistake")
        older = log.sessions.recent(context.person.id, limit=2)[-1]
        taken.take_away(older.id)
        taken.show()
        yield self._stop("bin", "What was taken away", "Log", is_main=True)
        self.guide.undoing.undo()
        yield self._stop("undo", "A change is taken back", "Log")
        taken.put_back(zone.id)
        self.guide.undoing.forget()
        taken.show()
        self.press("BinScreen", "Changed")
        yield self._stop("bin-changed", "What was changed, the newest first", "Log")
        taken.show_massage(massage, "log")
        yield self._stop("entries", "Everything written about a massage", "Log")
        taken.open_entry(note.id)
        yield self._stop("entry", "One entry, and what it said before", "Log", is_main=True)
        self.press("EntrySheet", "Change it")
        yield self._stop("entry-change", "Changing an entry", "Log")
        self._close_sheets()
        log.notes.put_in_bin(note.id, by=by)

    def _trends(self) -> Iterator[Stop]:
        group = "Trends"
        context = self.guide.context
        self.guide.go("trends")
        yield self._stop("trends", "Before and after, and the other cards", group, is_main=True)
        trends = self._screen(TrendsScreen, "trends")
        trends.cards["scores"].show_numbers(True)
        trends.cards["weeks"].show_numbers(True)
        yield self._stop("trends-numbers", "The same as numbers", group)
        trends.cards["scores"].show_numbers(False)
        trends.cards["weeks"].show_numbers(False)
        self.press("TrendsScreen", "Set a plan")
        yield self._stop("trends-plan", "How many massages a week?", group)
        self._close_sheets()
        record_weekly_plan(context.log, context.person.id, 5, by=context.caregiver.id)
        for what, regions in (("pink-skin", ("palm.L", "hand-back.L")), ("tender", ("palm.L",))):
            noticed = Reaction(
                person=context.person.id, what=what, severity="minor", regions=regions
            )
            context.log.reactions.add(noticed, by=context.caregiver.id)
        trends.days_chosen.emit("91")
        yield self._stop("trends-long", "Three months, by weeks, with a plan", group)
        trends.days_chosen.emit("14")

    def _backups(self, settings: SettingsScreen) -> Iterator[Stop]:
        backups = self.guide.backups
        stick = self._folder / "STICK"
        stick.mkdir()
        backups.make_now()
        backups.wait()
        self.guide.settings_page.use_second_folder(str(stick))
        backups.wait()
        self.guide.go("settings")
        settings.scroll_to_backups()
        yield self._stop("settings-backups", "A backup, and a copy on a stick", "Settings")
        settings.backups.show_backups(
            replace(
                backups.view(),
                problem=str(NoBackup(self._folder, "there is no room left")),
                second_problem=str(NoSecondFolder(stick)),
                place=backups.words_of_place(RiskyPlace("cloud", "Dropbox", self._folder)),
            )
        )
        self.settle()
        settings.scroll_to_backups()
        yield self._stop("settings-backups-trouble", "Backups that did not go well", "Settings")
        newest = max((self._folder / "data" / "backups").glob("caregiver-guide-*.db"))
        self.opening.look_at_backup(newest)
        yield self._stop("restore", "What is in a backup", "Settings", is_main=True)
        self.press("RestoreSheet", "Leave everything as it is")
        self.guide.settings_page.use_second_folder("")
        backups.wait()
        self.guide.go("settings")

    def _sharing(self, settings: SettingsScreen) -> Iterator[Stop]:
        settings.scroll_to_sharing()
        yield self._stop("settings-sharing", "The log can go to another computer", "Settings")
        sharing, file = self.guide.sharing, self._folder / "care-2026-11-18.care"
        sharing.ask_days()
        sheet = self.opening.window.findChild(HandOverSheet)
        assert sheet is not None  # noqa: S101 - asked for two lines above
        sheet.choose("own")
        yield self._stop("hand-over", "Which days go along", "Settings", is_main=True)
        others = [("sam", "Sam Whitfield"), ("rosa", "Rosa")]
        context = self.guide.context
        sheet.show_form((context.person.id, context.person.name), others, context.today())
        sheet.choose_who("some")
        yield self._stop("hand-over-people", "Who goes along", "Settings")
        self.press("HandOverSheet", "Cancel")
        self._make_news(file)
        sharing.look_at(file)
        yield self._stop("take-in", "What a care file brings", "Settings", is_main=True)
        self._disagree()
        yield self._stop("take-in-both", "Both computers changed a mark", "Settings")
        self.press("TakeInSheet", "Take it in")
        yield self._stop("take-in-done", "It is in the log", "Settings")
        self.press("TakeInSheet", "Close")
        sharing.look_at(file)
        yield self._stop("take-in-nothing", "A care file that brings nothing", "Settings")
        self.press("TakeInSheet", "Close")
        yield from self._conflict()

    def _conflict(self) -> Iterator[Stop]:
        """Let both computers change one mark, and decide which one is right."""
        context = self.guide.context
        zone = context.log.zones.of(context.person.id)[0]
        file = self._folder / "both.care"
        with open_log(self._folder / "other", context.clocks.wall) as other:
            other.zones.change(replace(zone, regions=("collarbone.L",)), why="The other side")
            massage = other.sessions.recent(context.person.id, 1)[0]
            other.notes.add(
                Note(person=context.person.id, session=massage.id, text="Slept well after it.")
            )
            other.hand_over(file, [context.person], Days(), MADE_WITH)
        take_away(context.log, massage.id, by=context.caregiver.id)
        context.log.zones.change(replace(zone, note="Seen today."), by=context.caregiver.id)
        self.guide.sharing.look_at(file)
        self.press("TakeInSheet", "Take it in")
        yield self._stop("take-in-decide", "Taken in, with something to decide", "Settings")
        self._close_sheets()
        self.guide.go("today")
        yield self._stop("today-decide", "Today, with something to decide", "Today")
        self.guide.conflicts.ask()
        yield self._stop("conflict", "Changed on two computers", "Log", is_main=True)
        found = self.guide.conflicts.found()
        place = next(n for n, one in enumerate(found[0].sides) if one.entry.value("note"))
        self.guide.conflicts.decide(zone.id, place)
        yield self._stop("conflict-added", "Added about a massage that was taken away", "Log")
        self._move_twice()
        yield self._stop("conflict-twice", "A massage moved to two people", "Log")
        self.guide.conflicts.decide(massage.id, 1)
        self._close_sheets()

    def _move_twice(self) -> None:
        """Let what is asked look as if two computers had moved the massage to two people."""
        sheet = self.opening.window.findChild(ConflictSheet)
        assert sheet is not None  # noqa: S101 - it is open
        asked = self.guide.conflicts.found()[0]
        side = asked.sides[0]
        own = replace(side.entry, is_in_bin=False)
        other = replace(side.entry, given_by="", parts=(), is_moved=True)
        sides = (replace(side, entry=own), replace(side, entry=other))
        sheet.show_conflicts((replace(asked, sides=sides, holds="twice"),))

    def _disagree(self) -> None:
        """Let the file look as if a mark had been changed on both computers."""
        sheet = self.opening.window.findChild(TakeInSheet)
        assert sheet is not None  # noqa: S101 - it is open
        person = PersonLine(
            name=PERSON,
            is_known=True,
            has_namesake=True,
            lines=(NewsLine("massage", 12, 0), NewsLine("place", 3, 1)),
            same=155,
            both=1,
            careful=True,
            first_day=AFTERNOON.day - timedelta(20),
            last_day=AFTERNOON.day,
        )
        sheet.show_news(TakeInView("care-2026-11-18.care", AFTERNOON.day, (person,), False))
        self.settle()

    def _make_news(self, file: Path) -> None:
        """Write a care file as another computer of the family would."""
        context = self.guide.context
        here, there = self._folder / "over.care", self._folder / "other"
        with open_log(there, context.clocks.wall) as other:
            context.log.hand_over(here, [context.person], Days(), MADE_WITH)
            other.taking_in(here).take_in(other.taking_in(here).look().seal)
            sam = other.people.add(Person(name="Sam"))
            for person in (context.person, sam):
                other.notes.add(Note(person=person.id, text="Slept well."))
            other.hand_over(file, [context.person, sam], Days(), MADE_WITH)

    def _question(self) -> Iterator[Stop]:
        say = QCoreApplication.translate
        dialog = QuestionDialog(
            say("Guide", "Leave the massage?"),
            say("Guide", "Nothing has started yet. Today's answers can be kept."),
            (
                ("keep", say("Guide", "Leave and keep the answers")),
                ("drop", say("Guide", "Leave and throw them away")),
                ("stay", say("Guide", "Stay here")),
            ),
            "primary",
            self.opening.window,
        )
        dialog.show()
        self.settle()
        yield Stop("question", "A question before leaving", "Questions", dialog, may_resize=False)
        dialog.close()
        dialog.deleteLater()

    # -- the massage ---------------------------------------------------------------------

    def _checking(self) -> Iterator[Stop]:
        group = "Today's check"
        self._read_care_plan()
        self.guide.go("start")
        screen = self._screen(CheckScreen, Place.CHECK.value)
        yield self._stop("check-empty", "Nothing is answered yet", group, is_main=True)
        yield from self._answered(screen, "check-stop", "fever-or-ill", "fever", "Not today")
        yield from self._answered(
            screen, "check-emergency", "chest-and-breath", "chest-pain", "An emergency"
        )
        self.guide.go("today")
        yield self._stop("today-blocked", "Today, after a check that stops", "Today")
        self.guide.go("start")
        screen.call_back_requested.emit()
        yield self._stop("call-back", "What did the care team say?", group)
        self._close_sheets()
        self._answer(screen, {})
        yield from self._still_open(group)
        yield self._stop("check", "Nothing new today", group)

    def _still_open(self, group: str) -> Iterator[Stop]:
        context = self.guide.context
        person, today = context.person.id, context.today()
        signs = ("dvt-suspected", "chest-pain")
        add_signs(context.log, person, today - timedelta(days=1), signs)
        self.guide.go("start")
        yield self._stop("check-open", "A sign of yesterday is still open", group)
        still_open = context.checks_on(today).open
        record_looked(context.log, person, still_open, signs, "Nurse Lee", today, today=today)
        self.guide.go("start")

    def _answered(
        self, screen: CheckScreen, name: str, question: str, sign: str, title: str
    ) -> Iterator[Stop]:
        self._answer(screen, {question: sign})
        yield self._stop(name, title, "Today's check")

    def _answer(self, screen: CheckScreen, yes: dict[str, str]) -> None:
        """Answer all with no, but for these questions, each with one sign."""
        questions = self.guide.context.library.files.today_check.question
        answers = {entry.id: "yes" if entry.id in yes else "no" for entry in questions}
        draft = CheckDraft(answers, frozenset(yes.values()))  # type: ignore[arg-type]  # words of Answer
        screen.answers_changed.emit(draft)
        self.guide.massage.come_back()

    def _choosing(self) -> Iterator[Stop]:
        self._screen(CheckScreen, Place.CHECK.value).next_requested.emit()
        yield self._stop("routine", "Choosing a massage", "Routine", is_main=True)
        self._choose("foot-comfort")
        self.press("RoutineScreen", "What changes?")
        yield self._stop("routine-reasons", "Why it is changed", "Routine")
        self._close_sheets()
        self._choose("m-hand")
        self.press_main()
        screen = self._screen(PositionScreen, Place.POSITION.value)
        group = "Position"
        for number, (name, entry) in enumerate(self.guide.context.library.positions.items()):
            screen.position_chosen.emit(name)
            title = self.guide.context.words().fill(entry.name)
            yield self._stop(f"position-{name}", title, group, is_main=number == 0)
        screen.position_chosen.emit(next(iter(self.guide.context.library.positions)))
        self.settle()
        self.press_main()
        yield self._stop("prepare", "Getting ready, and asking", "Ready", is_main=True)
        for button in self._hand.visible(ActionButton):
            if button.text() == self.say("PrepareScreen", "Yes"):
                button.click()
        self._permit()
        yield self._stop("before", "How is Pat before?", "Before", is_main=True)
        form = self._screen(RatingsScreen, Place.BEFORE.value).form
        form.choose("signs")
        yield self._stop("before-signs", "Watching a person who cannot say", "Before")
        form.choose("asked")
        pain = next(iter(self._hand.visible(RatingScale)))
        pain.set_value(RatingAnswer.number(9))
        pain.answer_changed.emit(pain.value)
        yield self._stop("before-much-pain", "Much pain is asked about", "Before")
        pain.set_value(None)
        pain.answer_changed.emit(None)
        self.press_main()

    def _permit(self) -> None:
        from caregiver_guide.ui.screens.prepare_screen import PrepareScreen

        self._screen(PrepareScreen, Place.PREPARE.value).permission_given.emit("yes")

    def _permit_in(self, window: QWidget) -> None:
        """Say yes for the person on the screen that asks, in whatever window it lies."""
        from caregiver_guide.ui.screens.prepare_screen import PrepareScreen

        for screen in window.findChildren(PrepareScreen):
            if screen.isVisible():
                screen.permission_given.emit("yes")

    def _massage(self) -> Iterator[Stop]:
        from caregiver_guide.ui.screens.session_screen import SessionScreen

        group = "Massage"
        step = 0
        massage = self.guide.massage
        yield self._stop("step-settling", "Time to settle before the first step", group)
        self.press_session("next_requested")
        was_asked = False
        while massage.session.is_running:
            step += 1
            if step <= 6:
                yield self._stop(f"step-{step}", f"Step {step}", group, is_main=step == 4)
            if step == 2:
                massage.session.pause_for("asked")
                yield self._stop("step-paused", "Paused", group)
                self.press_session("go_on_requested")
                massage.session.sound.turn_voice()
                yield self._stop("step-note", "A computer without a voice", group)
            if step == 3:
                self.press("SessionScreen", "How?")
                yield self._stop("how", "How to do it", group)
                self._close_sheets()
                massage.session.ask_to_stop()
                yield self._stop("stop", "Stop", group, is_main=True)
                sheet = massage.session.stopping.sheet
                for reason, name, title in (
                    ("chest-or-breath", "red-flag", "Stop, with a sign of danger"),
                    ("skin-tear", "call", "Stop, for something to call about today"),
                    ("asked-to-stop", "asked", "Stop, because the person asked"),
                    ("interrupted", "caller", "Stop, because somebody calls"),
                    ("something-new", "new", "Stop, for something new on the skin"),
                ):
                    sheet.close_sheet()
                    sheet.open(reason)
                    yield self._stop(f"stop-{name}", title, group)
                sheet.close_sheet()
                self.press_session("go_on_requested")
            if step == NEW_MARK_AT:
                yield from self._new_mark()
            self._let_step_pass(until_asked=not was_asked)
            if massage.session.is_asking and not was_asked:
                was_asked = True
                yield self._stop("step-asked", "The person is asked", group)
                self.press_session("answer_given", "softer")
                yield self._stop("step-softer", "The person asked for softer", group)
                self._let_step_pass()
            if step == 3:
                self._screen(SessionScreen, Place.SESSION.value).glow.settle()
                yield self._stop("step-over", "The time of a step is over", group)
            if massage.session.is_running:
                self.press_session("next_requested")
        self.settle()

    def _new_mark(self) -> Iterator[Stop]:
        """See something new in the middle, mark it, and come back to a changed plan."""
        guide, group = self.guide, "A new mark in a massage"
        massage = guide.massage.session
        massage.ask_to_stop()
        massage.stopping.sheet.open("something-new")
        self.press("StopSheet", "Mark it now")
        yield self._stop("massage-map", "Marking what is new", group, is_main=True)
        self._screen(SafetyScreen, "safety").show_overview()
        context = guide.context
        zone = ZoneRecord(person=context.person.id, condition="wound-open", regions=("fingers.L",))
        context.log.zones.add(zone, by=context.caregiver.id)
        guide.safety.mark_in_massage()
        self._screen(SafetyScreen, "safety").show_overview()
        yield self._stop("massage-map-marked", "Marked: back to the massage", group)
        self.press("SafetyScreen", "Back to the massage")
        yield self._stop("plan-change", "What changes now, and why", group, is_main=True)
        self._close_sheets()
        self.press_session("go_on_requested")

    def _let_step_pass(self, *, until_asked: bool = False) -> None:
        massage = self.guide.massage
        for _ in range(LONGEST_STEP):
            self.clock.advance(TICK)
            massage.session.ticker.ticked.emit()
            if massage.session.is_step_over or not massage.session.is_running:
                return
            if until_asked and massage.session.is_asking:
                return

    def press_session(self, signal: str, *words: str) -> None:
        """Wish in the step player what a key or a button there wishes."""
        from caregiver_guide.ui.screens.session_screen import SessionScreen

        getattr(self._screen(SessionScreen, Place.SESSION.value), signal).emit(*words)

    def _after(self) -> Iterator[Stop]:
        screen = self._screen(AfterScreen, Place.AFTER.value)
        yield self._stop("after-wipe", "The massage ends gently", "After", is_main=True)
        screen.ask_now()
        yield self._stop("after-empty", "Nothing is answered yet", "After")
        screen.form.choose("signs")
        yield self._stop("after-signs-wait", "Signs are watched ten minutes later", "After")
        screen.form.choose("asked")
        for scale, number in zip(self._hand.visible(RatingScale), (4, 3, 4), strict=False):
            scale.set_value(RatingAnswer.number(number))
        for reaction in self.guide.context.library.files.reactions.reaction:
            if reaction.id in ("pink-skin", "rash"):
                self._tick(self.guide.context.words().fill(reaction.text))
        yield self._stop("after", "Answers and what was noticed", "After", is_main=True)
        self.press("ReactionDetail", "Show it on the body")
        yield self._stop("after-place", "Where it was noticed", "After")
        self._close_sheets()

    def _later(self) -> Iterator[Stop]:
        """Yield what is asked once hands have been off for a while, and on the next day."""
        screen = self._screen(AfterScreen, Place.AFTER.value)
        screen.show_after(replace(screen.view, asks_first=True))
        screen.later_requested.emit()
        yield self._stop("today-after", "Today, ten minutes after a massage", "Today")
        self.clock.advance(18 * 3600.0)
        self.guide.go("today")
        yield self._stop("today-next-day", "Today, the day after a massage", "Today")
        newest = self.guide.context.log.sessions.last(self.guide.context.person.id)
        if newest is None:
            return
        self.guide.follow_ups.ask(newest.id)
        yield self._stop("follow-up", "How did it go?", "Today", is_main=True)
        for answer in self.guide.context.library.files.follow_up.answer:
            if answer.id in ("bruise-or-tear", "one-leg"):
                self._tick(self.guide.context.words().fill(answer.text))
        yield self._stop("follow-up-serious", "Something to call about", "Today")
        self._close_sheets()

    # -- what stands in the way ----------------------------------------------------------

    def _several(self) -> Iterator[Stop]:
        """Care for three people, turn to one of them, and have another caregiver."""
        group = "People"
        context = self.guide.context
        log, by = context.log, context.caregiver.id
        sam = log.people.add(Person(name="Sam", tone="brown"), by=by)
        log.people.add(Person(name="Paula Jones"), by=by)
        log.caregivers.add(Caregiver(name="Jo", role="aide"), by=by)
        self.guide.go("people")
        yield self._stop("people", "Who are you with, and who gives care", group, is_main=True)
        screen = self._screen(PeopleScreen, "people")
        screen.person_wished.emit("")
        yield self._stop("people-person", "Somebody new who is cared for", group)
        self._close_sheets()
        screen.caregiver_wished.emit("")
        yield self._stop("people-caregiver", "Somebody new who gives care", group)
        self._close_sheets()
        screen.caregiver_wished.emit(self.guide.context.caregiver.id)
        sheet = self.opening.window.findChild(CaregiverSheet)
        if sheet is not None:
            sheet.form.name.setText("Bob")
        self.press("CaregiverSheet", "Save")
        yield self._stop("people-caregiver-other", "A name became quite another one", group)
        self._close_sheets()
        screen.person_chosen.emit(sam.id)
        self.settle()
        yield self._stop("people-turned", "Turned to somebody else", group, is_main=True)
        yield from self._others_wait(group)
        self.guide.go("safety")
        yield self._stop("people-safety", "Whose map it is", group)
        aide = log.caregivers.all()[-1]
        log.notes.add(Note(person=context.person.id, text="Slept well after lunch."), by=by)
        self.guide.people.turn_to(context.person, aide)
        self.settle()
        yield self._stop("aide-today", "An aide's Today: what is new, and the care plan", group)
        self.guide.care_plan.ask()
        yield self._stop("aide-care-plan", "The written care plan is looked into", group)
        self.press("CarePlanSheet", "It is in the plan")
        yield self._stop("aide-care-plan-missing", "What the plan says is missing", group)
        self._close_sheets()
        self.guide.people.ask_who()
        yield self._stop("who", "A log from another computer asks who is here", group)

    def _others_wait(self, group: str) -> Iterator[Stop]:
        """Have a massage of two others behind them, so that it is to be asked how they are."""
        context = self.guide.context
        log, by = context.log, context.caregiver.id
        for name, minutes in (("Robin", 40), (LONG_NAME, 30)):
            started = self.clock.wall().later(-60.0 * minutes)
            record = SessionRecord(
                person=log.people.add(Person(name=name), by=by).id,
                caregiver=by,
                routine="hand",
                position="armchair",
                minutes_asked=10,
                started=started,
                state="finished",
                ended=started.later(600.0),
                touch_seconds=600,
            )
            log.sessions.add(record, by=by, happened=started)
        self.guide.go("settings")
        self.guide.waiting.look()
        yield self._stop("waiting", "A question about somebody else waits", group)
        bar = self.opening.window.findChild(WaitingBar)
        if bar is None:
            raise LookupError("no question waits")
        bar.put_off.emit()
        yield self._stop("waiting-long-name", "The same of somebody with a long name", group)
        bar.put_off.emit()

    def _protecting(self) -> Iterator[Stop]:
        group = "Passphrase"
        self.guide.go("settings")
        settings = self._screen(SettingsScreen, "settings")
        self.settle()
        settings.scroll_to_passphrase()
        yield self._stop("settings-passphrase-none", "A log without a passphrase", group)
        settings.passphrase.show_state(PassphraseView(is_protected=True, lock_minutes=10))
        self.settle()
        settings.scroll_to_passphrase()
        yield self._stop("settings-passphrase", "A log with a passphrase", group)
        purposes: tuple[tuple[Purpose, str], ...] = (
            ("add", "Adding a passphrase"),
            ("aide", "An aide is offered a passphrase"),
            ("change", "Changing the passphrase"),
            ("remove", "Removing the passphrase"),
            ("backup", "A backup with a passphrase"),
        )
        for purpose, title in purposes:
            sheet = self.guide.passphrases.ask(purpose)
            sheet.suggest(FOUR_WORDS)
            if purpose == "add":
                sheet.show_weak(fault_line("short"))
            if purpose == "aide":
                sheet.show_advice(advice_line("name"))
            if purpose == "change":
                sheet.show_wrong(fault_line("short"))
            yield self._stop(f"passphrase-{purpose}", title, group, is_main=purpose == "add")
            sheet.close_sheet()
        yield from self._locked(group)

    def _locked(self, group: str) -> Iterator[Stop]:
        self.close()
        data = self._folder / "protected"
        with open_log(data, self.clock.wall, passphrase=FOUR_WORDS):
            pass
        self.opening = self._open(data)
        yield self._stop("unlock", "Before a log with a passphrase", group, is_main=True)
        screen = self._screen(UnlockScreen, "unlock")
        screen.show_unlock(UnlockView(str(data), "wrong", was_open=True))
        yield self._stop("unlock-wrong", "A wrong passphrase", group)
        again = self.clock.wall().later(8)
        screen.show_unlock(UnlockView(str(data), "wrong", pause=8, again=again))
        yield self._stop("unlock-pause", "Several wrong passphrases", group)
        screen.show_unlock(UnlockView(str(data), "opening"))
        screen.say_opening()
        yield self._stop("unlock-opening", "The log is being opened", group)
        screen.show_unlock(UnlockView(str(data)))
        self.press("UnlockScreen", "I have lost the passphrase")
        yield self._stop("unlock-lost", "The passphrase is lost", group)

    def _trouble(self) -> Iterator[Stop]:
        self.close()
        # A file stands where the folder of the log should be.
        blocked = self._folder / "blocked"
        blocked.write_text("", encoding="utf-8")
        self.opening = self._open(blocked)
        yield self._stop("trouble", "The log cannot be opened", "Trouble", is_main=True)

    # -- hands ---------------------------------------------------------------------------

    def say(self, context: str, words: str) -> str:
        """Return words of the interface in the language that is shown."""
        return QCoreApplication.translate(context, words)

    def press(self, context: str, words: str) -> None:
        """Press the button with these words of a screen."""
        self._hand.press(self.say(context, words))

    def _ways_through_the_log(self, log: LogScreen) -> Iterator[Stop]:
        """Choose which massages, turn to the calendar, and look for words."""
        self.press("LogScreen", "Choose which")
        yield self._stop("log-which", "Choosing which massages", "Log")
        self._close_sheets()
        first = self.guide.context.today() - timedelta(days=29)
        asked = LogAsked(region="hand-back.L", noticed=ANYTHING, first=first)
        log.asked.emit(replace(asked, noticed=""))
        yield self._stop("log-asked", "Some of the massages", "Log")
        log.asked.emit(replace(asked, stopped=True, last=first))
        yield self._stop("log-none", "No massage is like this", "Log")
        log.asked.emit(LogAsked())
        log.month_requested.emit(self.guide.context.today())
        yield self._stop("log-month", "A month of the log", "Log", is_main=True)
        log.search_requested.emit("musi hel")
        yield self._stop("log-found", "What was found", "Log")
        log.search_requested.emit("zeppelin")
        yield self._stop("log-not-found", "Nothing was found", "Log")
        self.guide.go("log")

    def press_main(self) -> None:
        """Press the one main button of what is on top."""
        buttons = [b for b in self._hand.visible(ActionButton) if b.kind == "primary"]
        self.clock.advance(1.0)
        buttons[-1].click()
        self.settle()

    def _choose(self, key: str) -> None:
        """Choose a card by its key."""
        self.settle()
        card = next(card for card in self._hand.visible(ChoiceCard) if card.key == key)
        self.clock.advance(1.0)
        card.click()
        self.settle()

    def _tick(self, words: str) -> None:
        """Tick a box."""
        next(box for box in self._hand.visible(CheckRow) if box.text() == words).click()
        self.settle()

    def _write(self, number: int, text: str) -> None:
        field = list(self._hand.visible(TextField))[number].line_edit
        field.setText(text)
        field.textEdited.emit(text)

    def _close_sheets(self) -> None:
        for sheet in self.opening.window.findChildren(Sheet):
            sheet.close_sheet()

    def settle(self) -> None:
        """Let what was changed be laid out and painted."""
        self._hand.settle()

    # -- opening and closing -------------------------------------------------------------

    @property
    def guide(self) -> Guide:
        """The app, which is open for all stops but the last."""
        if self.opening.guide is None:
            raise LookupError("the sample log could not be opened")
        return self.opening.guide

    @property
    def _hand(self) -> Hand:
        return Hand(self.opening.window, self.clock)

    def _screen(self, kind: type[S], name: str) -> S:
        screen = self.opening.window.screen_named(name)
        assert isinstance(screen, kind)  # noqa: S101 - the window knows each by its name
        return screen

    def _open(self, data: Path) -> Opening:
        opening = Opening(
            self._app,
            data,
            Clocks(self.clock.wall, self.clock.steady),
            ScriptedPrompts(),
            config_dir=self._folder / "config",
            origin="demo",
            has_sound=False,
            catches_faults=False,
        )
        self._is_closed = False
        opening.open()
        opening.window.resize(*self._size)
        opening.window.show()
        return opening

    def close(self) -> None:
        """Close the window and the log."""
        window = self.opening.window
        if self._is_closed:
            return
        self._is_closed = True
        window.may_close = True
        window.close()
        self.opening.close()
        self.opening.let_go()
        window.deleteLater()
        # Gone before the next one opens: a theme is told to every widget there is.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
