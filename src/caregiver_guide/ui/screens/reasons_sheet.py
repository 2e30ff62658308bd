# SPDX-License-Identifier: GPL-3.0-or-later
"""Why a massage is as it is today: every reason with its source, and what would change it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.services.plan_words import ReasonWords
from caregiver_guide.services.routine_choice import RoutineCard
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.panel import Notice, Panel
from caregiver_guide.ui.widgets.reason_panel import ReasonPanel
from caregiver_guide.ui.widgets.sheet import Sheet
from caregiver_guide.ui.widgets.text import Heading, Text


class ReasonsSheet(Sheet):
    """The reasons of one routine, or of one position; Esc closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent, widest=860)
        self.setAccessibleName(self.tr("What changes, and why"))
        self.set_dismissable(True)
        self.dismiss_requested.connect(self.close_sheet)
        self._title = Heading("", 1)
        self._summary = Text("", "lead")
        self._instead = Notice("info", icon="swap")
        self._list = QWidget()
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(14)
        body = self.page.body
        for part in (self._title, self._summary, self._instead, self._list):
            body.addWidget(part)
        body.addStretch()
        close = ActionButton(self.tr("Close"), kind="primary", size="big")
        close.clicked.connect(self.close_sheet)
        self.page.footer_end(close)

    def show_card(self, card: RoutineCard) -> None:
        """Show what a routine is, and every reason why it is changed or not possible today."""
        self._fill(card.name, card.summary, card.instead, card.reasons)
        self._add_evidence(card)

    def show_reasons(self, title: str, reasons: tuple[ReasonWords, ...], instead: str = "") -> None:
        """Show the reasons of anything else that is blocked."""
        self._fill(title, "", instead, reasons)

    def _fill(
        self, title: str, summary: str, instead: str, reasons: tuple[ReasonWords, ...]
    ) -> None:
        self._title.setText(title)
        self._summary.setText(summary)
        self._summary.setVisible(bool(summary))
        self._instead.show_notice(instead, "")
        self._instead.setVisible(bool(instead))
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if not reasons:
            self._rows.addWidget(Text(self.tr("Nothing is changed today."), "lead"))
        for reason in reasons:
            self._rows.addWidget(ReasonPanel(reason))

    def _add_evidence(self, card: RoutineCard) -> None:
        panel = Panel("sunken", 18)
        panel.body.setSpacing(6)
        panel.body.addWidget(Text(self.tr("How well is this known?"), "h3"))
        panel.body.addWidget(Text(card.evidence, "body"))
        panel.body.addWidget(Text(card.known, "meta", "quiet"))
        self._rows.addWidget(panel)
