# SPDX-License-Identifier: GPL-3.0-or-later
"""Pairs, medians, ranges and counts: against an independent computation and published tables."""

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver_guide.domain.scores import Pair, Pairs, median, scores_of
from caregiver_guide.domain.session import Moment, Rating, SessionRecord, SessionStory

ANSWER = st.none() | st.integers(0, 10) | st.sampled_from(["declined", "could-not-say"])
SOURCE = st.sampled_from(["asked", "watched"])
STATE = st.sampled_from(["finished", "stopped", "unfinished", "not-wanted"])
MASSAGE = st.tuples(ANSWER, SOURCE, ANSWER, SOURCE, STATE)


def told(number, before, source_before, after, source_after, state="finished", *, started=None):
    """One massage with its answers to the question about pain."""
    ratings = tuple(
        Rating(person="p", session=str(number), question="pain", when=when, value=value, source=by)
        for when, value, by in (
            ("before", before, source_before),
            ("after", after, source_after),
        )
        if value is not None
    )
    session = SessionRecord(
        id=str(number),
        person="p",
        caregiver="c",
        routine="m-hand",
        position="supine",
        minutes_asked=10,
        started=started or Moment(number),
        state=state,
        touch_seconds=600,
    )
    return SessionStory(session, ratings)


def log_of(pairs):
    """The stories of massages with these scores before and after, all given by the person."""
    return [
        told(number, before, "asked", after, "asked")
        for number, (before, after) in enumerate(pairs)
    ]


def number(value):
    """Return whether an answer is a number, as a stranger to the code would say it."""
    return isinstance(value, int)


@given(st.lists(st.integers(-10, 10), min_size=1, max_size=60))
def test_the_middle_is_the_median(values):
    """The middle score is what any statistician would call the median, ties and all."""
    assert median(values) == statistics.median(values)


@given(st.lists(MASSAGE, max_size=40))
def test_random_logs_give_what_an_independent_computation_gives(massages):
    """Whatever was answered, asked and watched never mix and every figure is the textbook's."""
    scores = scores_of([told(number, *one) for number, one in enumerate(massages)], "pain")
    for source, pairs in (("asked", scores.asked), ("watched", scores.watched)):
        expected = [
            (before, after)
            for before, by_before, after, by_after, state in massages
            if number(before) and number(after) and by_before == by_after == source
            if state != "not-wanted"
        ]
        changes = [after - before for before, after in expected]
        assert [(pair.before, pair.after) for pair in pairs.all] == expected
        assert pairs.lower == sum(change <= -2 for change in changes)
        assert pairs.higher == sum(change >= 2 for change in changes)
        assert pairs.same == sum(-2 < change < 2 for change in changes)
        if len(expected) < 5:
            told_anyway = (pairs.before, pairs.after, pairs.change, pairs.middles)
            assert told_anyway == (None,) * 4
            assert pairs.average_change is None
            assert pairs.part_changed is None
            continue
        befores, afters = zip(*expected, strict=True)
        for spread, values in (
            (pairs.before, befores),
            (pairs.after, afters),
            (pairs.change, changes),
        ):
            assert spread.lowest == min(values)
            assert spread.middle == statistics.median(values)
            assert spread.highest == max(values)
        assert pairs.average_change == pytest.approx(statistics.fmean(changes))
        if any(befores):
            part = statistics.fmean(afters) / statistics.fmean(befores) - 1
            assert pairs.part_changed == pytest.approx(part)
        else:
            assert pairs.part_changed is None


@given(st.lists(MASSAGE, max_size=40))
def test_every_massage_is_counted_once(massages):
    """No massage that took place disappears: it is a pair, or counted under why it is none."""
    scores = scores_of([told(number, *one) for number, one in enumerate(massages)], "pain")
    given_ones = [one for one in massages if one[4] != "not-wanted"]
    assert scores.massages == len(given_ones)
    assert scores.declined == sum("declined" in (one[0], one[2]) for one in given_ones)
    silent = [one for one in given_ones if one[0] is None and one[2] is None]
    assert scores.no_answer >= len(silent)


def test_only_declined_or_only_watched_is_no_pair_of_the_persons():
    """Where nobody gave a number there is none, and a watched number is never called theirs."""
    declined = scores_of([told(n, "declined", "asked", 3, "asked") for n in range(9)], "pain")
    assert (declined.asked.count, declined.declined, declined.massages) == (0, 9, 9)
    watched = scores_of([told(n, 6, "watched", 3, "watched") for n in range(9)], "pain")
    assert watched.asked == Pairs()
    assert watched.watched.middles == (6, 3)
    mixed = scores_of([told(n, 6, "asked", 3, "watched") for n in range(9)], "pain")
    assert (mixed.asked.count, mixed.watched.count, mixed.mixed) == (0, 0, 9)


@pytest.mark.parametrize(
    ("before", "after", "meant"),
    [(6, 4, "lower"), (6, 5, "same"), (6, 6, "same"), (6, 7, "same"), (6, 8, "higher")],
)
def test_two_points_are_a_change_and_one_is_not(before, after, meant):
    """Lower and higher mean two points or more; 0 to 1 is about the same."""
    assert Pair(before, after).direction == meant


