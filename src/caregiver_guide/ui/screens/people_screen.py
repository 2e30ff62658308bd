# SPDX-License-Identifier: GPL-3.0-or-later
"""Who are you with, and who gives care? Everybody by name and look, and nothing else of anybody."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caregiver_guide.domain.profile import Giver
from caregiver_guide.services.caregiver_names import EarlierCaregiver
from caregiver_guide.services.people import CaregiverLine, PeopleView
from caregiver_guide.services.person_looks import PersonLook
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.chip import Chip
from caregiver_guide.ui.widgets.clearing import clear_layout
from caregiver_guide.ui.widgets.day_words import short_day
from caregiver_guide.ui.widgets.flow_layout import CardGrid, row_of
from caregiver_guide.ui.widgets.panel import IconMark, Panel
from caregiver_guide.ui.widgets.person_mark import PersonMark
from caregiver_guide.ui.widgets.scroll_page import ScrollPage
from caregiver_guide.ui.widgets.text import Heading, Text

_MARK = 64


class PeopleScreen(QWidget):
    """Everybody who is cared for and everybody who gives care, to be turned to, added, changed.

    Signals:
        person_chosen: Turn to this person, by id.
        caregiver_chosen: This caregiver gives care now, by id.
        person_wished: Add a person (""), or change one, by id.
        caregiver_wished: Add a caregiver (""), or change one, by id.
        left: Back to the person who was on the screen before.
    """

    person_chosen = Signal(str)
    caregiver_chosen = Signal(str)
    person_wished = Signal(str)
    caregiver_wished = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first: QWidget | None = None
        self._page = ScrollPage(margin=100)
        self._people = QWidget()
        self._people_cards = CardGrid(300, 3, 20, self._people)
        self._givers = QWidget()
        self._giver_cards = CardGrid(300, 3, 20, self._givers)
        self._elsewhere = Text("", "body", "quiet")
        add = ActionButton(self.tr("Add a person"), icon="plus", kind="secondary")
        add.clicked.connect(lambda: self.person_wished.emit(""))
        add_giver = ActionButton(
            self.tr("Add somebody who gives care"), icon="plus", kind="secondary"
        )
        add_giver.clicked.connect(lambda: self.caregiver_wished.emit(""))
        self._back = ActionButton("", icon="arrow-left", kind="plain")
        self._back.clicked.connect(self.left)
        body = self._page.body
        body.addWidget(Heading(self.tr("Who are you with?")))
        words = self.tr("After this, every screen is about this person only.")
        body.addWidget(Text(words, "body", "quiet"))
        body.addWidget(self._people)
        body.addLayout(row_of(add))
        body.addSpacing(16)
        body.addWidget(Heading(self.tr("Who gives care now?"), 2))
        words = self.tr("Each entry in the log says who gave care and who wrote it.")
        body.addWidget(Text(words, "body", "quiet"))
        body.addWidget(self._givers)
        body.addWidget(self._elsewhere)
        body.addLayout(row_of(add_giver))
        body.addStretch(1)
        self._page.footer_start(self._back, back=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._page)

    def show_people(self, view: PeopleView) -> None:
        """Show everybody; the keyboard begins with the person of the moment."""
        clear_layout(self._people_cards)
        clear_layout(self._giver_cards)
        self._first = None
        for look in view.people:
            waits = look.id in view.waiting
            card = _PersonCard(look, is_now=look.id == view.now, waits=waits)
            card.chosen.connect(self.person_chosen)
            card.change_wished.connect(self.person_wished)
            self._people_cards.addWidget(card)
            if self._first is None or look.id == view.now:
                self._first = card.button
        for line in view.caregivers:
            giver = _GiverCard(line)
            giver.chosen.connect(self.caregiver_chosen)
            giver.change_wished.connect(self.caregiver_wished)
            self._giver_cards.addWidget(giver)
        others = self.tr("At another computer, care was given by {names}.")
        self._elsewhere.setText(others.format(names=", ".join(view.elsewhere)))
        self._elsewhere.setVisible(bool(view.elsewhere))
        now = next((one.name for one in view.people if one.id == view.now), "")
        self._back.setText(self.tr("Back to {name}").format(name=now))
        self._back.setVisible(bool(now))
        self._page.scroll_to_top()

    def focus_first(self) -> None:
        """Begin with the person of the moment, or the first."""
        if self._first is not None:
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)


class _PersonCard(Panel):
    """One person: disc, name, and two presses."""

    chosen = Signal(str)
    change_wished = Signal(str)

    def __init__(self, look: PersonLook, *, is_now: bool, waits: bool) -> None:
        super().__init__("card", 20)
        head = QHBoxLayout()
        head.setSpacing(16)
        mark = PersonMark(look, _MARK)
        head.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(Text(look.name, "h2"))
        if is_now:
            words.addLayout(row_of(Chip(self.tr("On the screen now"), "ok")))
        if waits:
            words.addLayout(row_of(Chip(self.tr("A question waits"), "flag")))
        words.addStretch(1)
        head.addLayout(words, 1)
        self.button = ActionButton(
            self.tr("Be with {name}").format(name=look.name),
            kind="secondary",
        )
        self.button.clicked.connect(lambda: self.chosen.emit(look.id))
        if waits:
            self.button.setAccessibleDescription(self.tr("A question waits"))
        change = ActionButton(
            self.tr("Change {name}").format(name=look.name),
            icon="pencil",
            kind="quiet",
            size="small",
        )
        change.clicked.connect(lambda: self.change_wished.emit(look.id))
        self.body.addLayout(head)
        self.body.addStretch(1)
        self.body.addLayout(row_of(self.button, change))


class _GiverCard(Panel):
    """One caregiver: name, role, and two presses."""

    chosen = Signal(str)
    change_wished = Signal(str)

    def __init__(self, line: CaregiverLine) -> None:
        super().__init__("tint" if line.gives_now else "outline", 20)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(IconMark("user", "primary", 30), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Text(line.name, "h3"))
        words.addWidget(Text(self._role(line.role), "body"))
        for earlier in line.earlier:
            words.addWidget(Text(self._earlier(earlier), "body", "quiet"))
        head.addLayout(words, 1)
        self.body.addLayout(head)
        buttons: list[QWidget] = []
        if line.gives_now:
            self.body.addLayout(row_of(Chip(self.tr("Gives care now"), "ok")))
        else:
            gives = ActionButton(
                self.tr("{name} gives care now").format(name=line.name), kind="secondary"
            )
            gives.clicked.connect(lambda: self.chosen.emit(line.id))
            buttons.append(gives)
        change = ActionButton(
            self.tr("Change {name}").format(name=line.name),
            icon="pencil",
            kind="quiet",
            size="small",
        )
        change.clicked.connect(lambda: self.change_wished.emit(line.id))
        self.body.addStretch(1)
        self.body.addLayout(row_of(*buttons, change))

    def _earlier(self, earlier: EarlierCaregiver) -> str:
        """Return "Until 1 Nov 2026: Ana, changed by Bob"."""
        role = self._role(earlier.role) if earlier.role is not None else ""
        what = earlier.name or role
        if earlier.name and role:
            what = self.tr("{name}, {role}").format(name=earlier.name, role=role)
        words = (
            self.tr("Until {day}: {what}, changed by {name}")
            if earlier.by
            else self.tr("Until {day}: {what}")
        )
        day = short_day(earlier.until.day)
        return words.format(day=day, what=what, name=earlier.by)

    def _role(self, role: Giver) -> str:
        if role == "aide":
            return self.tr("Home-health aide, or paid to help")
        return self.tr("Family member or friend")
