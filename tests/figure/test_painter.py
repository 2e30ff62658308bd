# SPDX-License-Identifier: GPL-3.0-or-later
"""Marks are painted where they belong and nowhere else, on screen and on paper."""

import shutil

import pytest
from PySide6.QtCore import QMarginsF, QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPageSize, QPainter, QPdfWriter, QTransform

from caregiver_guide.figure import curves, marks
from caregiver_guide.figure.geometry import FigureError, load_figure
from caregiver_guide.figure.marks import FigureStyle, MarkKind, RegionMark
from caregiver_guide.figure.painter import FigurePainter, _fineness
from caregiver_guide.paths import resource_dir

TARGET = QRectF(0, 0, 240, 480)
REGION_COUNT = 92


@pytest.fixture(scope="module")
def painter(figure, qapp):
    """A painter of the shipped figure."""
    return FigurePainter(figure)


def _picture(painter, view_id, marked=(), style=None):
    image = QImage(240, 480, QImage.Format.Format_RGB32)
    image.fill(QColor("#E3EEEB"))
    brush = QPainter(image)
    painter.paint(brush, view_id, TARGET, marked, style)
    brush.end()
    return image


def _changed(one, other):
    """Return the pixels in which two pictures differ, as (x, y)."""
    if one == other:
        return []
    a, b = (bytes(image.constBits()) for image in (one, other))
    width, line = one.width(), one.bytesPerLine()
    return [
        (i % line // 4, i // line)
        for i in range(0, len(a), 4)
        if a[i : i + 4] != b[i : i + 4] and i % line // 4 < width
    ]


def test_no_mark_appears_where_its_region_is_not_drawn(painter, figure):
    """A mark on one place paints no pixel on a view that does not show it: all 92, all views."""
    plain = {view_id: _picture(painter, view_id) for view_id in figure.views}
    regions = {shape.region for view in figure.views.values() for shape in view.regions}
    assert len(regions) == REGION_COUNT
    for region in regions:
        mark = RegionMark(frozenset({region}), MarkKind.NO_TOUCH, 1)
        for view_id in set(figure.views) - set(figure.views_of(region)):
            assert _picture(painter, view_id, [mark]) == plain[view_id], (region, view_id)


@pytest.mark.parametrize("skin", ["sand", "brown/full/scarf/older"])
@pytest.mark.parametrize("view_id", ["front", "back", "head.front", "head.back"])
def test_no_mark_reaches_the_other_side(painter, figure, view_id, skin):
    """A mark on a left place never paints on the right half, and the other way round."""
    style = FigureStyle(tone=skin)
    plain = _picture(painter, view_id, (), style)
    middle = painter.transform(view_id, TARGET).map(QPointF(0, 0)).x()
    edge = 2  # half of the line round a place that ends on the middle
    halves = {
        -1: QRect(0, 0, int(middle) - edge, plain.height()),
        1: QRect(int(middle) + edge + 1, 0, plain.width(), plain.height()),
    }
    left_sign = 1 if view_id.endswith("front") else -1
    others = {sign: plain.copy(half) for sign, half in halves.items()}
    sided = [s.region for s in figure.views[view_id].regions if s.region.endswith((".L", ".R"))]
    assert sided
    for region in sided:
        sign = left_sign if region.endswith(".L") else -left_sign
        for kind in MarkKind:
            mark = RegionMark(frozenset({region}), kind)
            marked = _picture(painter, view_id, [mark], style)
            assert marked != plain, (region, kind)
            assert marked.copy(halves[-sign]) == others[-sign], (region, kind)


@pytest.mark.parametrize("side", [".L", ".R"])
def test_no_mark_reaches_the_inset_of_the_other_side(painter, figure, side):
    """A left hand, foot or ear leaves the right one's picture as it is."""
    other = ".R" if side == ".L" else ".L"
    for inset in ("hand", "foot", "head"):
        plain = _picture(painter, inset + other)
        for shape in figure.views[inset + side].regions:
            if shape.region.endswith(side):
                mark = RegionMark(frozenset({shape.region}), MarkKind.NO_TOUCH, 1)
                assert _picture(painter, inset + other, [mark]) == plain, shape.region


@pytest.mark.parametrize("build", ["slim", "full"])
@pytest.mark.parametrize("height", [200, 400, 800, 2000])
def test_neighbours_meet_at_every_size(painter, build, height):
    """Nowhere do the shapes that are painted part or overlap by more than half a pixel.

    All regions meet exactly before points are left out for small pictures (the test of geometry);
    so each may stray by a quarter of a pixel.
    """
    built = painter.in_skin(f"sand/{build}")
    for view_id, view in built.figure.views.items():
        scale = height / view.bounds[3]
        paths = built._paths_of(view_id, _fineness(1 / scale))
        for shape in view.regions:
            drawn = [
                [(point.x(), point.y()) for point in polygon]
                for polygon in paths.regions[shape.region].toSubpathPolygons(QTransform())
            ]
            assert len(drawn) == len(shape.polygons)
            for line, polygon in zip(drawn, shape.polygons, strict=True):
                kept = set(line)
                strays = [
                    curves.edge_distance([line], *point) for point in polygon if point not in kept
                ]
                assert max(strays, default=0.0) * scale <= 0.25, (view_id, shape.region)


@pytest.mark.parametrize("kind", list(MarkKind))
def test_mark_stays_on_its_region(painter, kind):
    """Every kind of mark stays within its place and the line round it."""
    plain = _picture(painter, "front")
    marked = _picture(painter, "front", [RegionMark(frozenset({"ribs.L"}), kind)])
    box = painter.region_path("front", "ribs.L", TARGET).boundingRect()
    allowed = box.marginsAdded(QMarginsF(3, 3, 3, 3))
    changed = _changed(plain, marked)
    assert len(changed) > 0.4 * box.width() * box.height()
    assert all(allowed.contains(QPointF(x + 0.5, y + 0.5)) for x, y in changed)


def test_kinds_differ_without_colour(painter):
    """In grey, as on a fax, each kind of mark still looks different from the others."""
    grey = []
    for kind in MarkKind:
        image = _picture(painter, "front", [RegionMark(frozenset({"thigh-front.L"}), kind, 1)])
        box = painter.region_path("front", "thigh-front.L", TARGET).boundingRect().toRect()
        grey.append(image.copy(box).convertToFormat(QImage.Format.Format_Mono))
    for i, one in enumerate(grey):
        for other in grey[i + 1 :]:
            differing = sum(
                one.pixelIndex(x, y) != other.pixelIndex(x, y)
                for x in range(one.width())
                for y in range(one.height())
            )
            assert differing > 0.08 * one.width() * one.height()


def test_margin_is_a_border_and_no_mark(painter):
    """Places near a mark get a thin border; what is inside looks as before."""
    plain = _picture(painter, "front")
    mark = RegionMark(frozenset({"collarbone.R"}), MarkKind.NO_TOUCH, None, frozenset({"chest.R"}))
    changed = set(_changed(plain, _picture(painter, "front", [mark])))
    centre = painter.region_path("front", "chest.R", TARGET).boundingRect().center().toPoint()
    assert changed
    around = {(centre.x() + dx, centre.y() + dy) for dx in range(-4, 5) for dy in range(-4, 5)}
    assert not changed & around


def test_strictest_mark_wins(painter):
    """Where two marks lie on one place, the stricter one is what is seen."""
    strict = RegionMark(frozenset({"shin.L"}), MarkKind.NO_TOUCH)
    mild = RegionMark(frozenset({"shin.L"}), MarkKind.MASSAGE)
    centre = painter.region_path("front", "shin.L", TARGET).boundingRect().center().toPoint()
    alone = _picture(painter, "front", [strict])
    assert _picture(painter, "front", [strict, mild]).pixelColor(centre) == alone.pixelColor(centre)
    assert _picture(painter, "front", [mild, strict]).pixelColor(centre) == alone.pixelColor(centre)


@pytest.mark.parametrize("target", [QRectF(0, 0, 100, 900), QRectF(7, 3, 640, 200), TARGET])
def test_pointing_finds_what_is_painted(painter, figure, target):
    """A click on a place means that place, whatever the shape of the window."""
    for view_id, view in figure.views.items():
        place = painter.transform(view_id, target)
        for shape in view.regions:
            point = place.map(QPointF(*shape.anchor))
            assert target.contains(point)
            assert painter.region_at(view_id, target, point) == shape.region
            assert painter.region_path(view_id, shape.region, target).contains(point)
    assert painter.region_at("front", target, target.topLeft()) is None
    assert painter.region_at("front", QRectF(), QPointF(1, 1)) is None


def test_badges_sit_on_their_mark_or_beside_it(painter, figure):
    """Each numbered place has its badge: inside when there is room, beside it when not."""
    target = QRectF(0, 0, 280, 560)
    marked = [
        RegionMark(frozenset({"belly-lower.L", "belly-lower.R"}), MarkKind.NO_TOUCH, 1),
        RegionMark(frozenset({"wrist.L"}), MarkKind.LIGHT, 2),
        RegionMark(frozenset({"eye.R", "toes.R"}), MarkKind.ASK, 3),
        RegionMark(frozenset({"knee.L"}), MarkKind.MASSAGE, 4),
        RegionMark(frozenset({"heel.L"}), MarkKind.NO_TOUCH, 5),
    ]
    rects = painter.badge_rects("front", target, marked, FigureStyle())
    assert [mark.number for mark, _ in rects] == [1, 2, 3, 3]
    for i, (mark, rect) in enumerate(rects):
        assert rect.width() == pytest.approx(26)
        assert target.contains(rect)
        assert not any(rect.intersects(other) for _, other in rects[i + 1 :])
        region = painter.region_at("front", target, rect.center())
        assert (region in mark.regions) == (mark.number == 1)


@pytest.mark.parametrize(
    "colours",
    [
        marks.LIGHT_COLOURS,
        marks.DARK_COLOURS,
        marks.BEDROOM_COLOURS,
        marks.HIGH_CONTRAST_COLOURS,
        marks.PRINT_COLOURS,
    ],
)
def test_states_are_seen_in_every_theme_and_tone(painter, figure, colours):
    """Chosen, pointed at, reached by keyboard and massaged places are all visible."""
    for tone in figure.tones:
        plain = _picture(painter, "back", (), FigureStyle(tone=tone, colours=colours))
        for change in (
            {"selected": frozenset({"calf.L"})},
            {"hovered": "calf.L"},
            {"focused": "calf.L"},
            {"shade": {"calf.L": 0.2}},
            {"shade": {"calf.L": 1.0}},
        ):
            style = FigureStyle(tone=tone, colours=colours, **change)
            assert len(_changed(plain, _picture(painter, "back", (), style))) > 60, (tone, change)


def test_unknown_regions_are_left_alone(painter):
    """A mark of a newer version on a place this figure lacks does no harm."""
    style = FigureStyle(hovered="tail", focused="wing.L", shade={"fin": 1.0})
    mark = RegionMark(frozenset({"tail"}), MarkKind.ASK, 9)
    assert _picture(painter, "front", [mark], style) == _picture(painter, "front")


def test_printed_figures_are_drawn_and_small(painter, tmp_path):
    """Two marked figures on paper are lines, not pixels, and leave room on the page for words."""
    file = tmp_path / "figure.pdf"
    writer = QPdfWriter(str(file))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setResolution(1200)
    brush = QPainter(writer)
    brush.setFont(QFont("Inter"))
    style = FigureStyle(
        tone="paper", colours=marks.PRINT_COLOURS, show_seams=False, pixel=12.5, badge_radius=10
    )
    marked = [
        RegionMark(
            frozenset({"collarbone.R"}),
            MarkKind.NO_TOUCH,
            1,
            frozenset({"armpit.R", "breastbone", "chest.R", "neck-side.R", "shoulder.R"}),
        ),
        RegionMark(frozenset({"forearm-front.L", "forearm-back.L"}), MarkKind.LIGHT, 2),
        RegionMark(frozenset({"shin.R", "calf.R"}), MarkKind.ASK, 3),
    ]
    for i, view_id in enumerate(("front", "back")):
        painter.paint(brush, view_id, QRectF(800 + i * 2200, 1500, 2000, 4000), marked, style)
    brush.end()
    content = file.read_bytes()
    assert b"/Subtype /Image" not in content
    assert len(content) < 45_000


def test_painting_many_times_leaves_nothing_behind(painter):
    """A long session repaints often; the program must not wear out."""
    first = _picture(painter, "foot.L")
    for _ in range(150):
        last = _picture(painter, "foot.L")
    assert first == last


# ---------------------------------------------------------------- skins

SKINS = [
    "sand/slim/short/calm",
    "sand/full/short/calm",
    "honey/slim/short-grey/older",
    "deep/full/long-grey/older-glasses",
    "brown/slim/scarf/calm",
    "slate/full/none/older",
]


def test_every_choice_changes_what_is_seen(painter, figure):
    """Whoever chooses another build, hair or face sees another person."""
    parts = ((*figure.skins,), figure.builds, (*figure.hair,), (*figure.faces,))
    usual = [names[0] for names in parts]
    seen = []
    for place, names in enumerate(parts):
        for name in names if place == 0 else names[1:]:
            skin = "/".join([*usual[:place], name, *usual[place + 1 :]])
            picture = _picture(painter, "head.front", (), FigureStyle(tone=skin))
            seen.append(bytes(picture.constBits()))
    assert len(seen) == 5 + 1 + 4 + 2
    assert len(set(seen)) == len(seen)


@pytest.mark.parametrize("skin", SKINS)
def test_a_press_means_the_same_place_whatever_the_skin(painter, figure, skin):
    """Hair over an ear and a fuller belly change no id: each place is found in its own middle."""
    drawn = painter.in_skin(skin)
    for view_id, view in figure.views.items():
        ids = [shape.region for shape in view.regions]
        assert [shape.region for shape in drawn.figure.views[view_id].regions] == ids
        place = drawn.transform(view_id, TARGET)
        assert place == painter.transform(view_id, TARGET)
        for shape in drawn.figure.views[view_id].regions:
            assert drawn.region_at(view_id, TARGET, place.map(QPointF(*shape.anchor))) in ids
            assert drawn.figure.views[view_id].region_at(*shape.anchor) == shape.region


@pytest.mark.parametrize("skin", SKINS)
def test_a_mark_is_seen_on_every_skin(painter, skin):
    """Neither hair nor a scarf nor the underwear hides a mark."""
    style = FigureStyle(tone=skin)
    for view_id, region in (("front", "scalp"), ("back", "ear.L"), ("head.R", "ear.R"),
                            ("front", "groin.L"), ("head.back", "neck-back")):  # fmt: skip
        plain = _picture(painter, view_id, (), style)
        mark = RegionMark(frozenset({region}), MarkKind.NO_TOUCH)
        box = painter.in_skin(skin).region_path(view_id, region, TARGET).boundingRect()
        changed = _changed(plain, _picture(painter, view_id, [mark], style))
        assert len(changed) > 0.4 * box.width() * box.height(), (view_id, region)


def test_a_skin_of_another_version_is_drawn_as_usual(painter, figure):
    """A log written before, or later, opens: what is missing or unknown is what is usual."""
    usual = figure.skin("sand/slim/short/calm")
    for name in ("", "sand", "sand/", "///", "plaid/huge/mohawk/grin/more"):
        assert figure.skin(name) == usual
        assert _picture(painter, "front", (), FigureStyle(tone=name)) == _picture(painter, "front")


def test_underwear_is_the_same_on_everybody(figure):
    """It covers the private places of every build and is in the cloth color, for no sex."""
    for build in figure.builds:
        for view_id, places in (("front", ("private-area", "groin.L", "groin.R")),
                                ("back", ("buttock.L", "buttock.R", "sit-bone.L"))):  # fmt: skip
            view = figure.of_build(build).views[view_id]
            shorts = next(detail for detail in view.details if detail.name == "shorts")
            assert (shorts.tone, shorts.only) == ("cloth", "")
            for place in places:
                assert curves.contains(shorts.lines, *view.shape(place).anchor)


def test_other_builds_are_read_only_when_they_are_drawn(tmp_path):
    """Starting the program costs no more for a choice that most people never make."""
    folder = shutil.copytree(resource_dir() / "figure", tmp_path / "figure")
    (folder / "regions-full.json").unlink()
    figure = load_figure(folder)
    assert figure.of_build("slim") is figure
    with pytest.raises(FigureError, match=r"regions-full\.json.*Install the app again"):
        figure.of_build("full")
