# SPDX-License-Identifier: GPL-3.0-or-later
"""One sign that is watched, with what 0, 1 and 2 look like; none chosen at first."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.ui.widgets.flow_layout import CardGrid, SplitLayout
from caregiver_guide.ui.widgets.picking import PickOne
from caregiver_guide.ui.widgets.pill_row import Pill
from caregiver_guide.ui.widgets.text import Text


class SignRow(QWidget):
    """A sign and three pills: 0 is at ease, 2 is far from it; the words say what to look for.

    Keys: 0, 1 and 2 choose; left and right walk; Space chooses; Delete takes the answer back, and
    so does choosing it again. Up and Down are left to the screen.

    Signals:
        answer_changed: The new value from 0 to 2, or None when it was taken back.
        typed: A value was chosen by its key, so the next sign may have the keyboard.
    """

    answer_changed = Signal(object)
    typed = Signal()

    def __init__(
        self,
        sign: str,
        levels: Sequence[str],
        before: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(sign)
        self._picking = PickOne(self, first_digit=0, sideways=True, may_clear=True)
        self._picking.picked.connect(lambda _key: self.answer_changed.emit(self.value))
        self._picking.typed.connect(self.typed)
        pills = QWidget()
        row = CardGrid(170, 3, 8, pills)
        for value, words in enumerate(levels):
            pill = Pill(self.tr("{value}  {words}").format(value=value, words=words), tall=True)
            pill.setAccessibleName(f"{sign} {value}, {words}")
            row.addWidget(pill)
            self._picking.add(str(value), pill)
        self._before = Text("", "meta", "quiet")
        if before is not None and before < len(levels):
            said = self.tr("Before: {value}, {words}").format(value=before, words=levels[before])
            self._before.setText(said)
        else:
            self._before.hide()
        name = QWidget()
        head = QVBoxLayout(name)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(0)
        head.addStretch()
        head.addWidget(Text(sign, "h3"))
        head.addWidget(self._before)
        head.addStretch()
        split = SplitLayout((150, 420), share=0.2, gap=10, parent=self)
        split.addWidget(name)
        split.addWidget(pills)

    @property
    def value(self) -> int | None:
        """Return what was seen, from 0 to 2, or None while nothing was chosen."""
        return None if self._picking.chosen is None else int(self._picking.chosen)

    def set_value(self, value: int | None) -> None:
        """Show an answer, or none, without a signal."""
        self._picking.choose(None if value is None else str(value))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the answer back with Delete."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.set_value(None)
            self.answer_changed.emit(None)
        else:
            super().keyPressEvent(event)

    def focus_scale(self) -> None:
        """Put the keyboard on the chosen pill, or on the first."""
        buttons = self._picking.buttons
        chosen = next((button for button in buttons if button.isChecked()), buttons[0])
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)
