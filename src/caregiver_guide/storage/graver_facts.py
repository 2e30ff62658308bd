# SPDX-License-Identifier: GPL-3.0-or-later
"""Reactions and answers on how it went: changed on two computers at once, the graver side counts.

That somebody wrote "emergency" is not taken back by a small correction that another computer made
of the same entry, not knowing, nor by one that took it away; it counts until somebody decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from caregiver_guide.domain.session import Moment
from caregiver_guide.storage.facts import Facts, FactType
from caregiver_guide.storage.revisions import MOVED, RevisionStore


class GraverFacts(Facts[FactType]):
    """Facts of which the graver side counts; ``gravity`` orders them, the gravest highest."""

    def __init__(
        self,
        store: RevisionStore,
        kind: str,
        fact_type: type[FactType],
        gravity: Callable[[FactType], int],
    ) -> None:
        super().__init__(store, kind, fact_type)
        self._gravity = gravity

    def one(self, fact_id: str) -> FactType | None:
        """Return one fact as it counts; whoever changes something else in it starts from that."""
        found = super().one(fact_id)
        return None if found is None else self._as_they_count((found,))[0]

    def all(self) -> tuple[FactType, ...]:
        """Return every fact of this kind, the oldest first."""
        return self._as_they_count(super().all())

    def of(self, person: str) -> tuple[FactType, ...]:
        """Return a person's facts, the oldest event first."""
        return _in_order((*self._as_they_count(super().of(person)), *self._still_said(person)))

    def binned(self, person: str) -> tuple[FactType, ...]:
        """Return a person's facts that lie in the bin, on every computer that knows them."""
        still_said = {one.id for one in self._still_said(person)}
        return tuple(one for one in super().binned(person) if one.id not in still_said)

    def newest(self, person: str) -> FactType | None:
        """Return what happened last, ``None`` when there is nothing."""
        found = self.recently(person, 1)
        return found[0] if found else None

    def recently(self, person: str, most: int) -> tuple[FactType, ...]:
        """Return so many of a person's facts at most, those that happened last, oldest first."""
        found = self._as_they_count(super().recently(person, most))
        return _in_order((*found, *self._still_said(person)))[-most:]

    def between(self, person: str, start: Moment, end: Moment) -> tuple[FactType, ...]:
        """Return what happened from ``start`` until before ``end``, the oldest event first."""
        found = self._as_they_count(super().between(person, start, end))
        still_said = (one for one in self._still_said(person) if start <= one.happened < end)
        return _in_order((*found, *still_said))

    def of_sessions(self, sessions: tuple[str, ...]) -> dict[str, tuple[FactType, ...]]:
        """Return the facts that belong to each of ``sessions``, by the session's id."""
        store, kind = self._store, self._kind
        standing = [one for some in super().of_sessions(sessions).values() for one in some]
        binned = self._values(store.of_sessions(kind, list(sessions), in_bin=True))
        found: dict[str, tuple[FactType, ...]] = {}
        for one in _in_order((*self._as_they_count(standing), *self._standing_of(binned))):
            session = str(getattr(one, "session", ""))
            found[session] = (*found.get(session, ()), one)
        return found

    def disputed(self, person: str) -> tuple[FactType, ...]:
        """Return those of a person's facts of which several versions stand, as they count.

        Few are: short lines, which hold the newest version alone, are put right by them.
        """
        things = self._store.forked_of_kind(self._kind, person)
        found = (self.one(thing) for thing in things)
        return tuple(one for one in found if one is not None and not one.is_in_bin)

    def _still_said(self, person: str) -> tuple[FactType, ...]:
        """Return what was taken away on one computer while another one said more of it."""
        return self._standing_of(super().binned(person))

    def _standing_of(self, binned: Iterable[FactType]) -> tuple[FactType, ...]:
        found = self._as_they_count([one for one in binned if one.why != MOVED])
        return tuple(one for one in found if not one.is_in_bin)

    def _as_they_count(self, newest: Sequence[FactType]) -> tuple[FactType, ...]:
        forked = self._store.forked_of([one.id for one in newest])
        return tuple(
            self._graver(one, self._values(forked[one.id])) if one.id in forked else one
            for one in newest
        )

    def _graver(self, newest: FactType, sides: Sequence[FactType]) -> FactType:
        """Return the gravest of the sides that stand, of two alike the newest."""
        if newest.why == MOVED and newest.is_in_bin:
            return newest
        standing = [one for one in reversed(sides) if not one.is_in_bin]
        return max(standing, key=self._gravity, default=newest)


def _in_order(facts: Iterable[FactType]) -> tuple[FactType, ...]:
    return tuple(sorted(facts, key=lambda one: one.happened))
