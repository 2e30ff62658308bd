# SPDX-License-Identifier: GPL-3.0-or-later
"""Today: one thing to do, and how things stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caregiver_guide.domain.session import told_minutes
from caregiver_guide.figure.painter import FigurePainter
from caregiver_guide.services.keep_away import KeepAway
from caregiver_guide.services.pictures import Picture
from caregiver_guide.services.today import (
    LastMassage,
    RatingPair,
    Suggestion,
    TodayView,
    WeekDay,
)
from caregiver_guide.ui.icons import paint_icon
from caregiver_guide.ui.screens.since_card import SinceCard
from caregiver_guide.ui.screens.today_rows import TodayRows
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.badge import SHAPES, Badge
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.chip import Chip
from caregiver_guide.ui.widgets.clearing import clear_layout
from caregiver_guide.ui.widgets.day_words import (
    clock_time,
    long_day,
    short_day,
    weekday,
    weekday_letter,
)
from caregiver_guide.ui.widgets.figure_picture import FigurePicture
from caregiver_guide.ui.widgets.flow_layout import CardGrid, FlowLayout, SplitLayout, row_of
from caregiver_guide.ui.widgets.painted import PaintedWidget, paint_dot
from caregiver_guide.ui.widgets.panel import Notice, Panel
from caregiver_guide.ui.widgets.scroll_page import ScrollPage
from caregiver_guide.ui.widgets.text import Heading, Text
from caregiver_guide.ui.widgets.text_block import TextBlock

if TYPE_CHECKING:
    from datetime import date

    from caregiver_guide.services.follow_up import AfterDue
    from caregiver_guide.ui.screens.reasons_sheet import ReasonsSheet

_MORNING: Final = 5
_NOON: Final = 12
_EVENING: Final = 18
_LISTED: Final = 4
_ROOM_TO_NAME: Final = 800
"""How wide this is, in pixels at 100 %, where the person's name stands on it once more."""
_PICTURE_HEIGHT: Final = 240


