# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything the log keeps about people, care and massages, as values that never change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Literal

from caregiver_guide.domain.body import Side
from caregiver_guide.domain.profile import Drinks, Giver
from caregiver_guide.domain.values import dataclass

SessionState = Literal["running", "paused", "finished", "stopped", "unfinished", "not-wanted"]
StepOutcome = Literal["done", "skipped", "stopped"]
RatingQuestion = Literal["pain", "worry", "tiredness"]
RatingTime = Literal["before", "after"]
RatingSource = Literal["asked", "watched"]
NoNumber = Literal["declined", "could-not-say"]
ZonesAnswerWord = Literal["marked", "nothing", "must-ask"]
Severity = Literal["comfort", "minor", "needs-call", "emergency"]
ReactionLength = Literal["", "minutes", "hour", "day", "longer", "still"]
Paper = Literal["a4", "letter"]
PageWay = Literal["printed", "saved", "copied"]
PageTick = Literal["legs", "pressure-2", "positions", "pause"]
TellsBy = Literal["numbers", "signs"]
ComfortSign = Literal["breath", "sounds", "face", "body", "settles"]
FollowUpKind = Literal["after", "next-day"]
FollowUpResult = Literal["", "fine", "call-today", "emergency"]

COMFORT_SIGNS: tuple[ComfortSign, ...] = ("breath", "sounds", "face", "body", "settles")
"""What is watched in a person who cannot say, in the order in which it is written down."""
SessionMode = Literal["wait", "go-on"]
"""Whether a step waits for the caregiver when its time is up, or the next one comes by itself."""
SessionEnd = Literal["", "touch-limit", "nothing-allowed"]
"""What ended a session if not a person: twenty minutes of touch, or a plan with nothing left."""
ConsentWord = Literal["softer", "same", "stop", "not-answered"]
TeamAsked = Literal["zone", "clearance", "positions", "pause", "question", "page"]
"""What of a page the care team answered; "page" is the page as a whole."""
TeamWord = Literal[
    "as-marked", "changed", "gone", "yes", "partly", "no", "said", "not-answered", "not-yet"
]

SERIOUS_RESULTS: tuple[FollowUpResult, ...] = ("call-today", "emergency")
"""The answers to how it went after which somebody has to be called."""
GIVEN_STATES: tuple[SessionState, ...] = ("finished", "stopped", "unfinished")
"""The states of a massage that took place, whole or in part."""


MOST_A_WEEK = 28
"""The most massages a week that anybody may plan: four a day."""


