# SPDX-License-Identifier: GPL-3.0-or-later
"""When a backup is due, where copies go, and what is told once."""

from dataclasses import replace

import pytest
from tests.lived_in_log import StandingWall

from caregiver_guide.domain.session import Note, Person
from caregiver_guide.services.backing_up import (
    BackupPlaces,
    backups_view,
    draft_if_needed,
    finish,
    settings_to_adopt,
    take_untold,
)
from caregiver_guide.storage.copies import backup_folder
from caregiver_guide.storage.settings import Settings


@pytest.fixture
def places(log, tmp_path):
    return BackupPlaces(backup_folder(tmp_path / "data"), log.log_id, tmp_path / "STICK")


def test_a_backup_is_due_when_something_was_added_or_the_settings_changed(log, places):
    """An empty log needs none, and nothing is backed up twice."""
    assert draft_if_needed(log, places, "") is None
    log.people.add(Person(name="Pat"))
    finish(draft_if_needed(log, places, ""), places)
    assert draft_if_needed(log, places, "") is None
    finish(draft_if_needed(log, places, "theme = 'dark'"), places)
    assert draft_if_needed(log, places, "theme = 'dark'") is None
    log.notes.add(Note(person="p", text="x"))
    assert draft_if_needed(log, places, "theme = 'dark'") is not None


def test_what_is_half_written_is_in_the_next_backup_once(log, places):
    """A question begun in the evening comes back with the backup of that evening."""
    pat = log.people.add(Person(name="Pat"))
    finish(draft_if_needed(log, places, ""), places)
    log.drafts.write("question", pat.id, "", "Is the heel")
    made = draft_if_needed(log, places, "")
    assert made is not None
    finish(made, places)
    assert draft_if_needed(log, places, "") is None
    log.drafts.drop("question", pat.id)
    assert draft_if_needed(log, places, "") is None


def test_a_damaged_log_pushes_out_no_good_backup(log, places):
    """What was found damaged is not copied over what was whole."""
    log.people.add(Person(name="Pat"))
    log._store.report = replace(log.verify(), is_ok=False)
    assert draft_if_needed(log, places, "") is None


def test_a_stick_that_comes_back_gets_what_it_missed(log, places, tmp_path):
    """Missing is told once; the next time, the newest backup is brought there by itself."""
    log.people.add(Person(name="Pat"))
    news = finish(draft_if_needed(log, places, ""), places)
    assert news.problem == ""
    assert "is not there now" in news.second_problem
    assert "is not there now" in take_untold(places)
    assert take_untold(places) == ""
    finish(None, places)
    assert take_untold(places) == ""

    (tmp_path / "STICK").mkdir()
    news = finish(draft_if_needed(log, places, ""), places)
    assert news.second_problem == ""
    view = backups_view(places, StandingWall()())
    assert view.second_made == view.made
    (copy,) = (tmp_path / "STICK").iterdir()
    assert finish(None, places).second_made == view.made
    assert list((tmp_path / "STICK").iterdir()) == [copy]

    copy.unlink()
    (tmp_path / "STICK").rmdir()
    finish(None, places)
    assert "is not there now" in take_untold(places), "gone again is news again"


def test_another_stick_is_another_matter(log, places, tmp_path):
    """What is told of the stick before is not told of the new one."""
    log.people.add(Person(name="Pat"))
    finish(draft_if_needed(log, places, ""), places)
    other = replace(places, second=tmp_path / "OTHER")
    view = backups_view(other, StandingWall()())
    assert (view.second, view.second_problem) == (str(tmp_path / "OTHER"), "")
    assert view.second_made is None


def test_what_is_told_of_the_place_is_told_once(log, places):
    """Each sentence once, until it is no longer so."""
    log.people.add(Person(name="Pat"))
    finish(draft_if_needed(log, places, ""), replace(places, second=None))
    alone = replace(places, second=None)
    assert take_untold(alone, "In a cloud.") == "In a cloud."
    assert take_untold(alone, "In a cloud.") == ""
    assert take_untold(alone) == ""
    assert take_untold(alone, "In a cloud.") == "In a cloud."


def test_a_restored_computer_keeps_its_own_stick(tmp_path):
    """How the app looks comes back; where copies go belongs to the computer."""
    there = tmp_path / "there"
    there.mkdir()
    restored = Settings(theme="dark", backup_folder=str(tmp_path / "not here"))
    assert settings_to_adopt(restored, Settings()) == Settings(theme="dark")
    own = Settings(backup_folder="/media/own")
    assert settings_to_adopt(restored, own) == Settings(theme="dark", backup_folder="/media/own")
    found = replace(restored, backup_folder=str(there))
    assert settings_to_adopt(found, Settings()).backup_folder == str(there)
