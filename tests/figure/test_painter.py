# SPDX-License-Identifier: GPL-3.0-or-later
"""Marks are painted where they belong and nowhere else, on screen and on paper."""

import pytest
from PySide6.QtCore import QMarginsF, QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPageSize, QPainter, QPdfWriter

from caregiver_guide.figure import marks
from caregiver_guide.figure.marks import FigureStyle, MarkKind, RegionMark
from caregiver_guide.figure.painter import FigurePainter

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


@pytest.mark.parametrize("view_id", ["front", "back"])
def test_no_mark_reaches_the_other_side(painter, figure, view_id):
    """A mark on a left place never paints on the right half, and the other way round."""
    plain = _picture(painter, view_id)
    middle = painter.transform(view_id, TARGET).map(QPointF(0, 0)).x()
    left_sign = 1 if view_id == "front" else -1
    edge = 2.0  # half of the line round a place that ends on the middle
    for shape in figure.views[view_id].regions:
        if not shape.region.endswith((".L", ".R")):
            continue
        sign = left_sign if shape.region.endswith(".L") else -left_sign
        for kind in MarkKind:
            mark = RegionMark(frozenset({shape.region}), kind)
            changed = _changed(plain, _picture(painter, view_id, [mark]))
            assert changed, (shape.region, kind)
            assert min(sign * (x + 0.5 - middle) for x, _ in changed) > -edge, shape.region


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
