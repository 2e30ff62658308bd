# SPDX-License-Identifier: GPL-3.0-or-later
"""The log as the rest of the app uses it: what goes in comes out, and nothing is overwritten."""

import time
from dataclasses import replace
from datetime import date

import msgspec
import pytest

from caregiver_guide.domain.session import (
    Caregiver,
    CheckAnswers,
    ClearanceRecord,
    Fact,
    Note,
    Person,
    Rating,
    SessionPlace,
    SessionPosition,
    StepPosition,
    ZoneRecord,
    ZonesAnswer,
)
from caregiver_guide.domain.values import dataclass
from caregiver_guide.storage.errors import Damaged
from caregiver_guide.storage.facts import Facts
from caregiver_guide.storage.handing_over import Days
from caregiver_guide.storage.log import open_log


def test_everything_about_a_zone_is_read_back_after_a_restart(data_dir, wall):
    """Who said so and since when are as safe as the place itself."""
    with open_log(data_dir, wall) as log:
        pat = log.people.add(Person(name="Pat", birth_date=date(1941, 2, 3), allergies=("nut",)))
        written = log.zones.add(
            ZoneRecord(
                person=pat.id,
                condition="port",
                regions=("collarbone.R",),
                since=date(2026, 5, 3),
                said_by="Nurse Lee",
                note="hurts when pressed",
            ),
            by="c" * 32,
        )
    with open_log(data_dir, wall) as log:
        assert log.people.all() == (pat,)
        assert log.zones.of(pat.id) == (written,)
        assert written.recorded_by == "c" * 32
        assert written.happened.zone == "Europe/Rome"


@dataclass(frozen=True, slots=True, kw_only=True)
class _PersonOfBefore(Fact):
    """What was written down about a person before build, hair and face could be chosen."""

    name: str
    tone: str = ""


def test_a_person_written_down_before_is_drawn_as_usual(data_dir, wall):
    """A log without build, hair and face opens, and keeps what is chosen from then on."""
    with open_log(data_dir, wall) as log:
        old = Facts(log.people._store, "person", _PersonOfBefore)
        old.add(_PersonOfBefore(name="Pat", tone="honey"))
    with open_log(data_dir, wall) as log:
        (pat,) = log.people.all()
        assert (pat.name, pat.tone, pat.build, pat.hair, pat.face) == ("Pat", "honey", "", "", "")
        assert pat.skin == "honey///"
        log.people.change(replace(pat, build="full", hair="scarf", face="older"))
    with open_log(data_dir, wall) as log:
        assert log.people.all()[0].skin == "honey/full/scarf/older"


@pytest.mark.parametrize("name", ["م" * 300, "Zoë 👩‍👧 O'Neil; DROP TABLE", "a\x00b", '"', ""])
def test_any_name_is_kept_as_it_was_typed(data_dir, wall, name):
    """People have all sorts of names."""
    with open_log(data_dir, wall) as log:
        log.people.add(Person(name=name))
    with open_log(data_dir, wall) as log:
        assert [person.name for person in log.people.all()] == [name]


def test_half_a_character_does_not_lose_the_note(log, home):
    """What a broken clipboard hands over is kept, with a mark where it was broken."""
    note = log.notes.add(Note(person=home.pat.id, text="slept \ud83d well"))
    assert log.notes.one(note.id).text == "slept ? well"


def test_a_change_keeps_the_earlier_version_readable(filled, home):
    """'Changed by Ana: 3 to 4, heard it wrong' can always be told."""
    before = filled.ratings.of(home.pat.id)[-1]
    filled.ratings.change(replace(before, value=4), by=home.ana.id, why="heard it wrong")
    now = filled.ratings.one(before.id)
    assert (now.value, now.version, now.why, now.recorded_by) == (
        4,
        2,
        "heard it wrong",
        home.ana.id,
    )
    assert [version.value for version in filled.ratings.history(before.id)] == [3, 4]
    assert len(filled.ratings.of(home.pat.id)) == 6


def test_the_latest_change_counts_although_the_clock_was_set_back(log, home, wall):
    """A computer that believes it is 1970 hides no correction."""
    note = log.notes.add(Note(person=home.pat.id, text="first"))
    wall.advance(-50 * 365 * 86400)
    log.notes.change(replace(note, text="second"))
    assert log.notes.one(note.id).text == "second"


def test_what_is_thrown_away_lies_in_the_bin_and_can_be_taken_back(log, home):
    """Nothing is lost by a slip of the hand."""
    note = log.notes.add(Note(person=home.pat.id, text="keep me"))
    log.notes.put_in_bin(note.id, by=home.ana.id, why="typo")
    assert log.notes.of(home.pat.id) == ()
    assert [one.text for one in log.notes.binned(home.pat.id)] == ["keep me"]
    log.notes.take_from_bin(note.id)
    assert [one.text for one in log.notes.of(home.pat.id)] == ["keep me"]


