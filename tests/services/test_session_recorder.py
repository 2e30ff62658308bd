# SPDX-License-Identifier: GPL-3.0-or-later
"""A running massage is on disk before it is on the screen, and comes back after a power cut."""

import json
import random
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest

from caregiver_guide.domain.session import Caregiver, Moment, Note, Person, SessionRecord
from caregiver_guide.services.session_engine import SessionEngine
from caregiver_guide.services.session_recorder import (
    SessionRecorder,
    close_unfinished,
    find_interrupted,
    planned_steps,
)
from caregiver_guide.storage.errors import DiskFull
from caregiver_guide.storage.log import open_log


def _step(name, seconds, kind="touch", action="keep", **more):
    return {
        "id": name,
        "side": "R" if kind == "touch" else None,
        "kind": kind,
        "action": action,
        "regions": ["palm.R"] if kind == "touch" else [],
        "pressure": 1 if kind == "touch" else 0,
        "seconds": seconds,
        "reasons": [
            {
                "condition": "port",
                "region": None,
                "effect": "note",
                "text": "t",
                "source": ["OWN"],
                "grade": "D",
                "lifts": None,
            }
        ],
        **more,
    }


PLAN_JSON = json.dumps(
    {
        "verdict": "adapted",
        "steps": [
            _step("arrive", 60, "care"),
            _step("left-out", 0, action="skip"),
            _step("stroke", 30),
            _step("hold", 300, action="rest", open_ended=True),
        ],
    }
)
STEPS = planned_steps(PLAN_JSON)


class Home:
    """A log with a person, a caregiver, two clocks and a massage that can begin."""

    def __init__(self, folder, clock):
        self.folder = folder
        self.clock = clock
        self.log = open_log(folder, self.now)
        self.ana = self.log.caregivers.add(Caregiver(name="Ana"))
        self.pat = self.log.people.add(Person(name="Pat"))

    def now(self):
        return Moment.of(self.clock.wall())

    def begin(self):
        session = SessionRecord(
            person=self.pat.id,
            caregiver=self.ana.id,
            routine="m-hand",
            position="semi-30-45",
            minutes_asked=10,
            started=self.now(),
            state="running",
            plan_json=PLAN_JSON,
        )
        recorder = SessionRecorder.begin(self.log, self.now, session, STEPS, by=self.ana.id)
        engine = SessionEngine(STEPS, self.clock, recorder.hear)
        engine.start()
        return recorder, engine

    def spend(self, engine, seconds):
        for _ in range(seconds):
            self.clock.advance(1)
            engine.tick()

    def restart(self):
        """What a power cut leaves: the file, and nothing of the program."""
        self.log.close()
        self.log = open_log(self.folder, self.now)


@pytest.fixture
def home(tmp_path, clock):
    made = Home(tmp_path / "data", clock)
    yield made
    made.log.close()


def test_the_steps_of_a_plan_are_read_back_from_its_text():
    """The massage that goes on after a power cut is the one that was planned."""
    assert [step.id for step in STEPS] == ["arrive", "left-out", "stroke", "hold"]
    assert [step.is_done for step in STEPS] == [True, False, True, True]
    assert (STEPS[2].side, STEPS[2].regions, STEPS[2].pressure) == ("R", ("palm.R",), 1)
    assert (STEPS[0].is_touch, STEPS[3].is_open_ended) == (False, True)
    with pytest.raises(msgspec.ValidationError):
        planned_steps('{"steps": [{"id": 1}]}')


def test_a_finished_massage_is_in_the_log_with_its_steps_as_they_went(home):
    """Minutes, steps, outcomes and who gave it can be read the next day."""
    recorder, engine = home.begin()
    begun = home.now()
    home.spend(engine, 60)
    engine.next()
    home.spend(engine, 5)
    engine.pause()
    home.clock.advance(600)
    engine.go_on()
    engine.next()
    home.spend(engine, 300)
    engine.next()

    assert recorder.is_written
    home.restart()
    session = home.log.sessions.recent(home.pat.id)[0]
    assert session == home.log.sessions.last(home.pat.id)
    assert (session.state, session.touch_seconds, session.recorded_by) == (
        "finished",
        305,
        home.ana.id,
    )
    assert [(one.step, one.seconds, one.outcome) for one in session.steps] == [
        ("arrive", 60, "done"),
        ("stroke", 5, "skipped"),
        ("hold", 300, "done"),
    ]
    assert session.steps[1].started == begun.later(60)
    assert session.ended == begun.later(60 + 5 + 600 + 300)
    assert find_interrupted(home.log, home.now()) is None
    assert home.log.verify().is_ok


