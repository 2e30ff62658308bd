# SPDX-License-Identifier: GPL-3.0-or-later
"""The massage log on the screen: found, filtered, gone on with, and added to."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from tests.lived_in_log import TODAY, fill, massage
from tests.ui.clipping import every_size, faults, nameless, settle, show_at, small_targets

from caregiver_guide.services.history import (
    PAGE,
    LogAsked,
    PastMassage,
    read_choices,
    read_log,
    read_older,
)
from caregiver_guide.services.log_calendar import read_month
from caregiver_guide.services.log_search import search_log
from caregiver_guide.ui.screens.log_filter_sheet import LogFilterSheet
from caregiver_guide.ui.screens.log_screen import LogScreen
from caregiver_guide.ui.screens.past_massage_sheet import PastMassageSheet
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.history_list import HistoryList

pytestmark = pytest.mark.windows


@pytest.fixture
def screen(log, library, home, open_at, figure):
    shown = LogScreen(figure)
    shown.show_log(read_log(log, library, home.pat.id, TODAY))
    return open_at(shown)


def button(screen, name):
    return next(
        one
        for one in screen.window().findChildren(ActionButton)
        if one.accessibleName() == name and one.isVisible()
    )


def test_nothing_is_cut_off_at_any_size(log, library, wall, qtbot, figure):
    """The log reads well at every size, with a name of 300 letters too."""
    home = fill(log, library, wall, name="Anastasia-" * 30)
    shown = LogScreen(figure)
    qtbot.addWidget(shown)
    shown.show_log(read_log(log, library, home.pat.id, TODAY))

    assert every_size(shown) == []
    assert nameless(shown) == []


def test_days_head_the_list_and_each_row_is_spoken_whole(screen):
    """Massages stand under their day, and a screen reader hears a row in full."""
    rows = screen.findChild(HistoryList).rows

    assert rows[0].is_heading
    assert rows[0].title == "Today, Wednesday 18 November"
    assert rows[1].spoken.startswith("Today, Wednesday 18 November, ")
    assert "pain 6, then 3" in rows[1].spoken
    assert "Tell the care team" in rows[1].spoken


def test_the_keyboard_walks_past_the_headings_and_opens(screen, home, qtbot):
    """Down goes from massage to massage, never to a heading, and Enter opens."""
    opened = []
    screen.session_opened.connect(opened.append)
    rows = screen.findChild(HistoryList)
    assert rows.hasFocus(), "the newest massage has the keyboard at once"

    for _ in range(3):
        qtbot.keyClick(rows, Qt.Key.Key_Down)
    qtbot.keyClick(rows, Qt.Key.Key_Return)

    assert opened == [home.sessions[-4].id]


def test_one_click_opens_a_massage(screen, home, qtbot):
    """A single click is enough; a click on a heading does nothing."""
    opened = []
    screen.session_opened.connect(opened.append)
    rows = screen.findChild(HistoryList)

    def click(key):
        qtbot.mouseClick(
            rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.row_rect(key).center()
        )

    click(home.sessions[-1].id)
    heading = rows.visualRect(rows.model().index(0, 0)).center()
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=heading)

    assert opened == [home.sessions[-1].id]


def test_the_present_row_is_always_in_view(screen, qtbot):
    """Walking down scrolls the page along."""
    rows = screen.findChild(HistoryList)

    for _ in range(12):
        qtbot.keyClick(rows, Qt.Key.Key_Down)

    place = rows.visualRect(rows.currentIndex())
    top = rows.viewport().mapTo(screen, place.topLeft()).y()
    assert top >= 0
    assert top + place.height() <= screen.height()


def test_older_massages_are_asked_for_once_and_follow(log, library, home, open_at, qtbot, figure):
    """At the end of what was read more is asked for, once, and added below."""
    view = read_log(log, library, home.pat.id, TODAY, limit=6)
    shown = LogScreen(figure)
    shown.show_log(view)
    open_at(shown)
    asked = []
    shown.older_requested.connect(lambda: asked.append(True))
    rows = shown.findChild(HistoryList)
    first = rows.chosen

    for _ in range(9):
        qtbot.keyClick(rows, Qt.Key.Key_Down)
    assert asked == [True]

    shown.show_log(read_older(log, library, view, limit=6))
    settle()

    massages = [row for row in rows.rows if not row.is_heading]
    assert len(massages) == 12
    assert first == massages[0].key
    assert button(shown, "Show older massages").isVisible()


def test_a_long_log_opens_with_its_newest_page(log, library, home, open_at, figure):
    """However long the log is, only its newest page is read and laid out."""
    with log.batch():
        for number in range(300):
            log.sessions.add(massage(home.pat, home.ana, home.sessions[0].started.later(number)))

    shown = LogScreen(figure)
    shown.show_log(read_log(log, library, home.pat.id, TODAY))
    open_at(shown)

    rows = [row for row in shown.findChild(HistoryList).rows if not row.is_heading]
    assert len(rows) == PAGE


def test_what_is_asked_stands_as_words_that_can_be_taken_away(log, library, home, screen, qtbot):
    """What is asked for is in view; a press takes one of it away, and nothing found is said."""
    asked = LogAsked(caregiver=home.ana.id, stopped=True, first=TODAY - timedelta(days=6))
    screen.show_log(read_log(log, library, home.pat.id, TODAY, asked=asked))
    settle()
    assert not screen.findChild(HistoryList).isVisible()
    assert button(screen, "Show all massages").isVisible()
    wished = []
    screen.asked.connect(wished.append)
    button(screen, "Take away: Stopped early").click()
    button(screen, "Take away: Given by Ana").click()
    button(screen, "Take away: Since 12 Nov 2026").click()
    assert wished == [
        replace(asked, stopped=False),
        replace(asked, caregiver=""),
        replace(asked, first=None),
    ]
    assert faults(screen) == []


def test_the_sheet_asks_for_any_of_it_together(log, library, home, screen, qtbot):
    """Who, what, where and when are chosen in one sheet, from what this person's log holds."""
    wished = []
    screen.asked.connect(wished.append)
    screen.show_choices(read_choices(log, library, home.pat.id))
    sheet = screen.findChild(LogFilterSheet) or screen.window().findChild(LogFilterSheet)
    names = [sheet._who.combo.itemText(place) for place in range(sheet._who.combo.count())]
    assert names == ["Anybody", "Ana", "J. Reyes"]
    sheet._who.choose(home.jo.id)
    sheet._noticed.choose("rash")
    sheet._where.choose("hand-back.L")
    sheet._when.choose("7")
    button(screen, "Show them").click()
    first = TODAY - timedelta(days=6)
    assert wished == [LogAsked(home.jo.id, "hand-back.L", "rash", first=first)]


