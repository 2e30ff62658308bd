# SPDX-License-Identifier: GPL-3.0-or-later
"""What the safety screen lists, what its search finds, and what it writes down."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from caregiver_guide.domain.session import (
    ClearanceRecord,
    ConditionRecord,
    Moment,
    Person,
    ZoneRecord,
)
from caregiver_guide.services.keep_away import keep_away
from caregiver_guide.services.plan_words import PlanWords
from caregiver_guide.services.profile_of import profile_of
from caregiver_guide.services.safety_map import (
    ClearanceDraft,
    DrawingDraft,
    FindingDraft,
    PersonDraft,
    answer_state,
    finding_lines,
    found_choices,
    safety_view,
)
from caregiver_guide.services.safety_record import (
    answer_zones,
    confirm_finding,
    end_clearance,
    end_finding,
    remove_finding,
    restore_finding,
    save_clearances,
    save_drawing,
    save_finding,
    save_person,
)
from caregiver_guide.storage.log import open_log

DAY = date(2026, 11, 17)
NOW = Moment.of(datetime(2026, 11, 17, 15, 20, tzinfo=UTC))


@pytest.fixture
def log(tmp_path):
    """A new log."""
    with open_log(tmp_path, lambda: NOW) as log:
        yield log


@pytest.fixture
def pat(log):
    """A person in it."""
    return log.people.add(Person(name="Pat", allergies=("nut",)))


def seen(log, library, person, **how):
    """The screen as the log has it."""
    return safety_view(
        library,
        log.people.one(person.id),
        log.zones.of(person.id),
        log.conditions.of(person.id),
        log.clearances.of(person.id),
        log.zones_answers.newest(person.id),
        DAY,
        **how,
    )


def test_all_regions_are_listed_once_from_head_to_feet(library, log, pat):
    """The list is the map's equal: it reaches every place there is."""
    regions = seen(log, library, pat).regions
    assert sorted(one.id for one in regions) == sorted(library.book.body.index)
    parts = list(dict.fromkeys(one.part for one in regions))
    assert parts == ["head", "arms", "front", "back", "legs", "feet"]


def test_a_place_is_saved_listed_and_answers_the_first_question(library, log, pat):
    """Marking a port on the right side shows it there, and the zones count as answered."""
    draft = FindingDraft("port", ("collarbone.R",), date(2026, 5, 3), None, "Nurse Lee")
    save_finding(log, library, pat.id, draft, DAY)
    view = seen(log, library, pat)
    (line,) = view.zones
    assert (line.number, line.name, line.mark) == (1, "Port under the skin", "no-touch")
    assert line.place.startswith("right ")
    assert "chest.R" in line.around
    assert "chest.L" not in line.around
    assert view.answer == "marked"
    assert view.answered_on == DAY


def test_numbers_are_those_of_every_other_picture(library, log, pat):
    """Number 2 on the map is number 2 in the massage."""
    for draft in (
        FindingDraft("port", ("collarbone.R",)),
        FindingDraft("iv-peripheral", ("hand-back.L",), until=date(2026, 11, 1)),
        FindingDraft("incision", ("belly-lower.L",)),
    ):
        save_finding(log, library, pat.id, draft, DAY)
    lines = seen(log, library, pat).zones
    zones = log.zones.of(pat.id)
    profile = profile_of(library.book, pat, None, zones, (), (), None, DAY)
    elsewhere = keep_away(PlanWords(library, "Pat"), profile, zones)
    assert [(one.number, one.name, one.mark) for one in lines] == [
        (one.number, one.title, one.kind) for one in elsewhere
    ]


def test_healed_is_not_deleted(library, log, pat):
    """A healed cut counts to the end of the day, and stays on record among what is gone."""
    saved = save_finding(log, library, pat.id, FindingDraft("incision", ("belly-lower.L",)), DAY)
    end_finding(log, saved.id, DAY)
    assert log.zones.one(saved.id).until == DAY
    assert [line.id for line in seen(log, library, pat).zones] == [saved.id]
    tomorrow = safety_view(library, pat, log.zones.of(pat.id), (), (), None, date(2026, 11, 18))
    assert tomorrow.zones == ()
    assert [line.id for line in tomorrow.over] == [saved.id]


