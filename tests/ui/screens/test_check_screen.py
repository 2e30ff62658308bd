# SPDX-License-Identifier: GPL-3.0-or-later
"""Today's check on the screen: nothing is answered for the caregiver, and no stop is skipped."""

from datetime import date

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from tests.ui.clipping import SIZES, every_size, nameless, settle, show_at

from caregiver_guide.domain.profile import Finding, Profile
from caregiver_guide.services.check_in import check_result, check_view, found_of
from caregiver_guide.ui.screens.check_screen import CheckScreen
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.check_row import CheckRow
from caregiver_guide.ui.widgets.text import Heading, Text

pytestmark = pytest.mark.windows

DAY = date(2026, 11, 21)


@pytest.fixture
def screen(qtbot, library, pat):
    """The check of somebody with a port, answering itself as the app does."""
    screen = CheckScreen()
    qtbot.addWidget(screen)
    screen.view = check_view(library, pat, DAY, None)

    def follow(draft):
        found = found_of(screen.view, draft)
        marked = Finding("port", library.book.body.mask(("collarbone.R",)))
        signs = tuple(Finding(sign) for sign in (*found.signs, *found.not_sure))
        profile = Profile(DAY, (marked, *signs), name="Pat")
        screen.show_result(check_result(library, profile, pat, "555 0142"))

    screen.answers_changed.connect(follow)
    screen.show_check(screen.view)
    show_at(screen, SIZES[0])
    return screen


def button(screen, words):
    return next(
        one for one in screen.findChildren(ActionButton) if one.isVisible() and one.text() == words
    )


def rows(screen):
    return [row for row in screen.findChildren(CheckRow) if row.isVisible()]


def answer(screen, number, key):
    """Go to a question by its number and answer it by digit, on the keyboard alone."""
    screen.setFocus()
    QTest.keyClick(screen, Qt.Key(Qt.Key.Key_0 + number))
    QTest.keyClick(screen.focusWidget(), Qt.Key(Qt.Key.Key_0 + key))
    settle()


def test_nothing_is_chosen_and_nothing_can_be_skipped(qtbot, screen):
    """At first no answer is given, and Enter does not go on."""
    assert screen.draft.answers == {}
    with qtbot.assertNotEmitted(screen.next_requested):
        qtbot.keyClick(screen, Qt.Key.Key_Return)


def test_nothing_new_today_is_one_press_and_goes_on(qtbot, screen):
    """With nothing new, two presses lead to the massage."""
    qtbot.mouseClick(button(screen, "Nothing new today"), Qt.MouseButton.LeftButton)
    assert set(screen.draft.answers.values()) == {"no"}
    with qtbot.waitSignal(screen.next_requested):
        qtbot.mouseClick(button(screen, "Next: choose a massage"), Qt.MouseButton.LeftButton)


def test_the_keyboard_alone_answers_every_question(qtbot, screen):
    """Digits go to a question and answer it; Enter then goes on."""
    for number in range(1, len(screen.view.questions) + 1):
        answer(screen, number, 2)
    assert found_of(screen.view, screen.draft).is_complete
    with qtbot.waitSignal(screen.next_requested):
        qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Return)


def test_signs_are_asked_only_after_a_yes(qtbot, screen):
    """Details are shown for a yes, and only for that question."""
    assert rows(screen) == []
    answer(screen, 6, 1)
    assert len(rows(screen)) == len(screen.view.questions[5].signs)
    answer(screen, 6, 2)
    assert rows(screen) == []


def test_enter_cannot_skip_a_stop(qtbot, screen):
    """With a fever, no key and no button of the screen leads to a massage."""
    qtbot.mouseClick(button(screen, "Nothing new today"), Qt.MouseButton.LeftButton)
    answer(screen, 6, 1)
    with qtbot.assertNotEmitted(screen.next_requested):
        qtbot.keyClick(screen, Qt.Key.Key_Return)
        qtbot.mouseClick(button(screen, "See what to do now"), Qt.MouseButton.LeftButton)


