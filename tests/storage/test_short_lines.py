# SPDX-License-Identifier: GPL-3.0-or-later
"""What massages and words are found by: always as the newest versions say, and never more."""

import random
from dataclasses import replace

import pytest
from sqlcipher3 import dbapi2

from caregiver_guide.domain.session import Note, Person, Question, Reaction, ZoneRecord
from caregiver_guide.services.moving import move_massage
from caregiver_guide.storage.log import open_log

STRAY_SESSION = """
INSERT INTO session_line
SELECT person, happened_ms + 1, 'x', happened_offset, caregiver, routine, state, stop_reason,
    touch_seconds, regions
FROM session_line
"""


def found(log, person, typed):
    return [one.text for one in log.search(person.id, typed)]


def lines(log, table="session_line"):
    return log._database.rows(f"SELECT * FROM {table}")


@pytest.fixture
def noted(log, home, massage):
    """A massage with a note and a reaction, a day's note, and a question."""
    session = log.sessions.add(massage(home), by=home.ana.id)
    note = log.notes.add(
        Note(person=home.pat.id, session=session.id, text='Slept well. "Très doux", said Zoë.')
    )
    log.reactions.add(
        Reaction(
            person=home.pat.id,
            session=session.id,
            what="rash",
            severity="minor",
            what_done="Washed it off.",
        )
    )
    log.notes.add(Note(person=home.pat.id, text="نام كِتاب 😀 in the garden"))
    log.questions.add(Question(person=home.pat.id, text="May the legs be touched?"))
    return session, note


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("slept", 1),
        ("SLE", 1),
        ("tres doux", 1),
        ("ZOE", 1),
        ("doux slept", 1),
        ("slept garden", 0),
        ("كتاب", 1),
        ("washed", 1),
        ("legs", 1),
        ("", 0),
        ("   ", 0),
        ('"', 0),
        ('"slept', 1),
        ("slept*", 1),
        ("slept AND well", 0),
        ("NOT slept", 0),
        ("slept OR", 0),
        ("text:slept", 0),
        ("(slept", 1),
        ("NEAR(slept well)", 0),
        ("- ^ ) ( : +", 0),
        ("😀", 0),
        ("😀 garden", 1),
        ("slept\0", 1),
        ("'; DROP TABLE words; --", 0),
        ("slept " * 200, 1),
    ],
)
def test_whatever_is_typed_is_only_looked_for(log, home, noted, typed, count):
    """Words are found by their beginnings; no sign is a command, and nothing typed is an error."""
    assert len(found(log, home.pat, typed)) == count


def test_only_what_stands_now_is_found_and_nothing_from_the_bin(log, home, noted):
    """A word that was put right is not found any more; one taken from the bin is again."""
    _session, note = noted
    log.notes.change(replace(note, text="Slept badly."), by=home.ana.id, why="slip")
    assert found(log, home.pat, "well") == []
    assert found(log, home.pat, "badly") == ["Slept badly."]
    log.notes.put_in_bin(note.id)
    assert found(log, home.pat, "badly") == []
    log.notes.take_from_bin(note.id)
    assert found(log, home.pat, "badly") == ["Slept badly."]


def test_nothing_of_one_person_is_found_for_another(log, home, noted):
    """Two people of one log never meet in a list."""
    sam = log.people.add(Person(name="Sam"), by=home.ana.id)
    log.notes.add(Note(person=sam.id, text="Slept late."))
    assert found(log, sam, "slept") == ["Slept late."]
    assert len(found(log, home.pat, "slept")) == 1
    assert found(log, sam, home.pat.id) == []


def test_words_go_along_when_a_massage_is_moved_to_another_person(log, home, noted):
    """What was written down for the wrong person is found with the right one."""
    sam = log.people.add(Person(name="Sam"), by=home.ana.id)
    moved = move_massage(log, noted[0].id, sam, by=home.ana.id)
    assert found(log, home.pat, "slept") == []
    assert len(found(log, sam, "slept")) == 1
    assert [(row[0], row[2]) for row in lines(log)] == [(sam.id, moved.id)]
    assert [row[2] for row in lines(log, "reaction_line")] == [moved.id]
    assert log.verify().is_index_ok


