# SPDX-License-Identifier: GPL-3.0-or-later
"""One massage with everything that was said about it, and how a record of it is put right."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

import msgspec

from caregiver_guide.content.library import Library
from caregiver_guide.domain.body import Side
from caregiver_guide.domain.session import (
    ComfortSign,
    ComfortSigns,
    ConsentWord,
    Fact,
    FollowUp,
    FollowUpResult,
    Moment,
    NoNumber,
    Note,
    Rating,
    RatingQuestion,
    RatingSource,
    RatingTime,
    Reaction,
    ReactionLength,
    SessionRecord,
    SessionState,
    SessionStory,
    Severity,
    StepOutcome,
    StepRecord,
)
from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.corrections import EntryChange, entry_changes
from caregiver_guide.services.day_map import DayMap, read_day_map
from caregiver_guide.services.follow_up import NOTHING_NEW, lacks_after
from caregiver_guide.services.history import minutes_of, routine_name, source_of, was_cut_short
from caregiver_guide.services.plan_words import PlanWords
from caregiver_guide.storage.log import Log

CorrectionKind = Literal["rating", "note", "sign", "follow-up"]

_SEVERITY_IDS: Mapping[str, str] = {"comfort": "comfort-only"}
_LATE_MS = 6 * 60 * 60 * 1000
_TIMES: tuple[RatingTime, ...] = ("before", "after")


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step as it went, with the reasons that the plan gave for changing it.

    ``pressure`` is the level that the plan allowed, ``None`` for care without touch.
    """

    title: str
    side: Side | None
    seconds: int
    outcome: StepOutcome
    reasons: tuple[str, ...] = ()
    pressure: int | None = None


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """What was answered when the person was asked, and after how many seconds of the massage."""

    answer: ConsentWord
    at_s: int


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
class SignLine:
    """One sign that was watched, 0 to 2 before and after; ``levels`` are what these look like."""

    sign: ComfortSign
    words: str
    levels: tuple[str, ...]
    before: int | None = None
    after: int | None = None

    def value(self, when: RatingTime) -> int | None:
        """Return what was seen at one time."""
        return self.before if when == "before" else self.after


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """What was answered the next day: the answers in words, what they mean, and by whom."""

    result: FollowUpResult
    answers: tuple[str, ...]
    what_done: str
    written_by: str
    written: Moment


@dataclass(frozen=True, slots=True)
class ReactionLine:
    """What was noticed, where, how bad it was, what was done, and how long it lasted."""

    what: str
    severity: Severity
    severity_words: str
    place: str
    what_done: str
    note: str
    happened: Moment
    lasted: ReactionLength = ""


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

    A rating or sign has its question in words and its time. ``before`` is ``None`` for an answer
    that was added later; ``why`` is empty where an answer was given anew.
    """

    kind: CorrectionKind
    question: str
    time: RatingTime | None
    before: int | str | None
    after: int | str
    by: str
    when: Moment
    why: str


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One reason of the plan as it was shown then, and in plain words who says so."""

    text: str
    known: str


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
    after it happened. ``position`` is empty when nobody wrote it down. ``minutes_after`` is how
    long hands had been off when the after was said, ``nothing_new`` that nothing was noticed.
    ``plan_changes`` are the moments at which another plan took the place of the one before.
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
    touch_limit: int
    allowed_no_more: bool
    minutes: int
    minutes_asked: int
    is_under_a_minute: bool
    was_begun_only: bool
    given_by: str
    written_by: str
    written: Moment
    is_written_late: bool
    is_told: bool
    steps: tuple[StepLine, ...]
    ratings: tuple[RatingLine, ...]
    reactions: tuple[ReactionLine, ...]
    notes: tuple[NoteLine, ...]
    changes: tuple[ChangeLine | EntryChange, ...]
    plan: PlanShown | None
    may_write: bool = True
    may_move: bool = False
    lacks_after: bool = False
    consents: tuple[ConsentLine, ...] = ()
    plan_changes: tuple[Moment, ...] = ()
    nothing_new: bool = False
    minutes_after: int | None = None
    signs: tuple[SignLine, ...] = ()
    signs_limits: str = ""
    follow_up: FollowUpLine | None = None
    may_follow_up: bool = False
    day_map: DayMap | None = None
    source: RatingSource = "asked"

    @property
    def has_signs(self) -> bool:
        """Whether any sign was watched."""
        return any(line.before is not None or line.after is not None for line in self.signs)