def test_the_calendar_is_walked_and_read_by_the_keyboard(log, library, home, screen, qtbot):
    """Arrows walk by days and weeks, each day says what was, and Enter lists it."""
    view = read_log(log, library, home.pat.id, TODAY)
    days, months = [], []
    screen.asked.connect(days.append)
    screen.month_requested.connect(months.append)
    qtbot.keyClick(screen.findChild(HistoryList), Qt.Key.Key_C)
    assert months == [TODAY]
    screen.show_month(read_month(log, library, home.pat.id, TODAY, TODAY, LogAsked()), view)
    settle()
    here = screen.window().focusWidget()
    assert here.accessibleName() == (
        "Wednesday 18 November, today, 1 massage, 9 minutes, 1 reaction, tell the care team"
    )
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up):
        qtbot.keyClick(screen.window().focusWidget(), key)
    assert screen.window().focusWidget().accessibleName().startswith("Tuesday 10 November")
    qtbot.keyClick(screen.window().focusWidget(), Qt.Key.Key_Return)
    assert days == [LogAsked(first=date(2026, 11, 10), last=date(2026, 11, 10))]
    qtbot.keyClick(screen.window().focusWidget(), Qt.Key.Key_PageUp)
    assert months[-1] == date(2026, 10, 1)
    assert faults(screen) + nameless(screen) + small_targets(screen) == []


