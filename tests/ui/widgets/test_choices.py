# SPDX-License-Identifier: GPL-3.0-or-later
"""Choosing one of several: by pointer, by digit, by walking; never by accident."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.answer_row import AnswerRow
from caregiver_guide.ui.widgets.choice_card import ChoiceCard, ChoiceGroup
from caregiver_guide.ui.widgets.panel import Panel
from caregiver_guide.ui.widgets.pill_row import PillRow

ANSWERS = [("yes", "Yes"), ("no", "No"), ("unsure", "Not sure")]


@pytest.fixture
def group(show):
    """Three routines to choose from, the last one not for today."""
    cards = ChoiceGroup("Routines", 200, 3)
    cards.add(ChoiceCard("hand", "Hand comfort", ("10 min", "Slow strokes."), ("Good fit", "ok")))
    cards.add(ChoiceCard("foot", "Foot comfort", ("10 min",), picture=Panel("scene")))
    cards.add(ChoiceCard("belly", "Belly", chip=("Not today", "stop"), muted=True))
    return show(cards, 900)


def test_nothing_is_chosen_at_first(group):
    """No routine and no answer is chosen before the caregiver chooses."""
    assert group.chosen is None
    assert not any(card.isChecked() for card in group.cards)


def test_a_click_anywhere_on_a_card_chooses_it(qtbot, group):
    """The whole card is the target, also its picture, and choosing takes back the other choice."""
    for key, card in zip(("hand", "foot"), group.cards, strict=False):
        with qtbot.waitSignal(group.choice_made) as made:
            qtbot.mouseClick(card, Qt.MouseButton.LeftButton, pos=card.rect().center())
        assert made.args == [key]
    assert [card.isChecked() for card in group.cards] == [False, True, False]


def test_a_card_for_another_day_can_be_opened(qtbot, group):
    """A card that says "Not today" can be chosen too, to read why."""
    qtbot.mouseClick(group.cards[2], Qt.MouseButton.LeftButton)
    assert group.chosen == "belly"


def test_clicking_the_chosen_card_keeps_it(qtbot, group):
    """A second click does not take the choice back."""
    for _ in range(2):
        qtbot.mouseClick(group.cards[0], Qt.MouseButton.LeftButton)
    assert group.chosen == "hand"
    assert group.cards[0].isChecked()


def test_arrows_walk_and_space_chooses(qtbot, group):
    """Walking over the cards chooses nothing; Space does."""
    group.cards[0].setFocus()
    qtbot.keyClick(group.cards[0], Qt.Key.Key_Right)
    assert group.cards[1].hasFocus()
    assert group.chosen is None
    qtbot.keyClick(group.cards[1], Qt.Key.Key_Space)
    assert group.chosen == "foot"
    qtbot.keyClick(group.cards[1], Qt.Key.Key_End)
    assert group.cards[2].hasFocus()
    qtbot.keyClick(group.cards[2], Qt.Key.Key_Home)
    assert group.cards[0].hasFocus()


def test_digits_choose(qtbot, group):
    """The digit of a place chooses it; a digit too high does nothing."""
    group.cards[0].setFocus()
    with qtbot.waitSignal(group.choice_made) as made:
        qtbot.keyClick(group.cards[0], Qt.Key.Key_2)
    assert made.args == ["foot"]
    qtbot.keyClick(group.cards[1], Qt.Key.Key_9)
    assert group.chosen == "foot"
    assert group.pick_number(1)
    assert not group.pick_number(4)
    assert group.chosen == "hand"


def test_enter_chooses_then_belongs_to_the_screen(qtbot, group):
    """Enter on a card not yet chosen chooses it; on the chosen one it is the main button's."""
    card = group.cards[0]
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_Return)
    assert group.chosen == "hand"
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    event.ignore()
    QApplication.sendEvent(card, event)
    assert not event.isAccepted()


