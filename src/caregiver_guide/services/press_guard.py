# SPDX-License-Identifier: GPL-3.0-or-later
"""Which presses count while hands are oily: a bounce is one press, a fresh step takes none."""

from __future__ import annotations

from collections.abc import Callable

BOUNCE_S = 0.4
"""Presses closer together than this are one."""

SETTLE_S = 0.7
"""No press counts this soon after a step came."""


class PressGuard:
    """Says of every press whether it counts; ``clock`` gives seconds that only go forward.

    Stop is not asked about: it always counts.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        """Start with a press allowed at once."""
        self._clock = clock
        self._last_press: float | None = None
        self._step_came: float | None = None

    def step_came(self) -> None:
        """Take note that another step is shown from now on."""
        self._step_came = self._clock()

    def takes(self, began: float | None = None) -> bool:
        """Take note of a press now, and say whether it counts.

        ``began`` is when the finger came down, if that was earlier: what was meant for the step
        before does not count for this one.
        """
        now = self._clock()
        began = now if began is None else began
        is_bounce = self._last_press is not None and now - self._last_press < BOUNCE_S
        is_early = self._step_came is not None and began - self._step_came < SETTLE_S
        self._last_press = now
        return not (is_bounce or is_early)
