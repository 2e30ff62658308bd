# SPDX-License-Identifier: GPL-3.0-or-later
"""A massage given without the computer is written down afterwards in a few presses."""

from caregiver_guide.domain.session import Moment, SessionRecord


def given_before(home):
    """Put one massage of the day before into the log."""
    context = home.guide.context
    now = context.now()
    yesterday = Moment(now.utc_ms - 86_400_000, now.offset_min, now.zone)
    home.log.sessions.add(
        SessionRecord(
            person=context.person.id,
            caregiver=context.caregiver.id,
            routine="m-hand",
            position="semi-30-45",
            minutes_asked=10,
            started=yesterday,
            ended=yesterday.later(560),
            state="finished",
            touch_seconds=560,
        ),
        by=context.caregiver.id,
    )


def test_one_like_the_last_is_two_presses(home, mouse):
    """Add a past massage, save: the same massage, ten minutes, just now, as the log then says."""
    home.furnish().open()
    given_before(home)
    mouse.press("Massage log")
    mouse.press("Add a past massage")
    mouse.press("Save this massage")
    assert home.place == "log"
    row = home.guide.log_pages.view.rows[0]
    assert (row.is_told, row.minutes) == (True, 10)
    session = home.log.sessions.one(row.id)
    assert session.ended <= home.guide.context.now()
    assert session.position == "semi-30-45"
    assert (session.steps, session.plan_json) == ((), "")
    home.guide._open_session(row.id)
    assert "Written down afterwards" in mouse.words()
    assert "The steps were not written down one by one." in mouse.words()


def test_the_first_one_asks_only_what_cannot_be_known(home, mouse):
    """Nothing was given before, so the massage and its minutes have to be said; no more."""
    home.furnish().open()
    mouse.press("Massage log")
    mouse.press("Add a past massage")
    mouse.press("Save this massage")
    assert "Choose which massage it was." in mouse.words()
    sheet = home.window.screen_named("log")._sheet
    sheet._routine.choose("m-hand")
    mouse.press("5 min")
    mouse.press("Save this massage")
    (row,) = home.guide.log_pages.view.rows
    assert (row.is_told, row.minutes) == (True, 5)


def test_yesterday_asks_for_a_time(home, mouse):
    """Another day needs its time; what is not said is not guessed."""
    home.furnish().open()
    given_before(home)
    mouse.press("Massage log")
    mouse.press("Add a past massage")
    mouse.press("Yesterday")
    mouse.press("Save this massage")
    assert "Choose about what time it was." in mouse.words()
    assert len(home.guide.log_pages.view.rows) == 1


def test_one_that_the_log_has_already_is_not_counted_twice(home, mouse):
    """Told for the time of another one: the app says which, and opens that one instead."""
    home.furnish().open()
    given_before(home)
    mouse.press("Massage log")
    mouse.press("Add a past massage")
    mouse.press("Save this massage")
    first = home.log.sessions.count(home.guide.context.person.id)
    mouse.press("Add a past massage")
    home.prompts.answers = ["stay"]
    mouse.press("Save this massage")
    assert home.prompts.asked[-1] == "There is a massage at that time already"
    assert "Save this massage" in mouse.words()
    home.prompts.answers = ["same"]
    mouse.press("Save this massage")
    assert home.place == "session-detail"
    assert home.log.sessions.count(home.guide.context.person.id) == first
