# SPDX-License-Identifier: GPL-3.0-or-later
"""What a family leaves out is nowhere: not on the page, not in the file, not in its words."""

import io
from dataclasses import replace

import pypdf
import pytest

from caregiver_guide.domain.session import Caregiver, Note, Person
from caregiver_guide.report.facts import LotionUsed, PageOptions
from caregiver_guide.report.page import pdf_bytes, shown_on_page
from caregiver_guide.report.summary import summarise
from caregiver_guide.report.text import summary_text

PERSON = "Wilhelmina-Rose Fëatherstone"
GIVER = "Ottokar Quennell"
NOT_IN_THIS_ONE = ("higher after", "stopped early, 1", "waiting for your answer")
PARTS = ("wilhelmina", "rose", "fëatherstone", "ottokar", "quennell")

CODES = ("latin-1", "utf-8", "utf-16-be")

pytestmark = pytest.mark.usefixtures("qapp")


def everywhere(summary, figure, *, with_bytes=False):
    """All that anybody could read in the file or in the message, in small letters.

    ``with_bytes`` adds every byte of the file, unpacked: too many numbers to look for a short one.
    """
    data = pdf_bytes(summary, figure)
    read = pypdf.PdfReader(io.BytesIO(data))
    pages = "\n".join(page.extract_text() for page in read.pages)
    streams = b"\n".join(
        thing.get_data()
        for number in range(1, len(read.xref[0]) + 1)
        if hasattr(thing := read.get_object(number), "get_data")
    )
    words = summary_text(summary, shown_on_page(summary, figure))
    kept = [pages, str(read.metadata), words]
    if with_bytes:
        kept += [one.decode(code, "ignore") for one in (data, streams) for code in CODES]
    return " ".join("\n".join(kept).casefold().split())


def named(logs):
    """A fortnight in which names stand wherever a caregiver can write."""
    facts = logs.fortnight()
    say = f"{PERSON} slept. wilhelmina-rose’s hand, FËATHERSTONE and {GIVER.upper()}; Fëatherstone"
    return replace(
        facts,
        person=Person(id="p", name=PERSON, likes=say, says_stop=say),
        caregivers=(Caregiver(id="ana", name=GIVER), Caregiver(id="reyes", name="Rose Quennell")),
        zones=tuple(replace(one, said_by=say, note=say) for one in facts.zones),
        conditions=tuple(replace(one, note=say) for one in facts.conditions),
        clearances=tuple(replace(one, said_by=say) for one in facts.clearances),
        questions=(logs.question(f"May {PERSON} lie flat?"), logs.question(say, 2)),
        reactions=tuple(replace(one, what_done=say, note=say) for one in facts.reactions),
        notes=(Note(id="n", person="p", text=say, happened=logs.at(1)),),
    )


@pytest.mark.parametrize("is_large", [False, True])
def test_initials_only_leaves_no_part_of_any_name(library, logs, figure, is_large):
    """Initials only: no part of the person's or a caregiver's name is in the file, in any case."""
    options = PageOptions(shows_name=False, is_large=is_large)
    program = "Caregiver Guide 10.10.10"
    summary = summarise(named(logs), library, logs.now, options=options, made_with=program)
    found = everywhere(summary, figure, with_bytes=True)
    assert "w. f." in found
    assert [part for part in PARTS if part in found] == []
    read = pypdf.PdfReader(io.BytesIO(pdf_bytes(summary, figure)))
    printed = " ".join(" ".join(page.extract_text() for page in read.pages).split())
    assert "Names are initials." in printed
    assert summary.made in printed, "all of the foot has room"
    whole = summarise(named(logs), library, logs.now)
    assert "wilhelmina" in everywhere(whole, figure), "the names are found where they are"


@pytest.mark.parametrize(
    ("name", "said", "told"),
    [
        ("Pat Moran", "Pat's hand. PATTI and spatula stay, moran goes.", "P. M.'s hand. PATTI and"),
        ("May", "May we stop?", "M. we stop?"),
        ("May", "it may help: 3 May, May 2026, may 5th.", "it may help: 3 May, May 2026, may 5th."),
        ("May", "At 3 May slept, MAY 2 tablets", "At 3 M. slept, M. 2 tablets"),
        ("June", "june slept on 1st of june, June 3.", "J. slept on 1st of june, June 3."),
        ("Lee Max", "lee slept", "L. M. slept"),
        (
            "Rose Hill",
            "rose oil; ROSE, Rose's hand and rose hill",
            "rose oil; R. H., R. H.'s hand and R.",
        ),
        ("rose", "rose likes Rose oil", "R. likes R. oil"),
        ("王小明", "小明喜歡", "王.喜歡"),
        ("محمد علي", "محمد نام", "م. ع. نام"),
        ("Jo\u0308rg", "J\u00f6rg slept", "J. slept"),
    ],
)
def test_a_name_is_found_as_it_is_written(library, logs, name, said, told):
    """Whole words in any case and script are names; parts of other words are not."""
    facts = replace(logs.nothing(), person=Person(id="p", name=name, likes=said))
    summary = summarise(facts, library, logs.now, options=PageOptions(shows_name=False))
    assert told in summary.manner.items[0]


@pytest.mark.parametrize(
    ("part", "facts"),
    [
        ("shows_marks", ("port under", "open wound", "thin skin", "heel. since", "new mark")),
        ("shows_conditions", ("blood thinner", "lymph", "2 dec", "nuts", "lanolin")),
        ("shows_scores", ("→", "47 asked", "watched 2", "of 10.", "higher after")),
        ("shows_reactions", ("pink or warm", "wiped the lotion", "back of the hand", "unscented")),
        ("shows_days", ("stopped early, 1", "sat 8 nov", "fri 7 nov")),
        ("shows_manner", ("half sitting", "highest pressure", "soft music", "blinks twice")),
        ("shows_notes", ("sleeps better", "unscented", "soft music")),
        ("shows_questions", ("left heel safe", "belly cut", "waiting for your answer")),
        ("shows_birth_date", ("1951",)),
    ],
)
def test_what_is_left_out_is_nowhere(library, logs, figure, part, facts):
    """A part left out keeps its place and says so; none of its facts is anywhere in the file."""
    full = logs.fortnight()
    full = replace(
        full,
        person=replace(full.person, says_stop="Blinks twice", allergies=("nut",)),
        lotion=LotionUsed("any", ("lanolin",)),
    )
    whole = everywhere(summarise(full, library, logs.now), figure)
    options = PageOptions(**{part: False})
    left = everywhere(summarise(full, library, logs.now, options=options), figure)
    for fact in facts:
        assert fact in whole or fact in NOT_IN_THIS_ONE, fact
        assert fact not in left, fact
    if part not in ("shows_notes", "shows_birth_date", "shows_manner"):
        assert "left out by the family." in left
