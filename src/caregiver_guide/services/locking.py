# SPDX-License-Identifier: GPL-3.0-or-later
"""What the screen before a protected log shows, and where to come back to behind it."""

from __future__ import annotations

from typing import Literal

from caregiver_guide.domain.session import Moment, SessionMode
from caregiver_guide.domain.values import dataclass

UnlockState = Literal["ask", "opening", "wrong"]


@dataclass(frozen=True, slots=True)
class UnlockView:
    """The screen before a protected log; nothing on it tells of a person.

    ``was_open`` says that this run of the app locked the log itself, ``folder`` where it lies.
    """

    folder: str
    state: UnlockState = "ask"
    was_open: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """How far the way to a massage had come: ids and numbers, no words."""

    routine: str | None
    position: str | None
    minutes: int
    mode: SessionMode


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where somebody was when the log was locked at ``left``: names of screens, and ids."""

    screen: str
    person: str
    caregiver: str
    left: Moment
    session: str = ""
    way: Way | None = None
