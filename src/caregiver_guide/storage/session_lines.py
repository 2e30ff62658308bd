# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading the short lines of massages: a page of a list or the days of a month, and nothing else.

The lines of one person lie side by side in the order of time, so that whatever is asked is one
walk over them from its newest end, which ends when the page is full.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Final

from caregiver_guide.domain.session import GIVEN_STATES, SERIOUS_RESULTS, Moment
from caregiver_guide.domain.values import dataclass
from caregiver_guide.storage.database import Database, Row, Value

_DAY_MS: Final = 24 * 60 * 60 * 1000
_OVER: Final = (*GIVEN_STATES, "not-wanted")

_COLUMNS = (
    "l.session, l.happened_ms, l.happened_offset, l.caregiver, l.routine, l.state, l.stop_reason, "
    "l.touch_seconds"
)

_NOTICED = "SELECT 1 FROM reaction_line AS x WHERE x.session = l.session"
_ALSO: Final = "l.session IN (SELECT value FROM json_each(?))"
_NEXT_DAY = """
SELECT x.session FROM current AS x JOIN revision AS r ON r.number = x.revision
WHERE x.kind = 'follow-up' AND x.is_in_bin = 0 AND json_extract(r.body, '$.result') IN ({results})
    AND x.session"""
_EPOCH: Final = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which massages are wanted; what is empty or ``None`` asks for nothing.

    ``noticed`` is the id of a reaction. ``noticed_but`` are reactions that do not count where
    anything will do, unless they were as bad as one of ``grave``; an answer about the next day for
    which somebody had to be called counts there too. ``also_noticed`` are massages of which that is
    known from elsewhere than their short lines. ``stopped_but`` are the reasons that do not count
    as stopping. ``first`` and ``last`` are days where it was given, both
    included. All that is asked has to hold.
    """

    caregiver: str = ""
    region: str = ""
    noticed: str = ""
    noticed_but: tuple[str, ...] | None = None
    grave: tuple[str, ...] = ()
    also_noticed: tuple[str, ...] = ()
    stopped_but: tuple[str, ...] | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One massage in short."""

    session: str
    started: Moment
    caregiver: str
    routine: str
    state: str
    stop_reason: str
    touch_seconds: int


class SessionLines:
    """The short lines of everybody's massages that are over."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(
        self, person: str, wanted: Wanted, limit: int, after: SessionLine | None = None
    ) -> tuple[SessionLine, ...]:
        """Return up to ``limit`` massages older than ``after``, the newest first."""
        asked, values = _asked(person, wanted)
        if after is not None:
            asked += " AND (l.happened_ms, l.session) < (?, ?)"
            values += [after.started.utc_ms, after.session]
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM session_line AS l WHERE {asked} "  # noqa: S608 - our own names
            "ORDER BY l.happened_ms DESC, l.session DESC LIMIT ?",
            (*values, limit),
        )
        return tuple(_line(row) for row in rows)

    def count(self, person: str, wanted: Wanted) -> int:
        """Return how many massages there are."""
        asked, values = _asked(person, wanted)
        return self._database.number(
            f"SELECT count(*) FROM session_line AS l WHERE {asked}",  # noqa: S608 - our own names
            values,
        )

    def without_touch(self, person: str) -> tuple[str, ...]:
        """Return the massages that were stopped and have no whole second of touch, by id."""
        rows = self._database.rows(
            "SELECT session FROM session_line "
            "WHERE person = ? AND state = 'stopped' AND touch_seconds = 0",
            (person,),
        )
        return tuple(str(row[0]) for row in rows)

    def caregivers(self, person: str) -> tuple[str, ...]:
        """Return who ever gave this person a massage, by id."""
        return self._distinct("caregiver", person)

    def reactions(self, person: str) -> tuple[str, ...]:
        """Return what was ever noticed, by id."""
        rows = self._database.rows(
            "SELECT DISTINCT what FROM reaction_line WHERE person = ? AND session <> ''", (person,)
        )
        return tuple(sorted(str(row[0]) for row in rows))

    def regions(self, person: str) -> frozenset[str]:
        """Return every place that was ever touched, by id."""
        return frozenset(
            region for several in self._distinct("regions", person) for region in several.split()
        )

    def _distinct(self, column: str, person: str) -> tuple[str, ...]:
        rows = self._database.rows(
            f"SELECT DISTINCT {column} FROM session_line WHERE person = ?",  # noqa: S608 - our own
            (person,),
        )
        return tuple(sorted(str(row[0]) for row in rows if row[0]))


def _asked(person: str, wanted: Wanted) -> tuple[str, list[Value]]:
    """Return what has to hold, as SQL with its values."""
    asked = f"l.person = ? AND l.state IN ({_places(_OVER)})"
    values: list[Value] = [person, *_OVER]
    # A day lasts from midnight to midnight where it was; the window of hours around is an index.
    if wanted.first is not None:
        asked += " AND l.happened_ms >= ? AND l.happened_ms + l.happened_offset * 60000 >= ?"
        start = (wanted.first - _EPOCH).days * _DAY_MS
        values += [start - _DAY_MS, start]
    if wanted.last is not None:
        asked += " AND l.happened_ms < ? AND l.happened_ms + l.happened_offset * 60000 < ?"
        end = ((wanted.last - _EPOCH).days + 1) * _DAY_MS
        values += [end + _DAY_MS, end]
    if wanted.caregiver:
        asked += " AND l.caregiver = ?"
        values.append(wanted.caregiver)
    if wanted.region:
        asked += " AND instr(l.regions, ?) > 0"
        values.append(f" {wanted.region} ")
    if wanted.stopped_but is not None:
        usual = _places(wanted.stopped_but)
        # One with a reason was stopped, even where the app was closed before its end was told.
        asked += " AND (l.state = 'stopped' OR l.state = 'unfinished' AND l.stop_reason <> '')"
        asked += f" AND l.stop_reason NOT IN ({usual})"
        values += wanted.stopped_but
    if wanted.noticed:
        asked += f" AND (EXISTS ({_NOTICED} AND x.what = ?) OR {_ALSO})"
        values += [wanted.noticed, json.dumps(wanted.also_noticed)]
    if wanted.noticed_but is not None:
        harmless, grave = _places(wanted.noticed_but), _places(wanted.grave)
        counts = f"x.what NOT IN ({harmless}) OR x.severity IN ({grave})"
        # What the next day showed counts too, where somebody had to be called.
        # Asked once for all, not for each massage: few are answered so.
        next_day = f"{_next_day()} <> '' AND x.person = ?"
        asked += (
            f" AND (EXISTS ({_NOTICED} AND ({counts})) OR l.session IN ({next_day}) OR {_ALSO})"
        )
        values += [*wanted.noticed_but, *wanted.grave, *SERIOUS_RESULTS, person]
        values.append(json.dumps(wanted.also_noticed))
    return asked, values


def _line(row: Row) -> SessionLine:
    session, ms, offset, caregiver, routine, state, stop_reason, touch_seconds = row
    return SessionLine(
        str(session),
        Moment(int(ms or 0), int(offset or 0), ""),
        str(caregiver),
        str(routine),
        str(state),
        str(stop_reason),
        int(touch_seconds or 0),
    )


def _next_day() -> str:
    return _NEXT_DAY.format(results=_places(SERIOUS_RESULTS))


def _places(values: tuple[str, ...]) -> str:
    return ", ".join("?" * len(values))
