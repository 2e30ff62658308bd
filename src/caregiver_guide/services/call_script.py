# SPDX-License-Identifier: GPL-3.0-or-later
"""What to say on the telephone when something happened in or after a massage, with real facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from caregiver_guide.domain.profile import Profile
from caregiver_guide.domain.session import Moment, SessionRecord, told_minutes
from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.pictures import place_words
from caregiver_guide.services.plan_words import PlanWords

_NOT_TOLD: Final = frozenset({"today", "role"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFacts:
    """Who calls, and what was done so far.

    ``started`` and ``now`` are times in words, with the day where they are not of one day.
    ``regions`` and ``touch_seconds`` are what hands did touch; of a massage that was written down
    afterwards nobody knows where. ``is_still`` says that they only
    rested, ``is_over`` that the massage has ended. ``conditions`` are in words.
    """

    caregiver: str
    started: str
    now: str
    touch_seconds: int = 0
    regions: tuple[str, ...] = ()
    is_still: bool = False
    is_over: bool = False
    conditions: tuple[str, ...] = ()


def call_facts(
    words: PlanWords,
    caregiver: str,
    session: SessionRecord,
    profile: Profile,
    now: Moment,
    time_of_day: Callable[[datetime], str],
) -> CallFacts:
    """Return what can be said of ``session`` and of the person it was given to.

    ``time_of_day`` writes a time as the place does. On another day its date stands before it, in
    figures that a nurse reads in one way only.
    """
    is_same_day = session.started.day == now.day

    def at(moment: Moment) -> str:
        time = time_of_day(moment.local)
        return time if is_same_day else f"{moment.day.isoformat()}, {time}"

    touched = [step for step in session.steps if step.is_touch and step.seconds > 0]
    return CallFacts(
        caregiver=caregiver,
        started=at(session.started),
        now=at(now),
        touch_seconds=sum(step.seconds for step in touched) or session.touch_seconds,
        regions=tuple(dict.fromkeys(region for step in touched for region in step.regions)),
        is_still=bool(touched) and all(step.pressure == 0 for step in touched),
        is_over=session.ended is not None,
        conditions=_conditions(words, profile),
    )


def call_script(words: PlanWords, facts: CallFacts, sign: str) -> str:
    """Return the sentences to say for ``sign``; what is not known is left out, never guessed."""
    entry = words.library.files.stop_reasons.call
    did = entry.told if not facts.regions else entry.held if facts.is_still else entry.gave
    told = (
        entry.who if facts.caregiver else "",
        did if facts.touch_seconds else entry.never if facts.is_over else entry.not_yet,
        entry.sees,
        entry.has if facts.conditions else "",
        entry.ask,
    )
    given = {
        "{caregiver}": facts.caregiver,
        "{started}": facts.started,
        "{now}": facts.now,
        "{minutes}": _minutes(facts.touch_seconds),
        "{place}": place_words(words, facts.regions) if facts.regions else "",
        "{sign}": sign[:1].lower() + sign[1:] if not sign.startswith(words.name) else sign,
        "{conditions}": ", ".join(facts.conditions),
    }
    return " ".join(_filled(words.fill(sentence), given) for sentence in told if sentence)


def _filled(sentence: str, given: Mapping[str, str]) -> str:
    for key, value in given.items():
        sentence = sentence.replace(key, value)
    return sentence


def _conditions(words: PlanWords, profile: Profile) -> tuple[str, ...]:
    """Return what the person has, in words, each once; today's signs are not told again."""
    library, body = words.library, words.library.book.body
    found = []
    for condition, marked in library.planner.rulings(profile).counting.items():
        entry = library.conditions[condition]
        if entry.kind in _NOT_TOLD:
            continue
        place = words.places(body.ids(marked))
        found.append(f"{words.fill(entry.name)} ({place})" if place else words.fill(entry.name))
    return tuple(found)


def _minutes(seconds: int) -> str:
    minutes = told_minutes(seconds)
    if minutes < 1:
        return "less than a minute"
    return "1 minute" if minutes == 1 else f"{minutes} minutes"
