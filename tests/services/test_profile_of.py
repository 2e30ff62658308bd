# SPDX-License-Identifier: GPL-3.0-or-later
"""What the log knows becomes what a plan is made from."""

from dataclasses import replace
from datetime import timedelta

import pytest

from caregiver_guide.content.library import load_library
from caregiver_guide.domain.session import (
    Caregiver,
    ClearanceRecord,
    ConditionRecord,
    Moment,
    Person,
    ZoneRecord,
)
from caregiver_guide.paths import resource_dir
from caregiver_guide.services.profile_of import (
    clearance_of,
    condition_finding_of,
    finding_of,
    profile_of,
)
from caregiver_guide.storage.log import practice_log

LIBRARY = load_library(resource_dir())
DAY_S = 24 * 3600


@pytest.fixture
def log(clock):
    with practice_log(lambda: Moment.of(clock.wall())) as found:
        yield found


def may_stroke_hand(log, pat, clock):
    """Return whether the plan strokes the back of the right hand."""
    today = clock.wall().date()
    profile = profile_of(
        LIBRARY.book,
        pat,
        Caregiver(name="Ana"),
        log.zones.of(pat.id),
        log.conditions.of(pat.id),
        log.clearances.of(pat.id),
        None,
        today,
    )
    plan = LIBRARY.planner.plan(profile, "m-hand")
    return any("hand-back.R" in step.regions for step in plan.steps if step.is_done)


def test_a_new_stump_is_not_opened_by_the_yes_for_an_old_one(log, clock):
    """A yes is about what there was to see; said again, it counts for the new mark too."""
    today = clock.wall().date()
    pat = log.people.add(Person(name="Pat"))
    said = {"person": pat.id, "said_by": "Dr Ruiz", "on": today}
    log.zones.add(ZoneRecord(person=pat.id, condition="amputation", regions=("toes.L",)))
    clock.advance(60)
    yes = log.clearances.add(ClearanceRecord(names="amputation", **said))
    before = log.zones.of(pat.id)
    clock.advance(60)
    new = ZoneRecord(person=pat.id, condition="amputation", regions=("fingers.R",))
    new = log.zones.add(new)
    closed = may_stroke_hand(log, pat, clock)
    clock.advance(60)
    log.zones.change(replace(new, note="seen by the nurse"))
    assert may_stroke_hand(log, pat, clock) == closed
    log.clearances.change(replace(yes, asked_on=today))
    opened = may_stroke_hand(log, pat, clock)
    assert (closed, opened) == (False, True)
    assert len(before) == 1


def test_a_yes_typed_in_later_is_about_what_was_there_when_it_was_said(log, clock):
    """Said on Monday, typed in on Friday: the stump marked on Wednesday was not meant."""
    monday = clock.wall().date()
    pat = log.people.add(Person(name="Pat"))
    clock.advance(2 * DAY_S)
    mark = ZoneRecord(person=pat.id, condition="amputation", regions=("fingers.R",))
    mark = log.zones.add(mark)
    clock.advance(2 * DAY_S)
    yes = ClearanceRecord(person=pat.id, names="amputation", said_by="Dr Ruiz", on=monday)
    log.clearances.add(yes)
    assert not may_stroke_hand(log, pat, clock)
    log.zones.change(replace(mark, since=monday - timedelta(days=300)))
    assert may_stroke_hand(log, pat, clock)


@pytest.mark.parametrize(
    ("condition", "regions"), [("amputation", ("toes.L", "fingers.R")), ("scars", ("fingers.R",))]
)
def test_a_mark_that_comes_to_say_more_needs_a_new_yes(log, clock, condition, regions):
    """More places, or another condition, on a mark that was allowed: nobody has seen that."""
    today = clock.wall().date()
    pat = log.people.add(Person(name="Pat"))
    first = condition if condition == "amputation" else "port"
    places = regions[:1]
    mark = log.zones.add(ZoneRecord(person=pat.id, condition=first, regions=places))
    clock.advance(60)
    yes = {"person": pat.id, "said_by": "Dr Ruiz", "on": today}
    log.clearances.add(ClearanceRecord(names=condition, **yes))
    clock.advance(60)
    grown = log.zones.change(replace(mark, condition=condition, regions=regions))
    assert grown.grown == Moment.of(clock.wall())
    assert finding_of(LIBRARY.book, grown).noted == grown.grown.utc_ms
    clock.advance(60)
    again = log.zones.change(replace(grown, note="reviewed"))
    fewer = log.zones.change(replace(again, regions=regions[-1:], grown=None))
    assert again.grown == fewer.grown == grown.grown


def test_a_mark_that_came_while_the_clock_was_behind_needs_a_yes_of_its_own(log, clock):
    """The yes was in the log before it, whatever time stands beside the mark."""
    today = clock.wall().date()
    pat = log.people.add(Person(name="Pat"))
    log.clearances.add(
        ClearanceRecord(person=pat.id, names="amputation", said_by="Dr Ruiz", on=today)
    )
    clock.set_wall(clock.wall() - timedelta(days=2))
    log.zones.add(ZoneRecord(person=pat.id, condition="amputation", regions=("fingers.R",)))
    clock.set_wall(clock.wall() + timedelta(days=2, minutes=1))
    assert not may_stroke_hand(log, pat, clock)


def test_what_was_over_and_counts_again_needs_a_new_yes(log, clock):
    """A wound that opens again, and a condition that comes back, are not those of the yes."""
    pat = log.people.add(Person(name="Pat"))
    over = {"person": pat.id, "until": clock.wall().date()}
    known = {
        log.zones: log.zones.add(ZoneRecord(condition="surgery-recent", **over)),
        log.conditions: log.conditions.add(ConditionRecord(condition="bp-high", **over)),
    }
    log.clearances.add(
        ClearanceRecord(
            person=pat.id, names="surgery-recent", said_by="Dr Ruiz", on=clock.wall().date()
        )
    )
    yes = clearance_of(log.clearances.of(pat.id)[0])
    for days in (0, 200):
        clock.advance(days * DAY_S)
        for facts, one in known.items():
            finding = condition_finding_of if facts is log.conditions else finding_of
            again = facts.change(replace(one, until=None))
            assert yes.can_be_about(finding(LIBRARY.book, again)) is (days == 0)
            facts.change(one)
    other = log.conditions.change(replace(known[log.conditions], condition="anticoagulant"))
    assert other.grown == Moment.of(clock.wall())
