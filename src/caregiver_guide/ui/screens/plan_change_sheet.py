# SPDX-License-Identifier: GPL-3.0-or-later
"""What changes from now on because something new was marked, before hands touch again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.services.plan_change import PlanChangeView
from caregiver_guide.ui.widgets.announce import announce
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.clearing import clear_layout
from caregiver_guide.ui.widgets.panel import Notice
from caregiver_guide.ui.widgets.reason_panel import ReasonPanel
from caregiver_guide.ui.widgets.sheet import Sheet
from caregiver_guide.ui.widgets.step_change_words import step_change_words
from caregiver_guide.ui.widgets.text import Heading, Text


class PlanChangeSheet(Sheet):
    """Every step that is different now, in words, with why and who says so.

    Its one button closes it: what lies under it is the massage, paused, or what comes after.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent, widest=860)
        self.setAccessibleName(self.tr("What changes now"))
        self.setProperty("overlay", True)
        self._title = Heading("", 1)
        self._told = Text("", "lead")
        self._call = Text("", "sessionTitle", "stop")
        self._lines = QWidget()
        self._rows = QVBoxLayout(self._lines)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(12)
        self._on = ActionButton("", icon="arrow-right", kind="primary", size="big", icon_at="end")
        self._on.clicked.connect(self.close_sheet)
        body = self.page.body
        for part in (self._title, self._call, self._told, self._lines):
            body.addWidget(part)
        body.addStretch()
        self.page.footer_end(self._on)

    def show_change(self, view: PlanChangeView) -> None:
        """Show what a new plan changes, and let the caregiver read it in peace."""
        self._title.setText(self._title_words(view))
        self._told.setText(self._told_words(view))
        self._call.setText(view.call)
        self._call.setVisible(view.calls_now)
        self._on.setText(
            self.tr("Back to the massage") if view.may_go_on else self.tr("Next: how was it?")
        )
        self._show_rows(view)
        self.open()
        self._on.setFocus(Qt.FocusReason.OtherFocusReason)
        call = view.call if view.calls_now else ""
        announce(self, f"{self._title.text()} {call} {self._told.text()}", urgent=True)

    def _show_rows(self, view: PlanChangeView) -> None:
        clear_layout(self._rows)
        for change in view.steps:
            icon = "ban" if change.kind == "left-out" else "info"
            self._rows.addWidget(
                Notice("info", step_change_words(self, change, view.name), icon=icon)
            )
        if view.confirms:
            asks = self.tr("Before you go on")
            self._rows.addWidget(Notice("caution", asks, "\n".join(view.confirms), icon="question"))
        for said in view.says:
            if said != view.call:
                self._rows.addWidget(Text(said, "body"))
        if view.reasons:
            self._rows.addWidget(Heading(self.tr("Why"), 2))
        for reason in view.reasons:
            self._rows.addWidget(ReasonPanel(reason))
        self._lines.setVisible(self._rows.count() > 0)

    def _title_words(self, view: PlanChangeView) -> str:
        if not view.may_go_on:
            return self.tr("The massage ends here.")
        if view.is_nothing:
            return self.tr("Nothing changes.")
        return self.tr("The rest changes now.")

    def _told_words(self, view: PlanChangeView) -> str:
        if not view.may_go_on:
            words = self.tr("{told} What you did so far is in the log.")
            return words.format(told=view.told)
        if view.is_nothing:
            return self.tr("The plan was made again. Every step stays as it was.")
        return self.tr("The plan was made again. What you did so far is in the log.")
