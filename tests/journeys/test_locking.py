# SPDX-License-Identifier: GPL-3.0-or-later
"""A protected log is locked when nobody is there, and opens again where it was."""

import gc
import weakref

import pytest
from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from tests.journeys.conftest import AFTERNOON, settle

from caregiver_guide.services.first_run import FirstRunAnswers, record_first_run
from caregiver_guide.storage.log import open_log

pytestmark = pytest.mark.windows
WORDS = "harbor candle walnut river"


def furnish(home):
    """Put Pat and Ana into a log that is protected."""
    answers = FirstRunAnswers(
        person_name="Pat",
        tone="sand",
        caregiver_name="Ana",
        role="family",
        zones_answer="nothing",
        care_team_name="Nurse Lee",
        care_team_phone="555 0142",
    )
    with open_log(home.data_dir, home.clock.wall, passphrase=WORDS) as log:
        record_first_run(log, answers, AFTERNOON.day)


def until(is_true):
    """Let the window live until something is true; the test's own time limit ends it else."""
    while not is_true():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    settle()


def unlock(home, words=WORDS):
    """Type a passphrase and press Enter."""
    field = home.window.findChild(QLineEdit)
    field.clear()
    QTest.keyClicks(field, words)
    QTest.keyClick(field, Qt.Key.Key_Return)
    until(lambda: not home.opening.unlocking.is_busy)


def everything_shown():
    """Return all words in all widgets of the program, seen or not."""
    found = []
    for widget in QApplication.allWidgets():
        text = getattr(widget, "text", None)
        found.append(text() if callable(text) else "")
        found += [widget.accessibleName(), widget.windowTitle(), widget.toolTip()]
    return "\n".join(found)


def test_a_protected_log_opens_with_its_passphrase_only(home, mouse):
    """Until then nobody's name is in the window; a wrong one is told and stays to be mended."""
    furnish(home)
    home.open()
    assert home.place == "unlock"
    assert home.window.windowTitle() == "Caregiver Guide"
    assert "Pat" not in everything_shown()
    unlock(home, WORDS[:-1])
    assert home.place == "unlock"
    assert "not the passphrase" in mouse.words()
    assert home.window.findChild(QLineEdit).text() == WORDS[:-1]
    unlock(home)
    assert home.place == "today"
    assert "Pat" in mouse.words()


def test_locked_nothing_of_a_person_is_left_in_the_window(home, mouse):
    """Screens, sheets and what stood behind them are taken apart, and the log is closed."""
    furnish(home)
    home.open()
    unlock(home)
    for place in ("settings", "log", "page", "safety"):
        home.guide.go(place)
        settle()
    known = weakref.ref(home.guide.context)
    home.opening.lock()
    settle()
    home.opening._wait_for_backup()
    gc.collect()
    assert home.place == "unlock"
    assert home.opening.log is None
    assert "Pat" not in everything_shown()
    assert "Nurse" not in everything_shown()
    assert known() is None
    unlock(home)
    assert home.place == "safety"
    assert "Pat" in mouse.words()
