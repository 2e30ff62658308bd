# SPDX-License-Identifier: GPL-3.0-or-later
"""What the care team can be asked about after a page went out: one thing after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date, timedelta

from caregiver_guide.content.library import Library
from caregiver_guide.domain.conditions import ClearanceDay
from caregiver_guide.domain.profile import GENERAL_CLEARANCES, LEGS, PRESSURE_2
from caregiver_guide.domain.rulings import counts_as
from caregiver_guide.domain.session import (
    ClearanceRecord,
    ConditionRecord,
    PageSent,
    PageWay,
    Question,
    TeamAnswer,
    TeamAsked,
    TeamWord,
    ZoneRecord,
)
from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.profile_of import finding_of
from caregiver_guide.services.safety_map import (
    ClearanceChoice,
    FindingLine,
    clearance_choices,
    finding_lines,
)
from caregiver_guide.storage.log import Log

TEAM_PAUSE = "team-pause"
"""The condition that holds while the care team wants no massage."""

ASK_AFTER_DAYS = 3
"""Days after a page went out on which Today asks, once, whether there is an answer."""
ASK_AT_MOST_DAYS = 45
"""Days after a page went out from which Today speaks of it no more."""

_FAR = timedelta(days=3660)

ANSWERS: Mapping[TeamAsked, tuple[TeamWord, ...]] = {
    "zone": ("as-marked", "changed", "gone"),
    "pause": ("yes", "no"),
    "clearance": ("yes", "partly", "no"),
    "positions": ("said",),
    "question": ("said",),
}
"""What can be answered, besides that nothing was."""


@dataclass(frozen=True, slots=True)
class TeamFacts:
    """What the walk is made from. ``then`` holds each place as it was when the page went out."""

    page: PageSent | None
    zones: tuple[ZoneRecord, ...]
    conditions: tuple[ConditionRecord, ...]
    clearances: tuple[ClearanceRecord, ...]
    questions: tuple[Question, ...]
    answers: tuple[TeamAnswer, ...]
    then: Mapping[str, ZoneRecord] = field(default_factory=dict)

    @property
    def page_id(self) -> str:
        """The id of the page, empty without one."""
        return self.page.id if self.page is not None else ""


@dataclass(frozen=True, slots=True)
class TeamItem:
    """One thing to ask about, as it stands now.

    ``told`` says what holds, ``lifts`` what has to be said to change it. ``number`` stands beside
    a place on the map. ``is_changed`` tells that a place is not any more as the page had it,
    ``stands`` is the yes that counts now. ``said`` are the answers of this page, the oldest first.
    """

    asked: TeamAsked
    thing: str
    title: str
    place: str = ""
    told: str = ""
    lifts: str = ""
    number: int = 0
    line: FindingLine | None = None
    is_changed: bool = False
    may_end: bool = False
    stands: ClearanceRecord | None = None
    question: Question | None = None
    said: tuple[TeamAnswer, ...] = ()

    @property
    def key(self) -> str:
        """What tells it from every other thing."""
        return f"{self.asked}/{self.thing}"

    @property
    def answer(self) -> TeamAnswer | None:
        """The answer that holds, or ``None`` while there is none."""
        return self.said[-1] if self.said else None

    @property
    def is_open(self) -> bool:
        """Whether nothing was written down about it yet."""
        return not self.said and not (self.question is not None and not self.question.is_open)

    @property
    def choices(self) -> tuple[TeamWord, ...]:
        """What can be answered; what never ends by a word is not offered as ended."""
        words = ANSWERS[self.asked]
        return tuple(word for word in words if word != "gone" or self.may_end)


@dataclass(frozen=True, slots=True)
class TeamDue:
    """A page whose answer is open; ``asks`` once when some days have gone by without one.

    ``way`` is all that is known of how it got out of the app: nobody tells where it went.
    """

    page: str
    went_out: date
    questions: int
    asks: bool
    way: PageWay


def read_team_facts(log: Log, person: str, page: PageSent | None) -> TeamFacts:
    """Return what the log knows about a person and the page that went out."""
    zones = log.zones.of(person)
    return TeamFacts(
        page=page,
        zones=zones,
        conditions=log.conditions.of(person),
        clearances=log.clearances.of(person),
        questions=log.questions.of(person),
        answers=log.team_answers.of(person),
        then={} if page is None else dict(_as_sent(log, zones, page)),
    )


def _as_sent(
    log: Log, zones: Iterable[ZoneRecord], page: PageSent
) -> Iterator[tuple[str, ZoneRecord]]:
    """Yield each place as it was when the page went out; those marked later are left out."""
    for zone in zones:
        known = [one for one in log.zones.history(zone.id) if one.written <= page.written]
        if known:
            yield zone.id, known[-1]


def team_items(
    library: Library,
    name: str,
    facts: TeamFacts,
    today: date,
    *,
    gives_as_aide: bool = False,
    only: str = "",
) -> tuple[TeamItem, ...]:
    """Return what to ask about: places, a pause, what may be allowed, and the family's questions.

    ``only`` is the id of a place to ask about alone, with what a yes can lift there.
    """
    lines = finding_lines(library, name, facts.zones, facts.conditions, facts.clearances, today)
    counting = [line for line in lines if line.counts and (not only or line.id == only)]
    known = clearance_choices(
        library, name, [line.condition for line in counting], gives_as_aide=gives_as_aide
    )
    choices = _choices(library, facts, known, is_single=bool(only))
    items = [
        *_zones(library, facts, counting, today, is_single=bool(only)),
        *_pause(library, facts, lines, today, is_single=bool(only)),
        *(_clearance(library, facts, choice, today) for choice in choices),
        *_positions(facts, is_single=bool(only)),
        *(() if only else _questions(facts)),
    ]
    return tuple(replace(item, said=_said(facts, item)) for item in items)


def new_since(facts: TeamFacts) -> tuple[ZoneRecord, ...]:
    """Return the places that were marked after the page went out."""
    if facts.page is None:
        return ()
    return tuple(zone for zone in facts.zones if zone.id not in facts.then)


def _said(facts: TeamFacts, item: TeamItem) -> tuple[TeamAnswer, ...]:
    """Return the answers of this page to one thing, the one that holds last.

    A yes that somebody's no has ended is not that one, though its computer's clock was ahead.
    """
    found = [
        one
        for one in facts.answers
        if one.page == facts.page_id and (one.asked, one.thing) == (item.asked, item.thing)
    ]
    counting = {one.id for one in facts.clearances}
    if item.asked == "clearance":
        found.sort(key=lambda one: one.answer != "yes" or one.made in counting)
    return tuple(found)


def _names_its_things(page: PageSent | None) -> bool:
    """Whether a page tells what stood on it; those of older versions do not."""
    return page is not None and bool(page.zones or page.ticks or page.questions)


def _has_row(page: PageSent | None, zone: str) -> bool:
    """Whether a place had a row on a page; of a page that does not say so, every place had."""
    if page is None or not _names_its_things(page):
        return True
    return _base(zone) in {_base(one) for one in page.zones}


def left_off(facts: TeamFacts, today: date) -> tuple[ZoneRecord, ...]:
    """Return the places that were marked when the page went out and had no room or row on it."""
    return tuple(
        zone
        for zone in facts.zones
        if zone.id in facts.then
        and (zone.until is None or today <= zone.until)
        and not _has_row(facts.page, zone.id)
    )


def _base(zone: str) -> str:
    """Return the id of a place without the side on which two computers disagree."""
    return zone.partition("~")[0]


def _zones(
    library: Library,
    facts: TeamFacts,
    counting: Sequence[FindingLine],
    today: date,
    *,
    is_single: bool,
) -> Iterator[TeamItem]:
    page = facts.page
    records = {zone.id: zone for zone in facts.zones}
    for line in counting:
        if not line.is_zone or line.id not in records:
            continue
        if not is_single and not _has_row(page, line.id):
            continue
        if page is not None and line.id not in facts.then and not is_single:
            continue
        zone = records[line.id]
        yield TeamItem(
            asked="zone",
            thing=line.id,
            title=line.name,
            place=line.place,
            told=line.told,
            lifts=line.lifts,
            number=line.number,
            line=line,
            is_changed=_is_changed(facts.then.get(line.id, zone), zone),
            may_end=may_end(library, zone, today),
        )


def _is_changed(then: ZoneRecord, now: ZoneRecord) -> bool:
    """Whether a place is another one now; that somebody confirmed it changes nothing."""
    return (then.condition, set(then.regions), then.since, then.until) != (
        now.condition, set(now.regions), now.since, now.until,
    )  # fmt: skip


def may_end(library: Library, zone: ZoneRecord, today: date) -> bool:
    """Whether a word that it has healed ends a place at all; what is lifelong never ends so."""
    condition = library.book.conditions.get(zone.condition)
    if condition is None:
        return False
    ended = replace(finding_of(library.book, zone), until=today)
    later = counts_as(condition, ended, today + _FAR)
    return later is None or later.condition != condition.id


def _pause(
    library: Library,
    facts: TeamFacts,
    lines: Sequence[FindingLine],
    today: date,
    *,
    is_single: bool,
) -> Iterator[TeamItem]:
    """Yield whether massage should pause, unless it does already."""
    page = facts.page
    if is_single or (page is not None and _names_its_things(page) and "pause" not in page.ticks):
        return
    is_noted = any(line.condition == TEAM_PAUSE and line.counts for line in lines)
    if is_noted and _stands(facts, TEAM_PAUSE, today) is None and not _was_paused(facts):
        return
    entry = library.conditions[TEAM_PAUSE]
    yield TeamItem("pause", TEAM_PAUSE, entry.name, told=entry.why, lifts=entry.lifts or "")


def _was_paused(facts: TeamFacts) -> bool:
    """Whether this very page was answered with a pause: the same question takes it back."""
    return any(
        one.page == facts.page_id and one.asked == "pause" and one.answer == "yes"
        for one in facts.answers
    )


def _choices(
    library: Library, facts: TeamFacts, known: Iterable[ClearanceChoice], *, is_single: bool
) -> list[ClearanceChoice]:
    """Return what a yes of the care team can lift; the person's own yes is not theirs to give."""
    page = facts.page
    offered = []
    for choice in known:
        condition = library.book.conditions.get(choice.names)
        if condition is not None and condition.clearance_day is ClearanceDay.SAME_DAY:
            continue
        if choice.names in GENERAL_CLEARANCES and is_single:
            continue
        if choice.names == TEAM_PAUSE and _was_paused(facts):
            continue
        has_box = not _names_its_things(page) or page is None or choice.names in page.ticks
        if choice.names in (LEGS, PRESSURE_2) and not has_box:
            continue
        offered.append(choice)
    # What stands in the way of every massage comes first.
    return sorted(offered, key=lambda choice: choice.names != TEAM_PAUSE)


