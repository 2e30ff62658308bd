# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything the screen "Pat & safety" shows: marked places, conditions, clearances, and words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from caregiver_guide.content.library import Library
from caregiver_guide.content.places import PlaceReader
from caregiver_guide.content.schema import ConditionEntry
from caregiver_guide.domain.conditions import Kind
from caregiver_guide.domain.profile import (
    CARE_PLAN,
    LEGS,
    PRESSURE_2,
    Drinks,
    Profile,
)
from caregiver_guide.domain.rulebook import UNKNOWN_CONDITION
from caregiver_guide.domain.session import (
    ClearanceRecord,
    ConditionRecord,
    Person,
    ZoneRecord,
    ZonesAnswer,
    ZonesAnswerWord,
)
from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.keep_away import ZoneKind, zone_kind
from caregiver_guide.services.plan_words import PlanWords, ReasonWords
from caregiver_guide.services.profile_of import (
    clearance_of,
    condition_finding_of,
    finding_of,
)

if TYPE_CHECKING:
    from caregiver_guide.services.mistakes import MistakeLine

Mark = ZoneKind
AnswerState = Literal["answered", "due", "open"]
"""Of "anything to keep away from?": answered, answered too long ago, or not answered."""

_TELLING = 4
"""From how many letters on a word tells what somebody looks for."""
BodyPart = Literal["head", "arms", "front", "back", "legs", "feet"]

CATEGORIES = (
    "device", "skin", "circulation", "cancer", "bones", "nerves", "whole-body", "pregnancy",
    "dementia", "product",
)  # fmt: skip
"""The categories offered, in their order on the screen."""


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A marked place or a condition of the whole person, as it is listed.

    ``number`` is 0 for what has no place on the map. ``around`` are the places that hands also
    leave free. ``counts`` is false once it is over. ``looked_on`` is the day when somebody last
    wrote, changed or confirmed it, ``is_due`` whether that is too long ago. ``lifts`` says when
    it ends. ``said_on`` is the day on which ``said_by`` said so, where that is known. One that is
    not ``is_saved`` was said, and the disk refused it so far.
    """

    id: str
    number: int
    condition: str
    name: str
    place: str
    told: str
    mark: Mark
    regions: tuple[str, ...]
    around: tuple[str, ...]
    since: date | None
    until: date | None
    said_by: str
    note: str
    is_zone: bool
    waits_for_mark: bool
    counts: bool
    looked_on: date
    is_due: bool
    lifts: str
    said_on: date | None = None
    is_saved: bool = True


@dataclass(frozen=True, slots=True)
class ClearanceLine:
    """Somebody's yes, or a no that stands: what it is about, who said it, and when."""

    id: str
    names: str
    title: str
    said_by: str
    on: date
    until: date | None
    counts: bool
    is_refused: bool = False


@dataclass(frozen=True, slots=True)
class ClearanceChoice:
    """Something that somebody's yes can lift; ``lifts`` says what has to be said."""

    names: str
    title: str
    lifts: str


@dataclass(frozen=True, slots=True)
class RegionChoice:
    """A region in words, without whose it is: "left palm"."""

    id: str
    words: str
    part: BodyPart
    is_private: bool


@dataclass(frozen=True, slots=True)
class ConditionChoice:
    """Something to mark or to note; ``usual`` are the places where it usually is."""

    id: str
    name: str
    also: tuple[str, ...]
    category: str
    told: str
    reason: ReasonWords
    mark: Mark
    is_zone: bool
    usual: frozenset[str]
    takes_side: bool


@dataclass(frozen=True, slots=True)
class SafetyView:
    """The whole screen at one moment; ``mistakes`` were taken away and can still be put back."""

    person_id: str
    person_name: str
    tone: str
    today: date
    zones: tuple[FindingLine, ...]
    conditions: tuple[FindingLine, ...]
    over: tuple[FindingLine, ...]
    clearances: tuple[ClearanceLine, ...]
    clearable: tuple[ClearanceChoice, ...]
    allergies: tuple[str, ...]
    allergy_choices: tuple[tuple[str, str], ...]
    drinks: Drinks
    answer: ZonesAnswerWord | None
    answered_on: date | None
    regions: tuple[RegionChoice, ...]
    neighbours: Mapping[str, tuple[str, ...]]
    choices: tuple[ConditionChoice, ...]
    leads_on: bool
    in_massage: bool
    answer_state: AnswerState = "open"
    mistakes: tuple[MistakeLine, ...] = ()

    @property
    def due(self) -> tuple[FindingLine, ...]:
        """What counts and was not looked at for too long, places first."""
        return tuple(line for line in (*self.zones, *self.conditions) if line.is_due)


