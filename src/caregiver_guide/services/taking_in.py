# SPDX-License-Identifier: GPL-3.0-or-later
"""What a care file would bring, counted as a caregiver counts: by person, and by what it is."""

from __future__ import annotations

from datetime import date
from typing import Literal

from caregiver_guide.domain.values import dataclass
from caregiver_guide.storage.taking_in import CareFileNews, PersonNews

NewsKind = Literal[
    "massage", "place", "condition", "yes", "reaction", "note", "question", "contact", "other"
]

_KINDS: dict[str, NewsKind] = {
    "session": "massage",
    "zone": "place",
    "condition": "condition",
    "clearance": "yes",
    "reaction": "reaction",
    "note": "note",
    "question": "question",
    "contact": "contact",
}
_ORDER: tuple[NewsKind, ...] = (*_KINDS.values(), "other")
_KEEPS_SAFE: frozenset[NewsKind] = frozenset({"place", "condition", "yes"})
_WORDS: dict[NewsKind, tuple[str, str]] = {
    "massage": ("massage", "massages"),
    "place": ("place to keep away from", "places to keep away from"),
    "condition": ("condition", "conditions"),
    "yes": ("yes of the care team", "yeses of the care team"),
    "reaction": ("reaction", "reactions"),
    "note": ("note", "notes"),
    "question": ("question", "questions"),
    "contact": ("number to call", "numbers to call"),
    "other": ("other entry", "other entries"),
}


@dataclass(frozen=True, slots=True)
class NewsLine:
    """How many of one kind come anew, and how many are changed."""

    kind: NewsKind
    new: int
    changed: int


@dataclass(frozen=True, slots=True)
class PersonLine:
    """What comes about one person.

    ``same`` counts what is here already. ``both`` counts what was changed here and there;
    ``careful`` whether a place, a condition or a yes is among that, so that the careful side holds.
    """

    name: str
    is_known: bool
    has_namesake: bool
    lines: tuple[NewsLine, ...]
    same: int
    both: int
    careful: bool
    first_day: date | None
    last_day: date | None

    @property
    def is_nothing_new(self) -> bool:
        """Whether all of it is here."""
        return not self.lines


@dataclass(frozen=True, slots=True)
class TakeInView:
    """The preview of one file; ``made`` is the day on which it was made."""

    file_name: str
    made: date
    people: tuple[PersonLine, ...]
    is_nothing_new: bool


def take_in_view(news: CareFileNews) -> TakeInView:
    """Return what is shown of a file before it is taken in."""
    return TakeInView(
        file_name=news.path.name,
        made=date.fromisoformat(news.made[:10]),
        people=tuple(_person(one) for one in news.people),
        is_nothing_new=news.is_nothing_new,
    )


def _person(person: PersonNews) -> PersonLine:
    new: dict[NewsKind, int] = dict.fromkeys(_ORDER, 0)
    changed = dict(new)
    same = both = 0
    careful = False
    for counts in person.kinds:
        kind = _KINDS.get(counts.kind, "other")
        if counts.kind != "plan":  # a plan comes with its massage
            new[kind] += counts.new if counts.kind != "person" else 0
            changed[kind] += counts.changed
            same += counts.same
        both += counts.both
        careful = careful or (counts.both > 0 and (kind in _KEEPS_SAFE or counts.kind == "person"))
    return PersonLine(
        name=person.name,
        is_known=person.is_known,
        has_namesake=person.has_namesake,
        lines=tuple(
            NewsLine(kind, new[kind], changed[kind]) for kind in _ORDER if new[kind] + changed[kind]
        ),
        same=same,
        both=both,
        careful=careful,
        first_day=person.first_day,
        last_day=person.last_day,
    )


def news_lines(news: CareFileNews) -> list[str]:
    """Return the preview as lines for a terminal."""
    view = take_in_view(news)
    lines = [f"{view.file_name}, made on {view.made}:"]
    for person in view.people:
        known = "is in this log already" if person.is_known else "is new in this log"
        lines.append(f"  {person.name} {known}.")
        if person.has_namesake:
            lines.append("    Somebody else in this log has that name. They stay two people.")
        if person.first_day is not None:
            lines.append(f"    Massages from {person.first_day} to {person.last_day}.")
        new = [_counted(one.new, one.kind) for one in person.lines if one.new]
        changed = [_counted(one.changed, one.kind) for one in person.lines if one.changed]
        if new:
            lines.append(f"    New: {', '.join(new)}.")
        if changed:
            lines.append(f"    Changed: {', '.join(changed)}.")
        lines.append(f"    Here already: {person.same}.")
        if person.both:
            lines.append(f"    Changed here and there: {person.both}. Both stay in the log.")
        if person.careful:
            lines.append("    The more careful one counts until you decide.")
    if view.is_nothing_new:
        lines.append("Everything in it is in the log already.")
    return lines


def _counted(number: int, kind: NewsKind) -> str:
    one, many = _WORDS[kind]
    return f"{number} {one if number == 1 else many}"
