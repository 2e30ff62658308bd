# SPDX-License-Identifier: GPL-3.0-or-later
"""All 131 conditions can be said on a screen, and then count in the plan of the day."""

from datetime import UTC, date, datetime

import pytest

from caregiver_guide.content.library import load_library
from caregiver_guide.domain.session import Caregiver, Moment, Person
from caregiver_guide.paths import resource_dir
from caregiver_guide.services.check_in import CheckDraft, check_view, found_of, record_check
from caregiver_guide.services.day_checks import day_of_checks
from caregiver_guide.services.plan_words import PlanWords
from caregiver_guide.services.profile_of import profile_of
from caregiver_guide.services.safety_map import (
    CATEGORIES,
    FindingDraft,
    condition_choices,
    found_choices,
)
from caregiver_guide.services.safety_record import save_finding
from caregiver_guide.storage.log import open_log

DAY = date(2026, 11, 17)
NOW = Moment.of(datetime(2026, 11, 17, 15, 20, tzinfo=UTC))
LIBRARY = load_library(resource_dir())
WORDS = PlanWords(LIBRARY, "Pat", "911")
KINDS = {name: entry.kind for name, entry in LIBRARY.conditions.items() if entry.kind != "default"}
SIGNS = tuple(name for name, kind in KINDS.items() if kind == "today")
NOTED = tuple(name for name, kind in KINDS.items() if kind in ("zone", "person", "product"))


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    """One log for all: each test cares for a person of its own."""
    with open_log(tmp_path_factory.mktemp("log"), lambda: NOW) as log:
        yield log


def counting(log, person, caregiver=None):
    """What counts today for a person, read back from the log as the app reads it."""
    profile = profile_of(
        LIBRARY.book,
        person,
        caregiver,
        log.zones.of(person.id),
        log.conditions.of(person.id),
        log.clearances.of(person.id),
        day_of_checks(log, LIBRARY, person.id, DAY),
        DAY,
    )
    return set(LIBRARY.planner.rulings(profile).counting)


def becomes(name):
    """What a condition counts as once its own time is over."""
    names = {name}
    while LIBRARY.conditions[name].becomes:
        name = LIBRARY.conditions[name].becomes
        names.add(name)
    return names


def test_every_condition_has_its_place():
    """Each of the 131 is a sign of today, something to note, or the aide's care plan."""
    assert len(KINDS) == 131
    assert len(SIGNS) + len(NOTED) + 1 == 131
    assert [name for name, kind in KINDS.items() if kind == "role"] == ["aide-not-in-plan"]


@pytest.mark.parametrize("sign", SIGNS)
def test_each_sign_of_today_is_ticked_in_the_check_and_counts(log, sign):
    """One question asks for it; yes, and its own tick, bring this sign and no other."""
    view = check_view(LIBRARY, WORDS, DAY, None)
    asking = [one for one in view.questions if sign in {each.id for each in one.signs}]
    assert len(asking) == 1
    given = dict.fromkeys((one.id for one in view.questions), "no") | {asking[0].id: "yes"}
    found = found_of(view, CheckDraft(given, frozenset({sign})))
    assert found.signs == (sign,)
    person = log.people.add(Person(name="Pat"))
    record_check(log, person.id, DAY, found)
    assert sign in counting(log, person)


@pytest.mark.parametrize("name", NOTED)
def test_each_other_condition_is_found_by_its_name_noted_and_counts(log, name):
    """The editor finds it by its own name and by its group; once kept, the plan knows it."""
    choices = condition_choices(LIBRARY, "Pat")
    (choice,) = (one for one in choices if one.id == name)
    assert choice.category in CATEGORIES
    first = [one.id for one in found_choices(choices, choice.name)][:3]
    assert name in first, f"'{choice.name}' finds {first}"
    for word in choice.also:
        assert name in {one.id for one in found_choices(choices, word)}
    regions = tuple(sorted(choice.usual))[:1] or ("hand-back.R",)
    person = log.people.add(Person(name="Pat"))
    draft = FindingDraft(name, regions if choice.is_zone else (), since=DAY)
    save_finding(log, LIBRARY, person.id, draft, DAY)
    assert becomes(name) & counting(log, person)


def test_the_aide_s_care_plan_counts_as_soon_as_an_aide_gives_care(log):
    """Nobody has to tick it: the role said at the first start brings it."""
    person = log.people.add(Person(name="Pat"))
    assert "aide-not-in-plan" in counting(log, person, Caregiver(name="Ana", role="aide"))
    assert "aide-not-in-plan" not in counting(log, person, Caregiver(name="Ana", role="family"))
