# SPDX-License-Identifier: GPL-3.0-or-later
"""Tries a Debian package out: install, open the window, use the commands, remove, look for remains.

    python packaging/trial.py PACKAGE.deb

As root the package is installed into this system, otherwise unpacked into a folder. Either way the
app starts with a new home, from an empty folder. Needs Xvfb and xdotool.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

NAME = "caregiver-guide"
TITLE = "^Caregiver Guide"
LIMIT = 60.0
"""Seconds that anything may take before it counts as stuck; only the demo may take longer."""
DEMO_LIMIT = 600.0
PAUSE = 0.05

FAULT = re.compile(r" (ERROR|CRITICAL) |Fault|Traceback")

# The smallest profile: an adult with one port, cared for by a relative.
PROFILE = Path(__file__).resolve().parents[1] / "docs" / "plan-format.md"


class TrialError(Exception):
    """The package does not do what it should; the text says what was seen."""


class Trial:
    """One package, tried in a clean place under ``home``."""

    def __init__(self, package: Path, home: Path) -> None:
        self.package = package
        self.home = home
        self.data = home / "log folder"
        self.is_installed = os.geteuid() == 0
        self.files: list[Path] = []
        self.root = Path("/") if self.is_installed else home / "unpacked"

    @property
    def command(self) -> str:
        """The program as it is started here."""
        if self.is_installed:
            return f"/usr/bin/{NAME}"
        return str(self.root / "opt" / NAME / NAME)

    # -- the steps -----------------------------------------------------------------------

    def install(self) -> str:
        """Install, or unpack where only root may install."""
        listed = self._run("dpkg-deb", "--fsys-tarfile", str(self.package), is_text=False)
        names = subprocess.run(["tar", "-t"], input=listed, capture_output=True, check=True).stdout  # noqa: S607
        inside = [Path(name) for name in names.decode().splitlines()]
        self.files = [self.root / name for name in inside]
        if not self.is_installed:
            self._run("dpkg-deb", "-x", str(self.package), str(self.root))
            return f"unpacked into {self.root}, since only root may install"
        if self._is_known():
            raise TrialError(f"{NAME} is installed here already; remove it first.")
        self._run(
            *("apt-get", "install", "-y", "-qq", "--no-install-recommends", str(self.package)),
            DEBIAN_FRONTEND="noninteractive",
        )
        self._run("dpkg", "--verify", NAME)
        return f"installed, {len(inside)} files and folders as packed"

    def look_at_entries(self) -> str:
        """Check the desktop entry and the AppStream file where they were put."""
        share = self.root / "usr" / "share"
        tried = 0
        for tool, pattern in (
            (("desktop-file-validate",), "applications/*.desktop"),
            (("appstreamcli", "validate", "--no-net"), "metainfo/*.xml"),
        ):
            (file,) = (path for path in share.glob(pattern) if path in self.files)
            if shutil.which(tool[0]) is not None:
                self._run(*tool, str(file))
                tried += 1
        return f"{tried} of 2 tools found no fault"

    def open_window(self) -> str:
        """Start the app on a new log, and wait until its window shows."""
        started = time.monotonic()
        with _screen() as display, self._app(display) as app:
            window = self._wait_for_window(app, display)
            shown = time.monotonic() - started
            # The fault log is opened before the window is, so a fault on the way is in it.
            self._wait(lambda: (self.data / f"{NAME}.sqlite").exists() or _has_files(self.data))
            picture = os.environ.get("TRIAL_PICTURE")
            if picture:
                self._run("import", "-window", "root", picture, DISPLAY=display)
        return f"window '{window}' after {shown:.1f} s; {self._faults_in_log()}"

    def open_again(self) -> str:
        """Start on the log that was left behind by a program that was told to end."""
        with _screen() as display, self._app(display) as app:
            self._wait_for_window(app, display)
        return f"the same log opens again; {self._faults_in_log()}"

    def use_commands(self) -> str:
        """Check the content, and print the plan that the documents show."""
        said = self._run(self.command, "check").strip().splitlines()[-1]
        text = PROFILE.read_text("utf-8")
        blocks = dict(re.findall(r"```json (profile|plan)\n(.*?)```", text, re.DOTALL))
        profile = self.home / "profile.json"
        profile.write_text(blocks["profile"], "utf-8")
        plan = self._run(self.command, "plan", "--profile", str(profile), "--routine", "m-hand")
        if json.loads(plan) != json.loads(blocks["plan"]):
            raise TrialError("the plan is not the one in docs/plan-format.md.")
        return f"{said} The plan is the documented one."

    def run_demo(self) -> str:
        """Do the whole job without a screen."""
        out = self.home / "demo"
        self._run(self.command, "demo", "--out", str(out), limit=DEMO_LIMIT)
        pictures = sorted(out.glob("*.png"))
        page = out / "care-team-page.pdf"
        if len(pictures) < 10 or not page.read_bytes().startswith(b"%PDF-"):
            raise TrialError(f"the demo made {len(pictures)} pictures and no whole page.")
        kept = os.environ.get("TRIAL_DEMO")
        if kept:
            shutil.copytree(out, kept, dirs_exist_ok=True)
        return f"{len(pictures)} pictures and a page of {page.stat().st_size // 1000} kB"

    def remove(self) -> str:
        """Remove the package, and look for what it left."""
        if self.is_installed:
            self._run("apt-get", "purge", "-y", "-qq", NAME, DEBIAN_FRONTEND="noninteractive")
            if self._is_known():
                raise TrialError("dpkg still knows the package.")
        else:
            shutil.rmtree(self.root)
        left = [path for path in self.files if path.is_symlink() or path.is_file()]
        left += [path for path in self.files if path.is_dir() and path.name == NAME]
        if left:
            raise TrialError(f"left behind: {', '.join(map(str, left[:5]))}")
        if not _has_files(self.data):
            raise TrialError("the person's log went too; it must stay.")
        return "nothing of it is left, and the person's log is"

    # -- how -----------------------------------------------------------------------------

    @contextmanager
    def _app(self, display: str) -> Iterator[subprocess.Popen[bytes]]:
        output = self.home / "said.txt"
        with output.open("wb") as said:
            app = subprocess.Popen(
                [self.command, "--data-dir", str(self.data)],
                cwd=self.home,
                env=self._environment(DISPLAY=display),
                stdout=said,
                stderr=subprocess.STDOUT,
            )
        try:
            yield app
        except TrialError as error:
            words = output.read_text("utf-8", errors="replace").strip()
            raise TrialError(f"{error} It said: {words or 'nothing'}") from None
        finally:
            _end(app)

    def _wait_for_window(self, app: subprocess.Popen[bytes], display: str) -> str:
        def title() -> str:
            if app.poll() is not None:
                raise TrialError(f"the app ended by itself with code {app.returncode}.")
            search = ("xdotool", "search", "--onlyvisible", "--name", TITLE)
            found = self._try(*search, "getwindowname", DISPLAY=display)
            return found.strip().splitlines()[0] if found.strip() else ""

        return self._wait(title)

    def _wait[Found](self, look: Callable[[], Found]) -> Found: ...
