# SPDX-License-Identifier: GPL-3.0-or-later
"""What counts on a day, of all that was answered and seen by whomever."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from caregiver_guide.domain.day_checks import StandingCheck, day_of
from caregiver_guide.domain.session import CheckAnswers, Moment, SignsLooked

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


@st.composite
def looks(draw):
    """Somebody of the care team has looked at some signs of some versions."""
    signs = draw(st.lists(st.sampled_from(SIGNS), min_size=1, max_size=2).map(tuple))
    versions = draw(st.lists(st.text("0123456789", min_size=6, max_size=6)).map(tuple))
    return SignsLooked(person="p", signs=signs, versions=versions, said_by="Lee", on=DAY)


def of_days(some, looked=()):
    """What counts, with the day before it looked at too."""
    return day_of(DAY, some, looked, open_days=1, ends_with_day={"refuses"})


@given(st.lists(checks(), max_size=5), checks(), st.lists(looks(), max_size=2))
def test_one_more_check_closes_nothing_that_is_open(some, more, looked):
    """What the care team has to look at stays to be looked at, whatever is answered after it."""
    before, after = of_days(some, looked), of_days([*some, more], looked)
    assert {(one.day, one.sign) for one in before.open} <= {
        (one.day, one.sign) for one in after.open
    }


@given(st.lists(checks(), max_size=5, unique_by=lambda one: one.version), st.data())
def test_looked_at_is_what_was_shown_and_nothing_else(some, data):
    """Each version that told the sign is covered; told once more, it is open again."""
    found = of_days(some)
    assert all(one.sign != "refuses" for one in found.open)
    if not found.open:
        return
    seen = data.draw(st.sampled_from(found.open))
    looked = SignsLooked(
        person="p", signs=(seen.sign,), versions=seen.versions, said_by="Lee", on=DAY
    )
    left = of_days(some, [looked]).open
    others = [one for one in found.open if (one.day, one.sign) != (seen.day, seen.sign)]
    assert [(one.day, one.sign) for one in left] == [(one.day, one.sign) for one in others]
    answers = CheckAnswers(id="z", person="p", day=DAY, signs=(seen.sign,))
    again = of_days([*some, StandingCheck(answers, "later")], [looked])
    assert seen.sign in again.signs
