# SPDX-License-Identifier: GPL-3.0-or-later
"""A computer whose date is wrong: the session counts its own time, and nothing is lost."""

from datetime import UTC, datetime

import pytest

from caregiver_guide.demo.clock import FastClock
from caregiver_guide.domain.session import Moment
from caregiver_guide.services.first_run import FirstRunAnswers, record_first_run
from caregiver_guide.storage.log import open_log

pytestmark = pytest.mark.windows

HOUR = 3600.0
DAY = 24 * HOUR
NINETEEN_SEVENTY = Moment.of(datetime(1970, 1, 1, 0, 0, 30, tzinfo=UTC), "UTC")


class SetClock(FastClock):
    """A clock whose date somebody sets, or forgets; its seconds go on as ever."""

    def __init__(self, start):
        super().__init__(start)
        self.wrong_by = 0.0

    def wall(self):
        return super().wall().later(self.wrong_by)


@pytest.fixture
def given(home, mouse):
    """A massage that has run for seventy seconds, on a clock that can be set."""
    home.furnish()
    home.clock = SetClock(home.clock.wall())
    home.open()
    mouse.come_to("session")
    home.wait(70)
    return home


def session_of(home):
    return home.guide.massage.session


@pytest.mark.parametrize("wrong_by", [-3 * HOUR, -400 * DAY, -20413 * DAY, HOUR, 400 * DAY])
def test_a_date_set_in_the_middle_changes_nothing(given, mouse, wrong_by):
    """The clock is put right, or wrong, or to summer time: the step goes on as if nothing was."""
    before = session_of(given).shown
    given.clock.wrong_by = wrong_by
    given.wait(5)
    shown = session_of(given).shown
    assert not shown.is_paused
    assert shown.elapsed_s - before.elapsed_s == 5
    mouse.press("Stop")
    mouse.press("End for today…")
    assert given.log.verify().is_ok


@pytest.mark.parametrize("wrong_by", [-60.0, -3 * HOUR, -2 * DAY, -20413 * DAY])
def test_a_date_set_back_while_the_app_is_closed_costs_nobody_the_massage(given, mouse, wrong_by):
    """The battery of the clock is empty and it is 1970 again: the paused step is there."""
    before = session_of(given).shown
    given.close()
    given.clock.wrong_by = wrong_by
    given.prompts.asked.clear()
    given.open()
    assert given.place == "session"
    shown = session_of(given).shown
    assert (shown.paused_because, shown.index) == ("interrupted", before.index)
    assert before.elapsed_s - 5 <= shown.elapsed_s <= before.elapsed_s
    assert given.prompts.asked == []
    given.a_second()
    mouse.press("Go on")
    given.wait(3)
    assert session_of(given).shown.elapsed_s >= shown.elapsed_s + 3
    assert given.log.verify().is_ok


def test_a_whole_massage_can_be_given_in_1970(home, mouse):
    """A computer that has lost its date still guides, and still writes."""
    home.clock = FastClock(NINETEEN_SEVENTY)
    answers = FirstRunAnswers("Pat", "sand", "Ana", "family", "nothing")
    with open_log(home.data_dir, home.clock.wall) as log:
        record_first_run(log, answers, NINETEEN_SEVENTY.day)
    home.open()
    mouse.come_to("session")
    home.wait(70)
    home.close()
    home.clock.advance(60)
    home.open()
    assert home.place == "session"
    home.a_second()
    mouse.press("Go on")
    home.wait(10)
    mouse.press("Stop")
    mouse.press("End for today…")
    person = home.guide.context.person.id
    (session,) = home.log.sessions.recent(person)
    assert session.state == "stopped"
    assert sum(step.seconds for step in session.steps) >= 80
    assert home.log.verify().is_ok


@pytest.mark.parametrize("seconds", [6 * HOUR + 60, DAY, 40 * DAY])
def test_over_six_hours_later_it_is_closed_as_unfinished_and_shown_once(given, mouse, seconds):
    """Nobody goes on in the middle of a hand the next day; what was done is in the log."""
    given.close()
    given.clock.advance(seconds)
    given.open()
    assert given.place == "today"
    assert "unfinished" in mouse.words()
    person = given.guide.context.person.id
    (session,) = given.log.sessions.recent(person)
    assert session.state == "unfinished"
    assert sum(step.seconds for step in session.steps) >= 65
    assert given.log.sessions.place() is None
    given.close()
    given.open()
    assert "kept as unfinished" not in mouse.words()
    assert given.log.verify().is_ok


def test_a_date_before_the_last_entry_is_told_before_anything_is_begun(home, mouse):
    """A year's massages would stand below the older ones: the app asks for the date first."""
    home.furnish()
    home.clock = SetClock(home.clock.wall())
    home.clock.wrong_by = -400 * DAY
    home.open()
    assert "Set the date of the computer right" in mouse.words()
    home.clock.wrong_by = 0.0
    home.guide.go("today")
    assert "Set the date of the computer right" not in mouse.words()
