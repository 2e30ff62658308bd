# SPDX-License-Identifier: GPL-3.0-or-later
"""Backups as a family meets them: made by themselves, told when they are not, and brought back."""

import shutil

import pytest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid
from tests.journeys.conftest import settle

from caregiver_guide.app import backups as app_backups
from caregiver_guide.domain.session import Note
from caregiver_guide.storage.backups import newest_backup, read_facts
from caregiver_guide.storage.copies import backup_folder
from caregiver_guide.storage.errors import NoBackup
from caregiver_guide.storage.places import RiskyPlace
from caregiver_guide.storage.settings import read_settings
from caregiver_guide.ui.screens.restore_sheet import RestoreSheet
from caregiver_guide.ui.widgets.text import Text

pytestmark = pytest.mark.windows


def _backups(home):
    return sorted(backup_folder(home.data_dir).glob("caregiver-guide-*.db"))


def _words(home):
    return " ".join(
        one.text() for one in home.window.findChildren(Text) if one.isVisibleTo(home.window)
    )


def _press(home, mouse, words):
    """Scroll Settings to a button of the card and press it."""
    for _ in range(3):  # voices that are found meanwhile make the card above longer
        home.window.screen_named("settings")._page.show_widget(mouse.button(words))
        settle()
    mouse.press(words)


def _note(home, text):
    context = home.guide.context
    context.log.notes.add(Note(person=context.person.id, text=text), by=context.caregiver.id)


def _notes(home):
    return [note.text for note in home.log.notes.of(home.guide.context.person.id)]


def _check_to_the_end(home, qtbot):
    """Let the check of the whole log run that begins once the first screen stands."""
    qtbot.waitUntil(lambda: home.log.report is not None, timeout=5000)
    settle()  # what follows from it begins with the next turn
    home.guide.backups.wait()
    settle()


def test_closing_the_app_makes_a_backup_only_when_something_was_written(home, mouse, qtbot):
    """One for each day with something new in it, and none for looking."""
    home.furnish().open()
    home.close()
    assert len(_backups(home)) == 1
    home.open()
    home.close()
    assert len(_backups(home)) == 1
    home.open()
    _note(home, "slept well")
    home.close()
    assert len(_backups(home)) == 2
    assert read_facts(_backups(home)[-1]).holdings.revisions > 0


def test_what_a_power_cut_left_without_a_backup_is_backed_up_at_the_next_start(home, qtbot):
    """Nobody has to close the app properly."""
    home.furnish().open()
    home.guide.backups.last = lambda: lambda: None  # the power went off
    home.close()
    assert _backups(home) == []
    home.open()
    _check_to_the_end(home, qtbot)
    assert len(_backups(home)) == 1
    home.close()
    assert len(_backups(home)) == 1


def test_a_window_that_is_never_closed_makes_a_backup_of_each_day(home, qtbot):
    """A laptop that only ever sleeps has its copies too; not before the day is over."""
    home.furnish().open()
    _check_to_the_end(home, qtbot)
    assert len(_backups(home)) == 1
    _note(home, "slept well")
    home.guide.go("today")
    settle()
    home.guide.backups.wait()
    assert len(_backups(home)) == 1
    home.clock.advance(24 * 3600)
    home.guide.go("page")
    settle()
    home.guide.backups.wait()
    assert len(_backups(home)) == 2
    _note(home, "slept badly")
    home.clock.advance(24 * 3600)
    home.guide.backups._next_day.timeout.emit()  # midnight, and nobody is there
    home.guide.backups.wait()
    assert len(_backups(home)) == 3


def test_a_log_that_was_checked_while_it_was_opened_is_backed_up_too(home):
    """An erasing that comes to its end then checks all of it: the rest is done all the same."""
    home.furnish().open()
    assert home.log.verify().is_ok
    home.guide._begin_checking()
    home.guide.backups.wait()
    assert len(_backups(home)) == 1


def test_a_first_start_with_nothing_in_it_makes_none(home):
    """There is nothing to keep yet."""
    home.open()
    home.close()
    assert not backup_folder(home.data_dir).exists()


