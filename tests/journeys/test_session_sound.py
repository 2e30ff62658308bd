# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole session by ear alone, by sounds alone, and by the screen alone."""

import pytest

from caregiver_guide.app import session_sound
from caregiver_guide.ui.voice import PRETENDS

pytestmark = pytest.mark.windows


class Listener:
    """Remembers what the voice is told to say and what a screen reader would read."""

    def __init__(self, home, monkeypatch):
        self.said, self.read = [], []
        self._home = home
        sound = self.sound
        say = sound.voice.say
        monkeypatch.setattr(sound.voice, "say", lambda words: (self.said.append(words), say(words)))
        monkeypatch.setattr(
            "caregiver_guide.ui.screens.session_screen.announce",
            lambda _widget, words: self.read.append(words),
        )

    @property
    def sound(self):
        return self._home.guide.massage.session.sound

    @property
    def session(self):
        return self._home.guide.massage.session

    @property
    def screen(self):
        return self._home.guide._window.screen_named("session")

    def press(self, *verbs):
        for verb in verbs:
            self.session._verb(verb)

    def wait(self, seconds):
        for _ in range(seconds):
            self._home.clock.advance(1)
            self.session._tick()

    def come_to_touch(self):
        for _ in range(20):
            shown = self.session.shown
            if shown.lead_in_s or not shown.step.is_touch or shown.step_length_s < 60:
                self.press("next")


@pytest.fixture
def speech():
    return (PRETENDS,)


@pytest.fixture
def ears(home, mouse, monkeypatch, speech):
    """A session that has just begun, with a voice that pretends."""
    home.speech = speech
    home.furnish().open()
    listener = Listener(home, monkeypatch)
    mouse.come_to("session")
    yield listener
    listener.sound.let_go()


def test_the_whole_session_is_heard(qtbot, ears):
    """With the screen turned away: every step, cue and state is said, once, by one speaker."""
    qtbot.waitUntil(lambda: ears.sound.voice.is_ready)
    assert ears.said
    ears.come_to_touch()
    ears.said.clear()
    length = ears.session.shown.remaining_s
    ears.wait(length + 5)
    cues = [words for words in ears.said if "?" not in words]
    assert cues == ["Half of this step is over.", "Ten seconds left.", "Take your time."]
    ears.said.clear()
    ears.press("pause", "go_on", "next")
    assert ears.said[0] == "Paused. Rest your hands."
    assert ears.said[1].startswith("Going on with the ")
    assert "pressure" in ears.said[2] or "Resting hands" in ears.said[2]
    assert ears.read == []


def test_stop_ends_all_sound_at_once(qtbot, ears):
    """Stop: what was being said and what still rings is cut off before anything else happens."""
    qtbot.waitUntil(lambda: ears.sound.voice.is_ready)
    order = []
    ears.sound.voice.stop = lambda: order.append("voice")
    ears.sound.sounds.stop = lambda: order.append("sounds")
    pause = ears.session._engine.pause
    ears.session._engine.pause = lambda why: (order.append("time"), pause(why))[1]
    ears.session.ask_to_stop()
    assert order[:3] == ["voice", "sounds", "time"]
    assert ears.said[-1].startswith("We stopped the timer. Lift your hands.")


def test_what_to_do_now_is_heard_with_the_screen_turned_away(qtbot, ears):
    """A sign of danger: whom to call and what to do are spoken, and broken off if it was none."""
    qtbot.waitUntil(lambda: ears.sound.voice.is_ready)
    ears.session.ask_to_stop()
    sheet = ears.session.stopping.sheet
    sheet.reason_chosen.emit("chest-or-breath")
    assert ears.said[-1].startswith("Call ")
    assert ears.said[-1].endswith("Help Pat sit up. Stay there until help comes.")
    broken_off = []
    ears.sound.voice.stop = lambda: broken_off.append(True)
    sheet.reason_chosen.emit("")
    assert broken_off


