# SPDX-License-Identifier: GPL-3.0-or-later
"""The trends on the screen: seen, walked by keys, read aloud, and never more than the log says."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from tests.lived_in_log import TODAY, at, massage
from tests.ui.clipping import every_size, nameless, small_targets

from caregiver_guide.domain.session import Person, Rating
from caregiver_guide.services.trends_view import read_trends, record_weekly_plan
from caregiver_guide.ui.screens.trends_screen import TrendsScreen
from caregiver_guide.ui.screens.weekly_plan_sheet import WeeklyPlanSheet
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.chart_view import ChartView
from caregiver_guide.ui.widgets.text import Text

pytestmark = pytest.mark.windows


@pytest.fixture
def screen(log, library, figure, home, open_at):
    shown = TrendsScreen(figure)
    shown.show_trends(read_trends(log, library, home.pat.id, TODAY))
    return open_at(shown)


@pytest.fixture
def sam(log, home):
    """A person of whom the log knows nothing yet."""
    return log.people.add(Person(name="Sam"), by=home.ana.id, happened=at(20))


@pytest.fixture
def rated(log, home):
    """Write massages with these scores, one a day, the last one yesterday."""

    def write(person, *pairs, source="asked"):
        with log.batch():
            for days_ago, pair in zip(range(len(pairs), 0, -1), pairs, strict=True):
                one = log.sessions.add(massage(person, home.ana, at(days_ago)), by=home.ana.id)
                for when, value in zip(("before", "after"), pair, strict=True):
                    rating = Rating(
                        person=person.id,
                        session=one.id,
                        question="pain",
                        when=when,
                        value=value,
                        source=source,
                    )
                    log.ratings.add(rating, by=home.ana.id)

    return write


def words(screen):
    """Every word that is seen, in one line."""
    shown = [one.text() for one in screen.findChildren(Text) if one.isVisible() and one.text()]
    return " ".join(shown)


def button(screen, name):
    return next(
        one
        for one in screen.findChildren(ActionButton)
        if one.accessibleName() == name and one.isVisible()
    )


def test_nothing_is_cut_off_at_any_size(log, library, figure, home, qtbot):
    """The trends read well at every size of window and letters, with a name of 300 letters too."""
    record_weekly_plan(log, home.pat.id, 3, by=home.ana.id)
    view = read_trends(log, library, home.pat.id, TODAY, choice="91")
    shown = TrendsScreen(figure)
    qtbot.addWidget(shown)
    shown.show_trends(replace(view, person_name="Anastasia-" * 30))

    assert every_size(shown) == []
    assert nameless(shown) == []
    assert small_targets(shown) == []


def test_the_sentence_says_what_the_log_says(log, library, figure, sam, rated, open_at):
    """Five of seven were lower by two points or more; the sentence, the counts and the base."""
    rated(sam, (6, 4), (6, 4), (7, 4), (5, 3), (8, 1), (4, 3), (3, "declined"), (2, 5))
    shown = TrendsScreen(figure)
    shown.show_trends(read_trends(log, library, sam.id, TODAY))
    told = words(open_at(shown))

    assert "Pain was lower after 5 of 7 massages" in told
    assert "About the same after 1. Higher after 1." in told
    assert "The middle score was 6 before and 4 after." in told
    assert "This stands on 7 of 8 massages. The others: 1 declined." in told
    assert "A lower number is better: 0 is none" in told
    assert "not what caused it" in told


def test_below_five_pairs_there_are_the_pairs_and_nothing_else(
    log, library, figure, sam, rated, open_at
):
    """Four massages: each one listed, no chart, no median; and when there will be one."""
    rated(sam, (6, 4), (6, 6), (5, 7), (8, 3))
    shown = TrendsScreen(figure)
    shown.show_trends(read_trends(log, library, sam.id, TODAY))
    told = words(open_at(shown))
    scores = shown.cards["scores"]

    assert "Pain: 4 massages with a number before and after" in told
    assert "After 5 massages we draw a picture." in told
    assert "middle" not in told.lower()
    assert "%" not in told
    assert [row.detail for row in scores.table.rows] == [
        "8 before, 3 after",
        "5 before, 7 after",
        "6 before, 6 after",
        "6 before, 4 after",
    ]
    assert [row.chip[0] for row in scores.table.rows] == [
        "Lower",
        "Higher",
        "About the same",
        "Lower",
    ]
    assert not scores.findChild(ChartView).isVisible()


def test_without_a_pair_the_words_have_the_card(log, library, figure, sam, rated, open_at):
    """One massage, no number after: no half is blank, and no list is promised that is not there."""
    rated(sam, (3, "declined"))
    shown = TrendsScreen(figure)
    shown.show_trends(read_trends(log, library, sam.id, TODAY))
    told = words(open_at(shown))
    card = shown.score_card

    assert "In these days: 1 declined." in told
    assert "each one is listed" not in told
    assert "0 of 1" not in told
    assert card._says.mapTo(card, card._says.rect().topLeft()).x() < card.width() / 8
    assert card._says.width() > card.width() * 3 / 4


def test_only_watched_numbers_are_never_called_the_persons(
    log, library, figure, sam, rated, open_at
):
    """Where somebody else chose the numbers, it says so."""
    rated(sam, *[(6, 4)] * 6, source="watched")
    shown = TrendsScreen(figure)
    shown.show_trends(read_trends(log, library, sam.id, TODAY))

    assert "These numbers are what was watched, not what was said." in words(open_at(shown))
    assert shown.score_card.source == "watched"


def test_asked_and_watched_are_chosen_between(log, library, figure, sam, rated, open_at, qtbot):
    """With both, the person's own come first, and the other is one press away."""
    rated(sam, *[(6, 4)] * 5)
    rated(sam, *[(9, 9)] * 6, source="watched")
    shown = TrendsScreen(figure)
    shown.show_trends(read_trends(log, library, sam.id, TODAY))
    open_at(shown)
    assert "Pain was lower after 5 of 5 massages" in words(shown)

    qtbot.mouseClick(shown.score_card.sources.pills[1], Qt.MouseButton.LeftButton)
    assert "Pain was lower after 0 of 6 massages" in words(shown)
    assert "This stands on 6 of 11 massages. The others: 5 said by the person." in words(shown)
    assert shown.score_card.sources.pills[1].hasFocus(), "the keyboard stays where it was"


