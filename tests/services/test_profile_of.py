# SPDX-License-Identifier: GPL-3.0-or-later
"""What the log knows becomes what a plan is made from."""

from dataclasses import replace

import pytest

from caregiver_guide.content.library import load_library
from caregiver_guide.domain.session import Caregiver, ClearanceRecord, Person, ZoneRecord
from caregiver_guide.paths import resource_dir
from caregiver_guide.services.profile_of import profile_of
from caregiver_guide.storage.log import practice_log

LIBRARY = load_library(resource_dir())


@pytest.fixture
def log(clock):
    from caregiver_guide.domain.session import Moment

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
