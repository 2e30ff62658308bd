# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages to read: all there, in the person's name, and easy to find."""

from itertools import groupby

import pytest

from caregiver_guide.services.learn import LICENCES, SOURCES, find_articles, learn_view


@pytest.fixture(scope="module")
def view(library):
    return learn_view(library, "Pat", version="0.1.0", emergency="911")


def test_every_page_of_the_content_is_there_in_its_order(library, view):
    """No page of the content is left out, and the two made here come last."""
    places = [library.files.learn[one.id].place for one in view.articles[:-2]]

    assert {one.id for one in view.articles} == {*library.files.learn, SOURCES, LICENCES}
    assert places == sorted(places)
    assert len(set(places)) == len(places), "two pages want the same place"
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


def test_the_list_has_a_few_headings_each_in_one_piece(view):
    """A caregiver finds 27 pages under six headings, and no heading comes twice."""
    headings = [heading for heading, _ in groupby(one.group for one in view.articles)]

    assert headings == [
        "Start here",
        "Giving the massage",
        "Safety",
        "What is known",
        "People around you",
        "About this app",
    ]
    assert view.article(SOURCES).group == view.article("about-this-app").group == headings[-1]


def test_a_page_takes_a_glance(library):
    """A page has a few parts, each of a few sentences; the list says it in one line."""
    pages = library.files.learn.values()

    assert [one.id for one in pages if not 4 <= len(one.part) <= 6] == []
    assert [one.id for one in pages if any(len(part.text) > 6 for part in one.part)] == []
    assert [one.id for one in pages if len(one.summary) > 70] == []


def test_nothing_looks_better_checked_than_its_weakest_source(library):
    """What rests on a copy or on memory does not say that it was opened and read."""
    worse = ("o", "o*", "m")
    too_bold = [
        (page.id, part.heading)
        for page in library.files.learn.values()
        for part in page.part
        for key in part.source or page.source
        if worse.index(part.seen or page.seen) < worse.index(library.files.sources[key].seen)
    ]

    assert too_bold == []


@pytest.mark.parametrize(
    ("topic", "page", "words"),
    [
        ("what massage is, its kinds and techniques", "what-massage-is", "swedish deep knead"),
        ("what it may help, and how good the evidence is", "what-is-known", "how sure"),
        ("benefits for body and mind, with their limits", "body-and-mind", "pain calm ends"),
        ("what is not known", "what-is-not-known", "study distance"),
        ("risks and precautions", "risks-and-precautions", "bleeding clot thinners bones"),
        ("the room, clothing and draping", "room-clothes-cover", "warm sleeves uncover"),
        ("lotions and oils", "lotion-and-skin", "plain scent oxygen"),
        ("comfort and position", "positions-and-pillows", "pillow presses"),
        ("short sessions", "short-sessions", "minutes"),
        ("after the session", "after-a-massage", "rest cover drink"),
        ("massage in hospital", "massage-in-hospital", "nurse lines"),
        ("a professional therapist, and how to start", "finding-a-therapist", "license training"),
        ("what lets two professionals talk", "when-professionals-talk", "release hipaa signs"),
        ("tips for caregivers", "tips-for-caregivers", "ask warm slow"),
        ("when to call", "when-to-stop", "call 911 phone"),
        ("where sources are contradicted", "where-sources-disagree", "drink firm oil red toward"),
    ],
)
def test_every_topic_has_its_page(view, topic, page, words):
    """What a layperson should be taught has a page, and the search leads to it."""
    article = view.article(page)
    assert article is not None, topic

    for word in words.split():
        assert article in find_articles(view.articles, word), (topic, word)


CLAIMS = [
    ("what-is-known", "can bring comfort", "for a short time", {"KUTNER2008", "NCCIH-SEED"}),
    ("what-is-known", "may ease pain for a while", "lasts is not shown", {"KUTNER2008", "MAK2024"}),
    ("what-is-known", "may be offered for pain", "in between", {"MAO2022"}),
    ("what-is-known", "families can learn", "taught them first", {"TCC-RCT", "WYATT2017"}),
    ("touch-that-helps", "reading aloud also helped", "in one trial", {"TCC-RCT"}),
    ("touch-that-helps", "few minutes can be enough", "", {"TCC-FAQ", "MAYO-SEED"}),
    ("body-and-mind", "hand massage may calm", "for a short time", {"HANSEN2006"}),
    ("body-and-mind", "eased pain and nausea", "in one hospital study", {"GREALISH2000"}),
    ("what-is-known", "neck pain, and mood", "not for treating them", {"MAK2024", "NCCIH-SEED"}),
    ("what-is-known", "not known to spread cancer", "if anything on the", {"MACM", "UKO-MACM"}),
    ("what-is-known", "everyone asks their care team", "", {"NCCIH-SEED", "VERYWELL-SEED"}),
    ("body-and-mind", "the number of skin tears", "one large care-home trial", {"CARVILLE2014"}),
    ("risks-and-precautions", "1 in 10", "gentle touch should leave none", {"CAMBRON2007"}),
]


@pytest.mark.parametrize(("page", "claim", "limit", "sources"), CLAIMS)
def test_every_claim_stands_with_its_limit_and_its_source(library, page, claim, limit, sources):
    """What the app may say is said, in one part with where it ends and who found it."""
    parts = [
        part
        for part in library.files.learn[page].part
        if claim in " ".join((part.heading, *part.text)).lower()
    ]

    assert len(parts) == 1
    assert limit in " ".join(parts[0].text).lower()
    assert sources <= set(parts[0].source)


@pytest.mark.parametrize(
    ("mistake", "answer"),
    [
        ("A drink afterwards", "found no study"),
        ("Firm or light", "light only"),
        ("Oil and oxygen", "water-based"),
        ("Red skin over a bone", "Never rub"),
        ("Which way to stroke", "neither way"),
        ("Legs and swollen limbs", "stay off"),
    ],
)
def test_where_sources_disagree_the_careful_one_is_followed(view, mistake, answer):
    """Each known contradiction is named, and the app says what it does."""
    parts = {part.heading: part for part in view.article("where-sources-disagree").parts}

    assert answer in " ".join(parts[mistake].lines)
    assert len(parts[mistake].sources) > 1


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
    [
        ("lotion", "lotion-and-skin"),
        ("hospital", "massage-in-hospital"),
        ("STOP", "when-to-stop"),
        ("pressu", "pressure"),
    ],
)
def test_a_search_finds_the_page_with_it_in_the_title_first(view, wanted, found):
    """Words match from their beginning, in any case; a page named so comes first."""
    assert find_articles(view.articles, wanted)[0].id == found


@pytest.mark.parametrize(
    ("wanted", "page"),
    [
        ("drinking water after massage", "where-sources-disagree"),
        ("professional massage therapist", "finding-a-therapist"),
        ("lotions xylophone", "lotion-and-skin"),
    ],
)
def test_a_search_in_many_words_finds_the_page_that_has_most_of_them(view, wanted, page):
    """People type what they would say; one word too many hides nothing."""
    assert page in [article.id for article in find_articles(view.articles, wanted)[:3]]


def test_a_search_for_nothing_or_nonsense(view):
    """No words show everything; words that are nowhere show nothing."""
    assert find_articles(view.articles, "  ") == view.articles
    assert find_articles(view.articles, "xylophone") == ()
    assert find_articles(view.articles, "…") == view.articles
