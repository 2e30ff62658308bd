# SPDX-License-Identifier: GPL-3.0-or-later
"""Who are you? Asked where the log came from another computer, before anything is shown."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.services.people import WhoView
from caregiver_guide.ui.screens.giver_form import GiverForm
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.fields import ChoiceField
from caregiver_guide.ui.widgets.scroll_page import ScrollPage
from caregiver_guide.ui.widgets.text import Heading, Text


class WhoScreen(QWidget):
    """Asks for the name and role of who gives care at this computer.

    Signals:
        told: Somebody said who they are: a NewCaregiver, and the country chosen or "".
    """

    told = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._here = Text("", "lead")
        self._others = Text("", "body", "quiet")
        self.form = GiverForm()
        self.country = ChoiceField(
            self.tr("Country, for the emergency number"), empty=self.tr("Choose a country")
        )
        self._start = ActionButton(self.tr("Start"), kind="primary", size="big")
        self._start.clicked.connect(self._tell)
        self._page = ScrollPage(margin=160)
        for widget in (
            Heading(self.tr("Who are you?")), self._here, self._others, self.form, self.country,
        ):  # fmt: skip
            self._page.body.addWidget(widget)
        self._page.body.addStretch(1)
        self._page.footer_end(self._start)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._page)

    def show_who(self, view: WhoView) -> None:
        """Ask on an empty form."""
        here = self.tr("The log of {names} is on this computer now.")
        self._here.setText(here.format(names=", ".join(view.people)))
        others = self.tr("{names} gave care before. Tell us who gives care here.")
        self._others.setText(others.format(names=", ".join(view.others)))
        self._others.setVisible(bool(view.others))
        self.form.set_today(view.today)
        self.country.set_options([(one.code, one.name) for one in view.countries])
        self.country.choose(view.country or None)
        self._page.scroll_to_top()

    def focus_first(self) -> None:
        """Begin with the name."""
        self.form.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self) -> None:
        if self.form.check():
            self.told.emit(self.form.told, self.country.chosen or "")
