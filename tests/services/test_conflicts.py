# SPDX-License-Identifier: GPL-3.0-or-later
"""What two computers changed at once is told in words and decided by a person, never silently."""

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.lived_in_log import TODAY, StandingWall

from caregiver_guide.domain.session import (
    Caregiver,
    ClearanceRecord,
    FollowUp,
    Note,
    Person,
    Rating,
    Reaction,
    SessionRecord,
    ZoneRecord,
)
from caregiver_guide.services.conflicts import BOTH, NOW, conflicts, decide
from caregiver_guide.services.day_map import read_day_map
from caregiver_guide.services.entry_change import change_entry, edit_fields
from caregiver_guide.services.history import ANYTHING, LogAsked, read_choices, read_log
from caregiver_guide.services.log_calendar import read_month
from caregiver_guide.services.moving import MOVED, move_massage
from caregiver_guide.services.taking_away import may_put_back, put_back, take_away
from caregiver_guide.services.undoing import ChangedSinceError, change_of, take_back
from caregiver_guide.storage.handing_over import Days
from caregiver_guide.storage.log import open_log
from caregiver_guide.storage.revisions import LogAge


@pytest.fixture
def here(tmp_path):
    with open_log(tmp_path / "here", StandingWall()) as log:
        yield log


@pytest.fixture
def there(tmp_path):
    with open_log(tmp_path / "there", StandingWall()) as log:
        yield log


def later(log, seconds):
    """Let time pass at one of the computers."""
    wall = log._store.now
    wall.moment = wall.moment.later(seconds)


def massage_of(log, person):
    """Write a massage that ended now and was given to the end."""
    now = log._store.now()
    return log.sessions.add(
        SessionRecord(
            person=person.id,
            caregiver="",
            routine="m-hand",
            position="",
            minutes_asked=10,
            started=now,
            ended=now.later(600),
            state="finished",
            touch_seconds=600,
        )
    )


@pytest.fixture
def give(tmp_path):
    def give(source, target):
        file = tmp_path / "one.care"
        file.unlink(missing_ok=True)
        source.hand_over(file, source.people.all(), Days(), "test")
        target.taking_in(file).take_in(target.taking_in(file).look().seal)

    return give


@pytest.fixture
def pat(here):
    ana = here.caregivers.add(Caregiver(name="Ana"))
    return here.people.add(Person(name="Pat"), by=ana.id)


@pytest.fixture
def zone(here, there, give, pat):
    """A mark that was moved here, and given another end there."""
    zone = here.zones.add(ZoneRecord(person=pat.id, condition="port", regions=("chest.R",)))
    give(here, there)
    here.zones.change(replace(zone, regions=("chest.L",)))
    there.zones.change(replace(zone, note="Nurse says so"))
    give(there, here)
    return zone


def test_both_sides_are_told_until_it_is_decided(here, library, pat, zone):
    """The newer first, what differs, and that both count."""
    (found,) = conflicts(here, library, pat)
    assert (found.id, found.holds, found.may_keep_both) == (zone.id, "both", True)
    assert len(found.sides) == 2
    assert found.sides[0].differs == {"where", "note"}
    assert len(here.zones.of(pat.id)) == 2


def test_the_marks_of_a_day_are_all_that_counted_on_it(here, library, pat, zone):
    """A massage before somebody decided was given with both places kept clear."""
    later(here, 60)
    home = read_day_map(here, library, pat, massage_of(here, pat))
    counted = here.zones.of(pat.id)
    assert {one.regions for one in here.zones.as_of(pat.id, LogAge(here._store.now()))} == {
        one.regions for one in counted
    }
    assert len(home.zones) == len(counted) == 2
    then = here._store.now()
    later(here, 60)
    decide(here, zone.id, 0)
    assert len(here.zones.as_of(pat.id, LogAge(then))) == 2
    assert here.zones.as_of(pat.id, LogAge(here._store.now())) == here.zones.of(pat.id)
    assert here.zones.as_of(pat.id, LogAge(counted[0].written.later(-60))) == ()


def test_a_side_that_is_right_takes_the_place_of_both(here, there, give, library, pat, zone):
    """One line is left, on both computers; both versions stay readable."""
    found = conflicts(here, library, pat)[0]
    place = next(n for n, side in enumerate(found.sides) if side.entry.value("note"))
    decide(here, zone.id, place)
    (left,) = here.zones.of(pat.id)
    assert (left.regions, left.note) == (("chest.R",), "Nurse says so")
    assert conflicts(here, library, pat) == ()
    assert len(here.zones.history(zone.id)) == 4
    give(here, there)
    assert [one.note for one in there.zones.of(pat.id)] == ["Nurse says so"]
    assert here.verify().is_ok


