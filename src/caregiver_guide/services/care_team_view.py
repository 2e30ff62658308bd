# SPDX-License-Identifier: GPL-3.0-or-later
"""What "What did the care team say?" shows: who said it, one thing after the other, and the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from datetime import date

from caregiver_guide.content.library import Library
from caregiver_guide.domain.session import CareTeamContact, Person, TeamAnswer, ZoneRecord
from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.care_team_answers import (
    TeamFacts,
    TeamItem,
    left_off,
    new_since,
)
from caregiver_guide.services.care_team_record import TeamSource
from caregiver_guide.services.keep_away import KeepAway
from caregiver_guide.services.next_plan import NextPlan
from caregiver_guide.services.pictures import Picture, picture_of

_NAMES_AT_MOST = 4


@dataclass(frozen=True, slots=True)
class TeamWhoView:
    """The beginning: which page, how much there is to ask, and who may have said it.

    ``went_out`` is the day of the page, ``None`` without one. ``new`` are places marked since,
    ``left_off`` those that were marked already and did not stand on it.
    """

    person_name: str
    today: date
    went_out: date | None
    items: tuple[TeamItem, ...]
    names: tuple[str, ...]
    said_by: str
    on: date
    new: tuple[str, ...] = ()
    left_off: tuple[str, ...] = ()

    def count(self, *asked: str) -> int:
        """Return how many things of some kinds there are to ask about."""
        return sum(one.asked in asked for one in self.items)


@dataclass(frozen=True, slots=True)
class TeamStepView:
    """One thing to ask about, the ``number``-th (from 1) of ``count``.

    ``page`` names the person and the page; ``writers`` are the names of caregivers by id, for the
    answers there are already.
    """

    person_name: str
    today: date
    item: TeamItem
    number: int
    count: int
    source: TeamSource
    page: str
    picture: Picture | None = None
    writers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TeamSummaryView:
    """The end: every answer with its source, and what it changes for the next plan."""

    person_name: str
    items: tuple[TeamItem, ...]
    plan: NextPlan
    source: TeamSource

    @property
    def answered(self) -> tuple[TeamItem, ...]:
        """Return what was answered, or said to be left open."""
        return tuple(one for one in self.items if one.said)

    @property
    def left(self) -> int:
        """Return how many things nothing was written down about."""
        return sum(one.is_open for one in self.items)


def team_who_view(
    library: Library,
    person: Person,
    facts: TeamFacts,
    items: tuple[TeamItem, ...],
    contacts: Iterable[CareTeamContact],
    source: TeamSource | None,
    today: date,
    *,
    is_single: bool = False,
) -> TeamWhoView:
    """Return the beginning; ``source`` is who was named last in this visit.

    With ``is_single`` one place is asked about, whatever the page had.
    """
    page = facts.page
    said_by = source.said_by if source is not None else ""
    return TeamWhoView(
        person_name=person.name,
        today=today,
        went_out=None if page is None or is_single else page.happened.day,
        items=items,
        names=_names(contacts, facts.answers),
        said_by=said_by,
        on=source.on if source is not None else today,
        new=_condition_names(library, new_since(facts)),
        left_off=_condition_names(library, left_off(facts, today)),
    )


def _condition_names(library: Library, zones: Iterable[ZoneRecord]) -> tuple[str, ...]:
    found = [library.conditions.get(zone.condition) for zone in zones]
    return tuple(dict.fromkeys(one.name for one in found if one is not None))


def _names(contacts: Iterable[CareTeamContact], answers: Iterable[TeamAnswer]) -> tuple[str, ...]:
    """Return who may have said it: who answered last comes first, then whom to call."""
    named = [one.said_by for one in reversed(tuple(answers)) if one.said_by]
    named += [one.name for one in contacts if one.name.strip()]
    return tuple(dict.fromkeys(named))[:_NAMES_AT_MOST]


def zone_picture(library: Library, item: TeamItem, tone: str) -> Picture | None:
    """Return the marked place on the body as near as it can be shown, or ``None`` without one."""
    line = item.line
    if line is None or not line.regions:
        return None
    zone = KeepAway(line.number, line.name, line.place, line.mark, line.regions)
    near = picture_of(library.book.body, line.regions, (zone,), tone)
    return replace(near, massage=(), near=False)
