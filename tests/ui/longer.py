# SPDX-License-Identifier: GPL-3.0-or-later
"""Words two fifths longer than the English ones, as another language would need them."""

import re

import msgspec
from PySide6.QtCore import QTranslator

from caregiver_guide.content.texts import UNREAD, WORDS

SHARE = 1.4
_PLACEHOLDER = re.compile(r"(\{[^}]*\})")
_VOWELS = str.maketrans("aeiouyAEIOUY", "äéîöüÿÅÊÏÕÛÝ")
_LEAST_WORD = 4


def longer(text: str) -> str:
    """Return words that are two fifths longer, with accents; what stands in braces stays."""
    if not any(sign.isalpha() for sign in text):
        return text
    parts = _PLACEHOLDER.split(text)
    words = "".join(part if part.startswith("{") else _stretched(part) for part in parts)
    lack = round(len(text) * SHARE) - len(words)
    while lack > 1:
        words += " " + "üõ" * min(4, max(1, lack // 2))
        lack = round(len(text) * SHARE) - len(words)
    return f"[{words}]" if len(text) > _LEAST_WORD else words


def _stretched(text: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda match: _stretched_word(match[0]), text)


def _stretched_word(word: str) -> str:
    """Lengthen one word: long words are what breaks a layout, so most of it goes there."""
    more = round(len(word) * (SHARE - 1)) if len(word) >= _LEAST_WORD else 0
    return (word[:-1] + "n" * more + word[-1:]).translate(_VOWELS)


class LongerWords(QTranslator):
    """Translates every text of the interface into longer words."""

    def isEmpty(self) -> bool:
        """Return False, or Qt would not ask."""
        return False

    def translate(self, context, source, disambiguation=None, number=-1) -> str:
        """Return the longer words."""
        return longer(source)


def lengthen(part: object) -> None:
    """Make every text of loaded content longer, in place."""
    if isinstance(part, dict):
        for key, value in part.items():
            if isinstance(value, str):
                part[key] = longer(value)
            else:
                lengthen(value)
    elif isinstance(part, (list, tuple)):
        for value in part:
            lengthen(value)
    elif isinstance(part, msgspec.Struct):
        words = WORDS.get(type(part), ())
        for field in part.__struct_fields__:
            value = getattr(part, field)
            if field in UNREAD:
                continue
            if field in words or field == "phrases":
                setattr(part, field, _longer_value(value))
            elif not isinstance(value, dict) or any(
                isinstance(one, (msgspec.Struct, dict)) for one in value.values()
            ):
                lengthen(value)


def _longer_value(value: object) -> object:
    if isinstance(value, str):
        return longer(value)
    if isinstance(value, list):
        return [_longer_value(one) for one in value]
    if isinstance(value, dict):
        return {key: _longer_value(one) for key, one in value.items()}
    return value
