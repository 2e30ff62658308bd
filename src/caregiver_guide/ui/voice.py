# SPDX-License-Identifier: GPL-3.0-or-later
"""The voice that reads a massage aloud, through the speech that the system has."""

from __future__ import annotations

import atexit
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    Q_ARG,
    QLocale,
    QMetaObject,
    QObject,
    Qt,
    QThread,
    QTimeLine,
    QTimer,
    Signal,
    Slot,
)

from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.settings_view import OfferedVoice
from caregiver_guide.ui.sounds import qt_hushed

if TYPE_CHECKING:
    from PySide6.QtCore import QGenericArgumentHolder
    from PySide6.QtTextToSpeech import QTextToSpeech, QVoice

PRETENDS: Final = "mock"
"""Qt's engine for tests; it says nothing, and is never taken for somebody's voice."""

_QUEUED: Final = Qt.ConnectionType.QueuedConnection
_LONGEST_S: Final = 6.0
_LONGEST_LETTER_S: Final = 0.2
# espeak-ng's Caribbean voice calls itself one of the United States too, and stands first there.
_PLAIN: Final = ("English (America)", "English (Great Britain)")
_PATIENCE_MS: Final = 300
_THREADED: set[_Engine] = set()


@dataclass(frozen=True, slots=True)
class VoiceChoice:
    """How the voice speaks: its name (empty: what fits), rate -1.0 to 1.0, volume 0.0 to 1.0."""

    name: str = ""
    rate: float = 0.0
    volume: float = 1.0


class Voice(QObject):
    """Says one sentence at a time; a new one takes the place of the one being said.

    It is opened before it is used, and opens in the background. Where there is no engine, or no
    voice for the language, ``opened`` says so and `say` does nothing. An engine that dies, even in
    the middle of a sentence, is no error of ours: ``lost`` is emitted once, and `open` tries anew.

    Signals:
        opened: The voice can speak (True), or cannot (False).
        lost: The voice spoke, and has stopped for good.
        fell_silent: A sentence has been said to its end.
    """

    opened = Signal(bool)
    lost = Signal()
    fell_silent = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        engines: Sequence[str] | None = None,
        has_thread: bool = sys.platform == "linux",
    ) -> None:
        super().__init__(parent)
        self._engines = engines
        # Asking speech-dispatcher for its voices takes more than a second, and it may hang.
        # The engines of Windows and macOS belong to the thread of the window.
        self._has_thread = has_thread
        self._engine: _Engine | None = None
        self._to_try: list[str] = []
        self._language = QLocale.Language.English
        self._choice = VoiceChoice()
        self._found: list[QVoice] = []
        self._is_ready = False
        self._waiting = ""
        self._longest = QTimer(self)
        self._longest.setSingleShot(True)
        self._longest.timeout.connect(self._give_up)
        self._began = False
        self._heard_any = False
        self.sentence = ""

    @property
    def is_ready(self) -> bool:
        """Whether the voice can speak."""
        return self._is_ready

    @property
    def is_opening(self) -> bool:
        """Whether it is not known yet."""
        return self._engine is not None and not self._is_ready

    @property
    def is_speaking(self) -> bool:
        """Whether a sentence is being said, or waits for the voice to open."""
        return bool(self.sentence)

    @property
    def voices(self) -> tuple[OfferedVoice, ...]:
        """The voices of the language, each by a name that `VoiceChoice` takes."""
        return tuple(OfferedVoice(v.name(), _territory(v)) for v in self._found)

    def open(self, language: str, choice: VoiceChoice) -> None:
        """Look for a voice of a ``language`` ("en"); ``opened`` tells what came of it."""
        self.close()
        self._language = QLocale(language).language()
        self._choice = choice
        with qt_hushed():
            try:
                from PySide6.QtTextToSpeech import QTextToSpeech
            except ImportError:
                self.opened.emit(False)
                return
            # The list names engines that cannot be loaded; only their state afterwards counts.
            found = QTextToSpeech.availableEngines() if self._engines is None else self._engines
        self._to_try = [name for name in found if name != PRETENDS or self._engines is not None]
        self._try_next()

    def change(self, choice: VoiceChoice) -> None:
        """Speak from now on as chosen."""
        self._choice = choice
        if self._engine is not None and self._is_ready:
            self._settle(self._engine)

    def say(self, sentence: str) -> None:
        """Say a sentence in place of the one being said; without a voice do nothing."""
        if self._engine is None or not sentence:
            return
        was_speaking, self.sentence = self.is_speaking, sentence
        if not self._is_ready:
            self._waiting = sentence
            return
        if was_speaking:
            self._engine.do("stop")
        self._began = self._heard_any = False
        self._longest.start(round((_LONGEST_S + len(sentence) * _LONGEST_LETTER_S) * 1000))
        self._engine.do("say", Q_ARG(str, sentence))

    def stop(self) -> None:
        """Be silent at once."""
        self.sentence = self._waiting = ""
        self._longest.stop()
        if self._engine is not None and self._is_ready:
            self._engine.do("stop")

    def close(self) -> None:
        """Be silent and let go of the engine."""
        self.stop()
        self._is_ready = False
        self._to_try = []
        self._found = []
        if self._engine is not None:
            engine, self._engine = self._engine, None
            engine.leave()

    # -- the engine ----------------------------------------------------------------------

    def _try_next(self) -> None:
        if not self._to_try:
            self._engine = None
            self.sentence = self._waiting = ""
            self.opened.emit(False)
            return
        self._engine = _Engine(self._to_try.pop(0), self._has_thread)
        self._engine.loaded.connect(self._judge, _QUEUED)
        self._engine.spoke.connect(self._heard, _QUEUED)
        self._engine.load()

    @Slot(object)
    def _judge(self, engine: _Engine) -> None:
        """Take the engine if it is well, or try another one."""
        if engine is not self._engine:
            return
        # Qt sets the engine to each language while it lists: so only now, with nothing said yet.
        self._found = self._voices(engine) if engine.is_well else []
        if not self._found:
            self._engine = None
            engine.leave()
            self._try_next()
            return
        self._settle(engine)
        self._is_ready = True
        self.opened.emit(True)
        waiting, self._waiting = self._waiting, ""
        self.say(waiting)

    def _settle(self, engine: _Engine) -> None:
        from PySide6.QtTextToSpeech import QVoice

        engine.do("setVoice", Q_ARG(QVoice, self._chosen(engine)))
        engine.do("setRate", Q_ARG(float, self._choice.rate))
        engine.do("setVolume", Q_ARG(float, self._choice.volume))

    def _chosen(self, engine: _Engine) -> QVoice:
        """Return the voice chosen, or the one that fits the system best."""
        for voice in self._found:
            if voice.name() == self._choice.name:
                return voice
        here = QLocale.system().territory()
        near = [one for one in self._found if one.locale().territory() == here] or self._found
        plain = [voice for voice in near if voice.name() in _PLAIN]
        usual = engine.speech.voice()
        return plain[0] if plain else usual if usual in near else near[0]

    def _voices(self, engine: _Engine) -> list[QVoice]:
        """Return the voices of the language, without those that only disguise another one."""
        speech = engine.speech
        found = [
            voice
            for locale in speech.availableLocales()
            if locale.language() == self._language
            for voice in speech.allVoices(locale)
        ]
        return [voice for voice in found if "+" not in voice.name()] or found

    @Slot(object, str)
    def _heard(self, engine: _Engine, state: str) -> None:
        """Take note of what the engine does."""
        if engine is not self._engine or not self._is_ready:
            return
        self._heard_any = True
        if state == "Error":
            self._lose()
        elif state == "Speaking":
            self._began = True
        elif state == "Ready" and self._began and self.sentence:
            self._end()

    def _end(self) -> None:
        self.sentence = ""
        self._longest.stop()
        self.fell_silent.emit()

    def _give_up(self) -> None:
        """Take a sentence for ended that takes far too long, or the engine for dead."""
        if self._engine is not None and self._heard_any and not self._engine.is_speaking:
            self._end()
        else:
            self._lose()

    def _lose(self) -> None:
        self.close()
        self.lost.emit()


