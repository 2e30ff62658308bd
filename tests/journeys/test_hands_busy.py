# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole sessions with lotion on both hands: one pedal, one elbow, one pair of eyes."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from tests.journeys.conftest import settle

from caregiver_guide.services.press_guard import SETTLE_S
from caregiver_guide.ui.screens.session_screen import SessionScreen

pytestmark = pytest.mark.windows

# So far beside the middle of the largest button an elbow may land, in pixels.
BESIDE, ABOVE = 120, 40
MOST_PRESSES = 40


@pytest.fixture
def begun(home, mouse):
    """A session of which the first picture has just come."""
    home.furnish().open()
    mouse.come_to("session")
    return home


def shown(home):
    """Return what the screen shows of the session."""
    return home.guide.massage.session.shown


def give_every_step(home, press):
    """Let each step run out, then press once; return the presses that it took."""
    for number in range(MOST_PRESSES):
        if not home.guide.massage.session.is_running:
            return number
        if shown(home).state == "running":
            home.finish_step()
        home.wait(SETTLE_S + 1)
        press()
        settle()
    raise AssertionError("the session did not come to its end")


def the_story(home):
    """Return the last session as the log has it."""
    (session,) = home.log.sessions.recent(home.guide.context.person.id)
    return session


def test_one_pedal_leads_through_a_whole_session(begun, keyboard):
    """A pedal that sends Page Down and nothing else: every step is done, and it is in the log."""
    presses = give_every_step(begun, lambda: keyboard.key(Qt.Key.Key_PageDown))
    story = the_story(begun)
    assert begun.place == "after"
    assert story.state == "finished"
    assert {step.outcome for step in story.steps} == {"done"}
    assert len(story.steps) <= presses <= len(story.steps) + 1


def test_a_taught_pedal_leads_through_a_whole_session(begun, keyboard):
    """A pedal that sends a key of its own does the same once it has been taught."""
    begun.close()
    begun.furnish_settings(next_key="F13")
    begun.open()
    assert shown(begun).is_paused
    keyboard.key(Qt.Key.Key_Space)
    give_every_step(begun, lambda: keyboard.key(Qt.Key.Key_F13))
    assert the_story(begun).state == "finished"


def test_one_elbow_leads_through_a_whole_session(begun, mouse):
    """An elbow lands well beside the middle of the largest button, and that is enough."""
    screen = begun.window.findChild(SessionScreen)
    offsets = [QPoint(x, y) for x in (-BESIDE, BESIDE, 0) for y in (-ABOVE, ABOVE, 0)]

    def press():
        offsets.append(offsets.pop(0))
        target = screen._next
        at = target.mapTo(begun.window, target.rect().center() + offsets[0])
        QTest.mouseClick(
            begun.window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0), at
        )

    give_every_step(begun, press)
    story = the_story(begun)
    assert story.state == "finished"
    assert {step.outcome for step in story.steps} == {"done"}


def test_an_elbow_on_nothing_in_particular_only_pauses(begun):
    """Wherever no button is, a press pauses, and the same press again goes on: nothing is lost."""
    screen = begun.window.findChild(SessionScreen)
    begun.wait(2)
    index = shown(begun).index
    middle = screen._picture.mapTo(begun.window, screen._picture.rect().center())
    for is_paused in (True, False):
        begun.wait(1)
        QTest.mouseClick(
            begun.window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0), middle
        )
        settle()
        assert shown(begun).is_paused is is_paused
    assert shown(begun).index == index


def test_the_large_targets_lie_apart(begun):
    """Stop, Back, Pause and Next are 96 high, and an elbow on one never touches another."""
    screen = begun.window.findChild(SessionScreen)
    places = [button.geometry() for button in screen._buttons]
    assert min(place.height() for place in places) >= 96
    assert all(left.right() < right.left() for left, right in pairwise(places))
