# SPDX-License-Identifier: GPL-3.0-or-later
"""The check of a day in the log: two computers, signs that a massage has shown, wrong clocks."""

from dataclasses import replace

import pytest

from caregiver_guide.domain.profile import Clearance
from caregiver_guide.domain.session import Caregiver, CheckAnswers, ConditionRecord, Person
from caregiver_guide.services.check_in import (
    CheckFound,
    add_signs,
    check_result,
    open_clearances,
    record_check,
    take_back_answers,
)
from caregiver_guide.services.day_checks import day_of_checks, record_looked
from caregiver_guide.services.plan_words import PlanWords
from caregiver_guide.services.profile_of import profile_of
from caregiver_guide.services.safety_record import answer_zones
from caregiver_guide.storage.handing_over import Days
from caregiver_guide.storage.log import open_log

CLEAR = CheckFound((), (), True)


@pytest.fixture
def other(tmp_path, wall, library):
    """The log of another computer."""
    with open_log(tmp_path / "there", wall) as found:
        yield found


@pytest.fixture
def pat(log):
    """Pat, cared for here."""
    log.caregivers.add(Caregiver(name="Ana"))
    return log.people.add(Person(name="Pat"))


def carry(one, to, tmp_path):
    """Take what one log says into another one."""
    path = tmp_path / "on-a-stick.care"
    path.unlink(missing_ok=True)
    one.hand_over(path, one.people.all(), Days(), "test")
    file = to.taking_in(path)
    file.take_in(file.look().seal)


def test_what_a_massage_has_shown_is_taken_away_by_no_answer(log, pat, wall, library):
    """Answers given before, an all clear after it, and throwing answers away leave it standing."""
    day = wall().day
    record_check(log, pat.id, day, CLEAR)
    before = day_of_checks(log, library, pat.id, day).own
    add_signs(log, pat.id, day, ["dvt-suspected"], not_sure=["chest-pain"])
    record_check(log, pat.id, day, CheckFound(("fever",), (), True))
    found = day_of_checks(log, library, pat.id, day)
    assert set(found.signs) == {"dvt-suspected", "fever"}
    take_back_answers(log, pat.id, day, before)
    record_check(log, pat.id, day, CLEAR)
    found = day_of_checks(log, library, pat.id, day)
    assert (found.signs, found.not_sure) == (("dvt-suspected",), ("chest-pain",))
    assert found.is_complete


def test_thrown_away_are_the_answers_of_this_way_only(log, pat, wall, library):
    """A fever that was told in the morning stays, what was pressed now goes."""
    day = wall().day
    take_back_answers(log, pat.id, day, None)
    morning = record_check(log, pat.id, day, CheckFound(("fever",), (), True))
    record_check(log, pat.id, day, CLEAR)
    take_back_answers(log, pat.id, day, morning)
    assert day_of_checks(log, library, pat.id, day).signs == ("fever",)
    take_back_answers(log, pat.id, day, None)
    assert not day_of_checks(log, library, pat.id, day).has_news


def test_of_two_computers_each_sign_counts_whoever_answered_last(
    log, other, pat, wall, library, tmp_path
):
    """An all clear of one computer does not unsay the fall of the other, in either order."""
    day = wall().day
    carry(log, other, tmp_path)
    record_check(other, pat.id, day, CheckFound(("fall-recent",), (), True))
    wall.moment = wall.moment.later(3600)
    record_check(log, pat.id, day, CLEAR)
    carry(other, log, tmp_path)
    carry(log, other, tmp_path)
    for one in (log, other):
        found = day_of_checks(one, library, pat.id, day)
        assert (found.signs, found.is_complete) == (("fall-recent",), True)
        # Answered again, each computer changes its own answers and no others.
        record_check(one, pat.id, day, CheckFound(("refuses",), (), True))
    carry(other, log, tmp_path)
    assert set(day_of_checks(log, library, pat.id, day).signs) == {"refuses"}
    assert len(log.checks.of(pat.id)) == 2


