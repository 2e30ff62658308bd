# SPDX-License-Identifier: GPL-3.0-or-later
"""The massage log as it is listed, page by page, and a massage written down afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from caregiver_guide.content.library import Library
from caregiver_guide.domain.session import (
    Caregiver,
    Moment,
    Note,
    Person,
    Rating,
    RatingTime,
    Reaction,
    SessionRecord,
    SessionState,
    SessionStory,
    told_minutes,
)
from caregiver_guide.services.stop_view import is_usual_end
from caregiver_guide.storage.log import Log

LogFilter = Literal["all", "reactions", "stopped"]

PAGE: int = 50
"""How many massages are read at once."""

_LOOKED_THROUGH = 500
_LONGEST_S = 12 * 3600
"""No massage goes on for longer, pauses and all."""
_GRAVE = frozenset({"needs-call", "emergency"})
_NO_REACTION = frozenset({"good", "usual"})


@dataclass(frozen=True, slots=True)
class LogRow:
    """One massage in the list.

    ``minutes`` are those of touch, to the nearest; 0 with ``is_under_a_minute`` is less than one.
    Pain is 0 to 10, ``None`` when no number was given. ``reactions`` counts those worth a second
    look.
    """

    id: str
    started: Moment
    routine: str
    minutes: int
    given_by: str
    state: SessionState
    pain_before: int | None = None
    pain_after: int | None = None
    reactions: int = 0
    needs_call: bool = False
    has_note: bool = False
    was_cut_short: bool = False
    is_under_a_minute: bool = False
    is_told: bool = False


@dataclass(frozen=True, slots=True)
class UsualMassage:
    """What the last massage was: the first guess at the next one that is written down."""

    routine: str
    position: str
    minutes: int


@dataclass(frozen=True, slots=True)
class RoutineChoice:
    """A routine or position to choose from, by its name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class LogView:
    """What the log screen shows: the newest massages first, as far as they were read.

    ``total`` counts all massages that took place, whatever the filter.
    """

    person: str
    person_name: str
    wanted: LogFilter
    rows: tuple[LogRow, ...]
    has_more: bool
    total: int
    today: date
    routines: tuple[RoutineChoice, ...]
    may_write: bool = True
    positions: tuple[RoutineChoice, ...] = ()
    usual: UsualMassage | None = None


@dataclass(frozen=True, slots=True)
class PastMassage:
    """A massage to be written down afterwards, as it is told.

    ``started`` is the time on the wall clock, ``None`` for one that has just ended. ``before`` and
    ``after`` are numbers for pain, 0 to 10; ``position`` is empty where nobody said it.
    """

    day: date
    started: time | None
    routine: str
    minutes: int
    note: str = ""
    position: str = ""
    before: int | None = None
    after: int | None = None


def read_log(
    log: Log,
    library: Library,
    person_id: str,
    today: date,
    *,
    wanted: LogFilter = "all",
    limit: int = PAGE,
) -> LogView:
    """Return the newest massages of a person; ``KeyError`` for a person nobody knows."""
    person = log.people.one(person_id)
    if person is None:
        raise KeyError(person_id)
    empty = LogView(
        person=person_id,
        person_name=person.name,
        wanted=wanted,
        rows=(),
        has_more=True,
        total=log.sessions.count(person_id),
        today=today,
        routines=tuple(RoutineChoice(name, entry.name) for name, entry in library.routines.items()),
        may_write=not log.is_read_only,
        positions=tuple(
            RoutineChoice(name, entry.name.replace("{name}", person.name))
            for name, entry in library.positions.items()
        ),
        usual=_usual(library, log.sessions.last(person_id)),
    )
    return read_older(log, library, empty, limit)


def read_older(log: Log, library: Library, view: LogView, limit: int = PAGE) -> LogView:
    """Return the same list with the next older massages at its end."""
    if not view.has_more:
        return view
    wanted = _wanted(log, library, view)
    known = {row.id for row in view.rows}
    before = view.rows[-1].started if view.rows else None
    sessions, has_more = _next_sessions(log, view.person, before, known, wanted, limit)
    caregivers = {one.id: one for one in log.caregivers.all()}
    rows = tuple(
        log_row(library, story, _giver(log, story.session.caregiver, caregivers))
        for story in log.sessions.stories(sessions)
    )
    return replace(view, rows=view.rows + rows, has_more=has_more)


def log_row(library: Library, story: SessionStory, given_by: str) -> LogRow:
    """Return one massage as it is listed."""
    session = story.session
    before, after = story.rating("pain", "before"), story.rating("pain", "after")
    noticed = worth_a_look(library, story.reactions)
    return LogRow(
        id=session.id,
        started=session.started,
        routine=routine_name(library, session.routine),
        minutes=minutes_of(session),
        given_by=given_by,
        state=session.state,
        pain_before=before.number if before else None,
        pain_after=after.number if after else None,
        reactions=len(noticed),
        needs_call=any(one.severity in _GRAVE for one in noticed),
        has_note=bool(story.notes),
        was_cut_short=was_cut_short(library, session),
        is_under_a_minute=session.is_under_a_minute,
        is_told=session.is_told,
    )


def worth_a_look(library: Library, reactions: Iterable[Reaction]) -> tuple[Reaction, ...]:
    """Return the reactions that are more than calm, sleep or skin that was pink for a while."""
    harmless = {one.id for one in library.files.reactions.reaction if one.kind in _NO_REACTION}
    return tuple(one for one in reactions if one.what not in harmless or one.severity in _GRAVE)


