# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills the real program in the middle of sessions, opens it again, and compares what it shows.

    python -m tests.journeys.many_kills [--moments N] [--seed N] [--folder DIR]

Each life of the program is a process of its own with the real window (drawn into memory), the real
log and a real session: presses, time that goes by second by second, pauses, Stop with and without a
reason, ratings, After. Before each press the life says what it will press, and once the window has
answered it says what the window shows. At a moment drawn by chance it gets SIGKILL. The next life
opens the same folder; what it shows and what its log holds must be what was shown last, or what the
one press under way makes of it.

Lives are forked from one process that has imported everything and made nothing, so that a start
costs little. Needs a system that can fork.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import select
import signal
import statistics
import sys
import tempfile
import time
import traceback
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.journeys.conftest import AFTERNOON, Home, Mouse, settle

from caregiver_guide.app.start import make_application
from caregiver_guide.demo.clock import FastClock

LONGEST_LOSS_S = 5.0
"""So much time of a session a power cut may cost."""

TOO_OLD_S = 7 * 3600
"""A stay away from which no session is gone on with."""

KEYS = {
    "next": Qt.Key.Key_Right,
    "back": Qt.Key.Key_Left,
    "pause": Qt.Key.Key_Space,
    "more": Qt.Key.Key_Plus,
    "how": Qt.Key.Key_H,
    "stop": Qt.Key.Key_Escape,
}
WEIGHTS = {"second": 76, "next": 7, "back": 3, "pause": 6, "more": 2, "how": 2, "stop": 4}


# -- one life of the program -------------------------------------------------------------


