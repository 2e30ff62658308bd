# SPDX-License-Identifier: GPL-3.0-or-later
"""How the log opens and scrolls with very many massages, beside one with a hundred.

Run it as ``python -m tests.benchmarks.long_log [--people N] [--sessions N] [--runs N]``. Each log
is opened by the app itself in a process of its own, both in turn; the medians are what count.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.large_log import make_large_log, say

LOOK = """
import json, sys, time
from pathlib import Path
from caregiver_guide.app.start import Opening, make_application

def memory():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6

def timed(wish):
    started = time.perf_counter()
    wish()
    app.processEvents()
    window.grab()
    return (time.perf_counter() - started) * 1000

app = make_application()
opening = Opening(app, Path(sys.argv[1]), has_sound=False)
started = time.perf_counter()
opening.open()
window, guide = opening.window, opening.guide
guide.stop_checking()
window.resize(1280, 800)
window.show()
app.processEvents()
window.grab()
found = {"today": (time.perf_counter() - started) * 1000}
pages = guide.log_pages
guide.go("log")
app.processEvents()
looks = []
for _ in range(9):
    guide.go("learn")
    app.processEvents()
    looks.append(timed(lambda: guide.go("log")))
found["log"] = sorted(looks)[len(looks) // 2]
found["month"] = timed(lambda: pages._show_month(pages.view.today))
found["search"] = timed(lambda: pages._search("music"))
pages.show()
found["memory"] = memory()
if pages.view.has_more:
    found["older"] = timed(pages._show_older)
print(json.dumps(found))
window.may_close = True
window.close()
opening.log.close()
"""


def look(folder: Path) -> dict[str, float]:
    """Open a log, look at its pages, and return milliseconds and megabytes."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", LOOK, str(folder)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def compare(small: Path, large: Path, runs: int) -> tuple[dict[str, float], dict[str, float]]:
    """Return the medians of a small and a large log, looked at in turn."""
    seen: tuple[list[dict[str, float]], list[dict[str, float]]] = ([], [])
    for _ in range(runs):
        for found, folder in zip(seen, (small, large), strict=True):
            found.append(look(folder))
    a, b = (
        {name: statistics.median(one[name] for one in found) for name in found[0]} for found in seen
    )
    return a, b


def main() -> None:
    """Make both logs, compare them, and say what was measured."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--sessions", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--large", type=Path, help="a folder with a large log made before")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="long-log-") as made:
        small, large = Path(made) / "small", Path(made) / "large"
        make_large_log(small, 1, 100)
        if options.large is None:
            make_large_log(large, options.people, options.sessions)
        else:
            large = options.large
        a, b = compare(small, large, options.runs)
    for name in a:
        say(f"{name:8} {a[name]:8.0f} {b[name]:8.0f}   {b[name] / a[name]:.2f} times")


if __name__ == "__main__":
    main()
