# SPDX-License-Identifier: GPL-3.0-or-later
"""Changing an entry of any kind: what can be put right in it, and writing that as a new version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Literal, get_args

from caregiver_guide.content.library import Library
from caregiver_guide.domain.session import (
    COMFORT_SIGNS,
    ClearanceRecord,
    ComfortSigns,
    Fact,
    Moment,
    Person,
    Rating,
    ReactionLength,
    SessionRecord,
)
from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.history import PastMassage, minutes_of, past_moment
from caregiver_guide.services.plan_words import PlanWords
from caregiver_guide.storage.log import Log

FieldKind = Literal["line", "words", "choice", "day"]
Given = str | date | None
"""What was put into a field: words or a choice, a day, or nothing."""

_TEXTS: Mapping[str, tuple[str, ...]] = {
    "note": ("text",),
    "question": ("text", "answer", "answered_by", "answered_on"),
    "contact": ("name", "phone"),
    "clearance": ("said_by", "on", "until", "note"),
    "zone": ("since", "until", "said_by", "note"),
    "condition": ("since", "until", "said_by", "note"),
    "reaction": ("severity", "lasted", "what_done", "note"),
    "follow-up": ("what_done",),
    "person": ("name", "birth_date", "likes", "says_stop"),
    "rating": ("value", "source"),
}
_DAYS = frozenset({"on", "until", "since", "answered_on", "birth_date"})
_LONG = frozenset({"text", "answer", "note", "what_done", "likes", "says_stop"})
_NEEDED = frozenset(
    "text name on value source severity given_by routine day time minutes".split()  # noqa: SIM905
)
_SEVERITY_IDS: Mapping[str, str] = {"comfort-only": "comfort"}
_NO_NUMBERS = ("declined", "could-not-say")
MINUTES = (5, 10, 15, 20)
"""How long a massage that is written down afterwards can have been."""


@dataclass(frozen=True, slots=True)
class EditField:
    """One thing that can be put right: what it is called, what stands there, and the choices.

    A choice is a key and its words; empty words are those of the screen for that key.
    """

    name: str
    kind: FieldKind
    value: Given
    options: tuple[tuple[str, str], ...] = ()
    is_needed: bool = False


class NotYetError(ValueError):
    """A massage cannot have been given at a time that has not come."""


def edit_fields(log: Log, library: Library, person: Person, fact_id: str) -> tuple[EditField, ...]:
    """Return what can be put right in an entry; nothing where another form is made for that."""
    facts = log.facts_of(fact_id)
    fact = facts.one(fact_id) if facts is not None else None
    if facts is None or fact is None or fact.is_in_bin:
        return ()
    if isinstance(fact, SessionRecord):
        return _session_fields(log, library, person, fact)
    if isinstance(fact, ComfortSigns):
        return _sign_fields(library, person, fact)
    found = []
    for name in _TEXTS.get(facts.kind, ()):
        options = _options(library, person, name)
        value = getattr(fact, name)
        given: Given = value if isinstance(value, date) or value is None else str(value)
        kind: FieldKind = "words" if name in _LONG else "line"
        if name in _DAYS:
            kind = "day"
        elif options:
            kind = "choice"
        found.append(EditField(name, kind, given, options, is_needed=_is_needed(fact, name)))
    return tuple(found)


def _is_needed(fact: Fact, name: str) -> bool:
    """Return whether something cannot stay empty; nobody's yes is no yes."""
    if name == "said_by":
        return isinstance(fact, ClearanceRecord) and not fact.is_refused
    return name in _NEEDED


def _is_empty(value: Given) -> bool:
    return not value or (isinstance(value, str) and not value.strip())


def _options(library: Library, person: Person, name: str) -> tuple[tuple[str, str], ...]:
    words = PlanWords(library, person.name)
    if name == "severity":
        return tuple(
            (_SEVERITY_IDS.get(one.id, one.id), words.fill(one.text))
            for one in library.files.reactions.severity
        )
    if name == "lasted":
        return tuple((length, "") for length in get_args(ReactionLength) if length)
    if name == "value":
        numbers = tuple((str(number), str(number)) for number in range(11))
        return (*numbers, *((word, "") for word in _NO_NUMBERS))
    if name == "source":
        return (("asked", ""), ("watched", ""))
    return ()


def _sign_fields(library: Library, person: Person, fact: ComfortSigns) -> tuple[EditField, ...]:
    words = PlanWords(library, person.name)
    return tuple(
        EditField(
            f"sign:{words.fill(sign.text)}",
            "choice",
            None if (value := fact.values.get(sign.id)) is None else f"{sign.id}.{value}",
            tuple((f"{sign.id}.{n}", words.fill(level)) for n, level in enumerate(sign.levels)),
        )
        for sign in library.files.comfort_signs.sign
    )


