# SPDX-License-Identifier: GPL-3.0-or-later
"""The two clocks: one that tells the date where the caregiver is, one that only goes forward."""

import time

import pytest

from caregiver_guide.services.clocks import sleepless_clock, steady_clock, wall_clock


@pytest.fixture
def in_zone(monkeypatch):
    """Puts the machine somewhere on earth."""

    def put(zone):
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield put
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("zone", "offset", "name"),
    [("Asia/Kolkata", 330, "Asia/Kolkata"), ("UTC0", 0, ""), (":Asia/Tokyo", 540, "Asia/Tokyo")],
)
def test_a_moment_knows_where_it_was(in_zone, zone, offset, name):
    """The log shows the hour that the kitchen clock showed."""
    in_zone(zone)
    now = wall_clock()
    assert (now.offset_min, now.zone) == (offset, name)
    assert abs(now.utc_ms / 1000 - time.time()) < 60


@pytest.mark.parametrize(
    ("system", "offered", "taken"),
    [
        ("Linux", {"CLOCK_BOOTTIME": 7, "CLOCK_MONOTONIC": 1}, 7),
        ("macOS", {"CLOCK_MONOTONIC": 6, "CLOCK_UPTIME_RAW": 8}, 6),
        ("Windows", {"monotonic": time.monotonic}, None),
    ],
)
def test_a_closed_lid_is_found_on_every_system(system, offered, taken):
    """The clock of a session goes on while the machine sleeps, so that the gap is seen."""
    assert sleepless_clock(offered) == taken, system


def test_the_steady_clock_never_goes_back():
    """Durations do not depend on anybody setting the date."""
    looks = [steady_clock() for _ in range(1000)]
    assert looks == sorted(looks)
    assert steady_clock() > 0
