# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings: read whatever happens, written whole, and never anybody's name."""

import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver_guide.storage.errors import StorageError
from caregiver_guide.storage.settings import Settings, read_settings, write_settings

LARGE = Settings(text_percent=200, theme="contrast", paper="letter", country="US")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "config" / "settings.toml"


def test_without_a_file_the_usual_settings_hold(path):
    """A first start needs no file and tells of no problem."""
    read = read_settings(path)
    assert read.settings == Settings()
    assert read.problem is None


def test_what_was_chosen_holds_after_a_restart(path):
    """Large text stays large, and the file is the owner's alone."""
    write_settings(path, LARGE)
    assert read_settings(path).settings == LARGE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_what_we_do_not_know_stays_in_the_file(path):
    """A newer version's keys, and what somebody noted beside them, are kept."""
    path.parent.mkdir()
    path.write_text('# mine\nvoice = "off"\ntheme = "dark"\n\n[later]\nspeed = 2\ntheme = 1\n')
    write_settings(path, LARGE)
    text = path.read_text()
    assert "# mine" in text
    assert 'voice = "off"' in text
    assert text.endswith("[later]\nspeed = 2\ntheme = 1\n")
    assert read_settings(path).settings == LARGE


@pytest.mark.parametrize("content", [b"theme = ", b"\xff\xfe", b"\x00", b"a = 1\na = 2"])
def test_a_broken_file_is_told_and_kept_beside_the_new_one(path, content):
    """A slip of an editor costs the settings and nothing else."""
    path.parent.mkdir()
    path.write_bytes(content)
    read = read_settings(path)
    assert read.settings == Settings()
    assert str(path) in read.problem
    write_settings(path, LARGE)
    assert read_settings(path).settings == LARGE
    assert (path.parent / "settings.toml.old").read_bytes() == content


def test_one_value_of_no_use_does_not_cost_the_others(path):
    """The sentence names it; the rest holds."""
    path.parent.mkdir()
    path.write_text('text_percent = 5000\ntheme = "pink"\npaper = "letter"\ncountry = "usa"\n')
    read = read_settings(path)
    assert read.settings == Settings(paper="letter")
    for name in ("text_percent", "theme", "country"):
        assert name in read.problem
    assert "paper" not in read.problem


@given(st.binary(max_size=200))
def test_no_file_whatever_stops_the_app(tmp_path_factory, content):
    """The app starts with any settings file."""
    path = tmp_path_factory.mktemp("config") / "settings.toml"
    path.write_bytes(content)
    read = read_settings(path)
    assert isinstance(read.settings, Settings)
    write_settings(path, LARGE)
    assert read_settings(path).settings == LARGE


def test_settings_that_cannot_be_saved_are_told(tmp_path):
    """The sentence says how long they hold and what to check."""
    path = tmp_path / "settings.toml"
    path.mkdir()
    with pytest.raises(StorageError, match="could not be saved"):
        write_settings(path, LARGE)
    assert [file.name for file in tmp_path.iterdir() if "new" in file.name] == []


@pytest.mark.parametrize("name", ["sound_volume", "voice_volume"])
@pytest.mark.parametrize("value", ["-1", "101", '"loud"'])
def test_a_volume_out_of_range_startles_nobody(tmp_path, name, value):
    """A slip in the file never makes sounds louder than they can be chosen: the usual one holds."""
    path = tmp_path / "settings.toml"
    path.write_text(f'{name} = {value}\nsound = "bell"\n', "utf-8")
    read = read_settings(path)
    assert getattr(read.settings, name) == getattr(Settings(), name)
    assert read.settings.sound == "bell"
    assert name in read.problem
