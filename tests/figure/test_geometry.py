# SPDX-License-Identifier: GPL-3.0-or-later
"""The figure shows every place once, on the right side, without gaps."""

import json
import random
import re
import shutil
import tomllib

import pytest

from caregiver_guide.figure import curves, cut
from caregiver_guide.figure.geometry import FigureError, load_figure
from caregiver_guide.paths import resource_dir

BODY = ("front", "back")
HEADS = ("head.front", "head.back", "head.L", "head.R")
INSETS = ("foot.L", "foot.R", "hand.L", "hand.R", *HEADS)
HEAD_PLACES = {
    "head.front": {"scalp", "face", "eye", "ear", "neck-front", "neck-side"},
    "head.back": {"scalp", "ear", "neck-back", "neck-side"},
    "head.L": {"scalp", "face", "eye", "ear", "neck-front", "neck-side", "neck-back"},
}
FOLDER = resource_dir() / "figure"


def _expected():
    """Region id to the views that draw it: those of the vocabulary, and the neck with the head."""
    table = tomllib.loads((resource_dir() / "body" / "regions.toml").read_text(encoding="utf-8"))
    expected = {}
    for place in table["place"]:
        for side in (".L", ".R") if place["sides"] else ("",):
            views = {
                view + side if view in ("hand", "foot") else view
                for view in place["views"]
                if view != "head"
            }
            for view, places in HEAD_PLACES.items():
                if place["id"] in places:
                    sides = {side or ".L", side or ".R"} if view == "head.L" else {".L"}
                    views |= {view[:-2] + one if view == "head.L" else view for one in sides}
            expected[place["id"] + side] = views
    return expected


EXPECTED = _expected()


def _side_of(region):
    return region[-1] if region.endswith((".L", ".R")) else None


def test_all_regions_are_drawn_in_exactly_their_views(figure):
    """A caregiver can point at each of the 92 places, and finds it where it belongs."""
    assert len(EXPECTED) == 92
    drawn = {region: set(figure.views_of(region)) for region in EXPECTED}
    assert drawn == EXPECTED
    assert {s.region for v in figure.views.values() for s in v.regions} == set(EXPECTED)


def test_head_views_draw_what_the_vocabulary_gives_to_the_head(figure):
    """Scalp, face, eyes and ears are all shown large, as the table of places says."""
    table = tomllib.loads((resource_dir() / "body" / "regions.toml").read_text(encoding="utf-8"))
    listed = {place["id"] for place in table["place"] if "head" in place["views"]}
    drawn = {shape.region.split(".")[0] for view in HEADS for shape in figure.views[view].regions}
    assert listed
    assert listed <= drawn


@pytest.mark.parametrize(
    ("view_id", "build"),
    [
        *((view_id, "slim") for view_id in (*BODY, *INSETS)),
        *((view_id, "full") for view_id in (*BODY, "head.front", "head.back")),
    ],
)
def test_regions_cover_the_outline_without_gap_or_overlap(figure, view_id, build):
    """No spot on the body is without a name, and none has two, whatever the build."""
    view = figure.of_build(build).views[view_id]
    whole = sum(curves.signed_area(polygon) for polygon in view.outline)
    assert sum(shape.area for shape in view.regions) == pytest.approx(whole, rel=1e-9)

    chance = random.Random(5)  # noqa: S311 - points to try, no secret
    x, y, width, height = view.bounds
    inside = 0
    for _ in range(4000):
        px, py = x + chance.random() * width, y + chance.random() * height
        hits = [shape.region for shape in view.regions if shape.contains(px, py)]
        assert len(hits) == curves.contains(view.outline, px, py)
        assert view.region_at(px, py) == (hits[0] if hits else None)
        inside += len(hits)
    assert inside > 800


@pytest.mark.parametrize("view_id", [*BODY, "head.front", "head.back"])
def test_left_and_right_are_the_persons_own(figure, view_id):
    """In front the person's left is at the viewer's right, and behind at the viewer's left."""
    left_sign = 1 if view_id.endswith("front") else -1
    for shape in figure.views[view_id].regions:
        side = _side_of(shape.region)
        xs = [x for polygon in shape.polygons for x, _ in polygon]
        if side is None:
            assert min(xs) == -max(xs)
        else:
            sign = left_sign if side == "L" else -left_sign
            assert min(sign * x for x in xs) >= 0