class TodayScreen(QWidget):
    """One massage to start, what to keep away from, the last massage and the last seven days.

    Keys: Enter starts, P picks another massage, M opens the map.

    Signals:
        start_requested: Start a massage, as suggested where something is.
        pick_another_requested: Start, but choose the massage.
        map_requested: Open the map of marked places.
        review_requested: Look again at what was marked long ago.
        conflicts_requested: What two computers changed at once is to be decided.
        check_requested: Answer today's check again.
        call_back_requested: The care team has answered.
        go_on_requested: Go on with the massage that was interrupted.
        log_requested: Open the log.
        session_opened: Open one massage, by id.
        practice_requested: Try a massage with a pretend person.
        page_requested: Open the page for the care team.
        trouble_help_requested: Say more about what is wrong with the log.
        after_requested: Say how it was after a massage of today, by id.
        follow_up_fine: All was fine after a massage of the last days, by id.
        follow_up_requested: Something was different after it, by id.
        follow_up_put_off: Ask about it later today, by id.
        team_requested: Write down what the care team said about the last page.
        team_put_off: There is no answer of the care team yet.
        numbers_requested: Write down whom to call.
        giver_requested: Somebody else gives care now.
        care_plan_requested: Look into the written care plan.
        since_opened: Go to where something new stands: a place of the app, and an id or "".
    """

    start_requested = Signal()
    pick_another_requested = Signal()
    map_requested = Signal()
    review_requested = Signal()
    conflicts_requested = Signal()
    check_requested = Signal()
    call_back_requested = Signal()
    go_on_requested = Signal()
    log_requested = Signal()
    session_opened = Signal(str)
    practice_requested = Signal()
    page_requested = Signal()
    trouble_help_requested = Signal()
    after_requested = Signal(str)
    follow_up_fine = Signal(str)
    follow_up_requested = Signal(str)
    follow_up_put_off = Signal(str)
    team_requested = Signal()
    team_put_off = Signal()
    numbers_requested = Signal()
    giver_requested = Signal()
    care_plan_requested = Signal()
    since_opened = Signal(str, str)

    def __init__(self, figure: FigurePainter | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: TodayView | None = None
        self._greeting = Heading("", 1)
        self._day = Text("", "body", "quiet")
        self._whom = Text("", "h3")
        self._giver = ActionButton("", icon="user", kind="quiet", size="small")
        self._giver.clicked.connect(self.giver_requested)
        self._trouble = Notice("caution", icon="warning")
        self._trouble.action_requested.connect(self.trouble_help_requested)
        self._unfinished = Notice("info", icon="pause")
        self._unfinished.action_requested.connect(self.go_on_requested)
        self._after = Notice("tint", icon="clock")
        self._after.action_requested.connect(self._ask_after)
        self._follow_up = _FollowUpCard()
        self._follow_up.fine_pressed.connect(self.follow_up_fine)
        self._follow_up.other_pressed.connect(self.follow_up_requested)
        self._follow_up.later_pressed.connect(self.follow_up_put_off)
        self._again = Notice("info", icon="clock")
        self._again.action_requested.connect(self.review_requested)
        self._rows = TodayRows()
        self._rows.team.pressed.connect(self.team_requested)
        self._rows.team.put_off.connect(self.team_put_off)
        self._rows.numbers.pressed.connect(self.numbers_requested)
        self._both = Notice("info", icon="swap")
        self._both.action_requested.connect(self.conflicts_requested)
        self._both.hide()
        self._tell = Notice("caution")
        self._tell.action_requested.connect(self.page_requested)

        self._hero = _Hero(figure)
        self._hero.start_pressed.connect(self._start)
        self._hero.other_pressed.connect(self._other)
        self._hero.why_pressed.connect(self._open_reasons)
        self._sheet: ReasonsSheet | None = None
        self._since = SinceCard()
        self._since.opened.connect(self.since_opened)
        self._plan = Notice("tint", icon="page")
        self._plan.action_requested.connect(self.care_plan_requested)
        self._keep_away = _KeepAwayCard()
        self._keep_away.map_pressed.connect(self.map_requested)
        self._last = _LastCard()
        self._last.opened.connect(self.session_opened)
        self._last.practice_requested.connect(self.practice_requested)
        self._week = _WeekCard()
        self._week.log_pressed.connect(self.log_requested)
        self._lay_out()

    def show_today(self, view: TodayView) -> None:
        """Show how things stand."""
        self._view = view
        self._greeting.setText(self._greeting_words(view))
        self._day.setText(long_day(view.now.day))
        self._whom.setText(self.tr("Caring for {name}").format(name=view.person_name))
        self._name_person()
        gives = self.tr("{giver} gives care. Change").format(giver=view.caregiver_name)
        self._giver.setText(gives)
        self._giver.setVisible(bool(view.caregiver_name))
        self._trouble.show_notice(self.tr("About your records"), view.trouble)
        self._trouble.setVisible(bool(view.trouble))
        self._show_unfinished(view)
        self._show_tell(view)
        self._show_plan(view)
        self._since.show_since(view.since)
        self._show_after(view)
        self._rows.show_rows(view)
        self._follow_up.show_follow_up(view)
        self._again.show_notice(
            self.tr("Is this still right?"),
            self.tr("Not looked at lately: {list}").format(list=", ".join(view.due)),
            self.tr("Look at them now"),
        )
        self._again.setVisible(bool(view.due))
        self._hero.show_hero(view)
        self._place_hero(is_first=view.is_blocked)
        self._keep_away.show_zones(view)
        self._last.show_last(view)
        self._week.show_week(view.week)

    def show_conflicts(self, count: int) -> None:
        """Say how many things two computers changed at once, until that is decided."""
        words = (
            self.tr(
                "One thing was changed on two computers. Until you decide, the careful side holds."
            )
            if count == 1
            else self.tr(
                "{count} things were changed on two computers. Until you decide, the careful side "
                "holds."
            ).format(count=count)
        )
        self._both.show_notice("", words, self.tr("Look and decide"))
        self._both.setVisible(count > 0)

    def focus_first(self) -> None:
        """Open at the top, with the keyboard on the main button, which is in view there."""
        self._hero.start.setFocus(Qt.FocusReason.OtherFocusReason)
        self._page.scroll_to_top()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pick another massage with P, open the map with M."""
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and event.key() == Qt.Key.Key_P and self._hero.other.isVisible():
            self._other()
        elif plain and event.key() == Qt.Key.Key_M:
            self.map_requested.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        head = QWidget()
        split = SplitLayout((380, 0), parent=head)
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._greeting)
        column.addWidget(self._day)
        split.addWidget(words)
        who = QWidget()
        beside = QVBoxLayout(who)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(4)
        beside.addWidget(self._whom)
        beside.addLayout(row_of(self._giver))
        split.addWidget(who)
        cards = QWidget()
        grid = CardGrid(280, 3, 20, cards)
        for card in (self._keep_away, self._last, self._week):
            grid.addWidget(card)
        self._page = ScrollPage()
        for widget in (
            head, self._since, self._trouble, self._unfinished, self._after, self._follow_up,
            self._hero, self._plan, self._again, self._both, self._tell, self._rows, cards,
        ):  # fmt: skip
            self._page.body.addWidget(widget)
        self._page.body.addStretch(1)
        self._page.set_primary(self._hero.start)
        self._page.keep_in_view(self._hero.start, self._hero.take_start, self._hero.buttons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._page)

    def _place_hero(self, *, is_first: bool) -> None:
        """Have what blocks the day above all calm cards, and other days below what waits."""
        body = self._page.body
        body.removeWidget(self._hero)
        before = self._unfinished if is_first else self._again
        body.insertWidget(body.indexOf(before), self._hero)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name the person as there is room."""
        super().resizeEvent(event)
        self._name_person()

    def changeEvent(self, event: QEvent) -> None:
        """Name the person as the text size leaves room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_whom"):
            self._name_person()

    def _name_person(self) -> None:
        """Say whose day it is, but where room is short: the bar above names the person there."""
        room = self.width() / Theme.current().scale.factor
        self._whom.setVisible(room >= _ROOM_TO_NAME)

    def _greeting_words(self, view: TodayView) -> str:
        hour = view.now.local.hour
        name = view.caregiver_name
        if _MORNING <= hour < _NOON:
            words = self.tr("Good morning, {name}") if name else self.tr("Good morning")
        elif _NOON <= hour < _EVENING:
            words = self.tr("Good afternoon, {name}") if name else self.tr("Good afternoon")
        else:
            words = self.tr("Good evening, {name}") if name else self.tr("Good evening")
        return words.format(name=name)

    def _show_unfinished(self, view: TodayView) -> None:
        found = view.unfinished
        self._unfinished.setVisible(found is not None)
        if found is None:
            return
        begun = self.tr("{massage}, begun at {time}.").format(
            massage=found.routine, time=clock_time(found.started.local)
        )
        if found.is_too_old:
            title = self.tr("A massage was not finished")
            words = self.tr("{begun} It was kept as unfinished.").format(begun=begun)
            self._unfinished.show_notice(title, words)
        else:
            title = self.tr("A massage was interrupted")
            self._unfinished.show_notice(title, begun, self.tr("Go on with the massage"))

    def _show_after(self, view: TodayView) -> None:
        """Remind of the after of today's massage, from the moment on that hands are off."""
        after = view.after
        self._after.setVisible(after is not None)
        if after is None:
            return
        title, words = self._after_words(after)
        told = words.format(
            massage=after.routine,
            time=clock_time((after.begun or after.ended).local),
            due=clock_time(after.due.local),
        )
        title = title.format(name=view.person_name)
        self._after.show_notice(title, told, self.tr("Answer now"))

    def _after_words(self, after: AfterDue) -> tuple[str, str]:
        """Return what is asked and what it is about: one begun only is not told as given."""
        if after.begun is None:
            title = self.tr("How is {name} after the massage?")
            if after.is_due:
                return title, self.tr("{massage} ended at {time}. Now is a good time to ask.")
            return title, self.tr("{massage} ended at {time}. We will remind you at {due}.")
        title = self.tr("How is {name} now?")
        if after.is_due:
            words = self.tr(
                "{massage} was begun at {time}, and not given. Now is a good time to ask."
            )
        else:
            words = self.tr(
                "{massage} was begun at {time}, and not given. We will remind you at {due}."
            )
        return title, words

    def _show_plan(self, view: TodayView) -> None:
        """Say what the care plan lets a paid aide do, or that it was read and says nothing."""
        plan = view.care_plan
        is_read = plan is not None and plan.state in ("in-plan", "refused")
        self._plan.setVisible(is_read)
        if plan is None or not is_read:
            return
        title = self.tr("It is not in the care plan")
        words = self.tr("Ask the nurse. Look again when it was written in.")
        if plan.state == "in-plan" and plan.entry is not None:
            title = self.tr("The care plan says: {words}").format(words=plan.entry.says)
            if not plan.entry.says:
                title = self.tr("It is in the care plan")
            words = self.tr("{who}, {day}. Do this, and no more.").format(
                who=plan.entry.written_by, day=short_day(plan.entry.on)
            )
        self._plan.show_notice(title, words, self.tr("Write what the care plan says"))

    def _ask_after(self) -> None:
        if self._view is not None and self._view.after is not None:
            self.after_requested.emit(self._view.after.session)

    def _show_tell(self, view: TodayView) -> None:
        lines = [
            self.tr("{day}: {what}.").format(day=weekday(line.day), what=line.text)
            for line in view.tell
        ]
        self._tell.show_notice(
            self.tr("Tell the care team"), " ".join(lines), self.tr("Open the page for them")
        )
        self._tell.setVisible(bool(lines))

    def _open_reasons(self) -> None:
        """Say why today is as it is, and from where that is known."""
        from caregiver_guide.ui.screens.reasons_sheet import ReasonsSheet

        view = self._view
        if view is None:
            return
        self._sheet = self._sheet or ReasonsSheet(self)
        if view.result is not None and view.is_blocked:
            self._sheet.show_reasons(view.result.title, view.result.reasons)
        elif view.suggestion is not None:
            self._sheet.show_reasons(view.suggestion.title, view.suggestion.reasons)
        self._sheet.open()

    def _start(self) -> None:
        view = self._view
        if view is None:
            return
        if view.asks_care_plan:
            self.care_plan_requested.emit()
        elif view.is_blocked and view.result is not None and view.result.find_first:
            self.map_requested.emit()
        elif view.is_blocked:
            self.call_back_requested.emit()
        elif view.asks_for_marks:
            self.map_requested.emit()
        else:
            self.start_requested.emit()

    def _other(self) -> None:
        if self._view is not None and self._view.is_blocked:
            self.check_requested.emit()
        else:
            self.pick_another_requested.emit()


class _Hero(Panel):
    """The one thing to do today, with a picture."""

    start_pressed = Signal()
    other_pressed = Signal()
    why_pressed = Signal()

    def __init__(self, figure: FigurePainter | None) -> None:
        super().__init__("card", 20)
        self._chip = Chip("", "ok")
        self._title = Text("", "h1")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self._picture = FigurePicture(figure)
        self._picture.setFixedHeight(_PICTURE_HEIGHT)
        self.start = ActionButton("", icon="play", kind="primary", size="big")
        self.start.clicked.connect(self.start_pressed)
        self.other = ActionButton("", kind="secondary", size="big")
        self.other.clicked.connect(self.other_pressed)
        self._why_button = ActionButton("", icon="question", kind="quiet", size="small")
        self._why_button.clicked.connect(self.why_pressed)

        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._title)
        column.addLayout(self._lines)
        column.addStretch(1)
        self.buttons = QWidget()
        self._buttons = FlowLayout(16, self.buttons)
        self._buttons.addWidget(self.start)
        self._buttons.addWidget(self.other)
        column.addWidget(self.buttons)
        column.addLayout(row_of(self._why_button))
        both = QWidget()
        self._split = SplitLayout((420, 240), 0.58, parent=both)
        self._split.addWidget(words)
        self._split.addWidget(self._picture)
        self.body.addWidget(both)

    def take_start(self) -> None:
        """Have the main button before the other one again."""
        self._buttons.removeWidget(self.other)
        self._buttons.addWidget(self.start)
        self._buttons.addWidget(self.other)

    def show_hero(self, view: TodayView) -> None:
        """Show what can be done today."""
        clear_layout(self._lines)
        self._chip.hide()
        self.other.show()
        self._why_button.hide()
        if view.asks_care_plan:
            self._show_care_plan(view)
        elif view.is_blocked:
            self._show_blocked(view)
        else:
            self.set_kind("card")
            self.start.set_icon("play")
            self.start.setText(self.tr("Start a massage"))
            self.other.setText(self.tr("Pick another"))
            self._show_ready(view)
        self._show_picture(view)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the picture out where it would push the buttons out of sight."""
        super().resizeEvent(event)
        self._picture.setVisible(self._split.is_split(self.width() - 40))

    def changeEvent(self, event: QEvent) -> None:
        """Show the picture, or leave it out, as the text size leaves room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._picture.setVisible(self._split.is_split(self.width() - 40))

    def _show_care_plan(self, view: TodayView) -> None:
        self.set_kind("card")
        title = self.tr("First, {name}'s written care plan")
        self._title.setText(title.format(name=view.person_name))
        self._add(self.tr("Is comfort touch in it? Look, and write down what it says."))
        self._add(self.tr("Until then, no hands on {name}.").format(name=view.person_name))
        self.start.set_icon("page")
        self.start.setText(self.tr("Write what it says"))
        self.other.hide()

    def _show_blocked(self, view: TodayView) -> None:
        result = view.result
        if result is None:
            return
        self.set_kind("caution" if not result.is_emergency else "stop")
        self._title.setText(result.title)
        lines = [result.call] if result.call and not result.phone else []
        lines += [reason.text for reason in result.first] + [result.hold]
        for words in dict.fromkeys(line for line in lines if line):
            self._lines.addWidget(Text(words, "lead"))
        if result.find_first:
            self.start.set_icon("person")
            self.start.setText(self.tr("I found it: mark the place"))
        else:
            self.start.set_icon("phone")
            self.start.setText(self.tr("What did they say?"))
        if result.phone and result.phone not in result.title:
            whom = self.tr("Care team: {phone}").format(phone=result.phone)
            self._lines.addWidget(Text(whom, "h3"))
        self.other.setText(
            self.tr("Answer today's check again")
            if view.check_is_done
            else self.tr("Answer today's check")
        )
        self._why_button.setText(self.tr("Why, and who says so"))
        self._why_button.setVisible(bool(result.reasons))

    def _show_ready(self, view: TodayView) -> None:
        suggestion = view.suggestion
        if view.asks_for_marks:
            self._title.setText(self.tr("First, the places to keep away from"))
            words = self.tr(
                "Mark them on the body map, once. Then the massage keeps clear of them."
            )
            self._add(words)
            self.start.set_icon("person")
            self.start.setText(self.tr("Mark places first"))
            self.other.hide()
            return
        if suggestion is None:
            self._title.setText(
                self.tr("A gentle massage for {name}").format(name=view.person_name)
            )
            self._add(self.tr("A few questions first. Then choose what suits today."))
            self.other.hide()
            return
        if suggestion.fit:
            self._chip.show_chip(suggestion.chip, "ok" if suggestion.fit == "go" else "adapted")
            self._chip.show()
        self._title.setText(suggestion.title)
        self._why_button.setText(self.tr("What changes?"))
        self._why_button.setVisible(bool(suggestion.reasons))
        self._add(self._why(view, suggestion))
        if not view.check_is_done:
            self._add(self.tr("Today's check comes first."))

    def _why(self, view: TodayView, suggestion: Suggestion) -> str:
        if suggestion.because == "first":
            return self.tr("The first massage can be 5 minutes.")
        day = weekday(suggestion.on) if suggestion.on is not None else ""
        if suggestion.on is not None and not _is_of_week(view, suggestion.on):
            day = short_day(suggestion.on)
        if suggestion.on == view.now.day:
            why = self.tr("About {count} minutes. {name} had it earlier today.")
        elif suggestion.because == "liked":
            why = self.tr("About {count} minutes. Last time, {day}: {what} was lower afterwards.")
        else:
            why = self.tr("About {count} minutes. {name} last had it on {day}.")
        return why.format(
            count=suggestion.minutes,
            day=day,
            what=suggestion.lower.lower(),
            name=view.person_name,
        )

    def _show_picture(self, view: TodayView) -> None:
        zones = tuple(
            KeepAway(line.number, line.name, line.place, line.mark, line.regions)
            for line in view.zones
        )
        picture = Picture(("front", "back"), zones=zones, tone=view.tone)
        marked = ", ".join(line.name for line in view.zones)
        name = self.tr("{name}'s body, front and back.").format(name=view.person_name)
        if marked:
            name = self.tr("{body} Marked: {list}.").format(body=name, list=marked)
        self._picture.show_picture(picture, name=name)

    def _add(self, words: str) -> None:
        self._lines.addWidget(Text(words, "lead"))


