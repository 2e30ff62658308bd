# SPDX-License-Identifier: GPL-3.0-or-later
"""The Stop sheet: what is going on, what to do now, and whom to call."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caregiver_guide.services.stop_view import StopReason, StopView
from caregiver_guide.ui.widgets.announce import announce
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.choice_card import ChoiceCard, ChoiceGroup
from caregiver_guide.ui.widgets.flow_layout import SplitLayout
from caregiver_guide.ui.widgets.painted import digit_of
from caregiver_guide.ui.widgets.panel import IconMark, Notice, NoticeKind, Panel
from caregiver_guide.ui.widgets.sheet import Sheet
from caregiver_guide.ui.widgets.text import Heading, Text

_KINDS: Final[dict[str, NoticeKind]] = {
    "emergency": "stop",
    "call-now": "stop",
    "call-today": "caution",
    "none": "tint",
}


class StopSheet(Sheet):
    """Lies over the step player once Stop was pressed; it opens without asking anything first.

    Digits choose a reason, Enter on a chosen one ends the massage; Esc and Space do nothing, so
    that the sheet is not lost by accident. Where the chosen reason forbids it, "Go back to the
    massage" is not there.

    Signals:
        end_requested: End for today; carries the id of the reason, or "" where none was chosen.
        go_back_requested: The massage shall go on after all.
    """

    end_requested = Signal(str)
    go_back_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent)
        self.setAccessibleName(self.tr("Stopped"))
        self._view: StopView | None = None
        self._title = Heading("", 1)
        self._question = Text(self.tr("What is going on? Stopping is good care."), "lead")
        self._reasons = ChoiceGroup(
            self.tr("What is going on?"), min_card_width=230, max_columns=2, gap=8
        )
        self._reasons.choice_made.connect(self._show_reason)
        self._advice = Notice("tint")
        self._say = Notice("info", icon="phone")
        self._say.hide()
        self._end = ActionButton(
            self.tr("End for today and log it"),
            icon="arrow-right",
            kind="primary",
            size="big",
            icon_at="end",
        )
        self._end.clicked.connect(self._ask_end)
        self._go_back = ActionButton(self.tr("Go back to the massage"), size="big")
        self._go_back.clicked.connect(self.go_back_requested)
        for button in (self._end, self._go_back):
            button.installEventFilter(self)
        self._lay_out()

    def show_stop(self, view: StopView) -> None:
        """Prepare the sheet for a person, before it is needed, so that it then opens at once."""
        self._view = view
        self._title.setText(view.title)
        self._reasons.clear()
        for reason in view.reasons:
            card = ChoiceCard(reason.id, reason.text, icon=reason.icon, compact=True)
            card.installEventFilter(self)
            self._reasons.add(card)
        self._show_help(view)
        self._show_reason("")

    def tell(self, view: StopView) -> None:
        """Take over what to say on the telephone now; the reasons stay as they were prepared."""
        self._view = view

    def open(self) -> None:
        """Show the sheet with no reason chosen."""
        self._reasons.choose(None)
        self._show_reason("")
        super().open()
        # Enter ends the massage; the reason is one digit or one press away.
        self._end.setFocus(Qt.FocusReason.OtherFocusReason)
        self.page.scroll_to_top()
        announce(self, self._title.text(), urgent=True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep Space from pressing anything here; a hand on the keyboard is no answer."""
        # The step player is watched too, for its size; there Space is Pause.
        is_here = isinstance(watched, QWidget) and self.isAncestorOf(watched)
        if is_here and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let digits choose a reason from anywhere on the sheet."""
        number = digit_of(event)
        if number is not None and not event.isAutoRepeat():
            # 0 is the tenth, as on the keyboard; the last and mildest reason has no digit.
            self._reasons.pick_number(number or 10)
        super().keyPressEvent(event)

    def _lay_out(self) -> None:
        mark = IconMark("stop", "stop", 40)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._title)
        words.addWidget(self._question)
        head.addLayout(words, 1)
        self.page.body.addLayout(head)

        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._advice)
        column.addWidget(self._say)
        column.addWidget(self._reasons)
        column.addStretch()
        self._help = Panel("stop", 16)
        self._help.body.setSpacing(8)
        split = SplitLayout((420, 300), share=0.64)
        split.addWidget(left)
        split.addWidget(self._help)
        self.page.body.addLayout(split)
        self.page.body.addStretch()
        self.page.footer_start(self._go_back)
        self.page.footer_end(self._end)

    def _show_help(self, view: StopView) -> None:
        """Fill the panel that says when to call for help, and the numbers."""
        body = self._help.body
        while (item := body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        body.addWidget(_line("phone", Heading(self.tr("Call for help now"), 2)))
        numbers = Panel("outline", 12)
        numbers.body.setSpacing(2)
        numbers.body.addWidget(Text(self.tr("Emergency"), "body", "quiet"))
        numbers.body.addWidget(Text(view.emergency, "h2"))
        if not view.care_team:
            numbers.body.addWidget(Text(self.tr("Care team"), "body", "quiet"))
            numbers.body.addWidget(Text(view.no_number, "label"))
        for contact in view.care_team:
            numbers.body.addWidget(Text(contact.name or self.tr("Care team"), "body", "quiet"))
            numbers.body.addWidget(Text(contact.phone, "h2"))
        body.addWidget(numbers)
        for flag in view.red_flags:
            body.addWidget(_line("warning", Text(flag, "meta")))
        body.addWidget(Text(self.tr("Call first. Log it later."), "label"))
        body.addStretch()

    def _show_reason(self, reason_id: str) -> None:
        """Show the advice for a reason, and whether going on is possible."""
        if self._view is None:
            return
        reason = self._view.reason(reason_id or None)
        if reason is None:
            self._advice.setVisible(False)
            self._say.setVisible(False)
            self._go_back.setVisible(True)
            return
        self._show_advice(reason)
        self._go_back.setVisible(reason.may_go_on)
        self.page.scroll_to_top()

    def _show_advice(self, reason: StopReason) -> None:
        self._advice.set_notice_kind(_KINDS[reason.urgency])
        lines = [reason.advice]
        if self._view is not None and reason.urgency != "none":
            # Whom to call stands beside what to do, also where the panel of numbers is far below.
            lines += [
                self.tr("{who}: {number}").format(who=one.name, number=one.phone)
                for one in self._view.care_team
            ]
            lines.append(self.tr("Emergency: {number}").format(number=self._view.emergency))
        self._advice.show_notice(self.tr("Now"), "\n".join(lines))
        self._advice.setVisible(True)
        self._say.show_notice(self._view.say_title if self._view else "", reason.say)
        self._say.setVisible(bool(reason.say))
        announce(self, reason.advice, urgent=reason.urgency in {"emergency", "call-now"})

    def _ask_end(self) -> None:
        self.end_requested.emit(self._reasons.chosen or "")


def _line(icon: str, words: Text) -> QWidget:
    """Return words with an icon before them."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    row.addWidget(IconMark(icon, size=22), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words, 1)
    return line
