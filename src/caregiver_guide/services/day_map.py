# SPDX-License-Identifier: GPL-3.0-or-later
"""A person's body as it was marked on the day of a massage, and where hands were."""

from __future__ import annotations

from caregiver_guide.content.library import Library
from caregiver_guide.domain.rulebook import UNKNOWN_CONDITION
from caregiver_guide.domain.session import Person, SessionRecord
from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.keep_away import KeepAway, keep_away
from caregiver_guide.services.plan_words import PlanWords
from caregiver_guide.services.profile_of import profile_of
from caregiver_guide.storage.log import Log


@dataclass(frozen=True, slots=True)
class DayMap:
    """What stood in the log when a massage began, whatever was changed since.

    ``zones`` are the places that counted that day, ``conditions`` what held for the whole body, in
    words. ``touched`` are the regions where hands were.
    """

    zones: tuple[KeepAway, ...]
    conditions: tuple[str, ...]
    touched: tuple[str, ...]
    skin: str


def read_day_map(log: Log, library: Library, person: Person, session: SessionRecord) -> DayMap:
    """Return the map of the day of a massage of ``person``."""
    when = session.started
    words = PlanWords(library, person.name)
    age = log.sessions.age_at(session)
    zones = log.zones.as_of(person.id, age)
    conditions = log.conditions.as_of(person.id, age)
    clearances = log.clearances.as_of(person.id, age)
    profile = profile_of(library.book, person, None, zones, conditions, clearances, None, when.day)
    counting = library.planner.rulings(profile).counting
    unknown = library.conditions[UNKNOWN_CONDITION]
    touched = {
        region
        for step in session.steps
        if step.is_touch and step.seconds
        for region in step.regions
        if region in library.book.body.index
    }
    return DayMap(
        zones=keep_away(words, profile, zones),
        conditions=tuple(
            words.fill(library.conditions.get(one.condition, unknown).name)
            for one in conditions
            if one.condition in counting or one.condition not in library.conditions
        ),
        touched=tuple(sorted(touched)),
        skin=person.skin,
    )
