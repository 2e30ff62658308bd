# SPDX-License-Identifier: GPL-3.0-or-later
"""Days on which a massage does not begin, or ends early: what is shown, and what is kept."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from tests.journeys.conftest import checks_of_today

from caregiver_guide.domain.session import ConditionRecord, ZoneRecord
from caregiver_guide.storage.errors import StorageError
from caregiver_guide.storage.log import open_log

pytestmark = pytest.mark.windows

PLANNED = ("routine", "position", "prepare", "before", "session")
FEVER = "Fever or chills"


def _answer(mouse, question, answer):
    """Press an answer of today's check; questions are counted from 0."""
    mouse.press(answer, question)


def _questions(home):
    return home.window.screen_named("check")._view.questions


def _question_with(home, sign):
    return next(
        number
        for number, question in enumerate(_questions(home))
        if sign in {one.id for one in question.signs}
    )


def _say_fever(home, mouse):
    """Answer every question with no, and the one about fever with yes."""
    mouse.press("Nothing new today")
    number = _question_with(home, "fever")
    _answer(mouse, number, "Yes")
    question = _questions(home)[number]
    mouse.press(next(one.text for one in question.signs if one.id == "fever"))


def test_no_plan_is_shown_before_it_was_said_what_to_keep_away_from(home, mouse):
    """Who only said "I must ask" comes to the map, not to a massage."""
    home.furnish(answer="must-ask").open()
    mouse.press(
        next(word for word in ("Start a massage", "Mark places first") if mouse.shows(word))
    )
    assert home.place == "safety"
    home.guide.massage.go_on()
    assert home.place == "safety"


def test_no_plan_is_shown_before_the_check_is_complete(home, mouse):
    """The way on stays shut while one question is open, whichever door is tried."""
    home.furnish().open()
    mouse.press("Start a massage")
    count = len(_questions(home))
    for number in range(count - 1):
        _answer(mouse, number, "No")
        assert not home.window.screen_named("check")._next.isEnabled()
    assert not home.guide.context.is_checked
    home.guide.massage.go_on()
    assert home.place == "check"

    # A half-done check keeps no "no": each one has to be meant.
    for number in range(count):
        _answer(mouse, number, "No")
    mouse.press("Next: choose a massage")
    assert home.place == "routine"


def test_a_check_of_yesterday_is_not_todays(home, mouse):
    """Overnight a fever may have come: every day is asked about anew."""
    home.furnish().open()
    mouse.come_to("routine")
    home.close()
    home.clock.advance(24 * 3600)
    home.open()
    mouse.press("Start a massage")
    assert home.place == "check"
    home.guide.massage.go_on()
    assert home.place == "check"


def test_a_fever_ends_the_way_with_what_to_do(home, mouse):
    """One sign of a fever: no massage, the number to call, and no way around it."""
    home.furnish().open()
    mouse.press("Start a massage")
    _say_fever(home, mouse)
    said = mouse.words().replace("\u00a0", " ")
    assert "555 0142" in said
    assert not mouse.shows("Next: choose a massage")
    home.guide.massage.go_on()
    assert home.place == "check"
    mouse.press("See what to do now")
    assert home.place == "check"
    mouse.press("Back to Today")
    assert home.place == "today"
    assert "Not today" in mouse.words()


def test_a_fever_counts_before_the_last_question_is_answered(home, mouse):
    """Nobody has to finish the questions to learn that there is no massage today."""
    home.furnish().open()
    mouse.press("Start a massage")
    number = _question_with(home, "fever")
    _answer(mouse, number, "Yes")
    assert mouse.shows("See what to do now")
    assert "555 0142" in mouse.words().replace("\u00a0", " ")


def test_what_the_care_team_said_lifts_only_what_it_names(home, mouse):
    """A no of the care team is written down and changes nothing."""
    home.furnish().open()
    mouse.press("Start a massage")
    _say_fever(home, mouse)
    mouse.press("What did they say?")
    mouse.press("Write it down")
    settled = home.guide.context
    if not settled.log.notes.of(settled.person.id):
        mouse.write("Who said so?", "Nurse Lee")
        mouse.press("Write it down")
    home.guide.massage.go_on()
    assert home.place == "check"
    assert settled.log.clearances.of(settled.person.id) == ()
    assert len(settled.log.notes.of(settled.person.id)) == 1


def test_a_no_is_fine_and_is_kept(home, mouse):
    """Whoever says "not now" is not asked twice, and the log knows that it was offered."""
    home.furnish().open()
    mouse.come_to("prepare")
    mouse.press("Pat said not now")
    mouse.press("Leave it for today")
    assert home.place == "today"
    (session,) = home.log.sessions.recent(home.guide.context.person.id)
    assert session.state == "not-wanted"
    assert session.steps == ()