@dataclass(frozen=True, slots=True)
class FindingDraft:
    """What is to be written down about a place or the whole person; without id it is new."""

    condition: str
    regions: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    said_by: str = ""
    note: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class ClearanceDraft:
    """Somebody's yes to be written down."""

    names: str
    said_by: str
    on: date
    until: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """Allergies (ids, or "other: words") and what the person may drink."""

    allergies: tuple[str, ...]
    drinks: Drinks


@dataclass(frozen=True, slots=True)
class DrawingDraft:
    """How the person is to be drawn: ids of the figure."""

    tone: str
    build: str
    hair: str
    face: str


def safety_view(
    library: Library,
    person: Person,
    zones: Iterable[ZoneRecord],
    conditions: Iterable[ConditionRecord],
    clearances: Iterable[ClearanceRecord],
    answer: ZonesAnswer | None,
    today: date,
    *,
    leads_on: bool = False,
    in_massage: bool = False,
    gives_as_aide: bool = False,
    unsaved: Iterable[FindingDraft] = (),
) -> SafetyView:
    """Return the screen; with ``leads_on`` it stands on the way to a massage.

    With ``in_massage`` a session waits for it. ``unsaved`` is what the disk refused so far: it is
    listed, and answers nothing yet.
    """
    given = tuple(clearances)
    saved = finding_lines(library, person.name, zones, conditions, given, today)
    waiting = _unsaved_lines(library, person.name, unsaved, given, today, saved)
    lines = (*saved, *waiting)
    allergies = library.files.products.allergies
    return SafetyView(
        person_id=person.id,
        person_name=person.name,
        tone=person.skin,
        today=today,
        zones=tuple(line for line in lines if line.counts and line.is_zone),
        conditions=tuple(line for line in lines if line.counts and not line.is_zone),
        over=tuple(line for line in lines if not line.counts),
        clearances=_clearance_lines(library, given, today),
        clearable=clearance_choices(
            library,
            person.name,
            [line.condition for line in lines if line.counts],
            gives_as_aide=gives_as_aide,
        ),
        allergies=person.allergies,
        allergy_choices=tuple((key, entry.name) for key, entry in allergies.items()),
        drinks=person.drinks,
        answer=None if answer is None else answer.answer,
        answered_on=None if answer is None else answer.day,
        regions=region_choices(library, person.name),
        neighbours=neighbours(library),
        choices=condition_choices(library, person.name, [line.condition for line in lines]),
        leads_on=leads_on,
        in_massage=in_massage,
        answer_state=answer_state(library, answer, saved, today),
    )


def _unsaved_lines(
    library: Library,
    name: str,
    drafts: Iterable[FindingDraft],
    clearances: tuple[ClearanceRecord, ...],
    today: date,
    saved: Sequence[FindingLine],
) -> tuple[FindingLine, ...]:
    """Return what was said and is not in the log yet, numbered after what is."""
    zones: list[ZoneRecord] = []
    conditions: list[ConditionRecord] = []
    for number, draft in enumerate(drafts):
        condition = library.book.conditions.get(draft.condition)
        told = ConditionRecord(
            id=f"unsaved:{number}",
            person="",
            condition=draft.condition,
            since=draft.since,
            until=draft.until,
            said_by=draft.said_by,
            note=draft.note,
        )
        if draft.regions or condition is None or condition.kind is Kind.ZONE:
            zones.append(
                ZoneRecord(
                    id=told.id,
                    person="",
                    condition=draft.condition,
                    regions=draft.regions,
                    since=draft.since,
                    until=draft.until,
                    said_by=draft.said_by,
                    note=draft.note,
                )
            )
        else:
            conditions.append(told)
    lines = finding_lines(library, name, zones, conditions, clearances, today)
    known = max((line.number for line in saved), default=0)
    return tuple(
        replace(
            line,
            number=line.number + known if line.number else 0,
            is_saved=False,
            is_due=False,
            waits_for_mark=False,
        )
        for line in lines
    )


