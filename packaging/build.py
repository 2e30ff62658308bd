# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the self-contained folder and the Debian package, and tries the package out.

    python packaging/build.py [--out build/packages] [--no-check]

Needs Linux, Python with its shared library, binutils and dpkg. The first run fetches what is in
build-requirements.txt and constraints.txt.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGING = ROOT / "packaging"
ENVIRONMENT = ROOT / "build" / "packaging-venv"
WORK = ROOT / "build" / "packaging-work"
NAME = "caregiver-guide"
ICON = PACKAGING / "icons" / "org.caregiverguide.CaregiverGuide.svg"
ICON_SIZES = (48, 128, 256)

# These come with what a debugger reads; without it they are a third of their size.
STRIPPED = ("libpython3*.so*", "sqlcipher3/*.so")


class BuildError(Exception):
    """A step failed; the text says which, and where its output is."""


class Build:
    """The steps of a build, in order. What they print goes to one file for each."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.folder = out / NAME
        self.python = ENVIRONMENT / "bin" / "python"
        out.mkdir(parents=True, exist_ok=True)
        WORK.mkdir(parents=True, exist_ok=True)

    def prepare(self) -> None:
        """Make the environment, and install the app into it from its wheel."""
        if not self.python.exists():
            self._run("environment", sys.executable, "-m", "venv", ENVIRONMENT)
        pip = (self.python, "-m", "pip", "--disable-pip-version-check", "install", "--no-input")
        pinned = ("-c", PACKAGING / "constraints.txt")
        self._run("tools", *pip, *pinned, "-r", PACKAGING / "build-requirements.txt")
        self._run("app", *pip, *pinned, "--no-build-isolation", ROOT)
        self._run("content", self.python, "-m", "caregiver_guide.content.compile")

    def freeze(self) -> None:
        """Make the self-contained folder."""
        self._run(
            "pyinstaller",
            *(self.python, "-m", "PyInstaller", "--noconfirm", "--clean"),
            *("--distpath", self.out, "--workpath", WORK / "pyinstaller"),
            PACKAGING / f"{NAME}.spec",
        )
        for pattern in STRIPPED:
            for library in (self.folder / "_internal").glob(pattern):
                if not library.is_symlink():
                    self._run("strip", "strip", "--strip-unneeded", library)

    def package(self) -> Path:
        """Make the Debian package of the folder and return its path."""
        icons = WORK / "icons"
        shutil.rmtree(icons, ignore_errors=True)
        icons.mkdir()
        for size in ICON_SIZES:
            draw = (self.python, PACKAGING / "render_icon.py", ICON, icons / f"{size}.png", size)
            self._run("icon", *draw)
        for old in self.out.glob(f"{NAME}_*.deb"):
            old.unlink()
        command = (sys.executable, PACKAGING / "debian.py", self.folder, self.version(), icons)
        return Path(self._run("package", *command, self.out).splitlines()[-1])

    def version(self) -> str:
        """Return the version that the folder itself says it has."""
        return self._run("version", self.folder / NAME, "--version").split()[-1]

    def _run(self, step: str, *command: object) -> str:
        log = WORK / f"{step}.log"
        hidden = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"}
        environment = {name: value for name, value in os.environ.items() if name not in hidden}
        with log.open("w") as output:
            code = subprocess.run(
                [str(word) for word in command],
                # Away from the checkout, so that only what was installed is found.
                cwd=WORK,
                env=environment | {"QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"},
                stdout=output,
                stderr=subprocess.STDOUT,
                check=False,
            ).returncode
        said = log.read_text("utf-8", errors="replace")
        if code != 0:
            tail = "\n  ".join(said.splitlines()[-8:])
            raise BuildError(f"The step '{step}' failed; all it said is in {log}:\n  {tail}")
        return said


@contextmanager
def timed(words: str) -> Iterator[None]:
    """Print what was done, and how many seconds it took."""
    started = time.monotonic()
    yield
    print(f"{words:<28} {time.monotonic() - started:6.1f} s", flush=True)


def megabytes(path: Path) -> float:
    """Return what a file, or all files of a folder, hold, in millions of bytes."""
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    return sum(file.stat().st_size for file in files if not file.is_symlink()) / 1e6


def main(arguments: list[str]) -> int:
    """Build, try out, and print sizes and times; return 1 where the trial failed, 2 at a fault."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "packages", metavar="DIR")
    parser.add_argument("--no-check", action="store_true", help="make the package, do not try it")
    options = parser.parse_args(arguments)
    build = Build(options.out.resolve())
    try:
        with timed("Environment, app, content"):
            build.prepare()
        with timed("Self-contained folder"):
            build.freeze()
        with timed("Debian package"):
            package = build.package()
    except BuildError as error:
        print(error)
        return 2
    print(f"{build.folder}: {megabytes(build.folder):.0f} MB")
    print(f"{package}: {megabytes(package):.1f} MB")
    if options.no_check:
        return 0
    trial = (sys.executable, str(PACKAGING / "trial.py"), str(package))
    return subprocess.run(trial, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
