# SPDX-License-Identifier: GPL-3.0-or-later
"""How long the page takes from a very long log, beside a plain Qt PDF of three lines.

    python tests/benchmarks/care_page.py [--sessions N] [--runs N]

All are timed in the same run, one after the other in turn, once warm: the page from a log of N
massages (100,000), the same page from a log of 100, and a PDF that Qt writes with three lines of
text in the page's own fonts. The last 100 massages of both logs are the same. The medians count.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from caregiver_guide.domain.session import (
    Caregiver,
    Moment,
    Note,
    Person,
    Question,
    Rating,
    Reaction,
    SessionRecord,
    StepRecord,
    ZoneRecord,
)

SESSIONS = 100_000
FEW = 100
TODAY = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)
NOW = Moment.of(TODAY, "UTC")
HANDS = ("hand-back.L", "palm.L", "fingers.L", "hand-back.R", "palm.R", "fingers.R")
BATCH = 5_000


@dataclass(frozen=True)
class Times:
    """Milliseconds: the page from the long and from the short log, and the plain PDF; its bytes."""

    long: float
    short: float
    plain: float
    size: int


def make_log(folder, sessions):
    """Fill a log: a massage a day in the last 100 days, and all others 20 a day before that."""
    from caregiver_guide.storage.log import open_log

    with open_log(folder, lambda: NOW) as log:
        pat = log.people.add(Person(name="Pat Moran", likes="Soft music", says_stop="Lifts a hand"))
        ana = log.caregivers.add(Caregiver(name="Ana Moran"))
        for condition, regions in (("port", ("collarbone.R",)), ("wound-open", ("heel.L",))):
            zone = ZoneRecord(person=pat.id, condition=condition, regions=regions, said_by="Kim")
            log.zones.add(zone, by=ana.id)
        log.questions.add(Question(person=pat.id, text="May we massage the feet too?"))
        for start in range(0, sessions, BATCH):
            with log.batch():
                for number in range(start, min(start + BATCH, sessions)):
                    _add(log, pat, ana, sessions - number)
    return pat.id


def _add(log, pat, ana, back):
    """Add the massage that is ``back`` massages before now, with what was said of it."""
    if back <= FEW:
        started = Moment.of(TODAY - timedelta(days=back - 1, hours=2), "UTC")
    else:
        started = Moment.of(TODAY - timedelta(days=FEW, hours=(back - FEW) * 1.2), "UTC")
    step = StepRecord("palm-sweeps", "L", True, HANDS, 2, 300, 290, "done")
    session = log.sessions.add(
        SessionRecord(
            person=pat.id,
            caregiver=ana.id,
            routine="m-hand",
            position="semi-30-45",
            minutes_asked=10,
            started=started,
            ended=started.later(600),
            state="stopped" if back % 9 == 0 else "finished",
            stop_reason="not-comfortable" if back % 9 == 0 else None,
            steps=(step,),
            touch_seconds=560,
        ),
        by=ana.id,
    )
    after = started.later(700)
    for when, value in (("before", 4 + back % 5), ("after", 2 + back % 4)):
        rating = Rating(person=pat.id, session=session.id, question="pain", when=when, value=value)
        log.ratings.add(rating, by=ana.id, happened=after)
    if back % 20 == 0:
        reaction = Reaction(
            person=pat.id, session=session.id, what="tender", severity="minor", regions=HANDS[:1]
        )
        log.reactions.add(reaction, by=ana.id, happened=after)
        note = Note(person=pat.id, session=session.id, text="Slept well after it.")
        log.notes.add(note, by=ana.id, happened=after)


def plain_pdf():
    """Return a PDF of three lines in the page's fonts, as any Qt program writes it."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF
    from PySide6.QtGui import QPainter, QPdfWriter

    from caregiver_guide.report.sheet import load_page_fonts, page_font

    load_page_fonts()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(720)
    painter = QPainter(writer)
    fonts = (page_font(110), page_font(110, is_bold=True), page_font(110, is_spare=True))
    for number, font in enumerate(fonts):
        painter.setFont(font)
        painter.drawText(QPointF(300, 300 + number * 200), "Family or aide record, 10 minutes.")
    painter.end()
    buffer.close()
    return bytes(content.data())


def compare(folder, sessions=SESSIONS, runs=9):
    """Return the medians of ``runs`` rounds, after two that warm up."""
    from caregiver_guide.content.library import load_library
    from caregiver_guide.figure.geometry import load_figure
    from caregiver_guide.figure.painter import FigurePainter
    from caregiver_guide.paths import resource_dir
    from caregiver_guide.report.facts import Period
    from caregiver_guide.report.page import pdf_bytes
    from caregiver_guide.report.summary import read_summary
    from caregiver_guide.storage.log import open_log

    library = load_library(resource_dir())
    figure = FigurePainter(load_figure(resource_dir() / "figure"))
    people = {name: make_log(folder / name, count) for name, count in
              (("long", sessions), ("short", FEW))}  # fmt: skip
    took = {"long": [], "short": [], "plain": []}
    size = 0
    with (
        open_log(folder / "long", lambda: NOW) as long,
        open_log(folder / "short", lambda: NOW) as short,
    ):
        logs = {"long": long, "short": short}

        def page(name):
            period = Period.last(14, NOW.day)
            summary = read_summary(logs[name], library, people[name], period, NOW)
            return pdf_bytes(summary, figure)

        for turn in range(runs + 2):
            for name, times in took.items():
                start = time.perf_counter()
                made = plain_pdf() if name == "plain" else page(name)
                if turn > 1:
                    times.append((time.perf_counter() - start) * 1000)
                size = max(size, len(made))
    middle = {name: statistics.median(values) for name, values in took.items()}
    return Times(middle["long"], middle["short"], middle["plain"], size)


def say(times, sessions):
    """Return the figures as one line."""
    return (
        f"page of 14 days: {times.long:.1f} ms from {sessions:,} massages, "
        f"{times.short:.1f} ms from {FEW} (ratio {times.long / times.short:.2f}), three lines "
        f"{times.plain:.1f} ms (ratio {times.long / times.plain:.1f}), {times.size:,} bytes"
    )


def main():
    """Measure and say."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sessions", type=int, default=SESSIONS)
    parser.add_argument("--runs", type=int, default=9)
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    app = QApplication(["care-page"])
    with tempfile.TemporaryDirectory(prefix="care-page-") as folder:
        sys.stdout.write(say(compare(Path(folder), options.sessions, options.runs),
                             options.sessions) + "\n")  # fmt: skip
    del app


if __name__ == "__main__":
    main()
