# SPDX-License-Identifier: GPL-3.0-or-later
"""Backups in Settings: when the last one was made, where copies go, and the way back."""

from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from caregiver_guide.domain.session import Moment
from caregiver_guide.services.backing_up import BackupsView
from caregiver_guide.ui.widgets.announce import announce
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.day_words import clock_time, long_day, short_day
from caregiver_guide.ui.widgets.flow_layout import FlowLayout
from caregiver_guide.ui.widgets.panel import Notice, Panel
from caregiver_guide.ui.widgets.text import Heading, Text

_AIR = 12


class BackupsCard(Panel):
    """Says how safe the log is, and makes, copies and restores backups.

    Signals:
        backup_requested: A backup is to be made now.
        second_folder_requested: A folder for second copies is to be chosen.
        second_folder_dropped: No more second copies are to be made.
        restore_requested: A backup is to be chosen and looked at.
    """

    backup_requested = Signal()
    second_folder_requested = Signal()
    second_folder_dropped = Signal()
    restore_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._is_busy = False
        self._place = Notice("caution", icon="warning")
        self._last = Text("", "h3")
        self._checked = Text("", "body", "quiet")
        self._problem = Notice("caution", icon="warning")
        self._make = ActionButton(self.tr("Back up now"), icon="download")
        self._make.clicked.connect(self._ask)
        self._second_state = Text("", "body", "quiet")
        self._second = Text("", "body")
        self._second_problem = Notice("info")
        self._choose = ActionButton("", icon="plus", kind="plain")
        self._choose.clicked.connect(self.second_folder_requested)
        self._drop = ActionButton(self.tr("Stop copying there"), kind="plain")
        self._drop.clicked.connect(self.second_folder_dropped)
        self._restore = ActionButton(self.tr("Restore from a backup"), icon="undo", kind="plain")
        self._restore.clicked.connect(self.restore_requested)
        self._lay_out()

    def _lay_out(self) -> None:
        body = self.body
        left = Qt.AlignmentFlag.AlignLeft
        body.addWidget(Heading(self.tr("Backups"), 2))
        body.addWidget(self._place)
        body.addWidget(self._last)
        body.addWidget(self._checked)
        body.addWidget(self._problem)
        body.addWidget(self._make, 0, left)
        body.addSpacing(_AIR)
        body.addWidget(Heading(self.tr("Also keep a copy elsewhere"), 3))
        body.addWidget(self._second_state)
        body.addWidget(self._second)
        body.addWidget(self._second_problem)
        buttons = QWidget()
        row = FlowLayout(12, buttons)
        row.addWidget(self._choose)
        row.addWidget(self._drop)
        body.addWidget(buttons)
        body.addSpacing(_AIR)
        body.addWidget(Heading(self.tr("Go back to a backup"), 3))
        words = self.tr("You see what is in it first. The log as it is now is kept.")
        body.addWidget(Text(words, "body", "quiet"))
        body.addWidget(self._restore, 0, left)

    def show_backups(self, view: BackupsView) -> None:
        """Show what is known of the backups now."""
        was_busy, self._is_busy = self._is_busy, view.is_busy
        for notice, words in (
            (self._place, view.place),
            (self._problem, view.problem),
            (self._second_problem, view.second_problem),
        ):
            notice.show_notice("", words)
            notice.setVisible(bool(words))
        self._show_last(view)
        self._show_second(view)
        self._make.setEnabled(view.may_write and not view.is_busy)
        self._make.setText(self.tr("Making a backup…") if view.is_busy else self.tr("Back up now"))
        if was_busy and not view.is_busy:
            announce(self, view.problem or f"{self._last.text()} {self._checked.text()}")

    def _show_last(self, view: BackupsView) -> None:
        if view.made is None:
            self._last.setText(self.tr("There is no backup yet."))
            words = self.tr("The app makes one when you close it.")
        else:
            last = self.tr("Last backup: {when}.")
            self._last.setText(last.format(when=self._when(view.made, view.now)))
            words = self.tr(
                "It was read back: every entry is as it was written. The app makes one each day "
                "that you write something, and keeps those of the last days, weeks and months."
            )
        self._checked.setText(words)

    def _show_second(self, view: BackupsView) -> None:
        self._second.setText(view.second)
        self._drop.setVisible(bool(view.second))
        # What is wrong there names the folder too.
        self._second.setVisible(bool(view.second) and not view.second_problem)
        if not view.second:
            words = self.tr(
                "If this computer breaks, its backups are gone with it. A stick keeps them."
            )
        elif view.second_made is None:
            words = self.tr("No copy has come there yet.")
        else:
            words = self.tr("The copy there is of {when}.").format(
                when=self._when(view.second_made, view.now)
            )
        self._second_state.setText(words)
        self._choose.setText(
            self.tr("Choose another folder")
            if view.second
            else self.tr("Choose a stick or a folder")
        )

    def _when(self, made: Moment, now: Moment) -> str:
        """Return when something was, as people say it."""
        time = clock_time(made.local)
        if made.day == now.day:
            return self.tr("today at {time}").format(time=time)
        if made.day == now.day - timedelta(days=1):
            return self.tr("yesterday at {time}").format(time=time)
        is_near = abs((now.day - made.day).days) < 180
        day = long_day(made.day) if is_near else short_day(made.day)
        return self.tr("{day} at {time}").format(day=day, time=time)

    def _ask(self) -> None:
        if not self._is_busy:
            self.backup_requested.emit()