class _FollowUpCard(Panel):
    """How a massage of the last days went: one press where all is fine."""

    fine_pressed = Signal(str)
    other_pressed = Signal(str)
    later_pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__("card", 20)
        self._session = ""
        self._title = Text("", "h2")
        self._words = Text("", "body", "quiet")
        self._fine = ActionButton("", icon="check")
        self._fine.clicked.connect(lambda: self.fine_pressed.emit(self._session))
        self._other = ActionButton("", icon="flag", kind="plain")
        self._other.clicked.connect(lambda: self.other_pressed.emit(self._session))
        self._later = ActionButton(
            self.tr("Ask me later today"), icon="clock", kind="quiet", size="small"
        )
        self._later.clicked.connect(lambda: self.later_pressed.emit(self._session))
        self.body.addWidget(self._title)
        self.body.addWidget(self._words)
        self.body.addLayout(row_of(self._fine, self._other, self._later))

    def show_follow_up(self, view: TodayView) -> None:
        """Ask about a massage, or about none."""
        asked = view.follow_up
        self.setVisible(asked is not None)
        if asked is None:
            return
        self._session = asked.session
        self._title.setText(asked.title)
        days = (view.now.day - asked.day).days
        on = self.tr("Yesterday") if days == 1 else weekday(asked.day)
        words = self.tr("{day}: {massage}. {look}")
        self._words.setText(words.format(day=on, massage=asked.routine, look=asked.look))
        self._fine.setText(asked.fine)
        self._other.setText(asked.other)


