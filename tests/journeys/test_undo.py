# SPDX-License-Identifier: GPL-3.0-or-later
"""Ctrl+Z takes the last changes back and says so; nothing is overwritten by it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.journeys.conftest import settle
from tests.journeys.test_locking import furnish, unlock

from caregiver_guide.domain.session import CheckAnswers, Note, Person, SessionRecord
from caregiver_guide.services.history import PastMassage
from caregiver_guide.services.safety_map import ClearanceDraft, FindingDraft

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def pat(home):
    home.furnish().open()
    return home.guide.context.person


def undo(home):
    QTest.keyClick(home.window.windowHandle(), Qt.Key.Key_Z, CTRL)
    settle()


def redo(home):
    QTest.keyClick(home.window.windowHandle(), Qt.Key.Key_Z, CTRL | SHIFT)
    settle()


def said(home):
    return home.guide.undoing._bar.accessibleName()


def mark(home, regions=("heel.L",)):
    home.guide.go("safety")
    home.guide.safety._save_finding(FindingDraft("pressure-injury", regions))
    return home.log.zones.of(home.guide.context.person.id)[-1]


def test_a_mark_taken_away_comes_back_with_its_name(home, pat):
    """Put back, by name; done again, it is away; each time a version more, none fewer."""
    zone = mark(home)
    home.guide.safety._remove_finding(zone.id)
    versions = len(home.log.zones.history(zone.id))
    undo(home)
    assert said(home) == "Put back: Open bedsore, left heel"
    assert home.guide.context.profile().findings
    redo(home)
    assert said(home) == "Done again: Open bedsore, left heel"
    assert not home.guide.context.profile().findings
    undo(home)
    undo(home)  # the marking itself
    assert said(home) == "Taken back: Open bedsore, left heel"
    assert len(home.log.zones.history(zone.id)) == versions + 4
    undo(home)
    assert said(home) == "There is nothing to take back."
    assert home.log.verify().is_ok


def test_what_a_check_relied_on_stays(home, pat):
    """A mark before today's check is not taken away by a key, and the app says why."""
    zone = mark(home)
    home.clock.advance(60.0)
    check = CheckAnswers(person=pat.id, day=home.guide.context.today(), is_complete=True)
    home.log.checks.add(check)
    undo(home)
    assert said(home).startswith("It stays: Open bedsore, left heel.")
    assert not home.log.zones.one(zone.id).is_in_bin


def test_more_care_is_always_put_back(home, pat):
    """A mark that was taken away before the check comes back all the same."""
    zone = mark(home)
    home.guide.safety._remove_finding(zone.id)
    home.clock.advance(60.0)
    check = CheckAnswers(person=pat.id, day=home.guide.context.today(), is_complete=True)
    home.log.checks.add(check)
    undo(home)
    assert not home.log.zones.one(zone.id).is_in_bin


def test_ten_changes_and_no_more(home, pat):
    """The last ten, the newest first."""
    home.guide.go("page")
    for number in range(12):
        home.log.notes.add(Note(person=pat.id, text=f"Note {number}"))
    for _ in range(10):
        undo(home)
    assert said(home) == "Taken back: Note: Note 2"
    undo(home)
    assert said(home) == "There is nothing to take back."
    assert [note.text for note in home.log.notes.of(pat.id)] == ["Note 0", "Note 1"]


def test_another_hand_in_between_keeps_it(home, pat):
    """What was changed again by a file or another way is not set back behind its back."""
    home.guide.go("page")
    note = home.log.notes.add(Note(person=pat.id, text="Liked it."))
    home.log.hear(None)
    home.log.notes.change(replace(note, text="Liked it a lot."))
    home.log.hear(home.guide.undoing._heard)
    undo(home)
    assert said(home).startswith("It was changed again since then")
    assert home.log.notes.one(note.id).text == "Liked it a lot."


