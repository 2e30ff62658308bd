# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said to be as careful as before is so, whatever is taken back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.lived_in_log import TODAY

from caregiver_guide.content.library import load_library
from caregiver_guide.domain.profile import Profile
from caregiver_guide.domain.session import ClearanceRecord, Person, ZoneRecord
from caregiver_guide.paths import resource_dir
from caregiver_guide.services.profile_of import finding_of
from caregiver_guide.services.undoing import is_less_careful

LIBRARY = load_library(resource_dir())
DAYS = st.none() | st.integers(-40, 40).map(lambda days: TODAY + timedelta(days))
REGIONS = st.frozensets(
    st.sampled_from([one.id for one in LIBRARY.book.body.regions]), max_size=3
).map(lambda some: tuple(sorted(some)))
ZONES = st.builds(
    ZoneRecord,
    person=st.just("p"),
    condition=st.sampled_from(sorted(LIBRARY.conditions)),
    regions=REGIONS,
    since=DAYS,
    until=DAYS,
    is_in_bin=st.booleans(),
)
CHANGES = st.fixed_dictionaries(
    {}, optional={"regions": REGIONS, "until": DAYS, "since": DAYS, "is_in_bin": st.booleans()}
)


def _rulings(zone):
    findings = () if zone.is_in_bin else (finding_of(LIBRARY.book, zone),)
    return LIBRARY.planner.rulings(Profile(TODAY, findings))


@settings(max_examples=400)
@given(now=ZONES, changes=CHANGES)
def test_a_mark_that_is_no_weaker_keeps_hands_away_from_no_less(now, changes):
    """Every place that was left free stays so, and what stopped or asked first still does."""
    then = replace(now, **changes)
    if is_less_careful(now, then):
        return
    before, after = _rulings(now), _rulings(then)
    assert before.avoided & ~after.avoided == 0
    assert bool(after.stops) >= bool(before.stops)
    assert bool(after.stops or after.asks) >= bool(before.stops or before.asks)


@pytest.mark.parametrize(
    ("now", "then", "less"),
    [
        (Person(name="Pat", allergies=("nuts",)), Person(name="Pat"), True),
        (Person(name="Pat", drinks="none"), Person(name="Pat", drinks="free"), True),
        (Person(name="Pat", drinks="free"), Person(name="Pat", drinks="ask"), False),
        (Person(name="Pat"), Person(name="Pat", allergies=("nuts",)), False),
    ],
)
def test_fewer_allergies_and_freer_drinks_are_less_careful(now, then, less):
    """Only adding to what is kept away from is as careful."""
    assert is_less_careful(now, then) is less


def test_a_yes_that_goes_further_is_less_careful():
    """A yes put back, longer or earlier allows more; one in the bin allows nothing."""
    yes = ClearanceRecord(person="p", names="legs", said_by="N", on=TODAY, until=TODAY)
    gone = replace(yes, is_in_bin=True)
    assert is_less_careful(gone, yes)
    assert is_less_careful(yes, replace(yes, until=None))
    assert is_less_careful(yes, replace(yes, on=TODAY - timedelta(1)))
    assert not is_less_careful(yes, gone)
    assert not is_less_careful(replace(yes, until=None), yes)


def test_a_refusal_taken_out_is_less_careful():
    """What it ended would count again; to refuse, or to put a refusal back, is as careful."""
    yes = ClearanceRecord(person="p", names="care-plan", said_by="N", on=TODAY)
    no = replace(yes, is_refused=True)
    gone = replace(no, is_in_bin=True)
    assert is_less_careful(no, gone)
    assert is_less_careful(no, yes)
    assert is_less_careful(gone, yes)
    assert not is_less_careful(gone, no)
    assert not is_less_careful(yes, no)
    assert is_less_careful(yes, replace(yes, asked_on=TODAY))
