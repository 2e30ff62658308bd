# SPDX-License-Identifier: GPL-3.0-or-later
"""The step player: large, never cut off, and hard to press wrongly."""

import math
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.ui.clipping import every_size, faults, nameless, settle, show_at

from caregiver_guide.services.session_engine import SessionEngine
from caregiver_guide.services.session_keys import SessionKeys
from caregiver_guide.services.session_view import session_view
from caregiver_guide.ui.screens.session_screen import SessionScreen
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.text import Text

pytestmark = pytest.mark.windows

# A screen of 15.6 inches across, 1280 by 800 pixels of Qt's.
_MILLIMETRES_OF_A_PIXEL = 15.6 * 25.4 / math.hypot(1280, 800)

WISHES = ("stop", "back", "pause", "go_on", "next", "more_time")


class Player:
    """A screen with a running massage, and every wish it has uttered."""

    def __init__(self, screen, clock, engine, draw):
        self.screen, self.clock, self.engine, self.draw = screen, clock, engine, draw
        self.wishes = []
        for wish in WISHES:
            signal = getattr(screen, f"{wish}_requested")
            signal.connect(lambda wish=wish: self.wishes.append(wish))

    def show(self, progress=None, **changes):
        self.screen.show_progress(replace(self.draw(progress or self.engine.progress), **changes))
        self.clock.advance(2)

    def button(self, name):
        return next(
            button
            for button in self.screen.findChildren(ActionButton)
            if button.accessibleName() == name and button.isVisible()
        )


@pytest.fixture
def player(figure, clock, pat, profile, places, open_at):
    """A hand massage in its fourth step."""
    plan = pat.library.planner.plan(profile, "m-hand", None, 10)
    engine = SessionEngine(plan.steps, clock)
    engine.start()
    for _ in range(3):
        engine.next()
    screen = SessionScreen(figure=figure, clock=clock)

    def draw(progress):
        return session_view(progress, "m-hand", pat, places)

    found = Player(screen, clock, engine, draw)
    found.show()
    open_at(screen)
    return found


@pytest.mark.parametrize("theme", ["light", "contrast"])
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"ask_now": True, "changed": "Softer than usual today."},
        {"state": "paused", "paused_because": "gap"},
        {"next_title": ""},
        {"next_side": "R"},
        {"is_step_over": True, "time_left": "0:00"},
        {"pressure": None, "place": "", "keep_away": ()},
        {"time_left": "12:05", "title": "Slow strokes along the whole of the forearm and back"},
    ],
)
def test_nothing_is_cut_off_at_any_size(player, theme, changes, show_theme):
    """At every window and text size all that is shown stands whole and apart."""
    player.show(**changes)
    assert every_size(player.screen, theme) == []
    show_theme()


def test_that_the_screen_stays_on_is_said_where_there_is_room(player, show_theme):
    """The mark stands beside the time left and takes no room from anything else."""
    assert "Screen stays on" not in words_of(player.screen)
    player.screen.show_awake(True)
    assert "Screen stays on" in words_of(player.screen)
    assert every_size(player.screen, "light") == []
    show_theme()
    player.screen.show_awake(False)
    assert "Screen stays on" not in words_of(player.screen)


def test_the_four_buttons_are_large(player, show_theme):
    """Stop, Back, Pause and Next are at least 96 pixels high at the smallest window."""
    for percent in (100, 200):
        show_at(player.screen, QSize(1024, 640), percent)
        bar = [b for b in player.screen.findChildren(ActionButton) if b.parent() is player.screen]
        bar = [button for button in bar if button.isVisible()]
        assert len(bar) == 4
        assert all(button.height() >= 96 for button in bar)
    show_theme()


def test_the_time_left_is_read_from_two_metres(player):
    """At the usual size the digits stand 22 minutes of arc high from two metres, on 15 inches."""
    show_at(player.screen, QSize(1280, 800))
    digits = QFontMetricsF(Theme.current().font("timerLarge")).tightBoundingRect("0")
    height = digits.height() * _MILLIMETRES_OF_A_PIXEL
    assert player.screen._room.large
    assert math.degrees(math.atan(height / 2000)) * 60 >= 22


