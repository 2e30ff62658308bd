# SPDX-License-Identifier: GPL-3.0-or-later
"""A protected log is locked when nobody is there, and opens again where it was."""

import gc
import weakref
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from tests.journeys.conftest import AFTERNOON, settle

from caregiver_guide.app.locking import Locking
from caregiver_guide.services.first_run import FirstRunAnswers, record_first_run
from caregiver_guide.storage.log import open_log
from caregiver_guide.storage.settings import read_settings
from caregiver_guide.ui.question_dialog import QuestionDialog

pytestmark = pytest.mark.windows
WORDS = "harbor candle walnut river"


def furnish(home, person="Pat"):
    """Put a person and Anastasia into a log that is protected."""
    answers = FirstRunAnswers(
        person_name=person,
        tone="sand",
        caregiver_name="Anastasia",
        role="family",
        zones_answer="nothing",
        care_team_name="Nurse Lee",
        care_team_phone="555 0142",
    )
    with open_log(home.data_dir, home.clock.wall, passphrase=WORDS) as log:
        record_first_run(log, answers, AFTERNOON.day)


def until(is_true):
    """Let the window live until something is true; the test's own time limit ends it else."""
    while not is_true():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    settle()


def unlock(home, words=WORDS):
    """Type a passphrase and press Enter."""
    field = home.window.findChild(QLineEdit)
    field.clear()
    QTest.keyClicks(field, words)
    QTest.keyClick(field, Qt.Key.Key_Return)
    until(lambda: not home.opening.unlocking.is_busy)


def open_unlocked(home, person="Pat"):
    """Open the app on a protected log, and wait until locking has begun."""
    furnish(home, person)
    home.open()
    unlock(home)
    until(lambda: home.guide.locking.waits_ms >= 0)
    return home.guide.locking


def idle(home, minutes):
    """Let minutes pass in which nobody is there, as the one timer sees it."""
    home.clock.advance(60 * minutes)
    timer = home.guide.locking._timer
    if timer.isActive():
        timer.stop()
        timer.timeout.emit()
    settle()


def write_by_hand(home, name, text):
    """Type into a field of the sheet that is open."""
    fields = [one for one in home.window.findChildren(QLineEdit) if one.isVisible()]
    field = next(one for one in fields if one.accessibleName() == name)
    field.setFocus()
    QTest.keyClicks(field, text)
    settle()


def everything_shown():
    """Return all words in all widgets of the program, seen or not."""
    found = []
    for widget in QApplication.allWidgets():
        text = getattr(widget, "text", None)
        found.append(text() if callable(text) else "")
        found += [widget.accessibleName(), widget.windowTitle(), widget.toolTip()]
    return "\n".join(found)


def test_a_protected_log_opens_with_its_passphrase_only(home, mouse):
    """Until then nobody's name is in the window; a wrong one is told and stays to be mended."""
    furnish(home)
    home.open()
    assert home.place == "unlock"
    assert home.window.windowTitle() == "Caregiver Guide"
    assert "Pat" not in everything_shown()
    unlock(home, WORDS[:-1])
    assert home.place == "unlock"
    assert "not the passphrase" in mouse.words()
    assert home.window.findChild(QLineEdit).text() == WORDS[:-1]
    unlock(home)
    assert home.place == "today"
    assert "Pat" in mouse.words()


def test_locked_nothing_of_a_person_is_left_in_the_window(home, mouse):
    """Screens, sheets and what stood behind them are taken apart, and the log is closed."""
    furnish(home)
    home.open()
    unlock(home)
    for place in ("settings", "log", "page", "safety"):
        home.guide.go(place)
        settle()
    known = weakref.ref(home.guide.context)
    home.opening.lock()
    settle()
    home.opening._wait_for_backup()
    gc.collect()
    assert home.place == "unlock"
    assert home.opening.log is None
    assert "Pat" not in everything_shown()
    assert "Nurse" not in everything_shown()
    assert known() is None
    unlock(home)
    assert home.place == "safety"
    assert "Pat" in mouse.words()


def test_nobody_there_for_ten_minutes_locks_and_somebody_there_does_not(home, mouse):
    """One timer waits for the rest of the time since the last key, press or move."""
    locking = open_unlocked(home)
    assert 9 * 60_000 < locking.waits_ms < 11 * 60_000
    home.clock.advance(9 * 60)
    QTest.mouseMove(home.window.windowHandle(), QPoint(300, 300))
    settle()
    idle(home, 2)
    assert home.place == "today"
    assert 7 * 60_000 < home.guide.locking.waits_ms < 9 * 60_000
    idle(home, 8)
    assert home.place == "unlock"
    unlock(home)
    home.guide.go("settings")
    home.guide.passphrases.minutes_chosen.emit(0)
    assert home.guide.locking.waits_ms == -1
    assert read_settings(home.config_dir / "settings.toml").settings.lock_minutes == 0


