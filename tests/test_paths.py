# SPDX-License-Identifier: GPL-3.0-or-later
"""The app finds its own files, and keeps a person's files where they belong."""

import sys
from pathlib import Path

import pytest

from caregiver_guide import paths


def test_the_apps_own_files_are_found():
    """The fonts are there wherever the app was started from."""
    assert (paths.resource_dir() / "fonts" / "inter" / "Inter-Regular.otf").is_file()


def test_an_installed_app_uses_the_files_beside_it(tmp_path, monkeypatch):
    """An installed app never reads files of a checkout that lies around it."""
    package = tmp_path / "site-packages" / "caregiver_guide"
    (package / "resources").mkdir(parents=True)
    (tmp_path / "resources").mkdir()
    monkeypatch.setattr(paths, "__file__", str(package / "paths.py"))
    assert paths.resource_dir() == package / "resources"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the folders of Linux desktops")
def test_a_persons_files_follow_the_desktops_folders(tmp_path):
    """The log and the settings go where this account keeps such things."""
    assert paths.user_data_dir() == tmp_path / "xdg" / "data" / "caregiver-guide"
    assert paths.user_config_dir() == tmp_path / "xdg" / "config" / "caregiver-guide"


def test_asking_for_a_folder_makes_none():
    """Looking where the log would be leaves no trace on the computer."""
    assert isinstance(paths.user_data_dir(), Path)
    assert not paths.user_data_dir().exists()
    assert not paths.user_config_dir().exists()
