# SPDX-License-Identifier: GPL-3.0-or-later
"""How people felt before and after: pairs, middle scores and counts, never mixed or guessed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from caregiver_guide.domain.session import RatingQuestion, RatingSource, SessionStory

CLEAR_CHANGE = 2
"""Points from which a score counts as lower or higher; under it, it is about the same."""

ENOUGH_PAIRS = 5
"""Pairs from which a middle score is told; under it, the pairs themselves."""


@dataclass(frozen=True, slots=True)
class SignCounts:
    """After how many massages fewer signs of comfort were wanting, about as many, or more.

    Counted over the signs that were watched both times, where hands had been off for long enough.
    """

    lower: int = 0
    same: int = 0
    higher: int = 0

    @property
    def count(self) -> int:
        """The number of massages watched before and after."""
        return self.lower + self.same + self.higher


def signs_of(stories: Iterable[SessionStory], wait_minutes: int) -> SignCounts:
    """Return what became of the signs; after less than ``wait_minutes`` nothing is counted."""
    changes = []
    for story in stories:
        before, after = story.signs("before"), story.signs("after")
        if before is None or after is None:
            continue
        minutes = after.minutes_since_hands_off
        both = before.values.keys() & after.values.keys()
        if both and minutes is not None and minutes >= wait_minutes:
            changes.append(sum(after.values[sign] - before.values[sign] for sign in both))
    lower = sum(change <= -CLEAR_CHANGE for change in changes)
    higher = sum(change >= CLEAR_CHANGE for change in changes)
    return SignCounts(lower, len(changes) - lower - higher, higher)


def middle(values: Sequence[int]) -> float:
    """Return the median of ``values``, of which there must be at least one."""
    ordered = sorted(values)
    half, is_odd = divmod(len(ordered), 2)
    return float(ordered[half]) if is_odd else (ordered[half - 1] + ordered[half]) / 2


@dataclass(frozen=True, slots=True)
class Pair:
    """A score before and the score after the same massage, from the same source."""

    before: int
    after: int

    @property
    def change(self) -> int:
        """Points up (more than 0) or down."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs from one source, the oldest first."""

    all: tuple[Pair, ...] = ()

    @property
    def count(self) -> int:
        """The number of pairs."""
        return len(self.all)

    @property
    def middles(self) -> tuple[float, float] | None:
        """The middle score before and after; ``None`` with fewer than five pairs."""
        if self.count < ENOUGH_PAIRS:
            return None
        return middle([pair.before for pair in self.all]), middle([pair.after for pair in self.all])

    @property
    def lower(self) -> int:
        """After how many massages the score was lower by two points or more."""
        return sum(pair.change <= -CLEAR_CHANGE for pair in self.all)

    @property
    def higher(self) -> int:
        """After how many massages the score was higher by two points or more."""
        return sum(pair.change >= CLEAR_CHANGE for pair in self.all)

    @property
    def same(self) -> int:
        """After how many massages the score was about the same."""
        return self.count - self.lower - self.higher


@dataclass(frozen=True, slots=True)
class QuestionScores:
    """All answers to one question: pairs by source, and every massage that gave none.

    ``mixed`` counts massages where one score was asked and the other watched.
    """

    question: RatingQuestion
    asked: Pairs = Pairs()
    watched: Pairs = Pairs()
    declined: int = 0
    could_not_say: int = 0
    no_answer: int = 0
    mixed: int = 0


def pair_of(story: SessionStory, question: RatingQuestion) -> tuple[Pair, RatingSource] | None:
    """Return one massage's pair and its source; ``None`` where the two do not make a pair."""
    before, after = story.rating(question, "before"), story.rating(question, "after")
    if before is None or after is None or before.source != after.source:
        return None
    if before.number is None or after.number is None:
        return None
    return Pair(before.number, after.number), before.source


def scores_of(stories: Iterable[SessionStory], question: RatingQuestion) -> QuestionScores:
    """Return the scores of ``question`` over ``stories`` of massages that were given."""
    pairs: dict[RatingSource, list[Pair]] = {"asked": [], "watched": []}
    without = {"declined": 0, "could-not-say": 0, "": 0, "mixed": 0}
    for story in stories:
        found = pair_of(story, question)
        if found is None:
            without[_why_no_pair(story, question)] += 1
        else:
            pairs[found[1]].append(found[0])
    return QuestionScores(
        question=question,
        asked=Pairs(tuple(pairs["asked"])),
        watched=Pairs(tuple(pairs["watched"])),
        declined=without["declined"],
        could_not_say=without["could-not-say"],
        no_answer=without[""],
        mixed=without["mixed"],
    )


def _why_no_pair(story: SessionStory, question: RatingQuestion) -> str:
    answers = (story.rating(question, "before"), story.rating(question, "after"))
    values = {answer.value for answer in answers if answer is not None}
    for reason in ("declined", "could-not-say"):
        if reason in values:
            return reason
    return "mixed" if None not in answers else ""