class _KeepAwayCard(Panel):
    """The marked places."""

    map_pressed = Signal()

    def __init__(self) -> None:
        super().__init__("card", 20)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        self._button = ActionButton("", icon="person", kind="quiet", size="small")
        self._button.clicked.connect(self.map_pressed)
        self.body.addWidget(Heading(self.tr("Keep away from"), 3))
        self.body.addLayout(self._rows)
        self.body.addStretch(1)
        self.body.addLayout(row_of(self._button))

    def show_zones(self, view: TodayView) -> None:
        """Show the places, or what was answered."""
        clear_layout(self._rows)
        for line in view.zones[:_LISTED]:
            row = QHBoxLayout()
            row.setSpacing(12)
            badge = Badge(SHAPES[line.mark], str(line.number), line.name)
            row.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(Text(line.name, "label"))
            place = line.place or self.tr("place not known")
            words.addWidget(Text(place, "meta", "quiet"))
            row.addLayout(words, 1)
            self._rows.addLayout(row)
        more = len(view.zones) - _LISTED
        if more > 0:
            self._rows.addWidget(Text(self.tr("and {count} more").format(count=more), "body"))
        if not view.zones:
            self._rows.addWidget(Text(self._answer(view), "body"))
        if view.also:
            # What has no place on the map counts for every massage all the same.
            said = self.tr("For the whole body: {list}").format(list=", ".join(view.also))
            self._rows.addWidget(Text(said, "label"))
        action = (
            self.tr("Mark places first") if view.asks_for_marks else self.tr("See the safety map")
        )
        self._button.setText(action)

    def _answer(self, view: TodayView) -> str:
        day = short_day(view.zones_answered_on) if view.zones_answered_on else ""
        is_due = view.answer_state == "due"
        if is_due and view.zones_answer == "nothing":
            return self.tr("Nothing known on {day}. Is that still so?").format(day=day)
        if is_due:
            return self.tr("All marks have healed or are gone. Is there nothing new?")
        if view.zones_answer == "nothing":
            return self.tr("Nothing known. Answered on {day}.").format(day=day)
        if view.zones_answer == "must-ask":
            return self.tr("You wanted to ask. Answered on {day}.").format(day=day)
        return self.tr("Nothing marked yet.")


