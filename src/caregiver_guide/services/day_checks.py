# SPDX-License-Identifier: GPL-3.0-or-later
"""What counts on a day, read from the log."""

from __future__ import annotations

from datetime import date

from caregiver_guide.domain.day_checks import DayOfChecks, day_of
from caregiver_guide.storage.log import Log


def day_of_checks(log: Log, person: str, day: date) -> DayOfChecks:
    """Return what counts on a day, of everything that was answered and seen, by whomever."""
    return day_of(day, log.checks.standing(person, day))
