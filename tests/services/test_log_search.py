# SPDX-License-Identifier: GPL-3.0-or-later
"""What was found is shown in its own sentence, and a month says what each day held."""

from datetime import date, timedelta

import pytest
from tests.lived_in_log import TODAY

from caregiver_guide.domain.session import Person, Question
from caregiver_guide.services.history import LogAsked, read_choices
from caregiver_guide.services.log_calendar import read_month
from caregiver_guide.services.log_search import pieces_of, search_log


def found_in(text, typed):
    return [words for words, is_found in pieces_of(text, typed) if is_found]


@pytest.mark.parametrize(
    ("text", "typed", "found"),
    [
        ("Très doux, said Zoë.", "tres zoe", ["Très", "Zoë"]),
        ("A doux evening", "oux", []),
        ("نام كِتاب", "كتاب", ["كِتاب"]),
        ("Fine 😀 day", "😀 day", ["day"]),
        ("straße", "strasse", ["straße"]),
        ("slept, slept again", "slept", ["slept", "slept"]),
        ("", "x", []),
    ],
)
def test_the_words_that_were_found_are_marked_as_they_were_written(text, typed, found):
    """Whatever accents and capitals were typed, the caregiver's own spelling is shown."""
    assert found_in(text, typed) == found
    assert "".join(words for words, _ in pieces_of(text, typed)) == text


def test_a_long_text_is_shown_around_what_was_found():
    """Nobody has to look for the word in a page of words."""
    text = f"{'before ' * 90}needle {'after ' * 90}"
    shown = "".join(words for words, _ in pieces_of(text, "needle"))
    assert "needle" in shown
    assert len(shown) < 300
    assert shown.startswith("… ")
    assert shown.endswith(" …")


def test_a_hit_leads_to_its_massage_or_to_its_own_entry(log, library, home, wall):
    """A note of a massage opens the massage; a question, asked a day later, stands alone."""
    wall.moment = home.sessions[-1].started.later(86_400)
    log.questions.add(Question(person=home.pat.id, text="Is the window too cold?"))
    view = search_log(log, library, home.pat.id, "window")
    assert [(one.kind, one.session) for one in view.hits] == [
        ("question", ""),
        ("note", home.sessions[-1].id),
    ]
    assert view.hits[1].written_by == "Ana"
    assert view.hits[1].routine == library.routines["hand-sandwich"].name


def test_a_month_says_what_each_day_held(log, library, home):
    """Minutes, massages that were not wanted, and what the care team should hear."""
    month = read_month(log, library, home.pat.id, TODAY, TODAY, LogAsked())
    days = {one.day: one for one in month.days}
    assert len(month.days) == 30
    assert (days[TODAY].massages, days[TODAY].minutes, days[TODAY].needs_call) == (1, 9, True)
    declined = TODAY - timedelta(days=14)
    assert (days[declined].massages, days[declined].not_wanted) == (0, 1)
    assert days[TODAY - timedelta(days=1)].is_empty
    assert (month.has_earlier, month.has_later) == (True, False)
    before = read_month(log, library, home.pat.id, date(2026, 10, 5), TODAY, LogAsked())
    assert (before.massages, before.has_earlier, before.has_later) == (5, False, True)
    only_jo = read_month(log, library, home.pat.id, TODAY, TODAY, LogAsked(caregiver=home.jo.id))
    assert 0 < only_jo.massages < month.massages


def test_only_what_this_persons_log_holds_can_be_asked_for(log, library, home):
    """Nothing of somebody else is offered."""
    choices = read_choices(log, library, home.pat.id)
    assert [one.name for one in choices.caregivers] == ["Ana", "J. Reyes"]
    assert {one.id for one in choices.reactions} == {"rash", "tender"}
    assert {one.id for one in choices.regions} <= {"hand-back.L", "hand-back.R"}
    sam = log.people.add(Person(name="Sam"))
    empty = read_choices(log, library, sam.id)
    assert (empty.caregivers, empty.reactions, empty.regions) == ((), (), ())
