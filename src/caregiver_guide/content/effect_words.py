# SPDX-License-Identifier: GPL-3.0-or-later
"""Say in plain English what a rule does, for those who review it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from caregiver_guide.content.files import ContentFiles
from caregiver_guide.content.schema import ConditionEntry, RuleEntry
from caregiver_guide.domain.profile import CARE_PLAN, LEGS, PRESSURE_2

PLACES = {
    "marked": "the marked place",
    "marked+margin": "the marked place and a hand's width around it",
    "everywhere": "the whole body",
    "limb(marked)": "the whole arm or leg with the mark",
    "group(marked)": "the whole part of the body with the mark",
    "quarter(marked)": "the quarter of the body with the mark",
    "trunk-quarter": "half of the upper body",
    "legs-off": "calves and thighs",
    "feet": "feet, heels and ankles",
    "hands": "hands and wrists",
}
LEVELS = ("Resting hands only", "Light lotion pressure at most", "Rub-in lotion pressure at most")
STOPS = {
    "emergency": "No massage. Call the emergency number now.",
    "call-today": "No massage. Call the care team today.",
    "none": "No massage today. Nobody has to be called.",
}
CLEARANCES = {
    LEGS: "a yes to the legs",
    PRESSURE_2: "a yes to more pressure",
    CARE_PLAN: "massage being in the aide's care plan",
}

_MARKED_TERM = re.compile(r"^([a-z-]+)\(marked\)$")


class EffectWords:
    """Puts rules into words, with the names that the content gives to places and conditions."""

    def __init__(self, files: ContentFiles) -> None:
        """Take names from ``files``."""
        self.files = files
        self.place_names = {place.id: place.name for place in files.regions.place}
        self.conditions = {
            name: entry.name for table in files.conditions.values() for name, entry in table.items()
        }

    def places(self, text: str) -> str:
        """Return a place expression in words."""
        words = " ".join(text.split())
        if words.startswith("all but "):
            return f"the whole body except {self._sum(words.removeprefix('all but '))}"
        kept, _, spared = words.partition(" except ")
        return f"{self._sum(kept)}, except {self._sum(spared)}" if spared else self._sum(kept)

    def _sum(self, text: str) -> str:
        """Return terms in words, those on the side of the mark together at the end."""
        whole: list[str] = []
        sided: list[str] = []
        for term in text.split(" + "):
            found = _MARKED_TERM.match(term.strip())
            if found is None or term.strip() in PLACES:
                whole.append(self._named(term.strip()))
            else:
                sided.append(self._named(found.group(1)))
        if sided:
            whole.append(f"on the side of the mark: {'; '.join(sided)}")
        # Names of places may hold a comma, so that a semicolon stands between them.
        return "; ".join(whole)

    def _named(self, name: str) -> str:
        place, _, side = name.partition(".")
        words = PLACES.get(name) or self.place_names.get(place) or name.replace("-", " ")
        return f"{'left' if side == 'L' else 'right'} {words}" if side else words

    def rule(self, rule: RuleEntry) -> list[str]:
        """Return when a rule counts, what it does and what lifts it, one sentence each."""
        return [*self._when(rule), *self._effects(rule), *self._lifts(rule)]

    def _when(self, rule: RuleEntry) -> Iterator[str]:
        if rule.with_any:
            yield f"Only together with: {self._names(rule.with_any)}."
        if rule.days_since is not None:
            yield f"Only for the first {rule.days_since} days; always, while that day is not known."
        if rule.for_marks_on is not None:
            yield f"Only with a mark on: {self.places(rule.for_marks_on)}."

    def _effects(self, rule: RuleEntry) -> Iterator[str]:
        if rule.stop is not None:
            yield STOPS[rule.stop]
        if rule.emergency_with:
            yield f"It is an emergency together with: {self._names(rule.emergency_with)}."
        if rule.ask_first:
            yield "No massage until the care team says yes."
        if rule.stop is not None or rule.ask_first:
            may_hold = rule.stop is None if rule.hold is None else rule.hold
            yield "A hand may be held." if may_hold else "No hand is held either."
        if rule.avoid is not None:
            yield f"Hands stay off: {self.places(rule.avoid)}."
        for limit in rule.pressure:
            yield f"{LEVELS[limit.level]} on: {self.places(limit.on)}."
        yield from self._lotion(rule)
        yield from self._positions(rule)
        if rule.only_routines:
            names = ", ".join(self.files.routines[name].name for name in rule.only_routines)
            yield f"Only these massages: {names}."
        if rule.minutes is not None:
            yield f"{rule.minutes} minutes at most."
        if rule.report is not None:
            yield "The care team is told today; the massage may go on."
        if rule.no_drink:
            yield "No drink is offered."
        if rule.confirm is not None:
            where = ""
            if rule.confirm_before is not None:
                where = f", if hands go to: {self.places(rule.confirm_before)}"
            yield f"Must be answered yes before the start{where}: “{rule.confirm}”"
        if rule.say is not None:
            yield f"Also said: “{rule.say}”"

    def _lotion(self, rule: RuleEntry) -> Iterator[str]:
        if rule.lotion == "water-based":
            yield "Water-based lotion only."
        if rule.lotion == "none":
            yield "No lotion."
        if rule.lotion_none_on is not None:
            yield f"No lotion on: {self.places(rule.lotion_none_on)}."
        if rule.lotion_without:
            words = (self.files.products.lotion[word].name for word in rule.lotion_without)
            yield f"Lotion without: {', '.join(words)}."

    def _positions(self, rule: RuleEntry) -> Iterator[str]:
        if rule.no_positions:
            yield f"Not in this position: {self.positions(rule.no_positions)}."
        if rule.only_positions:
            yield f"Only in this position: {self.positions(rule.only_positions)}."
        if rule.no_marked_side:
            yield "Not lying on the side of the mark."
        if rule.off_marked:
            yield "No position that puts weight on the mark."

    def _lifts(self, rule: RuleEntry) -> Iterator[str]:
        found = ["a yes of the care team to this"] if rule.until_cleared else []
        found += [
            CLEARANCES.get(name) or f"a yes of the care team to: {self._names([name])}"
            for name in rule.lifted_by
        ]
        only = ""
        if rule.lifted_only_with is not None:
            only = f", and only together with: {self._names([rule.lifted_only_with])}"
        if found:
            yield f"Lifted by {' or '.join(found)}{only}."

    def span(self, entry: ConditionEntry) -> list[str]:
        """Return how long a condition counts, one sentence each; nothing where it just counts."""
        return list(self._span(entry))

    def _span(self, entry: ConditionEntry) -> Iterator[str]:
        if entry.lifelong:
            yield "It never ends, whatever date is given."
        if entry.ends_days_after_since is not None:
            yield f"It ends {entry.ends_days_after_since} days after it began."
        if entry.until_decides:
            yield "A date of its end, where one is given, decides instead."
        if entry.days_after_until:
            yield f"It counts for {entry.days_after_until} more days after the date of its end."
        if entry.becomes is not None:
            yield f"After that it counts as: {self._names([entry.becomes])}."
        if entry.clearance_day == "same-day":
            yield "A yes counts only on the day it was given."
        if entry.clearance_day == "after-until":
            yield "A yes counts only if it was given on or after the date of its end."
        if entry.names_hospice_first:
            yield "Whoever has to be called, the hospice line comes first."
        if entry.shows_note:
            yield "What was written down with it is shown before the start."
        for allergy, oils in entry.allergens.items():
            words = ", ".join(self.files.products.lotion[oil].name for oil in oils)
            yield f"{self.files.products.allergies[allergy].name}: lotion without {words}."

    def unknown(self, entry: ConditionEntry) -> str:
        """Return what holds while the place of a zone is not known, before its own rules."""
        if entry.unknown_as is not None:
            return f"It counts as marked on: {self.places(entry.unknown_as)}, on both sides."
        if entry.unknown is None:
            return "No massage until the place is marked; no other answer lifts that."
        return "The rules above count, and also:"

    def _names(self, conditions: Iterable[str]) -> str:
        return "; ".join(self.conditions.get(name, name) for name in conditions)

    def positions(self, names: Iterable[str]) -> str:
        """Return the names of positions."""
        return ", ".join(self.files.positions[name].name for name in names)
