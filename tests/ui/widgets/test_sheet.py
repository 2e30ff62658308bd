# SPDX-License-Identifier: GPL-3.0-or-later
"""A sheet keeps the keyboard and is not closed by accident."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.choice_card import ChoiceCard, ChoiceGroup
from caregiver_guide.ui.widgets.sheet import Sheet


@pytest.fixture
def window(show):
    """A window with a button behind a sheet with two cards and two buttons."""
    base = QWidget()
    base.behind = ActionButton("Next step")
    QVBoxLayout(base).addWidget(base.behind)
    base.sheet = Sheet("Stopped", base)
    base.reasons = ChoiceGroup("Reasons", 200, 2)
    for key, words in (("pain", "Pain or soreness"), ("asked", "Pat asked to stop")):
        base.reasons.add(ChoiceCard(key, words, icon="heart"))
    base.sheet.page.body.addWidget(base.reasons)
    base.resume, base.end = ActionButton("Go back"), ActionButton("End", kind="primary")
    base.sheet.page.footer_start(base.resume)
    base.sheet.page.footer_end(base.end)
    show(base, 1024, 640)
    base.behind.setFocus()
    base.sheet.open()
    return base


def test_tab_stays_in_the_sheet(qtbot, window):
    """Tab and Shift+Tab walk in a circle through the sheet and never behind it."""
    assert window.reasons.cards[0].hasFocus()
    seen = []
    for _ in range(3):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    assert seen == [window.resume, window.end, window.reasons.cards[0]]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is window.end


def test_escape_and_clicks_beside_do_nothing(qtbot, window):
    """After Stop nothing but a clear choice goes on."""
    with qtbot.assertNotEmitted(window.sheet.dismiss_requested):
        qtbot.keyClick(window.end, Qt.Key.Key_Escape)
    with qtbot.assertNotEmitted(window.behind.clicked):
        qtbot.mouseClick(window.sheet, Qt.MouseButton.LeftButton, pos=window.sheet.rect().topLeft())
    assert window.sheet.isVisible()


def test_escape_asks_where_that_is_safe(qtbot, window):
    """A sheet that may be dismissed tells the screen, which decides."""
    window.sheet.set_dismissable(True)
    with qtbot.waitSignal(window.sheet.dismiss_requested):
        qtbot.keyClick(window.end, Qt.Key.Key_Escape)
    assert window.sheet.isVisible()


def test_enter_is_the_main_button(qtbot, window):
    """Enter on the chosen reason ends; the reason itself is chosen first."""
    card = window.reasons.cards[0]
    qtbot.keyClick(card, Qt.Key.Key_Return)
    assert window.reasons.chosen == "pain"
    with qtbot.waitSignal(window.end.clicked):
        qtbot.keyClick(card, Qt.Key.Key_Return)


def test_closing_gives_the_keyboard_back(qtbot, window):
    """After the sheet the keyboard is where it was."""
    with qtbot.waitSignal(window.sheet.closed):
        window.sheet.close_sheet()
    assert window.behind.hasFocus()
    assert window.sheet.isHidden()


def test_the_sheet_covers_the_window_at_every_size(window, show):
    """A window that changes size stays covered, and the panel stays inside."""
    for width, height in ((1280, 800), (1024, 640)):
        show(window, width, height)
        assert window.sheet.size() == window.size()
        panel = window.sheet.page.parentWidget()
        assert window.sheet.rect().contains(panel.geometry())


@pytest.mark.parametrize("percent", [100, 200])
def test_words_of_a_sheet_are_not_cut(window, show, show_theme, cut_words, percent):
    """The sheet grows, and then scrolls, with the text size."""
    show_theme("light", percent)
    show(window, 1024, 640)
    assert cut_words(window.sheet) == []


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_the_buttons_of_a_sheet_are_painted(show, show_theme, percent):
    """What ends a massage is seen from the first moment, at every text size."""
    show_theme("light", percent)
    base = QWidget()
    sheet = Sheet("Stopped", base)
    for number in range(10):
        sheet.page.body.addWidget(ChoiceCard(str(number), "Pat asked to stop", icon="heart"))
    resume = ActionButton("Go back to the massage", size="big")
    end = ActionButton("End for today and log it", icon="arrow-right", kind="primary", size="big")
    sheet.page.footer_start(resume)
    sheet.page.footer_end(end)
    show(base, 1024, 640)
    # A picture of the window sends hidden parts their size too, with painting held back.
    base.grab()
    sheet.open()
    assert end.updatesEnabled()
    assert resume.updatesEnabled()
