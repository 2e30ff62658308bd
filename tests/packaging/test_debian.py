# SPDX-License-Identifier: GPL-3.0-or-later
"""The Debian package holds what it should, where it should, and asks for what it needs."""

import importlib.util
import re
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
TOOLS = ("dpkg", "dpkg-deb", "objdump")
APP_ID = "org.caregiverguide.CaregiverGuide"

pytestmark = pytest.mark.skipif(
    any(shutil.which(tool) is None for tool in TOOLS), reason="the tools of Debian are not here"
)


@pytest.fixture(scope="module")
def debian():
    """The command that makes the package, as a module."""
    spec = importlib.util.spec_from_file_location("debian", PACKAGING / "debian.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def folder(tmp_path):
    """A very small app: one real program, one file, and rights as a careless umask leaves them."""
    folder = tmp_path / "built" / "caregiver-guide"
    (folder / "_internal").mkdir(parents=True)
    shutil.copy(shutil.which("true"), folder / "caregiver-guide")
    (folder / "_internal" / "words.toml").write_text("hand = 1\n")
    (folder / "_internal" / "words.toml").chmod(0o600)
    folder.chmod(0o700)
    return folder


@pytest.fixture
def icons(tmp_path):
    """One drawn icon."""
    icons = tmp_path / "icons"
    icons.mkdir()
    (icons / "128.png").write_bytes(b"\x89PNG")
    return icons


def _said(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_every_file_is_where_a_desktop_looks_for_it(debian, folder, icons, tmp_path):
    """After installing, the app stands in the menu, with its icon, and starts by its name."""
    package = debian.make_package(folder, "0.1.0", icons, tmp_path)
    listed = _said("dpkg-deb", "--contents", str(package))
    held = {line.split(" ./", 1)[1]: line.split()[:2] for line in listed.splitlines()}

    for path, rights in {
        "opt/caregiver-guide/caregiver-guide": "-rwxr-xr-x",
        "opt/caregiver-guide/_internal/words.toml": "-rw-r--r--",
        "opt/caregiver-guide/": "drwxr-xr-x",
        "usr/bin/caregiver-guide -> /opt/caregiver-guide/caregiver-guide": "lrwxrwxrwx",
        f"usr/share/applications/{APP_ID}.desktop": "-rw-r--r--",
        f"usr/share/metainfo/{APP_ID}.metainfo.xml": "-rw-r--r--",
        f"usr/share/icons/hicolor/scalable/apps/{APP_ID}.svg": "-rw-r--r--",
        f"usr/share/icons/hicolor/128x128/apps/{APP_ID}.png": "-rw-r--r--",
        "usr/share/doc/caregiver-guide/copyright": "-rw-r--r--",
        "usr/share/doc/caregiver-guide/changelog.gz": "-rw-r--r--",
    }.items():
        assert held[path] == [rights, "root/root"], path


def test_it_asks_for_the_libraries_that_it_uses(debian, folder, icons, tmp_path):
    """On a computer that lacks a library, installing brings it: the app never fails to start."""
    with_library = folder / "_internal" / "packer"
    shutil.copy(shutil.which("dpkg-deb"), with_library)
    package = debian.make_package(folder, "0.1.0", icons, tmp_path)
    depends = _said("dpkg-deb", "--field", str(package), "Depends").strip().split(", ")

    assert "libz.so.1" in _said("objdump", "-p", str(with_library))
    assert "zlib1g" in depends
    assert [name for name in depends if name.startswith("libc6 (>= 2.")]
    assert not [name for name in depends if name.endswith("t64")]


def test_a_library_that_is_nowhere_stops_the_build(debian, folder, icons, tmp_path, monkeypatch):
    """A part that was left out by mistake is noticed here, not by a caregiver."""
    monkeypatch.setattr(debian, "_library_places", dict)

    with pytest.raises(debian.PackageError, match=r"libc\.so\.6, which caregiver-guide needs"):
        debian.make_package(folder, "0.1.0", icons, tmp_path)

    assert not list(tmp_path.glob("*.deb"))


def test_speech_is_recommended_and_never_demanded(debian, folder, icons, tmp_path):
    """Installing brings a voice along; whoever leaves speech out still gets the app."""
    package = debian.make_package(folder, "0.1.0", icons, tmp_path)
    fields = {
        name: _said("dpkg-deb", "--field", str(package), name).strip().split(", ")
        for name in ("Depends", "Recommends")
    }
    assert {"speech-dispatcher", "speech-dispatcher-espeak-ng", "libspeechd2"} <= set(
        fields["Recommends"]
    )
    assert not any("speech" in one for one in fields["Depends"])


def test_the_speech_library_is_no_dependency(debian, folder):
    """The plug-in that speaks needs a library; where it is not there Qt does without."""
    plugin = next(
        (Path(sysconfig.get_path("purelib")) / "PySide6/Qt/plugins/texttospeech").glob("*speechd*")
    )
    shutil.copy(plugin, folder / "_internal")
    held = {"libQt6TextToSpeech.so.6", "libQt6Core.so.6", "libQt6Multimedia.so.6"}
    for name in held | set(_needed(plugin)) - set(debian.DONE_WITHOUT):
        if name.startswith("libQt6"):
            (folder / "_internal" / name).write_bytes(b"")
    packages = debian.needed_packages(folder)
    assert "libspeechd.so.2" in _needed(plugin)
    assert "libspeechd2" not in packages


def _needed(program):
    said = _said("objdump", "-p", str(program))
    return re.findall(r"^\s+NEEDED\s+(\S+)", said, re.MULTILINE)
