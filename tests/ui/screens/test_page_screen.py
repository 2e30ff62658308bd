# SPDX-License-Identifier: GPL-3.0-or-later
"""The care-team page on the screen: seen before it is printed, and the caregiver's own choice."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from tests.lived_in_log import NOW, TODAY
from tests.ui.clipping import every_size, faults, nameless, settle

from caregiver_guide.app.care_page import CarePage
from caregiver_guide.report import paper as paper_module
from caregiver_guide.report.facts import Period
from caregiver_guide.report.lines import Shown
from caregiver_guide.report.page_view import QuestionAnswer, read_page_view, record_page
from caregiver_guide.ui.main_window import Frame, MainWindow
from caregiver_guide.ui.screens.answer_sheet import AnswerSheet
from caregiver_guide.ui.screens.page_cards import SentSheet
from caregiver_guide.ui.screens.page_screen import PageScreen
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.page_preview import PagePreview
from caregiver_guide.ui.widgets.text import Text

pytestmark = pytest.mark.windows


@pytest.fixture
def view(log, library, home):
    return read_page_view(log, library, home.pat.id, NOW, made_with="Test")


@pytest.fixture
def screen(figure, view, open_at):
    shown = PageScreen(figure)
    shown.show_page(view)
    return open_at(shown)


def words_of(widget):
    return " ".join(one.text() for one in widget.findChildren(Text) if one.isVisible())


def button(widget, name):
    return next(
        one
        for one in widget.window().findChildren(ActionButton)
        if one.accessibleName() == name and one.isVisible()
    )


@pytest.mark.parametrize("change", [{}, {"has_printer": False}, {"choice": "own"}])
def test_nothing_is_cut_off_at_any_size(figure, view, qtbot, change):
    """The page and its choices read well at every size, with and without a printer."""
    shown = PageScreen(figure)
    qtbot.addWidget(shown)
    shown.show_page(replace(view, **change))

    assert every_size(shown) == []
    assert nameless(shown) == []


def test_the_page_is_seen_as_it_is_printed(screen):
    """The preview has the paper's proportions and ink on it."""
    preview = screen.findChild(PagePreview)
    picture = preview.grab().toImage()
    dark = sum(
        picture.pixelColor(x, y).lightness() < 90
        for x in range(0, picture.width(), 7)
        for y in range(0, picture.height(), 7)
    )

    assert preview.height() / preview.width() == pytest.approx(297 / 210, rel=0.02)
    assert dark > 50


def test_the_page_can_be_read_as_words(screen, qtbot):
    """Whoever cannot see the picture reads the same facts as text."""
    qtbot.mouseClick(screen._form.pills[1], Qt.MouseButton.LeftButton)
    settle()

    assert not screen.findChild(PagePreview).isVisible()
    assert "555 0142" in words_of(screen)
    assert faults(screen) == []