def answer_state(
    library: Library,
    answer: ZonesAnswer | None,
    lines: Sequence[FindingLine],
    today: date,
) -> AnswerState:
    """Return how "anything to keep away from?" stands, from the last answer and all ``lines``.

    What counts is an answer by itself: each mark is looked at again on its own. *I must ask* is
    none, and a mark that was taken away as a mistake leaves the question as open as before.
    """
    if answer is None or answer.answer == "must-ask":
        return "answered" if answer is None and any(line.counts for line in lines) else "open"
    if any(line.counts for line in lines):
        return "answered"
    if answer.answer == "marked" and not lines:
        return "open"
    looked = [line.looked_on for line in lines] if answer.answer == "marked" else []
    return "due" if _is_long_ago(library, max((answer.day, *looked)), today) else "answered"


def _is_long_ago(library: Library, day: date, today: date) -> bool:
    """Whether nobody has looked since ``day`` for too long; a day to come was a wrong clock."""
    return day > today or (today - day).days >= library.files.today_check.review_after_days


def finding_lines(
    library: Library,
    name: str,
    zones: Iterable[ZoneRecord],
    conditions: Iterable[ConditionRecord],
    clearances: Iterable[ClearanceRecord],
    today: date,
) -> tuple[FindingLine, ...]:
    """Return every finding; places that count are numbered as on every other picture."""
    words = PlanWords(library, name)
    profile = Profile(
        on=today,
        # As the plan counts them: a yes says nothing of a mark that came after it.
        clearances=tuple(clearance_of(one) for one in clearances if not one.is_refused),
    )
    lines: list[FindingLine] = []
    number = 0
    for zone in zones:
        line = _zone_line(words, profile, zone)
        if line.counts:
            number += 1
            line = replace(line, number=number)
        lines.append(line)
    lines.extend(_condition_line(words, profile, record) for record in conditions)
    return tuple(
        replace(line, is_due=line.counts and _is_long_ago(library, line.looked_on, today))
        for line in lines
    )


def _zone_line(words: PlanWords, profile: Profile, zone: ZoneRecord) -> FindingLine:
    library = words.library
    body = library.book.body
    known = tuple(region for region in zone.regions if region in body.index)
    condition = library.book.conditions.get(zone.condition)
    entry = _entry(library, zone.condition)
    if condition is None:
        # An id of another version is never passed over.
        return _line(zone, entry, words, "ask", place=words.places(known), regions=known)
    marked = body.mask(known)
    kind = zone_kind(words, profile, replace(zone, regions=known))
    alone = finding_of(library.book, replace(zone, regions=known))
    avoided = library.planner.rulings(replace(profile, findings=(alone,))).avoided
    return replace(
        _line(zone, entry, words, kind or entry.mark, place=words.places(known), regions=known),
        around=body.ids(avoided & ~marked) if marked else (),
        waits_for_mark=not known and condition.waits_for_mark,
        counts=kind is not None,
    )


def _condition_line(words: PlanWords, profile: Profile, record: ConditionRecord) -> FindingLine:
    library = words.library
    entry = _entry(library, record.condition)
    line = _line(record, entry, words, entry.mark)
    if record.condition not in library.book.conditions:
        return line
    alone = condition_finding_of(library.book, record)
    rulings = library.planner.rulings(replace(profile, findings=(alone,)))
    return replace(line, counts=bool(rulings.counting))


def _entry(library: Library, condition: str) -> ConditionEntry:
    return library.conditions.get(condition) or library.conditions[UNKNOWN_CONDITION]


def _line(
    record: ZoneRecord | ConditionRecord,
    entry: ConditionEntry,
    words: PlanWords,
    mark: Mark,
    place: str = "",
    regions: tuple[str, ...] = (),
) -> FindingLine:
    return FindingLine(
        id=record.id,
        number=0,
        condition=record.condition,
        name=entry.name,
        place=place,
        told=words.fill(entry.told),
        mark=mark,
        regions=regions,
        around=(),
        since=record.since,
        until=record.until,
        said_by=record.said_by,
        note=record.note,
        is_zone=isinstance(record, ZoneRecord),
        waits_for_mark=False,
        counts=True,
        looked_on=record.written.day,
        is_due=False,
        lifts=words.fill(_lifts_of(entry)),
        said_on=record.said_on if isinstance(record, ZoneRecord) else None,
    )


