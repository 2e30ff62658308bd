# SPDX-License-Identifier: GPL-3.0-or-later
"""A folder that another program or computer writes into is known by its marks."""

from pathlib import Path

import pytest

from caregiver_guide.storage.places import risky_place

LOCAL = "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"


@pytest.mark.parametrize(
    ("name", "program"),
    [
        ("Dropbox", "Dropbox"),
        ("Dropbox (Personal)", "Dropbox"),
        ("OneDrive", "OneDrive"),
        ("OneDrive - Care at Home", "OneDrive"),
        ("Google Drive", "Google Drive"),
        ("GoogleDrive-ana@example.org", "Google Drive"),
        ("Nextcloud", "Nextcloud"),
        ("Mobile Documents", "iCloud"),
        ("iCloud Drive", "iCloud"),
        ("Nextcloud2", "Nextcloud"),
        ("Dropbox-old", "Dropbox"),
        ("ProtonDrive-ana@example.org", "Proton Drive"),
        ("My Drive", "Google Drive"),
        ("pCloud Drive", "pCloud"),
    ],
)
def test_a_folder_named_after_its_cloud_is_known(tmp_path, name, program):
    """However deep the log lies in it."""
    found = risky_place(tmp_path / name / "care" / "data", LOCAL)
    assert (found.kind, found.name, found.top) == ("cloud", program, tmp_path / name)


@pytest.mark.parametrize(
    "name", ["Dropboxes", "boxes", "synced", "onedriver", "megaphone", "box 2"]
)
def test_a_folder_with_a_word_that_only_begins_so_is_no_cloud(tmp_path, name):
    """A warning without a reason is soon read no more."""
    assert risky_place(tmp_path / name / "data", LOCAL) is None


def test_on_a_mac_every_folder_below_cloud_storage_is_one(tmp_path):
    """Also of a program that nobody here has heard of."""
    found = risky_place(tmp_path / "CloudStorage" / "NewCloud-ana@example.org" / "data", LOCAL)
    assert (found.kind, found.name) == ("cloud", "NewCloud")


def test_a_folder_named_by_its_server_is_on_another_computer():
    """Windows writes it so; with the strokes of other systems it is a folder of this computer."""
    assert risky_place(Path("\\\\nas\\care"), LOCAL).kind == "network"
    assert risky_place(Path("//srv/care"), LOCAL) is None


@pytest.mark.parametrize(
    ("mark", "program"),
    [(".dropbox", "Dropbox"), (".stfolder", "Syncthing"), (".nextcloudsync.log", "Nextcloud")],
)
def test_a_folder_with_another_name_is_known_by_what_the_program_left(tmp_path, mark, program):
    """People call their folders as they like."""
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / mark).touch()
    found = risky_place(tmp_path / "shared" / "data", LOCAL)
    assert (found.kind, found.name) == ("cloud", program)


def test_a_home_in_which_such_a_program_only_keeps_its_own_things_is_safe(tmp_path):
    """Dropbox has a folder of its own beside, which is no copy of anything."""
    (tmp_path / ".dropbox" / "instance1").mkdir(parents=True)
    assert risky_place(tmp_path / ".local" / "share", LOCAL) is None


@pytest.mark.parametrize(
    "kind", ["nfs4", "cifs", "fuse.sshfs", "davfs", "fuse.onedriver", "9p", "vboxsf"]
)
def test_a_folder_on_another_computer_is_known(tmp_path, kind):
    """The mount that is nearest to the folder counts, with blanks in its name too."""
    top = tmp_path / "our home"
    mounted = str(top).replace(" ", "\\040")
    mounts = f"{LOCAL}40 22 0:40 / {mounted} rw - {kind} server:/x rw\n"
    found = risky_place(top / "data", mounts)
    assert (found.kind, found.name, found.top) == ("network", kind, top)
    assert risky_place(tmp_path / "elsewhere", mounts) is None
    nearer = f"{mounts}41 40 8:2 / {mounted}/data rw - ext4 /dev/sdb1 rw\n"
    assert risky_place(top / "data", nearer) is None


@pytest.mark.parametrize("mounts", ["", "nonsense", "1 2 3 - ", " - nfs x rw"])
def test_an_ordinary_folder_is_safe_whatever_the_system_tells(tmp_path, mounts):
    """No warning without a reason."""
    assert risky_place(tmp_path / "data", mounts) is None


def test_a_link_into_a_cloud_is_seen_through(tmp_path):
    """What counts is where the bytes lie."""
    (tmp_path / "Dropbox" / "care").mkdir(parents=True)
    (tmp_path / "data").symlink_to(tmp_path / "Dropbox" / "care")
    assert risky_place(tmp_path / "data", LOCAL).name == "Dropbox"