@pytest.mark.parametrize("pair", [("front", "front"), ("back", "back"), ("foot.L", "foot.R"),
                                  ("hand.L", "hand.R"), ("head.front", "head.front"),
                                  ("head.back", "head.back"), ("head.L", "head.R")])  # fmt: skip
def test_both_sides_are_mirror_images(figure, pair):
    """What can be marked on one side can be marked on the other, in the same place."""
    one, other = (figure.views[view_id] for view_id in pair)
    chance = random.Random(11)  # noqa: S311 - points to try, no secret
    x, y, width, height = one.bounds
    swap = {"L": ".R", "R": ".L"}
    for _ in range(2000):
        px, py = x + chance.random() * width, y + chance.random() * height
        region = one.region_at(px, py)
        side = _side_of(region) if region else None
        mirrored = region[:-2] + swap[side] if side else region
        assert other.region_at(-px, py) == mirrored


def test_thumbs_and_big_toes_are_on_the_right_side(figure):
    """A left palm and a right hand's back have the thumb at the viewer's left; feet alike."""
    for view_id, sign in (("hand.L", 1), ("hand.R", -1)):
        side = view_id[-2:]
        view = figure.views[view_id]
        palm, back = view.shape("palm" + side), view.shape("hand-back" + side)
        thumbs = sorted(
            (polygon for polygon in view.shape("fingers" + side).polygons),
            key=curves.signed_area,
        )[:2]
        centres = sorted(sign * sum(x for x, _ in p) / len(p) for p in thumbs)
        assert centres[0] < sign * palm.anchor[0] < sign * back.anchor[0] < centres[1]
    for view_id, sign in (("foot.L", 1), ("foot.R", -1)):
        side = view_id[-2:]
        view = figure.views[view_id]
        sole, top = view.shape("sole" + side), view.shape("foot-top" + side)
        for shape, big_toe in ((sole, -1), (top, 1)):
            toes = min(
                view.shape("toes" + side).polygons,
                key=lambda p, shape=shape: abs(p[0][0] - shape.anchor[0]),
            )
            tip = min(toes, key=lambda point: point[1])
            middle = (min(x for x, _ in toes) + max(x for x, _ in toes)) / 2
            assert (tip[0] - middle) * sign * big_toe > 0


def test_the_head_from_the_side_shows_the_ear_of_that_side(figure):
    """Whoever looks at the person's left ear sees the nose point to the viewer's left."""
    for side, sign in ((".L", -1), (".R", 1)):
        view = figure.views["head" + side]
        assert view.shape("ear" + side) is not None
        assert sign * view.shape("face").anchor[0] > sign * view.shape("ear" + side).anchor[0]
        assert sign * view.shape("neck-front").anchor[0] > sign * view.shape("neck-back").anchor[0]


def test_every_region_has_room_for_a_pointer(figure):
    """The spot offered for a badge lies inside its own region, also when there is an island."""
    for view in figure.views.values():
        for shape in view.regions:
            assert view.region_at(*shape.anchor) == shape.region
            assert shape.room >= 2.5, (view.id, shape.region)


@pytest.mark.parametrize("view_id", BODY)
def test_arrow_keys_reach_every_region(figure, view_id):
    """Somebody who cannot use a mouse can walk to each place from any other."""
    view = figure.views[view_id]
    reached, waiting = set(), [view.regions[0].region]
    while waiting:
        region = waiting.pop()
        if region in reached:
            continue
        reached.add(region)
        steps = (view.toward(region, *way) for way in ((1, 0), (-1, 0), (0, 1), (0, -1)))
        waiting += [step for step in steps if step is not None]
    assert reached == {shape.region for shape in view.regions}


def test_joined_regions_have_no_seam_inside(figure):
    """A cut across the whole lower belly is drawn as one place."""
    view = figure.views["front"]
    both = view.united(["belly-lower.L", "belly-lower.R", "heel.L"])
    assert len(both) == 1
    assert curves.signed_area(both[0]) == pytest.approx(2 * view.shape("belly-lower.L").area)
    assert view.clusters(["belly-lower.L", "belly-lower.R", "palm.L"]) == (
        ("belly-lower.L", "belly-lower.R"),
        ("palm.L",),
    )


