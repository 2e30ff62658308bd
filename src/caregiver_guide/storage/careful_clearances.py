# SPDX-License-Identifier: GPL-3.0-or-later
"""What somebody allowed or refused: the narrower word holds, whatever the clocks say.

A refusal ends every yes that was not written with that refusal in the log: of a yes and a no that
two computers wrote without knowing of each other, the no holds until somebody writes a new yes.
Changed on two computers at once, a yes counts as far as all sides allow, and a refusal that stands
on any side holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from caregiver_guide.domain.session import (
    ClearanceRecord,
    ConditionRecord,
    Moment,
    ZoneRecord,
    finding_key,
)
from caregiver_guide.storage.chain import Revision
from caregiver_guide.storage.facts import Facts
from caregiver_guide.storage.revisions import LogAge, RevisionStore


class CarefulClearances(Facts[ClearanceRecord]):
    """Somebody's word: where two computers disagree it counts as far as both allow."""

    def __init__(
        self,
        store: RevisionStore,
        kind: str,
        fact_type: type[ClearanceRecord],
        zones: Facts[ZoneRecord],
        conditions: Facts[ConditionRecord],
    ) -> None:
        super().__init__(store, kind, fact_type)
        self._zones = zones
        self._conditions = conditions

    # -- reading -------------------------------------------------------------------------

    def of(self, person: str) -> tuple[ClearanceRecord, ...]:
        """Return what was allowed and not refused since, the oldest first.

        When each was first said decides: a later version of a yes says nothing anew.
        """
        return _not_refused(self.to_export(person))

    def refused(self, person: str, names: str) -> ClearanceRecord | None:
        """Return the word that refuses ``names`` as it stands; ``None`` after a later yes."""
        found = self.to_export(person)
        if any(one.names == names for one in _not_refused(found)):
            return None
        refusals = [one for one in found if one.is_refused and one.names == names]
        return max(refusals, key=lambda one: one.written) if refusals else None

    def last_words(self, person: str) -> tuple[ClearanceRecord, ...]:
        """Return what was allowed, and of what is refused the refusal that stands."""
        found = self.of(person)
        refused = {one.names for one in self.to_export(person)} - {one.names for one in found}
        noes = (self.refused(person, names) for names in sorted(refused))
        return (*found, *(one for one in noes if one is not None))

    def to_export(self, person: str) -> tuple[ClearanceRecord, ...]:
        """Return every word, what was refused too, the oldest first."""
        return tuple(one for one in self._words(person) if not one.is_in_bin)

    def binned(self, person: str) -> tuple[ClearanceRecord, ...]:
        """Return the words that lie in the bin, those too that only one side took away."""
        return tuple(one for one in self._words(person) if one.is_in_bin)

    def one(self, fact_id: str) -> ClearanceRecord | None:
        """Return one word as it counts, from the bin too; ``None`` when unknown.

        Whoever changes something else in it starts from that, and allows no more by it.
        """
        found = super().one(fact_id)
        return None if found is None else _held(self.sides(fact_id)[::-1])[0]

    def was(self, fact_id: str) -> ClearanceRecord | None:
        """Return what a word was before; ``None`` if that was no one version, or is disputed."""
        return super().was(fact_id) if len(self.sides(fact_id)) == 1 else None

    def as_of(self, person: str, age: LogAge) -> tuple[ClearanceRecord, ...]:
        """Return what counted when the log was that old, the oldest first."""
        found: list[ClearanceRecord] = []
        for thing in self._newest(person):
            versions = [one for one in self._store.history(thing) if age.had(one)]
            replaced = {each for one in versions for each in one.replaces.split()}
            leaves = [self._value(one) for one in versions if one.hash not in replaced]
            found += _held(leaves[::-1]) if leaves else ()
        return _not_refused(one for one in _by_time(found) if not one.is_in_bin)

    def _words(self, person: str) -> tuple[ClearanceRecord, ...]:
        """Return every word as it counts, those in the bin too, the oldest first."""
        others = self._store.other_leaves(self._kind, person)
        found: list[ClearanceRecord] = []
        for thing, newest in self._newest(person).items():
            found += _held([self._value(one) for one in (newest, *others.get(thing, ())[::-1])])
        return _by_time(found)

    def _newest(self, person: str) -> dict[str, Revision]:
        standing = self._store.of_person(self._kind, person)
        binned = self._store.of_person(self._kind, person, in_bin=True)
        return {one.thing: one for one in (*standing, *binned)}

    # -- writing -------------------------------------------------------------------------

    def add(
        self, fact: ClearanceRecord, *, by: str = "", happened: Moment | None = None
    ) -> ClearanceRecord:
        """Write a new word with what the log knows now: it is about nothing that comes later."""
        refusals = {one.id for one in self.to_export(fact.person) if one.is_refused}
        known = tuple(sorted(refusals | self._findings(fact.person)))
        return super().add(replace(fact, known=known), by=by, happened=happened)

    def change(self, fact: ClearanceRecord, *, by: str = "", why: str = "") -> ClearanceRecord:
        """Write a new version; made sure of again, a yes is about all marks known by then."""
        before = self.one(fact.id)
        if before is not None and _is_sure_again(before, fact) and fact.known is not None:
            known = {*fact.known, *self._findings(fact.person)}
            fact = replace(fact, known=tuple(sorted(known)))
        return super().change(fact, by=by, why=why)

    def _findings(self, person: str) -> set[str]:
        zones = {finding_key(one) for one in self._zones.of(person)}
        return zones | {finding_key(one) for one in self._conditions.of(person)}

    def _mark(self, fact_id: str, *, by: str, why: str, is_in_bin: bool) -> ClearanceRecord:
        """Put a word into the bin or back, as far as all its sides say: back is never wider."""
        before = self._newest_revision(fact_id)
        sides = [replace(one, is_in_bin=False) for one in self.sides(fact_id)[::-1]]
        value = replace(_held(sides)[0], is_in_bin=is_in_bin)
        return self._write(value, by=by, why=why, before=before)


