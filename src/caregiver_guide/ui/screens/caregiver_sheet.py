# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet that adds somebody who gives care, or changes a name or role."""

from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from caregiver_guide.domain.session import Caregiver
from caregiver_guide.services.caregiver_names import is_quite_another
from caregiver_guide.ui.screens.giver_form import GiverForm
from caregiver_guide.ui.widgets.announce import announce
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.flow_layout import row_of
from caregiver_guide.ui.widgets.panel import Panel
from caregiver_guide.ui.widgets.sheet import Sheet
from caregiver_guide.ui.widgets.text import Heading, Text


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
        self._name = ""
        self._title = Heading("", 1)
        self.form = GiverForm(asks_plan=False, is_you=False)
        self._cancel = ActionButton(self.tr("Cancel"), kind="plain", size="big")
        self._cancel.clicked.connect(self.close_sheet)
        self._save = ActionButton(self.tr("Save"), icon="check", kind="primary", size="big")
        self._save.clicked.connect(self._give)
        self.page.body.addWidget(self._title)
        self.page.body.addWidget(self.form)
        self.page.body.addWidget(self._make_question())
        self.page.body.addStretch()
        self.page.footer_start(self._cancel, back=True)
        self.page.footer_end(self._save)

    def _make_question(self) -> Panel:
        """Make what is asked where a name became quite another one."""
        self._question = Panel("tint", 20)
        self._asked = Text("", "h3")
        self._told = Text("", "body")
        self._same = ActionButton("", kind="secondary")
        self._same.clicked.connect(self._give_change)
        self._other = ActionButton("", icon="plus", kind="secondary")
        self._other.clicked.connect(self._give_new)
        self._question.body.addWidget(self._asked)
        self._question.body.addWidget(self._told)
        self._question.body.addLayout(row_of(self._other, self._same))
        self.form.name.edited.connect(lambda _name: self._ask_no_more())
        return self._question

    def show_caregiver(self, caregiver: Caregiver | None, today: date) -> None:
        """Open for somebody new, or for one caregiver as they are now."""
        self._id = "" if caregiver is None else caregiver.id
        self._name = "" if caregiver is None else caregiver.name
        is_new = caregiver is None
        title = self.tr("Who else gives care?") if is_new else self.tr("Change {name}")
        self._title.setText(title.format(name="" if caregiver is None else caregiver.name))
        self.form.name.setText("" if caregiver is None else caregiver.name)
        self.form.name.show_error("")
        self.form.choose_role("family" if caregiver is None else caregiver.role)
        self.form.set_today(today)
        self._ask_no_more()
        self.open()
        self.page.scroll_to_top()
        self.form.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give(self) -> None:
        if not self.form.check():
            return
        name = self.form.told.name
        if self._id and is_quite_another(self._name, name):
            self._ask(name)
        else:
            self._give_change()

    def _give_change(self) -> None:
        self.caregiver_given.emit(self._id, self.form.told)

    def _give_new(self) -> None:
        self.caregiver_given.emit("", self.form.told)

    def _ask(self, name: str) -> None:
        """Ask whether it is the same person: each entry names who gave care and who wrote it."""
        self._asked.setText(self.tr("Is this the same person with a new name?"))
        told = self.tr(
            "If it is, all that {old} gave and wrote says {new} from now on. That it was {old} "
            "before can still be read."
        )
        self._told.setText(told.format(old=self._name, new=name))
        same = self.tr("The same person: {old} is called {new} now")
        self._same.setText(same.format(old=self._name, new=name))
        other = self.tr("Somebody else: add {new}, and {old} stays")
        self._other.setText(other.format(old=self._name, new=name))
        self._question.show()
        self._save.hide()
        announce(self._question, self._asked.text())
        self._other.setFocus(Qt.FocusReason.OtherFocusReason)
        # Where the buttons are is known once the page was laid out with them.
        QTimer.singleShot(0, self, lambda: self.page.show_both(self._asked, self._same))

    def _ask_no_more(self) -> None:
        self._question.hide()
        self._save.show()
