# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything the Today screen shows: how things stand, what was last, and one suggestion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from caregiver_guide.content.library import Library
from caregiver_guide.domain.day_checks import DayOfChecks
from caregiver_guide.domain.plan import Plan, Verdict
from caregiver_guide.domain.profile import Profile
from caregiver_guide.domain.session import (
    CareTeamContact,
    ClearanceRecord,
    ConditionRecord,
    Moment,
    Person,
    RatingQuestion,
    SessionRecord,
    SessionStory,
    ZoneRecord,
    ZonesAnswer,
    ZonesAnswerWord,
    contact_to_call,
)
from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.care_team_answers import TeamDue, team_due
from caregiver_guide.services.day_checks import day_of_checks
from caregiver_guide.services.fit import fit_of
from caregiver_guide.services.follow_up import (
    AfterDue,
    FollowUpDue,
    after_due,
    follow_up_due,
    newest_to_ask,
    story_to_follow,
)
from caregiver_guide.services.history import minutes_of, was_cut_short
from caregiver_guide.services.plan_words import PlanWords, ReasonWords
from caregiver_guide.services.safety_map import (
    AnswerState,
    FindingLine,
    answer_state,
    finding_lines,
)
from caregiver_guide.services.session_recorder import InterruptedSession
from caregiver_guide.storage.log import Log

if TYPE_CHECKING:
    from caregiver_guide.services.care_plan import CarePlanView
    from caregiver_guide.services.check_in import CheckResult
    from caregiver_guide.services.since_here import SinceView

WEEK = 7
LOOKED_BACK = 10
"""How many massages back the suggestion looks for something that was liked."""
CLEAR_CHANGE = 2
"""From how many points on a number counts as lower or higher."""
QUESTIONS: tuple[RatingQuestion, ...] = ("pain", "worry", "tiredness")


@dataclass(frozen=True, slots=True)
class RatingPair:
    """A question and the numbers before and after; a missing one was not given."""

    title: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class LastMassage:
    """The last massage that was given."""

    id: str
    routine: str
    started: Moment
    minutes: int
    pairs: tuple[RatingPair, ...]
    reactions: tuple[str, ...]
    was_stopped: bool
    is_under_a_minute: bool = False


@dataclass(frozen=True, slots=True)
class WeekDay:
    """One of the last seven days; ``touch_seconds`` are those of all its massages together."""

    day: date
    massages: int
    touch_seconds: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A routine to offer. ``fit`` is empty until today's check allows one to be made.

    ``because`` is "liked" where a number was clearly lower after it, else "had" or, before the
    first massage, "first". ``on`` is the day it was last given.
    """

    routine: str
    title: str
    position: str
    minutes: int
    regions: tuple[str, ...]
    because: Literal["liked", "had", "first"]
    on: date | None
    lower: str
    fit: str
    chip: str
    reasons: tuple[ReasonWords, ...] = ()


@dataclass(frozen=True, slots=True)
class TellLine:
    """Something that the care team should hear: what, and on which day."""

    text: str
    day: date


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A massage that was interrupted, and can be gone on with unless it is too old."""

    routine: str
    started: Moment
    is_too_old: bool


@dataclass(frozen=True, slots=True)
class TodayView:
    """The Today screen at one moment; ``due`` names what nobody has looked at for too long.

    ``answer_state`` says how "anything to keep away from?" stands. ``after`` is a massage of today
    whose after is open, ``follow_up`` one of the last days to be asked about once. ``team`` is a
    page whose answer is open, ``lacks`` the number to call that is not saved.
    """

    person_name: str
    caregiver_name: str
    tone: str
    now: Moment
    zones: tuple[FindingLine, ...]
    zones_answer: ZonesAnswerWord | None
    zones_answered_on: date | None
    check_is_done: bool
    result: CheckResult | None
    suggestion: Suggestion | None
    last: LastMassage | None
    week: tuple[WeekDay, ...]
    tell: tuple[TellLine, ...]
    unfinished: Unfinished | None
    trouble: str
    also: tuple[str, ...] = ()
    due: tuple[str, ...] = ()
    answer_state: AnswerState = "answered"
    after: AfterDue | None = None
    follow_up: FollowUpDue | None = None
    care_plan: CarePlanView | None = None
    since: SinceView | None = None
    team: TeamDue | None = None
    lacks: Literal["", "phone", "emergency", "both"] = ""

    @property
    def asks_care_plan(self) -> bool:
        """Whether a paid aide has to look into the written care plan before anything else."""
        return self.care_plan is not None and self.care_plan.state == "due"

    @property
    def asks_for_marks(self) -> bool:
        """Whether nobody has said yet what to keep away from, or said it and took it back."""
        return self.answer_state == "open" and self.zones_answer != "must-ask"

    @property
    def is_blocked(self) -> bool:
        """Whether somebody has to be asked, or time has to pass, before a massage."""
        return self.result is not None and not self.result.may_go_on


