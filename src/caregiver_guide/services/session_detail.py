# SPDX-License-Identifier: GPL-3.0-or-later
"""One massage with everything that was said about it, and how a record of it is put right."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import msgspec

from caregiver_guide.content.library import Library
from caregiver_guide.domain.body import Side
from caregiver_guide.domain.session import (
    Moment,
    NoNumber,
    Note,
    Rating,
    RatingQuestion,
    RatingSource,
    RatingTime,
    Reaction,
    SessionRecord,
    SessionState,
    SessionStory,
    Severity,
    StepOutcome,
)
from caregiver_guide.services.history import minutes_of, routine_name, was_cut_short
from caregiver_guide.services.plan_words import PlanWords
from caregiver_guide.storage.log import Log

_SEVERITY_IDS: Mapping[str, str] = {"comfort": "comfort-only"}
_LATE_MS = 6 * 60 * 60 * 1000
_TIMES: tuple[RatingTime, ...] = ("before", "after")


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step as it went, with the reasons that the plan gave for changing it."""

    title: str
    side: Side | None
    seconds: int
    outcome: StepOutcome
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RatingCell:
    """One answer; ``id`` is empty where none was written down."""

    id: str = ""
    value: int | NoNumber | None = None
    source: RatingSource = "asked"


@dataclass(frozen=True, slots=True)
class RatingLine:
    """One question with its answers before and after."""

    question: RatingQuestion
    words: str
    low: str
    high: str
    before: RatingCell
    after: RatingCell

    def cell(self, when: RatingTime) -> RatingCell:
        """Return the answer of one time."""
        return self.before if when == "before" else self.after


@dataclass(frozen=True, slots=True)
class ReactionLine:
    """What was noticed, where, how bad it was and what was done."""

    what: str
    severity: Severity
    severity_words: str
    place: str
    what_done: str
    note: str
    happened: Moment


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A caregiver's own words, and whose they are."""

    id: str
    text: str
    written_by: str
    written: Moment


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A later version of something: what it was, what it became, who, when and why.

    ``kind`` is "rating" or "note"; a rating has its question in words and its time. ``before`` is
    ``None`` for an answer that was added later.
    """

    kind: Literal["rating", "note"]
    question: str
    time: RatingTime | None
    before: int | str | None
    after: int | str
    by: str
    when: Moment
    why: str


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One reason of the plan as it was shown then."""

    text: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanShown:
    """The plan as it was shown on that day, whatever the rules say today."""

    rules: str
    verdict: str
    max_pressure: int
    reasons: tuple[PlanLine, ...]
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SessionView:
    """Everything that the screen of one massage shows.

    ``minutes`` are those of touch. ``is_written_late`` says that it was put down over six hours
    after it happened. ``position`` is empty when nobody wrote it down.
    """

    id: str
    person_name: str
    routine: str
    position: str
    started: Moment
    ended: Moment | None
    state: SessionState
    stop_reason: str
    was_cut_short: bool
    touch_limit: bool
    minutes: int
    minutes_asked: int
    is_under_a_minute: bool
    given_by: str
    written_by: str
    written: Moment
    is_written_late: bool
    is_told: bool
    steps: tuple[StepLine, ...]
    ratings: tuple[RatingLine, ...]
    reactions: tuple[ReactionLine, ...]
    notes: tuple[NoteLine, ...]
    changes: tuple[ChangeLine, ...]
    plan: PlanShown | None
    may_write: bool = True
    lacks_after: bool = False


@dataclass(frozen=True, slots=True)
class Correction:
    """Something to be put right in a record, and why.

    ``target`` is a note's id, or a question and a time as in "pain.after". ``value`` is what it
    should be.
    """

    session: str
    kind: Literal["rating", "note"]
    target: str
    value: int | str
    why: str


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """What the log holds about one massage; ``names`` are the caregivers' by id."""

    story: SessionStory
    person_name: str
    names: Mapping[str, str]
    rating_versions: tuple[tuple[Rating, ...], ...] = ()
    note_versions: tuple[tuple[Note, ...], ...] = ()
    may_write: bool = True


def read_session(
    log: Log, library: Library, session_id: str, *, emergency: str = ""
) -> SessionView | None:
    """Return one massage for the screen, ``None`` when the log has no such massage."""
    story = log.sessions.story(session_id)
    if story is None:
        return None
    person = log.people.one(story.session.person)
    versions = tuple(log.ratings.history(one.id) for one in story.ratings if one.version > 1)
    note_versions = tuple(log.notes.history(one.id) for one in story.notes if one.version > 1)
    facts = SessionFacts(
        story=story,
        person_name=person.name if person else "",
        names=_names(log, story, versions, note_versions),
        rating_versions=versions,
        note_versions=note_versions,
        may_write=not log.is_read_only,
    )
    return session_view(facts, library, emergency=emergency)


