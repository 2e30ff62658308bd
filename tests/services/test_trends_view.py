# SPDX-License-Identifier: GPL-3.0-or-later
"""The trends as they are read from a real log: whose massages count, which days, and what not."""

import csv
import io
import statistics
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.lived_in_log import NOW, TODAY, at, massage

from caregiver_guide.domain.session import Person, Rating, Reaction
from caregiver_guide.report.facts import Period
from caregiver_guide.report.summary import read_summary
from caregiver_guide.services import trends_export
from caregiver_guide.services.session_detail import Correction, record_correction
from caregiver_guide.services.trends_view import read_trends, record_weekly_plan


@pytest.fixture
def rated(log):
    """Write a massage of some days ago with its pain before and after."""

    def write(person, caregiver, days_ago, before, after, *, hour=9, source="asked", **more):
        one = log.sessions.add(
            massage(person, caregiver, at(days_ago, hour), **more), by=caregiver.id
        )
        for when, value in (("before", before), ("after", after)):
            log.ratings.add(
                Rating(
                    person=person.id,
                    session=one.id,
                    question="pain",
                    when=when,
                    value=value,
                    source=source,
                ),
                by=caregiver.id,
            )
        return one

    return write


def pain(view):
    return next(measure for measure in view.measures if measure.id == "pain").scores


