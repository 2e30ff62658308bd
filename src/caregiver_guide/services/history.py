# SPDX-License-Identifier: GPL-3.0-or-later
"""The massage log as it is listed, page by page, and a massage written down afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone, tzinfo

from caregiver_guide.content.library import Library
from caregiver_guide.domain.session import (
    Caregiver,
    Moment,
    Note,
    Person,
    Rating,
    RatingSource,
    RatingTime,
    Reaction,
    SessionRecord,
    SessionState,
    SessionStory,
    told_minutes,
)
from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.plan_words import PlanWords
from caregiver_guide.services.safety_map import region_choices
from caregiver_guide.services.stop_view import is_usual_end
from caregiver_guide.storage.log import Log
from caregiver_guide.storage.session_lines import SessionLine, Wanted

PAGE: int = 40
"""How many massages are read at once."""

ANYTHING = "anything"
"""Stands for whatever was noticed that is worth a second look."""

_LONGEST_S = 12 * 3600
"""No massage goes on for longer, pauses and all."""

GRAVE = frozenset({"needs-call", "emergency"})
"""How bad it has to be for the care team to hear of it."""
_NO_REACTION = frozenset({"good", "usual"})


@dataclass(frozen=True, slots=True)
class LogRow:
    """One massage in the list.

    ``minutes`` are those of touch, to the nearest; 0 with ``is_under_a_minute`` is less than one.
    Pain is 0 to 10, ``None`` when no number was given. ``reactions`` counts those worth a second
    look, and answers about the next day for which somebody had to be called.
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
    was_begun_only: bool = False


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
class LogAsked:
    """Which massages are to be listed; all that is asked has to hold.

    ``caregiver``, ``region`` and ``noticed`` are ids, and empty where it does not matter;
    ``noticed`` may be `ANYTHING`. ``stopped`` asks for those stopped early. The days are included.
    """

    caregiver: str = ""
    region: str = ""
    noticed: str = ""
    stopped: bool = False
    first: date | None = None
    last: date | None = None

    @property
    def is_all(self) -> bool:
        """Whether nothing is asked, so that all are listed."""
        return self == LogAsked()


@dataclass(frozen=True, slots=True)
class AskedWords:
    """What is asked, in words; empty where nothing is."""

    caregiver: str = ""
    region: str = ""
    noticed: str = ""


@dataclass(frozen=True, slots=True)
class LogChoices:
    """What can be asked for: who ever gave a massage, what was noticed and which places touched.

    ``region_names`` are all places in words, as the figure names them.
    """

    caregivers: tuple[RoutineChoice, ...]
    reactions: tuple[RoutineChoice, ...]
    regions: tuple[RoutineChoice, ...]
    region_names: Mapping[str, str]
    skin: str


@dataclass(frozen=True, slots=True)
class LogView:
    """What the log screen shows: the newest massages first, as far as they were read.

    ``total`` counts all massages that were given, ``found`` those that are asked for. ``givers``
    are those who may have given one, ``giver`` the one who gives care now. ``source`` is how a
    number of theirs is known, until it is said otherwise.
    """

    person: str
    person_name: str
    asked: LogAsked
    asked_words: AskedWords
    found: int
    rows: tuple[LogRow, ...]
    has_more: bool
    total: int
    today: date
    routines: tuple[RoutineChoice, ...]
    may_write: bool = True
    positions: tuple[RoutineChoice, ...] = ()
    usual: UsualMassage | None = None
    last_line: SessionLine | None = None
    givers: tuple[RoutineChoice, ...] = ()
    giver: str = ""
    source: RatingSource = "asked"


@dataclass(frozen=True, slots=True)
class PastMassage:
    """A massage to be written down afterwards, as it is told.

    ``started`` is the time on the wall clock, ``None`` for one that has just ended. ``before`` and
    ``after`` are numbers for pain, 0 to 10; ``position`` is empty where nobody said it.
    ``caregiver`` is who gave it, empty for whoever writes it down. ``source`` says whether the
    person said the numbers; ``None`` where nobody told: then they count as the person tells them.
    """

    day: date
    started: time | None
    routine: str
    minutes: int
    note: str = ""
    position: str = ""
    before: int | None = None
    after: int | None = None
    caregiver: str = ""
    source: RatingSource | None = None


