# SPDX-License-Identifier: GPL-3.0-or-later
"""After a massage: hands wiped, asked at once or in ten minutes, and asked once the next day."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from tests.journeys.conftest import checks_of_today, settle, stirs

from caregiver_guide.domain.session import Person
from caregiver_guide.ui.widgets.reading_order import tab_stops
from caregiver_guide.ui.widgets.sign_row import SignRow
from caregiver_guide.ui.widgets.waiting_bar import WaitingBar

pytestmark = pytest.mark.windows

HOUR = 3600.0


def massaged(home, mouse):
    """Give a massage that is stopped early, and come to what is asked first."""
    mouse.come_to("session")
    for _ in range(3):
        home.finish_step()
        mouse.next_step()
    home.wait(20)
    mouse.press("Stop")
    mouse.press("End for today and log it")
    assert home.place == "after"


def reminded(home):
    """Let the one timer of the reminder run out, as it does in real time."""
    timer = home.guide.follow_ups._timer
    assert timer.isActive()
    timer.stop()
    timer.timeout.emit()
    settle()


def newest(home):
    (session,) = home.log.sessions.recent(home.guide.context.person.id, limit=1)
    return home.log.sessions.story(session.id)


def test_the_app_reminds_softly_after_ten_minutes(home, mouse):
    """A card on Today and one soft bell; nothing opens by itself, and the minutes are kept."""
    home.furnish().open()
    massaged(home, mouse)
    mouse.press("Remind me in 10 minutes")
    assert home.place == "today"
    assert "We will remind you at" in mouse.words()
    assert home.guide.follow_ups.is_waiting

    rung = home.guide.massage.session.sound.sounds.played.count("ask")
    home.clock.advance(600)
    reminded(home)
    assert home.place == "today"
    assert home.guide.massage.session.sound.sounds.played.count("ask") == rung + 1
    assert "Now is a good time to ask." in mouse.words()
    assert not home.guide.follow_ups.is_waiting

    mouse.press("Answer now")
    mouse.rate(2, 1, 4)
    mouse.press("Save this massage")
    assert home.place == "today"
    assert not mouse.shows("Answer now")
    minutes = {one.minutes_since_hands_off for one in newest(home).ratings if one.when == "after"}
    assert minutes == {10}


def due_elsewhere(home):
    """Let the one timer of all other people run out, as it does in real time."""
    timer = home.guide.waiting._timer
    assert timer.isActive()
    timer.stop()
    timer.timeout.emit()
    settle()


def massaged_then_with_sam(home, mouse):
    """Massage Pat, have the question put off, and turn to Sam."""
    home.furnish().open()
    massaged(home, mouse)
    mouse.press("Remind me in 10 minutes")
    sam = home.log.people.add(Person(name="Sam", colour="green"))
    home.guide.people.be_with(sam.id)
    settle()
    home.guide._begin_checking()  # as it does a moment after Today stands


def test_the_reminder_about_one_reaches_the_screen_of_another(home, mouse):
    """One soft bell, the name with the disc, and a way there; nothing else of Pat, and no card."""
    massaged_then_with_sam(home, mouse)
    home.guide.go("settings")
    settle()
    rung = home.guide.massage.session.sound.sounds.played.count("ask")
    assert "Pat" not in mouse.words()
    home.clock.advance(600)
    before = [one.geometry() for one in home.window.stack.currentWidget().findChildren(QWidget)]
    due_elsewhere(home)
    after = [one.geometry() for one in home.window.stack.currentWidget().findChildren(QWidget)]
    assert before == after, "something moved by itself"
    assert home.guide.massage.session.sound.sounds.played.count("ask") == rung + 1
    assert home.place == "settings"
    bar = home.window.findChild(WaitingBar)
    assert bar.accessibleName() == "Pat: a question waits."
    assert bar._mark._look.initials == "P"
    told = [line for line in mouse.words().splitlines() if "Pat" in line]
    assert set(told) <= {"Pat: a question waits.", "Be with Pat", "Pat"}
    home.clock.advance(2)
    mouse.press("Be with Pat")
    settle()
    assert home.guide.context.person.name == "Pat"
    assert "Now is a good time to ask." in mouse.words()
    assert home.window.findChild(WaitingBar) is None


def test_a_waiting_question_is_reached_by_tab(home, mouse):
    """It is read before the page that it lies over, going forward and going back."""
    massaged_then_with_sam(home, mouse)
    home.guide.go("settings")
    home.clock.advance(600)
    due_elsewhere(home)
    bar = home.window.findChild(WaitingBar)
    page = home.window.stack.currentWidget()

    def after(key, start):
        start.setFocus()
        QTest.keyClick(start, key)
        return QApplication.focusWidget()

    last_place = list(tab_stops(home.window.rail))[-1]
    assert after(Qt.Key.Key_Tab, last_place) is bar._turn
    assert after(Qt.Key.Key_Tab, bar._turn) is bar._later
    first = after(Qt.Key.Key_Tab, bar._later)
    assert page.isAncestorOf(first)
    assert after(Qt.Key.Key_Backtab, first) is bar._later
    assert after(Qt.Key.Key_Backtab, bar._turn) is last_place


def test_a_waiting_question_does_not_outlive_its_day(home, mouse):
    """At midnight, or when somebody comes back to a computer that slept, it is no more asked."""
    massaged_then_with_sam(home, mouse)
    home.clock.advance(600)
    due_elsewhere(home)
    rung = home.guide.massage.session.sound.sounds.played.count("ask")
    timer = home.guide.waiting._timer
    now = home.clock.wall()
    left = (24 * 60 - now.local.hour * 60 - now.local.minute) * 60
    assert left * 1000 - 60_000 <= timer.interval() <= left * 1000 + 60_000
    home.clock.advance(left - 120)
    stirs(home)
    assert "a question waits" in mouse.words(), "it is still the same day"
    home.clock.advance(120)
    stirs(home)
    assert "a question waits" not in mouse.words()
    assert not timer.isActive(), "nothing is left to wait for"
    assert home.guide.massage.session.sound.sounds.played.count("ask") == rung


def test_not_now_leaves_a_sign_among_all_people(home, mouse):
    """It comes after a practice run, never in it; put off, only the card of the person tells it."""
    massaged_then_with_sam(home, mouse)
    played = home.guide.massage.session.sound.sounds.played
    rung = played.count("ask")
    home.guide.go("practice")
    home.clock.advance(600)
    due_elsewhere(home)
    assert played.count("ask") == rung
    assert "a question waits" not in mouse.words()
    home.guide.practice.leave()
    settle()
    assert played.count("ask") == rung + 1
    home.clock.advance(2)
    mouse.press("Not now")
    assert "a question waits" not in mouse.words()
    home.guide.waiting.look()
    assert "a question waits" not in mouse.words()
    home.guide.go("people")
    settle()
    assert mouse.words().count("A question waits") == 1


def test_nobody_is_reminded_of_the_real_person_while_practising(home, mouse):
    """In a practice run a bell would ask about the pretend person: it waits for the real screen."""
    home.furnish().open()
    massaged(home, mouse)
    mouse.press("Remind me in 10 minutes")
    home.guide.go("practice")
    played = home.guide.massage.session.sound.sounds.played
    rung = played.count("ask")
    home.clock.advance(600)
    reminded(home)
    assert home.place == "practice"
    assert played.count("ask") == rung
    home.guide.practice.leave()
    settle()
    assert home.place == "today"
    assert played.count("ask") == rung + 1
    assert "Now is a good time to ask." in mouse.words()


def test_the_reminder_never_comes_a_moment_early(home):
    """Ten minutes are ten minutes: a coarse timer could ring before anything is due."""
    home.furnish().open()
    assert home.guide.follow_ups._timer.timerType() == Qt.TimerType.PreciseTimer


def test_the_reminder_survives_closing_the_app(home, mouse):
    """Opened again on the same day the card is there; on the next day it is not."""
    home.furnish().open()
    massaged(home, mouse)
    mouse.press("Remind me in 10 minutes")
    home.close()
    home.clock.advance(300)
    home.open()
    assert mouse.shows("Answer now")
    assert home.guide.follow_ups.is_waiting
    home.close()
    home.clock.advance(20 * HOUR)
    home.open()
    assert not mouse.shows("Answer now")
    assert not home.guide.follow_ups.is_waiting


def test_saving_with_nothing_answered_ends_the_asking(home, mouse):
    """Whoever does not want to answer is not asked again."""
    home.furnish().open()
    massaged(home, mouse)
    mouse.press("Ask Pat now")
    mouse.press("Save this massage")
    assert home.place == "today"
    assert not mouse.shows("Answer now")


def test_a_clock_that_is_set_wrong_does_not_change_the_minutes(home, mouse):
    """In the same run the minutes are counted, whatever the clock on the wall says meanwhile."""
    home.furnish().open()
    massaged(home, mouse)
    mouse.press("Ask Pat now")
    mouse.rate(2, 1, 4)
    home.clock.advance(120)
    home.clock.turn_wall(-3 * HOUR)
    mouse.press("Save this massage")
    minutes = {one.minutes_since_hands_off for one in newest(home).ratings if one.when == "after"}
    assert minutes == {2}


def test_after_a_restart_a_clock_set_back_leaves_the_minutes_open(home, mouse):
    """Nobody knows them then, and nothing is guessed."""
    home.furnish().open()
    massaged(home, mouse)
    mouse.press("Remind me in 10 minutes")
    home.close()
    home.clock.turn_wall(-2 * HOUR)
    home.open()
    mouse.press("Answer now")
    mouse.rate(2, 1, 4)
    mouse.press("Save this massage")
    minutes = {one.minutes_since_hands_off for one in newest(home).ratings if one.when == "after"}
    assert minutes == {None}


def test_the_next_day_one_press_says_that_all_was_fine(home, mouse):
    """The card is there once; pressed, it is in the log and gone."""
    home.furnish().open()
    massaged(home, mouse)
    mouse.press("Ask Pat now")
    mouse.press("Save this massage")
    assert not mouse.shows("All fine, back to usual")
    home.close()
    home.clock.advance(20 * HOUR)
    home.open()
    mouse.press("All fine, back to usual")
    asked = newest(home).follow_up("next-day")
    assert (asked.result, asked.answers) == ("fine", ("usual",))
    assert not mouse.shows("All fine, back to usual")
    home.close()
    home.open()
    assert not mouse.shows("All fine, back to usual")


def test_asked_later_today_it_waits_for_three_hours(home, mouse):
    """Put off, it does not come back at the next look; after a while it does."""
    home.furnish().open()
    massaged(home, mouse)
    mouse.press("Ask Pat now")
    mouse.press("Save this massage")
    home.clock.advance(18 * HOUR)
    home.guide.go("today")
    mouse.press("Ask me later today")
    assert not mouse.shows("All fine, back to usual")
    home.clock.advance(3 * HOUR)
    home.guide.go("today")
    assert mouse.shows("All fine, back to usual")


def test_something_serious_stops_the_day_and_says_what_to_say(home, mouse):
    """One leg bigger the next day: whom to call, with this massage's facts, and no massage."""
    home.furnish().open()
    massaged(home, mouse)
    mouse.press("Ask Pat now")
    mouse.press("Save this massage")
    home.clock.advance(20 * HOUR)
    home.guide.go("today")
    mouse.press("Something was different")
    mouse.press("One leg or arm bigger, hot or sore")
    said = mouse.words()
    assert "Nurse Lee: 555 0142" in said
    assert "I am Ana. I care for Pat." in said
    assert "I gave 1 minute of it" in said
    assert "no other massage starts today" in said
    mouse.press("Write it down")
    assert newest(home).follow_up("next-day").result == "call-today"
    assert mouse.shows("What did they say?")
    assert not mouse.shows("Start a massage")
    assert "One leg or arm bigger, hot or sore" in mouse.words()


