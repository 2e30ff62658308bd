# SPDX-License-Identifier: GPL-3.0-or-later
"""How each person is told from all others at a glance: a name, initials, and an own colour."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from caregiver_guide.domain.session import Person
from caregiver_guide.domain.values import dataclass

PERSON_COLOURS: Final = ("plum", "blue", "green", "brown", "rose", "slate")
"""The colours of people, in the order in which they are given; each has a pattern of its own."""

_LONGEST: Final = 3


@dataclass(frozen=True, slots=True)
class PersonLook:
    """What stands for a person: ``initials`` no other person has, ``colour`` of PERSON_COLOURS.

    ``is_alone`` says that nobody else is cared for here, so that nobody can be mixed up.
    """

    id: str
    name: str
    initials: str
    colour: str
    is_alone: bool = True


def person_looks(people: Iterable[Person]) -> dict[str, PersonLook]:
    """Return the look of everybody, by id; ``people`` come in the order in which they were added.

    A colour that was chosen stays. Whoever has none gets the first that nobody has; with more
    people than colours they begin anew, and initials and names tell who is who.
    """
    everybody = tuple(people)
    colours = _colours(everybody)
    initials = _all_initials(everybody)
    return {
        one.id: PersonLook(
            one.id, one.name, initials[one.id], colours[one.id], is_alone=len(everybody) == 1
        )
        for one in everybody
    }


def free_colour(people: Iterable[Person]) -> str:
    """Return the colour for one more person."""
    everybody = tuple(people)
    return _next_colour(list(_colours(everybody).values()))


def _colours(people: tuple[Person, ...]) -> dict[str, str]:
    found = {one.id: one.colour for one in people if one.colour in PERSON_COLOURS}
    for one in people:
        if one.id not in found:
            found[one.id] = _next_colour(list(found.values()))
    return found


def _next_colour(taken: list[str]) -> str:
    """Return the first of the colours that the fewest people have."""
    return min(PERSON_COLOURS, key=taken.count)


def _all_initials(people: tuple[Person, ...]) -> dict[str, str]:
    """Return initials that tell everybody from everybody: where two are alike, both grow."""
    found = {one.id: _initials(one.name, 0) for one in people}
    for level in range(1, _LONGEST):
        alike = [one for one in people if list(found.values()).count(found[one.id]) > 1]
        found.update((one.id, _initials(one.name, level)) for one in alike)
    for shared in {one for one in found.values() if list(found.values()).count(one) > 1}:
        alike = [one for one in people if found[one.id] == shared]
        for number, one in enumerate(alike, start=1):
            found[one.id] = f"{shared[:1]}{number}"
    return found


def initials_of(name: str) -> str:
    """Return the first letters of a name, as long as nobody else has the same."""
    return _initials(name, 0)


def _initials(name: str, level: int) -> str:
    """Return the first letters of two words, or more and more letters of the first."""
    words = [word for word in name.split() if word[:1].isalnum()] or [name.strip() or "?"]
    if level == 0:
        return "".join(word[0].upper() for word in words[:2])
    return words[0][:1].upper() + words[0][1 : level + 1].lower()