def table(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_a_few_weeks_of_two_caregivers_are_one_log(log, library, home):
    """All massages of the days count, whoever gave them; one not wanted is counted apart."""
    view = read_trends(log, library, home.pat.id, TODAY, choice="28")
    scores = {measure.id: measure.scores for measure in view.measures}

    assert (view.given, view.not_wanted, view.ever) == (13, 1, 13)
    assert scores["pain"].asked.count == 13
    assert scores["pain"].asked.middles == (6, 4)
    assert (scores["worry"].declined, scores["worry"].asked.count) == (13, 0)
    assert (scores["tiredness"].could_not_say, scores["tiredness"].asked.count) == (13, 0)


def test_only_the_days_asked_for_are_there(log, library, home):
    """Two weeks are fourteen days of which today is the last."""
    view = read_trends(log, library, home.pat.id, TODAY, choice="14")

    assert view.span.first == TODAY - timedelta(days=13)
    assert view.given == sum(
        one.was_given and one.started.day >= view.span.first for one in home.sessions
    )


def test_a_corrected_number_counts_as_it_stands_now(log, library, home):
    """The newest version counts, and the one before it nowhere."""
    before = pain(read_trends(log, library, home.pat.id, TODAY))
    first = before.asked.all[0]
    record_correction(
        log,
        Correction(first.session, "rating", "pain.after", 10, "Pat corrected"),
        by=home.ana.id,
    )
    after = pain(read_trends(log, library, home.pat.id, TODAY))

    assert after.asked.all[0].after == 10
    assert after.asked.all[1:] == before.asked.all[1:]
    assert after.asked.higher == before.asked.higher + 1


def test_what_lies_in_the_bin_is_nowhere(log, library, home):
    """A massage in the bin takes its numbers, minutes and reactions along, and brings them back."""
    last = home.sessions[-1]
    before = read_trends(log, library, home.pat.id, TODAY)
    log.sessions.put_in_bin(last.id, by=home.ana.id)
    without = read_trends(log, library, home.pat.id, TODAY)

    assert without.given == before.given - 1
    assert pain(without).asked.count == pain(before).asked.count - 1
    assert without.weeks[-1].given == before.weeks[-1].given - 1
    assert [place.region for place in before.reactions] == ["hand-back.L", ""]
    assert [place.region for place in without.reactions] == [""]
    assert (before.noticed, without.noticed) == (2, 1)

    log.sessions.take_from_bin(last.id, by=home.ana.id)
    assert read_trends(log, library, home.pat.id, TODAY) == before


def test_nobody_elses_massage_is_among_them(log, library, home, rated):
    """Another person's numbers, reactions and plan never come near."""
    before = read_trends(log, library, home.pat.id, TODAY)
    sam = log.people.add(Person(name="Sam"), by=home.ana.id)
    rated(sam, home.ana, 1, 10, 0)
    log.reactions.add(
        Reaction(person=sam.id, what="rash", severity="minor", regions=("palm.L",)),
        by=home.ana.id,
    )
    record_weekly_plan(log, sam.id, 7, by=home.ana.id)

    assert read_trends(log, library, home.pat.id, TODAY) == before
    with pytest.raises(KeyError):
        read_trends(log, library, "nobody", TODAY)


def test_no_massage_and_one_massage(log, library, home, rated):
    """An empty log and a log with one massage are told; one begun and not given is none."""
    sam = log.people.add(Person(name="Sam"), by=home.ana.id, happened=at(3))
    begun = massage(sam, home.ana, at(2), state="stopped")
    log.sessions.add(replace(begun, steps=(), touch_seconds=0, is_untouched=True))
    empty = read_trends(log, library, sam.id, TODAY)
    assert (empty.ever, empty.given, empty.places, empty.reactions) == (0, 0, (), ())
    assert empty.planned is None

    rated(sam, home.ana, 1, 6, 4)
    one = read_trends(log, library, sam.id, TODAY)
    assert (one.ever, one.given) == (1, 1)
    assert pain(one).asked.middles is None
    assert [pair.change for pair in pain(one).asked.all] == [-2]


def test_weeks_begin_with_the_log(log, library, home, rated):
    """A week in which nobody wrote anything down is not a week without a massage."""
    sam = log.people.add(Person(name="Sam"), by=home.ana.id, happened=at(8))
    rated(sam, home.ana, 2, 6, 4)
    rated(sam, home.ana, 20, 6, 4)
    view = read_trends(log, library, sam.id, TODAY, choice="365")

    assert view.span.first == TODAY - timedelta(days=20)
    assert sum(week.given for week in view.weeks) == 2
    assert len(view.weeks) <= 4


def test_four_hundred_massages_in_two_weeks(log, library, home, rated):
    """However many there are, each is counted, and the medians are the textbook's."""
    sam = log.people.add(Person(name="Sam"), by=home.ana.id, happened=at(30))
    expected = []
    with log.batch():
        for number in range(400):
            pair = (number * 7 % 11, number * 5 % 11)
            expected.append(pair)
            rated(sam, home.ana, number % 14, *pair, hour=number % 24)
    scores = pain(read_trends(log, library, sam.id, TODAY))

    assert scores.asked.count == 400
    assert scores.asked.middles == (
        statistics.median(before for before, _ in expected),
        statistics.median(after for _, after in expected),
    )


def test_a_plan_is_set_changed_and_taken_back_and_every_version_stays(log, library, home, wall):
    """Without a word there is no plan; a new one holds from its day on, and all stay readable."""
    pat, by = home.pat.id, home.ana.id
    assert read_trends(log, library, pat, TODAY).planned is None
    wall.moment = at(10)
    record_weekly_plan(log, pat, 3, by=by)
    wall.moment = NOW
    record_weekly_plan(log, pat, 4, by=by)
    view = read_trends(log, library, pat, TODAY, choice="28")
    assert (view.planned, view.planned_since) == (4, TODAY)
    assert [week.planned for week in view.weeks] == [None, None, 3, 3, 4]

    record_weekly_plan(log, pat, 0, by=by)
    assert read_trends(log, library, pat, TODAY).planned is None
    assert [plan.massages for plan in log.weekly_plans.of(pat)] == [3, 4, 0]


def test_places_are_told_with_their_left_and_right(log, library, home):
    """Each place has the minutes of its two sides; the longest comes first, and is darkest."""
    view = read_trends(log, library, home.pat.id, TODAY)
    sides = {
        side: sum(
            step.seconds
            for one in home.sessions
            if one.was_given and one.started.day in view.span
            for step in one.steps
            if step.side == side and step.outcome != "skipped"
        )
        for side in ("L", "R")
    }

    assert [(one.place, one.left, one.right) for one in view.places] == [
        ("back of the hand", sides["L"], sides["R"])
    ]
    assert max(view.shade.values()) == 1
    assert view.touch.untold == view.given - view.touch.massages


def test_a_reaction_has_its_place_in_words(log, library, home):
    """A rash on the back of the left hand stands under that place, with what was done."""
    place, nowhere = read_trends(log, library, home.pat.id, TODAY).reactions

    assert place.place == "left back of the hand"
    assert place.needs_call
    assert [line.what_done for line in place.lines] == ["Washed the lotion off."]
    assert (nowhere.place, nowhere.needs_call) == ("", False)


def test_the_page_for_the_care_team_says_the_same(log, library, home, rated):
    """Nobody gets two numbers for one thing: page and trends of the same days agree in all."""
    for number in range(6):
        rated(home.pat, home.jo, number, 8 - number, 2 + number, hour=20, source="watched")
    view = read_trends(log, library, home.pat.id, TODAY)
    page = read_summary(log, library, home.pat.id, Period(view.span.first, view.span.last), NOW)

    assert [line.scores for line in page.scores] == [one.scores for one in view.measures]
    assert page.shade == view.shade
    assert sum(day.massages for day in page.strip) == view.given


def test_the_tables_hold_the_same_numbers(log, library, home):
    """What is saved as CSV says what the screen says, with days, zones and units."""
    record_weekly_plan(log, home.pat.id, 4, by=home.ana.id)
    view = read_trends(log, library, home.pat.id, TODAY)
    measure = view.measures[0]

    rows = table(trends_export.pairs_csv(measure, "asked"))
    assert [(int(row["before_0_to_10"]), int(row["after_0_to_10"])) for row in rows] == [
        (pair.before, pair.after) for pair in measure.scores.asked.all
    ]
    assert rows[0]["massage_started"].endswith("+01:00")
    assert rows[0]["time_zone"] == "Europe/Rome"
    weeks = table(trends_export.weeks_csv(view))
    assert [int(row["massages_given"]) for row in weeks] == [week.given for week in view.weeks]
    assert weeks[-1]["massages_planned"] == "4"
    assert weeks[-1]["is_over"] == "no"
    (place,) = table(trends_export.places_csv(view))
    assert int(place["left_seconds"]) == view.places[0].left
    reaction, _ = table(trends_export.reactions_csv(view))
    assert reaction["region"] == "hand-back.L"
    assert reaction["what_was_done"] == "Washed the lotion off."
