# SPDX-License-Identifier: GPL-3.0-or-later
"""Several people and several caregivers at one computer: nobody is ever mixed up."""

import re
from dataclasses import replace

import pypdf
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QListView, QPlainTextEdit, QWidget
from tests.journeys.conftest import AFTERNOON, settle

from caregiver_guide.domain.session import (
    Caregiver,
    CareTeamContact,
    Note,
    Person,
    Question,
    Reaction,
    ZoneRecord,
)
from caregiver_guide.services.care_plan import CarePlanAnswer, record_care_plan
from caregiver_guide.services.history import PastMassage, record_past_massage
from caregiver_guide.storage.log import open_log
from caregiver_guide.storage.settings import read_settings
from caregiver_guide.ui.screens.care_plan_sheet import CarePlanSheet
from caregiver_guide.ui.screens.past_massage_sheet import PastMassageSheet

pytestmark = pytest.mark.windows

OTHERS = re.compile(r"\bPat\b|Nurse Lee|555 0142|slept badly|Zebra|\bAna\b")
PLACES = ("today", "safety", "log", "page", "learn", "settings")


@pytest.fixture
def two(home):
    """Ana cares for Pat, of whom much is known, and for Sam, of whom nothing is."""
    home.furnish(name="Pat", answer="marked")
    with open_log(home.data_dir, home.clock.wall) as log:
        pat, ana = log.people.all()[0], log.caregivers.all()[0]
        log.zones.add(
            ZoneRecord(person=pat.id, condition="port", regions=("chest.R",), note="Zebra"),
            by=ana.id,
        )
        draft = PastMassage(AFTERNOON.day, None, "m-hand", 10, note="slept badly Zebra")
        given = record_past_massage(log, pat, ana.id, draft, AFTERNOON)
        log.notes.add(Note(person=pat.id, text="Zebra"), by=ana.id)
        log.questions.add(Question(person=pat.id, text="Zebra?"), by=ana.id)
        log.reactions.add(
            Reaction(person=pat.id, session=given.id, what="dizzy", severity="needs-call"),
            by=ana.id,
        )
        jo = log.caregivers.add(Caregiver(name="Jo"), by=ana.id)
        sam = log.people.add(Person(name="Sam", colour="green"), by=jo.id)
        log.contacts.add(CareTeamContact(person=sam.id, name="Dr. Ito", phone="555 0199"))
    return home


def said(root):
    """Return everything that a widget and all in it say, to eye and ear, hidden parts too."""
    found = []
    for widget in (root, *root.findChildren(QWidget)):
        text = getattr(widget, "text", None)
        found.append(text() if callable(text) else "")
        found.append(widget.accessibleName())
        found.append(widget.toolTip())
        if isinstance(widget, (QLineEdit, QPlainTextEdit)):
            found.append(widget.placeholderText())
        if isinstance(widget, QPlainTextEdit):
            found.append(widget.toPlainText())
        model = widget.model() if isinstance(widget, (QListView, QComboBox)) else None
        for number in range(model.rowCount() if model is not None else 0):
            index = model.index(number, 0)
            found += [
                str(index.data(role) or "")
                for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            ]
    return "\n".join(one for one in found if one)