@pytest.mark.parametrize("size", [(1280, 800), (1024, 640), (1920, 1080)])
@pytest.mark.parametrize("percent", [100, 150, 200])
def test_a_pause_moves_neither_time_nor_buttons(player, size, percent, show_theme):
    """What stands still while hands rest is found again with a glance: same place, same size."""
    show_at(player.screen, QSize(*size), percent)
    parts = (player.screen._timer_panel, player.screen._strip, *player.screen._buttons)
    player.show()
    before = [part.geometry() for part in parts]
    player.show(state="paused", paused_because="asked")
    assert [part.geometry() for part in parts] == before
    show_theme()


def test_words_that_do_not_fit_turn_pages(player, show_theme):
    """Long words at 200 % keep their size: Down shows the rest, and all of it can be read."""
    player.show(words="Stroke slowly along the arm, from the wrist up. " * 4)
    show_at(player.screen, QSize(1024, 640), 200)
    words = player.screen._words
    assert words.page_count > 1
    for page in range(1, words.page_count):
        press(player, Qt.Key.Key_Down)
        assert words.page == page
    press(player, Qt.Key.Key_Up)
    assert words.page == words.page_count - 2
    assert faults(player.screen) == []
    show_theme()


def test_everything_has_a_name(player):
    """A screen reader can name every button."""
    assert nameless(player.screen) == []


@pytest.mark.parametrize(
    ("key", "wish"),
    [
        (Qt.Key.Key_Space, "pause"),
        (Qt.Key.Key_MediaTogglePlayPause, "pause"),
        (Qt.Key.Key_Right, "next"),
        (Qt.Key.Key_PageDown, "next"),
        (Qt.Key.Key_MediaNext, "next"),
        (Qt.Key.Key_N, "next"),
        (Qt.Key.Key_Return, "next"),
        (Qt.Key.Key_Left, "back"),
        (Qt.Key.Key_PageUp, "back"),
        (Qt.Key.Key_B, "back"),
        (Qt.Key.Key_Plus, "more_time"),
        (Qt.Key.Key_Equal, "more_time"),
        (Qt.Key.Key_Escape, "stop"),
        (Qt.Key.Key_S, "stop"),
    ],
)
def test_each_key_does_one_thing(player, key, wish):
    """A clicker, a foot pedal and the keyboard all work, with no button focused."""
    assert QApplication.focusWidget() is player.screen
    press(player, key)
    assert player.wishes == [wish]


def test_paused_enter_and_space_go_on(player):
    """While paused the one large button goes on."""
    player.show(player.engine.pause())
    press(player, Qt.Key.Key_Return)
    player.clock.advance(1)
    press(player, Qt.Key.Key_Space)
    assert player.wishes == ["go_on", "go_on"]
    assert player.button("Go on").kind == "primary"


def test_space_never_presses_a_button(player):
    """With Stop or Next focused, Space still only pauses; Enter presses what is focused."""
    for name in ("Stop", "Next step", "How?"):
        player.button(name).setFocus(Qt.FocusReason.TabFocusReason)
        press(player, Qt.Key.Key_Space)
        player.clock.advance(1)
    assert player.wishes == ["pause"] * 3
    player.button("Back").setFocus(Qt.FocusReason.TabFocusReason)
    press(player, Qt.Key.Key_Return)
    assert player.wishes[-1] == "back"


def test_a_held_key_counts_once(player):
    """Leaning on a key does not run through the steps."""
    target = player.screen
    for _ in range(5):
        event = QKeyEvent(
            QEvent.Type.KeyPress,
            Qt.Key.Key_Right,
            Qt.KeyboardModifier.NoModifier,
            "",
            True,
        )
        QApplication.sendEvent(target, event)
        player.clock.advance(1)
    assert player.wishes == []


def test_anywhere_else_is_pause(player, qtbot):
    """A press on picture, words, timer or strip pauses, and again goes on."""
    for spot in (QPoint(200, 300), QPoint(800, 120), QPoint(750, 510), QPoint(400, 620)):
        qtbot.mouseClick(player.screen.childAt(spot) or player.screen, Qt.MouseButton.LeftButton)
        player.clock.advance(1)
    assert player.wishes == ["pause"] * 4


