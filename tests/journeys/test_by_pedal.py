# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole massage with one foot: a pedal is taught once, and the hands stay where they are."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.journeys.conftest import settle

from caregiver_guide.storage.settings import read_settings

pytestmark = pytest.mark.windows


def press(home, key):
    home.a_second()
    QTest.keyClick(QApplication.focusWidget() or home.window, key)
    settle()


def test_a_taught_pedal_goes_through_a_whole_massage(home, mouse):
    """Taught in Settings, kept over a restart, one pedal leads from the first step to the end."""
    home.furnish().open()
    home.guide.go("settings")
    mouse.press("Teach a key for “Next step”")
    press(home, Qt.Key.Key_F13)
    mouse.press("Teach a key for “Stop”")
    press(home, Qt.Key.Key_F14)
    home.close()
    kept = read_settings(home.config_dir / "settings.toml").settings
    assert (kept.next_key, kept.stop_key) == ("F13", "F14")

    home.open()
    mouse.come_to("session")
    session = home.guide.massage.session
    count = session.shown.count
    for step in range(1, count):
        press(home, Qt.Key.Key_F13)
        assert session.shown.index == step
    press(home, Qt.Key.Key_F14)
    assert session.shown.paused_because == "stopping"
    mouse.press("Go back to the massage")
    home.a_second()
    press(home, Qt.Key.Key_F13)
    assert home.place == "after"