def _clearance_lines(
    library: Library, clearances: Iterable[ClearanceRecord], today: date
) -> tuple[ClearanceLine, ...]:
    lines = [
        ClearanceLine(
            id=record.id,
            names=record.names,
            title=clearance_title(library, record.names),
            said_by=record.said_by,
            on=record.on,
            until=record.until,
            counts=not record.is_refused
            and record.on <= today
            and (record.until is None or today <= record.until),
            is_refused=record.is_refused,
        )
        for record in clearances
    ]
    return tuple(sorted(lines, key=lambda line: not line.counts))


def clearance_title(library: Library, names: str) -> str:
    """Return what a clearance is about, in a few words; the id itself where it is not known."""
    entry = library.conditions.get(_words_of(names))
    return names if entry is None else entry.name


def _words_of(names: str) -> str:
    """Return the condition whose words speak for a clearance."""
    general = {LEGS: "default-legs", PRESSURE_2: "default-pressure", CARE_PLAN: "aide-not-in-plan"}
    return general.get(names, names)


def clearance_choices(
    library: Library,
    name: str,
    conditions: Iterable[str],
    *,
    gives_as_aide: bool = False,
) -> tuple[ClearanceChoice, ...]:
    """Return what a yes could lift for somebody with ``conditions``, the general ones first."""
    words = PlanWords(library, name)
    names = [LEGS, PRESSURE_2, *([CARE_PLAN] if gives_as_aide else [])]
    for condition_id in conditions:
        condition = library.book.conditions.get(condition_id)
        for rule in condition.rules if condition is not None else ():
            names.extend(rule.lifted_by)
    found = []
    for one in dict.fromkeys(names):
        entry = library.conditions.get(_words_of(one))
        if entry is not None:
            found.append(ClearanceChoice(one, entry.name, words.fill(_lifts_of(entry))))
    return tuple(found)


def _lifts_of(entry: ConditionEntry) -> str:
    """Return what lifts an entry: the sentence of its liftable rule, else its own."""
    for rule in entry.rule:
        if (rule.until_cleared or rule.lifted_by) and rule.lifts:
            return rule.lifts
    return entry.lifts or ""


def region_choices(library: Library, name: str) -> tuple[RegionChoice, ...]:
    """Return all regions in words, by part of the body from head to feet, right before left."""
    body = library.book.body
    words = PlanWords(library, name)
    parts: tuple[BodyPart, ...] = ("head", "arms", "front", "back", "legs", "feet")
    found = [
        RegionChoice(region.id, words.region(region.id), _part(library, number), region.is_private)
        for number, region in enumerate(body.regions)
    ]
    return tuple(sorted(found, key=lambda choice: parts.index(choice.part)))


def _part(library: Library, number: int) -> BodyPart:
    body = library.book.body
    if body.groups["feet"] >> number & 1:
        return "feet"
    parts: Mapping[str, BodyPart] = {
        "head & neck": "head",
        "trunk, front": "front",
        "trunk, back": "back",
        "arm": "arms",
    }
    return parts.get(body.regions[number].group, "legs")


def neighbours(library: Library) -> Mapping[str, tuple[str, ...]]:
    """Return for every region the regions beside it."""
    body = library.book.body
    return {
        region.id: body.ids(body.around(number) & ~(1 << number))
        for number, region in enumerate(body.regions)
    }


@lru_cache(maxsize=2)
def _usual_places(library: Library) -> Mapping[str, frozenset[str]]:
    """Return where each thing usually is, by its id; nothing for what has no place."""
    body = library.book.body
    reader = PlaceReader(body, {})
    return {
        name: frozenset(body.ids(reader.mask(entry.usual)))
        for name, entry in library.conditions.items()
        if entry.usual is not None
    }


