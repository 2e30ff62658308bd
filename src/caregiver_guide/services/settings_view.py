# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything the settings screen shows, and whom to call written down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from caregiver_guide.content.library import Library
from caregiver_guide.domain.session import CareTeamContact
from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.backing_up import BackupsView
from caregiver_guide.services.first_run import CountryChoice
from caregiver_guide.storage.log import Log
from caregiver_guide.storage.settings import Settings

SPEECH_FOR_LINUX = (
    "sudo apt install speech-dispatcher speech-dispatcher-espeak-ng espeak-ng libspeechd2"
)
"""What to type on Debian and its relatives for a voice."""


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """Whom to call about a person; ``id`` is empty for somebody new."""

    name: str = ""
    phone: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class OfferedVoice:
    """A voice that can be chosen, and where it is from, in words."""

    name: str
    territory: str


@dataclass(frozen=True, slots=True)
class VoiceView:
    """Whether this computer can speak, and with which voices.

    For one that cannot, ``how_to_get`` says in words what to do, and ``command`` what to type.
    """

    state: Literal["looking", "ready", "missing"] = "looking"
    voices: tuple[OfferedVoice, ...] = ()
    how_to_get: str = ""
    command: str = ""


@dataclass(frozen=True, slots=True)
class SettingsView:
    """The present settings, what can be chosen, and where everything lies.

    ``person_name`` is empty where there is no person yet; then no contact is asked for.
    ``problem`` is a sentence about a settings file that was no use, or could not be saved.
    ``backups`` is ``None`` where no log is open.
    """

    settings: Settings
    countries: tuple[CountryChoice, ...]
    number_note: str
    data_folder: str
    version: str
    person_name: str = ""
    contact: ContactDraft = ContactDraft()
    problem: str = ""
    may_write: bool = True
    backups: BackupsView | None = None
    voice: VoiceView = VoiceView()

    @property
    def number(self) -> str:
        """The number to call, empty while no country is chosen."""
        code = self.settings.country
        return next((one.number for one in self.countries if one.code == code), "")


def settings_view(
    library: Library,
    settings: Settings,
    *,
    data_folder: str,
    version: str,
    person_name: str = "",
    contact: CareTeamContact | None = None,
    problem: str = "",
    may_write: bool = True,
    backups: BackupsView | None = None,
    voice: VoiceView | None = None,
) -> SettingsView:
    """Return what the settings screen shows."""
    numbers = library.files.emergency_numbers
    return SettingsView(
        settings=settings,
        countries=tuple(
            CountryChoice(code, entry.name, entry.number)
            for code, entry in sorted(numbers.countries.items(), key=lambda item: item[1].name)
        ),
        number_note=numbers.note.text,
        data_folder=data_folder,
        version=version,
        person_name=person_name,
        contact=ContactDraft(contact.name, contact.phone, contact.id)
        if contact
        else ContactDraft(),
        problem=problem,
        may_write=may_write,
        backups=backups,
        voice=voice or VoiceView(),
    )


def voice_view(
    library: Library, system: str, is_ready: bool | None, voices: Sequence[OfferedVoice] = ()
) -> VoiceView:
    """Return how it stands with the voice on a ``system``: "linux", "windows" or "macos".

    ``is_ready`` is None while it is not known yet.
    """
    if is_ready is None:
        return VoiceView("looking")
    if not is_ready:
        phrases = library.files.phrases
        command = SPEECH_FOR_LINUX if system == "linux" else ""
        return VoiceView("missing", (), phrases[f"voice.get.{system}"], command)
    return VoiceView("ready", tuple(voices))


def record_contact(
    log: Log, person_id: str, draft: ContactDraft, *, by: str = ""
) -> CareTeamContact | None:
    """Write down whom to call; with neither name nor number there is nobody to call."""
    old = log.contacts.one(draft.id) if draft.id else None
    if not draft.name and not draft.phone:
        if old is not None:
            log.contacts.put_in_bin(old.id, by=by)
        return None
    if old is None:
        made = CareTeamContact(person=person_id, name=draft.name, phone=draft.phone)
        return log.contacts.add(made, by=by)
    return log.contacts.change(replace(old, name=draft.name, phone=draft.phone), by=by)