class Life:
    """The program from its start to its death, driven by chance; it tells a pipe all it does."""

    def __init__(self, folder, seed, passed, pipe):
        self.chance = random.Random(seed)  # noqa: S311 - a moment, not a secret
        self.pipe = pipe
        self.home = Home(make_application(), folder)
        self.home.clock = FastClock(AFTERNOON)
        self.home.clock.advance(passed)
        self.mouse = Mouse(self.home)
        self.before = None

    def whole(self):
        """Open, tell what is there, and go on for ever."""
        self.home.open((1024, 640))
        kept = self.kept()
        self.tell("opened", **self.shown(), **kept)
        if self.home.place == "today" and not kept["sessions"]:
            self.begin()
        while self.home.place == "session":
            self.act()
        if self.home.place == "after":
            self.answer()
        self.tell("idle")
        while True:
            time.sleep(60)  # until it is killed: nothing is left to do

    def tell(self, word, **what):
        os.write(self.pipe, (json.dumps({"word": word, **what}) + "\n").encode())

    def shown(self):
        """Return what somebody in front of the window can see."""
        session = self.home.guide.massage.session
        progress = session.shown
        found = {"place": self.home.place, "passed": self.home.clock.steady()}
        if self.home.place != "session" or progress is None:
            return found
        sheet = session.stopping.sheet
        return found | {
            "step": progress.step.id,
            "index": progress.index,
            "state": progress.state,
            "because": progress.paused_because,
            "elapsed": progress.elapsed_s,
            "step_elapsed": progress.step_elapsed_s,
            "is_last": progress.index == progress.count - 1,
            "reason": sheet.chosen if sheet.isVisible() else "",
        }

    def kept(self):
        """Return what the log holds, and whether all of it is as it was written."""
        log, guide = self.home.log, self.home.guide
        context = guide.context
        person = context.person.id
        place = log.sessions.place()
        sessions = {one.id: one for one in log.sessions.recent(person)}
        if place is not None:
            sessions[place.session] = log.sessions.one(place.session)
        ratings = log.ratings.of_sessions(tuple(sessions))
        reactions = log.reactions.of_sessions(tuple(sessions))
        return {
            "running": place.session if place else "",
            "sessions": {
                one.id: [one.state, one.stop_reason or "", len(one.steps)]
                for one in sessions.values()
            },
            "ratings": sorted(
                [one.when, str(one.value)] for each in ratings.values() for one in each
            ),
            "reactions": sorted(one.what for each in reactions.values() for one in each),
            "is_sound": log.verify().is_ok,
            "asked": list(self.home.prompts.asked),
        }

    def begin(self):
        """Come from Today to the first step, with three numbers said before."""
        self.tell("will", do="begin")
        self.mouse.come_to("before")
        numbers = [self.chance.randint(0, 10) for _ in range(3)]
        self.mouse.rate(*numbers)
        self.mouse.press("Start the massage")
        assert self.home.place == "session"
        self.tell("did", before=[["before", str(one)] for one in numbers], **self.shown())

    def act(self):
        """Do one thing, said before and shown after."""
        session = self.home.guide.massage.session
        if session.stopping.is_open:
            do = self.in_stop(session.stopping.sheet)
        else:
            names = list(WEIGHTS)
            do = self.chance.choices(names, [WEIGHTS[name] for name in names])[0]
            if session.shown.is_paused and do == "second":
                do = "pause" if self.chance.random() < 0.3 else "second"
        self.tell("will", do=do)
        if do == "second":
            self.home.a_second()
            QApplication.processEvents()
            self.tell("did", **self.shown())
            return
        if do in KEYS:
            self.home.a_second()
            QTest.keyClick(QApplication.focusWidget() or self.home.window, KEYS[do])
        elif do.startswith("reason "):
            self.home.a_second()
            QTest.keyClick(QApplication.focusWidget(), getattr(Qt.Key, f"Key_{do[7:]}"))
        else:
            self.mouse.press(do)
        settle()
        self.tell("did", **self.shown())

    def in_stop(self, sheet):
        """Choose what to do on the Stop sheet."""
        ways = [word for word in ("Go back to the massage", "Another reason") if self.has(word)]
        if not sheet.chosen:
            ways += [f"reason {self.chance.randint(1, 9)}"] * 2
        if self.chance.random() < 0.25 or not ways:
            return "End for today and log it"
        return self.chance.choice(ways)

    def has(self, words):
        return self.mouse.shows(words)

    def answer(self):
        """Say how it was, and save."""
        if self.has("Ask Pat now"):
            self.mouse.press("Ask Pat now")
        numbers = [self.chance.randint(0, 10) for _ in range(3)]
        self.mouse.rate(*numbers)
        self.mouse.press("Pink or warm skin…")
        self.tell("will", do="save")
        self.mouse.press("Save this massage")
        assert self.home.place == "today"
        self.tell(
            "did",
            after=[["after", str(one)] for one in numbers],
            reactions=["pink-skin"],
            **self.shown(),
        )


def _be_born(folder, seed, passed):
    """Fork a life; return its process and the pipe that it speaks through."""
    listening, speaking = os.pipe()
    process = os.fork()
    if process:
        os.close(speaking)
        return process, listening
    os.close(listening)
    try:
        sys.excepthook = lambda *what: _die(speaking, "".join(traceback.format_exception(*what)))
        Life(folder, seed, passed, speaking).whole()
    except BaseException:  # a life must end here, and never run on as its parent
        _die(speaking, traceback.format_exc())
    os._exit(0)


def _die(pipe, why):
    os.write(pipe, (json.dumps({"word": "fault", "why": why}) + "\n").encode())
    os._exit(1)


# -- what is compared --------------------------------------------------------------------


@dataclass
class Told:
    """What one life said before it was killed."""

    opened: dict | None = None
    shown: dict | None = None
    under_way: str = ""
    promised: dict = field(default_factory=lambda: {"before": [], "after": [], "reactions": []})
    fault: str = ""
    is_idle: bool = False
    deeds: list[str] = field(default_factory=list)

    def hear(self, line):
        word = line.pop("word")
        if word == "fault":
            self.fault = line["why"]
        elif word == "opened":
            self.opened, self.shown = line, line
        elif word == "idle":
            self.is_idle = True
        elif word == "will":
            self.under_way = line["do"]
            self.deeds.append(line["do"])
        elif word == "did":
            for name in self.promised:
                self.promised[name] += line.pop(name, [])
            self.shown, self.under_way = line, ""


