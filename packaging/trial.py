# SPDX-License-Identifier: GPL-3.0-or-later
"""Tries a Debian package out: install, open the window, use the commands, remove, look for remains.

    python packaging/trial.py PACKAGE.deb [--keep DIR]

As root the package is installed into this system, otherwise unpacked into a folder. Either way the
app starts with a new home, from an empty folder, and without this checkout. Needs Xvfb and xdotool.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

NAME = "caregiver-guide"
LOG = "log.db"
FAULT_LOG = f"{NAME}.log"
TITLE = "^Caregiver Guide"
LIMIT = 60.0  # seconds for anything but installing and the demo
LONG_LIMIT = 900.0
PAUSE = 0.05
AT_REST = 1.0  # seconds without work, after which the first screen counts as painted

FAULT = re.compile(r" (ERROR|CRITICAL) |Fault|Traceback")
PLAN_DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "plan-format.md"


class TrialError(Exception):
    """The package does not do what it should; the text says what was seen."""


class Trial:
    """One package, tried in a clean place under ``home``."""

    def __init__(self, package: Path, home: Path) -> None:
        self.package = package
        self.home = home
        self.data = home / "a new log"
        self.demo = home / "demo"
        self.is_root = os.geteuid() == 0
        self.root = Path("/") if self.is_root else home / "unpacked"
        self.files: list[Path] = []

    @property
    def command(self) -> str:
        """The program, as it is started here."""
        # The link in /usr/bin points into the real /opt, so it leads nowhere when unpacked.
        place = f"usr/bin/{NAME}" if self.is_root else f"opt/{NAME}/{NAME}"
        return str(self.root / place)

    # -- the steps -----------------------------------------------------------------------

    def install(self) -> str:
        """Install, or unpack where only root may install."""
        self.files = [self.root / name for name in self._names_inside()]
        if not self.is_root:
            self._run("dpkg-deb", "-x", str(self.package), str(self.root), limit=LONG_LIMIT)
            return f"unpacked into {self.root}, since only root may install"
        if self.is_known():
            raise TrialError(f"{NAME} is installed here already; remove it first.")
        self._apt("install", "--no-install-recommends", str(self.package))
        self._run("dpkg", "--verify", NAME)
        return f"{len(self.files)} files and folders, all as packed"

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
        """Start the app on a new log, and wait until its first screen is there and still."""
        with self._window() as (title, seconds):
            if not (self.data / LOG).exists():
                raise TrialError(f"no log was made in {self.data}.")
        return f"'{title}' after {seconds:.1f} s, {self._faults()}"

    def open_again(self) -> str:
        """Start once more, on the log of a program that was told to end."""
        with self._window() as (title, seconds):
            pass
        return f"'{title}' after {seconds:.1f} s, {self._faults()}"

    def use_commands(self) -> str:
        """Check the content, and print the plan that the documents show."""
        said = self._run(self.command, "check").strip().splitlines()[-1]
        text = PLAN_DOCUMENT.read_text("utf-8")
        blocks = dict(re.findall(r"```json (profile|plan)\n(.*?)```", text, re.DOTALL))
        profile = self.home / "profile.json"
        profile.write_text(blocks["profile"], "utf-8")
        said_plan = self._run(
            self.command, "plan", "--profile", str(profile), "--routine", "m-hand"
        )
        plan, documented = json.loads(said_plan), json.loads(blocks["plan"])
        # The mark of the exact content files changes with every word of content.
        for one in (plan, documented):
            one["rules"] = one["rules"].partition("+")[0]
        if plan != documented:
            raise TrialError("the plan is not the one in docs/plan-format.md.")
        return f"{said} The plan is the documented one."

    def run_demo(self) -> str:
        """Do the whole job without a screen."""
        self._run(self.command, "demo", "--out", str(self.demo), limit=LONG_LIMIT)
        pictures = len(list(self.demo.glob("*.png")))
        page = self.demo / "care-team-page.pdf"
        if pictures < 10 or not page.read_bytes().startswith(b"%PDF-"):
            raise TrialError(f"the demo made {pictures} pictures, or no whole page.")
        return f"{pictures} pictures, and a page of {page.stat().st_size // 1000} kB"

    def remove(self) -> str:
        """Remove the package, and look for what it left."""
        if self.is_root:
            self.purge()
            if self.is_known():
                raise TrialError("dpkg still knows the package.")
        else:
            shutil.rmtree(self.root)
        own = [path for path in self.files if not path.is_dir() or NAME in path.parts]
        left = [str(path) for path in own if path.exists() or path.is_symlink()]
        if left:
            raise TrialError(f"left behind: {', '.join(left[:5])}")
        if not (self.data / LOG).exists():
            raise TrialError("the caregiver's log went too; it must stay.")
        return "nothing of it is left, and the caregiver's log is"

    def purge(self) -> None:
        """Take the installed package away, whatever state it is in."""
        self._apt("purge", NAME)

    def is_known(self) -> bool:
        """Tell whether dpkg has the package in its books."""
        said = self._try("dpkg-query", "-W", "-f", "${db:Status-Status}", NAME)
        return said not in ("", "not-installed")

    # -- how -----------------------------------------------------------------------------

    def _names_inside(self) -> list[str]:
        packed = subprocess.run(
            ["dpkg-deb", "--fsys-tarfile", str(self.package)],  # noqa: S607 - where Debian has it
            capture_output=True,
            check=True,
            timeout=LONG_LIMIT,
        ).stdout
        with tarfile.open(fileobj=BytesIO(packed)) as archive:
            return [name.removeprefix("./") for name in archive.getnames()]

    @contextmanager
    def _window(self) -> Iterator[tuple[str, float]]:
        output = self.home / "said.txt"
        with screen() as display, output.open("wb") as said:
            started = time.monotonic()
            app = subprocess.Popen(
                [self.command, "--data-dir", str(self.data)],
                cwd=self.home,
                env=self._environment(DISPLAY=display),
                stdout=said,
                stderr=subprocess.STDOUT,
            )
            try:
                title = wait("no window came up", lambda: self._title(app, display))
                seconds = time.monotonic() - started
                wait_for_rest(app.pid)
                if self._title(app, display) != title:
                    raise TrialError("the window did not stay.")
                self._photograph(display)
                yield title, seconds
            except TrialError as error:
                words = output.read_text("utf-8", errors="replace").strip()
                raise TrialError(f"{error} The app said: {words or 'nothing'}") from None
            finally:
                end(app)

    def _title(self, app: subprocess.Popen[bytes], display: str) -> str:
        if app.poll() is not None:
            raise TrialError(f"the app ended by itself with code {app.returncode}.")
        search = ("xdotool", "search", "--onlyvisible", "--name", TITLE, "getwindowname")
        return self._try(*search, DISPLAY=display).strip().partition("\n")[0]

    def _photograph(self, display: str) -> None:
        if shutil.which("import") is not None:
            self._try("import", "-window", "root", str(self.home / "window.png"), DISPLAY=display)

    def _faults(self) -> str:
        """Return a word on the fault log; raise if it, or what was printed, tells of a fault."""
        lines = []
        for file in (self.data / FAULT_LOG, self.home / "said.txt"):
            if file.exists():
                lines += file.read_text("utf-8", errors="replace").splitlines()
        faults = [line for line in lines if FAULT.search(line)]
        if faults:
            raise TrialError("the fault log tells of faults:\n  " + "\n  ".join(faults))
        return f"no fault in {len(lines)} lines of its fault log and output"

    def _apt(self, action: str, *words: str) -> None:
        command = ("apt-get", action, "-y", "-qq", *words)
        self._run(*command, limit=LONG_LIMIT, DEBIAN_FRONTEND="noninteractive")

    def _run(self, *command: str, limit: float = LIMIT, **variables: str) -> str:
        result = self._result(command, limit, variables)
        if result.returncode != 0:
            words = (result.stderr.strip() or result.stdout.strip())[-600:]
            raise TrialError(f"'{' '.join(command[:3])}' ended with {result.returncode}: {words}")
        return result.stdout

    def _try(self, *command: str, **variables: str) -> str:
        return self._result(command, LIMIT, variables).stdout

    def _result(
        self, command: tuple[str, ...], limit: float, variables: dict[str, str]
    ) -> subprocess.CompletedProcess[str]:
        try:
            return subprocess.run(
                command,
                cwd=self.home,
                env=self._environment(**variables),
                capture_output=True,
                text=True,
                check=False,
                timeout=limit,
            )
        except subprocess.TimeoutExpired:
            raise TrialError(f"'{' '.join(command[:3])}' was not done in {limit:.0f} s.") from None
        except FileNotFoundError:
            raise TrialError(f"{command[0]} is needed here; please install it.") from None

    def _environment(self, **variables: str) -> dict[str, str]:
        """Return a new user's environment: nothing of this checkout is in it."""
        return {
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            **variables,
        }


