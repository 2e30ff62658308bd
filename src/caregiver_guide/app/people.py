# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is cared for and who gives care: asked, chosen, and never mixed up."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal

from caregiver_guide.app.context import Context
from caregiver_guide.services.person_looks import person_looks
from caregiver_guide.ui.main_window import Frame, MainWindow

if TYPE_CHECKING:
    from caregiver_guide.domain.session import Caregiver, Person
    from caregiver_guide.services.people import NewCaregiver, PersonDraft
    from caregiver_guide.ui.screens.caregiver_sheet import CaregiverSheet
    from caregiver_guide.ui.screens.people_screen import PeopleScreen
    from caregiver_guide.ui.screens.person_sheet import PersonSheet
    from caregiver_guide.ui.screens.who_screen import WhoScreen

WHO = "who"
EVERYBODY = "people"


class People(QObject):
    """Knows the people of this computer, and turns the app to one of them.

    Signals:
        changed: Somebody gives care now where nobody did.
        turn_requested: Drop every screen and begin with this Person and Caregiver, and say so.
        left: Back to the person who was on the screen before.
        settings_wished: Settings to change, by name.
    """

    changed = Signal()
    turn_requested = Signal(object, object, str)
    left = Signal()
    settings_wished = Signal(object)

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._person_sheet: PersonSheet | None = None
        self._caregiver_sheet: CaregiverSheet | None = None
        window.add_screen(WHO, self._make_who, Frame.NOTHING)
        window.add_screen(EVERYBODY, self._make_everybody, Frame.NOTHING)

    # -- a log from another computer -----------------------------------------------------

    def taken_in(self) -> None:
        """Turn to the person of a care file where nobody was cared for, and ask who is here."""
        context = self._context
        if context.has_person:
            context.refresh_person()
            return
        context.turn_to_who_is_here()
        if context.is_nameless:
            self.ask_who()

    def ask_who(self) -> None:
        """Ask who gives care here: the names in a file are those of another computer."""
        from caregiver_guide.services.people import who_view

        screen = cast("WhoScreen", self._window.screen_named(WHO))
        context = self._context
        screen.show_who(
            who_view(
                context.log, context.library, context.today(), country=context.settings.country
            )
        )
        self._window.show_screen(WHO)
        screen.focus_first()

    def _make_who(self) -> WhoScreen:
        from caregiver_guide.ui.screens.who_screen import WhoScreen

        screen = WhoScreen()
        screen.told.connect(self._named)
        return screen

    def _named(self, told: NewCaregiver, country: str) -> None:
        from caregiver_guide.services.people import record_caregiver

        context = self._context
        person = context.person
        written = context.kept(lambda: record_caregiver(context.log, told, person))
        if written is None:
            return
        context.care_for(person, written)
        self.settings_wished.emit({"caregiver": written.id, "country": country})
        self.show_here()
        self.changed.emit()

    # -- everybody -----------------------------------------------------------------------

    @property
    def has_to_ask(self) -> bool:
        """Whether a paid aide who sees several people has to say first whose home this is."""
        context = self._context
        return context.caregiver.role == "aide" and len(context.log.people.all()) > 1

    def show_here(self) -> None:
        """Put the person's name, colour and letters on the window."""
        looks = person_looks(self._context.log.people.all())
        self._window.show_person(looks[self._context.person.id])

    def ask(self, *, is_start: bool = False) -> None:
        """Show everybody; at the start there is nobody to go back to."""
        from caregiver_guide.services.people import people_view
        from caregiver_guide.services.waiting_questions import waiting_questions

        context = self._context
        screen = cast("PeopleScreen", self._window.screen_named(EVERYBODY))
        now = "" if is_start else context.person.id
        questions = waiting_questions(context.log, context.library.files, context.now())
        view = people_view(
            context.log,
            now,
            context.caregiver.id,
            context.caregivers_here(),
            (one.person.id for one in questions if one.is_due),
        )
        screen.show_people(view)
        self._window.show_screen(EVERYBODY)
        screen.focus_first()

    def ask_giver(self) -> None:
        """Ask in one question who gives care now."""
        context = self._context
        others = [one for one in context.caregivers_here() if one.id != context.caregiver.id]
        if not others:
            self.ask()
            return
        chosen = context.prompts.choose(
            self.tr("Who gives care now?"),
            self.tr("Each entry in the log says who gave care and who wrote it."),
            (
                *((one.id, one.name) for one in others),
                ("", self.tr("Somebody else")),
                ("stay", self.tr("Still {name}").format(name=context.caregiver.name)),
            ),
        )
        if chosen == "":
            self.ask()
        elif chosen not in (None, "stay"):
            self._choose_giver(str(chosen))

    def _make_everybody(self) -> PeopleScreen:
        from caregiver_guide.ui.screens.people_screen import PeopleScreen

        screen = PeopleScreen()
        screen.person_chosen.connect(self.be_with)
        screen.caregiver_chosen.connect(self._choose_giver)
        screen.person_wished.connect(self._ask_person)
        screen.caregiver_wished.connect(self._ask_caregiver)
        screen.left.connect(self.left)
        return screen

    def be_with(self, person: str) -> None:
        """Turn to somebody, by id."""
        found = self._context.log.people.one(person)
        if found is not None:
            self.turn_to(found, self._context.caregiver)

    def turn_to(self, person: Person, caregiver: Caregiver) -> None:
        """Have everything of whoever was on the screen dropped, and begin with ``person``."""
        words = self.tr("You are now with {name}").format(name=person.name)
        self.turn_requested.emit(person, caregiver, words)

    def _choose_giver(self, caregiver: str) -> None:
        context = self._context
        found = context.log.caregivers.one(caregiver)
        if found is None:
            return
        self.settings_wished.emit({"caregiver": found.id})
        words = self.tr("{giver} gives care to {name} now").format(
            giver=found.name, name=context.person.name
        )
        self.turn_requested.emit(context.person, found, words)

    # -- somebody new, and changes -------------------------------------------------------

    def _ask_person(self, person: str) -> None:
        from caregiver_guide.services.person_looks import PersonLook, free_colour
        from caregiver_guide.ui.screens.person_sheet import PersonSheet

        if self._person_sheet is None:
            self._person_sheet = PersonSheet(self._window.screen_named(EVERYBODY))
            self._person_sheet.person_given.connect(self._write_person)
        people = self._context.log.people.all()
        look = person_looks(people).get(person) or PersonLook("", "", "?", free_colour(people))
        found = self._context.log.people.one(person) if person else None
        self._person_sheet.show_person(found, look, self._context.today())

    def _write_person(self, draft: PersonDraft) -> None:
        from caregiver_guide.services.people import record_person

        context, sheet = self._context, self._person_sheet
        by = context.caregiver.id
        written = context.kept(lambda: record_person(context.log, draft, by=by))
        if written is None or sheet is None:
            return
        sheet.close_sheet()
        if not draft.id:
            self.turn_to(written, context.caregiver)
            return
        if written.id == context.person.id:
            context.refresh_person()
        self.show_here()
        self.ask()

    def _ask_caregiver(self, caregiver: str) -> None:
        from caregiver_guide.ui.screens.caregiver_sheet import CaregiverSheet

        if self._caregiver_sheet is None:
            self._caregiver_sheet = CaregiverSheet(self._window.screen_named(EVERYBODY))
            self._caregiver_sheet.caregiver_given.connect(self._write_caregiver)
        found = self._context.log.caregivers.one(caregiver) if caregiver else None
        self._caregiver_sheet.show_caregiver(found, self._context.today())

    def _write_caregiver(self, caregiver: str, told: NewCaregiver) -> None:
        from caregiver_guide.services.people import change_caregiver, record_caregiver

        context, sheet = self._context, self._caregiver_sheet
        by = context.caregiver.id

        def write() -> Caregiver:
            if caregiver:
                return change_caregiver(context.log, caregiver, told, by=by)
            return record_caregiver(context.log, told, by=by)

        before = context.caregiver
        written = context.kept(write)
        if written is None or sheet is None:
            return
        sheet.close_sheet()
        if written.id != before.id:
            self.ask()
        elif written != before:
            # The words of every screen may be others now.
            self._choose_giver(written.id)
