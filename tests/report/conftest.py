# SPDX-License-Identifier: GPL-3.0-or-later
"""A person's log made up as values, large or small, for the page."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest

from caregiver_guide.content.library import load_library
from caregiver_guide.domain.session import (
    Caregiver,
    CareTeamContact,
    ClearanceRecord,
    ConditionRecord,
    Moment,
    Note,
    Person,
    Question,
    Rating,
    Reaction,
    SessionRecord,
    SessionStory,
    StepRecord,
    ZoneRecord,
)
from caregiver_guide.figure.geometry import load_figure
from caregiver_guide.figure.painter import FigurePainter
from caregiver_guide.paths import resource_dir
from caregiver_guide.report.corrected import Corrected
from caregiver_guide.report.facts import PageFacts, Period

TODAY = date(2025, 11, 18)


def at(day, hour=10, minute=0):
    """A moment on the 2025-11-18 calendar: a date, or days before the last day."""
    if isinstance(day, int):
        day = TODAY - timedelta(days=day)
    return Moment.of(datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC), "UTC")


NOW = at(0, 14, 32)

PERSON = Person(
    id="p", name="Pat Moran", birth_date=date(1951, 3, 12), likes="Soft music. Left hand first."
)
ANA = Caregiver(id="ana", name="Ana Moran", role="family")
REYES = Caregiver(id="reyes", name="J. Reyes", role="aide")
CONTACT = CareTeamContact(id="c", person="p", name="Nurse Kim", phone="555 0134")

_HAND = ("hand-back.L", "palm.L", "fingers.L", "hand-back.R", "palm.R", "fingers.R")


def session(number, days_ago, *, minutes=10, state="finished", caregiver="ana", hour=10, **more):
    """One massage of the hands, `days_ago` before the last day."""
    started = at(days_ago, hour)
    steps = (
        StepRecord("palm-sweeps", "L", True, _HAND[:3], 2, 300, minutes * 36, "done"),
        StepRecord("palm-sweeps", "R", True, _HAND[3:], 1, 300, minutes * 18, "done"),
        StepRecord("cover", None, False, (), 0, 30, 30, "done"),
    )
    given = state != "not-wanted"
    return SessionRecord(
        id=f"s{number}",
        person="p",
        caregiver=caregiver,
        routine="m-hand",
        position="semi-30-45",
        minutes_asked=10,
        started=started,
        happened=started,
        state=state,
        steps=steps if given else (),
        touch_seconds=minutes * 60 if given else 0,
        **more,
    )


def ratings(number, scores, source="asked"):
    """Before and after for the three questions; a word instead of a number is a non-answer."""
    found = []
    for question, pair in zip(("pain", "worry", "tiredness"), scores, strict=True):
        for when, value in zip(("before", "after"), pair, strict=True):
            if value is not None:
                found.append(
                    Rating(
                        person="p",
                        session=f"s{number}",
                        question=question,
                        when=when,
                        value=value,
                        source=source,
                    )
                )
    return tuple(found)


def story(number, days_ago, scores=None, source="asked", **more):
    """One massage with its ratings."""
    given = () if scores is None else ratings(number, scores, source)
    return SessionStory(session(number, days_ago, **more), given)


_FORTNIGHT = {
    13: (10, ((6, 5), (7, 5), (5, 4))),
    12: (10, ((7, 5), (7, 5), (6, 4))),
    11: (8, ((5, 4), (6, 5), (4, 4))),
    10: (4, ((6, 6), (6, 6), (5, 5))),
    9: (12, ((7, 4), (8, 5), (6, 3))),
    7: (10, ((5, 3), (6, 4), (4, 3))),
    6: (10, ((6, 4), (6, 4), ("declined", 3))),
    5: (9, ((4, 4), (5, 4), (4, 4))),
    3: (10, ((5, 3), (6, 4), (4, 2))),
    2: (9, ((6, 4), (7, 4), (5, 3))),
}


def nothing(**more):
    """A person of whom nothing is known yet."""
    return PageFacts(person=Person(id="p", name="Pat Moran"), period=Period.last(14, TODAY), **more)


def one_massage():
    """A first massage, with one zone and one question."""
    return nothing(
        stories=(story(1, 1, ((6, 4), (5, 5), (3, None))),),
        zones=(zone("port", ("collarbone.R",), since=date(2025, 10, 2), said_by="Nurse Kim"),),
        caregivers=(ANA,),
        questions=(question("May we massage the feet too?"),),
        fingerprint="3F2A 91C0",
    )


def zone(condition, regions, number=1, *, marked=None, **more):
    """A marked zone."""
    when = marked or at(5)
    return ZoneRecord(
        id=f"z{number}",
        person="p",
        condition=condition,
        regions=tuple(regions),
        happened=when,
        written=when,
        **more,
    )


def question(text, number=1):
    """An open question for the care team."""
    return Question(id=f"q{number}", person="p", text=text, happened=at(3))


def reaction(number, days_ago, what, severity, regions=(), **more):
    """Something noticed."""
    return Reaction(
        id=f"r{number}",
        person="p",
        what=what,
        severity=severity,
        regions=regions,
        happened=at(days_ago, 11),
        **more,
    )


def fortnight():
    """Two ordinary weeks: ten massages, two of them watched, one stopped early."""
    stories = [
        story(
            days,
            days,
            scores,
            minutes=minutes,
            caregiver="reyes" if days in {9, 3} else "ana",
            source="watched" if days in {11, 5} else "asked",
        )
        for days, (minutes, scores) in _FORTNIGHT.items()
    ]
    stories[3] = replace(
        stories[3], session=replace(stories[3].session, state="stopped", stop_reason="skin-tear")
    )
    stories.append(story(99, 1, state="not-wanted"))
    return PageFacts(
        person=PERSON,
        period=Period.last(14, TODAY),
        stories=tuple(stories),
        zones=(
            zone(
                "port",
                ("collarbone.R", "chest.R"),
                1,
                since=date(2025, 10, 2),
                said_by="Nurse Kim",
                marked=at(date(2025, 10, 2)),
            ),
            zone(
                "incision",
                ("belly-lower.L", "belly-lower.R"),
                2,
                since=date(2025, 10, 28),
                said_by="Dr. Osei",
            ),
            zone("skin-fragile", ("forearm-back.L", "forearm-back.R"), 3),
            zone("wound-open", ("heel.L",), 4, since=date(2025, 11, 8), said_by="Nurse Kim"),
        ),
        conditions=(
            ConditionRecord(id="a", person="p", condition="anticoagulant", said_by="Ana"),
            ConditionRecord(id="b", person="p", condition="lymphedema-risk"),
        ),
        clearances=(
            ClearanceRecord(
                id="x",
                person="p",
                names="legs",
                said_by="Nurse Kim",
                on=date(2025, 11, 2),
                until=date(2025, 12, 2),
            ),
        ),
        questions=(
            question("Is the left heel safe to leave as it is? It looked redder on 14 Nov."),
            question("When may we massage near the belly cut?", 2),
        ),
        reactions=(
            reaction(
                1,
                10,
                "pink-skin",
                "minor",
                ("hand-back.L",),
                what_done="Stopped, wiped the lotion off",
                note="It was gone in 1 hour. Unscented lotion since then.",
            ),
        ),
        notes=(
            Note(
                id="n",
                person="p",
                text="Sleeps better on days with a hand massage.",
                happened=at(2),
            ),
        ),
        caregivers=(ANA, REYES),
        contacts=(CONTACT,),
        fingerprint="3F2A 91C0",
    )


LONG = "Maximiliana Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh " * 6


def everything(library, count=200):
    """A very full log: 200 massages in two weeks, 40 zones, long names, notes and questions."""
    regions = [region.id for region in library.book.body.regions]
    marks = [name for name, entry in library.conditions.items() if entry.kind == "zone"]
    people = [name for name, entry in library.conditions.items() if entry.kind == "person"]
    states = ("finished", "finished", "finished", "stopped", "unfinished", "not-wanted")
    reasons = [one.id for one in library.files.stop_reasons.reason]
    kinds = [one.id for one in library.files.reactions.reaction]
    severities = ("emergency", "needs-call", "minor", "comfort")
    stories = []
    for number in range(count):
        state = states[number % len(states)]
        scores = tuple(((number * k) % 11, (number * k + number // 7) % 11) for k in (3, 5, 7))
        stories.append(
            story(
                number,
                number % 14,
                scores,
                minutes=3 + number % 17,
                state=state,
                hour=number % 24,
                caregiver=f"c{number % 5}",
                source="watched" if number % 4 == 0 else "asked",
                stop_reason=reasons[number % len(reasons)] if state == "stopped" else None,
            )
        )
    return PageFacts(
        person=replace(PERSON, name=LONG[:300], likes=LONG),
        period=Period.last(14, TODAY),
        stories=tuple(stories),
        zones=tuple(
            zone(
                marks[number % len(marks)],
                regions[number * 2 : number * 2 + 3],
                number,
                said_by=LONG if number % 2 else "",
                since=TODAY - timedelta(days=number),
            )
            for number in range(40)
        ),
        conditions=tuple(
            ConditionRecord(id=f"k{number}", person="p", condition=name)
            for number, name in enumerate(people)
        ),
        clearances=tuple(
            ClearanceRecord(id=f"x{number}", person="p", names=name, said_by=LONG, on=TODAY)
            for number, name in enumerate(("legs", "pressure-2", *marks[:6]))
        ),
        questions=tuple(question(LONG + f" number {number}?", number) for number in range(12)),
        reactions=tuple(
            reaction(
                number,
                number % 14,
                kinds[number % len(kinds)],
                severities[number % 4],
                regions[number : number + 6],
                what_done=LONG,
                note=LONG,
            )
            for number in range(30)
        ),
        notes=tuple(
            Note(id=f"n{number}", person="p", text=LONG, happened=at(number % 14))
            for number in range(40)
        ),
        caregivers=tuple(
            Caregiver(id=f"c{number}", name=LONG[number:], role="aide") for number in range(5)
        ),
        contacts=(replace(CONTACT, name=LONG),),
        fingerprint="3F2A 91C0",
        corrected={
            f"r{number}": Corrected("emergency", LONG, at(number % 14))
            for number in range(2, 30, 3)
        },
    )


@pytest.fixture(scope="session")
def library():
    """The content as it is shipped."""
    return load_library(resource_dir())


@pytest.fixture(scope="session")
def figure():
    """The figure as it is shipped."""
    return FigurePainter(load_figure(resource_dir() / "figure"))


@pytest.fixture(scope="session")
def logs(library):
    """What a person's log may hold, and the small parts to make one of."""
    return SimpleNamespace(
        now=NOW,
        today=TODAY,
        at=at,
        session=session,
        ratings=ratings,
        story=story,
        zone=zone,
        question=question,
        reaction=reaction,
        nothing=nothing,
        one_massage=one_massage,
        fortnight=fortnight,
        everything=lambda: everything(library),
    )
