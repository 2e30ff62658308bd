# SPDX-License-Identifier: GPL-3.0-or-later
"""A new wound seen in the middle: mark it, and the rest of the massage changes at once."""

import pytest

from caregiver_guide.storage.errors import DiskFull
from caregiver_guide.ui.widgets.body_map import BodyMap

NEW = "I see something new on the skin or body"


@pytest.fixture
def third(home, mouse):
    """A hand massage in its third step, two of them done."""
    home.furnish().open()
    mouse.come_to("session")
    for _ in range(2):
        home.finish_step()
        mouse.next_step()
    home.wait(15)
    return home


def mark(mouse, region, words, condition):
    """Mark a place on the map as it is asked for."""
    body = next(iter(mouse.seen(BodyMap)))
    mouse.click(body, body.place_of(region))
    if body.is_zoomed:
        mouse.click(body, body.place_of(region))
    mouse.press("Next: what is it")
    mouse.write("Type a word", words)
    mouse.row(condition)
    mouse.press("Correct, keep it")


def newest(home):
    """Return the session that runs, or the last one, with all its plans."""
    place = home.log.sessions.place()
    if place is not None:
        return home.log.sessions.one(place.session)
    last = home.log.sessions.recent(home.guide.context.person.id)[0]
    return home.log.sessions.one(last.id)


def planned(home):
    """Return what the planner says today of the session's routine and position."""
    from caregiver_guide.app.marking import plan_of

    return plan_of(home.guide.context, newest(home))


def test_a_new_wound_changes_the_rest_and_keeps_what_was_done(third, mouse):
    """Stop, mark the left fingers, and go back: paused, with every change and its reason shown."""
    engine = third.guide.massage.session._engine
    done = [(one.seconds, one.outcome) for one in engine.position.steps[:2]]
    mouse.press("Stop")
    mouse.press(NEW)
    mouse.press("Mark it now")
    assert third.place == "safety"
    assert newest(third).stop_reason == "something-new"
    mark(mouse, "fingers.L", "open", "Open wound")
    assert "The massage is paused." in mouse.words()
    mouse.press("Back to the massage")

    said = mouse.words()
    assert "The rest changes now." in said
    assert "Open wound" in said
    assert "Left out: " in said or "Only here: " in said
    mouse.press("Back to the massage")
    assert third.place == "session"
    shown = third.guide.massage.session.shown
    assert shown.is_paused
    assert [(one.seconds, one.outcome) for one in engine.position.steps[:2]] == done
    session = newest(third)
    assert (session.state, session.stop_reason, len(session.later_plans)) == ("running", None, 1)
    rest = planned(third).steps
    assert "fingers.L" not in {region for step in rest for region in step.regions}
    place = engine.position
    left = engine.steps[place.index :]
    assert "fingers.L" not in {region for step in left for region in step.regions}
    mouse.press("Go on")
    assert not third.guide.massage.session.shown.is_paused


def test_a_mark_under_the_hands_says_to_look_where_they_may_go(third, mouse):
    """Back in the paused massage, the step itself says that the plan has changed."""
    place = third.guide.massage.session.shown.step.regions[0]
    mouse.press("Stop")
    mouse.press(NEW)
    mouse.press("Mark it now")
    mark(mouse, place, "open", "Open wound")
    mouse.press("Back to the massage")
    mouse.press("Back to the massage")
    assert third.guide.massage.session.shown.paused_because == "new-plan"
    assert "The plan has changed. Look where your hands may go now." in mouse.words()


def test_how_has_the_same_way_to_the_map(third, mouse):
    """Whoever reads the step in full finds the button there too."""
    mouse.press("How?")
    mouse.press(NEW)
    assert third.place == "safety"
    assert third.guide.massage.session.shown.is_paused
    assert newest(third).stop_reason == "something-new"


def test_nothing_else_can_be_reached_from_the_map_of_a_massage(third, mouse):
    """The one way out is back to the massage: no other place is offered, and no key leads there."""
    mouse.press("How?")
    mouse.press(NEW)
    assert not third.window.rail.isVisible()
    assert not mouse.shows("Today")
    mouse.click(third.window.screen_named("safety")._back)
    assert mouse.shows("Back to the massage")
    third.window._go("learn")
    assert third.place == "safety"


