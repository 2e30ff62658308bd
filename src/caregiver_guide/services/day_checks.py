# SPDX-License-Identifier: GPL-3.0-or-later
"""What counts on a day, read from the log: what was found, and what is still open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from caregiver_guide.content.library import Library
from caregiver_guide.domain.day_checks import DayOfChecks, OpenSign, day_of
from caregiver_guide.domain.session import CheckAnswers, SignsLooked
from caregiver_guide.storage.log import Log

LOOKED_AT = "looked-at"
"""Why answers were changed: the care team has looked at what they told."""


def day_of_checks(log: Log, library: Library, person: str, day: date) -> DayOfChecks:
    """Return what counts on a day, of everything that was answered and seen, by whomever.

    With it comes what was found on the days before and nobody is known to have looked at.
    """
    days = library.files.today_check.open_sign_days
    conditions = library.book.conditions.values()
    return day_of(
        day,
        log.checks.standing(person, day, days),
        log.looked.standing(person),
        open_days=days,
        ends_with_day={one.id for one in conditions if one.ends_with_day},
    )


def answers_here(log: Log, person: str, day: date) -> CheckAnswers | None:
    """Return the answers of a day that were given at this computer, and may be changed here."""
    return day_of(day, log.checks.standing(person, day)).own


def seen_on(log: Log, person: str, day: date) -> DayOfChecks:
    """Return what a massage, or the time after it, has shown on a day and is still open."""
    seen = (one for one in log.checks.standing(person, day) if one.answers.is_seen)
    return day_of(day, seen, log.looked.standing(person))


def record_looked(
    log: Log,
    person: str,
    open_signs: Iterable[OpenSign],
    signs: Sequence[str],
    said_by: str,
    on: date,
    note: str = "",
    *,
    today: date,
    by: str = "",
) -> None:
    """Write down that somebody of the care team has looked at ``signs`` of what is open.

    Where today's answers of this computer told one of them, today's check is asked anew.
    """
    looked_at = [one for one in open_signs if one.sign in signs]
    if not looked_at:
        return
    versions = dict.fromkeys(version for one in looked_at for version in one.versions)
    fact = SignsLooked(
        person=person,
        signs=tuple(dict.fromkeys(one.sign for one in looked_at)),
        versions=tuple(versions),
        said_by=said_by,
        on=on,
        note=note,
    )
    with log.batch():
        log.looked.add(fact, by=by)
        own = answers_here(log, person, today)
        if own is not None and {*own.signs, *own.not_sure} & set(fact.signs):
            log.checks.change(_without(own, fact.signs), by=by, why=LOOKED_AT)


def _without(own: CheckAnswers, signs: Sequence[str]) -> CheckAnswers:
    return replace(
        own,
        signs=tuple(one for one in own.signs if one not in signs),
        not_sure=tuple(one for one in own.not_sure if one not in signs),
        is_complete=False,
    )