def _not_refused(found: Iterable[ClearanceRecord]) -> tuple[ClearanceRecord, ...]:
    words = tuple(found)
    refusals = [one for one in words if one.is_refused]
    return tuple(
        one for one in words if not one.is_refused and not any(_ends(no, one) for no in refusals)
    )


def _ends(no: ClearanceRecord, yes: ClearanceRecord) -> bool:
    """Whether a refusal ends a yes: every one but those that were written after it was known.

    Where neither tells what the log knew, as in older logs, the clock has to do.
    """
    if no.names != yes.names:
        return False
    if no.known is None and yes.known is None:
        return yes.happened <= no.happened
    return no.id not in (yes.known or ())


def _held(sides: Sequence[ClearanceRecord]) -> tuple[ClearanceRecord, ...]:
    """Return what counts of the sides of one word, the newest first.

    It is one, but where two sides refuse different things. A yes that one side took away is in
    the bin.
    """
    refusals = {one.names: one for one in reversed(sides) if one.is_refused and not one.is_in_bin}
    if refusals:
        return tuple(refusals.values())
    newest = sides[0]
    if any(one.is_in_bin or one.is_refused or one.names != newest.names for one in sides):
        return (replace(newest, is_in_bin=True),)
    return (_narrowest(sides),) if len(sides) > 1 else (newest,)


def _narrowest(sides: Sequence[ClearanceRecord]) -> ClearanceRecord:
    """Return what all sides of a yes allow."""
    on = max(one.on for one in sides)
    said = min(one.asked_on or one.on for one in sides)
    ends = [one.until for one in sides if one.until is not None]
    known = [set(one.known) for one in sides if one.known is not None]
    return replace(
        sides[0],
        on=on,
        asked_on=None if said == on else said,
        until=min(ends, default=None),
        known=tuple(sorted(set.intersection(*known))) if known else None,
    )


def _is_sure_again(before: ClearanceRecord, now: ClearanceRecord) -> bool:
    if now.asked_on is None or now.asked_on < now.on:
        return False
    return before.asked_on is None or now.asked_on > before.asked_on


def _by_time(found: Iterable[ClearanceRecord]) -> tuple[ClearanceRecord, ...]:
    return tuple(sorted(found, key=lambda one: one.happened))
