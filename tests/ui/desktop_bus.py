# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop for tests: a message bus of their own, and a screen saver that tells what it is asked.

Run as a program it is that screen saver: one line for each thing it hears.
"""

import subprocess
import sys
from contextlib import contextmanager

NAME = "org.freedesktop.ScreenSaver"


@contextmanager
def message_bus():
    """Give the address of a message bus that ends with the block."""
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address", "--nopidfile"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield bus.stdout.readline().strip()
    finally:
        bus.terminate()
        bus.wait()
        bus.stdout.close()


@contextmanager
def screen_saver(environment):
    """Give a screen saver on the bus of ``environment``; read its lines from ``stdout``."""
    saver = subprocess.Popen(
        [sys.executable, __file__], stdout=subprocess.PIPE, text=True, env=environment
    )
    try:
        assert saver.stdout.readline() == "ready\n"
        yield saver
    finally:
        saver.terminate()
        saver.wait()
        saver.stdout.close()


def say(line):
    """Write a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main():
    """Answer Inhibit and UnInhibit, and tell of askers that are gone without a word."""
    from jeepney import HeaderFields, MatchRule, MessageType, new_method_return
    from jeepney.bus_messages import message_bus as bus
    from jeepney.io.blocking import open_dbus_connection

    connection = open_dbus_connection("SESSION")
    connection.send_and_get_reply(bus.RequestName(NAME))
    rule = MatchRule(type="signal", interface="org.freedesktop.DBus", member="NameOwnerChanged")
    connection.send_and_get_reply(bus.AddMatch(rule))
    held = {}
    say("ready")
    while True:
        message = connection.receive()
        fields = message.header.fields
        member = fields.get(HeaderFields.member)
        if message.header.message_type is MessageType.method_call and member == "Inhibit":
            held[fields[HeaderFields.sender]] = 42
            connection.send(new_method_return(message, "u", (42,)))
            say("on")
        elif message.header.message_type is MessageType.method_call and member == "UnInhibit":
            assert message.body == (42,)
            held.pop(fields[HeaderFields.sender], None)
            connection.send(new_method_return(message))
            say("off")
        elif member == "NameOwnerChanged" and not message.body[2] and held.pop(message.body[0], 0):
            say("gone")


if __name__ == "__main__":
    main()
