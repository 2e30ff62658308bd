# SPDX-License-Identifier: GPL-3.0-or-later
"""A practice run: the real screens with a pretend person, and nothing of it anywhere afterwards."""

import hashlib

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from shiboken6 import isValid
from tests.journeys.conftest import checks_of_today

MARK = "Practice: nothing is saved"


def bytes_of(folder):
    """Return every file below a folder with the hash of what is in it."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def calls(home, monkeypatch):
    """Every question to the real log, and every writing, from the moment it is switched on."""
    found = []

    def switch_on():
        database = home.log._database
        for verb in ("rows", "read", "number", "run", "transaction"):
            real = getattr(database, verb)

            def noted(*args, _real=real, _verb=verb, **more):
                found.append(_verb)
                return _real(*args, **more)

            monkeypatch.setattr(database, verb, noted)
        return found

    return switch_on


def begin(home, mouse):
    """Begin a practice run from Today, once all that Today reads has been read."""
    home.guide.stop_checking()
    mouse.press("Try a practice run")
    assert home.place == "practice"


def come_to_practice_session(mouse):
    """Go through the flow with the pretend person as far as the first step."""
    mouse.press("Nothing new today")
    mouse.press("Next: choose a massage")
    mouse.press("Slow hand massage…")
    mouse.press("Next: position and pillows")
    mouse.press("Robin is comfortable")
    mouse.say_yes_to_all()
    mouse.press("Robin said yes")
    mouse.press("Next: how is Robin now?")
    mouse.press("Start the massage")


def pass_time(home, seconds):
    """Let time pass in the practice run."""
    for _ in range(seconds):
        home.clock.advance(1.0)
        home.guide.practice.massage.session.ticker.ticked.emit()


def test_a_whole_practice_run_leaves_not_one_byte(home, mouse, calls):
    """Check, steps, Stop, answers afterwards: the real log is not even asked, no file changes."""
    home.furnish().open()
    home.guide.stop_checking()
    before = bytes_of(home.data_dir)
    called = calls()
    begin(home, mouse)
    come_to_practice_session(mouse)
    session = home.guide.practice.massage.session
    assert session.record.minutes_asked == 3
    pass_time(home, 20)
    mouse.press("Pause")
    mouse.press("Go on")
    mouse.press("Next step")
    pass_time(home, 10)
    mouse.press("Stop")
    mouse.press("New strong pain, or something popped")
    mouse.press("End for today and log it")
    assert home.guide.practice.place == "after"
    mouse.press("Ask Robin now")
    mouse.press("Pink or warm skin…")
    mouse.press("Save this massage")
    assert home.guide.practice.massage is None
    assert called == []
    assert home.place == "today"
    assert bytes_of(home.data_dir) == before
    assert home.guide.context.person.name == "Pat"
    assert home.log.sessions.recent(home.guide.context.person.id) == ()
    assert not checks_of_today(home).has_news
    assert [one.name for one in home.log.people.all()] == ["Pat"]


def test_the_key_that_locks_says_why_not_in_a_practised_massage_too(home, mouse):
    """A key that does nothing and says nothing looks broken."""
    home.furnish().open()
    begin(home, mouse)
    come_to_practice_session(mouse)
    home.guide._lock_by_key()
    assert home.guide.practice.massage.session.is_running
    assert "The app does not lock while a massage runs." in mouse.words()


def test_every_screen_of_it_says_that_it_is_practice(home, mouse):
    """From the check to the answers afterwards, and under the Stop sheet."""
    home.furnish().open()
    begin(home, mouse)
    said = []

    def look(_name=""):
        said.append(home.guide.practice.place)
        (mark,) = (
            one
            for one in home.window.findChildren(object)
            if getattr(one, "text", None) is not None and callable(one.text) and one.text() == MARK
        )
        assert mark.isVisible()
        assert not mark.visibleRegion().isEmpty()

    look()
    mouse.press("Nothing new today")
    mouse.press("Next: choose a massage")
    look()
    mouse.press("Next: position and pillows")
    look()
    mouse.press("Robin is comfortable")
    look()
    mouse.say_yes_to_all()
    mouse.press("Robin said yes")
    mouse.press("Next: how is Robin now?")
    look()
    mouse.press("Start the massage")
    look()
    pass_time(home, 5)
    mouse.press("Stop")
    look()
    mouse.press("End for today and log it")
    look()
    assert said == [
        "check", "routine", "position", "prepare", "before", "session", "session", "after",
    ]  # fmt: skip
    mouse.press("Leave practice")
    assert home.place == "today"


def test_leaving_in_the_middle_comes_back_to_where_it_was_begun(home, mouse):
    """From Learn, out of a running step, back to Learn; the clock of the step stops for good."""
    home.furnish().open()
    home.guide.stop_checking()
    mouse.press("Learn")
    mouse.press("Try a practice run")
    come_to_practice_session(mouse)
    pass_time(home, 12)
    ticker = home.guide.practice.massage.session.ticker
    mouse.press("Leave practice")
    assert not isValid(ticker)
    assert home.place == "learn"
    assert home.window.rail.isVisible()
    assert mouse.shows("Pat & safety")


def test_a_practice_run_cut_off_is_simply_gone(home, mouse):
    """Killed in the middle of a step, the app opens on Today, and knows of nothing."""
    home.furnish().open()
    home.guide.stop_checking()
    before = bytes_of(home.data_dir)
    begin(home, mouse)
    come_to_practice_session(mouse)
    pass_time(home, 30)
    home.close()
    # Closing any window takes its mark away and backs the real log up; that log is as it was.
    assert bytes_of(home.data_dir)["log.db"] == before["log.db"]
    home.open()
    assert home.place == "today"
    assert home.log.sessions.place() is None


def test_a_real_massage_that_was_cut_off_stays_as_it_is(home, mouse):
    """Practising meanwhile neither ends nor moves it; it goes on from the same second."""
    home.furnish().open()
    mouse.come_to("session")
    home.wait(20)
    home.close()
    home.open()
    home.guide.stop_checking()
    place = home.log.sessions.place()
    home.guide.go("learn")
    mouse.press("Try a practice run")
    come_to_practice_session(mouse)
    pass_time(home, 15)
    mouse.press("Stop")
    mouse.press("End for today and log it")
    mouse.press("Remind me in 10 minutes")
    assert home.place == "learn"
    assert home.log.sessions.place() == place
    home.guide.go("today")
    home.close()
    home.open()
    assert home.place == "session"
    assert home.guide.massage.session.shown.elapsed_s == pytest.approx(20, abs=6)


def test_no_key_leads_out_of_it_but_its_own(home, mouse, keyboard):
    """Ctrl+3 is the log elsewhere; in a practice run no place of the app answers."""
    home.furnish().open()
    begin(home, mouse)
    for key in (Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_N, Qt.Key.Key_P):
        keyboard.key(key, Qt.KeyboardModifier.ControlModifier)
    assert home.place == "practice"
    assert home.guide.practice.place == "check"
    assert not any(
        button.isVisible() and button.text() == "Massage log"
        for button in home.window.findChildren(QAbstractButton)
    )


def test_something_new_can_be_marked_on_the_pretend_person(home, mouse):
    """The way to the map and back works in a practice run too, and the plan changes there."""
    home.furnish().open()
    begin(home, mouse)
    come_to_practice_session(mouse)
    pass_time(home, 5)
    mouse.press("Stop")
    mouse.press("I see something new on the skin or body")
    mouse.press("Mark it now")
    assert home.guide.practice.place == "safety"
    assert "Robin & safety" in mouse.words()
    run = home.guide.practice._run
    mouse.click(run.window.screen_named("safety")._back)
    mouse.press("Back to the massage")
    assert "Nothing changes." in mouse.words()
    mouse.press("Back to the massage")
    assert home.guide.practice.place == "session"


def test_two_runs_after_each_other_begin_afresh(home, mouse):
    """Nothing of the first is in the second: every question is open again."""
    home.furnish().open()
    for _ in range(2):
        begin(home, mouse)
        mouse.press("Nothing new today")
        mouse.press("Leave practice")
    begin(home, mouse)
    screen = home.guide.practice._run.window.screen_named("check")
    (main,) = (
        one
        for one in screen.findChildren(QAbstractButton)
        if one.text() == "Next: choose a massage"
    )
    assert not main.isEnabled()
    mouse.press("Leave practice")


def test_practising_comes_even_before_the_first_question(home, mouse):
    """Whoever opens the app for the first time may try first, and finds the first card again."""
    home.open()
    assert home.place == "welcome"
    before = bytes_of(home.data_dir)
    mouse.press("Try a practice run")
    come_to_practice_session(mouse)
    pass_time(home, 5)
    mouse.press("Leave practice")
    assert home.place == "welcome"
    assert mouse.shows("I understand")
    assert home.log.people.all() == ()
    assert bytes_of(home.data_dir) == before
