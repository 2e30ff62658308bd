# SPDX-License-Identifier: GPL-3.0-or-later
"""The screens on the way through one massage, by mouse and by keyboard."""

import time
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from tests.ui.clipping import every_size, faults, nameless, settle, show_at

from caregiver_guide.domain.session import CareTeamContact, Rating, ZoneRecord
from caregiver_guide.services.after_view import after_view
from caregiver_guide.services.plan_words import PlanWords
from caregiver_guide.services.position_choice import position_choice_view
from caregiver_guide.services.prepare_view import prepare_view
from caregiver_guide.services.ratings_view import RatingGiven, SignsGiven, ratings_view
from caregiver_guide.services.routine_choice import routine_choice_view
from caregiver_guide.services.stop_view import stop_view
from caregiver_guide.ui.screens.after_screen import AfterScreen
from caregiver_guide.ui.screens.place_sheet import PlaceSheet
from caregiver_guide.ui.screens.position_screen import PositionScreen
from caregiver_guide.ui.screens.prepare_screen import PrepareScreen
from caregiver_guide.ui.screens.ratings_screen import RatingsScreen
from caregiver_guide.ui.screens.routine_screen import RoutineScreen
from caregiver_guide.ui.screens.stop_sheet import StopSheet
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.panel import Notice
from caregiver_guide.ui.widgets.pillow_row import PillowRow
from caregiver_guide.ui.widgets.rating_scale import RatingScale
from caregiver_guide.ui.widgets.sign_row import SignRow
from caregiver_guide.ui.widgets.text import Text

pytestmark = pytest.mark.windows

BEFORE = (
    Rating(person="p", session="s", question="pain", when="before", value=6),
    Rating(person="p", session="s", question="worry", when="before", value="declined"),
)
LONG_NAME = "Maximiliana-Wilhelmine " * 13


def press(key, target=None, modifiers=Qt.KeyboardModifier.NoModifier, text=""):
    """Press a key where the keyboard is."""
    widget = target or QApplication.focusWidget()
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, modifiers, text))
    settle()


def button(screen, words):
    """Find a button that is shown, by its words."""
    return next(
        found
        for found in screen.findChildren(ActionButton)
        if found.accessibleName() == words and found.isVisible()
    )


@pytest.fixture
def feet(pat, profile_with, places):
    """Getting ready for feet, with oxygen tubing: two questions to settle."""
    tubing = ZoneRecord(id="4", person="p", condition="oxygen-tubing", regions=("face",))
    profile = profile_with(zones=(tubing,))
    return prepare_view(pat, pat.library.planner.plan(profile, "foot-comfort", None, 10), places)


def made(name, pat, profile, places, figure, scenes):
    """Make one screen of the flow with its value."""
    if name == "routine":
        routine = RoutineScreen(figure=figure)
        routine.show_routines(routine_choice_view(pat, profile, 10, None, places))
        return routine
    if name in {"position", "blocked"}:
        wish = ("m-hand", None) if name == "position" else ("hand-sandwich", "side-right")
        position = PositionScreen(scenes=scenes)
        view = position_choice_view(pat, profile, wish[0], 10, wish[1], places)
        position.show_positions(view)
        return position
    if name == "prepare":
        prepare = PrepareScreen()
        plan = pat.library.planner.plan(profile, "foot-comfort", None, 10)
        prepare.show_preparation(prepare_view(pat, plan, places))
        return prepare
    if name == "ratings":
        ratings = RatingsScreen()
        ratings.show_ratings(ratings_view(pat, "before"))
        return ratings
    after = AfterScreen()
    after.show_after(
        after_view(pat, BEFORE, ("palm.L",), touch_limit="twenty-minutes", drinks="free")
    )
    return after


@pytest.mark.parametrize("name", ["routine", "position", "blocked", "prepare", "ratings", "after"])
@pytest.mark.parametrize("long_name", [False, True])
def test_nothing_is_cut_off_at_any_size(
    library, pat, profile, places, figure, scenes, open_at, name, long_name, show_theme
):
    """At every window and text size all that is shown stands whole, also with a very long name."""
    words = PlanWords(library, LONG_NAME, "911") if long_name else pat
    screen = made(name, words, profile, places, figure, scenes)
    open_at(screen)
    assert nameless(screen) == []
    assert every_size(screen) == []
    show_theme()


# -- choosing -------------------------------------------------------------------------------


