# SPDX-License-Identifier: GPL-3.0-or-later
"""What was taken away as a mistake stays listed for a while, and no longer."""

from datetime import UTC, date, datetime, timedelta

import pytest

from caregiver_guide.content.library import load_library
from caregiver_guide.domain.session import Caregiver, Moment, Person
from caregiver_guide.paths import resource_dir
from caregiver_guide.services.mistakes import mistake_lines
from caregiver_guide.services.safety_map import FindingDraft
from caregiver_guide.services.safety_record import (
    end_finding,
    remove_finding,
    restore_finding,
    save_finding,
)
from caregiver_guide.storage.log import open_log

DAY = date(2026, 11, 17)
NOW = Moment.of(datetime(2026, 11, 17, 15, 20, tzinfo=UTC))


@pytest.fixture(scope="module")
def library():
    """The content as it is shipped."""
    return load_library(resource_dir())


@pytest.fixture
def log(tmp_path):
    """A new log."""
    with open_log(tmp_path, lambda: NOW) as log:
        yield log


@pytest.fixture
def pat(log):
    """The id of a person in it."""
    return log.people.add(Person(name="Pat")).id


@pytest.fixture
def ana(log):
    """The id of a caregiver in it."""
    return log.caregivers.add(Caregiver(name="Ana")).id


def listed(log, library, pat, days=0):
    """What is listed after so many days."""
    return mistake_lines(
        library,
        "Pat",
        log.zones.binned(pat),
        log.conditions.binned(pat),
        lambda caregiver: log.caregivers.one(caregiver).name,
        DAY + timedelta(days=days),
    )


def mark(log, library, pat, condition, *regions, until=None):
    """Mark something and return its id."""
    return save_finding(log, library, pat, FindingDraft(condition, regions, until=until), DAY).id


def test_what_hands_had_to_keep_off_stays_listed_for_a_week(library, log, pat, ana):
    """Whoever comes within a week sees that a port was there, and who took it away."""
    port = mark(log, library, pat, "port", "collarbone.R")
    assert listed(log, library, pat) == ()
    remove_finding(log, port, by=ana)
    (line,) = listed(log, library, pat)
    assert (line.id, line.name, line.by) == (port, "Port under the skin", "Ana")
    assert line.place.startswith("right ")
    assert listed(log, library, pat, days=6) == (line,)
    assert listed(log, library, pat, days=7) == ()
    restore_finding(log, port, by=ana)
    assert listed(log, library, pat) == ()
    assert [one.id for one in log.zones.of(pat)] == [port]


def test_what_only_asked_for_care_is_listed_to_the_end_of_the_day(library, log, pat, ana):
    """A bruise and a condition of the whole person are listed today, the last first."""
    hand = mark(log, library, pat, "stroke-weak-side", "hand-back.L")
    thin = mark(log, library, pat, "anticoagulant")
    remove_finding(log, hand, by=ana)
    remove_finding(log, thin, by=ana)
    assert {line.id for line in listed(log, library, pat)} == {hand, thin}
    assert listed(log, library, pat, days=1) == ()


def test_what_is_no_mistake_is_not_listed(library, log, pat, ana):
    """What counted no more, and what stands on as another mark, changed nothing by going."""
    over = mark(log, library, pat, "incision", "belly-lower.L", until=date(2026, 11, 1))
    end_finding(log, over, date(2026, 11, 1))
    remove_finding(log, over, by=ana)
    place = mark(log, library, pat, "port", "collarbone.R")
    log.zones.put_in_bin(place, by=ana, why="changed")
    assert listed(log, library, pat) == ()


def test_a_clock_that_ran_ahead_hides_nothing(library, log, pat, ana):
    """What was taken away on a day to come is listed all the same."""
    port = mark(log, library, pat, "port", "collarbone.R")
    remove_finding(log, port, by=ana)
    assert [line.id for line in listed(log, library, pat, days=-3)] == [port]
