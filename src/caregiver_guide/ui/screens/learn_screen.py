# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages to read: a list with a search, and one page at a time."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from caregiver_guide.services.learn import (
    LICENCES,
    SOURCES,
    Article,
    ArticlePart,
    LearnView,
    SourceLine,
    find_articles,
)
from caregiver_guide.ui.widgets.announce import announce
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.clearing import clear_layout
from caregiver_guide.ui.widgets.fields import TextField
from caregiver_guide.ui.widgets.flow_layout import row_of
from caregiver_guide.ui.widgets.panel import Notice, Panel
from caregiver_guide.ui.widgets.scroll_page import ScrollPage
from caregiver_guide.ui.widgets.table_list import ListRow, TableList
from caregiver_guide.ui.widgets.text import Heading, Text

_ABOUT = "about-this-app"


class LearnScreen(QWidget):
    """What there is to read, and the page that is read.

    Keys: "/" goes to the search, Space turns on, Esc or Alt+Left goes back to the list.

    Signals:
        practice_requested: The caregiver wants to try a massage with a pretend person.
    """

    practice_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: LearnView | None = None
        self._articles: tuple[Article, ...] = ()
        self._list = _ListPage()
        self._list.article_chosen.connect(self.open_article)
        self._list.practice_requested.connect(self.practice_requested)
        self._reading = _ArticlePage()
        self._reading.back_requested.connect(self.show_list)
        self._reading.article_chosen.connect(self.open_article)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._reading)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    @property
    def shown_article(self) -> str:
        """Return the id of the page that is read, empty while the list is shown."""
        return self._reading.shown if self._stack.currentWidget() is self._reading else ""

    def show_learn(self, view: LearnView) -> None:
        """Show the list of all pages; one that was read is shown afresh in the same place."""
        if view == self._view:
            return
        self._view = view
        titles = {SOURCES: self.tr("Sources"), LICENCES: self.tr("Version and licences")}
        summaries = {
            SOURCES: self.tr("Where everything is from, and how far it was checked."),
            LICENCES: self.tr("What the app is made of, and on what terms."),
        }
        self._articles = tuple(
            replace(one, title=titles[one.id], summary=summaries[one.id])
            if one.id in titles
            else one
            for one in view.articles
        )
        self._list.show_articles(self._articles)
        if self.shown_article:
            self.open_article(self.shown_article)

    def open_article(self, name: str) -> None:
        """Show one page; an unknown one leaves the list."""
        article = next((one for one in self._articles if one.id == name), None)
        if article is None or self._view is None:
            return
        self._reading.show_article(article, self._view)
        self._stack.setCurrentWidget(self._reading)
        self._reading.take_focus()
        announce(self, article.title)

    def show_list(self) -> None:
        """Go back to the list, to the page that was read."""
        self._stack.setCurrentWidget(self._list)
        self._list.take_focus(self._reading.shown)

    def take_focus(self) -> None:
        """Put the keyboard on the list, or on the page that is read."""
        if self.shown_article:
            self._reading.take_focus()
        else:
            self._list.take_focus("")

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard where it is of use."""
        super().showEvent(event)
        self.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the search with "/", back with Esc."""
        if event.key() == Qt.Key.Key_Slash:
            self._stack.setCurrentWidget(self._list)
            self._list.start_search()
        elif event.key() == Qt.Key.Key_Escape and self.shown_article:
            self.show_list()
        else:
            super().keyPressEvent(event)


class _ListPage(ScrollPage):
    """The search and the list of pages."""

    article_chosen = Signal(str)
    practice_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._practice = ActionButton(
            self.tr("Try a practice run"), icon="eye", kind="quiet", size="small"
        )
        self._practice.clicked.connect(self.practice_requested)
        self._articles: tuple[Article, ...] = ()
        self._search = TextField(self.tr("Search"))
        self._search.edited.connect(lambda _words: self._find())
        self._search.submitted.connect(self._open_first)
        self._none = Text(self.tr("No match. Try “heel” or “lotion”."), "body", "quiet")
        self._none.hide()
        self._rows = TableList(self.tr("Pages to read"))
        self._rows.set_full_height(True)
        self._rows.row_activated.connect(self.article_chosen)
        card = Panel("card", 14)
        card.body.addWidget(self._rows)
        card.body.addWidget(self._none)
        self.body.addWidget(Heading(self.tr("Learn"), 1))
        self.body.addWidget(self._search)
        self.body.addLayout(row_of(self._practice))
        self.body.addWidget(card)
        self.body.addStretch(1)

    def show_articles(self, articles: tuple[Article, ...]) -> None:
        """Show pages to choose from."""
        self._articles = articles
        self._find()

    def start_search(self) -> None:
        """Put the keyboard into the search."""
        self.scroll_to_top()
        self._search.line_edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.line_edit.selectAll()

    def take_focus(self, name: str) -> None:
        """Put the keyboard on a page of the list."""
        self._rows.choose(name or (self._articles[0].id if self._articles else None))
        self._rows.setFocus(Qt.FocusReason.OtherFocusReason)
        if name:
            self._rows.show_chosen()

    def _find(self) -> None:
        found = find_articles(self._articles, self._search.text())
        rows: list[ListRow] = []
        group = ""
        for one in found:
            # What was searched for comes first, so that groups would be torn apart.
            if one.group != group and not self._search.text().strip():
                group = one.group
                rows.append(ListRow("", group, is_heading=True))
            rows.append(ListRow(one.id, one.title, one.summary, under=one.group))
        self._rows.show_rows(rows)
        self._none.setVisible(not found)

    def _open_first(self) -> None:
        if self._search.text() and self._rows.rows:
            self.article_chosen.emit(self._rows.rows[0].key)


