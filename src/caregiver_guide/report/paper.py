# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages on paper: what one drawing needs to become a PDF, a picture or a print."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from caregiver_guide.domain.session import Paper
from caregiver_guide.report.sheet import load_page_fonts
from caregiver_guide.storage.part_files import begin_part_file

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

PDF_CREATOR: Final = "Caregiver Guide"
UNITS_PER_INCH: Final = 720
"""The painter's unit of every page is a tenth of a point."""

DrawPage = Callable[[QPainter], object]
"""Draws one page; its origin is the paper's top left corner."""

_PAPERS: Final[dict[Paper, QPageSize.PageSizeId]] = {
    "a4": QPageSize.PageSizeId.A4,
    "letter": QPageSize.PageSizeId.Letter,
}
_CHARACTER_LIST: Final = re.compile(rb"beginbfrange.*?endbfrange", re.DOTALL)
_CHARACTERS: Final = re.compile(rb"\[[^\]]*\]")
_PDF_DPI: Final = 1200
_NEAR: Final = 2.0


def paper_size_mm(paper: Paper) -> QSizeF:
    """Return the size of ``paper`` in millimetres, upright."""
    return QPageSize(_PAPERS[paper]).size(QPageSize.Unit.Millimeter)


def pages_as_pdf(pages: Sequence[DrawPage], title: str, paper: Paper = "a4") -> bytes:
    """Return pages as a PDF file's content: vector, with their fonts in it."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator(PDF_CREATOR)
    writer.setResolution(_PDF_DPI)
    writer.setPageLayout(_layout(paper))
    painter = QPainter(writer)
    for number, draw in enumerate(pages):
        if number:
            writer.newPage()
        _draw(painter, draw, _PDF_DPI / UNITS_PER_INCH)
    painter.end()
    buffer.close()
    return _with_spaces(bytes(content.data()))


def page_as_picture(
    draw: DrawPage, paper: Paper = "a4", dpi: float = 96.0, ratio: float = 1.0
) -> QImage:
    """Return a page as a picture for the screen; ``ratio`` is the screen's pixel ratio."""
    size = paper_size_mm(paper) * (dpi * ratio / 25.4)
    picture = QImage(size.toSize(), QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    _draw(painter, draw, dpi * ratio / UNITS_PER_INCH)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def print_pages(
    printer: QPrinter, pages: Sequence[DrawPage], title: str, paper: Paper = "a4"
) -> bool:
    """Print pages; ``False`` when the printer did not take them."""
    larger = _larger_sheet(printer, paper)
    printer.setFullPage(True)
    printer.setPageLayout(_layout(paper) if larger is None else _layout_on(larger))
    printer.setDocName(title)
    printer.setCreator(PDF_CREATOR)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    # Paper of another size keeps the page whole: it is made smaller, never cut.
    sheet = printer.paperRect(printer.Unit.Millimeter)
    wanted = paper_size_mm(paper)
    fit = min(1.0, sheet.width() / wanted.width(), sheet.height() / wanted.height())
    for number, draw in enumerate(pages):
        if number and not printer.newPage():
            painter.end()
            return False
        _draw(painter, draw, printer.logicalDpiX() / UNITS_PER_INCH * fit)
    return painter.end() and printer.printerState() != printer.PrinterState.Error


def paper_for(printer: QPrinter, wished: Paper) -> Paper | None:
    """Return the paper that pages are laid out for on what was chosen in a printer's dialog.

    ``None`` where that is too small for either: letters would be smaller than they may be.
    """
    sheet = _sheet_mm(printer)
    others = [wished, *(one for one in _PAPERS if one != wished)]
    exact = [one for one in others if _differs(sheet, paper_size_mm(one)) < _NEAR]
    holding = [one for one in others if _holds(sheet, paper_size_mm(one))]
    return next(iter(exact or holding), None)


def _sheet_mm(printer: QPrinter) -> QSizeF:
    """Return the sheet that is chosen, upright, in millimetres."""
    size = printer.pageLayout().pageSize().size(QPageSize.Unit.Millimeter)
    return QSizeF(min(size.width(), size.height()), max(size.width(), size.height()))


def _holds(sheet: QSizeF, page: QSizeF) -> bool:
    return sheet.width() > page.width() - _NEAR and sheet.height() > page.height() - _NEAR


def _differs(sheet: QSizeF, page: QSizeF) -> float:
    return max(abs(sheet.width() - page.width()), abs(sheet.height() - page.height()))


def _larger_sheet(printer: QPrinter, paper: Paper) -> QPageSize | None:
    """Return the chosen sheet where the page only fills a part of it."""
    sheet, page = _sheet_mm(printer), paper_size_mm(paper)
    is_larger = _holds(sheet, page) and _differs(sheet, page) >= _NEAR
    return printer.pageLayout().pageSize() if is_larger else None


def write_whole(path: Path, data: bytes) -> None:
    """Write a file all at once: on ``OSError`` what was at ``path`` is unchanged."""
    part = begin_part_file(path)
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def _draw(painter: QPainter, draw: DrawPage, scale: float) -> None:
    load_page_fonts()
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(scale, scale)
    draw(painter)
    painter.restore()


def _with_spaces(pdf: bytes) -> bytes:
    """Return a PDF in which a space is a space when its text is copied or searched.

    In Inter the space and the tab are one glyph, and Qt notes it down as a tab. The lists it is
    noted in are not compressed, and the two notes are of one length, so nothing moves.
    """

    def mended(found: re.Match[bytes]) -> bytes:
        # Only what stands in brackets is a character; outside them are the numbers of glyphs.
        return _CHARACTERS.sub(lambda list_: list_[0].replace(b"<0009>", b"<0020>"), found[0])

    return _CHARACTER_LIST.sub(mended, pdf)


def _layout(paper: Paper) -> QPageLayout:
    return _layout_on(QPageSize(_PAPERS[paper]))


def _layout_on(size: QPageSize) -> QPageLayout:
    return QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
