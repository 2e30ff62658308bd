# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs every check of the project, says how long each took, and adds up the tests."""

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parents[1]
REPORTS = ROOT / "build" / "test"

NO_TESTS_FOUND = 5  # pytest's own exit code


@dataclass(frozen=True, slots=True)
class Part:
    """One check: its name, the command after `python`, and whether `./test quick` runs it."""

    name: str
    command: tuple[str, ...]
    quick: bool = False

    @property
    def runs_tests(self) -> bool:
        """Whether the part counts tests, and so writes a report of them."""
        return "pytest" in self.command


@dataclass(frozen=True, slots=True)
class Totals:
    """How many tests went which way."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Totals") -> "Totals":
        """Return both together."""
        return Totals(
            self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped
        )

    def __str__(self) -> str:
        """Return the closing line."""
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.passed} passed, {self.failed} failed{skipped}"


def _tests(name: str, marked: str, *options: str, quick: bool = False) -> Part:
    return Part(name, ("-m", "pytest", "-q", "-m", marked, *options), quick=quick)


LINT_IMPORTS = "from importlinter.cli import lint_imports_command as lint; lint()"

PARTS = (
    Part("lint", ("-m", "ruff", "check", "."), quick=True),
    Part("format", ("-m", "ruff", "format", "--check", "."), quick=True),
    Part("types", ("-m", "mypy"), quick=True),
    Part("borders", ("-c", LINT_IMPORTS), quick=True),
    _tests(
        "unit and property",
        "not (windows or enumeration or wheel or benchmark or long)",
        *("-n", "2", "--dist", "worksteal"),
        quick=True,
    ),
    _tests("enumeration", "enumeration", "-n", "2"),
    _tests("windows", "windows and not long", "-n", "2", "--dist", "worksteal"),
    _tests("wheel", "wheel"),
)

LONG = (_tests("every look of every screen", "long", "-n", "2", "--dist", "worksteal"),)
"""What `./test long` runs: too much for every day, enough before a release."""

FAULTS = (Part("every fault of the log", ("-m", "tests.faults")),)
"""What `./test faults` runs: it writes its report into docs/reliability.md."""

CHOICES = {
    "": PARTS,
    "quick": tuple(part for part in PARTS if part.quick),
    "long": LONG,
    "faults": FAULTS,
}


def run_part(part: Part) -> tuple[bool, Totals]:
    """Run one part and return whether it is clean, and its tests."""
    command = [sys.executable, *part.command]
    report = REPORTS / f"{part.name.replace(' ', '-')}.xml"
    if part.runs_tests:
        report.unlink(missing_ok=True)
        command.append(f"--junitxml={report}")
    code = subprocess.run(command, cwd=ROOT, check=False).returncode
    if not part.runs_tests:
        return code == 0, Totals()
    totals = count_tests(report)
    if code in (0, NO_TESTS_FOUND):
        return True, totals
    # A run that broke before its first test is a failure too.
    return False, totals if totals.failed else totals + Totals(failed=1)


def count_tests(report: Path) -> Totals:
    """Return what pytest's report holds, and nothing where there is no report."""
    if not report.exists():
        return Totals()
    totals = Totals()
    for case in ET.parse(report).getroot().iter("testcase"):  # noqa: S314  # pytest wrote it
        outcomes = {outcome.tag for outcome in case}
        if outcomes & {"failure", "error"}:
            totals += Totals(failed=1)
        elif "skipped" in outcomes:
            totals += Totals(skipped=1)
        else:
            totals += Totals(passed=1)
    return totals


def main(arguments: list[str]) -> int:
    """Run the parts, print the totals, and return 0 only if all is clean."""
    if len(arguments) > 1 or (chosen := "".join(arguments)) not in CHOICES:
        print("Please type ./test, ./test quick for lint, types, borders and unit tests,")
        print("./test long for every screen at every size in every theme, or ./test faults for")
        print("every fault of the disk, thousands of times, and a report of them.")
        return 2
    REPORTS.mkdir(parents=True, exist_ok=True)
    parts = CHOICES[chosen]
    everything = Totals()
    lines: list[str] = []
    unclean: list[str] = []
    for part in parts:
        print(f"\n== {part.name}", flush=True)
        started = time.monotonic()
        clean, totals = run_part(part)
        seconds = time.monotonic() - started
        everything += totals
        said = str(totals) if part.runs_tests else "clean" if clean else "not clean"
        lines.append(f"{part.name:<20} {seconds:6.1f} s   {said}")
        if not clean:
            unclean.append(part.name)
    print("\n" + "\n".join(lines))
    if unclean:
        print(f"Not clean: {', '.join(unclean)}.")
    print(everything)
    return 1 if unclean else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