@pytest.mark.parametrize(("size", "percent"), [((1280, 800), 200), ((1024, 640), 150)])
def test_large_words_leave_the_marked_places_their_words(player, size, percent, show_theme):
    """Two marks: in large words, too, the strip names both, whatever is on the picture."""
    show_at(player.screen, QSize(*size), percent)
    player.show(keep_away=player.draw(player.engine.progress).keep_away[:2])
    strip = player.screen._strip
    assert strip.form != "numbers"
    assert strip.height() >= strip.heightForWidth(strip.width())
    show_theme()


def test_three_marks_have_their_names_in_the_largest_words(player, show_theme):
    """On a small laptop at 200 %, three marks stand there by name: a number alone tells nothing."""
    show_at(player.screen, QSize(1024, 640), 200)
    player.show()
    strip = player.screen._strip
    assert {item.short for item in strip._items} == {
        "left heel",
        "right upper chest",
        "lower belly",
    }
    assert not strip.tells_less
    assert strip.height() >= strip.heightForWidth(strip.width())
    assert player.screen._words.page_count == 1
    show_theme()


def test_numbers_without_words_are_told_by_a_press(player, qtbot, show_theme):
    """Where the words of the marks have no room, a press on them pauses and How? names them all."""
    show_at(player.screen, QSize(1024, 640), 200)
    marks = player.draw(player.engine.progress).keep_away
    player.show(keep_away=(*marks, *marks), title="Slow strokes along the whole of the forearm")
    strip = player.screen._strip
    assert strip.tells_less
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton)
    settle()
    sheet = player.screen._how_sheet
    assert player.wishes == ["pause"]
    assert sheet.isVisible()
    sheet.show_step(player.draw(player.engine.progress))
    assert sheet._keep_away.form == "whole"
    assert "collarbone" in sheet._keep_away.accessibleName()
    show_theme()


def test_a_double_press_is_one(player, qtbot):
    """An oily trackpad taps twice; the massage pauses once."""
    picture = player.screen._picture
    qtbot.mouseClick(picture, Qt.MouseButton.LeftButton)
    player.clock.advance(0.2)
    qtbot.mouseDClick(picture, Qt.MouseButton.LeftButton)
    assert player.wishes == ["pause"]


def test_a_new_step_takes_no_press_at_once(player):
    """A second Next, pressed as the step changes, does not skip a step; Stop always counts."""
    player.screen.show_progress(player.draw(player.engine.next()))
    player.clock.advance(0.5)
    press(player, Qt.Key.Key_Right)
    press(player, Qt.Key.Key_Escape)
    assert player.wishes == ["stop"]
    player.clock.advance(1)
    press(player, Qt.Key.Key_Right)
    assert player.wishes == ["stop", "next"]


SLOW_VERBS = [
    (Qt.Key.Key_Right, "next"),
    (Qt.Key.Key_Left, "back"),
    (Qt.Key.Key_Space, "pause"),
    (Qt.Key.Key_Plus, "more_time"),
    (Qt.Key.Key_Return, "next"),
    (Qt.Key.Key_H, "pause"),
]


@pytest.mark.parametrize(("key", "wish"), SLOW_VERBS)
def test_every_verb_counts_once_in_400_ms(player, key, wish):
    """A pedal that bounces does its thing once, whatever the thing is."""
    press(player, key)
    player.screen._how_sheet.hide()
    player.clock.advance(0.39)
    press(player, key)
    assert player.wishes == [wish]


@pytest.mark.parametrize(("key", "wish"), SLOW_VERBS)
def test_no_verb_counts_as_a_step_comes(player, key, wish):
    """Whatever is pressed in the first 700 ms of a step was meant for the one before."""
    player.screen.show_progress(player.draw(player.engine.next()))
    player.clock.advance(0.69)
    press(player, key)
    assert player.wishes == []
    player.clock.advance(1)
    press(player, key)
    assert player.wishes == [wish]


def test_two_different_keys_at_once_are_one_press(player):
    """An elbow that comes down on Next and Back does one of them."""
    press(player, Qt.Key.Key_Right)
    press(player, Qt.Key.Key_Left)
    press(player, Qt.Key.Key_Space)
    assert player.wishes == ["next"]


def test_stop_counts_however_often_and_early(player):
    """Stop is never passed over: as a step comes, and right after any other press."""
    player.screen.show_progress(player.draw(player.engine.next()))
    press(player, Qt.Key.Key_Escape)
    press(player, Qt.Key.Key_Right)
    press(player, Qt.Key.Key_S)
    press(player, Qt.Key.Key_MediaStop)
    assert player.wishes == ["stop"] * 3