@contextmanager
def screen() -> Iterator[str]:
    """Give the name of an X screen that is there as long as the block runs."""
    reading, writing = os.pipe()
    if shutil.which("Xvfb") is None:
        raise TrialError("Xvfb is needed here; please install it.")
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],  # noqa: S607
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        # The server writes its number when it is ready, and closes the pipe if it gives up.
        number = os.read(reading, 16).decode().strip()
        if not number:
            raise TrialError("Xvfb did not start.")
        yield f":{number}"
    finally:
        os.close(reading)
        end(server)


def wait(words: str, look: Callable[[], str]) -> str:
    """Look again and again, and return the first thing seen; raise `TrialError` after a minute."""
    until = time.monotonic() + LIMIT
    while time.monotonic() < until:
        seen = look()
        if seen:
            return seen
        time.sleep(PAUSE)
    raise TrialError(f"{words} in {LIMIT:.0f} s.")


def wait_for_rest(process: int) -> None:
    """Return when a process has done nothing for a second."""
    last, since = -1, time.monotonic()

    def is_still() -> str:
        nonlocal last, since
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        ticks = int(fields[11]) + int(fields[12])
        if ticks != last:
            last, since = ticks, time.monotonic()
        return "still" if time.monotonic() - since > AT_REST else ""

    wait("the app did not come to rest", is_still)


