# SPDX-License-Identifier: GPL-3.0-or-later
"""The glow of the edge: seen in every theme, soft in coming and going, and in nobody's way."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QAbstractAnimation, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from caregiver_guide.ui.theme import THEME_NAMES, Theme
from caregiver_guide.ui.widgets.edge_glow import FADE_MS, EdgeGlow


@pytest.fixture
def ground(qtbot):
    """A shown screen with a glow."""
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.glow = EdgeGlow(made)
    made.glow.cover(made.rect())
    made.show()
    yield made
    made.glow.clear()
    made.close()


def level_at(glow, ms):
    """Wind the fade to a moment, as if the time had passed."""
    glow._fade.setCurrentTime(ms)
    return glow.level


def test_it_comes_over_a_second_and_a_half(ground):
    """Never a flash: it rises evenly, without a jump anywhere."""
    ground.glow.set_motion(True)
    ground.glow.pulse()
    levels = [level_at(ground.glow, ms) for ms in range(0, FADE_MS + 1, 50)]
    assert FADE_MS == 1500
    assert levels[0] == 0
    assert levels[-1] == 1
    assert levels == sorted(levels)
    assert max(b - a for a, b in pairwise(levels)) <= 0.1


def test_it_goes_again_by_itself(ground):
    """After a cue in the middle of a step the edge is as before."""
    glow = ground.glow
    glow.set_motion(True)
    glow.pulse()
    level_at(glow, FADE_MS)
    assert glow._end.isActive()
    glow._end.timeout.emit()
    assert level_at(glow, FADE_MS) == 0
    assert not glow.isVisible()
    assert glow._fade.state() == QAbstractAnimation.State.Stopped
    assert not glow._end.isActive()


def test_it_stays_while_the_step_is_over(ground):
    """Take your time: the glow waits as well, and costs nothing meanwhile."""
    glow = ground.glow
    glow.set_motion(True)
    glow.hold()
    level_at(glow, FADE_MS)
    assert glow._fade.state() == QAbstractAnimation.State.Stopped
    assert not glow._end.isActive()
    glow.pulse()
    assert glow.level == 1
    glow.fade()
    assert level_at(glow, FADE_MS) == 0


def test_where_nothing_may_move_it_is_a_still_tint(ground):
    """With motion off it is there, and later gone, without a fade."""
    glow = ground.glow
    glow.set_motion(False)
    glow.pulse()
    assert glow.level == 1
    assert glow._fade.state() == QAbstractAnimation.State.Stopped
    assert glow._end.remainingTime() > 2 * FADE_MS
    glow._end.timeout.emit()
    assert glow.level == 0


def test_it_takes_no_press(qtbot, ground):
    """A press on the glowing edge reaches what lies under it."""
    button = QPushButton("under it", ground)
    button.setGeometry(ground.rect())
    button.show()
    ground.glow.raise_()
    ground.glow.hold()
    with qtbot.waitSignal(button.clicked):
        QTest.mouseClick(
            ground.childAt(QPoint(3, 3)) or button, Qt.MouseButton.LeftButton, pos=QPoint(3, 3)
        )


def test_hidden_it_does_nothing(ground):
    """When another screen comes, nothing fades behind it."""
    glow = ground.glow
    glow.set_motion(True)
    glow.pulse()
    ground.hide()
    assert glow._fade.state() == QAbstractAnimation.State.Stopped
    assert not glow._end.isActive()


@pytest.mark.parametrize("name", THEME_NAMES)
def test_it_is_seen_in_every_theme(ground, show_theme, name):
    """Light, dark, bedroom, high contrast: the very edge differs well from the screen."""
    show_theme(name)
    before = ground.grab().toImage().pixelColor(200, 1)
    ground.glow.set_motion(False)
    ground.glow.hold()
    after = ground.grab().toImage()
    edge, middle = after.pixelColor(200, 1), after.pixelColor(200, 150)
    assert abs(edge.lightness() - before.lightness()) > 40, (edge.name(), before.name())
    assert edge != middle
    assert Theme.current().name == name
