# SPDX-License-Identifier: GPL-3.0-or-later
"""Bedside cards and the empty map: whole, large, and only what is allowed today."""

from dataclasses import replace
from datetime import date

import pypdf
import pytest
from PySide6.QtGui import QImage, QPainter

from caregiver_guide.app.card_words import blank_map, card_set
from caregiver_guide.domain.plan import Verdict
from caregiver_guide.domain.profile import Finding, Profile
from caregiver_guide.domain.session import ZoneRecord
from caregiver_guide.report.blank_map import blank_map_page
from caregiver_guide.report.card_sheets import CARDS_TITLE, card_pages
from caregiver_guide.report.paper import paper_size_mm
from caregiver_guide.report.sheet import load_page_fonts
from caregiver_guide.services.keep_away import keep_away
from caregiver_guide.services.plan_words import PlanWords

DAY = date(2026, 11, 21)
MADE = "Saturday 21 November"


@pytest.fixture(autouse=True)
def _fonts(qapp):
    """Paper needs an application and its own fonts."""
    load_page_fonts()


class NoPictures:
    """Notes which pictures were asked for, and draws none."""

    def __init__(self):
        self.steps = []
        self.bodies = 0

    def draw_step(self, painter, area, index):
        """Note a step; its picture must have a fair size."""
        assert min(area.width(), area.height()) > 500
        self.steps.append(index)

    def draw_body(self, painter, area):
        """Note the body."""
        self.bodies += 1


def drawn(pages, paper="a4"):
    """Draw each page and return its texts."""
    size = paper_size_mm(paper)
    found = []
    for draw in pages:
        picture = QImage(int(size.width() * 3), int(size.height() * 3), QImage.Format.Format_RGB32)
        painter = QPainter(picture)
        painter.scale(3 * 25.4 / 720, 3 * 25.4 / 720)
        found.append(draw(painter))
        painter.end()
    return found


def made(library, routine, marks=(), name="Pat", minutes=None):
    """Return the plan, its cards and the numbered marks of somebody."""
    body, words = library.book.body, PlanWords(library, name, "112")
    records = [
        ZoneRecord(id=str(n), person="p", condition=condition, regions=regions)
        for n, (condition, regions) in enumerate(marks)
    ]
    findings = tuple(Finding(condition, body.mask(regions)) for condition, regions in marks)
    profile = Profile(DAY, findings, name=name)
    plan = library.planner.plan(profile, routine, minutes=minutes)
    zones = keep_away(words, profile, records)
    return plan, card_set(words, plan, zones, MADE)


def is_whole(texts, paper="a4"):
    """Whether no text is shortened, too small, or over the edge of the paper."""
    size = paper_size_mm(paper)
    for text in texts:
        assert "…" not in text.text, text
        assert text.points >= 12 or len(text.text) <= 2, text
        assert text.left >= 5, text
        assert text.top >= 5, text
        assert text.right <= size.width() - 5, text
        assert text.bottom <= size.height() - 5, text
    return True


def overlaps(texts):
    """Return pairs of texts that lie on each other."""
    slack = 0.4
    boxes = [one for one in texts if one.text.strip()]
    return [
        (a.text, b.text)
        for number, a in enumerate(boxes)
        for b in boxes[number + 1 :]
        if a.left < b.right - slack
        and b.left < a.right - slack
        and a.top < b.bottom - 1.2
        and b.top < a.bottom - 1.2
    ]


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_every_routine_fits_on_cards(library, paper):
    """Every word of every routine is whole on both papers, in every position it is for."""
    for routine, entry in library.book.routines.items():
        for position in entry.positions:
            words = PlanWords(library, "Pat", "112")
            plan = library.planner.plan(Profile(DAY, name="Pat"), routine, position)
            cards = card_set(words, plan, (), MADE)
            for texts in drawn(card_pages(cards, NoPictures(), paper), paper):
                assert is_whole(texts, paper)
                assert overlaps(texts) == [], (routine, position)


def test_only_what_is_allowed_has_a_card(library):
    """A step that is left out today has no card; the others keep their order."""
    plan, cards = made(library, "m-hand", [("iv-peripheral", ("hand-back.L",))])
    assert plan.verdict is Verdict.ADAPTED
    assert any(not step.is_done for step in plan.steps)
    pictures = NoPictures()
    drawn(card_pages(cards, pictures))
    assert pictures.steps == [n for n, step in enumerate(plan.steps) if step.is_done]
    assert [card.number for card in cards.steps] == list(range(1, len(pictures.steps) + 1))


def test_each_card_has_its_pressure_the_marks_and_when_to_stop(library):
    """A card that lies alone beside the bed still says how softly, where not, and when to stop."""
    marks = [("port", ("collarbone.R",)), ("pressure-injury", ("heel.L",))]
    plan, cards = made(library, "hand-calm", marks)
    assert plan.verdict <= Verdict.ADAPTED
    sheets = drawn(card_pages(cards, NoPictures()))
    said = [[text.text for text in texts] for texts in sheets]
    for texts in said[1:]:
        count = sum(text.startswith("Stop if") for text in texts)
        assert count in (1, 2)
        assert sum("call 112 now" in text for text in texts) == count
        assert sum(text == "Keep away" for text in texts) == count
        assert sum("right upper chest" in text for text in texts) == count
    for card in cards.steps:
        step = plan.steps[card.picture]
        assert card.level == (step.pressure if step.is_touch else None)
        if card.level is not None:
            assert any(text.startswith(card.pressure) for texts in said for text in texts)


