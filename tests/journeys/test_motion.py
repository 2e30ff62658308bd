# SPDX-License-Identifier: GPL-3.0-or-later
"""Arrows move in a massage only where the caregiver and the system want it, and while it runs."""

import pytest

from caregiver_guide.app import context
from caregiver_guide.ui.widgets.figure_picture import FigurePicture

pytestmark = pytest.mark.windows


def moving(home):
    """Return the pictures in the window in which something moves."""
    pictures = home.guide._window.findChildren(FigurePicture)
    return [picture for picture in pictures if picture.is_moving]


def come_to_a_stroke(home, mouse):
    mouse.come_to("session")
    for _ in range(2):
        home.guide.massage.session._verb("next")


def test_a_stroke_moves_until_the_pause(home, mouse):
    """From the settings as they come: still while hands rest, slow while they stroke."""
    home.furnish().open()
    mouse.come_to("session")
    home.guide.massage.session._verb("next")
    assert not moving(home)
    home.guide.massage.session._verb("next")
    assert len(moving(home)) == 1
    home.guide.massage.session._verb("pause")
    assert not moving(home)


def test_motion_is_off_where_it_is_not_wanted(home, mouse):
    """With *Keep still* in the settings no arrow moves."""
    home.furnish().open()
    home.guide.preferences.set(motion="off")
    come_to_a_stroke(home, mouse)
    assert not moving(home)


def test_motion_is_off_where_the_system_is_still(home, mouse, monkeypatch):
    """With animations off in the system no arrow moves."""
    monkeypatch.setattr(context, "system_is_still", lambda: True)
    home.furnish().open()
    come_to_a_stroke(home, mouse)
    assert not moving(home)