def told_minutes(seconds: float) -> int:
    """Return the minutes that a length is told as, everywhere the same: the nearest whole ones.

    Below a minute it is 0, and called less than a minute; a half is rounded up.
    """
    return int(seconds + 30) // 60 if seconds >= 60 else 0


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """An instant with the place's own time: UTC milliseconds, offset in minutes, zone name.

    ``zone`` is the IANA name where it is known, else empty. Moments sort by instant.
    """

    utc_ms: int
    offset_min: int = 0
    zone: str = "UTC"

    @classmethod
    def of(cls, when: datetime, zone: str = "") -> Moment:
        """Return the moment of an aware ``when``; a naive one raises ``ValueError``."""
        offset = when.utcoffset()
        if offset is None:
            raise ValueError("a moment needs a time with its offset")
        whole = when - datetime(1970, 1, 1, tzinfo=UTC)
        return cls(whole // timedelta(milliseconds=1), offset // timedelta(minutes=1), zone)

    @property
    def local(self) -> datetime:
        """The date and time that the clock on the wall showed then."""
        there = timezone(timedelta(minutes=self.offset_min))
        return datetime(1970, 1, 1, tzinfo=UTC).astimezone(there) + timedelta(
            milliseconds=self.utc_ms
        )

    @property
    def day(self) -> date:
        """The local date."""
        return self.local.date()

    @property
    def iso(self) -> str:
        """The local time with its offset, to the second, as ISO 8601 writes it."""
        return self.local.isoformat(timespec="seconds")

    def later(self, seconds: float) -> Moment:
        """Return the moment ``seconds`` later, with the same offset and zone."""
        return Moment(self.utc_ms + round(seconds * 1000), self.offset_min, self.zone)


NOT_YET = Moment(0)
"""Stands where the log has not written a fact yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What everything in the log has; the log fills these in when it writes.

    ``id`` is 32 hex characters, empty before the first writing. ``recorded_by`` is the caregiver
    who wrote this version, ``happened`` when it was so, ``written`` when it was put down.
    ``version`` counts from 1; ``why`` gives the reason of a change.
    """

    id: str = ""
    recorded_by: str = ""
    happened: Moment = NOT_YET
    written: Moment = NOT_YET
    version: int = 0
    why: str = ""
    is_in_bin: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Caregiver(Fact):
    """Somebody who gives massages."""

    name: str
    role: Giver = "family"
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Fact):
    """Somebody who is cared for; ``likes`` are their own wishes, ``says_stop`` how they say stop.

    ``tells_by`` says whether they can give a number or have to be watched for signs of comfort.
    ``tone``, ``build``, ``hair`` and ``face`` are how the figure is drawn; "" for what is usual.
    ``colour`` is the one that stands for them on every screen; "" where nobody chose one.
    """

    name: str
    tone: str = ""
    build: str = ""
    hair: str = ""
    face: str = ""
    colour: str = ""
    birth_date: date | None = None
    allergies: tuple[str, ...] = ()
    drinks: Drinks = "ask"
    likes: str = ""
    says_stop: str = ""
    tells_by: TellsBy = "numbers"

    @property
    def skin(self) -> str:
        """The figure's skin in one word, as pictures take it."""
        return "/".join((self.tone, self.build, self.hair, self.face))


@dataclass(frozen=True, slots=True, kw_only=True)
class CareTeamContact(Fact):
    """Somebody to call about a person."""

    person: str
    name: str
    phone: str


def contact_to_call(contacts: Sequence[CareTeamContact]) -> CareTeamContact | None:
    """Return whom every screen and page names: the newest with a number, else the newest."""
    named = [contact for contact in contacts if contact.phone.strip()] or list(contacts)
    return named[-1] if named else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneRecord(Fact):
    """A place marked on a person's body; without regions, its place is not known.

    ``said_on`` is the day on which ``said_by`` said so, where that is known. ``grown`` is when it
    last came to say more than it did: another condition, more places, or one that was over and
    counts again; the log fills it in.
    """

    person: str
    condition: str
    regions: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    said_by: str = ""
    note: str = ""
    said_on: date | None = None
    grown: Moment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionRecord(Fact):
    """Something that holds for the whole person; ``grown`` is as for a place."""

    person: str
    condition: str
    since: date | None = None
    until: date | None = None
    said_by: str = ""
    note: str = ""
    grown: Moment | None = None


