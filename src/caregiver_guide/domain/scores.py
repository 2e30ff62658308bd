# SPDX-License-Identifier: GPL-3.0-or-later
"""How a person felt before and after: pairs, medians, ranges and counts, never mixed or guessed.

Two scores make a pair when one massage has a number before and a number after from the same source.
Every massage that took place and gave no pair is counted, with the reason. What is said of a change
follows one rule: two points or more are lower or higher, less is about the same; below five pairs
there are the pairs themselves and nothing made from them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from typing import Literal

from caregiver_guide.domain.session import (
    NOT_YET,
    Moment,
    RatingQuestion,
    RatingSource,
    SessionStory,
)
from caregiver_guide.domain.values import dataclass

Direction = Literal["lower", "same", "higher"]

CLEAR_CHANGE = 2
"""Points from which a score counts as lower or higher; under it, it is about the same."""

ENOUGH_PAIRS = 5
"""Pairs from which a median, an average or a part is told; under it, the pairs themselves."""

REPEATS = 3
"""Massages in a row that were each one point lower (or higher) before that is worth a word."""


def median(values: Sequence[float]) -> float:
    """Return the middle of ``values``; of an even number, halfway between the two in the middle.

    None at all is our mistake: ``ValueError``.
    """
    if not values:
        raise ValueError("nothing has no middle")
    ordered = sorted(values)
    half, is_odd = divmod(len(ordered), 2)
    return float(ordered[half]) if is_odd else (ordered[half - 1] + ordered[half]) / 2


@dataclass(frozen=True, slots=True)
class Spread:
    """Where the scores lay: the lowest, the middle (median) and the highest."""

    lowest: int
    middle: float
    highest: int

    @classmethod
    def of(cls, values: Sequence[int]) -> Spread:
        """Return the spread of ``values``, of which there must be at least one."""
        return cls(min(values), median(values), max(values))


@dataclass(frozen=True, slots=True)
class Pair:
    """A score before and the score after the same massage, from the same source, 0 to 10.

    ``when`` is the beginning of the massage and ``session`` its id; two pairs with the same scores
    are equal whatever those are.
    """

    before: int
    after: int
    when: Moment = field(default=NOT_YET, compare=False)
    session: str = field(default="", compare=False)

    @property
    def change(self) -> int:
        """Points up (more than 0) or down."""
        return self.after - self.before

    @property
    def direction(self) -> Direction:
        """What the change is called: two points or more, or about the same."""
        if self.change <= -CLEAR_CHANGE:
            return "lower"
        return "higher" if self.change >= CLEAR_CHANGE else "same"


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs from one source, the oldest first."""

    all: tuple[Pair, ...] = ()

    @property
    def count(self) -> int:
        """The number of pairs."""
        return len(self.all)

    @property
    def is_enough(self) -> bool:
        """Whether there are so many that a median may be told."""
        return self.count >= ENOUGH_PAIRS

    @property
    def before(self) -> Spread | None:
        """Where the scores before lay; ``None`` with fewer than five pairs."""
        return Spread.of([pair.before for pair in self.all]) if self.is_enough else None

    @property
    def after(self) -> Spread | None:
        """Where the scores after lay; ``None`` with fewer than five pairs."""
        return Spread.of([pair.after for pair in self.all]) if self.is_enough else None

    @property
    def change(self) -> Spread | None:
        """Where the changes lay, below 0 for lower; ``None`` with fewer than five pairs.

        Its middle is that of the changes, which need not be the middle after less that before.
        """
        return Spread.of([pair.change for pair in self.all]) if self.is_enough else None

    @property
    def middles(self) -> tuple[float, float] | None:
        """The median before and after; ``None`` with fewer than five pairs."""
        before, after = self.before, self.after
        return None if before is None or after is None else (before.middle, after.middle)

    @property
    def average_change(self) -> float | None:
        """The mean change in points, below 0 for lower; ``None`` with fewer than five pairs."""
        return sum(pair.change for pair in self.all) / self.count if self.is_enough else None

    @property
    def part_changed(self) -> float | None:
        """The mean change as a part of the mean before: -0.3 is three tenths lower.

        ``None`` with fewer than five pairs, or where every score before was 0.
        """
        total = sum(pair.before for pair in self.all)
        if not self.is_enough or not total:
            return None
        return sum(pair.change for pair in self.all) / total

    @property
    def lower(self) -> int:
        """After how many massages the score was lower by two points or more."""
        return sum(pair.direction == "lower" for pair in self.all)

    @property
    def higher(self) -> int:
        """After how many massages the score was higher by two points or more."""
        return sum(pair.direction == "higher" for pair in self.all)

    @property
    def same(self) -> int:
        """After how many massages the score was about the same."""
        return self.count - self.lower - self.higher

    @property
    def little(self) -> Direction:
        """Whether the last three massages were each one point lower, or each one point higher."""
        changes = {pair.change for pair in self.all[-REPEATS:]}
        if self.count < REPEATS or len(changes) > 1:
            return "same"
        return "lower" if changes == {-1} else "higher" if changes == {1} else "same"


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

    @property
    def without(self) -> int:
        """How many massages gave no pair."""
        return self.declined + self.could_not_say + self.no_answer + self.mixed

    @property
    def massages(self) -> int:
        """How many massages there were, with a pair or without."""
        return self.asked.count + self.watched.count + self.without


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


def pair_of(story: SessionStory, question: RatingQuestion) -> tuple[Pair, RatingSource] | None:
    """Return one massage's pair and its source; ``None`` where the two do not make a pair."""
    before, after = story.rating(question, "before"), story.rating(question, "after")
    if before is None or after is None or before.source != after.source:
        return None
    if before.number is None or after.number is None:
        return None
    started = story.session.started
    return Pair(before.number, after.number, started, story.session.id), before.source


def scores_of(stories: Iterable[SessionStory], question: RatingQuestion) -> QuestionScores:
    """Return the scores of ``question`` over those of ``stories`` whose massage took place."""
    pairs: dict[RatingSource, list[Pair]] = {"asked": [], "watched": []}
    without = {"declined": 0, "could-not-say": 0, "": 0, "mixed": 0}
    given = (story for story in stories if story.session.was_given)
    for story in sorted(given, key=lambda one: one.session.started.utc_ms):
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


def _why_no_pair(story: SessionStory, question: RatingQuestion) -> str:
    answers = (story.rating(question, "before"), story.rating(question, "after"))
    values = {answer.value for answer in answers if answer is not None}
    for reason in ("declined", "could-not-say"):
        if reason in values:
            return reason
    return "mixed" if None not in answers else ""