def test_a_button_held_into_the_next_step_does_nothing_there(player, qtbot):
    """A thumb that came down in the last step, and is lifted in this one, meant the last one."""
    button = player.button("Next step")
    qtbot.mousePress(button, Qt.MouseButton.LeftButton)
    player.screen.show_progress(player.draw(player.engine.next()))
    player.clock.advance(5)
    qtbot.mouseRelease(button, Qt.MouseButton.LeftButton)
    assert player.wishes == []
    player.clock.advance(1)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert player.wishes == ["next"]


def test_a_held_mouse_button_pauses_once(player, qtbot):
    """Leaning on the trackpad pauses, and neither holding nor letting go does more."""
    picture = player.screen._picture
    qtbot.mousePress(picture, Qt.MouseButton.LeftButton)
    player.clock.advance(8)
    qtbot.mouseRelease(picture, Qt.MouseButton.LeftButton)
    assert player.wishes == ["pause"]


def test_a_double_click_on_a_button_is_one_press(player, qtbot):
    """Two quick clicks on Next go one step on; the slow third counts again."""
    button = player.button("Next step")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    player.clock.advance(0.2)
    qtbot.mouseDClick(button, Qt.MouseButton.LeftButton)
    assert player.wishes == ["next"]
    player.clock.advance(0.5)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert player.wishes == ["next", "next"]


def test_a_finger_or_a_palm_on_a_touch_screen_is_one_press(player, qtbot):
    """A palm laid on the picture with three fingers pauses once; a finger on Next is one Next."""
    device = QTest.createTouchDevice()
    window = player.screen.window()
    palm = QTest.touchEvent(window, device)
    for finger, spot in enumerate((QPoint(200, 300), QPoint(260, 330), QPoint(320, 300))):
        palm.press(finger, spot, window)
    palm.commit()
    player.clock.advance(0.1)
    lifted = QTest.touchEvent(window, device)
    for finger, spot in enumerate((QPoint(200, 300), QPoint(260, 330), QPoint(320, 300))):
        lifted.release(finger, spot, window)
    lifted.commit()
    assert player.wishes == ["pause"]
    player.clock.advance(1)
    button = player.button("Next step")
    spot = button.mapTo(window, button.rect().center())
    QTest.touchEvent(window, device).press(0, spot, window).commit()
    player.clock.advance(0.1)
    QTest.touchEvent(window, device).release(0, spot, window).commit()
    assert player.wishes == ["pause", "next"]


