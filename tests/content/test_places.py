# SPDX-License-Identifier: GPL-3.0-or-later
"""The vocabulary of places, and what a mark stands for."""

import pytest

from caregiver_guide.content.files import read_files
from caregiver_guide.content.places import PlaceError
from caregiver_guide.content.rulebook_reader import RulebookReader
from caregiver_guide.paths import resource_dir

READER = RulebookReader(read_files(resource_dir()))
BODY, PLACES = READER.body, READER.places


def spread(text, *marks):
    return set(BODY.ids(PLACES.spread(text).of(BODY.mask(marks))))


def test_there_are_92_regions_of_50_places():
    """Nothing of the body is left out, and nothing is counted twice."""
    assert len(BODY.regions) == 92
    assert len(BODY.places) == 50
    assert len(BODY.index) == 92


def test_neighbours_are_mutual_and_never_cross_sides_unsaid():
    """If one place is beside another, the other is beside it."""
    for number in range(92):
        for other in BODY.ids(BODY.around(number)):
            assert BODY.around(BODY.index[other]) >> number & 1
    crossing = {
        (a.place, b.place)
        for n, a in enumerate(BODY.regions)
        for b in (BODY.regions[BODY.index[i]] for i in BODY.ids(BODY.around(n)))
        if a.side and b.side and a.side != b.side
    }
    assert crossing == {
        ("eye", "eye"),
        ("belly-upper", "belly-upper"),
        ("belly-lower", "belly-lower"),
        ("buttock", "buttock"),
    }


def test_the_margin_of_a_port():
    """A hand's width round the right collarbone, and nothing on the left but the midline."""
    assert spread("marked+margin", "collarbone.R") == {
        "collarbone.R", "armpit.R", "breastbone", "chest.R", "neck-front", "neck-side.R",
        "shoulder.R",
    }  # fmt: skip


def test_sides_are_the_marks_own():
    """X(marked) stays on the side of the mark; a mark on the midline counts for both."""
    assert spread("neck-side(marked)", "collarbone.L") == {"neck-side.L"}
    assert spread("neck-side(marked)", "breastbone") == {"neck-side.L", "neck-side.R"}
    assert spread("hand(marked)", "wrist.R") == {"palm.R", "hand-back.R", "fingers.R"}


def test_the_limb_is_the_one_with_the_mark():
    """A mark on the shin means that leg; a rib is on no limb and means itself and its margin."""
    assert spread("limb(marked)", "shin.L") == {
        f"{place}.L"
        for place in (
            "hip-point", "thigh-front", "thigh-inner", "thigh-back", "knee", "knee-back",
            "shin", "calf", "ankle", "heel", "foot-top", "sole", "toes",
        )
    }  # fmt: skip
    assert spread("limb(marked)", "ribs.L") == spread("marked+margin", "ribs.L")


def test_exceptions_spare_what_they_name():
    """With a PICC line the hand of that arm stays free, and only the hand."""
    arm = spread("arm(marked) except hand(marked)", "upper-arm-inner.R")
    assert "wrist.R" in arm
    assert not arm & {"palm.R", "hand-back.R", "fingers.R", "palm.L"}


def test_all_but_names_what_is_left():
    """Hands and feet only means the narrow ones."""
    left = set(BODY.ids(BODY.everywhere)) - spread("all but hand + foot")
    assert {region.split(".")[0] for region in left} == {
        "palm", "hand-back", "fingers", "foot-top", "sole", "toes",
    }  # fmt: skip


@pytest.mark.parametrize("text", ["nowhere", "palm.X", "marked + moon(marked)", ""])
def test_an_unknown_place_is_never_nothing(text):
    """A misspelt place is an error, not an empty set."""
    with pytest.raises(PlaceError):
        PLACES.spread(text)