class _LastCard(Panel):
    """The last massage, with numbers before and after."""

    opened = Signal(str)
    practice_requested = Signal()

    def __init__(self) -> None:
        super().__init__("card", 20)
        self._id = ""
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self._practice = ActionButton(
            self.tr("Try a practice run"), icon="eye", kind="quiet", size="small"
        )
        self._practice.clicked.connect(self.practice_requested)
        self._open = ActionButton(
            self.tr("See this massage"), icon="list", kind="quiet", size="small"
        )
        self._open.clicked.connect(lambda: self.opened.emit(self._id))
        self.body.addWidget(Heading(self.tr("Last massage"), 3))
        self.body.addLayout(self._rows)
        self.body.addStretch(1)
        self.body.addLayout(row_of(self._open, self._practice))

    def show_last(self, view: TodayView) -> None:
        """Show the last massage, or that there was none."""
        clear_layout(self._rows)
        last = view.last
        self._open.setVisible(last is not None)
        self._practice.setVisible(last is None)
        if last is None:
            words = self.tr("No massages yet. The first one can be 5 minutes.")
            self._rows.addWidget(Text(words, "body"))
            return
        self._id = last.id
        self._rows.addWidget(Text(self._when(view, last), "label"))
        what = self.tr("{massage}, {count} minutes") if last.minutes else "{massage}"
        if last.is_under_a_minute:
            what = self.tr("{massage}, less than a minute")
        elif last.minutes == 1:
            what = self.tr("{massage}, 1 minute")
        words = what.format(massage=last.routine, count=last.minutes)
        self._rows.addWidget(Text(words, "body", "quiet"))
        for pair in last.pairs:
            self._rows.addWidget(_PairRow(pair))
        if last.was_stopped:
            self._rows.addWidget(Chip(self.tr("Stopped early"), "neutral"))
        if last.reactions:
            self._rows.addWidget(Chip(", ".join(last.reactions), "flag"))
        elif any(pair.after is not None for pair in last.pairs):
            self._rows.addWidget(Chip(self.tr("No reaction"), "ok"))

    def _when(self, view: TodayView, last: LastMassage) -> str:
        day = last.started.day
        named = weekday(day) if _is_of_week(view, day) else short_day(day)
        return self.tr("{day}, {time}").format(day=named, time=clock_time(last.started.local))


