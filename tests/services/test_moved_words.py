# SPDX-License-Identifier: GPL-3.0-or-later
"""What was moved to the right person leaves no word with the wrong one, on any computer."""

import itertools
import tempfile
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.lived_in_log import StandingWall

from caregiver_guide.domain.session import Note, Person, Rating, SessionRecord
from caregiver_guide.services.bin_view import bin_view
from caregiver_guide.services.conflicts import conflicts, decide
from caregiver_guide.services.entries import Entries
from caregiver_guide.services.moving import move_massage
from caregiver_guide.services.taking_away import take_away
from caregiver_guide.services.undoing import change_of, take_back
from caregiver_guide.storage.backups import keep
from caregiver_guide.storage.care_entries import fault_of
from caregiver_guide.storage.copies import backup_folder
from caregiver_guide.storage.handing_over import Days
from caregiver_guide.storage.log import open_log
from caregiver_guide.storage.moved import SMALLEST, moved_id
from caregiver_guide.storage.revisions import MOVED

SECRET = "the wound on the heel"
QUICK_DISK = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - made and removed


class Computer:
    """A log and the files that it gives and takes."""

    numbers = itertools.count()

    def __init__(self, folder, name):
        self.folder = Path(folder)
        self.log = open_log(self.folder / name, StandingWall())

    def __enter__(self):
        return self

    def __exit__(self, *_what):
        self.log.close()

    def file(self, *people, days=Days()):  # noqa: B008 - never changed
        path = self.folder / f"{next(self.numbers)}.care"
        self.log.hand_over(path, people or self.log.people.all(), days, "test")
        return path

    def take(self, path):
        taking = self.log.taking_in(path)
        return taking.take_in(taking.look().seal)

    def later(self, seconds):
        wall = self.log._store.now
        wall.moment = wall.moment.later(seconds)

    def massage(self, person, **changes):
        now = self.log._store.now()
        given = SessionRecord(
            person=person.id,
            caregiver="",
            routine="m-hand",
            position="",
            minutes_asked=10,
            started=now,
            state="finished",
            touch_seconds=600,
        )
        session = self.log.sessions.add(replace(given, **changes))
        note = Note(person=person.id, session=session.id, text=SECRET)
        return session, self.log.notes.add(note)

    @property
    def whole(self):
        return (self.folder / self.log.path.parent.name / "log.db").read_bytes()


def is_sound(log):
    report = log.verify()
    return report.is_ok and report.is_index_ok


@pytest.fixture
def here(tmp_path):
    with Computer(tmp_path, "here") as one:
        yield one


@pytest.fixture
def there(tmp_path):
    with Computer(tmp_path, "there") as one:
        yield one


@pytest.fixture
def pat(here):
    return here.log.people.add(Person(name="Pat"))


@pytest.fixture
def kim(here):
    return here.log.people.add(Person(name="Kim"))


def move_as_before(log, session, to, *, is_named=True):
    """Move a massage as versions of the app did that left the words in the bin."""
    for facts, one in (
        (log.sessions, session),
        *((log.notes, note) for note in log.notes.of_sessions((session.id,))[session.id]),
    ):
        named = moved_id(one.id, to.id)
        own = {"person": to.id}
        if hasattr(one, "session"):
            own["session"] = moved_id(session.id, to.id)
        if is_named:
            facts.put(replace(one, id=named, **own))
        else:
            facts.add(replace(one, **own), happened=one.happened)
        facts.put_in_bin(one.id, why=MOVED)


