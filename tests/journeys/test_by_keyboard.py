# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole first massage, from the first card to the page, without touching a mouse."""

import pypdf
import pytest
from PySide6.QtCore import Qt
from tests.journeys.conftest import names_of

from caregiver_guide.ui.screens.session_screen import SessionScreen
from caregiver_guide.ui.widgets.sheet import Sheet

pytestmark = pytest.mark.windows

KEY = Qt.Key
ENTER = Qt.Key.Key_Return
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def _first_run(keyboard):
    keyboard.expect("I understand")
    keyboard.key(ENTER)
    keyboard.expect("First name, or what they like to be called")
    keyboard.keys("Pat")
    keyboard.key(ENTER)
    keyboard.expect("Your first name")
    keyboard.keys("Ana")
    keyboard.key(KEY.Key_Tab)
    keyboard.expect("Family member or friend")
    keyboard.key(ENTER)
    keyboard.expect("Mark it now")
    keyboard.key(KEY.Key_1)
    keyboard.key(ENTER)
    keyboard.expect("Care team: who do you call?")
    keyboard.keys("Nurse Lee")
    keyboard.key(KEY.Key_Tab)
    keyboard.expect("Their phone number")
    keyboard.keys("555 0142")
    keyboard.key(ENTER)


def _mark_from_the_list(keyboard):
    keyboard.expect("Find a place")
    keyboard.keys("collarbone")
    keyboard.tab_to("Right upper chest, below the collarbone")
    keyboard.key(KEY.Key_Space)
    keyboard.key(ENTER)
    keyboard.expect("Type a word")
    keyboard.keys("port")
    keyboard.tab_to("What it may be")
    keyboard.key(ENTER)
    keyboard.tab_to("Correct, keep it")
    keyboard.key(ENTER)


def _to_the_massage(home, keyboard):
    keyboard.expect("Start a massage")
    keyboard.key(ENTER)
    assert home.place == "check"
    # A held Enter answers nothing: the questions are there to be read first.
    keyboard.key(ENTER)
    assert home.place == "check"
    assert not home.guide.context.is_checked
    keyboard.tab_to("Nothing new today")
    keyboard.key(ENTER)
    keyboard.expect("Next: choose a massage")
    keyboard.key(ENTER)
    assert home.place == "routine"
    keyboard.expect("Hand between hands")
    keyboard.key(KEY.Key_Right)
    keyboard.expect("Slow hand massage")
    keyboard.key(ENTER)
    if home.place == "routine":
        keyboard.key(ENTER)
    assert home.place == "position"
    keyboard.expect("Pat is comfortable")
    keyboard.key(ENTER)
    assert home.place == "prepare"
    keyboard.expect("Pat said yes")
    keyboard.key(KEY.Key_Y)
    keyboard.key(ENTER)
    assert home.place == "before"
    keyboard.expect("How much pain right now? 0")
    keyboard.key(KEY.Key_6)
    keyboard.expect("How much worry or tension right now? 0")
    keyboard.key(KEY.Key_T)
    keyboard.expect("How tired right now? 0")
    keyboard.key(KEY.Key_4)
    keyboard.expect("How tired right now? 4")
    keyboard.key(ENTER)
    assert home.place == "session"


def _step(home):
    return home.guide.massage.session.shown.index


def _sheet_is_open(keyboard):
    return any(sheet.isVisible() for sheet in keyboard.window.findChildren(Sheet))


def _use_every_key_of_a_massage(home, keyboard):
    shown = lambda: home.guide.massage.session.shown  # noqa: E731 - read again at every look
    assert isinstance(keyboard.here, SessionScreen)
    assert shown().state == "lead-in"
    home.wait(2)
    keyboard.key(KEY.Key_Space)
    assert (shown().state, shown().index, shown().elapsed_s) == ("running", 0, 0)
    home.wait(2)
    keyboard.key(KEY.Key_Space)
    assert shown().is_paused
    keyboard.key(KEY.Key_Space)
    assert not shown().is_paused

    keyboard.key(KEY.Key_Right)
    assert shown().index == 1
    keyboard.key(KEY.Key_Left)
    assert shown().index == 0
    for forward, back in (
        (KEY.Key_PageDown, KEY.Key_PageUp),
        (KEY.Key_N, KEY.Key_B),
        (KEY.Key_MediaNext, KEY.Key_MediaPrevious),
    ):
        keyboard.key(forward)
        assert shown().index == 1, forward
        keyboard.key(back)
        assert shown().index == 0, back

    length = shown().step_length_s
    keyboard.key(KEY.Key_Plus, Qt.KeyboardModifier.ShiftModifier)
    assert shown().step_length_s == length + 60
    keyboard.key(KEY.Key_R)
    keyboard.key(KEY.Key_T)
    keyboard.key(KEY.Key_Down)
    keyboard.key(KEY.Key_Up)
    assert (shown().index, shown().is_paused) == (0, False)

    # Tab starts nowhere, and Enter presses what has the keyboard; Space never does.
    keyboard.key(KEY.Key_Right)
    keyboard.tab_to("Back")
    keyboard.key(KEY.Key_Space)
    assert shown().is_paused
    keyboard.key(KEY.Key_Space)
    keyboard.tab_to("Pause")
    keyboard.key(ENTER)
    assert shown().is_paused
    keyboard.key(ENTER)
    assert not shown().is_paused

    keyboard.key(KEY.Key_H)
    assert _sheet_is_open(keyboard)
    assert shown().is_paused
    keyboard.expect_seen()
    keyboard.key(ENTER)
    assert not _sheet_is_open(keyboard)
    assert not shown().is_paused

    keyboard.key(KEY.Key_Escape)
    assert _sheet_is_open(keyboard)
    keyboard.expect("End for today and log it")
    keyboard.key(KEY.Key_Escape)
    keyboard.key(KEY.Key_Space)
    assert _sheet_is_open(keyboard)
    assert shown().is_paused
    keyboard.tab_to("Go back to the massage")
    keyboard.key(ENTER)
    assert not _sheet_is_open(keyboard)
    assert not shown().is_paused