def test_an_empty_log_says_when_there_will_be_something(log, library, figure, sam, open_at):
    """Before the first massage: one friendly card, and the way to it."""
    shown = TrendsScreen(figure)
    shown.show_trends(read_trends(log, library, sam.id, TODAY))
    told = words(open_at(shown))

    assert "Trends begin with the first massage" in told
    assert "This stands on" not in told
    assert button(shown, "Start a massage").hasFocus()


def test_days_without_a_massage_lead_on(log, library, figure, home, open_at):
    """Nothing in two weeks, but something before: choose a longer time."""
    later = TODAY.replace(month=12, day=24)
    shown = TrendsScreen(figure)
    shown.show_trends(read_trends(log, library, home.pat.id, later))
    told = words(open_at(shown))

    assert "No massage in these days" in told
    assert "Choose a longer time above" in told
    assert not shown.cards["scores"].isVisible()


def test_keys_choose_question_days_and_numbers(screen, qtbot):
    """2 shows worry, W asks for four weeks, T turns pictures into numbers and back."""
    asked = []
    screen.days_chosen.connect(asked.append)
    assert screen.score_card.questions.pills[0].hasFocus()
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_2)
    assert screen.score_card.measure.id == "worry"
    qtbot.keyClick(screen.cards["scores"].findChild(ChartView), Qt.Key.Key_1)
    assert screen.score_card.measure.id == "pain", "from anywhere on the screen"
    qtbot.keyClick(screen, Qt.Key.Key_W)
    assert asked == ["28"]

    qtbot.keyClick(screen, Qt.Key.Key_T)
    assert screen.cards["weeks"].table.isVisible()
    assert not screen.cards["weeks"].findChild(ChartView).isVisible()
    qtbot.keyClick(screen, Qt.Key.Key_T)
    assert not screen.cards["weeks"].table.isVisible()