def test_every_kind_that_belongs_to_a_massage_can_be_left_as_a_marker(here, pat):
    """It can be read back, passes as an entry of a care file, and says nothing."""
    log = here.log
    kinds = {
        kind
        for kind, facts in log.kinds().items()
        if kind == "session" or "session" in {one.name for one in fields(facts._type)}
    }
    assert kinds == set(SMALLEST)
    session, note = here.massage(pat)
    rating = Rating(person=pat.id, session=session.id, question="worry", when="after", value=9)
    said = ((log.sessions, session), (log.notes, note), (log.ratings, log.ratings.add(rating)))
    for facts, one in said:
        marker = facts.give_away(one.id, "f" * 32)
        assert (marker.is_in_bin, marker.why, facts.given_as(one.id)) == (True, MOVED, ("f" * 32,))
        assert fault_of(log._store.thing(one.id), log.kinds()) == ""
    with pytest.raises(ValueError, match="cannot be moved"):
        log.people.give_away(pat.id, "f" * 32)


def test_a_care_file_of_the_wrong_person_has_no_word_of_it(here, there, pat, kim):
    """The other computer learns of the move, and the chain can be checked from end to end."""
    session, note = here.massage(pat)
    here.log.notes.change(replace(note, text=f"{SECRET}, left"))
    gone = here.log.notes.add(Note(person=pat.id, session=session.id, text=f"{SECRET}, gone"))
    here.log.notes.put_in_bin(gone.id)
    before = here.file(pat)
    here.later(40 * 86_400)
    moved = move_massage(here.log, session.id, kim)
    here.log.notes.add(Note(person=pat.id, text="after it"))
    assert {one.text for one in here.log.notes.binned(kim.id)} == {f"{SECRET}, gone"}
    today = here.log._store.now().day
    for file in (here.file(pat), here.file(pat, days=Days(today, today))):
        assert SECRET.encode() not in file.read_bytes()
        assert kim.id.encode() not in file.read_bytes()
        there.take(file)
        assert is_sound(there.log)
        assert there.log.sessions.given_as(session.id) == (moved.id,)
    there.take(before)
    assert SECRET.encode() not in there.whole
    assert there.log.taking_in(before).look().is_nothing_new
    assert [one.text for one in there.log.notes.of(pat.id)] == ["after it"]


def test_who_has_the_words_already_sees_them_as_moved(here, there, pat, kim):
    """They count no more, and go there as well when the right person is erased there."""
    session, _ = here.massage(pat)
    there.take(here.file())
    move_massage(here.log, session.id, kim)
    there.take(here.file(pat))
    assert (there.log.sessions.count(pat.id), there.log.notes.of(pat.id)) == (0, ())
    assert SECRET.encode() in there.whole
    assert there.log.moved_here(kim) == 2
    assert there.log.erase(kim).moved_here == 2
    assert SECRET.encode() not in there.whole
    assert is_sound(there.log)


def test_what_was_put_right_before_it_was_moved_asks_nobody(here, there, library, pat, kim):
    """The other computer never had the right words of Pat's: its old ones are no second opinion."""
    session, note = here.massage(pat)
    there.take(here.file())
    here.log.notes.change(replace(note, text="RIGHT heel"), why="wrong side")
    here.log.sessions.change(replace(session, touch_seconds=600), why="ten minutes")
    move_massage(here.log, session.id, kim)
    for _ in range(2):
        there.take(here.file())
        here.take(there.file())
    for computer in (here, there):
        assert [conflicts(computer.log, library, one) for one in (pat, kim)] == [(), ()]
        assert [one.text for one in computer.log.notes.of(kim.id)] == ["RIGHT heel"]


