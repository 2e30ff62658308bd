# SPDX-License-Identifier: GPL-3.0-or-later
"""The program is killed in the middle of a massage, and opened again."""

import json
import os
import signal
import subprocess
import sys
import textwrap
import time

import pytest

from caregiver_guide.services.clocks import wall_clock
from caregiver_guide.services.session_recorder import find_interrupted
from caregiver_guide.storage.log import open_log

pytestmark = pytest.mark.windows

PROGRAM = textwrap.dedent(
    """
    import json, sys
    from pathlib import Path
    from PySide6.QtCore import QTimer
    from caregiver_guide.app.start import Opening, make_application
    from caregiver_guide.demo.walk import ScriptedPrompts

    folder, mode = Path(sys.argv[1]), sys.argv[2]
    app = make_application()
    opening = Opening(app, folder / "data", prompts=ScriptedPrompts(),
                      config_dir=folder / "config", has_sound=False)
    opening.open()
    opening.window.show()
    guide = opening.guide

    def say(word):
        shown = guide.massage.session.shown
        print(json.dumps({
            "word": word, "place": opening.window.current,
            "step": shown.step.id if shown else "", "index": shown.index if shown else -1,
            "state": shown.state if shown else "",
            "seconds": shown.step_elapsed_s if shown else 0,
        }), flush=True)

    def work():
        # The presses of an impatient caregiver: each change is on disk before it is told.
        guide.massage.session._verb("next")
        say("pressed")
        guide.massage.session._verb("back" if guide.massage.session.shown.index > 2 else "next")
        say("pressed")

    if mode == "give":
        from caregiver_guide.services.first_run import FirstRunAnswers, record_first_run
        from caregiver_guide.services.check_in import CheckFound, record_check

        context = guide.context
        context.care_for(*record_first_run(
            context.log, FirstRunAnswers("Pat", "sand", "Ana", "family", "nothing"),
            context.today()))
        record_check(context.log, context.person.id, context.today(), CheckFound((), (), True))
        massage = guide.massage
        massage.begin()
        massage.go_on()
        massage._routine_chosen("m-hand")
        massage._routine_agreed()
        massage._position_agreed()
        massage._permitted("yes")
        massage._rated_before(())
        say("running")
        timer = QTimer()
        timer.timeout.connect(work)
        timer.start(5)
    else:
        say("opened")
        opening.window.may_close = True
        QTimer.singleShot(0, app.quit)
    app.exec()
    opening.close()
    """
)


def _start(folder, mode):
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(folder), mode],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )


def _kill_in_a_massage(folder, moment):
    """Give a massage until it is killed; return the last thing that was on the screen."""
    program = _start(folder, "give")
    first = program.stdout.readline()
    assert first, program.stderr.read()
    # A real program is killed at a moment that nobody chose; no clock of ours can be turned for it.
    time.sleep(moment)
    program.send_signal(signal.SIGKILL)
    rest = program.stdout.read().splitlines()
    program.stderr.close()
    program.stdout.close()
    assert program.wait() == -signal.SIGKILL
    told = [json.loads(line) for line in [first, *rest] if line.endswith("}") or line == first]
    assert told[0]["word"] == "running"
    assert told[0]["place"] == "session"
    return told[-1]


@pytest.mark.parametrize("moment", [0.07, 0.31, 0.83])
def test_a_killed_massage_opens_again_in_its_paused_step(tmp_path, moment):
    """Whenever the power goes: the next start stands in the same step, and waits."""
    last = _kill_in_a_massage(tmp_path, moment)
    with open_log(tmp_path / "data", wall_clock) as log:
        assert log.verify().is_ok
        interrupted = find_interrupted(log, wall_clock())
        # What was written comes before what was shown: at most one press was not shown yet.
        assert abs(interrupted.position.index - last["index"]) <= 1
        written = interrupted.position.index

    program = _start(tmp_path, "look")
    out, err = program.communicate(timeout=60)
    opened = json.loads(out.splitlines()[-1])
    assert opened["place"] == "session", err
    assert opened["state"] == "paused"
    assert opened["index"] == written
    assert "Traceback" not in err
