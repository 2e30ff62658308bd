# SPDX-License-Identifier: GPL-3.0-or-later
"""The session hears that the computer is about to sleep."""

import os
import shutil
import subprocess
import sys
import textwrap

import pytest
from tests.ui.desktop_bus import message_bus

pytestmark = [
    pytest.mark.windows,
    pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="no dbus-daemon here"),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="said by Linux alone"),
]

# Qt keeps one connection to the system's bus for a whole program, so each test has its own.
LISTENER = textwrap.dedent(
    """
    import sys
    from PySide6.QtCore import QCoreApplication, QTimer
    from caregiver_guide.ui.suspend import Suspend
    app = QCoreApplication([])
    suspend = Suspend()
    suspend.coming.connect(lambda: print("coming", flush=True))
    suspend.start()
    print(suspend.is_listening, flush=True)
    app.processEvents()
    if suspend.is_listening:
        QTimer.singleShot(20_000, app.quit)
        suspend.coming.connect(suspend.stop)
        suspend.coming.connect(app.quit)
        app.exec()
        print(suspend.is_listening, flush=True)
    """
)

SYSTEM = textwrap.dedent(
    """
    from jeepney import DBusAddress, new_signal
    from jeepney.bus_messages import message_bus
    from jeepney.io.blocking import open_dbus_connection
    connection = open_dbus_connection("SYSTEM")
    connection.send_and_get_reply(message_bus.RequestName("org.freedesktop.login1"))
    manager = DBusAddress(
        "/org/freedesktop/login1", interface="org.freedesktop.login1.Manager"
    )
    for is_coming in (False, True):
        connection.send(new_signal(manager, "PrepareForSleep", "b", (is_coming,)))
    """
)


def listener(address):
    environment = {**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": address}
    return environment, subprocess.Popen(
        [sys.executable, "-c", LISTENER], stdout=subprocess.PIPE, text=True, env=environment
    )


def test_going_to_sleep_is_heard_and_waking_up_is_not():
    """The word comes once, before the sleep; afterwards nobody listens any more."""
    with message_bus() as address:
        environment, program = listener(address)
        assert program.stdout.readline() == "True\n"
        subprocess.run([sys.executable, "-c", SYSTEM], check=True, env=environment)
        out, _ = program.communicate(timeout=30)
    assert out == "coming\nFalse\n"


def test_without_a_system_bus_nothing_is_heard_and_nothing_breaks():
    """Then the gap in time tells it afterwards."""
    _, program = listener("unix:path=/nowhere")
    out, _ = program.communicate(timeout=30)
    assert out == "False\n"
    assert program.returncode == 0
