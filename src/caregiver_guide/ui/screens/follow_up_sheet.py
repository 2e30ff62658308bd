# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet "How has Pat been since the massage?": phrases to tick, and what each one asks for."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.services.follow_up import FollowUpChoice, FollowUpGiven, FollowUpView
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.check_row import CheckRow
from caregiver_guide.ui.widgets.clearing import clear_layout
from caregiver_guide.ui.widgets.fields import TextField
from caregiver_guide.ui.widgets.flow_layout import CardGrid
from caregiver_guide.ui.widgets.panel import Notice, Panel, PanelKind
from caregiver_guide.ui.widgets.sheet import Sheet
from caregiver_guide.ui.widgets.text import Heading, Text

_KINDS: Final[dict[str, PanelKind]] = {
    "emergency": "stop",
    "call-today": "caution",
    "fine": "ok",
}
_ORDER: Final = tuple(_KINDS)


class FollowUpSheet(Sheet):
    """The answers by what they mean, the gravest first; a tick opens what to do then.

    Saving with nothing ticked does nothing: that nobody knows is an answer of its own.

    Signals:
        answer_given: What was answered, a FollowUpGiven.
    """

    answer_given = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent, widest=960)
        self.setAccessibleName(self.tr("How did it go?"))
        self._view: FollowUpView | None = None
        self._boxes: dict[str, CheckRow] = {}
        self._advice: dict[str, Panel] = {}
        self._title = Heading("", 1)
        self._look = Text("", "body", "quiet")
        self._groups = QVBoxLayout()
        self._groups.setSpacing(10)
        self._no_massage = Notice("caution", icon="stop")
        self._opened = QVBoxLayout()
        self._opened.setSpacing(12)
        self._done = TextField(self.tr("What did you do?"))
        cancel = ActionButton(self.tr("Cancel"), kind="plain")
        cancel.clicked.connect(self.close_sheet)
        self._unknown = ActionButton("", kind="plain")
        self._unknown.clicked.connect(self._give_unknown)
        self._save = ActionButton(
            self.tr("Write it down"), icon="check", kind="primary", size="big"
        )
        self._save.clicked.connect(self._give)

        body = self.page.body
        body.addWidget(self._title)
        body.addWidget(self._look)
        body.addLayout(self._groups)
        body.addWidget(self._no_massage)
        body.addLayout(self._opened)
        body.addWidget(self._done)
        body.addStretch()
        self.page.footer_start(cancel, back=True)
        self.page.footer_start(self._unknown)
        self.page.footer_end(self._save)
        self.set_dismissable(True)
        self.dismiss_requested.connect(self.close_sheet)

    def show_follow_up(self, view: FollowUpView) -> None:
        """Open the sheet, with nothing ticked."""
        self._view = view
        self._title.setText(view.title)
        self._look.setText(view.look)
        self._unknown.setText(view.not_known)
        self._done.setText("")
        clear_layout(self._groups)
        clear_layout(self._opened)
        self._boxes, self._advice = {}, {}
        for group in view.groups:
            self._groups.addWidget(Heading(group.title, 3))
            rows = QWidget()
            grid = CardGrid(260, 3, 10, rows)
            tone = "normal" if group.result == "fine" else "caution"
            for choice in group.choices:
                box = CheckRow(choice.text, tone="caution" if tone == "caution" else "normal")
                box.toggled.connect(lambda on, one=choice: self._toggle(one, on))
                self._boxes[choice.id] = box
                grid.addWidget(box)
            self._groups.addWidget(rows)
        self._show_state()
        self.open()

    @property
    def ticked(self) -> tuple[str, ...]:
        """Return the answers that are ticked, in their order."""
        return tuple(key for key, box in self._boxes.items() if box.isChecked())

    def _toggle(self, choice: FollowUpChoice, on: bool) -> None:
        view = self._view
        if view is None:
            return
        if on:
            self._untick_others(choice)
            panel = self._advice_panel(choice, view)
            ranks = [_ORDER.index(view.choice(key).result) for key in self._advice]
            place = sum(rank <= _ORDER.index(choice.result) for rank in ranks)
            self._advice[choice.id] = panel
            self._opened.insertWidget(place, panel)
            # What to do must be seen; where it stands is known once the page is laid out again.
            QTimer.singleShot(0, panel, lambda: self.page.show_widget(panel))
        else:
            gone = self._advice.pop(choice.id, None)
            if gone is not None:
                self._opened.removeWidget(gone)
                gone.hide()
                gone.deleteLater()
        self._show_state()

    def _untick_others(self, choice: FollowUpChoice) -> None:
        """Take "fine" back where something else is ticked, and the other way round."""
        view = self._view
        if view is None:
            return
        for key, box in self._boxes.items():
            is_other = (view.choice(key).result == "fine") != (choice.result == "fine")
            if box.isChecked() and is_other:
                box.setChecked(False)

    def _advice_panel(self, choice: FollowUpChoice, view: FollowUpView) -> Panel:
        panel = Panel(_KINDS[choice.result], 18)
        panel.body.addWidget(Text(choice.text, "h3"))
        panel.body.addWidget(Text(choice.advice, "body"))
        if choice.result != "fine":
            for number in view.numbers:
                panel.body.addWidget(Text(number, "label"))
        if choice.say:
            panel.body.addWidget(Text(view.say_title, "label"))
            panel.body.addWidget(Text(choice.say, "body"))
        return panel

    def _show_state(self) -> None:
        view, ticked = self._view, self.ticked
        if view is None:
            return
        is_serious = any(view.choice(key).result != "fine" for key in ticked)
        self._done.setVisible(is_serious)
        self._save.setEnabled(bool(ticked))
        self._no_massage.show_notice(view.no_massage, "")
        self._no_massage.setVisible(is_serious)

    def _give(self) -> None:
        if self._view is not None and self.ticked:
            given = FollowUpGiven(self._view.session, self.ticked, self._done.text())
            self.answer_given.emit(given)

    def _give_unknown(self) -> None:
        if self._view is not None:
            self.answer_given.emit(FollowUpGiven(self._view.session))
