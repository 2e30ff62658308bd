# SPDX-License-Identifier: GPL-3.0-or-later
"""What a massage asks of the computer: a screen that stays on, and a word before it sleeps."""

import os
import shutil

import pytest
from tests.ui.desktop_bus import message_bus, screen_saver

from caregiver_guide.app import computer
from caregiver_guide.ui.awake import REST_S

pytestmark = pytest.mark.windows


@pytest.fixture
def saver(monkeypatch):
    """A desktop with a screen that could go dark, and what it is asked."""
    monkeypatch.setattr(computer.QGuiApplication, "platformName", lambda: "xcb")
    with message_bus() as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        with screen_saver(dict(os.environ)) as found:
            yield found.stdout


def session_of(home):
    return home.guide.massage.session


@pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="no dbus-daemon here")
def test_the_screen_stays_on_in_a_massage_and_only_there(home, mouse, saver, qtbot):
    """It is held from the first step on, let go in a long pause and at the end, and it is shown."""
    home.furnish().open()
    assert session_of(home).computer._awake is None
    mouse.come_to("session")
    qtbot.waitUntil(lambda: "Screen stays on" in mouse.words(), timeout=5000)
    assert saver.readline() == "on\n"

    home.a_second()
    mouse.press("Pause")
    assert "Screen stays on" in mouse.words()
    rest = session_of(home).computer._awake.rest_timer
    assert 1000 * REST_S - 1000 < rest._timer.remainingTime() <= 1000 * REST_S + 1
    rest.ticked.emit()  # five minutes later
    assert saver.readline() == "off\n"
    assert "Screen stays on" not in mouse.words()

    mouse.press("Go on")
    qtbot.waitUntil(lambda: "Screen stays on" in mouse.words(), timeout=5000)
    assert saver.readline() == "on\n"
    home.a_second()
    mouse.press("Stop")
    mouse.press("End for today…")
    assert saver.readline() == "off\n"
    assert not session_of(home).computer.is_awake


def test_a_massage_is_paused_before_the_computer_sleeps(home, mouse):
    """Closing the lid rests the clock at once; the screen says why, and nothing listens after."""
    home.furnish().open()
    mouse.come_to("session")
    home.wait(3)
    session = session_of(home)
    session.computer._suspend.coming.emit()
    assert session.shown.paused_because == "suspend"
    assert "The computer slept" in mouse.words()
    given = session.shown.elapsed_s
    home.clock.advance(3600)
    home.a_second()
    mouse.press("Go on")
    home.a_second()
    assert session.shown.elapsed_s - given <= 1
    mouse.press("Stop")
    mouse.press("End for today…")
    assert not session.computer._suspend.is_listening