def test_both_can_be_right(here, library, pat, zone):
    """Two places then, each an entry of its own."""
    decide(here, zone.id, BOTH)
    assert {one.regions for one in here.zones.of(pat.id)} == {("chest.L",), ("chest.R",)}
    assert conflicts(here, library, pat) == ()
    assert all("~" not in one.id for one in here.zones.of(pat.id))


def test_a_mark_taken_away_on_one_side_counts_until_decided(here, there, give, library, pat):
    """Nothing is less careful because another computer said so."""
    zone = here.zones.add(ZoneRecord(person=pat.id, condition="port", regions=("chest.R",)))
    give(here, there)
    here.zones.change(replace(zone, note="still there"))
    there.zones.put_in_bin(zone.id, why="mistake")
    give(there, here)
    (found,) = conflicts(here, library, pat)
    assert (found.holds, found.may_keep_both) == ("not-taken-away", False)
    assert len(here.zones.of(pat.id)) == 1
    decide(here, zone.id, next(n for n, one in enumerate(found.sides) if one.entry.is_in_bin))
    assert here.zones.of(pat.id) == ()
    assert conflicts(here, library, pat) == ()


def test_what_counts_now_can_be_made_the_answer(here, there, give, library, pat):
    """A person's allergies of both, and a yes as far as both say."""
    yes = here.clearances.add(ClearanceRecord(person=pat.id, names="legs", said_by="N", on=TODAY))
    give(here, there)
    here.people.change(replace(pat, allergies=("nuts",)))
    there.people.change(replace(pat, drinks="none"))
    there.clearances.change(replace(yes, until=TODAY))
    here.clearances.change(replace(yes, note="on the phone"))
    give(there, here)
    found = {one.kind: one for one in conflicts(here, library, pat)}
    assert set(found) == {"person", "clearance"}
    for one in found.values():
        decide(here, one.id, NOW)
    assert conflicts(here, library, pat) == ()
    assert (here.people.one(pat.id).allergies, here.people.one(pat.id).drinks) == (
        ("nuts",),
        "none",
    )
    assert here.clearances.of(pat.id)[0].until == TODAY


SAID = {"until": TODAY}, {"asked_on": TODAY}, {"is_in_bin": True}


TOLD = {"severity": "minor"}, {"severity": "emergency"}, {"is_in_bin": True}
HEARD = {"result": "fine"}, {"result": "emergency"}, {"is_in_bin": True}


def test_to_keep_it_as_it_counts_changes_nothing(here, there, give, library, pat):
    """Whatever two computers said of a person, a yes or a no, how it went: it stays just that."""
    kinds = itertools.product((False, True), SAID, SAID)
    cases = dict(zip(sorted(library.conditions), kinds, strict=False))
    words = {}
    for names, (is_refused, _, _) in cases.items():
        word = ClearanceRecord(person=pat.id, names=names, said_by="N", on=TODAY - timedelta(9))
        here.clearances.add(word)
        words[names] = here.clearances.add(replace(word, is_refused=is_refused))
    told = Reaction(person=pat.id, what="redness", severity="minor")
    heard = FollowUp(person=pat.id, session="", when="next-day", result="fine")
    reports = [
        *((here.reactions.add(told), sides) for sides in itertools.product(TOLD, TOLD)),
        *((here.follow_ups.add(heard), sides) for sides in itertools.product(HEARD, HEARD)),
    ]
    give(here, there)
    for log, side, nuts in ((here, 1, "nuts"), (there, 2, "latex")):
        log.people.change(replace(log.people.one(pat.id), allergies=(nuts,)))
        for names, case in cases.items():
            log.clearances.change(replace(words[names], recorded_by=nuts, **case[side]))
        for report, sides in reports:
            facts = log.facts_of(report.id)
            facts.change(replace(report, what_done=nuts, **sides[side - 1]))
    give(there, here)

    def counts():
        found = here.clearances
        return (
            [(one.id, one.until, one.asked_on) for one in found.of(pat.id)],
            [(one.id, one.is_refused) for one in found.to_export(pat.id)],
            [names for names in cases if found.refused(pat.id, names)],
            here.people.one(pat.id).allergies,
            [(one.id, one.severity, one.what_done) for one in here.reactions.of(pat.id)],
            [(one.id, one.result, one.what_done) for one in here.follow_ups.of(pat.id)],
        )

    before = counts()
    away = [all("is_in_bin" in side for side in case[1:]) for case in cases.values() if case[0]]
    assert len(before[2]) == len(away) - sum(away) == 8
    for one in conflicts(here, library, pat):
        if one.may_keep_now:
            decide(here, one.id, NOW)
    assert counts() == before
    assert conflicts(here, library, pat) == ()


