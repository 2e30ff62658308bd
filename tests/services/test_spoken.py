# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said aloud: enough to give a whole massage with the screen turned away."""

import re
from dataclasses import replace
from datetime import date

import pytest

from caregiver_guide.domain.profile import Finding, Profile
from caregiver_guide.domain.session import ZoneRecord
from caregiver_guide.services.keep_away import keep_away
from caregiver_guide.services.plan_words import PlanWords
from caregiver_guide.services.session_engine import SessionEngine, limit_phrase
from caregiver_guide.services.session_view import session_view
from caregiver_guide.services.spoken import SpokenWords, told_between

ROUTINE = "hand-calm"
PORT = ZoneRecord(id="1", person="p", condition="port", regions=("collarbone.R",))


class Ears:
    """Goes through a massage and remembers what would be said, as the app does."""

    def __init__(self, library, clock, **engine):
        words = PlanWords(library, "Pat", "911")
        mark = Finding("port", library.book.body.mask(PORT.regions))
        profile = Profile(date(2026, 3, 14), (mark,), name="Pat")
        plan = library.planner.plan(profile, ROUTINE, "seated-chair", 10)
        self.zones = keep_away(words, profile, (PORT,))
        self.words, self.clock = words, clock
        self.engine = SessionEngine(plan.steps, clock, **engine)
        self.spoken = SpokenWords(words)
        self.before = None
        self.heard = []

    def show(self, progress):
        cue = told_between(self.before, progress)
        if cue is not None:
            self.heard.append((cue, self.spoken.of(cue, self.view(progress), progress)))
        self.before = progress
        return self

    def view(self, progress):
        return session_view(progress, ROUTINE, self.words, self.zones)

    def wait(self, seconds):
        for _ in range(seconds):
            self.clock.advance(1)
            self.show(self.engine.tick())
        return self

    def press(self, verb, *args):
        return self.show(getattr(self.engine, verb)(*args))

    def come_to_touch(self):
        self.press("start")
        for _ in range(20):
            if not self.before.step.is_touch:
                self.press("next")
        return self

    @property
    def last(self):
        return self.heard[-1] if self.heard else None


@pytest.fixture
def ears(library, clock):
    return Ears(library, clock)


def test_a_step_is_told_whole(ears):
    """What to do, whose hand, how lightly, how long: nobody has to look."""
    ears.come_to_touch()
    cue, words = ears.last
    view = ears.view(ears.before)
    assert cue == "step"
    assert words.startswith(f"{view.title}. Now Pat's {view.place}. {view.words} ")
    assert "pressure" in words or "Resting hands" in words
    assert f"This takes {ears.before.step_length_s} seconds." in words


def test_what_to_keep_away_from_is_said_at_the_beginning(ears):
    """Whoever never looks at the screen still hears of the port."""
    ears.press("start")
    assert ears.last[1].endswith(
        "Keep away from: Port under the skin, right upper chest, below the collarbone."
    )
    ears.press("next")
    assert "Keep away" not in ears.last[1]


def test_a_step_that_is_changed_today_says_so(ears):
    """Softer than written, or only part of the place: it is heard as well as seen."""
    ears.come_to_touch()
    view = replace(ears.view(ears.before), changed="Softer than usual today.")
    assert "Softer than usual today." in ears.spoken.of("step", view, ears.before)


def test_half_way_ten_seconds_and_the_end_are_told_once(ears):
    """The ears know where the time is, without being drilled."""
    ears.come_to_touch()
    for _ in range(20):
        if ears.before.step_length_s < 60:
            ears.press("next")
    ears.heard.clear()
    ears.wait(ears.before.step_length_s + 30)
    told = [cue for cue, _ in ears.heard if cue != "ask"]
    assert told == ["half-way", "ten-seconds", "step-over"]
    assert dict(ears.heard)["step-over"] == "Take your time."


def test_pause_and_going_on_are_told(ears):
    """The state is never a riddle: paused, and which hand goes on."""
    ears.come_to_touch().press("pause")
    assert ears.last == ("paused", "Paused. Rest your hands.")
    ears.press("go_on")
    place = ears.view(ears.before).place
    assert ears.last == ("went-on", f"Going on with the {place}.")


def test_a_pause_by_itself_says_why(ears):
    """After the lid was closed the voice says what happened."""
    ears.press("start").wait(2)
    ears.clock.advance(900)
    ears.show(ears.engine.tick())
    assert ears.last == ("paused", "Paused. The computer slept. That time does not count.")


def test_coming_back_after_a_power_cut_says_where(library, clock, ears):
    """The app opens in the paused step, and says which one that is."""
    ears.come_to_touch().wait(3)
    later = Ears(library, clock, resume=ears.engine.position)
    later.show(later.engine.progress)
    title = later.view(later.before).title
    assert later.last == (
        "paused",
        f"Paused. You were at this step before the app closed: {title}.",
    )


def test_moving_while_paused_says_both(ears):
    """Next during a pause: the new place is told, and that hands still rest."""
    ears.come_to_touch().press("pause").press("next")
    assert ears.last == ("step", f"Paused at this step: {ears.view(ears.before).title}.")


def test_back_tells_the_step_again(ears):
    """Back in the first step starts it anew, and is heard to."""
    ears.press("start").wait(5).press("back")
    assert [cue for cue, _ in ears.heard] == ["step", "step"]


