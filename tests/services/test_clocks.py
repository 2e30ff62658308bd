# SPDX-License-Identifier: GPL-3.0-or-later
"""The two clocks: one that tells the date where the caregiver is, one that only goes forward."""

import time

import pytest

from caregiver_guide.services.clocks import steady_clock, wall_clock


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


def test_the_steady_clock_never_goes_back():
    """Durations do not depend on anybody setting the date."""
    looks = [steady_clock() for _ in range(1000)]
    assert looks == sorted(looks)
    assert steady_clock() > 0
