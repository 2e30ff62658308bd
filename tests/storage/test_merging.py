# SPDX-License-Identifier: GPL-3.0-or-later
"""Two computers that care for one person tell the same in the end; the careful side holds."""

import itertools
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caregiver_guide.domain.session import (
    Caregiver,
    ClearanceRecord,
    ConditionRecord,
    Moment,
    Note,
    Person,
    Rating,
    Reaction,
    SessionRecord,
    ZoneRecord,
)
from caregiver_guide.storage.facts import Facts
from caregiver_guide.storage.handing_over import Days
from caregiver_guide.storage.log import open_log

ALL = Days()
QUICK_DISK = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - made and removed
DAY = date(2026, 9, 21)


class Wall:
    """A clock on the wall of each computer; they do not agree."""

    def __init__(self, late_s):
        self.moment = Moment(1_790_000_000_000, 120, "Europe/Rome").later(late_s)

    def __call__(self):
        self.moment = self.moment.later(0.001)
        return self.moment


def take_in(log, path):
    return log.taking_in(path).take_in(log.taking_in(path).look().seal)


def held(log):
    """The set of entries a log holds, whole or by their hash."""
    whole = "SELECT person, replica, seq, hash, body FROM revision"
    left_out = "SELECT person, replica, seq, hash, NULL FROM left_out"
    return set(log._database.rows(f"{whole} UNION ALL {left_out}"))


def shown(log):
    """Everything that lists show, by kind and person."""
    kinds = [one for one in vars(log).values() if isinstance(one, Facts)]
    people = [one.id for one in log.people.all()]
    lists = {
        (kind.kind, person): tuple(sorted(kind.of(person), key=repr))
        for kind in kinds
        for person in people
        if kind.kind not in ("person", "caregiver")
    }
    everybody = sorted(log.people.all(), key=repr), sorted(log.caregivers.all(), key=repr)
    return lists, everybody


def same(*logs):
    states = [(held(log), shown(log)) for log in logs]
    return all(state == states[0] for state in states)


# -- real small logs ---------------------------------------------------------------------

ZONE_DEEDS = st.tuples(
    st.sampled_from(("change", "change", "bin", "send")), st.integers(0, 1), st.just(0)
)

DEEDS = st.one_of(
    st.tuples(st.just("write"), st.integers(0, 2), st.integers(0, 6)),
    st.tuples(st.just("change"), st.integers(0, 2), st.integers(0, 60)),
    st.tuples(st.just("bin"), st.integers(0, 2), st.integers(0, 60)),
    st.tuples(st.just("later"), st.integers(0, 2), st.integers(1, 3)),
    st.tuples(st.just("send"), st.integers(0, 2), st.integers(0, 2)),
    st.tuples(st.just("send-some"), st.integers(0, 2), st.integers(0, 2)),
    st.tuples(st.just("erase"), st.integers(0, 2), st.integers(0, 1)),
)