@dataclass(frozen=True, slots=True)
class Correction:
    """Something to be put right in a record, and why.

    ``target`` is a note's id, or a question or sign and a time as in "pain.after". ``value`` is
    what it should be; ``source`` how a number is known, ``None`` where that stays as it was.
    """

    session: str
    kind: CorrectionKind
    target: str
    value: int | str
    why: str
    source: RatingSource | None = None


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """What the log holds about one massage; ``names`` are the caregivers' by id.

    ``first`` is how it was first written down, where it was put right later.
    """

    story: SessionStory
    person_name: str
    names: Mapping[str, str]
    first: SessionRecord | None = None
    rating_versions: tuple[tuple[Rating, ...], ...] = ()
    note_versions: tuple[tuple[Note, ...], ...] = ()
    sign_versions: tuple[tuple[ComfortSigns, ...], ...] = ()
    follow_up_versions: tuple[tuple[FollowUp, ...], ...] = ()
    may_write: bool = True
    knows_others: bool = False


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
    sign_versions = tuple(log.comfort.history(one.id) for one in story.comfort if one.version > 1)
    asked = tuple(
        log.follow_ups.history(one.id)
        for one in story.follow_ups
        if one.version > 1 and one.when == "next-day"
    )
    first = first_written(log.sessions.history(session_id)) if story.session.version > 1 else ()
    facts = SessionFacts(
        story=story,
        person_name=person.name if person else "",
        names=_names(log, story, (*versions, *note_versions, *sign_versions, *asked, first)),
        first=first[0] if first else None,
        rating_versions=versions,
        note_versions=note_versions,
        sign_versions=sign_versions,
        follow_up_versions=asked,
        may_write=not log.is_read_only,
        knows_others=len(log.people.all()) > 1,
    )
    view = session_view(facts, library, emergency=emergency)
    if person is None:
        return view
    day_map = read_day_map(log, library, person, story.session)
    changes = (*view.changes, *entry_changes(log, library, person, story))
    return replace(
        view,
        day_map=day_map,
        source=source_of(person),
        changes=tuple(sorted(changes, key=lambda line: line.when)),
    )


def first_written(history: tuple[SessionRecord, ...]) -> tuple[SessionRecord, ...]:
    """Return the first version of a massage that was over; none while it runs."""
    return tuple(one for one in history if one.state != "running")[:1]


def session_view(facts: SessionFacts, library: Library, *, emergency: str = "") -> SessionView:
    """Return what the screen shows of one massage."""
    story, session = facts.story, facts.story.session
    first = facts.first or session
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
        touch_limit=session.touch_seconds // 60 if session.ended_by == "touch-limit" else 0,
        allowed_no_more=session.ended_by == "nothing-allowed",
        minutes=minutes_of(session),
        minutes_asked=session.minutes_asked,
        is_under_a_minute=session.is_under_a_minute,
        was_begun_only=session.was_begun_only,
        given_by=facts.names.get(session.caregiver, ""),
        written_by=facts.names.get(first.recorded_by, ""),
        written=first.written,
        is_told=session.is_told,
        is_written_late=first.written.utc_ms - _over(first).utc_ms > _LATE_MS,
        steps=_steps(session, words),
        ratings=_ratings(story, words),
        reactions=tuple(_reaction(one, words) for one in story.reactions),
        notes=tuple(
            NoteLine(one.id, one.text, facts.names.get(one.recorded_by, ""), one.written)
            for one in story.notes
        ),
        changes=_changes(facts, words),
        plan=plan_shown(session.plan_json, words),
        may_write=facts.may_write,
        may_move=facts.may_write and facts.knows_others,
        lacks_after=lacks_after(story),
        nothing_new=(asked := story.follow_up("after")) is not None
        and NOTHING_NEW in asked.answers,
        minutes_after=_minutes_after(story),
        signs=_signs(story, words),
        signs_limits=words.fill(library.files.comfort_signs.limits),
        follow_up=_follow_up(facts, words),
        may_follow_up=session.was_given and session.touch_seconds > 0,
        consents=tuple(ConsentLine(one.answer, one.at_s) for one in story.consents),
        plan_changes=tuple(later.shown for later in session.later_plans),
    )