def source_of(person: Person | None) -> RatingSource:
    """Return how a number is known where nobody told: one who tells by signs said none."""
    return "watched" if person is not None and person.tells_by == "signs" else "asked"


def read_log(
    log: Log,
    library: Library,
    person_id: str,
    today: date,
    *,
    asked: LogAsked = LogAsked(),  # noqa: B008 - a value that never changes
    limit: int = PAGE,
) -> LogView:
    """Return the newest massages of a person; ``KeyError`` for a person nobody knows."""
    person = log.people.one(person_id)
    if person is None:
        raise KeyError(person_id)
    empty = LogView(
        person=person_id,
        person_name=person.name,
        asked=asked,
        asked_words=_asked_words(log, library, person, asked),
        found=log.lines.count(person_id, wanted_of(log, library, person_id, asked)),
        rows=(),
        has_more=True,
        total=given_count(log, person_id),
        today=today,
        routines=tuple(RoutineChoice(name, entry.name) for name, entry in library.routines.items()),
        may_write=not log.is_read_only,
        positions=tuple(
            RoutineChoice(name, entry.name.replace("{name}", person.name))
            for name, entry in library.positions.items()
        ),
        usual=_usual(library, log.sessions.last(person_id)),
        source=source_of(person),
    )
    return read_older(log, library, empty, limit)


def read_older(log: Log, library: Library, view: LogView, limit: int = PAGE) -> LogView:
    """Return the same list with the next older massages at its end."""
    if not view.has_more:
        return view
    wanted = wanted_of(log, library, view.person, view.asked)
    lines = log.lines.page(view.person, wanted, limit + 1, after=view.last_line)
    sessions = log.sessions.several(tuple(line.session for line in lines[:limit]))
    caregivers = {one.id: one for one in log.caregivers.all()}
    rows = tuple(
        log_row(library, story, giver_name(log, story.session.caregiver, caregivers))
        for story in log.sessions.stories(sessions)
    )
    has_more = len(lines) > limit
    last = lines[:limit][-1] if lines else view.last_line
    return replace(view, rows=view.rows + rows, has_more=has_more, last_line=last)


def read_choices(log: Log, library: Library, person_id: str) -> LogChoices:
    """Return what the list of a person can be asked for; ``KeyError`` for nobody's."""
    person = log.people.one(person_id)
    if person is None:
        raise KeyError(person_id)
    caregivers = {one.id: one for one in log.caregivers.all()}
    names = {one.id: one.words for one in region_choices(library, person.name)}
    touched = log.lines.regions(person_id)
    givers = [(giver_name(log, one, caregivers), one) for one in log.lines.caregivers(person_id)]
    disputed = (one.what for one in log.reactions.disputed(person_id) if one.session)
    reactions = {*log.lines.reactions(person_id), *disputed}
    noticed = [(_reaction_words(library, person, one), one) for one in reactions]
    return LogChoices(
        caregivers=tuple(RoutineChoice(one, name) for name, one in sorted(givers) if name),
        reactions=tuple(RoutineChoice(one, words) for words, one in sorted(noticed)),
        regions=tuple(RoutineChoice(one, name) for one, name in names.items() if one in touched),
        region_names=names,
        skin=person.skin,
    )


def wanted_of(log: Log, library: Library, person_id: str, asked: LogAsked) -> Wanted:
    """Return what is asked as the log is asked for it."""
    harmless = tuple(sorted(harmless_reactions(library)))
    reasons = library.files.stop_reasons.reason
    usual = tuple(one.id for one in reasons if is_usual_end(library, one.id))
    return Wanted(
        caregiver=asked.caregiver,
        region=asked.region,
        noticed="" if asked.noticed == ANYTHING else asked.noticed,
        noticed_but=harmless if asked.noticed == ANYTHING else None,
        grave=tuple(sorted(GRAVE)),
        also_noticed=_disputed(log, library, person_id, asked.noticed) if asked.noticed else (),
        stopped_but=usual if asked.stopped else None,
        first=asked.first,
        last=asked.last,
    )


