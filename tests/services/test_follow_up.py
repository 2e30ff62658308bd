# SPDX-License-Identifier: GPL-3.0-or-later
"""How a massage went: asked after ten minutes, asked once the next day, and sorted by danger."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from caregiver_guide.domain.session import (
    FollowUp,
    Moment,
    Person,
    Rating,
    Reaction,
    SessionRecord,
    SessionStory,
    StepRecord,
)
from caregiver_guide.services.call_script import CallFacts
from caregiver_guide.services.check_in import add_signs, check_result
from caregiver_guide.services.day_checks import day_of_checks
from caregiver_guide.services.follow_up import (
    FollowUpGiven,
    after_due,
    close_after,
    follow_up_view,
    has_shown,
    lacks_after,
    leave_after_open,
    minutes_between,
    put_off,
    record_follow_up,
    result_of,
    story_to_follow,
)
from caregiver_guide.services.plan_words import PlanWords
from caregiver_guide.services.profile_of import profile_of
from caregiver_guide.services.ratings_view import SignsGiven, ratings_view, remember_telling
from caregiver_guide.storage.log import open_log

NOW = Moment.of(datetime(2026, 11, 17, 15, 20, tzinfo=UTC))
HOUR = 3600
STEP = StepRecord("x", None, True, ("palm.L",), 1, 540, 540, "done")


def session(hours_ago=0.0, *, minutes=10, **more):
    """A massage of ten minutes that ended so many hours ago."""
    ended = NOW.later(-hours_ago * HOUR)
    return SessionRecord(
        **{
            "id": "s",
            "person": "p",
            "caregiver": "c",
            "routine": "m-hand",
            "position": "semi-30-45",
            "minutes_asked": 10,
            "started": ended.later(-minutes * 60),
            "ended": ended,
            "state": "finished",
            "steps": (STEP,),
            "touch_seconds": minutes * 60,
            **more,
        }
    )


def story(hours_ago=0.0, *asked, **more):
    return SessionStory(session(hours_ago, **more), follow_ups=asked)


def said(**more):
    return FollowUp(**{"person": "p", "session": "s", "when": "next-day", **more})


@pytest.fixture(scope="module")
def files(library):
    return library.files


@pytest.fixture
def log(tmp_path):
    with open_log(tmp_path, lambda: NOW) as found:
        yield found


@pytest.fixture
def written(log):
    """A massage of yesterday in the log, and its person."""
    person = log.people.add(Person(name="Pat"))
    return log.sessions.add(session(20, id="", person=person.id))


# -- after ten minutes ----------------------------------------------------------------------


def test_minutes_since_hands_off_are_never_guessed():
    """At once, later, the next day: whole minutes. With a clock set back nobody knows."""
    assert minutes_between(NOW, NOW) == 0
    assert minutes_between(NOW, NOW.later(10 * 60 + 59)) == 10
    assert minutes_between(NOW, NOW.later(26 * HOUR)) == 26 * 60
    assert minutes_between(NOW, NOW.later(-1)) is None
    assert minutes_between(None, NOW) is None
    # An hour is an hour, whatever the clock on the wall did in the night.
    winter = replace(NOW.later(10 * 60), offset_min=-60)
    assert minutes_between(NOW, winter) == 10


def test_the_reminder_stands_on_the_same_day_only(files):
    """From the moment hands are off until midnight; ten minutes decide whether it is time."""
    due = after_due(files, [story(5 / 60)], NOW)
    assert (due.is_due, due.due) == (False, NOW.later(5 * 60))
    assert after_due(files, [story(10 / 60)], NOW).is_due
    assert after_due(files, [story(9)], NOW).is_due
    assert after_due(files, [story(20)], NOW) is None


def test_a_massage_over_midnight_belongs_to_the_day_on_which_it_ended(files):
    """At ten past twelve the reminder stands, and nobody asks how the next day was."""
    midnight = Moment.of(datetime(2026, 11, 18, 0, 10, tzinfo=UTC))
    late = replace(session(), started=midnight.later(-900), ended=midnight.later(-300))
    assert late.started.day < midnight.day
    assert after_due(files, [SessionStory(late)], midnight) is not None
    assert story_to_follow(files, [SessionStory(late)], midnight) is None
    assert story_to_follow(files, [SessionStory(late)], midnight.later(24 * HOUR)) is not None


def test_a_massage_begun_only_and_answered_hides_no_massage_of_the_day(files):
    """The one begun only is asked about first; then the given one before it, and none before."""
    older, given = (story(hours, id=name) for hours, name in ((3, "older"), (2, "given")))
    how = {"state": "stopped", "is_untouched": True, "touch_seconds": 0}
    begun = story(1, id="begun", **how)
    pain = Reaction(person="p", session="begun", what="pain", severity="comfort")
    answered = replace(begun, reactions=(pain,))

    due = after_due(files, [begun, given, older], NOW)
    assert (due.session, due.begun) == ("begun", begun.session.started)
    due = after_due(files, [answered, given, older], NOW)
    assert (due.session, due.begun) == ("given", None)
    closed = replace(given, follow_ups=(said(when="after"),))
    assert after_due(files, [answered, closed, older], NOW) is None


def test_the_reminder_waits_no_longer_than_ten_minutes_with_a_clock_set_back(files):
    """The end lies ahead by an hour: the reminder comes in ten minutes all the same."""
    due = after_due(files, [story(-1.0, minutes=70)], NOW)
    assert due.due == NOW.later(600)


def test_what_was_answered_is_not_asked_again(files):
    """A number, a sign, a reaction, or saving on purpose with nothing answered: each is enough."""
    rating = Rating(person="p", session="s", question="pain", when="after", value="declined")
    signs = SignsGiven((("face", 1),)).fact("p", "s", "after", 12)
    nothing = said(when="after")
    assert lacks_after(story())
    for known in (
        SessionStory(session(), ratings=(rating,)),
        SessionStory(session(), comfort=(signs,)),
        SessionStory(session(), follow_ups=(nothing,)),
    ):
        assert not lacks_after(known)
        assert after_due(files, [known], NOW) is None
    assert not lacks_after(SessionStory(session(state="not-wanted")))


def test_what_was_left_open_is_asked_again_until_it_is_closed(log, written):
    """One answer now and the rest later today: the rest is asked, and asked once."""
    rating = Rating(person="p", session=written.id, question="pain", when="after", value=2)
    log.ratings.add(rating)
    for _ in range(2):
        leave_after_open(log, written, NOW)
    kept = log.sessions.story(written.id)
    assert lacks_after(kept)
    assert len(kept.follow_ups) == 1
    close_after(log, written, nothing_new=False)
    assert not lacks_after(log.sessions.story(written.id))


def test_nothing_new_is_kept_as_an_answer(log, written):
    """Saying that nothing was noticed is in the log, and tells it from never having said."""
    close_after(log, written, nothing_new=True)
    kept = log.sessions.story(written.id)
    assert kept.follow_up("after").answers == ("nothing-new",)
    assert not lacks_after(kept)


# -- the next day ---------------------------------------------------------------------------


def test_it_is_asked_from_the_next_day_until_three_days_have_passed(files):
    """Not on the same day, on each of the next until it is answered, and never after 72 hours."""
    assert story_to_follow(files, [story(6)], NOW) is None
    assert story_to_follow(files, [story(16)], NOW) is not None
    assert story_to_follow(files, [story(71.9)], NOW) is not None
    assert story_to_follow(files, [story(72)], NOW) is None


def test_it_is_asked_once(files):
    """Any answer ends the asking, also that nobody knows; put off, it waits for its hour."""
    assert story_to_follow(files, [story(20, said(result="fine", answers=("usual",)))], NOW) is None
    assert story_to_follow(files, [story(20, said())], NOW) is None
    later = said(not_before=NOW.later(60))
    assert story_to_follow(files, [story(20, later)], NOW) is None
    assert story_to_follow(files, [story(20, later)], NOW.later(60)) is not None


def test_only_the_newest_massage_before_today_is_asked_about(files):
    """Nobody works off a list: with yesterday answered, the day before is not asked about."""
    answered = said(result="fine")
    stories = [story(1), story(20, answered), story(44)]
    assert story_to_follow(files, stories, NOW) is None
    assert story_to_follow(files, [story(1), story(20)], NOW) is not None


def test_a_massage_that_touched_nobody_is_not_asked_about(files):
    """Not wanted, or stopped before the first touch."""
    assert story_to_follow(files, [story(20, state="not-wanted")], NOW) is None
    assert story_to_follow(files, [story(20, touch_seconds=0)], NOW) is None


def test_tender_is_fine_for_a_day_and_a_half_and_no_longer(library):
    """What may be usual the next day is something to call about after two."""
    words = PlanWords(library, "Pat", "911")

    def offered(hours):
        view = follow_up_view(words, session(hours), NOW)
        return {one.id: one.result for group in view.groups for one in group.choices}

    assert offered(20)["tender"] == "fine"
    assert "sore-long" not in offered(20)
    assert "tender" not in offered(40)
    assert offered(40)["sore-long"] == "call-today"


def test_every_serious_answer_says_whom_to_call_and_what_to_say(library):
    """With this massage's facts filled in; the gravest answers stand first."""
    facts = CallFacts(
        caregiver="Ana", started="Mon 3 PM", now="Tue 9 AM", touch_seconds=540,
        regions=("palm.L",), is_over=True, conditions=("Port",),
    )  # fmt: skip
    view = follow_up_view(
        PlanWords(library, "Pat", "911"), session(20), NOW, facts, ("Nurse Lee: 555 0142",)
    )
    assert [group.result for group in view.groups] == ["emergency", "call-today", "fine"]
    for group in view.groups:
        for one in group.choices:
            told = "9 minutes" in one.say and "Port" in one.say
            assert told == (group.result != "fine")
    assert view.numbers == ("Nurse Lee: 555 0142",)