def test_a_routine_is_chosen_by_digit_and_enter_goes_on(pat, profile, places, figure, open_at):
    """2 chooses the second card; Enter then goes on with it."""
    view = routine_choice_view(pat, profile, 10, None, places)
    screen = RoutineScreen(figure=figure)
    screen.show_routines(view)
    open_at(screen)
    chosen, went = [], []
    screen.routine_chosen.connect(chosen.append)
    screen.go_on_requested.connect(lambda: went.append(True))
    press(Qt.Key.Key_2)
    press(Qt.Key.Key_Return)
    assert chosen == [view.cards[1].id]
    assert went == [True]


def test_a_routine_that_is_not_possible_tells_why_and_does_not_start(
    pat, profile, places, figure, open_at, qtbot
):
    """It can be chosen and read, and there is no way on with it."""
    view = routine_choice_view(pat, profile, 10, None, places)
    blocked = next(card for card in view.cards if not card.can_start)
    screen = RoutineScreen(figure=figure)
    screen.show_routines(routine_choice_view(pat, profile, 10, blocked.id, places))
    open_at(screen)
    went = []
    screen.go_on_requested.connect(lambda: went.append(True))
    press(Qt.Key.Key_Return)
    assert went == []
    qtbot.mouseClick(button(screen, "What changes?"), Qt.MouseButton.LeftButton)
    settle()
    shown = [label.text() for label in screen._reasons.findChildren(type(screen._title).__mro__[1])]
    assert blocked.reasons[0].text in shown
    press(Qt.Key.Key_Escape)
    assert not screen._reasons.isVisible()


def test_minutes_are_a_wish(pat, profile, places, figure, open_at, qtbot):
    """Choosing five minutes asks for new cards and changes nothing by itself."""
    screen = RoutineScreen(figure=figure)
    screen.show_routines(routine_choice_view(pat, profile, 10, None, places))
    open_at(screen)
    wished = []
    screen.minutes_chosen.connect(wished.append)
    qtbot.mouseClick(screen._minutes.pills[1], Qt.MouseButton.LeftButton)
    assert wished == [5]


@pytest.mark.parametrize("name", ["routine", "position", "prepare", "ratings"])
def test_back_is_alt_left(pat, profile, places, figure, scenes, open_at, name):
    """Alt and Left leads back from every screen of the flow that has a way back."""
    screen = open_at(made(name, pat, profile, places, figure, scenes))
    went = []
    screen.back_requested.connect(lambda: went.append(True))
    press(Qt.Key.Key_Left, modifiers=Qt.KeyboardModifier.AltModifier)
    assert went == [True]


def test_a_possible_position_leads_on(pat, profile, places, scenes, open_at):
    """Enter says that Pat is comfortable."""
    screen = PositionScreen(scenes=scenes)
    screen.show_positions(position_choice_view(pat, profile, "m-hand", 10, None, places))
    open_at(screen)
    went = []
    screen.comfortable.connect(lambda: went.append(True))
    press(Qt.Key.Key_Return)
    assert went == [True]
    shown = {one.text() for one in screen.findChildren(Text) if one.isVisible()}
    card = screen._view.card
    assert {card.suits, card.told} <= shown
    rows = {row.text() for row in screen.findChildren(PillowRow) if row.isVisible()}
    assert rows == {pillow.where for pillow in card.pillows}


def test_a_barred_position_offers_another_way(pat, profile, places, scenes, open_at, qtbot):
    """No way on in it; what is possible instead is one press away."""
    view = position_choice_view(pat, profile, "hand-sandwich", 10, "side-right", places)
    screen = PositionScreen(scenes=scenes)
    screen.show_positions(view)
    open_at(screen)
    taken, went = [], []
    screen.instead_requested.connect(lambda *ids: taken.append(ids))
    screen.comfortable.connect(lambda: went.append(True))
    assert not screen._go_on.isEnabled()
    press(Qt.Key.Key_Return, screen._page)
    qtbot.mouseClick(button(screen, "Choose this"), Qt.MouseButton.LeftButton)
    assert went == []
    assert taken == [(view.instead_routine, view.instead_position)]


# -- asking ---------------------------------------------------------------------------------


def test_nothing_starts_before_the_answer_and_every_check(feet, open_at, qtbot):
    """Enter does nothing before Pat has answered and every question is settled with yes."""
    screen = PrepareScreen()
    screen.show_preparation(feet)
    open_at(screen)
    given = []
    screen.permission_given.connect(given.append)
    assert len(screen._questions) == 2
    press(Qt.Key.Key_Y, screen)
    press(Qt.Key.Key_Return, screen._page)
    assert given == []
    for row in screen._questions:
        qtbot.mouseClick(row.answers[0], Qt.MouseButton.LeftButton)
    press(Qt.Key.Key_Return, screen._page)
    assert given == ["yes"]


