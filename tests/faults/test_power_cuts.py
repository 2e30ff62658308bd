# SPDX-License-Identifier: GPL-3.0-or-later
"""The power goes at any moment: what was said to be saved is there."""

import pytest
from tests.faults.lives import LIVES, SLOW
from tests.faults.power_cuts import cut_off, record, record_bad_ends

QUICK = 800
WHOLE = 10_000


@pytest.mark.parametrize("trials", [QUICK, pytest.param(WHOLE, marks=pytest.mark.long)])
def test_a_power_cut_takes_no_entry_that_was_saved(layer, folder, trials):
    """Whenever it goes dark: all that was acknowledged is there, whole, and the log goes on."""
    ends = cut_off(record(folder, layer), trials)
    assert ends.trials == trials
    assert ends.wrong == {}


def test_an_entry_saved_though_its_last_call_failed_is_there_after_a_power_cut(layer, folder):
    """It is told as saved, so nobody writes it twice; cut off right then, it is there."""
    ends = cut_off(record_bad_ends(folder, layer), QUICK // 8, after="A")
    assert ends.trials == QUICK // 8
    assert ends.wrong == {}


@pytest.mark.parametrize(
    ("what", "trials"),
    [
        *((what, QUICK // (32 if what in SLOW else 8)) for what in LIVES if what != "days"),
        *(
            pytest.param(what, WHOLE // 5, marks=pytest.mark.long)
            for what in LIVES
            if what != "days"
        ),
    ],
)
def test_a_power_cut_while_the_whole_log_is_copied_or_changed_loses_nothing(
    layer, folder, what, trials
):
    """The log is in the old form or in the new one, and a copy of the old one is at hand.

    What bears the name of a backup is one.
    """
    ends = cut_off(record(folder, layer, what), trials)
    assert ends.trials == trials
    assert ends.wrong == {}


@pytest.mark.parametrize(
    ("pragmas", "end"),
    [
        ({"synchronous": "FULL", "locking_mode": "NORMAL"}, "lost"),
        ({"synchronous": "OFF"}, "broken: Damaged"),
    ],
    ids=["the driver's own settings", "nothing synced"],
)
def test_these_power_cuts_would_find_a_log_that_is_not_careful(layer, folder, pragmas, end):
    """With weaker settings the same cuts do lose entries; else finding none would prove nothing."""
    ends = cut_off(record(folder, layer, pragmas=pragmas), QUICK // 5)
    assert ends.counts[end] > QUICK // 50


@pytest.mark.long
def test_the_whole_number_of_cuts_finds_even_one_sync_too_few(layer, folder):
    """``synchronous`` one step lower spoils about one cut in a thousand, and is noticed."""
    ends = cut_off(record(folder, layer, pragmas={"synchronous": "NORMAL"}), WHOLE)
    assert ends.counts["broken: Damaged"] > 0
