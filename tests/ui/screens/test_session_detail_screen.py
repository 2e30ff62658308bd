# SPDX-License-Identifier: GPL-3.0-or-later
"""One massage from the log on the screen: read, added to, and put right with a reason."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from tests.ui.clipping import every_size, faults, nameless, show_at, small_targets

from caregiver_guide.services.session_detail import Correction, StepLine, read_session
from caregiver_guide.ui.screens.correction_sheet import CorrectionSheet
from caregiver_guide.ui.screens.note_sheet import NoteSheet
from caregiver_guide.ui.screens.session_detail_screen import SessionDetailScreen
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.rating_scale import RatingAnswer
from caregiver_guide.ui.widgets.table_list import TableList
from caregiver_guide.ui.widgets.text import Text

pytestmark = pytest.mark.windows


@pytest.fixture
def view(log, library, home):
    return read_session(log, library, home.sessions[-1].id)


@pytest.fixture
def screen(view, open_at, figure):
    shown = SessionDetailScreen(figure)
    shown.show_session(view)
    return open_at(shown)


def words_of(widget):
    return " ".join(one.text() for one in widget.findChildren(Text) if one.isVisible())


def button(widget, name):
    return next(
        one
        for one in widget.window().findChildren(ActionButton)
        if one.accessibleName() == name and one.isVisible()
    )


@pytest.mark.parametrize("place", [-1, -2, 3, 6])
def test_nothing_is_cut_off_at_any_size(log, library, home, qtbot, place, figure):
    """Every sort of massage reads well at every size: whole, stopped, not wanted, planned."""
    shown = SessionDetailScreen(figure)
    qtbot.addWidget(shown)
    shown.show_session(read_session(log, library, home.sessions[place].id))

    assert every_size(shown) == []
    assert nameless(shown) == []


def test_everything_about_the_massage_is_there(log, library, home, open_at, figure):
    """Numbers, reaction, note and change can all be read, and what the massage itself said."""
    last = home.sessions[-1]
    (noticed,) = log.reactions.of_sessions((last.id,))[last.id]
    log.reactions.change(replace(noticed, severity="minor"), by=home.jo.id, why="was nothing")
    log.sessions.change(replace(last, touch_seconds=60), by=home.jo.id, why="I looked")
    screen = SessionDetailScreen(figure)
    screen.show_session(read_session(log, library, last.id))
    words = words_of(open_at(screen))

    for part in (
        "How Pat felt",
        "Could not say",
        "Rash or itch",
        "Gone within an hour\nWhat you did: Washed the lotion off.",
        "Slept well after it, with the window open.",
        "Pain after: 4 became 3",
        "Why: Typing mistake",
        "by Ana",
        "This massage\nMinutes of touch: 9 → 1",
        "How bad: ",
        "Why: was nothing",
    ):
        assert part in words


def test_a_correction_needs_a_thing_a_value_and_a_reason(screen, home, qtbot):
    """The form asks for what is missing, one by one, and only then hands the change over."""
    saved = []
    screen.correction_saved.connect(saved.append)
    qtbot.keyClick(screen, Qt.Key.Key_E)
    sheet = screen.window().findChild(CorrectionSheet)
    save = button(screen, "Save the change")

    save.click()
    assert "Choose what" in words_of(sheet)
    sheet.choose("worry.before")
    assert "Now it says: 5" in words_of(sheet)
    assert sheet._scale.value == RatingAnswer.number(5), "what stands there is marked"
    sheet._why.choose("person")
    save.click()
    assert "This is what it says now" in words_of(sheet)
    assert saved == []
    sheet._why.choose(None)
    sheet._scale.set_value(RatingAnswer.number(7))
    save.click()
    assert "Say why" in words_of(sheet)
    assert saved == []
    sheet._why.choose("person")
    save.click()

    assert saved == [
        Correction(home.sessions[-1].id, "rating", "worry.before", 7, "Pat corrected it")
    ]
    sheet._source.choose("watched")
    save.click()
    assert saved[-1].source == "watched"


def test_the_reason_may_be_in_ones_own_words(screen, qtbot):
    """A reason of one's own asks for words, and nothing is taken without them."""
    saved = []
    screen.correction_saved.connect(saved.append)
    qtbot.keyClick(screen, Qt.Key.Key_E)
    sheet = screen.window().findChild(CorrectionSheet)
    sheet.choose(screen._view.notes[0].id)
    sheet._note.setText("Slept well.")
    sheet._why.choose("other")
    sheet._show_reason("other")

    button(screen, "Save the change").click()
    assert saved == []
    sheet._reason.setText("Heard it later")
    button(screen, "Save the change").click()

    assert (saved[0].kind, saved[0].value, saved[0].why) == (
        "note",
        "Slept well.",
        "Heard it later",
    )


