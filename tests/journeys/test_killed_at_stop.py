# SPDX-License-Identifier: GPL-3.0-or-later
"""The real program is killed right after a reason to stop, and in the middle of a practice run."""

import hashlib
import os
import signal
import subprocess
import sys
import textwrap

import pytest

from caregiver_guide.services.clocks import wall_clock
from caregiver_guide.storage.log import open_log

pytestmark = pytest.mark.windows

PROGRAM = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from PySide6.QtWidgets import QApplication
    from caregiver_guide.app.start import Opening, make_application
    from caregiver_guide.demo.walk import ScriptedPrompts
    from caregiver_guide.services.check_in import CheckFound, record_check
    from caregiver_guide.services.first_run import FirstRunAnswers, record_first_run

    folder, mode = Path(sys.argv[1]), sys.argv[2]
    app = make_application()
    opening = Opening(app, folder / "data", prompts=ScriptedPrompts(),
                      config_dir=folder / "config", has_sound=False)
    opening.open()
    opening.window.show()
    guide = opening.guide
    guide.stop_checking()
    context = guide.context
    context.care_for(*record_first_run(
        context.log, FirstRunAnswers("Pat", "sand", "Ana", "family", "nothing"), context.today()))

    def give(massage, log, context):
        record_check(log, context.person.id, context.today(), CheckFound((), (), True))
        massage.begin()
        massage.go_on()
        massage._routine_chosen("m-hand")
        massage._routine_agreed()
        massage._position_agreed()
        massage._permitted("yes")
        massage._rated_before(())

    print("ready", flush=True)
    sys.stdin.readline()
    if mode == "practice":
        guide.practice.begin()
        massage = guide.practice.massage
        give(massage, massage._context.log, massage._context)
    else:
        massage = guide.massage
        give(massage, context.log, context)
    session = massage.session
    session.ask_to_stop()
    session.stopping.sheet._picking.pick_number(int(mode) if mode.isdigit() else 1)
    print("chosen", session.record.stop_reason, flush=True)
    app.exec()
    """
)


def killed_after_choosing(folder, mode):
    """Run the program until a reason is chosen, kill it, and return what stood before and after."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(folder), mode],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as program:
        assert program.stdout.readline() == "ready\n"
        before = bytes_of(folder)
        program.stdin.write("\n")
        program.stdin.flush()
        said = program.stdout.readline().split()
        os.kill(program.pid, signal.SIGKILL)
        program.wait(10)
    return said, before, bytes_of(folder)


def bytes_of(folder):
    """Return every file of the data folder with the hash of what is in it."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((folder / "data").rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("number", [1, 4, 10])
def test_a_reason_outlives_the_program_that_wrote_it(tmp_path, number):
    """Killed the moment the answer stands on the screen, the log knows why the massage stopped."""
    (word, reason), _, _ = killed_after_choosing(tmp_path, str(number))
    assert word == "chosen"
    with open_log(tmp_path / "data", wall_clock) as log:
        session = log.sessions.one(log.sessions.place().session)
        assert (session.state, session.stop_reason) == ("running", reason)
        assert log.verify().is_ok


def test_a_practice_run_killed_leaves_not_one_byte(tmp_path):
    """The pretend person, the steps and the reason were in memory alone."""
    (word, reason), before, after = killed_after_choosing(tmp_path, "practice")
    assert (word, reason) == ("chosen", "chest-or-breath")
    assert after == before
    with open_log(tmp_path / "data", wall_clock) as log:
        assert [one.name for one in log.people.all()] == ["Pat"]
        assert log.sessions.place() is None
