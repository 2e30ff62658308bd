# SPDX-License-Identifier: GPL-3.0-or-later
"""In a dark bedroom nothing lights up: no screen, no list that opens, no hint, no first frame."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QCalendarWidget, QMenu, QToolTip
from tests.ui.clipping import settle

from caregiver_guide.demo.tour import Tour
from caregiver_guide.storage.settings import Settings, write_settings
from caregiver_guide.ui.main_window import MainWindow
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.fields import ChoiceField

pytestmark = pytest.mark.windows

CELL = 16
GLARE = 0.72
"""No cell of 16 by 16 pixels may on average be lighter than this, from 0 (black) to 1 (white)."""


DARK = 0.2
"""No ground is lighter than this."""


def glare(image):
    """Return the lightest cell of a picture, from 0 to 1."""
    small = image.scaled(
        max(1, image.width() // CELL),
        max(1, image.height() // CELL),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    return max(
        small.pixelColor(x, y).lightnessF()
        for x in range(small.width())
        for y in range(small.height())
    )


def lightness(widget):
    """Return how light the ground of a widget is, from 0 to 1."""
    return widget.palette().color(widget.backgroundRole()).lightnessF()


def test_no_screen_lights_up(qapp, tmp_path, show_theme):
    """Not one state of one screen has a bright place in it, paper and pictures included."""
    too_bright = {}
    for stop in Tour(qapp, tmp_path, "bedroom").stops():
        found = glare(stop.window.grab().toImage())
        if found > GLARE:
            too_bright[stop.name] = round(found, 2)
    assert too_bright == {}


@pytest.mark.parametrize("name", ["bedroom", "dark"])
def test_what_opens_over_a_screen_is_dark(show_theme, qtbot, name):
    """A list that drops down, a menu, a calendar and a hint are as dark as the screen below."""
    show_theme(name)
    field = ChoiceField("Country", [(str(n), f"Country {n}") for n in range(20)])
    qtbot.addWidget(field)
    field.resize(400, 120)
    field.show()
    settle()
    field.combo.showPopup()
    settle()
    popup = field.combo.view().window()
    menu, calendar = QMenu(), QCalendarWidget()
    menu.addAction("Print")
    for widget in (menu, calendar):
        qtbot.addWidget(widget)
    QToolTip.showText(QPoint(10, 10), "Text size", field, QRect())
    settle()
    hints = [w for w in QApplication.topLevelWidgets() if w.inherits("QTipLabel")]
    opened = [popup, menu, calendar, *hints]
    assert hints
    assert {type(one).__name__: glare(one.grab().toImage()) > GLARE for one in opened} == {
        type(one).__name__: False for one in opened
    }
    field.combo.hidePopup()
    QToolTip.hideText()


def test_the_first_frame_is_dark(qapp, tmp_path, show_theme):
    """The window has its dark ground before anything is painted on it, and so has all inside."""
    write_settings(tmp_path / "config" / "settings.toml", Settings(theme="bedroom"))
    tour = Tour(qapp, tmp_path, "bedroom")
    window = tour.opening.window
    bright = [
        type(part).__name__
        for part in [window, *window.findChildren(QAbstractScrollArea)]
        if lightness(part) > DARK
    ]
    assert bright == []
    assert MainWindow().palette().window().color() == Theme.current().colour("bg")
    tour.close()
