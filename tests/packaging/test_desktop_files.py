# SPDX-License-Identifier: GPL-3.0-or-later
"""What a desktop and a software shop are told about the app."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtGui import QImage

from caregiver_guide import __version__
from caregiver_guide.app.start import APP_ID

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
METAINFO = PACKAGING / f"{APP_ID}.metainfo.xml"
DESKTOP = PACKAGING / f"{APP_ID}.desktop"
ICON = PACKAGING / "icons" / f"{APP_ID}.svg"


def _shop():
    return ET.parse(METAINFO).getroot()  # noqa: S314 - our own file


def _validate(*command):
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not on this computer")
    words = [str(word) for word in command]
    result = subprocess.run(words, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout + result.stderr


def test_the_desktop_entry_is_valid():
    """The app stands in the menu of every desktop."""
    assert _validate("desktop-file-validate", DESKTOP) == ""


def test_the_shop_entry_is_valid():
    """Somebody who looks for the app in a software shop finds it, and reads what it is."""
    _validate("appstreamcli", "validate", "--no-net", METAINFO)


def test_all_entries_mean_the_same_app():
    """The window gets the app's own icon, and the shop starts the app that it shows."""
    desktop = dict(line.split("=", 1) for line in DESKTOP.read_text().splitlines() if "=" in line)
    shop = _shop()

    assert desktop["Icon"] == shop.findtext("icon") == shop.findtext("id") == APP_ID
    assert shop.findtext("launchable") == DESKTOP.name
    assert desktop["Exec"] == shop.findtext("provides/binary") == desktop["StartupWMClass"]
    assert desktop["Categories"].strip(";").split(";") == [
        category.text for category in shop.iterfind("categories/category")
    ]


def test_the_newest_release_is_this_one():
    """The shop names the version that it installs, and the changelog tells of it."""
    newest = _shop().find("releases/release").get("version")
    changelog = (PACKAGING.parent / "CHANGELOG.md").read_text("utf-8")

    assert newest == __version__
    assert re.search(r"^## \[?([\d.]+)", changelog, re.MULTILINE).group(1) == __version__


def test_the_shop_says_what_the_app_is_not():
    """Nobody installs it as a treatment, or believes that a clinician has reviewed it."""
    words = " ".join(" ".join(_shop().find("description").itertext()).split())

    assert "not medical treatment" in words
    assert "No clinician has reviewed" in words


def test_the_icon_draws(tmp_path):
    """The icon is there in every size, round, with a clear heart on teal."""
    picture = tmp_path / "icon.png"
    script = PACKAGING / "render_icon.py"
    subprocess.run([sys.executable, str(script), str(ICON), str(picture), "128"], check=True)
    image = QImage(str(picture))

    assert (image.width(), image.height()) == (128, 128)
    assert image.pixelColor(0, 0).alpha() == 0
    assert image.pixelColor(64, 12).name() == "#0b5a5e"
    assert image.pixelColor(64, 50).lightness() > 220


@pytest.mark.parametrize(
    "recipe",
    [
        "windows/caregiver-guide.iss",
        "macos/README.md",
        "macos/entitlements.plist",
        f"flatpak/{APP_ID}.yml",
    ],
)
def test_a_recipe_that_was_never_run_says_so_first(recipe):
    """Nobody takes an untried installer for a tried one."""
    assert "Not run" in (PACKAGING / recipe).read_text("utf-8").splitlines()[0]


def test_the_sandbox_opens_no_network():
    """What a caregiver writes cannot leave the computer, whatever the app would try."""
    recipe = (PACKAGING / "flatpak" / f"{APP_ID}.yml").read_text("utf-8")

    assert "--share=network" not in recipe
    assert "--filesystem" not in recipe
    assert "--socket=wayland" in recipe
