# SPDX-License-Identifier: GPL-3.0-or-later
"""Words wrap and widgets grow; at no text size and no width is a word cut off."""

import pytest

from caregiver_guide.ui.theme import Theme
from caregiver_guide.ui.widgets.answer_row import AnswerRow
from caregiver_guide.ui.widgets.badge import Badge
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.check_row import CheckRow, Switch
from caregiver_guide.ui.widgets.chip import Chip
from caregiver_guide.ui.widgets.choice_card import ChoiceCard, ChoiceGroup
from caregiver_guide.ui.widgets.countdown_ring import CountdownRing
from caregiver_guide.ui.widgets.date_field import DateField
from caregiver_guide.ui.widgets.fields import ChoiceField, NoteField, TextField
from caregiver_guide.ui.widgets.panel import Notice, Panel
from caregiver_guide.ui.widgets.pill_row import PillRow
from caregiver_guide.ui.widgets.pressure_mark import PressureMark
from caregiver_guide.ui.widgets.rating_scale import RatingAnswer, RatingScale
from caregiver_guide.ui.widgets.scroll_page import ScrollPage
from caregiver_guide.ui.widgets.segment_bar import SegmentBar
from caregiver_guide.ui.widgets.table_list import ListRow, TableList
from caregiver_guide.ui.widgets.text import Heading, Text

SIZES = [100, 150, 200, 300]
LONG = "We keep away from the port on the right upper chest, the belly cut and the left heel."
NAME = "Wolfeschlegelsteinhausenbergerdorff" * 9


def test_narrow_words_are_painted_whole(show, ink, show_theme):
    """A label as high as it asks for shows as much ink as one with all the room it could have."""
    for percent in SIZES:
        colour = show_theme("light", percent).colour("text")
        for width in (140, 300, 700):
            text = show(Text(LONG), width)
            needed = text.heightForWidth(width)
            assert ink(text, width, needed, colour) == ink(text, width, needed + 300, colour)
            text.close()


def test_a_name_of_three_hundred_letters_is_broken_not_cut(show, ink):
    """A very long name goes on in the next line, with no letter lost at the edge."""
    text = show(Text(NAME), 400)
    colour = Theme.current().colour("text")
    needed = text.heightForWidth(400)
    assert needed > 5 * 19
    whole = ink(text, text.sizeHint().width() * 12, needed, colour)
    broken = ink(text, 400, needed, colour)
    assert broken == pytest.approx(whole, rel=0.05)


@pytest.mark.parametrize("size", ["small", "normal", "big", "session"])
@pytest.mark.parametrize("percent", SIZES)
def test_button_words_wrap(show, ink, show_theme, size, percent):
    """A button too narrow for its words gets higher and shows all of them."""
    colour = show_theme("light", percent).colour("on_primary")
    button = show(ActionButton("End for today and log it", "arrow-right", "primary", size))
    width = max(button.minimumSizeHint().width(), 200)
    needed = button.heightForWidth(width)
    assert needed >= button.sizeHint().height()
    assert ink(button, width, needed, colour) == ink(button, width, needed + 200, colour)


@pytest.mark.parametrize(
    ("size", "least"), [("small", 44), ("normal", 56), ("big", 72), ("session", 96)]
)
def test_buttons_are_large_enough_to_hit(show_theme, size, least):
    """Every size of button keeps its least height, also as an icon alone."""
    show_theme()
    button = ActionButton("Go", "check", "plain", size)
    assert button.sizeHint().height() >= least
    assert button.sizeHint().width() >= 44
    button.set_compact(True)
    assert button.sizeHint().height() >= least
    assert button.sizeHint().width() >= 44


