# SPDX-License-Identifier: GPL-3.0-or-later
"""Positions as pictures: the right side is down, pillows appear, marks lie where they belong."""

import shutil
import tomllib

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from caregiver_guide.figure.curves import contains
from caregiver_guide.figure.geometry import PAPER, FigureError
from caregiver_guide.figure.marks import (
    DARK_COLOURS,
    HIGH_CONTRAST_COLOURS,
    LIGHT_COLOURS,
    PRINT_COLOURS,
    MarkKind,
    RegionMark,
)
from caregiver_guide.figure.scene import PALETTES, load_scenes
from caregiver_guide.figure.scene_painter import SceneColours, ScenePainter
from caregiver_guide.paths import resource_dir

SIZE = (480, 320)
TARGET = QRectF(0, 0, *SIZE)
REGION_COUNT = 92
MARKS = {
    "light": LIGHT_COLOURS,
    "dark": DARK_COLOURS,
    "contrast": HIGH_CONTRAST_COLOURS,
    "paper": PRINT_COLOURS,
}


def _toml(*parts):
    with resource_dir().joinpath(*parts).open("rb") as file:
        return tomllib.load(file)


def _regions():
    """All regions of the body, read from the file that names them."""
    found = []
    for place in _toml("body", "regions.toml")["place"]:
        sides = (".L", ".R") if place["sides"] else ("",)
        found += [place["id"] + side for side in sides]
    return found


def _scene_ids(position, entry):
    """The pictures that a position of the content needs."""
    return [f"{position}.{side}" for side in entry.get("lies_on", [])] or [position]


POSITIONS = {name: entry for name, entry in _toml("positions.toml").items() if "pillow" in entry}
SCENE_IDS = [one for name, entry in POSITIONS.items() for one in _scene_ids(name, entry)]


@pytest.fixture(scope="module")
def scenes():
    """The shipped scenes."""
    return load_scenes(resource_dir() / "figure")


@pytest.fixture(scope="module")
def painter(scenes, figure, qapp):
    """A painter of the shipped scenes."""
    return ScenePainter(scenes, figure)


@pytest.fixture
def folder(tmp_path):
    """A copy of the figure's files, to be spoiled."""
    copy = tmp_path / "figure"
    shutil.copytree(resource_dir() / "figure", copy)
    return copy


def _colours(painter, theme="light"):
    return SceneColours(MARKS[theme], painter.scenes.palettes[theme])


def _picture(painter, scene_id, theme="light", tone="sand", **what):
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    image.fill(QColor("#E3EEEB"))
    brush = QPainter(image)
    painter.paint(brush, TARGET, scene_id, tone, _colours(painter, theme), **what)
    brush.end()
    return image


