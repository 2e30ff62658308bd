# SPDX-License-Identifier: GPL-3.0-or-later
"""What is half written on a screen, as text to keep and back again."""

from __future__ import annotations

from typing import Literal, TypeVar

import msgspec

from caregiver_guide.domain.values import dataclass
from caregiver_guide.services.safety_map import FindingDraft

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class HalfMarked:
    """A place that is being marked or changed, and how far that has come."""

    step: Literal["where", "what", "details"]
    has_place: bool
    finding: FindingDraft


@dataclass(frozen=True, slots=True)
class HalfPast:
    """A massage that is being written down afterwards, as its fields stand; days as ISO dates.

    ``today`` is the day that "just now", "earlier today" and "yesterday" were chosen on.
    """

    when: str = ""
    day: str = ""
    time: str = ""
    routine: str = ""
    position: str = ""
    minutes: str = ""
    before: str = ""
    after: str = ""
    note: str = ""
    giver: str = ""
    today: str = ""
    source: str = ""


def as_text(value: object) -> str:
    """Return a value as text to keep."""
    return msgspec.json.encode(value, order="deterministic").decode()


def from_text(body: str, kind: type[T]) -> T | None:
    """Return what was kept, or ``None`` for what another version wrote in another way."""
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return None
