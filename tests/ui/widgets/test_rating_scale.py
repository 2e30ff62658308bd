# SPDX-License-Identifier: GPL-3.0-or-later
"""A number from 0 to 10, or declined, or could not say; never a guess."""

import pytest
from PySide6.QtCore import Qt

from caregiver_guide.ui.widgets.painted import PaintedRadio
from caregiver_guide.ui.widgets.rating_scale import RatingAnswer, RatingScale


@pytest.fixture
def scale(show):
    """A scale for pain, one row wide."""
    return show(RatingScale("Pain", "No pain", "Worst pain"), 760)


def named(scale, words):
    """Return the answer with a name."""
    return next(b for b in scale.findChildren(PaintedRadio) if b.accessibleName() == words)


def test_no_number_at_first(scale):
    """Before the person chose, there is no answer, and nothing looks chosen."""
    assert scale.value is None
    assert not any(button.isChecked() for button in scale.findChildren(PaintedRadio))


@pytest.mark.parametrize("score", range(11))
def test_every_number_can_be_clicked(qtbot, scale, score):
    """Each of the eleven numbers is a target of its own."""
    with qtbot.waitSignal(scale.answer_changed) as made:
        qtbot.mouseClick(named(scale, f"Pain {score}"), Qt.MouseButton.LeftButton)
    assert made.args == [RatingAnswer.number(score)]
    assert scale.value == RatingAnswer.number(score)


@pytest.mark.parametrize("digit", range(10))
def test_digits_choose_their_number(qtbot, scale, digit):
    """The key 4 means four."""
    scale.focus_scale()
    qtbot.keyClick(named(scale, "Pain 0"), Qt.Key(Qt.Key.Key_0 + digit))
    assert scale.value == RatingAnswer.number(digit)


def test_t_means_ten(qtbot, scale):
    """Ten has a key of its own."""
    qtbot.keyClick(named(scale, "Pain 0"), Qt.Key.Key_T)
    assert scale.value == RatingAnswer.number(10)


@pytest.mark.parametrize(
    ("words", "answer"),
    [("Declined", RatingAnswer.DECLINED), ("Could not say", RatingAnswer.COULD_NOT_SAY)],
)
def test_no_number_is_an_answer_too(qtbot, scale, words, answer):
    """Declining and not being able to say are kept as such, not as a number."""
    qtbot.mouseClick(named(scale, words), Qt.MouseButton.LeftButton)
    assert scale.value == answer
    assert scale.value.score is None


def test_an_answer_can_be_taken_back(qtbot, scale):
    """Choosing the same number again, or Delete, leaves no answer."""
    cell = named(scale, "Pain 4")
    qtbot.mouseClick(cell, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(scale.answer_changed) as made:
        qtbot.mouseClick(cell, Qt.MouseButton.LeftButton)
    assert made.args == [None]
    assert scale.value is None
    qtbot.keyClick(cell, Qt.Key.Key_4)
    qtbot.keyClick(cell, Qt.Key.Key_Delete)
    assert scale.value is None
    assert not cell.isChecked()


def test_left_and_right_walk_without_choosing(qtbot, scale):
    """Walking along the numbers does not change the answer."""
    scale.set_value(RatingAnswer.number(4))
    scale.focus_scale()
    qtbot.keyClick(named(scale, "Pain 4"), Qt.Key.Key_Right)
    assert named(scale, "Pain 5").hasFocus()
    assert scale.value == RatingAnswer.number(4)


def test_the_number_from_before_is_marked(scale):
    """The earlier number is told in words and tagged, and stays apart from the answer."""
    scale.set_before(RatingAnswer.number(6))
    scale.set_value(RatingAnswer.number(4))
    assert named(scale, "Pain 6").accessibleDescription() == "chosen before"
    assert named(scale, "Pain 5").accessibleDescription() == ""
    assert scale.value == RatingAnswer.number(4)
    assert scale._change.text() == "Before: 6. Now: 4"
    scale.set_before(None)
    assert named(scale, "Pain 6").accessibleDescription() == ""
    assert scale._change.isHidden()


def test_declined_before_is_said_in_words(scale):
    """An earlier answer without a number is told too."""
    scale.set_before(RatingAnswer.DECLINED)
    assert scale._change.text() == "Before: declined"


@pytest.mark.parametrize(
    ("width", "percent", "rows"),
    [(760, 100, 1), (420, 100, 2), (760, 150, 1), (760, 200, 2), (420, 200, 3)],
)
def test_numbers_wrap_to_more_rows(show, show_theme, width, percent, rows):
    """Where eleven numbers do not fit beside each other they stand in rows, large enough to hit."""
    show_theme("light", percent)
    scale = show(RatingScale("Pain", "No pain", "Worst pain"), width)
    cells = [named(scale, f"Pain {score}") for score in range(11)]
    assert len({cell.y() for cell in cells}) == rows
    assert all(cell.width() >= 44 and cell.height() >= 44 for cell in cells)
    assert cells[5].geometry().intersected(cells[6].geometry()).isEmpty()


@pytest.mark.parametrize(("kind", "score"), [("score", 11), ("score", -1), ("declined", 3)])
def test_an_impossible_answer_is_refused(kind, score):
    """A rating outside 0 to 10, or a number for a declined question, cannot be made."""
    with pytest.raises(ValueError, match=r"0 to 10|number"):
        RatingAnswer(kind, score)
