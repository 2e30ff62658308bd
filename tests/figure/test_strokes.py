# SPDX-License-Identifier: GPL-3.0-or-later
"""The caregiver's hands lie where they may, on the right side, and still hands look still."""

import math
import shutil
from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from caregiver_guide.figure.curves import contains, edge_distance
from caregiver_guide.figure.geometry import FigureError
from caregiver_guide.figure.marks import LIGHT_COLOURS, FigureStyle
from caregiver_guide.figure.painter import FigurePainter
from caregiver_guide.figure.stroke_painter import StrokePainter
from caregiver_guide.figure.stroke_specs import StrokeWish
from caregiver_guide.figure.strokes import STROKES_FILE, load_strokes
from caregiver_guide.paths import resource_dir

FOLDER = resource_dir() / "figure"
CELL = QRectF(0, 0, 300, 230)


@pytest.fixture(scope="session")
def strokes(figure):
    """The shipped pictures."""
    return load_strokes(FOLDER, figure)


@pytest.fixture(scope="module")
def painter(figure, strokes, qapp):
    """A painter of the shipped pictures."""
    return StrokePainter(FigurePainter(figure), strokes)


def one_sided(strokes):
    """Return the pictures that are drawn for one side of the person."""
    return [one for one in strokes.pictures.values() if one.view in ("hand", "foot") or one.only]


def places_of(spec):
    """Return every place on which a picture has something lie."""
    found = {spec.centre} if spec.view in ("hand", "foot") or spec.only else set()
    for one in (*spec.hands, *spec.arrows):
        found |= set(one.on)
    return sorted(found)


def regions_of(figure, spec, side):
    """Return these places as regions, of one side or of both."""
    sides = "LR" if side is None else side
    shown = {shape.region for view in figure.views.values() for shape in view.regions}
    named = {place for place in places_of(spec) if place in shown}
    sided = {f"{place}.{one}" for place in places_of(spec) for one in sides}
    return frozenset(named | (sided & shown))


def wishes(figure, strokes):
    """Return each picture with where its hands go: on each side, or on both at once."""
    for spec in strokes.pictures.values():
        step = spec.steps[0] if spec.steps else ""
        for side in ("L", "R") if spec in one_sided(strokes) else (None,):
            yield spec, StrokeWish(step.replace("*", "m-hand"), regions_of(figure, spec, side))


def points(scene):
    """Return all points of hands and arrows."""
    hands = [p for hand in scene.hands for part in hand for line in part.lines for p in line]
    return hands + [p for arrow in scene.arrows for p in arrow.line]


def paint(painter, scene):
    image = QImage(int(CELL.width()), int(CELL.height()), QImage.Format.Format_RGB32)
    image.fill(QColor("#E3EEEB"))
    brush = QPainter(image)
    brush.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.paint(brush, scene, CELL, (), FigureStyle(tone="sand", colours=LIGHT_COLOURS))
    brush.end()
    return image


def test_left_and_right_are_mirror_images(figure, strokes):
    """What is drawn for the left hand is drawn for the right one the other way round."""
    seen = 0
    for spec in one_sided(strokes):
        step = spec.steps[0] if spec.steps else ""
        left, right = (
            strokes.scenes(figure, StrokeWish(step, regions_of(figure, spec, side)))[0]
            for side in "LR"
        )
        assert (left.side, right.side) == ("L", "R")
        assert left.view.replace(".L", ".R") == right.view
        assert left.turn == -right.turn
        pairs = list(zip(points(left), points(right), strict=True))
        assert pairs
        assert all(
            x == pytest.approx(-u, abs=0.3) and y == pytest.approx(v, abs=0.3)
            for (x, y), (u, v) in pairs
        ), spec.id
        seen += 1
    assert seen > 15


def test_the_caregiver_may_stand_on_the_other_side(figure, strokes):
    """The hand comes from the other side then; the person's side and the ways stay."""
    regions = frozenset({"hand-back.L", "palm.L", "wrist.L"})
    step = "hand-calm/long-strokes"
    near = strokes.scenes(figure, StrokeWish(step, regions))[0]
    same = strokes.scenes(figure, StrokeWish(step, regions, from_side="L"))[0]
    far = strokes.scenes(figure, StrokeWish(step, regions, from_side="R"))[0]
    assert near == same
    assert (far.view, far.side, far.centre) == (near.view, near.side, near.centre)
    assert far.arrows == near.arrows
    assert far.hands != near.hands
    assert near.hands[0] == far.hands[0]  # what holds from below stays
    middle = near.centre[0]
    wrists = [sum(x for x, _ in hands[1][0].fill) for hands in (near.hands, far.hands)]
    count = len(near.hands[1][0].fill)
    assert (wrists[0] / count - middle) * (wrists[1] / count - middle) < 0


