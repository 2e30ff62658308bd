# SPDX-License-Identifier: GPL-3.0-or-later
"""The running massage: time given is counted, pauses are not, and every press does one thing."""

import random
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver_guide.domain.plan import Action, PlannedStep
from caregiver_guide.services.session_course import course_of
from caregiver_guide.services.session_engine import (
    BEAT_S,
    GAP_LIMIT_S,
    TOUCH_LIMIT_S,
    SessionEngine,
)


def _step(name, seconds=30, *, is_touch=True, action=Action.KEEP, is_open_ended=False):
    return PlannedStep(
        id=name,
        side=None,
        is_touch=is_touch,
        action=action,
        regions=("palm.L",) if is_touch else (),
        pressure=1 if is_touch else 0,
        seconds=seconds,
        is_open_ended=is_open_ended,
        reasons=(),
    )


THREE = (_step("arrive", 60, is_touch=False), _step("stroke", 30), _step("rest", 30))


class Heard(list):
    """A listener that keeps what it heard."""

    __call__ = list.append

    @property
    def kinds(self):
        return [event.kind for event in self]


@pytest.fixture
def heard():
    return Heard()


@pytest.fixture
def run(clock, heard):
    """Starts a massage of the steps given."""

    def start(steps=THREE, **how):
        engine = SessionEngine(steps, clock, heard, **how)
        engine.start()
        return engine

    return start


def _pass(clock, engine, seconds):
    """Let time pass in ticks of half a second."""
    whole, rest = divmod(seconds, 0.5)
    for part in [0.5] * int(whole) + [rest]:
        clock.advance(part)
        engine.tick()
    return engine.progress


def test_a_step_counts_down_and_waits_for_the_caregiver(clock, run, heard):
    """At the end of a step it says 'take your time' and stays, however long that takes."""
    engine = run()
    shown = _pass(clock, engine, 20)
    assert (shown.step.id, shown.remaining_s, shown.is_step_over) == ("arrive", 40, False)
    assert shown.fraction == pytest.approx(1 / 3)
    shown = _pass(clock, engine, 70)
    assert (shown.step.id, shown.remaining_s, shown.is_step_over) == ("arrive", 0, True)
    assert heard.kinds.count("step-over") == 1
    shown = engine.next()
    assert (shown.step.id, shown.index, shown.count, shown.remaining_s) == ("stroke", 1, 3, 30)
    assert shown.next_step.id == "rest"


def test_the_last_step_ends_the_massage(clock, run, heard):
    """Next on the last step finishes; afterwards no press changes anything."""
    engine = run()
    for _ in range(3):
        _pass(clock, engine, 30)
        engine.next()
    shown = engine.progress
    assert (shown.state, shown.minutes_left, shown.next_step) == ("finished", 0, None)
    assert [done.outcome for done in engine.position.steps] == ["done"] * 3
    told = len(heard)
    for verb in (engine.next, engine.back, engine.pause, engine.go_on, engine.stop, engine.tick):
        assert verb().state == "finished"
    assert len(heard) == told


def test_a_pause_costs_no_time_and_says_who_asked(clock, run):
    """The bell rings, the caregiver goes; the step is where it was."""
    engine = run()
    _pass(clock, engine, 10)
    assert engine.pause().paused_because == "asked"
    clock.advance(900)
    engine.tick()
    shown = engine.go_on()
    assert (shown.remaining_s, shown.is_paused) == (50, False)
    assert _pass(clock, engine, 10).remaining_s == 40


def test_a_sleeping_computer_pauses_the_massage_where_it_fell_asleep(clock, run, heard):
    """The lid was closed for an hour: none of it is counted, and the screen says why."""
    engine = run()
    _pass(clock, engine, 10)
    clock.advance(3600)
    shown = engine.tick()
    assert (shown.state, shown.paused_because, shown.remaining_s) == ("paused", "gap", 50)
    assert heard.kinds[-1] == "paused"
    assert engine.go_on().remaining_s == 50


def test_a_press_on_a_screen_that_had_fallen_asleep_only_wakes_it(clock, run):
    """Next is not taken for a step that the caregiver could not see."""
    engine = run()
    clock.advance(GAP_LIMIT_S + 1)
    shown = engine.next()
    assert (shown.index, shown.paused_because) == (0, "gap")


def test_stop_stops_although_the_computer_slept(clock, run):
    """Stop is never lost."""
    engine = run()
    _pass(clock, engine, 3)
    clock.advance(3600)
    shown = engine.stop("pain")
    assert (shown.state, shown.stop_reason, shown.elapsed_s) == ("stopped", "pain", 3)


