# SPDX-License-Identifier: GPL-3.0-or-later
"""The people of a log: who is cared for, who gives care, and writing them down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caregiver_guide.content.library import Library
from caregiver_guide.domain.profile import CARE_PLAN, Giver
from caregiver_guide.domain.session import Caregiver, ClearanceRecord, Person
from caregiver_guide.services.first_run import CountryChoice, country_choices
from caregiver_guide.storage.log import Log


@dataclass(frozen=True, slots=True)
class NewCaregiver:
    """Somebody who gives care, as told; an aide tells of the care plan what is known."""

    name: str
    role: Giver = "family"
    plan_said_by: str = ""
    plan_on: date | None = None
    plan_says: str = ""


@dataclass(frozen=True, slots=True)
class WhoView:
    """What is asked where a log came from another computer: who is here.

    ``people`` are the names of all who are cared for, ``others`` of those who gave care elsewhere.
    """

    people: tuple[str, ...]
    others: tuple[str, ...]
    countries: tuple[CountryChoice, ...]
    today: date
    country: str = ""


def who_view(log: Log, library: Library, today: date, *, country: str = "") -> WhoView:
    """Return what is asked of somebody who opens a log of another computer."""
    return WhoView(
        people=tuple(dict.fromkeys(one.name for one in log.people.all())),
        others=tuple(dict.fromkeys(one.name for one in log.caregivers.all())),
        countries=country_choices(library),
        today=today,
        country=country,
    )


def record_caregiver(
    log: Log, told: NewCaregiver, person: Person | None = None, *, by: str = ""
) -> Caregiver:
    """Write down who gives care, and what an aide told of the care plan of ``person``."""
    with log.batch():
        written = log.caregivers.add(Caregiver(name=told.name, role=told.role), by=by)
        if told.role == "aide" and person and told.plan_said_by and told.plan_on is not None:
            entry = ClearanceRecord(
                person=person.id,
                names=CARE_PLAN,
                said_by=told.plan_said_by,
                on=told.plan_on,
                note=told.plan_says,
            )
            log.clearances.add(entry, by=by or written.id)
    return written