def _is_of_week(view: TodayView, day: date) -> bool:
    """Return whether the name of a day says enough; a day to come was a wrong clock."""
    return 0 <= (view.now.day - day).days < len(view.week)


class _PairRow(QWidget):
    """One question with the numbers before and after, in words for all."""

    def __init__(self, pair: RatingPair) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(Text(pair.title, "body"), 1)
        # "None" would read as the 0 of the scale.
        if pair.before is None and pair.after is None:
            said = self.tr("no number")
        elif pair.after is None:
            said = self.tr("{before} before, no number after").format(before=pair.before)
        elif pair.before is None:
            said = self.tr("no number before, {after} after").format(after=pair.after)
        else:
            said = self.tr("{before} before, {after} after").format(
                before=pair.before, after=pair.after
            )
        words = Text(said)
        words.set_style("label")
        row.addWidget(words)


class _WeekCard(Panel):
    """The last seven days; a day without a massage is an empty circle and nothing else."""

    log_pressed = Signal()

    def __init__(self) -> None:
        super().__init__("card", 20)
        self._strip = _WeekStrip()
        self._sum = Text("", "body")
        button = ActionButton(self.tr("See the log"), icon="list", kind="quiet", size="small")
        button.clicked.connect(self.log_pressed)
        self.body.addWidget(Heading(self.tr("Last 7 days"), 3))
        self.body.addWidget(self._strip)
        self.body.addWidget(self._sum)
        self.body.addStretch(1)
        self.body.addLayout(row_of(button))

    def show_week(self, week: tuple[WeekDay, ...]) -> None:
        """Show the days, today last."""
        count = sum(day.massages for day in week)
        seconds = sum(day.touch_seconds for day in week)
        minutes = told_minutes(seconds)
        if count == 0:
            words = self.tr("No massage in these days.")
        elif count == 1:
            one = self.tr("One massage, one minute")
            words = self.tr("One massage, {minutes} minutes").format(minutes=minutes)
            words = one if minutes == 1 else words
            if 0 < seconds < 60:
                words = self.tr("One massage, less than a minute")
        else:
            words = self.tr("{count} massages, {minutes} minutes").format(
                count=count, minutes=minutes
            )
        self._sum.setText(words)
        self._strip.show_week(week)
        given = [weekday(day.day) for day in week if day.massages]
        self._strip.setAccessibleName(", ".join((words, *given)))


