# SPDX-License-Identifier: GPL-3.0-or-later
"""What the answers of today's check mean, and what follows from them."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from caregiver_guide.domain.plan import Urgency
from caregiver_guide.domain.profile import Clearance, Finding, Profile
from caregiver_guide.domain.session import CheckAnswers, Moment, Person
from caregiver_guide.services.call_back import CallBackAnswer, call_back_view, record_call_back
from caregiver_guide.services.check_in import (
    ONLY_NEW,
    CheckDraft,
    asks_for_map,
    check_result,
    check_view,
    found_of,
    record_check,
)
from caregiver_guide.services.plan_words import PlanWords
from caregiver_guide.storage.log import open_log

DAY = date(2026, 11, 17)
NOW = Moment.of(datetime(2026, 11, 17, 15, 20, tzinfo=UTC))


@pytest.fixture
def words(library):
    """Words for Pat, with a number to call."""
    return PlanWords(library, "Pat", "911")


@pytest.fixture
def view(library, words):
    """Today's check, before any answer."""
    return check_view(library, words, DAY, None)


@pytest.fixture
def log(tmp_path):
    """A new log."""
    with open_log(tmp_path, lambda: NOW) as log:
        yield log


def answers(view, **yes):
    """No to everything but the questions named."""
    given = dict.fromkeys((question.id for question in view.questions), "no")
    given.update({key.replace("_", "-"): value for key, value in yes.items()})
    return given


def result(library, words, *findings, clearances=(), **about):
    """What follows for somebody with these findings today."""
    profile = Profile(DAY, tuple(Finding(one) for one in findings), tuple(clearances), **about)
    return check_result(library, profile, words, "555 0142")


def test_nothing_is_answered_before_the_caregiver_has(view):
    """No answer is given for the caregiver: the check begins empty and is not complete."""
    assert view.draft == CheckDraft()
    assert not found_of(view, view.draft).is_complete


def test_no_to_everything_is_complete_and_finds_nothing(view):
    """Nothing new today: no sign is found."""
    found = found_of(view, CheckDraft(answers(view)))
    assert (found.signs, found.not_sure, found.is_complete) == ((), (), True)


def test_one_open_question_leaves_the_check_open(view):
    """The check is complete only when every question has its answer."""
    given = answers(view)
    given.popitem()
    assert not found_of(view, CheckDraft(given)).is_complete


def test_a_bare_yes_stands_for_all_signs_of_its_question(view):
    """Who ticks no sign after a yes gets the strictest reading, never the mildest."""
    for question in view.questions:
        found = found_of(view, CheckDraft(answers(view, **{question.id: "yes"})))
        assert set(found.signs) == {sign.id for sign in question.signs}


def test_ticked_signs_narrow_a_yes(view):
    """Only the signs ticked count, once any is ticked."""
    draft = CheckDraft(answers(view, fever_or_ill="yes"), frozenset({"fever"}))
    assert found_of(view, draft).signs == ("fever",)


def test_a_tick_without_its_yes_does_not_count(view):
    """A tick left from before a yes was taken back is not a sign."""
    draft = CheckDraft(answers(view), frozenset({"fever"}))
    assert found_of(view, draft).signs == ()


def test_not_sure_counts_all_signs_apart_from_yes(view):
    """Not sure is kept as not sure, with every sign it may be."""
    found = found_of(view, CheckDraft(answers(view, bleeding="not-sure")))
    bleeding = next(one for one in view.questions if one.id == "bleeding")
    assert found.signs == ()
    assert set(found.not_sure) == {sign.id for sign in bleeding.signs}


def test_something_new_that_looks_well_only_has_to_be_marked(view):
    """A new patch leads to the map and is no sign, if the caregiver says so on purpose."""
    draft = CheckDraft(answers(view, new_on_the_body="yes"), frozenset({ONLY_NEW}))
    assert found_of(view, draft).signs == ()
    assert asks_for_map(view, draft)
    assert not asks_for_map(view, CheckDraft(answers(view)))


