# SPDX-License-Identifier: GPL-3.0-or-later
"""The quiet line over words and answers that have come back."""

from PySide6.QtWidgets import QWidget

from caregiver_guide.ui.widgets.announce import announce
from caregiver_guide.ui.widgets.text import Text


class BroughtBack(Text):
    """Says that what was not saved stands here again; hidden until then."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "label", "info", parent)
        self.setText(self.tr("Brought back: what you had not saved."))
        self.hide()

    def tell(self) -> None:
        """Show the line, and say it."""
        self.show()
        announce(self, self.text())
