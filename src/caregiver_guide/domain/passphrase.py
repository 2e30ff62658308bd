# SPDX-License-Identifier: GPL-3.0-or-later
"""The one rule for a passphrase: what it is made into before use, and what is too easy to guess."""

from __future__ import annotations

import unicodedata
from typing import Literal

SHORTEST = 10
"""Characters, once normalised."""

PassphraseFault = Literal["short", "digits", "same", "control"]
"""Why a new passphrase will not do: too short, only digits, one character again and again, or with
characters that no keyboard types."""


def normalised(passphrase: str) -> str:
    """Return a passphrase as it is used: one form of every letter, and no space around it.

    Two keyboards may write é in two ways, and a copied passphrase often ends in a space.
    """
    return unicodedata.normalize("NFC", passphrase).strip()


def passphrase_fault(passphrase: str) -> PassphraseFault | None:
    """Return why a new passphrase will not do; ``None`` when it will."""
    text = normalised(passphrase)
    if any(unicodedata.category(character) in ("Cc", "Cs", "Cn") for character in text):
        return "control"
    if len(text) < SHORTEST:
        return "short"
    signs = [character for character in text.casefold() if character.isalnum()]
    if all(character.isnumeric() for character in signs):
        return "digits"
    if len(set(text.casefold())) == 1 or len(set(signs)) == 1:
        return "same"
    return None
