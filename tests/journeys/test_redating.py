# SPDX-License-Identifier: GPL-3.0-or-later
"""What a wrong clock did is put right in the window, and what others changed leads to its entry."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.journeys.conftest import settle

from caregiver_guide.domain.session import Caregiver, Moment, Note, SessionRecord
from caregiver_guide.ui.screens.entry_sheet import EntryGiven

CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_massage_of_2099_gets_its_day_in_the_window_and_one_undo_takes_that_back(home):
    """A day to come is refused in the form; the right one moves the note along."""
    home.furnish().open()
    guide, log = home.guide, home.log
    pat, by = guide.context.person, guide.context.caregiver.id
    wrong = Moment.of(datetime(2099, 1, 1, tzinfo=UTC), "UTC")
    one = log.sessions.add(
        SessionRecord(
            person=pat.id, caregiver=by, routine="m-hand", position="", minutes_asked=5,
            started=wrong, ended=wrong.later(300), touch_seconds=300, state="finished",
        ),
        by=by,
    )  # fmt: skip
    note = log.notes.add(
        Note(person=pat.id, session=one.id, text="Slept."), by=by, happened=wrong.later(400)
    )
    guide.go("log")
    guide.bin.open_entry(one.id)
    sheet = guide.bin._sheet
    given = {"given_by": by, "position": "", "time": "09:00"}
    tomorrow, yesterday = (guide.context.today() + timedelta(days) for days in (1, -1))
    sheet.entry_given.emit(EntryGiven(one.id, given | {"day": tomorrow}, "clock"))
    assert log.sessions.one(one.id).started == wrong
    assert sheet._faults["time"].text().startswith("That time has not come yet.")
    sheet.entry_given.emit(EntryGiven(one.id, given | {"day": yesterday}, "clock"))
    settle()
    begun = log.sessions.one(one.id).started
    assert begun.day == yesterday
    assert log.notes.one(note.id).happened == begun.later(400)
    QTest.keyClick(home.window.windowHandle(), Qt.Key.Key_Z, CTRL)
    settle()
    assert log.sessions.one(one.id).started == wrong
    assert log.notes.one(note.id).happened == wrong.later(400)


def test_the_new_stop_sign_on_today_leads_to_what_was_said_before(home, mouse):
    """Press the line, and the person's entry with all its versions is open."""
    home.furnish().open()
    guide, log = home.guide, home.log
    kim = log.caregivers.add(Caregiver(name="Kim", role="aide"))
    pat = guide.context.person
    log.people.change(replace(pat, says_stop="raises a hand"), by=kim.id)
    guide.context.refresh_person()
    guide.go("today")
    settle()
    mouse.press(f"How {pat.name} says stop now: raises a hand")
    assert "Changed by Kim" in mouse.words()
    assert "How stop is said: nothing → raises a hand" in mouse.words()