@pytest.mark.parametrize("size", [(1280, 800), (1024, 640)])
def test_a_whole_first_massage_by_keyboard_alone(home, keyboard, size):
    """Whoever cannot use a mouse sees at every step where the keyboard is, and comes to the end."""
    home.open(size)
    _first_run(keyboard)
    assert home.place == "safety"
    _mark_from_the_list(keyboard)
    person = home.guide.context.person.id
    assert [zone.condition for zone in home.log.zones.of(person)] == ["port"]
    keyboard.key(KEY.Key_1, CONTROL)
    assert home.place == "today"

    _to_the_massage(home, keyboard)
    _use_every_key_of_a_massage(home, keyboard)
    for _ in range(40):
        if home.place != "session":
            break
        home.finish_step()
        if home.place == "session":
            keyboard.key(KEY.Key_Right)

    assert home.place == "after"
    keyboard.expect("Ask Pat now")
    keyboard.key(ENTER)
    keyboard.expect("How much pain right now? 0")
    keyboard.key(KEY.Key_3)
    keyboard.expect("How much worry or tension right now? 0")
    keyboard.key(KEY.Key_End)
    keyboard.key(KEY.Key_Left)
    keyboard.expect("Declined")
    keyboard.key(ENTER)
    keyboard.tab_to("Pink or warm skin")
    keyboard.key(KEY.Key_Space)
    keyboard.tab_to("Save this massage")
    keyboard.key(ENTER)
    assert home.place == "today"
    keyboard.expect("Start a massage")

    (story,) = home.log.sessions.stories(home.log.sessions.recent(person))
    assert story.session.state == "finished"
    given = {(rating.when, rating.question): rating.value for rating in story.ratings}
    assert given[("before", "pain")] == 6
    assert given[("before", "worry")] == 10
    assert given[("before", "tiredness")] == 4
    assert given[("after", "pain")] == 3
    assert given[("after", "worry")] == "declined"
    assert len(story.reactions) == 1

    keyboard.key(KEY.Key_3, CONTROL)
    assert home.place == "log"
    keyboard.key(KEY.Key_P, CONTROL)
    assert home.place == "page"
    keyboard.expect_seen()
    keyboard.key(KEY.Key_S, CONTROL)
    assert len(pypdf.PdfReader(home.page).pages) == 1
    assert home.prompts.told == []


def test_every_place_is_reached_by_its_own_keys_and_shows_where_the_keyboard_is(home, keyboard):
    """The keys of the places work from everywhere outside a massage."""
    home.furnish().open()
    for key, modifier, place in (
        (KEY.Key_2, CONTROL, "safety"),
        (KEY.Key_3, CONTROL, "log"),
        (KEY.Key_4, CONTROL, "trends"),
        (KEY.Key_5, CONTROL, "page"),
        (KEY.Key_6, CONTROL, "learn"),
        (KEY.Key_7, CONTROL, "settings"),
        (KEY.Key_1, CONTROL, "today"),
        (KEY.Key_Comma, CONTROL, "settings"),
        (KEY.Key_P, CONTROL, "page"),
        (KEY.Key_F1, Qt.KeyboardModifier.NoModifier, "learn"),
        (KEY.Key_N, CONTROL, "check"),
    ):
        keyboard.key(key, modifier)
        assert home.place == place
        if place != "check":
            keyboard.expect_seen()
    keyboard.key(KEY.Key_Left, ALT)
    assert home.place == "today"
    keyboard.expect("Start a massage")


@pytest.mark.parametrize("place", ["check", "routine", "position", "prepare", "before"])
def test_tab_walks_round_a_whole_screen_and_back_again(home, keyboard, mouse, place):
    """Nothing on a screen is out of reach for whoever missed it the first time round."""
    home.furnish().open()
    mouse.come_to(place)
    keyboard.key(KEY.Key_Tab)
    start = keyboard.here
    for key, modifier in (
        (KEY.Key_Tab, Qt.KeyboardModifier.NoModifier),
        (KEY.Key_Backtab, Qt.KeyboardModifier.ShiftModifier),
    ):
        met = []
        for _ in range(60):
            keyboard.key(key, modifier)
            keyboard.expect_seen()
            assert keyboard.here not in met
            met.append(keyboard.here)
            if keyboard.here is start:
                break
        assert met[-1] is start
        assert {"Leave", "Back"} <= {name for one in met for name in names_of(one)}


def test_on_the_way_to_a_massage_no_key_leads_around_the_check(home, keyboard):
    """Keys of the places rest in the flow, and Enter goes nowhere while an answer is missing."""
    home.furnish().open()
    keyboard.key(KEY.Key_N, CONTROL)
    assert home.place == "check"
    for key in (KEY.Key_2, KEY.Key_3, KEY.Key_N, KEY.Key_P):
        keyboard.key(key, CONTROL)
        assert home.place == "check"
    keyboard.tab_to("Yes")
    for _ in range(3):
        keyboard.key(KEY.Key_Tab)
    keyboard.key(ENTER)
    keyboard.key(ENTER)
    assert home.place == "check"
    assert home.log.checks.newest(home.guide.context.person.id) is None or not (
        home.log.checks.newest(home.guide.context.person.id).is_complete
    )
