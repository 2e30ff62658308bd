# SPDX-License-Identifier: GPL-3.0-or-later
"""The wheel holds the whole app and nothing else, and runs away from the checkout."""

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path, PurePosixPath

import pytest

from caregiver_guide import __version__

pytestmark = pytest.mark.wheel

ROOT = Path(__file__).resolve().parents[1]


def _run(*command, cwd, **variables):
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    result = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=environment | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A clean copy of what git keeps, with its content compiled as a release would."""
    if not (ROOT / ".git").exists():
        pytest.skip("the list to compare with is git's")
    copy = tmp_path_factory.mktemp("wheel") / "a clean checkout"
    for name in _run("git", "ls-files", "-z", cwd=ROOT).split("\0"):
        if name and (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy / name)
    if (copy / "src/caregiver_guide/content/compile.py").exists():
        compiler = (sys.executable, "-m", "caregiver_guide.content.compile")
        _run(*compiler, cwd=copy, PYTHONPATH=str(copy / "src"), PYTHONDONTWRITEBYTECODE="1")
    # What lies about in a real checkout, and must not travel along.
    (copy / "resources").mkdir(exist_ok=True)
    (copy / "resources" / ".DS_Store").write_text("left by a file browser")
    return copy


@pytest.fixture(scope="module")
def wheel(checkout):
    """The wheel of that checkout."""
    _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", cwd=checkout)
    (built,) = (checkout / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """An environment that holds the wheel, beside what the app stands on."""
    home = tmp_path_factory.mktemp("installed")
    _run(sys.executable, "-m", "venv", "--without-pip", home, cwd=home)
    python = home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    pip = (sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check")
    _run(*pip, "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=home)
    libraries = _run(
        python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=home
    ).strip()
    # Read line by line, so the checkout's own editable install is not followed.
    Path(libraries, "what_it_stands_on.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


def test_the_wheel_holds_every_file_of_the_app(checkout, wheel):
    """What git keeps of the app is in the wheel: no routine is lost, no stray file rides along."""
    kept = [name for name in _run("git", "ls-files", "-z", cwd=ROOT).split("\0") if name]
    kept += [
        path.relative_to(checkout).as_posix()
        for path in (checkout / "resources" / "compiled").glob("*")
    ]
    expected = {
        name.removeprefix("src/") if name.startswith("src/") else f"caregiver_guide/{name}"
        for name in kept
        if name.startswith(("src/caregiver_guide/", "resources/")) and (checkout / name).is_file()
    }
    assert expected, "git keeps no file of the app yet"
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert held == expected


def test_the_wheel_carries_the_licence(wheel):
    """Whoever gets the app gets the terms it comes under."""
    with zipfile.ZipFile(wheel) as archive:
        names = {PurePosixPath(name).name for name in archive.namelist()}
        assert "LICENSE" in names


def test_the_installed_command_answers(installed, tmp_path):
    """The command starts from a folder that has nothing to do with the checkout."""
    command = installed.with_name("caregiver-guide")
    assert __version__ in _run(command, "--version", cwd=tmp_path)


def test_the_installed_app_finds_its_files(installed, tmp_path):
    """An installed app reads the files it came with."""
    found = _run(
        installed,
        "-c",
        "from caregiver_guide.paths import resource_dir; print(resource_dir())",
        cwd=tmp_path,
    )
    folder = Path(found.strip())
    assert folder.is_relative_to(installed.parents[1])
    assert (folder / "fonts").is_dir()
