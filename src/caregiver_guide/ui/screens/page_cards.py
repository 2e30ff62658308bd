# SPDX-License-Identifier: GPL-3.0-or-later
"""What is chosen about the care-team page, what the person wishes, and which pages were made."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.domain.session import PageSent
from caregiver_guide.report.facts import PageOptions
from caregiver_guide.report.page_view import PageView
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.check_row import Switch
from caregiver_guide.ui.widgets.clearing import clear_layout
from caregiver_guide.ui.widgets.day_words import clock_time, short_day
from caregiver_guide.ui.widgets.fields import TextField
from caregiver_guide.ui.widgets.panel import Panel
from caregiver_guide.ui.widgets.pill_row import PillRow
from caregiver_guide.ui.widgets.sheet import Sheet
from caregiver_guide.ui.widgets.text import Heading, Text

_LISTED: Final = 5


class OptionsCard(Panel):
    """What is on the page, how large its words are, its language, and the paper.

    Signals:
        options_chosen: What is on the page, a PageOptions.
        paper_chosen: The paper, "a4" or "letter".
    """

    options_chosen = Signal(object)
    paper_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._options = PageOptions()
        self._languages: tuple[tuple[str, str], ...] = ()
        self.name = Switch(self.tr("The name"), self.tr("Off: only initials, and no birth date"))
        self.birth = Switch(self.tr("The birth date"))
        self._parts = {
            "shows_figure": Switch(self.tr("The body map")),
            "shows_marks": Switch(self.tr("Marked places")),
            "shows_conditions": Switch(self.tr("Conditions and what is allowed")),
            "shows_scores": Switch(self.tr("Scores before and after")),
            "shows_reactions": Switch(self.tr("Reactions")),
            "shows_days": Switch(self.tr("Day by day")),
            "shows_manner": Switch(self.tr("How it is given")),
            "shows_notes": Switch(self.tr("Notes and likes")),
            "shows_questions": Switch(self.tr("Questions")),
        }
        self._size = PillRow(
            self.tr("Size of the words"),
            (
                ("usual", self.tr("One page")),
                ("large", self.tr("Large print, two pages")),
            ),
        )
        self._size.choice_made.connect(
            lambda size: self._choose(replace(self._options, is_large=size == "large"))
        )
        self._language = PillRow(self.tr("Language"))
        self._language.choice_made.connect(
            lambda language: self._choose(replace(self._options, language=language))
        )
        self._language_label = Text(self.tr("Language"), "label")
        self._paper = PillRow(
            self.tr("Paper"), (("a4", self.tr("A4")), ("letter", self.tr("US Letter")))
        )
        self._paper.choice_made.connect(self.paper_chosen)
        self.body.addWidget(Heading(self.tr("What is on it?"), 2))
        for switch in (self.name, self.birth, *self._parts.values()):
            switch.toggled.connect(lambda _on: self._choose_parts())
            self.body.addWidget(switch)
        note = self.tr("What is left out keeps its place, and the page says so.")
        self.body.addWidget(Text(note, "body", "quiet"))
        for label, row in (
            (Text(self.tr("Size of the words"), "label"), self._size),
            (self._language_label, self._language),
            (Text(self.tr("Paper"), "label"), self._paper),
        ):
            self.body.addWidget(label)
            self.body.addWidget(row)

    def show_options(self, view: PageView) -> None:
        """Show what is chosen."""
        self._options = view.options
        shown = {one: getattr(view.options, part) for part, one in self._parts.items()}
        shown[self.name] = view.options.shows_name
        shown[self.birth] = view.options.shows_name and view.options.shows_birth_date
        for switch, on in shown.items():
            blocked = switch.blockSignals(True)
            switch.setChecked(on)
            switch.blockSignals(blocked)
        self.birth.setEnabled(view.options.shows_name)
        self._size.choose("large" if view.options.is_large else "usual")
        has_choice = len(view.languages) > 1
        if self._languages != view.languages:
            self._languages = view.languages
            self._language.set_options(view.languages)
        self._language.choose(view.options.language)
        for widget in (self._language, self._language_label):
            widget.setVisible(has_choice)
        self._paper.choose(view.paper)

    def _choose_parts(self) -> None:
        # Without a name there is no birth date either; the caregiver's wish for later is kept.
        birth = (
            self.birth.isChecked() if self._options.shows_name else self._options.shows_birth_date
        )
        parts = {part: switch.isChecked() for part, switch in self._parts.items()}
        changed = replace(self._options, **parts)  # type: ignore[arg-type]  # by name
        self._choose(replace(changed, shows_name=self.name.isChecked(), shows_birth_date=birth))

    def _choose(self, options: PageOptions) -> None:
        self._options = options
        self.options_chosen.emit(options)


class WishesCard(Panel):
    """What the person likes, and how they say stop: both stand on the page.

    Signals:
        wishes_given: What they like, and how they say stop.
    """

    wishes_given = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._kept: tuple[str, str, str] | None = None
        self._heading = Heading("", 2)
        self._stop = TextField("")
        self._likes = TextField("")
        self._save = ActionButton(self.tr("Save the wishes"), icon="check", kind="plain")
        self._save.clicked.connect(self._give)
        for field in (self._stop, self._likes):
            field.submitted.connect(self._give)
        for widget in (self._heading, self._stop, self._likes):
            self.body.addWidget(widget)
        self.body.addWidget(self._save, 0, Qt.AlignmentFlag.AlignLeft)

    def show_wishes(self, view: PageView) -> None:
        """Show what is known of the person's wishes; words that nobody saved yet stay."""
        self._heading.setText(self.tr("{name}’s wishes").format(name=view.person_name))
        self._stop.set_label(self.tr("How does {name} say stop?").format(name=view.person_name))
        self._likes.set_label(self.tr("What does {name} like?").format(name=view.person_name))
        kept = (view.person, view.says_stop, view.likes)
        if kept != self._kept:
            self._kept = kept
            self._stop.setText(view.says_stop)
            self._likes.setText(view.likes)
        self.setVisible(view.may_write)

    def _give(self) -> None:
        self.wishes_given.emit(self._likes.text(), self._stop.text())


