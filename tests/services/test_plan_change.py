# SPDX-License-Identifier: GPL-3.0-or-later
"""What a new mark changes is told as it is: softer only where it is softer."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from caregiver_guide.content.library import load_library
from caregiver_guide.domain.plan import Action
from caregiver_guide.domain.profile import Profile
from caregiver_guide.services.plan_change import plan_change_view
from caregiver_guide.services.plan_words import PlanWords, plan_as_json


@pytest.fixture(scope="module")
def words():
    return PlanWords(load_library(Path(__file__).parents[2] / "resources"), "Pat", "911")


@pytest.fixture
def plan(words):
    """A hand massage of which nothing has to be left out."""
    profile = Profile(date(2026, 11, 21), (), name="Pat")
    return words.library.planner.plan(profile, "hand-calm", None, 10)


@pytest.fixture
def told(words, plan):
    """Say what is told of one step that was done in one way and is done in another."""
    number = next(n for n, one in enumerate(plan.steps) if one.pressure and len(one.regions) > 1)

    def tell(was, now, softer=0):
        def with_step(changes):
            steps = list(plan.steps)
            steps[number] = replace(steps[number], **changes)
            return replace(plan, steps=tuple(steps))

        before = json.dumps(plan_as_json(with_step(was), words))
        changes = plan_change_view(words, before, with_step(now), 0, softer).steps
        return [(one.kind, one.detail) for one in changes]

    tell.regions = plan.steps[number].regions
    return tell


RESTING = {"action": Action.REST, "pressure": 0}
SOFT = {"action": Action.SOFTER, "pressure": 1}
FIRM = {"action": Action.KEEP, "pressure": 2}


def test_hands_that_may_stroke_again_are_not_told_to_be_softer(told):
    """A mark that was wrong is taken away: from resting hands to strokes is more, not less."""
    assert told(RESTING, SOFT) == [("changed", "Light lotion pressure")]
    assert told(SOFT, FIRM) == [("changed", "Rub-in lotion pressure")]


def test_less_pressure_is_told_as_softer(told):
    """The word is for less pressure alone, with the name of the new one."""
    assert told(FIRM, SOFT) == [("softer", "Light lotion pressure")]
    assert told(SOFT, RESTING) == [("rests", "")]


def test_only_here_is_told_where_places_were_lost(told):
    """More places, or others, are no "only here"; each is told with where hands go now."""
    some = {"regions": told.regions[:1]}
    [(kind, places)] = told({}, some)
    assert kind == "fewer-places"
    [(kind, wider)] = told(some, {})
    assert kind == "changed"
    assert (places, wider) == ("right hand", "hands")
    [(kind, _)] = told(some, {"regions": told.regions[1:]})
    assert kind == "changed"


def test_softer_in_other_places_tells_both(told):
    """Neither the pressure nor the places are kept from the caregiver."""
    [(kind, detail)] = told(FIRM, {**SOFT, "regions": told.regions[:1]})
    assert kind == "changed"
    assert detail.startswith("Light lotion pressure. ")
    assert len(detail) > len("Light lotion pressure. ")


def test_what_the_person_asked_for_still_holds(told):
    """Asked for softer, hands do one level less than planned: that is what is told."""
    assert told(RESTING, SOFT, softer=1) == []
    assert told(RESTING, FIRM, softer=1) == [("changed", "Light lotion pressure")]
