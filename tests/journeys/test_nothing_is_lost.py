# SPDX-License-Identifier: GPL-3.0-or-later
"""What was said or begun is there again, and what has changed meanwhile is looked at."""

import pytest
from tests.journeys.conftest import checks_of_today

from caregiver_guide.domain.session import ClearanceRecord, ZoneRecord

pytestmark = pytest.mark.windows


def _sessions(home):
    person = home.guide.context.person.id
    return home.log.sessions.recent(person)


def test_a_stop_sign_counts_from_the_first_answer(home, mouse):
    """Chest pain, said before the other questions, is there after the app was closed."""
    home.furnish().open()
    mouse.press("Start a massage")
    mouse.press("Yes", 0)
    home.close()
    home.open()

    answers = checks_of_today(home)
    assert "chest-pain" in answers.signs
    assert not answers.is_complete
    assert "Not today" in mouse.words()


def test_something_new_has_to_be_marked_first(home, mouse):
    """A new tube leads to the map, not on to a routine."""
    home.furnish().open()
    mouse.press("Start a massage")
    mouse.press("Nothing new today")
    questions = home.window.screen_named("check")._view.questions
    number = next(n for n, question in enumerate(questions) if question.leads_to_map)
    mouse.press("Not sure", number)
    assert not home.guide.context.is_checked

    home.guide.massage.go_on()
    assert home.place == "check"


def test_a_session_is_not_gone_on_with_once_its_hands_are_marked(home, mouse):
    """A wound found meanwhile ends the massage that was cut off: its plan is no longer right."""
    home.furnish().open()
    mouse.come_to("session")
    home.wait(90)
    person = home.guide.context.person.id
    home.log.zones.add(ZoneRecord(person=person, condition="wound-open", regions=("palm.R",)))
    home.close()
    home.open()

    assert home.place == "today"
    assert _sessions(home)[0].state == "unfinished"


def test_a_session_is_gone_on_with_after_midnight_if_nothing_changed(home, mouse):
    """A computer that restarts at midnight costs nobody the massage."""
    home.furnish()
    home.clock.advance(8 * 3600 + 55 * 60)
    home.open()
    mouse.come_to("session")
    home.wait(60)
    home.close()
    home.clock.advance(15 * 60)
    home.open()

    assert home.place == "session"
    assert home.guide.massage.session.is_running


@pytest.fixture
def cleared(home, mouse):
    """A massage begun at 23:55 with the firmer hands that the nurse allowed until that evening."""
    home.furnish().open()
    context = home.guide.context
    until = context.today()
    home.log.clearances.add(
        ClearanceRecord(
            person=context.person.id,
            names="pressure-2",
            said_by="Nurse Lee",
            on=until,
            until=until,
        )
    )
    home.clock.advance(8 * 3600 + 55 * 60)
    mouse.come_to("session")
    home.wait(30)
    assert max(step.pressure for step in home.guide.massage.session._engine.steps) == 2
    return home


def test_what_the_nurse_allowed_until_yesterday_is_not_gone_on_with_today(cleared):
    """The clearance ran out at midnight: nobody presses at level 2 on because of a power cut."""
    cleared.close()
    cleared.clock.advance(2 * 3600)
    cleared.open()

    assert cleared.place == "today"
    assert _sessions(cleared)[0].state == "unfinished"


def test_a_mark_after_midnight_makes_the_rest_as_careful_as_today(cleared):
    """The plan made again after midnight holds what both days allow, and no firmer hands."""
    from caregiver_guide.app.marking import plan_of

    session = cleared.guide.massage.session
    cleared.clock.advance(600)
    person = cleared.guide.context.person.id
    cleared.log.zones.add(ZoneRecord(person=person, condition="wound-open", regions=("wrist.R",)))
    plan = plan_of(cleared.guide.context, session.record)

    done = [step for step in plan.steps if step.is_done]
    assert done
    assert max(step.pressure for step in done) == 1
    assert "wrist.R" not in {region for step in done for region in step.regions}


def test_a_new_massage_closes_the_one_that_was_cut_off(home, mouse):
    """No massage is ever left in no list."""
    home.furnish().open()
    mouse.come_to("session")
    home.wait(70)
    home.close()
    home.open()
    home.guide.go("today")
    mouse.come_to("session")

    assert [session.state for session in _sessions(home)] == ["unfinished"]


def test_answers_are_kept_on_every_way_out_of_after(home, mouse):
    """Later today, with two numbers said already: they are in the log."""
    home.furnish().open()
    mouse.come_to("session")
    home.wait(70)
    mouse.press("Stop")
    mouse.press("End for today and log it")
    assert home.place == "after"
    mouse.press("Ask Pat now")
    mouse.rate(4, 3, 2)
    mouse.press("Later today")

    assert home.place == "today"
    session = _sessions(home)[0]
    after = home.log.ratings.of_sessions((session.id,))[session.id]
    assert [rating.value for rating in after if rating.when == "after"] == [4, 3, 2]


def test_how_it_was_can_be_said_later_from_the_log(home, mouse):
    """Whoever said "later" finds the questions again beside the massage."""
    home.furnish().open()
    mouse.come_to("session")
    home.wait(70)
    mouse.press("Stop")
    mouse.press("End for today and log it")
    mouse.press("Remind me in 10 minutes")
    session = _sessions(home)[0]
    home.guide.massage.afterwards.ask(session)
    mouse.press("Pink or warm skin…")
    mouse.press("Save this massage")

    kept = home.log.reactions.of_sessions((session.id,))[session.id]
    assert [reaction.what for reaction in kept] == ["pink-skin"]


def test_back_from_stop_comes_back_to_the_pause(home, mouse):
    """Whoever had paused is still paused after looking at Stop."""
    home.furnish().open()
    mouse.come_to("session")
    home.wait(30)
    mouse.press("Pause")
    mouse.press("Stop")
    mouse.press("Go back to the massage")

    assert mouse.shows("Go on")
    before = home.guide.massage.session.shown.elapsed_s
    home.wait(5)
    assert home.guide.massage.session.shown.elapsed_s == before


def test_a_place_marked_in_the_flow_changes_the_plan_before_hands_touch(home, mouse):
    """The plan is made again at the last moment."""
    home.furnish().open()
    mouse.come_to("before")
    person = home.guide.context.person.id
    home.log.zones.add(ZoneRecord(person=person, condition="wound-open", regions=("palm.R",)))
    mouse.press("Start the massage")

    assert home.place == "position"
    assert _sessions(home) == ()


def test_a_session_with_marked_places_is_gone_on_with(home, mouse):
    """A port changes steps and lotion; a massage cut off is still the same massage."""
    home.furnish().open()
    person = home.guide.context.person.id
    home.log.zones.add(ZoneRecord(person=person, condition="wound-open", regions=("fingers.L",)))
    mouse.come_to("session")
    home.wait(70)
    home.close()
    home.open()

    assert home.place == "session"


def test_marking_what_is_new_leads_back_to_the_answers(home, mouse):
    """After the new place is marked the check stands as it was left, and leads on."""
    home.furnish().open()
    mouse.press("Start a massage")
    mouse.press("Nothing new today")
    questions = home.window.screen_named("check")._view.questions
    number = next(n for n, question in enumerate(questions) if question.leads_to_map)
    mouse.press("Yes", number)
    mouse.press("None of these…")
    mouse.press("Mark it on the map")
    assert home.place == "safety"
    person = home.guide.context.person.id
    home.log.zones.add(ZoneRecord(person=person, condition="bruise", regions=("shin.L",)))
    home.guide.massage.come_back()

    mouse.press("Next: choose a massage")
    assert home.place == "routine"