def test_nothing_of_the_other_side_is_ever_shown(figure, strokes):
    """A picture of the left hand is never made of the right one."""
    for spec, wish in wishes(figure, strokes):
        for scene in strokes.scenes(figure, wish):
            if scene.side is None:
                continue
            others = "LR".replace(scene.side, "")
            assert not scene.view.endswith(f".{others}"), spec.id
            assert not any(region.endswith(f".{others}") for region in scene.only), spec.id


def test_hands_and_arrows_keep_off_every_place_to_avoid(painter, figure, strokes):
    """No pixel of a hand or an arrow lies in a place where nobody may touch."""
    tried = 0
    for spec, wish in wishes(figure, strokes):
        for region in sorted(wish.regions):
            kept = StrokeWish(wish.step, wish.regions - {region}, frozenset({region}))
            if not kept.regions and not spec.steps:
                continue
            for scene in painter.scenes(kept):
                tried += _nothing_inside(painter, figure, scene, region)
    assert tried > 60


def _nothing_inside(painter, figure, scene, region):
    """Compare a picture with the same without hands; return whether the place is in sight."""
    shape = figure.views[scene.view].shape(region)
    if shape is None or (scene.only and region not in scene.only):
        return False
    # An inset is two drawings; of the other one nothing is shown.
    seen = [
        polygon
        for polygon in shape.polygons
        if not scene.half or (polygon[0][0] > 0) == (scene.centre[0] > 0)
    ]
    bare = paint(painter, replace(scene, hands=(), arrows=()))
    drawn = paint(painter, scene)
    back = painter.place(scene, CELL).inverted()[0]
    edge = 2.5 * math.hypot(back.m11(), back.m12())
    for y in range(0, int(CELL.height()), 2):
        for x in range(0, int(CELL.width()), 2):
            if bare.pixel(x, y) == drawn.pixel(x, y):
                continue
            spot = back.map(x + 0.5, y + 0.5)
            is_inside = contains(seen, *spot) and edge_distance(seen, *spot) > edge
            assert not is_inside, (scene.view, region, (x, y))
    return bool(seen)


def test_an_arrow_goes_with_its_place(figure, strokes):
    """An arrow over fingers that are left out today is not drawn; the others stay."""
    step = "hand-calm/back-strokes"
    whole = frozenset({"hand-back.R", "fingers.R"})
    both = strokes.scenes(figure, StrokeWish(step, whole))[0]
    one = strokes.scenes(figure, StrokeWish(step, frozenset({"hand-back.R"})))[0]
    assert [arrow.number for arrow in both.arrows] == [1, 2]
    assert [arrow.number for arrow in one.arrows] == [1]


def test_one_shoulder_left_out_leaves_one_hand(figure, strokes):
    """With a port on the right, only the hand on the left shoulder is drawn, on the left."""
    scene = strokes.scenes(
        figure,
        StrokeWish(
            "shoulders-seated/shoulder-strokes",
            frozenset({"shoulder.L"}),
            frozenset({"shoulder.R", "collarbone.R"}),
        ),
    )[0]
    assert len(scene.hands) == 1
    assert len(scene.arrows) == 1
    assert all(x > 0 for x, _ in points(scene))  # in front, the person's left is at +x


def test_resting_hands_do_not_move(figure, strokes):
    """Where only resting hands are allowed today, a stroke becomes a still hold."""
    for spec, wish in wishes(figure, strokes):
        for scene in strokes.scenes(figure, StrokeWish(wish.step, wish.regions, rests=True)):
            assert scene.is_still, spec.id
    regions = frozenset({"hand-back.R"})
    scene = strokes.scenes(figure, StrokeWish("m-hand/hand-sweeps", regions, rests=True))[0]
    assert [arrow.kind for arrow in scene.arrows] == ["hold"]


def test_no_hand_holds_from_below_what_is_left_out(figure, strokes):
    """With a sore palm no hand lies under it, though the picture shows the back of the hand."""
    step = "m-hand/handshake-strokes"
    regions = frozenset({"forearm-back.R"})
    whole = strokes.scenes(figure, StrokeWish(step, regions))[0]
    sore = strokes.scenes(figure, StrokeWish(step, regions, frozenset({"palm.R"})))[0]
    assert len(sore.hands) == len(whole.hands) - 1


