# SPDX-License-Identifier: GPL-3.0-or-later
"""Days, names and places that a nurse cannot misread."""

from datetime import date

import pytest

from caregiver_guide.content.page_words import page_words
from caregiver_guide.paths import resource_dir
from caregiver_guide.report.wording import (
    day_words,
    initials,
    place_words,
    shortened,
    span_words,
    tidy,
)

ENGLISH = page_words(resource_dir())


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2025, 11, 5), date(2025, 11, 18), "5 to 18 Nov 2025"),
        (date(2025, 10, 28), date(2025, 11, 10), "28 Oct to 10 Nov 2025"),
        (date(2025, 12, 28), date(2026, 1, 10), "28 Dec 2025 to 10 Jan 2026"),
        (date(2025, 12, 28), date(2025, 12, 28), "28 Dec 2025"),
    ],
)
def test_a_period_reads_the_same_everywhere(first, last, words):
    """Days are told with the month in letters and no slash, so no country can misread them."""
    assert span_words(first, last, ENGLISH) == words
    assert "/" not in day_words(first, ENGLISH)


def test_sides_are_in_words(library):
    """Left and right are written out, and both sides are said once."""
    body = library.book.body
    assert place_words(["heel.L"], body, ENGLISH) == "left side: heel"
    both = place_words(["heel.L", "heel.R", "chest.R"], body, ENGLISH)
    assert both == "right side: chest, breast, and both sides: heel"
    assert place_words([], body, ENGLISH) == "place not known"


def test_many_places_are_counted(library):
    """After four places the others are counted, not left out unsaid."""
    body = library.book.body
    left = [region.id for region in body.regions if region.side == "L"][:9]
    assert place_words(left, body, ENGLISH).endswith("and 5 more places")


def test_long_text_says_that_it_was_cut():
    """What is shortened ends in a sign of it, at a word where there is one."""
    assert shortened("a  few\nwords", 40) == "a few words"
    assert shortened("one two three four", 12) == "one two…"
    assert len(shortened("x" * 500, 40)) == 40


def test_no_sign_in_a_name_writes_the_rest_of_the_line_backwards():
    """Copied from elsewhere, a name can hold signs that nobody sees and that turn all words."""
    assert tidy("a\u202eb\u2066c\u2069") == "abc"
    assert tidy("\u0634\u0631\u0647") == "\u0634\u0631\u0647"


def test_line_breaks_and_controls_do_not_reach_the_page():
    """A note of several lines becomes one; nothing invisible is printed."""
    assert tidy("one\r\n\ttwo\x00\u2028three") == "one two three"


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Pat Moran", "P. M."), ("madonna", "M."), ("Ana Maria da Silva", "A. M. D."), ("🙂", "")],
)
def test_initials(name, letters):
    """Initials stand for the name where the family wants no name on the page."""
    assert initials(name) == letters
