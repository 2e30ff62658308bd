# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks over a shown window for what a person would call cut off, overlapping or out of reach."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QTextEdit,
    QWidget,
)

from caregiver_guide.ui.theme import TextScale, Theme, apply_theme, load_theme
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.paged_text import PagedText
from caregiver_guide.ui.widgets.reading_order import LIES_OVER
from caregiver_guide.ui.widgets.sheet import Sheet
from caregiver_guide.ui.widgets.text_block import TextBlock, narrowest_width

SIZES = (QSize(1280, 800), QSize(1024, 640))
PERCENTS = (100, 150, 200)
_SLACK = 1
_TARGET = 44
_INTERACTIVE = (QAbstractButton, QLineEdit, QTextEdit, QComboBox, QAbstractSpinBox)


def faults(root: QWidget) -> list[str]:
    """Return every fault of what is now shown in `root`, each as a sentence; empty when sound."""
    found = []
    for widget in [root, *root.findChildren(QWidget)]:
        if not widget.isVisible() or _is_overlay(widget):
            continue
        found += (
            _cut_off(widget) + _outside(widget, root) + _overlapping(widget) + _sideways(widget)
        )
    return found


def nameless(root: QWidget) -> list[str]:
    """Return every interactive widget shown that a screen reader could not name."""
    return [
        f"{_described(widget)} has no accessible name"
        for widget in root.findChildren(QWidget)
        if isinstance(widget, _INTERACTIVE)
        and widget.isVisible()
        and widget.objectName() not in {"qt_spinbox_lineedit", "qt_calendar_yearedit"}
        and not widget.accessibleName().strip()
    ]


def small_targets(root: QWidget, least: int = _TARGET) -> list[str]:
    """Return every button shown that is narrower or lower than `least` pixels."""
    return [
        f"{_described(widget)} is only {widget.width()} x {widget.height()}"
        for widget in root.findChildren(QAbstractButton)
        if widget.isVisible() and min(widget.width(), widget.height()) < least
    ]


@contextmanager
def words_watched() -> Iterator[list[str]]:
    """Watch what is painted while this lasts; the list holds every word that came out cut.

    Words that widgets paint are words that no label tells of: they must lie inside the widget,
    and none may be broken in the middle, as long as it is a word and not a name of 300 letters.
    """
    found: list[str] = []
    paint = TextBlock.paint

    def watched(self, painter, left, top, colour):
        paint(self, painter, left, top, colour)
        widget = painter.device()
        if isinstance(widget, QWidget) and widget.isVisible() and self.line_count:
            found.extend(_painted_cut(self, painter, widget, left, top))

    TextBlock.paint = watched
    try:
        yield found
    finally:
        TextBlock.paint = paint


def _painted_cut(block, painter, widget: QWidget, left: float, top: float) -> list[str]:
    drawn = block.drawn_rect.translated(left, top)
    place = painter.transform().mapRect(drawn)
    # Rows of a list are scrolled, and a page of long words is turned: up and down they may leave.
    is_list = isinstance(widget.parentWidget(), QAbstractScrollArea)
    room = QRectF(widget.rect()).adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK)
    if is_list or isinstance(widget, PagedText):
        room.setTop(-1e6)
        room.setBottom(1e6)
    faults = []
    if not room.contains(place):
        faults.append(f"{_described(widget)} paints {block.text[:30]!r} beyond its edge")
    if block.width + _SLACK < narrowest_width(block.text, block.style):
        faults.append(f"{_described(widget)} breaks a word of {block.text[:40]!r}")
    return faults


def out_of_reach(window: QWidget) -> list[str]:
    """Return the main button and Stop, where they are not wholly in the window."""
    sheets = [sheet for sheet in window.findChildren(Sheet) if sheet.isVisible()]
    top = sheets[-1] if sheets else window
    found = []
    for button in top.findChildren(ActionButton):
        if not button.isVisible() or button.kind not in ("primary", "stop"):
            continue
        if button.visibleRegion().boundingRect().size() != button.size():
            found.append(f"{_described(button)} ({button.kind}) is not wholly in the window")
    return found


