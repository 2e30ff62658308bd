# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages scroll up and down only, and their main button answers Enter."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.check_row import CheckRow
from caregiver_guide.ui.widgets.scroll_page import ScrollPage, shared_widths
from caregiver_guide.ui.widgets.text import Text


@pytest.fixture
def page(show):
    """A long page with Back and Next."""
    scroll = ScrollPage()
    scroll.rows = [CheckRow(f"Row {n}") for n in range(30)]
    for row in scroll.rows:
        scroll.body.addWidget(row)
    scroll.back = ActionButton("Back", kind="plain")
    scroll.next = ActionButton("Next", kind="primary")
    scroll.footer_start(scroll.back, back=True)
    scroll.footer_end(scroll.next)
    return show(scroll, 700, 500)


def test_enter_presses_the_main_button(qtbot, page):
    """Enter on a tick row is the page's main button, since Space ticks."""
    page.rows[0].setFocus()
    with qtbot.waitSignal(page.next.clicked):
        qtbot.keyClick(page.rows[0], Qt.Key.Key_Return)
    assert not page.rows[0].isChecked()


def test_enter_does_nothing_while_the_main_button_is_off(qtbot, page):
    """A page that still needs an answer is not left with Enter."""
    page.next.setEnabled(False)
    with qtbot.assertNotEmitted(page.next.clicked):
        qtbot.keyClick(page.rows[0], Qt.Key.Key_Return)


def test_alt_left_goes_back(qtbot, page):
    """Alt and Left is Back."""
    with qtbot.waitSignal(page.back.clicked):
        qtbot.keyClick(page.rows[0], Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)


def test_keys_scroll(qtbot, page):
    """Page Down, Down and Up scroll a long page."""
    bar = page.area.verticalScrollBar()
    qtbot.keyClick(page.rows[0], Qt.Key.Key_PageDown)
    assert bar.value() > 100
    before = bar.value()
    qtbot.keyClick(page.rows[0], Qt.Key.Key_Up)
    assert bar.value() < before
    page.scroll_to_top()
    assert bar.value() == 0


def test_tab_brings_what_it_reaches_into_view(qtbot, page):
    """Walking with Tab never leaves the keyboard somewhere unseen."""
    for row in page.rows[:-1]:
        qtbot.keyClick(row, Qt.Key.Key_Tab)
    last = page.rows[-1]
    assert last.hasFocus()
    top = last.mapTo(page.area.viewport(), last.rect().topLeft()).y()
    assert 0 <= top <= page.area.viewport().height() - last.height()


def test_buttons_stay_in_view(page):
    """However long the page, its buttons stay at the bottom of the window."""
    low = page.next.mapTo(page, page.next.rect().bottomLeft()).y()
    assert page.height() - 40 < low < page.height()


def test_wide_windows_keep_the_content_together(show):
    """On a very wide screen the content is at most 1440 wide and centred."""
    scroll = ScrollPage()
    block = QWidget()
    scroll.body.addWidget(block)
    show(scroll, 2400, 600)
    assert block.width() == 1440
    left = block.mapTo(scroll, block.rect().topLeft()).x()
    assert abs(left - (2400 - left - block.width())) <= 2


def test_a_note_moves_above_the_buttons_when_there_is_no_room(show):
    """The note of a footer is shown whole, beside the buttons or above them."""
    scroll = ScrollPage()
    scroll.footer_start(ActionButton("Go back to the massage"))
    scroll.footer_note("Both are fine. Stopping is good care.")
    scroll.footer_end(ActionButton("End for today and log it"))

    def note():
        shown = [text for text in scroll.findChildren(Text) if text.isVisible() and text.text()]
        assert len(shown) == 1
        return shown[0]

    show(scroll, 1200, 500)
    beside = note()
    show(scroll, 640, 500)
    above = note()
    assert above is not beside
    assert above.height() >= above.heightForWidth(above.width())


def test_what_a_row_lacks_is_taken_in_equal_parts():
    """The height of the buttons is known before they are laid out, to the pixel of their width."""
    assert shared_widths([100, 100], [300, 200], 600) == [300, 200]
    assert shared_widths([100, 100], [300, 200], 400) == [250, 150]
    assert shared_widths([100, 190], [300, 200], 400) == [210, 190]