def test_many_marks_are_counted_never_cut(library):
    """Forty marks: the first are listed, and how many more there are is said."""
    regions = [region.id for region in library.book.body.regions][:40]
    marks = [("bruise", (region,)) for region in regions if "palm" not in region]
    plan, cards = made(library, "hand-sandwich", marks)
    if plan.verdict > Verdict.ADAPTED:
        pytest.fail("holding a hand must stay possible for this test")
    sheets = drawn(card_pages(cards, NoPictures()))
    for texts in sheets:
        assert is_whole(texts)
        assert overlaps(texts) == []
    assert any("more in the app" in text.text for text in sheets[0])
    assert any("more on the first sheet" in text.text for text in sheets[1])


def test_a_plan_that_may_not_be_given_has_no_cards(library):
    """Nobody prints a massage that is not possible today."""
    with pytest.raises(ValueError, match="stop"):
        made(library, "m-hand", [("fever", ())])


def test_the_empty_map_is_whole_and_asks_everything(library, figure):
    """Every question stands on it with room to answer, on both papers, for any name."""
    for name in ("Pat", "Maria Magdalena von Hohenberg-Schwarzenfels"):
        blank = blank_map(PlanWords(library, name, "112"))
        for paper in ("a4", "letter"):
            (texts,) = drawn([blank_map_page(blank, figure, paper)], paper)
            said = [text.text for text in texts]
            assert all(question in said for question in blank.questions)
            size = paper_size_mm(paper)
            for text in texts:
                assert "…" not in text.text
                assert text.right <= size.width() - 5
                assert text.bottom <= size.height() - 5
            assert overlaps(texts) == []


def test_cards_are_a_pdf_with_letters_in_it(library, tmp_path):
    """The file can be read, searched and printed: first sheet, then two steps on each."""
    from caregiver_guide.report.paper import pages_as_pdf, write_whole

    _, cards = made(library, "m-hand")
    pages = card_pages(cards, NoPictures())
    write_whole(tmp_path / "cards.pdf", pages_as_pdf(pages, CARDS_TITLE))
    read = pypdf.PdfReader(tmp_path / "cards.pdf")
    assert len(read.pages) == len(pages) == 1 + (len(cards.steps) + 1) // 2
    assert "Slow hand massage" in read.pages[0].extract_text()
    assert cards.steps[0].title in read.pages[1].extract_text()
    assert "Pat" not in str(read.metadata)


def everything_in(sheets):
    """Return all words of all sheets."""
    return " ".join(" ".join(text.text for text in texts) for texts in sheets).replace("\n", " ")


def test_the_sheet_says_on_which_side_to_lie(library):
    """Whoever works from paper is told the free side: a port must not be lain on."""
    for side, free in (("L", "right"), ("R", "left")):
        words, profile = (
            PlanWords(library, "Pat", "112"),
            profile_of(library, "port", f"chest.{side}"),
        )
        plan = library.planner.plan(profile, "back-slow", "high-side")
        cards = card_set(words, plan, (), MADE)
        assert f"Lie Pat on the {free} side" in cards.lying
        assert cards.lying in everything_in(drawn(card_pages(cards, NoPictures())))


def profile_of(library, condition, region, allergies=()):
    """Return Pat with one mark."""
    finding = Finding(condition, library.book.body.mask((region,)))
    return Profile(DAY, (finding,), allergies=allergies, name="Pat")


def test_an_allergy_in_own_words_stands_on_the_sheet(library):
    """What nobody may put on Pat's skin is told on paper as it is on the screen."""
    profile = profile_of(library, "port", "chest.L", allergies=("other:coconut",))
    plan = library.planner.plan(profile, "m-hand")
    cards = card_set(PlanWords(library, "Pat", "112"), plan, (), MADE)
    assert "coconut" in everything_in(drawn(card_pages(cards, NoPictures())))


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_all_that_conditions_say_is_on_the_sheets_and_fits(library, paper):
    """Every condition, three at a time: each sentence for today is there, whole, on no other."""
    words, body = PlanWords(library, "Pat", "112"), library.book.body
    names = sorted(library.book.conditions)
    for start in range(0, len(names), 3):
        findings = tuple(Finding(name, body.mask(("heel.L",))) for name in names[start : start + 3])
        plan = library.planner.plan(Profile(DAY, findings, name="Pat"), "m-hand")
        if not any(step.is_done for step in plan.steps):
            continue
        cards = card_set(words, plan, (), MADE)
        sheets = drawn(card_pages(cards, NoPictures(), paper), paper)
        for texts in sheets:
            assert is_whole(texts, paper)
            assert overlaps(texts) == [], names[start : start + 3]
        told = everything_in(sheets)
        for sentence in plan.say:
            if sentence.owner in library.conditions and sentence.key.startswith("say."):
                assert words.sentence(sentence) in told


def test_very_many_lines_go_on_over_the_next_sheets(library):
    """Nothing that is to be heeded is left out because a sheet is full."""
    _, cards = made(library, "hand-calm")
    lines = tuple(
        f"Line {number} of what is to be heeded before any hand touches." for number in range(60)
    )
    sheets = drawn(card_pages(replace(cards, before=lines), NoPictures()))
    told = everything_in(sheets)
    assert all(line in told for line in lines)
    assert all(is_whole(texts) and not overlaps(texts) for texts in sheets)