def test_a_slow_tick_is_no_gap(clock, run):
    """A busy computer that answers late does not pause the massage."""
    engine = run()
    clock.advance(GAP_LIMIT_S)
    assert engine.tick().remaining_s == 55


def test_back_starts_the_step_before_anew_and_keeps_the_time_given(clock, run):
    """What was done was done, although it is done again."""
    engine = run()
    _pass(clock, engine, 60)
    engine.next()
    _pass(clock, engine, 10)
    shown = engine.back()
    assert (shown.step.id, shown.remaining_s, shown.elapsed_s) == ("arrive", 60, 70)
    assert [done.outcome for done in engine.position.steps] == [None, None, None]
    _pass(clock, engine, 5)
    engine.next()
    assert engine.position.steps[0].outcome == "done"
    engine.back()
    assert engine.back().step.id == "arrive"


def test_a_step_left_before_half_its_time_counts_as_skipped(clock, run):
    """The log does not say 'done' of what was hardly begun."""
    engine = run()
    _pass(clock, engine, 29)
    engine.next()
    assert engine.position.steps[0].outcome == "skipped"
    _pass(clock, engine, 15)
    engine.next()
    assert engine.position.steps[1].outcome == "done"


def test_one_more_minute_is_a_whole_minute_also_when_the_time_was_up(clock, run):
    """'One more minute' gives sixty seconds from the press."""
    engine = run()
    _pass(clock, engine, 20)
    assert engine.one_more_minute().remaining_s == 100
    _pass(clock, engine, 160)
    shown = engine.one_more_minute()
    assert (shown.remaining_s, shown.is_step_over) == (60, False)
    assert shown.elapsed_s == 180


def test_next_and_back_while_paused_stay_paused(clock, run):
    """Looking ahead with resting hands starts no clock."""
    engine = run()
    engine.pause()
    assert (engine.next().state, engine.progress.index) == ("paused", 1)
    assert (engine.back().state, engine.progress.index) == ("paused", 0)
    clock.advance(100)
    assert engine.tick().elapsed_s == 0


def test_the_stop_sheet_rests_the_clock_and_can_be_left(clock, run):
    """Stop halts time at once; the reason is chosen in peace, or the massage goes on."""
    engine = run()
    _pass(clock, engine, 10)
    assert engine.pause("stopping").paused_because == "stopping"
    clock.advance(30)
    assert engine.go_on().elapsed_s == 10
    _pass(clock, engine, 5)
    engine.pause("stopping")
    shown = engine.stop("dizzy")
    assert (shown.state, shown.stop_reason) == ("stopped", "dizzy")
    assert [done.outcome for done in engine.position.steps] == ["stopped", None, None]


def test_twenty_minutes_of_touch_end_the_massage_kindly(clock, run, heard):
    """However often a minute is added, no more than twenty are given."""
    engine = run([_step("stroke", 600), _step("rest", 600), _step("more", 600)])
    _pass(clock, engine, 600)
    engine.next()
    shown = _pass(clock, engine, 700)
    assert (shown.state, shown.ended_by) == ("finished", "touch-limit")
    assert shown.touch_seconds == TOUCH_LIMIT_S
    assert heard.kinds[-1] == "ended"
    assert [done.outcome for done in engine.position.steps] == ["done", "done", None]


def test_who_may_be_touched_for_five_minutes_is_not_touched_longer(clock, run):
    """Nobody has to press Next for that: it ends by itself, and one more minute is not added."""
    engine = run([_step("stroke", 120), _step("rest", 120)], longest_s=300)
    _pass(clock, engine, 200)
    engine.one_more_minute()
    shown = _pass(clock, engine, 200)
    assert (shown.state, shown.ended_by, shown.touch_seconds) == ("finished", "touch-limit", 300)


def test_what_is_found_in_the_middle_bounds_the_rest(clock, run):
    """A sign that allows five minutes counts the minutes that were given before it was seen."""
    engine = run([_step("stroke", 600)])
    _pass(clock, engine, 280)
    engine.bound_touch(300)
    engine.bound_touch(1200)
    assert _pass(clock, engine, 60).touch_seconds == 300
    assert engine.progress.ended_by == "touch-limit"


