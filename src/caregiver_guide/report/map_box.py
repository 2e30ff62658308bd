# SPDX-License-Identifier: GPL-3.0-or-later
"""The page's body map: front and back, with the numbered zones and where hands were."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QRectF, Qt

from caregiver_guide.figure.marks import PRINT_COLOURS, FigureStyle, MarkKind, RegionMark
from caregiver_guide.figure.painter import FigurePainter
from caregiver_guide.report.sheet import FAMILY, MM, Block, Sheet
from caregiver_guide.report.summary import Summary

_SMALL: Final = 9.0
_LINE: Final = _SMALL * 1.26 * 25.4 / 72
_CENTRE: Final = Qt.AlignmentFlag.AlignHCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight
_INSETS: Final = ("foot.R", "foot.L", "hand.R", "hand.L")
_INSET_WIDTH: Final = 13.0
_TONE: Final = "paper"
_PIXEL: Final = 7.5  # 1/96 inch in tenths of a point
_BADGE_PIXELS: Final = 10.0  # so that the number in it is 9 points high


def draw_map(
    sheet: Sheet,
    summary: Summary,
    figure: FigurePainter,
    area: tuple[float, float, float, float],
    *,
    numbered: int,
) -> None:
    """Draw the map in ``area`` (left, top, width, height in millimetres).

    The first ``numbered`` zones carry their number, the others only their marking.
    """
    left, top, width, height = area
    words = summary.words
    sheet.box(left, top, width, height, radius=1.5)
    note = Block(summary.marks_note, width - 4, _SMALL, align=_CENTRE, most_lines=5)
    sheet.block(left + 2, top + height - note.height - 1.0, note)

    insets = _needed_insets(figure, summary)
    strip = _INSET_WIDTH if insets else 0.0
    half = (width - strip) / 2
    room = height - note.height - _LINE - 3.2
    marks = _marks(summary, numbered)
    for number, (view, label) in enumerate((("front", words.front), ("back", words.back))):
        x = left + number * half
        target = QRectF((x + 2) * MM, (top + 1.6) * MM, (half - 4) * MM, room * MM)
        _paint(sheet, summary, figure, view, target, marks)
        sheet.text(x, top + room + 1.9, half, label, _SMALL, align=_CENTRE, bold=True)
        # In front view the person's right is at the viewer's left; seen from behind, it is not.
        sides = (words.right_letter, words.left_letter)
        first, second = sides if view == "front" else sides[::-1]
        y = top + room + 1.9
        sheet.text(x + half * 0.2, y, 5, first, _SMALL, bold=True)
        sheet.text(x + half * 0.8 - 5, y, 5, second, _SMALL, bold=True, align=_RIGHT)
    _draw_insets(sheet, summary, figure, insets, (left + 2 * half - 1, top + room), marks)


def _draw_insets(
    sheet: Sheet,
    summary: Summary,
    figure: FigurePainter,
    insets: list[str],
    corner: tuple[float, float],
    marks: tuple[RegionMark, ...],
) -> None:
    """Draw hands or feet that front and back do not show, above ``corner``, each with its side."""
    words = summary.words
    width = _INSET_WIDTH - 1
    left, bottom = corner
    for view in reversed(insets):
        _, _, across, down = figure.figure.views[view].bounds
        height = min(width * down / across, 20.0)
        side = words.left_letter if view.endswith("L") else words.right_letter
        sheet.text(left, bottom - _LINE, width, side, _SMALL, bold=True, align=_CENTRE)
        top = bottom - _LINE - height - 0.5
        target = QRectF(left * MM, top * MM, width * MM, height * MM)
        _paint(sheet, summary, figure, view, target, marks)
        bottom = top - 2.0


def _paint(
    sheet: Sheet,
    summary: Summary,
    figure: FigurePainter,
    view: str,
    target: QRectF,
    marks: tuple[RegionMark, ...],
) -> None:
    style = FigureStyle(
        tone=_TONE,
        colours=PRINT_COLOURS,
        shade=summary.shade,
        show_seams=False,
        pixel=_PIXEL,
        badge_radius=_BADGE_PIXELS,
        font_family=FAMILY,
    )
    sheet.painter.save()
    figure.paint(sheet.painter, view, target, marks, style)
    sheet.painter.restore()


def _marks(summary: Summary, numbered: int) -> tuple[RegionMark, ...]:
    kinds = {"no-touch": MarkKind.NO_TOUCH, "ask": MarkKind.ASK, "light": MarkKind.LIGHT}
    numbers = [(line.number, line) for line in summary.zones.items]
    found = [
        RegionMark(regions=frozenset(line.regions), kind=kinds[line.mark], number=number)
        for number, line in numbers[:numbered]
        if line.regions
    ]
    # The others are one mark of each kind, so that a place in many zones is still drawn once.
    seen = {region for mark in found for region in mark.regions if mark.kind is MarkKind.NO_TOUCH}
    for word, kind in kinds.items():
        rest = {
            region for _, line in numbers[numbered:] if line.mark == word for region in line.regions
        }
        if rest - seen:
            found.append(RegionMark(regions=frozenset(rest - seen), kind=kind))
        seen |= rest
    return tuple(found)


def _needed_insets(figure: FigurePainter, summary: Summary) -> list[str]:
    """Return the insets without which a marked region would not be seen, two at the most."""
    unseen = [
        region
        for line in summary.zones.items
        for region in line.regions
        if not {"front", "back"} & set(figure.figure.views_of(region))
    ]
    return _views(figure, unseen)[:2]


def _views(figure: FigurePainter, regions: Iterable[str]) -> list[str]:
    wanted = {view for region in regions for view in figure.figure.views_of(region)}
    return [view for view in _INSETS if view in wanted]
