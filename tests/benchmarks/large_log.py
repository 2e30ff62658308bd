# SPDX-License-Identifier: GPL-3.0-or-later
"""A log as a care home fills it in many years: many people, each with many massages.

Run it as ``python tests/benchmarks/large_log.py FOLDER [--people N] [--sessions N]``.
"""

import argparse
import sys
import time
from dataclasses import replace
from pathlib import Path

from caregiver_guide.content.library import load_library
from caregiver_guide.demo.sample import Sample, fill
from caregiver_guide.domain.session import Caregiver, Note, Person, ZoneRecord
from caregiver_guide.paths import resource_dir
from caregiver_guide.services.clocks import wall_clock
from caregiver_guide.services.profile_of import profile_of
from caregiver_guide.storage.log import open_log

SAID = (
    "Slept well after it, with the window open.",
    "Would like the left hand first next time.",
    "Talked about the garden and the old house.",
    "A little cold at first, then fine with a blanket.",
    "Asked for less lotion.",
)


def make_large_log(folder: Path, people: int = 50, sessions: int = 100_000) -> None:
    """Fill a new log with ``sessions`` massages, as many for each person; some have a note."""
    library = load_library(resource_dir())
    with open_log(folder, wall_clock) as log:
        now = wall_clock()
        givers = [log.caregivers.add(Caregiver(name=name)) for name in ("Ana", "Jo", "Kim", "Lou")]
        for number in range(people):
            person = log.people.add(Person(name=f"Person {number + 1}"), by=givers[0].id)
            zone = ZoneRecord(person=person.id, condition="port", regions=("collarbone.R",))
            zones = (log.zones.add(zone, by=givers[0].id),)
            giver = givers[number % len(givers)]
            profile = profile_of(
                library.book, person, giver, zones, (), (), None, now.day, is_first_session=False
            )
            share = sessions // people
            with log.batch():
                fill(log, library, Sample(person, giver, profile, now), share)
                for place, one in enumerate(log.sessions.recent(person.id, limit=share)):
                    if place % 7 == 0:
                        log.sessions.change(replace(one, caregiver=givers[place % 4].id))
                    if place % 3 == 0:
                        note = Note(person=person.id, session=one.id, text=SAID[place % len(SAID)])
                        log.notes.add(note, by=giver.id, happened=one.started)


def say(words: str) -> None:
    """Write a line for whoever runs this."""
    sys.stdout.write(f"{words}\n")


def main() -> None:
    """Make one, and say how long it took and how large it is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--sessions", type=int, default=100_000)
    options = parser.parse_args()
    started = time.monotonic()
    make_large_log(options.folder, options.people, options.sessions)
    size = sum(file.stat().st_size for file in options.folder.glob("log.db"))
    say(f"{size / 1e6:.0f} MB in {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