def turn_to(home, mouse, name):
    """Turn to somebody with the key and one press."""
    QTest.keyClick(home.window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert home.place == "people"
    mouse.press(f"Be with {name}")
    settle()


def test_after_a_switch_nothing_of_anybody_else_is_anywhere(two, mouse, tmp_path):
    """Every place, every word for eye and ear, the page as text and PDF, its file name."""
    home = two.open()
    for place in PLACES:  # whatever was shown of Pat has to go again
        home.guide.go(place)
        settle()
    assert "Zebra" in said(home.window)
    turn_to(home, mouse, "Sam")
    assert home.guide.context.person.name == "Sam"
    turn_giver(home, "Jo")
    for place in PLACES:
        home.guide.go(place)
        settle()
        found = OTHERS.findall(said(home.window))
        assert found == [], f"{found} on {place}"
    page = home.page
    home.guide.go("page")
    settle()
    mouse.press("Save as PDF")
    text = "".join(one.extract_text() for one in pypdf.PdfReader(page).pages)
    assert "Sam" in text
    assert OTHERS.findall(text) == []
    mouse.press("Copy as text")
    assert OTHERS.findall(QGuiApplication.clipboard().text()) == []


def turn_giver(home, name):
    """Say on Today who gives care."""
    context = home.guide.context
    found = next(one for one in context.caregivers_here() if one.name == name)
    home.guide.go("today")
    home.prompts.answers = [found.id]
    home.guide.people.ask_giver()
    settle()


def test_a_switch_says_whose_screen_it_is_and_shows_today(two, mouse):
    """In large words, with the letters and colour of the person, wherever one was before."""
    home = two.open()
    home.guide.go("settings")
    settle()
    turn_to(home, mouse, "Sam")
    assert home.place == "today"
    assert "You are now with Sam" in mouse.words()
    assert home.window._look.colour == "green"
    # It goes with the screen, and not by itself: nothing moves under a hand.
    home.guide.go("safety")
    settle()
    assert "You are now with Sam" not in mouse.words()
    assert "Sam. Turn to somebody else" in mouse.words()


def test_half_written_words_of_one_person_do_not_reach_another(two, mouse):
    """What lies open, sheets and fields, is dropped with the person it was about."""
    home = two.open()
    home.guide.go("page")
    settle()
    for field in home.window.findChildren(QPlainTextEdit):
        field.setPlainText("Zebra wrote")
    for field in home.window.findChildren(QLineEdit):
        field.setText("Zebra wrote")
    turn_to(home, mouse, "Sam")
    home.guide.go("page")
    settle()
    assert "Zebra" not in said(home.window)


def test_nobody_is_turned_to_while_hands_are_at_work(two, mouse):
    """The session says why not, and goes on with whom it began."""
    home = two.open()
    home.guide.go("start")
    settle()
    told = []
    home.prompts.tell = lambda title, words: told.append(words)
    QTest.keyClick(home.window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert home.place != "people"
    assert told == ["This is a massage for Pat. Leave it first, then turn to others."]


def test_every_entry_names_who_gave_care(two, mouse):
    """Somebody else takes over with one question, and is still the one after a restart."""
    home = two.open()
    ana = home.guide.context.caregivers_here()[0]
    home.prompts.answers = [ana.id]
    mouse.press("Jo gives care. Change")
    settle()
    assert home.guide.context.caregiver.name == "Ana"
    assert read_settings(home.config_dir / "settings.toml").settings.caregiver == ana.id
    home.guide.log_pages._add_note(
        home.log.sessions.recent(home.guide.context.person.id)[0].id, "x"
    )
    assert home.log.notes.of(home.guide.context.person.id)[-1].recorded_by == ana.id
    home.close()
    home.open()
    assert home.guide.context.caregiver.name == "Ana"


def test_a_person_is_added_with_a_colour_nobody_has(two, mouse):
    """A name is needed; whoever was added is on the screen next, to be marked first."""
    home = two.open()
    home.guide.go("people")
    settle()
    mouse.press("Add a person")
    mouse.press("Save")
    assert "We need a name to put on the screens." in mouse.words()
    mouse.write("First name, or what they like to be called", "Paula")
    mouse.press("Save")
    settle()
    assert home.place == "today"
    assert home.guide.context.person.name == "Paula"
    assert home.guide.context.person.tone == "slate", "nobody gets a skin color nobody chose"
    assert home.window.rail._items["safety"].short == "Safety", "the name stands there already"
    looks = {one.name: one.colour for one in home.log.people.all()}
    assert len({*looks.values()}) == 3
    assert "Mark places first" in mouse.words()


def test_an_aide_who_sees_several_people_says_first_with_whom(two, mouse):
    """Nothing of anybody is shown before that; a family goes on where it was."""
    home = two.open()
    assert home.place == "today"
    home.guide.go("people")
    settle()
    mouse.press("Change Jo")
    mouse.press("Home-health aide, or paid to help")
    mouse.press("Save")
    settle()
    home.close()
    home.open()
    assert home.place == "people"
    assert "Zebra" not in said(home.window)
    mouse.press("Be with Pat")
    settle()
    assert home.place == "today"
    assert home.guide.context.caregiver.role == "aide"


def test_an_aide_reads_the_care_plan_before_anything_else(two, mouse):
    """No start before that; not in the plan means no touch, and the nurse's word changes it."""
    home = two
    with open_log(home.data_dir, home.clock.wall) as log:
        jo = next(one for one in log.caregivers.all() if one.name == "Jo")
        log.caregivers.change(replace(jo, role="aide"), by=jo.id)
    home.open()
    mouse.press("Be with Pat")
    settle()
    assert "Until then, no hands on Pat." in mouse.words()
    mouse.press("Write what it says")
    mouse.press("It is in the plan")
    assert "We need to know who wrote it." in mouse.words()
    home.window.findChild(CarePlanSheet)._not.click()
    settle()
    assert "It is not in the care plan" in mouse.words()
    assert not mouse.shows("Start the comfort touch")
    home.window.screen_named("today")._plan.action_requested.emit()
    settle()
    sheet = home.window.findChildren(CarePlanSheet)[-1]
    sheet._says.setText("Hands, 10 minutes")
    sheet._by.setText("Nurse Lee")
    sheet._on.set_value(AFTERNOON.day)
    mouse.press("It is in the plan")
    assert "The care plan says: Hands, 10 minutes" in mouse.words()
    assert not home.guide.context.owes_answer


def test_an_aide_sees_first_what_is_new_and_each_line_leads_there(two, mouse):
    """What Ana wrote, by name and day, before everything else on Today."""
    home = two
    with open_log(home.data_dir, home.clock.wall) as log:
        jo = next(one for one in log.caregivers.all() if one.name == "Jo")
        log.caregivers.change(replace(jo, role="aide"), by=jo.id)
    home.open()
    mouse.press("Be with Pat")
    settle()
    card = home.window.screen_named("today")._since
    assert card.isVisible()
    assert card.mapTo(home.window, QPoint(0, 0)).y() < 300
    assert "What others wrote lately" in mouse.words()
    assert "Ana, " in mouse.words()
    mouse.press("Noticed: Dizzy" if mouse.shows("Noticed: Dizzy") else "Noticed…")
    assert home.place == "session-detail"


def test_an_aide_gives_comfort_touch_everywhere(two, mouse):
    """Places, the way to the first step, and the page; family goes on giving massage."""
    home = two
    with open_log(home.data_dir, home.clock.wall) as log:
        jo = next(one for one in log.caregivers.all() if one.name == "Jo")
        log.caregivers.change(replace(jo, role="aide"), by=jo.id)
    home.open()
    mouse.press("Be with Sam")
    settle()
    guide = home.guide
    context = guide.context
    read = CarePlanAnswer(is_in_plan=True, says="Hands", written_by="Nurse Lee")
    record_care_plan(home.log, context.person.id, read, context.today(), by=context.caregiver.id)
    for place in (*(one for one in PLACES if one != "learn"), "trends", "start"):
        guide.go(place)
        settle()
        found = [line for line in said(home.window).split("\n") if "massage" in line.lower()]
        assert found == [], place
    turn_giver(home, "Ana")
    assert "Massage log" in mouse.words()
    assert "comfort touch" not in said(home.window).lower()


def test_a_massage_that_somebody_else_gave_is_written_down_with_both_names(two, mouse):
    """Jo writes down afterwards what Ana gave: who gave care and who wrote it both stand there."""
    home = two.open()
    ana = home.guide.context.caregivers_here()[0]
    home.guide.go("log")
    settle()
    mouse.press("Add a past massage")
    sheet = home.window.findChild(PastMassageSheet)
    assert sheet._giver.isVisible()
    assert sheet._giver.chosen == home.guide.context.caregiver.id
    sheet._giver.choose(ana.id)
    sheet._when.choose("today")
    sheet._time.choose("09:00")
    sheet._minutes.choose("5")
    sheet._save.click()
    settle()
    sessions = home.log.sessions.recent(home.guide.context.person.id)
    written = next(one for one in sessions if one.minutes_asked == 5)
    assert (written.caregiver, written.recorded_by) == (ana.id, home.guide.context.caregiver.id)
    home.guide.log_pages.open_session(written.id)
    settle()
    words = mouse.words()
    assert "given by Ana" in words
    assert "written down by Jo" in words