def test_tab_visits_a_group_once(qtbot, show):
    """Tab stops once in each group, at the chosen answer if there is one."""
    page = QWidget()
    column = QVBoxLayout(page)
    rows = [AnswerRow("A fall?", ANSWERS), AnswerRow("Fever?", ANSWERS)]
    for row in rows:
        column.addWidget(row)
    rows[1].set_value("no")
    show(page, 900, 300)
    rows[0].answers[0].setFocus()
    qtbot.keyClick(rows[0].answers[0], Qt.Key.Key_Tab)
    assert rows[1].answers[1].hasFocus()


def test_showing_a_choice_is_silent(qtbot, group):
    """Showing what was chosen before does not count as the caregiver's wish."""
    with qtbot.assertNotEmitted(group.choice_made):
        group.choose("hand")
        group.choose("unknown")
    assert group.chosen is None


def test_cards_can_be_replaced(qtbot, group):
    """Other cards take the place of the old ones, with none chosen."""
    group.choose("hand")
    group.clear()
    group.add(ChoiceCard("scalp", "Scalp and temples", icon="hand"))
    assert group.chosen is None
    qtbot.waitUntil(group.cards[0].isVisible)
    qtbot.keyClick(group.cards[0], Qt.Key.Key_1)
    assert group.chosen == "scalp"


def test_a_card_tells_its_state_and_reason(group):
    """A screen reader hears the title, then the state and the lines."""
    card = group.cards[0]
    assert card.accessibleName() == "Hand comfort"
    assert card.accessibleDescription() == "Good fit 10 min Slow strokes."
    interface = QAccessible.queryAccessibleInterface(card)
    assert interface.role() == QAccessible.Role.RadioButton


def test_cards_stand_in_as_many_columns_as_fit(show, show_theme):
    """Three cards in a row at the usual size stand in one column at 200 %."""
    cards = ChoiceGroup("Routines", 300, 3)
    for key in "abc":
        cards.add(ChoiceCard(key, "Hand comfort"))
    show(cards, 980)
    assert len({card.x() for card in cards.cards}) == 3
    show_theme("light", 200)
    show(cards, 980)
    assert len({card.x() for card in cards.cards}) == 1


def test_chosen_is_told_by_more_than_colour(show, ink, show_theme):
    """The chosen pill carries a check mark and so differs in shape."""
    show_theme("light", 300)
    row = PillRow("Minutes", [("5", "5 min")])
    show(row, 500)
    pill = row.pills[0]
    before = ink(pill, pill.width(), pill.height(), Theme.current().colour("text"))
    row.choose("5")
    after = ink(pill, pill.width(), pill.height(), Theme.current().colour("on_primary"))
    assert after > before * 1.1


def test_pills_can_be_replaced(qtbot, show):
    """Other minutes for another routine start with none chosen."""
    row = show(PillRow("Minutes", [("5", "5 min"), ("10", "10 min")]), 400)
    row.choose("10")
    row.set_options([("3", "3 min"), ("5", "5 min")])
    assert row.chosen is None
    with qtbot.waitSignal(row.choice_made) as made:
        row.pick_number(2)
    assert made.args == ["5"]


def test_a_question_starts_without_an_answer(qtbot, show):
    """Nobody's answer is guessed; the caregiver's is told once."""
    row = show(AnswerRow("New bleeding, or many bruises?", ANSWERS), 900)
    assert row.value is None
    with qtbot.waitSignal(row.answered) as made:
        qtbot.mouseClick(row.answers[2], Qt.MouseButton.LeftButton)
    assert made.args == ["unsure"]
    assert row.value == "unsure"
    row.set_value(None)
    assert row.value is None


def test_answers_are_large(show):
    """Answers are at least 56 pixels high and say to which question they belong."""
    row = show(AnswerRow("A fall?", ANSWERS), 900)
    for answer, (_, words) in zip(row.answers, ANSWERS, strict=True):
        assert answer.height() >= 56
        assert answer.width() >= 44
        assert answer.accessibleName() == words
        assert answer.accessibleDescription() == "A fall?"
