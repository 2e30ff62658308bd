# SPDX-License-Identifier: GPL-3.0-or-later
"""The three questions before and after a massage, and the answers to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from caregiver_guide.content.schema import RatingEntry
from caregiver_guide.domain.session import (
    COMFORT_SIGNS,
    ComfortSign,
    ComfortSigns,
    NoNumber,
    Rating,
    RatingQuestion,
    RatingSource,
    RatingTime,
    TellsBy,
)
from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.plan_words import PlanWords
from caregiver_guide.storage.log import Log


@dataclass(frozen=True, slots=True)
class Concern:
    """What a number from ``least`` on asks, in words, and today's ``sign`` that a yes means."""

    least: int
    sign: str
    title: str
    text: str
    yes: str


@dataclass(frozen=True, slots=True)
class RatingQuestionView:
    """One question from 0 to 10; ``before`` is what was answered before the massage.

    ``concern`` is what a high number asks before hands touch, where it asks anything.
    """

    id: RatingQuestion
    text: str
    short: str
    low: str
    high: str
    before: int | NoNumber | None = None
    concern: Concern | None = None


@dataclass(frozen=True, slots=True)
class SignView:
    """One sign to watch, with the words for 0, 1 and 2; ``before`` is what was seen before."""

    id: ComfortSign
    text: str
    levels: tuple[str, ...]
    before: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingsView:
    """The questions of one time, with how to ask them, and the signs for who cannot say.

    ``tells_by`` is how this person was asked last. While ``wait`` is not empty, the signs are not
    watched yet: it says why, and from when on they are.
    """

    name: str
    when: RatingTime
    questions: tuple[RatingQuestionView, ...]
    how: str
    watched: str
    tells_by: TellsBy = "numbers"
    signs: tuple[SignView, ...] = ()
    signs_title: str = ""
    signs_how: str = ""
    signs_limits: str = ""
    wait: str = ""


@dataclass(frozen=True, slots=True)
class RatingGiven:
    """One answer as it was given; a question left open has none."""

    question: RatingQuestion
    value: int | NoNumber
    source: RatingSource


@dataclass(frozen=True, slots=True)
class SignsGiven:
    """What was watched, sign by sign; signs left open are not in it."""

    values: tuple[tuple[ComfortSign, int], ...] = ()

    def fact(
        self, person: str, session: str, when: RatingTime, minutes: int | None = None
    ) -> ComfortSigns:
        """Return this as it is written down."""
        seen = dict(self.values)
        breath, sounds, face, body, settles = (seen.get(sign) for sign in COMFORT_SIGNS)
        return ComfortSigns(
            person=person,
            session=session,
            when=when,
            breath=breath,
            sounds=sounds,
            face=face,
            body=body,
            settles=settles,
            minutes_since_hands_off=minutes,
        )


def ratings_view(
    words: PlanWords,
    when: RatingTime,
    before: Sequence[Rating] = (),
    *,
    tells_by: TellsBy = "numbers",
    signs_before: ComfortSigns | None = None,
    must_wait: bool = False,
) -> RatingsView:
    """Return the questions; ``before`` are the ratings given before the massage.

    ``must_wait`` says that hands have not been off for long enough to watch for signs.
    """
    entry, watched = words.library.files.ratings, words.library.files.comfort_signs
    seen = {} if signs_before is None or when == "before" else signs_before.values
    wait = words.fill(watched.wait).replace("{minutes}", str(watched.wait_minutes))
    given = {rating.question: rating.value for rating in before if rating.when == "before"}
    return RatingsView(
        name=words.name,
        when=when,
        questions=tuple(
            RatingQuestionView(
                one.id,
                words.fill(one.text),
                words.fill(one.short),
                words.fill(one.low),
                words.fill(one.high),
                given.get(one.id) if when == "after" else None,
                _concern(words, one) if when == "before" else None,
            )
            for one in entry.rating
        ),
        how=words.fill(entry.how),
        watched=words.fill(entry.watched),
        tells_by=tells_by,
        signs=tuple(
            SignView(
                one.id,
                words.fill(one.text),
                tuple(words.fill(level) for level in one.levels),
                seen.get(one.id),
            )
            for one in watched.sign
        ),
        signs_title=words.fill(watched.title),
        signs_how=words.fill(watched.how),
        signs_limits=words.fill(watched.limits),
        wait=wait if must_wait else "",
    )


def _concern(words: PlanWords, entry: RatingEntry) -> Concern | None:
    """Return what a high number asks; a sign that nobody knows raises ``KeyError``."""
    if entry.asks_from is None:
        return None
    sign = words.library.book.conditions[entry.asks_sign].id
    told = (words.fill(text) for text in (entry.asks_title, entry.asks, entry.asks_yes))
    return Concern(entry.asks_from, sign, *told)


def remember_telling(log: Log, person: str, tells_by: TellsBy, *, by: str = "") -> None:
    """Write down whether the person can say numbers; next time the screen begins with that."""
    record = log.people.one(person)
    if record is None:
        raise KeyError(person)
    if record.tells_by != tells_by:
        log.people.change(replace(record, tells_by=tells_by), by=by)
