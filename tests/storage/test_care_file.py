# SPDX-License-Identifier: GPL-3.0-or-later
"""A care file carries what was written from one computer to another, and nothing else."""

import json
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from caregiver_guide.domain.session import Caregiver, Note, Person, Rating, ZoneRecord
from caregiver_guide.storage.care_file_errors import (
    CareFileChanged,
    CareFileDamaged,
    CareFileDoesNotFit,
    CareFileError,
    CareFileNotWritten,
    CareFileTooNew,
    CareFileUnreadable,
    NotACareFile,
)
from caregiver_guide.storage.handing_over import Days
from caregiver_guide.storage.log import open_log
from caregiver_guide.storage.own_facts import read_own_facts, write_own_facts

ALL = Days()


@pytest.fixture
def other(tmp_path, wall):
    """The log of another computer, with nothing in it."""
    with open_log(tmp_path / "other", wall) as opened:
        yield opened


@pytest.fixture
def care_file(filled, home, tmp_path):
    """Pat's whole care in one file."""
    path = tmp_path / "pat.care"
    filled.hand_over(path, [home.pat], ALL, "test")
    return path


def take_in(log, path):
    news = log.taking_in(path).look()
    return log.taking_in(path).take_in(news.seal)


def rows(log, person=None):
    """Everything a log holds of a person and the caregivers, apart from the order of arrival."""
    columns = "person, replica, seq, hash, kind, thing, body, written_ms, recorded_by"
    asked = "" if person is None else f" WHERE person IN ('', '{person}')"
    return set(log._database.rows(f"SELECT {columns} FROM revision{asked}"))


def test_what_arrives_is_what_was_written(filled, home, other, care_file):
    """Every entry comes with its writer, its times and its earlier versions."""
    news = take_in(other, care_file)
    assert rows(other) == rows(filled)
    assert other.verify().is_ok
    assert other.verify().is_index_ok
    assert other.people.one(home.pat.id) == filled.people.one(home.pat.id)
    assert other.sessions.recent(home.pat.id) == filled.sessions.recent(home.pat.id)
    assert other.fingerprint(home.pat.id) == filled.fingerprint(home.pat.id)
    assert news.new_entries == news.entries == len(rows(filled))


def test_looking_tells_what_would_come_and_writes_nothing(filled, home, other, care_file):
    """A caregiver reads "3 massages, 1 reaction" before anything happens."""
    before = other.path.read_bytes()
    news = other.taking_in(care_file).look()
    (pat,) = news.people
    assert (pat.name, pat.is_known, pat.has_namesake) == ("Pat", False, False)
    assert (pat.of("session").new, pat.of("rating").new, pat.of("reaction").new) == (3, 6, 1)
    assert pat.first_day == filled.sessions.recent(home.pat.id)[-1].started.day
    assert other.path.read_bytes() == before
    assert rows(other) == set()


def test_taking_a_file_in_twice_doubles_nothing(filled, other, care_file):
    """Nobody has to remember whether a file was taken in already."""
    take_in(other, care_file)
    before = rows(other)
    news = other.taking_in(care_file).look()
    assert news.is_nothing_new
    assert news.people[0].is_nothing_new
    take_in(other, care_file)
    assert rows(other) == before


def test_somebody_else_of_the_same_name_is_named(other, care_file):
    """Two people called Pat stay two people, and the caregiver is told beforehand."""
    other.people.add(Person(name="pat "))
    assert other.taking_in(care_file).look().people[0].has_namesake
    take_in(other, care_file)
    assert len(other.people.all()) == 2


def test_only_the_people_chosen_are_in_the_file(filled, home, tmp_path, other):
    """Nothing of two people travels in a file about one."""
    sam = filled.people.add(Person(name="Samuel Secret"), by=home.ana.id)
    filled.notes.add(Note(person=sam.id, text="nobody else's business"))
    lee = filled.caregivers.add(Caregiver(name="Lee Unrelated"))
    path = tmp_path / "pat.care"
    filled.hand_over(path, [home.pat], ALL, "test")
    text = path.read_text()
    for word in ("Samuel", "Secret", "business", "Lee", sam.id, lee.id):
        assert word not in text
    take_in(other, path)
    assert [one.name for one in other.people.all()] == ["Pat"]
    assert [one.name for one in other.caregivers.all()] == ["Ana"]
    assert other.verify().is_ok


