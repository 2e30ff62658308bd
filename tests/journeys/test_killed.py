# SPDX-License-Identifier: GPL-3.0-or-later
"""The program is killed in the middle of a massage, and opened again."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.journeys.many_kills import Result, judge, say

pytestmark = [
    pytest.mark.windows,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="each life of the program is forked"),
]

CHECKOUT = Path(__file__).parents[2]

RUNNING = {
    "place": "session",
    "step": "palm",
    "index": 3,
    "state": "running",
    "because": None,
    "elapsed": 70.0,
    "step_elapsed": 12.0,
    "reason": "",
}
OPENED = RUNNING | {
    "state": "paused",
    "because": "interrupted",
    "elapsed": 68.0,
    "step_elapsed": 10.0,
    "is_sound": True,
    "asked": [],
    "sessions": {"s": ["running", "", 4]},
    "ratings": [["before", "4"]],
    "reactions": [],
}
PROMISED = {"before": [["before", "4"]], "after": [], "reactions": []}


def kill(moments, seed):
    """Kill from a process of its own, which makes no window before it forks; return its words."""
    command = [sys.executable, "-m", "tests.journeys.many_kills"]
    done = subprocess.run(
        [*command, "--moments", str(moments), "--seed", str(seed)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_killed_massage_opens_again_in_its_paused_step():
    """Whenever the power goes: the next start stands in the same step, and waits."""
    words = kill(moments=8, seed=3)
    assert "8 kills: 8 came back right" in words
    assert " 0 sessions" not in words, "no massage was gone on with"


@pytest.mark.long
def test_three_hundred_moments_come_back_right(capsys):
    """Not one of 300 kills in the middle of real sessions loses what had been shown."""
    words = kill(moments=300, seed=11)
    with capsys.disabled():
        say(f"\n{words}")
    assert "300 kills: 300 came back right" in words
    for kind in ("running", "paused", "stopping", "after it", "as it ended", "six hours later"):
        assert kind in words


def test_what_comes_back_right_is_right():
    """Two seconds lost, paused in the same step, nothing asked: that is what was promised."""
    assert judge(RUNNING, "", PROMISED, OPENED, 3.0, Result()) == []


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"elapsed": 64.9}, "5.10 s of the session are lost"),
        ({"elapsed": 71.0}, "of the session are lost"),
        ({"step_elapsed": 2.0}, "of the step are lost"),
        ({"index": 4, "step": "fingers"}, "step 3 became 4"),
        ({"state": "running", "because": None}, "it opened running"),
        ({"reason": "seizure"}, "became 'seizure'"),
        ({"place": "today"}, "it opened today"),
        ({"asked": ["Go on?"]}, "it asked"),
        ({"is_sound": False}, "does not verify"),
        ({"ratings": []}, "lost before"),
    ],
)
def test_whatever_comes_back_wrong_is_seen(wrong, words):
    """The comparison itself can fail: each kind of loss is told."""
    faults = judge(RUNNING, "", PROMISED, OPENED | wrong, 3.0, Result())
    assert any(words in fault for fault in faults), faults


def test_over_six_hours_later_going_on_is_wrong():
    """What was killed long ago has to be closed as unfinished, and not gone on with."""
    closed = OPENED | {"place": "today", "sessions": {"s": ["unfinished", "", 4]}}
    assert judge(RUNNING, "", PROMISED, closed, 7 * 3600, Result()) == []
    assert judge(RUNNING, "", PROMISED, OPENED, 7 * 3600, Result())
