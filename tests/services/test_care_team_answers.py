# SPDX-License-Identifier: GPL-3.0-or-later
"""What the care team said: it loosens what a documented yes may loosen, and never more."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caregiver_guide.content.library import load_library
from caregiver_guide.domain.profile import LEGS, PRESSURE_2
from caregiver_guide.domain.session import (
    Caregiver,
    ClearanceRecord,
    ConditionRecord,
    Moment,
    PageSent,
    Person,
    Question,
    ZoneRecord,
)
from caregiver_guide.paths import resource_dir
from caregiver_guide.services.care_team_answers import (
    ASK_AFTER_DAYS,
    TEAM_PAUSE,
    read_team_facts,
    team_due,
    team_items,
)
from caregiver_guide.services.care_team_record import (
    TeamDay,
    TeamGiven,
    TeamSource,
    record_page_answer,
    record_team_answer,
)
from caregiver_guide.services.care_team_view import team_who_view
from caregiver_guide.services.next_plan import next_plan
from caregiver_guide.services.plan_words import PlanWords
from caregiver_guide.services.profile_of import profile_of
from caregiver_guide.services.safety_record import confirm_finding, end_finding
from caregiver_guide.storage.handing_over import Days
from caregiver_guide.storage.log import practice_log

LIBRARY = load_library(resource_dir())
BOOK = LIBRARY.book
START = Moment.of(datetime(2026, 3, 1, 9, 0, tzinfo=UTC))
NURSE = TeamSource("Nurse Kim", date(2026, 3, 3))
TICKS = ("legs", "pressure-2", "positions", "pause")


class Home:
    """Pat, two aides, a page that went out on 1 March, and today, 3 March."""

    def __init__(self):
        self.now = START
        self.log = practice_log(lambda: self.now)
        self.ana = self.log.caregivers.add(Caregiver(name="Ana"))
        self.ben = self.log.caregivers.add(Caregiver(name="Ben", role="aide"))
        self.pat = self.log.people.add(Person(name="Pat"))
        self.page = None

    def zone(self, condition, *regions, **more):
        record = ZoneRecord(person=self.pat.id, condition=condition, regions=regions, **more)
        return self.log.zones.add(record)

    def condition(self, condition, **more):
        record = ConditionRecord(person=self.pat.id, condition=condition, **more)
        return self.log.conditions.add(record)

    def question(self, text="May the left foot be rubbed?"):
        return self.log.questions.add(Question(person=self.pat.id, text=text))

    def send(self):
        """Let the page go out with all that stands in the log, and two days go by."""
        self.page = self.log.pages.add(
            PageSent(
                person=self.pat.id,
                first_day=START.day,
                last_day=START.day,
                paper="a4",
                zones=tuple(one.id for one in self.log.zones.of(self.pat.id)),
                ticks=TICKS,
                questions=tuple(one.id for one in self.log.questions.of(self.pat.id)),
            )
        )
        self.pass_days(2)
        return self

    def giving(self, folder):
        """Return what gives one log's care file to another log."""
        file = folder / "pat.care"

        def give(source, target):
            file.unlink(missing_ok=True)
            source.hand_over(file, [self.pat], Days(), "test")
            target.taking_in(file).take_in(target.taking_in(file).look().seal)

        return give

    def pass_days(self, days):
        self.now = self.now.later(86_400 * days)

    @property
    def today(self):
        return self.now.day

    def items(self, **more):
        facts = read_team_facts(self.log, self.pat.id, self.page)
        return team_items(LIBRARY, "Pat", facts, self.today, **more)

    def item(self, asked, thing=""):
        return next(one for one in self.items() if one.asked == asked and thing in ("", one.thing))

    def answer(self, asked, word, thing="", *, by=None, source=NURSE, **more):
        day = TeamDay(self.pat.id, self.page.id if self.page else "", self.today, by or self.ana.id)
        item = self.item(asked, thing)
        return record_team_answer(self.log, item, TeamGiven(word, **more), source, day)

    def profile(self, on=None):
        log, pat = self.log, self.pat
        return profile_of(
            BOOK,
            pat,
            self.ana,
            log.zones.of(pat.id),
            log.conditions.of(pat.id),
            log.clearances.of(pat.id),
            None,
            on or self.today,
        )


