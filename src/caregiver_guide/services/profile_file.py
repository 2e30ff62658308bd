# SPDX-License-Identifier: GPL-3.0-or-later
"""Read a profile from JSON; every mistake is named at once and none is ignored."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from typing import cast

from caregiver_guide.domain.profile import (
    GENERAL_CLEARANCES,
    Clearance,
    Drinks,
    Finding,
    Giver,
    Profile,
)
from caregiver_guide.domain.rulebook import DEFAULTS, Rulebook

ALLERGIES = ("nut", "seed", "latex", "lanolin", "fragrance", "plant")
DRINKS = ("ask", "free", "limit", "none")
GIVERS = ("family", "aide")
TOP_KEYS = (
    "person", "giver", "zones", "conditions", "clearances", "today", "first_session", "on",
)  # fmt: skip
FINDING_KEYS = ("condition", "regions", "since", "until", "said_by", "note")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")

Table = dict[str, object]


class ProfileError(ValueError):
    """A profile that cannot be used; ``faults`` are sentences, one for each mistake."""

    def __init__(self, faults: Iterable[str]) -> None:
        """Keep every fault once, in the order found."""
        self.faults = tuple(dict.fromkeys(faults))
        super().__init__("\n".join(self.faults))


def read_profile(text: str, book: Rulebook, today: date) -> Profile:
    """Return the profile written in ``text``; ``today`` is its day if it names none.

    Raises :class:`ProfileError` with every mistake.
    """
    duplicates: list[str] = []

    def no_key_twice(pairs: list[tuple[str, object]]) -> Table:
        seen: Table = {}
        for key, value in pairs:
            if key in seen:
                duplicates.append(f"'{key}' stands twice in one place: keep one.")
            seen[key] = value
        return seen

    try:
        table = json.loads(text, object_pairs_hook=no_key_twice)
    except (ValueError, RecursionError) as error:
        raise ProfileError([f"The profile is not JSON: {error}."]) from None
    if not isinstance(table, dict):
        raise ProfileError(["The profile must be one object in { }."])
    reader = _Reader(book, today)
    profile = reader.profile(table)
    faults = [*duplicates, *reader.faults]
    if faults:
        raise ProfileError(faults)
    return profile


class _Reader:
    """Reads tables into values and notes what is wrong."""

    def __init__(self, book: Rulebook, today: date) -> None:
        self.book = book
        self.today = today
        self.faults: list[str] = []

    def profile(self, table: Table) -> Profile:
        self.only(table, TOP_KEYS, "profile")
        given = table.get("person")
        person: Table = given if isinstance(given, dict) else {"name": "?"}
        if not isinstance(given, dict):
            self.faults.append('person: the person is missing; write {"name": …}.')
        self.only(person, ("name", "allergies", "drinks"), "person")
        name = person.get("name")
        if not isinstance(name, str) or not name.strip():
            self.faults.append("person.name: a name is needed.")
            name = ""
        findings = (
            *self.findings(table, "zones"),
            *self.findings(table, "conditions"),
            *self.findings(table, "today"),
        )
        first = table.get("first_session", False)
        if not isinstance(first, bool):
            self.faults.append("first_session: write true or false.")
        return Profile(
            on=self.day(table, "on", "profile") or self.today,
            findings=findings,
            clearances=self.clearances(table),
            giver=cast("Giver", self.word(table, "giver", GIVERS, "profile", "family")),
            allergies=self.allergies(person),
            drinks=cast("Drinks", self.word(person, "drinks", DRINKS, "person", "ask")),
            is_first_session=first is True,
            name=name,
        )

    def findings(self, table: Table, key: str) -> list[Finding]:
        found = []
        for number, item in enumerate(self.items(table, key)):
            where = f"{key}[{number}]"
            is_id = isinstance(item, str) and key != "zones"
            entry = {"condition": item} if is_id else item
            if not isinstance(entry, dict):
                self.faults.append(f"{where}: write an object with a condition.")
                continue
            finding = self.finding(entry, where)
            if finding is not None:
                found.append(finding)
        return found

    def finding(self, entry: Table, where: str) -> Finding | None:
        self.only(entry, FINDING_KEYS, where)
        condition = entry.get("condition")
        known = isinstance(condition, str) and condition in self.book.conditions
        if not known or condition in DEFAULTS:
            self.faults.append(f"{where}.condition: {_shown(condition)} is not a known condition.")
            known = False
        marked = 0
        for region in self.items(entry, "regions", where):
            if isinstance(region, str) and region in self.book.body.index:
                marked |= self.book.body.mask([region])
            else:
                self.faults.append(f"{where}.regions: {self.region_fault(region)}")
        since, until = self.day(entry, "since", where), self.day(entry, "until", where)
        self.order(since, until, where, "since")
        said_by, note = self.words(entry, "said_by", where), self.words(entry, "note", where)
        if not known:
            return None
        return Finding(cast("str", condition), marked, since, until, said_by, note)

    def region_fault(self, region: object) -> str:
        if isinstance(region, str):
            place, _, side = region.partition(".")
            if place in self.book.body.places:
                if side in ("L", "R"):
                    return f"'{region}' has no side; write '{place}'."
                return f"'{region}' needs a side; write '{place}.L' or '{place}.R'."
        return f"{_shown(region)} is not a known region."

    def clearances(self, table: Table) -> tuple[Clearance, ...]:
        found = []
        for number, entry in enumerate(self.items(table, "clearances")):
            where = f"clearances[{number}]"
            if not isinstance(entry, dict):
                self.faults.append(f"{where}: write an object with for, said_by and on.")
                continue
            self.only(entry, ("for", "said_by", "on", "until"), where)
            names = entry.get("for")
            conditions = self.book.conditions.keys() - set(DEFAULTS)
            if not isinstance(names, str) or names not in {*conditions, *GENERAL_CLEARANCES}:
                self.faults.append(f"{where}.for: {_shown(names)} is nothing that can be cleared.")
            said_by = self.words(entry, "said_by", where)
            if not said_by:
                self.faults.append(f"{where}.said_by: who said so is needed.")
            day, until = self.day(entry, "on", where), self.day(entry, "until", where)
            if (day is None and "on" not in entry) or entry.get("on") is None:
                self.faults.append(f"{where}.on: the day it was said is needed.")
            self.order(day, until, where, "on")
            if day is not None and said_by and isinstance(names, str):
                found.append(Clearance(names, said_by, day, until))
        return tuple(found)

    def allergies(self, person: Table) -> tuple[str, ...]:
        found = []
        for number, entry in enumerate(self.items(person, "allergies", "person")):
            is_other = isinstance(entry, str) and entry.startswith("other:")
            if isinstance(entry, str) and (
                entry in ALLERGIES or (is_other and entry.removeprefix("other:").strip())
            ):
                found.append(entry)
            else:
                self.faults.append(
                    f"person.allergies[{number}]: {_shown(entry)} is not a known allergy; "
                    f"write one of {', '.join(ALLERGIES)}, or 'other: …'."
                )
        return tuple(sorted(set(found)))

    # -- small readers -------------------------------------------------------------------

    def only(self, table: Table, keys: tuple[str, ...], where: str) -> None:
        for key in table:
            if key not in keys:
                self.faults.append(
                    f"{where}: '{_cut(key)}' is not a known key; known are {', '.join(keys)}."
                )

    def items(self, table: Table, key: str, where: str = "profile") -> list[object]:
        value = table.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.faults.append(f"{where}.{key}: write a list in [ ].")
            return []
        return value

    def words(self, table: Table, key: str, where: str) -> str | None:
        value = table.get(key)
        if value is not None and not isinstance(value, str):
            self.faults.append(f"{where}.{key}: write words in quotes.")
            return None
        return value.strip() if value else None

    def word(
        self, table: Table, key: str, allowed: tuple[str, ...], where: str, default: str
    ) -> str:
        value = table.get(key, default)
        if not isinstance(value, str) or value not in allowed:
            self.faults.append(
                f"{where}.{key}: {_shown(value)} is not known; write {' or '.join(allowed)}."
            )
            return default
        return value

    def day(self, table: Table, key: str, where: str) -> date | None:
        value = table.get(key)
        if value is None:
            return None
        if isinstance(value, str) and _DATE.fullmatch(value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        self.faults.append(f"{where}.{key}: {_shown(value)} is not a day; write YYYY-MM-DD.")
        return None

    def order(self, first: date | None, last: date | None, where: str, key: str) -> None:
        if first is not None and last is not None and last < first:
            self.faults.append(f"{where}.until: {last} is before {key} {first}.")


def _cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"


def _shown(value: object) -> str:
    """Return a value short enough for a sentence."""
    return f"'{_cut(value)}'" if isinstance(value, str) else _cut(json.dumps(value))