class _Engine(QObject):
    """One of Qt's engines, perhaps in a thread of its own, where it may hang without harm.

    Signals:
        loaded: The engine is loaded, well or not.
        spoke: Its state has changed, with the name of the new one.
    """

    loaded = Signal(object)
    spoke = Signal(object, str)

    def __init__(self, name: str, has_thread: bool) -> None:
        super().__init__()
        from PySide6.QtTextToSpeech import QTextToSpeech

        self._name = name
        self.speech: QTextToSpeech = QTextToSpeech("none")
        # Never started: changed behind the loading, it tells from that thread when that is done.
        self._mark = QTimeLine()
        self._mark.valueChanged.connect(self._tell_loaded, _QUEUED)
        self.speech.stateChanged.connect(self._tell_state, _QUEUED)
        self._thread: QThread | None = None
        if has_thread:
            self._thread = QThread()
            self.speech.moveToThread(self._thread)
            self._mark.moveToThread(self._thread)
            self._thread.finished.connect(self._left, _QUEUED)
            _THREADED.add(self)
            self._thread.start()

    def load(self) -> None:
        """Load the engine."""
        # Called by name, Qt keeps no hold on Python meanwhile: the window stays awake.
        self.do("setEngine", Q_ARG(str, self._name))
        end = self._mark.duration()
        QMetaObject.invokeMethod(self._mark, "setCurrentTime", _QUEUED, Q_ARG(int, end))

    def do(self, what: str, *arguments: QGenericArgumentHolder) -> None:
        """Have the engine do something soon, one thing after another."""
        QMetaObject.invokeMethod(self.speech, what, _QUEUED, *arguments)

    @property
    def is_well(self) -> bool:
        """Whether the engine can speak."""
        return bool(self.speech.state().name != "Error")

    @property
    def is_speaking(self) -> bool:
        """Whether the engine says that it speaks."""
        return bool(self.speech.state().name == "Speaking")

    def leave(self) -> None:
        """Let go of the engine: at once, or when it no longer hangs."""
        self.blockSignals(True)
        if self._thread is None:
            self.speech.deleteLater()
            return
        self._thread.quit()

    def has_left(self) -> bool:
        """Wait a moment for the thread to end, as the program does; whether it has ended."""
        if self._thread is None:
            return True
        self._thread.quit()
        return self._thread.wait(_PATIENCE_MS)

    @Slot()
    def _left(self) -> None:
        _THREADED.discard(self)

    @Slot(float)
    def _tell_loaded(self, _value: float) -> None:
        self.loaded.emit(self)

    @Slot(object)
    def _tell_state(self, state: QTextToSpeech.State) -> None:
        self.spoke.emit(self, state.name)


def _territory(voice: QVoice) -> str:
    return QLocale.territoryToString(voice.locale().territory())


@atexit.register
def _let_go() -> None:
    """End what still speaks when the program ends, without waiting for speech that hangs."""
    hangs = [engine for engine in _THREADED if not engine.has_left()]
    _THREADED.clear()
    if hangs:
        # Qt would abort over a thread that runs, and wait for ever for one that hangs. Everything
        # has been written and closed by now, so the program may simply go.
        os._exit(0)
