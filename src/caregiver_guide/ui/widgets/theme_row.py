# SPDX-License-Identifier: GPL-3.0-or-later
"""The choice of colours, with the same words wherever it is offered."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from caregiver_guide.ui.widgets.pill_row import PillRow


class ThemeRow(PillRow):
    """One button for each theme, and one to follow the system."""

    def __init__(self, parent: QWidget | None = None) -> None:
        say = QCoreApplication.translate
        super().__init__(
            say("ThemeRow", "Colors"),
            (
                ("light", say("ThemeRow", "Light")),
                ("dark", say("ThemeRow", "Dark")),
                ("bedroom", say("ThemeRow", "Bedroom")),
                ("contrast", say("ThemeRow", "High contrast")),
                ("system", say("ThemeRow", "Follow the system")),
            ),
            parent=parent,
        )
