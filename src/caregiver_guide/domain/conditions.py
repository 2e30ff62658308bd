# SPDX-License-Identifier: GPL-3.0-or-later
"""Conditions and their rules: small values that each make a plan more careful."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from caregiver_guide.domain.body import Mask, Spread
from caregiver_guide.domain.plan import Urgency
from caregiver_guide.domain.values import dataclass


class Kind(StrEnum):
    """Where a condition usually stands in a profile."""

    ZONE = "zone"
    PERSON = "person"
    TODAY = "today"
    PRODUCT = "product"
    ROLE = "role"
    DEFAULT = "default"


class LotionLimit(StrEnum):
    """Which lotion a rule leaves, mildest first."""

    ANY = "any"
    WATER_BASED = "water-based"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class PressureLimit:
    """The highest pressure ``level`` (0 to 2) allowed on the places of ``on``."""

    level: int
    on: Spread


@dataclass(frozen=True, slots=True)
class Stop:
    """No session; ``urgency`` is ``None`` when nobody has to be called."""

    urgency: Urgency | None
    emergency_with: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a condition. A field left at its default changes nothing.

    ``number`` finds its words. ``lifted_by`` names the clearances that lift it (any one does),
    ``lifted_only_with`` a condition that must also be there for that; ``with_any`` names
    conditions without which it does not count; ``days_since`` is the number of days after
    ``since`` for which it counts; ``for_marks_on`` the places on which a mark wakes it.
    """

    number: int
    stop: Stop | None = None
    asks_first: bool = False
    hold: bool | None = None
    avoid: Spread | None = None
    pressure: tuple[PressureLimit, ...] = ()
    lotion_none_on: Spread | None = None
    lotion: LotionLimit = LotionLimit.ANY
    lotion_without: tuple[str, ...] = ()
    no_positions: tuple[str, ...] = ()
    no_marked_side: bool = False
    only_positions: tuple[str, ...] = ()
    off_marked: bool = False
    only_routines: tuple[str, ...] = ()
    minutes: int | None = None
    reports_today: bool = False
    confirms: bool = False
    confirm_before: Mask = 0
    says: bool = False
    no_drink: bool = False
    lifted_by: tuple[str, ...] = ()
    lifted_only_with: str | None = None
    with_any: frozenset[str] = frozenset()
    days_since: int | None = None
    for_marks_on: Mask | None = None

    @property
    def may_hold_hand(self) -> bool:
        """Whether a hand may be held while this rule forbids a session."""
        return self.asks_first and self.stop is None if self.hold is None else self.hold


class ClearanceDay(StrEnum):
    """On which days a clearance of a condition counts."""

    ANY = "any"
    SAME_DAY = "same-day"
    AFTER_UNTIL = "after-until"


@dataclass(frozen=True, slots=True)
class Condition:
    """What may be found on, in or about a person, and what follows for the plan.

    ``unknown`` holds the rules of a zone whose place is not known; ``None`` asks first until the
    place is marked. ``unknown_as`` are the marks it then counts as. ``has_cleared_words``: its own
    words hold no longer once a clearance has lifted what it forbids, and others stand ready.
    ``ends_with_day``: a sign of today is over the next day, without a word of the care team.
    """

    id: str
    kind: Kind
    rules: tuple[Rule, ...]
    unknown: tuple[Rule, ...] | None = None
    unknown_as: Mask | None = None
    ends_days_after_since: int | None = None
    until_decides: bool = False
    days_after_until: int = 0
    becomes: str | None = None
    is_lifelong: bool = False
    ends_with_day: bool = False
    clearance_day: ClearanceDay = ClearanceDay.ANY
    names_hospice_first: bool = False
    shows_note: bool = False
    has_cleared_words: bool = False
    allergen_oils: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def waits_for_mark(self) -> bool:
        """Whether an unknown place stops the session until it is marked."""
        return self.kind is Kind.ZONE and self.unknown is None and self.unknown_as is None
