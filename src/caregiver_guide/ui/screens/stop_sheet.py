# SPDX-License-Identifier: GPL-3.0-or-later
"""The Stop sheet: what is going on, then at once what to do now, and whom to call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caregiver_guide.services.press_guard import BOUNCE_S
from caregiver_guide.services.session_keys import SessionKeys
from caregiver_guide.services.stop_view import StopReason, StopUrgency, StopView
from caregiver_guide.ui.key_names import key_name
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.announce import announce
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.clearing import clear_layout
from caregiver_guide.ui.widgets.flow_layout import CardGrid, FlowLayout, SplitLayout
from caregiver_guide.ui.widgets.painted import digit_of
from caregiver_guide.ui.widgets.panel import IconMark, Notice, Panel
from caregiver_guide.ui.widgets.picking import PickOne
from caregiver_guide.ui.widgets.sheet import Sheet
from caregiver_guide.ui.widgets.sign_card import SignCard, SignTone
from caregiver_guide.ui.widgets.text import Heading, Text, Tone

_TONES: Final[dict[StopUrgency, SignTone]] = {
    "emergency": "stop",
    "call-now": "caution",
    "call-today": "caution",
    "none": "plain",
}
_CALL_TONES: Final[dict[StopUrgency, Tone]] = {
    "emergency": "stop",
    "call-now": "stop",
    "call-today": "caution",
    "none": "normal",
}
_HINTS: Final = "1234567890ABCDEFGHIJKLMN"
"""The keys that choose a reason, in their order: ten digits, then letters."""

_PRESSES: Final = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonDblClick,
)
_NARROW: Final = 900
_WIDE: Final = 1100
_COLUMNS: Final = 3
_COLUMN: Final = 210


class StopSheet(Sheet):
    """Lies over the step player once Stop was pressed; it opens without asking anything first.

    First all reasons stand side by side, the gravest first; one press answers with what to do now
    in large words, whom to call, and what to say. Digits and letters choose, Enter presses the
    main button; Esc and Space do nothing, so that the sheet is not lost by accident.

    Signals:
        reason_chosen: Why; "" when a reason was taken back.
        end_requested: End for today; carries the id of the reason, or "" where none was chosen.
        go_back_requested: The massage shall go on after all.
        wait_requested: The massage stays paused; it goes on later.
        mark_requested: What was seen shall be marked, and the plan made again.
    """

    reason_chosen = Signal(str)
    end_requested = Signal(str)
    go_back_requested = Signal()
    wait_requested = Signal()
    mark_requested = Signal()

    def __init__(self, parent: QWidget, clock: Callable[[], float] | None = None) -> None:
        super().__init__("", parent)
        self._clock = clock
        self._opened = 0.0
        self._keys = SessionKeys()
        self.setAccessibleName(self.tr("Stopped"))
        self._view: StopView | None = None
        self._cards: list[SignCard] = []
        self._is_short = False
        self._make_question()
        self._make_answer()
        self._make_buttons()
        body = self.page.body
        body.setSpacing(0)
        body.addWidget(self._question)
        body.addWidget(self._answer)
        body.addStretch()

    def show_stop(self, view: StopView) -> None:
        """Prepare the sheet for a person, before it is needed, so that it then opens at once."""
        self._view = view
        self._picking.clear()
        for card in self._cards:
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = []
        for number, reason in enumerate(view.reasons):
            hint = _HINTS[number] if number < len(_HINTS) else ""
            tone = _TONES[reason.urgency]
            card = SignCard(reason.id, reason.text, reason.short, reason.icon, tone, hint)
            card.set_short(self._is_short)
            card.installEventFilter(self)
            self._cards.append(card)
            self._grid.addWidget(card)
            self._picking.add(card.key, card)
        self._show_numbers(view)
        self._show_reason("")

    def tell(self, view: StopView) -> None:
        """Take over what to say on the telephone now; the reasons stay as they were prepared."""
        self._view = view
        self._show_reason(self.chosen)

    @property
    def chosen(self) -> str:
        """The id of the chosen reason, or nothing."""
        return self._picking.chosen or ""

    def open(self, reason: str = "") -> None:
        """Show the sheet with no reason chosen, or with the one chosen before."""
        self._opened = self._clock() if self._clock is not None else 0.0
        self._picking.choose(reason or None)
        self._show_reason(self.chosen)
        super().open()
        self._fit()
        # Enter ends the massage; the reason is one key or one press away.
        self._focus_main()
        self.page.scroll_to_top()
        announce(self, self._title.text(), urgent=True)

    def set_keys(self, keys: SessionKeys) -> None:
        """Know the keys of the massage: here they answer nothing."""
        self._keys = keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let no press through that was meant for the massage; a hand there is no answer here."""
        # The step player is watched too, for its size; there Space is Pause.
        is_here = isinstance(watched, QWidget) and self.isAncestorOf(watched)
        if is_here and event.type() in _PRESSES and self._is_meant_for_the_massage(event):
            return True
        return super().eventFilter(watched, event)

    def _is_meant_for_the_massage(self, event: QEvent) -> bool:
        """Whether this is Space, a taught pedal, or the bounce of the press that opened this."""
        if event.type() == QEvent.Type.MouseButtonDblClick or self._has_just_opened():
            return True
        if not isinstance(event, QKeyEvent):
            return False
        name = key_name(event)
        # Enter still presses what has the focus, unless it was taught to stop.
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        is_pedal = self._keys.is_taught(name)
        return name == "Space" or (is_pedal and (not is_enter or self._keys.action(name) == "stop"))

    def _has_just_opened(self) -> bool:
        return self._clock is not None and self._clock() - self._opened < BOUNCE_S

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let digits and letters choose a reason from anywhere on the sheet."""
        digit = digit_of(event)
        typed = str(digit) if digit is not None else _letter_of(event)
        is_plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        # Where an answer stands, a slip of the hand must not show another one.
        may_choose = is_plain and not self.chosen and not event.isAutoRepeat()
        may_choose = may_choose and not self._is_meant_for_the_massage(event)
        if may_choose and typed and typed in _HINTS:
            self._picking.pick_number(_HINTS.index(typed) + 1)
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the form of the words that fits."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Choose the form of the words again when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_grid"):
            self._fit()

    # -- parts ---------------------------------------------------------------------------

    def _make_question(self) -> None:
        self._question = QWidget()
        column = QVBoxLayout(self._question)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._title = Heading("", 1)
        self._ask = Text(self.tr("What is going on? Stopping is good care."), "lead")
        self._mark = IconMark("stop", "stop", 32)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._ask)
        words.addStretch()
        self._numbers = QWidget()
        self._numbers_column = QVBoxLayout(self._numbers)
        self._numbers_column.setContentsMargins(0, 0, 0, 0)
        self._numbers_column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        head.addWidget(self._numbers, 0, Qt.AlignmentFlag.AlignTop)
        reasons = QWidget()
        reasons.setAccessibleName(self.tr("What is going on?"))
        self._grid = CardGrid(_COLUMN, _COLUMNS, 6, reasons)
        self._picking = PickOne(reasons)
        self._picking.picked.connect(self._pick)
        column.addLayout(head)
        column.addWidget(reasons)

    def _make_answer(self) -> None:
        self._answer = QWidget()
        column = QVBoxLayout(self._answer)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        self._reason_mark = IconMark("stop", size=26)
        self._reason = Text("", "label", "quiet")
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._reason_mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._reason, 1)
        self._call = Text("", "sessionTitle", "stop")
        self._advice = Text("", "session")
        self._whom = Panel("stop", 14)
        self._whom_words = FlowLayout(28)
        self._whom.body.addLayout(self._whom_words)
        self._say = Notice("info", icon="phone")
        left = QWidget()
        words = QVBoxLayout(left)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(14)
        for part in (self._call, self._advice):
            words.addWidget(part)
        words.addStretch()
        self._right = QWidget()
        help_column = QVBoxLayout(self._right)
        help_column.setContentsMargins(0, 0, 0, 0)
        help_column.setSpacing(14)
        help_column.addWidget(self._whom)
        help_column.addWidget(self._say)
        help_column.addStretch()
        split = SplitLayout((420, 340), share=0.58, gap=28)
        split.addWidget(left)
        split.addWidget(self._right)
        column.addLayout(head)
        column.addLayout(split)

    def _make_buttons(self) -> None:
        self._another = ActionButton(self.tr("Another reason"), icon="arrow-left", size="big")
        self._another.clicked.connect(self._take_back)
        self._go_back = ActionButton(self.tr("Go back to the massage"), size="big")
        self._go_back.clicked.connect(self.go_back_requested)
        self._wait = ActionButton(self.tr("Pause for now"), icon="pause", size="big")
        self._wait.clicked.connect(self.wait_requested)
        self._end = ActionButton(
            self.tr("End for today and log it"),
            icon="arrow-right",
            kind="primary",
            size="big",
            icon_at="end",
        )
        self._end.clicked.connect(lambda: self.end_requested.emit(self.chosen))
        self._go_mark = ActionButton(
            self.tr("Mark it now"), icon="plus", kind="primary", size="big"
        )
        self._go_mark.clicked.connect(self.mark_requested)
        for button in (self._another, self._go_back, self._wait, self._end, self._go_mark):
            button.installEventFilter(self)
        self.page.footer_start(self._another)
        self.page.footer_start(self._go_back)
        self.page.footer_start(self._wait)
        self.page.footer_end(self._end)
        self.page.footer_end(self._go_mark, primary=False)

    # -- choosing ------------------------------------------------------------------------

    def _pick(self, reason_id: str) -> None:
        self._show_reason(reason_id)
        self._focus_main()
        self.page.scroll_to_top()
        self.reason_chosen.emit(reason_id)

    def _take_back(self) -> None:
        before = self._picking.chosen
        self._picking.choose(None)
        self._show_reason("")
        self.page.scroll_to_top()
        card = next((card for card in self._cards if card.key == before), None)
        if card is not None:
            card.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reason_chosen.emit("")

    def _focus_main(self) -> None:
        main = self._end if self._go_mark.isHidden() else self._go_mark
        main.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_reason(self, reason_id: str) -> None:
        """Show the answer to a reason, or all reasons."""
        reason = self._view.reason(reason_id or None) if self._view is not None else None
        self._question.setVisible(reason is None)
        self._answer.setVisible(reason is not None)
        self._another.setVisible(reason is not None)
        self._go_back.setVisible(reason is None or (reason.may_go_on and not reason.waits))
        self._wait.setVisible(reason is not None and reason.waits)
        marks = reason is not None and reason.marks
        self._go_mark.setVisible(marks)
        self._end.set_kind("plain" if marks else "primary")
        self.page.set_primary(self._go_mark if marks else self._end)
        if reason is not None:
            self._show_answer(reason)

    def _show_answer(self, reason: StopReason) -> None:
        view = self._view
        self._reason_mark.show_icon(reason.icon)
        self._reason.setText(reason.text)
        self._call.setText(self._call_words(reason))
        self._call.setVisible(bool(reason.call))
        self._call.set_tone(_CALL_TONES[reason.urgency])
        self._advice.setText(reason.advice)
        self._say.show_notice(view.say_title if view else "", reason.say)
        self._say.setVisible(bool(reason.say))
        self._right.setVisible(bool(reason.call))
        if view is not None and reason.call:
            self._whom.set_kind("stop" if reason.urgency != "call-today" else "caution")
            clear_layout(self._whom_words)
            emergency_first = reason.urgency == "emergency" and not view.hospice_first
            for who, number in self._whom_to_call(view, emergency_first):
                self._whom_words.addWidget(_number(who, number, "h1"))
        urgent = reason.urgency in {"emergency", "call-now"}
        announce(self, f"{reason.call} {reason.advice}".strip(), urgent=urgent)

    def _call_words(self, reason: StopReason) -> str:
        """Return whom to call, with the number where the panel of numbers is out of sight."""
        view = self._view
        if view is None or not view.care_team or not self._is_short or not reason.call:
            return reason.call
        first = view.care_team[0]
        number = _unbroken(first.phone)
        if reason.urgency != "emergency":
            return f"{reason.call} {number}"
        if not view.hospice_first:
            return reason.call
        # The sentence is long and names two to call: the number comes first and says whose it is.
        return f"{first.name or self.tr('Care team')}: {number}. {reason.call}"

    def _whom_to_call(self, view: StopView, emergency_first: bool) -> list[tuple[str, str]]:
        """Return names and numbers, the one to call first at the head."""
        team = [(one.name or self.tr("Care team"), one.phone) for one in view.care_team]
        if not team:
            team = [(self.tr("Care team"), view.no_number)]
        emergency = [(self.tr("Emergency"), view.emergency)]
        return emergency + team if emergency_first else team + emergency

    def _show_numbers(self, view: StopView) -> None:
        """Show whom to call beside the reasons, before anything is chosen."""
        clear_layout(self._numbers_column)
        for who, number in self._whom_to_call(view, not view.hospice_first):
            if number == view.no_number:
                continue
            self._numbers_column.addWidget(_number(who, number, "h3"))

    def _fit(self) -> None:
        """Take the short words where the whole ones would push grave signs out of sight."""
        self._is_short = self.width() < _NARROW * Theme.current().scale.factor
        for card in self._cards:
            card.set_short(self._is_short)
        if self._view is not None:
            view = self._view
            self._title.setText(view.title_short if self._is_short else view.title)
        is_wide = self.width() >= _WIDE * Theme.current().scale.factor
        self._title.set_style("h3" if self._is_short else "h1" if is_wide else "h2")
        for part in (self._ask, self._mark, self._numbers):
            part.setVisible(not self._is_short)
        self._advice.set_style("h3" if self._is_short else "session")
        self._go_back.setText(
            self.tr("Go back") if self._is_short else self.tr("Go back to the massage")
        )
        self._end.setText(
            self.tr("End for today") if self._is_short else self.tr("End for today and log it")
        )
        self._another.setText(self.tr("Back") if self._is_short else self.tr("Another reason"))
        if self.chosen:
            self._show_reason(self.chosen)


def _letter_of(event: QKeyEvent) -> str:
    """Return the letter that a key types, whatever the keyboard's layout calls it."""
    return chr(event.key()) if Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z else ""


def _number(who: str, number: str, style: str) -> QWidget:
    """Return a number to call with whose it is, both readable from a step away."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    row.addStretch()
    row.addWidget(IconMark("phone", size=22), 0, Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(Text(who, "body", "quiet"))
    row.addWidget(Text(_unbroken(number), style))
    return box


def _unbroken(number: str) -> str:
    """Return a number that is never broken over two lines; words may be."""
    has_digits = any(sign.isdigit() for sign in number)
    return number.replace(" ", "\u00a0") if has_digits else number
