# SPDX-License-Identifier: GPL-3.0-or-later
"""Every fault, the whole number of times, and a report of how it went.

python -m tests.faults              about an hour on two cores; writes its parts of
                                    docs/reliability.md
python -m tests.faults kills fuzz   these parts only, beside each other
python -m tests.faults --share N    a share of it, 1/N, printed and not written
"""

import argparse
import datetime as dt
import fcntl
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sqlcipher3 import dbapi2
from tests.faults import damage, disk_calls, failing_calls, fuzz, kills, power_cuts
from tests.faults.ends import Ends
from tests.faults.lives import LIVES

REPORT = disk_calls.ROOT / "docs" / "reliability.md"

DOES = {
    "days": "two days of a log, from the empty folder on",
    "migration": "the way to a schema still to come",
    "upgrade": f"the way from schema {LIVES['upgrade'].schema} to today's",
    "backup": "a backup, and its copy on a stick",
    "copied": "a backup of a very large log while somebody writes, and its copy on a stick",
    "restore": "putting a backup in place",
    "merge": "taking in a care file",
    "erase": "erasing a person for good",
    "protect": "putting a passphrase on a log and its backups",
    "change": "changing the passphrase",
    "unprotect": "taking the passphrase off",
}

CONTROLS = {
    "the driver's own settings (FULL, normal locking)": (
        {"synchronous": "FULL", "locking_mode": "NORMAL"},
        1_000,
    ),
    "one sync fewer (NORMAL)": ({"synchronous": "NORMAL"}, 10_000),
    "no sync at all (OFF)": ({"synchronous": "OFF"}, 1_000),
}


