# SPDX-License-Identifier: GPL-3.0-or-later
"""What the screen before a protected log shows, how long it waits, and what is behind it."""

from __future__ import annotations

from typing import Final, Literal

from caregiver_guide.domain.session import Moment, SessionMode
from caregiver_guide.domain.values import dataclass

UnlockState = Literal["ask", "opening", "wrong", "early"]

_FREE: Final = 4
_LONGEST: Final = 30


@dataclass(frozen=True, slots=True)
class UnlockView:
    """The screen before a protected log; nothing on it tells of a person.

    ``was_open`` says that this run of the app locked the log itself, ``folder`` where it lies.
    ``pause`` is how many seconds no passphrase is tried, until the moment ``again``.
    """

    folder: str
    state: UnlockState = "ask"
    was_open: bool = False
    pause: int = 0
    again: Moment | None = None


def pause_after(wrong: int) -> int:
    """Return the seconds, 0 to 30, that are waited after so many wrong passphrases in a row.

    It is for whoever tries at this screen. Against somebody who has the file only the making of
    the key helps, which takes its time at every try.
    """
    return 0 if wrong < _FREE else min(_LONGEST, 2 ** (wrong - _FREE + 1))


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
