# SPDX-License-Identifier: GPL-3.0-or-later
"""Every step of every massage is shown, and the picture follows what the plan allows today."""

from dataclasses import replace
from datetime import date

import pytest

from caregiver_guide.domain.plan import Action
from caregiver_guide.domain.profile import Finding, Profile
from caregiver_guide.domain.session import ZoneRecord
from caregiver_guide.figure.geometry import load_figure
from caregiver_guide.figure.strokes import load_strokes
from caregiver_guide.paths import resource_dir
from caregiver_guide.services.keep_away import keep_away
from caregiver_guide.services.plan_words import PlanWords
from caregiver_guide.services.session_view import step_picture

DAY = date(2026, 11, 21)
# A hand is laid under and over first; the arrows show how it gets there.
LAID_DOWN = {"hand-sandwich/palms-together"}


@pytest.fixture(scope="module")
def words(library):
    return PlanWords(library, "Pat", "911")


@pytest.fixture(scope="module")
def figure():
    return load_figure(resource_dir() / "figure")


@pytest.fixture(scope="module")
def strokes(figure):
    return load_strokes(resource_dir() / "figure", figure)


@pytest.fixture
def shown(library, words, figure, strokes):
    """A function that gives each step done of a routine with its picture and its scenes."""

    def show(routine, *zones):
        mask = library.book.body.mask
        found = tuple(Finding(zone.condition, mask(zone.regions)) for zone in zones)
        profile = Profile(DAY, found, name="Pat")
        marked = keep_away(words, profile, zones)
        plan = library.planner.plan(profile, routine)
        return [
            (step, picture, strokes.scenes(figure, picture.stroke))
            for step in plan.steps
            if step.is_done
            for picture in [step_picture(routine, step, words, marked)]
        ]

    return show


def test_every_step_of_every_massage_has_a_picture(library, shown):
    """No step of any massage is left to words alone."""
    seen = set()
    for routine in library.book.routines:
        for step, _, scenes in shown(routine):
            assert scenes, f"{routine}/{step.id}"
            assert all(scene.hands for scene in scenes), f"{routine}/{step.id}"
            seen.add((routine, step.id))
    assert seen == set(library.steps)


def test_what_hands_touch_is_in_sight(library, shown, figure):
    """Every place that a step touches on a side is drawn in that step's picture, or lies behind."""
    for routine in library.book.routines:
        for step, _, scenes in shown(routine):
            seen = {
                region
                for scene in scenes
                for region in step.regions
                if figure.views[scene.view].shape(region) is not None
            }
            sides = {region.rpartition(".")[2] for region in step.regions}
            assert not step.regions or {region.rpartition(".")[2] for region in seen} == sides


def test_a_still_step_shows_no_arrow(library, shown):
    """Where hands only rest, nothing in the picture goes anywhere, and a sign says: still."""
    seen = 0
    for routine in library.book.routines:
        for step, _, scenes in shown(routine):
            written = f"{routine}/{step.id}"
            entry = library.steps[routine, step.id]
            if entry.technique != "holding" or written in LAID_DOWN:
                continue
            assert all(scene.is_still for scene in scenes), written
            seen += 1
    assert seen > 20


def test_a_stroke_shows_where_it_goes(library, shown):
    """Strokes, circles and sweeps have an arrow."""
    for routine in library.book.routines:
        for step, _, scenes in shown(routine):
            if library.steps[routine, step.id].technique in ("stroking", "circling", "sweeping"):
                assert not any(scene.is_still for scene in scenes), f"{routine}/{step.id}"


def test_the_side_in_the_picture_is_the_side_of_the_step(library, shown):
    """A step on Pat's right is drawn on Pat's right."""
    for routine in library.book.routines:
        for step, _, scenes in shown(routine):
            if step.side is not None and step.regions:
                assert {scene.side for scene in scenes} <= {step.side, None}, f"{routine}/{step.id}"


def test_where_only_resting_is_allowed_no_arrow_is_drawn(library, words, figure, strokes):
    """The same step, done with resting hands today, is a still picture."""
    profile = Profile(DAY, (), name="Pat")
    for routine in library.book.routines:
        for step in library.planner.plan(profile, routine).steps:
            resting = replace(step, action=Action.REST, pressure=0)
            if step.is_touch and step.is_done:
                picture = step_picture(routine, resting, words)
                scenes = strokes.scenes(figure, picture.stroke)
                assert scenes
                assert all(scene.is_still for scene in scenes), f"{routine}/{step.id}"


def test_no_hand_goes_to_a_marked_place(shown):
    """A port, a cut on the hand: the picture knows that hands keep away from them."""
    port = ZoneRecord(id="1", person="p", condition="port", regions=("collarbone.R",))
    steps = shown("shoulders-seated", port)
    assert steps
    for step, picture, scenes in steps:
        assert "collarbone.R" in picture.stroke.avoided
        assert not picture.stroke.avoided & set(step.regions)
        if step.id == "shoulder-strokes":
            assert "shoulder.R" in picture.stroke.avoided
            assert [len(scene.hands) for scene in scenes] == [1]


def test_the_words_for_the_other_side_come_with_its_picture(shown):
    """With a cut on the left hand, every picture of the hand massage is of the right one."""
    cut = ZoneRecord(id="1", person="p", condition="incision", regions=("hand-back.L",))
    sides = {scene.side for step, _, scenes in shown("m-hand", cut) for scene in scenes}
    assert sides <= {"R", None}
