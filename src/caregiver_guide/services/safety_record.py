# SPDX-License-Identifier: GPL-3.0-or-later
"""Write down what is marked, healed, allowed or said on the screen "Pat & safety"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from caregiver_guide.content.library import Library
from caregiver_guide.domain.conditions import Kind
from caregiver_guide.domain.session import (
    ClearanceRecord,
    ConditionRecord,
    ZoneRecord,
    ZonesAnswer,
    ZonesAnswerWord,
)
from caregiver_guide.services.safety_map import (
    ClearanceDraft,
    DrawingDraft,
    FindingDraft,
    PersonDraft,
)
from caregiver_guide.storage.checks import CAREFUL
from caregiver_guide.storage.log import Log


def save_finding(
    log: Log, library: Library, person: str, draft: FindingDraft, today: date, *, by: str = ""
) -> ZoneRecord | ConditionRecord:
    """Write a new place or condition, or a new version of one, and return it.

    It also answers "anything to keep away from?".
    """
    with log.batch():
        if _is_zone(library, draft):
            saved = _save_zone(log, person, draft, by)
        else:
            saved = _save_condition(log, person, draft, by)
        answer_zones(log, person, "marked", today, by=by)
    return saved


def _is_zone(library: Library, draft: FindingDraft) -> bool:
    condition = library.book.conditions.get(draft.condition)
    return bool(draft.regions) or condition is None or condition.kind is Kind.ZONE


def _save_zone(log: Log, person: str, draft: FindingDraft, by: str) -> ZoneRecord | ConditionRecord:
    known = log.zones.one(draft.id) if draft.id else None
    # The day belongs to who said it: with another name it is not known any more.
    said_on = known.said_on if known is not None and known.said_by == draft.said_by else None
    record = replace(
        known or ZoneRecord(person=person, condition=draft.condition),
        condition=draft.condition,
        regions=draft.regions,
        since=draft.since,
        until=draft.until,
        said_by=draft.said_by,
        note=draft.note,
        said_on=said_on,
        # Whoever writes it down means that it counts, even if it was taken away meanwhile.
        is_in_bin=False,
    )
    if known is not None:
        return log.zones.change(record, by=by)
    if draft.id:
        # It was noted for the whole person and has a place now: one record, not two.
        log.conditions.put_in_bin(draft.id, by=by, why="changed")
    return log.zones.add(record, by=by)


def _save_condition(
    log: Log, person: str, draft: FindingDraft, by: str
) -> ZoneRecord | ConditionRecord:
    known = log.conditions.one(draft.id) if draft.id else None
    record = replace(
        known or ConditionRecord(person=person, condition=draft.condition),
        condition=draft.condition,
        since=draft.since,
        until=draft.until,
        said_by=draft.said_by,
        note=draft.note,
        is_in_bin=False,
    )
    if known is not None:
        return log.conditions.change(record, by=by)
    if draft.id:
        log.zones.put_in_bin(draft.id, by=by, why="changed")
    return log.conditions.add(record, by=by)


def confirm_finding(log: Log, finding: str, *, by: str = "") -> None:
    """Say that somebody looked, and a place or condition is as it was written down."""
    record = _finding(log, finding)
    if record.is_in_bin:
        raise KeyError(finding)
    _change(log, record, by=by, why="still so")


def end_finding(log: Log, finding: str, today: date, *, by: str = "") -> None:
    """Say that a place has healed or a condition is over: today is the last day that it counts."""
    record = _finding(log, finding)
    last = _last_day(record.since, today)
    _change(log, replace(record, until=last), by=by, why="over")


def reopen_finding(log: Log, finding: str, until: date | None, *, by: str = "") -> None:
    """Take back that something has healed or is over: it counts again, with the day it had."""
    _change(log, replace(_finding(log, finding), until=until), by=by, why="undo")


def _finding(log: Log, finding: str) -> ZoneRecord | ConditionRecord:
    """Return a place or condition by its id; one that was never written raises ``KeyError``."""
    found = log.zones.one(finding) or log.conditions.one(finding)
    if found is None:
        raise KeyError(finding)
    return found


def _change(log: Log, record: ZoneRecord | ConditionRecord, *, by: str, why: str) -> None:
    if isinstance(record, ZoneRecord):
        log.zones.change(record, by=by, why=why)
    else:
        log.conditions.change(record, by=by, why=why)


def _last_day(since: date | None, today: date) -> date:
    return today if since is None or since <= today else since


def remove_finding(log: Log, finding: str, *, by: str = "") -> None:
    """Put a place or condition that was marked by mistake into the bin."""
    if log.zones.one(finding) is not None:
        log.zones.put_in_bin(finding, by=by, why="mistake")
    else:
        log.conditions.put_in_bin(finding, by=by, why="mistake")


def restore_finding(log: Log, finding: str, *, by: str = "") -> None:
    """Take a place or condition out of the bin again."""
    if log.zones.one(finding) is not None:
        log.zones.take_from_bin(finding, by=by, why="undo")
    else:
        log.conditions.take_from_bin(finding, by=by, why="undo")


def save_clearances(
    log: Log, person: str, drafts: Iterable[ClearanceDraft], *, by: str = ""
) -> tuple[ClearanceRecord, ...]:
    """Write down what somebody allowed."""
    with log.batch():
        return tuple(
            log.clearances.add(
                ClearanceRecord(
                    person=person,
                    names=draft.names,
                    said_by=draft.said_by,
                    on=draft.on,
                    until=draft.until,
                    note=draft.note,
                ),
                by=by,
            )
            for draft in drafts
        )


def end_clearance(
    log: Log, clearance: str, today: date, *, by: str = "", why: str = "taken back"
) -> None:
    """Take a yes back: it counts no more from today on."""
    record = log.clearances.one(clearance)
    if record is None:
        raise KeyError(clearance)
    # The last day of a yes is still allowed: to end it now, that day is yesterday.
    if record.on >= today:
        log.clearances.put_in_bin(clearance, by=by, why=why)
    else:
        ended = replace(record, until=today - timedelta(days=1))
        log.clearances.change(ended, by=by, why=why)


def answer_zones(
    log: Log, person: str, answer: ZonesAnswerWord, today: date, *, by: str = ""
) -> None:
    """Answer "anything to keep away from?" for today, unless it has that answer already.

    Of several answers of one day the most careful holds: a milder one takes its place.
    """
    answers = log.zones_answers
    last = answers.holding(person, today)
    is_said = last is not None and last.answer == answer and last.day <= today
    if last is not None and is_said and (answer == "marked" or last.day == today):
        return
    order = CAREFUL.index(answer)
    milder = [
        one
        for one in answers.of_day(person, today)
        if one.day == today and CAREFUL.index(one.answer) > order
    ]
    with log.batch():
        for one in milder:
            answers.change(replace(one, answer=answer), by=by)
        if not milder:
            answers.add(ZonesAnswer(person=person, answer=answer, day=today), by=by)


def save_person(log: Log, person: str, draft: PersonDraft, *, by: str = "") -> None:
    """Write down allergies and drinks."""
    record = log.people.one(person)
    if record is None:
        raise KeyError(person)
    log.people.change(replace(record, allergies=draft.allergies, drinks=draft.drinks), by=by)


def save_drawing(log: Log, person: str, draft: DrawingDraft, *, by: str = "") -> None:
    """Write down how the person is drawn."""
    record = log.people.one(person)
    if record is None:
        raise KeyError(person)
    changed = replace(record, tone=draft.tone, build=draft.build, hair=draft.hair, face=draft.face)
    log.people.change(changed, by=by)
