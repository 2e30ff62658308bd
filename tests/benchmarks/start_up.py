# SPDX-License-Identifier: GPL-3.0-or-later
"""How long it takes to see Today with a long log, beside an empty window of the same toolkit.

    python tests/benchmarks/start_up.py [--runs N] [--sessions N]

Both are timed in the same run, one after the other in turn, from the start of the process until
everything is painted; the ratio of the medians is what counts. The content is compiled before, as
it is in every package: a checkout whose content was edited reads all of it anew at each start.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

READY = "painted"
SESSIONS = 10_000
WORKED = 5
MADE = tempfile.TemporaryDirectory(prefix="start-up-")
HOME = Path(MADE.name)

BARE = f"""
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, self.tell)
    def tell(self):
        print("{READY}", flush=True)
        QApplication.exit()

app = QApplication(["bare"])
window = Window()
window.resize(1280, 800)
window.setCentralWidget(QLabel("Hello"))
window.show()
app.exec()
"""

OURS = f"""
import sys
from PySide6.QtWidgets import QApplication
from caregiver_guide import cli

wait = QApplication.exec
def until_painted():
    from caregiver_guide.ui.main_window import MainWindow
    (window,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)]
    def tell():
        assert window.current == "today", window.current
        print("{READY}", flush=True)
        QApplication.exit()
    window.painted.connect(tell)
    return wait()
QApplication.exec = staticmethod(until_painted)
sys.exit(cli.main(["--data-dir", sys.argv[1]]))
"""

STEADY = """
import sys
from pathlib import Path
from PySide6.QtCore import QEventLoop, QTimer
from caregiver_guide.app.start import Opening, make_application

app = make_application()
opening = Opening(app, Path(sys.argv[1]), has_sound=False)
opening.open()
window = opening.window
seen = []
def look():
    seen.append(window.grab().toImage())
window.painted.connect(look)
window.show()
def end():
    look()
    print("same" if seen[0] == seen[1] else "moved", flush=True)
    window.may_close = True
    window.close()
QTimer.singleShot(int(sys.argv[2]), end)
app.exec()
opening.close()
"""


def make_log(folder: Path, sessions: int = SESSIONS) -> None:
    """Fill a log with ``sessions`` varied massages of one person."""
    from caregiver_guide.content.library import load_library
    from caregiver_guide.demo.sample import Sample, fill
    from caregiver_guide.domain.session import ZoneRecord
    from caregiver_guide.paths import resource_dir
    from caregiver_guide.services.clocks import wall_clock
    from caregiver_guide.services.first_run import FirstRunAnswers, record_first_run
    from caregiver_guide.services.profile_of import profile_of
    from caregiver_guide.storage.log import open_log

    library = load_library(resource_dir())
    with open_log(folder, wall_clock) as log:
        now = wall_clock()
        answers = FirstRunAnswers("Pat", "sand", "Ana", "family", "nothing", country="US")
        person, caregiver = record_first_run(log, answers, now.day - timedelta(days=1))
        zone = ZoneRecord(person=person.id, condition="port", regions=("collarbone.R",))
        zones = (log.zones.add(zone, by=caregiver.id),)
        profile = profile_of(
            library.book, person, caregiver, zones, (), (), None, now.day, is_first_session=False
        )
        fill(log, library, Sample(person, caregiver, profile, now), sessions)


def _environment() -> dict[str, str]:
    """Return surroundings like a user's: no screen needed, and compiled Python kept."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    kept["QT_QPA_PLATFORM"] = "offscreen"
    kept["XDG_CONFIG_HOME"] = str(HOME / "config")
    kept["PYTHONPYCACHEPREFIX"] = str(HOME / "compiled")
    return kept


def seconds_until_painted(program: str, *arguments: str) -> float:
    """Start a program and return the seconds until all of its window was painted."""
    environment = _environment()
    started = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
    ) as child:
        assert child.stdout is not None
        line = child.stdout.readline()
        passed = time.perf_counter() - started
        child.stdout.read()
    if line.strip() != READY or child.returncode != 0:
        raise SystemExit(f"it did not start: {line!r}, exit {child.returncode}")
    return passed


def compile_content() -> None:
    """Make the compiled copy of the content fit, so that the content is read as from a package."""
    from caregiver_guide.content.files import write_compiled
    from caregiver_guide.paths import resource_dir

    write_compiled(resource_dir())


def work_until_painted(program: str, *arguments: str) -> float:
    """Return the processor's seconds of one start: they say more on a busy machine."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds_until_painted(program, *arguments)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compare(folder: Path, runs: int) -> tuple[float, float]:
    """Return the medians in seconds, of the bare window and of Today, measured in turn."""
    compile_content()
    seconds_until_painted(BARE)
    seconds_until_painted(OURS, str(folder))
    bare, ours = [], []
    for _ in range(runs):
        bare.append(seconds_until_painted(BARE))
        ours.append(seconds_until_painted(OURS, str(folder)))
    return statistics.median(bare), statistics.median(ours)


def stays_still(folder: Path, wait_ms: int = 3000) -> str:
    """Return "same" if what was painted first is what stands ``wait_ms`` later."""
    done = subprocess.run(
        [sys.executable, "-c", STEADY, str(folder), str(wait_ms)],
        capture_output=True,
        text=True,
        check=True,
        env=_environment(),
    )
    return done.stdout.strip()


def say(line: str) -> None:
    """Write a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Measure, and print both medians and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--sessions", type=int, default=SESSIONS)
    parser.add_argument("--data-dir", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = options.data_dir or Path(made) / "data"
        if not (folder / "log.db").exists():
            make_log(folder, options.sessions)
        bare, ours = compare(folder, options.runs)
        say(f"bare window     {bare * 1000:7.0f} ms")
        say(f"Today           {ours * 1000:7.0f} ms   ({options.sessions} massages in the log)")
        say(f"ratio           {ours / bare:7.2f}")
        work = min(work_until_painted(OURS, str(folder)) for _ in range(WORKED))
        work /= min(work_until_painted(BARE) for _ in range(WORKED))
        say(f"processor time  {work:7.2f} times the bare window's (least of {WORKED} each)")
        say(f"3 s later       {stays_still(folder)} picture")


if __name__ == "__main__":
    main()
