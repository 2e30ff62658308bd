# SPDX-License-Identifier: GPL-3.0-or-later
"""The pretend person of a practice run, put into a log that is on no disk."""

from __future__ import annotations

from caregiver_guide.content.library import Library
from caregiver_guide.domain.session import Caregiver, Moment, Person, ZoneRecord, ZonesAnswer
from caregiver_guide.storage.log import Log


def furnish_practice(log: Log, library: Library, caregiver: str, now: Moment) -> Person:
    """Write the pretend person with their marks into ``log``, and return them.

    ``caregiver`` is what whoever practises is called; empty where nobody has said yet.
    """
    entry = library.files.practice
    with log.batch():
        giver = log.caregivers.add(Caregiver(name=caregiver))
        person = log.people.add(Person(name=entry.name, tone=entry.tone), by=giver.id)
        for zone in entry.zone:
            marked = ZoneRecord(
                person=person.id,
                condition=zone.condition,
                regions=tuple(zone.regions),
                since=now.day,
            )
            log.zones.add(marked, by=giver.id)
        answer = ZonesAnswer(person=person.id, answer="marked", day=now.day)
        log.zones_answers.add(answer, by=giver.id)
    return person