@pytest.fixture
def home():
    return Home()


def findings(profile):
    """What plans are made from; who said it makes none."""
    return sorted((f.condition, f.marked, str(f.since), str(f.until)) for f in profile.findings)


def in_force(profile):
    return sorted(
        (c.names, c.on, str(c.until)) for c in profile.clearances if c.counts_on(profile.on)
    )


# -- the rule ------------------------------------------------------------------------------

ZONES = ("port", "incision", "surgery-recent", "lymphedema-risk", "drain", "compression")
WHOLE = ("osteoporosis", "aneurysm", "clot-risk", "stroke-recent", "dementia")


@st.composite
def homes(draw):
    """Somebody with some places and conditions, and a yes or two of earlier."""
    home = Home()
    for name in draw(st.lists(st.sampled_from(ZONES), max_size=3)):
        home.zone(name, draw(st.sampled_from(("chest.R", "knee.L", "belly-lower.R"))))
    for name in draw(st.lists(st.sampled_from(WHOLE), max_size=2, unique=True)):
        home.condition(name)
    for name in draw(st.lists(st.sampled_from((LEGS, "incision", "osteoporosis")), max_size=2)):
        home.log.clearances.add(
            ClearanceRecord(person=home.pat.id, names=name, said_by="Dr Ruiz", on=START.day)
        )
    home.question()
    return home.send()


@settings(max_examples=60)
@given(homes(), st.data())
def test_an_answer_opens_only_what_a_documented_yes_opens(home, data):
    """A yes adds one yes with its name and day, a healed place ends today: nothing else opens."""
    for _ in range(3):
        before = home.profile()
        item = data.draw(st.sampled_from(home.items()))
        word = data.draw(st.sampled_from((*item.choices, "not-answered")))
        note = "Yes." if word == "said" else ""
        home.answer(item.asked, word, item.thing, note=note)
        after = home.profile()
        opened = [one for one in in_force(after) if one not in in_force(before)]
        if word == "yes" and item.asked == "clearance":
            assert opened in ([], [(item.thing, NURSE.on, "None")])
        else:
            assert opened == []
        lost = [one for one in findings(before) if one not in findings(after)]
        if word == "gone":
            assert len(lost) <= 1
            assert all(until == str(home.today) for *_, until in findings(after) if until != "None")
        elif item.asked == "pause" and word == "no":
            assert {one[0] for one in lost} <= {TEAM_PAUSE}
        else:
            # What was closed again may stand with another last day; nothing is gone.
            assert [one[:2] for one in findings(before) if one not in findings(after)] == [
                one[:2] for one in findings(after) if one not in findings(before)
            ][: len(lost)]
        if word in ("no", "partly") and item.asked == "clearance":
            assert item.thing not in [name for name, *_ in in_force(after)]


@settings(max_examples=25)
@given(homes(), st.data())
def test_nothing_answered_changes_nothing(home, data):
    """Where the care team left a thing open, the plan is the one of before."""
    before = home.profile()
    for item in home.items():
        if data.draw(st.booleans()):
            home.answer(item.asked, "not-answered", item.thing)
    assert home.profile() == before
    assert next_plan(PlanWords(LIBRARY, "Pat", "911"), before, home.profile()).is_same
    assert home.log.questions.of(home.pat.id)[0].is_open


# -- places --------------------------------------------------------------------------------


def test_a_confirmed_place_has_its_source_and_day(home):
    """Who looked at it last is the nurse, and the day is hers, not that of the typing."""
    port = home.zone("port", "chest.R", said_by="Ana")
    home.send()
    home.answer("zone", "as-marked")
    now = home.log.zones.one(port.id)
    assert (now.said_by, now.said_on) == ("Nurse Kim", date(2026, 3, 3))
    assert [one.said_by for one in home.log.zones.history(port.id)] == ["Ana", "Nurse Kim"]