def test_one_more_minute_is_told(ears):
    """A press on plus is answered, also when the step was over."""
    ears.press("start").press("one_more_minute")
    assert ears.last == ("more-time", "One more minute.")
    ears.wait(ears.before.step_length_s + 20).press("one_more_minute")
    assert ears.last == ("more-time", "One more minute.")


def test_the_question_is_asked_aloud(ears):
    """Time to ask Pat is heard, with Pat's name and the three answers."""
    ears.come_to_touch().wait(200)
    assert ("ask", "Ask Pat: softer, same, or stop?") in ears.heard


def test_stop_and_the_end_are_told(library, clock, ears):
    """Stop says what hands do now; after the last step there is a thank-you."""
    ears.press("start").press("pause", "stopping")
    assert ears.last == ("stopping", "We stopped the timer. Lift your hands. Stay with Pat.")
    other = Ears(library, clock).press("start")
    for _ in range(40):
        other.press("next")
    assert other.last == ("finished", "Done. Thank Pat, and let your own hands rest.")
    other.show(other.engine.tick())
    assert other.last[0] == "finished"
    assert [cue for cue, _ in other.heard].count("finished") == 1


@pytest.mark.parametrize("why", ["closing", "suspend"])
def test_on_the_way_out_nothing_is_said(ears, why):
    """Nobody is spoken to by a window that closes or a computer that falls asleep; R tells it."""
    ears.press("start").press("pause", why)
    assert ears.last[0] == "step"
    again = ears.spoken.again(ears.view(ears.before), ears.before)
    assert again.startswith("Paused.")


def test_say_it_again_says_where_it_stands(ears):
    """R tells the step once more, and whether it is over or paused."""
    ears.come_to_touch()
    view = ears.view(ears.before)
    assert view.words in ears.spoken.again(view, ears.before)
    ears.press("pause")
    again = ears.spoken.again(ears.view(ears.before), ears.before)
    assert again.startswith("Paused. Rest your hands.")
    assert view.words in again


def test_every_sentence_of_every_routine_can_be_said(library, clock):
    """No brace, no bracket, no doubled stop reaches the ear, in any step of any routine."""
    words = PlanWords(library, "Pat", "911")
    profile = Profile(date(2026, 3, 14), (), name="Pat")
    spoken = SpokenWords(words)
    seen = 0
    for routine, entry in library.routines.items():
        plan = library.planner.plan(profile, routine, entry.positions[0], 10)
        engine = SessionEngine(plan.steps, clock)
        progress = engine.start()
        while not progress.is_over:
            view = session_view(progress, routine, words)
            said = spoken.of("step", view, progress)
            assert not re.search(r"[{}\[\]_<>]|\.\.|  |\?\.", said), said
            assert said[0].isupper(), said
            assert said.endswith((".", "?", "!")), said
            seen += 1
            progress = engine.next()
    assert seen > 60


def test_softer_is_told_with_the_new_pressure(ears):
    """After "softer" the ears hear how lightly hands go from now on."""
    ears.come_to_touch()
    for _ in range(20):
        if ears.before.step.pressure == 0:
            ears.press("next")
    ears.press("answer", "softer")
    cue, words = ears.last
    assert cue == "softer"
    assert words.startswith("Softer from now on. ")
    assert len(words) > len("Softer from now on. ")


def test_the_time_to_settle_is_told_and_then_the_first_step(library, clock):
    """Nobody waits for a first step that seems not to come."""
    ears = Ears(library, clock, lead_in_s=10.0).press("start")
    assert ears.last[0] == "lead-in"
    ears.wait(10)
    assert [cue for cue, _ in ears.heard] == ["lead-in", "step"]


def test_twenty_minutes_are_told_as_the_reason(ears):
    """The session that ends by itself says why it does."""
    ears.come_to_touch().wait(1200)
    assert ears.last[0] == "finished"
    assert ears.last[1].startswith("That was twenty minutes of touch.")


def test_a_shorter_limit_is_told_as_what_it_is():
    """Who may be touched for five minutes only is not told of twenty."""
    assert [limit_phrase(seconds) for seconds in (300, 1199, 1200)] == [
        "long-enough",
        "long-enough",
        "twenty-minutes",
    ]


def test_a_plan_that_changes_is_told(ears):
    """A wound seen at step three: the voice says that what is left has changed, and where it is."""
    ears.come_to_touch()
    shown = ears.before.step
    smaller = replace(shown, regions=shown.regions[:1])
    ears.press("replan", [smaller if step == shown else step for step in ears.engine.steps])
    assert ears.last[0] == "paused"
    assert ears.last[1].startswith("Paused. What is left has changed.")
    ears.press("replan", ())
    assert ears.last == ("stopped", "We stopped the timer. Lift your hands. Stay with Pat.")


def test_a_plan_that_changes_while_the_massage_rests_is_told(ears):
    """Whoever stopped, marked a wound and came back hears what has changed, once."""
    ears.come_to_touch().press("pause", "stopping")
    shown = ears.before.step
    smaller = replace(shown, regions=shown.regions[:1])
    ears.press("replan", [smaller if step == shown else step for step in ears.engine.steps])
    assert ears.last[0] == "paused"
    assert ears.last[1].startswith("Paused. What is left has changed.")
    told = len(ears.heard)
    ears.wait(3)
    assert len(ears.heard) == told
    ears.press("go_on")
    assert ears.last[0] == "went-on"
