# SPDX-License-Identifier: GPL-3.0-or-later
"""Every routine and every position, through the real window up to Start."""

import pytest
from PySide6.QtWidgets import QListView

from caregiver_guide.ui.widgets.body_map import BodyMap
from caregiver_guide.ui.widgets.choice_card import ChoiceCard

pytestmark = pytest.mark.windows


def _cards(mouse):
    return {card.key: card for card in mouse.seen(ChoiceCard)}


def test_each_of_the_eleven_routines_is_chosen_and_started(home, mouse):
    """Card, position, yes, Start: the player opens with this very routine in this position."""
    home.furnish().open((1024, 640))
    library = home.guide.context.library
    tried = set()
    for number, (name, routine) in enumerate(library.book.routines.items()):
        mouse.press("Start a massage")
        if not number:
            mouse.press("Nothing new today")
        mouse.press("Next: choose a massage")
        assert set(_cards(mouse)) == set(library.book.routines)
        mouse.click(_cards(mouse)[name])
        mouse.press("Next: position and pillows")
        assert set(_cards(mouse)) == set(library.positions)
        # Each position once for all routines, and at last the one that this routine likes best.
        new = [position for position in routine.positions[1:] if position not in tried]
        for position in (*new, routine.positions[0]):
            tried.add(position)
            if not _cards(mouse)[position].isChecked():
                mouse.click(_cards(mouse)[position])
            assert _cards(mouse)[position].isChecked()
            assert mouse.button("Pat is comfortable").isEnabled()
        mouse.press("Pat is comfortable")
        mouse.say_yes_to_all()
        mouse.press("Pat said yes")
        mouse.press("Next: how is Pat now?")
        mouse.press("Start the massage")
        assert home.place == "session"
        assert home.guide.massage.session.is_running
        session = home.guide.massage.session._recorder.session
        assert (session.routine, session.position) == (name, routine.positions[0])
        mouse.press("Stop")
        mouse.press("End for today and log it")
        mouse.press("Remind me in 10 minutes")
        assert home.place == "today"
    assert tried == set(library.positions)


@pytest.mark.parametrize("name", ["pacemaker-icd", "wound-open", "dvt-known", "heat-cold"])
def test_a_condition_is_found_by_its_name_in_the_editor_and_kept(home, mouse, name):
    """A device, a wound, an illness and a product: each is found, read back, and written down."""
    home.furnish().open()
    entry = home.guide.context.library.conditions[name]
    mouse.press("Pat & safety")
    if entry.kind == "zone":
        mouse.press("Mark a place")
        body = mouse.seen(BodyMap)[0]
        mouse.click(body, body.place_of("upper-arm-front.R"))
        if body.is_zoomed:
            mouse.click(body, body.place_of("upper-arm-front.R"))
        mouse.press("Next: what is it")
    else:
        mouse.press("Add a condition")
    mouse.write("Type a word", entry.name)
    mouse.row(entry.name)
    mouse.press("Correct, keep it")
    person = home.guide.context.person.id
    kept = [*home.log.zones.of(person), *home.log.conditions.of(person)]
    assert [one.condition for one in kept] == [name]
    assert entry.name in mouse.words() or any(entry.name in row for row in _rows(mouse))


def _rows(mouse):
    return [
        str(view.model().index(number, 0).data() or "")
        for view in mouse.seen(QListView)
        for number in range(view.model().rowCount())
    ]