def test_a_healed_place_counts_to_the_end_of_today(home):
    """However long ago the nurse said it: no day before the writing is opened."""
    home.zone("incision", "belly-lower.R")
    home.send()
    home.pass_days(10)
    home.answer("zone", "gone")
    zone = home.log.zones.of(home.pat.id)[0]
    assert (zone.until, zone.said_by, zone.said_on) == (home.today, "Nurse Kim", NURSE.on)
    assert findings(home.profile())


def test_what_is_lifelong_is_not_offered_as_healed(home):
    """No word ends it, so nobody is led to believe so."""
    home.zone("lymphedema-risk", "armpit.L")
    home.zone("port", "chest.R")
    home.send()
    offered = {item.title: item.choices for item in home.items() if item.asked == "zone"}
    assert [("gone" in words) for words in offered.values()] == [False, True]


def test_a_healed_place_that_was_pressed_by_mistake_counts_again(home):
    """The correction brings the last day back that it had, and both stay readable."""
    home.zone("incision", "belly-lower.R", until=date(2026, 5, 1))
    home.send()
    home.answer("zone", "gone")
    home.answer("zone", "not-answered")
    zone = home.log.zones.of(home.pat.id)[0]
    assert zone.until == date(2026, 5, 1)
    said = [one.answer for one in home.log.team_answers.of(home.pat.id)]
    assert said == ["gone", "not-answered"]


def test_a_place_changed_since_the_page_is_asked_as_it_is_now(home):
    """The walk says that it is another one; confirming it in between is no change."""
    port, cut = home.zone("port", "chest.R"), home.zone("incision", "belly-lower.R")
    home.send()
    confirm_finding(home.log, cut.id)
    home.log.zones.change(replace(port, regions=("chest.L",)))
    new = home.zone("drain", "flank.L")
    asked = {item.thing: item for item in home.items() if item.asked == "zone"}
    assert [asked[one.id].is_changed for one in (port, cut)] == [True, False]
    assert asked[port.id].line.regions == ("chest.L",)
    assert new.id not in asked


def test_marks_left_off_the_page_are_not_asked_about(home):
    """The nurse never saw them: the walk says so, and no answer stands for them."""
    home.zone("port", "chest.R")
    home.page = home.log.pages.add(
        PageSent(
            person=home.pat.id, first_day=START.day, last_day=START.day, paper="a4", ticks=TICKS
        )
    )
    home.pass_days(2)
    facts = read_team_facts(home.log, home.pat.id, home.page)
    view = team_who_view(LIBRARY, home.pat, facts, home.items(), (), None, home.today)
    assert "zone" not in [item.asked for item in home.items()]
    assert (view.left_off, view.new) == ((LIBRARY.conditions["port"].name,), ())


def test_a_place_that_has_healed_meanwhile_is_not_asked(home):
    """There is nothing left to confirm."""
    port = home.zone("port", "chest.R")
    home.send()
    end_finding(home.log, port.id, home.today)
    home.pass_days(1)
    assert "zone" not in [item.asked for item in home.items()]


# -- what may be allowed -------------------------------------------------------------------


def test_a_yes_opens_the_next_plan_with_its_name_and_day(home):
    """Rub-in lotion was cleared: the next plan has it, and the log says by whom and when."""
    home.send()
    before = home.profile()
    home.answer("clearance", "yes", PRESSURE_2, until=date(2026, 4, 1))
    told = next_plan(PlanWords(LIBRARY, "Pat", "911"), before, home.profile())
    assert told.changes
    [yes] = home.log.clearances.of(home.pat.id)
    assert (yes.names, yes.said_by, yes.on) == (PRESSURE_2, "Nurse Kim", date(2026, 3, 3))
    after = home.profile(on=date(2026, 4, 2))
    assert not in_force(after)


def test_no_ends_what_was_allowed_before(home):
    """The care team may take back what it gave; the app never waits for that."""
    home.send()
    home.answer("clearance", "yes", LEGS)
    home.pass_days(1)
    home.answer("clearance", "no", LEGS, by=home.ben.id)
    assert not in_force(home.profile())


