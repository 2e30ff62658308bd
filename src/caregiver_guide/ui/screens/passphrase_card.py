# SPDX-License-Identifier: GPL-3.0-or-later
"""The passphrase in Settings: whether there is one, what it protects, and when the log locks."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.domain.values import dataclass
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.flow_layout import FlowLayout
from caregiver_guide.ui.widgets.panel import Panel
from caregiver_guide.ui.widgets.pill_row import PillRow
from caregiver_guide.ui.widgets.text import Heading, Text


@dataclass(frozen=True, slots=True)
class PassphraseView:
    """Whether the log is protected, and after how many minutes it locks (0 is never)."""

    is_protected: bool
    lock_minutes: int
    may_write: bool = True


class PassphraseCard(Panel):
    """Says how it stands, and leads to adding, changing and removing.

    Signals:
        add_requested: A passphrase is to be added.
        change_requested: Another one is to take its place.
        remove_requested: The log is to need none any more.
        sheet_requested: The recovery sheet is to be printed.
        lock_requested: The log is to be locked now.
        minutes_chosen: The log locks after so many minutes without anybody; 0 is never.
    """

    add_requested = Signal()
    change_requested = Signal()
    remove_requested = Signal()
    sheet_requested = Signal()
    lock_requested = Signal()
    minutes_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._state = Text("", "lead")
        self._add = ActionButton(self.tr("Add a passphrase"), icon="lock")
        self._add.clicked.connect(self.add_requested)
        self._lock = ActionButton(self.tr("Lock now"), icon="lock")
        self._lock.clicked.connect(self.lock_requested)
        self._change = ActionButton(self.tr("Change it"), icon="pencil", kind="plain")
        self._change.setAccessibleName(self.tr("Change the passphrase"))
        self._change.clicked.connect(self.change_requested)
        self._sheet = ActionButton(self.tr("Recovery sheet"), icon="page", kind="plain")
        self._sheet.clicked.connect(self.sheet_requested)
        self._remove = ActionButton(self.tr("Remove it"), icon="trash", kind="plain")
        self._remove.setAccessibleName(self.tr("Remove the passphrase"))
        self._remove.clicked.connect(self.remove_requested)
        asked = self.tr("Lock when nobody is there")
        self._minutes = PillRow(
            asked,
            (
                ("5", self.tr("5 minutes")),
                ("10", self.tr("10 minutes")),
                ("30", self.tr("30 minutes")),
                ("0", self.tr("Never")),
            ),
        )
        self._minutes.choice_made.connect(lambda minutes: self.minutes_chosen.emit(int(minutes)))
        body = self.body
        body.addWidget(Heading(self.tr("Passphrase"), 2))
        body.addWidget(self._state)
        protects = self.tr(
            "It protects the log and its backups if somebody else gets at this computer or a "
            "stick. It does not protect printed pages, saved PDF files, care files and tables, or "
            "the screen while the log is open."
        )
        body.addWidget(Text(protects, "body", "quiet"))
        self._locking = QWidget()
        column = QVBoxLayout(self._locking)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(Text(asked, "label"))
        column.addWidget(self._minutes)
        never = self.tr("It never locks during a massage. Ctrl+L locks at once.")
        column.addWidget(Text(never, "body", "quiet"))
        body.addWidget(self._locking)
        buttons = QWidget()
        row = FlowLayout(12, buttons)
        for button in (self._add, self._lock, self._change, self._sheet, self._remove):
            row.addWidget(button)
        body.addWidget(buttons)

    def show_state(self, view: PassphraseView) -> None:
        """Show how it stands."""
        on = self.tr("The log opens with a passphrase only.")
        off = self.tr("There is none: whoever can use this computer can read the log.")
        self._state.setText(on if view.is_protected else off)
        self._add.setVisible(not view.is_protected)
        self._locking.setVisible(view.is_protected)
        for button in (self._lock, self._change, self._sheet, self._remove):
            button.setVisible(view.is_protected)
        for button in (self._add, self._change, self._remove):
            button.setEnabled(view.may_write)
        known = [5, 10, 30, 0]
        chosen = str(view.lock_minutes) if view.lock_minutes in known else None
        self._minutes.choose(chosen)
