# SPDX-License-Identifier: GPL-3.0-or-later
"""The small signs of the page: badges of zones, a flag and an octagon, told apart by shape."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt

from caregiver_guide.report.lines import MarkWord
from caregiver_guide.report.sheet import ALARM, Sheet

_INKS: dict[MarkWord, str] = {"no-touch": ALARM, "light": "#7A4900", "ask": "#2B4F8A"}


def draw_badge(sheet: Sheet, x: float, y: float, mark: MarkWord, number: int) -> None:
    """Draw a zone's badge with its number: octagon, diamond or circle."""
    ink = _INKS[mark]
    if mark == "no-touch":
        sheet.polygon(_octagon(x, y, 2.7), ink=None, fill=ink)
    elif mark == "light":
        reach = 3.2
        corners = [(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)]
        sheet.polygon(corners, ink=None, fill=ink)
    else:
        sheet.circle(x, y, 2.6, ink=ink, fill=ink)
    sheet.text(
        x - 4,
        y - 2.0,
        8,
        str(number),
        9.0,
        bold=True,
        align=Qt.AlignmentFlag.AlignHCenter,
        ink="#FFFFFF",
    )


def draw_flag(sheet: Sheet, x: float, y: float) -> None:
    """Draw the flag of a reaction round a point."""
    sheet.line(x - 1.2, y - 1.7, x - 1.2, y + 1.8, ink=ALARM, points=1.2)
    flag = [(x - 1.2, y - 1.6), (x + 1.5, y - 1.6), (x + 0.7, y - 0.6), (x + 1.5, y + 0.4)]
    sheet.polygon([*flag, (x - 1.2, y + 0.4)], ink=ALARM, fill="#FFFFFF", thickness=1.0)


def draw_stop(sheet: Sheet, x: float, y: float, radius: float = 1.75) -> None:
    """Draw the octagon of a stop round a point."""
    width = radius / 1.75
    sheet.polygon(_octagon(x, y, radius), ink=ALARM, fill="#FFFFFF", thickness=width)
    reach = radius * 0.354
    sheet.line(x - reach, y - reach, x + reach, y + reach, ink=ALARM, points=width)
    sheet.line(x - reach, y + reach, x + reach, y - reach, ink=ALARM, points=width)


def _octagon(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    angles = [math.pi / 8 + math.pi / 4 * corner for corner in range(8)]
    return [(x + radius * math.cos(angle), y + radius * math.sin(angle)) for angle in angles]