@dataclass(frozen=True, slots=True)
class TodayFacts:
    """What the screen is made from; ``stories`` are the last massages, the newest first.

    They hold those that were begun and not given, too: what was told in one counts all the same.
    """

    person: Person
    caregiver_name: str
    zones: tuple[ZoneRecord, ...]
    conditions: tuple[ConditionRecord, ...]
    clearances: tuple[ClearanceRecord, ...]
    zones_answer: ZonesAnswer | None
    check: DayOfChecks
    contacts: tuple[CareTeamContact, ...]
    stories: tuple[SessionStory, ...]
    week: tuple[SessionRecord, ...]
    team: TeamDue | None = None


def read_today(
    log: Log,
    library: Library,
    person: str,
    caregiver: str,
    now: Moment,
    *,
    profile: Profile | None,
    emergency: str = "",
    interrupted: InterruptedSession | None = None,
    trouble: str = "",
) -> TodayView:
    """Return the screen as the log has it; without a ``profile`` no verdict is shown.

    ``profile`` is today's, given once the zones are answered and today's check is complete.
    """
    known = log.people.one(person)
    if known is None:
        raise KeyError(person)
    giver = log.caregivers.one(caregiver) if caregiver else None
    facts = TodayFacts(
        person=known,
        caregiver_name=giver.name if giver is not None else "",
        zones=log.zones.of(person),
        conditions=log.conditions.of(person),
        clearances=log.clearances.of(person),
        zones_answer=log.zones_answers.holding(person, now.day),
        check=day_of_checks(log, library, person, now.day),
        contacts=log.contacts.of(person),
        stories=log.sessions.stories(_begun(log.sessions.recent(person, LOOKED_BACK))),
        week=log.sessions.between(person, now.later(-WEEK * 86_400), now.later(86_400)),
        team=team_due(log, person, now.day),
    )
    return today_view(
        facts,
        library,
        now,
        profile=profile,
        emergency=emergency,
        interrupted=interrupted,
        trouble=trouble,
    )


def _begun(sessions: Sequence[SessionRecord]) -> tuple[SessionRecord, ...]:
    return tuple(one for one in sessions if one.was_given or one.was_begun_only)


def _given(sessions: Sequence[SessionRecord]) -> tuple[SessionRecord, ...]:
    return tuple(session for session in sessions if session.was_given)


def today_view(
    facts: TodayFacts,
    library: Library,
    now: Moment,
    *,
    profile: Profile | None,
    emergency: str = "",
    interrupted: InterruptedSession | None = None,
    trouble: str = "",
) -> TodayView:
    """Return the screen from ``facts``."""
    words = PlanWords(library, facts.person.name, emergency)
    contact = contact_to_call(facts.contacts)
    phone = "" if contact is None else contact.phone
    lines = finding_lines(
        library, facts.person.name, facts.zones, facts.conditions, facts.clearances, now.day
    )
    result = _result(library, profile, words, phone)
    answer = facts.zones_answer
    after = _after(library, facts.stories, now)
    return TodayView(
        person_name=facts.person.name,
        caregiver_name=facts.caregiver_name,
        tone=facts.person.skin,
        now=now,
        zones=tuple(line for line in lines if line.counts and line.number),
        also=tuple(dict.fromkeys(line.name for line in lines if line.counts and not line.number)),
        due=tuple(line.name for line in lines if line.is_due),
        answer_state=answer_state(library, answer, lines, now.day),
        zones_answer=None if answer is None else answer.answer,
        zones_answered_on=None if answer is None else answer.day,
        check_is_done=facts.check.is_complete,
        result=result,
        suggestion=_suggestion(words, facts, profile, result),
        last=_last(library, facts.stories),
        week=_week(facts.week, now.day),
        tell=_tell(library, words, facts, now),
        unfinished=_unfinished(library, interrupted),
        trouble=trouble,
        team=facts.team,
        lacks=_lacks(phone, emergency),
        after=after,
        # One thing at a time: what was today comes before what was yesterday.
        follow_up=None if after is not None else _follow_up(words, facts.stories, now),
    )