def test_until_the_next_day_has_shown_it_the_first_massage_stays_short(home, mouse):
    """The day after the first one is still a first one, until somebody says that all was fine."""
    home.furnish().open()
    massaged(home, mouse)
    mouse.press("Ask Pat now")
    mouse.press("Save this massage")
    home.clock.advance(20 * HOUR)
    home.guide.go("today")
    assert home.guide.context.is_first_session
    mouse.press("All fine, back to usual")
    assert not home.guide.context.is_first_session


def test_a_person_who_cannot_say_is_watched_before_and_ten_minutes_after(home, mouse):
    """Five signs before hands touch; after it only when hands have been off for a while."""
    home.furnish().open()
    mouse.come_to("before")
    mouse.press("Pat cannot say")
    for row in mouse.seen(SignRow):
        mouse.click(row._picking.buttons[1])
    mouse.press("Start the massage")
    home.wait(70)
    mouse.press("Stop")
    mouse.press("End for today and log it")
    mouse.press("Write down what I noticed")
    assert mouse.seen(SignRow) == []
    mouse.press("Nothing new")
    mouse.press("Save this massage")
    assert mouse.shows("Answer now")

    home.clock.advance(600)
    reminded(home)
    mouse.press("Answer now")
    for row in mouse.seen(SignRow):
        mouse.click(row._picking.buttons[0])
    mouse.press("Save this massage")
    kept = newest(home)
    assert set(kept.signs("before").values.values()) == {1}
    assert set(kept.signs("after").values.values()) == {0}
    assert kept.signs("before").minutes_since_hands_off is None
    assert kept.signs("after").minutes_since_hands_off == 10
    assert kept.ratings == ()
    assert home.log.people.one(kept.session.person).tells_by == "signs"
    assert not mouse.shows("Answer now")