def test_a_form_closes_when_its_wish_is_done_and_not_before(screen, view, qtbot):
    """What was typed stays while the record is as it was; afterwards the form is gone."""
    saved = []
    screen.note_saved.connect(lambda session, words: saved.append((session, words)))
    qtbot.keyClick(screen, Qt.Key.Key_N)
    sheet = screen.window().findChild(NoteSheet)
    assert not button(screen, "Save the note").isEnabled()

    qtbot.keyClicks(screen.window().focusWidget(), "Slept")
    button(screen, "Save the note").click()
    assert saved == [(view.id, "Slept")]

    screen.show_session(view)
    assert sheet.isVisible()
    screen.show_session(replace(view, minutes=10))
    assert not sheet.isVisible()


def test_esc_leaves_a_form_without_a_change(screen, qtbot):
    """Esc closes the form, and nothing is handed over."""
    saved = []
    screen.correction_saved.connect(saved.append)
    qtbot.keyClick(screen, Qt.Key.Key_E)
    sheet = screen.window().findChild(CorrectionSheet)

    qtbot.keyClick(sheet, Qt.Key.Key_Escape)

    assert not sheet.isVisible()
    assert saved == []


def test_the_forms_fit_every_size(screen):
    """The correction is whole at the largest text and the smallest window."""
    screen._open_correction()
    sheet = screen.window().findChild(CorrectionSheet)
    sheet.choose("pain.after")

    for percent in (100, 150, 200):
        show_at(screen, screen.size(), percent)
        assert faults(sheet.page) + nameless(sheet.page) + small_targets(sheet.page) == []


def test_back_is_one_key_away(screen, qtbot):
    """Alt+Left goes back to the log."""
    with qtbot.waitSignal(screen.back_requested, timeout=100):
        qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)


def test_a_read_only_log_changes_nothing(view, open_at, qtbot, figure):
    """Where nothing can be written, E and N do nothing."""
    shown = SessionDetailScreen(figure)
    shown.show_session(replace(view, may_write=False))
    open_at(shown)

    qtbot.keyClick(shown, Qt.Key.Key_E)
    qtbot.keyClick(shown, Qt.Key.Key_N)

    assert shown.window().findChild(CorrectionSheet) is None
    assert shown.window().findChild(NoteSheet) is None
    assert not button(shown, "Change this record").isEnabled()


def test_a_reason_for_leaving_steps_out_is_read_once(log, library, home, open_at, figure):
    """Four steps left out for one reason: the reason stands over them, and nothing twice."""
    view = read_session(log, library, home.sessions[-1].id)
    reason = "The first massage is five minutes."
    left = tuple(StepLine(f"Part {n}", None, 0, "skipped", (reason,)) for n in range(4))
    screen = SessionDetailScreen(figure)
    screen.show_session(replace(view, steps=(*left[:2], StepLine("Hands", "L", 60, "done"), *left)))
    words = words_of(open_at(screen))

    assert words.count(reason) == 1
    listed = [one for one in screen.findChildren(TableList) if one.isVisible()]
    rows = {one._view.accessibleName(): [row.title for row in one.rows] for one in listed}
    assert rows["The steps, in their order"] == ["Hands, Pat’s left"]
    assert len(rows["Steps left out"]) == 6