def _lacks(phone: str, emergency: str) -> Literal["", "phone", "emergency", "both"]:
    """Return which number to call is not saved."""
    if not phone:
        return "phone" if emergency else "both"
    return "" if emergency else "emergency"


def _after(library: Library, stories: tuple[SessionStory, ...], now: Moment) -> AfterDue | None:
    story = newest_to_ask(stories)
    routine = _routine_name(library, story.session.routine) if story is not None else ""
    return after_due(library.files, stories, now, routine)


def _follow_up(
    words: PlanWords, stories: tuple[SessionStory, ...], now: Moment
) -> FollowUpDue | None:
    story = story_to_follow(words.library.files, stories, now)
    if story is None:
        return None
    return follow_up_due(words, story, _routine_name(words.library, story.session.routine))


def _result(
    library: Library, profile: Profile | None, words: PlanWords, phone: str
) -> CheckResult | None:
    if profile is None:
        return None
    from caregiver_guide.services.check_in import check_result

    return check_result(library, profile, words, phone)


def _last(library: Library, stories: tuple[SessionStory, ...]) -> LastMassage | None:
    story = next((one for one in stories if one.session.was_given), None)
    if story is None:
        return None
    session = story.session
    titles = {entry.id: entry.short for entry in library.files.ratings.rating}
    pairs = []
    for question in QUESTIONS:
        before, after = story.rating(question, "before"), story.rating(question, "after")
        numbers = (before.number if before else None, after.number if after else None)
        if numbers != (None, None):
            pairs.append(RatingPair(titles[question], *numbers))
    return LastMassage(
        id=session.id,
        routine=_routine_name(library, session.routine),
        started=session.started,
        minutes=minutes_of(session),
        pairs=tuple(pairs),
        reactions=tuple(_reaction_text(library, one.what) for one in story.reactions),
        was_stopped=was_cut_short(library, session),
        is_under_a_minute=session.is_under_a_minute,
    )


def _routine_name(library: Library, routine: str) -> str:
    entry = library.routines.get(routine)
    return routine if entry is None else entry.name


def _reaction_text(library: Library, what: str) -> str:
    return next(
        (entry.text for entry in library.files.reactions.reaction if entry.id == what), what
    )


def _week(sessions: tuple[SessionRecord, ...], today: date) -> tuple[WeekDay, ...]:
    days = [today - timedelta(days=back) for back in range(WEEK - 1, -1, -1)]
    given = _given(sessions)
    return tuple(
        WeekDay(
            day,
            sum(1 for one in given if one.started.day == day),
            sum(one.touch_seconds for one in given if one.started.day == day),
        )
        for day in days
    )


def _tell(
    library: Library, words: PlanWords, facts: TodayFacts, now: Moment
) -> tuple[TellLine, ...]:
    """Return what of the last seven days needs a call, the newest first."""
    since = now.day - timedelta(days=WEEK - 1)
    grave = {
        one.id: words.fill(one.text)
        for one in library.files.stop_reasons.reason
        if one.urgency != "none"
    }
    found = [
        TellLine(grave[session.stop_reason], session.started.day)
        for session in (story.session for story in facts.stories)
        if session.stop_reason in grave and session.started.day >= since
    ]
    found += [
        TellLine(words.fill(_reaction_text(library, reaction.what)), reaction.happened.day)
        for story in facts.stories
        for reaction in story.reactions
        if reaction.severity in ("needs-call", "emergency") and reaction.happened.day >= since
    ]
    said = {one.id: words.fill(one.text) for one in library.files.follow_up.answer}
    found += [
        TellLine(said.get(answer, answer), asked.happened.day)
        for story in facts.stories
        for asked in story.follow_ups
        if asked.is_serious and asked.happened.day >= since
        for answer in asked.answers
        if answer in said
    ]
    found += [
        TellLine(words.fill(library.conditions[one.sign].name), one.day)
        for one in facts.check.earlier
        if one.sign in library.conditions
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda line: line.day, reverse=True))


