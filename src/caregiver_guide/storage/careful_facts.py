# SPDX-License-Identifier: GPL-3.0-or-later
"""Facts that plans depend on, where two computers changed the same one: the careful side holds.

A finding can only make a plan more careful, so both versions of a place or condition count, each
on its own line, until somebody changes or removes one. Of a person's allergies and drinks the
stricter hold, until somebody writes them anew. Whom one side calls a paid aide is one. What was
allowed: `careful_clearances`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import reduce

from caregiver_guide.domain.profile import Drinks
from caregiver_guide.domain.session import Caregiver, ConditionRecord, Person, ZoneRecord
from caregiver_guide.storage.chain import Revision
from caregiver_guide.storage.facts import Facts, FactType
from caregiver_guide.storage.revisions import LogAge

_SIDE = "~"
_STRICTEST: tuple[Drinks, ...] = ("none", "limit", "ask", "free")


class CarefulFindings(Facts[FactType]):
    """Places and conditions: every version that still stands is one of its own.

    The id of one that is not the newest ends in ``~`` and the beginning of its hash.
    """

    def of(self, person: str) -> tuple[FactType, ...]:
        """Return a person's findings, both sides where two computers disagree."""
        newest = super().of(person)
        others = [
            replace(self._value(one), id=_side(one))
            for some in self._store.other_leaves(self._kind, person).values()
            for one in some
            if not one.is_in_bin
        ]
        return tuple(sorted((*newest, *others), key=lambda one: one.happened)) if others else newest

    def as_of(self, person: str, age: LogAge) -> tuple[FactType, ...]:
        """Return the findings that counted when the log was that old, every side that stood."""
        leaves = self._store.leaves_as_of(self._kind, person, age)
        newest = {one.thing: one.hash for one in leaves}
        found = [
            self._value(one)
            if newest[one.thing] == one.hash
            else replace(self._value(one), id=_side(one))
            for one in leaves
            if not one.is_in_bin
        ]
        return tuple(sorted(found, key=lambda one: one.happened))

    def one(self, fact_id: str) -> FactType | None:
        """Return the newest version of a finding, or of one side of it."""
        if _SIDE not in fact_id:
            return super().one(fact_id)
        found = self._line(fact_id)
        return replace(self._value(found), id=fact_id) if found else None

    def history(self, fact_id: str) -> tuple[FactType, ...]:
        """Return every version of a finding, of both sides, the oldest first."""
        return super().history(_thing(fact_id))

    def change(self, fact: FactType, *, by: str = "", why: str = "") -> FactType:
        """Write a new version; what comes to say more is kept with the moment of that."""
        if isinstance(fact, ZoneRecord | ConditionRecord):
            before = self._value(self._newest_revision(fact.id))
            if isinstance(before, ZoneRecord | ConditionRecord):
                now = self._store.now()
                grown = now if says_more(before, fact, now.day) else before.grown
                fact = replace(fact, grown=grown)
        return super().change(fact, by=by, why=why)

    def _line(self, fact_id: str) -> Revision | None:
        """Return what the side that ``fact_id`` names has become."""
        thing, _, begin = fact_id.partition(_SIDE)
        versions = self._store.history(thing)
        found = next((one for one in versions if one.hash.startswith(begin)), None)
        if found is None or found.kind != self._kind:
            return None
        for later in versions:  # the oldest first, so one look along the line is enough
            if found.hash in later.replaces.split():
                found = later
        return found

    def _newest_revision(self, fact_id: str) -> Revision:
        if _SIDE not in fact_id:
            return super()._newest_revision(fact_id)
        found = self._line(fact_id)
        if found is None:
            raise KeyError(f"no {self._kind} has the id {fact_id!r}")
        return found

    def _write(
        self,
        fact: FactType,
        *,
        by: str,
        why: str = "",
        before: Revision | None = None,
        replaces: str | None = None,
    ) -> FactType:
        whole = replace(fact, id=_thing(fact.id))
        return super()._write(whole, by=by, why=why, before=before, replaces=replaces)

    def _replaced(self, before: Revision) -> str:
        return before.hash


def says_more(
    before: ZoneRecord | ConditionRecord, now: ZoneRecord | ConditionRecord, day: date
) -> bool:
    """Return whether on ``day`` a finding comes to say more than it did.

    That is another condition, another place (one that is not known could be any), and one that was
    over and counts again: it may not be as it was when somebody allowed it.
    """
    if before.condition != now.condition:
        return True
    ended = before.until
    if ended is not None and ended < day and (now.until is None or now.until > ended):
        return True
    was, places = set(_regions(before)), set(_regions(now))
    return bool(was) != bool(places) or not places <= was


def _regions(finding: ZoneRecord | ConditionRecord) -> tuple[str, ...]:
    return finding.regions if isinstance(finding, ZoneRecord) else ()


class CarefulPeople(Facts[Person]):
    """People: where two computers disagree, every allergy counts, and the stricter word on drinks.

    Everything else is as the newest version says.
    """

    def one(self, fact_id: str) -> Person | None:
        """Return one person; ``None`` when unknown."""
        found = super().one(fact_id)
        return self._careful(found) if found else None

    def all(self) -> tuple[Person, ...]:
        """Return everybody, in the order in which they came into this log.

        Somebody whom a care file brings stands last: nobody already here changes place or colour.
        """
        everybody = sorted(super().all(), key=lambda one: self._store.arrival(one.id))
        return tuple(self._careful(one) for one in everybody)

    def _careful(self, newest: Person) -> Person:
        others = self._store.other_leaves(self._kind, newest.id).get(newest.id, [])
        return reduce(_with_care, (self._value(one) for one in others), newest)


class CarefulCaregivers(Facts[Caregiver]):
    """Who gives care: where two computers disagree, a paid aide stays one.

    What an aide may do follows from that, and a corrected telephone number says nothing of it.
    """

    def one(self, fact_id: str) -> Caregiver | None:
        """Return one caregiver; ``None`` when unknown."""
        found = super().one(fact_id)
        return self._careful(found) if found else None

    def all(self) -> tuple[Caregiver, ...]:
        """Return every caregiver, the oldest first."""
        return tuple(self._careful(one) for one in super().all())

    def _careful(self, newest: Caregiver) -> Caregiver:
        sides = self.sides(newest.id) if newest.version > 1 and newest.role != "aide" else ()
        return replace(newest, role="aide") if any(one.role == "aide" for one in sides) else newest


def _side(one: Revision) -> str:
    return f"{one.thing}{_SIDE}{one.hash[:12]}"


def _thing(fact_id: str) -> str:
    return fact_id.partition(_SIDE)[0]


def _with_care(one: Person, other: Person) -> Person:
    known = (*one.allergies, *other.allergies)
    drinks = min(one.drinks, other.drinks, key=_STRICTEST.index)
    return replace(one, allergies=tuple(dict.fromkeys(known)), drinks=drinks)