def end(process: subprocess.Popen[bytes]) -> None:
    """Tell a process to end, and end it after a while if it does not."""
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def main(arguments: list[str]) -> int:
    """Take every step, say what each saw, and return 0 if all went well, or 1."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("package", type=Path)
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the pictures it took there")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="caregiver-guide-trial-") as home:
        trial = Trial(options.package.resolve(), Path(home))
        was_known = trial.is_root and trial.is_known()
        is_clean = take_steps(trial)
        if options.keep is not None:
            keep_pictures(trial, options.keep)
        if not is_clean and trial.is_root and not was_known and trial.is_known():
            trial.purge()
    return 0 if is_clean else 1


def take_steps(trial: Trial) -> bool:
    """Take the steps in order until one fails, and tell whether none did."""
    for words, step in (
        ("Installed", trial.install),
        ("Entries", trial.look_at_entries),
        ("Window", trial.open_window),
        ("Window again", trial.open_again),
        ("Commands", trial.use_commands),
        ("Demo", trial.run_demo),
        ("Removed", trial.remove),
    ):
        started = time.monotonic()
        try:
            seen = step()
        except (TrialError, OSError, ValueError) as error:
            print(f"{words:<14} FAILED: {error}", flush=True)
            return False
        print(f"{words:<14} {time.monotonic() - started:6.1f} s   {seen}", flush=True)
    return True


def keep_pictures(trial: Trial, folder: Path) -> None:
    """Copy the picture of the window and what the demo made."""
    folder.mkdir(parents=True, exist_ok=True)
    for source in (trial.home / "window.png", *trial.demo.glob("*.p*")):
        if source.is_file():
            shutil.copy(source, folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
