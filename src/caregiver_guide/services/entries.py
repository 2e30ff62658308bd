# SPDX-License-Identifier: GPL-3.0-or-later
"""Any entry of the log in words: what it says, who wrote it and when, and how it came to that.

Names and places are words here already; a code such as ``declined`` or ``finished`` gets its words
where it is shown.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import date
from typing import Any, Literal

from caregiver_guide.content.library import Library
from caregiver_guide.domain.session import (
    Caregiver,
    CheckAnswers,
    ClearanceRecord,
    ComfortSigns,
    ConditionRecord,
    Fact,
    FollowUp,
    Moment,
    Person,
    Rating,
    Reaction,
    SessionRecord,
    SignsLooked,
    TeamAnswer,
    ZoneRecord,
    ZonesAnswer,
)
from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.history import minutes_of, routine_name
from caregiver_guide.services.moving import is_moved_away
from caregiver_guide.services.plan_words import PlanWords
from caregiver_guide.services.safety_map import clearance_title
from caregiver_guide.services.taking_away import may_put_back
from caregiver_guide.storage.log import Log

Told = str | int | date | Moment | None
"""What stands in one place of an entry; ``None`` and "" where nothing was written."""

What = Literal["written", "changed", "taken-away", "put-back", "looked-at"]

CODES = frozenset(
    {
        "state",
        "value",
        "source",
        "drinks",
        "tells_by",
        "answer-to-marks",
        "no-plan",
        "lasted",
        "is_complete",
        "team-word",
        "role",
    }
)
"""The places of an entry that hold a code; the words for it are those of the screen."""

KINDS = (
    "session",
    "rating",
    "comfort-signs",
    "reaction",
    "note",
    "follow-up",
    "zone",
    "condition",
    "clearance",
    "zones-answer",
    "question",
    "contact",
    "weekly-plan",
    "person",
    "check",
    "signs-looked",
    "team-answer",
    "caregiver",
)
"""The kinds of entries that a caregiver sees, as they are listed."""

HAPPENED = "happened"
"""The part of a change that tells when it was so; for a massage itself it is when it began."""

READ_ONLY = frozenset({"check", "signs-looked", "team-answer", "caregiver"})
"""Kinds that are answered anew or changed elsewhere, and never taken away."""

_SEVERITIES = {"comfort": "comfort-only"}


@dataclass(frozen=True, slots=True)
class Part:
    """One place of an entry: its name, and what stands there."""

    name: str
    value: Told


@dataclass(frozen=True, slots=True)
class PartChange:
    """One place of an entry that a version changed."""

    name: str
    before: Told
    after: Told


@dataclass(frozen=True, slots=True)
class Version:
    """One version: what it did, by whom (empty where nobody knows), when and why."""

    what: What
    by: str
    written: Moment
    changes: tuple[PartChange, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it stands now.

    ``title`` names it in words of its own, and may be empty where its kind says enough. ``time`` is
    "before" or "after" for what was said at one of these times. ``massage`` names the massage that
    it belongs to and ``given_by`` who gave that. Of what was moved to another person
    (``is_moved``) it tells the kind and when it was moved, and nothing that it said.
    """

    id: str
    kind: str
    title: str
    time: str
    massage: str
    given_by: str
    written_by: str
    happened: Moment
    written: Moment
    parts: tuple[Part, ...]
    version: int
    is_in_bin: bool
    is_moved: bool = False

    def value(self, name: str) -> Told:
        """Return what stands in one place, ``None`` where there is no such place."""
        return next((part.value for part in self.parts if part.name == name), None)


@dataclass(frozen=True, slots=True)
class EntryView:
    """One entry with every version, the newest first."""

    person_name: str
    entry: Entry
    versions: tuple[Version, ...]
    may_write: bool
    may_put_back: bool = False