def plan_shown(plan_json: str, words: PlanWords) -> PlanShown | None:
    """Return a stored plan for the screen, ``None`` where there is none that can be read."""
    try:
        found = msgspec.json.decode(plan_json, type=_Plan)
    except msgspec.MsgspecError:
        return None
    reasons: dict[str, PlanLine] = {}
    for reason in found.reasons:
        known = words.known(reason.source, reason.grade)
        reasons.setdefault(reason.text, PlanLine(reason.text, known))
    return PlanShown(
        rules=found.rules,
        verdict=found.verdict,
        max_pressure=found.max_pressure,
        reasons=tuple(reasons.values()),
        says=tuple(said for said in found.say if said not in reasons),
    )


def record_correction(
    log: Log, correction: Correction, *, by: str = ""
) -> Rating | Note | ComfortSigns:
    """Write the right value down as a new version; what stood there before stays readable.

    A rating or sign that was never given is added. Raises ``ValueError`` without a reason,
    ``KeyError`` for what the log does not know.
    """
    if not correction.why.strip():
        raise ValueError("a change needs its reason")
    story = log.sessions.story(correction.session)
    if story is None:
        raise KeyError(correction.session)
    if correction.kind == "sign":
        return _correct_sign(log, story, correction, by)
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
    grade: str = ""


class _Step(msgspec.Struct):
    """A step of a plan in the public format."""

    id: str
    side: Side | None = None
    kind: str = "touch"
    action: str = ""
    pressure: int = 0
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
    firm = {(step.id, step.side): step.pressure for step in planned}
    shown = {
        (step.id, step.side): step.pressure
        for step in planned
        if step.kind == "touch" and step.action != "skip"
    }
    asked = words.fill(words.library.files.phrases["step.asked-softer"])
    # A plan that changed on the way leaves a step twice: as it was left, and as it went on.
    gone: dict[tuple[str, Side | None], list[StepRecord]] = {}
    for step in session.steps:
        gone.setdefault((step.step, step.side), []).append(step)
    lines = []
    for key in dict.fromkeys([*((step.id, step.side) for step in planned), *gone]):
        entry = words.library.steps.get((session.routine, key[0]))
        title = words.fill(entry.title) if entry else key[0]
        why = reasons.get(key, ())
        if key not in gone and why:
            lines.append(StepLine(title, key[1], 0, "skipped", why))
        for step in gone.get(key, ()):
            is_softer = step.softened_to is not None or step.pressure < firm.get(key, 0)
            said = (*why, asked) if is_softer and step.seconds else why
            lines.append(StepLine(title, key[1], step.seconds, step.outcome, said, shown.get(key)))
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


def _minutes_after(story: SessionStory) -> int | None:
    """Return how long hands had been off when the after was said, where that is known."""
    signs = story.signs("after")
    known = [one.minutes_since_hands_off for one in story.ratings if one.when == "after"]
    if signs is not None:
        known.append(signs.minutes_since_hands_off)
    return next((minutes for minutes in reversed(known) if minutes is not None), None)


def _signs(story: SessionStory, words: PlanWords) -> tuple[SignLine, ...]:
    seen = {
        when: found.values if (found := story.signs(when)) is not None else {} for when in _TIMES
    }
    return tuple(
        SignLine(
            sign=entry.id,
            words=words.fill(entry.text),
            levels=tuple(words.fill(level) for level in entry.levels),
            before=seen["before"].get(entry.id),
            after=seen["after"].get(entry.id),
        )
        for entry in words.library.files.comfort_signs.sign
    )


