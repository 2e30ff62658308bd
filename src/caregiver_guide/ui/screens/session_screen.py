# SPDX-License-Identifier: GPL-3.0-or-later
"""The step player: one picture, a sentence or two, one timer, and four large buttons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QObject,
    QPoint,
    QRect,
    Qt,
    Signal,
    SignalInstance,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from caregiver_guide.domain.values import dataclass
from caregiver_guide.figure.painter import FigurePainter
from caregiver_guide.figure.stroke_painter import StrokePainter
from caregiver_guide.services.press_guard import PressGuard
from caregiver_guide.services.session_keys import MODIFIERS, Action, SessionKeys
from caregiver_guide.services.session_view import SessionView
from caregiver_guide.ui.key_names import key_name
from caregiver_guide.ui.screens.how_sheet import HowSheet
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.announce import announce
from caregiver_guide.ui.widgets.awake_mark import AwakeMark
from caregiver_guide.ui.widgets.buttons import ActionButton, Kind
from caregiver_guide.ui.widgets.countdown_ring import CountdownRing
from caregiver_guide.ui.widgets.edge_glow import EdgeGlow
from caregiver_guide.ui.widgets.figure_picture import FigurePicture
from caregiver_guide.ui.widgets.keep_away_strip import Form, KeepAwayStrip
from caregiver_guide.ui.widgets.paged_text import PagedText
from caregiver_guide.ui.widgets.panel import IconMark, Panel
from caregiver_guide.ui.widgets.pressure_mark import PressureMark
from caregiver_guide.ui.widgets.segment_bar import SegmentBar
from caregiver_guide.ui.widgets.sheet import Sheet
from caregiver_guide.ui.widgets.text import Text

_GAP: Final = 16
_TIGHT: Final = 10
_BAR: Final = 96
_SHARE: Final = 0.47
_NAME_LONGEST: Final = 30
_WORDS_WIDEST: Final = 720
_PICTURE_WIDEST: Final = 900
_SMALLEST_PICTURE: Final = 160
_NOTE_S: Final = 8.0


@dataclass(frozen=True, slots=True)
class _Room:
    """How much is shown, from everything to what is never dropped.

    ``picture`` is its width in pixels (0: a share of the window, -1: none). Where the timer
    stands ``below``, it shares a row with the pressure and the keep-away strip; ``strip`` is what
    is told there of each place at least; a ``low`` timer stands in one line with the pressure, and
    the strip has the whole width under both. ``aside`` is the pressure. Where it ``asks``, the
    question stands in place of the words; ``alone``, in place of timer and strip as well.
    Without a style for the ``title`` it begins the words
    and turns pages with them. A ``large`` timer is read from two metres away.
    """

    large: bool = False
    likeness: bool = True
    pace: bool = True
    minutes: bool = True
    hints: bool = True
    title: str = "sessionTitle"
    share: float = _SHARE
    picture: int = 0
    below: bool = False
    low: bool = False
    strip: Form = "whole"
    aside: bool = True
    asks: bool = False
    alone: bool = False

    @property
    def is_short(self) -> bool:
        """Whether there is no room for all that is told of a marked place."""
        return self.strip != "whole"


# Where hands stay off is said in words for as long as the words of the step leave room for it.
_BELOW: Final[tuple[tuple[int, str, Form, bool], ...]] = (
    (480, "sessionTitle", "whole", False),
    (400, "h1", "whole", False),
    (360, "sessionTitle", "places", False),
    (300, "h1", "places", False),
    (240, "h1", "places", False),
    (240, "h2", "places", False),
    (_SMALLEST_PICTURE, "h2", "places", False),
    (-1, "h2", "places", False),
    (_SMALLEST_PICTURE, "h2", "bare", False),
    (-1, "h2", "bare", False),
    (-1, "h3", "bare", False),
    (_SMALLEST_PICTURE, "h2", "brief", False),
    (-1, "h2", "brief", False),
    (_SMALLEST_PICTURE, "h2", "brief", True),
    (-1, "h2", "brief", True),
    (-1, "h3", "brief", True),
    (_SMALLEST_PICTURE, "h2", "numbers", False),
    (-1, "h2", "numbers", False),
    (-1, "h3", "numbers", True),
    (-1, "", "numbers", True),
)

# The order in which things go when space is short: what a pressure is like, the largest timer, the
# pace, the minutes left, then the picture shrinks; at last the words turn pages.
_ROOMS: Final = (
    _Room(large=True),
    _Room(large=True, likeness=False),
    _Room(),
    _Room(likeness=False),
    _Room(likeness=False, hints=False),
    _Room(likeness=False, hints=False, pace=False),
    _Room(likeness=False, hints=False, pace=False, minutes=False, share=0.4),
    _Room(likeness=False, hints=False, pace=False, minutes=False, share=0.4, title="h1"),
    *(
        _Room(
            likeness=False,
            hints=False,
            pace=False,
            minutes=False,
            title=title,
            picture=picture,
            below=True,
            strip=strip,
            low=low,
        )
        for picture, title, strip, low in _BELOW
    ),
    # Longer words than these need the room of the pressure, which How? tells too, and of asking.
    _Room(
        likeness=False,
        hints=False,
        pace=False,
        minutes=False,
        title="",
        picture=-1,
        below=True,
        strip="numbers",
        aside=False,
    ),
)


# While the person is asked, the question takes the room of the words before those turn pages.
_ASKING: Final = replace(_ROOMS[-1], asks=True)
_ROOMS_ASKING: Final = (*_ROOMS[:-3], _ASKING, replace(_ASKING, alone=True))
_TURNING: Final = _ROOMS[-3:]


class SessionScreen(QWidget):
    """Shows one moment of a massage and says what was pressed; it decides nothing itself.

    Everything but the buttons is one large target for Pause. Space never presses a button; Enter
    presses the focused one, or else the primary one. Presses that bounce, or come as a step does,
    are passed over by the guard; Stop never is. `SessionKeys` has the keys, and those taught.

    While there is time to settle, every press but Stop begins the first step. When the person is to
    be asked, two more large buttons stand over the others until there is an answer.

    Signals:
        stop_requested: Stop was pressed.
        back_requested: The caregiver wants the step before.
        pause_requested: Hands and clock shall rest (also before How? opens).
        go_on_requested: The massage shall go on.
        next_requested: The caregiver wants the next step, or to finish after the last.
        more_time_requested: One more minute for this step.
        answer_given: The person answered: "softer" or "same".
        say_again_requested: The step shall be said again.
        voice_requested: The voice shall be turned on, or off.
        mark_requested: Something new was seen and shall be marked.
    """

    stop_requested = Signal()
    back_requested = Signal()
    pause_requested = Signal()
    go_on_requested = Signal()
    next_requested = Signal()
    more_time_requested = Signal()
    answer_given = Signal(str)
    say_again_requested = Signal()
    voice_requested = Signal()
    mark_requested = Signal()

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        figure: FigurePainter | None,
        clock: Callable[[], float],
        strokes: StrokePainter | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("The massage, step by step"))
        self._view: SessionView | None = None
        self._clock = clock
        self._guard = PressGuard(clock)
        self._answer_guard = PressGuard(clock)
        self._keys = SessionKeys()
        self._actions = self._make_actions()
        self._held_since: float | None = None
        self._is_awake = False
        self._note_until = 0.0
        self._is_stale = False

        self._make_top()
        self._make_middle(figure, strokes)
        self._make_bar()
        self._how_sheet = HowSheet(self)
        self._how_sheet.go_on_requested.connect(self._go_on_from_how)
        self._how_sheet.more_time_requested.connect(self.more_time_requested)
        self._how_sheet.turn_requested.connect(self._turn_picture)
        self._how_sheet.voice_requested.connect(self.voice_requested)
        self._how_sheet.stop_requested.connect(self._stop)
        self.glow = EdgeGlow(self)
        self._how_sheet.mark_requested.connect(self._mark_new)
        for button in (*self._buttons, *self._answers, self._how):
            button.pressed.connect(self._hold)
            button.installEventFilter(self)

        # The screen itself has the keyboard, so that no button has: focus starts nowhere.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def set_motion(self, may_move: bool) -> None:
        """Let the arrows of the picture and the glow move slowly, or keep them still."""
        self._picture.set_motion(may_move)
        self.glow.set_motion(may_move)

    def set_keys(self, keys: SessionKeys) -> None:
        """Answer these keys from now on."""
        self._keys = keys
        self._how_sheet.set_keys(keys)

    def show_awake(self, is_awake: bool) -> None:
        """Say, where there is room, that the screen stays on; or say nothing."""
        if is_awake != self._is_awake:
            self._is_awake = is_awake
            self._arrange()

    def show_voice(self, is_on: bool) -> None:
        """Say whether the voice is on, where it can be turned on and off."""
        self._how_sheet.show_voice(is_on)

    def show_note(self, words: str) -> None:
        """Show a line in place of the progress for a while."""
        self._note.setText(words)
        self._note_until = self._clock() + _NOTE_S
        self._arrange()

    def tell(self, words: str) -> None:
        """Have words spoken by a screen reader, where there is one."""
        announce(self, words)

    # -- what is drawn -------------------------------------------------------------------

    def show_progress(self, view: SessionView) -> None:
        """Draw one moment of a massage."""
        before = self._view
        self._view = view
        is_new_step = before is None or before.step_key != view.step_key
        if is_new_step:
            self._guard.step_came()
            self._picture.set_turned(False)
        if view.ask_now and not (before is not None and before.ask_now):
            self._answer_guard.step_came()
        is_changed = before is None or _shape(before) != _shape(view)
        # Where only the time goes on, it is painted at once: as true as the clock.
        self._show_timer(view, at_once=not is_changed)
        self._show_words(view, at_once=not is_changed)
        self._show_picture(view)
        self._show_buttons(view)
        if is_changed:
            self._how_sheet.show_step(view)
        if is_changed or self._drop_note():
            self._arrange()

    def _drop_note(self) -> bool:
        """Take a note away that stood long enough; say whether there was one."""
        is_old = bool(self._note.text()) and self._clock() >= self._note_until
        if is_old:
            self._note.setText("")
        return is_old

    def _show_words(self, view: SessionView, *, at_once: bool = False) -> None:
        self._routine.setText(view.routine)
        self._minutes.setText(
            self.tr("about {minutes} minutes left").format(minutes=view.minutes_left)
            if view.minutes_left > 1
            else self.tr("about 1 minute left")
        )
        words = self.tr("Step {step} of {count}").format(step=view.step, count=view.count)
        self._bar.show_progress(view.step, view.count, view.part_done, words, at_once=at_once)
        self._title.setText(self._title_words(view))
        self._title.set_tone("caution" if view.is_paused else "normal")
        self._pace.setText(view.pace)
        pressure = view.pressure
        if pressure is not None:
            self._pressure.show_level(pressure.level, pressure.name, self._likeness(view))
        self._ask_title.setText(self._ask_title_words(view))
        self._ask_words.setText(f"“{view.ask_words}”")
        self._follows.setText(self._follows_words(view))
        self._strip.show_places(view.keep_away)

    def _follows_words(self, view: SessionView) -> str:
        """Return what comes next; two steps of one name differ by their side."""
        if not view.next_title:
            return self.tr("This is the last step.")
        words = self.tr("Next: {title}")
        if view.next_side == "L":
            words = self.tr("Next, on the left: {title}")
        elif view.next_side == "R":
            words = self.tr("Next, on the right: {title}")
        return words.format(title=view.next_title)

    def _ask_title_words(self, view: SessionView) -> str:
        if len(view.name) > _NAME_LONGEST:
            return self.tr("Ask now")
        return self.tr("Ask {name} now").format(name=view.name)

    def _title_words(self, view: SessionView) -> str:
        """Return the title, with whose side it is where no picture is large enough to say so."""
        if view.is_paused:
            return self.tr("Paused. Rest your hands.")
        names_side = self._room.picture in (_SMALLEST_PICTURE, -1)
        sides = {region.rpartition(".")[2] for region in view.picture.massage}
        if names_side and sides == {"R"}:
            return self.tr("{title}, right").format(title=view.title)
        if names_side and sides == {"L"}:
            return self.tr("{title}, left").format(title=view.title)
        return view.title

    def _sentence(self, view: SessionView) -> str:
        """Return the sentences to read from a metre away."""
        if not view.is_paused:
            return " ".join(part for part in (view.words, view.changed) if part)
        why = self._why_paused(view)
        step = self.tr("You are at: {title}.").format(title=view.title)
        return " ".join(part for part in (why, step) if part)

    def _why_paused(self, view: SessionView) -> str:
        """Return why hands rest although nobody asked for it, and since when where it is known."""
        if view.paused_because == "new-plan":
            return self.tr("The plan has changed. Look where your hands may go now.")
        if view.paused_because == "interrupted":
            if not view.interrupted_at:
                return self.tr("You were here before the app closed.")
            words = self.tr("You were here at {time}, before the app closed.")
        elif view.paused_because in {"gap", "suspend"}:
            if not view.interrupted_at:
                return self.tr("The computer slept. That time does not count.")
            words = self.tr("The computer slept from {time}. That time does not count.")
        else:
            return ""
        return words.format(time=view.interrupted_at)

    def _likeness(self, view: SessionView) -> str:
        return view.pressure.like if view.pressure is not None and self._room.likeness else ""

    def _show_picture(self, view: SessionView) -> None:
        if view.place:
            caption = self.tr("{name}’s {place}").format(name=view.name, place=view.place)
            if len(view.name) > _NAME_LONGEST:
                caption = view.place
            name = self.tr("Picture: {name}’s {place}").format(name=view.name, place=view.place)
        elif self._picture.has_hands(view.picture):
            # A picture of what to do; the marked places stand in the strip below.
            caption = ""
            name = self.tr("Picture: {title}").format(title=view.title)
        else:
            caption = self.tr("Keep away from these places") if view.keep_away else ""
            name = self.tr("Picture of {name}, front and back").format(name=view.name)
        self._picture.show_picture(view.picture, caption, name=name)
        self._picture.set_dimmed(view.is_paused)

    def _show_timer(self, view: SessionView, *, at_once: bool = False) -> None:
        if view.is_step_over:
            self._ring.show_time(0.0, self.tr("Take your time"), "", "bell", at_once=at_once)
            return
        is_settling = view.is_settling
        caption = self.tr("until the first step") if is_settling else self.tr("left in this step")
        caption = "" if self._room.below else caption
        self._ring.show_time(view.part_left, view.time_left, caption, at_once=at_once)

    def _show_buttons(self, view: SessionView) -> None:
        self._pause.setText(self.tr("Go on") if view.is_paused else self.tr("Pause"))
        self._pause.set_icon("play" if view.is_paused else "pause")
        self._pause.set_kind("primary" if view.is_paused else "plain")
        self._next.setText(self._next_words(view))
        self._next.set_kind("plain" if view.is_paused else "primary")
        self._back.setEnabled(view.step > 1)
        # Before the first step there is nothing to go back to and nothing to pause.
        is_settling = view.state == "lead-in"
        self._back.setVisible(not is_settling)
        self._pause.setVisible(not is_settling)
        for answer in self._answers:
            answer.setVisible(view.ask_now)

    def _next_words(self, view: SessionView) -> str:
        if view.is_settling:
            return self.tr("Begin now")
        if view.is_last:
            return self.tr("Finish")
        return self.tr("Next step") if self._room.hints else self.tr("Next")

    # -- parts ---------------------------------------------------------------------------

    def _make_top(self) -> None:
        self._routine = Text("", "label")
        self._bar = SegmentBar()
        self._minutes = Text("", "body", "quiet")
        self._awake = AwakeMark()
        self._note = Text("", "label")
        self._note.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._note.hide()
        self._how = ActionButton(self.tr("How?"), icon="question", kind="quiet", size="small")
        self._how.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._how.clicked.connect(lambda: self._open_how(self._let_go()))
        self._top = QWidget(self)
        row = self._top_row = QHBoxLayout(self._top)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addWidget(self._routine)
        row.addWidget(self._note, 1)
        row.addWidget(self._bar, 1)
        row.addWidget(self._minutes)
        row.addWidget(self._awake)
        row.addWidget(self._how)

    def _make_middle(self, figure: FigurePainter | None, strokes: StrokePainter | None) -> None:
        self._picture = FigurePicture(
            figure, parent=self, strokes=strokes, caption_style="sessionButton"
        )
        self._title = Text("", "sessionTitle", parent=self)
        self._words = PagedText(
            "session", self.tr("Page {page} of {count}. Turn with Down and Up."), self
        )
        self._pace_row = QWidget(self)
        row = QHBoxLayout(self._pace_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self._pace = Text("", "lead", "quiet")
        row.addWidget(IconMark("breath", "primary", 26))
        row.addWidget(self._pace, 1)
        self._pressure_panel = Panel("outline", 8, self)
        self._pressure = PressureMark()
        self._pressure_panel.body.addWidget(self._pressure)
        self._timer_panel = Panel("outline", 14, self)
        self._ring = CountdownRing(instead=self.tr("Take your time"))
        self._timer_panel.body.addWidget(self._ring)
        self._make_asking()
        self._follows = Text("", "lead", "quiet", self)
        self._follows.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._strip = KeepAwayStrip(
            self.tr("Keep away"),
            self.tr("Nothing is marked."),
            self,
            more_words=self.tr("Which?"),
        )
        self._room = _ROOMS[0]

    def _make_asking(self) -> None:
        self._ask_panel = Panel("tint", 14, self)
        self._ask_panel.body.setSpacing(2)
        self._ask_title = Text("", "label")
        self._ask_words = Text("", "h2")
        self._ask_panel.body.addStretch()
        self._ask_panel.body.addWidget(self._ask_title)
        self._ask_panel.body.addWidget(self._ask_words)
        self._ask_panel.body.addStretch()
        self._softer = self._button(self.tr("Softer"), "", "secondary")
        self._softer.clicked.connect(lambda: self._answer("softer", self._let_go()))
        self._same = self._button(self.tr("Same"), "", "secondary")
        self._same.clicked.connect(lambda: self._answer("same", self._let_go()))
        self._answers = (self._softer, self._same)

    def _make_bar(self) -> None:
        self._stop_button = self._button(self.tr("Stop"), "stop", "stop")
        self._stop_button.clicked.connect(self._stop)
        self._back = self._button(self.tr("Back"), "arrow-left", "plain")
        self._back.clicked.connect(lambda: self._press(self.back_requested, self._let_go()))
        self._pause = self._button(self.tr("Pause"), "pause", "plain")
        self._pause.clicked.connect(lambda: self._pause_or_go_on(self._let_go()))
        self._next = self._button(self.tr("Next step"), "arrow-right", "primary")
        self._next.clicked.connect(lambda: self._press(self.next_requested, self._let_go()))
        self._buttons = (self._stop_button, self._back, self._pause, self._next)
        self._hints = (self.tr("Esc"), "←", self.tr("Space"), "→")

    def _button(self, text: str, icon: str, kind: Kind) -> ActionButton:
        button = ActionButton(text, icon=icon, kind=kind, size="session", parent=self)
        # A pointer press must not leave the keyboard on a button: Enter would press it again.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    # -- presses -------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer the keys of a massage; a held key counts once."""
        action = self._keys.action(key_name(event))
        if self._is_covered():
            event.accept()
        elif self._begins(action, event):
            event.accept()
            if not event.isAutoRepeat():
                self._press(self.next_requested)
        elif action is None:
            super().keyPressEvent(event)
        else:
            event.accept()
            if not event.isAutoRepeat():
                self._actions[action]()

    def _begins(self, action: Action | None, event: QKeyEvent) -> bool:
        """Whether a key ends the time to settle: every one but Stop, and those that only look."""
        if self._view is None or self._view.state != "lead-in":
            return False
        if action is None:
            return bool(event.text().strip()) and key_name(event) not in MODIFIERS
        return action in {"pause", "next", "back", "primary", "more-time", "softer", "same"}

    def _make_actions(self) -> Mapping[Action, Callable[[], None]]:
        return {
            "stop": self._stop,
            "pause": self._pause_or_go_on,
            "next": lambda: self._press(self.next_requested),
            "back": self._press_back,
            "primary": self._press_primary,
            "more-time": lambda: self._press(self.more_time_requested),
            "how": self._open_how,
            "page-on": lambda: self._turn_page(1),
            "page-back": lambda: self._turn_page(-1),
            "turn-picture": self._turn_picture,
            "say-again": lambda: self._press(self.say_again_requested),
            "voice": lambda: self._press(self.voice_requested),
            "softer": lambda: self._answer("softer"),
            "same": lambda: self._answer("same"),
        }

    def _is_covered(self) -> bool:
        """Whether a sheet lies over the massage: then no key may reach what is behind it."""
        return any(sheet.isVisible() for sheet in self.findChildren(Sheet))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pause, or go on, wherever no button is; numbers without words are told by How?."""
        event.accept()
        if self._is_covered():
            return
        if self._is_on_numbers(event.position().toPoint()):
            self._open_how()
        else:
            self._pause_or_go_on()

    def _is_on_numbers(self, spot: QPoint) -> bool:
        """Whether a spot lies on marked places that stand there by their numbers alone."""
        is_settling = self._view is not None and self._view.state == "lead-in"
        is_there = self._strip.isVisible() and self._strip.geometry().contains(spot)
        return is_there and self._strip.tells_less and not is_settling

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take the second press of two as a press; the guard knows a bounce."""
        self.mousePressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep Space and every taught key from pressing a button that has the focus."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            name = key_name(event)
            if name == "Space" or self._keys.is_taught(name):
                self.keyPressEvent(event)
                return True
        return super().eventFilter(watched, event)

    def _hold(self) -> None:
        """Take note that a button is pressed down; it counts when it is let go."""
        self._held_since = self._clock()

    def _let_go(self) -> float | None:
        """Return since when the button was held that has just been let go, if it was."""
        since, self._held_since = self._held_since, None
        return since

    def _press(self, signal: SignalInstance, since: float | None = None) -> None:
        """Pass a press on if it counts; a button may have been held ``since`` long before."""
        if self._view is not None and self._guard.takes(since):
            signal.emit()

    def _press_back(self) -> None:
        if self._back.isEnabled():
            self._press(self.back_requested)

    def _press_primary(self) -> None:
        is_paused = self._view is not None and self._view.is_paused
        self._press(self.go_on_requested if is_paused else self.next_requested)

    def _pause_or_go_on(self, since: float | None = None) -> None:
        if self._view is not None and self._view.state == "lead-in":
            self._press(self.next_requested, since)
            return
        is_paused = self._view is not None and self._view.is_paused
        self._press(self.go_on_requested if is_paused else self.pause_requested, since)

    def _answer(self, word: str, since: float | None = None) -> None:
        """Pass on what the person answered; *softer* counts also when nobody has just asked."""
        is_open = self._view is not None and (self._view.ask_now or word == "softer")
        if is_open and self._answer_guard.takes(since) and self._guard.takes(since):
            self.answer_given.emit(word)

    def _stop(self) -> None:
        self._how_sheet.close_sheet()
        self.stop_requested.emit()

    def _mark_new(self) -> None:
        self._how_sheet.close_sheet()
        self.mark_requested.emit()

    def _open_how(self, since: float | None = None) -> None:
        if self._view is None or not self._guard.takes(since):
            return
        self.pause_requested.emit()
        self._how_sheet.open()

    def _go_on_from_how(self) -> None:
        if not self._guard.takes():
            return
        self._how_sheet.close_sheet()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.go_on_requested.emit()

    def _turn_page(self, pages: int) -> None:
        self._words.turn(pages)

    def _turn_picture(self) -> None:
        if self._guard.takes():
            self._picture.set_turned(not self._picture.is_turned)

    # -- room ----------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Take the keyboard, so that no button has it; a sheet that is open keeps it."""
        super().showEvent(event)
        self._arrange()
        if not self._is_covered():
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything again."""
        super().resizeEvent(event)
        self._arrange()
        self.glow.cover(self.rect())

    def changeEvent(self, event: QEvent) -> None:
        """Place everything again when the text size changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            # The parts measure themselves anew only after this event has reached them.
            self._is_stale = True
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.LayoutRequest))

    def event(self, event: QEvent) -> bool:
        """Place everything again once all parts have taken up a new text size.

        The keys of a massage are its own, whatever the window uses them for elsewhere.
        """
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._keys.action(key_name(event)) is not None
        ):
            event.accept()
            return True
        if event.type() == QEvent.Type.LayoutRequest and self._is_stale:
            self._is_stale = False
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        """Show as much as there is room for."""
        view = self._view
        if view is None or self.width() < 200 or self.height() < 200:
            return
        if not view.is_paused:
            self._fit(view)
            return
        # A pause has fewer words; nothing that stands still may grow or move for that.
        going_on = replace(view, state="running", paused_because=None)
        self._fit(view, self._fit(going_on))

    def _fit(self, view: SessionView, first: int = 0) -> int:
        """Place everything with the most room, from the ``first`` on; return which it was."""
        rooms = _ROOMS_ASKING if view.ask_now else _ROOMS
        for number, room in enumerate(rooms[first:], first):
            self._fill(view, room)
            if self._place(view, room, may_turn=room in _TURNING):
                return number
        # Too little even for one line: what must be in reach stands, the words take the rest.
        self._words.setGeometry(self._words.x(), self._words.y(), 1, 1)
        return len(rooms) - 1

    def _fill(self, view: SessionView, room: _Room) -> None:
        """Give the parts the words that this much room asks for."""
        self._room = room
        self._title.setVisible(bool(room.title))
        if room.title:
            self._title.set_style(room.title)
        title = self._title_words(view)
        self._title.setText(title)
        sentence = self._sentence(view)
        self._words.show_text(sentence if room.title else f"{title.rstrip('.')}. {sentence}")
        self._words.setVisible(not room.asks)
        for part in (self._strip, self._timer_panel):
            part.setVisible(not room.alone)
        self._words.set_style("session" if self.width() >= 1100 else "sessionSmall")
        if view.pressure is not None:
            self._pressure.show_level(view.pressure.level, view.pressure.name, self._likeness(view))
        self._ring.set_large(room.large)
        self._show_timer(view)
        self._next.setText(self._next_words(view))
        self._strip.set_form(room.strip)
        for button, hint in zip(self._buttons, self._hints, strict=True):
            button.set_key_hint(hint if room.hints else "")
        for answer, hint in zip(self._answers, ("1", "2"), strict=True):
            answer.set_key_hint("" if room.below else hint)
        self._pace_row.setVisible(room.pace and bool(view.pace) and not view.is_paused)
        self._ask_panel.setVisible(view.ask_now)
        self._ask_words.set_style("label" if room.is_short else "h2")
        self._ask_title.set_style("meta" if room.is_short else "label")
        self._pressure_panel.setVisible(
            room.aside and view.pressure is not None and not (room.below and view.ask_now)
        )
        self._set_low(False)
        self._follows.setVisible(not room.below)
        self._picture.setVisible(room.picture >= 0)

    def _place(self, view: SessionView, room: _Room, may_turn: bool) -> bool:
        """Place everything for one amount of room; say whether all of it fitted."""
        margin = 32 if self.width() >= 1100 * Theme.current().scale.factor else 20
        gap = _GAP if room.hints else _TIGHT
        area = self.rect().adjusted(margin, gap, -margin, -gap)
        bottom = self._place_bar(area) - gap
        if view.ask_now and not room.asks:
            bottom -= self._place_asking(area, bottom) + gap
        top = self._place_top(area, room) + gap
        if not room.alone:
            bottom = (self._place_foot if room.below else self._place_strip)(area, bottom) - gap
        middle = QRect(area.left(), top, area.width(), max(1, bottom - top))
        if room.asks:
            return self._place_asking(middle, bottom, middle.height()) <= middle.height()
        return self._place_middle(room, middle, may_turn)

    def _place_bar(self, area: QRect) -> int:
        """Place the four buttons at the foot; return where they begin."""
        widths: list[int] = []
        for compact, tight in ((False, False), (True, False), (True, True)):
            self._back.set_compact(compact)
            for button in self._buttons:
                button.set_tight(tight)
            widths = self._bar_widths(area.width())
            least = [button.minimumSizeHint().width() for button in self._buttons]
            liked = [button.sizeHint().width() for button in self._buttons]
            # Words of two lines are fine; words that must be broken are not.
            wanted = least if compact else liked
            if all(width >= need for width, need in zip(widths, wanted, strict=True)):
                break
        if self._pause.isHidden():
            widths[1:] = [0, 0, area.width() - widths[0] - _GAP]
        shown = [pair for pair in zip(self._buttons, widths, strict=True) if pair[1]]
        height = max(_BAR, *(button.heightForWidth(width) for button, width in shown))
        left, top = area.left(), area.bottom() + 1 - height
        for button, width in shown:
            button.setGeometry(left, top, width, height)
            left += width + _GAP
        return top

    def _place_asking(self, area: QRect, bottom: int, liked: int = 0) -> int:
        """Place the question with its two answers beside it; return how high they are."""
        least = max(answer.sizeHint().width() for answer in self._answers)
        width = max(least, round(area.width() * 0.2))
        left = area.right() + 1 - 2 * width - _GAP
        asking = left - _TIGHT - area.left()
        height = max(_BAR, *(answer.heightForWidth(width) for answer in self._answers))
        height = max(height, liked, self._height(self._ask_panel, asking))
        top = bottom - height
        self._ask_panel.setGeometry(area.left(), top, asking, height)
        for answer in self._answers:
            answer.setGeometry(left, top, width, height)
            left += width + _GAP
        return height

    def _bar_widths(self, whole: int) -> list[int]:
        """Return the widths of the four buttons: Next the widest, a compact Back the narrowest."""
        is_compact = bool(self._back.toolTip())
        shares = (0.24, 0.11, 0.29, 0.36) if is_compact else (0.20, 0.17, 0.20, 0.43)
        room = whole - 3 * _GAP
        widths = [round(room * share) for share in shares[:3]]
        for number, button in enumerate(self._buttons[:3]):
            widths[number] = max(widths[number], button.minimumSizeHint().width())
        if is_compact:
            least = self._next.minimumSizeHint().width()
            widths[2] = max(widths[2], min(self._pause_width(), room - least - sum(widths[:2])))
            lack = least - (room - sum(widths))
            widths[0] -= max(0, min(lack, widths[0] - self._stop_button.minimumSizeHint().width()))
        return [*widths, room - sum(widths)]

    def _pause_width(self) -> int:
        """Return the width in which both "Pause" and "Go on" stand on one line."""
        shown = self._pause.text()
        found = 0
        for words in (self.tr("Pause"), self.tr("Go on")):
            self._pause.setText(words)
            found = max(found, self._pause.sizeHint().width() - 4)
        self._pause.setText(shown)
        return found

    def _place_top(self, area: QRect, room: _Room) -> int:
        """Place the line with routine, progress and How?; return where it ends."""
        has_note = bool(self._note.text())
        self._note.setVisible(has_note)
        self._bar.setVisible(not has_note)
        if has_note:
            return self._place_note(area)
        free = area.width() - self._how.sizeHint().width() - self._bar.sizeHint().width()
        free -= self._top_row.spacing()
        for part, is_wanted in ((self._minutes, room.minutes), (self._routine, True)):
            width = part.sizeHint().width() + self._top_row.spacing()
            is_shown = is_wanted and width <= free
            part.setVisible(is_shown)
            free -= width if is_shown else 0
        self._place_awake(free)
        parts = (self._how, self._bar, self._routine, self._minutes)
        height = max(44, *(part.sizeHint().height() for part in parts if not part.isHidden()))
        self._top.setGeometry(area.left(), area.top(), area.width(), height)
        return area.top() + height

    def _place_note(self, area: QRect) -> int:
        """Place a note beside How?, in as many lines as it needs; return where it ends."""
        for part in (self._routine, self._minutes, self._awake):
            part.hide()
        width = area.width() - self._how.sizeHint().width() - self._top_row.spacing()
        height = max(44, self._how.sizeHint().height(), self._note.heightForWidth(width))
        self._top.setGeometry(area.left(), area.top(), area.width(), height)
        return area.top() + height

    def _place_awake(self, free: int) -> None:
        """Say that the screen stays on in words, by the icon alone, or not, as there is room."""
        fits = False
        for is_short in (False, True):
            self._awake.set_short(is_short)
            fits = self._awake.sizeHint().width() + self._top_row.spacing() <= free
            if fits:
                break
        self._awake.setVisible(self._is_awake and fits)

    def _place_strip(self, area: QRect, bottom: int) -> int:
        """Place the strip over the whole width; return where it begins."""
        height = self._strip.heightForWidth(area.width())
        self._strip.setGeometry(area.left(), bottom - height, area.width(), height)
        return bottom - height

    def _set_low(self, is_low: bool) -> None:
        """Have the timer in one low line, or beside two rows."""
        self._ring.set_low(is_low)
        self._timer_panel.set_low(is_low)

    def _place_foot(self, area: QRect, bottom: int) -> int:
        """Place pressure, timer and strip; a low timer is taken where all is lower with it."""
        top = self._place_high_foot(area, bottom)
        if not self._room.low or self._pressure_panel.isHidden():
            return top
        self._strip.set_form(self._room.strip)
        self._set_low(True)
        low = self._place_low_foot(area, bottom)
        if low > top:
            return low
        self._set_low(False)
        return self._place_high_foot(area, bottom)

    def _place_low_foot(self, area: QRect, bottom: int) -> int:
        """Place the strip over the whole width, and the pressure and a low timer above it."""
        self._ring.set_bare(False)
        whole = area.width()
        strip = self._strip.heightForWidth(whole)
        self._strip.fit(whole, strip)
        self._strip.setGeometry(area.left(), bottom - strip, whole, strip)
        bottom -= strip + _TIGHT
        timer = self._timer_panel.sizeHint().width() + 4
        width = whole - timer - _TIGHT
        parts = ((self._pressure_panel, width), (self._timer_panel, timer))
        height = max(self._height(part, room) for part, room in parts)
        left = area.left()
        for part, room in parts:
            part.setGeometry(left, bottom - height, room, height)
            left += room + _TIGHT
        return bottom - height

    def _place_high_foot(self, area: QRect, bottom: int) -> int:
        """Place the strip, over it the pressure, and the timer beside both."""
        self._ring.set_bare(False)
        most = area.width() - _TIGHT - self._strip.minimumSizeHint().width()
        if self._timer_panel.minimumSizeHint().width() > most:
            self._ring.set_bare(True)
        liked = self._timer_panel.sizeHint().width() + 4
        least = self._timer_panel.minimumSizeHint().width()
        timer = max(least, min(round(area.width() * 0.5), liked, most))
        width = area.width() - timer - _TIGHT
        strip = self._strip.heightForWidth(width)
        over = None if self._pressure_panel.isHidden() else self._pressure_panel
        above = self._height(over, width) + _TIGHT if over is not None else 0
        height = max(strip + above, self._height(self._timer_panel, timer))
        self._strip.fit(width, height - above)
        strip = self._strip.heightForWidth(width)
        top, left = bottom - height, area.left()
        if over is not None:
            over.setGeometry(left, top, width, height - strip - _TIGHT)
            self._strip.setGeometry(left, bottom - strip, width, strip)
        else:
            self._strip.setGeometry(left, top, width, height)
        self._timer_panel.setGeometry(left + width + _TIGHT, top, timer, height)
        return top

    def _place_middle(self, room: _Room, area: QRect, may_turn: bool) -> bool:
        """Place picture and words; say whether the words fitted on one page."""
        left = area.left()
        picture = self._picture_width(room, area)
        if picture > 0:
            self._picture.setGeometry(left, area.top(), picture, area.height())
            left += picture + (2 * _GAP if room.hints else _GAP)
        widest = round(_WORDS_WIDEST * Theme.current().scale.large_factor)
        width = min(area.right() + 1 - left, widest)
        cards = [] if room.below else self._cards(width)
        pace = self._height(self._pace_row, width) + _TIGHT if self._is_paced() else 0
        fixed = pace + sum(height + _TIGHT for _, height in cards)
        title = self._title.heightForWidth(width) + _TIGHT if room.title else 0
        words = self._words.height_for(width)
        free = area.height() - title - fixed
        if words > free and not (may_turn and free >= self._words.least_height()):
            return False
        words = min(words, free)
        top = area.top()
        if title:
            self._title.setGeometry(left, top, width, title - _TIGHT)
        top += title
        self._words.setGeometry(left, top, width, words)
        top += words + _TIGHT
        if pace:
            self._pace_row.setGeometry(left, top, width, pace - _TIGHT)
        bottom = area.bottom() + 1
        for parts, height in reversed(cards):
            for widget, offset, part in parts:
                widget.setGeometry(left + offset, bottom - height, part, height)
            bottom -= height + _TIGHT
        return True

    def _is_paced(self) -> bool:
        return not self._pace_row.isHidden()

    def _picture_width(self, room: _Room, area: QRect) -> int:
        if room.picture < 0:
            return 0
        if room.picture > 0:
            return min(room.picture, round(area.width() * (0.34 if room.is_short else 0.45)))
        return min(_PICTURE_WIDEST, round(area.width() * room.share))

    def _cards(self, width: int) -> list[tuple[list[tuple[QWidget, int, int]], int]]:
        """Return the rows at the foot of the words: parts with offset and width, and the height."""
        rows: list[tuple[list[tuple[QWidget, int, int]], int]] = []
        if not self._pressure_panel.isHidden():
            height = self._height(self._pressure_panel, width)
            rows.append(([(self._pressure_panel, 0, width)], height))
        beside = self._follows
        least = self._timer_panel.sizeHint().width()
        timer = min(width, max(round(width * 0.48), least))
        rest = width - timer - _GAP
        height = self._height(self._timer_panel, timer)
        if rest >= beside.minimumSizeHint().width() + 8:
            height = max(height, self._height(beside, rest))
            rows.append(([(self._timer_panel, 0, timer), (beside, timer + _GAP, rest)], height))
        else:
            rows.append(([(self._timer_panel, 0, timer)], height))
            rows.append(([(beside, 0, width)], self._height(beside, width)))
        return rows

    @staticmethod
    def _height(widget: QWidget, width: int) -> int:
        if widget.hasHeightForWidth():
            return widget.heightForWidth(width)
        return widget.sizeHint().height()


def _shape(view: SessionView) -> tuple[object, ...]:
    """Return what decides about room: a change of these has everything placed again."""
    return (
        view.step_key,
        view.is_paused,
        view.paused_because,
        view.state,
        view.ask_now,
        view.is_step_over,
        view.keep_away,
        len(view.time_left),
        view.title,
        view.words,
        view.changed,
        view.how,
        view.reasons,
        view.minutes_left > 9,
    )
