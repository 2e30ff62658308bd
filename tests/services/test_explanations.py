# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is changed, asked or forbidden says why, from where, and what would change it."""

import re
from datetime import date

import pytest

from caregiver_guide.domain.plan import Effect, Verdict
from caregiver_guide.domain.profile import Finding, Profile
from caregiver_guide.services.check_in import check_result
from caregiver_guide.services.plan_words import PlanWords, plan_as_json
from caregiver_guide.services.position_choice import position_choice_view
from caregiver_guide.services.routine_choice import routine_choice_view

DAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def words(library):
    """Words about Pat."""
    return PlanWords(library, "Pat", "112")


def every_profile(library):
    """One person for each condition there is, without a place and with its usual one."""
    body = library.book.body
    for name, entry in library.conditions.items():
        if entry.kind == "default":
            continue
        yield name, Profile(DAY, (Finding(name),))
        yield name, Profile(DAY, (Finding(name, 1 << body.index["palm.R"]),))


def is_told(reason):
    """Whether a caregiver learns what, why, from where and until when, in words, not in codes."""
    return (
        bool(reason.title and reason.text and reason.why and reason.lifts)
        and bool(reason.known)
        and not any(key in reason.known for key in reason.source if "-" in key)
        and "{" not in f"{reason.title}{reason.text}{reason.why}{reason.known}{reason.lifts}"
    )


def test_every_card_of_every_condition_says_why(library, words):
    """No routine is adapted, asked about or forbidden without a reason that can be opened."""
    seen = set()
    for name, profile in every_profile(library):
        for card in routine_choice_view(words, profile, 10).cards:
            assert all(is_told(reason) for reason in card.reasons), (name, card.id)
            seen.add(card.verdict)
            if card.verdict is not Verdict.GO:
                assert card.reasons, (name, card.id)
    assert seen >= {Verdict.GO, Verdict.ADAPTED, Verdict.ASK_FIRST, Verdict.STOP}


def test_every_blocked_position_says_why(library, words):
    """A position that is barred names the mark or the routine that bars it."""
    blocked = 0
    for name, profile in every_profile(library):
        for card in position_choice_view(words, profile, "m-hand", 10).cards:
            if not card.is_ok:
                blocked += 1
                assert card.reasons, (name, card.id)
                assert all(is_told(reason) for reason in card.reasons), (name, card.id)
    assert blocked


SORE_HEAD = Finding("wound-open", 1)


def barred(library, words, routine, position, *found):
    """Return the reasons why a position is blocked, as the screen and the plan tell them."""
    profile = Profile(DAY, found)
    view = position_choice_view(words, profile, routine, 10, position)
    card = next(card for card in view.cards if card.id == position)
    plan = library.planner.plan(profile, routine, position)
    status = plan_as_json(plan, words)["position"]
    assert status["status"] == "blocked"
    assert {reason.text for reason in card.reasons} <= {each["text"] for each in status["reasons"]}
    return card.reasons, status["reasons"]


def test_a_bar_of_a_position_is_told_in_its_own_words(library, words):
    """A rule of ours about how to lie is not dressed in the sources of a wound."""
    assert library.book.body.regions[0].id == "scalp"
    bar = library.positions["supine"].bar[0]
    shown, written = barred(library, words, "hand-calm", "supine", SORE_HEAD)
    wound = library.conditions["wound-open"]

    (own,) = [reason for reason in shown if reason.text == words.fill(bar.told)]
    assert own.why == words.fill(bar.why) != words.fill(wound.why)
    assert (own.source, own.grade) == (tuple(bar.source), bar.grade) == (("OWN",), "D")
    assert own.known.startswith("Our own caution.")
    assert own.title == wound.name
    (line,) = [each for each in written if each["text"] == words.fill(bar.told)]
    assert (line["condition"], line["region"]) == ("wound-open", "scalp")
    assert (line["source"], line["grade"]) == (["OWN"], "D")


def test_a_bar_of_a_routine_is_told_in_its_own_words(library, words):
    """A foot on a stool after a new knee: the reason is the stool, not the knee's own rules."""
    (entry,) = library.routines["foot-comfort"].barred
    for condition in entry.conditions:
        shown, written = barred(
            library, words, "foot-comfort", "seated-chair", Finding(condition, 0)
        )
        own = [reason for reason in shown if reason.text == words.fill(entry.told)]
        assert len(own) == 1
        assert own[0].why == words.fill(entry.why)
        assert (own[0].source, own[0].grade) == (tuple(entry.source), entry.grade)
        assert [each["grade"] for each in written if each["text"] == own[0].text] == [entry.grade]


def test_a_position_that_a_massage_is_not_written_for_is_not_called_out_of_reach(library, words):
    """Nobody tried to reach anything there: the massage is simply another one."""
    reach = library.conditions["reach"]
    for routine, entry in library.book.routines.items():
        plan = library.planner.plan(Profile(DAY), routine)
        for status in plan.positions:
            texts = {words.reason(reason).text for reason in status.reasons}
            meant = status.id in entry.positions
            assert texts == (set() if meant else {"This massage is not meant for this position."})
            assert {reason.condition for reason in status.reasons} <= {"reach"}
    far = library.planner.plan(Profile(DAY), "shoulders-seated", "wheelchair")
    far_steps = {
        (reason.region is not None, words.reason(reason).text)
        for routine, entry in library.book.routines.items()
        for position in entry.positions
        for step in library.planner.plan(Profile(DAY), routine, position).steps
        for reason in step.reasons
        if reason.effect is Effect.NOT_IN_REACH
    }
    assert far_steps == {(True, words.fill(reach.told))}
    other = [words.reason(one).text for one in far.reasons if one.condition == "reach"]
    assert other == ["You chose another position than the usual one."]


def test_todays_check_says_why(library, words):
    """What follows from the check opens to every finding that counts, each with its source."""
    for name, profile in every_profile(library):
        result = check_result(library, profile, words)
        told = {reason.title for reason in result.reasons}
        assert {line.title for line in (*result.first, *result.changes)} == told, name
        assert all(is_told(reason) for reason in result.reasons), name
        if not result.may_go_on:
            assert result.reasons, name


def test_only_first_aid_takes_more_than_a_few_sentences(library):
    """A reason is told in one to four short sentences; what to do in an emergency may take more."""
    for name, entry in library.conditions.items():
        for text in (entry.told, *(rule.told for rule in entry.rule if rule.told)):
            if entry.kind != "today":
                assert len(re.findall(r"[.!?](?:\s|$)", text)) <= 4, name


def test_our_own_caution_says_that_it_is_ours(library, words):
    """A rule without a source is never dressed as one."""
    own = [entry for entry in library.conditions.values() if entry.grade == "D"]
    assert own
    for entry in own:
        known = words.known(entry.source, entry.grade, entry.seen)
        assert known.startswith("Our own caution."), entry.name


def test_what_is_from_memory_says_so(library, words):
    """A rule whose source was not opened yet is not told as if it had been."""
    memory = [entry for entry in library.conditions.values() if entry.seen == "m"]
    for entry in memory:
        assert "not checked yet" in words.known(entry.source, entry.grade, entry.seen)
    opened = library.conditions["port"]
    assert "not checked yet" not in words.known(opened.source, opened.grade, "o")