def test_answers_of_the_same_day_are_shown_again(library, words, view):
    """Coming back on the same day, the answers are still there; the next day they are not."""
    before = CheckAnswers(person="p", day=DAY, signs=("fever",), is_complete=True)
    again = check_view(library, words, DAY, before)
    assert again.draft.answers["fever-or-ill"] == "yes"
    assert again.draft.answers["bleeding"] == "no"
    assert again.draft.signs == {"fever"}
    assert check_view(library, words, date(2026, 11, 18), before).draft == CheckDraft()


def test_an_unfinished_check_keeps_its_yes_and_answers_nothing_with_no(library, words):
    """After a break the questions not yet answered are still open."""
    before = CheckAnswers(person="p", day=DAY, signs=("fever",), is_complete=False)
    again = check_view(library, words, DAY, before)
    assert again.draft.answers == {"fever-or-ill": "yes"}


def test_one_record_for_a_day(log, view):
    """Answering again on the same day changes the record and keeps the one before readable."""
    pat = log.people.add(Person(name="Pat"))
    first = record_check(log, pat.id, DAY, found_of(view, CheckDraft()))
    done = record_check(log, pat.id, DAY, found_of(view, CheckDraft(answers(view))))
    same = record_check(log, pat.id, DAY, found_of(view, CheckDraft(answers(view))))
    assert first.id == done.id == same.id
    assert same.version == done.version == 2
    assert len(log.checks.of(pat.id)) == 1
    record_check(log, pat.id, date(2026, 11, 18), found_of(view, CheckDraft()))
    assert len(log.checks.of(pat.id)) == 2


def test_a_well_person_is_fine(library, words):
    """With nothing found the verdict is fine, and nobody has to be called."""
    found = result(library, words)
    assert (found.word, found.may_go_on, found.call, found.first) == ("go", True, "", ())


def test_a_marked_thing_is_fine_with_changes_and_says_which(library, words):
    """A port changes the massage and does not forbid it."""
    found = result(library, words, "port")
    assert (found.word, found.may_go_on) == ("adapted", True)
    assert [reason.title for reason in found.changes] == [library.conditions["port"].name]


def test_fever_forbids_and_names_the_care_team_with_its_number(library, words):
    """With a fever there is no massage; the number to call stands in the first line, unbroken."""
    found = result(library, words, "fever")
    assert (found.word, found.may_go_on, found.is_emergency) == ("stop", False, False)
    assert "555\u00a00142" in found.title
    assert found.first[0].title == library.conditions["fever"].name


def test_an_emergency_comes_first_and_names_the_emergency_number(library, words):
    """Whatever else was found, what cannot wait is on top."""
    found = result(library, words, "fever", "port", "chest-pain")
    assert found.is_emergency
    assert "911" in found.title
    assert found.first[0].title == library.conditions["chest-pain"].name


def test_with_the_hospice_the_hospice_line_comes_first(library, words):
    """In the last days of life the first number is not that of the ambulance."""
    found = result(library, words, "chest-pain", "end-of-life")
    assert "911" not in found.title
    assert "hospice" in found.call


def test_holding_a_hand_is_offered_only_where_the_plan_says_so(library, words):
    """A stop does not mean no touch at all, where every rule allows a still hand."""
    assert result(library, words, "fever").hold
    assert not result(library, words, "dvt-suspected").hold
    assert not result(library, words, "refuses").hold


@pytest.mark.parametrize("sign", ["fever", "refuses", "chest-pain"])
def test_every_result_agrees_with_the_plan(library, words, sign):
    """The check has no verdict of its own: it is the one that every plan of the day has."""
    profile = Profile(DAY, (Finding(sign),))
    plan = library.planner.plan(profile, "m-hand")
    assert check_result(library, profile, words).word == plan.verdict.word


