# SPDX-License-Identifier: GPL-3.0-or-later
"""All 11 routines and 10 positions can be chosen on the screens, and what they say is whole."""

from datetime import date
from itertools import pairwise

import pytest

from caregiver_guide.content.library import load_library
from caregiver_guide.domain.profile import Clearance, Finding, Profile
from caregiver_guide.paths import resource_dir
from caregiver_guide.services.plan_words import PlanWords
from caregiver_guide.services.position_choice import position_choice_view
from caregiver_guide.services.prepare_view import prepare_view
from caregiver_guide.services.routine_choice import MINUTES, routine_choice_view
from caregiver_guide.services.session_engine import SessionEngine
from caregiver_guide.services.session_view import session_view

DAY = date(2026, 11, 21)
LIBRARY = load_library(resource_dir())
PAT = PlanWords(LIBRARY, "Pat", "911")
WELL = Profile(DAY, name="Pat")
PAIRS = [
    (name, position)
    for name, routine in LIBRARY.book.routines.items()
    for position in routine.positions
]
WOUND_ROWS = (
    "incision", "stitches-staples", "wound-open", "wound-vac", "pressure-red", "pressure-injury",
    "puncture-site", "tumour-site",
)  # fmt: skip
# Who must not use a position, whatever is marked.
BARRED = {
    "supine": (
        "breathless", "heart-failure", "ascites", "feeding-tube", "nausea", "pregnancy",
        "nephrostomy", "cpap-trach",
    ),
    "semi-30-45": ("spine-precautions",),
    "side-left": (
        "feeding-tube", "heart-failure", "breathless", "sternal", "hip-replaced-back",
        "spine-precautions",
    ),
    "side-right": (
        "feeding-tube", "heart-failure", "breathless", "sternal", "hip-replaced-back",
        "spine-precautions",
    ),
    "seated-chair": ("trunk-weak", "bp-low-faint"),
    "seated-forward": (
        "port", "central-line", "picc", "pacemaker-icd", "pump-pain", "av-fistula", "sternal",
        "ostomy", "feeding-tube", "drain", "ascites", "pregnancy", "hip-replaced-back",
        "spine-precautions", "osteoporosis", "bone-mets", "aneurysm", "eye-surgery", "cpap-trach",
        "nausea", "bp-low-faint", "trunk-weak",
    ),
    "recliner": ("dvt-known", "circulation-poor", "knee-replaced"),
}  # fmt: skip


def test_all_routines_are_cards_that_can_be_chosen():
    """Somebody well may be given any of the eleven; each card names a way to lie or sit."""
    view = routine_choice_view(PAT, WELL, 20)
    assert {card.id for card in view.cards} == set(LIBRARY.routines)
    assert len(view.cards) == 11
    assert all(card.can_start and card.position and card.line for card in view.cards)


def test_all_positions_are_cards_and_each_is_for_a_routine():
    """Ten ways to lie or sit, each with its pillows, and each of use to somebody."""
    cards = position_choice_view(PAT, WELL, "hand-sandwich", 10).cards
    assert {card.id for card in cards} == set(LIBRARY.positions)
    assert len(cards) == 10
    assert all(card.name and card.told and card.suits and card.pillows for card in cards)
    assert {position for _, position in PAIRS} == {card.id for card in cards}


@pytest.mark.parametrize(("routine", "position"), PAIRS)
def test_each_routine_goes_on_to_its_end_in_each_of_its_positions(routine, position):
    """Chosen on the two screens, it is prepared, asked for, and shown step by step."""
    view = position_choice_view(PAT, WELL, routine, 20, position)
    assert (view.chosen, view.can_go_on) == (position, True)
    assert view.card.is_ok
    assert view.card.fits
    prepared = prepare_view(PAT, view.plan)
    assert prepared.ask.endswith("?")
    assert prepared.items
    engine = SessionEngine(view.plan.steps, lambda: 0.0)
    shown = [session_view(engine.start(), routine, PAT)]
    while not engine.is_over:
        progress = engine.next()
        if not progress.is_over:
            shown.append(session_view(progress, routine, PAT))
    assert [one.step for one in shown] == list(range(1, shown[0].count + 1))
    assert all(one.title and one.words and one.how for one in shown)
    assert all(first.next_title == second.title for first, second in pairwise(shown))
    told = " ".join(part for one in shown for part in (one.title, one.words, one.how))
    assert "{" not in told


@pytest.mark.parametrize("minutes", MINUTES)
def test_a_wish_for_few_minutes_leaves_every_routine_possible(minutes):
    """Three minutes is a massage too: steps are left out, none is rushed.

    Only the tour of three places does not fit into three minutes, and its card says so.
    """
    for card in routine_choice_view(PAT, WELL, minutes).cards:
        if (card.id, minutes) == ("resting-hands-tour", 3):
            assert not card.can_start
            continue
        assert card.can_start
        assert card.plan.seconds <= max(minutes, 5) * 60


@pytest.mark.parametrize(
    ("position", "condition"), [(p, name) for p, names in BARRED.items() for name in names]
)
def test_who_must_not_use_a_position_is_not_given_it(position, condition):
    """Without any yes of the care team, the screen bars it and says by what, wherever it sits."""
    routine = next(name for name, own in PAIRS if own == position)
    is_zone = LIBRARY.conditions[condition].kind == "zone"
    marked = LIBRARY.book.body.mask(("hand-back.L",) if is_zone else ())
    profile = Profile(DAY, (Finding(condition, marked, DAY),), name="Pat")
    view = position_choice_view(PAT, profile, routine, 10, position)
    assert view.card.fits
    assert not view.card.is_ok
    assert view.card.blocked_by
    assert not view.can_go_on


@pytest.mark.parametrize("condition", WOUND_ROWS)
def test_nobody_lies_with_a_sore_head_or_heel_on_the_bed(condition):
    """A wound on the head bars every way of leaning it back; one on the heel the flat bed."""
    mask = LIBRARY.book.body.mask

    def barred(region):
        cleared = Clearance(condition, "Dr Ruiz", DAY)
        found = Finding(condition, mask((region,)), DAY)
        profile = Profile(DAY, (found,), clearances=(cleared,))
        cards = position_choice_view(PAT, profile, "hand-sandwich", 10).cards
        return {card.id for card in cards if not card.is_ok}

    assert barred("scalp") >= {"supine", "semi-30-45", "recliner"}
    assert "supine" in barred("heel.R")


def test_the_foot_rest_goes_down_where_a_clot_may_come():
    """With a risk of clots the recliner stays possible, and says to keep weight off the calves."""
    profile = Profile(DAY, (Finding("clot-risk"),), name="Pat")
    view = position_choice_view(PAT, profile, "hand-sandwich", 10, "recliner")
    assert view.card.is_ok
    assert any("foot rest" in check for check in view.card.checks)