def test_both_sides_of_a_check_that_two_computers_changed_count(
    log, other, pat, wall, library, tmp_path
):
    """A log of an earlier version may hold one record changed in two places."""
    day = wall().day
    record = log.checks.add(CheckAnswers(person=pat.id, day=day, is_complete=True))
    carry(log, other, tmp_path)
    other.checks.change(replace(record, signs=("pain-new-severe",)))
    for signs in (("refuses",), ()):
        wall.moment = wall.moment.later(60)
        record = log.checks.change(replace(record, signs=signs))
    carry(other, log, tmp_path)
    found = day_of_checks(log, library, pat.id, day)
    assert (found.signs, found.own) == (("pain-new-severe",), None)
    record_check(log, pat.id, day, CLEAR)
    assert day_of_checks(log, library, pat.id, day).signs == ("pain-new-severe",)


@pytest.mark.parametrize("days", [1, 365])
def test_a_clock_that_was_ahead_locks_nobody_out(log, pat, wall, library, days):
    """Today's answers count, and those of then are no check of the day once it comes."""
    ahead = wall()
    wall.moment = wall.moment.later(-days * 86_400)
    day = wall().day
    wall.moment = wall.moment.later(days * 86_400)
    record_check(log, pat.id, ahead.day, CLEAR)
    wall.moment = wall.moment.later(-days * 86_400)
    assert not day_of_checks(log, library, pat.id, day).has_news
    record_check(log, pat.id, day, CheckFound(("dvt-suspected",), (), True))
    found = day_of_checks(log, library, pat.id, day)
    assert (found.signs, found.is_complete) == (("dvt-suspected",), True)
    wall.moment = wall.moment.later(days * 86_400)
    assert not day_of_checks(log, library, pat.id, ahead.day).is_complete


def day_after(wall, days=1):
    """Let days pass, and return the day that it is."""
    wall.moment = wall.moment.later(days * 86_400)
    return wall.moment.day


def result_on(log, library, pat, day, clearances=()):
    """What the app says of a massage on a day, and the plan of one."""
    checks = day_of_checks(log, library, pat.id, day)
    profile = profile_of(library.book, pat, None, (), (), clearances, checks, day)
    return check_result(library, profile, PlanWords(library, "Pat", "911"))


def looked(log, library, pat, day, *signs):
    """Write down that Nurse Lee has looked."""
    found = day_of_checks(log, library, pat.id, day).open
    record_looked(log, pat.id, found, signs, "Nurse Lee", day, "It is no clot.", today=day)


def test_a_sign_is_not_over_at_midnight(log, pat, wall, library):
    """A leg newly swollen forbids a massage until somebody writes down who looked."""
    record_check(log, pat.id, wall().day, CheckFound(("dvt-suspected", "refuses"), (), True))
    day = day_after(wall)
    record_check(log, pat.id, day, CLEAR)
    result = result_on(log, library, pat, day)
    assert (result.word, result.is_emergency) == ("stop", False)
    (reason,) = result.first
    assert "earlier day" in reason.text
    assert "no clot" in reason.lifts
    looked(log, library, pat, day, "dvt-suspected")
    found = day_of_checks(log, library, pat.id, day)
    assert (found.open, found.is_complete) == ((), True)
    assert result_on(log, library, pat, day).word == "go"
    # It is back: that is something new.
    record_check(log, pat.id, day, CheckFound(("dvt-suspected",), (), True))
    assert result_on(log, library, pat, day).word == "stop"
    looked(log, library, pat, day, "dvt-suspected")
    found = day_of_checks(log, library, pat.id, day)
    assert (found.signs, found.is_complete) == ((), False)
    add_signs(log, pat.id, day, ["dvt-suspected"])
    assert day_of_checks(log, library, pat.id, day).signs == ("dvt-suspected",)


def test_what_was_an_emergency_is_a_call_on_the_days_after_it(log, pat, wall, library):
    """Chest pain at ten to midnight: help was called for then; today the care team is asked."""
    first = wall().day
    add_signs(log, pat.id, first, ["chest-pain"])
    assert result_on(log, library, pat, first).is_emergency
    day = day_after(wall)
    result = result_on(log, library, pat, day)
    assert (result.word, result.is_emergency) == ("stop", False)
    assert "Call the care team" in result.call
    assert "get help now" in result.first[0].text
    assert "chest pain" in result.first[0].text.lower()
    # There again, it is an emergency again.
    add_signs(log, pat.id, day, ["chest-pain"])
    assert result_on(log, library, pat, day).is_emergency
    assert result_on(log, library, pat, day_after(wall, 15)).word == "go"


