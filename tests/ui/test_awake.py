# SPDX-License-Identifier: GPL-3.0-or-later
"""The screen stays on while hands are busy, and only then; a real message bus says so."""

import os
import shutil
import signal
import subprocess
import sys
import textwrap

import pytest
from tests.ui.desktop_bus import message_bus, screen_saver

from caregiver_guide.ui.awake import REST_S, Awake

pytestmark = [
    pytest.mark.windows,
    pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="no dbus-daemon here"),
]


@pytest.fixture
def saver(monkeypatch):
    """A desktop of its own, and the lines that its screen saver writes."""
    with message_bus() as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        with screen_saver(dict(os.environ)) as found:
            yield found.stdout


@pytest.fixture
def awake(qtbot):
    made = Awake()
    yield made
    made.let_go()


def kept(awake, qtbot):
    """Keep the screen on and wait until the desktop has said so."""
    with qtbot.waitSignal(awake.changed, timeout=5000) as said:
        awake.keep()
    return said.args[0]


def test_it_stays_on_until_the_end(saver, awake, qtbot):
    """From the first second to the last the desktop holds the screen, and then no longer."""
    assert kept(awake, qtbot)
    assert awake.is_active
    assert saver.readline() == "on\n"
    awake.keep()
    awake.let_go()
    assert not awake.is_active
    assert saver.readline() == "off\n"


def test_a_short_pause_keeps_it_and_a_long_one_lets_go(saver, awake, qtbot):
    """A pause of five minutes lets the screen go dark; going on takes it again."""
    assert REST_S == 300
    kept(awake, qtbot)
    awake.rest()
    assert awake.rest_timer.is_waiting
    awake.keep()
    assert not awake.rest_timer.is_waiting
    assert awake.is_active
    awake.rest()
    awake.rest_timer.ticked.emit()  # five minutes later
    assert not awake.is_active
    assert kept(awake, qtbot)
    assert [saver.readline() for _ in range(3)] == ["on\n", "off\n", "on\n"]


def test_paused_from_the_start_it_asks_for_nothing(saver, awake):
    """A session that opens in its paused step leaves the screen to the desktop."""
    awake.rest()
    assert not awake.rest_timer.is_waiting
    assert not awake.is_active


@pytest.mark.parametrize("address", ["", "unix:path=/nowhere", "tcp:host=127.0.0.1,port=9"])
def test_a_desktop_that_cannot_breaks_nothing(awake, qtbot, monkeypatch, address):
    """Without a desktop, or with one that is reached over a network, nothing is claimed."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    with qtbot.waitSignal(awake._answered, timeout=5000) as said:
        awake.keep()
    assert said.args[1] is False
    assert not awake.is_active


PROGRAM = textwrap.dedent(
    """
    from PySide6.QtCore import QCoreApplication
    from caregiver_guide.ui.awake import Awake
    app = QCoreApplication([])
    awake = Awake()
    awake.changed.connect(lambda is_on: print(is_on, flush=True))
    awake.keep()
    app.exec()
    """
)


def test_a_program_that_is_killed_holds_nothing(saver):
    """A crash in a massage does not keep the screen on for the rest of the night."""
    program = subprocess.Popen([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, text=True)
    assert program.stdout.readline() == "True\n"
    assert saver.readline() == "on\n"
    program.send_signal(signal.SIGKILL)
    assert program.wait() == -signal.SIGKILL
    program.stdout.close()
    assert saver.readline() == "gone\n"


SOCKETS = textwrap.dedent(
    """
    import socket, sys
    seen = []
    def watch(event, args):
        if event in ("socket.connect", "socket.bind", "socket.getaddrinfo"):
            seen.append((event, args[0].family if event != "socket.getaddrinfo" else None))
    sys.addaudithook(watch)
    from wakepy import keep
    with keep.presenting(on_fail="pass") as mode:
        assert mode.active
    assert seen, "nothing was asked at all"
    assert all(family == socket.AF_UNIX for _, family in seen), seen
    print("local")
    """
)


def test_it_only_speaks_on_this_computer(saver):
    """Keeping the screen on opens a socket of this computer and no other, and looks up no name."""
    done = subprocess.run(
        [sys.executable, "-c", SOCKETS], capture_output=True, text=True, check=False
    )
    assert done.stdout == "local\n", done.stderr