class Family:
    """Three computers that care for the same two people, and send each other files."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.walls = [Wall(0), Wall(5), Wall(-3)]
        self.logs = [open_log(self.folder / f"{n}", self.walls[n]) for n in range(3)]
        self.names = itertools.count()
        ana = self.logs[0].caregivers.add(Caregiver(name="Ana"))
        self.by = ana.id
        self.people = [
            self.logs[0].people.add(Person(name=name), by=ana.id) for name in ("Pat", "Sam")
        ]
        for number in range(6):  # so that there is something to disagree about
            self.write(self.logs[0], self.people[0], number)
        start = self.file(self.logs[0])
        for log in self.logs[1:]:
            take_in(log, start)

    def __enter__(self):
        return self

    def __exit__(self, *_what):
        for log in self.logs:
            log.close()

    def fresh(self):
        log = open_log(self.folder / f"fresh-{next(self.names)}", Wall(0))
        self.logs.append(log)
        return log

    def file(self, log, days=ALL):
        path = self.folder / f"{next(self.names)}.care"
        log.hand_over(path, log.people.all(), days, "test")
        return path

    def do(self, deed):
        what, at, number = deed
        log = self.logs[at]
        if what == "write":
            self.write(log, self.people[number % 2], number)
        elif what == "later":
            self.walls[at].moment = self.walls[at].moment.later(number * 24 * 3600)
        elif what == "erase":
            if len(log.people.all()) > 1:
                log.erase(self.people[number])
        elif what == "send":
            take_in(self.logs[number], self.file(log))
        elif what == "send-some":
            today = self.walls[at].moment.day
            take_in(self.logs[number], self.file(log, Days(today - timedelta(1), today)))
        else:
            self.change(log, number, is_bin=what == "bin")

    def write(self, log, person, number):
        if log.people.one(person.id) is None:
            return  # erased here
        whose = {"person": person.id}
        if number == 0:
            log.zones.add(ZoneRecord(condition="port", regions=("chest.R",), **whose), by=self.by)
        elif number == 1:
            log.conditions.add(ConditionRecord(condition="fever", **whose), by=self.by)
        elif number == 2:
            log.clearances.add(ClearanceRecord(names="legs", said_by="Lee", on=DAY, **whose))
        elif number == 3:
            log.notes.add(Note(text="a note", **whose), by=self.by)
        elif number == 4:
            log.reactions.add(Reaction(what="rash", severity="minor", **whose), by=self.by)
        else:
            self.massage(log, person)

    def massage(self, log, person):
        begun = log._store.now()
        session = log.sessions.add(
            SessionRecord(
                person=person.id,
                caregiver=self.by,
                routine="m-hand",
                position="semi-30-45",
                minutes_asked=10,
                started=begun,
                ended=begun.later(600),
                state="finished",
                plan_json='{"verdict": "as-planned"}',
            ),
            by=self.by,
        )
        log.ratings.add(
            Rating(person=person.id, session=session.id, question="pain", when="before", value=5)
        )

    def change(self, log, number, *, is_bin):
        kinds = (log.zones, log.conditions, log.clearances, log.notes, log.ratings, log.people)
        facts = kinds[number % 6]
        found = [
            one
            for person in self.people
            if log.people.one(person.id) is not None
            for one in (
                (log.people.one(person.id),) if facts is log.people else facts.of(person.id)
            )
        ]
        if not found:
            return
        one = found[number % len(found)]
        if is_bin and facts is not log.people:
            facts.put_in_bin(one.id, why="a mistake")
        elif facts is log.zones:
            facts.change(replace(one, regions=(*one.regions, "chest.L")[-2:]), why="moved")
        elif facts is log.conditions:
            facts.change(replace(one, until=DAY), why="over")
        elif facts is log.clearances:
            facts.change(replace(one, until=DAY + timedelta(number)), why="shorter")
        elif facts is log.notes:
            facts.change(replace(one, text=f"{one.text} {number}"))
        elif facts is log.ratings:
            facts.change(replace(one, value=number % 11), why="typing")
        else:
            facts.change(replace(one, allergies=(("nut", "latex", "seed")[number % 3],)))


@given(st.lists(DEEDS, min_size=4, max_size=14))
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_it_does_not_matter_who_takes_in_whose_file_first_or_how_often(deeds):
    """Commutative, associative and idempotent, by what is held and by what is shown."""
    with tempfile.TemporaryDirectory(dir=QUICK_DISK) as folder, Family(folder) as family:
        for deed in deeds:
            family.do(deed)
        files = [family.file(log) for log in family.logs[:3]]

        ends = []
        for order in itertools.permutations(files):
            ends.append(family.fresh())
            for path in order:
                take_in(ends[-1], path)
        grouped, part = family.fresh(), family.fresh()  # (a + b) + c against a + (b + c)
        for path in files[1:]:
            take_in(part, path)
        take_in(grouped, files[0])
        take_in(grouped, family.file(part))
        again = family.fresh()
        for path in files + files:
            take_in(again, path)
        for log in family.logs[:3]:
            for path in files:
                take_in(log, path)
        assert same(*ends, grouped, again, *family.logs[:3])
        for log in (*ends, grouped, again, *family.logs[:3]):
            report = log.verify()
            assert report.is_ok, report.faults
            assert report.is_index_ok


@given(st.lists(ZONE_DEEDS, min_size=2, max_size=8))
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_nothing_that_keeps_safe_is_lost_in_a_merge(deeds):
    """Every place that counts on one computer and was not taken away elsewhere counts on both."""
    with tempfile.TemporaryDirectory(dir=QUICK_DISK) as folder, Family(folder) as family:
        for deed in deeds:
            family.do(deed)
        first, second = family.logs[:2]
        both = [family.file(first), family.file(second)]
        before = {
            (zone.condition, zone.regions, zone.until)
            for log in (first, second)
            for person in family.people
            for zone in log.zones.of(person.id)
            if _is_newest_everywhere(zone, (first, second))
        }
        for path in both:
            take_in(first, path)
        after = {
            (zone.condition, zone.regions, zone.until)
            for person in family.people
            for zone in first.zones.of(person.id)
        }
        assert before <= after


def _is_newest_everywhere(zone, logs):
    """Whether no computer has made a later version from this one."""
    thing = zone.id.partition("~")[0]
    mine = [
        one
        for log in logs
        for one in log._store.history(thing)
        if (one.version, one.written_ms) == (zone.version, zone.written.utc_ms)
    ]
    replaces = {
        each for log in logs for one in log._store.history(thing) for each in one.replaces.split()
    }
    return all(one.hash not in replaces for one in mine)


# -- both sides --------------------------------------------------------------------------


@pytest.fixture
def two(tmp_path):
    """Two computers that know Pat, and a function that lets each take in the other's file."""
    with Family(tmp_path) as family:
        first, second = family.logs[:2]
        family.people[0] = first.people.add(Person(name="Kim"))

        def meet():
            files = [family.file(first), family.file(second)]
            news = second.taking_in(files[0]).look()
            take_in(first, files[1])
            take_in(second, files[0])
            assert same(first, second)
            return news

        meet.pat = family.people[0]
        meet()
        yield first, second, meet