def test_a_massage_is_never_locked_and_its_time_counts_from_its_end(home, mouse):
    """Neither idle time, the screen's lock nor Ctrl+L ends what hands do, nor a short pause."""
    open_unlocked(home)
    mouse.come_to("session")
    for stop in (lambda: idle(home, 30), home.guide.locking.lock):
        stop()
        settle()
        assert home.place == "session"
    QTest.keyClick(home.window.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert home.place == "session"
    assert "The app does not lock while a massage runs." in mouse.words()
    mouse.press("Stop")
    assert home.guide.massage.session.is_running
    home.guide.locking.lock()
    settle()
    mouse.press("End for today and log it")
    assert home.place == "after"
    idle(home, 9)
    assert home.place == "after"
    idle(home, 1)
    assert home.place == "unlock"
    unlock(home)
    assert home.place == "after"


def test_half_written_words_come_back_behind_the_lock(home, mouse):
    """Ctrl+L in the middle of a note: it stands there again, and nobody has to find the way."""
    open_unlocked(home)
    home.guide.go("safety")
    home.guide.safety.mark()
    settle()
    home.window.screen_named("safety").editor.toggle_region("heel.R")
    QTest.keyClick(home.window.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert home.place == "unlock"
    unlock(home)
    assert home.place == "safety"
    settle()
    assert "Brought back: what you had not saved." in mouse.words()
    assert home.window.screen_named("safety").editor.draft.regions == ("heel.R",)


def test_a_question_that_is_open_is_answered_with_no_before_the_lock(qtbot):
    """The lock neither waits behind a dialog nor takes the window away from under it."""
    context = SimpleNamespace(
        clocks=SimpleNamespace(steady=lambda: 0.0), log=SimpleNamespace(is_encrypted=True)
    )
    locking = Locking(context, lambda: None)
    said = []
    cover = QWidget()
    box = QuestionDialog("Sure?", "", (("no", "No"), ("yes", "Yes")), "primary", cover)
    locking.agreed.connect(lambda: said.append(QApplication.activeModalWidget()))
    QTimer.singleShot(0, box, locking.lock)
    box.exec()
    assert box.answer is None
    cover.deleteLater()
    until(lambda: said)
    assert said == [None]


def test_a_passphrase_is_added_changed_and_removed_in_settings(home, mouse, monkeypatch):
    """Typed twice by hand, told when it is too weak; the log opens with the right one each time."""
    home.furnish().open()
    home.guide.go("settings")
    settle()
    home.window.screen_named("settings").scroll_to_passphrase()
    mouse.press("Add a passphrase")
    write_by_hand(home, "New passphrase", "short")
    write_by_hand(home, "The same again", "short")
    mouse.press("Protect the log")
    assert "Use 10 characters or more" in mouse.words()
    write_by_hand(home, "New passphrase", " but longer now")
    mouse.press("Protect the log")
    assert "This is not the same" in mouse.words()
    write_by_hand(home, "The same again", " but longer now")
    assert "four words that chance has chosen are safer" not in mouse.words()
    told = []
    monkeypatch.setattr(home.prompts, "tell", lambda title, text: told.append(f"{title}: {text}"))
    home.prompts.answers = ["pdf"]
    mouse.press("Protect the log")
    until(lambda: home.opening.guide is not None and home.place == "settings")
    assert home.log.passphrase == "short but longer now"
    assert "Save the recovery sheet, to print it" in home.prompts.asked, "there is no printer"
    assert "delete the file from this computer" in told[-1]
    assert "in the folder " in told[-1]
    settle()
    focused = home.window.focusWidget()
    assert home.window.screen_named("settings").passphrase.isAncestorOf(focused)
    assert focused.visibleRegion().boundingRect() == focused.rect()
    assert is_encrypted_file(home)

    mouse.press("Change the passphrase")
    write_by_hand(home, "The present passphrase", "something else")
    write_by_hand(home, "New passphrase", WORDS)
    write_by_hand(home, "The same again", WORDS)
    mouse.press("Change it", -1)
    assert "This is not the present passphrase." in mouse.words()
    field = next(
        one
        for one in home.window.findChildren(QLineEdit)
        if one.isVisible() and one.accessibleName() == "The present passphrase"
    )
    field.clear()
    write_by_hand(home, "The present passphrase", "short but longer now")
    mouse.press("Change it", -1)
    until(lambda: home.opening.guide is not None and home.place == "settings")
    assert home.log.passphrase == WORDS

    mouse.press("Remove the passphrase")
    write_by_hand(home, "The present passphrase", WORDS)
    mouse.press("Remove it", -1)
    until(lambda: home.opening.guide is not None and home.place == "settings")
    assert not home.log.is_encrypted
    assert not is_encrypted_file(home)
    assert "Pat" in [one.name for one in home.log.people.all()]


def is_encrypted_file(home):
    """Return whether no name can be read in the log and its backups, byte for byte."""
    files = [path for path in home.data_dir.rglob("*.db") if path.is_file()]
    assert files
    return not any(b"Nurse Lee" in path.read_bytes() for path in files)


def test_no_file_of_a_protected_log_names_anybody(home, mouse):
    """Log, journal, backup, settings and fault file: no name in any byte, locked and open."""
    open_unlocked(home, "Patricia Rose")
    home.guide.safety.mark()
    settle()
    editor = home.window.screen_named("safety").editor
    editor.toggle_region("heel.R")
    editor._details.note.setText("Zanzibar the dog bit")
    home.guide.unsaved.look()
    home.guide.go("page")
    settle()
    home.guide.backups.make_now()
    home.guide.backups.wait()
    home.opening.lock()
    settle()
    home.close()
    seen = [path for path in home.data_dir.parent.rglob("*") if path.is_file()]
    assert len(seen) >= 3
    for path in seen:
        data = path.read_bytes()
        for word in (b"Patricia", b"Anastasia", b"Nurse Lee", b"555 0142", b"Zanzibar"):
            assert word not in data, f"{word!r} in {path.name}"