def test_changing_something_else_in_a_disputed_yes_allows_no_more(here, there, give, library, pat):
    """The nurse ended it on the other computer: the form says so, and a typo is only a typo."""
    yes = ClearanceRecord(person=pat.id, names="legs", said_by="N", on=TODAY - timedelta(9))
    yes, away = here.clearances.add(yes), here.clearances.add(replace(yes, names="pressure-2"))
    give(here, there)
    there.clearances.change(replace(yes, until=TODAY))
    there.clearances.put_in_bin(away.id)
    here.clearances.change(replace(yes, note="on the fone"))
    here.clearances.change(replace(away, note="on the fone"))
    give(there, here)
    form = {one.name: one.value for one in edit_fields(here, library, pat, yes.id)}
    assert form["until"] == TODAY
    given = {**form, "note": "on the phone"}
    assert change_entry(here, yes.id, given, yes.written, why="typing")
    (left,) = here.clearances.of(pat.id)
    assert (left.until, left.note) == (TODAY, "on the phone")
    # What one side took away is no yes to write in before that is decided.
    assert edit_fields(here, library, pat, away.id) == ()
    here.clearances.put_in_bin(yes.id)
    assert here.clearances.take_from_bin(yes.id).until == TODAY


def test_a_refusal_holds_whatever_one_side_did_with_it(here, there, give, library, pat):
    """Taken away on one computer, and written out on the other: the older yes stays ended."""
    yes = ClearanceRecord(person=pat.id, names="legs", said_by="N", on=TODAY)
    here.clearances.add(yes)
    first = here.clearances.add(replace(yes, is_refused=True))
    for binned, written in ((here, there), (there, here)):
        no = first if binned is here else here.clearances.add(replace(yes, is_refused=True))
        give(here, there)
        binned.clearances.put_in_bin(no.id)
        written.clearances.change(replace(no, note="not the legs"))
        give(there, here)
        assert here.clearances.of(pat.id) == ()
        assert here.clearances.refused(pat.id, "legs").id == no.id
        assert no.id not in {one.id for one in here.clearances.binned(pat.id)}
        (found,) = conflicts(here, library, pat)
        assert (found.holds, found.may_keep_now) == ("no", True)
        side = next(n for n, one in enumerate(found.sides) if one.entry.is_in_bin)
        decide(here, no.id, side)
        assert len(here.clearances.of(pat.id)) == 1


def test_what_both_say_alike_is_nothing_to_decide(here, there, give, library, pat):
    """The same change twice asks nobody."""
    note = here.notes.add(Note(person=pat.id, text="x"))
    give(here, there)
    for log in (here, there):
        log.notes.change(replace(note, text="y"))
    give(there, here)
    assert conflicts(here, library, pat) == ()
    with pytest.raises(ValueError, match="version"):
        decide(here, note.id, 7)


def test_taking_back_removes_nothing_that_another_computer_wrote(here, there, give, library, pat):
    """An allergy, and the end of a yes, came in a care file: one's own step back undoes neither."""
    yes = here.clearances.add(ClearanceRecord(person=pat.id, names="legs", said_by="N", on=TODAY))
    give(here, there)
    there.people.change(replace(pat, allergies=("nuts",), drinks="none"))
    there.clearances.change(replace(yes, until=TODAY))
    changes = []
    here.hear(lambda written: changes.append(change_of(here, pat.id, written)))
    for _ in range(2):  # so that what was written here is the newest version
        here.people.change(replace(here.people.one(pat.id), likes=f"harp {len(changes)}"))
        here.clearances.change(replace(yes, note=f"on the phone {len(changes)}"))
    here.hear(None)
    give(there, here)
    for change in changes[2:]:
        with pytest.raises(ChangedSinceError):
            take_back(here, change)
    now = here.people.one(pat.id)
    assert (now.allergies, now.drinks) == (("nuts",), "none")
    assert [one.until for one in here.clearances.of(pat.id)] == [TODAY]
    assert {one.kind for one in conflicts(here, library, pat)} == {"person", "clearance"}


