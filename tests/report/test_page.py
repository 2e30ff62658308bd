# SPDX-License-Identifier: GPL-3.0-or-later
"""The page as a file and as a picture: one page, real text, nothing lost over an edge."""

import io
import itertools
from dataclasses import replace

import pypdf
import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter

from caregiver_guide.domain.session import Person
from caregiver_guide.report import paper as paper_module
from caregiver_guide.report.facts import PageOptions, Period
from caregiver_guide.report.page import (
    draw_page,
    page_picture,
    paper_size_mm,
    pdf_bytes,
    print_page,
    write_pdf,
)
from caregiver_guide.report.summary import summarise

PAPERS = ("a4", "letter")
NOT_MEDICAL = "Family or aide record, not a medical assessment."
ARABIC = "محمد عبد الرحمن"

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def summary(library, logs):
    """Put facts into words as of the last day of the period."""

    def made(facts, **options):
        return summarise(facts, library, logs.now, options=PageOptions(**options))

    return made


@pytest.fixture(params=["nothing", "one_massage", "fortnight", "everything"])
def facts(request, logs):
    """Logs from empty to very full."""
    return getattr(logs, request.param)()


def placed(summary, figure, paper):
    picture = QImage(100, 100, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    found = draw_page(painter, summary, figure, paper)
    painter.end()
    return found


def read(data):
    return pypdf.PdfReader(io.BytesIO(data))


def text_of(data):
    """The file's words, on one line, as a reader's copy would give them."""
    return " ".join(read(data).pages[0].extract_text().replace("\u00a0", " ").split())


@pytest.mark.parametrize("paper", PAPERS)
def test_it_is_one_page_whatever_the_log(summary, facts, figure, paper):
    """Nothing, one massage or two hundred: one page, small enough to be sent."""
    data = pdf_bytes(summary(facts), figure, paper)
    pages = read(data).pages
    assert len(pages) == 1
    size = paper_size_mm(paper)
    assert float(pages[0].mediabox.width) == pytest.approx(size.width() / 25.4 * 72, abs=1)
    assert float(pages[0].mediabox.height) == pytest.approx(size.height() / 25.4 * 72, abs=1)
    assert len(data) < 120_000


@pytest.mark.parametrize("paper", PAPERS)
def test_its_words_can_be_read_back(summary, facts, figure, paper):
    """A nurse's reader finds the words: who, when, how much, and what the page is not."""
    made = summary(facts)
    text = text_of(pdf_bytes(made, figure, paper))
    for words in (
        made.title,
        made.period_words,
        made.who[0].text.split()[0],
        made.totals,
        NOT_MEDICAL,
        "Page 1 of 1",
        *(row.asked for row in made.scores),
    ):
        assert words in text
    assert f"{len(made.zones.items)} " in text or len(made.zones.items) < 7


@pytest.mark.parametrize("paper", PAPERS)
def test_nothing_leaves_the_margins_or_lies_on_other_text(summary, facts, figure, paper):
    """Every piece of text stands inside the margins, and no two share a place."""
    texts = placed(summary(facts), figure, paper)
    size = paper_size_mm(paper)
    for text in texts:
        assert text.left >= 10.0, text
        assert text.right <= size.width() - 10.0, text
        assert text.top >= 7.0, text
        assert text.bottom <= size.height() - 8.0, text
    for one, other in itertools.combinations(texts, 2):
        across = min(one.right, other.right) - max(one.left, other.left)
        down = min(one.bottom, other.bottom) - max(one.top, other.top)
        # Lines are set with air between them: half a millimetre of it may be shared.
        assert across <= 0.1 or down <= 0.7, (one, other)


@pytest.mark.parametrize("paper", PAPERS)
def test_no_letter_is_under_nine_points(summary, facts, figure, paper):
    """Tired eyes can read all of it: 11 points for what is told, never under 9."""
    sizes = []

    def seen(text, matrix, position, _font, size):
        if text.strip():
            (a, b), (c, d) = matrix[:2], position[:2]
            sizes.append(size * (c * c + d * d) ** 0.5 * (a * a + b * b) ** 0.5)

    read(pdf_bytes(summary(facts), figure, paper)).pages[0].extract_text(visitor_text=seen)
    assert sizes
    assert min(sizes) >= 8.99
    assert all(text.points >= 9 for text in placed(summary(facts), figure, paper))


def test_at_most_three_fonts_are_in_the_file(summary, logs, figure):
    """The page's own fonts are in the file, three at the most, so that it looks alike anywhere."""
    facts = logs.everything()
    facts = replace(facts, person=Person(id="p", name=ARABIC, likes=ARABIC))
    names, embedded = set(), []
    for font in read(pdf_bytes(summary(facts), figure)).pages[0]["/Resources"]["/Font"].values():
        kind = font.get_object()["/DescendantFonts"][0].get_object()
        names.add(str(kind["/BaseFont"]).rsplit("+", 1)[-1])
        embedded.append(
            "/FontFile2" in kind["/FontDescriptor"] or "/FontFile3" in kind["/FontDescriptor"]
        )
    assert len(embedded) <= 3
    assert all(embedded)
    assert any("DejaVu" in name for name in names)
    assert sum("Inter" in name for name in names) == 2


def test_the_file_says_nothing_about_health_on_its_outside(summary, logs, figure):
    """The title that a viewer or a printer's list shows tells only what kind of page it is."""
    about = read(pdf_bytes(summary(logs.fortnight()), figure)).metadata
    assert about["/Title"] == "Care-team page"
    assert about["/Creator"] == "Caregiver Guide"
    assert not about.get("/Author")


def test_it_has_no_pictures_of_letters(summary, logs, figure):
    """The page is drawn with lines and letters; nothing in it is a photograph of a screen."""
    resources = read(pdf_bytes(summary(logs.fortnight()), figure)).pages[0]["/Resources"]
    images = [
        name
        for name, thing in resources.get("/XObject", {}).items()
        if thing.get_object().get("/Subtype") == "/Image"
    ]
    assert images == []


def test_a_name_in_arabic_is_drawn_from_right_to_left(summary, logs, figure):
    """An Arabic name keeps its letters, and stands where every name stands."""
    facts = replace(logs.nothing(), person=Person(id="p", name=ARABIC))
    texts = {text.text: text for text in placed(summary(facts), figure, "a4")}
    assert ARABIC in texts
    assert texts[ARABIC].left == pytest.approx(12.0, abs=1)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Pat \U0001f9d1\U0001f3fd\u200d\U0001f9bd Moran", "Pat (picture) Moran"),
        ("Pat \U0001fae0\U0001fae1", "Pat (picture)"),
        ("สมชาย ใจดี", "(words in another script)"),
        ("Zoë Ångström-Łukasz", "Zoë Ångström-Łukasz"),
        ("Ирина", "Ирина"),
    ],
)
def test_what_no_font_can_draw_is_told_in_words(summary, logs, figure, name, shown):
    """A letter or picture that no font has is told in words, never drawn as an empty box."""
    facts = replace(logs.nothing(), person=Person(id="p", name=name))
    texts = [text.text.replace("\u00a0", " ") for text in placed(summary(facts), figure, "a4")]
    assert shown in texts