def test_what_a_yes_can_lift_is_offered_and_lifts_it(library, words, log):
    """The sheet offers what rules name; once written down, the massage is possible."""
    profile = Profile(DAY, (Finding("platelets-low"),))
    before = check_result(library, profile, words)
    offered = call_back_view(library, profile, words, "Nurse Lee")
    assert before.can_be_lifted == bool(offered.choices)
    assert [choice.names for choice in offered.choices] == ["platelets-low"]
    pat = log.people.add(Person(name="Pat"))
    answer = CallBackAnswer("Dr Ruiz", DAY, ("platelets-low",))
    record_call_back(log, pat.id, answer)
    (written,) = log.clearances.of(pat.id)
    assert (written.names, written.said_by, written.on) == ("platelets-low", "Dr Ruiz", DAY)
    cleared = replace(profile, clearances=(Clearance(written.names, written.said_by, written.on),))
    assert check_result(library, cleared, words).may_go_on


def test_what_no_yes_can_lift_is_said_to_stay(library, words):
    """A fever does not go because somebody says yes."""
    offered = call_back_view(library, Profile(DAY, (Finding("fever"),)), words)
    assert offered.choices == ()
    assert offered.stays == (library.conditions["fever"].name,)


def test_an_aide_needs_the_care_plan_and_is_offered_it(library, words):
    """For an aide the yes that counts is that of the care plan."""
    profile = Profile(DAY, giver="aide")
    assert not check_result(library, profile, words).may_go_on
    offered = call_back_view(library, profile, words)
    assert [choice.names for choice in offered.choices] == ["care-plan"]


def test_a_no_is_written_down_too(log):
    """Who called and got a no has that on record: nothing is lifted, and no yes of before."""
    pat = log.people.add(Person(name="Pat"))
    for names in ("port", "legs"):
        record_call_back(log, pat.id, CallBackAnswer("Dr Ruiz", DAY, (names,)))
    no = CallBackAnswer("Nurse Lee", DAY, (), note="Not yet.", asked=("port", "drain"))
    record_call_back(log, pat.id, no)
    assert [one.names for one in log.clearances.of(pat.id)] == ["legs"]
    assert log.clearances.refused(pat.id, "drain").said_by == "Nurse Lee"
    assert [note.text for note in log.notes.of(pat.id)] == ["Nurse Lee: Not yet."]


def test_what_was_asked_and_not_allowed_is_a_no_beside_a_yes(log):
    """Lotion yes, legs not: a yes to the legs from before, or elsewhere, counts no more."""
    pat = log.people.add(Person(name="Pat"))
    record_call_back(log, pat.id, CallBackAnswer("Dr Ruiz", DAY, ("legs",)))
    part = CallBackAnswer("Nurse Lee", DAY, ("port",), asked=("port", "legs"))
    record_call_back(log, pat.id, part)
    assert [one.names for one in log.clearances.of(pat.id)] == ["port"]
    assert log.clearances.refused(pat.id, "legs").said_by == "Nurse Lee"


def test_the_check_is_six_to_eight_plain_questions_that_fold_signs(view):
    """Nobody is drowned: at most eight questions, each of one line, each folding several signs."""
    assert 6 <= len(view.questions) <= 8
    for question in view.questions:
        assert question.text.endswith("?")
        assert len(question.text.split()) <= 16
        assert len(question.signs) >= 2
    signs = [sign.id for question in view.questions for sign in question.signs]
    assert len(signs) == len(set(signs))


def test_not_sure_counts_as_yes_for_every_question(library, words, view):
    """Whoever is not sure gets the very verdict and urgency of a yes."""
    for question in view.questions:
        verdicts = []
        for answer in ("yes", "not-sure"):
            found = found_of(view, CheckDraft(answers(view, **{question.id: answer})))
            follows = result(library, words, *found.signs, *found.not_sure)
            verdicts.append((follows.word, follows.is_emergency, follows.may_go_on))
        assert verdicts[0] == verdicts[1]
        assert not verdicts[1][2]


def test_the_result_of_every_sign_is_the_plan_s_own_verdict(library, words, view):
    """The check has no scale of its own: its word is that of every plan of the day."""
    for question in view.questions:
        for sign in question.signs:
            profile = Profile(DAY, (Finding(sign.id),))
            plan = library.planner.plan(profile, library.book.holding_routine)
            found = check_result(library, profile, words)
            assert found.word == plan.verdict.word
            assert found.is_emergency == (plan.urgency is Urgency.EMERGENCY)