def test_somebody_can_ask_for_one_and_see_it(home, mouse, qtbot):
    """Settings says when the last one was made, and that it was read back."""
    home.furnish().open()
    _check_to_the_end(home, qtbot)
    home.guide.go("settings")
    before = _backups(home)
    with qtbot.waitSignal(home.guide.backups.changed):
        _press(home, mouse, "Back up now")
    qtbot.waitUntil(lambda: not home.guide.backups.is_busy)
    assert "Last backup: today at" in _words(home)
    assert "every entry is as it was written" in _words(home)
    assert len(_backups(home)) == len(before) + 1


def test_everything_comes_back_on_a_fresh_computer(home, mouse, qtbot, tmp_path):
    """From the first card, with a stick: people, notes and how the app looks."""
    home.furnish().open()
    home.guide.preferences.set(text_percent=130, theme="bedroom")
    _note(home, "slept well")
    home.close()
    stick = shutil.copytree(backup_folder(home.data_dir), tmp_path / "stick")
    shutil.rmtree(home.data_dir)
    shutil.rmtree(home.config_dir)

    home.open()
    assert home.place == "welcome"
    home.prompts.file = next(stick.glob("caregiver-guide-*.db"))
    mouse.press("I have a backup")
    words = _words(home)
    for part in ("Pat", "None yet", "every entry is as it was written"):
        assert part in words
    mouse.press("Restore this backup")
    assert home.place == "today"
    assert home.guide.context.person.name == "Pat"
    assert _notes(home) == ["slept well"]
    assert home.guide.settings.text_percent == 130
    assert read_settings(home.config_dir / "settings.toml").settings.theme == "bedroom"
    assert home.prompts.told == ["All that is in it is here again."]
    _note(home, "goes on")
    assert _notes(home) == ["slept well", "goes on"]


def test_going_back_to_a_backup_keeps_the_log_of_now(home, mouse, qtbot):
    """What was written since is in the folder, under a clear name, and can be brought back."""
    home.furnish().open()
    home.close()
    home.open()
    (home.prompts.file,) = _backups(home)
    _check_to_the_end(home, qtbot)
    _note(home, "since then")
    home.guide.go("settings")
    _press(home, mouse, "Restore from a backup")
    mouse.press("Leave everything as it is")
    assert _notes(home) == ["since then"]
    assert sorted(path.name for path in home.data_dir.glob("log*.db*")) in (
        ["log.db"],
        ["log.db", "log.db-journal"],
    )

    _press(home, mouse, "Restore from a backup")
    mouse.press("Restore this backup")
    assert _notes(home) == []
    (aside,) = home.data_dir.glob("log-before-restore-*.db")
    assert aside.name in home.prompts.told[-1]
    home.prompts.file = aside
    _check_to_the_end(home, qtbot)
    home.guide.go("settings")
    _press(home, mouse, "Restore from a backup")
    mouse.press("Restore this backup")
    assert _notes(home) == ["since then"]


def test_a_file_that_is_no_backup_changes_nothing(home, mouse, qtbot, tmp_path):
    """A sentence, and everything is as it was."""
    home.furnish().open()
    _check_to_the_end(home, qtbot)
    home.prompts.file = tmp_path / "letter.db"
    home.prompts.file.write_text("Dear diary")
    home.guide.go("settings")
    _press(home, mouse, "Restore from a backup")
    assert "is not a backup" in home.prompts.told[-1]
    assert home.place == "settings"
    assert home.window.findChildren(RestoreSheet) == []
    # The log itself, chosen by mistake, stays locked to this program.
    home.prompts.file = home.data_dir / "log.db"
    _press(home, mouse, "Restore from a backup")
    assert "is not a backup" in home.prompts.told[-1]
    _note(home, "goes on")


def test_a_damaged_log_leads_to_the_backups(home, mouse):
    """Where the app cannot go on it offers what helps."""
    home.furnish().open()
    home.close()
    (home.prompts.file,) = _backups(home)
    (home.data_dir / "log.db").write_bytes(b"\0" * 8192)
    home.open()
    assert home.place == "trouble"
    mouse.press("Restore from a backup")
    mouse.press("Restore this backup")
    assert home.place == "today"
    assert home.guide.context.person.name == "Pat"
    (aside,) = home.data_dir.glob("log-before-restore-*.db")
    assert aside.read_bytes() == b"\0" * 8192


