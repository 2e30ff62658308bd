# SPDX-License-Identifier: GPL-3.0-or-later
"""What is known about a person on the day of a plan."""

from __future__ import annotations

from datetime import date
from typing import Literal

from caregiver_guide.domain.body import Mask
from caregiver_guide.domain.values import dataclass

Giver = Literal["family", "aide"]
Drinks = Literal["ask", "free", "limit", "none"]

LEGS = "legs"
PRESSURE_2 = "pressure-2"
CARE_PLAN = "care-plan"
GENERAL_CLEARANCES = (LEGS, PRESSURE_2, CARE_PLAN)
"""Clearances that name no condition."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A condition of this person; ``marked`` are its places (0: none given).

    ``noted`` is the instant since which the log says all of it (UTC milliseconds), ``noted_on`` the
    local day of that, and ``key`` names it as it is since then, where they are known.
    ``is_earlier``: a sign that was found on an earlier day, and nobody is known to have looked at.
    """

    condition: str
    marked: Mask = 0
    since: date | None = None
    until: date | None = None
    said_by: str | None = None
    note: str | None = None
    noted: int | None = None
    noted_on: date | None = None
    key: str = ""
    is_earlier: bool = False


@dataclass(frozen=True, slots=True)
class Clearance:
    """Somebody's word that lifts exactly what a rule names, from ``on`` to ``until``.

    ``asked_on`` is the day on which it was last made sure of, where that is not ``on``; ``noted``
    is the instant at which it was last written (UTC milliseconds), and ``known`` the keys of the
    findings that the log held then, where that is known.
    """

    names: str
    said_by: str
    on: date
    until: date | None = None
    asked_on: date | None = None
    noted: int | None = None
    known: frozenset[str] | None = None

    def counts_on(self, day: date) -> bool:
        """Whether the clearance is in force on ``day`` (both ends included)."""
        return self.on <= day and (self.until is None or day <= self.until)

    def can_be_about(self, finding: Finding) -> bool:
        """Whether whoever said it could know of the finding.

        A yes about one port says nothing of another that came later: one that was written into the
        log after the yes, or that is not known to have been there on the day it was said. What the
        log held tells better than clocks, which two computers may have set differently. Grade D,
        a rule of our own: what is unknown is never taken for safe. Where no time is known, as in a
        profile by hand, it is about everything.
        """
        if self.known is not None and finding.key and finding.key not in self.known:
            return False
        if self.noted is None or finding.noted is None:
            return True
        if finding.noted > self.noted:
            return False
        there = finding.since or finding.noted_on
        return there is None or there <= (self.asked_on or self.on)


@dataclass(frozen=True, slots=True)
class Profile:
    """The person, who gives the massage, every finding, and every clearance, on one day.

    Findings of all lists (zones, conditions, today) stand together: a finding means the same
    wherever it was given.
    """

    on: date
    findings: tuple[Finding, ...] = ()
    clearances: tuple[Clearance, ...] = ()
    giver: Giver = "family"
    allergies: tuple[str, ...] = ()
    drinks: Drinks = "ask"
    is_first_session: bool = False
    name: str = ""
