# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of logs that nobody would wish for: too much, too little, and in any script."""

import io
import itertools
import re
from dataclasses import replace
from datetime import date

import pypdf
import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from caregiver_guide.content.giver_words import giver_words
from caregiver_guide.domain.session import Note, Person
from caregiver_guide.paths import resource_dir
from caregiver_guide.report.facts import PageOptions, Period
from caregiver_guide.report.page import (
    draw_page,
    page_drawings,
    paper_size_mm,
    pdf_bytes,
    print_page,
    shown_on_page,
)
from caregiver_guide.report.paper import paper_for
from caregiver_guide.report.summary import summarise
from caregiver_guide.report.text import summary_text

SCRIPTS = {
    "arabic": "محمد عبد الرحمن يحب الموسيقى الهادئة ",
    "hebrew": "שרה אוהבת מוזיקה שקטה ויד חמה ",
    "thai": "สมชายชอบดนตรีเบาๆและมืออุ่น",
    "chinese": "王小明喜歡安靜的音樂和溫暖的手",
    "pictures": "Pat \U0001f9d1\U0001f3fd\u200d\U0001f9bd likes \U0001f3b5 ",
    "one-word": "Donaudampfschifffahrtsgesellschaft",
    "mixed": "Pat محمد and שרה, 王 42: ",
    "controls": "a\u202e\u0000b\u2028c\td ",
}

pytestmark = pytest.mark.usefixtures("qapp")


def long_words(logs, script):
    """Five hundred characters of one script wherever words can be written."""
    text = (SCRIPTS[script] * 60)[:500]
    facts = logs.fortnight()
    return replace(
        facts,
        person=Person(id="p", name=text, likes=text, says_stop=text),
        caregivers=tuple(replace(one, name=text) for one in facts.caregivers),
        contacts=tuple(replace(one, name=text, phone=text) for one in facts.contacts),
        zones=tuple(replace(one, said_by=text) for one in facts.zones),
        questions=tuple(logs.question(text, number) for number in range(4)),
        reactions=tuple(replace(one, what_done=text, note=text) for one in facts.reactions),
        notes=(Note(id="n", person="p", text=text, happened=logs.at(1)),),
    )


def all_declined(logs):
    """Six massages before and after which nobody gave a number."""
    stories = tuple(logs.story(n, n, (("declined", "declined"),) * 3) for n in range(6))
    return logs.nothing(stories=stories)


def many(logs, count=400):
    """Four hundred massages in the period."""
    stories = tuple(
        logs.story(n, n % 14, ((n % 11, (n * 7) % 11),) * 3, hour=n % 24) for n in range(count)
    )
    return logs.nothing(stories=stories)


def told(logs):
    """Massages that were written down later, in a month."""
    stories = tuple(
        logs.story(n, n, ((6, 4),) * 3, is_told=n % 2 == 0, minutes=120) for n in range(30)
    )
    return logs.nothing(stories=stories)


LOGS = {
    "nothing": lambda logs: logs.nothing(),
    "one": lambda logs: logs.one_massage(),
    "declined": all_declined,
    "400 massages": many,
    "told later": lambda logs: replace(told(logs), period=Period.last(30, logs.today)),
    "everything": lambda logs: logs.everything(),
    **{script: lambda logs, one=script: long_words(logs, one) for script in SCRIPTS},
}


def placed(summary, figure, paper):
    """The text of each page, as it stands there."""
    picture = QImage(100, 100, QImage.Format.Format_RGB32)
    pages = []
    for page in range(summary.pages):
        painter = QPainter(picture)
        pages.append(draw_page(painter, summary, figure, paper, page + 1))
        painter.end()
    return pages


