# SPDX-License-Identifier: GPL-3.0-or-later
"""The running massage: time given is counted, pauses are not, and every press does one thing."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver_guide.domain.plan import Action, PlannedStep
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
    assert first == [180, 300, 480]
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
    engine = run(mode="go-on")
    for _ in range(33):
        clock.advance(3)
        engine.tick()
    shown = engine.progress
    assert (shown.step.id, shown.remaining_s) == ("rest", 21)
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
        assert sum(done.seconds for done in engine.position.steps) == pytest.approx(at_work)
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