def test_a_still_hand_carries_a_pause_and_no_target(painter, figure, strokes):
    """Between the two bars of the sign the hand itself is seen: nothing says press here."""
    wish = StrokeWish("hand-sandwich/still-hands", frozenset({"hand-back.R", "palm.R"}))
    scene = painter.scenes(wish)[0]
    hold = next(arrow for arrow in scene.arrows if arrow.kind == "hold")
    cell = QRectF(0, 0, 1200, 920)
    image = QImage(1200, 920, QImage.Format.Format_RGB32)
    brush = QPainter(image)
    painter.paint(brush, scene, cell, (), FigureStyle(tone="sand", colours=LIGHT_COLOURS))
    brush.end()
    place = painter.place(scene, cell)
    middle = place.map(*hold.line[0])
    bar = hold.radius * 0.26 * math.hypot(place.m11(), place.m12())
    colours = [
        image.pixelColor(round(middle[0] + x), round(middle[1])).name() for x in (-bar, 0, bar)
    ]
    line, skin = LIGHT_COLOURS.massage.line.lower(), strokes.shapes.looks["sand"].skin.lower()
    assert colours == [line, skin, line]


def test_a_hand_gives_way_to_a_place_to_avoid(figure, strokes):
    """Where the back of the hand is left out, no hand rests on it."""
    wish = StrokeWish("", frozenset({"fingers.R"}), frozenset({"hand-back.R"}), rests=True)
    scene = strokes.scenes(figure, wish)[0]
    shape = figure.views["hand.R"].shape("hand-back.R")
    for hand in scene.hands:
        for part in hand:
            if part.touches and part.layer == "over":
                assert not any(shape.contains(*point) for point in part.fill)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('view = "foot"', 'view = "feet"', "foot-between-hands.view"),
        ('shape = "grip"', 'shape = "grab"', "thumbs-sweep-hand-back.hands"),
        ('kind = "circle"', 'kind = "spiral"', "thumbs-circle-palm.arrows"),
        ('centre = "palm"', 'centre = "paw"', "hand-on-palm.paw"),
        ("window = [-185, -112, 370, 275]\n", "", "hand-between-hands.window"),
        ("half = true", "halve = true", "hand-between-hands.halve"),
        ("angle = 72 }", "angel = 72 }", "hand-between-hands"),
        (
            'beneath = ["palm"], at = [-132',
            'beneath = ["paw"], at = [-132',
            "handshake-and-stroke.paw",
        ),
    ],
)
def test_a_mistake_in_the_pictures_is_named(figure, tmp_path, old, new, key):
    """Whoever draws is told which table and key are wrong, and what to write."""
    folder = tmp_path / "figure"
    shutil.copytree(FOLDER, folder)
    file = folder / STROKES_FILE
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(FigureError) as found:
        load_strokes(folder, figure)
    assert found.value.file == file
    assert found.value.key == key
    assert found.value.remedy


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('skin = "#A86F47"', 'skin = "tan"', "look.sand.skin"),
        ('role = "pillow"', 'role = "cushion"', "thing.arm-pillow"),
        ("[hand.flat]\npalm", "[hand.flat]\npalms", "hand.flat"),
    ],
)
def test_a_mistake_in_the_hands_is_named(figure, tmp_path, old, new, key):
    """The same for the outlines of the caregiver's hands."""
    folder = tmp_path / "figure"
    shutil.copytree(FOLDER, folder)
    file = folder / "helper-hands.toml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(FigureError) as found:
        load_strokes(folder, figure)
    assert (found.value.file, found.value.key) == (file, key)


def test_nobody_mistakes_whose_hand_it_is(figure, strokes):
    """Beside every tone the caregiver's skin has another lightness, in colour and in grey."""

    def lightness(colour):
        return QColor(colour).lightnessF()

    for name, tone in figure.tones.items():
        look = strokes.shapes.looks[name]
        if name != "paper":
            assert abs(lightness(look.skin) - lightness(tone.skin)) > 0.1, name
        assert abs(lightness(look.sleeve) - lightness(tone.cloth)) > 0.08, name


def test_the_person_looks_the_same_with_hands_on_them(painter, figure, strokes):
    """Build, hair and face are those chosen, in the pictures of the steps too."""
    spec, wish = next((s, w) for s, w in wishes(figure, strokes) if s.view == "back" and not s.only)
    seen = set()
    for skin in ("sand", "sand///", "sand/full", "sand/slim/scarf", "no such/skin"):
        image = QImage(int(CELL.width()), int(CELL.height()), QImage.Format.Format_RGB32)
        image.fill(QColor("#E3EEEB"))
        brush = QPainter(image)
        for scene in strokes.scenes(figure, wish):
            painter.paint(brush, scene, CELL, (), FigureStyle(tone=skin, colours=LIGHT_COLOURS))
        brush.end()
        seen.add(bytes(image.constBits()))
    assert len(seen) == 3, spec.steps
