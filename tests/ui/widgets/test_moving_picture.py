# SPDX-License-Identifier: GPL-3.0-or-later
"""Arrows may move slowly while somebody looks; everything else keeps still."""

from itertools import pairwise

import pytest
from PySide6.QtWidgets import QStyle, QWidget

from caregiver_guide.figure.geometry import load_figure
from caregiver_guide.figure.painter import FigurePainter
from caregiver_guide.figure.stroke_painter import StrokePainter
from caregiver_guide.figure.stroke_specs import StrokeWish
from caregiver_guide.figure.strokes import load_strokes
from caregiver_guide.services.pictures import Picture
from caregiver_guide.ui import motion
from caregiver_guide.ui.widgets.figure_picture import FigurePicture

pytestmark = pytest.mark.windows

SWEEP = StrokeWish("m-hand/hand-sweeps", frozenset({"hand-back.R"}))
HOLD = StrokeWish("m-hand/rest-hand", frozenset({"palm.R", "hand-back.R"}))


def picture(wish):
    return Picture(("hand.R",), tuple(wish.regions), stroke=wish)


@pytest.fixture
def shown(resources, qtbot):
    """A visible picture that may move, of a sweep across the back of the hand."""
    figure = load_figure(resources / "figure")
    painter = FigurePainter(figure)
    strokes = StrokePainter(painter, load_strokes(resources / "figure", figure))
    widget = FigurePicture(painter, strokes=strokes)
    qtbot.addWidget(widget)
    widget.resize(420, 360)
    widget.show_picture(picture(SWEEP), "Pat’s right hand")
    widget.set_motion(True)
    widget.show()
    yield widget
    widget.close()


def test_an_arrow_moves_while_it_is_seen(shown):
    """The dot travels while the picture shows, and rests when nobody sees it."""
    assert shown.is_moving
    shown.hide()
    assert not shown.is_moving
    shown.show()
    assert shown.is_moving


def test_a_still_hold_never_moves(shown):
    """Still hands look still."""
    shown.show_picture(picture(HOLD))
    assert not shown.is_moving
    shown.show_picture(picture(SWEEP))
    assert shown.is_moving


def test_a_pause_rests_the_picture_too(shown):
    """While the massage is paused nothing moves."""
    shown.set_dimmed(True)
    assert not shown.is_moving
    shown.set_dimmed(False)
    assert shown.is_moving


def test_whoever_wants_no_motion_has_none(shown):
    """Motion that is switched off stays off, whatever is shown."""
    shown.set_motion(False)
    assert not shown.is_moving
    shown.show_picture(picture(HOLD))
    shown.show_picture(picture(SWEEP))
    shown.hide()
    shown.show()
    assert not shown.is_moving


def test_a_system_without_animations_is_followed(qapp, monkeypatch):
    """Where the system has its animations switched off, ours are off too."""
    hint = QStyle.StyleHint.SH_Widget_Animation_Duration

    class Still:
        def styleHint(self, which):
            return 0 if which == hint else 1

    assert not motion.system_is_still()
    monkeypatch.setattr(motion.QApplication, "style", Still)
    assert motion.system_is_still()


def test_one_way_takes_one_slow_breath(shown, qtbot):
    """After five seconds of frames the dot is where it began, and it never leaps."""
    start = shown._dots()
    spots = [start]
    frames = 0
    while frames == 0 or shown._breath:
        shown._move_on()
        frames += 1
        spots.append(shown._dots())
    assert frames * shown._timer.interval() == 5000
    assert shown._timer.interval() >= 50  # twenty times a second at most
    assert spots[-1] == start
    steps = [
        (b - a).manhattanLength()
        for one, other in pairwise(spots[:-1])
        for a, b in zip(one, other, strict=True)
    ]
    assert max(steps) < 12


def test_only_the_way_is_painted_again(shown, qtbot, monkeypatch):
    """A frame asks for the little that changes, so that an old laptop stays cool."""
    asked = []
    monkeypatch.setattr(
        FigurePicture, "update", lambda self, *where: asked.append(where) or QWidget.update(self)
    )
    shown._move_on()
    assert asked
    assert all(where and where[0].width() < shown.width() / 4 for where in asked)
