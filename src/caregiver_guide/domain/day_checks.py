# SPDX-License-Identifier: GPL-3.0-or-later
"""What counts on a day, of everything that was answered and seen that day, by whomever.

A sign that one record tells counts, whatever any other says: on another computer, before it or
after it. One more record can only make the day more careful, and their order does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from caregiver_guide.domain.session import CheckAnswers
from caregiver_guide.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class StandingCheck:
    """A version of a check that nothing took the place of; ``version`` names it.

    ``is_own`` tells that it was written at this computer alone, so that its answers may be
    changed here. ``was_ahead``: it was written while the clock stood on a day that had not come.
    """

    answers: CheckAnswers
    version: str
    is_own: bool = True
    was_ahead: bool = False


@dataclass(frozen=True, slots=True)
class DayOfChecks:
    """What counts on ``day``; ``own`` are the answers given at this computer, if any.

    The day is complete where one set of answers is: two half ones are no whole one.
    """

    day: date
    signs: tuple[str, ...] = ()
    not_sure: tuple[str, ...] = ()
    is_complete: bool = False
    own: CheckAnswers | None = None

    @property
    def has_news(self) -> bool:
        """Whether every question was answered, or something was found already."""
        return bool(self.is_complete or self.signs or self.not_sure)


def day_of(day: date, standing: Iterable[StandingCheck]) -> DayOfChecks:
    """Return what counts on ``day`` of all ``standing`` checks, whatever day they are of."""
    found = sorted((one for one in standing if one.answers.day == day), key=_order)
    signs = dict.fromkeys(sign for one in found for sign in one.answers.signs)
    unsure = dict.fromkeys(sign for one in found for sign in one.answers.not_sure)
    own = [one.answers for one in found if _may_be_changed_here(one)]
    return DayOfChecks(
        day=day,
        signs=tuple(signs),
        not_sure=tuple(sign for sign in unsure if sign not in signs),
        is_complete=any(one.answers.is_complete and not one.was_ahead for one in found),
        own=own[-1] if own else None,
    )


def _may_be_changed_here(one: StandingCheck) -> bool:
    return one.is_own and not one.was_ahead and not one.answers.is_seen


def _order(one: StandingCheck) -> tuple[int, str, str]:
    return one.answers.happened.utc_ms, one.answers.id, one.version