def test_the_graver_of_two_reactions_counts_and_the_newer_is_called_that(
    here, there, give, library, pat
):
    """Two small corrections here do not outdo the emergency that was written there, days later."""
    minor = here.reactions.add(Reaction(person=pat.id, what="redness", severity="minor"))
    give(here, there)
    once = here.reactions.change(replace(minor, note="left"), why="more")
    here.reactions.change(replace(once, note="left heel"), why="more")
    later(there, 2 * 86_400)
    grave = replace(minor, severity="emergency", what_done="Called 911")
    there.reactions.change(grave, why="got worse")
    give(there, here)
    give(here, there)
    for log in (here, there):
        (counts,) = log.reactions.of(pat.id)
        assert (counts.severity, counts.what_done) == ("emergency", "Called 911")
        assert log.reactions.between(pat.id, minor.happened, minor.happened.later(1)) == (counts,)
        (found,) = conflicts(log, library, pat)
        assert (found.holds, found.may_keep_now) == ("graver", True)
        assert [side.is_newest for side in found.sides] == [False, True]
    decide(here, minor.id, NOW)
    assert conflicts(here, library, pat) == ()
    assert here.reactions.of(pat.id)[0].severity == "emergency"


def test_a_reaction_taken_away_here_and_called_graver_there_counts(here, there, give, library, pat):
    """An emergency is not taken back by who threw the small thing away, not knowing."""
    massage = massage_of(here, pat)
    small = Reaction(person=pat.id, what="redness", severity="minor", session=massage.id)
    noted = here.reactions.add(small)
    give(here, there)
    there.reactions.change(replace(noted, severity="emergency", what_done="911"))
    later(here, 3_600)
    take_away(here, noted.id)
    give(there, here)
    give(here, there)
    for log in (here, there):
        lists = (
            log.reactions.of(pat.id),
            log.reactions.recently(pat.id, 1),
            log.reactions.between(pat.id, massage.started, massage.started.later(60)),
            log.reactions.of_sessions((massage.id,))[massage.id],
            (log.reactions.one(noted.id),),
        )
        assert [[one.severity for one in some] for some in lists] == [["emergency"]] * 5
        assert log.reactions.binned(pat.id) == ()
        (found,) = conflicts(log, library, pat)
        assert (found.holds, found.may_keep_now) == ("not-taken-away", True)
    decide(here, noted.id, next(n for n, one in enumerate(found.sides) if one.entry.is_in_bin))
    assert here.reactions.of(pat.id) == ()
    assert conflicts(here, library, pat) == ()


def test_of_a_reaction_that_was_moved_on_both_computers_the_graver_counts(
    here, there, give, library, pat
):
    """Each wrote it anew for the right person, as it said there."""
    kim = here.people.add(Person(name="Kim"))
    massage = massage_of(here, pat)
    small = Reaction(person=pat.id, what="redness", severity="minor", session=massage.id)
    noted = here.reactions.add(small)
    give(here, there)
    there.reactions.change(replace(noted, severity="emergency"))
    move_massage(there, massage.id, kim)
    later(here, 3_600)
    move_massage(here, massage.id, kim)
    give(there, here)
    assert [one.severity for one in here.reactions.of(kim.id)] == ["emergency"]
    assert [one.holds for one in conflicts(here, library, kim)] == ["graver"]
    assert (here.reactions.of(pat.id), conflicts(here, library, pat)) == ((), ())


def test_a_paid_aide_stays_one_when_her_number_is_corrected_elsewhere(here, there, give, pat):
    """What she may do follows from her role, not from which computer wrote last."""
    rosa = here.caregivers.add(Caregiver(name="Rosa"))
    here.notes.add(Note(person=pat.id, text="Rosa was here"), by=rosa.id)
    give(here, there)
    here.caregivers.change(replace(rosa, role="aide"))
    later(there, 3_600)
    there.caregivers.change(replace(rosa, phone="555 0199"))
    give(there, here)
    give(here, there)
    for log in (here, there):
        assert log.caregivers.one(rosa.id).role == "aide"
        assert "aide" in {one.role for one in log.caregivers.all()}
    here.caregivers.change(replace(here.caregivers.one(rosa.id), role="family"))
    assert here.caregivers.one(rosa.id).role == "family", "somebody decided"


