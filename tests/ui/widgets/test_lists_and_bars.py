# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists, bars, rings and rails: what they show, say and let one do."""

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QImage, QPainter
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget
from tests.ui.clipping import words_watched

from caregiver_guide.services.person_looks import PersonLook
from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.badge import Badge
from caregiver_guide.ui.widgets.countdown_ring import CountdownRing
from caregiver_guide.ui.widgets.nav_rail import NavItem, NavRail
from caregiver_guide.ui.widgets.paged_text import PagedText
from caregiver_guide.ui.widgets.pressure_mark import PressureMark
from caregiver_guide.ui.widgets.segment_bar import SegmentBar
from caregiver_guide.ui.widgets.step_dots import StepDots
from caregiver_guide.ui.widgets.table_list import ListRow, TableList
from caregiver_guide.ui.widgets.turned_bar import TurnedBar
from caregiver_guide.ui.widgets.undo_bar import UndoBar, UndoPlace
from caregiver_guide.ui.widgets.waiting_bar import WaitingBar

ROWS = (
    ListRow("port", "Port", "right upper chest", badge=("octagon", "1")),
    ListRow("cut", "Healing cut", "lower belly", chip=("Do not touch", "stop")),
    ListRow("heel", "Sore, healing"),
)
PLACES = (
    NavItem("today", "home", "Today", "Today"),
    NavItem("person", "person", "Pat & safety", "Pat"),
    NavItem("page", "page", "Care-team page", "Page"),
)
FOOT = (NavItem("settings", "sliders", "Settings", "Settings"),)
STEPS = ("Check", "Routine", "Position", "Ready", "Before", "Massage", "After")


@pytest.fixture
def places(show):
    """A list of three places."""
    listed = TableList("Places to keep away from", "Nothing marked yet.")
    listed.show_rows(ROWS)
    return show(listed, 500, 400)


def test_arrows_walk_and_enter_opens(qtbot, places):
    """Up and Down walk the rows, Enter opens the present one, Delete asks to remove it."""
    view = places._view
    places.choose("port")
    with qtbot.waitSignal(places.row_chosen) as chosen:
        qtbot.keyClick(view, Qt.Key.Key_Down)
    assert chosen.args == ["cut"]
    with qtbot.waitSignal(places.row_activated) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == ["cut"]
    with qtbot.waitSignal(places.remove_requested) as removed:
        qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert removed.args == ["cut"]


