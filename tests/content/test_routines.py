# SPDX-License-Identifier: GPL-3.0-or-later
"""What hands do in each routine, how hard and how long, against the table that was agreed on."""

import pytest

from caregiver_guide.content.library import load_library
from caregiver_guide.paths import resource_dir

LIBRARY = load_library(resource_dir())
HAND = "palm hand-back fingers"
LYING = ("semi-30-45", "recliner", "supine")
ANYWHERE = (
    "semi-30-45", "seated-chair", "recliner", "wheelchair", "supine", "side-left", "side-right",
    "high-side", "as-they-are",
)  # fmt: skip

# Each step: on, places, level, seconds. The positions stand best first.
STEPS = {
    "hand-sandwich": [
        ("one", HAND, 0, 30), ("one", HAND, 0, 60), ("one", HAND, 0, 60),
        ("other", HAND, 0, 135), ("none", "", 0, 15),
    ],
    "resting-hands-tour": [
        ("both", "shoulder", 0, 150), ("both", "forearm-back hand-back", 0, 150),
        ("both", "foot-top", 0, 150),
    ],
    "m-hand": [
        ("each", "forearm-back", 2, 30), ("each", "hand-back", 2, 60), ("each", "fingers", 1, 120),
        ("each", "palm", 2, 45), ("each", "forearm-back wrist", 2, 30),
        ("each", "palm hand-back", 0, 15),
    ],
    "hand-calm": [
        ("none", "", 0, 30), ("both", HAND, 1, 60), ("each", "palm hand-back", 0, 20),
        ("each", "hand-back fingers", 1, 75), ("each", "palm", 1, 45),
        ("each", "palm hand-back wrist", 1, 20),
    ],
    "foot-comfort": [
        ("none", "", 0, 30), ("each", "foot-top sole", 0, 30), ("each", "foot-top", 1, 90),
        ("each", "sole", 1, 90), ("each", "toes", 0, 45), ("each", "foot-top sole", 0, 30),
    ],
    "back-slow": [
        ("none", "", 0, 30), ("both", "upper-back", 0, 20), ("both", "upper-back mid-back", 1, 90),
        ("both", "upper-back mid-back", 1, 20), ("both", "mid-back", 0, 20),
    ],
    "shoulders-seated": [
        ("both", "shoulder", 0, 60), ("both", "shoulder", 2, 90), ("both", "shoulder", 2, 90),
        ("both", "upper-arm-front upper-arm-back", 1, 30), ("both", "shoulder", 0, 30),
    ],
    "head-face": [
        ("none", "", 0, 30), ("both", "scalp", 0, 45), ("both", "face", 1, 60),
        ("both", "scalp", 1, 75), ("both", "face", 1, 45), ("both", "scalp", 0, 30),
    ],
    "lotion-care": [
        ("none", "", 0, 60), ("both", HAND, 1, 90), ("each", f"forearm-back {HAND}", 1, 120),
        ("each", "foot-top sole", 1, 120), ("none", "", 0, 60),
    ],
    "three-minute": [
        ("one", HAND, 0, 60), ("one", "hand-back forearm-back", 1, 60), ("one", HAND, 0, 60),
    ],
    "vigil": [("one", f"{HAND} | shoulder | scalp", 0, 300)],
}  # fmt: skip
POSITIONS = {
    "hand-sandwich": ANYWHERE,
    "resting-hands-tour": LYING,
    "m-hand": ("semi-30-45", "seated-chair", "recliner", "wheelchair", "supine"),
    "hand-calm": ("seated-chair", "semi-30-45", "wheelchair", "recliner", "as-they-are"),
    "foot-comfort": (*LYING, "seated-chair"),
    "back-slow": ("side-left", "side-right", "seated-forward", "high-side"),
    "shoulders-seated": ("seated-chair", "wheelchair", "seated-forward"),
    "head-face": ("semi-30-45", "seated-chair", "recliner", "wheelchair", "supine"),
    "lotion-care": LYING,
    "three-minute": ANYWHERE,
    "vigil": ("as-they-are",),
}
SHARED = [("arrive", 0, 30, 60), ("settle", 0, 30, 30), ("finish", 0, 30, 60)]


def _written(step):
    places = step.places if isinstance(step.places, list) else [step.places]
    told = [frozenset(each.split(" + ")) if each else frozenset() for each in places]
    return step.on, told, step.level, step.seconds


def _agreed(step):
    on, places, level, seconds = step
    return on, [frozenset(each.split()) for each in places.split(" | ")], level, seconds


def test_there_are_the_eleven_routines_and_no_other():
    """A twelfth routine has to be agreed on here before anybody can give it."""
    assert set(LIBRARY.routines) == set(STEPS) == set(POSITIONS)
    assert len(STEPS) == 11


@pytest.mark.parametrize("name", STEPS)
def test_each_step_touches_what_was_agreed_and_nothing_else(name):
    """Places, the most pressure and the seconds of every step, and its positions, best first."""
    routine = LIBRARY.routines[name]
    assert [_written(step) for step in routine.step] == [_agreed(step) for step in STEPS[name]]
    assert tuple(routine.positions) == POSITIONS[name]


def test_opening_and_close_are_part_of_every_routine_and_only_rest():
    """Arrive, settle and finish are still hands, each as long as was agreed."""
    opening = LIBRARY.files.opening.step
    for (name, level, least, most), step in zip(SHARED, opening, strict=True):
        assert (step.id, step.level) == (name, level)
        assert least <= step.seconds <= most


def test_no_step_strokes_bone_or_touches_what_is_never_massaged():
    """No routine goes on a never place, strokes a bony one, or needs the legs or the neck."""
    body = LIBRARY.book.body
    untouched = body.groups["legs-off"] | body.mask(("neck-back",))
    for place in ("upper-arm-inner", "lower-back", "ribs", "ear", "chest"):
        untouched |= body.mask((f"{place}.R", f"{place}.L"))
    for region in body.regions:
        if region.is_never or region.is_bony or region.is_private:
            untouched |= body.mask((region.id,))
    for name, routine in LIBRARY.book.routines.items():
        for sided in routine.steps:
            for places in sided.step.places:
                assert not places & untouched, (name, body.ids(places & untouched))


def test_areas_of_nobody_are_flagged_as_agreed():
    """The places no family massages on anyone, whatever is in the profile."""
    body = LIBRARY.book.body

    def places(flag):
        return {one.id.partition(".")[0] for one in body.regions if getattr(one, flag)}

    assert places("is_never") == {
        "eye", "neck-front", "neck-side", "armpit", "belly-upper", "belly-lower", "groin",
        "private-area", "flank", "inner-elbow", "thigh-inner", "knee-back",
    }  # fmt: skip
    assert places("is_bony") == {
        "collarbone", "breastbone", "hip-point", "spine", "tailbone", "sit-bone", "elbow-point",
        "knee", "shin", "ankle", "heel",
    }  # fmt: skip
    assert places("is_rest_only") == {"neck-back"}
    assert places("is_private") >= {"chest", "groin", "private-area", "buttock"}
