# SPDX-License-Identifier: GPL-3.0-or-later
"""The window as it comes up for the very first time."""

import pytest

from caregiver_guide.app.start import Opening

pytestmark = pytest.mark.windows


def test_the_first_window_is_no_taller_than_the_screen(home):
    """On a small laptop the large buttons at the foot are not below the edge of the screen."""
    room = home.app.primaryScreen().availableSize()
    assert room.height() <= 800  # smaller than the usual window and its frame
    opening = Opening(home.app, home.data_dir, config_dir=home.config_dir, catches_faults=False)
    try:
        assert opening.window.height() <= room.height() - 48
        assert opening.window.height() >= opening.window.minimumHeight()
    finally:
        opening.let_go()
        opening.window.deleteLater()


def test_no_file_of_the_app_can_be_opened_by_another_user_of_the_computer(home):
    """The log, what is kept beside it, the settings, and where the window stood."""
    home.furnish().furnish_settings(text_percent=110)
    home.open()
    home.close()
    files = [one for one in home.data_dir.parent.rglob("*") if one.is_file()]
    assert {"log.db", "window.ini"} <= {one.name for one in files}
    assert [one.name for one in files if one.stat().st_mode & 0o077] == []
