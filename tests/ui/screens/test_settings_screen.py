# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings on the screen: every change holds at once, and can be taken back."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from tests.ui.clipping import every_size, nameless, settle

from caregiver_guide.domain.session import CareTeamContact
from caregiver_guide.services.settings_view import ContactDraft, settings_view
from caregiver_guide.storage.settings import Settings
from caregiver_guide.ui.screens.passphrase_card import PassphraseView
from caregiver_guide.ui.screens.settings_screen import SettingsScreen
from caregiver_guide.ui.widgets.text import Text

pytestmark = pytest.mark.windows

CONTACT = CareTeamContact(id="c1", person="p", name="Nurse Lee", phone="555 0142")


@pytest.fixture
def view(library):
    return settings_view(
        library,
        Settings(country="GB"),
        data_folder="/home/ana/.local/share/caregiver-guide",
        version="0.1.0",
        person_name="Pat",
        contact=CONTACT,
    )


@pytest.fixture
def screen(view, open_at):
    shown = SettingsScreen()
    shown.show_settings(view)

    def follow(settings):
        shown.show_settings(replace(shown._view, settings=settings))

    shown.settings_changed.connect(follow)
    yield open_at(shown)
    shown._undo.dismiss()


def words_of(widget):
    return " ".join(one.text() for one in widget.findChildren(Text) if one.isVisible())


@pytest.mark.parametrize(
    "change",
    [{}, {"problem": "The settings file has a mistake. " * 4}, {"person_name": ""}],
)
def test_nothing_is_cut_off_at_any_size(view, qtbot, change):
    """Settings read well at every size, with a long path and a fault to tell."""
    shown = SettingsScreen()
    qtbot.addWidget(shown)
    shown.show_settings(replace(view, data_folder="/home/ana/" + "deep-folder/" * 12, **change))

    assert every_size(shown) == []
    assert nameless(shown) == []


def test_what_holds_now_is_shown(screen):
    """The present choice of everything, the number, the folder and the version are seen."""
    assert screen._size.chosen == "100"
    assert screen._theme.chosen == "system"
    assert screen._paper.chosen == "a4"
    assert screen._country.chosen == "GB"
    words = words_of(screen)
    for part in ("In an emergency: 999", "caregiver-guide", "Caregiver Guide 0.1.0"):
        assert part in words


def test_a_change_holds_at_once_and_can_be_undone(screen, view, qtbot):
    """Choosing a text size asks for it at once; Undo asks for the one before."""
    changed = []
    screen.settings_changed.connect(changed.append)
    pill = screen._size.pills[3]

    qtbot.mouseClick(pill, Qt.MouseButton.LeftButton)
    assert changed == [replace(view.settings, text_percent=150)]
    assert screen._undo.isVisible()

    screen._undo.button.click()
    assert changed[-1] == view.settings
    assert screen._size.chosen == "100"
    assert not screen._undo.isVisible()


def test_every_choice_reaches_the_app(screen, qtbot):
    """Colors, paper and country are handed over, each alone."""
    changed = []
    screen.settings_changed.connect(changed.append)

    qtbot.mouseClick(screen._theme.pills[3], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(screen._paper.pills[1], Qt.MouseButton.LeftButton)
    screen._country.choose("")
    screen._country.choice_made.emit("")
    settle()

    assert changed[-1] == Settings(theme="contrast", paper="letter", country="")
    assert len(changed) == 3
    assert "your local emergency number" in words_of(screen)


def test_whom_to_call_is_kept_when_the_field_is_left(screen, qtbot):
    """A new phone number is handed over once, when Enter is pressed or the field is left."""
    saved = []
    screen.contact_saved.connect(saved.append)
    field = screen._contact_phone.line_edit
    field.setFocus()
    field.selectAll()

    qtbot.keyClicks(field, "555 0199")
    assert saved == []
    qtbot.keyClick(field, Qt.Key.Key_Return)
    screen._contact_name.line_edit.setFocus()
    assert saved == [ContactDraft("Nurse Lee", "555 0199", "c1")]

    screen._undo.button.click()
    assert saved[-1] == ContactDraft("Nurse Lee", "555 0142", "c1")


def test_no_person_no_contact(screen, view):
    """Before there is a person nobody is asked whom to call about them."""
    screen.show_settings(replace(view, person_name=""))
    settle()

    assert not screen._contact_name.isVisible()
    assert not screen._contact_phone.isVisible()


def test_every_card_is_one_choice_away(screen):
    """The page is long; nobody has to scroll through it for one card."""
    names = [screen._jump.combo.itemText(place) for place in range(screen._jump.combo.count())]
    assert names[0] == "Reading comfort"
    assert {"Numbers to call", "Keys and pedals", "Paper"} <= set(names)
    bar = screen._page.area.verticalScrollBar()
    bar.setValue(0)
    screen._jump.choose("Keys and pedals")
    screen._jump.choice_made.emit("Keys and pedals")
    settle()
    heading = screen._parts["Keys and pedals"]
    top = heading.mapTo(screen._page.area.viewport(), heading.rect().topLeft()).y()
    assert 0 <= top < screen._page.area.viewport().height() / 2 or bar.value() == bar.maximum()
    assert bar.value() > 0
    assert screen._keys_card.isAncestorOf(screen.focusWidget())
    assert screen._jump.chosen is None


def test_go_to_puts_the_keyboard_on_something_that_is_there(screen):
    """Whichever part is chosen, the first thing in it that can be seen has the keyboard."""
    screen.passphrase.show_state(PassphraseView(is_protected=False, lock_minutes=10))
    for part, heading in screen._parts.items():
        screen._jump.choice_made.emit(part)
        settle()
        focused = screen.window().focusWidget()
        assert focused.isVisible(), part
        assert heading.parentWidget().isAncestorOf(focused), part
        assert focused.visibleRegion().boundingRect() == focused.rect(), part
