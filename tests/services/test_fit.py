# SPDX-License-Identifier: GPL-3.0-or-later
"""What is adapted is said in a word, and nothing is called adapted that is not."""

from datetime import date

import pytest

from caregiver_guide.content.library import load_library
from caregiver_guide.domain.profile import Finding, Profile
from caregiver_guide.paths import resource_dir
from caregiver_guide.services.fit import fit_of


@pytest.fixture(scope="module")
def library():
    """The content as it is shipped."""
    return load_library(resource_dir())


def fits(library, *findings, is_first=False, minutes=10):
    """How every massage fits somebody of whom this is known."""
    body = library.book.body
    known = tuple(Finding(name, body.mask(regions)) for name, *regions in findings)
    profile = Profile(on=date(2026, 11, 21), findings=known, is_first_session=is_first)
    plans = [library.planner.plan(profile, one, None, minutes) for one in library.book.routines]
    return {plan.routine: fit_of(library, plan) for plan in plans}


@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize("minutes", [5, 10])
def test_where_nothing_is_marked_nothing_is_adapted(library, is_first, minutes):
    """A massage as short as was wished, or as every first one is, is a good fit."""
    assert set(fits(library, is_first=is_first, minutes=minutes).values()) == {"go"}


def test_one_thing_that_is_adapted_is_named(library):
    """A bruised hand is left out of the massages of hands, and changes no other."""
    found = fits(library, ("bruise", "hand-back.L"))
    assert found["m-hand"] == "avoid-site"
    assert found["foot-comfort"] == "go"
    assert fits(library, ("dementia",))["foot-comfort"] == "limit-time"


def test_several_things_are_adapted(library):
    """A wound in the palm and a back that may not bend: no one word says both."""
    assert fits(library, ("wound-open", "palm.L"), ("spine-precautions",))["m-hand"] == "adapted"


def test_another_lotion_is_told_only_where_lotion_goes(library):
    """Lotion that stays off a port on the chest changes nothing of a massage of hands."""
    assert fits(library, ("port", "collarbone.R"))["m-hand"] == "go"


def test_what_asks_first_or_stops_says_so(library):
    """No word of what is adapted stands where a massage may not begin."""
    assert set(fits(library, ("anticoagulant",)).values()) == {"ask-first"}


def test_every_word_is_there(library):
    """Each key has its words, short enough for a card."""
    for key in ("limit-time", "limit-pressure", "avoid-site", "position", "product"):
        assert 0 < len(library.files.phrases[f"chip.{key}"]) <= 16
