# SPDX-License-Identifier: GPL-3.0-or-later
"""On every screen, at every size and text size, all words can be read and all buttons reached.

The words are two fifths longer than the English ones. The usual run measures the main states of
all screens at every size and text size, every state where room is shortest, and all themes at one
size; `./test long` measures every state at every size and text size in every theme.
"""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize
from tests.ui.clipping import faults, out_of_reach, settle, small_targets, words_watched
from tests.ui.longer import LongerWords, lengthen, longer

from caregiver_guide.content import library as library_module
from caregiver_guide.demo.tour import Tour
from caregiver_guide.ui.theme import THEME_NAMES, TextScale

pytestmark = pytest.mark.windows

SMALLEST, USUAL = QSize(1024, 640), QSize(1280, 800)
SIZES = (
    SMALLEST,
    USUAL,
    QSize(1366, 768),
    QSize(1920, 1080),
    QSize(2560, 1440),
    QSize(3840, 2160),
)
ALL_STATES = (100, 200, 300)
"""The text sizes at which all states are measured in the usual run, in the smallest window."""

OTHER_THEMES = tuple(name for name in THEME_NAMES if name != "light")


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
def measured(qapp, tmp_path, longer_words, show_theme, record_property):
    """A function that walks through the whole app and returns what is wrong, where."""

    def measure(theme, percent, sizes_of):
        found, builds = {}, 0
        tour = Tour(qapp, tmp_path, theme, percent)
        for stop in tour.stops():
            sizes = sizes_of(stop)
            for size in sizes if stop.may_resize else sizes[:1]:
                # Painted once, when everything has found its place.
                stop.window.setUpdatesEnabled(False)
                if stop.may_resize:
                    stop.window.resize(size)
                settle()
                stop.window.setUpdatesEnabled(True)
                with words_watched() as cut:
                    stop.window.repaint()
                builds += 1
                wrong = [
                    *dict.fromkeys(cut),
                    *faults(stop.window),
                    *small_targets(stop.window),
                    *out_of_reach(stop.window),
                ]
                if wrong:
                    where = f"{stop.name} at {size.width()}x{size.height()}, {percent} %, {theme}"
                    found[where] = wrong
            if sizes and stop.may_resize:
                stop.window.resize(USUAL)
                settle()
            # On the way to the next stop nothing need be painted.
            stop.window.setUpdatesEnabled(False)
        record_property("builds", builds)
        return found, builds

    yield measure
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    show_theme()


def test_the_longer_words_are_longer():
    """What stands in for another language is two fifths longer, and keeps what is filled in."""
    words = "Where on {name}? Press the place."
    assert len(longer(words)) >= 1.35 * len(words)
    assert longer("{name}'s right").count("{name}") == 1
    assert longer("5 mg, 10 %") != longer("10 %") == "10 %"


@pytest.mark.parametrize("percent", TextScale.PERCENTS)
def test_all_words_can_be_read_at_every_size(measured, percent):
    """Whoever needs large words reads them whole, on a small laptop and on a wall of pixels."""
    others = (SMALLEST,) if percent in ALL_STATES else ()
    found, builds = measured("light", percent, lambda stop: SIZES if stop.is_main else others)
    assert found == {}
    assert builds > 80


@pytest.mark.parametrize("theme", OTHER_THEMES)
def test_all_words_can_be_read_in_every_theme(measured, theme):
    """No theme takes words away."""
    found, builds = measured(theme, 100, lambda stop: (USUAL,))
    assert found == {}
    assert builds > 50


@pytest.mark.long
@pytest.mark.parametrize("percent", TextScale.PERCENTS)
@pytest.mark.parametrize("theme", THEME_NAMES)
def test_all_words_can_be_read_everywhere(measured, theme, percent):
    """Every state of every screen, in every theme, at every size and text size."""
    found, builds = measured(theme, percent, lambda stop: SIZES)
    assert found == {}
    assert builds > 300