def test_time_without_touch_does_not_count_towards_the_limit(clock, run):
    """A long wash before the massage takes nothing from it."""
    engine = run([_step("wash", 60, is_touch=False), _step("stroke", 60)])
    _pass(clock, engine, 1300)
    assert engine.progress.state == "running"
    assert engine.progress.touch_seconds == 0


def test_the_person_is_asked_at_half_time_and_every_three_minutes(clock, run):
    """Nobody is massaged for more than three minutes without being asked."""
    engine = run([_step("stroke", 600)])
    asked = []
    for second in range(1, 600):
        clock.advance(1)
        if engine.tick().ask_now:
            asked.append(second)
    first = [second for second in asked if second - 1 not in asked]
    assert first == [150, 300, 480]
    assert all(b - a <= 180 for a, b in zip([0, *first], [*first, 600], strict=True))


def test_steps_left_out_of_the_plan_are_not_shown(clock, run):
    """What the plan skips does not take place."""
    engine = run([_step("a", action=Action.SKIP), _step("b"), _step("c", action=Action.SKIP)])
    assert (engine.progress.step.id, engine.progress.count) == ("b", 1)
    with pytest.raises(ValueError, match="needs a step"):
        SessionEngine([_step("a", action=Action.SKIP)], clock)


def test_a_massage_put_back_stands_paused_in_the_same_second(clock, run):
    """After a power cut it waits where it was, and says that it was interrupted."""
    engine = run()
    _pass(clock, engine, 70)
    engine.next()
    _pass(clock, engine, 12)
    again = SessionEngine(THREE, clock, resume=engine.position)
    shown = again.progress
    assert (shown.state, shown.paused_because) == ("paused", "interrupted")
    assert (shown.step.id, shown.remaining_s, shown.elapsed_s) == ("stroke", 18, 82)
    assert again.start().state == "paused"
    assert again.go_on().state == "running"
    with pytest.raises(ValueError, match="another plan"):
        SessionEngine(THREE[:2], clock, resume=engine.position)


def test_by_itself_one_step_follows_the_other_to_the_second(clock, run, heard):
    """In the mode that goes on by itself no second is lost between steps."""
    engine = run([_step("rest", 60), _step("stroke", 30), _step("hold", 30)], mode="go-on")
    for _ in range(33):
        clock.advance(3)
        engine.tick()
    shown = engine.progress
    assert (shown.step.id, shown.remaining_s) == ("hold", 21)
    _pass(clock, engine, 30)
    assert engine.progress.state == "finished"
    assert [done.seconds for done in engine.position.steps] == [60, 30, 30]


def test_an_open_ended_step_waits_even_when_others_do_not(clock, run):
    """Keeping watch has no end of its own."""
    engine = run([_step("vigil", 300, is_open_ended=True), _step("rest")], mode="go-on")
    assert _pass(clock, engine, 400).step.id == "vigil"


def test_time_is_on_disk_every_five_seconds(clock, run, heard):
    """A power cut costs five seconds at most."""
    engine = run()
    heard.clear()
    _pass(clock, engine, 31)
    assert heard.kinds == ["beat"] * 6
    times = [event.progress.elapsed_s for event in heard]
    assert max(b - a for a, b in pairwise(times)) <= BEAT_S + 0.5


def test_what_is_returned_was_told_first(clock):
    """The recorder has written before the screen can show."""
    order = []
    engine = SessionEngine(THREE, clock, lambda event: order.append(event.progress))
    order.append(engine.start())
    assert order[0] == order[1]
    order.append(engine.pause())
    assert order[2] == order[3]


VERBS = st.sampled_from(["tick", "pause", "go_on", "next", "back", "one_more_minute"])
MOVES = st.lists(st.tuples(VERBS, st.floats(0, 12)), max_size=60)


@given(MOVES, st.sampled_from(["wait", "go-on"]))
def test_no_pause_and_no_gap_is_ever_counted(moves, mode):
    """Whatever is pressed: the time counted is the time hands were at work, to the millisecond."""
    now = 0.0
    engine = SessionEngine([_step(str(number), 20) for number in range(5)], lambda: now, mode=mode)
    engine.start()
    at_work = 0.0
    for verb, seconds in moves:
        now += seconds
        was_running = engine.progress.state == "running"
        shown = getattr(engine, verb)()
        if was_running and seconds <= GAP_LIMIT_S:
            at_work += seconds
        if shown.state == "finished":
            break
        assert shown.elapsed_s == pytest.approx(at_work, abs=1e-3)
        given = sum(done.seconds for done in engine.position.steps)
        assert given == pytest.approx(at_work, abs=1e-3)
    assert engine.progress.elapsed_s <= at_work + 1e-3