def test_nothing_of_one_person_is_found_with_another(filled, home):
    """Two people's lists never mix."""
    sam = filled.people.add(Person(name="Sam"))
    filled.notes.add(Note(person=sam.id, text="Sam's"))
    assert filled.sessions.recent(sam.id) == ()
    assert filled.ratings.of(sam.id) == ()
    assert filled.notes.of(home.pat.id) == ()


def test_a_change_of_something_unknown_is_our_mistake_and_says_so(log, home):
    """A version without its thing would be an orphan in the history."""
    with pytest.raises(KeyError, match="note"):
        log.notes.change(Note(id="f" * 32, person=home.pat.id, text="x"))


def test_a_value_of_the_wrong_kind_is_never_written(log, home):
    """An answer that does not exist cannot be found in the log later."""
    with pytest.raises(msgspec.ValidationError):
        log.zones_answers.add(
            ZonesAnswer(person=home.pat.id, answer="perhaps", day=date(2026, 3, 14))
        )
    assert log.zones_answers.of(home.pat.id) == ()


def test_the_newest_answer_is_todays(log, home, wall):
    """The check done again after lunch replaces the one of the morning."""
    log.checks.add(CheckAnswers(person=home.pat.id, day=wall().day, is_complete=True))
    wall.advance(4 * 3600)
    log.checks.add(
        CheckAnswers(person=home.pat.id, day=wall().day, signs=("fever",), is_complete=True)
    )
    assert log.checks.newest(home.pat.id).signs == ("fever",)
    assert log.clearances.newest(home.pat.id) is None


def test_a_form_is_written_whole_or_not_at_all(log, home):
    """A fault in the middle of a form leaves no half of it behind, and the log goes on."""
    clearance = ClearanceRecord(
        person=home.pat.id, names="legs", said_by="Dr Ruiz", on=date(2026, 3, 1)
    )

    def form():
        with log.batch():
            log.clearances.add(clearance)
            log.clearances.change(replace(clearance, id="f" * 32))

    with pytest.raises(KeyError):
        form()
    assert log.clearances.of(home.pat.id) == ()
    log.clearances.add(clearance)
    assert len(log.clearances.of(home.pat.id)) == 1
    assert log.verify().is_ok


def test_the_plan_as_it_was_shown_is_kept_once_for_the_same_words(log, home, massage):
    """A plan shown on a hundred days is told on each of them and stored once."""
    first, second = (log.sessions.add(massage(home, plan_json='{"a": "é"}')) for _ in range(2))
    other = log.sessions.add(massage(home, plan_json='{"b": 1}'))
    assert log.sessions.one(first.id).plan_json == '{"a": "é"}'
    assert first.plan == second.plan != other.plan
    assert log.sessions.recent(home.pat.id)[0].plan_json == ""


def test_lists_of_massages_are_newest_first_and_leave_a_running_one_out(log, home, massage, wall):
    """The log shows what is over; a massage that was not wanted is there too, and counts apart."""
    old = log.sessions.add(massage(home, started=wall().later(-86400)))
    refused = log.sessions.add(massage(home, state="not-wanted"))
    new = log.sessions.add(massage(home, state="stopped"))
    place = SessionPlace("", SessionPosition(0, (StepPosition(),)), (None,), wall())
    log.sessions.begin(massage(home), place)

    assert [one.id for one in log.sessions.recent(home.pat.id)] == [new.id, refused.id, old.id]
    assert [one.id for one in log.sessions.recent(home.pat.id, 1)] == [new.id]
    assert [one.id for one in log.sessions.recent(home.pat.id, before=new.started)] == [
        refused.id,
        old.id,
    ]
    assert log.sessions.last(home.pat.id).id == new.id
    assert log.sessions.count(home.pat.id) == 2
    assert [one.id for one in log.sessions.between(home.pat.id, old.started, new.started)] == [
        old.id,
        refused.id,
    ]


def test_a_story_has_all_that_was_said_about_a_massage(filled, home):
    """Ratings and reactions stand with their own massage, in the order of the massages."""
    sessions = filled.sessions.recent(home.pat.id)
    stories = filled.sessions.stories(sessions)
    assert [story.session.id for story in stories] == [one.id for one in sessions]
    assert [story.rating("pain", "before").number for story in stories] == [4, 5, 6]
    assert [len(story.reactions) for story in stories] == [1, 0, 0]
    assert filled.sessions.story(sessions[0].id).session.plan_json == '{"steps": []}'


def test_more_massages_than_one_question_can_hold_are_all_told(log, home, massage):
    """A period of years is as whole as a day."""
    with log.batch():
        for _ in range(1100):
            session = log.sessions.add(massage(home))
            log.ratings.add(
                Rating(
                    person=home.pat.id, session=session.id, question="worry", when="after", value=1
                )
            )
    stories = log.sessions.stories(log.sessions.recent(home.pat.id, 2000))
    assert sum(len(story.ratings) for story in stories) == 1100