def test_going_back_without_a_mark_changes_nothing_and_says_so(third, mouse):
    """A shadow was no wound: the massage is where it was, and no new plan is in the log."""
    before = third.guide.massage.session.shown
    mouse.press("Stop")
    mouse.press(NEW)
    mouse.press("Mark it now")
    mouse.click(third.window.screen_named("safety")._back)
    mouse.press("Back to the massage")
    assert "Nothing changes." in mouse.words()
    mouse.press("Back to the massage")
    after = third.guide.massage.session.shown
    assert (after.step, after.index, after.is_paused) == (before.step, before.index, True)
    assert newest(third).later_plans == ()
    assert newest(third).stop_reason is None


def test_a_mark_that_asks_first_ends_the_massage_and_says_why(third, mouse):
    """A clot place found now: no more touch, whom to ask is on the screen, the log knows why."""
    mouse.press("Stop")
    mouse.press(NEW)
    mouse.press("Mark it now")
    mark(mouse, "calf.L", "clot", "Known blood clot")
    mouse.press("Back to the massage")
    said = mouse.words()
    assert "The massage ends here." in said
    assert "clot" in said.lower()
    mouse.press("Next: how was it?")
    assert third.place == "after"
    session = newest(third)
    assert (session.state, session.ended_by) == ("stopped", "nothing-allowed")
    assert session.stop_reason == "something-new"
    assert [step.outcome for step in session.steps][:2] == ["done", "done"]
    third.guide._open_session(session.id)
    said = mouse.words()
    assert "The plan made again allowed no more" in said
    assert NEW in said


def test_a_power_cut_before_anything_is_marked_comes_back_to_the_question(third, mouse):
    """The computer goes off on the way to the map: what was seen still has to be marked."""
    mouse.press("Stop")
    mouse.press(NEW)
    mouse.press("Mark it now")
    third.close()
    third.open()
    assert third.place == "session"
    mouse.press("Mark it now")
    assert third.place == "safety"


def test_a_power_cut_after_the_mark_comes_back_under_the_new_plan(third, mouse):
    """The mark is kept; the massage comes back with the rest changed and says so."""
    mouse.press("Stop")
    mouse.press(NEW)
    mouse.press("Mark it now")
    mark(mouse, "fingers.L", "open", "Open wound")
    third.close()
    third.open()
    assert third.place == "session"
    assert "The rest changes now." in mouse.words()
    mouse.press("Back to the massage")
    assert newest(third).stop_reason is None
    assert len(newest(third).later_plans) == 1
    zones = third.log.zones.of(third.guide.context.person.id)
    assert [zone.regions for zone in zones] == [("fingers.L",)]


def test_closing_the_window_on_the_map_asks_and_loses_nothing(third, mouse):
    """The massage is paused there too."""
    mouse.press("How?")
    mouse.press(NEW)
    third.prompts.answers = [False]
    third.window.close()
    assert third.window.isVisible()
    assert third.place == "safety"
    assert not third.guide.massage.session.stopping.is_open


@pytest.fixture
def full_disk(third, monkeypatch):
    """Let the disk refuse every entry from now on; the return value makes room again."""

    def fail(*_args, **_more):
        raise DiskFull(third.data_dir / "log.db")

    def fill():
        monkeypatch.setattr(third.log.zones, "add", fail)
        monkeypatch.setattr(third.log.conditions, "add", fail)
        for name in ("keep_place", "change", "end", "show_plan"):
            monkeypatch.setattr(third.log.sessions, name, fail)

    fill()
    yield monkeypatch.undo
    monkeypatch.undo()


def test_hands_do_not_go_on_while_a_mark_is_not_saved(third, mouse, full_disk):
    """The disk is full: it never says that nothing changes; with room again the mark counts."""
    before = third.guide.massage.session.shown
    mouse.press("Stop")
    mouse.press(NEW)
    mouse.press("Mark it now")
    mark(mouse, "fingers.L", "open", "Open wound")
    third.prompts.answers = ["again", None]
    mouse.press("Back to the massage")
    assert third.prompts.asked[-2:] == ["What you marked is not saved"] * 2
    assert "Nothing changes." not in mouse.words()
    assert third.place == "safety"
    shown = third.guide.massage.session.shown
    assert (shown.index, shown.is_paused) == (before.index, True)
    full_disk()
    mouse.press("Back to the massage")
    assert "The rest changes now." in mouse.words()
    assert "Open wound" in mouse.words()
    zones = third.log.zones.of(third.guide.context.person.id)
    assert [zone.regions for zone in zones] == [("fingers.L",)]


