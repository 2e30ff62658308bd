# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen tells about words and answers on it that nobody has saved yet."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from caregiver_guide.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class HalfDone:
    """What is half done on a screen: ``body`` is JSON, ``about`` names what it is about, or not."""

    body: str
    about: str = ""


@runtime_checkable
class KeepsUnsaved(Protocol):
    """A screen whose half-written words and half-given answers are worth keeping."""

    def half_done(self) -> HalfDone | None:
        """Return what is half done now; ``None`` where all is saved, or nothing was begun."""

    def asks_about(self) -> str:
        """Return what the screen would now write about, as `HalfDone.about` names it."""

    def bring_back(self, body: str) -> None:
        """Show again what was half done; a body that cannot be read is passed over."""
