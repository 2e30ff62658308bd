# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings file: a few words that hold before any log is opened, and never a name."""

from __future__ import annotations

import os
import re
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any, Literal

import msgspec

from caregiver_guide.domain.session import Paper
from caregiver_guide.domain.values import dataclass
from caregiver_guide.storage.data_folder import (
    FILE_MODE,
    clear_away,
    make_folder,
    sync_folder,
    sync_handle,
)
from caregiver_guide.storage.errors import SettingsNotSaved

Motion = Literal["calm", "off"]
SoundProfile = Literal["voice", "bell", "silent"]
VoiceRate = Literal["slow", "calm", "normal", "quick"]
ThemeName = Literal["system", "light", "dark", "bedroom", "contrast"]

SMALLEST_TEXT = 100
LARGEST_TEXT = 300
LONGEST_LOCK_MINUTES = 600

_KEY = re.compile(r"\S?|\S.{0,38}\S")
_ID = re.compile("[0-9a-f]{32}")
VOLUME_FIELDS = ("sound_volume", "voice_volume")
KEY_FIELDS = ("next_key", "back_key", "pause_key", "stop_key", "say_again_key")

_FIRST_LINE = "# Settings of Caregiver Guide. No names, nothing about anybody's health.\n"


@dataclass(frozen=True, slots=True)
class Settings:
    """How the app looks and prints.

    ``text_percent`` is 100 to 300 per cent of the system's size; ``country`` two letters, which
    choose the emergency number, or empty. ``motion`` lets the arrows of a massage move slowly, or
    keeps them still. The keys are those taught for a massage, as Qt names them, or empty.
    ``backup_folder`` is where second copies of backups go, or empty.

    ``sound`` is what is heard in a massage, and the two volumes are 0 to 100 per cent.
    ``voice_name`` is the voice chosen, or empty for the one that fits; where it is not on this
    computer (any more), the fitting one speaks. ``caregiver`` is the id of who gave care here last,
    or empty.

    ``lock_minutes`` is how long nobody may be there before a protected log is locked; 0 is never.
    """

    text_percent: int = 100
    theme: ThemeName = "system"
    paper: Paper = "a4"
    country: str = ""
    motion: Motion = "calm"
    backup_folder: str = ""
    next_key: str = ""
    back_key: str = ""
    pause_key: str = ""
    stop_key: str = ""
    say_again_key: str = ""
    sound: SoundProfile = "voice"
    sound_volume: int = 40
    voice_name: str = ""
    voice_rate: VoiceRate = "calm"
    voice_volume: int = 70
    lock_minutes: int = 10
    caregiver: str = ""


@dataclass(frozen=True, slots=True)
class SettingsRead:
    """Settings as read, and a sentence for the screen when something in the file was no use."""

    settings: Settings
    problem: str | None = None


def read_settings(path: Path) -> SettingsRead:
    """Read the settings; what is missing or no use is left at its default. Never raises for it."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return SettingsRead(Settings())
    except (OSError, UnicodeDecodeError):
        return SettingsRead(Settings(), _sentence(path, "could not be read"))
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        return SettingsRead(Settings(), _sentence(path, f"has a mistake ({problem})"))
    return _checked(path, found)


def settings_text(path: Path) -> str:
    """Return the settings file as it stands, for a backup; empty when there is none of use."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def settings_from(text: str) -> Settings | None:
    """Return the settings that a backup holds; ``None`` when it holds none."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None
    return _checked(Path("settings.toml"), found).settings if found else None


def _checked(path: Path, found: Mapping[str, Any]) -> SettingsRead:
    """Take every value of use; the others keep their defaults and are named."""
    settings = Settings()
    wrong = []
    for field in fields(Settings):
        if field.name not in found:
            continue
        changed = {**asdict(settings), field.name: found[field.name]}
        try:
            settings = msgspec.convert(changed, Settings)
        except msgspec.ValidationError:
            wrong.append(field.name)
    if not SMALLEST_TEXT <= settings.text_percent <= LARGEST_TEXT:
        settings = replace(settings, text_percent=Settings().text_percent)
        wrong.append("text_percent")
    if settings.country and not re.fullmatch("[A-Z]{2}", settings.country):
        settings = replace(settings, country="")
        wrong.append("country")
    if settings.backup_folder and not Path(settings.backup_folder).is_absolute():
        settings = replace(settings, backup_folder="")
        wrong.append("backup_folder")
    if not 0 <= settings.lock_minutes <= LONGEST_LOCK_MINUTES:
        settings = replace(settings, lock_minutes=Settings().lock_minutes)
        wrong.append("lock_minutes")
    for name in VOLUME_FIELDS:
        if not 0 <= getattr(settings, name) <= 100:
            changed = {**asdict(settings), name: getattr(Settings(), name)}
            settings = msgspec.convert(changed, Settings)
            wrong.append(name)
    if settings.caregiver and not _ID.fullmatch(settings.caregiver):
        settings = replace(settings, caregiver="")
        wrong.append("caregiver")
    for name in KEY_FIELDS:
        if not _KEY.fullmatch(getattr(settings, name)):
            changed = {**asdict(settings), name: ""}
            settings = msgspec.convert(changed, Settings)
            wrong.append(name)
    if not wrong:
        return SettingsRead(settings)
    return SettingsRead(settings, _sentence(path, f"has values of no use: {', '.join(wrong)}"))


def _sentence(path: Path, what: str) -> str:
    return (
        f"The settings file {path} {what}. The usual settings are used in place of what is wrong. "
        "Choose yours again in Settings."
    )


def write_settings(path: Path, settings: Settings) -> None:
    """Write the settings whole or not at all; lines of other programs or versions stay.

    A file that is no TOML is kept under another name. Raises `SettingsNotSaved`.
    """
    made = path.with_name(f"{path.name}.new-{secrets.token_hex(4)}")
    try:
        make_folder(path.parent)
        text = _merged(path, settings)
        handle = os.open(made, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE_MODE)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            sync_handle(file.fileno())
        made.replace(path)
        sync_folder(path.parent)
        for leftover in path.parent.glob(f"{path.name}.new-*"):  # of a disk that refused all
            clear_away(leftover)
    except OSError as problem:
        clear_away(made)
        raise SettingsNotSaved(path) from problem


def _merged(path: Path, settings: Settings) -> str:
    """Return the file's text with our values in it and everything else as it was."""
    values = asdict(settings)
    ours = "".join(f"{key} = {_toml(value)}\n" for key, value in values.items())
    try:
        before = path.read_bytes().decode("utf-8")
        others = {key: item for key, item in tomllib.loads(before).items() if key not in values}
    except FileNotFoundError:
        return _FIRST_LINE + ours
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        path.replace(path.with_name(f"{path.name}.old"))
        return _FIRST_LINE + ours

    known = re.compile(rf"\s*(?:{'|'.join(values)})\s*=")
    lines = before.splitlines(keepends=True)
    table = next((i for i, line in enumerate(lines) if line.startswith("[")), len(lines))
    top = "".join(line for line in lines[:table] if not known.match(line))
    if top and not top.endswith("\n"):
        top += "\n"
    text = top + ours + "".join(lines[table:])
    try:
        after = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        after = {}
    if after != {**others, **values}:  # one of our keys stood inside a longer value
        path.replace(path.with_name(f"{path.name}.old"))
        return _FIRST_LINE + ours
    return text


def _toml(value: str | int) -> str:
    """Return one value as TOML writes it; our values are words and whole numbers."""
    return str(value) if isinstance(value, int) else msgspec.json.encode(value).decode()