def test_a_stop_keeps_its_reason_and_what_was_done(home):
    """Why a massage ended early is for the care team to see."""
    _, engine = home.begin()
    home.spend(engine, 60)
    engine.next()
    home.spend(engine, 4)
    engine.stop("dizzy")
    session = home.log.sessions.last(home.pat.id)
    assert (session.state, session.stop_reason, session.touch_seconds) == ("stopped", "dizzy", 4)
    assert [one.outcome for one in session.steps] == ["done", "stopped"]
    assert [one.state for one in home.log.sessions.history(session.id)] == ["running", "stopped"]


def test_a_massage_stopped_before_any_touch_was_begun_and_not_given(home):
    """Pat says no while hands settle: the reason is kept, and no massage was given."""
    _, engine = home.begin()
    home.spend(engine, 20)
    engine.stop("dizzy")
    [session] = home.log.sessions.recent(home.pat.id)
    assert (session.state, session.stop_reason) == ("stopped", "dizzy")
    assert session.was_begun_only
    assert not session.was_given
    assert home.log.sessions.last(home.pat.id) is None


@pytest.mark.parametrize("how", ["touched", "slept", "killed", "unfinished", "older"])
def test_where_nobody_knows_whether_hands_touched_it_counts_as_given(home, how):
    """A step of touch was shown, the lid was closed, the app was killed, or an older one wrote."""
    recorder, engine = home.begin()
    home.spend(engine, 20)
    if how == "touched":
        engine.next()
    elif how == "slept":
        home.clock.advance(60)
        engine.tick()
    elif how != "older":
        home.restart()
        found = find_interrupted(home.log, home.now())
        recorder = SessionRecorder.resume(home.log, home.now, found)
        engine = SessionEngine(found.steps, home.clock, recorder.hear, resume=found.position)
    if how == "unfinished":
        close_unfinished(home.log, found)
    else:
        engine.stop()
    [session] = home.log.sessions.recent(home.pat.id)
    if how == "older":
        home.log.sessions.change(replace(session, is_untouched=False))
        [session] = home.log.sessions.recent(home.pat.id)
    assert session.touch_seconds == 0
    assert session.was_given
    assert home.log.sessions.last(home.pat.id) == session


def test_after_a_power_cut_the_massage_waits_paused_in_its_step(home):
    """No question is asked: it is there, at most five seconds back."""
    _, engine = home.begin()
    home.spend(engine, 60)
    engine.next()
    home.spend(engine, 12)
    home.restart()
    home.clock.advance(300)

    found = find_interrupted(home.log, home.now())
    assert not found.is_too_old
    recorder = SessionRecorder.resume(home.log, home.now, found)
    again = SessionEngine(found.steps, home.clock, recorder.hear, resume=found.position)
    shown = again.progress
    assert (shown.paused_because, shown.step.id) == ("interrupted", "stroke")
    assert 12 - 5 <= shown.step_elapsed_s <= 12

    again.go_on()
    home.spend(again, 30)
    again.next()
    again.stop(None)
    session = home.log.sessions.last(home.pat.id)
    assert session.plan == found.session.plan
    assert [one.step for one in session.steps] == ["arrive", "stroke"]
    assert find_interrupted(home.log, home.now()) is None


