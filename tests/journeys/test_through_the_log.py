# SPDX-License-Identifier: GPL-3.0-or-later
"""From a list of all massages to the one that somebody has in mind."""

from PySide6.QtCore import Qt
from tests.journeys.conftest import settle
from tests.journeys.test_written_afterwards import given_before

from caregiver_guide.domain.session import Note, Person


def test_asked_for_turned_to_the_calendar_searched_and_opened(home, mouse, keyboard):
    """Words above the list say what is asked; a day of the calendar and a found note lead on."""
    home.furnish().open()
    context = home.guide.context
    given_before(home)
    (session,) = home.log.sessions.recent(context.person.id)
    home.log.notes.add(Note(person=context.person.id, session=session.id, text="Liked the zither."))
    sam = home.log.people.add(Person(name="Sam"))
    home.log.notes.add(Note(person=sam.id, text="Sam sold the zither."))

    mouse.press("Massage log")
    mouse.press("Choose which")
    mouse.press("Last 7 days")
    mouse.press("Show them")
    assert "1 of 1 massages" in mouse.words()
    keyboard.key(Qt.Key.Key_C)
    assert "Calendar" in mouse.words()
    keyboard.key(Qt.Key.Key_Return)
    assert home.guide.log_pages.view.asked.first == session.started.day
    assert [row.id for row in home.guide.log_pages.view.rows] == [session.id]

    keyboard.key(Qt.Key.Key_Slash)
    home.window.focusWidget().insert("zith")
    keyboard.key(Qt.Key.Key_Return)
    settle()
    assert "Found once" in mouse.words()
    assert "Sam sold" not in mouse.words()
    keyboard.key(Qt.Key.Key_Return)
    assert home.place == "session-detail"
    assert "Liked the zither." in mouse.words()
    assert "What was marked that day" in mouse.words()