def _news_of(news, name):
    return next(one for one in news.people if one.name == name)


def test_a_place_moved_on_two_computers_counts_in_both_until_somebody_decides(two):
    """Nobody is massaged over a port because two people wrote at once."""
    first, second, meet = two
    pat = meet.pat.id
    first.zones.add(ZoneRecord(person=pat, condition="port", regions=("chest.R",)))
    meet()
    for log, place in ((first, "chest.L"), (second, "neck.R")):
        (zone,) = log.zones.of(pat)
        log.zones.change(replace(zone, regions=(place,)))
    news = meet()
    assert _news_of(news, "Kim").of("zone").both == 1
    assert {zone.regions for zone in first.zones.of(pat)} == {("chest.L",), ("neck.R",)}
    assert len(first.zones.history(first.zones.of(pat)[0].id)) == 3

    wrong = next(zone for zone in first.zones.of(pat) if zone.regions == ("neck.R",))
    first.zones.put_in_bin(wrong.id, why="mistake")
    meet()
    assert [zone.regions for zone in second.zones.of(pat)] == [("chest.L",)]
    first.zones.take_from_bin(wrong.id, why="undo")
    assert {zone.regions for zone in first.zones.of(pat)} == {("chest.L",), ("neck.R",)}


def test_each_side_of_a_place_can_be_changed_on_its_own(two):
    """The caregiver corrects the line that is wrong, and the other stays."""
    first, second, meet = two
    pat = meet.pat.id
    first.zones.add(ZoneRecord(person=pat, condition="port", regions=("chest.R",)))
    meet()
    for log, note in ((first, "one"), (second, "two")):
        (zone,) = log.zones.of(pat)
        log.zones.change(replace(zone, note=note))
    meet()
    for zone in first.zones.of(pat):
        assert first.zones.one(zone.id) == zone
        first.zones.change(replace(zone, until=DAY))
    meet()
    assert [(zone.until) for zone in second.zones.of(pat)] == [DAY, DAY]
    assert {zone.note for zone in second.zones.of(pat)} == {"one", "two"}


def test_a_place_removed_here_and_confirmed_there_stays(two):
    """To take a place away is the less careful side."""
    first, second, meet = two
    pat = meet.pat.id
    zone = first.zones.add(ZoneRecord(person=pat, condition="port", regions=("chest.R",)))
    meet()
    first.zones.put_in_bin(zone.id)
    second.zones.change(second.zones.of(pat)[0], why="still so")
    meet()
    assert [one.regions for one in first.zones.of(pat)] == [("chest.R",)]


def test_a_yes_counts_only_as_far_as_both_sides_allow(two):
    """Taken back on one computer, it is taken back."""
    first, second, meet = two
    pat = meet.pat.id
    for names in ("legs", "pressure-2", "cancer"):
        first.clearances.add(ClearanceRecord(person=pat, names=names, said_by="Lee", on=DAY))
    meet()
    soon, late = DAY + timedelta(3), DAY + timedelta(30)
    for log, until in ((first, late), (second, soon)):
        log.clearances.change(replace(log.clearances.of(pat)[0], until=until))
    first.clearances.put_in_bin(first.clearances.of(pat)[1].id)
    second.clearances.change(second.clearances.of(pat)[1], why="still so")
    first.clearances.change(replace(first.clearances.of(pat)[1], names="legs"))
    second.clearances.change(replace(second.clearances.of(pat)[2], note="x"))
    meet()
    assert [(one.names, one.until) for one in first.clearances.of(pat)] == [("legs", soon)]
    decided = replace(first.clearances.of(pat)[0], until=late)
    first.clearances.change(decided, why="asked again")
    meet()
    assert [one.until for one in second.clearances.of(pat)] == [late]


