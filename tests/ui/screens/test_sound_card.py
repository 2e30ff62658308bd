# SPDX-License-Identifier: GPL-3.0-or-later
"""Sound and voice in the settings: chosen, tried, and told where something is missing."""

import pytest
from tests.ui.clipping import every_size, nameless

from caregiver_guide.services.settings_view import (
    OfferedVoice,
    VoiceView,
    settings_view,
    voice_view,
)
from caregiver_guide.storage.settings import Settings
from caregiver_guide.ui.screens.settings_screen import SettingsScreen
from caregiver_guide.ui.screens.sound_card import SoundCard
from caregiver_guide.ui.widgets.buttons import ActionButton
from caregiver_guide.ui.widgets.panel import Notice

pytestmark = pytest.mark.windows

VOICES = (
    OfferedVoice("English (America)", "United States"),
    OfferedVoice("English (Great Britain)", "United Kingdom"),
)


@pytest.fixture
def views(library):
    return {
        "looking": voice_view(library, "linux", None),
        "ready": voice_view(library, "linux", True, VOICES),
        **{system: voice_view(library, system, False) for system in ("linux", "windows", "macos")},
    }


@pytest.fixture
def card(qtbot):
    """The card, and everything it wishes for."""
    made = SoundCard()
    qtbot.addWidget(made)
    made.wishes = []
    made.settings_changed.connect(lambda new, words: made.wishes.append((new, words)))
    made.show_sound(Settings(), VoiceView("ready", VOICES))
    made.show()
    return made


@pytest.mark.parametrize("state", ["looking", "ready", "linux", "windows", "macos"])
def test_nothing_is_cut_off_at_any_size(library, views, qtbot, state):
    """Every state of the card reads well at every size of text."""
    made = SettingsScreen()
    qtbot.addWidget(made)
    made.show_settings(
        settings_view(library, Settings(), data_folder="/x", version="0.1.0", voice=views[state])
    )
    assert every_size(made) == []
    assert nameless(made) == []


def test_each_choice_is_one_change_of_the_settings(card):
    """What is heard, how loud, how fast and by whom: each is told in words and can be undone."""
    card._profile.pick_number(2)
    card._volume.pick_number(1)
    card._rate.pick_number(1)
    card._voice_volume.pick_number(4)
    card._voice.choice_made.emit("English (Great Britain)")
    assert [new for new, _ in card.wishes] == [
        Settings(sound="bell"),
        Settings(sound_volume=20),
        Settings(voice_rate="slow"),
        Settings(voice_volume=100),
        Settings(voice_name="English (Great Britain)"),
    ]
    assert all(words for _, words in card.wishes)


def test_the_usual_settings_are_among_the_choices(card):
    """Nobody finds a row of choices with none chosen: bells at 40 per cent, the fitting voice."""
    assert card._profile.chosen == "voice"
    assert card._volume.chosen == "40"
    assert card._rate.chosen == "calm"
    assert card._voice_volume.chosen == "70"
    assert card._voice.chosen == ""


def test_a_voice_that_has_gone_is_not_shown_as_chosen(card):
    """The voice was taken off the computer: another one speaks, and the card says which."""
    card.show_sound(Settings(voice_name="Gone"), VoiceView("ready", VOICES))
    assert card._voice.chosen == ""


def test_voice_and_sound_can_be_tried(card, qtbot):
    """Both have a button to hear them."""
    buttons = {one.text(): one for one in card.findChildren(ActionButton)}
    with qtbot.waitSignal(card.sound_try_requested):
        buttons["Hear a sound"].click()
    with qtbot.waitSignal(card.voice_try_requested):
        buttons["Hear the voice"].click()


@pytest.mark.parametrize(
    ("system", "told"),
    [
        ("linux", ("Debian", "terminal")),
        ("windows", ("Time & language", "Speech")),
        ("macos", ("Accessibility", "Spoken Content")),
    ],
)
def test_without_a_voice_the_card_says_what_to_do(views, card, system, told):
    """Each system has its own way to a voice, and the packages are named one by one."""
    card.show_sound(Settings(), views[system])
    notice = card.findChild(Notice)
    assert notice.isVisible()
    assert all(word in views[system].how_to_get for word in told)
    assert card._command.isVisible() is (system == "linux")
    assert not card._voice_part.isVisible()
    if system == "linux":
        for package in ("speech-dispatcher", "speech-dispatcher-espeak-ng", "libspeechd2"):
            assert package in card._command.text().split()
