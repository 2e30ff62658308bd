# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages to read: all there, in the person's name, and easy to find."""

import pytest

from caregiver_guide.content.library import load_library
from caregiver_guide.paths import resource_dir
from caregiver_guide.services.learn import LICENCES, SOURCES, find_articles, learn_view


@pytest.fixture(scope="module")
def library():
    return load_library(resource_dir())


@pytest.fixture(scope="module")
def view(library):
    return learn_view(library, "Pat", version="0.1.0", emergency="911")


def test_every_page_of_the_content_is_there_in_its_order(library, view):
    """No page of the content is left out, and the two made here come last."""
    orders = [library.files.learn[one.id].order for one in view.articles[:-2]]

    assert {one.id for one in view.articles} == {*library.files.learn, SOURCES, LICENCES}
    assert orders == sorted(orders)
    assert [one.id for one in view.articles[-2:]] == [SOURCES, LICENCES]


def test_no_placeholder_is_left_on_any_page(view):
    """The person's name and the emergency number stand where they belong."""
    words = [
        text
        for article in view.articles
        for part in article.parts
        for text in (article.title, article.summary, part.heading, *part.lines)
    ]

    assert not [text for text in words if "{" in text]
    assert any("911" in text for text in words)


def test_every_part_names_where_it_is_from(view):
    """Each part of each article has a source, and says how far it was checked."""
    parts = [part for article in view.articles for part in article.parts]

    assert all(part.sources and part.seen in ("o", "o*", "m") for part in parts)
    assert all(len(" ".join(one.lines).split()) < 250 for one in parts)


def test_all_sources_are_listed_by_title(library, view):
    """The sources page has every source once, in the order of the letters."""
    lines = view.article(SOURCES).sources

    assert len(lines) == len(library.files.sources)
    assert lines[0].title <= lines[-1].title
    assert all(line.title and line.where for line in lines)


def test_the_licences_of_what_we_ship_are_named(view):
    """Qt, both typefaces and SQLCipher are there with their terms."""
    names = " ".join(one.name for one in view.article(LICENCES).components)

    for name in ("Qt", "Inter", "DejaVu", "SQLCipher"):
        assert name in names


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("lotion", "lotion-and-skin"), ("STOP", "when-to-stop"), ("pressu", "pressure")],
)
def test_a_search_finds_the_page_with_it_in_the_title_first(view, wanted, found):
    """Words match from their beginning, in any case; a page named so comes first."""
    assert find_articles(view.articles, wanted)[0].id == found


def test_a_search_for_nothing_or_nonsense(view):
    """No words show everything; words that are nowhere show nothing."""
    assert find_articles(view.articles, "  ") == view.articles
    assert find_articles(view.articles, "xylophone") == ()
    assert find_articles(view.articles, "lotion xylophone") == ()
    assert find_articles(view.articles, "…") == view.articles