def _disputed(log: Log, library: Library, person_id: str, noticed: str) -> tuple[str, ...]:
    """Return the massages of which ``noticed`` is true by what two computers changed at once.

    Their short lines hold the newest version, and it need not be the one that counts.
    """
    reactions = log.reactions.disputed(person_id)
    if noticed != ANYTHING:
        return tuple(one.session for one in reactions if one.what == noticed)
    answers = log.follow_ups.disputed(person_id)
    worth = (one.session for one in worth_a_look(library, reactions))
    return (*worth, *(one.session for one in answers if one.is_serious))


def _asked_words(log: Log, library: Library, person: Person, asked: LogAsked) -> AskedWords:
    if asked.is_all:
        return AskedWords()
    regions = {one.id: one.words for one in region_choices(library, person.name)}
    return AskedWords(
        giver_name(log, asked.caregiver, {}) if asked.caregiver else "",
        regions.get(asked.region, asked.region),
        _reaction_words(library, person, asked.noticed) if asked.noticed != ANYTHING else "",
    )


def _reaction_words(library: Library, person: Person, reaction: str) -> str:
    entry = next((one for one in library.files.reactions.reaction if one.id == reaction), None)
    return PlanWords(library, person.name).fill(entry.text) if entry else reaction


def given_count(log: Log, person_id: str) -> int:
    """Return how many massages a person was given: those that were begun only are none."""
    begun = begun_only(log, log.lines.without_touch(person_id))
    return log.sessions.count(person_id) - len(begun)


def begun_only(log: Log, sessions: tuple[str, ...]) -> frozenset[str]:
    """Return those that were stopped before any touch; their short lines alone do not say so."""
    found = log.sessions.several(sessions) if sessions else ()
    return frozenset(session.id for session in found if session.was_begun_only)


def log_row(library: Library, story: SessionStory, given_by: str) -> LogRow:
    """Return one massage as it is listed."""
    session = story.session
    before, after = story.rating("pain", "before"), story.rating("pain", "after")
    noticed = worth_a_look(library, story.reactions)
    serious = sum(one.is_serious for one in story.follow_ups)
    return LogRow(
        id=session.id,
        started=session.started,
        routine=routine_name(library, session.routine),
        minutes=minutes_of(session),
        given_by=given_by,
        state=session.state,
        pain_before=before.number if before else None,
        pain_after=after.number if after else None,
        reactions=len(noticed) + serious,
        needs_call=bool(serious) or any(one.severity in GRAVE for one in noticed),
        has_note=bool(story.notes),
        was_cut_short=was_cut_short(library, session),
        is_under_a_minute=session.is_under_a_minute,
        is_told=session.is_told,
        was_begun_only=session.was_begun_only,
    )


def harmless_reactions(library: Library) -> frozenset[str]:
    """Return the reactions that are no more than calm, sleep or skin that was pink for a while."""
    entries = library.files.reactions.reaction
    return frozenset(one.id for one in entries if one.kind in _NO_REACTION)


def worth_a_look(library: Library, reactions: Iterable[Reaction]) -> tuple[Reaction, ...]:
    """Return the reactions that are more than calm, sleep or skin that was pink for a while."""
    harmless = harmless_reactions(library)
    return tuple(one for one in reactions if one.what not in harmless or one.severity in GRAVE)


def minutes_of(session: SessionRecord) -> int:
    """Return the minutes of touch as they are told; 0 for less than a minute."""
    return told_minutes(session.touch_seconds)


def was_cut_short(library: Library, session: SessionRecord) -> bool:
    """Whether a massage was stopped early; one that ended in sleep or for a caller was not."""
    return session.is_broken_off and not is_usual_end(library, session.stop_reason)


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
        caregiver=draft.caregiver or caregiver,
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
                    source=draft.source or source_of(person),
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
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    if not now.zone:
        return fixed
    try:
        # A day in summer has another offset than a day in winter.
        return ZoneInfo(now.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return fixed


def giver_name(log: Log, caregiver: str, caregivers: dict[str, Caregiver]) -> str:
    """Return who gave a massage by name, those from the bin too; empty when nobody knows."""
    if caregiver and caregiver not in caregivers:
        found = log.caregivers.one(caregiver)
        if found is not None:
            caregivers[caregiver] = found
    known = caregivers.get(caregiver)
    return "" if known is None else known.name