def minutes_of(session: SessionRecord) -> int:
    """Return the minutes of touch as they are told; 0 for less than a minute."""
    return told_minutes(session.touch_seconds)


def was_cut_short(library: Library, session: SessionRecord) -> bool:
    """Whether a massage was stopped early; one that ended in sleep or for a caller was not."""
    return session.state == "stopped" and not is_usual_end(library, session.stop_reason)


def routine_name(library: Library, routine: str) -> str:
    """Return a routine's name; one that the content no longer has keeps its id."""
    entry = library.routines.get(routine)
    return routine if entry is None else entry.name


def record_past_massage(
    log: Log, person: Person, caregiver: str, draft: PastMassage, now: Moment
) -> SessionRecord:
    """Write a massage of an earlier time down and return it; its note, if any, goes with it.

    What was done is recorded as told: no plan stands beside it, and no steps. Raises ``ValueError``
    for a time that has not come yet.
    """
    started, ended = told_time(draft, now)
    if started > now:
        raise ValueError("a past massage cannot lie in the future")
    record = SessionRecord(
        person=person.id,
        caregiver=caregiver,
        routine=draft.routine,
        position=draft.position,
        minutes_asked=draft.minutes,
        started=started,
        state="finished",
        ended=ended,
        touch_seconds=draft.minutes * 60,
        is_told=True,
    )
    with log.batch():
        written = log.sessions.add(record, by=caregiver, happened=started)
        pain: tuple[tuple[RatingTime, int | None], ...]
        pain = (("before", draft.before), ("after", draft.after))
        for when, number in pain:
            if number is not None:
                rating = Rating(
                    person=person.id,
                    session=written.id,
                    question="pain",
                    when=when,
                    value=number,
                )
                log.ratings.add(rating, by=caregiver, happened=started)
        if draft.note:
            note = Note(person=person.id, text=draft.note, session=written.id)
            log.notes.add(note, by=caregiver, happened=started)
    return written


def told_time(draft: PastMassage, now: Moment) -> tuple[Moment, Moment]:
    """Return when a massage that is told began and ended, as it would be written down.

    A time told to the half hour may be a little late; no massage ends after it is written down.
    """
    length = draft.minutes * 60
    started = past_moment(draft, now)
    if started <= now:
        started = min(started, now.later(-length))
    return started, started.later(length)


def same_time(log: Log, person: str, draft: PastMassage, now: Moment) -> SessionRecord | None:
    """Return a massage that the log has for a part of the time of one that is told, if any."""
    started, ended = told_time(draft, now)
    for known in log.sessions.between(person, started.later(-_LONGEST_S), ended):
        # Of one that nobody ended, the touch is what is known.
        over = known.ended or known.started.later(known.touch_seconds)
        if known.was_given and over > started:
            return known
    return None


def past_moment(draft: PastMassage, now: Moment) -> Moment:
    """Return the moment meant by a day and a time, in the zone where it is written down."""
    if draft.started is None:
        return now.later(-draft.minutes * 60)
    wall = datetime.combine(draft.day, draft.started, _zone(now))
    return Moment.of(wall, now.zone)


def _usual(library: Library, last: SessionRecord | None) -> UsualMassage | None:
    if last is None or last.routine not in library.routines:
        return None
    return UsualMassage(last.routine, last.position, max(1, minutes_of(last)))


def _zone(now: Moment) -> tzinfo:
    fixed = timezone(timedelta(minutes=now.offset_min))
    if not now.zone:
        return fixed
    try:
        # A day in summer has another offset than a day in winter.
        return ZoneInfo(now.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return fixed


def _wanted(log: Log, library: Library, view: LogView) -> Callable[[SessionRecord], bool]:
    """Return what tells whether a massage belongs to the list."""
    if view.wanted == "reactions":
        with_reaction = {
            one.session for one in worth_a_look(library, log.reactions.of(view.person))
        }
        return lambda session: session.id in with_reaction
    if view.wanted == "stopped":
        return lambda session: was_cut_short(library, session)
    return lambda _session: True


def _next_sessions(
    log: Log,
    person: str,
    before: Moment | None,
    known: set[str],
    wanted: Callable[[SessionRecord], bool],
    limit: int,
) -> tuple[list[SessionRecord], bool]:
    """Return up to ``limit`` further massages, the newest first, and whether there may be more."""
    found: list[SessionRecord] = []
    seen = set(known)
    chunk = max(limit + 1, _LOOKED_THROUGH if len(known) > limit else limit + 1)
    while True:
        # Two massages may have begun in the same millisecond, so the edge is looked at again.
        edge = None if before is None else before.later(0.001)
        several = log.sessions.recent(person, limit=chunk, before=edge)
        fresh = [session for session in several if session.id not in seen]
        for session in fresh:
            seen.add(session.id)
            if wanted(session):
                if len(found) == limit:
                    return found, True
                found.append(session)
        if len(several) < chunk:
            return found, False
        before = several[-1].started
        chunk = max(chunk if fresh else 2 * chunk, _LOOKED_THROUGH)


def _giver(log: Log, caregiver: str, caregivers: dict[str, Caregiver]) -> str:
    """Return who gave a massage by name, those from the bin too; empty when nobody knows."""
    if caregiver and caregiver not in caregivers:
        found = log.caregivers.one(caregiver)
        if found is not None:
            caregivers[caregiver] = found
    known = caregivers.get(caregiver)
    return "" if known is None else known.name