@pytest.mark.parametrize("is_large", [False, True])
@pytest.mark.parametrize("name", LOGS)
def test_whatever_the_log_the_page_holds(library, logs, figure, name, is_large):
    """One page (two in large print), nothing over an edge or on other words, 9 points at least."""
    options = PageOptions(is_large=is_large)
    facts = replace(LOGS[name](logs), fingerprint="3F2A 91C0")
    summary = summarise(facts, library, logs.now, options=options)
    for paper in ("a4", "letter"):
        size = paper_size_mm(paper)
        pages = placed(summary, figure, paper)
        assert len(pages) == (2 if is_large else 1)
        for texts in pages:
            for text in texts:
                assert 9 <= text.left <= text.right <= size.width() - 9, text
                assert 7 <= text.top <= text.bottom <= size.height() - 7, text
                assert text.points >= (13 if is_large else 9)
            for one, other in itertools.combinations(texts, 2):
                across = min(one.right, other.right) - max(one.left, other.left)
                down = min(one.bottom, other.bottom) - max(one.top, other.top)
                assert across <= 0.15 or down <= 1.0, (one, other)
    data = pdf_bytes(summary, figure)
    read = pypdf.PdfReader(io.BytesIO(data))
    assert len(read.pages) == summary.pages
    assert len(data) < 120_000
    foot = " ".join(read.pages[-1].extract_text().split())
    assert ("Large print: page 2 of 2" if is_large else "Page 1 of 1") in foot
    if is_large:  # sheets that came apart can be matched
        feet = [" ".join(page.extract_text().split()) for page in read.pages]
        assert all("Log 3F2A 91C0" in each for each in feet)
        assert all(summary.words.not_medical in each for each in feet)
    assert "people often feel better after kind attention of any sort." in foot
    assert summary.made in foot
    fonts = {
        str(font.get_object()["/DescendantFonts"][0].get_object()["/BaseFont"]).split("+")[-1]
        for page in read.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert len(fonts) <= 3


@pytest.mark.parametrize("is_large", [False, True])
def test_an_aide_s_words_have_room_as_well(library, logs, figure, is_large):
    """An aide's page says comfort touch; no word of it lies on another or is cut at the top."""
    aides = library.read_with(giver_words(resource_dir(), "aide"))
    facts = replace(
        logs.everything(),
        period=Period(date(2024, 12, 28), logs.today),
        person=Person(id="p", name="P"),
    )
    facts = replace(
        facts,
        stories=tuple(
            replace(one, session=replace(one.session, is_told=True)) for one in facts.stories
        ),
    )
    summary = summarise(facts, aides, logs.now, options=PageOptions(is_large=is_large))
    for paper in ("a4", "letter"):
        pages = placed(summary, figure, paper)
        for texts in pages:
            for one, other in itertools.combinations(texts, 2):
                across = min(one.right, other.right) - max(one.left, other.left)
                down = min(one.bottom, other.bottom) - max(one.top, other.top)
                assert across <= 0.15 or down <= 1.0, (one, other)
        said = [text.text.replace("\u00a0", " ") for page in pages for text in page]
        assert summary.title in said
        assert f"{summary.period_words}, {summary.days_words}" in said
        assert "Pause comfort touch" in said
        assert summary.method in said
        assert any(text.startswith(summary.totals) for text in said)


SAME = ("nothing", "one", "declined", "told later", "everything", "400 massages")


@pytest.mark.parametrize("is_large", [False, True])
@pytest.mark.parametrize("name", SAME)
def test_the_words_say_what_the_page_says(library, logs, figure, name, is_large):
    """Copied as text: every line of the page is there, and none that had no room on the page."""
    options = PageOptions(is_large=is_large)
    summary = summarise(LOGS[name](logs), library, logs.now, options=options)
    shown = shown_on_page(summary, figure, "letter")
    text = summary_text(summary, shown)
    for line in lines_of(summary, shown):
        assert line in text
    for listing, count in (
        (summary.act_on, shown.act_on),
        (summary.conditions, shown.conditions),
        (summary.manner, shown.manner),
    ):
        left = [line for line in listing.items[count:] if line not in listing.items[:count]]
        assert [line for line in left if f"{line}\n" in text] == []
        assert not listing.items or listing.left(count) in text
    ends = ", ".join(one.text for one in summary.ends)
    who = f"{summary.who[0].text}, {summary.period_words}"
    flow = (text, who, f"{summary.totals} {ends}.", " ".join(summary.manner.items))
    said = "\n".join(map(_plain, flow))
    for piece in (one for page in placed(summary, figure, "letter") for one in page):
        assert is_said(piece.text, summary, said), piece.text


def lines_of(summary, shown):
    """What the page has of a summary, line by line."""
    for item in summary.who:
        yield f"{item.label}: {item.text}"
    yield from summary.act_on.items[: shown.act_on]
    for line in summary.zones.items[: shown.zones]:
        yield f"{line.number}. {line.name}. {line.detail}"
    yield from summary.conditions.items[: shown.conditions]
    yield from (line.text for line in summary.clearances.items[: shown.clearances])
    for row in summary.scores:
        yield from (row.asked, row.meaning, row.watched)
    for line in summary.reactions.items[: shown.reactions]:
        yield f"{line.head} {line.rest}"
    yield from (one.text for one in summary.ends)
    yield from (str(day.minutes) for day in summary.strip if day.massages and day.minutes)
    yield from summary.manner.items[: shown.manner]
    yield from (line.text for line in summary.questions.items[: shown.questions])
    yield from (summary.totals, summary.no_numbers, summary.strip_note, summary.marks_note)
    yield from (summary.method, summary.made, summary.words.not_medical)


def is_said(piece, summary, said):
    """Whether the words have a piece of the page; what only labels or counts is no fact of it."""
    words = summary.words
    bare = " ".join(piece.replace("\u00a0", " ").split())
    labels = {
        *(words.still_right, words.yes, words.change, words.front, words.back, words.row_minutes),
        *(words.left_letter, words.right_letter, words.initials_line, words.date_line),
        *(words.legend_before, words.legend_after, words.legend_watched, words.legend_reaction),
        *(words.legend_told, words.not_wanted_mark, words.under_a_minute_mark),
        *(words.column_massages, words.column_missing),
        *(summary.page_of(page + 1) for page in range(summary.pages)),
        *(f"{day.weekday} {day.day.day}" for day in summary.strip),
    }
    if bare in labels or bare.isdigit() or len(bare) < 4:
        return True
    parts = re.split(r" \((?=and )|; | {2}|: |(?<=\.) ", piece.replace("\u00a0", " "))
    return all(_plain(part) in said for part in parts)


def _plain(part):
    """Return words without case, without the mark of what was shortened, and without ends."""
    return " ".join(part.split()).casefold().rstrip(").…").rstrip(" ,;:.")


@pytest.mark.parametrize(
    ("size", "wished", "paper"),
    [
        (QSizeF(210, 297), "a4", "a4"),
        (QSizeF(210, 297), "letter", "a4"),
        (QSizeF(215.9, 279.4), "a4", "letter"),
        (QSizeF(297, 420), "a4", "a4"),
        (QSizeF(215.9, 355.6), "a4", "a4"),
        (QSizeF(148, 210), "a4", None),
        (QSizeF(100, 150), "letter", None),
    ],
)
def test_other_paper_is_used_whole_or_refused(library, logs, figure, tmp_path, size, wished, paper):
    """Larger paper holds the page at its own size; on smaller paper it could not be read."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setPageSize(QPageSize(size, QPageSize.Unit.Millimeter))
    assert paper_for(printer, wished) == paper
    if paper is None:
        return
    summary = summarise(logs.fortnight(), library, logs.now)
    assert print_page(printer, summary, figure, paper)
    (page,) = pypdf.PdfReader(tmp_path / "printed.pdf").pages
    assert float(page.mediabox.width) == pytest.approx(size.width() / 25.4 * 72, abs=2)
    assert float(page.mediabox.height) == pytest.approx(size.height() / 25.4 * 72, abs=2)
    assert "Page 1 of 1" in " ".join(page.extract_text().split())


def test_another_language_is_one_more_file(library, logs, figure, tmp_path):
    """A page in words of another file says those, and its places and headings stay."""
    from caregiver_guide.content.page_words import page_languages, page_words

    folder = tmp_path / "page"
    folder.mkdir()
    english = (resource_dir() / "page" / "en.toml").read_text("utf-8")
    (folder / "en.toml").write_text(english, "utf-8")
    other = english.replace('language = "English"', 'language = "Italiano"')
    other = other.replace('before_after = "Before and after"', 'before_after = "Prima e dopo"')
    (folder / "it.toml").write_text(other, "utf-8")
    assert page_languages(tmp_path) == {"en": "English", "it": "Italiano"}
    words = page_words(tmp_path, "it")
    summary = summarise(logs.fortnight(), library, logs.now, words=words)
    (texts,) = placed(summary, figure, "a4")
    assert "Prima e dopo" in [text.text for text in texts]
    assert page_words(tmp_path, "xx").language == "English"
    assert len(page_drawings(summary, figure)) == 1
