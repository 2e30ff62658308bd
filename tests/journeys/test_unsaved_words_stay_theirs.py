# SPDX-License-Identifier: GPL-3.0-or-later
"""Half-written words come back where they belong: under their own entry, on their own day."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from tests.journeys.conftest import settle
from tests.journeys.test_unsaved import killed

from caregiver_guide.domain.session import Question

pytestmark = pytest.mark.windows


def field_of(root, name):
    """Return the field of that name that is seen."""
    fields = [*root.findChildren(QLineEdit), *root.findChildren(QPlainTextEdit)]
    return next(one for one in fields if one.isVisible() and one.accessibleName() == name)


def type_into(root, name, text):
    """Type into a field; whether a pause comes after it is the test's own matter."""
    field = field_of(root, name)
    field.setFocus()
    QTest.keyClicks(field, text)
    return field


def ask_two(home):
    """Put two questions on the page; return a way to open the sheet of each one's answer."""
    person, by = home.guide.context.person.id, home.guide.context.caregiver.id
    for text in ("May the feet be warm?", "Is the heel healed?"):
        home.log.questions.add(Question(person=person, text=text), by=by)

    def open_answer(number):
        home.guide.go("page")
        settle()
        screen = home.window.screen_named("page")
        screen._open_answer(home.log.questions.of(person)[number])
        settle()
        return screen._sheet

    return open_answer


def test_words_in_one_sheet_never_come_back_under_another_entry(home, tmp_path):
    """Esc and Enter on the next question without a pause: its answer stays with it."""
    home.furnish().open()
    open_answer = ask_two(home)
    sheet = open_answer(0)
    home.guide.unsaved.look()
    sheet.close_sheet()
    assert open_answer(1) is sheet
    type_into(sheet, "Their answer", "Heel: no")
    home.guide.unsaved.look()

    killed(home, tmp_path / "again")
    questions = home.log.questions.of(home.guide.context.person.id)
    home.guide.go("page")
    settle()
    screen = home.window.screen_named("page")
    said = []
    for question in questions:
        screen._open_answer(question)
        settle()
        home.guide.unsaved.look()
        said.append(field_of(screen._sheet, "Their answer").toPlainText())
        screen._sheet.close_sheet()
    assert said == ["", "Heel: no"]


def test_what_is_typed_at_once_is_kept_and_no_older_words_take_its_place(home, tmp_path):
    """Words typed before the first pause are a draft too, and newer than any that was kept."""
    home.furnish().open()
    sheet = ask_two(home)(0)
    type_into(sheet, "Their answer", "Typed at once")
    home.guide.unsaved.look()
    assert home.log.drafts.count() == 1

    killed(home, tmp_path / "again")
    home.guide.go("page")
    settle()
    screen = home.window.screen_named("page")
    screen._open_answer(home.log.questions.of(home.guide.context.person.id)[0])
    settle()
    field = type_into(screen._sheet, "Their answer", "Quite another answer")
    home.guide.unsaved.look()
    assert field.toPlainText() == "Quite another answer"


def test_what_was_saved_does_not_come_back_as_unsaved(home, tmp_path):
    """Killed in the moment after saving, the question is in the log and its field is empty."""
    home.furnish().open()
    home.guide.go("page")
    settle()
    type_into(home.window, "A new question", "May the feet be warm?")
    home.guide.unsaved.look()
    home.window.screen_named("page")._questions._add()
    settle()
    killed(home, tmp_path / "again")
    assert len(home.log.questions.of(home.guide.context.person.id)) == 1
    home.guide.go("page")
    settle()
    assert field_of(home.window, "A new question").text() == ""


@pytest.mark.parametrize(("when", "day", "time"), [("today", 21, "14:00"), ("yesterday", 20, None)])
def test_a_past_massage_half_written_keeps_its_day(home, when, day, time):
    """Written yesterday, *Earlier today* means yesterday: the day is said by its date then."""
    home.furnish().open()
    home.guide.go("log")
    settle()
    screen = home.window.screen_named("log")
    screen._open_form()
    screen._sheet._when.choose(when)
    screen._sheet._time.choose(time)
    screen._sheet._note.setText("By the window")
    home.guide.unsaved.look()
    home.close()
    home.clock.advance(18 * 3600)
    home.open()
    home.guide.go("log")
    settle()
    sheet = home.window.screen_named("log")._sheet
    assert (sheet._given_day().day, sheet._time.chosen) == (day, time)
    assert sheet._day.isVisible()


def test_an_old_half_marked_place_does_not_stand_in_the_way_in_a_massage(home, mouse):
    """What was just seen is asked for from the beginning; the old one waits for the map at rest."""
    home.furnish().open()
    home.guide.safety.mark()
    settle()
    home.window.screen_named("safety").editor.toggle_region("heel.R")
    home.guide.unsaved.look()
    home.close()
    home.open()
    mouse.come_to("session")
    home.guide.massage.session._mark_new()
    settle()
    editor = home.window.screen_named("safety").editor
    assert home.place == "safety"
    assert (editor.step, editor.draft.regions) == ("where", ())
    editor.toggle_region("hand.L")
    home.guide.unsaved.look()
    assert home.log.drafts.count() == 2
    home.guide.massage.session.end_here()
    home.close()
    home.open()
    home.guide.go("safety")
    settle()
    assert home.window.screen_named("safety").editor.draft.regions == ("heel.R",)
