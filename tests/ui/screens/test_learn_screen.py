# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages to read: found by search, opened by one key, left by one key."""

import pytest
from PySide6.QtCore import Qt
from tests.ui.clipping import every_size, nameless, settle

from caregiver_guide.services.learn import SOURCES, learn_view
from caregiver_guide.ui.screens.learn_screen import LearnScreen
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.table_list import TableList
from caregiver_guide.ui.widgets.text import Text

pytestmark = pytest.mark.windows


@pytest.fixture
def view(library):
    return learn_view(library, "Pat", version="0.1.0", emergency="911")


@pytest.fixture
def screen(view, open_at):
    shown = LearnScreen()
    shown.show_learn(view)
    return open_at(shown)


def words_of(widget):
    return " ".join(one.text() for one in widget.findChildren(Text) if one.isVisible())


@pytest.mark.parametrize("article", ["", "when-to-stop", "sources", "licences", "about-this-app"])
def test_nothing_is_cut_off_at_any_size(view, qtbot, article):
    """The list, every sort of page and the long list of sources read well at every size."""
    shown = LearnScreen()
    qtbot.addWidget(shown)
    shown.show_learn(view)
    shown.open_article(article)

    assert every_size(shown) == []
    assert nameless(shown) == []


def test_every_page_can_be_opened_by_the_keyboard(screen, view, qtbot):
    """Enter opens the present row, Esc comes back to it, for each page there is."""
    opened = []
    rows = screen._list._rows
    assert rows.focusProxy().hasFocus()

    for _ in view.articles:
        qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Return)
        opened.append(screen.shown_article)
        qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Escape)
        assert screen.shown_article == ""
        qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Down)

    assert opened == [one.id for one in view.articles]


def test_headings_part_the_list_and_the_keys_pass_over_them(screen, view, qtbot):
    """Each heading stands once over its pages; the arrows, Home and a click never stop there."""
    rows = screen._list._rows
    headings = [place for place, row in enumerate(rows.rows) if row.is_heading]
    assert [rows.rows[place].title for place in headings] == list(
        dict.fromkeys(one.group for one in view.articles)
    )

    walked = [rows.chosen]
    for _ in view.articles[1:]:
        qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Down)
        walked.append(rows.chosen)
    assert walked == [one.id for one in view.articles]

    for key in (Qt.Key.Key_PageUp, Qt.Key.Key_End, Qt.Key.Key_Home):
        qtbot.keyClick(screen.focusWidget(), key)
        assert rows.chosen in (view.articles[0].id, view.articles[-1].id)
    assert rows.chosen == view.articles[0].id

    spot = rows._view.visualRect(rows._model.index(headings[1], 0)).center()
    qtbot.mouseClick(rows._view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert screen.shown_article == ""
    assert rows.chosen == view.articles[0].id


def test_a_screen_reader_says_the_heading_with_each_page(screen, view):
    """Who hears the list knows which part of it a page belongs to."""
    rows = screen._list._rows
    spoken = [
        rows._model.data(rows._model.index(place, 0), Qt.ItemDataRole.AccessibleTextRole)
        for place, row in enumerate(rows.rows)
        if not row.is_heading
    ]

    assert all(one.group in words for one, words in zip(view.articles, spoken, strict=True))


def in_view(screen):
    """Return whether the present row is wholly in the part of the page that is seen."""
    rows, area = screen._list._rows, screen._list.area
    rect = rows._view.visualRect(rows._view.currentIndex())
    top = rows._view.viewport().mapTo(area.viewport(), rect.topLeft()).y()
    return top >= 0 and top + rect.height() <= area.viewport().height()


def test_the_present_page_is_always_in_view(screen, view, qtbot):
    """The list scrolls with the arrows, and comes back to the page that was read."""
    for _ in view.articles[1:]:
        qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Down)
        assert in_view(screen), screen._list._rows.chosen
    screen._list.scroll_to_top()
    assert not in_view(screen)

    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Return)
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Escape)
    settle()

    assert in_view(screen)


def test_our_own_caution_is_not_said_to_be_opened_and_read(screen):
    """Where no source stands behind a part, nothing sounds as if one did."""
    screen.open_article("what-is-not-known")
    settle()
    lines = [
        one.text()
        for one in screen.findChildren(Text)
        if one.isVisible() and one.text().startswith("From:")
    ]

    assert "From: Our own caution, where no source gives a rule or a figure." in lines
    assert any(line.endswith("Opened and read.") for line in lines)


def test_space_turns_the_page(screen, qtbot):
    """Space goes on reading, as in any reader."""
    screen.open_article("when-to-stop")
    settle()
    bar = screen._reading.area.verticalScrollBar()

    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Space)

    assert bar.value() > 0
    screen.open_article("pressure")
    settle()
    assert bar.value() == 0, "another page is shown from its beginning"


def test_a_search_narrows_the_list_and_a_miss_gives_an_example(screen, qtbot):
    """The list follows the search; where nothing matches, words to try are named."""
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Slash)
    field = screen._list._search.line_edit
    assert field.hasFocus()

    qtbot.keyClicks(field, "lotion")
    assert screen._list._rows.rows[0].key == "lotion-and-skin"
    assert not any(row.is_heading for row in screen._list._rows.rows), "the best match comes first"
    field.clear()
    qtbot.keyClicks(field, "sources")
    assert SOURCES in [row.key for row in screen._list._rows.rows]
    field.clear()
    qtbot.keyClicks(field, "xylophone")
    settle()
    assert "Try “heel” or “lotion”" in words_of(screen)

    field.clear()
    qtbot.keyClicks(field, "pressure")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert screen.shown_article == "pressure"


def test_sources_say_how_far_they_were_checked(screen):
    """Each source has its title, where it is, and how far it was read."""
    screen.open_article(SOURCES)
    settle()
    rows = next(one for one in screen.findChildren(TableList) if one.isVisible()).rows

    assert len(rows) > 100
    assert all(row.meta for row in rows)


def test_nobody_is_told_that_a_clinician_has_reviewed_it(screen):
    """The page about the app says that no nurse or doctor has reviewed the rules."""
    screen.open_article("about-this-app")
    settle()
    assert "No nurse or doctor has reviewed the rules yet." in words_of(screen)

    screen.open_article("licences")
    settle()
    assert "Caregiver Guide 0.1.0" in words_of(screen)
    assert "SQLCipher" in words_of(screen)


def test_a_page_leads_to_all_sources(screen):
    """From every page one button leads to the list of all sources."""
    screen.open_article("pressure")
    settle()

    links = screen.findChildren(ActionButton)
    next(one for one in links if one.text() == "See all sources" and one.isVisible()).click()

    assert screen.shown_article == SOURCES


def test_an_unknown_page_changes_nothing(screen):
    """Asking for a page that there is not leaves the list."""
    screen.open_article("nothing")

    assert screen.shown_article == ""
