# SPDX-License-Identifier: GPL-3.0-or-later
"""The keys of a massage: one table, and what the caregiver taught beside it.

A key is named as Qt's portable text has it: ``PgDown``, ``Media Next``, ``Ctrl+Shift+F13``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from types import MappingProxyType
from typing import Final, Literal

from caregiver_guide.domain.values import dataclass
from caregiver_guide.storage.settings import Settings

Action = Literal[
    "stop",
    "pause",
    "next",
    "back",
    "primary",
    "more-time",
    "say-again",
    "voice",
    "how",
    "turn-picture",
    "page-on",
    "page-back",
    "softer",
    "same",
]
Refusal = Literal["", "no-name", "modifier", "stop", "walks"]

KEYS: Final[Mapping[Action, tuple[str, ...]]] = MappingProxyType(
    {
        "stop": ("Esc", "S", "Media Stop"),
        "pause": ("Space", "Pause", "Media Play", "Media Pause", "Toggle Media Play/Pause"),
        "next": ("Right", "PgDown", "Media Next", "N"),
        "back": ("Left", "PgUp", "Media Previous", "B"),
        "primary": ("Return", "Enter"),
        "more-time": ("+", "="),
        "say-again": ("R",),
        "voice": ("V",),
        "how": ("H", "F1", "Help"),
        "turn-picture": ("T",),
        "page-on": ("Down",),
        "page-back": ("Up",),
        "softer": ("1",),
        "same": ("2",),
    }
)
"""What every key does in a massage."""

TEACHABLE: Final[tuple[Action, ...]] = ("next", "back", "pause", "stop", "say-again")
"""What a key or a pedal can be taught to do."""

MODIFIERS: Final = frozenset(
    {"Shift", "Control", "Alt", "AltGr", "Meta", "CapsLock", "NumLock", "ScrollLock"}
)
"""Keys that mean nothing alone."""

_WALKING: Final = frozenset({"Tab", "Backtab", "Shift+Tab", "Shift+Backtab"})
_TABLE: Final = {key: action for action, keys in KEYS.items() for key in keys}


@dataclass(frozen=True, slots=True)
class SessionKeys:
    """What each key does in a massage; ``taught`` wins over the table, but never over Stop."""

    taught: Mapping[Action, str] = field(default_factory=dict)

    def action(self, key: str) -> Action | None:
        """Return what a key does, if anything; Shift alone changes no key of the table."""
        usual = _TABLE.get(key) or _TABLE.get(key.removeprefix("Shift+"))
        if usual == "stop":
            return "stop"
        return next((action for action, one in self.taught.items() if one == key), usual)

    def is_taught(self, key: str) -> bool:
        """Whether the caregiver taught this key."""
        return key in self.taught.values()

    def forget(self, action: Action) -> SessionKeys:
        """Return the keys without what was taught for ``action``."""
        return SessionKeys({one: key for one, key in self.taught.items() if one != action})


@dataclass(frozen=True, slots=True)
class Teaching:
    """What became of a key that was pressed to be taught.

    With a ``refusal`` all keys stay as they were. ``taken_from`` had been taught this key before
    and is without it now; ``usual`` is what the key does for whoever has taught nothing.
    """

    keys: SessionKeys
    refusal: Refusal = ""
    taken_from: Action | None = None
    usual: Action | None = None


def teach(keys: SessionKeys, action: Action, key: str) -> Teaching:
    """Teach that ``key`` does ``action`` from now on, in place of what was taught before."""
    refusal = _refusal(action, key)
    if refusal:
        return Teaching(keys, refusal)
    taken_from = next(
        (one for one, known in keys.taught.items() if known == key and one != action), None
    )
    kept = {one: known for one, known in keys.taught.items() if known != key}
    usual = SessionKeys().action(key)
    return Teaching(
        SessionKeys({**kept, action: key}),
        taken_from=taken_from,
        usual=usual if usual != action else None,
    )


def _refusal(action: Action, key: str) -> Refusal:
    if not key:
        return "no-name"
    if key in MODIFIERS:
        return "modifier"
    if key in _WALKING:
        return "walks"
    if action != "stop" and SessionKeys().action(key) == "stop":
        return "stop"
    return ""


def keys_of(settings: Settings) -> SessionKeys:
    """Return the keys that the settings hold; what cannot be taught is passed over."""
    keys = SessionKeys()
    for action, name in _FIELDS.items():
        key = str(getattr(settings, name))
        keys = teach(keys, action, key).keys if key else keys
    return keys


def with_keys(settings: Settings, keys: SessionKeys) -> Settings:
    """Return the settings with these keys in them."""
    taught = {name: keys.taught.get(action, "") for action, name in _FIELDS.items()}
    return replace(settings, **taught)  # type: ignore[arg-type]  # all of them are words


_FIELDS: Final[Mapping[Action, str]] = MappingProxyType(
    {
        "next": "next_key",
        "back": "back_key",
        "pause": "pause_key",
        "stop": "stop_key",
        "say-again": "say_again_key",
    }
)