@dataclass
class Result:
    """What became of all moments."""

    moments: int = 0
    wrong: list[str] = field(default_factory=list)
    lost: list[float] = field(default_factory=list)
    kinds: dict[str, int] = field(default_factory=dict)

    def count(self, kind):
        self.kinds[kind] = self.kinds.get(kind, 0) + 1


def judge(shown, under_way, promised, opened, away, result):
    """Return what the next life has wrong, compared with what was shown before the kill."""
    faults = []
    if not opened["is_sound"]:
        faults.append("the log does not verify")
    if opened["asked"]:
        faults.append(f"it asked {opened['asked']}")
    for name, kept in (("before", "ratings"), ("after", "ratings"), ("reactions", "reactions")):
        missing = [one for one in promised[name] if one not in opened[kept]]
        faults += [f"lost {name} {one}" for one in missing]
    if shown is None or shown["place"] not in ("session", "after"):
        result.count("outside of a session")
        return faults
    ended = [state for state in opened["sessions"].values() if state[0] != "running"]
    if shown["place"] == "after":
        result.count("after it")
        return faults + ([] if ended else ["the end was lost"])
    may_end = under_way in ("End for today and log it", "second", "next")
    if away > 6 * 3600:
        result.count("over six hours later")
        states = [state[0] for state in ended]
        if states != ["unfinished"] and not (may_end and ended):
            faults.append(f"it was not closed as unfinished: {opened['sessions']}")
        return faults + (["it was gone on with"] if opened["place"] == "session" else [])
    if opened["place"] != "session":
        result.count("as it ended")
        return faults + ([] if may_end and ended else [f"it opened {opened['place']}"])
    result.count("stopping" if shown["because"] == "stopping" else shown["state"])
    return faults + _judge_place(shown, under_way, opened, result)


def _judge_place(shown, under_way, opened, result):
    """Compare step, time and reason of a session that is there again."""
    faults = []
    if (opened["state"], opened["because"]) != ("paused", "interrupted"):
        faults.append(f"it opened {opened['state']} because of {opened['because']}")
    is_same = (opened["index"], opened["step"]) == (shown["index"], shown["step"])
    may_move = under_way in ("next", "back") and abs(opened["index"] - shown["index"]) <= 1
    if not is_same and not may_move:
        faults.append(f"step {shown['index']} became {opened['index']}")
    may_choose = under_way.startswith(("reason", "Another", "Go back"))
    if opened["reason"] != shown["reason"] and not may_choose:
        faults.append(f"reason {shown['reason']!r} became {opened['reason']!r}")
    lost = shown["elapsed"] - opened["elapsed"]
    result.lost.append(lost)
    # A second and the press after it may be under way.
    if not -(1.01 if under_way else 0.01) <= lost <= LONGEST_LOSS_S:
        faults.append(f"{lost:.2f} s of the session are lost")
    if is_same and not under_way:
        lost = shown["step_elapsed"] - opened["step_elapsed"]
        if not -0.01 <= lost <= LONGEST_LOSS_S:
            faults.append(f"{lost:.2f} s of the step are lost")
    return faults


# -- killing -----------------------------------------------------------------------------


def _listen_and_kill(process, pipe, chance, moment):
    """Hear a life until its moment has come, kill it, and hear what it had said by then.

    ``moment`` is seconds from when it has something to lose; one in ten comes at any time.
    """
    told, buffer = Told(), b""
    is_early = chance.random() < 0.1
    deadline = time.monotonic() + (moment if is_early else 60)
    is_set = is_early
    is_open = True
    while is_open and (left := deadline - time.monotonic()) > 0:
        ready, _, _ = select.select([pipe], [], [], left)
        if not ready:
            break
        more = os.read(pipe, 65536)
        is_open = bool(more)
        buffer = _hear(told, buffer + more)
        has_begun = told.shown is not None and told.shown["place"] != "today"
        if not is_set and (has_begun or told.is_idle):
            deadline, is_set = time.monotonic() + (moment if has_begun else 0), True
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    while is_open:
        more = os.read(pipe, 65536)
        is_open = bool(more)
        buffer = _hear(told, buffer + more)
    os.close(pipe)
    return told