def test_an_emergency_is_shown_before_the_other_questions_are_answered(qtbot, screen):
    """Chest pain is not left waiting for seven more answers."""
    answer(screen, 1, 1)
    shown = [one.text() for one in screen.findChildren(type(screen._title)) if one.isVisible()]
    assert any("911" in words for words in shown)


@pytest.mark.parametrize("size", [QSize(1280, 800), QSize(1024, 640)])
@pytest.mark.parametrize("number", [1, 2])
def test_an_emergency_comes_into_view_at_once(screen, size, number):
    """Whom to call is seen with no scrolling, and so are signs to tick under the question."""
    show_at(screen, size)
    answer(screen, number, 1)
    area = screen._page.area.viewport()
    heads = [one for one in screen.findChildren(Heading) if "911" in one.text()]
    seen = [(one, one.mapTo(area, one.rect().bottomLeft()).y()) for one in heads]
    assert any(one.isVisible() and 0 < bottom <= area.height() for one, bottom in seen)
    assert any(
        0 <= row.mapTo(area, row.rect().topLeft()).y() < area.height() for row in rows(screen)
    )


def test_a_fine_verdict_waits_for_the_last_answer(qtbot, screen):
    """One no is not yet a fine day."""
    answer(screen, 1, 2)
    shown = [one.text() for one in screen.findChildren(type(screen._title)) if one.isVisible()]
    assert not any("Fine" in words for words in shown)


def test_the_team_s_answer_can_be_written_down_from_here(qtbot, screen):
    """After a call, what they said is one press away."""
    answer(screen, 6, 1)
    with qtbot.waitSignal(screen.call_back_requested):
        button(screen, "What did they say?").click()
    with qtbot.waitSignal(screen.today_requested):
        button(screen, "Back to Today").click()


def test_something_new_leads_to_the_map(qtbot, screen):
    """A new patch that looks well has to be marked, and the map is one press away."""
    qtbot.mouseClick(button(screen, "Nothing new today"), Qt.MouseButton.LeftButton)
    answer(screen, 7, 1)
    qtbot.mouseClick(rows(screen)[-1], Qt.MouseButton.LeftButton)
    settle()
    with qtbot.waitSignal(screen.map_requested):
        button(screen, "Mark it on the map").click()


def test_going_back_is_a_key(qtbot, screen):
    """Alt and Left leave the check."""
    with qtbot.waitSignal(screen.back_requested):
        where = screen.focusWidget()
        qtbot.keyClick(where, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)


def test_nothing_is_cut_off_at_any_size(screen):
    """Every word is whole, from 100 to 200 percent, with details and a stop open."""
    answer(screen, 6, 1)
    assert every_size(screen) == []


def test_everything_has_a_name(screen):
    """A screen reader can name everything that can be pressed."""
    answer(screen, 7, 1)
    assert nameless(screen) == []


def test_every_sign_of_today_can_be_ticked_and_is_told(screen, library):
    """After a yes each sign stands there in words; its tick alone brings its name and advice."""
    seen = []
    for number, question in enumerate(screen.view.questions, 1):
        answer(screen, number, 1)
        boxes = rows(screen)
        for place, sign in enumerate(question.signs):
            assert boxes[place].text() == sign.text
            boxes[place].click()
            assert screen.draft.signs == {sign.id}
            told = {one.text() for one in screen._outcome.findChildren(Text)}
            assert library.conditions[sign.id].name in told
            boxes[place].click()
            seen.append(sign.id)
        answer(screen, number, 2)
    assert sorted(seen) == sorted(
        name for name, entry in library.conditions.items() if entry.kind == "today"
    )


