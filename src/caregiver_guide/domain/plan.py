# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan: what this person may be given today, and the reason for every change."""

from __future__ import annotations

from dataclasses import replace
from enum import IntEnum, StrEnum
from typing import NamedTuple

from caregiver_guide.domain.body import Side
from caregiver_guide.domain.values import dataclass


class Verdict(IntEnum):
    """How far today's wish can be met; a higher number is stricter."""

    GO = 0
    ADAPTED = 1
    NOT_THIS_WAY = 2
    ASK_FIRST = 3
    STOP = 4

    @property
    def word(self) -> str:
        """The verdict as it is written in files."""
        return self.name.lower().replace("_", "-")


class Urgency(IntEnum):
    """How soon somebody has to be called."""

    CALL_TODAY = 1
    EMERGENCY = 2

    @property
    def word(self) -> str:
        """The urgency as it is written in files."""
        return self.name.lower().replace("_", "-")


class Effect(StrEnum):
    """What a reason did to the plan."""

    STOP = "stop"
    ASK_FIRST = "ask-first"
    AVOID_SITE = "avoid-site"
    LIMIT_PRESSURE = "limit-pressure"
    LIMIT_TIME = "limit-time"
    POSITION = "position"
    PRODUCT = "product"
    NOT_IN_REACH = "not-in-reach"
    NOTE = "note"


class Action(StrEnum):
    """What becomes of a step of the routine."""

    KEEP = "keep"
    SOFTER = "softer"
    REST = "rest"
    SKIP = "skip"


OWN_WORDS = -1
"""In place of a rule's number: the words of the condition itself."""

CLEARED_WORDS = -2
"""In place of a rule's number: the words for when somebody's yes has lifted what it forbids."""

EARLIER_WORDS = -3
"""In place of a rule's number: the words for a sign of an earlier day that is still open."""


DRINK_OFFER = "drink-offer"
"""The sentence that offers a drink afterwards."""

_LOTION_ORDER = ("any", "water-based", "none")
_LOTION_KEYS = frozenset(f"lotion.{allowed}" for allowed in _LOTION_ORDER)


class Bar(NamedTuple):
    """Where the words of a bar stand: with a ``position`` alone, or with one of a ``routine``."""

    routine: str
    position: str
    number: int


NO_BAR = Bar("", "", 0)