def test_every_allergy_counts_and_the_stricter_word_on_drinks_until_written_anew(two):
    """An allergy that one computer knows is never lost to another."""
    first, second, meet = two
    pat = meet.pat.id
    first.people.change(replace(first.people.one(pat), allergies=("nut",), drinks="none"))
    second.people.change(replace(second.people.one(pat), allergies=("latex",), drinks="free"))
    meet()
    merged = first.people.one(pat)
    assert (set(merged.allergies), merged.drinks) == ({"nut", "latex"}, "none")
    assert merged in first.people.all()
    first.people.change(replace(merged, allergies=("latex",), drinks="ask"))
    meet()
    assert (second.people.one(pat).allergies, second.people.one(pat).drinks) == (("latex",), "ask")


def test_of_a_note_written_twice_the_newer_is_shown_and_both_can_be_read(two):
    """Nobody's words are lost."""
    first, second, meet = two
    pat = meet.pat.id
    note = first.notes.add(Note(person=pat, text="one"))
    meet()
    first.notes.change(replace(note, text="two"))
    second.notes.change(replace(second.notes.of(pat)[0], text="three"))
    meet()
    assert [one.text for one in first.notes.of(pat)] == ["three"], "its clock is later"
    assert {one.text for one in first.notes.history(note.id)} == {"one", "two", "three"}


# -- killed ------------------------------------------------------------------------------

KILLED = textwrap.dedent(
    """
    import os, signal, sys
    from pathlib import Path
    from caregiver_guide.domain.session import Moment
    from caregiver_guide.storage import revisions
    from caregiver_guide.storage.log import open_log

    folder, path, after = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    whole = revisions.RevisionStore.add_as_written
    done = 0

    def add_as_written(self, one):
        global done
        done += 1
        if done > after:
            os.kill(os.getpid(), signal.SIGKILL)
        whole(self, one)

    revisions.RevisionStore.add_as_written = add_as_written
    with open_log(folder, lambda: Moment(1_790_000_000_000)) as log:
        log._database.run("PRAGMA cache_size = 5")  # so that much is on disk before the end
        taking = log.taking_in(path)
        taking.take_in(taking.look().seal)
    """
)


def test_killed_in_the_middle_the_log_is_as_it_was(filled, home, tmp_path, wall):
    """No half of a file, wherever the power fails."""
    for number in range(60):
        filled.notes.add(Note(person=home.pat.id, text=f"note {number} " * 40))
    path = tmp_path / "pat.care"
    filled.hand_over(path, [home.pat], ALL, "test")
    total = filled._database.number("SELECT count(*) FROM revision")
    with open_log(tmp_path / "other", wall) as other:
        other.notes.add(Note(person=home.pat.id, text="own"))
        before = held(other), shown(other)
    dice = random.Random(5)  # noqa: S311 - dice
    for after in (0, 1, total - 1, *(dice.randrange(total) for _ in range(3))):
        place = tmp_path / f"killed-{after}"
        shutil.copytree(tmp_path / "other", place)
        done = subprocess.run(
            [sys.executable, "-c", KILLED, str(place), str(path), str(after)], check=False
        )
        assert done.returncode == -signal.SIGKILL
        with open_log(place, wall) as log:
            assert (held(log), shown(log)) == before
            assert log.verify().is_ok
            take_in(log, path)
            assert log._database.number("SELECT count(*) FROM revision") == total + 1


def test_somebody_who_comes_in_a_file_stands_behind_those_who_are_here(tmp_path):
    """A hand that knows where each card lies does not open the wrong person."""
    with Family(tmp_path) as family:
        own = family.fresh()
        own._store._clock = Wall(90)  # they were written down later than those of the file
        for name in ("Mia", "Zoe"):
            own.people.add(Person(name=name))
        take_in(own, family.file(family.logs[0]))
        names = [one.name for one in own.people.all()]
        assert names[:2] == ["Mia", "Zoe"]
        assert sorted(names[2:]) == ["Pat", "Sam"]