@pytest.mark.parametrize("how", ["now", "named", "unnamed"])
def test_erasing_the_right_person_takes_the_words_from_the_wrong_ones_chain(
    here, there, library, pat, kim, how
):
    """Moved by this version or by one before it: not a byte is left, and no chain is broken."""
    log = here.log
    copies = backup_folder(log.path.parent)
    session, _ = here.massage(pat)
    before_kim = keep(log.draft_backup(copies, ""))
    old_file = here.file(pat)
    log.notes.add(Note(person=pat.id, text="in between"))
    if how == "now":
        move_massage(log, session.id, kim)
    else:
        move_as_before(log, session, kim, is_named=how == "named")
        assert SECRET.encode() not in here.file(pat).read_bytes()
    log.people.change(replace(log.people.one(pat.id), likes="warm hands"))
    erased = log.erase(kim)
    assert SECRET.encode() not in here.whole
    assert (erased.moved_here >= 2, erased.copies) == (True, (before_kim.path,))
    assert is_sound(log)
    assert log._database.number("SELECT count(*) FROM left_out") == erased.moved_here
    assert [one.text for one in log.notes.of(pat.id)] == ["in between"]
    there.take(old_file)
    (told,) = there.log.notes.of(pat.id)
    there.log.notes.change(replace(told, text=f"{SECRET}, corrected"))
    for file in (old_file, there.file(pat)):
        here.take(file)
        assert SECRET.encode() not in here.whole, "a file of before does not bring it back"
        assert log.taking_in(file).look().is_nothing_new
    assert conflicts(log, library, pat) == ()
    log.notes.add(Note(person=pat.id, text="goes on"))
    there.take(here.file(pat))
    assert is_sound(there.log)
    assert there.log.sessions.count(pat.id) == 0
    here.take(there.file(pat))
    assert is_sound(log)
    assert SECRET.encode() not in here.whole


def test_by_way_of_a_third_person_it_goes_too(here, pat, kim):
    """Moved twice, the words stood with two wrong people."""
    lee = here.log.people.add(Person(name="Lee"))
    session, _ = here.massage(pat)
    first = move_massage(here.log, session.id, kim)
    move_massage(here.log, first.id, lee)
    here.log.erase(lee)
    assert SECRET.encode() not in here.whole
    assert is_sound(here.log)


@pytest.mark.parametrize("is_late", [False, True])
def test_a_move_taken_back_leaves_nothing_with_the_one_it_was_moved_to(here, pat, kim, is_late):
    """Whole with the first, a marker with the other; done again, the other way round."""
    log, heard = here.log, []
    session, _ = here.massage(pat)
    log.hear(lambda written: heard.append(change_of(log, pat.id, written)))
    move_massage(log, session.id, kim)
    undone = take_back(log, heard[-1])
    assert log.sessions.one(session.id).touch_seconds == 600
    assert [one.text for one in log.notes.of(pat.id)] == [SECRET]
    assert (log.sessions.count(pat.id), log.sessions.count(kim.id)) == (1, 0)
    assert SECRET.encode() not in here.file(kim).read_bytes()
    assert SECRET.encode() in here.file(pat).read_bytes()
    again = take_back(log, undone, why="redo")
    assert (log.sessions.count(pat.id), log.sessions.count(kim.id)) == (0, 1)
    assert [one.text for one in log.notes.of(kim.id)] == [SECRET]
    assert SECRET.encode() not in here.file(pat).read_bytes()
    take_back(log, again)
    if is_late:
        take_away(log, session.id)
    log.erase(pat)
    assert SECRET.encode() not in here.whole
    assert is_sound(log)


def test_a_move_that_an_older_version_took_back_is_left_behind_by_no_words_either(here, pat, kim):
    """They lay in the bin of the one it was moved to by mistake; marking them is no change."""
    log, heard = here.log, []
    session, note = here.massage(pat)
    move_as_before(log, session, kim)
    for facts, one in ((log.sessions, session), (log.notes, note)):
        facts.put_in_bin(moved_id(one.id, kim.id), why="undo")
        facts.take_from_bin(one.id, why="undo")
    log.hear(lambda written: heard.append(change_of(log, kim.id, written)))
    assert SECRET.encode() not in here.file(kim).read_bytes()
    assert heard == [None]
    assert SECRET.encode() in here.file(pat).read_bytes()
    assert [one.text for one in log.notes.of(pat.id)] == [SECRET]
    log.erase(pat)
    assert SECRET.encode() not in here.whole
    assert is_sound(log)


def test_a_massage_that_runs_is_found_after_an_earlier_one_was_moved(here, pat, kim):
    """When something was moved says nothing of which massage was the last."""
    session, _ = here.massage(pat)
    here.later(60)
    running, _ = here.massage(pat, state="running")
    here.later(60)
    move_massage(here.log, session.id, kim)
    assert [one.thing for one in here.log._store.running()] == [running.id]


