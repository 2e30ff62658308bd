# SPDX-License-Identifier: GPL-3.0-or-later
"""How is the person right now? Three questions before the massage starts."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.services.ratings_view import RatingsView
from caregiver_guide.ui.screens.rating_form import RatingForm
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.scroll_page import ScrollPage
from caregiver_guide.ui.widgets.text import Heading, Text


class RatingsScreen(QWidget):
    """The questions before the massage; leaving all of them open is fine.

    Signals:
        ratings_given: The massage shall start; carries a tuple of RatingGiven, perhaps empty, and
            the SignsGiven that were watched, or None.
        telling_changed: The person tells by "numbers" or by "signs" from now on.
        back_requested: The caregiver wants the screen before.
        sign_seen: A high number is one of today's signs, by its id: no massage begins.
    """

    ratings_given = Signal(object, object)
    telling_changed = Signal(str)
    back_requested = Signal()
    sign_seen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Heading("", 1)
        self._form = RatingForm()
        self._form.telling_changed.connect(self.telling_changed)
        self._form.sign_seen.connect(self.sign_seen)
        self._back = ActionButton(self.tr("Back"), icon="arrow-left", kind="plain", size="big")
        self._back.clicked.connect(self.back_requested)
        self._start = ActionButton(
            self.tr("Start the massage"), icon="play", kind="primary", size="big"
        )
        self._start.clicked.connect(self._give)

        page = ScrollPage(margin=48)
        page.body.addWidget(self._title)
        page.body.addWidget(self._form)
        page.body.addWidget(Text(self._hint(), "body", "quiet"))
        page.body.addStretch()
        page.footer_start(self._back, back=True)
        page.footer_end(self._start)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)
        self._page = page
        self._form.next_row.connect(page.show_widget)

    @property
    def form(self) -> RatingForm:
        """Return the questions, or the signs to watch."""
        return self._form

    def show_ratings(self, view: RatingsView) -> None:
        """Draw the questions, with nothing answered beforehand."""
        self._title.setText(self.tr("How is {name} right now?").format(name=view.name))
        self._form.show_ratings(view)
        self._page.scroll_to_top()

    def _hint(self) -> str:
        return self.tr("You can leave answers open. On the keyboard: 0 to 9, and T for ten.")

    def _give(self) -> None:
        self.ratings_given.emit(self._form.given, self._form.signs_given)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard on the first question."""
        super().showEvent(event)
        self._form.focus_first()