def test_places_never_move(summary, logs, figure):
    """Whoever has read one page finds everything in the same place on the next."""
    made = [summary(logs.nothing()), summary(logs.fortnight()), summary(logs.everything())]
    words = made[0].words
    for heading in (
        words.act_on,
        words.places,
        words.before_after,
        words.reactions,
        words.day_by_day,
        words.questions,
        NOT_MEDICAL,
    ):
        spots = {
            (round(text.left, 2), round(text.top, 2))
            for one in made
            for text in placed(one, figure, "letter")
            if text.text == heading
        }
        assert len(spots) == 1, heading


def test_what_does_not_fit_is_counted(summary, logs, figure):
    """Of forty zones and twelve questions, the page says how many it does not show."""
    made = summary(logs.everything())
    texts = [text.text for text in placed(made, figure, "letter")]
    assert made.questions.left(4) in texts
    shown = sum(line.name in texts for line in made.zones.items[:6])
    assert any(text.endswith("on the map without a number") for text in texts)
    assert 1 <= shown <= 6


def test_without_the_figure_the_list_is_still_there(summary, logs, figure):
    """A family may leave the body out; the list of places then has the whole width."""
    with_figure = placed(summary(logs.fortnight()), figure, "a4")
    without = placed(summary(logs.fortnight(), shows_figure=False), figure, "a4")
    assert "Front" in [text.text for text in with_figure]
    assert "Front" not in [text.text for text in without]
    assert "Port under the skin" in [text.text for text in without]


