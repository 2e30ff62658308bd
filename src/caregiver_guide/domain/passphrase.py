# SPDX-License-Identifier: GPL-3.0-or-later
"""The one rule for a passphrase: what it is made into before use, and what is too easy to guess."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Literal

SHORTEST = 10
"""Characters, once normalised."""

FEW_WORDS = 4
"""Words from which a passphrase of words alone is not called easy to guess."""

PassphraseAdvice = Literal["name", "few"]
"""Why an allowed passphrase could be better: a name that is known here, or too few words."""

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


def passphrase_advice(passphrase: str, names: Iterable[str]) -> PassphraseAdvice | None:
    """Return why an allowed passphrase could be better; ``None`` where it is well, or not allowed.

    ``names`` are those of the people in the log. Letters mixed with figures and signs are not
    judged: nobody can tell chance from a pattern.
    """
    if passphrase_fault(passphrase) is not None:
        return None
    text = normalised(passphrase).casefold()
    words = re.findall(r"[^\W\d_]+", text)
    if set(words) & {part for name in names for part in name.casefold().split()}:
        return "name"
    has_words_alone = bool(words) and not re.search(r"\d", text)
    return "few" if has_words_alone and len(words) < FEW_WORDS else None