class _ArticlePage(ScrollPage):
    """One page to read."""

    back_requested = Signal()
    article_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.shown = ""
        self._back = ActionButton(self.tr("All pages"), icon="arrow-left", kind="plain")
        self._back.clicked.connect(self.back_requested)
        self._title = Heading("", 1)
        self._summary = Text("", "lead", "quiet")
        self._parts = QVBoxLayout()
        self._parts.setSpacing(16)
        self.body.addWidget(self._title)
        self.body.addWidget(self._summary)
        self.body.addLayout(self._parts)
        self.body.addStretch(1)
        self.footer_start(self._back, back=True)

    def show_article(self, article: Article, view: LearnView) -> None:
        """Show a page from its beginning."""
        is_other = article.id != self.shown
        self.shown = article.id
        self._title.setText(article.title)
        self._summary.setText(article.summary)
        clear_layout(self._parts)
        for part in article.parts:
            self._parts.addWidget(self._part(part))
        if article.sources:
            self._parts.addWidget(self._sources(article.sources))
        elif article.components:
            self._add_components(article, view)
        elif article.parts:
            self._add_links(article)
        if is_other:
            self.scroll_to_top()

    def take_focus(self) -> None:
        """Put the keyboard on the way back; Space and the arrows still scroll."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn on with Space."""
        if event.key() == Qt.Key.Key_Space:
            bar = self.area.verticalScrollBar()
            bar.setValue(bar.value() + bar.pageStep())
        else:
            super().keyPressEvent(event)

    def _part(self, part: ArticlePart) -> QWidget:
        card = Panel()
        card.body.setSpacing(8)
        card.body.addWidget(Heading(part.heading, 2))
        for line in part.lines:
            card.body.addWidget(Text(line, "body"))
        titles = "; ".join(source.title for source in part.sources)
        if titles:
            words = self.tr("From: {titles}. {checked}")
            # Nobody can open and read a rule of our own.
            is_own = all(source.is_own for source in part.sources)
            checked = "" if is_own else self._checked(part.seen)
            card.body.addSpacing(4)
            card.body.addWidget(
                Text(words.format(titles=titles, checked=checked).strip(), "meta", "quiet")
            )
        return card

    def _checked(self, seen: str) -> str:
        words = {
            "o": self.tr("Opened and read."),
            "o*": self.tr("Read in a copy or an extract only."),
            "m": self.tr("From memory; still to be opened and checked."),
        }
        return words.get(seen, "")

    def _sources(self, sources: tuple[SourceLine, ...]) -> QWidget:
        card = Panel("card", 14)
        rows = TableList(self.tr("Sources, by title"))
        rows.set_full_height(True)
        rows.show_rows(
            [
                ListRow(
                    key=str(place),
                    title=source.title,
                    detail=" · ".join(part for part in (source.where, source.kind) if part),
                    meta=self._checked(source.seen),
                    opens=False,
                )
                for place, source in enumerate(sources)
            ]
        )
        card.body.addWidget(rows)
        return card

    def _add_components(self, article: Article, view: LearnView) -> None:
        words = self.tr("Caregiver Guide {version}, rules {rules}")
        text = self.tr("No nurse or doctor has reviewed the rules yet.")
        version = words.format(version=view.version, rules=view.rules)
        self._parts.addWidget(Notice("info", version, text))
        for component in article.components:
            card = Panel()
            card.body.setSpacing(4)
            card.body.addWidget(Heading(component.name, 3))
            card.body.addWidget(Text(component.licence, "label", "quiet"))
            card.body.addWidget(Text(component.notice, "body"))
            self._parts.addWidget(card)

    def _add_links(self, article: Article) -> None:
        links = [(SOURCES, self.tr("See all sources"))]
        if article.id == _ABOUT:
            links.append((LICENCES, self.tr("Version and licences")))
        for name, words in links:
            button = ActionButton(words, icon="book", kind="quiet")
            button.clicked.connect(lambda _on=False, name=name: self.article_chosen.emit(name))
            self._parts.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
