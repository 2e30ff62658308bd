# SPDX-License-Identifier: GPL-3.0-or-later
"""What somebody allowed, as far as the plan still counts it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from caregiver_guide.domain.conditions import ClearanceDay
from caregiver_guide.domain.profile import CARE_PLAN, Clearance
from caregiver_guide.domain.rulebook import Rulebook
from caregiver_guide.domain.rulings import is_in_care_plan
from caregiver_guide.domain.session import ClearanceRecord


def allowed_on(
    book: Rulebook, records: Iterable[ClearanceRecord], day: date
) -> tuple[ClearanceRecord, ...]:
    """Return every yes that counts on ``day``, the newest first.

    Left out is what has run out by itself: a care plan that nobody has read for long, and the
    person's own yes of another day.
    """
    found = [one for one in records if _counts(book, one, day)]
    return tuple(sorted(found, key=lambda one: one.on, reverse=True))


def _counts(book: Rulebook, record: ClearanceRecord, day: date) -> bool:
    yes = Clearance(record.names, record.said_by, record.on, record.until, record.asked_on)
    if yes.names == CARE_PLAN:
        return is_in_care_plan(book, (yes,), day)
    condition = book.conditions.get(yes.names)
    if condition is not None and condition.clearance_day is ClearanceDay.SAME_DAY:
        return {yes.on, yes.asked_on or yes.on} == {day} and yes.counts_on(day)
    return yes.counts_on(day)
