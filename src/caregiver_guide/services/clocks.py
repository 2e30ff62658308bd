# SPDX-License-Identifier: GPL-3.0-or-later
"""The machine's two clocks: one for dates, one for durations; everything else is handed them."""

from __future__ import annotations

import os
import time
from datetime import datetime
from pathlib import Path

from caregiver_guide.domain.session import Moment

_LOCALTIME = Path("/etc/localtime")


def wall_clock() -> Moment:
    """Return now, with the local offset and the zone's name where the system tells it."""
    return Moment.of(datetime.now().astimezone(), _zone_name())


def steady_clock() -> float:
    """Return seconds that only go forward, and go on while the machine sleeps where it can."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


def _zone_name() -> str:
    named = os.environ.get("TZ", "").lstrip(":")
    if named:
        return named if "/" in named and not named.startswith("/") else ""
    try:
        parts = _LOCALTIME.resolve().parts
    except OSError:
        return ""
    return "/".join(parts[parts.index("zoneinfo") + 1 :]) if "zoneinfo" in parts else ""
