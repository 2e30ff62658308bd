# SPDX-License-Identifier: GPL-3.0-or-later
"""Marking places on the screen: by pointer, by keyboard, by list, and never on the wrong side."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication
from tests.ui.clipping import SIZES, every_size, nameless, settle, show_at

from caregiver_guide.domain.session import (
    ConditionRecord,
    Moment,
    Person,
    ZoneRecord,
    ZonesAnswer,
)
from caregiver_guide.services.mistakes import MistakeLine
from caregiver_guide.services.safety_map import DrawingDraft, FindingDraft, safety_view
from caregiver_guide.ui.screens.safety_screen import SafetyScreen
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.check_row import CheckRow
from caregiver_guide.ui.widgets.text import Text

pytestmark = pytest.mark.windows

DAY = date(2026, 11, 21)


@pytest.fixture
def view_of(library):
    """Make the view of somebody, with given places."""

    def make(name="Pat", zones=(), **how):
        person = Person(id="p", name=name, tone="sand", allergies=("nut", "other: plasters"))
        noted = (ConditionRecord(id="c", person="p", condition="anticoagulant"),) if zones else ()
        return safety_view(library, person, zones, noted, (), None, DAY, **how)

    return make


@pytest.fixture
def screen(qtbot, figure, view_of, zones):
    """The screen of somebody with three marked places."""
    screen = SafetyScreen(figure)
    qtbot.addWidget(screen)
    screen.show_safety(view_of(zones=zones))
    show_at(screen, SIZES[0])
    return screen


@pytest.fixture
def zones():
    """Three marked places."""
    return (
        ZoneRecord(id="1", person="p", condition="port", regions=("collarbone.R",)),
        ZoneRecord(id="2", person="p", condition="incision", regions=("belly-lower.L",)),
        ZoneRecord(id="3", person="p", condition="pressure-injury", regions=("heel.L",)),
    )


def button(screen, words):
    return next(
        one for one in screen.findChildren(ActionButton) if one.isVisible() and one.text() == words
    )


def press_region(qtbot, screen, region):
    """Press a region on the map: twice, if the first press only shows it larger."""
    body = screen.map
    for _ in range(2):
        spot = body.place_of(region)
        assert spot is not None
        qtbot.mouseClick(body, Qt.MouseButton.LeftButton, pos=spot.toPoint())
        settle()
        if region in screen.editor.draft.regions:
            return


def test_a_place_is_marked_by_pointer(qtbot, screen):
    """Figure, list of likely things, one look, saved: on the side that was pressed."""
    saved = []
    screen.finding_saved.connect(saved.append)
    button(screen, "Mark a place").click()
    press_region(qtbot, screen, "collarbone.L")
    button(screen, "Next: what is it").click()
    screen.editor._what._list.row_activated.emit("port")
    settle()
    button(screen, "Correct, keep it").click()
    assert saved == [FindingDraft("port", ("collarbone.L",))]
    assert screen.part == "overview"


def test_a_place_only_shown_large_is_not_chosen(qtbot, screen):
    """The first press on the map leads nowhere: the main button waits, and the words say so."""
    qtbot.mouseClick(button(screen, "Mark a place"), Qt.MouseButton.LeftButton)
    assert not button(screen, "Next: what is it").isEnabled()
    body = screen.map
    qtbot.mouseClick(body, Qt.MouseButton.LeftButton, pos=body.place_of("belly-upper.R").toPoint())
    assert not button(screen, "Next: what is it").isEnabled()
    screen.editor.toggle_region("belly-upper.R")
    assert button(screen, "Next: what is it").isEnabled()
    screen.editor.toggle_region("belly-upper.R")
    assert not button(screen, "Next: what is it").isEnabled()


def note_of(screen):
    """Return the words that stand under the page."""
    footer = screen._page._footer
    return "".join(one.text() for one in footer.findChildren(Text) if one.isVisible())


def is_whole(screen, widget):
    """Whether a widget of the page is seen from its top to its bottom."""
    area = screen._page.area.viewport()
    top = widget.mapTo(area, widget.rect().topLeft()).y()
    return top >= 0 and top + widget.height() <= area.height()


@pytest.mark.parametrize("size", [QSize(1280, 660), QSize(1024, 500)])
def test_with_large_text_the_map_says_what_to_do_and_what_is_chosen(qtbot, screen, size):
    """At 200 % the words that lead stand under the map, and a foot fills what can be seen."""
    show_at(screen, size, 200)
    screen.start_marking()
    settle()
    assert note_of(screen) == "Press a part of the body. It gets larger first."
    assert not screen._main.isVisible()
    body = screen.map
    spot = body.place_of("sole.R").toPoint()
    screen._page.area.ensureVisible(spot.x(), body.y() + spot.y(), 0, 0)
    qtbot.mouseClick(body, Qt.MouseButton.LeftButton, pos=spot)
    settle()
    assert body.is_zoomed
    assert is_whole(screen, body)
    assert note_of(screen) == "Now press the place itself."
    foot = body.target_of("sole.R").united(body.target_of("heel.R"))
    assert foot.height() > body.height() * 0.55
    press_region(qtbot, screen, "sole.R")
    assert note_of(screen) == "Chosen: right sole"
    assert button(screen, "Next: what is it").isEnabled()
    # With smaller words the map stands beside the list again, as high as it was.
    show_at(screen, SIZES[0], 100)
    assert note_of(screen) == ""
    assert body.height() > 420


def test_a_place_is_marked_by_keyboard_alone(qtbot, screen):
    """A begins, a typed word finds the place, Enter goes on, a typed word finds what it is."""
    saved = []
    screen.finding_saved.connect(saved.append)
    screen.setFocus()
    qtbot.keyClick(screen, Qt.Key.Key_A)
    qtbot.keyClicks(screen.focusWidget(), "left heel")
    settle()
    row = next(one for one in screen.findChildren(CheckRow) if one.isVisible())
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Space)
    qtbot.keyClick(row, Qt.Key.Key_Return)
    settle()
    qtbot.keyClicks(screen.focusWidget(), "open bedsore")
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Return)
    settle()
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Return)
    assert [(one.condition, one.regions) for one in saved] == [("pressure-injury", ("heel.L",))]


def test_arrows_walk_the_map_and_enter_chooses(qtbot, screen):
    """The map is walked with arrows; the region reached is named in words."""
    button(screen, "Mark a place").click()
    body = screen.map
    body.setFocus()
    body.show_region("palm.L")
    start = body.reached
    qtbot.keyClick(body, Qt.Key.Key_Up)
    assert body.reached != start
    assert "Pat's left" in body.accessibleName()
    qtbot.keyClick(body, Qt.Key.Key_Return)
    assert screen.editor.draft.regions == (body.reached,)


def test_the_list_reaches_every_region(screen, library):
    """Whoever cannot use the picture reaches all places by the list."""
    button(screen, "Mark a place").click()
    where = screen.editor._where
    reached = set()
    for part in ("head", "arms", "front", "back", "legs", "feet"):
        where._show_part(part)
        where._show_private()
        reached |= set(where._rows)
    assert reached == set(library.book.body.index)


def test_private_places_are_out_of_sight_until_asked_for(screen):
    """Private places are listed only on a wish."""
    button(screen, "Mark a place").click()
    where = screen.editor._where
    where._show_part("front")
    assert "private-area" not in where._rows
    button(screen, "Show private places").click()
    assert "private-area" in where._rows


def test_the_side_is_read_back_in_words(screen):
    """Left and right are mixed up most easily, so the side is said before it is kept."""
    screen.start_marking()
    screen.editor.toggle_region("collarbone.R")
    screen.editor.go_on()
    screen.editor._what.chosen.emit("port")
    settle()
    shown = screen.editor._details._side.text()
    assert shown == "This is Pat's own RIGHT side."


def test_a_last_day_before_the_first_is_not_kept(qtbot, screen):
    """Dates the wrong way round are named, and nothing is saved."""
    screen.start_marking()
    screen.editor._what.chosen.emit("port")
    details = screen.editor._details
    details.since.set_value(date(2026, 11, 10))
    details.until.set_value(date(2026, 11, 9))
    with qtbot.assertNotEmitted(screen.finding_saved):
        button(screen, "Correct, keep it").click()
    assert details.until.fault.isVisible()


def test_a_removed_place_can_be_brought_back(qtbot, screen):
    """Delete opens the card that says what follows; it is taken away there, and Undo undoes it."""
    with qtbot.assertNotEmitted(screen.finding_removed):
        screen._overview._zones.remove_requested.emit("2")
    settle()
    mistake = button(screen, "Marked by mistake")
    assert "Hands stop keeping away at once" in mistake.accessibleDescription()
    with qtbot.waitSignal(screen.finding_removed) as removed:
        mistake.click()
    assert every_size(screen) == []
    with qtbot.waitSignal(screen.removal_undone) as undone:
        button(screen, "Undo").click()
    assert removed.args == undone.args == ["2"]


@pytest.mark.parametrize("how", ["late", "pressed"])
def test_nothing_slides_to_where_undo_was(screen, how):
    """Undo goes by itself or by a press, and a hand that comes a moment late meets no button."""
    screen.open_line("2")
    button(screen, "Marked by mistake").click()
    settle()
    undo = button(screen, "Undo")
    spot = undo.mapTo(screen, undo.rect().center())
    main = screen._main.mapTo(screen, screen._main.rect().topLeft())
    undo.setFocus()
    if how == "late":
        screen._undo._timer.timeout.emit()
    else:
        undo.click()
    settle()
    assert screen._undo.isHidden()
    assert not isinstance(screen.childAt(spot), ActionButton)
    assert not isinstance(QApplication.focusWidget(), ActionButton)
    assert screen._main.mapTo(screen, screen._main.rect().topLeft()) == main
    # The place is given back with what the caregiver does next.
    screen.start_marking()
    settle()
    assert screen._undo_place.isHidden()


def test_what_was_a_mistake_stays_in_sight(qtbot, screen, view_of, zones):
    """A port that was taken away is named below the marks, with who did it, and can be put back."""
    taken = Moment.of(datetime(2026, 11, 21, 9, 5, tzinfo=UTC), "UTC")
    port = MistakeLine("9", "Port under the skin", "right collarbone", taken, "Ana")
    screen.show_safety(replace(view_of(zones=zones), mistakes=(port,)))
    settle()
    shown = [one.text() for one in screen.findChildren(Text) if one.isVisible()]
    assert "Port under the skin, right collarbone" in shown
    assert any(words.startswith("Today at") and "by Ana." in words for words in shown)
    assert every_size(screen) == []
    with qtbot.waitSignal(screen.removal_undone) as put_back:
        button(screen, "Put it back").click()
    assert put_back.args == ["9"]
    screen.show_safety(view_of(zones=zones))
    settle()
    assert not screen._overview.mistakes.isVisible()


def test_a_healed_place_is_ended_not_removed(qtbot, screen):
    """Opening a place offers to end it, which is another wish than a mistake."""
    screen._overview._zones.row_activated.emit("3")
    settle()
    with qtbot.waitSignal(screen.finding_ended) as ended:
        button(screen, "It has healed or is gone").click()
    assert ended.args == ["3"]


def test_pressing_a_mark_opens_it(qtbot, screen):
    """A press on the marked place opens what is there."""
    spot = screen.map.place_of("belly-lower.L")
    for _ in range(2):
        qtbot.mouseClick(screen.map, Qt.MouseButton.LeftButton, pos=spot.toPoint())
        if screen.part == "editor":
            break
        spot = screen.map.place_of("belly-lower.L")
    assert screen.editor.draft.id == "2"


def test_a_yes_needs_who_said_it(qtbot, screen):
    """What the team allowed is kept only with a name; then each thing allowed is its own wish."""
    button(screen, "Add a yes").click()
    form = screen._clearance
    form.rows[0].setChecked(True)
    with qtbot.assertNotEmitted(screen.clearance_saved):
        button(screen, "Write it down").click()
    form.said_by.setText("Dr Ruiz")
    with qtbot.waitSignal(screen.clearance_saved) as saved:
        button(screen, "Write it down").click()
    assert (saved.args[0].names, saved.args[0].said_by, saved.args[0].on) == (
        "legs",
        "Dr Ruiz",
        DAY,
    )


def test_allergies_in_own_words_are_kept(qtbot, screen):
    """A written allergy stays as it was written."""
    screen._overview.person_wanted.emit()
    screen._person._other.setText("aloe")
    with qtbot.waitSignal(screen.person_saved) as saved:
        button(screen, "Write it down").click()
    assert saved.args[0].allergies == ("nut", "other: aloe")


def test_nothing_marked_asks_and_takes_a_dated_answer(qtbot, screen, view_of):
    """Without a mark, both other answers are offered."""
    screen.show_safety(view_of())
    settle()
    with qtbot.waitSignal(screen.zones_answered) as answered:
        button(screen, "Nothing I know of").click()
    assert answered.args == ["nothing"]


def test_on_the_way_to_a_massage_an_answer_is_needed_first(qtbot, screen, view_of, library, zones):
    """Next is offered only once the question has its answer."""
    screen.show_safety(view_of(leads_on=True))
    settle()
    assert not [
        one for one in screen.findChildren(ActionButton) if one.text().startswith("Next: today")
    ]

    answer = ZonesAnswer(person="p", answer="nothing", day=DAY)
    person = Person(id="p", name="Pat")
    screen.show_safety(safety_view(library, person, (), (), (), answer, DAY, leads_on=True))
    settle()
    with qtbot.waitSignal(screen.next_requested):
        button(screen, "Next: today's check").click()


def shown_due(screen, view_of, zones):
    """Begin to look at three marks that nobody has looked at for long."""
    screen.show_safety(view_of(zones=zones))
    button(screen, "Look at them now").click()
    settle()
    assert screen.part == "review"


def test_old_marks_are_gone_through_one_by_one(qtbot, screen, view_of, zones):
    """Still so, healed, changed, or not sure: each mark gets its answer, the unsure one stays."""
    shown_due(screen, view_of, zones)
    with qtbot.waitSignal(screen.finding_confirmed) as confirmed:
        button(screen, "Yes, still so").click()
    assert confirmed.args == ["1"]
    fresh = replace(zones[0], written=Moment.of(datetime(2026, 11, 21, 9, tzinfo=UTC)))
    screen.show_safety(view_of(zones=(fresh, *zones[1:])))
    settle()
    assert screen.part == "review"
    with qtbot.waitSignal(screen.finding_ended) as ended:
        button(screen, "It has healed or is gone").click()
    assert ended.args == ["2"]
    screen.show_safety(view_of(zones=(fresh, zones[2])))
    settle()
    with qtbot.assertNotEmitted(screen.finding_confirmed):
        button(screen, "Not sure: ask later").click()
        settle()
    # The blood thinner is the last one; then the lists are back.
    button(screen, "Not sure: ask later").click()
    settle()
    assert screen.part == "overview"


def test_a_changed_mark_is_corrected_and_the_rest_goes_on(screen, view_of, zones):
    """A correction leads back to the marks that are left to look at."""
    shown_due(screen, view_of, zones)
    saved = []
    screen.finding_saved.connect(saved.append)
    button(screen, "Something has changed").click()
    settle()
    assert screen.part == "editor"
    button(screen, "Correct, keep it").click()
    settle()
    assert [draft.id for draft in saved] == ["1"]
    assert screen.part == "review"


def test_looking_again_is_not_cut_off(screen, view_of, zones):
    """Every word of it is whole, from 100 to 200 percent, and has a name."""
    shown_due(screen, view_of, zones)
    assert nameless(screen) == []
    assert every_size(screen) == []


def test_an_old_nothing_is_asked_again_on_the_way(qtbot, screen, library):
    """An answer of three weeks ago does not open a massage; saying it again does."""
    person = Person(id="p", name="Pat")
    old = ZonesAnswer(person="p", answer="nothing", day=date(2026, 10, 31))
    screen.show_safety(safety_view(library, person, (), (), (), old, DAY, leads_on=True))
    settle()
    assert not [one for one in screen.findChildren(ActionButton) if "today's check" in one.text()]
    with qtbot.waitSignal(screen.zones_answered) as answered:
        button(screen, "Still nothing I know of").click()
    assert answered.args == ["nothing"]


def test_what_was_healed_by_a_slip_comes_back(qtbot, screen, view_of, zones):
    """A sore that was called healed by mistake counts again with one press."""
    shown_due(screen, view_of, zones)
    button(screen, "It has healed or is gone").click()
    settle()
    with qtbot.waitSignal(screen.ending_undone) as undone:
        button(screen, "Undo").click()
    assert undone.args == ["1", None]


def test_a_thing_typed_where_a_place_is_asked_is_found(screen):
    """Families say what it is before they say where; both lead to the same mark."""
    saved = []
    screen.finding_saved.connect(saved.append)
    screen.start_marking()
    settle()
    screen.editor._where._search.setText("chemo port")
    screen.editor._where._fill()
    assert [row.key for row in screen.editor._where._found.rows][:1] == ["port"]
    screen.editor._where._found.row_activated.emit("port")
    settle()
    assert screen.editor.step == "where"
    screen.editor.toggle_region("collarbone.R")
    button(screen, "Next: what is it").click()
    settle()
    button(screen, "Correct, keep it").click()
    assert [(one.condition, one.regions) for one in saved] == [("port", ("collarbone.R",))]


def test_what_is_found_at_last_gets_its_place_and_is_no_second_one(screen, view_of, zones):
    """A patch whose place nobody knew is found: one button leads to its place."""
    patch = ZoneRecord(id="4", person="p", condition="patch-opioid")
    saved = []
    screen.finding_saved.connect(saved.append)
    screen.show_safety(view_of(zones=(*zones, patch)))
    settle()
    button(screen, "I found it: mark the place").click()
    settle()
    assert screen.editor.step == "where"
    screen.editor.toggle_region("upper-back.L")
    screen.editor.go_on()
    settle()
    button(screen, "Correct, keep it").click()
    assert [(one.id, one.regions) for one in saved] == [("4", ("upper-back.L",))]

    screen.show_safety(view_of(zones=(*zones, patch)))
    screen.start_marking()
    screen.editor.toggle_region("upper-back.L")
    screen.editor.go_on()
    screen.editor._what.chosen.emit("patch-opioid")
    settle()
    button(screen, "Correct, keep it").click()
    assert [one.id for one in saved] == ["4", "4"]


def test_the_place_as_it_was_typed_comes_first(screen):
    """Left upper back is the back, not the back of the arm."""
    screen.start_marking()
    screen.editor._where._search.setText("left upper back")
    screen.editor._where._fill()
    assert next(iter(screen.editor._where._rows)) == "upper-back.L"


def test_nothing_is_cut_off_at_any_size(screen):
    """Every word of the lists is whole, from 100 to 200 percent."""
    assert every_size(screen) == []


@pytest.mark.parametrize("step", ["where", "what", "details"])
def test_no_step_of_marking_is_cut_off(screen, step):
    """Every word of the steps is whole, from 100 to 200 percent."""
    screen.start_marking()
    screen.editor.toggle_region("collarbone.R")
    if step != "where":
        screen.editor.go_on()
    if step == "details":
        screen.editor._what.chosen.emit("port")
    assert every_size(screen) == []


@pytest.mark.parametrize("name", ["ب" * 20 + " " + "سلام " * 50, "Pat " + "🌷" * 40, "W" * 300])
def test_any_name_fits(screen, view_of, zones, name):
    """A long name, another script and pictures in a name wrap, and break nothing."""
    screen.show_safety(view_of(name=name, zones=zones))
    assert every_size(screen) == []


def test_everything_has_a_name(screen):
    """A screen reader can name everything that can be pressed, the map too."""
    assert nameless(screen) == []
    assert "Pat" in screen.map.accessibleName()
    screen.start_marking()
    settle()
    assert nameless(screen) == []


@pytest.mark.parametrize("skin", [{}, {"build": "full", "hair": "scarf"}])
def test_no_place_is_chosen_on_a_target_under_44_pixels(qtbot, figure, library, zones, skin):
    """In the smallest window each of the 92 places is large where it is chosen."""
    screen = SafetyScreen(figure)
    qtbot.addWidget(screen)
    person = Person(id="p", name="Pat", **skin)
    screen.show_safety(safety_view(library, person, zones, (), (), None, DAY))
    show_at(screen, QSize(1024, 640))
    screen.start_marking()
    settle()
    body, chosen = screen.map, []
    body.region_chosen.connect(chosen.append)
    regions = {s.region for view in figure.figure.views.values() for s in view.regions}
    assert len(regions) == 92
    for region in sorted(regions):
        body.zoom_out()
        chosen.clear()
        for _ in range(2):
            target = body.target_of(region)
            if not chosen:
                spot = body.place_of(region).toPoint()
                qtbot.mouseClick(body, Qt.MouseButton.LeftButton, pos=spot)
                hit = target
        assert chosen == [region]
        assert min(hit.width(), hit.height()) >= 44, region


def test_how_somebody_is_drawn_is_chosen_by_keyboard(qtbot, screen):
    """Arrows and Space choose in each row of pictures; Write it down hands all four over."""
    button_at = next(
        one
        for one in screen.findChildren(ActionButton)
        if one.accessibleDescription() == "How Pat is drawn"
    )
    button_at.click()
    settle()
    form = screen._drawing
    assert form.draft == DrawingDraft("sand", "slim", "short", "calm")
    for kind in ("tone", "build", "hair", "face"):
        cards = form.group(kind).cards
        place = next(i for i, one in enumerate(cards) if one.isChecked())
        cards[place].setFocus()
        qtbot.keyClick(cards[place], Qt.Key.Key_Right)
        assert cards[place + 1].hasFocus()
        qtbot.keyClick(cards[place + 1], Qt.Key.Key_Space)
    with qtbot.waitSignal(screen.drawing_saved) as saved:
        button(screen, "Write it down").click()
    assert saved.args == [DrawingDraft("brown", "full", "short-grey", "older")]
    assert screen.part == "overview"


def test_the_pictures_to_choose_from_are_whole_and_named(screen):
    """Every word under them is whole at every size, and a screen reader can name them."""
    screen._overview.drawing_wanted.emit()
    settle()
    assert nameless(screen) == []
    assert every_size(screen) == []
