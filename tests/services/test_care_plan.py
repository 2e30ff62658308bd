# SPDX-License-Identifier: GPL-3.0-or-later
"""The written care plan: without it a paid aide touches nobody, and it is read again in time."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from caregiver_guide.domain.session import Caregiver, CheckAnswers, Moment, Person
from caregiver_guide.services.care_plan import CarePlanAnswer, care_plan_view, record_care_plan
from caregiver_guide.services.entry_change import change_entry
from caregiver_guide.services.profile_of import profile_of
from caregiver_guide.services.undoing import ReliedOnError, change_of, take_back
from caregiver_guide.storage.handing_over import Days
from caregiver_guide.storage.log import open_log

DAY = date(2026, 11, 21)
READ = CarePlanAnswer(is_in_plan=True, says="Hands, 10 minutes", written_by="Nurse Lee", on=DAY)


@pytest.fixture
def log(tmp_path):
    """A log with Pat in it, cared for by Jo, an aide; a second passes with each look."""
    with _log(tmp_path / "log") as opened:
        yield opened


def _log(folder, hour=9):
    seconds = iter(range(100_000))
    start = Moment.of(datetime(2026, 11, 21, hour, tzinfo=UTC), "UTC")
    return open_log(folder, lambda: start.later(next(seconds)))


@pytest.fixture
def jo(log):
    return log.caregivers.add(Caregiver(name="Jo", role="aide"))


@pytest.fixture
def pat(log, jo):
    return log.people.add(Person(name="Pat"), by=jo.id)


def stops(log, library, pat, jo, day):
    """Return whether a plan of this day lets nobody touch."""
    profile = profile_of(library.book, pat, jo, (), (), log.clearances.of(pat.id), None, day)
    return bool(library.planner.rulings(profile).stops)


def view(log, library, pat, jo, day=DAY):
    return care_plan_view(log, library, pat.id, pat.name, jo.role, day)


def test_what_was_read_counts_for_its_days_and_is_asked_again(log, library, pat, jo):
    """The day is told in the content; the screen and the plan agree on each side of it."""
    assert view(log, library, pat, jo).state == "due"
    assert stops(log, library, pat, jo, DAY)
    record_care_plan(log, pat.id, READ, DAY, by=jo.id)
    last = DAY + timedelta(days=library.book.care_plan_days)
    for day, state in ((DAY, "in-plan"), (last, "in-plan"), (last + timedelta(days=1), "due")):
        assert view(log, library, pat, jo, day).state == state
        assert stops(log, library, pat, jo, day) == (state != "in-plan")
    late = view(log, library, pat, jo, last + timedelta(days=1))
    assert (late.entry.says, late.entry.written_by) == ("Hands, 10 minutes", "Nurse Lee")


def test_not_in_the_plan_ends_every_yes_before_it(log, library, pat, jo):
    """And a later entry in the plan counts again; nothing of all that is lost."""
    record_care_plan(log, pat.id, READ, DAY, by=jo.id)
    record_care_plan(log, pat.id, CarePlanAnswer(is_in_plan=False), DAY, by=jo.id)
    assert view(log, library, pat, jo).state == "refused"
    assert stops(log, library, pat, jo, DAY)
    assert log.clearances.of(pat.id) == ()
    record_care_plan(log, pat.id, READ, DAY, by=jo.id)
    assert view(log, library, pat, jo).state == "in-plan"
    assert [one.is_refused for one in log.clearances.to_export(pat.id)] == [False, True, False]


def test_a_no_from_another_computer_holds_here_too(log, library, pat, jo, tmp_path):
    """The careful side counts when two computers are brought together."""
    record_care_plan(log, pat.id, READ, DAY, by=jo.id)
    file = tmp_path / "pat.care"
    log.hand_over(file, [pat], Days(), "test")
    with _log(tmp_path / "other", hour=11) as other:
        other.taking_in(file).take_in(other.taking_in(file).look().seal)
        seen = other.caregivers.add(Caregiver(name="Bo", role="aide"))
        record_care_plan(other, pat.id, CarePlanAnswer(is_in_plan=False), DAY, by=seen.id)
        back = tmp_path / "back.care"
        other.hand_over(back, [pat], Days(), "test")
    log.taking_in(back).take_in(log.taking_in(back).look().seal)
    assert stops(log, library, pat, jo, DAY)
    assert view(log, library, pat, jo).state == "refused"


def test_not_in_the_plan_holds_where_the_clock_is_behind(log, library, pat, jo, tmp_path):
    """The other computer's clock is three hours late: what it refuses is refused on both."""
    record_care_plan(log, pat.id, READ, DAY, by=jo.id)
    file = tmp_path / "pat.care"
    log.hand_over(file, [pat], Days(), "test")
    with _log(tmp_path / "other", hour=6) as other:
        other.taking_in(file).take_in(other.taking_in(file).look().seal)
        bo = other.caregivers.add(Caregiver(name="Bo", role="aide"))
        record_care_plan(other, pat.id, CarePlanAnswer(is_in_plan=False), DAY, by=bo.id)
        assert view(other, library, pat, bo).state == "refused"
        back = tmp_path / "back.care"
        other.hand_over(back, [pat], Days(), "test")
        # Read again here, with the no in the log: only then it counts once more.
        log.taking_in(back).take_in(log.taking_in(back).look().seal)
        assert view(log, library, pat, jo).state == "refused"
        record_care_plan(log, pat.id, READ, DAY, by=jo.id)
        assert view(log, library, pat, jo).state == "in-plan"


