# SPDX-License-Identifier: GPL-3.0-or-later
"""Where each box of the page stands; on paper of one size it never moves."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import QSizeF

from caregiver_guide.domain.values import dataclass

Box = Literal[
    "title",
    "who",
    "act_on",
    "zones",
    "scores",
    "reactions",
    "strip",
    "manner",
    "questions",
    "ticks",
    "footer",
]

BODY: Final = 11.0
SMALL: Final = 9.0
HEADING: Final = 12.5
TITLE: Final = 17.0
LONG_TITLE: Final = 15.0
LARGER: Final = 1.45
"""How much larger large print is: 16 points in place of 11, 13 in place of 9."""

LINE: Final = 1.26 * 25.4 / 72
BODY_LINE: Final = BODY * LINE
SMALL_LINE: Final = SMALL * LINE
HEADING_LINE: Final = HEADING * LINE

_SIDE: Final = 12.0
_TOP: Final = 8.0
_GUTTER: Final = 5.0
_SCORES: Final = 108.0
_MAP: Final = 66.0
_LETTER_HEIGHT: Final = 279.4
_STRIP: Final = 29.6


@dataclass(frozen=True, slots=True)
class Area:
    """The place of one box in millimetres, and its page, from 1."""

    left: float
    top: float
    width: float
    height: float
    page: int = 1

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Layout:
    """All boxes on paper of one size; with ``is_large`` in large print on two pages.

    Places are in millimetres of a page that is drawn ``scale`` times as large.
    """

    areas: dict[Box, Area]
    map_width: float
    scale: float = 1.0
    is_large: bool = False

    def __getitem__(self, box: Box) -> Area:
        """Return the place of a box."""
        return self.areas[box]


def layout_on(size: QSizeF, *, is_large: bool = False) -> Layout:
    """Return the layout for paper of ``size`` in millimetres, Letter being the shortest."""
    if is_large:
        return _large(QSizeF(size.width() / LARGER, size.height() / LARGER))
    return _usual(size)


def _usual(size: QSizeF) -> Layout:
    width = size.width() - 2 * _SIDE
    # A longer sheet gives more room to what is cut first: lines to act on, marks, and words.
    spare = max(0.0, size.height() - _LETTER_HEIGHT)
    more = min(spare, BODY_LINE)
    who = _TOP + 10.2
    act_on = who + 17.4
    zones = act_on + HEADING_LINE + 3 * BODY_LINE + 5.2 + more
    scores = zones + 66.7 + (spare - 2 * more) * 0.55
    strip = scores + 40.9
    manner = strip + _STRIP + 0.7 + (spare - 2 * more) * 0.3
    questions = manner + 2 * BODY_LINE + 3.0 + more
    footer = size.height() - _TOP - 4 * SMALL_LINE
    ticks = footer - 6.8
    side = _SIDE + _SCORES + _GUTTER

    def area(top: float, bottom: float) -> Area:
        return Area(_SIDE, top, width, bottom - top)

    return Layout(
        {
            "title": area(_TOP, who - 1.6),
            "who": area(who, act_on - 2.2),
            "act_on": area(act_on, zones - 3.4),
            "zones": area(zones, scores - 3.2),
            "scores": Area(_SIDE, scores, _SCORES, strip - scores - 2.0),
            "reactions": Area(side, scores, size.width() - _SIDE - side, strip - scores - 2.4),
            "strip": area(strip, manner - 0.7),
            "manner": area(manner, questions - 2.6),
            "questions": area(questions, ticks - 1.0),
            "ticks": area(ticks, footer - 1.2),
            "footer": area(footer, size.height() - _TOP),
        },
        _MAP,
    )


def _large(size: QSizeF) -> Layout:
    side, top = 8.2, 6.2
    width = size.width() - 2 * side
    bottom = size.height() - top
    who = top + 15.2
    act_on = who + 33.0
    zones = act_on + HEADING_LINE + 5 * BODY_LINE + 5.2
    manner = bottom - SMALL_LINE - 2.0 - 3 * BODY_LINE
    scores = top + 8.0
    reactions = scores + 41.5
    strip = reactions + 27.0
    questions = strip + _STRIP + SMALL_LINE + 4.8
    footer = bottom - 7 * SMALL_LINE
    ticks = footer - 12.4

    def area(top: float, bottom: float, page: int = 2) -> Area:
        return Area(side, top, width, bottom - top, page)

    return Layout(
        {
            "title": area(top, who - 1.6, 1),
            "who": area(who, act_on - 2.2, 1),
            "act_on": area(act_on, zones - 3.4, 1),
            "zones": area(zones, manner - 2.4, 1),
            "scores": area(scores, reactions - 2.0),
            "reactions": area(reactions, strip - 2.4),
            "strip": area(strip, questions - 4.4),
            "manner": area(manner, bottom - SMALL_LINE - 2.0, 1),
            "questions": area(questions, ticks - 1.0),
            "ticks": area(ticks, footer - 1.2),
            "footer": area(footer, bottom),
        },
        46.0,
        LARGER,
        is_large=True,
    )
