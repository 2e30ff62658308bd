# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks over a shown window for what a person would call cut off, overlapping or out of reach."""

from __future__ import annotations

from itertools import combinations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
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
    QTextEdit,
    QWidget,
)

from caregiver_guide.ui.theme import TextScale, Theme, apply_theme, load_theme

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
    ]
    if isinstance(parent, (QAbstractScrollArea, QAbstractButton, QComboBox, QAbstractSpinBox)):
        return []
    return [
        f"{_described(one)} and {_described(other)} overlap"
        for one, other in combinations(children, 2)
        if _common(one.geometry(), other.geometry()) > _SLACK
    ]


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