def session_view(facts: SessionFacts, library: Library, *, emergency: str = "") -> SessionView:
    """Return what the screen shows of one massage."""
    story, session = facts.story, facts.story.session
    words = PlanWords(library, facts.person_name, emergency)
    reason = next(
        (one for one in library.files.stop_reasons.reason if one.id == session.stop_reason), None
    )
    position = library.positions.get(session.position)
    return SessionView(
        id=session.id,
        person_name=facts.person_name,
        routine=routine_name(library, session.routine),
        position=words.fill(position.name) if position else session.position,
        started=session.started,
        ended=session.ended,
        state=session.state,
        stop_reason=words.fill(reason.text) if reason else session.stop_reason or "",
        was_cut_short=was_cut_short(library, session),
        touch_limit=session.ended_by == "touch-limit",
        minutes=minutes_of(session),
        minutes_asked=session.minutes_asked,
        is_under_a_minute=session.is_under_a_minute,
        given_by=facts.names.get(session.caregiver, ""),
        written_by=facts.names.get(session.recorded_by, ""),
        written=session.written,
        is_told=session.is_told,
        is_written_late=session.written.utc_ms - _over(session).utc_ms > _LATE_MS,
        steps=_steps(session, words),
        ratings=_ratings(story, words),
        reactions=tuple(_reaction(one, words) for one in story.reactions),
        notes=tuple(
            NoteLine(one.id, one.text, facts.names.get(one.recorded_by, ""), one.written)
            for one in story.notes
        ),
        changes=_changes(facts, words),
        plan=plan_shown(session.plan_json),
        may_write=facts.may_write,
        lacks_after=session.was_given
        and not story.reactions
        and not any(rating.when == "after" for rating in story.ratings),
    )


def plan_shown(plan_json: str) -> PlanShown | None:
    """Return a stored plan for the screen, ``None`` where there is none that can be read."""
    try:
        found = msgspec.json.decode(plan_json, type=_Plan)
    except msgspec.MsgspecError:
        return None
    reasons: dict[str, PlanLine] = {}
    for reason in found.reasons:
        reasons.setdefault(reason.text, PlanLine(reason.text, tuple(reason.source)))
    return PlanShown(
        rules=found.rules,
        verdict=found.verdict,
        max_pressure=found.max_pressure,
        reasons=tuple(reasons.values()),
        says=tuple(said for said in found.say if said not in reasons),
    )


def record_correction(log: Log, correction: Correction, *, by: str = "") -> Rating | Note:
    """Write the right value down as a new version; what stood there before stays readable.

    A rating that was never given is added. Raises ``ValueError`` without a reason, ``KeyError``
    for what the log does not know.
    """
    if not correction.why.strip():
        raise ValueError("a change needs its reason")
    story = log.sessions.story(correction.session)
    if story is None:
        raise KeyError(correction.session)
    if correction.kind == "note":
        note = next(one for one in story.notes if one.id == correction.target)
        changed = replace(note, text=str(correction.value))
        return log.notes.change(changed, by=by, why=correction.why)
    return _correct_rating(log, story, correction, by)


def record_note(log: Log, session_id: str, text: str, *, by: str = "") -> Note:
    """Add a caregiver's words to a massage; ``KeyError`` for a massage nobody knows."""
    session = log.sessions.one(session_id)
    if session is None:
        raise KeyError(session_id)
    return log.notes.add(Note(person=session.person, text=text, session=session_id), by=by)


class _Reason(msgspec.Struct):
    """A reason of a plan in the public format; other keys are passed over."""

    text: str = ""
    source: list[str] = []


class _Step(msgspec.Struct):
    """A step of a plan in the public format."""

    id: str
    side: Side | None = None
    reasons: list[_Reason] = []


class _Plan(msgspec.Struct):
    """A plan in the public format, as far as it is shown again."""

    verdict: str
    rules: str = ""
    max_pressure: int = 0
    steps: list[_Step] = []
    reasons: list[_Reason] = []
    say: list[str] = []


def _over(session: SessionRecord) -> Moment:
    return session.ended or session.started