def test_the_chart_is_walked_and_read_aloud(screen, qtbot):
    """Left and right go from day to day; each is said in words that hold the same numbers."""
    chart = screen.cards["scores"].findChild(ChartView)
    chart.setFocus()
    assert "Pain was lower after" in chart.accessibleName()
    assert chart.accessibleDescription().startswith("Wed 18 Nov: 6 before, 3 after.")
    assert "A reaction was noticed." in chart.accessibleDescription()

    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.accessibleDescription() == "Tue 17 Nov: no number before and after."
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.accessibleDescription() == "Mon 16 Nov: 6 before, 4 after."
    assert "Mon 16 Nov: 6 before, 4 after." in words(screen)
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    assert chart.chosen == 0
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.chosen == 0, "the first day is the first"


def test_the_list_holds_the_same_numbers_as_the_chart(screen):
    """Every pair of the chart stands in the list, under the figures made from all of them."""
    rows = screen.cards["scores"].table.rows
    pairs = screen.score_card.measure.scores.asked.all

    assert [row.detail for row in rows[-len(pairs) :]] == [
        f"{pair.before} before, {pair.after} after" for pair in reversed(pairs)
    ]
    assert [row.key for row in rows[: -len(pairs)]] == ["counts", "middles", "change", "average"]


def test_without_a_plan_no_goal_is_named(screen, log, library, home):
    """Nobody is told how many massages there ought to be, until somebody said it."""
    assert "There is no plan of how many. None is needed." in words(screen)
    assert "Planned" not in words(screen)

    record_weekly_plan(log, home.pat.id, 3, by=home.ana.id)
    screen.show_trends(read_trends(log, library, home.pat.id, TODAY))
    assert "Your own plan: 3 massages a week, since 18 Nov 2026." in words(screen)
    assert "This week: 2 massages, 19 min. Planned: 3." in words(screen)


def test_a_plan_is_chosen_by_its_own_digit(screen, log, library, home, qtbot):
    """In the sheet the key 8 means eight, and nothing is chosen beforehand."""
    given = []
    sheet = WeeklyPlanSheet(screen)
    sheet.plan_given.connect(given.append)
    sheet.show_plan(read_trends(log, library, home.pat.id, TODAY))
    save = button(sheet, "Save the plan")
    assert not save.isEnabled()

    qtbot.keyClick(screen.window().focusWidget(), Qt.Key.Key_8)
    qtbot.mouseClick(save, Qt.MouseButton.LeftButton)
    assert given == [8]
    assert not sheet.isVisible()

    record_weekly_plan(log, home.pat.id, 8, by=home.jo.id)
    sheet.show_plan(read_trends(log, library, home.pat.id, TODAY))
    assert "From 18 Nov 2026: 8 a week, written by J. Reyes." in words(sheet)
    sheet.close_sheet()


def test_each_card_gives_a_picture_that_is_not_empty(screen):
    """Scores, weeks and places can be taken out as a picture; reactions only as numbers."""
    for name in ("scores", "weeks", "places"):
        picture = screen.cards[name].picture_of()
        inks = {
            picture.pixelColor(x, y).name()
            for x in range(0, picture.width(), 16)
            for y in range(0, picture.height(), 16)
        }
        assert len(inks) > 5, name
    with pytest.raises(NotImplementedError):
        screen.cards["reactions"].picture_of()


def test_the_menu_offers_picture_and_numbers(screen):
    """Four ways out of a card with a picture, two of the reactions, each by its own words."""
    asked = []
    screen.out_requested.connect(lambda card, what: asked.append((card, what)))
    for name, count in (("weeks", 4), ("reactions", 2)):
        button(screen.cards[name], "Copy or save").click()
        menu = screen.cards[name].findChild(QMenu)
        assert len(menu.actions()) == count
        assert all(action.text() for action in menu.actions())
        menu.actions()[-1].trigger()
        menu.close()

    assert asked == [("weeks", "save-numbers"), ("reactions", "save-numbers")]


def test_left_and_right_stand_under_the_figure_as_the_persons_own(screen):
    """Seen from the front their right is at the left of the picture; from behind it is not."""
    front, back = screen.cards["places"]._captions()

    assert front == ("R", "Front", "L")
    assert back == ("L", "Back", "R")
