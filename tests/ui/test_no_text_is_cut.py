# SPDX-License-Identifier: GPL-3.0-or-later
"""On every screen, at every size and text size, all words can be read and all buttons reached.

The words are two fifths longer than the English ones. `./test long` measures every state of every
screen in every theme; the usual run the main state of each in one theme, all states where room is
shortest, and all themes at one size.
"""

import gc
import itertools
import os
import re

import pytest
from PySide6.QtCore import QCoreApplication, QSize
from tests.ui.clipping import faults, out_of_reach, settle, small_targets, words_watched
from tests.ui.longer import LongerWords, lengthen

from caregiver_guide.app.start import make_application
from caregiver_guide.content import library as library_module
from caregiver_guide.demo.tour import Tour
from caregiver_guide.ui.theme import THEME_NAMES, TextScale

pytestmark = [pytest.mark.windows, pytest.mark.logs_nothing]

SIZES = (
    QSize(1024, 640),
    QSize(1280, 800),
    QSize(1366, 768),
    QSize(1920, 1080),
    QSize(2560, 1440),
    QSize(3840, 2160),
)
SMALLEST, USUAL = SIZES[0], SIZES[1]
TIGHT_PERCENTS = (100, 200, 300)
"""Text sizes at which every state is measured in the smallest window, not the main ones alone."""


@pytest.fixture
def longer_words(qapp, monkeypatch):
    """Everything that is read is two fifths longer."""
    read = library_module.read_files

    def read_longer(folder):
        files = read(folder)
        lengthen(files)
        return files

    monkeypatch.setattr(library_module, "read_files", read_longer)
    translator = LongerWords()
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


@pytest.fixture
def measured(qapp, tmp_path, longer_words, light_theme):
    """A function that walks through the app and returns all faults and the number of builds."""

    def measure(theme, percent, sizes_of):
        found, builds = {}, 0
        for stop in Tour(make_application(), tmp_path, theme, percent).stops():
            before = stop.window.size()
            for size in sizes_of(stop):
                with words_watched() as cut:
                    if stop.window.isModal() or stop.name == "question":
                        settle()
                    else:
                        stop.window.resize(size)
                        settle()
                builds += 1
                where = f"{stop.name}, {size.width()}x{size.height()}, {percent} %, {theme}"
                all_faults = [
                    *dict.fromkeys(cut),
                    *faults(stop.window),
                    *small_targets(stop.window),
                    *out_of_reach(stop.window),
                ]
                if all_faults:
                    found[where] = all_faults
            stop.window.resize(before)
        return found, builds

    return measure
