# SPDX-License-Identifier: GPL-3.0-or-later
"""Make the profile of a person from what the log knows on one day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from caregiver_guide.domain.day_checks import DayOfChecks, OpenSign
from caregiver_guide.domain.profile import Clearance, Finding, Profile
from caregiver_guide.domain.rulebook import UNKNOWN_CONDITION, Rulebook
from caregiver_guide.domain.session import (
    Caregiver,
    ClearanceRecord,
    ConditionRecord,
    Moment,
    Person,
    ZoneRecord,
    finding_key,
)


def profile_of(
    book: Rulebook,
    person: Person,
    caregiver: Caregiver | None,
    zones: Iterable[ZoneRecord],
    conditions: Iterable[ConditionRecord],
    clearances: Iterable[ClearanceRecord],
    check: DayOfChecks | None,
    on: date,
    is_first_session: bool = False,
) -> Profile:
    """Return the profile of ``person`` on the day ``on``.

    What was found counts if ``check`` is of that day, what nobody was sure of as well, and
    what is still open of the days before. A record
    of an unknown condition or region is never dropped: it asks first.
    """
    findings = [finding_of(book, zone) for zone in zones]
    findings += [condition_finding_of(book, record) for record in conditions]
    if check is not None and check.day == on:
        signs = dict.fromkeys((*check.signs, *check.not_sure))
        findings += [Finding(_known(book, sign)) for sign in signs]
        findings += [_earlier_finding(book, one, on) for one in check.earlier]
    return Profile(
        on=on,
        findings=tuple(findings),
        clearances=tuple(clearance_of(record) for record in clearances if not record.is_refused),
        giver=caregiver.role if caregiver is not None else "family",
        allergies=person.allergies,
        drinks=person.drinks,
        is_first_session=is_first_session,
        name=person.name,
    )


def _earlier_finding(book: Rulebook, one: OpenSign, on: date) -> Finding:
    """Return a sign that is still open; one of a day to come was found while a clock was wrong."""
    since = min(one.day, on - timedelta(days=1))
    return Finding(_known(book, one.sign), since=since, is_earlier=True)


def _known(book: Rulebook, condition: str) -> str:
    return condition if condition in book.conditions else UNKNOWN_CONDITION


def finding_of(book: Rulebook, zone: ZoneRecord) -> Finding:
    """Return a zone of the log as a finding; one of an unknown condition or region asks first."""
    body = book.body
    known = [region for region in zone.regions if region in body.index]
    condition = _known(book, zone.condition)
    if len(known) < len(zone.regions):
        condition = UNKNOWN_CONDITION
    return Finding(
        condition,
        body.mask(known),
        zone.since,
        zone.until,
        zone.said_by or None,
        zone.note or None,
        _ms(_noted(zone)),
        _day(_noted(zone)),
        finding_key(zone),
    )


def condition_finding_of(book: Rulebook, record: ConditionRecord) -> Finding:
    """Return a condition of the log as a finding; an unknown one asks first."""
    return Finding(
        _known(book, record.condition),
        since=record.since,
        until=record.until,
        said_by=record.said_by or None,
        note=record.note or None,
        noted=_ms(_noted(record)),
        noted_on=_day(_noted(record)),
        key=finding_key(record),
    )


def clearance_of(record: ClearanceRecord) -> Clearance:
    """Return somebody's yes of the log as the plan counts it."""
    return Clearance(
        record.names,
        record.said_by,
        record.on,
        record.until,
        record.asked_on,
        _said(record),
        None if record.known is None else frozenset(record.known),
    )


def _noted(record: ZoneRecord | ConditionRecord) -> Moment | None:
    """Return since when the log says all of it; a note or a review changes nothing of that."""
    if not record.version:
        return None
    return record.grown or record.happened


def _day(moment: Moment | None) -> date | None:
    return moment.day if moment is not None else None


def _ms(moment: Moment | None) -> int | None:
    return moment.utc_ms if moment is not None else None


def _said(record: ClearanceRecord) -> int | None:
    """Return when it was written; made sure of again, it knows all that was known by then."""
    if not record.version:
        return None
    return (record.written if record.asked_on is not None else record.happened).utc_ms
