# SPDX-License-Identifier: GPL-3.0-or-later
"""Around the lock when something is in the way: sleep, a full disk, a yes said hours ago."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from tests.journeys.conftest import Home, settle
from tests.journeys.test_locking import WORDS, furnish, idle, open_unlocked, unlock, until
from tests.journeys.test_marking_in_a_massage import NEW
from tests.journeys.test_unsaved_words_stay_theirs import field_of, type_into

from caregiver_guide.domain.session import Person
from caregiver_guide.storage.errors import DiskFull
from caregiver_guide.ui.widgets.body_map import BodyMap

pytestmark = pytest.mark.windows


def refuse_drafts(home, monkeypatch):
    """Let the disk refuse what is half written, until the monkey is undone."""

    def refuse(*_draft):
        raise DiskFull(home.data_dir)

    monkeypatch.setattr(home.log.drafts, "write", refuse)


def test_whoever_comes_after_a_sleep_that_nobody_told_finds_the_log_locked(home):
    """Five hours with the lid closed: the first move of the mouse opens nothing."""
    open_unlocked(home)
    home.clock.advance(5 * 3600)
    QTest.mouseMove(home.window.windowHandle(), QPoint(300, 300))
    settle()
    assert home.place == "unlock"


def test_a_massage_that_ends_by_itself_after_long_is_not_locked_away(home, mouse):
    """Its time counts from its end: the answers after it can be given at once."""
    open_unlocked(home)
    mouse.come_to("session")
    home.clock.advance(3600)
    home.guide.massage.session.end_here()
    settle()
    QTest.mouseMove(home.window.windowHandle(), QPoint(300, 300))
    settle()
    assert home.opening.log is not None


def pause_on_the_way(home, mouse):
    """Give two minutes of a massage, then pause it; return what its screen tells of it."""
    mouse.come_to("session")
    home.wait(130)
    mouse.press("Pause")
    return shown_of(home)


def shown_of(home):
    shown = home.guide.massage.session.shown
    return (shown.state, shown.step, shown.remaining_s, shown.elapsed_s)


@pytest.mark.parametrize("rested", [11, 2])
def test_a_massage_left_in_pause_locks_with_the_screen_and_comes_back_paused(home, mouse, rested):
    """Ten minutes in pause, and the computer's screen is locked: nobody finds the log open."""
    locking = open_unlocked(home)
    before = pause_on_the_way(home, mouse)
    home.clock.advance(60 * rested)
    locking._screen_lock.locked.emit()
    settle()
    if rested < 10:
        assert home.place == "session", "somebody may only fetch a towel"
        assert 7 * 60_000 < locking.waits_ms <= 8.5 * 60_000
        idle(home, 8)
    assert home.place == "unlock"
    unlock(home)
    assert home.place == "session"
    assert shown_of(home) == before
    mouse.press("Go on")
    assert home.guide.massage.session.shown.state == "running"


