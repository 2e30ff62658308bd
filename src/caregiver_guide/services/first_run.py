# SPDX-License-Identifier: GPL-3.0-or-later
"""The first questions of all: what they offer, what they ask, and writing the answers down."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from caregiver_guide.content.library import Library
from caregiver_guide.domain.profile import CARE_PLAN, Giver
from caregiver_guide.domain.session import (
    Caregiver,
    CareTeamContact,
    ClearanceRecord,
    Person,
    ZonesAnswer,
    ZonesAnswerWord,
)
from caregiver_guide.domain.values import dataclass
from caregiver_guide.storage.log import Log


@dataclass(frozen=True, slots=True)
class CountryChoice:
    """A country and the number for an ambulance there."""

    code: str
    name: str
    number: str


@dataclass(frozen=True, slots=True)
class FirstRunView:
    """What the first questions offer; ``tones`` are ids of the figure's colours."""

    tones: tuple[str, ...]
    countries: tuple[CountryChoice, ...]
    promise: str
    number_note: str
    today: date
    text_percent: int = 100
    theme: str = "system"
    country: str = ""


@dataclass(frozen=True, slots=True)
class FirstRunAnswers:
    """Everything answered on the first run; ``care_plan_on`` is given by an aide, where known."""

    person_name: str
    tone: str
    caregiver_name: str
    role: Giver
    zones_answer: ZonesAnswerWord
    care_plan_said_by: str = ""
    care_plan_on: date | None = None
    care_team_name: str = ""
    care_team_phone: str = ""
    country: str = ""
    text_percent: int = 100
    theme: str = "system"
    care_plan_says: str = ""


def first_run_view(
    library: Library,
    tones: Iterable[str],
    today: date,
    *,
    text_percent: int = 100,
    theme: str = "system",
    country: str = "",
) -> FirstRunView:
    """Return what the first questions offer; the colour that only paper uses is left out."""
    return FirstRunView(
        tones=tuple(tone for tone in tones if tone != "paper"),
        countries=country_choices(library),
        promise=library.files.phrases["not-medical"],
        number_note=library.files.emergency_numbers.note.text,
        today=today,
        text_percent=text_percent,
        theme=theme,
        country=country,
    )


def country_choices(library: Library) -> tuple[CountryChoice, ...]:
    """Return the countries whose number for an ambulance is known, by name."""
    countries = library.files.emergency_numbers.countries
    found = (CountryChoice(code, one.name, one.number) for code, one in countries.items())
    return tuple(sorted(found, key=lambda choice: choice.name))


def record_first_run(log: Log, answers: FirstRunAnswers, today: date) -> tuple[Person, Caregiver]:
    """Write the answers down together and return the person and the caregiver.

    "Mark it now" is answered only when something has been marked; until then nothing is planned.
    """
    with log.batch():
        caregiver = log.caregivers.add(Caregiver(name=answers.caregiver_name, role=answers.role))
        by = caregiver.id
        person = log.people.add(Person(name=answers.person_name, tone=answers.tone), by=by)
        if answers.care_team_name or answers.care_team_phone:
            contact = CareTeamContact(
                person=person.id, name=answers.care_team_name, phone=answers.care_team_phone
            )
            log.contacts.add(contact, by=by)
        if answers.zones_answer != "marked":
            answer = ZonesAnswer(person=person.id, answer=answers.zones_answer, day=today)
            log.zones_answers.add(answer, by=by)
        if answers.care_plan_said_by and answers.care_plan_on is not None:
            clearance = ClearanceRecord(
                person=person.id,
                names=CARE_PLAN,
                said_by=answers.care_plan_said_by,
                on=answers.care_plan_on,
                note=answers.care_plan_says,
            )
            log.clearances.add(clearance, by=by)
    return person, caregiver