def test_the_lines_follow_every_writing_and_can_be_made_anew(log, home, noted):
    """Written one by one or made anew in one, they are the same."""
    tables = ("session_line", "reaction_line", "words")
    log.sessions.put_in_bin(noted[0].id)
    log.sessions.take_from_bin(noted[0].id)
    before = [sorted(lines(log, table)) for table in tables]
    assert [len(one) for one in before] == [1, 1, 4]
    assert before[0][0][-1] == " forearm-back.R "
    log.rebuild_index()
    assert [sorted(lines(log, table)) for table in tables] == before
    assert log.verify().is_index_ok


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE session_line SET touch_seconds = 999",
        "DELETE FROM session_line",
        STRAY_SESSION,
        "UPDATE reaction_line SET what = 'none'",
        "DELETE FROM words WHERE rowid = (SELECT min(rowid) FROM words)",
        "UPDATE words SET text = 'died' WHERE rowid = (SELECT min(rowid) FROM words)",
        "INSERT INTO words (rowid, text, person) VALUES (1, 'stray', 'x')",
        "UPDATE words_content SET c0 = 'others' WHERE id = (SELECT min(id) FROM words_content)",
        "DELETE FROM words_data WHERE id > 100",
    ],
)
def test_a_line_that_is_not_right_is_noticed_and_made_anew(log, home, noted, data_dir, wall, harm):
    """The history is sound then, and nobody hears of it: the next writing puts it right."""
    log.close()
    connection = dbapi2.connect(str(data_dir / "log.db"), isolation_level=None)
    connection.execute(harm)
    connection.close()
    with open_log(data_dir, wall) as again:
        report = again.verify()
        assert report.is_ok, report.faults
        assert not report.is_index_ok
        again.notes.add(Note(person=home.pat.id, text="and the log goes on"))
        assert again.verify().is_index_ok
        assert len(found(again, home.pat, "slept")) == 1


def test_no_word_of_an_erased_person_is_left_in_the_index(log, home, noted, data_dir):
    """Not even in the inner pages of the text index, nor a text that was never saved."""
    sam = log.people.add(Person(name="Sam"), by=home.ana.id)
    for number in range(200):
        log.notes.add(Note(person=sam.id, text=f"Quixotic zeppelins {number}"))
        if number % 5 == 0:
            log.notes.add(Note(person=home.pat.id, text=f"Quiet {number}"))
    log.zones.add(ZoneRecord(person=sam.id, condition="port", note="xylophones"))
    log._database.run("INSERT INTO draft VALUES ('note', ?, '', 'zeppelins again', 1)", (sam.id,))
    log.erase(sam)
    whole = (data_dir / "log.db").read_bytes()
    for word in (b"zeppelin", b"Zeppelin", b"uixotic", b"xylophone", sam.id.encode()):
        assert word not in whole
    assert lines(log, "draft") == []
    assert len(found(log, home.pat, "quiet")) == 40
    assert log.verify().is_index_ok


def test_two_logs_with_the_same_entries_have_the_same_lines(log, home, noted, tmp_path, wall):
    """What a care file brings is found as if it had been written here."""
    from caregiver_guide.storage.handing_over import Days

    log.hand_over(tmp_path / "pat.care", [home.pat], Days(), "a test")
    with open_log(tmp_path / "other", wall) as other:
        file = other.taking_in(tmp_path / "pat.care")
        file.take_in(file.look().seal)
        assert found(other, home.pat, "slept") == found(log, home.pat, "slept")
        assert lines(other) == lines(log)
        assert other.verify().is_index_ok


def test_changes_at_random_never_leave_a_wrong_line(log, home, massage):
    """Whatever is added, changed, binned and taken back, in whatever order."""
    dice = random.Random(7)  # noqa: S311 - the same in every run
    sessions, notes = [], []
    for _ in range(60):
        what = dice.randrange(5)
        if what == 0 or not sessions:
            sessions.append(log.sessions.add(massage(home), by=home.ana.id))
        elif what == 1:
            kept = log.notes.add(
                Note(person=home.pat.id, text=f"word{dice.randrange(9)}", session=sessions[-1].id)
            )
            notes.append(kept)
        elif what == 2 and notes:
            log.notes.change(replace(dice.choice(notes), text=f"word{dice.randrange(9)}"))
        else:
            some = dice.choice((log.sessions, log.notes) if notes else (log.sessions,))
            one = dice.choice(sessions if some is log.sessions else notes)
            if some.one(one.id).is_in_bin:
                some.take_from_bin(one.id)
            else:
                some.put_in_bin(one.id)
    assert log.verify().is_index_ok
