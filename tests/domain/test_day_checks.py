# SPDX-License-Identifier: GPL-3.0-or-later
"""What counts on a day, of all that was answered and seen by whomever."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from caregiver_guide.domain.day_checks import StandingCheck, day_of
from caregiver_guide.domain.session import CheckAnswers, Moment

DAY = date(2026, 11, 21)
SIGNS = ("fever", "refuses", "dvt-suspected", "chest-pain")


@st.composite
def checks(draw):
    """A version that stands, of this day or one near it, from any computer."""
    some = st.lists(st.sampled_from(SIGNS), max_size=3).map(tuple)
    answers = CheckAnswers(
        id=draw(st.text("ab", min_size=1, max_size=3)),
        happened=Moment(draw(st.integers(0, 3))),
        person="p",
        day=DAY + timedelta(days=draw(st.integers(-1, 1))),
        signs=draw(some),
        not_sure=draw(some),
        is_complete=draw(st.booleans()),
        is_seen=draw(st.booleans()),
    )
    version = draw(st.text("0123456789", min_size=6, max_size=6))
    return StandingCheck(answers, version, draw(st.booleans()), draw(st.booleans()))


@given(st.lists(checks(), max_size=5), checks())
def test_one_more_check_never_makes_the_day_milder(some, more):
    """Whatever else is answered, and wherever: each sign that stood still counts."""
    before, after = day_of(DAY, some), day_of(DAY, [*some, more])
    assert set(before.signs) <= set(after.signs)
    assert {*before.signs, *before.not_sure} <= {*after.signs, *after.not_sure}


@given(st.lists(checks(), max_size=6, unique_by=lambda one: one.version), st.randoms())
def test_the_order_in_which_they_came_together_does_not_matter(some, chance):
    """Two computers that hold the same checks come to the same day."""
    other = list(some)
    chance.shuffle(other)
    assert day_of(DAY, some) == day_of(DAY, other)


@given(st.lists(checks(), max_size=5))
def test_a_day_is_complete_only_by_one_whole_set_of_answers_of_its_own(some):
    """Two half checks are no whole one; no other day and no wrong clock answers for this one."""
    whole = [
        one
        for one in some
        if one.answers.is_complete and one.answers.day == DAY and not one.was_ahead
    ]
    assert day_of(DAY, some).is_complete == bool(whole)
