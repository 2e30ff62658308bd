# SPDX-License-Identifier: GPL-3.0-or-later
"""The page, drawn once for the preview, the printer and the PDF."""

from __future__ import annotations

from functools import partial, reduce
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage, QPainter, QPicture

from caregiver_guide.domain.session import Paper
from caregiver_guide.figure.painter import FigurePainter
from caregiver_guide.report.lines import Shown
from caregiver_guide.report.page_boxes import PageDrawing
from caregiver_guide.report.page_layout import layout_on
from caregiver_guide.report.paper import (
    DrawPage,
    page_as_picture,
    pages_as_pdf,
    paper_size_mm,
    print_pages,
    write_whole,
)
from caregiver_guide.report.sheet import PlacedText, Sheet, load_page_fonts
from caregiver_guide.report.summary import Summary

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

PDF_TITLE: Final = "Care-team page"


def draw_page(
    painter: QPainter,
    summary: Summary,
    figure: FigurePainter | None,
    paper: Paper = "a4",
    page: int = 1,
) -> tuple[PlacedText, ...]:
    """Draw one whole page and return its text as it stands there.

    The painter's unit must be a tenth of a point, its origin the paper's top left corner.
    """
    return _drawn(painter, summary, figure, paper_size_mm(paper), page)[0]


def shown_on_page(summary: Summary, figure: FigurePainter | None, paper: Paper = "a4") -> Shown:
    """Return how many lines of each box have room on the page, or on both."""
    nowhere = QPicture()
    painter = QPainter(nowhere)
    size = paper_size_mm(paper)
    found = [_drawn(painter, summary, figure, size, page + 1)[1] for page in range(summary.pages)]
    painter.end()
    return reduce(Shown.joined, found)


def page_drawings(
    summary: Summary, figure: FigurePainter | None, paper: Paper = "a4"
) -> list[DrawPage]:
    """Return what draws each sheet of paper: one, or two in large print."""
    return [
        partial(draw_page, summary=summary, figure=figure, paper=paper, page=page + 1)
        for page in range(summary.pages)
    ]


def write_pdf(
    path: Path, summary: Summary, figure: FigurePainter | None, paper: Paper = "a4"
) -> None:
    """Write the page as a PDF, all at once: on ``OSError`` what was at ``path`` is unchanged."""
    write_whole(path, pdf_bytes(summary, figure, paper))


def pdf_bytes(summary: Summary, figure: FigurePainter | None, paper: Paper = "a4") -> bytes:
    """Return the page as a PDF file's content: vector, with its fonts in it."""
    return pages_as_pdf(page_drawings(summary, figure, paper), PDF_TITLE, paper)


def page_picture(
    summary: Summary,
    figure: FigurePainter | None,
    paper: Paper = "a4",
    dpi: float = 96.0,
    ratio: float = 1.0,
) -> QImage:
    """Return the page as a picture for the screen, two pages one under the other.

    ``ratio`` is the screen's pixel ratio.
    """
    drawings = page_drawings(summary, figure, paper)
    pictures = [page_as_picture(draw, paper, dpi, ratio) for draw in drawings]
    if len(pictures) == 1:
        return pictures[0]
    height = pictures[0].height()
    both = QImage(pictures[0].width(), height * len(pictures), pictures[0].format())
    painter = QPainter(both)
    for number, picture in enumerate(pictures):
        picture.setDevicePixelRatio(1.0)
        painter.drawImage(0, number * height, picture)
    painter.end()
    both.setDevicePixelRatio(ratio)
    return both


def print_page(
    printer: QPrinter, summary: Summary, figure: FigurePainter | None, paper: Paper = "a4"
) -> bool:
    """Print the page; ``False`` when the printer did not take it."""
    return print_pages(printer, page_drawings(summary, figure, paper), PDF_TITLE, paper)


def _drawn(
    painter: QPainter, summary: Summary, figure: FigurePainter | None, size: QSizeF, page: int
) -> tuple[tuple[PlacedText, ...], Shown]:
    load_page_fonts()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    layout = layout_on(size, is_large=summary.options.is_large)
    sheet = Sheet(painter, layout.scale)
    painter.save()
    painter.scale(layout.scale, layout.scale)
    shown = PageDrawing(sheet, summary, figure, layout).draw(page)
    painter.restore()
    return tuple(sheet.placed), shown


__all__ = [
    "PlacedText",
    "draw_page",
    "load_page_fonts",
    "page_drawings",
    "page_picture",
    "paper_size_mm",
    "pdf_bytes",
    "print_page",
    "shown_on_page",
    "write_pdf",
]
