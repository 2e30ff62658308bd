# SPDX-License-Identifier: GPL-3.0-or-later
"""What the log's tests share: a real log on a real disk, and a wall clock that is moved by hand."""

from dataclasses import dataclass

import pytest

from caregiver_guide.domain.session import (
    Caregiver,
    Moment,
    Person,
    Rating,
    Reaction,
    SessionRecord,
    StepRecord,
)
from caregiver_guide.storage.log import open_log


class Wall:
    """A clock on the wall; every look at it finds it a little later."""

    def __init__(self) -> None:
        self.moment = Moment(1_790_000_000_000, 120, "Europe/Rome")

    def __call__(self) -> Moment:
        self.moment = self.moment.later(0.001)
        return self.moment

    def advance(self, seconds: float) -> None:
        self.moment = self.moment.later(seconds)


@dataclass(frozen=True)
class Home:
    """A person and who cares for them."""

    pat: Person
    ana: Caregiver


@pytest.fixture
def wall():
    return Wall()


@pytest.fixture
def data_dir(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def log(data_dir, wall):
    with open_log(data_dir, wall) as opened:
        yield opened


@pytest.fixture
def home(log):
    ana = log.caregivers.add(Caregiver(name="Ana"))
    return Home(log.people.add(Person(name="Pat"), by=ana.id), ana)


@pytest.fixture
def massage(wall):
    """Makes a massage that was given, with one step."""

    def make(home, *, started=None, state="finished", plan_json='{"steps": []}'):
        begun = started or wall()
        step = StepRecord(
            step="smooth-forearm",
            side="R",
            is_touch=True,
            regions=("forearm-back.R",),
            pressure=1,
            planned_seconds=30,
            seconds=28,
            outcome="done",
            started=begun,
        )
        return SessionRecord(
            person=home.pat.id,
            caregiver=home.ana.id,
            routine="m-hand",
            position="semi-30-45",
            minutes_asked=10,
            started=begun,
            ended=begun.later(600),
            state=state,
            steps=(step,),
            touch_seconds=28,
            plan_json=plan_json,
        )

    return make


@pytest.fixture
def filled(log, home, massage):
    """A log with three massages, ratings and a reaction."""
    for number in range(3):
        session = log.sessions.add(massage(home), by=home.ana.id)
        for when, value in (("before", 6 - number), ("after", 3)):
            log.ratings.add(
                Rating(
                    person=home.pat.id, session=session.id, question="pain", when=when, value=value
                )
            )
    log.reactions.add(
        Reaction(person=home.pat.id, session=session.id, what="skin-red", severity="minor")
    )
    return log