@given(MOVES)
def test_what_is_shown_is_always_possible(moves):
    """No press leads to a step that is not there, a negative time or a second end."""
    now = 0.0
    heard = Heard()
    engine = SessionEngine(THREE, lambda: now, heard)
    engine.start()
    for verb, seconds in moves:
        now += seconds
        shown = getattr(engine, verb)()
        assert 0 <= shown.index < shown.count == 3
        assert 0 <= shown.remaining_s <= shown.step_length_s
        assert 0.0 <= shown.fraction <= 1.0
        assert shown.touch_seconds <= TOUCH_LIMIT_S
        assert shown.is_paused == (shown.paused_because is not None)
        assert shown.minutes_left >= 0
    assert heard.kinds.count("ended") <= 1


@given(MOVES)
def test_a_massage_put_back_is_the_massage_that_was(moves):
    """Nothing about the step is lost by writing it down."""
    now = 0.0
    engine = SessionEngine(THREE, lambda: now)
    engine.start()
    for verb, seconds in moves:
        now += seconds
        getattr(engine, verb)()
    if engine.is_over:
        return
    engine.pause()
    before = engine.progress
    after = SessionEngine(THREE, lambda: now, resume=engine.position).progress
    for name in ("step", "index", "remaining_s", "elapsed_s", "touch_seconds", "minutes_left"):
        assert getattr(after, name) == getattr(before, name)


# -- cues ------------------------------------------------------------------------------------


def _cues(clock, engine, seconds, every=0.5):
    """Let time pass, and return each cue with the second of the step at which it came."""
    found = []
    for _ in range(round(seconds / every)):
        clock.advance(every)
        shown = engine.tick()
        if shown.cue:
            found.append((shown.cue, shown.step_elapsed_s))
    return found


def test_half_time_ten_seconds_and_the_end_are_told_once(clock, run):
    """Eyes are with the person: the step says where it stands, three times and no more."""
    engine = run()
    assert _cues(clock, engine, 70) == [("half-way", 30), ("ten-seconds", 50), ("step-over", 60)]
    assert engine.next().cue is None
    # Half a minute is too short for its half to be told.
    assert _cues(clock, engine, 40) == [("ten-seconds", 20), ("step-over", 30)]


def test_a_short_step_only_tells_its_end(clock, run):
    """Fifteen seconds of resting hands are not talked into."""
    assert _cues(clock, run([_step("rest", 15)]), 20) == [("step-over", 15)]


def test_a_pause_brings_no_cue_twice_and_none_after_a_gap(clock, run):
    """Whoever comes back to the computer is not met by everything that was missed."""
    engine = run()
    assert _cues(clock, engine, 30) == [("half-way", 30)]
    engine.pause()
    clock.advance(500)
    assert engine.go_on().cue is None
    assert _cues(clock, engine, 19) == []
    clock.advance(100)
    assert engine.tick().cue is None
    engine.go_on()
    assert _cues(clock, engine, 1) == [("ten-seconds", 50)]


def test_one_more_minute_is_told_its_end_and_no_second_half(clock, run):
    """The minute asked for ends as softly as the step."""
    engine = run()
    assert len(_cues(clock, engine, 60)) == 3
    engine.one_more_minute()
    assert _cues(clock, engine, 60) == [("ten-seconds", 110), ("step-over", 120)]


def test_a_step_begun_anew_tells_its_cues_anew(clock, run):
    """Going back gives the whole step again."""
    engine = run()
    _cues(clock, engine, 40)
    engine.back()
    assert _cues(clock, engine, 30) == [("half-way", 30)]


def test_slow_ticks_never_bring_two_cues_at_once(clock, run):
    """A busy computer tells the last one only."""
    engine = run([_step("a", 60), _step("b", 30)], mode="go-on")
    assert [cue for cue, _ in _cues(clock, engine, 96, every=4)] == [
        "half-way",
        "ten-seconds",
        "step-over",
        "ten-seconds",
        "step-over",
    ]


# -- settling --------------------------------------------------------------------------------


