# SPDX-License-Identifier: GPL-3.0-or-later
"""The log on its way to another computer and back, as a family does it in the window."""

from dataclasses import replace
from datetime import time

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication
from tests.journeys.conftest import AFTERNOON, settle

from caregiver_guide.domain.session import Caregiver, Note, Person, ZoneRecord
from caregiver_guide.services.history import PastMassage, record_past_massage
from caregiver_guide.storage.handing_over import Days
from caregiver_guide.storage.log import open_log
from caregiver_guide.ui.screens.take_in_sheet import TakeInSheet
from caregiver_guide.ui.widgets.text import Text

pytestmark = pytest.mark.windows


def _words(home):
    return " ".join(
        one.text() for one in home.window.findChildren(Text) if one.isVisibleTo(home.window)
    )


def _press(home, mouse, words):
    for _ in range(3):  # voices that are found meanwhile make the card above longer
        home.window.screen_named("settings")._page.show_widget(mouse.button(words))
        settle()
    mouse.press(words)


@pytest.fixture
def told(home):
    """What the app told in a window of its own."""
    found = []
    home.prompts.tell = lambda title, text: found.append(f"{title} {text}")
    return found


@pytest.fixture
def other(home, tmp_path):
    """The log of another computer in the family, which has taken Pat's in."""
    home.furnish()
    file = tmp_path / "first.care"
    with open_log(home.data_dir, home.clock.wall) as log:
        pat = log.people.all()[0]
        log.zones.add(ZoneRecord(person=pat.id, condition="port", regions=("chest.R",)))
        log.hand_over(file, [pat], Days(), "test")
    with open_log(tmp_path / "other", home.clock.wall) as opened:
        opened.taking_in(file).take_in(opened.taking_in(file).look().seal)
        yield opened


def _from(other, tmp_path, *people):
    file = tmp_path / "back.care"
    other.hand_over(file, [*people] or other.people.all(), Days(), "test")
    return file


def test_a_file_is_made_for_the_days_chosen(home, mouse, tmp_path, told):
    """From Settings in three presses; the name of the file says nothing about anybody."""
    home.furnish().open()
    asked = []

    def save(title, suggested, kind, suffix):
        asked.append(suggested.name)
        return tmp_path / "pat.care"

    home.prompts.save_file = save
    home.guide.go("settings")
    _press(home, mouse, "Save a care file")
    assert "Anybody who has the file can read it" in _words(home)
    mouse.press("The last 30 days")
    mouse.press("Save the care file")
    assert asked == ["care-2026-11-21.care"]
    assert '"last_day":"2026-11-21"' in (tmp_path / "pat.care").read_text()
    assert len(told) == 1
    assert "Delete the file when it has arrived" in told[0]
    assert "Which days?" not in _words(home)


def test_an_aide_hands_over_those_people_who_were_chosen_and_nobody_else(home, mouse, tmp_path):
    """One file for two of three; of each everything, and of the third not a word."""
    home.furnish()
    with open_log(home.data_dir, home.clock.wall) as log:
        others = [log.people.add(Person(name=name)) for name in ("Rosa", "Kim")]
        for one in others:
            log.notes.add(Note(person=one.id, text=f"About {one.name}."))
    file = tmp_path / "two.care"
    home.open()
    pat = next(one for one in home.log.people.all() if one.name == "Pat")
    home.guide.people.be_with(pat.id)
    home.wait(3)
    home.prompts.save_file = lambda *_: file
    home.prompts.tell = lambda *_: None
    home.guide.go("settings")
    _press(home, mouse, "Save a care file")
    mouse.press("Choose people")
    mouse.press("Rosa")
    mouse.press("Save the care file")
    written = file.read_text()
    assert ("Pat" in written, "About Rosa." in written, "Kim" in written) == (True, True, False)


def test_what_a_file_brings_is_read_first_and_then_taken_in(home, mouse, tmp_path, other):
    """Both computers changed a mark: the caregiver is told, and both count."""
    pat = other.people.all()[0]
    other.zones.change(replace(other.zones.of(pat.id)[0], regions=("chest.L",)))
    other.notes.add(Note(person=pat.id, text="Slept well."))
    home.prompts.file = _from(other, tmp_path)
    home.open()
    log = home.log
    log.zones.change(replace(log.zones.of(pat.id)[0], note="still there"))
    home.guide.go("settings")
    _press(home, mouse, "Take in a care file")
    words = _words(home)
    assert "1 note" in words
    assert "1 place to keep away from" in words
    assert "The more careful one counts until you decide" in words
    mouse.press("Leave it")
    assert [one.text for one in log.notes.of(pat.id)] == []
    _press(home, mouse, "Take in a care file")
    mouse.press("Take it in")
    assert "It is in the log now." in _words(home)
    assert [one.text for one in log.notes.of(pat.id)] == ["Slept well."]
    mouse.press("Close")
    home.guide.go("safety")
    settle()
    assert len(home.guide.context.profile().findings) == 2
    home.guide.undoing.undo()
    assert "There is nothing to take back." in _words(home)
    assert len(home.guide.context.profile().findings) == 2
    home.guide.go("settings")
    _press(home, mouse, "Take in a care file")
    assert "Everything in this care file is here already" in _words(home)


def test_a_file_about_somebody_else_turns_the_app_to_nobody_else(home, tmp_path, other):
    """Whose screen it is never changes by itself, and neither does who gives care."""
    sam = other.people.add(Person(name="Sam"))
    other.notes.add(Note(person=sam.id, text="x"))
    file = _from(other, tmp_path, sam)
    home.open()
    home.guide.sharing.look_at(file)
    home.guide.sharing._agreed()
    assert len(home.log.people.all()) == 2
    assert home.guide.context.person.name == "Pat"
    caregiver = home.guide.context.caregiver.id
    home.close()
    home.open()
    assert home.guide.context.person.name == "Pat"
    assert home.guide.context.caregiver.id == caregiver