def condition_choices(
    library: Library, name: str, noted: Iterable[str] = ()
) -> tuple[ConditionChoice, ...]:
    """Return everything that can be noted, by category; today's signs belong to the check.

    What is ``noted`` already is among them, at the end, whatever its category is.
    """
    here = frozenset(noted)
    words = PlanWords(library, name)
    usual = _usual_places(library)
    found = []
    for condition_id, entry in library.conditions.items():
        if entry.category not in CATEGORIES and condition_id not in here:
            continue
        found.append(
            ConditionChoice(
                id=condition_id,
                name=entry.name,
                also=tuple(entry.also),
                category=entry.category,
                told=words.fill(entry.told),
                reason=_reason(words, entry),
                mark=entry.mark,
                is_zone=entry.kind == "zone",
                usual=usual.get(condition_id, frozenset()),
                takes_side=entry.kind != "zone" and entry.unknown_as is not None,
            )
        )
    ranks = {category: rank for rank, category in enumerate(CATEGORIES)}
    return tuple(sorted(found, key=lambda choice: ranks.get(choice.category, len(ranks))))


def _reason(words: PlanWords, entry: ConditionEntry) -> ReasonWords:
    """Return why something is as it is, whatever the plan."""
    return ReasonWords(
        title=entry.name,
        text=words.fill(entry.told),
        why=words.fill(entry.why),
        source=tuple(entry.source),
        grade=entry.grade,
        lifts=words.fill(_lifts_of(entry)) or None,
        known=words.known(entry.source, entry.grade, entry.seen),
    )


def found_choices(
    choices: Iterable[ConditionChoice], typed: str, regions: Iterable[str] = ()
) -> tuple[ConditionChoice, ...]:
    """Return the choices that the words ``typed`` may mean, the best first.

    Nothing typed returns all. Of what fits about as well, that which usually sits on one of
    ``regions`` comes first, and of that what is called so, then what sits in few other places.
    Where nothing has all the words ("bedsore on the heel"), those come that have one of them; at
    last a plural is tried as one ("sores").
    """
    here = frozenset(regions)
    asked = typed.casefold().split()
    offered = tuple(choices)
    found = _ranked(offered, [asked], here)
    if not found and len(asked) > 1:
        telling = [[word] for word in asked if len(word) >= _TELLING]
        found = _ranked(offered, telling, here)
    singular = [word[:-1] if len(word) > _TELLING and word[-1] == "s" else word for word in asked]
    if not found and singular != asked:
        found = _ranked(offered, [singular], here)
    return found


def _ranked(
    choices: Sequence[ConditionChoice], asked: Sequence[list[str]], here: frozenset[str]
) -> tuple[ConditionChoice, ...]:
    """Return the choices that fit one of the groups of words, the best first."""
    ranked: list[tuple[tuple[float, ...], ConditionChoice]] = []
    for place, choice in enumerate(choices):
        fits = [fit for words in asked if (fit := _fit(choice, words)) is not None]
        if not fits:
            continue
        rank, is_part, phrase = min(fits)
        is_here = bool(here & choice.usual)
        spread = len(choice.usual) if is_here else 0
        # Its own name to the letter is it, wherever it usually sits.
        ranked.append(((rank, not is_here, is_part, spread, phrase, place), choice))
    return tuple(choice for _, choice in sorted(ranked, key=lambda item: item[0]))


def _fit(choice: ConditionChoice, asked: list[str]) -> tuple[int, bool, int] | None:
    """Return how well a choice fits the words, the lowest the best, and by which of its phrases.

    0 is its whole name; 1 another whole phrase of it, or (a part of one) words of its name; 2 words
    of another phrase; 3 inside of words. The phrases count from its ``also``, in which those that
    mean it most come first; its name comes last.
    """
    if not asked:
        return 0, False, 0
    whole = " ".join(asked)
    found: list[tuple[int, bool, int]] = []
    last = len(choice.also)
    for number, phrase in enumerate((*choice.also, choice.name)):
        told = phrase.casefold()
        is_name = number == last
        spoken = told.replace(",", " ").replace("(", " ").replace("-", " ").split()
        if told == whole:
            found.append((0 if is_name else 1, False, number))
        elif all(any(word.startswith(part) for word in spoken) for part in asked):
            found.append((1 if is_name else 2, True, number))
        elif all(part in told for part in asked):
            found.append((3, True, number))
    return min(found, default=None)