def test_a_calm_moment_comes_before_the_first_step_and_counts_as_nothing(clock, run, heard):
    """Ten seconds to sit down and breathe; the step then begins with all of its time."""
    engine = run(lead_in_s=10)
    assert (engine.progress.state, engine.progress.lead_in_s) == ("lead-in", 10)
    shown = _pass(clock, engine, 4.5)
    assert (shown.lead_in_s, shown.elapsed_s, shown.remaining_s) == (6, 0, 60)
    shown = _pass(clock, engine, 6)
    assert (shown.state, shown.elapsed_s, shown.lead_in_s) == ("running", 0.5, 0)
    assert heard.kinds[:1] == ["lead-in"]
    assert heard.kinds.count("started") == 1


def test_one_press_ends_the_settling_and_never_the_first_step(clock, run):
    """Impatience costs nothing, also in the moment in which the step comes by itself."""
    engine = run(lead_in_s=10)
    clock.advance(3)
    assert (engine.next().state, engine.progress.index) == ("running", 0)
    engine = run(lead_in_s=3)
    clock.advance(4)
    assert (engine.next().index, engine.progress.elapsed_s) == (0, 1)


def test_settling_can_be_paused_and_outlives_a_power_cut(clock, run):
    """It is no step, and still nothing of it is lost."""
    engine = run(lead_in_s=10)
    _pass(clock, engine, 4)
    engine.pause()
    clock.advance(60)
    assert engine.tick().lead_in_s == 6
    again = SessionEngine(THREE, clock, resume=engine.position)
    assert (again.progress.state, again.progress.lead_in_s) == ("paused", 6)
    assert again.go_on().state == "lead-in"
    assert _pass(clock, again, 7).elapsed_s == 1


def test_stop_is_stop_while_settling(clock, run, heard):
    """Nobody was touched, and that is what is written."""
    engine = run(lead_in_s=10)
    assert engine.stop("not-wanted").state == "stopped"
    assert [done.seconds for done in engine.position.steps] == [0, 0, 0]


# -- going on by itself ----------------------------------------------------------------------


def _touch(name, regions, seconds=10):
    return replace(_step(name, seconds), regions=regions)


def test_by_itself_hands_are_never_led_to_another_place(clock, run):
    """The first touch, another part of the body and the other side wait for the caregiver."""
    steps = [
        _step("wash", 10, is_touch=False),
        _touch("settle", ("palm.R", "palm.L")),
        _touch("stroke", ("palm.R",)),
        _touch("rest", ("palm.R", "wrist.R")),
        _touch("stroke", ("palm.L",)),
        _step("look", 10, is_touch=False),
        _touch("feet", ("foot-top.L",)),
        _touch("finish", ("foot-top.R", "foot-top.L")),
    ]
    engine = run(steps, mode="go-on", area_of=lambda step: "foot" if "f" in step.id[0] else "hand")
    waited = []
    while not engine.is_over:
        clock.advance(1)
        shown = engine.tick()
        if shown.is_step_over and not shown.is_over:
            assert not shown.follows_alone
            waited.append((shown.step.id, shown.next_step.id))
            engine.next()
    assert waited == [("wash", "settle"), ("rest", "stroke"), ("look", "feet")]


def test_the_way_of_going_on_is_kept_with_the_place(clock, run):
    """After a power cut the massage goes on as it was chosen."""
    engine = run(mode="go-on")
    again = SessionEngine(THREE, clock, resume=engine.position)
    assert again.progress.mode == "go-on"
    assert SessionEngine(THREE, clock).progress.mode == "wait"


# -- softer, same, or stop? ------------------------------------------------------------------


def _asked(clock, engine):
    while not engine.progress.ask_now:
        clock.advance(1)
        engine.tick()
    return engine.progress


def test_softer_lowers_every_step_from_now_on(clock, run, heard):
    """The wish is obeyed at once, in the next steps, and after a power cut."""
    firm = replace(_step("rub", 300), pressure=2)
    engine = run([firm, _step("stroke", 300), _step("wash", 30, is_touch=False)])
    assert _asked(clock, engine).elapsed_s == 158
    shown = engine.answer("softer")
    assert (shown.step.pressure, shown.step.action, shown.is_softened) == (1, Action.SOFTER, True)
    assert (shown.next_step.pressure, shown.next_step.action) == (0, Action.REST)
    assert not shown.ask_now
    assert (heard[-1].kind, heard[-1].answer) == ("answered", "softer")
    again = SessionEngine(engine.steps, clock, resume=engine.position)
    assert (again.progress.step.pressure, again.progress.next_step.pressure) == (1, 0)
    again.go_on()
    assert again.answer("softer").step.pressure == 0
    assert again.answer("softer").step.pressure == 0
    _pass(clock, again, 1)
    done = again.position.steps[0]
    assert (done.firmest, done.softest) == (2, 0)


