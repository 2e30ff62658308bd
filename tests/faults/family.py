# SPDX-License-Identifier: GPL-3.0-or-later
"""A few days of a family's log, step by step: what every fault is tried on."""

import json
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from threading import Semaphore
from types import SimpleNamespace

from sqlcipher3 import dbapi2

from caregiver_guide.domain.session import (
    Caregiver,
    CareTeamContact,
    CheckAnswers,
    Moment,
    Note,
    Person,
    Question,
    Rating,
    Reaction,
    SessionPlace,
    SessionPosition,
    SessionRecord,
    StepPosition,
    StepRecord,
    ZoneRecord,
)
from caregiver_guide.storage import database, keys, opening
from caregiver_guide.storage.log import Log, log_file, open_log
from caregiver_guide.storage.migrations import MIGRATIONS
from caregiver_guide.storage.migrations.migration import Migration
from caregiver_guide.storage.opening import open_database

NEXT = Migration(
    MIGRATIONS[-1].number + 1,
    "a colour for everybody",
    (
        "CREATE TABLE colour (person TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL) STRICT",
        "INSERT INTO colour SELECT DISTINCT person, 'sand' FROM revision",
    ),
)
"""A change of the schema that is still to come, so that the way to it can be tried."""

TABLES = {
    "log_fact": "name",
    "migration": "number",
    "revision": "number",
    "current": "thing",
    "session_now": "only_one",
    "left_out": "person, replica, seq",
    "session_line": "session",
    "reaction_line": "reaction",
    "words": "rowid",
    "draft": "place, person, session",
}


class Wall:
    """A clock on the wall; every look at it finds it a second later."""

    def __init__(self) -> None:
        self.moment = Moment(1_790_000_000_000, 120, "Europe/Rome")

    def __call__(self) -> Moment:
        self.moment = self.moment.later(1)
        return self.moment


class Family:
    """Pat, Ana and their log; a step that needs what an earlier one made finds it here."""

    def __init__(self, folder: Path, first_id: int = 1, passphrase: str = "") -> None:
        self.folder = folder
        self.passphrase = passphrase
        self.wall = Wall()
        self.log: Log | None = None
        self._ids = count(first_id)
        self._read_back: dict[str, str] = {}

    def new_id(self) -> str:
        """Return ids in order, the same in every run."""
        return f"{next(self._ids):032x}"

    def open(self) -> None:
        self.log = open_log(self.folder, self.wall, new_id=self.new_id, passphrase=self.passphrase)

    def close(self) -> None:
        if self.log:
            log, self.log = self.log, None
            log.close()

    # ---- who there is

    def caregiver(self):
        self.ana = self.log.caregivers.add(Caregiver(name="Ana"))
        return [self.ana]

    def person(self):
        self.pat = self.log.people.add(Person(name="Pat", tone="honey"), by=self.ana.id)
        return [self.pat]

    def zones(self):
        with self.log.batch():
            return [
                self.log.zones.add(
                    ZoneRecord(person=self.pat.id, condition=condition, regions=regions),
                    by=self.ana.id,
                )
                for condition, regions in (
                    ("port", ("chest.R",)),
                    ("bruise", ("shin.L", "calf.L")),
                    ("wound-open", ("palm.R",)),
                )
            ]

    def contact(self):
        return [
            self.log.contacts.add(
                CareTeamContact(person=self.pat.id, name="Nurse Lee", phone="555 0142")
            )
        ]

    # ---- a massage

    def check(self):
        day = self.wall().day
        return [self.log.checks.add(CheckAnswers(person=self.pat.id, day=day, is_complete=True))]

    def begin(self):
        started = self.wall()
        session = SessionRecord(
            person=self.pat.id,
            caregiver=self.ana.id,
            routine="m-hand",
            position="semi-30-45",
            minutes_asked=10,
            started=started,
            state="running",
            plan_json=json.dumps({"shown": started.iso, "steps": ["smooth-forearm"] * 40}),
        )
        self.session = self.log.sessions.begin(session, self._place("", 0), by=self.ana.id)
        return [self.session]

    def _place(self, session, index):
        steps = tuple(
            StepPosition(62.5, 62.5, 0, "done" if number < index else None) for number in range(12)
        )
        return SessionPlace(
            session, SessionPosition(index, steps), (self.wall(),) * 12, self.wall()
        )

    def go_on(self, index=1):
        place = self._place(self.session.id, index)
        self.log.sessions.keep_place(place)
        return [place]

    def later(self):
        return self.go_on(7)

    def end(self):
        started = self.session.started
        steps = tuple(
            StepRecord(
                step=f"smooth-{number}",
                side="R",
                is_touch=True,
                regions=("forearm-back.R",),
                pressure=1,
                planned_seconds=60,
                seconds=62,
                outcome="done",
                started=started.later(62 * number),
            )
            for number in range(12)
        )
        whole = replace(
            self.session,
            state="finished",
            ended=started.later(700),
            steps=steps,
            touch_seconds=620,
        )
        self.session = self.log.sessions.end(whole, by=self.ana.id)
        return [self.session]

    def ratings(self):
        with self.log.batch():
            return [
                self.log.ratings.add(
                    Rating(
                        person=self.pat.id,
                        session=self.session.id,
                        question=question,
                        when=when,
                        value=value,
                    )
                )
                for question, when, value in (
                    ("pain", "before", 6),
                    ("pain", "after", 4),
                    ("worry", "before", 7),
                    ("worry", "after", "could-not-say"),
                )
            ]

    def reaction(self):
        self.noticed = self.log.reactions.add(
            Reaction(
                person=self.pat.id,
                session=self.session.id,
                what="pink-skin",
                severity="minor",
                regions=("forearm-back.R",),
            )
        )
        return [self.noticed]

    # ---- afterwards

    def correction(self):
        self.noticed = self.log.reactions.change(
            replace(self.noticed, severity="comfort"), by=self.ana.id, why="It was gone at once."
        )
        return [self.noticed]

    def note(self):
        self.remark = self.log.notes.add(
            Note(person=self.pat.id, text="Slept well. ", session=self.session.id)
        )
        return [self.remark]

    def half_a_note(self, text="She slept"):
        """Words that nobody has saved yet, kept while they are typed."""
        self.log.drafts.write("after", self.pat.id, self.session.id, text)
        return []

    def more_of_it(self):
        return self.half_a_note("She slept until four.")

    def the_whole_note(self):
        """They are read back, as after a kill; then they are saved, and no draft any more."""
        about = ("after", self.pat.id, self.session.id)
        if self.session.id not in self._read_back:
            self._read_back[self.session.id] = self.log.drafts.read(*about)
        text = self._read_back[self.session.id]
        assert text == "She slept until four."
        with self.log.batch():
            self.log.drafts.drop(*about)
            note = Note(person=self.pat.id, text=text, session=self.session.id)
            return [self.log.notes.add(note)]

    def long_note(self):
        return [self.log.notes.add(Note(person=self.pat.id, text="A long day. " * 900))]

    def into_the_bin(self):
        self.log.notes.put_in_bin(self.remark.id, by=self.ana.id, why="Wrong person.")
        self.remark = self.log.notes.one(self.remark.id)
        return [self.remark]

    def out_of_the_bin(self):
        self.remark = self.log.notes.take_from_bin(self.remark.id, by=self.ana.id)
        return [self.remark]

    def question(self):
        return [self.log.questions.add(Question(person=self.pat.id, text="How near the cut?"))]


