# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole first massage, from the first card to the page, with nothing but a mouse."""

import pypdf
import pytest
from PySide6.QtCore import QPointF

from caregiver_guide.ui.widgets.body_map import BodyMap
from caregiver_guide.ui.widgets.history_list import HistoryList

pytestmark = pytest.mark.windows


def _mark(mouse, region, what, row):
    """Mark a place: two presses on the figure, then what is there, then keep it."""
    if not mouse.shows("Next: what is it"):
        mouse.press("Mark a place")
    body = mouse.seen(BodyMap)[0]
    mouse.click(body, body.place_of(region))
    if body.is_zoomed:
        mouse.click(body, body.place_of(region))
    mouse.press("Next: what is it")
    mouse.write("Type a word", what)
    mouse.row(row)
    mouse.press("Correct, keep it")


@pytest.mark.parametrize("size", [(1280, 800), (1024, 640)])
def test_a_whole_first_massage_by_mouse_alone(home, mouse, size):
    """Whoever has only a mouse comes from the first card to a page in the nurse's hand."""
    home.open(size)
    assert home.place == "welcome"
    mouse.press("I understand")
    mouse.write("First name, or what they like to be called", "Pat")
    mouse.press("Next")
    mouse.write("Your first name", "Ana")
    mouse.press("Family member or friend")
    mouse.press("Next")
    mouse.press("Mark it now…")
    mouse.press("Next")
    mouse.write("Care team: who do you call?", "Nurse Lee")
    mouse.write("Their phone number", "555 0142")
    mouse.press("Next: mark places")

    assert home.place == "safety"
    _mark(mouse, "collarbone.R", "port", "Port under the skin")
    _mark(mouse, "belly-lower.R", "healing cut", "Healing cut from an operation")
    person = home.guide.context.person.id
    assert [zone.condition for zone in home.log.zones.of(person)] == ["port", "incision"]

    mouse.press("Today")
    mouse.press("Start a massage")
    assert home.place == "check"
    mouse.press("Nothing new today")
    mouse.press("Next: choose a massage")
    assert home.place == "routine"
    mouse.press("Slow hand massage…")
    mouse.press("5 min")
    mouse.press("Next: position and pillows")
    assert home.place == "position"
    mouse.press("Pat is comfortable")
    assert home.place == "prepare"
    mouse.say_yes_to_all()
    mouse.press("Pat said yes")
    mouse.press("Next: how is Pat now?")
    assert home.place == "before"
    mouse.rate(6, 5, 4)
    mouse.press("Start the massage")

    assert home.place == "session"
    assert home.guide.massage.session.is_running
    home.finish_step()
    mouse.next_step()
    home.wait(3)
    mouse.press("Pause")
    assert mouse.shows("Go on")
    mouse.press("Go on")
    mouse.press("Stop")
    mouse.press("Go back to the massage")
    home.wait(2)
    for _ in range(40):
        if home.place != "session":
            break
        home.finish_step()
        if home.place == "session":
            mouse.next_step()

    assert home.place == "after"
    mouse.press("Ask Pat now")
    mouse.rate(4, 3, 4)
    mouse.press("Pink or warm skin…")
    mouse.press("Save this massage")
    assert home.place == "today"
    assert "Saved: this massage is in the log" in mouse.words()

    (story,) = home.log.sessions.stories(home.log.sessions.recent(person))
    assert story.session.state == "finished"
    assert story.session.routine == "m-hand"
    assert len(story.session.steps) > 5
    assert {step.outcome for step in story.session.steps} == {"done"}
    given = {(rating.when, rating.question): rating.value for rating in story.ratings}
    assert given == {
        ("before", "pain"): 6,
        ("before", "worry"): 5,
        ("before", "tiredness"): 4,
        ("after", "pain"): 4,
        ("after", "worry"): 3,
        ("after", "tiredness"): 4,
    }
    assert len(story.reactions) == 1

    mouse.press("Massage log")
    (history,) = mouse.seen(HistoryList)
    assert [row.title for row in history.rows if row.key] == ["Slow hand massage"]
    mouse.click(history.viewport(), QPointF(history.row_rect(story.session.id).center()))
    assert home.place == "session-detail"
    assert "Pink or warm skin" in mouse.words()
    mouse.press("Care-team page")
    mouse.press("Save as PDF")
    pages = pypdf.PdfReader(home.page).pages
    assert len(pages) == 1
    assert "Pat" in pages[0].extract_text()
    assert home.prompts.told == []