@pytest.mark.parametrize("hours", [6.1, 24 * 400])
def test_a_massage_broken_off_hours_ago_is_closed_as_unfinished_once(home, hours):
    """Next morning nobody is in the middle of yesterday's massage."""
    _, engine = home.begin()
    home.spend(engine, 60)
    engine.next()
    home.spend(engine, 10)
    last_seen = home.now()
    home.restart()
    home.clock.advance(hours * 3600)

    found = find_interrupted(home.log, home.now())
    assert found.is_too_old
    closed = close_unfinished(home.log, found)
    assert (closed.state, closed.ended, closed.touch_seconds) == ("unfinished", last_seen, 10)
    assert [one.outcome for one in closed.steps] == ["done", "stopped"]
    assert find_interrupted(home.log, home.now()) is None
    assert home.log.sessions.last(home.pat.id).id == closed.id


def test_a_clock_set_back_does_not_close_a_massage(home):
    """A computer that forgot the date goes on in the step."""
    home.begin()
    home.restart()
    home.clock.advance(-40 * 365 * 86400)
    assert not find_interrupted(home.log, home.now()).is_too_old


def test_a_place_that_was_damaged_closes_the_massage_with_what_is_known(home):
    """Better no step than a wrong one."""
    home.begin()
    home.log._database.run("UPDATE session_now SET body = replace(body, '0.0', '9.0')")
    found = find_interrupted(home.log, home.now())
    assert found.is_too_old
    closed = close_unfinished(home.log, found)
    assert (closed.state, closed.steps, closed.touch_seconds) == ("unfinished", (), 0)


def _write_until_nothing_fits(home):
    while True:
        home.log.notes.add(Note(person=home.pat.id, text=""))


def test_a_full_disk_does_not_end_the_massage_and_loses_nothing(home):
    """The massage goes on; what is missing is written as soon as there is room."""
    recorder, engine = home.begin()
    database = home.log._database
    database.run(f"PRAGMA max_page_count = {database.number('PRAGMA page_count')}")
    with pytest.raises(DiskFull):
        _write_until_nothing_fits(home)
    home.spend(engine, 60)
    for _ in range(3):
        engine.next()
    assert engine.progress.state == "finished"
    assert isinstance(recorder.trouble, DiskFull)
    assert not recorder.is_written
    assert not recorder.retry()

    database.run("PRAGMA max_page_count = 100000")
    assert recorder.retry()
    assert recorder.trouble is None
    assert home.log.sessions.last(home.pat.id).state == "finished"


def _changed(plan_json, **steps):
    """Return a plan with some steps changed, by id."""
    plan = json.loads(plan_json)
    plan["steps"] = [
        {**step, **steps.get(step["id"].replace("-", "_"), {})} for step in plan["steps"]
    ]
    return json.dumps(plan)


LEFT_OUT = {"action": "skip", "regions": [], "pressure": 0, "seconds": 0}


def test_a_plan_changed_in_the_middle_is_kept_beside_the_first(home):
    """What was done under the old plan stands with its places; both plans can be read."""
    recorder, engine = home.begin()
    home.spend(engine, 60)
    engine.next()
    home.spend(engine, 10)
    later = _changed(PLAN_JSON, stroke={"regions": ["wrist.R"]})
    recorder.next_plan(later)
    engine.replan(planned_steps(later))
    changed = home.now()
    home.clock.advance(30)
    engine.go_on()
    home.spend(engine, 20)
    engine.next()
    engine.next()

    home.restart()
    session = home.log.sessions.one(home.log.sessions.last(home.pat.id).id)
    assert [(one.step, one.regions, one.seconds, one.outcome) for one in session.steps] == [
        ("arrive", (), 60, "done"),
        ("stroke", ("palm.R",), 10, "stopped"),
        ("stroke", ("wrist.R",), 20, "done"),
        ("hold", ("palm.R",), 0, "skipped"),
    ]
    assert session.steps[2].started == changed.later(30)
    assert session.touch_seconds == 30
    assert session.plan_json == later
    assert home.log.sessions.plans_json(session) == (PLAN_JSON, later)
    assert [one.shown for one in session.later_plans] == [changed]
    states = [(one.state, len(one.later_plans)) for one in home.log.sessions.history(session.id)]
    assert states == [("running", 0), ("running", 1), ("finished", 1)]
    assert home.log.verify().is_ok