def _steps(session: SessionRecord, words: PlanWords) -> tuple[StepLine, ...]:
    """Return the steps as they went; those that the plan left out come with their reasons."""
    try:
        planned = msgspec.json.decode(session.plan_json, type=_Plan).steps
    except msgspec.MsgspecError:
        planned = []
    reasons = {
        (step.id, step.side): tuple(dict.fromkeys(one.text for one in step.reasons if one.text))
        for step in planned
    }
    gone = {(step.step, step.side): step for step in session.steps}
    lines = []
    for key in dict.fromkeys([*((step.id, step.side) for step in planned), *gone]):
        step = gone.get(key)
        if step is None and not reasons.get(key):
            continue
        entry = words.library.steps.get((session.routine, key[0]))
        lines.append(
            StepLine(
                title=words.fill(entry.title) if entry else key[0],
                side=key[1],
                seconds=step.seconds if step else 0,
                outcome=step.outcome if step else "skipped",
                reasons=reasons.get(key, ()),
            )
        )
    return tuple(lines)


def _ratings(story: SessionStory, words: PlanWords) -> tuple[RatingLine, ...]:
    lines = []
    for entry in words.library.files.ratings.rating:
        cells = []
        for when in _TIMES:
            found = story.rating(entry.id, when)
            cells.append(RatingCell(found.id, found.value, found.source) if found else RatingCell())
        lines.append(
            RatingLine(
                question=entry.id,
                words=words.fill(entry.short),
                low=words.fill(entry.low),
                high=words.fill(entry.high),
                before=cells[0],
                after=cells[1],
            )
        )
    return tuple(lines)


def _reaction(reaction: Reaction, words: PlanWords) -> ReactionLine:
    files = words.library.files.reactions
    what = next((one.text for one in files.reaction if one.id == reaction.what), reaction.what)
    severity = _SEVERITY_IDS.get(reaction.severity, reaction.severity)
    how_bad = next((one.text for one in files.severity if one.id == severity), severity)
    known = words.library.book.body.index
    return ReactionLine(
        what=words.fill(what),
        severity=reaction.severity,
        severity_words=words.fill(how_bad),
        place=words.places(tuple(region for region in reaction.regions if region in known)),
        what_done=reaction.what_done,
        note=reaction.note,
        happened=reaction.happened,
    )


def _changes(facts: SessionFacts, words: PlanWords) -> tuple[ChangeLine, ...]:
    """Return every later version, the oldest change first."""
    short = {entry.id: words.fill(entry.short) for entry in words.library.files.ratings.rating}
    lines = [
        ChangeLine(
            kind="rating",
            question=short.get(new.question, new.question),
            time=new.when,
            before=None if old.value == new.value else old.value,
            after=new.value,
            by=facts.names.get(new.recorded_by, ""),
            when=new.written,
            why=new.why,
        )
        for versions in facts.rating_versions
        for old, new in itertools.pairwise(versions)
    ]
    lines += [
        ChangeLine(
            kind="note",
            question="",
            time=None,
            before=old.text,
            after=new.text,
            by=facts.names.get(new.recorded_by, ""),
            when=new.written,
            why=new.why,
        )
        for versions in facts.note_versions
        for old, new in itertools.pairwise(versions)
    ]
    return tuple(sorted(lines, key=lambda line: line.when))


def _correct_rating(log: Log, story: SessionStory, correction: Correction, by: str) -> Rating:
    question, _, when = correction.target.partition(".")
    value = _rating_value(correction.value)
    for old in reversed(story.ratings):
        if (old.question, old.when) == (question, when):
            return log.ratings.change(replace(old, value=value), by=by, why=correction.why)
    made = msgspec.convert({"question": question, "when": when}, type=_Asked)
    rating = Rating(
        person=story.session.person,
        session=story.session.id,
        question=made.question,
        when=made.when,
        value=value,
    )
    with log.batch():
        # An answer that comes later is a change of the record too, so its reason is kept with it.
        added = log.ratings.add(rating, by=by, happened=_over(story.session))
        return log.ratings.change(added, by=by, why=correction.why)


class _Asked(msgspec.Struct):
    """A question and its time, checked."""

    question: RatingQuestion
    when: RatingTime


def _rating_value(value: int | str) -> int | NoNumber:
    if isinstance(value, int):
        return value
    return "declined" if value == "declined" else "could-not-say"


def _names(
    log: Log,
    story: SessionStory,
    ratings: Iterable[tuple[Rating, ...]],
    notes: Iterable[tuple[Note, ...]],
) -> dict[str, str]:
    """Return the names of everybody who had a hand in a record, those from the bin too."""
    wanted = {story.session.caregiver, story.session.recorded_by}
    wanted |= {one.recorded_by for one in story.notes}
    wanted |= {one.recorded_by for versions in (*ratings, *notes) for one in versions}
    found = {one: log.caregivers.one(one) for one in wanted if one}
    return {one: known.name for one, known in found.items() if known is not None}
