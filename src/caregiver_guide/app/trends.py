# SPDX-License-Identifier: GPL-3.0-or-later
"""The trends: read from the log, shown, and copied or saved on their way out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtGui import QGuiApplication

from caregiver_guide.app.context import Context
from caregiver_guide.ui.own_clipboard import copy_text

if TYPE_CHECKING:
    from caregiver_guide.services.trends_view import Choice, TrendsView
    from caregiver_guide.ui.main_window import MainWindow
    from caregiver_guide.ui.screens.trends_screen import TrendsScreen
    from caregiver_guide.ui.screens.weekly_plan_sheet import WeeklyPlanSheet

TRENDS = "trends"


class Trends(QObject):
    """Shows the trends of the person cared for.

    Signals:
        start_requested: A massage is to begin.
        days_requested: The massages are to be seen day by day.
        changed: The plan of massages a week was changed, which can be taken back.
    """

    start_requested = Signal()
    days_requested = Signal()
    changed = Signal()

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._choice: Choice = "14"
        self._view: TrendsView | None = None
        self._sheet: WeeklyPlanSheet | None = None

    def make(self) -> TrendsScreen:
        """Return the screen, made when it is first shown."""
        from caregiver_guide.ui.screens.trends_screen import TrendsScreen

        screen = TrendsScreen(self._context.painter)
        screen.days_chosen.connect(self._choose_days)
        screen.out_requested.connect(self.take_out)
        screen.plan_requested.connect(self._ask_plan)
        screen.start_requested.connect(self.start_requested)
        screen.days_requested.connect(self.days_requested)
        return screen

    def show(self) -> None:
        """Read the log and show it."""
        from caregiver_guide.services.trends_view import read_trends

        context = self._context
        self._view = read_trends(
            context.log,
            context.library,
            context.person.id,
            context.today(),
            choice=self._choice,
            first_weekday=QLocale().firstDayOfWeek().value,
        )
        self._screen().show_trends(self._view)
        self._window.show_screen(TRENDS)

    def _screen(self) -> TrendsScreen:
        return cast("TrendsScreen", self._window.screen_named(TRENDS))

    def _choose_days(self, choice: Choice) -> None:
        self._choice = choice
        self._context.did(self.show)

    # -- the person's own plan -----------------------------------------------------------

    def _ask_plan(self) -> None:
        from caregiver_guide.ui.screens.weekly_plan_sheet import WeeklyPlanSheet

        if self._view is None:
            return
        if self._sheet is None:
            self._sheet = WeeklyPlanSheet(self._window)
            self._sheet.plan_given.connect(self._set_plan)
        self._sheet.show_plan(self._view)

    def _set_plan(self, massages: int) -> None:
        from caregiver_guide.services.trends_view import record_weekly_plan

        context, view = self._context, self._view
        if view is None or massages == (view.planned or 0):
            return
        by = context.caregiver.id
        if context.did(lambda: record_weekly_plan(context.log, view.person, massages, by=by)):
            self._context.did(self.show)
            self.changed.emit()

    # -- out -----------------------------------------------------------------------------

    def take_out(self, card: str, what: str) -> None:
        """Copy or save the picture or the numbers of a card."""
        screen = self._screen()
        if what == "copy-picture":
            QGuiApplication.clipboard().setImage(screen.cards[card].picture_of())
            screen.show_done(card, self.tr("The picture is copied. Paste it where you want it."))
        elif what == "copy-numbers":
            copy_text(self._numbers(card))
            screen.show_done(card, self.tr("The numbers are copied. Paste them where you want."))
        elif what == "save-picture":
            from caregiver_guide.report.chart_picture import as_png

            picture = screen.cards[card].picture_of()
            self._save(card, "png", self.tr("Picture"), as_png(picture))
        else:
            # A byte order mark tells spreadsheets that names may have accents.
            text = f"\ufeff{self._numbers(card)}".encode()
            self._save(card, "csv", self.tr("Table (CSV)"), text)

    def _numbers(self, card: str) -> str:
        from caregiver_guide.services.trends_export import (
            pairs_csv,
            places_csv,
            reactions_csv,
            weeks_csv,
        )

        scores = self._screen().score_card
        view, measure = self._view, scores.measure
        if view is None or measure is None:
            raise LookupError("nothing is shown")
        if card == "scores":
            return pairs_csv(measure, scores.source)
        return {"weeks": weeks_csv, "places": places_csv, "reactions": reactions_csv}[card](view)

    def _save(self, card: str, suffix: str, kind: str, content: bytes) -> None:
        from caregiver_guide.report.paper import write_whole

        context = self._context
        # The name of the file says nothing about anybody.
        suggested = Path.home() / f"care-{card}-{context.today().isoformat()}.{suffix}"
        path = context.prompts.save_file(self.tr("Save"), suggested, kind, suffix)
        if path is None:
            return
        try:
            write_whole(path, content)
        except OSError as error:
            context.prompts.tell(
                "",
                self.tr(
                    "It could not be saved there: {why}. Nothing was changed. Choose another place."
                ).format(why=error.strerror or error),
            )
            return
        self._screen().show_done(card, self.tr("Saved as {name}.").format(name=path.name))