def test_a_plan_changed_in_the_middle_outlives_a_power_cut(home):
    """The massage comes back under the new plan, with what was done before it."""
    recorder, engine = home.begin()
    home.spend(engine, 60)
    engine.next()
    home.spend(engine, 10)
    later = _changed(PLAN_JSON, stroke=LEFT_OUT)
    recorder.next_plan(later)
    engine.replan(planned_steps(later))
    home.restart()

    found = find_interrupted(home.log, home.now())
    assert found.plan_steps == planned_steps(later)
    recorder = SessionRecorder.resume(home.log, home.now, found)
    again = SessionEngine(found.steps, home.clock, recorder.hear, resume=found.position)
    assert (again.progress.step.id, again.progress.elapsed_s) == ("hold", 70)
    again.go_on()
    home.spend(again, 5)
    # And another one, by which nothing is left.
    recorder.next_plan(_changed(later, hold=LEFT_OUT))
    again.replan(())
    session = home.log.sessions.last(home.pat.id)
    assert (session.state, session.ended_by) == ("stopped", "nothing-allowed")
    assert [(one.step, one.seconds, one.outcome) for one in session.steps] == [
        ("arrive", 60, "done"),
        ("stroke", 10, "stopped"),
        ("hold", 5, "stopped"),
    ]
    assert len(session.later_plans) == 2
    assert find_interrupted(home.log, home.now()) is None


def test_plans_shown_while_the_disk_was_full_are_all_written_later(home):
    """No plan that the caregiver followed is missing from the record."""
    recorder, engine = home.begin()
    database = home.log._database
    home.spend(engine, 60)
    engine.next()
    database.run(f"PRAGMA max_page_count = {database.number('PRAGMA page_count')}")
    with pytest.raises(DiskFull):
        _write_until_nothing_fits(home)
    plans = [_changed(PLAN_JSON, stroke={"regions": [place]}) for place in ("wrist.R", "thumb.R")]
    for plan in plans:
        recorder.next_plan(plan)
        engine.replan(planned_steps(plan))
    engine.answer("softer")
    assert not recorder.is_written
    database.run("PRAGMA max_page_count = 100000")
    assert recorder.retry()
    session = home.log.sessions.one(recorder.session.id)
    assert home.log.sessions.plans_json(session) == (PLAN_JSON, *plans)
    assert [one.answer for one in home.log.consents.of(home.pat.id)] == ["softer"]


def test_every_answer_of_the_person_is_in_the_log(home):
    """Softer, same, stop, and that nobody answered: with the second of the massage."""
    _, engine = home.begin()
    home.spend(engine, 60)
    engine.next()
    engine.next()
    for word in ("same", "softer", ""):
        while not engine.progress.ask_now:
            home.spend(engine, 1)
        if word:
            engine.answer(word)
    home.spend(engine, 20)
    while not engine.progress.ask_now:
        home.spend(engine, 1)
    engine.stop("wants-to-stop", was_said=True)

    home.restart()
    session = home.log.sessions.last(home.pat.id)
    story = home.log.sessions.story(session.id)
    assert [one.answer for one in story.consents] == ["same", "softer", "not-answered", "stop"]
    assert [one.at_s for one in story.consents] == sorted(one.at_s for one in story.consents)
    assert {one.recorded_by for one in story.consents} == {home.ana.id}
    assert session.ended == story.consents[-1].happened


def test_softer_is_written_with_the_steps_and_outlives_a_power_cut(home):
    """The record says how firmly hands really worked."""
    _, engine = home.begin()
    home.spend(engine, 60)
    engine.next()
    home.spend(engine, 10)
    engine.answer("softer")
    home.spend(engine, 5)
    home.restart()
    found = find_interrupted(home.log, home.now())
    recorder = SessionRecorder.resume(home.log, home.now, found)
    again = SessionEngine(found.steps, home.clock, recorder.hear, resume=found.position)
    assert (again.progress.step.pressure, again.progress.is_softened) == (0, True)
    again.stop(None)
    stroke = home.log.sessions.last(home.pat.id).steps[1]
    assert (stroke.pressure, stroke.softened_to) == (1, 0)


