# SPDX-License-Identifier: GPL-3.0-or-later
"""The app is started twice: there is one window, one log, and no question."""

import json
import os
import signal
import subprocess
import sys
import textwrap

import pytest
from PySide6.QtCore import QLockFile, QSysInfo, Qt

from caregiver_guide import cli
from caregiver_guide.app.one_window import OneWindow, call_first_window
from caregiver_guide.storage.errors import Locked, OpenElsewhere
from caregiver_guide.storage.log import open_log

pytestmark = pytest.mark.windows

FIRST = textwrap.dedent(
    """
    import sys
    from caregiver_guide import cli
    from caregiver_guide.app import one_window, start

    class Telling(one_window.OneWindow):
        def listen(self):
            super().listen()
            print("open", flush=True)

    one_window.OneWindow = Telling
    come = start.Opening._come_to_front
    def tell(opening):
        come(opening)
        print("came", flush=True)
    start.Opening._come_to_front = tell
    sys.exit(cli.main(["--data-dir", sys.argv[1]]))
    """
)


def start_first(folder):
    """Start the real program and wait until it is painted and listens."""
    program = subprocess.Popen(
        [sys.executable, "-c", FIRST, str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert program.stdout.readline() == "open\n"
    return program


def end(program):
    program.kill()
    program.wait()
    program.stdout.close()


def write_lock(folder, computer, program="caregiver-guide"):
    """Leave a lock as a computer of that name would."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = ("4711", program, computer, "0123456789abcdef0123456789abcdef", "boot", "")
    (folder / "window.lock").write_text("\n".join(lines))


def test_a_second_start_brings_the_first_window_and_ends_quietly(tmp_path):
    """Whoever presses the icon twice sees the one window; nothing is asked, nothing is said."""
    first = start_first(tmp_path)
    try:
        second = subprocess.run(
            [sys.executable, "-m", "caregiver_guide", "--data-dir", str(tmp_path)],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
        assert first.stdout.readline() == "came\n"
    finally:
        end(first)


def test_after_a_crash_the_next_start_takes_over_at_once(tmp_path):
    """Killed in the middle, the first leaves a lock and a socket; neither stands in the way."""
    first = start_first(tmp_path)
    first.send_signal(signal.SIGKILL)
    first.wait()
    first.stdout.close()
    assert (tmp_path / "window.lock").exists()
    again = start_first(tmp_path)
    try:
        assert call_first_window(tmp_path)
        assert again.stdout.readline() == "came\n"
    finally:
        end(again)


def test_a_minimised_window_comes_back_as_it_was(home):
    """The window is brought up; a massage in it goes on as it was."""
    home.furnish().open()
    home.window.showMinimized()
    home.opening.one_window.asked_for.emit()
    assert home.window.isVisible()
    assert not home.window.windowState() & Qt.WindowState.WindowMinimized


def test_two_folders_are_two_windows(tmp_path):
    """Two families on one computer do not meet."""
    one, other = OneWindow(), OneWindow()
    one.take(tmp_path / "a")
    other.take(tmp_path / "b")
    one.take(tmp_path / "a")
    with pytest.raises(Locked):
        other.take(tmp_path / "a")
    one.release()
    other.take(tmp_path / "a")
    other.release()
    assert not (tmp_path / "a" / "window.lock").exists()


def test_only_this_account_reaches_the_window(tmp_path, monkeypatch):
    """Nobody else on the computer can call it, or read who holds the lock."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    window = OneWindow()
    window.take(tmp_path / "data")
    window.listen()
    socket = next(tmp_path.glob("caregiver-guide-*"))
    assert socket.stat().st_mode & 0o077 == 0
    assert (tmp_path / "data" / "window.lock").stat().st_mode & 0o077 == 0
    window.release()
    assert not socket.exists()


def test_a_lock_cut_off_by_a_power_cut_holds_nothing(tmp_path):
    """An empty lock file, as a power cut leaves it, is taken over."""
    (tmp_path / "window.lock").touch()
    window = OneWindow()
    window.take(tmp_path)
    window.release()


def test_a_lock_of_another_computer_is_named(tmp_path):
    """In a shared folder the sentence says which computer has the log open."""
    write_lock(tmp_path, "KITCHEN-PC")
    with pytest.raises(OpenElsewhere, match="open on the computer KITCHEN-PC"):
        OneWindow().take(tmp_path)


def test_a_log_open_on_another_computer_can_be_opened_here_when_it_is_closed_there(home, mouse):
    """The kitchen's computer lost its power: the window says so, asks, and then opens here."""
    home.furnish()
    write_lock(home.data_dir, "KITCHEN-PC")
    home.open()
    assert home.place == "trouble"
    assert "KITCHEN-PC" in mouse.words()
    home.prompts.answers = [False]
    mouse.press("Open it here")
    assert home.place == "trouble"
    mouse.press("Open it here")
    assert home.place == "today"
    found = QLockFile(str(home.data_dir / "window.lock")).getLockInfo()
    assert found[:2] == (os.getpid(), QSysInfo.machineHostName())


def test_reading_commands_work_while_the_app_is_open(home, mouse, tmp_path):
    """The page and the list can be had while a massage runs, and it goes on unharmed."""
    home.furnish().open()
    mouse.come_to("session")
    home.wait(6)
    page = tmp_path / "out.pdf"
    for command in (
        ["sessions", "--person", "Pat", "--format", "json"],
        ["page", "--person", "Pat", "--out", str(page)],
    ):
        done = subprocess.run(
            [sys.executable, "-m", "caregiver_guide", "--data-dir", str(home.data_dir), *command],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        if command[0] == "sessions":
            assert json.loads(done.stdout) == []
    assert page.read_bytes().startswith(b"%PDF")
    mouse.press("Pause")
    assert home.guide.massage.session.shown.is_paused
    assert home.log.verify().is_ok


def test_a_writing_command_is_refused_while_the_app_is_open(tmp_path):
    """Two programs never write to one log; the sentence says what to do."""
    first = start_first(tmp_path)
    demo = ["demo", "--out", str(tmp_path / "out")]
    try:
        done = subprocess.run(
            [sys.executable, "-m", "caregiver_guide", "--data-dir", str(tmp_path), *demo],
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        end(first)
    assert done.returncode == cli.BAD_INPUT
    assert "Close that window, then try again." in done.stderr
    with open_log(tmp_path, lambda: None) as log:
        assert log.origin == "app"
