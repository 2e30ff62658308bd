# SPDX-License-Identifier: GPL-3.0-or-later
"""What was found today stays found: over a draft, over answers given before, over midnight."""

from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QAbstractButton

from caregiver_guide.demo.clock import FastClock
from caregiver_guide.domain.plan import Verdict
from caregiver_guide.domain.session import Moment, ZoneRecord
from caregiver_guide.services.check_in import add_signs
from caregiver_guide.ui.screens.rating_form import RatingForm
from caregiver_guide.ui.widgets.rating_scale import RatingScale

pytestmark = pytest.mark.windows

EVENING = Moment.of(datetime(2026, 11, 21, 21, 0, tzinfo=UTC), "UTC")


def found(home):
    """What counts today, as everything in the app reads it."""
    return home.guide.context.checks_on(home.guide.context.today())


def answers_no(mouse):
    return [one for one in mouse.seen(QAbstractButton) if one.text() == "No"]


def forbids(home, mouse):
    """Whether the check says so, and no button leads on."""
    verdict = home.guide.massage._verdict_of_day()
    onward = [one.text() for one in mouse.seen(QAbstractButton)]
    return verdict is Verdict.STOP and home.place == "check" and "See what to do now" in onward


def test_a_strong_pain_told_before_the_massage_stops_it(home, mouse):
    """Pain 9, and yes, it is new: the check says no massage, though all was answered no before."""
    home.furnish().open()
    mouse.come_to("before")
    mouse.press(f"{mouse.seen(RatingScale)[0].accessibleName()} 9")
    mouse.press(mouse.seen(RatingForm)[0]._asking().concern.yes)
    assert found(home).signs == ("pain-new-severe",)
    assert forbids(home, mouse)
    # Answering all of it with no again, or throwing the answers away, takes nothing back.
    mouse.click(answers_no(mouse)[0])
    home.prompts.answers = ["drop"]
    mouse.press("Leave")
    assert home.place == "today"
    assert not mouse.shows("Start a massage")
    home.wait(1)
    home.guide.massage.begin()
    home.wait(1)
    assert found(home).signs == ("pain-new-severe",)
    assert not found(home).is_complete
    assert not any(one.isChecked() for one in answers_no(mouse))


def test_a_check_begun_in_the_evening_is_not_that_of_the_morning(home, mouse):
    """Seven answers at nine at night, the eighth at eight in the morning: all is asked anew."""
    home.clock = FastClock(EVENING)
    home.furnish().open()
    mouse.press("Start a massage")
    questions = answers_no(mouse)
    for one in questions[:-1]:
        mouse.click(one)
    home.clock.advance(11 * 3600)
    mouse.click(questions[-1])
    assert "A new day has begun." in mouse.words()
    assert not found(home).has_news
    assert not any(one.isChecked() for one in answers_no(mouse))
    mouse.press("Nothing new today")
    assert found(home).is_complete
    mouse.press("Next: choose a massage")
    assert home.place == "routine"


def test_what_the_next_day_showed_outlives_half_answers_kept_before_it(home, mouse):
    """Five questions answered and kept, then "one leg": the kept answers do not unsay it."""
    home.furnish().open()
    mouse.press("Start a massage")
    for one in answers_no(mouse)[:5]:
        mouse.click(one)
    home.prompts.answers = ["keep"]
    mouse.press("Leave")
    context = home.guide.context
    add_signs(home.log, context.person.id, context.today(), ["dvt-suspected"])
    home.guide.go("today")
    home.guide.massage.begin()
    home.wait(1)
    mouse.press("Nothing new today")
    assert found(home).signs == ("dvt-suspected",)
    assert forbids(home, mouse)


def test_a_sign_of_yesterday_is_asked_about_first(home, mouse):
    """Today tells it, the check asks who has looked, and the answer lets the day begin."""
    home.furnish().open()
    context = home.guide.context
    add_signs(home.log, context.person.id, context.today(), ["dvt-suspected"])
    home.clock.advance(24 * 3600)
    home.guide.go("today")
    assert not mouse.shows("Start a massage")
    assert "One leg or arm newly swollen" in mouse.words()
    home.guide.massage.begin()
    assert "Still open" in mouse.words()
    mouse.press("Nothing new today")
    assert forbids(home, mouse)
    mouse.press("What did they say?")
    mouse.press("One leg or arm newly swollen, sore, warm or darker")
    mouse.write("Who said so?", "Nurse Lee")
    mouse.press("Write it down")
    assert not found(home).open
    # All of today was answered, and nothing is open any more.
    assert home.place == "routine"


def test_that_somebody_has_looked_is_taken_back(home, mouse):
    """Pressed by mistake, it stops again at once: with Undo in the bar, and with Ctrl+Z."""
    home.furnish().open()
    context = home.guide.context
    add_signs(home.log, context.person.id, context.today(), ["dvt-suspected"])
    home.guide.go("today")

    def looked():
        home.guide.call_back.ask()
        mouse.press("One leg or arm newly swollen, sore, warm or darker")
        mouse.write("Who said so?", "Nurse Lee")
        mouse.press("Write it down")
        assert not found(home).open
        assert mouse.shows("Start a massage")

    def stops_again():
        assert found(home).signs == ("dvt-suspected",)
        assert [one.sign for one in found(home).open] == ["dvt-suspected"]
        assert not mouse.shows("Start a massage")

    looked()
    assert "Written down: The care team has looked" in mouse.words()
    home.clock.advance(5)
    mouse.press("Undo")
    stops_again()
    home.clock.advance(60)
    looked()
    home.window.undo_requested.emit()
    stops_again()
    home.window.redo_requested.emit()
    assert not found(home).open
    home.window.undo_requested.emit()
    stops_again()


def test_that_somebody_has_looked_is_taken_back_after_the_check_too(home, mouse):
    """Said in the check, all answered no after it, and left: Ctrl+Z on Today, and it stops."""
    home.furnish().open()
    context = home.guide.context
    add_signs(home.log, context.person.id, context.today(), ["dvt-suspected"])
    home.guide.go("today")
    home.guide.massage.begin()
    mouse.press("What did they say?")
    mouse.press("One leg or arm newly swollen, sore, warm or darker")
    mouse.write("Who said so?", "Nurse Lee")
    mouse.press("Write it down")
    home.clock.advance(2)
    mouse.press("Nothing new today")
    assert found(home).is_complete
    assert not found(home).open
    home.prompts.answers = ["keep"]
    mouse.press("Leave")
    assert mouse.shows("Start a massage")
    home.window.undo_requested.emit()
    assert found(home).signs == ("dvt-suspected",)
    assert not mouse.shows("Start a massage")


def test_something_new_stays_an_open_question_until_it_is_marked(home, mouse):
    """Yes to something new, the map opened, nothing marked there: no massage can be chosen."""
    home.furnish().open()
    mouse.press("Start a massage")
    mouse.click([one for one in mouse.seen(QAbstractButton) if one.text() == "Yes"][6])
    mouse.press("None of these. Something new is there, and it looks well.")
    mouse.press("Nothing new today")
    mouse.press("Mark it on the map")
    mouse.press("Next: today's check")
    assert home.place == "check"
    assert "Nothing was marked." in mouse.words()
    assert not found(home).is_complete
    assert not mouse.shows("Next: choose a massage")
    context = home.guide.context
    home.guide.massage._mark_news()
    home.log.zones.add(ZoneRecord(person=context.person.id, condition="port", regions=("chest.R",)))
    mouse.press("Next: today's check")
    assert found(home).is_complete
    assert mouse.shows("Next: choose a massage")
