# SPDX-License-Identifier: GPL-3.0-or-later
"""A month of the log: on which days there was a massage, how long, and what was noticed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from caregiver_guide.content.library import Library
from caregiver_guide.domain.session import told_minutes
from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.history import (
    GRAVE,
    LogAsked,
    begun_only,
    wanted_of,
    worth_a_look,
)
from caregiver_guide.storage.log import Log
from caregiver_guide.storage.session_lines import SessionLine

_MOST = 2000
"""More massages than any month has."""


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day of a month.

    ``massages`` counts those that were given, ``minutes`` are those of touch, to the nearest.
    ``not_wanted`` counts those that the person did not want, ``begun`` those stopped before any
    touch. ``reactions`` are worth a look.
    """

    day: date
    massages: int = 0
    minutes: int = 0
    not_wanted: int = 0
    begun: int = 0
    reactions: int = 0
    needs_call: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written down on this day."""
        return not (self.massages or self.not_wanted or self.begun)


@dataclass(frozen=True, slots=True)
class MonthView:
    """A month; ``days`` are all of its days. Earlier and later months may hold something too."""

    person: str
    person_name: str
    month: date
    today: date
    days: tuple[CalendarDay, ...]
    asked: LogAsked
    has_earlier: bool
    has_later: bool

    @property
    def massages(self) -> int:
        """How many massages were given in the month."""
        return sum(day.massages for day in self.days)


def read_month(
    log: Log, library: Library, person_id: str, month: date, today: date, asked: LogAsked
) -> MonthView:
    """Return the month in which the day ``month`` lies; ``KeyError`` for a person nobody knows.

    What is asked of days is left aside: the month says which days.
    """
    person = log.people.one(person_id)
    if person is None:
        raise KeyError(person_id)
    first = month.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    wanted = wanted_of(log, library, person_id, replace(asked, first=None, last=None))
    lines = log.lines.page(person_id, replace(wanted, first=first, last=last), _MOST)
    before = replace(wanted, last=first - timedelta(days=1))
    after = replace(wanted, first=last + timedelta(days=1))
    return MonthView(
        person=person_id,
        person_name=person.name,
        month=first,
        today=today,
        days=_days(log, library, first, last, lines),
        asked=asked,
        has_earlier=bool(log.lines.page(person_id, before, 1)),
        has_later=bool(log.lines.page(person_id, after, 1)),
    )


def _days(
    log: Log, library: Library, first: date, last: date, lines: tuple[SessionLine, ...]
) -> tuple[CalendarDay, ...]:
    sessions = tuple(line.session for line in lines)
    reactions = log.reactions.of_sessions(sessions)
    follow_ups = log.follow_ups.of_sessions(sessions)
    # Only those without a second of touch have to be read for it.
    untouched = (one for one in lines if one.state == "stopped" and not one.touch_seconds)
    begun_ids = begun_only(log, tuple(one.session for one in untouched))
    of_day: dict[date, list[SessionLine]] = {}
    for line in lines:
        of_day.setdefault(line.started.day, []).append(line)
    days = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        those = of_day.get(day, [])
        noticed = worth_a_look(
            library, (one for line in those for one in reactions.get(line.session, ()))
        )
        called_for = sum(
            one.is_serious for line in those for one in follow_ups.get(line.session, ())
        )
        begun = sum(line.session in begun_ids for line in those)
        not_wanted = sum(line.state == "not-wanted" for line in those)
        days.append(
            CalendarDay(
                day,
                massages=len(those) - begun - not_wanted,
                minutes=told_minutes(sum(line.touch_seconds for line in those)),
                not_wanted=not_wanted,
                begun=begun,
                reactions=len(noticed) + called_for,
                needs_call=called_for > 0 or any(one.severity in GRAVE for one in noticed),
            )
        )
    return tuple(days)
