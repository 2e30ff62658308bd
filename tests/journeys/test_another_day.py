# SPDX-License-Identifier: GPL-3.0-or-later
"""Midnight passes while something is open: nothing is dated, told or drawn as of the wrong day."""

from datetime import UTC, datetime

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.journeys.conftest import settle

from caregiver_guide.demo.clock import FastClock
from caregiver_guide.domain.session import Moment
from caregiver_guide.services.check_in import CheckFound, add_signs, record_check
from caregiver_guide.services.day_checks import record_looked
from caregiver_guide.ui.screens.call_back_sheet import CallBackSheet

pytestmark = pytest.mark.windows
LATE = Moment.of(datetime(2026, 11, 21, 23, 50, tzinfo=UTC), "UTC")


@pytest.fixture
def late(home):
    """Ten minutes to midnight."""
    home.clock = FastClock(LATE)
    return home.furnish().open()


def test_answers_of_the_evening_are_not_told_as_those_of_today(late, mouse):
    """Whoever leaves after midnight is not asked about answers that nobody has given today."""
    mouse.press("Start a massage")
    mouse.press("Nothing new today")
    late.prompts.answers = ["keep"]
    mouse.press("Leave")
    mouse.press("Start a massage")
    late.clock.advance(1200)
    text, ways = late.guide._ways_to_leave()
    assert text == "Nothing has started yet."
    assert [name for name, _words in ways] == ["keep", "stay"]
    mouse.press("Nothing new today")
    mouse.press("Nothing new today")
    assert "drop" in dict(late.guide._ways_to_leave()[1])


def test_what_the_care_team_looked_at_is_no_answer_to_throw_away(late):
    """A look changes today's answers; leaving then offers to throw away nothing."""
    log, massage = late.log, late.guide.massage
    person = late.guide.context.person.id
    record_check(log, person, LATE.day, CheckFound(("fever",), (), True))
    massage.begin()
    found = late.guide.context.checks_on(LATE.day).open
    record_looked(log, person, found, ("fever",), "Nurse Lee", LATE.day, today=LATE.day)
    massage.called_back()
    assert not massage.has_answered


def test_what_they_said_is_dated_by_who_asked(late, mouse):
    """A sheet that was open at midnight asks for the day, and the words stand on that day."""
    guide = late.guide
    person = guide.context.person.id
    add_signs(late.log, person, LATE.day, ["fever"])
    guide.call_back.ask()
    (sheet,) = late.window.findChildren(CallBackSheet)
    sheet.form.note.setText("Not tonight.")
    # The ten minutes after a massage are over: what is written here is left alone.
    guide._after_is_due()
    assert sheet.isAncestorOf(QApplication.focusWidget())
    late.clock.advance(1200)
    mouse.press("Write it down")
    assert "A new day has begun. Is this the day on which they said so?" in mouse.words()
    assert late.log.notes.of(person) == ()
    mouse.press("Write it down")
    (note,) = late.log.notes.of(person)
    assert note.happened.day == LATE.day
    settle()
    assert late.window.findChildren(CallBackSheet) == []
    assert "22 November" in mouse.words()


def test_nothing_is_drawn_anew_under_a_finger(late, mouse):
    """In the morning a finger goes down on Today: the new day comes when it is lifted."""
    late.clock.advance(8 * 3600)
    finger = QTest.createTouchDevice()
    window = late.window.windowHandle()
    place = late.window.rect().bottomLeft()
    QTest.touchEvent(window, finger).press(0, place)
    settle()
    assert "21 November" in mouse.words()
    QTest.touchEvent(window, finger).release(0, place)
    settle()
    assert "22 November" in mouse.words()