@pytest.fixture
def two_years(filled, home, massage, wall):
    """A zone and a massage now, another massage and a note more than a year later."""
    filled.zones.add(ZoneRecord(person=home.pat.id, condition="port", regions=("chest.R",)))
    filled.notes.add(Note(person=home.pat.id, text="the early note"))
    wall.advance(400 * 24 * 3600)
    late = filled.sessions.add(massage(home, plan_json='{"verdict": "late"}'), by=home.ana.id)
    wall.advance(24 * 3600)
    filled.ratings.add(
        Rating(person=home.pat.id, session=late.id, question="pain", when="after", value=2)
    )
    return late


def test_the_days_chosen_bring_their_massages_and_everything_that_keeps_safe(
    filled, home, two_years, tmp_path, other
):
    """An aide gets the days that were hers, and every place to keep away from."""
    path = tmp_path / "late.care"
    day = two_years.started.day
    filled.hand_over(path, [home.pat], Days(day, day), "test")
    assert "the early note" not in path.read_text()
    news = take_in(other, path)
    assert [one.id for one in other.sessions.recent(home.pat.id)] == [two_years.id]
    assert other.sessions.plans_json(other.sessions.one(two_years.id)) == ('{"verdict": "late"}',)
    assert len(other.zones.of(home.pat.id)) == 1
    assert len(other.ratings.of(home.pat.id)) == 1, "it belongs to the massage of that day"
    assert news.people[0].first_day == news.people[0].last_day == day
    assert other.verify().is_ok
    other.notes.add(Note(person=home.pat.id, text="and the log goes on"))
    assert other.verify().is_ok


def test_the_rest_can_follow_later_in_any_order(filled, home, two_years, tmp_path, wall):
    """Some days first and everything later is the same as everything first."""
    some, everything = tmp_path / "some.care", tmp_path / "all.care"
    day = two_years.started.day
    filled.hand_over(some, [home.pat], Days(day, day), "test")
    filled.hand_over(everything, [home.pat], ALL, "test")
    for number, order in enumerate(((some, everything), (everything, some))):
        with open_log(tmp_path / str(number), wall) as log:
            for path in order:
                take_in(log, path)
            assert rows(log) == rows(filled, home.pat.id)
            assert log._database.rows("SELECT * FROM left_out") == []
            assert log.verify().is_ok


def test_what_was_left_out_can_be_handed_on(filled, home, two_years, tmp_path, wall, other):
    """From the first computer to the second, and from the second to a third."""
    day = two_years.started.day
    first, second = tmp_path / "first.care", tmp_path / "second.care"
    filled.hand_over(first, [home.pat], Days(day, day), "test")
    take_in(other, first)
    other.notes.add(Note(person=home.pat.id, text="from the second"))
    other.hand_over(second, [home.pat], ALL, "test")
    with open_log(tmp_path / "third", wall) as third:
        take_in(third, second)
        assert rows(third) == rows(other)
        assert third.verify().is_ok


def test_a_left_out_hash_that_is_not_right_is_noticed(filled, home, two_years, tmp_path, other):
    """What is here is only as sure as the chain before it."""
    path = tmp_path / "late.care"
    filled.hand_over(path, [home.pat], Days(two_years.started.day, None), "test")
    take_in(other, path)
    other._database.run("UPDATE left_out SET hash = ? WHERE seq > 1", ("0" * 64,))
    assert not other.verify().is_ok
    other._database.run("DELETE FROM left_out")
    assert not other.verify().is_ok


# -- the file itself ---------------------------------------------------------------------


def test_the_file_is_for_its_owner_alone_and_leaves_nothing_beside_it(care_file):
    """It holds what a person told their family."""
    assert care_file.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in care_file.parent.iterdir() if one.is_file()] == ["pat.care"]


def test_the_first_line_says_what_the_file_is(care_file):
    """A stranger who opens it in an editor reads what it is, and that it is not locked."""
    head = json.loads(care_file.read_text().splitlines()[0])
    assert head["caregiver_guide_care_file"] == 1
    assert "gentle massage" in head["about"]
    assert "can read it" in head["about"]
    assert head["columns"][0] == "kind"
    assert head["people"][0]["name"] == "Pat"


def test_a_place_that_cannot_be_written_is_told(filled, home, tmp_path):
    """The sentence says what to do, and what was there before stays."""
    with pytest.raises(CareFileNotWritten, match=r"folder is not there.*Choose another"):
        filled.hand_over(tmp_path / "nowhere" / "pat.care", [home.pat], ALL, "test")
    (tmp_path / "folder.care").mkdir()
    with pytest.raises(CareFileNotWritten):
        filled.hand_over(tmp_path / "folder.care", [home.pat], ALL, "test")
    assert not [one for one in tmp_path.iterdir() if one.name.endswith(".part")]


