# SPDX-License-Identifier: GPL-3.0-or-later
"""A closed screen is taken apart by the window's thread, whatever other threads do meanwhile."""

import gc
import subprocess
import sys

import pytest
from PySide6.QtCore import QEventLoop, QTimer

from caregiver_guide.ui.leftovers import NEW_OBJECTS, Leftovers

BUSY_THREAD = """
import gc, sys, threading
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from caregiver_guide.ui.leftovers import Leftovers

app = QApplication(["test"])
leftovers = None
if sys.argv[1] == "guarded":
    leftovers = Leftovers()
    leftovers.listen()
where = []
MAIN = threading.current_thread()

class Screen(QWidget):
    def __init__(self):
        super().__init__()
        self.itself = self  # only found by looking for it
        QLineEdit(self)

    def __del__(self):
        where.append(threading.current_thread() is MAIN)

def work():
    kept = []
    for _ in range(200_000):
        kept.append([])
    QTimer.singleShot(0, app, app.quit)

gc.collect()
for _ in range(20):
    Screen()
thread = threading.Thread(target=work)
thread.start()
if leftovers is None:
    thread.join()
else:
    app.exec()
    thread.join()
print(len(where), all(where))
"""


def _closed_screens(guarded):
    done = subprocess.run(
        [sys.executable, "-c", BUSY_THREAD, guarded],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout.split()


def test_a_busy_thread_never_takes_a_closed_screen_apart():
    """A backup that is made while screens come and go does not end the program."""
    assert _closed_screens("guarded") == (0, ["20", "True"])


def test_without_the_guard_it_would():
    """Else the test above would prove nothing."""
    code, said = _closed_screens("as python does")
    assert code != 0 or said[-1:] == ["False"]


@pytest.fixture
def leftovers(qapp):
    was_on = gc.isenabled()
    found = Leftovers()
    yield found
    found.deleteLater()
    (gc.enable if was_on else gc.disable)()


def test_what_is_unused_goes_when_the_window_comes_to_rest(leftovers, qtbot):
    """Hours in one program do not fill the computer's memory."""
    leftovers.listen()
    gc.collect()
    for _ in range(NEW_OBJECTS + 100):
        ring = []
        ring.append(ring)
    assert gc.get_count()[0] > NEW_OBJECTS
    loop = QEventLoop()
    QTimer.singleShot(1, loop, loop.quit)
    loop.exec()
    assert gc.get_count()[0] < NEW_OBJECTS


def test_old_leftovers_are_found_too(leftovers):
    """What was in use for long and is no longer goes as well, some time later."""

    class Sheet:
        alive = 0

        def __init__(self):
            self.itself = self
            Sheet.alive += 1

        def __del__(self):
            Sheet.alive -= 1

    sheet = Sheet()
    gc.collect()
    gc.collect()
    del sheet
    kept = []
    for _ in range(100):
        kept.append([[] for _ in range(NEW_OBJECTS + 1)])
        leftovers.clear()
    assert Sheet.alive == 0