@pytest.mark.parametrize("word", ["no", "partly"])
def test_a_no_ends_the_yes_that_another_computer_heard(home, tmp_path, word):
    """Neither knew of the other's answer; the no holds on both until they are asked anew."""
    home.send()
    here, give = home.log, home.giving(tmp_path)
    with practice_log(lambda: home.now.later(-7200)) as there:
        give(here, there)
        home.answer("clearance", "yes", LEGS)
        home.log = there
        home.answer("clearance", word, LEGS)
        give(there, here)
        give(here, there)
        for log in (here, there):
            home.log = log
            assert not in_force(home.profile())
            assert home.item("clearance", LEGS).answer.answer == word
            assert [one.is_refused for one in log.clearances.to_export(home.pat.id)] in (
                [False, True],
                [True, False],
            )
        home.pass_days(1)
        home.answer("clearance", "yes", LEGS)
        give(there, here)
        home.log = here
        assert in_force(home.profile())


def test_a_no_pressed_by_mistake_is_taken_out(home):
    """What it ended stays ended; the word itself was never said."""
    home.send()
    home.answer("clearance", "no", LEGS)
    assert home.log.clearances.refused(home.pat.id, LEGS)
    home.answer("clearance", "not-answered", LEGS)
    assert home.log.clearances.refused(home.pat.id, LEGS) is None
    assert not in_force(home.profile())
    home.answer("clearance", "no", LEGS)
    home.answer("clearance", "yes", LEGS)
    assert in_force(home.profile())


def test_a_yes_in_part_opens_nothing_and_keeps_the_words(home):
    """The plan cannot follow "only the feet", so it stays as it is."""
    home.send()
    before = home.profile()
    home.answer("clearance", "partly", LEGS, note="Only the feet.")
    assert home.profile() == before
    assert home.log.team_answers.of(home.pat.id)[0].note == "Only the feet."


def test_two_aides_with_the_same_page_allow_it_once(home):
    """Both are in the log, and the plan is the one of a single answer."""
    home.send()
    home.answer("clearance", "yes", LEGS, by=home.ana.id)
    once = in_force(home.profile())
    home.answer("clearance", "yes", LEGS, by=home.ben.id)
    home.answer("clearance", "yes", LEGS, by=home.ben.id)
    assert in_force(home.profile()) == once
    assert [one.recorded_by for one in home.log.team_answers.of(home.pat.id)] == [
        home.ana.id,
        home.ben.id,
    ]


def test_the_persons_own_yes_is_not_asked_of_the_team(home):
    """Whether touch is all right today only the person can say."""
    home.zone("trauma-touch", "chest.R")
    home.send()
    asked = {item.thing for item in home.items() if item.asked == "clearance"}
    assert "trauma-touch" not in asked


@pytest.mark.parametrize("by_clearance", [False, True], ids=["same page", "later"])
def test_a_pause_holds_until_the_team_says_go_on(home, by_clearance):
    """From the tick on no massage begins; a yes of earlier does not lift it."""
    home.send()
    home.log.clearances.add(
        ClearanceRecord(person=home.pat.id, names=TEAM_PAUSE, said_by="Dr Ruiz", on=START.day)
    )
    home.answer("pause", "yes")
    assert LIBRARY.planner.rulings(home.profile()).asks
    home.answer("pause", "not-answered")
    assert LIBRARY.planner.rulings(home.profile()).asks
    if by_clearance:
        home.send()
        home.answer("clearance", "yes", TEAM_PAUSE, source=replace(NURSE, on=home.today))
    else:
        home.answer("pause", "yes")
        home.answer("pause", "no")
    assert not LIBRARY.planner.rulings(home.profile()).asks


def test_a_shorter_yes_takes_the_place_of_one_without_end(home):
    """Nurse Kim's "until 10 March" is the newest word: after that day nothing goes on."""
    home.log.clearances.add(
        ClearanceRecord(person=home.pat.id, names=PRESSURE_2, said_by="Dr Ruiz", on=START.day)
    )
    home.send()
    home.answer("clearance", "yes", PRESSURE_2, until=date(2026, 3, 10))
    [yes] = in_force(home.profile())
    assert yes == (PRESSURE_2, NURSE.on, "2026-03-10")
    assert not in_force(home.profile(on=date(2026, 3, 11)))


