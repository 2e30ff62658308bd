# SPDX-License-Identifier: GPL-3.0-or-later
"""The screen of the care-team page: its days, its questions, and a log that fails."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.lived_in_log import NOW, TODAY

from caregiver_guide.domain.session import FollowUp, Moment, PageSent
from caregiver_guide.report.facts import PageOptions, Period
from caregiver_guide.report.lines import Shown
from caregiver_guide.report.page_view import (
    QuestionAnswer,
    chosen_period,
    read_page_view,
    record_answer,
    record_page,
    record_question,
)
from caregiver_guide.storage.errors import Damaged


@pytest.mark.parametrize(("choice", "days"), [("7", 7), ("14", 14), ("30", 30)])
def test_a_number_of_days_ends_today(choice, days):
    """The last 7, 14 or 30 days have today as their last."""
    period = chosen_period(choice, TODAY, own=None, last_page=None)

    assert (period.end, period.days) == (TODAY, days)


def test_since_the_last_page_needs_a_last_page():
    """Without an earlier page the usual 14 days are shown."""
    last = TODAY - timedelta(days=3)

    assert chosen_period("since-last", TODAY, own=None, last_page=last) == Period(last, TODAY)
    assert chosen_period("since-last", TODAY, own=None, last_page=None).days == 14
    later = TODAY + timedelta(days=2)
    assert chosen_period("since-last", TODAY, own=None, last_page=later).days == 14


def test_the_view_has_the_page_and_the_questions(log, library, home):
    """The page of the usual days is there, with the questions and the person's name."""
    view = read_page_view(log, library, home.pat.id, NOW, made_with="Test")

    assert view.summary is not None
    assert not view.summary.is_empty
    assert (view.person_name, view.choice, view.period.days) == ("Pat", "14", 14)
    assert [one.text for one in view.questions] == ["When may we massage near the belly cut?"]


def test_own_days_and_choices_reach_the_page(log, library, home):
    """Days and options that the caregiver chose are those of the page."""
    own = Period(TODAY - timedelta(days=3), TODAY)
    options = PageOptions(shows_name=False)

    view = read_page_view(
        log, library, home.pat.id, NOW, made_with="T", choice="own", own=own, options=options
    )

    assert view.period == own
    assert view.summary.period == own
    assert all("Pat" not in item.text for item in view.summary.who)


def test_a_page_that_went_out_is_where_the_next_begins(log, library, home):
    """After printing, "since the last page" begins on that day."""
    view = read_page_view(log, library, home.pat.id, NOW, made_with="Test")
    assert view.last_page is None
    sent = record_page(log, view, Shown(zones=1, questions=1), way="printed", by=home.ana.id)

    next_view = read_page_view(
        log, library, home.pat.id, NOW.later(5 * 86400), made_with="Test", choice="since-last"
    )

    assert sent.fingerprint
    assert sent.way == "printed"
    assert (len(sent.zones), sent.zone_numbers) == (1, (1,))
    assert sent.questions == (view.questions[0].id,)
    assert "legs" in sent.ticks
    assert "1. Port under the skin." in sent.text
    assert (sent.first_day, sent.last_day) == (view.period.start, view.period.end)
    assert next_view.period.start == sent.happened.day


def test_questions_are_asked_and_answered(log, home):
    """A new question is open until the care team's answer is written down."""
    asked = record_question(log, home.pat.id, "Is the heel safe?", by=home.ana.id)
    assert asked.is_open

    answer = QuestionAnswer(asked.id, "Yes, but keep weight off.", "Nurse Lee")
    answered = record_answer(log, answer, TODAY, home.ana.id)

    assert not answered.is_open
    assert (answered.answered_by, answered.answered_on) == ("Nurse Lee", TODAY)
    with pytest.raises(KeyError):
        record_answer(log, QuestionAnswer("nothing", "Yes"), TODAY)


def test_a_log_that_fails_is_a_sentence_and_no_page(log, library, home, monkeypatch):
    """Where the log cannot be read there is no half page, but what happened in words."""

    def fail(_person):
        raise Damaged(log.path)

    monkeypatch.setattr(log.zones, "of", fail)

    view = read_page_view(log, library, home.pat.id, NOW, made_with="Test")

    assert view.summary is None
    assert "damaged" in view.trouble
    with pytest.raises(KeyError):
        read_page_view(log, library, "nobody", Moment(0), made_with="Test")


