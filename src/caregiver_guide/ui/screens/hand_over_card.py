# SPDX-License-Identifier: GPL-3.0-or-later
"""The log on its way in Settings: to another computer, from one, out as tables, or away."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.flow_layout import FlowLayout
from caregiver_guide.ui.widgets.panel import Panel
from caregiver_guide.ui.widgets.text import Heading, Text

_AIR = 12


class HandOverCard(Panel):
    """Leads to handing the log over, taking one in, writing it out, and erasing a person.

    Signals:
        hand_over_requested: A care file is to be made.
        take_in_requested: A care file is to be chosen and looked at.
        tables_requested: Everything is to be written into a folder.
        erase_requested: Everything about the person is to go for good.
    """

    hand_over_requested = Signal()
    take_in_requested = Signal()
    tables_requested = Signal()
    erase_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._hand_over = ActionButton(self.tr("Save a care file"), icon="upload")
        self._hand_over.clicked.connect(self.hand_over_requested)
        self._take_in = ActionButton(self.tr("Take in a care file"), icon="download", kind="plain")
        self._take_in.clicked.connect(self.take_in_requested)
        self._tables = ActionButton(self.tr("Write tables"), icon="page", kind="plain")
        self._tables.clicked.connect(self.tables_requested)
        body = self.body
        body.addWidget(Heading(self.tr("Care files"), 2))
        words = self.tr(
            "Another computer with this app can know the same: one in the family, or an aide's. "
            "Save a care file here, and take it in there."
        )
        body.addWidget(Text(words, "body", "quiet"))
        buttons = QWidget()
        row = FlowLayout(12, buttons)
        row.addWidget(self._hand_over)
        row.addWidget(self._take_in)
        body.addWidget(buttons)
        body.addSpacing(_AIR)
        body.addWidget(Heading(self.tr("For people without this app"), 3))
        words = self.tr("Everything as tables that any spreadsheet opens, in one folder.")
        body.addWidget(Text(words, "body", "quiet"))
        body.addWidget(self._tables, 0, Qt.AlignmentFlag.AlignLeft)
        body.addSpacing(_AIR)
        self._erase_title = Heading("", 3)
        self._erase = ActionButton(self.tr("Erase everything"), icon="trash", kind="plain")
        self._erase.clicked.connect(self.erase_requested)
        body.addWidget(self._erase_title)
        words = self.tr("For good, and only if it is wished. You are asked once.")
        body.addWidget(Text(words, "body", "quiet"))
        # A name may be long: in a flow the button takes the lines that it needs.
        last = QWidget()
        FlowLayout(_AIR, last).addWidget(self._erase)
        body.addWidget(last)

    def show_state(self, name: str, *, may_write: bool) -> None:
        """Say whose log it is, and whether anything can be taken in or erased."""
        self._erase_title.setText(self.tr("Erase {name}").format(name=name))
        words = self.tr("Erase everything about {name}").format(name=name)
        self._erase.setAccessibleName(words)
        self._take_in.setEnabled(may_write)
        self._erase.setEnabled(may_write)
