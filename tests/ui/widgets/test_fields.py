# SPDX-License-Identifier: GPL-3.0-or-later
"""Fields carry their label, tell their faults in words, and can be left empty."""

import datetime as dt

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtWidgets import QApplication

from caregiver_guide.ui.widgets.check_row import CheckRow, Switch
from caregiver_guide.ui.widgets.date_field import DateField
from caregiver_guide.ui.widgets.fields import ChoiceField, NoteField, TextField
from caregiver_guide.ui.widgets.panel import Notice
from caregiver_guide.ui.widgets.text import Text

TODAY = dt.date(2026, 3, 14)


def test_a_field_has_a_name_and_a_hint(show):
    """A screen reader says the label of a field and its hint."""
    field = show(TextField("First name", "Only the first name is needed."), 400)
    interface = QAccessible.queryAccessibleInterface(field.line_edit)
    assert interface.text(QAccessible.Text.Name) == "First name"
    assert interface.text(QAccessible.Text.Description) == "Only the first name is needed."


def test_a_fault_is_told_in_words(show):
    """What is wrong is said under the field and to a screen reader, and goes away again."""
    field = show(TextField("First name", "Only the first."), 400)
    field.show_error("We need a name to put on the screens.")
    assert field.line_edit.accessibleDescription() == "We need a name to put on the screens."
    assert any(
        text.isVisible() and text.text().startswith("We need") for text in field.findChildren(Text)
    )
    field.show_error("")
    assert field.line_edit.accessibleDescription() == "Only the first."
    assert not any(
        text.isVisible() and text.text().startswith("We need") for text in field.findChildren(Text)
    )


def test_typing_is_told_and_trimmed(qtbot, show):
    """What is typed is told; spaces at the ends do not count."""
    field = show(TextField("First name"), 400)
    with qtbot.waitSignal(field.edited):
        qtbot.keyClicks(field.line_edit, " Pat ")
    assert field.text() == "Pat"
    with qtbot.assertNotEmitted(field.edited):
        field.setText("Ruth")
    with qtbot.waitSignal(field.submitted):
        qtbot.keyClick(field.line_edit, Qt.Key.Key_Return)


def test_tab_leaves_a_note(qtbot, show):
    """Tab leaves the note, so that nobody is caught in it."""
    field = show(NoteField("Note"), 400)
    with qtbot.waitSignal(field.edited) as told:
        qtbot.keyClicks(field.text_edit, "Slept well.")
    assert told.args == ["S"]
    qtbot.keyClick(field.text_edit, Qt.Key.Key_Tab)
    assert field.text() == "Slept well."


def test_a_choice_starts_empty_and_is_told(qtbot, show):
    """No country is guessed; the chosen one is told by its key."""
    field = show(ChoiceField("Country", [("AT", "Austria"), ("BE", "Belgium")]), 400)
    assert field.chosen is None
    field.choose("AT")
    assert field.chosen == "AT"
    with qtbot.waitSignal(field.choice_made) as made:
        qtbot.keyClick(field.combo, Qt.Key.Key_Down)
    assert made.args == ["BE"]


def test_a_long_list_does_not_cover_the_screen(show):
    """Thirty countries open in a list that scrolls, and what is around it stays in view."""
    many = [(str(n), f"Country {n}") for n in range(30)]
    field = show(ChoiceField("Country", many), 400)
    field.combo.showPopup()
    QApplication.processEvents()
    try:
        opened = field.combo.view().window()
        assert opened.height() < 10 * field.combo.view().sizeHintForRow(0)
        assert field.combo.view().verticalScrollBar().maximum() > 0
    finally:
        field.combo.hidePopup()


def test_the_wheel_does_not_change_a_choice(show):
    """Scrolling a page over a field does not change what was chosen."""
    field = show(ChoiceField("Country", [("AT", "Austria"), ("BE", "Belgium")]), 400)
    field.choose("AT")
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field.combo, turn)
    assert field.chosen == "AT"


@pytest.fixture
def until(show):
    """A date that may be left out."""
    field = DateField("Until when?", "No date", "Choose a date")
    field.set_today(TODAY)
    return show(field, 500)


def test_no_date_until_one_is_chosen(qtbot, until):
    """At first there is no date; the button puts today in, the other takes it out."""
    assert until.value is None
    with qtbot.waitSignal(until.date_changed) as told:
        qtbot.mouseClick(until._add, Qt.MouseButton.LeftButton)
    assert told.args == [TODAY]
    assert until.editor.isVisible()
    with qtbot.waitSignal(until.date_changed) as told:
        qtbot.mouseClick(until._drop, Qt.MouseButton.LeftButton)
    assert told.args == [None]
    assert until.value is None


def test_a_date_is_changed_with_keys(qtbot, until):
    """Up moves the day on; the new date is told."""
    until.set_value(TODAY)
    with qtbot.waitSignal(until.date_changed) as told:
        qtbot.keyClick(until.editor, Qt.Key.Key_Up)
    assert told.args == [TODAY + dt.timedelta(days=1)]


def test_a_date_outside_the_range_cannot_be_chosen(until):
    """A mark cannot begin in the future when the screen says so."""
    until.set_range(None, TODAY)
    until.set_value(TODAY + dt.timedelta(days=9))
    assert until.value == TODAY
    until.set_range(None, None)
    until.set_value(TODAY + dt.timedelta(days=9))
    assert until.value == TODAY + dt.timedelta(days=9)


@pytest.mark.parametrize("kind", [CheckRow, Switch])
def test_a_row_is_ticked_anywhere(qtbot, show, kind):
    """The whole row is the target, and Space ticks it."""
    row = show(kind("Wash and warm your hands.", "Short nails, no rings."), 500)
    with qtbot.waitSignal(row.toggled):
        qtbot.mouseClick(
            row, Qt.MouseButton.LeftButton, pos=row.rect().bottomRight() - QPoint(4, 4)
        )
    assert row.isChecked()
    qtbot.keyClick(row, Qt.Key.Key_Space)
    assert not row.isChecked()
    assert row.accessibleName() == "Wash and warm your hands."
    assert row.accessibleDescription() == "Short nails, no rings."
    role = QAccessible.queryAccessibleInterface(row).role()
    assert role == QAccessible.Role.CheckBox


def test_a_notice_says_all_and_offers_one_thing(qtbot, show):
    """A notice has its words as name, and its button tells the wish."""
    notice = show(
        Notice("caution", "We could not save.", "Your words are still here.", "Try again"), 500
    )
    assert notice.accessibleName() == "We could not save. Your words are still here."
    with qtbot.waitSignal(notice.action_requested):
        qtbot.mouseClick(notice._action, Qt.MouseButton.LeftButton)
    notice.show_notice("Saved.", "")
    assert not notice._action.isVisible()


def test_mark_up_in_a_name_is_shown_as_it_is(show):
    """A name with angle brackets is shown letter by letter, not read as mark-up."""
    text = show(Text("<b>Pat</b> & co"), 400)
    assert text.textFormat() == Qt.TextFormat.PlainText
    assert text.text() == "<b>Pat</b> & co"