def test_the_gravest_answer_decides(files):
    """One leg bigger and chest pain is an emergency; nothing known is nothing."""
    assert result_of(files, ("one-leg", "chest-or-breath")) == "emergency"
    assert result_of(files, ("usual",)) == "fine"
    assert result_of(files, ()) == ""


def test_a_serious_answer_lets_no_other_massage_start(log, library, written):
    """Each answer that is not fine blocks today, whatever the check had said before."""
    files = library.files
    add_signs(log, written.person, NOW.day, [])
    for answer in files.follow_up.answer:
        if answer.result == "fine":
            continue
        record_follow_up(log, files, FollowUpGiven(written.id, (answer.id,)), NOW.day)
        check = day_of_checks(log, library, written.person, NOW.day)
        profile = profile_of(
            library.book, log.people.one(written.person), None, (), (), (), check, NOW.day
        )
        result = check_result(library, profile, PlanWords(library, "Pat", "911"))
        assert not result.may_go_on, answer.id
        if answer.result == "emergency":
            assert result.is_emergency
        log.checks.put_in_bin(log.checks.newest(written.person).id)


def test_fine_blocks_nothing(log, library, written):
    """All fine is one answer in the log, and no check is written."""
    record_follow_up(log, library.files, FollowUpGiven(written.id, ("usual",)), NOW.day)
    kept = log.sessions.story(written.id).follow_up("next-day")
    assert (kept.result, kept.answers, kept.is_closed) == ("fine", ("usual",), True)
    assert log.checks.newest(written.person) is None