def test_a_place_that_was_changed_on_disk_is_not_believed(log, home, massage, wall):
    """Better to say that a massage was broken off than to go on in the wrong step."""
    place = SessionPlace("", SessionPosition(0, (StepPosition(seconds=7.0),)), (None,), wall())
    begun = log.sessions.begin(massage(home), place)
    assert log.sessions.place() == replace(place, session=begun.id)
    log._database.run("UPDATE session_now SET body = replace(body, '7.0', '9.0')")
    assert log.sessions.place().position.steps == ()


def test_today_is_read_at_once_from_years_of_massages(data_dir, wall, massage):
    """Years of care do not slow the first screen; what is read does not grow with the log."""
    with open_log(data_dir, wall) as log, log.batch():
        pat = log.people.add(Person(name="Pat"))
        ana = log.caregivers.add(Caregiver(name="Ana"))
        home = type("Home", (), {"pat": pat, "ana": ana})
        first = wall()
        for number in range(2000):
            log.sessions.add(massage(home, started=first.later(number * 6 * 3600)))
    with open_log(data_dir, wall) as log:
        seen = []
        log._database._peewee.connection().set_progress_handler(lambda: seen.append(1), 1000)
        end = log.sessions.last(pat.id).started
        week = log.sessions.between(pat.id, end.later(-7 * 86400), end)
        assert len(week) == 28
        assert len(seen) < 20, "the first screen reads the whole log"


@pytest.mark.benchmark
def test_ten_thousand_massages_are_written_in_good_time(log, home, massage):
    """Ten thousand massages with their ratings take well under a minute."""
    begun = time.perf_counter()
    with log.batch():
        for _ in range(300):
            session = log.sessions.add(massage(home))
            for question in ("pain", "worry", "tiredness"):
                for when in ("before", "after"):
                    log.ratings.add(
                        Rating(
                            person=home.pat.id,
                            session=session.id,
                            question=question,
                            when=when,
                            value=3,
                        )
                    )
    assert time.perf_counter() - begun < 60 * 300 / 10_000 * 2


def test_the_pages_short_hash_changes_with_every_entry_of_that_person_alone(filled, home):
    """A page can be told to belong to this log, as it stood then."""
    sam = filled.people.add(Person(name="Sam"))
    before = filled.fingerprint(home.pat.id)
    filled.notes.add(Note(person=sam.id, text="Sam's"))
    assert filled.fingerprint(home.pat.id) == before
    filled.notes.add(Note(person=home.pat.id, text="Pat's"))
    assert filled.fingerprint(home.pat.id) != before
    assert len(before) == 9


def test_the_pages_short_hash_holds_the_names_of_who_gave_care_and_wrote(filled, home, tmp_path):
    """A caregiver called otherwise afterwards does not match the page; a stranger changes none."""
    log, pat = filled, home.pat.id
    giver, stranger = (log.caregivers.add(Caregiver(name=name)) for name in ("Gus", "Zoe"))
    (first, *_) = log.sessions.recent(pat)
    gave = replace(first, id="", caregiver=giver.id, plan="", version=0)
    log.sessions.add(gave, by=home.ana.id, happened=gave.started)

    def is_other_after(caregiver, name):
        before = log.fingerprint(pat)
        log.caregivers.change(replace(caregiver, name=name), by=home.ana.id)
        return log.fingerprint(pat) != before

    assert is_other_after(home.ana, "Bob")
    assert is_other_after(giver, "Gustav")
    assert not is_other_after(stranger, "Zora")
    assert log.caregivers_of(home.pat) == tuple(
        log.caregivers.one(one) for one in sorted((home.ana.id, giver.id))
    )
    handed = tmp_path / "pat.care"
    log.hand_over(handed, [home.pat], Days(), "test")
    with open_log(tmp_path / "other", log._store.now) as other:
        other.caregivers.add(Caregiver(name="Somebody there"))
        other.taking_in(handed).take_in(other.taking_in(handed).look().seal)
        assert other.fingerprint(pat) == log.fingerprint(pat)


def test_half_written_words_are_not_put_into_a_damaged_log_either(filled, home):
    """That nothing more is written to it holds for all; what was kept there can be read."""
    filled.drafts.write("page", home.pat.id, "", "half written")
    filled._database.run("DROP TRIGGER revision_is_never_changed")
    filled._database.run("UPDATE revision SET why = 'x' WHERE number = 3")
    filled._store.report = None
    assert not filled.verify().is_ok
    with pytest.raises(Damaged):
        filled.drafts.write("page", home.pat.id, "", "more")
    with pytest.raises(Damaged):
        filled.drafts.drop("page", home.pat.id)
    assert filled.drafts.read("page", home.pat.id) == "half written"
