# SPDX-License-Identifier: GPL-3.0-or-later
"""What the log knows for one page, and the days and choices it is made for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from caregiver_guide.domain.day_checks import StandingCheck
from caregiver_guide.domain.session import (
    Caregiver,
    CareTeamContact,
    ClearanceRecord,
    ConditionRecord,
    FollowUp,
    Moment,
    Note,
    Person,
    Question,
    Reaction,
    SessionRecord,
    SessionStory,
    SignsLooked,
    ZoneRecord,
    ZonesAnswer,
)
from caregiver_guide.domain.values import dataclass
from caregiver_guide.report.corrected import Corrected, read_corrected

if TYPE_CHECKING:
    from caregiver_guide.storage.log import Log


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a page covers, both ends included; an end before its start is no period."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("a period cannot end before it starts")

    @classmethod
    def last(cls, days: int, today: date) -> Period:
        """Return the last ``days`` days, with today as the last of them."""
        return cls(today - timedelta(days=days - 1), today)

    @property
    def days(self) -> int:
        """The number of days."""
        return (self.end - self.start).days + 1

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class PageOptions:
    """What the family chose to put on the page; without the name, initials stand for it.

    What is left out keeps its place, and says that it was left out. ``is_large`` asks for large
    print on two pages; ``language`` is the short name of one that there are words for.
    """

    shows_name: bool = True
    shows_birth_date: bool = True
    shows_notes: bool = True
    shows_figure: bool = True
    shows_marks: bool = True
    shows_conditions: bool = True
    shows_scores: bool = True
    shows_reactions: bool = True
    shows_days: bool = True
    shows_manner: bool = True
    shows_questions: bool = True
    is_large: bool = False
    language: str = "en"


@dataclass(frozen=True, slots=True)
class LotionUsed:
    """Which lotion the plan of the last massage allowed, and what it must not hold."""

    allowed: str
    avoid: tuple[str, ...] = ()
    not_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What the log knows for one page: all of the period, and what holds now.

    ``all_names`` are those of every caregiver of the log: a note may name one who gave nothing.
    ``follow_ups`` are the answers given in the period about the day after a massage, also of one
    before it: what was said between two pages stands on the later one. ``corrected`` are the
    reactions that were graver once, by id; those changed in the period are among ``reactions``.
    """

    person: Person
    period: Period
    stories: tuple[SessionStory, ...] = ()
    zones: tuple[ZoneRecord, ...] = ()
    conditions: tuple[ConditionRecord, ...] = ()
    clearances: tuple[ClearanceRecord, ...] = ()
    questions: tuple[Question, ...] = ()
    reactions: tuple[Reaction, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    notes: tuple[Note, ...] = ()
    caregivers: tuple[Caregiver, ...] = ()
    contacts: tuple[CareTeamContact, ...] = ()
    zones_answer: ZonesAnswer | None = None
    checks: tuple[StandingCheck, ...] = ()
    looked: tuple[SignsLooked, ...] = ()
    lotion: LotionUsed | None = None
    fingerprint: str = ""
    all_names: tuple[str, ...] = ()
    corrected: Mapping[str, Corrected] = field(default_factory=dict)


def read_facts(
    log: Log, person_id: str, period: Period, today: date | None = None, open_days: int = 0
) -> PageFacts:
    """Return what the log knows for the page of one person.

    With ``today`` come the checks of that day and of ``open_days`` before it.
    """
    person = log.people.one(person_id)
    if person is None:
        raise KeyError(person_id)
    start, end = _instants(period)
    # Fetched a day wider, then kept by the local day: a day is what the wall calendar showed.
    sessions = [
        session
        for session in log.sessions.between(person_id, start, end)
        if session.started.day in period
    ]
    zones, contacts = log.zones.of(person_id), log.contacts.of(person_id)
    # Whoever has only to do with somebody else has no place on this person's page.
    wrote = {one.recorded_by for one in (person, *zones, *contacts)}
    wrote |= {session.caregiver for session in sessions}
    everybody = log.caregivers.all()
    caregivers = {one.id: one for one in everybody if one.id in wrote}
    for giver in dict.fromkeys(session.caregiver for session in sessions):
        known = None if giver in caregivers or not giver else log.caregivers.one(giver)
        if known is not None:
            caregivers[giver] = known
    looked_back = log.reactions.between(person_id, start.later(-_ASKED_FOR_S), end)
    corrected = read_corrected(log, looked_back)
    return PageFacts(
        person=person,
        period=period,
        stories=log.sessions.stories(sessions),
        zones=zones,
        conditions=log.conditions.of(person_id),
        clearances=log.clearances.of(person_id),
        questions=log.questions.of(person_id),
        reactions=tuple(
            reaction
            for reaction in looked_back
            if reaction.happened.day in period
            or (reaction.id in corrected and corrected[reaction.id].changed.day in period)
        ),
        corrected=corrected,
        follow_ups=tuple(
            asked
            for asked in log.follow_ups.between(person_id, start.later(-_ASKED_FOR_S), end)
            if asked.when == "next-day"
            and (asked.happened.day in period or asked.written.day in period)
        ),
        notes=tuple(
            note for note in log.notes.between(person_id, start, end) if note.happened.day in period
        ),
        caregivers=tuple(caregivers.values()),
        contacts=contacts,
        zones_answer=log.zones_answers.holding(person_id, today or period.end),
        checks=() if today is None else log.checks.standing(person_id, today, open_days),
        looked=log.looked.standing(person_id),
        lotion=_lotion(log, sessions),
        fingerprint=log.fingerprint(person_id),
        all_names=tuple(one.name for one in everybody),
    )


def _lotion(log: Log, sessions: Sequence[SessionRecord]) -> LotionUsed | None:
    """Return the lotion of the newest plan that was shown; ``None`` where there was none."""
    newest = next((one for one in reversed(sessions) if one.plan), None)
    if newest is None:
        return None
    plan = newest.later_plans[-1].plan if newest.later_plans else newest.plan
    try:
        return msgspec.json.decode(log.sessions.plan_json(plan), type=_PlanText).lotion
    except msgspec.MsgspecError:
        return None  # a plan of another version, told in another way


class _PlanText(msgspec.Struct):
    """What the page reads of a plan's text."""

    lotion: LotionUsed


_ASKED_FOR_S = 30 * 24 * 60 * 60.0
"""What was answered or put right only later is looked for so many seconds further back."""


def _instants(period: Period) -> tuple[Moment, Moment]:
    first = datetime.combine(period.start, datetime.min.time(), UTC) - timedelta(days=1)
    last = datetime.combine(period.end, datetime.min.time(), UTC) + timedelta(days=2)
    return Moment.of(first, "UTC"), Moment.of(last, "UTC")
