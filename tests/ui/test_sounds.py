# SPDX-License-Identifier: GPL-3.0-or-later
"""The sounds of a massage: soft, and no loss where there are none."""

import array
import runpy
import subprocess
import sys
import wave
from itertools import pairwise
from pathlib import Path

import pytest

from caregiver_guide.ui.sounds import Sounds

RESOURCES = Path(__file__).parents[2] / "resources"
FOLDER = RESOURCES / "sounds"
NAMES = ("step-over", "cue", "ask", "paused")
FULL = 32_767


def samples(name):
    """Return the samples of a sound, from -1.0 to 1.0, and how many there are in a second."""
    with wave.open(str(FOLDER / f"{name}.wav")) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        values = array.array("h", file.readframes(file.getnframes()))
        return [value / FULL for value in values], file.getframerate()


def loudness(name, step_s=0.05):
    """Return the loudest moment of each twentieth of a second."""
    values, rate = samples(name)
    step = int(rate * step_s)
    return [max(map(abs, values[at : at + step])) for at in range(0, len(values), step)]


@pytest.mark.parametrize("name", NAMES)
def test_nobody_is_startled(name):
    """No sound is loud, none begins at once: each takes a second and a half to come."""
    loud = loudness(name)
    top = max(loud)
    assert 0.1 < top < 0.3
    assert loud[0] < 0.01
    assert max(loud[:10]) < 0.6 * top
    assert loud.index(top) * 0.05 >= 1.3
    assert max(b - a for a, b in pairwise(loud)) < 0.04


@pytest.mark.parametrize("name", NAMES)
def test_no_sound_clicks(name):
    """The wave has no jump in it, and begins and ends in silence."""
    values, rate = samples(name)
    assert values[0] == 0
    assert abs(values[-1]) < 0.001
    # A tone of 1,400 hertz, the highest in any of them, moves no faster than this.
    steepest = 0.3 * 2 * 3.1416 * 1400 / rate
    assert max(abs(b - a) for a, b in pairwise(values)) < steepest


def test_the_sounds_are_what_the_script_makes():
    """Nobody has to trust a sound file: it can be made again, bit for bit."""
    script = runpy.run_path(str(FOLDER / "make_sounds.py"))
    assert set(script["SOUNDS"]) == set(NAMES)
    for name in NAMES:
        with wave.open(str(FOLDER / f"{name}.wav")) as file:
            assert file.readframes(file.getnframes()) == script["sound"](name), name


def test_silent_means_silent(qtbot):
    """Where sound is not wanted, Qt's sound is not even loaded for it."""
    sounds = Sounds(RESOURCES, is_silent=True)
    sounds.play("ask")
    sounds.set_volume(100)
    sounds.stop()
    assert sounds.played == ["ask"]
    assert not sounds.has_device


NO_DEVICE = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from caregiver_guide.ui.sounds import Sounds
app = QCoreApplication([])
sounds = Sounds(Path(sys.argv[1]))
for name in ("step-over", "cue", "ask", "paused"):
    sounds.play(name)
sounds.set_volume(40)
QTimer.singleShot(100, app.quit)
app.exec()
sounds.stop()
print("still here", sounds.has_device)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can be told to have no device")
def test_no_audio_device_at_all(tmp_path):
    """A computer without loudspeakers: no error, not a word on the terminal, nothing waits."""
    nowhere = {
        "HOME": str(tmp_path),
        "XDG_RUNTIME_DIR": str(tmp_path),
        "PULSE_SERVER": f"unix:{tmp_path}/no-such-socket",
        "PIPEWIRE_RUNTIME_DIR": str(tmp_path),
        "ALSA_CONFIG_PATH": "/dev/null",
        "PYTHONPATH": ":".join(sys.path),
        "LANG": "C.UTF-8",
    }
    result = subprocess.run(
        [sys.executable, "-c", NO_DEVICE, str(RESOURCES)],
        env=nowhere,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == "still here False\n"
