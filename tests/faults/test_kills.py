# SPDX-License-Identifier: GPL-3.0-or-later
"""The program is killed at any moment: what was said to be saved is there, whole."""

import pytest
from tests.faults import kills
from tests.faults.lives import LIVES, SLOW

QUICK = 40
WHOLE = 1000


@pytest.mark.parametrize(
    ("what", "number"),
    [
        *((what, QUICK // 5 if what in SLOW else QUICK) for what in LIVES),
        *(pytest.param(what, WHOLE, marks=pytest.mark.long) for what in LIVES),
    ],
)
def test_a_program_killed_at_any_moment_leaves_a_whole_log(folder, what, number):
    """Whatever it was writing, the next start finds all or nothing of it, and all before it."""
    ends = kills.at_random(folder, number, what)
    assert ends.counts["whole"] == number
    assert ends.wrong == {}


@pytest.mark.parametrize(
    ("what", "every"),
    [
        *((what, 61 if what in SLOW else 29) for what in LIVES),
        *(pytest.param(what, 1, marks=pytest.mark.long) for what in LIVES),
    ],
)
def test_a_program_killed_before_any_call_to_the_disk_leaves_a_whole_log(
    layer, folder, what, every
):
    """The moments between two calls are the only ones that a disk can tell apart: all are tried."""
    ends = kills.at_every_call(layer, folder, what, every)
    assert ends.trials > 0
    assert ends.wrong == {}
