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
characters that no keyboard types, such as pictures."""


_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u02b9\u02bb\u02bc\u2018\u2019\u201a\u201b\u2032\u00b4", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        "\u2044": "/",
    }
)
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
_NOT_TYPED = frozenset(("Cc", "Cn", "Co", "Cs", "Me", "Zl", "Zp"))
_LATIN = 0x100
_MARKS = frozenset(("Mn", "Mc"))


def normalised(passphrase: str) -> str:
    """Return a passphrase as it is used: what a plain keyboard types when it is read from paper.

    Two keyboards may write é in two ways, and a copied passphrase often ends in a space. Blanks of
    every kind are the one of the space bar, curly quotes and long dashes the plain ones, wide
    letters and ligatures the letters that they show, and what nobody sees is left out. So whoever
    types what is printed on the recovery sheet types the same passphrase.
    """
    text = as_before(passphrase).translate(_PLAIN)
    text = "".join(_as_seen(sign) for sign in text).translate(_PLAIN)
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text)).strip()


def _as_seen(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind == "Cf":
        return ""
    if kind == "Zs":
        return " "
    # An accent that stands alone would become a blank with an accent on it.
    return sign if kind == "Sk" else unicodedata.normalize("NFKC", sign)


def as_before(passphrase: str) -> str:
    """Return a passphrase in the form in which older logs have it: blanks and quotes as they came.

    A log that was protected so opens with this form alone.
    """
    return unicodedata.normalize("NFC", passphrase).strip()


def forms_of(passphrase: str) -> tuple[str, ...]:
    """Return what is tried for a passphrase that was typed, in that order; one at least."""
    came = as_before(passphrase)
    return tuple(dict.fromkeys((normalised(passphrase) or came, came)))


def stands_on_paper(passphrase: str) -> bool:
    """Return whether a passphrase in use can be typed from what a recovery sheet shows of it."""
    return normalised(passphrase) == passphrase and not _has_untyped(passphrase)


def _has_untyped(text: str) -> bool:
    """Return whether something in a normalised text is on no keyboard, or not seen on paper."""
    pairs = zip(f" {text}", text, strict=False)
    return any(not _is_typed(sign, before) for before, sign in pairs)


def _is_typed(sign: str, before: str) -> bool:
    """Return whether ``sign`` has a key, after the sign ``before`` it.

    Any letter and figure has, on the keyboard of its language, and a mark over one; of the signs
    those of the plain keyboards, money, and the full stops of other scripts.
    """
    kind = unicodedata.category(sign)
    if kind in _NOT_TYPED:
        return False
    if kind in _MARKS:
        return unicodedata.category(before)[0] in "LM"
    is_sign = kind[0] == "P" or (kind[0] == "S" and kind != "Sc")
    if not is_sign or ord(sign) < _LATIN:
        return True
    return kind[0] == "P" and not "\u2000" <= sign < "\u3000"  # between scripts: for print alone


def passphrase_fault(passphrase: str) -> PassphraseFault | None:
    """Return why a new passphrase will not do; ``None`` when it will."""
    text = normalised(passphrase)
    if _has_untyped(text):
        return "control"
    if min(len(text), len(as_before(passphrase))) < SHORTEST:
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