def test_a_plan_read_on_a_day_to_come_is_long_ago(log, library, pat, jo):
    """The clock stood wrong: it is asked again, and what is read today counts and can be ended."""
    far = DAY + timedelta(days=9000)
    record_care_plan(log, pat.id, READ, far, by=jo.id)
    assert view(log, library, pat, jo).state == "due"
    assert stops(log, library, pat, jo, DAY)
    again = replace(READ, says="Feet too")
    record_care_plan(log, pat.id, again, DAY, by=jo.id)
    assert (view(log, library, pat, jo).state, view(log, library, pat, jo).entry.says) == (
        "in-plan",
        "Feet too",
    )
    record_care_plan(log, pat.id, CarePlanAnswer(is_in_plan=False), DAY, by=jo.id)
    assert view(log, library, pat, jo).state == "refused"


def test_family_needs_no_entry(log, library, pat):
    """What the plan of an aide says binds nobody else."""
    ana = log.caregivers.add(Caregiver(name="Ana"))
    assert view(log, library, pat, ana).state == "not-needed"
    assert not stops(log, library, pat, ana, DAY)


def test_correcting_the_older_yes_brings_no_refused_plan_back(log, library, pat, jo):
    """A typing mistake put right, or a yes put back from the bin: nobody read the plan again."""
    old = record_care_plan(log, pat.id, READ, DAY, by=jo.id)
    binned = record_care_plan(log, pat.id, READ, DAY, by=jo.id)
    log.clearances.put_in_bin(binned.id, by=jo.id)
    record_care_plan(log, pat.id, CarePlanAnswer(is_in_plan=False), DAY, by=jo.id)
    log.clearances.change(replace(old, note="Hands, 20 minutes"), by=jo.id, why="typing")
    log.clearances.take_from_bin(binned.id, by=jo.id)
    assert view(log, library, pat, jo).state == "refused"
    assert stops(log, library, pat, jo, DAY)


def test_a_refusal_that_a_check_relied_on_is_not_taken_back(log, library, pat, jo):
    """Ctrl+Z would let an aide begin after a check answered under "not in the plan"."""
    changes = []
    record_care_plan(log, pat.id, READ, DAY, by=jo.id)
    log.hear(lambda written: changes.append(change_of(log, pat.id, written)))
    record_care_plan(log, pat.id, CarePlanAnswer(is_in_plan=False), DAY, by=jo.id)
    log.checks.add(CheckAnswers(person=pat.id, day=DAY, is_complete=True), by=jo.id)
    with pytest.raises(ReliedOnError):
        take_back(log, changes[0], by=jo.id)
    assert view(log, library, pat, jo).state == "refused"


def test_a_yes_keeps_the_name_of_who_gave_it(log, library, pat, jo):
    """Nobody's yes would count and stand on the page; a refusal in the plan needs no name."""
    yes = record_care_plan(log, pat.id, READ, DAY, by=jo.id)
    no = record_care_plan(log, pat.id, CarePlanAnswer(is_in_plan=False), DAY, by=jo.id)
    for name in ("", "  "):
        with pytest.raises(ValueError, match="needed"):
            change_entry(log, yes.id, {"said_by": name}, yes.written, by=jo.id, why="typing")
    given = {"said_by": "", "note": "Not touch."}
    assert change_entry(log, no.id, given, no.written, by=jo.id, why="typing")