def test_r_says_it_again_and_v_turns_the_voice_off_and_on(qtbot, home, ears):
    """R and V are heard and shown; with the voice off a screen reader takes over."""
    qtbot.waitUntil(lambda: ears.sound.voice.is_ready)
    ears.said.clear()
    home.clock.advance(2)
    ears.screen.say_again_requested.emit()
    assert ears.session._words.name  # the session goes on
    assert len(ears.said) == 1
    ears.screen.voice_requested.emit()
    assert ears.said[-1] == "The voice is off."
    assert ears.screen._note.text() == "The voice is off."
    ears.press("pause")
    assert ears.read[-1] == "Paused. Rest your hands."
    assert ears.said[-1] == "The voice is off."
    ears.screen.voice_requested.emit()
    assert ears.said[-1] == "The voice is on."
    qtbot.waitUntil(lambda: ears.sound.voice.is_ready)
    ears.press("go_on")
    assert ears.said[-1].startswith("Going on")


def test_a_voice_that_dies_is_told_once_and_the_session_goes_on(qtbot, ears):
    """In mid-sentence the speech breaks: bells and glow go on, and words say so, once."""
    voice = ears.sound.voice
    qtbot.waitUntil(lambda: voice.is_ready)
    voice._lose()
    assert ears.screen._note.text() == "The voice has stopped. Bells and a soft glow go on."
    assert ears.read == ["The voice has stopped. Bells and a soft glow go on."]
    ears.come_to_touch()
    ears.sound.sounds.played.clear()
    ears.wait(ears.session.shown.remaining_s + 3)
    assert [name for name in ears.sound.sounds.played if name != "ask"] == [
        "cue",
        "cue",
        "step-over",
    ]
    assert ears.session.is_running
    assert ears.read.count("The voice has stopped. Bells and a soft glow go on.") == 1


@pytest.mark.parametrize("speech", [("no-such-engine",)])
@pytest.mark.qt_log_ignore("is not supported")
def test_without_any_voice_the_app_says_so_and_rings(qtbot, ears):
    """A computer without speech: one line on the screen, and the sounds do the work."""
    qtbot.waitUntil(lambda: not ears.sound.voice.is_opening)
    assert ears.screen._note.text().startswith("No voice was found.")
    assert ears.read
    ears.press("pause")
    assert ears.sound.sounds.played[-1] == "paused"
    assert ears.read[-1] == "Paused. Rest your hands."


@pytest.mark.parametrize(("profile", "rings"), [("Bell only", True), ("Silent", False)])
def test_the_profile_of_one_session(home, mouse, monkeypatch, profile, rings):
    """Bell only rings and does not speak; silent does neither; the edge glows in both."""
    home.speech = (PRETENDS,)
    home.furnish().open()
    ears = Listener(home, monkeypatch)
    mouse.come_to("prepare")
    mouse.press(profile)
    for words in (
        "Pat said yes",
        "Next: how is Pat now?",
        "Start the massage",
        "Begin now",
    ):
        mouse.press(words)
    assert home.place == "session"
    ears.come_to_touch()
    ears.sound.sounds.played.clear()
    ears.wait(ears.session.shown.remaining_s)
    assert ears.said == []
    assert ("step-over" in ears.sound.sounds.played) is rings
    assert ears.screen.glow.is_held
    assert home.guide.settings.sound == "voice"
    ears.press("next")
    assert not ears.screen.glow.is_held
    assert ears.sound.profile == "voice"


def test_the_words_of_the_settings_hold(home):
    """The voice speaks at the rate and volume chosen in Settings."""
    home.furnish().open()
    home.guide.preferences.set(voice_rate="slow", voice_volume=50, voice_name="Anne")
    choice = session_sound.voice_choice(home.guide.settings)
    assert (choice.name, choice.rate, choice.volume) == ("Anne", -0.4, 0.5)
