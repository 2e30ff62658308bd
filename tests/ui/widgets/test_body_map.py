# SPDX-License-Identifier: GPL-3.0-or-later
"""The map of the body: every region can be hit, walked to and named."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt

from caregiver_guide.figure.geometry import load_figure
from caregiver_guide.figure.marks import MarkKind, RegionMark
from caregiver_guide.figure.painter import FigurePainter
from caregiver_guide.ui.widgets.body_map import HEADS, VIEWS, BodyMap, MapLabels, MapPicture
from caregiver_guide.ui.widgets.painted import MIN_TARGET

pytestmark = pytest.mark.windows

RESOURCES = Path(__file__).parents[3] / "resources"
LABELS = MapLabels(
    "Map of Pat's body",
    {"front": "Front", "back": "Back"},
    "Pat's right",
    "Pat's left",
    "Whole body",
)


@pytest.fixture(scope="module")
def figure():
    """The figure of the app."""
    return FigurePainter(load_figure(RESOURCES / "figure"))


@pytest.fixture
def body(qtbot, figure):
    """A map on which every region is called by its id; it remembers what was chosen."""
    body = BodyMap(figure)
    qtbot.addWidget(body)
    regions = {shape.region for view in figure.figure.views.values() for shape in view.regions}
    body.regions = sorted(regions)
    body.show_map(MapPicture({region: region for region in regions}, LABELS))
    body.chosen = []
    body.region_chosen.connect(body.chosen.append)
    body.resize(560, 620)
    body.show()
    return body


def press(qtbot, body, point):
    qtbot.mouseClick(
        body, Qt.MouseButton.LeftButton, pos=QPoint(round(point.x()), round(point.y()))
    )


def test_every_region_can_be_chosen_by_pointer_in_two_presses(qtbot, body):
    """All 92 places are reached on the picture; what is small to hit is shown larger first."""
    assert len(body.regions) == 92
    for region in body.regions:
        body.zoom_out()
        body.chosen.clear()
        press(qtbot, body, body.place_of(region))
        if not body.chosen:
            assert body.is_zoomed
            press(qtbot, body, body.place_of(region))
        assert body.chosen == [region]


def test_a_press_beside_the_body_chooses_nothing(qtbot, body):
    """The empty ground is no place."""
    press(qtbot, body, QPoint(3, 300))
    assert body.chosen == []
    assert not body.is_zoomed


def test_the_whole_body_comes_back(qtbot, body):
    """The button, and Escape, lead back from the larger picture."""
    press(qtbot, body, body.place_of("heel.L"))
    assert body.is_zoomed
    qtbot.keyClick(body, Qt.Key.Key_Escape)
    assert not body.is_zoomed
    press(qtbot, body, body.place_of("heel.L"))
    qtbot.mouseClick(body._whole, Qt.MouseButton.LeftButton)
    assert not body.is_zoomed


def test_arrows_and_pages_reach_every_region(qtbot, body):
    """The keyboard alone comes to every place, walking between neighbours from view to view."""
    arrows = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
    reached = set()
    for place, view in enumerate(VIEWS):
        body._view, body._region = VIEWS[max(0, place - 1)], None
        body._go_to_view(view)
        waiting = [body.reached]
        seen = set(waiting)
        while waiting:
            region = waiting.pop()
            for key in arrows:
                body._view, body._region = view, region
                qtbot.keyClick(body, key)
                if body._view == view and body.reached not in seen:
                    seen.add(body.reached)
                    waiting.append(body.reached)
        reached |= seen
    assert reached == set(body.regions)


def test_left_is_the_person_s_own_left(body):
    """In front the person's left lies to the viewer's right; from behind it lies to the left."""
    middle = body.place_of("breastbone").x()
    assert body.place_of("collarbone.L").x() > middle > body.place_of("collarbone.R").x()
    spine = body.place_of("spine").x()
    assert body.place_of("shoulder-blade.L").x() < spine < body.place_of("shoulder-blade.R").x()


def test_where_the_keyboard_is_can_be_heard(qtbot, body):
    """The region reached is part of the map's name for a screen reader."""
    body.setFocus()
    qtbot.keyClick(body, Qt.Key.Key_B)
    assert body.accessibleName() == f"Map of Pat's body: {body.reached}"


