# SPDX-License-Identifier: GPL-3.0-or-later
"""Pillows are ticked off one by one, the picture follows, and a barred position shows why."""

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor
from tests.ui.clipping import every_size, nameless, settle, show_at

from caregiver_guide.domain.session import ZoneRecord
from caregiver_guide.services.keep_away import keep_away
from caregiver_guide.services.position_choice import position_choice_view
from caregiver_guide.ui.screens.position_screen import PositionScreen
from caregiver_guide.ui.widgets.scene_picture import ScenePicture

pytestmark = pytest.mark.windows

SORE_LEFT_SHOULDER = (
    ZoneRecord(id="1", person="p", condition="pressure-injury", regions=("shoulder.L",)),
)


@pytest.fixture
def screen_in(pat, profile, places, scenes, open_at):
    """Show the screen with Pat in a position."""

    def show(position=None, profile=profile, places=places):
        screen = PositionScreen(scenes=scenes)
        view = position_choice_view(pat, profile, "hand-sandwich", 10, position, places, "honey")
        screen.show_positions(view)
        return open_at(screen)

    return show


def _letters(screen):
    return "".join(row.letter for row in screen._ticks)


def test_ticking_a_pillow_puts_it_into_the_picture(screen_in):
    """With Tab and Space alone: one tick, one pillow; the tick taken away, it is gone again."""
    screen = screen_in("semi-30-45")
    assert _letters(screen) == "ABCDE"
    before = screen._picture.grab().toImage()
    row = screen._ticks[1]
    row.setFocus(Qt.FocusReason.TabFocusReason)
    row.click()
    settle()
    assert screen._picture.pillows == frozenset("B")
    after = screen._picture.grab().toImage()
    assert after != before
    row.click()
    settle()
    assert screen._picture.pillows == frozenset()
    assert screen._picture.grab().toImage() == before


def test_ticks_are_no_gate(screen_in):
    """Without a single tick the caregiver may go on."""
    screen = screen_in("semi-30-45")
    went = []
    screen.comfortable.connect(lambda: went.append(True))
    screen._go_on.click()
    assert went == [True]


def test_ticks_of_another_day_are_gone(screen_in):
    """When the screen comes again no pillow is in place; while it is there, ticks stay."""
    screen = screen_in("semi-30-45")
    screen._ticks[0].click()
    screen.show_positions(screen._view)
    assert screen._picture.pillows == frozenset("A")
    screen.hide()
    screen.show()
    settle()
    assert not any(row.isChecked() for row in screen._ticks)
    assert screen._picture.pillows == frozenset()


def test_a_screen_reader_hears_what_the_picture_shows(screen_in):
    """Pillows in place and marked places are told in words, and which of them are hidden."""
    screen = screen_in("semi-30-45")
    told = screen._picture.accessibleDescription
    assert "No pillow is in place" in told()
    screen._ticks[0].click()
    screen._ticks[2].click()
    assert "Pillows in place: A, C." in told()
    assert "3: Open bedsore, left heel (hidden in this picture)" in told()
    assert "Half sitting" in screen._picture.accessibleName()
    assert all(row.accessibleName().startswith("Pillow") for row in screen._ticks)


def test_a_barred_position_shows_the_place_and_no_pillows_to_tick(
    pat, profile_with, screen_in, scenes
):
    """Lying on a sore shoulder is barred: the place is striped, and said to be the one below."""
    profile = profile_with(zones=SORE_LEFT_SHOULDER)
    places = keep_away(pat, profile, SORE_LEFT_SHOULDER)
    screen = screen_in("side-left", profile, places)
    card = screen._view.card
    assert card.picture.conflict == ("shoulder.L",)
    assert card.picture.down == "L"
    assert screen._ticks == []
    assert "bars this position" in screen._legend.text()
    assert "(on the side that is down)" in screen._picture.accessibleDescription()
    spot = scenes.scenes.scenes["side-left"].spot("shoulder.L")
    assert not spot.is_visible
    other = screen_in("side-right", profile, places)
    assert other._view.card.picture.conflict == ()
    assert other._ticks


def test_head_high_lies_on_the_side_that_is_free(pat, profile_with):
    """With a sore left shoulder, the picture of lying head high is of the right side."""
    profile = profile_with(zones=SORE_LEFT_SHOULDER)
    view = position_choice_view(pat, profile, "hand-sandwich", 10, "high-side")
    assert view.card.picture.scene == "high-side.side-right"
    assert view.card.picture.down == "R"
    free = position_choice_view(pat, profile_with(zones=()), "hand-sandwich", 10, "high-side")
    assert free.card.picture.scene == "high-side.side-left"


def test_every_card_has_its_own_small_picture(screen_in):
    """Each of the ten cards shows a different picture, and none is an empty ground."""
    screen = screen_in()
    pictures = [card.findChild(ScenePicture) for card in screen._cards.cards]
    assert len(pictures) == 10
    images = [picture.grab().toImage() for picture in pictures]
    for i, image in enumerate(images):
        colours = {
            QColor(image.pixel(x, y)).rgb()
            for x in range(0, image.width(), 3)
            for y in range(0, image.height(), 3)
        }
        assert len(colours) > 20
        assert all(image != other for other in images[i + 1 :])


@pytest.mark.parametrize(
    "position",
    ["supine", "side-left", "side-right", "high-side", "seated-chair", "wheelchair", "as-they-are"],
)
def test_no_position_is_cut_off(pat, profile_with, scenes, open_at, position):
    """With nothing marked, each position stands whole at every window and text size."""
    view = position_choice_view(pat, profile_with(zones=()), "hand-sandwich", 10, position)
    screen = PositionScreen(scenes=scenes)
    screen.show_positions(view)
    open_at(screen)
    assert nameless(screen) == []
    assert every_size(screen) == []


def test_nothing_moves_unless_motion_is_wanted(screen_in):
    """Where settings or desktop want no motion, a pillow is there at once."""
    screen = screen_in("semi-30-45")
    screen.set_motion(may_move=False)
    screen._ticks[0].click()
    assert screen._picture._fading == {}


def test_a_pillow_comes_softly_where_motion_is_wanted(screen_in):
    """A pillow fades in, and is wholly there at the end."""
    screen = screen_in("semi-30-45")
    screen.set_motion(may_move=True)
    screen._ticks[0].click()
    picture = screen._picture
    assert picture._fading == {"A": 0.0}
    picture._fade.setCurrentTime(picture._fade.duration() // 2)
    assert 0 < picture._fading["A"] < 1
    picture._fade.setCurrentTime(picture._fade.duration())
    settle()
    assert picture._fading == {}
    assert picture.pillows == frozenset("A")


def test_with_large_text_a_barred_position_leads_to_what_is_possible(
    screen_in, profile_with, qtbot, show_theme
):
    """Under a tall picture no grey button is left alone: one says what it is, and goes there."""
    screen = screen_in("side-left", profile_with(zones=SORE_LEFT_SHOULDER), ())
    show_at(screen, QSize(1024, 500), 200)
    way = screen._way_on
    assert (way.is_shown, way.button.text()) == (True, "See what you can do instead")
    screen._page.scroll_to_top()
    qtbot.mouseClick(way.button, Qt.MouseButton.LeftButton)
    area = screen._page.area.viewport()
    assert 0 <= screen._instead.mapTo(area, QPoint(0, 0)).y() < area.height()
    show_theme()