def test_a_search_shows_where_the_words_stand_and_opens_the_massage(
    log, library, home, screen, qtbot
):
    """Found words stand out in their sentence; Enter opens; nothing found says what to try."""
    words, opened = [], []
    screen.search_requested.connect(words.append)
    screen.session_opened.connect(opened.append)
    qtbot.keyClick(screen, Qt.Key.Key_Slash)
    qtbot.keyClicks(screen.window().focusWidget(), "slept wind")
    qtbot.keyClick(screen.window().focusWidget(), Qt.Key.Key_Return)
    assert words == ["slept wind"]
    screen.show_found(search_log(log, library, home.pat.id, words[0]), TODAY)
    settle()
    rows = next(one for one in screen.findChildren(HistoryList) if one.isVisible())
    (row,) = rows.rows
    assert [row.detail[at : at + size] for at, size in row.found] == ["Slept", "wind"]
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert opened == [home.sessions[-1].id]
    screen.show_found(search_log(log, library, home.pat.id, "zeppelin"), TODAY)
    settle()
    assert "zeppelin" in screen._found_title.text()
    assert faults(screen) == []


def test_a_past_massage_is_asked_for_only_when_it_is_whole(screen, home, qtbot):
    """The form names what is missing, and hands over a massage when nothing is."""
    saved = []
    screen.past_saved.connect(saved.append)
    qtbot.keyClick(screen.findChild(HistoryList), Qt.Key.Key_A)
    sheet = screen.findChild(PastMassageSheet)
    assert sheet.isVisible()

    sheet._when.choose("yesterday")
    sheet._show_when()
    button(screen, "Save this massage").click()
    assert saved == []
    assert "time" in sheet._time.fault.text()

    sheet._time.choose("09:30")
    sheet._routine.choose("m-hand")
    sheet._minutes.choose("10")
    sheet._note.setText("Liked it.")
    sheet._source.choose("watched")
    button(screen, "Save this massage").click()

    assert len(saved) == 1
    assert saved[0].source == "watched"
    assert isinstance(saved[0], PastMassage)
    yesterday = TODAY - timedelta(days=1)
    assert (saved[0].day, saved[0].started.hour, saved[0].minutes) == (yesterday, 9, 10)


def test_a_massage_like_the_last_one_given_just_now_is_one_press(screen, home, log, library):
    """The form stands filled in as the last massage was; saving it is all there is to do."""
    saved = []
    screen.past_saved.connect(saved.append)
    button(screen, "Add a past massage").click()
    button(screen, "Save this massage").click()
    usual = read_log(log, library, home.pat.id, TODAY).usual
    (given,) = saved
    assert (given.day, given.started) == (TODAY, None)
    assert (given.routine, given.position) == (usual.routine, usual.position)
    assert given.minutes in (3, 5, 10, 15, 20)
    assert (given.before, given.after, given.note) == (None, None, "")


def test_a_refused_past_massage_keeps_what_was_written(screen, log, library, home, qtbot):
    """A time in the future is said in the form; once it is saved, the form closes."""
    button(screen, "Add a past massage").click()
    sheet = screen.findChild(PastMassageSheet)
    sheet._note.setText("Liked it.")

    screen.show_not_yet()
    screen.show_log(read_log(log, library, home.pat.id, TODAY))
    assert sheet.isVisible()
    assert sheet._note.text() == "Liked it."

    log.sessions.add(massage(home.pat, home.ana, home.sessions[0].started))
    screen.show_log(read_log(log, library, home.pat.id, TODAY))
    assert not sheet.isVisible()


def test_the_form_fits_every_size(screen):
    """The form of a past massage is whole at the largest text and the smallest window."""
    button(screen, "Add a past massage").click()
    sheet = screen.findChild(PastMassageSheet)

    for percent in (100, 200):
        show_at(screen, screen.minimumSize().expandedTo(screen.size()), percent)
        assert faults(sheet.page) + nameless(sheet.page) + small_targets(sheet.page) == []


def test_a_read_only_log_offers_nothing_to_add(log, library, home, open_at, figure):
    """Where nothing can be written, nothing is offered that would be lost."""
    view = read_log(log, library, home.pat.id, TODAY)
    shown = LogScreen(figure)
    shown.show_log(replace(view, may_write=False))
    open_at(shown)

    assert not button(shown, "Add a past massage").isEnabled()