def test_a_no_to_a_check_holds_the_massage(feet, open_at, qtbot):
    """One leg that looks different is not overruled by a yes from Pat."""
    screen = PrepareScreen()
    screen.show_preparation(feet)
    open_at(screen)
    for number, row in enumerate(screen._questions):
        qtbot.mouseClick(row.answers[1 if number == 0 else 0], Qt.MouseButton.LeftButton)
    press(Qt.Key.Key_Y, screen)
    assert not screen._go_on.isEnabled()


def test_ticks_are_help_and_no_gate(pat, profile_with, open_at):
    """With no tick at all, a yes is enough where nothing has to be checked."""
    view = prepare_view(pat, pat.library.planner.plan(profile_with(zones=()), "m-hand"))
    screen = PrepareScreen()
    screen.show_preparation(view)
    open_at(screen)
    given = []
    screen.permission_given.connect(given.append)
    press(Qt.Key.Key_Y, screen)
    press(Qt.Key.Key_Return, screen._page)
    assert given == ["yes"]


def test_not_now_is_fine(feet, open_at):
    """A no needs no checks, and is told apart from a yes."""
    screen = PrepareScreen()
    screen.show_preparation(feet)
    open_at(screen)
    declined, given = [], []
    screen.declined.connect(lambda: declined.append(True))
    screen.permission_given.connect(given.append)
    press(Qt.Key.Key_N, screen)
    assert screen._reply.isVisible()
    press(Qt.Key.Key_Return, screen._page)
    assert (declined, given) == ([True], [])


def test_somebody_who_cannot_say_is_watched(feet, open_at, qtbot):
    """The signs to watch for are shown, and the answer is kept apart from a spoken yes."""
    screen = PrepareScreen()
    screen.show_preparation(feet)
    open_at(screen)
    given = []
    screen.permission_given.connect(given.append)
    for row in screen._questions:
        qtbot.mouseClick(row.answers[0], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(screen._answer.pills[2], Qt.MouseButton.LeftButton)
    settle()
    assert screen._watch.isVisible()
    assert faults(screen) == []
    press(Qt.Key.Key_Return, screen._page)
    assert given == ["watch"]


# -- before and after -----------------------------------------------------------------------


def test_no_number_is_filled_in_beforehand(pat, open_at, qtbot):
    """Starting at once gives no ratings at all."""
    screen = RatingsScreen()
    screen.show_ratings(ratings_view(pat, "before"))
    open_at(screen)
    given = []
    screen.ratings_given.connect(lambda *answers: given.append(answers))
    qtbot.mouseClick(button(screen, "Start the massage"), Qt.MouseButton.LeftButton)
    assert given == [((), None)]


def test_three_answers_take_three_keys_and_enter(pat, open_at):
    """A digit answers and goes on to the next question, T is ten, Enter starts."""
    screen = RatingsScreen()
    screen.show_ratings(ratings_view(pat, "before"))
    open_at(screen)
    screen.activateWindow()
    given = []
    screen.ratings_given.connect(lambda *answers: given.append(answers))
    for key in (Qt.Key.Key_4, Qt.Key.Key_T, Qt.Key.Key_0, Qt.Key.Key_Return):
        press(key)
    numbers = (
        RatingGiven("pain", 4, "asked"),
        RatingGiven("worry", 10, "asked"),
        RatingGiven("tiredness", 0, "asked"),
    )
    assert given == [(numbers, None)]


def test_up_and_down_walk_between_the_questions(pat, open_at):
    """Whoever wants to change an answer goes back up to it; the others stay as they are."""
    screen = RatingsScreen()
    screen.show_ratings(ratings_view(pat, "before"))
    open_at(screen)
    screen.activateWindow()
    press(Qt.Key.Key_4)
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_6)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_2)
    assert [(one.question, one.value) for one in screen.form.given] == [
        ("pain", 6),
        ("tiredness", 2),
    ]


def test_three_answers_take_three_presses_and_one(pat, open_at, qtbot):
    """By mouse or finger, too: a number for each question, and the start; no press in between."""
    screen = RatingsScreen()
    screen.show_ratings(ratings_view(pat, "before"))
    open_at(screen)
    given = []
    screen.ratings_given.connect(lambda *answers: given.append(answers))
    left = Qt.MouseButton.LeftButton
    for scale, place in zip(screen.findChildren(RatingScale), (5, 0, 10), strict=True):
        cell = scale._cells.cells[place]
        settle()
        assert not cell.visibleRegion().isEmpty(), "the next question has to be in sight"
        qtbot.mouseClick(cell, left)
    qtbot.mouseClick(button(screen, "Start the massage"), left)
    ((numbers, signs),) = given
    assert ([one.value for one in numbers], signs) == ([5, 0, 10], None)