def test_whoever_has_paused_a_massage_may_lock_it_at_once(home, mouse):
    """A visitor comes in: Pause and Ctrl+L hide everything, and behind the lock it is paused."""
    open_unlocked(home)
    before = pause_on_the_way(home, mouse)
    QTest.keyClick(home.window.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert home.place == "unlock"
    unlock(home)
    assert shown_of(home) == before


def test_a_massage_in_pause_locks_after_an_hour_without_anybody(home, mouse):
    """Half an hour with the person is a rest; after an hour the log is no longer left open."""
    locking = open_unlocked(home)
    before = pause_on_the_way(home, mouse)
    idle(home, 30)
    assert home.place == "session"
    assert 25 * 60_000 < locking.waits_ms <= 32 * 60_000
    idle(home, 31)
    assert home.place == "unlock"
    unlock(home)
    assert shown_of(home) == before


def test_the_stop_sheet_stays_while_somebody_telephones(home, mouse):
    """What to say to the care team stands there: the screen's lock takes it away only later."""
    locking = open_unlocked(home)
    pause_on_the_way(home, mouse)
    mouse.press("Stop")
    home.clock.advance(20 * 60)
    locking._screen_lock.locked.emit()
    settle()
    assert home.place == "session"
    QTest.mouseMove(home.window.windowHandle(), QPoint(300, 300))
    settle()
    assert home.place == "session"
    mouse.press("End for today and log it")
    assert home.place == "after"
    idle(home, 11)
    assert home.place == "unlock"


def test_a_mark_half_made_in_a_massage_comes_back_behind_the_lock(home, mouse):
    """Something new is being marked: it leads to the map again, and what was begun is there."""
    locking = open_unlocked(home)
    mouse.come_to("session")
    home.wait(30)
    mouse.press("Stop")
    mouse.press(NEW)
    mouse.press("Mark it now")
    body = next(iter(mouse.seen(BodyMap)))
    mouse.click(body, body.place_of("fingers.L"))
    if body.is_zoomed:
        mouse.click(body, body.place_of("fingers.L"))
    mouse.press("Next: what is it")
    mouse.write("Type a word", "open")
    mouse.row("Open wound")
    home.clock.advance(11 * 60)
    locking._screen_lock.locked.emit()
    settle()
    assert home.place == "unlock"
    unlock(home)
    assert home.place == "session"
    assert home.guide.massage.session.shown.is_paused
    mouse.press("Mark it now")
    assert home.place == "safety"
    assert "Open wound" in mouse.words()
    mouse.press("Correct, keep it")
    mouse.press("Back to the massage")
    assert "The rest changes now." in mouse.words()


def test_a_massage_that_runs_is_never_locked_and_a_night_in_pause_is_over(home, mouse):
    """A sleep in the middle pauses it; in the morning it is locked, and logged as unfinished."""
    locking = open_unlocked(home)
    mouse.come_to("session")
    home.wait(70)
    locking._screen_lock.locked.emit()
    settle()
    assert home.guide.massage.session.shown.state == "running"
    home.clock.advance(9 * 3600)
    home.guide.massage.session.ticker.ticked.emit()
    settle()
    assert home.place == "unlock"
    unlock(home)
    assert home.place == "today"
    assert "It is in the log as unfinished" in mouse.words()


def test_a_lock_that_would_lose_words_is_told_and_tried_again(home, mouse, monkeypatch):
    """The disk is full: a wish hears why not; where nobody is there it locks once it can."""
    open_unlocked(home)
    home.guide.go("page")
    settle()
    type_into(home.window, "A new question", "half written")
    with monkeypatch.context() as full:
        refuse_drafts(home, full)
        QTest.keyClick(
            home.window.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier
        )
        settle()
        assert home.place == "page"
        assert "the disk refuses it" in home.prompts.told[-1]
        home.opening.change_passphrase(WORDS, "")
        assert len(home.prompts.told) == 2
        idle(home, 11)
        assert home.place == "page"
        # A coarse timer of Qt may wait a twentieth longer than it was told.
        assert 50_000 < home.guide.locking.waits_ms <= 63_000
        assert len(home.prompts.told) == 2
    idle(home, 1)
    assert home.place == "unlock"
    unlock(home)
    assert field_of(home.window, "A new question").text() == "half written"


def test_nobody_is_turned_to_while_the_disk_refuses_half_written_words(home, mouse, monkeypatch):
    """Words left on a screen are on no disk yet: turning away would lose them, so it waits."""
    home.furnish().open()
    ana = home.guide.context.caregiver
    sam = home.log.people.add(Person(name="Sam"), by=ana.id)
    home.guide.go("page")
    settle()
    field = type_into(home.window, "A new question", "half written")
    with monkeypatch.context() as full:
        refuse_drafts(home, full)
        home.guide.go("log")
        settle()
        home.opening._turn(sam, ana, "Now Sam")
        assert home.guide.context.person.name == "Pat"
        assert "the disk refuses it" in home.prompts.told[-1]
        assert field.text() == "half written"
    pat = home.guide.context.person
    home.opening._turn(sam, ana, "Now Sam")
    home.opening._turn(pat, ana, "Now Pat")
    home.guide.go("page")
    settle()
    assert field_of(home.window, "A new question").text() == "half written"


def test_a_yes_does_not_outlive_the_lock(home, mouse):
    """Locked between the yes and the massage: behind the lock the person is asked again."""
    open_unlocked(home)
    mouse.come_to("before")
    home.guide.locking.lock()
    settle()
    home.clock.advance(3600)
    unlock(home)
    assert home.place == "prepare"
    assert home.guide.massage._state.permission == ""


def test_while_a_log_is_being_opened_no_other_one_is(home, tmp_path):
    """Another folder chosen meanwhile would leave two logs open on one window."""
    other = Home(home.app, tmp_path / "other").furnish(name="Bert")
    furnish(home)
    home.open()
    screen = home.opening.unlocking._screen
    home.prompts.chosen_folder = other.data_dir
    field = home.window.findChild(QLineEdit)
    QTest.keyClicks(field, WORDS)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert home.opening.unlocking.is_busy
    assert not screen._other.isEnabled()
    screen.other_folder_requested.emit()
    until(lambda: not home.opening.unlocking.is_busy)
    assert home.opening.data_dir == home.data_dir
    assert home.guide.context.person.name == "Pat"


def test_where_somebody_was_stays_with_their_own_log(home, tmp_path):
    """Locked on a way to a massage, then another folder: its person begins on Today."""
    other = Home(home.app, tmp_path / "other").furnish(name="Bert")
    open_unlocked(home)
    home.guide.go("learn")
    settle()
    home.opening.lock()
    settle()
    home.prompts.chosen_folder = other.data_dir
    home.opening.unlocking._screen.other_folder_requested.emit()
    settle()
    assert home.guide.context.person.name == "Bert"
    assert home.place == "today"


@pytest.mark.parametrize(("hours", "role"), [(2, "aide"), (7, "aide"), (7, "family")])
def test_an_aide_says_anew_with_whom_after_many_hours(home, hours, role):
    """Locked in one home, opened in the next: no screen of whoever was last on it comes first."""
    open_unlocked(home)
    ana = home.guide.context.caregiver
    home.log.caregivers.change(replace(ana, role=role))
    home.log.people.add(Person(name="Sam"), by=ana.id)
    home.guide.go("page")
    settle()
    home.guide.locking.lock()
    settle()
    home.clock.advance(3600 * hours)
    unlock(home)
    asks = hours > 6 and role == "aide"
    assert home.place == ("people" if asks else "page")


def test_erasing_the_only_person_leaves_none_of_their_words(home, mouse):
    """Whoever comes into the log next finds empty fields, not the words about somebody else."""
    home.furnish(name="Anna").open()
    home.guide.go("page")
    settle()
    type_into(home.window, "A new question", "Anna bruises easily?")
    home.guide.unsaved.look()
    home.guide.go("settings")
    settle()
    home.guide._erasing.ask()
    settle()
    assert home.place == "welcome"
    fields = home.window.findChildren(QLineEdit)
    assert "Anna" not in "".join(one.text() for one in fields)
    assert not home.window.knows("page") or not home.window.screen_named("page").half_done()
