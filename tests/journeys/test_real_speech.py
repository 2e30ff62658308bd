# SPDX-License-Identifier: GPL-3.0-or-later
"""The voice with the speech of a Linux desktop: speech-dispatcher, espeak-ng, and no loudspeaker.

It runs where both are installed with pulseaudio, whose sink that goes nowhere takes the sound; each
has folders of its own here, so whoever works at this computer hears and loses nothing:

    apt-get install speech-dispatcher speech-dispatcher-espeak-ng espeak-ng libspeechd2 pulseaudio
"""

import ctypes.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer

from caregiver_guide.ui.voice import Voice, VoiceChoice

_MODULES = ("/usr/lib/speech-dispatcher-modules", "/usr/libexec/speech-dispatcher-modules")
_MISSING = [
    *(one for one in ("speech-dispatcher", "espeak-ng", "pulseaudio") if shutil.which(one) is None),
    *([] if ctypes.util.find_library("speechd") else ["libspeechd"]),
    *([] if any((Path(one) / "sd_espeak-ng").exists() for one in _MODULES) else ["sd_espeak-ng"]),
]
pytestmark = [
    pytest.mark.windows,
    pytest.mark.skipif(bool(_MISSING), reason=f"not installed here: {', '.join(_MISSING)}"),
]

CONFIG = """
LogLevel 1
AudioOutputMethod "pulse"
AddModule "espeak-ng" "sd_espeak-ng" "espeak-ng.conf"
DefaultModule espeak-ng
DefaultLanguage "en"
"""
LONG = "Hold the hand between yours and wait until it softens. " * 6
TEN_S = 10_000


class Speech:
    """A speech-dispatcher of its own, that can be started, killed, and held fast."""

    def __init__(self, folder):
        self.folder = folder
        self.socket = folder / "speech.sock"
        self._run = None
        (folder / "modules").mkdir()
        (folder / "run").mkdir(mode=0o700)
        (folder / "speechd.conf").write_text(CONFIG, "utf-8")
        shutil.copy("/etc/speech-dispatcher/modules/espeak-ng.conf", folder / "modules")
        self._environment = {
            **os.environ,
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder / "run"),
            "PULSE_SERVER": f"unix:{folder}/pulse",
        }
        self._sink = self._start(
            "pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1",
            "--disable-shm=yes", "--load=module-null-sink",
            f"--load=module-native-protocol-unix socket={folder}/pulse auth-anonymous=1",
        )  # fmt: skip
        _wait_for(folder / "pulse")

    def start(self):
        """Start it, as the desktop does."""
        self.socket.unlink(missing_ok=True)
        self._run = self._start(
            "speech-dispatcher", "-s", "-c", "unix_socket", "-S", str(self.socket),
            "-C", str(self.folder), "-L", str(self.folder), "-P", str(self.folder / "pid"),
            "-t", "0",
        )  # fmt: skip
        _wait_for(self.socket)
        return self

    def send(self, number):
        """Send a signal to it."""
        self._run.send_signal(number)

    def kill(self):
        """End it without a word."""
        self._run.kill()
        self._run.wait(10)

    def end(self):
        """End everything that was started."""
        for process in (self._run, self._sink):
            if process is not None and process.poll() is None:
                process.kill()
                process.wait(10)

    def _start(self, *command):
        return subprocess.Popen(
            command,
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def _wait_for(path):
    for _ in range(200):
        if path.exists():
            return
        time.sleep(0.05)  # another program starts: nobody tells us when
    raise AssertionError(f"{path} did not come")


@pytest.fixture
def speech(monkeypatch):
    folder = Path(tempfile.mkdtemp(prefix="cg-speech-"))
    made = Speech(folder).start()
    monkeypatch.setenv("SPEECHD_ADDRESS", f"unix_socket:{made.socket}")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder / "run"))
    yield made
    made.end()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def voice(qtbot, speech):
    made = Voice()
    yield made
    made.close()
    speech.kill()  # whatever hung on it comes loose


