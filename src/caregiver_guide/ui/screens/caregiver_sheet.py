# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet that adds somebody who gives care, or changes a name or role."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from caregiver_guide.domain.session import Caregiver
from caregiver_guide.ui.screens.giver_form import GiverForm
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.sheet import Sheet
from caregiver_guide.ui.widgets.text import Heading


class CaregiverSheet(Sheet):
    """A name and a role; what the care plan says is asked with the person it speaks of.

    Signals:
        caregiver_given: The id ("" for somebody new), and what was told, a NewCaregiver.
    """

    caregiver_given = Signal(str, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(self.tr("Somebody who gives care"), parent, 760)
        self.setProperty("overlay", True)
        self.set_dismissable(True)
        self.dismiss_requested.connect(self.close_sheet)
        self._id = ""
        self._title = Heading("", 1)
        self.form = GiverForm(asks_plan=False, is_you=False)
        self._cancel = ActionButton(self.tr("Cancel"), kind="plain", size="big")
        self._cancel.clicked.connect(self.close_sheet)
        self._save = ActionButton(self.tr("Save"), icon="check", kind="primary", size="big")
        self._save.clicked.connect(self._give)
        self.page.body.addWidget(self._title)
        self.page.body.addWidget(self.form)
        self.page.body.addStretch()
        self.page.footer_start(self._cancel, back=True)
        self.page.footer_end(self._save)

    def show_caregiver(self, caregiver: Caregiver | None, today: date) -> None:
        """Open for somebody new, or for one caregiver as they are now."""
        self._id = "" if caregiver is None else caregiver.id
        is_new = caregiver is None
        title = self.tr("Who else gives care?") if is_new else self.tr("Change {name}")
        self._title.setText(title.format(name="" if caregiver is None else caregiver.name))
        self.form.name.setText("" if caregiver is None else caregiver.name)
        self.form.name.show_error("")
        self.form.choose_role("family" if caregiver is None else caregiver.role)
        self.form.set_today(today)
        self.open()
        self.page.scroll_to_top()
        self.form.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give(self) -> None:
        if self.form.check():
            self.caregiver_given.emit(self._id, self.form.told)