def test_not_sure_is_offered_on_every_question_and_said_to_count(qtbot, screen):
    """Each question takes Not sure; it counts as yes, asks which it could be, and it stops."""
    shown = {one.text() for one in screen.findChildren(Text) if one.isVisible()}
    assert "Not sure counts as yes." in shown
    for number in range(1, len(screen.view.questions) + 1):
        qtbot.mouseClick(button(screen, "Nothing new today"), Qt.MouseButton.LeftButton)
        answer(screen, number, 3)
        question = screen.view.questions[number - 1]
        assert screen.draft.answers[question.id] == "not-sure"
        assert found_of(screen.view, screen.draft).not_sure == tuple(
            sign.id for sign in question.signs
        )
        first = rows(screen)[0]
        first.click()
        assert found_of(screen.view, screen.draft).not_sure == (question.signs[0].id,)
        first.click()
        assert button(screen, "See what to do now").isEnabled()
        answer(screen, number, 2)


def test_nothing_new_takes_no_answer_back(qtbot, screen):
    """A fall that was ticked stays ticked, whoever presses Nothing new afterwards."""
    answer(screen, 5, 1)
    rows(screen)[1].click()
    qtbot.mouseClick(button(screen, "Nothing new today"), Qt.MouseButton.LeftButton)
    draft = screen.draft
    assert set(draft.answers) == {question.id for question in screen.view.questions}
    question = screen.view.questions[4]
    assert draft.answers[question.id] == "yes"
    assert draft.signs == {question.signs[1].id}
    assert button(screen, "See what to do now").isEnabled()


@pytest.fixture
def large(screen, show_theme):
    """The check in the smallest window with text twice as large: not one question is seen whole."""
    show_at(screen, SIZES[1], 200)
    return screen


def pill(screen, number, key):
    """Return an answer of a question; both are counted from 1."""
    return list(screen._cards.values())[number - 1]._row.answers[key - 1]


def click(screen, widget):
    """Press with the mouse where the widget is in the window, as the system sends it."""
    at = widget.mapTo(screen, widget.rect().center())
    QTest.mouseClick(
        screen.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at
    )


def is_seen(screen, widget):
    area = screen._page.area.viewport()
    top = widget.mapTo(area, widget.rect().topLeft()).y()
    return 0 <= top < area.height()


def test_the_way_on_leads_to_the_question_that_waits(qtbot, large):
    """With large text no grey button is all that is left: one says what waits, and goes there."""
    way = large._way_on
    assert (way.is_shown, way.button.text()) == (True, "8 questions left")
    assert not large._next.isVisible()
    for number in (1, 2):
        pill(large, number, 2).click()
    settle()
    assert way.button.text() == "6 questions left"
    large._page.scroll_to_top()
    qtbot.mouseClick(way.button, Qt.MouseButton.LeftButton)
    assert is_seen(large, large._cards[large.view.questions[2].id])
    large._answer_nothing()
    settle()
    assert not way.is_shown
    assert large._next.isVisible()
    assert large._next.isEnabled()


def test_after_a_press_the_next_question_comes_by_itself(large):
    """It comes once a double press is over, so that a shaking hand answers one question."""
    press = pill(large, 1, 2)
    large._page.show_widget(press)
    settle()
    stood = large._page.area.verticalScrollBar().value()
    click(large, press)
    click(large, press)
    assert large._page.area.verticalScrollBar().value() == stood
    large._moving_on.stop()
    large._move_on()
    settle()
    second = large._cards[large.view.questions[1].id]
    assert is_seen(large, second)
    assert large.draft.answers == {large.view.questions[0].id: "no"}
    # Whoever has scrolled meanwhile looks at something else, and is left there.
    large._page.scroll_to_top()
    large._move_on()
    assert large._page.area.verticalScrollBar().value() == 0


def test_a_yes_shows_its_signs_before_the_next_question(large):
    """What a yes asks about is not passed over."""
    number = next(at for at, one in enumerate(large.view.questions, 1) if one.leads_to_map)
    press = pill(large, number, 1)
    large._page.show_widget(press)
    settle()
    click(large, press)
    settle()
    large._moving_on.stop()
    large._move_on()
    settle()
    assert large._asks_which()
    assert is_seen(large, rows(large)[0])
    assert not is_seen(large, large._cards[large.view.questions[number].id])
