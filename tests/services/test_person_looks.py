# SPDX-License-Identifier: GPL-3.0-or-later
"""Letters and colours tell people apart, and stay theirs."""

import pytest

from caregiver_guide.domain.session import Person
from caregiver_guide.services.person_looks import PERSON_COLOURS, free_colour, person_looks


def people(*names, **colours):
    return [
        Person(id=str(n), name=name, colour=colours.get(name, "")) for n, name in enumerate(names)
    ]


@pytest.mark.parametrize(
    ("names", "initials"),
    [
        (("Pat",), ["P"]),
        (("Pat", "Sam Lee"), ["P", "SL"]),
        (("Pat", "Paul"), ["Pat", "Pau"]),
        (("Pat", "Pat", "Sam"), ["P1", "P2", "S"]),
        (("سلام", "🌷🌷", "  "), None),
    ],
)
def test_nobody_shares_letters_with_anybody(names, initials):
    """Where two begin alike both get more letters, and namesakes a number."""
    found = [one.initials for one in person_looks(people(*names)).values()]
    assert len({*found}) == len(names)
    if initials is not None:
        assert sorted(found) == sorted(initials)


def test_a_chosen_colour_stays_and_others_keep_away_from_it():
    """With more people than colours they begin anew; letters and names still differ."""
    looks = person_looks(people("Pat", "Sam", Sam="plum"))
    assert [one.colour for one in looks.values()] == ["blue", "plum"]
    many = people(*(f"N{n}" for n in range(8)))
    assert len({one.colour for one in person_looks(many).values()}) == len(PERSON_COLOURS)
    assert free_colour(many[:1]) == "blue"


def test_one_person_alone_needs_no_colour():
    """Nobody can be mixed up where there is one person."""
    assert person_looks(people("Pat"))["0"].is_alone
    assert not any(one.is_alone for one in person_looks(people("Pat", "Sam")).values())
