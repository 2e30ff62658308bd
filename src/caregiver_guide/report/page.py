# SPDX-License-Identifier: GPL-3.0-or-later
"""The one page, drawn once for the preview, the printer and the PDF."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSizeF, Qt
from PySide6.QtGui import (
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)

from caregiver_guide.domain.session import Paper
from caregiver_guide.figure.painter import FigurePainter
from caregiver_guide.report.page_boxes import PageDrawing
from caregiver_guide.report.sheet import PlacedText, Sheet, load_page_fonts
from caregiver_guide.report.summary import Summary

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

PDF_TITLE: Final = "Massage summary"
PDF_CREATOR: Final = "Caregiver Guide"

_PAPERS: Final[dict[Paper, QPageSize.PageSizeId]] = {
    "a4": QPageSize.PageSizeId.A4,
    "letter": QPageSize.PageSizeId.Letter,
}
_CHARACTER_LIST: Final = re.compile(rb"beginbfrange.*?endbfrange", re.DOTALL)
_CHARACTERS: Final = re.compile(rb"\[[^\]]*\]")
_PDF_DPI: Final = 1200
_UNITS_PER_INCH: Final = 720


def paper_size_mm(paper: Paper) -> QSizeF:
    """Return the size of ``paper`` in millimetres, upright."""
    return QPageSize(_PAPERS[paper]).size(QPageSize.Unit.Millimeter)


def draw_page(
    painter: QPainter, summary: Summary, figure: FigurePainter | None, paper: Paper = "a4"
) -> tuple[PlacedText, ...]:
    """Draw the whole page and return its text as it stands there.

    The painter's unit must be a tenth of a point, its origin the paper's top left corner.
    """
    load_page_fonts()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    sheet = Sheet(painter)
    PageDrawing(sheet, summary, figure, paper_size_mm(paper)).draw()
    return tuple(sheet.placed)


def write_pdf(
    path: Path, summary: Summary, figure: FigurePainter | None, paper: Paper = "a4"
) -> None:
    """Write the page as a PDF, all at once: on ``OSError`` what was at ``path`` is unchanged."""
    data = pdf_bytes(summary, figure, paper)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".page-", suffix=".pdf")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def pdf_bytes(summary: Summary, figure: FigurePainter | None, paper: Paper = "a4") -> bytes:
    """Return the page as a PDF file's content: vector, with its fonts in it."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(PDF_TITLE)
    writer.setCreator(PDF_CREATOR)
    writer.setResolution(_PDF_DPI)
    writer.setPageLayout(_layout(paper))
    painter = QPainter(writer)
    painter.scale(_PDF_DPI / _UNITS_PER_INCH, _PDF_DPI / _UNITS_PER_INCH)
    draw_page(painter, summary, figure, paper)
    painter.end()
    buffer.close()
    return _with_spaces(bytes(content.data()))


def _with_spaces(pdf: bytes) -> bytes:
    """Return a PDF in which a space is a space when its text is copied or searched.

    In Inter the space and the tab are one glyph, and Qt notes it down as a tab. The lists it is
    noted in are not compressed, and the two notes are of one length, so nothing moves.
    """

    def mended(found: re.Match[bytes]) -> bytes:
        # Only what stands in brackets is a character; outside them are the numbers of glyphs.
        return _CHARACTERS.sub(lambda list_: list_[0].replace(b"<0009>", b"<0020>"), found[0])

    return _CHARACTER_LIST.sub(mended, pdf)


def page_picture(
    summary: Summary,
    figure: FigurePainter | None,
    paper: Paper = "a4",
    dpi: float = 96.0,
    ratio: float = 1.0,
) -> QImage:
    """Return the page as a picture for the screen; ``ratio`` is the screen's pixel ratio."""
    size = paper_size_mm(paper) * (dpi * ratio / 25.4)
    picture = QImage(size.toSize(), QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    painter.scale(dpi * ratio / _UNITS_PER_INCH, dpi * ratio / _UNITS_PER_INCH)
    draw_page(painter, summary, figure, paper)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def print_page(
    printer: QPrinter, summary: Summary, figure: FigurePainter | None, paper: Paper = "a4"
) -> bool:
    """Print the page; ``False`` when the printer did not take it."""
    printer.setFullPage(True)
    printer.setPageLayout(_layout(paper))
    printer.setDocName(PDF_TITLE)
    printer.setCreator(PDF_CREATOR)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    painter.scale(printer.logicalDpiX() / _UNITS_PER_INCH, printer.logicalDpiY() / _UNITS_PER_INCH)
    # Paper of another size keeps the page whole: it is made smaller, never cut.
    sheet = printer.paperRect(printer.Unit.Millimeter)
    wanted = paper_size_mm(paper)
    fit = min(1.0, sheet.width() / wanted.width(), sheet.height() / wanted.height())
    painter.scale(fit, fit)
    draw_page(painter, summary, figure, paper)
    return painter.end() and printer.printerState() != printer.PrinterState.Error


def _layout(paper: Paper) -> QPageLayout:
    return QPageLayout(
        QPageSize(_PAPERS[paper]), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)
    )


__all__ = [
    "PlacedText",
    "draw_page",
    "load_page_fonts",
    "page_picture",
    "paper_size_mm",
    "pdf_bytes",
    "print_page",
    "write_pdf",
]
