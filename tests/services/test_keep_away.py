# SPDX-License-Identifier: GPL-3.0-or-later
"""The marked places that hands keep away from."""

from datetime import date

from caregiver_guide.content.library import load_library
from caregiver_guide.domain.plan import Verdict
from caregiver_guide.domain.session import Person, ZoneRecord
from caregiver_guide.paths import resource_dir
from caregiver_guide.services.keep_away import keep_away
from caregiver_guide.services.plan_words import PlanWords
from caregiver_guide.services.profile_of import profile_of

LIBRARY = load_library(resource_dir())
TODAY = date(2026, 11, 21)
PAT = Person(name="Pat")


def profile(*zones):
    return profile_of(LIBRARY.book, PAT, None, zones, (), (), None, TODAY)


def shown(*zones):
    return keep_away(PlanWords(LIBRARY, "Pat"), profile(*zones), zones)


def test_a_healed_place_is_not_shown_any_more():
    """What ended yesterday needs no warning; what ends today still does."""
    old = ZoneRecord(
        person="p", condition="wound-open", regions=("palm.L",), until=date(2026, 11, 20)
    )
    last_day = ZoneRecord(person="p", condition="wound-open", regions=("palm.R",), until=TODAY)

    assert [zone.regions for zone in shown(old, last_day)] == [("palm.R",)]


def test_a_record_of_an_unknown_condition_or_region_asks_first():
    """A log written by another version never makes a plan milder, and never breaks a screen."""
    strange = ZoneRecord(person="p", condition="made-up", regions=("palm.L",))
    elsewhere = ZoneRecord(person="p", condition="port", regions=("wing.L",))

    assert [zone.title for zone in shown(strange, elsewhere)]
    for zone in (strange, elsewhere):
        plan = LIBRARY.planner.plan(profile(zone), "foot-comfort")
        assert plan.verdict is Verdict.ASK_FIRST