def _session_fields(
    log: Log, library: Library, person: Person, one: SessionRecord
) -> tuple[EditField, ...]:
    words = PlanWords(library, person.name)
    givers = tuple((each.id, each.name) for each in log.caregivers.all())
    positions = tuple((key, words.fill(each.name)) for key, each in library.positions.items())
    fields = [
        EditField("given_by", "choice", one.caregiver, givers, is_needed=True),
        EditField("position", "choice", one.position, positions),
    ]
    if one.is_told:
        # What the app itself counted is no matter of memory; what was told may be told anew.
        routines = tuple((key, each.name) for key, each in library.routines.items())
        known = sorted({*MINUTES, minutes_of(one)})
        minutes = tuple((str(number), "") for number in known)
        local = one.started.local
        fields += [
            EditField("routine", "choice", one.routine, routines, is_needed=True),
            EditField("day", "day", local.date(), is_needed=True),
            EditField("time", "choice", f"{local:%H:%M}", _times(f"{local:%H:%M}"), is_needed=True),
            EditField("minutes", "choice", str(minutes_of(one)), minutes, is_needed=True),
        ]
    return tuple(fields)


def _times(known: str) -> tuple[tuple[str, str], ...]:
    """Return the half hours of a day and the time that is known already."""
    halves = {f"{half // 2:02}:{half % 2 * 30:02}" for half in range(48)}
    return tuple((time, "") for time in sorted({*halves, known}))


def change_entry(
    log: Log, fact_id: str, given: Mapping[str, Given], now: Moment, *, by: str = "", why: str
) -> bool:
    """Write an entry anew with what was given; return whether anything is different.

    What it said before stays readable. Raises ``ValueError`` without a reason or where something
    that is needed is empty, `NotYetError` for a time to come, ``KeyError`` for what nobody knows.
    """
    if not why.strip():
        raise ValueError("a change needs its reason")
    facts = log.facts_of(fact_id)
    fact = facts.one(fact_id) if facts is not None else None
    if facts is None or fact is None:
        raise KeyError(fact_id)
    if any(_is_empty(value) for name, value in given.items() if _is_needed(fact, name)):
        raise ValueError("something that is needed is empty")
    changed = _changed(fact, given, now)
    if changed == fact:
        return False
    facts.change(changed, by=by, why=why)
    return True


def _changed(fact: Fact, given: Mapping[str, Given], now: Moment) -> Fact:
    if isinstance(fact, SessionRecord):
        return _changed_session(fact, given, now)
    if isinstance(fact, ComfortSigns):
        return _changed_signs(fact, given)
    values: dict[str, Any] = {
        name: (value or "") if not isinstance(value, date) and name not in _DAYS else value
        for name, value in given.items()
    }
    if isinstance(fact, Rating):
        value = values["value"]
        values["value"] = value if value in _NO_NUMBERS else int(value)
    return replace(fact, **values)


def _changed_signs(fact: ComfortSigns, given: Mapping[str, Given]) -> ComfortSigns:
    for value in given.values():
        sign, _, level = str(value or "").partition(".")
        known = next((one for one in COMFORT_SIGNS if one == sign), None)
        if known is not None and level:
            fact = fact.having(known, int(level))
    return fact


def _changed_session(one: SessionRecord, given: Mapping[str, Given], now: Moment) -> SessionRecord:
    one = replace(
        one,
        caregiver=str(given.get("given_by") or one.caregiver),
        position=str(given.get("position") or ""),
    )
    day = given.get("day")
    if not one.is_told or not isinstance(day, date):
        return one
    minutes = int(str(given["minutes"]))
    time = datetime.strptime(str(given["time"]), "%H:%M").time()  # noqa: DTZ007 - a time of day
    past = PastMassage(day, time, str(given["routine"]), minutes)
    started = past_moment(past, now)
    if (started.local.date(), f"{started.local:%H:%M}") == (
        one.started.local.date(),
        f"{one.started.local:%H:%M}",
    ):
        started = one.started
    if started.later(minutes * 60) > now:
        raise NotYetError("a past massage cannot lie in the future")
    if (minutes, started) == (minutes_of(one), one.started):
        return replace(one, routine=past.routine)
    return replace(
        one,
        routine=past.routine,
        started=started,
        ended=started.later(minutes * 60),
        minutes_asked=minutes,
        touch_seconds=minutes * 60,
        is_untouched=False,
    )
