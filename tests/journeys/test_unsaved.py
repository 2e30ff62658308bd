# SPDX-License-Identifier: GPL-3.0-or-later
"""What was half written when the program was killed is there again, and gone once it is saved."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from tests.journeys.conftest import settle

from caregiver_guide.app import unsaved

pytestmark = pytest.mark.windows
BACK = "Brought back: what you had not saved."


@pytest.fixture(autouse=True)
def only_when_said(monkeypatch):
    """No pause passes by itself, however slow the computer: each test says when one has."""
    monkeypatch.setattr(unsaved, "_PAUSE_MS", 3_600_000)


def pause(home):
    """Let the moment pass after which what is half done is written."""
    waiting = home.guide.unsaved._pause
    assert waiting.isActive(), "nothing that was done is going to be written"
    waiting.stop()
    waiting.timeout.emit()


def killed(home, folder):
    """Open the app again on the log as it lies on the disk now, as after a power cut."""
    shutil.copytree(home.data_dir, folder, ignore=shutil.ignore_patterns("window.lock"))
    home.close()
    home.data_dir = folder
    home.open()


def write(home, name, text):
    """Write into a field and let go of a key, as typing does."""
    fields = [*home.window.findChildren(QLineEdit), *home.window.findChildren(QPlainTextEdit)]
    field = next(one for one in fields if one.isVisible() and one.accessibleName() == name)
    field.setFocus()
    QTest.keyClicks(field, text)
    QTest.keyClick(home.window.windowHandle(), Qt.Key.Key_Shift)
    pause(home)


def test_answers_tapped_after_a_massage_outlive_a_kill(home, mouse, tmp_path):
    """Numbers, what was noticed and the note come back as they were tapped, then they are saved."""
    home.furnish().open()
    mouse.come_to("session")
    home.wait(20)
    mouse.press("Stop")
    mouse.press("End for today and log it")
    mouse.press("Ask Pat now")
    mouse.rate(4, 2, 3)
    mouse.press("Bruise…")
    write(home, "What did you do?", "Stopped at once")
    write(home, "Anything else to remember?", "Liked the music")
    assert home.log.drafts.count() == 1

    killed(home, tmp_path / "again")
    assert home.place == "today"
    mouse.press("Answer now")
    assert home.place == "after"
    words = mouse.words()
    assert BACK in words
    given = home.window.screen_named("after").given
    assert [one.value for one in given.ratings] == [4, 2, 3]
    assert [one.what_done for one in given.reactions] == ["Stopped at once"]
    assert given.note == "Liked the music"

    mouse.press("Save this massage")
    settle()
    assert home.log.drafts.count() == 0
    (session,) = home.log.sessions.recent(home.guide.context.person.id)
    story = home.log.sessions.story(session.id)
    assert [one.text for one in story.notes] == ["Liked the music"]
    assert [one.value for one in story.ratings] == [4, 2, 3]


def test_every_form_comes_back_as_it_was_left(home, mouse, tmp_path):
    """A place being marked, a question, a past massage and a check: each in its own place."""
    home.furnish(answer="marked").open()
    guide = home.guide
    guide.safety.mark()
    settle()
    editor = home.window.screen_named("safety").editor
    editor.toggle_region("heel.R")
    editor.go_on()
    editor._choose_condition("wound")
    settle()
    write(home, "Note", "Dressed on Mondays")
    guide.go("page")
    settle()
    write(home, "A new question", "May the feet be warm")
    guide.go("log")
    settle()
    mouse.press("Add a past massage")
    mouse.press("15 min")
    write(home, "A note", "By the window")
    assert home.log.drafts.count() == 3

    killed(home, tmp_path / "again")
    home.guide.go("safety")
    settle()
    assert BACK in mouse.words()
    half = home.window.screen_named("safety").editor.half_done.finding
    assert (half.regions, half.condition, half.note) == (
        ("heel.R",), "wound", "Dressed on Mondays",
    )  # fmt: skip
    mouse.press("Correct, keep it")
    assert [zone.note for zone in home.log.zones.of(home.guide.context.person.id)] == [
        "Dressed on Mondays"
    ]
    home.guide.go("page")
    settle()
    assert BACK in mouse.words()
    mouse.press("Add the question")
    (question,) = home.log.questions.of(home.guide.context.person.id)
    assert question.text == "May the feet be warm"
    home.guide.go("log")
    settle()
    assert BACK in mouse.words()
    mouse.press("Cancel")
    home.guide.go("today")
    settle()
    assert home.log.drafts.count() == 0


def test_words_in_any_other_sheet_come_back_when_it_is_opened_again(home, mouse, tmp_path):
    """A sheet that keeps nothing of its own has its words back; Cancel throws them away."""
    home.furnish().open()
    home.guide.go("people")
    settle()
    mouse.press("Add a person")
    home.guide.unsaved.look()
    write(home, "First name, or what they like to be called", "Ros")
    assert home.log.drafts.count() == 1
    killed(home, tmp_path / "again")
    home.guide.go("people")
    settle()
    mouse.press("Add a person")
    pause(home)
    assert BACK in mouse.words()
    field = next(
        one
        for one in mouse.seen(QLineEdit)
        if one.accessibleName() == "First name, or what they like to be called"
    )
    assert field.text() == "Ros"
    mouse.press("Cancel")
    pause(home)
    assert home.log.drafts.count() == 0


def test_a_check_left_in_its_middle_keeps_every_no(home, mouse, tmp_path):
    """A half-done check is in the log with its yes answers alone; the noes come back too."""
    home.furnish().open()
    mouse.come_to("check")
    mouse.press("No", 0)
    mouse.press("No", 1)
    pause(home)
    killed(home, tmp_path / "again")
    mouse.press("Start a massage")
    draft = home.window.screen_named("check").draft
    assert list(draft.answers.values()) == ["no", "no"]
    mouse.press("Nothing new today")
    home.guide.go("today")
    settle()
    assert home.log.drafts.count() == 0
