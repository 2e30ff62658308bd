# SPDX-License-Identifier: GPL-3.0-or-later
"""The machine's two clocks: one for dates, one for durations; everything else is handed them."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from caregiver_guide.domain.session import Moment

_LOCALTIME = Path("/etc/localtime")


def wall_clock() -> Moment:
    """Return now, with the local offset and the zone's name where the system tells it."""
    return Moment.of(datetime.now().astimezone(), _zone_name())


def ms_to_next_day(now: Moment) -> int:
    """Return the milliseconds until another day has begun, up to a minute more.

    Where clocks are put back at night it is an hour less: then it is to be asked again.
    """
    local = now.local
    return round(1000 * timedelta(hours=24 - local.hour, minutes=-local.minute).total_seconds())


def sleepless_clock(offered: Mapping[str, object]) -> int | None:
    """Return which of a system's clocks goes on while the machine sleeps, or ``None``.

    ``offered`` is what Python's `time` knows there. Linux has CLOCK_BOOTTIME. On macOS
    CLOCK_MONOTONIC counts sleep too, and Python's own `time.monotonic` does not. On Windows, which
    has neither, `time.monotonic` goes on.
    """
    for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC"):
        found = offered.get(name)
        if isinstance(found, int):
            return found
    return None


_SLEEPLESS: Final = sleepless_clock(vars(time))


def steady_clock() -> float:
    """Return seconds that only go forward, and go on while the machine sleeps."""
    return time.monotonic() if _SLEEPLESS is None else time.clock_gettime(_SLEEPLESS)


def _zone_name() -> str:
    named = os.environ.get("TZ", "").lstrip(":")
    if named:
        return named if "/" in named and not named.startswith("/") else ""
    try:
        parts = _LOCALTIME.resolve().parts
    except OSError:
        return ""
    return "/".join(parts[parts.index("zoneinfo") + 1 :]) if "zoneinfo" in parts else ""
