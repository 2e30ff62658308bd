# SPDX-License-Identifier: GPL-3.0-or-later
"""The page is there at once, however long the log."""

import sys

import pytest
from tests.benchmarks.care_page import SESSIONS, compare, say


@pytest.mark.usefixtures("qapp")
def test_a_page_takes_no_longer_for_years_of_massages(tmp_path):
    """The page of two weeks is as small from 300 massages, and in reach of a plain PDF."""
    times = compare(tmp_path, 300, runs=3)
    assert times.size < 120_000
    assert 0 < times.plain < times.long < 200 * times.plain


@pytest.mark.benchmark
@pytest.mark.usefixtures("qapp")
def test_the_page_of_a_very_long_log(tmp_path, record_property, capsys):
    """Reports the figures for 100,000 massages; the clock of a busy machine fails nothing."""
    times = compare(tmp_path)
    record_property("page ratio to plain PDF", round(times.long / times.plain, 1))
    record_property("page ratio to 100 massages", round(times.long / times.short, 2))
    with capsys.disabled():
        sys.stdout.write(f"\n{say(times, SESSIONS)}\n")
    assert times.size < 120_000
