# SPDX-License-Identifier: GPL-3.0-or-later
"""A massage written down for the wrong person can be put right, and nothing is lost."""

import pytest
from tests.lived_in_log import fill

from caregiver_guide.domain.session import Person
from caregiver_guide.services.history import read_log
from caregiver_guide.services.moving import MOVED, move_massage
from caregiver_guide.services.session_detail import read_session


@pytest.fixture
def home(log, library, wall):
    return fill(log, library, wall, massages=4)


@pytest.fixture
def sam(log):
    return log.people.add(Person(name="Sam"))


def test_everything_said_about_it_goes_with_it(log, library, home, sam):
    """Numbers, reactions and notes stand with the right person, at the same time as before."""
    wrong = log.sessions.story(home.sessions[-1].id)
    moved = move_massage(log, wrong.session.id, sam, by=home.ana.id)
    right = log.sessions.story(moved.id)
    assert right.session.person == sam.id
    assert right.session.started == wrong.session.started
    assert right.session.steps == wrong.session.steps
    assert right.session.recorded_by == home.ana.id
    for kind in ("ratings", "reactions", "notes"):
        assert [one.happened for one in getattr(right, kind)] == [
            one.happened for one in getattr(wrong, kind)
        ]
    assert {one.value for one in right.ratings} == {one.value for one in wrong.ratings}
    assert [one.text for one in right.notes] == ["Slept well after it, with the window open."]
    assert read_session(log, library, moved.id).person_name == "Sam"
    assert log.verify().is_ok
    assert log.verify().is_index_ok


def test_the_wrong_persons_log_shows_it_no_more_and_keeps_it_readable(log, library, home, sam):
    """What was done there is in the bin, with the reason."""
    one = home.sessions[-1]
    before = len(read_log(log, library, home.pat.id, one.started.day).rows)
    move_massage(log, one.id, sam, by=home.ana.id)
    assert len(read_log(log, library, home.pat.id, one.started.day).rows) == before - 1
    assert len(read_log(log, library, sam.id, one.started.day).rows) == 1
    (binned,) = log.sessions.binned(home.pat.id)
    assert (binned.id, binned.why) == (one.id, MOVED)
    assert len(log.notes.binned(home.pat.id)) == 1


def test_nothing_of_the_wrong_person_comes_along(log, home, sam):
    """The plan names the wrong person and their marks."""
    moved = move_massage(log, home.sessions[0].id, sam)
    assert log.sessions.plans_json(log.sessions.one(moved.id)) == ("",)
    rows = log._database.rows("SELECT body FROM revision WHERE person = ?", (sam.id,))
    assert not any("Pat" in str(row[0]) or home.pat.id in str(row[0]) for row in rows)


def test_only_a_massage_of_somebody_else_that_is_over_moves(log, home, sam):
    """One that runs is finished first."""
    with pytest.raises(KeyError):
        move_massage(log, "nobody's", sam)
    with pytest.raises(ValueError, match="somebody else"):
        move_massage(log, home.sessions[0].id, home.pat)
