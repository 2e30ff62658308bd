# SPDX-License-Identifier: GPL-3.0-or-later
"""Sound and voice: what is heard in a massage, how loud, and by which voice."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.services.settings_view import OfferedVoice, VoiceView
from caregiver_guide.storage.settings import Settings, SoundProfile, VoiceRate
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.fields import ChoiceField
from caregiver_guide.ui.widgets.panel import Notice, Panel
from caregiver_guide.ui.widgets.pill_row import PillRow
from caregiver_guide.ui.widgets.sound_row import SoundRow
from caregiver_guide.ui.widgets.text import Heading, Text

_VOLUMES: Final = (20, 40, 70, 100)


class SoundCard(Panel):
    """The sound profile, and under it the sounds and the voice, each to be tried.

    Signals:
        settings_changed: The new Settings, and what changed in words.
        voice_try_requested: The voice shall be heard.
        sound_try_requested: A sound shall be heard.
    """

    settings_changed = Signal(object, str)
    voice_try_requested = Signal()
    sound_try_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._settings = Settings()
        self._voices: tuple[OfferedVoice, ...] | None = None
        volumes = tuple((str(n), self.tr("{n} %").format(n=n)) for n in _VOLUMES)
        self._profile = SoundRow(self.tr("What you hear in a massage"))
        self._profile.choice_made.connect(self._choose_profile)
        self._volume = PillRow(self.tr("How loud sounds are"), volumes)
        self._volume.choice_made.connect(self._choose_volume)
        self._try_sound = ActionButton(self.tr("Hear a sound"), icon="bell", kind="plain")
        self._try_sound.clicked.connect(self.sound_try_requested)
        self._looking = Text(self.tr("Looking for voices on this computer."), "body", "quiet")
        self._missing = Notice("caution", icon="speaker-off")
        self._command = Text("", "label")
        self._command.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._voice = ChoiceField(self.tr("Voice"))
        self._voice.choice_made.connect(self._choose_voice)
        self._rate = PillRow(
            self.tr("How fast the voice speaks"),
            (
                ("slow", self.tr("Slow")),
                ("calm", self.tr("Calm")),
                ("normal", self.tr("Normal")),
                ("quick", self.tr("Quick")),
            ),
        )
        self._rate.choice_made.connect(self._choose_rate)
        self._voice_volume = PillRow(self.tr("How loud the voice is"), volumes)
        self._voice_volume.choice_made.connect(self._choose_voice_volume)
        self._try_voice = ActionButton(self.tr("Hear the voice"), icon="speaker", kind="plain")
        self._try_voice.clicked.connect(self.voice_try_requested)
        self._lay_out()

    def _lay_out(self) -> None:
        body = self.body
        body.addWidget(Heading(self.tr("Sound and voice"), 2))
        body.addWidget(Text(self.tr("What you hear in a massage"), "label"))
        body.addWidget(self._profile)
        words = self.tr(
            "The screen always says it too, and its edge glows softly. For one massage you can "
            "choose anew before it begins. Key V turns the voice on or off. With a screen reader, "
            "choose “Bell only”: then it reads the steps, and nobody else talks."
        )
        body.addWidget(Text(words, "body", "quiet"))
        body.addWidget(Text(self.tr("How loud sounds are"), "label"))
        body.addWidget(self._volume)
        body.addWidget(self._try_sound, 0, Qt.AlignmentFlag.AlignLeft)
        body.addWidget(self._looking)
        body.addWidget(self._missing)
        body.addWidget(self._command)
        self._voice_part = QWidget()
        part = QVBoxLayout(self._voice_part)
        part.setContentsMargins(0, 0, 0, 0)
        part.setSpacing(body.spacing())
        part.addWidget(self._voice)
        part.addWidget(Text(self.tr("How fast the voice speaks"), "label"))
        part.addWidget(self._rate)
        part.addWidget(Text(self.tr("How loud the voice is"), "label"))
        part.addWidget(self._voice_volume)
        part.addWidget(self._try_voice, 0, Qt.AlignmentFlag.AlignLeft)
        body.addWidget(self._voice_part)

    def show_sound(self, settings: Settings, voice: VoiceView) -> None:
        """Show the present settings, and how it stands with the voice."""
        self._settings = settings
        self._profile.choose(settings.sound)
        self._volume.choose(str(settings.sound_volume))
        self._rate.choose(settings.voice_rate)
        self._voice_volume.choose(str(settings.voice_volume))
        self._looking.setVisible(voice.state == "looking")
        self._missing.setVisible(voice.state == "missing")
        title = self.tr("This computer has no voice yet")
        self._missing.show_notice(title, voice.how_to_get)
        self._command.setText(voice.command)
        self._command.setVisible(bool(voice.command))
        self._voice_part.setVisible(voice.state == "ready")
        if voice.voices != self._voices:
            self._voices = voice.voices
            fits = ("", self.tr("The one that fits this computer"))
            self._voice.set_options([fits, *((one.name, _named(one)) for one in voice.voices)])
        known = {one.name for one in voice.voices}
        self._voice.choose(settings.voice_name if settings.voice_name in known else "")

    # -- changes -----------------------------------------------------------------------------

    def _choose_profile(self, profile: str) -> None:
        new = replace(self._settings, sound=cast("SoundProfile", profile))
        self.settings_changed.emit(new, self.tr("What you hear is changed."))

    def _choose_volume(self, percent: str) -> None:
        new = replace(self._settings, sound_volume=int(percent))
        self.settings_changed.emit(new, self.tr("Sounds are at {n} % now.").format(n=percent))

    def _choose_voice(self, name: str) -> None:
        new = replace(self._settings, voice_name=name)
        self.settings_changed.emit(new, self.tr("The voice is changed."))

    def _choose_rate(self, rate: str) -> None:
        new = replace(self._settings, voice_rate=cast("VoiceRate", rate))
        self.settings_changed.emit(new, self.tr("The voice speaks at another speed."))

    def _choose_voice_volume(self, percent: str) -> None:
        new = replace(self._settings, voice_volume=int(percent))
        self.settings_changed.emit(new, self.tr("The voice is at {n} % now.").format(n=percent))


def _named(voice: OfferedVoice) -> str:
    return f"{voice.name}, {voice.territory}" if voice.territory else voice.name