def test_shapes_are_those_of_the_outline():
    """What is drawn is what the outline says: the baked file is up to date."""
    outline = tomllib.loads((FOLDER / cut.OUTLINE_FILE).read_text(encoding="utf-8"))
    builds = tomllib.loads((FOLDER / cut.BUILDS_FILE).read_text(encoding="utf-8"))
    made = cut.bake(outline, builds)
    assert set(made) == {file.name for file in FOLDER.glob("regions*.json")}
    for name, data in made.items():
        baked = json.loads((FOLDER / name).read_text(encoding="utf-8"))
        assert json.loads(json.dumps(data)) == baked, name


# ---------------------------------------------------------------- bad input


@pytest.fixture
def copy(tmp_path):
    """A folder with the figure's files, to be spoiled."""
    return shutil.copytree(FOLDER, tmp_path / "figure")


def test_missing_file_is_named(copy):
    """When a file is gone, the message says which, and what to do."""
    (copy / "regions.json").unlink()
    with pytest.raises(FigureError, match=r"regions\.json.*cannot be read.*Install the app again"):
        load_figure(copy)


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"views": {"front": {"bounds": [1]}}}'])
def test_spoiled_shapes_are_refused(copy, text):
    """A damaged drawing is never half used: a place might be missing without anybody knowing."""
    (copy / "regions.json").write_text(text, encoding="utf-8")
    with pytest.raises(FigureError, match=r"regions\.json.*figure\.cut"):
        load_figure(copy)


def test_bad_colour_is_named(copy):
    """A colour that is none is named with its key and the way to write it."""
    tones = (copy / "tones.toml").read_text(encoding="utf-8").replace('"#8A5A3C"', '"brown"', 1)
    (copy / "tones.toml").write_text(tones, encoding="utf-8")
    with pytest.raises(FigureError, match=r'sand\.line.*Write line = "#RRGGBB" under \[sand\]'):
        load_figure(copy)


def test_unknown_colour_is_named(copy):
    """A misspelt colour is not silently ignored."""
    with (copy / "tones.toml").open("a", encoding="utf-8") as file:
        file.write('skinn = "#FFFFFF"\n')
    with pytest.raises(FigureError, match=r"paper\.skinn.*not a known colour"):
        load_figure(copy)


@pytest.mark.parametrize(
    ("was", "spoiled", "said"),
    [
        ('builds = ["slim", "full"]', "builds = []", r"builds.*names no build"),
        ('"sand", "brown"]', '"sand"]', r"tones.*Name each tone of tones\.toml once"),
        ('draws = ["scarf"]', 'draw = ["scarf"]', r"hair\.scarf.*draws nothing"),
        ('brow = "#9A9694"', 'brows = "#9A9694"', r"face\.older\.colours.*brows"),
    ],
)
def test_spoiled_skin_is_named(copy, was, spoiled, said):
    """Whoever writes a new skin is told what is wrong, and where."""
    text = (copy / "skins.toml").read_text(encoding="utf-8")
    assert was in text
    (copy / "skins.toml").write_text(text.replace(was, spoiled, 1), encoding="utf-8")
    with pytest.raises(FigureError, match=rf"skins\.toml, {said}"):
        load_figure(copy)


def test_skins_name_details_that_are_drawn(figure):
    """Every hair and face has its drawing on the head from each side it is seen from."""
    for trait in (*figure.hair.values(), *figure.faces.values()):
        for view_id in ("front", "head.front", "head.L", "head.R"):
            drawn = {detail.only for detail in figure.views[view_id].details}
            assert trait.draws - {"face-calm"} <= drawn, view_id
    wanted = {
        name for trait in (*figure.hair.values(), *figure.faces.values()) for name in trait.draws
    }
    assert {d.only for v in figure.views.values() for d in v.details} - {""} <= wanted


def test_tones_are_not_offered_by_lightness(figure):
    """No skin comes first because it is lighter."""
    light = [sum(bytes.fromhex(figure.tones[name].skin[1:])) for name in figure.skins]
    assert set(figure.skins) == set(figure.tones) - {"paper"}
    assert light not in (sorted(light), sorted(light, reverse=True))


def test_cut_that_misses_is_named(copy, capsys):
    """Whoever redraws the figure is told which line does not cut."""
    text = (copy / "outline.toml").read_text(encoding="utf-8")
    low = "points = [[0, 1774], [110, 1774]] }"
    spoiled = re.sub(r'(take = "knee", .*?)points = .*', rf"\1{low},", text)
    (copy / "outline.toml").write_text(spoiled, encoding="utf-8")
    assert cut.main(copy) == 2
    assert "knee: the line crosses the outline 0 times" in capsys.readouterr().err