def test_a_second_press_by_a_shaking_hand_changes_nothing(pat, open_at, qtbot):
    """Two quick presses on a number are one answer, not one taken back."""
    screen = RatingsScreen()
    screen.show_ratings(ratings_view(pat, "before"))
    open_at(screen)
    cell = screen.findChildren(RatingScale)[0]._cells.cells[7]
    qtbot.mouseClick(cell, Qt.MouseButton.LeftButton)
    qtbot.mouseDClick(cell, Qt.MouseButton.LeftButton)
    assert [one.value for one in screen.form.given] == [7]


def test_signs_are_watched_where_the_person_cannot_say(pat, open_at, qtbot):
    """One press shows five signs in the place of the numbers; what is given is never mixed."""
    screen = RatingsScreen()
    screen.show_ratings(ratings_view(pat, "before"))
    open_at(screen)
    screen.activateWindow()
    turned, given = [], []
    screen.telling_changed.connect(turned.append)
    screen.ratings_given.connect(lambda *answers: given.append(answers))
    press(Qt.Key.Key_4)
    qtbot.mouseClick(screen.form._source.pills[2], Qt.MouseButton.LeftButton)
    settle()
    assert [one for one in screen.findChildren(RatingScale) if one.isVisible()] == []
    assert len([one for one in screen.findChildren(SignRow) if one.isVisible()]) == 5
    assert faults(screen) == []
    assert nameless(screen) == []
    screen.form.focus_first()
    for key in (Qt.Key.Key_2, Qt.Key.Key_1, Qt.Key.Key_0, Qt.Key.Key_1, Qt.Key.Key_2):
        press(key)
    press(Qt.Key.Key_Return)
    seen = (("breath", 2), ("sounds", 1), ("face", 0), ("body", 1), ("settles", 2))
    assert (turned, given) == (["signs"], [((), SignsGiven(seen))])


def test_a_person_who_could_not_say_is_not_asked_for_numbers(pat, open_at):
    """What was chosen last time is what the screen begins with."""
    screen = RatingsScreen()
    screen.show_ratings(ratings_view(pat, "before", tells_by="signs"))
    open_at(screen)
    assert any(row.isVisible() for row in screen.findChildren(SignRow))
    assert screen.form.signs_given is None


def test_signs_are_not_watched_while_hands_were_just_on(pat, open_at):
    """Right after a massage the screen says why to wait; then the signs before are shown."""
    screen = AfterScreen()
    before = SignsGiven((("breath", 2),)).fact("p", "s", "before")
    screen.show_after(
        after_view(pat, tells_by="signs", signs_before=before, must_wait=True, asks_first=True)
    )
    open_at(screen)
    screen.ask_now()
    assert not any(row.isVisible() for row in screen.findChildren(SignRow))
    assert screen.form._wait.isVisible()
    screen.show_after(after_view(pat, tells_by="signs", signs_before=before))
    settle()
    first = screen.findChildren(SignRow)[-5]
    assert first._before.text() == "Before: 2, Fast, hard or noisy"
    assert first.value is None


def test_what_was_seen_is_not_what_was_said(pat, open_at, qtbot):
    """Numbers that the caregiver saw are marked as watched."""
    screen = RatingsScreen()
    screen.show_ratings(ratings_view(pat, "before"))
    open_at(screen)
    qtbot.mouseClick(screen._form._source.pills[1], Qt.MouseButton.LeftButton)
    screen._form.focus_first()
    press(Qt.Key.Key_3)
    assert screen._form.given == (RatingGiven("pain", 3, "watched"),)


def test_first_hands_are_wiped_then_asked_now_or_later(pat, open_at, qtbot):
    """After the last step there are two large buttons and what to do first; Enter asks now."""
    screen = AfterScreen()
    screen.show_after(after_view(pat, BEFORE, asks_first=True))
    open_at(screen)
    screen.activateWindow()
    later = []
    screen.later_requested.connect(lambda: later.append(True))
    shown = [one for one in screen.findChildren(ActionButton) if one.isVisible()]
    assert {one.text() for one in shown} == {"Ask Pat now", "Remind me in 10 minutes"}
    assert all(one.height() >= 72 for one in shown)
    assert faults(screen) == []
    qtbot.mouseClick(button(screen, "Remind me in 10 minutes"), Qt.MouseButton.LeftButton)
    assert later == [True]
    press(Qt.Key.Key_Return, screen._page)
    settle()
    assert button(screen, "Save this massage").isVisible()