def opened(qtbot, voice):
    with qtbot.waitSignal(voice.opened, timeout=TEN_S) as told:
        voice.open("en", VoiceChoice(rate=-0.2, volume=0.7))
    return told.args[0]


def speaking(qtbot, voice):
    qtbot.waitUntil(lambda: voice._engine is not None and voice._engine.is_speaking, timeout=TEN_S)


def test_a_real_voice_says_a_sentence_to_its_end(qtbot, voice, record_property):
    """Ready, speaking, ready again; and the window is not held while the voices are listed."""
    gaps, last = [], [time.monotonic()]

    def beat():
        now = time.monotonic()
        gaps.append(now - last[0])
        last[0] = now

    clock = QTimer()
    clock.timeout.connect(beat)
    clock.start(5)
    began = time.monotonic()
    assert opened(qtbot, voice)
    clock.stop()
    took = time.monotonic() - began
    record_property("seconds to open", took)
    record_property("longest hold of the window in seconds", max(gaps))
    assert max(gaps) < took / 4
    assert voice._engine.speech.engine() == "speechd"
    assert voice._engine.speech.state().name == "Ready"
    assert all("+" not in one.name for one in voice.voices)

    with qtbot.waitSignal(voice.fell_silent, timeout=TEN_S):
        voice.say("Rest your hands.")
        speaking(qtbot, voice)
    assert voice._engine.speech.state().name == "Ready"
    assert voice._engine.speech.voice().locale().name().startswith("en")


def test_a_new_sentence_cuts_the_old_one_off(qtbot, voice):
    """The next step is not read after the end of a long one, but in its place."""
    assert opened(qtbot, voice)
    voice.say(LONG)
    speaking(qtbot, voice)
    began = time.monotonic()
    with qtbot.waitSignal(voice.fell_silent, timeout=TEN_S):
        voice.say("Next.")
    assert time.monotonic() - began < 6


def test_stop_is_at_once(qtbot, voice, record_property):
    """After Stop the real voice is silent, of a sentence that takes twenty seconds to say."""
    assert opened(qtbot, voice)
    voice.say(LONG)
    speaking(qtbot, voice)
    began = time.monotonic()
    voice.stop()
    assert time.monotonic() - began < 0.05
    qtbot.waitUntil(lambda: not voice._engine.is_speaking, timeout=5000)
    record_property("seconds until speech-dispatcher is silent", time.monotonic() - began)


def test_speech_that_hangs_holds_nothing(qtbot, voice, speech):
    """Speech-dispatcher stops answering: the window goes on, and the voice is given up."""
    assert opened(qtbot, voice)
    voice.say(LONG)
    speaking(qtbot, voice)
    speech.send(signal.SIGSTOP)
    began = time.monotonic()
    voice.say("Next.")
    voice.stop()
    voice.say("Next.")
    assert time.monotonic() - began < 0.1
    with qtbot.waitSignal(voice.lost):
        voice._longest.timeout.emit()
    assert not voice.is_ready


def test_killed_in_mid_sentence_the_session_goes_on(qtbot, home, mouse, speech):
    """The speech of the computer dies while it talks: the session does not, and says so once."""
    home.speech = ("speechd",)
    home.furnish().open()
    mouse.come_to("session")
    session = home.guide.massage.session
    screen = home.guide._window.screen_named("session")
    qtbot.waitUntil(lambda: session.sound.voice.is_ready, timeout=TEN_S)
    speaking(qtbot, session.sound.voice)
    speech.kill()

    session._verb("next")
    told = "The voice has stopped. Bells and a soft glow go on."
    qtbot.waitUntil(lambda: screen._note.text() == told, timeout=TEN_S)
    assert session.is_running
    before = session.shown.index
    session._verb("next")
    assert session.shown.index == before + 1
    session.sound.sounds.played.clear()
    session._verb("pause")
    assert session.sound.sounds.played == ["paused"]
    session._verb("go_on")

    speech.start()
    session.sound.turn_voice()
    qtbot.waitUntil(lambda: session.sound.voice.is_ready, timeout=TEN_S)
    speaking(qtbot, session.sound.voice)
    session.sound.let_go()
