# SPDX-License-Identifier: GPL-3.0-or-later
"""A clock that only moves when it is told to."""

from __future__ import annotations

from caregiver_guide.domain.session import Moment


class FastClock:
    """Both clocks of the app, moved forward together by hand."""

    def __init__(self, start: Moment) -> None:
        self._start = start
        self._passed = 0.0

    def advance(self, seconds: float) -> None:
        """Let ``seconds`` (0 or more) pass at once."""
        self._passed += seconds

    def turn_wall(self, seconds: float) -> None:
        """Set the date and time forward, or back, while no time passes."""
        self._start = self._start.later(seconds)

    def wall(self) -> Moment:
        """Return the present moment of this clock."""
        return self._start.later(self._passed)

    def steady(self) -> float:
        """Return the seconds that have passed on this clock."""
        return self._passed