@pytest.mark.parametrize("noticed", ["Dizzy or sick to the stomach", "A little sore or tender"])
@pytest.mark.parametrize("grave", ["Needs a call", "Emergency"])
def test_what_was_found_grave_after_a_massage_stops_the_day(home, mouse, noticed, grave):
    """Dizzy or sore is mostly mild; called grave, nobody may start another massage today."""
    home.furnish().open()
    massaged(home, mouse)
    mouse.press("Ask Pat now")
    mouse.press(noticed)
    mouse.press(grave)
    mouse.press("Save this massage")
    assert home.place == "today"
    assert checks_of_today(home).not_sure
    assert not mouse.shows("Start a massage")


def test_what_stayed_mild_after_a_massage_stops_nothing(home, mouse):
    """A little dizziness that passed is written down, and another massage may follow."""
    home.furnish().open()
    massaged(home, mouse)
    mouse.press("Ask Pat now")
    mouse.press("Dizzy or sick to the stomach")
    mouse.press("Minor")
    mouse.press("Save this massage")
    check = checks_of_today(home)
    assert (check.signs, check.not_sure) == ((), ())
    assert mouse.shows("Start a massage")


def test_a_massage_stopped_for_dizziness_stops_the_day(home, mouse):
    """The sheet says to call today; until somebody has, no other massage starts."""
    home.furnish().open()
    mouse.come_to("session")
    home.wait(70)
    mouse.press("Stop")
    mouse.press("Dizzy, sick, sweaty or cold")
    mouse.press("End for today and log it")
    mouse.press("Remind me in 10 minutes")
    assert checks_of_today(home).not_sure
    assert not mouse.shows("Start a massage")


