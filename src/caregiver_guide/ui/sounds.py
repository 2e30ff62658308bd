# SPDX-License-Identifier: GPL-3.0-or-later
"""The soft sounds of a massage; where there is no sound, the screen says it all alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QLoggingCategory, QObject, QUrl, qInstallMessageHandler

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QSoundEffect

SoundName = Literal["step-over", "cue", "ask", "paused"]

_NAMES: Final[tuple[SoundName, ...]] = ("step-over", "cue", "ask", "paused")


class Sounds(QObject):
    """Plays softly, over whatever else is heard. Sound is only looked for when first needed.

    A machine without a sound device or without the libraries for one is no fault: every sound
    only says what the screen says as well. The family's own music is never touched.
    """

    def __init__(
        self, resources: Path, parent: QObject | None = None, *, is_silent: bool = False
    ) -> None:
        super().__init__(parent)
        self._folder = resources / "sounds"
        self._effects: dict[SoundName, QSoundEffect] = {}
        self._is_silent = is_silent
        self._volume = 0.4
        self.played: list[SoundName] = []

    @property
    def has_device(self) -> bool:
        """Whether sounds can be heard, as far as is known by now."""
        return bool(self._effects)

    def set_volume(self, percent: int) -> None:
        """Play from now on at 0 to 100 per cent of how the sounds were made."""
        self._volume = percent / 100
        for effect in self._effects.values():
            effect.setVolume(self._volume)

    def prepare(self) -> None:
        """Look for sound now, so that the first sound is not late. It never fails."""
        if self._effects or self._is_silent:
            return
        with qt_hushed():
            try:
                from PySide6.QtMultimedia import QMediaDevices, QSoundEffect
            except ImportError:
                self._is_silent = True
                return
            if not QMediaDevices.audioOutputs():
                return
        for name in _NAMES:
            effect = QSoundEffect(self)
            effect.setSource(QUrl.fromLocalFile(str(self._folder / f"{name}.wav")))
            effect.setVolume(self._volume)
            self._effects[name] = effect

    def play(self, name: SoundName) -> None:
        """Play one sound; what still rings ends."""
        self.stop()
        self.played.append(name)
        self.prepare()
        if name in self._effects:
            self._effects[name].play()

    def stop(self) -> None:
        """Be silent at once."""
        for effect in self._effects.values():
            effect.stop()


@contextmanager
def qt_hushed() -> Iterator[None]:
    """Keep Qt from writing about sound libraries and servers that this system does not have."""
    QLoggingCategory.setFilterRules("qt.multimedia*=false\nqt.speech*=false")
    before = qInstallMessageHandler(lambda *_: None)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
