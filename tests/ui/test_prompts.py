# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions in a window of their own: large, plain, and safe to leave with Esc."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget
from tests.ui.clipping import faults, nameless, settle, show_at, small_targets

from caregiver_guide.ui.prompts import free_name
from caregiver_guide.ui.question_dialog import QuestionDialog

pytestmark = pytest.mark.windows

OPTIONS = (("keep", "Leave and keep the answers"), ("stay", "Stay here"))


@pytest.fixture
def window(qtbot):
    shown = QWidget()
    qtbot.addWidget(shown)
    shown.resize(QSize(1024, 640))
    shown.show()
    return shown


@pytest.fixture
def dialog(window, qtbot):
    shown = QuestionDialog("Leave the massage?", "It can be kept.", OPTIONS, "primary", window)
    qtbot.addWidget(shown)
    shown.open()
    settle()
    return shown


def test_a_click_answers(dialog, qtbot):
    """The answer is the button that was pressed."""
    qtbot.mouseClick(dialog.buttons["keep"], Qt.MouseButton.LeftButton)

    assert dialog.answer == "keep"
    assert not dialog.isVisible()


def test_enter_is_the_last_answer_and_esc_none(window, dialog, qtbot):
    """Enter takes what stands out; Esc leaves without an answer."""
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert dialog.answer == "stay"

    other = QuestionDialog("Leave?", "", OPTIONS, "stop", window)
    qtbot.addWidget(other)
    other.open()
    qtbot.keyClick(other, Qt.Key.Key_Escape)
    assert other.answer is None
    assert not other.isVisible()


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_a_question_fits_its_window(window, dialog, percent, show_theme):
    """A question is whole at every text size, on the smallest window."""
    show_theme("light", percent)
    again = QuestionDialog(
        "", "The log is damaged. Nothing was changed. " * 3, OPTIONS, "primary", window
    )
    show_at(again, again.sizeHint(), percent)

    assert faults(again) + nameless(again) + small_targets(again) == []
    assert again.width() <= window.width()
    again.close()


def test_a_page_does_not_offer_to_take_another_s_place(tmp_path):
    """The names of files say nothing about anybody, so two people's of one day are the same."""
    first = tmp_path / "care-team-page-2026-11-21.pdf"
    assert free_name(first) == first
    first.write_bytes(b"one")
    second = free_name(first)
    assert second.name == "care-team-page-2026-11-21-2.pdf"
    second.write_bytes(b"two")
    assert free_name(first).name == "care-team-page-2026-11-21-3.pdf"