def test_a_reaction_is_told_with_place_and_severity(pat, open_at, qtbot):
    """A bruise opens its advice, where it is and how bad; all of it is saved."""
    screen = AfterScreen()
    screen.show_after(after_view(pat, BEFORE, ("palm.L", "palm.R")))
    open_at(screen)
    saved = []
    screen.save_requested.connect(saved.append)
    screen._boxes["skin-mark"].click()
    settle()
    detail = screen._details["skin-mark"]
    assert detail.isVisible()
    detail._where.combo.setCurrentIndex(0)
    detail._where.combo.activated.emit(0)
    qtbot.mouseClick(detail._severity.pills[1], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(detail._lasted.pills[0], Qt.MouseButton.LeftButton)
    qtbot.keyClicks(detail._done.line_edit, "cold cloth")
    settle()
    assert faults(screen) == []
    qtbot.mouseClick(button(screen, "Save this massage"), Qt.MouseButton.LeftButton)
    (given,) = saved
    (reaction,) = given.reactions
    assert (reaction.what, reaction.severity, reaction.what_done, reaction.lasted) == (
        "skin-mark",
        "emergency",
        "cold cloth",
        "still",
    )
    assert reaction.regions in (("palm.L",), ("palm.R",))


def test_a_place_can_be_pressed_on_the_body(pat, open_at, figure, qtbot):
    """The map shows what is chosen already; pressed places come and go in the same list."""
    screen = AfterScreen(figure)
    screen.show_after(after_view(pat, BEFORE, ("palm.L",)))
    open_at(screen)
    screen._boxes["rash"].click()
    settle()
    detail = screen._details["rash"]
    detail._add_place("palm.L")
    qtbot.mouseClick(button(screen, "Show it on the body"), Qt.MouseButton.LeftButton)
    settle()
    (sheet,) = screen.findChildren(PlaceSheet)
    assert "palm" in sheet._said.text()
    assert faults(sheet) == []
    assert nameless(sheet) == []
    for region in ("knee.R", "palm.L"):
        sheet.body.region_chosen.emit(region)
    qtbot.mouseClick(button(sheet, "Done"), Qt.MouseButton.LeftButton)
    assert not sheet.isVisible()
    assert detail.given.regions == ("knee.R",)


def spots(screen):
    """Where the boxes stand on the screen."""
    settle()
    boxes = [screen._nothing, *screen._boxes.values()]
    return [box.mapTo(screen, box.rect().center()) for box in boxes]


@pytest.mark.parametrize("size", [(1280, 800), (1024, 640)])
def test_nothing_moves_under_the_finger_while_things_are_ticked(pat, open_at, qtbot, size):
    """A second press right after the first meets what was seen there, not an emergency."""
    screen = AfterScreen()
    screen.show_after(after_view(pat, BEFORE))
    open_at(screen, *size)
    for what, box in screen._boxes.items():
        screen._page.show_widget(box)
        stood = spots(screen)
        for _again in ("ticked", "taken back", "ticked again"):
            qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
            assert spots(screen) == stood, (what, _again)
    assert "What to do now is below the list." in " ".join(
        text.text() for text in screen.findChildren(Text) if text.isVisible()
    )
    assert set(screen._details) == set(screen._boxes)


def test_an_answer_moves_nothing_under_the_finger(pat, open_at, qtbot):
    """A number pressed twice is that number, and never one of the next question."""
    screen = AfterScreen()
    screen.show_after(after_view(pat, BEFORE))
    open_at(screen, 1024, 500)
    bar = screen._page.area.verticalScrollBar()
    scales = [one for one in screen.findChildren(RatingScale) if one.isVisible()]
    for scale in scales:
        bar.setValue(scale.mapTo(screen._page._content, QPoint(0, 0)).y() + scale.height() - 420)
        settle()
        stood = bar.value()
        pills = [one for one in scale.findChildren(QAbstractButton) if one.isVisible()]
        qtbot.mouseClick(pills[-1], Qt.MouseButton.LeftButton)
        settle()
        assert bar.value() == stood


def test_nothing_new_and_a_reaction_exclude_each_other(pat, open_at):
    """The box for nothing new takes all ticks back, and a tick takes it back."""
    screen = AfterScreen()
    screen.show_after(after_view(pat, BEFORE))
    open_at(screen)
    screen._boxes["rash"].click()
    screen._nothing.click()
    assert screen.given.reactions == ()
    assert screen.given.nothing_new
    screen._boxes["calm"].click()
    assert not screen.given.nothing_new
    assert [one.what for one in screen.given.reactions] == ["calm"]


def test_saving_with_nothing_answered_is_fine(pat, open_at, qtbot):
    """A tired caregiver can save at once, or come back later today."""
    screen = AfterScreen()
    screen.show_after(after_view(pat, BEFORE))
    open_at(screen)
    saved, later = [], []
    screen.save_requested.connect(saved.append)
    screen.later_requested.connect(lambda: later.append(True))
    qtbot.mouseClick(button(screen, "Save this massage"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(button(screen, "Later today"), Qt.MouseButton.LeftButton)
    assert (saved[0].ratings, saved[0].reactions) == ((), ())
    assert later == [True]


# -- stop -----------------------------------------------------------------------------------


@pytest.fixture
def stop(pat, open_at):
    """The Stop sheet over a window, with a nurse's number."""
    window = QWidget()
    sheet = StopSheet(window)
    nurse = CareTeamContact(person="p", name="Nurse line", phone="555 0142")
    sheet.show_stop(stop_view(pat, [nurse], "911"))
    open_at(window)
    return sheet


def test_stop_opens_at_once(stop):
    """The sheet is painted within a tenth of a second of the press."""
    # The work it takes, not the wall clock: other programs may be busy beside it.
    began = time.process_time()
    stop.open()
    stop.repaint()

    assert time.process_time() - began < 0.1
    assert stop.isVisible()


@pytest.mark.parametrize(
    "reason", ["", "faint-or-droop", "skin-tear", "interrupted", "something-new"]
)
def test_nothing_of_the_sheet_is_cut_off(stop, show_theme, reason):
    """With and without a reason, the sheet stands whole at every size."""
    stop.open(reason)
    assert every_size(stop.window()) == []
    assert nameless(stop) == []
    show_theme()


GRAVE = (
    "chest-or-breath",
    "faint-or-droop",
    "seizure",
    "hard-to-wake",
    "swollen-lips",
    "heavy-bleeding",
    "pounding-headache",
    "heart-device-shock",
    "cold-limb",
)


@pytest.mark.parametrize(("size", "percent"), [((1024, 640), 100), ((1024, 640), 200),
                                               ((1280, 800), 100), ((1280, 800), 200)])  # fmt: skip
def test_every_grave_sign_is_seen_without_scrolling(stop, show_theme, size, percent):
    """In the smallest window with twice as large words, each emergency is one press away."""
    show_theme("light", percent)
    stop.window().resize(*size)
    stop.open()
    settle()
    area = stop.page.area.viewport()
    for key in GRAVE:
        (card,) = (card for card in stop._cards if card.key == key)
        top = card.mapTo(area, card.rect().topLeft()).y()
        assert top >= 0, key
        assert top + card.height() <= area.height(), key
    show_theme()


def test_the_answer_to_a_grave_sign_is_large_and_first(stop, show_theme):
    """What to do stands in the largest words, with the number to call beside it or above it."""
    show_theme("light", 200)
    stop.window().resize(1024, 640)
    stop.open()
    press(Qt.Key.Key_1)
    area = stop.page.area.viewport()
    for part in (stop._call, stop._advice):
        top = part.mapTo(area, part.rect().topLeft()).y()
        assert top + part.height() <= area.height()
    assert stop._call.text() == "Call 911 now."
    press(Qt.Key.Key_Escape)
    assert stop.isVisible()
    show_theme()


def test_the_care_team_s_number_stands_in_the_call_where_its_panel_has_no_room(stop, show_theme):
    """Whom to call is never a matter of scrolling."""
    show_theme("light", 200)
    stop.window().resize(1024, 640)
    stop.open("tube-moved")
    assert stop._call.text() == "Call the care team now. 555\u00a00142"
    show_theme()


def numbers_in(part):
    """Return what stands in a part of the sheet, in reading order, that is a number to call."""
    settle()
    seen = [text for text in part.findChildren(Text) if text.isVisible()]
    texts = [text.text().replace("\u00a0", " ") for text in seen]
    return [text for text in texts if text in {"911", "555 0142"}]


@pytest.fixture
def hospice(stop, pat):
    """The Stop sheet of a person in the last days, whose hospice line is known."""
    line = CareTeamContact(person="p", name="Hospice line", phone="555 0142")
    stop.show_stop(stop_view(pat, [line], "911", hospice_first=True))
    settle()
    return stop


def test_in_hospice_the_hospice_line_is_the_first_number(hospice, show_theme):
    """What the sentence says first stands first, before and after a reason is chosen."""
    show_theme("light", 100)
    hospice.window().resize(1280, 800)
    hospice.open()
    assert numbers_in(hospice._numbers) == ["555 0142", "911"]
    hospice.open("hard-to-wake")
    assert hospice._call.text().startswith("Call the hospice line now.")
    assert numbers_in(hospice._whom) == ["555 0142", "911"]
    show_theme()


def test_without_a_hospice_the_emergency_number_stays_first(stop, show_theme):
    """Everybody else calls for help first."""
    show_theme("light", 100)
    stop.window().resize(1280, 800)
    stop.open()
    assert numbers_in(stop._numbers) == ["911", "555 0142"]
    stop.open("hard-to-wake")
    assert numbers_in(stop._whom) == ["911", "555 0142"]
    show_theme()


def test_in_hospice_the_number_stands_in_the_call_where_its_panel_has_no_room(hospice, show_theme):
    """With very large words nobody scrolls for the hospice line, and it is told from the other."""
    show_theme("light", 200)
    hospice.window().resize(1024, 640)
    hospice.open("hard-to-wake")
    first = "Hospice line: 555\u00a00142. Call the hospice line now."
    assert hospice._call.text().startswith(first)
    hospice.open("tube-moved")
    assert hospice._call.text() == "Call the hospice line now. 555\u00a00142"
    show_theme()


def test_stop_asks_nothing_first(stop):
    """Enter ends the massage at once, with no reason given."""
    ended = []
    stop.end_requested.connect(ended.append)
    stop.open()
    press(Qt.Key.Key_Return)
    assert ended == [""]


def test_a_key_gives_the_reason(stop):
    """E is "Pat wants to stop": the advice is shown, and there is no way back into the massage."""
    ended, chosen = [], []
    stop.end_requested.connect(ended.append)
    stop.reason_chosen.connect(chosen.append)
    stop.open()
    press(Qt.Key.Key_E)
    assert chosen == ["asked-to-stop"]
    assert not stop._go_back.isVisible()
    assert stop._advice.isVisible()
    press(Qt.Key.Key_Return)
    assert ended == ["asked-to-stop"]


def test_a_slip_of_the_hand_does_not_change_the_answer(stop):
    """Where an answer stands, another digit does nothing; the way back is a button."""
    stop.open()
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_3)
    assert stop.chosen == "chest-or-breath"
    stop._another.click()
    assert stop.chosen == ""
    press(Qt.Key.Key_3)
    assert stop.chosen == "seizure"


def test_a_small_reason_may_lead_back(stop, qtbot):
    """Where the person was only uncomfortable, the massage may go on."""
    went = []
    stop.go_back_requested.connect(lambda: went.append(True))
    stop.open()
    press(Qt.Key.Key_G)
    assert stop.chosen == "not-comfortable"
    assert stop._go_back.isVisible()
    qtbot.mouseClick(stop._go_back, Qt.MouseButton.LeftButton)
    assert went == [True]


def test_a_caller_can_wait_for_or_end_the_massage(stop, qtbot):
    """Somebody calls: the massage may pause for now, and that is no way of going on at once."""
    waits = []
    stop.wait_requested.connect(lambda: waits.append(True))
    stop.open("interrupted")
    assert not stop._go_back.isVisible()
    qtbot.mouseClick(stop._wait, Qt.MouseButton.LeftButton)
    assert waits == [True]


def test_something_new_leads_to_the_map(stop):
    """What is seen on the skin is marked; Enter does it, and ending is possible all the same."""
    asked = []
    stop.mark_requested.connect(lambda: asked.append(True))
    stop.open("something-new")
    press(Qt.Key.Key_Return)
    assert asked == [True]
    assert stop._end.isVisible()
    assert not stop._go_back.isVisible()


def test_esc_and_space_do_nothing(stop):
    """A second Esc, or a hand on the space bar, neither closes the sheet nor ends the massage."""
    ended, went = [], []
    stop.end_requested.connect(ended.append)
    stop.go_back_requested.connect(lambda: went.append(True))
    stop.open()
    for _ in range(3):
        press(Qt.Key.Key_Escape)
        press(Qt.Key.Key_Space)
        press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    assert stop.isVisible()
    assert (ended, went) == ([], [])
    assert stop.chosen == ""


def test_what_is_heard_is_chosen_for_one_session(feet, qtbot):
    """The row begins with the choice of the settings, and says in words what each choice means."""
    screen = PrepareScreen()
    qtbot.addWidget(screen)
    screen.show_preparation(replace(feet, sound="bell"))
    assert screen._sound.chosen == "bell"
    before = screen._sound_words.text()
    with qtbot.waitSignal(screen.sound_chosen) as told:
        screen._sound.pick_number(3)
    assert told.args == ["silent"]
    assert "glows softly" in screen._sound_words.text() != before


def test_much_pain_is_asked_about_before_hands_touch(qtbot, pat, open_at):
    """From 7 on it is asked whether the pain is new; a yes is a sign of today. 6 asks nothing."""
    screen = RatingsScreen()
    screen.show_ratings(ratings_view(pat, "before"))
    open_at(screen)
    screen.activateWindow()

    def asked():
        notices = [one for one in screen.findChildren(Notice) if one.isVisible()]
        return [one.accessibleName() for one in notices if "Is it new" in one.accessibleName()]

    press(Qt.Key.Key_6)
    assert asked() == []
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_7)
    [words] = asked()
    assert "Call the care team." in words
    with qtbot.waitSignal(screen.sign_seen) as seen:
        button(screen, "Yes, it is new or stronger").click()
    assert seen.args == ["pain-new-severe"]
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_3)
    assert asked() == []
    assert ratings_view(pat, "after").questions[0].concern is None