def test_a_field_keeps_its_own_undo(home, pat, mouse):
    """In a text field the key is the field's; no change of the log is taken back."""
    zone = mark(home)
    home.guide.go("learn")
    field = next(iter(mouse.seen(__import__("PySide6.QtWidgets").QtWidgets.QLineEdit)))
    mouse.click(field)
    QTest.keyClicks(field, "heel")
    undo(home)
    assert field.text() != "heel"
    assert not home.log.zones.one(zone.id).is_in_bin


def test_a_massage_as_it_goes_and_a_page_are_no_changes(home, pat):
    """Only a press of its own is taken back, never what a massage wrote on its way."""
    home.guide.go("today")
    running = SessionRecord(
        person=pat.id,
        caregiver="",
        routine="m-hand",
        position="",
        minutes_asked=10,
        started=home.guide.context.now(),
        state="running",
    )
    begun = home.log.sessions.add(running)
    home.log.sessions.end(replace(begun, state="finished", ended=home.guide.context.now()))
    undo(home)
    assert said(home) == "There is nothing to take back."


def test_another_person_drops_it(home, pat):
    """After another person was turned to, nothing of the first is taken back."""
    zone = mark(home)
    sam = home.log.people.add(Person(name="Sam"))
    home.guide.context.care_for(sam)
    home.guide.context.care_for(pat)
    undo(home)
    assert said(home) == "There is nothing to take back."
    assert not home.log.zones.one(zone.id).is_in_bin


def test_a_move_is_taken_back_whole(home, pat):
    """Moved to the wrong wrong person: one key, and it stands where it stood."""
    sam = home.log.people.add(Person(name="Sam"))
    home.guide.go("log")
    today = home.guide.context.today()
    home.guide.log_pages.save_past(PastMassage(today, None, "m-hand", 10, note="Slept."))
    (session,) = home.log.sessions.recent(pat.id)
    home.guide.log_pages.open_session(session.id)
    home.prompts.answers.append(sam.id)
    home.guide.log_pages.moving.ask(session.id)
    assert home.log.sessions.count(sam.id) == 1
    assert said(home).startswith("Moved: ")
    undo(home)
    assert (home.log.sessions.count(sam.id), home.log.sessions.count(pat.id)) == (0, 1)
    assert len(home.log.notes.of(pat.id)) == 1
    assert "Sam" not in said(home)


def test_a_yes_that_was_ended_is_not_given_again_after_a_massage(home, pat):
    """A clearance put back would allow more than the massage after it asked for."""
    home.guide.go("safety")
    today = home.guide.context.today()
    home.guide.safety._save_clearance(ClearanceDraft("pressure-2", "Nurse Lee", today))
    (given,) = home.log.clearances.of(pat.id)
    home.guide.safety._end_clearance(given.id)
    home.clock.advance(60.0)
    check = CheckAnswers(person=pat.id, day=today, is_complete=True)
    home.log.checks.add(check)
    undo(home)
    assert said(home).startswith("It stays: ")
    assert home.log.clearances.of(pat.id) == ()


def test_the_bar_and_the_key_are_one(home, pat):
    """What the bar of a screen took back, the key takes back no more; it can be done again."""
    zone = mark(home)
    home.guide.safety._remove_finding(zone.id)
    home.guide.safety._restore_finding(zone.id)
    undo(home)
    assert said(home) == "Taken back: Open bedsore, left heel"
    redo(home)
    redo(home)
    assert home.log.zones.one(zone.id).is_in_bin
    undo(home)
    assert not home.log.zones.one(zone.id).is_in_bin


def test_a_locked_log_forgets_what_could_be_taken_back(home):
    """Opened again, the key takes nothing back that was done before it was locked."""
    furnish(home)
    home.open()
    unlock(home)
    zone = mark(home)
    home.opening.lock()
    unlock(home)
    home.guide.go("log")
    undo(home)
    assert said(home) == "There is nothing to take back."
    assert not home.log.zones.one(zone.id).is_in_bin
