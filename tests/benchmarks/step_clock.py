# SPDX-License-Identifier: GPL-3.0-or-later
"""How true the time left in a step is, and how often a massage wakes the computer.

    xvfb-run python tests/benchmarks/step_clock.py [--seconds N] [--platform NAME]

A real massage runs in the real window on the real clocks, with motion off, as long as N seconds.
Each time another number has been painted, it is compared with a monotonic clock that was read as
the step was asked for. Meanwhile every return of the event loop from waiting is counted.
"""

import argparse
import os
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

WARM_UP_S = 12


class Watch:
    """Keeps when each number was painted, against when it was due, and counts wake-ups."""

    def __init__(self, session, screen, dispatcher):
        self.errors = []
        self.wakes = 0
        self.is_waiting = False
        self.session = session
        self.screen = screen
        self.step_began = None
        self.step = None
        self.length = 0
        self.last = None
        ring = screen._ring
        draw = ring.draw

        def draw_and_look(painter, theme):
            draw(painter, theme)
            self.look()

        ring.draw = draw_and_look
        dispatcher.aboutToBlock.connect(self.waits)
        dispatcher.awake.connect(self.woke)

    def waits(self):
        """Take note that the event loop has nothing to do."""
        self.is_waiting = True

    def woke(self):
        """Count one return of the event loop from waiting."""
        self.wakes += self.is_waiting
        self.is_waiting = False

    def begin_step(self):
        """Ask for the next step, and read the clock for it."""
        self.last = None
        self.step_began = time.monotonic()
        self.screen.next_requested.emit()
        self.step = self.session.shown.index + 1
        self.length = self.session.shown.step_length_s

    def look(self):
        """Compare what has just been painted with the clock."""
        now = time.monotonic()
        view = self.screen._view
        if view is None or view.state != "running" or view.step != self.step:
            return
        if view.seconds_left == self.last:
            return
        is_first, self.last = self.last is None, view.seconds_left
        if not is_first:
            due = self.step_began + self.length - view.seconds_left
            self.errors.append(now - due)


def begin(folder):
    """Open the app on a log of its own, and begin a massage of its own."""
    from caregiver_guide.app.start import Opening, make_application
    from caregiver_guide.services.clocks import wall_clock
    from caregiver_guide.services.first_run import FirstRunAnswers, record_first_run
    from caregiver_guide.storage.log import open_log
    from caregiver_guide.storage.settings import Settings, write_settings

    app = make_application()
    write_settings(folder / "config" / "settings.toml", Settings(motion="off", country="US"))
    with open_log(folder / "data", wall_clock) as log:
        answers = FirstRunAnswers("Pat", "sand", "Ana", "family", "nothing", country="US")
        record_first_run(log, answers, wall_clock().day)
    opening = Opening(app, folder / "data", config_dir=folder / "config", has_sound=False)
    opening.open()
    opening.window.resize(1280, 800)
    opening.window.show()
    context = opening.guide.context
    plan = context.library.planner.plan(context.profile(), "hand-sandwich")
    assert opening.guide.massage.session.begin(plan, 5, ())
    return app, opening


def measure(folder, seconds):
    """Run a massage for so many seconds; return its watch, and what it cost."""
    from PySide6.QtCore import QAbstractEventDispatcher, QTimer

    app, opening = begin(folder)
    session = opening.guide.massage.session
    screen = opening.window.screen_named("session")
    watch = Watch(session, screen, QAbstractEventDispatcher.instance())
    cost = {}

    def start():
        watch.begin_step()  # out of the time to settle, into the first step
        watch.wakes = 0
        cost["begin"] = time.monotonic()
        cost["work"] = time.process_time()
        cost["switches"] = resource.getrusage(resource.RUSAGE_SELF).ru_nvcsw

    def follow():
        if session.is_step_over and session.shown.next_step is not None:
            # As a caregiver would, a moment after the bell.
            QTimer.singleShot(700, watch.begin_step)

    def end():
        cost["passed"] = time.monotonic() - cost["begin"]
        cost["work"] = time.process_time() - cost["work"]
        cost["switches"] = resource.getrusage(resource.RUSAGE_SELF).ru_nvcsw - cost["switches"]
        cost["given"] = session.shown.elapsed_s if session.shown else None
        app.exit()

    QTimer.singleShot(3000, start)
    session.ticker.ticked.connect(follow)
    QTimer.singleShot((seconds + 3) * 1000, end)
    app.exec()
    cost["awake"] = session.computer.is_awake
    opening.window.may_close = True
    opening.window.close()
    opening.close()
    return watch, cost


def say(line):
    """Write a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def percentile(values, part):
    """Return the value below which ``part`` (0 to 1) of them lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def main():
    """Measure, and print how far off the time was and how often the computer was woken."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--platform", default="")
    options = parser.parse_args()
    if options.platform:
        os.environ["QT_QPA_PLATFORM"] = options.platform
    with tempfile.TemporaryDirectory(prefix="step-clock-") as made:
        watch, cost = measure(Path(made), options.seconds)
    off = [abs(error) * 1000 for error in watch.errors]
    say(f"numbers painted     {len(off)} in {cost['passed']:.0f} s")
    say(f"off by, smallest    {min(off):8.1f} ms")
    say(f"off by, median      {statistics.median(off):8.1f} ms")
    say(f"off by, 99 of 100   {percentile(off, 0.99):8.1f} ms   (at most 50)")
    say(f"off by, largest     {max(off):8.1f} ms   ({min(watch.errors) * 1000:+.1f} to early)")
    say(f"event loop woken    {watch.wakes / cost['passed']:8.2f} times a second   (at most 2)")
    say(f"process switches    {cost['switches'] / cost['passed']:8.2f} times a second")
    say(f"processor           {cost['work'] / cost['passed'] * 100:8.2f} % of one")


if __name__ == "__main__":
    main()