def test_a_mistake_goes_to_the_bin_and_comes_back(library, log, pat):
    """Undo brings a removed place back as it was."""
    saved = save_finding(log, library, pat.id, FindingDraft("port", ("collarbone.L",)), DAY)
    remove_finding(log, saved.id)
    assert seen(log, library, pat).zones == ()
    restore_finding(log, saved.id)
    assert [line.regions for line in seen(log, library, pat).zones] == [("collarbone.L",)]


def test_changing_keeps_one_record(library, log, pat):
    """A corrected side replaces the wrong one; the earlier version stays readable."""
    saved = save_finding(log, library, pat.id, FindingDraft("port", ("collarbone.L",)), DAY)
    save_finding(log, library, pat.id, FindingDraft("port", ("collarbone.R",), id=saved.id), DAY)
    (line,) = seen(log, library, pat).zones
    assert line.regions == ("collarbone.R",)
    assert len(log.zones.history(saved.id)) == 2


def test_a_place_without_a_region_waits_to_be_marked(library, log, pat):
    """What sits somewhere unknown is listed first of all as not found, never passed over."""
    save_finding(log, library, pat.id, FindingDraft("wound-open"), DAY)
    (line,) = seen(log, library, pat).zones
    assert line.place == ""
    assert line.waits_for_mark


def test_an_unknown_condition_is_shown_and_asks(library, log, pat):
    """A record of another version is shown as unknown, and does not vanish."""
    log.zones.add(ZoneRecord(person=pat.id, condition="from-the-future", regions=("palm.L",)))
    log.conditions.add(ConditionRecord(person=pat.id, condition="also-unknown"))
    view = seen(log, library, pat)
    assert [line.mark for line in view.zones] == ["ask"]
    assert [line.counts for line in view.conditions] == [True]


def test_a_condition_of_the_whole_person_becomes_a_place_when_it_gets_one(library, log, pat):
    """One thing is one record, whether it has a place or not."""
    saved = save_finding(log, library, pat.id, FindingDraft("osteoporosis"), DAY)
    assert [line.id for line in seen(log, library, pat).conditions] == [saved.id]
    moved = FindingDraft("osteoporosis", ("ribs.L",), id=saved.id)
    save_finding(log, library, pat.id, moved, DAY)
    view = seen(log, library, pat)
    assert view.conditions == ()
    assert [line.regions for line in view.zones] == [("ribs.L",)]


def test_a_yes_is_kept_with_who_and_when_and_can_be_taken_back(library, log, pat):
    """A clearance counts from its day on, and no more once it is taken back."""
    drafts = [ClearanceDraft("legs", "Dr Ruiz", date(2026, 11, 10))]
    (saved,) = save_clearances(log, pat.id, drafts)
    (line,) = seen(log, library, pat).clearances
    assert (line.said_by, line.on, line.counts) == ("Dr Ruiz", date(2026, 11, 10), True)
    end_clearance(log, saved.id, DAY)
    assert [line.counts for line in seen(log, library, pat).clearances] == [False]
    (today,) = save_clearances(log, pat.id, [ClearanceDraft("legs", "Dr Ruiz", DAY)])
    end_clearance(log, today.id, DAY)
    assert today.id not in [line.id for line in seen(log, library, pat).clearances]


def test_a_no_stands_in_the_list_until_a_new_yes(library, log, pat):
    """What was allowed does not just vanish when a no from anywhere ends it."""
    said = ClearanceRecord(person=pat.id, names="legs", said_by="Nurse Lee", on=DAY)

    def listed():
        words = log.clearances.last_words(pat.id)
        view = safety_view(library, pat, (), (), words, None, DAY)
        return [(one.said_by, one.counts, one.is_refused) for one in view.clearances]

    log.clearances.add(said)
    assert listed() == [("Nurse Lee", True, False)]
    log.clearances.add(replace(said, said_by="Nurse Kim", is_refused=True))
    assert listed() == [("Nurse Kim", False, True)]
    log.clearances.add(said)
    assert listed() == [("Nurse Lee", True, False)]


