# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands on bedside cards and on the blank map for the nurse, as words and numbers."""

from __future__ import annotations

from dataclasses import field

from caregiver_guide.domain.values import dataclass
from caregiver_guide.report.lines import MarkWord


@dataclass(frozen=True, slots=True)
class CardMark:
    """A marked place, with the number that it has on every picture."""

    number: int
    mark: MarkWord
    words: str


@dataclass(frozen=True, slots=True)
class StepCard:
    """One step to be done, in large print.

    ``number`` counts from 1 among the steps that are done. ``level`` is the pressure from 0 to 2,
    ``None`` where hands touch nothing. ``picture`` is for whoever draws the picture: the index of
    the step in its plan.
    """

    number: int
    title: str
    words: str
    pace: str
    place: str
    time: str
    changed: str
    level: int | None
    pressure: str
    pressure_like: str
    picture: int


@dataclass(frozen=True, slots=True)
class CardWords:
    """The cards' own sentences; what is said about a massage comes from the content."""

    of: str = "{number} of {count}"
    keep_away: str = "Keep away"
    nothing_marked: str = "Nothing is marked."
    more: str = "and {count} more on the first sheet"
    more_marks: str = "and {count} more in the app"
    stop: str = "Stop if"
    before: str = "First"
    more_before: str = "and {count} more on the next sheet"


@dataclass(frozen=True, slots=True)
class CardSet:
    """A massage for one person as cards to lie beside the bed.

    ``before`` is what to do and to heed before hands touch, each line to be ticked. ``lying`` says
    on which side to lie, where the position leaves a choice.
    """

    title: str
    person: str
    made: str
    position: str
    before: tuple[str, ...]
    pillows: tuple[tuple[str, str], ...]
    keep_away: tuple[CardMark, ...]
    stop: str
    emergency: str
    steps: tuple[StepCard, ...]
    lying: str = ""
    words: CardWords = field(default_factory=CardWords)


@dataclass(frozen=True, slots=True)
class BlankMap:
    """An empty body map with questions for the nurse."""

    title: str
    person: str
    how: str
    front: str
    back: str
    right: str
    left: str
    hands: str
    feet: str
    columns: tuple[str, ...]
    questions: tuple[str, ...]
    signed: tuple[str, ...]
    foot: str


__all__ = ["BlankMap", "CardMark", "CardSet", "CardWords", "StepCard"]