# -- with large text in a small window --------------------------------------------------------


def is_in_view(page, widget):
    """Whether the top of a widget of a page is seen."""
    area = page.area.viewport()
    return 0 <= widget.mapTo(area, QPoint(0, 0)).y() < area.height()


def test_getting_ready_leads_to_what_has_to_be_asked(feet, qtbot, show_theme):
    """With large text a button under the page leads past all ticks: first to look, then to ask."""
    screen = PrepareScreen()
    qtbot.addWidget(screen)
    screen.show_preparation(feet)
    show_at(screen, QSize(1024, 500), 200)
    way = screen._way_on
    for number, question in enumerate(screen._questions):
        screen._page.scroll_to_top()
        assert not is_in_view(screen._page, question)
        qtbot.mouseClick(button(screen, "First: look and check"), Qt.MouseButton.LeftButton)
        assert is_in_view(screen._page, question)
        assert screen._questions[number].value is None
        question.answers[0].click()
        settle()
    qtbot.mouseClick(button(screen, "Now ask Pat"), Qt.MouseButton.LeftButton)
    assert is_in_view(screen._page, screen._ask)
    # Refused, the page says what to do, and nothing leads on.
    screen._questions[0].answers[1].click()
    settle()
    assert not way.is_shown
    assert not screen._go_on.isEnabled()
    screen._questions[0].answers[0].click()
    screen._answer.pills[0].click()
    settle()
    assert not way.is_shown
    assert button(screen, "Next: how is Pat now?").isEnabled()
    show_theme()