def test_a_stick_gets_its_copy_and_a_missing_one_is_told_once(home, mouse, qtbot, tmp_path):
    """It is no error; when it is plugged in again, the copy comes by itself."""
    stick = tmp_path / "STICK"
    stick.mkdir()
    home.furnish().open()
    _check_to_the_end(home, qtbot)
    home.guide.go("settings")
    home.prompts.chosen_folder = stick
    _press(home, mouse, "Choose a stick or a folder")
    home.guide.backups.wait()
    assert len(list(stick.iterdir())) == 1
    log_id, made = home.log.log_id, len(_backups(home))
    _note(home, "x")
    stick.rename(tmp_path / "pulled out")
    home.close()
    assert len(_backups(home)) == made + 1

    home.open()
    assert "is not there now" in _words(home)
    home.guide.go("settings")
    assert "is not there now" in _words(home)
    home.guide.go("today")
    assert "is not there now" not in _words(home)
    home.close()

    (tmp_path / "pulled out").rename(stick)
    home.open()
    assert "is not there now" not in _words(home)
    _check_to_the_end(home, qtbot)
    assert (
        newest_backup(stick, log_id).facts
        == newest_backup(backup_folder(home.data_dir), log_id).facts
    )
    home.guide.go("settings")
    assert "The copy there is of today" in _words(home)
    _press(home, mouse, "Stop copying there")
    assert home.guide.settings.backup_folder == ""


def test_a_folder_whose_name_cannot_be_kept_is_refused(home, mouse, qtbot, tmp_path):
    """An old stick with odd letters stops nothing."""
    home.furnish().open()
    _check_to_the_end(home, qtbot)
    home.guide.go("settings")
    home.prompts.chosen_folder = tmp_path / "\udcff"
    _press(home, mouse, "Choose a stick or a folder")
    assert "cannot be written down" in home.prompts.told[-1]
    assert home.guide.settings.backup_folder == ""


def test_a_backup_that_could_not_be_made_is_told_at_the_next_start(home, mouse):
    """The sentence waits for somebody to read it."""
    home.furnish().open()
    folder = backup_folder(home.data_dir)
    folder.mkdir()
    _note(home, "x")

    def fail(**_arguments):
        raise NoBackup(folder, "there is no room left")

    home.guide.backups._draft = fail
    home.close()
    home.open()
    assert "No backup could be made" in _words(home)
    home.guide.go("today")
    assert "No backup could be made" not in _words(home)
    home.close()
    assert len(_backups(home)) == 1


def test_a_log_in_a_cloud_folder_is_warned_of_once(home, monkeypatch, tmp_path):
    """In plain words, with what to do; Settings goes on saying it."""
    found = RiskyPlace("cloud", "Dropbox", tmp_path)
    monkeypatch.setattr(app_backups, "risky_place", lambda _folder: found)
    home.furnish().open()
    assert "a folder that Dropbox copies" in _words(home)
    assert "can go there once the log has a passphrase" in _words(home)
    home.close()
    home.open()
    home.guide.go("settings")
    assert "a folder that Dropbox copies" in _words(home)
    home.close()
    home.open()
    assert "Dropbox" not in _words(home)


def test_nothing_is_left_waiting_after_a_restore(home, mouse, qtbot):
    """The window before is gone, with all that it did."""
    home.furnish().open()
    home.close()
    home.open()
    _check_to_the_end(home, qtbot)
    (home.prompts.file,) = _backups(home)
    home.guide.go("settings")
    before = home.window
    _press(home, mouse, "Restore from a backup")
    mouse.press("Restore this backup")
    assert home.window is not before
    assert not isValid(before)
    assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == [home.window]


def test_copies_go_to_a_cloud_only_after_a_word_where_the_log_has_no_passphrase(
    home, mouse, qtbot, tmp_path
):
    """Others may read them there; whoever says no leaves everything as it is."""
    cloud = tmp_path / "Dropbox"
    cloud.mkdir()
    home.furnish().open()
    _check_to_the_end(home, qtbot)
    home.guide.go("settings")
    home.prompts.chosen_folder = cloud
    home.prompts.answers = [False]
    _press(home, mouse, "Choose a stick or a folder")
    assert home.prompts.asked == ["Copies that others can read?"]
    assert home.guide.settings.backup_folder == ""
    _press(home, mouse, "Choose a stick or a folder")
    assert home.guide.settings.backup_folder == str(cloud)
    home.guide.backups.wait()
