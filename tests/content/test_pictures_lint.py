# SPDX-License-Identifier: GPL-3.0-or-later
"""Whoever adds a step is told that no picture shows it."""

import shutil

import pytest

from caregiver_guide.content.files import read_files
from caregiver_guide.content.pictures_lint import STROKES_FILE, steps_without_picture
from caregiver_guide.paths import resource_dir

OWN = resource_dir()


@pytest.fixture
def folder(tmp_path):
    """A copy of the pictures that a test may spoil."""
    (tmp_path / "figure").mkdir()
    shutil.copy(OWN / STROKES_FILE, tmp_path / STROKES_FILE)
    return tmp_path


def spoil(folder, old, new):
    file = folder / STROKES_FILE
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def faults(folder):
    return [(one.file, one.key) for one in steps_without_picture(read_files(OWN), folder)]


def test_every_step_is_shown(folder):
    """The content as it is has nothing left to draw."""
    assert faults(folder) == []


def test_a_step_that_no_picture_shows_is_named(folder):
    """A step for looking has no places, so nothing can be shown in its stead."""
    spoil(folder, '"back-slow/look-back"', "")
    assert faults(folder) == [("routines/back-slow.toml", "look-back")]


def test_a_picture_of_no_step_is_named(folder):
    """A slip of the pen in the name of a step does not go unseen."""
    spoil(folder, '"back-slow/look-back"', '"back-slow/look-bakc"')
    assert faults(folder) == [
        ("routines/back-slow.toml", "look-back"),
        (STROKES_FILE, "back-slow/look-bakc"),
    ]
