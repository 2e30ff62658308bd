# SPDX-License-Identifier: GPL-3.0-or-later
"""What counts on a day, of everything that was answered and seen that day, by whomever.

A sign that one record tells counts, whatever any other says: on another computer, before it or
after it. One more record can only make the day more careful, and their order does not matter. A
sign stays open on later days; only who writes down that the care team has looked takes it away.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from caregiver_guide.domain.session import CheckAnswers, SignsLooked
from caregiver_guide.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class StandingCheck:
    """A version of a check that nothing took the place of; ``version`` names it.

    ``is_own`` tells that it was written at this computer alone, so that its answers may be
    changed here. ``was_ahead``: it is of today, and was written before today had come.
    """

    answers: CheckAnswers
    version: str
    is_own: bool = True
    was_ahead: bool = False


@dataclass(frozen=True, slots=True)
class OpenSign:
    """A sign that was found on ``day`` and that nobody is known to have looked at.

    ``is_seen`` where only a massage, or the time after it, has shown it. ``versions`` names the
    versions of checks that tell it.
    """

    sign: str
    day: date
    is_sure: bool
    is_seen: bool
    versions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DayOfChecks:
    """What counts on ``day``; ``own`` are the answers given at this computer, if any.

    ``open`` is what the care team has to look at, of this day and of those before it.

    The day is complete where one set of answers is: two half ones are no whole one.
    """

    day: date
    signs: tuple[str, ...] = ()
    not_sure: tuple[str, ...] = ()
    is_complete: bool = False
    own: CheckAnswers | None = None
    open: tuple[OpenSign, ...] = ()

    @property
    def earlier(self) -> tuple[OpenSign, ...]:
        """What was found on another day and is still open, each sign that is not found today."""
        today = {*self.signs, *self.not_sure}
        return tuple(one for one in self.open if one.day != self.day and one.sign not in today)

    @property
    def has_news(self) -> bool:
        """Whether every question was answered, or something was found already."""
        return bool(self.is_complete or self.signs or self.not_sure or self.open)


def day_of(
    day: date,
    standing: Iterable[StandingCheck],
    looked: Iterable[SignsLooked] = (),
    *,
    open_days: int = 0,
    ends_with_day: Collection[str] = frozenset(),
) -> DayOfChecks:
    """Return what counts on ``day`` of all ``standing`` checks, whatever day they are of.

    ``open_days`` before it are looked at for signs that stay open; those of ``ends_with_day`` do
    not. A day that has not come was a wrong clock: what was found then is open, too.
    """
    covered = {(version, sign) for one in looked for version in one.versions for sign in one.signs}
    first = day - timedelta(days=open_days) if open_days else day
    last = date.max if open_days else day
    told = sorted((one for one in standing if first <= one.answers.day <= last), key=_order)
    found = [one for one in told if one.answers.day == day]
    signs = dict.fromkeys(_told(found, covered, is_sure=True))
    unsure = dict.fromkeys(_told(found, covered, is_sure=False))
    own = [one.answers for one in found if _may_be_changed_here(one)]
    return DayOfChecks(
        day=day,
        signs=tuple(signs),
        not_sure=tuple(sign for sign in unsure if sign not in signs),
        is_complete=any(one.answers.is_complete and not one.was_ahead for one in found),
        own=own[-1] if own else None,
        open=tuple(
            one
            for one in _open(told, covered)
            if one.sign not in ends_with_day and (open_days or one.day == day)
        ),
    )


def _told(
    checks: Iterable[StandingCheck], covered: Collection[tuple[str, str]], *, is_sure: bool
) -> Iterable[str]:
    """Return the signs that are told for sure, or not, where nobody has looked at them."""
    for one in checks:
        for sign in one.answers.signs if is_sure else one.answers.not_sure:
            if (one.version, sign) not in covered:
                yield sign


def _open(
    checks: Iterable[StandingCheck], covered: Collection[tuple[str, str]]
) -> Iterable[OpenSign]:
    """Return each sign of each day once, with every version that tells it, the oldest day first."""
    found: dict[tuple[date, str], list[StandingCheck]] = {}
    for one in checks:
        for sign in (*one.answers.signs, *one.answers.not_sure):
            if (one.version, sign) not in covered:
                found.setdefault((one.answers.day, sign), []).append(one)
    for (day, sign), told in sorted(found.items(), key=lambda item: item[0]):
        yield OpenSign(
            sign=sign,
            day=day,
            is_sure=any(sign in one.answers.signs for one in told),
            is_seen=all(one.answers.is_seen for one in told),
            versions=tuple(dict.fromkeys(one.version for one in told)),
        )


def _may_be_changed_here(one: StandingCheck) -> bool:
    return one.is_own and not one.was_ahead and not one.answers.is_seen


def _order(one: StandingCheck) -> tuple[int, str, str]:
    return one.answers.happened.utc_ms, one.answers.id, one.version
