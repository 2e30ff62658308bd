# SPDX-License-Identifier: GPL-3.0-or-later
"""How the trials of one kind of fault ended."""

from collections import Counter


class Ends:
    """Counts ends by name; "whole" and what a campaign names are right, all others are wrong."""

    def __init__(self, *right: str) -> None:
        self.counts: Counter[str] = Counter()
        self.first: dict[str, str] = {}
        self._right = {"whole", *right}

    def count(self, end: str, where: str) -> None:
        """Take one trial; ``where`` is enough to try it again, and kept for the first of a kind."""
        self.counts[end] += 1
        self.first.setdefault(end, where)

    @property
    def trials(self) -> int:
        return self.counts.total()

    @property
    def wrong(self) -> dict[str, str]:
        """Each end that must not be, with how often and where it came first."""
        return {
            end: f"{number} times, first {self.first[end]}"
            for end, number in self.counts.items()
            if end not in self._right
        }