def _hear(told, buffer):
    """Hear all whole lines, and return the rest."""
    *lines, rest = buffer.split(b"\n")
    for line in lines:
        told.hear(json.loads(line))
    return rest


def kill_many(folder, moments, seed, report=None):
    """Kill ``moments`` times, and return what became of it; ``report`` hears each moment."""
    chance = random.Random(seed)  # noqa: S311 - a moment, not a secret
    result = Result()
    home, number = None, 0
    shown, under_way, passed = None, "", 0.0
    promised, deeds = Told().promised, []
    while result.moments < moments:
        if home is None:
            number += 1
            home = folder / f"family-{number}"
            Home(None, home).furnish()
            shown, under_way, passed = None, "", 0.0
            promised, deeds = Told().promised, []
        away = _away(shown, chance)
        process, pipe = _be_born(home, chance.random(), passed + away)
        told = _listen_and_kill(process, pipe, chance, chance.uniform(0.0, 1.0))
        if told.fault:
            result.wrong.append(f"family-{number}: {told.fault}")
            result.moments += 1
            if report is not None:
                report(result, result.wrong[-1])
            home = None
            continue
        is_first = shown is None and not under_way
        if told.opened is not None and not is_first:
            result.moments += 1
            since = passed + away - (shown["passed"] if shown else 0.0)
            faults = judge(shown, under_way, promised, told.opened, since, result)
            if faults:
                last = " > ".join(deeds[-60:])
                result.wrong.append(f"family-{number}: {'; '.join(faults)}, after {last}")
            if report is not None:
                report(result, faults and result.wrong[-1])
        if told.opened is None:
            # Killed while it opened: nothing new was shown, and the same must be there next time.
            under_way = under_way or ("opening" if shown is not None else "")
            passed += away
            continue
        shown, under_way = told.shown, told.under_way
        deeds += [*told.deeds, "killed"]
        passed = shown["passed"]
        for name in promised:
            promised[name] += told.promised[name]
        if told.opened["place"] == "today" and not is_first:
            home = None  # this session is over, and its end has been compared
    return result


def _away(shown, chance):
    """Return for how many seconds nobody opens the app.

    Long stays come only after a moment at which time was going on: in a pause the last sign of life
    may be long ago already.
    """
    if shown is not None and chance.random() < 0.05:
        return float(TOO_OLD_S)
    is_going = shown is not None and shown.get("state") == "running"
    return chance.choice((3.0, 40.0, 5 * 3600.0 if is_going else 300.0))


def main():
    """Kill, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--moments", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as made:
        folder = options.folder or Path(made)
        folder.mkdir(parents=True, exist_ok=True)

        def report(result, fault):
            if fault:
                say(f"WRONG {fault}")
            if result.moments % 25 == 0:
                say(f"{result.moments} moments, {len(result.wrong)} wrong")

        result = kill_many(folder, options.moments, options.seed, report)
    say("")
    for line in figures(result, time.monotonic() - started):
        say(line)
    sys.exit(1 if result.wrong else 0)


def figures(result, seconds):
    """Return the figures, one a line."""
    kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(result.kinds.items()))
    lost = result.lost or [0.0]
    gone_on = f"{len(result.lost)} sessions"
    right = result.moments - len(result.wrong)
    most, middle = max(lost), statistics.median(lost)
    where = f"{platform.system()} {platform.release().split('-')[0]}, {os.cpu_count()} cores"
    return [
        f"{result.moments} kills: {right} came back right",
        f"killed: {kinds}",
        f"time lost: {most:.1f} s at most, {middle:.1f} s in the middle of {gone_on}",
        f"took {seconds:.0f} s on {where}, {datetime.now().astimezone():%Y-%m-%d}",
    ]


def say(line):
    """Write a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
