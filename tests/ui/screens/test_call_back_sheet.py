# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet that takes down the care team's answer."""

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from tests.ui.clipping import SIZES, every_size, nameless, settle, show_at

from caregiver_guide.domain.profile import Finding, Profile
from caregiver_guide.services.call_back import CallBackAnswer, call_back_view
from caregiver_guide.ui.screens.call_back_sheet import CallBackSheet
from caregiver_guide.ui.widgets.buttons import ActionButton

pytestmark = pytest.mark.windows

DAY = date(2026, 11, 21)


@pytest.fixture
def sheet(qtbot, library, pat):
    """The sheet over a window, for low platelets and a fever."""
    window = QWidget()
    qtbot.addWidget(window)
    show_at(window, SIZES[0])
    sheet = CallBackSheet(window)
    profile = Profile(DAY, (Finding("platelets-low"), Finding("fever")), name="Pat")
    sheet.show_call_back(call_back_view(library, profile, pat, "Nurse Lee"))
    settle()
    return sheet


def save(sheet):
    return next(one for one in sheet.findChildren(ActionButton) if one.text() == "Write it down")


def test_what_is_ticked_is_what_is_lifted(qtbot, sheet):
    """Only what the team allowed is carried on, with who and when."""
    sheet.form.rows[0].setChecked(True)
    sheet.form.note.setText("Go ahead, hands only.")
    with qtbot.waitSignal(sheet.answer_given) as given:
        save(sheet).click()
    assert given.args == [
        CallBackAnswer(
            "Nurse Lee",
            DAY,
            ("platelets-low",),
            None,
            "Go ahead, hands only.",
            asked=("platelets-low",),
        )
    ]


def test_a_no_needs_no_tick(qtbot, sheet):
    """With nothing ticked the answer is a no, and is kept."""
    with qtbot.waitSignal(sheet.answer_given) as given:
        save(sheet).click()
    assert (given.args[0].names, given.args[0].asked) == ((), ("platelets-low",))


def test_nobody_said_nothing(qtbot, sheet):
    """Without a name of who said so, nothing is written down, and the sheet stays."""
    sheet.form.said_by.setText(" ")
    with qtbot.assertNotEmitted(sheet.answer_given):
        save(sheet).click()
    assert sheet.isVisible()


def test_what_a_yes_does_not_change_is_said(sheet, library):
    """A fever is named as something that no yes lifts."""
    shown = " ".join(one.text() for one in sheet.findChildren(QLabel) if one.isVisible())
    assert library.conditions["fever"].name in shown
    (row,) = sheet.form.rows
    assert row.text().startswith("Massage is all right with")
    assert library.conditions["platelets-low"].name in row.text()


def test_a_last_day_before_the_yes_is_not_taken(qtbot, sheet):
    """Dates the wrong way round are named, and nothing is written down."""
    sheet.form.rows[0].setChecked(True)
    sheet.form.until.set_value(date(2026, 11, 20))
    with qtbot.assertNotEmitted(sheet.answer_given):
        save(sheet).click()


def test_nothing_is_cut_off_at_any_size(sheet):
    """Every word is whole, from 100 to 200 percent, and everything has a name."""
    assert every_size(sheet.window()) == []
    assert nameless(sheet) == []