def test_printing_and_saving_are_wishes(screen, qtbot):
    """P and the button wish to print; Ctrl+S and the other button wish to save."""
    wishes = []
    screen.print_requested.connect(lambda: wishes.append("print"))
    screen.save_requested.connect(lambda: wishes.append("save"))

    qtbot.keyClick(screen, Qt.Key.Key_P)
    button(screen, "Print").click()
    qtbot.keyClick(screen, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    button(screen, "Save as PDF").click()

    assert wishes == ["print", "print", "save", "save"]
    screen.show_done("Saved as page.pdf.")
    assert "Saved as page.pdf." in words_of(screen)


def test_without_a_printer_pdf_is_offered_at_once(screen, view):
    """Where there is no printer the page says so, and saving is the one main button."""
    screen.show_page(replace(view, has_printer=False))
    settle()

    assert not screen._print.isVisible()
    assert button(screen, "Save as PDF").kind == "primary"
    assert "No printer was found" in words_of(screen)
    assert "people Pat agrees to" in words_of(screen)


def test_who_may_have_it_is_always_said(screen):
    """The warning about health facts stands beside the buttons."""
    assert "Give it only to people Pat agrees to" in words_of(screen)


def test_days_are_chosen(screen, view, qtbot):
    """A number of days, or days of one's own, are asked for; impossible days are named."""
    chosen = []
    screen.period_chosen.connect(lambda choice, own: chosen.append((choice, own)))
    days = screen._days

    qtbot.mouseClick(days._row.pills[0], Qt.MouseButton.LeftButton)
    assert chosen == [("7", None)]

    qtbot.mouseClick(days._row.pills[-1], Qt.MouseButton.LeftButton)
    assert chosen[-1] == ("own", view.period)

    start = TODAY - timedelta(days=2)
    days._first.set_value(start)
    days._first.date_changed.emit(start)
    assert chosen[-1] == ("own", Period(start, TODAY))

    days._last.set_value(TODAY - timedelta(days=9))
    days._last.date_changed.emit(None)
    assert len(chosen) == 3
    assert "comes before the first" in words_of(screen)


def test_since_the_last_page_is_offered_only_after_one(screen, view):
    """Nobody is offered the days since a page that never was."""
    before = len(screen._days._row.pills)

    screen.show_page(replace(view, last_page=TODAY - timedelta(days=5)))

    assert len(screen._days._row.pills) == before + 1


def test_without_the_name_there_is_no_birth_date(screen, view, qtbot):
    """Initials only: the birth date goes with the name, and comes back with it."""
    chosen = []
    screen.options_chosen.connect(chosen.append)

    qtbot.mouseClick(screen._options.name, Qt.MouseButton.LeftButton)
    assert not chosen[-1].shows_name
    assert chosen[-1].shows_birth_date, "the wish for later is kept"
    screen.show_page(replace(view, options=chosen[-1]))
    assert not screen._options.birth.isEnabled()
    assert not screen._options.birth.isChecked()

    qtbot.mouseClick(screen._options.name, Qt.MouseButton.LeftButton)
    assert chosen[-1] == view.options


def test_questions_are_added_answered_and_removed(screen, view, qtbot):
    """Each wish about a question is handed over, and a removal can be taken back."""
    added, answered, removed, undone = [], [], [], []
    screen.question_added.connect(added.append)
    screen.question_answered.connect(answered.append)
    screen.question_removed.connect(removed.append)
    screen.removal_undone.connect(undone.append)

    field = screen._questions._field.line_edit
    field.setFocus()
    qtbot.keyClicks(field, "Is the heel safe?")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert added == ["Is the heel safe?"]

    button(screen, "They answered").click()
    sheet = screen.window().findChild(AnswerSheet)
    assert not button(screen, "Save the answer").isEnabled()
    qtbot.keyClicks(sheet._answer.text_edit, "In two weeks")
    sheet._who.setText("Nurse Lee")
    button(screen, "Save the answer").click()
    assert answered == [QuestionAnswer(view.questions[0].id, "In two weeks", "Nurse Lee")]

    button(screen, "Remove").click()
    button(screen, "Undo").click()
    assert removed == undone == [view.questions[0].id]


def test_a_new_question_does_not_print(screen, qtbot):
    """Enter in the field for a question adds it and prints nothing."""
    printed = []
    screen.print_requested.connect(lambda: printed.append(True))
    field = screen._questions._field.line_edit
    field.setFocus()

    qtbot.keyClicks(field, "May we print?")
    qtbot.keyClick(field, Qt.Key.Key_Return)

    assert printed == []


def test_an_answered_question_shows_its_answer(screen, view):
    """The answer, who gave it and when stay beside the question."""
    answered = replace(
        view.questions[0], answer="In two weeks", answered_by="Nurse Lee", answered_on=TODAY
    )

    screen.show_page(replace(view, questions=(answered,)))
    settle()

    assert "Answer: In two weeks" in words_of(screen)
    assert "Nurse Lee, written down on 18 Nov 2026" in words_of(screen)


def test_a_log_that_cannot_be_read_says_so_and_prints_nothing(screen, view):
    """Where there is no page there is a sentence, and neither button does anything."""
    screen.show_page(replace(view, summary=None, trouble="The log is damaged."))
    settle()

    assert "The log is damaged." in words_of(screen)
    assert not screen._print.isEnabled()
    assert not screen._save.isEnabled()
    assert faults(screen) == []


def test_parts_are_left_out_and_large_print_is_asked_for(screen, view, qtbot):
    """Each part of the page and the size of its words are wished for, one by one."""
    chosen = []
    screen.options_chosen.connect(chosen.append)

    qtbot.mouseClick(screen._options._parts["shows_scores"], Qt.MouseButton.LeftButton)
    assert chosen[-1] == replace(view.options, shows_scores=False)

    qtbot.mouseClick(screen._options._size.pills[1], Qt.MouseButton.LeftButton)
    assert chosen[-1] == replace(view.options, shows_scores=False, is_large=True)
    assert not screen._options._language.isVisible(), "there is one language"


def test_another_language_is_offered_where_there_are_words_for_it(screen, view, qtbot):
    """With a second file of words the language can be chosen; what is chosen is handed over."""
    chosen = []
    screen.options_chosen.connect(chosen.append)
    screen.show_page(replace(view, languages=(("en", "English"), ("it", "Italiano"))))
    settle()

    qtbot.mouseClick(screen._options._language.pills[1], Qt.MouseButton.LeftButton)
    assert chosen == [replace(view.options, language="it")]


def test_wishes_are_written_beside_the_page(screen, view, qtbot):
    """How the person says stop and what they like are saved with one press, never lost before."""
    given = []
    screen.wishes_given.connect(lambda likes, stop: given.append((likes, stop)))

    qtbot.keyClicks(screen._wishes._stop.line_edit, "Lifts a hand")
    qtbot.keyClicks(screen._wishes._likes.line_edit, "Soft music")
    screen.show_page(replace(view, choice="7"))
    button(screen, "Save the wishes").click()

    assert given == [("Soft music", "Lifts a hand")]


def test_pages_that_went_out_can_be_read_again(screen, view, log, library, home):
    """Each page that went out has its day, its way and its days, and its words can be read."""
    assert not screen._sent.isVisible()
    record_page(log, view, Shown(), way="printed", by=home.ana.id)
    again = read_page_view(log, library, home.pat.id, NOW, made_with="Test")
    screen.show_page(again)
    settle()

    assert "Printed on 18 Nov 2026" in words_of(screen)
    button(screen, "Read it").click()
    sheet = screen.window().findChild(SentSheet)
    assert "Family or aide record, not a medical assessment." in words_of(sheet)
    button(screen, "Close").click()
    assert not sheet.isVisible()


class Prompts:
    """Answers like a caregiver, and remembers what was said."""

    def __init__(self, path=None, printer=None, answer=None):
        self.answer = answer
        self.path, self.paper, self.suggested, self.told = path, printer, [], []

    def save_file(self, _title, suggested, _kind, _suffix):
        self.suggested.append(suggested)
        return self.path

    def printer(self, _title, _paper):
        return self.paper

    def has_printer(self):
        return True

    def choose(self, _title, words, options):
        self.told.append(words)
        return self.answer if self.answer in dict(options) else None

    def tell(self, _title, words):
        self.told.append(words)


@pytest.fixture
def care_page(figure, library, log, home, qtbot):
    """The page's place in the app, over a window that shows nothing."""
    window = MainWindow()
    qtbot.addWidget(window)
    context = SimpleNamespace(
        log=log,
        library=library,
        painter=figure,
        person=home.pat,
        caregiver=home.ana,
        settings=SimpleNamespace(paper="a4"),
        prompts=Prompts(),
        clocks=SimpleNamespace(wall=lambda: NOW, steady=lambda: 0.0),
        now=lambda: NOW,
        today=lambda: TODAY,
        did=lambda action: action() is not None,
        refresh_person=lambda: None,
    )
    page = CarePage(context, window)
    window.add_screen("page", page.make_screen, Frame.PLACES)
    page.show()
    return SimpleNamespace(page=page, context=context)


def test_the_file_has_no_name_in_its_name_and_is_in_the_series(care_page, log, home, tmp_path):
    """The name that is offered for the file says nothing of anybody; once saved, it is listed."""
    prompts = Prompts(tmp_path / "page.pdf")
    care_page.context.prompts = prompts
    care_page.page.save()

    (suggested,) = prompts.suggested
    assert suggested.name == f"care-team-page-{TODAY.isoformat()}.pdf"
    assert prompts.path.stat().st_mode & 0o077 == 0, "only its owner can read it"
    (sent,) = log.pages.of(home.pat.id)
    assert (sent.way, sent.zone_numbers) == ("saved", (1,))
    assert "Family or aide record" in sent.text


def test_the_page_says_only_what_is_known_of_it(care_page, tmp_path):
    """A page that was saved is said to be saved as a file, and where: no more is known."""
    care_page.context.prompts = Prompts(tmp_path / "page.pdf")
    care_page.page.save()
    row = care_page.page._screen._team._words
    assert "was saved as a file on 18 Nov" in row.text()
    assert str(tmp_path) in care_page.page._screen._done.accessibleName()


@pytest.mark.parametrize("answer", ["add", "without", None])
def test_a_question_half_written_is_pointed_out_first(care_page, log, home, tmp_path, answer):
    """Before a page is made, a question that is not on it is named: add it, leave it, go back."""
    screen = care_page.page._screen
    screen._questions._field.setText("May I use lavender oil?")
    prompts = care_page.context.prompts = Prompts(tmp_path / "page.pdf", answer=answer)
    care_page.page.save()

    assert "May I use lavender oil?" in prompts.told[0]
    sent = log.pages.of(home.pat.id)
    assert len(sent) == (answer is not None)
    assert [("lavender" in one.text) for one in sent] == ([answer == "add"] if answer else [])
    assert screen.begun_question == ("" if answer == "add" else "May I use lavender oil?")
    assert bool(screen._questions._field.fault.text()) == (answer is None)


@pytest.mark.parametrize("place", ["gone", "read-only", "folder", "full"])
def test_a_page_that_cannot_be_saved_is_told_and_not_listed(
    care_page, log, home, tmp_path, monkeypatch, place
):
    """No folder, no right to write, a folder of that name, or no room: a sentence, and no page."""
    target = tmp_path / "there" / "page.pdf"
    if place != "gone":
        target.parent.mkdir()
    if place == "folder":
        target.mkdir()
    if place in ("full", "read-only"):
        number, words = (28, "No space left on device") if place == "full" else (30, "Read-only")

        def refuse(*_args, **_more):
            raise OSError(number, words)

        monkeypatch.setattr(paper_module.os, "fsync", refuse)
    prompts = care_page.context.prompts = Prompts(target)
    care_page.page.save()

    assert "could not be saved there" in prompts.told[0]
    assert log.pages.of(home.pat.id) == ()
    if place != "gone":
        assert [one.name for one in target.parent.iterdir()] in ([], ["page.pdf"])


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_vanished_or_has_small_paper_is_told(care_page, log, home, tmp_path):
    """A printer that takes nothing, and paper too small to be read, are told; none is listed."""
    gone = QPrinter(QPrinter.PrinterMode.HighResolution)
    gone.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    gone.setOutputFileName(str(tmp_path / "no folder" / "printed.pdf"))
    gone.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    small = QPrinter(QPrinter.PrinterMode.HighResolution)
    small.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    small.setOutputFileName(str(tmp_path / "printed.pdf"))
    small.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    for printer, words in ((gone, "The printer took nothing"), (small, "paper is too small")):
        prompts = care_page.context.prompts = Prompts(printer=printer)
        care_page.page.print_it()
        assert words in prompts.told[0]
    assert log.pages.of(home.pat.id) == ()
    assert not (tmp_path / "printed.pdf").exists()
