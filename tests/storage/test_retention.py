# SPDX-License-Identifier: GPL-3.0-or-later
"""Which backups stay, whatever the clock said when they were made."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver_guide.storage.retention import ALWAYS, Kept, to_remove

START = date(2026, 1, 1)
WRONG_DAYS = (date(1970, 1, 1), date(1980, 1, 1), date(2099, 12, 31))


def _on(days, *, log="1a2b3c4d"):
    return [Kept(f"{log}-{n}", log, n, day, True) for n, day in enumerate(days, start=1)]


def _thinned(days):
    """Make a backup on each of ``days`` in turn, and thin out after each, as the app does."""
    left = []
    for number, day in enumerate(days, start=1):
        left.append(Kept(str(number), "l", number, day, True))
        gone = set(to_remove(left))
        left = [one for one in left if one.name not in gone]
    return left


def test_a_year_of_days_leaves_days_weeks_and_months():
    """The last seven days, five weeks and twelve months can each be gone back to."""
    days = [START + timedelta(days=n) for n in range(400)]
    left = {one.day for one in _thinned(days)}
    assert left >= set(days[-7:])
    last = days[-1]
    weeks = {(last - timedelta(weeks=n)).isocalendar()[:2] for n in range(5)}
    assert weeks <= {day.isocalendar()[:2] for day in left}
    assert len({(day.year, day.month) for day in left}) == 12
    assert len(left) <= 7 + 5 + 12


def test_the_last_five_stay_though_all_bear_one_day():
    """Somebody who makes ten backups in an hour has the last five of them."""
    assert to_remove(_on([START] * 10)) == tuple(f"1a2b3c4d-{n}" for n in range(1, 6))


@pytest.mark.parametrize("wrong", WRONG_DAYS)
def test_a_day_with_a_wrong_clock_costs_no_good_backup(wrong):
    """A computer that once woke up in 1970 or 2099 loses no more than one place in the row."""
    days = [START + timedelta(days=n) for n in range(60)]
    before = {one.day for one in _thinned(days)}
    after = {one.day for one in _thinned([*days, wrong, days[-1] + timedelta(days=1)])}
    kept_days = sorted(before)[-5:]
    assert set(kept_days) <= after
    months = {(day.year, day.month) for day in before}
    assert months <= {(day.year, day.month) for day in after}


def test_a_clock_that_starts_in_1970_every_time_keeps_all_that_was_there_before():
    """A dead battery on the board takes no month away from the log."""
    days = [START + timedelta(days=n) for n in range(60)]
    before = {one.day for one in _thinned(days)}
    after = {one.day for one in _thinned(days + [date(1970, 1, 1)] * 50)}
    assert {(day.year, day.month) for day in before} <= {(day.year, day.month) for day in after}
    assert len(before - after) <= 2


DAYS = st.one_of(
    st.dates(date(2026, 1, 1), date(2028, 1, 1)), st.sampled_from(WRONG_DAYS), st.dates()
)


@given(st.lists(DAYS, max_size=60))
def test_the_last_five_are_never_removed(days):
    """Whatever the clock said, the backups made last are there."""
    left = _thinned(days)
    made_last = list(range(1, len(days) + 1))[-ALWAYS:]
    assert [one.number for one in left][-ALWAYS:] == made_last


@given(st.lists(DAYS, max_size=60), st.integers(0, 40))
def test_no_wrong_day_removes_what_a_right_clock_would_keep(days, at):
    """One more backup with a mad day pushes out one day, one week and one month at most."""
    backups = _on(days)
    kept = {one.name for one in backups} - set(to_remove(backups))
    odd = Kept("odd", "1a2b3c4d", at, date(2099, 12, 31), True)
    with_odd = set(to_remove([*backups, odd]))
    assert len(kept & with_odd) <= 4


@given(st.lists(DAYS, max_size=60))
def test_thinning_out_twice_removes_nothing_more(days):
    """What stays once stays for good, until something newer comes."""
    backups = _on(days)
    gone = set(to_remove(backups))
    assert to_remove([one for one in backups if one.name not in gone]) == ()


@given(st.lists(st.tuples(DAYS, st.booleans(), st.sampled_from("ab")), max_size=60))
def test_what_was_not_read_back_neither_counts_nor_goes(made):
    """An empty file never stands in for a backup, and logs do not take each other's places."""
    backups = [Kept(str(n), log, n, day, is_sound) for n, (day, is_sound, log) in enumerate(made)]
    gone = set(to_remove(backups))
    assert not any(one.name in gone and not one.is_sound for one in backups)
    for log in "ab":
        sound = [one for one in backups if one.series == log and one.is_sound]
        assert gone & {one.name for one in sound} == set(to_remove(sound))
        assert not gone & {one.name for one in sound[-ALWAYS:]}