def test_the_time_of_day_at_which_the_machine_slept_is_known(home):
    """The pause says since when, by the clock on the wall as it is now."""
    recorder, engine = home.begin()
    home.spend(engine, 10)
    slept = home.now()
    home.clock.advance(3600)
    engine.tick()
    assert recorder.interrupted == slept
    engine.go_on()
    assert recorder.interrupted is None
    home.spend(engine, 3)
    seen = home.now()
    engine.pause()
    assert recorder.interrupted is None
    home.restart()
    found = find_interrupted(home.log, home.now())
    assert SessionRecorder.resume(home.log, home.now, found).interrupted == seen


@pytest.mark.parametrize(
    "wrong",
    [timedelta(hours=-1), timedelta(hours=1), timedelta(days=-20_000), timedelta(days=9000)],
)
def test_a_wall_clock_put_wrong_changes_no_second_of_the_massage(home, wrong):
    """Daylight saving, a battery that ran out, somebody putting the clock right: time is time."""
    _, engine = home.begin()
    home.spend(engine, 60)
    home.clock.set_wall(home.clock.wall() + wrong)
    engine.next()
    home.spend(engine, 30)
    shown = engine.progress
    assert (shown.state, shown.elapsed_s, shown.remaining_s) == ("running", 90, 0)
    home.restart()
    found = find_interrupted(home.log, home.now())
    assert not found.is_too_old
    assert sum(done.seconds for done in found.position.steps) == 90


_MASSAGE = """
import random, sys
from pathlib import Path
from caregiver_guide.domain.session import Caregiver, Moment, Person, SessionRecord
from caregiver_guide.services.session_engine import SessionEngine
from caregiver_guide.services.session_recorder import SessionRecorder, planned_steps
from caregiver_guide.storage.log import open_log

seconds = 0.0
def wall():
    return Moment(1_790_000_000_000 + round(seconds * 1000))

plan = sys.argv[2]
steps = planned_steps(plan)
dice = random.Random(int(sys.argv[3]))
log = open_log(Path(sys.argv[1]), wall)
pat = log.people.add(Person(name="Pat"))
while True:
    session = SessionRecord(person=pat.id, caregiver="", routine="m-hand", position="supine",
        minutes_asked=10, started=wall(), state="running", plan_json=plan)
    recorder = SessionRecorder.begin(log, wall, session, steps)
    engine = SessionEngine(steps, lambda: seconds, recorder.hear)
    shown = engine.start()
    while not shown.is_over:
        seconds += dice.choice((0.5, 1.0, 4.0))
        verb = dice.choice(("tick", "tick", "tick", "pause", "go_on", "next", "back"))
        shown = getattr(engine, verb)()
        assert recorder.is_written
        # What the caregiver has seen.
        print(recorder.session.id, shown.state, shown.index, round(shown.elapsed_s, 1), flush=True)
"""


@pytest.mark.parametrize("seed", range(10))
def test_a_killed_program_loses_nothing_that_was_shown(tmp_path, seed):
    """Killed at any moment: every step shown is there, and the log is sound."""
    folder = tmp_path / "data"
    program = subprocess.Popen(
        [sys.executable, "-c", _MASSAGE, str(folder), PLAN_JSON, str(seed)],
        stdout=subprocess.PIPE,
        text=True,
    )
    with program:
        shown = [program.stdout.readline() for _ in range(random.Random(seed).randint(1, 200))]  # noqa: S311
        program.kill()
        shown += program.stdout.readlines()
    if not shown[-1].endswith("\n"):
        shown.pop()
    session_id, state, index, elapsed = shown[-1].split()

    with open_log(folder, lambda: Moment(1_790_000_100_000)) as log:
        assert log.verify().is_ok
        for one in {line.split()[0] for line in shown if line.split()[1] == "finished"}:
            assert log.sessions.one(one).state == "finished"
        found = find_interrupted(log, Moment(1_790_000_100_000))
        if state == "finished":
            return
        if found is None:  # killed after the end was written, before it was shown
            assert log.sessions.one(session_id).state == "finished"
            return
        if found.session.id != session_id:  # the next massage had begun
            assert log.sessions.one(session_id).state == "finished"
            return
        position = found.position
        assert abs(position.index - int(index)) <= 1
        assert sum(step.seconds for step in position.steps) >= float(elapsed) - 5.1