class Campaign:
    """Runs all kinds of faults and keeps what came of them as lines of Markdown."""

    def __init__(self, folder: Path, library: Path, share: int) -> None:
        self.lines: list[str] = []
        self.wrong: list[str] = []
        self._folder = folder
        self._share = share
        self._library = library
        self._count = 0

    def _new(self) -> Path:
        self._count += 1
        folder = self._folder / str(self._count)
        folder.mkdir(parents=True)
        return folder

    def _some(self, number: int) -> int:
        return max(8, number // self._share)

    def _timed(self, name: str, do: Callable[[], Ends]) -> tuple[Ends, float]:
        started = time.monotonic()
        ends = do()
        seconds = time.monotonic() - started
        say(f"{name}: {ends.trials:,} in {seconds:.0f} s, {dict(ends.counts)}")
        self.wrong += [f"{name}: {end}: {how}" for end, how in ends.wrong.items()]
        return ends, seconds

    def _row(self, name: str, ends: Ends, seconds: float) -> None:
        wrong = sum(ends.counts[end] for end in ends.wrong)
        self.lines.append(f"| {name} | {ends.trials:,} | {wrong} | {seconds:.0f} |")

    def _table(self, *columns: str) -> None:
        self.lines += ["", f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]

    def try_power_cuts(self) -> None:
        """Cut the power."""
        self.lines += ["### Power cuts", ""]
        self.lines += [
            "Every call to the disk of a real program is recorded, with its bytes. At each call",
            "the power is cut: what was synced is there, and of the rest any write is there,",
            "lost, or torn at 512 bytes, in any order; names may be as before until their folder",
            "is synced. The log's own code opens what is left. Wrong is: an acknowledged entry",
            "lost, half an entry, a log that does not open, or a file that bears the name of a",
            "backup and is none.",
        ]
        self._table("what was under way", "cuts", "wrong", "seconds")
        for what, name in DOES.items():
            story = power_cuts.record(self._new(), self._library, what)
            number = self._some(10_000 if what == "days" else 1_000)
            do = self._cutting(story, number)
            self._row(f"{name} ({len(story.calls):,} calls)", *self._timed(f"cuts, {what}", do))
        self.lines += ["", "With weaker settings the same cuts must find losses, and do:"]
        self._table("settings", "cuts", "entry lost", "log broken")
        for name, (pragmas, number) in CONTROLS.items():
            story = power_cuts.record(self._new(), self._library, "days", pragmas)
            ends = power_cuts.cut_off(story, self._some(number))
            say(f"control, {name}: {dict(ends.counts)}")
            lost = ends.counts["lost"]
            broken = ends.trials - lost - ends.counts["whole"]
            self.lines.append(f"| {name} | {ends.trials:,} | {lost:,} | {broken:,} |")
            if not ends.wrong and self._share == 1:
                self.wrong.append(f"the control found nothing: {name}")

    @staticmethod
    def _cutting(story: power_cuts.Story, number: int) -> Callable[[], Ends]:
        return lambda: power_cuts.cut_off(story, number)

    def try_kills(self) -> None:
        """Kill programs."""
        self.lines += ["### Killed programs", ""]
        self.lines += [
            "SIGKILL at random moments, and just before every single call to the disk. Wrong is",
            "what is wrong above. A kill shows no missing sync: the system still writes what was",
            "left.",
        ]
        self._table("what was under way", "kills", "wrong", "seconds")
        for what, name in DOES.items():
            number = self._some(1_000)
            do = self._killing(what, number)
            ends, seconds = self._timed(f"kills, {what}", do)
            del ends.counts["over before the kill"]
            self._row(f"{name}, at random", ends, seconds)
        for what, name in DOES.items():
            every = 1 if self._share == 1 else 29
            do = self._killing_at_calls(what, every)
            self._row(f"{name}, before each call", *self._timed(f"kills at calls, {what}", do))

    def _killing(self, what: str, number: int) -> Callable[[], Ends]:
        return lambda: kills.at_random(self._new(), number, what)

    def _killing_at_calls(self, what: str, every: int) -> Callable[[], Ends]:
        return lambda: kills.at_every_call(self._library, self._new(), what, every)

    def try_failing_calls(self) -> None:
        """Let every call fail."""
        self.lines += ["### Calls that fail", ""]
        self.lines += [
            "Every call that changes the disk (open, write, sync, truncate, rename, link, unlink,",
            "mkdir, chmod) fails in turn with ENOSPC, EIO, EROFS and EACCES, once, and from then",
            "on until the disk is mended. Wrong is: anything else than a sentence for the",
            "caregiver, a second try that fails on a mended disk, or anything saved that is not",
            "there.",
        ]
        self._table("what was under way", "faults", "wrong", "seconds")
        names = {"day": "a day of a log", "settings": "writing the settings", **DOES}
        del names["days"]
        every = 1 if self._share == 1 else 31
        unsure = 0
        told: dict[str, int] = {}
        for what, name in names.items():
            ends, seconds = self._timed(f"failing, {what}", self._sweeping(what, every, told))
            unsure += ends.counts[failing_calls.PERHAPS]
            self._row(name, ends, seconds)
        words = ", ".join(f"{kind} {number:,}" for kind, number in sorted(told.items()))
        self.lines += [
            "",
            f"What was told, by the names in `storage/errors.py`: {words}.",
            "",
            f"In {unsure:,} of these the disk went on failing from the last call of an entry on,",
            "with all of it in the file already. Nobody can know then what a power cut would",
            "leave, and that is what was told. Each time it was saved again on the mended disk,",
            "and was there once. No entry was told as not saved that was there.",
        ]

    def _sweeping(self, what: str, every: int, told: dict[str, int]) -> Callable[[], Ends]:
        def sweep() -> Ends:
            ends, kinds = failing_calls.sweep(self._library, self._new(), what, every)
            for kind, number in kinds.items():
                told[kind] = told.get(kind, 0) + number
            return ends

        return sweep

    def try_damaged_files(self) -> None:
        """Damage logs."""
        self._damage("Damaged files", 1_200, "")
        self._damage("Damaged files with a passphrase", 600, "river-lamp-button-cloud")

    def _damage(self, title: str, wanted: int, passphrase: str) -> None:
        number = self._some(wanted)
        each: dict[str, Ends] = {}

        def spoil() -> Ends:
            ends, found = damage.damage(self._new(), number, passphrase=passphrase)
            each.update(found)
            return ends

        ends, seconds = self._timed(title.lower(), spoil)
        self.lines += [f"### {title}", ""]
        self.lines += [
            f"{ends.trials:,} logs damaged on purpose, used as the app uses one: opened, read for",
            f"the first screen, checked, read again ({seconds:.0f} s). Wrong would be: other words",
            "than were written, with nobody told. Each is counted where it was noticed first.",
        ]
        columns = [*damage.RIGHT, damage.SILENT]
        self._table("damage", *columns)
        for name, one in [*each.items(), ("all", ends)]:
            cells = " | ".join(f"{one.counts[end]:,}" for end in columns)
            self.lines.append(f"| {name} | {cells} |")
        self.lines.append("")

    def try_fuzz(self) -> None:
        """Try files that nobody wrote."""
        self.lines += ["### Files that nobody wrote", ""]
        self.lines += [
            "Real logs, backups and care files, changed at random one to four times, in a program",
            f"of its own that ends when one takes longer than {fuzz.LONGEST_S} s. Wrong is: a",
            "crash, a hang, no sentence, anything taken in from a file that was refused, a file",
            f"left anywhere else, or more than {fuzz.MOST_MEMORY_MB} MB of memory in all.",
            "Many more care files are tried further below.",
        ]
        self._table("files", "tried", "how they ended", "wrong", "memory", "seconds")
        names = {
            "log": "logs",
            "protected": "logs with a passphrase",
            "backup": "backups",
            "care": "care files",
        }
        for what, name in names.items():
            number = self._some({"log": 100_000, "protected": 10_000}.get(what, 20_000))
            most = [0.0]
            ends, seconds = self._timed(f"fuzz, {what}", self._fuzzing(what, number, most))
            if most[0] > fuzz.MOST_MEMORY_MB:
                self.wrong.append(f"fuzz, {what}: {most[0]:.0f} MB")
            how = "; ".join(f"{end}: {count:,}" for end, count in ends.counts.most_common())
            wrong = sum(ends.counts[end] for end in ends.wrong)
            self.lines.append(
                f"| {name} | {ends.trials:,} | {how} | {wrong} | {most[0]:.0f} MB | {seconds:.0f} |"
            )

    def _fuzzing(self, what: str, number: int, most: list[float]) -> Callable[[], Ends]:
        def run() -> Ends:
            ends, most[0] = fuzz.fuzz(self._new(), number, what)
            return ends

        return run


def say(line: str) -> None:
    """Tell whoever waits."""
    print(f"{dt.datetime.now(dt.UTC):%H:%M:%S} {line}", flush=True)  # noqa: T201


def machine() -> str:
    """Return in one sentence where this was taken."""
    with dbapi2.connect(":memory:") as connection:
        (sqlite,) = connection.execute("SELECT sqlite_version()").fetchone()
        (cipher,) = connection.execute("PRAGMA cipher_version").fetchone()
    load = os.getloadavg()[0]
    release = ".".join(platform.release().split(".")[:2])
    return (
        f"{platform.system()} {release} on {platform.machine()}, {os.cpu_count()} cores "
        f"(load {load:.1f} at the end), Python {platform.python_version()}, SQLite {sqlite} in "
        f"SQLCipher {cipher}"
    )


def write(part: str, lines: list[str], wrong: list[str]) -> None:
    """Put the report of one part in place of its last one."""
    today = dt.datetime.now(dt.UTC).date()
    begin, end = f"<!-- {part}: begin -->", f"<!-- {part}: end -->"
    verdict = "Nothing went wrong." if not wrong else f"{len(wrong)} kinds of ends were wrong:"
    taken = f"Taken on {today}: {machine()}. {verdict}"
    report = "\n".join([begin, *lines, "", taken, *(f"* {one}" for one in wrong), end])
    with REPORT.open("a+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # another part may be done in the same moment
        file.seek(0)
        text = _with_report(file.read() or TITLE, begin, end, report)
        file.truncate(0)
        file.write(text)


def _with_report(text: str, begin: str, end: str, report: str) -> str:
    if HEADING not in text:
        text = f"{text.rstrip()}\n\n{HEADING}\n\n{ABOUT}\n"
    if begin not in text:
        text = f"{text.rstrip()}\n\n{begin}\n{end}\n"
    old = re.compile(f"{re.escape(begin)}.*{re.escape(end)}", re.DOTALL)
    return old.sub(lambda _: report, text)


def main(arguments: list[str]) -> int:
    """Run everything, or what was asked for; return 0 only if nothing went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--share", type=int, default=1, metavar="N")
    options = parser.parse_args(arguments)
    if disk_calls.WHY_NOT:
        say(f"Not possible here: {disk_calls.WHY_NOT}.")
        return 2
    if not set(options.parts) <= set(PARTS):
        parser.error(f"the parts are {', '.join(PARTS)}")
    assert set(DOES) == set(LIVES)
    if len(options.parts) != 1:
        return _run_beside_each_other(options.parts or list(PARTS), options.share)
    with tempfile.TemporaryDirectory(dir=disk_calls.MEMORY) as name:
        (part,) = options.parts
        campaign = Campaign(Path(name), disk_calls.build(Path(name)), options.share)
        PARTS[part](campaign)
        if options.share == 1:
            write(part, campaign.lines, campaign.wrong)
        else:
            say("\n".join(campaign.lines))
    say("\n".join(campaign.wrong) or f"{part}: nothing went wrong.")
    return 1 if campaign.wrong else 0


def _run_beside_each_other(parts: list[str], share: int) -> int:
    """Run each part in a program of its own, one for each core; return 0 if nothing went wrong."""

    def run(part: str) -> int:
        command = [sys.executable, "-m", "tests.faults", part, "--share", str(share)]
        return subprocess.run(command, cwd=disk_calls.ROOT, check=False).returncode

    with ThreadPoolExecutor(os.cpu_count()) as cores:
        codes = list(cores.map(run, parts))
    wrong = [part for part, code in zip(parts, codes, strict=True) if code]
    say(f"Not clean: {', '.join(wrong)}." if wrong else "Nothing went wrong.")
    return 1 if wrong else 0


PARTS: dict[str, Callable[[Campaign], None]] = {
    "failing-calls": Campaign.try_failing_calls,
    "kills": Campaign.try_kills,
    "fuzz": Campaign.try_fuzz,
    "power-cuts": Campaign.try_power_cuts,
    "damaged-files": Campaign.try_damaged_files,
}
"""The longest first."""

TITLE = "# What was measured about not losing anything\n"

HEADING = "## The log under faults"

ABOUT = """\
`./test faults` tries all of this anew and writes it here; `tests/faults` is how. A small share of
each part runs in every `./test`. What it does not show: that a disk keeps its word once it says
that it has synced, and a file put back as a whole to what it was before, which no check inside the
file can tell from the real one. Where a running massage stood may be what was kept a step before,
if a disk lost that one writing and said nothing."""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
