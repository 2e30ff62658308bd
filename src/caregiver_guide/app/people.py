# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is cared for and who gives care: asked, chosen, and never mixed up."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal

from caregiver_guide.app.context import Context
from caregiver_guide.ui.main_window import Frame, MainWindow

if TYPE_CHECKING:
    from caregiver_guide.services.people import NewCaregiver
    from caregiver_guide.ui.screens.who_screen import WhoScreen

WHO = "who"


class People(QObject):
    """Knows the people of this computer, and turns the app to one of them.

    Signals:
        changed: Somebody else is cared for, or gives care.
        settings_wished: Settings to change, by name.
    """

    changed = Signal()
    settings_wished = Signal(object)

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        window.add_screen(WHO, self._make_who, Frame.NOTHING)

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
        self._window.name_person(person.name)
        self.changed.emit()