def test_a_later_answer_is_added_and_the_first_one_stays(log, library, written):
    """Put off, then fine, then corrected: three versions of one answer, all readable."""
    files = library.files
    put_off(log, files, written.id, NOW)
    record_follow_up(log, files, FollowUpGiven(written.id, ("usual",)), NOW.day)
    given = FollowUpGiven(written.id, ("bruise-or-tear",), "called Nurse Lee")
    last = record_follow_up(log, files, given, NOW.day)
    versions = log.follow_ups.history(last.id)
    assert [one.result for one in versions] == ["", "fine", "call-today"]
    assert versions[0].not_before == NOW.later(files.follow_up.later_hours * HOUR)
    assert last.what_done == "called Nurse Lee"


def test_the_next_day_has_to_show_how_the_first_massage_went(files):
    """Fine counts, serious never does; without a word it counts once the asking is over."""
    day = NOW.day
    assert not has_shown(files, story(20), day)
    assert not has_shown(files, story(20, said()), day)
    assert has_shown(files, story(20, said(result="fine")), day)
    assert not has_shown(files, story(20 * 24, said(result="call-today")), day)
    assert has_shown(files, story(5 * 24), day)


# -- for a person who cannot say ------------------------------------------------------------


def test_signs_are_zero_to_two_and_may_stay_open(log, written):
    """What was not watched stays open; a 3 cannot be written; old signs are never a number."""
    seen = SignsGiven((("breath", 2), ("settles", 0))).fact(written.person, written.id, "before")
    log.comfort.add(seen)
    kept = log.sessions.story(written.id)
    assert kept.signs("before").values == {"breath": 2, "settles": 0}
    assert kept.signs("after") is None
    assert kept.ratings == ()
    with pytest.raises(ValueError, match="0 to 2"):
        replace(seen, face=3)


def test_how_a_person_tells_is_remembered_by_adding(log, written):
    """Turned once, the next screen begins with it; the version before stays readable."""
    remember_telling(log, written.person, "signs")
    remember_telling(log, written.person, "signs")
    person = log.people.one(written.person)
    assert person.tells_by == "signs"
    assert [one.tells_by for one in log.people.history(person.id)] == ["numbers", "signs"]


def test_the_signs_say_that_they_are_no_score(library):
    """The screen says that the list is ours and untested; it bears no name of a scale."""
    view = ratings_view(PlanWords(library, "Pat", "911"), "before", tells_by="signs")
    assert [sign.id for sign in view.signs] == ["breath", "sounds", "face", "body", "settles"]
    assert all(len(sign.levels) == 3 for sign in view.signs)
    assert "our own" in view.signs_limits.lower()
    everything = " ".join([view.signs_title, view.signs_how, view.signs_limits]).lower()
    assert "painad" not in everything
    assert "touch" not in " ".join(level for sign in view.signs for level in sign.levels)
