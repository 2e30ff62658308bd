# SPDX-License-Identifier: GPL-3.0-or-later
"""How?: the whole text of a step, while hands and clock rest."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_guide.services.session_keys import SessionKeys
from caregiver_guide.services.session_view import SessionView
from caregiver_guide.ui.key_names import key_name
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.clearing import clear_layout
from caregiver_guide.ui.widgets.flow_layout import FlowLayout
from caregiver_guide.ui.widgets.keep_away_strip import KeepAwayStrip
from caregiver_guide.ui.widgets.panel import Notice
from caregiver_guide.ui.widgets.reason_panel import ReasonPanel
from caregiver_guide.ui.widgets.sheet import Sheet
from caregiver_guide.ui.widgets.text import Heading, Text


class HowSheet(Sheet):
    """The full words of a step, with what has no room in the step player.

    Keys: those of Stop stop here too, those of Pause go on, and Space presses no button.

    Signals:
        go_on_requested: The caregiver has read enough.
        more_time_requested: One more minute for this step.
        turn_requested: The picture shall be turned by half a circle.
        voice_requested: The voice shall be turned on, or off.
        stop_requested: Stop was pressed.
        mark_requested: Something new was seen on the skin or body.
    """

    go_on_requested = Signal()
    more_time_requested = Signal()
    turn_requested = Signal()
    voice_requested = Signal()
    stop_requested = Signal()
    mark_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent, widest=860)
        self.setAccessibleName(self.tr("How to do this step"))
        self._keys = SessionKeys()
        self._title = Heading("", 1)
        self._changed = Notice("info")
        self._how = Text("", "lead")
        self._pace = Text("", "lead", "quiet")
        self._pressure = Notice("tint", icon="open-hand")
        more = ActionButton(self.tr("One more minute"), icon="more-time")
        more.clicked.connect(self.more_time_requested)
        turn = ActionButton(self.tr("Turn the picture"), icon="turn")
        turn.clicked.connect(self.turn_requested)
        self._voice = ActionButton(self.tr("Turn the voice on"), icon="speaker")
        self._voice.clicked.connect(self.voice_requested)
        extras = FlowLayout(12)
        extras.addWidget(more)
        extras.addWidget(turn)
        extras.addWidget(self._voice)
        new = ActionButton(self.tr("I see something new on the skin or body"), icon="plus")
        new.clicked.connect(self.mark_requested)
        extras.addWidget(new)
        body = self.page.body
        body.addWidget(self._title)
        # At large sizes the screen behind has room for the numbers alone.
        self._keep_away = KeepAwayStrip(self.tr("Keep away"), self.tr("Nothing is marked."))
        body.addWidget(self._keep_away)
        body.addWidget(self._changed)
        body.addWidget(self._how)
        body.addWidget(self._pace)
        body.addWidget(self._pressure)
        body.addLayout(extras)
        self._why = QWidget()
        self._reasons = QVBoxLayout(self._why)
        self._reasons.setContentsMargins(0, 0, 0, 0)
        self._reasons.setSpacing(14)
        body.addWidget(self._why)
        body.addStretch()

        stop = ActionButton(self.tr("Stop"), icon="stop", kind="stop", size="big")
        stop.clicked.connect(self.stop_requested)
        self._go_on = ActionButton(self.tr("Go on"), icon="play", kind="primary", size="big")
        self._go_on.clicked.connect(self.go_on_requested)
        self.page.footer_start(stop)
        self.page.footer_end(self._go_on)
        for button in (more, turn, self._voice, stop, self._go_on):
            button.installEventFilter(self)

    def show_voice(self, is_on: bool) -> None:
        """Offer to turn the voice off, or on."""
        self._voice.setText(
            self.tr("Turn the voice off") if is_on else self.tr("Turn the voice on")
        )
        self._voice.set_icon("speaker-off" if is_on else "speaker")

    def set_keys(self, keys: SessionKeys) -> None:
        """Answer these keys from now on."""
        self._keys = keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Stop, or go on, with the keys of a massage; a held key counts once."""
        action = self._keys.action(key_name(event))
        event.accept()
        if event.isAutoRepeat():
            return
        if action == "stop":
            self.stop_requested.emit()
        elif action == "pause":
            self.go_on_requested.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep Space and every taught key from pressing the button that has the focus."""
        is_here = isinstance(watched, QWidget) and self.isAncestorOf(watched)
        if is_here and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            name = key_name(event)
            if name == "Space" or self._keys.is_taught(name):
                self.keyPressEvent(event)
                return True
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Take the keys of a massage, whatever the window uses them for elsewhere."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._keys.action(key_name(event)) is not None
        ):
            event.accept()
            return True
        return super().event(event)

    def show_step(self, view: SessionView) -> None:
        """Show the words of the step in a view."""
        self._title.setText(view.title)
        self._keep_away.show_places(view.keep_away)
        self._changed.setVisible(bool(view.changed))
        self._changed.show_notice(self.tr("Today"), view.changed)
        self._show_reasons(view)
        self._how.setText(view.how)
        self._pace.setText(view.pace)
        self._pace.setVisible(bool(view.pace))
        self._pressure.setVisible(view.pressure is not None)
        if view.pressure is not None:
            pressure = view.pressure
            words = f"{pressure.like} {pressure.hands} {pressure.see}\n\n{pressure.credit}"
            self._pressure.show_notice(view.pressure.name, words)

    def _show_reasons(self, view: SessionView) -> None:
        """Show why the step is not as it is written."""
        clear_layout(self._reasons)
        self._why.setVisible(bool(view.reasons))
        if view.reasons:
            self._reasons.addWidget(Heading(self.tr("Why it is changed today"), 2))
        for reason in view.reasons:
            self._reasons.addWidget(ReasonPanel(reason))

    def open(self) -> None:
        """Show the sheet with the keyboard on Go on."""
        super().open()
        self._go_on.setFocus()
        self.page.scroll_to_top()
