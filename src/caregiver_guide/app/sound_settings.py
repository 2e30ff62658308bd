# SPDX-License-Identifier: GPL-3.0-or-later
"""The voice and a sound as they are chosen in the settings, to be heard there."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal

from caregiver_guide.app.context import Context
from caregiver_guide.app.session_sound import voice_choice
from caregiver_guide.services.settings_view import VoiceView, voice_view
from caregiver_guide.services.spoken import LANGUAGE
from caregiver_guide.ui.sounds import Sounds
from caregiver_guide.ui.voice import Voice

_SYSTEMS = {"win32": "windows", "darwin": "macos"}


class SoundSettings(QObject):
    """Looks for voices while the settings are open, and lets them be heard.

    Signals:
        found: It is known by now whether there is a voice.
    """

    found = Signal()

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._is_open = False
        self._is_ready: bool | None = None
        self.sounds = Sounds(context.resources, self, is_silent=not context.has_sound)
        self.voice = Voice(self, engines=context.speech)
        self.voice.opened.connect(self._know)
        self.voice.lost.connect(lambda: self._know(False))

    @property
    def view(self) -> VoiceView:
        """How it stands with the voice."""
        system = _SYSTEMS.get(sys.platform, "linux")
        return voice_view(self._context.library, system, self._is_ready, self.voice.voices)

    def open(self) -> None:
        """Look for voices, unless they are known; speak as the settings say by now."""
        choice = voice_choice(self._context.settings)
        if self._is_open:
            self.voice.change(choice)
        elif self._context.speech is not None and not self._context.speech:
            self._is_ready = False
        else:
            self._is_open = True
            self._is_ready = None
            self.voice.open(LANGUAGE, choice)

    def try_voice(self) -> None:
        """Say a sentence as in a massage."""
        self.sounds.stop()
        self.voice.say(self._context.library.files.phrases["spoken.try"])

    def try_sound(self) -> None:
        """Play the sound of the end of a step."""
        self.voice.stop()
        self.sounds.set_volume(self._context.settings.sound_volume)
        self.sounds.play("step-over")

    def close(self) -> None:
        """Be silent, and let go of the voice."""
        self._is_open = False
        self.sounds.stop()
        self.voice.close()

    def _know(self, is_ready: bool) -> None:
        self._is_ready = is_ready
        if self._is_open:
            self.found.emit()