def test_a_month_has_room_for_all_its_days(summary, logs, figure):
    """Thirty days are drawn side by side without touching each other."""
    facts = replace(logs.fortnight(), period=Period.last(30, logs.today))
    texts = [text for text in placed(summary(facts), figure, "a4") if text.text.isdigit()]
    assert {"20", "31", "18"} <= {text.text for text in texts}


def test_the_preview_is_the_page(summary, logs, figure):
    """The preview has the paper's shape, white margins, and the same drawing."""
    picture = page_picture(summary(logs.fortnight()), figure, "letter", dpi=50, ratio=2.0)
    assert picture.devicePixelRatio() == 2.0
    assert picture.width() == pytest.approx(850, abs=1)
    assert picture.height() == pytest.approx(1100, abs=1)
    margin = round(7 / 25.4 * 100)
    white = 0xFFFFFFFF
    for y in range(0, picture.height(), 3):
        for x in (*range(margin), *range(picture.width() - margin, picture.width())):
            assert picture.pixel(x, y) == white, (x, y)


def test_it_prints_what_it_shows(summary, logs, figure, tmp_path):
    """A printer gets the same one page as the file."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert print_page(printer, summary(logs.fortnight()), figure, "letter")
    printed = (tmp_path / "printed.pdf").read_bytes()
    assert len(read(printed).pages) == 1
    assert NOT_MEDICAL in text_of(printed)
    sizes = read(printed).pages[0].mediabox
    assert (round(sizes.width), round(sizes.height)) == (612, 792)


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_takes_nothing_is_told(summary, logs, figure, tmp_path):
    """A page that could not be printed is never reported as printed."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no such folder" / "printed.pdf"))
    assert not print_page(printer, summary(logs.nothing()), figure)


def test_saving_puts_the_whole_file_there(summary, logs, figure, tmp_path):
    """A saved page replaces an older one at once, and nothing else is left in the folder."""
    target = tmp_path / "page.pdf"
    target.write_bytes(b"older")
    write_pdf(target, summary(logs.fortnight()), figure, "a4")
    assert len(pypdf.PdfReader(target).pages) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["page.pdf"]


def test_a_failed_save_leaves_what_was_there(summary, logs, figure, tmp_path, monkeypatch):
    """When the disk is full, the older page is still whole and no half file is left."""
    target = tmp_path / "page.pdf"
    target.write_bytes(b"older")

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(paper_module.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_pdf(target, summary(logs.nothing()), figure)
    assert target.read_bytes() == b"older"
    assert [path.name for path in tmp_path.iterdir()] == ["page.pdf"]


def test_a_folder_that_is_not_there_is_an_error(summary, logs, figure, tmp_path):
    """Saving into a folder that is gone fails with the system's own error."""
    with pytest.raises(OSError, match="No such file"):
        write_pdf(tmp_path / "gone" / "page.pdf", summary(logs.nothing()), figure)


def test_copied_text_has_real_spaces(summary, facts, figure):
    """Whoever searches or copies the PDF finds whole sentences, not words with tabs between."""
    text = read(pdf_bytes(summary(facts), figure)).pages[0].extract_text()

    assert "Family or aide record, not a medical assessment." in text
    assert "\t" not in text
