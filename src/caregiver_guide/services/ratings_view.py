# SPDX-License-Identifier: GPL-3.0-or-later
"""The three questions before and after a massage, and the answers to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caregiver_guide.domain.session import (
    NoNumber,
    Rating,
    RatingQuestion,
    RatingSource,
    RatingTime,
)
from caregiver_guide.services.plan_words import PlanWords


@dataclass(frozen=True, slots=True)
class RatingQuestionView:
    """One question from 0 to 10; ``before`` is what was answered before the massage."""

    id: RatingQuestion
    text: str
    short: str
    low: str
    high: str
    before: int | NoNumber | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingsView:
    """The questions of one time, with how to ask them."""

    name: str
    when: RatingTime
    questions: tuple[RatingQuestionView, ...]
    how: str
    watched: str


@dataclass(frozen=True, slots=True)
class RatingGiven:
    """One answer as it was given; a question left open has none."""

    question: RatingQuestion
    value: int | NoNumber
    source: RatingSource


def ratings_view(words: PlanWords, when: RatingTime, before: Sequence[Rating] = ()) -> RatingsView:
    """Return the questions; ``before`` are the ratings given before the massage."""
    entry = words.library.files.ratings
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
            )
            for one in entry.rating
        ),
        how=words.fill(entry.how),
        watched=words.fill(entry.watched),
    )
