# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is changed, asked or forbidden says why, from where, and what would change it."""

import re
from datetime import date

import pytest

from caregiver_guide.content.library import load_library
from caregiver_guide.domain.plan import Verdict
from caregiver_guide.domain.profile import Finding, Profile
from caregiver_guide.paths import resource_dir
from caregiver_guide.services.check_in import check_result
from caregiver_guide.services.plan_words import PlanWords
from caregiver_guide.services.position_choice import position_choice_view
from caregiver_guide.services.routine_choice import routine_choice_view

DAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def library():
    """The content as it is shipped."""
    return load_library(resource_dir())


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
    """Whether a caregiver learns what, why and from where, in words and not in codes."""
    return (
        bool(reason.title and reason.text and reason.why)
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