@pytest.mark.parametrize(("choice", "is_kept"), [("keep", True), ("drop", False)])
def test_leaving_on_the_way_keeps_the_answers_or_throws_them_away(home, mouse, choice, is_kept):
    """Leave asks once; nothing of a massage is in the log."""
    home.furnish().open()
    mouse.come_to("position")
    home.prompts.answers = ["stay"]
    mouse.press("Leave")
    assert home.place == "position"
    home.prompts.answers = [choice]
    mouse.press("Leave")
    assert home.place == "today"
    assert home.guide.context.is_checked is is_kept
    assert home.log.sessions.recent(home.guide.context.person.id) == ()


def test_stopping_for_a_reason_is_in_the_log_with_the_reason(home, mouse):
    """Stopping is good care: what was done, and why it ended, is kept."""
    home.furnish().open()
    mouse.come_to("session")
    home.wait(20)
    mouse.next_step()
    home.wait(10)
    mouse.press("Stop")
    sheet = home.guide.massage.session.stopping.sheet
    reason = sheet._view.reasons[0]
    mouse.press(reason.text)
    mouse.press("End for today and log it")
    assert home.place == "after"
    mouse.press("Remind me in 10 minutes")
    assert home.place == "today"
    (session,) = home.log.sessions.recent(home.guide.context.person.id)
    assert (session.state, session.stop_reason) == ("stopped", reason.id)
    assert session.steps[-1].outcome == "stopped"


def test_closing_the_window_in_a_massage_asks_and_comes_back_paused(home, mouse):
    """Closing by mistake loses nothing; closing on purpose pauses until the next start."""
    home.furnish().open()
    mouse.come_to("session")
    home.wait(12)
    mouse.next_step()
    home.wait(7)
    before = home.guide.massage.session.shown
    home.prompts.answers = [False]
    home.window.close()
    assert home.window.isVisible()
    mouse.press("Go back to the massage")
    home.prompts.answers = [True]
    home.window.close()
    assert not home.window.isVisible()
    home.close()

    home.clock.advance(600)
    home.open()
    assert home.place == "session"
    shown = home.guide.massage.session.shown
    assert shown.is_paused
    assert shown.step.id == before.step.id
    assert shown.step_elapsed_s == pytest.approx(before.step_elapsed_s, abs=2)
    mouse.press("Go on")
    assert not home.guide.massage.session.shown.is_paused


def test_one_press_on_the_windows_own_cross_closes_the_app(home):
    """Outside a massage nothing stands in the way, and nobody has to press twice."""
    home.furnish().open()
    home.window.close()
    assert not home.window.isVisible()
    assert home.prompts.asked == []


def test_the_end_of_the_desktop_pauses_a_massage(home, mouse):
    """Shutting the computer down in a massage: it is paused on disk before the power goes."""
    home.furnish().open()
    mouse.come_to("session")
    home.wait(9)
    home.opening._desktop_ends(None)
    assert home.guide.massage.session.shown.is_paused
    assert home.place == "session"
    person = home.guide.context.person.id
    home.close()
    home.open()
    assert home.place == "session"
    assert home.guide.context.person.id == person
    assert home.guide.massage.session.shown.is_paused


def test_a_massage_of_this_morning_is_closed_as_unfinished_and_told_once(home, mouse):
    """After more than six hours nobody goes on in the middle of a hand."""
    home.furnish().open()
    mouse.come_to("session")
    home.wait(30)
    home.guide.massage.session.pause_for("closing")
    home.close()
    home.clock.advance(6 * 3600 + 60)
    home.open()
    assert home.place == "today"
    assert "unfinished" in mouse.words()
    (session,) = home.log.sessions.recent(home.guide.context.person.id)
    assert session.state == "unfinished"
    home.close()
    home.open()
    assert "It is in the log as unfinished" not in mouse.words()


@pytest.mark.parametrize("place", ["today", "check", "prepare", "session"])
def test_larger_words_and_other_colours_come_while_a_screen_is_shown(home, mouse, place):
    """Nobody has to start again to read better, and no answer is lost by it."""
    home.furnish().open()
    if place != "today":
        mouse.come_to(place)
    for changes in ({"text_percent": 200}, {"theme": "contrast"}):
        home.guide.preferences.set(**changes)
        _settle()
        assert home.place == place
    home.guide.preferences.set(text_percent=100, theme="light")
    _settle()
    assert home.place == place
    assert home.prompts.told == []
    assert (home.config_dir / "settings.toml").exists()


def _settle():
    for _ in range(6):
        QApplication.processEvents()