def first_day(family: Family) -> list[Callable]:
    """The steps from an empty computer to the end of the first massage."""
    return [
        family.open,
        family.caregiver,
        family.person,
        family.zones,
        family.contact,
        *another_day(family),
    ]


def another_day(family: Family) -> list[Callable]:
    """The steps of a day with a massage, once there is somebody to care for."""
    return [
        family.check,
        family.begin,
        family.go_on,
        family.later,
        family.end,
        family.ratings,
        family.reaction,
        family.note,
        family.half_a_note,
        family.more_of_it,
        family.correction,
        family.the_whole_note,
        family.long_note,
        family.into_the_bin,
        family.out_of_the_bin,
        family.question,
        family.close,
    ]


def two_days(family: Family) -> list[Callable]:
    """The steps of two days: the log is made, used, closed, opened again and used."""
    return [*first_day(family), family.open, *another_day(family)]


def make_equal_logs(mark: int = 16) -> None:
    """Let every log made from now on in this program have the same ids, made of ``mark``."""

    def token_hex(size):
        return f"{mark:032x}" if size == 16 else secrets.token_hex(size)

    opening.secrets = SimpleNamespace(token_hex=token_hex)


@contextmanager
def quick_keys():
    """Work out keys in less time than the real ones: they are needed by the thousand."""
    kept, keys._ROUNDS = keys._ROUNDS, 100
    keys.forget_keys()
    try:
        yield
    finally:
        keys._ROUNDS = kept
        keys.forget_keys()


class Turns:
    """Lets the owner of a log have a turn whenever the thread that copies it rests.

    Goes through the turns, from 1 on, until that thread ends. The two never work at once, so that
    every run makes the same calls in the same order.
    """

    def __init__(self) -> None:
        self._asked = Semaphore(0)
        self._given = Semaphore(0)
        self._is_over = False
        self._nobody_comes = False

    def rest(self, _seconds: float) -> None:
        """Wait until the owner has had a turn."""
        if not self._nobody_comes:
            self._asked.release()
            self._given.acquire()

    def end(self) -> None:
        """Rest no more."""
        self._is_over = True
        self._asked.release()

    def let_go(self) -> None:
        """Let nobody wait for the owner any more."""
        self._nobody_comes = True
        self._given.release()

    def __iter__(self) -> Iterator[int]:
        for number in count(1):
            self._asked.acquire()
            if self._is_over:
                return
            yield number
            self._given.release()


@contextmanager
def copied_in_turns() -> Iterator[Turns]:
    """Let a log that is copied while it is used be copied in many slices, with turns between."""
    turns = Turns()
    kept = database._COPY_PAGES, database._COPY_QUIET_S, database.time
    database._COPY_PAGES, database._COPY_QUIET_S = 8, 0.0
    database.time = SimpleNamespace(sleep=turns.rest, monotonic=time.monotonic)
    try:
        yield turns
    finally:
        database._COPY_PAGES, database._COPY_QUIET_S, database.time = kept


def migrate(folder: Path) -> None:
    """Open a log as a later version would, and close it."""
    open_database(log_file(folder), Wall()(), "app", (*MIGRATIONS, NEXT)).close()


def all_rows(path: Path) -> dict[str, list[tuple]]:
    """Return everything a log's file holds, read without any of our own code."""
    with closing(dbapi2.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        return _rows_by(lambda sql: connection.execute(sql).fetchall())


def rows_of(log: Log) -> dict[str, list[tuple]]:
    """Return the same of a log that is open."""
    return rows_in(log._database)


def rows_in(database) -> dict[str, list[tuple]]:
    """Return the same of a database that is open."""
    return _rows_by(database.rows)


def _rows_by(ask: Callable[[str], list[tuple]]) -> dict[str, list[tuple]]:
    there = {name for (name,) in ask("SELECT name FROM sqlite_master")}
    return {
        "version": ask("PRAGMA user_version"),
        **{
            table: ask(f"SELECT * FROM {table} ORDER BY {order}")
            for table, order in TABLES.items()
            if table in there
        },
    }