def finding_key(one: ZoneRecord | ConditionRecord) -> str:
    """Return what names a finding as it is since it last came to say more."""
    thing = one.id.partition("~")[0]
    return thing if one.grown is None else f"{thing}@{one.grown.utc_ms}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearanceRecord(Fact):
    """Somebody's word that lifts what a rule names, from ``on`` to ``until``, both included.

    ``asked_on`` is the day on which it was last made sure of, where that is not ``on``. One that
    ``is_refused`` says the opposite: nothing that was allowed before it counts any more.
    ``known`` is what the log held when it was written: the marks (`finding_key`) that a yes can be
    about, and the ids of the refusals that it answers; the log fills it in.
    """

    person: str
    names: str
    said_by: str
    on: date
    until: date | None = None
    note: str = ""
    asked_on: date | None = None
    is_refused: bool = False
    known: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ZonesAnswer(Fact):
    """What was answered to "anything to keep away from?" on ``day``."""

    person: str
    answer: ZonesAnswerWord
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckAnswers(Fact):
    """Today's check of ``day``: signs found, and those nobody was sure of (they count as yes).

    ``is_seen`` holds what a massage or the time after it has shown: no answer to the check changes
    that. See `day_checks` for what counts of all of them.
    """

    person: str
    day: date
    signs: tuple[str, ...] = ()
    not_sure: tuple[str, ...] = ()
    is_complete: bool = False
    is_seen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SignsLooked(Fact):
    """Somebody of the care team has looked at ``signs``: they count no more where they were told.

    ``versions`` names the versions of checks that told them (`day_checks`); what was told later,
    or elsewhere, is not covered. ``on`` is the day on which ``said_by`` said so.
    """

    person: str
    signs: tuple[str, ...]
    versions: tuple[str, ...]
    said_by: str
    on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class StepRecord:
    """A step as it went; ``seconds`` is the time it was really done, pauses left out.

    ``pressure`` is the firmest that was shown while hands were at work; ``softened_to`` the
    softest, where the person asked for softer in the middle.
    """

    step: str
    side: Side | None
    is_touch: bool
    regions: tuple[str, ...]
    pressure: int
    planned_seconds: int
    seconds: int
    outcome: StepOutcome
    started: Moment | None = None
    softened_to: int | None = None