def _unfinished(library: Library, found: InterruptedSession | None) -> Unfinished | None:
    if found is None:
        return None
    name = _routine_name(library, found.session.routine)
    return Unfinished(name, found.session.started, found.is_too_old)


@dataclass(frozen=True, slots=True)
class _Candidate:
    routine: str
    on: date | None
    minutes: int
    lower: str
    was_bad: bool


def _suggestion(
    words: PlanWords,
    facts: TodayFacts,
    profile: Profile | None,
    result: CheckResult | None,
) -> Suggestion | None:
    """Return what to offer: once there is a profile the mildest plan, before it the last one."""
    if result is not None and not result.may_go_on:
        return None
    library = words.library
    candidates = _candidates(library, facts.stories)
    if profile is None:
        return _offer(library, candidates[0])
    rulings = library.planner.rulings(profile)
    best: tuple[Plan, _Candidate] | None = None
    for candidate in candidates:
        plan = library.planner.plan_from(
            rulings, profile, candidate.routine, minutes=candidate.minutes or None
        )
        if plan.verdict > Verdict.ADAPTED:
            continue
        if best is None or (candidate.was_bad, plan.verdict) < (best[1].was_bad, best[0].verdict):
            best = (plan, candidate)
    if best is None:
        return None
    plan, candidate = best
    minutes = max(1, round(plan.seconds / 60))
    offer = _offer(library, candidate, fit_of(library, plan), plan.position.id, minutes)
    # Only what a day with a check needs; Today opens before it without.
    from caregiver_guide.services.routine_choice import told_reasons

    return replace(offer, reasons=told_reasons(words, plan))


def _candidates(library: Library, stories: tuple[SessionStory, ...]) -> list[_Candidate]:
    """Return every routine that was given lately, the newest first; else the gentlest one."""
    found: dict[str, _Candidate] = {}
    bad: set[str] = set()
    for story in stories:
        session = story.session
        if session.routine in found or session.routine not in library.routines:
            continue
        if any(one.severity in ("needs-call", "emergency") for one in story.reactions):
            bad.add(session.routine)
        if session.was_given:
            found[session.routine] = _Candidate(
                session.routine,
                session.started.day,
                session.minutes_asked,
                _lower(library, story),
                session.routine in bad,
            )
    return list(found.values()) or [
        _Candidate(library.book.holding_routine, None, 5, "", was_bad=False)
    ]


def _lower(library: Library, story: SessionStory) -> str:
    """Return the first question whose number was clearly lower afterwards, in words."""
    for entry in library.files.ratings.rating:
        before, after = story.rating(entry.id, "before"), story.rating(entry.id, "after")
        if before is None or after is None or before.number is None or after.number is None:
            continue
        if before.number - after.number >= CLEAR_CHANGE:
            return entry.short
    return ""


def _offer(
    library: Library,
    candidate: _Candidate,
    fit: str = "",
    position: str = "",
    minutes: int = 0,
) -> Suggestion:
    entry = library.routines[candidate.routine]
    because: Literal["liked", "had", "first"] = "liked" if candidate.lower else "had"
    steps = library.book.routines[candidate.routine].steps
    places = next((sided.step.places for sided in steps if sided.step.places), ())
    body = library.book.body
    return Suggestion(
        routine=candidate.routine,
        title=entry.name,
        position=library.positions[position].name if position else "",
        minutes=minutes or candidate.minutes,
        regions=body.ids(places[0]) if places else (),
        because=because if candidate.on is not None else "first",
        on=candidate.on,
        lower=candidate.lower,
        fit=fit,
        chip=library.files.phrases[f"chip.{fit}"] if fit else "",
    )
