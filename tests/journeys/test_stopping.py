# SPDX-License-Identifier: GPL-3.0-or-later
"""Stop: time rests at once, the reason is kept at once, and usual ends look usual."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.journeys.conftest import checks_of_today

from caregiver_guide.services.session_keys import SessionKeys


@pytest.fixture
def running(home, mouse):
    """A massage that has run for seventy seconds in its second step."""
    home.furnish().open()
    mouse.come_to("session")
    home.wait(20)
    mouse.next_step()
    home.wait(70)
    return home


def stopped(home):
    """Return the newest session of the log, over or not."""
    place = home.log.sessions.place()
    if place is not None:
        return home.log.sessions.one(place.session)
    return home.log.sessions.recent(home.guide.context.person.id)[0]


def test_a_reason_is_in_the_log_before_anything_else_is_pressed(running, mouse):
    """A power cut right after the answer loses neither the reason nor the way to the number."""
    mouse.press("Stop")
    mouse.press("Chest pain, short of breath, or blue lips")
    assert stopped(running).stop_reason == "chest-or-breath"
    running.close()

    running.clock.advance(600)
    running.open()
    assert running.place == "session"
    assert "Call" in mouse.words()
    assert "Help Pat sit up." in mouse.words()
    assert not mouse.shows("Go back to the massage")
    mouse.press("End for today and log it")
    session = stopped(running)
    assert (session.state, session.stop_reason) == ("stopped", "chest-or-breath")
    check = checks_of_today(running)
    assert set(check.signs) >= {"chest-pain", "breath-sudden"}


def test_a_grave_reason_of_a_massage_that_was_never_ended_counts_all_the_same(running, mouse):
    """Closed hours later as unfinished, it still stops the day."""
    mouse.press("Stop")
    mouse.press("A seizure")
    running.close()
    running.clock.advance(7 * 3600)
    running.open()
    assert running.place == "today"
    session = stopped(running)
    assert (session.state, session.stop_reason) == ("unfinished", "seizure")
    assert "seizure-now" in checks_of_today(running).signs
    assert not mouse.shows("Start a massage")


def test_a_reason_taken_back_is_taken_back_in_the_log(running, mouse):
    """Whoever presses the wrong card goes back to all of them, and then on with the massage."""
    mouse.press("Stop")
    mouse.press("New strong pain, or something popped")
    mouse.press("Another reason")
    assert stopped(running).stop_reason is None
    mouse.press("Not comfortable")
    assert stopped(running).stop_reason == "not-comfortable"
    mouse.press("Go back to the massage")
    assert running.place == "session"
    assert not running.guide.massage.session.shown.is_paused
    assert stopped(running).stop_reason is None
    assert checks_of_today(running).signs == ()


def test_ending_without_a_reason_is_said_in_the_log(running, mouse):
    """No reason is an answer too, and it can be read."""
    mouse.press("Stop")
    mouse.press("End for today and log it")
    mouse.press("Remind me in 10 minutes")
    mouse.press("Massage log")
    running.guide._open_session(stopped(running).id)
    assert "Stopped early" in mouse.words()
    assert "No reason given" in mouse.words()


def test_a_caller_pauses_and_the_massage_waits(running, mouse):
    """The telephone rings: the massage pauses for now, and goes on from there when it may."""
    mouse.press("Stop")
    mouse.press("A telephone, a visitor, or somebody needs me")
    mouse.press("Pause for now")
    assert running.place == "session"
    assert running.guide.massage.session.shown.is_paused
    before = running.guide.massage.session.shown.elapsed_s
    running.wait(300)
    mouse.press("Go on")
    assert running.guide.massage.session.shown.elapsed_s == pytest.approx(before, abs=2)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("Pat fell asleep", "asleep"),
        ("A telephone, a visitor, or somebody needs me", "interrupted"),
    ],
)
def test_sleep_and_a_caller_look_like_a_whole_massage_in_the_log(running, mouse, words, reason):
    """Ending for these is as normal as a full session: nothing is called stopped early."""
    mouse.press("Stop")
    mouse.press(words)
    mouse.press("End for today and log it")
    mouse.press("Remind me in 10 minutes")
    assert "Stopped early" not in mouse.words()
    mouse.press("Massage log")
    session = stopped(running)
    assert (session.state, session.stop_reason) == ("stopped", reason)
    (row,) = running.guide.log_pages.view.rows
    assert (row.was_cut_short, row.minutes) == (False, 1)
    running.guide._open_session(session.id)
    said = mouse.words()
    assert words in said
    assert "Stopped early" not in said


def test_esc_and_space_do_nothing_and_keys_choose(running, keyboard):
    """Esc opens Stop and cannot close it; a key chooses, Enter ends."""
    keyboard.key(Qt.Key.Key_Escape)
    keyboard.key(Qt.Key.Key_Escape, times=2)
    keyboard.key(Qt.Key.Key_Space, times=2)
    assert running.guide.massage.session.stopping.is_open
    assert running.guide.massage.session.stopping.sheet.chosen == ""
    keyboard.key(Qt.Key.Key_J)
    keyboard.key(Qt.Key.Key_Space)
    keyboard.key(Qt.Key.Key_Escape)
    assert stopped(running).stop_reason == "caregiver-unwell"
    keyboard.key(Qt.Key.Key_Return)
    assert running.place == "after"
    assert stopped(running).state == "stopped"


def test_a_disk_that_fails_never_keeps_the_answer_from_the_screen(running, mouse, monkeypatch):
    """The reason is written with the end of the massage when it could not be written at once."""
    from caregiver_guide.storage.errors import StorageError

    sessions = type(running.log.sessions)
    change = sessions.change

    def broken(*_args, **_more):
        raise StorageError("the disk is gone")

    monkeypatch.setattr(sessions, "change", broken)
    mouse.press("Stop")
    mouse.press("A seizure")
    assert "Protect the head." in mouse.words()
    assert running.prompts.told == []
    monkeypatch.setattr(sessions, "change", change)
    mouse.press("End for today and log it")
    assert stopped(running).stop_reason == "seizure"


def test_a_reason_that_comes_back_after_a_power_cut_has_the_keyboard(running, mouse, qtbot):
    """The sheet that is there again answers keys; once it is left, no key reaches it unseen."""
    mouse.press("Stop")
    mouse.press("Not comfortable")
    running.close()
    running.clock.advance(60)
    running.open()
    sheet = running.guide.massage.session.stopping.sheet
    assert sheet.isVisible()
    assert sheet.isAncestorOf(QApplication.focusWidget())
    mouse.press("Go back to the massage")
    assert QApplication.focusWidget() is running.window.screen_named("session")
    running.a_second()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_H)
    assert stopped(running).stop_reason is None


def test_a_double_press_on_stop_is_stop(running, mouse):
    """Oily hands press twice: whatever lies under the second press, the massage stays stopped."""
    button = mouse.button("Stop")
    running.a_second()
    spot = button.mapTo(running.window, button.rect().center())
    window = running.window.windowHandle()
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for press in (QTest.mouseClick, QTest.mouseDClick, QTest.mouseClick):
        press(window, left, none, spot)
        running.clock.advance(0.1)
    sheet = running.guide.massage.session.stopping.sheet
    assert sheet.isVisible()
    assert sheet.chosen == ""
    assert stopped(running).state == "running"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_1, Qt.Key.Key_F13])
def test_a_key_that_bounces_on_stop_answers_nothing(running, mouse, key):
    """Enter on Stop that comes twice does not end the massage; nor does a taught pedal later."""
    session = running.guide.massage.session
    keys = SessionKeys({"stop": "F13", "pause": "1"})
    running.window.screen_named("session").set_keys(keys)
    session.stopping.sheet.set_keys(keys)
    running.a_second()
    QTest.keyClick(running.window.screen_named("session"), Qt.Key.Key_Escape)
    running.clock.advance(0.2)
    QTest.keyClick(QApplication.focusWidget(), key)
    assert session.stopping.is_open
    assert session.stopping.sheet.chosen == ""
    if key != Qt.Key.Key_Return:
        running.clock.advance(5)
        QTest.keyClick(QApplication.focusWidget(), key)
        assert session.stopping.is_open
        assert session.stopping.sheet.chosen == ""


@pytest.mark.parametrize(
    ("reason", "end", "answer"),
    [
        ("A telephone, a visitor, or somebody needs me", "End for today…", "not-answered"),
        ("Pat wants to stop, pulls away, or looks upset", "End for today…", "stop"),
        (None, "End for today…", "not-answered"),
    ],
)
def test_stop_is_pats_word_only_where_pat_wished_it(running, mouse, reason, end, answer):
    """While "softer, same, or stop?" is asked, a telephone call puts no word in Pat's mouth."""
    for _ in range(300):
        if running.guide.massage.session.is_asking:
            break
        running.wait(1)
    assert running.guide.massage.session.is_asking
    mouse.press("Stop")
    if reason:
        mouse.press(reason)
    mouse.press(next(words for words in (end, "End for today and log it") if mouse.shows(words)))
    story = running.log.sessions.story(stopped(running).id)
    assert [one.answer for one in story.consents] == [answer]