def test_a_massage_moved_on_one_computer_stays_moved(here, there, give, library, pat):
    """What the other corrected, not knowing, is asked about, and goes to where the massage is."""
    kim = here.people.add(Person(name="Kim"))
    massage = massage_of(here, pat)
    rating = here.ratings.add(
        Rating(person=pat.id, session=massage.id, question="pain", when="after", value=4)
    )
    give(here, there)
    moved = move_massage(here, massage.id, kim)
    for value in (5, 3):
        there.ratings.change(replace(there.ratings.one(rating.id), value=value), why="typing")
    later(there, 60)
    there.sessions.change(replace(massage, position="semi-30-45"), why="typing")
    give(there, here)
    give(here, there)
    for log in (here, there):
        assert (log.sessions.count(pat.id), log.sessions.count(kim.id)) == (0, 1)
        assert log.ratings.of(pat.id) == ()
        assert log.verify().is_index_ok
    found = conflicts(here, library, pat)
    assert {(one.kind, one.holds) for one in found} == {("session", "moved"), ("rating", "moved")}
    for one in found:
        decide(here, one.id, 1)
    give(here, there)
    for log in (here, there):
        assert log.sessions.one(moved.id).position == "semi-30-45"
        assert [one.value for one in log.ratings.of(kim.id)] == [3]
        assert (log.sessions.count(pat.id), log.ratings.of(pat.id)) == (0, ())
        assert conflicts(log, library, pat) == conflicts(log, library, kim) == ()
        assert not may_put_back(log, log.sessions.one(massage.id))


def test_a_massage_moved_on_both_computers_is_one_massage(here, there, give, library, pat):
    """It counts once, with the person it was moved to, and there is nothing to decide."""
    kim = here.people.add(Person(name="Kim"))
    massage = massage_of(here, pat)
    here.notes.add(Note(person=pat.id, session=massage.id, text="calm"))
    give(here, there)
    for log in (here, there):
        later(log, 60)
        move_massage(log, massage.id, kim)
    give(there, here)
    assert (here.sessions.count(pat.id), here.sessions.count(kim.id)) == (0, 1)
    assert [one.text for one in here.notes.of(kim.id)] == ["calm"]
    assert conflicts(here, library, pat) == conflicts(here, library, kim) == ()
    assert here.verify().is_index_ok


@pytest.mark.parametrize("choice", [0, 1])
def test_a_massage_moved_to_two_people_is_asked_about_with_each_of_them(
    here, there, give, library, pat, choice
):
    """Whose it was is asked without the other's name; what was said of it is not lost."""
    kim, lee = (here.people.add(Person(name=name)) for name in ("Kim", "Lee"))
    massage = massage_of(here, pat)
    pain = Rating(person=pat.id, session=massage.id, question="pain", when="after", value=4)
    here.ratings.add(pain)
    give(here, there)
    there.notes.add(Note(person=pat.id, session=massage.id, text="slept well"))
    later(there, 60)
    move_massage(here, massage.id, kim)
    move_massage(there, massage.id, lee)
    give(there, here)
    give(here, there)
    for log in (here, there):
        assert conflicts(log, library, pat) == ()
        for person, other in ((kim, lee), (lee, kim)):
            (found,) = conflicts(log, library, person)
            assert found.holds == "twice"
            assert other.name not in str(found)
            assert other.id not in str(found)
    (found,) = conflicts(here, library, kim)
    decide(here, found.id, choice)
    give(here, there)
    right, wrong = (kim, lee) if choice == 0 else (lee, kim)
    for log in (here, there):
        assert (log.sessions.count(right.id), log.sessions.count(wrong.id)) == (1, 0)
        (standing,) = log.sessions.of(right.id)
        assert [(one.text, one.session) for one in log.notes.of(right.id)] == [
            ("slept well", standing.id)
        ]
        assert [one.value for one in log.ratings.of(right.id)] == [4]
        assert (log.notes.of(wrong.id), log.ratings.of(wrong.id)) == ((), ())
        assert not any(conflicts(log, library, one) for one in (pat, kim, lee))
        assert log.verify().is_index_ok


