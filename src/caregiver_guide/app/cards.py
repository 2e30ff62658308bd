# SPDX-License-Identifier: GPL-3.0-or-later
"""Printing for the bedside: the steps of a massage as cards, and an empty map for the nurse."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF

from caregiver_guide.app.context import Context
from caregiver_guide.services.pictures import Picture, whole_figure
from caregiver_guide.ui.widgets.figure_picture import figure_marks

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from caregiver_guide.domain.plan import Plan
    from caregiver_guide.report.paper import DrawPage
    from caregiver_guide.services.keep_away import KeepAway

_PIXEL = 7.5  # 1/96 inch in tenths of a point


class Cards(QObject):
    """Asks whether to print or to save, and does it; a failure is told in a sentence."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context

    def offer(self, plan: Plan) -> None:
        """Print or save the steps of ``plan`` as cards."""
        from caregiver_guide.report.card_sheets import CARDS_TITLE

        self.put_out(
            card_pages_of(self._context, plan),
            CARDS_TITLE,
            self.tr("Cards for the bedside"),
            f"bedside-cards-{self._context.today().isoformat()}",
            self._who_may_read(),
        )

    def offer_blank_map(self) -> None:
        """Print or save an empty map with questions for the nurse."""
        from caregiver_guide.report.blank_map import BLANK_MAP_TITLE

        self.put_out(
            [blank_map_of(self._context)],
            BLANK_MAP_TITLE,
            self.tr("An empty map for the nurse"),
            "body-map",
            self._who_may_read(),
        )

    def _who_may_read(self) -> str:
        words = self.tr("Health facts stand on it. Give it only to people {name} agrees to.")
        return words.format(name=self._context.person.name)

    def put_out(
        self,
        pages: Sequence[DrawPage],
        kind: str,
        title: str,
        file: str,
        words: str,
        *,
        then: str = "",
    ) -> None:
        """Ask under a title and words whether to print or to save, and do it.

        ``then`` is what to do with a file that was saved.
        """
        prompts = self._context.prompts
        ways = [("cancel", self.tr("Not now")), ("pdf", self.tr("Save as PDF"))]
        if prompts.has_printer():
            ways.append(("print", self.tr("Print")))
        chosen = prompts.choose(title, words, ways)
        if chosen == "print":
            self._print(pages, kind, title)
        elif chosen == "pdf":
            self._save(pages, kind, title, file, then)

    def _print(self, pages: Sequence[DrawPage], kind: str, title: str) -> None:
        from caregiver_guide.report.paper import print_pages

        context = self._context
        paper = context.settings.paper
        printer = context.prompts.printer(title, paper)
        if printer is not None and not print_pages(printer, pages, kind, paper):
            context.prompts.tell(
                "",
                self.tr("The printer took nothing. Check the printer, or save it as PDF."),
            )

    def _save(self, pages: Sequence[DrawPage], kind: str, title: str, file: str, then: str) -> None:
        from caregiver_guide.report.paper import pages_as_pdf, write_whole

        context = self._context
        path = context.prompts.save_file(
            title, Path.home() / f"{file}.pdf", self.tr("PDF page"), "pdf"
        )
        if path is None:
            return
        try:
            write_whole(path, pages_as_pdf(pages, kind, context.settings.paper))
        except OSError as error:
            context.prompts.tell(
                "",
                self.tr("It could not be saved there: {why}. Choose another place.").format(
                    why=error.strerror or error
                ),
            )
            return
        where = self.tr("It is called {name}, in the folder {folder}.")
        where = where.format(name=path.name, folder=path.parent)
        context.prompts.tell(self.tr("It is saved"), f"{where} {then}".strip())


def card_pages_of(context: Context, plan: Plan) -> list[DrawPage]:
    """Return the sheets of cards for ``plan``, each step with its picture and the marks in it."""
    from caregiver_guide.app.card_words import card_set
    from caregiver_guide.report.card_sheets import card_pages
    from caregiver_guide.ui.widgets.day_words import long_day

    words, zones = context.words(), context.keep_away()
    cards = card_set(words, plan, zones, long_day(context.today()))
    return card_pages(cards, _Pictures(context, plan, zones), context.settings.paper)


class _Pictures:
    """Draws the pictures of a plan in the colours of print."""

    def __init__(self, context: Context, plan: Plan, zones: Sequence[KeepAway]) -> None:
        from caregiver_guide.figure.marks import PRINT_COLOURS, FigureStyle
        from caregiver_guide.report.sheet import FAMILY

        self._context = context
        self._plan = plan
        self._zones = zones
        self._style = FigureStyle(
            tone="paper", colours=PRINT_COLOURS, show_seams=False, pixel=_PIXEL, font_family=FAMILY
        )

    def draw_step(self, painter: QPainter, area: QRectF, index: int) -> None:
        """Draw a step with the caregiver's hands, or the place where nothing else is known."""
        from caregiver_guide.services.session_view import step_picture

        context, plan = self._context, self._plan
        picture = step_picture(plan.routine, plan.steps[index], context.words(), self._zones, "")
        scenes = context.strokes.scenes(picture.stroke) if picture.stroke is not None else ()
        if not scenes:
            self._draw_views(painter, area, picture)
        for scene, cell in zip(scenes, _cells(area, len(scenes)), strict=True):
            context.strokes.paint(painter, scene, cell, figure_marks(picture), self._style)

    def draw_body(self, painter: QPainter, area: QRectF) -> None:
        """Draw front and back with every mark."""
        self._draw_views(painter, area, whole_figure(self._zones))

    def _draw_views(self, painter: QPainter, area: QRectF, picture: Picture) -> None:
        views = picture.views
        for view, cell in zip(views, _cells(area, len(views)), strict=True):
            self._context.painter.paint(painter, view, cell, figure_marks(picture), self._style)


def _cells(area: QRectF, count: int) -> list[QRectF]:
    """Divide an area into cells side by side."""
    width = area.width() / max(1, count)
    return [
        QRectF(area.left() + place * width, area.top(), width, area.height())
        for place in range(count)
    ]


def blank_map_of(context: Context) -> DrawPage:
    """Return the sheet with the empty map."""
    from caregiver_guide.app.card_words import blank_map
    from caregiver_guide.report.blank_map import blank_map_page

    return blank_map_page(blank_map(context.words()), context.painter, context.settings.paper)