def _clearance(
    library: Library, facts: TeamFacts, choice: ClearanceChoice, today: date
) -> TeamItem:
    # What is named is what a yes would allow, not what holds until then.
    firmer = library.files.phrases["pressure.2.name"]
    return TeamItem(
        "clearance",
        choice.names,
        firmer if choice.names == PRESSURE_2 else choice.title,
        lifts=choice.lifts,
        stands=_stands(facts, choice.names, today),
    )


def standing(
    clearances: Iterable[ClearanceRecord], names: str, today: date
) -> tuple[ClearanceRecord, ...]:
    """Return every yes to ``names`` that counts today, the oldest first."""
    return tuple(
        one
        for one in clearances
        if one.names == names and one.on <= today and (one.until is None or today <= one.until)
    )


def _stands(facts: TeamFacts, names: str, today: date) -> ClearanceRecord | None:
    found = standing(facts.clearances, names, today)
    return found[-1] if found else None


def _positions(facts: TeamFacts, *, is_single: bool) -> Iterator[TeamItem]:
    page = facts.page
    if not is_single and page is not None and "positions" in page.ticks:
        yield TeamItem("positions", "positions", "")


def _questions(facts: TeamFacts) -> Iterator[TeamItem]:
    for question in questions_asked(facts.page, facts.questions):
        yield TeamItem("question", question.id, question.text, question=question)


def questions_asked(page: PageSent | None, questions: Iterable[Question]) -> tuple[Question, ...]:
    """Return the questions on a page; of one that does not say so, all that are open."""
    if page is not None and _names_its_things(page):
        return tuple(one for one in questions if one.id in page.questions)
    return tuple(one for one in questions if one.is_open)


def team_due(log: Log, person: str, today: date) -> TeamDue | None:
    """Return the last page if its answer is open, or ``None``; little is read for it."""
    page = log.pages.newest(person)
    if page is None or not 0 <= (today - page.happened.day).days <= ASK_AT_MOST_DAYS:
        return None
    said = [one for one in log.team_answers.of(person) if one.page == page.id]
    closed = {one.thing for one in said if one.asked == "question"}
    asked = questions_asked(page, log.questions.of(person))
    left = [one for one in asked if one.is_open and one.id not in closed]
    has_answer = any(one.answer != "not-yet" for one in said)
    if has_answer and not left:
        return None
    days = (today - page.happened.day).days
    asks = not said and days >= ASK_AFTER_DAYS
    return TeamDue(page.id, page.happened.day, len(left), asks, page.way)
