# SPDX-License-Identifier: GPL-3.0-or-later
"""The one page, drawn once for the preview, the printer and the PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QImage, QPainter, QPicture

from caregiver_guide.domain.session import Paper
from caregiver_guide.figure.painter import FigurePainter
from caregiver_guide.report.lines import Shown
from caregiver_guide.report.page_boxes import PageDrawing
from caregiver_guide.report.paper import (
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

PDF_TITLE: Final = "Massage summary"


def draw_page(
    painter: QPainter, summary: Summary, figure: FigurePainter | None, paper: Paper = "a4"
) -> tuple[PlacedText, ...]:
    """Draw the whole page and return its text as it stands there.

    The painter's unit must be a tenth of a point, its origin the paper's top left corner.
    """
    return _drawn(painter, summary, figure, paper)[0]


def shown_on_page(summary: Summary, figure: FigurePainter | None, paper: Paper = "a4") -> Shown:
    """Return how many lines of each box have room on the page."""
    nowhere = QPicture()
    painter = QPainter(nowhere)
    shown = _drawn(painter, summary, figure, paper)[1]
    painter.end()
    return shown


def _drawn(
    painter: QPainter, summary: Summary, figure: FigurePainter | None, paper: Paper
) -> tuple[tuple[PlacedText, ...], Shown]:
    load_page_fonts()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    sheet = Sheet(painter)
    shown = PageDrawing(sheet, summary, figure, paper_size_mm(paper)).draw()
    return tuple(sheet.placed), shown


def write_pdf(
    path: Path, summary: Summary, figure: FigurePainter | None, paper: Paper = "a4"
) -> None:
    """Write the page as a PDF, all at once: on ``OSError`` what was at ``path`` is unchanged."""
    write_whole(path, pdf_bytes(summary, figure, paper))


def pdf_bytes(summary: Summary, figure: FigurePainter | None, paper: Paper = "a4") -> bytes:
    """Return the page as a PDF file's content: vector, with its fonts in it."""
    return pages_as_pdf(
        [lambda painter: draw_page(painter, summary, figure, paper)], PDF_TITLE, paper
    )


def page_picture(
    summary: Summary,
    figure: FigurePainter | None,
    paper: Paper = "a4",
    dpi: float = 96.0,
    ratio: float = 1.0,
) -> QImage:
    """Return the page as a picture for the screen; ``ratio`` is the screen's pixel ratio."""
    return page_as_picture(
        lambda painter: draw_page(painter, summary, figure, paper), paper, dpi, ratio
    )


def print_page(
    printer: QPrinter, summary: Summary, figure: FigurePainter | None, paper: Paper = "a4"
) -> bool:
    """Print the page; ``False`` when the printer did not take it."""
    pages = [lambda painter: draw_page(painter, summary, figure, paper)]
    return print_pages(printer, pages, PDF_TITLE, paper)


__all__ = [
    "PlacedText",
    "draw_page",
    "load_page_fonts",
    "page_picture",
    "paper_size_mm",
    "pdf_bytes",
    "print_page",
    "shown_on_page",
    "write_pdf",
]
