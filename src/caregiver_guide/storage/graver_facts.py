# SPDX-License-Identifier: GPL-3.0-or-later
"""Reactions and answers on how it went: changed on two computers at once, the graver side counts.

That somebody wrote "emergency" is not taken back by a small correction that another computer made
of the same entry, not knowing; it counts until somebody decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from caregiver_guide.domain.session import Moment
from caregiver_guide.storage.facts import Facts, FactType
from caregiver_guide.storage.revisions import RevisionStore


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
        return None if found is None else self._graver(found)

    def all(self) -> tuple[FactType, ...]:
        """Return every fact of this kind, the oldest first."""
        return self._as_they_count(super().all())

    def of(self, person: str) -> tuple[FactType, ...]:
        """Return a person's facts, the oldest event first."""
        return self._as_they_count(super().of(person))

    def newest(self, person: str) -> FactType | None:
        """Return what happened last, ``None`` when there is nothing."""
        found = super().newest(person)
        return None if found is None else self._graver(found)

    def recently(self, person: str, most: int) -> tuple[FactType, ...]:
        """Return so many of a person's facts at most, those that happened last, oldest first."""
        return self._as_they_count(super().recently(person, most))

    def between(self, person: str, start: Moment, end: Moment) -> tuple[FactType, ...]:
        """Return what happened from ``start`` until before ``end``, the oldest event first."""
        return self._as_they_count(super().between(person, start, end))

    def of_sessions(self, sessions: tuple[str, ...]) -> dict[str, tuple[FactType, ...]]:
        """Return the facts that belong to each of ``sessions``, by the session's id."""
        found = super().of_sessions(sessions)
        return {session: self._as_they_count(facts) for session, facts in found.items()}

    def _as_they_count(self, facts: Iterable[FactType]) -> tuple[FactType, ...]:
        return tuple(self._graver(fact) for fact in facts)

    def _graver(self, newest: FactType) -> FactType:
        # What was never changed has one side; so nothing is read twice for nearly all of them.
        if newest.version == 1 or newest.is_in_bin:
            return newest
        standing = [one for one in reversed(self.sides(newest.id)) if not one.is_in_bin]
        return max(standing, key=self._gravity, default=newest)
