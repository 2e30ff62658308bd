# SPDX-License-Identifier: GPL-3.0-or-later
"""Today on the screen: one thing to do, and no promise before the check."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from tests.ui.clipping import SIZES, every_size, nameless, settle, show_at

from caregiver_guide.domain.day_checks import DayOfChecks
from caregiver_guide.domain.profile import Finding, Profile
from caregiver_guide.domain.session import (
    CareTeamContact,
    Moment,
    Person,
    Rating,
    SessionRecord,
    SessionStory,
    StepRecord,
    ZoneRecord,
    ZonesAnswer,
)
from caregiver_guide.services.follow_up import AfterDue
from caregiver_guide.services.today import TellLine, TodayFacts, Unfinished, today_view
from caregiver_guide.ui.screens.today_screen import TodayScreen
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.day_words import clock_time, short_day
from caregiver_guide.ui.widgets.text import Text

pytestmark = pytest.mark.windows

NOW = Moment.of(datetime(2026, 11, 17, 15, 20, tzinfo=UTC))
WISHES = ("start", "pick_another", "map", "check", "call_back", "go_on", "log", "page")


@pytest.fixture
def view_of(library):
    """Make the view of a day."""

    def make(*signs, name="Pat", massages=1, zones=True, checked=True):
        step = StepRecord("x", None, True, (), 1, 540, 540, "done")
        started = NOW.later(-2 * 86_400)
        session = SessionRecord(
            id="s", person="p", caregiver="c", routine="m-hand", position="semi-30-45",
            minutes_asked=10, started=started, state="finished", steps=(step,), touch_seconds=540,
        )  # fmt: skip
        ratings = tuple(
            Rating(person="p", session="s", question="pain", when=when, value=value)
            for when, value in (("before", 6), ("after", 4))
        )
        marked = (
            (
                ZoneRecord(id="1", person="p", condition="port", regions=("collarbone.R",)),
                ZoneRecord(id="2", person="p", condition="incision", regions=("belly-lower.L",)),
            )
            if zones
            else ()
        )
        facts = TodayFacts(
            person=Person(id="p", name=name, tone="sand"),
            caregiver_name="Ana",
            zones=marked,
            conditions=(),
            clearances=(),
            zones_answer=ZonesAnswer(person="p", answer="marked", day=NOW.day) if zones else None,
            check=DayOfChecks(NOW.day),
            contacts=(CareTeamContact(person="p", name="Nurse Lee", phone="555 0142"),),
            stories=(SessionStory(session, ratings),) * massages,
            week=(session,) * massages,
        )
        body = library.book.body
        findings = tuple(Finding(zone.condition, body.mask(zone.regions)) for zone in marked)
        profile = Profile(NOW.day, findings + tuple(Finding(sign) for sign in signs), name=name)
        return today_view(
            facts, library, NOW, profile=profile if checked else None, emergency="911"
        )

    return make


@pytest.fixture
def screen(qtbot, figure, view_of):
    """Today with a massage to suggest; it remembers the wishes uttered."""
    screen = TodayScreen(figure)
    qtbot.addWidget(screen)
    screen.wishes = []
    for wish in WISHES:
        signal = getattr(screen, f"{wish}_requested")
        signal.connect(lambda wish=wish: screen.wishes.append(wish))
    screen.show_today(view_of())
    show_at(screen, SIZES[0])
    return screen


def words(screen):
    settle()
    return " ".join(one.text() for one in screen.findChildren(Text) if one.isVisible())


def button(screen, label):
    settle()
    return next(
        one for one in screen.findChildren(ActionButton) if one.isVisible() and one.text() == label
    )


def test_enter_starts(qtbot, screen):
    """Enter is the main button, wherever the keyboard is on the page."""
    screen.focus_first()
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Return)
    assert screen.wishes == ["start"]


def test_keys_open_the_map_and_pick_another(qtbot, screen):
    """M is the map and P picks another massage."""
    qtbot.keyClick(screen, Qt.Key.Key_M)
    qtbot.keyClick(screen, Qt.Key.Key_P)
    assert screen.wishes == ["map", "pick_another"]


@pytest.mark.parametrize(
    ("hour", "greeting"),
    [(4, "Good evening"), (8, "Good morning"), (12, "Good afternoon"), (19, "Good evening")],
)
def test_the_greeting_follows_the_clock(screen, view_of, hour, greeting):
    """The caregiver is greeted by name and by the time of day."""
    now = Moment.of(datetime(2026, 11, 17, hour, 5, tzinfo=UTC))
    screen.show_today(replace(view_of(), now=now))
    assert f"{greeting}, Ana" in words(screen)


def test_no_chip_before_the_check(screen, view_of):
    """Before the check, no word on the screen says that a massage fits."""
    screen.show_today(view_of(checked=False))
    assert screen._hero._chip.isHidden()
    assert "Today's check comes first." in words(screen)


def test_without_a_mark_or_an_answer_the_map_comes_first(qtbot, screen, view_of):
    """Start opens the map until it was said what to keep away from."""
    screen.show_today(view_of(zones=False, massages=0, checked=False))
    qtbot.mouseClick(button(screen, "Mark places first"), Qt.MouseButton.LeftButton)
    assert screen.wishes == ["map"]
    assert "No massages yet." in words(screen)


def test_a_stop_turns_start_into_what_did_they_say(qtbot, screen, view_of):
    """With a fever nothing starts; the number stands large and the answer can be written down."""
    screen.show_today(view_of("fever"))
    assert "555\u00a00142" in words(screen)
    assert not [
        one
        for one in screen.findChildren(ActionButton)
        if one.isVisible() and one.text() == "Start a massage"
    ]
    screen.focus_first()
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Return)
    button(screen, "Answer today's check").click()
    assert screen.wishes == ["call_back", "check"]


def test_an_interrupted_massage_can_be_gone_on_with(screen, view_of):
    """A massage that was cut off is offered; one too old is only told."""
    unfinished = Unfinished("Slow hand massage", NOW.later(-600), is_too_old=False)
    screen.show_today(replace(view_of(), unfinished=unfinished))
    button(screen, "Go on with the massage").click()
    assert screen.wishes == ["go_on"]
    screen.show_today(replace(view_of(), unfinished=replace(unfinished, is_too_old=True)))
    assert "kept as unfinished" in words(screen)


def test_a_massage_begun_only_is_not_told_as_given(screen, view_of):
    """It did not end and there is no "after the massage": it was begun, at its own time."""
    begun = AfterDue("s", "Slow hand massage", NOW, NOW, is_due=True, begun=NOW.later(-3_600))
    for after in (begun, replace(begun, is_due=False)):
        screen.show_today(replace(view_of(), after=after))
        told = words(screen)
        assert "How is Pat now?" in told
        assert f"was begun at {clock_time(begun.begun.local)}, and not given." in told
        assert "after the massage?" not in told


def test_what_blocks_the_day_stands_above_what_can_wait(screen, view_of):
    """With a sign of danger the call is first; how the last massage went is asked below it."""
    waits = {
        "after": AfterDue("s", "Slow hand massage", NOW, NOW.later(600), is_due=True),
        "follow_up": view_of().follow_up,
        "unfinished": Unfinished("Slow hand massage", NOW.later(-600), is_too_old=True),
    }
    cards = (screen._unfinished, screen._after)

    def tops(*signs):
        screen.show_today(replace(view_of(*signs), **waits))
        settle()
        return [card.mapTo(screen, QPoint(0, 0)).y() for card in (screen._hero, *cards)]

    hero, *calm = tops("chest-pain")
    assert hero < min(calm)
    hero, *calm = tops()
    assert hero > max(calm)


def test_today_opens_at_its_top(screen, view_of):
    """Whoever comes back sees first what today is about, wherever the page was left."""
    screen.show_today(view_of("chest-pain"))
    show_at(screen, SIZES[-1])
    screen.focus_first()
    settle()
    bar = screen._page.area.verticalScrollBar()
    assert bar.maximum() > 0
    bar.setValue(bar.maximum())
    screen.show_today(view_of("chest-pain"))
    screen.focus_first()
    settle()
    assert bar.value() == 0
    assert screen._hero.start.visibleRegion().boundingRect() == screen._hero.start.rect()


def test_trouble_and_news_for_the_team_are_told(screen, view_of):
    """What is wrong with the records, and what the team should hear, stand on Today."""
    tell = (TellLine("Bruise", date(2026, 11, 16)),)
    screen.show_today(replace(view_of(), tell=tell, trouble="The log can only be read."))
    assert "The log can only be read." in words(screen)
    assert "Monday: Bruise." in words(screen)
    button(screen, "Open the page for them").click()
    assert screen.wishes == ["page"]


@pytest.mark.parametrize("signs", [(), ("fever",), ("chest-pain",)])
def test_nothing_is_cut_off_at_any_size(screen, view_of, signs):
    """Every word is whole, from 100 to 200 percent, on a good day and on a bad one."""
    tell = (TellLine("Bruise, tear, blister, or color that stays", date(2026, 11, 16)),)
    screen.show_today(replace(view_of(*signs), tell=tell))
    assert every_size(screen) == []


@pytest.mark.parametrize("name", ["سلام " * 60, "Pat 🌷🌷", "W" * 300])
def test_any_name_fits(screen, view_of, name):
    """A long name, another script and pictures in a name wrap, and break nothing."""
    screen.show_today(view_of(name=name))
    assert every_size(screen) == []


def test_everything_has_a_name(screen):
    """A screen reader can name everything that can be pressed, and reads the picture."""
    assert nameless(screen) == []
    assert "Port under the skin" in screen._hero._picture.accessibleName()


def test_the_main_button_is_in_sight_whatever_stands_above_it(qtbot, figure, view_of, show_theme):
    """With all that may stand above it, and in a window that grows and shrinks."""
    screen = TodayScreen(figure)
    qtbot.addWidget(screen)
    begun = Unfinished("Slow hand massage", NOW, is_too_old=False)
    view = replace(view_of("chest-pain"), unfinished=begun, trouble="The disk is full.")
    assert view.follow_up is not None
    screen.show_today(view)
    for percent in (100, 130, 200):
        show_theme("light", percent)
        for size in ((1366, 768), (1024, 640), (1280, 800), (1366, 768), (1920, 1080), (1024, 600)):
            screen.resize(*size)
            screen.show()
            screen.focus_first()
            settle()
            start = screen._hero.start
            seen = start.visibleRegion().boundingRect().height()
            assert seen == start.height(), f"cut at {size} and {percent} %"


def test_how_it_went_is_one_press_each(qtbot, figure, view_of):
    """Fine, different, or later: each is one wish with the massage it is about."""
    screen = TodayScreen(figure)
    qtbot.addWidget(screen)
    screen.show_today(view_of())
    show_at(screen, SIZES[0])
    wishes = []
    for name in ("follow_up_fine", "follow_up_requested", "follow_up_put_off"):
        getattr(screen, name).connect(lambda session, name=name: wishes.append((name, session)))
    for words in ("All fine, back to usual", "Something was different", "Ask me later today"):
        qtbot.mouseClick(button(screen, words), Qt.MouseButton.LeftButton)
    assert wishes == [
        ("follow_up_fine", "s"),
        ("follow_up_requested", "s"),
        ("follow_up_put_off", "s"),
    ]


def test_a_massage_of_a_day_to_come_is_told_with_its_date(screen, view_of):
    """Its clock was wrong: the name of the weekday alone would read as one that has been."""
    view = view_of()
    assert view.last is not None
    later = replace(view.last, started=view.now.later(30 * 86_400))
    screen.show_today(replace(view, last=later))
    words = " ".join(one.text() for one in screen.findChildren(Text))
    assert short_day(later.started.day) in words
