# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gives care stays who gives care, after a start and after a lock, and so do the words."""

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from tests.journeys.conftest import settle

from caregiver_guide.domain.session import Caregiver
from caregiver_guide.services.first_run import FirstRunAnswers
from caregiver_guide.services.locking import Whereabouts

pytestmark = pytest.mark.windows


def test_who_began_here_gives_care_after_the_next_start_too(home):
    """An aide writes the daughter down under People: the daughter does not give care by that."""
    home.open()
    home.guide.first_run.write(
        FirstRunAnswers(
            person_name="Pat",
            tone="",
            caregiver_name="Rosa",
            role="aide",
            zones_answer="nothing",
        )
    )
    rosa = home.guide.context.caregiver
    home.log.caregivers.add(Caregiver(name="Lena"), by=rosa.id)
    home.close()
    home.open()
    assert home.guide.context.caregiver.name == "Rosa"


def test_an_aide_reads_her_own_words_after_a_lock(home):
    """Another of this computer is the one it begins with: no sentence stays in that one's words."""
    home.furnish().open()
    context = home.guide.context
    ana = context.caregiver
    jo = home.log.caregivers.add(Caregiver(name="Jo", role="aide"), by=ana.id)
    home.guide.start("", Whereabouts("today", context.person.id, jo.id, context.now()))
    settle()
    assert context.caregiver.id == jo.id
    assert "massage" not in home.guide.tr("Start a massage").lower()


def test_a_question_half_written_is_not_the_next_persons_after_an_erasing(home):
    """Erased is erased: it stands on no page, and is kept as nobody's draft."""
    home.furnish().open()
    home.guide.go("page")
    settle()
    home.window.screen_named("page").bring_back("Is Pat's heel healed?")
    home.guide.unsaved.look()
    assert home.log.drafts.count() == 1
    home.guide.go("settings")
    settle()
    home.prompts.answers = [True]
    home.window.screen_named("settings").sharing.erase_requested.emit()
    settle()
    assert home.place == "welcome"
    home.guide.first_run.write(
        FirstRunAnswers(
            person_name="Sam",
            tone="",
            caregiver_name="Ana",
            role="family",
            zones_answer="nothing",
        )
    )
    home.guide.go("page")
    settle()
    home.guide.unsaved.look()
    assert home.window.screen_named("page").half_done() is None
    assert home.log.drafts.count() == 0


def _write_over(mouse, name):
    """Write another name where one stands."""
    field = next(one for one in mouse.seen(QLineEdit) if one.accessibleName() == "First name")
    field.clear()
    mouse.write("First name", name)


def test_a_colleagues_name_typed_over_another_takes_nobodys_massages(home, mouse):
    """The usual slip is asked about once; both stay, and a true new name keeps the earlier one."""
    home.furnish().open()
    people, log = home.guide.people, home.log
    ana = home.guide.context.caregiver
    people.ask()
    mouse.press("Change Ana")
    _write_over(mouse, "Bob")
    mouse.press("Save")
    assert log.caregivers.all() == (ana,)
    assert "Is this the same person with a new name?" in mouse.words()
    assert QApplication.focusWidget().accessibleName() == "Somebody else: add Bob, and Ana stays"
    mouse.press("Somebody else: add Bob, and Ana stays")
    assert sorted(one.name for one in log.caregivers.all()) == ["Ana", "Bob"]
    assert log.caregivers.one(ana.id) == ana
    mouse.press("Change Bob")
    _write_over(mouse, "Rita")
    mouse.press("Save")
    mouse.press("The same person: Bob is called Rita now")
    assert "Bob, changed by Ana" in mouse.words()
    mouse.press("Change Rita")
    _write_over(mouse, "Rita Moran")
    mouse.press("Save")
    assert sorted(one.name for one in log.caregivers.all()) == ["Ana", "Rita Moran"]