def an_emergency_after(home, log, words="Called 911"):
    """Write what was answered the day after the last massage: somebody had to be called at once."""
    last = home.sessions[-1]
    return log.follow_ups.add(
        FollowUp(
            person=home.pat.id,
            session=last.id,
            when="next-day",
            result="emergency",
            answers=("chest-or-breath",),
            what_done=words,
        )
    )


def sent_on(log, home, wall, moment, first, last):
    """Write that a page of some days went out."""
    wall.moment = moment
    page = PageSent(person=home.pat.id, first_day=first, last_day=last, paper="a4", way="printed")
    return log.pages.add(page)


def test_an_emergency_told_after_a_page_went_out_is_on_the_next(log, library, home, wall):
    """It belongs to a massage of the page before, and was not known then."""
    massage = home.sessions[-1].started
    next_day = massage.later(86_400)
    sent_on(log, home, wall, next_day, massage.day - timedelta(days=13), massage.day)
    wall.moment = next_day.later(3_600)
    an_emergency_after(home, log)
    later = massage.later(7 * 86_400)
    view = read_page_view(log, library, home.pat.id, later, made_with="T", choice="since-last")
    assert "Called 911" in str(view.summary.reactions)
    assert any("Emergency" in line for line in view.summary.act_on.items)


def test_an_old_page_printed_again_hides_nothing_of_the_last_days(log, library, home, wall):
    """Since the last page: it begins where the pages sent have ended, not when one was printed."""
    massage = home.sessions[-1].started
    before = massage.day - timedelta(days=1)
    sent_on(log, home, wall, massage.later(5 * 86_400), date(2026, 9, 1), before)
    view = read_page_view(
        log, library, home.pat.id, massage.later(6 * 86_400), made_with="T", choice="since-last"
    )
    assert view.period.start == before


def test_that_all_was_fine_takes_no_emergency_back(log, library, home, wall):
    """Two computers asked after one massage: the graver answer counts, on the page as well."""
    wall.moment = home.sessions[-1].started.later(86_400)
    grave = an_emergency_after(home, log)
    wall.moment = wall.moment.later(3_600)
    fine = FollowUp(person=home.pat.id, session=grave.session, when="next-day", result="fine")
    log.follow_ups.add(fine)
    (story,) = log.sessions.stories((home.sessions[-1],))
    assert story.follow_up("next-day").result == "emergency"
    view = read_page_view(log, library, home.pat.id, wall.moment, made_with="T")
    assert any("Emergency" in line for line in view.summary.act_on.items)


def test_an_emergency_that_was_taken_back_still_says_that_it_was_one(log, library, home, wall):
    """What somebody had to be called for is told with who made it milder, on the next page too."""
    last = home.sessions[-1]
    (noticed,) = log.reactions.of_sessions((last.id,))[last.id]
    urgent = log.reactions.change(replace(noticed, severity="emergency"), by=home.ana.id, why="x")
    wall.moment = NOW.later(10 * 86_400)
    log.reactions.change(replace(urgent, severity="minor"), by=home.jo.id, why="it was nothing")

    for own, options, who in (
        (Period(last.started.day, TODAY), PageOptions(), "J. Reyes"),
        (Period.last(5, wall.moment.day), PageOptions(shows_name=False), "J. R."),
    ):
        view = read_page_view(
            log,
            library,
            home.pat.id,
            wall.moment,
            made_with="T",
            choice="own",
            own=own,
            options=options,
        )
        told = [line.rest for line in view.summary.reactions.items]
        assert any(f"Minor. Was: emergency; changed by {who} on 28 Nov." in one for one in told)
    quiet = Period.last(3, noticed.happened.day - timedelta(days=1))
    view = read_page_view(
        log, library, home.pat.id, wall.moment, made_with="T", choice="own", own=quiet
    )
    assert "Was:" not in str(view.summary.reactions)
