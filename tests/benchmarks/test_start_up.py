# SPDX-License-Identifier: GPL-3.0-or-later
"""Today is there soon after the start, and then stands still."""

import pytest
from tests.benchmarks.start_up import compare, make_log, say, stays_still


@pytest.mark.windows
def test_today_is_painted_once_and_nothing_moves_after(tmp_path):
    """What is seen first is what stays, also while the log is being checked behind it."""
    make_log(tmp_path / "data", 40)
    assert stays_still(tmp_path / "data", 1500) == "same"


@pytest.mark.benchmark
def test_start_up_beside_a_bare_window(tmp_path, record_property, capsys):
    """Reports the ratio for a log of 10,000 massages; the clock of a busy machine fails nothing."""
    make_log(tmp_path / "data")
    bare, ours = compare(tmp_path / "data", runs=5)
    record_property("start-up ratio", round(ours / bare, 2))
    with capsys.disabled():
        say(f"\nstart-up: bare {bare:.2f} s, Today {ours:.2f} s, ratio {ours / bare:.2f}")
    assert 0 < bare < ours
