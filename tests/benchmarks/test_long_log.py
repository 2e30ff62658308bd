# SPDX-License-Identifier: GPL-3.0-or-later
"""However long a log grows, its pages are read as if it were short."""

import pytest
from tests.benchmarks.large_log import make_large_log

from caregiver_guide.services.clocks import wall_clock
from caregiver_guide.services.history import LogAsked, read_log, read_older
from caregiver_guide.services.log_calendar import read_month
from caregiver_guide.services.log_search import search_log
from caregiver_guide.services.today import read_today
from caregiver_guide.storage.log import open_log

MANY = 1000


@pytest.fixture(scope="module", params=[40, MANY])
def folder(request, tmp_path_factory):
    made = tmp_path_factory.mktemp("log") / str(request.param)
    make_large_log(made, 2, request.param * 2)
    return made


def revisions_read(log, wish):
    """Return how many entries of the history were read for a wish."""
    read = []
    rows = log._database.rows

    def counted(sql, values=()):
        found = rows(sql, values)
        if "r.body" in sql:
            read.append(len(found))
        return found

    log._database.rows = counted
    try:
        wish()
    finally:
        log._database.rows = rows
    return sum(read)


def test_a_page_of_the_log_reads_its_own_massages_and_no_more(folder, library):
    """The list, the next page, a month, a filter and a search: never the whole history."""
    with open_log(folder, wall_clock) as log:
        pat, today = log.people.all()[0].id, wall_clock().day
        view = read_log(log, library, pat, today)
        a_page = 15 * (len(view.rows) + 1)
        wishes = (
            lambda: read_log(log, library, pat, today),
            lambda: read_older(log, library, view),
            lambda: read_month(log, library, pat, today, today, LogAsked()),
            lambda: read_log(log, library, pat, today, asked=LogAsked(noticed="rash")),
            lambda: search_log(log, library, pat, "music"),
        )
        for wish in wishes:
            assert revisions_read(log, wish) <= a_page


def test_today_reads_no_history(folder, library):
    """The first screen costs the same after ten years as after ten days."""
    with open_log(folder, wall_clock) as log:
        person = log.people.all()[0].id

        def wish():
            read_today(log, library, person, "", wall_clock(), profile=None)

        assert revisions_read(log, wish) <= 300
