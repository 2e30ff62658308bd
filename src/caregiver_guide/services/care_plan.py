# SPDX-License-Identifier: GPL-3.0-or-later
"""What the written care plan says about an aide's touch: asked, asked again, and kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from caregiver_guide.content.library import Library
from caregiver_guide.domain.profile import CARE_PLAN, Clearance, Giver
from caregiver_guide.domain.rulings import is_in_care_plan
from caregiver_guide.domain.session import ClearanceRecord, Moment
from caregiver_guide.domain.values import dataclass
from caregiver_guide.storage.log import Log

CarePlanState = Literal["not-needed", "in-plan", "due", "refused"]


@dataclass(frozen=True, slots=True)
class CarePlanEntry:
    """What the plan says, in whose hand and of which day; ``read_on`` is when it was last read."""

    says: str
    written_by: str
    on: date
    read_on: date


@dataclass(frozen=True, slots=True)
class CarePlanView:
    """Where the care plan stands for the one who gives care.

    It is "due" while nobody has read the plan, or not for ``days`` days, and "refused" once it was
    read and says nothing of touch. ``entry`` is what was read last, even long ago.
    """

    person_name: str
    today: date
    state: CarePlanState
    days: int | None
    entry: CarePlanEntry | None = None

    @property
    def has_to_ask(self) -> bool:
        """Whether nobody may touch before somebody looks into the plan."""
        return self.state in ("due", "refused")


@dataclass(frozen=True, slots=True)
class CarePlanAnswer:
    """What somebody read in the care plan today; not ``is_in_plan``: it says nothing of touch."""

    is_in_plan: bool
    says: str = ""
    written_by: str = ""
    on: date | None = None


def care_plan_view(
    log: Log, library: Library, person: str, person_name: str, role: Giver, today: date
) -> CarePlanView:
    """Return where the care plan stands today; a family caregiver needs none."""
    days = library.book.care_plan_days
    if role != "aide":
        return CarePlanView(person_name, today, "not-needed", days)
    known = [one for one in log.clearances.of(person) if one.names == CARE_PLAN]
    state: CarePlanState = "due"
    if is_in_care_plan(library.book, _clearances(known), today):
        state = "in-plan"
    elif log.clearances.refused(person, CARE_PLAN) is not None:
        state = "refused"
    newest = max(known, key=lambda one: _read_last(one, today), default=None)
    entry = None if newest is None else _entry(newest)
    return CarePlanView(person_name, today, state, days, entry)


def record_care_plan(
    log: Log, person: str, answer: CarePlanAnswer, today: date, *, by: str
) -> ClearanceRecord:
    """Write down what was read in the plan; what was read before stays in the log."""
    record = ClearanceRecord(
        person=person,
        names=CARE_PLAN,
        said_by=answer.written_by,
        on=answer.on or today,
        note=answer.says,
        asked_on=today,
        is_refused=not answer.is_in_plan,
    )
    return log.clearances.add(record, by=by)


def _clearances(records: Iterable[ClearanceRecord]) -> tuple[Clearance, ...]:
    return tuple(
        Clearance(one.names, one.said_by, one.on, one.until, one.asked_on) for one in records
    )


def _read_last(record: ClearanceRecord, today: date) -> tuple[bool, date, Moment]:
    """Return what the record that was read last is found by; a day to come was a wrong clock."""
    read_on = record.asked_on or record.on
    return read_on <= today, read_on, record.written


def _entry(record: ClearanceRecord) -> CarePlanEntry:
    return CarePlanEntry(record.note, record.said_by, record.on, record.asked_on or record.on)
