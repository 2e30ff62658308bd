# SPDX-License-Identifier: GPL-3.0-or-later
"""What Today shows: no verdict before the check, the truth about the last days, one suggestion."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from caregiver_guide.domain.session import (
    Caregiver,
    CareTeamContact,
    CheckAnswers,
    ConditionRecord,
    Moment,
    Person,
    Rating,
    Reaction,
    SessionRecord,
    StepRecord,
    ZoneRecord,
)
from caregiver_guide.services.day_checks import day_of_checks
from caregiver_guide.services.first_run import FirstRunAnswers, first_run_view, record_first_run
from caregiver_guide.services.profile_of import profile_of
from caregiver_guide.services.today import read_today
from caregiver_guide.storage.log import open_log

NOW = Moment.of(datetime(2026, 11, 17, 15, 20, tzinfo=UTC))
DAY = NOW.day


class Home:
    """Pat and Ana, and what they have done."""

    def __init__(self, log, library):
        self.log, self.library = log, library
        self.ana = log.caregivers.add(Caregiver(name="Ana"))
        self.pat = log.people.add(Person(name="Pat", tone="honey"))
        log.contacts.add(CareTeamContact(person=self.pat.id, name="Nurse Lee", phone="555 0142"))

    def massage(
        self, days_ago, routine="m-hand", state="finished", pain=(6, 6), seconds=540, **more
    ):
        started = NOW.later(-86_400 * days_ago - 3600)
        step = StepRecord("x", None, True, (), 1, seconds, seconds, "done", started)
        session = self.log.sessions.add(
            SessionRecord(
                person=self.pat.id,
                caregiver=self.ana.id,
                routine=routine,
                position="semi-30-45",
                minutes_asked=10,
                started=started,
                ended=started.later(seconds),
                state=state,
                touch_seconds=seconds,
                steps=(step,) if seconds else (),
                **more,
            )
        )
        for when, value in zip(("before", "after"), pain, strict=False):
            self.log.ratings.add(
                Rating(
                    person=self.pat.id, session=session.id, question="pain", when=when, value=value
                )
            )
        return session

    def check(self, *signs, day=DAY):
        self.log.checks.add(
            CheckAnswers(person=self.pat.id, day=day, signs=signs, is_complete=True)
        )

    def profile(self):
        log, person = self.log, self.pat.id
        return profile_of(
            self.library.book,
            self.pat,
            self.ana,
            log.zones.of(person),
            log.conditions.of(person),
            log.clearances.of(person),
            day_of_checks(log, self.library, person, DAY),
            DAY,
        )

    def today(self, *, checked=False, **how):
        profile = self.profile() if checked else None
        return read_today(
            self.log, self.library, self.pat.id, self.ana.id, NOW, profile=profile, **how
        )


@pytest.fixture
def home(tmp_path, library):
    """A log with Pat and Ana."""
    with open_log(tmp_path, lambda: NOW) as log:
        yield Home(log, library)


def test_the_first_day_is_empty_and_suggests_five_gentle_minutes(home):
    """Before the first massage nothing is claimed about one."""
    view = home.today()
    assert view.last is None
    assert [day.massages for day in view.week] == [0] * 7
    assert (view.suggestion.because, view.suggestion.minutes) == ("first", 5)
    assert (view.zones_answer, view.check_is_done, view.tell) == (None, False, ())


def test_a_number_that_is_missing_is_named(home):
    """Whom to call is looked for when it matters; that it is not saved is said before."""
    assert home.today(emergency="911").lacks == ""
    assert home.today().lacks == "emergency"
    [contact] = home.log.contacts.of(home.pat.id)
    home.log.contacts.put_in_bin(contact.id)
    assert home.today(emergency="911").lacks == "phone"
    assert home.today().lacks == "both"


def test_no_verdict_is_shown_before_today_s_check(home):
    """A good fit is never promised before the questions of the day are answered."""
    home.massage(2)
    assert home.today().suggestion.fit == ""
    assert home.today().result is None
    home.check()
    assert home.today(checked=True).suggestion.fit in ("go", "adapted")


def test_the_last_massage_is_told_with_its_numbers(home):
    """What was last given, how long it really took, and the numbers before and after."""
    home.massage(5, "hand-sandwich")
    home.massage(2, pain=(6, 4))
    last = home.today().last
    assert (last.routine, last.minutes) == (home.library.routines["m-hand"].name, 9)
    assert [(pair.before, pair.after) for pair in last.pairs] == [(6, 4)]


def test_a_massage_not_wanted_is_not_one_that_was_given(home):
    """A day on which Pat said no stays an empty circle."""
    home.massage(1, state="not-wanted")
    view = home.today()
    assert view.last is None
    assert sum(day.massages for day in view.week) == 0


def test_a_massage_stopped_before_any_touch_is_none_but_what_it_told_counts(home):
    """Chest pain while hands settle: no massage was given, and the care team has to hear of it."""
    home.massage(2, pain=(6, 4))
    begun = home.massage(
        0, "hand-sandwich", "stopped", seconds=0, is_untouched=True, stop_reason="chest-or-breath"
    )
    home.log.reactions.add(
        Reaction(person=home.pat.id, what="rash", severity="needs-call", session=begun.id)
    )
    view = home.today()
    assert view.last.routine == home.library.routines["m-hand"].name
    assert [day.massages for day in view.week] == [0, 0, 0, 0, 1, 0, 0]
    assert (view.suggestion.routine, view.suggestion.because) == ("m-hand", "liked")
    assert [line.day for line in view.tell] == [DAY, DAY]


def test_how_it_was_is_asked_after_a_stop_before_any_touch(home):
    """What it was stopped for may not have been told yet, or have become worse."""
    home.massage(0, state="stopped", pain=(), seconds=0, is_untouched=True)
    assert home.today().after is not None


def test_the_week_ends_today_and_counts_each_day(home):
    """Seven days, today last; massages before that are not counted."""
    home.massage(0)
    home.massage(3)
    home.massage(3, "hand-sandwich")
    home.massage(8)
    week = home.today().week
    assert [day.massages for day in week] == [0, 0, 0, 2, 0, 0, 1]
    assert week[-1].day == DAY
    assert sum(day.touch_seconds for day in week) == 27 * 60


def test_what_was_clearly_lower_afterwards_is_the_reason(home):
    """Two points or more is lower; one is about the same and no reason."""
    home.massage(2, pain=(6, 5))
    assert home.today().suggestion.because == "had"
    home.massage(1, pain=(6, 4))
    suggestion = home.today().suggestion
    assert (suggestion.because, suggestion.on) == ("liked", date(2026, 11, 16))


def test_the_mildest_plan_of_the_known_routines_is_suggested(home, library):
    """A routine that does not fit today gives way to one that does."""
    home.massage(3, "hand-sandwich")
    home.massage(1, "foot-comfort")
    home.log.zones.add(
        ZoneRecord(person=home.pat.id, condition="wound-open", regions=("foot-top.L", "foot-top.R"))
    )
    home.check()
    suggestion = home.today(checked=True).suggestion
    plans = {
        routine: library.planner.plan(home.profile(), routine, minutes=10).verdict
        for routine in ("hand-sandwich", "foot-comfort")
    }
    assert plans["hand-sandwich"] < plans["foot-comfort"]
    assert suggestion.routine == "hand-sandwich"


def test_what_was_followed_by_trouble_is_not_suggested_first(home):
    """A routine after which the team had to be called comes last."""
    home.massage(3, "hand-sandwich")
    bad = home.massage(1, "m-hand")
    home.log.reactions.add(
        Reaction(person=home.pat.id, what="skin-mark", severity="needs-call", session=bad.id)
    )
    home.check()
    assert home.today(checked=True).suggestion.routine == "hand-sandwich"


def test_a_stop_takes_the_suggestion_away(home):
    """With a fever nothing is suggested, and the care team's number is there."""
    home.massage(2)
    home.check("fever")
    view = home.today(checked=True)
    assert view.is_blocked
    assert view.suggestion is None
    assert "0142" in view.result.title