def test_a_taught_key_does_its_thing_wherever_the_keyboard_is(player):
    """A pedal that sends Enter pauses, also while a button has the focus."""
    player.screen.set_keys(SessionKeys({"pause": "Return", "next": "Ctrl+P", "stop": "F13"}))
    player.button("Back").setFocus(Qt.FocusReason.TabFocusReason)
    press(player, Qt.Key.Key_Return)
    player.clock.advance(1)
    press(player, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    press(player, Qt.Key.Key_F13)
    assert player.wishes == ["pause", "next", "stop"]


def test_a_key_of_a_massage_is_taken_before_the_window_s_own(player, qtbot):
    """F1 is How? here, and a pedal that sends Ctrl+P is no page for the care team."""
    pressed = []
    for keys in ("F1", "Ctrl+P", "Ctrl+0"):
        shortcut = QShortcut(QKeySequence(keys), player.screen)
        shortcut.activated.connect(lambda keys=keys: pressed.append(keys))
    player.screen.set_keys(SessionKeys({"next": "Ctrl+P"}))
    qtbot.keyClick(player.screen, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    player.clock.advance(1)
    qtbot.keyClick(player.screen, Qt.Key.Key_F1)
    player.screen._how_sheet.hide()
    assert player.wishes == ["next", "pause"]
    qtbot.keyClick(player.screen, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert pressed == ["Ctrl+0"]


def test_in_how_every_stop_key_stops_and_a_pause_key_goes_on(player, qtbot):
    """With oily hands on How?, the pedal still works and Space presses nothing by chance."""
    player.screen.set_keys(SessionKeys({"stop": "F13", "pause": "F14"}))
    for key, wish in (
        (Qt.Key.Key_S, "stop"),
        (Qt.Key.Key_F13, "stop"),
        (Qt.Key.Key_F14, "go_on"),
        (Qt.Key.Key_Space, "go_on"),
    ):
        player.clock.advance(1)
        press(player, Qt.Key.Key_H)
        settle()
        sheet = player.screen._how_sheet
        assert sheet.isVisible()
        stop = next(b for b in sheet.findChildren(ActionButton) if b.accessibleName() == "Stop")
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        player.clock.advance(1)
        press(player, key)
        assert player.wishes[-2:] == ["pause", wish]
        assert not sheet.isVisible()


def test_a_pressed_button_does_not_keep_the_keyboard(player, qtbot):
    """After Back was clicked, Enter is Next again."""
    qtbot.mouseClick(player.button("Back"), Qt.MouseButton.LeftButton)
    player.clock.advance(1)
    press(player, Qt.Key.Key_Return)
    assert player.wishes == ["back", "next"]


def test_how_pauses_and_tells_everything(player, qtbot):
    """How? rests the clock, shows the whole text, and Go on leads back; Esc is Stop there too."""
    press(player, Qt.Key.Key_H)
    settle()
    sheet = player.screen._how_sheet
    assert player.wishes == ["pause"]
    assert sheet.isVisible()
    how = player.draw(player.engine.progress).how
    told = [getattr(label, "text", str)() for label in sheet.findChildren(type(sheet._how))]
    assert how in told
    # How hard: what it is like, how the hands are, what is seen, and whose scale it is.
    pressure = player.draw(player.engine.progress).pressure
    if pressure is not None:
        assert all(
            any(part in line for line in told)
            for part in (pressure.like, pressure.hands, pressure.see, "Walton")
        )
    qtbot.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert player.wishes == ["pause"]
    player.clock.advance(1)
    qtbot.keyClick(sheet._go_on, Qt.Key.Key_Return)
    assert player.wishes == ["pause", "go_on"]
    assert not sheet.isVisible()
    player.clock.advance(1)
    press(player, Qt.Key.Key_F1)
    qtbot.keyClick(sheet._go_on, Qt.Key.Key_Escape)
    assert player.wishes[-1] == "stop"


def test_a_pause_says_why(player):
    """After the computer slept, or the app was closed, the screen says what happened."""
    player.show(state="paused", paused_because="gap")
    assert "slept" in player.screen._words.text
    player.show(state="paused", paused_because="interrupted")
    assert "before the app closed" in player.screen._words.text
    assert player.screen._title.text() == "Paused. Rest your hands."


def test_without_a_figure_the_words_stand_alone(clock, pat, profile, places, open_at):
    """A missing picture stops nobody."""
    plan = pat.library.planner.plan(profile, "m-hand", None, 5)
    engine = SessionEngine(plan.steps, clock)
    screen = SessionScreen(figure=None, clock=clock)
    screen.show_progress(session_view(engine.start(), "m-hand", pat, places))
    open_at(screen)
    assert faults(screen) == []


def words_of(widget):
    return [one.text() for one in widget.findChildren(Text) if one.isVisible()]


def press(player, key, modifiers=Qt.KeyboardModifier.NoModifier):
    """Press and let go of a key where the keyboard is."""
    target = QApplication.focusWidget() or player.screen
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(target, QKeyEvent(kind, key, modifiers))


# -- settling, and asking the person ---------------------------------------------------------


@pytest.fixture
def settling(player):
    """The same massage before its first step."""
    player.engine = SessionEngine(player.engine.steps, player.clock, lead_in_s=10)
    player.show(player.engine.start())
    return player


@pytest.mark.parametrize(
    "key",
    [Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Return, Qt.Key.Key_X],
)
def test_any_key_begins_while_there_is_time_to_settle(settling, key):
    """Nobody has to know which key; Stop is Stop all the same."""
    QTest.keyClick(settling.screen, key)
    assert settling.wishes == ["next"]
    press(settling, Qt.Key.Key_Escape)
    assert settling.wishes == ["next", "stop"]


def test_a_press_anywhere_begins_while_there_is_time_to_settle(settling, qtbot):
    """The whole window begins, and there is nothing to pause or to go back to."""
    qtbot.mouseClick(settling.screen._picture, Qt.MouseButton.LeftButton)
    assert settling.wishes == ["next"]
    assert settling.button("Begin now").kind == "primary"
    assert not settling.screen._pause.isVisible()
    assert not settling.screen._back.isVisible()


def test_settling_says_how_long_and_what_comes(settling):
    """It has a plain name and its seconds, and is no step that massages."""
    view = settling.draw(settling.engine.progress)
    assert (view.title, view.time_left, view.pressure) == ("Time to settle", "0:10", None)
    assert "10 seconds" in view.words
    assert view.next_title
    settling.clock.advance(2)
    assert settling.draw(settling.engine.tick()).time_left == "0:06"


@pytest.mark.parametrize(("key", "word"), [(Qt.Key.Key_1, "softer"), (Qt.Key.Key_2, "same")])
def test_the_persons_answer_is_one_key_or_one_large_button(player, qtbot, key, word):
    """Softer and same are as large as Stop, and 1 and 2 on the keys."""
    answers = []
    player.screen.answer_given.connect(answers.append)
    player.show(ask_now=True)
    press(player, key)
    player.clock.advance(1)
    button = player.button(word.capitalize())
    assert button.height() >= 96
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert answers == [word, word]
    assert player.wishes == []


def test_an_answer_is_not_pressed_by_accident(player):
    """A press that was on its way as the question came is nobody's answer."""
    answers = []
    player.screen.answer_given.connect(answers.append)
    player.screen.show_progress(replace(player.draw(player.engine.progress), ask_now=True))
    player.clock.advance(0.5)
    press(player, Qt.Key.Key_2)
    assert answers == []
    player.clock.advance(1)
    press(player, Qt.Key.Key_2)
    assert answers == ["same"]


def test_softer_counts_when_the_question_is_gone_and_same_does_not(player):
    """The wish for less is never too late."""
    answers = []
    player.screen.answer_given.connect(answers.append)
    press(player, Qt.Key.Key_2)
    player.clock.advance(1)
    press(player, Qt.Key.Key_1)
    assert answers == ["softer"]


@pytest.mark.parametrize("percent", [100, 150, 200, 300])
@pytest.mark.parametrize("size", [(1024, 640), (1280, 800), (1920, 1080)])
def test_the_question_and_its_answers_fit_everywhere(player, size, percent, show_theme):
    """Asking never hides Stop, nor time where there is any room; all of it can be read."""
    show_at(player.screen, QSize(*size), percent)
    player.show(ask_now=True)
    answers = [player.button("Softer"), player.button("Same")]
    assert all(button.height() >= 96 for button in answers)
    shown = [
        *answers,
        *player.screen._buttons,
        player.screen._ask_panel,
    ]
    if percent < 300 or size[0] > 1024:
        shown.append(player.screen._timer_panel)
    assert all(part.isVisible() for part in shown)
    assert not any(
        one.geometry().intersects(other.geometry())
        for number, one in enumerate(shown)
        for other in shown[number + 1 :]
    )
    assert faults(player.screen) == []
    player.show(ask_now=False)
    assert not player.screen._ask_panel.isVisible()
    show_theme()


def test_the_step_is_softer_in_words_picture_and_pressure(player):
    """Once the person has asked, hands rest where they stroked, and the screen says why."""
    before = player.draw(player.engine.progress)
    after = player.draw(player.engine.answer("softer"))
    assert (before.pressure.level, after.pressure.level) == (1, 0)
    assert after.title == "Resting hands instead"
    assert before.words not in after.words
    assert after.changed == f"Softer: {after.name} asked for it."
    assert after.picture.stroke.rests


@pytest.mark.parametrize(
    ("why", "since", "words"),
    [
        ("gap", "3:09 PM", "The computer slept from 3:09 PM. That time does not count."),
        ("interrupted", "3:09 PM", "You were here at 3:09 PM, before the app closed."),
        ("gap", "", "The computer slept. That time does not count."),
        ("new-plan", "", "The plan has changed. Look where your hands may go now."),
    ],
)
def test_a_pause_nobody_asked_for_says_why_and_since_when(player, why, since, words):
    """Whoever comes back knows what happened, and at what time of day."""
    player.show(state="paused", paused_because=why, interrupted_at=since)
    assert words in player.screen._words.text
