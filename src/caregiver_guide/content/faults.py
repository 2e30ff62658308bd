# SPDX-License-Identifier: GPL-3.0-or-later
"""What is wrong with a content file: where, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable

from caregiver_guide.domain.values import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One mistake in one file, with the key it stands at and the remedy."""

    file: str
    key: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        """Return the fault as one line for a person."""
        return f"{self.file}: {self.key}: {self.problem} {self.remedy}"


class ContentError(Exception):
    """The content cannot be used; ``faults`` holds everything that is wrong, at once."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Collect the ``faults``, each once."""
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))