def long_page() -> ScrollPage:
    """A page with one of everything, in long words."""
    page = ScrollPage()
    body = page.body
    body.addWidget(Heading(LONG))
    body.addWidget(Text(LONG, "body", "quiet"))
    body.addWidget(Notice("caution", LONG, LONG, "Add this to their page for the care team"))
    card = Panel()
    card.body.addWidget(AnswerRow(LONG, [("y", "Yes"), ("n", "No"), ("u", "Not sure")], LONG))
    scale = RatingScale("Worry or tension", "Not worried at all", "As worried as can be")
    scale.set_before(RatingAnswer.number(10))
    scale.set_value(RatingAnswer.number(3))
    card.body.addWidget(scale)
    body.addWidget(card)
    body.addWidget(PillRow("Minutes", [("5", "5 minutes"), ("10", "10 minutes"), ("n", LONG)]))
    group = ChoiceGroup("Routines")
    for key in "abc":
        picture = Panel("scene")
        group.add(ChoiceCard(key, "Back, lying on the side", (LONG, LONG), (LONG, "stop"), picture))
    body.addWidget(group)
    reasons = ChoiceGroup("Reasons", 250, 2)
    for key in "ab":
        reasons.add(ChoiceCard(key, LONG, icon="heart"))
    body.addWidget(reasons)
    body.addWidget(CheckRow(LONG, LONG))
    body.addWidget(Switch(LONG))
    body.addWidget(Chip(LONG, "flag"))
    body.addWidget(Badge("octagon", "12", "Do not touch"))
    mark = PressureMark()
    mark.show_level(2, "Rub-in lotion", LONG)
    body.addWidget(mark)
    ring = CountdownRing()
    ring.show_time(0.5, "Take your time", LONG)
    body.addWidget(ring)
    bar = SegmentBar()
    bar.show_progress(3, 8, 0.5, "Step 3 of 8")
    body.addWidget(bar)
    places = TableList("Places")
    places.show_rows(
        [
            ListRow("1", LONG, LONG, "18 November", "port", ("octagon", "1"), (LONG, "stop")),
            ListRow("2", NAME, NAME),
        ]
    )
    places.set_full_height(True)
    body.addWidget(places)
    for field in (TextField(LONG, LONG), NoteField(LONG, LONG), ChoiceField(LONG, [("a", LONG)])):
        field.show_error(LONG)
        body.addWidget(field)
    body.addWidget(DateField(LONG, "No date", "Choose a date"))
    page.footer_start(ActionButton("Go back to the massage", "arrow-left", size="big"), back=True)
    page.footer_note("Both are fine. Stopping is good care.")
    page.footer_end(ActionButton("End for today and log it", kind="primary", size="big"))
    return page


# No window is narrower than 1024; half of one still holds words that are not the largest.
@pytest.mark.parametrize(
    ("percent", "width"),
    [(100, 480), (150, 480), *((percent, width) for percent in SIZES for width in (1024, 1280))],
)
def test_a_page_of_everything_fits(show, show_theme, cut_words, percent, width):
    """At every text size each widget on a page has the room that its words need."""
    show_theme("light", percent)
    page = show(long_page(), width, 640)
    assert cut_words(page) == []
    assert page.area.horizontalScrollBar().maximum() == 0
    content = page.area.widget()
    assert content.width() <= page.area.viewport().width()


def test_a_page_follows_a_change_of_text_size(show, show_theme, cut_words):
    """Larger words while a page is open make the page longer, not the words cut."""
    page = show(long_page(), 1024, 640)
    before = page.area.verticalScrollBar().maximum()
    show_theme("contrast", 200)
    show(page, 1024, 640)
    assert page.area.verticalScrollBar().maximum() > before
    assert cut_words(page) == []


def test_rows_of_a_list_are_high_enough(show, show_theme):
    """A row is never lower than 56 pixels, and higher where its words take more lines."""
    show_theme("light", 150)
    places = TableList("Places")
    places.show_rows([ListRow("1", "Port"), ListRow("2", "Healing cut", LONG)])
    places.set_full_height(True)
    show(places, 420)
    assert places.row_height(0) >= 56
    assert places.row_height(1) > places.row_height(0)
