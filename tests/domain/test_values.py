# SPDX-License-Identifier: GPL-3.0-or-later
"""What is told once about a person never changes under anybody's hands, and compares by content."""

import copy
import dataclasses
import pickle
from dataclasses import FrozenInstanceError, field, fields, replace

import pytest

from caregiver_guide.domain.session import ZoneRecord
from caregiver_guide.domain.values import dataclass as ours

theirs = dataclasses.dataclass


def made_by(dataclass):
    """Return a kind of value with everything that the app uses, made in one way or the other."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Written:
        """What every fact has."""

        id: str = ""

    @dataclass(frozen=True, slots=True)
    class Place(Written):
        """A place with all sorts of fields."""

        name: str
        marks: tuple[str, ...] = ()
        seen: dict[str, int] = field(default_factory=dict, compare=False)
        secret: str = field(default="", repr=False)
        length: int = field(init=False)

        def __post_init__(self):
            object.__setattr__(self, "length", len(self.name))

    return Place


@pytest.mark.parametrize("dataclass", [ours, theirs])
def test_a_value_is_what_the_standard_library_makes(dataclass):
    """Whoever writes a value need not know how it was made: it is asked and told alike."""
    place = made_by(dataclass)
    one = place("arm", ("port",), secret="x", id="7")
    assert repr(one).endswith("Place(id='7', name='arm', marks=('port',), seen={}, length=3)")
    assert one == place("arm", ("port",), {"a": 1}, "x", id="7")
    assert hash(one) == hash(place("arm", ("port",), {"a": 1}, "x", id="7"))
    assert one != place("arm", ("port",), id="7")
    assert one != "arm"
    assert replace(one, name="leg", id="8") == place("leg", ("port",), secret="x", id="8")
    assert [each.name for each in fields(one)] == [
        "id",
        "name",
        "marks",
        "seen",
        "secret",
        "length",
    ]
    assert place("a").seen is not place("a").seen
    assert not hasattr(one, "__dict__")
    assert place.__match_args__ == ("name", "marks", "seen", "secret")
    for wrong in ((), ("a", (), {}, "", "7"), ()):
        with pytest.raises(TypeError):
            place(*wrong)
    with pytest.raises(FrozenInstanceError):
        one.name = "leg"
    with pytest.raises(FrozenInstanceError):
        del one.name
    assert one.name == "arm"


def test_a_value_can_be_copied_and_kept():
    """A mark that goes through a copy or a file of Python's is the same mark."""
    mark = ZoneRecord(id="1", person="2", condition="port", regions=("collarbone.R",))
    kept = pickle.loads(pickle.dumps(mark))  # noqa: S301 - written in the line itself
    assert copy.deepcopy(mark) == kept == copy.copy(mark) == mark


def test_values_that_stand_in_an_order():
    """Earlier comes first, and no value is measured against another kind."""

    @ours(frozen=True, slots=True, order=True)
    class Day:
        """A day."""

        number: int
        note: str = field(default="", compare=False)

    assert sorted([Day(3), Day(1, "b"), Day(2)]) == [Day(1), Day(2), Day(3)]
    assert Day(1) <= Day(1, "x")
    assert Day(2) > Day(1)
    assert Day(2) >= Day(2)
    with pytest.raises(TypeError):
        assert Day(1) < 2


def test_a_value_keeps_its_own_ways():
    """A kind that compares or tells itself in its own way does so."""

    @ours(frozen=True, slots=True)
    class Name:  # noqa: PLW1641 - the hash of its parts is added to it
        """A name."""

        word: str

        def __eq__(self, other):
            return isinstance(other, Name) and self.word.lower() == other.word.lower()

        def __repr__(self):
            return "a name"

    assert Name("Ana") == Name("ana")
    assert repr(Name("Ana")) == "a name"
    assert hash(Name("Ana")) == hash(Name("Ana"))


def test_a_value_that_may_change_is_refused():
    """What is asked for is said where it is asked: nothing becomes changeable by a slip."""
    with pytest.raises(TypeError, match="frozen"):
        ours(frozen=False, slots=True)
