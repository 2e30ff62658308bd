# SPDX-License-Identifier: GPL-3.0-or-later
"""Tab walks as the eye reads."""

import re
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QVBoxLayout,
    QWidget,
)

import caregiver_guide
from caregiver_guide.ui.widgets.reading_order import tab_stops
from caregiver_guide.ui.widgets.scroll_page import ScrollPage

pytestmark = pytest.mark.windows


@pytest.fixture
def window(qtbot):
    """A window with a place beside a page whose footer was built before its content."""
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    place = QPushButton("place")
    page = ScrollPage()
    page.footer_start(QPushButton("back"))
    page.footer_end(QPushButton("next"))
    row.addWidget(place)
    row.addWidget(page, 1)
    column = QVBoxLayout()
    page.body.addLayout(column)
    column.addWidget(QLineEdit("second", placeholderText="second"))
    column.insertWidget(0, QLineEdit("first", placeholderText="first"))
    window.resize(700, 500)
    window.show()
    QTest.qWaitForWindowExposed(window)
    return window


def name(widget):
    return widget.text()


def test_tab_goes_down_the_page_and_then_to_the_buttons(window):
    """What stands first is reached first, whatever was built first."""
    window.findChildren(QLineEdit)[0].window()
    first = next(edit for edit in window.findChildren(QLineEdit) if edit.text() == "first")
    first.setFocus()
    seen = []
    for _ in range(5):
        seen.append(name(QApplication.focusWidget()))
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)

    assert seen == ["first", "second", "back", "next", "place"]


def test_back_tab_goes_the_same_way_back(window):
    """Shift and Tab undo Tab."""
    first = next(edit for edit in window.findChildren(QLineEdit) if edit.text() == "first")
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)

    assert QApplication.focusWidget() is first


def test_the_buttons_stay_in_view_however_the_page_came_to_its_size(qtbot):
    """A page that was filled before it was shown keeps its buttons below the content."""
    page = ScrollPage()
    qtbot.addWidget(page)
    page.footer_start(QPushButton("back"))
    page.footer_end(QPushButton("next"))
    page.footer_note("Eight questions are left, and each one has to be answered before you go on.")
    for number in range(30):
        page.body.addWidget(QLineEdit(str(number)))
    page.resize(640, 120)
    page.show()
    QTest.qWaitForWindowExposed(page)
    page.resize(1280, 736)
    qtbot.waitUntil(lambda: not page.area.widget().isAncestorOf(page._footer), timeout=2000)

    assert page._footer.geometry().bottom() <= page.height()


def test_a_page_that_is_shown_comes_to_rest(qtbot):
    """Nothing lays itself out again and again while the caregiver only looks."""
    page = ScrollPage()
    qtbot.addWidget(page)
    page.footer_start(QPushButton("back"))
    page.footer_end(QPushButton("next"))
    page.footer_note("Two questions are left.")
    for number in range(30):
        page.body.addWidget(QLineEdit(str(number)))
    page.resize(900, 500)
    page.show()
    QTest.qWaitForWindowExposed(page)
    counter = _Counter()
    page.installEventFilter(counter)
    for _ in range(50):
        QApplication.sendPostedEvents()
        QApplication.processEvents()

    assert counter.layouts <= 3


class _Counter(QObject):
    """Counts how often a widget is asked to lay itself out."""

    def __init__(self):
        super().__init__()
        self.layouts = 0

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.LayoutRequest:
            self.layouts += 1
        return False


def test_walking_a_page_leaves_nothing_that_is_mistaken_later(qtbot):
    """What is built after a walk is what it is, also where something thrown away had lain.

    PySide keeps the item of a layout that it gave out once. Of 4,000 scroll bars made after that,
    149 came back as such an item, and the page they belonged to could not be shown.
    """
    page = QWidget()
    qtbot.addWidget(page)
    rows = QVBoxLayout(page)
    for _ in range(100):
        fields = [QLineEdit() for _ in range(20)]
        for field in fields:
            rows.addWidget(field)
        assert list(tab_stops(page)) == fields
        for field in fields:
            shiboken6.delete(field)
        areas = [QScrollArea() for _ in range(10)]
        assert {type(area.verticalScrollBar()) for area in areas} == {QScrollBar}


def test_nothing_asks_a_layout_of_qt_for_its_items():
    """Only our own layouts, which keep their items themselves, have the word in them."""
    source = Path(caregiver_guide.__file__).parent
    named = [
        file.name
        for file in source.rglob("*.py")
        if re.search(r"\.itemAt(Position)?\(", file.read_text(encoding="utf-8"))
    ]
    assert named == []
