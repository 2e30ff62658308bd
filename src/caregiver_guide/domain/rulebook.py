# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything a plan is made from, compiled once: the body, conditions, routines, positions."""

from __future__ import annotations

from collections.abc import Mapping

from caregiver_guide.domain.body import Body, Mask
from caregiver_guide.domain.conditions import Condition
from caregiver_guide.domain.position import Position
from caregiver_guide.domain.routine import Routine
from caregiver_guide.domain.values import dataclass

DEFAULT_NEVER = "default-never"
DEFAULT_LEGS = "default-legs"
DEFAULT_PRESSURE = "default-pressure"
FIRST_SESSION = "first-session"
ASKED_MINUTES = "asked-minutes"
REACH = "reach"
UNMARKED = "unmarked"
UNKNOWN_CONDITION = "unknown-condition"
NOT_MEANT = 0
"""The rule of ``REACH`` whose words tell that a routine is not written for a position."""
OTHER_WAY = 1
"""The rule of ``REACH`` whose words tell that another position than the usual one was chosen."""
DEFAULTS = (
    DEFAULT_NEVER,
    DEFAULT_LEGS,
    DEFAULT_PRESSURE,
    FIRST_SESSION,
    ASKED_MINUTES,
    REACH,
    UNMARKED,
    UNKNOWN_CONDITION,
)
"""The rules that hold for everybody; each needs its words, source and grade."""


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The compiled content. Mappings keep the order of the content files."""

    version: str
    body: Body
    conditions: Mapping[str, Condition]
    routines: Mapping[str, Routine]
    positions: Mapping[str, Position]
    lotion_words: tuple[str, ...]
    lotion_without: tuple[str, ...]
    reach_for: Mapping[tuple[str, str], Mask]
    side_reach: Mapping[tuple[str, str], tuple[Mask, Mask]]
    holding_routine: str = "hand-sandwich"
    allergy_condition: str = "allergy-nut"
    role_condition: str = "aide-not-in-plan"
    care_plan_days: int | None = None