def test_what_can_be_allowed_follows_from_what_is_there(library, log, pat):
    """The general ones are always offered, the others only for what the person has."""
    names = [choice.names for choice in seen(log, library, pat).clearable]
    assert names == ["legs", "pressure-2"]
    save_finding(log, library, pat.id, FindingDraft("anticoagulant"), DAY)
    names = [choice.names for choice in seen(log, library, pat, gives_as_aide=True).clearable]
    assert names[:3] == ["legs", "pressure-2", "care-plan"]
    expected = {n for r in library.book.conditions["anticoagulant"].rules for n in r.lifted_by}
    assert set(names[3:]) == expected - {"legs", "pressure-2", "care-plan"}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("chemo port", "port"),
        ("portac", "port"),
        ("broken", "fracture"),
        ("blood thin", "anticoagulant"),
        ("SURGERY CUT", "incision"),
    ],
)
def test_families_find_things_by_their_own_words(library, log, pat, typed, expected):
    """What families call it finds it, in capitals or in part."""
    found = found_choices(seen(log, library, pat).choices, typed)
    assert expected in [choice.id for choice in found][:4]


@pytest.mark.parametrize(
    ("typed", "where", "expected"),
    [
        ("sore", "heel.L", "pressure-injury"),
        ("sores", "tailbone", "pressure-injury"),
        ("sore", "shin.R", "wound-open"),
        ("sore", "scalp", "head-sore"),
        ("bruise", "heel.L", "bruise"),
    ],
)
def test_the_place_that_is_marked_says_what_a_word_means(library, log, pat, typed, where, expected):
    """A sore on the heel is a bedsore first; on the shin it is an open wound."""
    found = found_choices(seen(log, library, pat).choices, typed, (where,))
    assert found[0].id == expected


def test_a_word_that_only_other_things_have_too_means_the_gravest_first(library, log, pat):
    """Without a place, a sore is an open one before a bruise or what chemo does to palms."""
    first = [choice.id for choice in found_choices(seen(log, library, pat).choices, "sore")]
    assert first.index("wound-open") < first.index("bruise")
    assert first.index("pressure-injury") < first.index("bruise")


def test_nonsense_finds_nothing(library, log, pat):
    """A word that means nothing finds nothing, and no likely thing by chance."""
    assert found_choices(seen(log, library, pat).choices, "zzqx") == ()


def test_what_is_usual_at_the_place_comes_first(library, log, pat):
    """At the collarbone, a central line is offered before things that sit elsewhere."""
    choices = seen(log, library, pat).choices
    found = found_choices(choices, "", ("collarbone.R",))
    here = ["collarbone.R" in choice.usual for choice in found]
    assert any(here)
    assert here == sorted(here, reverse=True)


def test_signs_of_today_are_not_marked_on_the_map(library, log, pat):
    """Fever belongs to today's check, and is not offered as something lasting."""
    ids = {choice.id for choice in seen(log, library, pat).choices}
    assert not ids & {"fever", "chest-pain", "refuses", "default-legs", "unknown-condition"}
    assert {"port", "anticoagulant", "oxygen-tubing"} <= ids


def test_the_answer_to_nothing_known_is_dated_and_written_once(log, pat):
    """Nothing known counts for the day it was said on; saying it twice adds nothing."""
    answer_zones(log, pat.id, "nothing", DAY)
    answer_zones(log, pat.id, "nothing", DAY)
    assert [one.day for one in log.zones_answers.of(pat.id)] == [DAY]
    answer_zones(log, pat.id, "nothing", date(2026, 11, 18))
    assert log.zones_answers.newest(pat.id).day == date(2026, 11, 18)


def test_allergies_and_drinks_are_kept(library, log, pat):
    """What was ticked, and another allergy in the family's own words."""
    save_person(log, pat.id, PersonDraft(("seed", "other: plasters"), "free"))
    view = seen(log, library, pat)
    assert (view.allergies, view.drinks) == (("seed", "other: plasters"), "free")