def test_stopping_for_something_grave_lays_the_words_of_the_call_ready(home, mouse):
    """On the Stop sheet, and after: who calls, what was done, where, when, and what Pat has."""
    home.furnish()
    with open_log(home.data_dir, home.clock.wall) as log:
        (pat,) = log.people.all()
        log.zones.add(ZoneRecord(person=pat.id, condition="port", regions=("collarbone.R",)))
    home.open()
    mouse.come_to("session")
    for _ in range(3):
        home.finish_step()
        mouse.next_step()
    home.wait(20)
    mouse.press("Stop")
    assert "I am Ana" not in mouse.words()
    mouse.press("Chest pain, short of breath, or blue lips…")
    said = mouse.words()
    assert "I am Ana. I care for Pat." in said
    assert "I began a light massage. I gave 1 minute of it. Place: " in said
    assert "chest pain, short of breath" in said
    assert "Pat has: Port under the skin (" in said
    assert "What should I do?" in said
    mouse.press("End for today and log it")
    mouse.press("Ask Pat now")
    mouse.press("Rash or itch…")
    said = mouse.words()
    assert "What to say on the phone" in said
    assert "rash or itch" in said
    assert "Pat has: Port under the skin (" in said


def test_no_drink_is_offered_after_a_massage_where_a_rule_forbids_it(home, mouse):
    """Drinks are allowed in general, but with a limit on drinks none is offered."""
    home.furnish()
    with open_log(home.data_dir, home.clock.wall) as log:
        (pat,) = log.people.all()
        log.people.change(replace(pat, drinks="free"))
        log.conditions.add(ConditionRecord(person=pat.id, condition="drink-limit"))
    home.open()
    mouse.come_to("session")
    home.wait(30)
    mouse.press("Stop")
    mouse.press("End for today and log it")
    assert home.place == "after"
    assert "usual drink" not in mouse.words()
    mouse.press("Ask Pat now")
    assert "usual drink" not in mouse.words()


def test_stop_opens_even_when_the_log_cannot_be_read(home, mouse, monkeypatch):
    """The numbers to call stand there at once, whatever has become of the disk."""
    home.furnish().open()
    mouse.come_to("session")

    def broken(*_args):
        raise StorageError("the disk is gone")

    for facts in ("contacts", "zones", "conditions", "clearances", "checks"):
        for verb in ("of", "newest", "one", "all"):
            monkeypatch.setattr(type(getattr(home.log, facts)), verb, broken)
    mouse.press("Stop")
    assert "555\u00a00142" in mouse.words()
    assert home.guide.massage.session._engine.progress.is_paused


def test_a_stop_for_something_grave_stops_the_day(home, mouse):
    """After new strong pain the call stands first, and no other massage starts that day."""
    home.furnish().open()
    mouse.come_to("session")
    mouse.press("Stop")
    mouse.press("New strong pain, or something popped")
    mouse.press("End for today and log it")
    said = mouse.words()
    assert "Before anything else" in said
    assert "Nurse Lee: 555 0142" in said
    assert "What should I do?" in said
    mouse.press("Remind me in 10 minutes")
    assert home.place == "today"
    said = mouse.words()
    assert "555\u00a00142" in said
    assert not mouse.shows("Start a massage")
    assert mouse.shows("What did they say?")


def test_a_reaction_that_needs_a_call_stops_the_day(home, mouse):
    """A swollen leg noticed afterwards counts as seen today."""
    home.furnish().open()
    mouse.come_to("session")
    mouse.press("Stop")
    mouse.press("End for today and log it")
    mouse.press("Ask Pat now")
    mouse.press("An arm or leg is swollen, hot or sore")
    mouse.press("Save this massage")
    assert home.place == "today"
    assert not mouse.shows("Start a massage")
    check = checks_of_today(home)
    assert check.signs == ("dvt-suspected",)
    assert check.is_complete


@pytest.mark.parametrize("noticed", ["Bruise, tear, blister, or color that stays", "Rash or itch"])
def test_a_mark_on_the_skin_afterwards_stops_the_day_too(home, mouse, noticed):
    """What the care team has to hear of lets no other massage start before they have."""
    home.furnish().open()
    mouse.come_to("session")
    mouse.press("Stop")
    mouse.press("End for today and log it")
    mouse.press("Ask Pat now")
    mouse.press(noticed)
    mouse.press("Save this massage")
    assert not mouse.shows("Start a massage")
    assert checks_of_today(home).not_sure


def test_a_stop_for_a_skin_tear_stops_the_day_too(home, mouse):
    """A skin tear is told to the care team before hands touch again."""
    home.furnish().open()
    mouse.come_to("session")
    mouse.press("Stop")
    mouse.press("A little blood, a skin tear, or a blister")
    mouse.press("End for today and log it")
    mouse.press("Remind me in 10 minutes")
    assert not mouse.shows("Start a massage")
