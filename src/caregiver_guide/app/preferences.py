# SPDX-License-Identifier: GPL-3.0-or-later
"""What the caregiver chose, used at once and written down: text size, theme and all the rest."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from caregiver_guide.services.guide_flow import Place
from caregiver_guide.storage.errors import StorageError
from caregiver_guide.storage.settings import Settings, write_settings
from caregiver_guide.ui.theme import LARGE_CAP, TextScale, Theme, apply_theme, load_theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

    from caregiver_guide.app.context import Context


class Preferences(QObject):
    """Draws the window as was chosen, and keeps the choice.

    is_in_massage says whether the screen of a massage is seen, a practised one too.
    """

    def __init__(
        self,
        context: Context,
        app: QApplication,
        file: Path,
        is_in_massage: Callable[[], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._app = app
        self._file = file
        self._is_in_massage = is_in_massage

    def set(self, **changes: object) -> None:
        """Use some settings and leave all others as they are."""
        before = self._context.settings
        after = self._context.set(**changes)
        self._context.settings = before
        self.use(after)

    def use(self, settings: Settings) -> None:
        """Use settings at once and write them down."""
        context = self._context
        before, context.settings = context.settings, settings
        if (before.text_percent, before.theme) != (settings.text_percent, settings.theme):
            self._draw()
        if before != settings:
            try:
                write_settings(self._file, settings)
            except StorageError as error:
                context.prompts.tell("", str(error))

    def step_text(self, by: int) -> None:
        """Make words one step larger (1) or smaller (-1), or as large as at first (0)."""
        percents = TextScale.PERCENTS
        now = self._context.settings.text_percent
        index = min(range(len(percents)), key=lambda n: abs(percents[n] - now))
        wanted = 100 if by == 0 else percents[max(0, min(len(percents) - 1, index + by))]
        self.set(text_percent=wanted)

    def fit_words(self, screen: str) -> None:
        """Bound the words when a massage comes on, and let them grow again afterwards."""
        is_bounded = Theme.current().scale.is_bounded
        if self._context.settings.text_percent <= 100 * LARGE_CAP and not is_bounded:
            return
        if is_bounded != (screen == Place.SESSION.value):
            self._draw()

    def _draw(self) -> None:
        context = self._context
        use_theme(self._app, context.resources, context.settings, in_massage=self._is_in_massage())


def use_theme(
    app: QApplication, resources: Path, settings: Settings, *, in_massage: bool = False
) -> None:
    """Draw everything in the theme and text size of ``settings``.

    In a massage no words are larger than at 200 %: all that must be seen at once has to fit.
    """
    scale = replace(TextScale.for_system(app, settings.text_percent), is_bounded=in_massage)
    hints = app.styleHints()
    if settings.theme == "system":
        hints.unsetColorScheme()
    theme = load_theme(resources, settings.theme)
    if settings.theme != "system":
        # The frame of the window and the system's own dialogs are dark or light with it.
        hints.setColorScheme(Qt.ColorScheme.Dark if theme.is_dark else Qt.ColorScheme.Light)
    apply_theme(app, theme, scale)