def test_how_somebody_is_drawn_is_kept_and_changes_nothing_else(library, log, pat):
    """The pictures follow the choice; name, allergies and marks stay."""
    before = seen(log, library, pat)
    save_drawing(log, pat.id, DrawingDraft("deep", "full", "scarf", "older"))
    after = seen(log, library, pat)
    assert after.tone == "deep/full/scarf/older"
    assert replace(after, tone=before.tone) == before


def test_a_clearance_of_tomorrow_does_not_count_yet(library, log, pat):
    """A yes counts from its own day on."""
    log.clearances.add(
        ClearanceRecord(person=pat.id, names="legs", said_by="Dr Ruiz", on=date(2026, 11, 18))
    )
    assert [line.counts for line in seen(log, library, pat).clearances] == [False]


# -- looking again -----------------------------------------------------------------------


@pytest.fixture
def days():
    """A calendar that tests turn by hand."""
    return [NOW]


@pytest.fixture
def diary(tmp_path, days):
    """A log whose days are turned by hand."""
    with open_log(tmp_path / "diary", lambda: days[0]) as log:
        yield log


def on_day(log, library, person, day):
    """The screen on another day."""
    return safety_view(
        library,
        log.people.one(person.id),
        log.zones.of(person.id),
        log.conditions.of(person.id),
        (),
        log.zones_answers.newest(person.id),
        day,
    )


def test_a_mark_is_looked_at_again_after_two_weeks(library, diary, days):
    """Thirteen days are well; from the fourteenth it is due, and it counts all the same."""
    pat = diary.people.add(Person(name="Pat"))
    port = save_finding(diary, library, pat.id, FindingDraft("port", ("collarbone.R",)), DAY)
    noted = save_finding(diary, library, pat.id, FindingDraft("anticoagulant"), DAY)

    assert on_day(diary, library, pat, DAY + timedelta(days=13)).due == ()
    later = on_day(diary, library, pat, DAY + timedelta(days=14))
    assert [line.id for line in later.due] == [port.id, noted.id]
    assert all(line.counts for line in later.due)

    days[0] = NOW.later(14 * 86_400)
    confirm_finding(diary, port.id, by="ana")
    still = on_day(diary, library, pat, DAY + timedelta(days=14))
    assert [line.id for line in still.due] == [noted.id]
    (line,) = still.zones
    assert (line.regions, line.looked_on) == (("collarbone.R",), DAY + timedelta(days=14))
    confirm_finding(diary, noted.id, by="ana")
    assert on_day(diary, library, pat, DAY + timedelta(days=27)).due == ()


def test_what_has_healed_is_not_asked_about_again(library, diary):
    """A mark that is over stays among what is gone, without a question."""
    pat = diary.people.add(Person(name="Pat"))
    cut = save_finding(diary, library, pat.id, FindingDraft("incision", ("belly-lower.L",)), DAY)
    end_finding(diary, cut.id, DAY)
    assert on_day(diary, library, pat, DAY + timedelta(days=40)).due == ()


def state(library, log, person, day):
    """How the question stands on a day."""
    lines = finding_lines(
        library, "Pat", log.zones.of(person.id), log.conditions.of(person.id), (), day
    )
    return answer_state(library, log.zones_answers.newest(person.id), lines, day)


def test_a_mark_after_the_yes_shows_the_same_margin_as_the_plan_keeps(library, tmp_path):
    """A yes to one incision says nothing of the next: the picture does not say hands may go there.

    What is drawn as free is what hands are put on.
    """
    times = iter(NOW.later(3600 * hours) for hours in range(1000))
    with open_log(tmp_path, lambda: next(times)) as log:
        pat = log.people.add(Person(name="Pat"))

        def lines():
            zones, given = log.zones.of(pat.id), log.clearances.of(pat.id)
            return finding_lines(library, "Pat", zones, (), given, DAY)

        cut = ZoneRecord(person=pat.id, condition="incision", regions=("belly-lower.L",))
        log.zones.add(cut)
        log.clearances.add(
            ClearanceRecord(person=pat.id, names="incision", said_by="Dr. Ito", on=DAY)
        )
        log.zones.add(replace(cut, regions=("shin.R",)))
        shown = {one for line in lines() for one in (*line.regions, *line.around)}
        zones, given = log.zones.of(pat.id), log.clearances.of(pat.id)
        profile = profile_of(library.book, pat, None, zones, (), given, None, DAY)
        avoided = library.planner.rulings(profile).avoided
        assert shown == {*library.book.body.ids(avoided)}