def test_putting_a_massage_back_keeps_what_the_other_computer_corrected(
    here, there, give, library, pat
):
    """It went along and came back; which number is right is still to be decided."""
    for is_newer_here in (True, False):
        massage = massage_of(here, pat)
        rating = here.ratings.add(
            Rating(person=pat.id, session=massage.id, question="pain", when="after", value=4)
        )
        give(here, there)
        later(here if is_newer_here else there, 600)
        there.ratings.change(replace(rating, value=3), why="typing")
        take_away(here, massage.id)
        give(there, here)
        put_back(here, massage.id)
        (found,) = conflicts(here, library, pat)
        assert {side.entry.value("value") for side in found.sides} == {3, 4}
        assert not any(side.entry.is_in_bin for side in found.sides)
        take_away(here, massage.id)  # disputed, it goes along and comes back as it was
        assert here.ratings.of(pat.id) == ()
        put_back(here, massage.id)
        (found,) = conflicts(here, library, pat)
        assert {side.entry.value("value") for side in found.sides} == {3, 4}
        decide(here, rating.id, 0)
        take_away(here, massage.id)


def test_what_was_added_about_a_massage_taken_away_here_is_asked_about(
    here, there, give, library, pat
):
    """A next day's emergency written on the other computer is not lost in the bin's shadow."""
    for choice in (0, 1):
        massage = massage_of(here, pat)
        give(here, there)
        take_away(here, massage.id)
        grave = FollowUp(person=pat.id, session=massage.id, when="next-day", result="emergency")
        answer = there.follow_ups.add(grave)
        give(there, here)
        (found,) = conflicts(here, library, pat)
        assert (found.id, found.holds) == (massage.id, "added")
        assert [one.entry.id for one in found.sides] == [massage.id, answer.id]
        decide(here, found.id, choice)
        assert conflicts(here, library, pat) == ()
        assert here.sessions.one(massage.id).is_in_bin == (choice == 0)
        assert (answer.id in {one.id for one in here.follow_ups.of(pat.id)}) == (choice == 1)


def test_what_was_added_about_a_massage_moved_here_can_follow_it(here, there, give, library, pat):
    """It is said of the other person, and of that one's massage."""
    kim = here.people.add(Person(name="Kim"))
    massage = massage_of(here, pat)
    give(here, there)
    moved = move_massage(here, massage.id, kim)
    note = there.notes.add(Note(person=pat.id, session=massage.id, text="slept well"))
    give(there, here)
    (found,) = conflicts(here, library, pat)
    assert (found.id, found.holds) == (massage.id, "left-behind")
    decide(here, found.id, 0)
    assert [(one.text, one.session) for one in here.notes.of(kim.id)] == [("slept well", moved.id)]
    assert here.notes.one(note.id).is_in_bin
    assert conflicts(here, library, pat) == conflicts(here, library, kim) == ()


def test_what_was_changed_meanwhile_is_asked_about_on_the_computer_that_moved_it(
    here, there, give, library, pat
):
    """Called an emergency there, moved to Kim here: the word reaches the one who moved it."""
    kim = here.people.add(Person(name="Kim"))
    massage = massage_of(here, pat)
    mild = Reaction(person=pat.id, session=massage.id, what="pain", severity="comfort")
    reaction = here.reactions.add(mild)
    give(here, there)
    move_massage(here, massage.id, kim)
    there.reactions.change(replace(reaction, severity="emergency"))
    give(here, there)
    give(there, here)

    (found,) = conflicts(here, library, pat)
    assert (found.id, found.holds) == (reaction.id, "moved")
    changed = next(n for n, one in enumerate(found.sides) if not one.entry.is_moved)
    decide(here, reaction.id, changed)
    assert [one.severity for one in here.reactions.of(kim.id)] == ["emergency"]


@pytest.mark.parametrize("then", ["back", "taken-away"])
def test_what_was_added_is_asked_about_also_where_the_massage_was_moved_on(
    here, there, give, library, pat, then
):
    """Moved by mistake and back again, or moved and then taken away: no word stands nowhere."""
    kim = here.people.add(Person(name="Kim"))
    massage = massage_of(here, pat)
    give(here, there)
    last = move_massage(here, massage.id, kim)
    if then == "back":
        last = move_massage(here, last.id, pat)
    else:
        take_away(here, last.id)
    there.notes.add(Note(person=pat.id, session=massage.id, text="red heel"))
    give(there, here)

    (found,) = conflicts(here, library, pat)
    assert (found.id, found.holds) == (massage.id, "left-behind")
    decide(here, found.id, 0)
    assert conflicts(here, library, pat) == ()
    whose = pat if then == "back" else kim
    assert [(one.text, one.session) for one in here.notes.of(whose.id)] == [("red heel", last.id)]
    asked = [(one.id, one.holds) for one in conflicts(here, library, kim)]
    assert asked == ([] if then == "back" else [(last.id, "added")])


