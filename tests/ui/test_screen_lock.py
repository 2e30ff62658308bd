# SPDX-License-Identifier: GPL-3.0-or-later
"""The app hears that the computer's screen is locked."""

import os
import shutil
import subprocess
import sys
import textwrap

import pytest
from tests.ui.desktop_bus import message_bus

from caregiver_guide.ui.screen_lock import session_path

pytestmark = [
    pytest.mark.windows,
    pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="no dbus-daemon here"),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="said by Linux alone"),
]

# Qt keeps one connection to each bus for a whole program, so the listener is a program of its own.
LISTENER = textwrap.dedent(
    """
    from PySide6.QtCore import QCoreApplication, QTimer
    from caregiver_guide.ui.screen_lock import ScreenLock
    app = QCoreApplication([])
    lock = ScreenLock()
    heard = []
    def hear():
        heard.append(1)
        print("locked", flush=True)
        if len(heard) == 2:
            lock.stop()
            app.quit()
    lock.locked.connect(hear)
    lock.start()
    print(lock.is_listening, flush=True)
    app.processEvents()
    if lock.is_listening:
        QTimer.singleShot(20_000, app.quit)
        app.exec()
        print(lock.is_listening, flush=True)
    """
)

DESKTOP = textwrap.dedent(
    """
    from jeepney import DBusAddress, new_signal
    from jeepney.bus_messages import message_bus
    from jeepney.io.blocking import open_dbus_connection
    connection = open_dbus_connection("SESSION")
    connection.send_and_get_reply(message_bus.RequestName("org.freedesktop.login1"))
    saver = DBusAddress(
        "/org/freedesktop/ScreenSaver", interface="org.freedesktop.ScreenSaver"
    )
    for is_on in (False, True):
        connection.send(new_signal(saver, "ActiveChanged", "b", (is_on,)))
    for session in ("_31", "_32"):
        manager = DBusAddress(
            f"/org/freedesktop/login1/session/{session}",
            interface="org.freedesktop.login1.Session",
        )
        connection.send(new_signal(manager, "Lock"))
    """
)


def listener(address):
    environment = {
        **os.environ,
        "DBUS_SYSTEM_BUS_ADDRESS": address,
        "DBUS_SESSION_BUS_ADDRESS": address,
        "XDG_SESSION_ID": "2",
    }
    return environment, subprocess.Popen(
        [sys.executable, "-c", LISTENER], stdout=subprocess.PIPE, text=True, env=environment
    )


def test_the_desktop_and_the_system_say_that_the_screen_is_locked():
    """Once for each of the two; an unlocked screen and somebody else's session are no lock."""
    with message_bus() as address:
        environment, program = listener(address)
        assert program.stdout.readline() == "True\n"
        subprocess.run([sys.executable, "-c", DESKTOP], check=True, env=environment)
        out, _ = program.communicate(timeout=30)
    assert out == "locked\nlocked\nFalse\n"


def test_without_a_bus_nothing_is_heard_and_nothing_breaks():
    """Then idle time and Ctrl+L lock."""
    _, program = listener("unix:path=/nowhere")
    out, _ = program.communicate(timeout=30)
    assert out == "False\n"
    assert program.returncode == 0


@pytest.mark.parametrize(
    ("session", "path"),
    [("2", "_32"), ("c2", "c2"), ("12", "_312"), ("a-1", "a_2d1")],
)
def test_a_session_has_its_own_place_on_the_bus(session, path):
    """Written as the system writes it; without a session there is no place."""
    assert session_path(session) == f"/org/freedesktop/login1/session/{path}"
    assert session_path("") == ""