def test_same_changes_nothing_and_is_asked_again_in_time(clock, run, heard):
    """A yes holds for three minutes."""
    engine = run([_step("stroke", 600)])
    _asked(clock, engine)
    assert engine.answer("same").step == _step("stroke", 600)
    assert heard[-1].answer == "same"
    assert _asked(clock, engine).elapsed_s == 300


def test_a_question_nobody_answers_goes_away_and_is_kept(clock, run, heard):
    """No answer is written as no answer, and is never taken for a yes."""
    engine = run([_step("stroke", 400)])
    _asked(clock, engine)
    shown = _pass(clock, engine, 20)
    assert not shown.ask_now
    assert [event.answer for event in heard if event.kind == "answered"] == ["not-answered"]


def test_softer_counts_also_when_the_question_has_just_gone(clock, run, heard):
    """A press a second too late is still the person's wish; 'same' is then nobody's."""
    engine = run([_step("stroke", 400)])
    assert engine.answer("softer").step.action is Action.REST
    told = len(heard)
    assert engine.answer("same").step.action is Action.REST
    assert len(heard) == told


def test_stop_answers_the_question(clock, run, heard):
    """Stop is the third answer, and it is written as one."""
    engine = run([_step("stroke", 400)])
    _asked(clock, engine)
    engine.stop("wants-to-stop", was_said=True)
    assert [event.answer for event in heard[-2:]] == ["stop", None]
    assert heard.kinds[-2:] == ["answered", "ended"]


@pytest.mark.parametrize("reason", ["interrupted", None])
def test_a_telephone_call_is_not_taken_for_the_persons_word(clock, run, heard, reason):
    """Whoever stops for a reason of their own writes down no answer that nobody gave."""
    engine = run([_step("stroke", 400)])
    _asked(clock, engine)
    engine.stop(reason)
    assert [event.answer for event in heard[-2:]] == ["not-answered", None]


def test_nobody_is_asked_about_hands_that_do_not_touch(clock, run):
    """The question waits until hands are laid down again."""
    engine = run([_step("wash", 200, is_touch=False), _step("stroke", 30)])
    assert not _pass(clock, engine, 199).ask_now
    engine.next()
    assert _pass(clock, engine, 1).ask_now


# -- a new plan in the middle ----------------------------------------------------------------

HANDS = (
    _step("wash", 60, is_touch=False),
    _touch("stroke", ("palm.R", "hand-back.R"), 60),
    _touch("hold", ("palm.R",), 60),
    _touch("finish", ("palm.R", "palm.L"), 30),
)


def _left_out(step):
    return replace(step, action=Action.SKIP, regions=(), pressure=0, seconds=0)


def _in_step(clock, engine, index, seconds):
    while engine.progress.index < index:
        _pass(clock, engine, 60)
        engine.next()
    return _pass(clock, engine, seconds)


def test_a_wound_seen_in_the_middle_changes_the_rest_at_once(clock, run, heard):
    """What was done stays as it was done; the step goes on around the wound, after a pause."""
    engine = run(HANDS)
    _in_step(clock, engine, 1, 20)
    stroke = replace(HANDS[1], regions=("palm.R",), action=Action.SOFTER)
    shown = engine.replan([HANDS[0], stroke, HANDS[2], HANDS[3]])
    assert (shown.state, shown.paused_because, shown.step) == ("paused", "new-plan", stroke)
    assert (shown.remaining_s, shown.elapsed_s, shown.index, shown.count) == (40, 80, 1, 4)
    assert heard.kinds[-1] == "new-plan"
    engine.go_on()
    _pass(clock, engine, 40)
    engine.next()
    kept = [(done.seconds, done.outcome) for done in engine.position.steps]
    assert kept == [(60, "done"), (20, "stopped"), (40, "done"), (0, None), (0, None)]
    assert [step.regions for step in engine.steps[1:3]] == [("palm.R", "hand-back.R"), ("palm.R",)]


@pytest.mark.parametrize("because", ["asked", "stopping"])
def test_a_step_changed_in_the_pause_says_so(clock, run, because):
    """Whoever stopped to mark a wound is told to look where hands may go now."""
    engine = run(HANDS)
    _in_step(clock, engine, 1, 20)
    engine.pause(because)
    stroke = replace(HANDS[1], regions=("palm.R",), action=Action.SOFTER)
    shown = engine.replan([HANDS[0], stroke, HANDS[2], HANDS[3]])
    assert (shown.state, shown.paused_because) == ("paused", "new-plan")


