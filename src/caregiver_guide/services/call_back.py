# SPDX-License-Identifier: GPL-3.0-or-later
"""What the care team said when they were asked: what it can lift, and writing it down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from caregiver_guide.content.library import Library
from caregiver_guide.domain.day_checks import DayOfChecks, OpenSign
from caregiver_guide.domain.profile import Profile
from caregiver_guide.domain.session import ClearanceRecord, Moment, Note
from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.check_in import blocking_conditions, open_clearances
from caregiver_guide.services.day_checks import record_looked
from caregiver_guide.services.plan_words import PlanWords
from caregiver_guide.services.safety_map import ClearanceChoice, ClearanceDraft, clearance_choices
from caregiver_guide.services.safety_record import save_clearances
from caregiver_guide.storage.log import Log


@dataclass(frozen=True, slots=True)
class SignChoice:
    """A sign that the care team has to look at: its name, and the days on which it was found."""

    id: str
    name: str
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class CallBackView:
    """What a yes can lift today, and what stays until it is gone by itself.

    ``signs`` are those that the care team has to look at.
    """

    person_name: str
    today: date
    contact: str
    choices: tuple[ClearanceChoice, ...]
    stays: tuple[str, ...]
    signs: tuple[SignChoice, ...] = ()


@dataclass(frozen=True, slots=True)
class CallBackAnswer:
    """Who said what, and when; ``names`` are the clearances given, ``signs`` what was looked at.

    None of both is a no. ``asked`` are the clearances that were asked for: a no ends every yes to
    them, on other computers too.
    """

    said_by: str
    on: date
    names: tuple[str, ...]
    until: date | None = None
    note: str = ""
    signs: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


def call_back_view(
    library: Library,
    profile: Profile,
    words: PlanWords,
    contact: str = "",
    open_signs: Sequence[OpenSign] = (),
) -> CallBackView:
    """Return what is open today; ``contact`` is who is usually asked."""
    rulings = library.planner.rulings(profile)
    names = open_clearances(library, rulings)
    known = clearance_choices(library, words.name, rulings.counting, gives_as_aide=True)
    blocking = blocking_conditions(rulings)
    looked_at = {one.sign for one in open_signs}
    lifted_by = {
        condition: {
            name for rule in library.book.conditions[condition].rules for name in rule.lifted_by
        }
        for condition in blocking
    }
    return CallBackView(
        person_name=words.name,
        today=profile.on,
        contact=contact,
        choices=tuple(choice for choice in known if choice.names in names),
        stays=tuple(
            words.fill(library.conditions[condition].name)
            for condition in blocking
            if not lifted_by[condition] & set(names) and condition not in looked_at
        ),
        signs=sign_choices(words, open_signs),
    )


def sign_choices(words: PlanWords, open_signs: Iterable[OpenSign]) -> tuple[SignChoice, ...]:
    """Return each sign that is open once, with its days, in the order in which it was found."""
    days: dict[str, list[date]] = {}
    for one in open_signs:
        days.setdefault(one.sign, []).append(one.day)
    known = words.library.conditions
    return tuple(
        SignChoice(sign, words.fill(known[sign].name) if sign in known else sign, tuple(found))
        for sign, found in days.items()
    )


def record_call_back(
    log: Log,
    person: str,
    answer: CallBackAnswer,
    checks: DayOfChecks | None = None,
    *,
    now: Moment | None = None,
    by: str = "",
) -> None:
    """Write down what was said: a clearance for each thing allowed, and the words themselves.

    ``checks`` are those of today, with what the care team had to look at. With ``now`` the words
    are dated on the day on which they were said.
    """
    drafts = [
        ClearanceDraft(names, answer.said_by, answer.on, answer.until, answer.note)
        for names in answer.names
    ]
    with log.batch():
        save_clearances(log, person, drafts, by=by)
        if checks is not None and answer.signs:
            record_looked(
                log,
                person,
                checks.open,
                answer.signs,
                answer.said_by,
                answer.on,
                answer.note,
                today=checks.day,
                by=by,
            )
        if not drafts and not answer.signs:
            said = f"{answer.said_by}: {answer.note}" if answer.note else answer.said_by
            when = None if now is None else now.later(-86_400 * (now.day - answer.on).days)
            log.notes.add(Note(person=person, text=said), by=by, happened=when)
        # Who only ticks that somebody has looked has not said what else was asked for.
        is_about_asked = bool(answer.names) or not answer.signs
        for names in answer.asked if is_about_asked else ():
            if names in answer.names:
                continue
            no = ClearanceRecord(
                person=person,
                names=names,
                said_by=answer.said_by,
                on=answer.on,
                note=answer.note,
                is_refused=True,
            )
            log.clearances.add(no, by=by)