@dataclass(frozen=True, slots=True, order=True)
class Reason:
    """Why something differs: the condition (or default), the place, the effect, and which rule.

    ``rule`` numbers the condition's rules; words, source and grade are looked up by it when the
    plan is shown (below 0: ``OWN_WORDS``, ``CLEARED_WORDS`` or ``EARLIER_WORDS``). With a ``bar``
    they are those of the bar.
    """

    condition: str
    region: str | None
    effect: Effect
    rule: int = OWN_WORDS
    bar: Bar = NO_BAR


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One step as it is to be done today; ``seconds`` is 0 and ``regions`` empty when skipped."""

    id: str
    side: Side | None
    is_touch: bool
    action: Action
    regions: tuple[str, ...]
    pressure: int
    seconds: int
    is_open_ended: bool
    reasons: tuple[Reason, ...]

    @property
    def is_done(self) -> bool:
        """Whether the step takes place at all."""
        return self.action is not Action.SKIP

    def softer_by(self, levels: int) -> PlannedStep:
        """Return the step with its pressure ``levels`` (0 or more) lower, resting hands at least.

        Nothing else about it can change: neither its places, nor its time, nor its reasons.
        """
        if not self.is_touch or levels <= 0 or self.pressure == 0:
            return self
        pressure = max(0, self.pressure - levels)
        action = Action.SOFTER if pressure else Action.REST
        return replace(self, pressure=pressure, action=action if self.is_done else self.action)

    def careful_as(self, other: PlannedStep) -> PlannedStep:
        """Return what hands may do under both: the places in both, the less pressure and time."""
        if not (self.is_done and other.is_done):
            return other if self.is_done else self
        reasons = tuple(dict.fromkeys(self.reasons + other.reasons))
        regions = tuple(region for region in self.regions if region in other.regions)
        if self.regions and not regions:
            left_out = replace(self, action=Action.SKIP, regions=(), seconds=0)
            return replace(left_out, reasons=reasons)
        return replace(
            self,
            action=max(self.action, other.action, key=list(Action).index),
            regions=regions,
            pressure=min(self.pressure, other.pressure),
            seconds=min(self.seconds, other.seconds),
            reasons=reasons,
        )

    def is_done_like(self, other: PlannedStep) -> bool:
        """Whether hands do the same in both, whatever the reasons are."""
        return replace(self, reasons=()) == replace(other, reasons=())


@dataclass(frozen=True, slots=True)
class PositionStatus:
    """Whether a position may be used today, and every reason why not."""

    id: str
    is_ok: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Lotion:
    """Which lotion may be used: ``any``, ``water-based`` or ``none``; what it must not hold."""

    allowed: str
    avoid: tuple[str, ...]
    not_on: tuple[str, ...]

    def careful_as(self, other: Lotion) -> Lotion:
        """Return what may be used under both."""
        return Lotion(
            max(self.allowed, other.allowed, key=_LOTION_ORDER.index),
            tuple(dict.fromkeys(self.avoid + other.avoid)),
            tuple(dict.fromkeys(self.not_on + other.not_on)),
        )


@dataclass(frozen=True, slots=True)
class Alternative:
    """The nearest routine and position that are possible."""

    routine: str
    position: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence to be shown, by id: the condition's (or the app's own) and which one."""

    owner: str
    key: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything a caregiver is shown for one routine, position and day."""

    rules: str
    verdict: Verdict
    urgency: Urgency | None
    routine: str
    position: PositionStatus
    positions: tuple[PositionStatus, ...]
    max_pressure: int
    lotion: Lotion
    seconds: int
    steps: tuple[PlannedStep, ...]
    reasons: tuple[Reason, ...]
    confirm: tuple[Sentence, ...]
    instead: Alternative | None
    say: tuple[Sentence, ...]
    calls_hospice_first: bool

    def careful_as(self, other: Plan) -> Plan:
        """Return the plan that is as careful in each step as both, of one routine and position.

        Where one of them allows no massage, it is that one.
        """
        if max(self.verdict, other.verdict) > Verdict.ADAPTED:
            return max(self, other, key=lambda plan: plan.verdict)
        pairs = zip(self.steps, other.steps, strict=True)
        steps = tuple(mine.careful_as(theirs) for mine, theirs in pairs)
        return replace(
            self if steps == self.steps else other,
            verdict=max(self.verdict, other.verdict),
            max_pressure=min(self.max_pressure, other.max_pressure),
            lotion=self.lotion.careful_as(other.lotion),
            seconds=sum(step.seconds for step in steps),
            steps=steps,
            reasons=tuple(dict.fromkeys(self.reasons + other.reasons)),
            confirm=tuple(dict.fromkeys(self.confirm + other.confirm)),
            say=self._say_with(other),
            calls_hospice_first=self.calls_hospice_first or other.calls_hospice_first,
        )

    def _say_with(self, other: Plan) -> tuple[Sentence, ...]:
        """Return what is told under both; of lotion only what is left, of a drink what both offer.

        Words of a limit that the other day makes stricter would be wrong words.
        """
        lotion = self.lotion.careful_as(other.lotion)
        verdict = f"verdict.{max(self.verdict, other.verdict).word}"
        notes = {
            "lotion.without": ", ".join(lotion.avoid),
            "lotion.not-on": ", ".join(lotion.not_on),
        }
        found = []
        for sentence in self.say + other.say:
            if sentence.key in notes:
                found.append(replace(sentence, note=notes[sentence.key]))
            elif sentence.key == DRINK_OFFER:
                found += [sentence] if sentence in self.say and sentence in other.say else []
            elif sentence.key.startswith("verdict."):
                found += [sentence] if sentence.key == verdict else []
            elif sentence.key not in _LOTION_KEYS or sentence.key == f"lotion.{lotion.allowed}":
                found.append(sentence)
        return tuple(dict.fromkeys(found))
