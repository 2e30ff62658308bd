# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet that adds somebody who is cared for, or changes a name or colour."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from caregiver_guide.domain.session import Person
from caregiver_guide.services.people import PersonDraft
from caregiver_guide.services.person_looks import PERSON_COLOURS, PersonLook, initials_of
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.choice_card import ChoiceCard, ChoiceGroup
from caregiver_guide.ui.widgets.date_field import DateField
from caregiver_guide.ui.widgets.fault_line import refuse
from caregiver_guide.ui.widgets.fields import TextField
from caregiver_guide.ui.widgets.person_mark import PersonMark
from caregiver_guide.ui.widgets.sheet import Sheet
from caregiver_guide.ui.widgets.text import Heading, Text

_CARD = 132


class PersonSheet(Sheet):
    """A name, a colour, and a birth date for the page.

    Signals:
        person_given: What was told, a PersonDraft.
    """

    person_given = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(self.tr("A person"), parent, 860)
        self.setProperty("overlay", True)
        self.set_dismissable(True)
        self.dismiss_requested.connect(self.close_sheet)
        self._id = ""
        self._marks: dict[str, PersonMark] = {}
        self._title = Heading("", 1)
        self._name = TextField(
            self.tr("First name, or what they like to be called"),
            self.tr("It is shown on every screen."),
        )
        self._name.edited.connect(
            lambda _words: self._show_initials(
                initials_of(name) if (name := self._name.text()) else ""
            )
        )
        self._colours = ChoiceGroup(self.tr("Color"), min_card_width=_CARD, max_columns=6, gap=12)
        self._fill()
        self._birth = DateField(
            self.tr("Birth date, for the care-team page"),
            self.tr("Not written down"),
            self.tr("Choose the day"),
        )
        self._cancel = ActionButton(self.tr("Cancel"), kind="plain", size="big")
        self._cancel.clicked.connect(self.close_sheet)
        self._save = ActionButton(self.tr("Save"), icon="check", kind="primary", size="big")
        self._save.clicked.connect(self._give)
        body = self.page.body
        body.addWidget(self._title)
        body.addWidget(self._name)
        body.addWidget(Heading(self.tr("Which color stands for them?"), 3))
        hint = self.tr("It marks every screen, together with the name and its letters.")
        body.addWidget(Text(hint, "body", "quiet"))
        body.addWidget(self._colours)
        body.addWidget(self._birth)
        drawn = self.tr(
            "The figure is drawn without a skin color. Skin, build, hair and face can be chosen on "
            "the safety map."
        )
        self._drawn = Text(drawn, "body", "quiet")
        body.addWidget(self._drawn)
        body.addStretch()
        self.page.footer_start(self._cancel, back=True)
        self.page.footer_end(self._save)

    def show_person(self, person: Person | None, look: PersonLook, today: date) -> None:
        """Open for somebody new, or for one person as they are now."""
        self._id = "" if person is None else person.id
        is_new = person is None
        title = self.tr("Who else do you care for?") if is_new else self.tr("Change {name}")
        self._title.setText(title.format(name=look.name))
        self._name.setText(look.name)
        self._name.show_error("")
        self._show_initials(look.initials if look.name else "")
        self._colours.choose(look.colour)
        self._drawn.setVisible(is_new)
        self._birth.set_today(today)
        self._birth.set_range(None, today)
        self._birth.set_value(None if person is None else person.birth_date)
        self.open()
        self.page.scroll_to_top()
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_initials(self, initials: str) -> None:
        for colour, mark in self._marks.items():
            mark.show_look(PersonLook("", colour, initials, colour))

    def _fill(self) -> None:
        words = {
            "plum": self.tr("Plum"),
            "blue": self.tr("Blue"),
            "green": self.tr("Green"),
            "brown": self.tr("Brown"),
            "rose": self.tr("Rose"),
            "slate": self.tr("Slate"),
        }
        for colour in PERSON_COLOURS:
            mark = PersonMark(None, 56)
            self._marks[colour] = mark
            card = ChoiceCard(colour, words[colour], picture=mark)
            card.set_picture_ratio(0.66, 72)
            self._colours.add(card)

    def _give(self) -> None:
        name = self._name.text()
        fault = self.tr("We need a name to put on the screens.")
        if refuse(((self._name.fault, "" if name else fault),)):
            return
        colour = self._colours.chosen or PERSON_COLOURS[0]
        draft = PersonDraft(name, colour, birth_date=self._birth.value, id=self._id)
        self.person_given.emit(draft)