class Entries:
    """Entries of one person's log in words."""

    def __init__(self, log: Log, library: Library, person: Person) -> None:
        self._log = log
        self._library = library
        self._person = person
        self._words = PlanWords(library, person.name)
        self._names: dict[str, str] = {}

    def view(self, fact_id: str) -> EntryView | None:
        """Return one entry of this person with all its versions, ``None`` when there is none."""
        facts = self._log.facts_of(fact_id)
        fact = facts.one(fact_id) if facts is not None else None
        if facts is None or fact is None or facts.kind not in KINDS:
            return None
        if not self._is_about_person(fact):
            return None
        entry = self.entry(facts.kind, fact)
        versions = (
            (Version("taken-away", entry.written_by, fact.written, (), fact.why),)
            if entry.is_moved
            else self.versions(facts.kind, facts.history(fact_id))
        )
        return EntryView(
            self._person.name,
            entry,
            versions,
            may_write=not self._log.is_read_only,
            may_put_back=may_put_back(self._log, fact),
        )

    def _is_about_person(self, fact: Fact) -> bool:
        """Return whether an entry is this person's, or that of somebody whom their entries name."""
        if isinstance(fact, Caregiver):
            return any(one.id == fact.id for one in self._log.caregivers_of(self._person))
        return bool(getattr(fact, "person", fact.id) == self._person.id)

    def entry(self, kind: str, fact: Fact) -> Entry:
        """Return one version of an entry in words."""
        if is_moved_away(fact):
            return self._moved(kind, fact)
        session = self._massage(fact)
        return Entry(
            id=fact.id,
            kind=kind,
            title=self.title(kind, fact),
            time=getattr(fact, "when", "") if kind in ("rating", "comfort-signs") else "",
            massage=routine_name(self._library, session.routine) if session is not None else "",
            given_by=self.name_of(session.caregiver) if session is not None else "",
            written_by=self.name_of(fact.recorded_by),
            happened=fact.happened,
            written=fact.written,
            parts=self.parts(kind, fact),
            version=fact.version,
            is_in_bin=fact.is_in_bin,
        )

    def _moved(self, kind: str, fact: Fact) -> Entry:
        """Return what may be told of what is somebody else's: that it was moved, and when."""
        return Entry(
            id=fact.id,
            kind=kind,
            title="",
            time="",
            massage="",
            given_by="",
            written_by=self.name_of(fact.recorded_by),
            happened=fact.written,
            written=fact.written,
            parts=(),
            version=fact.version,
            is_in_bin=True,
            is_moved=True,
        )

    def versions(self, kind: str, history: tuple[Fact, ...]) -> tuple[Version, ...]:
        """Return what each version did, the newest first."""
        # A massage that runs is written in several versions: those are no changes yet.
        history = tuple(
            one for one in history if getattr(one, "state", "") not in ("running", "paused")
        )
        if not history:
            return ()
        first = history[0]
        found = [Version("written", self.name_of(first.recorded_by), first.written, (), "")]
        for old, new in itertools.pairwise(history):
            found.append(self._version(kind, old, new))
        return tuple(reversed(found))

    def _version(self, kind: str, old: Fact, new: Fact) -> Version:
        is_moved = is_moved_away(old) or is_moved_away(new)
        changes = () if is_moved else self.changes(kind, old, new)
        what: What = "changed" if changes else "looked-at"
        if old.is_in_bin != new.is_in_bin:
            what = "taken-away" if new.is_in_bin else "put-back"
        return Version(what, self.name_of(new.recorded_by), new.written, changes, new.why)

    def changes(self, kind: str, old: Fact, new: Fact) -> tuple[PartChange, ...]:
        """Return the places that differ between two versions."""
        before = {part.name: part.value for part in self.parts(kind, old)}
        after = {part.name: part.value for part in self.parts(kind, new)}
        if old.happened != new.happened and not isinstance(new, SessionRecord):
            # It went along with the day of its massage.
            before[HAPPENED], after[HAPPENED] = old.happened, new.happened
        return tuple(
            PartChange(name, before.get(name), after.get(name))
            for name in dict.fromkeys((*before, *after))
            if before.get(name) != after.get(name)
        )

    def name_of(self, caregiver: str) -> str:
        """Return a caregiver's name, from the bin too; empty when nobody knows."""
        if caregiver and caregiver not in self._names:
            found = self._log.caregivers.one(caregiver)
            self._names[caregiver] = found.name if found is not None else ""
        return self._names.get(caregiver, "")

    def title(self, kind: str, fact: Fact) -> str:
        """Return what an entry is called, in its own words."""
        if isinstance(fact, ZoneRecord):
            name, place = self._condition(fact.condition), self._places(fact.regions)
            return f"{name}, {place}" if place else name
        if isinstance(fact, ConditionRecord):
            return self._condition(fact.condition)
        if isinstance(fact, ClearanceRecord):
            return clearance_title(self._library, fact.names)
        if isinstance(fact, SessionRecord):
            return routine_name(self._library, fact.routine)
        if isinstance(fact, Rating):
            return self._question(fact.question)
        if isinstance(fact, SignsLooked):
            return ", ".join(self._condition(sign) for sign in fact.signs)
        if isinstance(fact, TeamAnswer):
            return self._asked_about(fact)
        if isinstance(fact, Reaction):
            name, place = self._reaction(fact.what), self._places(fact.regions)
            return f"{name}, {place}" if place else name
        named = {
            "note": "text",
            "question": "text",
            "contact": "name",
            "person": "name",
            "caregiver": "name",
        }
        return str(getattr(fact, named[kind])) if kind in named else ""

    def parts(self, kind: str, fact: Fact) -> tuple[Part, ...]:
        """Return all that an entry says, place by place."""
        made: dict[str, Callable[[Any], dict[str, Told]]] = {
            "session": self._session,
            "rating": self._rating,
            "comfort-signs": self._signs,
            "reaction": self._reaction_parts,
            "follow-up": self._follow_up,
            "zone": self._finding,
            "condition": self._finding,
            "clearance": self._clearance,
            "zones-answer": self._zones_answer,
            "person": self._person_parts,
            "check": self._check,
            "signs-looked": self._looked,
            "team-answer": self._team_answer,
        }
        if kind in made:
            return tuple(Part(name, value) for name, value in made[kind](fact).items())
        plain = {
            "note": ("text",),
            "question": ("text", "answer", "answered_by", "answered_on"),
            "contact": ("name", "phone"),
            "caregiver": ("name", "role", "phone"),
            "weekly-plan": ("massages",),
        }
        return tuple(Part(name, getattr(fact, name)) for name in plain.get(kind, ()))

    def _session(self, one: SessionRecord) -> dict[str, Told]:
        position = self._library.positions.get(one.position)
        reasons = self._library.files.stop_reasons.reason
        reason = next((each.text for each in reasons if each.id == one.stop_reason), "")
        return {
            "routine": routine_name(self._library, one.routine),
            "given_by": self.name_of(one.caregiver),
            "position": self._words.fill(position.name) if position else one.position,
            "started": one.started,
            "minutes": minutes_of(one),
            "state": one.state,
            "stop_reason": self._words.fill(reason) or one.stop_reason or "",
            "no-plan": "told" if one.is_told else "",
        }

    def _rating(self, one: Rating) -> dict[str, Told]:
        return {"value": one.value, "source": one.source}

    def _signs(self, one: ComfortSigns) -> dict[str, Told]:
        found: dict[str, Told] = {}
        for sign in self._library.files.comfort_signs.sign:
            value = one.values.get(sign.id)
            level = self._words.fill(sign.levels[value]) if value is not None else ""
            found[f"sign:{self._words.fill(sign.text)}"] = level
        return found

    def _reaction_parts(self, one: Reaction) -> dict[str, Told]:
        severity = _SEVERITIES.get(one.severity, one.severity)
        known: dict[str, str] = {
            each.id: each.text for each in self._library.files.reactions.severity
        }
        return {
            "what": self._reaction(one.what),
            "where": self._places(one.regions),
            "severity": self._words.fill(known.get(severity, severity)),
            "lasted": one.lasted,
            "what_done": one.what_done,
            "note": one.note,
        }

    def _follow_up(self, one: FollowUp) -> dict[str, Told]:
        file = self._library.files.follow_up
        known = {each.id: self._words.fill(each.text) for each in file.answer}
        known["nothing-new"] = self._words.fill(self._library.files.reactions.nothing_new)
        answers = ", ".join(known.get(answer, answer) for answer in one.answers)
        return {"answers": answers, "what_done": one.what_done}

    def _finding(self, one: ZoneRecord | ConditionRecord) -> dict[str, Told]:
        found: dict[str, Told] = {"what": self._condition(one.condition)}
        if isinstance(one, ZoneRecord):
            found["where"] = self._places(one.regions)
        found |= {"since": one.since, "until": one.until, "said_by": one.said_by}
        if isinstance(one, ZoneRecord):
            found["said_on"] = one.said_on
        return found | {"note": one.note}

    def _clearance(self, one: ClearanceRecord) -> dict[str, Told]:
        return {
            "refused" if one.is_refused else "allowed": clearance_title(self._library, one.names),
            "said_by": one.said_by,
            "on": one.on,
            "until": one.until,
            "asked_on": one.asked_on,
            "note": one.note,
        }

    def _zones_answer(self, one: ZonesAnswer) -> dict[str, Told]:
        return {"answer-to-marks": one.answer, "on": one.day}

    def _check(self, one: CheckAnswers) -> dict[str, Told]:
        signs = ", ".join(self._condition(sign) for sign in one.signs)
        not_sure = ", ".join(self._condition(sign) for sign in one.not_sure)
        return {
            "on": one.day,
            "signs": signs,
            "not_sure": not_sure,
            "is_complete": "yes" if one.is_complete else "no",
        }

    def _looked(self, one: SignsLooked) -> dict[str, Told]:
        return {
            "signs": ", ".join(self._condition(sign) for sign in one.signs),
            "said_by": one.said_by,
            "said_on": one.on,
            "note": one.note,
        }

    def _team_answer(self, one: TeamAnswer) -> dict[str, Told]:
        return {
            "team-word": one.answer,
            "said_by": one.said_by,
            "said_on": one.said_on,
            "until": one.until,
            "note": one.note,
        }

    def _asked_about(self, one: TeamAnswer) -> str:
        """Return the place, yes or question that the care team was asked about, in words."""
        facts = self._log.facts_of(one.thing) if one.thing else None
        fact = facts.one(one.thing) if facts is not None else None
        if facts is not None and fact is not None:
            return self.title(facts.kind, fact)
        return clearance_title(self._library, one.thing) if one.asked == "clearance" else ""

    def _person_parts(self, one: Person) -> dict[str, Told]:
        known = self._library.files.products.allergies
        allergies = (
            known[key].name if key in known else key.removeprefix("other:").strip()
            for key in one.allergies
        )
        return {
            "name": one.name,
            "birth_date": one.birth_date,
            "allergies": ", ".join(allergies),
            "drinks": one.drinks,
            "likes": one.likes,
            "says_stop": one.says_stop,
            "tells_by": one.tells_by,
            "skin": " ".join(one.skin.split("/")).strip(),
            "colour": one.colour,
        }

    def _massage(self, fact: Fact) -> SessionRecord | None:
        if isinstance(fact, SessionRecord):
            return fact
        session = getattr(fact, "session", "")
        found = self._log.sessions.one(session) if session else None
        return None if found is None or is_moved_away(found) else found

    def _condition(self, condition: str) -> str:
        entry = self._library.conditions.get(condition)
        return condition if entry is None else self._words.fill(entry.name)

    def _places(self, regions: tuple[str, ...]) -> str:
        known = self._library.book.body.index
        return self._words.places(tuple(region for region in regions if region in known))

    def _question(self, question: str) -> str:
        entries = self._library.files.ratings.rating
        return next(
            (self._words.fill(one.short) for one in entries if one.id == question), question
        )

    def _reaction(self, what: str) -> str:
        entries = self._library.files.reactions.reaction
        return next((self._words.fill(one.text) for one in entries if one.id == what), what)