def _changed(one, other):
    """Return the pixels in which two pictures differ, as (x, y)."""
    a, b = bytes(one.constBits()), bytes(other.constBits())
    line = one.bytesPerLine()
    return [(i % line // 4, i // line) for i in range(0, len(a), 4) if a[i : i + 4] != b[i : i + 4]]


# -- what there is --------------------------------------------------------------------------


def test_there_are_ten_positions():
    """The content has ten positions, and nothing below passes by finding none."""
    assert len(POSITIONS) == 10
    assert len(SCENE_IDS) == 11


def test_every_position_has_its_picture_and_no_other(scenes):
    """Each position of the content is drawn, for either side where it has two."""
    assert set(scenes.scenes) == set(SCENE_IDS)


@pytest.mark.parametrize("name", list(POSITIONS))
def test_every_pillow_of_the_words_is_in_the_picture(scenes, name):
    """The letters in the picture are those of the list of pillows, all of them and no other."""
    letters = {pillow["letter"] for pillow in POSITIONS[name]["pillow"]}
    for scene_id in _scene_ids(name, POSITIONS[name]):
        assert set(scenes.scenes[scene_id].pillows) == letters


@pytest.mark.parametrize("scene_id", SCENE_IDS)
def test_a_pillow_appears_when_it_is_ticked(painter, scene_id):
    """Each pillow alone adds much pillow blue; unticked it is only a faint outline."""
    blue = QColor(painter.scenes.palettes["light"]["pillow"])

    def blues(image):
        return sum(image.pixelColor(x, y) == blue for x in range(SIZE[0]) for y in range(SIZE[1]))

    before = _picture(painter, scene_id)
    bare = blues(before)
    for letter in painter.scenes.scenes[scene_id].pillows:
        after = _picture(painter, scene_id, pillows=frozenset(letter))
        assert blues(after) > bare + 60, letter
        plain = _picture(painter, scene_id, is_plain=True)
        assert _changed(plain, before)


def test_a_pillow_that_comes_is_half_there_on_the_way(painter):
    """Half-way through its coming, a pillow is neither absent nor quite there."""
    gone = _picture(painter, "supine")
    there = _picture(painter, "supine", pillows=frozenset("A"))
    half = _picture(painter, "supine", pillows=frozenset("A"), fading={"A": 0.5})
    assert half not in (gone, there)


def test_nose_stays_free(scenes):
    """From the side, no pillow of any position lies at the nose, and air gets to it."""
    seen = [scene for scene in scenes.scenes.values() if scene.view == "side"]
    assert "seated-forward" in {scene.id for scene in seen}
    for scene in seen:
        pillows = [
            polygon
            for pieces in scene.pieces.values()
            for piece in pieces
            for polygon in piece.shapes[0].polygons
        ]
        x, y = scene.body().nose
        around = [(x + i, y + j) for i in (-8, 0, 8) for j in (-8, 0, 8)]
        assert not any(contains([pillow], *point) for pillow in pillows for point in around)


# -- which side is down ---------------------------------------------------------------------


def _side_to_the_viewer(body):
    """Return the side of the person that the drawing turns to the viewer, from points of the head.

    With the crown up and the nose to the viewer's right, it is the RIGHT side; a mirror image
    turns that round.
    """
    (ear_x, ear_y), (crown_x, crown_y), (nose_x, nose_y) = (
        body.spot("ear.L").anchor,
        body.crown,
        body.nose,
    )
    up, front = (crown_x - ear_x, crown_y - ear_y), (nose_x - ear_x, nose_y - ear_y)
    return "R" if up[0] * front[1] - up[1] * front[0] > 0 else "L"


@pytest.mark.parametrize("scene_id", SCENE_IDS)
def test_the_side_that_is_seen_is_the_side_that_is_named(scenes, scene_id):
    """What the data call the near side is the side that the drawn person really shows."""
    scene = scenes.scenes[scene_id]
    assert _side_to_the_viewer(scene.body()) == scene.near


@pytest.mark.parametrize(
    ("scene_id", "down"),
    [
        ("side-left", "L"),
        ("side-right", "R"),
        ("high-side.side-left", "L"),
        ("high-side.side-right", "R"),
    ],
)
def test_lying_on_a_side_that_side_is_down(scenes, scene_id, down):
    """Seen from above, head left and face down the page is lying on the RIGHT side."""
    scene = scenes.scenes[scene_id]
    body = scene.body()
    head_is_left, face_is_down = body.crown[0] < body.hip[0], body.nose[1] > body.crown[1]
    assert face_is_down
    assert head_is_left == (down == "R")
    assert scene.down == down
    for place in ("shoulder", "hip-point", "knee", "ear", "ribs"):
        assert not scene.spot(f"{place}.{down}").is_visible
        assert scene.spot(f"{place}.{'R' if down == 'L' else 'L'}").is_visible


def test_left_and_right_are_mirror_images(painter):
    """Lying on the left is the mirror image of lying on the right, pillow for pillow."""
    right = painter.scenes.scenes["side-right"]
    left = painter.scenes.scenes["side-left"]
    x, _, width, _ = right.frame
    for letter, pillow in right.pillows.items():
        other = left.pillows[letter]
        assert pillow.pointed_at[0] + other.pointed_at[0] == pytest.approx(2 * x + width)
        assert pillow.pointed_at[1] == other.pointed_at[1]


# -- marks ----------------------------------------------------------------------------------


@pytest.mark.parametrize("scene_id", SCENE_IDS)
def test_every_region_lies_somewhere_in_every_picture(scenes, scene_id):
    """All 92 places have a spot inside the picture, and each says whether it can be seen."""
    regions = _regions()
    assert len(regions) == REGION_COUNT
    scene = scenes.scenes[scene_id]
    left, top, width, height = scene.frame
    for region in regions:
        spot = scene.spot(region)
        assert spot is not None, region
        x, y = spot.anchor
        assert left <= x <= left + width, region
        assert top <= y <= top + height, region


@pytest.mark.parametrize("scene_id", SCENE_IDS)
def test_of_two_sides_only_the_near_one_is_seen(scenes, scene_id):
    """A left and a right place are never both shown as seen, and the seen one is the near one."""
    scene = scenes.scenes[scene_id]
    for region in _regions():
        if region.endswith((".L", ".R")) and scene.spot(region).is_visible:
            assert region.endswith(f".{scene.near}")


def test_what_something_covers_is_not_seen(scenes):
    """Under the blanket, the arm rest or the own arm a place cannot be seen; beside it, it can."""
    stay = scenes.scenes["as-they-are"]
    assert not stay.spot("knee.R").is_visible
    assert not stay.spot("belly-lower.R").is_visible
    assert stay.spot("forearm-back.R").is_visible
    supine = scenes.scenes["supine"]
    assert not supine.spot("buttock.R").is_visible
    assert supine.spot("knee.R").is_visible
    chair = scenes.scenes["seated-chair"]
    assert chair.spot("heel.R").is_visible
    assert chair.spot("heel.R", frozenset("D")).anchor != chair.spot("heel.R").anchor


@pytest.mark.parametrize("scene_id", ["semi-30-45", "side-left", "wheelchair"])
@pytest.mark.parametrize("region", ["forearm-back.L", "forearm-back.R", "face", "knee.L"])
def test_a_badge_leads_to_its_place(painter, scene_id, region):
    """The number stands within the picture off the body, and its leader ends at the place."""
    mark = RegionMark(frozenset({region}), MarkKind.NO_TOUCH, 7)
    (badge,) = painter.badges(scene_id, TARGET, [mark])
    spot = painter.scenes.scenes[scene_id].spot(region)
    end = painter.transform(scene_id, TARGET).map(QPointF(*spot.anchor))
    assert badge.pointed_at == pytest.approx((end.x(), end.y()))
    assert badge.is_visible == spot.is_visible
    assert TARGET.contains(QPointF(*badge.centre))
    changed = set(_changed(_picture(painter, scene_id), _picture(painter, scene_id, marked=[mark])))
    for x, y in (badge.centre, badge.pointed_at):
        assert any((round(x) + i, round(y) + j) in changed for i in (-1, 0, 1) for j in (-1, 0, 1))


def test_a_badge_of_the_far_side_is_hollow(painter):
    """A number on the side that is not seen has a pale middle and a rim; a near one is filled."""
    filled = QColor(LIGHT_COLOURS.no_touch.line)

    def inked(region):
        mark = RegionMark(frozenset({region}), MarkKind.NO_TOUCH, 1)
        (badge,) = painter.badges("side-left", TARGET, [mark])
        image = _picture(painter, "side-left", marked=[mark])
        x, y = badge.centre
        r = int(badge.radius * 0.7)
        return sum(
            image.pixelColor(int(x) + i, int(y) + j) == filled
            for i in range(-r, r + 1)
            for j in range(-r, r + 1)
        )

    assert inked("shoulder.R") > 3 * inked("shoulder.L")


def test_badges_keep_clear_of_each_other(painter):
    """Six marks on one arm get six numbers that do not cover each other."""
    places = ("shoulder", "inner-elbow", "elbow-point", "forearm-front", "wrist", "palm")
    marks = [
        RegionMark(frozenset({f"{place}.R"}), MarkKind.ASK, number)
        for number, place in enumerate(places, 1)
    ]
    badges = painter.badges("seated-chair", TARGET, marks)
    assert len(badges) == len(places)
    for i, one in enumerate(badges):
        for other in badges[i + 1 :]:
            apart = QPointF(*one.centre) - QPointF(*other.centre)
            assert apart.x() ** 2 + apart.y() ** 2 > (2 * one.radius) ** 2 * 0.95


@pytest.mark.parametrize("scene_id", SCENE_IDS)
def test_what_bars_a_position_is_shown(painter, scene_id):
    """A place that must not be pressed stands out in the colour of stop, seen or not."""
    stop = QColor(LIGHT_COLOURS.no_touch.line)
    for region in ("buttock.L", "buttock.R", "shoulder.L", "shoulder.R"):
        before = _picture(painter, scene_id, is_plain=True)
        after = _picture(painter, scene_id, is_plain=True, conflict=frozenset({region}))
        red = [p for p in _changed(before, after) if after.pixelColor(*p).hue() == stop.hue()]
        assert len(red) > 12, region


def test_what_carries_weight_has_a_line(painter):
    """Half sitting, the line of weight follows the back, and is red where it must carry none."""
    bears = frozenset({"thigh-back.R", "lower-back.R"})
    plain = _picture(painter, "semi-30-45", is_plain=True)
    weight = _picture(painter, "semi-30-45", is_plain=True, bears=bears)
    pressed = _picture(painter, "semi-30-45", is_plain=True, bears=bears, conflict=bears)
    assert _changed(plain, weight)
    assert _changed(weight, pressed)


# -- looks ----------------------------------------------------------------------------------


@pytest.mark.parametrize("scene_id", SCENE_IDS)
def test_every_theme_and_tone_has_its_own_colours(painter, figure, scene_id):
    """Nothing is baked in: each theme and each tone paints another picture."""
    assert set(MARKS) == set(PALETTES)
    looks = [
        _picture(painter, scene_id, theme, PAPER if theme == PAPER else "sand")
        for theme in PALETTES
    ]
    looks += [_picture(painter, scene_id, tone=tone) for tone in figure.skins if tone != "sand"]
    for i, one in enumerate(looks):
        assert all(one != other for other in looks[i + 1 :])


def test_painting_leaves_the_painter_as_it_was(painter):
    """Transform, clip and opacity are those from before, so that a page can go on."""
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    brush = QPainter(image)
    painter.paint(brush, TARGET, "supine", "sand", _colours(painter), frozenset("AB"))
    assert brush.transform().isIdentity()
    assert not brush.hasClipping()
    assert brush.opacity() == 1.0
    brush.end()


# -- data faults ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "old", "new", "key"),
    [
        ("scenes.toml", "torso = 222", 'torso = "222"', "semi-30-45.pose.torso"),
        ("scenes.toml", 'form = "ground"', 'form = "grund"', "semi-30-45.furniture[0].form"),
        ("scenes.toml", '"mattress", "A",', '"mattress", "Z",', "semi-30-45.order"),
        ("scenes.toml", '"mattress", "A",', '"mattress",', "semi-30-45.order"),
        ("scenes.toml", 'fill = "frame"', 'fill = "gold"', "semi-30-45.furniture[1].fill"),
        ("scenes.toml", 'like = "side-right"', 'like = "nobody"', "side-left.like"),
        ("scenes.toml", "label = [150, 210]", "labl = [150, 210]", "semi-30-45.pillows.A.labl"),
        ("side-view.toml", "thigh = 240", "thigh = true", "bones.thigh"),
        ("side-view.toml", 'part = "torso"', 'part = "trunk"', ".part"),
        ("scene-colours.toml", '"#D3E4F3"', '"blue"', "light.pillow"),
    ],
)
def test_a_fault_in_the_data_names_file_key_and_remedy(folder, file, old, new, key):
    """Whoever edits the pictures by hand learns which line to change, and how."""
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FigureError) as caught:
        load_scenes(folder)
    assert caught.value.file == folder / file
    assert caught.value.key.endswith(key)
    assert caught.value.remedy


def test_a_missing_file_is_told(folder):
    """A file that is not there is named."""
    (folder / "scenes.toml").unlink()
    with pytest.raises(FigureError, match=r"scenes\.toml"):
        load_scenes(folder)