def test_with_large_text_the_routines_come_before_the_places(
    pat, profile, places, figure, qtbot, show_theme
):
    """The first routine is in view; with room the places to keep away from stand above it."""
    screen = RoutineScreen(figure=figure)
    qtbot.addWidget(screen)
    screen.show_routines(routine_choice_view(pat, profile, 10, None, places))
    show_at(screen, QSize(1280, 620), 200)
    assert is_in_view(screen._page, screen._cards.cards[0])
    assert screen._strip.y() > screen._cards.y()
    show_at(screen, QSize(1280, 700), 100)
    assert screen._strip.y() < screen._cards.y()


def test_after_a_massage_two_buttons_lead_to_what_was_noticed_and_to_the_note(
    pat, qtbot, show_theme
):
    """With large text nobody has to scroll past all numbers to write how it went."""
    screen = AfterScreen()
    qtbot.addWidget(screen)
    screen.show_after(after_view(pat, BEFORE))
    show_at(screen, QSize(1024, 500), 200)
    for words, place in (("What you noticed", screen._reactions), ("Write a note", screen._note)):
        screen._page.scroll_to_top()
        assert not is_in_view(screen._page, place)
        qtbot.mouseClick(button(screen, words), Qt.MouseButton.LeftButton)
        assert is_in_view(screen._page, place)
    assert screen._note.text_edit.hasFocus()
    show_at(screen, QSize(1600, 700), 100)
    assert not screen._jumps.isVisible()