def _follow_up(facts: SessionFacts, words: PlanWords) -> FollowUpLine | None:
    """Return what was said the next day, ``None`` while nobody has answered."""
    asked = facts.story.follow_up("next-day")
    if asked is None or not asked.is_closed:
        return None
    return FollowUpLine(
        result=asked.result,
        answers=_answers(asked, words),
        what_done=asked.what_done,
        written_by=facts.names.get(asked.recorded_by, ""),
        written=asked.written,
    )


def _answers(asked: FollowUp, words: PlanWords) -> tuple[str, ...]:
    file = words.library.files.follow_up
    known = {one.id: words.fill(one.text) for one in file.answer}
    if not asked.answers:
        return (words.fill(file.not_known),)
    return tuple(known.get(answer, answer) for answer in asked.answers)


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
        lasted=reaction.lasted,
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
    lines += _sign_changes(facts, words)
    lines += [
        ChangeLine(
            kind="follow-up",
            question="",
            time=None,
            before=", ".join(_answers(old, words)),
            after=", ".join(_answers(new, words)),
            by=facts.names.get(new.recorded_by, ""),
            when=new.written,
            why=new.why,
        )
        for versions in facts.follow_up_versions
        for old, new in itertools.pairwise(one for one in versions if one.is_closed)
        if old.answers != new.answers
    ]
    return tuple(sorted(lines, key=lambda line: line.when))


def _sign_changes(facts: SessionFacts, words: PlanWords) -> list[ChangeLine]:
    """Return what became of single signs in later versions."""
    names = {one.id: words.fill(one.text) for one in words.library.files.comfort_signs.sign}
    return [
        ChangeLine(
            kind="sign",
            question=names.get(sign, sign),
            time=new.when,
            before=old.values.get(sign),
            after=value,
            by=facts.names.get(new.recorded_by, ""),
            when=new.written,
            why=new.why,
        )
        for versions in facts.sign_versions
        for old, new in itertools.pairwise(versions)
        for sign, value in new.values.items()
        if old.values.get(sign) != value
    ]


def _correct_rating(log: Log, story: SessionStory, correction: Correction, by: str) -> Rating:
    question, _, when = correction.target.partition(".")
    value = _rating_value(correction.value)
    for old in reversed(story.ratings):
        if (old.question, old.when) == (question, when):
            changed = replace(old, value=value, source=correction.source or old.source)
            return log.ratings.change(changed, by=by, why=correction.why)
    made = msgspec.convert({"question": question, "when": when}, type=_Asked)
    rating = Rating(
        person=story.session.person,
        session=story.session.id,
        question=made.question,
        when=made.when,
        value=value,
        source=correction.source or source_of(log.people.one(story.session.person)),
    )
    with log.batch():
        # An answer that comes later is a change of the record too, so its reason is kept with it.
        added = log.ratings.add(rating, by=by, happened=_over(story.session))
        return log.ratings.change(added, by=by, why=correction.why)


def _correct_sign(log: Log, story: SessionStory, correction: Correction, by: str) -> ComfortSigns:
    sign, _, when = correction.target.partition(".")
    made = msgspec.convert({"sign": sign, "when": when}, type=_Watched)
    seen = story.signs(made.when)
    value = int(correction.value)
    if seen is not None:
        changed = seen.having(made.sign, value)
        return log.comfort.change(changed, by=by, why=correction.why)
    fresh = ComfortSigns(person=story.session.person, session=story.session.id, when=made.when)
    with log.batch():
        # The empty list is what stood there before, so the reason is kept with what comes later.
        added = log.comfort.add(fresh, by=by, happened=_over(story.session))
        return log.comfort.change(added.having(made.sign, value), by=by, why=correction.why)


class _Watched(msgspec.Struct):
    """A sign and its time, checked."""

    sign: ComfortSign
    when: RatingTime


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
    versions: Iterable[Sequence[Fact]],
) -> dict[str, str]:
    """Return the names of everybody who had a hand in a record, those from the bin too."""
    wanted = {story.session.caregiver, story.session.recorded_by}
    wanted |= {one.recorded_by for one in (*story.notes, *story.follow_ups)}
    wanted |= {one.recorded_by for each in versions for one in each}
    found = {one: log.caregivers.one(one) for one in wanted if one}
    return {one: known.name for one, known in found.items() if known is not None}
