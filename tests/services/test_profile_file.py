# SPDX-License-Identifier: GPL-3.0-or-later
"""A profile is read whole or refused with everything that is wrong in it."""

import json
from datetime import date

import pytest

from caregiver_guide.content.library import load_library
from caregiver_guide.paths import resource_dir
from caregiver_guide.services.profile_file import ProfileError, read_profile

LIBRARY = load_library(resource_dir())
BOOK = LIBRARY.book
TODAY = date(2026, 11, 21)


def read(**keys):
    table = {"person": {"name": "Pat"}, **keys}
    return read_profile(json.dumps(table), BOOK, TODAY)


def faults_of(**keys):
    with pytest.raises(ProfileError) as caught:
        read(**keys)
    return "\n".join(caught.value.faults)


def test_missing_lists_mean_asked_and_nothing():
    """A name is enough for a person with nothing to keep away from."""
    profile = read()

    assert profile.findings == ()
    assert profile.on == TODAY
    assert (profile.giver, profile.drinks) == ("family", "ask")


def test_any_id_may_stand_in_any_list():
    """No list makes a finding milder: fever as a condition is fever today."""
    plans = [
        LIBRARY.planner.plan(read(**{key: [{"condition": "fever"}]}), "m-hand")
        for key in ("zones", "conditions", "today")
    ]

    assert plans[0] == plans[1] == plans[2]


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"zone": []}, "'zone' is not a known key"),
        ({"person": {"name": "Pat", "age": 7}}, "'age'"),
        ({"person": {}}, "a name is needed"),
        ({"person": {"name": "Pat", "allergies": ["cats"]}}, "'cats'"),
        ({"person": {"name": "Pat", "allergies": ["other: "]}}, "allergies[0]"),
        ({"person": {"name": "Pat", "drinks": "beer"}}, "'beer'"),
        ({"giver": "nurse"}, "'nurse'"),
        ({"zones": [{"condition": "prot"}]}, "'prot'"),
        ({"conditions": ["default-legs"]}, "'default-legs'"),
        ({"zones": [{"condition": "port", "regions": ["collarbone"]}]}, "needs a side"),
        ({"zones": [{"condition": "port", "regions": ["spine.L"]}]}, "has no side"),
        ({"zones": [{"condition": "port", "regions": ["knee.M"]}]}, "knee.M"),
        ({"zones": [{"condition": "port", "depth": 2}]}, "'depth'"),
        ({"zones": {"condition": "port"}}, "zones"),
        ({"zones": ["port"]}, "zones[0]"),
        ({"zones": [{"condition": "port", "since": "3 May"}]}, "'3 May'"),
        ({"zones": [{"condition": "port", "since": "2026-02-30"}]}, "2026-02-30"),
        ({"zones": [{"condition": "port", "since": "20260503"}]}, "20260503"),
        (
            {"zones": [{"condition": "port", "since": "2026-05-03", "until": "2026-05-02"}]},
            "is before",
        ),
        ({"clearances": [{"for": "legs", "on": "2026-01-01"}]}, "who said so"),
        ({"clearances": [{"for": "legs", "said_by": "Dr Ruiz"}]}, "the day it was said"),
        ({"clearances": [{"for": "moon", "said_by": "D", "on": "2026-01-01"}]}, "'moon'"),
        ({"first_session": "yes"}, "first_session"),
        ({"on": 7}, "profile.on"),
    ],
)
def test_a_mistake_is_named(keys, words):
    """Nothing in a profile is ignored."""
    assert words in faults_of(**keys)


def test_all_mistakes_are_named_at_once():
    """Whoever mends a profile sees everything that is wrong with it."""
    text = faults_of(zone=[], giver="x", today=["fevr"], conditions=[3], on="soon")

    for word in ("zone", "'x'", "'fevr'", "conditions[0]", "'soon'"):
        assert word in text


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"person": {"name": "a"}, "person": {}}', "[" * 9999]
)
def test_what_is_no_profile_is_refused(text):
    """Broken JSON and doubled keys get a sentence."""
    with pytest.raises(ProfileError):
        read_profile(text, BOOK, TODAY)


@pytest.mark.parametrize("name", ["x" * 300, "محمد", "Pat 👵🏽", "Ðorđe Ñ"])
def test_any_name_will_do(name):
    """A name is a name in any script and of any length."""
    assert read(person={"name": name}).name == name