@pytest.mark.parametrize("words", [("yes",), ("yes", "yes", "not-answered", "yes")])
@pytest.mark.parametrize("said_on", [date(2026, 3, 1), date(2026, 3, 3)], ids=["before", "today"])
def test_a_pause_pressed_by_mistake_leaves_the_pause_of_before(home, words, said_on):
    """The oncologist's pause, lifted until 4 March, is as if only "no" had been pressed."""
    home.condition(TEAM_PAUSE, said_by="Dr Ruiz", since=START.day)
    home.send()
    home.log.clearances.add(
        ClearanceRecord(
            person=home.pat.id, names=TEAM_PAUSE, said_by="Dr Ruiz", on=said_on,
            until=date(2026, 3, 4),
        )
    )  # fmt: skip
    before, later = home.profile(), home.profile(on=date(2026, 3, 5))
    assert not LIBRARY.planner.rulings(before).asks
    home.now = home.now.later(60)
    for number, word in enumerate(words):
        home.answer("pause", word, note=f"{number}" if word == "yes" else "")
    assert LIBRARY.planner.rulings(home.profile()).asks
    home.answer("pause", "no")
    assert home.profile() == before
    assert home.profile(on=date(2026, 3, 5)) == later
    assert LIBRARY.planner.rulings(later).asks


# -- questions and who said it -------------------------------------------------------------


def test_an_answer_in_words_stands_under_its_question(home):
    """With who gave it and when; a second answer takes its place and the first stays readable."""
    asked = home.question()
    home.send()
    home.answer("question", "said", note="Yes, gently.")
    home.answer("question", "said", note="Better not yet.")
    now = home.log.questions.one(asked.id)
    assert (now.answer, now.answered_by, now.answered_on) == (
        "Better not yet.", "Nurse Kim", date(2026, 3, 3),
    )  # fmt: skip
    assert [one.answer for one in home.log.questions.history(asked.id)] == [
        "", "Yes, gently.", "Better not yet.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "source",
    [TeamSource(" ", date(2026, 3, 3)), TeamSource("Nurse Kim", date(2026, 3, 4))],
    ids=["no name", "tomorrow"],
)
def test_no_answer_without_a_name_or_of_a_day_to_come(home, source):
    """It is refused whole: nothing of it is in the log."""
    home.send()
    with pytest.raises(ValueError, match="an answer"):
        home.answer("clearance", "yes", LEGS, source=source)
    assert not home.log.clearances.of(home.pat.id)
    assert not home.log.team_answers.of(home.pat.id)


# -- Today ---------------------------------------------------------------------------------


def test_today_asks_once_after_some_days(home):
    """The row is there from the start; it asks aloud once, and "not yet" quiets it."""
    home.question()
    home.send()

    def due():
        return team_due(home.log, home.pat.id, home.today)

    assert (due().asks, due().questions) == (False, 1)
    home.pass_days(ASK_AFTER_DAYS)
    assert due().asks
    day = TeamDay(home.pat.id, home.page.id, home.today, home.ana.id)
    record_page_answer(home.log, "not-yet", day)
    assert not due().asks
    home.answer("question", "said", note="Yes.")
    assert due() is None


def test_a_question_left_open_stays_on_today(home):
    """Other answers do not close it; that it was not answered does, for this page."""
    home.question()
    home.send()
    home.answer("clearance", "yes", LEGS)
    assert team_due(home.log, home.pat.id, home.today).questions == 1
    home.answer("question", "not-answered")
    assert team_due(home.log, home.pat.id, home.today) is None


def test_an_old_page_is_spoken_of_no_more(home):
    """Nobody is reminded of a page from months ago."""
    home.question()
    home.send()
    home.now = home.now.later(timedelta(days=60).total_seconds())
    assert team_due(home.log, home.pat.id, home.today) is None
