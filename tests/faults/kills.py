# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs killed while they write: at moments that nobody chose, and just before every call.

The killed program's log is opened by the log's own code. It must hold exactly what was
acknowledged, or that and the entry that was under way. What the system had not yet written to the
disk survives a kill: only power cuts can show that a sync is missing.
"""

import mmap
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from tests.faults.disk_calls import Layer, run_under
from tests.faults.ends import Ends
from tests.faults.family import make_equal_logs
from tests.faults.lives import LIVES, Days

OVER = 255
"""Stands in the shared byte once the program has done all it wanted."""


def at_random(root: Path, kills: int, what: str = "days", seed: int = 1) -> Ends:
    """Kill so many programs, each at a random moment; ``what`` is one of `LIVES`."""
    return run_under(None, "tests.faults.kills:kill_at_random", str(root), kills, what, seed)


def at_every_call(library: Path, root: Path, what: str = "days", every: int = 1) -> Ends:
    """Kill a program just before each call that changes the disk, or one in ``every``."""
    return run_under(library, "tests.faults.kills:kill_at_every_call", str(root), what, every)


def kill_at_random(_layer: None, root: str, kills: int, what: str, seed: int) -> Ends:
    """Do what `at_random` says, in a program of its own."""
    make_equal_logs()
    life = LIVES[what](Path(root))
    seconds = life.learn()
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    ends = Ends("over before the kill")
    while ends.trials - ends.counts["over before the kill"] < kills:
        moment = chance.uniform(0, seconds)
        acknowledged = _killed(life, moment, lambda: None)
        end = life.judge(acknowledged) if acknowledged != OVER else "over before the kill"
        ends.count(end, f"after {moment * 1000:.1f} ms and {acknowledged} steps")
    return ends


def kill_at_every_call(layer: Layer, root: str, what: str, every: int) -> Ends:
    """Do what `at_every_call` says, in a program of its own."""
    make_equal_logs()
    life = LIVES[what](Path(root))
    life.learn()
    life.begin()
    layer.watch(life.home)
    ends = Ends()
    number = 1
    while (acknowledged := _killed(life, None, lambda: layer.kill(number))) != OVER:  # noqa: B023
        ends.count(life.judge(acknowledged), f"before call {number}")
        number += every
    return ends


def _killed(life: Days, moment: float | None, prepare: Callable[[], None]) -> int:
    """Let a program live until it is killed; return its last acknowledged step, or `OVER`."""
    life.begin()
    with mmap.mmap(-1, 1) as told:
        program = os.fork()
        if program == 0:
            _live_and_die(life, told, prepare)
        if moment is not None:
            time.sleep(moment)
            os.kill(program, signal.SIGKILL)
        _, status = os.waitpid(program, 0)
        assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
        return told[0]


def _live_and_die(life: Days, told: mmap.mmap, prepare: Callable[[], None]) -> None:
    def acknowledge(number: int) -> None:
        told[0] = number

    try:
        prepare()
        life.live(acknowledge)
        told[0] = OVER
    except BaseException:
        traceback.print_exc(file=sys.stderr)
        os._exit(1)
    os._exit(0)
