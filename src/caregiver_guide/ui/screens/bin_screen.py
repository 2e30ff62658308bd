# SPDX-License-Identifier: GPL-3.0-or-later
"""What was taken away in the last thirty days, what was changed, and every entry there is."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.services.bin_view import BinLine, BinView
from caregiver_guide.services.entries import Entry
from caregiver_guide.ui.entry_words import EntryWords
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.clearing import clear_layout
from caregiver_guide.ui.widgets.flow_layout import row_of
from caregiver_guide.ui.widgets.panel import Panel
from caregiver_guide.ui.widgets.pill_row import PillRow
from caregiver_guide.ui.widgets.scroll_page import ScrollPage
from caregiver_guide.ui.widgets.table_list import ListRow, TableList
from caregiver_guide.ui.widgets.text import Heading, Text


class BinScreen(QWidget):
    """The bin of one person, with one press to put something back; and all entries, to open.

    Signals:
        put_back_requested: An entry is to be put back, by id.
        entry_opened: An entry is to be shown with its versions, by id.
        removal_requested: An entry is to be taken away, by id: Delete was pressed on it.
        wanted_chosen: What is to be listed: "bin", "changed" or "all".
        more_requested: More of the same list are to be shown.
        back_requested: Back to where the caregiver came from.
    """

    put_back_requested = Signal(str)
    entry_opened = Signal(str)
    removal_requested = Signal(str)
    wanted_chosen = Signal(str)
    more_requested = Signal()
    back_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = EntryWords(self)
        self._title = Heading("", 1)
        self._hint = Text("", "body", "quiet")
        self._wanted = PillRow(
            self.tr("What do you want to see?"),
            (
                ("bin", self.tr("Taken away")),
                ("changed", self.tr("Changed")),
                ("all", self.tr("All entries")),
            ),
        )
        self._wanted.choice_made.connect(self.wanted_chosen)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        self._empty = Text("", "body", "quiet")
        self._list = TableList(self.tr("Entries, the newest first"))
        self._list.set_full_height(True)
        self._list.row_activated.connect(self.entry_opened)
        self._list.remove_requested.connect(self.removal_requested)
        self._list_card = Panel("card", 10)
        self._list_card.body.addWidget(self._list)
        self._count = Text("", "body", "quiet")
        self._more = ActionButton(self.tr("Show more"), icon="list", kind="secondary")
        self._more.clicked.connect(self.more_requested)
        self._back = ActionButton(self.tr("Back"), icon="arrow-left", kind="plain")
        self._back.clicked.connect(self.back_requested)

        self._page = ScrollPage()
        body = self._page.body
        for widget in (self._title, self._hint, self._wanted, self._empty):
            body.addWidget(widget)
        body.addLayout(self._cards)
        body.addWidget(self._list_card)
        body.addWidget(self._count)
        body.addLayout(row_of(self._more))
        body.addStretch(1)
        self._page.footer_start(self._back, back=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._page)

    def show_bin(self, view: BinView) -> None:
        """Show what was taken away, or the entries that were asked for."""
        name = view.person_name
        title = self.tr("What was written about {name}").format(name=name)
        self._title.setText(title if view.massage is None else self._words.title(view.massage))
        self._hint.setText(self._hint_words(view))
        self._wanted.choose(view.wanted)
        clear_layout(self._cards)
        for line in view.bin:
            self._cards.addWidget(self._card(line, view))
        is_empty = not view.bin if view.wanted == "bin" else not view.entries
        self._empty.setText(self._empty_words(view))
        self._empty.setVisible(is_empty)
        is_changed = view.wanted == "changed"
        self._list.show_rows([self._row(entry, is_changed=is_changed) for entry in view.entries])
        self._list_card.setVisible(bool(view.entries))
        more = self.tr("Only the newest {count} are listed here.")
        self._count.setText(more.format(count=len(view.entries)))
        self._count.setVisible(view.has_more)
        if self._more.hasFocus() and not view.has_more:
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._more.setVisible(view.has_more)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at what is listed."""
        super().showEvent(event)
        pills = self._wanted.pills
        chosen: QWidget = next((pill for pill in pills if pill.isChecked()), self._list)
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)
        self._page.scroll_to_top()

    def _hint_words(self, view: BinView) -> str:
        return {
            "bin": self.tr(
                "What you take away is listed here for 30 days. After that it is not shown any "
                "more. The log still keeps it: nothing is ever lost."
            ),
            "changed": self.tr("Open one to read what it said before, who changed it, and why."),
        }.get(
            view.wanted,
            self.tr("Open one to read who wrote it and when, to change it, or take it away."),
        )

    def _empty_words(self, view: BinView) -> str:
        return {
            "bin": self.tr("Nothing was taken away in the last 30 days."),
            "changed": self.tr("Nothing was changed yet."),
        }.get(view.wanted, self.tr("Nothing is written yet."))

    def _card(self, line: BinLine, view: BinView) -> Panel:
        panel = Panel("card", 16)
        panel.body.setSpacing(6)
        title = self._words.what(line.entry)
        panel.body.addWidget(Heading(title, 3))
        by = (
            self.tr("Taken away by {name} on {when}")
            if line.by
            else self.tr("Taken away on {when}")
        )
        if line.entry.is_moved:
            by = self.tr("Moved by {name} on {when}") if line.by else self.tr("Moved on {when}")
        words = by.format(name=line.by, when=self._words.moment(line.taken))
        if line.why:
            told = self.tr("{words}: {why}.")
            words = told.format(words=words, why=self._words.why(line.why).rstrip("."))
        else:
            words = self.tr("{words}.").format(words=words)
        panel.body.addWidget(Text(words, "body"))
        panel.body.addWidget(Text(self._after_words(line), "body", "quiet"))
        buttons: list[QWidget] = []
        if line.may_put_back:
            back = ActionButton(self.tr("Put back"), icon="undo", kind="secondary", size="small")
            back.setAccessibleDescription(title)
            back.setEnabled(view.may_write)
            back.clicked.connect(lambda: self.put_back_requested.emit(line.entry.id))
            buttons.append(back)
        look = ActionButton(self.tr("What it said"), icon="list", kind="quiet", size="small")
        look.setAccessibleDescription(title)
        look.clicked.connect(lambda: self.entry_opened.emit(line.entry.id))
        if line.entry.is_moved:
            look.hide()
        buttons.append(look)
        panel.body.addLayout(row_of(*buttons))
        return panel

    def _after_words(self, line: BinLine) -> str:
        """Say for how long it is listed, and what putting it back would do."""
        days = (
            self.tr("It is listed for 1 day more.")
            if line.days_left == 1
            else self.tr("It is listed for {count} days more.").format(count=line.days_left)
        )
        then = {
            "zone": self.tr("When you put it back, hands keep away from it at once."),
            "condition": self.tr("When you put it back, it counts in every massage at once."),
            "clearance": self.tr("When you put it back, it is allowed again."),
            "session": self.tr("When you put it back, all that was said about it comes back, too."),
        }.get(line.entry.kind, "")
        if not line.may_put_back:
            then = self.tr("It stands with the right person now. It can be moved back from there.")
        return f"{days} {then}".strip()

    def _row(self, entry: Entry, *, is_changed: bool) -> ListRow:
        if is_changed:
            # What is asked for is who changed it and when: the list goes by that.
            words = self.tr("Changed by {name}") if entry.written_by else self.tr("Changed")
            who = words.format(name=entry.written_by)
            title = self._words.what(entry)
            return ListRow(entry.id, title, who, meta=self._words.moment(entry.written))
        changed = self.tr("Changed") if entry.version > 1 and entry.kind != "session" else ""
        who = ""
        if entry.written_by:
            who = self.tr("Written by {name}").format(name=entry.written_by)
        detail = " · ".join(part for part in (entry.massage, who) if part and part != entry.title)
        return ListRow(
            key=entry.id,
            title=self._words.what(entry),
            detail=detail,
            meta=self._words.moment(entry.happened),
            chip=(changed, "neutral") if changed else None,
        )