def test_of_two_tall_buttons_only_the_main_one_stays(show, show_theme):
    """At 250 % in a small window two buttons of many words do not take half of the page."""
    show_theme("light", 250)
    scroll = ScrollPage()
    scroll.body.addWidget(Text("First, end gently."))
    remind = ActionButton("Remind me of all that in ten short minutes", icon="clock", size="big")
    ask = ActionButton("Ask Pat how it is now", icon="question", kind="primary", size="big")
    scroll.footer_end(remind)
    scroll.footer_end(ask)
    show(scroll, 1024, 470)
    assert not scroll.area.isAncestorOf(ask)
    assert ask.height() >= ask.heightForWidth(ask.width())
    assert scroll.area.isAncestorOf(remind)
    assert scroll.area.height() > 470 * 0.5


def test_huge_buttons_scroll_with_the_page(show, show_theme):
    """At 300 % in the smallest window the buttons scroll rather than hide the page."""
    scroll = ScrollPage()
    scroll.body.addWidget(Text("Are you sure?"))
    scroll.footer_start(ActionButton("Go back to the massage that was stopped", size="big"))
    end = ActionButton("End for today and write it down", size="big")
    scroll.footer_end(end)
    show(scroll, 1024, 600)
    assert not scroll.area.isAncestorOf(end)
    show_theme("light", 300)
    show(scroll, 700, 400)
    assert scroll.area.isAncestorOf(end)
    show_theme("light", 100)
    show(scroll, 1024, 600)
    assert not scroll.area.isAncestorOf(end)
    assert end.isVisible()


def test_what_was_pressed_stays_in_view_when_words_grow(show, show_theme):
    """Larger words push the page down; the choice of their size does not go out of sight."""
    page = ScrollPage()
    for number in range(8):
        page.body.addWidget(Text(f"Some words above the choice, line {number}. " * 4, "body"))
    choice = ActionButton("200 %")
    page.body.addWidget(choice)
    page.body.addWidget(Text("Some words below it. " * 40, "body"))
    show(page, 700, 400)
    choice.setFocus()
    page.show_widget(choice)
    show_theme(percent=200)
    for _ in range(4):
        QApplication.processEvents()
    assert choice.visibleRegion().boundingRect() == choice.rect()


def test_a_main_button_that_comes_later_is_kept_in_view(show, show_theme):
    """In very large words one button has room below: Next once there is one, and not Back."""
    show_theme("light", 300)
    scroll = ScrollPage()
    scroll.body.addWidget(Text("words " * 400, "body"))
    next_one = ActionButton("Next: what is it", kind="primary", size="big")
    next_one.hide()
    scroll.footer_start(ActionButton("Back", size="big"))
    scroll.footer_end(next_one)
    scroll.footer_note("Press a part of the body. It gets larger first, and then the place.")
    show(scroll, 1024, 460)
    next_one.show()
    for _ in range(4):
        QApplication.processEvents()
    assert next_one.isVisible()
    assert scroll.rect().contains(next_one.mapTo(scroll, next_one.rect().center()))


def test_a_note_is_painted_on_a_page_that_is_seen_for_the_first_time(show, show_theme):
    """What a page says beside its buttons is there at once, however large the words are."""
    show_theme("light", 200)
    stack = QStackedWidget()
    stack.addWidget(QWidget())
    show(stack, 500, 350)
    page = ScrollPage()
    for number in range(20):
        page.body.addWidget(CheckRow(f"Row {number}"))
    page.footer_start(ActionButton("Back", kind="plain"), back=True)
    page.footer_end(ActionButton("See what to do now", kind="primary"))
    stack.addWidget(page)
    stack.setCurrentWidget(page)
    stack.resize(1024, 640)
    page.footer_note("Not today. Call the care team.")
    QApplication.processEvents()
    (note,) = (one for one in page.findChildren(Text) if one.isVisible())
    assert note.text() == "Not today. Call the care team."
    assert note.updatesEnabled()
    show_theme()
