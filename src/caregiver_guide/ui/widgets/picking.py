# SPDX-License-Identifier: GPL-3.0-or-later
"""One answer out of several: which one is chosen, and the keys that walk and choose."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from caregiver_guide.ui.widgets.painted import PaintedRadio, digit_of

_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}


class PickOne(QObject):
    """Keeps one of several radio buttons chosen, or none.

    Arrow keys, Home and End only move the focus, so that no answer is given by accident. Space,
    a click or the digit of the place (1 to 9) chooses. Enter chooses the focused answer if it is
    not yet chosen; else it is left to the screen, where it means the main button. Tab visits the
    group once.

    first_digit is the digit of the first place. With sideways the up and down keys are left to
    the page. With may_clear choosing the chosen answer again takes it back.

    Signals:
        picked: The caregiver chose an answer, by its key, or took it back (""); not sent by
            `choose`.
        typed: What was chosen was chosen by its digit.
    """

    picked = Signal(str)
    typed = Signal()

    def __init__(
        self,
        parent: QWidget,
        first_digit: int = 1,
        sideways: bool = False,
        may_clear: bool = False,
    ) -> None:
        super().__init__(parent)
        self._first_digit = first_digit
        self._sideways = sideways
        self._may_clear = may_clear
        self._buttons: dict[str, PaintedRadio] = {}
        self._chosen: str | None = None

    @property
    def chosen(self) -> str | None:
        """Return the key of the chosen answer, or None."""
        return self._chosen

    @property
    def buttons(self) -> tuple[PaintedRadio, ...]:
        """Return the answers in their order."""
        return tuple(self._buttons.values())

    def add(self, key: str, button: PaintedRadio) -> None:
        """Add an answer at the end."""
        self._buttons[key] = button
        button.clicked.connect(lambda _checked=False: self._pick(key))
        button.installEventFilter(self)
        self._set_tab_stop()

    def clear(self) -> None:
        """Forget all answers; the buttons themselves belong to the caller."""
        for button in self._buttons.values():
            button.removeEventFilter(self)
        self._buttons.clear()
        self._chosen = None

    def choose(self, key: str | None) -> None:
        """Choose an answer, or none, without a signal; an unknown key chooses none."""
        self._chosen = key if key in self._buttons else None
        for name, button in self._buttons.items():
            button.show_checked(name == self._chosen)
        self._set_tab_stop()

    def pick_number(self, number: int) -> bool:
        """Choose the answer whose place has this digit, as the caregiver; say if there was one."""
        place = number - self._first_digit
        if not 0 <= place < len(self._buttons):
            return False
        key = list(self._buttons)[place]
        if not self._buttons[key].isEnabled():
            return False
        self._buttons[key].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._pick(key)
        if self._chosen == key:
            self.typed.emit()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Answer the keys of the group."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key_pressed(watched, event)
        if event.type() == QEvent.Type.MouseButtonDblClick and self._may_clear:
            # A hand that shakes presses twice: that does not take the answer back.
            return True
        if event.type() == QEvent.Type.FocusIn:
            self._set_tab_stop(watched)
        return False

    def _key_pressed(self, watched: QObject, event: QKeyEvent) -> bool:
        places = [b for b in self._buttons.values() if b.isEnabled() and not b.isHidden()]
        here = next((i for i, b in enumerate(places) if b is watched), None)
        if here is None:
            return False
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if places[here].isChecked() or event.isAutoRepeat():
                return False
            places[here].click()
            return True
        number = digit_of(event)
        if number is not None:
            return self.pick_number(number)
        if self._sideways and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return False
        step = _STEPS.get(key)
        if step is not None and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = (
                -step if places[here].layoutDirection() == Qt.LayoutDirection.RightToLeft else step
            )
        if key == Qt.Key.Key_Home:
            target = 0
        elif key == Qt.Key.Key_End:
            target = len(places) - 1
        elif step is not None:
            target = here + step
        else:
            return False
        if 0 <= target < len(places):
            places[target].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        # At the end of the row the page gets the key, so that it can scroll or go to the next row.
        return False

    def _pick(self, key: str) -> None:
        taken_back = self._may_clear and key == self._chosen
        self.choose(None if taken_back else key)
        self.picked.emit("" if taken_back else key)

    def _set_tab_stop(self, focused: QObject | None = None) -> None:
        """Let Tab stop at the focused answer, else at the chosen one, else at the first."""
        buttons = list(self._buttons.values())
        stop = next((b for b in buttons if b is focused), None)
        if stop is None and self._chosen is not None:
            stop = self._buttons[self._chosen]
        if stop is None:
            stop = next((b for b in buttons if b.isEnabled()), None)
        for button in buttons:
            policy = Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)