def sealed(lines):
    """Put a right last line below lines that somebody changed on purpose."""
    body = "".join(f"{line}\n" for line in lines)
    end = {"end": sha256(body.encode()).hexdigest(), "entries": len(lines) - 1}
    return body + json.dumps(end, separators=(",", ":")) + "\n"


def lines_of(path):
    return path.read_text().splitlines()[:-1]


def refused(log, path, error=CareFileError):
    """Take a file in and see it refused, with the log as it was."""
    before = log.path.read_bytes()
    with pytest.raises(error) as told:
        take_in(log, path)
    assert log.path.read_bytes() == before
    assert "Nothing was taken in" in str(told.value)
    return told.value


def test_a_newer_file_is_refused_and_nothing_is_written(other, care_file):
    """The sentence says to install the newer app; the log keeps every byte."""
    text = care_file.read_text()
    newer = text.replace('_care_file":1', '_care_file":2', 1)
    care_file.write_text(newer)
    refused(other, care_file, CareFileTooNew)
    care_file.write_text('{"caregiver_guide_care_file":99,"and":"something else"}\nx\n')
    refused(other, care_file, CareFileTooNew)


def test_a_kind_of_entry_that_only_a_newer_app_writes_is_refused_whole(other, care_file):
    """Half a story would be worse than none."""
    lines = lines_of(care_file)
    place = next(i for i, line in enumerate(lines) if line.startswith('["reaction"'))
    lines[place] = lines[place].replace('"reaction"', '"smell"', 1)
    care_file.write_text(sealed(rehashed(lines)))
    refused(other, care_file, CareFileTooNew)


def rehashed(lines):
    """Make every hash right again, as somebody who knows the format can."""
    made, before = [lines[0]], None
    for line in lines[1:]:
        one = json.loads(line)
        if one[0] != "left-out":
            previous = before[-1] if before and _chain(before) == _chain(one) else ""
            text = json.dumps([previous, *one[:-1]], ensure_ascii=False, separators=(",", ":"))
            one[-1] = sha256(text.encode()).hexdigest()
        made.append(json.dumps(one, ensure_ascii=False, separators=(",", ":")))
        before = one
    return made


def test_a_file_whose_hashes_were_only_made_again_comes_in(other, care_file):
    """The tests below refuse for what they changed, not for how they changed it."""
    care_file.write_text(sealed(rehashed(lines_of(care_file))))
    assert take_in(other, care_file).new_entries > 10


def _chain(one):
    return (one[1], one[2]) if one[0] == "left-out" else (one[2], one[7])


@pytest.mark.parametrize(
    ("column", "value"),
    [
        (1, "../../etc/passwd"),
        (1, "A" * 32),
        (2, "f" * 32),
        (3, "not an id"),
        (4, "finished"),
        (5, 0),
        (5, 10**12),
        (6, "0" * 64),
        (9, "somebody"),
        (10, 10**17),
        (11, 5000),
        (12, "../../secret"),
        (13, -(10**17)),
        (16, 2),
        (18, "[]"),
        (18, "{"),
        (18, '{"value":11,"question":"pain","when":"after"}'),
        (18, '{"value":5}'),
        (18, '{"value":5,"question":"pain","when":"after","x":' + "[" * 60 + "]" * 60 + "}"),
    ],
)
def test_an_entry_that_no_caregiver_can_have_written_is_refused(other, care_file, column, value):
    """Hashes can be made by anybody; what cannot be shown or counted with never comes in."""
    lines = lines_of(care_file)
    place = next(i for i, line in enumerate(lines) if line.startswith('["rating"'))
    entry = json.loads(lines[place])
    entry[column] = value
    lines[place] = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
    care_file.write_text(sealed(rehashed(lines)))
    refused(other, care_file, CareFileDamaged)