class SentCard(Panel):
    """The pages printed, saved or copied, the newest first; each can be read again."""

    def __init__(self) -> None:
        super().__init__()
        self._sheet: SentSheet | None = None
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self._more = Text("", "body", "quiet")
        self.body.addWidget(Heading(self.tr("Pages made before"), 2))
        self.body.addLayout(self._list)
        self.body.addWidget(self._more)

    def show_pages(self, view: PageView) -> None:
        """Show the pages of a person; without any, nothing."""
        clear_layout(self._list)
        for page in view.sent[:_LISTED]:
            self._list.addWidget(self._row(page))
        left = len(view.sent) - _LISTED
        self._more.setText(self.tr("And {count} older ones.").format(count=left))
        self._more.setVisible(left > 0)
        self.setVisible(bool(view.sent))

    def _row(self, page: PageSent) -> QWidget:
        row = Panel("outline", 14)
        row.body.setSpacing(6)
        row.body.addWidget(Text(self._when(page), "body"))
        days = self.tr("About {first} to {last}")
        first, last = short_day(page.first_day), short_day(page.last_day)
        row.body.addWidget(Text(days.format(first=first, last=last), "meta", "quiet"))
        if page.text:
            read = ActionButton(self.tr("Read it"), icon="note", kind="quiet", size="small")
            read.setAccessibleDescription(self._when(page))
            read.clicked.connect(lambda: self._open(page))
            row.body.addWidget(read, 0, Qt.AlignmentFlag.AlignLeft)
        return row

    def _when(self, page: PageSent) -> str:
        words = {
            "printed": self.tr("Printed on {day}, {time}"),
            "saved": self.tr("Saved as a file on {day}, {time}"),
            "copied": self.tr("Copied as text on {day}, {time}"),
        }
        day, time = short_day(page.happened.day), clock_time(page.happened.local)
        return words[page.way].format(day=day, time=time)

    def _open(self, page: PageSent) -> None:
        if self._sheet is None:
            self._sheet = SentSheet(self.window())
        self._sheet.show_text(self._when(page), page.text)


class SentSheet(Sheet):
    """The words of a page that was printed, saved or copied, as they were then."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(self.tr("A page made before"), parent, 900)
        self.setProperty("overlay", True)
        self.set_dismissable(True)
        self.dismiss_requested.connect(self.close_sheet)
        self._title = Heading("", 1)
        self._text = Text("", "body")
        close = ActionButton(self.tr("Close"), kind="primary", size="big")
        close.clicked.connect(self.close_sheet)
        self.page.body.addWidget(self._title)
        self.page.body.addWidget(self._text)
        self.page.body.addStretch()
        self.page.footer_end(close)

    def show_text(self, title: str, text: str) -> None:
        """Open with the words of one page."""
        self._title.setText(title)
        self._text.setText(text)
        self.open()
