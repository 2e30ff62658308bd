# SPDX-License-Identifier: GPL-3.0-or-later
"""The lines of the page's boxes, as words and numbers."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Final, Generic, Literal, TypeVar

from caregiver_guide.content.page_words import Plural
from caregiver_guide.domain.scores import Pair, QuestionScores
from caregiver_guide.domain.session import PageTick, Severity
from caregiver_guide.domain.values import dataclass

EndKind = Literal["stopped", "begun", "unfinished", "not-wanted"]
MarkWord = Literal["no-touch", "light", "ask"]

TICKS: Final[tuple[PageTick, ...]] = ("legs", "pressure-2", "positions", "pause")
"""What a nurse may tick at the foot of the page, in its order."""

SEVERITY_ORDER: Final[dict[Severity, int]] = {
    "emergency": 0,
    "needs-call": 1,
    "minor": 2,
    "comfort": 3,
}
"""The gravest first."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """A box's lines, the most important first; ``most`` is how many the page shows at the most."""

    items: tuple[T, ...]
    most: int
    empty: str
    more: Plural

    @property
    def first(self) -> tuple[T, ...]:
        """The lines that may be shown."""
        return self.items[: self.most]

    def left(self, shown: int) -> str:
        """Return what to say of the lines after the first ``shown``; empty when there are none."""
        count = len(self.items) - shown
        return self.more.of(count) if count > 0 else ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a box, and the id of what it says."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """How many lines of each box had room on the page; the others are counted there."""

    act_on: int = 0
    zones: int = 0
    conditions: int = 0
    clearances: int = 0
    reactions: int = 0
    manner: int = 0
    questions: int = 0

    def joined(self, other: Shown) -> Shown:
        """Return what two pages show together; no box stands on both."""
        counts = {one.name: getattr(self, one.name) for one in fields(self)}
        return Shown(**{name: count + getattr(other, name) for name, count in counts.items()})


@dataclass(frozen=True, slots=True)
class Labelled:
    """A small heading and what belongs to it."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class ZoneLine:
    """A marked zone: its number (the same as on every screen), its words, and its places."""

    id: str
    number: int
    name: str
    detail: str
    mark: MarkWord
    regions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReactionLine:
    """A reaction: its first words, and the rest."""

    head: str
    rest: str


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One question's row, of what was asked; ``watched`` tells apart what was watched.

    ``meaning`` says what the middle change is called, where there are pairs enough to say it.
    ``missing`` counts massages without a pair.
    """

    name: str
    asked: str
    meaning: str
    count: int
    lower: int
    same: int
    higher: int
    watched: str
    missing: int
    scores: QuestionScores

    @property
    def has_asked(self) -> bool:
        """Whether there is at least one pair that the person gave."""
        return self.count > 0


@dataclass(frozen=True, slots=True)
class EarlyEnd:
    """How many massages did not go to their end, of one kind, in words."""

    kind: EndKind
    count: int
    text: str


@dataclass(frozen=True, slots=True)
class DayMark:
    """One day of the strip: minutes of touch, pairs for one question by source, and marks.

    ``is_told`` marks a day with a massage that was written down afterwards.
    """

    day: date
    weekday: str
    massages: int = 0
    minutes: int = 0
    asked: tuple[Pair, ...] = ()
    watched: tuple[Pair, ...] = ()
    has_reaction: bool = False
    was_stopped: bool = False
    was_not_wanted: bool = False
    is_under_a_minute: bool = False
    is_told: bool = False
