# SPDX-License-Identifier: GPL-3.0-or-later
"""The page for the care team: chosen, shown, and out by printer, file or clipboard."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal

from caregiver_guide.app.context import MADE_WITH, Context
from caregiver_guide.ui.own_clipboard import copy_text

if TYPE_CHECKING:
    from caregiver_guide.domain.session import PageWay
    from caregiver_guide.report.facts import PageOptions, Period
    from caregiver_guide.report.page_view import PageView, PeriodChoice, QuestionAnswer
    from caregiver_guide.ui.main_window import MainWindow
    from caregiver_guide.ui.screens.page_screen import PageScreen

NAME = "page"


class CarePage(QObject):
    """Shows the page for the care team, lets it out, and writes down what went out when.

    Signals:
        paper_chosen: The paper of this and every later page, "a4" or "letter".
        team_requested: Write down what the care team said about the last page.
    """

    paper_chosen = Signal(str)
    team_requested = Signal()

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._period: PeriodChoice = "14"
        self._own: Period | None = None
        self._options: PageOptions | None = None
        self._view: PageView | None = None

    def make_screen(self) -> PageScreen:
        """Return the screen, with its wishes connected."""
        from caregiver_guide.ui.screens.page_screen import PageScreen

        screen = PageScreen(self._context.painter, clock=self._context.clocks.steady)
        screen.print_requested.connect(self.print_it)
        screen.save_requested.connect(self.save)
        screen.text_copy_requested.connect(self.copy)
        screen.period_chosen.connect(self._choose_period)
        screen.options_chosen.connect(self._choose_options)
        screen.paper_chosen.connect(self._choose_paper)
        screen.team_requested.connect(self.team_requested)
        screen.question_added.connect(self._add_question)
        screen.question_answered.connect(self._answer_question)
        screen.question_removed.connect(self._remove_question)
        screen.removal_undone.connect(self._restore_question)
        screen.wishes_given.connect(self._keep_wishes)
        return screen

    def show(self) -> None:
        """Show the page of the person cared for, read afresh."""
        from caregiver_guide.report.page_view import read_page_view
        from caregiver_guide.services.care_team_answers import team_due

        context = self._context
        self._view = read_page_view(
            context.log,
            context.library,
            context.person.id,
            context.now(),
            choice=self._period,
            own=self._own,
            options=self._options,
            paper=context.settings.paper,
            has_printer=context.prompts.has_printer(),
            made_with=MADE_WITH,
        )
        self._screen.show_page(self._view)
        self._screen.show_team(team_due(context.log, context.person.id, context.today()))
        self._window.show_screen(NAME)

    @property
    def _screen(self) -> PageScreen:
        return cast("PageScreen", self._window.screen_named(NAME))

    # -- what is on it -------------------------------------------------------------------

    def _choose_period(self, choice: PeriodChoice, own: Period | None) -> None:
        self._period, self._own = choice, own
        self.show()

    def _choose_options(self, options: PageOptions) -> None:
        self._options = options
        self.show()

    def _choose_paper(self, paper: str) -> None:
        self.paper_chosen.emit(paper)
        self.show()

    # -- out -----------------------------------------------------------------------------

    def save(self) -> None:
        """Ask where the page is to be saved, and save it there whole or not at all."""
        from caregiver_guide.report.page import write_pdf

        view = self._view_to_let_out()
        context = self._context
        if view is None or view.summary is None:
            return
        # The name of the file says nothing about anybody.
        suggested = Path.home() / f"care-team-page-{context.today().isoformat()}.pdf"
        path = context.prompts.save_file(
            self.tr("Save the page"), suggested, self.tr("PDF page"), "pdf"
        )
        if path is None:
            return
        try:
            write_pdf(path, view.summary, context.painter, view.paper)
        except OSError as error:
            context.prompts.tell(
                "",
                self.tr(
                    "The page could not be saved there: {why}. Nothing was changed. "
                    "Choose another place."
                ).format(why=error.strerror or error),
            )
            return
        words = self.tr("Saved as {name} in the folder {folder}.")
        self._went_out(view, "saved", words.format(name=path.name, folder=path.parent))

    def print_it(self) -> None:
        """Ask which printer, and print; what a printer did not take is told."""
        from caregiver_guide.report.page import print_page
        from caregiver_guide.report.paper import paper_for

        view = self._view_to_let_out()
        context = self._context
        if view is None or view.summary is None:
            return
        printer = context.prompts.printer(self.tr("Print the page"), view.paper)
        if printer is None:
            return
        paper = paper_for(printer, view.paper)
        if paper is None:
            context.prompts.tell(
                "",
                self.tr(
                    "That paper is too small: the words would be too small to read. Nothing was "
                    "printed. Choose A4 or US Letter."
                ),
            )
        elif print_page(printer, view.summary, context.painter, paper):
            # What had room is what had room on the paper that was printed on.
            self._went_out(replace(view, paper=paper), "printed", self.tr("Sent to the printer."))
        else:
            context.prompts.tell(
                "",
                self.tr(
                    "The printer took nothing. The page is still here. "
                    "Check the printer, or save the page as PDF."
                ),
            )

    def copy(self) -> None:
        """Put the page's words on the clipboard."""
        from caregiver_guide.report.page import shown_on_page
        from caregiver_guide.report.text import summary_text

        view = self._view_to_let_out()
        context = self._context
        if view is None or view.summary is None:
            return
        shown = shown_on_page(view.summary, context.painter, view.paper)
        copy_text(summary_text(view.summary, shown))
        self._went_out(view, "copied", self.tr("Copied as text."))

    def _view_to_let_out(self) -> PageView | None:
        """Return the page as it may go out; ``None`` while a question half written waits for it."""
        question = self._screen.begun_question
        if not question or self._view is None or not self._view.may_write:
            return self._view
        chosen = self._context.prompts.choose(
            self.tr("This question is not on the page yet"),
            self.tr("“{question}” You wrote it, but did not add it.").format(question=question),
            (
                ("back", self.tr("Go back to it")),
                ("without", self.tr("Leave it out")),
                ("add", self.tr("Add it, and go on")),
            ),
        )
        if chosen == "add":
            if not self._add_question(question):
                return None
            self._screen.leave_question()
        elif chosen != "without":
            words = self.tr("It is not on the page yet. Add it, or take the words out.")
            self._screen.go_to_question(words)
            return None
        return self._view

    def _went_out(self, view: PageView, way: PageWay, words: str) -> None:
        """Write down that a page went out, and say so."""
        from caregiver_guide.report.page import shown_on_page
        from caregiver_guide.report.page_view import record_page

        context = self._context
        if view.summary is not None and view.may_write:
            shown = shown_on_page(view.summary, context.painter, view.paper)
            by = context.caregiver.id
            context.did(lambda: record_page(context.log, view, shown, way=way, by=by))
        self.show()
        self._screen.show_done(words)

    # -- its questions -------------------------------------------------------------------

    def _add_question(self, text: str) -> bool:
        from caregiver_guide.report.page_view import record_question

        context = self._context
        person, by = context.person.id, context.caregiver.id
        is_written = context.did(lambda: record_question(context.log, person, text, by=by))
        self.show()
        return is_written

    def _answer_question(self, answer: QuestionAnswer) -> None:
        from caregiver_guide.report.page_view import record_answer

        context = self._context
        by, day = context.caregiver.id, context.today()
        context.did(lambda: record_answer(context.log, answer, day, by=by))
        self.show()

    def _remove_question(self, question: str) -> None:
        context = self._context
        by = context.caregiver.id
        context.did(lambda: context.log.questions.put_in_bin(question, by=by))
        self.show()

    def _restore_question(self, question: str) -> None:
        context = self._context
        by = context.caregiver.id
        context.did(lambda: context.log.questions.take_from_bin(question, by=by))
        self.show()

    def _keep_wishes(self, likes: str, says_stop: str) -> None:
        from caregiver_guide.report.page_view import record_wishes

        context = self._context
        person, by = context.person.id, context.caregiver.id
        if context.did(lambda: record_wishes(context.log, person, likes, says_stop, by=by)):
            context.refresh_person()
        self.show()
        self._screen.show_done(self.tr("The wishes are saved. They are on the page now."))
