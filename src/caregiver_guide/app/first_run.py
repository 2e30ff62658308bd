# SPDX-License-Identifier: GPL-3.0-or-later
"""The first questions of all: who is cared for, by whom, and what to keep away from."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal

from caregiver_guide.app.context import Context

if TYPE_CHECKING:
    from caregiver_guide.app.preferences import Preferences
    from caregiver_guide.services.first_run import FirstRunAnswers
    from caregiver_guide.ui.main_window import MainWindow
    from caregiver_guide.ui.screens.first_run_screen import FirstRunScreen

WELCOME = "welcome"
LETTER_COUNTRIES = ("US", "CA", "MX")
"""Where printers hold Letter paper."""


class FirstRun(QObject):
    """Asks on a new computer, and writes the answers down.

    Signals:
        answered: Person and caregiver are in the log; whether a place is to be marked now.
        restore_requested: There is a backup to begin with.
        care_file_requested: There is a care file to begin with.
        practice_requested: The caregiver wants to try it first.
    """

    answered = Signal(bool)
    restore_requested = Signal()
    care_file_requested = Signal()
    practice_requested = Signal()

    def __init__(self, context: Context, window: MainWindow, preferences: Preferences) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._preferences = preferences

    def make_screen(self) -> FirstRunScreen:
        """Make the screen, connected."""
        from caregiver_guide.ui.screens.first_run_screen import FirstRunScreen

        screen = FirstRunScreen(self._context.painter)
        screen.finished.connect(self.write)
        screen.restore_requested.connect(self.restore_requested)
        screen.care_file_requested.connect(self.care_file_requested)
        screen.text_size_chosen.connect(lambda size: self._preferences.set(text_percent=size))
        screen.theme_chosen.connect(lambda name: self._preferences.set(theme=name))
        screen.practice_requested.connect(self.practice_requested)
        return screen

    def show(self) -> None:
        """Ask the questions."""
        from caregiver_guide.services.first_run import first_run_view

        context = self._context
        screen = cast("FirstRunScreen", self._window.screen_named(WELCOME))
        tones = context.painter.figure.skins
        screen.show_first_run(
            first_run_view(
                context.library,
                tones,
                context.today(),
                text_percent=context.settings.text_percent,
                theme=context.settings.theme,
                country=context.settings.country,
            )
        )
        self._window.show_screen(WELCOME)

    def write(self, answers: FirstRunAnswers) -> None:
        """Write the answers down, and turn to the person they are about."""
        from caregiver_guide.services.first_run import record_first_run

        context = self._context
        self._preferences.set(
            text_percent=answers.text_percent,
            theme=answers.theme,
            country=answers.country,
            paper="letter" if answers.country in LETTER_COUNTRIES else "a4",
        )
        written = context.kept(lambda: record_first_run(context.log, answers, context.today()))
        if written is None:
            return
        context.care_for(*written)
        # Whoever is named later does not give care by that: not after the next start either.
        self._preferences.set(caregiver=written[1].id)
        self.answered.emit(answers.zones_answer == "marked")
