# SPDX-License-Identifier: GPL-3.0-or-later
"""What every test of the window needs: a theme that is shown, and a way to change it."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from caregiver_guide.ui.theme import TextScale, Theme, apply_theme, load_theme
from caregiver_guide.ui.widgets.painted import (
    PaintedButton,
    PaintedCheck,
    PaintedRadio,
    PaintedWidget,
)
from caregiver_guide.ui.widgets.text import Text

RESOURCES = Path(__file__).parents[2] / "resources"


@pytest.fixture
def resources() -> Path:
    """The resources folder of the checkout."""
    return RESOURCES


@pytest.fixture
def show_theme(qapp):
    """Show everything in a theme at a text size in percent; light at 100 % again afterwards."""

    def show(name: str = "light", percent: int = 100) -> Theme:
        return apply_theme(qapp, load_theme(RESOURCES, name), TextScale(percent))

    yield show
    show()


@pytest.fixture(autouse=True)
def light_theme(qapp):
    """Widgets cannot be painted before a theme is shown."""
    apply_theme(qapp, load_theme(RESOURCES, "light"), TextScale(100))


def _needed_height(widget: QWidget) -> int:
    """Return the height that a widget needs at its present width."""
    if widget.hasHeightForWidth():
        return widget.heightForWidth(widget.width())
    return widget.minimumSizeHint().height()


def _cut(widget: QWidget) -> str:
    """Return what is wrong with the room of a widget, or nothing."""
    parent = widget.parentWidget()
    if widget.height() < _needed_height(widget):
        return f"is {widget.height()} high and needs {_needed_height(widget)}"
    scrolled = isinstance(parent.parentWidget(), QAbstractScrollArea)
    if not scrolled and not parent.rect().contains(widget.geometry()):
        return f"at {widget.geometry().getRect()} sticks out of {parent.rect().getRect()}"
    return ""


@pytest.fixture
def cut_words():
    """A function that names every visible widget of ours that has less room than it needs."""

    def find(root: QWidget) -> list[str]:
        kinds = (Text, PaintedWidget, PaintedButton, PaintedRadio, PaintedCheck)
        shown = [
            widget
            for widget in root.findChildren(QWidget)
            if isinstance(widget, kinds) and widget.isVisible()
        ]
        return [
            f"{type(widget).__name__} {words!r} {_cut(widget)}"
            for widget in shown
            if _cut(widget)
            for words in [widget.accessibleName() or getattr(widget, "text", str)()]
        ]

    return find