def test_what_was_added_about_a_massage_that_an_older_version_moved_can_follow_it(
    here, there, give, library, pat
):
    """The ids of that time say nothing; the same massage at the same time is known by itself."""
    kim = here.people.add(Person(name="Kim"))
    massage = massage_of(here, pat)
    rating = here.ratings.add(
        Rating(person=pat.id, session=massage.id, question="pain", when="after", value=4)
    )
    give(here, there)
    moved = here.sessions.add(replace(massage, person=kim.id))
    own = replace(rating, person=kim.id, session=moved.id)
    value = here.ratings.add(own, happened=rating.happened)
    for facts, one in ((here.ratings, rating), (here.sessions, massage)):
        facts.put_in_bin(one.id, why=MOVED)
    there.notes.add(Note(person=pat.id, session=massage.id, text="slept well"))
    for number in (5, 3):
        there.ratings.change(replace(there.ratings.one(rating.id), value=number))
    give(there, here)
    found = conflicts(here, library, pat)
    assert {(one.kind, one.holds) for one in found} >= {("session", "left-behind")}
    decide(here, massage.id, 0)
    assert [(one.text, one.session) for one in here.notes.of(kim.id)] == [("slept well", moved.id)]
    assert [one.value for one in here.ratings.of(kim.id)] == [value.value]
    (found,) = conflicts(here, library, pat)
    decide(here, found.id, next(n for n, one in enumerate(found.sides) if one.entry.is_moved))
    assert here.ratings.given_as(rating.id) == (value.id,)
    assert conflicts(here, library, pat) == here.ratings.of(pat.id) == ()


def test_the_list_its_filter_and_the_month_agree_on_a_disputed_reaction(
    here, there, give, library, pat
):
    """An emergency counts until decided, also where the newest version is small or in the bin."""
    massages = [massage_of(here, pat) for _ in range(3)]
    taken, graver = (
        here.reactions.add(Reaction(person=pat.id, what="pain", severity="minor", session=one.id))
        for one in massages[:2]
    )
    answer = here.follow_ups.add(
        FollowUp(person=pat.id, session=massages[2].id, when="next-day", result="fine")
    )
    give(here, there)
    for one in (taken, graver):
        there.reactions.change(replace(one, severity="emergency", what="fall"))
    there.follow_ups.change(replace(answer, result="emergency"))
    later(here, 3_600)
    take_away(here, taken.id)
    here.reactions.change(replace(graver, what_done="Rested"))
    here.follow_ups.change(replace(answer, what_done="Slept well"))
    give(there, here)
    give(here, there)

    day = massages[0].started.day
    for log in (here, there):
        for asked, many in (("", 3), (ANYTHING, 3), ("fall", 2)):
            wanted = LogAsked(noticed=asked)
            view = read_log(log, library, pat.id, TODAY, asked=wanted)
            rows = [(one.reactions, one.needs_call) for one in view.rows]
            assert (rows, view.found) == ([(1, True)] * many, many), asked
            month = read_month(log, library, pat.id, day, TODAY, wanted)
            (found,) = (one for one in month.days if not one.is_empty)
            assert (found.massages, found.reactions, found.needs_call) == (many, many, True)
        assert "fall" in {one.id for one in read_choices(log, library, pat.id).reactions}


def test_nothing_is_asked_about_a_reaction_that_lies_in_the_bin_with_its_massage(
    here, there, give, library, pat
):
    """Two versions of it lie there with the massage: it is asked about once that is put back."""
    massage = massage_of(here, pat)
    noted = here.reactions.add(
        Reaction(person=pat.id, what="pain", severity="comfort", session=massage.id)
    )
    give(here, there)
    there.reactions.change(replace(noted, severity="emergency"))
    here.reactions.change(replace(noted, what_done="Rested"))
    give(there, here)
    assert [one.id for one in conflicts(here, library, pat)] == [noted.id]

    take_away(here, massage.id)
    assert conflicts(here, library, pat) == ()
    put_back(here, massage.id)
    assert [one.id for one in conflicts(here, library, pat)] == [noted.id]
