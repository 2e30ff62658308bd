# SPDX-License-Identifier: GPL-3.0-or-later
"""A form that cannot be saved yet says so where it is seen, at the field that is wrong."""

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from caregiver_guide.domain.passphrase import passphrase_advice
from caregiver_guide.services.care_plan import CarePlanView
from caregiver_guide.services.history import AskedWords, LogAsked, LogView, RoutineChoice
from caregiver_guide.services.passphrase import advice_line
from caregiver_guide.services.person_looks import PersonLook
from caregiver_guide.services.safety_map import ClearanceChoice
from caregiver_guide.ui.screens.care_plan_sheet import CarePlanSheet
from caregiver_guide.ui.screens.clearance_form import ClearanceForm
from caregiver_guide.ui.screens.giver_form import GiverForm
from caregiver_guide.ui.screens.hand_over_sheet import HandOverSheet
from caregiver_guide.ui.screens.passphrase_sheet import PassphraseSheet
from caregiver_guide.ui.screens.past_massage_sheet import PastMassageSheet
from caregiver_guide.ui.screens.person_sheet import PersonSheet
from caregiver_guide.ui.widgets.fault_line import FaultLine
from caregiver_guide.ui.widgets.scroll_page import ScrollPage

TODAY = date(2026, 11, 21)
YESTERDAY = date(2026, 11, 20)


def _care_plan(window):
    """The plan was read, but nobody chose the day of it."""
    sheet = CarePlanSheet(window)
    sheet.show_plan(CarePlanView("Mia", TODAY, "due", 30))
    sheet._says.setText("Hands, 5 minutes")
    sheet._by.setText("Nurse Ortiz")
    return sheet._yes.click, sheet._on


def _passphrase(window):
    """The second typing is not the first."""
    sheet = PassphraseSheet("add", window)
    sheet.suggest("river-lamp-button-cloud")
    sheet.begin()
    sheet._new.setText("river-lamp-button-cloud")
    sheet._again.setText("river-lamp-button-clod")
    return sheet._done.click, sheet._again


def _past_massage(window):
    """A massage of another day, of which nobody said how long it was."""
    sheet = PastMassageSheet(window)
    asked, words = LogAsked(), AskedWords()
    sheet.show_form(
        LogView(
            "m", "Mia", asked, words, 0, (), False, 0, TODAY, (RoutineChoice("m-hand", "Hands"),)
        )
    )
    sheet._when.choose("now")
    sheet._routine.choose("m-hand")
    return sheet._save.click, sheet._minutes


def _person(window):
    """Somebody without a name."""
    sheet = PersonSheet(window)
    sheet.show_person(None, PersonLook("", "", "", "plum"), TODAY)
    sheet.page.area.verticalScrollBar().setValue(10_000)
    return sheet._save.click, sheet._name


def _hand_over(window):
    """Days in the wrong order."""
    sheet = HandOverSheet(window)
    sheet.show_form(("mia", "Mia"), (), TODAY)
    sheet.choose("own")
    sheet._first.set_value(TODAY)
    sheet._last.set_value(YESTERDAY)
    return sheet._save.click, sheet._last


def _hand_over_nobody(window):
    """People are to be chosen, and nobody is."""
    sheet = HandOverSheet(window)
    sheet.show_form(("mia", "Mia"), (("rosa", "Rosa"),), TODAY)
    people = sheet._people
    sheet.choose_who("some")
    people._rows[0][1].setChecked(False)
    return sheet._save.click, people._list


def _on_page(window, form):
    page = ScrollPage()
    page.body.addWidget(form)
    page.setParent(window)
    page.resize(window.size())
    page.show()


def _clearance(window):
    """It is allowed, and nobody says who said so."""
    form = ClearanceForm()
    _on_page(window, form)
    form.show_choices([ClearanceChoice("legs", "Hands may go on the legs", "")], TODAY)
    form.rows[0].setChecked(True)
    return lambda: form.check(needs_one=True), form.said_by


def _giver(window):
    """An aide knows who wrote the care plan, and the day is not there."""
    form = GiverForm()
    _on_page(window, form)
    form.choose_role("aide")
    form.name.setText("Jo")
    form.said_by.setText("Nurse Ortiz")
    return form.check, form.on


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize(
    "form",
    [
        _care_plan,
        _passphrase,
        _past_massage,
        _person,
        _hand_over,
        _hand_over_nobody,
        _clearance,
        _giver,
    ],
)
def test_a_refused_form_shows_the_first_wrong_field(open_at, show_theme, form, percent):
    """Who saves too early sees which field is wrong and why, and can write there at once."""
    show_theme(percent=percent)
    window = open_at(QWidget(), 1024, 640)
    save, wrong = form(window)
    _settle()
    save()
    _settle()

    said = [one for one in window.findChildren(FaultLine) if one.isVisible()]
    assert [bool(one.text()) for one in said] == [True]
    assert _is_seen(said[0])
    assert wrong.isAncestorOf(QApplication.focusWidget())
    assert _is_seen(QApplication.focusWidget())


def test_a_fault_goes_when_the_field_is_mended(open_at):
    """What was wrong is no longer said once a day stands there."""
    window = open_at(QWidget(), 1024, 640)
    save, day = _care_plan(window)
    save()
    assert day.fault.isVisible()
    day._add.click()
    assert not day.fault.isVisible()
    assert not day.editor.property("fault")


def _settle():
    for _ in range(4):
        QApplication.processEvents()


def _is_seen(widget):
    """Whether nothing of a widget is scrolled away or lies under something."""
    return widget.visibleRegion().boundingRect() == widget.rect()


def test_the_letters_of_somebody_new_are_shown_as_the_name_is_typed(open_at, qtbot):
    """Without a name no sign stands in place of it; then its first letter does."""
    window = open_at(QWidget(), 1024, 640)
    sheet = PersonSheet(window)
    sheet.show_person(None, PersonLook("", "", "?", "blue"), TODAY)
    marks = list(sheet._marks.values())
    assert {mark._look.initials for mark in marks} == {""}
    qtbot.keyClicks(sheet._name.line_edit, "Mia")
    assert {mark._look.initials for mark in marks} == {"M"}


@pytest.mark.parametrize("percent", [100, 200])
def test_advice_on_a_passphrase_is_seen_and_refuses_nothing(open_at, show_theme, qtbot, percent):
    """What would be safer stands under the field, in view; the passphrase is given all the same."""
    show_theme(percent=percent)
    window = open_at(QWidget(), 1024, 640)
    sheet = PassphraseSheet("add", window)
    sheet.new_typed.connect(
        lambda typed: sheet.show_advice(advice_line(passphrase_advice(typed, ["Pat"])))
    )
    given = []
    sheet.given.connect(lambda _old, new: given.append(new))
    sheet.begin()
    _settle()
    qtbot.keyClicks(sheet._new.line_edit, "pat likes blue")
    _settle()
    assert "You can keep it" in sheet._advice.accessibleName()
    assert _is_seen(sheet._advice)
    assert sheet._new.line_edit.hasFocus()
    sheet._again.setText("pat likes blue")
    sheet._done.click()
    assert given == ["pat likes blue"]
