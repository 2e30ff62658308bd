# SPDX-License-Identifier: GPL-3.0-or-later
"""What is heard and seen at each moment of a session: voice, sounds and the glow of the edge.

One sentence has one speaker. While the voice is on and well, it speaks; else the sentence goes to a
screen reader, if one runs. So the two never talk at once, and with V the caregiver chooses.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from caregiver_guide.app.context import Context
from caregiver_guide.storage.settings import Settings, SoundProfile, VoiceRate
from caregiver_guide.ui.widgets.announce import is_heard

if TYPE_CHECKING:
    from caregiver_guide.services.plan_words import PlanWords
    from caregiver_guide.services.session_engine import SessionProgress
    from caregiver_guide.services.session_view import SessionView
    from caregiver_guide.services.spoken import SpokenWords, Told
    from caregiver_guide.ui.screens.session_screen import SessionScreen
    from caregiver_guide.ui.sounds import SoundName, Sounds
    from caregiver_guide.ui.voice import Voice, VoiceChoice

RATES: Final[Mapping[VoiceRate, float]] = {
    "slow": -0.4,
    "calm": -0.2,
    "normal": 0.0,
    "quick": 0.25,
}
"""How fast each choice speaks, from -1.0 to 1.0 as Qt counts."""

_ALWAYS: Final[Mapping[Told, SoundName]] = {"step-over": "step-over", "ask": "ask"}
_WITHOUT_VOICE: Final[Mapping[Told, SoundName]] = {
    "half-way": "cue",
    "ten-seconds": "cue",
    "paused": "paused",
    "finished": "step-over",
}


def voice_choice(settings: Settings) -> VoiceChoice:
    """Return how the voice speaks by the settings."""
    from caregiver_guide.ui.voice import VoiceChoice

    volume = settings.voice_volume / 100
    return VoiceChoice(settings.voice_name, RATES[settings.voice_rate], volume)


class SessionSound(QObject):
    """Tells ears and the corner of the eye what happens in a session.

    `choose` sets the profile of the next session alone; without it the one of the settings holds.
    """

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._chosen: SoundProfile | None = None
        self._screen: SessionScreen | None = None
        self._spoken: SpokenWords | None = None
        self._before: SessionProgress | None = None
        self._view: SessionView | None = None
        self._may_ring = False
        self._may_speak = False
        self._is_lost_told = False

    @cached_property
    def sounds(self) -> Sounds:
        """What rings, made when first needed."""
        from caregiver_guide.ui.sounds import Sounds

        return Sounds(self._context.resources, self, is_silent=not self._context.has_sound)

    @cached_property
    def voice(self) -> Voice:
        """What speaks, made when first needed."""
        from caregiver_guide.ui.voice import Voice

        voice = Voice(self, engines=self._context.speech)
        voice.opened.connect(self._voice_opened)
        voice.lost.connect(self._voice_lost)
        voice.fell_silent.connect(self._rest)
        return voice

    @property
    def speaks(self) -> bool:
        """Whether the voice is on in this session, and can be expected to speak."""
        return self._may_speak and (self.voice.is_ready or self.voice.is_opening)

    @property
    def profile(self) -> SoundProfile:
        """What the next session is heard with."""
        return self._chosen or self._context.settings.sound

    def choose(self, profile: SoundProfile | None) -> None:
        """Choose what the next session alone is heard with, or take the choice back."""
        self._chosen = profile

    def begin(self, screen: SessionScreen, words: PlanWords) -> None:
        """Get ready for a session; the voice opens in the background."""
        from caregiver_guide.services.spoken import SpokenWords

        settings = self._context.settings
        profile, self._chosen = self.profile, None
        self._screen = screen
        self._spoken = SpokenWords(words)
        self._before = self._view = None
        self._is_lost_told = False
        screen.glow.clear()
        self._may_ring = profile != "silent"
        self.sounds.set_volume(settings.sound_volume)
        if self._may_ring:
            self.sounds.prepare()
        self._let_speak(profile == "voice" and self._has_speech)

    def tell(self, view: SessionView, progress: SessionProgress) -> None:
        """Tell what is new in the moment that the screen shows now."""
        from caregiver_guide.services.spoken import told_between

        before, self._before = self._before, progress
        self._view = view
        told = told_between(before, progress)
        if progress.cue is not None and told != progress.cue:
            # The step that comes alone is told, and that the one before is over is heard and seen.
            self._ring(progress.cue)
        if told is not None:
            self._ring(told)
            self._say(told)
        self._glow(told)
        if progress.is_over:
            self._rest()

    def say_again(self) -> None:
        """Say once more how it stands."""
        if self._spoken is not None and self._view is not None and self._before is not None:
            self._speak(self._spoken.again(self._view, self._before))

    def read_sheet(self, words: str) -> None:
        """Read what a sheet says to whoever cannot look; a screen reader reads it by itself.

        Without ``words`` what was being read is broken off.
        """
        if not words:
            self.voice.stop()
        elif self.speaks and not is_heard():
            self.voice.say(words)

    def turn_voice(self) -> None:
        """Turn the voice on, or off."""
        if self._screen is None or self._spoken is None:
            return
        was_on = self.speaks
        key = "voice-off" if was_on else "voice-on"
        if not was_on:
            self._let_speak(self._has_speech)
        if was_on or self.speaks:
            self._note(self._spoken.phrase(key))
        elif not self._has_speech:
            self._note(self._spoken.phrase("no-voice"))
        if was_on:
            self._may_speak = False
            self._screen.show_voice(False)

    def remind(self) -> None:
        """Ring softly although no session runs: something was to be looked at by now."""
        settings = self._context.settings
        if settings.sound != "silent":
            self.sounds.set_volume(settings.sound_volume)
            self.sounds.play("ask")

    def hush(self) -> None:
        """Be silent at once: hands and time stop."""
        self.voice.stop()
        self.sounds.stop()

    def let_go(self) -> None:
        """Be silent for good: the program ends. What never sounded is not made for that."""
        if "sounds" in self.__dict__:
            self.sounds.stop()
        if "voice" in self.__dict__:
            self.voice.close()

    # -- parts ---------------------------------------------------------------------------

    @property
    def _has_speech(self) -> bool:
        return self._context.speech is None or bool(self._context.speech)

    def _let_speak(self, may_speak: bool) -> None:
        self._may_speak = may_speak
        if may_speak and not self.speaks:
            from caregiver_guide.services.spoken import LANGUAGE

            self.voice.open(LANGUAGE, voice_choice(self._context.settings))
        elif not may_speak:
            self.voice.close()
        if self._screen is not None:
            self._screen.show_voice(self.speaks)

    def _ring(self, told: Told) -> None:
        name = _ALWAYS.get(told)
        if name is None and not self.speaks:
            name = _WITHOUT_VOICE.get(told)
        if name is not None and self._may_ring:
            self.sounds.play(name)

    def _say(self, told: Told) -> None:
        if self._spoken is None or self._view is None or self._before is None:
            return
        if told == "stopping" and is_heard():
            # The sheet that opens is read by the screen reader.
            return
        self._speak(self._spoken.of(told, self._view, self._before))

    def _speak(self, words: str) -> None:
        if self.speaks:
            self.voice.say(words)
        elif self._screen is not None:
            self._screen.tell(words)

    def _note(self, words: str) -> None:
        if self._screen is not None:
            self._screen.show_note(words)
            self._speak(words)

    def _glow(self, told: Told | None) -> None:
        """Glow while the step is over or it is time to ask, and for a moment at the other cues."""
        screen, now = self._screen, self._before
        if screen is None or now is None:
            return
        if now.is_over:
            screen.glow.clear()
        elif now.state == "running" and (now.is_step_over or now.ask_now):
            screen.glow.hold()
        elif now.cue is not None:
            screen.glow.pulse()
        elif told is not None or screen.glow.is_held:
            screen.glow.fade()

    # -- the voice -----------------------------------------------------------------------

    def _voice_opened(self, is_well: bool) -> None:
        if is_well or self._spoken is None or not self._may_speak:
            return
        self._may_speak = False
        if self._screen is not None:
            self._screen.show_voice(False)
        self._note(self._spoken.phrase("no-voice"))
        # What the voice would have said goes to whoever reads the screen aloud.
        self.say_again()

    def _voice_lost(self) -> None:
        if self._spoken is None or self._is_lost_told:
            return
        self._is_lost_told = True
        self._may_speak = False
        if self._screen is not None:
            self._screen.show_voice(False)
        self._note(self._spoken.phrase("voice-lost"))

    def _rest(self) -> None:
        """Let go of the voice once the session is over and its last sentence is said."""
        is_over = self._before is not None and self._before.is_over
        if (is_over or not self._may_speak) and not self.voice.is_speaking:
            self.voice.close()
