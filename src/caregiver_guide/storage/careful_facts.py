# SPDX-License-Identifier: GPL-3.0-or-later
"""Facts that plans depend on, where two computers changed the same one: the careful side holds.

A finding can only make a plan more careful, so both versions of a place or condition count, each
on its own line, until somebody changes or removes one. A yes counts only as far as both versions
allow, and of a person's allergies and drinks the stricter hold, until somebody writes them anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce

from caregiver_guide.domain.profile import Drinks
from caregiver_guide.domain.session import ClearanceRecord, Person, ZoneRecord
from caregiver_guide.storage.chain import Revision
from caregiver_guide.storage.facts import Facts, FactType

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
        if isinstance(fact, ZoneRecord):
            before = self._value(self._newest_revision(fact.id))
            if isinstance(before, ZoneRecord):
                grown = self._store.now() if says_more(before, fact) else before.grown
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


def says_more(before: ZoneRecord, now: ZoneRecord) -> bool:
    """Return whether a mark says more than it did; a place that is not known could be any."""
    if before.condition != now.condition:
        return True
    is_known = bool(before.regions) == bool(now.regions)
    return not (is_known and set(now.regions) <= set(before.regions))


class CarefulClearances(Facts[ClearanceRecord]):
    """Somebody's yes: where two computers disagree it counts as far as both allow."""

    def of(self, person: str) -> tuple[ClearanceRecord, ...]:
        """Return what was allowed and not refused since, the oldest first.

        When each was first said decides: a later version of a yes says nothing anew.
        """
        found = self.to_export(person)
        refused: dict[str, int] = {}
        for one in found:
            if one.is_refused:
                refused[one.names] = max(refused.get(one.names, 0), one.happened.utc_ms)
        return tuple(
            one
            for one in found
            if not one.is_refused and one.happened.utc_ms > refused.get(one.names, -1)
        )

    def refused(self, person: str, names: str) -> ClearanceRecord | None:
        """Return the word that refuses ``names`` as it stands; ``None`` after a later yes."""
        if any(one.names == names for one in self.of(person)):
            return None
        found = [one for one in self.to_export(person) if one.is_refused and one.names == names]
        return max(found, key=lambda one: one.written) if found else None

    def to_export(self, person: str) -> tuple[ClearanceRecord, ...]:
        """Return every word, what was refused too, the oldest first."""
        others = self._store.other_leaves(self._kind, person)
        narrowed = (
            _narrowest(one, [self._value(other) for other in others.get(one.id, ())])
            for one in super().of(person)
        )
        return tuple(one for one in narrowed if one is not None)


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


def _side(one: Revision) -> str:
    return f"{one.thing}{_SIDE}{one.hash[:12]}"


def _thing(fact_id: str) -> str:
    return fact_id.partition(_SIDE)[0]


def _narrowest(one: ClearanceRecord, others: Iterable[ClearanceRecord]) -> ClearanceRecord | None:
    """Return what all of them allow; ``None`` when they do not speak of the same."""
    for other in others:
        if other.is_in_bin or other.names != one.names:
            return None
        if other.is_refused or one.is_refused:
            one = replace(one, is_refused=True)
            continue
        if other.asked_on is None or one.asked_on is None:
            asked_on = None
        else:
            asked_on = min(one.asked_on, other.asked_on)
        one = replace(one, asked_on=asked_on)
        ends = [day for day in (one.until, other.until) if day is not None]
        one = replace(one, on=max(one.on, other.on), until=min(ends, default=None))
    return one


def _with_care(one: Person, other: Person) -> Person:
    known = (*one.allergies, *other.allergies)
    drinks = min(one.drinks, other.drinks, key=_STRICTEST.index)
    return replace(one, allergies=tuple(dict.fromkeys(known)), drinks=drinks)