def test_marking_the_same_again_after_a_full_disk_is_one_mark(third, mouse, full_disk):
    """Told that it is not saved, the caregiver marks it once more: the log has it once."""
    mouse.press("Stop")
    mouse.press(NEW)
    mouse.press("Mark it now")
    mark(mouse, "fingers.L", "open", "Open wound")
    full_disk()
    third.guide.safety._screen.start_marking()
    mark(mouse, "fingers.L", "open", "Open wound")
    zones = third.log.zones.of(third.guide.context.person.id)
    assert [zone.regions for zone in zones] == [("fingers.L",)]


def test_a_mark_that_cannot_be_saved_ends_the_massage_and_lets_none_begin(third, mouse, full_disk):
    """Ended there, the next massage waits until the mark is in the log, and says so."""
    mouse.press("Stop")
    mouse.press(NEW)
    mouse.press("Mark it now")
    mark(mouse, "fingers.L", "open", "Open wound")
    third.prompts.answers = ["end"]
    mouse.press("Back to the massage")
    assert not third.guide.massage.session.is_running
    assert third.place == "after"

    third.guide.massage.begin()
    assert third.place == "safety"
    assert "no massage can begin" in third.prompts.told[-1]
    third.guide.massage.come_back()
    assert third.place == "safety"
    full_disk()
    third.guide.go("start")
    zones = third.log.zones.of(third.guide.context.person.id)
    assert [zone.regions for zone in zones] == [("fingers.L",)]
    third.guide.massage.come_back()
    assert third.place == "check"


def test_whom_to_call_today_is_told_although_the_massage_may_go_on(third, mouse):
    """A rash on the shin leaves a hand massage alone, but the care team has to hear of it today."""
    call = third.guide.context.library.files.phrases["call.call-today"]
    mouse.press("Stop")
    mouse.press(NEW)
    mouse.press("Mark it now")
    mark(mouse, "shin.L", "rash", "Rash")
    mouse.press("Back to the massage")
    said = mouse.words()
    assert mouse.shows("Back to the massage")
    assert third.guide.context.words().fill(call) in said
    mouse.press("Back to the massage")

    mouse.press("Stop")
    mouse.press(NEW)
    mouse.press("Mark it now")
    mouse.click(third.window.screen_named("safety")._back)
    mouse.press("Back to the massage")
    assert "Nothing changes." in mouse.words()
    assert third.guide.context.words().fill(call) not in mouse.words()


def test_a_mark_that_is_not_saved_is_listed_as_such(third, mouse, full_disk):
    """The map lists it at once, says that it is not saved, and answers nothing with it."""
    mouse.press("Stop")
    mouse.press(NEW)
    mouse.press("Mark it now")
    mark(mouse, "fingers.L", "open", "Open wound")
    view = third.guide.safety._screen._view
    (line,) = (one for one in view.zones if not one.is_saved)
    assert line.name.startswith("Open wound")
    assert line.regions == ("fingers.L",)
    assert third.guide.context.owes_mark
    full_disk()
    third.guide.safety._screen.open_line(line.id)
    assert all(one.is_saved for one in third.guide.safety._screen._view.zones)
    assert not third.guide.context.owes_mark


def test_the_window_asks_once_before_it_loses_what_is_not_saved(third, mouse, full_disk):
    """Closing says in words what would be lost; staying loses nothing."""
    mouse.press("Stop")
    mouse.press(NEW)
    mouse.press("Mark it now")
    mark(mouse, "fingers.L", "open", "Open wound")
    third.prompts.answers = [True, False]
    third.window.close()
    assert third.prompts.asked[-1] == "Not everything is saved"
    assert third.window.isVisible()
    full_disk()
    third.prompts.answers = [True]
    third.window.close()
    assert third.prompts.asked[-1] == "Close the app?"
    assert not third.window.isVisible()
    assert third.log.zones.of(third.guide.context.person.id)