@pytest.mark.parametrize(
    ("changes", "meant"),
    [
        ((-1, -1, -1), "lower"),
        ((1, 1, 1), "higher"),
        ((-3, -1, -1, -1), "lower"),
        ((-1, -1), "same"),
        ((-1, -1, 0), "same"),
        ((-1, -1, 1), "same"),
        ((-2, -2, -2), "same"),
        ((-1, -1, -1, 0), "same"),
    ],
)
def test_one_point_counts_when_it_comes_three_times_running(changes, meant):
    """A single point is told only when it came after each of the last three massages."""
    assert Pairs(tuple(Pair(5, 5 + change) for change in changes)).little == meant


def test_five_pairs_are_needed_before_anything_is_made_of_them():
    """Four pairs stay four pairs; the fifth makes a median."""
    four = [(6, 4), (6, 4), (6, 4), (6, 4)]
    assert scores_of(log_of(four), "pain").asked.middles is None
    assert scores_of(log_of([*four, (2, 2)]), "pain").asked.middles == (6, 4)


def test_pairs_stand_in_the_order_of_the_massages():
    """A massage written down later stands where it happened, whichever way the log lists it."""
    stories = log_of([(9, 8), (5, 4), (1, 0)])
    scores = scores_of(reversed(stories), "pain")
    assert [pair.before for pair in scores.asked.all] == [9, 5, 1]
    assert [pair.session for pair in scores.asked.all] == ["0", "1", "2"]


def test_a_corrected_answer_counts_as_it_stands_now():
    """The newest answer counts: of two about one massage, the later one."""
    story = told(1, 6, "asked", 4, "asked")
    again = Rating(person="p", session="1", question="pain", when="after", value=6)
    corrected = SessionStory(story.session, (*story.ratings, again))
    assert scores_of([corrected], "pain").asked.all == (Pair(6, 6),)


# -- published tables, fed in as logs and got back (clinical.md 6.6) ---------------------------


def trial(parts):
    """The stories of a trial: how many massages had which score before and after."""
    return log_of([pair for count, pair in parts for _ in range(count)])


def test_kutner_2008():
    """Therapists' massage: pain 1.87 lower; simple touch 0.97 lower; the gap is 0.90.

    Mood was 1.58 higher after massage and 0.97 higher after touch, a gap of 0.61.
    """
    massage = scores_of(trial(((40, (7, 4)), (30, (5, 3)), (7, (4, 3)), (23, (3, 3)))), "pain")
    touch = scores_of(trial(((30, (6, 4)), (37, (5, 4)), (33, (3, 3)))), "pain")
    assert massage.asked.average_change == pytest.approx(-1.87)
    assert touch.asked.average_change == pytest.approx(-0.97)
    gap = touch.asked.average_change - massage.asked.average_change
    assert gap == pytest.approx(0.90)
    assert (massage.asked.lower, massage.asked.same, massage.asked.higher) == (70, 30, 0)
    assert (touch.asked.lower, touch.asked.same, touch.asked.higher) == (30, 70, 0)

    mood = scores_of(trial(((60, (4, 6)), (38, (5, 6)), (2, (6, 6)))), "pain").asked
    calm = scores_of(trial(((20, (4, 6)), (57, (5, 6)), (23, (6, 6)))), "pain").asked
    assert mood.average_change == pytest.approx(1.58)
    assert calm.average_change == pytest.approx(0.97)
    assert mood.average_change - calm.average_change == pytest.approx(0.61)
    assert mood.higher == 60


def test_cassileth_and_vickers_2004():
    """In 1,290 people symptom scores fell by about half."""
    scores = scores_of(trial(((430, (6, 3)), (430, (4, 2)), (430, (8, 4)))), "pain").asked
    assert scores.count == 1290
    assert scores.part_changed == pytest.approx(-0.50)
    assert scores.middles == (6, 3)


@pytest.mark.parametrize(
    ("parts", "fell"),
    [
        (((71, (1, 1)), (29, (1, 0))), 0.29),  # family-given massage, the least
        (((56, (1, 1)), (44, (1, 0))), 0.44),  # family-given massage, the most
        (((88, (1, 1)), (12, (1, 0))), 0.12),  # being read to, the least; and nausea there
        (((72, (1, 1)), (28, (1, 0))), 0.28),  # being read to, the most
    ],
)
def test_collinge_2013(parts, fell):
    """Symptoms fell by 29 to 44 of a hundred after massage, by 12 to 28 after being read to."""
    assert scores_of(trial(parts), "pain").asked.part_changed == pytest.approx(-fell, abs=0.0005)


def test_grealish_2000():
    """Eighty-seven people with one foot massage each, better right after: 87 pairs, all counted."""
    scores = scores_of(trial(((50, (5, 3)), (37, (4, 4)))), "pain").asked
    assert (scores.count, scores.lower, scores.same) == (87, 50, 37)
    assert scores.change.middle == -2


def test_farrar_2001():
    """Two points are the same clear change whether the score before was 4 or 9."""
    assert [Pair(before, before - 2).direction for before in (4, 9)] == ["lower", "lower"]