def test_yesterday_s_check_does_not_count(home):
    """The questions are asked anew every day."""
    home.check(day=date(2026, 11, 16))
    assert not home.today().check_is_done


def test_what_the_team_should_hear_is_listed_for_a_week(home):
    """A reaction that needs a call stays on Today for seven days, a small one never comes."""
    session = home.massage(2)
    for days_ago, severity in ((1, "needs-call"), (1, "minor"), (9, "needs-call")):
        home.log.reactions.add(
            Reaction(person=home.pat.id, what="skin-mark", severity=severity, session=session.id),
            happened=NOW.later(-86_400 * days_ago),
        )
    assert [line.day for line in home.today().tell] == [date(2026, 11, 16)]


def test_trouble_with_the_log_is_passed_on(home):
    """What is wrong with the records is said on Today, word for word."""
    assert home.today(trouble="The log can only be read.").trouble == "The log can only be read."


def test_nobody_is_no_today(home):
    """A person who is not in the log is an error, not an empty day."""
    with pytest.raises(KeyError):
        read_today(home.log, home.library, "nobody", "", NOW, profile=None)


def test_first_answers_are_written_down_together(home, library):
    """After the first run both names, the number to call and the dated answer are in the log."""
    answers = FirstRunAnswers(
        person_name="Kim",
        tone="slate",
        caregiver_name="Jo",
        role="aide",
        zones_answer="nothing",
        care_plan_said_by="Nurse Lee",
        care_plan_on=DAY,
        care_team_name="Ward 3",
        care_team_phone="555 0100",
    )
    person, caregiver = record_first_run(home.log, answers, DAY)
    log = home.log
    assert (log.people.one(person.id).name, log.caregivers.one(caregiver.id).role) == (
        "Kim",
        "aide",
    )
    assert [one.phone for one in log.contacts.of(person.id)] == ["555 0100"]
    assert [(one.answer, one.day) for one in log.zones_answers.of(person.id)] == [("nothing", DAY)]
    assert [(one.names, one.said_by) for one in log.clearances.of(person.id)] == [
        ("care-plan", "Nurse Lee")
    ]


def test_wanting_to_mark_places_is_not_yet_an_answer(home):
    """Nothing is planned on the mere wish to mark places."""
    answers = FirstRunAnswers("Kim", "slate", "Jo", "family", "marked")
    person, _ = record_first_run(home.log, answers, DAY)
    assert home.log.zones_answers.newest(person.id) is None
    careless = replace(answers, care_plan_said_by="Nurse Lee")
    person, _ = record_first_run(home.log, careless, DAY)
    assert home.log.clearances.of(person.id) == ()


def test_the_first_run_offers_every_country_by_name(library):
    """Countries are in the order of their names, each with its number; paper is no skin tone."""
    view = first_run_view(library, ("sand", "slate", "paper"), DAY)
    names = [choice.name for choice in view.countries]
    assert names == sorted(names)
    assert {choice.code: choice.number for choice in view.countries}["US"] == "911"
    assert view.tones == ("sand", "slate")


def test_what_has_no_place_is_told_too(home, library):
    """A blood thinner counts for every massage, though it is on no map."""
    home.log.conditions.add(ConditionRecord(person=home.pat.id, condition="anticoagulant"))

    assert home.today().also == (library.conditions["anticoagulant"].name,)
    assert home.today().zones == ()