def show_at(widget: QWidget, size: QSize, percent: int = 100, theme: str = "light") -> None:
    """Show a window at a size, text size and theme, and let its layouts settle."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    folder = Theme.current().folder
    apply_theme(app, load_theme(folder, theme), TextScale(percent))
    widget.resize(size)
    widget.show()
    settle()


def settle() -> None:
    """Let layouts, polishing and paint events run out."""
    for _ in range(6):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def every_size(widget: QWidget, theme: str = "light") -> list[str]:
    """Return the faults of a window at each size and text size there must be room for."""
    found = []
    for size in SIZES:
        for percent in PERCENTS:
            show_at(widget, size, percent, theme)
            where = f"{size.width()}x{size.height()} at {percent} %"
            found += [f"{where}: {fault}" for fault in faults(widget) + small_targets(widget)]
    return found


def _cut_off(widget: QWidget) -> list[str]:
    """Words that need more room than their widget has."""
    if isinstance(widget, QComboBox):
        return _combo_cut(widget)
    has_own_words = isinstance(widget, (QLabel, QAbstractButton)) or (
        widget.layout() is None and widget.hasHeightForWidth()
    )
    if not has_own_words or isinstance(widget, QScrollArea):
        return []
    found = []
    if widget.hasHeightForWidth():
        needed = widget.heightForWidth(widget.width())
    else:
        needed = widget.minimumSizeHint().height()
    if needed > widget.height() + _SLACK:
        found.append(f"{_described(widget)} needs {needed} px of height, has {widget.height()}")
    least = widget.minimumSizeHint().width()
    if least > widget.width() + _SLACK:
        found.append(f"{_described(widget)} needs {least} px of width, has {widget.width()}")
    return found


def _outside(widget: QWidget, root: QWidget) -> list[str]:
    """A widget that reaches over the edge of the one it lies in."""
    parent = widget.parentWidget()
    if widget is root or parent is None or _is_scrolled(widget):
        return []
    allowed = parent.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK)
    if allowed.contains(widget.geometry()):
        return []
    return [f"{_described(widget)} {_box(widget.geometry())} reaches out of {_described(parent)}"]


def _overlapping(parent: QWidget) -> list[str]:
    """Neighbours that lie on each other."""
    children = [
        child
        for child in parent.children()
        if isinstance(child, QWidget)
        and child.isVisible()
        and not child.isWindow()
        and not _is_overlay(child)
        and not child.property(LIES_OVER)
    ]
    if isinstance(parent, (QAbstractScrollArea, QAbstractButton, QComboBox, QAbstractSpinBox)):
        return []
    return [
        f"{_described(one)} and {_described(other)} overlap"
        for one, other in combinations(children, 2)
        if _common(one.geometry(), other.geometry()) > _SLACK
    ]


def _combo_cut(combo: QComboBox) -> list[str]:
    """A choice whose words do not fit beside its arrow."""
    option = QStyleOptionComboBox()
    combo.initStyleOption(option)
    room = combo.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox,
        option,
        QStyle.SubControl.SC_ComboBoxEditField,
        combo,
    )
    needed = combo.fontMetrics().horizontalAdvance(combo.currentText())
    if needed <= room.width() + _SLACK:
        return []
    return [f"{_described(combo)} cuts {combo.currentText()!r}: {needed} px in {room.width()}"]


def _sideways(widget: QWidget) -> list[str]:
    """Anything that would have to be scrolled sideways."""
    if not isinstance(widget, QAbstractScrollArea):
        return []
    found = []
    if widget.horizontalScrollBar().maximum() > 0 and not isinstance(widget, QTextEdit):
        found.append(f"{_described(widget)} scrolls sideways")
    content = widget.widget() if isinstance(widget, QScrollArea) else None
    if content is not None and content.width() > widget.viewport().width() + _SLACK:
        found.append(f"{_described(content)} is wider than what shows it")
    return found


def _is_scrolled(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    area = parent.parentWidget() if parent is not None else None
    return isinstance(area, QAbstractScrollArea) or isinstance(widget, QAbstractSlider)


def _is_overlay(widget: QWidget) -> bool:
    """Whether a widget is meant to lie on others: a ring, a cover, a sheet."""
    through = widget.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return (
        through
        or widget.property("overlay") is True
        or any(kind.__name__ == "Sheet" for kind in type(widget).__mro__)
    )


def _common(one: QRect, other: QRect) -> int:
    both = one.intersected(other)
    return min(both.width(), both.height()) if both.isValid() else 0


def _described(widget: QWidget) -> str:
    words = getattr(widget, "text", "")
    text = words() if callable(words) else words
    label = widget.accessibleName() or (text if isinstance(text, str) else "")
    name = f"{type(widget).__name__} {label[:40]!r}"
    corner = widget.mapTo(widget.window(), QPoint(0, 0))
    return f"{name} at {corner.x()},{corner.y()} sized {widget.width()}x{widget.height()}"


def _box(rect: QRect) -> str:
    return f"{rect.x()},{rect.y()} {rect.width()}x{rect.height()}"
