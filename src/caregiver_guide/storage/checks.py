# SPDX-License-Identifier: GPL-3.0-or-later
"""Today's checks, and what there is to keep away from: found by the day that they are of.

Every side of each of them counts. A day that has not come was a clock that was wrong.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import UTC, date, datetime, timedelta

from caregiver_guide.domain.day_checks import StandingCheck
from caregiver_guide.domain.session import CheckAnswers, SignsLooked, ZonesAnswer, ZonesAnswerWord
from caregiver_guide.storage.chain import Revision
from caregiver_guide.storage.facts import Facts
from caregiver_guide.storage.revisions import RevisionStore

CAREFUL: tuple[ZonesAnswerWord, ...] = ("nothing", "marked", "must-ask")
"""What can be said of what to keep away from, the most careful last."""

_EVER_MS = -(2**62)
_MARGIN = timedelta(days=2)
"""A day begins earlier in the east: what happened so long before it may be of it."""


class Looked(Facts[SignsLooked]):
    """What the care team has looked at."""

    def standing(self, person: str) -> tuple[SignsLooked, ...]:
        """Return what counts; taken away on one computer, it counts on none."""
        others = self._store.other_leaves(self.kind, person)
        return tuple(
            one
            for one in self.of(person)
            if not any(other.is_in_bin for other in others.get(one.id, ()))
        )


class ZonesAnswers(Facts[ZonesAnswer]):
    """The answers to "anything to keep away from?"."""

    def of_day(self, person: str, day: date) -> tuple[ZonesAnswer, ...]:
        """Return what stands of the last day up to ``day`` that has an answer, the newest last.

        Where there are only days to come (a clock was wrong), return what stands of the first.
        """
        leaves = self._store.leaves_since(self.kind, person, _EVER_MS)
        found = [self._value(one) for one in leaves if not one.is_in_bin]
        days = {one.day for one in found}
        come = [one for one in days if one <= day]
        held = max(come) if come else min(days, default=day)
        return tuple(sorted((one for one in found if one.day == held), key=lambda one: one.written))

    def holding(self, person: str, day: date) -> ZonesAnswer | None:
        """Return the answer that holds on ``day``: of several of one day the most careful."""
        found = self.of_day(person, day)
        return max(found, key=lambda one: CAREFUL.index(one.answer), default=None)


class Checks(Facts[CheckAnswers]):
    """The checks of every day. ``replicas`` are those this log itself ever wrote with."""

    def __init__(self, store: RevisionStore, replicas: AbstractSet[str]) -> None:
        super().__init__(store, "check", CheckAnswers)
        self._replicas = replicas

    def standing(self, person: str, day: date, back: int = 0) -> tuple[StandingCheck, ...]:
        """Return what stands of ``day``, so many days ``back`` from it, and of days to come.

        Of a check that two computers changed at once every side stands, unless it is in the bin.
        """
        first = day - timedelta(days=back)
        begin = datetime(first.year, first.month, first.day, tzinfo=UTC) - _MARGIN
        since_ms = round(begin.timestamp() * 1000)
        leaves = self._store.leaves_since(self.kind, person, since_ms)
        things = [one.thing for one in leaves]
        found = []
        for one in leaves:
            answers = self._value(one)
            if one.is_in_bin or answers.day < first:
                continue
            is_own = one.replica in self._replicas and things.count(one.thing) == 1
            is_today = answers.is_complete and answers.day == day
            was_ahead = is_today and self._was_ahead(one, day)
            found.append(StandingCheck(answers, one.hash, is_own, was_ahead))
        return tuple(found)

    def _was_ahead(self, one: Revision, day: date) -> bool:
        """Return whether its own computer wrote something later on an earlier day."""
        earliest = self._store.earliest_after(one)
        return earliest is not None and earliest.day < day
