# SPDX-License-Identifier: GPL-3.0-or-later
"""What was left standing in the evening is looked at anew in the morning."""

from datetime import UTC, datetime

import pytest
from tests.journeys.conftest import settle, stirs

from caregiver_guide.demo.clock import FastClock
from caregiver_guide.domain.session import ClearanceRecord, ConditionRecord, Moment
from caregiver_guide.storage.log import open_log
from caregiver_guide.ui.widgets.undo_bar import UndoBar

pytestmark = pytest.mark.windows
EVENING = Moment.of(datetime(2026, 11, 21, 21, 0, tzinfo=UTC), "UTC")


def test_a_massage_that_rested_all_night_is_not_gone_on_with(home, mouse):
    """The yes ran out at midnight and nobody has looked at the day: no press goes on with it."""
    home.clock = FastClock(EVENING)
    home.furnish()
    with open_log(home.data_dir, home.clock.wall) as log:
        (pat,) = log.people.all()
        log.conditions.add(ConditionRecord(person=pat.id, condition="anticoagulant"))
        home.clock.advance(1)
        log.clearances.add(
            ClearanceRecord(
                person=pat.id,
                names="anticoagulant",
                said_by="Dr",
                on=EVENING.day,
                until=EVENING.day,
            )
        )
    home.open()
    mouse.come_to("session")
    home.wait(70)
    session = home.guide.massage.session
    home.clock.advance(11 * 3600)
    session.ticker.ticked.emit()
    assert session.shown.is_paused
    home.a_second()
    mouse.press("Go on")
    settle()
    assert home.place == "today"
    assert not session.is_running
    assert "It is in the log as unfinished" in mouse.words()
    assert home.log.sessions.last(pat.id).state == "unfinished"


@pytest.mark.parametrize("how", ["paused", "lid closed"])
def test_a_massage_stopped_in_the_morning_ended_in_the_evening(home, mouse, how):
    """Stop is never refused, but hands were off all night: the log says when they were lifted."""
    home.clock = FastClock(EVENING)
    home.furnish().open()
    mouse.come_to("session")
    home.wait(70)
    if how == "paused":
        mouse.press("Pause")
    lifted = home.clock.wall()
    home.clock.advance(11 * 3600)
    mouse.press("Stop")
    mouse.press("Not comfortable")
    mouse.press("End for today and log it")
    (session,) = home.log.sessions.recent(home.guide.context.person.id)
    assert (session.state, session.stop_reason) == ("stopped", "not-comfortable")
    assert session.started < session.ended <= lifted
    mouse.press("How much pain right now? 3")
    mouse.press("Nothing new")
    mouse.press("Save this massage")
    (story,) = home.log.sessions.stories((session,))
    assert story.rating("pain", "after").minutes_since_hands_off >= 11 * 60


def test_a_short_rest_over_midnight_goes_on_only_with_a_check_of_the_day(home, mouse):
    """Ten minutes are no reason to stop, but another day is one to ask how that day is."""
    home.clock = FastClock(Moment.of(datetime(2026, 11, 21, 23, 50, tzinfo=UTC), "UTC"))
    home.furnish().open()
    mouse.come_to("session")
    home.wait(60)
    mouse.press("Pause")
    home.clock.advance(300)
    home.a_second()
    mouse.press("Go on")
    assert home.guide.massage.session.shown.state == "running", "it is still the same day"
    mouse.press("Pause")
    home.clock.advance(600)
    home.a_second()
    mouse.press("Go on")
    settle()
    shown = home.guide.massage.session.shown
    assert shown is not None
    assert shown.state == "running", "nothing is known that speaks against the last minutes of it"


def test_today_is_drawn_anew_in_the_morning(home, mouse):
    """Whoever comes to the window next morning does not read yesterday's answers as today's."""
    home.clock = FastClock(EVENING)
    home.furnish().open()
    mouse.press("Start a massage")
    mouse.press("Nothing new today")
    home.prompts.answers = ["keep"]
    mouse.press("Leave")
    assert "21 November" in mouse.words()
    home.clock.advance(11 * 3600)
    stirs(home)
    assert "22 November" in mouse.words()
    assert "21 November" not in mouse.words()


def test_what_was_done_in_the_evening_is_no_news_in_the_morning(home, mouse):
    """Also where the computer slept, and no timer ran: the bars with Saved and Undo have ended."""
    home.clock = FastClock(EVENING)
    home.furnish().open()
    home.window.tell_turned("Saved: this massage is in the log")
    home.guide.undoing._say("Moved to the bin: a note", undoes=True)
    (undo,) = mouse.seen(UndoBar)
    home.clock.advance(8)
    stirs(home)
    assert "Saved: this massage is in the log" in mouse.words()
    assert undo.isVisible()
    home.clock.advance(8 * 3600)
    place = undo.parentWidget().geometry()
    stirs(home)
    assert "Saved: this massage is in the log" not in mouse.words()
    assert not undo.isVisible()
    assert not undo._timer.isActive()
    assert undo.parentWidget().geometry() == place


def test_a_bar_that_just_came_stays_though_nobody_was_there_before(home, mouse):
    """What was saved with no hand at mouse or keys can be read, and taken back, in its time."""
    home.furnish().open()
    stirs(home)
    home.clock.advance(600)
    home.window.tell_turned("Saved: this massage is in the log")
    home.guide.undoing._say("Moved to the bin: a note", undoes=True)
    (undo,) = mouse.seen(UndoBar)
    stirs(home)
    assert undo.isVisible()
    assert "Saved: this massage is in the log" in mouse.words()
    home.clock.advance(12)
    stirs(home)
    assert not undo.isVisible()
    home.clock.advance(108)
    stirs(home)
    assert "Saved: this massage is in the log" not in mouse.words()