def test_the_bin_and_the_sheets_tell_no_word_of_it(here, there, library, pat, kim):
    """What was moved is told as moved, to the one who looks and to the one who decides."""
    log = here.log
    session, note = here.massage(pat)
    old, _ = here.massage(pat)
    there.take(here.file())
    move_massage(log, session.id, kim)
    move_as_before(log, old, kim)
    view = bin_view(log, library, pat, log._store.now().day)
    assert {line.entry.id for line in view.bin} == {session.id, old.id}
    assert all(line.entry.is_moved and not line.may_put_back for line in view.bin)
    told = [Entries(log, library, pat).view(one) for one in (session.id, old.id, note.id)]
    hand = library.routines["m-hand"].name
    assert not any(word in str((view, told)) for word in (SECRET, hand, "Kim"))
    there.later(60)
    there.log.notes.change(replace(note, text="healed"))
    here.take(there.file(pat))
    (found,) = conflicts(log, library, pat)
    assert (found.holds, found.sides[1].differs) == ("moved", {"text"})
    assert SECRET not in str(found)
    decide(log, found.id, 0)
    assert conflicts(log, library, pat) == ()
    assert "healed" not in here.file(pat).read_bytes().decode()


DEEDS = st.tuples(
    st.sampled_from(("move", "move", "change", "undo", "send", "send")),
    st.integers(0, 2),
    st.integers(0, 2),
)


@given(st.lists(DEEDS, min_size=3, max_size=9))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_in_whatever_order_files_come_all_computers_tell_the_same(deeds):
    """And with everybody but the wrong person erased everywhere, no computer has the words."""
    with tempfile.TemporaryDirectory(dir=QUICK_DISK) as folder:
        computers = [Computer(folder, str(number)) for number in range(3)]
        first = computers[0]
        people = [first.log.people.add(Person(name=name)) for name in ("Pat", "Kim", "Lee")]
        session, _ = first.massage(people[0])
        for other in computers[1:]:
            other.take(first.file())
            other.later(next(Computer.numbers) % 7)
        for deed in deeds:
            _do(computers, people, session, deed)
        files = [one.file() for one in computers]
        for order, one in enumerate(computers):
            for file in files[order:] + files[:order] + files:
                one.take(file)
        told = [_told(one.log, people) for one in computers]
        assert told[0] == told[1] == told[2]
        for one in computers:
            assert is_sound(one.log)
            assert one.log.taking_in(files[0]).look().is_nothing_new
            stands = {note.person for person in people for note in one.log.notes.of(person.id)}
            for person in people:
                if person.id in stands:
                    one.log.erase(person)
            assert is_sound(one.log)
            if stands:
                assert SECRET.encode() not in one.whole
            one.log.close()


def _do(computers, people, session, deed):
    what, at, number = deed
    one = computers[at]
    log, heard = one.log, []
    standing = [
        (person, note)
        for person in people
        for note in log.notes.of(person.id)
        if note.session and not log.sessions.one(note.session).is_in_bin
    ]
    if what == "send":
        computers[number].take(one.file())
    elif not standing:
        return
    else:
        person, note = standing[0]
        to = people[number]
        if what in ("move", "undo") and to.id != person.id:
            log.hear(lambda written: heard.append(change_of(log, person.id, written)))
            move_massage(log, note.session, to)
            log.hear(None)
            if what == "undo" and heard[-1] is not None:
                take_back(log, heard[-1])
        elif what == "change":
            log.notes.change(replace(note, text=f"{SECRET} {number}"))


def _told(log, people):
    return [
        sorted(
            (one.id, one.text, one.version, one.session)
            for one in (*log.notes.of(person.id), *log.sessions.of(person.id))
            if isinstance(one, Note)
        )
        + sorted(one.id for one in log.sessions.of(person.id))
        for person in people
    ]