def test_that_there_is_nothing_has_to_be_said_again(library, diary):
    """Nothing to keep away from is an answer for two weeks, and unknown after that."""
    pat = diary.people.add(Person(name="Pat"))
    assert state(library, diary, pat, DAY) == "open"
    answer_zones(diary, pat.id, "nothing", DAY)
    assert state(library, diary, pat, DAY + timedelta(days=13)) == "answered"
    assert state(library, diary, pat, DAY + timedelta(days=14)) == "due"
    assert state(library, diary, pat, DAY - timedelta(days=300)) == "due", "a clock that was wrong"

    answer_zones(diary, pat.id, "nothing", DAY + timedelta(days=14))
    assert state(library, diary, pat, DAY + timedelta(days=14)) == "answered"


def test_i_must_ask_is_no_answer_however_old(library, diary):
    """Only the care team's word, or a mark, ends it."""
    pat = diary.people.add(Person(name="Pat"))
    answer_zones(diary, pat.id, "must-ask", DAY)
    for days in (0, 3, 15, 400):
        assert state(library, diary, pat, DAY + timedelta(days=days)) == "open"


def test_a_mark_taken_away_as_a_mistake_answers_nothing(library, diary):
    """Marking by mistake and taking it away leaves the question as open as before."""
    pat = diary.people.add(Person(name="Pat"))
    answer_zones(diary, pat.id, "must-ask", DAY)
    port = save_finding(diary, library, pat.id, FindingDraft("port", ("collarbone.R",)), DAY)
    assert state(library, diary, pat, DAY) == "answered"
    remove_finding(diary, port.id)
    assert state(library, diary, pat, DAY) == "open"
    restore_finding(diary, port.id)
    assert state(library, diary, pat, DAY) == "answered"


def test_marks_that_are_all_gone_leave_an_answer_that_grows_old(library, diary):
    """After the last mark has healed, somebody says in time that there is nothing new."""
    pat = diary.people.add(Person(name="Pat"))
    cut = save_finding(diary, library, pat.id, FindingDraft("incision", ("belly-lower.L",)), DAY)
    assert state(library, diary, pat, DAY + timedelta(days=99)) == "answered"
    end_finding(diary, cut.id, DAY)
    assert state(library, diary, pat, DAY + timedelta(days=13)) == "answered"
    assert state(library, diary, pat, DAY + timedelta(days=14)) == "due"


def test_a_mark_that_ends_by_itself_leaves_the_question_too(library, diary):
    """An injection of the first of the month is no reason never to ask again."""
    for name, condition in library.book.conditions.items():
        if condition.ends_days_after_since is None:
            continue
        pat = diary.people.add(Person(name="Pat"))
        save_finding(diary, library, pat.id, FindingDraft(name, ("thigh-front.R",), DAY), DAY)
        assert state(library, diary, pat, DAY + timedelta(days=60)) == "due", name


def test_what_outlives_its_last_day_is_still_an_answer(library, diary):
    """A clot that counts for months more is on the map, and blocks no way by its old date."""
    pat = diary.people.add(Person(name="Pat"))
    draft = FindingDraft("dvt-known", ("calf.R",), DAY - timedelta(days=90), DAY)
    save_finding(diary, library, pat.id, draft, DAY)
    assert state(library, diary, pat, DAY + timedelta(days=20)) == "answered"


def test_what_lies_in_the_bin_cannot_be_confirmed(library, diary):
    """A review never brings back what was taken away."""
    pat = diary.people.add(Person(name="Pat"))
    port = save_finding(diary, library, pat.id, FindingDraft("port", ("collarbone.R",)), DAY)
    remove_finding(diary, port.id)
    with pytest.raises(KeyError):
        confirm_finding(diary, port.id)