def test_one_click_opens_a_row(qtbot, places):
    """No double click is ever needed."""
    spot = places._view.visualRect(places._model.index(2, 0)).center()
    with qtbot.waitSignal(places.row_activated) as opened:
        qtbot.mouseClick(places._view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert opened.args == ["heel"]


def test_a_row_is_read_as_a_whole(places):
    """A screen reader says number, title, place and state of a row."""
    view = QAccessible.queryAccessibleInterface(places._view)
    assert view.text(QAccessible.Text.Name) == "Places to keep away from"
    spoken = [
        places._model.data(places._model.index(n, 0), Qt.ItemDataRole.AccessibleTextRole)
        for n in range(3)
    ]
    assert spoken[0] == "1, Port, right upper chest"
    assert spoken[1] == "Healing cut, lower belly, Do not touch"


def test_new_rows_keep_the_place(qtbot, places):
    """After a change the present row stays the present row, without a signal."""
    places.choose("cut")
    with qtbot.assertNotEmitted(places.row_chosen):
        places.show_rows((ListRow("new", "Rash"), *ROWS))
    assert places.chosen == "cut"
    places.show_rows(ROWS[:1])
    assert places.chosen is None


def test_an_empty_list_says_so(places):
    """No rows: one line says that there is nothing."""
    places.show_rows(())
    assert places._empty.isVisible()
    assert not places._view.isVisible()


def test_letters_are_left_to_the_screen(qtbot, places):
    """A is the screen's key for adding a place, so the list does not search with it."""
    places.choose("port")
    with qtbot.assertNotEmitted(places.row_chosen):
        qtbot.keyClick(places._view, Qt.Key.Key_S)
    assert places.chosen == "port"


def test_undo_takes_back(qtbot, show):
    """The bar says what was done and its button takes it back once."""
    bar = UndoBar("Undo")
    show(bar, 500)
    bar.offer("The place was removed.")
    with qtbot.waitSignal(bar.undo_requested):
        qtbot.mouseClick(bar.button, Qt.MouseButton.LeftButton)
    assert bar.isHidden()


def test_undo_closes_by_itself(qtbot):
    """After twelve seconds the offer is over; the timer is ours here, so nobody waits."""
    timer = QTimer()
    bar = UndoBar("Undo", timer)
    qtbot.addWidget(bar)
    bar.offer("The place was removed.")
    assert timer.isSingleShot()
    assert timer.interval() == 12_000
    with qtbot.waitSignal(bar.expired):
        timer.timeout.emit()
    assert bar.isHidden()
    assert not timer.isActive()


def test_the_place_of_undo_stays_until_the_screen_changes(show):
    """The bar goes, its place does not: what stands above it stays where it is."""
    bar = UndoBar("Undo")
    place = UndoPlace(bar)
    screen = QWidget()
    column = QVBoxLayout(screen)
    above = QWidget()
    column.addWidget(above, 1)
    column.addWidget(place)
    show(screen, 500, 300)
    whole = above.height()
    bar.offer("The place was removed.")
    QApplication.processEvents()
    low = above.height()
    assert low < whole
    bar._timer.timeout.emit()
    QApplication.processEvents()
    assert bar.isHidden()
    assert above.height() == low
    screen.hide()
    screen.show()
    QApplication.processEvents()
    assert above.height() == whole


def test_what_comes_by_itself_takes_no_press_at_once(show, qtbot):
    """A hand that was about to press what lies below does not answer; a moment later it does."""
    now = [5.0]
    stack = QStackedWidget()
    stack.addWidget(QWidget())
    stack.addWidget(QWidget())
    show(stack, 500, 300)
    bar = WaitingBar(stack, lambda: now[0])
    bar.show_question(PersonLook("p", "Pat", "P", "plum", is_alone=False))
    assert stack.widget(0).geometry() == stack.rect()
    with qtbot.assertNotEmitted(bar.turn_requested):
        qtbot.mouseClick(bar._turn, Qt.MouseButton.LeftButton)
    now[0] += 1
    stack.setCurrentIndex(1)
    assert stack.childAt(bar.geometry().center()) is not stack.widget(1)
    with qtbot.waitSignal(bar.turn_requested) as turned:
        qtbot.mouseClick(bar._turn, Qt.MouseButton.LeftButton)
    assert turned.args == ["p"]


@pytest.mark.parametrize(("height", "words"), [(600, "Be with Maria Magdalena"), (120, "Go there")])
def test_a_waiting_question_rests_once_it_is_said(show, monkeypatch, height, words):
    """In full or in brief, the computer has nothing to do while nobody does anything."""
    stack = QStackedWidget()
    stack.addWidget(QWidget())
    show(stack, 300, height)
    bar = WaitingBar(stack, lambda: 0.0)
    bar.show_question(PersonLook("p", "Maria Magdalena", "M", "plum", is_alone=False))
    for _ in range(20):
        QApplication.processEvents()
    assert bar._turn.text() == words
    placed = []
    place = WaitingBar._place
    monkeypatch.setattr(bar, "_place", lambda: (placed.append(1), place(bar)))
    bar._place()
    for _ in range(20):
        QApplication.processEvents()
    assert len(placed) <= 2


def test_what_has_the_keyboard_is_not_under_a_waiting_question(show):
    """Whoever walks with Tab sees where they are: the bar goes to the edge where it is not."""
    now = [5.0]
    page = QWidget()
    column = QVBoxLayout(page)
    first, middle, last = (QPushButton(words) for words in ("First", "Middle", "Last"))
    for button in (first, middle, last):
        column.addWidget(button)
        column.addStretch(1)
    column.takeAt(column.count() - 1)
    stack = QStackedWidget()
    stack.addWidget(page)
    stack.addWidget(QWidget())
    show(stack, 500, 600)
    bar = WaitingBar(stack, lambda: now[0])
    bar.show_question(PersonLook("p", "Pat", "P", "plum", is_alone=False))
    edges = []
    for button in (first, middle, last, middle, bar._turn, first):
        button.setFocus()
        QApplication.processEvents()
        place = QRect(button.mapTo(stack, QPoint(0, 0)), button.size())
        assert stack.rect().contains(bar.geometry())
        assert bar.isAncestorOf(button) or not bar.geometry().intersects(place)
        edges.append("top" if bar.y() < 100 else "foot")
    assert edges == ["foot", "foot", "top", "top", "top", "foot"], "it moves only where it must"
    stack.setCurrentIndex(1)
    assert bar.y() < 100, "another screen has it at the top again"


def test_who_it_is_now_is_no_news_for_long(show):
    """Two minutes later the bar says nothing, and the page below stays where it is."""
    bar = TurnedBar()
    screen = QWidget()
    column = QVBoxLayout(screen)
    below = QWidget()
    column.addWidget(bar)
    column.addWidget(below, 1)
    show(screen, 800, 600)
    bar.tell(PersonLook("p", "Pat", "P", "plum", is_alone=False), "You are with Pat now")
    QApplication.processEvents()
    where = below.geometry()
    assert (bar._timer.isSingleShot(), bar._timer.interval()) == (True, 120_000)
    bar._timer.timeout.emit()
    QApplication.processEvents()
    assert (bar.accessibleName(), bar.is_over) == ("", True)
    assert below.geometry() == where
    bar.tell(PersonLook("s", "Sam", "S", "blue", is_alone=False), "You are with Sam now")
    assert not bar.is_over
    bar.hide()
    assert not bar._timer.isActive()


def test_ring_tells_the_time_in_words(show, show_theme):
    """The time is also said, and never runs outside of its ring."""
    ring = show(CountdownRing())
    ring.show_time(1.4, "0:48", "left in this step")
    assert ring.accessibleName() == "0:48 left in this step"
    ring.show_time(-1.0, "Take your time")
    assert ring.accessibleName() == "Take your time"


def test_ring_is_hollow_in_high_contrast(show, ink, show_theme):
    """In high contrast the time that is gone is an outline, not a second fill."""
    spent = {}
    for name in ("light", "contrast"):
        theme = show_theme(name)
        ring = CountdownRing()
        ring.show_time(0.0, "", "")
        show(ring, 100, 100)
        spent[name] = ink(ring, 100, 100, theme.colour("line"))
        ring.close()
    assert 0 < spent["contrast"] < spent["light"] / 2


def test_bar_shows_how_far(show, ink):
    """More steps done paint more of the bar, and the words say the same."""
    bar = SegmentBar()
    colour = Theme.current().colour("primary")
    painted = []
    for step in (1, 4, 8):
        bar.show_progress(step, 8, 0.5, f"Step {step} of 8")
        show(bar, 600)
        assert bar.accessibleName() == f"Step {step} of 8"
        painted.append(ink(bar, 600, 30, colour))
    assert painted == sorted(set(painted))


def test_pressure_has_three_levels_and_no_more(show):
    """Level 0, 1 or 2, in a picture and in words; there is nothing firmer."""
    mark = show(PressureMark())
    mark.show_level(1, "Light lotion", "as if smoothing cool gel on sunburn")
    assert mark.accessibleName() == "Light lotion as if smoothing cool gel on sunburn"
    with pytest.raises(ValueError, match="0, 1 or 2"):
        mark.show_level(3, "Firm")


def test_badges_say_what_they_mean(show):
    """A badge has a name beside its number."""
    badge = show(Badge("octagon", "1", "Do not touch, place 1"))
    assert badge.accessibleName() == "Do not touch, place 1"


def test_the_flow_bar_says_where_one_is(qtbot, show):
    """The bar names the present step and offers the way out."""
    dots = show(StepDots(STEPS, "Leave"), 1200)
    dots.show_current(1)
    assert dots._dots.accessibleName() == "Step 2 of 7: Routine"
    with qtbot.waitSignal(dots.leave_requested):
        qtbot.mouseClick(dots._leave, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("room", [1400, 800, 620, 420, 300])
def test_the_flow_bar_never_paints_beyond_its_edge(show, show_theme, room):
    """Where not even the dots fit, "7 of 7" is said in words instead of half of the dots."""
    show_theme("light", 300)
    dots = show(StepDots(STEPS, ""), 1600)
    dots.show_current(6)
    row = dots._dots
    row.setParent(None)
    row.show()
    row.resize(room, row.height())
    ground = QImage(room + 400, row.height(), QImage.Format.Format_ARGB32)
    ground.fill(0)
    painter = QPainter(ground)
    painter.translate(200, 0)
    row.draw(painter, Theme.current())
    painter.end()
    row.close()
    for x in (*range(196), *range(room + 204, room + 400)):
        assert all(ground.pixel(x, y) == 0 for y in range(0, ground.height(), 4))


@pytest.mark.parametrize(
    ("size", "percent", "mode"),
    [
        (QSize(1280, 800), 100, "wide"),
        (QSize(1024, 640), 100, "narrow"),
        (QSize(1280, 800), 175, "bar"),
        (QSize(1024, 640), 200, "bar"),
        (QSize(1920, 1080), 130, "wide"),
        (QSize(1280, 300), 100, "bar"),
    ],
)
def test_the_rail_takes_the_form_that_fits(qtbot, show_theme, cut_words, size, percent, mode):
    """A rail with words, with short words, or a bar with a menu: whatever there is room for."""
    show_theme("light", percent)
    rail = NavRail("Caregiver Guide", PLACES, FOOT, "Menu")
    qtbot.addWidget(rail)
    assert rail.fit(size) == mode
    rail.resize(rail.sizeHint() if mode == "bar" else QSize(rail.maximumWidth(), size.height()))
    rail.show()
    assert cut_words(rail) == []


@pytest.mark.parametrize("name", ["Pat", "Bartholomew-Hendrickson", "Maria-Magdalena Smith"])
def test_a_long_name_has_a_row_of_its_own_under_the_menu(qtbot, show_theme, cut_words, name):
    """At 300 % in the smallest window a long name stands below the menu, whole, and not over it."""
    show_theme("light", 300)
    rail = NavRail("Caregiver Guide", PLACES, FOOT, "Menu of places")
    qtbot.addWidget(rail)
    rail.show_current("today")
    rail.show_person(PersonLook("1", name, "BH", "plum", is_alone=False), "Turn to somebody")
    assert rail.fit(QSize(1024, 640)) == "bar"
    rail.resize(1024, rail.sizeHint().height())
    rail.show()
    QApplication.processEvents()
    menu, person = rail._menu_button.geometry(), rail._bar_person.geometry()
    with words_watched() as cut:
        rail.grab()
    assert cut == cut_words(rail) == []
    assert not menu.intersects(person)
    assert max(menu.right(), person.right()) < 1024
    assert (person.top() > menu.bottom()) is (name != "Pat")


def test_the_rail_asks_and_waits(qtbot, show):
    """A click asks to go; the mark moves only when the window has gone there."""
    rail = NavRail("Caregiver Guide", PLACES, FOOT, "Menu")
    rail.show_current("today")
    rail.fit(QSize(1280, 800))
    show(rail, 240, 700)
    with qtbot.waitSignal(rail.place_chosen) as asked:
        qtbot.mouseClick(rail._buttons["page"], Qt.MouseButton.LeftButton)
    assert asked.args == ["page"]
    assert rail._buttons["today"].isChecked()
    rail.show_current("page")
    assert rail._buttons["page"].isChecked()


def test_the_rail_carries_the_persons_name(qtbot):
    """The place of the person is called by the name, in the rail and to a screen reader."""
    rail = NavRail("Caregiver Guide", PLACES, FOOT, "Menu")
    qtbot.addWidget(rail)
    rail.rename("person", "Ruth & safety", "Ruth")
    assert rail._buttons["person"].accessibleName() == "Ruth & safety"


def test_the_name_of_a_place_makes_the_bar_no_higher(show, show_theme):
    """In large letters the bar names the place on one line or not at all: the page has it."""
    show_theme("light", 250)
    rail = NavRail("Caregiver Guide", PLACES, FOOT, "Menu")
    look = PersonLook("1", "Ruth", "R", "plum", is_alone=False)
    rail.show_person(look, "Turn to somebody else.")
    heights = set()
    for name in ("Ruth", "Ruth Magdalena Oldenburger & safety"):
        rail.rename("person", name, "Ruth")
        rail.show_current("person")
        rail.fit(QSize(1024, 640))
        show(rail, 1024)
        heights.add(rail.sizeHint().height())
        assert rail._place.isHidden() is (name != "Ruth")
    assert len(heights) == 1


def test_the_menu_leads_to_every_place(qtbot, show, show_theme):
    """In the bar form every place is in the menu."""
    rail = NavRail("Caregiver Guide", PLACES, FOOT, "Menu")
    rail.fit(QSize(800, 600))
    show(rail, 800)
    qtbot.mouseClick(rail._menu_button, Qt.MouseButton.LeftButton)
    menu = rail.findChild(QMenu)
    # In a menu a single & would be taken for a key of its own.
    shown = [action.text().replace("&&", "&") for action in menu.actions()]
    assert shown == [item.text for item in (*PLACES, *FOOT)]
    assert all(action.text().count("&") != 1 for action in menu.actions())
    with qtbot.waitSignal(rail.place_chosen) as asked:
        menu.actions()[3].trigger()
    assert asked.args == ["settings"]
    menu.close()


def test_long_step_words_turn_pages(show):
    """Words that do not fit are on further pages, whole lines each, and none is lost."""
    words = "Hold the hand in both of yours. Move your thumbs in small, slow circles. " * 4
    text = PagedText("session", "Page {page} of {count}")
    text.show_text(words)
    show(text, 500, 150)
    assert text.page_count > 1
    turned = 1
    while text.turn(1):
        turned += 1
    assert turned == text.page_count
    assert text.turn(-1)
    text.show_text("Rest your hands.")
    assert (text.page, text.page_count) == (0, 1)
    assert text.accessibleName() == "Rest your hands."