def test_a_step_that_a_mark_leaves_as_it_is_stays_paused_for_its_own_reason(clock, run):
    """Nothing to look at: the place where hands were is as free as before."""
    engine = run(HANDS)
    _in_step(clock, engine, 1, 20)
    engine.pause("stopping")
    assert engine.replan([*HANDS[:2], _left_out(HANDS[2]), HANDS[3]]).paused_because == "stopping"


def test_a_step_that_is_no_longer_allowed_is_left(clock, run):
    """Hands are lifted, and the next step that is allowed waits, paused."""
    engine = run(HANDS)
    _in_step(clock, engine, 1, 20)
    shown = engine.replan([HANDS[0], _left_out(HANDS[1]), _left_out(HANDS[2]), HANDS[3]])
    assert (shown.step.id, shown.is_paused, shown.next_step) == ("finish", True, None)
    assert [done.outcome for done in engine.position.steps] == ["done", "stopped", None]
    # There is no way back to it.
    assert engine.back().step.id == "wash"
    assert engine.next().step.id == "finish"


def test_what_the_plan_does_not_change_goes_on_undisturbed(clock, run):
    """A mark on a place that nobody touches now stops nobody."""
    engine = run(HANDS)
    _in_step(clock, engine, 1, 20)
    shown = engine.replan([*HANDS[:2], _left_out(HANDS[2]), HANDS[3]])
    assert (shown.state, shown.step.id, shown.remaining_s) == ("running", "stroke", 40)
    assert shown.next_step.id == "finish"


@pytest.mark.parametrize("plan", [(), tuple(_left_out(step) for step in HANDS)])
def test_where_nothing_is_left_the_massage_ends_and_says_why(clock, run, heard, plan):
    """Something was found with which nobody is massaged."""
    engine = run(HANDS)
    _in_step(clock, engine, 2, 20)
    shown = engine.replan(plan)
    assert (shown.state, shown.ended_by, shown.stop_reason) == ("stopped", "nothing-allowed", None)
    assert [done.outcome for done in engine.position.steps] == ["done", "done", "stopped"]
    assert shown.elapsed_s == 140
    assert heard.kinds[-1] == "ended"
    assert engine.replan(HANDS).state == "stopped"


def test_a_plan_of_another_massage_is_refused(clock, run):
    """Ours to get right: the steps of one routine never run into another."""
    engine = run(HANDS)
    with pytest.raises(ValueError, match="routine that runs"):
        engine.replan(THREE)
    assert engine.steps == HANDS


def test_softer_outlives_a_new_plan(clock, run):
    """What the person asked for holds whatever is marked."""
    engine = run(HANDS)
    _in_step(clock, engine, 1, 1)
    engine.answer("softer")
    shown = engine.replan([*HANDS[:2], replace(HANDS[2], seconds=30), HANDS[3]])
    assert (shown.step.pressure, shown.next_step.pressure) == (0, 0)


# -- whatever is pressed ---------------------------------------------------------------------

STEP_PLANS = st.lists(
    st.tuples(st.integers(5, 300), st.booleans(), st.integers(0, 2), st.booleans()),
    min_size=1,
    max_size=6,
).map(
    lambda rows: [
        replace(
            _step(str(number), seconds, is_touch=touch, is_open_ended=is_open),
            pressure=level if touch else 0,
        )
        for number, (seconds, touch, level, is_open) in enumerate(rows)
    ]
)
PRESSES = st.lists(
    st.tuples(
        st.sampled_from(
            [
                *["tick"] * 6,
                *["pause", "go_on", "next", "back", "one_more_minute", "softer", "same", "replan"],
            ]
        ),
        st.one_of(st.floats(0, 5), st.sampled_from([5.001, 60.0, 86_400.0])),
    ),
    max_size=80,
)


def _new_plan(plan, dice):
    return [_left_out(step) if dice % (n + 2) == 0 else step for n, step in enumerate(plan)]


def _press(engine, verb, plan, dice):
    if verb in {"softer", "same"}:
        return engine.answer(verb)
    if verb == "replan":
        return engine.replan(_new_plan(plan, dice))
    return getattr(engine, verb)()