def test_what_a_sign_of_an_earlier_day_still_changes_is_told_with_its_own_reason(
    log, pat, wall, library
):
    """The hospice expects that Pat cannot be woken: next day hands only rest, and it says why."""
    add_signs(log, pat.id, wall().day, ["unresponsive"])
    day = day_after(wall)
    found = profile_of(
        library.book,
        pat,
        None,
        (),
        (ConditionRecord(person=pat.id, condition="end-of-life"),),
        (),
        day_of_checks(log, library, pat.id, day),
        day,
    )
    words = PlanWords(library, "Pat", "911")
    rulings = library.planner.rulings(found)
    assert open_clearances(library, rulings) == ("unresponsive",)
    (forbids,) = check_result(library, found, words).first
    assert "earlier day" in forbids.text

    expected = replace(found, clearances=(Clearance("unresponsive", "Hospice", day),))
    plan = library.planner.plan(expected, "m-hand")
    why = [words.reason(one) for one in plan.reasons if one.condition == "unresponsive"]
    assert {one.text for one in why} == {"Only rest your hands, very still. Speak softly."}
    assert all(one.source for one in why)


def test_a_look_covers_only_what_was_known_where_it_was_written(
    log, other, pat, wall, library, tmp_path
):
    """The same sign of another computer, not shown to who looked, has to be looked at."""
    carry(log, other, tmp_path)
    for one in (log, other):
        add_signs(one, pat.id, wall().day, ["fever"])
    day = day_after(wall)
    looked(log, library, pat, day, "fever")
    assert not day_of_checks(log, library, pat.id, day).open
    carry(other, log, tmp_path)
    assert day_of_checks(log, library, pat.id, day).open
    looked(log, library, pat, day, "fever")
    carry(log, other, tmp_path)
    assert not day_of_checks(other, library, pat.id, day).open
    # Taken away by mistake on one of them, it counts on neither.
    other.looked.put_in_bin(other.looked.of(pat.id)[0].id)
    carry(other, log, tmp_path)
    for one in (log, other):
        assert day_of_checks(one, library, pat.id, day).open


def test_a_sign_told_while_the_clock_was_ahead_is_open_at_once(log, pat, wall, library):
    """Nobody knows its day: it counts until somebody has looked."""
    add_signs(log, pat.id, wall().day, ["fever", "refuses"])
    day = day_after(wall, -400)
    assert result_on(log, library, pat, day).word == "stop"
    looked(log, library, pat, day, "fever")
    assert result_on(log, library, pat, day).word == "go"


def test_what_to_keep_away_from_is_answered_by_its_day(log, other, pat, wall, tmp_path):
    """A clock that was ahead locks nobody out, and "I must ask" is not answered elsewhere."""
    ahead = day_after(wall, 400)
    answer_zones(log, pat.id, "nothing", ahead)
    day = day_after(wall, -400)
    assert log.zones_answers.holding(pat.id, day).day == ahead
    answer_zones(log, pat.id, "nothing", day)
    assert log.zones_answers.holding(pat.id, day).day == day
    carry(log, other, tmp_path)
    next_day = day_after(wall)
    answer_zones(log, pat.id, "must-ask", next_day)
    wall.moment = wall.moment.later(60)
    answer_zones(other, pat.id, "nothing", next_day)
    carry(other, log, tmp_path)
    assert log.zones_answers.holding(pat.id, next_day).answer == "must-ask"
    # Answered again by somebody who sees that, it is answered, on both.
    answer_zones(log, pat.id, "nothing", next_day)
    carry(log, other, tmp_path)
    for one in (log, other):
        assert one.zones_answers.holding(pat.id, next_day).answer == "nothing"
    answer_zones(log, pat.id, "marked", next_day)
    assert log.zones_answers.holding(pat.id, next_day).answer == "marked"