@dataclass(frozen=True, slots=True)
class LaterPlan:
    """A plan that took the place of the one before in the middle of a session, and from when."""

    plan: str
    shown: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRecord(Fact):
    """One massage as it went; ``stop_reason`` is the id of the reason chosen, if any.

    ``plan`` names the plan that was shown first and ``later_plans`` those that followed it, in
    order. The JSON text of the last of them, ``plan_json``, is filled in only where one session is
    read alone. ``ended_by`` tells a whole session from one that no person ended. ``is_told`` says
    that it was given without the app and written down afterwards, as told. ``is_untouched`` says
    that it was stopped before the first touch; where nobody can know that, it is not said.
    """

    person: str
    caregiver: str
    routine: str
    position: str
    minutes_asked: int
    started: Moment
    state: SessionState
    ended: Moment | None = None
    steps: tuple[StepRecord, ...] = ()
    touch_seconds: int = 0
    stop_reason: str | None = None
    ended_by: SessionEnd = ""
    is_told: bool = False
    is_untouched: bool = False
    plan: str = ""
    later_plans: tuple[LaterPlan, ...] = ()
    plan_json: str = ""

    @property
    def was_given(self) -> bool:
        """Whether hands touched the person at all, or may have: what is unknown counts as given."""
        return self.state in GIVEN_STATES and not self.was_begun_only

    @property
    def was_begun_only(self) -> bool:
        """Whether it was stopped before any touch: begun, and not given."""
        return self.state == "stopped" and self.is_untouched and not self.touch_seconds

    @property
    def is_broken_off(self) -> bool:
        """Whether somebody stopped it: also one with a reason whose end nobody told any more."""
        return self.state == "stopped" or (self.state == "unfinished" and bool(self.stop_reason))

    @property
    def is_under_a_minute(self) -> bool:
        """Whether hands touched the person, for less than a minute."""
        return self.touch_seconds > 0 and told_minutes(self.touch_seconds) == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating(Fact):
    """One answer about how the person felt: 0 to 10, or why there is no number."""

    person: str
    session: str
    question: RatingQuestion
    when: RatingTime
    value: int | NoNumber
    source: RatingSource = "asked"
    minutes_since_hands_off: int | None = None

    def __post_init__(self) -> None:
        """Refuse a number that nobody can have given."""
        if isinstance(self.value, int) and not 0 <= self.value <= 10:
            raise ValueError(f"a rating is 0 to 10, not {self.value}")

    @property
    def number(self) -> int | None:
        """The number, if one was given."""
        return self.value if isinstance(self.value, int) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComfortSigns(Fact):
    """What was watched in a person who cannot say: 0 to 2 for each sign, ``None`` if not watched.

    Our own list. It is no pain score, and never stands among the numbers that were asked.
    """

    person: str
    session: str
    when: RatingTime
    breath: int | None = None
    sounds: int | None = None
    face: int | None = None
    body: int | None = None
    settles: int | None = None
    minutes_since_hands_off: int | None = None

    def __post_init__(self) -> None:
        """Refuse what nobody can have seen."""
        for value in self.values.values():
            if not 0 <= value <= 2:
                raise ValueError(f"a comfort sign is 0 to 2, not {value}")

    @property
    def values(self) -> dict[ComfortSign, int]:
        """The signs that were watched, each with its 0 to 2."""
        found: dict[ComfortSign, int] = {}
        for sign in COMFORT_SIGNS:
            value = getattr(self, sign)
            if value is not None:
                found[sign] = value
        return found

    def having(self, sign: ComfortSign, value: int) -> ComfortSigns:
        """Return the same signs with ``value`` (0 to 2) for one of them."""
        return replace(self, **{sign: value})  # type: ignore[arg-type]  # by name


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp(Fact):
    """What was answered when the app asked how a massage had gone; ``answers`` are ids.

    ``result`` is empty while there is no answer: put off until ``not_before``, or, where that is
    empty too, asked and left open on purpose. ``what_done`` is in the caregiver's own words.
    """

    person: str
    session: str
    when: FollowUpKind
    result: FollowUpResult = ""
    answers: tuple[str, ...] = ()
    not_before: Moment | None = None
    what_done: str = ""

    @property
    def is_closed(self) -> bool:
        """Whether it need not be asked any more."""
        return self.not_before is None

    @property
    def is_serious(self) -> bool:
        """Whether somebody has to be called."""
        return self.result in SERIOUS_RESULTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction(Fact):
    """Something noticed during or after a massage; ``what`` is the id of the reaction.

    ``lasted`` is how long: up to a quarter of an hour, an hour, a day, longer, or not over yet when
    it was written down; empty where nobody said.
    """

    person: str
    what: str
    severity: Severity
    session: str = ""
    regions: tuple[str, ...] = ()
    what_done: str = ""
    note: str = ""
    lasted: ReactionLength = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentAnswer(Fact):
    """What was answered to "softer, same, or stop?" in the middle of a massage.

    ``at_s`` is how many seconds had been given when it was answered, pauses left out.
    """

    person: str
    session: str
    at_s: int
    answer: ConsentWord


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Fact):
    """A few words of the caregiver's own, about a massage or the day."""

    person: str
    text: str
    session: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Fact):
    """Something to ask the care team; open until there is an answer."""

    person: str
    text: str
    answer: str = ""
    answered_by: str = ""
    answered_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether the care team has yet to answer."""
        return not self.answer


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyPlan(Fact):
    """How many massages a week the person and the family mean to have, from ``happened`` on.

    0 says that there is no such plan any more.
    """

    person: str
    massages: int

    def __post_init__(self) -> None:
        """Refuse what nobody can mean."""
        if not 0 <= self.massages <= MOST_A_WEEK:
            raise ValueError(f"a week has 0 to {MOST_A_WEEK} massages, not {self.massages}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSent(Fact):
    """A page for the care team that went out, the days it covers, and what could be answered on it.

    ``zones`` are the ids of the marks that had a row to tick, in the page's order, and
    ``zone_numbers`` the number that stood beside each. ``ticks`` are the boxes of what may be
    allowed, ``clearances`` the ids of those that stood there as given, ``questions`` the ids of
    those asked. ``text`` is all that the page said. Pages of older versions have none of these.
    """

    person: str
    first_day: date
    last_day: date
    paper: Paper
    fingerprint: str = ""
    way: PageWay = "saved"
    zones: tuple[str, ...] = ()
    zone_numbers: tuple[int, ...] = ()
    ticks: tuple[PageTick, ...] = ()
    clearances: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamAnswer(Fact):
    """What the care team said about one thing of a page, as the caregiver heard it.

    ``page`` is the id of the page, empty where none was sent. ``thing`` is the id of the place or
    question, or the name of a clearance. ``made`` is the id of what was written because of it. An
    answer is never taken out: a later one about the same thing stands beside it and holds.
    """

    person: str
    asked: TeamAsked
    thing: str
    answer: TeamWord
    page: str = ""
    said_by: str = ""
    said_on: date | None = None
    until: date | None = None
    note: str = ""
    made: str = ""


def result_order(asked: FollowUp) -> int:
    """Return how grave an answer on how it went is: 0 for fine, 2 for an emergency."""
    return SERIOUS_RESULTS.index(asked.result) + 1 if asked.is_serious else 0


_SEVERITIES: tuple[Severity, ...] = ("comfort", "minor", "needs-call", "emergency")


def severity_order(reaction: Reaction) -> int:
    """Return how grave a reaction is, from 0."""
    return _SEVERITIES.index(reaction.severity)


@dataclass(frozen=True, slots=True)
class SessionStory:
    """A massage with everything said about it."""

    session: SessionRecord
    ratings: tuple[Rating, ...] = ()
    reactions: tuple[Reaction, ...] = ()
    notes: tuple[Note, ...] = ()
    comfort: tuple[ComfortSigns, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()

    def signs(self, when: RatingTime) -> ComfortSigns | None:
        """Return what was last watched before or after, or ``None``."""
        found = [one for one in self.comfort if one.when == when]
        return found[-1] if found else None

    def follow_up(self, when: FollowUpKind) -> FollowUp | None:
        """Return the answer to how it went that counts, or ``None`` while nobody was asked.

        It is the last one. Where two computers asked, the gravest counts: that all was fine an
        hour later takes no chest pain back.
        """
        found = [one for one in self.follow_ups if one.when == when]
        in_order = sorted(found, key=lambda one: (result_order(one), one.written.utc_ms))
        return in_order[-1] if in_order else None

    consents: tuple[ConsentAnswer, ...] = ()

    def rating(self, question: RatingQuestion, when: RatingTime) -> Rating | None:
        """Return the last answer to ``question`` before or after, or ``None``."""
        found = [one for one in self.ratings if one.question == question and one.when == when]
        return found[-1] if found else None


@dataclass(frozen=True, slots=True)
class StepPosition:
    """How far one step has come.

    ``seconds`` counts all time given to it, ``visit`` that since it was last come to (the
    countdown runs on this), ``extra`` the seconds asked for on top. ``firmest`` and ``softest`` are
    the pressures shown while time was given; ``None`` before there was any.

    It is the step with the index ``number`` in the plan with the index ``plan`` of this session.
    Once a later plan has changed it, it ``is_closed``: what was done stays, and nobody returns.
    """

    seconds: float = 0.0
    visit: float = 0.0
    extra: int = 0
    outcome: StepOutcome | None = None
    firmest: int | None = None
    softest: int | None = None
    plan: int = 0
    number: int = -1
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class SessionPosition:
    """Where a session stands: enough to go on from there.

    ``plan`` counts the plans that took the place of the first. ``lead_in_s`` is what is left of the
    time to settle. ``softer`` is by how many levels of pressure the person asked for less,
    ``asked_at_s`` how many seconds had been given when the person was last asked, and ``is_asking``
    whether that is still open.
    """

    index: int
    steps: tuple[StepPosition, ...]
    mode: SessionMode = "wait"
    plan: int = 0
    lead_in_s: float = 0.0
    softer: int = 0
    asked_at_s: float = 0.0
    is_asking: bool = False


@dataclass(frozen=True, slots=True)
class SessionPlace:
    """The last sign of life of a running session, as the log holds it."""

    session: str
    position: SessionPosition
    started: tuple[Moment | None, ...]
    seen: Moment
