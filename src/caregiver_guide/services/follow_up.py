# SPDX-License-Identifier: GPL-3.0-or-later
"""How a massage went: asked ten minutes after it, and once more from the next day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from caregiver_guide.content.files import ContentFiles
from caregiver_guide.content.schema import FollowUpEntry
from caregiver_guide.domain.session import (
    FollowUp,
    FollowUpResult,
    Moment,
    SessionRecord,
    SessionStory,
)
from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.call_script import CallFacts, call_script
from caregiver_guide.services.plan_words import PlanWords
from caregiver_guide.storage.log import Log

NOTHING_NEW: Final = "nothing-new"
"""Said on purpose after a massage: nothing was noticed."""

USUAL: Final = "usual"
"""The answer that one press gives: all is as it was before the massage."""

_MINUTE_MS: Final = 60_000
_HOUR_MS: Final = 3_600_000
_DAY_HOURS: Final = 24
_GRAVEST: Final[tuple[FollowUpResult, ...]] = ("emergency", "call-today", "fine")


@dataclass(frozen=True, slots=True)
class AfterDue:
    """A massage of today of which nobody has said yet how the person was after it.

    ``due`` is when hands have been off for long enough, ``is_due`` whether that time has come.
    ``begun`` is when one began that was not given, ``None`` for one that was.
    """

    session: str
    routine: str
    ended: Moment
    due: Moment
    is_due: bool
    begun: Moment | None = None


@dataclass(frozen=True, slots=True)
class FollowUpDue:
    """A massage of the last days, to be asked about once."""

    session: str
    routine: str
    day: date
    title: str
    look: str
    fine: str
    other: str


@dataclass(frozen=True, slots=True)
class FollowUpChoice:
    """One answer to how it went: what to do then, and what to say on the telephone."""

    id: str
    text: str
    result: FollowUpResult
    advice: str
    say: str = ""


@dataclass(frozen=True, slots=True)
class FollowUpGroup:
    """The answers of one kind, under what they mean."""

    result: FollowUpResult
    title: str
    choices: tuple[FollowUpChoice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpView:
    """The question of the next day with all answers, the gravest first.

    ``numbers`` are whom to call, in words. ``no_massage`` is told after a serious answer.
    """

    session: str
    title: str
    look: str
    groups: tuple[FollowUpGroup, ...]
    not_known: str
    no_massage: str
    say_title: str
    numbers: tuple[str, ...]

    def choice(self, answer: str) -> FollowUpChoice:
        """Return an answer by its id."""
        return next(one for group in self.groups for one in group.choices if one.id == answer)


@dataclass(frozen=True, slots=True)
class FollowUpGiven:
    """What was answered about one massage; no answers means that nobody knows."""

    session: str
    answers: tuple[str, ...] = ()
    what_done: str = ""


def minutes_between(ended: Moment | None, now: Moment) -> int | None:
    """Return whole minutes since hands were off; ``None`` where the clock cannot know.

    A clock that was set back lets the end lie ahead: then nobody knows, and nothing is guessed.
    """
    if ended is None or now.utc_ms < ended.utc_ms:
        return None
    return (now.utc_ms - ended.utc_ms) // _MINUTE_MS


def lacks_after(story: SessionStory) -> bool:
    """Return whether it is still to be said how the person was after a massage.

    What was said so far ends the asking only where nobody left the rest of it open.
    """
    asked = story.follow_up("after")
    if asked is not None:
        return _has_after(story) and not asked.is_closed
    return (
        _has_after(story)
        and not story.reactions
        and story.signs("after") is None
        and not any(rating.when == "after" for rating in story.ratings)
    )


def _has_after(story: SessionStory) -> bool:
    """Whether there is an after: one that was begun only has it, too.

    It may have been for something that nobody has told yet.
    """
    return story.session.was_given or story.session.was_begun_only


def newest_to_ask(stories: Iterable[SessionStory]) -> SessionStory | None:
    """Return the newest massage that lacks its after; ``stories`` come newest first.

    The newest that was given is the last one looked at: of those before it nobody asks any more.
    One that was begun only, and answered, does not stand before it.
    """
    for story in stories:
        if lacks_after(story):
            return story
        if story.session.was_given:
            return None
    return None


def after_due(
    files: ContentFiles, stories: Iterable[SessionStory], now: Moment, routine: str = ""
) -> AfterDue | None:
    """Return the newest massage of today that lacks its after; ``stories`` come newest first."""
    story = newest_to_ask(stories)
    if story is None or _ended(story).day != now.day:
        return None
    ended = _ended(story)
    wait_s = files.comfort_signs.wait_minutes * 60
    # With a clock that was set back, the wait begins now: it can be no longer than it is.
    due = min(ended.later(wait_s), now.later(wait_s))
    begun = story.session.started if story.session.was_begun_only else None
    return AfterDue(story.session.id, routine, ended, due, now >= due, begun)


def story_to_follow(
    files: ContentFiles, stories: Iterable[SessionStory], now: Moment
) -> SessionStory | None:
    """Return the massage to ask about from the next day, if it has not been asked about.

    ``stories`` come newest first. Only the newest one before today is ever asked about.
    """
    before = (
        one
        for one in stories
        if one.session.was_given and one.session.touch_seconds > 0 and one.session.started < now
    )
    story = next((one for one in before if _ended(one).day < now.day), None)
    if story is None or not _is_in_time(files, story.session, now):
        return None
    asked = story.follow_up("next-day")
    if asked is None:
        return story
    if asked.not_before is None or now < asked.not_before:
        return None
    return story


def _ended(story: SessionStory) -> Moment:
    """Return when hands were off; a massage may go on past midnight."""
    return story.session.ended or story.session.started


def _is_in_time(files: ContentFiles, session: SessionRecord, now: Moment) -> bool:
    return hours_since(session, now) < files.follow_up.asked_for_hours


def hours_since(session: SessionRecord, now: Moment) -> float:
    """Return the hours since hands were off, 0 where a clock was set back."""
    ended = session.ended or session.started
    return max(0, now.utc_ms - ended.utc_ms) / _HOUR_MS


def follow_up_due(words: PlanWords, story: SessionStory, routine: str) -> FollowUpDue:
    """Return the card that asks about a massage."""
    asked = words.library.files.follow_up
    return FollowUpDue(
        session=story.session.id,
        routine=routine,
        day=story.session.started.day,
        title=words.fill(asked.title),
        look=words.fill(asked.look),
        fine=words.fill(asked.fine),
        other=words.fill(asked.other),
    )


def follow_up_view(
    words: PlanWords,
    session: SessionRecord,
    now: Moment,
    facts: CallFacts | None = None,
    numbers: Sequence[str] = (),
) -> FollowUpView:
    """Return the question about a massage with the answers that are possible by now."""
    files = words.library.files
    asked = files.follow_up
    titles: dict[FollowUpResult, str] = {
        "emergency": asked.emergency_title,
        "call-today": asked.call_today_title,
        "fine": asked.fine_title,
    }
    hours = hours_since(session, now)
    groups = []
    for result in _GRAVEST:
        choices = tuple(
            FollowUpChoice(
                one.id,
                words.fill(one.text),
                one.result,
                words.fill(one.advice),
                call_script(words, facts, words.fill(one.text))
                if facts is not None and one.result != "fine"
                else "",
            )
            for one in asked.answer
            if one.result == result and _is_possible(one, hours)
        )
        groups.append(FollowUpGroup(result, words.fill(titles[result]), choices))
    return FollowUpView(
        session=session.id,
        title=words.fill(asked.title),
        look=words.fill(asked.look),
        groups=tuple(groups),
        not_known=words.fill(asked.not_known),
        no_massage=words.fill(asked.no_massage),
        say_title=words.fill(files.stop_reasons.call.title),
        numbers=tuple(numbers),
    )


def _is_possible(entry: FollowUpEntry, hours: float) -> bool:
    return entry.from_hours <= hours and (entry.until_hours is None or hours < entry.until_hours)


def result_of(files: ContentFiles, answers: Iterable[str]) -> FollowUpResult:
    """Return what answers are sorted into: the gravest of them, "" for none."""
    known = {one.id: one.result for one in files.follow_up.answer}
    found = [known[answer] for answer in answers]
    return next((result for result in _GRAVEST if result in found), "")


def record_follow_up(
    log: Log, files: ContentFiles, given: FollowUpGiven, today: date, *, by: str = ""
) -> FollowUp:
    """Write an answer down; a serious one answers today's check, so that nothing else starts.

    Answered again, the answer before it stays readable. ``KeyError`` for an unknown massage or
    answer.
    """
    from caregiver_guide.services.check_in import add_signs

    session = log.sessions.one(given.session)
    if session is None:
        raise KeyError(given.session)
    entries = {one.id: one for one in files.follow_up.answer}
    signs = [sign for answer in given.answers for sign in entries[answer].counts_as]
    unsure = [sign for answer in given.answers for sign in entries[answer].not_sure_of]
    with log.batch():
        written = _write(
            log,
            session,
            by,
            result=result_of(files, given.answers),
            answers=given.answers,
            what_done=given.what_done,
        )
        if signs or unsure:
            add_signs(log, session.person, today, signs, not_sure=unsure, by=by)
    return written


def put_off(log: Log, files: ContentFiles, session_id: str, now: Moment, *, by: str = "") -> None:
    """Ask again later on the same day, and not before."""
    session = log.sessions.one(session_id)
    if session is None:
        raise KeyError(session_id)
    later = now.later(files.follow_up.later_hours * 3600)
    _write(log, session, by, not_before=later)


def _write(
    log: Log,
    session: SessionRecord,
    by: str,
    *,
    result: FollowUpResult = "",
    answers: tuple[str, ...] = (),
    not_before: Moment | None = None,
    what_done: str = "",
) -> FollowUp:
    found = log.follow_ups.of_sessions((session.id,)).get(session.id, ())
    last = next((one for one in reversed(found) if one.when == "next-day"), None)
    if last is None:
        fresh = FollowUp(
            person=session.person,
            session=session.id,
            when="next-day",
            result=result,
            answers=answers,
            not_before=not_before,
            what_done=what_done,
        )
        return log.follow_ups.add(fresh, by=by)
    changed = replace(
        last, result=result, answers=answers, not_before=not_before, what_done=what_done
    )
    return log.follow_ups.change(changed, by=by)


def leave_after_open(log: Log, session: SessionRecord, now: Moment, *, by: str = "") -> None:
    """Write down that some questions after a massage were answered, and the rest comes later."""
    found = log.follow_ups.of_sessions((session.id,)).get(session.id, ())
    last = next((one for one in reversed(found) if one.when == "after"), None)
    if last is None or last.is_closed:
        fact = FollowUp(person=session.person, session=session.id, when="after", not_before=now)
        log.follow_ups.add(fact, by=by)


def close_after(log: Log, session: SessionRecord, *, nothing_new: bool, by: str = "") -> None:
    """Write down that the questions after a massage have been dealt with."""
    fact = FollowUp(
        person=session.person,
        session=session.id,
        when="after",
        result="fine" if nothing_new else "",
        answers=(NOTHING_NEW,) if nothing_new else (),
    )
    log.follow_ups.add(fact, by=by)


def has_shown(files: ContentFiles, story: SessionStory, day: date) -> bool:
    """Return whether it is known by ``day`` how a massage went, and that it went well.

    Said to be fine counts, a serious answer never does. Without an answer it counts when the time
    of asking is over: today's check of every day since has found nothing.
    """
    asked = story.follow_up("next-day")
    if asked is not None and asked.result:
        return not asked.is_serious
    days = (day - story.session.started.day).days
    return days * _DAY_HOURS > files.follow_up.asked_for_hours