class _WeekStrip(PaintedWidget):
    """Seven circles under the letters of their days."""

    def __init__(self) -> None:
        super().__init__()
        self._week: tuple[WeekDay, ...] = ()

    def show_week(self, week: tuple[WeekDay, ...]) -> None:
        """Show other days."""
        self._week = week
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return a size that grows with the text."""
        theme = Theme.current()
        return QSize(theme.px(252), theme.px(62))

    def minimumSizeHint(self) -> QSize:
        """Return the least width at which circles stay apart."""
        theme = Theme.current()
        return QSize(theme.px(182), theme.px(62))

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """Paint letters and circles."""
        if not self._week:
            return
        cell = min(self.width() / len(self._week), theme.px(44))
        radius = min(theme.px(15), cell * 0.42)
        for place, day in enumerate(self._week):
            middle = (place + 0.5) * cell
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                middle = self.width() - middle
            is_today = place == len(self._week) - 1
            letter = TextBlock(
                weekday_letter(day.day),
                "label" if is_today else "meta",
                cell,
                Qt.AlignmentFlag.AlignHCenter,
            )
            letter.paint(painter, middle - cell / 2, 0, theme.colour("text"))
            centre = QPointF(middle, theme.px(26) + radius)
            width = 3.0 if is_today else 1.5
            if day.massages:
                paint_dot(painter, centre, radius, theme.colour("primary"))
                side = radius * 1.2
                spot = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
                paint_icon(painter, "check", spot, theme.colour("on_primary"), 3.0)
            else:
                token = "primary" if is_today else "border"
                paint_dot(painter, centre, radius, None, theme.colour(token), width)
