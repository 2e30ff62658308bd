# SPDX-License-Identifier: GPL-3.0-or-later
"""A question with a few large answers, none of them chosen beforehand."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.ui.widgets.flow_layout import SplitLayout
from caregiver_guide.ui.widgets.painted import PaintedRadio
from caregiver_guide.ui.widgets.pill_row import PillRow
from caregiver_guide.ui.widgets.text import Text

_LEAST_QUESTION: Final = 300


class AnswerRow(QWidget):
    """A question and its answers side by side, or one above the other where it is narrow.

    Keys on an answer: arrows walk, Space or the digits 1 to 9 choose.

    Signals:
        answered: The caregiver chose an answer, by key.
    """

    answered = Signal(str)

    def __init__(
        self,
        question: str,
        answers: Sequence[tuple[str, str]],
        detail: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._question = Text(question, "h3")
        self._detail = Text(detail, "body", "quiet")
        if not detail:
            # Never shown here: without a parent yet it would flash up as a window of its own.
            self._detail.hide()
        self._answers = PillRow(question, answers, tall=True)
        self._answers.choice_made.connect(self.answered)
        self.setAccessibleName(question)

        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addStretch()
        column.addWidget(self._question)
        column.addWidget(self._detail)
        column.addStretch()

        split = SplitLayout((_LEAST_QUESTION, 0), gap=14, parent=self)
        split.addWidget(words)
        split.addWidget(self._answers)

    @property
    def value(self) -> str | None:
        """Return the key of the answer given, or None."""
        return self._answers.chosen

    @property
    def answers(self) -> tuple[PaintedRadio, ...]:
        """Return the answers as widgets, in their order."""
        return self._answers.pills

    def set_value(self, key: str | None) -> None:
        """Show an answer, or none, without a signal."""
        self._answers.choose(key)

    def pick_number(self, number: int) -> bool:
        """Choose the answer with this number, counted from 1, as the caregiver would."""
        return self._answers.pick_number(number)
