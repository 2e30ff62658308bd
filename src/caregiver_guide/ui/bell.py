# SPDX-License-Identifier: GPL-3.0-or-later
"""The soft bell at the end of a step; where there is no sound, the screen says it alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QSoundEffect

VOLUME = 0.5


class Bell(QObject):
    """Rings softly. Sound is only looked for when the bell is first needed.

    A machine without a sound device or without the libraries for one is no fault: the step's
    end is always on the screen as well.
    """

    def __init__(
        self, resources: Path, parent: QObject | None = None, *, is_silent: bool = False
    ) -> None:
        super().__init__(parent)
        self._file = resources / "sounds" / "bell.wav"
        self._effect: QSoundEffect | None = None
        self._is_silent = is_silent
        self.rung = 0

    def prepare(self) -> None:
        """Look for sound now, so that the first bell is not late."""
        if self._effect is not None or self._is_silent:
            return
        try:
            from PySide6.QtCore import QUrl
            from PySide6.QtMultimedia import QMediaDevices, QSoundEffect
        except ImportError:
            self._is_silent = True
            return
        if not QMediaDevices.audioOutputs():
            self._is_silent = True
            return
        self._effect = QSoundEffect(self)
        self._effect.setSource(QUrl.fromLocalFile(str(self._file)))
        self._effect.setVolume(VOLUME)

    def ring(self) -> None:
        """Ring once."""
        self.rung += 1
        self.prepare()
        if self._effect is not None:
            self._effect.play()
