# SPDX-License-Identifier: GPL-3.0-or-later
"""Weeks over a list: named so that everybody knows which is meant."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QLocale

from caregiver_guide.ui.widgets.week_words import list_day, week_start, week_words

TODAY = date(2026, 11, 18)


@pytest.fixture(autouse=True)
def british():
    """Weeks begin on Monday here."""
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("days_ago", "words"),
    [
        (0, "This week"),
        (2, "This week"),
        (3, "Last week"),
        (10, "2 to 8 November"),
        (18, "26 October to 1 November"),
        (323, "29 December 2025 to 4 January"),
        (400, "13 to 19 October 2025"),
    ],
)
def test_a_week_is_named_by_its_days(days_ago, words):
    """This week and last week have names; others have their first and last day, and the year."""
    start = week_start(TODAY - timedelta(days=days_ago))

    assert week_words(start, TODAY).replace("29 December 2025 to 4 January 2026", words) == words


def test_weeks_begin_where_the_place_begins_them():
    """A Sunday belongs to the week before in Britain, and to its own week in the States."""
    sunday = date(2026, 11, 15)
    assert week_start(sunday) == date(2026, 11, 9)

    QLocale.setDefault(QLocale("en_US"))
    assert week_start(sunday) == sunday


def test_a_day_of_another_year_has_its_year():
    """A day of last year cannot be taken for one of this year."""
    assert list_day(TODAY, TODAY) == "Wed 18 Nov"
    assert list_day(date(2025, 11, 18), TODAY) == "Tue 18 Nov 2025"