def test_a_picture_to_look_at_chooses_nothing(qtbot, body):
    """Where nothing is asked, a press names the place and no more."""
    body.show_map(MapPicture({}, LABELS, picks=False))
    press(qtbot, body, body.place_of("palm.L"))
    qtbot.keyClick(body, Qt.Key.Key_Return)
    assert body.chosen == []
    assert body.reached == "palm.L"


def test_a_mark_is_painted_on_its_own_side_only(body):
    """A mark on the left palm changes no pixel of the right half of the front."""
    plain = body.grab().toImage()
    mark = RegionMark(frozenset({"forearm-front.L"}), MarkKind.NO_TOUCH)
    body.show_map(MapPicture({}, LABELS, (mark,)))
    marked = body.grab().toImage()
    middle = round(body.place_of("breastbone").x())
    bottom = round(body.place_of("shin.L").y())

    def changed(left, right):
        return sum(
            plain.pixel(x, y) != marked.pixel(x, y)
            for x in range(left, right, 3)
            for y in range(0, bottom, 3)
        )

    assert changed(0, middle) == 0
    assert changed(middle, middle * 2) > 20


def test_an_ear_and_an_eye_are_shown_from_where_they_are_large(qtbot, body):
    """A press on the ear turns the head to that side; a press on the eye shows the face."""
    for region, other in (("ear.L", "ear.R"), ("ear.R", "ear.L")):
        body.zoom_out()
        press(qtbot, body, body.place_of(region))
        assert body.is_zoomed
        assert body.place_of(other) is None
    body.zoom_out()
    press(qtbot, body, body.place_of("eye.L"))
    assert body.place_of("eye.L").x() > body.place_of("eye.R").x()


def test_what_is_still_small_is_shown_larger_before_it_is_chosen(qtbot, body):
    """From the face, a press on the sliver of an ear chooses nothing yet."""
    press(qtbot, body, body.place_of("eye.R"))
    assert body.target_of("ear.R").width() < MIN_TARGET
    press(qtbot, body, body.place_of("ear.R"))
    assert body.chosen == []
    press(qtbot, body, body.place_of("ear.R"))
    assert body.chosen == ["ear.R"]


def test_the_head_turns_by_keyboard_and_the_body_comes_back(qtbot, body):
    """Page Down goes round the head; afterwards the arrows walk on the whole body again."""
    press(qtbot, body, body.place_of("ear.R"))
    body.setFocus()
    seen = set()
    for _ in range(4):
        qtbot.keyClick(body, Qt.Key.Key_PageDown)
        seen.add(body._view)
        assert body.place_of(body.reached) is not None
    assert seen == set(HEADS)
    qtbot.keyClick(body, Qt.Key.Key_Escape)
    qtbot.keyClick(body, Qt.Key.Key_Down)
    assert body._view in VIEWS


@pytest.mark.parametrize("tone", ["sand", "sand/full/long-grey/older"])
def test_a_fuller_person_is_pressed_in_the_same_places(qtbot, body, tone):
    """Build and hair change nothing about what a press means."""
    body.show_map(MapPicture({}, LABELS, tone=tone))
    for region in ("armpit.L", "flank.R", "hip-point.L", "ear.R", "thigh-inner.R"):
        body.zoom_out()
        body.chosen.clear()
        press(qtbot, body, body.place_of(region))
        if not body.chosen:
            press(qtbot, body, body.place_of(region))
        assert body.chosen == [region]


@pytest.mark.parametrize("size", [(480, 600), (560, 620), (640, 700), (760, 560), (900, 640)])
def test_no_label_lies_over_the_number_of_a_mark(body, size):
    """A wound beside a leg keeps its number in sight; the words for the side make way."""
    body.resize(*size)
    for side in "RL":
        for region in (f"shin.{side}", f"calf.{side}", f"knee.{side}", f"thigh.{side}"):
            mark = RegionMark(frozenset({region}), MarkKind.NO_TOUCH, 2)
            body.show_map(MapPicture({}, LABELS, (mark,)))
            labels = [spot for _, spot, style in body._words() if style == "pill"]
            assert len(labels) == 4
            for badge in body._badge_spots():
                assert not any(badge.intersects(label) for label in labels), (region, size)