def test_a_new_computer_begins_with_a_care_file_and_asks_who_is_here(home, mouse, tmp_path, other):
    """The names in the file are named; whoever is here says so, and is the one who writes."""
    ana = other.caregivers.add(Caregiver(name="Ana"))
    pat = other.people.all()[0]
    other.notes.add(Note(person=pat.id, text="Slept well."), by=ana.id)
    home.prompts.file = _from(other, tmp_path)
    home.data_dir = tmp_path / "new"
    home.open()
    mouse.press("I have a care file")
    assert "1 note" in _words(home)
    mouse.press("Take it in")
    mouse.press("Close")
    assert home.place == "who"
    assert "Ana gave care before. Tell us who gives care here." in _words(home)
    home.close()
    home.open()
    assert home.place == "who"
    mouse.press("Start")
    assert "We need a name for the records." in _words(home)
    mouse.write("Your first name", "Jo")
    mouse.press("Home-health aide, or paid to help")
    mouse.press("Start")
    assert home.place == "today"
    context = home.guide.context
    assert (context.caregiver.name, context.caregiver.role) == ("Jo", "aide")
    assert context.person.name == "Pat"
    assert [one.text for one in home.log.notes.of(pat.id)] == ["Slept well."]
    home.close()
    home.open()
    assert home.guide.context.caregiver.name == "Jo"


def test_a_file_that_is_no_use_is_told_and_is_no_trouble_of_the_log(home, mouse, tmp_path, told):
    """A damaged file says nothing about the log that is open."""
    home.furnish().open()
    file = tmp_path / "odd.care"
    file.write_bytes(b"not at all")
    home.prompts.file = file
    home.guide.go("settings")
    _press(home, mouse, "Take in a care file")
    assert told == [" odd.care is not a care file. Nothing was taken in. Choose another file."]
    assert home.guide.context.trouble == ""
    assert QApplication.overrideCursor() is None
    assert not home.guide.sharing.hand_over(tmp_path / "nowhere" / "x.care", None, None)
    assert "folder is not there" in told[1]


def test_everything_is_written_as_tables(home, mouse, tmp_path, told):
    """For a spreadsheet, or for somebody without this app."""
    home.furnish().open()
    home.prompts.chosen_folder = tmp_path
    home.guide.go("settings")
    _press(home, mouse, "Write tables")
    folder = tmp_path / "care-log-2026-11-21"
    assert (folder / "README.txt").is_file()
    assert (folder / "pat" / "person.csv").is_file()
    assert "README.txt in it says what is what" in told[0]
    home.guide.sharing.write_tables(folder)
    assert "is not empty" in told[1]


def test_a_person_is_erased_after_one_question_and_the_next_is_turned_to(
    home, mouse, tmp_path, told, other
):
    """Asked once in words, told where copies are, and nothing of the person on any screen."""
    sam = other.people.add(Person(name="Sam"))
    file = _from(other, tmp_path, sam)
    home.open()
    home.guide.sharing.look_at(file)
    home.guide.sharing._agreed()
    home.window.findChild(TakeInSheet).close_sheet()
    home.guide.backups.make_now()
    home.guide.backups.wait()
    home.guide.preferences.set(backup_folder=str(tmp_path / "pulled out"))
    home.guide.go("settings")
    home.prompts.answers = [False, True]
    _press(home, mouse, "Erase everything about Pat")
    assert home.guide.context.person.name == "Pat"
    _press(home, mouse, "Erase everything about Pat")
    assert home.prompts.asked == ["Erase everything about Pat?"] * 2
    assert "backups still hold everything" in told[0]
    assert f"{tmp_path / 'pulled out'} are not here now" in told[0]
    assert home.place == "today"
    assert "Pat" not in _words(home)
    assert [one.name for one in home.log.people.all()] == ["Sam"]
    home.prompts.answers = [True]
    home.guide.go("settings")
    _press(home, mouse, "Erase everything about Sam")
    assert home.place == "welcome"
    assert home.log.people.all() == ()
    home.close()
    home.open()
    assert home.place == "welcome"


def test_a_massage_of_the_wrong_person_is_moved_from_its_record(home, mouse, tmp_path, other):
    """Whose it was is asked by name; without an answer it stays."""
    sam = other.people.add(Person(name="Sam"))
    file = _from(other, tmp_path, sam)
    home.open()
    context = home.guide.context
    draft = PastMassage(AFTERNOON.day, time(9, 0), "m-hand", 10, note="for Sam")
    wrong = record_past_massage(
        home.log, context.person, context.caregiver.id, draft, context.now()
    )
    home.guide._open_session(wrong.id)
    settle()
    assert "Wrong person? Move it" not in mouse_words(home)
    home.guide.sharing.look_at(file)
    home.guide.sharing._agreed()
    home.window.findChild(TakeInSheet).close_sheet()
    home.guide._open_session(wrong.id)
    settle()
    home.prompts.answers = ["", sam.id]
    for _ in range(2):
        home.window.screen_named("session-detail")._page.show_widget(
            mouse.button("Wrong person? Move it")
        )
        settle()
        mouse.press("Wrong person? Move it")
    assert home.place == "log"
    assert home.log.sessions.recent(context.person.id) == ()
    (moved,) = home.log.sessions.recent(sam.id)
    assert moved.started == wrong.started
    assert [one.text for one in home.log.notes.of(sam.id)] == ["for Sam"]


def mouse_words(home):
    """The words of every button that can be seen."""
    return {
        one.text()
        for one in home.window.findChildren(QAbstractButton)
        if one.isVisibleTo(home.window)
    }