def test_a_massage_whose_times_lie_nowhere_is_refused(other, care_file):
    """A date that no calendar has would stop the log screen for ever."""
    lines = lines_of(care_file)
    place = next(i for i, line in enumerate(lines) if line.startswith('["session"'))
    entry = json.loads(lines[place])
    body = json.loads(entry[18])
    body["started"]["utc_ms"] = 10**18
    entry[18] = json.dumps(body)
    lines[place] = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
    care_file.write_text(sealed(rehashed(lines)))
    refused(other, care_file, CareFileDamaged)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda lines: lines[:-1],
        lambda lines: lines + lines[-1:],
        lambda lines: [*lines[:5], *lines[6:]],
        lambda lines: [*lines[:5], lines[6], lines[5], *lines[7:]],
        lambda lines: [lines[0]],
        lambda lines: [*lines, '["left-out","","' + "a" * 32 + '",1,"' + "0" * 64 + '"]'],
        lambda lines: [lines[0].replace('"kind"', '"kinds"'), *lines[1:]],
        lambda lines: [lines[0].replace('"name":"Pat"', '"name":5'), *lines[1:]],
        lambda lines: [lines[0].replace('"made":"', '"made":"x'), *lines[1:]],
        lambda lines: [*lines, "x" * 3_000_000],
    ],
)
def test_a_file_with_its_lines_out_of_order_is_refused_even_with_a_right_checksum(
    other, care_file, spoil
):
    """A chain with a hole, twice, or the wrong way round is not what was written."""
    lines = lines_of(care_file)
    changed = spoil(lines)
    if changed == lines[:-1]:  # a shorter chain is a chain; what is written below must be wrong
        care_file.write_text("".join(f"{line}\n" for line in changed))
    else:
        care_file.write_text(sealed(changed))
    refused(other, care_file)


def test_other_files_are_refused_by_name(other, tmp_path, care_file, data_dir):
    """A picture, a folder, a log or nothing at all is no care file."""
    for number, content in enumerate((b"", b"\x89PNG", b"{}", b"SQLite format 3\x00" * 9)):
        path = tmp_path / f"{number}.care"
        path.write_bytes(content)
        refused(other, path, NotACareFile)
    refused(other, data_dir / "log.db", NotACareFile)
    (tmp_path / "folder").mkdir()
    refused(other, tmp_path / "folder", NotACareFile)
    refused(other, tmp_path / "nothing.care", CareFileUnreadable)


def test_a_file_changed_after_the_preview_is_not_taken_in(filled, home, other, care_file):
    """What was agreed to is what comes in."""
    seal = other.taking_in(care_file).look().seal
    filled.notes.add(Note(person=home.pat.id, text="one more"))
    filled.hand_over(care_file, [home.pat], ALL, "test")
    with pytest.raises(CareFileChanged):
        other.taking_in(care_file).take_in(seal)
    assert rows(other) == set()


def test_a_log_that_was_copied_and_written_on_twice_is_not_joined_by_force(
    filled, home, other, care_file, tmp_path, wall
):
    """Two stories under one number would make a chain that nobody can check."""
    take_in(other, care_file)
    filled.close()
    facts = read_own_facts(other._database)
    write_own_facts(other._database, {**facts, "replica": filled.replica})
    other.close()
    with open_log(tmp_path / "other", wall) as twin:
        twin.notes.add(Note(person=home.pat.id, text="written here"))
        with open_log(tmp_path / "data", wall) as first:
            first.notes.add(Note(person=home.pat.id, text="written there"))
            first.hand_over(care_file, [home.pat], ALL, "test")
        refused(twin, care_file, CareFileDoesNotFit)


def test_nobodys_things_become_somebody_elses(filled, home, other, care_file):
    """A file about Pat cannot reach into what is written about Sam."""
    take_in(other, care_file)
    sam = other.people.add(Person(name="Sam"))
    own = other.notes.add(Note(person=sam.id, text="Sam's"))
    lines = lines_of(care_file)
    place = next(i for i, line in enumerate(lines) if line.startswith('["reaction"'))
    entry = json.loads(lines[place])
    lines.append(lines[place])
    entry[0], entry[1], entry[8] = "note", own.id, json.loads(lines[-2])[8] + 1
    entry[3], entry[18] = "", '{"text":"taken over"}'
    lines[-1] = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
    care_file.write_text(sealed(rehashed(lines)))
    refused(other, care_file, CareFileDoesNotFit)
    assert other.notes.one(own.id).text == "Sam's"


def test_a_care_file_from_the_day_it_was_made_can_be_read_for_ever(other):
    """A file of the first format, kept in the tests, always comes in."""
    news = take_in(other, Path(__file__).parent / "golden_care" / "care-file-1.care")
    (pat,) = news.people
    assert pat.name == "Pat"
    assert pat.of("session").new == 2
    assert other.verify().is_ok
    assert (pat.first_day, pat.last_day) == (date(2026, 11, 16), date(2026, 11, 18))
    assert [zone.condition for zone in other.zones.of(pat.id)] == ["port"]
    (changed,) = (one for one in other.ratings.of(pat.id) if one.version > 1)
    assert (changed.value, changed.why) == (3, "Typing mistake")
