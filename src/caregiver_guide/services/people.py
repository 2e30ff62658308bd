# SPDX-License-Identifier: GPL-3.0-or-later
"""The people of a log: who is cared for, who gives care, and writing them down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from caregiver_guide.content.library import Library
from caregiver_guide.domain.profile import CARE_PLAN, Giver
from caregiver_guide.domain.session import Caregiver, ClearanceRecord, Person
from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.caregiver_names import EarlierCaregiver, earlier_of
from caregiver_guide.services.first_run import CountryChoice, country_choices
from caregiver_guide.services.person_looks import PersonLook, person_looks
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


@dataclass(frozen=True, slots=True)
class CaregiverLine:
    """Somebody who gives care at this computer; ``earlier`` is what they were called before."""

    id: str
    name: str
    role: Giver
    gives_now: bool
    earlier: tuple[EarlierCaregiver, ...] = ()


@dataclass(frozen=True, slots=True)
class PeopleView:
    """Everybody who is cared for here, by name and look alone, and everybody who gives care.

    ``now`` is the person on the screen before, or "" at the start. ``elsewhere`` are the names of
    those who gave care at another computer. ``waiting`` are the ids of those about whom a question
    waits; nothing is said of what it is.
    """

    people: tuple[PersonLook, ...]
    now: str
    caregivers: tuple[CaregiverLine, ...]
    elsewhere: tuple[str, ...]
    waiting: frozenset[str] = frozenset()


NEUTRAL_TONE = "slate"
"""The figure without a skin colour, until somebody chooses one."""


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """A person as told; ``id`` is empty for somebody new, ``tone`` where none was chosen."""

    name: str
    colour: str
    tone: str = ""
    birth_date: date | None = None
    id: str = ""


def people_view(
    log: Log, now: str, caregiver: str, here: Iterable[Caregiver], waiting: Iterable[str] = ()
) -> PeopleView:
    """Return everybody; ``now`` and ``caregiver`` are the ids of the moment."""
    lines = tuple(
        CaregiverLine(one.id, one.name, one.role, one.id == caregiver, earlier_of(log, one))
        for one in here
    )
    known = {line.id for line in lines}
    elsewhere = (one.name for one in log.caregivers.all() if one.id not in known)
    looks = person_looks(log.people.all())
    return PeopleView(
        tuple(looks.values()), now, lines, tuple(dict.fromkeys(elsewhere)), frozenset(waiting)
    )


def record_person(log: Log, draft: PersonDraft, *, by: str) -> Person:
    """Write down somebody new who is cared for, or a change of name, colour and birth date."""
    known = log.people.one(draft.id) if draft.id else None
    if known is None:
        # Nobody is given a skin colour that nobody chose.
        new = Person(
            name=draft.name,
            tone=draft.tone or NEUTRAL_TONE,
            colour=draft.colour,
            birth_date=draft.birth_date,
        )
        return log.people.add(new, by=by)
    changed = replace(known, name=draft.name, colour=draft.colour, birth_date=draft.birth_date)
    return known if changed == known else log.people.change(changed, by=by)


def change_caregiver(log: Log, caregiver: str, told: NewCaregiver, *, by: str) -> Caregiver:
    """Write down another name or role; `KeyError` for somebody nobody knows."""
    known = log.caregivers.one(caregiver)
    if known is None:
        raise KeyError(caregiver)
    changed = replace(known, name=told.name, role=told.role)
    return known if changed == known else log.caregivers.change(changed, by=by)


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
