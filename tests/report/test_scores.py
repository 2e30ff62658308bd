# SPDX-License-Identifier: GPL-3.0-or-later
"""Pairs, middle scores and counts against an independent computation."""

import statistics

from hypothesis import given
from hypothesis import strategies as st

from caregiver_guide.domain.session import Moment, Rating, SessionRecord, SessionStory
from caregiver_guide.report.scores import Pair, Pairs, middle, scores_of

ANSWER = st.none() | st.integers(0, 10) | st.sampled_from(["declined", "could-not-say"])
SOURCE = st.sampled_from(["asked", "watched"])
MASSAGE = st.tuples(ANSWER, SOURCE, ANSWER, SOURCE)


def told(number, before, source_before, after, source_after):
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
        started=Moment(number),
        state="finished",
    )
    return SessionStory(session, ratings)


@given(st.lists(st.integers(0, 10), min_size=1, max_size=60))
def test_the_middle_is_the_median(values):
    """The middle score is what any statistician would call the median."""
    assert middle(values) == statistics.median(values)


@given(st.lists(MASSAGE, max_size=40))
def test_asked_and_watched_are_never_mixed(massages):
    """A number the person gave and one somebody guessed never make a pair, nor one middle."""
    scores = scores_of([told(number, *one) for number, one in enumerate(massages)], "pain")
    for source, pairs in (("asked", scores.asked), ("watched", scores.watched)):
        expected = [
            (before, after)
            for before, by_before, after, by_after in massages
            if isinstance(before, int)
            and isinstance(after, int)
            and by_before == source
            and by_after == source
        ]
        assert [(pair.before, pair.after) for pair in pairs.all] == expected
        assert pairs.lower == sum(before - after >= 2 for before, after in expected)
        assert pairs.higher == sum(after - before >= 2 for before, after in expected)
        assert pairs.same == sum(abs(after - before) <= 1 for before, after in expected)
        if len(expected) >= 5:
            assert pairs.middles == (
                statistics.median(before for before, _ in expected),
                statistics.median(after for _, after in expected),
            )
        else:
            assert pairs.middles is None


@given(st.lists(MASSAGE, max_size=40))
def test_every_massage_is_counted_once(massages):
    """No massage disappears: it is a pair, declined, could not say, without answer, or mixed."""
    scores = scores_of([told(number, *one) for number, one in enumerate(massages)], "pain")
    counted = scores.asked.count + scores.watched.count + scores.declined + scores.could_not_say
    assert counted + scores.no_answer + scores.mixed == len(massages)
    declined = [one for one in massages if "declined" in (one[0], one[2])]
    assert scores.declined == len(declined)


def test_one_point_is_about_the_same():
    """Zero or one point is about the same; two points are lower or higher."""
    pairs = Pairs((Pair(5, 5), Pair(5, 4), Pair(5, 6), Pair(5, 3), Pair(5, 7)))
    assert (pairs.lower, pairs.same, pairs.higher) == (1, 3, 1)


def test_four_pairs_have_no_middle():
    """Below five pairs there is no middle score, whatever the pairs are."""
    assert Pairs((Pair(6, 4),) * 4).middles is None
    assert Pairs((Pair(6, 4),) * 5).middles == (6, 4)
