# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever has the keyboard has a ring around it, that follows."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.focus_ring import install_focus_ring
from caregiver_guide.ui.widgets.scroll_page import ScrollPage


@pytest.fixture
def ring(qapp):
    """The ring of the application, for this test only."""
    focus_ring = install_focus_ring(qapp)
    yield focus_ring
    qapp.focusChanged.disconnect(focus_ring._follow)
    focus_ring._let_go()
    focus_ring.deleteLater()


@pytest.fixture
def page(show, ring):
    """A window with two buttons and a field."""
    window = QWidget()
    column = QVBoxLayout(window)
    column.setContentsMargins(20, 20, 20, 20)
    column.setSpacing(20)
    window.first, window.second = ActionButton("Back"), ActionButton("Next")
    window.field = QLineEdit()
    for widget in (window.first, window.second, window.field):
        column.addWidget(widget)
    return show(window, 300, 300)


def ring_pixel(window, widget):
    """Return the colour just outside the middle of a widget's left edge."""
    spot = widget.mapTo(window, widget.rect().topLeft())
    image = window.grab().toImage()
    return image.pixelColor(spot.x() - 4, spot.y() + widget.height() // 2)


def test_the_ring_is_painted_outside(qtbot, page, ring):
    """A button reached with Tab has a ring in the theme's colour outside its edge."""
    page.first.setFocus(Qt.FocusReason.TabFocusReason)
    assert ring.target is page.first
    assert ring_pixel(page, page.first) == Theme.current().colour("focus")
    assert ring_pixel(page, page.second) != Theme.current().colour("focus")


def test_there_is_no_ring_around_what_is_hidden(page, ring):
    """A button that is not there, or not any more, has no ring lying across other things."""
    page.first.setFocus(Qt.FocusReason.TabFocusReason)
    around, inside = QWidget(), ActionButton("Inside")
    QVBoxLayout(around).addWidget(inside)
    around.hide()
    page.layout().addWidget(around)
    inside.setFocus(Qt.FocusReason.OtherFocusReason)
    rings = page.findChildren(QWidget, "focusRing")
    assert ring.target is page.first or not any(one.isVisible() for one in rings)
    page.first.setFocus(Qt.FocusReason.TabFocusReason)
    page.first.hide()
    rings = page.findChildren(QWidget, "focusRing")
    assert ring.target is not page.first or not any(one.isVisible() for one in rings)


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_the_ring_moves_with_the_focus(page, ring, show_theme, name):
    """The ring leaves one control for the next, a text field too, in every theme."""
    theme = show_theme(name)
    page.first.setFocus(Qt.FocusReason.TabFocusReason)
    page.field.setFocus(Qt.FocusReason.TabFocusReason)
    assert ring_pixel(page, page.field) == theme.colour("focus")
    assert ring_pixel(page, page.first) != theme.colour("focus")


def test_the_ring_follows_a_control_that_moves(page, ring, show):
    """When the window grows the ring stays around its control."""
    page.second.setFocus(Qt.FocusReason.TabFocusReason)
    show(page, 500, 420)
    assert ring_pixel(page, page.second) == Theme.current().colour("focus")


def test_the_ring_goes_with_its_control(page, ring):
    """When the focused control goes away no ring is left behind."""
    page.first.setFocus(Qt.FocusReason.TabFocusReason)
    page.first.hide()
    assert ring.target is not page.first


def test_the_ring_scrolls_with_the_page(show, ring):
    """Inside a scrolling page the ring lies on what scrolls."""
    scroll = ScrollPage()
    buttons = [ActionButton(f"Button {n}") for n in range(30)]
    for button in buttons:
        scroll.body.addWidget(button)
    show(scroll, 400, 300)
    buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
    assert ring._ring.parentWidget() is scroll.area.widget()


def test_a_closed_window_leaves_no_ring(qtbot, ring, show):
    """Closing and deleting the window of the ring does no harm to the next window."""
    for _ in range(2):
        window = QWidget()
        button = ActionButton("Go", parent=window)
        show(window, 200, 100)
        button.setFocus(Qt.FocusReason.TabFocusReason)
        assert ring.target is button
        window.close()
        window.deleteLater()
        qtbot.waitUntil(lambda: ring.target is None)
