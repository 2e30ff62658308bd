# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for every test: no screen, no real folders, no real time, and nothing left behind."""

import gc
import logging
import os
from datetime import UTC, datetime, timedelta

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt starts, so plain `pytest` works anywhere

import pytest
from hypothesis import HealthCheck, settings
from PySide6.QtCore import QAbstractAnimation, QCoreApplication, QEvent, QPropertyAnimation, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

# The same examples every time: a failure on one machine is a failure on all of them.
settings.register_profile(
    "steady",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("steady")


class FakeClock:
    """Stands still until it is told to advance; called, it gives monotonic seconds."""

    def __init__(self) -> None:
        self._seconds = 1000.0
        self._wall = datetime(2026, 3, 14, 15, 9, 26, tzinfo=UTC)

    def __call__(self) -> float:
        """Return seconds since some moment that nobody knows."""
        return self._seconds

    def wall(self) -> datetime:
        """Return the date and time on the wall, with its zone."""
        return self._wall

    def advance(self, seconds: float) -> None:
        """Let time pass, on both clocks."""
        self._seconds += seconds
        self._wall += timedelta(seconds=seconds)

    def set_wall(self, moment: datetime) -> None:
        """Put the wall clock right or wrong, as people and computers do; no time passes."""
        self._wall = moment


@pytest.fixture
def clock():
    """A clock that tests move by hand."""
    return FakeClock()


@pytest.fixture
def wall_clock(clock):
    """The wall clock that goes with `clock`: a function giving the date and time."""
    return clock.wall


@pytest.fixture(scope="session")
def library():
    """The content of the app, as it is shipped."""
    from caregiver_guide.content.library import load_library
    from caregiver_guide.paths import resource_dir

    return load_library(resource_dir())


@pytest.fixture
def wall():
    """The clock on the wall of a log that was lived in."""
    from tests.lived_in_log import StandingWall

    return StandingWall()


@pytest.fixture
def log(tmp_path, wall):
    """A log on a real disk, still empty."""
    from caregiver_guide.storage.log import open_log

    with open_log(tmp_path / "data", wall) as opened:
        yield opened


@pytest.fixture
def home(log, library, wall):
    """Who is in the log, once a family has filled it for a few weeks."""
    from tests.lived_in_log import fill

    with log.batch():
        return fill(log, library, wall)


@pytest.fixture(autouse=True)
def folders_of_its_own(tmp_path, monkeypatch):
    """No test reads or writes the log and the settings of whoever runs it."""
    for variable, folder in (
        ("XDG_DATA_HOME", "data"),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_STATE_HOME", "state"),
    ):
        monkeypatch.setenv(variable, str(tmp_path / "xdg" / folder))


class _Warnings(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def no_warning_in_the_log(request):
    """A warning nobody asked for fails the test; one that was promised must come."""
    expected = request.node.get_closest_marker("logs_warning") is not None
    logger = logging.getLogger("caregiver_guide")
    warnings = _Warnings()
    logger.addHandler(warnings)
    yield
    logger.removeHandler(warnings)
    if warnings.records and not expected:
        pytest.fail("Unexpected in the log:\n" + "\n".join(warnings.records), pytrace=False)
    if expected and not warnings.records:
        pytest.fail("The test promises a warning in the log, and none came.", pytrace=False)


@pytest.fixture(scope="session")
def window_leftovers():
    """Take closed windows apart in this thread; the one that hears xdist would crash Qt."""
    from caregiver_guide.ui.leftovers import Leftovers

    return Leftovers()


@pytest.fixture(autouse=True)
def closed_windows_go_in_this_thread(request):
    """Let no other thread look for unused objects from the first test with a window on."""
    if {"qapp", "qtbot"} & set(request.fixturenames):
        leftovers = request.getfixturevalue("window_leftovers")
        gc.disable()
        yield
        leftovers.clear()
    else:
        if not gc.isenabled():
            request.getfixturevalue("window_leftovers").let_python()
        yield


@pytest.fixture(autouse=True)
def nothing_left_running(request, monkeypatch):
    """A test that opened windows closes them, and stops its timers and animations."""
    if "qtbot" not in request.fixturenames:
        yield
        return
    started = []
    for kind in (QTimer, QPropertyAnimation):
        monkeypatch.setattr(kind, "start", _remembering(kind.start, started))
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [_described(thing) for thing in started if isValid(thing) and _is_running(thing)]
    left += [
        f"window {window!r}"
        for window in QApplication.topLevelWidgets()
        if isValid(window) and window.isVisible()
    ]
    for window in QApplication.topLevelWidgets():
        window.close()
    if left:
        pytest.fail("Left running after the test:\n" + "\n".join(left), pytrace=False)


def _remembering(start, started):
    def start_and_remember(self, *args, **kwargs):
        started.append(self)
        return start(self, *args, **kwargs)

    return start_and_remember


def _is_running(thing):
    if isinstance(thing, QTimer):
        return thing.isActive()
    return thing.state() == QAbstractAnimation.State.Running


def _described(thing):
    owner = thing.parent()
    return f"{type(thing).__name__} of {type(owner).__name__ if owner else 'nobody'}"


def pytest_terminal_summary(terminalreporter):
    """Say how many plans were gone through one by one, and how long that took."""
    found = [
        dict(report.user_properties)
        for reports in terminalreporter.stats.values()
        for report in reports
        # The figures are there once the test is over, so not yet in the report of its call.
        if getattr(report, "when", "") == "teardown"
        and any(name == "plans" for name, _ in report.user_properties)
    ]
    plans = sum(each["plans"] for each in found)
    if not plans:
        return
    made = sum(each["seconds making plans"] for each in found)
    checked = sum(each["seconds checking plans"] for each in found)
    terminalreporter.write_line(
        f"{plans:,} plans: {made:.0f} s to make them ({1000 * made / plans:.3f} ms each) and "
        f"{checked:.0f} s to check them, of all cores together."
    )
