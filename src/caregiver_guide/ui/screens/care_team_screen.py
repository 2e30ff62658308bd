# SPDX-License-Identifier: GPL-3.0-or-later
"""What did the care team say? One thing at a time, and at the end what it changes."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.figure.painter import FigurePainter
from caregiver_guide.services.care_team_record import TeamGiven
from caregiver_guide.services.care_team_view import TeamStepView, TeamSummaryView, TeamWhoView
from caregiver_guide.services.half_done import as_text, from_text
from caregiver_guide.ui.screens.care_team_forms import TeamStepForm, TeamSummary, TeamWhoForm
from caregiver_guide.ui.unsaved import HalfDone
from caregiver_guide.ui.widgets.announce import announce
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.painted import digit_of
from caregiver_guide.ui.widgets.scroll_page import ScrollPage

Part = Literal["who", "step", "summary"]


class CareTeamScreen(QWidget):
    """Walks the care team's answers. Whoever skips leaves a thing as it is.

    Keys: 1 to 3 choose, Enter goes on, Alt+Left goes back.

    Signals:
        source_named: Who said it and on which day, a TeamSource.
        answer_given: What was said about the thing now shown, a TeamGiven.
        skipped: Leave this thing as it is, and go on.
        went_back: Go to the thing before, or leave from the first.
        source_wanted: Ask again who said it.
        step_wanted: Show a thing again, by its key.
        more_said: Something else that they said, in words.
        finished: All is written down.
    """

    source_named = Signal(object)
    answer_given = Signal(object)
    skipped = Signal()
    went_back = Signal()
    source_wanted = Signal()
    step_wanted = Signal(str)
    more_said = Signal(str)
    finished = Signal()

    def __init__(self, figure: FigurePainter | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._part: Part = "who"
        self._step: TeamStepView | None = None
        self._kept: dict[str, TeamGiven] = {}
        self._who = TeamWhoForm()
        self._form = TeamStepForm(figure)
        self._form.changed.connect(self._show_buttons)
        self._form.source_wanted.connect(self.source_wanted)
        self._summary = TeamSummary()
        self._summary.more_said.connect(self.more_said)
        self._summary.step_wanted.connect(self.step_wanted)
        self._back = ActionButton(self.tr("Back"), icon="arrow-left", kind="plain")
        self._back.clicked.connect(self._go_back)
        self._skip = ActionButton(self.tr("Skip for now"), kind="plain")
        self._skip.clicked.connect(self._skip_step)
        self._open = ActionButton(self.tr("Not answered"), icon="question", kind="secondary")
        self._open.clicked.connect(lambda: self._give(TeamGiven("not-answered")))
        self._next = ActionButton("", kind="primary", size="big")
        self._next.clicked.connect(self._go_on)

        self._page = ScrollPage(margin=96)
        for part in (self._who, self._form, self._summary):
            self._page.body.addWidget(part)
        self._page.body.addStretch(1)
        self._page.footer_start(self._back, back=True)
        self._page.footer_start(self._skip)
        self._page.footer_end(self._open, primary=False)
        self._page.footer_end(self._next)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._page)

    def show_who(self, view: TeamWhoView) -> None:
        """Ask who said it and on which day."""
        self._keep_step()
        self._step = None
        self._who.show_who(view)
        self._next.setEnabled(bool(view.items))
        self._show_part("who")
        self._who.take_focus()

    def show_step(self, view: TeamStepView) -> None:
        """Ask about one thing."""
        self._step = view
        self._form.show_step(view, self._kept.get(_key(view)))
        self._show_part("step")
        # On no answer: the thing is to be read, and a held Enter must answer nothing.
        (self._form.field or self._page).setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self._form.title)

    def show_summary(self, view: TeamSummaryView) -> None:
        """Show what is written down, and what it changes."""
        self._keep_step()
        self._step = None
        self._summary.show_summary(view)
        self._show_part("summary")
        self._next.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_more_kept(self) -> None:
        """Say that what else they said is written down."""
        self._summary.show_kept()

    def forget_step(self) -> None:
        """Drop what was chosen for the thing now shown: it has been written."""
        if self._step is not None:
            self._kept.pop(_key(self._step), None)
            self._step = None

    def half_done(self) -> HalfDone | None:
        """Return what was chosen or written here, thing by thing, and is not in the log yet."""
        self._keep_step()
        return HalfDone(as_text(self._kept)) if self._kept else None

    def asks_about(self) -> str:
        """Return nothing: every thing is named in what is half done."""
        return ""

    def bring_back(self, body: str) -> None:
        """Show again what was chosen or written, where it is asked."""
        kept = from_text(body, dict[str, TeamGiven])
        if kept is None:
            return
        self._kept |= kept
        if self._step is not None and _key(self._step) in kept:
            self._form.show_step(self._step, kept[_key(self._step)])
            self._show_buttons()

    @property
    def part(self) -> Part:
        """Return which part is shown."""
        return self._part

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what is chosen and not written yet, for whoever comes back."""
        self._keep_step()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose an answer by its number."""
        number = digit_of(event)
        if self._part == "step" and number is not None and self._form.pick_number(number):
            return
        super().keyPressEvent(event)

    def _show_part(self, part: Part) -> None:
        self._part = part
        self._who.setVisible(part == "who")
        self._form.setVisible(part == "step")
        self._summary.setVisible(part == "summary")
        self._skip.setVisible(part == "step")
        self._open.setVisible(part == "step")
        self._show_buttons()
        self._page.scroll_to_top()

    def _show_buttons(self) -> None:
        """Let the main button say where it leads, and lead nowhere without an answer."""
        if self._part == "summary":
            self._next.setText(self.tr("Done"))
            self._next.set_icon("check")
            self._next.setEnabled(True)
            return
        given = self._form.given if self._part == "step" else None
        opens_map = given is not None and given.answer == "changed"
        self._next.setText(self.tr("Next: change it") if opens_map else self.tr("Next"))
        self._next.set_icon("")
        if self._part == "step":
            is_said = self._step is not None and self._step.item.answer is not None
            self._next.setEnabled(given is not None or is_said)

    def _keep_step(self) -> None:
        if self._step is None:
            return
        key, given = _key(self._step), self._form.given
        if given is None:
            self._kept.pop(key, None)
        else:
            self._kept[key] = given

    def _give(self, given: TeamGiven) -> None:
        self.answer_given.emit(given)

    def _skip_step(self) -> None:
        self._keep_step()
        self.skipped.emit()

    def _go_back(self) -> None:
        self._keep_step()
        self.went_back.emit()

    def _go_on(self) -> None:
        if self._part == "who":
            source = self._who.check()
            if source is not None:
                self.source_named.emit(source)
        elif self._part == "summary":
            self._summary.keep_more()
            self.finished.emit()
        elif (given := self._form.given) is None:
            self._skip_step()
        elif self._form.check():
            self._give(given)


def _key(view: TeamStepView) -> str:
    """Return the name of one thing of one page, under which its answer waits to be written."""
    return f"{view.page}/{view.item.key}"