def test_what_was_noticed_at_once_does_not_end_the_watching(home, mouse):
    """A calm face a minute after is no answer to the five signs; they are watched in time."""
    home.furnish().open()
    home.guide.massage.afterwards.remember_telling("signs")
    massaged(home, mouse)
    home.clock.advance(60)
    mouse.press("Write down what I noticed")
    mouse.press("Calm, sleepy or tearful")
    mouse.press("Save this massage")
    assert home.guide.follow_ups.is_waiting
    assert "We will remind you at" in mouse.words()

    home.clock.advance(600)
    reminded(home)
    mouse.press("Answer now")
    for row in mouse.seen(SignRow):
        mouse.click(row._picking.buttons[0])
    mouse.press("Save this massage")
    kept = newest(home)
    assert set(kept.signs("after").values.values()) == {0}
    assert [one.what for one in kept.reactions] == ["calm"]
    assert not mouse.shows("Answer now")
    assert not home.guide.follow_ups.is_waiting


def test_the_rest_is_asked_later_after_one_answer(home, mouse):
    """Called away after the first answer: Today still asks for the others."""
    home.furnish().open()
    massaged(home, mouse)
    mouse.press("Ask Pat now")
    mouse.press("Calm, sleepy or tearful")
    mouse.press("Later today")
    assert home.place == "today"
    assert mouse.shows("Answer now")
    mouse.press("Answer now")
    mouse.rate(2, 1, 4)
    mouse.press("Save this massage")
    assert not mouse.shows("Answer now")
    assert [one.what for one in newest(home).reactions] == ["calm"]