@given(STEP_PLANS, PRESSES, st.sampled_from(["wait", "go-on"]), st.integers(0, 12))
def test_no_time_is_counted_that_was_not_given(plan, presses, mode, lead_in):
    """Pauses, sleeping computers and settling are never time at work, and nothing done is lost.

    Nor is anybody touched for longer than twenty minutes, or more firmly than the plan says.
    """
    now = 0.0
    heard = Heard()
    engine = SessionEngine(plan, lambda: now, heard, mode=mode, lead_in_s=lead_in)
    engine.start()
    at_work = given_before = 0.0
    softest = {}
    today = plan
    for number, (verb, seconds) in enumerate(presses):
        now += seconds
        state = engine.progress.state
        today = _new_plan(plan, number) if verb == "replan" else today
        shown = _press(engine, verb, plan, number)
        if state in {"lead-in", "running"} and seconds <= GAP_LIMIT_S:
            at_work += seconds
        given = sum(done.seconds for done in engine.position.steps)
        assert given_before - 1e-6 <= given <= at_work + 1e-3
        given_before = given
        assert shown.touch_seconds <= TOUCH_LIMIT_S
        planned = plan[int(shown.step.id)]
        assert shown.step.pressure <= planned.pressure
        assert shown.step.pressure <= softest.get(shown.step.id, 2)
        softest[shown.step.id] = shown.step.pressure
        if shown.step.pressure == 0 and planned.pressure > 0:
            assert shown.step.action is Action.REST
        assert shown.wake_in_s <= 1.0
        assert engine.is_over or today[int(shown.step.id)].is_done
        assert shown.next_step is None or today[int(shown.next_step.id)].is_done
    assert heard.kinds.count("ended") <= 1


@given(st.lists(st.floats(0.001, 4.9), min_size=50, max_size=400), st.floats(0, 1e9))
def test_however_unevenly_it_ticks_the_clock_is_right(ticks, begin):
    """After an hour not a thousandth of a second is missing or too many."""
    now = begin
    engine = SessionEngine([_step("watch", 7200, is_touch=False)], lambda: now)
    engine.start()
    for seconds in ticks:
        now += seconds
        engine.tick()
    assert engine.progress.elapsed_s == pytest.approx(now - begin, abs=2e-6)


def test_an_hour_of_uneven_ticks_drifts_by_nothing(clock):
    """Ticks come late, early and in bursts; an hour is an hour."""
    dice = random.Random(1)  # noqa: S311 - a test's dice
    engine = SessionEngine([_step("watch", 7200, is_touch=False)], clock)
    engine.start()
    begin = clock()
    while clock() - begin < 3600:
        clock.advance(dice.uniform(0.0001, 1.9))
        engine.tick()
    assert engine.progress.elapsed_s == round(round(clock(), 6) - round(begin, 6), 6)


@given(STEP_PLANS, PRESSES, st.integers(1, 40))
def test_a_massage_put_back_after_any_press_goes_on_as_it_was(plan, presses, cut):
    """Killed after any press: steps, time, softness and the open question are the same."""
    now = 0.0
    engine = SessionEngine(plan, lambda: now, mode="go-on", lead_in_s=3)
    engine.start()
    plans = [plan]
    for number, (verb, seconds) in enumerate(presses[:cut]):
        now += seconds
        before = engine.position.plan
        _press(engine, verb, plan, number)
        if engine.position.plan > before:
            plans.append(_new_plan(plan, number))
    if engine.is_over:
        return
    steps = course_of(plans, engine.position.steps)
    assert [step.id for step in steps] == [step.id for step in engine.steps]
    assert all(a.is_done_like(b) for a, b in zip(steps, engine.steps, strict=True))
    again = SessionEngine(steps, lambda: now, resume=engine.position)
    assert again.position == engine.position
    was, shown = engine.progress, again.progress
    assert shown.is_paused
    for name in ("index", "count", "step", "remaining_s", "elapsed_s", "ask_now", "lead_in_s"):
        assert getattr(shown, name) == getattr(was, name)


@given(st.integers(0, 2), st.integers(0, 4), st.booleans())
def test_asking_for_softer_only_ever_makes_it_more_careful(pressure, levels, is_touch):
    """Pressure falls by what was asked, never below resting hands, and nothing else changes."""
    step = replace(_step("a", is_touch=is_touch), pressure=pressure if is_touch else 0)
    softer = step.softer_by(levels)
    assert softer.pressure == max(0, step.pressure - levels)
    assert replace(softer, pressure=step.pressure, action=step.action) == step
    assert (softer.action is Action.REST) == (step.pressure > 0 and softer.pressure == 0)
